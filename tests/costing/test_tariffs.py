"""Prices: the row that fits, its currency, how often it is due; the generalised cost."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import numpy as np
import pytest

from planning.asking import graph_of
from tiny_network import Copy
from transcaspia.costing.generalised import generalised_cost_usd
from transcaspia.costing.tariffs import price_level, price_row, times_due, usd_per_unit_of_currency
from transcaspia.errors import DataError
from transcaspia.network.model import Network
from transcaspia.planning.figures import figures_of


def test_a_row_of_the_size_goes_before_a_row_for_any(tiny: Network) -> None:
    found = price_row(tiny, "rail_km", "wagon")
    assert found is not None
    assert found.text("size") == "wagon"
    any_size = price_row(tiny, "truck_km", "40")
    assert any_size is not None
    assert any_size.text("size") == "any"


def test_a_size_without_a_row_has_no_price(tiny: Network) -> None:
    assert price_row(tiny, "feeder", "20") is None
    assert price_row(tiny, "nowhere", "40") is None


@pytest.mark.parametrize(
    ("basis", "due"),
    [
        ("per_unit", 3.0), ("per_unit_km", 300.0), ("per_unit_day", 6.0), ("per_unit_h", 144.0), ("per_tonne", 60.0),
        ("per_tonne_km", 6000.0), ("per_consignment", 1.0),
    ],
)  # fmt: skip
def test_each_basis_by_hand(tiny_with: Callable[..., Network], basis: str, due: float) -> None:
    """Three units of 20 t over 100 km and 48 h."""
    network = tiny_with("prices", 0, basis=basis)
    row = network.all_of("prices", "rail_km")[0]
    assert times_due(row, units=3, payload_t=20.0, km=100.0, hours=48.0) == pytest.approx(due)
    assert times_due(row, units=3, payload_t=20.0, km=100.0, hours=48.0, reefer=True) == pytest.approx(1.4 * due)


def test_money_is_turned_by_the_rate_of_its_year(tiny: Network) -> None:
    assert usd_per_unit_of_currency(tiny, tiny.all_of("prices", "lift")[0]) == 1.08
    assert usd_per_unit_of_currency(tiny, tiny.all_of("prices", "feeder")[0]) == 1.0


def test_a_year_without_a_rate_is_a_sentence(tiny: Network) -> None:
    class Row:
        line, id = 7, "p"

        def text(self, _: str) -> str:
            return "EUR"

        def number(self, _: str) -> float:
            return 1999.0

    with pytest.raises(DataError, match="no rate of EUR in 1999"):
        usd_per_unit_of_currency(tiny, Row())  # type: ignore[arg-type]


def test_generalised_cost_by_hand() -> None:
    """Two days of 0.1 % of 100,000 USD."""
    cost = generalised_cost_usd(np.array([1000.0, 0.0]), np.array([48.0, 12.0]), 100_000.0, 0.001)
    assert cost.tolist() == [1200.0, 50.0]


def test_a_price_is_moved_between_years_by_the_index_alone(tiny_copy: Copy) -> None:
    """Without the index a price stays that of its year; with it, 2024 to 2025 is 330 / 300."""
    day = date(2025, 10, 1)
    assert price_level(tiny_copy.load().at(day), 2024, 2025) is None
    before = figures_of(tiny_copy.load().at(day)).price("feeder", "40")
    index = [
        {"id": "toy", "year": year, "level": level, "source": "TOY", "grade": "assumed", "note": ""}
        for year, level in (("2024", "300"), ("2025", "330"))
    ]
    tiny_copy.write("price_index", index)
    moved = tiny_copy.load().at(day)
    after = figures_of(moved).price("feeder", "40")
    assert price_level(moved, 2024, 2025) == pytest.approx(1.1)
    assert price_level(moved, 2024, 2024) == 1.0
    assert price_level(moved, 2023, 2025) is None
    assert before is not None
    assert after is not None
    assert after.mean == pytest.approx(1.1 * before.mean)
    assert ("price_index", "toy") in after.uses - before.uses


def test_a_ride_pays_the_price_of_its_direction(tiny_copy: Copy) -> None:
    """The toy feeder sails from Liman in the west to Aylaq in the east and back."""
    prices = tiny_copy.read("prices")
    own = [{**row, "id": "feeder.westbound", "typical": "400"} for row in prices if row["id"] == "feeder"]
    tiny_copy.write("prices", [*prices, *own])
    builder, _ = graph_of(tiny_copy.load(), unit="40GP")
    rides = [r for r in builder.offers.rides if r.line.service is not None and r.line.service.id == "feeder"]
    assert {(r.start, builder.pay.ride_price(r)) for r in rides} == {
        ("AZPRT", "feeder"), ("KZPRT", "feeder.westbound"),
    }  # fmt: skip


def test_the_price_of_a_direction_may_lack_no_size(tiny_copy: Copy) -> None:
    prices = tiny_copy.read("prices")
    own = next(row for row in prices if row["id"] == "rail_km" and row["size"] == "40")
    tiny_copy.write("prices", [*prices, {**own, "id": "rail_km.westbound"}])
    with pytest.raises(DataError, match="the direction has no row for the size wagon that `rail_km` prices"):
        tiny_copy.load()
