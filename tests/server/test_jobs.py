"""Jobs are done by a worker, followed while they go on, called off, and outlive the server that began them."""

import json
import time

import pytest
from fastapi.testclient import TestClient

from tiny_network import TINY
from transcaspia.server.app import create_app
from transcaspia.server.settings import Settings
from transcaspia.store import jobs as kept
from transcaspia.store.database import open_store

ASKED = {"origin": "PLORI", "destination": "KZDST", "depart": "2025-10-01", "draws": 200}
SLOW = {**ASKED, "draws": 20_000, "factor_strength": 1.0}
JOBS = "/api/v1/jobs"


@pytest.fixture
def url(tmp_path):
    return f"sqlite:///{tmp_path / 'store.sqlite'}"


@pytest.fixture
def still(url):
    """An application that takes jobs and does none."""
    client = TestClient(create_app(Settings(network=TINY, database_url=url)))
    yield client
    client.app.state.shared.store.close()


def _until(client, id_, state, seconds=120.0):
    end = time.monotonic() + seconds
    while (job := client.get(f"{JOBS}/{id_}").json())["state"] != state:
        assert time.monotonic() < end, job
        time.sleep(0.05)
    return job


def _events(text):
    found = []
    for block in text.split("\n\n"):
        fields = dict(line.split(": ", 1) for line in block.splitlines() if line and not line.startswith(":"))
        if "event" in fields:
            found.append((fields["event"], fields["id"], json.loads(fields["data"])))
    return found


def test_jobs_are_done_followed_kept_and_given_back(url):
    with TestClient(create_app(Settings(network=TINY, database_url=url, workers=1))) as client:
        asked = client.post(JOBS, json={"kind": "plan", "request": ASKED})
        assert asked.status_code == 202
        job = asked.json()
        assert asked.headers["location"] == f"{JOBS}/{job['id']}"
        assert (job["state"], job["author"]) == ("queued", "local")
        events = _events(client.get(f"{JOBS}/{job['id']}/events").text)
        assert [name for name, _, _ in events[-1:]] == ["done"]
        assert all(name == "progress" for name, _, _ in events[:-1])
        assert events[-1][2]["fraction"] == 1.0
        # Who was told all and comes back is told only what is new; who missed the end is told the end.
        last = {"Last-Event-ID": events[-1][1]}
        assert _events(client.get(f"{JOBS}/{job['id']}/events", headers=last).text) == []
        missed = _events(client.get(f"{JOBS}/{job['id']}/events", headers={"Last-Event-ID": "1-queued"}).text)
        assert [name for name, _, _ in missed] == ["done"]
        result = client.get(f"{JOBS}/{job['id']}/result")
        assert result.headers["content-type"] == "application/json"
        assert result.json() == client.post("/api/v1/plan", json=ASKED).json()
        wrong = client.post(JOBS, json={"kind": "plan", "request": {**ASKED, "unit": "99XX"}}).json()
        failed = _until(client, wrong["id"], "failed")
        assert failed["problem"]["code"] == "not_found"
        assert "99XX" in failed["problem"]["message"]
        assert client.get(f"{JOBS}/{wrong['id']}/result").status_code == 409
        # One that would go on for minutes is called off while it runs.
        state = client.app.state.shared
        long = kept.enqueue(state.store, "plan", {**ASKED, "draws": 1_000_000})
        _until(client, long.id, "running")
        client.delete(f"{JOBS}/{long.id}")
        assert _until(client, long.id, "cancelled", 30.0)["finished_at"]
        end = time.monotonic() + 30.0
        while state.runner.pool.state["busy"]:  # its process is ended
            assert time.monotonic() < end
            time.sleep(0.05)
        # What is not done when the server is stopped waits for the next one.
        begun = [client.post(JOBS, json={"kind": "plan", "request": SLOW}).json()["id"] for _ in range(30)]
    store = open_store(url)
    left = [one for id_ in begun if (one := kept.get(store, id_)).state != "done"]
    assert left
    assert {(one.state, one.attempts) for one in left} == {("queued", 0)}
    store.close()


@pytest.mark.slow
def test_a_job_whose_server_was_killed_is_taken_up_again(url):
    store = open_store(url)
    job = kept.enqueue(store, "plan", ASKED)
    assert kept.claim(store, "a server that was killed").id == job.id
    with store.writing() as connection:  # it was last heard of a minute ago
        connection.exec_driver_sql("UPDATE jobs SET heartbeat_at = datetime('now', '-60 seconds')")
    store.close()
    with TestClient(create_app(Settings(network=TINY, database_url=url, workers=1))) as client:
        done = _until(client, job.id, "done")
        assert done["attempts"] == 2
        assert client.get(f"{JOBS}/{job.id}/result").json()["schema"] == "plan/1"


def test_a_job_waits_is_listed_and_called_off_without_a_worker(still):
    ids = [still.post(JOBS, json={"kind": "what_if", "request": {"query": ASKED, "close": ["KZPRT"]}}).json()["id"]]
    ids += [still.post(JOBS, json={"kind": "validate"}).json()["id"] for _ in range(2)]
    page = still.get(JOBS, params={"limit": 2}).json()
    assert [job["id"] for job in page["jobs"]] == ids[:0:-1]
    rest = still.get(JOBS, params={"limit": 2, "before": page["next"]}).json()
    assert ([job["id"] for job in rest["jobs"]], rest["next"]) == (ids[:1], None)
    waits = still.get(f"{JOBS}/{ids[0]}/result")
    assert waits.status_code == 409
    assert waits.json()["error"]["details"]["state"] == "queued"
    assert still.delete(f"{JOBS}/{ids[0]}").json()["state"] == "cancelled"
    assert [name for name, _, _ in _events(still.get(f"{JOBS}/{ids[0]}/events").text)] == ["cancelled"]


@pytest.mark.parametrize(
    "body",
    [
        {}, {"kind": "plan"}, {"kind": "shell", "request": {}}, {"kind": "plan", "request": {"origin": "x"}},
        {"kind": "plan", "request": {**ASKED, "file": "/etc/passwd"}}, {"kind": "plan", "request": ASKED, "more": 1},
        {"kind": "validate", "request": {"cases": "/etc/passwd"}}, [], "plan",
    ],
)  # fmt: skip
def test_what_is_no_job_is_told_so(still, body):
    answer = still.post(JOBS, json=body)
    assert answer.status_code == 422
    assert answer.json()["error"]["code"] == "wrong_request"


@pytest.mark.parametrize("path", ["", "/result", "/events"])
def test_a_job_that_is_not_there_is_not_found(still, path):
    assert still.get(f"{JOBS}/nothing{path}").status_code == 404
    assert still.delete(f"{JOBS}/nothing").status_code == 404
