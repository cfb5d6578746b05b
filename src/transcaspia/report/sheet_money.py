"""The money of a way as a sheet shows it: lines that add up, what is in, what is not, and the terms of standing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from transcaspia.planning.names import LINES
from transcaspia.report import words

if TYPE_CHECKING:
    from transcaspia.planning.model import Itinerary, PriceLine
    from transcaspia.report.speech import Speech

STANDING = ("storage", "demurrage", "detention")
"""Kinds of lines that run up by the day when goods or their box stand."""

_AT = re.compile(r"(handling|border fees|storage) at (.+)")
_FREE = re.compile(r"([\d.]+) days free")
_SHOWN_USD = 1.0


@dataclass(frozen=True, slots=True)
class PriceRow:
    """
    A row of the table of prices.

    Attributes
    ----------
    kind
        One of `LINES`.
    head
        Its name; blank where the row above has the same.
    what, scope
        What is paid, and what is in the price.
    mean, band
        Mean, and P10-P50-P90 where the row is a single line; USD.
    grade
        Weakest grade of its lines, in words.
    mean_usd
        The mean as a number.
    """

    kind: str
    head: str
    what: str
    scope: str
    mean: str
    band: str
    grade: str
    mean_usd: float


def price_rows(way: Itinerary, speech: Speech) -> tuple[PriceRow, ...]:
    """
    Return the lines of the money of a way that have a price.

    Handling, fees at borders and storage stand in one row of a kind, place by place; a row of one line has its band.
    The means add up to the mean of the whole.

    Parameters
    ----------
    way
        The way.
    speech
        The language.

    Returns
    -------
    tuple[PriceRow, ...]
        In the order of a sheet.
    """
    groups: dict[tuple[str, str], list[PriceLine]] = {}
    for kind in LINES:
        held = [line for line in way.price_lines if line.kind == kind and line.usd is not None]
        for number, line in enumerate(held):
            at = _AT.fullmatch(line.what)
            groups.setdefault((kind, at[1] if at else f"{number}"), []).append(line)
    rows: list[PriceRow] = []
    for (kind, _), lines in groups.items():
        head = speech.say(f"line_{kind}")
        rows.append(_row(kind, "" if rows and rows[-1].kind == kind else head, lines, speech))
    return tuple(rows)


def included(way: Itinerary, speech: Speech) -> list[str]:
    """
    Return what the money of a way holds.

    Parameters
    ----------
    way
        The way.
    speech
        The language.

    Returns
    -------
    list[str]
        In words.
    """
    return [speech.term(text) for text in way.price_held]


def excluded(way: Itinerary, speech: Speech) -> list[tuple[str, str]]:
    """
    Return what the money of a way lacks, and why.

    Parameters
    ----------
    way
        The way.
    speech
        The language.

    Returns
    -------
    list[tuple[str, str]]
        What is due but has no price, and the reason, which may be blank.
    """
    found: dict[str, str] = {}
    for line in way.price_lines:
        if line.usd is None:
            found.setdefault(speech.term(line.what), speech.term(line.why))
    return list(found.items())


def standing_terms(way: Itinerary, speech: Speech) -> list[tuple[str, str]]:
    """
    Return the terms of storage, demurrage and detention.

    Parameters
    ----------
    way
        The way.
    speech
        The language.

    Returns
    -------
    list[tuple[str, str]]
        Name of the line, and its free days, rate and what is reckoned; that nothing is reckoned is said.
    """
    found = []
    for kind in STANDING:
        lines = [line for line in way.price_lines if line.kind == kind]
        priced = [line for line in lines if line.usd is not None]
        told: list[str] = []
        for (free, rate), group in _by_terms(priced).items():
            places = ", ".join(words.distinct(speech.name(line.start) for line in group if line.start == line.end))
            told.append(
                speech.say(
                    "standing" if places else "standing_way", places=places, free=speech.number(free, 1), rate=rate
                )
                if free is not None
                else speech.say("standing_no_free", places=places or "-", rate=rate)
            )
        if priced:
            mean = sum(line.usd.mean for line in priced if line.usd is not None)
            told.append(speech.say("standing_mean", usd=speech.rounded(mean)))
        told += [f"{speech.term(line.what)}: {speech.term(line.why)}" for line in lines if line.usd is None]
        found.append((speech.say(f"line_{kind}"), "; ".join(told) or speech.say("standing_none")))
    return found


def place_of(line: PriceLine) -> str:
    """
    Return the place of a line that is paid at one.

    Parameters
    ----------
    line
        The line.

    Returns
    -------
    str
        Its name; blank for a line over a stretch.
    """
    at = _AT.fullmatch(line.what)
    return at[2] if at else ""


def kind_of(line: PriceLine) -> str:
    """
    Return what a line pays, without the place.

    Parameters
    ----------
    line
        The line.

    Returns
    -------
    str
        `handling`, `border fees` or `storage`; else what it pays, as it stands.
    """
    at = _AT.fullmatch(line.what)
    return at[1] if at else line.what


def _by_terms(lines: list[PriceLine]) -> dict[tuple[float | None, str], list[PriceLine]]:
    groups: dict[tuple[float | None, str], list[PriceLine]] = {}
    for line in lines:
        free = _FREE.search(line.why)
        rate = "-" if line.rate_usd is None else f"{line.rate_usd:,.0f}"
        groups.setdefault((float(free[1]) if free else None, rate), []).append(line)
    return groups


def _row(kind: str, head: str, lines: list[PriceLine], speech: Speech) -> PriceRow:
    mean = sum(line.usd.mean for line in lines if line.usd is not None)
    first = lines[0]
    grade = max((line.grade for line in lines), key=_grade_rank)
    scope = "; ".join(words.distinct(speech.term(line.scope) for line in lines if line.scope))
    if len(lines) > 1:
        shown = [line for line in lines if line.usd is not None and line.usd.mean >= _SHOWN_USD]
        places = ", ".join(
            f"{speech.name(place_of(line))} {speech.rounded(line.usd.mean)}" for line in shown if line.usd is not None
        )
        what = f"{speech.term(kind_of(first))}{': ' if places else ''}{places}"
        return PriceRow(kind, head, what, scope, speech.rounded(mean), "", speech.say(f"grade_{grade}"), mean)
    what = speech.term(first.what)
    if first.start != first.end and first.leg is not None and first.kind != "equipment":
        ends = f"{speech.name(first.start)} – {speech.name(first.end)}"
        what = ends if first.what and _is_ride(first) else f"{what}, {ends}"
    band = speech.money_span(first.usd) if first.usd is not None else ""
    return PriceRow(kind, head, what, scope, speech.rounded(mean), band, speech.say(f"grade_{grade}"), mean)


def _is_ride(line: PriceLine) -> bool:
    """Return whether a line is the carriage by a service, which stands with its ends."""
    return line.kind == "main_run" and line.what != "haul by lorry" and not _AT.fullmatch(line.what)


def _grade_rank(grade: str) -> int:
    from transcaspia.network.tables import GRADES

    return GRADES.index(grade) if grade in GRADES else 0
