"""Countries of the base map as shapes, by ISO code."""

from __future__ import annotations

from functools import cache

import shapely
from shapely.geometry import Polygon
from shapely.geometry.base import BaseGeometry

from transcaspia.report.basemap import load_basemap

NAMES = {
    "Poland": "PL", "Kazakhstan": "KZ", "Uzbekistan": "UZ", "Turkmenistan": "TM", "Kyrgyzstan": "KG", "Azerbaijan": "AZ",
    "Georgia": "GE", "Armenia": "AM", "Turkey": "TR", "Romania": "RO", "Bulgaria": "BG", "Hungary": "HU", "Slovakia": "SK",
    "Czechia": "CZ", "Germany": "DE", "Austria": "AT", "Netherlands": "NL", "Lithuania": "LT", "Latvia": "LV",
    "Ukraine": "UA", "Belarus": "BY", "Russia": "RU", "China": "CN", "Iran": "IR",
}  # fmt: skip


@cache
def country_shapes() -> dict[str, BaseGeometry]:
    """Return the land of each covered country, WGS84 degrees."""
    shapes = {}
    for country in load_basemap().countries:
        if country.name in NAMES:
            rings = [Polygon(polygon[0], polygon[1:]).buffer(0) for polygon in country.polygons]
            shapes[NAMES[country.name]] = shapely.union_all(rings)
    missing = set(NAMES.values()) - set(shapes)
    assert not missing, f"the base map has no country for {missing}"
    return shapes
