"""Keys and the audit log."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from transcaspia.errors import InputError, UnknownIdError
from transcaspia.store import audit, keys


def test_a_key_is_known_until_it_is_revoked(store):
    key, token = keys.create(store, " desk in Łódź ", ["write"])
    assert token.startswith(key.prefix)
    found = keys.check(store, token)
    assert (found.id, found.label, found.scopes) == (key.id, "desk in Łódź", {"read", "write"})
    assert keys.list_keys(store)[0].used_at is not None
    assert keys.check(store, token[:-1]) is None
    assert keys.check(store, key.prefix) is None
    assert keys.check(store, "\ud800") is None
    assert keys.revoke(store, key.prefix).revoked_at is not None
    assert keys.check(store, token) is None
    first = keys.revoke(store, key.id)
    assert first.revoked_at == keys.list_keys(store)[0].revoked_at


def test_the_secret_is_nowhere_in_the_store(store):
    _, token = keys.create(store, "desk")
    with store.reading() as connection:
        row = connection.execute(text("SELECT * FROM keys")).one()
    assert token not in str(row)
    assert token.rsplit("_", 1)[1] not in str(row)


def test_the_use_of_a_key_is_noted_to_the_minute(store, monkeypatch):
    _, token = keys.create(store, "desk")
    keys.check(store, token)
    first = keys.list_keys(store)[0].used_at
    keys.check(store, token)
    assert keys.list_keys(store)[0].used_at == first
    later = datetime.now(UTC) + timedelta(minutes=2)
    monkeypatch.setattr(keys, "now", lambda: later)
    keys.check(store, token)
    assert keys.list_keys(store)[0].used_at == later


@pytest.mark.parametrize(
    ("label", "scopes"), [("", ["read"]), ("x" * 101, ["read"]), ("a\nb", ["read"]), ("x", []), ("x", ["all"])]
)
def test_wrong_keys_are_not_made(store, label, scopes):
    with pytest.raises(InputError):
        keys.create(store, label, scopes)


def test_an_unknown_key_is_told(store):
    with pytest.raises(UnknownIdError, match="no key 'tc_1'"):
        keys.revoke(store, "tc_1")


def test_the_log_is_read_from_its_end_in_pages(store):
    for k in range(5):
        audit.write(store, "desk", "changed", kind="quote", record=f"q{k}", details={"k": k})
    audit.write(store, "local", "made a key")
    first = audit.read(store, limit=2)
    assert [line.what for line in first] == ["made a key", "changed"]
    assert first[0].details is None
    rest = audit.read(store, before=first[-1].id)
    assert [line.details for line in rest] == [{"k": 3}, {"k": 2}, {"k": 1}, {"k": 0}]


@pytest.mark.parametrize("deed", ["DELETE FROM audit", "UPDATE audit SET who = 'nobody'"])
def test_no_line_of_the_log_is_changed(store, deed):
    audit.write(store, "local", "made a key")
    with pytest.raises(DBAPIError, match="only added"), store.writing() as connection:
        connection.execute(text(deed))
    assert audit.read(store)[0].who == "local"
