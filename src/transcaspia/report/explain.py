"""What stands behind each way of an answer, part by part: `plan --explain`."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from transcaspia.report.cold import cold_text, practice_text
from transcaspia.report.explain_law import papers_text, restrictions_text
from transcaspia.report.explain_money import money_text
from transcaspia.report.explain_why import why_text
from transcaspia.report.text import Look

if TYPE_CHECKING:
    from transcaspia.planning.model import Itineraries, Itinerary

PARTS: tuple[Callable[[Itinerary, Look], list[str]], ...] = (
    money_text,
    cold_text,
    papers_text,
    restrictions_text,
)
"""What is explained of a way after why it is there: each gives lines, and none where it has nothing to say."""


def explained(answer: Itineraries, look: Look | None = None) -> str:
    """
    Return what stands behind each way of an answer.

    Parameters
    ----------
    answer
        The answer of `plan`.
    look
        How it is printed; by default for a pipe.

    Returns
    -------
    str
        Lines ending in a line feed, one part below the other under the name of each way; empty without a way.
    """
    look = look or Look()
    lines: list[str] = []
    for number, way in enumerate(answer.itineraries, start=1):
        lines += ["", f"Way {number} in detail: {way.corridor_name}"]
        lines += why_text(way, answer, look)
        for part in PARTS:
            lines += part(way, look)
    lines += practice_text(answer, look)
    return "".join(f"{line.rstrip()}\n" for line in lines)
