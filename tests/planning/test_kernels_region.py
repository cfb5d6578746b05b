"""
The regions of a graph against another library, and by hand.

Run with NUMBA_DISABLE_JIT=1 as well: the same lines as plain Python.
"""

from __future__ import annotations

import networkx as nx
import numpy as np

from transcaspia.planning import _region_kernels


def test_a_circle_is_one_region_and_what_leads_there_another() -> None:
    """0 -> 1 -> 2 -> 1 -> 3: 1 and 2 lie in one region, with numbers of their own."""
    tail, head, node = np.array([0, 1, 2, 1]), np.array([1, 2, 1, 3]), np.array([0, 1, 2, 3])
    region, number = _region_kernels.regions(tail, head, node)
    assert region[1] == region[2]
    assert len(set(region.tolist())) == 3
    assert sorted(number[[1, 2]].tolist()) == [0, 1]
    assert number[[0, 3]].tolist() == [0, 0]


def test_states_of_one_node_share_its_region_and_number() -> None:
    """States 0 and 1 stand at one node: what leads from the one to 2 and from 2 to the other is a circle."""
    region, number = _region_kernels.regions(np.array([0, 2]), np.array([2, 1]), np.array([0, 0, 1, -1]))
    assert region[0] == region[1] == region[2] != region[3]
    assert number[0] == number[1] != number[2]
    assert number[3] == -1


def test_regions_are_the_strong_components() -> None:
    """On two hundred random graphs; numbers within a region tell its nodes apart."""
    for seed in range(200):
        rng = np.random.default_rng(seed)
        n_states, n_edges = int(rng.integers(1, 30)), int(rng.integers(0, 60))
        tail, head = rng.integers(0, n_states, n_edges), rng.integers(0, n_states, n_edges)
        node = rng.integers(-1, n_states // 2 + 1, n_states)
        region, number = _region_kernels.regions(tail, head, node)
        at = np.where(node >= 0, node, n_states + np.arange(n_states))
        graph = nx.DiGraph()
        graph.add_nodes_from(at.tolist())
        graph.add_edges_from(zip(at[tail].tolist(), at[head].tolist(), strict=True))
        for part in nx.strongly_connected_components(graph):
            inside = np.isin(at, list(part))
            assert len(set(region[inside].tolist())) == 1
            assert region[inside][0] not in region[~inside]
            numbered = inside & (node >= 0)
            told = set(zip(node[numbered].tolist(), number[numbered].tolist(), strict=True))
            assert len(told) == len({n for n, _ in told}) == len({m for _, m in told})
        assert ((number >= 0) == (node >= 0)).all()
