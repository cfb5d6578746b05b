"""What a closure does to an answer, as text."""

from __future__ import annotations

from transcaspia.planning.close import Replanned, corridor_of
from transcaspia.planning.model import Itinerary
from transcaspia.report.columns import wrapped
from transcaspia.report.text import Look
from transcaspia.report.words import two_digits
from transcaspia.units import HOURS_PER_DAY


def closed_text(replanned: Replanned, look: Look) -> str:
    """
    Return what changes when something is shut: the best of each kind before and after, corridors lost and new.

    Parameters
    ----------
    replanned
        Both answers.
    look
        Width of the screen.

    Returns
    -------
    str
        Lines for people.
    """
    before, after = replanned.before, replanned.after
    shut = ", ".join(s.what + (f" from {s.first} to {s.last}" if s.first else "") for s in replanned.shut)
    lines = ["", f"Without {shut}:"]
    if before.empty or after.empty:
        lines.append("  no way was found before either" if before.empty else "  no way is left")
        return "\n".join([*lines, ""])
    for change in replanned.changes:
        if change.none:
            lines.append(f"  {change.label}: as before")
            continue
        days = change.hours / HOURS_PER_DAY
        told = f"{_change(days)} days, {_change(change.cost_usd)} USD, {_change(change.co2e_kg)} kg CO2e"
        way = "the same way" if change.same_way else _instead(change.before, change.after)
        lines += wrapped(f"{change.label}: {way}, {told}", look, "  ", "    ")
    if replanned.lost:
        lines += wrapped(f"no longer offered: {', '.join(replanned.lost)}", look, "  ", "    ")
    if replanned.new:
        lines += wrapped(f"offered now: {', '.join(replanned.new)}", look, "  ", "    ")
    return "\n".join([*lines, ""])


def _instead(old: Itinerary, new: Itinerary) -> str:
    if corridor_of(old) == corridor_of(new):
        return f"another way of {corridor_of(new)}"
    return f"{corridor_of(new)} instead of {corridor_of(old)}"


def _change(number: float) -> str:
    return f"{'-' if number < 0 else '+'}{two_digits(abs(number))}"
