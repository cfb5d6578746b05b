"""Ways refused: which corridor, why, and the cheapest repair with what it would then take."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from transcaspia.planning.choose import DETOUR, Offer, direct_km
from transcaspia.planning.clock import TENTHS
from transcaspia.planning.feasible import Block
from transcaspia.planning.graph import COST, RUN, WAIT, Builder, Graph
from transcaspia.planning.legs import Use
from transcaspia.planning.model import Refusal
from transcaspia.planning.offers import crossing_uses, pieces_of, ride_uses
from transcaspia.planning.search import WORTH, automaton, bounds_of, corridor_of, corridor_runs, product_of
from transcaspia.units import HOURS_PER_DAY

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

PENALTY_USD = 1e8
"""Weight of an edge that may not be used: the way with the fewest of them is looked for."""

MOST_BLOCKS = 2
"""A way that needs more repairs than these is no way."""

BETTER = 0.95
"""A way that one condition forbids is told of where its generalised cost is below this share of the best one's."""

MOST_REFUSALS = 12

OTHER_UNIT = frozenset({"unit", "stack", "handling", "payload"})
"""Conditions whose repair is another unit or load: its prices are not those of the question."""


def refusals(builder: Builder, graph: Graph, offers: Sequence[Offer]) -> tuple[tuple[Refusal, ...], set[Use]]:
    """
    Return the ways refused, and the rows on which they rest.

    Parameters
    ----------
    builder
        Builder of the graph.
    graph
        Graph of the question.
    offers
        What is offered.

    Returns
    -------
    tuple[tuple[Refusal, ...], set[tuple[str, str]]]
        A refusal for each corridor that one or a few conditions close, and for a better way that one condition
        forbids; where nothing can be done, at least one that says why.
    """
    teller = _Teller(builder, graph, offers)
    by_lorry = builder.question.between is None
    for end, reached in (
        (builder.question.origin, any(edge.tail == graph.start for edge in graph.edges)),
        (builder.question.destination, any(edge.head == graph.target for edge in graph.edges)),
    ):
        if not reached and not by_lorry:
            why = f"no service of the network for {builder.question.consignment.unit} starts or ends there"
            teller.add(end.stop.name, why, "start or end at a terminal; `transcaspia network show nodes` lists them")
        elif not reached:
            why = f"no terminal of the network that takes {builder.question.consignment.unit} is within reach by lorry"
            teller.add(end.stop.name, why, "start or end at a terminal; `transcaspia network show nodes` lists them")
    if not teller.found:
        teller.by_corridor()
        teller.by_condition()
        if not offers and not teller.found:
            teller.nothing()
    return tuple(teller.found.values())[:MOST_REFUSALS], teller.uses


