"""
What the planner's proxy loses of the simulated front, measured where every way can be enumerated and simulated.

Run `python benchmarks/proxy.py`: random networks (the toy one with other speeds, prices, frequencies and rivals beside
its trains and ships, each asked twice), all of whose ways are simulated. An offer on the simulated front counts as lost
where each way that the planner keeps is worse than it by more than 3 % in some figure: P50 or P90 of the arrival, P50
of the money, CO2e. Promised: no more than one offer in a hundred is lost; how far off the worst lies is printed.
With `--timed SHARE` so many of the services leave by a timetable of one day a week or two. It takes a
checkout: the networks and the enumeration are those of the tests.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from oracle.proxy import AVOIDED, LOST, MOST_LOST, TWENTIETH, Loss, loss_of
from planning.test_properties import changed

BEYOND = (0.01, 0.02, LOST, TWENTIETH, 0.1)


def measured(n_networks: int, first_seed: int, draws: int, timed: float) -> tuple[Loss, list[float]]:
    """Return the loss over all networks, and the largest gap of each."""
    total, worst = Loss(), []
    for seed in range(first_seed, first_seed + n_networks):
        network = changed(seed, rivals=2, timed=timed)
        for avoid in AVOIDED:
            one = loss_of(network, avoid, draws=draws)
            total.ways += one.ways
            total.gaps += one.gaps
            worst.append(one.worst)
    return total, worst


def main() -> int:
    """Measure, print, and return 1 where the promise is broken."""
    parser = argparse.ArgumentParser(description=__doc__.strip().splitlines()[0])
    parser.add_argument("--networks", type=int, default=150, metavar="N", help="networks, each asked twice")
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="seed of the first network")
    parser.add_argument("--draws", type=int, default=1000, metavar="N", help="replications of the world")
    parser.add_argument("--timed", type=float, default=0.0, metavar="SHARE", help="services that leave by timetable")
    parser.add_argument("--json", action="store_true", help="print JSON")
    asked = parser.parse_args()
    began = time.perf_counter()
    loss, worst = measured(asked.networks, asked.seed, asked.draws, asked.timed)
    seconds = time.perf_counter() - began
    kept = loss.share(LOST) <= MOST_LOST
    told = {
        "networks": 2 * asked.networks, "timed": asked.timed, "ways": loss.ways, "offers": len(loss.gaps),
        "lost_share": loss.share(LOST),
        "beyond": {f"{x:g}": round(loss.share(x), 5) for x in BEYOND}, "worst": round(loss.worst, 5),
        "networks_with_a_loss": sum(gap > LOST for gap in worst), "kept": kept, "seconds": round(seconds, 1),
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024.0,
    }  # fmt: skip
    if asked.json:
        print(json.dumps(told))
    else:
        print(f"{told['networks']} networks, {loss.ways:,} ways, {len(loss.gaps):,} offers on the simulated fronts")
        for x in BEYOND:
            print(f"further off than {x:.0%} in some figure: {loss.share(x):.2%}")
        print(f"lost (further off than {LOST:.0%}): {loss.share(LOST):.2%} (promised: at most {MOST_LOST:.0%})")
        print(f"worst: {loss.worst:.1%}; {seconds:.0f} s")
    return int(not kept)


if __name__ == "__main__":
    sys.exit(main())
