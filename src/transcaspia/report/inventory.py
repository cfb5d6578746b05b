"""What a network holds: its tables, any one row with its ground, and its sources."""

from __future__ import annotations

import difflib
import textwrap
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from transcaspia.errors import DataError, UnknownIdError
from transcaspia.network.check import compared_lengths
from transcaspia.network.tables import GRADES, TABLES, table
from transcaspia.network.uncertainty import duration_triple, price_triple, speed_triple
from transcaspia.report.alignment import STRAIGHT_KM, pieces_km
from transcaspia.report.columns import columns
from transcaspia.report.words import counted, day
from transcaspia.units import HOURS_PER_DAY

if TYPE_CHECKING:
    from collections.abc import Iterable

    from transcaspia.network.model import Network, Row
    from transcaspia.report.text import Look

_SPEED_KM = 1000.0
_NAME_COLUMNS = 18
_MOST_MENTIONS = 40
_MOST_PUBLISHER = 30


def overview(network: Network, look: Look) -> str:
    """
    Return the tables of a network: how many rows, for which days, and how sure.

    Parameters
    ----------
    network
        The network.
    look
        How it is printed.

    Returns
    -------
    str
        Lines ending in a line feed.
    """
    rows: list[tuple[str, ...]] = []
    graded: Counter[str] = Counter()
    for description in TABLES:
        found = network.rows(description.name)
        shares = ["" for _ in GRADES]
        if any(column.name == "grade" for column in description.columns) and found:
            grades = Counter(row.text("grade") for row in found)
            graded += grades
            shares = [f"{grades[grade] / len(found):.0%}" if grades[grade] else "" for grade in GRADES]
        rows.append((description.name, str(len(found)), *shares, description.meaning))
    total = sum(graded.values())
    every = [f"{graded[grade] / total:.0%}" if total else "" for grade in GRADES]
    rows.append(("all figures", str(total), *every, "Rows that state a figure"))
    heading = ("table", "rows", *GRADES, "what it holds")
    head = (
        f"{network.title} ({network.id}), edition {_text(network.edition)}; data from {_text(network.data_from)} to "
        f"{_text(network.data_to)}\n"
    )
    hint = (
        "\n`transcaspia network show ID` shows a row with its sources; `transcaspia network sources` lists them all.\n"
    )
    return head + "\n" + columns(heading, rows, look, right=("rows", *GRADES)) + hint


def describe(network: Network, name: str, look: Look) -> str:
    """
    Return everything that a network says of an id.

    Parameters
    ----------
    network
        The network.
    name
        Id of a node, link, service, figure, source or any other row.
    look
        How it is printed.

    Returns
    -------
    str
        Each row that bears the id: attributes, figures with their triples, sources and grade, and what names it.

    Raises
    ------
    UnknownIdError
        If no row bears it; the message offers the nearest.
    """
    found = [row for description in TABLES for row in network.all_of(description.name, name)]
    if not found:
        every = {row.id for description in TABLES for row in network.rows(description.name)}
        near = difflib.get_close_matches(name, every, n=4, cutoff=0.5)
        hint = f" The nearest: {', '.join(near)}." if near else ""
        raise UnknownIdError(
            f"'{name}' is no id of the network '{network.id}'.{hint} `transcaspia network show` lists its tables, "
            "`transcaspia places` finds towns."
        )
    lines: list[str] = []
    for row in found:
        lines += [*_sheet(network, row, look), ""]
    lines += _mentions(network, name, {row.table for row in found}, look)
    return "\n".join(lines).rstrip() + "\n"


def sources_table(network: Network, look: Look) -> str:
    """
    Return the sources of a network, those that most rows rest on first.

    Parameters
    ----------
    network
        The network.
    look
        How it is printed.

    Returns
    -------
    str
        Lines ending in a line feed.
    """
    uses = source_uses(network)
    names = ("publisher", "title") if look.drawn else ("publisher", "title", "date", "url", "licence")
    most = _MOST_PUBLISHER if look.drawn else None
    rows = [
        (row.id, str(uses[row.id]), row.text("confidence"), *(row.text(name)[:most] for name in names[:1]),
         *(row.text(name) for name in names[1:]))
        for row in sorted(network.rows("sources"), key=lambda row: (-uses[row.id], row.id))
    ]  # fmt: skip
    return columns(("key", "rows", "confidence", *names), rows, look, right=("rows",))


def source_uses(network: Network) -> Counter[str]:
    """
    Return how many rows rest on each source.

    Parameters
    ----------
    network
        The network.

    Returns
    -------
    Counter[str]
        Number of rows by source key; a row that names a source twice counts once.
    """
    uses: Counter[str] = Counter()
    for description in TABLES:
        if any(column.name == "source" for column in description.columns):
            for row in network.rows(description.name):
                uses.update(set(row.items("source")))
    return uses


def _sheet(network: Network, row: Row, look: Look) -> list[str]:
    description = table(row.table)
    head = f"{description.name}: {row.id}"
    lines = [f"\x1b[1m{head}\x1b[0m" if look.colour else head]
    blank: list[str] = []
    for column in description.columns:
        value = row.cells[column.name]
        if value is None or value == ():
            blank.append(column.name)
        elif column.name != "source":
            text = f"{_text(value)} {column.unit}".rstrip()
            lines += _field(column.name, text + _meaning_of(network, value, column.references), look)
    lines += _field("figure", figure, look) if (figure := figure_text(network, row)) else []
    if row.table == "links":
        lines += _length(network, row, look)
    if any(column.name == "source" for column in description.columns):
        for key in row.items("source"):
            lines += _field("source", _source(network, key), look)
    if blank:
        lines += _field("blank", ", ".join(blank), look)
    return lines


