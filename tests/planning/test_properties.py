"""What must hold whatever the numbers: on the toy network with figures changed at random."""

from __future__ import annotations

import random
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planning.asking import ask, evaluator_of, graph_of
from tiny_network import TINY, Copy
from transcaspia.network.model import Network
from transcaspia.planning.choose import choose, drop_beaten, offers_of
from transcaspia.planning.model import Itinerary, PlanParams
from transcaspia.planning.search import find

FEW = settings(max_examples=12)


def changed(seed: int, *, shuffled: bool = False, rivals: int = 0, timed: float = 0.0, stored: bool = False) -> Network:
    """
    Return the toy network with speeds, prices and frequencies changed.

    Its rows stand in another order if asked; `rivals` adds so many services beside each, dearer or cheaper; a share
    of `timed` of the services with a frequency gets a timetable of one day a week or two; `stored` makes storage
    ten times as dear and due from the first hour.
    """
    rng = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        copy = Copy(Path(shutil.copytree(TINY, Path(folder) / "tiny")))
        _add_rivals(copy, rivals, rng)
        if stored:
            _store_dearly(copy)
        if timed:
            _set_timetables(copy, timed, rng)
        for table in ("speeds", "prices"):
            rows = copy.read(table)
            for row in rows:
                factor = rng.uniform(0.5, 1.9)
                for column in ("low", "typical", "high", "least"):
                    if row.get(column):
                        row[column] = f"{float(row[column]) * factor:.3f}"
                if table == "speeds":
                    row["most"] = f"{float(row['most']) * 2.0:.0f}"
            copy.write(table, rows)
        rows = copy.read("services")
        for row in rows:
            if row["per_week"]:
                row["per_week"] = f"{rng.uniform(0.5, 14.0):.2f}"
        copy.write("services", rows)
        if shuffled:
            for table in (
                "nodes",
                "links",
                "services",
                "terminals",
                "borders",
                "prices",
                "durations",
                "equipment",
                "weather",
            ):
                rows = copy.read(table)
                random.Random(seed + 1).shuffle(rows)
                copy.write(table, rows)
        network = copy.load()
        network.measured.lengths()
        network.measured.lines()
        return network


def _add_rivals(copy: Copy, number: int, rng: random.Random) -> None:
    """Add trains and ships beside the others, with prices of their own and other frequencies."""
    services, prices = copy.read("services"), copy.read("prices")
    for service in list(services):
        for k in range(number):
            price = f"{service['price']}_{service['id']}_{k}"
            factor = rng.uniform(0.6, 1.8)
            for row in [r for r in prices if r["id"] == service["price"]]:
                money = {c: f"{float(row[c]) * factor:.3f}" for c in ("low", "typical", "high", "least") if row[c]}
                prices.append(row | money | {"id": price})
            often = {"departures": "frequency", "per_week": f"{rng.uniform(0.5, 10.0):.2f}", "headway_cv": "0.5"}
            other = {"timetable": "", "fill_units": "", "fill_per_day": "", "lead_days": "", "min_units": ""}
            services.append(service | often | other | {"id": f"{service['id']}-{k}", "price": price})
    copy.write("services", services)
    copy.write("prices", prices)


def _store_dearly(copy: Copy) -> None:
    terminals, prices = copy.read("terminals"), copy.read("prices")
    for row in terminals:
        row["free_days"] = "0" if row["storage"] else ""
    for row in prices:
        if row["id"] == "storage":
            row.update({column: f"{10.0 * float(row[column]):g}" for column in ("low", "typical", "high", "least")})
    copy.write("terminals", terminals)
    copy.write("prices", prices)


def _set_timetables(copy: Copy, share: float, rng: random.Random) -> None:
    services = copy.read("services")
    for service in services:
        if service["departures"] == "frequency" and rng.random() < share:
            days = rng.sample(("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"), rng.choice((1, 1, 2)))
            table = ";".join(f"{day} {rng.randrange(24):02d}:00" for day in days)
            service.update(departures="timetable", timetable=table, per_week="", headway_cv="")
    copy.write("services", services)


