"""Single sentences of readouts: what each of them proposes, and what some of them do not."""

from __future__ import annotations

import csv
from datetime import date

import pytest

from oracle import readouts
from transcaspia.register.reading.draft import draft

PUBLISHED = date(2025, 5, 24)
BEFORE = {
    "en": "The foreign ministers of Poland and Kazakhstan say so in their statement.\n\n",
    "pl": "Tak mówią ministrowie spraw zagranicznych Polski i Kazachstanu w swoim oświadczeniu.\n\n",
}
with (readouts.READOUTS / "sentences.csv").open(encoding="utf-8", newline="") as file:
    ROWS = list(csv.DictReader(file))


def cases(kind):
    rows = [row for row in ROWS if row["kind"] == kind]
    assert rows
    return pytest.mark.parametrize("row", rows, ids=[row["sentence"][:50] for row in rows])


def proposed(row):
    entries = draft(BEFORE[row["language"]] + row["sentence"], published=PUBLISHED).entries
    return [each for each in entries if each["kind"] == row["kind"]]


@cases("commitment")
def test_commitments(row):
    assert [each["verb"] for each in proposed(row)] == ([row["expected"]] if row["expected"] else [])


@cases("document")
def test_documents(row):
    names, titles = row["expected"].split(";") if row["expected"] else [], [each["title"] for each in proposed(row)]
    assert len(titles) == len(names), titles
    assert all(name.lower() in title.lower() for name, title in zip(names, titles, strict=True)), titles


@cases("body")
def test_bodies(row):
    names, titles = row["expected"].split(";") if row["expected"] else [], [each["title"] for each in proposed(row)]
    assert len(titles) == len(names), titles
    assert all(name in title for name, title in zip(names, titles, strict=True)), titles


@cases("meeting")
def test_meetings(row):
    verb, first, place, session = row["expected"].split("|")
    (meeting,) = proposed(row)
    told = meeting["date"]
    assert (meeting["verb"] or "", meeting["place"] or "", str(meeting["session"] or "")) == (verb, place, session)
    assert (told["from"] if isinstance(told, dict) else told).startswith(first)
