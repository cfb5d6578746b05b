"""Things at which a forwarder would laugh, each held against the shipped network."""

from __future__ import annotations

import re
from itertools import combinations, pairwise
from typing import Any

import pytest

from transcaspia.errors import InputError
from transcaspia.network.model import Network
from transcaspia.planning.model import Itineraries, Itinerary, Leg, PlanParams
from transcaspia.report.text import answer_text

from .conftest import Ask

QUICK = PlanParams(draws=300)
QUESTIONS: dict[str, tuple[tuple[str, str, str], dict[str, Any]]] = {
    "medicines": (("Łódź", "Almaty", "2025-10-01"), {"cargo": "pharmaceuticals", "unit": "40RF", "units": 2}),
    "box": (("Warszawa", "Tashkent", "2025-06-02"), {"unit": "40HC"}),
    "west": (("Almaty", "Poznań", "2024-09-02"), {"unit": "40HC"}),
    "china": (("Xi'an", "Łódź", "2025-03-03"), {"unit": "40HC"}),
    "trailer": (("Poznań", "Baku", "2025-10-20"), {"cargo": "machinery", "unit": "trailer"}),
    "meat": (("Gdańsk", "Tashkent", "2025-07-07"), {"cargo": "food_chilled", "unit": "40RF"}),
    "iran": (("Istanbul", "Tashkent", "2025-05-05"), {"cargo": "machinery", "unit": "trailer"}),
}
POWERLESS = {"none", "unknown"}


@pytest.fixture(scope="module")
def answers(ask: Ask) -> dict[str, Itineraries]:
    """Answers to a handful of questions."""
    return {name: ask(*ends, params=QUICK, **options) for name, (ends, options) in QUESTIONS.items()}


@pytest.fixture(scope="module")
def ways(answers: dict[str, Itineraries]) -> list[Itinerary]:
    """All ways of all answers."""
    found = [way for answer in answers.values() for way in answer.itineraries]
    assert len(found) > 15
    return found


def legs_of(ways: list[Itinerary], *modes: str) -> list[Leg]:
    """Return the legs by some modes."""
    return [leg for way in ways for leg in way.legs if leg.mode in modes]


def caspian(network: Network, leg: Leg) -> bool:
    """Return whether a leg goes over the Caspian."""
    return any("caspian" in network.get("links", link).items("tags") for link, _ in leg.links)


def test_a_caspian_departure_with_a_clock_time(network: Network, ways: list[Itinerary]) -> None:
    """Ships there sail when full and when the wind allows: their departure is a band of days."""
    over = [leg for leg in legs_of(ways, "sea", "ro_ro", "rail_ferry") if caspian(network, leg)]
    assert over
    for leg in over:
        assert network.get("services", leg.service or "").text("departures") != "timetable"
        assert (leg.depart.p90 - leg.depart.p10).total_seconds() > 24 * 3600


def test_a_table_with_minutes(network: Network, answers: dict[str, Itineraries]) -> None:
    """Nobody knows the minute in which a box arrives in three weeks."""
    for answer in answers.values():
        assert not re.search(r"\b\d{1,2}:\d{2}\b", answer_text(answer, network))


def test_leaving_on_the_ready_day(answers: dict[str, Itineraries]) -> None:
    """A lorry is ordered and loaded first, and no train or ship leaves with goods that were ready that morning."""
    for answer in answers.values():
        ready = str(answer.query["depart"])
        for way in answer.itineraries:
            assert way.departure.isoformat() > ready
            hours = (way.departure - way.legs[0].depart.p10).total_seconds()
            assert hours > 0
            assert all(leg.depart.p50.date() > way.departure.date() for leg in way.legs if leg.service)


def test_booking_after_the_departure(ways: list[Itinerary]) -> None:
    """What is to be booked is booked before it leaves."""
    assert all(way.book_by < way.departure.date() for way in ways)


