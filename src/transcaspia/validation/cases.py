"""Cases from a CSV file, with every fault of the file in one message."""

from __future__ import annotations

import csv
import io
import math
import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from transcaspia.errors import DataError
from transcaspia.network.tables import MODES
from transcaspia.planning.consignment import SHIPMENTS
from transcaspia.units import HOURS_PER_DAY
from transcaspia.validation.model import DEFAULT_KIND, DEFAULT_SHIPMENT, KINDS, METRICS, Case

if TYPE_CHECKING:
    from collections.abc import Collection

SHIPPED = Path(__file__).parent / "cases.csv"
"""The project's own cases."""

REQUIRED = ("id", "origin", "destination", "depart", "metric", "observed")
OPTIONAL = (
    "unit", "via", "avoid", "modes", "observed_low", "observed_high", "unit_of_measure", "note", "kind", "price_scope",
    "price_year", "corridor", "direction", "source", "shipment",
)  # fmt: skip
DEFAULT_UNIT = "40HC"

_MOST_FAULTS = 40
_DAYS = {"": 1.0, "d": 1.0, "day": 1.0, "days": 1.0, "h": 1.0 / HOURS_PER_DAY, "hour": 1.0 / HOURS_PER_DAY,
         "hours": 1.0 / HOURS_PER_DAY}  # fmt: skip
_MONEY = re.compile(r"^(?:usd|us\$|\$)(?:[\s_]*(?:/|per\b|per_)?[\s_]*(?P<per>.*))?$")
_PER = {"teu": "teu", "t": "tonne", "tonne": "tonne", "ton": "tonne"}


def read_cases(path: Path | None = None, units: Collection[str] = ()) -> tuple[Case, ...]:
    """
    Return the cases of a file.

    Parameters
    ----------
    path
        CSV file with the columns of `REQUIRED` and any of `OPTIONAL`; others are ignored. None means the project's own.
    units
        Units that are known; empty to take any.

    Returns
    -------
    tuple[Case, ...]
        Cases in the order of the file.

    Raises
    ------
    DataError
        If anything is wrong with the file; the message lists all faults.
    """
    path = SHIPPED if path is None else Path(path)
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as err:
        raise DataError(f"{path} cannot be read ({(err.strerror or str(err)).lower()}). Name a CSV file.") from err
    except UnicodeDecodeError as err:
        raise DataError(f"{path} is not UTF-8 (byte {err.start}). Save it as CSV in UTF-8.") from err
    try:
        return parse_cases(text, units)
    except DataError as err:
        raise DataError(f"{path}: {err}") from err


def parse_cases(text: str, units: Collection[str] = ()) -> tuple[Case, ...]:
    """
    Return the cases of a CSV text.

    Parameters
    ----------
    text
        The text, with its header.
    units
        Units that are known; empty to take any.

    Returns
    -------
    tuple[Case, ...]
        Cases in the order of the text.

    Raises
    ------
    DataError
        If anything is wrong; the message lists all faults.
    """
    try:
        rows = [row for row in csv.reader(io.StringIO(text, newline=""), strict=True) if any(c.strip() for c in row)]
    except csv.Error as err:
        raise DataError(f"it is not a CSV table ({err}).") from err
    if not rows:
        raise DataError(f"it is empty: expected a header with {', '.join(REQUIRED)} and a row for each case.")
    header = [name.strip().lower() for name in rows[0]]
    faults = [f"column `{name}` is missing" for name in REQUIRED if name not in header]
    faults += [f"column `{name}` stands twice" for name in (*REQUIRED, *OPTIONAL) if header.count(name) > 1]
    if faults:
        raise DataError(f"{'; '.join(faults)}. Expected the columns {', '.join((*REQUIRED, *OPTIONAL))}.")
    if len(rows) == 1:
        raise DataError("it holds no case: expected at least one row below the header.")
    reader = _Reader({u.casefold(): u for u in units})
    cases = []
    for number, row in enumerate(rows[1:], start=2):
        cases.append(reader.case(number, header, row))
    reader.check_ids(cases)
    if reader.faults:
        shown = reader.faults[:_MOST_FAULTS]
        more = len(reader.faults) - len(shown)
        lines = "".join(f"\n  {fault}" for fault in shown) + (f"\n  and {more} more" if more else "")
        count = len(reader.faults)
        raise DataError(f"{count} {'fault' if count == 1 else 'faults'} (rows count the header as 1):{lines}")
    return tuple(case for case in cases if case is not None)


