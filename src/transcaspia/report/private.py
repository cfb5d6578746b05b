"""What own boxes make of the ways of an answer, as text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from transcaspia.report import words
from transcaspia.report.columns import wrapped

if TYPE_CHECKING:
    from transcaspia.planning.model import Band
    from transcaspia.planning.private import PrivateWay
    from transcaspia.report.text import Look


def private_text(ways: Sequence[PrivateWay], boxes: int, look: Look) -> str:
    """
    Return the bands of ways with own boxes beside the shipped ones, and on how many boxes they rest.

    Parameters
    ----------
    ways
        The ways of an answer, in its order.
    boxes
        Boxes in the file.
    look
        How it is printed.

    Returns
    -------
    str
        Lines for people.
    """
    lines = ["", f"With {_boxes(boxes)} of your own, kept apart from the shipped data:"]
    for number, way in enumerate(ways, start=1):
        if not way.boxes:
            continue
        old = way.itinerary.duration_h
        chance = "" if way.on_time_share is None else f", {way.on_time_share:.0%} on time"
        told = f"{_days(way.duration_h)} days instead of {_days(old)}{chance}; it rests on {_boxes(way.boxes)}"
        lines += wrapped(f"way {number} {way.itinerary.corridor_name}: {told}", look, "  ", "    ")
        for piece in way.pieces:
            where = piece.start if piece.start == piece.end else f"{piece.start} > {piece.end}"
            blend = piece.blend
            ground = f"{_boxes(blend.boxes)} in {words.counted(blend.movements, 'movement')}, weight {blend.weight:.0%}"
            text = f"{piece.kind} {where}: {_days(blend.band)} days instead of {_days(piece.shipped)} ({ground})"
            lines += wrapped(text, look, "    ", "      ")
    bare = [str(number) for number, way in enumerate(ways, start=1) if not way.boxes]
    if bare:
        which = "ways" if len(bare) > 1 else "way"
        lines += wrapped(f"none of them bears on {which} {words.listed(bare)}", look, "  ", "    ")
    return "\n".join([*lines, ""])


def _boxes(number: int) -> str:
    return "1 box" if number == 1 else f"{number} boxes"


def _days(band: Band) -> str:
    return "-".join(words.days(band.p10, band.p50, band.p90))
