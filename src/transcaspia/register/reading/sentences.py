"""Paragraphs, sentences and quoted speech of a readout."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from transcaspia.register.reading.lexicon import Span

_BREAK = re.compile(
    r"(?<=[.!?…])(?:[\"”’»)\]]*)(?=\s+[\"“„«(\[]*[^\W\d_a-z]|\s+[\"“„«(\[]*\d)|(?<=[.!?…])[\"”’»]+(?=\s)"
)
_SHORT = re.compile(
    r"(?:^|[\s(\"“„])(?:Mr|Mrs|Ms|Dr|Prof|H\.\s?E|St|Nos?|vs|Hon|Gen|Col|Amb|approx|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec|U\.S|U\.N|D\.C"
    r"|art|ul|im|prof|dr|hab|inż|mgr|nr|poz|Dz|godz|tj|m\.\s?in|al|pl|tzw|św|płk|gen|ds|woj|n\.e|[^\W\d_])\.$"
)
_YEAR_MARK = re.compile(r"(?:\d{4}\s+r\.|\bbr\.)$")
_OPENING_DAY = re.compile(r"\W*(?:W\s+dni(?:u|ach)|Dnia|W\s+okresie|Od\s+\d|\d)[^,]{0,60}$")
_QUOTES = re.compile(r"“[^“”]{1,1500}”|„[^„”]{1,1500}”|«[^«»]{1,1500}»|\"[^\"\n]{1,1500}\"")
LONGEST = 1500
"""Characters of a sentence; what is longer is read in parts."""
LEAST_SPEECH_WORDS = 6
"""A shorter quotation is a name or a term."""

_HEADER_DAY = re.compile(
    r"\s*(?:\W*(?:date|published(?:\s+on)?|posted(?:\s+on)?|data(?:\s+publikacji)?|opublikowano|publikacja)\b[\s:]*)?"
    r"((?:19|20)\d\d)-(\d\d)-(\d\d)(?!\d)[\s|.:-]*",
    re.IGNORECASE,
)
_DOTTED_DAY = re.compile(r"\s*(\d{1,2})\.(\d{1,2})\.((?:19|20)\d\d)\s*\n")


@dataclass(frozen=True, slots=True)
class Sentence:
    """
    A sentence, or a line that stands alone.

    Attributes
    ----------
    span
        Where, without the spaces around it.
    paragraph
        Number of its paragraph, from 0.
    heading
        Whether it is a heading: a line before the text without a full stop.
    """

    span: Span
    paragraph: int
    heading: bool


def sentences_of(text: str, start: int = 0) -> list[Sentence]:
    """
    Return the sentences of a text.

    Parameters
    ----------
    text
        The text.
    start
        Offset at which the readout begins, after a line with the date alone.

    Returns
    -------
    list[Sentence]
        In the order of the text.
    """
    found: list[Sentence] = []
    for number, (first, last) in enumerate(_paragraphs(text, start)):
        piece = text[first:last]
        heading = (
            number < 3
            and last - first < 200
            and not re.search(r"[.!?…:;][\"”’»)]*$", piece)
            and all(s.heading for s in found)
        )
        for low, high in (part for whole in _split(piece) for part in _cut(piece, *whole)):
            found.append(Sentence(Span(first + low, first + high), number, heading))
    if found and all(each.heading for each in found):
        return [Sentence(each.span, each.paragraph, heading=False) for each in found]
    return found


def _paragraphs(text: str, start: int) -> list[tuple[int, int]]:
    blank = re.search(r"\n[^\S\n]*\n", text[start:].strip()) is not None
    found: list[tuple[int, int]] = []
    for match in re.finditer(r"[^\n]+", text[start:]):
        low, high = start + match.start(), start + match.end()
        line = text[low:high]
        low, high = low + len(line) - len(line.lstrip()), high - (len(line) - len(line.rstrip()))
        if low >= high:
            continue
        if blank and found and "\n" in text[found[-1][1] : low] and text[found[-1][1] : low].count("\n") == 1:
            before = text[slice(*found[-1])]
            if not re.search(r"[.!?…:;][\"”’»)]*$", before) and not (len(before) < 60 and text[low].isupper()):
                found[-1] = (found[-1][0], high)
                continue
        found.append((low, high))
    return found


def _split(piece: str) -> list[tuple[int, int]]:
    bounds, first = [], 0
    for match in _BREAK.finditer(piece):
        before = piece[first : match.start()].rstrip('"”’»)]')
        if _YEAR_MARK.search(before[-10:]):
            short = _OPENING_DAY.match(before) is not None
        else:
            short = before.endswith(".") and _SHORT.search(before[-14:]) is not None
        if short or match.end() <= first:
            continue
        bounds.append((first, match.end()))
        first = match.end()
    bounds.append((first, len(piece)))
    trimmed = []
    for low, high in bounds:
        part = piece[low:high]
        left, right = len(part) - len(part.lstrip()), len(part) - len(part.rstrip())
        if low + left < high - right:
            trimmed.append((low + left, high - right))
    return trimmed


def _cut(piece: str, low: int, high: int) -> list[tuple[int, int]]:
    """Return a sentence in parts that are no longer than any real one, so that no text takes long."""
    parts = []
    while high - low > LONGEST:
        space = piece.rfind(" ", low + 1, low + LONGEST)
        end = space if space > low else low + LONGEST
        parts.append((low, end))
        low = end + 1 if space > low else end
    if piece[low:high].strip():
        parts.append((low, high))
    return parts


def speech_of(text: str) -> list[Span]:
    """
    Return the stretches that quote somebody.

    Parameters
    ----------
    text
        The text.

    Returns
    -------
    list[Span]
        In the order of the text; names in quotation marks are left out.
    """
    return [
        Span(match.start(), match.end())
        for match in _QUOTES.finditer(text)
        if len(match[0].split()) >= LEAST_SPEECH_WORDS
    ]


def header_of(text: str) -> tuple[int, date | None]:
    """
    Return where the readout begins, and the day that stands before it.

    Parameters
    ----------
    text
        The text.

    Returns
    -------
    tuple[int, date | None]
        Offset of the first character after the day, and the day; 0 and None where no day stands there.
    """
    for pattern, order in ((_HEADER_DAY, (1, 2, 3)), (_DOTTED_DAY, (3, 2, 1))):
        match = pattern.match(text)
        if match:
            try:
                return match.end(), date(*(int(match[part]) for part in order))
            except ValueError:
                return 0, None
    return 0, None
