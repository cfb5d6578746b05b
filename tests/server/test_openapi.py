"""A stranger could write a client from /openapi.json alone: every operation is told whole, with true examples."""

import json
import re

import jsonschema
import pytest
from fastapi.testclient import TestClient

from tiny_network import TINY
from transcaspia.server.app import PREFIX, create_app
from transcaspia.server.openapi import ERRORS
from transcaspia.server.settings import Settings

APP = create_app(Settings(network=TINY))
DOCUMENT = json.loads(TestClient(APP).get("/openapi.json").content)
VERBS = ("get", "post", "put", "delete", "patch")
OPERATIONS = {
    operation["operationId"]: (verb, path, operation)
    for path, verbs in DOCUMENT["paths"].items()
    for verb, operation in verbs.items()
    if verb in VERBS
}
TAGS = {tag["name"] for tag in DOCUMENT["tags"]}


def check(instance, schema):
    jsonschema.validate(instance, {**schema, "components": DOCUMENT["components"]})


def test_every_operation_has_a_name_of_its_own():
    assert len(OPERATIONS) == sum(verb in VERBS for verbs in DOCUMENT["paths"].values() for verb in verbs)
    assert len(OPERATIONS) > 15


def test_every_reference_leads_somewhere():
    for name in set(re.findall(r'"\$ref": "#/components/schemas/([^"]+)"', json.dumps(DOCUMENT))):
        assert name in DOCUMENT["components"]["schemas"]
    assert '"#/$defs' not in json.dumps(DOCUMENT)


@pytest.mark.parametrize("name", OPERATIONS)
def test_an_operation_is_told_whole(name):
    _, path, operation = OPERATIONS[name]
    assert path.startswith(PREFIX)
    assert operation["summary"]
    assert operation["description"].endswith(".")
    assert set(operation["tags"]) <= TAGS
    for parameter in operation.get("parameters", ()):
        if parameter["required"] and parameter["in"] != "header":
            shown = parameter["schema"].get("examples") or [parameter["example"]]
            for example in shown:
                check(example, parameter["schema"])
    for media in operation.get("requestBody", {}).get("content", {}).values():
        check(media["example"], media["schema"])
    good = [status for status in operation["responses"] if status.startswith("2")]
    assert good
    for status in good:
        for kind, media in operation["responses"][status].get("content", {}).items():
            assert "example" in media, f"{name} has no example of its answer: see tools/api_examples.py"
            if kind.endswith("json"):
                check(media["example"], media["schema"])


@pytest.mark.parametrize("name", OPERATIONS)
def test_every_error_has_the_one_shape(name):
    _, _, operation = OPERATIONS[name]
    told = {status: reply for status, reply in operation["responses"].items() if status[0] in "45"}
    assert set(ERRORS) <= set(told)
    for reply in told.values():
        assert reply["content"]["application/json"]["schema"] == {"$ref": "#/components/schemas/Error"}
        assert reply["description"]


def test_an_answer_keeps_the_schema_that_is_told_of_it():
    client = TestClient(APP)
    asked = {"origin": "PLORI", "destination": "KZDST", "depart": "2025-10-01", "draws": 200}
    requests = {
        "plan": asked, "plan_geojson": asked, "what_if": {"query": asked, "close": ["KZPRT"]},
    }  # fmt: skip
    for name, body in requests.items():
        verb, path, operation = OPERATIONS[name]
        answer = client.request(verb, path, json=body)
        (media,) = operation["responses"]["200"]["content"].values()
        check(answer.json(), media["schema"])
    error = client.post(f"{PREFIX}/plan", json={}).json()
    check(error, DOCUMENT["components"]["schemas"]["Error"])
