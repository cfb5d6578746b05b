"""JSON from outside, before anything is made of it."""

from __future__ import annotations

import json
import math
from typing import Any

from transcaspia.errors import InputError

DEEPEST = 40
"""Levels of lists and objects; our own documents have about ten."""
VALUES_MOST = 200_000


class WrongBodyError(InputError):
    """
    A body that no route is shown.

    Parameters
    ----------
    message
        A sentence that says what to do.
    field
        Where in the body the fault is, as `query.payload_t`; None for the whole.
    """

    def __init__(self, message: str, field: str | None = None) -> None:
        super().__init__(message)
        self.field = field


def checked_json(body: bytes) -> Any:  # noqa: ANN401 - any JSON value
    """
    Return what a body of JSON holds.

    Parameters
    ----------
    body
        The body as it came.

    Returns
    -------
    Any
        Its value, which holds neither NaN nor text that no UTF-8 can hold.

    Raises
    ------
    WrongBodyError
        If it is no UTF-8 or no JSON, holds NaN or infinity, is too deep or holds too many values.

    Examples
    --------
    >>> checked_json(b'{"units": 2}')
    {'units': 2}
    """
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise WrongBodyError(f"The body is no UTF-8: byte {error.start} is wrong. Send it as UTF-8.") from None
    try:
        value = json.loads(text)
    except RecursionError:
        raise WrongBodyError(_TOO_DEEP) from None
    except json.JSONDecodeError as error:
        told = f"The body is no JSON: {error.msg} in line {error.lineno}, column {error.colno}."
        raise WrongBodyError(told) from None
    except ValueError:  # an integer of thousands of digits
        raise WrongBodyError("The body holds a number of thousands of digits. Send a shorter one.") from None
    _check(value)
    return value


_TOO_DEEP = f"The body is nested more than {DEEPEST} deep. No question needs that."


def _check(whole: object) -> None:
    level: list[tuple[str, object]] = [("", whole)]
    seen = 0
    for _ in range(DEEPEST):
        inner: list[tuple[str, object]] = []
        for at, one in level:
            if isinstance(one, str):
                _check_text(at, one)
            elif isinstance(one, float):
                if not math.isfinite(one):
                    told = f"{at or 'The body'} is {one}, which is no number of JSON. Leave it out, or give null."
                    raise WrongBodyError(told, at or None)
            elif isinstance(one, dict):
                for key in one:
                    _check_text(at, key)
                inner.extend((f"{at}.{key}" if at else key, value) for key, value in one.items())
            elif isinstance(one, list):
                inner.extend((f"{at}.{k}" if at else str(k), value) for k, value in enumerate(one))
            if seen + len(inner) > VALUES_MOST:
                raise WrongBodyError(f"The body holds more than {VALUES_MOST} values. Send less.")
        seen += len(inner)
        if not inner:
            return
        level = inner
    raise WrongBodyError(_TOO_DEEP)


def _check_text(at: str, text: str) -> None:
    if text.isascii() and "\0" not in text:
        return
    if "\0" in text:
        raise WrongBodyError(f"{at or 'The body'} holds a null character. Leave it out.", at or None)
    try:
        text.encode()
    except UnicodeEncodeError:
        raise WrongBodyError("The body holds half of a character (a lone surrogate). Write it whole.") from None
