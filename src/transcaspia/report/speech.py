"""How a sheet speaks: numbers, days, places and terms in the manner of a language."""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from transcaspia.errors import InputError
from transcaspia.report import words
from transcaspia.report.sheet_words import COUNTRIES, MONTHS, WEEKDAYS, phrases
from transcaspia.report.terms import LANGUAGES, is_translated, translated
from transcaspia.units import HOURS_PER_DAY

if TYPE_CHECKING:
    from datetime import date, datetime, tzinfo

    from transcaspia.network.model import Network
    from transcaspia.planning.model import Band

_CYRILLIC = re.compile(r"[а-яё][а-яё .()-]*", re.IGNORECASE)
_WIDE = "\u00a0"
_TOWNS_PL = {"Warsaw": "Warszawa", "Almaty": "Ałmaty", "Moskva": "Moskwa", "Tashkent": "Taszkent", "Bakı": "Baku"}


def check_sheet_language(language: str) -> None:
    """
    Check that a sheet can be written in a language.

    Parameters
    ----------
    language
        `en`, `pl` or `ru`.

    Raises
    ------
    InputError
        If it is another.
    """
    if language not in LANGUAGES:
        raise InputError(
            f"--language '{language}' is not one that is written here; use {words.listed(LANGUAGES, 'or')}."
        )