class _Teller:
    def __init__(self, builder: Builder, graph: Graph, offers: Sequence[Offer]) -> None:
        self.builder, self.graph, self.offers = builder, graph, offers
        question = builder.question
        share = question.commodity.number("time_value_share_day")
        self.time_value = question.consignment.value_usd * share / HOURS_PER_DAY / TENTHS + float(graph.rates[0])
        self.hours = (graph.numbers[:, RUN] + graph.numbers[:, WAIT]).astype(np.float64)
        self.weight = graph.numbers[:, COST] + self.time_value * self.hours + 1e-3
        self.blocked = refusal_weights(graph)
        self.names = {row.id: row.text("name") for row in question.network.rows("corridors")}
        self.found: dict[tuple[str, str], Refusal] = {}
        self.uses: set[Use] = set()
        self.best = min((o.generalised_usd for o in offers), default=np.inf)
        self.told: set[str] = set()

    def add(self, what: str, why: str, repair: str) -> None:
        self.found.setdefault((what, why), Refusal(what, why, repair))

    def by_corridor(self) -> None:
        """Tell of each corridor that is not offered: the way by it that breaks the fewest conditions."""
        shown = {o.corridor for o in self.offers}
        everything = np.arange(len(self.graph.edges))
        row_of = {needed: row_id for row_id, needed in reversed(self.graph.corridors)}
        for required, banned in corridor_runs(self.graph):
            if row_of.get(required) in shown:
                continue
            kept = everything[self.graph.marks & banned == 0]
            way = least_way(self.graph, kept, required, self.weight + PENALTY_USD * self.blocked)
            if way is None:
                continue
            corridor = corridor_of(self.graph, way)
            if corridor in shown or corridor in self.told:
                continue
            if self._tell(self.names.get(corridor, "Other"), way, limit=WORTH):
                self.told.add(corridor)

    def by_condition(self) -> None:
        """Tell of a better way that one kind of condition forbids."""
        kinds, broken = self.graph.conditions
        for number, kind in enumerate(kinds):
            if kind in OTHER_UNIT:
                continue
            way = least_way(self.graph, np.flatnonzero(broken & ~(1 << number) == 0), 0, self.weight)
            if way is None or not any(self.graph.blocks[k] for k in way):
                continue
            corridor = corridor_of(self.graph, way)
            if corridor in self.told:
                continue
            self._tell(self.names.get(corridor, "Other"), way, limit=BETTER)

    def nothing(self) -> None:
        """Say that the network has no way at all, or none within reason."""
        question = self.builder.question
        way = least_way(self.graph, np.arange(len(self.graph.edges)), 0, self.weight + PENALTY_USD * self.blocked)
        what = f"{question.origin.stop.name} to {question.destination.stop.name}"
        if way is None:
            self.add(
                what,
                "the network has no way between the two, in whatever unit",
                "ask between other places or leave out --via",
            )
            return
        blocks = self._blocks(way)
        if blocks:
            self.add(what, "; ".join(b.why for b in blocks), "; ".join(dict.fromkeys(b.repair for b in blocks)))
        else:
            why = "every way that is open is a detour of many times the distance, or outlasts the horizon of the plan"
            self.add(what, why, "allow more modes, or avoid less")

    def _blocks(self, way: tuple[int, ...]) -> list[Block]:
        """Return one block for each repair, with all the laws in its way."""
        found: dict[str, Block] = {}
        for k in way:
            for block in self.graph.blocks[k]:
                first = found.setdefault(block.repair, block)
                if block.row and block.why not in first.why:
                    found[block.repair] = replace(first, why=f"{first.why}; {block.why}")
        return list(found.values())

    def _tell(self, what: str, way: tuple[int, ...], limit: float) -> bool:
        """Tell of a way that a few conditions close, if it is worth it; return whether it was."""
        blocks = self._blocks(way)
        total = sum(float(self.weight[k]) for k in way)
        if not blocks or len(blocks) > MOST_BLOCKS or total > limit * self.best or self._is_detour(way):
            return False
        hours = sum(float(self.hours[k]) for k in way) / TENTHS
        usd = sum(float(self.graph.numbers[k, COST]) for k in way) + float(self.graph.rates[0]) * hours * TENTHS
        repairs = "; ".join(dict.fromkeys(self._transloading(way, b) or b.repair for b in blocks))
        # Another unit or load has other prices, which this question has not looked up.
        money = "" if any(b.kind in OTHER_UNIT for b in blocks) else f" and {_rounded(usd)} USD"
        self.add(
            what, "; ".join(b.why for b in blocks), f"{repairs} (then about {hours / HOURS_PER_DAY:.0f} days{money})"
        )
        self.uses |= {("restrictions", b.row) for k in way for b in self.graph.blocks[k] if b.row}
        for k in way:
            move = self.graph.edges[k].move
            if move is not None and move.ride is not None:
                self.uses |= ride_uses(self.builder.offers, move.ride)
                gates = self.builder.clock.ride_gates(move.ride, move.leaving)
                self.uses |= {("closures", gate.closure.id) for _, gate in gates}
                if move.leaving is not None:
                    self.uses |= crossing_uses(self.builder.offers.hazards, move.leaving)
                if price := self.builder.pay.ride_price(move.ride):
                    self.uses.add(("prices", price))
            elif move is not None and move.terminal is not None:
                self.uses |= {("terminals", move.terminal.id), ("durations", move.terminal.text("handling"))}
        return True

    def _is_detour(self, way: tuple[int, ...]) -> bool:
        question = self.builder.question
        rides = [e.move.ride for k in way if (e := self.graph.edges[k]).move is not None and e.move.ride is not None]
        land_km = sum(ride.km for ride in rides if ride.line.mode in {"rail", "road"})
        return land_km > DETOUR * direct_km(question.origin.stop, question.destination.stop)

    def _transloading(self, way: tuple[int, ...], block: Block) -> str:
        """Return the repair of a wagon that cannot change gauge: where its goods change the wagon, what that takes."""
        if block.kind not in {"stack", "handling"} or self.builder.question.equipment.text("kind") != "wagon":
            return ""
        for k in way:
            move = self.graph.edges[k].move
            if move is None or move.terminal is None:
                continue
            change = move.terminal.text("change").split("-")
            if len(set(change)) == 2 and all(c.startswith("rail_1") for c in change):
                name = self.builder.nodes[move.terminal.text("node")].text("name")
                pieces = pieces_of(self.builder.figures, move.terminal.text("handling"), name)
                usd = int(self.graph.numbers[k, COST])
                return f"transload at {name}, +{sum(p.mean for p in pieces):.0f} h" + (
                    f", +{_rounded(usd)} USD" if usd else ""
                )
        return ""


