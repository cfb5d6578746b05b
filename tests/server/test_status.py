"""The server answers at once, with one shape of errors."""

import pytest
from fastapi.testclient import TestClient

from tiny_network import TINY
from transcaspia.server.app import create_app
from transcaspia.server.settings import Settings


@pytest.fixture
def client():
    return TestClient(create_app(Settings(network=TINY)))  # without its lifespan: nothing warms up


def test_it_answers_before_it_is_warm(client):
    answer = client.get("/api/v1/status")
    assert answer.status_code == 200
    assert answer.json()["warm"] is False


def test_places_are_found_in_any_spelling(client):
    found = client.get("/api/v1/places", params={"q": "lodz"}).json()
    assert found[0]["name"] == "Łódź"


def test_an_error_has_one_shape(client):
    for answer in (client.get("/api/v1/places"), client.get("/api/v1/nothing")):
        assert set(answer.json()["error"]) == {"code", "message", "field", "details"}


def test_a_method_that_is_not_there_names_those_that_are(client):
    answer = client.put("/api/v1/jobs")
    assert answer.status_code == 405
    assert answer.headers["allow"] == "GET, POST"
