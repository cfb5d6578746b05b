"""
The exact search on a DIMACS graph.

Run `python benchmarks/pareto.py --distance USA-road-d.NY.gr.gz --time USA-road-t.NY.gr.gz --queries QUERIES.jsonl.gz`;
`--third arcs` adds the number of links as a third cost. Promised: all fronts of the 25 queries of two costs in at
most 8 times one scipy Dijkstra for each, under 2 GB. Queries are JSON lines with `id`, `s`, `g` (nodes from 1) and,
where known, `front`.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import fronts
import numpy as np


def read_graph(path: Path) -> tuple[int, np.ndarray]:
    """Return the number of nodes and the rows (tail, head, cost) of a DIMACS graph, nodes from 0."""
    lines = fronts.text_of(path).splitlines()
    header = next(line for line in lines if line.startswith("p "))
    rows = " ".join(line[2:] for line in lines if line.startswith("a "))
    links = np.array(rows.split(), dtype=np.int64).reshape(-1, 3)
    links[:, :2] -= 1
    return int(header.split()[2]), links


def read_queries(path: Path) -> list[fronts.Query]:
    """Return the queries of a file."""
    rows = [json.loads(line) for line in fronts.text_of(path).splitlines() if line.strip()]
    return [fronts.Query(row["id"], row["s"] - 1, row["g"] - 1, row.get("front")) for row in rows]


def read(distance: Path, time: Path, *, third: bool) -> fronts.Graph:
    """Return the graph of two files that list the same links."""
    n_nodes, by_distance = read_graph(distance)
    _, by_time = read_graph(time)
    if not np.array_equal(by_distance[:, :2], by_time[:, :2]):
        by_distance, by_time = (x[np.lexsort((x[:, 1], x[:, 0]))] for x in (by_distance, by_time))
        if not np.array_equal(by_distance[:, :2], by_time[:, :2]):
            raise SystemExit(f"{distance} and {time} do not list the same links.")
    costs = [by_distance[:, 2], by_time[:, 2]]
    if third:
        costs.append(np.ones_like(costs[0]))
    return fronts.graph_of(n_nodes, by_distance[:, 0], by_distance[:, 1], np.column_stack(costs))


def main() -> int:
    """Run the queries and print."""
    parser = fronts.options(__doc__.strip().splitlines()[0])
    parser.add_argument("--distance", type=Path, required=True, help="DIMACS graph of the first cost")
    parser.add_argument("--time", type=Path, required=True, help="DIMACS graph of the second cost")
    parser.add_argument("--third", choices=["arcs"], help="a third cost: 1 for each link")
    parser.add_argument("--queries", type=Path, required=True, help="JSON lines: id, s, g, and front where known")
    asked = parser.parse_args()
    graph = read(asked.distance, asked.time, third=asked.third is not None)
    return fronts.show(fronts.run(graph, read_queries(asked.queries), asked), as_json=asked.json)


if __name__ == "__main__":
    sys.exit(main())
