"""
From terminal to terminal: the first and the last ride themselves, without what comes before and after.

Where nothing calls at a border or a junction from which a question starts or at which it ends, what passes there starts
or ends there: its clock is read in passing.
"""

from __future__ import annotations

from collections.abc import Iterator

from transcaspia.planning.offers import ROAD, Crossing, Layout, Line, Move, Offers

Nodes = frozenset[str]


def moves_between(
    offers: Offers, layout: Layout, between: tuple[Nodes, Nodes], start: int, target: int, *, by_road: bool
) -> Iterator[Move]:
    """
    Return the moves that leave the start and those that reach the target.

    Parameters
    ----------
    offers
        What the network offers.
    layout
        States and moves as the unit meets them.
    between
        Nodes that count as the origin and as the destination; `NODE@CC` for one side of a border alone.
    start, target
        Numbers of the two states of the question.
    by_road
        Whether a haul may be the first or last ride.

    Yields
    ------
    Move
        A ride from the start, to the target, or both.
    """
    first, last = between
    tails: dict[tuple[Line, int], dict[tuple[int, Crossing | None], None]] = {}
    heads: dict[tuple[Line, int], int] = {}
    called = [False, False]
    for move in layout.moves:
        if move.ride is None or (move.ride.line.stack == ROAD and not by_road):
            continue
        line = move.ride.line
        tails.setdefault((line, move.ride.i), {})[move.tail, move.leaving] = None
        heads[line, move.ride.j] = move.head
        begins, ends = _stands(layout, move.tail, first), _stands(layout, move.head, last)
        called = [called[0] or begins, called[1] or ends]
        if begins:
            yield Move(start, move.head, move.ride, move.leaving, None)
        if ends:
            yield Move(move.tail, target, move.ride, move.leaving, None)
        if begins and ends:
            yield Move(start, target, move.ride, move.leaving, None)
    for line in offers.lines:
        passed = [] if line.service is None else _passed(line)
        begun = [(k, leaving) for k in passed for leaving in _leavings(line, k, first) if not called[0]]
        ended = [k for k in passed if not called[1] and _names(line.nodes[k], line.runs[k - 1].last_country, last)]
        for k, leaving in begun:
            for j in (stop for stop in line.stops if stop > k and (line, stop) in heads):
                ride = offers.part(line, k, j)
                yield Move(start, heads[line, j], ride, leaving, None)
                if _stands(layout, heads[line, j], last):
                    yield Move(start, target, ride, leaving, None)
            yield from (Move(start, target, offers.part(line, k, j), leaving, None) for j in ended if j > k)
        for k in ended:
            for i in (stop for stop in line.stops if stop < k):
                for tail, leaving in tails.get((line, i), {}):
                    ride = offers.part(line, i, k)
                    yield Move(tail, target, ride, leaving, None)
                    if _stands(layout, tail, first):
                        yield Move(start, target, ride, leaving, None)


def _passed(line: Line) -> list[int]:
    return [k for k in range(1, len(line.nodes) - 1) if k not in line.stops]


def _leavings(line: Line, k: int, nodes: Nodes) -> list[Crossing | None]:
    """Return how a line begins at a node that it passes: behind the border, or with the crossing before it."""
    node, crossing = line.nodes[k], line.crossings[k - 1]
    found: list[Crossing | None] = [None] if _names(node, line.runs[k].first_country, nodes) else []
    if crossing is not None and not found and f"{node}@{crossing.from_country}" in nodes:
        found.append(crossing)
    return found


def _names(node: str, side: str, nodes: Nodes) -> bool:
    return node in nodes or f"{node}@{side}" in nodes


def _stands(layout: Layout, number: int, nodes: Nodes) -> bool:
    state = layout.states[number]
    return _names(state.node, state.side, nodes)
