"""What must hold of any text: spans are the text's own words, and nothing crashes."""

from __future__ import annotations

import time
from datetime import date

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from oracle import readouts
from transcaspia.errors import DataError
from transcaspia.register.lists import FIELDS, KINDS, VERBS
from transcaspia.register.load import load_register
from transcaspia.register.reading.document import schema
from transcaspia.register.reading.draft import draft
from transcaspia.register.reading.page import page_of

TEXTS = [text for folder in readouts.FOLDERS for _, text, _, _ in readouts.readouts(folder)]
SENTENCES = sorted({line.strip() for text in TEXTS for line in text.split("\n") if line.strip()})
WORDS = sorted({word for text in TEXTS for word in text.split()})
MARKS = ["“", "”", '"', "„", "\n", "\n\n", "\u00a0", "-", "–", "…", ".", ";", ":"]
ODD = st.sampled_from([*MARKS, "r.", "XIV", "31 February 2025", "ł", "e\u0301", "\U0001f6a2"])
pieces = st.one_of(st.sampled_from(SENTENCES), st.sampled_from(WORDS), ODD)
mixed = st.lists(pieces, min_size=3, max_size=25).map(" ".join)
days = st.one_of(st.none(), st.dates(date(1995, 1, 1), date(2060, 1, 1)))
quick = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
REGISTER = load_register()
VALIDATOR = jsonschema.Draft202012Validator(schema())


def check(made):
    text = made.text
    for item in made.entries:
        span = item["span"]
        assert 0 <= span["start"] < span["end"] <= len(text)
        assert text[span["start"] : span["end"]] == span["text"]
        assert item["kind"] in KINDS
        assert item["verb"] is None or item["verb"] in VERBS
        assert set(item["fields"]) <= set(FIELDS)
        assert set(item["links"]) <= set(REGISTER.entries)
        assert 0 < item["confidence"] <= 1
        for told in (item["date"], item["period"]):
            if isinstance(told, dict):
                assert date.fromisoformat(told["from"]) < date.fromisoformat(told["to"])
        assert all(0 <= each["entry"] < len(made.entries) for each in item["relations"])


@quick
@given(mixed, days)
def test_spans_are_the_words_of_the_text(text, published):
    try:
        made = draft(text, published=published, register=REGISTER)
    except DataError:
        return
    check(made)
    VALIDATOR.validate(made.document())


@quick
@given(st.text(max_size=400), days)
def test_no_text_crashes(text, published):
    try:
        check(draft(text, published=published))
    except DataError:
        return


@quick
@given(st.binary(max_size=400))
def test_no_bytes_crash(content):
    try:
        made = draft(page_of(content))
    except DataError:
        return
    check(made)


@settings(max_examples=30, deadline=None)
@given(st.text(alphabet="<>/pdivhtml aréł=\"'&;!-\n", max_size=300))
def test_no_page_crashes(html):
    try:
        made = draft(page_of(b"<html>" + html.encode() + b"</html>"))
    except DataError:
        return
    check(made)


@pytest.mark.parametrize("text", TEXTS[::3])
def test_same_text_same_draft(text):
    assert draft(text, published=date(2025, 6, 1)) == draft(text, published=date(2025, 6, 1))


@pytest.mark.parametrize("text", TEXTS[::5])
def test_what_stands_before_a_text_moves_the_spans_only(text):
    """A line of the day of publication before the text moves every offset by its length."""
    day = "2025-06-01\n"
    plain, moved = draft(text, published=date(2025, 6, 1)), draft(day + text)
    assert moved.published == date(2025, 6, 1)
    assert [(each["title"], each["span"]["start"]) for each in plain.entries] == [
        (each["title"], each["span"]["start"] - len(day)) for each in moved.entries
    ]


LONG = 20_000
TIRING = {
    "one sentence": "the sides agreed and will support the meeting in Warsaw on 5 May ",
    "one name": "The Joint Working Group On Transport Between Kazakhstan and Poland and ",
    "one welcome": "welcomed the Polish Kazakh Georgian ",
    "one paper": "signed the Memorandum of Understanding on Cooperation and the Agreement on ",
    "one quotation": '“ the of " „ ',
    "one Polish sentence": "Strony uzgodniły i w Polsko-Uzbeckiej Komisji Międzyrządowej oraz podpisano się na do ",
}


@pytest.mark.parametrize("piece", TIRING.values(), ids=TIRING)
def test_no_text_takes_long(piece):
    """The time grows with the length, whatever is repeated: no pattern goes back and forth over it."""
    text = (piece * LONG)[:LONG]
    start = time.process_time()
    check(draft(text, published=date(2025, 5, 5)))
    assert time.process_time() - start < 3.0
