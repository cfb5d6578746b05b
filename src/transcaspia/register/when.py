"""Days, months, seasons, years and spans, as a calendar of public affairs has them."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}
"""First month of each season; a winter ends in the year after."""

_ONE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?|-(spring|summer|autumn|winter))?")
OPEN_END = ".."


@dataclass(frozen=True, slots=True)
class When:
    """
    A stretch of days, known as exactly as the source put it.

    Attributes
    ----------
    first, last
        First and last day; `date.max` where the end is open.
    text
        As written: `2025`, `2025-05`, `2025-05-23`, `2025-autumn`, `2017-12-12/2017-12-13` or `2016-10/..`.
    """

    first: date
    last: date
    text: str

    @property
    def is_day(self) -> bool:
        """Whether it is one day."""
        return self.first == self.last

    @property
    def is_open(self) -> bool:
        """Whether it has no end."""
        return self.last == date.max

    @property
    def is_span(self) -> bool:
        """Whether it lasts from one time to another, rather than lying somewhere within a month, season or year."""
        return "/" in self.text

    def contains(self, other: When) -> bool:
        """
        Return whether another stretch lies within this one.

        Parameters
        ----------
        other
            Another stretch.

        Returns
        -------
        bool
            True for the same stretch too.
        """
        return self.first <= other.first and other.last <= self.last

    def overlaps(self, other: When) -> bool:
        """
        Return whether another stretch shares a day with this one.

        Parameters
        ----------
        other
            Another stretch.

        Returns
        -------
        bool
            True where one day lies in both.
        """
        return self.first <= other.last and other.first <= self.last


def parse_when(text: str) -> When:
    """
    Return what a written time means.

    Parameters
    ----------
    text
        `2025`, `2025-05`, `2025-05-23`, `2025-autumn`, or two of them joined by `/`; `..` is an open end.

    Returns
    -------
    When
        First and last day.

    Raises
    ------
    ValueError
        If it is not so written, is no day of the calendar, or ends before it begins.

    Examples
    --------
    >>> parse_when("2025-autumn").last
    datetime.date(2025, 11, 30)
    """
    start, slash, end = text.partition("/")
    first, last = _one(start)
    if slash:
        last = date.max if end == OPEN_END else _one(end)[1]
    if last < first:
        raise ValueError(f"'{text}' ends before it begins")
    return When(first, last, text)


def day(value: date) -> When:
    """
    Return one day as a stretch.

    Parameters
    ----------
    value
        The day.

    Returns
    -------
    When
        From that day to that day.
    """
    return When(value, value, value.isoformat())


def _one(text: str) -> tuple[date, date]:
    found = _ONE.fullmatch(text)
    if found is None:
        raise ValueError(f"'{text}' is not a time: write 2025, 2025-05, 2025-05-23 or 2025-autumn")
    year, month, number, season = int(found[1]), found[2], found[3], found[4]
    if season:
        return date(year, SEASONS[season], 1), _month_end(year, SEASONS[season] + 2)
    if number:
        exact = date(year, int(month), int(number))
        return exact, exact
    if month:
        return date(year, int(month), 1), _month_end(year, int(month))
    return date(year, 1, 1), date(year, 12, 31)


def _month_end(year: int, month: int) -> date:
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return date(year, month, 1) + timedelta(days=calendar.monthrange(year, month)[1] - 1)
