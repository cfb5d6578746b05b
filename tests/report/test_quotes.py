"""A quotation set against a plan: by hand, like for like, and never better for what it leaves out."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

import transcaspia
from transcaspia.errors import InputError
from transcaspia.planning.model import Band, PlanParams, PriceLine
from transcaspia.planning.names import LINES
from transcaspia.report.quotes import Quote, QuoteLine, compare_quote, compare_quotes, position, read_quote

BAND = Band(100.0, 200.0, 400.0, 230.0)


def line(kind, mean, what=""):
    usd = None if mean is None else Band(mean * 0.8, mean, mean * 1.3, mean)
    return PriceLine(kind, what or kind, usd, None, "A", "B", why="none published" if mean is None else "")


@pytest.fixture(scope="module")
def answer(tiny):
    consignment = transcaspia.make_consignment(tiny, "Orin", "Dala", "2025-10-06", units=2)
    return transcaspia.plan(tiny, consignment, PlanParams(draws=200))


@pytest.fixture(scope="module")
def way(answer):
    """10,000 USD on average: 1,000 origin, 8,000 main run, 600 equipment, 400 insurance; no price for three lines."""
    lines = (
        line("origin", 1000.0, "haul by lorry"), line("main_run", 8000.0, "rail"), line("equipment", 600.0, "hire"),
        line("insurance", 400.0, "cargo insurance"), line("guarantee", None), line("margin", None),
        line("customs", None),
    )  # fmt: skip
    return replace(answer.itineraries[0], price_lines=lines, cost_usd=Band(9000.0, 9900.0, 11500.0, 10000.0))


def quote(*lines, **more):
    return Quote(forwarder="F", lines=[QuoteLine(**each) for each in lines], **more)


def everything(**changed):
    return [
        {"kind": kind, "included": changed.get(kind, True)} for kind in ("origin", "main_run", "equipment", "insurance")
    ]


def test_what_is_left_out_is_added_with_the_figure_of_the_plan(answer, way):
    """8,500 without the box and the insurance is 9,500 like for like."""
    lines = [
        *everything(equipment=False, insurance=False),
        *({"kind": k, "included": False} for k in ("guarantee", "customs")),
    ]
    found = compare_quote(quote(*lines, {"kind": "margin", "included": False}, total=8500.0), answer, way)
    assert found["quoted_usd"] == 8500
    assert found["like_for_like_usd"] == {"low": 9500, "high": 9500}
    assert [(each["kind"], each["mean_usd"]) for each in found["left_out"]] == [
        ("equipment", 600), ("guarantee", None), ("insurance", 400), ("margin", None), ("customs", None),
    ]  # fmt: skip
    assert found["not_said"] == []
    assert found["position"]["low"] == {"where": "within", "percentile": pytest.approx(10 + 40 * 500 / 900, abs=0.1)}
    assert "leaves out: equipment (hire), 600 USD by the plan" in found["sentences"][1]


def test_what_is_not_said_makes_a_span(answer, way):
    found = compare_quote(quote({"kind": "main_run", "included": True}, total=8000.0), answer, way)
    assert found["like_for_like_usd"] == {"low": 8000, "high": 10000}
    assert found["position"]["low"]["where"] == "below"
    assert {each["kind"] for each in found["not_said"]} == {
        "origin", "equipment", "insurance", "guarantee", "margin", "customs"
    }  # fmt: skip


def test_what_the_plan_has_no_price_for_is_taken_off(answer, way):
    lines = [*everything(), {"kind": "customs", "what": "import", "included": True, "amount": 700.0}]
    found = compare_quote(quote(*lines, total=10700.0), answer, way)
    assert found["like_for_like_usd"]["low"] == 10000
    assert found["beyond"] == [{"kind": "customs", "what": "import", "usd": 700}]
    unpriced = compare_quote(quote(*everything(), {"kind": "margin", "included": True}, total=10700.0), answer, way)
    assert unpriced["like_for_like_usd"]["low"] == 10700
    assert any("dearer here than it is" in text for text in unpriced["sentences"])


def test_lines_are_added_up_in_their_currency_and_for_all_units(answer, way):
    lines = [
        {"kind": "main_run", "included": True, "amount": 4000.0},
        {"kind": "origin", "included": True, "amount": 500.0},
        {"kind": "insurance", "included": False, "amount": 999.0},
    ]
    found = compare_quote(quote(*lines, currency="EUR", usd_rate=1.1, per_unit=True), answer, way)
    assert found["quoted_usd"] == 9900


def test_quotes_stand_in_the_order_of_what_they_come_to(answer, way):
    cheap = quote(*everything(insurance=False, equipment=False), total=8800.0)
    whole = quote(*everything(), total=9500.0).model_copy(update={"forwarder": "G"})
    assert [each["forwarder"] for each in compare_quotes([cheap, whole], answer, way)] == ["G", "F"]


def test_transit_and_validity_are_held_against_the_plan(answer, way):
    hours = way.duration_h
    late = quote(*everything(), total=1.0, transit_days_low=hours.p50 / 24, transit_days_high=hours.p90 / 24 + 9,
                 valid_until=way.book_by.replace(year=2024))  # fmt: skip
    found = compare_quote(late, answer, way)
    assert found["transit"]["position"]["low"] == {"where": "within", "percentile": 50.0}
    assert found["transit"]["position"]["high"]["where"] == "above"
    assert found["validity"]["in_time"] is False
    assert any("before the day to book" in text for text in found["sentences"])


@pytest.mark.parametrize(
    ("value", "where", "percentile"),
    [(99.0, "below", None), (100.0, "within", 10.0), (150.0, "within", 30.0), (200.0, "within", 50.0),
     (300.0, "within", 70.0), (400.0, "within", 90.0), (401.0, "above", None)],
)  # fmt: skip
def test_the_place_in_a_band(value, where, percentile):
    assert position(value, BAND) == {"where": where, "percentile": percentile}


@given(
    st.lists(st.sampled_from(LINES), unique=True), st.lists(st.sampled_from(LINES), unique=True), st.floats(1e3, 1e5)
)
def test_leaving_a_line_out_never_makes_a_quote_cheaper(answer, way, named, out, total):
    lines = [{"kind": kind, "included": kind not in out} for kind in named]
    found = compare_quote(quote(*lines, total=total), answer, way)
    whole = compare_quote(quote(*({"kind": k, "included": True} for k in named), total=total), answer, way)
    assert found["like_for_like_usd"]["low"] >= whole["like_for_like_usd"]["low"]
    assert found["like_for_like_usd"]["low"] <= found["like_for_like_usd"]["high"]


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ({}, "forwarder"),
        ({"forwarder": "F"}, "names no sum"),
        ({"forwarder": "F", "total": -1}, "total"),
        ({"forwarder": "F", "total": float("nan")}, "total"),
        ({"forwarder": "F", "total": 1, "colour": "red"}, "colour"),
        ({"forwarder": "F", "total": 1, "lines": [{"kind": "gift", "included": True}]}, "lines.0.kind"),
        ({"forwarder": "F", "total": 1, "transit_days_low": 9, "transit_days_high": 3}, "swap"),
    ],
)
def test_a_wrong_quote_is_a_sentence(body, told):
    with pytest.raises(InputError, match=told):
        read_quote(body)


def test_a_right_quote_is_read():
    body = {"forwarder": "F", "total": 10, "valid_until": "2025-10-01", "lines": [{"kind": "margin", "included": True}]}
    assert read_quote(body).valid_until.isoformat() == "2025-10-01"
