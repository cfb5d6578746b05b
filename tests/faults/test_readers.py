"""
Whatever stands in a file or a request from outside, the reader takes it or says in a sentence what is wrong with it.

`make test-faults` tries many more examples than the default run.
"""

import csv
import io
import json
import os
import shutil
import zipfile
from datetime import date
from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tiny_network import TINY
from transcaspia.errors import TranscaspiaError
from transcaspia.network.load import load_network
from transcaspia.network.model import Network
from transcaspia.planning.document import to_document
from transcaspia.planning.milestones import read_milestones
from transcaspia.planning.plan import plan
from transcaspia.planning.query import read_query
from transcaspia.planning.read import read_answer
from transcaspia.register.load import SHIPPED as REGISTER
from transcaspia.register.load import load_register
from transcaspia.register.reading.draft import draft
from transcaspia.report.sheets import safe
from transcaspia.server.bodies import checked_json
from transcaspia.store import jobs, keys
from transcaspia.store.backup import read_backup, write_backup
from transcaspia.store.database import open_store
from transcaspia.validation.cases import parse_cases, read_cases

MORE = int(os.environ.get("TRANSCASPIA_FUZZ", "1"))
"""How many times as many examples are tried as in the default run."""

NASTY = (
    b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\x1a", b'"', b'"""', b"\r", b"\n\n\n", b",,,,,", b";;;",
    b"=cmd|' /C calc'!A0", b"nan", b"NaN", b"inf", b"-inf", b"1e999",
    b"-1", b"0", b"9" * 5000, b"9999-12-31", b"0000-00-00", b"2025-02-30",
    b"../../../etc/passwd", b"[" * 5000, b"{" * 5000, b"'" * 3, b"a" * 200_000, "\u202e".encode(), "\ud7ff".encode(),
    b"[[[[", b"\\u0000", b"]]", b"= = =", b"\x80",
)  # fmt: skip
TABLES = sorted(path.name for path in TINY.glob("*.*"))
HEAD = (
    "id,origin,destination,depart,unit,via,avoid,modes,metric,observed_low,observed,observed_high,unit_of_measure,note"
)


def many(examples: int):
    """Return settings for a number of examples of the default run."""
    health = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large]
    return settings(max_examples=examples * MORE, deadline=None, suppress_health_check=health)


@st.composite
def damage(draw) -> tuple[str, float, float, bytes]:
    """Return a deed (put in, cut out, cut off), where and how far in shares of the file, and what is put in."""
    deed = draw(st.sampled_from(("put", "over", "cut", "end")))
    return (
        deed,
        draw(st.floats(0.0, 1.0)),
        draw(st.floats(0.0, 0.05)),
        draw(st.sampled_from(NASTY) | st.binary(max_size=9)),
    )


def damaged(whole: bytes, how: tuple[str, float, float, bytes]) -> bytes:
    deed, where, far, what = how
    at, to = int(where * len(whole)), int((where + far) * len(whole))
    if deed == "put":
        return whole[:at] + what + whole[at:]
    if deed == "over":
        return whole[:at] + what + whole[at + len(what) :]
    return whole[:at] + whole[to:] if deed == "cut" else whole[:at]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(TINY, tmp_path / "network"))


def read_or_told(reader, *arguments, **options):
    """Return what a reader gives, or None where it tells in a sentence what is wrong; any other error goes through."""
    try:
        return reader(*arguments, **options)
    except TranscaspiaError as error:
        if len(str(error)) < len("a sentence"):
            raise AssertionError("an error without a sentence") from error
        return None


def load_day(folder: Path) -> Network:
    network = load_network(folder)
    return network.at(max(network.data_from, min(network.data_to, date(2025, 10, 1))))


@many(60)
@given(st.sampled_from(TABLES), damage())
def test_a_damaged_network_folder_is_loaded_or_told(folder: Path, name: str, how) -> None:
    whole = (TINY / name).read_bytes()
    (folder / name).write_bytes(damaged(whole, how))
    read_or_told(load_day, folder)
    (folder / name).write_bytes(whole)


@many(10)
@given(st.sampled_from(sorted(path.name for path in REGISTER.glob("*.toml"))), damage())
def test_a_damaged_register_folder_is_loaded_or_told(tmp_path: Path, name: str, how) -> None:
    copy = tmp_path / "register"
    if not copy.exists():
        shutil.copytree(REGISTER, copy)
    whole = (REGISTER / name).read_bytes()
    (copy / name).write_bytes(damaged(whole, how))
    read_or_told(load_register, copy)
    (copy / name).write_bytes(whole)


@many(60)
@given(damage(), st.integers(1, 3))
def test_cases_from_outside_are_read_or_told(how, rows: int) -> None:
    whole = (HEAD + "\nx,Łódź,Almaty,2025-10-01,40HC,,,,time,10,12,15,days," * rows + "\n").encode()
    read_or_told(parse_cases, damaged(whole, how).decode("utf-8", "replace"))


def test_cases_that_are_no_text_or_no_file_are_told(tmp_path: Path) -> None:
    for content in (b"\xff\xfe\0", HEAD.encode("utf-16"), b"\0" * 1000, b"PK\x03\x04" + b"\0" * 100, b""):
        (tmp_path / "cases.csv").write_bytes(content)
        with pytest.raises(TranscaspiaError):
            read_cases(tmp_path / "cases.csv")
    with pytest.raises(TranscaspiaError):
        read_cases(tmp_path)


WORDS = st.sampled_from(
    ("the", "10th meeting", "Warsaw", "Warszawa", "29 February", "31.02.2025", "2025", "99999", "signed", "podpisano",
     "will", "Intergovernmental Commission", "<script>", "&amp;", "&#0;", "</html>", "\u202e", "\x00", "…", "Қазақстан",
     "\ud7ff", "Mr.", "1.", "(", ")" * 50, "a" * 300)
)  # fmt: skip


@many(30)
@given(st.lists(WORDS | st.text(max_size=20), max_size=60).map(" ".join), st.dates(date(1990, 1, 1)) | st.none())
def test_a_readout_is_drafted_or_told(text: str, published: date | None) -> None:
    found = read_or_told(draft, text, published=published, register=register())
    for entry in found.document()["entries"] if found else ():
        assert 0 <= entry["span"]["start"] <= entry["span"]["end"]


@lru_cache(maxsize=1)
def register():
    return load_register()


@lru_cache(maxsize=1)
def tiny() -> Network:
    return load_network(TINY)


TEXT_NAMES = ("depart", "known_on", "cargo", "hs", "un", "unit", "incoterm", "owner", "shipment", "carrier", "deadline")
NUMBER_NAMES = ("units", "payload_t", "gross_t", "packages", "value_usd", "drivers", "max", "draws", "epsilon")
TEXTS = st.text(max_size=12) | st.sampled_from(
    (
        "PLORI",
        "2025-10-01",
        "2025-13-01",
        "2025-10-01T99:00",
        "40HC",
        "DAP KZDST",
        "rail",
        "PL",
        "3004",
        "0",
        "-1",
        "1263",
    )
)
NUMBERS = st.integers(-10, 10**6) | st.floats(allow_nan=True, allow_infinity=True)


MILESTONES = (
    "box,event,place,at\nMSKU1234565,gate_in,PLORI,2025-10-01T08:00+02:00\n"
    "MSKU1234565,departed,PLORI,2025-10-02 09:30\n"
    "MSKU1234565,arrived,KZDST,2025-10-20T10:00Z\nTCLU7654321;departed;Orin;03.10.2025 07:15\n"
)


@many(60)
@given(damage())
def test_milestones_are_read_or_told(how) -> None:
    found = read_or_told(read_milestones, damaged(MILESTONES.encode(), how), tiny())
    if found is not None:
        assert all(each.at.tzinfo is not None for each in found.milestones)


@pytest.fixture(scope="module")
def backup(tmp_path_factory) -> bytes:
    folder = tmp_path_factory.mktemp("backup")
    store = open_store(f"sqlite:///{folder / 'store.sqlite'}")
    for number in range(3):
        jobs.enqueue(store, "plan", {"seed": number})
    keys.create(store, "desk")
    write_backup(store, folder / "kept.zip")
    store.close()
    return (folder / "kept.zip").read_bytes()


@many(40)
@given(damage())
def test_a_damaged_backup_is_read_or_told_and_changes_nothing(tmp_path: Path, backup: bytes, how) -> None:
    store = open_store(f"sqlite:///{tmp_path / 'store.sqlite'}")
    (tmp_path / "damaged.zip").write_bytes(damaged(backup, how))
    found = read_or_told(read_backup, store, tmp_path / "damaged.zip", force=True)
    assert len(jobs.list_jobs(store)) == (3 if found else 0)
    if found:  # what was damaged is not a part of what is read
        assert found.rows["jobs"] == 3
        with store.writing() as connection:
            connection.exec_driver_sql("DELETE FROM jobs")
            connection.exec_driver_sql("DELETE FROM keys")
    store.close()


def test_a_backup_that_would_fill_the_machine_is_refused(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path / 'store.sqlite'}")
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as zip_, zip_.open("manifest.json", "w") as member:
        for _ in range(50):
            member.write(b" " * 1_000_000)
    assert path.stat().st_size < 60_000
    with pytest.raises(TranscaspiaError, match="no backup of a store"):
        read_backup(store, path)
    store.close()


@lru_cache(maxsize=1)
def answer_of_tiny() -> bytes:
    asked = {"origin": "PLORI", "destination": "KZDST", "depart": "2025-10-01", "draws": 100}
    return json.dumps(to_document(plan(tiny(), *read_query(tiny(), asked)))).encode()


@many(60)
@given(damage())
def test_a_kept_answer_is_read_or_told(how) -> None:
    try:
        document = checked_json(damaged(answer_of_tiny(), how))
    except TranscaspiaError:
        return
    if isinstance(document, dict):
        read_or_told(read_answer, document)


@st.composite
def changed(draw, value):
    """Return a JSON value in which something stands that does not belong there."""
    if isinstance(value, dict) and value and draw(st.integers(0, 3)):
        key = draw(st.sampled_from(sorted(value)))
        if not draw(st.integers(0, 5)):
            return {name: each for name, each in value.items() if name != key}
        return {**value, key: draw(changed(value[key]))}
    if isinstance(value, list) and value and draw(st.integers(0, 3)):
        at = draw(st.integers(0, len(value) - 1))
        return [*value[:at], draw(changed(value[at])), *value[at + 1 :]]
    return draw(st.sampled_from((None, "", "x", -1, 0, 1.5, 10**20, True, [], {}, [[]], {"p50": "x"}, "2025-99-99")))


@many(60)
@given(st.data())
def test_a_kept_answer_with_other_values_is_read_or_told(data) -> None:
    document = data.draw(changed(json.loads(answer_of_tiny())))
    if isinstance(document, dict):
        read_or_told(read_answer, document)


@many(60)
@given(
    st.dictionaries(st.sampled_from(TEXT_NAMES), TEXTS, max_size=4),
    st.dictionaries(st.sampled_from(NUMBER_NAMES), NUMBERS, max_size=3),
)
def test_a_query_is_a_question_or_told(texts, numbers) -> None:
    asked = {"origin": "PLORI", "destination": "KZDST", "depart": "2025-10-01"} | texts | numbers
    read_or_told(read_query, tiny(), asked)


@given(st.text(max_size=20) | st.sampled_from(("=1+1", "\t=1", "\r\n@SUM(A1)", " +1", "-2+3", "=cmd|' /C calc'!A0")))
def test_no_cell_is_a_formula_or_breaks_its_line(text: str) -> None:
    cell = str(safe(text))
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerow([cell, "next"])
    assert list(csv.reader(io.StringIO(stream.getvalue()))) == [[cell, "next"]]
