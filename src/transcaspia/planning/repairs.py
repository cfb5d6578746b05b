"""
What makes a refused way possible: each kind of refusal is taken away alone, and the way is searched anew.

What the question itself says (what is avoided, modes, unit, group, day) is asked again with that changed, so figures
are those of a plan. What the world says (power, a border, a closure, a law) is taken away in the graph.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import numpy as np

from transcaspia.network.model import Network
from transcaspia.network.places import find_place
from transcaspia.planning.choose import Offer, offers_of
from transcaspia.planning.clock import TENTHS
from transcaspia.planning.evaluate import Evaluator
from transcaspia.planning.feasible import Block
from transcaspia.planning.graph import COST, RUN, WAIT, Builder, Graph
from transcaspia.planning.model import Consignment, PlanParams
from transcaspia.planning.others import in_unit
from transcaspia.planning.question import HORIZON_DAYS, Question
from transcaspia.planning.refuse import OTHER_UNIT, PENALTY_USD, least_way, refusal_weights
from transcaspia.planning.search import Way, corridor_of, find, reaches
from transcaspia.planning.solve import WORTH_BALANCED, Solved, solve
from transcaspia.units import HOURS_PER_DAY

LATER_DAYS, EARLIER_DAYS = 730, 365
"""How far from the day asked for other days are tried."""

MOST_DAYS, MOST_SOLVED = 40, 6
"""Days tried in either direction at most, and those of them whose bounds leave a way, so that it is searched."""

BEFORE_DAYS = (3, 7, 14, 28)
"""Goods must leave so many days before a closure to be through; each is tried."""

DATED = frozenset({"unseen", "border", "closed", "law"})
"""Refusals that another day may lift; other days are tried too where the network has no way at all."""

DRAWN = frozenset({"power", "law", "dangerous", "capacity", "payload", "border"})
"""Refusals whose way is simulated once they are gone; a closure without end would be simulated to its end."""


Ask = Callable[[Consignment, PlanParams], Question | None]


@dataclass(frozen=True, slots=True, eq=False)
class Repair:
    """
    One change that makes the way possible.

    Attributes
    ----------
    kind
        Kind of refusal that it takes away, or `date`, `unit`.
    why
        What refuses, in words.
    repair
        What to do, in words.
    change
        Names of the query that would differ, with their values; empty where the question cannot say it.
    solved, offer
        The question solved with the change, and its way; None where it cannot be simulated.
    hours, cost_usd
        Of the way: medians, or the means of the search where it was not simulated.
    generalised_usd
        What it is ranked by: money, and time at its value; for another day the days until then as well.
    days_later
        How much later it leaves; below zero for a day that is past.
    """

    kind: str
    why: tuple[str, ...]
    repair: str
    hours: float
    cost_usd: float
    generalised_usd: float
    change: dict[str, object] = field(default_factory=dict)
    solved: Solved | None = None
    offer: Offer | None = None
    days_later: int = 0


def free_solve(question: Question, *, lean: bool = False) -> tuple[Solved, Offer | None]:
    """
    Return a question solved, with its best way: where no corridor's run finds one, whatever its marks.

    Parameters
    ----------
    question
        The question.
    lean
        Leave out what does not take the unit at all.

    Returns
    -------
    tuple[Solved, Offer | None]
        The question solved, and the way of least generalised cost that is no detour, else of those that are.
    """
    solved = solve(question, most=1, balanced=True, lean=lean)
    weighed = solved.weighed
    if not weighed and (way := free_way(solved.builder, solved.graph)) is not None:
        weighed = offers_of([solved.evaluator.draw(way)])
        solved = replace(solved, weighed=weighed)
    return solved, min(weighed, key=lambda o: (o.dropped == "detour", o.generalised_usd), default=None)


def free_way(builder: Builder, graph: Graph) -> Way | None:
    """
    Return the way of least mean generalised cost through a graph, whatever its corridor.

    Parameters
    ----------
    builder
        Builder of the graph.
    graph
        Graph of the question.

    Returns
    -------
    Way | None
        The way; None where there is none.
    """
    params, value = builder.question.params, time_value_usd_h(builder.question)
    bare = replace(graph, corridors=(), without=())
    found = find(bare, params.epsilon, params.max_labels, worth=WORTH_BALANCED, time_value_usd_h=value)
    if not found.ways:
        return None
    way = min(found.ways, key=lambda w: (w.cost_usd + value * w.time_h, w.edges))
    return replace(way, corridor=corridor_of(graph, way.edges))


def time_value_usd_h(question: Question) -> float:
    """
    Return what an hour costs the goods.

    Parameters
    ----------
    question
        The question.

    Returns
    -------
    float
        USD an hour for the whole consignment.
    """
    return question.consignment.value_usd * question.commodity.number("time_value_share_day") / HOURS_PER_DAY


class Repairer:
    """
    Looks for what makes a refused way possible.

    Parameters
    ----------
    network
        A loaded network, of all days.
    consignment
        What is to be moved.
    params
        How to plan, with what must be passed.
    solved
        The question as it stands, without a way; None where what must be passed is not there on the day.
    ask
        Makes a question of a consignment and parameters; None where what must be passed is not there on that day.
    """

    def __init__(
        self,
        network: Network,
        consignment: Consignment,
        params: PlanParams,
        solved: Solved | None,
        ask: Ask,
    ) -> None:
        self.network, self.consignment, self.params = network, consignment, params
        self.solved, self.ask = solved, ask
        self.kinds = sorted({b.kind for blocks in solved.graph.blocks for b in blocks}) if solved else []
        self._fewest: list[Block] | None = None

    def repairs(self) -> list[Repair]:
        """
        Return every repair that was found.

        Returns
        -------
        list[Repair]
            The cheapest first; another day counts with the days until then, a day that is past comes last.
        """
        found: list[Repair] = []
        if self.solved is not None:
            found += [r for kind in self.kinds if kind not in OTHER_UNIT for r in self._without(self.solved, kind)]
            if OTHER_UNIT.intersection(self.kinds):
                found += self._in_other_units(self.solved.builder.question)
        met = {b.kind for b in self.fewest()} | {r.kind for r in found}
        if not met or met & DATED:
            found += self._on_other_days()
        return sorted(found, key=lambda r: (r.days_later < 0, r.generalised_usd, r.repair))

    def fewest(self) -> list[Block]:
        """
        Return what refuses the way that the fewest conditions refuse.

        Returns
        -------
        list[Block]
            Its conditions; empty where the network has no way at all.
        """
        if self.solved is None:
            return []
        if self._fewest is None:
            graph, value = self.solved.graph, time_value_usd_h(self.solved.builder.question)
            hours = (graph.numbers[:, RUN] + graph.numbers[:, WAIT]) / TENTHS
            weight = graph.numbers[:, COST] + value * hours + 1e-3 + PENALTY_USD * refusal_weights(graph)
            edges = least_way(graph, np.arange(len(graph.edges)), 0, weight)
            if edges is None:  # the least comes back to a node: any way then
                way = free_way(self.solved.builder, _opened(graph, None))
                edges = None if way is None else way.edges
            self._fewest = [] if edges is None else blocks_of(graph, edges)
        return self._fewest

    def _without(self, solved: Solved, kind: str) -> Iterator[Repair]:
        """Take one kind of refusal away and search."""
        builder, graph = solved.builder, solved.graph
        opened = _opened(graph, kind)
        way = free_way(builder, opened)
        if way is None or not (blocks := blocks_of(graph, way.edges)):
            return
        why = tuple(dict.fromkeys(b.why for b in blocks))
        told = "; ".join(dict.fromkeys(b.repair for b in blocks))
        asked = False
        for consignment, params, change, repair in self._asked_without(builder.question.params, kind, blocks):
            question = self.ask(consignment, params)
            if question is not None:
                again, offer = free_solve(question, lean=True)
                if offer is not None:
                    asked = True
                    yield _repair(kind, why, repair or told, again, offer, change=change)
        if asked:
            return
        if kind in DRAWN:
            evaluator = Evaluator(builder, opened, solved.evaluator.draws, way.time_h)
            again = replace(solved, graph=opened, evaluator=evaluator)
            yield _repair(kind, why, told, again, offers_of([evaluator.draw(way)])[0])
            return
        generalised = way.cost_usd + time_value_usd_h(builder.question) * way.time_h
        yield Repair(kind, why, told, way.time_h, way.cost_usd, generalised)

    def _asked_without(
        self, given: PlanParams, kind: str, blocks: list[Block]
    ) -> Iterator[tuple[Consignment, PlanParams, dict[str, object], str]]:
        """Return the questions that lift a kind of refusal: what is avoided, all that is met or one thing alone."""
        names = sorted({name for b in blocks for name in b.names})
        c, p = self.consignment, self.params
        if kind == "avoid":
            for gone in [names, *([[name] for name in names] if len(names) > 1 else [])]:
                kept = tuple(x for x in given.avoid if x not in gone)
                repair = f"leave out {' '.join(f'--avoid {x}' for x in gone)}"
                yield c, replace(p, avoid=kept), {"avoid": list(kept)}, repair
        elif kind == "mode":
            modes = (*p.modes, *names)
            yield c, replace(p, modes=modes), {"modes": list(modes)}, f"add {', '.join(names)} to --modes"
        elif kind == "group":
            yield replace(c, shipment="group"), p, {"shipment": "group"}, ""
        elif kind == "unseen":
            yield c, replace(p, not_seen_running=True), {"not_seen_running": True}, ""

    def _in_other_units(self, question: Question) -> Iterator[Repair]:
        rows, asked = self.network.by_id("equipment"), question.equipment
        why = tuple(b.why for b in self.fewest() if b.kind in OTHER_UNIT) or (f"no {asked.id} goes there",)
        for unit in question.commodity.items("units"):
            if unit == asked.id:
                continue
            other = in_unit(self.consignment, asked, rows[unit])
            again = self.ask(other, self.params)
            if again is None or not _possible(again):
                continue
            solved, offer = free_solve(again, lean=True)
            if offer is not None:
                change = {"unit": unit, "units": other.units, "payload_t": round(other.payload_t, 3)}
                yield _repair(
                    "unit", why, f"go in {other.units} x {unit} (--unit {unit})", solved, offer, change=change
                )

    def _on_other_days(self) -> Iterator[Repair]:
        """Ask on the next day from which the way is there, and on the last day before on which it was."""
        zone = ZoneInfo(find_place(self.consignment.origin, self.network).timezone)
        asked = self.consignment.depart.astimezone(zone).date()
        later, earlier = days_of_change(self.network, asked)
        for days in (later, earlier):
            solved_days = 0
            for day in days[:MOST_DAYS]:
                depart = datetime.combine(day, time(), zone)
                deadline = self.consignment.deadline
                kept = deadline if deadline is not None and deadline > depart else None
                question = self.ask(replace(self.consignment, depart=depart, deadline=kept), self.params)
                if question is None or not _possible(question):
                    continue
                solved, offer = free_solve(question, lean=True)
                solved_days += 1
                if offer is not None:
                    yield self._on(day, asked, solved, offer)
                if offer is not None or solved_days >= MOST_SOLVED:
                    break

    def _on(self, day: date, asked: date, solved: Solved, offer: Offer) -> Repair:
        late = (day - asked).days
        wait_usd = max(0, late) * HOURS_PER_DAY * time_value_usd_h(solved.builder.question)
        repair = f"leave on {day} or later" if late > 0 else f"it was possible on {day}"
        made = _repair("date", (), repair, solved, offer, change={"depart": day.isoformat()})
        return replace(made, generalised_usd=made.generalised_usd + wait_usd, days_later=late)


def blocks_of(graph: Graph, edges: tuple[int, ...]) -> list[Block]:
    """
    Return what refuses a way.

    Parameters
    ----------
    graph
        Graph of the question, with its refusals.
    edges
        A way through it.

    Returns
    -------
    list[Block]
        Each once, in the order in which they are met.
    """
    return list({(b.kind, b.why): b for k in edges for b in graph.blocks[k]}.values())


def days_of_change(network: Network, asked: date) -> tuple[list[date], list[date]]:
    """
    Return the days on which the data change after a day, and the last days before they do, the nearest first.

    Parameters
    ----------
    network
        A loaded network, of all days.
    asked
        The day.

    Returns
    -------
    tuple[list[date], list[date]]
        Days on which something begins or is no more, and days before such ones; within the data.
    """
    planning = network.settings["planning"]
    before = timedelta(days=float(planning.get("seen_before_days", 30)))
    after, one = timedelta(days=float(planning.get("seen_after_days", 180))), timedelta(days=1)
    turns: set[date] = set()
    for rows in network.tables.values():
        for row in rows:
            for first, last in (("valid_from", "valid_to"), ("from", "to"), ("first_seen", "last_seen")):
                start, end = (row.cells.get(name) for name in (first, last))
                seen = first == "first_seen"
                if isinstance(start, date):
                    turns |= {start, start - before} if seen else {start}
                    if row.table == "closures":
                        turns |= {start - timedelta(days=n - 1) for n in BEFORE_DAYS}
                if isinstance(end, date) and end != date.max:
                    turns |= {end + one, end + after + one} if seen else {end + one}
    within = [d for d in sorted(turns) if network.data_from <= d <= network.data_to]
    later = [d for d in within if asked < d <= asked + timedelta(days=LATER_DAYS)]
    earlier = [d - one for d in within if asked - timedelta(days=EARLIER_DAYS) < d <= asked]
    return later, [d for d in reversed(earlier) if d >= network.data_from]


def _opened(graph: Graph, kind: str | None) -> Graph:
    """Return a graph without the refusals of one kind, or of any, and without the closures that have no end there."""
    blocks = [() if kind is None or all(b.kind == kind for b in found) else found for found in graph.blocks]
    if kind not in {None, "closed"}:
        return replace(graph, blocks=blocks)
    endless = 2 * HORIZON_DAYS * HOURS_PER_DAY * TENTHS
    kept = graph.gates[:, 2] < endless if len(graph.gates) else np.zeros(0, dtype=np.bool_)
    counts = np.concatenate([[0], np.cumsum(kept)])
    first = counts[graph.gate_first].astype(np.int64)
    return replace(graph, blocks=blocks, gate_first=first, gates=np.ascontiguousarray(graph.gates[kept]))


def _possible(question: Question) -> bool:
    return reaches(Builder(question).graph(lean=True))


def _repair(
    kind: str,
    why: tuple[str, ...],
    repair: str,
    solved: Solved,
    offer: Offer,
    *,
    change: dict[str, object] | None = None,
) -> Repair:
    return Repair(
        kind, why, repair, offer.p50_h, offer.cost_usd, offer.generalised_usd, change or {}, solved, offer,
    )  # fmt: skip
