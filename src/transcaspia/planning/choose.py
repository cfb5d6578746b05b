"""
From simulated ways to the few worth quoting.

What people see is decided on the simulated P50 and P90 of the arrival, the P50 of the money and kgCO2e.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from transcaspia.planning.evaluate import Drawn
from transcaspia.planning.graph import Graph
from transcaspia.planning.model import Stop
from transcaspia.units import EARTH_RADIUS_KM

MAIN_SHARE = 0.1
"""A leg of at least this share of the distance counts among the carriers that tell offers apart."""

DETOUR = 2.0
"""A beaten way with more land km than this many times the direct distance is a detour, not another corridor."""

ABSURD, ABSURD_FROM_KM = 4.0, 1000.0
"""No way is quoted with more land km than this many times the direct distance and this much more."""


BACK = 0.25
"""A leg that ends within this share of the distance that the way had gone comes back to where it began."""


@dataclass(eq=False)
class Offer:
    """
    A way with the figures that decide.

    Attributes
    ----------
    p50_h, p90_h
        Arrival, hours from the ready time, or from the first departure between terminals.
    cost_usd, co2e_kg, generalised_usd
        P50 of the money, emissions, P50 of the generalised cost.
    beaten_by
        An offer by another corridor that is no later at both, no dearer and no dirtier.
    dropped, dropped_for
        Why it is not quoted, one of `DROPPED`, and the offer for which it is not; blank and None for one that is.
    """

    drawn: Drawn
    corridor: str
    p50_h: float
    p90_h: float
    cost_usd: float
    co2e_kg: float
    generalised_usd: float
    countries: frozenset[str]
    beaten_by: Offer | None = None
    labels: list[str] = field(default_factory=list)
    dropped: str = ""
    dropped_for: Offer | None = None

    def beats(self, other: Offer) -> bool:
        """
        Return whether this offer is as good in everything and better in something.

        Parameters
        ----------
        other
            Another offer.

        Returns
        -------
        bool
            True where it is.
        """
        mine, its = self._figures(), other._figures()
        return all(a <= b for a, b in zip(mine, its, strict=True)) and mine != its

    def _figures(self) -> tuple[float, float, float, float]:
        return (self.p50_h, self.p90_h, self.cost_usd, self.co2e_kg)


DROPPED = ("beaten", "merged", "no_room", "detour")
"""
Why an offer is not quoted: another is no later, no dearer and no dirtier; another stands for it, with the same
corridor, crossings and carriers; it is best at nothing and its corridor is quoted, or the answer is full; it goes too
far about.
"""

FIGURES: dict[str, Callable[[Offer], float]] = {
    "fastest": lambda o: o.p50_h,
    "cheapest": lambda o: o.cost_usd,
    "greenest": lambda o: o.co2e_kg,
    "most reliable": lambda o: o.p90_h - o.p50_h,
    "balanced": lambda o: o.generalised_usd,
}
"""Labels, each for the offer with the least of a figure."""

LABELS = tuple(FIGURES)
"""The labels, in the order in which they are told."""


def offers_of(drawn: list[Drawn]) -> list[Offer]:
    """
    Return the offers of drawn ways, the least generalised cost first.

    Parameters
    ----------
    drawn
        Ways that were drawn.

    Returns
    -------
    list[Offer]
        One for each.
    """
    if not drawn:
        return []
    arrivals = np.percentile(np.stack([d.duration_h for d in drawn]), [50.0, 90.0], axis=1).T
    money = np.median(np.stack([[d.cost_usd, d.generalised_usd] for d in drawn]), axis=2)
    offers = []
    for d, (p50, p90), (cost, general) in zip(drawn, arrivals, money, strict=True):
        countries = frozenset(c for leg in d.legs for c in leg.countries)
        offers.append(
            Offer(d, d.way.corridor, float(p50), float(p90), float(cost), d.co2e_kg, float(general), countries)
        )
    return sorted(offers, key=lambda o: (o.generalised_usd, o.drawn.way.edges))


def choose(graph: Graph, drawn: list[Drawn], most: int, *, front: bool) -> list[Offer]:
    """
    Return the offers to quote, the least generalised cost first.

    Parameters
    ----------
    graph
        Graph of the question.
    drawn
        Ways that were drawn.
    most
        Most offers in a choice.
    front
        Give the whole front across corridors instead.

    Returns
    -------
    list[Offer]
        Offers with what beats them; `label` tells what each is best at.
    """
    return sift(graph, offers_of(drawn), most, front=front)


def sift(graph: Graph, offers: list[Offer], most: int, *, front: bool) -> list[Offer]:
    """
    Return those of many offers that are quoted, and write into the others why they are not.

    Parameters
    ----------
    graph
        Graph of the question.
    offers
        Offers, the least generalised cost first; they are changed.
    most
        Most offers in a choice.
    front
        Give the whole front across corridors instead.

    Returns
    -------
    list[Offer]
        Offers to quote, the least generalised cost first.
    """
    direct = direct_km(graph.question.origin.stop, graph.question.destination.stop)
    sane = []
    for offer in offers:
        if land_km(offer.drawn) <= ABSURD * direct + ABSURD_FROM_KM and not comes_back(graph, offer.drawn):
            sane.append(offer)
        else:
            offer.dropped = "detour"
    sound = one_each(graph, drop_beaten(sane))
    for offer in sound:
        offer.beaten_by = next((o for o in sound if o.corridor != offer.corridor and o.beats(offer)), None)
    free = [o for o in sound if o.beaten_by is None]
    # A beaten way is worth a line only if it is independent of the better one.
    offered = free if front else [o for o in sound if o.beaten_by is None or _spares(graph, o, sound)]
    kept = offered if front else _few(offered, free, most)
    for offer in sound:
        if offer not in offered:
            offer.dropped, offer.dropped_for = "beaten", offer.beaten_by
        elif offer not in kept:
            offer.dropped = "no_room"
            offer.dropped_for = next((k for k in kept if k.corridor == offer.corridor), None)
    return sorted(kept, key=lambda o: (o.generalised_usd, o.drawn.way.edges))


def _few(offers: list[Offer], free: list[Offer], most: int) -> list[Offer]:
    """Return the best of each kind, and the best of each corridor that is left."""
    kept: list[Offer] = []
    if not offers:
        return kept
    best = {name: min(free, key=figure) for name, figure in FIGURES.items()}
    for name in ("balanced", "fastest", "cheapest", "greenest", "most reliable"):
        if best[name] not in kept and len(kept) < most:
            kept.append(best[name])
    for offer in offers:
        if len(kept) < most and offer.corridor not in {k.corridor for k in kept}:
            kept.append(offer)
    return kept


def label(offers: list[Offer]) -> None:
    """
    Give their labels to the offers of all units, and say which is no better than another.

    Parameters
    ----------
    offers
        Offers of one question in all its units.
    """
    for offer in offers:
        if offer.beaten_by is None:
            offer.beaten_by = next((o for o in offers if o is not offer and o.beats(offer)), None)
    free = [o for o in offers if o.beaten_by is None]
    if free:
        for name, figure in FIGURES.items():
            min(free, key=figure).labels.append(name)


def drop_beaten(offers: list[Offer]) -> list[Offer]:
    """
    Return the offers that no other of their corridor beats.

    Parameters
    ----------
    offers
        Offers of any corridors.

    Returns
    -------
    list[Offer]
        The rest in the same order.
    """
    kept = []
    for offer in offers:
        better = next((o for o in offers if o.corridor == offer.corridor and o.beats(offer)), None)
        if better is None:
            kept.append(offer)
        else:
            offer.dropped, offer.dropped_for = "beaten", better
    return kept


def one_each(graph: Graph, offers: list[Offer]) -> list[Offer]:
    """
    Return one of the offers that share corridor, crossing points and carriers of their long legs.

    Parameters
    ----------
    graph
        Graph of the question.
    offers
        Offers, the best of their kind first.

    Returns
    -------
    list[Offer]
        The first of each kind.
    """
    kept: dict[tuple[object, ...], Offer] = {}
    for offer in offers:
        first = kept.setdefault(_kind(graph, offer), offer)
        if first is not offer:
            offer.dropped, offer.dropped_for = "merged", first
    return list(kept.values())


def _spares(graph: Graph, offer: Offer, others: list[Offer]) -> bool:
    """Return whether a beaten way is independent: it touches no country by which a corridor that beats it is told."""
    if land_km(offer.drawn) > DETOUR * direct_km(graph.question.origin.stop, graph.question.destination.stop):
        return False
    told = {row.id: frozenset(row.items("countries")) for row in graph.question.network.rows("corridors")}
    for better in others:
        if better.beats(offer):
            shared = told.get(better.corridor, frozenset()) & offer.countries
            if better.countries <= offer.countries or (better.corridor != offer.corridor and shared):
                return False
    return True


def comes_back(graph: Graph, drawn: Drawn) -> bool:
    """
    Return whether a way that had gone far changes again near where it began, as no shipper sends goods.

    Parameters
    ----------
    graph
        Graph of the question.
    drawn
        A drawn way.

    Returns
    -------
    bool
        True where a leg ends within `BACK` of the farthest distance reached before, and of that to the destination;
        the places that the question asks to pass are free.
    """
    question, far = graph.question, 0.0
    home, asked = question.origin.stop, frozenset[str]().union(*question.via)
    nodes, whole = question.network.by_id("nodes"), direct_km(home, question.destination.stop)
    for leg in drawn.legs:
        if not leg.end or leg.end in asked:
            continue
        node = nodes[leg.end]
        km = direct_km(home, Stop(leg.end, "", "", node.number("lon"), node.number("lat")))
        if far > ABSURD_FROM_KM and km < BACK * min(far, whole):
            return True
        far = max(far, km)
    return False


def land_km(drawn: Drawn) -> float:
    """
    Return the km of a way by rail and road.

    Parameters
    ----------
    drawn
        A drawn way.

    Returns
    -------
    float
        Kilometres.
    """
    return sum(leg.km for leg in drawn.legs if leg.mode in {"rail", "road"})


def direct_km(a: Stop, b: Stop) -> float:
    """
    Return the great-circle distance of two stops.

    Parameters
    ----------
    a, b
        The stops.

    Returns
    -------
    float
        Kilometres.

    Examples
    --------
    >>> round(direct_km(Stop("a", "A", "XX", 0.0, 0.0), Stop("b", "B", "XX", 90.0, 0.0)))
    10008
    """
    one, two = math.radians(a.lat), math.radians(b.lat)
    h = math.sin((two - one) / 2.0) ** 2
    h += math.cos(one) * math.cos(two) * math.sin(math.radians(b.lon - a.lon) / 2.0) ** 2
    return 2.0 * EARTH_RADIUS_KM * math.asin(math.sqrt(h))


def crossings_of(graph: Graph, drawn: Drawn) -> tuple[str, ...]:
    """
    Return where a way crosses borders and seas.

    Parameters
    ----------
    graph
        Graph of the question.
    drawn
        A drawn way.

    Returns
    -------
    tuple[str, ...]
        Ids of borders, ports and airports, in order.
    """
    nodes = graph.question.network.by_id("nodes")
    crossings: list[str] = []
    for leg in drawn.legs:
        crossings += [c.node for c in leg.crossings]
        if leg.mode not in {"rail", "road"}:
            crossings += [leg.start, leg.end]
    return tuple(dict.fromkeys(c for c in crossings if nodes[c].text("kind") in {"border", "port", "airport"}))


def _kind(graph: Graph, offer: Offer) -> tuple[object, ...]:
    legs = offer.drawn.legs
    total = sum(leg.km for leg in legs)
    main = [
        (leg.mode, leg.service.text("operator") if leg.service else "")
        for leg in legs
        if leg.km >= MAIN_SHARE * total or leg.mode not in {"rail", "road"}
    ]
    return (offer.corridor, crossings_of(graph, offer.drawn), tuple(dict.fromkeys(main)))
