"""
The kernels by hand, on arrays small enough for paper.

Run with NUMBA_DISABLE_JIT=1 as well: the same lines as plain Python.
"""

from __future__ import annotations

import numpy as np
import pytest

from transcaspia.planning import _kernels, _storage_kernels

ONE = np.zeros((0, 2))
NONE = np.zeros(0)


def rows(*edges: tuple[int, int, int, int, int, int, int, int]) -> np.ndarray:
    return np.array(edges, dtype=np.int64)


def bounds(
    tail: np.ndarray, head: np.ndarray, weight: np.ndarray, moves: np.ndarray, start: int, target: int,
    most: np.ndarray, n_states: int,
) -> np.ndarray:  # fmt: skip
    """Return the least weights to a target over what a start reaches."""
    joined = _kernels.product(n_states, tail, np.array(head), moves, start)
    return _kernels.bounds(*joined, weight, np.array([True]), -1, target, most)


def test_a_search_for_the_start_alone_ends_there() -> None:
    """0 -> 1 -> 2 costs 5; what lies behind 0 is not looked at."""
    tail, head = np.array([0, 1, 3]), np.array([1, 2, 0])
    joined = _kernels.product(4, tail, head, np.zeros((3, 1), dtype=np.int64), -1)
    least = _kernels.bounds(*joined, np.array([[2.0, 3.0, 1.0]]), np.array([True]), 0, 2, np.full(1, np.inf))
    assert least[0, 0, 0] == 5.0
    assert np.isinf(least[0, 0, 3])


def search(
    head: list[int], first: list[int], edges: np.ndarray, *, tables: list[list[int]] | None = None,
    storms: list[list[float]] | None = None, gates: dict[int, tuple[int, int, int, int]] | None = None,
    epsilon: float = 0.0, most: int = 1000, node: list[int] | None = None,
    stores: dict[int, tuple[int, int, int]] | None = None,
) -> tuple[np.ndarray, np.ndarray, int]:  # fmt: skip
    n_states, n_edges = len(first) - 1, len(head)
    tail = np.repeat(np.arange(n_states), np.diff(first)).astype(np.int64)
    moves = np.zeros((n_edges, 1), dtype=np.int64)
    accept = np.array([True])
    weight = np.ascontiguousarray((edges[:, [0, 2, 3, 1]] + edges[:, [4]] * [1, 0, 0, 0]).T.astype(np.float64))
    least = bounds(tail, head, weight, moves, -1, n_states - 1, np.full(4, np.inf), n_states)
    store = np.array([(stores or {}).get(k, (0, 0, 0)) for k in range(n_edges)], dtype=np.int64)
    store = np.column_stack([store, np.zeros(n_edges, dtype=np.int64)])
    weather = np.array(storms or [[0.0, 0.0, 0.0, 0.0]])
    counts = [1 if gates and k in gates else 0 for k in range(n_edges)]
    gate_first = np.cumsum([0, *counts]).astype(np.int64)
    table_first = np.cumsum([0, *(len(t) for t in tables or [])]).astype(np.int64)
    table_at = np.array([d for t in tables or [] for d in t], dtype=np.int64)
    dearest = _storage_kernels.dearest(np.array(first), np.array(head), edges, store, table_first, table_at, gate_first)
    return _kernels.search(
        np.array(first), np.array(head), edges, np.hstack([store, dearest]),
        table_first,
        table_at,
        weather,
        gate_first,
        np.array([gates[k] for k in range(n_edges) if gates and k in gates], dtype=np.int64).reshape(-1, 4),
        moves, np.array([[True]]), accept, np.array(node or [-1] * n_states, dtype=np.int64),
        np.zeros(n_states, dtype=np.int64), least, np.zeros(2), ONE, NONE, NONE, epsilon, 0, 0, n_states - 1, most,
    )  # fmt: skip


def test_bounds_are_the_shortest_ways() -> None:
    """0 -> 1 -> 2 costs 5, 0 -> 2 costs 9; 3 does not reach the target."""
    tail, head = np.array([0, 1, 0, 2]), np.array([1, 2, 2, 3])
    weight = np.array([[2.0, 3.0, 9.0, 1.0]])
    moves = np.zeros((4, 1), dtype=np.int64)
    least = bounds(tail, head, weight, moves, -1, 2, np.full(1, np.inf), n_states=4)
    assert least[0, 0].tolist() == [5.0, 3.0, 0.0, np.inf]


