"""
Kernels of the exact search on plain graphs: a queue, fronts in flat arrays, reverse trees, and labels.

Arrays and scalars in, arrays out. Costs are whole numbers from 0 that the caller has checked for overflow. A graph
is the start of the links of each node, shape (n_nodes + 1,), the head of each link and its costs, shape
(n_links, k). The searches run on a trimmed graph, which has only nodes worth passing and whose costs are reduced:
what a link adds to the least that the whole way costs. The label of a path holds that least in each cost.
"""

from __future__ import annotations

from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from transcaspia._jit import kernel

Ints = npt.NDArray[np.int64]
Small = npt.NDArray[np.int32]
Flags = npt.NDArray[np.bool_]
Array = TypeVar("Array", bound=npt.NDArray[Any])

DONE, FULL, GROW = 0, 1, 2
SIZE, SLOTS, UNUSED, RECORDS, FOUND, EXPANDED, HELD, BELOW, LIMIT, ROWS, N_STATE = range(11)
"""
State of a search: labels in the queue, slots made for labels, first of the unused slots, labels taken off, ways
found, labels expanded, most labels held, the first cost up to which everything was found, the most that the
second cost may be, rows of fronts in use.
"""
FAR = 1 << 62
"""Stands for what costs more than any way."""

FREE, KEPT, PASSED, DROPPED = 0, 1, 2, 3
"""Kinds of nodes when a graph is contracted."""

BUCKETS = 1 << 14
"""Most buckets of the queue of a reverse search."""


@kernel()
def push(keys: Ints, items: Small, size: int, key: int, item: int) -> int:
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
def pop(keys: Ints, items: Small, size: int) -> int:
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
def more(rows: Array, needed: int) -> Array:
    """Return a matrix itself, or a copy of it with twice the rows where fewer than needed are there."""
    if needed <= len(rows):
        return rows
    taller = np.empty((2 * len(rows), rows.shape[1]), rows.dtype)
    taller[: len(rows)] = rows
    return taller  # type: ignore[return-value]


@kernel()
def more_queue(keys: Ints, items: Small, needed: int) -> tuple[Ints, Small]:
    """Return a queue itself, or a copy of it with twice the room where there is less than needed."""
    if needed <= len(keys):
        return keys, items
    new_keys = np.empty(2 * len(keys), keys.dtype)
    new_keys[: len(keys)] = keys
    new_items = np.empty(2 * len(keys), items.dtype)
    new_items[: len(keys)] = items
    return new_keys, new_items


@kernel()
def beaten(rows: Ints, begin: int, count: int, vector: Ints) -> bool:
    """
    Return whether a truncated front has a vector no worse than another in every cost but the first.

    The rows of a front lie together and rise in their first number; of two numbers the second then falls.
    """
    low = begin
    high = begin + count
    while low < high:
        mid = (low + high) >> 1
        if rows[mid, 0] <= vector[1]:
            low = mid + 1
        else:
            high = mid
    width = rows.shape[1]
    if width == 2:
        return bool(low > begin and rows[low - 1, 1] <= vector[2])
    for i in range(low - 1, begin - 1, -1):
        worse = True
        for j in range(1, width):
            if rows[i, j] > vector[j + 1]:
                worse = False
                break
        if worse:
            return True
    return False


@kernel()
def insert(rows: Ints, begin: int, count: int, vector: Ints) -> int:
    """Put a vector that is not beaten into a truncated front, drop what it beats, and return the new count."""
    low = begin
    high = begin + count
    while low < high:
        mid = (low + high) >> 1
        if rows[mid, 0] < vector[1]:
            low = mid + 1
        else:
            high = mid
    end = begin + count
    width = rows.shape[1]
    to = low
    for i in range(low, end):
        worse = True
        for j in range(1, width):
            if rows[i, j] < vector[j + 1]:
                worse = False
                break
        if not worse:
            if width == 2 and to == i:
                # The second numbers fall: nothing further on is beaten.
                to = end
                break
            for j in range(width):
                rows[to, j] = rows[i, j]
            to += 1
        elif width == 2:
            # The beaten rows follow each other; move the rest at once.
            following = i + 1
            while following < end and rows[following, 1] >= vector[2]:
                following += 1
            for at in range(following, end):
                rows[to, 0] = rows[at, 0]
                rows[to, 1] = rows[at, 1]
                to += 1
            break
    for i in range(to, low, -1):
        for j in range(width):
            rows[i, j] = rows[i - 1, j]
    for j in range(width):
        rows[low, j] = vector[j + 1]
    return to + 1 - begin


