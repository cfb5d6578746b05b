"""
Through trains: where boxes go over from one part of a train to another, of another gauge or mode.

A box that came by a part and is handled for another keeps the names of the trains with which it may go on: ready with
them it waits for its train alone, ready without them for a departure like any other box.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

Names = frozenset[str]
"""Names of the through trains of which a service is a part."""

Call = tuple[str, str, Names]
"""Node, stack and names of a ride that starts or ends there."""


class Handovers:
    """
    Knows where the boxes of a through train go over.

    Parameters
    ----------
    arrivals, departures
        Ends and starts of rides.
    changes
        Node and change of every terminal, as `rail_1435-rail_1520`.
    """

    def __init__(
        self, arrivals: Iterable[Call], departures: Iterable[Call], changes: Iterable[tuple[str, str]]
    ) -> None:
        others: dict[tuple[str, str], set[str]] = {}
        for node, change in changes:
            one, _, two = change.partition("-")
            if one != two:
                others.setdefault((node, one), set()).add(two)
                others.setdefault((node, two), set()).add(one)
        leaving: dict[tuple[str, str], set[str]] = {}
        for node, stack, names in departures:
            if names:
                leaving.setdefault((node, stack), set()).update(names)
        self._after: dict[Call, str] = {}
        self._came: dict[tuple[str, str], set[str]] = {}
        self._ready: dict[tuple[str, str], set[str]] = {}
        for node, stack, names in dict.fromkeys(a for a in arrivals if a[2]):
            onward = {other: names & leaving.get((node, other), set()) for other in others.get((node, stack), ())}
            came = ";".join(sorted(frozenset().union(*onward.values())))
            if came:
                self._after[node, stack, names] = came
                self._came.setdefault((node, stack), set()).add(came)
            for other, taken in onward.items():
                if taken:
                    self._ready.setdefault((node, other), set()).add(came)

    def after(self, node: str, stack: str, names: Names) -> str:
        """
        Return with which through trains the boxes of a ride may go on where it ends.

        Parameters
        ----------
        node, stack, names
            End of the ride.

        Returns
        -------
        str
            Names joined by `;`; blank for none.
        """
        return self._after.get((node, stack, names), "")

    def before(self, node: str, stack: str, names: Names) -> list[str]:
        """
        Return by what the boxes may have come that a ride takes over.

        Parameters
        ----------
        node, stack, names
            Start of the ride.

        Returns
        -------
        list[str]
            What `after` says of the rides by which they came.
        """
        return sorted(came for came in self._ready.get((node, stack), ()) if names.intersection(came.split(";")))

    def changes(self, node: str, stack: str, other: str) -> Iterator[tuple[str, str]]:
        """
        Return what a change at a terminal makes of the names with which a box came.

        Parameters
        ----------
        node
            Node of the terminal.
        stack, other
            Stacks before and after the change.

        Yields
        ------
        tuple[str, str]
            Names before and after; without names it waits for a departure of its own.
        """
        yield "", ""
        for came in sorted(self._came.get((node, stack), ())):
            yield came, ""
            if stack != other and came in self._ready.get((node, other), ()):
                yield came, came
