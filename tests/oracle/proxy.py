"""What the proxy loses of the simulated front: every way of small networks is simulated, and held against the kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np

from oracle.enumeration import all_ways
from planning.asking import evaluator_of, graph_of
from transcaspia.network.model import Network
from transcaspia.planning.choose import Offer, offers_of
from transcaspia.planning.evaluate import Drawn
from transcaspia.planning.model import PlanParams
from transcaspia.planning.search import Way, find, wide_set

LOST, MOST_LOST = 0.03, 0.01
"""An offer is lost if each kept way is worse by more than this share in some figure; so many of all offers may be."""

TWENTIETH = 0.05
"""No offer may lie further off."""

AVOIDED: tuple[tuple[str, ...], ...] = ((), ("PLBRD",))
"""Each network is asked twice: as it is, and with its short corridor shut, where the ways by sea are many."""


@dataclass
class Loss:
    """
    How far the ways that the planner keeps lie from the whole simulated front.

    Attributes
    ----------
    ways
        Ways that were enumerated and simulated.
    gaps
        For each offer on the simulated front by how much, at least, a kept way is worse in its worst figure (P50 and
        P90 of the arrival, P50 of the money, CO2e), as a share; 0 where a kept way is as good in all.
    """

    ways: int = 0
    gaps: list[float] = field(default_factory=list)

    def share(self, beyond: float) -> float:
        """Return the share of the offers that lie further off than that."""
        return float((np.array(self.gaps) > beyond).mean())

    @property
    def worst(self) -> float:
        """The largest gap."""
        return max(self.gaps)


def losses(networks: Iterable[Network], *, draws: int = 1000) -> Loss:
    """Return what is lost on networks, each asked twice."""
    total = Loss()
    for network in networks:
        for avoid in AVOIDED:
            one = loss_of(network, avoid, draws=draws)
            total.ways += one.ways
            total.gaps += one.gaps
    return total


def loss_of(network: Network, avoid: tuple[str, ...], *, draws: int = 1000) -> Loss:
    """Return what is lost on one network."""
    builder, graph = graph_of(network, unit="40GP", params=PlanParams(draws=draws, avoid=avoid))
    evaluator = evaluator_of(builder, graph, draws=draws)
    kept = offers_of([evaluator.draw(w) for w in wide_set(graph, find(graph, 0.01, 100_000).ways, 1.0)])
    everything = all_ways(graph)
    front = front_of([evaluator.draw(Way(w.edges, w.corridor, 0.0, 0.0, 0.0, 0.0)) for w in everything])
    return Loss(len(everything), [gap(kept, offer) for offer in front])


def front_of(drawn: list[Drawn]) -> list[Offer]:
    """Return the offers that no other beats."""
    whole = offers_of(drawn)
    return [o for o in whole if not any(b.beats(o) for b in whole)]


def gap(kept: list[Offer], offer: Offer) -> float:
    """Return by what share the nearest kept way is worse than an offer in its worst figure."""
    mine = np.array([_figures(k) for k in kept])
    its = np.array(_figures(offer))
    return float(np.maximum(mine / its - 1.0, 0.0).max(axis=1).min())


def _figures(offer: Offer) -> tuple[float, float, float, float]:
    return offer.p50_h, offer.p90_h, offer.cost_usd, offer.co2e_kg
