"""Hours in which lorries may not run, and two drivers, by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from tests.tiny_network import Copy

import transcaspia
from transcaspia.network.model import Network
from transcaspia.planning.calendars import Ban, bans_of, holidays_of, speed_up
from transcaspia.planning.model import PlanParams
from transcaspia.planning.plan import plan, question_of

from .asking import ask

SUNDAY = {
    "id": "toy-sunday", "country": "PL", "kind": "truck_ban", "days": "Sun;holiday", "from_h": "0", "to_h": "22",
    "season_from": "", "season_to": "", "not_on": "", "over_t": "12", "spares": "grain",
    "source": "TOY", "grade": "assumed", "note": "",
}  # fmt: skip
FREE = {
    "id": "toy-free", "country": "PL", "kind": "holidays", "days": "2025-06-04", "from_h": "", "to_h": "", "over_t": "",
    "season_from": "", "season_to": "", "not_on": "", "spares": "", "source": "TOY", "grade": "assumed", "note": "",
}  # fmt: skip


@pytest.fixture
def banned(tiny_copy: Copy) -> Network:
    """The toy network with a ban on Sundays and on 4 June 2025 from midnight to 22 in PL."""
    tiny_copy.write("calendars", [SUNDAY, FREE])
    return tiny_copy.load()


def question(network: Network, depart: str, **options: object):
    consignment = transcaspia.make_consignment(network, "PLORI", "KZDST", depart, unit="trailer", **options)
    return question_of(network, consignment, PlanParams())


def test_a_lorry_stands_until_the_ban_ends(banned: Network) -> None:
    """Ready on Saturday noon, the ban is 12 to 34 h away: who needs 6 h arrives before it, who needs 20 h after it."""
    ban = bans_of(question(banned, "2025-06-07T12:00"), "PL")
    assert ban is not None
    assert (12.0, 34.0) in zip(ban.starts_h, ban.ends_h, strict=True)
    began = np.array([0.0, 0.0, 13.0, 40.0])
    ended = np.array([6.0, 20.0, 15.0, 45.0])
    assert ban.rolled(began, ended).tolist() == [6.0, 42.0, 36.0, 45.0]


def test_a_long_way_meets_two_sundays() -> None:
    ban = Ban(None, "PL", (10.0, 178.0), (32.0, 200.0))  # type: ignore[arg-type]
    assert ban.rolled(np.array([0.0]), np.array([170.0])).tolist() == [214.0]


def test_holidays_count_and_light_lorries_and_spared_goods_do_not(banned: Network) -> None:
    assert holidays_of(banned, "PL") == {date(2025, 6, 4)}
    ban = bans_of(question(banned, "2025-06-03"), "PL")
    assert ban is not None
    assert (24.0, 46.0) in zip(ban.starts_h, ban.ends_h, strict=True)
    light = question(banned, "2025-06-03", payload_t=0.5)
    heavy_only = replace(light, consignment=replace(light.consignment, payload_t=-4.0))
    assert bans_of(heavy_only, "PL") is None
    assert bans_of(replace(light, consignment=replace(light.consignment, cargo="grain")), "PL") is None
    assert bans_of(light, "KZ") is None


def test_polish_bans_spare_the_eves_that_the_rule_names() -> None:
    """Christmas Day is a holiday, its eve is no banned day; the eve of 11 November is."""
    network = transcaspia.load_network()

    def banned_at(depart: str) -> bool:
        consignment = transcaspia.make_consignment(network, "Poznań", "Almaty", depart, unit="trailer")
        ban = bans_of(question_of(network, consignment, PlanParams()), "PL")
        assert ban is not None
        return any(start <= 0.0 < end for start, end in zip(ban.starts_h, ban.ends_h, strict=True))

    assert banned_at("2025-11-10T19:00")
    assert banned_at("2025-12-25T12:00")
    assert not banned_at("2024-12-24T19:00")
    assert not banned_at("2025-11-12T19:00")


def test_a_ban_lengthens_the_way_on_its_day(banned: Network, tiny: Network) -> None:
    """Ready on Friday: the lorry meets the Sunday. Ready on Monday: it does not."""

    def hours(network: Network, depart: str) -> float:
        answer = ask(network, depart=depart, unit="trailer", params=PlanParams(draws=200))
        return answer.itineraries[0].duration_h.mean

    assert hours(banned, "2025-06-07T12:00") > hours(tiny, "2025-06-07T12:00") + 5.0
    assert hours(banned, "2025-06-09") == pytest.approx(hours(tiny, "2025-06-09"), abs=3.0)


def test_two_drivers_go_further_in_a_day(tiny: Network) -> None:
    assert speed_up(1) == 1.0
    one = ask(tiny, unit="trailer", params=PlanParams(draws=200)).itineraries[0]
    two = ask(tiny, unit="trailer", drivers=2, params=PlanParams(draws=200)).itineraries[0]
    assert two.legs[0].run_h.p50 < one.legs[0].run_h.p50
    assert "two drivers" in two.drivers[0]


def test_a_kazakh_driver_counts_days_in_schengen() -> None:
    network = transcaspia.load_network()
    consignment = transcaspia.make_consignment(network, "Poznań", "Almaty", "2025-11-03", unit="trailer", carrier="KZ")
    answer = plan(network, consignment, PlanParams(draws=200, balanced=True))
    assert any("90 days in any 180" in line and "Entry/Exit" in line for w in answer.itineraries for line in w.drivers)
