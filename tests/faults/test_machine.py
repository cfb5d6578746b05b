"""A machine that is full, read-only or has the wrong time, and bodies that are larger than they seem."""

import gzip
import json
import resource
import sqlite3
import sys
import time
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from tiny_network import TINY
from transcaspia.errors import LimitError
from transcaspia.server.app import create_app
from transcaspia.server.settings import Settings
from transcaspia.store import ids, jobs
from transcaspia.store.database import open_store

ASKED = {"origin": "PLORI", "destination": "KZDST", "depart": "2025-10-01", "draws": 200}
PLAN, JOBS = "/api/v1/plan", "/api/v1/jobs"


@contextmanager
def files_of_at_most(size: int):
    """Let no file of this process grow beyond a size, as on a disk that is full."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_full_disk_is_told_and_costs_nothing_that_was_kept(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite"
    store = open_store(f"sqlite:///{path}")
    kept = []

    def fill() -> None:
        while len(kept) < 500:
            kept.append(jobs.enqueue(store, "plan", {"text": "x" * 20_000}).id)

    with files_of_at_most(600_000), pytest.raises(LimitError) as told:
        fill()
    assert len(str(told.value)) > 20
    assert kept
    # There is room again: what was kept is there, and more can be.
    assert jobs.get(store, kept[-1]).request == {"text": "x" * 20_000}
    jobs.enqueue(store, "plan", {})
    assert sum(jobs.count_jobs(store).values()) == len(kept) + 1
    store.close()
    with sqlite3.connect(path) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()


def test_a_server_on_a_full_disk_plans_on_and_says_what_it_cannot_keep(tmp_path: Path) -> None:
    app = create_app(Settings(network=TINY, database_url=f"sqlite:///{tmp_path / 'store.sqlite'}"))
    client = TestClient(app)
    assert client.post(JOBS, json={"kind": "validate"}).status_code == 202
    size = max(path.stat().st_size for path in tmp_path.iterdir())
    with files_of_at_most(size):
        answers = [client.post(JOBS, json={"kind": "plan", "request": ASKED}) for _ in range(40)]
        full = [answer for answer in answers if answer.status_code != 202]
        assert full
        assert {answer.status_code for answer in full} == {503}
        assert client.post(PLAN, json=ASKED).status_code == 200
    assert client.post(JOBS, json={"kind": "validate"}).status_code == 202
    app.state.shared.store.close()


@pytest.mark.skipif(sys.platform != "linux", reason="/proc takes no folder, not even from root")
def test_a_home_that_cannot_be_written_is_told_and_plans_all_the_same(monkeypatch) -> None:
    for name in ("HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, "/proc/home")
    client = TestClient(create_app(Settings(network=TINY)))
    assert client.post(PLAN, json=ASKED).status_code == 200
    answer = client.post(JOBS, json={"kind": "validate"})
    assert 400 <= answer.status_code <= 503
    assert answer.status_code != 500
    assert "/proc/home" in answer.json()["error"]["message"]
    assert client.get("/api/v1/status").json()["jobs"] is None


def test_a_clock_that_is_set_back_neither_hides_nor_stops_a_job(tmp_path: Path, monkeypatch) -> None:
    store = open_store(f"sqlite:///{tmp_path / 'store.sqlite'}")
    first = jobs.enqueue(store, "plan", ASKED)
    true_ns, true_now = time.time_ns, ids.now
    monkeypatch.setattr(ids.time, "time_ns", lambda: true_ns() - 10**9 * 86_400)
    monkeypatch.setattr(jobs, "now", lambda: true_now() - timedelta(days=1))
    second = jobs.enqueue(store, "plan", ASKED)
    assert first.id < second.id
    claimed = [jobs.claim(store, "a"), jobs.claim(store, "a")]
    assert [job.id for job in claimed if job] == [first.id, second.id]
    monkeypatch.setattr(jobs, "now", lambda: true_now() - timedelta(days=2))  # and back again while both run
    assert jobs.requeue_lost(store, 10.0) == 2
    store.close()


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd"])
def test_a_packed_body_is_not_unpacked(coding: str) -> None:
    bomb = gzip.compress(b'{"a":"' + b"x" * 10_000_000 + b'"}', 9)
    client = TestClient(create_app(Settings(network=TINY)))
    headers = {"Content-Type": "application/json", "Content-Encoding": coding}
    began = time.perf_counter()
    answer = client.post(PLAN, content=bomb, headers=headers)
    assert answer.status_code == 415
    assert "packed" in answer.json()["error"]["message"]
    assert client.post(PLAN, content=bomb, headers={"Content-Type": "application/json"}).status_code == 422
    assert time.perf_counter() - began < 5.0


def test_bodies_that_grow_when_they_are_read_are_bounded() -> None:
    client = TestClient(create_app(Settings(network=TINY)))
    for body in (
        {**ASKED, "via": ["x" * 200] * 21}, {**ASKED, "draws": 10**9}, {**ASKED, "units": 10**9},
        {**ASKED, "max": 10**6}, {**ASKED, "origin": "x" * 10**6}, {**ASKED, "between": [["x"] * 1000, ["y"] * 1000]},
    ):  # fmt: skip
        answer = client.post(PLAN, content=json.dumps(body), headers={"Content-Type": "application/json"})
        assert answer.status_code == 422, answer.text
