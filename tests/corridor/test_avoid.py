"""An avoided country is not touched: held against the base map, not only against what the rows say."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shapely.geometry import LineString, shape
from shapely.geometry.base import BaseGeometry

from transcaspia.network.model import Network
from transcaspia.planning.model import PlanParams
from transcaspia.report.basemap import country_land
from transcaspia.report.geojson import answer_geojson

from .conftest import Ask

INSIDE_DEG = 0.12
"""How deep in a country a line must lie to count: lines are simplified and the base map is at 1:50 million."""

WEST = ("Łódź", "Warszawa", "Gdańsk", "Poznań", "Sławków", "Białystok", "Constanța", "Budapest", "Istanbul")
EAST = ("Almaty", "Astana", "Tashkent", "Aktau", "Baku", "Tbilisi", "Shymkent", "Xi'an")


@pytest.fixture(scope="module")
def forbidden() -> BaseGeometry:
    """Russia and Belarus, without a strip along their borders."""
    shapes = country_land()
    return shapes["RU"].buffer(-INSIDE_DEG).union(shapes["BY"].buffer(-INSIDE_DEG))


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    west=st.sampled_from(WEST),
    east=st.sampled_from(EAST),
    eastbound=st.booleans(),
    month=st.sampled_from(("2025-02-03", "2025-06-10", "2025-10-01", "2025-12-15")),
    unit=st.sampled_from(("40HC", "trailer")),
)
def test_no_leg_touches_russia_or_belarus(
    ask: Ask, network: Network, forbidden: BaseGeometry, west: str, east: str, month: str, unit: str, *, eastbound: bool
) -> None:
    """Over random questions no drawn line of any leg enters either country."""
    ends = (west, east) if eastbound else (east, west)
    answer = ask(*ends, month, unit=unit, params=PlanParams(avoid=("RU", "BY"), draws=200))
    for itinerary in answer.itineraries:
        for leg in itinerary.legs:
            assert not {"RU", "BY"} & set(leg.countries)
            for link, _ in leg.links:
                line = LineString(network.geometry(link))
                assert not line.intersects(forbidden), f"{itinerary.id}: {link} enters an avoided country"


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_closed_link_is_not_used(ask: Ask, data: st.DataObject) -> None:
    """Avoiding a link that an answer used gives answers without it."""
    west = data.draw(st.sampled_from(WEST))
    first = ask(west, "Almaty", "2025-10-01", params=PlanParams(draws=200))
    used = sorted({link for i in first.itineraries for leg in i.legs for link, _ in leg.links})
    if not used:
        return
    link = data.draw(st.sampled_from(used))
    again = ask(west, "Almaty", "2025-10-01", params=PlanParams(avoid=(link,), draws=200))
    assert link not in {name for i in again.itineraries for leg in i.legs for name, _ in leg.links}


def test_every_link_stays_in_the_countries_it_names(network: Network) -> None:
    """The drawn line of a rail or road link lies in its countries, but for a strip along the borders."""
    shapes = country_land()
    for link in network.rows("links"):
        if link.text("mode") not in {"rail", "road"}:
            continue
        home = shapes[link.items("countries")[0]]
        for country in link.items("countries")[1:]:
            home = home.union(shapes[country])
        line = LineString(network.geometry(link.id))
        assert line.difference(home.buffer(INSIDE_DEG * 2)).length < INSIDE_DEG, link.id


def test_no_drawn_line_enters_an_avoided_country(ask: Ask, network: Network, forbidden: BaseGeometry) -> None:
    """Nor does the straight line of a road access, in what GeoJSON draws."""
    for origin in ("Hajnówka", "Suwałki", "Gołdap", "Petropavl", "Oral"):
        answer = ask(origin, "Tbilisi", "2025-10-01", params=PlanParams(avoid=("RU", "BY"), draws=200))
        for feature in answer_geojson(answer, network)["features"]:
            assert not shape(feature["geometry"]).intersects(forbidden), (origin, feature["properties"])
