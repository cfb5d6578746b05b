"""The base map is read right from its arcs."""

import json

import numpy as np
import pytest
from shapely import Point, Polygon

from transcaspia.report.basemap import load_basemap

SQUARES = {
    # Two unit squares side by side: the middle edge (arc 1) is shared.
    "type": "Topology",
    "transform": {"scale": [0.5, 0.5], "translate": [10.0, 20.0]},
    "arcs": [
        [[2, 0], [-2, 0], [0, 2], [2, 0]],
        [[2, 0], [0, 2]],
        [[2, 0], [2, 0], [0, 2], [-2, 0]],
    ],
    "objects": {
        "countries": {
            "type": "GeometryCollection",
            "geometries": [
                {"type": "Polygon", "arcs": [[0, -2]], "properties": {"name": "West"}},
                {"type": "MultiPolygon", "arcs": [[[2, -2]]], "properties": {"name": "East"}},
            ],
        }
    },
}


@pytest.fixture
def squares(tmp_path):
    path = tmp_path / "squares.json"
    path.write_text(json.dumps(SQUARES), encoding="utf-8")
    return load_basemap(path)


def test_arcs_are_joined_to_rings(squares):
    west, east = (Polygon(country.polygons[0][0]) for country in squares.countries)
    assert west.bounds == (10.0, 20.0, 11.0, 21.0)
    assert west.area == pytest.approx(1.0)
    assert east.is_valid


def test_only_what_two_countries_share_is_a_border(squares):
    (border,) = squares.borders
    assert border.tolist() == [[11.0, 20.0], [11.0, 21.0]]


@pytest.mark.parametrize(
    ("lon", "lat", "country"),
    [(19.46, 51.76, "Poland"), (76.9, 43.2, "Kazakhstan"), (44.8, 41.7, "Georgia"), (104.0, 30.6, "China")],
)
def test_towns_lie_in_their_country(lon, lat, country):
    found = [
        each.name
        for each in load_basemap().countries
        if any(Polygon(rings[0], rings[1:]).buffer(0).contains(Point(lon, lat)) for rings in each.polygons)
    ]
    assert found == [country]


def test_the_caspian_is_water():
    point = Point(50.5, 42.0)
    for country in load_basemap().countries:
        for rings in country.polygons:
            assert not Polygon(rings[0], rings[1:]).buffer(0).contains(point), country.name


def test_lines_stay_on_the_globe():
    for line in load_basemap().borders:
        assert np.all(np.abs(line) <= [180.0, 90.0])
