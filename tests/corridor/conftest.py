"""The shipped network, and one way to ask it."""

from __future__ import annotations

from typing import Any, Protocol

import pytest

import transcaspia
from transcaspia.network.model import Network
from transcaspia.planning.model import Itineraries, PlanParams


class Ask(Protocol):
    """Plan on the shipped network; options go to the consignment, `params` to the plan."""

    def __call__(
        self, origin: str, destination: str, depart: str, *, params: PlanParams | None = None, **options: Any
    ) -> Itineraries: ...


@pytest.fixture(scope="session")
def network() -> Network:
    """The shipped network."""
    return transcaspia.load_network()


@pytest.fixture(scope="session")
def ask(network: Network) -> Ask:
    """Plan on the shipped network."""

    def _ask(
        origin: str, destination: str, depart: str, *, params: PlanParams | None = None, **options: Any
    ) -> Itineraries:
        consignment = transcaspia.make_consignment(network, origin, destination, depart, **options)
        return transcaspia.plan(network, consignment, params or PlanParams())

    return _ask
