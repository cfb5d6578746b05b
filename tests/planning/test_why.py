"""Why a way is on the front: the figures are those of the ways, every way left out has its reason, and it holds."""

from __future__ import annotations

from typing import Any

import pytest

from planning.asking import ask
from planning.test_properties import changed
from transcaspia.network.model import Network
from transcaspia.planning.choose import label
from transcaspia.planning.consignment import make_consignment
from transcaspia.planning.document import to_document
from transcaspia.planning.model import Itineraries, PlanParams
from transcaspia.planning.plan import question_of
from transcaspia.planning.solve import Solved, solve
from transcaspia.planning.standing import FIGURES
from transcaspia.planning.why import whys
from transcaspia.report.explain import explained
from transcaspia.report.text import Look

FEW = PlanParams(draws=300)


@pytest.fixture(scope="module")
def rivals() -> Network:
    """The toy network with rival trains and ships, so that much is left out."""
    return changed(3, rivals=2)


@pytest.fixture(scope="module")
def answer(rivals: Network) -> Itineraries:
    return ask(rivals, unit="40GP", params=FEW)


@pytest.fixture(scope="module")
def solved(rivals: Network) -> Solved:
    question = question_of(rivals, make_consignment(rivals, "PLORI", "KZDST", "2025-10-01", unit="40GP"), FEW)
    found = solve(question, most=8)
    label(found.offers)
    return found


def test_differences_are_those_of_the_figures_shown(answer: Itineraries) -> None:
    document = to_document(answer)
    ways: dict[str, Any] = {i["id"]: i for i in document["itineraries"]}
    assert len(ways) > 1
    for way in ways.values():
        assert {a["id"] for a in way["why"]["against"]} == set(ways) - {way["id"]}
        for other in way["why"]["against"]:
            its, more = ways[other["id"]], other["more"]
            assert more["p50_h"] == pytest.approx(way["duration_h"]["p50"] - its["duration_h"]["p50"], abs=0.02)
            assert more["p90_h"] == pytest.approx(way["duration_h"]["p90"] - its["duration_h"]["p90"], abs=0.02)
            assert more["cost_p50_usd"] == pytest.approx(way["cost_usd"]["p50"] - its["cost_usd"]["p50"], abs=1.01)
            assert more["cost_p90_usd"] == pytest.approx(way["cost_usd"]["p90"] - its["cost_usd"]["p90"], abs=1.01)
            assert more["co2e_kg"] == pytest.approx(way["co2e_kg"] - its["co2e_kg"], abs=0.02)
            assert other["better"] == [name for name in FIGURES if more[name] < 0.0]


def test_every_label_is_won_by_what_is_told(answer: Itineraries) -> None:
    for way in answer.itineraries:
        assert tuple(win.label for win in way.why.wins) == way.labels
        assert all(win.by is None or win.by >= 0.0 for win in way.why.wins)
    fastest = next(w for w in answer.itineraries if "fastest" in w.labels)
    (win,) = (w for w in fastest.why.wins if w.label == "fastest")
    second = next(w for w in answer.itineraries if w.id == win.next_id)
    assert win.value == pytest.approx(fastest.duration_h.p50)
    assert win.by == pytest.approx(second.duration_h.p50 - fastest.duration_h.p50)


def test_a_way_that_nothing_beats_says_so(answer: Itineraries) -> None:
    for way in answer.itineraries:
        assert way.why.beaten_by == way.beaten_by
        if way.beaten_by is not None:
            assert not way.why.unbeaten
    assert any(way.why.unbeaten for way in answer.itineraries)


def test_every_way_left_out_is_counted_with_a_reason_that_holds(solved: Solved) -> None:
    told = whys([solved], {id(o): f"i{n}" for n, o in enumerate(solved.offers)})
    gone = [o for o in solved.weighed if o not in solved.offers]
    assert len(gone) > 3
    assert all(o.dropped for o in gone)
    assert not any(o.dropped for o in solved.offers)
    counted = sum(why.merged_count + why.near_count for why in told.values())
    assert counted == sum(o.dropped != "detour" for o in gone)
    for offer in gone:
        if offer.dropped == "beaten":
            assert offer.dropped_for is not None
            assert offer.dropped_for.beats(offer)
    for why in told.values():
        for way in why.near:
            if way.reason == "beaten":
                more = way.more
                assert min(more.p50_h, more.p90_h, more.cost_p50_usd, more.co2e_kg) >= 0.0


def test_the_words_keep_the_screen_and_name_the_others(answer: Itineraries) -> None:
    text = explained(answer, Look(width=70))
    assert all(len(line) <= 70 for line in text.splitlines())
    flat = " ".join(text.split())
    assert "nothing that was simulated is both as early (P50 and P90), as cheap and as clean" in flat
    assert "against way 2: " in flat
    assert "left out for it: " in flat
