"""plan/1 is what the committed schema says, and holds no NaN."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest

from planning.asking import ask
from transcaspia.network.model import Network
from transcaspia.planning.document import schema, to_document
from transcaspia.planning.model import PlanParams

CONTRACT = {
    "schema", "query", "network", "itineraries", "refused", "not_checked", "truncated", "bound", "seed", "version",
}  # fmt: skip
ITINERARY = {
    "id", "labels", "corridor", "status", "departure", "book_by", "arrival", "duration_h", "cost_usd",
    "generalised_cost_usd", "co2e_kg", "co2e_ttw_kg", "on_time_share", "distance_km", "transfers", "price_missing",
    "assumed_share", "legs",
}  # fmt: skip
LEG = {
    "mode", "gauge_mm", "from", "to", "countries", "service", "depart", "arrive", "change", "wait_h", "run_h",
    "dwell_h", "late_share", "cost_usd", "co2e_kg", "distance_km", "sources", "grade",
}  # fmt: skip


@pytest.fixture(scope="module")
def documents(tiny: Network) -> list[dict[str, Any]]:
    few = PlanParams(draws=200)
    asked = [
        ask(tiny, unit="40GP", params=few),
        ask(tiny, unit="40RF", cargo="pharmaceuticals", deadline="2025-11-01", params=few),
        ask(tiny, unit="40GP", params=PlanParams(draws=200, avoid=("PLBRD",), modes=("rail", "sea"))),
        ask(tiny, unit="40GP", params=PlanParams(draws=200, avoid=("KZ",))),
        ask(tiny, unit="wagon_1520", cargo="grain", depart="2025-09-12", params=few),
    ]
    return [to_document(a) for a in asked]


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())


def test_documents_keep_the_schema(documents: list[dict[str, Any]]) -> None:
    validator = jsonschema.Draft202012Validator(schema())
    for document in documents:
        validator.validate(json.loads(json.dumps(document, allow_nan=False)))


def test_the_contract_is_in_the_schema_and_required() -> None:
    s = schema()
    assert set(s["required"]) >= CONTRACT
    assert set(s["$defs"]["itinerary"]["required"]) >= ITINERARY
    assert set(s["$defs"]["leg"]["required"]) >= LEG
    assert set(s["$defs"]["itinerary"]["properties"]["duration_h"]["required"]) == {"p10", "p50", "p90", "mean"}
    assert set(s["properties"]["network"]["required"]) == {"id", "sha256", "date"}


def test_an_empty_answer_is_a_document_with_a_reason(documents: list[dict[str, Any]]) -> None:
    empty = documents[3]
    assert empty["itineraries"] == []
    assert empty["refused"]
    assert all(r["what"] and r["why"] and r["repair"] for r in empty["refused"])


def test_percentiles_are_in_order(documents: list[dict[str, Any]]) -> None:
    for document in documents:
        for i in document["itineraries"]:
            for name in ("arrival", "duration_h", "cost_usd", "generalised_cost_usd"):
                assert i[name]["p10"] <= i[name]["p50"] <= i[name]["p90"]


def test_a_broken_document_is_refused_by_the_schema(documents: list[dict[str, Any]]) -> None:
    document = json.loads(json.dumps(documents[0]))
    document["itineraries"][0]["legs"][0]["grade"] = "guessed"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(schema()).validate(document)
