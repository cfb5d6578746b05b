"""
What is to be expected of the rest of a way, from a place at a time, by what is known there and then.

Every figure is taken at its mean, a timetable by its next departure. A border or port that is known to be shut is taken
to open as closures of its kind do that have lasted as long; one that is open may shut before it is reached.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from transcaspia.network.uncertainty import metalog_quantile
from transcaspia.planning.draws import Draws, Timeline
from transcaspia.planning.evaluate import Drawn, Evaluator, Times
from transcaspia.planning.figures import Figure
from transcaspia.planning.legs import Draft, legs_of
from transcaspia.planning.offers import Hazard
from transcaspia.planning.pay import Charge
from transcaspia.planning.search import Way
from transcaspia.units import HOURS_PER_DAY

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

POINTS = 400
"""Quantiles by which the length of a closure is known."""


class Means(Draws):
    """
    A world in which every figure takes its mean.

    Parameters
    ----------
    number
        How many times it is looked at.
    """

    def __init__(self, number: int) -> None:
        super().__init__(0, number)

    def figure(self, figure: Figure, entity: str) -> Floats:  # noqa: ARG002
        """
        Return the mean of a figure.

        Parameters
        ----------
        figure
            The figure.
        entity
            What it belongs to; of no matter here.

        Returns
        -------
        Floats
            Shape (number,).
        """
        key = (figure.name, figure.triple, figure.numbers, figure.mean)
        if key not in self._vectors:
            self._vectors[key] = np.full(self.draws, figure.mean)
        return self._vectors[key]


@dataclass(frozen=True, slots=True, eq=False)
class Lengths:
    """
    How long closures of a hazard last, by quantiles.

    Attributes
    ----------
    hours
        Quantiles, rising, evenly likely.
    """

    hours: Floats

    def more(self, hours: Floats) -> Floats:
        """
        Return the chance that a closure lasts longer.

        Parameters
        ----------
        hours
            Hours since it began.

        Returns
        -------
        Floats
            Shares, same shape.
        """
        return 1.0 - np.searchsorted(self.hours, hours, side="right") / len(self.hours)

    def rest(self, hours: Floats) -> Floats:
        """
        Return the mean of what a closure lasts beyond some hours, with 0 for those that end before.

        Parameters
        ----------
        hours
            Hours since it began.

        Returns
        -------
        Floats
            Hours, same shape.
        """
        sums = np.concatenate([np.cumsum(self.hours[::-1])[::-1], [0.0]])
        longer = np.searchsorted(self.hours, hours, side="right")
        return (sums[longer] - (len(self.hours) - longer) * hours) / len(self.hours)

    def delay(self, since: Floats, lasted: Floats, recovery_h: float) -> Floats:
        """
        Return the mean delay at a gate, where a closure began that had not ended at an earlier instant.

        Parameters
        ----------
        since
            Hours from the start of the closure to the arrival at the gate.
        lasted
            Hours that it had lasted when it was last heard of, no more than `since`.
        recovery_h
            Hours after the reopening until flows are normal.

        Returns
        -------
        Floats
            Hours, same shape.
        """
        lasted = np.minimum(lasted, self.hours[-1] * (1.0 - 1e-9))
        # Half the recovery that is left: of all q where still shut, less where the gate opened before the arrival.
        least = np.maximum(since - recovery_h, lasted)
        opened = self.rest(least) + (least - since + recovery_h) * self.more(least)
        opened -= self.rest(since) + recovery_h * self.more(since)
        shut = self.rest(since) + 0.5 * recovery_h * self.more(since)
        return (shut + 0.5 * opened) / self.more(lasted)


class Outlook(Evaluator):
    """
    Expects the rest of ways from one place, in some replications.

    Parameters
    ----------
    evaluator
        What drew the ways.
    rows
        Replications, rising.
    at_h
        Time at the place in each of them, hours from the ready time.
    """

    def __init__(self, evaluator: Evaluator, rows: Ints, at_h: Floats) -> None:
        super().__init__(evaluator.builder, evaluator.graph, Means(len(rows)))
        self.real, self.rows, self.at_h = evaluator, rows, at_h
        self._lengths: dict[str, Lengths] = {}
        self._months: dict[str, tuple[Floats, Floats]] = {}

    def expect(
        self, legs: Sequence[Draft], times: Sequence[Times], way: Way, rest: tuple[int, ...], delay_h: float = 0.0,
        lost: Sequence[Charge] = (),
    ) -> Drawn:  # fmt: skip
        """
        Return a way as it is expected from the place.

        Parameters
        ----------
        legs, times
            Its legs up to the place, with their times in every replication of the evaluator.
        way
            The whole way.
        rest
            Its edges from the place on.
        delay_h
            Hours that turning to them takes.
        lost
            Charges of what is paid and not used.

        Returns
        -------
        Drawn
            The way in the replications of this outlook.
        """
        ahead = legs_of(self.builder, self.graph, rest)
        past = tuple(_taken(t, self.rows) for t in times)
        future = self.pass_legs(ahead, self.at_h, (-2, round(100.0 * delay_h)), delay_h)
        return self._sum_up(way, (*legs, *ahead), (*past, *future), lost)

    def _known(self, timeline: Timeline) -> Floats:
        return replace(timeline, start_h=timeline.start_h[self.rows], end_h=timeline.end_h[self.rows]).shut_for(
            self.at_h
        )

    def _past_hazard(self, hazard: Hazard, now: Floats) -> Floats:
        lasted = self._known(self.real.hazard(hazard))
        if hazard.row.id not in self._lengths:
            self._lengths[hazard.row.id] = lengths_of(hazard.duration)
        lengths = self._lengths[hazard.row.id]
        lead = now - self.at_h
        # One that is open may shut before it is reached.
        grid = np.linspace(0.0, max(1.0, float(lead.max())), POINTS)
        met = lengths.delay(grid, np.zeros(POINTS), hazard.recovery_h)
        grown = np.concatenate([[0.0], np.cumsum(0.5 * (met[1:] + met[:-1])) * (grid[1] - grid[0])])
        open_h = hazard.rate_h * np.interp(lead, grid, grown)
        known = np.maximum(lasted, 0.0)
        return now + np.where(lasted >= 0.0, lengths.delay(known + lead, known, hazard.recovery_h), open_h)

    def _past_storm(self, region: str, now: Floats) -> Floats:
        shut = self._known(self.real.weather(region)) >= 0.0
        if region not in self._months:
            pairs = np.array(self.weather_days(region))
            self._months[region] = pairs[:, 0], pairs[:, 1]
        shares, spells = self._months[region]
        day = np.minimum(now / HOURS_PER_DAY, len(shares) - 1).astype(np.int64)
        share, spell = shares[day], spells[day]
        # Storms come and go as a chain of two states, which forgets what was seen.
        held = np.exp(-(now - self.at_h) / (spell * np.maximum(1.0 - share, 1e-6)))
        return now + spell * (share + (shut - share) * held)


def lengths_of(figure: Figure) -> Lengths:
    """
    Return how long closures last.

    Parameters
    ----------
    figure
        Their duration.

    Returns
    -------
    Lengths
        Evenly likely quantiles.
    """
    u = (np.arange(POINTS) + 0.5) / POINTS
    hours = np.full(POINTS, figure.typical) if figure.triple.fixed else metalog_quantile(u, figure.triple)
    return Lengths(np.sort(hours))


def _taken(times: Times, rows: Ints) -> Times:
    return replace(
        times, before_h=times.before_h[rows], ready_h=times.ready_h[rows], depart_h=times.depart_h[rows],
        arrive_h=times.arrive_h[rows],
    )  # fmt: skip
