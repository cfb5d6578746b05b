"""Where the store lives: SQLite without set-up, PostgreSQL by its address."""

from __future__ import annotations

import json
import sqlite3
import threading
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from sqlalchemy import Connection, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError, OperationalError

from transcaspia.errors import DataError, InputError, LimitError
from transcaspia.store.tables import REVISIONS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.engine import URL
    from sqlalchemy.engine.interfaces import DBAPIConnection
    from sqlalchemy.pool import ConnectionPoolEntry

BUSY_S = 30
"""A writer of SQLite waits so long for another before it gives up."""
CONNECT_S = 10
"""A server of PostgreSQL that does not answer is given up after so long."""
_upgrading = threading.Lock()  # alembic knows one store at a time in a process
_MIGRATING = 7_226_453_001
"""Number of the lock under which a store in PostgreSQL is brought to the newest schema."""


class Store:
    """
    A store that is open, of the newest schema.

    Parameters
    ----------
    engine
        Engine of its database.
    """

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    @property
    def dialect(self) -> str:
        """`sqlite` or `postgresql`."""
        return self.engine.dialect.name

    @property
    def name(self) -> str:
        """Where it lives, without a password."""
        return self.engine.url.render_as_string(hide_password=True)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """
        Open a transaction that sees one state of the store.

        Yields
        ------
        Connection
            For queries.
        """
        with _sentences(self.name), self.engine.connect() as connection:
            level = {"isolation_level": "REPEATABLE READ"} if self.dialect == "postgresql" else {}
            reader = connection.execution_options(**level)
            with reader.begin():
                yield reader

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """
        Open a transaction that writes; it is kept whole when the block ends well, else nothing of it is.

        Yields
        ------
        Connection
            For statements.
        """
        with _sentences(self.name), self.engine.connect() as connection:
            writer = connection.execution_options(writes=True)
            with writer.begin():
                yield writer

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()

    def __enter__(self) -> Self:
        """
        Return the store, which is let go of when the block ends.

        Returns
        -------
        Store
            Itself.
        """
        return self

    def __exit__(self, *_error: object) -> None:
        """
        Let go of the database.

        Parameters
        ----------
        *_error
            What ended the block.
        """
        self.close()


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
    Return the engine of a store; nothing is created but a SQLite file, which only its owner can read, and its folder.

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
        If the address is not one of the two kinds, or the file cannot be made.
    """
    try:
        address = make_url(url)
    except ArgumentError:
        raise InputError("--database-url is no address of a database; write sqlite:///FILE or postgresql://…") from None
    if address.drivername in {"postgresql", "postgres"}:
        address = address.set(drivername="postgresql+psycopg")
    if address.drivername == "postgresql+psycopg":
        return _postgresql(address)
    if address.drivername not in {"sqlite", "sqlite+pysqlite"}:
        raise InputError(f"A store lives in SQLite or PostgreSQL, not in '{address.drivername}'.")
    return _sqlite(address)


def open_store(url: str | None = None) -> Store:
    """
    Open a store; it is made where there is none, and brought to the newest schema.

    Parameters
    ----------
    url
        Address as SQLAlchemy reads it; by default that of this user's own store.

    Returns
    -------
    Store
        The store.

    Raises
    ------
    InputError
        If there can be no store at that address.
    LimitError
        If the machine has no room, or the database does not answer.
    DataError
        If a newer program made the store, or what lies there is no store.
    """
    engine = open_engine(url or default_url())
    store = Store(engine)
    try:
        with store.reading() as connection:
            found = revision(connection)
        if found != REVISIONS[-1]:
            _check_known(found, store.name)
            _upgrade(store)
    except BaseException:
        engine.dispose()
        raise
    return store


def revision(connection: Connection) -> str | None:
    """
    Return the revision of the schema of a store.

    Parameters
    ----------
    connection
        Connection to it.

    Returns
    -------
    str | None
        Revision; None where there is no store yet.
    """
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _check_known(found: str | None, name: str) -> None:
    if found is not None and found not in REVISIONS:
        raise DataError(
            f"The store at {name} was made by a newer transcaspia (its schema is {found}, this program knows up to "
            f"{REVISIONS[-1]}). Update transcaspia, or name another store with --database-url."
        )


def _upgrade(store: Store) -> None:
    """Bring a store to the newest schema; of two programs that start at once one does it, and the other waits."""
    from importlib.resources import as_file, files

    from alembic import command
    from alembic.config import Config

    with _upgrading, store.writing() as connection, as_file(files("transcaspia.store") / "migrations") as scripts:
        if store.dialect == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": _MIGRATING})
        found = revision(connection)
        _check_known(found, store.name)
        if found == REVISIONS[-1]:
            return
        config = Config()
        config.set_main_option("script_location", str(scripts).replace("%", "%%"))
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _dumps(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def _postgresql(address: URL) -> Engine:
    if "connect_timeout" not in address.query:
        address = address.update_query_dict({"connect_timeout": str(CONNECT_S)})
    try:
        return create_engine(address, pool_pre_ping=True, json_serializer=_dumps)
    except ModuleNotFoundError:
        raise InputError("PostgreSQL needs psycopg: `pip install 'transcaspia[postgres]'`.") from None


def _sqlite(address: URL) -> Engine:
    if not address.database or address.database == ":memory:" or address.database.startswith("file:"):
        raise InputError("A store in SQLite needs a file: write sqlite:///FILE, as sqlite:////home/me/store.sqlite.")
    path = Path(address.database)
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not path.exists():
            path.touch(mode=0o600)
    except OSError as error:
        raise InputError(
            f"No store can be made at {path} ({error.strerror}). Name a file that can be written with "
            "--database-url sqlite:///FILE."
        ) from None
    engine = create_engine(address, connect_args={"timeout": BUSY_S}, json_serializer=_dumps)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    # A commit is on the disk before it returns; readers do not wait for the writer.
    held: Any = connection
    held.isolation_level = None  # transactions begin where _begin_sqlite says, not where the driver guesses
    cursor: Any = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout={round(BUSY_S * 1000)}")
    until = time.monotonic() + BUSY_S
    while True:
        try:
            cursor.execute("PRAGMA journal_mode=WAL")
            break
        except sqlite3.OperationalError as error:
            # Here SQLite does not wait for its turn: a program that makes the store at the same moment is in the way.
            if "locked" not in str(error) or time.monotonic() > until:
                raise
            time.sleep(0.01)
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    # A writer takes its turn at the start: one that began by reading could not wait for another.
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


_DAMAGED = "The store at {name} is damaged. Bring its last backup into a new one: `transcaspia store restore`."
_SENTENCES = (
    ("disk is full", "{name} has no room left: nothing of this was kept. Free some space and try again."),
    ("No space left", "{name} has no room left: nothing of this was kept. Free some space and try again."),
    ("readonly database", "The store at {name} cannot be written. Check who owns the file and its folder."),
    ("unable to open", "The store at {name} cannot be opened. Check that the file and its folder can be written."),
    ("disk I/O error", "The store at {name} cannot be read or written: the disk fails or is full."),
    ("database is locked", "Another program has held the store at {name} for half a minute. Try again."),
    ("not a database", "What lies at {name} is no store. Name another file with --database-url."),
    ("malformed", _DAMAGED),
    ("Could not decode", _DAMAGED),
)


@contextmanager
def _sentences(name: str) -> Iterator[None]:
    """Tell what the machine or the database lacks in a sentence."""
    try:
        yield
    except json.JSONDecodeError as error:  # in what a column holds
        raise DataError(_DAMAGED.format(name=name)) from error
    except DBAPIError as error:
        told = str(error.orig)
        for sign, sentence in _SENTENCES:
            if sign in told:
                kind = DataError if sentence is _DAMAGED or sign == "not a database" else LimitError
                raise kind(sentence.format(name=name)) from error
        if isinstance(error, OperationalError):
            first = told.strip().splitlines()[0] if told.strip() else "no answer"
            raise LimitError(f"The store at {name} does not answer ({first}). Try again.") from error
        raise
