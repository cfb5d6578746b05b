"""Why each itinerary is on the front, told from what was simulated."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from transcaspia.planning.choose import FIGURES, Offer
from transcaspia.planning.graph import Builder
from transcaspia.planning.solve import Solved
from transcaspia.planning.standing import Against, Difference, LeftOut, Why, Win

NEAREST = 3
"""Ways left out that are told of each way shown, of each kind."""

UNITS = {"fastest": ("p50_h", "h"), "cheapest": ("cost_p50_usd", "USD"), "greenest": ("co2e_kg", "kg CO2e"),
         "most reliable": ("p90_minus_p50_h", "h"), "balanced": ("generalised_p50_usd", "USD")}  # fmt: skip
"""Figure that decides each label, and its unit."""


def whys(parts: Sequence[Solved], ids: dict[int, str]) -> dict[int, Why]:
    """
    Return why each offer is shown.

    Parameters
    ----------
    parts
        The question solved in each of its units, labelled.
    ids
        Id of every shown offer by its `id()`.

    Returns
    -------
    dict
        The reasons by `id()` of the offer.
    """
    left: dict[int, list[tuple[str, Offer]]] = {id(offer): [] for part in parts for offer in part.offers}
    for part in parts:
        for offer in part.weighed:
            if offer.dropped and offer.dropped != "detour" and part.offers:
                keeper, reason = _keeper(part, offer)
                left[id(keeper)].append((reason, offer))
    merged = {key: [x for x in ways if x[0] == "merged"] for key, ways in left.items()}
    near = {key: [x for x in ways if x[0] != "merged"] for key, ways in left.items()}
    for ways in (*merged.values(), *near.values()):
        ways.sort(key=lambda x: (x[1].generalised_usd, x[1].drawn.way.edges))
    shown = [offer for part in parts for offer in part.offers]
    told = [o for group in (merged, near) for ways in group.values() for _, o in ways[:NEAREST]]
    dear = p90_usd([*shown, *told])
    free = [o for o in shown if o.beaten_by is None]
    every = [o for part in parts for o in part.weighed if o.dropped != "detour"]
    return {
        id(o): Why(
            unbeaten=not any(other.beats(o) for other in every),
            beaten_by=ids.get(id(o.beaten_by)) if o.beaten_by else None,
            wins=tuple(_win(name, o, free, ids) for name in o.labels),
            against=tuple(Against(ids[id(x)], difference(o, x, dear)) for x in shown if x is not o),
            merged=_left_out(part, o, merged[id(o)], dear),
            near=_left_out(part, o, near[id(o)], dear),
            merged_count=len(merged[id(o)]),
            near_count=len(near[id(o)]),
        )
        for part in parts
        for o in part.offers
    }


def difference(one: Offer, other: Offer, dear: dict[int, float]) -> Difference:
    """
    Return how much more one way takes than another.

    Parameters
    ----------
    one, other
        The ways.
    dear
        P90 of the money of both by their `id()`.

    Returns
    -------
    Difference
        Below zero where it takes less.
    """
    return Difference(
        one.p50_h - other.p50_h,
        one.p90_h - other.p90_h,
        one.cost_usd - other.cost_usd,
        dear[id(one)] - dear[id(other)],
        one.co2e_kg - other.co2e_kg,
    )


def stops_of(builder: Builder, offer: Offer) -> tuple[str, ...]:
    """
    Return where a way changes, by name.

    Parameters
    ----------
    builder
        Builder of the question's graph.
    offer
        The way.

    Returns
    -------
    tuple[str, ...]
        Places in order, without the ends.
    """
    return tuple(builder.nodes[leg.end].text("name") for leg in offer.drawn.legs[:-1])


def corridor_name(builder: Builder, offer: Offer) -> str:
    """
    Return the corridor of a way in words.

    Parameters
    ----------
    builder
        Builder of the question's graph.
    offer
        The way.

    Returns
    -------
    str
        Its name, `Other` where it has none.
    """
    row = builder.network.by_id("corridors").get(offer.corridor)
    return row.text("name") if row else "Other"


def _keeper(part: Solved, offer: Offer) -> tuple[Offer, str]:
    """Return the shown way for which one was left out, and why in view of that."""
    if offer.dropped == "beaten":
        better = next((o for o in part.offers if o.beats(offer)), None)
        if better is not None:
            return better, "beaten"
    reason = "beaten_otherwise" if offer.dropped == "beaten" else offer.dropped
    at: Offer | None = offer
    while at is not None and at.dropped:
        at = at.dropped_for
    if at is None:
        at = min(
            part.offers, key=lambda o: (o.corridor != offer.corridor, abs(o.generalised_usd - offer.generalised_usd))
        )
    return at, reason


def _left_out(part: Solved, offer: Offer, ways: list[tuple[str, Offer]], dear: dict[int, float]) -> tuple[LeftOut, ...]:
    builder = part.builder
    return tuple(
        LeftOut(corridor_name(builder, o), stops_of(builder, o), reason, difference(o, offer, dear))
        for reason, o in ways[:NEAREST]
    )


def _win(name: str, offer: Offer, free: list[Offer], ids: dict[int, str]) -> Win:
    figure, (what, unit) = FIGURES[name], UNITS[name]
    others = [o for o in free if o is not offer]
    if not others:
        return Win(name, what, unit, figure(offer), None, None)
    second = min(others, key=figure)
    return Win(name, what, unit, figure(offer), ids[id(second)], figure(second) - figure(offer))


def p90_usd(offers: Sequence[Offer]) -> dict[int, float]:
    """
    Return the P90 of the money of ways.

    Parameters
    ----------
    offers
        The ways.

    Returns
    -------
    dict
        USD by `id()`.
    """
    if not offers:
        return {}
    found = np.percentile(np.stack([o.drawn.cost_usd for o in offers]), 90.0, axis=1).tolist()
    return {id(o): x for o, x in zip(offers, found, strict=True)}
