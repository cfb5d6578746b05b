"""
From what a source gave to a triple, and from a triple to draws.

A triple is P10, P50 and P90. One rule makes it from the figure and its statistic (`triple_of`); the bounded
three-term metalog of Keelin passes through it and never leaves its bounds.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from transcaspia.errors import DataError
from transcaspia.network.model import Row
from transcaspia.network.tables import WEAK_GRADES
from transcaspia.units import HOURS_PER_DAY

Floats = npt.NDArray[np.float64]

GIVEN = ("range", "estimate")
"""Statistics whose low and high are used as they stand; every other gives one value."""

_ALPHA = 0.1
_REACH = 3.0
"""The upper bound lies this many times the width of P10-P90 above P90, where none is given."""

_STEEPEST = 0.599_839_32
"""Maximum over y of y - 1/2 + y (1 - y) ln(y / (1 - y)): the metalog rises everywhere while a2 > 0.5998 |a3|."""

_NEAREST = 1e-9
"""P10 keeps this share of its distance from the upper bound away from the lower one, so that logarithms exist."""

_QUADRATURE = 128
_SQUARES_MOST = 0.9


@dataclass(frozen=True, slots=True)
class Triple:
    """
    P10, P50 and P90 of a figure between its bounds, all in one unit.

    A figure known exactly has its five numbers equal.

    Attributes
    ----------
    low, typical, high
        P10, P50, P90.
    least, most
        Bounds that no draw reaches.
    """

    low: float
    typical: float
    high: float
    least: float
    most: float

    @property
    def fixed(self) -> bool:
        """True where the figure is known exactly."""
        return self.low == self.high


def duration_triple(row: Row, rule: Mapping[str, Any]) -> Triple:
    """
    Return the hours of a duration.

    Parameters
    ----------
    row
        Row of the durations table.
    rule
        `[statistic_rule]` of `network.toml`.

    Returns
    -------
    Triple
        Hours, never below `least`.

    Raises
    ------
    DataError
        If the row does not give what its statistic needs, or no curve passes through the triple.
    """
    low, typical, high = _apply_rule(row, rule)
    return _bounded(row, low, typical, high, row.number("least"))


def price_triple(row: Row, rule: Mapping[str, Any]) -> Triple:
    """
    Return a price in its own currency, year and basis.

    Parameters
    ----------
    row
        Row of the prices table.
    rule
        `[statistic_rule]` of `network.toml`.

    Returns
    -------
    Triple
        Money, never below `least`.

    Raises
    ------
    DataError
        If the row does not give what its statistic needs, or no curve passes through the triple.
    """
    return duration_triple(row, rule)


def speed_triple(row: Row, rule: Mapping[str, Any], length_km: float) -> Triple:
    """
    Return the hours in which a length is covered.

    The rule speaks of hours, so its multipliers divide a speed; P10 of the hours is the length at the high speed.

    Parameters
    ----------
    row
        Row of the speeds table, km/day.
    rule
        `[statistic_rule]` of `network.toml`.
    length_km
        Length, km, > 0.

    Returns
    -------
    Triple
        Hours, never below those at the speed `most`.

    Raises
    ------
    DataError
        If the row does not give what its statistic needs, or no curve passes through the triple.
    """
    slow, typical, fast = _apply_rule(row, rule, inverse=True)
    km_h = length_km * HOURS_PER_DAY
    if min(slow, typical, fast) <= 0.0:
        raise DataError(_about(row, "at a speed of 0 km/day the way would never end. Give one above 0."))
    return _bounded(row, km_h / fast, km_h / typical, km_h / slow, km_h / row.number("most"))


def _apply_rule(row: Row, rule: Mapping[str, Any], *, inverse: bool = False) -> tuple[float, float, float]:
    statistic = row.text("statistic")
    low, value, high = row.maybe("low"), row.maybe("typical"), row.maybe("high")
    if statistic in GIVEN:
        if low is None or high is None:
            raise DataError(_about(row, f"the statistic `{statistic}` needs both `low` and `high`. Fill them in."))
        return low, math.sqrt(low * high) if value is None else value, high
    if value is None:
        raise DataError(_about(row, f"the statistic `{statistic}` needs the one value in `typical`. Fill it in."))
    if statistic not in rule:
        raise DataError(
            _about(row, f"network.toml has no [statistic_rule.{statistic}]. Add it, with p10, p50 and p90.")
        )
    p10, p50, p90 = (float(rule[statistic][p]) for p in ("p10", "p50", "p90"))
    if inverse:
        p10, p50, p90 = 1.0 / p90, 1.0 / p50, 1.0 / p10
    return value * p10 if low is None else low, value * p50, value * p90 if high is None else high


def _bounded(row: Row, low: float, typical: float, high: float, least: float) -> Triple:
    if low == typical == high:
        if low < least:
            raise DataError(_about(row, f"the figure {low:g} is below its bound {least:g}. Mend one of the two."))
        return Triple(low, low, low, low, low)
    most = high + _REACH * (high - low)
    numbers = f"P10 {low:.4g}, P50 {typical:.4g}, P90 {high:.4g}, bound {least:.4g}"
    if not least < low < typical < high:
        what = f"the triple is out of order ({numbers}): each must be above the one before"
        raise DataError(_about(row, f"{what}. Mend the figures."))
    if not math.isfinite(most) or (low - least) / (most - low) < _NEAREST:
        raise DataError(_about(row, f"the figures are too far apart ({numbers}). Mend the figures."))
    triple = Triple(low, typical, high, least, most)
    if not is_feasible(triple):
        first, last = typical_limits(triple)
        what = f"no curve passes through the triple ({numbers}): P50 must lie between {first:.4g} and {last:.4g}"
        raise DataError(_about(row, f"{what}. Mend the figures."))
    return triple


def _about(row: Row, what: str) -> str:
    return f"{row.table}.csv, row {row.line} (`{row.id}`): {what}"


def metalog_coefficients(triple: Triple) -> tuple[float, float, float]:
    """
    Return the coefficients of the bounded metalog through a triple.

    Parameters
    ----------
    triple
        P10, P50, P90 and bounds.

    Returns
    -------
    tuple[float, float, float]
        a1, a2, a3 on the scale ln((x - least) / (most - x)); zeros for a fixed figure.

    References
    ----------
    .. [1] Keelin, T. W. (2016), The Metalog Distributions, Decision Analysis 13(4): symmetric-percentile triplet,
       logit-bounded, with alpha = 0.1.

    Examples
    --------
    >>> metalog_coefficients(Triple(1.0, 2.0, 4.0, 0.0, 13.0))[0] == math.log(2.0 / 11.0)
    True
    """
    if triple.fixed:
        return 0.0, 0.0, 0.0
    low, typical, high = (_logit(triple, x) for x in (triple.low, triple.typical, triple.high))
    odds = math.log((1.0 - _ALPHA) / _ALPHA)
    share = (typical - low) / (high - low)
    a3 = (1.0 - 2.0 * share) * (high - low) / ((1.0 - 2.0 * _ALPHA) * odds)
    return typical, (high - low) / (2.0 * odds), a3


def metalog_quantile(u: Floats, triple: Triple) -> Floats:
    """
    Return quantiles of a figure.

    Parameters
    ----------
    u
        Probabilities, any shape, within 0 and 1, ends left out.
    triple
        P10, P50, P90 and bounds.

    Returns
    -------
    Floats
        Quantiles in the unit of the triple, same shape, within its bounds and rising with `u`.

    Examples
    --------
    >>> metalog_quantile(np.array([0.1, 0.5, 0.9]), Triple(1.0, 2.0, 4.0, 0.0, 13.0)).round(9)
    array([1., 2., 4.])
    """
    a1, a2, a3 = metalog_coefficients(triple)
    odds = np.log(u / (1.0 - u))
    # (1 + tanh(m / 2)) / 2 is the logistic curve without overflow at either end.
    share = 0.5 * (1.0 + np.tanh(0.5 * (a1 + a2 * odds + a3 * (u - 0.5) * odds)))
    quantile: Floats = triple.least + (triple.most - triple.least) * share
    return quantile


def is_feasible(triple: Triple) -> bool:
    """
    Return whether the metalog through a triple rises everywhere.

    Parameters
    ----------
    triple
        P10, P50, P90 and bounds.

    Returns
    -------
    bool
        False where the triple is too skewed between its bounds to be a distribution.
    """
    _, a2, a3 = metalog_coefficients(triple)
    return triple.fixed or a2 > _STEEPEST * abs(a3)


def typical_limits(triple: Triple) -> tuple[float, float]:
    """
    Return the least and the greatest P50 that a metalog with these P10, P90 and bounds can hold.

    Parameters
    ----------
    triple
        P10, P90 and bounds; its P50 is not read.

    Returns
    -------
    tuple[float, float]
        Both ends, which are themselves just out of reach.
    """
    low, high = _logit(triple, triple.low), _logit(triple, triple.high)
    # a2 = 0.5998 |a3| solved for the share of P50 between P10 and P90.
    off = (1.0 - 2.0 * _ALPHA) / (4.0 * _STEEPEST)
    first, last = (low + (0.5 + side * off) * (high - low) for side in (-1.0, 1.0))
    return _from_logit(triple, first), _from_logit(triple, last)


def mean(triple: Triple) -> float:
    """
    Return the mean of a figure.

    Parameters
    ----------
    triple
        P10, P50, P90 and bounds.

    Returns
    -------
    float
        Mean, by Gauss-Legendre quadrature of the quantile over the probability.
    """
    return _moments(triple)[0]


def std(triple: Triple) -> float:
    """
    Return the standard deviation of a figure.

    Parameters
    ----------
    triple
        P10, P50, P90 and bounds.

    Returns
    -------
    float
        Standard deviation, by the same quadrature as `mean`.
    """
    return _moments(triple)[1]


def _moments(triple: Triple) -> tuple[float, float]:
    if triple.fixed:
        return triple.typical, 0.0
    nodes, weights = _nodes()
    values = metalog_quantile(nodes, triple)
    first = float(weights @ values)
    return first, math.sqrt(float(weights @ (values - first) ** 2))


@cache
def _nodes() -> tuple[Floats, Floats]:
    x, weights = np.polynomial.legendre.leggauss(_QUADRATURE)
    return 0.5 * (x + 1.0), 0.5 * weights


def _logit(triple: Triple, x: float) -> float:
    return math.log((x - triple.least) / (triple.most - x))


def _from_logit(triple: Triple, m: float) -> float:
    return triple.least + (triple.most - triple.least) / (1.0 + math.exp(-m))


def factor_loads(row: Row, factors: Mapping[str, Any]) -> tuple[tuple[str, float], ...]:
    """
    Return the shared factors on which a figure loads, with their strengths.

    Parameters
    ----------
    row
        Row of the speeds, durations, prices or services table.
    factors
        `[factors]` of `network.toml`: strength by family; an item `congestion.kz` is an instance of `congestion`.

    Returns
    -------
    tuple[tuple[str, float], ...]
        Instance and strength. A figure that we do not know loads on `knowledge.<first source>` as well; so does the
        wait for a service whose departures are estimated or assumed. Strengths are scaled down together where their
        squares sum to more than 0.9, so that something of its own is left.
    """
    names = list(row.items("loads"))
    unknown = row.text("grade") in WEAK_GRADES if row.table == "services" else row.text("spread") == "knowledge"
    if unknown:
        names.append(f"knowledge.{row.items('source')[0]}")
    loads = [(name, float(factors[name.partition(".")[0]]["strength"])) for name in names]
    squares = sum(strength**2 for _, strength in loads)
    scale = math.sqrt(_SQUARES_MOST / squares) if squares > _SQUARES_MOST else 1.0
    return tuple((name, strength * scale) for name, strength in loads)
