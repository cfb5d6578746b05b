"""On what plans rest: the hours and dollars that each row of the tables brings to them, by grade and by publication."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from transcaspia.network.model import Network, Row
from transcaspia.network.tables import GRADES, TABLES, WEAK_GRADES

OWN_SOURCE = "ESTIMATE"
"""Key of the source that stands for figures of our own: it is no publication."""

WHERE_TABLES = frozenset({"nodes", "terminals", "links", "borders"})
"""Tables that say where; the rows that they name say how long and how much."""


@dataclass(frozen=True, slots=True)
class Part:
    """
    What a plan takes from one row.

    Attributes
    ----------
    row
        Row that states the figure.
    hours, usd
        Mean hours and dollars of the consignment that rest on it.
    """

    row: Row
    hours: float = 0.0
    usd: float = 0.0


def is_weak(row: Row) -> bool:
    """
    Return whether nobody published the figure of a row.

    Parameters
    ----------
    row
        Row with a grade.

    Returns
    -------
    bool
        True for an estimated or assumed figure.
    """
    return row.text("grade") in WEAK_GRADES


def is_sourced_throughout(row: Row) -> bool:
    """
    Return whether all three points of a figure come from its source.

    Parameters
    ----------
    row
        Row with a grade.

    Returns
    -------
    bool
        True where the source gave low and high, alone or beside the one value; for a dated closure, and for the wait
        for a timetable or a ship that fills, whose spread follows from the figure alone. The wait for an irregular
        departure is sourced in the middle at most: how irregular it is nobody published.
    """
    if is_weak(row):
        return False
    if "low" not in row.cells:
        return row.table == "closures" or row.cells.get("departures") in {"timetable", "when_full"}
    return row.maybe("low") is not None and row.maybe("high") is not None


@dataclass(frozen=True)
class Ground:
    """
    The rows on which plans rest, with what they bring to all of them together.

    Attributes
    ----------
    plans
        Number of plans.
    parts
        One part for each row.
    """

    plans: int
    parts: tuple[Part, ...]

    @cached_property
    def hours(self) -> float:
        """Hours of all plans."""
        return sum(part.hours for part in self.parts)

    @cached_property
    def usd(self) -> float:
        """Dollars of all plans."""
        return sum(part.usd for part in self.parts)

    def shares(self, parts: Iterable[Part]) -> tuple[float, float]:
        """
        Return what some of the parts are of the whole.

        Parameters
        ----------
        parts
            Some parts of this ground.

        Returns
        -------
        tuple[float, float]
            Share of the hours and of the dollars; 0 where there are none.
        """
        held = tuple(parts)
        hours, usd = sum(part.hours for part in held), sum(part.usd for part in held)
        return (hours / self.hours if self.hours else 0.0), (usd / self.usd if self.usd else 0.0)

    @property
    def weak_shares(self) -> tuple[float, float]:
        """Share of the hours and of the dollars that rest on estimated or assumed figures."""
        return self.shares(part for part in self.parts if is_weak(part.row))

    @property
    def throughout_shares(self) -> tuple[float, float]:
        """Share of the hours and of the dollars whose figure is sourced in all three points."""
        return self.shares(part for part in self.parts if is_sourced_throughout(part.row))

    def by_grade(self) -> dict[str, tuple[float, float]]:
        """
        Return the shares of every grade.

        Returns
        -------
        dict[str, tuple[float, float]]
            Share of the hours and of the dollars by grade, the surest first.
        """
        return {grade: self.shares(p for p in self.parts if p.row.text("grade") == grade) for grade in GRADES}

    def heaviest_weak(self, most: int, *, by_usd: bool) -> list[tuple[Row, float]]:
        """
        Return the estimated and assumed rows that weigh most.

        Parameters
        ----------
        most
            Most rows to return.
        by_usd
            Weigh them by dollars, not by hours.

        Returns
        -------
        list[tuple[Row, float]]
            Each row with its share of the whole, the heaviest first.
        """
        weighed = [(part.row, self.shares((part,))[int(by_usd)]) for part in self.parts if is_weak(part.row)]
        return sorted((w for w in weighed if w[1] > 0.0), key=lambda w: (-w[1], w[0].table, w[0].line))[:most]


def ground_of(plans: Iterable[Sequence[Part]]) -> Ground:
    """
    Return the ground of plans.

    Parameters
    ----------
    plans
        Parts of each plan; a row may stand in several of them.

    Returns
    -------
    Ground
        Their sum by row.
    """
    sums: dict[Row, list[float]] = {}
    count = 0
    for parts in plans:
        count += 1
        for part in parts:
            held = sums.setdefault(part.row, [0.0, 0.0])
            held[0] += part.hours
            held[1] += part.usd
    return Ground(count, tuple(Part(row, *held) for row, held in sums.items()))


@dataclass(frozen=True, slots=True)
class Publication:
    """
    A publication and the figures that it serves.

    Attributes
    ----------
    publisher, title, url
        As in the sources table; facts of one publication share the three.
    figures
        Rows that name it.
    share
        Their share of the rows that rest on any publication.
    """

    publisher: str
    title: str
    url: str
    figures: int
    share: float


def publications(network: Network) -> list[Publication]:
    """
    Return the publications that serve the figures of a network.

    Counted are the rows of every table with grades but those that only say where (nodes, terminals, links, borders),
    and of them those that rest on a publication at all.

    Parameters
    ----------
    network
        The network.

    Returns
    -------
    list[Publication]
        Publications, the one that serves most figures first.
    """
    known = {row.id: (row.text("publisher"), row.text("title"), row.text("url")) for row in network.rows("sources")}
    counts: dict[tuple[str, str, str], int] = {}
    figures = 0
    for table in TABLES:
        if table.name in WHERE_TABLES or all(column.name != "grade" for column in table.columns):
            continue
        for row in network.rows(table.name):
            named = {known[key] for key in row.items("source") if key != OWN_SOURCE}
            figures += bool(named)
            for publication in named:
                counts[publication] = counts.get(publication, 0) + 1
    order = sorted(counts.items(), key=lambda c: (-c[1], c[0]))
    return [Publication(*publication, count, count / figures) for publication, count in order]