def _field(name: str, text: str, look: Look) -> list[str]:
    return textwrap.wrap(
        text, max(look.width, 60), initial_indent=f"  {name:<{_NAME_COLUMNS}}",
        subsequent_indent=" " * (_NAME_COLUMNS + 2), break_on_hyphens=False, break_long_words=False,
    )  # fmt: skip


def _text(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(str(item) for item in value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.10g}"
    if isinstance(value, date):
        return f"{day(value)} {value.year}"
    return str(value)


def _meaning_of(network: Network, value: object, references: str) -> str:
    """Return in brackets what an id stands for: the name of a node, the triple of a figure."""
    if references == "nodes" and isinstance(value, str):
        return f" ({network.get('nodes', value).text('name')})"
    if references in {"durations", "prices", "speeds"} and isinstance(value, str):
        figures = [figure_text(network, row) for row in network.all_of(references, value)]
        return f" ({'; '.join(figures)})"
    return ""


def figure_text(network: Network, row: Row) -> str:
    """
    Return the triple of a row in words, as the one rule makes it from what the source gave.

    Parameters
    ----------
    network
        Network of the row; its `[statistic_rule]` is the rule.
    row
        Any row.

    Returns
    -------
    str
        As `P10 18, P50 24, P90 40 h; estimated`, empty where the table states no triple.
    """
    rule = network.settings.get("statistic_rule", {})
    try:
        if row.table == "durations":
            triple, unit = duration_triple(row, rule), "h"
            low, mid, high = triple.low, triple.typical, triple.high
        elif row.table == "prices":
            triple = price_triple(row, rule)
            low, mid, high = triple.low, triple.typical, triple.high
            unit = f"{row.text('currency')} {row.text('basis').replace('_', ' ')} ({row.text('size')})"
        elif row.table == "speeds":
            triple = speed_triple(row, rule, _SPEED_KM)
            hours = (triple.high, triple.typical, triple.low)
            low, mid, high = (_SPEED_KM / figure * HOURS_PER_DAY for figure in hours)
            unit = "km/day"
        else:
            return ""
    except DataError as error:
        return str(error)
    dated = _period(row)
    return f"P10 {low:.3g}, P50 {mid:.3g}, P90 {high:.3g} {unit}; {row.text('grade')}{dated}"


def _period(row: Row) -> str:
    first, last = row.day("valid_from"), row.day("valid_to")
    text = f" from {_text(first)}" if first else ""
    return text + (f" to {_text(last)}" if last else "")


def _length(network: Network, row: Row, look: Look) -> list[str]:
    try:
        length, by_country = network.length_km(row.id), network.km_by_country(row.id)
    except (DataError, UnknownIdError) as error:
        return _field("length", str(error), look)
    basis = "published" if row.maybe("length_km") is not None else "measured on the graph"
    split = ", ".join(f"{country} {km:,.0f}" for country, km in by_country.items())
    lines = _field("length", f"{length:,.0f} km, {basis}" + (f" ({split})" if split else ""), look)
    for link, published, measured in compared_lengths(network):
        if link.id == row.id:
            reason = network.measured.excused(row.id, "length")
            text = f"{measured:,.0f} km ({measured / published - 1.0:+.1%})" + (f"; {reason}" if reason else "")
            lines += _field("measured", text, look)
    if row.text("mode") in {"rail", "road"}:
        pieces = pieces_km(np.array(network.geometry(row.id)))
        if straight := pieces[pieces >= STRAIGHT_KM].sum():
            text = f"course not known over {straight:,.0f} km, which are drawn straight"
            lines += _field("line", text, look)
    return lines


def _source(network: Network, key: str) -> str:
    row = network.get("sources", key)
    parts = [row.text("publisher"), row.text("title"), row.text("date"), row.text("url")]
    return f"{key}: {', '.join(part for part in parts if part)} (confidence {row.text('confidence')})"


def _mentions(network: Network, name: str, tables: set[str], look: Look) -> list[str]:
    """Return which rows name the id in a column that may hold it."""
    lines: list[str] = []
    for description in TABLES:
        naming = [
            column
            for column in description.columns
            if column.references in tables
            or (description.name == "closures" and column.name == "what")
            or (description.name == "services" and column.name == "calls" and "nodes" in tables)
        ]
        keys = dict.fromkeys(
            row.id for row in network.rows(description.name) if any(name in _items(row.cells[c.name]) for c in naming)
        )
        if keys:
            shown = list(keys)[:_MOST_MENTIONS]
            more = f" and {len(keys) - len(shown)} more" if len(keys) > len(shown) else ""
            lines += _field(description.name, f"{', '.join(shown)}{more}", look)
    return [f"Named by {counted(len(lines), 'table')}:", *lines] if lines else []


def _items(value: object) -> Iterable[str]:
    if isinstance(value, tuple):
        return [str(item).strip("()[]") for item in value]
    return [] if value is None else [str(value)]
