"""Dates as a readout puts them: days, months, seasons, quarters and years, also told from the day of publication."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

from transcaspia.register.reading.lexicon import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Days = tuple[date, date]
EARLIEST, LATEST = 1900, 2100


@dataclass(frozen=True, slots=True)
class Dated:
    """
    A time that the text names.

    Attributes
    ----------
    span
        Where.
    past, future
        First and last day as it reads in a sentence on what was, and on what is to come; None where the text gives
        too little to tell.
    form
        `day`, `month`, `season`, `part` (of a year or month), `week`, `year` or `years`.
    due
        Whether it is the end of a term ("by the end of 2025"): then the days are those on which it ends.
    impossible
        Whether no calendar has this day.
    """

    span: Span
    past: Days | None
    future: Days | None
    form: str
    due: bool = False
    impossible: bool = False

    def days(self, *, planned: bool) -> Days | None:
        """
        Return first and last day.

        Parameters
        ----------
        planned
            Whether the sentence speaks of what is to come.

        Returns
        -------
        Days | None
            None where the text gives too little to tell.
        """
        return (self.future or self.past) if planned else (self.past or self.future)


_EN_MONTHS = list(calendar.month_name)[1:]
_PL_MONTHS = (
    "styczeń luty marzec kwiecień maj czerwiec lipiec sierpień wrzesień październik listopad grudzień",
    "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
    "styczniu lutym marcu kwietniu maju czerwcu lipcu sierpniu wrześniu październiku listopadzie grudniu",
)
_MONTHS: dict[str, int] = {}
for _at, _name in enumerate(_EN_MONTHS, start=1):
    _MONTHS[_name.lower()] = _MONTHS[_name[:3].lower()] = _at
_MONTHS["sept"] = 9
for _case in _PL_MONTHS:
    _MONTHS |= {name: at for at, name in enumerate(_case.split(), start=1)}
_SEASONS = {
    "spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12,
    "wiosn": 3, "lat": 6, "lec": 6, "jesie": 9, "zim": 12,
}  # fmt: skip
_WEEKDAYS = {
    "monday": 0, "tuesday": 1, "wednesday": 2, "thursday": 3, "friday": 4, "saturday": 5, "sunday": 6,
    "poniedziałek": 0, "wtorek": 1, "środę": 2, "czwartek": 3, "piątek": 4, "sobotę": 5, "niedzielę": 6,
}  # fmt: skip
_SHIFTS = (
    (re.compile(r"next|coming|following|upcoming|przyszł|nadchodząc|następn|kolejn", re.IGNORECASE), 1),
    (re.compile(r"last|previous|past|ubiegł|zeszł|poprzedni|minion", re.IGNORECASE), -1),
)
_ORDINALS = {
    "first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "last": 4, "q1": 1, "q2": 2,
    "q3": 3, "q4": 4, "h1": 1, "h2": 2, "i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4,
    "pierwsz": 1, "drugi": 2, "trzeci": 3, "czwart": 4, "ostatni": 4,
}  # fmt: skip
_NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "twelve": 12, "dwa": 2, "dwóch": 2, "trzy": 3, "trzech": 3, "cztery": 4, "sześciu": 6, "sześć": 6,
    "pół": 6,
}  # fmt: skip

_EN = {
    "M": r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?)(?![a-z])",
    "D": r"\d{1,2}(?:st|nd|rd|th)?",
    "TO": r"\s*(?:-|–|—|to|and|&|through|until)\s*",
    "Y": r"(?:\d{4}(?!\d)|(?:this|the\s+current|the\s+same|that|next|the\s+coming|the\s+next|last|the\s+previous|the\s+past)\s+year"
    r"|the\s+year)",
    "S": r"(?:[Ss]pring|[Ss]ummer|[Aa]utumn|[Ff]all|[Ww]inter)",
    "NEAR": r"(?:this|next|last|coming|the\s+coming|past|previous|the\s+previous|current|the\s+current|upcoming|the\s+next|the\s+past)",
    "W": r"(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)",
    "PART": r"(?:[Ee]arly|[Mm]id|[Ll]ate|[Bb]eginning\s+of|[Mm]iddle\s+of|[Ee]nd\s+of|[Ss]tart\s+of)",
    "N": r"(?:a|an|one|two|three|four|five|six|seven|eight|nine|ten|twelve|\d{1,2})",
}
_PL_M = "|".join(sorted({name for case in _PL_MONTHS for name in case.split()}, key=len, reverse=True))
_PL = {
    "M": rf"(?:{_PL_M})(?!\w)",
    "D": r"\d{1,2}\.?",
    "TO": r"\s*(?:-|–|—|do|i|oraz)\s*",
    "Y": r"(?:\d{4}(?!\d)(?:\s*(?:r\.|roku|rok))?"
    r"|(?:tego|bieżącego|przyszłego|następnego|ubiegłego|zeszłego|poprzedniego|minionego|tego\s+samego)\s+roku|br\.|b\.\s?r\.|roku)",
    "S": r"(?:[Ww]iosn[aąęy]|[Ll]ato|[Ll]atem|[Ll]ecie|[Jj]esie(?:ń|nią|ni)|[Zz]im[aąęy])",
    "NEAR": r"(?:tym|tej|tę|tego|bieżąc\w+|przyszł\w+|następn\w+|nadchodząc\w+|ubiegł\w+|zeszł\w+|poprzedni\w*|minion\w+)",
    "W": r"(?:poniedziałek|wtorek|środę|czwartek|piątek|sobotę|niedzielę)",
    "PART": r"(?:[Nn]a\s+początku|[Ww]\s+połowie|[Pp]od\s+koniec|[Kk]oniec|końca|początek|z\s+początkiem|z\s+końcem)",
    "N": r"(?:dwa|dwóch|trzy|trzech|cztery|sześć|sześciu|\d{1,2})",
}

_SHARED = (
    ("iso", r"(?<!\d)(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)(?!\d)"),
    ("dotted", r"(?<![\d.])(?P<d>\d{1,2})[./](?P<m>\d{1,2})[./](?P<y>\d{4})(?!\d)(?:\s*r\.)?"),
    (
        "span",
        r"(?<![\d-])(?P<d>%D)(?:\s+(?:of\s+)?(?P<m>%M)(?:,?\s+(?P<y>%Y))?)?%TO(?P<d2>%D)\s+(?:of\s+)?(?P<m2>%M)(?:,?\s+(?P<y2>%Y))?",
    ),
    ("span", r"(?<!\w)(?P<m>%M)\s+(?P<d>%D)(?!\d)(?:%TO(?:(?P<m2>%M)\s+)?(?P<d2>%D)(?!\d))(?:,?\s+(?P<y2>%Y))?"),
    ("day", r"(?<!\w)(?P<m>%M)\s+(?P<d>%D)(?!\d)(?:,?\s+(?P<y>%Y))?"),
    ("day", r"(?<![\d-])(?P<d>%D)\s+(?:of\s+)?(?P<m>%M)(?:,?\s+(?P<y>%Y))?"),
    ("months", r"(?<!\w)(?P<m>%M)%TO(?P<m2>%M)\s+(?:of\s+)?(?P<y>%Y)"),
    ("month", r"(?<!\w)(?:(?P<part>%PART)[\s-]+)?(?P<m>%M)(?:\s+of)?,?\s+(?P<y>%Y)"),
    ("season", r"(?<!\w)(?P<s>%S)(?:\s+of|\s+in)?,?\s+(?P<y>%Y)"),
    ("season", r"(?<!\w)(?P<near>%NEAR)\s+(?P<s>%S)(?!\w)"),
    ("years", r"(?<![\d-])(?P<y>\d{4})\s*(?:-|–|—|/)\s*(?P<y2>\d{4})(?![\d-])"),
)
_ENGLISH = (
    ("part", r"\b(?P<o>first|second|third|fourth|last|1st|2nd|3rd|4th)\s+(?P<u>quarter|half)\s+of\s+(?P<y>%Y)"),
    ("part", r"\b(?P<o>[QH][1-4])(?:\s+of)?\s+(?P<y>\d{4})"),
    ("part", r"\b(?P<part>%PART)[\s-]+(?:the\s+)?(?P<y>%Y)"),
    ("part", r"\b(?P<part>%PART)\s+(?:the\s+)?(?P<near>%NEAR)?\s*(?P<u>month|week|quarter)\b"),
    ("part", r"\b(?P<part>year-end|the\s+year's\s+end)\b"),
    ("near", r"\b(?:(?P<later>later|earlier)\s+)?(?P<near>%NEAR)\s+(?P<u>year|month|week|quarter)\b"),
    ("month", r"\b(?P<near>%NEAR)\s+(?P<m>%M)"),
    ("month", r"(?:(?<=\bin )|(?<=\bby )|(?<=\bfor )|(?<=\bsince )|(?<=\buntil )|(?<=\bduring ))(?:(?P<part>%PART)[\s-]+)?(?P<m>%M)(?!\s+\d)"),
    ("season", r"(?:(?<=\bin the )|(?<=\bfor the )|(?<=\bin ))(?P<s>%S)\b(?!\s+(?:of|session))"),
    ("weekdays", r"\b(?P<w>%W)%TO(?:on\s+)?(?P<w2>%W)\b"),
    ("weekday", r"\b(?:(?P<near>last|next|this|coming)\s+)?(?P<w>%W)\b"),
    ("word", r"\b(?P<word>[Tt]oday|[Yy]esterday|[Tt]omorrow)\b"),
    ("ago", r"\b(?P<n>%N)\s+(?P<u>day|week|month|year)s?\s+ago\b"),
    ("within", r"\b(?:within|in)\s+(?:the\s+next\s+)?(?P<n>%N)\s+(?P<u>day|week|month|year)s?(?:['’]\s+time)?\b"),
    ("year", (r"(?:(?<=\bin )|(?<=\bwithin )|(?<=\bduring )|(?<=\bof )|(?<=\bsince )|(?<=\bby )|(?<=\bbefore )|(?<=\bfor )|(?<=\bthroughout )|(?<=\buntil ))"
     r"(?P<y>(?:19|20)\d\d)(?![\d,.]?\d|\s*(?:-|–)\s*\d|\s+(?:tonnes|tons|million|km|companies|people))")),
)  # fmt: skip
_POLISH = (
    ("part", r"\b(?P<o>pierwsz\w+|drugi\w*|trzeci\w*|czwart\w+|ostatni\w*|I{1,3}|IV)\s+(?P<u>kwarta\w+|półrocz\w+|połow\w+)\s+(?P<y>%Y)"),
    ("part", r"\b(?P<o>pierwsz\w+|drugi\w*|trzeci\w*|czwart\w+|I{1,3}|IV)\s+(?P<u>kwarta\w+|półrocz\w+)"),
    ("part", r"(?<!\w)(?P<part>%PART)\s+(?P<y>%Y)"),
    ("part", r"(?<!\w)(?P<part>%PART)\s+(?:(?P<near>%NEAR)\s+)?(?P<u>miesiąca|tygodnia)\b"),
    ("near", r"\b(?:(?P<later>później|jeszcze)\s+)?[Ww]\s+(?P<near>%NEAR)\s+(?P<u>roku|miesiącu|tygodniu|kwartale)\b"),
    ("month", r"(?:(?<=\bw )|(?<=\bwe )|(?<=\bdo )|(?<=\bod ))(?:(?P<near>%NEAR)\s+)?(?P<m>%M)(?!\s+\d)"),
    ("month", r"(?<!\w)(?P<part>%PART)\s+(?P<m>%M)"),
    ("season", r"(?<!\w)(?P<s>[Ww]iosną|[Ll]atem|[Jj]esienią|[Zz]imą)(?!\w)"),
    ("weekdays", r"\b[Ww]e?\s+(?P<w>%W)%TO(?:we?\s+)?(?P<w2>%W)\b"),
    ("weekday", r"\b[Ww]e?\s+(?:(?P<near>%NEAR)\s+)?(?P<w>%W)\b"),
    ("word", r"\b(?P<word>[Dd]ziś|[Dd]zisiaj|[Ww]czoraj|[Jj]utro)\b"),
    ("ago", r"\b(?:(?P<n>%N)\s+)?(?P<u>dni|tygodnie|miesiące|miesiąc|rok|lata|lat)\s+temu\b"),
    ("within", r"\bw\s+ciągu\s+(?P<n>%N)\s+(?P<u>dni|tygodni|miesięcy|lat)\b"),
    ("year", r"(?:(?<=\bw )|(?<=\bod )|(?<=\bdo )|(?<=\bz )|(?<=\bna ))(?P<y>(?:19|20)\d\d)(?!\d|\s*(?:-|–)\s*\d)(?:\s*(?:r\.|roku|rok))?"),
)  # fmt: skip
_DUE = {
    "en": re.compile(
        r"\b(?:by|before|until|till|no\s+later\s+than|not\s+later\s+than|prior\s+to|up\s+to)\s+(?:the\s+)?$",
        re.IGNORECASE,
    ),
    "pl": re.compile(
        r"\b(?:do|przed|najpóźniej(?:\s+do)?|nie\s+później\s+niż(?:\s+do)?)\s+(?:dnia\s+)?$", re.IGNORECASE
    ),
}
_UNITS = (
    ("day", "dni"),
    ("week", "tyg"),
    ("month", "mies"),
    ("quarter", "kwarta"),
    ("half", "półrocz", "połow"),
    ("year", "rok", "lat"),
)


@cache
def _patterns(language: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    words, own = (_EN, _ENGLISH) if language == "en" else (_PL, _POLISH)

    def filled(pattern: str) -> re.Pattern[str]:
        return re.compile(re.sub(r"%(NEAR|PART|TO|[MDYSWN])", lambda match: words[match[1]], pattern))

    return tuple((form, filled(pattern)) for form, pattern in (*_SHARED, *own))


_STEMS = frozenset(
    [name[:4] for name in _MONTHS]
    + [name[:4] for name in (*_SEASONS, *_WEEKDAYS)]
    + [
        "toda",
        "yest",
        "tomo",
        "year",
        "mont",
        "week",
        "quar",
        "half",
        "end",
        "days",
        "ago",
        "dziś",
        "wczo",
        "jutr",
        "dni",
        "rok",
        "roku",
        "lata",
        "lat",
        "mies",
        "tygo",
        "kwar",
        "półr",
        "poło",
        "temu",
        "lut",
        "luty",
        "maj",
        "maja",
        "maju",
        "maje",
        "may",
        "jun",
        "jul",
        "lato",
        "late",
        "lecj",
        "leci",
        "zima",
        "zimą",
        "zimy",
        "br",
    ]
)
"""Beginnings of the words that tell a time."""
_WORDS = re.compile(r"\d+|[^\W\d_]{2,}")
_BEFORE, _AFTER = 70, 45
"""Characters around such a word, or a figure, in which its phrase stands."""


def _places(text: str) -> list[tuple[int, int]]:
    """Return the stretches in which a time may be told, so that the patterns need not look at the rest."""
    found: list[tuple[int, int]] = []
    for match in _WORDS.finditer(text):
        word = match[0]
        if word[0].isdigit() or word[:4].lower() in _STEMS:
            low, high = max(0, match.start() - _BEFORE), match.end() + _AFTER
            if found and low <= found[-1][1]:
                found[-1] = (found[-1][0], high)
            else:
                found.append((low, high))
    return found


def find_dates(text: str, language: str, published: date | None) -> list[Dated]:
    """
    Return the times that a text names.

    Parameters
    ----------
    text
        The text.
    language
        `en` or `pl`.
    published
        Day of publication, from which "last month" is told; without it a time that needs it has no days, unless the
        first full date of the text stands in for it.

    Returns
    -------
    list[Dated]
        In the order of the text, without overlaps.
    """
    taken: list[tuple[int, int, str, re.Match[str]]] = []
    told = _places(text)
    for form, pattern in _patterns(language):
        for match in (match for low, high in told for match in pattern.finditer(text, low, high)):
            if all(match.end() <= start or end <= match.start() for start, end, *_ in taken):
                taken.append((match.start(), match.end(), form, match))
    taken.sort(key=lambda each: each[0])
    anchor = published or _first_full(taken)
    found = (_dated(text, form, match, language, anchor) for _, _, form, match in taken)
    return [each for each in found if each is not None]


def _first_full(taken: list[tuple[int, int, str, re.Match[str]]]) -> date | None:
    for _, _, form, match in taken:
        if form in {"iso", "dotted", "day", "span"}:
            try:
                days = _READERS[form](match.groupdict(), None, future=False)
            except ValueError:
                continue
            if days is not None:
                return days[1]
    return None


def _dated(text: str, form: str, match: re.Match[str], language: str, anchor: date | None) -> Dated | None:
    parts = match.groupdict()
    span = Span(match.start(), match.end())
    name = {
        "iso": "day",
        "dotted": "day",
        "span": "day",
        "weekday": "day",
        "weekdays": "day",
        "word": "day",
        "months": "month",
    }.get(form, form)
    try:
        past = _READERS[form](parts, anchor, future=False)
        future = _READERS[form](parts, anchor, future=True)
    except (ValueError, OverflowError):
        return Dated(span, None, None, name, impossible=True) if form in {"iso", "dotted", "day", "span"} else None
    due = form == "within" or _DUE[language].search(text, max(0, span.start - 24), span.start) is not None
    due = due or (re.match(r"końca|year-end", match[0]) is not None and language == "pl")
    if due:
        past, future = ((days[1], days[1]) if days else None for days in (past, future))
    return Dated(span, past, future, name, due=due)


def _month(written: str) -> int:
    return _MONTHS[written.lower().rstrip(".")]


def _number(written: str) -> int:
    digits = re.match(r"\d+", written)
    return int(digits[0]) if digits else 0


def _shift(written: str) -> int:
    return next((shift for pattern, shift in _SHIFTS if pattern.search(written)), 0)


def _year(written: str | None, anchor: date | None) -> int | None:
    if written is None:
        return None
    digits = re.match(r"\d{4}", written)
    if digits:
        year = int(digits[0])
        if not EARLIEST <= year <= LATEST:
            raise ValueError(written)
        return year
    return None if anchor is None else anchor.year + _shift(written)


def _month_days(year: int, month: int) -> Days:
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def _season_days(year: int, first: int) -> Days:
    last_year, last = (year + 1, 2) if first == 12 else (year, first + 2)
    return date(year, first, 1), _month_days(last_year, last)[1]


def _nearest(make: Callable[[int], Days], anchor: date | None, *, future: bool) -> Days | None:
    """Return the days of a year that is not told: the next ones that end on or after, or the last that began before."""
    if anchor is None:
        return None
    years = (
        (anchor.year, anchor.year + 1, anchor.year + 2) if future else (anchor.year, anchor.year - 1, anchor.year - 2)
    )
    problem: ValueError | None = None
    for year in years:
        try:
            days = make(year)
        except ValueError as error:
            problem = problem or error
            continue
        if (days[1] >= anchor) if future else (days[0] <= anchor):
            return days
    if problem is not None:
        raise problem
    return None


def _read_iso(parts: dict[str, str | None], _anchor: date | None, *, future: bool) -> Days | None:  # noqa: ARG001
    day = date(_year(parts["y"], None) or 0, int(parts["m"] or 0), int(parts["d"] or 0))
    return day, day


def _read_day(parts: dict[str, str | None], anchor: date | None, *, future: bool) -> Days | None:
    month, number = _month(parts["m"] or ""), _number(parts["d"] or "")
    date(2024, month, number)  # a day that no year has is impossible whatever the year
    year = _year(parts["y"], anchor)
    if year is not None:
        return date(year, month, number), date(year, month, number)
    if parts["y"] is not None:
        return None
    return _nearest(lambda each: (date(each, month, number), date(each, month, number)), anchor, future=future)


def _read_span(parts: dict[str, str | None], anchor: date | None, *, future: bool) -> Days | None:
    last_month = _month(parts["m2"] or parts["m"] or "")
    first_month = _month(parts["m"] or parts["m2"] or "")
    first, last = _number(parts["d"] or ""), _number(parts["d2"] or "")
    date(2024, first_month, first)
    date(2024, last_month, last)
    written = parts["y2"]
    year = _year(written, anchor)

    def make(each: int) -> Days:
        own = _year(parts.get("y"), anchor)
        begin = own if own is not None else each - (first_month > last_month)
        days = date(begin, first_month, first), date(each, last_month, last)
        if days[1] < days[0]:
            raise ValueError(written)
        return days

    if year is not None:
        return make(year)
    return None if written is not None else _nearest(make, anchor, future=future)


def _read_month(parts: dict[str, str | None], anchor: date | None, *, future: bool) -> Days | None:
    month = _month(parts["m"] or "")

    def make(year: int) -> Days:
        return _part_of_month(_month_days(year, month), parts.get("part"))

    year = _year(parts.get("y"), anchor)
    if year is not None:
        return make(year)
    if parts.get("y") is not None or anchor is None:
        return None
    shift = _shift(parts.get("near") or "")
    if shift:
        return _nearest(make, anchor + timedelta(days=28 * shift), future=shift > 0)
    return _nearest(make, anchor, future=future)


def _read_months(parts: dict[str, str | None], anchor: date | None, *, future: bool) -> Days | None:  # noqa: ARG001
    year = _year(parts["y"], anchor)
    if year is None:
        return None
    first, last = _month(parts["m"] or ""), _month(parts["m2"] or "")
    return date(year - (first > last), first, 1), _month_days(year, last)[1]


def _read_season(parts: dict[str, str | None], anchor: date | None, *, future: bool) -> Days | None:
    written = (parts["s"] or "").lower()
    first = next(month for name, month in _SEASONS.items() if written.startswith(name))
    year = _year(parts.get("y"), anchor)
    if year is not None:
        return _season_days(year, first)
    if parts.get("y") is not None or anchor is None:
        return None
    near = parts.get("near")
    if near is None:
        return _nearest(lambda each: _season_days(each, first), anchor, future=future)
    shift = _shift(near)
    if shift > 0:
        days = _season_days(anchor.year, first)
        return days if days[0] > anchor else _season_days(anchor.year + 1, first)
    if shift < 0:
        days = _season_days(anchor.year, first)
        return days if days[1] < anchor else _season_days(anchor.year - 1, first)
    return _season_days(anchor.year, first)


def _read_years(parts: dict[str, str | None], _anchor: date | None, *, future: bool) -> Days | None:  # noqa: ARG001
    first, last = _year(parts["y"], None), _year(parts["y2"], None)
    if first is None or last is None or last < first:
        raise ValueError(parts["y2"])
    return date(first, 1, 1), date(last, 12, 31)


def _part_of_month(days: Days, part: str | None) -> Days:
    kind = _part_kind(part)
    if kind is None:
        return days
    return {
        "early": (days[0], days[0].replace(day=10)),
        "mid": (days[0].replace(day=11), days[0].replace(day=20)),
        "late": (days[0].replace(day=21), days[1]),
    }[kind]


def _part_kind(part: str | None) -> str | None:
    written = (part or "").lower()
    if not written:
        return None
    if re.search(r"early|beginning|start|począt", written):
        return "early"
    return "mid" if re.search(r"mid|połow", written) else "late"


def _read_part(parts: dict[str, str | None], anchor: date | None, *, future: bool) -> Days | None:
    unit = parts.get("u") or ""
    if parts.get("o"):
        year = _year(parts.get("y"), anchor)
        if year is None and parts.get("y") is not None:
            return None
        written = (parts["o"] or "").lower()
        order = next(
            number
            for name, number in sorted(_ORDINALS.items(), key=lambda each: -len(each[0]))
            if written.startswith(name)
        )
        half = unit.startswith(("half", "półrocz", "połow")) or written.startswith("h")
        months = 6 if half else 3
        order = min(order, 12 // months)

        def make(each: int) -> Days:
            return date(each, (order - 1) * months + 1, 1), _month_days(each, order * months)[1]

        return make(year) if year is not None else _nearest(make, anchor, future=future)
    if unit:
        whole = _read_near({"near": parts.get("near"), "u": unit}, anchor, future=future)
        return None if whole is None else _third(whole, parts["part"])
    year = _year(parts.get("y") or "this year", anchor)
    return None if year is None else _third((date(year, 1, 1), date(year, 12, 31)), parts["part"])


def _third(days: Days, part: str | None) -> Days:
    first, last = days
    if (last - first).days < 40:
        return _part_of_month(days, part) if first.day == 1 else days
    kind = _part_kind(part)
    bounds = {"early": (1, 3), "mid": (5, 8), "late": (10, 12), None: (1, 12)}[kind]
    return date(first.year, bounds[0], 1), _month_days(last.year, bounds[1])[1]


def _unit(written: str) -> str:
    return next(names[0] for names in _UNITS if written.lower().startswith(names))


def _read_near(parts: dict[str, str | None], anchor: date | None, *, future: bool) -> Days | None:
    if anchor is None:
        return None
    shift, unit = _shift(parts.get("near") or ""), _unit(parts["u"] or "")
    if unit == "year":
        year = anchor.year + shift
        days = date(year, 1, 1), date(year, 12, 31)
        if parts.get("later") and shift == 0:
            return (days[0], anchor) if not future else (anchor, days[1])
        return days
    if unit == "week":
        monday = anchor - timedelta(days=anchor.weekday()) + timedelta(weeks=shift)
        return monday, monday + timedelta(days=6)
    if unit == "quarter":
        at = anchor.year * 4 + (anchor.month - 1) // 3 + shift
        return date(at // 4, at % 4 * 3 + 1, 1), _month_days(at // 4, at % 4 * 3 + 3)[1]
    at = anchor.year * 12 + anchor.month - 1 + shift
    return _month_days(at // 12, at % 12 + 1)


def _read_weekday(parts: dict[str, str | None], anchor: date | None, *, future: bool) -> Days | None:
    if anchor is None:
        return None
    weekday = _WEEKDAYS[(parts["w"] or "").lower()]
    shift = _shift(parts.get("near") or "")
    if shift > 0 or (future and shift == 0):
        day = anchor + timedelta(days=(weekday - anchor.weekday()) % 7 or 7)
    else:
        day = anchor - timedelta(days=(anchor.weekday() - weekday) % 7 or (7 if shift < 0 else 0))
    return day, day


def _read_weekdays(parts: dict[str, str | None], anchor: date | None, *, future: bool) -> Days | None:
    last = _read_weekday({"w": parts["w2"]}, anchor, future=future)
    first = last and _read_weekday({"w": parts["w"]}, last[1], future=False)
    return (first[0], last[1]) if first and last else None


def _read_word(parts: dict[str, str | None], anchor: date | None, *, future: bool) -> Days | None:  # noqa: ARG001
    if anchor is None:
        return None
    shift = {"yesterday": -1, "wczoraj": -1, "tomorrow": 1, "jutro": 1}.get((parts["word"] or "").lower(), 0)
    day = anchor + timedelta(days=shift)
    return day, day


def _moved(day: date, unit: str, count: int) -> date:
    if unit in {"day", "week"}:
        return day + timedelta(days=count * (7 if unit == "week" else 1))
    at = day.year * 12 + day.month - 1 + count * {"month": 1, "quarter": 3, "half": 6, "year": 12}[unit]
    year, month = at // 12, at % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def _count(written: str | None) -> int:
    word = (written or "1").lower()
    return _NUMBERS.get(word) or _number(word) or 1


def _read_ago(parts: dict[str, str | None], anchor: date | None, *, future: bool) -> Days | None:  # noqa: ARG001
    if anchor is None:
        return None
    unit = _unit(parts["u"] or "")
    day = _moved(anchor, unit, -_count(parts["n"]))
    if unit == "day":
        return day, day
    if unit == "week":
        monday = day - timedelta(days=day.weekday())
        return monday, monday + timedelta(days=6)
    return _month_days(day.year, day.month) if unit == "month" else (date(day.year, 1, 1), date(day.year, 12, 31))


def _read_within(parts: dict[str, str | None], anchor: date | None, *, future: bool) -> Days | None:  # noqa: ARG001
    if anchor is None:
        return None
    return anchor, _moved(anchor, _unit(parts["u"] or ""), _count(parts["n"]))


def _read_year(parts: dict[str, str | None], _anchor: date | None, *, future: bool) -> Days | None:  # noqa: ARG001
    year = _year(parts["y"], None)
    return None if year is None else (date(year, 1, 1), date(year, 12, 31))


_READERS: dict[str, Callable[..., Days | None]] = {
    "iso": _read_iso, "dotted": _read_iso, "span": _read_span, "day": _read_day, "months": _read_months,
    "month": _read_month, "season": _read_season, "years": _read_years, "part": _read_part, "near": _read_near,
    "weekday": _read_weekday, "weekdays": _read_weekdays, "word": _read_word, "ago": _read_ago, "within": _read_within, "year": _read_year,
}  # fmt: skip


def dates_within(dates: list[Dated], inside: Span) -> Iterator[Dated]:
    """
    Yield the times that stand inside a span.

    Parameters
    ----------
    dates
        Times in the order of the text.
    inside
        The span.

    Yields
    ------
    Dated
        In the order of the text.
    """
    yield from (each for each in dates if inside.holds(each.span))
