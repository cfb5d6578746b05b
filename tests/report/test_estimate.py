"""The planning estimate: its figures are those of the plan, it escapes what it is given, and it fits its sheets."""

import re
from dataclasses import replace
from datetime import date

import pytest

import transcaspia
from page_text import Text
from transcaspia.errors import InputError
from transcaspia.planning.model import PlanParams
from transcaspia.report import sheet_page
from transcaspia.report.estimate import VALID_DAYS, make_estimate, share_words
from transcaspia.report.sheet_bands import band_svg
from transcaspia.report.sheet_page import check_sheet, estimate_html, estimate_pdf, sheet_content, write_sheet
from transcaspia.report.speech import speech_of

ISSUED = date(2025, 9, 1)
WAY = 2
"""The way of the toy network by two trains; the first is a lorry from door to door."""
NBSP = "\u00a0"


@pytest.fixture(scope="module")
def answer(tiny):
    """Two reefers of medicines over the toy network, by an Incoterm, with dangerous goods and a latest day."""
    consignment = transcaspia.make_consignment(
        tiny, "Orin", "Dala", "2025-10-06", cargo="pharmaceuticals", unit="40RF", units=2, hs="3004",
        incoterm="DAP Dala", deadline="2025-12-31",
    )  # fmt: skip
    return transcaspia.plan(tiny, consignment, PlanParams(draws=200))


@pytest.fixture(scope="module")
def estimate(answer, tiny):
    return make_estimate(answer, tiny, issued=ISSUED, way=WAY)


def test_it_says_what_it_is_and_of_what(estimate, answer, tiny):
    way = answer.itineraries[WAY - 1]
    text = Text(estimate_html(estimate)).all
    assert estimate.title == "Planning estimate, not an offer"
    for part in ("Planning estimate, not an offer", "2 × 40RF, Medicines: Orin – Dala", "DAP Dala", "3004", "2 – 8 °C"):
        assert part in text
    assert tiny.sha256[:12] in text
    assert f"{share_words(way.on_time_share)} chance to arrive by" in text
    facts = dict(estimate.facts)
    assert facts["Value"] == f"{answer.query['value_usd']:,.0f} USD"
    assert facts["Units, owner"] == "2 × refrigerated box 40 ft (40RF), carrier's box (COC)"
    assert facts["Book by"].replace(NBSP, " ").startswith(f"{way.book_by:%a} {way.book_by.day} ")


def test_every_leg_has_its_service_its_status_and_its_days(estimate, answer):
    way = answer.itineraries[WAY - 1]
    assert [row.number for row in estimate.route] == list(range(1, len(way.legs) + 1))
    for row, leg in zip(estimate.route, way.legs, strict=True):
        assert leg.start.name in row.ends
        assert leg.service_name in row.service or (leg.service is None and row.service == "lorry")
        assert row.status.startswith({"regular": "regular", "on_request": "on request", "": "to order"}[leg.status])
        assert row.depart.replace(NBSP, " ").startswith(f"{leg.depart.p50.day} ")


def test_the_means_of_the_rows_add_up_to_the_mean_of_the_whole(answer, tiny):
    for number, way in enumerate(answer.itineraries, start=1):
        estimate = make_estimate(answer, tiny, issued=ISSUED, way=number)
        assert sum(row.mean_usd for row in estimate.prices) == pytest.approx(way.cost_usd.mean, rel=1e-6)
        priced = [line for line in way.price_lines if line.usd is not None]
        assert len(estimate.prices) <= len(priced)
        assert float(estimate.total[1].replace(",", "").split("-")[1]) == pytest.approx(way.cost_usd.p50, rel=0.05)


