"""The question that the project starts from: two reefers of medicines from Łódź to Almaty."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

import transcaspia
from transcaspia.planning.model import Itineraries, Itinerary, PlanParams

from .conftest import Ask

CASPIAN_WEST = {"AZALA"}
CASPIAN_EAST = {"KZAAU", "KZKUR"}
OVER_WATER = {"sea", "rail_ferry", "ro_ro"}
MEDICINES: dict[str, Any] = {"cargo": "pharmaceuticals", "unit": "40RF", "units": 2}


@pytest.fixture(scope="module")
def answer(ask: Ask) -> Itineraries:
    """Leaving on 1 October 2025, six days after the Polish-Belarusian border reopened."""
    return ask("Łódź", "Almaty", "2025-10-01", **MEDICINES, payload_t=18.0)


def by_corridor(answer: Itineraries, word: str) -> list[Itinerary]:
    """Return the itineraries whose corridor id holds a word."""
    return [i for i in answer.itineraries if word in i.corridor]


def p50(answer: Itineraries, word: str) -> float:
    """Return the quickest median by corridors whose id holds a word, hours."""
    return min(way.duration_h.p50 for way in by_corridor(answer, word))


def money(answer: Itineraries, word: str) -> float:
    """Return the cheapest median by corridors whose id holds a word, USD."""
    return min(way.cost_usd.p50 for way in by_corridor(answer, word))


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
        crossings = [x for x in way.legs if {x.start.id, x.end.id} & CASPIAN_WEST and x.mode in OVER_WATER]
        assert crossings
        assert all({leg.start.id, leg.end.id} & CASPIAN_EAST for leg in crossings)
        if len({leg.gauge_mm for leg in way.legs if leg.gauge_mm}) > 1:
            assert any(x.change == "gauge" and "1435 to 1520 mm" in x.change_note for x in way.legs)


def test_the_northern_way_carries_its_border_hazard(answer: Itineraries) -> None:
    """The crossing at Terespol may shut again; the leg over it says so."""
    ways = [way for way in by_corridor(answer, "north") if any("BY" in leg.countries for leg in way.legs)]
    assert ways
    assert all(any(leg.hazards for leg in way.legs) for way in ways)


def test_the_median_is_later_than_the_sum_of_typicals(answer: Itineraries) -> None:
    """Percentiles do not add up: skew, misses and storms push the median of a chain out."""
    for way in by_corridor(answer, "tc"):
        assert way.duration_h.p50 > way.sum_of_typicals_h


def test_bands_over_two_seas_are_wide(answer: Itineraries) -> None:
    """P10-P90 of a way over the Black Sea and the Caspian is at least half of its median."""
    ways = [way for way in by_corridor(answer, "tc") if sum(leg.mode in OVER_WATER for leg in way.legs) >= 2]
    assert ways
    for way in ways:
        assert way.duration_h.p90 - way.duration_h.p10 >= 0.5 * way.duration_h.p50


def test_what_the_shared_factors_add(ask: Ask) -> None:
    """Independent legs give bands too narrow: the shared factors widen a way over two seas by a tenth or more."""
    via = ("GEPTI", "KZAAU")
    shared = ask("Łódź", "Almaty", "2025-10-01", **MEDICINES, params=PlanParams(via=via))
    alone = ask("Łódź", "Almaty", "2025-10-01", **MEDICINES, params=PlanParams(via=via, factor_strength=0.0))

    def widths(answer: Itineraries) -> dict[tuple[str, ...], float]:
        ways = by_corridor(answer, "tc_black_sea")
        return {tuple(leg.service or leg.mode for leg in w.legs): w.duration_h.p90 - w.duration_h.p10 for w in ways}

    wide, narrow = widths(shared), widths(alone)
    same = wide.keys() & narrow.keys()
    assert same
    assert all(wide[way] > 1.1 * narrow[way] for way in same)


def test_the_northern_way_is_faster_and_cheaper(answer: Itineraries) -> None:
    """The World Bank gives the Middle Corridor three times the northern time; forwarders call it dearer."""
    assert 1.3 < p50(answer, "tc") / p50(answer, "north") < 4.0
    assert money(answer, "tc") > money(answer, "north")


def touches_terespol(way: Itinerary) -> bool:
    """Return whether a way passes the closed rail crossing."""
    return any("n-ter-bqt" in {link for link, _ in leg.links} for leg in way.legs)


def test_the_crossing_is_shut_on_15_september_2025(ask: Ask) -> None:
    """The plan shows it by a wait, a detour or a refusal; on 20 August it was only a hazard."""
    known = ask("Łódź", "Almaty", "2025-09-15", **MEDICINES)
    before = ask("Łódź", "Almaty", "2025-09-15", **MEDICINES, known_on=date(2025, 8, 20))
    free = ask("Łódź", "Almaty", "2025-08-15", **MEDICINES, known_on=date(2025, 8, 1))

    def fastest(answer: Itineraries) -> float:
        return min((w.duration_h.p50 for w in answer.itineraries if touches_terespol(w)), default=float("inf"))

    assert fastest(known) > fastest(before) + 48.0
    assert abs(fastest(before) - fastest(free)) < 72.0
    ways = [w for w in before.itineraries if touches_terespol(w)]
    assert all(any(leg.hazards for leg in w.legs) for w in ways)


def test_the_answer_is_the_same_twice(ask: Ask, answer: Itineraries) -> None:
    """Same seed, same answer."""
    again = ask("Łódź", "Almaty", "2025-10-01", **MEDICINES, payload_t=18.0)
    assert again.itineraries == answer.itineraries


def test_public_names() -> None:
    """The names that users import."""
    assert callable(transcaspia.plan)
    assert callable(transcaspia.load_network)
    assert callable(transcaspia.make_consignment)
