"""
Kernels of the exact search on plain graphs: fronts in flat arrays, and labels of two costs or of more.

The searches run on a trimmed graph (`_graph_kernels.py`), which has only nodes worth passing and whose costs are
reduced: what a link adds to the least that the whole way costs. The label of a path holds that least in each cost.
"""

from __future__ import annotations

from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from transcaspia._jit import kernel
from transcaspia.planning._graph_kernels import FAR, packed, pop, push

Ints = npt.NDArray[np.int64]
Small = npt.NDArray[np.int32]
Array = TypeVar("Array", bound=npt.NDArray[Any])

DONE, FULL, GROW = 0, 1, 2
SIZE, SLOTS, UNUSED, RECORDS, FOUND, EXPANDED, HELD, BELOW, LIMIT, ROWS, CORNERS, N_STATE = range(12)
"""
State of a search: labels in the queue, slots made for labels, first of the unused slots, labels taken off, ways
found, labels expanded, most labels held, the first cost up to which everything was found, the most that the
second cost may be, rows of fronts in use, corners of what is not covered.
"""


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
def most_links(first: Ints) -> int:
    """Return the most links that leave one node."""
    most = 0
    for v in range(len(first) - 1):
        most = max(most, first[v + 1] - first[v])
    return most


@kernel()
def free_slot(where: Small, state: Ints) -> int:
    """Return a slot for a label: one that was given back, else a new one."""
    slot = state[UNUSED]
    if slot >= 0:
        state[UNUSED] = where[slot, 1]
    else:
        slot = state[SLOTS]
        state[SLOTS] += 1
    return int(slot)


@kernel()
def put(
    vector: Ints, where: Small, keys: Ints, items: Small, state: Ints, f: Ints, node: int, parent: int, link: int,
    key: int,
) -> None:  # fmt: skip
    """Put a label into the queue; the caller has seen to it that there is room."""
    slot = free_slot(where, state)
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
