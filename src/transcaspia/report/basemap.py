"""The quiet base map: land and borders of Natural Earth, read from the shipped TopoJSON."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt
    from shapely.geometry.base import BaseGeometry

    Floats = npt.NDArray[np.float64]

CODES = {
    "Poland": "PL",
    "Kazakhstan": "KZ",
    "Uzbekistan": "UZ",
    "Turkmenistan": "TM",
    "Kyrgyzstan": "KG",
    "Azerbaijan": "AZ",
    "Georgia": "GE",
    "Armenia": "AM",
    "Turkey": "TR",
    "Romania": "RO",
    "Bulgaria": "BG",
    "Hungary": "HU",
    "Slovakia": "SK",
    "Czechia": "CZ",
    "Germany": "DE",
    "Austria": "AT",
    "Netherlands": "NL",
    "Belgium": "BE",
    "Lithuania": "LT",
    "Latvia": "LV",
    "Estonia": "EE",
    "Ukraine": "UA",
    "Moldova": "MD",
    "Belarus": "BY",
    "Russia": "RU",
    "China": "CN",
    "Mongolia": "MN",
    "Iran": "IR",
    "Italy": "IT",
    "Greece": "GR",
    "Slovenia": "SI",
    "Serbia": "RS",
    "Macedonia": "MK",
}
"""ISO 3166-1 alpha-2 codes by name on the base map: the covered countries, and those only crossed on the way."""

BASEMAP_FILE = Path(__file__).parent / "data" / "countries-50m.json"


@dataclass(frozen=True, slots=True)
class Country:
    """
    One country of the base map.

    Attributes
    ----------
    name
        Name as the map prints it.
    polygons
        Each a tuple of rings, the outer one first; longitude and latitude, degrees, shape (n, 2).
    """

    name: str
    polygons: tuple[tuple[Floats, ...], ...]


@dataclass(frozen=True, slots=True)
class Basemap:
    """
    Land and borders.

    Attributes
    ----------
    countries
        Every country with its land.
    borders
        Lines that two countries share; coasts are not among them.
    """

    countries: tuple[Country, ...]
    borders: tuple[Floats, ...]


@cache
def load_basemap(path: Path = BASEMAP_FILE) -> Basemap:
    """
    Return the base map.

    Parameters
    ----------
    path
        TopoJSON with an object `countries`.

    Returns
    -------
    Basemap
        Read once in a process.
    """
    topology = json.loads(path.read_text(encoding="utf-8"))
    arcs = _arcs(topology)
    countries: list[Country] = []
    users: Counter[int] = Counter()
    for geometry in topology["objects"]["countries"]["geometries"]:
        shapes = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
        users.update({_number(arc) for shape in shapes for ring in shape for arc in ring})
        polygons = tuple(tuple(_ring(arcs, ring) for ring in shape) for shape in shapes)
        countries.append(Country(geometry["properties"]["name"], polygons))
    borders = tuple(arcs[number] for number, count in sorted(users.items()) if count > 1)
    return Basemap(tuple(countries), borders)


@cache
def country_land() -> dict[str, BaseGeometry]:
    """
    Return the land of each country that links cross.

    Returns
    -------
    dict[str, BaseGeometry]
        Polygons by ISO 3166-1 alpha-2 code, WGS84 degrees, at the scale of the base map.
    """
    import shapely
    from shapely.geometry import Polygon

    return {
        CODES[country.name]: shapely.union_all([Polygon(p[0], p[1:]).buffer(0) for p in country.polygons])
        for country in load_basemap().countries
        if country.name in CODES
    }


def _arcs(topology: dict[str, Any]) -> list[Floats]:
    scale, translate = topology["transform"]["scale"], topology["transform"]["translate"]
    return [np.cumsum(np.asarray(arc, dtype=np.float64), axis=0) * scale + translate for arc in topology["arcs"]]


def _number(arc: int) -> int:
    """Return the place of an arc in the list; ~i stands for arc i run backwards."""
    return ~arc if arc < 0 else arc


def _ring(arcs: list[Floats], ring: list[int]) -> Floats:
    lines = [arcs[~arc][::-1] if arc < 0 else arcs[arc] for arc in ring]
    return np.concatenate([line if index == 0 else line[1:] for index, line in enumerate(lines)])
