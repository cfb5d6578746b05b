"""The register for people: nothing wider than the screen, nothing found never worded as not held."""

from __future__ import annotations

from datetime import date

import pytest

from transcaspia.register import questions
from transcaspia.register.check import unused_sources
from transcaspia.register.load import load_register, read_register
from transcaspia.report import register_text
from transcaspia.report.text import Look
from transcaspia.report.words import columns_of

DAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def register():
    return load_register()


def texts(register, look):
    yield register_text.timeline_text(register, questions.timeline(register), look)
    yield register_text.due_text(register, questions.due(register, DAY), look)
    yield register_text.matrix_text(register, questions.matrix(register, DAY), DAY, look)
    yield register_text.search_text(register, "visa", questions.search(register, "visa"), look)
    yield register_text.check_text(*read_register(), unused_sources(register), look)
    for entry in register:
        yield register_text.show_text(register, questions.show(register, entry.id, DAY), look)
        yield register_text.trace_text(questions.trace(register, entry.id), look)


@pytest.mark.parametrize("width", [60, 80, 100])
def test_no_line_is_wider_than_the_screen(register, width):
    for text in texts(register, Look(width, drawn=True)):
        assert max(columns_of(line) for line in text.splitlines()) <= width


def test_nothing_found_is_never_worded_as_not_held(register):
    whole = " ".join(" ".join(text.split()) for text in texts(register, Look(100)))
    assert "no public record found" in whole
    assert "not held" not in whole
    assert "did not take place" not in whole


def test_every_claim_is_shown_with_source_grade_and_the_day_it_became_known(register):
    text = register_text.show_text(register, questions.show(register, "i-turnover-pl", DAY), Look(100))
    flat = " ".join(text.split())
    assert "2014: number 2300 USD million [premier-2016; published; known 31 Aug 2016; RC274]" in flat
    assert "Sources disagree on i-turnover-pl, number 2014: 2300 [premier-2016] against 2500 [zonakz-2016]." in flat


def test_colour_carries_nothing_alone(register):
    plain = register_text.due_text(register, questions.due(register, DAY), Look(100, drawn=True))
    coloured = register_text.due_text(register, questions.due(register, DAY), Look(100, drawn=True, colour=True))
    assert coloured.replace("\x1b[1m", "").replace("\x1b[0m", "") == plain
