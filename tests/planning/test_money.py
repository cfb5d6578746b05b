"""The money of a plan is told line by line: by hand on the toy network, where every price is known."""

from __future__ import annotations

import pytest

from planning.asking import BY_RAIL, ask, graph_of
from tiny_network import Copy
from transcaspia.errors import DataError, InputError
from transcaspia.network.model import Network
from transcaspia.planning.document import to_document
from transcaspia.planning.graph import COST
from transcaspia.planning.model import LINES, Itinerary, PlanParams, PriceLine
from transcaspia.planning.money import not_of_members

NORTH = PlanParams(modes=BY_RAIL, draws=4000)
SOUTH = PlanParams(modes=BY_RAIL, avoid=("PLBRD",), draws=4000)


def held(way: Itinerary, kind: str) -> list[PriceLine]:
    return [line for line in way.price_lines if line.kind == kind and line.usd is not None]


def lacked(way: Itinerary, kind: str) -> list[str]:
    return [line.what for line in way.price_lines if line.kind == kind and line.usd is None]


@pytest.mark.parametrize("params", [NORTH, SOUTH])
def test_the_means_of_the_lines_sum_to_the_mean_of_the_money(tiny: Network, params: PlanParams) -> None:
    for way in ask(tiny, unit="40GP", units=2, params=params).itineraries:
        lines = [line.usd.mean for line in way.price_lines if line.usd is not None]
        assert sum(lines) == pytest.approx(way.cost_usd.mean)


def test_hauls_and_lifts_at_the_ends_stand_apart_from_the_main_run(tiny: Network) -> None:
    (way,) = ask(tiny, unit="40GP", params=NORTH).itineraries
    assert [line.what for line in held(way, "origin")] == ["haul by lorry", "handling at Orin"]
    assert [line.what for line in held(way, "destination")] == ["handling at Dala", "haul by lorry"]
    assert {line.price for line in held(way, "main_run")} == {"rail_km", "gauge_change", "border"}
    assert [line.kind for line in way.price_lines] == sorted((x.kind for x in way.price_lines), key=LINES.index)


def test_a_haul_from_door_to_door_is_the_main_run(tiny: Network) -> None:
    for way in ask(tiny, unit="trailer", params=PlanParams(draws=200, modes=("road",))).itineraries:
        assert not held(way, "origin")
        assert not held(way, "destination")
        assert held(way, "main_run")


def test_a_line_says_from_where_to_where_and_what_is_in(tiny: Network) -> None:
    (way,) = ask(tiny, unit="40GP", units=2, params=NORTH).itineraries
    line = next(x for x in held(way, "main_run") if x.price == "rail_km" and x.start == "Brod")
    leg = way.legs[line.leg or 0]
    assert (line.start, line.end) == (leg.start.name, leg.end.name) == ("Brod", "Dala")
    assert (line.scope, line.tariff_class) == ("terminal to terminal, wagon included", "market")
    assert (line.currency, line.price_year) == ("USD", 2024)
    assert line.quantity == pytest.approx(2 * leg.distance_km)
    assert (line.sources, line.grade, line.direction) == (("TOY",), "assumed", "both")


def test_a_price_of_one_direction_says_which(tiny_copy: Copy) -> None:
    for like, row in enumerate(tiny_copy.read("prices")):
        if row["id"] == "rail_km":
            tiny_copy.add("prices", like, id="rail_km.westbound")
    (way,) = ask(tiny_copy.load(), unit="40GP", params=NORTH).itineraries
    directions = {line.price: line.direction for line in held(way, "main_run")}
    assert directions["rail_km"] == "eastbound"
    assert directions["border"] == ""


def test_what_is_unknown_is_named_and_never_zero(tiny: Network) -> None:
    (way,) = ask(tiny, unit="40GP", params=NORTH).itineraries
    assert set(way.price_missing) == {line.what for line in way.price_lines if line.usd is None}
    for kind in ("surcharges", "demurrage", "detention", "guarantee", "insurance", "margin", "customs"):
        assert lacked(way, kind), kind
        assert not held(way, kind)
    for line in way.price_lines:
        assert line.usd is not None or line.why


def test_the_box_of_the_shipper_pays_no_hire_and_runs_up_no_demurrage(tiny: Network) -> None:
    (coc,) = ask(tiny, unit="40GP", params=NORTH, owner="coc").itineraries
    (soc,) = ask(tiny, unit="40GP", params=NORTH, owner="soc").itineraries
    assert [line.what for line in held(coc, "equipment")] == ["hire of the unit"]
    assert not held(soc, "equipment")
    assert not lacked(soc, "demurrage")
    assert coc.cost_usd.mean - soc.cost_usd.mean == pytest.approx(
        sum(line.usd.mean for line in held(coc, "equipment") if line.usd), rel=1e-6
    )


