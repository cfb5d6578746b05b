"""
Scores: how far the model lies from what was observed, and whether its bands say how far that may be.

The interval score for a central band of share 1 - a is (u - l) + 2/a (l - y)+ + 2/a (y - u)+ (Gneiting and Raftery
2007, equation 43). It is divided by the observation y, so that a week and a quarter compare, and averaged.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from transcaspia.validation.baselines import Guess, claim_guesses, left_out_guesses, speed_guesses
from transcaspia.validation.model import BAND_KINDS, KINDS, LeftOut, Outcome, Rival, Score, Scores

OUTSIDE = 0.2
"""Share that a band from P10 to P90 leaves outside."""


def interval_score(low: float, high: float, observed: float) -> float:
    """
    Return the interval score of a band for 80 %, in units of the observation.

    Parameters
    ----------
    low, high
        P10 and P90.
    observed
        What was observed, above 0.

    Returns
    -------
    float
        Width of the band and ten times what lies outside, over the observation; never negative, the less the better.

    Examples
    --------
    >>> interval_score(8.0, 12.0, 10.0), interval_score(8.0, 12.0, 16.0)
    (0.4, 2.75)
    """
    below, above = max(low - observed, 0.0), max(observed - high, 0.0)
    return (high - low + 2.0 / OUTSIDE * (below + above)) / observed


def spearman(one: Sequence[float], other: Sequence[float]) -> float | None:
    """
    Return the rank correlation of two rows of numbers.

    Parameters
    ----------
    one, other
        Numbers, of one length.

    Returns
    -------
    float | None
        From -1 to 1; None for fewer than three pairs, or where one row has no two different numbers.

    Examples
    --------
    >>> spearman([1.0, 2.0, 3.0], [10.0, 30.0, 20.0])
    0.5
    """
    if len(one) < 3:
        return None
    a, b = _ranks(one), _ranks(other)
    a, b = a - a.mean(), b - b.mean()
    size = float(np.sqrt((a * a).sum() * (b * b).sum()))
    return None if size == 0.0 else float((a * b).sum() / size)


def _ranks(values: Sequence[float]) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    row = np.asarray(values, dtype=np.float64)
    unique, inverse, counts = np.unique(row, return_inverse=True, return_counts=True)
    del unique
    last = np.cumsum(counts)
    ranks: np.ndarray[tuple[int], np.dtype[np.float64]] = (last - (counts - 1) / 2.0)[inverse]
    return ranks


@dataclass(frozen=True, slots=True)
class _Judged:
    """A point and a band against an observation; `km` sets both in relation to the distance."""

    kind: str
    metric: str
    observed: float
    point: float
    low: float | None
    high: float | None
    km: float

    def pace(self, value: float) -> float:
        return self.km / value if self.metric == "time" else value / self.km


def _score(judged: Sequence[_Judged], missed: int = 0) -> Score:
    errors = [j.point / j.observed - 1.0 for j in judged]
    banded = [(j.low, j.high, j) for j in judged if j.kind in BAND_KINDS and j.low is not None and j.high is not None]
    far = [j for j in judged if j.km > 0.0]
    return Score(
        n=len(judged),
        mdape=_median([abs(e) for e in errors]),
        bias=_median(errors),
        inside_share=_mean([float(low <= j.observed <= high) for low, high, j in banded]),
        band_width_share=_median([(high - low) / j.point for low, high, j in banded]),
        interval_score=_mean([interval_score(low, high, j.observed) for low, high, j in banded]),
        rank_correlation=spearman([j.pace(j.point) for j in far], [j.pace(j.observed) for j in far]),
        missed=missed,
    )


def _median(values: Sequence[float]) -> float | None:
    return float(np.median(values)) if values else None


def _mean(values: Sequence[float]) -> float | None:
    return float(np.mean(values)) if values else None


def score(outcomes: Iterable[Outcome]) -> Score:
    """
    Return the score of a group of outcomes of one metric.

    Parameters
    ----------
    outcomes
        Outcomes; those that are only shown are left aside.

    Returns
    -------
    Score
        The score.
    """
    scored = [o for o in outcomes if o.scorable]
    judged = [j for o in scored if (j := _of_model(o)) is not None]
    return _score(judged, missed=len(scored) - len(judged))


def _of_model(outcome: Outcome) -> _Judged | None:
    model, point, case = outcome.model, outcome.point, outcome.case
    if model is None or point is None:
        return None
    return _Judged(case.kind, case.metric, case.observed, point, model.p10, model.p90, outcome.distance_km)


def _of_guess(outcome: Outcome, guess: Guess) -> _Judged:
    case = outcome.case
    return _Judged(case.kind, case.metric, case.observed, guess.point, guess.low, guess.high, outcome.distance_km)


def scores_of(outcomes: Sequence[Outcome]) -> Scores:
    """
    Return all scores of one metric.

    Parameters
    ----------
    outcomes
        Outcomes of the metric.

    Returns
    -------
    Scores
        Of all, by kind, by corridor, beside the baselines, and with one corridor left out at a time.
    """
    scored = [o for o in outcomes if o.scorable]
    kinds = [k for k in KINDS if any(o.case.kind == k for o in scored)]
    corridors = sorted({o.corridor for o in scored if o.corridor})
    rivals = (
        _rival("corridor_speed", scored, speed_guesses(scored)),
        _rival("official_claim", scored, claim_guesses(outcomes)),
    )
    return Scores(
        whole=score(scored),
        by_kind={k: score(o for o in scored if o.case.kind == k) for k in kinds},
        by_corridor={c: score(o for o in scored if o.corridor == c) for c in corridors},
        rivals=tuple(rivals),
        left_out=tuple(_left_out(scored, c) for c in corridors),
    )


def _rival(name: str, scored: Sequence[Outcome], guesses: dict[int, Guess]) -> Rival:
    both = [(o, guesses[id(o)]) for o in scored if id(o) in guesses]
    return Rival(name, _score([_of_guess(o, g) for o, g in both]), score(o for o, _ in both))


def _left_out(scored: Sequence[Outcome], corridor: str) -> LeftOut:
    mine = [o for o in scored if o.corridor == corridor]
    guesses = left_out_guesses(scored, corridor)
    return LeftOut(
        corridor,
        model=score(mine),
        baseline=_score([_of_guess(o, guesses[id(o)]) for o in mine if id(o) in guesses]),
        without=score(o for o in scored if o.corridor != corridor),
    )
