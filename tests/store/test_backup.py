"""Backups: all of a store in one file and back, on any database; nothing is overwritten, nothing damaged is taken."""

import csv
import functools
import io
import json
import os
import subprocess
import sys
import tempfile
import threading
import zipfile
from pathlib import Path

import pytest
from sqlalchemy import text

from store_places import empty_place, made
from transcaspia.cli.main import main
from transcaspia.errors import DataError, InputError
from transcaspia.store import audit, jobs, keys, records
from transcaspia.store.backup import MANIFEST, read_backup, write_backup
from transcaspia.store.database import open_store
from transcaspia.store.sheet import dataset_csv, records_csv
from transcaspia.store.soundness import check_store

GOODS = {"name": "Łódź → Almaty 🚂", "query": {"payload_t": 0.1 + 0.2, "units": 2**60, "via": [None, {}]}}


def fill(store):
    made = records.create(store, "consignment", GOODS, key="k", note="=1+1")
    records.update_record(store, "consignment", made.id, {**GOODS, "state": "booked"}, 1, author="desk")
    records.delete(store, "consignment", made.id, 2)
    job = jobs.enqueue(store, "plan", {"units": 2})
    jobs.claim(store, "w")
    jobs.finish(store, job.id, "w", bytes(range(256)), "application/pdf")
    jobs.fail(store, jobs.enqueue(store, "plan", {}).id, "w", {})
    keys.create(store, "desk")
    audit.write(store, "local", "filled", details={"a": [1]})
    return made, job


def new_sqlite(path):
    path.write_bytes(made())
    return open_store(f"sqlite:///{path}")


@functools.cache
def a_backup():
    with tempfile.TemporaryDirectory() as folder, new_sqlite(Path(folder) / "store.sqlite") as store:
        fill(store)
        write_backup(store, Path(folder) / "one.zip")
        return (Path(folder) / "one.zip").read_bytes()


@pytest.fixture
def other(tmp_path):
    """Another empty store: of SQLite, whatever the first one is, so that a file goes from each to the other."""
    (tmp_path / "other").mkdir()
    store = new_sqlite(tmp_path / "other" / "store.sqlite")
    yield store
    store.close()


def contents(store):
    with store.reading() as connection:
        return {
            name: connection.execute(text(f"SELECT count(*) FROM {name}")).scalar()  # noqa: S608
            for name in ("records", "versions", "jobs", "keys")
        }


def test_all_of_a_store_goes_into_a_file_and_comes_back_on_any_database(store, other, tmp_path):
    made, job = fill(store)
    told = write_backup(store, tmp_path / "one.zip")
    assert told.rows == {"records": 1, "versions": 3, "jobs": 2, "keys": 1, "audit": 1}
    assert read_backup(other, tmp_path / "one.zip") == told
    for one in (store, other):
        assert records.history(one, "consignment", made.id) == records.history(store, "consignment", made.id)
        assert records.create(one, "consignment", GOODS, key="k").id == made.id
        assert jobs.get(one, job.id) == jobs.get(store, job.id)
        assert jobs.result_of(one, job.id) == (bytes(range(256)), "application/pdf")
        assert keys.list_keys(one) == keys.list_keys(store)
    assert [line.what for line in audit.read(other)] == ["restored a backup", "filled"]
    assert check_store(other).faults == ()
    # And from there into one of the first kind.
    write_backup(other, tmp_path / "two.zip")
    with empty_place(tmp_path) as url:
        third = open_store(url)
        read_backup(third, tmp_path / "two.zip")
        assert records.history(third, "consignment", made.id) == records.history(store, "consignment", made.id)
        third.close()


def test_nothing_is_replaced_without_force(store, other, tmp_path):
    fill(store)
    path = tmp_path / "one.zip"
    write_backup(store, path)
    before = path.read_bytes()
    with pytest.raises(InputError, match="exists and is left as it is"):
        write_backup(store, path)
    assert path.read_bytes() == before
    theirs = records.create(other, "consignment", GOODS)
    with pytest.raises(InputError, match="holds 1 records, 1 versions and is left"):
        read_backup(other, path)
    assert records.get(other, "consignment", theirs.id) == theirs
    read_backup(other, path, force=True)
    read_backup(store, path, force=True)  # over what guards its versions
    assert contents(other) == contents(store) == {"records": 1, "versions": 3, "jobs": 2, "keys": 1}
    with pytest.raises(Exception, match="only added"), store.writing() as connection:
        connection.execute(text("DELETE FROM versions"))


