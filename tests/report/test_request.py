"""The request for quotation: complete, without our own prices, and ready to be sent."""

import re
from dataclasses import replace
from datetime import date

import pytest

import transcaspia
from transcaspia.errors import InputError
from transcaspia.planning.model import PlanParams
from transcaspia.report.request import ANSWER_DAYS, BLANK, make_request, standing_h
from transcaspia.report.sheet_page import COLUMNS, request_html, request_text, sheet_content

FRIDAY = date(2025, 9, 5)
WAY = 2
"""The way of the toy network by two trains."""


@pytest.fixture(scope="module")
def answer(tiny):
    consignment = transcaspia.make_consignment(
        tiny, "Orin", "Dala", "2025-10-06", cargo="pharmaceuticals", unit="40RF", units=2, hs="3004",
        incoterm="CIP Dala",
    )  # fmt: skip
    return transcaspia.plan(tiny, consignment, PlanParams(draws=200))


@pytest.fixture(scope="module")
def request_(answer, tiny):
    return make_request(answer, tiny, issued=FRIDAY, way=WAY)


def test_it_holds_what_a_desk_needs_in_order_to_quote(request_, answer):
    text = request_text(request_)
    way = answer.itineraries[WAY - 1]
    for part in (
        "2 × 40RF", "Medicines", "HS code: 3004", "Temperature: 2 – 8 °C", "36 t", "CIP Dala",
        "Goods ready: Mon 6 Oct 2025", "carrier's box (COC)", "Insurance: all risks on 110 %", "as CIP asks",
        "Free time wanted", "Validity wanted", "1,800,000 USD",
    ):  # fmt: skip
        assert part in " ".join(text.replace("\u00a0", " ").split())
    for leg in way.legs:
        assert (leg.service_name if leg.service else "lorry") in text
        assert leg.start.name in text


def test_what_a_plan_does_not_know_is_left_for_the_sender(request_):
    goods, transport = (dict(section.pairs) for section in request_.sections[:2])
    assert [head for head, text in goods.items() if text == BLANK] == [
        "Trade name", "Packages", "Packing, dimensions, stacking", "Shipping marks",
    ]  # fmt: skip
    assert transport["Shipper, place of loading"] == BLANK
    assert "not given" not in request_text(request_)


def test_no_forwarder_learns_what_we_reckon_for_money(request_, answer):
    """Neither the sum nor any line of the plan's money stands in it; only the value of the goods does."""
    text = request_text(request_) + request_html(request_)
    way = answer.itineraries[WAY - 1]
    assert not re.search(r"\d USD", text.replace("1,800,000 USD", ""))
    for band in (way.cost_usd, *(line.usd for line in way.price_lines if line.usd is not None and line.usd.p50 > 1000)):
        assert f"{band.p50:,.0f}" not in text


def test_every_leg_has_its_line_in_the_price_and_every_line_is_to_be_filled_in(request_, answer):
    price = request_.sections[4]
    assert len(price.columns) == 5
    assert all(len(row) == 1 for row in price.rows)
    lines = [row[0] for row in price.rows]
    for leg in answer.itineraries[WAY - 1].legs:
        if leg.service is not None:
            assert any(line.endswith(f"{leg.start.name} – {leg.end.name}") for line in lines)
    for part in (
        "collection",
        "delivery",
        "storage",
        "detention",
        "transit guarantee",
        "import clearance",
        "insurance",
        "your fee",
    ):
        assert any(line.startswith(part) for line in lines), part
    assert len(lines) == len(set(lines))


def test_free_time_is_asked_for_where_nine_of_ten_boxes_stand_for_long(request_, answer):
    told = dict(request_.sections[1].pairs)["Free time wanted"]
    long = [leg for leg in answer.itineraries[WAY - 1].legs[1:] if leg.service is not None and standing_h(leg) >= 72.0]
    for leg in long:
        assert f"{-(-standing_h(leg) // 24):.0f} days at {leg.start.name}" in told


def test_the_answer_is_due_after_three_working_days(request_, answer, tiny):
    assert ANSWER_DAYS == 3
    assert dict(request_.stamps)["Please answer by"].replace("\u00a0", " ") == "Wed 10 Sep 2025"
    with pytest.raises(InputError, match="cannot be due"):
        make_request(answer, tiny, issued=FRIDAY, answer_by=date(2025, 9, 1))


def test_the_other_corridors_are_alternatives_and_what_was_excluded_is_said(answer, tiny):
    request = make_request(answer, tiny, issued=FRIDAY, way=WAY)
    other = {way.corridor_name for way in answer.itineraries} - {answer.itineraries[WAY - 1].corridor_name}
    assert len(request.sections[3].items) == len(other)
    avoided = make_request(replace(answer, query={**answer.query, "avoid": ["RU"]}), tiny, issued=FRIDAY)
    assert ("Not over", "Russia") in avoided.sections[3].pairs


def test_lines_of_the_e_mail_are_short_and_its_first_is_the_subject(request_):
    lines = request_text(request_).splitlines()
    assert lines[0] == request_.subject
    assert max(len(line) for line in lines[2:]) <= COLUMNS


def test_hostile_names_are_escaped(answer, tiny):
    bad = "<script>alert(1)</script>"
    query = {**answer.query, "origin_name": bad}
    page = request_html(make_request(replace(answer, query=query), tiny, issued=FRIDAY, reference=bad))
    assert "<script" not in page
    text, kind = sheet_content("request", "txt", answer, tiny, issued=FRIDAY, reference="a\r\nBcc: x@y.z")
    assert kind.startswith("text/plain")
    assert b"\nBcc:" not in text
