"""Two reefers of medicines from Łódź to Almaty in January, and the same in spring."""

from __future__ import annotations

from typing import Any

import pytest

from transcaspia.planning.model import Itineraries

from .conftest import Ask

MEDICINES: dict[str, Any] = {"cargo": "pharmaceuticals", "unit": "40RF", "units": 2}
POWERED = {"diesel_unit", "generator_wagon", "clip_on", "plugs", "ship"}


@pytest.fixture(scope="module")
def january(ask: Ask) -> Itineraries:
    """Ready on 12 January 2026."""
    return ask("Łódź", "Almaty", "2026-01-12", **MEDICINES)


def test_every_leg_names_its_power(january: Itineraries) -> None:
    """And hours without any stay within what the goods hold."""
    assert january.itineraries
    for way in january.itineraries:
        assert way.cold is not None
        assert all(leg.power for leg in way.legs)
        assert all(leg.power.means in POWERED or leg.power.means == "none" for leg in way.legs if leg.power)
        if way.cold.limit_h is not None:
            assert way.cold.without_power_h <= way.cold.limit_h


def test_the_frost_of_the_steppe_counts(ask: Ask, january: Itineraries) -> None:
    """Goods of 15 to 25 degrees hold far less on the steppe in January than in May."""

    def by_rail(answer: Itineraries) -> list[float]:
        return [
            w.cold.hold_h or 1e9 for w in answer.itineraries if w.cold and w.unit == "40RF" and w.corridor == "north"
        ]

    spring = ask("Łódź", "Almaty", "2026-05-11", **MEDICINES)
    assert max(by_rail(january)) < 0.6 * min(by_rail(spring))
    coldest = [w.cold.coldest for w in january.itineraries if w.cold and w.unit == "40RF"]
    assert any("January" in text and text.startswith("-") for text in coldest)


def test_air_and_temperature_controlled_road_stand_beside_rail(january: Itineraries) -> None:
    """In the same answer, in units that fit, with what they make of two boxes."""
    units = {way.unit: way for way in january.itineraries}
    assert {"40RF", "trailer_reefer", "air_pallet"} <= units.keys()
    assert units["trailer_reefer"].units == 2
    assert units["air_pallet"].units == 24
    assert {leg.mode for leg in units["air_pallet"].legs} >= {"air"}
    assert "fastest" in units["air_pallet"].labels


def test_rail_needs_power_that_is_agreed(january: Itineraries) -> None:
    """No reefer crosses the steppe by rail without a generator wagon, and the status says that it must be asked for."""
    for way in january.itineraries:
        for leg in way.legs:
            if leg.mode == "rail" and leg.run_h.p50 > 48.0:
                assert leg.power is not None
                assert leg.power.on_request
                assert way.status == "on_request"


def test_good_practice_is_told(january: Itineraries) -> None:
    assert any("logger" in line for line in january.practices)
    assert any("calibration" in line for line in january.practices)


def test_medicines_in_a_dry_box_are_told_of(ask: Ask) -> None:
    """No temperature is kept there, and the answer says so."""
    answer = ask("Łódź", "Almaty", "2026-01-12", cargo="pharmaceuticals", unit="40HC")
    assert any("15 to 25 °C" in line for line in answer.not_checked)
