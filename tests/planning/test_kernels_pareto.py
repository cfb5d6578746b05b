"""
The exact search on plain graphs against the enumeration of every path.

Run with NUMBA_DISABLE_JIT=1 as well: the same lines as plain Python.
"""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oracle.paths import PlainGraph, all_vectors, plain_graph, random_plain_graph, unbeaten
from transcaspia.errors import InputError
from transcaspia.planning.pareto import MOST_COST, Front, find_fronts, most_different

SEEDS = st.integers(0, 2**32 - 1)


def check_paths(graph: PlainGraph, front: Front) -> None:
    """Each path leads from the source to the target, passes no node twice and costs what its vector says."""
    for number, vector in enumerate(front.vectors.tolist()):
        links = front.path(number)
        passed = [front.source]
        for link in links.tolist():
            assert graph.indptr[passed[-1]] <= link < graph.indptr[passed[-1] + 1]
            passed.append(int(graph.heads[link]))
        assert passed[-1] == front.target
        assert len(set(passed)) == len(passed)
        assert graph.costs[links].sum(axis=0).tolist() == vector


def covers(vectors: list[list[int]], exact: list[int], epsilon: list[float]) -> bool:
    """Return whether a vector is at most 1 + epsilon times the exact one in every cost, without rounding."""
    return any(all(a <= (1 + Fraction(e)) * b for a, b, e in zip(v, exact, epsilon, strict=True)) for v in vectors)


@pytest.mark.parametrize("n_costs", [1, 2, 3, 4, 5])
@pytest.mark.parametrize("most", [1, 9, 10**6])
def test_the_front_is_that_of_enumeration(n_costs: int, most: int) -> None:
    """Three thousand graphs in all, with zero costs, parallel links, loops, dead ends and targets out of reach."""
    rng = np.random.default_rng([n_costs, most])
    vectors = 0
    for _ in range(200):
        graph = random_plain_graph(rng, n_costs=n_costs, most=most)
        n_nodes = len(graph.indptr) - 1
        source, target = (int(x) for x in rng.integers(0, n_nodes, 2))
        (front,) = find_fronts(*graph, source, target)
        assert front.vectors.tolist() == unbeaten(all_vectors(graph, source, target))
        assert not front.truncated
        assert front.complete_below is None
        check_paths(graph, front)
        vectors += len(front.vectors)
    assert vectors > 100, "too few to tell"


@settings(max_examples=150, deadline=None)
@given(seed=SEEDS, n_costs=st.integers(2, 5), epsilon=st.sampled_from((0.01, 0.1, 0.5)), each=st.booleans())
def test_the_bound_holds_for_whole_paths(seed: int, n_costs: int, epsilon: float, *, each: bool) -> None:
    rng = np.random.default_rng(seed)
    graph = random_plain_graph(rng, n_costs=n_costs, most=int(rng.choice([5, 100])), n_nodes=9, n_links=24)
    bounds = [epsilon * (j % 2) for j in range(n_costs)] if each else [epsilon] * n_costs
    source, target = (int(x) for x in rng.integers(0, len(graph.indptr) - 1, 2))
    (front,) = find_fronts(*graph, source, target, epsilon=bounds if each else epsilon)
    walked = all_vectors(graph, source, target)
    vectors = front.vectors.tolist()
    assert all(tuple(v) in walked for v in vectors)
    assert vectors == unbeaten({tuple(v) for v in vectors})
    assert all(covers(vectors, exact, bounds) for exact in unbeaten(walked))
    check_paths(graph, front)


@settings(max_examples=100, deadline=None)
@given(seed=SEEDS, n_costs=st.integers(2, 4), cap=st.integers(1, 12), epsilon=st.sampled_from((0.0, 0.1)))
def test_a_cap_leaves_what_is_proven(seed: int, n_costs: int, cap: int, epsilon: float) -> None:
    """Below the first cost that is named nothing lacks, and every vector is that of a real path."""
    rng = np.random.default_rng(seed)
    graph = random_plain_graph(rng, n_costs=n_costs, n_nodes=9, n_links=24)
    (front,) = find_fronts(*graph, 0, len(graph.indptr) - 2, max_labels=cap, epsilon=epsilon)
    walked = all_vectors(graph, 0, len(graph.indptr) - 2)
    vectors = front.vectors.tolist()
    assert all(tuple(v) in walked for v in vectors)
    check_paths(graph, front)
    assert front.truncated == (front.complete_below is not None)
    for exact in unbeaten(walked):
        if front.complete_below is None or exact[0] < front.complete_below:
            assert covers(vectors, exact, [epsilon] * n_costs)
    if epsilon == 0.0 and front.complete_below is not None:
        proven = [v for v in vectors if v[0] < front.complete_below]
        assert proven == [v for v in unbeaten(walked) if v[0] < front.complete_below]


