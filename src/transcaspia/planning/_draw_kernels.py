"""
Kernels of the draws: spells of weather, and the closure in which an instant falls.

Arrays and scalars in, arrays out; times are hours from the ready time, one row for each replication.
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from transcaspia._jit import kernel

Floats = npt.NDArray[np.float64]
DAY_H = 24.0


@kernel()
def _day_of(time: float, n_days: int) -> int:
    """Return the day in which a time from 0 to the end of the last day lies; the end itself is a day of its own."""
    day = min(int(time / DAY_H), n_days)
    while day < n_days and (day + 1) * DAY_H <= time:
        day += 1
    while day > 0 and day * DAY_H > time:
        day -= 1
    return day


@kernel("Tuple((f8[::1], f8[::1], b1))(f8[::1], f8[::1], f8[::1], f8[::1], f8[::1])")
def closures(now: Floats, grown: Floats, spell: Floats, wait: Floats, shut: Floats) -> tuple[Floats, Floats, bool]:
    """
    Return the next closure of each replication.

    Parameters
    ----------
    now
        When the last one ended, shape (draws,); below 0 where one has begun at 0.
    grown
        Expected number of closures up to the start of each day and the end of the last, shape (n_days + 1,).
    spell
        Mean hours of a closure by the day on which it begins, shape (n_days,).
    wait, shut
        Exponential draws of mean 1, shape (draws,).

    Returns
    -------
    tuple
        Start and end of each, infinite where there is none; whether there is any.
    """
    n_days = len(spell)
    start = np.full(len(now), math.inf)
    end = np.full(len(now), math.inf)
    some = False
    for i in range(len(now)):
        begins = 0.0
        if now[i] >= 0.0:
            day = _day_of(now[i], n_days)
            target = grown[day]
            if day < n_days and day * DAY_H != now[i]:
                target = (grown[day + 1] - grown[day]) / DAY_H * (now[i] - day * DAY_H) + grown[day]
            target += wait[i]
            if target >= grown[n_days]:
                continue
            day = np.searchsorted(grown, target, side="right") - 1
            begins = day * DAY_H
            if grown[day] != target:
                begins = DAY_H / (grown[day + 1] - grown[day]) * (target - grown[day]) + begins
        start[i] = begins
        end[i] = begins + spell[min(int(begins / DAY_H), n_days - 1)] * shut[i]
        some = True
    return start, end, some


@kernel("Tuple((f8[::1], f8[::1]))(f8[:,::1], f8[:,::1], f8[::1])")
def last_begun(start: Floats, end: Floats, time: Floats) -> tuple[Floats, Floats]:
    """
    Return start and end of the last closure that has begun at a time; minus infinity where none has.

    Parameters
    ----------
    start, end
        Closures, rising, shape (draws, n).
    time
        Instant in each replication, shape (draws,).

    Returns
    -------
    tuple
        Shape (draws,) each.
    """
    began = np.full(len(time), -math.inf)
    ended = np.full(len(time), -math.inf)
    for i in range(len(time)):
        for k in range(start.shape[1]):
            if start[i, k] > time[i]:
                break
            began[i] = start[i, k]
            ended[i] = end[i, k]
    return began, ended
