"""The question that the project starts from: two reefers of medicines from Łódź to Almaty."""

from __future__ import annotations

from datetime import date

import pytest

import transcaspia
from transcaspia.network.model import Network
from transcaspia.planning.model import Itineraries, Itinerary

from .conftest import Ask

CASPIAN_WEST = {"AZALA"}
CASPIAN_EAST = {"KZAAU", "KZKUR"}


@pytest.fixture(scope="module")
def answer(ask: Ask) -> Itineraries:
    """Leaving on 1 October 2025, six days after the Polish-Belarusian border reopened."""
    return ask("Łódź", "Almaty", "2025-10-01", cargo="pharmaceuticals", unit="40RF", units=2, payload_t=18.0)


def by_corridor(answer: Itineraries, word: str) -> list[Itinerary]:
    """Return the itineraries whose corridor id holds a word."""
    return [i for i in answer.itineraries if word in i.corridor]


def test_three_corridors_are_quoted(answer: Itineraries) -> None:
    """A forwarder quotes a handful of ways, by at least three corridors, each leg with its sources."""
    assert 3 <= len(answer.itineraries) <= 8
    assert len({i.corridor for i in answer.itineraries}) >= 3
    for itinerary in answer.itineraries:
        assert all(leg.sources and leg.grade for leg in itinerary.legs)


def test_the_trans_caspian_way_crosses_by_ship_and_names_its_gauge_changes(answer: Itineraries) -> None:
    """Between Aktau or Kuryk and Alat, with a change of gauge named."""
    ways = by_corridor(answer, "tc")
    assert ways
    for way in ways:
        crossings = [leg for leg in way.legs if {leg.start.id, leg.end.id} & CASPIAN_WEST and leg.mode in {"sea", "rail_ferry", "ro_ro"}]
        assert crossings
        assert all({leg.start.id, leg.end.id} & CASPIAN_EAST for leg in crossings)
        rail = [leg.gauge_mm for leg in way.legs if leg.gauge_mm]
        if len(set(rail)) > 1:
            assert any("1435" in leg.change_note and "1520" in leg.change_note for leg in way.legs)


def test_the_northern_way_carries_its_border_hazard(answer: Itineraries) -> None:
    """The crossing at Terespol may shut again; the leg over it says so."""
    ways = by_corridor(answer, "north")
    assert ways
    assert all(any(leg.hazards for leg in way.legs) for way in ways)


def test_the_median_is_later_than_the_sum_of_typicals(answer: Itineraries) -> None:
    """Percentiles do not add up: skew, misses and storms push the median of a chain out."""
    for way in by_corridor(answer, "tc"):
        assert way.duration_h.p50 > way.sum_of_typicals_h


def test_bands_over_two_seas_are_wide(answer: Itineraries) -> None:
    """P10-P90 of a way over the Black Sea and the Caspian is at least half of its median."""
    ways = [way for way in answer.itineraries if sum(leg.mode in {"sea", "rail_ferry", "ro_ro"} for leg in way.legs) >= 2 and "tc" in way.corridor]
    assert ways
    for way in ways:
        assert way.duration_h.p90 - way.duration_h.p10 >= 0.5 * way.duration_h.p50


def test_the_northern_way_is_faster_and_cheaper(answer: Itineraries) -> None:
    """The World Bank puts the Middle Corridor at up to three times the time; forwarders at 1.3 to 1.5 times the price."""
    north = min(way.duration_h.p50 for way in by_corridor(answer, "north"))
    middle = min(way.duration_h.p50 for way in by_corridor(answer, "tc"))
    assert 1.3 < middle / north < 4.0
    assert min(w.cost_usd.p50 for w in by_corridor(answer, "tc")) > min(w.cost_usd.p50 for w in by_corridor(answer, "north"))


def touches_terespol(way: Itinerary) -> bool:
    """Return whether a way passes the closed rail crossing."""
    return any("PLTER" in {leg.start.id, leg.end.id} or any("ter" in link for link, _ in leg.links) for leg in way.legs)


def test_the_crossing_is_shut_on_15_september_2025(ask: Ask, network: Network) -> None:
    """The plan shows it by a wait, a detour or a refusal; on 20 August it was only a hazard."""
    known = ask("Łódź", "Almaty", "2025-09-15", cargo="pharmaceuticals", unit="40RF", units=2)
    before = ask("Łódź", "Almaty", "2025-09-15", cargo="pharmaceuticals", unit="40RF", units=2, known_on=date(2025, 8, 20))
    free = ask("Łódź", "Almaty", "2025-08-15", cargo="pharmaceuticals", unit="40RF", units=2, known_on=date(2025, 8, 1))

    def fastest(answer: Itineraries) -> float:
        return min((w.duration_h.p50 for w in answer.itineraries if touches_terespol(w)), default=float("inf"))

    assert fastest(known) > fastest(before) + 48.0
    assert abs(fastest(before) - fastest(free)) < 72.0
    ways = [w for w in before.itineraries if touches_terespol(w)]
    assert all(any(leg.hazards for leg in w.legs) for w in ways)


def test_the_answer_is_the_same_twice(ask: Ask, answer: Itineraries) -> None:
    """Same seed, same answer."""
    again = ask("Łódź", "Almaty", "2025-10-01", cargo="pharmaceuticals", unit="40RF", units=2, payload_t=18.0)
    assert again.itineraries == answer.itineraries


def test_public_names() -> None:
    """The names that users import."""
    assert callable(transcaspia.plan)
    assert callable(transcaspia.load_network)
    assert callable(transcaspia.make_consignment)