def figures(i: Itinerary) -> tuple[float, float, float, float]:
    return (i.duration_h.p50, i.duration_h.p90, i.cost_usd.p50, i.co2e_kg)


@FEW
@given(seed=st.integers(0, 1_000), avoid=st.sampled_from(((), ("PLBRD",), ("road-kz",))))
def test_no_offer_is_beaten_within_its_corridor(seed: int, avoid: tuple[str, ...]) -> None:
    answer = ask(changed(seed), unit="40GP", params=PlanParams(avoid=avoid, draws=200, max_itineraries=20))
    for one in answer.itineraries:
        for other in answer.itineraries:
            if one.id != other.id and one.corridor == other.corridor:
                better = all(a <= b for a, b in zip(figures(other), figures(one), strict=True))
                assert not (better and figures(other) != figures(one))


@FEW
@given(seed=st.integers(0, 1_000))
def test_the_front_holds_nothing_beaten_by_anything(seed: int) -> None:
    answer = ask(changed(seed), unit="40GP", params=PlanParams(front=True, draws=200))
    for one in answer.itineraries:
        assert one.beaten_by is None
        for other in answer.itineraries:
            assert one is other or not all(a <= b for a, b in zip(figures(other), figures(one), strict=True))


@FEW
@given(seed=st.integers(0, 1_000))
def test_the_order_of_rows_does_not_matter(seed: int) -> None:
    params = PlanParams(draws=200)
    one = ask(changed(seed), unit="40GP", params=params)
    other = ask(changed(seed, shuffled=True), unit="40GP", params=params)
    assert one.itineraries == other.itineraries
    assert one.refused == other.refused


@FEW
@given(seed=st.integers(0, 1_000))
def test_the_same_seed_gives_the_same_answer(seed: int) -> None:
    params = PlanParams(draws=200, seed=seed)
    network = changed(3)
    assert ask(network, unit="40GP", params=params) == ask(network, unit="40GP", params=params)
    assert ask(network, unit="40GP", params=params) == ask(
        changed(3), unit="40GP", params=PlanParams(draws=200, seed=seed)
    )


@FEW
@given(
    seed=st.integers(0, 1_000), what=st.sampled_from(("AZ", "PLBRD", "AZPRT", "kz-north", "road-kz", "feeder", "ferry"))
)
def test_what_is_avoided_is_not_touched(seed: int, what: str) -> None:
    answer = ask(changed(seed), unit="40GP", params=PlanParams(avoid=(what,), draws=200))
    for way in answer.itineraries:
        for leg in way.legs:
            assert what not in leg.countries
            assert what not in {leg.start.id, leg.end.id, leg.start.country, leg.end.country}
            assert what not in {name for name, _ in leg.links}


@FEW
@given(seed=st.integers(0, 1_000), factor=st.floats(1.05, 3.0))
def test_longer_links_cost_more_and_take_longer(seed: int, factor: float) -> None:
    """The same way over longer links: dearer, later and dirtier in every objective."""
    near = changed(seed)
    with tempfile.TemporaryDirectory() as folder:
        copy = Copy(Path(shutil.copytree(TINY, Path(folder) / "tiny")))
        rows = copy.read("links")
        for row in rows:
            if row["mode"] == "rail" and row["length_km"]:
                row["length_km"] = f"{float(row['length_km']) * factor:.1f}"
        copy.write("links", rows)
        far = copy.load()
        far.measured.lengths()
    with tempfile.TemporaryDirectory() as folder:
        near = Copy(Path(shutil.copytree(TINY, Path(folder) / "tiny"))).load()
        near.measured.lengths()
    params = PlanParams(modes=("rail",), draws=200, seed=seed)
    (one,) = ask(near, unit="40GP", params=params).itineraries
    (other,) = ask(far, unit="40GP", params=params).itineraries
    assert [leg.service for leg in one.legs] == [leg.service for leg in other.legs]
    assert other.distance_km > one.distance_km
    assert other.duration_h.mean > one.duration_h.mean
    assert other.cost_usd.p50 > one.cost_usd.p50
    assert other.co2e_kg > one.co2e_kg


