"""What the store takes: plain JSON of a known kind, of a size that every database can hold."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from transcaspia.errors import InputError, UnknownIdError
from transcaspia.store.kinds import KINDS, Kind

if TYPE_CHECKING:
    from collections.abc import Mapping

BODY_MOST = 2_000_000
"""Bytes of a record, as JSON."""
DEEPEST = 40
"""Levels of lists and objects in a record."""
AUTHOR_MOST, NOTE_MOST = 200, 2000
"""Characters of an author, and of a note."""


class FieldError(InputError):
    """
    A field of a record is wrong.

    Parameters
    ----------
    field
        The field, as `lines.0.amount`; blank for the whole.
    message
        What is wrong, and what to do.
    """

    def __init__(self, field: str, message: str) -> None:
        super().__init__(f"{field}: {message}" if field else message)
        self.field = field or None


def kind_of(name: str) -> Kind:
    """
    Return a kind of records.

    Parameters
    ----------
    name
        Its name.

    Returns
    -------
    Kind
        The kind.

    Raises
    ------
    UnknownIdError
        If there is no such kind.
    """
    if name not in KINDS:
        raise UnknownIdError(f"There are no records of the kind '{name}': expected {', '.join(KINDS)}.")
    return KINDS[name]


def check(kind: str, body: Mapping[str, Any]) -> dict[str, Any]:
    """
    Return the body of a record as it is kept.

    Parameters
    ----------
    kind
        One of `KINDS`.
    body
        What it is to hold.

    Returns
    -------
    dict
        The same with every field, of plain JSON values.

    Raises
    ------
    InputError
        If a field is wrong, missing or not known, or the whole is too large.
    """
    check_plain(body)
    try:
        found = kind_of(kind).model.model_validate(dict(body)).model_dump(mode="json", by_alias=True)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        told = first["msg"].removeprefix("Value error, ")
        raise FieldError(where, f"{told}.") from None
    size = len(json.dumps(found, ensure_ascii=False).encode())
    if size > BODY_MOST:
        raise InputError(f"The record takes {size / 1e6:.1f} MB: expected at most {BODY_MOST / 1e6:g} MB.")
    return found


def check_words(author: str, note: str | None) -> None:
    """
    Check who writes, and why.

    Parameters
    ----------
    author, note
        The author, and the note.

    Raises
    ------
    InputError
        If one is too long, or the author is blank.
    """
    check_plain(author)
    check_plain(note)
    if not author or len(author) > AUTHOR_MOST or len(note or "") > NOTE_MOST:
        raise InputError(
            f"author or note: expected an author of 1 to {AUTHOR_MOST} characters, and a note of at most {NOTE_MOST}."
        )


def check_plain(value: object) -> None:
    """
    Check that a value is of JSON, and that every database can hold it.

    Parameters
    ----------
    value
        The value.

    Raises
    ------
    InputError
        If it is of another type, too deep, or holds NaN, a null character or half of a character.
    """
    level = [value]
    for _ in range(DEEPEST):
        inner: list[object] = []
        for one in level:
            if isinstance(one, str):
                if "\0" in one or any("\ud800" <= letter <= "\udfff" for letter in one):
                    raise InputError("A text holds a null character or half of a character: leave it out.")
            elif isinstance(one, float):
                if not math.isfinite(one):
                    raise InputError(f"{one} is no number of JSON: leave it out, or give null.")
            elif isinstance(one, dict):
                inner.extend(one)
                inner.extend(one.values())
            elif isinstance(one, (list, tuple)):
                inner.extend(one)
            elif not (one is None or isinstance(one, int)):
                raise InputError(f"A {type(one).__name__} is nothing of JSON: give text, numbers, lists or objects.")
        if not inner:
            return
        level = inner
    raise InputError(f"The record is nested more than {DEEPEST} deep.")
