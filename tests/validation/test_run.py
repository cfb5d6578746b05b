"""From terminal to terminal on the toy network: the clock, the money and the reasons, worked by hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from planning.asking import BY_RAIL, ask
from tiny_network import Copy
from transcaspia.network.model import Network
from transcaspia.planning.model import PlanParams
from transcaspia.validation import run
from transcaspia.validation.model import Case, Outcome
from transcaspia.validation.run import answer_of, validate
from validation.asking import FEW, case, fixed


def outcome_of(network: Network, given: Case) -> Outcome:
    (found,) = validate(network, [given], FEW).outcomes
    return found


def test_one_train_takes_its_running_time_alone(tiny_copy: Copy) -> None:
    """800 km at 500 km a day; neither the wait for the train, 12 h of cut-off, lift nor lorry count."""
    model = outcome_of(fixed(tiny_copy).load(), case()).model
    assert model is not None
    assert (model.p10, model.p50, model.p90, model.mean) == pytest.approx((1.6, 1.6, 1.6, 1.6))


def test_the_money_is_that_of_the_train_and_of_its_days(tiny_copy: Copy) -> None:
    """800 km at 0.8 USD and 1.6 days of hire at 8 USD; neither lifts nor hauls."""
    model = outcome_of(fixed(tiny_copy).load(), case(metric="cost")).model
    assert model is not None
    assert model.p50 == pytest.approx(800.0 * 0.8 + 1.6 * 8.0)


def test_the_clock_starts_when_the_first_train_leaves(tiny_copy: Copy) -> None:
    """Ready on Wednesday; the train of Friday 18:00 runs 400 km at 400 km a day."""
    network = fixed(tiny_copy).load()
    answer = ask(network, unit="40GP", params=replace(FEW, between=(("PLORI",), ("PLBRD",))), destination="PLBRD")
    (way,) = answer.itineraries
    assert [leg.service for leg in way.legs] == ["pl-shuttle"]
    assert way.duration_h.p10 == way.duration_h.p90 == pytest.approx(24.0)
    assert way.departure == datetime(2025, 10, 3, 16, 0, tzinfo=UTC)
    assert way.arrival.p50 == datetime(2025, 10, 4, 16, 0, tzinfo=UTC)
    assert way.legs[0].wait_h.p90 == way.legs[0].dwell_h.p90 == 0.0


def test_what_lies_between_counts_in_every_draw(tiny_copy: Copy) -> None:
    """24 h to Brod, 24 h of gauge, 12 h of cut-off, up to 48 h of wait, 24 h of border and 48 h to Dala."""
    network = fixed(tiny_copy).change("services", 1, headway_cv="0").load()
    model = outcome_of(network, case(origin="Orin", modes=BY_RAIL, via=("Brod",))).model
    assert model is not None
    least = 24.0 + 24.0 + 12.0 + 24.0 + 48.0
    assert model.mean == pytest.approx((least + 24.0) / 24.0, rel=0.02)
    assert model.p10 == pytest.approx((least + 4.8) / 24.0, rel=0.02)
    assert model.p90 == pytest.approx((least + 43.2) / 24.0, rel=0.02)


def test_road_access_counts_where_it_is_named(tiny: Network) -> None:
    """From door to door: two lorries, two lifts, the cut-off and the wait for the train more."""
    bare = outcome_of(tiny, case(origin="Orin", modes=("rail",)))
    access = outcome_of(tiny, case(origin="Orin", modes=("rail", "road_access")))
    assert bare.way == "pl-shuttle > kz-north"
    assert access.way == "lorry Orin-Orin > pl-shuttle > kz-north > lorry Dala-Dala"
    assert bare.model is not None
    assert access.model is not None
    assert access.model.p50 > bare.model.p50 + 12.0 / 24.0
    assert access.distance_km == pytest.approx(bare.distance_km + 10.0)


def test_a_trailer_goes_by_road_and_a_box_only_where_road_is_named(tiny_copy: Copy) -> None:
    network = fixed(tiny_copy).load()
    trailer = outcome_of(network, case(origin="Orin", unit="trailer", modes=("road",)))
    assert trailer.way == "lorry Orin-Dala"
    assert trailer.distance_km == pytest.approx(380.0 + 1050.0)
    box = outcome_of(network, case(origin="Orin", via=("Brod",)))
    assert "lorry" not in box.way
    assert "lorry" in outcome_of(network, case(origin="Orin", modes=("road",))).way


def test_via_is_passed_in_order_and_avoid_is_not_touched(tiny: Network) -> None:
    south = outcome_of(tiny, case(origin="Orin", via=("Sinir", "Liman")))
    assert south.way.startswith("pl-south > az-south > ")
    assert south.corridor == "south"
    assert outcome_of(tiny, case(origin="Orin", via=("caspian",))).corridor == "south"
    assert outcome_of(tiny, case(origin="Orin", via=("AZ",))).corridor == "south"
    assert outcome_of(tiny, case(origin="Orin", avoid=("PLBRD",))).corridor == "south"
    assert outcome_of(tiny, case(origin="Orin", via=("Liman", "Sinir"))).model is None
    ferry = outcome_of(tiny, case(origin="Orin", via=("ferry",)))
    assert "> ferry >" in ferry.way


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"origin": "Nowhere"}, "'Nowhere' is not known"),
        ({"origin": "Orin", "via": ("Nowhere",)}, "via 'Nowhere'"),
        ({"origin": "Orin", "avoid": ("KZ",)}, "to be avoided"),
        ({"depart": date(2012, 1, 1)}, "outside the data"),
        ({"origin": "Orin", "modes": ("air",)}, "not among the modes"),
        ({"destination": "Aylaq"}, "the same place"),
    ],
)
def test_a_case_without_an_answer_has_no_model_and_a_reason(
    tiny: Network, given: dict[str, object], words: str
) -> None:
    found = outcome_of(tiny, case(**given))
    assert found.model is found.error_share is found.inside is None
    assert words in found.reason


def test_a_train_not_seen_then_is_taken_only_for_want_of_another_and_said(tiny_with: Callable[..., Network]) -> None:
    network = tiny_with("services", 7, first_seen="2025-09-20")
    late = case(depart=date(2021, 6, 1), avoid=("AZPRT",))
    found = outcome_of(network, late)
    assert found.status == "not_seen_running"
    assert "not seen running at that date" in found.reason
    assert not outcome_of(network, case()).reason
    # Back over Sinir and Brod, five times as far: no way while a train could run.
    assert outcome_of(network, replace(late, avoid=())).status == "not_seen_running"
    assert outcome_of(network, replace(late, origin="Orin", avoid=())).status == "regular"


def test_a_block_train_carries_a_unit_of_a_full_lot_where_nothing_else_goes(tiny_copy: Copy) -> None:
    network = tiny_copy.change("services", 1, units="40RF").load()
    found = outcome_of(network, case(origin="PLBRD", modes=("rail",)))
    assert found.status == "on_request"
    assert found.reason == "planned with a service on request, as part of a full lot"


def test_a_chartered_train_is_asked_for_by_a_block_alone(tiny_copy: Copy) -> None:
    """A charter runs beside the regular train of Brod; a single unit waits for the regular one."""
    services = tiny_copy.read("services")
    charter = services[1] | {"id": "charter", "departures": "on_request", "per_week": "", "headway_cv": ""}
    charter |= {"timetable": "", "lead_days": "3", "min_units": "40", "traffic": "block", "sold_as": "block_train"}
    tiny_copy.write("services", [*services, charter])
    network = tiny_copy.load()
    asked = case(origin="Orin", via=("Brod",), modes=BY_RAIL)
    single, block = outcome_of(network, asked), outcome_of(network, replace(asked, shipment="block"))
    assert (single.way, single.status, single.reason) == ("pl-shuttle > kz-north", "regular", "")
    assert (block.way, block.status) == ("pl-shuttle > charter", "on_request")
    assert block.reason == "planned with a service on request, as a whole train of 40"
    assert single.model is not None
    assert block.model is not None
    assert block.model.p50 < single.model.p50


def test_a_whole_train_fills_its_ship_and_pays_by_the_unit(tiny_copy: Copy) -> None:
    """40 boxes of 40 ft leave 20 of the feeder's 100 TEU to be filled, one leaves 98; where 40 cannot go, one does."""
    asked = case(origin="Orin", via=("Liman",), modes=("rail", "sea"))
    network = tiny_copy.drop("services", 6).load()
    single, block = outcome_of(network, asked), outcome_of(network, replace(asked, shipment="block"))
    assert single.way == block.way
    assert single.model is not None
    assert block.model is not None
    assert single.model.mean - block.model.mean == pytest.approx((98 - 20) / (2 * 25), rel=0.1)
    money = replace(asked, metric="cost")
    one, forty = outcome_of(network, money).model, outcome_of(network, replace(money, shipment="block")).model
    assert one is not None
    assert forty is not None
    assert forty.p50 == pytest.approx(one.p50, rel=0.05)
    light = tiny_copy.change("vehicles", 2, capacity="60").load()
    assert outcome_of(light, replace(asked, shipment="block")).model is not None


