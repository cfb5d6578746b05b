"""The cold chain of an answer in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transcaspia.report import words
from transcaspia.report.columns import wrapped

if TYPE_CHECKING:
    from transcaspia.planning.model import Cold, Itineraries, Itinerary, Leg
    from transcaspia.report.text import Look


def cold_sentences(answer: Itineraries) -> list[str]:
    """
    Return what the cold chain of each way holds, one sentence or two for each.

    Parameters
    ----------
    answer
        The answer of `plan`.

    Returns
    -------
    list[str]
        Paragraphs; empty for goods without a temperature.
    """
    return [
        f"Cold chain of way {number}, {_range(way.cold)}: {_verdict(way.cold)}."
        for number, way in enumerate(answer.itineraries, start=1)
        if way.cold is not None
    ]


def power_words(leg: Leg) -> str:
    """
    Return the power on a leg and in the yard before it.

    Parameters
    ----------
    leg
        The leg.

    Returns
    -------
    str
        Words; blank for goods without a temperature.
    """
    if leg.power is None:
        return ""
    yard = f"; in the yard {leg.power_yard.note}" if leg.power_yard else ""
    return f"power: {leg.power.note} ({leg.power.grade}){yard}"


def cold_text(way: Itinerary, look: Look) -> list[str]:
    """
    Return what must be agreed and confirmed for the cold chain of a way before it is booked.

    Parameters
    ----------
    way
        The way.
    look
        How it is printed.

    Returns
    -------
    list[str]
        Lines; none for goods without a temperature.
    """
    if way.cold is None:
        return []
    legs = [f"{leg.start.name} to {leg.end.name}: {leg.power.note}" for leg in way.legs if leg.power]
    found = [f"Power by leg: {'; '.join(legs)}."]
    if way.cold.agree:
        found.append(f"Agree before booking: {words.listed(way.cold.agree)}.")
    if way.cold.confirm:
        found.append(f"Confirm: {words.listed(way.cold.confirm)}.")
    found.append(f"Coldest and warmest day of ten on the way: {way.cold.coldest}, {way.cold.warmest}.")
    return [line for text in found for line in wrapped(text, look)]


def practice_text(answer: Itineraries, look: Look) -> list[str]:
    """
    Return what good practice asks the shipper to hold.

    Parameters
    ----------
    answer
        The answer of `plan`.
    look
        How it is printed.

    Returns
    -------
    list[str]
        Lines; none where it asks nothing.
    """
    if not answer.practices:
        return []
    return ["", *wrapped(f"Good practice asks the shipper to hold: {'; '.join(answer.practices)}.", look)]


def _range(cold: Cold) -> str:
    return f"{cold.low_c:g} to {cold.high_c:g} °C"


def _verdict(cold: Cold) -> str:
    text = "power all the way"
    if cold.without_power_h >= 0.5 or cold.unknown_h >= 0.5:
        parts = []
        if cold.without_power_h >= 0.5:
            parts.append(f"{cold.without_power_h:.0f} h without power")
        if cold.unknown_h >= 0.5:
            parts.append(f"{cold.unknown_h:.0f} h in yards whose power is not known")
        text = " and ".join(parts)
        if cold.limit_h is not None:
            text += f", where the goods hold about {cold.limit_h:.0f} h without"
    if cold.verdict == "unconfirmed":
        text += ": to be confirmed before booking"
    if cold.agree:
        text += f"; to be agreed: {words.listed(cold.agree)}"
    if cold.hold_h is not None:
        text += f"; if power fails at {cold.hold_where}, they hold {cold.hold_h:.0f} h"
    return text
