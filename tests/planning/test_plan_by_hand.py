"""Answers of the toy network that fit on paper."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import numpy as np
import pytest

from planning.asking import BY_RAIL, ask, evaluator_of, graph_of, services
from tiny_network import Copy
from transcaspia.network.model import Network
from transcaspia.planning.figures import Figure
from transcaspia.planning.graph import Builder, Edge, Graph
from transcaspia.planning.model import PlanParams
from transcaspia.planning.offers import offers_of
from transcaspia.planning.search import find

RAIL = PlanParams(modes=BY_RAIL, draws=500)
SOUTH = PlanParams(modes=BY_RAIL, avoid=("PLBRD",), draws=500)


def test_north_by_rail_names_its_trains_and_its_break_of_gauge(tiny: Network) -> None:
    answer = ask(tiny, unit="40GP", params=RAIL)
    (way,) = answer.itineraries
    assert way.corridor == "north"
    assert services(way) == ["lorry", "pl-shuttle", "kz-north", "lorry"]
    assert [leg.change for leg in way.legs] == [None, "mode", "gauge", "mode"]
    assert way.legs[2].change_note == "1435 to 1520 mm, box lifted to another wagon"
    assert way.transfers == 3
    assert way.distance_km == pytest.approx(5.0 + 400.0 + 1000.0 + 5.0)


def test_the_train_of_the_timetable_leaves_at_its_local_time(tiny: Network) -> None:
    """Ready on Wednesday 1 October 00:00 in Warsaw; lorry, lift and 12 h of cut-off make Friday 18:00 (CEST)."""
    (way,) = ask(tiny, unit="40GP", params=RAIL).itineraries
    assert way.legs[1].depart.p10 == way.legs[1].depart.p90 == datetime(2025, 10, 3, 16, 0, tzinfo=UTC)


def test_a_later_departure_is_taken_when_the_first_is_missed(tiny_with: Callable[..., Network]) -> None:
    """With a cut-off of 62 h a fast lift still makes Friday 18:00 and a slow one waits for Tuesday."""
    network = tiny_with("services", 0, cutoff_h="58")
    (way,) = ask(network, unit="40GP", params=RAIL).itineraries
    leg = way.legs[1]
    assert leg.depart.p10 == datetime(2025, 10, 3, 16, 0, tzinfo=UTC)
    assert leg.depart.p90 == datetime(2025, 10, 7, 16, 0, tzinfo=UTC)


def test_a_ship_that_the_water_keeps_light_fills_sooner_takes_less_and_names_its_levels(tiny_copy: Copy) -> None:
    """At half its 100 TEU it waits (50 - 2) / (2 x 25) days for one 40 ft box, and takes no 26 of them."""
    tiny_copy.change("drafts", 0, loaded_share="0.5", source="MADE-UP").add("sources", key="MADE-UP")
    network = tiny_copy.drop("services", 6).load()  # the rail ferry beside it
    builder, graph = graph_of(network, unit="40GP", params=SOUTH)
    wait = next(w for e in graph.edges if (w := wait_at(builder, e, "feeder")) is not None)
    assert wait.mean == pytest.approx(24.0 * (50 - 2) / (2 * 25))
    (way,) = ask(network, unit="40GP", params=SOUTH).itineraries
    assert "MADE-UP" in next(leg for leg in way.legs if leg.service == "feeder").sources
    answer = ask(network, unit="40GP", units=26, params=SOUTH)
    assert answer.empty
    assert any("takes at most 25 such units at once at this level of the sea" in r.why for r in answer.refused)


def wait_at(builder: Builder, edge: Edge, service: str) -> Figure | None:
    """Return the wait with which an edge of a service begins; None for every other edge."""
    if edge.line is None or edge.line.service is None or edge.line.service.id != service:
        return None
    return builder.clock.departures(edge.line, edge.move.ride.i).wait if edge.move and edge.move.ride else None


def test_waits_have_the_means_of_their_formulae(tiny: Network) -> None:
    """H (1 + cv2) / 2 for an irregular headway, (C - u) / (2 lambda) for a ship that fills, own TEU counted."""
    builder, graph = graph_of(tiny, unit="40GP", units=3, params=SOUTH)
    waits = {}
    for edge in graph.edges:
        if (
            edge.line is not None
            and edge.line.service is not None
            and edge.move is not None
            and edge.move.ride is not None
        ):
            wait = builder.clock.departures(edge.line, edge.move.ride.i).wait
            waits[edge.line.service.id] = None if wait is None else wait.mean
    assert waits["kz-south"] == pytest.approx(48.0 * (1.0 + 0.5**2) / 2.0)
    assert waits["feeder"] == pytest.approx((100.0 - 6.0) / (2.0 * 25.0) * 24.0)
    assert waits["pl-shuttle"] is None


def test_money_adds_up_by_hand(tiny_copy: Copy) -> None:
    """With every price fixed: haul, lifts, trains by the km, the break of gauge, the border, hire by the day."""
    prices = tiny_copy.read("prices")
    for row in prices:
        value = row["typical"]
        row |= {"low": value, "typical": value, "high": value, "least": value, "statistic": "estimate"}
    tiny_copy.write("prices", prices)
    (way,) = ask(tiny_copy.load(), unit="40GP", units=2, params=RAIL).itineraries
    hauls = 2 * 1.5 * 1.08 * (5.0 + 5.0)
    lifts = 2 * 50.0 * 1.08 * 2
    trains = 2 * 0.8 * (400.0 + 1000.0)
    gauge, border = 2 * 150.0, 60.0
    fixed = hauls + lifts + trains + gauge + border
    hire = 2 * 8.0 * way.duration_h.mean / 24.0
    # Storage beyond three free days is charged only where the wait is longer: it is what may be left over.
    assert fixed + hire - 1.0 <= way.cost_usd.mean <= fixed + hire + 2 * 15.0 * 4.0
    assert way.cost_usd.p10 >= fixed


def test_emissions_add_up_by_hand(tiny: Network) -> None:
    """20 t and 3.8 t of tare: lorries 10 km, Polish wires 400 km, diesel 1,000 km, three lifts."""
    (way,) = ask(tiny, unit="40GP", params=RAIL).itineraries
    gross_t = 23.8
    grams = gross_t * (10.0 * 95.0 + 400.0 * 15.0 + 1000.0 * 28.0) + 3 * 4000.0
    assert way.co2e_kg == pytest.approx(grams / 1000.0, rel=1e-9)
    assert way.co2e_ttw_kg == pytest.approx((gross_t * (10.0 * 77.0 + 1000.0 * 23.0) + 3 * 3500.0) / 1000.0, rel=1e-9)


def test_a_reefer_emits_by_the_hour_and_needs_power(tiny: Network) -> None:
    dry = ask(tiny, unit="40GP", payload_t=19.0, params=RAIL).itineraries[0]
    cold = ask(tiny, unit="40RF", payload_t=18.0, params=RAIL).itineraries[0]
    power = 4.0 * 0.5 * cold.duration_h.mean
    assert cold.co2e_kg == pytest.approx(dry.co2e_kg + power, rel=1e-9)
    south = ask(tiny, unit="40RF", params=SOUTH)
    assert all("ferry" not in services(i) for i in south.itineraries)


def test_the_ride_that_enters_the_country_pays_the_border(tiny: Network) -> None:
    """Both trains call at the border: the one that leaves it into the other country crosses."""
    (way,) = ask(tiny, unit="40GP", params=RAIL).itineraries
    assert way.legs[1].borders == ()
    assert way.legs[2].borders == ("Brod (PL-KZ)",)
    (back,) = ask(tiny, unit="40GP", origin="KZDST", destination="PLORI", params=RAIL).itineraries
    assert [leg.borders for leg in back.legs] == [(), (), ("Brod (KZ-PL)",), ()]


def test_the_southern_way_crosses_the_sea_and_stays_behind_an_open_border(tiny: Network) -> None:
    answer = ask(tiny, unit="40GP", params=SOUTH)
    assert {i.corridor for i in answer.itineraries} == {"south"}
    modes = {leg.mode for i in answer.itineraries for leg in i.legs}
    assert "sea" in modes or "rail_ferry" in modes
    for way in answer.itineraries:
        assert all("Brod" not in b for leg in way.legs for b in leg.borders)


def test_a_known_closure_is_waited_out_and_an_unknown_one_is_a_hazard(tiny: Network) -> None:
    """Brod was shut from 12 to 24 September 2025, announced on the 9th; flows were normal 4 days later."""
    known = ask(tiny, unit="40GP", depart="2025-09-12", params=RAIL).itineraries[0]
    before = ask(tiny, unit="40GP", depart="2025-09-12", known_on=date(2025, 9, 1), params=RAIL).itineraries[0]
    assert known.legs[2].arrive.p10 >= datetime(2025, 9, 25, tzinfo=UTC)
    assert any("shut 2025-09-12 to 2025-09-24" in text for leg in known.legs for text in leg.hazards)
    assert before.duration_h.p50 < known.duration_h.p50 - 24.0
    assert all("2025-09-12" not in text for leg in before.legs for text in leg.hazards)
    assert any("may be shut again" in text for leg in before.legs for text in leg.hazards)


def test_a_closure_without_end_is_never_passed(tiny: Network) -> None:
    answer = ask(tiny, unit="40GP", depart="2026-11-01", known_on=date(2026, 11, 1))
    assert all("road-kz" not in {name for name, _ in leg.links} for i in answer.itineraries for leg in i.legs)
    unknown = ask(tiny, unit="40GP", depart="2026-11-01", known_on=date(2026, 8, 1))
    assert any("road-kz" in {name for name, _ in leg.links} for i in unknown.itineraries for leg in i.legs)


def test_hazards_say_their_chance_and_delay(tiny: Network) -> None:
    (way,) = ask(tiny, unit="40GP", params=RAIL).itineraries
    (text,) = way.legs[2].hazards
    assert text.startswith("the border at Brod may be shut again: ")
    assert "chance to be caught by it, then" in text


def test_a_hazard_met_often_widens_the_band(tiny_with: Callable[..., Network]) -> None:
    calm = ask(tiny_with("hazards", 0, per_year="0.001"), unit="40GP", params=RAIL).itineraries[0]
    stormy = ask(tiny_with("hazards", 0, per_year="60"), unit="40GP", params=RAIL).itineraries[0]
    assert stormy.duration_h.p90 > calm.duration_h.p90 + 24.0


def test_book_by_is_the_earliest_of_its_legs(tiny: Network) -> None:
    """Three days before the train of 3 October 18:00, which is before any later leg asks for."""
    (way,) = ask(tiny, unit="40GP", params=RAIL).itineraries
    assert way.book_by == date(2025, 9, 30)


def test_the_limit_of_the_weight_is_named(tiny: Network) -> None:
    """30.48 t of gross mass on a train less 4.8 t of tare."""
    (way,) = ask(tiny, unit="40RF", params=RAIL).itineraries
    assert way.limited_by == "Orin-Brod shuttle: at most 25.7 t of payload in a 40RF"
    assert way.weight_limit is not None
    assert way.weight_limit.rule == "at most 30.48 t gross for one unit (train 1435)"


def test_chance_on_time(tiny: Network) -> None:
    """By the deadline; without one by the sum of typicals, which is kept less often than not."""
    assert ask(tiny, unit="40GP", params=RAIL).itineraries[0].on_time_share < 0.5
    late = ask(tiny, unit="40GP", deadline="2025-12-31", params=RAIL).itineraries[0].on_time_share
    soon = ask(tiny, unit="40GP", deadline="2025-10-06", params=RAIL).itineraries[0].on_time_share
    middle = ask(tiny, unit="40GP", deadline="2025-10-12", params=RAIL).itineraries[0].on_time_share
    assert late == 1.0
    assert soon == 0.0
    assert 0.1 < middle < 0.9


def test_via_is_passed_in_order(tiny: Network) -> None:
    params = PlanParams(via=("AZBRD", "KZPRT"), draws=500)
    for way in ask(tiny, unit="40GP", params=params).itineraries:
        stops = [leg.end.id for leg in way.legs]
        assert stops.index("AZBRD") < stops.index("KZPRT")
    wrong = PlanParams(via=("KZPRT", "AZBRD"), draws=500)
    assert ask(tiny, unit="40GP", params=wrong).empty


def test_on_request_needs_its_units(tiny: Network) -> None:
    """The block train runs from 40 units on; fewer are told to group where it would be the better way."""
    _, few = graph_of(tiny, unit="40GP", units=2)
    _, many = graph_of(tiny, unit="40GP", units=40)

    def blocks(graph: Graph) -> set[str]:
        found = set()
        for edge, why in zip(graph.edges, graph.blocks, strict=True):
            if edge.line is not None and edge.line.service is not None and edge.line.service.id == "kz-block":
                found |= {b.kind for b in why}
        return found

    assert blocks(few) == {"group"}
    assert blocks(many) == set()
    grouped = [i for i in ask(tiny, unit="40GP", units=40).itineraries if "kz-block" in services(i)]
    assert all(i.status == "on_request" for i in grouped)


def test_services_not_seen_running_are_offered_only_when_asked(tiny_with: Callable[..., Network]) -> None:
    network = tiny_with("services", 1, last_seen="2024-01-01")
    assert all("kz-north" not in services(i) for i in ask(network, unit="40GP", params=RAIL).itineraries)
    asked = ask(network, unit="40GP", params=PlanParams(modes=BY_RAIL, not_seen_running=True, draws=500))
    assert any(i.status == "not_seen_running" for i in asked.itineraries if "kz-north" in services(i))


def test_a_missing_price_is_named_and_never_free(tiny_with: Callable[..., Network]) -> None:
    network = tiny_with("terminals", 1, price="")
    (way,) = ask(network, unit="40GP", params=RAIL).itineraries
    assert "handling at Brod" in way.price_missing
    assert "customs clearance and duties" in way.price_missing


def test_the_median_is_later_than_the_sum_of_typicals(tiny: Network) -> None:
    for way in ask(tiny, unit="40GP", params=SOUTH).itineraries:
        assert way.duration_h.p50 > way.sum_of_typicals_h


def test_the_shares_of_lateness_sum_to_one(tiny: Network) -> None:
    for way in ask(tiny, unit="40GP", params=SOUTH).itineraries:
        assert sum(leg.late_share for leg in way.legs) == pytest.approx(1.0)


def test_the_proxy_lies_near_the_mean_of_the_draws(tiny: Network) -> None:
    """What the search thinks of a way and what the draws say of it differ by less than a tenth."""
    builder, graph = graph_of(tiny, unit="40GP", params=SOUTH)
    evaluator = evaluator_of(builder, graph)
    ways = find(graph, 0.01, 10_000).ways
    assert ways
    for way in ways:
        drawn = evaluator.draw(way)
        assert way.time_h == pytest.approx(float(drawn.arrive_h.mean()), rel=0.1)
        assert way.cost_usd == pytest.approx(float(drawn.cost_usd.mean()), rel=0.1)
        assert way.co2e_kg == pytest.approx(drawn.co2e_kg, rel=0.02)
        assert np.all(drawn.arrive_h > 0.0)


def test_a_block_train_runs_at_the_speed_of_its_class(tiny_copy: Copy) -> None:
    speeds = tiny_copy.read("speeds")
    fast = {**speeds[2], "id": "rail_kz.block", "low": "800", "typical": "1000", "high": "1100", "valid_from": ""}
    tiny_copy.write("speeds", [*speeds, fast])
    lines = offers_of(tiny_copy.load().at(date(2025, 10, 1))).lines
    used = {line.service.id: line.runs[0].piece.figure.row.id for line in lines if line.service is not None}
    assert used["kz-north"] == "rail_kz"
    assert used["kz-block"] == "rail_kz.block"
