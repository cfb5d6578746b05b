"""
Kernel of the bounded search on plain graphs: labels that stand for many paths within a bound.

Arrays and scalars in, arrays out; the graph and its costs as in `_graph_kernels.py`.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from transcaspia._jit import kernel
from transcaspia.planning._graph_kernels import FAR, packed, pop, push
from transcaspia.planning._pareto_kernels import (
    BELOW,
    CORNERS,
    DONE,
    EXPANDED,
    FOUND,
    FULL,
    GROW,
    HELD,
    N_STATE,
    RECORDS,
    ROWS,
    SIZE,
    SLOTS,
    UNUSED,
    beaten,
    free_slot,
    insert,
    lacks_room,
    make_room,
    more,
    more_queue,
    most_links,
)  # fmt: skip

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Small = npt.NDArray[np.int32]

CORNERS_MOST = 1 << 13
"""Most corners of what is not covered; the costs of a corner stay below these."""

SURE = 1.0 - 2.0**-40
"""Keeps a product of floats on the safe side of the whole number that it stands for."""


@kernel()
def _within(vector: Ints, bound: Ints, slack: Floats) -> bool:
    """Return whether every cost of a vector is at most 1 + epsilon times that of another."""
    for j in range(len(slack)):
        over = vector[j] - bound[j]
        if over > 0 and over > slack[j] * bound[j]:
            return False
    return True


@kernel()
def _hopeless(corners: Ints, n_corners: int, bound: Ints, over: Ints, weights: Ints, hint: int) -> int:
    """
    Return a corner below which something beyond a bound may not be covered yet, or -1.

    What is covered is at least one of the ways found, less epsilon; what is not lies below a corner. A way beyond the
    bound lies below one only if the bound does, and if by each weighting it costs no more than the dearest there.
    """
    n_costs = len(bound)
    for i in range(-1, n_corners):
        at = hint if i < 0 else i
        if at < 0 or at >= n_corners:
            continue
        below = True
        for j in range(n_costs):
            if bound[j] >= corners[at, j]:
                below = False
                break
        if not below:
            continue
        for w in range(len(weights)):
            room = -over[w]
            open_ended = False
            for j in range(n_costs):
                if weights[w, j] > 0:
                    if corners[at, j] == FAR:
                        open_ended = True
                        break
                    room += weights[w, j] * (corners[at, j] - 1 - bound[j])
            if not open_ended and room < 0:
                below = False
                break
        if below:
            return at
    return -1


@kernel()
def _cut(corners: Ints, n_corners: int, vector: Ints, slack: Floats, least: Ints, new: Ints) -> int:
    """
    Take what a way covers away from below the corners and return their number, or -1 if there is no room.

    `new` is of the shape of the corners and is used on the way.
    """
    n_costs = len(vector)
    edge = np.empty(n_costs, np.int64)
    for j in range(n_costs):
        # The least whole number that the way covers.
        at = int(vector[j] / (1.0 + slack[j]))
        while at > 0 and vector[j] - (at - 1) <= slack[j] * (at - 1):
            at -= 1
        while vector[j] > at and vector[j] - at > slack[j] * at:
            at += 1
        edge[j] = at
    n_new = 0
    kept = 0
    for i in range(n_corners):
        inside = True
        for j in range(n_costs):
            if edge[j] >= corners[i, j]:
                inside = False
                break
        if inside:
            if n_new == len(new):
                return -1
            for j in range(n_costs):
                new[n_new, j] = corners[i, j]
            n_new += 1
    if n_new == 0:
        return n_corners
    for i in range(n_corners):
        inside = True
        for j in range(n_costs):
            if edge[j] >= corners[i, j]:
                inside = False
                break
        if not inside:
            if kept < i:
                for j in range(n_costs):
                    corners[kept, j] = corners[i, j]
            kept += 1
    for cost in range(n_costs):
        if edge[cost] <= least[cost]:
            continue
        for i in range(n_new):
            # Of the corners moved back along this cost, only those that lie below no other.
            needed = True
            for other in range(n_new):
                if other == i:
                    continue
                as_far = True
                same = True
                for j in range(n_costs):
                    if j != cost:
                        if new[other, j] < new[i, j]:
                            as_far = False
                            break
                        if new[other, j] > new[i, j]:
                            same = False
                if as_far and (not same or other < i):
                    needed = False
                    break
            if needed:
                if kept == len(corners):
                    return -1
                for j in range(n_costs):
                    corners[kept, j] = edge[j] if j == cost else new[i, j]
                kept += 1
    return kept


@kernel()
def _unlink(where: Small, waiting: Small, node: int, label: int) -> None:
    """Take a label out of those that wait at its node."""
    before = where[label, 3]
    after = where[label, 4]
    if before >= 0:
        where[before, 4] = after
    else:
        waiting[node] = after
    if after >= 0:
        where[after, 3] = before


@kernel()
def _put(
    apex: Ints, path: Ints, where: Small, waiting: Small, keys: Ints, items: Small, state: Ints, a: Ints, p: Ints,
    node: int, parent: int, link: int, key: int,
) -> None:  # fmt: skip
    """Put a label into the queue and among those that wait at its node; there is room."""
    slot = free_slot(where, state)
    for j in range(len(a)):
        apex[slot, j] = a[j]
        path[slot, j] = p[j]
    where[slot, 0] = node
    where[slot, 1] = parent
    where[slot, 2] = link
    where[slot, 3] = -1
    where[slot, 4] = waiting[node]
    if waiting[node] >= 0:
        where[waiting[node], 3] = slot
    waiting[node] = slot
    state[SIZE] = push(keys, items, state[SIZE], key, slot)


@kernel()
def _found(found: Ints, n_found: int, vector: Ints, record: int, node: int, tree: int) -> int:
    """Keep a way unless one is as good, drop those that it beats, and return the new number of ways."""
    n_costs = len(vector)
    kept = 0
    for i in range(n_found):
        as_good = True
        worse = True
        for j in range(n_costs):
            if found[i, j] > vector[j]:
                as_good = False
            elif found[i, j] < vector[j]:
                worse = False
        if as_good:
            return n_found
        if not worse:
            if kept < i:
                for j in range(n_costs + 3):
                    found[kept, j] = found[i, j]
            kept += 1
    for j in range(n_costs):
        found[kept, j] = vector[j]
    found[kept, n_costs] = record
    found[kept, n_costs + 1] = node
    found[kept, n_costs + 2] = tree
    return kept + 1


@kernel()
def _bounded(
    first: Ints, head: Small, adds: Ints, gap: Ints, least: Ints, slack: Floats, bits: int, shift: int,
    max_labels: int, begin: Ints, count: Small, rooms: Small, spare: Ints, rows: Ints, waiting: Small, apex: Ints,
    path: Ints, where: Small, keys: Ints, items: Small, records: Small, found: Ints, state: Ints, reserve: int,
    weights: Ints, over: Ints, corners: Ints, spare_corners: Ints,
) -> int:  # fmt: skip
    """Go on with the search of `bounded` until it is done, the cap is hit, or an array is full but for a reserve."""
    n_costs = adds.shape[1]
    low_rest = 0
    for j in range(1, n_costs):
        low_rest += least[j]
    hint = -1
    a = np.empty(n_costs, np.int64)
    p = np.empty(n_costs, np.int64)
    new_a = np.empty(n_costs, np.int64)
    new_p = np.empty(n_costs, np.int64)
    both = np.empty(n_costs, np.int64)
    while state[SIZE] > 0:
        if (
            state[SLOTS] + reserve > len(keys)
            or state[RECORDS] + 2 > len(records)
            or state[FOUND] + len(gap) + 1 > len(found)
        ):
            return GROW
        at = items[0]
        node = where[at, 0]
        if node >= 0 and lacks_room(rows, state, rooms, node, node):
            return GROW
        state[SIZE] = pop(keys, items, state[SIZE])
        parent = where[at, 1]
        link = where[at, 2]
        if node >= 0:
            _unlink(where, waiting, node, at)
        for j in range(n_costs):
            a[j] = apex[at, j]
            p[j] = path[at, j]
        where[at, 1] = state[UNUSED]
        state[UNUSED] = at
        if node < 0 or beaten(rows, begin[node], count[node], a):
            continue
        hint = _hopeless(corners, state[CORNERS], a, over[node], weights, hint)
        if hint < 0:
            continue
        n_records = state[RECORDS]
        records[n_records, 0] = parent
        records[n_records, 1] = link
        state[RECORDS] += 1
        for tree in range(len(gap)):
            for j in range(n_costs):
                new_p[j] = p[j] + gap[tree, node, j]
            before = state[FOUND]
            state[FOUND] = _found(found, before, new_p, n_records, node, tree)
            if state[FOUND] != before or found[before - 1, n_costs] == n_records:
                # Without room for more corners the way is kept but covers nothing, which is safe.
                n_corners = _cut(corners, state[CORNERS], new_p, slack, least, spare_corners)
                if n_corners >= 0:
                    state[CORNERS] = n_corners
        hint = _hopeless(corners, state[CORNERS], a, over[node], weights, hint)
        if hint < 0:
            continue
        make_room(rows, begin, count, rooms, spare, state, node)
        count[node] = insert(rows, begin[node], count[node], a)
        state[EXPANDED] += 1
        for k in range(first[node], first[node + 1]):
            to = head[k]
            for j in range(n_costs):
                new_a[j] = a[j] + adds[k, j]
                new_p[j] = p[j] + adds[k, j]
            if beaten(rows, begin[to], count[to], new_a):
                continue
            hint = _hopeless(corners, state[CORNERS], new_a, over[to], weights, hint)
            if hint < 0:
                continue
            new_parent = n_records
            new_link = k
            other = waiting[to]
            while other >= 0:
                mine = theirs = 0
                for j in range(n_costs):
                    both[j] = min(new_a[j], apex[other, j])
                    mine += new_p[j]
                    theirs += path[other, j]
                keep_mine = _within(new_p, both, slack)
                keep_theirs = _within(path[other], both, slack)
                if keep_mine or keep_theirs:
                    if not keep_mine or (keep_theirs and theirs < mine):
                        for j in range(n_costs):
                            new_p[j] = path[other, j]
                        new_parent = where[other, 1]
                        new_link = where[other, 2]
                    for j in range(n_costs):
                        new_a[j] = both[j]
                    _unlink(where, waiting, to, other)
                    # It stays in the queue, and is passed over when its turn comes.
                    where[other, 0] = -1
                    break
                other = where[other, 4]
            rest = -low_rest - new_a[0]
            for j in range(n_costs):
                rest += new_a[j]
            key = packed(new_a[0] - least[0], rest, bits, shift)
            _put(apex, path, where, waiting, keys, items, state, new_a, new_p, to, new_parent, new_link, key)
        state[HELD] = max(state[HELD], state[RECORDS] + state[SIZE])
        if state[RECORDS] + state[SIZE] >= max_labels:
            state[BELOW] = a[0]
            return FULL
    return DONE


@kernel(
    "Tuple((i8[:,::1], i4[:,::1], i8[::1], i8))"
    "(i8[::1], i4[::1], i8[:,::1], i8[:,:,::1], i8, i8[::1], f8[::1], i8[:,::1], i8, i8, i8)"
)
def bounded(
    first: Ints, head: Small, adds: Ints, gap: Ints, source: int, least: Ints, epsilon: Floats, weights: Ints,
    bits: int, shift: int, max_labels: int,
) -> tuple[Ints, Small, Ints, int]:  # fmt: skip
    """
    Return vectors of which one is within 1 + epsilon of any way in every cost (A*pex).

    A label has a path and an apex: a vector that no path for which the label stands can beat. Two labels of a node
    become one while the whole way by the path stays within epsilon of the common apex; a label is done with once a
    way that was found is within epsilon of its apex. Both compare whole ways, so that the bound does not
    grow with the number of links. Ways are found early by the cheapest rests by each cost.

    Parameters
    ----------
    first, head, adds
        A trimmed graph.
    gap
        What the way that is cheapest by each price pays beyond the least of every cost, shape (n, n_nodes, k).
    source
        Node at which paths start.
    least
        Least of each cost of a whole way, shape (k,).
    epsilon
        Bound per cost, shape (k,).
    weights
        Prices after those of the costs themselves, as weighted sums of the costs, shape (n - k, k).
    bits, shift
        How the sum of the other costs goes into the keys.
    max_labels
        Cap of the labels held.

    Returns
    -------
    tuple
        Rows (costs, record, node, tree) of the ways; the records, the state and the status as of `two`.
    """
    n_nodes = len(first) - 1
    n_costs = adds.shape[1]
    slack = epsilon * SURE
    begin = np.zeros(n_nodes, np.int64)
    count = np.zeros(n_nodes, np.int32)
    rooms = np.zeros(n_nodes, np.int32)
    spare = np.full(48, -1)
    rows = np.empty((1 << 12, n_costs - 1), np.int64)
    waiting = np.full(n_nodes, -1, np.int32)
    reserve = most_links(first) + 1
    room = max(1 << 10, 2 * reserve)
    # Apex and path of each label; node, record, link, label before and after it that waits at the node.
    apex = np.empty((room, n_costs), np.int64)
    path = np.empty((room, n_costs), np.int64)
    where = np.empty((room, 5), np.int32)
    keys = np.empty(room, np.int64)
    items = np.empty(room, np.int32)
    records = np.empty((1 << 10, 2), np.int32)
    found = np.empty((64 + len(gap), n_costs + 3), np.int64)
    state = np.zeros(N_STATE, np.int64)
    state[UNUSED] = -1
    # What a way costs at least by each weighting, beyond what its least costs make.
    over = np.zeros((n_nodes, len(weights)), np.int64)
    for v in range(n_nodes):
        for w in range(len(weights)):
            for j in range(n_costs):
                over[v, w] += weights[w, j] * gap[n_costs + w, v, j]
    corners = np.empty((CORNERS_MOST, n_costs), np.int64)
    spare_corners = np.empty((CORNERS_MOST, n_costs), np.int64)
    corners[0] = FAR
    state[CORNERS] = 1
    _put(apex, path, where, waiting, keys, items, state, least, least, source, -1, -1, 0)
    while True:
        status = _bounded(
            first, head, adds, gap, least, slack, bits, shift, max_labels, begin, count, rooms, spare, rows, waiting,
            apex, path, where, keys, items, records, found, state, reserve, weights, over, corners, spare_corners,
        )  # fmt: skip
        if status != GROW:
            break
        apex = more(apex, state[SLOTS] + reserve)
        path = more(path, state[SLOTS] + reserve)
        where = more(where, state[SLOTS] + reserve)
        keys, items = more_queue(keys, items, state[SLOTS] + reserve)
        records = more(records, state[RECORDS] + 2)
        found = more(found, state[FOUND] + len(gap) + 1)
        rows = more(rows, state[ROWS] + 4 * max(1, rooms.max()))
    return found[: state[FOUND]].copy(), records[: state[RECORDS]].copy(), state, status
