"""The page is in the package, and each file of it is served as a browser needs it."""

import gzip
import re
import subprocess
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from tiny_network import TINY
from transcaspia.server.app import create_app
from transcaspia.server.routes.page import FOLDER, TYPES
from transcaspia.server.settings import Settings

ASSETS = sorted(path.name for path in (FOLDER / "assets").iterdir())
HASHED = re.compile(r"^[\w-]+-[\w-]{8}\.\w+$")


@pytest.fixture(scope="module")
def client():
    return TestClient(create_app(Settings(network=TINY)))


def test_the_page_is_served_at_the_root(client):
    answer = client.get("/")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["cache-control"] == "no-cache"
    assert client.get("/", headers={"If-None-Match": answer.headers["etag"]}).status_code == 304


def test_all_that_the_page_names_is_there(client):
    named = re.findall(r'(?:src|href)="\./([^"]+)"', client.get("/").text)
    assert named
    assert all(client.get(f"/{name}").status_code == 200 for name in named)


def test_the_page_names_no_other_server():
    text = (FOLDER / "index.html").read_text(encoding="utf-8")
    assert not re.findall(r"https?://", text)
    assert "<script>" not in text, "the policy of the page allows no script in the document"


@pytest.mark.parametrize("name", ASSETS)
def test_files_have_their_type_and_are_kept_for_ever(client, name):
    assert HASHED.match(name), "a browser keeps it for ever, so its name must hold a hash"
    answer = client.get(f"/assets/{name}")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == TYPES[Path(name).suffix]
    assert "immutable" in answer.headers["cache-control"]


def test_the_worker_of_the_map_is_a_script(client):
    (worker,) = [name for name in ASSETS if name.endswith(".mjs")]
    assert client.get(f"/assets/{worker}").headers["content-type"].startswith("text/javascript")


def test_files_are_packed_for_those_who_can_unpack(client):
    name = next(name for name in ASSETS if name.endswith(".css"))
    plain = client.get(f"/assets/{name}", headers={"Accept-Encoding": "identity"})
    packed = client.get(f"/assets/{name}", headers={"Accept-Encoding": "gzip"})
    assert "content-encoding" not in plain.headers
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.content == plain.content
    assert len(gzip.compress(plain.content)) < len(plain.content)


@pytest.mark.parametrize("name", ["nothing.js", "..%2findex.html", "%2e%2e%2fapp.py", ".hidden.js"])
def test_nothing_else_is_served(client, name):
    answer = client.get(f"/assets/{name}")
    assert answer.status_code == 404
    assert set(answer.json()["error"]) == {"code", "message", "field", "details"}


def test_the_page_is_small():
    size = sum(path.stat().st_size for path in FOLDER.rglob("*") if path.is_file())
    assert size < 3_000_000, f"{size:,} bytes"


def test_the_lock_of_the_page_names_public_registries_only():
    lock = FOLDER.parents[3] / "web" / "package-lock.json"
    assert set(re.findall(r'"(https?://[^"/]+)/[^"]*\.tgz"', lock.read_text(encoding="utf-8"))) <= {
        "https://registry.npmjs.org"
    }


def test_made_files_are_committed():
    root = FOLDER.parents[3]
    tracked = subprocess.run(["git", "ls-files", FOLDER], cwd=root, capture_output=True, text=True, check=False)
    if tracked.returncode:
        return  # an unpacked source distribution
    listed = {root / line for line in tracked.stdout.splitlines()}
    assert {path for path in FOLDER.rglob("*") if path.is_file()} == listed
