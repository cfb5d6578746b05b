"""Short ways to ask the toy network."""

from __future__ import annotations

from typing import Any

from transcaspia.network.model import Network
from transcaspia.planning.consignment import make_consignment
from transcaspia.planning.draws import Draws
from transcaspia.planning.evaluate import Evaluator
from transcaspia.planning.graph import Builder, Graph
from transcaspia.planning.model import Itineraries, Itinerary, PlanParams
from transcaspia.planning.plan import plan, question_of

BY_RAIL = ("rail", "sea", "rail_ferry")


def ask(
    network: Network, *, depart: str = "2025-10-01", params: PlanParams | None = None, **options: Any
) -> Itineraries:
    """Ask for a way from Orin to Dala."""
    origin, destination = options.pop("origin", "PLORI"), options.pop("destination", "KZDST")
    return plan(
        network, make_consignment(network, origin, destination, depart, **options), params or PlanParams(draws=500)
    )


def graph_of(
    network: Network, *, depart: str = "2025-10-01", params: PlanParams | None = None, **options: Any
) -> tuple[Builder, Graph]:
    """Return the graph of a question from Orin to Dala."""
    origin, destination = options.pop("origin", "PLORI"), options.pop("destination", "KZDST")
    consignment = make_consignment(network, origin, destination, depart, **options)
    builder = Builder(question_of(network, consignment, params or PlanParams(draws=500)))
    return builder, builder.graph()


def evaluator_of(
    builder: Builder, graph: Graph, *, draws: int = 2000, seed: int = 1, strength: float = 1.0
) -> Evaluator:
    """Return an evaluator with fresh draws."""
    return Evaluator(builder, graph, Draws(seed, draws, strength))


def services(itinerary: Itinerary) -> list[str]:
    """Return the services of an itinerary, `lorry` for a haul by road."""
    return [leg.service or "lorry" for leg in itinerary.legs]
