"""
Kernels of storage in the search: what it costs until one leaves, and what that does to dominance.

Arrays and scalars in, arrays and numbers out. Edges and stores are those of `search`. Storage breaks first in, first
out: who comes later to a terminal may pay less until the same train leaves.
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from transcaspia._jit import kernel

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

FAR = 1 << 60
"""Stands for what storage costs where it has no limit, USD."""

MOST_H2 = 2304
"""Delays before a timetable count as far as a spread of two days, so that what storage may cost has a limit."""


@kernel()
def stored_usd(edges: Ints, stores: Ints, change: int, since: int, edge: int, leave: int, spread: int) -> int:
    """
    Return what storage after a change costs on average, when the free time ends at `since` and an edge leaves.

    What is stood beyond it is normal around its mean, as the slack of a likely miss is. It is told in whole tenths of
    an hour: who leaves no later, and whose free time ends n tenths sooner, pays for n of them more at most.
    """
    beyond = leave - since
    beyond += stores[edge, 3]
    # Until a timetable the delays so far decide how long one stands, else the handling and the wait.
    variance = min(spread, MOST_H2) if edges[edge, 5] >= 0 else edges[change, 1]
    square = 100.0 * (stores[edge, 2] + variance)
    if beyond < 0 and float(beyond) * beyond >= 16.0 * square:
        return 0
    paid = float(beyond)
    if square > 0.0:
        sigma = math.sqrt(square)
        z = beyond / sigma
        paid = 0.5 * beyond * math.erfc(-z / math.sqrt(2.0)) + sigma * math.exp(-0.5 * z * z) / math.sqrt(2.0 * math.pi)
    return int((stores[change, 0] * int(paid + 0.5) + 500_000) // 1_000_000)


@kernel("i8[:,::1](i8[::1], i8[::1], i8[:,::1], i8[:,::1], i8[::1], i8[::1], i8[::1])")
def dearest(
    first: Ints, head: Ints, edges: Ints, stores: Ints, table_first: Ints, table_at: Ints, gate_first: Ints
) -> Ints:
    """
    Return the most that storage after each edge may cost, and how much of it depends on when one comes.

    Only that until a timetabled departure does: any other wait is the same for all.

    Parameters
    ----------
    first, head, edges, stores, table_first, table_at, gate_first
        As `search` takes them, of the stores the first four columns.

    Returns
    -------
    Ints
        USD, shape (n_edges, 2).
    """
    found = np.zeros((len(head), 2), np.int64)
    for change in range(len(head)):
        if stores[change, 0] == 0:
            continue
        # What may lie between the arrival and the moment at which all is ready varies only by what is met under way.
        varies = edges[change, 5] >= 0 or edges[change, 6] >= 0 or edges[change, 7] >= 0
        if varies or gate_first[change + 1] > gate_first[change]:
            found[change, :] = FAR
            continue
        ready = edges[change, 0] + edges[change, 4] - stores[change, 1]
        for edge in range(first[head[change]], first[head[change] + 1]):
            soonest = latest = ready + edges[edge, 4]
            if edges[edge, 5] >= 0:
                # One leaves between the first departure after and the one that follows it.
                begin = table_first[edges[edge, 5]]
                wait = 0
                for at in range(begin, table_first[edges[edge, 5] + 1]):
                    wait = max(wait, table_at[at] - (table_at[at - 2] if at - 2 >= begin else 0))
                latest += wait
            most = stored_usd(edges, stores, change, 0, edge, latest, MOST_H2)
            found[change, 0] = max(found[change, 0], most)
            if edges[edge, 5] >= 0:
                most -= stored_usd(edges, stores, change, 0, edge, soonest, 0)
                found[change, 1] = max(found[change, 1], most)
    return found


@kernel()
def ahead(first: Ints, head: Ints, stores: Ints, least: Floats) -> Ints:
    """
    Return by how much storage that lies ahead may differ between two labels at each state, USD.

    Who is there sooner may catch another departure and then stand longer for the next. Of every state that a way may
    pass what differs most is counted once; what storage at the state itself may differ by is not in it.
    """
    n_states = len(first) - 1
    found = np.zeros(n_states, np.int64)
    usd = np.zeros(n_states, np.int64)
    for state in range(n_states):
        for edge in range(first[state], first[state + 1]):
            if stores[edge, 5] > 0 and least[:, head[edge]].min() < np.inf:
                usd[head[edge]] = max(usd[head[edge]], stores[edge, 5])
    tail = np.empty(len(head), np.int64)
    into = np.zeros(n_states + 1, np.int64)
    for state in range(n_states):
        for edge in range(first[state], first[state + 1]):
            tail[edge] = state
            into[head[edge] + 1] += 1
    for state in range(n_states):
        into[state + 1] += into[state]
    before = np.empty(len(head), np.int64)
    fill = into.copy()
    for edge in range(len(head)):
        before[fill[head[edge]]] = tail[edge]
        fill[head[edge]] += 1
    queue = np.empty(n_states, np.int64)
    seen = np.full(n_states, -1, np.int64)
    for goal in range(n_states):
        if usd[goal] == 0:
            continue
        queue[0] = goal
        seen[goal] = goal
        n = 1
        at = 0
        while at < n:
            for k in range(into[queue[at]], into[queue[at] + 1]):
                state = before[k]
                if seen[state] != goal:
                    seen[state] = goal
                    found[state] = min(FAR, found[state] + usd[goal])
                    queue[n] = state
                    n += 1
            at += 1
    return found


@kernel()
def more_stored(edges: Ints, stores: Ints, one: int, other: int, sooner: int, later: int) -> int:
    """
    Return how much more, at most, one label may pay when it leaves than another that is no earlier, USD.

    `one` and `other` are the edges that led to them; the free time of the one ends so much sooner than that of the
    other, and it is at the state so much later, which is no more than 0.
    """
    if stores[one, 4] == 0:
        return 0
    if stores[one, 0] > stores[other, 0] or edges[one, 1] > edges[other, 1]:
        return int(stores[one, 4])
    if stores[one, 5] == 0:
        # Both wait as long for what leaves.
        sooner += later
    if sooner <= 0:
        return 0
    return int(min(stores[one, 4], (stores[one, 0] * sooner + 999_999) // 1_000_000))


@kernel()
def stays_cheaper(labels: Ints, edges: Ints, stores: Ints, differs: int, one: int, other: int) -> bool:
    """Return whether a label of a state that is no later than another will have cost no more whatever storage takes."""
    more = 0
    if labels[one, 0] < labels[other, 0] or labels[one, 3] < labels[other, 3]:
        more = differs
    mine = labels[one, 6]
    if stores[mine, 4] > 0:
        its = labels[other, 6]
        sooner = labels[labels[other, 7], 0] + stores[its, 1] - labels[labels[one, 7], 0] - stores[mine, 1]
        more += more_stored(edges, stores, mine, its, sooner, labels[one, 0] - labels[other, 0])
    return bool(labels[one, 1] + more <= labels[other, 1])
