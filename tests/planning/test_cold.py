"""The cold chain by hand: how long goods hold, what power a way takes, and what is refused for the lack of it."""

from __future__ import annotations

import math

import pytest
from tests.tiny_network import Copy

from transcaspia.network.model import Network
from transcaspia.planning.cold import ColdChain, Weather
from transcaspia.planning.consignment import make_consignment
from transcaspia.planning.model import PlanParams
from transcaspia.planning.plan import question_of

from .asking import ask

MEDICINES = {"cargo": "pharmaceuticals", "unit": "40RF"}
SETTINGS = """
[cold]
k_w_m2k = 0.5
heat_kj_kgk = 2.0
outer_share = 0.5
area_m2 = { 40 = 100 }
packing_h = 96
mild_months = 1

[defaults]"""


@pytest.fixture
def cold(tiny_copy: Copy) -> Copy:
    """The toy network with an insulation: 18 t hold 18,000 x 2 x 0.5 / (0.5 x 100 / 1000) s = 100 h."""
    return tiny_copy.replace("network.toml", "[defaults]", SETTINGS.lstrip())


def chain_of(network: Network, depart: str = "2026-01-12") -> ColdChain:
    """Return the cold chain of medicines of 2 to 8 degrees from Orin to Dala."""
    consignment = make_consignment(network, "PLORI", "KZDST", depart, payload_t=18.0, **MEDICINES)
    return ColdChain(question_of(network, consignment, PlanParams()))


def test_the_goods_hold_by_newtons_law_of_cooling(cold: Copy) -> None:
    """From 5 to 2 degrees at -15 outside: 100 h x ln(20 / 17)."""
    chain = chain_of(cold.load())
    assert chain.tau_h == pytest.approx(100.0)
    frost = Weather("Dala", 1, -15.0, -7.0, 1.0)
    assert chain.hold_h(frost) == pytest.approx(100.0 * math.log(20.0 / 17.0))
    heat = Weather("Dala", 7, 14.0, 22.0, 35.0)
    assert chain.hold_h(heat) == pytest.approx(100.0 * math.log(30.0 / 27.0))
    assert chain.hold_h(Weather("Orin", 4, 3.0, 5.0, 7.0)) == math.inf


def test_the_climate_is_that_of_the_nearest_place_and_the_month(cold: Copy) -> None:
    chain = chain_of(cold.load())
    january, july = chain.weather((65.0, 49.0), 1), chain.weather((65.0, 49.0), 7)
    assert (january.place, january.low_c, january.high_c) == ("Dala", -23.0, -7.0)
    assert july.high_c == 30.0
    assert chain.weather((20.0, 51.0), 1).place == "Orin"


def test_frost_and_heat_ask_for_power_where_spring_does_not(cold: Copy) -> None:
    """In April the trains go on the insulation alone; over the steppe in January and July one takes a generator."""
    network = cold.load()

    def north(depart: str) -> list[str]:
        answer = ask(network, depart=depart, **MEDICINES, params=PlanParams(draws=200, via=("PLBRD",)))
        way = next(w for w in answer.itineraries if [leg.mode for leg in w.legs].count("rail") == 2)
        return [leg.power.means for leg in way.legs if leg.power and leg.mode == "rail"]

    assert north("2026-01-12")[-1] == "generator_wagon"
    assert north("2026-07-13")[-1] == "generator_wagon"
    mild = (
        cold.change("climate", 1, apr="5", may="5", swing_c="1")
        .change("climate", 0, apr="5", may="5", swing_c="1")
        .load()
    )
    network = mild
    assert north("2026-04-06") == ["none", "none"]


def test_power_to_be_agreed_moves_status_booking_and_price(cold: Copy) -> None:
    answer = ask(cold.load(), depart="2026-01-12", **MEDICINES, params=PlanParams(draws=200))
    way = next(w for w in answer.itineraries if any(leg.power and leg.power.on_request for leg in w.legs))
    assert way.status == "on_request"
    assert way.cold is not None
    assert any("generator wagon" in line for line in way.cold.agree)
    assert any("generator wagon" in line for line in way.price_missing)
    first = next(leg for leg in way.legs if leg.power and leg.power.on_request)
    assert (first.depart.p50.date() - way.book_by).days >= 13


def test_a_way_whose_power_nobody_knows_is_refused_with_a_repair(cold: Copy) -> None:
    """Without a row for the railway its power is unknown: the steppe in January is not passed in silence."""
    network = cold.drop("power", 1).load()
    answer = ask(network, depart="2026-01-12", **MEDICINES, params=PlanParams(draws=200, modes=("rail",)))
    assert not any(leg.mode == "rail" for w in answer.itineraries for leg in w.legs)
    refusal = next(r for r in answer.refused if "no power is known of" in r.why)
    assert "agree power" in refusal.repair


def test_yards_without_known_plugs_are_to_be_confirmed(cold: Copy) -> None:
    answer = ask(cold.load(), depart="2026-01-12", **MEDICINES, params=PlanParams(draws=200))
    for way in answer.itineraries:
        assert way.cold is not None
        yards = [leg for leg in way.legs if leg.power_yard and leg.power_yard.means == "unknown"]
        assert bool(yards) == bool(way.cold.confirm)
        assert bool(yards) == (way.cold.unknown_h > 0.0)


def test_goods_without_a_temperature_have_no_cold_chain(tiny: Network) -> None:
    answer = ask(tiny, unit="40GP")
    assert answer.practices == ()
    assert all(w.cold is None and leg.power is None for w in answer.itineraries for leg in w.legs)
