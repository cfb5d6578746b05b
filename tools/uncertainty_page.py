"""
Write docs/uncertainty.md: the rule of the triples, the shared factors, and the bands with and without them.

    python tools/uncertainty_page.py --force
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import transcaspia
from measure import refuse_overwriting, write_whole
from transcaspia.network.check import QUERIES, StandardQuery, read_queries
from transcaspia.network.model import Network
from transcaspia.planning.model import Band, Itinerary, PlanParams
from transcaspia.units import HOURS_PER_DAY
from transcaspia.validation.model import Score

PAGE = Path(__file__).resolve().parents[1] / "docs" / "uncertainty.md"
WORKERS = 2

HEAD = """# What a band means, and what the shared factors do

This page is made by `make uncertainty-page`; what it explains in words is in [planning.md](planning.md) and
[tables.md](tables.md).

## From what a source gave to a triple

One rule for all rows (`[statistic_rule]` of network.toml): the value that the source gave, times the multiplier of its
statistic. `range` and `estimate` keep the low and high of their rows. The multipliers are assumed; they are global and
set for no case.

"""

FACTORS = """
## Shared factors

Legs are not independent: each factor is one standard normal number for each replication and place, on which rows load
with the strength of its family. Their strengths are few, global, and set for no case.

"""

ROUTES = """
## Bands with and without them

The way of least generalised cost by each corridor, from the first standard question that it answers. Days from door to
door as P10-P50-P90. The sum of typicals is what adding the medians of the legs would promise.

"""

CASES = """
## Held against what was observed

The scored cases of `transcaspia validate`, with the factors as they are and without any. The interval score
punishes both a wide band and an observation outside it; less is better.

"""


@dataclass(frozen=True, slots=True)
class Pair:
    """One corridor's way with the shared factors and without."""

    corridor: str
    question: str
    shared: Itinerary
    alone: Itinerary


def pairs(network: Network, queries: Iterable[StandardQuery]) -> Iterator[Pair]:
    """Give one pair for each corridor that the questions reach."""
    seen: set[str] = set()
    wanted = {row.id for row in network.rows("corridors")}
    for query in queries:
        if not wanted - seen:
            return
        consignment = transcaspia.make_consignment(
            network, query.origin, query.destination, query.depart, cargo=query.cargo or None,
            unit=query.unit or None, units=query.units,
        )  # fmt: skip
        params = PlanParams(via=query.via, avoid=query.avoid, modes=query.modes)
        shared = transcaspia.plan(network, consignment, params).itineraries
        new = {way.corridor for way in shared} & wanted - seen
        if not new:
            continue
        alone = transcaspia.plan(network, consignment, replace(params, factor_strength=0.0)).itineraries
        for corridor in sorted(new):
            both = [
                min((w for w in ways if w.corridor == corridor), key=_money, default=None) for ways in (shared, alone)
            ]
            if both[0] is not None and both[1] is not None:
                seen.add(corridor)
                yield Pair(
                    both[0].corridor_name, f"{query.origin}-{query.destination}, {query.depart}", both[0], both[1]
                )


def _money(way: Itinerary) -> float:
    return way.generalised_cost_usd.p50


def days(band: Band) -> str:
    """Return a band in days."""
    return "-".join(f"{hours / HOURS_PER_DAY:.0f}" for hours in (band.p10, band.p50, band.p90))


def widening(pair: Pair) -> float:
    """Return how many times wider the factors make a band."""
    return (pair.shared.duration_h.p90 - pair.shared.duration_h.p10) / (
        pair.alone.duration_h.p90 - pair.alone.duration_h.p10
    )


def route_rows(found: Sequence[Pair]) -> list[str]:
    """Return the table of the corridors."""
    lines = [
        "| corridor | question | with | without | wider by | sum of typicals |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for pair in found:
        with_, without = days(pair.shared.duration_h), days(pair.alone.duration_h)
        typicals = f"{pair.shared.sum_of_typicals_h / HOURS_PER_DAY:.0f}"
        lines.append(f"| {pair.corridor} | {pair.question} | {with_} | {without} | {widening(pair):.2f} | {typicals} |")
    return lines


def case_rows(scores: Sequence[tuple[str, Score, Score]]) -> list[str]:
    """Return the table of the cases: metric, score with the factors, score without."""
    lines = [
        "| metric | factors | inside P10-P90 | width of the band / median | interval score |",
        "| --- | --- | --- | --- | --- |",
    ]
    for metric, shared, alone in scores:
        for name, score in (("as they are", shared), ("none", alone)):
            cells = [
                "-" if value is None else form.format(value)
                for value, form in (
                    (score.inside_share, "{:.0%}"),
                    (score.band_width_share, "{:.2f}"),
                    (score.interval_score, "{:.2f}"),
                )
            ]
            lines.append(f"| {metric} | {name} | {' | '.join(cells)} |")
    return lines


def rule_rows(network: Network) -> list[str]:
    """Return the table of the rule."""
    lines = ["| statistic | P10 | P50 | P90 |", "| --- | --- | --- | --- |"]
    for name, rule in network.settings["statistic_rule"].items():
        lines.append(f"| {name} | {rule['p10']:g} | {rule['p50']:g} | {rule['p90']:g} |")
    return lines


def factor_rows(network: Network) -> list[str]:
    """Return the table of the factors."""
    lines = ["| factor | strength | meaning | grade |", "| --- | --- | --- | --- |"]
    for name, factor in network.settings["factors"].items():
        lines.append(f"| {name} | {factor['strength']:g} | {factor['meaning']} | {factor['grade']} |")
    return lines


def main(argv: list[str] | None = None) -> int:
    """Write the page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--force", action="store_true")
    args = parser.parse_args(argv)
    refuse_overwriting([PAGE], force=args.force)
    network = transcaspia.load_network()
    found = list(pairs(network, read_queries(network.root / QUERIES)))
    cases = transcaspia.read_cases()
    held = [
        transcaspia.validate(network, cases, PlanParams(factor_strength=strength), workers=WORKERS)
        for strength in (1.0, 0.0)
    ]
    scores = [(metric, held[0].scores[metric].whole, held[1].scores[metric].whole) for metric in held[0].scores]
    parts = [
        (HEAD, rule_rows(network)),
        (FACTORS, factor_rows(network)),
        (ROUTES, route_rows(found)),
        (CASES, case_rows(scores)),
    ]
    write_whole(PAGE, "".join(f"{words}{chr(10).join(rows)}\n" for words, rows in parts).encode())
    print(f"{PAGE.name}: {len(found)} corridors, {len(cases)} cases")
    return 0


if __name__ == "__main__":
    sys.exit(main())
