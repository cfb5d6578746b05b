"""The emissions of whole plans: elements add up, hubs count once, waiting costs a reefer, a wagon is no freight."""

from __future__ import annotations

import pytest

from planning.asking import ask, graph_of
from tiny_network import Copy
from transcaspia.network.model import Network
from transcaspia.planning.document import to_document
from transcaspia.planning.model import Itinerary, PlanParams

RAIL = PlanParams(modes=("rail",), draws=500)
SOUTH = PlanParams(modes=("rail", "sea"), avoid=("PLBRD",), draws=500)


def first(network: Network, **asked: object) -> Itinerary:
    return ask(network, **asked).itineraries[0]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "asked",
    [
        {"unit": "40GP", "params": RAIL},
        {"unit": "40RF", "params": SOUTH},
        {"unit": "wagon_1520", "cargo": "grain", "params": PlanParams(draws=200)},
    ],
)
def test_elements_legs_and_the_whole_are_one_sum(tiny: Network, asked: dict[str, object]) -> None:
    for way in ask(tiny, **asked).itineraries:  # type: ignore[arg-type]
        assert way.chain.wtw_kg == pytest.approx(way.co2e_kg, rel=1e-12)
        assert way.chain.ttw_kg == pytest.approx(way.co2e_ttw_kg, rel=1e-12)
        for k, leg in enumerate(way.legs):
            mine = [e for e in way.chain.elements if e.leg == k]
            assert sum(e.wtw_kg for e in mine) == pytest.approx(leg.co2e_kg, rel=1e-12)
            assert sum(e.ttw_kg for e in mine) == pytest.approx(leg.co2e_ttw_kg, rel=1e-12)
        assert way.chain.wtw_kg > way.chain.ttw_kg
        assert sum(way.chain.wtw_share(data=data) for data in ("primary", "modelled", "default")) == pytest.approx(1.0)
        assert sum(e.distance_km for e in way.chain.elements) == pytest.approx(way.distance_km)


def test_a_leg_and_its_hub_by_hand(tiny: Network) -> None:
    """A box of 20 t and 3.8 t of tare, lifted once and taken 400 km under Polish wires."""
    way = first(tiny, unit="40GP", params=RAIL)
    hub, leg = (e for e in way.chain.elements if e.leg == 1)
    assert (hub.kind, hub.start, hub.wtw_kg) == ("hub", "PLORI", pytest.approx(4.0))
    assert (leg.freight_t, leg.carried_t, leg.distance_km) == pytest.approx((20.0, 23.8, 400.0))
    assert leg.wtw_kg == pytest.approx(23.8 * 400.0 * 15.0 / 1000.0)
    assert leg.activity_tkm == pytest.approx(8000.0)
    assert leg.great_circle_km == pytest.approx(342.4, abs=1.0)


def test_every_change_is_lifted_once(tiny: Network) -> None:
    way = first(tiny, unit="40GP", params=RAIL)
    lifted = [e for e in way.chain.elements if any(part.factor == "lift" for part in e.moved)]
    assert [e.kind for e in lifted] == ["hub"] * len([leg for leg in way.legs if leg.change])
    assert sum(part.amount for e in lifted for part in e.moved) == 3.0


def test_a_reefer_that_waits_ten_days_emits_more_and_a_dry_box_does_not(tiny: Network, tiny_copy: Copy) -> None:
    row = next(i for i, row in enumerate(tiny_copy.read("services")) if row["id"] == "kz-north")
    rare = tiny_copy.change("services", row, per_week="0.35", headway_cv="0").load()
    dry, dry_late = (first(n, unit="40GP", params=RAIL) for n in (tiny, rare))
    cold, cold_late = (first(n, unit="40RF", params=RAIL) for n in (tiny, rare))
    assert dry_late.co2e_kg == pytest.approx(dry.co2e_kg)
    more_h = cold_late.duration_h.mean - cold.duration_h.mean
    assert more_h > 200.0
    assert cold_late.co2e_kg - cold.co2e_kg == pytest.approx(more_h * 4.0 * 0.5, rel=1e-6)
    waiting = max(cold_late.chain.elements, key=lambda e: e.hours)
    assert (waiting.kind, waiting.start) == ("hub", "PLBRD")
    assert waiting.refrigeration_kwh == pytest.approx(4.0 * waiting.hours)


def test_plugs_at_a_terminal_put_its_waits_on_the_grid(tiny_copy: Copy) -> None:
    for i, row in enumerate(tiny_copy.read("terminals")):
        if row["node"] == "AZPRT":
            tiny_copy.change("terminals", i, reefer_plugs="10")
    network = tiny_copy.add("factors", like=7, id="grid_AZ", wtw_g="100", ttw_g="0").load()
    way = first(network, unit="40RF", params=SOUTH)
    cooled = {(e.kind, e.start): e.cooled[0].factor for e in way.chain.elements if e.cooled}
    assert {at for at, factor in cooled.items() if factor == "grid_AZ"} == {("hub", "AZPRT")}


def test_a_wagon_is_part_of_its_train_and_load_on_a_ferry(tiny: Network) -> None:
    question = graph_of(tiny, unit="wagon_1520", cargo="grain", payload_t=60.0)[0].question
    tare_t = tiny.get("equipment", "wagon_1520").number("tare_t")
    loads = {mode: question.mass_t(mode) for mode in ("rail", "road", "rail_ferry")}
    assert loads == {"rail": 60.0, "road": 60.0, "rail_ferry": 60.0 + tare_t}
    box = graph_of(tiny, unit="40GP", payload_t=20.0)[0].question
    assert box.mass_t("rail") == box.mass_t("sea") == pytest.approx(23.8)


def test_the_document_names_the_factor_of_every_part(tiny: Network) -> None:
    document = to_document(ask(tiny, unit="40RF", params=RAIL))
    for way in document["itineraries"]:
        told = way["emissions"]
        named = {p["factor"] for e in told["elements"] for p in (*e["moved"], *e["refrigeration"])}
        assert named == {factor["id"] for factor in told["factors"]}
        assert sum(e["wtw_kg"] for e in told["elements"]) == pytest.approx(way["co2e_kg"], abs=0.1)
        assert sum(leg["co2e_ttw_kg"] for leg in way["legs"]) == pytest.approx(way["co2e_ttw_kg"], abs=0.1)
