"""
The search: every way that no other of its corridor beats, by a proxy of means and whole quanta.

One run for each row of the corridors table, so that a corridor beaten everywhere by another is still found. A
run may only end when all tags and countries of its row were passed; it counts them by a small automaton
whose state is part of the label. Its lower bounds come from the product of graph and automaton.
"""

from __future__ import annotations

import math
import sys
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from transcaspia.planning.clock import TENTHS
from transcaspia.planning.graph import STORE, TABLE, Graph
from transcaspia.planning.pareto import most_different

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

Memory = dict[tuple[object, ...], tuple[tuple[npt.NDArray[Any], ...], Floats]]
"""Lower bounds by the name of the run that asked for them, with all that decides them."""

BARREN = 25_000
"""A run for one corridor that has found no way after so many labels is given up, and the answer is marked truncated."""

SHARES = 4
"""A run for one corridor may make at most this part of the cap of labels."""

WORTH = 2.5
"""A way is looked for while, at some value of time, it takes no more than this many times the best."""

WORTH_WITHIN = 2.0
"""The same against the best way of its own corridor."""

EXACT_LABELS = 500
"""A run for one corridor makes so many labels without a bound: a front that is small is exact at hardly any price."""

TIME_VALUES = (0.0, 0.1, 0.3, 1.0, 3.0)
"""Values of time tried for `WORTH`, in the cheapest money by the shortest time; time alone is tried as well."""

ROUNDING = 1e-9
"""Sums within this share of a limit are within it."""

MARGINS = (-1.0, -0.3, 0.3, 1.0, 2.0)
"""Margins, in standard deviations, with which departures by timetable are met as well: a miss is no matter of means."""

TRACKED_LABELS = 20_000
"""A run with timetables that is not done with margins after so many labels is made without them."""

ONE = np.ones(1, dtype=np.bool_)

WIDE = 48
"""Most itineraries that are simulated."""

LEAST_EACH = 4
"""Itineraries of one corridor that are simulated, where it has as many, however many corridors there are."""


@dataclass(frozen=True, slots=True)
class Way:
    """
    One way from door to door as the search sees it.

    Attributes
    ----------
    edges
        Indices of the graph's edges, in order.
    corridor
        Row of the corridors table that names it; blank where none does.
    time_h, cost_usd, co2e_kg, variance_h2
        The four objectives.
    tracks_h
        Arrivals with each of `MARGINS`, where timetables were met so.
    """

    edges: tuple[int, ...]
    corridor: str
    time_h: float
    cost_usd: float
    co2e_kg: float
    variance_h2: float
    tracks_h: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """What the search found, whether a cap stopped it, and how many labels it made."""

    ways: tuple[Way, ...]
    truncated: bool
    labels: int


@dataclass(frozen=True, slots=True, eq=False)
class Automaton:
    """Counts what a way must pass: places in order, and marks in any order."""

    moves: Ints
    better: Flags
    accept: Flags


