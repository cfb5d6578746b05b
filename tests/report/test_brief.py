"""The brief: every line sourced, at most six pages, nothing found never worded as not held."""

from __future__ import annotations

import dataclasses
import re
from datetime import date
from html.parser import HTMLParser

import pytest

from transcaspia.errors import InputError, LimitError
from transcaspia.register.load import load_register
from transcaspia.report import brief_page
from transcaspia.report.brief import agenda_fields, make_brief
from transcaspia.report.brief_figures import number
from transcaspia.report.brief_page import brief_html, brief_markdown, brief_pdf, write_brief
from transcaspia.report.brief_plans import TYPICAL
from transcaspia.report.brief_words import PHRASES
from transcaspia.report.register_words import LANGUAGES

BODY, SEPTEMBER, SEARCHED = "igc-kz-pl", date(2025, 9, 15), date(2026, 11, 22)


@pytest.fixture(scope="module")
def register():
    return load_register()


@pytest.fixture(scope="module")
def brief(register):
    return make_brief(register, BODY, SEPTEMBER)


@pytest.fixture(scope="module")
def late(register):
    return make_brief(register, BODY, SEARCHED)


def test_every_decision_says_what_who_and_by_when_in_one_sentence(brief):
    assert len(brief.decisions) > 8
    for decision in brief.decisions:
        assert decision.ask.endswith(".")
        assert decision.ask.count(". ") == 0
        assert decision.who
        assert decision.by_when
        assert decision.refs


@pytest.mark.parametrize("day", [SEPTEMBER, SEARCHED])
def test_nothing_stands_in_it_without_a_source(register, day):
    brief = make_brief(register, BODY, day)
    for line in (*brief.decisions, *brief.about, *brief.promises, *brief.information, *brief.chain):
        assert line.refs, line
    for row in brief.trade.rows:
        assert all(re.search(r"\[\d+\]$", figure) for cell in row.cells for figure in cell)
        assert any(row.cells)
    assert all(re.search(r"\[\d+\]", told) for _, told in brief.trade.others)
    numbers = {number for line in (*brief.decisions, *brief.promises) for number in line.refs}
    assert numbers <= {source.number for source in brief.sources}
    assert [source.number for source in brief.sources] == list(range(1, len(brief.sources) + 1))


def test_the_brief_of_september_knows_nothing_of_december(brief):
    text = brief_markdown(brief)
    assert "autumn 2025, Astana" in brief.heading[1]
    assert "Second round" not in text
    assert "visa-round" not in text
    assert "30 Jan 2026" not in text
    assert "12 Sep 2025" in text
    assert "25 Sep 2025" not in text
    assert "reopens" not in text


def test_a_session_past_its_day_is_the_first_thing_to_decide(late):
    assert "10th session" in late.decisions[0].ask
    assert late.decisions[0].by_when == "to be set anew (was autumn 2025)"
    assert "no public record found" in late.heading[1]
    assert "357 days over" in " ".join(late.watch)


def test_what_happened_names_its_evidence(late):
    visas = next(each for each in late.information if each.what.startswith("EU-Kazakhstan visa talks"))
    assert visas.state == "in progress"
    assert "Second round on visas and readmission" in visas.became


def test_sources_that_disagree_stand_side_by_side(brief):
    (row,) = (row for row in brief.trade.rows if row.period == "2014")
    assert sorted(figure.split(" [")[0] for cell in row.cells for figure in cell) == ["2,300 USD m", "2,500 USD m"]


def test_a_derived_figure_says_so(late):
    (row,) = (row for row in late.trade.rows if row.period == "Jan-Nov 2025")
    assert any("604 USD m (derived)" in figure for cell in row.cells for figure in cell)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("day", [SEPTEMBER, SEARCHED])
def test_nothing_found_is_never_worded_as_not_held(register, language, day):
    text = brief_markdown(make_brief(register, BODY, day, language=language)).lower()
    assert {"en": "no public record found", "pl": "nie znaleziono publicznego śladu"}[language] in text
    for phrase in ("not held", "did not take place", "was cancelled", "nie odbył", "nie odbyła", "odwołan"):
        assert phrase not in text


def test_polish_brief_has_no_english_phrase(register):
    polish, english = make_brief(register, BODY, SEARCHED, language="pl"), make_brief(register, BODY, SEARCHED)
    lines = zip((*polish.promises, *polish.information), (*english.promises, *english.information), strict=True)
    for ours, theirs in lines:
        assert ours.state != theirs.state
        assert ours.what != theirs.what
        assert not ours.became or ours.became != theirs.became
    assert not {d.ask for d in polish.decisions} & {d.ask for d in english.decisions}


