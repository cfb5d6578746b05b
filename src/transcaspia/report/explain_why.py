"""Why each way is on the front, in words: what it is best at, against the others and against what was left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transcaspia.report.columns import wrapped
from transcaspia.report.words import listed, two_digits
from transcaspia.units import HOURS_PER_DAY

if TYPE_CHECKING:
    from collections.abc import Sequence

    from transcaspia.planning.model import Itineraries, Itinerary
    from transcaspia.planning.standing import Difference, LeftOut, Win
    from transcaspia.report.text import Look

_REASONS = {
    "beaten": "no earlier, no cheaper and no cleaner than this way",
    "beaten_otherwise": "beaten by a way that is not shown itself",
    "no_room": "best at nothing, and its corridor or unit is shown already",
    "merged": "the same corridor, crossings and carriers",
}
_WHAT = {"p90_minus_p50_h": " from P50 to P90", "generalised_p50_usd": " with time", "p50_h": " at P50"}


def why_text(way: Itinerary, answer: Itineraries, look: Look) -> list[str]:
    """
    Return why a way stands in its answer.

    Parameters
    ----------
    way
        The way.
    answer
        The answer that holds it.
    look
        How it is printed.

    Returns
    -------
    list[str]
        Lines.
    """
    why, names = way.why, {w.id: f"way {n}" for n, w in enumerate(answer.itineraries, start=1)}
    if why.unbeaten:
        first = "nothing that was simulated is both as early (P50 and P90), as cheap and as clean."
    elif why.beaten_by is not None:
        first = f"for its corridor alone; {names[why.beaten_by]} is no later, no dearer and no dirtier."
    else:
        first = "another stands for the way that is no later, no dearer and no dirtier."
    lines = wrapped(f"Why it is here: {first}", look, "  ", "    ")
    for win in why.wins:
        lines += wrapped(_won(win, names), look, "  ", "    ")
    for other in why.against:
        lines += wrapped(f"against {names[other.id]}: {more_text(other.more)}", look, "  ", "    ")
    lines += _left_out("one with this way", why.merged, why.merged_count, look)
    return lines + _left_out("left out for it", why.near, why.near_count, look)


def more_text(more: Difference) -> str:
    """
    Return how a way differs from another, in words.

    Parameters
    ----------
    more
        What it takes more.

    Returns
    -------
    str
        As `3.1 days earlier (P90 4.0 earlier), 1,200 USD dearer (P90 900 dearer), 300 kg CO2e cleaner`.
    """
    return ", ".join(
        (
            _both(more.p50_h / HOURS_PER_DAY, more.p90_h / HOURS_PER_DAY, "days", ("earlier", "later"), decimals=True),
            _both(more.cost_p50_usd, more.cost_p90_usd, "USD", ("cheaper", "dearer")),
            _one(more.co2e_kg, "kg CO2e", ("cleaner", "dirtier")),
        )
    )


def _both(mid: float, high: float, unit: str, words: tuple[str, str], *, decimals: bool = False) -> str:
    return f"{_one(mid, unit, words, decimals=decimals)} (P90 {_one(high, '', words, decimals=decimals)})"


def _one(more: float, unit: str, words: tuple[str, str], *, decimals: bool = False) -> str:
    amount = f"{abs(more):.1f}" if decimals else two_digits(abs(more))
    if not amount.strip("0."):
        return "equal" if not unit else f"as many {unit}"
    return f"{amount} {unit} {words[more > 0.0]}".replace("  ", " ")


def _won(win: Win, names: dict[str, str]) -> str:
    days = win.unit == "h"
    unit = "days" if days else win.unit

    def told(value: float) -> str:
        return f"{value / HOURS_PER_DAY:.1f} {unit}" if days else f"{two_digits(value)} {unit}"

    text = f"{win.label}: {told(win.value)}{_WHAT.get(win.figure, '')}"
    if win.next_id is None or win.by is None:
        return f"{text}; no other unbeaten way is shown"
    return f"{text}, {told(win.by)} less than {names[win.next_id]}, the next"


def _left_out(head: str, ways: Sequence[LeftOut], count: int, look: Look) -> list[str]:
    lines: list[str] = []
    for way in ways:
        over = f", changing at {listed(way.stops)}" if way.stops else ""
        text = f"{head}: {way.name}{over}, {more_text(way.more)}; {_REASONS[way.reason]}"
        lines += wrapped(text, look, "  ", "    ")
    if count > len(ways):
        lines += wrapped(f"{head}: {count - len(ways)} more", look, "  ", "    ")
    return lines
