"""The estimate and the request over HTTP: the same words as Python's, in the form that was asked for."""

from datetime import date

import pytest
from fastapi.testclient import TestClient

import transcaspia
from tiny_network import TINY
from transcaspia.planning.query import read_query
from transcaspia.report.sheet_page import sheet_content
from transcaspia.server.app import create_app
from transcaspia.server.settings import Settings

QUERY = {"origin": "Orin", "destination": "Dala", "depart": "2025-06-02", "draws": 200}
ISSUED = date(2025, 5, 20)


@pytest.fixture(scope="module")
def client():
    return TestClient(create_app(Settings(network=TINY)))


@pytest.fixture(scope="module")
def answer(tiny):
    return transcaspia.plan(tiny, *read_query(tiny, QUERY))


@pytest.mark.parametrize(
    ("kind", "form", "media"),
    [
        ("estimate", "html", "text/html"),
        ("request", "html", "text/html"),
        ("request", "text", "text/plain"),
    ],
)
def test_a_sheet_is_that_of_python(client, tiny, answer, kind, form, media):
    last = len(answer.itineraries)
    body = {"query": QUERY, "itinerary": answer.itineraries[-1].id, "language": "pl", "format": form}
    found = client.post(f"/api/v1/reports/{kind}", json={**body, "reference": "PO-1", "issued": ISSUED.isoformat()})
    terms = {"issued": ISSUED, "way": last, "language": "pl", "reference": "PO-1"}
    content, _ = sheet_content(kind, "txt" if form == "text" else form, answer, tiny, **terms)
    assert found.status_code == 200
    assert found.headers["content-type"].startswith(media)
    assert found.content == content


def test_a_pdf_is_a_pdf_and_days_can_be_set(client):
    body = {"query": QUERY, "format": "pdf", "issued": "2025-05-20", "valid_until": "2025-05-25"}
    found = client.post("/api/v1/reports/estimate", json=body)
    assert found.headers["content-type"] == "application/pdf"
    assert found.content.startswith(b"%PDF")
    told = client.post(
        "/api/v1/reports/request", json={"query": QUERY, "issued": "2025-05-20", "answer_by": "2025-05-22"}
    )
    assert "Please answer by: Thu 22\u00a0May\u00a02025" in told.text


@pytest.mark.parametrize(
    ("body", "status", "told"),
    [
        ({"itinerary": "i99"}, 404, "no itinerary 'i99'"),
        ({"issued": "2025-02-30"}, 422, "not a day"),
        ({"language": "de"}, 422, "language"),
        ({"format": "doc"}, 422, "format"),
        ({"issued": "2025-05-20", "valid_until": "2025-05-01"}, 422, "cannot be valid until"),
        ({"query": {**QUERY, "avoid": ["KZ"]}}, 422, "nothing to estimate"),
    ],
)
def test_what_cannot_be_written_is_a_sentence(client, body, status, told):
    found = client.post("/api/v1/reports/estimate", json={"query": QUERY, **body})
    assert found.status_code == status
    assert told in found.json()["error"]["message"]