def test_shared_factors_widen_the_band(tiny: Network) -> None:
    """Without them legs are independent and the band of the southern way is a tenth narrower at least."""
    builder, graph = graph_of(tiny, unit="40GP", params=PlanParams(avoid=("PLBRD",), modes=("rail", "sea")))
    way = min(find(graph, 0.01, 10_000).ways, key=lambda w: w.time_h)

    def width(strength: float) -> float:
        drawn = evaluator_of(builder, graph, draws=8000, strength=strength).draw(way)
        low, high = np.percentile(drawn.arrive_h, [10.0, 90.0])
        return float(high - low)

    assert width(1.0) >= width(0.0)


def test_shared_factors_move_legs_together(tiny_with: Callable[..., Network]) -> None:
    """Two trains that load on one factor are late together; without factors they are not."""
    network = tiny_with("speeds", 0, loads="congestion.kz")
    builder, graph = graph_of(network, unit="40GP", params=PlanParams(modes=("rail",)))
    (way,) = find(graph, 0.01, 10_000).ways

    def together(strength: float) -> float:
        drawn = evaluator_of(builder, graph, draws=8000, strength=strength).draw(way)
        runs = [t.arrive_h - t.depart_h for leg, t in zip(drawn.legs, drawn.times, strict=True) if leg.mode == "rail"]
        return float(np.corrcoef(runs)[0, 1])

    assert together(0.0) == pytest.approx(0.0, abs=0.04)
    assert together(1.0) > 0.03 + together(0.0)


def test_offers_that_are_alike_are_one(tiny: Network) -> None:
    builder, graph = graph_of(tiny, unit="40GP")
    evaluator = evaluator_of(builder, graph, draws=200)
    way = find(graph, 0.01, 10_000).ways[0]
    drawn = evaluator.draw(way)
    assert len(choose(graph, [drawn, drawn], 8, front=False)) == 1
    assert len(drop_beaten(offers_of([drawn, drawn]))) == 2


@pytest.mark.parametrize("unit", ["40GP", "40RF", "trailer"])
@pytest.mark.parametrize("avoid", [(), ("PLBRD",)])
def test_the_balanced_way_is_found_without_looking_for_the_others(
    tiny: Network, unit: str, avoid: tuple[str, ...]
) -> None:
    full = ask(tiny, unit=unit, params=PlanParams(draws=300, avoid=avoid))
    quick = ask(tiny, unit=unit, params=PlanParams(draws=300, avoid=avoid, balanced=True))
    best = min((way.generalised_cost_usd.p50 for way in full.itineraries), default=None)
    assert best == min((way.generalised_cost_usd.p50 for way in quick.itineraries), default=None)
    assert quick.stats["labels"] <= full.stats["labels"]


def test_what_one_unit_pays_does_not_depend_on_who_asked_before(tiny_copy: Copy) -> None:
    """The rail price of a wagon and of a box bear one id: each keeps its own, whichever is asked for first."""
    asked = {"40GP": None, "wagon_1520": "grain"}
    light = {"payload_t": 5.0, "params": PlanParams(draws=300, between=(("KZPRT",), ("KZDST",)))}
    alone = {unit: ask(tiny_copy.load(), unit=unit, cargo=cargo, **light) for unit, cargo in asked.items()}
    network = tiny_copy.load()
    for unit, cargo in asked.items():
        (before,), (after,) = alone[unit].itineraries, ask(network, unit=unit, cargo=cargo, **light).itineraries
        assert after.cost_usd == before.cost_usd
