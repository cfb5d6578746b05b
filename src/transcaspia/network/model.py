"""What a network is: dated, sourced rows of the tables, with the lengths and lines of its links."""

from __future__ import annotations

import csv
import difflib
import json
from bisect import bisect_right
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, TypeVar, cast

from transcaspia.errors import DataError, InputError, UnknownIdError
from transcaspia.network.tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping
    from pathlib import Path

Made = TypeVar("Made")

Point = tuple[float, float]
"""A place on the map: longitude and latitude, degrees (WGS84)."""

IDENTITY: dict[str, tuple[str, ...]] = {
    "terminals": ("node", "change"),
    "borders": ("node", "mode", "from_country", "to_country", "traffic"),
    "prices": ("id", "size"),
    "exchange": ("currency", "year"),
    "price_index": ("id", "year"),
    "weather": ("id", "month"),
    "drafts": ("vehicle", "port"),
}
"""What tells the rows of a table apart where one key column does not."""

_KEYS = {t.name: t.key for t in TABLES}
_DATED = frozenset(t.name for t in TABLES if any(c.name == "valid_from" for c in t.columns))


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """
    One row of a table, with each cell read by the type of its column.

    Attributes
    ----------
    table
        Name of the table.
    line
        Line of the file on which the row stands (the header is line 1).
    cells
        Value by column: text, float, date, tuple of texts or bool; None where the cell is blank.
    """

    table: str
    line: int
    cells: Mapping[str, object]
    _id: str = field(default="", init=False, repr=False)

    @property
    def id(self) -> str:
        """Key of the row, as `row_key` makes it; made once, for it is asked for millions of times."""
        if not self._id:
            object.__setattr__(self, "_id", row_key(self))
        return self._id

    def text(self, column: str) -> str:
        """
        Return a text cell.

        Parameters
        ----------
        column
            Name of a text column.

        Returns
        -------
        str
            The text; empty where the cell is blank.
        """
        value = self.cells[column]
        return "" if value is None else cast("str", value)

    def number(self, column: str) -> float:
        """
        Return a number that must be there.

        Parameters
        ----------
        column
            Name of a number or integer column.

        Returns
        -------
        float
            The number, in the unit of the column.

        Raises
        ------
        DataError
            If the cell is blank.
        """
        value = self.cells[column]
        if value is None:
            raise DataError(
                f"{self.table}.csv, row {self.line} (`{self.id}`): column `{column}` is blank, and this use of the row "
                "needs it. Fill it in."
            )
        return cast("float", value)

    def maybe(self, column: str) -> float | None:
        """
        Return a number, or None where the cell is blank.

        Parameters
        ----------
        column
            Name of a number or integer column.

        Returns
        -------
        float | None
            The number, in the unit of the column.
        """
        return cast("float | None", self.cells[column])

    def items(self, column: str) -> tuple[str, ...]:
        """
        Return the items of a list cell in their order.

        Parameters
        ----------
        column
            Name of a list column.

        Returns
        -------
        tuple[str, ...]
            The items; empty where the cell is blank.
        """
        value = self.cells[column]
        return () if value is None else cast("tuple[str, ...]", value)

    def day(self, column: str) -> date | None:
        """
        Return a date, or None where the cell is blank.

        Parameters
        ----------
        column
            Name of a date column.

        Returns
        -------
        date | None
            The date.
        """
        return cast("date | None", self.cells[column])

    def flag(self, column: str) -> bool:
        """
        Return whether a flag cell says yes.

        Parameters
        ----------
        column
            Name of a flag column.

        Returns
        -------
        bool
            True for yes, False for a blank cell.
        """
        return self.cells[column] is not None

    def holds_on(self, day: date) -> bool:
        """
        Return whether the row holds on a day by its `valid_from` and `valid_to`.

        Parameters
        ----------
        day
            The day.

        Returns
        -------
        bool
            True where the table has no such columns, or the day lies in the period, ends included.
        """
        if self.table not in _DATED:
            return True
        first, last = self.day("valid_from"), self.day("valid_to")
        return (first is None or first <= day) and (last is None or day <= last)