def test_a_backup_holds_one_moment_though_somebody_writes(store, other, tmp_path):
    stop = threading.Event()

    def write():
        made = records.create(store, "consignment", GOODS)
        while not stop.is_set():
            made = records.update_record(store, "consignment", made.id, GOODS, made.version)
            records.create(store, "consignment", GOODS)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for k in range(3):
            write_backup(store, tmp_path / f"{k}.zip")
            read_backup(other, tmp_path / f"{k}.zip", force=True)
            assert check_store(other).faults == ()
    finally:
        stop.set()
        writer.join()


def forge(path, change):
    """Write a backup anew with some of its members changed."""
    with zipfile.ZipFile(path) as old:
        members = {name: old.read(name) for name in old.namelist()}
    changed = change(members)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in (members if changed is None else changed).items():
            new.writestr(name, content)


def _manifest(**fields):
    def change(members):
        members[MANIFEST] = json.dumps(json.loads(members[MANIFEST]) | fields).encode()

    return change


def _line(members):
    members["records.jsonl"] = members["records.jsonl"].replace(b"Almaty", b"Astana")


def _climbs(members):
    members["../../evil.jsonl"] = b"x"


def _lacks(members):
    del members["keys.jsonl"]


def _bomb(members):
    members["audit.jsonl"] = b"[" * 5_000_000


def _deep(members):
    members["audit.jsonl"] = b"[" * 100_000 + b"\n"


def _bytes(members):
    members["jobs.jsonl"] = b"\xff\xfe{}\n"


def _other_columns(members):
    members["audit.jsonl"] = b'{"id": 1}\n'


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (_manifest(revision="9999"), "newer transcaspia"),
        (_manifest(format="transcaspia-store/2"), "newer transcaspia"),
        (_manifest(tables=[]), "not as it should be"),
        (lambda members: {"x": b""}, "it has no manifest.json"),  # noqa: ARG005
        (lambda members: {MANIFEST: b"[" * 100_000, "x": members[MANIFEST]}, "not as it should be"),
        (lambda members: {MANIFEST: b" " * 2_000_000, "x": members[MANIFEST]}, "not as it should be"),
        (_line, "is not what its manifest.json says"),
        (_climbs, "exactly the tables"),
        (_lacks, "exactly the tables"),
        (_bomb, "a row takes more than 1 MB"),
        (_deep, "cannot be read"),
        (_bytes, "cannot be read"),
        (_other_columns, "cannot be read"),
    ],
)
def test_a_file_that_was_tampered_with_changes_nothing(other, tmp_path, monkeypatch, change, told):
    monkeypatch.setattr("transcaspia.store.backup.LINE_MOST", 1_000_000)
    path = tmp_path / "one.zip"
    path.write_bytes(a_backup())
    forge(path, change)
    with pytest.raises(DataError, match=told):
        read_backup(other, path)
    assert contents(other) == {"records": 0, "versions": 0, "jobs": 0, "keys": 0}
    assert not (tmp_path.parent / "evil.jsonl").exists()


