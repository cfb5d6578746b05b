"""The level of a sea, and what a vessel loads at it."""

from datetime import date

import pytest

from network.test_load import faults_of
from tiny_network import Copy
from transcaspia.network.levels import deck_of, level_m, sails_at
from transcaspia.network.load import load_network

DAYS = (date(2024, 1, 1), date(2025, 1, 1))

RO_PAX = {"displacement_t": 10_438.0, "draught_m": 4.5, "deadweight_t": 5_740.0, "length_m": 154.5, "beam_m": 17.6}
FEEDER = {"deadweight_t": 5_000.0, "length_m": 113.0, "beam_m": 21.0, "teu": 225.0, "t_teu": 10.3 + 2.3}


def falling(copy: Copy) -> Copy:
    """Let the sea of the toy world fall from -28 m on the first day of 2024 to -29 m on that of 2025."""
    copy.change("levels", 0, day="2020-01-01").change("levels", 1, day="2026-12-31", level_m="-29")
    copy.add("levels", id="top", day="2024-01-01").add("levels", like=1, id="bottom", day="2025-01-01")
    return copy


def test_the_level_lies_on_the_line_between_two_readings(tiny_copy: Copy) -> None:
    """2024 has 366 days: on the 1st of July 182 of them are over."""
    network = falling(tiny_copy).load()
    level, readings = level_m(network, "toy_sea", date(2024, 7, 1))
    assert level == pytest.approx(-28.0 - 182 / 366)
    assert [row.id for row in readings] == ["top", "bottom"]
    assert level_m(network, "toy_sea", date(2025, 1, 1))[0] == -29.0


def test_a_ship_loads_less_where_the_sea_has_fallen_and_never_more_than_its_capacity(tiny_copy: Copy) -> None:
    """Full at -28 m, half a metre costs a quarter of its 100 TEU, a metre half; a higher sea adds nothing."""
    network = falling(tiny_copy).change("drafts", 0, day="2024-07-02").load()
    feeder = {day: deck_of(network.at(day), network.get("services", "feeder")) for day in DAYS}
    assert feeder[DAYS[0]].units == 100.0
    assert feeder[DAYS[1]].units == pytest.approx(100.0 * (1.0 - 0.5 * 183 / 366))
    assert {row.id for row in feeder[DAYS[1]].rows} == {"feeder|AZPRT", "top", "bottom"}


def test_a_ship_whose_units_are_light_feels_the_water_late(tiny_copy: Copy) -> None:
    """All its boxes weigh 0.6 of its deadweight: at a share of 0.7 it is full of boxes, at 0.45 three quarters."""
    copy = falling(tiny_copy).change("drafts", 0, day="2024-01-01", loaded_share="0.95", full_share="0.6")
    network = copy.load()
    assert deck_of(network.at(DAYS[1]), network.get("services", "feeder")).units == pytest.approx(100.0 * 0.45 / 0.6)
    network = copy.change("drafts", 0, share_per_m="0.25").load()
    assert deck_of(network.at(DAYS[1]), network.get("services", "feeder")).units == 100.0


def test_a_vessel_of_which_nothing_is_known_takes_its_capacity(tiny_copy: Copy) -> None:
    network = tiny_copy.load().at(DAYS[1])
    ferry = deck_of(network, network.get("services", "ferry"))
    assert (ferry.units, ferry.rows) == (52.0, ())


def test_a_draft_without_readings_around_its_days_is_told(tiny_copy: Copy) -> None:
    assert "levels.csv does not reach from" in faults_of(tiny_copy.change("levels", 1, day="2025-01-01"))


def test_two_levels_of_one_day_are_told(tiny_copy: Copy) -> None:
    assert "gives the level of that day too" in faults_of(tiny_copy.add("levels", like=1, id="again"))


def test_the_shipped_slopes_are_those_of_the_hulls() -> None:
    """A metre of water is its area under the hull; the block coefficient of the feeder is that of the ro-pax ship."""
    network = load_network()
    t_per_m = RO_PAX["displacement_t"] / RO_PAX["draught_m"]
    block = t_per_m / RO_PAX["length_m"] / RO_PAX["beam_m"]
    (ferry,) = network.all_of("drafts", "rail_ferry_caspian|AZALA")
    (feeder,) = network.all_of("drafts", "feeder_caspian|KZAAU")
    assert ferry.number("share_per_m") == pytest.approx(t_per_m / RO_PAX["deadweight_t"], abs=0.001)
    area = FEEDER["length_m"] * FEEDER["beam_m"] * block
    assert feeder.number("share_per_m") == pytest.approx(area / FEEDER["deadweight_t"], abs=0.001)
    assert feeder.number("full_share") == pytest.approx(
        FEEDER["teu"] * FEEDER["t_teu"] / FEEDER["deadweight_t"], abs=0.001
    )


def test_the_ships_that_the_filling_needs_are_those_that_were_counted_at_kuryk() -> None:
    """599 ferries called from January to October 2023; rail ferries and lorry ferries together fill as many."""
    network = load_network().at(date(2023, 6, 1))
    sailings = [
        row.number("fill_per_day") / sails_at(network, row)
        for row in network.rows("services")
        if row.items("calls")[0] == "KZKUR" and row.text("departures") == "when_full"
    ]
    assert len(sailings) == 2
    assert sum(sailings) == pytest.approx(599 / 304, rel=0.1)
