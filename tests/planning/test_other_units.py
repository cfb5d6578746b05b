"""The same goods in other units, by hand, and that leaving out what takes no unit changes no offer."""

from __future__ import annotations

import pytest

import transcaspia
from transcaspia.network.model import Network
from transcaspia.planning.model import PlanParams
from transcaspia.planning.others import other_consignments
from transcaspia.planning.plan import question_of
from transcaspia.planning.solve import solve


@pytest.fixture(scope="module")
def network() -> Network:
    """The shipped network."""
    return transcaspia.load_network()


def medicines(network: Network, **options: object):
    given = {"cargo": "pharmaceuticals", "unit": "40RF", "units": 2, "payload_t": 18.0, **options}
    return transcaspia.make_consignment(network, "Łódź", "Almaty", "2026-01-12", **given)


def test_two_boxes_become_two_trailers_or_twenty_four_pallets(network: Network) -> None:
    """36 t at 1.5 t a pallet; the room of two boxes is that of two trailers."""
    others = {c.unit: c for c in other_consignments(network, medicines(network))}
    assert {unit: c.units for unit, c in others.items()} == {"trailer_reefer": 2, "air_pallet": 24}
    assert others["air_pallet"].payload_t == pytest.approx(1.5)
    assert all(c.units * c.payload_t == pytest.approx(36.0) for c in others.values())


def test_a_package_too_heavy_for_a_pallet_does_not_fly(network: Network) -> None:
    assert "air_pallet" not in {c.unit for c in other_consignments(network, medicines(network, packages=4))}


def test_goods_without_a_temperature_stay_in_their_unit(network: Network) -> None:
    assert other_consignments(network, transcaspia.make_consignment(network, "Łódź", "Almaty", "2026-01-12")) == ()


def test_leaving_out_what_takes_no_such_unit_changes_no_offer(network: Network) -> None:
    for other in other_consignments(network, medicines(network)):
        question = question_of(network, other, PlanParams(draws=200))
        whole, lean = solve(question, most=3), solve(question, most=3, lean=True)
        assert len(lean.graph.edges) < len(whole.graph.edges)
        told = [[(o.corridor, o.p50_h, o.cost_usd, o.co2e_kg) for o in found.offers] for found in (whole, lean)]
        assert told[0] == told[1]
