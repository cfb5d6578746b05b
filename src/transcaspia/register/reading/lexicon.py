"""The names that a reader knows: states, their people and towns, in English and in the cases of Polish."""

from __future__ import annotations

import csv
import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Generic, TypeVar

from transcaspia.register.reading.polish import ADJECTIVE_ENDINGS, declined

T = TypeVar("T")

LEAST_CAPITALS = 4
"""Letters of a word in capitals from which on it is read as a name; shorter ones are abbreviations."""
_SHORT_PARTS = frozenset({"NEW", "ABU", "TEL", "SAN", "LOS", "RIO"})
"""Short words in capitals that are parts of names all the same."""
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Span:
    """
    A stretch of the text.

    Attributes
    ----------
    start, end
        Offsets in characters, the end excluded.
    """

    start: int
    end: int

    def holds(self, other: Span) -> bool:
        """
        Return whether another span lies within this one.

        Parameters
        ----------
        other
            Another span.

        Returns
        -------
        bool
            True for the same span too.
        """
        return self.start <= other.start and other.end <= self.end

    def meets(self, other: Span) -> bool:
        """
        Return whether another span shares a character with this one.

        Parameters
        ----------
        other
            Another span.

        Returns
        -------
        bool
            True where they overlap.
        """
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Named:
    """
    A state, a people or a town that the text names.

    Attributes
    ----------
    span
        Where.
    code
        ISO 3166 code of the state, `EU` for the Union.
    form
        `name`, `people` (an adjective), `town`, or `person` (the surname of an official).
    town
        English name of the town; empty for a state.
    capital
        Whether the town is a seat of government, which can stand for it.
    """

    span: Span
    code: str
    form: str
    town: str = ""
    capital: bool = False


class Phrases(Generic[T]):
    """
    Phrases of one or more words, found in a text from left to right, the longest first.

    Parameters
    ----------
    rows
        Phrases with what each of them means; the first meaning of a phrase stays.
    """

    def __init__(self, rows: list[tuple[str, T]]) -> None:
        self._first: dict[str, list[tuple[tuple[str, ...], T]]] = {}
        for phrase, meaning in rows:
            words = tuple(WORD.findall(phrase.replace("’", "'")))
            if words:
                known = self._first.setdefault(words[0], [])
                if all(words[1:] != rest for rest, _ in known):
                    known.append((words[1:], meaning))
        for known in self._first.values():
            known.sort(key=lambda each: -len(each[0]))

    def find(self, words: list[tuple[str, int, int]]) -> list[tuple[Span, T]]:
        """
        Return the phrases that stand in a text.

        Parameters
        ----------
        words
            Words with their offsets, see `words_of`.

        Returns
        -------
        list[tuple[Span, T]]
            In the order of the text, without overlaps.
        """
        found: list[tuple[Span, T]] = []
        place, count = 0, len(words)
        while place < count:
            step = 1
            for rest, meaning in self._first.get(words[place][0], ()):
                if place + len(rest) < count and all(
                    words[place + 1 + far][0] == word for far, word in enumerate(rest)
                ):
                    found.append((Span(words[place][1], words[place + len(rest)][2]), meaning))
                    step = 1 + len(rest)
                    break
            place += step
        return found


def words_of(text: str) -> list[tuple[str, int, int]]:
    """
    Return the words of a text with their offsets.

    Parameters
    ----------
    text
        Any text.

    Returns
    -------
    list[tuple[str, int, int]]
        Word, start and end; hyphens part words, apostrophes do not, and a possessive loses its ending.
    """
    found = []
    for match in WORD.finditer(text):
        word, end = match[0].replace("’", "'"), match.end()
        if word.endswith("'s") and len(word) > 3 and word != "Xi's":
            word, end = word[:-2], end - 2
        if word.isupper() and (len(word) >= LEAST_CAPITALS or word in _SHORT_PARTS):
            word = word.capitalize()  # the dateline of an agency
        found.append((word, match.start(), end))
    return found


def _rows(file: str) -> list[dict[str, str]]:
    content = resources.files("transcaspia.register.reading").joinpath(file).read_text(encoding="utf-8")
    return list(csv.DictReader(content.splitlines()))


def _parts(cell: str) -> list[str]:
    return [part for part in cell.split(";") if part]


@cache
def gazetteer(language: str) -> Phrases[tuple[str, str, str, bool]]:
    """
    Return the names of states, peoples and towns in a language.

    Parameters
    ----------
    language
        `en` or `pl`; English names are known in both.

    Returns
    -------
    Phrases[tuple[str, str, str, bool]]
        Code, form, town and whether it is a capital, by the written name.
    """
    rows: list[tuple[str, tuple[str, str, str, bool]]] = []
    states, towns = _rows("states.csv"), _rows("towns.csv")
    for row in states:
        name, people = (row["code"], "name", "", False), (row["code"], "people", "", False)
        if language == "pl":
            for each in _parts(row["pl_names"]):
                rows += [(form, name) for form in declined(each)]
            for stem in _parts(row["pl_stems"]):
                rows += [(shape + end, people) for shape in (stem, stem.capitalize()) for end in ADJECTIVE_ENDINGS]
        else:
            rows += [(each, name) for each in _parts(row["names"])]
            rows += [(each, people) for each in _parts(row["adjectives"])]
    for row in towns:
        town = (row["state"], "town", row["name"], row["capital"] == "1")
        names = [row["name"], *_parts(row["aliases"])]
        if language == "pl":
            names += [form for each in _parts(row["pl_names"]) for form in declined(each)]
        rows += [(each, town) for each in names]
    return Phrases(rows)


@cache
def state_names(language: str) -> dict[str, str]:
    """
    Return the name of each state.

    Parameters
    ----------
    language
        `en` or `pl`.

    Returns
    -------
    dict[str, str]
        Name by code.
    """
    column = "pl_names" if language == "pl" else "names"
    return {row["code"]: _parts(row[column])[0] for row in _rows("states.csv")}


@cache
def capitals() -> dict[str, str]:
    """
    Return the capital of each state.

    Returns
    -------
    dict[str, str]
        English name of the town by code of the state.
    """
    rows = [row for row in _rows("towns.csv") if row["capital"] == "1"]
    return {row["state"]: row["name"] for row in reversed(rows)}


def named(text: str, words: list[tuple[str, int, int]], language: str) -> list[Named]:
    """
    Return the states, peoples and towns that a text names.

    Parameters
    ----------
    text
        The text.
    words
        Its words, see `words_of`.
    language
        `en` or `pl`.

    Returns
    -------
    list[Named]
        In the order of the text.
    """
    found = [Named(span, *meaning) for span, meaning in gazetteer(language).find(words)]
    return [each for each in found if not _is_other_name(text, each)]


_AFTER = re.compile(
    r"\s+(?:Street|Square|Avenue|Hotel|Palace|Airlines|Airways|Air|Sea|Canal|Declaration|Process|Zone)\b"
)


def _is_other_name(text: str, each: Named) -> bool:
    """Return whether a town's name is part of the name of something else."""
    return each.form == "town" and _AFTER.match(text, each.span.end) is not None


def within(spans: list[Named], inside: Span) -> list[Named]:
    """
    Return what is named inside a span.

    Parameters
    ----------
    spans
        Names in the order of the text.
    inside
        The span.

    Returns
    -------
    list[Named]
        In the order of the text.
    """
    low = bisect_left(spans, inside.start, key=lambda each: each.span.start)
    high = bisect_right(spans, inside.end - 1, key=lambda each: each.span.start)
    return [each for each in spans[low:high] if each.span.end <= inside.end]