def test_a_row_of_one_line_has_its_band_and_a_row_of_several_its_places(estimate, answer):
    way = answer.itineraries[WAY - 1]
    rides = {f"{line.start} – {line.end}": line for line in way.price_lines if line.kind == "main_run" and line.usd}
    shown = [row for row in estimate.prices if row.what in rides]
    assert shown
    for row in shown:
        band = rides[row.what].usd
        low, middle, high = (float(part.replace(",", "")) for part in row.band.split("-"))
        assert low == pytest.approx(band.p10, rel=0.1)
        assert middle == pytest.approx(band.p50, rel=0.1)
        assert high == pytest.approx(band.p90, rel=0.1)


def test_what_the_price_lacks_is_named_with_its_reason_and_never_as_a_sum(estimate, answer):
    way = answer.itineraries[WAY - 1]
    assert [what for what, _ in estimate.excluded] == list(way.price_missing)
    assert ("customs clearance and duties", "set by the goods and the law of the day") in estimate.excluded
    assert estimate.included == way.price_held


def test_every_leg_is_under_a_document_with_a_law(answer, tiny):
    for number, way in enumerate(answer.itineraries, start=1):
        estimate = make_estimate(answer, tiny, issued=ISSUED, way=number)
        assert sum(len(paper.legs) for paper in way.papers.carriage) == len(way.legs)
        assert [row.document for row in estimate.carriage] == list(
            dict.fromkeys(p.document for p in way.papers.carriage)
        )
        assert all(row.regime for row in estimate.carriage)


def test_road_is_limited_by_the_cmr_for_the_goods_at_hand():
    """8.33 SDR a kg of 36 t of goods."""
    from transcaspia.planning.model import Carriage
    from transcaspia.report.liability import liability_of

    paper = Carriage("CMR", "A", "B", (1,), "haulier", "", "", "", (), "published")
    found = liability_of(paper, 36.0)
    assert found is not None
    assert found.most_sdr == pytest.approx(299_880.0)
    assert (found.grade, found.sources, found.national) == ("published", ("RU081",), False)
    inside = liability_of(replace(paper, document="CMR or a national note"), 36.0)
    assert inside is not None
    assert inside.national
    assert liability_of(replace(paper, document="a letter"), 36.0) is None


def test_it_holds_until_the_day_by_which_to_book_and_never_longer_than_a_month(answer, tiny):
    book_by = answer.itineraries[WAY - 1].book_by

    def until(issued: date, **more: object) -> str:
        return dict(make_estimate(answer, tiny, issued=issued, way=WAY, **more).stamps)["Valid until"].replace(
            NBSP, " "
        )

    assert until(book_by) == f"{book_by.day} {book_by:%b %Y}"
    early = date(2025, 1, 1)
    assert until(early) == "31 Jan 2025"
    assert VALID_DAYS == 30
    assert until(early, valid_until=date(2025, 2, 3)) == "3 Feb 2025"
    assert until(date(2026, 5, 1)) == "no longer"
    assert any("lies before" in text for text in make_estimate(answer, tiny, issued=date(2026, 5, 1), way=WAY).warnings)
    with pytest.raises(InputError, match="cannot be valid until"):
        make_estimate(answer, tiny, issued=ISSUED, valid_until=date(2025, 8, 1))


def test_the_reference_is_the_users_or_that_of_the_question(answer, tiny):
    def reference(**more: object) -> str:
        return dict(make_estimate(answer, tiny, issued=ISSUED, **{"way": WAY, **more}).stamps)["Reference"]

    assert reference(reference=" PO-17 ") == "PO-17"
    assert re.fullmatch(r"TC-250901-[0-9A-F]{6}", reference())
    assert reference() == reference()
    if len(answer.itineraries) > 1:
        assert reference() != reference(way=1)


