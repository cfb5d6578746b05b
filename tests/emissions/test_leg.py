"""Emissions by hand: traction by country, own factors, kinds of distance, lifts, refrigeration."""

from __future__ import annotations

import pytest

from tiny_network import Copy
from transcaspia.emissions.leg import lifts, link_intensity, refrigeration, road_intensity, summed
from transcaspia.errors import DataError
from transcaspia.network.load import load_network
from transcaspia.network.model import Network


def test_a_railway_is_split_between_wires_and_diesel(tiny: Network) -> None:
    """420 km in AZ, half under wires of 12 g, half diesel of 28 g (ttw 0 and 23 g)."""
    found = link_intensity(tiny, tiny.get("links", "az-south"))
    assert found.wtw_kg_t == pytest.approx(420.0 * (0.5 * 12.0 + 0.5 * 28.0) / 1000.0)
    assert found.ttw_kg_t == pytest.approx(420.0 * 0.5 * 23.0 / 1000.0)
    assert [(part.factor, part.amount) for part in found.parts] == [("rail_electric_AZ", 210.0), ("rail_diesel", 210.0)]


def test_a_factor_of_its_own_goes_first(tiny: Network) -> None:
    found = link_intensity(tiny, tiny.get("links", "feeder"))
    assert (found.wtw_kg_t, found.factors) == (pytest.approx(400.0 * 30.0 / 1000.0), ("feeder",))


def test_a_factor_for_actual_kilometres_counts_more_of_them_than_were_planned(tiny_copy: Copy) -> None:
    row = next(i for i, row in enumerate(tiny_copy.read("factors")) if row["id"] == "feeder")
    network = tiny_copy.change("factors", row, distance_factor="1.15").load()
    found = link_intensity(network, network.get("links", "feeder"))
    assert found.parts[0].amount == pytest.approx(460.0)
    assert found.wtw_kg_t == pytest.approx(460.0 * 30.0 / 1000.0)


def test_a_country_without_a_row_takes_the_general_one(tiny_copy: Copy) -> None:
    row = next(i for i, row in enumerate(tiny_copy.read("factors")) if row["id"] == "rail_electric_AZ")
    network = tiny_copy.change("factors", row, id="rail_electric").load()
    assert link_intensity(network, network.get("links", "az-south")).factors == ("rail_electric", "rail_diesel")


def test_a_ship_without_factor_is_a_sentence(tiny: Network) -> None:
    class Link:
        id, line = "x", 9

        def text(self, column: str) -> str:
            return "sea" if column == "mode" else ""

    with pytest.raises(DataError, match="mode sea needs an emission factor"):
        link_intensity(tiny, Link())  # type: ignore[arg-type]


def test_lorries_lifts_and_refrigeration_by_hand(tiny: Network) -> None:
    assert road_intensity(tiny, "truck", 100.0).wtw_kg_t == pytest.approx(9.5)
    (lift,) = lifts(tiny, "lift", 3)
    assert (lift.amount, lift.wtw_kg, lift.ttw_kg) == pytest.approx((3.0, 12.0, 10.5))
    assert lifts(tiny, "", 3) == ()
    cold = refrigeration(tiny, 8.0)
    assert (cold.factor, cold.wtw_kg, cold.ttw_kg) == ("reefer_power", pytest.approx(4.0), pytest.approx(3.2))


def test_a_plugged_reefer_draws_on_the_grid_where_one_is_known(tiny_copy: Copy) -> None:
    network = tiny_copy.add("factors", like=7, id="grid_AZ", wtw_g="600", ttw_g="0").load()
    plugged = refrigeration(network, 10.0, "AZ", plugged=True)
    assert (plugged.factor, plugged.wtw_kg, plugged.ttw_kg) == ("grid_AZ", pytest.approx(6.0), 0.0)
    assert refrigeration(network, 10.0, "AZ").factor == "reefer_power"
    assert refrigeration(network, 10.0, "KZ", plugged=True).factor == "reefer_power"


def test_parts_of_one_factor_are_one(tiny: Network) -> None:
    (lift,) = lifts(tiny, "lift", 1)
    assert summed([lift, lift.times(2.0)]) == lifts(tiny, "lift", 3)


def test_no_factor_emits_less_in_all_than_where_it_is_burnt() -> None:
    """Well-to-wheel holds tank-to-wheel, and a train under wires burns nothing."""
    for row in load_network().rows("factors"):
        assert row.number("wtw_g") >= row.number("ttw_g"), row.id
        assert row.number("ttw_g") == 0.0 or not row.id.startswith(("rail_electric", "grid")), row.id
        assert bool(row.text("distance")) == (row.text("basis") == "per_tkm"), row.id
