"""Quotes, own boxes and watches over HTTP: what is kept, what it says together, and what is refused in a sentence."""

from datetime import datetime, timedelta

import pytest
from fastapi.testclient import TestClient

from store_places import store_url  # noqa: F401 a fixture
from tiny_network import TINY
from transcaspia.planning.document import to_document
from transcaspia.planning.plan import plan
from transcaspia.planning.query import read_query
from transcaspia.server.app import create_app
from transcaspia.server.settings import Settings
from transcaspia.store import own, records

QUERY = {"origin": "Orin", "destination": "Dala", "depart": "2025-10-06", "draws": 200, "units": 2}
API = "/api/v1"


@pytest.fixture(scope="module")
def answer(tiny):
    return to_document(plan(tiny, *read_query(tiny, QUERY)))


@pytest.fixture
def way(answer):
    return next(each for each in answer["itineraries"] if sum(leg["service"] is not None for leg in each["legs"]) > 1)


@pytest.fixture
def client(store_url):  # noqa: F811
    client = TestClient(create_app(Settings(network=TINY, database_url=store_url)))
    yield client
    client.app.state.shared.store.close()


@pytest.fixture
def kept(client, answer, way):
    """A kept plan, by its record."""
    body = {"name": "to Dala", "answer": answer, "itinerary": way["id"]}
    return records.create(client.app.state.shared.store, "plan", body)


def quoted(client, kept, **more):
    body = {
        "forwarder": "F", "received": "2025-09-20", "currency": "USD", "total": 9000.0, "plan": kept.id,
        "lines": [{"what": "Freight Orin-Dala", "amount": 8000.0}, {"what": "Collection", "amount": 1000.0}],
        "leaves_out": ["customs duties", "cargo insurance", "flowers"], **more,
    }  # fmt: skip
    return records.create(client.app.state.shared.store, "quote", body)


def test_a_kept_quote_is_set_in_the_band_of_its_plan(client, kept, way):
    told = client.get(f"{API}/quotes/{quoted(client, kept).id}/comparison").json()
    assert (told["itinerary"], told["quoted_usd"], told["usd_rate"]) == (way["id"], 9000, 1.0)
    assert told["unplaced"] == ["flowers"]
    assert {each["kind"] for each in told["left_out"]} == {"customs", "insurance"}
    assert "equipment" in {each["kind"] for each in told["not_said"]}
    assert told["band_usd"] == way["cost_usd"]
    assert told["like_for_like_usd"]["low"] <= told["like_for_like_usd"]["high"]
    assert told["sentences"][0].startswith("F quotes 9,000 USD")


def test_a_quote_for_a_unit_in_another_currency_is_made_whole(client, kept, tiny):
    rate = max(
        (row for row in tiny.rows("exchange") if row.text("currency") == "EUR" and row.number("year") <= 2025),
        key=lambda row: row.number("year"),
    ).number("usd")
    given = quoted(client, kept, currency="EUR", per="unit", total=1000.0)
    told = client.get(f"{API}/quotes/{given.id}/comparison").json()
    assert told["quoted_usd"] == round(2 * 1000.0 * rate)
    stated = quoted(client, kept, currency="KZT", usd_rate=0.002, total=1_000_000.0)
    assert client.get(f"{API}/quotes/{stated.id}/comparison").json()["quoted_usd"] == 2000


def test_what_no_comparison_can_be_made_of_is_a_sentence(client, kept):
    without = quoted(client, kept, plan=None)
    found = client.get(f"{API}/quotes/{without.id}/comparison")
    assert (found.status_code, "names no plan" in found.json()["error"]["message"]) == (422, True)
    unknown = quoted(client, kept, currency="KZT")
    assert "no rate of KZT" in client.get(f"{API}/quotes/{unknown.id}/comparison").json()["error"]["message"]
    nothing = client.get(f"{API}/quotes/{kept.id}/comparison")
    assert nothing.status_code == 404


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Customs clearance in Almaty", "customs"), ("Freight Łódź - Almaty", "main_run"), ("THC Poti", "main_run"),
        ("War risk", "surcharges"), ("ubezpieczenie cargo", "insurance"), ("демередж", "demurrage"),
        ("Container lease, one way", "equipment"), ("Delivery to the door", "destination"), ("tea", None),
    ],
)  # fmt: skip
def test_words_betray_the_price_line(text, kind):
    assert own.kind_of_words(text) == kind


