"""validate/1 is what the committed schema says, and holds no NaN."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest

from transcaspia.network.model import Network
from transcaspia.validation.cases import read_cases
from transcaspia.validation.document import schema, shipped_answer, to_document
from transcaspia.validation.run import validate
from validation.asking import FEW, case

CASE = {"id", "metric", "observed", "kind", "model", "error_share", "inside", "reason"}
SCORES = {
    "n", "mdape", "inside_share", "band_width_share", "interval_score", "rank_correlation", "missed", "by_kind",
    "by_corridor",
}  # fmt: skip


@pytest.fixture(scope="module")
def documents(tiny: Network) -> list[dict[str, Any]]:
    many = [
        case("a", origin="Orin", corridor="mine"),
        case("b", kind="average"),
        case("c", kind="claim"),
        case("d", metric="cost", kind="tariff", price_scope="rail", price_year=2024),
        case("e", origin="Nowhere"),
        case("f", kind="showcase"),
    ]
    return [to_document(validate(tiny, cases, FEW)) for cases in (many, many[4:5], [])]


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())


def test_documents_keep_the_schema(documents: list[dict[str, Any]]) -> None:
    validator = jsonschema.Draft202012Validator(schema())
    for document in documents:
        validator.validate(json.loads(json.dumps(document, allow_nan=False)))


def test_the_contract_is_in_the_schema_and_required() -> None:
    s = schema()
    assert set(s["required"]) >= {"cases", "time", "cost"}
    assert set(s["$defs"]["case"]["required"]) >= CASE
    assert set(s["$defs"]["scores"]["required"]) >= SCORES
    assert set(s["$defs"]["case"]["properties"]["model"]["required"]) == {"p10", "p50", "p90", "mean"}


def test_cases_are_told_in_their_order_and_unit(documents: list[dict[str, Any]]) -> None:
    cases = documents[0]["cases"]
    assert [c["id"] for c in cases] == list("abcdef")
    assert [c["model"] is None for c in cases] == [False] * 4 + [True, False]
    assert [c["scored"] for c in cases] == [True, True, False, True, True, True]
    assert [c["compared_with"] for c in cases] == ["p50", "mean", "p50", "p50", "p50", "p10"]
    assert cases[0]["model"]["p50"] < 30.0 < cases[3]["model"]["p50"]
    assert cases[0]["corridor"] == "mine"
    assert cases[4]["reason"]
    for c in cases:
        if c["model"]:
            point = c["model"][c["compared_with"]]
            assert c["error_share"] == pytest.approx((point - c["observed"]) / c["observed"], abs=1e-3)


def test_scores_count_what_is_scored(documents: list[dict[str, Any]]) -> None:
    time, cost = documents[0]["time"], documents[0]["cost"]
    assert (time["n"], time["missed"], cost["n"], cost["missed"]) == (3, 1, 1, 0)
    assert set(time["by_kind"]) == {"single", "average", "showcase"}
    assert set(cost["by_kind"]) == {"tariff"}
    assert "mine" in time["by_corridor"]
    assert documents[1]["time"]["n"] == 0
    assert documents[2]["cases"] == []


def test_the_shipped_answer_says_from_where_to_where_each_case_goes() -> None:
    told = json.loads(shipped_answer())
    jsonschema.Draft202012Validator(schema()).validate(told)
    cases = read_cases()
    assert [c["id"] for c in told["cases"]] == [c.id for c in cases]
    for said, asked in zip(told["cases"], cases, strict=True):
        assert (said["origin"], said["destination"], said["unit"]) == (asked.origin, asked.destination, asked.unit)
        assert (tuple(said["via"]), tuple(said["modes"])) == (asked.via, asked.modes)
        assert said["depart"] == asked.depart.isoformat()
