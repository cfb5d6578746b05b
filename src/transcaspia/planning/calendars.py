"""Hours in which lorries may not run, and the hours of their drivers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt

from transcaspia.network.model import Network, Row
from transcaspia.planning.question import HORIZON_DAYS, Question
from transcaspia.units import SECONDS_PER_HOUR

Floats = npt.NDArray[np.float64]

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
BAN, HOLIDAYS = "truck_ban", "holidays"

ONE_DRIVER_H, TWO_DRIVERS_H = 9.0, 18.0 * 24.0 / 30.0
"""Hours at the wheel in 24: nine a day of one driver (RU117), nine of each of two in 30 h (RU118)."""


@dataclass(frozen=True, slots=True, eq=False)
class Ban:
    """
    The hours in which lorries may not run in a country, from the ready time.

    Attributes
    ----------
    row
        Row of the calendars table that bans most days.
    starts_h, ends_h
        Begin and end of each, in order and apart.
    rows
        All rows of the calendars table on which they rest.
    """

    row: Row
    country: str
    starts_h: tuple[float, ...]
    ends_h: tuple[float, ...]
    rows: tuple[Row, ...] = ()

    def rolled(self, began: Floats, ended: Floats) -> Floats:
        """
        Return when a lorry arrives that stands still in the hours in which it may not run.

        Parameters
        ----------
        began, ended
            When it sets out, and when it would arrive without a ban, hours from the ready time.

        Returns
        -------
        Floats
            Hours from the ready time.
        """
        first, last = float(began.min()), float(ended.max())
        for start, end in zip(self.starts_h, self.ends_h, strict=True):
            if end <= first:
                continue
            if start >= last:
                break
            stands = np.where((start < ended) & (end > began), end - np.maximum(start, began), 0.0)
            ended = ended + stands
            last = float(ended.max())
        return ended


def bans_of(question: Question, country: str) -> Ban | None:
    """
    Return the hours in which the lorries of a question may not run in a country.

    Parameters
    ----------
    question
        The question.
    country
        ISO 3166-1 alpha-2.

    Returns
    -------
    Ban | None
        The ban; None where none is known.
    """
    network = question.network
    gross_t = question.consignment.payload_t + question.equipment.number("tare_t")
    gross_t += float(question.planning.get("tractor_t", 0.0))
    calendars = _calendars(network).get(country, ())
    rows = [
        row
        for row in calendars
        if row.text("kind") == BAN
        and (row.maybe("over_t") or 0.0) < gross_t
        and question.consignment.cargo not in row.items("spares")
    ]
    if not rows:
        return None
    free = network.kept(("holidays", country), lambda: holidays_of(network, country))
    starts, ends = _spans(tuple(rows), free, _zone(network, country), question.consignment.depart)
    told = [row for row in calendars if row.text("kind") == HOLIDAYS]
    return Ban(max(rows, key=lambda row: len(row.items("days"))), country, starts, ends, (*rows, *told))


@lru_cache(maxsize=256)
def _spans(
    bans: tuple[Row, ...], free: frozenset[date], zone: ZoneInfo, ready: datetime
) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Return begin and end of each time in which some bans hold, hours from the ready time."""
    first = ready.astimezone(zone).date() - timedelta(days=2)
    last = first + timedelta(days=HORIZON_DAYS - 1)
    spans = []
    for row in bans:
        from_h, to_h = row.number("from_h"), row.number("to_h")
        for year in range(first.year, last.year + 1):
            for day, midnight in _banned(row, free, zone, year):
                if first <= day <= last:
                    start = (midnight - ready).total_seconds() / SECONDS_PER_HOUR
                    spans.append((start + from_h, start + to_h))
    merged = list(_merged(sorted(spans)))
    return tuple(a for a, _ in merged), tuple(b for _, b in merged)


@lru_cache(maxsize=1024)
def _banned(row: Row, free: frozenset[date], zone: ZoneInfo, year: int) -> tuple[tuple[date, datetime], ...]:
    """Return the days of a year on which a ban holds, each with the instant at which it begins there."""
    days = (date(year, 1, 1) + timedelta(days=n) for n in range(366))
    held = (day for day in days if day.year == year and _holds(row, day, free))
    return tuple((day, datetime.combine(day, time(), zone).astimezone(UTC)) for day in held)


def holidays_of(network: Network, country: str) -> frozenset[date]:
    """
    Return the public holidays of a country.

    Parameters
    ----------
    network
        A network.
    country
        ISO 3166-1 alpha-2.

    Returns
    -------
    frozenset[date]
        Days of all years of the table.
    """
    rows = (row for row in _calendars(network).get(country, ()) if row.text("kind") == HOLIDAYS)
    return frozenset(date.fromisoformat(day) for row in rows for day in row.items("days"))


def _calendars(network: Network) -> dict[str, list[Row]]:
    """Return the rows of the calendars table by country."""

    def grouped() -> dict[str, list[Row]]:
        found: dict[str, list[Row]] = {}
        for row in network.rows("calendars"):
            found.setdefault(row.text("country"), []).append(row)
        return found

    return network.kept("calendars by country", grouped)


def speed_up(drivers: int) -> float:
    """
    Return how much further a lorry goes in a day than with one driver.

    Parameters
    ----------
    drivers
        One or two.

    Returns
    -------
    float
        Ratio of the hours at the wheel.

    Examples
    --------
    >>> round(speed_up(2), 2)
    1.6
    """
    return TWO_DRIVERS_H / ONE_DRIVER_H if drivers > 1 else 1.0


def _holds(row: Row, day: date, free: frozenset[date]) -> bool:
    first, last = row.text("season_from"), row.text("season_to")
    if first and not first <= f"{day:%m-%d}" <= last:
        return False
    days = row.items("days")
    if f"{day:%m-%d}" in row.items("not_on"):
        return False
    return (
        WEEKDAYS[day.weekday()] in days
        or ("holiday" in days and day in free)
        or ("eve" in days and day + timedelta(days=1) in free)
    )


def _merged(spans: Iterable[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    held: tuple[float, float] | None = None
    for start, end in spans:
        if held is not None and start <= held[1]:
            held = (held[0], max(held[1], end))
            continue
        if held is not None:
            yield held
        held = (start, end)
    if held is not None:
        yield held


def _zone(network: Network, country: str) -> ZoneInfo:
    zones = (row.text("timezone") for row in network.rows("nodes") if row.text("country") == country)
    return ZoneInfo(next(zones, "UTC"))
