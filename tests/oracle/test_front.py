"""How much of the simulated front the proxy loses: every way of small networks is simulated and compared."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from oracle.enumeration import all_ways
from planning.asking import evaluator_of, graph_of
from planning.test_properties import changed
from transcaspia.planning.choose import Offer, offers_of
from transcaspia.planning.model import PlanParams
from transcaspia.planning.search import Way, find, wide_set

WITHIN = 0.03
"""An offer is not lost if another is within so much of it in every figure."""


def test_the_proxy_loses_little_of_the_simulated_front(record_property: Callable[[str, object], None]) -> None:
    """Over toy networks with rival trains and ships: at most one offer in a hundred, none by a tenth."""
    lost = far = total = ways = 0
    for avoid in ((), ("PLBRD",)):
        for seed in range(12):
            network = changed(seed, rivals=2)
            builder, graph = graph_of(network, unit="40GP", params=PlanParams(draws=1000, avoid=avoid))
            evaluator = evaluator_of(builder, graph, draws=1000)
            wide = wide_set(graph, find(graph, 0.01, 100_000).ways, 1.0)
            kept = offers_of([evaluator.draw(w) for w in wide])
            everything = all_ways(graph)
            whole = offers_of([evaluator.draw(_way(w.edges, w.corridor)) for w in everything])
            front = [o for o in whole if not any(b.beats(o) for b in whole)]
            ways += len(everything)
            total += len(front)
            lost += sum(not any(_equals(k, o, WITHIN) for k in kept) for o in front)
            far += sum(not any(_equals(k, o, 0.1) for k in kept) for o in front)
    record_property("lost_share", lost / total)
    assert ways > 4000
    assert total > 250
    assert lost / total <= 0.01, f"{lost} of {total}"
    assert far == 0


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
