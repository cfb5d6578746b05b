"""Records over HTTP: versions, conflicts, pages, and who wrote what."""

import pytest
from fastapi.testclient import TestClient

from store_places import store, store_url  # noqa: F401
from tiny_network import TINY
from transcaspia.server.app import PREFIX, create_app
from transcaspia.server.settings import Settings
from transcaspia.store import keys, records
from transcaspia.store.checks import check
from transcaspia.store.kinds import KINDS

QUOTE = {"forwarder": "A", "received": "2025-09-20", "currency": "USD", "total": 18400}
SOMEBODY = "01a21393-c1c7-7696-b03b-186996568754"


@pytest.fixture
def client(store_url):  # noqa: F811
    app = create_app(Settings(network=TINY, database_url=store_url))
    yield TestClient(app)
    app.state.shared.store.close()


def ask(client, verb, path, status, body=None, **headers):
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    answer = client.request(verb, PREFIX + path, json=body, headers=named)
    assert answer.status_code == status, answer.text
    return answer


def test_a_quote_lives_through_edits_a_delete_and_a_restore(client):
    made = ask(client, "POST", "/quotes?note=from an e-mail", 201, QUOTE)
    first = made.json()
    assert made.headers["etag"] == '"1"'
    at = made.headers["location"].removeprefix(PREFIX)
    assert ask(client, "GET", at, 200).json() == first
    assert (first["author"], first["note"], first["body"]["total"]) == ("local", "from an e-mail", 18400.0)
    second = ask(client, "PUT", at, 200, {**first["body"], "total": 17900}, If_Match='"1"')
    assert second.headers["etag"] == '"2"'
    gone = ask(client, "DELETE", at, 200, If_Match='"2"').json()
    assert (gone["deleted"], gone["version"]) == (True, 3)
    assert "can be restored" in ask(client, "GET", at, 404).json()["error"]["message"]
    assert ask(client, "GET", f"{at}?version=1", 200).json() == first
    back = ask(client, "POST", f"{at}/restore?version=2", 200, If_Match='"3"').json()
    assert back["body"] == second.json()["body"]
    told = ask(client, "GET", f"{at}/history", 200).json()["versions"]
    assert [one["version"] for one in told] == [1, 2, 3, 4]
    assert [one["changed"] for one in told][1:] == [["total"], [], []]
    changes = ask(client, "GET", f"{at}/differences?from=1&to=4", 200).json()["changes"]
    assert changes == [{"path": ["total"], "before": 18400.0, "after": 17900.0}]


def test_a_change_without_its_version_is_asked_for_it(client):
    at = f"/quotes/{ask(client, 'POST', '/quotes', 201, QUOTE).json()['id']}"
    for verb, path, body in (("PUT", at, QUOTE), ("DELETE", at, None), ("POST", f"{at}/restore", None)):
        assert "If-Match" in ask(client, verb, path, 428, body).json()["error"]["message"]
        ask(client, verb, path, 422, body, If_Match="*")
    assert ask(client, "GET", at, 200).json()["version"] == 1


def test_the_second_writer_gets_both_versions(client):
    at = f"/quotes/{ask(client, 'POST', '/quotes', 201, QUOTE).json()['id']}"
    stands = ask(client, "PUT", at, 200, {**QUOTE, "total": 1}, If_Match='"1"').json()
    error = ask(client, "PUT", at, 409, {**QUOTE, "total": 2}, If_Match='"1"').json()["error"]
    assert error["code"] == "conflict"
    assert error["details"]["stored"] == stands
    assert error["details"]["yours"]["body"]["total"] == 2
    assert ask(client, "GET", at, 200).json() == stands


def test_a_create_that_is_sent_again_makes_no_second_record(client):
    first, again = (ask(client, "POST", "/quotes", 201, QUOTE, Idempotency_Key="k1").json() for _ in range(2))
    assert first == again
    ask(client, "POST", "/quotes", 422, {**QUOTE, "total": 1}, Idempotency_Key="k1")
    assert len(ask(client, "GET", "/quotes", 200).json()["items"]) == 1


def test_a_list_comes_in_pages_and_is_narrowed(client):
    made = [
        ask(client, "POST", "/quotes", 201, {**QUOTE, "forwarder": forwarder}).json() for forwarder in ("A", "B", "A")
    ]
    first = ask(client, "GET", "/quotes?limit=2", 200).json()
    rest = ask(client, "GET", f"/quotes?limit=2&cursor={first['next']}", 200).json()
    assert first["items"] + rest["items"] == made[::-1]
    assert rest["next"] is None
    assert ask(client, "GET", "/quotes?forwarder=B", 200).json()["items"] == [made[1]]


def test_every_kind_is_kept_as_its_example_says(client, store):  # noqa: F811
    (answer,) = KINDS["plan"].model.model_json_schema()["examples"]
    plan = records.create(store, "plan", answer).id
    for kind in KINDS.values():
        (shown,) = kind.model.model_json_schema()["examples"]
        sent = {**shown, "plan": plan} if "plan" in shown else shown
        made = ask(client, "POST", f"/{kind.plural}", 201, sent).json()
        assert made["body"] == check(kind.name, sent)
        listed = ask(client, "GET", f"/{kind.plural}?limit=1", 200).json()["items"][0]
        assert all(made["body"][name] == value for name, value in listed["body"].items())
        assert set(made["body"]) - set(listed["body"]) == set(kind.large)


@pytest.mark.parametrize(
    ("verb", "path", "body", "status", "field"),
    [
        ("POST", "/quotes", {**QUOTE, "received": "2025-02-30"}, 422, "received"),
        ("POST", "/quotes", {**QUOTE, "colour": "red"}, 422, "colour"),
        ("POST", "/quotes", {**QUOTE, "plan": SOMEBODY}, 422, "plan"),
        ("POST", "/quotes", [QUOTE], 422, None),
        ("GET", "/quotes?limit=0", None, 422, "limit"),
        ("GET", "/quotes?cursor=x", None, 422, "cursor"),
        ("GET", "/quotes/x", None, 422, "id"),
        ("GET", f"/quotes/{SOMEBODY}", None, 404, None),
        ("GET", f"/quotes/{SOMEBODY}/history", None, 404, None),
        ("GET", f"/quotes/{SOMEBODY}/differences?from=1&to=2", None, 404, None),
        ("GET", "/things", None, 404, None),
    ],
)
def test_what_is_wrong_is_told_in_the_one_shape(client, verb, path, body, status, field):
    error = ask(client, verb, path, status, body).json()["error"]
    assert set(error) == {"code", "message", "field", "details"}
    assert error["field"] == field
    assert ask(client, "GET", "/quotes", 200).json()["items"] == []


def test_who_bears_a_key_is_the_author(client, store):  # noqa: F811
    key, token = keys.create(store, "desk in Łódź", ["write"])
    made = ask(client, "POST", "/quotes", 201, QUOTE, Authorization=f"Bearer {token}").json()
    assert made["author"] == f"desk in Łódź ({key.prefix})"
