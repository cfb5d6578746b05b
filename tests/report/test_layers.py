"""Layers of the map, and everything that is said of one thing, on the toy network."""

from datetime import date

import pytest

from transcaspia.errors import InputError, UnknownIdError
from transcaspia.report.asset import asset_document, changes_document, source_use_document, sources_document
from transcaspia.report.layers import LAYERS, layer

SHUT = date(2025, 9, 15)
OPEN = date(2025, 10, 15)


def told(network, name, day=OPEN, mode=None):
    return {f["properties"]["id"]: f for f in layer(network, name, day, mode)["features"]}


def test_every_link_is_drawn_between_its_ends(tiny):
    links = told(tiny, "links")
    assert set(links) == {row.id for row in tiny.rows("links")}
    line = links["az-south"]["geometry"]["coordinates"]
    assert line[0] == [26.0, 48.0]
    assert line[-1] == [31.0, 48.0]
    assert links["az-south"]["properties"]["length_km"] == pytest.approx(420.0)
    assert links["pl-north"]["properties"]["departures_per_week"] == 2.0  # Tue and Fri
    assert links["road-pl"]["properties"]["used"] is False  # no service runs there


def test_a_mode_leaves_out_the_others(tiny):
    assert set(told(tiny, "links", mode="sea")) == {"feeder"}
    assert set(told(tiny, "nodes", mode="sea")) == {"AZPRT", "KZPRT"}
    assert set(told(tiny, "borders", mode="road")) == {"PLBRD"}
    assert set(told(tiny, "services", mode="rail_ferry")) == {"ferry"}


def test_a_closure_shows_on_its_days_only(tiny):
    assert set(told(tiny, "closures", SHUT)) == {"brod-2025"}
    assert not told(tiny, "closures", OPEN)
    assert not told(tiny, "closures", SHUT, "sea")
    assert told(tiny, "nodes", SHUT)["PLBRD"]["properties"]["closed_by"] == "brod-2025"
    assert told(tiny, "nodes", OPEN)["PLBRD"]["properties"]["closed_by"] is None
    assert told(tiny, "closures", date(2026, 10, 2))["road-2026"]["geometry"]["type"] == "LineString"


def test_what_law_says_of_a_country_has_no_place_but_the_country(tiny):
    slot = told(tiny, "restrictions")["slot"]
    assert slot["geometry"] is None
    assert slot["properties"]["countries"] == ["KZ"]


def test_a_service_runs_along_its_links(tiny):
    kz = told(tiny, "services")["kz-north"]
    assert kz["properties"]["links"] == ["kz-north"]
    assert kz["geometry"]["coordinates"][0] == [25.0, 52.0]


def test_every_feature_tells_its_grade_and_sources(tiny):
    for name in LAYERS:
        for feature in layer(tiny, name, SHUT)["features"]:
            assert feature["properties"]["grade"] in {"assumed", "derived"}
            assert feature["properties"]["sources"] == ["TOY"]


@pytest.mark.parametrize(("name", "day", "mode"), [("roads", None, None), ("links", date(1999, 1, 1), None),
                                                   ("links", None, "mule")])  # fmt: skip
def test_a_layer_that_is_not_there_is_refused(tiny, name, day, mode):
    with pytest.raises(InputError):
        layer(tiny, name, day, mode)


def test_a_node_tells_what_stands_there(tiny):
    brod = asset_document(tiny, "PLBRD", SHUT)
    assert brod["table"] == "nodes"
    parts = {part["title"]: part for part in brod["parts"]}
    assert {"rail_1435-rail_1520", "rail PL>KZ", "road KZ>PL"} <= set(parts)
    (crossing,) = [a for a in parts["rail PL>KZ"]["attributes"] if a["name"] == "duration"]
    assert crossing["triple"] == {"low": 8.0, "typical": 24.0, "high": 96.0}
    assert crossing["unit"] == "h"
    assert {s["id"] for s in brod["services"]} == {"pl-shuttle", "kz-north", "kz-block"}
    assert [(c["id"], c["in_force"]) for c in brod["closures"]] == [("brod-2025", True)]
    assert [source["key"] for source in brod["source_list"]] == ["TOY"]


def test_a_link_tells_its_measured_length_and_its_speed(tiny):
    link = asset_document(tiny, "az-south", OPEN)
    values = {a["name"]: a for a in link["attributes"]}
    assert values["length_km"]["value"] == 420.0
    assert values["gauge_mm"]["value"] == 1520
    assert values["speed"]["triple"]["low"] < values["speed"]["triple"]["typical"] < values["speed"]["triple"]["high"]
    assert [s["id"] for s in link["services"]] == ["az-south"]
    assert link["name"] == "Sinir - Liman"


def test_a_restriction_is_told_where_it_holds(tiny):
    assert [r["id"] for r in asset_document(tiny, "KZDST", OPEN)["restrictions"]] == ["slot"]
    assert asset_document(tiny, "PLORI", OPEN)["restrictions"] == []


def test_every_row_of_every_table_can_be_told(tiny):
    for table in tiny.tables:
        for row in tiny.at(OPEN).rows(table):
            assert asset_document(tiny, row.id, OPEN)["id"] == row.id


def test_an_unknown_id_offers_the_nearest(tiny):
    with pytest.raises(UnknownIdError, match="PLBRD"):
        asset_document(tiny, "PLBRX")


def test_changes_come_in_order_of_time(tiny):
    found = changes_document(tiny, date(2025, 9, 1), date(2026, 12, 1))["changes"]
    assert [(c["date"], c["event"], c["id"]) for c in found if c["table"] == "closures"] == [
        ("2025-09-12", "closes", "brod-2025"), ("2025-09-25", "reopens", "brod-2025"),
        ("2026-10-01", "closes", "road-2026"),
    ]  # fmt: skip
    assert [c["date"] for c in found] == sorted(c["date"] for c in found)


def test_sources_count_what_rests_on_them(tiny):
    (toy,) = sources_document(tiny, "toy")["sources"]
    assert toy["rows"] == len(source_use_document(tiny, "TOY")["used_by"]) > 10
    assert sources_document(tiny, "no such words")["sources"] == []
