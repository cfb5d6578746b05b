"""Why not that way, as text: the way beside those shown, or what refuses it and what would mend that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transcaspia.report.columns import wrapped
from transcaspia.report.explain_why import more_text
from transcaspia.report.words import listed, two_digits
from transcaspia.units import HOURS_PER_DAY

if TYPE_CHECKING:
    from transcaspia.planning.model import Itinerary
    from transcaspia.planning.why_not import Mended, Need, WhyNot
    from transcaspia.report.text import Look

_VERDICTS = {
    "beaten": "it would not be chosen: others are no later, no dearer and no dirtier",
    "merged": "it would not be chosen: a way of the same corridor, crossings and carriers costs less with its time",
    "no_room": "it would not be chosen: nothing beats it, but it is best at nothing and its corridor is shown",
    "detour": "it would not be quoted: it goes too far about by land, or comes back to where it began",
    "refused": "no way through it may be used",
    "nothing": "the network has no way through it on that day, in whatever unit",
}


def why_not_text(found: WhyNot, look: Look) -> str:
    """
    Return why a way is not chosen.

    Parameters
    ----------
    found
        What `why_not` gave.
    look
        Width of the screen.

    Returns
    -------
    str
        Lines for people.
    """
    names = {w.id: f"way {n}" for n, w in enumerate(found.answer.itineraries, start=1)}
    meant = [text if text == name or text.startswith(f"{name}:") else f"{name} ({text})"
             for name, text in zip(found.via, found.meant, strict=True)]  # fmt: skip
    lines = ["", *wrapped(f"Why not by {' and '.join(meant)}?", look)]
    if found.verdict == "shown":
        first = f"{listed([names[x] for x in found.shown])} {'pass' if len(found.shown) > 1 else 'passes'} it"
        beaten = listed([names[x] for x in found.beaten_by])
        first += f", and {beaten} {'are' if len(found.beaten_by) > 1 else 'is'} better in everything" if beaten else ""
    else:
        first = _VERDICTS[found.verdict]
    lines += wrapped(f"{first}.", look, "  ", "  ")
    if found.way is not None:
        lines += wrapped(_way_text(found.way), look, "  ", "    ")
    for other in found.against:
        head = f"beaten by {names[other.id]}" if other.id in found.beaten_by else f"against {names[other.id]}"
        lines += wrapped(f"{head}: {more_text(other.more)}", look, "  ", "    ")
    for head, ways in (("a way that is not shown beats it", found.beaten_unshown), ("also through it", found.others)):
        for way in ways:
            over = f", changing at {listed(way.stops)}" if way.stops else ""
            lines += wrapped(f"{head}: {way.name}{over}, {more_text(way.more)}", look, "  ", "    ")
    if found.needs:
        lines += wrapped(f"To be chosen it would have to be {_needs_text(found.needs)}.", look, "  ", "    ")
    elif found.verdict in {"beaten", "merged", "no_room"}:
        lines += wrapped("No change of money, time or CO2e alone would have it chosen.", look, "  ", "    ")
    for refusal in found.refusals:
        lines += wrapped(f"{refusal.why}.", look, "  refused: ", "    ")
    for number, repair in enumerate(found.repairs):
        lines += wrapped(_repair_text(repair), look, "  cheapest repair: " if number == 0 else "  or: ", "    ")
    if found.verdict in {"refused", "nothing"} and not found.repairs:
        lines += wrapped("No single change that was tried makes it possible.", look, "  ", "    ")
    return "\n".join(lines) + "\n"


def _way_text(way: Itinerary) -> str:
    stops = [leg.end.name for leg in way.legs[:-1]]
    over = f", changing at {listed(stops)}" if stops else ""
    hours, cost = way.duration_h, way.cost_usd
    return (
        f"best way through it: {way.corridor_name}{over}: {hours.p50 / HOURS_PER_DAY:.0f} days (P90 "
        f"{hours.p90 / HOURS_PER_DAY:.0f}), {two_digits(cost.p50)} USD (P90 {two_digits(cost.p90)}), "
        f"{two_digits(way.co2e_kg)} kg CO2e"
    )


def _needs_text(needs: tuple[Need, ...]) -> str:
    words = []
    for need in needs:
        if need.unit == "h":
            text = f"{_up(need.less / HOURS_PER_DAY, 0.1):.1f} days faster"
        elif need.unit == "USD":
            text = f"{_up(need.less, 10.0):,.0f} USD cheaper"
        else:
            text = f"{_up(need.less, 10.0):,.0f} kg CO2e cleaner"
        words.append(f"{text} ({'then ' + listed(need.labels) if need.labels else 'then for its corridor'})")
    return listed(words, "or")


def _up(value: float, step: float) -> float:
    """Round up, so that what is said is enough."""
    return -(-value // step) * step


def _repair_text(repair: Mended) -> str:
    about = "" if repair.way is not None else "about "
    spent = f"then {about}{repair.hours / HOURS_PER_DAY:.0f} days and {two_digits(repair.cost_usd)} USD"
    corridor = f", {repair.way.corridor_name}" if repair.way is not None else ""
    text = f"{repair.repair} ({spent}{corridor})"
    return f"{text}; it lifts: {'; '.join(repair.why)}" if repair.why else text
