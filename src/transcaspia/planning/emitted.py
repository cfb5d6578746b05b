"""What a drawn way emits: its legs and hubs as elements of a transport chain."""

from __future__ import annotations

from collections.abc import Sequence

from transcaspia.emissions.chain import HUB, TRANSPORT, Chain, Element, chain_of
from transcaspia.emissions.leg import summed
from transcaspia.planning.choose import direct_km
from transcaspia.planning.evaluate import Drawn, cooled, hours_of
from transcaspia.planning.graph import Builder
from transcaspia.planning.model import Stop


def emitted_by(builder: Builder, drawn: Drawn, ends: Sequence[tuple[Stop, Stop]]) -> Chain:
    """
    Return the emissions of a way by leg and hub.

    Parameters
    ----------
    builder
        Builder of the question's graph.
    drawn
        The way in every replication.
    ends
        Start and end of each leg.

    Returns
    -------
    Chain
        For each leg what was handled, waited and cooled before it, where that is anything, and the leg itself.
    """
    question = builder.question
    freight_t = question.consignment.units * question.consignment.payload_t
    elements: list[Element] = []
    for k, (leg, times, (start, end)) in enumerate(zip(drawn.legs, drawn.times, ends, strict=True)):
        still, moving = cooled(builder, leg, times)
        still_h, moving_h = hours_of(times)
        if leg.handled or still_h > 0.0:
            elements.append(
                Element(HUB, k, "", start.id, start.id, freight_t, 0.0, 0.0, 0.0, still_h, leg.handled, still)
            )
        elements.append(
            Element(
                TRANSPORT, k, leg.mode, start.id, end.id, freight_t, question.mass_t(leg.mode), leg.km,
                direct_km(start, end), moving_h, summed(leg.moved), moving,
            )
        )  # fmt: skip
    return chain_of(builder.network, tuple(elements))
