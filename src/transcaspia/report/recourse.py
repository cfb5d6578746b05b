"""What the chance to replan is worth, as text: `plan --recourse`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transcaspia.report.columns import wrapped
from transcaspia.report.words import grouped, listed, two_digits
from transcaspia.units import HOURS_PER_DAY

if TYPE_CHECKING:
    from transcaspia.planning.model import Diversion, Itineraries, Itinerary, Recourse
    from transcaspia.report.text import Look

MOST = 4
"""Ways of turning away that are told of one itinerary."""

DAYS_FROM_H = 48.0
"""Hours are told as days from so many."""


def recourse_text(answer: Itineraries, look: Look) -> str:
    """
    Return what the chance to replan is worth for the ways of an answer.

    Parameters
    ----------
    answer
        The answer of `plan`.
    look
        How it is printed.

    Returns
    -------
    str
        Lines ending in a line feed; empty where nobody asked.
    """
    ways = [(n, way, way.recourse) for n, way in enumerate(answer.itineraries, start=1) if way.recourse is not None]
    if not ways:
        return ""
    terms = ways[0][2]
    heading = (
        f"With the chance to replan where a connection is missed by {terms.late_h:g} h or more, or something ahead is "
        f"shut; {terms.papers_h:g} h and {grouped(terms.papers_usd)} USD for new papers, and {terms.unused_share:.0%} "
        "of the carriage that was booked next is lost:"
    )
    lines = ["", *wrapped(heading, look, "", "")]
    for number, way, recourse in ways:
        lines += _told(number, way, recourse, look)
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _told(number: int, way: Itinerary, recourse: Recourse, look: Look) -> list[str]:
    name = f"Way {number}, {way.corridor_name}"
    reason = f"of the runs ({recourse.asked_share:.0%} have reason to)"
    if not recourse.diversions:
        return wrapped(f"{name}: no one replans in any {reason}", look, "  ", "    ")
    told = (
        f"{name}: one replans in {_share(recourse.share)} {reason}; on average "
        f"{_saved(recourse)}, with the worth of time {grouped(recourse.saving_generalised_usd)} USD "
        f"(standard error {grouped(recourse.error_generalised_usd)})"
    )
    lines = wrapped(told, look, "  ", "    ")
    for diversion in recourse.diversions[:MOST]:
        lines += wrapped(_turned(diversion), look, "    ", "      ")
    if len(recourse.diversions) > MOST:
        lines.append(f"    and {len(recourse.diversions) - MOST} more, in --json")
    return lines


def _turned(diversion: Diversion) -> str:
    what = f"missed {diversion.what}" if diversion.why == "missed" else f"shut: {diversion.what}"
    legs = [f"{service or 'lorry'} to {to}" for _, service, to in diversion.onto]
    return f"{_share(diversion.share)} at {diversion.at.name} ({what}): by {listed(legs, 'then')}, {_saved(diversion)}"


def _share(share: float) -> str:
    return f"{share:.0%}" if share >= 0.0095 else f"{share:.1%}"


def _saved(of: Recourse | Diversion) -> str:
    """Return hours and money that are spared, or that it takes more."""
    hours = abs(of.saving_h)
    time = f"{hours / HOURS_PER_DAY:.1f} days" if hours >= DAYS_FROM_H else f"{two_digits(hours)} h"
    time += " earlier" if of.saving_h >= 0.0 else " later"
    return f"{time} and {grouped(abs(of.saving_usd))} USD {'cheaper' if of.saving_usd >= 0.0 else 'dearer'}"
