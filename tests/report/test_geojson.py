"""GeoJSON follows the links' lines in the direction of travel and keeps to RFC 7946."""

import dataclasses
import json
from types import SimpleNamespace

import numpy as np
import pytest

from transcaspia.report.alignment import leg_line
from transcaspia.report.geojson import answer_geojson


def test_legs_and_stops_are_features(answer, network):
    document = answer_geojson(answer, network)
    kinds = [feature["geometry"]["type"] for feature in document["features"]]
    legs = sum(len(way.legs) for way in answer.itineraries)
    assert kinds[:legs] == ["LineString"] * legs
    assert set(kinds[legs:]) == {"Point"}
    names = [f["properties"]["name"] for f in document["features"][legs:]]
    assert len(names) == len(set(names))
    assert {"Łódź", "Aktau", "Kuryk", "Almaty"} <= set(names)
    json.dumps(document, allow_nan=False)


def test_attribution_and_network_are_named(answer, network):
    document = answer_geojson(answer, network)
    assert "OpenStreetMap contributors, ODbL 1.0" in document["attribution"]
    assert document["network"]["date"] == "2026-10-31"


def test_a_line_starts_where_the_leg_starts(answer, network):
    for way in answer.itineraries:
        for leg in way.legs:
            line = leg_line(leg, network)
            assert line[0].tolist() == [leg.start.lon, leg.start.lat]
            assert line[-1].tolist() == [leg.end.lon, leg.end.lat]


def test_a_link_run_backwards_is_drawn_backwards(answer, network):
    leg = answer.itineraries[0].legs[2]
    ((link, forward),) = leg.links
    back = dataclasses.replace(leg, links=((link, not forward),), start=leg.end, end=leg.start)
    assert np.array_equal(leg_line(back, network), leg_line(leg, network)[::-1])


def test_links_in_a_row_do_not_repeat_their_joint(answer):
    lines = {"a": ((0.0, 0.0), (1.0, 1.0)), "b": ((2.0, 0.0), (1.0, 1.0))}
    start, end = (dataclasses.replace(answer.itineraries[0].legs[2].start, lon=x, lat=0.0) for x in (0.0, 2.0))
    leg = dataclasses.replace(answer.itineraries[0].legs[2], links=(("a", True), ("b", False)), start=start, end=end)
    line = leg_line(leg, SimpleNamespace(geometry=lines.__getitem__))
    assert line.tolist() == [[0.0, 0.0], [1.0, 1.0], [2.0, 0.0]]


def test_road_access_before_and_after_the_links_is_drawn(answer):
    lines = {"a": ((1.0, 1.0), (2.0, 1.0))}
    start, end = (dataclasses.replace(answer.itineraries[0].legs[0].start, lon=x, lat=0.0) for x in (0.0, 3.0))
    leg = dataclasses.replace(answer.itineraries[0].legs[0], links=(("a", True),), start=start, end=end)
    line = leg_line(leg, SimpleNamespace(geometry=lines.__getitem__))
    assert line.tolist() == [[0.0, 0.0], [1.0, 1.0], [2.0, 1.0], [3.0, 0.0]]


def test_an_access_leg_is_straight(answer, network):
    assert leg_line(answer.itineraries[0].legs[0], network).tolist() == [[19.46, 51.76], [19.56, 51.74]]


@pytest.mark.parametrize(("start", "end"), [((170.0, 10.0), (-170.0, 20.0)), ((-170.0, 20.0), (170.0, 10.0))])
def test_a_leg_over_the_180th_meridian_is_cut_there(make_answer, ways, network, start, end):
    first, last = (
        dataclasses.replace(ways[0].legs[0].start, lon=lon, lat=lat, id=str(lon)) for lon, lat in (start, end)
    )
    leg = dataclasses.replace(ways[0].legs[0], start=first, end=last)
    way = dataclasses.replace(ways[0], legs=(leg,))
    geometry = answer_geojson(make_answer((way,)), network)["features"][0]["geometry"]
    side = 180.0 if start[0] > 0 else -180.0
    assert geometry == {
        "type": "MultiLineString",
        "coordinates": [[list(start), [side, 15.0]], [[-side, 15.0], list(end)]],
    }


def test_an_empty_answer_has_no_features(nothing, network):
    assert answer_geojson(nothing, network)["features"] == []