def refusal_weights(graph: Graph) -> Floats:
    """
    Return how many refusals each edge has.

    Parameters
    ----------
    graph
        Graph of the question.

    Returns
    -------
    Floats
        Shape (n_edges,); of two repairs the one that keeps the unit is the lighter.
    """
    # Edges that one thing blocks share their reasons.
    shared = {id(found): found for found in graph.blocks}
    weights = {key: sum(1.5 if b.kind in OTHER_UNIT else 1.0 for b in found) for key, found in shared.items()}
    return np.array([weights[id(found)] for found in graph.blocks], dtype=np.float64)


def least_way(graph: Graph, kept: Ints, required: int, weight: Floats) -> tuple[int, ...] | None:
    """
    Return the way of least weight over some edges.

    Parameters
    ----------
    graph
        Graph of the question.
    kept
        Indices of the edges that may be used.
    required
        Marks that must be passed.
    weight
        Weight of every edge of the graph, above zero.

    Returns
    -------
    tuple[int, ...] | None
        Indices of its edges; None where there is none, or where the least comes back to a node.
    """
    auto = automaton(graph, kept, required)
    tail, head = graph.tail[kept], graph.head[kept]
    joined = product_of(graph.n_states, tail, head, auto.moves, graph.start)
    least = bounds_of(joined, weight[kept][None, :], auto.accept, graph.target, np.full(1, np.inf), graph.start)[0]
    if not np.isfinite(least[0, graph.start]):
        return None
    at, q = graph.start, 0
    way: list[int] = []
    passed: list[int] = []
    while at != graph.target:
        first, last = np.searchsorted(tail, [at, at + 1])
        k = int(first + np.argmin(weight[kept[first:last]] + least[auto.moves[first:last, q], head[first:last]]))
        way.append(int(kept[k]))
        q, at = int(auto.moves[k, q]), int(head[k])
        node = int(graph.node[at])
        if node >= 0 and node in passed and passed[-1] != node:
            return None
        passed.append(node)
        if len(way) > graph.n_states:
            return None
    return tuple(way)


def _rounded(usd: float) -> str:
    return f"{float(f'{usd:.2g}'):,.0f}"
