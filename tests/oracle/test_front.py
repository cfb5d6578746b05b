"""How much of the simulated front the proxy loses: every way of small networks is simulated and compared."""

from __future__ import annotations

from collections.abc import Callable

from oracle.enumeration import all_ways
from oracle.proxy import LOST, MOST_LOST, TWENTIETH, front_of, gap, losses
from planning.asking import evaluator_of, graph_of
from planning.test_properties import changed
from transcaspia.planning.choose import offers_of
from transcaspia.planning.model import PlanParams
from transcaspia.planning.search import Way, find


def test_the_proxy_loses_little_of_the_simulated_front(record_property: Callable[[str, object], None]) -> None:
    """Over toy networks with rival trains and ships: at most one offer in a hundred, none by a twentieth."""
    found = losses(changed(seed, rivals=2) for seed in range(12))
    record_property("lost_share", found.share(LOST))
    assert found.ways > 4000
    assert len(found.gaps) > 250
    assert found.share(LOST) <= MOST_LOST
    assert found.worst <= TWENTIETH


def test_timetables_of_a_day_or_two_a_week_cost_no_more_of_it(record_property: Callable[[str, object], None]) -> None:
    """Where six services in ten leave once or twice a week: at most one offer in a hundred, none by a tenth."""
    found = losses(changed(seed, rivals=2, timed=0.6) for seed in range(4))
    record_property("lost_share_timed", found.share(LOST))
    assert len(found.gaps) > 50
    assert found.share(LOST) <= MOST_LOST
    assert found.worst <= 0.1


def test_storage_that_breaks_first_in_first_out_costs_little_of_it() -> None:
    """Storage at 150 USD a day from the first hour: at most one offer in a hundred."""
    found = losses(changed(seed, rivals=2, stored=True) for seed in range(4))
    assert len(found.gaps) > 50
    assert found.share(LOST) <= MOST_LOST
    assert found.worst <= TWENTIETH


def test_a_wide_set_of_one_would_lose_much() -> None:
    """The measure can fail: with one way alone much of the front is gone."""
    builder, graph = graph_of(changed(1, rivals=2), unit="40GP", params=PlanParams(draws=1000, avoid=("PLBRD",)))
    evaluator = evaluator_of(builder, graph, draws=1000)
    kept = offers_of([evaluator.draw(w) for w in find(graph, 0.01, 100_000).ways[:1]])
    ways = [Way(w.edges, w.corridor, 0.0, 0.0, 0.0, 0.0) for w in all_ways(graph)]
    front = front_of([evaluator.draw(w) for w in ways])
    assert sum(gap(kept, offer) > LOST for offer in front) > len(front) / 3