@kernel()
def lacks_room(rows: Ints, state: Ints, rooms: Small, node: int, other: int) -> bool:
    """Return whether there may be too few rows for the fronts of two nodes to double."""
    return bool(state[ROWS] + 2 * (max(1, rooms[node]) + max(1, rooms[other])) > len(rows))


@kernel()
def make_room(rows: Ints, begin: Ints, count: Small, rooms: Small, spare: Ints, state: Ints, node: int) -> None:
    """
    Move the front of a node to a block twice as large if its block is full.

    Blocks have 2, 4, 8, .. rows; the ones left behind are linked by their first number, by size, from `spare`.
    """
    if count[node] < rooms[node]:
        return
    size = 1
    while (1 << size) <= rooms[node]:
        size += 1
    start = spare[size]
    if start >= 0:
        spare[size] = rows[start, 0]
    else:
        start = state[ROWS]
        state[ROWS] += 1 << size
    old = begin[node]
    for i in range(count[node]):
        for j in range(rows.shape[1]):
            rows[start + i, j] = rows[old + i, j]
    if rooms[node] > 0:
        rows[old, 0] = spare[size - 1]
        spare[size - 1] = old
    begin[node] = start
    rooms[node] = 1 << size


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
    into: Ints, tail: Small, link: Small, paid: Ints, d: int, along: Ints, via: Small, settled: Flags, width: int,
    bucket: Small, waiting: Small, keys: Ints, items: Small, state: Ints, until: int, most: int, within: Flags,
) -> None:  # fmt: skip
    """
    Go on with a reverse search by cost `d` until a node is settled or the least key is beyond `most`.

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
                if not settled[u] and along[u, d] >> width == now:
                    size = push(keys, items, size, along[u, d], u)
                entry = following
            if size == 0:
                now += 1
        if size == 0 or keys[0] > most:
            break
        u = items[0]
        size = pop(keys, items, size)
        if not settled[u]:
            settled[u] = True
            start = along[u, d]
            for at in range(into[u], into[u + 1]):
                v = tail[at]
                total = start + paid[at, d]
                if total > along[v, d] or settled[v] or (len(within) > 0 and not within[v]):
                    continue
                nearer = total < along[v, d]
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
def _buckets(paid: Ints, d: int) -> tuple[int, int]:
    """Return the width of the buckets of a cost, as a power of two, and their number, which spans the dearest link."""
    most = 0
    total = 0
    for at in range(len(paid)):
        most = max(most, paid[at, d])
        total += paid[at, d] >> 20
    mean = (total << 20) // max(1, len(paid))
    if most < 1 << 20:
        total = 0
        for at in range(len(paid)):
            total += paid[at, d]
        mean = total // max(1, len(paid))
    width = 0
    while 1 << (width + 4) < mean or (most >> width) + 2 > BUCKETS:
        width += 1
    number = 1
    while number < (most >> width) + 2:
        number *= 2
    return width, number


@kernel("Tuple((i8[:,:,::1], i4[:,::1], b1[:,::1]))(i8[::1], i4[::1], i4[::1], i8[:,::1], i8, i8)")
def trees(into: Ints, tail: Small, link: Small, paid: Ints, source: int, target: int) -> tuple[Ints, Small, Flags]:
    """
    Return the cheapest ways to the target by each cost alone.

    With two costs a search stops where no way from the source that is worth anything can pass: beyond what the
    cheapest way by one cost pays of the other.

    Parameters
    ----------
    into, tail, link, paid
        The graph by heads, as `turned` returns it.
    source, target
        Nodes.

    Returns
    -------
    tuple
        For each cost: all costs along the cheapest way from each node, shape (k, n_nodes, k); its first link,
        shape (k, n_nodes); whether the node was settled, shape (k, n_nodes). The source is settled for every
        cost or for none; what was not settled means nothing.
    """
    n_nodes = len(into) - 1
    n_costs = paid.shape[1]
    along = np.full((n_costs, n_nodes, n_costs), FAR)
    via = np.empty((n_costs, n_nodes), np.int32)
    settled = np.zeros((n_costs, n_nodes), np.bool_)
    everywhere = np.zeros(0, np.bool_)
    # A link brings its tail nearer at most once, so the queue never needs more room.
    room = len(tail) + 1
    waiting = np.empty((room, 2), np.int32)
    keys = np.empty(room, np.int64)
    items = np.empty(room, np.int32)
    state = np.zeros(5, np.int64)
    state[1] = -1
    along[0, target] = 0
    width, number = _buckets(paid, 0)
    bucket = np.full(number, -1, np.int32)
    state[4] = push(keys, items, 0, 0, target)
    until = source if n_costs == 2 else -1
    _settle(
        into, tail, link, paid, 0, along[0], via[0], settled[0], width, bucket, waiting, keys, items, state, until,
        FAR, everywhere,
    )  # fmt: skip
    if not settled[0, source]:
        return along, via, settled
    for d in range(1, n_costs):
        other_waiting = np.empty((room, 2), np.int32)
        other_keys = np.empty(room, np.int64)
        other_items = np.empty(room, np.int32)
        other_state = np.zeros(5, np.int64)
        other_state[1] = -1
        along[d, target] = 0
        other_width, number = _buckets(paid, d)
        other_bucket = np.full(number, -1, np.int32)
        other_state[4] = push(other_keys, other_items, 0, 0, target)
        most = along[0, source, 1] if n_costs == 2 else FAR
        _settle(
            into, tail, link, paid, d, along[d], via[d], settled[d], other_width, other_bucket, other_waiting,
            other_keys, other_items, other_state, -1, most, everywhere,
        )  # fmt: skip
    if n_costs == 2:
        _settle(
            into, tail, link, paid, 0, along[0], via[0], settled[0], width, bucket, waiting, keys, items, state, -1,
            along[1, source, 0], settled[1],
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
        What `trees` returns; a node must be settled for every cost.
    source
        Node at which paths start.
    most
        What each cost of a whole way may be, shape (k,).

    Returns
    -------
    tuple
        Start of the links, their heads, reduced costs and old indices; what the way that is cheapest by each cost
        pays beyond the least of every cost, shape (k, n, k); the old numbers of the nodes.
    """
    n_nodes = len(first) - 1
    n_costs = costs.shape[1]
    new = np.full(n_nodes, -1, np.int32)
    n = 0
    for v in range(n_nodes):
        useful = True
        for d in range(n_costs):
            if not settled[d, v]:
                useful = False
        if useful:
            new[v] = n
            n += 1
    nodes = np.empty(n, np.int32)
    least = np.empty((n, n_costs), np.int64)
    gap = np.empty((n_costs, n, n_costs), np.int64)
    n_links = 0
    for v in range(n_nodes):
        at = new[v]
        if at < 0:
            continue
        nodes[at] = v
        n_links += first[v + 1] - first[v]
        for j in range(n_costs):
            least[at, j] = along[j, v, j]
        for d in range(n_costs):
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


