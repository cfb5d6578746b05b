"""Where the store lives: SQLite without set-up, PostgreSQL by its address."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError

from transcaspia.errors import InputError

if TYPE_CHECKING:
    from sqlalchemy.engine.interfaces import DBAPIConnection
    from sqlalchemy.pool import ConnectionPoolEntry

BUSY_S = 30
"""A writer of SQLite waits so long for another before it gives up."""


def default_url() -> str:
    """
    Return the address of the store of this user: a SQLite file in the folder that the system keeps for programs' data.

    Returns
    -------
    str
        Address as SQLAlchemy reads it.
    """
    from platformdirs import user_data_path

    return f"sqlite:///{user_data_path('transcaspia') / 'store.sqlite'}"


def open_engine(url: str) -> Engine:
    """
    Return the engine of a store; nothing is created but the folder of a SQLite file.

    Parameters
    ----------
    url
        Address as SQLAlchemy reads it, of SQLite or PostgreSQL (with psycopg).

    Returns
    -------
    Engine
        Engine whose transactions keep what they commit.

    Raises
    ------
    InputError
        If the address is not one of the two kinds.
    """
    try:
        address = make_url(url)
    except ArgumentError:
        raise InputError(f"'{url}' is no address of a database; write sqlite:///FILE or postgresql://…") from None
    if address.drivername in {"postgresql", "postgres"}:
        address = address.set(drivername="postgresql+psycopg")
    if address.drivername == "postgresql+psycopg":
        return create_engine(address, pool_pre_ping=True)
    if address.drivername not in {"sqlite", "sqlite+pysqlite"}:
        raise InputError(f"A store lives in SQLite or PostgreSQL, not in '{address.drivername}'.")
    if address.database and address.database != ":memory:":
        Path(address.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(address, connect_args={"timeout": BUSY_S})
    event.listen(engine, "connect", _prepare_sqlite)
    return engine


def _prepare_sqlite(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    # A commit is on the disk before it returns; readers do not wait for the writer.
    cursor: Any = connection.cursor()
    for statement in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", f"busy_timeout={BUSY_S * 1000}"):
        cursor.execute(f"PRAGMA {statement}")
    cursor.close()
