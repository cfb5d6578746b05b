"""Opening a store."""

import subprocess
import sys
import threading

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import CheckConstraint, inspect, text

from transcaspia.errors import DataError, InputError, LimitError
from transcaspia.store import audit, database, records
from transcaspia.store.database import open_engine, open_store
from transcaspia.store.tables import REVISIONS, metadata


def test_sqlite_keeps_what_it_commits(tmp_path):
    engine = open_engine(f"sqlite:///{tmp_path / 'new' / 'store.sqlite'}")
    with engine.connect() as connection:
        assert connection.execute(text("PRAGMA journal_mode")).scalar() == "wal"
        assert connection.execute(text("PRAGMA synchronous")).scalar() == 2
    engine.dispose()
    assert (tmp_path / "new" / "store.sqlite").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    "url", ["nonsense", "mysql://localhost/x", "sqlite://", "sqlite:///:memory:", "sqlite:///file:x?uri=true"]
)
def test_other_addresses_are_refused(url):
    with pytest.raises(InputError):
        open_engine(url)


def test_the_migrations_make_exactly_the_tables(store):
    with store.reading() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "compare_server_default": True, "target_metadata": metadata}
        )
        assert compare_metadata(context, metadata) == []
        found = inspect(connection)
        for table in metadata.sorted_tables:
            made = {one["name"] for one in found.get_check_constraints(table.name)}
            meant = {c.name for c in table.constraints if isinstance(c, CheckConstraint)}
            assert made == meant


def test_the_program_knows_the_revisions_that_lie_in_it():
    config = Config()
    config.set_main_option("script_location", "transcaspia.store:migrations")
    scripts = [one.revision for one in ScriptDirectory.from_config(config).walk_revisions()]
    assert tuple(reversed(scripts)) == REVISIONS


def test_programs_that_start_at_once_make_one_store(store_url):
    code = "import sys, alembic.command; from transcaspia.store import audit; from transcaspia.store.database import *"
    code += (
        f"; sys.stdin.readline(); store = open_store({store_url!r}); audit.write(store, 'x', 'opened'); store.close()"
    )
    programs = [subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE) for _ in range(2)]
    for program in programs:  # each has read its modules by the time that it is told, or soon after
        program.stdin.write(b"\n")
        program.stdin.close()
    assert [program.wait(120) for program in programs] == [0, 0]
    with open_store(store_url) as store:
        assert len(audit.read(store)) == 2


def test_programs_that_come_to_a_new_store_at_once_make_it_once(store_url):
    """The same many times over, in threads, which meet more closely than programs do."""
    barrier, faults = threading.Barrier(4), []

    def come():
        barrier.wait()
        try:
            open_store(store_url).close()
        except Exception as error:  # noqa: BLE001 - the test tells what it was
            faults.append(error)

    comers = [threading.Thread(target=come) for _ in range(4)]
    for comer in comers:
        comer.start()
    for comer in comers:
        comer.join()
    assert faults == []


def test_a_store_of_a_newer_program_is_refused(store, store_url):
    with store.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(DataError, match=r"newer transcaspia .*9999.*Update transcaspia"):
        open_store(store_url)


def test_what_is_no_store_is_told(tmp_path):
    (tmp_path / "x.sqlite").write_bytes(b"nothing of the kind " * 100)
    with pytest.raises(DataError, match="is no store"):
        open_store(f"sqlite:///{tmp_path / 'x.sqlite'}")


def test_a_database_that_does_not_answer_is_told():
    with pytest.raises(LimitError, match="does not answer"):
        open_store("postgresql://nobody:secret@127.0.0.1:1/x")


def test_no_password_is_told():
    with pytest.raises(LimitError) as told:
        open_store("postgresql://nobody:secret@127.0.0.1:1/x")
    assert "secret" not in str(told.value)


def test_a_folder_that_cannot_be_made_is_told(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(InputError, match="No store can be made"):
        open_store(f"sqlite:///{tmp_path / 'file' / 'store.sqlite'}")


def test_a_transaction_that_fails_leaves_nothing(store):
    def fail():
        with store.writing() as connection:
            connection.execute(text("UPDATE alembic_version SET version_num = 'x'"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with store.reading() as connection:
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar() == REVISIONS[-1]


def test_a_store_that_is_made_already_is_opened_without_alembic(store_url):
    open_store(store_url).close()
    code = f"from transcaspia.store.database import open_store; open_store({store_url!r}).close()"
    code += "; import sys; sys.exit('alembic' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def _sqlite_store(tmp_path):
    return open_store(f"sqlite:///{tmp_path / 'store.sqlite'}")


def _limit(store, pragma):
    with store.reading() as connection:  # the pool gives the same connection again
        connection.exec_driver_sql(f"PRAGMA {pragma}")


def test_a_full_disk_is_told_and_nothing_is_half_kept(tmp_path):
    store = _sqlite_store(tmp_path)
    body = {"name": "x", "query": {}, "notes": "x" * 9000}
    _limit(store, "max_page_count = 60")
    kept = []
    with pytest.raises(LimitError, match="no room left: nothing of this was kept"):
        kept.extend(records.create(store, "consignment", body) for _ in range(100))
    assert 0 < len(kept) < 20
    assert records.list_records(store, "consignment", limit=200).items == tuple(kept[::-1])
    _limit(store, "max_page_count = 4294967294")
    assert records.create(store, "consignment", body).version == 1
    store.close()


def test_a_store_that_cannot_be_written_is_told_and_can_be_read(tmp_path):
    store = _sqlite_store(tmp_path)
    made = records.create(store, "consignment", {"name": "x", "query": {}})
    _limit(store, "query_only = ON")
    with pytest.raises(LimitError, match="cannot be written"):
        records.delete(store, "consignment", made.id, 1)
    assert records.get(store, "consignment", made.id) == made
    store.close()


def test_a_store_that_another_program_holds_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(database, "BUSY_S", 0.05)
    store, other = _sqlite_store(tmp_path), _sqlite_store(tmp_path)
    with other.writing(), pytest.raises(LimitError, match="Another program has held"):
        audit.write(store, "local", "x")
    store.close()
    other.close()
