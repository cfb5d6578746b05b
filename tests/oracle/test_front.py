"""How much of the simulated front the proxy loses: every way of small networks is simulated and compared."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

import pytest

from oracle.enumeration import all_ways
from planning.asking import evaluator_of, graph_of
from planning.test_properties import changed
from transcaspia.network.model import Network
from transcaspia.planning.choose import Offer, offers_of
from transcaspia.planning.model import PlanParams
from transcaspia.planning.search import Way, find, wide_set

WITHIN = 0.03
"""An offer is not lost if another is within so much of it in every figure."""


class Loss(NamedTuple):
    """How many ways there are, how many offers on their simulated front, and how many of these are lost."""

    ways: int
    offers: int
    lost: int
    far: int


def loss(networks: Iterable[Network], avoid: tuple[tuple[str, ...], ...] = ((), ("PLBRD",))) -> Loss:
    """Return what the planner's ways lose of the simulated front: by more than `WITHIN`, and by more than a tenth."""
    ways = offers = lost = far = 0
    for network in networks:
        for left_out in avoid:
            builder, graph = graph_of(network, unit="40GP", params=PlanParams(draws=1000, avoid=left_out))
            evaluator = evaluator_of(builder, graph, draws=1000)
            wide = wide_set(graph, find(graph, 0.01, 100_000).ways, 1.0)
            kept = offers_of([evaluator.draw(w) for w in wide])
            everything = all_ways(graph)
            whole = offers_of([evaluator.draw(_way(w.edges, w.corridor)) for w in everything])
            front = [o for o in whole if not any(b.beats(o) for b in whole)]
            ways += len(everything)
            offers += len(front)
            lost += sum(not any(_equals(k, o, WITHIN) for k in kept) for o in front)
            far += sum(not any(_equals(k, o, 0.1) for k in kept) for o in front)
    return Loss(ways, offers, lost, far)


def test_the_proxy_loses_little_of_the_simulated_front(record_property: Callable[[str, object], None]) -> None:
    """Over toy networks with rival trains and ships: at most one offer in a hundred, none by a tenth."""
    found = loss(changed(seed, rivals=2) for seed in range(12))
    record_property("lost_share", found.lost / found.offers)
    assert found.ways > 4000
    assert found.offers > 250
    assert found.lost / found.offers <= 0.01, f"{found.lost} of {found.offers}"
    assert found.far == 0


def test_timetables_of_a_day_or_two_a_week_cost_more_of_it(record_property: Callable[[str, object], None]) -> None:
    """Where six services in ten leave once or twice a week: at most one offer in ten, one in thirty by a tenth."""
    found = loss(changed(seed, rivals=2, timed=0.6) for seed in range(4))
    record_property("lost_share_timed", found.lost / found.offers)
    assert found.offers > 50
    assert found.lost / found.offers <= 0.1, f"{found.lost} of {found.offers}"
    assert found.far / found.offers <= 1.0 / 30.0, f"{found.far} of {found.offers}"


def test_storage_that_breaks_first_in_first_out_costs_little_of_it() -> None:
    """Storage at 150 USD a day from the first hour, which the search does not know: at most one offer in fifty."""
    found = loss(changed(seed, rivals=2, stored=True) for seed in range(4))
    assert found.offers > 50
    assert found.lost / found.offers <= 0.02, f"{found.lost} of {found.offers}"
    assert found.far == 0


def test_a_wide_set_of_one_would_lose_much() -> None:
    """The measure can fail: with one way alone much of the front is gone."""
    builder, graph = graph_of(changed(1, rivals=2), unit="40GP", params=PlanParams(draws=1000, avoid=("PLBRD",)))
    evaluator = evaluator_of(builder, graph, draws=1000)
    kept = offers_of([evaluator.draw(w) for w in find(graph, 0.01, 100_000).ways[:1]])
    whole = offers_of([evaluator.draw(_way(w.edges, w.corridor)) for w in all_ways(graph)])
    front = [o for o in whole if not any(b.beats(o) for b in whole)]
    assert sum(not any(_equals(k, o, WITHIN) for k in kept) for o in front) > len(front) / 3


def _way(edges: tuple[int, ...], corridor: str) -> Way:
    return Way(edges, corridor, 0.0, 0.0, 0.0, 0.0)


def _equals(kept: Offer, offer: Offer, within: float) -> bool:
    pairs = (
        (kept.p50_h, offer.p50_h),
        (kept.p90_h, offer.p90_h),
        (kept.cost_usd, offer.cost_usd),
        (kept.co2e_kg, offer.co2e_kg),
    )
    return all(mine == pytest.approx(its, rel=within) or mine < its for mine, its in pairs)
