"""Records as a table for a spreadsheet."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from transcaspia.report.sheets import safe, table_csv
from transcaspia.store.checks import kind_of
from transcaspia.store.records import PAGE_MOST, Record, get, list_records, stamp

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from transcaspia.store.database import Store

FRAME = ("id", "version", "deleted", "author", "note", "created_at", "changed_at")
"""Columns before those of what a record holds."""


def records_csv(store: Store, kind: str, *, where: Mapping[str, str] | None = None, deleted: bool = False) -> str:
    """
    Return the records of a kind as CSV, the newest first; a dataset is a table itself: see `dataset_csv`.

    Parameters
    ----------
    store
        The store.
    kind
        One of `KINDS`.
    where
        As of `list_records`.
    deleted
        Whether those that are deleted are given too.

    Returns
    -------
    str
        Comma-separated lines; fields that are large are left out, lists and objects are JSON. A text that a
        spreadsheet would take for a formula starts with an apostrophe.
    """
    its = kind_of(kind)
    fields = [name for name in its.model.model_fields if name not in its.large]
    rows = (
        [*_frame(one), *(_cell(one.body.get(name)) for name in fields)] for one in _all(store, kind, where, deleted)
    )
    return table_csv((*FRAME, *fields), rows)


def dataset_csv(store: Store, record_id: str) -> str:
    """
    Return a data set of the user's own as CSV.

    Parameters
    ----------
    store
        The store.
    record_id
        Its id.

    Returns
    -------
    str
        Comma-separated lines, safe for a spreadsheet.
    """
    body = get(store, "dataset", record_id).body
    rows = ([_cell(cell) for cell in row] for row in body["rows"])
    return table_csv([str(safe(column["name"])) for column in body["columns"]], rows)


def _all(store: Store, kind: str, where: Mapping[str, str] | None, deleted: bool) -> Iterator[Record]:  # noqa: FBT001
    cursor = None
    while True:
        page = list_records(store, kind, where=where, cursor=cursor, limit=PAGE_MOST, deleted=deleted)
        yield from page.items
        if (cursor := page.next) is None:
            return


def _frame(record: Record) -> tuple[Any, ...]:
    return (
        record.id, record.version, _cell(record.deleted), record.author, record.note, stamp(record.created_at),
        stamp(record.changed_at),
    )  # fmt: skip


def _cell(value: object) -> str | int | float | None:
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None or isinstance(value, (str, int, float)):
        return value
    return json.dumps(value, ensure_ascii=False)
