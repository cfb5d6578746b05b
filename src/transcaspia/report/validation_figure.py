"""The validation as a picture: a row for each case, its band and what was observed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transcaspia.report import canvas, looks, words
from transcaspia.report.validation import amount
from transcaspia.validation.model import BAND_KINDS

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from transcaspia.validation.model import Outcome, Validation

ROW_IN, GROUP_IN, HEAD_IN, FOOT_IN = 0.165, 0.27, 1.12, 0.62
"""Heights of a row, of a corridor's heading, of the title and of the foot, inches."""

_LEFT_IN, _RIGHT_IN = 3.75, looks.WIDTH_IN - looks.SIDE_IN - 0.75
_MOST_LETTERS = 47
_UNITS = {"time": "days", "cost": "USD a unit"}


def validation_image(validation: Validation, metric: str, kind: str = "svg") -> bytes:
    """
    Return the picture of the planned cases of one metric.

    Parameters
    ----------
    validation
        What `validate` gave.
    metric
        `time` or `cost`.
    kind
        `png` or `svg`.

    Returns
    -------
    bytes
        The same bytes for the same validation.
    """
    return canvas.picture(lambda: _figure(validation, metric), kind)


def _figure(validation: Validation, metric: str) -> Figure:
    from matplotlib.figure import Figure

    groups, names = _groups(validation, metric), validation.corridor_names
    height = HEAD_IN + FOOT_IN + sum(GROUP_IN + ROW_IN * len(group) for group in groups.values())
    figure = Figure(figsize=(looks.WIDTH_IN, height))
    axes = figure.add_axes(
        (
            _LEFT_IN / looks.WIDTH_IN, FOOT_IN / height,
            (_RIGHT_IN - _LEFT_IN) / looks.WIDTH_IN, (height - HEAD_IN - FOOT_IN) / height,
        )
    )  # fmt: skip
    shown = [o for group in groups.values() for o in group]
    _axis(axes, shown, metric, height - HEAD_IN - FOOT_IN)
    y = 0.0
    for corridor, group in groups.items():
        _write(
            figure, looks.SIDE_IN, height - HEAD_IN - y - 0.72 * GROUP_IN, names.get(corridor, corridor), weight="bold"
        )
        y += GROUP_IN
        for outcome in group:
            y += ROW_IN
            _row(figure, axes, outcome, y - ROW_IN / 2.0, height - HEAD_IN)
    _texts(figure, validation, metric, height)
    return figure


def _groups(validation: Validation, metric: str) -> dict[str, list[Outcome]]:
    found: dict[str, list[Outcome]] = {}
    planned = [o for o in validation.outcomes if o.case.metric == metric and o.model is not None]
    for outcome in sorted(planned, key=lambda o: (o.corridor, o.case.depart, o.case.id)):
        found.setdefault(outcome.corridor, []).append(outcome)
    return found


def _axis(axes: Axes, shown: list[Outcome], metric: str, height_in: float) -> None:
    axes.set_axis_off()
    axes.set_xscale("log")
    ends = [x for o in shown if o.model for x in (o.model.p10, o.model.p90, o.case.observed)] or [1.0, 10.0]
    low, high = 0.85 * min(ends), 1.18 * max(ends)
    axes.set_xlim(low, high)
    axes.set_ylim(height_in, 0.0)
    steps = [m * 10.0**e for e in range(-2, 6) for m in (1.0, 2.0, 5.0)]
    for step in steps:
        if low < step < high:
            axes.axvline(step, color=looks.GRID, linewidth=0.8, zorder=0)
            text = f"{step:,g}" if metric == "time" else f"{step:,.0f}"
            axes.text(step, -0.06, text, fontsize=8, color=looks.SOFT, ha="center", va="bottom")


def _row(figure: Figure, axes: Axes, outcome: Outcome, y_in: float, top_in: float) -> None:
    case, model = outcome.case, outcome.model
    if model is None:
        return
    soft = not outcome.scorable
    colour = looks.FAINT if soft else looks.INK
    axes.plot([model.p10, model.p90], [y_in, y_in], color=colour, linewidth=1.6, solid_capstyle="butt", zorder=2)
    axes.plot([model.p50], [y_in], marker="|", markersize=6.5, color=colour, markeredgewidth=1.6, zorder=3)
    if case.low is not None and case.high is not None:
        axes.plot([case.low, case.high], [y_in, y_in], color=looks.MODE_COLOURS["road"], linewidth=0.9, zorder=4)
    outside = not outcome.inside
    ring = looks.CLOSED if outside else looks.MODE_COLOURS["rail_1520"]
    axes.plot(
        [case.observed], [y_in], marker="D" if outside else "o", markersize=4.6, zorder=5,
        color="white" if soft else ring, markeredgecolor=ring, markeredgewidth=1.0,
    )  # fmt: skip
    name = f"{case.origin}–{case.destination} {case.depart.year}"
    name = name if len(name) <= _MOST_LETTERS else name[: _MOST_LETTERS - 1] + "…"
    _write(figure, looks.SIDE_IN + 0.12, top_in - y_in, name, colour=colour if soft else looks.INK)
    _write(figure, _LEFT_IN - 0.12, top_in - y_in, case.kind.replace("_", " "), colour=looks.SOFT, ha="right")
    text = amount(outcome, case.observed)
    _write(figure, looks.WIDTH_IN - looks.SIDE_IN, top_in - y_in, text, colour=looks.SOFT, ha="right")


def _texts(figure: Figure, validation: Validation, metric: str, height: float) -> None:
    whole = validation.scores[metric].whole
    if whole.mdape is None:
        title = f"No case of {metric} is scored"
    else:
        runs = [
            o.inside
            for o in validation.outcomes
            if o.case.metric == metric and o.scorable and o.model is not None and o.case.kind in BAND_KINDS
        ]
        what = "single runs" if metric == "time" else "prices"
        inside = f"; {sum(map(bool, runs))} of {len(runs)} {what} lie in the band" if runs else ""
        title = f"Half of the {whole.n} scored cases are missed by less than {whole.mdape:.0%}{inside}"
    _write(figure, looks.SIDE_IN, height - 0.3, title, weight="bold", size=12.5)
    unit = _UNITS[metric]
    legend = f"Line: P10 to P90, bar: median of the model, {unit} from terminal to terminal. Dot: observed"
    _write(figure, looks.SIDE_IN, height - 0.55, f"{legend}; red diamond: outside the band.", colour=looks.SOFT)
    _write(
        figure, looks.SIDE_IN, height - 0.72, "Grey line and hollow mark: shown and not scored. Ochre: observed range.",
        colour=looks.SOFT,
    )  # fmt: skip
    _write(figure, looks.WIDTH_IN - looks.SIDE_IN, height - HEAD_IN + 0.12, "observed", colour=looks.SOFT, ha="right")
    edition = f"{words.day(validation.network_date)} {validation.network_date.year}"
    foot = f"Network '{validation.network_id}', edition {edition}; cases and their sources: validation/cases.csv."
    _write(figure, looks.SIDE_IN, 0.24, foot, colour=looks.SOFT)


def _write(
    figure: Figure, x_in: float, y_in: float, text: str, *, colour: str = looks.INK, weight: str = "normal",
    ha: str = "left", size: float = 8.0,
) -> None:  # fmt: skip
    width, height = figure.get_size_inches()
    figure.text(
        x_in / width, y_in / height, text, fontsize=size, fontweight=weight, color=colour, ha=ha, va="center_baseline"
    )
