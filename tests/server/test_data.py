"""An edit of the data folder is taken up when it is whole and good; a broken one keeps what was, and is told."""

import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from transcaspia.network.load import load_network
from transcaspia.server import data as watched
from transcaspia.server.app import create_app
from transcaspia.server.data import Data
from transcaspia.server.settings import Settings

ASKED = {"origin": "PLORI", "destination": "KZDST", "depart": "2025-10-01", "draws": 200, "seed": 1}


@pytest.fixture
def client(tiny_copy):
    client = TestClient(create_app(Settings(network=tiny_copy.folder)))
    _ = client.app.state.shared.network
    return client


def looked(client):
    """Look twice, as the watch does."""
    data = client.app.state.shared.data
    return [data.look(), data.look()][-1]


def told(client):
    return client.get("/api/v1/status").json()


def plan(client):
    return client.post("/api/v1/plan", json=ASKED).json()


def test_an_edit_is_taken_up_and_told(client, tiny_copy):
    before = plan(client)
    assert told(client)["network"]["sha256"] == before["network"]["sha256"]
    assert not looked(client)  # nothing was edited
    tiny_copy.change("links", 1, length_km="2000")
    assert looked(client)
    after = plan(client)
    assert after["network"]["sha256"] == load_network(tiny_copy.folder).sha256 != before["network"]["sha256"]
    assert after["itineraries"] != before["itineraries"]
    assert told(client)["edits"] == 1
    assert told(client)["network"]["sha256"] == after["network"]["sha256"]


def test_the_layers_of_the_map_follow_an_edit(client, tiny_copy):
    first = client.get("/api/v1/network")
    tiny_copy.change("links", 1, length_km="2000")
    assert looked(client)
    again = client.get("/api/v1/network", headers={"if-none-match": first.headers["etag"]})
    assert again.status_code == 200
    (link,) = [f for f in again.json()["features"] if f["properties"]["id"] == "kz-north"]
    assert link["properties"]["length_km"] == 2000.0


def test_half_an_edit_is_not_looked_at(client, tiny_copy):
    data = client.app.state.shared.data
    tiny_copy.change("links", 1, length_km="2000")
    assert not data.look()  # it may go on
    tiny_copy.change("links", 1, length_km="2100")
    assert not data.look()
    assert data.look()


def test_a_broken_edit_keeps_the_last_good_network_and_says_so(client, tiny_copy):
    before = plan(client)
    tiny_copy.change("links", 1, mode="mule")
    assert looked(client)
    assert plan(client) == before
    status = told(client)
    assert "mule" in status["problem"]
    assert str(tiny_copy.folder) not in status["problem"]
    assert "transcaspia-data-" not in status["problem"]
    assert status["network"]["sha256"] == before["network"]["sha256"]
    assert not looked(client)  # told once
    tiny_copy.change("links", 1, mode="rail", length_km="2000")
    assert looked(client)
    assert told(client)["problem"] is None
    assert plan(client)["network"]["sha256"] != before["network"]["sha256"]


def test_a_folder_that_goes_away_harms_nobody(client, tiny_copy):
    before = plan(client)
    tiny_copy.folder.rename(tiny_copy.folder.with_name("elsewhere"))
    looked(client)
    assert plan(client) == before


def test_a_folder_broken_from_the_start_is_told_and_can_be_mended(tiny_copy):
    tiny_copy.change("links", 1, mode="mule")
    client = TestClient(create_app(Settings(network=tiny_copy.folder)), raise_server_exceptions=False)
    answer = client.get("/api/v1/network")
    assert answer.status_code == 500
    assert answer.json()["error"]["code"] == "bad_data"
    assert told(client)["network"] is None
    assert "mule" in told(client)["problem"]
    tiny_copy.change("links", 1, mode="rail")
    assert looked(client)
    assert client.get("/api/v1/network").status_code == 200


def test_the_watch_sees_an_edit_by_itself(tiny_copy, monkeypatch):
    monkeypatch.setattr(watched, "EVERY_S", 0.05)
    data = Data(tiny_copy.folder)
    _ = data.network
    data.start()
    tiny_copy.change("links", 1, length_km="2000")
    for _ in range(600):
        if data.edits:
            break
        time.sleep(0.05)
    assert data.edits == 1
    copy = data.path
    data.stop()
    data.clear()
    assert not Path(copy).exists()
    assert Path(data.path, "links.csv").exists()  # it may be used again


def test_a_copy_that_was_swept_away_is_made_anew(tiny_copy):
    data = Data(tiny_copy.folder)
    shutil.rmtree(data.path)
    assert Path(data.path, "links.csv").exists()
    assert data.network.id == "tiny"
    data.stop()


def test_without_room_for_a_copy_the_folder_itself_is_read(tiny_copy, monkeypatch):
    def full(*_args: object, **_more: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(watched.shutil, "copytree", full)
    data = Data(tiny_copy.folder)
    assert data.path == str(tiny_copy.folder)
    assert data.network.id == "tiny"
    data.stop()
    assert tiny_copy.folder.exists()


def test_copies_of_killed_servers_are_removed(tiny_copy, tmp_path, monkeypatch):
    monkeypatch.setattr(watched, "_room", lambda: tmp_path)
    gone = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, text=True,
                          check=True)  # fmt: skip
    left = tmp_path / f"transcaspia-data-{gone.stdout.strip()}-abc"
    left.mkdir()
    Data(tiny_copy.folder).stop()
    assert not left.exists()


def test_the_server_is_built_without_reading_what_is_heavy():
    code = (
        "import sys; from transcaspia.server.app import create_app; "
        "print(sorted({'numpy', 'numba', 'pyarrow', 'matplotlib', 'pandas', 'scipy', 'shapely'} & set(sys.modules)))"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "[]"
