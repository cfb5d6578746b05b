"""What a closure does to an answer, as text."""

from __future__ import annotations

from transcaspia.planning.choose import LABELS
from transcaspia.planning.close import Replanned
from transcaspia.planning.model import Itineraries, Itinerary
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
    for label in LABELS:
        old, new = _labelled(before, label), _labelled(after, label)
        if old is None or new is None:
            continue
        same = _route(old) == _route(new)
        if same and _figures(old) == _figures(new):
            lines.append(f"  {label}: as before")
            continue
        days = (new.duration_h.p50 - old.duration_h.p50) / HOURS_PER_DAY
        usd, kg = new.cost_usd.p50 - old.cost_usd.p50, new.co2e_kg - old.co2e_kg
        told = f"{_change(days)} days, {_change(usd)} USD, {_change(kg)} kg CO2e"
        lines += wrapped(f"{label}: {'the same way' if same else _instead(old, new)}, {told}", look, "  ", "    ")
    had, has = ({_corridor(i) for i in answer.itineraries} for answer in (before, after))
    if had - has:
        lines += wrapped(f"no longer offered: {', '.join(sorted(had - has))}", look, "  ", "    ")
    if has - had:
        lines += wrapped(f"offered now: {', '.join(sorted(has - had))}", look, "  ", "    ")
    return "\n".join([*lines, ""])


def _instead(old: Itinerary, new: Itinerary) -> str:
    if _corridor(old) == _corridor(new):
        return f"another way of {_corridor(new)}"
    return f"{_corridor(new)} instead of {_corridor(old)}"


def _change(number: float) -> str:
    return f"{'-' if number < 0 else '+'}{two_digits(abs(number))}"


def _labelled(answer: Itineraries, label: str) -> Itinerary | None:
    return next((i for i in answer.itineraries if label in i.labels), None)


def _corridor(itinerary: Itinerary) -> str:
    return itinerary.corridor_name or itinerary.corridor or "another way"


def _route(itinerary: Itinerary) -> tuple[object, ...]:
    return tuple((leg.mode, leg.start.id, leg.end.id, leg.service) for leg in itinerary.legs)


def _figures(itinerary: Itinerary) -> tuple[float, float, float]:
    return (itinerary.duration_h.p50, itinerary.cost_usd.p50, itinerary.co2e_kg)
