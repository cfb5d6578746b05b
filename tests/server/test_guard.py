"""What no request gets past, and the headers of every answer."""

import asyncio
import contextlib
import json

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st
from starlette.responses import HTMLResponse, PlainTextResponse

from tiny_network import TINY
from transcaspia.errors import InputError, LimitError
from transcaspia.server.address import is_public
from transcaspia.server.app import create_app
from transcaspia.server.bodies import DEEPEST, checked_json
from transcaspia.server.callers import Caller
from transcaspia.server.guard import Guard, Limits, Rates
from transcaspia.server.settings import Settings

PLAN = "/api/v1/plan"
ASKED = {"origin": "PLORI", "destination": "KZDST", "depart": "2025-10-01", "draws": 200}
KEYS = {"reader": Caller("tc_reader", frozenset({"read"})), "writer": Caller("tc_writer", frozenset({"read", "write"}))}


@pytest.fixture(scope="module")
def app():
    return create_app(Settings(network=TINY))


@pytest.fixture
def client(app):
    return TestClient(app, base_url="http://127.0.0.1", client=("127.0.0.1", 50000))


def _message(answer):
    return answer.json()["error"]["message"]


@pytest.mark.parametrize(
    "host", ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example:8000", "10.0.0.1", ""]
)
def test_another_name_for_this_machine_is_refused(client, host):
    """A page that points its own name at 127.0.0.1 (DNS rebinding) learns nothing."""
    answer = client.get("/api/v1/status", headers={"Host": host})
    assert answer.status_code == 400
    assert "--name" in _message(answer)


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8000", "127.0.0.1:1", "[::1]:8000", "[::1]"])
def test_the_names_of_this_machine_are_taken(client, host):
    assert client.get("/api/v1/status", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"}, {"Origin": "null"}, {"Origin": "http://127.0.0.1:9999"},
        {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site", "Origin": "http://127.0.0.1"},
        {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"},
    ],
)  # fmt: skip
def test_pages_of_other_sites_may_not_ask(client, headers):
    answer = client.post(PLAN, json=ASKED, headers=headers)
    assert answer.status_code == 403
    assert answer.json()["error"]["code"] == "not_allowed"


def test_reading_across_sites_is_refused_but_a_link_may_be_followed(client):
    assert client.get("/api/v1/status", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    followed = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
    assert client.get("/api/v1/status", headers=followed).status_code == 200
    own = {"Sec-Fetch-Site": "same-origin", "Origin": "http://127.0.0.1"}
    assert client.post(PLAN, json=ASKED, headers=own).status_code == 200


@pytest.mark.parametrize(
    ("body", "kind", "status", "told"),
    [
        (b"[" * 5000 + b"]" * 5000, "application/json", 422, "deep"),
        (b'{"a":' * 5000 + b"1" + b"}" * 5000, "application/json", 422, "deep"),
        (b"[" * 100 + b"]" * 100, "application/json", 422, "deep"),
        (b'{"payload_t": NaN}', "application/json", 422, "payload_t is nan"),
        (b'{"payload_t": -Infinity}', "application/json", 422, "-inf"),
        (b'{"a": [1e999]}', "application/json", 422, "a.0 is inf"),
        (b'{"units": ' + b"9" * 5000 + b"}", "application/json", 422, "thousands of digits"),
        (b'{"origin": "\xff"}', "application/json", 422, "UTF-8"),
        ("{}".encode("utf-16"), "application/json", 422, "UTF-8"),
        (rb'{"origin": "\ud800"}', "application/json", 422, "surrogate"),
        (rb'{"origin": "a\u0000b"}', "application/json", 422, "null character"),
        (b"{", "application/json", 422, "no JSON"),
        (b"[" + b"1," * 300_000 + b"1]", "application/json", 422, "values"),
        (b"x" * 3_000_000, "application/json", 413, "2 MB"),
        (b"origin=x", "application/x-www-form-urlencoded", 415, "application/json"),
        (b"{}", "text/plain", 415, "application/json"),
        (b"{}", "multipart/form-data", 415, "application/json"),
    ],
)
def test_bodies_that_are_no_question_are_told_so_in_a_sentence(client, body, kind, status, told):
    answer = client.post(PLAN, content=body, headers={"Content-Type": kind})
    assert (answer.status_code, told in _message(answer)) == (status, True), answer.text


def test_a_body_of_50_mb_is_refused_before_it_has_come(client):
    sent = 0

    def parts():
        nonlocal sent
        for _ in range(50):
            sent += 1
            yield b"x" * 1_000_000

    assert client.post(PLAN, content=parts(), headers={"Content-Type": "application/json"}).status_code == 413
    announced = {"Content-Type": "application/json", "Content-Length": "50000000"}
    assert client.post(PLAN, content=b"{}", headers=announced).status_code == 413
    assert client.post(PLAN, content=b"{}", headers=announced | {"Content-Length": "-1"}).status_code == 413


@pytest.mark.parametrize(
    "path",
    [
        "/../../etc/passwd", "/assets/../../../etc/passwd", "/assets/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
        "/assets/..%2f..%2f..%2fetc%2fpasswd", "/assets//etc/passwd", "/assets/..\\..\\app.py", "/assets/%00",
        "/assets/....//....//app.py", "/.git/config", "/api/v1/network/sources/..%2f..%2fnetwork.toml",
        "/api/v1/../../x",
    ],
)  # fmt: skip
def test_no_file_is_read_by_a_path_of_the_callers(client, path):
    answer = client.get(path)
    assert answer.status_code in {400, 404}
    assert "root:" not in answer.text


def test_every_answer_has_the_headers(client):
    for answer in (
        client.get("/api/v1/status"), client.get("/api/v1/none"), client.post(PLAN, content=b"x"),
        client.get("/api/v1/status", headers={"Host": "x"}), client.get("/openapi.json"), client.get("/"),
    ):  # fmt: skip
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "script-src 'self';" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert answer.headers["cross-origin-resource-policy"] == "same-origin"
    assert client.get("/api/v1/status").headers["cache-control"] == "no-store"
    assert "access-control-allow-origin" not in client.get("/api/v1/status", headers={"Origin": "http://x"}).headers


async def _bare(scope, receive, send):
    """Answer a few paths: what stands behind the guard is not the question here."""
    found = scope["path"] in {"/api/v1/status", PLAN}
    await PlainTextResponse("", 200 if found else 404)(scope, receive, send)


async def _report(scope, receive, send):
    await HTMLResponse("<style>p {}</style><p>a report</p>")(scope, receive, send)


def test_a_report_runs_no_script_and_stands_apart_from_the_page():
    policy = TestClient(Guard(_report)).get("/api/v1/reports/x").headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert policy.endswith("; sandbox")


def _guarded(**more):
    guard = Guard(_bare, keys=KEYS.get, **more)
    return TestClient(guard, base_url="http://127.0.0.1", client=("127.0.0.1", 50000))


def test_a_key_is_asked_for_and_holds_only_its_scopes():
    client = _guarded(require_key=True)
    status = "/api/v1/status"
    without = client.get(status)
    assert without.status_code == 401
    assert without.headers["www-authenticate"] == "Bearer"
    assert client.get(status, headers={"Authorization": "Bearer reader"}).status_code == 200
    assert client.post(PLAN, json=ASKED, headers={"Authorization": "Bearer reader"}).status_code == 200
    for wrong in ("Bearer other", "Bearer ", "Basic reader", "reader"):
        assert client.get(status, headers={"Authorization": wrong}).status_code == 401
    may_not = client.post("/api/v1/plans", json={}, headers={"Authorization": "Bearer reader"})
    assert may_not.status_code == 403
    assert "`write`" in _message(may_not)
    may = client.post("/api/v1/nothing", json={}, headers={"Authorization": "Bearer writer"})
    assert may.status_code == 404


def test_a_key_that_is_sent_counts_where_none_is_needed():
    client = _guarded()
    assert client.post("/api/v1/nothing", json={}).status_code == 404
    assert client.post("/api/v1/nothing", json={}, headers={"Authorization": "Bearer reader"}).status_code == 403
    assert client.get("/api/v1/status", headers={"Authorization": "Bearer none"}).status_code == 401


def test_guessing_keys_is_slowed_down():
    client = _guarded(require_key=True, limits=Limits(rate=0.01, burst=100.0))
    answers = [client.get("/api/v1/status", headers={"Authorization": f"Bearer {n}"}).status_code for n in range(12)]
    assert answers.count(401) < 8
    assert answers[-1] == 429


def test_a_client_that_asks_too_much_is_told_when_to_come_back():
    client = _guarded(limits=Limits(rate=1.0, burst=3.0, local=1.0))
    answers = [client.get("/api/v1/status") for _ in range(5)]
    assert [a.status_code for a in answers] == [200, 200, 200, 429, 429]
    assert int(answers[-1].headers["retry-after"]) >= 1
    assert answers[-1].json()["error"]["code"] == "too_many"


def test_a_bucket_fills_with_time_that_never_goes_back_and_forgets_old_clients():
    now = 0.0
    rates = Rates(2.0, 4.0, clock=lambda: now)
    assert [rates.wait_s("a") for _ in range(5)] == [0.0, 0.0, 0.0, 0.0, 0.5]
    assert rates.wait_s("b") == 0.0
    now = 1.0
    assert [rates.wait_s("a") for _ in range(3)] == [0.0, 0.0, 0.5]
    for n in range(20_000):
        rates.wait_s(str(n))
    assert len(rates._held) <= 10_000


def test_a_question_that_nobody_waits_for_any_more_is_dropped():
    dropped = []

    async def slow(_scope, receive, _send):
        assert (await receive())["body"] == b"{}"
        try:
            await asyncio.sleep(30)
        except asyncio.CancelledError:
            dropped.append(True)
            raise

    async def ask(path):
        messages = [{"type": "http.request", "body": b"{}"}, {"type": "http.disconnect"}]

        async def receive():
            await asyncio.sleep(0.01)
            return messages.pop(0)

        headers = [(b"host", b"localhost"), (b"content-type", b"application/json")]
        scope = {"type": "http", "method": "POST", "path": path, "headers": headers, "client": ("127.0.0.1", 1)}
        await asyncio.wait_for(Guard(slow)(scope, receive, lambda _: None), 5)

    asyncio.run(ask(PLAN))
    assert dropped == [True]


def test_a_store_that_does_not_answer_lets_nobody_in():
    def away(_token):
        raise LimitError("The store does not answer. Try again.")

    client = TestClient(Guard(_bare, keys=away, require_key=True), base_url="http://127.0.0.1")
    answer = client.get("/api/v1/status", headers={"Authorization": "Bearer x"})
    assert answer.status_code == 503
    assert "store" in _message(answer)


def test_who_changed_what_is_told_to_the_audit():
    told = []
    client = _guarded(audit=lambda *what: told.append(what))
    client.post(PLAN, json=ASKED)
    client.get("/api/v1/status")
    client.post("/api/v1/nothing", json={}, headers={"Authorization": "Bearer writer"})
    client.delete("/api/v1/nothing/1", headers={"Origin": "https://evil.example"})
    assert told == [
        ("tc_writer", "127.0.0.1", "POST", "/api/v1/nothing", 404),
        ("local", "127.0.0.1", "DELETE", "/api/v1/nothing/1", 403),
    ]


def test_an_error_of_ours_has_a_reference_and_no_traceback(app, monkeypatch):
    def broken(*_args):
        raise ZeroDivisionError("secret of the house")

    monkeypatch.setattr("transcaspia.server.work.answer", broken)
    client = TestClient(app, base_url="http://127.0.0.1")
    answer = client.post(PLAN, json=ASKED)
    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert len(answer.json()["error"]["details"]["reference"]) == 12
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_addresses_that_others_can_reach_are_public():
    assert not any(map(is_public, ("127.0.0.1", "127.8.9.1", "::1", "[::1]", "localhost")))
    everywhere = ".".join("0000")
    assert all(map(is_public, (everywhere, "::", "192.168.1.4", "", "localhost.example", "127.0.0.1.example")))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(codec=None)),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(st.characters(codec=None)), inner, max_size=4),
    max_leaves=12,
)


@given(JSON)
def test_what_is_let_through_is_what_was_sent_and_can_be_written_again(value):
    body = json.dumps(value).encode()
    try:
        found = checked_json(body)
    except InputError:
        text = json.dumps(value, ensure_ascii=False)
        assert any(mark in body.decode() for mark in ("NaN", "Infinity", "\\u0000", "\\ud")), text
        return
    assert found == value
    assert json.dumps(found, ensure_ascii=False, allow_nan=False).encode()


@given(st.binary(max_size=200) | st.text(alphabet='[]{}":,0eE+-.\\u nulltrefas', max_size=60).map(str.encode))
def test_no_bytes_break_the_reader(body):
    with contextlib.suppress(InputError):
        checked_json(body)


def test_depth_is_counted_and_not_only_guessed():
    inside = b"[" * (DEEPEST - 1) + b"]" * (DEEPEST - 1)
    assert checked_json(inside) is not None
    with pytest.raises(InputError, match="deep"):
        checked_json(b"[" * (DEEPEST + 1) + b"]" * (DEEPEST + 1))
