"""Figures, bands and dates as people read them; every report words them here."""

from __future__ import annotations

import math
import unicodedata
from typing import TYPE_CHECKING

from transcaspia.units import HOURS_PER_DAY

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime, tzinfo

    from transcaspia.planning.model import Band, Itinerary, Leg

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

MODE_NAMES = {
    "rail_1520": "rail 1520 mm",
    "rail_1435": "rail 1435 mm",
    "road": "road",
    "sea": "sea",
    "rail_ferry": "rail ferry",
    "ro_ro": "ro-ro",
    "air": "air",
}
"""Modes as they are told apart on tables and maps; rail by its gauge."""

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_STEPS_IN_A_BAND = 10.0
_FOLDED = {
    "ł": "l", "Ł": "L", "ı": "i", "ø": "o", "Ø": "O", "ə": "a", "Ə": "A", "ß": "ss", "æ": "ae", "đ": "d",
    "·": "-", "–": "-", "—": "-", "…": "...", "×": "x", "’": "'", "‘": "'", "“": '"', "”": '"', "°": " deg", "→": "->",
    "≤": "<=", "≥": ">=", "\u00a0": " ", "\u202f": " ", "₂": "2",
}  # fmt: skip


def mode_key(leg: Leg) -> str:
    """
    Return the name under which a leg's mode is drawn: rail by gauge, the others as they are.

    Parameters
    ----------
    leg
        The leg.

    Returns
    -------
    str
        A key of `MODE_NAMES`.
    """
    return mode_name(leg.mode, leg.gauge_mm)


def mode_name(mode: str, gauge_mm: float | None) -> str:
    """
    Return the name under which a mode is drawn: rail by gauge, the others as they are.

    Parameters
    ----------
    mode
        Mode.
    gauge_mm
        Gauge of a railway.

    Returns
    -------
    str
        A key of `MODE_NAMES`.
    """
    if mode != "rail":
        return mode
    return "rail_1520" if gauge_mm == 1520 else "rail_1435"


def rounding_step(low: float, high: float) -> float:
    """
    Return the step to which figures of a band are rounded: no finer than a tenth of the band.

    Parameters
    ----------
    low, high
        The ends of the band, in any unit.

    Returns
    -------
    float
        1, 2 or 5 times a power of ten, never below 1.

    Examples
    --------
    >>> rounding_step(21_340.0, 26_780.0)
    500.0
    """
    width = (high - low) / _STEPS_IN_A_BAND
    if not width > 1.0:
        return 1.0
    power = 10.0 ** math.floor(math.log10(width))
    return max(factor * power for factor in (1.0, 2.0, 5.0) if factor * power <= width)


def grouped(value: float, step: float = 1.0) -> str:
    """
    Return a number rounded to a step, with thousands set apart.

    Parameters
    ----------
    value
        The number.
    step
        What it is rounded to.

    Returns
    -------
    str
        As `21,500`.
    """
    return f"{round(value / step) * step:,.0f}"


def two_digits(value: float) -> str:
    """
    Return a number without a band rounded to two significant digits, with thousands set apart.

    Parameters
    ----------
    value
        The number.

    Returns
    -------
    str
        As `3,900`.
    """
    if abs(value) < 100.0:
        return f"{value:.0f}"
    return grouped(value, 10.0 ** (math.floor(math.log10(abs(value))) - 1))


def money_band(band: Band) -> tuple[str, str, str]:
    """
    Return P10, P50 and P90 of a cost, rounded to what the band supports.

    Parameters
    ----------
    band
        USD.

    Returns
    -------
    tuple[str, str, str]
        As `("21,500", "24,000", "27,000")`.
    """
    step = max(rounding_step(band.p10, band.p90), 10.0 if band.p50 >= 1000.0 else 1.0)
    return grouped(band.p10, step), grouped(band.p50, step), grouped(band.p90, step)


def days(*hours: float) -> list[str]:
    """
    Return durations of one band in days: whole ones, or with a decimal where all are below ten.

    Parameters
    ----------
    *hours
        The durations, hours.

    Returns
    -------
    list[str]
        As `["9", "12", "17"]` or `["3.1", "5.5", "9.1"]`, without a unit.
    """
    values = [duration / HOURS_PER_DAY for duration in hours]
    decimals = 1 if max(values) < 9.95 else 0
    return [f"{value:.{decimals}f}" for value in values]


