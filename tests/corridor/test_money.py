"""What a forwarder is sold on the shipped network: whose box it is, which way it goes, what the sheet says of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from transcaspia.planning.model import Itineraries, Itinerary, PlanParams
from transcaspia.report.explain import explained

Ask = Callable[..., Itineraries]

CASPIAN = PlanParams(modes=("rail", "sea", "rail_ferry"), avoid=("RU",), max_itineraries=2, draws=500)


def way_of(answer: Itineraries) -> Itinerary:
    assert not answer.empty
    return answer.itineraries[0]


def paid(way: Itinerary, kind: str) -> dict[str, float]:
    return {line.what: line.usd.mean for line in way.price_lines if line.kind == kind and line.usd is not None}


@pytest.fixture(scope="module")
def carriers(ask: Ask) -> Itineraries:
    return ask("Łódź", "Almaty", "2025-10-01", unit="40HC", owner="coc", params=CASPIAN)


def test_the_box_of_the_shipper_and_that_of_the_carrier_differ_by_their_equipment(
    ask: Ask, carriers: Itineraries
) -> None:
    shippers = ask("Łódź", "Almaty", "2025-10-01", unit="40HC", owner="soc", params=CASPIAN)
    coc, soc = way_of(carriers), way_of(shippers)
    assert [leg.service for leg in coc.legs] == [leg.service for leg in soc.legs]
    for kind in ("origin", "main_run", "destination", "insurance"):
        assert paid(coc, kind) == pytest.approx(paid(soc, kind), rel=0.02)
    assert set(paid(soc, "equipment")) == {
        "one-way lease of the box with its pick-up",
        "drop-off of the empty leased box",
    }
    assert {"hire of the carrier's box", "return of the carrier's empty box"} <= set(paid(coc, "equipment"))
    assert "return of the carrier's empty box" in explained(carriers)
    assert "drop-off of the empty leased box" in explained(shippers)


def test_westbound_and_eastbound_on_one_way_cost_another_sum_and_the_sheet_says_why(
    ask: Ask, carriers: Itineraries
) -> None:
    back = ask("Almaty", "Łódź", "2025-10-01", unit="40HC", owner="coc", params=CASPIAN)
    east, west = way_of(carriers), way_of(back)
    assert {leg.mode for leg in east.legs} == {leg.mode for leg in west.legs}
    home = "return of the carrier's empty box"
    assert paid(west, "equipment")[home] != pytest.approx(paid(east, "equipment")[home], rel=0.2)
    text = " ".join(explained(back).split())
    assert "the other way costs another sum" in text
    assert "of 64 boxes that come west 36 find goods back" in text
    assert "westbound" in text


def test_a_line_sells_the_base_ports_alike_and_its_freight_holds_the_box(ask: Ask) -> None:
    way = way_of(ask("Shanghai", "Rotterdam", "2025-05-05", unit="40HC", params=PlanParams(modes=("sea",), draws=500)))
    sea = next(line for line in way.price_lines if line.price == "sea_asia_gdn")
    assert (sea.quantity, sea.direction) == (1.0, "westbound")
    assert "hire of the carrier's box" not in paid(way, "equipment")


def test_a_surcharge_without_a_published_amount_is_named_and_not_free(ask: Ask) -> None:
    params = PlanParams(via=("GEPTI|GEBUS", "ROCND|BGVAR"), draws=500)
    way = way_of(ask("Almaty", "Bucharest", "2025-06-02", unit="40HC", params=params))
    assert "war risk premium on the Black Sea" in way.price_missing
