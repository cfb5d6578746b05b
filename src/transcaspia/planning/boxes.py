"""Whose box it is: where it is picked up and given back, and what it runs up when it is kept too long."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from transcaspia.network.model import Row
from transcaspia.planning.legs import Draft
from transcaspia.planning.pay import Charge, Payer
from transcaspia.units import HOURS_PER_DAY

if TYPE_CHECKING:
    from transcaspia.planning.evaluate import Times

Floats = npt.NDArray[np.float64]

_DEEDS = {
    ("soc", "pickup"): "one-way lease of the box with its pick-up",
    ("soc", "back"): "drop-off of the empty leased box",
    ("coc", "pickup"): "pick-up of the carrier's empty box",
    ("coc", "back"): "return of the carrier's empty box",
}


def box_terms(pay: Payer) -> Row | None:
    """
    Return on what terms the box of a question is had.

    Parameters
    ----------
    pay
        What the question pays.

    Returns
    -------
    Row | None
        Row of the box_terms table for the owner and the countries of the two ends; None where none is known.
    """
    question = pay.question
    start, end = question.origin.stop.country, question.destination.stop.country
    for row in pay.network.rows("box_terms"):
        if row.text("owner") == question.consignment.owner and start in row.items("from") and end in row.items("to"):
            return row
    return None


def lined(pay: Payer, legs: Sequence[Draft]) -> list[int]:
    """
    Return the legs whose freight holds the box: the carrier's box is then that of the line and pays no hire.

    Parameters
    ----------
    pay
        What the question pays.
    legs
        Legs of a way.

    Returns
    -------
    list[int]
        Indices; empty for a box of the shipper and for what is no container.
    """
    question = pay.question
    if question.consignment.owner == "soc" or question.equipment.text("kind") != "container":
        return []
    return [k for k, leg in enumerate(legs) if leg.service is not None and leg.service.text("price") in pay.lines]


def box_dues(
    pay: Payer, legs: Sequence[Draft], times: Sequence[Times]
) -> Iterator[tuple[Charge, Floats | float, int | None]]:
    """
    Yield what a container costs beside its carriage and its hire.

    Parameters
    ----------
    pay
        What the question pays.
    legs, times
        Legs of a way and their times.

    Yields
    ------
    tuple[Charge, Floats | float, int | None]
        Charge, how often it is due and on which leg: pick-up and return of the empty, where the plan is from door to
        door; demurrage of the line's box in the port of discharge beyond the free days of the port, and detention
        beyond the line's free days from there to the arrival.
    """
    question = pay.question
    if question.equipment.text("kind") != "container" or pay.member:
        return
    if question.between is None and (terms := box_terms(pay)) is not None:
        yield from _at_the_doors(pay, terms)
    with_line = lined(pay, legs)
    if not with_line or with_line[-1] == len(legs) - 1:
        return
    after = with_line[-1] + 1
    leg, drawn = legs[after], times[after]
    port = pay.nodes[legs[with_line[-1]].end].text("name")
    free_h = leg.storage[1] if leg.storage is not None else 0.0
    demurrage = _by_the_hour(pay, "demurrage", f"demurrage of the line's box at {port}", port)
    demurrage = replace(demurrage, why=f"{free_h / HOURS_PER_DAY:g} days free in the port")
    yield demurrage, np.maximum(drawn.depart_h - drawn.before_h - free_h, 0.0), after
    detention = _by_the_hour(pay, "detention", "detention of the line's box until the arrival", "")
    days = float(pay.settings.get("free_days_reefer" if question.reefer else "free_days", 0.0))
    detention = replace(detention, why=f"{days:g} days free outside it")
    outside_h = times[-1].arrive_h - drawn.depart_h
    yield detention, np.maximum(outside_h - HOURS_PER_DAY * days, 0.0), None


def _at_the_doors(pay: Payer, terms: Row) -> Iterator[tuple[Charge, float, None]]:
    question = pay.question
    for deed, stop in (("pickup", question.origin.stop), ("back", question.destination.stop)):
        if terms.text(deed):
            what = _DEEDS[terms.text("owner"), deed]
            charge = pay.charge(terms.text(deed), f"{terms.id}|{deed}", what, deed, at=stop.name)
            yield replace(charge, why=terms.text("note"), uses=frozenset({("box_terms", terms.id)})), 1.0, None


def _by_the_hour(pay: Payer, kind: str, what: str, at: str) -> Charge:
    price = str(pay.settings.get(kind, ""))
    figure = pay.figures.price(price, pay.size)
    if figure is None:
        return Charge(None, "", 0.0, what, kind, at)
    return replace(pay.charge(price, kind, what, kind, at=at), times=pay.due(figure, hours=1.0))
