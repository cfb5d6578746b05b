"""
Kernels on plain graphs: a queue, contraction, the graph turned round, reverse trees, the part worth searching.

Arrays and scalars in, arrays out. Costs are whole numbers from 0 that the caller has checked for overflow. A graph
is the start of the links of each node, shape (n_nodes + 1,), the head of each link and its costs, shape
(n_links, k).
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from transcaspia._jit import kernel

Ints = npt.NDArray[np.int64]
Small = npt.NDArray[np.int32]
Flags = npt.NDArray[np.bool_]
Keys = Ints | npt.NDArray[np.float64]
Items = Ints | Small

FAR = 1 << 62
"""Stands for what costs more than any way."""

FREE, KEPT, PASSED, DROPPED = 0, 1, 2, 3
"""Kinds of nodes when a graph is contracted."""

BUCKETS = 1 << 14
"""Most buckets of the queue of a reverse search."""


@kernel()
def push(keys: Keys, items: Items, size: int, key: float, item: int) -> int:
    """Add an item to a 4-ary heap of `size` items and return the new size."""
    i = size
    while i > 0:
        above = (i - 1) >> 2
        if keys[above] <= key:
            break
        keys[i] = keys[above]
        items[i] = items[above]
        i = above
    keys[i] = key
    items[i] = item
    return size + 1


@kernel()
def pop(keys: Keys, items: Items, size: int) -> int:
    """Take the first item off a 4-ary heap of `size` items and return the new size."""
    size -= 1
    key = keys[size]
    item = items[size]
    i = 0
    while True:
        child = 4 * i + 1
        if child >= size:
            break
        least = child
        for other in range(child + 1, min(child + 4, size)):
            if keys[other] < keys[least]:
                least = other
        if key <= keys[least]:
            break
        keys[i] = keys[least]
        items[i] = items[least]
        i = least
    keys[i] = key
    items[i] = item
    return size


@kernel()
def packed(first: int, rest: int, bits: int, shift: int) -> int:
    """Return a key in the order of a first number, and of `rest` as far as its `bits` tell it."""
    most = (1 << bits) - 1
    return (first << bits) | min(rest >> shift, most)


@kernel()
def _neighbours(first: Ints, head: Ints, into: Ints, tail: Small, kind: Small, v: int) -> tuple[int, int]:
    """Return how many nodes are linked with a node either way, no more than 3, and the last of them seen."""
    one = two = -1
    for k in range(first[v], first[v + 1]):
        u = head[k]
        if u == v or kind[u] == DROPPED or u in (one, two):
            continue
        if two >= 0:
            return 3, u
        two = one
        one = u
    for k in range(into[v], into[v + 1]):
        u = tail[k]
        if u == v or kind[u] == DROPPED or u in (one, two):
            continue
        if two >= 0:
            return 3, u
        two = one
        one = u
    return 2 if two >= 0 else 1 if one >= 0 else 0, one


@kernel()
def onward(first: Ints, head: Ints, kind: Small, before: int, v: int) -> int:
    """Return the link by which a way that came from `before` goes on at a node that was passed over, or -1."""
    for k in range(first[v], first[v + 1]):
        if head[k] not in (before, v) and kind[head[k]] != DROPPED:
            return k
    return -1


@kernel("Tuple((i8[::1], i8[::1], i8[:,::1], i4[::1], i4[::1], i4[::1]))(i8[::1], i8[::1], i8[:,::1], i4[::1])")
def contracted(first: Ints, head: Ints, costs: Ints, kind: Small) -> tuple[Ints, Ints, Ints, Small, Small, Small]:
    """
    Return a graph with the same fronts: no dead ends, and one link for a line of nodes that leads nowhere else.

    Parameters
    ----------
    first, head, costs
        The graph.
    kind
        `KEPT` for the ends of the paths, `FREE` for every other node; on return each is `KEPT`, `PASSED` or
        `DROPPED`, shape (n_nodes,).

    Returns
    -------
    tuple
        The graph; the first link that each of its links stands for; the old numbers of its nodes; the new number
        of each old node or -1.
    """
    n_nodes = len(first) - 1
    into = np.zeros(n_nodes + 1, np.int64)
    for k in range(len(head)):
        into[head[k] + 1] += 1
    for v in range(n_nodes):
        into[v + 1] += into[v]
    fill = into[:-1].copy()
    tail = np.empty(len(head), np.int32)
    for u in range(n_nodes):
        for k in range(first[u], first[u + 1]):
            tail[fill[head[k]]] = u
            fill[head[k]] += 1
    for start in range(n_nodes):
        v = start
        # A node with one neighbour is a dead end; without it its neighbour may be one.
        while v >= 0 and kind[v] == FREE:
            count, other = _neighbours(first, head, into, tail, kind, v)
            if count > 1:
                break
            kind[v] = DROPPED
            v = other
    n = 0
    for v in range(n_nodes):
        if kind[v] != FREE:
            if kind[v] == KEPT:
                n += 1
            continue
        count, _ = _neighbours(first, head, into, tail, kind, v)
        leave = 0
        for k in range(first[v], first[v + 1]):
            if head[k] != v and kind[head[k]] != DROPPED:
                leave += 1
        one = onward(first, head, kind, -1, v)
        parallel = leave > 2 or (leave == 2 and onward(first, head, kind, head[one], v) < 0)
        if count == 2 and not parallel:
            kind[v] = PASSED
        else:
            kind[v] = KEPT
            n += 1
    new = np.full(n_nodes, -1, np.int32)
    nodes = np.empty(n, np.int32)
    n = 0
    n_links = 0
    for v in range(n_nodes):
        if kind[v] == KEPT:
            new[v] = n
            nodes[n] = v
            n += 1
            n_links += first[v + 1] - first[v]
    start_of = np.zeros(n + 1, np.int64)
    heads = np.empty(n_links, np.int64)
    paid = np.empty((n_links, costs.shape[1]), np.int64)
    link = np.empty(n_links, np.int32)
    at = 0
    for u in range(n):
        for k in range(first[nodes[u]], first[nodes[u] + 1]):
            for j in range(costs.shape[1]):
                paid[at, j] = costs[k, j]
            before = nodes[u]
            v = head[k]
            while kind[v] == PASSED:
                following = onward(first, head, kind, before, v)
                if following < 0:
                    break
                for j in range(costs.shape[1]):
                    paid[at, j] += costs[following, j]
                before = v
                v = head[following]
            if kind[v] == KEPT and new[v] != u:
                heads[at] = new[v]
                link[at] = k
                at += 1
        start_of[u + 1] = at
    return start_of, heads[:at].copy(), paid[:at].copy(), link[:at].copy(), nodes, new


@kernel("Tuple((i8[::1], i4[::1], i4[::1], i8[:,::1]))(i8[::1], i8[::1], i8[:,::1])")
def turned(first: Ints, head: Ints, costs: Ints) -> tuple[Ints, Small, Small, Ints]:
    """
    Return the links by the node to which they lead.

    Parameters
    ----------
    first, head, costs
        The graph.

    Returns
    -------
    tuple
        Start of the links into each node; the tail of each, its index in the graph and its costs.
    """
    n_nodes = len(first) - 1
    into = np.zeros(n_nodes + 1, np.int64)
    for k in range(len(head)):
        into[head[k] + 1] += 1
    for v in range(n_nodes):
        into[v + 1] += into[v]
    fill = into[:-1].copy()
    tail = np.empty(len(head), np.int32)
    link = np.empty(len(head), np.int32)
    paid = np.empty(costs.shape, np.int64)
    for u in range(n_nodes):
        for k in range(first[u], first[u + 1]):
            at = fill[head[k]]
            fill[head[k]] += 1
            tail[at] = u
            link[at] = k
            for j in range(costs.shape[1]):
                paid[at, j] = costs[k, j]
    return into, tail, link, paid


@kernel()
def _settle(
    into: Ints, tail: Small, link: Small, paid: Ints, price: Ints, dist: Ints, along: Ints, via: Small,
    settled: Flags, width: int, bucket: Small, waiting: Small, keys: Ints, items: Small, state: Ints, until: int,
    most: int, within: Flags,
) -> None:  # fmt: skip
    """
    Go on with a reverse search by a price until a node is settled or the least distance is beyond `most`.

    The queue has buckets of 2 ** width and a heap for the one that is being emptied. `bucket` holds the first entry
    of each, `waiting` the entries (node, next), `state` the bucket's number, an unused entry or -1, the entries
    made, the entries in buckets and in the heap. Nodes outside `within` are left out, if it has any flags.
    """
    n_costs = along.shape[1]
    mask = len(bucket) - 1
    now = state[0]
    unused = state[1]
    made = state[2]
    n_waiting = state[3]
    size = state[4]
    while not (until >= 0 and settled[until]):
        while size == 0 and n_waiting > 0:
            entry = bucket[now & mask]
            bucket[now & mask] = -1
            while entry >= 0:
                u = waiting[entry, 0]
                following = waiting[entry, 1]
                waiting[entry, 1] = unused
                unused = entry
                n_waiting -= 1
                # An entry that came later may have brought the node nearer.
                if not settled[u] and dist[u] >> width == now:
                    size = push(keys, items, size, dist[u], u)
                entry = following
            if size == 0:
                now += 1
        if size == 0 or keys[0] > most:
            break
        u = items[0]
        size = pop(keys, items, size)
        if not settled[u]:
            settled[u] = True
            start = dist[u]
            for at in range(into[u], into[u + 1]):
                v = tail[at]
                total = start + price[at]
                if total > dist[v] or settled[v] or (len(within) > 0 and not within[v]):
                    continue
                nearer = total < dist[v]
                if not nearer:
                    # Of the ways that cost the same, one that costs less otherwise.
                    other = 0
                    for j in range(n_costs):
                        other += along[u, j] + paid[at, j] - along[v, j]
                    if other >= 0:
                        continue
                for j in range(n_costs):
                    along[v, j] = along[u, j] + paid[at, j]
                via[v] = link[at]
                dist[v] = total
                if not nearer:
                    continue
                if total >> width == now:
                    size = push(keys, items, size, total, v)
                    continue
                if unused >= 0:
                    entry = unused
                    unused = waiting[entry, 1]
                else:
                    entry = made
                    made += 1
                to = (total >> width) & mask
                waiting[entry, 0] = v
                waiting[entry, 1] = bucket[to]
                bucket[to] = entry
                n_waiting += 1
        if size == 0:
            now += 1
    state[0] = now
    state[1] = unused
    state[2] = made
    state[3] = n_waiting
    state[4] = size


@kernel()
def _buckets(price: Ints) -> tuple[int, int]:
    """Return the width of the buckets of a price, as a power of two, and their number, which spans the dearest link."""
    most = 0
    mean = 0.0
    for at in range(len(price)):
        most = max(most, price[at])
        mean += price[at] / len(price)
    width = 0
    while (1 << (width + 4)) < mean or (most >> width) + 2 > BUCKETS:
        width += 1
    number = 1
    while number < (most >> width) + 2:
        number *= 2
    return width, number


@kernel("Tuple((i8[:,:,::1], i4[:,::1], b1[:,::1]))(i8[::1], i4[::1], i4[::1], i8[:,::1], i8[:,::1], i8, i8)")
def trees(
    into: Ints, tail: Small, link: Small, paid: Ints, price: Ints, source: int, target: int
) -> tuple[Ints, Small, Flags]:
    """
    Return the cheapest ways to the target by each of some prices alone.

    With two prices that are the two costs a search stops where no way from the source that is worth anything can
    pass: beyond what the cheapest way by one cost pays of the other.

    Parameters
    ----------
    into, tail, link, paid
        The graph by heads, as `turned` returns it, of k costs.
    price
        What each link costs by each price, shape (n, n_links).
    source, target
        Nodes; a source of -1 lets no search stop.

    Returns
    -------
    tuple
        For each price: all costs along the cheapest way from each node, shape (n, n_nodes, k); its first link,
        shape (n, n_nodes); whether the node was settled, shape (n, n_nodes). The source is settled for every
        price or for none; what was not settled means nothing.
    """
    n_nodes = len(into) - 1
    n_costs = paid.shape[1]
    n_prices = len(price)
    bounded = source >= 0 and n_costs == 2 and n_prices == 2
    along = np.full((n_prices, n_nodes, n_costs), FAR)
    dist = np.full((n_prices, n_nodes), FAR)
    via = np.empty((n_prices, n_nodes), np.int32)
    settled = np.zeros((n_prices, n_nodes), np.bool_)
    everywhere = np.zeros(0, np.bool_)
    # A link brings its tail nearer at most once, so the queue never needs more room.
    room = len(tail) + 1
    width = np.empty(n_prices, np.int64)
    state = np.zeros((n_prices, 5), np.int64)
    first_bucket = np.empty(0, np.int32)
    first_waiting = np.empty((room, 2), np.int32)
    first_keys = np.empty(room, np.int64)
    first_items = np.empty(room, np.int32)
    waiting = first_waiting
    keys = first_keys
    items = first_items
    for d in range(n_prices):
        if d > 0 and source >= 0 and not settled[0, source]:
            break
        if d == 1:
            waiting = np.empty((room, 2), np.int32)
            keys = np.empty(room, np.int64)
            items = np.empty(room, np.int32)
        width[d], number = _buckets(price[d])
        bucket = np.full(number, -1, np.int32)
        if d == 0:
            first_bucket = bucket
        along[d, target] = 0
        dist[d, target] = 0
        state[d, 1] = -1
        state[d, 4] = push(keys, items, 0, 0, target)
        until = source if bounded and d == 0 else -1
        most = along[0, source, 1] if bounded and d == 1 else FAR
        _settle(
            into, tail, link, paid, price[d], dist[d], along[d], via[d], settled[d], width[d], bucket, waiting, keys,
            items, state[d], until, most, everywhere,
        )  # fmt: skip
    if bounded and settled[0, source]:
        _settle(
            into, tail, link, paid, price[0], dist[0], along[0], via[0], settled[0], width[0], first_bucket,
            first_waiting, first_keys, first_items, state[0], -1, along[1, source, 0], settled[1],
        )  # fmt: skip
    return along, via, settled


@kernel(
    "Tuple((i8[::1], i4[::1], i8[:,::1], i4[::1], i8[:,:,::1], i4[::1]))"
    "(i8[::1], i8[::1], i8[:,::1], i8[:,:,::1], b1[:,::1], i8, i8[::1])"
)
def trimmed(
    first: Ints, head: Ints, costs: Ints, along: Ints, settled: Flags, source: int, most: Ints
) -> tuple[Ints, Small, Ints, Small, Ints, Small]:
    """
    Return the part of a graph worth searching, its nodes numbered anew, with reduced costs.

    Parameters
    ----------
    first, head, costs
        The graph.
    along, settled
        What `trees` returns, first by each cost; a node must be settled for every price.
    source
        Node at which paths start.
    most
        What each cost of a whole way may be, shape (k,).

    Returns
    -------
    tuple
        Start of the links, their heads, reduced costs and old indices; what the way that is cheapest by each price
        pays beyond the least of every cost, shape (n_prices, n, k); the old numbers of the nodes.
    """
    n_nodes = len(first) - 1
    n_costs = costs.shape[1]
    new = np.full(n_nodes, -1, np.int32)
    n = 0
    for v in range(n_nodes):
        useful = True
        for d in range(len(along)):
            if not settled[d, v]:
                useful = False
        if useful:
            new[v] = n
            n += 1
    nodes = np.empty(n, np.int32)
    least = np.empty((n, n_costs), np.int64)
    gap = np.empty((len(along), n, n_costs), np.int64)
    n_links = 0
    for v in range(n_nodes):
        at = new[v]
        if at < 0:
            continue
        nodes[at] = v
        n_links += first[v + 1] - first[v]
        for j in range(n_costs):
            least[at, j] = along[j, v, j]
        for d in range(len(along)):
            for j in range(n_costs):
                gap[d, at, j] = along[d, v, j] - least[at, j]
    start = np.zeros(n + 1, np.int64)
    heads = np.empty(n_links, np.int32)
    adds = np.empty((n_links, n_costs), np.int64)
    link = np.empty(n_links, np.int32)
    room = np.empty(n_costs, np.int64)
    for j in range(n_costs):
        room[j] = most[j] - least[new[source], j]
    at = 0
    for u in range(n):
        for k in range(first[nodes[u]], first[nodes[u] + 1]):
            v = new[head[k]]
            if v < 0:
                continue
            fits = True
            for j in range(n_costs):
                adds[at, j] = costs[k, j] + least[v, j] - least[u, j]
                if adds[at, j] > room[j]:
                    fits = False
            if fits:
                heads[at] = v
                link[at] = k
                at += 1
        start[u + 1] = at
    return start, heads[:at], adds[:at], link[:at], gap, nodes
