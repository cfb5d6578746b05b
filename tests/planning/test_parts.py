"""Each hour and dollar of an itinerary belongs to the row that states it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pytest

from planning.asking import BY_RAIL, ask
from tiny_network import Copy
from transcaspia.network.ground import Part
from transcaspia.network.model import Network
from transcaspia.planning.model import PlanParams

NORTH = PlanParams(modes=BY_RAIL, draws=4000)
SOUTH = PlanParams(modes=BY_RAIL, avoid=("PLBRD",), draws=4000)


def hours(parts: Sequence[Part]) -> Counter[tuple[str, str]]:
    found: Counter[tuple[str, str]] = Counter()
    for part in parts:
        found[part.row.table, part.row.id] += part.hours  # type: ignore[assignment]
    return found


@pytest.mark.parametrize("params", [NORTH, SOUTH])
def test_parts_sum_to_the_hours_and_dollars_of_the_itinerary(tiny: Network, params: PlanParams) -> None:
    for way in ask(tiny, unit="40GP", units=2, params=params).itineraries:
        assert sum(p.hours for p in way.parts) == pytest.approx(way.duration_h.mean, rel=0.03)
        assert sum(p.usd for p in way.parts) == pytest.approx(way.cost_usd.mean, rel=0.03)


def test_running_waits_and_handling_belong_to_their_own_rows(tiny: Network) -> None:
    (way,) = ask(tiny, unit="40GP", params=NORTH).itineraries
    found = hours(way.parts)
    assert {table for table, _ in found} <= {"speeds", "durations", "services", "prices", "hazards", "closures"}
    assert found["services", "kz-north"] == pytest.approx(12.0 + 48.0 * (1.0 + 0.5**2) / 2.0, rel=0.05)
    lift = next(p for leg in way.legs[1:2] for p in [leg.dwell_h.mean])
    assert found["durations", "lift"] > lift * 0.9
    assert not any(table == "links" for table, _ in found)


def test_each_dollar_belongs_to_its_price(tiny: Network) -> None:
    (way,) = ask(tiny, unit="40GP", params=NORTH).itineraries
    priced = {p.row.id.split("|")[0] for p in way.parts if p.usd}
    assert {"truck_km", "lift", "rail_km", "gauge_change"} <= priced
    assert all(p.row.table == "prices" for p in way.parts if p.usd)


def test_storms_belong_to_the_weather_of_their_month(tiny_copy: Copy) -> None:
    """With the sea shut half the time in spells of ten days, a ship waits for its month's row and not its service's."""
    rows = tiny_copy.read("weather")
    for row in rows:
        row |= {"closed_share": "0.5", "spell_days": "10"}
    tiny_copy.write("weather", rows)
    for way in ask(tiny_copy.load(), unit="40GP", params=SOUTH).itineraries:
        weather = [p for p in way.parts if p.row.table == "weather"]
        assert len(weather) == 2
        assert {p.row.number("month") for p in weather} <= {10.0, 11.0, 12.0}
        assert sum(p.hours for p in weather) > 24.0
        assert sum(p.hours for p in way.parts) == pytest.approx(way.duration_h.mean, rel=0.03)


def test_the_shares_of_an_itinerary_are_those_of_its_parts(tiny_copy: Copy) -> None:
    """With every figure of the toy assumed but the rides', the dollars that are not assumed are the rides'."""
    prices = tiny_copy.read("prices")
    for row in prices:
        row["grade"] = "published" if row["id"] == "rail_km" else "assumed"
    tiny_copy.write("prices", prices)
    (way,) = ask(tiny_copy.load(), unit="40GP", params=NORTH).itineraries
    rides = sum(p.usd for p in way.parts if p.row.id.startswith("rail_km"))
    assert way.assumed_cost_share == pytest.approx(1.0 - rides / sum(p.usd for p in way.parts))