class _Reader:
    """Reads the cells of one row after the other and gathers what is wrong."""

    def __init__(self, units: dict[str, str]) -> None:
        self.units = units
        self.faults: list[str] = []
        self.where = ""
        self.cells: dict[str, str] = {}

    def fault(self, column: str, expected: str) -> None:
        self.faults.append(f"{self.where}, {column} '{self.cells.get(column, '')}': expected {expected}")

    def case(self, number: int, header: list[str], row: list[str]) -> Case | None:
        self.cells = {name: cell.strip() for name, cell in zip(header, row, strict=False)}
        self.where = f"row {number}" + (f" ({name})" if (name := self.text("id")) else "")
        before = len(self.faults)
        if len(row) > len(header):
            self.faults.append(f"{self.where}: {len(row)} cells under {len(header)} columns; quote a cell with a comma")
        for column in ("id", "origin", "destination"):
            if not self.text(column):
                self.fault(column, "a text")
        metric = self.choice("metric", METRICS, "")
        kind = self.choice("kind", KINDS, DEFAULT_KIND.get(metric, "single"))
        times, per = self.measure(metric)
        low, observed, high = (self.number(c) for c in ("observed_low", "observed", "observed_high"))
        if low is not None and high is not None and low > high:
            self.fault("observed_low", f"a number up to observed_high {high:g}")
        ends = [x for x in (low, high) if x is not None]
        middle = observed if observed is not None else (sum(ends) / len(ends) if ends else None)
        if middle is None and len(self.faults) == before:
            self.fault("observed", "a number above 0, here or in observed_low and observed_high")
        case = Case(
            id=self.text("id"), origin=self.text("origin"), destination=self.text("destination"),
            depart=self.day("depart"), unit=self.unit(), via=self.items("via"), avoid=self.items("avoid"),
            modes=self.modes(), metric=metric, observed=(middle or 1.0) * times,
            low=None if low is None else low * times, high=None if high is None else high * times, kind=kind, per=per,
            price_scope=self.text("price_scope"), price_year=self.year(), corridor=self.text("corridor"),
            direction=self.text("direction"), source=self.text("source"), note=self.text("note"),
            shipment=self.choice("shipment", SHIPMENTS, DEFAULT_SHIPMENT.get(kind, SHIPMENTS[0])),
        )  # fmt: skip
        return case if len(self.faults) == before else None

    def check_ids(self, cases: list[Case | None]) -> None:
        seen: set[tuple[str, str]] = set()
        for case in cases:
            if case is not None:
                if (case.id, case.metric) in seen:
                    self.faults.append(f"id `{case.id}` stands twice for {case.metric}: each case needs its own")
                seen.add((case.id, case.metric))

    def text(self, column: str) -> str:
        return self.cells.get(column, "")

    def items(self, column: str) -> tuple[str, ...]:
        return tuple(part for item in self.text(column).split(";") if (part := item.strip()))

    def choice(self, column: str, allowed: tuple[str, ...], default: str) -> str:
        found = re.sub(r"[\s-]+", "_", self.text(column).lower()) or default
        if found not in allowed:
            self.fault(column, f"one of {', '.join(allowed)}")
        return found

    def modes(self) -> tuple[str, ...]:
        allowed = (*MODES, "road_access")
        found = tuple(re.sub(r"[\s-]+", "_", item.lower()) for item in self.items("modes"))
        if any(mode not in allowed for mode in found):
            self.fault("modes", f"some of {', '.join(allowed)}, joined by ;")
        return found

    def unit(self) -> str:
        given = self.text("unit") or DEFAULT_UNIT
        found = self.units.get(given.casefold(), "" if self.units else given)
        if not found:
            self.fault("unit", f"one of {', '.join(self.units.values())}")
        return found

    def number(self, column: str) -> float | None:
        if not self.text(column):
            return None
        try:
            value = float(self.text(column))
        except ValueError:
            value = math.nan
        if not (math.isfinite(value) and value > 0.0):
            self.fault(column, "a number above 0, as 12.5")
            return None
        return value

    def year(self) -> int | None:
        given = self.text("price_year")
        if not given:
            return None
        if not re.fullmatch(r"(19|20)\d\d(\.0)?", given):
            self.fault("price_year", "a year, as 2023")
            return None
        return int(float(given))

    def day(self, column: str) -> date:
        """Return a day; a month stands for its middle, a year for the first of July."""
        given = self.text(column)
        whole = {4: f"{given}-07-01", 7: f"{given}-15"}.get(len(given), given)
        try:
            return date.fromisoformat(whole)
        except ValueError:
            self.fault(column, "a day as 2024-05-01 (a month or a year stands for its middle)")
            return date.min

    def measure(self, metric: str) -> tuple[float, str]:
        """Return what makes a number days or USD, and what the money is for."""
        given = self.text("unit_of_measure").lower()
        if metric == "time":
            if given not in _DAYS:
                self.fault("unit_of_measure", "days or hours")
            return _DAYS.get(given, 1.0), "unit"
        match = _MONEY.match(given or "usd")
        if metric == "cost" and match is None:
            self.fault("unit_of_measure", "USD, as `USD per unit`, `USD/TEU` or `USD/t`")
        per = (match["per"] or "").strip() if match else ""
        return 1.0, _PER.get(per, "unit")
