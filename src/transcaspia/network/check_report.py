"""What `network check` reports, for people and for programs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from transcaspia.network.coverage import Coverage
from transcaspia.network.ground import Ground, Publication
from transcaspia.network.model import Row
from transcaspia.network.schema import read_schema
from transcaspia.network.tables import TABLES

SCHEMA = "check/1"
SCHEMA_FILE = "check-1.schema.json"

_HEAVIEST = 15
_SOURCES_NAMED = 3
_TOWNS_NAMED = 12


def schema() -> dict[str, Any]:
    """
    Return the JSON schema of the document.

    Returns
    -------
    dict
        JSON Schema, draft 2020-12.
    """
    return read_schema("transcaspia.network", SCHEMA_FILE)


@dataclass(frozen=True, slots=True)
class CheckReport:
    """
    What the standard questions say of a network.

    Attributes
    ----------
    network
        Id of the network.
    rows
        Number of rows in its tables.
    queries
        Number of questions asked.
    unanswered
        Questions without an itinerary, in words.
    unused
        Rows that no question used, by table and in words; tables whose rows are all used are left out.
    grounds
        On what the itineraries rest: those of all questions, and those between the two countries that network.toml
        names in `[check]`.
    publications
        Publications that serve the figures, the one that serves most first.
    lengths, lengths_near
        Number of links whose length is published and measured, and of those within 5 % of each other.
    doubtful
        Lengths that are not known, or that differ by more than 10 % from what was measured, as sentences.
    coverage
        Towns without a terminal, for the countries that network.toml names in `[check]`.
    """

    network: str
    rows: int
    queries: int
    unanswered: tuple[str, ...]
    unused: dict[str, tuple[str, ...]]
    grounds: dict[str, Ground]
    publications: tuple[Publication, ...]
    lengths: int
    lengths_near: int
    doubtful: tuple[str, ...]
    coverage: tuple[Coverage, ...]

    @property
    def unused_count(self) -> int:
        """Number of rows that no question used."""
        return sum(len(keys) for keys in self.unused.values())

    def text(self) -> str:
        """
        Return the report for people.

        Returns
        -------
        str
            Several lines of text.
        """
        lines = [f"The network `{self.network}` keeps its schema: {self.rows} rows in {len(TABLES)} tables."]
        if self.unused:
            count = self.unused_count
            serve = "One row serves" if count == 1 else f"{count} rows ({count / self.rows:.1%}) serve"
            lines.append(f"{serve} none of the {self.queries} standard questions:")
            lines += [f"  {table}: {', '.join(keys)}" for table, keys in self.unused.items()]
        else:
            lines.append(f"Every row serves one of the {self.queries} standard questions.")
        if self.unanswered:
            lines += ["Questions without an answer:", *(f"  {sentence}" for sentence in self.unanswered)]
        for name, ground in self.grounds.items():
            lines += _ground_lines(name, ground)
        if self.publications:
            lines.append("Publications that serve most of the published figures:")
            lines += [f"  {p.share:.1%}  {p.title}" for p in self.publications[:_SOURCES_NAMED]]
        if self.lengths:
            lines.append(
                f"Lengths both published and measured: {self.lengths} links, {self.lengths_near} of them within 5 %."
            )
        if self.doubtful:
            lines += ["Lengths to look at:", *(f"  {sentence}" for sentence in self.doubtful)]
        if self.coverage:
            lines.append("Towns with a terminal and a service near by:")
            lines += [_town_line(each) for each in self.coverage]
        return "\n".join(lines)

    def document(self) -> dict[str, Any]:
        """
        Return the report for programs.

        Returns
        -------
        dict
            Numbers, texts and lists.
        """
        return {
            "schema": SCHEMA,
            "network": self.network,
            "rows": self.rows,
            "queries": self.queries,
            "unanswered": list(self.unanswered),
            "unused": {"rows": self.unused_count, "share": round(self.unused_count / self.rows, 4),
                       "by_table": {table: list(keys) for table, keys in self.unused.items()}},
            "grounds": {name: _ground_document(ground) for name, ground in self.grounds.items()},
            "publications": [
                {"publisher": p.publisher, "title": p.title, "url": p.url, "figures": p.figures,
                 "share": round(p.share, 4)}
                for p in self.publications[:_HEAVIEST]
            ],
            "lengths": {"published_and_measured": self.lengths, "within_5_percent": self.lengths_near,
                        "doubtful": list(self.doubtful)},
            "coverage": [
                {"country": c.country, "towns": c.towns, "share": round(c.share, 4), "far": [t.name for t in c.far]}
                for c in self.coverage
            ],
        }  # fmt: skip


def _ground_lines(name: str, ground: Ground) -> list[str]:
    if not ground.parts:
        return []
    weak, throughout = ground.weak_shares, ground.throughout_shares
    lines = [f"The {ground.plans} itineraries {name} rest on", f"  {'':<32}{'hours':>8}{'dollars':>9}"]
    table = [*ground.by_grade().items(), ("estimated and assumed", weak), ("sourced in all three points", throughout)]
    lines += [f"  {what:<32}{hours:>8.1%}{usd:>9.1%}" for what, (hours, usd) in table]
    for by_usd, what in ((False, "hours"), (True, "dollars")):
        lines.append(f"Estimated and assumed rows that weigh most in their {what}:")
        lines += [f"  {share:>6.1%}  {_words(row)}" for row, share in ground.heaviest_weak(_HEAVIEST, by_usd=by_usd)]
    return lines


def _ground_document(ground: Ground) -> dict[str, Any]:
    def shares(pair: tuple[float, float]) -> dict[str, float]:
        return {"hours": round(pair[0], 4), "usd": round(pair[1], 4)}

    heaviest = {
        what: [
            {"table": row.table, "row": row.line, "id": row.id, "grade": row.text("grade"), "share": round(share, 4)}
            for row, share in ground.heaviest_weak(_HEAVIEST, by_usd=by_usd)
        ]
        for by_usd, what in ((False, "hours"), (True, "usd"))
    }
    return {
        "itineraries": ground.plans,
        "hours": round(ground.hours, 1),
        "usd": round(ground.usd, 1),
        "by_grade": {grade: shares(pair) for grade, pair in ground.by_grade().items()},
        "weak": shares(ground.weak_shares),
        "sourced_in_all_three_points": shares(ground.throughout_shares),
        "heaviest_weak": heaviest,
    }


def _town_line(towns: Coverage) -> str:
    names = [town.name for town in towns.far[:_TOWNS_NAMED]]
    more = len(towns.far) - len(names)
    far = f"; not {', '.join(names)}{f' and {more} more' if more else ''}" if names else ""
    return f"  {towns.country}: {towns.share:.0%} of {towns.towns}{far}"


def _words(row: Row) -> str:
    """Return a row by table and key, with its period where it has one."""
    return f"{row.table} {label(row)} ({row.text('grade')})"


def label(row: Row) -> str:
    """
    Return what tells a row apart: its key, the size of a price, the month of a storm, and the period.

    Parameters
    ----------
    row
        Row of any table.

    Returns
    -------
    str
        As `rail_kz [2023-01-01..]` or `lift_eu|40`.
    """
    apart = {"prices": "size", "weather": "month"}.get(row.table)
    key = (
        row.id
        if apart is None
        else f"{row.id}|{row.cells[apart]:g}"
        if apart == "month"
        else f"{row.id}|{row.text(apart)}"
    )
    ends = [(row.day(c) or "") if c in row.cells else "" for c in ("valid_from", "valid_to")]
    return f"{key} [{ends[0]}..{ends[1]}]" if any(ends) else key
