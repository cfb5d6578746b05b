"""Small random graphs of a question: nodes with two stacks, timetables, closures, storms, corridors told by marks."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import numpy as np

from transcaspia.planning.graph import Edge, Graph


def random_graph(
    seed: int, *, n_nodes: int = 5, density: float = 0.45, hours: bool = False, stored: bool = False
) -> Graph:
    """
    Return a graph with states (node, stack) for two stacks, changes between them, and rides from node to node.

    With `hours`, a third of the edges may be begun at some hours of the day only: a gate for every night. With
    `stored` most changes are at terminals that charge for storage, from the first hour or beyond a free time.
    """
    rng = np.random.default_rng(seed)
    start, target = 2 * n_nodes, 2 * n_nodes + 1
    pairs: list[tuple[int, int]] = [(start, 0), (start, 1), (2 * n_nodes - 2, target), (2 * n_nodes - 1, target)]
    pairs += [(2 * n + a, 2 * n + 1 - a) for n in range(n_nodes) for a in (0, 1) if rng.random() < 0.7]
    for a in range(n_nodes):
        for b in range(n_nodes):
            pairs += [(2 * a + s, 2 * b + s) for s in (0, 1) if a != b and rng.random() < density]
    pairs.sort()
    n = len(pairs)
    numbers = np.full((n, 11), -1, dtype=np.int64)
    numbers[:, 0] = rng.integers(5, 600, n)
    numbers[:, 1] = rng.integers(0, 400, n)
    numbers[:, 2] = rng.integers(0, 900, n)
    numbers[:, 3] = rng.integers(0, 300, n)
    numbers[:, 4] = rng.integers(0, 200, n) * (rng.random(n) < 0.5)
    tables = [(*np.sort(rng.uniform(0.0, 400.0, 12)).tolist(), 500.0, 900.0) for _ in range(2)]
    with_table = rng.random(n) < 0.25
    numbers[with_table, 5] = rng.integers(0, 2, with_table.sum())
    for column in (6, 7):
        stormy = rng.random(n) < 0.2
        numbers[stormy, column] = rng.integers(0, 2, stormy.sum())
    storms = np.cumsum(rng.uniform(-30.0, 30.0, (2, 60)), axis=1)
    storms = np.abs(storms)
    gate_first = np.zeros(n + 1, dtype=np.int64)
    gates: list[tuple[int, int, int, int]] = []
    for k in range(n):
        if rng.random() < 0.15:
            offset = int(rng.integers(0, numbers[k, 0]))
            opens = int(rng.integers(0, 1500))
            gates.append((offset, opens, opens + int(rng.integers(10, 800)), int(rng.integers(0, 200))))
        if hours and len(gates) == gate_first[k] and rng.random() < 0.35:
            shuts, lasts = int(rng.integers(0, 240)), int(rng.integers(20, 200))
            offset = int(rng.integers(0, 2)) * int(numbers[k, 0])
            gates += [(offset, 240 * day + shuts, 240 * day + shuts + lasts, 0) for day in range(-1, 60)]
        gate_first[k + 1] = len(gates)
    marks = np.where(rng.random(n) < 0.25, 1 << rng.integers(0, 2, n), 0).astype(np.int64)
    # Only rides bear marks, as in a network: a change at a terminal passes no country and no sea.
    marks[[max(a, b) >= 2 * n_nodes or a // 2 == b // 2 for a, b in pairs]] = 0
    numbers[:, 8:] = 0
    if stored:
        change = np.array([a // 2 == b // 2 and max(a, b) < 2 * n_nodes for a, b in pairs])
        paid = change & (rng.random(n) < 0.8)
        numbers[paid, 8] = rng.choice([10_000, 100_000, 1_000_000, 3_333_333], paid.sum())
        numbers[paid, 9] = rng.integers(0, 600, paid.sum()) * (rng.random(paid.sum()) < 0.6)
        numbers[~change, 10] = (rng.integers(0, 400, n) * (rng.random(n) < 0.5))[~change]
        if rng.random() < 0.7:
            # With time and money alone and seldom departures, who comes later and pays less is often worth it.
            numbers[:, [1, 3]] = 0
            tables = [(*np.sort(rng.uniform(0.0, 400.0, 4)).tolist(), 500.0, 900.0) for _ in range(2)]
        # Some terminals have one price for all: then who came by which edge may not matter.
        numbers[paid & (rng.random(n) < 0.3), 8] = 1_000_000
    edges = [Edge(a, b, None) for a, b in pairs]
    node = np.array([*(s // 2 for s in range(2 * n_nodes)), -1, -1], dtype=np.int64)
    return Graph(
        question=cast("Any", SimpleNamespace(via=())),
        offers=cast("Any", None),
        n_states=2 * n_nodes + 2,
        start=start,
        target=target,
        edges=edges,
        tail=np.array([a for a, _ in pairs], dtype=np.int64),
        head=np.array([b for _, b in pairs], dtype=np.int64),
        numbers=numbers,
        blocks=[() for _ in pairs],
        marks=marks,
        gate_first=gate_first,
        gates=np.array(gates, dtype=np.int64).reshape(-1, 4),
        tables=tables,
        regions=["one", "two"],
        storms=storms,
        node=node,
        rates=np.array([0.5, 0.25]),
        corridors=(("first", 1), ("second", 2), ("rest", 0)),
    )
