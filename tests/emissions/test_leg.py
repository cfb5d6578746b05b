"""Emissions by hand: traction by country, own factors, lifts, refrigeration."""

from __future__ import annotations

import pytest

from transcaspia.emissions.leg import lift_co2e_kg, link_intensity, refrigeration_co2e_kg_h, road_intensity
from transcaspia.errors import DataError
from transcaspia.network.model import Network


def test_a_railway_is_split_between_wires_and_diesel(tiny: Network) -> None:
    """420 km in AZ, half under wires of 12 g, half diesel of 28 g (ttw 0 and 23 g)."""
    found = link_intensity(tiny, tiny.get("links", "az-south"))
    assert found.wtw_kg_t == pytest.approx(420.0 * (0.5 * 12.0 + 0.5 * 28.0) / 1000.0)
    assert found.ttw_kg_t == pytest.approx(420.0 * 0.5 * 23.0 / 1000.0)
    assert found.factors == ("rail_electric_AZ", "rail_diesel")


def test_a_factor_of_its_own_goes_first(tiny: Network) -> None:
    found = link_intensity(tiny, tiny.get("links", "feeder"))
    assert (found.wtw_kg_t, found.factors) == (pytest.approx(400.0 * 30.0 / 1000.0), ("feeder",))


def test_a_ship_without_factor_is_a_sentence(tiny: Network) -> None:
    class Link:
        id, line = "x", 9

        def text(self, column: str) -> str:
            return "sea" if column == "mode" else ""

    with pytest.raises(DataError, match="mode sea needs an emission factor"):
        link_intensity(tiny, Link())  # type: ignore[arg-type]


def test_lorries_lifts_and_refrigeration_by_hand(tiny: Network) -> None:
    assert road_intensity(tiny, "truck", 100.0).wtw_kg_t == pytest.approx(9.5)
    assert lift_co2e_kg(tiny, "lift", 3) == pytest.approx((12.0, 10.5))
    assert lift_co2e_kg(tiny, "", 3) == (0.0, 0.0)
    assert refrigeration_co2e_kg_h(tiny, 4.0, 2) == pytest.approx((4.0, 3.2))
    assert refrigeration_co2e_kg_h(tiny, 0.0, 2) == (0.0, 0.0)
