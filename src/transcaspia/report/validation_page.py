"""The page "How good are the numbers?", made from a validation and the logs beside the docs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from transcaspia.report import words
from transcaspia.report.validation import HEADING, RIVALS, amount, band_text, error_text, score_cells, worst
from transcaspia.validation.model import BAND_KINDS
from transcaspia.validation.score import score

if TYPE_CHECKING:
    from transcaspia.validation.model import Outcome, Score, Scores, Validation

Rows = Sequence[Mapping[str, str]]

WORST = 10
HISTORY = (
    "day", "label", "network", "metric", "group", "n", "mdape", "bias", "inside_share", "band_width_share",
    "interval_score", "rank_correlation", "missed",
)  # fmt: skip
"""Columns of the history of scores."""
CHANGES = ("day", "table", "row", "from", "to", "source", "reason")
"""Columns of the log of changed parameters."""
MISSES = ("id", "metric", "sentence")
"""Columns of the sentences on the worst misses."""

LARGE_CORRIDOR = 4
"""A corridor of so many cases is held to the bound on its bias."""

_TITLES = {"time": "Time", "cost": "Cost"}
_PICTURES = {"time": "images/validation.svg", "cost": "images/validation-cost.svg"}
_SCORES = HISTORY[5:]


def history_rows(document: Mapping[str, Any], day: str, label: str) -> list[dict[str, str]]:
    """
    Return the rows by which the history keeps a validation.

    Parameters
    ----------
    document
        A `validate/1` document.
    day
        Day of the run, ISO.
    label
        What had been done, in words.

    Returns
    -------
    list[dict[str, str]]
        A row of all cases and of each kind, for each metric.
    """
    rows = []
    for metric in _TITLES:
        groups = {"all": document[metric], **document[metric]["by_kind"]}
        for group, found in groups.items():
            about = {"day": day, "label": label, "network": document["network"]["sha256"][:12]}
            figures = {name: "" if found[name] is None else f"{found[name]:.4g}" for name in _SCORES}
            rows.append({**about, "metric": metric, "group": group, **figures})
    return rows


def validation_page(validation: Validation, history: Rows, changes: Rows, misses: Rows) -> str:
    """
    Return the page.

    Parameters
    ----------
    validation
        What `validate` gave on the project's own cases.
    history
        Rows of `HISTORY`, oldest first.
    changes
        Rows of `CHANGES`.
    misses
        Rows of `MISSES`.

    Returns
    -------
    str
        Markdown.
    """
    edition = f"{words.day(validation.network_date)} {validation.network_date.year}"
    count = len(validation.outcomes)
    parts = [
        "# How good are the numbers?",
        "This page is made by `make validation-page`; do not edit it.",
        _INTRO.format(count=count, edition=edition),
        _HOW,
        _aims(validation),
    ]
    for metric, title in _TITLES.items():
        outcomes = [o for o in validation.outcomes if o.case.metric == metric]
        if outcomes:
            parts.append(_metric(title, metric, validation.scores[metric], outcomes, validation.corridor_names))
    parts += [_history(history), _changes(changes), _worst(validation, misses)]
    for metric, title in _TITLES.items():
        outcomes = [o for o in validation.outcomes if o.case.metric == metric]
        parts.append(_cases(title, outcomes))
    return "\n\n".join(parts) + "\n"


_INTRO = (
    "{count} times and prices that were published are held against what the planner says of the same journey on the "
    "same day, with the network of edition {edition}. `transcaspia validate` prints the same scores, and "
    "`--cases FILE.csv` scores cases of your own."
)
_HOW = """\
## What is compared

- **Clock.** From the first departure to the arrival at the last terminal. The wait for the first departure,
  handling at both ends and road access lie outside, in every simulated draw; road access counts where a case names
  it.
- **Route.** Of the ways that keep the case's `via`, `avoid` and `modes`, the one of least generalised cost.
  Services seen running at that date are tried first; where none serves, services on request and services not seen
  running are tried, and the case says so. A case of one whole train (`shipment` is `block`; a first run
  is one unless it says otherwise) may take a service on request at once and goes with the units of a train.
- **Figure.** An average is compared with the predicted mean, a single, tracked or first run with the median and the
  band, a showcase (a run with ceremony, a record) with P10. Announcements and claims are shown and not scored.