def span(low_h: float, high_h: float) -> str:
    """
    Return a band of durations in words: hours only under two days.

    Parameters
    ----------
    low_h, high_h
        The ends of the band, hours.

    Returns
    -------
    str
        As `1 to 6 days`, `12 h to 6 days` or `3 to 18 h`.
    """
    low, low_unit = _amount(low_h)
    high, high_unit = _amount(high_h)
    if low_unit != high_unit:
        return f"{low} {low_unit} to {high} {high_unit}" if low != "0" else f"up to {high} {high_unit}"
    if low == high:
        return f"{high} {high_unit}"
    return f"{low} to {high} {high_unit}" if low != "0" else f"up to {high} {high_unit}"


def _amount(hours: float) -> tuple[str, str]:
    if hours < 2 * HOURS_PER_DAY - 0.5:
        return f"{hours:.0f}", "h"
    return f"{hours / HOURS_PER_DAY:.0f}", "days"


def day(when: date) -> str:
    """
    Return a day with its month, as on a band's axis.

    Parameters
    ----------
    when
        A day or an instant.

    Returns
    -------
    str
        As `18 Oct`.
    """
    return f"{when.day} {MONTHS[when.month - 1]}"


def long_day(when: date) -> str:
    """
    Return a day with weekday and year.

    Parameters
    ----------
    when
        A day or an instant.

    Returns
    -------
    str
        As `Sat 18 Oct 2025`.
    """
    return f"{WEEKDAYS[when.weekday()]} {day(when)} {when.year}"


def instant(when: datetime, zone: tzinfo) -> str:
    """
    Return an instant in a zone: the day alone at midnight, else day and clock.

    Parameters
    ----------
    when
        Timezone-aware instant.
    zone
        Zone of the reader of the clock.

    Returns
    -------
    str
        As `Wed 1 Oct 2025` or `Wed 1 Oct 2025 14:30`.
    """
    local = when.astimezone(zone)
    clock = f"{local.hour:02d}:{local.minute:02d}"
    return long_day(local) if clock == "00:00" else f"{long_day(local)} {clock}"


def listed(items: Sequence[str], last: str = "and") -> str:
    """
    Return items as a list in a sentence.

    Parameters
    ----------
    items
        The items.
    last
        Word before the last one.

    Returns
    -------
    str
        As `a, b and c`.
    """
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def counted(number: int, noun: str) -> str:
    """
    Return a count with its noun in the right number.

    Parameters
    ----------
    number
        How many.
    noun
        Singular of what is counted.

    Returns
    -------
    str
        As `1 gauge change` or `3 gauge changes`.
    """
    if number == 1:
        return f"1 {noun}"
    return f"{number} {noun[:-1] + 'ies' if noun.endswith('y') else noun + 's'}"


def number(value: int) -> str:
    """
    Return a small number as a word.

    Parameters
    ----------
    value
        The number.

    Returns
    -------
    str
        A word up to nine, digits above.
    """
    return _NUMBERS[value] if 0 <= value < len(_NUMBERS) else str(value)


def waits(itinerary: Itinerary, *, least_h: float = 12.0) -> list[Leg]:
    """
    Return the legs before which goods wait long enough to be worth a word, the worst first.

    Parameters
    ----------
    itinerary
        The itinerary.
    least_h
        Least P90 of the wait, hours.

    Returns
    -------
    list[Leg]
        Legs by falling P90 of their wait.
    """
    return sorted((leg for leg in itinerary.legs if leg.wait_h.p90 >= least_h), key=lambda leg: -leg.wait_h.p90)


def distinct(items: Iterable[str]) -> list[str]:
    """
    Return items once each, in the order of their first appearance.

    Parameters
    ----------
    items
        The items.

    Returns
    -------
    list[str]
        Without repetition.
    """
    return list(dict.fromkeys(items))


def columns_of(text: str) -> int:
    """
    Return how many columns a text takes on a terminal.

    Parameters
    ----------
    text
        One line without control characters.

    Returns
    -------
    int
        Wide characters count two, combining ones none.
    """
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(mark) else 2 if unicodedata.east_asian_width(mark) in "WF" else 1 for mark in text
    )


def encodable(text: str, encoding: str) -> str:
    """
    Return a text that an encoding can hold: letters lose their accents rather than the line.

    Parameters
    ----------
    text
        Any text.
    encoding
        Name of the encoding, as `ascii`.

    Returns
    -------
    str
        The text, with `?` only where no Latin letter stands for the character.
    """
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return "".join(_encodable(mark, encoding) for mark in text)
    return text


def _encodable(mark: str, encoding: str) -> str:
    try:
        mark.encode(encoding)
    except UnicodeEncodeError:
        if mark in _FOLDED:
            return _FOLDED[mark]
        plain = "".join(part for part in unicodedata.normalize("NFKD", mark) if not unicodedata.combining(part))
        return plain if plain.isascii() and plain else "?"
    return mark
