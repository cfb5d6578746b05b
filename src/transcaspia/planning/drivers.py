"""What a way asks of the drivers of its lorries: hours at the wheel, bans that stop them, days in Schengen."""

from __future__ import annotations

import math
from datetime import date
from typing import TYPE_CHECKING

from transcaspia.planning.calendars import ONE_DRIVER_H, TWO_DRIVERS_H, Ban
from transcaspia.planning.offers import ROAD
from transcaspia.units import HOURS_PER_DAY

if TYPE_CHECKING:
    from transcaspia.planning.evaluate import Drawn
    from transcaspia.planning.graph import Builder
    from transcaspia.planning.legs import Draft

LONG_KM = 500.0
"""A lorry that goes further is not back the same day."""

SCHENGEN_DAYS, SCHENGEN_WINDOW = 90, 180
EES_FROM = date(2025, 10, 12)
"""Since that day the Entry/Exit System counts the days (RU113)."""


def drivers_of(builder: Builder, drawn: Drawn) -> tuple[str, ...]:
    """
    Return what a way asks of its drivers, in sentences.

    Parameters
    ----------
    builder
        Builder of the question's graph.
    drawn
        The way.

    Returns
    -------
    tuple[str, ...]
        Sentences without a full stop; none for a way without a long haul by lorry.
    """
    long = [
        (leg, times)
        for leg, times in zip(drawn.legs, drawn.times, strict=True)
        if leg.stack == ROAD and leg.km > LONG_KM
    ]
    found = []
    if long:
        two = builder.question.consignment.drivers > 1
        at_wheel = (
            f"{TWO_DRIVERS_H:.1f} h at the wheel a day by two drivers"
            if two
            else f"{ONE_DRIVER_H:.0f} h at the wheel a day by one driver"
        )
        found.append(f"{at_wheel} (RU117, RU118)")
        if any(leg.mode == "ro_ro" for leg in drawn.legs):
            found.append("the daily rest may be taken on a ferry with a bunk, broken once, with 2 h added (RU119)")
        found += _schengen(builder, [(leg, float((times.arrive_h - times.depart_h).mean())) for leg, times in long])
    lost = {
        step.row.id: (step.country, float(times.shut_h[step.row.id].mean()))
        for leg, times in zip(drawn.legs, drawn.times, strict=True)
        for step in leg.steps
        if isinstance(step, Ban) and step.row.id in times.shut_h
    }
    stopped = {country: hours for country, hours in lost.values() if hours >= 0.5}
    if stopped:
        where = ", ".join(f"{country} {hours:.0f} h" for country, hours in sorted(stopped.items()))
        found.append(f"weekend and holiday bans stop the lorry on average: {where}")
    return tuple(found)


def _schengen(builder: Builder, hauls: list[tuple[Draft, float]]) -> list[str]:
    settings = builder.network.settings.get("drivers", {})
    area = set(settings.get("schengen", ()))
    if builder.question.day >= date(2025, 1, 1):
        area |= set(settings.get("schengen_from_2025", ()))
    carrier = builder.question.consignment.carrier
    if not area or carrier is None or carrier in area | set(builder.question.union):
        return []
    hours = 0.0
    for leg, run_h in hauls:
        inside = sum(run.km for ride, _ in leg.rides for run in ride.runs if set(run.countries) <= area)
        inside += sum(edge.km for edge in leg.hauls if set(builder.access_countries(edge)) <= area)
        hours += run_h * inside / leg.km
    if hours <= 0.0:
        return []
    days = math.ceil(hours / HOURS_PER_DAY) + 1
    counted = ", counted by the Entry/Exit System" if builder.question.day >= EES_FROM else ""
    return [
        (
            f"a driver from {carrier} without a long-stay visa spends about {days} of the {SCHENGEN_DAYS} days in any "
            f"{SCHENGEN_WINDOW} in the Schengen area each way{counted} (RU113)"
        )
    ]
