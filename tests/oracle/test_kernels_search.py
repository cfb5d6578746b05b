"""
The planner's kernels against the enumeration of every way, on two thousand tiny graphs.

Run with NUMBA_DISABLE_JIT=1 as well: the same lines as plain Python.
"""

from __future__ import annotations

import math

import numpy as np
import pytest

from oracle.enumeration import Walked, all_ways, front
from oracle.random_graphs import random_graph
from transcaspia.planning.graph import Graph
from transcaspia.planning.search import Way, find

EACH = 250


def cases(first: int, n_nodes: int) -> list[tuple[Graph, list[Walked]]]:
    """Return graphs, each with all of its ways; a part of them has none."""
    graphs = [random_graph(seed, n_nodes=n_nodes, density=0.5) for seed in range(first, first + EACH)]
    return [(graph, all_ways(graph)) for graph in graphs]


def objectives(way: Way) -> tuple[float, ...]:
    return (round(10 * way.time_h), way.cost_usd, way.co2e_kg, round(way.variance_h2))


@pytest.mark.parametrize("n_nodes", [2, 3])
@pytest.mark.parametrize("first", [0, 1000])
def test_the_front_of_every_corridor_is_that_of_enumeration(first: int, n_nodes: int) -> None:
    """A thousand graphs with timetables, closures, storms, marks and nodes that may be passed once."""
    vectors = 0
    for graph, everything in cases(first, n_nodes):
        found = find(graph, 0.0, 10**6, worth=math.inf, tracked_labels=0)
        for corridor in {w.corridor for w in everything}:
            expected = front([w for w in everything if w.corridor == corridor])
            assert {objectives(w) for w in found.ways if w.corridor == corridor} == expected
            vectors += len(expected)
        assert bool(found.ways) == bool(everything)
    assert vectors > EACH, "too few to tell"


@pytest.mark.parametrize(("first", "n_nodes"), [(0, 3), (750, 3), (7000, 2)])
def test_the_front_is_that_of_enumeration_with_storage(first: int, n_nodes: int) -> None:
    """Hundreds of graphs more, with free time and storage: who comes later may pay less for the same train."""
    vectors = 0
    for seed in range(first, first + EACH):
        graph = random_graph(seed, n_nodes=n_nodes, density=0.6, stored=True, hours=seed % 3 == 0)
        everything = all_ways(graph)
        found = find(graph, 0.0, 10**6, worth=math.inf, tracked_labels=0)
        for corridor in {w.corridor for w in everything}:
            expected = front([w for w in everything if w.corridor == corridor])
            assert {objectives(w) for w in found.ways if w.corridor == corridor} == expected
            vectors += len(expected)
    assert vectors > EACH, "too few to tell"


@pytest.mark.parametrize("n_nodes", [2, 3])
@pytest.mark.parametrize("first", [2000, 3000])
def test_within_a_bound_every_way_is_covered(first: int, n_nodes: int) -> None:
    """A thousand graphs more: what was found is real, and no way is better than all of it by more than a tenth."""
    for graph, everything in cases(first, n_nodes):
        found = [np.array(objectives(w)) for w in find(graph, 0.1, 10**6, worth=math.inf, exact_labels=0).ways]
        real = {w.objectives for w in everything}
        assert all(tuple(f.tolist()) in real for f in found)
        for way in everything:
            assert any((f <= 1.1 * np.array(way.objectives) + 1e-6).all() for f in found)