def test_a_reefer_on_rail_without_power(answers: dict[str, Itineraries]) -> None:
    """Neither in summer nor in autumn does a reefer cross a railway of days on its insulation."""
    for name in ("medicines", "meat"):
        for way in answers[name].itineraries:
            for leg in way.legs:
                assert leg.power is not None
                if leg.mode == "rail" and leg.power.means in POWERLESS:
                    assert leg.run_h.p50 < 24.0
                    assert way.cold is not None
                    assert way.cold.without_power_h <= (way.cold.limit_h or 1e9)


def test_a_yard_of_unknown_power_in_silence(answers: dict[str, Itineraries]) -> None:
    """What must be asked is said."""
    for way in answers["medicines"].itineraries:
        yards = {leg.start.name for leg in way.legs if leg.power_yard and leg.power_yard.means in POWERLESS}
        assert way.cold is not None
        assert all(any(name in line for line in way.cold.confirm) for name in yards)


def test_medicines_that_freeze_in_a_dry_box_in_silence(ask: Ask) -> None:
    answer = ask("Łódź", "Astana", "2026-01-12", cargo="pharmaceuticals", unit="40HC", params=QUICK)
    assert any("temperature of the goods" in line for line in answer.not_checked)


def test_a_road_borders_hours_used_for_rail(network: Network) -> None:
    """A lorry queue and a change of gauge are not one figure."""
    modes: dict[str, set[str]] = {}
    for row in network.rows("borders"):
        modes.setdefault(row.text("duration"), set()).add(row.text("mode"))
    assert not [name for name, found in modes.items() if {"rail", "road"} <= found]


def test_a_wagon_of_bulk_for_medicines(ask: Ask, answers: dict[str, Itineraries]) -> None:
    with pytest.raises(InputError, match="cannot carry"):
        ask("Łódź", "Almaty", "2025-10-01", cargo="pharmaceuticals", unit="bulk_wagon")
    assert not any("wagon" in way.unit for way in answers["medicines"].itineraries)


def test_a_passenger_ferrys_factor_for_a_rail_ferry(network: Network) -> None:
    """What carries wagons and lorries is reckoned as a freight ship."""
    for link in network.rows("links"):
        if link.text("mode") in {"rail_ferry", "ro_ro"}:
            factor = network.get("factors", link.text("factor"))
            assert "passenger" not in f"{factor.id} {factor.text('note')}"
            assert 20.0 < factor.number("wtw_g") < 150.0


def test_a_detour_for_a_few_dollars(answers: dict[str, Itineraries]) -> None:
    """Nobody goes 500 km round for less than a hundredth of the price, unless it is quicker, surer or cleaner."""
    for answer in answers.values():
        for a, b in combinations(answer.itineraries, 2):
            long, short = (a, b) if a.distance_km > b.distance_km else (b, a)
            if a.unit != b.unit or long.corridor != short.corridor or long.distance_km < short.distance_km + 500.0:
                continue
            saves = (short.cost_usd.p50 - long.cost_usd.p50) / short.cost_usd.p50
            quicker = long.duration_h.p50 < 0.98 * short.duration_h.p50
            surer = (long.duration_h.p90 - long.duration_h.p50) < 0.9 * (short.duration_h.p90 - short.duration_h.p50)
            cleaner = long.co2e_kg < 0.95 * short.co2e_kg
            assert saves > 0.01 or quicker or surer or cleaner, (answer.query["origin_name"], long.id, short.id)


def test_five_itineraries_that_are_one(answers: dict[str, Itineraries]) -> None:
    """No two share unit, borders and the carriers of their long legs."""
    for answer in answers.values():
        seen = set()
        for way in answer.itineraries:
            long = tuple(leg.service or "lorry" for leg in way.legs if leg.distance_km > 0.1 * way.distance_km)
            kind = (way.unit, way.corridor, tuple(b for leg in way.legs for b in leg.borders), long)
            assert kind not in seen, (answer.query["origin_name"], kind)
            seen.add(kind)