def test_money_by_the_tonne_or_teu_is_a_share_of_the_unit(tiny: Network) -> None:
    bands = {per: outcome_of(tiny, case(metric="cost", per=per)).model for per in ("unit", "tonne", "teu")}
    assert all(bands.values())
    whole, tonne, teu = (band.p50 for band in bands.values() if band)
    assert tonne == pytest.approx(whole / 20.0)
    assert teu == pytest.approx(whole / 2.0)


def test_a_time_and_a_price_of_one_journey_are_planned_once(tiny: Network, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []

    def counted(*given: object) -> object:
        asked.append(given)
        return plan(*given)  # type: ignore[arg-type]

    plan = run.plan
    monkeypatch.setattr(run, "plan", counted)
    told: list[tuple[int, int]] = []
    found = validate(
        tiny, [case("a"), case("a", metric="cost"), case("b")], FEW, tell=lambda *given: told.append(given)
    )
    assert len(asked) == 1
    assert told == [(1, 1)]
    assert [o.case.id for o in found.outcomes] == ["a", "a", "b"]


def test_the_order_of_the_cases_does_not_matter(tiny: Network) -> None:
    cases = [case("a"), case("b", origin="Orin"), case("c", depart=date(2024, 1, 5))]
    forward, backward = validate(tiny, cases, FEW), validate(tiny, cases[::-1], FEW)
    assert forward.outcomes == backward.outcomes[::-1]
    assert forward.scores["time"].whole == backward.scores["time"].whole


def test_the_seed_is_that_of_the_parameters(tiny: Network) -> None:
    one, same, other = (validate(tiny, [case()], PlanParams(draws=400, seed=s)).outcomes for s in (1, 1, 2))
    assert one == same
    assert one != other


@pytest.mark.slow
def test_two_processes_give_what_one_gives(tiny: Network, monkeypatch: pytest.MonkeyPatch) -> None:
    cases = [case(f"c{day}", depart=date(2025, 10, day)) for day in range(1, 9)]
    alone = validate(tiny, cases, FEW)
    monkeypatch.setattr(run, "WORTH_A_POOL", 2)
    assert validate(tiny, cases, FEW, workers=2).outcomes == alone.outcomes


def test_a_price_is_compared_in_the_dollars_of_its_own_year(tiny_copy: Copy) -> None:
    """Prices of 2024, a train of 2025, and an index that rose by a tenth."""
    network = fixed(tiny_copy).add("price_index", year="2025", level="330").load()
    own, old, none = (
        outcome_of(network, case(metric="cost", price_year=year)) for year in (None, 2024, 2019)
    )  # fmt: skip
    assert own.model is not None
    assert old.model is not None
    assert own.model.p50 == pytest.approx(1.1 * (800.0 * 0.8 + 1.6 * 8.0))
    assert old.model.p50 == pytest.approx(800.0 * 0.8 + 1.6 * 8.0)
    assert none.model == own.model
    assert "not moved to 2019" in none.reason


def test_what_is_kept_of_one_day_changes_nothing_on_another(tiny_copy: Copy) -> None:
    """The second day is planned on what was worked out for the first, and alone."""
    days = [case(str(day), origin="Orin", depart=date(2025, 10, day)) for day in (1, 9)]
    together = validate(tiny_copy.load(), days, FEW).outcomes
    assert together[1] == outcome_of(tiny_copy.load(), days[1])


def test_a_train_is_timed_where_it_passes_if_nothing_calls_there(tiny_copy: Copy) -> None:
    """A train from Liman to Orin that passes the border of Sinir: 420 km at 420 a day, and 600 km at 400 a day."""
    services = tiny_copy.read("services")
    through = services[1] | {"id": "through", "calls": "AZPRT;(AZBRD);PLORI"} | {"gauge_mm": "1435"}
    links = tiny_copy.read("links")
    links.append(links[3] | {"id": "az-wide", "gauge_mm": "1435", "via": "", "length_km": "420", "source": "TOY"})
    links[-1]["grade"] = "assumed"
    tiny_copy.write("links", links)
    tiny_copy.write("services", [row for row in services if "AZBRD" not in row["calls"]] + [through])
    network = fixed(tiny_copy).load()
    ways = (("Liman", "Orin"), ("Liman", "Sinir"), ("Sinir", "Orin"))
    whole, first, last = (outcome_of(network, case(origin=a, destination=b)) for a, b in ways)
    assert whole.model is not None
    assert first.model is not None
    assert last.model is not None
    assert first.way == last.way == "through"
    assert first.model.p50 == pytest.approx(420.0 / 420.0)
    assert last.model.p50 == pytest.approx(600.0 / 400.0)
    assert whole.model.p50 == pytest.approx(first.model.p50 + last.model.p50)  # the border of Sinir is open
    assert first.distance_km + last.distance_km == pytest.approx(whole.distance_km)


def test_a_tariff_is_planned_as_the_tariff_of_members_and_says_where_it_falls_back(tiny_copy: Copy) -> None:
    tariff = case("t", metric="cost", kind="tariff", price_scope="rail", price_year=2025)
    market = case("m", metric="cost", kind="market", price_scope="rail", price_year=2025)
    found = validate(tiny_copy.load(), [tariff], FEW)
    assert found.outcomes[0].reason == ""
    member = next(k for k, row in enumerate(tiny_copy.read("prices")) if row["tariff_class"] == "member")
    found = validate(tiny_copy.change("prices", member, valid_to="2024-12-31").load(), [tariff, market], FEW)
    assert "no price of members in force for Aylaq-Dala" in found.outcomes[0].reason
    assert "members" not in found.outcomes[1].reason
    cheap, dear = (outcome.model for outcome in found.outcomes)
    assert cheap is not None
    assert dear is not None
    assert cheap.mean < dear.mean  # no hire of the box in what the carriers charge


@pytest.mark.parametrize(
    ("scope", "hired"), [("terminal to terminal, box of the shipper", 0), ("all in, SOC", 0), ("rail", 1)]
)
def test_a_price_for_the_shippers_box_holds_no_hire(tiny: Network, scope: str, hired: int) -> None:
    asked = case("p", metric="cost", kind="market", price_scope=scope, price_year=2025)
    way = answer_of(tiny, asked, FEW).way
    assert way is not None
    assert sum(line.price == "hire" for line in way.price_lines) == hired
