"""What the shared factors add on the shipped network."""

from __future__ import annotations

import numpy as np

import transcaspia
from planning.asking import evaluator_of, graph_of
from transcaspia.planning.search import find


def test_over_two_seas_shared_factors_widen_the_band_by_a_tenth_at_least() -> None:
    """The same way, drawn with its factors and with every figure on its own."""
    builder, graph = graph_of(
        transcaspia.load_network(), origin="Łódź", destination="Almaty", cargo="pharmaceuticals", unit="40RF", units=2
    )
    ways = [w for w in find(graph, 0.01, 100_000).ways if w.corridor == "tc_black_sea"]
    way = min(ways, key=lambda w: w.time_h)

    def width(strength: float) -> tuple[float, float]:
        drawn = evaluator_of(builder, graph, draws=8000, strength=strength).draw(way)
        hours, money = (np.percentile(x, [10.0, 90.0]) for x in (drawn.arrive_h, drawn.cost_usd))
        return float(hours[1] - hours[0]), float(money[1] - money[0])

    (hours, money), (hours_alone, money_alone) = width(1.0), width(0.0)
    assert 1.1 < hours / hours_alone < 2.0
    assert 1.1 < money / money_alone < 2.0
