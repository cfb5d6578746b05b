"""
A user's own boxes beside the shipped figures: bands that move as far as the number of boxes supports.

For each run and stay of a way the shipped band is the prior. A duration x is told as a score z = g(x) that is -1.28, 0
and 1.28 at its P10, P50 and P90 and straight in log(x + half an hour) on either side, so that a skewed band keeps its
skew. The user's movements are taken as normal in z with unknown mean and variance and the conjugate prior, normal and
inverse gamma [1]_: its mean is 0, it weighs as much as `PRIOR_MOVEMENTS` movements, and its scale makes the predictive
P10 and P90 those of the shipped band when there is no box at all. The predictive distribution is Student's t in z; its
quantiles, taken back to hours, are the private band.

Boxes of one train or ship are no independent witnesses: those that begin a piece within a day of the first count as one
movement, at their mean score. Scores beyond `MOST_SCORE` count as that, so that one lost box does not rule a band of
few.

References
----------
.. [1] Gelman et al. (2013), Bayesian Data Analysis, 3rd ed., section 3.3.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

import numpy as np
import numpy.typing as npt

from transcaspia.planning.milestones import RUN, STAY, Observed
from transcaspia.planning.model import Band, Itineraries, Itinerary, Leg, TimeBand
from transcaspia.units import SECONDS_PER_HOUR

Floats = npt.NDArray[np.float64]
Key = tuple[str, str, str]
"""Kind, start and end of a piece."""

PRIOR_MOVEMENTS = 4.0
"""Movements as which the shipped band counts (assumed): a user's mean differs from it by half its spread."""
PRIOR_FREEDOM = 4.0
"""Degrees of freedom of the prior variance (assumed)."""
MOST_SCORE = 4.0
SAME_MOVEMENT_H = 24.0

_Z90 = 1.2815515655446004
_SHIFT_H = 0.5
_LEAST_LOG = 0.02
_DECILES: Floats = np.array([0.1, 0.5, 0.9])
_GRID: Floats = np.linspace(0.0025, 0.9975, 200)
_LEAST_RATIO, _MOST_RATIO = 0.05, 25.0


@dataclass(frozen=True, slots=True)
class Blend:
    """
    A band that own movements have moved.

    Attributes
    ----------
    band
        Hours.
    boxes, movements
        How many boxes it rests on, and in how many movements they went.
    weight
        Share of the own movements in its middle, 0-1.
    """

    band: Band
    boxes: int
    movements: int
    weight: float


@dataclass(frozen=True, slots=True)
class Piece:
    """
    A run or a stay of a way with own boxes on it.

    Attributes
    ----------
    kind
        `run` or `stay`.
    leg
        Number of the leg from 0; a stay lies before it.
    start, end
        Names of the ends.
    shipped
        Band of the plan, hours.
    blend
        Band with the own boxes.
    """

    kind: str
    leg: int
    start: str
    end: str
    shipped: Band
    blend: Blend


@dataclass(frozen=True, slots=True)
class PrivateWay:
    """
    A way as own boxes make it.

    Attributes
    ----------
    itinerary
        The way as planned.
    duration_h, arrival
        Bands with the own boxes.
    on_time_share
        Chance to arrive by the deadline; None without one.
    boxes
        Different boxes it rests on.
    pieces
        What they bear on.
    """

    itinerary: Itinerary
    duration_h: Band
    arrival: TimeBand
    on_time_share: float | None
    boxes: int
    pieces: tuple[Piece, ...]


def blend(shipped: Band, own: Sequence[Observed]) -> Blend:
    """
    Return a shipped band moved by own movements.

    Parameters
    ----------
    shipped
        Band of a piece, hours.
    own
        Boxes on that piece.

    Returns
    -------
    Blend
        The shipped band itself where there is none.
    """
    movements = _movements(own)
    if not movements:
        return Blend(shipped, 0, 0, 0.0)
    z = np.array(
        [float(np.mean(np.clip(_score(np.array(hours), shipped), -MOST_SCORE, MOST_SCORE))) for hours in movements]
    )
    values = _hours(_predictive(z, _GRID), shipped)
    none = _hours(_predictive(np.empty(0), _GRID), shipped)
    low, middle, high = _hours(_predictive(z, _DECILES), shipped)
    # The shipped mean is that of the plan; only what the boxes change is added to it.
    mean = max(0.0, shipped.mean + float(values.mean() - none.mean()))
    weight = len(z) / (len(z) + PRIOR_MOVEMENTS)
    return Blend(Band(float(low), float(middle), float(high), mean), len({each.box for each in own}), len(z), weight)


def by_piece(found: Iterable[Observed]) -> dict[Key, list[Observed]]:
    """
    Return runs and stays by their piece.

    Parameters
    ----------
    found
        Runs and stays.

    Returns
    -------
    dict[Key, list[Observed]]
        By kind, start and end.
    """
    pieces: dict[Key, list[Observed]] = defaultdict(list)
    for each in found:
        pieces[each.kind, each.start, each.end].append(each)
    return dict(pieces)