def test_hostile_names_are_escaped_and_load_nothing(answer, tiny):
    bad = '<script>alert(1)</script><img src=x onerror=alert(2)>"; } @import url(http://evil)'
    way = answer.itineraries[WAY - 1]
    leg = replace(way.legs[0], service="x", service_name=bad, operator=bad, status="regular")
    query = {**answer.query, "origin_name": bad, "incoterm": f"DAP {bad}"}
    hostile = replace(
        answer, query=query, network_id=bad, itineraries=(replace(way, legs=(leg, *way.legs[1:]), terms=bad),)
    )
    page = estimate_html(make_estimate(hostile, tiny, issued=ISSUED, reference=bad[:30]))
    assert "<script" not in page
    assert "<img" not in page
    assert Text(page).loads == []
    style = page.partition("<style>")[2].partition("</style>")[0]
    assert "evil" not in re.sub(r'content: "[^"]*"', "", style)
    assert bad in Text(page).all


def test_an_unknown_way_or_language_is_refused(answer, tiny):
    with pytest.raises(InputError, match="no way 99"):
        make_estimate(answer, tiny, issued=ISSUED, way=99)
    with pytest.raises(InputError, match="no way 0"):
        make_estimate(answer, tiny, issued=ISSUED, way=0)
    with pytest.raises(InputError, match="en, pl or ru"):
        make_estimate(answer, tiny, issued=ISSUED, language="xx")
    with pytest.raises(InputError, match="nothing to estimate"):
        make_estimate(replace(answer, itineraries=()), tiny, issued=ISSUED)


def test_it_fits_two_sheets(estimate, caplog):
    content, sheets = estimate_pdf(estimate)
    assert caplog.text == ""
    assert content.startswith(b"%PDF")
    assert sheets <= sheet_page.SHEETS


def test_a_file_is_not_replaced_unasked_and_its_ending_says_its_form(tmp_path, answer, tiny):
    path = tmp_path / "estimate.html"
    write_sheet("estimate", answer, tiny, path, issued=ISSUED)
    with pytest.raises(InputError, match="--force"):
        write_sheet("estimate", answer, tiny, path, issued=ISSUED)
    write_sheet("estimate", answer, tiny, path, issued=ISSUED, force=True)
    assert path.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    with pytest.raises(InputError, match=r"\.pdf or \.html"):
        check_sheet("estimate", tmp_path / "estimate.txt")
    with pytest.raises(InputError, match=r"\.txt, \.html or \.pdf"):
        check_sheet("request", tmp_path / "request.doc")
    with pytest.raises(InputError, match="no form of the estimate"):
        sheet_content("estimate", "txt", answer, tiny, issued=ISSUED)


def test_a_band_is_drawn_to_scale():
    svg = str(band_svg((10.0, 20.0, 40.0), ("a", "b", "c"), [(0.0, "0")], span=(0.0, 50.0)))
    (cx,) = re.findall(r'<circle cx="([\d.]+)"', svg)
    ends = [float(x) for pair in re.findall(r'x1="([\d.]+)" y1="26.0" x2="([\d.]+)" y2="26.0"', svg) for x in pair]
    low, high = ends
    assert (float(cx) - low) / (high - low) == pytest.approx(1 / 3, abs=0.01)
    assert "<b>" not in str(band_svg((1, 2, 3), ("<b>", "b", "c"), [], span=(0, 4), told='"<b>'))


@pytest.mark.parametrize(
    ("language", "number", "day"),
    [("en", "21,500.5", "Wed 1 Oct 2025"), ("pl", "21 500,5", "śr. 1 paź 2025"), ("ru", "21 500,5", "ср 1 окт 2025")],
)
def test_numbers_and_days_are_written_in_the_manner_of_the_language(tiny, language, number, day):
    speech = speech_of(language, tiny)
    assert speech.number(21500.5, 1).replace(NBSP, " ") == number
    assert speech.day(date(2025, 10, 1), weekday=True).replace(NBSP, " ") == day


@pytest.mark.parametrize(
    ("share", "told"), [(1.0, "100%"), (0.9975, ">99%"), (0.87, "87%"), (0.001, "<1%"), (0.0, "0%")]
)
def test_a_chance_is_never_rounded_to_certainty(share, told):
    assert share_words(share) == told
