"""How services are sold and when they are booked, by hand."""

from __future__ import annotations

from datetime import date, timedelta

from tests.tiny_network import Copy

from transcaspia.network.model import Network
from transcaspia.planning.model import PlanParams

from .asking import ask

RAIL = PlanParams(draws=200, modes=("rail",), front=True)


def test_each_leg_says_how_it_is_sold(tiny: Network) -> None:
    for way in ask(tiny, unit="40GP", params=RAIL).itineraries:
        for leg in way.legs:
            assert bool(leg.service) == bool(leg.sold_as) == bool(leg.status) == (leg.book_by is not None)


def test_a_way_is_booked_with_its_earliest_leg(tiny: Network) -> None:
    """Three days before the first train by its row, and never after the ready day."""
    for way in ask(tiny, unit="40GP", params=RAIL).itineraries:
        booked = [leg.book_by for leg in way.legs if leg.book_by]
        assert way.book_by == min([*booked, date(2025, 10, 1)])
        train = next(leg for leg in way.legs if leg.service)
        assert train.book_by is not None
        assert train.depart.p50.date() - train.book_by >= timedelta(days=2)


def test_a_chartered_train_is_on_request_with_its_lead(tiny: Network) -> None:
    answer = ask(tiny, unit="40GP", units=40, params=PlanParams(draws=200, modes=("rail",), via=("PLBRD",), front=True))
    block = [leg for way in answer.itineraries for leg in way.legs if leg.service == "kz-block"]
    for leg in block:
        assert (leg.status, leg.sold_as, leg.min_units) == ("on_request", "block_train", 40)
        assert leg.book_by is not None
        assert (leg.depart.p50.date() - leg.book_by).days >= 9
    few = ask(tiny, unit="40GP", units=2, params=PlanParams(draws=200, modes=("rail",)))
    assert not any(leg.service == "kz-block" for way in few.itineraries for leg in way.legs)


def test_what_was_not_seen_running_comes_only_when_asked(tiny_copy: Copy) -> None:
    services = tiny_copy.read("services")
    tiny_copy.write(
        "services",
        [
            {**s, "first_seen": "2020-01-01", "last_seen": "2021-01-01"} if s["id"] == "kz-north" else s
            for s in services
        ],
    )
    network = tiny_copy.load()
    quiet = ask(network, unit="40GP", params=PlanParams(draws=200))
    assert not any(leg.service == "kz-north" for way in quiet.itineraries for leg in way.legs)
    asked = ask(
        network, unit="40GP", params=PlanParams(draws=200, not_seen_running=True, via=("kz-north",), modes=("rail",))
    )
    ways = [way for way in asked.itineraries if any(leg.service == "kz-north" for leg in way.legs)]
    assert ways
    assert {way.status for way in ways} == {"not_seen_running"}
    assert {leg.status for way in ways for leg in way.legs if leg.service == "kz-north"} == {"not_seen_running"}