def refit(answer: Itineraries, found: Iterable[Observed]) -> tuple[PrivateWay, ...]:
    """
    Return the ways of an answer as own boxes make them; the answer itself, and its data, stay as they are.

    The mean of the whole moves by what the means of its pieces move. Its variance changes by the share that each leg
    has in it (`late_share`) times what the boxes make of the leg's own variance; the shape of the band stays.

    Parameters
    ----------
    answer
        The answer of `plan`.
    found
        Runs and stays of own boxes.

    Returns
    -------
    tuple[PrivateWay, ...]
        In the order of the answer; a way without own boxes on it has the bands of the plan.
    """
    pieces = by_piece(found)
    query = cast("dict[str, Any]", answer.query)
    deadline = query.get("deadline")
    until = None if deadline is None else datetime.fromisoformat(str(deadline))
    return tuple(_way(itinerary, pieces, until) for itinerary in answer.itineraries)


def private_document(answer: Itineraries, ways: Sequence[PrivateWay]) -> dict[str, Any]:
    """
    Return ways with own boxes as a document, which says on how many boxes it rests.

    Parameters
    ----------
    answer
        The answer of `plan`.
    ways
        What `refit` made of it.

    Returns
    -------
    dict
        Numbers, texts and lists.
    """
    return {
        "note": "Bands moved by own boxes, kept apart from the shipped data; without any, those of the plan.",
        "prior": {"movements": PRIOR_MOVEMENTS, "freedom": PRIOR_FREEDOM, "grade": "assumed"},
        "query": {"origin": answer.query["origin"], "destination": answer.query["destination"]},
        "rests_on_own_boxes": any(way.boxes for way in ways),
        "itineraries": [
            {
                "id": way.itinerary.id,
                "corridor_name": way.itinerary.corridor_name,
                "boxes": way.boxes,
                "shipped": {
                    "duration_h": _rounded(way.itinerary.duration_h),
                    "arrival": _instants(way.itinerary.arrival),
                    "on_time_share": round(way.itinerary.on_time_share, 4),
                },
                "private": {
                    "duration_h": _rounded(way.duration_h),
                    "arrival": _instants(way.arrival),
                    "on_time_share": None if way.on_time_share is None else round(way.on_time_share, 4),
                },
                "pieces": [
                    {
                        "kind": piece.kind, "leg": piece.leg, "from": piece.start, "to": piece.end,
                        "shipped_h": _rounded(piece.shipped), "private_h": _rounded(piece.blend.band),
                        "boxes": piece.blend.boxes, "movements": piece.blend.movements,
                        "weight": round(piece.blend.weight, 3),
                    }
                    for piece in way.pieces
                ],
            }
            for way in ways
        ],
    }  # fmt: skip


def bands_document(found: Sequence[Observed], names: Mapping[str, str]) -> dict[str, Any]:
    """
    Return what own boxes tell by themselves, piece by piece, with the number of boxes.

    Parameters
    ----------
    found
        Runs and stays.
    names
        Names of the nodes by id.

    Returns
    -------
    dict
        The piece with most boxes first. Quantiles stand only from five movements on: fewer are listed as they are.
    """
    rows = []
    for (kind, start, end), own in by_piece(found).items():
        movements = [float(np.mean(hours)) for hours in _movements(own)]
        quantiles = None
        if len(movements) >= 5:
            low, middle, high = (round(float(q), 1) for q in np.quantile(movements, (0.1, 0.5, 0.9)))
            quantiles = {"p10": low, "p50": middle, "p90": high}
        rows.append(
            {
                "kind": kind, "from": {"id": start, "name": names.get(start, start)},
                "to": {"id": end, "name": names.get(end, end)}, "boxes": len({each.box for each in own}),
                "movements": len(movements), "hours": quantiles,
                "least_h": round(min(movements), 1), "most_h": round(max(movements), 1),
                "first": min(each.began for each in own).date().isoformat(),
                "last": max(each.began for each in own).date().isoformat(),
            }
        )  # fmt: skip
    rows.sort(key=lambda row: (-cast("int", row["boxes"]), str(row["kind"]), str(row["from"]), str(row["to"])))
    return {"boxes": len({each.box for each in found}), "pieces": rows}