@kernel()
def most_links(first: Ints) -> int:
    """Return the most links that leave one node."""
    most = 0
    for v in range(len(first) - 1):
        most = max(most, first[v + 1] - first[v])
    return most


@kernel()
def put(
    vector: Ints, where: Small, keys: Ints, items: Small, state: Ints, f: Ints, node: int, parent: int, link: int,
    key: int,
) -> None:  # fmt: skip
    """Put a label into the queue; the caller has seen to it that there is room."""
    slot = state[UNUSED]
    if slot >= 0:
        state[UNUSED] = where[slot, 1]
    else:
        slot = state[SLOTS]
        state[SLOTS] += 1
    for j in range(len(f)):
        vector[slot, j] = f[j]
    where[slot, 0] = node
    where[slot, 1] = parent
    where[slot, 2] = link
    state[SIZE] = push(keys, items, state[SIZE], key, slot)


@kernel()
def _two(
    first: Ints, head: Small, adds: Ints, gap: Ints, least: Ints, most: int, bits: int, shift: int, max_labels: int,
    best: Ints, vector: Ints, where: Small, keys: Ints, items: Small, records: Small, found: Ints, state: Ints,
    reserve: int,
) -> int:  # fmt: skip
    """Go on with the search of `two` until it is done, the cap is hit, or an array is full but for a reserve."""
    low_1 = least[0]
    low_2 = least[1]
    n_records = state[RECORDS]
    n_found = state[FOUND]
    n_expanded = state[EXPANDED]
    held_most = state[HELD]
    limit = state[LIMIT]
    status = DONE
    t = np.empty(2, np.int64)
    while state[SIZE] > 0 and status == DONE:
        if state[SLOTS] + reserve > len(keys) or n_records + 2 > len(records) or n_found + 2 > len(found):
            status = GROW
            break
        at = items[0]
        state[SIZE] = pop(keys, items, state[SIZE])
        f_1 = vector[at, 0]
        f_2 = vector[at, 1]
        node = where[at, 0]
        parent = where[at, 1]
        link = where[at, 2]
        where[at, 1] = state[UNUSED]
        state[UNUSED] = at
        # The label, and after it the one that goes on along the tree of the first cost while it is next in order.
        while f_2 < best[node] and f_2 < limit:
            best[node] = f_2
            records[n_records, 0] = parent
            records[n_records, 1] = link
            parent = n_records
            n_records += 1
            whole = f_2 + gap[node, 1]
            if whole < limit:
                limit = whole
                if n_found == 0 or found[n_found - 1, 0] < f_1:
                    n_found += 1
                found[n_found - 1, 0] = f_1
                found[n_found - 1, 1] = whole
                found[n_found - 1, 2] = parent
                found[n_found - 1, 3] = node
            if whole == f_2:
                break
            n_expanded += 1
            next_link = -1
            next_2 = FAR
            for k in range(first[node], first[node + 1]):
                to = head[k]
                t_2 = f_2 + adds[k, 1]
                if t_2 >= best[to] or t_2 >= limit:
                    continue
                if adds[k, 0] == 0 and next_link < 0:
                    next_link = k
                    next_2 = t_2
                    continue
                t_1 = f_1 + adds[k, 0]
                if t_1 > most:
                    continue
                t[0] = t_1
                t[1] = t_2
                put(
                    vector, where, keys, items, state, t, to, parent, k,
                    packed(t_1 - low_1, t_2 - low_2, bits, shift),
                )  # fmt: skip
            held_most = max(held_most, n_records + state[SIZE])
            if n_records + state[SIZE] >= max_labels:
                status = FULL
                state[BELOW] = f_1
                break
            if next_link < 0:
                break
            key = packed(f_1 - low_1, next_2 - low_2, bits, shift)
            node = head[next_link]
            f_2 = next_2
            link = next_link
            if (
                (state[SIZE] > 0 and keys[0] < key)
                or state[SLOTS] + reserve > len(keys)
                or n_records + 2 > len(records)
                or n_found + 2 > len(found)
            ):
                t[0] = f_1
                t[1] = f_2
                put(vector, where, keys, items, state, t, node, parent, link, key)
                break
    state[RECORDS] = n_records
    state[FOUND] = n_found
    state[EXPANDED] = n_expanded
    state[HELD] = held_most
    state[LIMIT] = limit
    return status


