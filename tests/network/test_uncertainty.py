"""Triples from what a source gave, and the curve through a triple."""

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from transcaspia.errors import DataError
from transcaspia.network.model import Network, Row
from transcaspia.network.uncertainty import (
    Triple,
    duration_triple,
    factor_loads,
    is_feasible,
    mean,
    metalog_coefficients,
    metalog_quantile,
    price_triple,
    speed_triple,
    std,
    typical_limits,
)

RULE = {"mean": {"p10": 0.5, "p50": 0.9, "p90": 1.6}, "promise": {"p10": 0.9, "p50": 1.3, "p90": 2.2}}


def row(table: str = "durations", **cells: Any) -> Row:
    blank = dict.fromkeys(("id", "low", "typical", "high", "least", "most", "statistic", "spread", "loads", "source"))
    return Row(table, 2, {**blank, "id": "x", **cells})


@st.composite
def triples(draw: st.DrawFn) -> Triple:
    least = draw(st.floats(0.0, 1e4))
    low = least + draw(st.floats(0.01, 1e3))
    typical = low + draw(st.floats(0.01, 1e3))
    high = typical + draw(st.floats(0.01, 1e3))
    return Triple(low, typical, high, least, high + 3.0 * (high - low))


def test_coefficients_by_hand() -> None:
    """With bounds 0 and 10 and P50 in the middle, P10 = 1 and P90 = 9: a plain logit-logistic, a3 = 0, a2 = 1."""
    a1, a2, a3 = metalog_coefficients(Triple(1.0, 5.0, 9.0, 0.0, 10.0))
    assert (a1, a2, a3) == pytest.approx((0.0, 1.0, 0.0))


def test_coefficients_of_a_skewed_triple_by_hand() -> None:
    """Bounds 0 and 13, triple 1, 2, 4: logits are -ln 12, -ln 5.5, -ln 2.25; ln 9 is the odds of P90."""
    low, typical, high = -math.log(12.0), -math.log(5.5), -math.log(2.25)
    a1, a2, a3 = metalog_coefficients(Triple(1.0, 2.0, 4.0, 0.0, 13.0))
    assert a1 == pytest.approx(-1.7047481)
    assert a2 == pytest.approx((high - low) / (2.0 * math.log(9.0)))
    assert a2 == pytest.approx(0.3809298, abs=1e-7)
    # a1 + a2 logit(0.9) + a3 (0.9 - 0.5) logit(0.9) is the logit of P90.
    assert a1 + a2 * math.log(9.0) + a3 * 0.4 * math.log(9.0) == pytest.approx(high)
    assert a1 - a2 * math.log(9.0) + a3 * 0.4 * math.log(9.0) == pytest.approx(low)
    assert a1 == typical


@given(triples())
def test_the_quantiles_hit_the_triple(triple: Triple) -> None:
    assume(is_feasible(triple))
    found = metalog_quantile(np.array([0.1, 0.5, 0.9]), triple)
    width = triple.most - triple.least
    assert found == pytest.approx([triple.low, triple.typical, triple.high], abs=1e-9 * width)


@given(triples())
def test_the_quantile_rises_and_keeps_its_bounds(triple: Triple) -> None:
    assume(is_feasible(triple))
    u = np.concatenate([np.logspace(-12, -3, 50), np.linspace(0.001, 0.999, 999), 1.0 - np.logspace(-3, -12, 50)])
    quantile = metalog_quantile(u, triple)
    assert (np.diff(quantile) >= -1e-9 * (triple.most - triple.least)).all()
    assert (quantile >= triple.least).all()
    assert (quantile <= triple.most).all()


@given(triples())
def test_feasible_is_what_a_fine_grid_of_slopes_says(triple: Triple) -> None:
    """The closed condition and the slope of a1 + (a2 + a3 (u - 1/2)) logit(u) on a grid agree, but for a hair."""
    _, a2, a3 = metalog_coefficients(triple)
    u = np.linspace(1e-6, 1.0 - 1e-6, 200_001)
    slope = (a2 + a3 * (u - 0.5)) / (u * (1.0 - u)) + a3 * np.log(u / (1.0 - u))
    assume(abs(slope.min()) > 1e-4 * a2)
    assert is_feasible(triple) == bool(slope.min() > 0.0)


@given(triples())
def test_the_limits_of_the_typical_are_where_feasibility_ends(triple: Triple) -> None:
    first, last = typical_limits(triple)
    assert triple.low < first < last < triple.high
    for limit, way in ((first, 1.0), (last, -1.0)):
        hair = way * 1e-4 * (triple.high - triple.low)
        inside, outside = limit + hair, limit - hair
        assume(triple.low < outside < triple.high)
        assert is_feasible(Triple(triple.low, inside, triple.high, triple.least, triple.most))
        assert not is_feasible(Triple(triple.low, outside, triple.high, triple.least, triple.most))


@given(triples())
def test_mean_and_standard_deviation_are_those_of_many_even_quantiles(triple: Triple) -> None:
    assume(is_feasible(triple))
    u = (np.arange(200_000) + 0.5) / 200_000
    values = metalog_quantile(u, triple)
    width = triple.high - triple.low
    assert mean(triple) == pytest.approx(values.mean(), abs=1e-3 * width)
    assert std(triple) == pytest.approx(values.std(), abs=5e-3 * width)


def test_the_mean_of_a_skewed_triple_lies_above_its_median() -> None:
    assert mean(Triple(4.0, 10.0, 40.0, 1.0, 148.0)) > 10.0