def test_phrases_are_the_same_in_every_language():
    braces = {
        language: {key: sorted(re.findall(r"{\w+}", text)) for key, text in held.items()}
        for language, held in PHRASES.items()
    }
    assert braces["en"] == braces["pl"]
    assert set(PHRASES) == set(LANGUAGES)


class Page(HTMLParser):
    """What a page loads, and whether its tags close."""

    def __init__(self):
        super().__init__()
        self.open, self.loaded = [], []

    def handle_starttag(self, tag, attributes):
        self.loaded += [value for name, value in attributes if name == "src" or (tag == "link" and name == "href")]
        if tag not in {"meta", "br"}:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def test_page_stands_alone_and_is_whole(brief):
    page = Page()
    text = brief_html(brief)
    page.feed(text)
    assert not page.open
    assert not page.loaded
    assert "url(" not in text
    assert "@import" not in text


def test_what_a_register_holds_cannot_break_the_page(brief):
    evil = dataclasses.replace(brief, title='<script>alert("x")</script> | *bold*')
    assert "<script>" not in brief_html(evil)
    assert "\\| \\*bold\\*" in brief_markdown(evil)


def test_pdf_has_at_most_six_pages(register):
    content, pages = brief_pdf(make_brief(register, BODY, SEARCHED, language="pl"))  # the longer of the two
    assert content.startswith(b"%PDF")
    assert pages <= brief_page.MOST_PAGES


def test_pdf_that_would_be_longer_is_refused(monkeypatch, brief):
    monkeypatch.setattr(brief_page, "MOST_PAGES", 2)
    monkeypatch.setattr(brief_page, "SIZES_PT", brief_page.SIZES_PT[-1:])
    with pytest.raises(LimitError, match="2 are the most"):
        brief_pdf(brief)


def test_absent_weasyprint_is_a_sentence(monkeypatch, tmp_path, brief):
    monkeypatch.setitem(__import__("sys").modules, "weasyprint", None)
    with pytest.raises(InputError, match=r"transcaspia\[pdf\]"):
        write_brief(brief, tmp_path / "brief.pdf")
    write_brief(brief, tmp_path / "brief.html")
    write_brief(brief, tmp_path / "brief.md")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["brief.html", "brief.md"]


def test_what_cannot_be_is_refused(register, tmp_path, brief):
    with pytest.raises(InputError, match="not a body"):
        make_brief(register, "igc-kz-pl-10", SEPTEMBER)
    with pytest.raises(InputError, match="use en or pl"):
        make_brief(register, BODY, SEPTEMBER, language="de")
    with pytest.raises(InputError, match=r"does not end in \.html"):
        write_brief(brief, tmp_path / "brief.doc")


def test_every_body_of_the_register_can_be_briefed(register):
    for body in ("consultations-kz-pl", "road-commission-kz-pl", "titr-association", "visa-talks-eu-kz"):
        assert brief_markdown(make_brief(register, body, SEARCHED)).startswith("# Brief for the ")


def test_typical_consignments_are_of_fields_on_the_agenda(register):
    assert {typical.field for typical in TYPICAL} & set(agenda_fields(register, BODY, SEPTEMBER))


def test_numbers_read_as_each_language_writes_them():
    assert [number(value, "en") for value in (1100.0, 496.3, 93923.0)] == ["1,100", "496.3", "93,923"]
    assert [number(value, "pl") for value in (1100.0, 496.3, 93923.0)] == ["1100", "496,3", "93\u00a0923"]


@pytest.mark.slow
def test_plans_are_made_as_on_the_day(register):
    from transcaspia.network.load import load_network
    from transcaspia.report.brief_plans import plan_typical

    planned = plan_typical(load_network(), agenda_fields(register, BODY, SEPTEMBER), SEPTEMBER)
    assert len(planned) == 2
    for each in planned:
        assert not each.free.empty
        avoided = {code for way in each.without.itineraries for leg in way.legs for code in leg.countries}
        assert not avoided & {"RU", "BY"}
    brief = make_brief(register, BODY, SEPTEMBER, planned=planned)
    assert len(brief.plans) == 2
    assert any(decision.plan for decision in brief.decisions)
    assert brief_pdf(brief)[1] <= brief_page.MOST_PAGES