def test_a_file_that_is_cut_or_no_zip_is_told(other, tmp_path):
    path = tmp_path / "one.zip"
    path.write_bytes(a_backup())
    whole = path.read_bytes()
    for cut in (0, 10, len(whole) // 2, len(whole) - 1):
        path.write_bytes(whole[:cut])
        with pytest.raises(DataError, match="no whole zip archive"):
            read_backup(other, path)
    for at in range(40, len(whole), max(1, len(whole) // 25)):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 0x55]) + whole[at + 1 :])
        try:
            read_backup(other, path, force=True)
        except DataError:
            continue
        assert contents(other) == {"records": 1, "versions": 3, "jobs": 2, "keys": 1}  # the byte bore nothing
    with pytest.raises(InputError, match="cannot be read"):
        read_backup(other, tmp_path / "none.zip")


def test_only_its_owner_can_read_a_backup(store, tmp_path):
    write_backup(store, tmp_path / "one.zip")
    assert (tmp_path / "one.zip").stat().st_mode & 0o077 == 0


def test_a_store_that_is_not_whole_is_told(store):
    made, _ = fill(store)
    assert check_store(store).faults == ()
    with store.writing() as connection:
        connection.execute(text("UPDATE records SET version = 7"))
    assert check_store(store).faults == (f"The consignment '{made.id}' stands at version 7, and has 3 versions.",)
    with store.writing() as connection:
        connection.execute(text("UPDATE records SET version = 3, deleted = (1 = 0)"))
    (told,) = check_store(store).faults
    assert "does not hold what its last version holds" in told


def test_a_table_for_a_spreadsheet_holds_no_formula(store):
    body = {"forwarder": "=cmd|'/c calc'!A1", "received": "2025-09-20", "currency": "USD", "total": 1}
    records.create(store, "quote", {**body, "notes": "\t@SUM(A1)\n-1"}, note="+1")
    (row,) = csv.DictReader(io.StringIO(records_csv(store, "quote")))
    assert (row["forwarder"], row["notes"], row["note"]) == ("'=cmd|'/c calc'!A1", "'@SUM(A1) -1", "'+1")
    assert (row["total"], row["lines"], row["deleted"]) == ("1.0", "[]", "false")
    table = {"name": "d", "columns": [{"name": "=a"}, {"name": "b"}], "rows": [["-x", -1.5], [None, True]]}
    made = records.create(store, "dataset", table)
    assert dataset_csv(store, made.id).splitlines() == ["'=a,b", "'-x,-1.5", ",true"]


def test_the_commands_do_it(store, store_url, tmp_path, capfd):
    made, _ = fill(store)
    url = ("--database-url", store_url)
    path = str(tmp_path / "one.zip")
    assert main(["store", "backup", path, *url]) == 0
    assert "1 record, 3 versions, 2 jobs, 1 key and 1 line of the audit log" in capfd.readouterr().err
    assert main(["store", "backup", path, *url]) == 2
    assert main(["store", "restore", path, *url]) == 2
    assert "add --force to replace" in capfd.readouterr().err
    assert main(["store", "restore", path, "--force", *url]) == 0
    assert "every row was read back" in capfd.readouterr().err
    assert main(["store", "check", *url]) == 0
    assert "is whole: 1 record" in capfd.readouterr().out
    assert main(["store", "check", "--json", *url]) == 0
    assert json.loads(capfd.readouterr().out)["faults"] == []
    assert main(["store", "export", "consignment", "--deleted", *url]) == 0
    assert made.id in capfd.readouterr().out
    assert main(["store", "export", "nothing", *url]) == 2
    assert main(["store", "restore", str(tmp_path / "none.zip"), *url]) == 2
    with store.writing() as connection:
        connection.execute(text("UPDATE records SET version = 7"))
    assert main(["store", "check", *url]) == 3


def test_a_home_that_cannot_be_written_is_told_in_a_sentence(tmp_path):
    # Root may write anywhere, unless it lays that right down.
    bare = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"] if os.geteuid() == 0 else []
    home = tmp_path / "home"
    home.mkdir(mode=0o555)
    code = "import sys; from transcaspia.cli.main import main; sys.exit(main(['store', 'check']))"
    named = {**os.environ, "XDG_DATA_HOME": str(home)}
    done = subprocess.run([*bare, sys.executable, "-c", code], env=named, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, ""), done.stderr
    assert "No store can be made at" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_damaged_file_is_told_in_sentences_by_every_command(tmp_path, capfd):
    path = tmp_path / "store.sqlite"
    store = open_store(f"sqlite:///{path}")
    records.create_many(store, "consignment", [({**GOODS, "notes": str(k) * 3000}, None) for k in range(40)])
    store.close()
    whole = path.read_bytes()
    codes = set()
    for number, at in enumerate(range(0, len(whole), len(whole) // 8)):
        filler = (b"\x5a" * 6000, b"\xff{" * 3000, b"\xff{" * 20, b'"' * 40)[number % 4]
        for name in ("store.sqlite-wal", "store.sqlite-shm"):
            (tmp_path / name).unlink(missing_ok=True)
        path.write_bytes(whole[:at] + filler + whole[at + len(filler) :])
        for command in (["check"], ["backup", str(tmp_path / "b.zip"), "--force"], ["export", "consignment"]):
            codes.add(main(["store", *command, "--database-url", f"sqlite:///{path}"]))
            out, err = capfd.readouterr()
            assert "Traceback" not in out + err
            assert "fault of ours" not in err
    assert codes <= {0, 3}
    assert 3 in codes
