"""
Two naive baselines that a model must beat: the mean pace of the corridor, and what officials claim.

A pace is km a day for a time and USD a km for a price, over the length of the planned way. No guess rests on the
case that it is for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from transcaspia.validation.model import SHOWN_KINDS, Outcome

LEAST_ERRORS = 3
"""A band needs the errors of so many other cases."""


@dataclass(frozen=True, slots=True)
class Guess:
    """A point and, where there are enough errors of other cases, a band."""

    point: float
    low: float | None
    high: float | None


def pace(outcome: Outcome) -> float:
    """
    Return the observed pace of a case.

    Parameters
    ----------
    outcome
        A planned case.

    Returns
    -------
    float
        Km a day for a time, USD a km for a price.
    """
    km, observed = outcome.distance_km, outcome.case.observed
    return km / observed if outcome.case.metric == "time" else observed / km


def speed_guesses(scored: Sequence[Outcome]) -> dict[int, Guess]:
    """
    Return distance at the mean pace of the other cases of the corridor, or of all others where it has none.

    Parameters
    ----------
    scored
        Scored cases of one metric.

    Returns
    -------
    dict[int, Guess]
        By `id()` of the outcome; the band is that of the errors of all other cases.
    """
    planned = [o for o in scored if o.distance_km > 0.0]
    points = {}
    for outcome in planned:
        others = [o for o in planned if o is not outcome]
        near = [o for o in others if o.corridor == outcome.corridor] or others
        if near:
            points[id(outcome)] = _at_pace(outcome, float(np.mean([pace(o) for o in near])))
    return _banded(planned, points)


def claim_guesses(outcomes: Sequence[Outcome]) -> dict[int, Guess]:
    """
    Return distance at the median pace that announcements and claims of the corridor name.

    Parameters
    ----------
    outcomes
        All cases of one metric, claims among them.

    Returns
    -------
    dict[int, Guess]
        By `id()` of the outcome, for scored cases of corridors with a claim.
    """
    claims: dict[str, list[float]] = {}
    for outcome in outcomes:
        if outcome.case.kind in SHOWN_KINDS and outcome.distance_km > 0.0:
            claims.setdefault(outcome.corridor, []).append(pace(outcome))
    planned = [o for o in outcomes if o.scorable and o.distance_km > 0.0 and o.corridor in claims]
    return _banded(planned, {id(o): _at_pace(o, float(np.median(claims[o.corridor]))) for o in planned})


def left_out_guesses(scored: Sequence[Outcome], corridor: str) -> dict[int, Guess]:
    """
    Return distance at the mean pace of all other corridors, for the cases of one.

    Parameters
    ----------
    scored
        Scored cases of one metric.
    corridor
        The one left out.

    Returns
    -------
    dict[int, Guess]
        By `id()` of the outcome; the band is that of the errors of the other corridors' cases.
    """
    planned = [o for o in scored if o.distance_km > 0.0]
    others = [o for o in planned if o.corridor != corridor]
    if not others:
        return {}
    mean = float(np.mean([pace(o) for o in others]))
    points = {id(o): _at_pace(o, mean) for o in planned}
    ratios = [o.case.observed / points[id(o)] for o in others]
    return {id(o): _with_band(points[id(o)], ratios) for o in planned if o.corridor == corridor}


def _at_pace(outcome: Outcome, value: float) -> float:
    return outcome.distance_km / value if outcome.case.metric == "time" else outcome.distance_km * value


def _banded(planned: Sequence[Outcome], points: dict[int, float]) -> dict[int, Guess]:
    ratios = {id(o): o.case.observed / points[id(o)] for o in planned if id(o) in points}
    return {key: _with_band(point, [r for other, r in ratios.items() if other != key]) for key, point in points.items()}


def _with_band(point: float, ratios: Sequence[float]) -> Guess:
    if len(ratios) < LEAST_ERRORS:
        return Guess(point, None, None)
    low, high = np.percentile(ratios, [10.0, 90.0])
    return Guess(point, point * float(low), point * float(high))
