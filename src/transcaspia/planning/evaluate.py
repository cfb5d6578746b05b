"""The evaluation: every way of the wide set through the same replications of the world."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta

import numpy as np
import numpy.typing as npt

from transcaspia.costing.generalised import generalised_cost_usd
from transcaspia.emissions.leg import Part, refrigeration
from transcaspia.planning.calendars import Ban
from transcaspia.planning.clock import Gate
from transcaspia.planning.draws import Draws, Timeline, opened
from transcaspia.planning.dues import Due, dues_of
from transcaspia.planning.figures import Piece, entity_of
from transcaspia.planning.graph import Builder, Graph
from transcaspia.planning.legs import Draft, legs_of
from transcaspia.planning.offers import Hazard
from transcaspia.planning.pay import Charge
from transcaspia.planning.question import HORIZON_DAYS
from transcaspia.planning.search import Way
from transcaspia.units import HOURS_PER_DAY

Floats = npt.NDArray[np.float64]

BEYOND_DAYS = 500
"""A closure without end is taken to end so many days after the ready time, which is beyond every plan."""

LOOK_BACK_DAYS = 180
"""A closure that is not known may have begun this long before the ready time."""


@dataclass(frozen=True, slots=True, eq=False)
class Times:
    """
    One leg in every replication, hours from the ready time, each of shape (draws,).

    Attributes
    ----------
    before_h, ready_h, depart_h, arrive_h
        Arrival of the leg before, end of the handling, departure, arrival.
    shut_h
        Hours lost at dated closures and hazards, by id.
    storm_out_h, storm_in_h
        Hours lost to storms before the departure and before the arrival.
    """

    before_h: Floats
    ready_h: Floats
    depart_h: Floats
    arrive_h: Floats
    shut_h: dict[str, Floats]
    storm_out_h: Floats
    storm_in_h: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Drawn:
    """
    A way in every replication.

    Attributes
    ----------
    arrive_h
        Arrival, hours from the ready time.
    duration_h
        Hours that count: to the arrival from the ready time, or from the first departure where the plan is from
        terminal to terminal.
    dues
        What it pays, but for what was paid and given up.
    """

    way: Way
    legs: tuple[Draft, ...]
    times: tuple[Times, ...]
    arrive_h: Floats
    duration_h: Floats
    cost_usd: Floats
    generalised_usd: Floats
    co2e_kg: float
    co2e_ttw_kg: float
    dues: tuple[Due, ...]


class Evaluator:
    """
    Draws the ways of one question; what two ways share is drawn once.

    Parameters
    ----------
    builder, graph
        The question.
    draws
        Draws of the plan.
    longest_h
        Longest way that is to be drawn, by its mean; 0 if not known. Weather is drawn for twice as long and a month.
    """

    def __init__(self, builder: Builder, graph: Graph, draws: Draws, longest_h: float = 0.0) -> None:
        self.builder, self.graph, self.draws = builder, graph, draws
        # Whole months, so that like questions share their weather.
        months = math.ceil((2.0 * longest_h / HOURS_PER_DAY + 30.0) / 30.0)
        self._weather_days = min(HORIZON_DAYS, 30 * months) if longest_h else HORIZON_DAYS
        self._timelines: dict[tuple[str, str], Timeline] = {}
        self._drafts: dict[tuple[int, ...], Draft] = {}
        self._legs: dict[tuple[int, ...], Times] = {}
        self._zero = np.zeros(draws.draws)
        self._tables: dict[tuple[float, ...], Floats] = {}

    def draw(self, way: Way) -> Drawn:
        """
        Return a way in every replication.

        Parameters
        ----------
        way
            A way through the graph.

        Returns
        -------
        Drawn
            Times of its legs, money and emissions.
        """
        legs = legs_of(self.builder, self.graph, way.edges, self._drafts)
        return self._sum_up(way, legs, self.pass_legs(legs, self._zero))

    def divert(self, before: tuple[int, ...], way: Way, delay_h: float, lost: Sequence[Charge] = ()) -> Drawn:
        """
        Return a way in every replication that is taken up on the way.

        Parameters
        ----------
        before
            Edges up to the node where one turns to it.
        way
            The whole way: these edges and those after.
        delay_h
            Hours that turning to it takes.
        lost
            Charges of what is paid and not used.

        Returns
        -------
        Drawn
            Times of its legs, money and emissions.
        """
        legs = legs_of(self.builder, self.graph, before, self._drafts)
        times = self.pass_legs(legs, self._zero)
        rest = legs_of(self.builder, self.graph, way.edges[len(before) :], self._drafts)
        times += self.pass_legs(rest, times[-1].arrive_h, (*before, -1, round(100.0 * delay_h)), delay_h)
        return self._sum_up(way, (*legs, *rest), times, lost)

    def pass_legs(
        self, legs: Sequence[Draft], now: Floats, done: tuple[int, ...] = (), delay_h: float = 0.0
    ) -> tuple[Times, ...]:
        """
        Return the times of legs that follow each other.

        Parameters
        ----------
        legs
            The legs.
        now
            When they begin.
        done
            What tells this beginning from others: the edges before.
        delay_h
            Hours lost before the first of them is taken up.

        Returns
        -------
        tuple[Times, ...]
            One for each leg.
        """
        times: list[Times] = []
        for leg in legs:
            first = not done
            done = (*done, *leg.edges)
            if done not in self._legs:
                self._legs[done] = self._leg(leg, now, 0.0 if times else delay_h)
                if first and self.builder.question.between is not None:
                    self._legs[done] = _from_departure(self._legs[done])
            times.append(self._legs[done])
            now = times[-1].arrive_h
        return tuple(times)

    def _leg(self, leg: Draft, before: Floats, delay_h: float) -> Times:
        now = before + delay_h if delay_h else before
        for piece in leg.dwell:
            now = now + self.draws.piece(piece)
        ready = now
        storm_out = storm_in = self._zero
        leaves = leg.departures
        if leaves is not None:
            now = now + leaves.cutoff_h
            if leaves.wait is not None:
                now = now + self.draws.figure(leaves.wait, entity_of(leaves.wait, leg.start))
            if leaves.table_h is not None:
                table = self._tables.setdefault(leaves.table_h, np.array([*leaves.table_h, math.inf]))
                at = table[np.searchsorted(table, now)]
                now = np.where(np.isfinite(at), at, now)
            if leaves.storm_out:
                after = self._past_storm(leaves.storm_out, now)
                storm_out, now = after - now, after
        depart = now
        shut: dict[str, Floats] = {}
        began = now
        for step in leg.steps:
            if isinstance(step, Piece):
                began, now = now, now + self.draws.piece(step)
                continue
            if isinstance(step, Ban):
                name, after = step.row.id, step.rolled(began, now)
            elif isinstance(step, Gate):
                name, after = step.closure.id, self._through(step, now)
            else:
                name, after = step.row.id, self._past_hazard(step, now)
            shut[name] = shut.get(name, self._zero) + (after - now)
            now = after
        if leaves is not None and leaves.storm_in:
            after = self._past_storm(leaves.storm_in, now)
            storm_in, now = after - now, after
        return Times(before, ready, depart, now, shut, storm_out, storm_in)

    def _through(self, gate: Gate, now: Floats) -> Floats:
        end = min(gate.end_h, BEYOND_DAYS * HOURS_PER_DAY)
        return np.where(now >= gate.start_h, opened(now, end, gate.recovery_h), now)

    def _past_hazard(self, hazard: Hazard, now: Floats) -> Floats:
        return self.hazard(hazard).pass_at(now)

    def _past_storm(self, region: str, now: Floats) -> Floats:
        return self.weather(region).pass_at(now)

    def weather_days(self, region: str) -> tuple[tuple[float, float], ...]:
        """
        Return the weather of a region by day.

        Parameters
        ----------
        region
            Weather region.

        Returns
        -------
        tuple[tuple[float, float], ...]
            Closed share and mean hours of a closure, from the ready time on.
        """
        months = self.builder.clock.weather(region)
        days = [self.builder.clock.ready + timedelta(days=d) for d in range(self._weather_days)]
        return tuple(months.get(day.month, (0.0, HOURS_PER_DAY)) for day in days)

    def hazard(self, hazard: Hazard) -> Timeline:
        """
        Return the closures of a hazard.

        Parameters
        ----------
        hazard
            The hazard.

        Returns
        -------
        Timeline
            Its closures in every replication.
        """
        key = ("hazard", hazard.row.id)
        if key not in self._timelines:
            # What is known up to a day is known to be open: what may have begun since then counts.
            known = datetime.combine(self.builder.question.consignment.known_on, time(), UTC)
            first = max(min(0.0, self.builder.clock.hours_of(known)), -LOOK_BACK_DAYS * HOURS_PER_DAY)
            window = (first, self._weather_days * HOURS_PER_DAY)
            self._timelines[key] = self.draws.hazard(
                hazard.row.id, hazard.duration, hazard.rate_h, window, hazard.recovery_h
            )
        return self._timelines[key]

    def weather(self, region: str) -> Timeline:
        """
        Return the storms of a region.

        Parameters
        ----------
        region
            Weather region.

        Returns
        -------
        Timeline
            Its closures in every replication.
        """
        key = ("weather", region)
        if key not in self._timelines:
            self._timelines[key] = self.draws.weather(self.builder.clock.basin(region), self.weather_days(region))
        return self._timelines[key]

    def _sum_up(
        self, way: Way, legs: tuple[Draft, ...], times: tuple[Times, ...], lost: Sequence[Charge] = ()
    ) -> Drawn:
        question = self.builder.question
        arrive = times[-1].arrive_h
        lasts = arrive if question.between is None else arrive - times[0].depart_h
        cost = np.zeros(self.draws.draws)
        dues = tuple(dues_of(self.builder.pay, legs, times, lasts))
        for due in (*dues, *(Due(charge) for charge in lost)):
            if due.charge.figure is not None:
                cost += due.usd(self.draws)
        parts = [
            part for leg, drawn in zip(legs, times, strict=True) for part in emissions_of(self.builder, leg, drawn)
        ]
        share = question.commodity.number("time_value_share_day")
        return Drawn(
            way, legs, times, arrive, lasts, cost,
            generalised_cost_usd(cost, lasts, question.consignment.value_usd, share),
            sum(part.wtw_kg for part in parts), sum(part.ttw_kg for part in parts), dues,
        )  # fmt: skip


def hours_of(times: Times) -> tuple[float, float]:
    """
    Return the mean hours of a leg.

    Parameters
    ----------
    times
        Times of the leg.

    Returns
    -------
    tuple[float, float]
        From the arrival before it to its departure, and under way.
    """
    still, moving = times.depart_h - times.before_h, times.arrive_h - times.depart_h
    return float(still.mean()), float(moving.mean())


def median_h(hours: Floats) -> float:
    """
    Return what `np.median` does of hours in every replication, in a third of its time.

    Parameters
    ----------
    hours
        At least one, none of them NaN.

    Returns
    -------
    float
        Hours.
    """
    below, above = (len(hours) - 1) // 2, len(hours) // 2
    ranked = np.partition(hours, (below, above))
    return float((ranked[below] + ranked[above]) / 2.0)


def cooled(builder: Builder, leg: Draft, times: Times) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
    """
    Return what the refrigeration of the goods emits.

    Parameters
    ----------
    builder
        Builder of the question's graph.
    leg
        The leg.
    times
        Its times.

    Returns
    -------
    tuple[tuple[Part, ...], tuple[Part, ...]]
        While they stand before the leg, on the grid where the terminal is known to have plugs, and under way; each
        empty for goods that are not refrigerated.
    """
    power_kw = builder.question.power_kw
    if power_kw == 0.0:
        return (), ()
    still_h, moving_h = hours_of(times)
    if leg.terminal is None:
        still_h = 0.0  # the goods wait for their lorry in the shipper's own store
    plugged = leg.terminal is not None and (leg.terminal.maybe("reefer_plugs") or 0.0) > 0.0
    country = builder.nodes[leg.terminal.text("node")].text("country") if leg.terminal is not None else ""
    standing = refrigeration(builder.network, power_kw * still_h, country, plugged=plugged)
    return (standing,), (refrigeration(builder.network, power_kw * moving_h),)


def emissions_of(builder: Builder, leg: Draft, times: Times) -> tuple[Part, ...]:
    """
    Return all that a leg and the hub before it emit.

    Parameters
    ----------
    builder
        Builder of the question's graph.
    leg
        The leg.
    times
        Its times.

    Returns
    -------
    tuple[Part, ...]
        Handling, standing, moving: a factor may come twice.
    """
    standing, moving = cooled(builder, leg, times)
    return (*leg.handled, *standing, *leg.moved, *moving)


def _from_departure(times: Times) -> Times:
    """Return a first leg whose clock starts when it leaves: the wait and the handling before lie outside."""
    none = np.zeros_like(times.depart_h)
    return replace(times, before_h=times.depart_h, ready_h=times.depart_h, storm_out_h=none)


def sum_of_typicals_h(drawn: Drawn, *, from_departure: bool = False) -> float:
    """
    Return the sum of the median of every piece: what one would say who adds up typical hours.

    Parameters
    ----------
    drawn
        A way that was drawn.
    from_departure
        Leave out the wait for the first departure.

    Returns
    -------
    float
        Hours; holds, storms, closures and hazards have a typical length of 0.
    """
    now = 0.0
    for leg in drawn.legs:
        now += sum(piece.typical for piece in leg.dwell)
        if leg.departures is not None and not (from_departure and leg is drawn.legs[0]):
            now += leg.departures.cutoff_h
            if leg.departures.wait is not None:
                now += leg.departures.wait.typical
            if leg.departures.table_h is not None:
                now = min((t for t in leg.departures.table_h if t >= now), default=now)
        now += sum(step.typical for step in leg.steps if isinstance(step, Piece))
    return now