def test_a_price_with_cents(network: Network, answers: dict[str, Itineraries]) -> None:
    for answer in answers.values():
        assert not re.search(r"\d\.\d+ USD", answer_text(answer, network))


def test_reliability_without_its_ground(network: Network, answers: dict[str, Itineraries]) -> None:
    """A chance on time says on time for what, and on what it rests; without a promise to beat nobody is 97 % sure."""
    for answer in answers.values():
        text = " ".join(answer_text(answer, network).split())
        assert "chance to arrive by the sum of the typical hours" in text
        assert "Rests on estimated or assumed figures" in text
        assert all(way.on_time_share < 0.7 for way in answer.itineraries)


def test_an_old_tariff_of_members_as_a_market_price(answers: dict[str, Itineraries]) -> None:
    """Each price tells its class and year, and one of another year is moved by the index or said not to be."""
    for answer in answers.values():
        year = answer.query["price_year"]
        priced = [line for way in answer.itineraries for line in way.price_lines if line.usd is not None]
        assert priced
        for line in priced:
            assert line.tariff_class in {"member", "public", "market"}
            assert line.price_year
            assert (
                line.price_year == year or line.index is not None or any("price index" in x for x in answer.not_checked)
            )


def test_a_price_that_holds_everything(ways: list[Itinerary]) -> None:
    """Margin and duties are never in it, and it says so; every other kind has a line, priced or missing."""
    for way in ways:
        assert {"forwarder's margin", "customs clearance and duties"} <= set(way.price_missing)
        kinds = {"main_run", "surcharges", "insurance", "margin", "customs"}
        assert kinds <= {line.kind for line in way.price_lines}


def test_a_box_on_a_lorry_across_a_continent(ways: list[Itinerary]) -> None:
    """A box goes by rail or ship beyond a day or two; trailers go further."""
    assert all(
        leg.distance_km <= 850 for way in ways if "trailer" not in way.unit for leg in way.legs if leg.mode == "road"
    )


def test_a_lorry_that_never_sleeps(ways: list[Itinerary]) -> None:
    """One driver drives nine hours a day: no lorry does 1,000 km a day for days on end."""
    far = [leg for leg in legs_of(ways, "road") if leg.distance_km > 1000]
    assert far
    assert all(leg.distance_km / (leg.run_h.p50 / 24.0) < 800 for leg in far)


def test_suez_while_ships_went_round_the_cape(ask: Ask) -> None:
    answer = ask("Warszawa", "Shanghai", "2024-05-06", unit="40HC", params=QUICK)
    assert not any("suez" in (leg.service or "") for way in answer.itineraries for leg in way.legs)


def test_a_train_over_the_front(ask: Ask) -> None:
    """Nothing rolls from Ukraine into Russia after February 2022."""
    answer = ask("Kyiv", "Almaty", "2025-06-02", unit="40HC", params=QUICK)
    for way in answer.itineraries:
        for leg in way.legs:
            assert ("UA", "RU") not in set(pairwise(leg.countries))


def test_a_train_through_kars_while_the_line_was_rebuilt(ask: Ask) -> None:
    answer = ask("Istanbul", "Baku", "2023-10-02", unit="40HC", params=PlanParams(draws=300, modes=("rail",)))
    for way in answer.itineraries:
        if any("btk" in link for leg in way.legs for link, _ in leg.links):
            assert way.duration_h.p50 > 150 * 24


def test_a_train_chartered_for_two_boxes(answers: dict[str, Itineraries], network: Network) -> None:
    """A block train needs its least number of units."""
    for answer in answers.values():
        for way in answer.itineraries:
            for leg in way.legs:
                row = network.get("services", leg.service) if leg.service else None
                assert row is None or row.text("sold_as") != "block_train" or way.units >= (row.maybe("min_units") or 1)


