"""Times, states, verbs and fields of the register as people read them, in English and in Polish."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from transcaspia.errors import InputError

if TYPE_CHECKING:
    from transcaspia.register.when import When

LANGUAGES = ("en", "pl")

_MONTHS = {
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    "pl": (
        "stycznia", "lutego", "marca", "kwietnia", "maja", "czerwca", "lipca", "sierpnia", "września", "października",
        "listopada", "grudnia",
    ),
}  # fmt: skip
_MONTHS_ALONE = {
    "en": _MONTHS["en"],
    "pl": (
        "styczeń", "luty", "marzec", "kwiecień", "maj", "czerwiec", "lipiec", "sierpień", "wrzesień", "październik",
        "listopad", "grudzień",
    ),
}  # fmt: skip
_SEASONS = {
    "en": {"spring": "spring", "summer": "summer", "autumn": "autumn", "winter": "winter"},
    "pl": {"spring": "wiosna", "summer": "lato", "autumn": "jesień", "winter": "zima"},
}
_SINCE = {"en": "since", "pl": "od:"}

STATES = {
    "en": {
        "proposed": "proposed", "agreed": "agreed", "in_progress": "in progress", "met": "met", "overdue": "overdue",
        "dropped": "dropped", "unknown": "unknown",
    },
    "pl": {
        "proposed": "proponowane", "agreed": "uzgodnione", "in_progress": "w toku", "met": "wykonane",
        "overdue": "po terminie", "dropped": "zaniechane", "unknown": "stan nieznany",
    },
}  # fmt: skip
"""Words for the states."""

VERBS = {
    "en": {
        "signed": "signed", "agreed": "agreed", "will": "undertook", "supports": "supports", "called_on": "called on",
        "noted": "named",
    },
    "pl": {
        "signed": "podpisano", "agreed": "uzgodniono", "will": "zobowiązanie", "supports": "poparcie",
        "called_on": "wezwanie", "noted": "wymieniono",
    },
}  # fmt: skip
"""Words for how firmly a commitment was put."""

FIELDS = {
    "en": {
        "transport": "transport", "energy": "energy", "pharmaceuticals": "pharmaceuticals", "education": "education",
        "food": "food", "construction_materials": "construction materials", "agriculture": "agriculture",
        "machinery": "machinery", "mining": "mining", "trade": "trade", "investment": "investment",
        "finance": "finance", "visas": "visas", "environment": "environment", "tourism": "tourism",
        "culture": "culture", "defence": "defence", "politics": "political dialogue", "other": "other",
    },
    "pl": {
        "transport": "transport", "energy": "energia", "pharmaceuticals": "farmacja", "education": "edukacja",
        "food": "żywność", "construction_materials": "materiały budowlane", "agriculture": "rolnictwo",
        "machinery": "maszyny", "mining": "górnictwo", "trade": "handel", "investment": "inwestycje",
        "finance": "finanse", "visas": "wizy", "environment": "środowisko", "tourism": "turystyka",
        "culture": "kultura", "defence": "obronność", "politics": "dialog polityczny", "other": "inne",
    },
}  # fmt: skip
"""Words for the fields of cooperation."""

LINKS = {
    "implements": "puts into effect",
    "follows_from": "follows from",
    "prepares": "prepares",
    "supersedes": "takes the place of",
    "evidence_for": "shows what became of",
}
"""Words for the types of links."""

NOT_FOUND = {"en": "no public record found", "pl": "nie znaleziono publicznego śladu"}


def check_language(language: str) -> None:
    """
    Check that texts can be written in a language.

    Parameters
    ----------
    language
        `en` or `pl`.

    Raises
    ------
    InputError
        If it is another.
    """
    if language not in LANGUAGES:
        raise InputError(f"--language '{language}' is not one that is written here; use {' or '.join(LANGUAGES)}.")


def day_words(day: date, language: str = "en") -> str:
    """
    Return a day as it is read.

    Parameters
    ----------
    day
        The day.
    language
        `en` or `pl`.

    Returns
    -------
    str
        As `23 May 2025` or `23 maja 2025`.
    """
    return f"{day.day} {_MONTHS[language][day.month - 1]} {day.year}"


def when_words(when: When, language: str = "en") -> str:
    """
    Return a time as it is read, no more exactly than it is known.

    Parameters
    ----------
    when
        The time.
    language
        `en` or `pl`.

    Returns
    -------
    str
        As `12-13 Dec 2017`, `autumn 2025`, `Jan-Nov 2025` or `since Oct 2016`.

    Examples
    --------
    >>> from transcaspia.register.when import parse_when
    >>> when_words(parse_when("2017-12-12/2017-12-13"))
    '12-13 Dec 2017'
    """
    start, _, end = when.text.partition("/")
    if when.is_open:
        return f"{_SINCE[language]} {_one(start, when.first, language)}"
    if not end:
        return _one(start, when.first, language)
    if len(start) == len(end) == len("2025-05-23"):
        if (when.first.year, when.first.month) == (when.last.year, when.last.month):
            return f"{when.first.day}-{day_words(when.last, language)}"
        return f"{day_words(when.first, language)} - {day_words(when.last, language)}"
    if len(start) == len(end) == len("2025-05") and when.first.year == when.last.year:
        months = _MONTHS_ALONE[language]
        return f"{months[when.first.month - 1]}-{months[when.last.month - 1]} {when.first.year}"
    return f"{_one(start, when.first, language)}-{_one(end, when.last, language)}"


def _one(text: str, day: date, language: str) -> str:
    season = text.partition("-")[2]
    if season in _SEASONS[language]:
        return f"{_SEASONS[language][season]} {day.year}"
    if len(text) == len("2025"):
        return text
    if len(text) == len("2025-05"):
        return f"{_MONTHS_ALONE[language][day.month - 1]} {day.year}"
    return day_words(day, language)
