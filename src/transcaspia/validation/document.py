"""A validation as the JSON document `validate/1`."""

from __future__ import annotations

import gzip
import math
from importlib.resources import files
from typing import Any

from transcaspia.network.schema import read_schema
from transcaspia.validation.model import POINT, LeftOut, Outcome, Rival, Score, Scores, Validation

SCHEMA = "validate/1"
SCHEMA_FILE = "validate-1.schema.json"
SHIPPED_FILE = "answer.json.gz"
"""The answer for the shipped network and cases, written by tools/validation_page.py."""


def schema() -> dict[str, Any]:
    """
    Return the JSON schema of the document.

    Returns
    -------
    dict
        JSON Schema, draft 2020-12.
    """
    return read_schema("transcaspia.validation", SCHEMA_FILE)


def shipped_answer() -> bytes:
    """
    Return the answer for the shipped network and cases, as it was when this version was made.

    Returns
    -------
    bytes
        A document `validate/1`; its `network` says for which data.
    """
    return gzip.decompress(files("transcaspia.validation").joinpath(SHIPPED_FILE).read_bytes())


def to_document(validation: Validation) -> dict[str, Any]:
    """
    Return a validation as a document of numbers, texts and lists, without NaN.

    Parameters
    ----------
    validation
        What `validate` gave.

    Returns
    -------
    dict
        The document; figures that have no case to rest on are null.
    """
    network = {
        "id": validation.network_id,
        "sha256": validation.network_sha256,
        "date": validation.network_date.isoformat(),
    }
    return {
        "schema": SCHEMA,
        "cases": [_case(o) for o in validation.outcomes],
        **{metric: _scores(scores) for metric, scores in validation.scores.items()},
        "network": network,
        "seed": validation.seed,
        "draws": validation.draws,
        "version": validation.version,
    }


def _case(o: Outcome) -> dict[str, Any]:
    model = o.model
    return {
        "id": o.case.id,
        "origin": o.case.origin,
        "destination": o.case.destination,
        "via": list(o.case.via),
        "modes": list(o.case.modes),
        "depart": o.case.depart.isoformat(),
        "unit": o.case.unit,
        "source": [key.strip() for key in o.case.source.split(";") if key.strip()],
        "note": o.case.note,
        "metric": o.case.metric,
        "observed": _number(o.case.observed),
        "kind": o.case.kind,
        "model": None
        if model is None
        else {name: _number(getattr(model, name)) for name in ("p10", "p50", "p90", "mean")},
        "error_share": _number(o.error_share),
        "inside": o.inside,
        "reason": o.reason or None,
        "compared_with": POINT.get(o.case.kind, "p50"),
        "scored": o.scorable,
        "corridor": o.corridor or None,
        "way": o.way or None,
        "status": o.status or None,
        "distance_km": _number(o.distance_km) if o.way else None,
    }


def _scores(scores: Scores) -> dict[str, Any]:
    return {
        **_score(scores.whole),
        "by_kind": {kind: _score(score) for kind, score in scores.by_kind.items()},
        "by_corridor": {corridor: _score(score) for corridor, score in scores.by_corridor.items()},
        "baselines": {rival.name: _rival(rival) for rival in scores.rivals},
        "left_out": {left.corridor: _left_out(left) for left in scores.left_out},
    }


def _score(score: Score) -> dict[str, Any]:
    return {
        "n": score.n,
        "mdape": _number(score.mdape),
        "bias": _number(score.bias),
        "inside_share": _number(score.inside_share),
        "band_width_share": _number(score.band_width_share),
        "interval_score": _number(score.interval_score),
        "rank_correlation": _number(score.rank_correlation),
        "missed": score.missed,
    }


def _rival(rival: Rival) -> dict[str, Any]:
    return {"baseline": _score(rival.baseline), "model": _score(rival.model)}


def _left_out(left: LeftOut) -> dict[str, Any]:
    return {"model": _score(left.model), "baseline": _score(left.baseline), "without": _score(left.without)}


def _number(value: float | None) -> float | None:
    if value is None:
        return None
    if not math.isfinite(value):
        raise ValueError(f"{value} cannot stand in a document")
    return round(float(value), 4)
