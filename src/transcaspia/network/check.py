"""Which rows of a network no standard question uses, and which lengths deserve a second look."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from transcaspia.errors import DataError
from transcaspia.network.model import Network, Row, row_key
from transcaspia.network.tables import TABLES

QUERIES = "standard_queries.csv"
"""File of the standard questions, in the folder of a network."""

_COLUMNS = ("origin", "destination", "depart", "cargo", "unit", "units", "modes", "avoid", "via")
_REFERENCES = {t.name: tuple((c.name, c.dtype, c.references) for c in t.columns if c.references) for t in TABLES}
_SETTABLE = ("speeds", "durations", "prices", "factors", "vehicles")
_DOUBTFUL_SHARE = 0.1

Use = tuple[str, str]
"""A row in use: its table and its `row_key`."""


@dataclass(frozen=True, slots=True)
class StandardQuery:
    """
    One of the questions that the network must serve.

    Attributes
    ----------
    origin, destination
        Places, as a user would write them.
    depart
        Day or instant of departure, ISO.
    cargo, unit
        Commodity and unit; empty means the planner's default.
    units
        Number of units; None means the planner's default.
    modes, avoid, via
        As in `PlanParams`.
    line
        Line of the file.
    """

    origin: str
    destination: str
    depart: str
    cargo: str = ""
    unit: str = ""
    units: int | None = None
    modes: tuple[str, ...] = ()
    avoid: tuple[str, ...] = ()
    via: tuple[str, ...] = ()
    line: int = 0


class Answer(Protocol):
    """What the check reads of a plan."""

    @property
    def used_rows(self) -> frozenset[Use]:
        """Rows that the answer used: for its itineraries, for what it weighed, and for its refusals."""

    @property
    def empty(self) -> bool:
        """True when no itinerary was found."""


@dataclass(frozen=True, slots=True)
class CheckReport:
    """
    What the standard questions say of a network.

    Attributes
    ----------
    network
        Id of the network.
    rows
        Number of rows in its tables.
    queries
        Number of questions asked.
    unanswered
        Questions without an itinerary, in words.
    unused
        Keys of the rows that no question used, by table; tables whose rows are all used are left out.
    doubtful
        Lengths that are not known, or that differ by more than 10 % from what was measured, as sentences.
    """

    network: str
    rows: int
    queries: int
    unanswered: tuple[str, ...]
    unused: dict[str, tuple[str, ...]]
    doubtful: tuple[str, ...]

    @property
    def unused_count(self) -> int:
        """Number of keys that no question used."""
        return sum(len(keys) for keys in self.unused.values())

    def text(self) -> str:
        """
        Return the report for people.

        Returns
        -------
        str
            Several lines of text.
        """
        lines = [f"The network `{self.network}` keeps its schema: {self.rows} rows in {len(TABLES)} tables."]
        if self.unused:
            count = self.unused_count
            serve = "One row serves" if count == 1 else f"{count} rows serve"
            lines.append(f"{serve} none of the {self.queries} standard questions:")
            lines += [f"  {table}: {', '.join(keys)}" for table, keys in self.unused.items()]
        else:
            lines.append(f"Every row serves one of the {self.queries} standard questions.")
        for title, found in (("Questions without an answer:", self.unanswered), ("Lengths to look at:", self.doubtful)):
            if found:
                lines += [title, *(f"  {sentence}" for sentence in found)]
        return "\n".join(lines)


def check_network(network: Network, plan: Callable[[Network, StandardQuery], Answer]) -> CheckReport:
    """
    Return which rows serve no standard question, after asking them all.

    A row serves a question if the answer used it, or if a row in use names it. A source that no row names is left out.

    Parameters
    ----------
    network
        A loaded network; loading it has already proved its schema.
    plan
        Function that answers a question. The network knows no planner, so the caller brings it.

    Returns
    -------
    CheckReport
        Unused rows, unanswered questions, doubtful lengths.

    Raises
    ------
    DataError
        If the standard questions cannot be read.
    """
    queries = read_queries(network.root / QUERIES)
    used: set[Use] = set()
    unanswered: list[str] = []
    for query in queries:
        answer = plan(network, query)
        used |= answer.used_rows
        if answer.empty:
            unanswered.append(f"{query.origin} to {query.destination} on {query.depart} ({QUERIES}, row {query.line})")
    used = with_references(network, used)
    # A source that no row names serves the validation cases, not a plan.
    judged = with_references(
        network, ((t.name, row_key(r)) for t in TABLES if t.name != "sources" for r in network.rows(t.name))
    )
    idle = judged - used
    unused: dict[str, tuple[str, ...]] = {}
    for table in TABLES:
        keys = dict.fromkeys(row_key(r) for r in network.rows(table.name))
        if missing := tuple(k for k in keys if (table.name, k) in idle):
            unused[table.name] = missing
    return CheckReport(
        network=network.id,
        rows=sum(len(network.rows(t.name)) for t in TABLES),
        queries=len(queries),
        unanswered=tuple(unanswered),
        unused=unused,
        doubtful=tuple(_doubtful_lengths(network)),
    )


def with_references(network: Network, used: Iterable[Use]) -> set[Use]:
    """
    Return rows in use with all that they name: figures, prices, factors, vehicles, sources.

    Parameters
    ----------
    network
        The network.
    used
        Table and `row_key` of rows in use.

    Returns
    -------
    set[Use]
        The same, and every row that one of them names. The units that a row could take are not used by that.
    """
    rows: dict[Use, list[Row]] = {}
    for table in TABLES:
        for row in network.rows(table.name):
            rows.setdefault((table.name, row_key(row)), []).append(row)
    found: set[Use] = set()
    waiting = [*used, *_named_by_settings(network, rows)]
    while waiting:
        use = waiting.pop()
        if use in found:
            continue
        found.add(use)
        for row in rows.get(use, ()):
            waiting.extend(_named_by(row))
    return found


def _named_by(row: Row) -> Iterable[Use]:
    for column, dtype, other in _REFERENCES[row.table]:
        if other != "equipment":
            items = row.items(column) if dtype == "list" else (row.text(column),)
            yield from ((other, item) for item in items if item)
    if row.table == "links" and row.text("mode") == "rail" and not row.text("factor"):
        share = row.number("electrified_share")
        if share > 0.0:
            yield from (("factors", f"rail_electric_{country}") for country in row.items("countries"))
        if share < 1.0:
            yield "factors", "rail_diesel"


def _named_by_settings(network: Network, rows: dict[Use, list[Row]]) -> Iterable[Use]:
    names = [v for v in network.settings.get("planning", {}).values() if isinstance(v, str)]
    yield from ((t, n) for n in names for t in _SETTABLE if (t, n) in rows)
    for factor in network.settings["factors"].values():
        yield from (("sources", key) for key in factor["source"].split(";"))


def _doubtful_lengths(network: Network) -> Iterable[str]:
    measured = network.measured.lengths()
    for link in network.rows("links"):
        try:
            length = network.length_km(link.id)
            network.km_by_country(link.id)
        except DataError as err:
            yield str(err)
            continue
        if link.maybe("length_km") is not None and link.id in measured:
            factor = float(network.settings.get("lengths", {}).get(f"{link.text('mode')}_factor", 1.0))
            expected = measured[link.id][0] * factor
            if abs(length / expected - 1.0) > _DOUBTFUL_SHARE:
                share = length / expected - 1.0
                yield f"{link.id}: published {length:.0f} km, measured {expected:.0f} km ({share:+.0%})."


def read_queries(path: Path) -> tuple[StandardQuery, ...]:
    """
    Return the standard questions of a file.

    Parameters
    ----------
    path
        CSV file with the columns origin, destination, depart, cargo, unit, units, modes, avoid, via.

    Returns
    -------
    tuple[StandardQuery, ...]
        The questions in the order of the file.

    Raises
    ------
    DataError
        If the file is missing or broken; the message names the row.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as err:
        raise DataError(
            f"{path} cannot be read ({err}). It holds the standard questions by which the rows are judged: add it as "
            f"UTF-8, with the columns {', '.join(_COLUMNS)}."
        ) from err
    reader = csv.reader(io.StringIO(text))
    header = next(reader, [])
    if tuple(header) != _COLUMNS:
        raise DataError(f"{path}: the columns are {', '.join(header) or 'none'}, expected {', '.join(_COLUMNS)}.")
    queries = []
    for cells in filter(None, reader):
        try:
            queries.append(_query(cells, reader.line_num))
        except ValueError as err:
            raise DataError(
                f"{path}, row {reader.line_num}: {err}. A question needs an origin, a destination and a day of "
                "departure (2025-10-01), and a whole number of units or none."
            ) from err
    return tuple(queries)


def _query(cells: list[str], line: int) -> StandardQuery:
    if len(cells) != len(_COLUMNS):
        raise ValueError(f"the row has {len(cells)} cells and the header {len(_COLUMNS)}")
    origin, destination, depart, cargo, unit, units, *lists = (c.strip() for c in cells)
    if not origin or not destination:
        raise ValueError("the place is blank")
    datetime.fromisoformat(depart)
    modes, avoid, via = (tuple(i.strip() for i in text.split(";") if i.strip()) for text in lists)
    return StandardQuery(
        origin, destination, depart, cargo, unit, int(units) if units else None, modes, avoid, via, line
    )
