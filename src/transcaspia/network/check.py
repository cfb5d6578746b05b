"""What the standard questions say of a network: rows that none uses, what the plans rest on, lengths, towns."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from transcaspia.errors import DataError
from transcaspia.network.check_report import CheckReport, label
from transcaspia.network.coverage import LEAST_PEOPLE, MOST_KM, Coverage, coverage
from transcaspia.network.ground import Part, ground_of, publications
from transcaspia.network.model import Network, Row, row_key
from transcaspia.network.places import find_place
from transcaspia.network.tables import TABLES

QUERIES = "standard_queries.csv"
"""File of the standard questions, in the folder of a network."""

_COLUMNS = ("origin", "destination", "depart", "cargo", "unit", "units", "modes", "avoid", "via", "hs", "carrier")
_NEEDED = 9
"""Columns that every file and row has; `hs` and `carrier` may be left off."""

_REFERENCES = {t.name: tuple((c.name, c.dtype, c.references) for c in t.columns if c.references) for t in TABLES}
_SETTABLE = ("speeds", "durations", "prices", "factors", "vehicles")
_DOUBTFUL_SHARE = 0.1
_NEAR_SHARE = 0.05
_SERVE_OTHERS = frozenset({"sources", "dangerous_goods", "dangerous_rules"})
"""Tables whose rows no standard question can use: sources of the validation cases, and what a UN number looks up."""

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
    hs, carrier
        HS code and carrier's registration; empty means none.
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
    hs: str = ""
    carrier: str = ""


class Way(Protocol):
    """What the check reads of an itinerary."""

    @property
    def parts(self) -> Sequence[Part]:
        """What the itinerary takes from each row."""


class Answer(Protocol):
    """What the check reads of a plan."""

    @property
    def used_rows(self) -> frozenset[Use]:
        """Rows that the answer used: for its itineraries, for what it weighed, and for its refusals."""

    @property
    def itineraries(self) -> Sequence[Way]:
        """The itineraries given; none where no way was found."""


def check_network(network: Network, plan: Callable[[Network, StandardQuery], Answer]) -> CheckReport:
    """
    Return what the standard questions say of a network, after asking them all.

    A row serves a question if the answer used it on its day, or if a row in use names it. A source that no row names is
    left out.

    Parameters
    ----------
    network
        A loaded network; loading it has already proved its schema.
    plan
        Function that answers a question. The network knows no planner, so the caller brings it.

    Returns
    -------
    CheckReport
        Unused rows, unanswered questions, grounds, lengths and towns.

    Raises
    ------
    DataError
        If the standard questions cannot be read.
    """
    queries = read_queries(network.root / QUERIES)
    settings = network.settings.get("check", {})
    between = frozenset(settings.get("between", ()))
    used: set[Row] = set()
    unanswered: list[str] = []
    plans: list[Sequence[Part]] = []
    plans_between: list[Sequence[Part]] = []
    for query in queries:
        answer = plan(network, query)
        used |= _rows_in_use(network.at(datetime.fromisoformat(query.depart).date()), answer.used_rows)
        if not answer.itineraries:
            unanswered.append(f"{query.origin} to {query.destination} on {query.depart} ({QUERIES}, row {query.line})")
        plans += [way.parts for way in answer.itineraries]
        if between and between == {find_place(text, network).country for text in (query.origin, query.destination)}:
            plans_between += [way.parts for way in answer.itineraries]
    every = ((t.name, row_key(r)) for t in TABLES if t.name not in _SERVE_OTHERS for r in network.rows(t.name))
    idle = _rows_in_use(network, every) - used
    unused: dict[str, tuple[str, ...]] = {}
    for table in TABLES:
        if missing := tuple(label(row) for row in network.rows(table.name) if row in idle):
            unused[table.name] = missing
    grounds = {"of all questions": ground_of(plans)}
    if between:
        grounds[f"between {' and '.join(settings['between'])}"] = ground_of(plans_between)
    compared = [abs(length / expected - 1.0) for _, length, expected in compared_lengths(network)]
    return CheckReport(
        network=network.id,
        rows=sum(len(network.rows(t.name)) for t in TABLES),
        queries=len(queries),
        unanswered=tuple(unanswered),
        unused=unused,
        grounds=grounds,
        publications=tuple(publications(network)),
        lengths=len(compared),
        lengths_near=sum(share <= _NEAR_SHARE for share in compared),
        doubtful=tuple(_doubtful_lengths(network)),
        coverage=_coverage(network, settings),
    )


def _coverage(network: Network, settings: dict[str, Any]) -> tuple[Coverage, ...]:
    return coverage(
        network,
        settings.get("town_countries", ()),
        int(settings.get("town_year", network.edition.year)),
        least_people=int(settings.get("town_people", LEAST_PEOPLE)),
        most_km=float(settings.get("town_km", MOST_KM)),
    )


def _rows_in_use(network: Network, used: Iterable[Use]) -> set[Row]:
    """Return the rows of a network that an answer used or that those name."""
    return {row for table, key in with_references(network, used) for row in network.all_of(table, key)}


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
    found: set[Use] = set()
    waiting = [*used, *_named_by_settings(network)]
    while waiting:
        use = waiting.pop()
        if use in found:
            continue
        found.add(use)
        for row in network.all_of(*use):
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


def _named_by_settings(network: Network) -> Iterable[Use]:
    names = [v for v in network.settings.get("planning", {}).values() if isinstance(v, str)]
    yield from ((t, n) for n in names for t in _SETTABLE if network.all_of(t, n))
    for factor in network.settings["factors"].values():
        yield from (("sources", key) for key in factor["source"].split(";"))


def compared_lengths(network: Network) -> Iterable[tuple[Row, float, float]]:
    """
    Yield the links whose length is both published and measured.

    Parameters
    ----------
    network
        The network.

    Yields
    ------
    tuple[Row, float, float]
        Link, published km, measured km times the factor of its mode.
    """
    measured, factors = network.measured.lengths(), network.settings.get("lengths", {})
    for link in network.rows("links"):
        published = link.maybe("length_km")
        if published is not None and link.id in measured:
            yield link, published, measured[link.id][0] * float(factors.get(f"{link.text('mode')}_factor", 1.0))


def _doubtful_lengths(network: Network) -> Iterable[str]:
    for link in network.rows("links"):
        try:
            network.km_by_country(link.id)
            network.length_km(link.id)
        except DataError as err:
            yield str(err)
    for link, published, expected in compared_lengths(network):
        share = published / expected - 1.0
        if abs(share) > _DOUBTFUL_SHARE:
            reason = network.measured.excused(link.id, "length")
            why = f" {reason}" if reason else ""
            yield f"{link.id}: published {published:.0f} km, measured {expected:.0f} km ({share:+.0%}).{why}"


def read_queries(path: Path) -> tuple[StandardQuery, ...]:
    """
    Return the standard questions of a file.

    Parameters
    ----------
    path
        CSV file with the columns origin, destination, depart, cargo, unit, units, modes, avoid, via, hs, carrier.

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
    if tuple(header) not in {_COLUMNS, _COLUMNS[:_NEEDED]}:
        raise DataError(f"{path}: the columns are {', '.join(header) or 'none'}, expected {', '.join(_COLUMNS)}.")
    queries = []
    for cells in filter(None, reader):
        try:
            queries.append(_query(cells, len(header), reader.line_num))
        except ValueError as err:
            raise DataError(
                f"{path}, row {reader.line_num}: {err}. A question needs an origin, a destination and a day of "
                "departure (2025-10-01), and a whole number of units or none."
            ) from err
    return tuple(queries)


def _query(cells: list[str], columns: int, line: int) -> StandardQuery:
    if not _NEEDED <= len(cells) <= columns:
        raise ValueError(f"the row has {len(cells)} cells and the header {columns}")
    filled = [*cells, *[""] * (len(_COLUMNS) - len(cells))]
    origin, destination, depart, cargo, unit, units, *lists, hs, carrier = (c.strip() for c in filled)
    if not origin or not destination:
        raise ValueError("the place is blank")
    datetime.fromisoformat(depart)
    modes, avoid, via = (tuple(i.strip() for i in text.split(";") if i.strip()) for text in lists)
    return StandardQuery(
        origin, destination, depart, cargo, unit, int(units) if units else None, modes, avoid, via, line, hs, carrier
    )
