"""Dangerous goods by their UN number: legs that refuse them, and what other legs ask for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property

from transcaspia.network.model import Row
from transcaspia.planning.offers import Ride
from transcaspia.planning.question import Question

REFUSED, AGREE = "refused", "agree"


class Dangerous:
    """
    Knows what the rules for dangerous goods make of a question.

    Parameters
    ----------
    question
        The question.
    """

    def __init__(self, question: Question) -> None:
        self.question = question
        self._nodes = frozenset(question.network.by_id("nodes"))

    @cached_property
    def goods(self) -> Row | None:
        """Row of the UN number; None without one, or where the table does not hold it."""
        un = self.question.consignment.un
        return None if un is None else self.question.network.by_id("dangerous_goods").get(un)

    @cached_property
    def rules(self) -> tuple[Row, ...]:
        """Rules that mean the class of the goods; none without a class."""
        if self.goods is None:
            return ()
        classes = self.goods.items("classes")
        return tuple(
            row for row in self.question.network.rows("dangerous_rules") if _means(row.items("classes"), classes)
        )

    @property
    def name(self) -> str:
        """The goods in words, as `UN 1993 (Flammable liquid, n.o.s., class 3)`."""
        if self.goods is None:
            return f"UN {self.question.consignment.un}"
        return f"UN {self.goods.id} ({self.goods.text('name')}, class {self.goods.items('classes')[0]})"

    def on_ride(self, ride: Ride) -> list[Row]:
        """
        Return the rules that hold on a ride.

        Parameters
        ----------
        ride
            The ride.

        Returns
        -------
        list[Row]
            Rows of the rules table.
        """
        if not self.rules:
            return []
        tags = {tag for run in ride.runs for tag in run.link.items("tags")}
        countries = {country for run in ride.runs for country in run.countries}
        return self.on(ride.line.mode, (ride.start, ride.end), tags, countries)

    def on(self, mode: str, ends: Sequence[str], tags: Iterable[str], countries: Iterable[str]) -> list[Row]:
        """
        Return the rules that hold on a leg.

        Parameters
        ----------
        mode
            Its mode.
        ends
            Nodes at which it starts and ends.
        tags, countries
            Tags of its links, and its countries.

        Returns
        -------
        list[Row]
            Rows of the rules table.
        """
        return [
            row
            for row in self.rules
            if mode in row.items("modes")
            and (not row.items("tags") or set(row.items("tags")).intersection(tags))
            and (not row.items("nodes") or set(row.items("nodes")).intersection(ends))
            and (not row.items("countries") or set(row.items("countries")).intersection(countries))
        ]


def _means(rule: Sequence[str], classes: Sequence[str]) -> bool:
    """Return whether a rule means goods of some classes: a class holds its divisions, 1.4 those of 1.4S."""
    if not rule:
        return True
    return any(
        c == wanted or c.startswith(f"{wanted}.") or c.rstrip("ABCDEFGHJKLNS") == wanted
        for c in classes
        for wanted in rule
    )