def test_bounds_leave_out_what_the_start_does_not_reach_or_is_too_far() -> None:
    """From 1 nothing leads to 0; from 3 the target is 1 away, and no more than 4 is of interest."""
    tail, head = np.array([0, 1, 0, 1, 3]), np.array([1, 2, 2, 3, 2])
    weight = np.array([[2.0, 5.0, 9.0, 1.0, 1.0], [2.0, 5.0, 9.0, 4.0, 1.0]])
    moves = np.zeros((5, 1), dtype=np.int64)
    least = bounds(tail, head, weight, moves, 1, 2, np.full(2, 4.0), n_states=4)
    assert least[0, 0].tolist() == [np.inf, 2.0, 0.0, 1.0]
    assert least[1, 0].tolist() == [np.inf, np.inf, 0.0, 1.0]


def test_bounds_over_an_automaton_must_gain_the_mark() -> None:
    """The mark lies on the dearer edge: with it the way costs 9, once gained the rest is free to be cheap."""
    tail, head = np.array([0, 1, 0]), np.array([1, 2, 2])
    moves = np.array([[0, 1], [0, 1], [1, 1]])
    joined = _kernels.product(3, tail, head, moves, -1)
    least = _kernels.bounds(*joined, np.array([[2.0, 3.0, 9.0]]), np.array([False, True]), -1, 2, np.full(1, np.inf))
    assert least[0, 0, 0] == 9.0
    assert least[0, 1, 0] == 5.0


def test_both_ends_of_a_trade_are_kept_and_the_beaten_way_is_not() -> None:
    edges = rows((10, 0, 5, 0, 0, -1, -1, -1), (20, 0, 1, 0, 0, -1, -1, -1), (30, 0, 9, 0, 0, -1, -1, -1))
    labels, found, status = search([1, 1, 1], [0, 3, 3], edges)
    assert status == _kernels.DONE
    assert sorted(labels[found, 0].tolist()) == [10, 20]


def test_a_timetable_is_waited_for_and_a_likely_miss_is_paid() -> None:
    """Ready at 4 h: the train of 10 h without doubt; with a spread of 100 h2 a part of the 24 h to the next one."""
    sure = rows((50, 0, 0, 0, 40, 0, -1, -1))
    labels, found, _ = search([1], [0, 1, 1], sure, tables=[[30, 100, 340]])
    assert labels[found[0], 0] == 100 + 50
    # Spread comes from an edge before: two states, the train from the second.
    doubtful = rows((40, 100, 0, 0, 0, -1, -1, -1), (50, 0, 0, 0, 0, 0, -1, -1))
    labels, found, _ = search([1, 2], [0, 1, 2, 2], doubtful, tables=[[30, 100, 340]])
    missed = 0.5 * 1.0 - 0.5 * 0.451494  # 1 - Phi(6 h / 10 h) = 0.2743
    assert labels[found[0], 0] == pytest.approx(100 + 240 * missed + 50, abs=1.0)


HOURLY = 1_000_000
"""A dollar for a tenth of an hour."""


def test_storage_is_paid_from_the_end_of_the_free_time_until_one_leaves() -> None:
    """There at 2 h, ready at 3 h, the ship leaves at 10 h: 8 h less 5 h free, at 10 USD an hour."""
    edges = rows((20, 0, 0, 0, 0, -1, -1, -1), (10, 0, 4, 0, 0, -1, -1, -1), (50, 0, 7, 0, 0, 0, -1, -1))
    labels, found, _ = search([1, 2, 3], [0, 1, 2, 3, 3], edges, tables=[[100, 340]], stores={1: (HOURLY, 50, 0)})
    assert labels[found[0], :2].tolist() == [150, 4 + 7 + 30]
    free = {1: (HOURLY, 90, 0)}
    labels, found, _ = search([1, 2, 3], [0, 1, 2, 3, 3], edges, tables=[[100, 340]], stores=free)
    assert labels[found[0], 1] == 4 + 7


