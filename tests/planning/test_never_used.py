"""What may not be used is not used, whatever the numbers; and the order in which a question says things is nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

from hypothesis import given, settings
from hypothesis import strategies as st

from planning.asking import ask, services
from planning.test_properties import changed, figures
from transcaspia.network.levels import deck_of
from transcaspia.network.model import Network
from transcaspia.planning.close import replan
from transcaspia.planning.consignment import make_consignment
from transcaspia.planning.model import Itineraries, Leg, PlanParams

FEW = settings(max_examples=6)
PLACES = ("PLBRD", "AZBRD", "AZPRT", "KZPRT", "kz-north", "kz-south", "az-south", "ferry", "feeder", "road-kz")
SEEDS = st.integers(0, 3)
UNITS = ("40GP", "40RF", "trailer", "wagon_1520")


@lru_cache
def network_of(seed: int, rivals: int = 0) -> Network:
    return changed(seed, rivals=rivals)


def legs(answer: Itineraries) -> Iterator[Leg]:
    for way in answer.itineraries:
        yield from way.legs


def touches(leg: Leg, what: str) -> bool:
    return what in {leg.start.id, leg.end.id} | {name for name, _ in leg.links}


@FEW
@given(seed=SEEDS, what=st.sampled_from(PLACES), unit=st.sampled_from(UNITS[:3]))
def test_what_is_shut_for_good_is_not_used(seed: int, what: str, unit: str) -> None:
    network = network_of(seed)
    consignment = make_consignment(network, "PLORI", "KZDST", "2025-06-02", unit=unit)
    both = replan(network, consignment, PlanParams(draws=100), close=[what])
    assert not any(touches(leg, what) for leg in legs(both.after))


@FEW
@given(seed=SEEDS, what=st.sampled_from(PLACES), days=st.integers(5, 40))
def test_nothing_leaves_by_what_is_shut_until_it_opens(seed: int, what: str, days: int) -> None:
    """In the middle of its days no leg that touches what is shut is under way at its median."""
    network = network_of(seed)
    consignment = make_consignment(network, "PLORI", "KZDST", "2025-06-02", unit="40GP")
    last = datetime(2025, 6, 2, tzinfo=UTC) + timedelta(days=days)
    close = f"{what}:2025-06-02:{last.date()}"
    both = replan(network, consignment, PlanParams(draws=100), close=[close])
    for leg in legs(both.after):
        if leg.links and all(name == what for name, _ in leg.links):
            assert leg.arrive.p10 > last


@FEW
@given(seed=SEEDS, unit=st.sampled_from(UNITS))
def test_no_unit_goes_on_a_gauge_that_is_not_its_own(seed: int, unit: str) -> None:
    network = network_of(seed)
    cargo = "grain" if unit == "wagon_1520" else None
    answer = ask(network, unit=unit, cargo=cargo, origin="AZBRD", params=PlanParams(draws=100))
    gauges = {link.id: link.maybe("gauge_mm") for link in network.rows("links")}
    stacks = network.get("equipment", unit).items("stacks")
    for leg in legs(answer):
        if leg.mode == "rail":
            assert {gauges[name] for name, _ in leg.links} == {leg.gauge_mm}
            assert f"rail_{leg.gauge_mm}" in stacks
        elif leg.mode == "road" and leg.service is None and leg.links:
            assert all(gauges[name] is None for name, _ in leg.links)


@FEW
@given(seed=SEEDS, units=st.integers(1, 60), metres=st.floats(0.0, 1.9))
def test_no_lot_goes_on_a_ship_for_which_the_water_is_too_low(seed: int, units: int, metres: float) -> None:
    network = sunk(network_of(seed), metres)
    answer = ask(network, unit="40GP", units=units, params=PlanParams(draws=100, modes=("rail", "sea", "rail_ferry")))
    today = network.at(datetime(2025, 10, 1, tzinfo=UTC).date())
    deck = deck_of(today, today.get("services", "feeder")).units
    assert deck <= 100.0
    if 2 * units > deck:
        assert not any("feeder" in services(way) for way in answer.itineraries)
        assert answer.itineraries or answer.refused


def sunk(network: Network, metres: float) -> Network:
    """Return the network with its sea lower since the ship's draft was published on the first day of 2022."""
    (first, last) = network.rows("levels")
    low = {"level_m": last.number("level_m") - metres}
    rows = (
        first,
        replace(first, cells={**first.cells, "id": "published", "day": date(2022, 1, 1)}),
        replace(last, cells={**last.cells, **low, "id": "fallen", "day": date(2025, 9, 1)}),
        replace(last, cells={**last.cells, **low}),
    )
    return replace(network, tables={**network.tables, "levels": rows}, _cache={})


@FEW
@given(seed=SEEDS, data=st.data())
def test_the_order_of_flags_does_not_matter(seed: int, data: st.DataObject) -> None:
    network = network_of(seed)
    avoid = data.draw(st.permutations(("feeder", "road-pl", "AZBRD")))
    modes = data.draw(st.permutations(("rail", "sea", "road", "rail_ferry")))
    one = ask(network, unit="40GP", params=PlanParams(draws=100, avoid=tuple(avoid), modes=tuple(modes)))
    other = ask(network, unit="40GP", params=PlanParams(
        draws=100, avoid=("AZBRD", "feeder", "road-pl"), modes=("rail", "rail_ferry", "road", "sea")
    ))  # fmt: skip
    assert one.itineraries == other.itineraries
    assert one.refused == other.refused


@FEW
@given(seed=SEEDS, unit=st.sampled_from(UNITS[:3]))
def test_a_way_that_another_beats_says_so(seed: int, unit: str) -> None:
    """Nothing shown is beaten in silence: by its corridor never, by another only where it names it."""
    answer = ask(network_of(seed, 1), unit=unit, params=PlanParams(draws=100))
    for one in answer.itineraries:
        better = [
            other
            for other in answer.itineraries
            if other is not one and all(a <= b for a, b in zip(figures(other), figures(one), strict=True))
        ]
        assert bool(better) is (one.beaten_by is not None)
        assert all(other.corridor != one.corridor for other in better)
        if one.why.unbeaten:
            assert not better