@kernel(
    "Tuple((i8[:,::1], i4[:,::1], i8[::1], i8))(i8[::1], i4[::1], i8[:,::1], i8[:,::1], i8, i8[::1], i8, i8, i8, i8)"
)
def two(
    first: Ints, head: Small, adds: Ints, gap: Ints, source: int, least: Ints, most: int, bits: int, shift: int,
    max_labels: int,
) -> tuple[Ints, Small, Ints, int]:  # fmt: skip
    """
    Return the front of two costs (BOA*, with the ends of ways taken from the tree of the first cost).

    Parameters
    ----------
    first, head, adds
        A trimmed graph.
    gap
        What the way that is cheapest by the first cost pays beyond the least of both, shape (n_nodes, 2).
    source
        Node at which paths start.
    least
        Least of both costs of a whole way, shape (2,).
    most
        The most that the first cost may be.
    bits, shift
        How the second cost goes into the keys.
    max_labels
        Cap of the labels held.

    Returns
    -------
    tuple
        Rows (first cost, second cost, record, node) of the front; the records (record before, link); the state,
        with the labels expanded, the most labels held and the first cost up to which everything was found; DONE
        or FULL.
    """
    best = np.full(len(first) - 1, FAR)
    reserve = most_links(first) + 1
    room = max(1 << 10, 2 * reserve)
    vector = np.empty((room, 2), np.int64)
    where = np.empty((room, 3), np.int32)
    keys = np.empty(room, np.int64)
    items = np.empty(room, np.int32)
    records = np.empty((1 << 10, 2), np.int32)
    found = np.empty((64, 4), np.int64)
    state = np.zeros(N_STATE, np.int64)
    state[UNUSED] = -1
    state[LIMIT] = FAR
    put(vector, where, keys, items, state, least, source, -1, -1, 0)
    while True:
        status = _two(
            first, head, adds, gap, least, most, bits, shift, max_labels, best, vector, where, keys, items, records,
            found, state, reserve,
        )  # fmt: skip
        if status != GROW:
            break
        vector = more(vector, state[SLOTS] + reserve)
        where = more(where, state[SLOTS] + reserve)
        keys, items = more_queue(keys, items, state[SLOTS] + reserve)
        records = more(records, state[RECORDS] + 2)
        found = more(found, state[FOUND] + 2)
    return found[: state[FOUND]].copy(), records[: state[RECORDS]].copy(), state, status