def row_key(row: Row) -> str:
    """
    Return the name by which reports tell of a row.

    Parameters
    ----------
    row
        Row of any table.

    Returns
    -------
    str
        The value of the table's key column; `node|change` for a terminal, `vehicle|port` for a draft and
        `node|mode|from>to|traffic` for a border. Rows of one id by period, size, month or year share it.
    """
    if key := _KEYS[row.table]:
        return row.text(key)
    if row.table == "borders":
        ends = f"{row.text('from_country')}>{row.text('to_country')}"
        return "|".join((row.text("node"), row.text("mode"), ends, row.text("traffic")))
    return "|".join(row.text(c) for c in IDENTITY[row.table])


def calls(service: Row) -> tuple[tuple[str, bool], ...]:
    """
    Return the nodes of a service in order, each with True where it calls and False where it passes.

    Parameters
    ----------
    service
        Row of the services table; a node in brackets is passed without a call.

    Returns
    -------
    tuple[tuple[str, bool], ...]
        Node id and whether it is a call.
    """
    return tuple((c.strip("()[]"), not c.startswith(("(", "["))) for c in service.items("calls"))


@dataclass(eq=False)
class Measured:
    """Measured lengths, lines and road access of a data folder, each read when first asked for."""

    root: Path
    _lengths: dict[str, tuple[float, dict[str, float]]] | None = None
    _lines: dict[str, list[list[float]]] | None = None
    _excused: dict[tuple[str, str], str] | None = None
    _access: dict[str, tuple[tuple[str, float], ...]] = field(default_factory=dict)
    _reach: Any = None

    def lengths(self) -> dict[str, tuple[float, dict[str, float]]]:
        """Return length and km by country by link, from measured.csv (`id,length_km,countries`: `PL:12.5;DE:3`)."""
        if self._lengths is None:
            self._lengths = {}
            for path in (self.root / "odbl" / "measured.csv", self.root / "sea_measured.csv"):
                if path.exists():
                    self._lengths |= _read_measured(path)
        return self._lengths

    def lines(self) -> dict[str, list[list[float]]]:
        """Return the line of each link in `odbl/geometry.json` and `sea_geometry.json` ({id: [[lon, lat], ...]})."""
        if self._lines is None:
            self._lines = {}
            for path in (self.root / "odbl" / "geometry.json", self.root / "sea_geometry.json"):
                if path.exists():
                    self._lines |= json.loads(path.read_text(encoding="utf-8"))
        return self._lines

    def excused(self, link: str, rule: str) -> str:
        """
        Return why a link may break a rule about lines, from `line_exceptions.csv`.

        Parameters
        ----------
        link
            Link id.
        rule
            `border`, `land` or `length`.

        Returns
        -------
        str
            The reason; blank where there is none.
        """
        if self._excused is None:
            path, self._excused = self.root / "line_exceptions.csv", {}
            if path.exists():
                with path.open(encoding="utf-8", newline="") as file:
                    self._excused = {(row["link"], row["rule"]): row["reason"] for row in csv.DictReader(file)}
        return self._excused.get((link, rule), "")

    def access(self, place: str) -> tuple[tuple[str, float], ...]:
        """
        Return nodes and road km of a place, from `odbl/access.parquet` (`place,node,km`).

        Parameters
        ----------
        place
            Place id.

        Returns
        -------
        tuple[tuple[str, float], ...]
            Node and road km, nearest first; empty where nothing was measured.
        """
        if place not in self._access:
            path = self.root / "odbl" / "access.parquet"
            rows: list[tuple[str, float]] = []
            if path.exists():
                import pyarrow.compute as pc  # a tenth of a second that `--help` need not pay
                from pyarrow import parquet

                if self._reach is None:
                    self._reach = parquet.read_table(path, columns=["place", "node", "km"])
                found = self._reach.filter(pc.equal(self._reach["place"], place)).to_pydict()
                rows = [(str(node), float(km)) for node, km in zip(found["node"], found["km"], strict=True)]
            self._access[place] = tuple(sorted(rows, key=lambda r: (r[1], r[0])))
        return self._access[place]


