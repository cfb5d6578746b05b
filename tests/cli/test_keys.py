"""Keys are made, shown once, listed without their secret and revoked; a server asks for them."""

import re

from fastapi.testclient import TestClient

from tiny_network import TINY
from transcaspia.cli.main import main
from transcaspia.server.app import create_app
from transcaspia.server.settings import Settings

STATUS = "/api/v1/status"


def test_a_key_opens_what_its_scopes_allow_until_it_is_revoked(tmp_path, capfd):
    url = f"sqlite:///{tmp_path / 'store.sqlite'}"
    store = ("--database-url", url)
    assert main(["serve", "--require-key", "--port", "0", *store]) == 2
    assert "transcaspia keys create" in capfd.readouterr().err
    assert main(["keys", "list", *store]) == 1
    assert main(["keys", "create", "desk in Łódź", *store]) == 0
    out, err = capfd.readouterr()
    token = out.strip()
    prefix = re.search(r"Key (tc_[0-9a-f]{8}) for desk in Łódź, which may read\.", err).group(1)
    assert token.startswith(prefix)
    assert len(token) > 40
    assert main(["keys", "create", "x", "--scope", "rule", *store]) == 2
    assert main(["keys", "list", *store]) == 0
    listed = capfd.readouterr().out
    assert prefix in listed
    assert token not in listed
    assert token.encode() not in (tmp_path / "store.sqlite").read_bytes()
    app = create_app(Settings(network=TINY, database_url=url, require_key=True))
    client = TestClient(app)
    bearer = {"Authorization": f"Bearer {token}"}
    assert client.get(STATUS).status_code == 401
    assert client.get(STATUS, headers=bearer).status_code == 200
    assert client.get("/openapi.json").status_code == 401
    assert client.get("/").status_code == 200
    assert client.post("/api/v1/jobs", json={"kind": "validate"}, headers=bearer).status_code == 403
    assert main(["keys", "revoke", prefix, *store]) == 0
    assert client.get(STATUS, headers=bearer).status_code == 401
    assert main(["keys", "revoke", "tc_nothing", *store]) == 2
    app.state.shared.store.close()


def test_writes_are_told_in_the_audit_log(tmp_path):
    from transcaspia.store import audit

    app = create_app(Settings(network=TINY, database_url=f"sqlite:///{tmp_path / 'store.sqlite'}"))
    client = TestClient(app)
    client.post("/api/v1/jobs", json={"kind": "validate"})
    client.get("/api/v1/jobs")
    (line,) = audit.read(app.state.shared.store)
    assert (line.who, line.what) == ("local", "POST")
    assert line.details == {"client": "testclient", "path": "/api/v1/jobs", "status": 202}
    app.state.shared.store.close()
