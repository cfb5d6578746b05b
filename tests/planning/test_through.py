"""Through trains on the toy network: boxes of the shuttle go over to the train from Brod and wait for no other."""

from __future__ import annotations

import math

import pytest

from oracle.enumeration import all_ways, front
from planning.asking import BY_RAIL, ask, graph_of
from tiny_network import Copy
from transcaspia.network.model import Network
from transcaspia.planning.model import Leg, PlanParams
from transcaspia.planning.search import find
from transcaspia.planning.through import Handovers

FORMING_H = 5.0
HEADWAY_H = 48.0 * (1.0 + 0.5**2) / 2.0
CUTOFF_H = 12.0
RAIL = PlanParams(modes=BY_RAIL, avoid=("AZ",), draws=2000)
STEPPE = frozenset({"steppe"})


@pytest.fixture
def through(tiny_copy: Copy) -> Copy:
    """The shuttle and the train from Brod are one through train, formed in five hours."""
    hours = f"{FORMING_H:g}"
    tiny_copy.add("durations", id="forming", low=hours, typical=hours, high=hours, least=hours)
    tiny_copy.change("services", 0, through="steppe")
    return tiny_copy.change("services", 1, through="steppe", forming="forming")


def second_train(network: Network, **options: str) -> Leg:
    """Return the leg by the train from Brod to Dala."""
    (way,) = ask(network, unit="40GP", params=RAIL, **options).itineraries
    return next(leg for leg in way.legs if leg.service == "kz-north")


def test_a_box_of_a_through_train_waits_for_its_train_alone(tiny: Network, through: Copy) -> None:
    """Five hours after the gauge change in every draw; without the name, the cut-off and H (1 + c2) / 2."""
    wait = second_train(through.load()).wait_h
    assert wait.p10 == pytest.approx(FORMING_H)
    assert wait.p90 == pytest.approx(FORMING_H)
    assert second_train(tiny).wait_h.mean == pytest.approx(CUTOFF_H + HEADWAY_H, rel=0.05)


def test_the_handling_stays_and_the_hours_rest_on_the_forming(tiny: Network, through: Copy) -> None:
    through.change("durations", 9, source="FORMED").add("sources", key="FORMED")
    leg = second_train(through.load())
    assert leg.dwell_h == second_train(tiny).dwell_h
    assert leg.change == "gauge"
    assert leg.change_note == "1435 to 1520 mm, box lifted to another wagon, goes on with its train"
    assert "FORMED" in leg.sources


def test_a_box_that_a_lorry_brings_to_the_hub_waits_for_a_departure_of_its_own(through: Copy) -> None:
    wait = second_train(through.load(), origin="PLBRD").wait_h
    assert wait.mean == pytest.approx(CUTOFF_H + HEADWAY_H, rel=0.05)


@pytest.mark.parametrize("name", ["other", ""])
def test_a_train_of_another_name_takes_nothing_over(through: Copy, name: str) -> None:
    """The southern train bears the name of the one from Brod, the chartered one that of the shuttle."""
    through.change("services", 0, through=name).change("services", 2, through=name)
    through.change("services", 3, through="steppe")
    assert second_train(through.load()).wait_h.mean == pytest.approx(CUTOFF_H + HEADWAY_H, rel=0.05)


def test_a_part_without_forming_hands_over_and_takes_nothing(through: Copy) -> None:
    """Eastward the train from Brod takes over; westward the shuttle keeps its timetable."""
    (way,) = ask(through.load(), unit="40GP", origin="KZDST", destination="PLORI", params=RAIL).itineraries
    shuttle = next(leg for leg in way.legs if leg.service == "pl-shuttle")
    assert shuttle.depart.p10.weekday() in {1, 4}
    assert shuttle.wait_h.mean > FORMING_H


def test_a_chartered_train_is_formed_and_keeps_its_lead_time(through: Copy) -> None:
    through.change("services", 0, through="steppe").change("services", 2, through="steppe", forming="forming")
    (way,) = ask(through.drop("services", 1).load(), unit="40GP", units=40, params=RAIL).itineraries
    leg = next(leg for leg in way.legs if leg.service == "kz-block")
    assert way.status == "on_request"
    assert leg.wait_h.p90 == pytest.approx(FORMING_H)


def test_the_exact_search_equals_enumeration_with_through_trains(through: Copy) -> None:
    """Both ways out of the hub are ways: with its train, and by a departure of its own."""
    through.change("services", 3, through="south").change(
        "services", 4, units="40GP;40RF", through="south", forming="forming"
    )
    params = PlanParams(draws=100)
    _, graph = graph_of(through.load(), unit="40GP", params=params)
    everything = all_ways(graph)
    states = graph.offers.layout(500.0).states
    goes_on = [
        any(graph.edges[k].tail < len(states) and states[graph.edges[k].tail].through for k in w.edges)
        for w in everything
    ]
    assert any(goes_on)
    assert not all(goes_on)
    found = find(graph, 0.0, 1_000_000, worth=math.inf)
    for corridor in {w.corridor for w in everything}:
        got = {
            (round(10 * w.time_h), w.cost_usd, w.co2e_kg, round(w.variance_h2))
            for w in found.ways
            if w.corridor == corridor
        }
        assert got == front([w for w in everything if w.corridor == corridor])


def test_names_are_kept_only_where_another_gauge_or_mode_takes_them_over() -> None:
    both = frozenset({"steppe", "sea"})
    hub = Handovers(
        [("HUB", "rail_1435", both), ("END", "rail_1435", STEPPE)],
        [("HUB", "rail_1520", STEPPE), ("HUB", "rail_1435", both), ("END", "rail_1435", STEPPE)],
        [("HUB", "rail_1435-rail_1520"), ("HUB", "rail_1435-rail_1435"), ("END", "rail_1435-rail_1435")],
    )
    assert hub.after("HUB", "rail_1435", both) == "steppe"
    assert hub.after("END", "rail_1435", STEPPE) == ""
    assert hub.before("HUB", "rail_1520", STEPPE) == ["steppe"]
    assert hub.before("HUB", "rail_1435", both) == []
    assert list(hub.changes("HUB", "rail_1435", "rail_1520")) == [("", ""), ("steppe", ""), ("steppe", "steppe")]
    assert list(hub.changes("HUB", "rail_1435", "rail_1435")) == [("", ""), ("steppe", "")]


def test_a_class_of_speed_goes_before_the_class_of_traffic(tiny: Network, tiny_copy: Copy) -> None:
    row = next(n for n, r in enumerate(tiny_copy.read("speeds")) if r["id"] == "rail_kz" and not r["valid_to"])
    tiny_copy.add("speeds", row, id="rail_kz.slow", low="", typical="100", high="", statistic="mean", valid_from="")
    slow = second_train(tiny_copy.change("services", 1, speed_class="slow").load())
    assert slow.run_h.mean > 2.0 * second_train(tiny).run_h.mean
