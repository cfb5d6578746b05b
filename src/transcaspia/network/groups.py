"""Lists of countries that may name groups and leave some out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from transcaspia.network.faults import Faults
from transcaspia.network.model import Row

SET_COLUMNS = ("countries", "entered_from", "carriers", "origins", "destinations")
"""Columns of the restrictions table that hold such lists."""

_COUNTRY = re.compile(r"[A-Z]{2}")
_HS = re.compile(r"[0-9]{2,10}")
_EXCEPTION = re.compile(r"(.+?)(?: \[((?:[0-9]{2}-[0-9]{2}|[0-9]+)(?: (?:[0-9]{2}-[0-9]{2}|[0-9]+))*)\])?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Countries:
    """
    A set of countries as a list cell tells it.

    Attributes
    ----------
    inside
        Countries and members of groups that it names; None where it names none, and all are inside but `outside`.
    outside
        What it leaves out.
    """

    inside: frozenset[str] | None
    outside: frozenset[str]

    def __contains__(self, country: str) -> bool:
        """Return whether a country belongs to the set."""
        return (self.inside is None or country in self.inside) and country not in self.outside


def countries_of(items: Sequence[str], groups: Mapping[str, Sequence[str]]) -> Countries:
    """
    Return the countries of a list cell.

    Parameters
    ----------
    items
        Country codes and groups; `!` before one leaves it out.
    groups
        Members of each group, `[groups]` of network.toml.

    Returns
    -------
    Countries
        All countries for an empty cell.

    Examples
    --------
    >>> eu = countries_of(("EU", "!LT"), {"EU": ("LT", "PL")})
    >>> "PL" in eu, "LT" in eu, "KZ" in eu
    (True, False, False)
    """
    named: set[str] = set()
    left_out: set[str] = set()
    for item in items:
        code = item.removeprefix("!")
        (left_out if item.startswith("!") else named).update(groups.get(code, (code,)))
    return Countries(frozenset(named) if named else None, frozenset(left_out))


def exceptions_of(row: Row) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """
    Return the exceptions of a restriction.

    Parameters
    ----------
    row
        Row of the restrictions table.

    Returns
    -------
    tuple[tuple[str, tuple[str, ...]], ...]
        Each in words, with the HS prefixes of the goods that it exempts; none where it is no matter of goods.
    """
    found = []
    for item in row.items("exceptions"):
        match = _EXCEPTION.fullmatch(item)
        words, codes = (item, "") if match is None else (match[1], match[2] or "")
        prefixes: list[str] = []
        for code in codes.split():
            first, _, last = code.partition("-")
            prefixes += [f"{k:02d}" for k in range(int(first), int(last) + 1)] if last else [first]
        found.append((words, tuple(prefixes)))
    return tuple(found)


def check_countries(rows: Sequence[Row], settings: Mapping[str, Any], faults: Faults) -> None:
    """
    Check the lists of countries of a table.

    Parameters
    ----------
    rows
        Its rows.
    settings
        `network.toml` as read.
    faults
        Where faults are noted.
    """
    groups = settings.get("groups")
    groups = groups if isinstance(groups, Mapping) else {}
    for row in rows:
        for column in SET_COLUMNS:
            for item in row.items(column) if column in row.cells else ():
                code = item.removeprefix("!")
                if code not in groups and not _COUNTRY.fullmatch(code):
                    what = "this is neither a country nor a group"
                    todo = "Write an ISO 3166-1 alpha-2 code, or add the group to [groups] of network.toml."
                    faults.add(f"{row.table}.csv", column, row.line, item, what, todo)
        for item in row.items("hs") if "hs" in row.cells else ():
            if not _HS.fullmatch(item):
                what = "this is no prefix of an HS code"
                faults.add(f"{row.table}.csv", "hs", row.line, item, what, "Write two digits or more, as 3004.")


def check_restrictions(rows: Sequence[Row], places: set[str], faults: Faults) -> None:
    """
    Check that each restriction says where it holds and what it does.

    Parameters
    ----------
    rows
        Rows of the restrictions table.
    places
        Ids of all nodes and links.
    faults
        Where faults are noted.
    """

    def fault(row: Row, column: str, value: str, what: str, todo: str) -> None:
        faults.add("restrictions.csv", column, row.line, value, what, todo)

    for row in rows:
        for _, prefixes in exceptions_of(row):
            for item in prefixes:
                if not _HS.fullmatch(item):
                    what = "this is no prefix of an HS code"
                    fault(row, "exceptions", item, what, "Write two digits or more, as 3004.")
        if row.items("countries") and all(item.startswith("!") for item in row.items("countries")):
            fault(row, "countries", row.id, "only countries left out are named", "Name those in which it holds.")
        for item in row.items("places"):
            if item not in places:
                todo = "Add the row, or mend the id."
                fault(row, "places", item, "this is neither a node nor a link", todo)
        if not row.items("countries") and not row.items("places"):
            fault(row, "countries", row.id, "the restriction holds nowhere", "Name countries or places.")
        if row.items("entered_from") and not row.items("countries"):
            fault(row, "entered_from", row.id, "no country is said to be entered", "Name `countries`.")
        if (row.text("effect") == "limit") != (row.maybe("max_gross_t") is not None):
            fault(row, "max_gross_t", row.id, "a limit and its tonnes stand together", "Fill in the other one.")