def test_the_document_holds_the_lines_in_whole_dollars(tiny: Network) -> None:
    document = to_document(ask(tiny, unit="40GP", params=NORTH))
    for way in document["itineraries"]:
        money = [way["cost_usd"], *(line["cost_usd"] for line in way["price_lines"] if line["cost_usd"])]
        assert all(isinstance(usd, int) for band in money for usd in band.values())
        assert {line["what"] for line in way["price_lines"] if line["cost_usd"] is None} == set(way["price_missing"])


def members(copy: Copy, **cells: str) -> Copy:
    """Let the railway of KZ charge its members 0.2 USD a km without the wagon, which costs 48 USD a day."""
    rows = copy.read("prices")
    index = next(k for k, row in enumerate(rows) if row["id"] == "member_km")
    copy.change("prices", index, **cells)
    day = {"id": "wagon_day", "tariff_class": "market", "typical": "48", "least": "1", "basis": "per_unit_day"}
    return copy.add("prices", index, **day).change("member_tariffs", 0, wagon="wagon_day")


def test_members_pay_their_price_where_one_is_in_force_and_the_market_elsewhere(tiny_copy: Copy) -> None:
    """The 1,000 km in KZ at 0.2 USD with the platform by its days; the 400 km in PL at the market's 0.8."""
    params = PlanParams(modes=BY_RAIL, draws=2000, tariff_class="member")
    (way,) = ask(members(tiny_copy).load(), unit="40GP", units=2, params=params).itineraries
    rides = {line.start: line for line in held(way, "main_run") if line.start != line.end}
    assert (rides["Brod"].price, rides["Brod"].tariff_class) == ("member_km", "member")
    assert rides["Brod"].quantity == pytest.approx(2 * 1000.0)
    assert rides["Brod"].rate_usd == pytest.approx(0.2, rel=0.1)  # moved from 2024 to 2025
    assert (rides["Orin"].price, rides["Orin"].tariff_class) == ("rail_km", "market")
    assert not_of_members(way) == ("Orin-Brod",)
    (wagon,) = held(way, "equipment")
    assert wagon.price == "wagon_day"
    under_way_h = sum(part.hours for part in way.parts if part.row.id == "rail_kz")
    assert wagon.quantity == pytest.approx(2 * under_way_h / 24.0)


def test_members_pay_no_broker_and_no_hire_of_the_box(tiny_copy: Copy) -> None:
    """The tariff of carriers holds what carriers sell."""
    params = PlanParams(modes=BY_RAIL, draws=200, tariff_class="member")
    (way,) = ask(members(tiny_copy).load(), unit="40GP", params=params).itineraries
    assert "border" not in {line.price for line in way.price_lines}
    assert "border fees at Brod" in way.price_missing
    assert "hire" not in {line.price for line in way.price_lines}


@pytest.mark.parametrize("cells", [{"valid_to": "2024-12-31"}, {"size": "20"}])
def test_a_price_of_members_that_is_not_in_force_is_not_taken(tiny_copy: Copy, cells: dict[str, str]) -> None:
    params = PlanParams(modes=BY_RAIL, draws=200, tariff_class="member")
    (way,) = ask(members(tiny_copy, **cells).load(), unit="40GP", params=params).itineraries
    assert not_of_members(way) == ("Orin-Brod", "Brod-Dala")


def test_a_user_never_pays_a_price_of_members_unasked(tiny: Network, tiny_copy: Copy) -> None:
    plain = ask(tiny, unit="40GP", params=NORTH).itineraries
    with_members = ask(members(tiny_copy).load(), unit="40GP", params=NORTH).itineraries
    assert [way.cost_usd for way in with_members] == [way.cost_usd for way in plain]
    assert {line.tariff_class for way in with_members for line in way.price_lines} <= {"", "market", "public"}


def test_the_search_reckons_with_what_members_pay(tiny_copy: Copy) -> None:
    params = PlanParams(modes=BY_RAIL, draws=200, tariff_class="member")
    builder, graph = graph_of(members(tiny_copy).load(), unit="40GP", params=params)
    for k, edge in enumerate(graph.edges):
        if edge.move is not None and edge.move.ride is not None:
            charges = builder.pay.ride_charges(edge.move.ride, edge.move.leaving)
            usd = sum(c.figure.mean * c.times for c in charges if c.figure is not None)
            assert graph.numbers[k, COST] == pytest.approx(usd, abs=0.51)


def test_a_service_may_not_charge_a_price_of_members(tiny_copy: Copy) -> None:
    members(tiny_copy).change("services", 0, price="member_km")
    with pytest.raises(DataError, match="stands where every shipper pays it"):
        tiny_copy.load()


def test_a_tariff_of_members_may_not_charge_a_market_price(tiny_copy: Copy) -> None:
    with pytest.raises(DataError, match="names a public or market price"):
        members(tiny_copy, tariff_class="public").load()


def test_another_class_of_tariff_is_refused(tiny: Network) -> None:
    with pytest.raises(InputError, match="expected market or member"):
        ask(tiny, unit="40GP", params=PlanParams(tariff_class="friends"))
