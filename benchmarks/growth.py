"""
How time and memory grow with the network: a search from corner to corner of generated road grids.

Run `python benchmarks/growth.py [--figure OUT.png] [--json]`. A grid has junctions in a square, roads both ways
between neighbours of 100 to 1,000 m, each of a class of speed; the costs are metres and seconds. The time is that of
`find_fronts` whole. Each size runs in a process of its own, which tells its peak of memory, what Python and the
libraries take included; `own_mb` is what the search added.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import fronts
import numpy as np

from transcaspia.planning.pareto import find_fronts

SIZES = (1_000, 3_000, 10_000, 30_000, 100_000, 300_000, 1_000_000)
SECONDS_A_METRE = (0.03, 0.05, 0.08)
KINDS = {"bounded": 0.01, "exact": 0.0}


def grid(n_links: int, seed: int) -> tuple[fronts.Graph, int]:
    """Return a road grid of about so many links, and its side."""
    side = max(3, round((n_links / 4.0) ** 0.5))
    rng = np.random.default_rng(seed)
    at = np.arange(side * side).reshape(side, side)
    a = np.concatenate([at[:, :-1].ravel(), at[:-1].ravel()])
    b = np.concatenate([at[:, 1:].ravel(), at[1:].ravel()])
    metres = rng.integers(100, 1000, len(a))
    seconds = np.ceil(metres * rng.choice(SECONDS_A_METRE, len(a))).astype(np.int64)
    costs = np.column_stack([metres, seconds])
    return fronts.graph_of(side * side, np.concatenate([a, b]), np.concatenate([b, a]), np.tile(costs, (2, 1))), side


def one(n_links: int, seed: int) -> dict[str, Any]:
    """Return the figures of one size."""
    find_fronts([0, 1, 1], [1], [[1, 1]], 0, 1)
    find_fronts([0, 1, 1], [1], [[1, 1]], 0, 1, epsilon=0.5)
    graph, side = grid(n_links, seed)
    row: dict[str, Any] = {"links": len(graph.heads), "nodes": side * side}
    before_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024.0
    for name, epsilon in KINDS.items():
        began = time.process_time()
        front = find_fronts(graph.indptr, graph.heads, graph.costs, 0, side * side - 1, epsilon=epsilon)[0]
        row[name] = {
            "cpu_s": round(time.process_time() - began, 4), "n": len(front.vectors), "expanded": front.expanded,
            "labels": front.labels, "truncated": front.truncated,
            "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024.0, 1),
        }  # fmt: skip
        row[name]["own_mb"] = round(row[name]["peak_mb"] - before_mb, 1)
    return row


def exponent(rows: list[dict[str, Any]], name: str, figure: str) -> float:
    """Return the exponent of a power law through the sizes from 10,000 links, by least squares of the logarithms."""
    points = [(r["links"], r[name][figure]) for r in rows if r["links"] >= 9_000 and r[name][figure] > 0]
    x, y = np.log(np.array(points, dtype=float)).T
    return float(np.polyfit(x, y, 1)[0])


def draw(rows: list[dict[str, Any]], fitted: dict[str, Any], path: Path) -> None:
    """Draw time and memory against links."""
    import matplotlib as mpl

    mpl.use("Agg")
    import matplotlib.pyplot as plt

    figure, both = plt.subplots(1, 2, figsize=(9, 3.6), layout="constrained")
    for axes, what, unit in zip(both, ("cpu_s", "own_mb"), ("seconds of one core", "MB added"), strict=True):
        for name, mark in zip(KINDS, ("o-", "s--"), strict=True):
            has = [r for r in rows if r[name][what] > 0]
            label = f"{'within 1 %' if name == 'bounded' else 'exact'}: links ^ {fitted[name][what]:.2f}"
            axes.loglog([r["links"] for r in has], [r[name][what] for r in has], mark, label=label)
        axes.set_xlabel("links")
        axes.set_ylabel(unit)
        axes.grid(visible=True, alpha=0.3)
        axes.legend()
    figure.savefig(path, dpi=90)


def main() -> int:
    """Run every size, fit and print."""
    parser = argparse.ArgumentParser(description=__doc__.strip().splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES), help="numbers of links")
    parser.add_argument("--seed", type=int, default=1, help="seed of the grids")
    parser.add_argument("--figure", type=Path, metavar="OUT.png", help="draw the growth")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.one:
        print(json.dumps(one(asked.one, asked.seed)))
        return 0
    rows = []
    for size in asked.sizes:
        command = [sys.executable, __file__, "--one", str(size), "--seed", str(asked.seed)]
        told = subprocess.run(command, check=True, capture_output=True, text=True).stdout  # noqa: S603
        rows.append(json.loads(told))
        print(rows[-1], file=sys.stderr)
    fitted = {
        name: {what: round(exponent(rows, name, what), 3) for what in ("cpu_s", "own_mb")}
        for name in KINDS
        if sum(r["links"] >= 9_000 for r in rows) > 1
    }
    if asked.figure is not None:
        draw(rows, fitted, asked.figure)
    if asked.json:
        print(json.dumps({"rows": rows, "exponents": fitted}))
        return 0
    for r in rows:
        told = "; ".join(
            f"{name} {r[name]['cpu_s']:.3f} s, {r[name]['n']} vectors, {r[name]['own_mb']:.0f} MB added"
            for name in KINDS
        )
        print(f"{r['links']:>9,} links: {told}")
    for name, powers in fitted.items():
        print(f"{name}: time grows with links ^ {powers['cpu_s']:.2f}, memory with links ^ {powers['own_mb']:.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
