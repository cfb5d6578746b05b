"""Kernel of the regions of a graph: sets of nodes between which a way can go to and fro."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from transcaspia._jit import kernel

Ints = npt.NDArray[np.int64]


@kernel("Tuple((i8[::1], i8[::1]))(i8[::1], i8[::1], i8[::1])")
def regions(tail: Ints, head: Ints, node: Ints) -> tuple[Ints, Ints]:
    """
    Return the region of each state, and the number that its node has there.

    Two nodes lie in one region where edges lead from each to the other. What leaves a region never comes back, so
    which of its nodes were passed no longer matters. (Tarjan 1972, without recursion.)

    Parameters
    ----------
    tail, head
        Ends of each edge, shape (n_edges,).
    node
        Node of each state, or -1 where passing twice does not matter, shape (n_states,).

    Returns
    -------
    tuple
        Region of each state; number of its node among those of its region, from 0, or -1 for no node.
    """
    n_states = len(node)
    n_nodes = 0
    for s in range(n_states):
        n_nodes = max(n_nodes, node[s] + 1)
    at = np.empty(n_states, np.int64)
    size = n_nodes
    for s in range(n_states):
        at[s] = node[s]
        if node[s] < 0:
            at[s] = size
            size += 1
    first = np.zeros(size + 1, np.int64)
    for k in range(len(tail)):
        first[at[tail[k]] + 1] += 1
    for v in range(size):
        first[v + 1] += first[v]
    to = np.empty(len(tail), np.int64)
    fill = first[:-1].copy()
    for k in range(len(tail)):
        to[fill[at[tail[k]]]] = at[head[k]]
        fill[at[tail[k]]] += 1
    # Where a node was met, the earliest node on the stack that it leads back to, and the next edge to follow.
    met = np.full(size, -1, np.int64)
    low = np.empty(size, np.int64)
    follow = first[:-1].copy()
    region = np.full(size, -1, np.int64)
    number = np.empty(size, np.int64)
    stack = np.empty(size, np.int64)
    path = np.empty(size, np.int64)
    n_met = n_stack = n_regions = 0
    for root in range(size):
        if met[root] >= 0:
            continue
        path[0] = root
        n_path = 1
        while n_path > 0:
            v = path[n_path - 1]
            if met[v] < 0:
                met[v] = low[v] = n_met
                n_met += 1
                stack[n_stack] = v
                n_stack += 1
            if follow[v] < first[v + 1]:
                u = to[follow[v]]
                follow[v] += 1
                if met[u] < 0:
                    path[n_path] = u
                    n_path += 1
                elif region[u] < 0:
                    low[v] = min(low[v], met[u])
                continue
            n_path -= 1
            if n_path > 0:
                low[path[n_path - 1]] = min(low[path[n_path - 1]], low[v])
            if low[v] == met[v]:
                count = 0
                while region[v] < 0:
                    n_stack -= 1
                    u = stack[n_stack]
                    region[u] = n_regions
                    number[u] = count
                    count += 1
                n_regions += 1
    where = np.empty(n_states, np.int64)
    place = np.empty(n_states, np.int64)
    for s in range(n_states):
        where[s] = region[at[s]]
        place[s] = number[at[s]] if node[s] >= 0 else -1
    return where, place
