"""The slow way to a front of a plain graph: every path that passes no node twice, one by one."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np


class PlainGraph(NamedTuple):
    """A graph as `find_fronts` takes it."""

    indptr: np.ndarray
    heads: np.ndarray
    costs: np.ndarray


def random_plain_graph(
    rng: np.random.Generator, *, n_costs: int, most: int = 9, n_nodes: int = 7, n_links: int = 20
) -> PlainGraph:
    """Return a small graph with parallel links, links from a node to itself, dead ends, chains and costs of 0."""
    if rng.random() < 0.3:
        n_nodes, n_links = int(rng.integers(1, n_nodes + 1)), int(rng.integers(0, n_links + 1))
    tails, heads = rng.integers(0, n_nodes, n_links), rng.integers(0, n_nodes, n_links)
    costs = rng.integers(0, most + 1, (n_links, n_costs))
    if rng.random() < 0.5:
        # A road network: many nodes lie on a line, with a link each way.
        line = int(rng.integers(1, 5))
        along = np.arange(n_nodes, n_nodes + line)
        ends = np.concatenate([rng.integers(0, n_nodes, 1), along, rng.integers(0, n_nodes, 1)])
        tails, heads = np.concatenate([tails, ends[:-1], ends[1:]]), np.concatenate([heads, ends[1:], ends[:-1]])
        costs = np.concatenate([costs, rng.integers(0, most + 1, (len(tails) - len(costs), n_costs))])
        n_nodes += line
    return plain_graph(n_nodes, tails, heads, costs)


def plain_graph(n_nodes: int, tails: np.ndarray, heads: np.ndarray, costs: np.ndarray) -> PlainGraph:
    """Return the graph of links in any order."""
    order = np.argsort(tails, kind="stable")
    indptr = np.searchsorted(tails[order], np.arange(n_nodes + 1))
    return PlainGraph(indptr, heads[order], costs[order])


def all_vectors(graph: PlainGraph, source: int, target: int) -> set[tuple[int, ...]]:
    """Return the costs of every path that passes no node twice."""
    n_costs = graph.costs.shape[1]
    found: set[tuple[int, ...]] = set()
    stack = [(source, (source,), (0,) * n_costs)]
    while stack:
        node, passed, paid = stack.pop()
        if node == target:
            found.add(paid)
            continue
        for k in range(int(graph.indptr[node]), int(graph.indptr[node + 1])):
            to = int(graph.heads[k])
            if to not in passed:
                more = tuple(a + int(b) for a, b in zip(paid, graph.costs[k], strict=True))
                stack.append((to, (*passed, to), more))
    return found


def unbeaten(vectors: set[tuple[int, ...]]) -> list[list[int]]:
    """Return the vectors that no other is as good as, in order."""
    return sorted(
        list(v) for v in vectors if not any(o != v and all(a <= b for a, b in zip(o, v, strict=True)) for o in vectors)
    )