@kernel()
def _many(
    first: Ints, head: Small, adds: Ints, gap: Ints, target: int, least: Ints, bits: int, shift: int, max_labels: int,
    begin: Ints, count: Small, rooms: Small, spare: Ints, rows: Ints, vector: Ints, where: Small, keys: Ints,
    items: Small, records: Small, found: Ints, state: Ints, reserve: int,
) -> int:  # fmt: skip
    """Go on with the search of `many` until it is done, the cap is hit, or an array is full but for a reserve."""
    n_costs = adds.shape[1]
    low_rest = 0
    for j in range(1, n_costs):
        low_rest += least[j]
    f = np.empty(n_costs, np.int64)
    whole = np.empty(n_costs, np.int64)
    while state[SIZE] > 0:
        if state[SLOTS] + reserve > len(keys) or state[RECORDS] + 2 > len(records) or state[FOUND] + 2 > len(found):
            return GROW
        at = items[0]
        node = where[at, 0]
        if lacks_room(rows, state, rooms, node, target):
            return GROW
        state[SIZE] = pop(keys, items, state[SIZE])
        parent = where[at, 1]
        link = where[at, 2]
        for j in range(n_costs):
            f[j] = vector[at, j]
        where[at, 1] = state[UNUSED]
        state[UNUSED] = at
        if beaten(rows, begin[node], count[node], f) or beaten(rows, begin[target], count[target], f):
            continue
        n_records = state[RECORDS]
        records[n_records, 0] = parent
        records[n_records, 1] = link
        state[RECORDS] += 1
        ends = True
        for j in range(n_costs):
            whole[j] = f[j] + gap[node, j]
            if gap[node, j] > 0:
                ends = False
        if not beaten(rows, begin[target], count[target], whole):
            make_room(rows, begin, count, rooms, spare, state, target)
            count[target] = insert(rows, begin[target], count[target], whole)
            # Found with the same first cost, but beaten in the others.
            kept = state[FOUND]
            while kept > 0 and found[kept - 1, 0] == whole[0]:
                kept -= 1
            for i in range(kept, state[FOUND]):
                worse = True
                for j in range(1, n_costs):
                    if found[i, j] < whole[j]:
                        worse = False
                        break
                if not worse:
                    for j in range(n_costs + 2):
                        found[kept, j] = found[i, j]
                    kept += 1
            for j in range(n_costs):
                found[kept, j] = whole[j]
            found[kept, n_costs] = n_records
            found[kept, n_costs + 1] = node
            state[FOUND] = kept + 1
        if ends:
            continue
        make_room(rows, begin, count, rooms, spare, state, node)
        count[node] = insert(rows, begin[node], count[node], f)
        state[EXPANDED] += 1
        for k in range(first[node], first[node + 1]):
            to = head[k]
            rest = -low_rest
            whole[0] = f[0] + adds[k, 0]
            for j in range(1, n_costs):
                whole[j] = f[j] + adds[k, j]
                rest += whole[j]
            if beaten(rows, begin[to], count[to], whole) or beaten(rows, begin[target], count[target], whole):
                continue
            key = packed(whole[0] - least[0], rest, bits, shift)
            put(vector, where, keys, items, state, whole, to, n_records, k, key)
        state[HELD] = max(state[HELD], state[RECORDS] + state[SIZE])
        if state[RECORDS] + state[SIZE] >= max_labels:
            state[BELOW] = f[0]
            return FULL
    return DONE