def test_a_wait_that_varies_may_outlast_a_free_time_as_long_as_its_mean() -> None:
    """A wait of 20 h on average with 100 h2, 21 h free from a change of 1 h on: sigma / sqrt(2 pi) = 4.0 h."""
    edges = rows((20, 0, 0, 0, 0, -1, -1, -1), (10, 0, 0, 0, 0, -1, -1, -1), (50, 100, 0, 0, 200, -1, -1, -1))
    stores = {1: (HOURLY, 210, 0), 2: (0, 0, 100)}
    labels, found, _ = search([1, 2, 3], [0, 1, 2, 3, 3], edges, stores=stores)
    assert labels[found[0], 1] == 40


def test_who_comes_later_and_pays_less_storage_is_kept() -> None:
    """Two lorries for one ship at 20 h: the early one is no dearer, yet 10 h of storage make it so."""
    early, late = (20, 0, 100, 0, 0, -1, -1, -1), (120, 0, 150, 0, 0, -1, -1, -1)
    edges = rows(early, late, (10, 0, 0, 0, 0, -1, -1, -1), (50, 0, 0, 0, 0, 0, -1, -1))
    ways = ([1, 1, 2, 3], [0, 2, 3, 4, 4], edges)
    labels, found, _ = search(*ways, tables=[[200, 440]], stores={2: (HOURLY, 0, 0)})
    assert [250, 150 + 80] in labels[found, :2].tolist()
    labels, found, _ = search(*ways, tables=[[200, 440]])
    assert labels[found, :2].tolist() == [[250, 100]]
    # Within a bound who comes first is followed alone.
    labels, found, _ = search(*ways, tables=[[200, 440]], stores={2: (HOURLY, 0, 0)}, epsilon=0.01)
    assert labels[found, :2].tolist() == [[250, 100 + 180]]


def test_the_last_departure_of_a_timetable_is_not_boarded() -> None:
    late = rows((50, 0, 0, 0, 200, 0, -1, -1))
    _, found, _ = search([1], [0, 1, 1], late, tables=[[30, 100, 340]])
    assert len(found) == 0


def test_storms_lie_between_the_values_of_two_days() -> None:
    """At half a day between 10 and 30 tenths: 20."""
    edges = rows((100, 0, 0, 0, 120, -1, 0, -1))
    labels, found, _ = search([1], [0, 1, 1], edges, storms=[[10.0, 30.0, 30.0, 30.0]])
    assert labels[found[0], 0] == 120 + 20 + 100


def test_a_closure_is_waited_out_with_half_its_recovery() -> None:
    edges = rows((100, 0, 0, 0, 0, -1, -1, -1))
    labels, found, _ = search([1], [0, 1, 1], edges, gates={0: (40, 30, 90, 20)})
    assert labels[found[0], 0] == 90 + 10 + 60
    labels, found, _ = search([1], [0, 1, 1], edges, gates={0: (95, 30, 90, 20)})
    assert labels[found[0], 0] == 95 + (20 - 5) // 2 + 5
    labels, found, _ = search([1], [0, 1, 1], edges, gates={0: (20, 30, 90, 20)})
    assert labels[found[0], 0] == 100


def test_no_node_is_passed_twice() -> None:
    """0 -> 1 -> 2 -> 1' is barred where 1 and 1' are one node."""
    edges = rows(*[(10, 0, 1, 0, 0, -1, -1, -1)] * 4)
    head, first = [1, 2, 3, 4], [0, 1, 2, 3, 4, 4]
    _, found, _ = search(head, first, edges, node=[-1, 7, 8, 9, -1])
    assert len(found) == 1
    _, barred, _ = search(head, first, edges, node=[-1, 7, 8, 7, -1])
    assert len(barred) == 0


def test_a_cap_stops_the_search() -> None:
    edges = rows((10, 0, 5, 0, 0, -1, -1, -1), (20, 0, 1, 0, 0, -1, -1, -1))
    _, _, status = search([1, 1], [0, 2, 2], edges, most=2)
    assert status == _kernels.FULL
