"""
The speed of the simulation on the shipped network: itinerary samples a second, and the memory it takes.

Run `python benchmarks/montecarlo.py`. A sample is one way from door to door in one replication of the world: the times
of all its legs and its money. The ways are those that the search keeps for a sample of the standard questions.
Promised: 2 million a second on two cores once the draws of the world are there, and the same figures on any number of
threads that ask at once. `anew` counts the drawing of the world as well; `cpu` is by the time of the processor, where
others share it.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np

import transcaspia
from transcaspia.network.check import QUERIES, read_queries
from transcaspia.planning.draws import Draws
from transcaspia.planning.evaluate import Drawn, Evaluator
from transcaspia.planning.graph import Builder
from transcaspia.planning.model import PlanParams
from transcaspia.planning.plan import question_of
from transcaspia.planning.search import find, wide_set

PROMISED = 2_000_000
"""Samples a second."""


def main() -> int:
    """Measure, print, and return 1 where the promise is broken or threads change a figure."""
    parser = argparse.ArgumentParser(description=__doc__.strip().splitlines()[0])
    parser.add_argument("--draws", type=int, default=2000, help="replications")
    parser.add_argument(
        "--threads",
        type=int,
        nargs="+",
        default=[1, 2],
        help="numbers of threads to try, each at its own question, as in a server",
    )
    parser.add_argument("--every", type=int, default=30, help="take one standard question in so many")
    parser.add_argument("--rounds", type=int, default=5, help="the best of so many rounds counts")
    parser.add_argument("--json", action="store_true", help="print JSON")
    asked = parser.parse_args()
    network = transcaspia.load_network()
    cases = []
    for q in read_queries(network.root / QUERIES)[:: asked.every]:
        options = {"cargo": q.cargo or None, "unit": q.unit or None, "units": q.units}
        consignment = transcaspia.make_consignment(network, q.origin, q.destination, q.depart, **options)
        builder = Builder(question_of(network, consignment, PlanParams(via=q.via, avoid=q.avoid, modes=q.modes)))
        graph = builder.graph()
        ways = wide_set(graph, find(graph, 0.01, 100_000).ways, 1.0)
        if ways:
            cases.append((builder, graph, ways))
    rows, first = [], None
    for threads in asked.threads:
        anew_s, warm_s, cpu_s, figures = measure(cases, asked.draws, threads, asked.rounds)
        samples = asked.draws * sum(len(ways) for _, _, ways in cases)
        same = first is None or all(np.array_equal(a, b) for a, b in zip(first, figures, strict=True))
        first = first or figures
        rows.append({
            "threads": threads, "ways": sum(len(ways) for _, _, ways in cases), "draws": asked.draws,
            "samples": samples, "samples_per_s": round(samples / warm_s),
            "samples_per_s_anew": round(samples / anew_s), "samples_per_cpu_s": round(samples / cpu_s), "same": same,
        })  # fmt: skip
    found: dict[str, Any] = {
        "questions": len(cases), "runs": rows,
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024.0, 1),
    }  # fmt: skip
    if asked.json:
        print(json.dumps(found))
    else:
        for row in rows:
            rates = (row[name] / 1e6 for name in ("samples_per_s", "samples_per_s_anew", "samples_per_cpu_s"))
            print(
                "{} thread(s): {:.2f} million samples a second, {:.2f} anew, {:.2f} by cpu; ".format(
                    row["threads"], *rates
                )
                + f"{row['ways']} ways of {len(cases)} questions, {row['draws']} draws, "
                + ("the same figures" if row["same"] else "OTHER FIGURES")
            )
        print(f"promised: {PROMISED / 1e6:.0f} million; peak {found['peak_mb']:.0f} MB")
    return int(not all(row["same"] for row in rows) or max(row["samples_per_s"] for row in rows) < PROMISED)


def simulated(world: Draws, case: tuple[Any, Any, Any]) -> list[Drawn]:
    """Return the ways of a question in every replication of a world."""
    builder, graph, ways = case
    evaluator = Evaluator(builder, graph, world, max(w.time_h for w in ways))
    return [evaluator.draw(way) for way in ways]


def measure(
    cases: list[tuple[Any, Any, Any]], draws: int, threads: int, rounds: int
) -> tuple[float, float, float, list[np.ndarray]]:
    """Return the seconds of a round that draws the world and of the best after it, also by cpu, and what was drawn."""
    laps, cpu = [], []
    figures: list[np.ndarray] = []
    worlds = [Draws(1, draws) for _ in cases]
    for number in range(rounds + 1):
        began, cpu_began = time.perf_counter(), time.process_time()
        with ThreadPoolExecutor(threads) as pool:
            found = list(pool.map(simulated, worlds, cases))
        if number == 0:
            figures = [a for drawn in found for d in drawn for a in (d.arrive_h, d.cost_usd)]
        laps.append(time.perf_counter() - began)
        cpu.append(time.process_time() - cpu_began)
    return laps[0], min(laps[1:]), min(cpu[1:]), figures


if __name__ == "__main__":
    sys.exit(main())
