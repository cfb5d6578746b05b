"""Arrivals as bands on one axis, with days, cost and CO2e beside them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np

from transcaspia.report import looks, words

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from transcaspia.planning.model import Itineraries, Itinerary
    from transcaspia.report.asked import Asked

ROW_IN = 0.36
HEAD_IN = 0.36
"""Heights of a row and of the heading, inches."""

_LEFT_IN, _RIGHT_IN = 3.72, 6.5
_NUMBER_IN, _NAME_IN = looks.SIDE_IN + 0.1, looks.SIDE_IN + 0.29
_COLUMNS = {"days": 7.55, "USD": 8.95, "kg CO₂e": looks.WIDTH_IN - looks.SIDE_IN}
_MOST_LETTERS = 36
_SECONDS_PER_DAY = 86400.0


def draw_bands(figure: Figure, answer: Itineraries, question: Asked, *, foot_in: float) -> None:
    """
    Draw a row for each itinerary: number, name, band of the arrival, and its figures.

    Parameters
    ----------
    figure
        Picture of the width of `looks.WIDTH_IN`.
    answer
        At least one itinerary.
    question
        Its question; a deadline is drawn as a dashed line.
    foot_in
        Lower edge of the last row, inches above that of the picture.
    """
    ways = answer.itineraries
    width, height = figure.get_size_inches()
    box = (_LEFT_IN / width, foot_in / height, (_RIGHT_IN - _LEFT_IN) / width, ROW_IN * len(ways) / height)
    axes = figure.add_axes(box)
    axes.set_axis_off()

    def days_on(when: datetime) -> float:
        return (when - question.ready).total_seconds() / _SECONDS_PER_DAY

    first, last = (days_on(when) for when in (min(w.arrival.p10 for w in ways), max(w.arrival.p90 for w in ways)))
    margin = max(0.04 * (last - first), 0.2)
    axes.set_xlim(first - margin, last + margin)
    axes.set_ylim(len(ways) + 0.5, 0.5)
    header = (foot_in + ROW_IN * len(ways) + 0.09) / height
    for at, name in _ticks(question.ready, first - margin, last + margin):
        axes.axvline(at, color=looks.GRID, linewidth=0.8, zorder=0)
        x = (_LEFT_IN + (at - first + margin) / (last - first + 2 * margin) * (_RIGHT_IN - _LEFT_IN)) / width
        figure.text(x, header, name, fontsize=9, color=looks.SOFT, ha="center")
    if question.deadline is not None and first - margin < days_on(question.deadline) < last + margin:
        axes.axvline(days_on(question.deadline), color=looks.CLOSED, linewidth=1.3, linestyle=(0, (3, 2)))
    figure.text(_NAME_IN / width, header, "Arrival: P10, median, P90", fontsize=9, color=looks.SOFT)
    for name, x_in in _COLUMNS.items():
        figure.text(x_in / width, header, name, fontsize=9, color=looks.SOFT, ha="right")
    for row, way in enumerate(ways, start=1):
        chosen = row == 1
        colour = looks.INK if chosen else looks.SOFT
        p10, p50, p90 = days_on(way.arrival.p10), days_on(way.arrival.p50), days_on(way.arrival.p90)
        axes.plot([p10, p90], [row, row], color=colour, linewidth=2.8 if chosen else 1.5, solid_capstyle="butt")
        axes.plot([p50], [row], marker="o", markersize=8.5 if chosen else 6.5, color=colour, markeredgecolor="white")
        _write_row(figure, row, way, foot_in + ROW_IN * (len(ways) - row + 0.5))


def _write_row(figure: Figure, row: int, way: Itinerary, y_in: float) -> None:
    width, height = figure.get_size_inches()
    weight = "bold" if row == 1 else "normal"
    y = y_in / height
    notes = ", ".join([*way.labels, *([way.status.replace("_", " ")] if way.status != "regular" else [])])
    name = way.corridor_name
    name = name if len(name) <= _MOST_LETTERS else name[: _MOST_LETTERS - 1].rstrip() + "…"
    middle: dict[str, Any] = {"va": "center_baseline", "color": looks.INK}
    figure.text(_NUMBER_IN / width, y, str(row), fontsize=9.5, fontweight="bold", ha="center", **middle)
    above = 0.062 if notes else 0.0
    figure.text(_NAME_IN / width, (y_in + above) / height, name, fontsize=9.5, fontweight=weight, **middle)
    if notes:
        figure.text(
            _NAME_IN / width, (y_in - 0.088) / height, notes, fontsize=7.8, va="center_baseline", color=looks.SOFT
        )
    low, _, high = words.money_band(way.cost_usd)
    days = words.days(way.duration_h.p10, way.duration_h.p50, way.duration_h.p90)
    texts = (" – ".join(days), f"{low} – {high}", words.two_digits(way.co2e_kg))
    for text, x_in in zip(texts, _COLUMNS.values(), strict=True):
        figure.text(x_in / width, y, text, fontsize=9.5, ha="right", fontweight=weight, **middle)


def _ticks(ready: datetime, first: float, last: float) -> list[tuple[float, str]]:
    """Return two to six days for the axis, counted from readiness, at a step of whole weeks where there is room."""
    step = next((s for s in (1, 2, 4, 7, 14, 28, 56) if (last - first) / s <= 5.5), 112)
    start = int(np.ceil(first + 0.06 * (last - first)))
    stop = last - 0.06 * (last - first)
    return [(float(d), words.day(ready + timedelta(days=d))) for d in range(start, int(stop) + 1, step)]
