"""What must hold between the rows of a network, beyond the type of each cell."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from itertools import pairwise, permutations
from typing import Any
from zoneinfo import ZoneInfo

from transcaspia.errors import DataError
from transcaspia.network.faults import Faults
from transcaspia.network.groups import check_countries, check_restrictions
from transcaspia.network.model import IDENTITY, Row, calls
from transcaspia.network.tables import DIRECTIONS, STACKS, STATISTICS, TABLES, Table
from transcaspia.network.uncertainty import GIVEN, duration_triple, price_triple, speed_triple

Tables = Mapping[str, tuple[Row, ...]]
Settings = Mapping[str, Any]

_SETTINGS = "network.toml"
_ID = re.compile(r"[^\s;|,()\[\]]+")
_COUNTRY = re.compile(r"[A-Z]{2}")
_DEPARTURE = re.compile(r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun) ([01]\d|2[0-3]):[0-5]\d")
_COUNTRY_COLUMNS = {
    "nodes": ("country",),
    "links": ("countries",),
    "borders": ("from_country", "to_country"),
    "corridors": ("countries",),
    "closures": ("direction",),
    "power": ("countries",),
    "dangerous_rules": ("countries",),
    "calendars": ("country",),
}
_PERIODS = (
    ("valid_from", "valid_to"),
    ("first_seen", "last_seen"),
    ("from", "to"),
)
_PAID = (
    ("terminals", "price"), ("terminals", "storage"), ("borders", "price"), ("services", "price"),
    ("equipment", "hire"),
)  # fmt: skip
"""Columns in which a price stands that every shipper pays."""

_NEEDED_BY_DEPARTURES = {
    "timetable": ("timetable",),
    "frequency": ("per_week", "headway_cv"),
    "when_full": ("fill_units", "fill_per_day"),
    "on_request": ("lead_days", "min_units"),
}
_MOST = {"lon": 180.0, "lat": 90.0, "month": 12.0}
_BAN_DAYS = frozenset({"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun", "holiday", "eve"})
_FIRST_DAY, _LAST_DAY = date.min, date.max


def check_settings(settings: Settings, tables: Tables, faults: Faults) -> None:
    """
    Check `network.toml`.

    Parameters
    ----------
    settings
        The file as read.
    tables
        Rows by table, for the sources that it names.
    faults
        Where faults are noted.
    """

    def fault(key: str, value: object, what: str, todo: str) -> None:
        faults.add(_SETTINGS, key, 0, "" if value is None else str(value), what, todo)

    about = _section(settings, "network")
    for key in ("id", "title"):
        if not isinstance(about.get(key), str) or not about[key]:
            fault(f"network.{key}", about.get(key), "this must be a text", "Fill it in.")
    days = {key: _day(about.get(key)) for key in ("edition", "data_from", "data_to")}
    for key, day in days.items():
        if day is None:
            fault(f"network.{key}", about.get(key), "this is not a day of the calendar", "Write it as 2025-10-01.")
    first, last = days["data_from"], days["data_to"]
    if first and last and first > last:
        fault("network.data_to", last, "the data end before they begin", "Put the days in order.")
    for key, value in _section(settings, "lengths").items():
        if not _is_number(value) or value <= 0:
            fault(f"lengths.{key}", value, "this must be a number above 0", "Mend it.")
    rule = _section(settings, "statistic_rule")
    for statistic in STATISTICS:
        if statistic not in GIVEN:
            _check_rule(statistic, _section(rule, statistic), fault)
    known = {r.text("key") for r in tables.get("sources", ())}
    for family, factor in _section(settings, "factors").items():
        strength: Any = factor.get("strength") if isinstance(factor, dict) else None
        if not _is_number(strength) or not 0 <= strength < 1:
            fault(f"factors.{family}", strength, "the strength must lie from 0 up to, not at, 1", "Mend it.")
        sources = str(factor.get("source", "") if isinstance(factor, dict) else "").split(";")
        if "sources" in tables and not set(sources) <= known:
            todo = "Add the source to sources.csv, or mend the key."
            fault(f"factors.{family}", ";".join(sources), "the source is not in sources.csv", todo)
    if "knowledge" not in _section(settings, "factors"):
        fault("factors", None, "the family `knowledge` is missing", "Add [factors.knowledge] with its strength.")


def _check_rule(statistic: str, given: Settings, fault: Callable[[str, object, str, str], None]) -> None:
    key = f"statistic_rule.{statistic}"
    values = [given.get(p) for p in ("p10", "p50", "p90")]
    if not all(_is_number(v) for v in values):
        fault(key, None, "p10, p50 and p90 must be numbers", "Write the multipliers of the value that the source gave.")
    elif not 0 < values[0] < values[1] < values[2]:  # type: ignore[operator]
        fault(key, values, "the multipliers are out of order", "Each must be above the one before.")


def check_rows(tables: Tables, settings: Settings | None, faults: Faults) -> None:
    """
    Check every row of every table, and rows against each other.

    Parameters
    ----------
    tables
        Rows by table; a table whose file is missing is left out.
    settings
        `network.toml` as read, or None where it cannot be.
    faults
        Where faults are noted.
    """
    check = _Check(tables, settings or {}, faults)
    for table in TABLES:
        if table.name in tables:
            check.cells(table)
            check.references(table)
            check.identity(table)
    check.dates()
    check.figures()
    check.nodes()
    check.links()
    check.terminals()
    check.borders()
    check.services()
    check.prices()
    check.equipment()
    check.emissions()
    check.weather()
    check.drafts()
    check.closures()
    if {"nodes", "links"} <= check.present:
        check_restrictions(check.rows["restrictions"], check.keys["nodes"] | check.keys["links"], faults)
    for name in ("restrictions", "regimes", "documents"):
        check_countries(check.rows[name], check.settings, faults)
    check.calendars()
    check.commodities()
    check.corridors()


class _Check:
    """One pass over the rows, with the look-ups that several checks share."""

    def __init__(self, tables: Tables, settings: Settings, faults: Faults) -> None:
        self.settings = settings
        self.faults = faults
        self.rows: dict[str, tuple[Row, ...]] = {t.name: tables.get(t.name, ()) for t in TABLES}
        self.present = set(tables)
        self.keys = {t.name: {r.text(t.key) for r in self.rows[t.name]} for t in TABLES if t.key}
        self.node = {r.text("id"): r for r in self.rows["nodes"]}
        self.unit = {r.text("id"): r for r in self.rows["equipment"]}
        self.ends: dict[str, list[Row]] = {}
        for link in self.rows["links"]:
            for end in {link.text("from"), link.text("to")}:
                self.ends.setdefault(end, []).append(link)

    def fault(self, row: Row, column: str, value: str, what: str, todo: str) -> None:
        self.faults.add(f"{row.table}.csv", column, row.line, value, what, todo)

    def cells(self, table: Table) -> None:
        """Check ids, countries, shares, and the formula behind each derived figure."""
        names = {c.name: c for c in table.columns}
        shares = [c for c in names if c.endswith("_share")]
        countries = _COUNTRY_COLUMNS.get(table.name, ())
        for row in self.rows[table.name]:
            if table.key and row.text(table.key) and not _ID.fullmatch(row.text(table.key)):
                todo = "Use letters, digits, and signs such as - _ . only."
                self.fault(row, table.key, row.text(table.key), "an id has no spaces, brackets or ; , |", todo)
            for column in countries:
                items = row.items(column) if names[column].dtype == "list" else filter(None, [row.text(column)])
                for item in items:
                    if not _COUNTRY.fullmatch(item):
                        what = "this is not a country code of two capitals"
                        self.fault(row, column, item, what, "Write the ISO 3166-1 alpha-2 code, as KZ.")
            for column in (*shares, *(c for c in _MOST if c in names)):
                most, value = _MOST.get(column, 1.0), row.maybe(column)
                if value is not None and value > most:
                    self.fault(
                        row, column, f"{value:g}", f"the number is above {most:g}, the most allowed", "Mend the value."
                    )
            if "note" in names and row.cells.get("grade") == "derived" and not row.text("note"):
                todo = "Write the formula and the rows that it takes its numbers from."
                self.fault(row, "note", "", "a derived figure needs its formula in the note", todo)

    def references(self, table: Table) -> None:
        """Check that every id that a row names is a row of the table that it names."""
        for column in table.columns:
            other = column.references
            if not other or other not in self.present:
                continue
            known = self.keys[other]
            for row in self.rows[table.name]:
                value = row.cells[column.name]
                items = row.items(column.name) if column.dtype == "list" else (row.text(column.name),)
                for item in items if value is not None else ():
                    if item not in known and not (other == "exchange" and item == "USD"):
                        what = f"there is no such row in {other}.csv"
                        self.fault(row, column.name, item, what, "Add the row there, or mend the id here.")

    def identity(self, table: Table) -> None:
        """Check that no two rows say the same thing of the same day."""
        columns = IDENTITY.get(table.name, (table.key,))
        dated = table.dated_key or table.name in IDENTITY
        seen: dict[tuple[object, ...], list[Row]] = {}
        for row in self.rows[table.name]:
            identity = tuple(row.cells[c] for c in columns)
            if table.name == "terminals":
                identity = (identity[0], *sorted(row.text("change").split("-")))
            if identity[0] is None:
                continue
            for other in seen.setdefault(identity, []):
                if dated and not _overlap(row, other):
                    continue
                if table.name == "terminals" and not set(row.items("units")) & set(other.items("units")):
                    continue
                name = " ".join(_show(v) for v in identity if v is not None)
                what = f"the row repeats row {other.line}" + (" on days of its period" if dated else "")
                todo = "Remove one of the two" + (
                    ", or give them periods that do not overlap." if dated else ", or rename it."
                )
                self.fault(row, " ".join(columns), name, what, todo)
                break
            seen[identity].append(row)

    def dates(self) -> None:
        """Check that periods run forward, and that a dated figure has no gap while something uses it."""
        for rows in self.rows.values():
            for row in rows:
                for first, last in _PERIODS:
                    if isinstance(row.cells.get(first), date) and isinstance(row.cells.get(last), date):
                        start, end = row.day(first), row.day(last)
                        if start and end and start > end:
                            self.fault(
                                row, last, end.isoformat(), f"the day is before `{first}`", "Put the days in order."
                            )
        about = _section(self.settings, "network")
        data_from, data_to = _day(about.get("data_from")), _day(about.get("data_to"))
        if not data_from or not data_to:
            return
        for table in TABLES:
            for column in table.columns:
                if column.references in {"speeds", "durations"}:
                    for row in self.rows[table.name]:
                        if row.text(column.name) in self.keys[column.references]:
                            self.cover(row, column.name, column.references, data_from, data_to)

    def cover(self, row: Row, column: str, other: str, data_from: date, data_to: date) -> None:
        """Note the first day on which the row holds and the figure that it names has no value."""
        start, end = _period(row)
        day, end = max(start, data_from), min(end, data_to)
        figures = sorted(_period(r) for r in self.rows[other] if r.text("id") == row.text(column))
        for first, last in figures:
            if first > day:
                break
            if last >= day:
                if last == _LAST_DAY:
                    return
                day = last + timedelta(days=1)
        if day <= end:
            what = f"{other}.csv has no value from {day.isoformat()} on, when this row holds"
            self.fault(row, column, row.text(column), what, "Add a row for that period, or end this one.")

    def figures(self) -> None:
        """Check that each triple is in order after the rule, and that a curve passes through it."""
        rule = _section(self.settings, "statistic_rule")
        families = set(_section(self.settings, "factors"))
        makers: dict[str, Callable[[Row], object]] = {
            "durations": lambda r: duration_triple(r, rule),
            "prices": lambda r: price_triple(r, rule),
            "speeds": lambda r: speed_triple(r, rule, 1000.0),
        }
        for name, make in makers.items():
            for row in self.rows[name]:
                bound = "most" if name == "speeds" else "least"
                if row.cells[bound] is not None and row.text("statistic") in STATISTICS:
                    self.triple(row, make)
        for name in (*makers, "services"):
            for row in self.rows[name]:
                for item in row.items("loads"):
                    if families and item.partition(".")[0] not in families:
                        todo = (
                            f"Choose from {', '.join(sorted(families))} (or family.instance), or add the family there."
                        )
                        self.fault(row, "loads", item, "there is no such family of factors in network.toml", todo)
        for row in self.rows["durations"]:
            if (row.maybe("hold_share") is None) != (row.maybe("hold_h") is None):
                what = "hold_share and hold_h stand together or not at all"
                self.fault(row, "hold_share hold_h", row.id, what, "Fill in the other one.")

    def triple(self, row: Row, make: Callable[[Row], object]) -> None:
        """Check that a figure becomes a triple."""
        try:
            make(row)
        except DataError as err:
            _, _, text = str(err).partition("`): ")
            what, _, todo = text.rpartition(". ")
            self.fault(row, "low typical high", row.id, what, todo)
        except (ArithmeticError, KeyError, TypeError, ValueError):
            return  # the rule itself is at fault, which `check_settings` has told

    def nodes(self) -> None:
        """Check that time zones exist, and that land changes country at border nodes only."""
        zones: dict[str, bool] = {}
        for row in self.rows["nodes"]:
            zone = row.text("timezone")
            if zone and zone not in zones:
                zones[zone] = _is_zone(zone)
            if zone and not zones[zone]:
                self.fault(row, "timezone", zone, "there is no such IANA time zone", "Write one as Asia/Almaty.")
            lands = {
                self.end_country(x, row.text("id")) for x in self.ends.get(row.text("id"), ()) if x.items("countries")
            }
            if row.text("kind") == "border" and len(lands) < 2:
                what = f"its links lie in {'one country' if lands else 'no country'}, and a border needs two"
                self.fault(row, "kind", row.text("id"), what, "Add the link on the other side, or change the kind.")
            elif row.text("kind") != "border" and lands - {row.text("country")}:
                kind = f"a {row.text('kind')} of {row.text('country')}"
                what = f"links in {', '.join(sorted(lands))} end there, and it is {kind}"
                self.fault(row, "kind", row.text("id"), what, "Make it a border, or mend the countries of the links.")

    def links(self) -> None:
        """Check the ends of each link, its gauge, and that its hours and emissions are known in one way."""
        factors = self.keys["factors"]
        for row in self.rows["links"]:
            mode, gauge = row.text("mode"), row.maybe("gauge_mm")
            name = row.text("id")
            if row.text("from") and row.text("from") == row.text("to"):
                self.fault(row, "to", row.text("to"), "the link ends where it begins", "Mend one of the ends.")
            if mode == "rail" and (gauge is None or f"rail_{gauge:.0f}" not in STACKS):
                known = ", ".join(s.removeprefix("rail_") for s in STACKS if s.startswith("rail_1"))
                self.fault(
                    row, "gauge_mm", _show(gauge), "a railway needs a gauge that we know", f"Write one of {known}."
                )
            if mode and mode != "rail" and gauge is not None:
                self.fault(row, "gauge_mm", _show(gauge), f"a link of mode {mode} has no gauge", "Leave it blank.")
            if mode in {"rail", "road"} and not row.items("countries"):
                self.fault(
                    row, "countries", name, "a link on land lies in a country", "Fill in the countries it crosses."
                )
            if row.text("speed") and row.text("hours"):
                self.fault(row, "hours", name, "the link has a speed and hours", "Keep one of the two.")
            if mode and mode != "road" and not row.text("speed") and not row.text("hours"):
                self.fault(row, "speed", name, "the link has neither speed nor hours", "Fill in one of the two.")
            for point in row.items("via"):
                if not _is_point(point):
                    self.fault(row, "via", point, "this is not a point of the map", "Write longitude, space, latitude.")
            if row.text("factor") or not mode:
                continue
            if mode == "rail":
                self.traction(row, factors)
            elif mode != "road":
                self.fault(
                    row, "factor", name, f"a link of mode {mode} needs an emission factor", "Name one of factors.csv."
                )

    def traction(self, row: Row, factors: set[str]) -> None:
        """Check that emission factors exist for the traction of a railway in its countries."""
        share = row.maybe("electrified_share")
        if share is None:
            what = "a railway without a factor of its own needs its share under wires"
            self.fault(row, "electrified_share", row.text("id"), what, "Write it, from 0 to 1.")
            return
        if "factors" not in self.present:
            return
        wanted = [f"rail_electric_{c}" for c in row.items("countries")] if share > 0 else []
        wanted += ["rail_diesel"] if share < 1 else []
        for factor in wanted:
            if factor not in factors and not (factor != "rail_diesel" and "rail_electric" in factors):
                todo = "Add it, or name another factor in the column `factor`."
                self.fault(row, "factor", factor, "there is no such row in factors.csv, and the link needs it", todo)

    def terminals(self) -> None:
        """Check that a change joins two stacks on which its units can stand."""
        for row in self.rows["terminals"]:
            change = row.text("change")
            stacks = change.split("-")
            if change and (len(stacks) != 2 or not set(stacks) <= set(STACKS)):
                todo = f"Write two of {', '.join(STACKS)}, joined by one `-`."
                self.fault(row, "change", change, "this is not a change of stacks", todo)
                continue
            self.stand(row, stacks)
            for column in ("price", "storage"):
                self.sizes(row, column, row.items("units"))

    def stand(self, row: Row, stacks: Iterable[str]) -> None:
        """Check that units can stand on the stacks that a terminal or a service puts them on."""
        for unit in row.items("units"):
            for stack in stacks:
                if unit in self.unit and stack not in self.unit[unit].items("stacks"):
                    todo = "Take the unit out, or add the stack to it in equipment.csv."
                    self.fault(row, "units", unit, f"the unit cannot stand on {stack}", todo)

    def sizes(self, row: Row, column: str, units: Iterable[str]) -> None:
        """Check that the price that a row names has a line for the size of each of its units."""
        price = row.text(column)
        if price not in self.keys["prices"]:
            return
        priced = {r.text("size") for r in self.rows["prices"] if r.text("id") == price}
        for unit in units if "any" not in priced else ():
            size = self.unit[unit].text("size") if unit in self.unit else ""
            if size and size not in priced:
                todo = "Add a row of that size (or `any`) to prices.csv, or take the unit out."
                self.fault(row, column, price, f"the price has no row for the size {size} of {unit}", todo)

    def borders(self) -> None:
        """Check that each crossing leads over its node, and that each way over a border has its crossing."""
        crossings: set[tuple[str, str, str, str]] = set()
        for row in self.rows["borders"]:
            node, mode = row.text("node"), row.text("mode")
            left, entered = row.text("from_country"), row.text("to_country")
            crossings.add((node, mode, left, entered))
            sides = self.sides(node, mode)
            if left == entered:
                self.fault(row, "to_country", entered, "the country entered is the one left", "Mend one of the two.")
            elif node in self.node and not {left, entered} <= sides:
                there = f"only in {', '.join(sorted(sides))}" if sides else "nowhere"
                what = f"links of mode {mode} end there {there}"
                self.fault(row, "node", f"{node} {left}>{entered}", what, "Add the link, or remove the crossing.")
        for place in self.rows["nodes"] if "borders" in self.present else ():
            name = place.text("id")
            for mode in ("rail", "road") if place.text("kind") == "border" else ():
                for left, entered in permutations(sorted(self.sides(name, mode)), 2):
                    if (name, mode, left, entered) not in crossings:
                        what = f"borders.csv has no row for the crossing by {mode}"
                        todo = "Add it: a crossing is never free of time without saying so."
                        self.fault(place, "id", f"{name} {left}>{entered}", what, todo)

    def services(self) -> None:
        """Check the gauge, vehicle, departures, units and course of each service."""
        vehicles = {r.text("id"): r for r in self.rows["vehicles"]}
        classes, speeds = self.crossing_classes(), self.rows["speeds"]
        for row in self.rows["services"]:
            mode, gauge, name = row.text("mode"), row.maybe("gauge_mm"), row.text("id")
            stack = f"rail_{gauge:.0f}" if mode == "rail" and gauge is not None else mode
            if mode and stack not in STACKS:
                self.fault(row, "gauge_mm", _show(gauge), "a train needs a gauge that we know", "Write it in mm.")
                continue
            if mode != "rail" and gauge is not None:
                self.fault(row, "gauge_mm", _show(gauge), f"a service of mode {mode} has no gauge", "Leave it blank.")
            vehicle = vehicles.get(row.text("vehicle"))
            if vehicle is not None and vehicle.text("mode") != mode:
                what = f"the vehicle is of mode {vehicle.text('mode')}, the service of mode {mode}"
                self.fault(row, "vehicle", row.text("vehicle"), what, "Name a vehicle of that mode.")
            for needed in _NEEDED_BY_DEPARTURES.get(row.text("departures"), ()):
                if row.cells[needed] is None:
                    self.fault(row, needed, name, f"departures `{row.text('departures')}` need it", "Fill it in.")
            for item in row.items("timetable"):
                if not _DEPARTURE.fullmatch(item):
                    self.fault(row, "timetable", item, "this is not a departure", "Write it as Tue 18:00.")
            self.stand(row, [stack])
            self.sizes(row, "price", row.items("units"))
            self.through(row)
            if (speed := row.text("speed_class")) and not any(x.text("id").endswith(f".{speed}") for x in speeds):
                todo = "Add the rows to speeds.csv, or leave it blank for the class of traffic."
                self.fault(row, "speed_class", speed, "no row of speeds.csv is of this class", todo)
            if "nodes" in self.present and "links" in self.present:
                self.course(row, classes)

    def through(self, row: Row) -> None:
        """Check that a part of a through train has others, and carries boxes alone."""
        names = row.items("through")
        if row.text("forming") and not names:
            what = "it takes over the boxes of no through train"
            self.fault(row, "forming", row.text("forming"), what, "Fill in `through`, or leave it blank.")
        for name in names:
            if not any(name in x.items("through") for x in self.rows["services"] if x is not row):
                todo = "Name it in the services that take its boxes over, or leave it blank."
                self.fault(row, "through", name, "no other service is a part of this through train", todo)
        wagons = [u for u in row.items("units") if u in self.unit and self.unit[u].text("kind") == "wagon"]
        if names and wagons:
            what = f"{wagons[0]} waits for a departure of its own and goes over with no train"
            self.fault(row, "units", wagons[0], what, "Give wagons a service of their own.")

    def course(self, row: Row, classes: Mapping[tuple[str, str, str, str], set[str]]) -> None:
        """Check that the calls of one service are joined, and that borders on the way know its class of traffic."""
        nodes = calls(row)
        for node, _ in nodes:
            if node not in self.node:
                self.fault(row, "calls", node, "there is no such row in nodes.csv", "Add the node, or mend the id.")
                return
        if len(nodes) < 2 or not (nodes[0][1] and nodes[-1][1]):
            what = "a service calls at two nodes or more, the first and the last among them"
            self.fault(row, "calls", ";".join(n for n, _ in nodes), what, "Mend the calls.")
            return
        mode, gauge = row.text("mode"), row.maybe("gauge_mm")
        before: list[Row] = []
        for (start, _), (end, _) in pairwise(nodes):
            links = [
                x
                for x in self.ends.get(start, ())
                if end in {x.text("from"), x.text("to")} and x.text("mode") == mode and x.maybe("gauge_mm") == gauge
            ]
            what = f"{mode} {gauge:.0f} mm" if gauge is not None else mode
            if not links:
                todo = "Add the link, or name the nodes that lie between, in brackets where the service passes."
                self.fault(row, "calls", f"{start};{end}", f"no link of {what} joins the two", todo)
            elif not any(self.seen_on(row, x) for x in links):
                what = f"the link of {what} does not hold while the service was seen"
                self.fault(row, "calls", f"{start};{end}", what, "Mend the period of one of the two.")
            elif any(_overlap(x, y) for i, x in enumerate(links) for y in links[i + 1 :]):
                what = f"two links of {what} join the two on the same days"
                self.fault(row, "calls", f"{start};{end}", what, "Put a node in the middle of one of them.")
            for left, entered in {
                (self.end_country(x, start), self.end_country(y, start)) for x in before for y in links
            }:
                if left != entered and self.node[start].text("kind") == "border" and "borders" in self.present:
                    self.crossing(row, start, left, entered, classes)
            before = links

    def crossing(
        self, row: Row, node: str, left: str, entered: str, classes: Mapping[tuple[str, str, str, str], set[str]]
    ) -> None:
        """Check that a border has a row for the class of traffic of a service, each way that it runs."""
        ways = [(left, entered), (entered, left)] if row.text("direction") == "both" else [(left, entered)]
        for start, end in ways:
            known = classes.get((node, row.text("mode"), start, end), set())
            if known and not known & {"", row.text("traffic")}:
                what = f"borders.csv has no row for {row.text('traffic')} traffic at this crossing"
                self.fault(row, "traffic", f"{node} {start}>{end}", what, "Add it, or one for all traffic.")

    def crossing_classes(self) -> dict[tuple[str, str, str, str], set[str]]:
        classes: dict[tuple[str, str, str, str], set[str]] = {}
        for row in self.rows["borders"]:
            way = (row.text("node"), row.text("mode"), row.text("from_country"), row.text("to_country"))
            classes.setdefault(way, set()).add(row.text("traffic"))
        return classes

    def prices(self) -> None:
        """Check that every price has the rate of its currency and year, and that a direction lacks no size."""
        sizes: dict[str, set[str]] = {}
        for row in self.rows["prices"]:
            sizes.setdefault(row.text("id"), set()).add(row.text("size"))
        for row in self.rows["prices"]:
            both, _, direction = row.text("id").rpartition(".")
            if direction in DIRECTIONS and (lacking := sizes.get(both, set()) - sizes[row.text("id")]):
                what = f"the direction has no row for the size {', '.join(sorted(lacking))} that `{both}` prices"
                self.fault(row, "id", row.text("id"), what, "Add the rows of those sizes.")
        self.members()
        rates = {(r.text("currency"), r.cells["year"]) for r in self.rows["exchange"]}
        for row in self.rows["prices"]:
            currency, year = row.text("currency"), row.cells["price_year"]
            if (
                currency in self.keys["exchange"]
                and currency != "USD"
                and year is not None
                and (currency, year) not in rates
            ):
                todo = "Add the yearly mean to exchange.csv."
                self.fault(row, "price_year", f"{currency} {year:.0f}", "the rate of that year is not known", todo)

    def members(self) -> None:
        """Check that member tariffs name prices of their class, and that nothing else does."""
        member = {r.text("id") for r in self.rows["prices"] if r.text("tariff_class") == "member"}
        others = {r.text("id") for r in self.rows["prices"] if r.text("tariff_class") != "member"}
        for row in self.rows["member_tariffs"]:
            if row.text("price") in others:
                what = "a tariff of members names a public or market price"
                self.fault(row, "price", row.text("price"), what, "Give the price the class member, or another id.")
        for table, column in _PAID:
            for row in self.rows[table]:
                if row.text(column) in member:
                    what = "a price of members stands where every shipper pays it"
                    todo = "Name a public or market price; members' prices belong in member_tariffs.csv."
                    self.fault(row, column, row.text(column), what, todo)

    def equipment(self) -> None:
        """Check payloads, the power of reefers and the price of hire."""
        for row in self.rows["equipment"]:
            if (row.maybe("default_payload_t") or 0.0) > (row.maybe("max_payload_t") or 0.0):
                what = "the default is above the most payload"
                self.fault(row, "default_payload_t", row.id, what, "Mend one of the two.")
            if row.flag("reefer") and row.maybe("reefer_kw") is None:
                self.fault(row, "reefer_kw", row.id, "a reefer draws power", "Fill it in.")
            self.sizes(row, "hire", [row.id])

    def emissions(self) -> None:
        """Check that well-to-wheel holds tank-to-wheel, and that a tonne-kilometre says what kilometres it means."""
        for row in self.rows["factors"]:
            wtw, ttw = row.maybe("wtw_g"), row.maybe("ttw_g")
            if wtw is not None and ttw is not None and ttw > wtw:
                what = f"it is above the {wtw:g} g well-to-wheel, which hold it"
                self.fault(row, "ttw_g", f"{ttw:g}", what, "Mend one of the two.")
            if (row.text("basis") == "per_tkm") != bool(row.text("distance")):
                what = "a factor per_tkm names its kind of distance, and no other factor has one"
                self.fault(row, "distance", row.id, what, "Write actual, network or great_circle, or blank it.")

    def weather(self) -> None:
        """Check that every region has all twelve months."""
        first: dict[str, Row] = {}
        missing: dict[str, set[float]] = {}
        for row in self.rows["weather"]:
            first.setdefault(row.id, row)
            missing.setdefault(row.id, {float(m) for m in range(1, 13)}).discard(row.maybe("month") or 0.0)
        for region, months in missing.items():
            if months:
                what = f"months {', '.join(f'{m:.0f}' for m in sorted(months))} are missing"
                self.fault(first[region], "month", region, what, "A region needs all twelve: add a row for each.")

    def calendars(self) -> None:
        """Check that holidays are dates, and that a ban names days, hours in order and whole seasons."""
        for row in self.rows["calendars"]:
            holidays = row.text("kind") == "holidays"
            for day in row.items("days"):
                if (_day(day) is None) if holidays else day not in _BAN_DAYS:
                    todo = "Write a date as 2025-05-01." if holidays else f"Choose from {', '.join(sorted(_BAN_DAYS))}."
                    self.fault(row, "days", day, "this is no day of the kind that the row states", todo)
            first, last = row.maybe("from_h"), row.maybe("to_h")
            if not holidays and (first is None or last is None or first >= last):
                self.fault(
                    row, "to_h", f"{last}", "the ban has no hours, or ends before it begins", "Fill in both hours."
                )
            for column in ("season_from", "season_to", "not_on"):
                given = row.items(column) if column == "not_on" else filter(None, [row.text(column)])
                for day in given:
                    if _day(f"2024-{day}") is None:
                        self.fault(row, column, day, "this is no day of the year", "Write it as 07-01.")
            if bool(row.text("season_from")) != bool(row.text("season_to")):
                self.fault(row, "season_to", row.text("season_to"), "half of a season is given", "Fill in both days.")

    def drafts(self) -> None:
        """Check that the level of a sea is known on every day for which a draft asks, and once a day."""
        days: dict[str, dict[date, Row]] = {}
        for row in self.rows["levels"]:
            day = row.day("day")
            if day is None:
                continue
            other = days.setdefault(row.text("sea"), {}).setdefault(day, row)
            if other is not row:
                what = f"row {other.line} gives the level of that day too"
                self.fault(row, "day", day.isoformat(), what, "Keep one of the two, or their mean.")
        about = _section(self.settings, "network")
        data_from, data_to = _day(about.get("data_from")), _day(about.get("data_to"))
        for row in self.rows["drafts"]:
            observed = row.day("day")
            if not data_from or not data_to or observed is None:
                continue
            start, end = _period(row)
            asked = (max(start, data_from), min(end, data_to), observed)
            known = days.get(row.text("sea"), {})
            if not known or min(known) > min(asked) or max(known) < max(asked):
                what = f"levels.csv does not reach from {min(asked)} to {max(asked)}"
                self.fault(row, "sea", row.text("sea"), what, "Add a reading before and one after, or mend the days.")

    def closures(self) -> None:
        """Check that what was shut is a node or a link."""
        places = self.keys["nodes"] | self.keys["links"]
        for row in self.rows["closures"] if {"nodes", "links"} <= self.present else ():
            for item in row.items("what"):
                if item not in places:
                    self.fault(row, "what", item, "this is neither a node nor a link", "Add the row, or mend the id.")

    def commodities(self) -> None:
        """Check default units and ranges of temperature."""
        for row in self.rows["commodities"]:
            default = row.text("default_unit")
            if default and row.items("units") and default not in row.items("units"):
                self.fault(row, "default_unit", default, "the unit is not among those allowed", "Add it to `units`.")
            low, high = row.maybe("temp_low_c"), row.maybe("temp_high_c")
            if (low is None) != (high is None) or (low is not None and high is not None and low > high):
                what = "the two temperatures do not make a range"
                self.fault(row, "temp_low_c temp_high_c", row.id, what, "Give both, the lower first, or neither.")

    def corridors(self) -> None:
        """Check that the tags which tell corridors apart stand on links."""
        tags = {t for r in self.rows["links"] for t in r.items("tags")}
        for row in self.rows["corridors"] if "links" in self.present else ():
            for tag in row.items("tags"):
                if tag not in tags:
                    self.fault(row, "tags", tag, "no link bears the tag", "Tag the links, or mend the tag.")

    def end_country(self, link: Row, node: str) -> str:
        countries = link.items("countries")
        if not countries:
            return self.node[node].text("country") if node in self.node else ""
        return countries[0] if link.text("from") == node else countries[-1]

    def sides(self, node: str, mode: str) -> set[str]:
        return {self.end_country(x, node) for x in self.ends.get(node, ()) if x.text("mode") == mode} - {""}

    def seen_on(self, service: Row, link: Row) -> bool:
        start, end = _period(link)
        first, last = service.day("first_seen") or _FIRST_DAY, service.day("last_seen") or _LAST_DAY
        return start <= last and first <= end


def _period(row: Row) -> tuple[date, date]:
    if "valid_from" not in row.cells:
        return _FIRST_DAY, _LAST_DAY
    return row.day("valid_from") or _FIRST_DAY, row.day("valid_to") or _LAST_DAY


def _overlap(one: Row, other: Row) -> bool:
    (start, end), (first, last) = _period(one), _period(other)
    return start <= last and first <= end


def _section(settings: Settings, key: str) -> Settings:
    value = settings.get(key)
    return value if isinstance(value, dict) else {}


def _day(value: object) -> date | None:
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and -1e308 < value < 1e308


def _is_point(text: str) -> bool:
    try:
        lon, lat = (float(x) for x in text.split())
    except ValueError:
        return False
    return -180.0 <= lon <= 180.0 and -90.0 <= lat <= 90.0


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (KeyError, OSError, ValueError):
        return False
    return True


def _show(value: object) -> str:
    return "" if value is None else f"{value:g}" if isinstance(value, float) else str(value)
