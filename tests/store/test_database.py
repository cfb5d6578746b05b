"""Addresses of a store."""

import pytest
from sqlalchemy import text

from transcaspia.errors import InputError
from transcaspia.store.database import open_engine


def test_sqlite_keeps_what_it_commits(tmp_path):
    engine = open_engine(f"sqlite:///{tmp_path / 'new' / 'store.sqlite'}")
    with engine.connect() as connection:
        assert connection.execute(text("PRAGMA journal_mode")).scalar() == "wal"
        assert connection.execute(text("PRAGMA synchronous")).scalar() == 2
    engine.dispose()


@pytest.mark.parametrize("url", ["nonsense", "mysql://localhost/x"])
def test_other_addresses_are_refused(url):
    with pytest.raises(InputError):
        open_engine(url)