def find(
    graph: Graph,
    epsilon: float,
    max_labels: int,
    *,
    worth: float = WORTH,
    time_value_usd_h: float | None = None,
    memory: Memory | None = None,
    exact_labels: int = EXACT_LABELS,
    tracked_labels: int = TRACKED_LABELS,
) -> Found:
    """
    Return every way that no other way of its corridor beats, within epsilon in each objective.

    The start of one way beats the start of another only if it has passed no node that the other has not: otherwise
    the better start may have used up a node that the worse one still needs.

    Parameters
    ----------
    graph
        Graph of the question.
    epsilon
        Bound per objective; 0 is exact.
    max_labels
        Cap of the labels: of all runs together without a bound, else each may make a part of it (`SHARES`).
    worth
        See `WORTH`; infinite to look for everything.
    time_value_usd_h
        What an hour costs the goods: look only for ways worth it at this value of time; None for `TIME_VALUES`.
    memory
        Lower bounds of a question asked before; those whose edges cost the same are taken from it, the others put in.
    exact_labels
        So many labels of each run are made as if epsilon were 0.
    tracked_labels
        Cap of the labels of a run that meets timetables with `MARGINS`, and keeps what is earlier with one of them; a
        run that hits it is made without. 0 for none.

    Returns
    -------
    Found
        Ways in the order of the corridors table.
    """
    usable = np.array([not b for b in graph.blocks])
    labels, truncated = 0, False
    ways: dict[tuple[int, ...], Way] = {}
    limits: tuple[Floats, Floats] | None = None
    if worth < math.inf:
        found = _limits(graph, usable, worth, time_value_usd_h, memory)
        if found is None:
            return Found((), truncated=False, labels=0)
        limits, usable = found
    for required, banned in corridor_runs(graph):
        allowed = usable & (graph.marks & banned == 0)
        within = WORTH_WITHIN if worth < math.inf else math.inf
        run = _Run(graph, np.flatnonzero(allowed), required, limits, within, memory, ("run", required, banned))
        if not run.reachable:
            continue
        # Without a bound the cap is one for all; with one, no corridor may use up what the others need.
        most, barren = (max_labels // SHARES, BARREN) if epsilon > 0.0 else (max_labels - labels, sys.maxsize)
        for way in run.ways(epsilon, most, barren=barren, exact_labels=exact_labels, tracked_labels=tracked_labels):
            ways.setdefault(way.edges, way)
        labels += run.labels
        truncated |= run.truncated
        if epsilon == 0.0 and labels >= max_labels:
            break
    return Found(tuple(ways.values()), truncated, labels)


def reaches(graph: Graph) -> bool:
    """
    Return whether some way leads from the start to the target and passes what it must, over what may be used.

    Parameters
    ----------
    graph
        Graph of the question.

    Returns
    -------
    bool
        True where bounds leave one; they do not see that a node may be passed once only.
    """
    return _Run(graph, np.flatnonzero(np.array([not b for b in graph.blocks])), 0, None).reachable


def corridor_of(graph: Graph, edges: tuple[int, ...]) -> str:
    """
    Return the corridor of a way: the first row whose tags and countries are all on it.

    Parameters
    ----------
    graph
        Graph of the question.
    edges
        Indices of its edges.

    Returns
    -------
    str
        Id of the row; blank where none fits.
    """
    on_way = 0
    for edge in edges:
        on_way |= int(graph.marks[edge])
    for row_id, needed in graph.corridors:
        if on_way & needed == needed:
            return row_id
    return ""


def corridor_runs(graph: Graph) -> list[tuple[int, int]]:
    """
    Return the runs of the search: marks that must be passed and marks that must not.

    Parameters
    ----------
    graph
        Graph of the question.

    Returns
    -------
    list[tuple[int, int]]
        One pair for each row, and one for what no row names. A mark that alone would make the way one of an earlier
        row is banned, so that the earlier corridor does not hide this one; so is what the row spares.
    """
    rows = [needed for _, needed in graph.corridors]
    if 0 not in rows:
        rows.append(0)
    runs = []
    for number, needed in enumerate(rows):
        more = [before & ~needed for before in rows[:number]]
        if 0 in more:
            continue
        spared = graph.without[number] if number < len(graph.without) else 0
        runs.append((needed, sum({m for m in more if m.bit_count() == 1}) | spared))
    return runs


def automaton(graph: Graph, kept: Ints, required: int) -> Automaton:
    """
    Return the automaton of a run.

    Parameters
    ----------
    graph
        Graph of the question.
    kept
        Indices of the edges that may be used.
    required
        Marks that must be passed.

    Returns
    -------
    Automaton
        States are stage of the places times subset of the marks.
    """
    bits = [1 << b for b in range(required.bit_length()) if required >> b & 1]
    stages, subsets = len(graph.question.via) + 1, 1 << len(bits)
    n_q = stages * subsets
    gained = np.zeros(len(kept), dtype=np.int64)
    marks = graph.marks[kept]
    for position, bit in enumerate(bits):
        gained |= ((marks & bit) != 0).astype(np.int64) << position
    reached = graph.reached[:, kept].T[:, :, None]
    moves = (reached * subsets + (gained[:, None] | np.arange(subsets))[:, None, :]).reshape(len(kept), n_q)
    q = np.arange(n_q)
    stage_of, subset_of = q // subsets, q % subsets
    better = (stage_of[:, None] >= stage_of[None, :]) & (
        (subset_of[:, None] & subset_of[None, :]) == subset_of[None, :]
    )
    accept = (stage_of == stages - 1) & (subset_of == subsets - 1)
    return Automaton(moves, better, accept)


def _limits(
    graph: Graph, usable: Flags, worth: float, time_value_usd_h: float | None, memory: Memory | None
) -> tuple[tuple[Floats, Floats], Flags] | None:
    """
    Return weights of (time, cost) with the most that each sum may reach, and which edges may lie on a way within one.

    None where the target is out of reach.
    """
    kept = np.flatnonzero(usable)
    run = _Run(graph, kept, 0, None, memory=memory, name=("limits",))
    if not run.reachable:
        return None
    shortest, cheapest, *_ = run.least_at_start
    cheapest = max(1.0, cheapest + graph.rates[0] * shortest)
    scale = cheapest / max(1.0, shortest)
    if time_value_usd_h is None:
        scales = np.array([*((v * scale + graph.rates[0], 1.0) for v in TIME_VALUES), (1.0, 0.0)])
    else:
        scales = np.array([(time_value_usd_h / TENTHS + graph.rates[0], 1.0)])
    far = np.full(len(scales), np.inf)
    run = _Run(graph, kept, 0, (scales, far), memory=memory, name=("scales",))
    most = worth * run.usual
    near = usable.copy()
    near[kept] = run.passed(most)
    return (scales, most), near


def arrays_of(graph: Graph, kept: Ints) -> tuple[Ints, Ints, Ints, Ints, Ints, Ints, Floats, Ints, Ints]:
    """
    Return some edges of a graph as the kernel of the search takes them.

    Parameters
    ----------
    graph
        Graph of the question.
    kept
        Indices of the edges, rising.

    Returns
    -------
    tuple
        Start of the edges of each state, heads, numbers, storage, start of each timetable, its departures, storms,
        start of the gates of each edge, gates.
    """
    first = np.searchsorted(graph.tail[kept], np.arange(graph.n_states + 1)).astype(np.int64)
    counts = np.diff(graph.gate_first)[kept]
    gate_first = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
    shut = [np.arange(graph.gate_first[k], graph.gate_first[k + 1]) for k in kept[counts > 0]]
    gates = graph.gates[np.concatenate(shut)] if shut else graph.gates[:0]
    numbers, gates = np.ascontiguousarray(graph.numbers[kept, :STORE]), np.ascontiguousarray(gates)
    return first, graph.head[kept], numbers, graph.stores[kept], *graph.departures, graph.storms, gate_first, gates


Product = tuple[Ints, Ints, Ints]
"""What `_kernels.product` returns."""


def product_of(n_states: int, tail: Ints, head: Ints, moves: Ints, start: int) -> Product:
    """
    Return the product of a graph and an automaton by where its edges lead.

    Parameters
    ----------
    n_states, tail, head, moves, start
        As `_kernels.product` takes them.

    Returns
    -------
    Product
        Start of the edges into each state, their edges of the graph, the states that they leave.
    """
    from transcaspia.planning import _kernels

    found: Product = _kernels.product(n_states, tail, head, moves, start)
    return found


def bounds_of(joined: Product, weights: Floats, accept: Flags, target: int, most: Floats, start: int = -1) -> Floats:
    """
    Return the least weights to the target from the states of a product.

    Parameters
    ----------
    joined
        The product.
    weights, accept, target, most
        As `_kernels.bounds` takes them.
    start
        State for which alone the least weight is asked; -1 for all.

    Returns
    -------
    Floats
        Shape (n_weights, n_q, n_states).
    """
    from transcaspia.planning import _kernels

    found: Floats = _kernels.bounds(*joined, np.ascontiguousarray(weights), accept, start, target, most)
    return found


class _Run:
    """One run of the search over some of the edges."""

    def __init__(
        self,
        graph: Graph,
        kept: Ints,
        required: int,
        limits: tuple[Floats, Floats] | None,
        within: float = math.inf,
        memory: Memory | None = None,
        name: tuple[object, ...] = (),
    ) -> None:
        self.graph, self.kept = graph, kept
        self.memory, self.name = memory, name
        self.auto = automaton(graph, kept, required)
        self.scales = limits[0] if limits else np.empty((0, 2))
        self.most = limits[1] if limits else np.empty(0)
        self.labels, self.truncated = 0, False
        self.tail, self.head = graph.tail[kept], graph.head[kept]
        self.weights = graph.weights[:, kept]
        self.sums: Floats = np.outer(self.scales[:, 0], self.weights[0]) + np.outer(self.scales[:, 1], self.weights[1])
        self.scaled = self._bounds(self.sums, self.most, "scaled")
        self.usual: Floats = self.scaled[:, 0, graph.start]
        later = graph.waits[kept]
        # A limit only falls, so what lies beyond it now stays out of reach.
        if (self.usual <= self.most).any() and later.any():
            # What is worth it is told from ways as they usually go: a bound knows no wait for a timetable.
            far = np.full(len(self.sums), np.inf)
            usual = self._bounds(self.sums + self.scales[:, :1] * later, far, "usual", from_start=True)
            self.usual = usual[:, 0, graph.start]
        if len(self.most) and within < math.inf:
            self.most = np.minimum(self.most, within * self.usual)

    @cached_property
    def least(self) -> Floats:
        """Least of the objectives, then of the sums, from every state to the target: (4 + n_scales, n_q, n_states)."""
        return np.concatenate([self._bounds(self.weights, np.full(4, np.inf), "single"), self.scaled])

    @cached_property
    def least_at_start(self) -> Floats:
        """Least of the four objectives from the start to the target, infinite where it is out of reach."""
        single = self._bounds(self.weights, np.full(4, np.inf), "start", from_start=True)
        found: Floats = single[:, 0, self.graph.start]
        return found

    @cached_property
    def _product(self) -> Product:
        return product_of(self.graph.n_states, self.tail, self.head, self.auto.moves, self.graph.start)

    def passed(self, most: Floats) -> Flags:
        """Return which edges may lie on a way from the start to the target within a limit, whatever it must pass."""
        graph, moves = self.graph, np.zeros((len(self.kept), 1), dtype=np.int64)
        there = product_of(graph.n_states, self.head, self.tail, moves, graph.target)
        back = product_of(graph.n_states, self.tail, self.head, moves, graph.start)
        before = bounds_of(there, self.sums, ONE, graph.start, most)[:, 0]
        after = bounds_of(back, self.sums, ONE, graph.target, most)[:, 0]
        sums = before[:, self.tail] + self.sums + after[:, self.head]
        return np.asarray((sums <= (1.0 + ROUNDING) * most[:, None]).any(axis=0))

    def _bounds(self, weights: Floats, most: Floats, what: str, *, from_start: bool = False) -> Floats:
        """Return the least of each weight to the target from every state or from the start, as far as of interest."""
        graph, auto = self.graph, self.auto
        ends = np.array([graph.n_states, graph.start, graph.target])
        decide = (ends, self.tail, self.head, weights, auto.moves, auto.accept, most)
        held = None if self.memory is None else self.memory.get((*self.name, what))
        if held is not None and all(np.array_equal(a, b) for a, b in zip(held[0], decide, strict=True)):
            return held[1]
        start = graph.start if from_start else -1
        least = bounds_of(self._product, weights, auto.accept, graph.target, most, start)
        if self.memory is not None:
            self.memory[*self.name, what] = (decide, least)
        return least

    @property
    def reachable(self) -> bool:
        """True where the bounds leave something to find."""
        if len(self.most):
            return bool((self.scaled[:, 0, self.graph.start] <= self.most).any())
        return bool(np.isfinite(self.least_at_start[0]))

    def ways(
        self, epsilon: float, max_labels: int, *, barren: int = sys.maxsize, exact_labels: int = EXACT_LABELS,
        tracked_labels: int = 0,
    ) -> list[Way]:  # fmt: skip
        """
        Run the kernel and follow the labels at the target back to the start.

        A run that has found nothing after `barren` labels is given up: its bounds do not see that a node may be passed
        once only, so such a run may have nothing to find.
        """
        from transcaspia.planning import _kernels

        graph, kept = self.graph, self.kept
        arrays = arrays_of(graph, kept)
        node, region = self._places()
        tries = [(np.empty(0), most) for most in sorted({min(barren, max_labels), max_labels})]
        if tracked_labels and (graph.numbers[kept, TABLE] >= 0).any():
            tries.insert(0, (np.array(MARGINS), min(tracked_labels, max_labels)))
        for margins, most in tries:
            labels, found, status = _kernels.search(
                *arrays, self.auto.moves, self.auto.better, self.auto.accept, node, region, self.least, graph.rates,
                self.scales, self.most, margins, epsilon, exact_labels, graph.start, graph.target, max(1, most),
            )  # fmt: skip
            if status == _kernels.DONE or not (len(found) or len(margins)):
                break
        self.labels, self.truncated = len(labels), status != _kernels.DONE
        tracks = _tracks_of(labels, margins)
        ways = []
        for end in self._unbeaten(labels, found, tracks):
            edges: list[int] = []
            label = int(end)
            while labels[label, 7] >= 0:
                edges.append(int(kept[labels[label, 6]]))
                label = int(labels[label, 7])
            time, cost, co2e, variance = (float(x) for x in labels[end, :4])
            way = tuple(reversed(edges))
            ways.append(
                Way(
                    way,
                    corridor_of(graph, way),
                    time / TENTHS,
                    cost + graph.rates[0] * time,
                    co2e + graph.rates[1] * time,
                    variance,
                    tuple((tracks[end] / TENTHS).tolist()),
                )
            )
        return ways

    def _places(self) -> tuple[Ints, Ints]:
        """Return the number of each state's node within its region, and the region, over what is worth passing."""
        from transcaspia.planning import _region_kernels

        near = np.asarray(np.isfinite(self.least[4:] if len(self.most) else self.least[:1]).any(axis=(0, 1)))
        passed = near[self.tail] & near[self.head]
        region, node = _region_kernels.regions(self.tail[passed], self.head[passed], self.graph.node)
        return node, region

    def _unbeaten(self, labels: Ints, found: Ints, tracks: Floats) -> Ints:
        """Return the labels at the target that stay unbeaten once time is paid for by the hour."""
        if not len(found):
            return found
        total = labels[found, :4].astype(np.float64)
        total[:, 1:3] += np.outer(total[:, 0], self.graph.rates)
        kept: Ints = found[~_beaten(np.column_stack([total, labels[found, 11:], tracks[found]]))]
        return kept


def _tracks_of(labels: Ints, margins: Floats) -> Floats:
    """Return the arrivals of labels by each margin, with what came since the last departure; no columns without any."""
    if not len(margins):
        return np.empty((len(labels), 0))
    tracks: Floats = labels[:, 11:] + TENTHS * np.outer(np.sqrt(labels[:, 10]), margins)
    return tracks


def _beaten(points: Floats) -> Flags:
    """Return which rows another row is as good as in all columns, and better than in one."""
    as_good = (points[:, None, :] <= points[None, :, :]).all(axis=2)
    return np.asarray((as_good & ~as_good.T).any(axis=0))


def least_hours(graph: Graph) -> float | None:
    """
    Return the least mean hours from door to door, without waits for timetables, weather and closures.

    Parameters
    ----------
    graph
        Graph of the question.

    Returns
    -------
    float | None
        Hours that no way of the search undercuts; None where there is no way.
    """
    run = _Run(graph, np.flatnonzero(np.array([not b for b in graph.blocks])), 0, None)
    return float(run.least_at_start[0]) / TENTHS if run.reachable else None


def ways_within(
    graph: Graph, kept: Ints, runs: list[tuple[int, int]], weights: tuple[float, float], most: float, max_labels: int
) -> tuple[list[Way], bool]:
    """
    Return every unbeaten way, of all corridors, whose weighted sum of time and money is no more than so much.

    Parameters
    ----------
    graph
        Graph of the question.
    kept
        Indices of the edges that may be used.
    runs
        Runs of the search, as `corridor_runs` gives them.
    weights
        Weights of a tenth of an hour and of a dollar.
    most
        Most that the sum may be.
    max_labels
        Cap of the labels of a run.

    Returns
    -------
    tuple
        Ways, and whether the cap was hit.
    """
    ways: list[Way] = []
    truncated = False
    for required, banned in runs:
        allowed = kept[graph.marks[kept] & banned == 0]
        run = _Run(graph, allowed, required, (np.array([weights]), np.array([most])))
        if run.reachable:
            ways += run.ways(0.0, max_labels)
            truncated |= run.truncated
    return ways, truncated


def wide_set(graph: Graph, ways: tuple[Way, ...], time_value_usd_h: float) -> tuple[Way, ...]:
    """
    Return the ways worth simulating: of each corridor the best by each objective, then those that differ most.

    Parameters
    ----------
    graph
        Graph of the question.
    ways
        What the search found.
    time_value_usd_h
        What an hour costs the goods, for the generalised cost.

    Returns
    -------
    tuple[Way, ...]
        At most about `WIDE` of them, in the order in which they were chosen.
    """
    by_corridor: dict[str, list[Way]] = {}
    for way in ways:
        by_corridor.setdefault(way.corridor, []).append(way)
    for corridor, group in by_corridor.items():
        if all(way.tracks_h for way in group):
            # The arrivals with margins tell the spread better than the variance, which knows no missed departure.
            beaten = _beaten(np.array([(w.time_h, w.cost_usd, w.co2e_kg, *w.tracks_h) for w in group]))
            by_corridor[corridor] = [w for w, worse in zip(group, beaten, strict=True) if not worse]
    each = max(LEAST_EACH, WIDE // max(1, len(by_corridor)))
    chosen: list[Way] = []
    for group in by_corridor.values():
        chosen += _diverse(graph, group, each, time_value_usd_h)
    return tuple(chosen)


def _diverse(graph: Graph, group: list[Way], number: int, time_value_usd_h: float) -> list[Way]:
    group = sorted(group, key=lambda w: (w.cost_usd + time_value_usd_h * w.time_h, w.time_h, w.edges))
    if len(group) <= number:
        return group
    lines = [frozenset(e.line.key for k in w.edges if (e := graph.edges[k]).line is not None) for w in group]
    points = np.array([(w.time_h, w.cost_usd, w.co2e_kg + 1.0, 1.0 + math.sqrt(w.variance_h2)) for w in group])
    firsts = [0, *(int(k) for k in points.argmin(axis=0))]

    def other_lines(k: int) -> Floats:
        return 0.2 * np.array([len(lines[k] ^ x) / max(1, len(lines[k] | x)) for x in lines])

    return [group[k] for k in most_different(points, number, firsts, other_lines)]
