"""
The promised speed of many ready days in one run: 30 days in less than 5 s of one core, against as many plans.

Run `python benchmarks/departures.py [--days N] [--json]`. Times are of the processor, since others share it, and by the
clock; each day of the run is compared with the plan of that day.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import time
from dataclasses import replace
from typing import Any

import transcaspia
from transcaspia.network.model import Network
from transcaspia.planning.departures import Departures, find_departures
from transcaspia.planning.model import Consignment, Itineraries, PlanParams

PROMISED_S = 5.0
ASKED: tuple[tuple[str, str, str, dict[str, Any]], ...] = (
    ("Łódź", "Almaty", "2025-09-01", {}),
    ("Xi'an", "Warsaw", "2025-10-01", {}),
    ("Almaty", "Poti", "2025-10-20", {"unit": "20GP"}),
    ("Łódź", "Almaty", "2025-10-01", {"cargo": "pharmaceuticals", "unit": "40RF", "units": 2}),
)
"""Questions: a border that shuts, the most labels, ships and their storms, goods under a temperature in three units."""


def measured(network: Network, consignment: Consignment, days: int) -> dict[str, Any]:
    """Return the seconds of one run and of as many plans, and how many days are equal."""
    params = PlanParams()
    find_departures(network, consignment, params, days=1)
    clock, cpu = time.perf_counter(), time.process_time()
    found = find_departures(network, consignment, params, days=days)
    clock, cpu = time.perf_counter() - clock, time.process_time() - cpu
    plans_cpu, equal = 0.0, 0
    for day in found.days:
        began = time.process_time()
        alone = transcaspia.plan(network, replace(consignment, depart=day.ready), params)
        plans_cpu += time.process_time() - began
        equal += same(found, day.ready, alone)
    return {
        "question": f"{found.query['origin_name']} - {found.query['destination_name']}, {consignment.unit}",
        "days": len(found.days), "run_s": round(clock, 3), "run_cpu_s": round(cpu, 3),
        "plans_cpu_s": round(plans_cpu, 3), "equal_days": equal,
    }  # fmt: skip


def same(found: Departures, ready: object, alone: Itineraries) -> bool:
    """Return whether the ways with a label have the figures of the plan of that day."""
    day = next(d for d in found.days if d.ready == ready)
    mine = {o.labels: (o.figures.arrival, o.figures.cost_usd, o.figures.generalised_cost_usd) for o in day.offers}
    return mine == {i.labels: (i.arrival, i.cost_usd, i.generalised_cost_usd) for i in alone.itineraries if i.labels}


def main() -> int:
    """Measure, print, and return 1 where the promise is broken or a day differs."""
    parser = argparse.ArgumentParser(description=__doc__.strip().splitlines()[0])
    parser.add_argument("--days", type=int, default=30, metavar="N", help="ready days of a run")
    parser.add_argument("--json", action="store_true", help="print JSON")
    asked = parser.parse_args()
    network = transcaspia.load_network()
    rows = [
        measured(network, transcaspia.make_consignment(network, start, end, day, **options), asked.days)
        for start, end, day, options in ASKED
    ]
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024.0
    if asked.json:
        print(json.dumps({"questions": rows, "promised_s": PROMISED_S, "peak_mb": round(peak_mb)}))
    else:
        for row in rows:
            print(
                f"{row['question']}: {row['days']} days in {row['run_cpu_s']:.1f} s of one core, as many plans in "
                f"{row['plans_cpu_s']:.1f} s; {row['equal_days']} days equal"
            )
        print(f"peak: {peak_mb:.0f} MB")
    slow = any(row["run_cpu_s"] >= PROMISED_S for row in rows)
    return int(slow or any(row["equal_days"] != row["days"] for row in rows))


if __name__ == "__main__":
    sys.exit(main())