- **Money** is USD of the case's year for one unit; the plan is in USD of the year of departure and is moved by the
  price index of the network alone. A price is scored only where its scope and its year are known; tariffs and
  market prices stand apart.
- **A range** without a middle figure counts by its middle.
- **Scores.** error: median of |model - observed| / observed; bias: the same with its sign; inside: share within
  P10-P90; width: median of (P90 - P10) / P50; interval: mean of the 80 % interval score of Gneiting and Raftery
  over the observation, the less the better; rank: Spearman's correlation of predicted and observed km a day (USD a
  km). inside, width and interval are those of single, tracked and first runs, tariffs and market prices.
- **Baselines.** *Mean pace*: distance at the mean km a day (USD a km) of the other cases of the corridor, the case
  itself left out, with one band for all from the errors of the other cases. *Claims*: distance at the median pace
  that announcements and claims of the corridor name, with a band made alike.
- **No case is an input** of a leg; which figures stand on which source is in the tables."""


def _aims(validation: Validation) -> str:
    time, cost = (validation.scores[metric] for metric in _TITLES)
    steady = score(o for o in validation.outcomes if o.case.metric == "time" and o.case.kind in {"average", "tracked"})
    large = {name: s for name, s in time.by_corridor.items() if s.n >= LARGE_CORRIDOR and s.bias is not None}
    most = max(large.items(), key=lambda item: abs(item[1].bias or 0.0), default=None)
    rows = [
        ("Error of time", "at most 18 %", _share(time.whole.mdape)),
        ("Error of averages and tracked journeys", "at most 20 %", _share(steady.mdape)),
        ("Single, tracked and first runs inside P10-P90", "65 to 90 %", _share(time.whole.inside_share)),
        ("Width of their band", "at most 95 % of the median", _share(time.whole.band_width_share)),
        ("Error of cost, tariffs", "at most 30 %", _share(_of(cost, "tariff"))),
        ("Error of cost, market prices", "at most 30 %", _share(_of(cost, "market"))),
        *(
            (f"{RIVALS[r.name].capitalize()}: {name} of the model beside it", f"{better} than the baseline",
             f"{_plain(getattr(r.model, key))} beside {_plain(getattr(r.baseline, key))}")
            for r in time.rivals
            for name, key, better in (
                ("interval score", "interval_score", "less"), ("rank correlation", "rank_correlation", "more"),
            )
        ),
        ("Largest bias of a corridor of four cases or more", "at most 25 %",
         f"{_share(most[1].bias, sign=True)} ({most[0]})" if most else "-"),
        ("Cases that should be scored and cannot be planned", "none", str(time.whole.missed + cost.whole.missed)),
    ]  # fmt: skip
    return "## At a glance\n\n" + _table(("what", "wanted", "reached"), rows)


def _of(scores: Scores, kind: str) -> float | None:
    found = scores.by_kind.get(kind)
    return found.mdape if found else None


def _metric(
    title: str, metric: str, scores: Scores, outcomes: list[Outcome], names: Mapping[str, str]
) -> str:  # fmt: skip
    years = sorted({o.case.depart.year for o in outcomes if o.scorable})
    groups: list[tuple[str, dict[str, Score]]] = [
        ("kind", {"all": scores.whole, **{k.replace("_", " "): s for k, s in scores.by_kind.items()}}),
        ("corridor", {names.get(name, name): s for name, s in scores.by_corridor.items()}),
        ("year", {str(year): score(o for o in outcomes if o.case.depart.year == year) for year in years}),
    ]
    parts = [f"## {title}", f"![{title}: band of the model and observation of each case]({_PICTURES[metric]})"]
    for name, found in groups:
        parts += [f"### {title} by {name}", _score_table(name, found)]
    rivals: dict[str, Score] = {}
    for rival in scores.rivals:
        rivals[RIVALS[rival.name]] = rival.baseline
        rivals[f"the model on the same {rival.baseline.n} cases"] = rival.model
    left = {}
    for out in scores.left_out:
        corridor = names.get(out.corridor, out.corridor)
        left[f"{corridor}: the model"] = out.model
        left[f"{corridor}: mean pace of all other corridors"] = out.baseline
        left[f"all other corridors than {corridor}: the model"] = out.without
    parts += [f"### {title} beside naive baselines", _score_table("", rivals)]
    parts += [f"### {title} with one corridor left out", _score_table("", left)]
    return "\n\n".join(parts)


def _score_table(name: str, found: Mapping[str, Score]) -> str:
    return _table((name, *HEADING[1:]), [score_cells(key, value) for key, value in found.items()])


def _history(history: Rows) -> str:
    head = "## Before any parameter was changed, and since"
    rows = [row for row in history if row["group"] == "all"]
    names = ("day", "after", "metric", "cases", "error", "bias", "inside", "width", "interval", "rank", "not planned")
    cells = [
        (row["day"], row["label"], row["metric"], row["n"], _cell(row["mdape"]), _cell(row["bias"], sign=True),
         _cell(row["inside_share"]), _cell(row["band_width_share"]), row["interval_score"] or "-",
         row["rank_correlation"] or "-", row["missed"])
        for row in rows
    ]  # fmt: skip
    note = "By kind: `docs/validation_history.csv`. `make validation-page LABEL='what was done'` adds a run to it."
    return "\n\n".join([head, _table(names, cells), note])


def _changes(changes: Rows) -> str:
    head = "## Parameters that were changed, and why"
    note = (
        "A parameter is changed only with a source, or for a reason that holds everywhere. Middle figures (of speeds "
        "km a day, of durations hours, of prices the row's own unit) of rows that stood before; "
        "`docs/parameter_changes.csv` is the log."
    )
    return "\n\n".join([head, note, _table(CHANGES, [tuple(row[name] for name in CHANGES) for row in changes])])


def _worst(validation: Validation, misses: Rows) -> str:
    said = {(row["id"], row["metric"]): row["sentence"] for row in misses}
    parts = ["## The worst misses"]
    for metric, title in _TITLES.items():
        found = worst([o for o in validation.outcomes if o.case.metric == metric], WORST)
        rows = [
            (o.case.id, f"{o.case.origin}-{o.case.destination}", o.case.kind.replace("_", " "),
             amount(o, o.case.observed), band_text(o), error_text(o),
             said.get((o.case.id, metric)) or o.reason or "not explained yet")
            for o in found
        ]  # fmt: skip
        names = ("case", "journey", "kind", "observed", "P10-P50-P90", "error", "why")
        parts += [f"### {title}", _table(names, rows)]
    return "\n\n".join(parts)


def _cases(title: str, outcomes: Iterable[Outcome]) -> str:
    rows = [
        (o.case.id, o.corridor, f"{o.case.origin}-{o.case.destination}", o.case.depart.isoformat(),
         o.case.kind.replace("_", " "), "yes" if o.scorable else "no", _observed(o), band_text(o), error_text(o),
         _inside(o), "; ".join(filter(None, (o.way.replace(">", "›"), o.reason))))
        for o in sorted(outcomes, key=lambda o: (o.corridor, o.case.depart, o.case.id))
    ]  # fmt: skip
    names = (
        "case", "corridor", "journey", "depart", "kind", "scored", "observed", "P10-P50-P90", "error", "inside", "by",
    )  # fmt: skip
    return f"## Every case: {title.lower()}\n\n" + _table(names, rows)


def _observed(o: Outcome) -> str:
    if o.case.low is None or o.case.high is None:
        return amount(o, o.case.observed)
    return f"{amount(o, o.case.observed)} ({amount(o, o.case.low)}-{amount(o, o.case.high)})"


def _inside(o: Outcome) -> str:
    if o.inside is None or (o.case.kind not in BAND_KINDS and o.scorable):
        return "-"
    return "yes" if o.inside else "no"


def _table(names: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = ["| " + " | ".join(names) + " |", "| " + " | ".join("---" for _ in names) + " |"]
    lines += ["| " + " | ".join(cell.replace("|", "/") for cell in row) + " |" for row in rows]
    return "\n".join(lines)


def _share(value: float | None, *, sign: bool = False) -> str:
    if value is None:
        return "-"
    return f"{100.0 * value:+.0f} %" if sign else f"{100.0 * value:.0f} %"


def _cell(text: str, *, sign: bool = False) -> str:
    return _share(float(text) if text else None, sign=sign)


def _plain(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f}"