def _way(itinerary: Itinerary, pieces: Mapping[Key, list[Observed]], until: datetime | None) -> PrivateWay:
    made: list[Piece] = []
    boxes: set[str] = set()
    shift, ratio = 0.0, 1.0
    for number, leg in enumerate(itinerary.legs):
        parts = _parts(number, leg)
        whole = sum(_variance(band) for _, band in parts)
        for key, band in parts:
            own = pieces.get(key)
            if not own:
                continue
            found = blend(band, own)
            boxes |= {each.box for each in own}
            names = (leg.start.name, leg.end.name if key[0] == RUN else leg.start.name)
            made.append(Piece(key[0], number, *names, band, found))
            shift += found.band.mean - band.mean
            if whole > 0.0:
                ratio += leg.late_share * (_variance(found.band) - _variance(band)) / whole
    old = itinerary.duration_h
    if not made:
        share = None if until is None else itinerary.on_time_share
        return PrivateWay(itinerary, old, itinerary.arrival, share, 0, ())
    wider = math.sqrt(min(max(ratio, _LEAST_RATIO), _MOST_RATIO))
    mean = max(0.0, old.mean + shift)
    low, middle, high = (max(0.0, mean + (hours - old.mean) * wider) for hours in (old.p10, old.p50, old.p90))
    began = itinerary.arrival.p50 - timedelta(hours=old.p50)
    arrival = TimeBand(*(began + timedelta(hours=hours) for hours in (low, middle, high)))
    new = Band(low, middle, high, mean)
    share = None if until is None else _share((until - began).total_seconds() / SECONDS_PER_HOUR, new)
    return PrivateWay(itinerary, new, arrival, share, len(boxes), tuple(made))


def _parts(number: int, leg: Leg) -> list[tuple[Key, Band]]:
    """Return the run of a leg, and the stay before it: handling and wait together."""
    parts = [((RUN, leg.start.id, leg.end.id), leg.run_h)]
    if number > 0:
        parts.append(((STAY, leg.start.id, leg.start.id), _together(leg.dwell_h, leg.wait_h)))
    return parts


def _together(first: Band, second: Band) -> Band:
    """Return the band of a sum of two durations, lognormal by its mean and variance; they are taken as independent."""
    mean = first.mean + second.mean
    if mean <= 0.0:
        return Band(0.0, 0.0, 0.0, 0.0)
    spread = math.sqrt(math.log1p((_variance(first) + _variance(second)) / mean**2))
    middle = mean * math.exp(-(spread**2) / 2.0)
    return Band(middle * math.exp(-_Z90 * spread), middle, middle * math.exp(_Z90 * spread), mean)


def _variance(band: Band) -> float:
    return ((band.p90 - band.p10) / (2.0 * _Z90)) ** 2


def _movements(own: Sequence[Observed]) -> list[list[float]]:
    """Return the hours of boxes that began within a day of the first of them, together."""
    groups: list[list[float]] = []
    first: datetime | None = None
    for each in sorted(own, key=lambda o: (o.began, o.box)):
        if first is not None and (each.began - first).total_seconds() < SAME_MOVEMENT_H * SECONDS_PER_HOUR:
            groups[-1].append(each.hours)
        else:
            groups.append([each.hours])
            first = each.began
    return groups


def _logs(shipped: Band) -> tuple[float, float, float]:
    """Return the log of the middle, and its distances to P10 and P90."""
    low, middle, high = (math.log(max(0.0, hours) + _SHIFT_H) for hours in (shipped.p10, shipped.p50, shipped.p90))
    return middle, max(middle - low, _LEAST_LOG), max(high - middle, _LEAST_LOG)


def _score(hours: Floats, shipped: Band) -> Floats:
    middle, down, up = _logs(shipped)
    away = np.log(np.maximum(hours, 0.0) + _SHIFT_H) - middle
    scores: Floats = _Z90 * np.where(away < 0.0, away / down, away / up)
    return scores


def _hours(scores: Floats, shipped: Band) -> Floats:
    middle, down, up = _logs(shipped)
    scaled = scores / _Z90
    found: Floats = np.maximum(0.0, np.exp(middle + np.where(scaled < 0.0, scaled * down, scaled * up)) - _SHIFT_H)
    return found


def _predictive(z: Floats, shares: Floats) -> Floats:
    """Return quantiles of the next score after those seen."""
    from scipy.special import stdtrit

    n0, v0, n = PRIOR_MOVEMENTS, PRIOR_FREEDOM, len(z)
    scale0 = (_Z90 / float(stdtrit(v0, 0.9))) ** 2 / (1.0 + 1.0 / n0)
    if n == 0:
        centre, freedom, scale = 0.0, v0, scale0
    else:
        mean = float(z.mean())
        centre, freedom = n * mean / (n0 + n), v0 + n
        squares = float(((z - mean) ** 2).sum()) + n0 * n / (n0 + n) * mean**2
        scale = (v0 * scale0 + squares) / freedom
    found: Floats = centre + stdtrit(freedom, shares) * math.sqrt(scale * (1.0 + 1.0 / (n0 + n)))
    return found


def _share(hours: float, band: Band) -> float:
    """Return the chance to be no later than so many hours, by a normal score of the band."""
    score = float(_score(np.array([hours]), band)[0]) if hours > 0.0 else -math.inf
    return 0.5 * (1.0 + math.erf(score / math.sqrt(2.0)))


def _rounded(band: Band) -> dict[str, float]:
    return {
        "p10": round(band.p10, 1),
        "p50": round(band.p50, 1),
        "p90": round(band.p90, 1),
        "mean": round(band.mean, 1),
    }


def _instants(band: TimeBand) -> dict[str, str]:
    return {name: getattr(band, name).strftime("%Y-%m-%dT%H:%M:%SZ") for name in ("p10", "p50", "p90")}
