"""The same question with something shut: what is not touched, what waits, and what is told of it."""

from __future__ import annotations

from datetime import date

import pytest

from transcaspia.errors import InputError, UnknownIdError
from transcaspia.network.model import Network
from transcaspia.planning.close import Replanned, Shut, replan, shut_of
from transcaspia.planning.consignment import make_consignment
from transcaspia.planning.model import Itinerary, PlanParams
from transcaspia.report.closed import closed_text
from transcaspia.report.text import Look

RAIL = PlanParams(draws=300, modes=("rail", "sea", "rail_ferry"))
NARROW = Look(width=60, drawn=False, colour=False)


def asked(network: Network, *close: str) -> Replanned:
    return replan(network, make_consignment(network, "PLORI", "KZDST", "2025-10-01", unit="40GP"), RAIL, close=close)


def over_brod(way: Itinerary) -> bool:
    return any(leg.countries == ("PL", "KZ") or "PLBRD" in (leg.start.id, leg.end.id) for leg in way.legs)


def test_what_is_shut_for_good_is_not_touched(tiny: Network) -> None:
    told = asked(tiny, "PLBRD")
    assert any(over_brod(way) for way in told.before.itineraries)
    assert not told.after.empty
    assert not any(over_brod(way) for way in told.after.itineraries)
    text = closed_text(told, NARROW)
    assert text.startswith("\nWithout PLBRD:")
    assert max(len(line) for line in text.splitlines()) <= 60


def test_what_is_shut_for_days_is_waited_for_or_gone_round(tiny: Network) -> None:
    told = asked(tiny, "PLBRD:2025-10-01:2025-12-31")
    quick = min(way.duration_h.p50 for way in told.before.itineraries)
    assert min(way.duration_h.p50 for way in told.after.itineraries) > quick
    over = [way for way in told.after.itineraries if over_brod(way)]
    assert all(way.arrival.p50.date() > date(2025, 12, 31) for way in over)


def test_a_closure_past_the_journey_changes_nothing(tiny: Network) -> None:
    told = asked(tiny, "PLBRD:2026-06-01:2026-06-10")
    assert [w.duration_h for w in told.after.itineraries] == [w.duration_h for w in told.before.itineraries]
    assert "as before" in closed_text(told, NARROW)


def test_nothing_left_is_said(tiny: Network) -> None:
    assert "no way is left" in closed_text(asked(tiny, "KZDST"), NARROW)


def test_a_link_or_a_name_may_be_shut(tiny: Network) -> None:
    assert shut_of(tiny, "kz-north") == Shut("kz-north")
    assert shut_of(tiny, "plbrd:2025-10-01:2025-10-02") == Shut("PLBRD", date(2025, 10, 1), date(2025, 10, 2))
    assert shut_of(tiny, "Brod") == Shut("PLBRD")


@pytest.mark.parametrize("text", ["PLBRD:2025-10-02:2025-10-01", "PLBRD:2025-10-02", "PLBRD:a:b"])
def test_days_that_are_none_are_refused(tiny: Network, text: str) -> None:
    with pytest.raises(InputError, match="--close"):
        shut_of(tiny, text)


def test_an_unknown_place_is_refused(tiny: Network) -> None:
    with pytest.raises(UnknownIdError, match="NOPE"):
        shut_of(tiny, "NOPE")