@dataclass(frozen=True)
class Speech:
    """
    A language, and the names of a network in it.

    Attributes
    ----------
    language
        One of `LANGUAGES`.
    names
        Names of places in that language by their name in the network.
    """

    language: str
    names: dict[str, str] = field(default_factory=dict)

    def say(self, key: str, **parts: object) -> str:
        """
        Return a phrase.

        Parameters
        ----------
        key
            Key of `sheet_words.csv`.
        **parts
            What stands in its braces.

        Returns
        -------
        str
            The phrase.
        """
        return phrases()[key][self.language].format(**parts)

    def unit(self, unit: str) -> str:
        """
        Return a unit in words.

        Parameters
        ----------
        unit
            As `40RF`.

        Returns
        -------
        str
            As `refrigerated box 40 ft`; a unit of a network of the user's own as it is called there.
        """
        row = phrases().get(f"unit_{unit}")
        return unit if row is None else row[self.language]

    def term(self, text: str) -> str:
        """
        Return what the data say.

        Parameters
        ----------
        text
            English text of a table or a plan.

        Returns
        -------
        str
            The same in this language.
        """
        return translated(text, self.language, self.name)

    def name(self, text: str) -> str:
        """
        Return the name of a place, or of a service by its places.

        Parameters
        ----------
        text
            As `Aktau` or `Feeder Aktau-Alat`.

        Returns
        -------
        str
            The name as it is read in this language; as it is where no other is known.
        """
        if text in self.names:
            return self.names[text]
        if is_translated(text):
            return translated(text, self.language, self.name)
        for between in (", ", "-"):
            if between in text:
                return between.join(self.name(part) for part in text.split(between))
        return self.number_text(text)

    def border(self, text: str) -> str:
        """
        Return a border as a leg names it.

        Parameters
        ----------
        text
            As `Terespol-Brest (PL-BY)`.

        Returns
        -------
        str
            With the name as it is read in this language.
        """
        name, _, countries = text.rpartition(" (")
        return f"{self.name(name)} ({countries}" if name else text

    def number_text(self, text: str) -> str:
        """
        Return a text with the decimal mark of the language, where it is a number.

        Parameters
        ----------
        text
            As `0.4` or `Suez`.

        Returns
        -------
        str
            As `0,4`.
        """
        return text.replace(".", ",") if self.language != "en" and re.fullmatch(r"-?\d+\.\d+%?", text) else text

    def country(self, code: str) -> str:
        """
        Return the name of a country.

        Parameters
        ----------
        code
            ISO 3166-1 alpha-2.

        Returns
        -------
        str
            Its name; the code where none is known.
        """
        return COUNTRIES[self.language].get(code, code)

    def number(self, value: float, digits: int = 0) -> str:
        """
        Return a number.

        Parameters
        ----------
        value
            The number.
        digits
            Digits behind the decimal mark, at most; zeros at the end are left out.

        Returns
        -------
        str
            As `21,500.5`, or `21 500,5` with narrow blanks.
        """
        text = f"{value:,.{digits}f}"
        if digits:
            text = text.rstrip("0").rstrip(".")
        return text if self.language == "en" else text.replace(",", _WIDE).replace(".", ",")

    def rounded(self, value: float) -> str:
        """
        Return a figure without a band: three significant digits, as no price is known better.

        Parameters
        ----------
        value
            The figure.

        Returns
        -------
        str
            As `1,230`.
        """
        size = abs(value)
        step = 1.0 if size < 1000.0 else 10.0 ** (math.floor(math.log10(size)) - 2)
        return self.number(round(value / step) * step)

    def money(self, band: Band) -> tuple[str, str, str]:
        """
        Return P10, P50 and P90 of a cost, rounded to what the band supports.

        Parameters
        ----------
        band
            USD.

        Returns
        -------
        tuple[str, str, str]
            Without the currency.
        """
        low, middle, high = (
            text.replace(",", _WIDE) if self.language != "en" else text for text in words.money_band(band)
        )
        return low, middle, high

    def money_span(self, band: Band) -> str:
        """
        Return P10, P50 and P90 of a cost in one word.

        Parameters
        ----------
        band
            USD.

        Returns
        -------
        str
            As `21,500-24,000-27,000`; parted by blanks where thousands are.
        """
        return ("-" if self.language == "en" else f"{_WIDE}– ").join(self.money(band))

    def days(self, band: Band) -> str:
        """
        Return a band of hours in days.

        Parameters
        ----------
        band
            Hours.

        Returns
        -------
        str
            As `21-25-33`.
        """
        found = "-".join(words.days(band.p10, band.p50, band.p90))
        return found if self.language == "en" else found.replace(".", ",")

    def hours(self, low_h: float, high_h: float) -> str:
        """
        Return a range of time in words: hours only under two days.

        Parameters
        ----------
        low_h, high_h
            Its ends, hours.

        Returns
        -------
        str
            As `6-30 h` or `1-6 days`.
        """
        if high_h < 2 * HOURS_PER_DAY:
            low, high, unit = f"{low_h:.0f}", f"{high_h:.0f}", self.say("unit_h")
        else:
            low, high = words.days(low_h, high_h)
            unit = self.say("unit_days")
        low, high = (text if self.language == "en" else text.replace(".", ",") for text in (low, high))
        return f"{high} {unit}" if low == high else f"{low}-{high} {unit}"

    def day(self, when: date, *, weekday: bool = False) -> str:
        """
        Return a day.

        Parameters
        ----------
        when
            A day or an instant.
        weekday
            Say the day of the week.

        Returns
        -------
        str
            As `Wed 1 Oct 2025`.
        """
        told = f"{when.day}{_WIDE}{MONTHS[self.language][when.month - 1]}{_WIDE}{when.year}"
        return f"{WEEKDAYS[self.language][when.weekday()]} {told}" if weekday else told

    def short_day(self, when: date) -> str:
        """
        Return a day without its year.

        Parameters
        ----------
        when
            A day or an instant.

        Returns
        -------
        str
            As `1 Oct`.
        """
        return f"{when.day}{_WIDE}{MONTHS[self.language][when.month - 1]}"

    def days_between(self, first: date, last: date) -> str:
        """
        Return two days without their year as a range.

        Parameters
        ----------
        first, last
            Days or instants.

        Returns
        -------
        str
            As `1-9 Oct` or `26 Oct - 3 Nov`.
        """
        if (first.year, first.month) != (last.year, last.month):
            return f"{self.short_day(first)} – {self.short_day(last)}"
        return self.short_day(last) if first.day == last.day else f"{first.day}–{self.short_day(last)}"

    def instant(self, when: datetime, zone: tzinfo) -> str:
        """
        Return an instant on a clock: the day alone at midnight and at the end of the day.

        Parameters
        ----------
        when
            Timezone-aware instant.
        zone
            Zone of the clock.

        Returns
        -------
        str
            As `Wed 1 Oct 2025, 14:30`.
        """
        local = when.astimezone(zone)
        clock = f"{local.hour:02d}:{local.minute:02d}"
        told = self.day(local, weekday=True)
        return told if clock in {"00:00", "23:59"} else f"{told}, {clock}"

    def listed(self, items: list[str]) -> str:
        """
        Return items as a list in a sentence.

        Parameters
        ----------
        items
            The items.

        Returns
        -------
        str
            As `a, b and c`.
        """
        return words.listed(items, self.say("and"))


def speech_of(language: str, network: Network) -> Speech:
    """
    Return how a sheet speaks of a network.

    Parameters
    ----------
    language
        `en`, `pl` or `ru`.
    network
        The network whose places are named.

    Returns
    -------
    Speech
        The language with the names of the places.

    Raises
    ------
    InputError
        If the language is not written here.
    """
    check_sheet_language(language)
    names: dict[str, str] = dict(_TOWNS_PL) if language == "pl" else {}
    if language == "ru":
        for node in network.rows("nodes"):
            own = node.text("name")
            cyrillic = next((alias for alias in node.items("aliases") if _CYRILLIC.fullmatch(alias)), "")
            if not cyrillic:
                continue
            # A terminal keeps its own name beside that of its town.
            plain = len(own.split()) <= len(cyrillic.split())
            names.setdefault(own, cyrillic if plain else f"{cyrillic} ({own})")
            for alias in node.items("aliases"):
                if not _CYRILLIC.fullmatch(alias) and unicodedata.name(alias[:1], "").startswith("LATIN"):
                    names.setdefault(alias, cyrillic)
    return Speech(language, names)
