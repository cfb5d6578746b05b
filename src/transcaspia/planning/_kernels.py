"""
Kernels of the search: lower bounds by reverse searches, and labels of four objectives.

Arrays and scalars in, arrays out. Times are tenths of an hour from the ready time, money whole USD, CO2e
whole kg, spread a variance in h2. A state is a node with a stack; `q` is the state of the automaton that
counts what a route must pass (places to call at in order, tags and countries of a corridor).
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from transcaspia._jit import kernel
from transcaspia.planning._graph_kernels import pop, push
from transcaspia.planning._storage_kernels import ahead, stays_cheaper, stored_usd

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Shorts = npt.NDArray[np.int32]
Figures = tuple[np.int32, np.int32, np.int32, np.int32]

DONE, FULL = 0, 1
WORD = 62
"""Nodes already passed are bits of words that stay positive as int64."""
SHORT = (1 << 31) - 1
"""Figures from this on look alike in short; where it matters they are compared in full."""
STRETCH = 64
"""Rows that are compared at once."""


@kernel("Tuple((i8[::1], i8[::1], i8[::1]))(i8, i8[::1], i8[::1], i8[:,::1], i8)")
def product(n_states: int, tail: Ints, head: Ints, moves: Ints, start: int) -> tuple[Ints, Ints, Ints]:
    """
    Return the product of a graph and an automaton, as far as the start reaches it, by where its edges lead.

    Parameters
    ----------
    n_states
        Number of states of the graph.
    tail, head
        Ends of each edge, shape (n_edges,).
    moves
        State of the automaton after an edge, shape (n_edges, n_q).
    start
        State at which routes start; -1 stands for all.

    Returns
    -------
    tuple
        Start of the edges into each state of the product, of which `q * n_states + state` is the number; the edge of
        the graph for which each of them stands; the state of the product that it leaves.
    """
    n_edges = len(tail)
    n_q = moves.shape[1]
    size = n_states * n_q
    leaving = np.zeros(n_states + 1, np.int64)
    for k in range(n_edges):
        leaving[tail[k] + 1] += 1
    for s in range(n_states):
        leaving[s + 1] += leaving[s]
    out = np.empty(n_edges, np.int64)
    fill = leaving.copy()
    for k in range(n_edges):
        out[fill[tail[k]]] = k
        fill[tail[k]] += 1
    reached = np.full(size, start < 0)
    queue = np.empty(size, np.int64)
    n_queue = 0
    if start >= 0:
        reached[start] = True
        queue[0] = start
        n_queue = 1
    begin = 0
    while begin < n_queue:
        at = queue[begin]
        begin += 1
        for k in range(leaving[at % n_states], leaving[at % n_states + 1]):
            q = moves[out[k], at // n_states]
            if q >= 0:
                to = q * n_states + head[out[k]]
                if not reached[to]:
                    reached[to] = True
                    queue[n_queue] = to
                    n_queue += 1
    first = np.zeros(size + 1, np.int64)
    for k in range(n_edges):
        for p in range(n_q):
            if moves[k, p] >= 0 and reached[p * n_states + tail[k]]:
                first[moves[k, p] * n_states + head[k] + 1] += 1
    for s in range(size):
        first[s + 1] += first[s]
    into = np.empty(first[size], np.int64)
    before = np.empty(first[size], np.int64)
    fill = first[:-1].copy()
    for k in range(n_edges):
        for p in range(n_q):
            if moves[k, p] >= 0 and reached[p * n_states + tail[k]]:
                to = moves[k, p] * n_states + head[k]
                into[fill[to]] = k
                before[fill[to]] = p * n_states + tail[k]
                fill[to] += 1
    return first, into, before


@kernel("f8[:,:,::1](i8[::1], i8[::1], i8[::1], f8[:,::1], b1[::1], i8, i8, f8[::1])")
def bounds(
    first: Ints, into: Ints, before: Ints, weight: Floats, accept: Flags, start: int, target: int, most: Floats
) -> Floats:
    """
    Return the least weight to the target from the states of a product.

    Parameters
    ----------
    first, into, before
        The product, as `product` returns it.
    weight
        Non-negative weights of the edges of the graph, shape (n_weights, n_edges).
    accept
        Whether a route may end in a state of the automaton, shape (n_q,).
    start, target
        State for whose least weight alone the search is, -1 for all; state at which routes end.
    most
        Least weights beyond this are of no interest, shape (n_weights,).

    Returns
    -------
    Floats
        Shape (n_weights, n_q, n_states); infinite where the target cannot be reached, or is too far. With a start, what
        is as far as it or farther from the target may be too large.
    """
    n_q = len(accept)
    n_states = (len(first) - 1) // n_q
    least = np.full((weight.shape[0], n_states * n_q), np.inf)
    keys = np.empty(len(into) + n_q, np.float64)
    items = np.empty(len(into) + n_q, np.int64)
    for d in range(weight.shape[0]):
        n_heap = 0
        for q in range(n_q):
            if accept[q]:
                least[d, q * n_states + target] = 0.0
                n_heap = push(keys, items, n_heap, 0.0, q * n_states + target)
        while n_heap > 0 and items[0] != start:
            at = items[0]
            base = keys[0]
            n_heap = pop(keys, items, n_heap)
            if base > least[d, at]:
                continue
            for k in range(first[at], first[at + 1]):
                to = before[k]
                total = base + weight[d, into[k]]
                if total < least[d, to] and total <= most[d]:
                    least[d, to] = total
                    n_heap = push(keys, items, n_heap, total, to)
    return least.reshape((weight.shape[0], n_q, n_states))


@kernel()
def _bit(node: int, word: int) -> int:
    """Return the bit of a node within a word, 0 where it lies in another."""
    if node >= 0 and node // WORD == word:
        return 1 << (node % WORD)
    return 0


@kernel()
def _storm(weather: Floats, region: int, time: int, n_days: int) -> int:
    """Return the mean closure met at a time, between the values of two days."""
    day = time // 240
    if day + 1 >= n_days:
        return int(weather[region, n_days - 1])
    share = (time - 240 * day) / 240.0
    return int(weather[region, day] * (1.0 - share) + weather[region, day + 1] * share)


@kernel()
def _weight(edges: Ints, edge: int, scales: Floats, d: int) -> float:
    """Return what an edge adds at least by one of the weights of the lower bounds."""
    time = edges[edge, 0] + edges[edge, 4]
    if d >= 4:
        return float(scales[d - 4, 0] * time + scales[d - 4, 1] * edges[edge, 2])
    return float((time, edges[edge, 2], edges[edge, 3], edges[edge, 1])[d])


@kernel()
def _below(short: Shorts, traces: Ints, at: int, end: int, figures: Figures, trace: int) -> int:
    """
    Return where the next stretch of rows begins that holds one that may beat a label, or -1.

    Such a one is no greater in any figure and has no node in its trace that the trace of the label has not.
    """
    time, cost, co2e, spread = figures
    while at < end:
        stop = min(end, at + STRETCH)
        times, costs, masses, spreads = short[0, at:stop], short[1, at:stop], short[2, at:stop], short[3, at:stop]
        passed = traces[at:stop]
        hits = np.int64(0)
        # Without a branch, so that the processor takes many rows at once.
        for i in range(len(times)):
            hits += (
                np.int64(times[i] <= time) & np.int64(costs[i] <= cost) & np.int64(masses[i] <= co2e)
                & np.int64(spreads[i] <= spread) & np.int64(passed[i] & ~trace == 0)
            )  # fmt: skip
        if hits:
            return at
        at = stop
    return -1


@kernel()
def _above(short: Shorts, traces: Ints, at: int, end: int, figures: Figures, trace: int) -> int:
    """Return where the next stretch of rows begins that holds one that a label may beat, or -1."""
    time, cost, co2e, spread = figures
    while at < end:
        stop = min(end, at + STRETCH)
        times, costs, masses, spreads = short[0, at:stop], short[1, at:stop], short[2, at:stop], short[3, at:stop]
        passed = traces[at:stop]
        hits = np.int64(0)
        for i in range(len(times)):
            hits += (
                np.int64(times[i] >= time) & np.int64(costs[i] >= cost) & np.int64(masses[i] >= co2e)
                & np.int64(spreads[i] >= spread) & np.int64(trace & ~passed[i] == 0)
            )  # fmt: skip
        if hits:
            return at
        at = stop
    return -1


@kernel()
def _departure(table_first: Ints, table_at: Ints, table: int, time: float) -> int:
    """Return the first departure of a timetable that is no earlier than a time; where the next begins if none is."""
    low = table_first[table]
    high = table_first[table + 1]
    while low < high:
        mid = (low + high) // 2
        if table_at[mid] < time:
            low = mid + 1
        else:
            high = mid
    return int(low)


@kernel()
def _carried(edges: Ints, edge: int, weather: Floats, gate_first: Ints, gates: Ints, time: int) -> int:
    """Return when an edge ends that is left at a time."""
    done = 0
    for g in range(gate_first[edge], gate_first[edge + 1]):
        time += gates[g, 0] - done
        done = gates[g, 0]
        if gates[g, 1] <= time < gates[g, 2]:
            time = gates[g, 2] + gates[g, 3] // 2
        elif gates[g, 3] > 0 and gates[g, 2] <= time < gates[g, 2] + gates[g, 3]:
            time += (gates[g, 3] - (time - gates[g, 2])) // 2
    time += edges[edge, 0] - done
    if edges[edge, 7] >= 0:
        time += _storm(weather, edges[edge, 7], time, weather.shape[1])
    return time


@kernel()
def _tracked(
    edges: Ints, edge: int, table_first: Ints, table_at: Ints, weather: Floats, gate_first: Ints, gates: Ints,
    time: int, margin: float,
) -> int:  # fmt: skip
    """Return when an edge ends whose departure is met so much later, or earlier, than a time; no later than all."""
    last = 240 * weather.shape[1]
    time += edges[edge, 4]
    if edges[edge, 5] >= 0:
        at = _departure(table_first, table_at, edges[edge, 5], time + margin)
        if at == table_first[edges[edge, 5] + 1]:
            return int(last)
        time = table_at[at]
    if edges[edge, 6] >= 0:
        time += _storm(weather, edges[edge, 6], time, weather.shape[1])
    return int(min(last, _carried(edges, edge, weather, gate_first, gates, time)))


@kernel()
def _no_later(labels: Ints, margins: Floats, one: int, other: int) -> bool:
    """Return whether a label is no later than another by every margin, and stays so."""
    if labels[one, 10] > labels[other, 10]:
        return False
    for m in range(len(margins)):
        mine, its = float(labels[one, 11 + m]), float(labels[other, 11 + m])
        if margins[m] < 0.0:
            # What spreads less gains less by leaving early: it must be ahead with that.
            mine += 10.0 * margins[m] * math.sqrt(labels[one, 10])
            its += 10.0 * margins[m] * math.sqrt(labels[other, 10])
        if mine > its:
            return False
    return True


@kernel()
def _beats(labels: Ints, passed: Ints, better: Flags, margins: Floats, one: int, other: int) -> bool:
    """Return whether a label is as good as another of its state, and has passed no node that the other has not."""
    if (
        labels[one, 0] > labels[other, 0]
        or labels[one, 1] > labels[other, 1]
        or labels[one, 2] > labels[other, 2]
        or labels[one, 3] > labels[other, 3]
        or not better[labels[one, 5], labels[other, 5]]
        or (len(margins) and not _no_later(labels, margins, one, other))
    ):
        return False
    # What the one has passed the other may still want to pass.
    more = 0
    for w in range(passed.shape[1]):
        more |= passed[one, w] & ~passed[other, w]
    return more == 0


@kernel()
def _reached(
    labels: Ints, rows: Ints, begin: int, count: int, total: Floats, rates: Floats, epsilon: float, margins: Floats,
    rest: float, at: int,
) -> bool:  # fmt: skip
    """
    Return whether a finished route is as good as a bound, within epsilon, in every objective.

    With margins, by those as well: the bound is a label and the least time of the rest. For a negative margin that is
    no bound, as the rest may gain by leaving early, but a reason to go on.
    """
    slack = 1.0 + epsilon
    for i in range(begin, begin + count):
        one = rows[i]
        if (
            labels[one, 0] <= slack * total[0]
            and labels[one, 1] + rates[0] * labels[one, 0] <= slack * total[1]
            and labels[one, 2] + rates[1] * labels[one, 0] <= slack * total[2]
            and labels[one, 3] <= slack * total[3]
        ):
            late = False
            for m in range(len(margins)):
                mine, its = float(labels[one, 11 + m]), labels[at, 11 + m] + rest
                if margins[m] < 0.0:
                    mine += 10.0 * margins[m] * math.sqrt(labels[one, 10])
                    its += 10.0 * margins[m] * math.sqrt(labels[at, 10])
                if mine > slack * its:
                    late = True
            if not late:
                return True
    return False


@kernel(
    "Tuple((i8[:,::1], i8[::1], i8))("
    "i8[::1], i8[::1], i8[:,::1], i8[:,::1], i8[::1], i8[::1], f8[:,::1], i8[::1], i8[:,::1],"
    "i8[:,::1], b1[:,::1], b1[::1], i8[::1], i8[::1], f8[:,:,::1], f8[::1], f8[:,::1], f8[::1], f8[::1], f8,"
    "i8, i8, i8, i8)"
)
def search(
    first: Ints, head: Ints, edges: Ints, stores: Ints, table_first: Ints, table_at: Ints, weather: Floats,
    gate_first: Ints, gates: Ints, moves: Ints, better: Flags, accept: Flags, node: Ints, region: Ints, least: Floats,
    rates: Floats, scales: Floats, scale_most: Floats, margins: Floats, epsilon: float, exact_labels: int, start: int,
    target: int, max_labels: int,
) -> tuple[Ints, Ints, int]:  # fmt: skip
    """
    Return the labels of every route to the target that no other route of its class beats.

    Parameters
    ----------
    first
        Start of the edges of each state, which are sorted by tail, shape (n_states + 1,).
    head
        State to which each edge leads, shape (n_edges,).
    edges
        Shape (n_edges, 8): run, variance, cost, CO2e, fixed wait, timetable or -1, weather at the start or
        -1, weather at the end or -1.
    stores
        Shape (n_edges, 6): of a change, what a tenth of an hour of storage after it takes, in millionths of USD, and
        the free time, which begins with the change; of a ride, the variance of what it waits for, and the mean
        closure at its start; of a change, what `dearest` tells of it.
    table_first, table_at
        Departures by timetable: start of each timetable and the departures, rising.
    weather
        Mean closure met by day from the ready time, tenths of an hour, shape (n_regions, n_days).
    gate_first, gates
        Closures on each edge, start by edge and rows (run up to it, from, to, recovery).
    moves, better, accept
        Automaton: state after an edge; whether one state is as good as another; whether a route may end there.
    node, region
        Node of each state, numbered within its region, or -1 where passing twice does not matter; and the region: no
        edge leads back into one that was left. Each of shape (n_states,).
    least
        Lower bounds to the target, shape (4 + n_scales, n_q, n_states).
    rates
        Cost and CO2e of a tenth of an hour.
    scales, scale_most
        Weights of (time, cost) and the most that their sum may reach; a route beyond all of them is dropped.
    margins
        Margins, in standard deviations of what came since the last departure by timetable, with which departures are
        met: for each the label holds an arrival of its own, and is beaten only by what is no later in all. Those that
        are not negative are objectives like the others. None where the mean arrival is enough.
    epsilon
        A label is dropped when a finished route is within 1 + epsilon of its bound in every objective.
    exact_labels
        So many labels are made as if there were no epsilon: a front that is done by then is exact at hardly any price.
    start, target
        First and last state.
    max_labels
        Cap of the labels.

    Returns
    -------
    tuple
        Labels (time, cost, CO2e, variance, state, q, edge, parent, alive, lead; with margins the variance since the
        last departure by timetable and the arrival by each), the indices of those at the target in the order in which
        they were made, and DONE or FULL.
    """
    n_states = len(first) - 1
    words = 1
    for s in range(n_states):
        words = max(words, node[s] // WORD + 1)
    room = 1 << 12
    width = 11 + len(margins) if len(margins) else 10
    labels = np.empty((room, width), np.int64)
    passed = np.zeros((room, words), np.int64)
    heap_key = np.empty(room, np.float64)
    heap_label = np.empty(room, np.int64)
    # Labels of each state in a block of rows: the four figures in short, all words of the nodes passed laid over each
    # other, and the label.
    short = np.empty((4, room), np.int32)
    traces = np.empty(room, np.int64)
    rows = np.empty(room, np.int64)
    n_rows = 0
    begin = np.zeros(n_states, np.int64)
    count = np.zeros(n_states, np.int64)
    rooms = np.zeros(n_states, np.int64)
    n_days = weather.shape[1]
    stored = np.zeros(n_states, np.bool_)
    for k in range(len(head)):
        if stores[k, 4] > 0:
            stored[head[k]] = True
    differs = ahead(first, head, stores, least[0])
    norm = np.ones(4)
    total = np.empty(4)
    for d in range(4):
        norm[d] = max(1.0, least[d, 0, start])
    norm[1] = max(1.0, least[1, 0, start] + rates[0] * least[0, 0, start])
    norm[2] = max(1.0, least[2, 0, start] + rates[1] * least[0, 0, start])

    labels[0, :] = 0
    labels[0, 4] = start
    labels[0, 6] = -1
    labels[0, 7] = -1
    labels[0, 8] = 1
    # The weights by which a label lies on the best way, as bits: these go first, so that finished routes spare others.
    labels[0, 9] = (1 << len(least)) - 1
    chosen = np.empty(len(least), np.int64)
    n_labels = 1
    heap_key[0] = 0.0
    heap_label[0] = 0
    n_heap = 1
    status = DONE
    if not np.isfinite(least[0, 0, start]):
        n_heap = 0

    while n_heap > 0:
        within = epsilon if n_labels > exact_labels else 0.0
        # Take the label of the least key off the heap.
        at = heap_label[0]
        n_heap -= 1
        key = heap_key[n_heap]
        mover = heap_label[n_heap]
        i = 0
        while True:
            child = 2 * i + 1
            if child >= n_heap:
                break
            if child + 1 < n_heap and (
                heap_key[child + 1] < heap_key[child]
                or (heap_key[child + 1] == heap_key[child] and heap_label[child + 1] < heap_label[child])
            ):
                child += 1
            if key < heap_key[child] or (key == heap_key[child] and mover < heap_label[child]):
                break
            heap_key[i] = heap_key[child]
            heap_label[i] = heap_label[child]
            i = child
        heap_key[i] = key
        heap_label[i] = mover

        state = labels[at, 4]
        if labels[at, 8] == 0 or state == target:
            continue
        q = labels[at, 5]
        total[0] = labels[at, 0] + least[0, q, state]
        total[1] = labels[at, 1] + least[1, q, state] + rates[0] * total[0]
        total[2] = labels[at, 2] + least[2, q, state] + rates[1] * total[0]
        total[3] = labels[at, 3] + least[3, q, state]
        rest = least[0, q, state]
        if _reached(labels, rows, begin[target], count[target], total, rates, within, margins, rest, at):
            continue

        # Storage that runs since a change, which the edge that leaves pays.
        change = -1
        since = 0
        if stored[state] and stores[labels[at, 6], 4] > 0:
            change = labels[at, 6]
            since = labels[labels[at, 7], 0] + stores[change, 1]

        lead = labels[at, 9]
        for d in range(len(least)):
            chosen[d] = -1
            best = np.inf
            if (lead >> d) & 1:
                for edge in range(first[state], first[state + 1]):
                    to = head[edge]
                    q_to = moves[edge, q]
                    if q_to >= 0 and (to != target or accept[q_to]):
                        weight = _weight(edges, edge, scales, d) + least[d, q_to, to]
                        if weight < best:
                            best = weight
                            chosen[d] = edge
        for edge in range(first[state], first[state + 1]):
            to = head[edge]
            q_to = moves[edge, q]
            if q_to < 0 or not np.isfinite(least[0, q_to, to]):
                continue
            if to == target and not accept[q_to]:
                continue
            n_to = node[to]
            # Which nodes of a region were passed matters within it only: all bits of what was passed, or none.
            held = -1 if region[to] == region[state] else 0
            if n_to >= 0 and held and n_to != node[state] and (passed[at, n_to // WORD] >> (n_to % WORD)) & 1:
                continue
            if n_to >= 0 and held and n_to == node[state]:
                # Nor does anything stand twice the same way at a node, to begin its free time anew or later.
                before = labels[at, 7]
                while before >= 0 and labels[before, 4] != to:
                    on = labels[before, 4]
                    before = labels[before, 7] if node[on] == n_to and region[on] == region[to] else -1
                if before >= 0:
                    continue
            time = labels[at, 0] + edges[edge, 4]
            table = edges[edge, 5]
            if table >= 0:
                low = _departure(table_first, table_at, table, time)
                if low + 1 >= table_first[table + 1]:
                    continue
                leave = table_at[low]
                sigma = 10.0 * math.sqrt(labels[at, 3])
                missed = 0.0
                if sigma > 0.0:
                    missed = 0.5 * math.erfc((leave - time) / (sigma * math.sqrt(2.0)))
                time = leave + int(missed * (table_at[low + 1] - leave))
            left = time
            if edges[edge, 6] >= 0:
                time += _storm(weather, edges[edge, 6], time, n_days)
            time = _carried(edges, edge, weather, gate_first, gates, time)
            if time >= 240 * n_days:
                continue
            cost = labels[at, 1] + edges[edge, 2]
            co2e = labels[at, 2] + edges[edge, 3]
            spread = labels[at, 3] + edges[edge, 1]

            total[0] = time + least[0, q_to, to]
            total[1] = cost + least[1, q_to, to] + rates[0] * total[0]
            total[2] = co2e + least[2, q_to, to] + rates[1] * total[0]
            total[3] = spread + least[3, q_to, to]
            hopeless = len(scale_most) > 0
            for j in range(len(scale_most)):
                if scales[j, 0] * time + scales[j, 1] * cost + least[4 + j, q_to, to] <= scale_most[j]:
                    hopeless = False
                    break
            if hopeless:
                continue
            if change >= 0:
                usd = stored_usd(edges, stores, change, since, edge, left, labels[at, 3])
                cost += usd
                total[1] += usd
            if n_labels == room:
                room *= 2
                more = np.empty((room, width), np.int64)
                more[:n_labels] = labels
                labels = more
                more = np.zeros((room, words), np.int64)
                more[:n_labels] = passed
                passed = more
                longer = np.empty(room, np.float64)
                longer[:n_heap] = heap_key[:n_heap]
                heap_key = longer
                more_labels = np.empty(room, np.int64)
                more_labels[:n_heap] = heap_label[:n_heap]
                heap_label = more_labels
            new = n_labels
            if len(margins):
                labels[new, 10] = edges[edge, 1] if table >= 0 else labels[at, 10] + edges[edge, 1]
            for m in range(len(margins)):
                margin = 10.0 * margins[m] * math.sqrt(labels[at, 10])
                labels[new, 11 + m] = _tracked(
                    edges, edge, table_first, table_at, weather, gate_first, gates, labels[at, 11 + m], margin
                )
            rest = least[0, q_to, to]
            if _reached(labels, rows, begin[target], count[target], total, rates, within, margins, rest, new):
                continue

            labels[new, 0] = time
            labels[new, 1] = cost
            labels[new, 2] = co2e
            labels[new, 3] = spread
            labels[new, 4] = to
            labels[new, 5] = q_to
            labels[new, 6] = edge
            labels[new, 7] = at
            labels[new, 8] = 1
            labels[new, 9] = 0
            trace = 0
            for w in range(words):
                passed[new, w] = passed[at, w] & held | _bit(n_to, w)
                trace |= passed[new, w]
            figures = (
                np.int32(min(time, SHORT)), np.int32(min(cost, SHORT)), np.int32(min(co2e, SHORT)),
                np.int32(min(spread, SHORT)),
            )  # fmt: skip

            # Beaten in its own state, or beating? Where storage may run, who is cheaper now must stay so until then.
            beaten = False
            # With a bound, and beyond the labels without one, who comes first is taken to stay no dearer further on.
            further = differs[to] if within == 0.0 else 0
            plain = not stored[to] and further == 0
            end = begin[to] + count[to]
            row = _below(short, traces, begin[to], end, figures, trace)
            while row >= 0 and not beaten:
                for i in range(row, min(end, row + STRETCH)):
                    if (
                        short[0, i] <= figures[0]
                        and short[1, i] <= figures[1]
                        and short[2, i] <= figures[2]
                        and short[3, i] <= figures[3]
                        and traces[i] & ~trace == 0
                        and _beats(labels, passed, better, margins, rows[i], new)
                        and (plain or stays_cheaper(labels, edges, stores, further, rows[i], new))
                    ):
                        beaten = True
                        break
                row = _below(short, traces, row + STRETCH, end, figures, trace)
            if beaten:
                continue
            row = _above(short, traces, begin[to], end, figures, trace)
            kept = row
            while row >= 0:
                following = _above(short, traces, row + STRETCH, end, figures, trace)
                for i in range(row, end if following < 0 else following):
                    if (
                        short[0, i] >= figures[0]
                        and short[1, i] >= figures[1]
                        and short[2, i] >= figures[2]
                        and short[3, i] >= figures[3]
                        and trace & ~traces[i] == 0
                        and _beats(labels, passed, better, margins, new, rows[i])
                        and (plain or stays_cheaper(labels, edges, stores, further, new, rows[i]))
                    ):
                        labels[rows[i], 8] = 0
                        continue
                    for j in range(4):
                        short[j, kept] = short[j, i]
                    traces[kept] = traces[i]
                    rows[kept] = rows[i]
                    kept += 1
                row = following
                count[to] = kept - begin[to]
            if n_labels >= max_labels:
                status = FULL
                n_heap = 0
                break
            if count[to] == rooms[to]:
                # A block twice as large at the end; the old one is left behind.
                rooms[to] = max(4, 2 * rooms[to])
                if n_rows + rooms[to] > len(rows):
                    wider = np.empty((4, 2 * (n_rows + rooms[to])), np.int32)
                    wider[:, :n_rows] = short[:, :n_rows]
                    short = wider
                    more_traces = np.empty(2 * (n_rows + rooms[to]), np.int64)
                    more_traces[:n_rows] = traces[:n_rows]
                    traces = more_traces
                    more_rows = np.empty(2 * (n_rows + rooms[to]), np.int64)
                    more_rows[:n_rows] = rows[:n_rows]
                    rows = more_rows
                for i in range(count[to]):
                    for j in range(4):
                        short[j, n_rows + i] = short[j, begin[to] + i]
                    traces[n_rows + i] = traces[begin[to] + i]
                    rows[n_rows + i] = rows[begin[to] + i]
                begin[to] = n_rows
                n_rows += rooms[to]
            row = begin[to] + count[to]
            for j in range(4):
                short[j, row] = figures[j]
            traces[row] = trace
            rows[row] = new
            count[to] += 1
            for d in range(len(least)):
                if chosen[d] == edge:
                    labels[new, 9] |= 1 << d
            key = total[0] / norm[0] + total[1] / norm[1] + total[2] / norm[2] + total[3] / norm[3]
            if labels[new, 9]:
                key = -1.0
            i = n_heap
            n_heap += 1
            while i > 0:
                above = (i - 1) // 2
                if heap_key[above] <= key:
                    break
                heap_key[i] = heap_key[above]
                heap_label[i] = heap_label[above]
                i = above
            heap_key[i] = key
            heap_label[i] = new
            n_labels += 1

    found = np.sort(rows[begin[target] : begin[target] + count[target]])
    return labels[:n_labels].copy(), found, status
