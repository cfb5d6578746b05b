"""Plans over HTTP: the numbers of the command line and of Python, and wrong questions told by the names of fields."""

import csv
import io
import json

import pytest
from fastapi.testclient import TestClient
from typer.testing import CliRunner

from tiny_network import TINY
from transcaspia.cli.main import app as program
from transcaspia.planning.consignment import make_consignment
from transcaspia.planning.departures import find_departures
from transcaspia.planning.departures_document import departures_document
from transcaspia.planning.document import to_document
from transcaspia.planning.model import PlanParams
from transcaspia.planning.plan import plan
from transcaspia.report.geojson import answer_geojson
from transcaspia.server.app import create_app
from transcaspia.server.settings import Settings

ASKED = {"origin": "PLORI", "destination": "KZDST", "depart": "2025-10-01"}
GOODS = {"unit": "40GP", "units": 2, "payload_t": 12.0, "value_usd": 50000.0, "deadline": "2025-11-20"}
HOW = {"avoid": ["AZ"], "seed": 7}


@pytest.fixture(scope="module")
def client():
    return TestClient(create_app(Settings(network=TINY)))


def printed(*flags):
    words = ["plan", "PLORI", "KZDST", "--depart", "2025-10-01", "--network", str(TINY), *flags]
    return json.loads(CliRunner().invoke(program, words).stdout)


def test_http_the_command_line_and_python_give_the_same_numbers(client, tiny):
    over_http = client.post("/api/v1/plan", json={**ASKED, **GOODS, **HOW})
    assert over_http.status_code == 200
    flags = [word for name, value in GOODS.items() for word in (f"--{name.replace('_', '-')}", str(value))]
    assert over_http.json() == printed(*flags, "--avoid", "AZ", "--seed", "7", "--json")
    consignment = make_consignment(tiny, *ASKED.values(), **GOODS)
    assert over_http.json() == to_document(plan(tiny, consignment, PlanParams(avoid=("AZ",), seed=7)))


def test_the_lines_are_those_of_the_command_line_and_of_python(client, tiny):
    over_http = client.post("/api/v1/plan/geojson", json=ASKED)
    assert over_http.headers["content-type"] == "application/geo+json"
    assert over_http.json() == printed("--geojson")
    assert over_http.json() == json.loads(
        json.dumps(answer_geojson(plan(tiny, make_consignment(tiny, *ASKED.values())), tiny))
    )


def test_an_echo_can_be_posted_back(client):
    first = client.post("/api/v1/plan", json={**ASKED, **GOODS}).json()
    assert client.post("/api/v1/plan", json=first["query"]).json() == first


def test_a_what_if_tells_the_difference(client):
    told = client.post("/api/v1/plan/what-if", json={"query": ASKED, "close": ["KZPRT"]}).json()
    assert told["shut"] == [{"what": "KZPRT", "from": None, "to": None}]
    assert told["after"] == client.post("/api/v1/plan", json={**ASKED, "avoid": ["KZPRT"]}).json()
    ways = {key: {i["id"]: i for i in told[key]["itineraries"]} for key in ("before", "after")}
    assert told["changes"]
    for change in told["changes"]:
        before, after = ways["before"][change["before"]], ways["after"][change["after"]]
        assert change["label"] in before["labels"]
        assert change["label"] in after["labels"]
        longer = after["duration_h"]["p50"] - before["duration_h"]["p50"]
        assert change["duration_h"] == pytest.approx(longer, abs=0.02)
        assert change["cost_usd"] == pytest.approx(after["cost_usd"]["p50"] - before["cost_usd"]["p50"], abs=1.0)


def test_why_not_is_that_of_the_command_line(client):
    told = client.post("/api/v1/plan/why-not", json={"query": ASKED, "via": ["feeder"]}).json()
    shown = printed("--why-not", "feeder", "--json")
    assert told.pop("answer") == {name: value for name, value in shown.items() if name != "why_not"}
    assert told == shown["why_not"]


def test_skims_are_those_of_the_command_line(client):
    asked = {"origins": ["PLORI"], "destinations": ["KZDST", "AZPRT", "PLORI"], "query": {"depart": "2025-10-01"}}
    told = client.post("/api/v1/plan/skims", json=asked).json()["pairs"]
    words = ["skims", "--from", "PLORI", "--to", "KZDST", "--to", "AZPRT", "--to", "PLORI", "--depart", "2025-10-01"]
    shown = CliRunner().invoke(program, [*words, "--network", str(TINY)]).stdout
    rows = list(csv.DictReader(io.StringIO(shown)))
    assert len(rows) == len(told) == 2
    for row, pair in zip(rows, told, strict=True):
        assert (pair["origin"], pair["destination"]) == (row["origin"], row["destination"])
        for name in ("hours", "cost_usd", "co2e_kg", "generalised_cost_usd"):
            assert pair[name] == (float(row[name]) if row[name] else None)


def test_departures_are_those_of_the_command_line_and_of_python(client, tiny):
    found = client.post("/api/v1/plan/departures", json={"query": {**ASKED, "draws": 200}, "days": 3})
    asked = find_departures(tiny, make_consignment(tiny, *ASKED.values()), PlanParams(draws=200), 3)
    assert found.json() == departures_document(asked)
    latest = {"origin": "PLORI", "destination": "KZDST", "deadline": "2025-12-01"}
    found = client.post("/api/v1/plan/departures", json={"query": latest, "days": 3}).json()
    assert len(found["days"]) == 3
    words = ["plan", "PLORI", "KZDST", "--deadline", "2025-12-01", "--days", "3", "--network", str(TINY), "--json"]
    assert found == json.loads(CliRunner().invoke(program, words).stdout)


@pytest.mark.parametrize(
    ("wrong", "status", "field"),
    [
        ({"unit": "99XX"}, 404, "unit"),
        ({"origin": "Nowhereville"}, 404, "origin"),
        ({"payload_t": 900.0}, 422, "payload_t"),
        ({"depart": "2051-01-01"}, 422, "depart"),
        ({"depart": "2025-13-01"}, 422, "depart"),
        ({"units": "2"}, 422, "units"),
        ({"unti": "40GP"}, 422, "unti"),
        ({"temp_c": [2.0]}, 422, "temp_c"),
        ({"depart": None}, 422, "depart"),
    ],
)
def test_a_wrong_question_names_its_field_in_the_names_of_the_request(client, wrong, status, field):
    answer = client.post("/api/v1/plan", json={**ASKED, **wrong})
    assert answer.status_code == status
    error = answer.json()["error"]
    assert error["field"] == field
    assert field in error["message"]
    assert "--" not in error["message"]
    assert "transcaspia " not in error["message"]
    nested = client.post("/api/v1/plan/what-if", json={"query": {**ASKED, **wrong}, "close": ["KZPRT"]}).json()["error"]
    assert nested["field"] == f"query.{field}"


@pytest.mark.parametrize("body", [b"", b"{", b"[1", b'"text"', b'{"origin": NaN}', b"\xff\xfe"])
def test_a_body_that_is_no_question_is_told_so(client, body):
    answer = client.post("/api/v1/plan", content=body, headers={"content-type": "application/json"})
    assert answer.status_code in {400, 422}
    assert answer.json()["error"]["code"] == "wrong_request"


def test_a_number_that_is_none_is_refused(client):
    answer = client.post(
        "/api/v1/plan", content=json.dumps({**ASKED, "payload_t": float("nan")}),
        headers={"content-type": "application/json"},
    )  # fmt: skip
    assert answer.status_code == 422
    assert answer.json()["error"]["field"] == "payload_t"
