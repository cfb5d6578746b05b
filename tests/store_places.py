"""
Empty stores for the tests: a SQLite file, or a database of the PostgreSQL that TRANSCASPIA_TEST_DATABASE_URL names.

A test module that works with the store imports the fixtures that it uses from here.
"""

import functools
import os
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import make_url, text

from transcaspia.store.database import Store, open_engine, open_store

SERVER = os.environ.get("TRANSCASPIA_TEST_DATABASE_URL")


@contextmanager
def empty_place(folder: Path) -> Iterator[str]:
    """Give the address of a place where no store is yet, and clear it away."""
    name = f"t_{uuid.uuid4().hex}"
    if SERVER is None:
        yield f"sqlite:///{folder / name}.sqlite"
        return
    address = make_url(SERVER).set(database=name).render_as_string(hide_password=False)
    engine = open_engine(SERVER)
    try:
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as server:
            server.execute(text(f"CREATE DATABASE {name} TEMPLATE template0"))
            try:
                yield address
            finally:
                server.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    finally:
        engine.dispose()


@pytest.fixture
def store_url(tmp_path: Path) -> Iterator[str]:
    with empty_place(tmp_path) as url:
        yield url


@functools.cache
def made() -> bytes:
    """Return the file of a store that was just made; a copy of it is there sooner than one of its own."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "store.sqlite"
        open_store(f"sqlite:///{path}").close()
        return path.read_bytes()


@pytest.fixture
def store(store_url: str) -> Iterator[Store]:
    if SERVER is None:
        Path(make_url(store_url).database or "").write_bytes(made())
    opened = open_store(store_url)
    yield opened
    opened.close()
