"""
A store in one file, and back: from SQLite into PostgreSQL and the other way as well.

The file is a zip archive of `manifest.json` and one `TABLE.jsonl` for each table: a row a line, times in UTC, bytes as
base64. The manifest holds the revision of the schema, and for each table how many rows there are and their SHA-256.
Nothing is ever unpacked to a disk: what is read goes line by line into the database.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import IO, TYPE_CHECKING, Any

from sqlalchemy import Boolean, Float, Integer, LargeBinary, Table, Text, func, select, text
from sqlalchemy.exc import DBAPIError, StatementError

from transcaspia import __version__
from transcaspia.errors import DataError, InputError, TranscaspiaError
from transcaspia.report.files import check_target, written_whole
from transcaspia.store import tables
from transcaspia.store.ids import new_id, now
from transcaspia.store.records import stamp

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Connection
    from sqlalchemy.types import TypeEngine

    from transcaspia.store.database import Store

FORMAT = "transcaspia-store/1"
MANIFEST = "manifest.json"
MANIFEST_MOST = 1_000_000
LINE_MOST = 200_000_000
"""Bytes of a row, with the result of a job in it."""
WHOLE_MOST = 50_000_000_000
"""Bytes of a whole store; a file that holds more was made to fill a disk."""
_ROWS_AT_ONCE = 200
_TABLES = tuple(tables.metadata.sorted_tables)
_PLAIN: dict[type, Any] = {Integer: int, Boolean: bool, Text: str, Float: (int, float)}


@dataclass(frozen=True)
class Backup:
    """
    What a backup holds.

    Attributes
    ----------
    created_at
        When it was made; in UTC, as text.
    rows
        How many rows of each table.
    """

    created_at: str
    rows: dict[str, int]


def write_backup(store: Store, path: Path, *, force: bool = False) -> Backup:
    """
    Write all of a store as it stands at one moment into a file; who works with the store goes on.

    Parameters
    ----------
    store
        The store.
    path
        The file to be; only its owner can read it.
    force
        Allow an existing file to be replaced.

    Returns
    -------
    Backup
        What it holds.

    Raises
    ------
    InputError
        If the file may not be written.
    LimitError
        If the disk is full.
    """
    check_target(path, force=force)
    manifest: dict[str, Any] = {
        "format": FORMAT, "revision": tables.REVISIONS[-1], "program": __version__, "created_at": stamp(now()),
        "tables": {},
    }  # fmt: skip
    with (
        written_whole(path, force=force, private=True) as file,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as zip_,
        store.reading() as connection,
    ):
        for table in _TABLES:
            count, digest = 0, hashlib.sha256()
            with zip_.open(f"{table.name}.jsonl", "w", force_zip64=True) as member:
                for line in _lines(connection, table):
                    member.write(line)
                    digest.update(line)
                    count += 1
            manifest["tables"][table.name] = {"rows": count, "sha256": digest.hexdigest()}
        zip_.writestr(MANIFEST, json.dumps(manifest, indent=1))
    return _told(manifest)


def read_backup(store: Store, path: Path, *, force: bool = False) -> Backup:
    """
    Bring a backup into a store, all or nothing, and read it back to see that every row is there.

    Parameters
    ----------
    store
        The store; it holds nothing yet, or `force` is given.
    path
        The file.
    force
        Allow what the store holds to be replaced.

    Returns
    -------
    Backup
        What was brought in.

    Raises
    ------
    InputError
        If there is no such file, or the store holds something already.
    DataError
        If the file is no backup, is damaged, or a newer program made it.
    """
    try:
        with path.open("rb") as file, zipfile.ZipFile(file) as zip_:
            manifest = _manifest(zip_, path)
            with store.writing() as connection:
                _make_room(connection, store, force=force)
                for table in _TABLES:
                    _bring(connection, table, zip_, manifest, path)
                for table in _TABLES:
                    _check_brought(connection, table, manifest, path)
                _settle(connection, manifest)
    except TranscaspiaError:
        raise
    except OSError as error:
        raise InputError(f"'{path}' cannot be read ({(error.strerror or str(error)).lower()}).") from error
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise _damaged(path, f"it is no whole zip archive: {error}") from error
    except (DBAPIError, StatementError) as error:
        raise _damaged(path, "its rows do not fit together") from error
    return _told(manifest)


def _lines(connection: Connection, table: Table) -> Iterator[bytes]:
    """Give the rows of a table in the order of their ids, which is the same on every database."""
    words = connection.dialect.name == "postgresql"  # where they may be in the order of a language
    keys = table.primary_key.columns
    order = [key.collate("C") if words and isinstance(key.type, Text) else key for key in keys]
    for row in connection.execute(select(table).order_by(*order).execution_options(yield_per=_ROWS_AT_ONCE)):
        found = {name: _plain(value) for name, value in row._asdict().items()}
        yield json.dumps(found, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode() + b"\n"


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return stamp(value)
    return base64.b64encode(value).decode() if isinstance(value, (bytes, memoryview)) else value


def _manifest(zip_: zipfile.ZipFile, path: Path) -> dict[str, Any]:
    """Return the manifest of a file that holds what a backup holds, and no more."""
    names = [one.filename for one in zip_.infolist()]
    expected = {MANIFEST, *(f"{table.name}.jsonl" for table in _TABLES)}
    if MANIFEST not in names:
        raise DataError(f"'{path}' is no backup of a store: it has no {MANIFEST}.")
    with zip_.open(MANIFEST) as member:
        content = member.read(MANIFEST_MOST + 1)
    try:
        found = json.loads(content)
        revision, held = found["revision"], found["tables"]
        known = found["format"] == FORMAT and isinstance(found["created_at"], str)
        whole = {name: (int(one["rows"]), str(one["sha256"])) for name, one in held.items()}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise DataError(f"'{path}' is no backup of a store: its {MANIFEST} is not as it should be.") from error
    if not known or revision not in tables.REVISIONS:
        raise DataError(f"'{path}' was made by a newer transcaspia than {__version__}. Update transcaspia.")
    if len(names) != len(expected) or set(names) != expected or set(whole) != {table.name for table in _TABLES}:
        raise _damaged(path, "it does not hold exactly the tables of a store")
    if sum(one.file_size for one in zip_.infolist()) > WHOLE_MOST:
        raise _damaged(path, f"it says that it holds more than {WHOLE_MOST / 1e9:g} GB")
    return {**found, "tables": {name: {"rows": rows, "sha256": digest} for name, (rows, digest) in whole.items()}}


def _make_room(connection: Connection, store: Store, *, force: bool) -> None:
    """Check that a store is empty, or empty it."""
    held = {table.name: connection.execute(select(func.count()).select_from(table)).scalar_one() for table in _TABLES}
    if not any(held.values()):
        return
    if not force:
        told = ", ".join(f"{count} {name}" for name, count in held.items() if count)
        raise InputError(
            f"The store at {store.name} holds {told} and is left as it is. Name an empty one with --database-url, or "
            "add --force to replace all of it."
        )
    if store.dialect == "postgresql":
        connection.execute(text(f"TRUNCATE {', '.join(table.name for table in _TABLES)}"))
        return
    # SQLite has no TRUNCATE: what guards the rows steps aside, in this transaction only.
    guards = connection.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")).all()
    for guard in guards:
        connection.exec_driver_sql(f'DROP TRIGGER "{guard.name}"')
    for table in reversed(_TABLES):
        connection.execute(table.delete())
    for guard in guards:
        connection.exec_driver_sql(guard.sql)


def _bring(connection: Connection, table: Table, zip_: zipfile.ZipFile, manifest: dict[str, Any], path: Path) -> None:
    """Bring the rows of a table in; their digest is that of the manifest, or nothing is kept."""
    digest, count, rows = hashlib.sha256(), 0, []
    with zip_.open(f"{table.name}.jsonl") as member:
        for line in _members(member, path):
            digest.update(line)
            count += 1
            rows.append(_row(table, line, f"{table.name}.jsonl, line {count}", path))
            if len(rows) == _ROWS_AT_ONCE:
                connection.execute(table.insert(), rows)
                rows = []
    if rows:
        connection.execute(table.insert(), rows)
    _compare(manifest, table, count, digest.hexdigest(), path)


def _members(member: IO[bytes], path: Path) -> Iterator[bytes]:
    while line := member.readline(LINE_MOST + 1):
        if len(line) > LINE_MOST:
            raise _damaged(path, f"a row takes more than {LINE_MOST / 1e6:g} MB")
        yield line


def _row(table: Table, line: bytes, where: str, path: Path) -> dict[str, Any]:
    try:
        return _cells(table, json.loads(line))
    except (ValueError, TypeError, RecursionError, binascii.Error) as error:
        raise _damaged(path, f"{where} cannot be read") from error


def _cells(table: Table, found: dict[str, Any]) -> dict[str, Any]:
    if set(found) != set(table.c.keys()):
        raise ValueError(table.name)
    return {column.name: _cell(column.type, found[column.name]) for column in table.c}


def _cell(kind: TypeEngine[Any], value: Any) -> Any:  # noqa: ANN401 - what a column holds
    if value is None:
        return None
    if isinstance(kind, tables.Instant):
        moment = datetime.fromisoformat(value)
        if moment.tzinfo is None:
            raise ValueError(value)
        return moment
    if isinstance(kind, LargeBinary):
        return base64.b64decode(value, validate=True)
    for column, plain in _PLAIN.items():
        if isinstance(kind, column) and not isinstance(value, plain):
            raise TypeError(value)
    return value


def _check_brought(connection: Connection, table: Table, manifest: dict[str, Any], path: Path) -> None:
    """Read a table back, and hold it to the manifest."""
    digest, count = hashlib.sha256(), 0
    for line in _lines(connection, table):
        digest.update(line)
        count += 1
    _compare(manifest, table, count, digest.hexdigest(), path)


def _compare(manifest: dict[str, Any], table: Table, count: int, digest: str, path: Path) -> None:
    if manifest["tables"][table.name] != {"rows": count, "sha256": digest}:
        raise _damaged(path, f"{table.name}.jsonl is not what its {MANIFEST} says")


def _settle(connection: Connection, manifest: dict[str, Any]) -> None:
    connection.execute(
        tables.audit.insert().values(
            id=new_id(), at=now(), who="local", what="restored a backup",
            details={"created_at": manifest["created_at"], "tables": manifest["tables"]},
        )
    )  # fmt: skip


def _told(manifest: dict[str, Any]) -> Backup:
    return Backup(manifest["created_at"], {name: one["rows"] for name, one in manifest["tables"].items()})


def _damaged(path: Path, what: str) -> DataError:
    return DataError(f"'{path}' is damaged: {what}. Nothing was changed; take another backup.")