def milestones(way, hours, count=6):
    """A file of boxes that took so many hours on the last ride of a way, two days apart."""
    leg = [each for each in way["legs"] if each["service"] is not None][-1]
    lines = ["box,place,event,at"]
    for n in range(count):
        began = datetime(2025, 8, 1 + 2 * n)  # noqa: DTZ001 the clock of the place
        end = began + timedelta(hours=hours)
        lines.append(f"BOX{n},{leg['from']['id']},departed,{began.isoformat()}Z")
        lines.append(f"BOX{n},{leg['to']['id']},arrived,{end.isoformat()}Z")
    return "\n".join(lines) + "\nBOX9,Nowhere,arrived,2025-08-01\n", leg


def imported(client, text):
    return client.post(
        f"{API}/milestones/import?source=sheet", content=text.encode(), headers={"Content-Type": "text/csv"}
    )


def test_own_boxes_come_in_once_and_move_the_bands_of_a_plan(client, way):
    text, leg = milestones(way, leg_hours := 400.0)
    told = imported(client, text).json()
    assert (told["lines"], told["kept"], told["known"], told["unread"], told["boxes"]) == (13, 12, 0, 1, 6)
    assert told["faults"][0].startswith("line 14: place 'Nowhere'")
    again = imported(client, text).json()
    assert (again["kept"], again["known"]) == (0, 12)
    found = client.get(f"{API}/bands").json()
    (piece,) = found["pieces"]
    assert (piece["boxes"], piece["movements"], piece["hours"]["p50"]) == (6, 6, leg_hours)
    assert (piece["from"]["id"], piece["to"]["id"]) == (leg["from"]["id"], leg["to"]["id"])
    private = client.post(f"{API}/bands/plan", json={"query": QUERY}).json()
    assert private["rests_on_own_boxes"] is True
    mine = next(each for each in private["itineraries"] if each["id"] == way["id"])
    assert mine["boxes"] == 6
    assert mine["private"]["duration_h"]["p50"] > mine["shipped"]["duration_h"]["p50"]
    assert mine["shipped"]["duration_h"]["p50"] == pytest.approx(way["duration_h"]["p50"], abs=0.1)


def test_milestones_that_are_only_expected_do_not_count(client, way, tiny):
    shared = client.app.state.shared
    _, leg = milestones(way, 1.0)
    for event, place, at in (("departed", "from", "2025-08-01T00:00:00Z"), ("arrived", "to", "2025-08-03T00:00:00Z")):
        body = {"box": "B", "event": event, "place": leg[place]["id"], "at": at, "estimated": event == "arrived"}
        records.create(shared.store, "milestone", body)
    assert own.own_boxes(shared.store, tiny) == ()


def test_a_file_that_holds_nothing_is_a_sentence(client):
    for content in (b"", b"a;b\n1;2\n", b"\xff\x00\x80"):
        found = client.post(f"{API}/milestones/import", content=content, headers={"Content-Type": "text/csv"})
        assert found.status_code == 422
        assert found.json()["error"]["message"].endswith(".")


def test_import_is_no_record(client):
    for method in ("GET", "PUT", "DELETE"):
        found = client.request(method, f"{API}/milestones/import")
        assert found.status_code == 405
        assert found.headers["Allow"] == "POST"
        assert found.json()["error"]["code"] == "wrong_request"


def test_a_watch_tells_what_changed_and_keeps_it(client, kept):
    store_ = client.app.state.shared.store
    record = records.create(store_, "watch", {"name": "to Dala", "plan": kept.id})
    told = client.post(f"{API}/watches/{record.id}/check").json()
    assert any(event["kind"] == "booking" for event in told["events"])  # the day to book of 2025 is over
    assert told["changed"] is True
    after = records.get(store_, "watch", record.id)
    assert after.version == 2
    assert after.body["last_found"]["events"] == told["events"]
    assert after.body["last_checked"]
    assert client.post(f"{API}/watches/{kept.id}/check").status_code == 404
