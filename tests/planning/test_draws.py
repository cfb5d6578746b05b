"""Draws are pure, have the moments of their formulae, and gates let no one overtake."""

from __future__ import annotations

import math
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planning.asking import graph_of
from planning.test_properties import changed
from transcaspia.network.model import Network
from transcaspia.planning.draws import Draws, Timeline, opened, uniforms
from transcaspia.planning.evaluate import Evaluator
from transcaspia.planning.figures import Piece, figures_of
from transcaspia.planning.search import find, wide_set

N = 40_000


def test_draws_depend_on_their_names_only() -> None:
    assert np.array_equal(uniforms(1, "a", 100), uniforms(1, "a", 200)[:100])
    assert not np.array_equal(uniforms(1, "a", 100), uniforms(2, "a", 100))
    assert not np.array_equal(uniforms(1, "a", 100), uniforms(1, "b", 100))
    u = uniforms(5, "x", N)
    assert u.min() > 0.0
    assert u.max() < 1.0
    assert u.mean() == pytest.approx(0.5, abs=0.01)
    assert np.histogram(u, 20, (0.0, 1.0))[0] == pytest.approx(N / 20, rel=0.08)


def test_a_curve_has_its_percentiles_and_its_mean(tiny: Network) -> None:
    figure = figures_of(tiny.at(tiny.edition)).duration("lift")
    drawn = Draws(1, N).piece(Piece(figure, "here", 2.0))
    assert np.percentile(drawn, [10.0, 50.0, 90.0]) == pytest.approx([4.0, 12.0, 36.0], rel=0.03)
    assert drawn.mean() == pytest.approx(2.0 * figure.mean, rel=0.02)
    assert drawn.std() == pytest.approx(2.0 * figure.std, rel=0.03)
    assert drawn.min() >= 2.0 * 0.5


def test_waits_and_holds_have_the_moments_that_the_search_uses(tiny: Network) -> None:
    day = tiny.at(tiny.edition)
    figures = figures_of(day)
    hold = figures.hold("border_rail")
    trains = figures.wait(day.get("services", "kz-north"), 2.0)
    ships = figures.wait(day.get("services", "feeder"), 2.0)
    for figure in (hold, trains, ships):
        assert figure is not None
        drawn = Draws(3, N).figure(figure, "there")
        assert drawn.mean() == pytest.approx(figure.mean, rel=0.05)
        assert drawn.std() == pytest.approx(figure.std, rel=0.06)
        assert np.median(drawn) == pytest.approx(figure.typical, rel=0.05, abs=1e-9)


def test_a_shared_factor_ties_figures_of_its_instance(tiny: Network) -> None:
    figures = figures_of(tiny.at(tiny.edition))
    one, other = figures.speed("rail_kz"), figures.duration("gauge_change")
    draws, alone = Draws(1, N), Draws(1, N, 0.0)

    def tied(draws: Draws, a: str, b: str) -> float:
        return float(np.corrcoef(draws.figure(one, a), draws.figure(one, b))[0, 1])

    assert tied(draws, "a", "b") == pytest.approx(0.4**2, abs=0.04)
    assert tied(alone, "a", "b") == pytest.approx(0.0, abs=0.02)
    apart = np.corrcoef(draws.figure(one, "a"), draws.figure(other, "c"))[0, 1]
    assert apart == pytest.approx(0.0, abs=0.02)


@given(
    times=st.lists(st.floats(0.0, 500.0), min_size=2, max_size=20),
    end=st.floats(0.0, 300.0),
    recovery=st.floats(0.0, 200.0),
)
def test_no_one_overtakes_at_a_gate(times: list[float], end: float, recovery: float) -> None:
    ordered = np.sort(np.array(times))
    passed = opened(ordered, end, recovery)
    assert np.all(np.diff(passed) >= -1e-9)
    assert np.all(passed >= ordered)


def test_a_gate_by_hand() -> None:
    """Shut from 10 to 20 h with 8 h of recovery: before, inside, in the recovery, after."""
    line = Timeline(np.full((5, 1), 10.0), np.full((5, 1), 20.0), 8.0)
    passed = line.pass_at(np.array([9.0, 10.0, 19.0, 24.0, 30.0]))
    assert passed == pytest.approx([9.0, 24.0, 24.0, 26.0, 30.0])


@settings(max_examples=10)
@given(share=st.floats(0.02, 0.6), spell=st.floats(6.0, 120.0))
def test_weather_is_shut_for_its_share_of_the_time(share: float, spell: float) -> None:
    line = Draws(1, 4000).weather("sea", ((share, spell),) * 60)
    for at in (0.0, 300.0, 900.0):
        time = np.full(4000, at)
        assert (line.pass_at(time) > time).mean() == pytest.approx(share, abs=0.03)
    waited = (line.pass_at(np.full(4000, 600.0)) - 600.0).mean()
    error = math.sqrt(2.0 * share * spell**2 / 4000)
    assert waited == pytest.approx(share * spell, abs=5.0 * error)


def test_a_hazard_comes_at_its_rate(tiny: Network) -> None:
    duration = figures_of(tiny.at(tiny.edition)).duration("lift")
    line = Draws(1, N).hazard("h", duration, 0.01, (0.0, 100.0), 0.0)
    assert np.isfinite(line.start_h[:, 0]).mean() == pytest.approx(1.0 - math.exp(-1.0), abs=0.01)
    assert (line.start_h[:, 0] < 10.0).mean() == pytest.approx(1.0 - math.exp(-0.1), abs=0.005)
    assert np.all(line.start_h[:, 1:] >= line.end_h[:, :-1])


def test_alike_regions_of_one_sea_shut_together() -> None:
    """The same storms, and fewer of them where the share is smaller."""
    draws = Draws(1, 2000)
    aktau, kuryk = (draws.weather("caspian", ((0.3, 60.0),) * 30) for _ in range(2))
    alat = draws.weather("caspian", ((0.15, 40.0),) * 30)
    now = np.zeros(2000)
    shut = aktau.pass_at(now) > now
    assert np.array_equal(shut, kuryk.pass_at(now) > now)
    assert not np.any((alat.pass_at(now) > now) & ~shut)


def test_threads_do_not_change_what_is_drawn() -> None:
    """Each way in every replication: alone, and on four threads at once that share one world, as a server's do."""
    builder, graph = graph_of(changed(3, rivals=2), unit="40GP")
    ways = wide_set(graph, find(graph, 0.01, 100_000).ways, 1.0)
    assert len(ways) > 5
    world = Draws(1, 300)

    def drawn(world: Draws, order: int = 1) -> dict[tuple[int, ...], tuple[bytes, bytes]]:
        evaluator = Evaluator(builder, graph, world)
        found = [evaluator.draw(way) for way in ways[::order]]
        return {d.way.edges: (d.arrive_h.tobytes(), d.cost_usd.tobytes()) for d in found}

    alone = drawn(Draws(1, 300))
    with ThreadPoolExecutor(4) as pool:
        shared = list(pool.map(lambda order: drawn(world, order), [1, -1, 1, -1]))
    assert all(found == alone for found in shared)
