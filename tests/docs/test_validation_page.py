"""docs/validation.md is in step with the cases and the logs beside it; its figures are not frozen."""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path

from transcaspia.network.load import load_network
from transcaspia.network.tables import TABLES
from transcaspia.report.validation_page import CHANGES, HISTORY, MISSES
from transcaspia.validation.cases import read_cases

DOCS = Path(__file__).parents[2] / "docs"
PAGE = (DOCS / "validation.md").read_text(encoding="utf-8")
TITLES = {"time": "## Every case: time", "cost": "## Every case: cost"}


def rows(name: str) -> list[dict[str, str]]:
    with (DOCS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_page_shows_the_cases_of_the_file_and_no_others() -> None:
    """Run `make validation-page` after a change of validation/cases.csv."""
    cases = read_cases(units=[row.id for row in load_network().rows("equipment")])
    for metric, title in TITLES.items():
        section = PAGE.split(f"{title}\n", 1)[1].split("\n## ", 1)[0]
        shown = re.findall(r"^\| (\S+) \|", section, flags=re.MULTILINE)[2:]
        assert Counter(shown) == Counter(case.id for case in cases if case.metric == metric)


def test_the_sentences_on_misses_are_of_cases() -> None:
    known = {(case.id, case.metric) for case in read_cases()}
    found = rows("validation_misses.csv")
    assert all(tuple(row) == MISSES and row["sentence"].endswith(".") for row in found)
    assert {(row["id"], row["metric"]) for row in found} <= known
    assert len({(row["id"], row["metric"]) for row in found}) == len(found)


def test_each_change_of_a_parameter_has_its_source_and_reason() -> None:
    tables = {table.name for table in TABLES} | {"network.toml"}
    found = rows("parameter_changes.csv")
    assert found
    for row in found:
        assert tuple(row) == CHANGES
        assert row["table"] in tables
        assert row["from"] != row["to"]
        assert row["source"] or row["reason"]


def test_the_history_begins_before_any_change_and_is_on_the_page() -> None:
    found = rows("validation_history.csv")
    assert all(tuple(row) == HISTORY for row in found)
    assert found[0]["label"] == "before any parameter was changed"
    for label in {row["label"] for row in found}:
        assert f"| {label} |" in PAGE
