"""What a document holds comes back as it was: written again, it is the same document."""

import copy

import pytest

import transcaspia
from transcaspia.errors import InputError
from transcaspia.planning.document import to_document
from transcaspia.planning.model import PlanParams
from transcaspia.planning.read import read_answer

KEPT = (
    "id", "labels", "corridor", "status", "departure", "book_by", "arrival", "duration_h", "cost_usd", "co2e_kg",
    "on_time_share", "price_missing", "price_lines", "legs", "restrictions", "terms", "unit", "units",
)  # fmt: skip


@pytest.fixture(scope="module")
def document(tiny):
    consignment = transcaspia.make_consignment(tiny, "Orin", "Dala", "2025-10-06", hs="3004", incoterm="DAP Dala")
    return to_document(transcaspia.plan(tiny, consignment, PlanParams(draws=200)))


def test_an_answer_that_is_read_is_written_as_it_was(document):
    again = to_document(read_answer(document))
    for name in ("query", "network", "refused", "not_checked", "seed", "version"):
        assert again[name] == document[name]
    assert len(again["itineraries"]) == len(document["itineraries"]) > 1
    for new, old in zip(again["itineraries"], document["itineraries"], strict=True):
        for name in KEPT:
            assert _plain(new[name]) == _plain(old[name]), name


def _plain(value):
    """Return a value without what a document does not hold of legs: the power."""
    if isinstance(value, list):
        return [_plain(each) for each in value]
    return {k: v for k, v in value.items() if not k.startswith("power")} if isinstance(value, dict) else value


def test_the_means_of_the_lines_add_up_in_the_document(document):
    for way in document["itineraries"]:
        total = sum(line["mean_usd"] for line in way["price_lines"] if line["mean_usd"] is not None)
        assert way["cost_usd"]["p10"] < total < way["cost_usd"]["p90"]


@pytest.mark.parametrize("damage", [{"schema": "plan/2"}, {"itineraries": [{}]}, {"network": None}, {"query": 3}])
def test_what_is_no_plan_is_a_sentence(document, damage):
    with pytest.raises(InputError, match="plan/1"):
        read_answer({**copy.deepcopy(document), **damage})