@kernel(
    "Tuple((i8[:,::1], i4[:,::1], i8[::1], i8))(i8[::1], i4[::1], i8[:,::1], i8[:,::1], i8, i8, i8[::1], i8, i8, i8)"
)
def many(
    first: Ints, head: Small, adds: Ints, gap: Ints, source: int, target: int, least: Ints, bits: int, shift: int,
    max_labels: int,
) -> tuple[Ints, Small, Ints, int]:  # fmt: skip
    """
    Return the front of three costs or more (LTMOA*, with the ends of ways taken from the tree of the first cost).

    Labels leave the queue in the order of the first cost, so that fronts need to hold the other costs only.

    Parameters
    ----------
    first, head, adds
        A trimmed graph.
    gap
        What the way that is cheapest by the first cost pays beyond the least of each, shape (n_nodes, k).
    source, target
        Ends of the paths.
    least
        Least of each cost of a whole way, shape (k,).
    bits, shift
        How the sum of the other costs goes into the keys.
    max_labels
        Cap of the labels held.

    Returns
    -------
    tuple
        Rows (costs, record, node) of the front; the records, the state and the status as of `two`.
    """
    n_nodes = len(first) - 1
    n_costs = adds.shape[1]
    begin = np.zeros(n_nodes, np.int64)
    count = np.zeros(n_nodes, np.int32)
    rooms = np.zeros(n_nodes, np.int32)
    spare = np.full(48, -1)
    rows = np.empty((1 << 12, n_costs - 1), np.int64)
    reserve = most_links(first) + 1
    room = max(1 << 10, 2 * reserve)
    vector = np.empty((room, n_costs), np.int64)
    where = np.empty((room, 3), np.int32)
    keys = np.empty(room, np.int64)
    items = np.empty(room, np.int32)
    records = np.empty((1 << 10, 2), np.int32)
    found = np.empty((64, n_costs + 2), np.int64)
    state = np.zeros(N_STATE, np.int64)
    state[UNUSED] = -1
    put(vector, where, keys, items, state, least, source, -1, -1, 0)
    while True:
        status = _many(
            first, head, adds, gap, target, least, bits, shift, max_labels, begin, count, rooms, spare, rows, vector,
            where, keys, items, records, found, state, reserve,
        )  # fmt: skip
        if status != GROW:
            break
        vector = more(vector, state[SLOTS] + reserve)
        where = more(where, state[SLOTS] + reserve)
        keys, items = more_queue(keys, items, state[SLOTS] + reserve)
        records = more(records, state[RECORDS] + 2)
        found = more(found, state[FOUND] + 2)
        rows = more(rows, state[ROWS] + 4 * max(1, rooms.max()))
    return found[: state[FOUND]].copy(), records[: state[RECORDS]].copy(), state, status
