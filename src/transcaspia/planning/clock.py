"""When a question may leave and pass: timetables, waits, dated closures, weather, all in hours from the ready time."""

from __future__ import annotations

import calendar
import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt

from transcaspia.network.model import Row
from transcaspia.planning.calendars import WEEKDAYS, Ban, bans_of, speed_up
from transcaspia.planning.figures import Figure, Piece
from transcaspia.planning.offers import (
    ROAD,
    Crossing,
    Hazard,
    Line,
    Offers,
    Ride,
    Run,
    closures_met,
    crossing_moments,
    crossing_pieces,
)
from transcaspia.planning.question import HORIZON_DAYS, Question
from transcaspia.units import HOURS_PER_DAY, SECONDS_PER_HOUR

Floats = npt.NDArray[np.float64]

TENTHS = 10
"""The search counts time in tenths of an hour."""


@dataclass(frozen=True, slots=True)
class Gate:
    """A dated closure on the way, in hours from the ready time."""

    closure: Row
    start_h: float
    end_h: float
    recovery_h: float


@dataclass(frozen=True, slots=True)
class Departures:
    """
    How a service leaves, as the question meets it.

    Attributes
    ----------
    wait
        Wait of a service without timetable, or for the train that is formed of the boxes that came with one; None
        where it leaves at once or by timetable.
    table_h
        Departures of a timetable from the ready time on, hours.
    cutoff_h
        Hours before the departure at which the unit must stand ready.
    storm_out, storm_in
        Weather regions at its start and end; blank for none.
    """

    wait: Figure | None
    table_h: tuple[float, ...] | None
    cutoff_h: float
    storm_out: str
    storm_in: str


Step = Piece | Gate | Hazard | Ban
"""What is met on the way."""


