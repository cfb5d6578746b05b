"""The chance to replan: worked by hand, against every way on, and with the future kept from those who decide."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest

from oracle.enumeration import all_ways
from planning.asking import ask, graph_of
from planning.test_properties import changed
from tiny_network import Copy
from transcaspia.network.model import Network
from transcaspia.planning.consignment import make_consignment
from transcaspia.planning.document import to_document
from transcaspia.planning.draws import Draws
from transcaspia.planning.evaluate import Drawn, Evaluator
from transcaspia.planning.figures import figures_of
from transcaspia.planning.model import PlanParams
from transcaspia.planning.outlook import Lengths, lengths_of
from transcaspia.planning.plan import question_of
from transcaspia.planning.recourse import Replanner, Situation, Terms, recourses_of
from transcaspia.planning.search import Way
from transcaspia.planning.solve import Solved, solve

FREE = Terms(late_h=12.0, papers_h=0.0, papers_usd=0.0, unused_share=0.0)
DEAR = Terms(papers_usd=1e9)


@pytest.fixture
def two_borders(tiny_copy: Copy) -> Network:
    """
    Return a world of fixed figures, but for the border at Brod.

    A lorry at 40 km/h: Orin to Brod 380 km, on to Dala 1,050 km; or from Brod to Sud 400 km, and on 1,200 km. Either
    border takes 10 h and 60 USD, a km costs 1.5 USD. Brod is shut for 1,000 h, twice in a year of open hours.
    """
    copy = tiny_copy
    fixed = {"statistic": "estimate", "loads": ""}
    plain = {"hold_share": "", "hold_h": ""}
    dollars = {"currency": "USD", "price_year": "2025", "reefer_factor": ""}
    cells = {
        "durations": {"border_road": fixed | _all("10") | plain, "shut": fixed | _all("1000")},
        "speeds": {"truck": fixed | _all("960", "most")},
        "prices": {
            "truck_km": fixed | _all("1.5") | dollars, "truck_km_eu": fixed | _all("1.5") | dollars,
            "border": {"price_year": "2025"},
        },
    }  # fmt: skip
    for table, by_id in cells.items():
        copy.write(table, [row | by_id.get(row["id"], {}) for row in copy.read(table)])
    copy.change("hazards", 0, per_year="2", recovery_days="0")
    copy.add("nodes", 1, id="PLSUD", name="Sud", aliases="", lon="25.5", lat="49.0")
    copy.add("links", 7, id="road-sud", from_="PLBRD", to="PLSUD", length_km="400")
    copy.add("links", 8, id="road-far", from_="PLSUD", to="KZDST", length_km="1200")
    copy.add("borders", 2, node="PLSUD", hazard="")
    copy.add("borders", 3, node="PLSUD", hazard="")
    return copy.load()


def _all(value: str, bound: str = "least") -> dict[str, str]:
    return dict.fromkeys(("low", "typical", "high", bound), value)


def solved_of(network: Network, *, draws: int = 2000, seed: int = 1, **options: object) -> Solved:
    options = {"depart": "2025-06-02", "known_on": "2025-01-02"} | options
    depart = options.pop("depart")
    consignment = make_consignment(network, "PLORI", "KZDST", depart, **options)
    return solve(question_of(network, consignment, PlanParams(draws=draws, seed=seed)), most=6)


def test_a_border_that_may_be_shut_by_hand(two_borders: Network) -> None:
    """
    One stands at Brod after 9.5 h and 5 km by the door; W is what is left of the closure, which all know since it
    lasts 1,000 h.

    By Sud it takes 24 h of papers and 10 + 30 h of driving for 26.25 h: 37.75 h more, and 550 km and 215 USD = 1,040
    USD more. An hour is worth 50 USD (2.4 million USD, 0.05 % a day). So one turns where 50 (W - 37.75) > 1,040.
    """
    solved = solved_of(two_borders, unit="trailer", value_usd=2.4e6)
    replanner = Replanner(solved.builder, solved.graph, solved.evaluator)
    north = next(
        o.drawn for o in solved.offers if any(c.node == "PLBRD" for leg in o.drawn.legs for c in leg.crossings)
    )
    (hazard,) = solved.builder.offers.hazards.values()
    timeline = solved.evaluator.hazard(hazard)
    at_brod = np.full(2000, 9.625)
    lasted = timeline.shut_for(at_brod)
    left = np.where(lasted >= 0.0, 1000.0 - lasted, 0.0)
    assert north.arrive_h == pytest.approx(9.625 + left + 10.0 + 26.375)
    gain = np.maximum(50.0 * (left - 37.75) - 1040.0, 0.0)
    found = replanner.recourse(north)
    assert found.saving_generalised_usd == pytest.approx(gain.mean())
    assert found.share == (gain > 0.0).mean()
    assert found.asked_share == (left > 0.0).mean()
    assert found.saving_h == pytest.approx(np.where(gain > 0.0, left - 37.75, 0.0).mean())
    assert found.saving_usd == pytest.approx(-1040.0 * found.share)
    assert [(d.at.name, d.why) for d in found.diversions] == [("Brod", "shut")]
    # Shut for 1,000 h in 1,000 + 8,766 / 2 h, the rest even between 0 and 1,000 h.
    share = 1000.0 / (1000.0 + 8766.0 / 2.0)
    assert found.asked_share == pytest.approx(share, abs=4.0 * np.sqrt(share / 2000))
    worth = share * 25.0 * (1000.0 - 58.55) ** 2 / 1000.0
    assert found.saving_generalised_usd == pytest.approx(worth, abs=4.0 * found.error_generalised_usd)


def test_no_one_turns_where_it_costs_too_much(two_borders: Network) -> None:
    solved = solved_of(two_borders, unit="trailer", value_usd=2.4e6)
    for found in recourses_of(solved, DEAR):
        assert found.share == 0.0
        assert found.saving_generalised_usd == found.saving_h == found.saving_usd == 0.0
        assert found.diversions == ()


@pytest.fixture(scope="module")
def rivals() -> list[Solved]:
    return [solved_of(changed(seed, rivals=1), draws=400, unit="40GP", value_usd=5e5) for seed in range(6)]


def test_the_chance_to_replan_costs_nothing_on_average(rivals: list[Solved]) -> None:
    """Rules are learnt from other draws, so a mean below zero is chance; over all networks it is well above."""
    found = [r for solved in rivals for r in recourses_of(solved, FREE)]
    assert len(found) > 15
    assert all(r.saving_generalised_usd >= -3.0 * r.error_generalised_usd for r in found)
    error = np.sqrt(sum(r.error_generalised_usd**2 for r in found))
    assert sum(r.saving_generalised_usd for r in found) > 3.0 * error
    assert all(0.0 <= r.share <= r.asked_share <= 1.0 for r in found)
    for r in found:
        parts = sum(d.share * d.saving_generalised_usd for d in r.diversions)
        assert parts == pytest.approx(r.saving_generalised_usd, abs=1e-6)
        assert sum(d.share for d in r.diversions) == pytest.approx(r.share)


def test_the_ways_on_are_nearly_the_best_of_all(rivals: list[Solved]) -> None:
    """Every way on from a point is simulated: the best that is weighed is within 3 % of the best there is."""
    weighed = total = 0
    for solved in rivals[:4]:
        replanner = Replanner(solved.builder, solved.graph, solved.evaluator, FREE)
        for offer in solved.offers[:2]:
            for situation in _situations(replanner, offer.drawn):
                every = [option.generalised_usd for option in _every(replanner, situation)]
                if not every:
                    continue
                rows = situation.rows
                best = min(g[rows].mean() for g in every)
                mine = min((o.generalised_usd[rows].mean() for o, _ in replanner.options(situation)), default=np.inf)
                stays = offer.drawn.generalised_usd[rows].mean()
                total += 1
                weighed += min(mine, stays) <= 1.03 * min(best, stays)
    assert total > 10
    assert weighed >= 0.9 * total, f"{weighed} of {total}"


def test_nobody_sees_the_future(rivals: list[Solved]) -> None:
    """What becomes of the even replications changes nothing in what they decide, which the odd ones taught them."""
    turned = 0
    for solved in rivals[:3]:
        for offer in solved.offers[:3]:
            seen, told = (kind(solved.builder, solved.graph, solved.evaluator, FREE) for kind in (Replanner, Stranger))
            decided = seen.decisions(offer.drawn)[::2]
            turned += (decided >= 0).sum()
            assert decided.tolist() == told.decisions(offer.drawn)[::2].tolist()
    assert turned > 0


class Stranger(Replanner):
    """Meets another world in the even replications, once it has turned."""

    def options(self, situation: Situation) -> Iterator[tuple[Drawn, np.ndarray]]:
        for option, expected in super().options(situation):
            other = option.generalised_usd.copy()
            other[::2] = np.random.default_rng(1).uniform(0.0, 1e6, len(other[::2]))
            yield replace(option, generalised_usd=other), expected


def _situations(replanner: Replanner, drawn: Drawn) -> list[Situation]:
    return [s for point in replanner.points(drawn.way) for s in replanner.situations(point)][:3]


def _first_ride(replanner: Replanner, edges: tuple[int, ...]) -> tuple[int, ...]:
    """Return the first edge, with the ride after it where it is a change."""
    move = replanner.graph.edges[edges[0]].move
    return edges[: 2 if move is not None and move.terminal is not None else 1]


def _every(replanner: Replanner, situation: Situation) -> list[Drawn]:
    """Return every way on from a point, simulated."""
    point = situation.point
    ahead = replace(replanner.graph, start=replanner.graph.edges[point.rest[0]].tail)
    evaluator = replanner.evaluator
    planned = _first_ride(replanner, point.rest)
    ways = [(*point.done, *w.edges) for w in all_ways(ahead) if _first_ride(replanner, w.edges) != planned]
    return [evaluator.divert(point.done, Way(edges, "", 0.0, 0.0, 0.0, 0.0), 0.0) for edges in ways]


def test_a_way_that_is_taken_up_on_the_way_is_the_way_itself(tiny: Network) -> None:
    """Turning to the same way costs its delay and no more: the same draws, from the same node."""
    builder, graph = graph_of(tiny, unit="40GP")
    evaluator = Evaluator(builder, graph, Draws(1, 300))
    solved = solved_of(tiny, draws=300, unit="40GP")
    way = solved.offers[0].drawn.way
    plain = evaluator.draw(way)
    for point in Replanner(builder, graph, evaluator).points(way):
        again = evaluator.divert(point.done, way, 0.0)
        assert again.arrive_h == pytest.approx(plain.arrive_h)
        assert again.cost_usd == pytest.approx(plain.cost_usd)
        late = evaluator.divert(point.done, way, 30.0)
        assert (late.arrive_h >= plain.arrive_h).all()
        assert (late.arrive_h > plain.arrive_h).any()


def test_how_long_a_closure_still_lasts(tiny: Network) -> None:
    """Against its definition over all lengths, with a recovery that falls off evenly."""
    lengths = lengths_of(figures_of(tiny.at(tiny.edition)).duration("shut"))
    for since, lasted, recovery in ((30.0, 10.0, 0.0), (500.0, 200.0, 96.0), (900.0, 890.0, 300.0), (3.0, 0.0, 96.0)):
        alive = lengths.hours[lengths.hours > lasted]
        delay = np.where(
            alive > since, alive - since + recovery / 2.0, np.maximum(recovery - (since - alive), 0.0) / 2.0
        )
        found = lengths.delay(np.array([since]), np.array([lasted]), recovery)
        assert found == pytest.approx(delay.mean())
    one = Lengths(np.full(10, 100.0))
    assert one.delay(np.array([40.0, 130.0]), np.array([40.0, 90.0]), 0.0).tolist() == [60.0, 0.0]


def test_the_answer_tells_it_where_it_is_asked_for(tiny: Network) -> None:
    answer = ask(tiny, unit="40GP", params=PlanParams(draws=500, recourse=True))
    plain = ask(tiny, unit="40GP")
    assert all(i.recourse is not None for i in answer.itineraries)
    assert all(i.recourse is None for i in plain.itineraries)
    assert [replace(i, recourse=None) for i in answer.itineraries] == list(plain.itineraries)
    for way in to_document(answer)["itineraries"]:
        assert way["recourse"]["terms"]["late_h"] == 24.0
        assert way["recourse"]["duration_h"]["mean"] > 0.0
