"""The network over HTTP is that of the library."""

from datetime import date

import pytest
from fastapi.testclient import TestClient

from tiny_network import TINY
from transcaspia.report.asset import asset_document, changes_document, source_use_document, sources_document
from transcaspia.report.layers import LAYERS, layer
from transcaspia.server.app import create_app
from transcaspia.server.settings import Settings

DAY = date(2025, 9, 15)


@pytest.fixture(scope="module")
def client():
    return TestClient(create_app(Settings(network=TINY)))


@pytest.mark.parametrize("name", LAYERS)
def test_layers(client, tiny, name):
    found = client.get("/api/v1/network", params={"layer": name, "date": "2025-09-15"})
    assert found.headers["content-type"] == "application/geo+json"
    assert found.json() == layer(tiny, name, DAY)


def test_a_layer_that_the_client_has_is_not_sent_again(client):
    first = client.get("/api/v1/network", params={"layer": "nodes"})
    again = client.get("/api/v1/network", params={"layer": "nodes"}, headers={"if-none-match": first.headers["etag"]})
    assert again.status_code == 304
    assert not again.content


def test_assets_sources_and_changes(client, tiny):
    for name in ("PLBRD", "az-south", "feeder", "brod-2025", "slot", "border_rail", "40GP"):
        found = client.get(f"/api/v1/network/assets/{name}", params={"date": "2025-09-15"})
        assert found.json() == asset_document(tiny, name, DAY)
    assert client.get("/api/v1/network/sources").json() == sources_document(tiny)
    assert client.get("/api/v1/network/sources/TOY").json() == source_use_document(tiny, "TOY")
    period = {"from": "2025-01-01", "to": "2025-12-31"}
    told = changes_document(tiny, date(2025, 1, 1), date(2025, 12, 31))
    assert client.get("/api/v1/network/changes", params=period).json() == told


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("network?date=2025-9-1", 422), ("network?date=1999-01-01", 422), ("network?layer=roads", 422),
        ("network/assets/PLBRX", 404), ("network/sources/NONE", 404), ("network/changes?from=2025-01-01", 422),
        ("network/changes?from=2025-02-01&to=2025-01-01", 422),
    ],
)  # fmt: skip
def test_wrong_requests_are_told(client, path, status):
    answer = client.get(f"/api/v1/{path}")
    assert answer.status_code == status
    assert answer.json()["error"]["message"].endswith((".", "?"))
