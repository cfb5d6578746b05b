"""`plan --explain` tells the money of each way line by line, for people and for a spreadsheet."""

from __future__ import annotations

import csv
import io

import pytest

from planning.asking import ask
from planning.restricting import restricted
from tiny_network import Copy
from transcaspia.network.model import Network
from transcaspia.planning.model import Itineraries, PlanParams
from transcaspia.report.explain import explained
from transcaspia.report.explain_law import law_sentences, law_terms
from transcaspia.report.explain_money import COLUMNS, money_csv
from transcaspia.report.text import Look


@pytest.fixture(scope="module")
def planned(tiny: Network) -> Itineraries:
    return ask(tiny, unit="40GP", units=2, params=PlanParams(draws=500))


@pytest.mark.parametrize("width", [60, 100])
def test_each_way_is_explained_within_the_screen(planned: Itineraries, width: int) -> None:
    text = explained(planned, Look(width=width))
    assert all(len(line) <= width for line in text.splitlines())
    for number, way in enumerate(planned.itineraries, start=1):
        assert f"Way {number} in detail: {way.corridor_name}" in text


def test_money_is_told_by_line_with_its_scope_and_what_it_lacks(planned: Itineraries) -> None:
    text = " ".join(explained(planned).split())
    assert "Brod > Dala: terminal to terminal, wagon included (market, both, USD of 2024" in text
    assert "not in the sum, for want of a price" in text
    assert "forwarder's margin: forwarder's margin" not in text
    for missing in planned.itineraries[0].price_missing:
        assert missing in text


def test_the_sheet_has_a_row_for_every_line(planned: Itineraries) -> None:
    rows = list(csv.DictReader(io.StringIO(money_csv(planned))))
    assert list(rows[0]) == list(COLUMNS)
    assert len(rows) == sum(len(way.price_lines) for way in planned.itineraries)
    blank = [row for row in rows if not row["cost_p50_usd"]]
    assert {row["what"] for row in blank} == {w for way in planned.itineraries for w in way.price_missing}
    assert not any("." in row["cost_p50_usd"] for row in rows)


def test_the_papers_and_the_law_of_each_way_are_told(planned: Itineraries) -> None:
    text = " ".join(explained(planned).split())
    assert "1 export and T1 (PL), Orin > Brod; T1 by exporter; individual, by bank" in text
    assert "written anew at Brod" in text or "CIM/SMGS" in text
    assert "border Brod (PL-KZ): preliminary information (by carrier, 2 h before)" in text
    assert "condition: slot at the border of Kazakhstan (Brod): a paper, seal or slot is needed" in text
    assert "not legal advice" in text


def test_the_short_answer_counts_what_the_law_asks(planned: Itineraries) -> None:
    (way, *_) = planned.itineraries
    assert law_terms(way) == ["a permit or paper of law (--explain)"]
    assert law_sentences(planned) == []


def test_the_short_answer_names_the_ways_under_a_graver_condition(tiny_copy: Copy) -> None:
    risk = {"effect": "notice", "countries": "KZ", "name": "a risk in Kazakhstan", "act": "order 9"}
    answer = ask(restricted(tiny_copy, risk), unit="trailer", cargo="general", params=PlanParams(draws=200))
    assert law_sentences(answer) == ["Law (not legal advice; --explain): way 1: a risk in Kazakhstan."]
