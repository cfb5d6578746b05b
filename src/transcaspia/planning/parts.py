"""Which row states each hour and each dollar of an itinerary."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import numpy.typing as npt

from transcaspia.network.ground import Part
from transcaspia.network.model import Row
from transcaspia.planning.clock import Gate
from transcaspia.planning.evaluate import Drawn, Times, median_h
from transcaspia.planning.figures import Piece
from transcaspia.planning.graph import Builder
from transcaspia.planning.legs import Draft

Floats = npt.NDArray[np.float64]


def parts_of(builder: Builder, drawn: Drawn) -> tuple[Part, ...]:
    """
    Return what an itinerary takes from each row, as means.

    Running rests on the speed or duration of the links, handling and borders on their durations, a wait on the service
    (cut-off, headway, timetable or filling) or on the forming of its through train, time lost on the weather, closure
    or hazard; money on its price.

    Parameters
    ----------
    builder
        Builder of the question's graph.
    drawn
        The itinerary as it was drawn.

    Returns
    -------
    tuple[Part, ...]
        Parts in the order of the way; their hours sum to the mean duration and their dollars to the mean cost, but for
        the noise of the draws.
    """
    found: list[Part] = []
    for leg, times in zip(drawn.legs, drawn.times, strict=True):
        found += _hours(builder, leg, times)
    for due in drawn.dues:
        if due.charge.figure is not None:
            found.append(Part(due.charge.figure.row, usd=due.mean_usd))
    return tuple(found)


def _hours(builder: Builder, leg: Draft, times: Times) -> list[Part]:
    found = [Part(piece.figure.row, hours=piece.mean) for piece in leg.dwell]
    if leg.service is not None:
        wait = times.depart_h - times.ready_h - times.storm_out_h
        through = leg.departures.wait if leg.goes_on and leg.departures is not None else None
        found.append(Part(through.row if through is not None else leg.service, hours=float(wait.mean())))
    if leg.departures is not None:
        found += _storm(builder, leg.departures.storm_out, times.storm_out_h, times.depart_h)
        found += _storm(builder, leg.departures.storm_in, times.storm_in_h, times.arrive_h)
    losers: dict[str, Row] = {}
    for step in leg.steps:
        if isinstance(step, Piece):
            found.append(Part(step.figure.row, hours=step.mean))
        else:
            row = step.closure if isinstance(step, Gate) else step.row
            losers[row.id] = row
    return found + [Part(row, hours=float(times.shut_h[name].mean())) for name, row in losers.items()]


def _storm(builder: Builder, region: str, lost_h: Floats, at_h: Floats) -> list[Part]:
    """Return the hours lost to storms on the row of the month in which a ship is there, by the median."""
    month = (builder.clock.ready + timedelta(hours=median_h(at_h))).month
    rows = [row for row in builder.network.all_of("weather", region) if row.number("month") == month]
    return [Part(row, hours=float(lost_h.mean())) for row in rows]