class Clock:
    """
    Knows when a question meets what, each worked out once.

    Parameters
    ----------
    question
        The question.
    offers
        What its network offers.
    """

    def __init__(self, question: Question, offers: Offers) -> None:
        self.question, self.offers, self.figures = question, offers, offers.figures
        self.network = question.network
        self.nodes, self.vehicles = question.network.by_id("nodes"), question.network.by_id("vehicles")
        self.ready = question.consignment.depart
        self._closure_hours: dict[str, Gate | None] = {}
        self._departures: dict[tuple[str, int, bool], Departures] = {}
        self._weather: dict[str, dict[int, tuple[float, float]]] = {}
        self._steps: dict[tuple[Ride, Crossing | None], list[Step]] = {}
        self._bans: dict[str, Ban | None] = {}
        self.road_share = 1.0 / speed_up(question.consignment.drivers)

    def departures(self, line: Line, stop: int, *, goes_on: bool = False) -> Departures:
        """
        Return how a line leaves one of its calls.

        Parameters
        ----------
        line
            The line.
        stop
            Position of the call among its nodes.
        goes_on
            True where it takes over the boxes of a through train of which it is a part.

        Returns
        -------
        Departures
            Wait, timetable, cut-off and weather.
        """
        key = (line.key, stop, goes_on)
        if key not in self._departures:
            service = line.service
            if service is None:
                self._departures[key] = Departures(None, None, 0.0, "", "")
            else:
                out, end = service.text("weather"), service.text("weather_end")
                if line.reverse:
                    out, end = (end, out) if end else (out, "")
                if goes_on:
                    forming = self.figures.duration(service.text("forming"))
                    self._departures[key] = Departures(forming, None, 0.0, out, end)
                else:
                    vehicle = self.vehicles[service.text("vehicle")]
                    wait = self.figures.wait(service, self.question.own_units(vehicle))
                    by_table = service.text("departures") == "timetable"
                    table = self._timetable(service, line, stop) if by_table else None
                    self._departures[key] = Departures(wait, table, service.number("cutoff_h"), out, end)
        return self._departures[key]

    def _timetable(self, service: Row, line: Line, stop: int) -> tuple[float, ...]:
        shift = 0.0
        for k in range(stop):
            crossing = line.crossings[k - 1] if k else None
            shift += line.runs[k].piece.mean
            if crossing is not None:
                shift += crossing_moments(self.figures, self.offers.hazards, crossing)[0]
        zone = ZoneInfo(self.nodes[line.nodes[0]].text("timezone"))
        first = self.ready.astimezone(zone).date() - timedelta(days=math.ceil(shift / HOURS_PER_DAY) + 1)
        times = []
        for item in service.items("timetable"):
            name, clock = item.split()
            day = first + timedelta(days=(WEEKDAYS.index(name) - first.weekday()) % 7)
            hour, minute = (int(x) for x in clock.split(":"))
            while day <= first + timedelta(days=HORIZON_DAYS + 21 + int(shift / HOURS_PER_DAY)):
                times.append(self.hours_of(datetime.combine(day, time(hour, minute), zone)) + shift)
                day += timedelta(days=7)
        return tuple(sorted(t for t in times if t >= 0.0))

    def hours_of(self, instant: datetime) -> float:
        """
        Return hours from the ready time to an instant.

        Parameters
        ----------
        instant
            Timezone-aware.

        Returns
        -------
        float
            Hours, negative before it.
        """
        return (instant - self.ready).total_seconds() / SECONDS_PER_HOUR

    def closure(self, row: Row) -> Gate | None:
        """
        Return a closure as a gate in hours from the ready time.

        Parameters
        ----------
        row
            Row of the closures table.

        Returns
        -------
        Gate | None
            The gate; None where it was not known or is long over.
        """
        if row.id not in self._closure_hours:
            gate = None
            announced, first, last = row.day("announced"), row.day("from"), row.day("to")
            if announced and first and announced <= self.question.consignment.known_on:
                start = self.hours_of(datetime.combine(first, time(), UTC))
                end = self.hours_of(datetime.combine(last + timedelta(days=1), time(), UTC)) if last else math.inf
                recovery = (row.maybe("recovery_days") or 0.0) * HOURS_PER_DAY
                if end + recovery > 0.0 and start < HORIZON_DAYS * HOURS_PER_DAY:
                    gate = Gate(row, start, end, recovery)
            self._closure_hours[row.id] = gate
        return self._closure_hours[row.id]

    def ride_gates(self, ride: Ride, leaving: Crossing | None) -> list[tuple[float, Gate]]:
        """
        Return the known closures on a ride.

        Parameters
        ----------
        ride
            The ride.
        leaving
            Crossing with which it begins, if any.

        Returns
        -------
        list[tuple[float, Gate]]
            Mean hours from departure to each gate, and the gate.
        """
        if not ride.gates and leaving is None:
            return []
        found = []
        lead = 0.0
        if leaving is not None:
            for row in closures_met(self.offers.closures, leaving.node, leaving.mode, leaving.to_country):
                gate = self.closure(row)
                if gate is not None:
                    found.append((0.0, gate))
            lead = crossing_moments(self.figures, self.offers.hazards, leaving)[0]
        for offset, row in ride.gates:
            gate = self.closure(row)
            if gate is not None:
                found.append((offset + lead, gate))
        return found

    def weather(self, region: str) -> dict[int, tuple[float, float]]:
        """
        Return the weather of a region.

        Parameters
        ----------
        region
            Weather region.

        Returns
        -------
        dict[int, tuple[float, float]]
            Closed share and mean spell in hours by month.
        """
        if region not in self._weather:
            self._weather[region] = {
                int(r.number("month")): (r.number("closed_share"), r.number("spell_days") * HOURS_PER_DAY)
                for r in self.network.all_of("weather", region)
            }
        return self._weather[region]

    def basin(self, region: str) -> str:
        """
        Return what the storms of a region belong to.

        Parameters
        ----------
        region
            Weather region.

        Returns
        -------
        str
            Its basin, or the region itself.
        """
        basins = (row.text("basin") for row in self.network.all_of("weather", region))
        return next(filter(None, basins), region)

    def storms(self, regions: Sequence[str]) -> Floats:
        """
        Return the mean closure that a ship meets on each day.

        Parameters
        ----------
        regions
            Weather regions.

        Returns
        -------
        Floats
            Tenths of an hour, one row for each region and a column for each day from the ready time.
        """
        # Linear between the middles of months, so that a later arrival never leaves earlier.
        days = [self.ready + timedelta(days=day) for day in range(HORIZON_DAYS)]
        month = np.array([day.month for day in days])
        share = np.array([(day.day - 1) / calendar.monthrange(day.year, day.month)[1] - 0.5 for day in days])
        other = np.where(share < 0.0, month - 2, month) % 12 + 1
        storms = np.zeros((max(1, len(regions)), HORIZON_DAYS))
        for row, region in enumerate(regions):
            lost = np.zeros(13)
            for number, (closed, spell) in self.weather(region).items():
                lost[number] = closed * spell
            storms[row] = TENTHS * ((1.0 - np.abs(share)) * lost[month] + np.abs(share) * lost[other])
        return storms

    def storm_variance(self, region: str) -> int:
        """
        Return the variance of the closure that a ship meets.

        Parameters
        ----------
        region
            Weather region.

        Returns
        -------
        int
            Squared hours.
        """
        # The worst of the year, so that the spread does not depend on the day and dominance stays exact.
        months = self.weather(region).values()
        return round(max((2.0 * p * s**2 - (p * s) ** 2 for p, s in months), default=0.0))

    def run_steps(self, ride: Ride, leaving: Crossing | None) -> list[Step]:
        """
        Return what a ride meets from departure to arrival.

        Parameters
        ----------
        ride
            The ride.
        leaving
            Crossing with which it begins, if any.

        Returns
        -------
        list[Step]
            Steps in order.
        """
        key = (ride, leaving)
        if key not in self._steps:
            self._steps[key] = self._run_steps(ride, leaving)
        return self._steps[key]

    def road_steps(self, piece: Piece, shares: Sequence[tuple[str, float]]) -> list[Step]:
        """
        Return what a lorry meets on a road: the way at the pace of its drivers, and the hours in which it may not run.

        Parameters
        ----------
        piece
            Hours of the way with one driver.
        shares
            Countries in order, each with its share of the way.

        Returns
        -------
        list[Step]
            The way, cut where a country bans lorries at times, with the ban after each part.
        """
        steps: list[Step] = []
        whole = 0.0
        for country, share in shares:
            if country not in self._bans:
                self._bans[country] = bans_of(self.question, country)
            ban = self._bans[country]
            whole += share
            if ban is not None:
                steps += [Piece(piece.figure, piece.entity, piece.times * self.road_share * whole), ban]
                whole = 0.0
        if whole > 0.0:
            steps.append(Piece(piece.figure, piece.entity, piece.times * self.road_share * whole))
        return steps

    def _road_shares(self, run: Run) -> list[tuple[str, float]]:
        """Return the countries of a road link in the order in which it is run, each with its share of the length."""
        if len(set(run.countries)) == 1:
            return [(run.countries[0], 1.0)]
        parts = list(self.network.km_by_country(run.link.id).items())
        total = sum(km for _, km in parts)
        return [(country, km / total) for country, km in (parts if run.forward else parts[::-1])]

    def _run_steps(self, ride: Ride, leaving: Crossing | None) -> list[Step]:
        steps: list[Step] = []
        line = ride.line

        def add_gates(what: str, entered: str | None) -> None:
            for row in closures_met(self.offers.closures, what, line.mode, entered):
                gate = self.closure(row)
                if gate is not None:
                    steps.append(gate)

        def add_crossing(crossing: Crossing) -> None:
            add_gates(crossing.node, crossing.to_country)
            if crossing.border is not None:
                hazard = self.offers.hazards.get(crossing.border.text("hazard"))
                if hazard is not None:
                    steps.append(hazard)
            steps.extend(crossing_pieces(self.figures, crossing))

        if leaving is not None:
            add_crossing(leaving)
        for k in range(ride.i, ride.j):
            run, node = line.runs[k], line.nodes[k]
            crossing = line.crossings[k - 1] if k > ride.i else None
            if crossing is not None:
                add_crossing(crossing)
            elif not self.offers.is_border(node):
                add_gates(node, None)
            add_gates(run.link.id, run.last_country)
            if line.stack == ROAD:
                steps += self.road_steps(run.piece, self._road_shares(run))
                continue
            last = steps[-1] if steps else None
            if isinstance(last, Piece) and last.entity == run.piece.entity and last.figure is run.piece.figure:
                steps[-1] = Piece(last.figure, last.entity, last.times + run.piece.times)
            else:
                steps.append(run.piece)
        if not self.offers.is_border(ride.end):
            add_gates(ride.end, None)
        return steps
