"""The communiqué of May 2025, from which the project grew, against the shipped register."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from transcaspia.register.load import load_register
from transcaspia.register.reading.draft import draft
from transcaspia.register.reading.page import read_page

SEED = Path(__file__).resolve().parents[3] / "shared" / "seed"

pytestmark = pytest.mark.skipif(not SEED.is_dir(), reason="the communiqué stands beside the repository")


@pytest.fixture(scope="module")
def made():
    page = read_page(next(SEED.glob("*.txt")))
    return draft(page, published=date(2025, 5, 24), register=load_register())


def entries(made, kind, **cells):
    return [each for each in made.entries if each["kind"] == kind and all(each[name] == cells[name] for name in cells)]


def test_the_meeting_in_warsaw_with_its_parties(made):
    (meeting,) = entries(made, "meeting", place="Warsaw")
    assert meeting["parties"] == ["KZ", "PL"]
    assert meeting["links"] == ["warsaw-2025-05"]


def test_the_meeting_in_new_york_that_it_follows(made):
    (meeting,) = entries(made, "meeting", place="New York")
    assert meeting["date"] == {"from": "2024-09-01", "to": "2024-09-30"}
    assert meeting["links"] == ["new-york-2024-09"]
    (warsaw,) = entries(made, "meeting", place="Warsaw")
    assert {"type": "follows_from", "entry": made.entries.index(meeting)} in warsaw["relations"]


def test_the_programme_as_signed(made):
    (programme,) = entries(made, "document", verb="signed")
    assert programme["period"] == {"from": "2025-01-01", "to": "2027-12-31"}
    assert "programme-2025" in programme["links"]


def test_the_tenth_session_of_the_commission_in_the_fall(made):
    (session,) = entries(made, "meeting", session=10)
    assert session["date"] == {"from": "2025-09-01", "to": "2025-11-30"}
    assert session["verb"] == "will"
    assert session["links"] == ["igc-kz-pl-10", "igc-kz-pl"]
    (body,) = entries(made, "body")
    assert (body["session"], body["links"]) == (10, ["igc-kz-pl"])


def test_the_support_for_easier_visas_and_early_talks(made):
    (support,) = entries(made, "commitment", verb="supports")
    assert (support["parties"], support["fields"]) == (["PL"], ["visas"])
    assert {"c-2025-visa", "c-2025-visa-start"} <= set(support["links"])
    assert "early start" in support["span"]["text"]


def test_the_call_on_polish_business(made):
    (call,) = entries(made, "commitment", verb="called_on")
    assert "transport" in call["fields"]
    assert "Trans-Caspian" in call["span"]["text"]
    assert "c-2025-titr" in call["links"]


def test_the_six_fields(made):
    six = ["transport", "energy", "pharmaceuticals", "education", "food", "construction_materials"]
    (noted,) = entries(made, "commitment", verb="noted", fields=six)
    assert {"c-2025-pharma", "c-2025-food", "c-2025-construction", "c-2025-energy", "c-2025-education"} <= set(
        noted["links"]
    )


def test_opinions_and_history_are_not_filed(made):
    assert not [
        each
        for each in made.entries
        if "33 years" in each["span"]["text"] or "important partner" in each["span"]["text"]
    ]
    assert not made.problems
