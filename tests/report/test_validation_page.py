"""The tables, the page and the picture of a validation of the toy network."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest

from transcaspia.network.model import Network
from transcaspia.report.text import Look
from transcaspia.report.validation import validation_text, worst
from transcaspia.report.validation_figure import validation_image
from transcaspia.report.validation_page import CHANGES, HISTORY, history_rows, validation_page
from transcaspia.validation.document import to_document
from transcaspia.validation.model import Validation
from transcaspia.validation.run import validate
from validation.asking import FEW, case


@pytest.fixture(scope="module")
def validation(tiny: Network) -> Validation:
    return validate(
        tiny,
        [
            case("near", kind="average", observed=1.7),
            case("far", origin="Orin", observed=90.0, low=80.0, high=100.0),
            case("claimed", kind="claim"),
            case("nowhere", origin="Nowhere"),
            case("price", metric="cost", kind="tariff", observed=700.0, price_scope="rail", price_year=2024),
            case("vague", metric="cost", kind="market", observed=700.0),
        ],
        FEW,
    )


def test_the_worst_are_those_that_are_not_planned_then_those_far_off(validation: Validation) -> None:
    times = [o for o in validation.outcomes if o.case.metric == "time"]
    assert [o.case.id for o in worst(times, 9)] == ["nowhere", "far", "near"]


@pytest.mark.parametrize("width", [80, 100])
def test_the_tables_fit_the_screen(validation: Validation, width: int) -> None:
    text = validation_text(validation, Look(width=width, drawn=True))
    assert max(map(len, text.splitlines())) <= width
    assert "2 scored, 1 only shown, 1 not planned" in text
    assert "1 scored, 1 only shown, 0 not planned" in text


def test_the_page_names_every_case_and_log(validation: Validation) -> None:
    history = history_rows(to_document(validation), "2026-11-25", "first run")
    change = dict.fromkeys(CHANGES, "x") | {"row": "rail_kz", "reason": "a mean | published"}
    miss = {"id": "far", "metric": "time", "sentence": "It stood at a border."}
    page = validation_page(validation, history, [change], [miss])
    for words in ("near", "far", "claimed", "nowhere", "price", "vague", "first run", "It stood at a border.",
                  "rail_kz", "a mean / published", "Over Brod"):  # fmt: skip
        assert words in page
    # Every table keeps its number of cells.
    for block in re.findall(r"(?:^\|.*\n)+", page, flags=re.MULTILINE):
        assert len({line.count("|") for line in block.splitlines()}) == 1


def test_the_history_keeps_all_and_each_kind(validation: Validation) -> None:
    rows = history_rows(to_document(validation), "2026-11-25", "first run")
    assert all(tuple(row) == HISTORY for row in rows)
    assert {(row["metric"], row["group"]) for row in rows} == {
        ("time", "all"), ("time", "average"), ("time", "single"), ("cost", "all"), ("cost", "tariff"),
    }  # fmt: skip
    assert rows[0]["n"] == "2"
    assert rows[0]["missed"] == "1"


@pytest.mark.parametrize("metric", ["time", "cost"])
def test_the_picture_is_the_same_every_time(validation: Validation, metric: str) -> None:
    one, same = (validation_image(validation, metric) for _ in range(2))
    assert one == same
    assert ET.fromstring(one).tag.endswith("svg")  # noqa: S314 our own picture


def test_a_metric_without_a_case_still_draws(tiny: Network) -> None:
    assert validation_image(validate(tiny, [case("a")], FEW), "cost", "png").startswith(b"\x89PNG")
