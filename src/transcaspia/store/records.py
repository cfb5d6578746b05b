"""Records of the user's own, each with every version it ever had: an edit or a delete adds one, and loses none."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import select, update
from sqlalchemy.dialects import postgresql, sqlite

from transcaspia.errors import ConflictError, InputError, UnknownIdError
from transcaspia.store import tables
from transcaspia.store.checks import FieldError, check, check_words, kind_of
from transcaspia.store.ids import new_id, now
from transcaspia.store.kinds import KINDS, Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy import Connection, Row

    from transcaspia.store.database import Store

PAGE_MOST = 200
LOCAL = "local"
"""Author of what the user of this machine does."""

_records, _versions = tables.records, tables.versions


@dataclass(frozen=True)
class Record:
    """
    A record as it stands, or as it stood.

    Attributes
    ----------
    id
        Its id; those made later sort later.
    kind
        One of `KINDS`.
    version
        Number of this version; the first is 1.
    deleted
        Whether this version says that it is deleted.
    body
        What it holds, of plain JSON values.
    author, note
        Who made this version, and why.
    created_at, changed_at
        When the first version and this one were made; in UTC.
    """

    id: str
    kind: str
    version: int
    deleted: bool
    body: dict[str, Any]
    author: str
    note: str | None
    created_at: datetime
    changed_at: datetime


@dataclass(frozen=True)
class Page:
    """
    A page of records.

    Attributes
    ----------
    items
        The records.
    next
        Where the next page begins; None on the last.
    """

    items: tuple[Record, ...]
    next: str | None


def create(
    store: Store,
    kind: str,
    body: Mapping[str, Any],
    *,
    author: str = LOCAL,
    note: str | None = None,
    key: str | None = None,
) -> Record:
    """
    Make a record.

    Parameters
    ----------
    store
        The store.
    kind
        One of `KINDS`.
    body
        What it holds.
    author, note
        Who makes it, and why.
    key
        A word of the caller's: who asks again with the same word and body gets the record that is there.

    Returns
    -------
    Record
        The record, of version 1.

    Raises
    ------
    InputError
        If the body is wrong, or the key was used for another.
    """
    return create_many(store, kind, [(body, key)], author=author, note=note)[0]


def create_many(
    store: Store,
    kind: str,
    bodies: Iterable[tuple[Mapping[str, Any], str | None]],
    *,
    author: str = LOCAL,
    note: str | None = None,
) -> list[Record]:
    """
    Make records, all or none.

    Parameters
    ----------
    store
        The store.
    kind
        One of `KINDS`.
    bodies
        What each holds, and its key as of `create`.
    author, note
        Who makes them, and why.

    Returns
    -------
    list[Record]
        The records.

    Raises
    ------
    InputError
        If a body is wrong, or a key was used for another.
    """
    check_words(author, note)
    checked = [(check(kind, body), key) for body, key in bodies]
    with store.writing() as connection:
        return [_create(connection, kind, body, key, author, note) for body, key in checked]


def get(store: Store, kind: str, record_id: str, *, version: int | None = None, deleted: bool = False) -> Record:
    """
    Return a record.

    Parameters
    ----------
    store
        The store.
    kind
        One of `KINDS`.
    record_id
        Its id.
    version
        As it stood at this version; None: as it stands.
    deleted
        Whether one that is deleted is given too; an old version always is.

    Returns
    -------
    Record
        The record.

    Raises
    ------
    UnknownIdError
        If there is no such record or version, or it is deleted.
    """
    with store.reading() as connection:
        stands = _read(connection, kind, record_id)
        if version is not None:
            return _version(connection, stands, version)
    if stands.deleted and not deleted:
        raise _gone(stands)
    return stands


def list_records(
    store: Store,
    kind: str,
    *,
    where: Mapping[str, str] | None = None,
    cursor: str | None = None,
    limit: int = 50,
    deleted: bool = False,
) -> Page:
    """
    Return records of a kind, the newest first.

    Parameters
    ----------
    store
        The store.
    kind
        One of `KINDS`.
    where
        Only those whose fields, of the kind's `filters`, have these values.
    cursor
        `next` of the page before; None: the first page.
    limit
        How many at most.
    deleted
        Whether those that are deleted are given too.

    Returns
    -------
    Page
        The records; fields that are `large` are left out of their bodies.

    Raises
    ------
    InputError
        If the limit or a filter is wrong.
    """
    its = kind_of(kind)
    if not 1 <= limit <= PAGE_MOST:
        raise InputError(f"limit {limit}: expected 1 to {PAGE_MOST}.")
    asked = select(_records).where(_records.c.kind == kind).order_by(_records.c.id.desc()).limit(limit + 1)
    for name, value in (where or {}).items():
        if name not in its.filters:
            raise InputError(f"'{name}' narrows no list of {its.plural}: expected {', '.join(its.filters)}.")
        asked = asked.where(_records.c.body[name].as_string() == value)
    if cursor is not None:
        asked = asked.where(_records.c.id < cursor)
    if not deleted:
        asked = asked.where(_records.c.deleted.is_(False))
    with store.reading() as connection:
        found = [_light(its, _record(row)) for row in connection.execute(asked)]
    more = len(found) > limit
    return Page(tuple(found[:limit]), found[limit - 1].id if more else None)


def update_record(
    store: Store,
    kind: str,
    record_id: str,
    body: Mapping[str, Any],
    expected_version: int,
    *,
    author: str = LOCAL,
    note: str | None = None,
) -> Record:
    """
    Give a record another body.

    Parameters
    ----------
    store
        The store.
    kind
        One of `KINDS`.
    record_id
        Its id.
    body
        All that it is to hold.
    expected_version
        The version that the change was made from.
    author, note
        Who changes it, and why.

    Returns
    -------
    Record
        The new version.

    Raises
    ------
    ConflictError
        If the record has another version by now; both are told.
    UnknownIdError
        If there is no such record, or it is deleted.
    InputError
        If the body is wrong.
    """
    check_words(author, note)
    checked = check(kind, body)
    with store.writing() as connection:
        stands = _read(connection, kind, record_id, lock=True)
        if stands.version == expected_version and stands.deleted:
            raise _gone(stands)
        mended = replace(stands, deleted=False, body=checked, author=author, note=note)
        _check_references(connection, kind, checked, stands.body)
        return _add(connection, stands, mended, expected_version)


def delete(
    store: Store, kind: str, record_id: str, expected_version: int, *, author: str = LOCAL, note: str | None = None
) -> Record:
    """
    Say that a record is deleted; all of it can be restored.

    Parameters
    ----------
    store
        The store.
    kind
        One of `KINDS`.
    record_id
        Its id.
    expected_version
        The version that its deleter saw.
    author, note
        Who deletes it, and why.

    Returns
    -------
    Record
        The version that says so.

    Raises
    ------
    ConflictError
        If the record has another version by now; both are told.
    UnknownIdError
        If there is no such record, or it is deleted already.
    """
    check_words(author, note)
    with store.writing() as connection:
        stands = _read(connection, kind, record_id, lock=True)
        if stands.version == expected_version and stands.deleted:
            raise _gone(stands)
        gone = replace(stands, deleted=True, author=author, note=note)
        return _add(connection, stands, gone, expected_version)


def restore(
    store: Store,
    kind: str,
    record_id: str,
    expected_version: int,
    *,
    version: int | None = None,
    author: str = LOCAL,
    note: str | None = None,
) -> Record:
    """
    Bring back what a record held; this too is a new version.

    Parameters
    ----------
    store
        The store.
    kind
        One of `KINDS`.
    record_id
        Its id.
    expected_version
        The version that stands.
    version
        The version to bring back; None: what it held last.
    author, note
        Who restores it, and why.

    Returns
    -------
    Record
        The new version.

    Raises
    ------
    ConflictError
        If the record has another version by now; both are told.
    UnknownIdError
        If there is no such record or version.
    """
    check_words(author, note)
    with store.writing() as connection:
        stands = _read(connection, kind, record_id, lock=True)
        body = stands.body if version is None else _version(connection, stands, version).body
        back = replace(stands, deleted=False, body=body, author=author, note=note)
        return _add(connection, stands, back, expected_version)


def history(store: Store, kind: str, record_id: str) -> list[Record]:
    """
    Return every version of a record, the first first.

    Parameters
    ----------
    store
        The store.
    kind
        One of `KINDS`.
    record_id
        Its id; one that is deleted too.

    Returns
    -------
    list[Record]
        The versions.

    Raises
    ------
    UnknownIdError
        If there is no such record.
    """
    with store.reading() as connection:
        stands = _read(connection, kind, record_id)
        asked = select(_versions).where(_versions.c.id == record_id).order_by(_versions.c.version)
        return [_old(stands, row) for row in connection.execute(asked)]


def document(record: Record) -> dict[str, Any]:
    """
    Return a record as the HTTP interface and a backup give it.

    Parameters
    ----------
    record
        The record.

    Returns
    -------
    dict
        Plain JSON values; times in UTC.
    """
    return {
        "id": record.id,
        "kind": record.kind,
        "version": record.version,
        "deleted": record.deleted,
        "body": record.body,
        "author": record.author,
        "note": record.note,
        "created_at": stamp(record.created_at),
        "changed_at": stamp(record.changed_at),
    }


def stamp(moment: datetime) -> str:
    """
    Return a time as text.

    Parameters
    ----------
    moment
        In UTC.

    Returns
    -------
    str
        As 2025-10-01T14:00:00.000000Z.
    """
    return moment.isoformat(timespec="microseconds").replace("+00:00", "Z")


def _create(
    connection: Connection, kind: str, body: dict[str, Any], key: str | None, author: str, note: str | None
) -> Record:
    _check_references(connection, kind, body, {})
    moment = now()
    made = Record(new_id(), kind, 1, False, body, author, note, moment, moment)  # noqa: FBT003
    insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    row = {
        "id": made.id, "kind": kind, "version": 1, "deleted": False, "body": body, "author": author, "note": note,
        "created_at": moment, "changed_at": moment, "key": key,
    }  # fmt: skip
    added = insert(_records).values(row).on_conflict_do_nothing(index_elements=["kind", "key"])
    if connection.execute(added.returning(_records.c.id)).first() is not None:
        _keep(connection, made)
        return made
    found = connection.execute(select(_records).where(_records.c.kind == kind, _records.c.key == key)).one()
    stands = _record(found)
    first = _version(connection, stands, 1).body
    if first != body and check(kind, first) != body:  # fields may have come to the kind since
        raise InputError(f"The key '{key}' was used for another record ({stands.id}). Take a new one.")
    return stands


def _add(connection: Connection, stands: Record, new: Record, expected_version: int) -> Record:
    """Add a version to a record, if none was added since the version that was expected."""
    new = replace(new, version=expected_version + 1, changed_at=now())
    changed = (
        update(_records)
        .where(_records.c.id == stands.id, _records.c.version == expected_version)
        .values(
            version=new.version, deleted=new.deleted, body=new.body, author=new.author, note=new.note,
            changed_at=new.changed_at,
        )
    )  # fmt: skip
    if stands.version != expected_version or connection.execute(changed).rowcount == 0:
        raise ConflictError(
            f"The {stands.kind} was changed by {stands.author} in between: it has version {stands.version} by now, "
            f"not {expected_version}. Look at both, and send yours again made from version {stands.version}.",
            yours=document(replace(new, version=expected_version)), stored=document(stands),
        )  # fmt: skip
    _keep(connection, new)
    return new


def _keep(connection: Connection, record: Record) -> None:
    connection.execute(
        _versions.insert().values(
            id=record.id, version=record.version, deleted=record.deleted, body=record.body, author=record.author,
            note=record.note, at=record.changed_at,
        )
    )  # fmt: skip


def _read(connection: Connection, kind: str, record_id: str, *, lock: bool = False) -> Record:
    asked = select(_records).where(_records.c.id == record_id, _records.c.kind == kind_of(kind).name)
    row = connection.execute(asked.with_for_update() if lock else asked).first()
    if row is None:
        raise UnknownIdError(f"There is no {kind} '{record_id}'.")
    return _record(row)


def _version(connection: Connection, stands: Record, version: int) -> Record:
    asked = select(_versions).where(_versions.c.id == stands.id, _versions.c.version == version)
    row = connection.execute(asked).first() if version < 2**31 else None
    if row is None:
        raise UnknownIdError(f"The {stands.kind} '{stands.id}' has no version {version}: it has 1 to {stands.version}.")
    return _old(stands, row)


def _record(row: Row[Any]) -> Record:
    values = row._asdict()
    values.pop("key")
    return Record(**values)


def _old(stands: Record, row: Row[Any]) -> Record:
    return replace(
        stands, version=row.version, deleted=row.deleted, body=row.body, author=row.author, note=row.note,
        changed_at=row.at,
    )  # fmt: skip


def _light(kind: Kind, record: Record) -> Record:
    if not kind.large:
        return record
    return replace(record, body={name: value for name, value in record.body.items() if name not in kind.large})


def _gone(record: Record) -> UnknownIdError:
    return UnknownIdError(
        f"The {record.kind} '{record.id}' was deleted by {record.author} (version {record.version}). "
        "It can be restored."
    )


def _check_references(connection: Connection, kind: str, body: dict[str, Any], before: Mapping[str, Any]) -> None:
    """Check that the records which a body newly names are there."""
    for field, other in KINDS[kind].refers:
        named = body[field]
        if named is None or named == before.get(field):
            continue
        asked = select(_records.c.deleted).where(_records.c.id == named, _records.c.kind == other)
        row = connection.execute(asked).first()
        if row is None or row.deleted:
            raise FieldError(field, f"there is no {other} '{named}'.")
