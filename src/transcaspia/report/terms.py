"""The words of the data and of plans in other languages: what the tables say in English, said in Polish or Russian."""

from __future__ import annotations

import csv
import re
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

LANGUAGES = ("en", "pl", "ru")
"""Languages in which a sheet for a customer or a carrier can be written."""

_FILE = "terms.csv"
_GAP = "{}"


@lru_cache(maxsize=1)
def _table() -> dict[str, dict[str, str]]:
    """Return the terms: English to the other languages."""
    text = resources.files("transcaspia.report").joinpath("data", _FILE).read_text(encoding="utf-8")
    return {row["en"]: row for row in csv.DictReader(text.splitlines())}


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Return terms with gaps as patterns, the one with most letters of its own first."""
    held = sorted((term for term in _table() if _GAP in term), key=lambda term: -len(term.replace(_GAP, "")))
    return tuple((re.compile("(.+?)".join(re.escape(part) for part in term.split(_GAP))), term) for term in held)


def translated(text: str, language: str, name: Callable[[str], str] = str) -> str:
    """
    Return a text of the data in a language.

    Parameters
    ----------
    text
        What the tables or a plan say in English.
    language
        One of `LANGUAGES`.
    name
        Gives the name of a place, firm or number that stands in a gap and is no term itself.

    Returns
    -------
    str
        The text in that language; in English where it has no translation, as in a network of the user's own.
    """
    if language == "en" or not text:
        return text
    found = _found(text, language, name)
    return name(text) if found is None else found


def is_translated(text: str) -> bool:
    """
    Return whether a text of the data has a translation in every language.

    Parameters
    ----------
    text
        What the tables or a plan say in English.

    Returns
    -------
    bool
        True also for an empty text.
    """
    return not text or text in _table() or any(pattern.fullmatch(text) for pattern, _ in _patterns())


def _found(text: str, language: str, name: Callable[[str], str]) -> str | None:
    row = _table().get(text)
    if row is not None:
        return row[language]
    for pattern, term in _patterns():
        match = pattern.fullmatch(text)
        if match:
            parts = [_found(part, language, name) or name(part) for part in match.groups()]
            return _table()[term][language].format(*parts)
    return None