def test_a_fixed_figure_is_itself_everywhere() -> None:
    triple = duration_triple(row(low=5.0, typical=5.0, high=5.0, least=1.0, statistic="estimate"), RULE)
    assert triple.fixed
    assert metalog_quantile(np.array([0.001, 0.5, 0.999]), triple).tolist() == [5.0, 5.0, 5.0]
    assert (mean(triple), std(triple)) == (5.0, 0.0)


def test_a_mean_becomes_a_triple_by_the_multipliers_of_the_rule() -> None:
    triple = duration_triple(row(typical=20.0, least=2.0, statistic="mean"), RULE)
    assert (triple.low, triple.typical, triple.high) == pytest.approx((10.0, 18.0, 32.0))
    assert (triple.least, triple.most) == pytest.approx((2.0, 32.0 + 3.0 * 22.0))


def test_a_low_that_the_source_gave_beside_its_value_stands() -> None:
    triple = duration_triple(row(low=8.0, typical=20.0, least=2.0, statistic="mean"), RULE)
    assert (triple.low, triple.typical, triple.high) == pytest.approx((8.0, 18.0, 32.0))


def test_an_estimate_stands_as_it_is() -> None:
    triple = price_triple(row("prices", low=1.0, typical=2.0, high=4.0, least=0.0, statistic="estimate"), RULE)
    assert triple == Triple(1.0, 2.0, 4.0, 0.0, 13.0)


def test_the_typical_of_a_range_is_the_geometric_mean_of_its_ends() -> None:
    triple = duration_triple(row(low=4.0, high=36.0, least=0.5, statistic="range"), RULE)
    assert triple.typical == pytest.approx(12.0)


def test_a_speed_becomes_hours_with_its_fast_end_as_p10() -> None:
    """400 km at 200, 400 and 600 km/day take 48, 24 and 16 h; never less than 8 h at 1,200 km/day."""
    speed = row("speeds", low=200.0, typical=400.0, high=600.0, most=1200.0, statistic="estimate")
    triple = speed_triple(speed, RULE, 400.0)
    assert triple == Triple(16.0, 24.0, 48.0, 8.0, 48.0 + 3.0 * 32.0)


def test_a_promised_speed_is_slower_in_fact() -> None:
    """The rule speaks of hours: a promise of 480 km/day is 1.3 times the hours in the median, 2.2 times at P90."""
    promised = row("speeds", typical=480.0, most=1200.0, statistic="promise")
    triple = speed_triple(promised, RULE, 480.0)
    assert (triple.low, triple.typical, triple.high) == pytest.approx((24.0 * 0.9, 24.0 * 1.3, 24.0 * 2.2))


@given(st.floats(1.0, 1e4), st.floats(0.1, 10.0))
def test_hours_grow_with_the_length_in_proportion(length_km: float, times: float) -> None:
    speed = row("speeds", low=200.0, typical=400.0, high=600.0, most=1200.0, statistic="estimate")
    one, many = speed_triple(speed, RULE, length_km), speed_triple(speed, RULE, length_km * times)
    assert many.typical == pytest.approx(one.typical * times)
    assert metalog_coefficients(many) == pytest.approx(metalog_coefficients(one))


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"low": 5.0, "typical": 4.0, "high": 9.0}, "out of order (P10 5, P50 4, P90 9, bound 1)"),
        ({"low": 5.0, "typical": 5.0, "high": 9.0}, "out of order"),
        ({"low": 1.0, "typical": 4.0, "high": 9.0}, "out of order"),
        ({"low": 2.0, "high": 2.0, "typical": 2.0, "least": 3.0}, "below its bound 3"),
        ({"low": 2.0, "typical": 89.0, "high": 90.0}, "P50 must lie between"),
        ({"low": 2.0, "typical": 3.0}, "needs both `low` and `high`"),
        ({"statistic": "mean", "low": 2.0}, "needs the one value in `typical`"),
        ({"statistic": "median", "typical": 2.0}, "no [statistic_rule.median]"),
    ],
)
def test_a_triple_that_cannot_be_is_refused_in_a_sentence(cells: dict[str, Any], said: str) -> None:
    with pytest.raises(DataError) as info:
        duration_triple(row(**{"least": 1.0, "statistic": "estimate", **cells}), RULE)
    assert said in str(info.value)
    assert str(info.value).startswith("durations.csv, row 2 (`x`): ")


def test_a_speed_of_zero_is_refused() -> None:
    with pytest.raises(DataError, match="the way would never end"):
        speed_triple(row("speeds", low=0.0, typical=4.0, high=9.0, most=20.0, statistic="estimate"), RULE, 10.0)


def test_loads_have_the_strength_of_their_family(tiny: Network) -> None:
    factors = tiny.settings["factors"]
    assert factor_loads(tiny.get("durations", "border_rail"), factors) == (("papers", 0.5),)
    assert factor_loads(tiny.get("durations", "port"), factors) == (("congestion.port", 0.4),)
    assert factor_loads(tiny.get("durations", "lift"), factors) == ()


def test_a_figure_we_do_not_know_loads_on_its_first_source(tiny: Network) -> None:
    assert factor_loads(tiny.get("speeds", "rail_az"), tiny.settings["factors"]) == (
        ("congestion.az", 0.4),
        ("knowledge.TOY", 0.5),
    )


def test_loads_leave_a_tenth_of_the_variance_to_the_figure_itself() -> None:
    factors = {"a": {"strength": 0.9}, "b": {"strength": 0.6}, "knowledge": {"strength": 0.5}}
    loads = dict(factor_loads(row(loads=("a", "b.x"), spread="variability"), factors))
    assert sum(s**2 for s in loads.values()) == pytest.approx(0.9)
    assert loads["a"] / loads["b.x"] == pytest.approx(1.5)
