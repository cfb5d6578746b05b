"""
The exact front of paths over whole-number costs on a plain graph, or one within a bound of it.

One cost: the reverse search that the others begin with. Two costs: BOA* [1]_ with both reverse searches bounded by each
other and the ends of ways taken from them [2]_. Three and more: LTMOA* [3]_, label setting with fronts that leave the
first cost out [4]_, checked late. With a bound: A*pex [5]_, whose labels stand for many paths. `docs/engine.md` tells
how, and what was measured.

References
----------
.. [1] Hernández, Yeoh, Baier, Zhang, Suazo, Koenig, Salzman (2023), Simple and efficient bi-objective search
   algorithms via fast dominance checks, Artificial Intelligence 314.
.. [2] Ahmadi, Tack, Harabor, Kilby (2021), Bi-objective search with bi-directional A*, ESA 2021.
.. [3] Hernández, Yeoh, Baier, Felner, Salzman, Zhang, Chan, Koenig (2023), Multi-objective search via lazy and
   efficient dominance checks, IJCAI 2023.
.. [4] Pulido, Mandow, Pérez de la Cruz (2015), Dimensionality reduction in multiobjective shortest path search,
   Computers & Operations Research 64.
.. [5] Zhang, Salzman, Kumar, Felner, Hernández, Koenig (2022), A*pex: efficient approximate multi-objective search on
   graphs, ICAPS 2022.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import numpy.typing as npt

from transcaspia.errors import InputError

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Small = npt.NDArray[np.int32]

MAX_LABELS = 10_000_000
"""Labels held at once, unless told otherwise: with three costs about 1 GB."""

MOST_LABELS = 2**31 - 1
"""The kernels number labels, nodes and links by 32 bits."""

MOST_COST = 2**58
"""Nodes times the largest cost times the number of costs stay below this, so that no sum overflows."""


@dataclass(frozen=True, slots=True, eq=False)
class Front:
    """
    Paths from a source to a target of which none is as good as another in every cost and better in one.

    Attributes
    ----------
    source, target
        The ends.
    vectors
        Costs of each path, shape (n, k), in lexicographic order; no two are equal. Without a path n is 0.
    truncated
        True where the cap of labels was hit. `vectors` are then costs of real paths all the same.
    complete_below
        None for a whole front. Else every vector of the exact front whose first cost is less than this is here (or is
        within the bound of one that is here), and beyond it some may lack.
    expanded
        Labels whose links were followed.
    labels
        Most labels held at once.
    """

    source: int
    target: int
    vectors: Ints
    truncated: bool
    complete_below: int | None
    expanded: int
    labels: int
    _ends: Ints
    _records: Small
    _via: Small
    _graph: _Contracted

    def path(self, number: int) -> Ints:
        """
        Return the links of a path, whose costs are those of its vector.

        Parameters
        ----------
        number
            Row of `vectors`.

        Returns
        -------
        Ints
            Indices of the links in order; none where source and target are one. No node is passed twice.
        """
        graph = self._graph
        links = _path(graph, self.source, self.target, self._ends[number], self._records, self._via)
        return np.array([link for inner in links for link in graph.stands_for(inner)], dtype=np.int64)


@dataclass(frozen=True, slots=True, eq=False)
class _Contracted:
    """
    A graph and the contracted one that is searched.

    Attributes
    ----------
    first, head
        The graph itself.
    kind
        What became of its nodes.
    start, heads, costs
        The contracted graph.
    link
        First link that each of its links stands for.
    new
        Number of each node in it, or -1.
    """

    first: Ints
    head: Ints
    kind: Small
    start: Ints
    heads: Ints
    costs: Ints
    link: Small
    new: Small

    def stands_for(self, inner: int) -> list[int]:
        """Return the links that a link of the contracted graph stands for."""
        from transcaspia.planning import _graph_kernels

        links = [int(self.link[inner])]
        before = int(np.searchsorted(self.first, links[0], side="right")) - 1
        node = int(self.head[links[0]])
        while self.kind[node] == _graph_kernels.PASSED:
            links.append(_graph_kernels.onward(self.first, self.head, self.kind, before, node))
            before, node = node, int(self.head[links[-1]])
        return links


def find_fronts(
    indptr: npt.ArrayLike,
    heads: npt.ArrayLike,
    costs: npt.ArrayLike,
    source: int,
    targets: int | Sequence[int],
    *,
    epsilon: float | Sequence[float] = 0.0,
    max_labels: int = MAX_LABELS,
) -> tuple[Front, ...]:
    """
    Return the front of paths from a source to each target.

    Parameters
    ----------
    indptr
        Start of the links of each node in `heads` and `costs`, shape (n_nodes + 1,), as in a CSR matrix.
    heads
        Node to which each link leads, shape (n_links,).
    costs
        Whole numbers from 0, shape (n_links, k), k from 1. Links between the same nodes, links from a node to itself
        and costs of 0 are allowed.
    source
        Node at which the paths start.
    targets
        Node or nodes at which they end, each searched by itself.
    epsilon
        Bound, for all costs or for each: for every vector of the exact front one is returned that is at most
        1 + epsilon times it in every cost. The bound holds for whole paths. 0 is exact.
    max_labels
        Cap of the labels held at once, which bounds the memory.

    Returns
    -------
    tuple[Front, ...]
        One for each target, in their order. Of paths with equal costs one is returned.

    Raises
    ------
    InputError
        If the arrays do not make a graph, a cost is negative or no whole number, sums may overflow, or a
        node or parameter is out of range.

    Examples
    --------
    Two ways from 0 to 2, one short and dear:

    >>> front = find_fronts([0, 2, 3, 3], [1, 2, 2], [[5, 1], [4, 9], [5, 1]], 0, 2)[0]
    >>> front.vectors.tolist(), front.path(1).tolist()
    ([[4, 9], [10, 2]], [0, 2])
    """
    first, head, weights = _graph(indptr, heads, costs)
    n_nodes, n_costs = len(first) - 1, weights.shape[1]
    ends = [targets] if isinstance(targets, int | np.integer) else list(targets)
    for name, node in (("source", source), *(("target", t) for t in ends)):
        if not 0 <= node < n_nodes:
            raise InputError(f"The {name} {node} is no node: expected 0 to {n_nodes - 1}.")
    bounds = np.full(n_costs, epsilon, dtype=np.float64) if np.ndim(epsilon) == 0 else np.array(epsilon, np.float64)
    if bounds.shape != (n_costs,) or not ((bounds >= 0.0) & (bounds <= 1.0)).all():
        raise InputError(
            f"The bound {epsilon} is wrong: expected a share from 0 to 1, or one for each of {n_costs} costs."
        )
    if not 1 <= max_labels <= MOST_LABELS:
        raise InputError(f"The cap of labels {max_labels} is wrong: expected 1 to {MOST_LABELS:,}.")

    from transcaspia.planning import _graph_kernels

    kind = np.full(n_nodes, _graph_kernels.FREE, dtype=np.int32)
    kind[[source, *ends]] = _graph_kernels.KEPT
    start, inner, paid, link, _, new = _graph_kernels.contracted(first, head, weights, kind)
    graph = _Contracted(first, head, kind, start, inner, paid, link, new)
    turned = _graph_kernels.turned(start, inner, paid)
    return tuple(_front(graph, turned, int(source), int(t), bounds, int(max_labels)) for t in ends)


def most_different(
    points: Floats, number: int, taken: Sequence[int], apart: Callable[[int], Floats] | None = None
) -> list[int]:
    """
    Return a few points that differ most, for people to choose from: each in turn is the farthest from those before.

    Parameters
    ----------
    points
        Positive figures, shape (n, k); they differ by the sum of the logarithms of their ratios.
    number
        Most points to return.
    taken
        Points that are returned in any case, at least one: the first of the list.
    apart
        What to add to the distance of a point from every point, if anything.

    Returns
    -------
    list[int]
        Indices: those of `taken`, then the others in the order in which they were chosen. What differs from none of
        them is left out.

    Examples
    --------
    >>> most_different(np.array([[1.0, 8.0], [1.1, 8.0], [9.0, 1.0], [3.0, 3.0]]), 3, [0])
    [0, 2, 3]
    """
    chosen = list(dict.fromkeys(taken))[:number]
    scale = np.log(points)
    distance = np.full(len(points), np.inf)

    def nearer(k: int) -> Floats:
        total: Floats = np.abs(scale - scale[k]).sum(axis=1)
        return total if apart is None else total + apart(k)

    for k in chosen:
        distance = np.minimum(distance, nearer(k))
    while len(chosen) < number:
        k = int(distance.argmax())
        if distance[k] <= 0.0:
            break
        chosen.append(k)
        distance = np.minimum(distance, nearer(k))
    return chosen


def _graph(indptr: npt.ArrayLike, heads: npt.ArrayLike, costs: npt.ArrayLike) -> tuple[Ints, Ints, Ints]:
    """Return the graph as contiguous int64, checked."""
    given = {"indptr": np.asarray(indptr), "heads": np.asarray(heads), "costs": np.asarray(costs)}
    for name, array in given.items():
        if array.size and not np.issubdtype(array.dtype, np.integer):
            raise InputError(f"`{name}` holds {array.dtype}: expected whole numbers; multiply and round them first.")
        if array.size and array.dtype == np.uint64 and array.max() >= MOST_COST:
            raise InputError(f"`{name}` holds {array.max()}: expected less than 2**58.")
        dimensions = 2 if name == "costs" else 1
        if array.ndim != dimensions:
            raise InputError(f"`{name}` has the shape {array.shape}: expected {dimensions} dimension(s).")
    first, head, weights = (np.ascontiguousarray(a, dtype=np.int64) for a in given.values())
    n_nodes, n_links = len(first) - 1, len(head)
    if n_nodes < 1 or first[0] != 0 or first[-1] != n_links or (np.diff(first) < 0).any():
        raise InputError(
            f"`indptr` must rise from 0 to the number of links, {n_links}, with one entry more than nodes."
        )
    if weights.shape[0] != n_links or weights.shape[1] < 1:
        raise InputError(f"`costs` has the shape {weights.shape}: expected ({n_links}, k), a row for each link.")
    if max(n_nodes, n_links) > MOST_LABELS:
        raise InputError(f"The graph has {n_nodes} nodes and {n_links} links: expected at most {MOST_LABELS:,}.")
    if n_links:
        if head.min() < 0 or head.max() >= n_nodes:
            raise InputError(f"`heads` names node {head.min() if head.min() < 0 else head.max()} of {n_nodes}.")
        if weights.min() < 0:
            raise InputError(f"`costs` holds {weights.min()}: expected no cost below 0.")
        if n_nodes * int(weights.max()) * weights.shape[1] >= MOST_COST:
            raise InputError(
                f"The cost {weights.max()} is too large for {n_nodes} nodes and {weights.shape[1]} costs, whose sums "
                "may overflow: nodes times cost times costs must stay below 2**58. Use a coarser unit."
            )
    return first, head, weights


def _front(
    graph: _Contracted,
    turned: tuple[Ints, Small, Small, Ints],
    source: int,
    target: int,
    epsilon: Floats,
    max_labels: int,
) -> Front:
    from transcaspia.planning import _apex_kernels, _graph_kernels, _pareto_kernels

    costs = graph.costs
    n_costs = costs.shape[1]
    at, to = int(graph.new[source]), int(graph.new[target])
    price = np.ascontiguousarray(turned[3].T)
    along, via, settled = _graph_kernels.trees(*turned, price, at, to)
    nothing = np.empty((0, 2), dtype=np.int32)
    if not settled[:, at].all() or n_costs == 1:
        vectors = along[0, [at]] if settled[0, at] else np.empty((0, n_costs), dtype=np.int64)
        ends = np.array([[-1, at, 0]] * len(vectors), dtype=np.int64)
        return Front(source, target, vectors, False, None, 0, 0, ends, nothing, via, graph)  # noqa: FBT003
    # What the best ways by each cost alone pay: the range of the keys, and with two costs of the whole front.
    payoff = along[:, at]
    least = payoff.diagonal().copy()
    rest = int((payoff[:, 1:].sum(axis=1) - least[1:].sum()).max())
    exact = not epsilon.any()
    most = payoff.max(axis=0) if n_costs == 2 else np.full(n_costs, _graph_kernels.FAR)
    weights = np.empty((0, n_costs), dtype=np.int64)
    if not exact:
        weights = _weights(payoff, costs, len(graph.start))
        trees = _graph_kernels.trees(*turned, np.ascontiguousarray(weights @ price), -1, to)
        along, via = np.concatenate([along, trees[0]]), np.concatenate([via, trees[1]])
        settled = np.concatenate([settled, trees[2]])
    start, heads, adds, link, gap, nodes = _graph_kernels.trimmed(
        graph.start, graph.heads, costs, along, settled, at, most
    )
    begin, end = (int(np.searchsorted(nodes, node)) for node in (at, to))
    if exact and n_costs == 2:
        bits, shift = _key(int(most[0] - least[0]), rest)
        found = _pareto_kernels.two(start, heads, adds, gap[0], begin, least, int(most[0]), bits, shift, max_labels)
    else:
        bits, shift = _key(4 * len(graph.start) * int(costs[:, 0].max(initial=0)), 4 * rest)
        if exact:
            found = _pareto_kernels.many(start, heads, adds, gap[0], begin, end, least, bits, shift, max_labels)
        else:
            found = _apex_kernels.bounded(
                start, heads, adds, gap, begin, least, epsilon, weights, bits, shift, max_labels
            )
    rows, records, state, status = found
    vectors = rows[:, :n_costs]
    ends = np.zeros((len(rows), 3), dtype=np.int64)
    ends[:, : rows.shape[1] - n_costs] = rows[:, n_costs:]
    ends[:, 1] = nodes[ends[:, 1]]
    records[1:, 1] = link[records[1:, 1]]
    if not exact and len(vectors):
        # What a bounded search found may go round; without the rounds it costs no more.
        paths = [_path(graph, source, target, end, records, via) for end in ends]
        vectors = np.array([costs[path].sum(axis=0) for path in paths], dtype=np.int64)
    order = np.lexsort(vectors.T[::-1]) if exact else _in_order(vectors)
    truncated = status != _pareto_kernels.DONE
    return Front(
        source, target, vectors[order], truncated, int(state[_pareto_kernels.BELOW]) if truncated else None,
        int(state[_pareto_kernels.EXPANDED]), int(state[_pareto_kernels.HELD]), ends[order], records, via, graph,
    )  # fmt: skip


def _weights(payoff: Ints, costs: Ints, n_nodes: int) -> Ints:
    """
    Return weightings of the costs whose cheapest ways lie between those by one cost.

    By the range that each cost has on the ways that are cheapest by one: all alike, each two alike, each three times
    as heavy as the others.
    """
    n_costs = costs.shape[1]
    span = np.maximum(payoff.max(axis=0) - payoff.min(axis=0), 1)
    shares = [np.ones(n_costs)]
    if n_costs > 2:
        shares += [np.isin(np.arange(n_costs), pair).astype(float) for pair in combinations(range(n_costs), 2)]
    shares += [np.where(np.arange(n_costs) == j, 3.0, 1.0) for j in range(n_costs)]
    found = []
    dearest = costs.max(axis=0, initial=0)
    for share in shares:
        scaled = share / span
        # Whole numbers as fine as sums allow.
        scaled *= min(
            2.0**20 / scaled[scaled > 0.0].min(), MOST_COST / 8.0 / n_nodes / max(1.0, (scaled * dearest).sum())
        )
        found.append(np.floor(scaled).astype(np.int64))
    return np.array([w for w in found if w.any()], dtype=np.int64).reshape(-1, n_costs)


def _key(first: int, rest: int) -> tuple[int, int]:
    """Return how many bits of a key are for the second part, and by how many it must be shifted to fit."""
    bits = 62 - first.bit_length()
    return bits, max(0, rest.bit_length() - bits)


def _in_order(vectors: Ints) -> Ints:
    """Return vectors in lexicographic order, without those that another beats or repeats."""
    order = np.lexsort(vectors.T[::-1])
    kept: list[int] = []
    for k in order.tolist():
        if not kept or not (vectors[kept] <= vectors[k]).all(axis=1).any():
            kept.append(k)
    return np.array(kept, dtype=np.int64)


def _path(graph: _Contracted, source: int, target: int, end: Ints, records: Small, via: Small) -> list[int]:
    """Return the links of a way in the contracted graph: the records back from its label, then the tree's way on."""
    record, node, tree = (int(x) for x in end)
    links = []
    while record >= 0:
        record, link = (int(x) for x in records[record])
        links.append(link)
    # The first record is the source's own and has no link.
    links = links[-2::-1]
    while node != graph.new[target]:
        links.append(int(via[tree, node]))
        node = int(graph.heads[links[-1]])
    # The way from the label to the target may cross the way to the label: leave the round out.
    kept: list[int] = []
    place = {int(graph.new[source]): 0}
    for link in links:
        to = int(graph.heads[link])
        if to in place:
            for dropped in kept[place[to] :]:
                del place[int(graph.heads[dropped])]
            del kept[place[to] :]
        else:
            kept.append(link)
            place[to] = len(kept)
    return kept