@settings(max_examples=60, deadline=None)
@given(seed=SEEDS, n_costs=st.integers(1, 4))
def test_the_order_of_links_does_not_matter(seed: int, n_costs: int) -> None:
    rng = np.random.default_rng(seed)
    graph = random_plain_graph(rng, n_costs=n_costs, n_nodes=9, n_links=24)
    n_nodes = len(graph.indptr) - 1
    tails = np.repeat(np.arange(n_nodes), np.diff(graph.indptr))
    order = rng.permutation(len(tails))
    other = plain_graph(n_nodes, tails[order], graph.heads[order], graph.costs[order])
    targets = list(range(n_nodes))
    for a, b in zip(find_fronts(*graph, 0, targets), find_fronts(*other, 0, targets), strict=True):
        assert a.vectors.tolist() == b.vectors.tolist()


def test_source_and_target_in_one_place_need_no_link() -> None:
    (front,) = find_fronts([0, 1], [0], [[0, 3]], 0, 0)
    assert front.vectors.tolist() == [[0, 0]]
    assert front.path(0).tolist() == []


def test_a_target_out_of_reach_has_no_path() -> None:
    (front,) = find_fronts([0, 0, 1], [0], [[1, 1, 1]], 0, 1)
    assert front.vectors.shape == (0, 3)
    assert not front.truncated


def test_costs_may_be_large_but_not_so_large_that_sums_overflow() -> None:
    large = MOST_COST // (3 * 2) - 1
    (front,) = find_fronts([0, 2, 3, 3], [1, 2, 2], [[large, 0], [large, large], [large, large - 1]], 0, 2)
    assert front.vectors.tolist() == [[large, large], [2 * large, large - 1]]
    (near,) = find_fronts([0, 2, 3, 3], [1, 2, 2], [[large, 0], [large, large], [large, large - 1]], 0, 2, epsilon=0.1)
    assert all(covers(near.vectors.tolist(), v, [0.1, 0.1]) for v in front.vectors.tolist())
    with pytest.raises(InputError, match="overflow"):
        find_fronts([0, 2, 3, 3], [1, 2, 2], [[large + 2, 0], [0, 0], [0, 0]], 0, 2)
    with pytest.raises(InputError, match="holds"):
        find_fronts([0, 1, 1], [1], np.array([[2**63, 1]], dtype=np.uint64), 0, 1)


def test_skewed_costs_do_not_upset_the_queue() -> None:
    """One link costs a hundred million times another."""
    rng = np.random.default_rng(5)
    for _ in range(50):
        graph = random_plain_graph(rng, n_costs=2, n_nodes=8, n_links=20)
        costs = np.where(rng.random(graph.costs.shape) < 0.2, 10**14, 1) * graph.costs
        wide = PlainGraph(graph.indptr, graph.heads, costs)
        (front,) = find_fronts(*wide, 0, len(graph.indptr) - 2)
        assert front.vectors.tolist() == unbeaten(all_vectors(wide, 0, len(graph.indptr) - 2))


@pytest.mark.parametrize(
    ("indptr", "heads", "costs", "source", "options", "told"),
    [
        ([0, 2], [0], [[1]], 0, {}, "indptr"),
        ([1, 1], [0], [[1]], 0, {}, "indptr"),
        ([0, 1, 0, 1], [0], [[1]], 0, {}, "indptr"),
        ([0, 1], [1], [[1]], 0, {}, "heads"),
        ([0, 1], [0], [[-1]], 0, {}, "below 0"),
        ([0, 1], [0], [[0.5]], 0, {}, "whole numbers"),
        ([0, 1], [0], [1], 0, {}, "shape"),
        ([0, 1], [0], [[1], [2]], 0, {}, "costs"),
        ([0, 1], [0], [[1]], 1, {}, "source 1"),
        ([0, 1], [0], [[1]], 0, {"epsilon": -0.1}, "bound"),
        ([0, 1], [0], [[1]], 0, {"epsilon": [0.1, 0.1]}, "bound"),
        ([0, 1], [0], [[1]], 0, {"max_labels": 0}, "cap"),
    ],
)
def test_what_is_no_graph_is_refused(
    indptr: list[int], heads: list[int], costs: list[object], source: int, options: dict[str, object], told: str
) -> None:
    with pytest.raises(InputError, match=told):
        find_fronts(indptr, heads, costs, source, 0, **options)


def test_those_that_differ_most_are_taken() -> None:
    points = np.array([[1.0, 100.0], [1.01, 99.0], [10.0, 10.0], [100.0, 1.0], [1.0, 100.0]])
    assert most_different(points, 3, [0]) == [0, 3, 2]
    assert most_different(points, 9, [0]) == [0, 3, 2, 1]
    assert most_different(points, 2, [2, 1, 2]) == [2, 1]
    far = np.array([0.0, 50.0, 0.0, 0.0, 0.0])
    assert most_different(points, 2, [0], lambda k: far if k == 0 else 0.0 * far) == [0, 1]
