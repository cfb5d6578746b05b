"""The documents for programs keep their committed schema."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import jsonschema
import pytest

from transcaspia.network.faults import Faults
from transcaspia.register import document, questions
from transcaspia.register.load import read_register
from transcaspia.register.page import files_as_markdown
from transcaspia.register.schema import build

DAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def validator():
    schema = document.schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())


def test_committed_schema_is_that_of_the_files():
    assert document.schema() == build(), "run python -m transcaspia.register.schema on the committed file"


def test_docs_page_is_that_of_the_files():
    page = (Path(__file__).parents[2] / "docs" / "register_files.md").read_text(encoding="utf-8")
    assert page == files_as_markdown(), "run python -m transcaspia.register.page docs/register_files.md"


def test_every_document_keeps_the_schema(shipped, validator):
    made = [
        document.register_document(shipped),
        document.timeline_document(shipped, questions.timeline(shipped)),
        document.due_document(shipped, questions.due(shipped, DAY)),
        *(document.show_document(shipped, questions.show(shipped, key, DAY)) for key in list(shipped.entries)[::9]),
        document.source_use_document(shipped, "kt-2023", questions.resting_on(shipped, "kt-2023")),
        document.trace_document(shipped, questions.trace(shipped, "warsaw-2025-05")),
        document.matrix_document(shipped, questions.matrix(shipped, DAY), DAY),
        document.search_document(shipped, "visa", questions.search(shipped, "visa")),
        document.check_document(*read_register()),
    ]
    for each in made:
        text = json.dumps(each, allow_nan=False)
        validator.validate(json.loads(text))
    assert {each["schema"] for each in made} == {part["properties"]["schema"]["const"] for part in build()["oneOf"]}


def test_matrix_names_every_body_and_entry_of_its_cells_once(shipped):
    told = document.matrix_document(shipped, questions.matrix(shipped, DAY), DAY)
    bodies = {each["id"]: each for each in told["bodies"]}
    entries = {each["id"]: each for each in told["entries"]}
    assert list(bodies) == [each["id"] for each in told["bodies"]]
    assert set(bodies) == {cell["body"] for cell in told["cells"]} - {""}
    assert sorted(entries) == sorted({name for cell in told["cells"] for name in cell["entries"]})
    assert all(entries[name]["state"] == cell["state"] for cell in told["cells"] for name in cell["entries"])
    assert bodies["road-commission-kz-pl"]["parties"] == ["KZ", "PL"]
    assert bodies["polish-business"]["parties"] == ["PL"]
    assert bodies["universities"]["parties"] == []


def test_faults_keep_the_schema(shipped, validator):
    faults = Faults()
    faults.add("bodies.toml", "id", 3, "x", "it is wrong", "Mend it.")
    validator.validate(document.check_document(shipped, faults))


def test_nothing_found_is_said_so(shipped):
    told = document.entry_document(shipped["igc-kz-pl-10"])
    assert [claim["found"] for claim in told["claims"] if claim["about"] == "protocol"] == [False]
    assert all(claim["found"] == (claim["value"] != "not_found") for claim in told["claims"])


def test_export_holds_every_entry_claim_and_source(shipped):
    whole = document.register_document(shipped)
    assert [entry["id"] for entry in whole["entries"]] == list(shipped.entries)
    assert sum(len(entry["claims"]) for entry in whole["entries"]) == sum(len(entry.claims) for entry in shipped)
    assert {source["key"] for source in whole["sources"]} == set(shipped.sources)
