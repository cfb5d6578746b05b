"""One question solved: what the search keeps, what the simulation draws, what is worth quoting."""

from __future__ import annotations

import time
from dataclasses import dataclass

from transcaspia.planning.choose import Offer, offers_of, sift
from transcaspia.planning.cold import ColdChain
from transcaspia.planning.cold_way import Judged, cold_uses, judged
from transcaspia.planning.draws import draws_of
from transcaspia.planning.evaluate import Drawn, Evaluator
from transcaspia.planning.graph import Builder, Graph
from transcaspia.planning.legs import Use
from transcaspia.planning.question import Question
from transcaspia.planning.search import Found, Memory, find, wide_set
from transcaspia.units import HOURS_PER_DAY

WORTH_BALANCED = 1.4
"""Where only the balanced way is asked for, those are simulated whose mean generalised cost is within so many times."""


@dataclass(frozen=True, eq=False)
class Solved:
    """
    A question with its offers and with what made them.

    Attributes
    ----------
    drawn
        Ways that were simulated and that the goods stand.
    lost
        Ways on which goods under a temperature would not hold.
    weighed, offers
        Every simulated way with its figures and why it is not offered, and those that are.
    uses
        Rows on which the cold chain rests.
    """

    builder: Builder
    graph: Graph
    found: Found
    evaluator: Evaluator
    drawn: list[Drawn]
    lost: list[tuple[Drawn, Judged]]
    weighed: list[Offer]
    offers: list[Offer]
    uses: frozenset[Use]
    stats: dict[str, float]

    @property
    def chain(self) -> ColdChain | None:
        """Cold chain of the question; None for goods without a temperature."""
        return self.builder.chain


def solve(
    question: Question, *, most: int, balanced: bool = False, lean: bool = False, memory: Memory | None = None
) -> Solved:
    """
    Return the offers of a question.

    Parameters
    ----------
    question
        The question.
    most
        Most offers.
    balanced
        Look only for the way of least generalised cost, whatever the question asks.
    lean
        Leave out what does not take the unit at all, so that nothing can be told of what was refused.
    memory
        Lower bounds kept from day to day, as in `find`.

    Returns
    -------
    Solved
        Offers, the least generalised cost first, and what made them.
    """
    params, consignment = question.params, question.consignment
    began = time.perf_counter()
    builder = Builder(question)
    graph = builder.graph(lean=lean)
    built = time.perf_counter()
    value_usd_h = consignment.value_usd * question.commodity.number("time_value_share_day") / HOURS_PER_DAY
    if balanced or params.balanced:
        found = find(
            graph, params.epsilon, params.max_labels, worth=WORTH_BALANCED, time_value_usd_h=value_usd_h, memory=memory
        )
    else:
        found = find(graph, params.epsilon, params.max_labels, memory=memory)
    wide = wide_set(graph, found.ways, value_usd_h)
    searched = time.perf_counter()
    draws = draws_of(params.seed, params.draws, params.factor_strength)
    evaluator = Evaluator(builder, graph, draws, max((w.time_h for w in wide), default=0.0))
    drawn = [evaluator.draw(way) for way in wide]
    kept, lost, uses = _sorted_by_cold(builder, drawn)
    ended = time.perf_counter()
    stats = {
        "graph_s": built - began,
        "search_s": searched - built,
        "evaluate_s": ended - searched,
        "labels": float(found.labels),
        "ways": float(len(found.ways)),
        "simulated": float(len(wide)),
    }
    weighed = offers_of(kept)
    offers = sift(graph, weighed, most, front=params.front and not balanced)
    return Solved(builder, graph, found, evaluator, kept, lost, weighed, offers, uses, stats)


def _sorted_by_cold(
    builder: Builder, drawn: list[Drawn]
) -> tuple[list[Drawn], list[tuple[Drawn, Judged]], frozenset[Use]]:
    """Return the ways that the goods stand, those that they do not, and the rows on which that rests."""
    chain = builder.chain
    if chain is None:
        return drawn, [], frozenset()
    found = [(d, judged(builder, chain, d)) for d in drawn]
    uses = frozenset(cold_uses(chain, [judgement for _, judgement in found]))
    lost = [(d, judgement) for d, judgement in found if judgement.verdict == "lost"]
    gone = {id(d) for d, _ in lost}
    return [d for d in drawn if id(d) not in gone], lost, uses
