"""The transport chain by hand: a hub and a leg, their activity, intensity and data."""

from __future__ import annotations

import pytest

from transcaspia.emissions.chain import HUB, TRANSPORT, Chain, Element, chain_of
from transcaspia.emissions.leg import lifts, link_intensity, refrigeration
from transcaspia.network.model import Network


@pytest.fixture
def chain(tiny: Network) -> Chain:
    """Two lifts and 5 kWh at a port, then 10 t of goods in 12 t of load over the 400 km of the feeder."""
    moved = tuple(part.times(12.0) for part in link_intensity(tiny, tiny.get("links", "feeder")).parts)
    hub = Element(HUB, 0, "", "AZPRT", "AZPRT", 10.0, 0.0, 0.0, 0.0, 30.0, lifts(tiny, "lift", 2),
                  (refrigeration(tiny, 5.0),))  # fmt: skip
    leg = Element(TRANSPORT, 0, "sea", "AZPRT", "KZPRT", 10.0, 12.0, 400.0, 372.0, 20.0, moved)
    return chain_of(tiny, (hub, leg))


def test_emissions_by_hand(chain: Chain) -> None:
    """8 kg of lifts, 2.5 kg of cooling, 4,800 tkm of load at 30 g."""
    hub, leg = chain.elements
    assert (hub.wtw_kg, hub.ttw_kg) == pytest.approx((8.0 + 2.5, 7.0 + 2.0))
    assert (leg.wtw_kg, leg.ttw_kg) == pytest.approx((144.0, 120.0))
    assert chain.wtw_kg == pytest.approx(154.5)
    assert chain.refrigeration_wtw_kg == pytest.approx(2.5)
    assert hub.refrigeration_kwh == pytest.approx(5.0)


def test_activity_counts_the_goods_alone(chain: Chain) -> None:
    assert chain.activity_tkm == pytest.approx(4000.0)
    assert chain.wtw_g_tkm == pytest.approx(154_500.0 / 4000.0)
    assert [e.distance_basis for e in chain.elements] == ["network", "network"]


def test_every_factor_is_named_once_with_its_data(chain: Chain) -> None:
    assert [factor.id for factor in chain.factors] == ["lift", "reefer_power", "feeder"]
    assert chain.wtw_share(data="default") == pytest.approx(1.0)
    assert chain.wtw_share(data="primary") == 0.0
    assert chain.wtw_share(id="feeder") == pytest.approx(144.0 / 154.5)


def test_nothing_moved_is_no_division_by_zero(tiny: Network) -> None:
    empty = chain_of(tiny, ())
    assert (empty.wtw_g_tkm, empty.ttw_g_tkm, empty.wtw_share(data="default")) == (0.0, 0.0, 0.0)
