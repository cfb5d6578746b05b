"""Whether a store is whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select, text

from transcaspia.errors import InputError
from transcaspia.store import tables
from transcaspia.store.checks import check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

    from transcaspia.store.database import Store

_records, _versions = tables.records, tables.versions


@dataclass(frozen=True)
class Soundness:
    """
    What was found in a store.

    Attributes
    ----------
    rows
        How many rows of each table; nothing where the file itself is damaged.
    faults
        What is wrong, each in a sentence.
    """

    rows: dict[str, int]
    faults: tuple[str, ...]


def check_store(store: Store) -> Soundness:
    """
    Check that a store is whole: its file, its references, and that every record stands as its versions say.

    Parameters
    ----------
    store
        The store.

    Returns
    -------
    Soundness
        What was found.
    """
    with store.reading() as connection:
        damaged = tuple(_file_faults(connection))
        if damaged:  # what cannot be read cannot be counted
            return Soundness({}, damaged)
        rows = {
            table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in tables.metadata.sorted_tables
        }
        faults = tuple(_faults(connection))
    return Soundness(rows, faults)


def _file_faults(connection: Connection) -> Iterator[str]:
    if connection.dialect.name == "sqlite":
        for (told,) in connection.execute(text("PRAGMA integrity_check")):
            if told != "ok":
                yield f"The file is damaged: {told}."
        for row in connection.execute(text("PRAGMA foreign_key_check")):
            yield f"A row of {row[0]} names one of {row[2]} that is not there."


def _faults(connection: Connection) -> Iterator[str]:
    held = select(
        _versions.c.id, func.count().label("held"), func.min(_versions.c.version).label("first"),
        func.max(_versions.c.version).label("last"),
    ).group_by(_versions.c.id).subquery()  # fmt: skip
    asked = select(_records.c.id, _records.c.kind, _records.c.version, held.c.held, held.c.first, held.c.last)
    for row in connection.execute(asked.outerjoin(held, held.c.id == _records.c.id)):
        if row.held != row.version or row.first != 1 or row.last != row.version:
            yield f"The {row.kind} '{row.id}' stands at version {row.version}, and has {row.held or 0} versions."
    last = (_versions.c.id == _records.c.id) & (_versions.c.version == _records.c.version)
    kept = (_versions.c.body.label("kept"), _versions.c.deleted.label("was_deleted"))
    for row in connection.execute(select(_records, *kept).join(_versions, last).execution_options(yield_per=100)):
        if row.body != row.kept or row.deleted != row.was_deleted:
            yield f"The {row.kind} '{row.id}' does not hold what its last version holds."
        try:
            check(row.kind, row.body)
        except (InputError, LookupError) as error:
            yield f"The {row.kind} '{row.id}' is not as this program takes it: {error}"
