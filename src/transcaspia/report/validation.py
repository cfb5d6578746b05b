"""A validation as tables for a terminal, or for a pipe."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from transcaspia.report import words
from transcaspia.report.columns import columns
from transcaspia.report.text import Look

if TYPE_CHECKING:
    from transcaspia.validation.model import Outcome, Score, Scores, Validation

WORST = 5
SHORT = {"corridor_speed": "[mean pace]", "official_claim": "[claims]"}
RIVALS = {"corridor_speed": "mean pace of the corridor", "official_claim": "official claims"}
HEADING = ("", "cases", "error", "bias", "inside", "width", "interval", "rank", "no plan")
RIGHT = HEADING[1:]

_TITLES = {"time": "Time, days between terminals", "cost": "Cost, USD a unit between terminals"}
_LEGEND = (
    "error, bias: median of |model - observed| and of model - observed, over observed (averages against the mean, "
    "showcases against P10, others against P50). inside: within P10-P90. width: (P90 - P10) / P50. interval: score of "
    "the 80 % band, the less the better. rank: correlation of predicted and observed km a day, or USD a km. "
    "[mean pace], [claims]: baselines, distance at the mean pace of the corridor's other cases or at the pace claimed."
)


def validation_text(validation: Validation, look: Look | None = None) -> str:
    """
    Return a validation as tables: time and cost apart, by kind and corridor, and the worst misses.

    Parameters
    ----------
    validation
        What `validate` gave.
    look
        How it is printed; by default for a pipe.

    Returns
    -------
    str
        Lines ending in a line feed.
    """
    look = look or Look()
    edition = f"{words.day(validation.network_date)} {validation.network_date.year}"
    count = len(validation.outcomes)
    held = f"{count} {'case' if count == 1 else 'cases'} held against the network '{validation.network_id}'"
    parts = [f"{held}, edition {edition}\n"]
    for metric, scores in validation.scores.items():
        mine = [o for o in validation.outcomes if o.case.metric == metric]
        if mine:
            parts.append(_metric(metric, scores, mine, look))
    parts.append("\n".join(textwrap.wrap(_LEGEND, look.width)) + "\n")
    return "\n".join(parts)


def score_cells(name: str, score: Score) -> tuple[str, ...]:
    """
    Return a score as the cells of a row.

    Parameters
    ----------
    name
        What was scored.
    score
        The score.

    Returns
    -------
    tuple[str, ...]
        Cells as `HEADING` names them; `-` where a figure has no case to rest on.
    """
    return (
        name, str(score.n), _percent(score.mdape), _percent(score.bias, sign=True), _percent(score.inside_share),
        _percent(score.band_width_share), _figure(score.interval_score), _figure(score.rank_correlation),
        str(score.missed) if score.missed else "-",
    )  # fmt: skip


def worst(outcomes: list[Outcome], most: int) -> list[Outcome]:
    """
    Return the scored cases that the model misses most, with those that it cannot plan first.

    Parameters
    ----------
    outcomes
        Outcomes.
    most
        How many.

    Returns
    -------
    list[Outcome]
        By the size of the error.
    """
    scored = [o for o in outcomes if o.scorable]
    ranked = sorted(scored, key=lambda o: (o.error_share is not None, -abs(o.error_share or 0.0), o.case.id))
    return ranked[:most]


def band_text(outcome: Outcome, dash: str = "-") -> str:
    """
    Return what the model says of a case, P10-P50-P90.

    Parameters
    ----------
    outcome
        The outcome.
    dash
        What joins the figures.

    Returns
    -------
    str
        Days with one decimal, or USD; `not planned` without a model.
    """
    model = outcome.model
    if model is None:
        return "not planned"
    return dash.join(amount(outcome, x) for x in (model.p10, model.p50, model.p90))


def amount(outcome: Outcome, value: float) -> str:
    """
    Return a figure in the unit of a case.

    Parameters
    ----------
    outcome
        The outcome.
    value
        Days or USD.

    Returns
    -------
    str
        The figure.
    """
    return f"{value:.1f}" if outcome.case.metric == "time" else f"{value:,.0f}"


def error_text(outcome: Outcome) -> str:
    """
    Return the error of a case.

    Parameters
    ----------
    outcome
        The outcome.

    Returns
    -------
    str
        Signed percentage; `-` without a model.
    """
    return _percent(outcome.error_share, sign=True)


def _metric(metric: str, scores: Scores, outcomes: list[Outcome], look: Look) -> str:
    shown = sum(not o.scorable for o in outcomes)
    lacking = sum(o.model is None for o in outcomes)
    title = f"{_TITLES[metric]}: {scores.whole.n} scored, {shown} only shown, {lacking} not planned"
    bold = (f"\x1b[1m{title}\x1b[0m" if look.colour else title) + "\n"
    rows = [score_cells("all", scores.whole)]
    rows += [score_cells(kind.replace("_", " "), score) for kind, score in scores.by_kind.items()]
    rows += [score_cells(SHORT[rival.name], rival.baseline) for rival in scores.rivals if rival.baseline.n]
    rows += [score_cells(corridor, score) for corridor, score in scores.by_corridor.items()]
    text = bold + columns(HEADING, rows, look, right=RIGHT)
    misses = [
        (o.case.id, f"{o.case.origin}-{o.case.destination}", o.case.depart.isoformat(), o.case.kind,
         amount(o, o.case.observed), band_text(o, look.dash), error_text(o), o.reason or o.way)
        for o in worst(outcomes, WORST)
    ]  # fmt: skip
    heading = ("worst", "", "depart", "kind", "observed", "model", "error", "by")
    return text + "\n" + columns(heading, misses, look, right=("observed", "model", "error"))


def _percent(value: float | None, *, sign: bool = False) -> str:
    if value is None:
        return "-"
    return f"{value:+.0%}" if sign else f"{value:.0%}"


def _figure(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f}"
