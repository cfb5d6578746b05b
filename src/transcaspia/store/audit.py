"""The audit log: who did what, when. Lines are added, never changed; no secret stands in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from transcaspia.store import tables
from transcaspia.store.ids import new_id, now

if TYPE_CHECKING:
    from collections.abc import Mapping

    from transcaspia.store.database import Store

_table = tables.audit


@dataclass(frozen=True)
class Line:
    """
    A line of the log.

    Attributes
    ----------
    id
        Its id; later lines sort later.
    at
        When; in UTC.
    who
        Label of a key, or `local`.
    what
        The deed, in a word or two.
    kind, record
        On what.
    details
        What else is worth keeping.
    """

    id: str
    at: datetime
    who: str
    what: str
    kind: str | None
    record: str | None
    details: dict[str, Any] | None


def write(
    store: Store,
    who: str,
    what: str,
    *,
    kind: str | None = None,
    record: str | None = None,
    details: Mapping[str, Any] | None = None,
) -> None:
    """
    Add a line.

    Parameters
    ----------
    store
        The store.
    who
        Label of a key, or `local`.
    what
        The deed, in a word or two.
    kind, record
        On what.
    details
        What else is worth keeping, of plain JSON values; never a secret.
    """
    with store.writing() as connection:
        connection.execute(
            _table.insert().values(
                id=new_id(),
                at=now(),
                who=who,
                what=what,
                kind=kind,
                record=record,
                details=None if details is None else dict(details),
            )
        )


def read(store: Store, *, before: str | None = None, limit: int = 100) -> list[Line]:
    """
    Return lines, the newest first.

    Parameters
    ----------
    store
        The store.
    before
        Only those older than this one: the last of the page before.
    limit
        How many at most.

    Returns
    -------
    list[Line]
        The lines.
    """
    asked = select(_table).order_by(_table.c.id.desc()).limit(limit)
    if before is not None:
        asked = asked.where(_table.c.id < before)
    with store.reading() as connection:
        return [Line(**row._asdict()) for row in connection.execute(asked)]
