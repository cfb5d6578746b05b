"""What is drafted from the composed readouts, held against what a careful reader filed."""

from __future__ import annotations

import pytest

from oracle import readouts
from transcaspia.register.reading.draft import draft

LEAST = {
    "meetings": (0.9, 0.8), "dates": (0.9, 0.8), "parties": (0.9, 0.8), "bodies": (0.9, 0.8), "documents": (0.9, 0.8),
    "commitments": (0.8, 0.7), "fields": (0.8, 0.7),
}  # fmt: skip


@pytest.fixture(scope="module", params=readouts.FOLDERS)
def counted(request):
    return readouts.score_folder(request.param, lambda text, published: draft(text, published=published).entries)


@pytest.mark.parametrize("kind", readouts.KINDS)
def test_readouts_are_read_as_a_careful_reader_reads_them(counted, kind):
    counts, misses = counted
    precision, recall = LEAST[kind]
    assert counts[kind].expected > 0
    assert (counts[kind].precision >= precision, counts[kind].recall >= recall) == (True, True), "\n".join(misses)


def test_the_scorer_sees_what_is_wrong():
    name, text, published, told = next(readouts.readouts("first"))
    entries = draft(text, published=published).entries
    assert readouts.score(text, told["entries"], entries)[0]["meetings"].recall == 1.0, name
    assert readouts.score(text, told["entries"], [])[0]["meetings"].recall == 0.0
    late = [{**each, "date": "1999-01-01", "verb": "noted", "parties": ["FR"]} for each in entries]
    counts, misses = readouts.score(text, told["entries"], late)
    assert (counts["dates"].right, counts["parties"].right, counts["meetings"].right) == (0, 0, 0)
    assert misses