def _read_measured(path: Path) -> dict[str, tuple[float, dict[str, float]]]:
    found: dict[str, tuple[float, dict[str, float]]] = {}
    try:
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                shares: dict[str, float] = {}
                for item in filter(None, row["countries"].split(";")):
                    country, _, km = item.partition(":")
                    shares[country] = shares.get(country, 0.0) + float(km)
                found[row["id"]] = (float(row["length_km"]), shares)
    except (KeyError, TypeError, ValueError) as err:
        raise DataError(
            f"{path} cannot be read ({err}). It needs the columns id, length_km and countries (as PL:12.5;DE:3): "
            "rebuild it with the script under tools/."
        ) from err
    return found


@dataclass(frozen=True, eq=False)
class Network:
    """
    A corridor data set: every row of every table, checked, with the lengths and lines of the links.

    Attributes
    ----------
    id, title, edition
        Name of the set, for machines and for people, and the day of its edition.
    data_from, data_to
        First and last day that the data cover.
    sha256
        Hash of the table files, `network.toml` and the measured lengths.
    root
        Folder of the data.
    settings
        `network.toml` as read.
    tables
        Rows by table.
    measured
        Measured lengths and lines, shared by the networks of all days so that a file is read once.
    day
        Day whose rows these are; None while rows of all days are in.
    """

    id: str
    title: str
    edition: date
    data_from: date
    data_to: date
    sha256: str
    root: Path
    settings: dict[str, Any] = field(repr=False)
    tables: Mapping[str, tuple[Row, ...]] = field(repr=False)
    measured: Measured = field(repr=False)
    day: date | None = None
    _cache: dict[object, Any] = field(default_factory=dict, repr=False)

    def rows(self, table: str) -> tuple[Row, ...]:
        """
        Return the rows of a table in the order of the file.

        Parameters
        ----------
        table
            Name of the table.

        Returns
        -------
        tuple[Row, ...]
            Its rows.
        """
        return self.tables[table]

    def all_of(self, table: str, row_id: str) -> tuple[Row, ...]:
        """
        Return every row that bears an id: sizes of a price, months of a weather region, years of a currency.

        Parameters
        ----------
        table
            Name of the table.
        row_id
            Key of the rows.

        Returns
        -------
        tuple[Row, ...]
            The rows in the order of the file; empty where there is none.
        """
        return self._grouped(table).get(row_id, ())

    def get(self, table: str, row_id: str) -> Row:
        """
        Return the one row that bears an id.

        Parameters
        ----------
        table
            Name of the table.
        row_id
            Key of the row.

        Returns
        -------
        Row
            The row.

        Raises
        ------
        UnknownIdError
            If there is none; the message offers the nearest ids.
        InputError
            If several rows bear the id, as those of several periods do before `at` chose a day.
        """
        found = self.all_of(table, row_id)
        if len(found) == 1:
            return found[0]
        if found:
            raise InputError(_several(table, row_id, len(found)))
        near = difflib.get_close_matches(row_id, self._grouped(table), n=3, cutoff=0.5)
        hint = f" The nearest: {', '.join(near)}." if near else ""
        when = f" on {self.day.isoformat()}" if self.day else ""
        raise UnknownIdError(
            f"`{row_id}` is not in the table `{table}` of the network `{self.id}`{when}.{hint} "
            "`transcaspia network show` lists what is there."
        )

    def by_id(self, table: str) -> Mapping[str, Row]:
        """
        Return the rows of a table by their key.

        Parameters
        ----------
        table
            Name of a table whose key tells its rows apart on one day.

        Returns
        -------
        Mapping[str, Row]
            Rows by key, in the order of the file.

        Raises
        ------
        InputError
            If several rows share a key.
        """
        held = self._cache.get(("by_id", table))
        if held is None:
            groups = self._grouped(table)
            for row_id, rows in groups.items():
                if len(rows) > 1:
                    raise InputError(_several(table, row_id, len(rows)))
            held = self._cache["by_id", table] = {row_id: rows[0] for row_id, rows in groups.items()}
        return cast("Mapping[str, Row]", held)

    def at(self, day: date) -> Network:
        """
        Return the network of one day: the rows whose period of validity holds it.

        Services are kept whenever they were seen, and the planner gives them a status; but where rows of one name tell
        of a service by period, a row that was not seen on the day gives way to one that was.

        Parameters
        ----------
        day
            The day, within `data_from` and `data_to`.

        Returns
        -------
        Network
            The network of that day.

        Raises
        ------
        InputError
            If the day lies outside the data.
        """
        if not self.data_from <= day <= self.data_to:
            raise InputError(
                f"{day.isoformat()} lies outside the data of the network `{self.id}`, which cover "
                f"{self.data_from.isoformat()} to {self.data_to.isoformat()}. Give a day between the two."
            )
        periods: dict[int, Network] = self._cache.setdefault("periods", {})
        number = bisect_right(self.kept("turns", self._turns), day)
        alike = periods.pop(number, None)
        if alike is None:
            kept = {name: tuple(r for r in rows if r.holds_on(day)) for name, rows in self.tables.items()}
            kept["services"] = _of_the_day(kept["services"], day)
            alike = replace(self, tables=kept, day=day, _cache={})
        periods[number] = alike
        while len(periods) > _PERIODS_KEPT:
            periods.pop(next(iter(periods)))
        # What was made of the rows is shared by the days of a period; what depends on the day itself is not there.
        days: dict[date, Network] = alike._cache.setdefault("days", {})  # noqa: SLF001 - of the same class
        if day not in days:
            days[day] = replace(alike, day=day)
        return days[day]

    def kept(self, name: Hashable, make: Callable[[], Made]) -> Made:
        """
        Return what the rows alone decide, made once for all the days that have the same rows.

        Parameters
        ----------
        name
            Name of it.
        make
            Makes it, and must not look at the day.

        Returns
        -------
        Made
            What was made.
        """
        key = ("kept", name)
        if key not in self._cache:
            self._cache[key] = make()
        return cast("Made", self._cache[key])

    def _turns(self) -> list[date]:
        """Return the days from which some row holds, or does no longer; between two of them the rows are the same."""
        turns = set()
        for row in (r for rows in self.tables.values() for r in rows):
            for first, last in (("valid_from", "valid_to"), ("first_seen", "last_seen")):
                if row.cells.get(first):
                    turns.add(cast("date", row.cells[first]))
                if row.cells.get(last) and row.cells[last] != date.max:
                    turns.add(cast("date", row.cells[last]) + timedelta(days=1))
        return sorted(turns)

    def length_km(self, link_id: str) -> float:
        """
        Return the length of a link: the published one, else the measured one times the factor of its mode.

        Parameters
        ----------
        link_id
            Link.

        Returns
        -------
        float
            Length, km.

        Raises
        ------
        DataError
            If the link has neither.
        """
        link = self.get("links", link_id)
        published = link.maybe("length_km")
        if published is not None:
            return published
        measured = self.measured.lengths().get(link_id)
        if measured is None:
            raise DataError(
                f"links.csv, row {link.line} (`{link_id}`): no published length and no measured one. Fill in "
                "`length_km`, or measure it with the script under tools/."
            )
        factors = self.settings.get("lengths", {})
        return measured[0] * float(factors.get(f"{link.text('mode')}_factor", 1.0))

    def km_by_country(self, link_id: str) -> dict[str, float]:
        """
        Return the km of a link in each country that it crosses, which sum to its length.

        Parameters
        ----------
        link_id
            Link.

        Returns
        -------
        dict[str, float]
            Km by country in the order of crossing; empty at sea and in the air.

        Raises
        ------
        DataError
            If the link crosses several countries and was not measured.
        """
        link = self.get("links", link_id)
        countries = link.items("countries")
        if not countries:
            return {}
        length = self.length_km(link_id)
        if len(set(countries)) == 1:
            return {countries[0]: length}
        shares = self.measured.lengths().get(link_id, (0.0, {}))[1]
        total = sum(shares.values())
        if total <= 0.0:
            raise DataError(
                f"links.csv, row {link.line} (`{link_id}`): the link crosses {', '.join(countries)} and its km in each "
                "were not measured. Measure it with the script under tools/, or split it at the border."
            )
        return {country: length * km / total for country, km in shares.items()}

    def geometry(self, link_id: str) -> tuple[Point, ...]:
        """
        Return the line of a link from its `from` to its `to` end.

        Parameters
        ----------
        link_id
            Link.

        Returns
        -------
        tuple[Point, ...]
            Longitude and latitude of its points, degrees; straight over the `via` points where it was not measured.
        """
        line = self.measured.lines().get(link_id)
        if line is not None:
            return tuple((p[0], p[1]) for p in line)
        link = self.get("links", link_id)
        via = [p.split() for p in link.items("via")]
        return (
            self.position(link.text("from")),
            *((float(p[0]), float(p[1])) for p in via),
            self.position(link.text("to")),
        )

    def position(self, node_id: str) -> Point:
        """
        Return where a node lies.

        Parameters
        ----------
        node_id
            Node.

        Returns
        -------
        Point
            Longitude and latitude, degrees.
        """
        node = self.get("nodes", node_id)
        return node.number("lon"), node.number("lat")

    def end_country(self, link: Row, node_id: str) -> str:
        """
        Return the country in which a link reaches one of its ends.

        Parameters
        ----------
        link
            Row of the links table.
        node_id
            One of its two ends.

        Returns
        -------
        str
            The first or last of its `countries`; the country of the node at sea and in the air.
        """
        countries = link.items("countries")
        if not countries:
            return self.get("nodes", node_id).text("country")
        return countries[0] if link.text("from") == node_id else countries[-1]

    def joining(self, start: str, end: str, mode: str, gauge_mm: float | None = None) -> tuple[tuple[Row, bool], ...]:
        """
        Return the links of a mode that join two nodes.

        Parameters
        ----------
        start, end
            The two nodes.
        mode
            Mode of the link.
        gauge_mm
            Gauge of a railway, mm; None off the rails.

        Returns
        -------
        tuple[tuple[Row, bool], ...]
            Each link, and True where it runs from `start` to `end` as it is written.
        """
        ends = self._cache.get("ends")
        if ends is None:
            ends = self._cache["ends"] = {}
            for link in self.rows("links"):
                a, b = link.text("from"), link.text("to")
                what = (link.text("mode"), link.maybe("gauge_mm"))
                ends.setdefault((a, b, *what), []).append((link, True))
                ends.setdefault((b, a, *what), []).append((link, False))
        return tuple(ends.get((start, end, mode, gauge_mm), ()))

    def access(self, place_id: str) -> tuple[tuple[str, float], ...]:
        """
        Return the nodes that a lorry reaches from a place.

        Parameters
        ----------
        place_id
            Place of the gazetteer, or a node.

        Returns
        -------
        tuple[tuple[str, float], ...]
            Node and road km, nearest first; a node without measured access reaches itself only.

        Raises
        ------
        UnknownIdError
            If the place has no measured access and is not a node.
        """
        found = self.measured.access(place_id)
        if found:
            return found
        return ((self.get("nodes", place_id).text("id"), 0.0),)

    def _grouped(self, table: str) -> dict[str, tuple[Row, ...]]:
        held = self._cache.get(("groups", table))
        if held is None:
            groups: dict[str, list[Row]] = {}
            for row in self.tables[table]:
                groups.setdefault(row.id, []).append(row)
            held = self._cache["groups", table] = {row_id: tuple(rows) for row_id, rows in groups.items()}
        return cast("dict[str, tuple[Row, ...]]", held)


_PERIODS_KEPT = 40
"""Periods without a turn of which the rows, and what was made of them, are kept."""


def _of_the_day(services: tuple[Row, ...], day: date) -> tuple[Row, ...]:
    """Return the services without those that a row of the same name, seen on the day, tells better."""

    def seen(row: Row) -> bool:
        first, last = row.day("first_seen"), row.day("last_seen")
        return (first is None or first <= day) and (last is None or day <= last)

    told = {row.text("name") for row in services if seen(row)}
    return tuple(row for row in services if seen(row) or row.text("name") not in told)


def _several(table: str, row_id: str, number: int) -> str:
    what = f"`{row_id}` has {number} rows in the table `{table}`"
    if table in IDENTITY:
        return f"{what}, told apart by {', '.join(IDENTITY[table])}: ask for all of them with `all_of`."
    return f"{what}, one for each period: choose a day first with `network.at(day)`."