def test_trains_that_wait_for_nobody(ways: list[Itinerary]) -> None:
    """A box waits for a train or ship: no way of three services has no wait at all."""
    long = [way for way in ways if sum(leg.service is not None for leg in way.legs) >= 3]
    assert long
    assert all(sum(leg.wait_h.p50 for leg in way.legs) > 24.0 for way in long)


def test_arriving_before_leaving(ways: list[Itinerary]) -> None:
    for way in ways:
        for a, b in pairwise(way.legs):
            assert a.depart.p50 < a.arrive.p50 <= b.depart.p50


def test_a_gauge_that_changes_by_itself(ways: list[Itinerary]) -> None:
    for way in ways:
        by_rail = [leg for leg in way.legs if leg.mode == "rail"]
        for a, b in pairwise(by_rail):
            if a.gauge_mm != b.gauge_mm:
                between = way.legs[way.legs.index(a) + 1 : way.legs.index(b) + 1]
                assert any(leg.change == "gauge" for leg in between)


def test_air_as_the_cheap_or_green_way(answers: dict[str, Itineraries]) -> None:
    way = next(w for w in answers["medicines"].itineraries if w.unit == "air_pallet")
    rail = next(w for w in answers["medicines"].itineraries if w.unit == "40RF")
    assert not {"cheapest", "greenest"} & set(way.labels)
    assert way.cost_usd.p50 > 3 * rail.cost_usd.p50
    assert way.co2e_kg > 5 * rail.co2e_kg


def test_passing_a_place_twice(ways: list[Itinerary]) -> None:
    for way in ways:
        stops = [leg.end.id for leg in way.legs[:-1]]
        assert len(set(stops)) == len(stops)


def test_a_band_of_no_width(ways: list[Itinerary]) -> None:
    """A journey of weeks is not known to the day."""
    assert all(w.duration_h.p90 - w.duration_h.p10 > 0.15 * w.duration_h.p50 for w in ways if w.duration_h.p50 > 240)


def test_dangerous_goods_on_an_aircraft_or_a_ferry_in_silence(ask: Ask) -> None:
    """Explosives do not fly, and paint on a train asks for its papers."""
    air = ask("Warszawa", "Almaty", "2025-10-01", unit="air_pallet", un="0081", params=QUICK)
    assert not any(leg.mode == "air" for way in air.itineraries for leg in way.legs)
    assert any("UN 0081" in r.why for r in air.refused)
    paint = ask("Warszawa", "Almaty", "2025-10-01", unit="40HC", un="1263", params=QUICK)
    assert paint.itineraries
    assert all(way.dangerous for way in paint.itineraries)


def test_a_limit_of_mass_that_no_leg_owns(ways: list[Itinerary]) -> None:
    """The weakest leg is named with its tonnes and its rule."""
    for way in ways:
        limit = way.weight_limit
        assert limit is not None
        assert limit.rule
        assert limit.leg is None or 0 <= limit.leg < len(way.legs)
        assert 0.0 < limit.payload_t <= 70.0


def test_iran_or_wartime_odesa_without_a_word(ask: Ask, answers: dict[str, Itineraries]) -> None:
    """Sanctions on Iran and the war in Ukraine stand in every way that touches them."""
    odesa = ask("Istanbul", "Kyiv", "2025-06-02", unit="40HC", params=QUICK)
    told = {"IR": "Iran", "UA": "Ukrain"}
    touched = set()
    for way in (way for answer in (*answers.values(), odesa) for way in answer.itineraries):
        ports = {leg.end.country for leg in way.legs if leg.mode in {"sea", "ro_ro", "rail_ferry"}} & {"UA"}
        crossed = {country for leg in way.legs for country in leg.countries} & {"IR"}
        for country in ports | crossed:
            touched.add(country)
            assert any(told[country] in rule.what for rule in way.restrictions.checked), (country, way.id)
    assert "IR" in touched
