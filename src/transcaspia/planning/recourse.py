"""
What the chance to replan is worth: a second decision where a connection is missed or a border is shut.

Nobody knows the future when he decides: he knows the time at which he stands at a node, and what is shut at that time.
He expects each way on from there by `Outlook`, at the level that such ways had in other replications, and turns where
the best of them is expected to cost less. What it then costs is what these draws of the world make of it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from transcaspia.planning.clock import TENTHS, Gate
from transcaspia.planning.cold_way import judged
from transcaspia.planning.evaluate import Drawn, Evaluator, Times
from transcaspia.planning.graph import Builder, Graph
from transcaspia.planning.legs import Draft, legs_of
from transcaspia.planning.model import Band, Diversion, Recourse, Stop
from transcaspia.planning.offers import Hazard
from transcaspia.planning.outlook import Outlook
from transcaspia.planning.pay import Charge
from transcaspia.planning.search import Way, corridor_of, find
from transcaspia.planning.solve import Solved
from transcaspia.units import HOURS_PER_DAY

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

WORTH_TURNING = 1.4
"""Ways on are looked for whose generalised cost is within so many times the least."""

WAYS_ON = 3
"""So many of the best ways on are weighed; the fastest is one of them."""

LEAST = 5
"""A rule is learnt from no fewer replications."""

SURE = 2.0
"""A rule counts where what it spares is so many standard errors from nothing."""

CARRIAGE = frozenset({"ride", "wagon", "surcharge"})
"""Kinds of charges of the carriage by a service."""


@dataclass(frozen=True, slots=True)
class Terms:
    """
    On what terms one may replan.

    Attributes
    ----------
    late_h
        A connection counts as missed where it is expected to leave so much later than planned.
    papers_h
        Hours for new papers, bookings and instructions; assumed.
    papers_usd
        What they cost for a unit: papers, customs and broker at one rail crossing (GP136).
    unused_share
        Share of the price of the carriage that was booked next and is not used that is paid all the same; what would
        have come after it is not paid. The whole by default, which speaks against replanning; assumed.
    """

    late_h: float = 24.0
    papers_h: float = 24.0
    papers_usd: float = 215.0
    unused_share: float = 1.0


@dataclass(frozen=True, slots=True, eq=False)
class Point:
    """
    A node at which one may turn away from a way.

    Attributes
    ----------
    done, rest
        Edges up to it and from it on.
    legs, times
        Legs up to it.
    ahead
        Legs from it on.
    at_h
        Time there in every replication.
    spared
        Marks that the corridor of the way spares.
    """

    done: tuple[int, ...]
    rest: tuple[int, ...]
    legs: tuple[Draft, ...]
    times: tuple[Times, ...]
    ahead: tuple[Draft, ...]
    at_h: Floats
    spared: int


@dataclass(frozen=True, slots=True, eq=False)
class Situation:
    """
    Replications in which one stands at a point for the same reason to replan.

    Attributes
    ----------
    why, what
        `missed` or `shut`, and what.
    hazard
        Id of the hazard that shut it; blank for another reason.
    rows
        The replications, rising.
    """

    point: Point
    why: str
    what: str
    hazard: str
    rows: Ints


@dataclass(eq=False)
class _Policy:
    """What is decided in every replication, worked out from the last point to the first."""

    learnt: Floats
    """Generalised cost where each half follows the rules that it taught."""
    cost: Floats
    """The same where each half follows the rules of the other."""
    taken: Ints
    """Index of what is turned to, or -1."""
    asked: Flags
    """Whether there was a reason to replan."""
    options: list[tuple[Situation, Drawn]] = field(default_factory=list)


class Replanner:
    """
    Weighs the chance to replan for ways of one question.

    Parameters
    ----------
    builder, graph, evaluator
        The question and what drew its ways.
    terms
        On what terms one may replan.
    """

    def __init__(self, builder: Builder, graph: Graph, evaluator: Evaluator, terms: Terms | None = None) -> None:
        self.builder, self.graph, self.evaluator = builder, graph, evaluator
        self.terms = terms or Terms()
        question = builder.question
        consignment = question.consignment
        self.papers_usd = self.terms.papers_usd * consignment.units
        self.value_usd_h = consignment.value_usd * question.commodity.number("time_value_share_day") / HOURS_PER_DAY
        self._found: dict[tuple[int, int, int, str, int], tuple[Way, ...]] = {}
        self._meets: dict[str, Flags] = {}

    def recourse(self, drawn: Drawn) -> Recourse:
        """
        Return what the chance to replan is worth for a way.

        Parameters
        ----------
        drawn
            The way as it was drawn.

        Returns
        -------
        Recourse
            Its worth.
        """
        policy = self._policy(drawn)
        return self._told(drawn, policy, float(policy.asked.mean()))

    def decisions(self, drawn: Drawn) -> Ints:
        """
        Return what is decided in every replication.

        Parameters
        ----------
        drawn
            The way as it was drawn.

        Returns
        -------
        Ints
            Number of the way on to which one turns, -1 where one stays.
        """
        return self._policy(drawn).taken

    def _policy(self, drawn: Drawn) -> _Policy:
        fixed = drawn.generalised_usd
        policy = _Policy(fixed.copy(), fixed.copy(), np.full(len(fixed), -1), np.zeros(len(fixed), dtype=np.bool_))
        for point in reversed(list(self.points(drawn.way))):
            for situation in self.situations(point):
                policy.asked[situation.rows] = True
                self._decide(situation, drawn, policy)
        return policy

    def points(self, way: Way) -> Iterator[Point]:
        """
        Yield the nodes at which one may turn away from a way.

        Parameters
        ----------
        way
            The way.

        Yields
        ------
        Point
            Where goods have arrived and are to be handled, wait for a service, or stand at a border with a lorry.
        """
        rows = [row_id for row_id, _ in self.graph.corridors[: len(self.graph.without)]]
        spared = self.graph.without[rows.index(way.corridor)] if way.corridor in rows else 0
        for n in range(1, len(way.edges)):
            move, before = self.graph.edges[way.edges[n]].move, self.graph.edges[way.edges[n - 1]].move
            if move is None or (before is not None and before.terminal is not None):
                continue
            ride = move.ride
            if ride is not None and ride.line.service is None and move.leaving is None:
                continue
            done, rest = way.edges[:n], way.edges[n:]
            legs = legs_of(self.builder, self.graph, done)
            times = self.evaluator.pass_legs(legs, np.zeros(self.evaluator.draws.draws))
            ahead = legs_of(self.builder, self.graph, rest)
            yield Point(done, rest, legs, times, ahead, times[-1].arrive_h, spared)

    def situations(self, point: Point) -> list[Situation]:
        """
        Return the reasons to replan at a point, each with the replications in which it is the first.

        Parameters
        ----------
        point
            The point.

        Returns
        -------
        list[Situation]
            What is shut on the way from there, in its order; then the missed connection.
        """
        free = np.ones(len(point.at_h), dtype=np.bool_)
        found = []
        for what, hazard, shut in self._shut(point):
            rows = np.flatnonzero(shut & free)
            free &= ~shut
            if len(rows) >= 2 * LEAST:
                found.append(Situation(point, "shut", what, hazard, rows))
        rows = np.flatnonzero(self._late(point) & free)
        if len(rows) >= 2 * LEAST:
            leg = point.ahead[0]
            name = leg.service.text("name") if leg.service else "the way by lorry"
            found.append(Situation(point, "missed", name, "", rows))
        return found

    def _shut(self, point: Point) -> Iterator[tuple[str, str, Flags]]:
        """Yield what may be shut from a point on, with the hazard, and in which replications it is."""
        now = point.at_h
        leaves = point.ahead[0].departures
        if leaves is not None and leaves.storm_out:
            name = self.builder.nodes[point.ahead[0].start].text("name")
            yield f"{name} (storm)", "", self.evaluator.weather(leaves.storm_out).shut_for(now) >= 0.0
        told = set()
        for step in (step for leg in point.ahead for step in leg.steps):
            if isinstance(step, Hazard) and step.row.id not in told:
                told.add(step.row.id)
                yield step.row.text("what"), step.row.id, self.evaluator.hazard(step).shut_for(now) >= 0.0
            elif isinstance(step, Gate) and step.closure.id not in told:
                told.add(step.closure.id)
                what = ", ".join(step.closure.items("what"))
                yield f"{what} (closed)", "", (now >= step.start_h) & (now < step.end_h)

    def _late(self, point: Point) -> Flags:
        """Return in which replications the next departure is expected late."""
        at_h = np.append(point.at_h, np.median(point.at_h))
        outlook = Outlook(self.evaluator, np.append(np.arange(len(point.at_h)), 0), at_h)
        leaves = outlook.pass_legs(point.ahead[:1], at_h, (-2,))[0].depart_h
        late: Flags = leaves[:-1] - leaves[-1] > self.terms.late_h
        return late

    # Ways on ----------------------------------------------------------------------------------------------------

    def ways_on(self, situation: Situation) -> list[Way]:
        """
        Return the ways on that are worth weighing where one may replan.

        Parameters
        ----------
        situation
            Where and why.

        Returns
        -------
        list[Way]
            Whole ways that do not go on as planned: what its corridor spares they spare as well.
        """
        point = situation.point
        state = self.graph.edges[point.rest[0]].tail
        day = int(point.at_h[situation.rows].mean() // HOURS_PER_DAY)
        stage = 0
        for edge in point.done:
            stage = int(self.graph.reached[stage, edge])
        found = []
        for hazard in dict.fromkeys(("", situation.hazard)):
            key = (state, stage, day, hazard, point.spared)
            if key not in self._found:
                self._found[key] = self._search(*key)
            # What begins as planned can be decided later.
            ways = [w for w in self._found[key] if self._begins(w.edges) != self._begins(point.rest)]
            fastest = sorted(ways, key=lambda w: (w.time_h, w.edges))[:1]
            found += list(dict.fromkeys(w.edges for w in (*ways[: WAYS_ON - 1], *fastest, *ways[WAYS_ON - 1 :])))[
                :WAYS_ON
            ]
        return [
            Way((*point.done, *rest), corridor_of(self.graph, (*point.done, *rest)), 0.0, 0.0, 0.0, 0.0)
            for rest in dict.fromkeys(found)
        ]

    def _begins(self, edges: tuple[int, ...]) -> tuple[int, ...]:
        """Return the edges up to the first ride."""
        moves = [self.graph.edges[edge].move for edge in edges]
        rides = (n for n, move in enumerate(moves, start=1) if move is None or move.ride is not None)
        return edges[: next(rides, 0)]

    def _search(self, state: int, stage: int, day: int, hazard: str, spared: int) -> tuple[Way, ...]:
        """Return the best ways from a state to the target from a day on, without a hazard and what is to be spared."""
        graph = self.graph
        if not np.isin(state, graph.tail):
            return ()
        at_h = day * HOURS_PER_DAY
        left_out = (graph.marks & spared) != 0
        if hazard:
            left_out |= self._meeting(hazard)
        blocks: list[Any] = [
            ("left out",) if out else b for b, out in zip(graph.blocks, left_out.tolist(), strict=True)
        ]
        gates = graph.gates.copy()
        gates[:, 1:3] -= round(at_h * TENTHS)
        question = graph.question if not graph.question.via else replace(graph.question, via=graph.question.via[stage:])
        ahead = replace(
            graph, question=question, start=state, blocks=blocks, gates=gates, corridors=(), without=(),
            tables=[tuple(h - at_h for h in table if h >= at_h) for table in graph.tables],
            storms=np.ascontiguousarray(graph.storms[:, min(day, graph.storms.shape[1] - 2) :]),
        )  # fmt: skip
        params = self.builder.question.params
        found = find(ahead, params.epsilon, params.max_labels, worth=WORTH_TURNING, time_value_usd_h=self.value_usd_h)
        return tuple(sorted(found.ways, key=lambda w: (w.cost_usd + self.value_usd_h * w.time_h, w.edges)))

    def _meeting(self, hazard: str) -> Flags:
        if hazard not in self._meets:
            self._meets[hazard] = np.array([self._meets_it(k, hazard) for k in range(len(self.graph.edges))])
        return self._meets[hazard]

    def _meets_it(self, k: int, hazard: str) -> bool:
        move = self.graph.edges[k].move
        if move is None or move.ride is None:
            return False
        crossings = move.ride.crossings if move.leaving is None else (move.leaving, *move.ride.crossings)
        return any(c.border is not None and c.border.text("hazard") == hazard for c in crossings)

    # Decisions --------------------------------------------------------------------------------------------------

    def _decide(self, situation: Situation, drawn: Drawn, policy: _Policy) -> None:
        """Turn away from a way where that is expected to cost less, by rules that either half learns from the other."""
        rows = situation.rows
        options = [*self.options(situation)]
        if not options:
            return
        stay = self._expected(situation, drawn.way)
        turned = np.array([expected for _, expected in options])
        real = np.array([option.generalised_usd[rows] for option, _ in options])
        every = np.arange(len(rows))
        for half in (0, 1):
            learn, other = rows % 2 == half, rows % 2 != half
            if learn.sum() < LEAST:
                continue
            level = (policy.learnt[rows[learn]] - stay[learn]).mean()
            levels = (real[:, learn] - turned[:, learn]).mean(axis=1)
            best = (turned + levels[:, None]).argmin(axis=0)
            turn = turned[best, every] + levels[best] < stay + level
            spared = (policy.learnt[rows] - real[best, every])[learn & turn]
            if len(spared) < LEAST or spared.mean() <= SURE * spared.std() / math.sqrt(len(spared)):
                continue
            policy.learnt[rows[learn & turn]] = real[best, every][learn & turn]
            policy.cost[rows[other & turn]] = real[best, every][other & turn]
            policy.taken[rows[other & turn]] = len(policy.options) + best[other & turn]
        policy.options += [(situation, option) for option, _ in options]

    def options(self, situation: Situation) -> Iterator[tuple[Drawn, Floats]]:
        """
        Yield the ways on with what they cost in every replication and what is expected where one may replan.

        Parameters
        ----------
        situation
            Where and why.

        Yields
        ------
        tuple[Drawn, Floats]
            The whole way, with the price of turning to it, and its expected generalised cost by row of the situation.
        """
        chain = self.builder.chain
        lost = self._lost(situation.point)
        for way in self.ways_on(situation):
            option = self.evaluator.divert(situation.point.done, way, self.terms.papers_h, lost)
            if chain is not None and judged(self.builder, chain, option).verdict == "lost":
                continue
            option = replace(
                option, cost_usd=option.cost_usd + self.papers_usd,
                generalised_usd=option.generalised_usd + self.papers_usd,
            )  # fmt: skip
            yield option, self._expected(situation, way, self.terms.papers_h, lost)

    def _expected(self, situation: Situation, way: Way, delay_h: float = 0.0, lost: Sequence[Charge] = ()) -> Floats:
        point = situation.point
        outlook = Outlook(self.evaluator, situation.rows, point.at_h[situation.rows])
        rest = way.edges[len(point.done) :]
        return outlook.expect(point.legs, point.times, way, rest, delay_h, lost).generalised_usd

    def _lost(self, point: Point) -> list[Charge]:
        """Return the charges of the carriage that was booked next and is not used."""
        planned = point.ahead[0]
        share = self.terms.unused_share if planned.service is not None else 0.0
        return [replace(c, times=c.times * share) for c in planned.charges if share and c.kind in CARRIAGE]

    def _told(self, drawn: Drawn, policy: _Policy, asked_share: float) -> Recourse:
        lasts, money = drawn.duration_h.copy(), drawn.cost_usd.copy()
        diversions = []
        for k, (situation, option) in enumerate(policy.options):
            rows = np.flatnonzero(policy.taken == k)
            if not len(rows):
                continue
            lasts[rows], money[rows] = option.duration_h[rows], option.cost_usd[rows]
            diversions.append(self._diversion(drawn, situation, option, rows))
        spared = drawn.generalised_usd - policy.cost
        return Recourse(
            share=float((policy.taken >= 0).mean()),
            asked_share=asked_share,
            saving_h=float((drawn.duration_h - lasts).mean()),
            saving_usd=float((drawn.cost_usd - money).mean()),
            saving_generalised_usd=float(spared.mean()),
            error_generalised_usd=float(spared.std() / math.sqrt(len(spared))),
            duration_h=_band(lasts),
            cost_usd=_band(money),
            generalised_cost_usd=_band(policy.cost),
            late_h=self.terms.late_h,
            papers_h=self.terms.papers_h,
            papers_usd=self.papers_usd,
            unused_share=self.terms.unused_share,
            diversions=tuple(sorted(diversions, key=lambda d: (-d.share, d.at.id, d.what, d.onto))),
        )

    def _diversion(self, drawn: Drawn, situation: Situation, option: Drawn, rows: Ints) -> Diversion:
        point = situation.point
        ahead = option.legs[len(point.legs) :]
        row = self.builder.nodes[point.legs[-1].end]
        destination = self.builder.question.destination.stop.name
        return Diversion(
            at=Stop(row.id, row.text("name"), row.text("country"), row.number("lon"), row.number("lat")),
            why=situation.why,
            what=situation.what,
            share=len(rows) / len(drawn.arrive_h),
            saving_h=float((drawn.duration_h - option.duration_h)[rows].mean()),
            saving_usd=float((drawn.cost_usd - option.cost_usd)[rows].mean()),
            saving_generalised_usd=float((drawn.generalised_usd - option.generalised_usd)[rows].mean()),
            corridor=option.way.corridor or "other",
            onto=tuple(
                (
                    leg.mode,
                    leg.service.text("name") if leg.service else "",
                    self.builder.nodes[leg.end].text("name") if leg.end else destination,
                )
                for leg in ahead
            ),
        )


def recourses_of(solved: Solved, terms: Terms | None = None) -> list[Recourse]:
    """
    Return what the chance to replan is worth for the offers of a solved question.

    Parameters
    ----------
    solved
        The question with its offers.
    terms
        On what terms one may replan; None for the usual ones.

    Returns
    -------
    list[Recourse]
        One for each offer, in order.
    """
    replanner = Replanner(solved.builder, solved.graph, solved.evaluator, terms)
    return [replanner.recourse(offer.drawn) for offer in solved.offers]


def _band(draws: Floats) -> Band:
    p10, p50, p90 = (float(x) for x in np.percentile(draws, (10.0, 50.0, 90.0)))
    return Band(p10, p50, p90, float(draws.mean()))
