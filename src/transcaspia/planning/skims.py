"""Skims: least hours, money, CO2e and generalised cost from one origin to many destinations, by the search's proxy."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt

from transcaspia.errors import InputError
from transcaspia.network.model import Network
from transcaspia.network.places import find_place
from transcaspia.planning.clock import TENTHS
from transcaspia.planning.graph import CO2E, COST, STORE, STORM_IN, STORM_OUT, TABLE, Builder, Edge, Graph
from transcaspia.planning.model import Consignment, PlanParams
from transcaspia.planning.plan import end_of, question_of
from transcaspia.planning.search import arrays_of, corridor_runs, ways_within
from transcaspia.units import HOURS_PER_DAY

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

MEASURES = ("hours", "cost_usd", "co2e_kg", "generalised_cost_usd")
"""What is skimmed, each by itself: the way of the least hours is not that of the least money."""

TIME, OTHER, STATE, EDGE, PARENT, ALIVE = 0, 1, 4, 6, 7, 8
"""Columns of a label of the search."""


@dataclass(frozen=True, slots=True, eq=False)
class Skims:
    """
    Matrices of the least of each figure, shape (n_origins, n_destinations).

    Attributes
    ----------
    origins, destinations
        Place ids of rows and columns.
    hours
        Mean hours from the ready time to the door.
    cost_usd
        Mean money for the whole consignment.
    co2e_kg
        Well-to-wheel kg CO2e of the whole consignment.
    generalised_cost_usd
        Mean money and the value of the time of the goods.
    proved
        False where the cap of the search was hit: what stands there is the least found. NaN stands where no way is
        found, and between a place and itself.
    """

    origins: tuple[str, ...]
    destinations: tuple[str, ...]
    hours: Floats
    cost_usd: Floats
    co2e_kg: Floats
    generalised_cost_usd: Floats
    proved: Flags


def skim(
    network: Network,
    consignment: Consignment,
    origins: Sequence[str],
    destinations: Sequence[str],
    params: PlanParams | None = None,
) -> Skims:
    """
    Return the least of each figure from every origin to every destination.

    Parameters
    ----------
    network
        A loaded network, of all days.
    consignment
        What is to be moved; its origin and destination stand for those of every pair, and its ready time is that of the
        clock of each origin.
    origins, destinations
        Places in any spelling, or codes.
    params
        How to plan; from door to door, without places to pass.

    Returns
    -------
    Skims
        For each pair the least over all ways that an exact search would find: by the means of its proxy, with the
        waits, timetables, likely misses, closures and storms of the day, not simulated.

    Raises
    ------
    InputError
        If a parameter is wrong or the day lies outside the data.
    UnknownIdError
        If a place or something to avoid is not known.

    Examples
    --------
    >>> from transcaspia import load_network, make_consignment
    >>> network = load_network()
    >>> goods = make_consignment(network, "Łódź", "Almaty", "2025-10-01")
    >>> found = skim(network, goods, ["Łódź"], ["Almaty", "Baku"])
    >>> found.hours.shape, bool((found.cost_usd > 1000).all())
    ((1, 2), True)
    """
    params = params or PlanParams()
    if params.via or params.between is not None:
        raise InputError("Skims are from door to door, by any way: leave `via` and `between` out.")
    if not origins or not destinations:
        raise InputError("Skims need at least one origin and one destination.")
    starts = tuple(find_place(text, network).id for text in origins)
    ends = tuple(find_place(text, network).id for text in destinations)
    found = np.full((len(MEASURES), len(starts), len(ends)), math.nan)
    proved = np.ones((len(starts), len(ends)), dtype=np.bool_)
    clock = consignment.depart.astimezone(_zone(network, consignment.origin)).replace(tzinfo=None)
    for row, start in enumerate(starts):
        ready = clock.replace(tzinfo=_zone(network, start)).astimezone(consignment.depart.tzinfo)
        goods = replace(consignment, origin=start, depart=ready)
        # What is forbidden depends on the country of the destination, so that there is a graph for each.
        by_country: dict[str, list[int]] = {}
        for column, end in enumerate(ends):
            if end != start:
                by_country.setdefault(find_place(end, network).country, []).append(column)
        for columns in by_country.values():
            cells, sure = _from_origin(network, goods, [ends[c] for c in columns], params)
            found[:, row, columns], proved[row, columns] = cells, sure
    return Skims(starts, ends, found[0], found[1], found[2], found[3], proved)


def least(graph: Graph, targets: Ints, time_value_usd_h: float, max_labels: int) -> tuple[Floats, Flags]:
    """
    Return the least of each figure from the start of a graph to many targets.

    The labels of one search hold time, one other figure and the spread, on which the chance of a miss depends; nodes
    may be passed twice and corridors do not count, so that they are few. Where the best way of a target is none that
    the planner would take, a search of its own finds the best that is.

    Parameters
    ----------
    graph
        Graph of a question without places to pass; its own target does not count.
    targets
        States without edges out.
    time_value_usd_h
        What an hour costs the goods.
    max_labels
        Cap of the labels of each search.

    Returns
    -------
    tuple
        Shape (4, n_targets) in the order of `MEASURES`, NaN where there is no way; and where they are proved.
    """
    found = np.full((len(MEASURES), len(targets)), math.nan)
    proved = np.ones(len(targets), dtype=np.bool_)
    usd, kg = float(graph.rates[0]), float(graph.rates[1])
    for column, rate, by_time in (
        (COST, usd, {0: 1.0 / TENTHS, 1: usd, 3: usd + time_value_usd_h / TENTHS}),
        (CO2E, kg, {2: kg}),
    ):
        numbers = graph.numbers.copy()
        numbers[:, COST], numbers[:, CO2E] = graph.numbers[:, column], 0
        if column != COST:
            numbers[:, STORE] = 0
        fan = _Fan(replace(graph, numbers=numbers, rates=np.array([rate, 0.0])), max_labels)
        for number, target in enumerate(targets.tolist()):
            for measure, weight in by_time.items():
                value, sure = fan.least(target, (weight, float(measure > 0)))
                found[measure, number] = value
                proved[number] &= sure
    return found, proved


class _Fan:
    """The labels of one search from a start to everywhere, for time and one other figure."""

    def __init__(self, graph: Graph, max_labels: int) -> None:
        from transcaspia.planning import _kernels

        self.graph, self.max_labels = graph, max_labels
        self.kept: Ints = np.flatnonzero(np.array([not blocks for blocks in graph.blocks]))
        self.runs = corridor_runs(graph)
        free = np.zeros((len(self.kept), 1), dtype=np.int64)
        one, none = np.ones((1, 1), dtype=np.bool_), np.empty(0)
        nowhere = graph.n_states  # a target that nothing leads to: no label is spared for one that is done
        self.labels, _, status = _kernels.search(
            *arrays_of(replace(graph, n_states=nowhere + 1), self.kept), free, one, one[0],
            np.full(nowhere + 1, -1, dtype=np.int64), np.zeros(nowhere + 1, dtype=np.int64),
            np.zeros((4, 1, nowhere + 1)), graph.rates, none.reshape(0, 2),
            none, none, 0.0, 0, graph.start, nowhere, max(1, max_labels),
        )  # fmt: skip
        self.full = status != _kernels.DONE
        alive = np.flatnonzero(self.labels[:, ALIVE] == 1)
        self.at: dict[int, Ints] = {}
        order = alive[np.argsort(self.labels[alive, STATE], kind="stable")]
        states, first = np.unique(self.labels[order, STATE], return_index=True)
        for state, group in zip(states.tolist(), np.split(order, first[1:]), strict=True):
            self.at[state] = group

    def least(self, target: int, weights: tuple[float, float]) -> tuple[float, bool]:
        """Return the least weighted sum of time and the other figure, NaN without a way; and whether it is sure."""
        labels = self.at.get(target, np.empty(0, dtype=np.int64))
        if not len(labels):
            return math.nan, not self.full
        sums = weights[0] * self.labels[labels, TIME] + weights[1] * self.labels[labels, OTHER]
        order = np.argsort(sums, kind="stable")
        sound = next((int(k) for k in order if self._may_be(int(labels[k]))), None)
        best = math.inf if sound is None else float(sums[sound])
        cut = self.full
        if sound is None or sums[sound] > sums[order[0]]:
            graph = replace(self.graph, target=target)
            ways, cut = ways_within(graph, self.kept, self.runs, weights, best, self.max_labels)
            for way in ways:
                time = way.time_h * TENTHS
                best = min(best, weights[0] * time + weights[1] * (way.cost_usd - float(graph.rates[0]) * time))
        return (best if math.isfinite(best) else math.nan), not cut

    def _may_be(self, label: int) -> bool:
        """Return whether the planner takes a way: no node or state twice, and all that a corridor needs and spares."""
        graph, marks = self.graph, 0
        nodes: list[int] = []
        states: list[int] = []
        while self.labels[label, PARENT] >= 0:
            edge = self.kept[self.labels[label, EDGE]]
            marks |= int(graph.marks[edge])
            states.append(int(graph.head[edge]))
            node = int(graph.node[states[-1]])
            if node >= 0 and (not nodes or nodes[-1] != node):
                nodes.append(node)
            label = int(self.labels[label, PARENT])
        if len(set(nodes)) < len(nodes) or len(set(states)) < len(states):
            return False
        return any(marks & required == required and not marks & banned for required, banned in self.runs)


def _from_origin(network: Network, goods: Consignment, ends: list[str], params: PlanParams) -> tuple[Floats, Flags]:
    """Return the least of each figure from the origin of some goods to destinations in one country."""
    question = question_of(network, replace(goods, destination=ends[0]), params)
    builder = Builder(question)
    graph = builder.graph(lean=True)
    places = [end_of(question.network, find_place(end, network)) for end in ends]
    last = [found for k, place in enumerate(places) for found in builder.arrivals(place, graph.n_states + k)]
    value_usd_h = goods.value_usd * question.commodity.number("time_value_share_day") / HOURS_PER_DAY
    targets = np.arange(graph.n_states, graph.n_states + len(ends))
    return least(_with_arrivals(graph, last, len(ends)), targets, value_usd_h, params.max_labels)


def _with_arrivals(graph: Graph, last: list[tuple[Edge, tuple[int, int, int, int], int]], number: int) -> Graph:
    """Return a graph with the edges to so many more destinations instead of those to its own."""
    own = np.flatnonzero(graph.head != graph.target)
    more = np.full((len(last), graph.numbers.shape[1]), 0, dtype=np.int64)
    more[:, [TABLE, STORM_OUT, STORM_IN]] = -1
    for k, (_, figures, _) in enumerate(last):
        more[k, : len(figures)] = figures
    tail = np.concatenate([graph.tail[own], np.array([e.tail for e, _, _ in last], dtype=np.int64)])
    order = np.argsort(tail, kind="stable")
    edges = [*(graph.edges[k] for k in own.tolist()), *(edge for edge, _, _ in last)]
    blocks = [*(graph.blocks[k] for k in own.tolist()), *(() for _ in last)]
    marks = np.concatenate([graph.marks[own], np.array([m for _, _, m in last], dtype=np.int64)])
    counts = np.concatenate([np.diff(graph.gate_first)[own], np.zeros(len(last), dtype=np.int64)])[order]
    rows = [np.arange(graph.gate_first[k], graph.gate_first[k + 1]) for k in own[order[order < len(own)]].tolist()]
    return replace(
        graph,
        n_states=graph.n_states + number,
        edges=[edges[k] for k in order.tolist()],
        tail=tail[order],
        head=np.array([edges[k].head for k in order.tolist()], dtype=np.int64),
        numbers=np.concatenate([graph.numbers[own], more])[order],
        blocks=[blocks[k] for k in order.tolist()],
        marks=marks[order],
        gate_first=np.concatenate([[0], np.cumsum(counts)]).astype(np.int64),
        gates=graph.gates[np.concatenate(rows)] if rows else graph.gates[:0],
        node=np.concatenate([graph.node, np.full(number, -1, dtype=np.int64)]),
    )


def _zone(network: Network, place: str) -> ZoneInfo:
    return ZoneInfo(find_place(place, network).timezone)
