"""The money of a plan is told line by line: by hand on the toy network, where every price is known."""

from __future__ import annotations

import pytest

from planning.asking import BY_RAIL, ask
from tiny_network import Copy
from transcaspia.network.model import Network
from transcaspia.planning.document import to_document
from transcaspia.planning.model import LINES, Itinerary, PlanParams, PriceLine

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
