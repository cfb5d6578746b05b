"""The slow way: every way that passes no node twice, one by one, in plain Python."""

from __future__ import annotations

import math
from collections.abc import Iterator
from statistics import NormalDist
from typing import NamedTuple

import numpy as np

from transcaspia.planning.graph import FREE, RUN, STAY, STORE, STORM_IN, STORM_OUT, TABLE, VARIANCE, WAIT, Graph
from transcaspia.planning.search import corridor_of


class Walked(NamedTuple):
    """A way, its four objectives at the target, and its arrivals where departures are met with margins."""

    edges: tuple[int, ...]
    corridor: str
    time: int
    cost: float
    co2e: float
    spread: int
    tracks: tuple[int, ...] = ()

    @property
    def objectives(self) -> tuple[float, ...]:
        return (self.time, self.cost, self.co2e, self.spread)


def all_ways(graph: Graph, most: int = 200_000, margins: tuple[float, ...] = ()) -> list[Walked]:
    """Return every way from the start to the target that passes no node twice."""
    found = []
    for edges, time, cost, co2e, spread in _walk(graph, graph.start, (), frozenset(), frozenset(), (0, 0, 0, 0), 0):
        total = (cost + graph.rates[0] * time, co2e + graph.rates[1] * time)
        tracks = tuple(track(graph, edges, margin) for margin in margins)
        found.append(Walked(edges, corridor_of(graph, edges), time, *total, spread, tracks))
        assert len(found) <= most, "too many ways to enumerate"
    return found


def _walk(
    graph: Graph,
    state: int,
    edges: tuple[int, ...],
    stood: frozenset[int],
    passed: frozenset[int],
    sums: tuple[int, int, int, int],
    came: int,
) -> Iterator[tuple[tuple[int, ...], int, int, int, int]]:
    if state == graph.target:
        yield (edges, *sums)
        return
    for k in np.flatnonzero(graph.tail == state).tolist():
        if graph.blocks[k]:
            continue
        to = int(graph.head[k])
        node = int(graph.node[to])
        if to in stood or (node >= 0 and node in passed and node != int(graph.node[state])):
            continue
        time, cost, co2e, spread = sums
        leaves = departure(graph, k, time, spread)
        if leaves is None:
            continue
        if edges:
            cost += storage(graph, edges[-1], k, leaves - came, spread)
        if graph.numbers[k, STORM_OUT] >= 0:
            leaves += _storm(graph, int(graph.numbers[k, STORM_OUT]), leaves)
        after = arrival(graph, k, leaves)
        if after is None:
            continue
        run = graph.numbers[k]
        new = (after, cost + int(run[2]), co2e + int(run[3]), spread + int(run[1]))
        yield from _walk(graph, to, (*edges, k), stood | {to}, passed | {node}, new, time)


def storage(graph: Graph, change: int, k: int, stands: int, spread: int) -> int:
    """Return what it costs to stand for so many tenths of an hour from a change to the start of an edge."""
    if graph.numbers[k, STORM_OUT] >= 0:
        stands += round(float(np.mean(graph.storms[graph.numbers[k, STORM_OUT], :60])))
    usd = float(graph.numbers[change, STORE]) * 1e-6
    mean = (stands - int(graph.numbers[change, FREE])) / 10.0
    delays = min(spread, 48**2) if graph.numbers[k, TABLE] >= 0 else int(graph.numbers[change, VARIANCE])
    sigma = math.sqrt(delays + int(graph.numbers[k, STAY]))
    paid = max(mean, 0.0)
    if sigma > 0.0:
        # The mean of what is above 0 of a normal distribution.
        normal = NormalDist(mean, sigma)
        paid = mean * (1.0 - normal.cdf(0.0)) + sigma**2 * normal.pdf(0.0)
    return math.floor(usd * math.floor(10.0 * paid + 0.5) + 0.5 + 1e-9)


def departure(graph: Graph, k: int, ready: int, spread: int) -> int | None:
    """Return when an edge would leave that is ready at a time, in tenths of an hour; None where it never does."""
    wait, table = (int(x) for x in graph.numbers[k, [WAIT, TABLE]])
    time = ready + wait
    if table >= 0:
        departures = [math.floor(10 * h) for h in graph.tables[table]]
        later = [d for d in departures if d >= time]
        if len(later) < 2:
            return None
        missed = 0.0
        if spread > 0:
            missed = 0.5 * math.erfc((later[0] - time) / (10.0 * math.sqrt(spread) * math.sqrt(2.0)))
        time = later[0] + int(missed * (later[1] - later[0]))
    return time


def arrival(graph: Graph, k: int, time: int) -> int | None:
    """Return when an edge ends that leaves at a time; None where it does so beyond the days that are known."""
    time = ridden(graph, k, time)
    return time if time < 240 * graph.storms.shape[1] else None


def ridden(graph: Graph, k: int, time: int) -> int:
    """Return when an edge ends that is left at a time."""
    run, end = (int(x) for x in graph.numbers[k, [RUN, STORM_IN]])
    gates = graph.gates[graph.gate_first[k] : graph.gate_first[k + 1]]
    for n, (offset, first, last, recovery) in enumerate(gates.tolist()):
        time += offset - (int(gates[n - 1][0]) if n else 0)
        if first <= time < last:
            time = last + recovery // 2
        elif last <= time < last + recovery:
            time += (recovery - (time - last)) // 2
    time += run - (int(gates[-1][0]) if len(gates) else 0)
    if end >= 0:
        time += _storm(graph, end, time)
    return time


def track(graph: Graph, edges: tuple[int, ...], margin: float) -> int:
    """Return when a way ends whose timetables are met so many standard deviations later than its hours say."""
    last = 240 * graph.storms.shape[1]
    time = since = 0
    for k in edges:
        _, variance, _, _, wait, table, out, _ = (int(x) for x in graph.numbers[k, :8])
        time += wait
        since += variance
        if table >= 0:
            ready = time + 10.0 * margin * math.sqrt(since - variance)
            later = [d for h in graph.tables[table] if (d := math.floor(10 * h)) >= ready]
            if not later:
                time, since = last, variance
                continue
            time, since = later[0], variance
        if out >= 0:
            time += _storm(graph, out, time)
        time = min(last, ridden(graph, k, time))
    return time


def _storm(graph: Graph, region: int, time: int) -> int:
    day, part = divmod(time, 240)
    if day + 1 >= graph.storms.shape[1]:
        return int(graph.storms[region, -1])
    share = part / 240.0
    return int(graph.storms[region, day] * (1.0 - share) + graph.storms[region, day + 1] * share)


def front(ways: list[Walked]) -> set[tuple[float, ...]]:
    """Return the objectives that no other way is as good in and better in one."""
    return unbeaten({w.objectives for w in ways})


def unbeaten(vectors: set[tuple[float, ...]]) -> set[tuple[float, ...]]:
    """Return the vectors that no other is as good as in all and better than in one."""
    return {v for v in vectors if not any(o != v and all(a <= b for a, b in zip(o, v, strict=True)) for o in vectors)}
