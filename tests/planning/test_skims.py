"""Skims against enumeration of every way, and against an exact search for each pair alone."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oracle.enumeration import all_ways
from oracle.random_graphs import random_graph
from transcaspia.errors import InputError
from transcaspia.network.model import Network
from transcaspia.planning.consignment import make_consignment
from transcaspia.planning.graph import Builder
from transcaspia.planning.model import PlanParams
from transcaspia.planning.plan import question_of
from transcaspia.planning.search import corridor_runs, find
from transcaspia.planning.skims import MEASURES, Skims, least, skim

MOST = 1_000_000


@settings(max_examples=150)
@given(seed=st.integers(0, 100_000), value=st.sampled_from((0.0, 0.7, 30.0)), hours=st.booleans())
def test_the_least_of_each_figure_is_that_of_every_way(seed: int, value: float, *, hours: bool) -> None:
    """Over small networks with timetables, likely misses, closures, storms, and corridors that spare others."""
    graph = random_graph(seed, hours=hours)
    graph.without = (2, 0, 0) if seed % 3 == 0 else ()
    runs = corridor_runs(graph)
    ways = []
    for way in all_ways(graph):
        marks = int(np.bitwise_or.reduce(graph.marks[list(way.edges)]))
        if any(marks & required == required and not marks & banned for required, banned in runs):
            ways.append(way)
    found, proved = least(graph, np.array([graph.target]), value, MOST)
    assert proved.all()
    if not ways:
        assert np.isnan(found).all()
        return
    expected = [
        min(w.time for w in ways) / 10.0, min(w.cost for w in ways), min(w.co2e for w in ways),
        min(w.cost + value * w.time / 10.0 for w in ways),
    ]  # fmt: skip
    np.testing.assert_allclose(found[:, 0], expected, rtol=1e-12)


@pytest.mark.parametrize(
    "options", [{"unit": "40GP"}, {"unit": "40RF", "cargo": "pharmaceuticals"}], ids=["box", "reefer"]
)
def test_a_skim_is_the_least_of_an_exact_search_for_each_pair(tiny: Network, options: dict[str, Any]) -> None:
    places = ["PLORI", "PLBRD", "AZPRT", "KZPRT", "KZDST"]
    goods = make_consignment(tiny, "PLORI", "KZDST", "2025-09-09", **options)
    found = skim(tiny, goods, places, places)
    assert found.proved.all()
    for row, origin in enumerate(places):
        for column, destination in enumerate(places):
            got = [getattr(found, name)[row, column] for name in MEASURES]
            if origin == destination:
                assert np.isnan(got).all()
                continue
            alone = make_consignment(tiny, origin, destination, "2025-09-09", **options)
            question = question_of(tiny, alone, PlanParams())
            ways = find(Builder(question).graph(), 0.0, MOST, worth=math.inf).ways
            if not ways:
                assert np.isnan(got).all()
                continue
            value = goods.value_usd * question.commodity.number("time_value_share_day") / 24.0
            expected = [
                min(w.time_h for w in ways), min(w.cost_usd for w in ways), min(w.co2e_kg for w in ways),
                min(w.cost_usd + value * w.time_h for w in ways),
            ]  # fmt: skip
            assert got == pytest.approx(expected, rel=1e-9)
    assert np.isfinite(found.hours).sum() == 6  # the ports have no way from door to door


def test_pairs_do_not_depend_on_their_company(tiny: Network) -> None:
    """The matrix holds the same figures as rows and pairs asked alone, in any order."""
    goods = make_consignment(tiny, "PLORI", "KZDST", "2025-10-01", unit="40GP")
    whole = skim(tiny, goods, ["PLORI", "KZPRT"], ["KZDST", "PLBRD", "AZPRT"])
    turned = skim(tiny, goods, ["KZPRT", "PLORI"], ["AZPRT", "KZDST", "PLBRD"])
    for name in MEASURES:
        np.testing.assert_array_equal(getattr(whole, name), getattr(turned, name)[::-1][:, [1, 2, 0]])


def test_what_is_avoided_is_out_of_reach(tiny: Network) -> None:
    goods = make_consignment(tiny, "PLORI", "KZDST", "2025-10-01", unit="40GP")
    free: Skims = skim(tiny, goods, ["PLORI"], ["KZDST"])
    shut = skim(tiny, goods, ["PLORI"], ["KZDST"], PlanParams(avoid=("PLBRD",)))
    assert shut.hours[0, 0] > free.hours[0, 0]
    assert np.isnan(skim(tiny, goods, ["PLORI"], ["KZDST"], PlanParams(avoid=("KZ",))).hours).all()


def test_a_cap_that_is_hit_is_told(tiny: Network) -> None:
    goods = make_consignment(tiny, "PLORI", "KZDST", "2025-10-01", unit="40GP")
    assert not skim(tiny, goods, ["PLORI"], ["KZDST"], PlanParams(max_labels=5)).proved.any()


def test_wrong_questions_are_refused(tiny: Network) -> None:
    goods = make_consignment(tiny, "PLORI", "KZDST", "2025-10-01", unit="40GP")
    with pytest.raises(InputError, match="via"):
        skim(tiny, goods, ["PLORI"], ["KZDST"], PlanParams(via=("PLBRD",)))
    with pytest.raises(InputError, match="at least one"):
        skim(tiny, goods, [], ["KZDST"])
