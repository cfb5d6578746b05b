"""Values of flags: what the command line reads before the library checks it."""

from __future__ import annotations

from datetime import date
from typing import Any

from transcaspia.errors import InputError


def given(values: dict[str, Any]) -> dict[str, Any]:
    """
    Return what was given; the library fills in the rest.

    Parameters
    ----------
    values
        Values by name, None where a flag was left out.

    Returns
    -------
    dict
        Those that are not None.
    """
    return {name: value for name, value in values.items() if value is not None}


def whole(text: str | None, flag: str) -> int | None:
    """
    Return a whole number.

    Parameters
    ----------
    text
        The text of the flag, or None.
    flag
        Its name, for the message.

    Returns
    -------
    int | None
        The number.

    Raises
    ------
    InputError
        If it is none.
    """
    try:
        return None if text is None else int(text)
    except ValueError:
        raise InputError(f"{flag} '{text}' is not a whole number; write it as 2.") from None


def number(text: str | None, flag: str) -> float | None:
    """
    Return a number.

    Parameters
    ----------
    text
        The text of the flag, or None.
    flag
        Its name, for the message.

    Returns
    -------
    float | None
        The number.

    Raises
    ------
    InputError
        If it is none.
    """
    try:
        return None if text is None else float(text)
    except ValueError:
        raise InputError(f"{flag} '{text}' is not a number; write it as 18 or 18.5.") from None


def range_of(text: str) -> tuple[float, float]:
    """
    Return a range of temperatures.

    Parameters
    ----------
    text
        The text of --temp.

    Returns
    -------
    tuple[float, float]
        The two numbers as they stand.

    Raises
    ------
    InputError
        If there are not two.
    """
    try:
        low, high = (float(part) for part in text.split(","))
    except ValueError:
        raise InputError(f"--temp '{text}' is not a range; write two degrees Celsius with a comma, as 2,8.") from None
    return low, high


def modes_of(text: str | None) -> tuple[str, ...] | None:
    """
    Return the modes of a list.

    Parameters
    ----------
    text
        The text of --modes, or None.

    Returns
    -------
    tuple[str, ...] | None
        The modes as they stand.
    """
    return None if text is None else tuple(part.strip() for part in text.split(",") if part.strip())


def day_of(option: str, text: str) -> date:
    """
    Return the day that an option names.

    Parameters
    ----------
    option
        Name of the option.
    text
        What was given.

    Returns
    -------
    date
        The day.

    Raises
    ------
    InputError
        If no calendar has it.
    """
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InputError(f"{option} '{text}' is not a day of the calendar; write it as 2025-10-01.") from None
