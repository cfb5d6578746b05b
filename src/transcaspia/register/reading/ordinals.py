"""Numbers of sessions: 10th, tenth, X, dziesiąte."""

from __future__ import annotations

import re

from transcaspia.register.reading.lexicon import Span

_EN_UNITS = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"]
_EN_TEENS = [
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
]
_EN_TENS = (("twentieth", "twenty", 20), ("thirtieth", "thirty", 30), ("fortieth", "forty", 40))
_PL_UNITS = ["pierwsz", "drug", "trzeci", "czwart", "piąt", "szóst", "siódm", "ósm", "dziewiąt"]
_PL_TEENS = [
    "dziesiąt",
    "jedenast",
    "dwunast",
    "trzynast",
    "czternast",
    "piętnast",
    "szesnast",
    "siedemnast",
    "osiemnast",
    "dziewiętnast",
]
_PL_TENS = (("dwudziest", 20), ("trzydziest", 30), ("czterdziest", 40))
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50}
HIGHEST = 99
"""No commission has met more often; a higher number belongs to something else."""


def _english() -> dict[str, int]:
    words = {word: number for number, word in enumerate([*_EN_UNITS, *_EN_TEENS], start=1)}
    for ordinal, tens, value in _EN_TENS:
        words[ordinal] = value
        words |= {f"{tens}-{unit}": value + number for number, unit in enumerate(_EN_UNITS, start=1)}
    return words


_EN_WORDS = _english()
_PL_STEMS = [
    *((stem, number) for number, stem in enumerate([*_PL_UNITS, *_PL_TEENS], start=1)), *_PL_TENS
]  # fmt: skip
_PL_END = r"(?:y|i|a|e|ie|ego|iego|ej|iej|emu|iemu|ym|im|ą|cie|cia|ci)"
_PL_WORD = rf"(?:{'|'.join(sorted((stem for stem, _ in _PL_STEMS), key=len, reverse=True))}){_PL_END}"

_EN_NUMBER = rf"\d{{1,2}}(?:st|nd|rd|th)|(?:{'|'.join(sorted(_EN_WORDS, key=len, reverse=True))})|[XVIL]{{1,8}}"
_PL_NUMBER = rf"\d{{1,2}}\.?|{_PL_WORD}(?:\s+{_PL_WORD})?|[XVIL]{{1,8}}"
_EN_GATHERING = r"(?:[Ss]ession|[Mm]eeting|[Rr]ound|[Ss]itting|[Cc]onsultations|[Ff]orum|[Ss]ummit|[Pp]lenary|[Ee]dition|[Cc]onference|[Dd]ialogue)"
_PL_GATHERING = (
    r"(?:[Pp]osiedzeni\w+|[Ss]esj\w+|[Rr]und\w+|[Tt]ur[aęyąz]\w*|[Ss]potkani\w+|[Kk]onsultacj\w+|[Ff]orum|[Ee]dycj\w+|[Ss]zczy\w+"
    r"|[Kk]onferencj\w+)"
)
_PATTERNS = {
    "en": (
        re.compile(rf"\b(?P<n>{_EN_NUMBER})\s+(?:[\w’'&/-]+,?\s+){{0,9}}?(?P<what>{_EN_GATHERING})\b", re.IGNORECASE),
        re.compile(rf"\b(?P<what>{_EN_GATHERING})\s+(?:No\.?|number|nr\.?)\s*(?P<n>\d{{1,2}})\b"),
    ),
    "pl": (re.compile(rf"(?<!\w)(?P<n>{_PL_NUMBER})\s+(?:[\w-]+\s+){{0,3}}?(?P<what>{_PL_GATHERING})", re.IGNORECASE),),
}
_NOT_OURS = re.compile(
    r"\s+(?:of\s+the\s+|of\s+|on\s+)?(?:(?:UN|United\s+Nations)\b|General\s+Assembly|[A-Z]+\s+General\s+Assembly|Zgromadzenia\s+Ogólnego)"
)
_NOT_AN_ORDINAL = re.compile(
    r"(?:first|second|third|last|pierwsz\w+|drug\w+)\s+(?:half|quarter|time|place|day|vice|deputy|reading|połow\w+|kwarta\w+|raz)",
    re.IGNORECASE,
)


def ordinal(written: str) -> int | None:
    """
    Return the number behind an ordinal.

    Parameters
    ----------
    written
        As `10th`, `tenth`, `X`, `dziesiąte` or `10.`.

    Returns
    -------
    int | None
        None where it is none.
    """
    word = " ".join(written.lower().split())
    digits = re.match(r"\d+", word)
    if digits:
        return int(digits[0]) if 0 < int(digits[0]) <= HIGHEST else None
    if word in _EN_WORDS:
        return _EN_WORDS[word]
    if re.fullmatch(r"[IVXL]+", written):
        return _roman(written)
    parts = [_polish(part) for part in word.split()]
    if all(part is not None for part in parts):
        return sum(part for part in parts if part is not None)
    return None


def _roman(written: str) -> int | None:
    total, before = 0, 0
    for letter in reversed(written):
        value = _ROMAN[letter]
        total += value if value >= before else -value
        before = max(before, value)
    return total if 0 < total <= HIGHEST else None


def _polish(word: str) -> int | None:
    stems = [(len(stem), number) for stem, number in _PL_STEMS if word.startswith(stem)]
    return max(stems)[1] if stems else None


def numbered(text: str, language: str) -> list[tuple[Span, int]]:
    """
    Return the numbers of sessions that a text tells.

    Parameters
    ----------
    text
        The text.
    language
        `en` or `pl`.

    Returns
    -------
    list[tuple[Span, int]]
        Span from the ordinal to the word for the gathering, and the number; sessions of the United Nations are left
        out.
    """
    found: list[tuple[Span, int]] = []
    for pattern in _PATTERNS[language]:
        place = 0
        while match := pattern.search(text, place):
            place = match.end()
            number = ordinal(match["n"])
            inner = text[match.end("n") : match.end()]
            if _NOT_AN_ORDINAL.match(match[0]) or re.search(r"[.;]|General Assembly|Zgromadzeni", inner):
                place = match.end("n")
                continue
            if number is None:
                place = match.end("n")
                continue
            if not _NOT_OURS.match(text, match.end()):
                found.append((Span(match.start(), match.end()), number))
    return sorted(found, key=lambda each: each[0].start)
