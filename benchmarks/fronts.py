"""What the benchmarks of the exact search share: reading files, one timed run of the queries, printing."""

from __future__ import annotations

import argparse
import gzip
import json
import resource
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import dijkstra

from transcaspia.planning.pareto import MAX_LABELS, Front, find_fronts


@dataclass(frozen=True)
class Query:
    """A query and the front that its file holds, if any; the ends are node numbers from 0."""

    name: int
    source: int
    target: int
    front: list[list[int]] | None


@dataclass(frozen=True)
class Graph:
    """A graph as `find_fronts` takes it."""

    indptr: np.ndarray
    heads: np.ndarray
    costs: np.ndarray


def text_of(path: Path) -> str:
    """Return the text of a file, packed or not."""
    raw = path.read_bytes()
    return (gzip.decompress(raw) if raw[:2] == b"\x1f\x8b" else raw).decode()


def graph_of(n_nodes: int, tails: np.ndarray, heads: np.ndarray, costs: np.ndarray) -> Graph:
    """Return the graph of links in any order."""
    order = np.argsort(tails, kind="stable")
    indptr = np.concatenate([[0], np.cumsum(np.bincount(tails, minlength=n_nodes))]).astype(np.int64)
    return Graph(indptr, heads[order], np.ascontiguousarray(costs[order]))


def options(description: str) -> argparse.ArgumentParser:
    """Return a parser with the options that every benchmark of fronts has."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--epsilon", type=float, default=0.0, help="bound per cost; 0 is exact")
    parser.add_argument("--limit", type=int, help="run only the first N queries")
    parser.add_argument("--max-labels", type=int, default=MAX_LABELS, help="cap of the labels held at once")
    parser.add_argument("--fronts", type=Path, metavar="OUT.jsonl", help="write the fronts, one line each")
    parser.add_argument("--json", action="store_true", help="print JSON")
    return parser


def run(graph: Graph, queries: Sequence[Query], asked: argparse.Namespace) -> dict[str, Any]:
    """
    Return the figures of a run.

    The kernels are compiled or loaded before the clock starts. Each query is timed whole: turning the graph, the
    reverse searches, the search. After each comes one scipy Dijkstra by the first cost from the same source to all
    nodes, on a matrix made before.
    """
    if asked.limit is not None:
        queries = queries[: asked.limit]
    tails = np.repeat(np.arange(len(graph.indptr) - 1), np.diff(graph.indptr))
    matrix = cheapest_links(tails, graph.heads, graph.costs[:, 0], len(graph.indptr) - 1)
    for epsilon in (0.0, 0.5):
        find_fronts([0, 1, 1], [1], graph.costs[:1], 0, 1, epsilon=epsilon)
    rows, lines = [], []
    total_s = dijkstra_s = 0.0
    for query in queries:
        began = time.perf_counter()
        front = find_fronts(
            graph.indptr, graph.heads, graph.costs, query.source, query.target,
            epsilon=asked.epsilon, max_labels=asked.max_labels,
        )[0]  # fmt: skip
        seconds = time.perf_counter() - began
        began = time.perf_counter()
        from_source = dijkstra(matrix, indices=query.source)
        dijkstra_s += time.perf_counter() - began
        total_s += seconds
        rows.append(_row(query, front, seconds, asked.epsilon))
        if len(front.vectors) and asked.epsilon == 0.0 and from_source[query.target] != front.vectors[0, 0]:
            raise SystemExit(f"Query {query.name}: scipy finds another shortest way.")
        lines.append(json.dumps({"id": query.name, "front": front.vectors.tolist()}))
        print(f"{query.name}: {len(front.vectors)} in {seconds:.3f} s", file=sys.stderr)
    if asked.fronts is not None:
        asked.fronts.write_text("\n".join([*lines, ""]))
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024.0
    return {
        "queries": rows, "total_s": round(total_s, 4), "dijkstra_s": round(dijkstra_s, 4),
        "peak_mb": round(peak_mb, 1), "epsilon": asked.epsilon,
    }  # fmt: skip


def cheapest_links(tails: np.ndarray, heads: np.ndarray, cost: np.ndarray, n_nodes: int) -> csr_matrix:
    """Return the matrix of the cheapest link between any two nodes; scipy would add up parallel ones."""
    order = np.lexsort((cost, heads, tails))
    tails, heads, cost = tails[order], heads[order], cost[order]
    first = np.ones(len(tails), dtype=bool)
    first[1:] = (np.diff(tails) != 0) | (np.diff(heads) != 0)
    return csr_matrix((cost[first].astype(np.float64), (tails[first], heads[first])), shape=(n_nodes, n_nodes))


def _row(query: Query, front: Front, seconds: float, epsilon: float) -> dict[str, Any]:
    """Return what is printed of a query."""
    row = {
        "id": query.name, "n": len(front.vectors), "seconds": round(seconds, 5), "expanded": front.expanded,
        "equal": None, "truncated": front.truncated, "labels": front.labels,
    }  # fmt: skip
    if query.front is not None:
        expected = np.array(query.front, dtype=np.int64).reshape(len(query.front), -1)
        row["equal"] = bool(np.array_equal(front.vectors, expected[np.lexsort(expected.T[::-1])]))
        if epsilon > 0.0:
            row["covered"] = all((front.vectors <= (1.0 + epsilon) * v).all(axis=1).any() for v in expected)
    return row


def show(found: dict[str, Any], *, as_json: bool) -> int:
    """Print the figures and return 1 where a front differs from its file, or is not covered by a bounded search."""
    rows = found["queries"]
    wrong = [r for r in rows if (r.get("covered", r["equal"])) is False]
    if as_json:
        print(json.dumps(found))
        return int(bool(wrong))
    for r in rows:
        told = {None: "", True: "equal", False: "differs"}[r["equal"]]
        told = {True: "within the bound", False: "NOT within the bound"}.get(r.get("covered"), told)
        cut = "truncated" if r["truncated"] else ""
        print(f"{r['id']:>6} {r['n']:>7} vectors {r['seconds']:9.3f} s {r['expanded']:>10} expanded {told} {cut}")
    ratio = found["total_s"] / found["dijkstra_s"] if found["dijkstra_s"] else float("nan")
    print(
        f"{len(rows)} queries in {found['total_s']:.2f} s; scipy Dijkstra one-to-all for each "
        f"{found['dijkstra_s']:.2f} s: {ratio:.2f} times; peak {found['peak_mb']:.0f} MB"
    )
    return int(bool(wrong))
