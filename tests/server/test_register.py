"""The register over HTTP: the documents of the command line and of Python."""

import json
from datetime import date

import jsonschema
import pytest
from fastapi.testclient import TestClient
from typer.testing import CliRunner

from tiny_network import TINY
from transcaspia.cli.main import app as program
from transcaspia.register import document, questions
from transcaspia.register.load import load_register
from transcaspia.register.reading.document import schema as draft_schema
from transcaspia.server.app import create_app
from transcaspia.server.settings import Settings
from transcaspia.validation.document import schema as validate_schema

TEXT = (
    "On 10 October 2025 the tenth session of the Kazakh-Polish Intergovernmental Commission on Economic Cooperation "
    "took place in Warsaw. The sides agreed to develop the Trans-Caspian route."
)


@pytest.fixture(scope="module")
def client():
    return TestClient(create_app(Settings(network=TINY)))


@pytest.fixture(scope="module")
def register():
    return load_register()


def printed(*words):
    return json.loads(CliRunner().invoke(program, ["register", *words, "--json"]).stdout)


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("timeline", ["timeline"]),
        ("timeline?party=PL&kind=meeting&from=2020-01-01", ["timeline", "--party", "PL", "--kind", "meeting", "--from",
                                                           "2020-01-01"]),
        ("due?on=2026-01-01&days=30&field=transport", ["due", "--on", "2026-01-01", "--days", "30", "--field",
                                                       "transport"]),
        ("matrix?party=KZ", ["matrix", "--party", "KZ"]),
        ("search?q=Warsaw", ["search", "Warsaw"]),
        ("entries/igc-kz-pl-10", ["show", "igc-kz-pl-10"]),
        ("entries/igc-kz-pl-10/trace", ["trace", "igc-kz-pl-10"]),
    ],
)  # fmt: skip
def test_answers_are_those_of_the_command_line(client, path, words):
    found = client.get(f"/api/v1/register/{path}")
    assert found.status_code == 200
    assert found.json() == printed(*words)
    assert any(len(value) > 1 for value in found.json().values() if isinstance(value, (list, dict)))


def test_answers_are_those_of_python(client, register):
    day = date(2026, 1, 1)
    then = register.as_known_on(day)
    told = document.due_document(then, questions.due(then, day))
    assert client.get("/api/v1/register/due?on=2026-01-01").json() == told
    assert client.get("/api/v1/register").json() == document.register_document(register)
    key = next(iter(register.sources))
    told = document.source_use_document(register, key, questions.resting_on(register, key))
    assert client.get(f"/api/v1/register/sources/{key}").json() == told


def test_a_readout_is_drafted_with_its_words(client):
    told = client.post("/api/v1/register/draft", json={"text": TEXT, "published": "2025-10-11"}).json()
    jsonschema.validate(told, draft_schema())
    meeting = told["entries"][0]
    assert meeting["session"] == 10
    assert told["text"][meeting["span"]["start"] : meeting["span"]["end"]] == meeting["span"]["text"]


@pytest.mark.parametrize("body", [{"text": "..."}, {"text": TEXT, "published": "2025-13-01"}, {"text": ""}, {}])
def test_what_is_no_readout_is_refused(client, body):
    answer = client.post("/api/v1/register/draft", json=body)
    assert answer.status_code == 422
    assert answer.json()["error"]["code"] == "wrong_request"


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("entries/none", 404), ("entries/none/trace", 404), ("sources/none", 404), ("timeline?party=XX", 404),
        ("timeline?body=none", 404), ("timeline?field=dance", 422), ("timeline?from=2026-01-01&to=2025-01-01", 422),
        ("due?days=-1", 422), ("due?on=tomorrow", 422), ("search?q=%20", 422), ("search", 422),
        ("brief?body=none", 404), ("brief?body=igc-kz-pl&language=de", 422),
    ],
)  # fmt: skip
def test_wrong_requests_are_told(client, path, status):
    answer = client.get(f"/api/v1/register/{path}")
    assert answer.status_code == status
    assert answer.json()["error"]["message"]


def test_the_shipped_validation_keeps_its_schema(client):
    told = client.get("/api/v1/validate").json()
    jsonschema.validate(told, validate_schema())
    assert told["cases"]
