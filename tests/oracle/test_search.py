"""The search against plain enumeration of every way."""

from __future__ import annotations

import math

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from oracle.enumeration import all_ways, front, track, unbeaten
from oracle.random_graphs import random_graph
from transcaspia.planning.graph import STORE, STORM_OUT, TABLE
from transcaspia.planning.search import MARGINS, WORTH_WITHIN, Way, _limits, _Run, corridor_runs, find

MOST = 1_000_000


@settings(max_examples=60)
@given(seed=st.integers(0, 10_000), hours=st.booleans(), stored=st.booleans())
def test_the_exact_search_finds_the_front_of_every_corridor(seed: int, *, hours: bool, stored: bool) -> None:
    """With timetables, cut-offs, likely misses, closures, storms, and opening hours and storage in half each."""
    graph = random_graph(seed, hours=hours, stored=stored)
    everything = all_ways(graph)
    found = find(graph, 0.0, MOST, worth=math.inf, tracked_labels=0)
    assert not found.truncated
    for corridor in {w.corridor for w in everything}:
        expected = front([w for w in everything if w.corridor == corridor])
        got = {
            (round(10 * w.time_h), w.cost_usd, w.co2e_kg, round(w.variance_h2))
            for w in found.ways
            if w.corridor == corridor
        }
        assert got == expected


@settings(max_examples=60)
@given(seed=st.integers(0, 10_000), n_nodes=st.integers(3, 5))
def test_what_is_earlier_with_a_margin_is_kept(seed: int, n_nodes: int) -> None:
    """
    The front of the four objectives and of the arrivals with margins, negative ones apart.

    Nothing that enumeration leaves on it lacks, and the arrivals of what was found are those of enumeration.
    """
    graph = random_graph(seed, n_nodes=n_nodes)
    late = tuple(m for m in MARGINS if m >= 0.0)
    everything = all_ways(graph, margins=late)
    found = find(graph, 0.0, MOST, worth=math.inf, tracked_labels=MOST)
    assert not found.truncated
    for corridor in {w.corridor for w in everything}:
        ways = [w for w in found.ways if w.corridor == corridor]
        got = {(*_objectives(w), *(track(graph, w.edges, m) for m in late)) for w in ways}
        assert {
            (w[0] / 10.0, *w[1:])
            for w in unbeaten({(*w.objectives, *w.tracks) for w in everything if w.corridor == corridor})
        } <= got


@settings(max_examples=60)
@given(
    seed=st.integers(0, 10_000),
    epsilon=st.sampled_from((0.01, 0.1)),
    exact_labels=st.sampled_from((0, 0, 20)),
    stored=st.booleans(),
)
def test_the_bounded_search_covers_every_way_within_epsilon(
    seed: int, epsilon: float, exact_labels: int, *, stored: bool
) -> None:
    """No way is more than epsilon better than all that were found, with storage where none leaves by a timetable."""
    graph = random_graph(seed, stored=stored)
    if stored:
        graph.numbers[:, TABLE] = -1
        graph.numbers[graph.numbers[:, STORE] > 0, STORM_OUT:STORE] = -1
        gated = np.repeat(np.arange(len(graph.edges)), np.diff(graph.gate_first))
        left = graph.numbers[gated, STORE] == 0
        graph.gates = graph.gates[left]
        graph.gate_first = np.concatenate([[0], np.cumsum(np.bincount(gated[left], minlength=len(graph.edges)))])
    everything = all_ways(graph)
    for (name, _), (required, banned) in zip(graph.corridors, corridor_runs(graph), strict=True):
        run = _Run(graph, np.flatnonzero(graph.marks & banned == 0), required, None)
        ways = run.ways(epsilon, MOST, exact_labels=exact_labels) if run.reachable else []
        for way in (w for w in everything if w.corridor == name):
            assert any(_covers(w.time_h, w.cost_usd, w.co2e_kg, w.variance_h2, way.objectives, epsilon) for w in ways)


@settings(max_examples=60)
@given(seed=st.integers(0, 10_000), density=st.sampled_from((0.2, 0.45)))
def test_edges_beyond_what_is_worth_it_are_left_out_without_loss(seed: int, density: float) -> None:
    """Within a narrow limit the search finds what it finds over all edges with the same limit."""
    graph = random_graph(seed, n_nodes=6, density=density)
    usable = np.ones(len(graph.edges), dtype=np.bool_)
    found = find(graph, 0.0, MOST, worth=1.2, tracked_labels=0)
    limits, _ = _limits(graph, usable, 1.2, None, None) or (None, usable)
    assert limits is not None or not found.ways
    ways: set[tuple[float, ...]] = set()
    for required, banned in corridor_runs(graph) if limits is not None else ():
        run = _Run(graph, np.flatnonzero(graph.marks & banned == 0), required, limits, WORTH_WITHIN)
        ways |= {_objectives(w) for w in run.ways(0.0, MOST)} if run.reachable else set()
    assert {_objectives(w) for w in found.ways} == ways


def test_a_cap_is_reported() -> None:
    graph = random_graph(3, n_nodes=6)
    assert find(graph, 0.0, 5, worth=math.inf).truncated
    assert not find(graph, 0.0, MOST, worth=math.inf).truncated


def test_a_search_that_is_cut_short_has_found_something() -> None:
    """The best way by each objective is followed first: a cap of a few labels leaves some way where one is free."""
    for seed in range(20):
        graph = random_graph(seed, n_nodes=6)
        graph.node[:] = -1
        found = find(graph, 0.01, 300, worth=math.inf)
        assert bool(found.ways) == bool(find(graph, 0.01, MOST, worth=math.inf).ways)


def test_without_a_way_nothing_is_found() -> None:
    graph = random_graph(1)
    graph.blocks = [("shut",) for _ in graph.edges]  # type: ignore[misc]
    assert find(graph, 0.0, MOST).ways == ()


def _objectives(way: Way) -> tuple[float, ...]:
    return (way.time_h, way.cost_usd, way.co2e_kg, way.variance_h2)


def _covers(time_h: float, cost: float, co2e: float, spread: float, vector: tuple[float, ...], epsilon: float) -> bool:
    mine = (10.0 * time_h, cost, co2e, spread)
    return all(a <= (1.0 + epsilon) * b + 1e-6 for a, b in zip(mine, vector, strict=True))
