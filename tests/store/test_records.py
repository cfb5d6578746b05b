"""Records: nothing is lost, and two writers at once never overwrite each other."""

import itertools
import threading
from datetime import UTC

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from transcaspia.errors import ConflictError, InputError, UnknownIdError
from transcaspia.store import records, tables
from transcaspia.store.changes import MISSING, change_document, diff
from transcaspia.store.checks import BODY_MOST, check
from transcaspia.store.kinds import KINDS
from transcaspia.store.soundness import check_store

GOODS = {"name": "Medicines", "query": {"origin": "Łódź", "destination": "Almaty"}}
ANSWER = {
    "schema": "plan/1",
    "query": {"origin": "Łódź"},
    "network": {"id": "x", "sha256": "a" * 64, "date": "2025-10-01"},
    "itineraries": [{"id": "w1", "cost": 1.5e-7, "none": None}],
}


def test_a_record_lives_through_edits_a_delete_and_a_restore(store):
    first = records.create(store, "consignment", GOODS, author="desk", note="from an e-mail")
    assert (first.version, first.deleted, first.author) == (1, False, "desk")
    assert first.created_at.tzinfo is UTC
    second = records.update_record(store, "consignment", first.id, {**GOODS, "state": "booked"}, 1, note="booked")
    third = records.delete(store, "consignment", first.id, 2, author="desk")
    with pytest.raises(UnknownIdError, match=r"deleted by desk \(version 3\)"):
        records.get(store, "consignment", first.id)
    assert records.get(store, "consignment", first.id, deleted=True) == third
    fourth = records.restore(store, "consignment", first.id, 3)
    assert fourth.body == second.body
    fifth = records.restore(store, "consignment", first.id, 4, version=1, note="as it was")
    assert fifth.body == first.body
    assert records.get(store, "consignment", first.id) == fifth
    told = records.history(store, "consignment", first.id)
    assert told == [first, second, third, fourth, fifth]
    assert [one.note for one in told] == ["from an e-mail", "booked", None, None, "as it was"]
    assert records.get(store, "consignment", first.id, version=2) == second
    assert all(one.created_at == first.created_at for one in told)


def test_the_second_writer_gets_both_versions_and_changes_nothing(store):
    made = records.create(store, "consignment", GOODS)
    stands = records.update_record(store, "consignment", made.id, {**GOODS, "name": "Hers"}, 1, author="her")
    with pytest.raises(ConflictError, match="changed by her in between") as told:
        records.update_record(store, "consignment", made.id, {**GOODS, "name": "His"}, 1, author="him")
    assert told.value.stored == records.document(stands)
    assert (told.value.yours["body"]["name"], told.value.yours["version"]) == ("His", 1)
    for attempt in (records.delete, records.restore):
        with pytest.raises(ConflictError):
            attempt(store, "consignment", made.id, 1)
    assert records.history(store, "consignment", made.id)[-1] == stands


def test_of_writers_at_once_one_wins_each_version(store):
    made = records.create(store, "consignment", GOODS)
    won, lost = [], []

    def write(name):
        for k in range(10):
            seen = records.get(store, "consignment", made.id)
            body = {**seen.body, "notes": f"{seen.body['notes'] or ''}{name}{k} "}
            try:
                won.append(records.update_record(store, "consignment", made.id, body, seen.version, author=name))
            except ConflictError:
                lost.append((name, k))

    writers = [threading.Thread(target=write, args=(name,)) for name in "abc"]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert len(won) + len(lost) == 30
    told = records.history(store, "consignment", made.id)
    assert [one.version for one in told] == list(range(1, len(won) + 2))
    # Each version holds all that the one before held: none was overwritten.
    for before, after in itertools.pairwise(told):
        assert after.body["notes"].startswith(before.body["notes"] or "")
    assert told[-1].body["notes"].count(" ") == len(won)


def test_a_create_that_is_repeated_with_its_key_gives_the_same_record(store):
    made = records.create(store, "consignment", GOODS, key="k1")
    assert records.create(store, "consignment", GOODS, key="k1") == made
    with pytest.raises(InputError, match="was used for another"):
        records.create(store, "consignment", {**GOODS, "name": "Other"}, key="k1")
    changed = records.update_record(store, "consignment", made.id, {**GOODS, "name": "Other"}, 1)
    assert records.create(store, "consignment", GOODS, key="k1") == changed
    assert records.create(store, "consignment", GOODS) != made
    assert len(records.list_records(store, "consignment").items) == 2


def test_a_create_is_repeated_though_fields_came_to_its_kind_since(store):
    made = records.create(store, "consignment", GOODS, key="k1")
    older = {name: value for name, value in made.body.items() if name not in {"notes", "reference"}}
    with store.writing() as connection:  # as a program wrote it that did not know them
        connection.exec_driver_sql("DROP TRIGGER versions_no_update" + (" ON versions" * (store.dialect != "sqlite")))
        for table in (tables.versions, tables.records):
            connection.execute(table.update().values(body=older))
    assert records.create(store, "consignment", GOODS, key="k1").id == made.id
    assert check_store(store).faults == ()


def test_creates_at_once_with_one_key_make_one_record(store):
    made = []
    makers = [
        threading.Thread(target=lambda: made.append(records.create(store, "consignment", GOODS, key="k")))
        for _ in range(4)
    ]
    for maker in makers:
        maker.start()
    for maker in makers:
        maker.join()
    assert len(made) == 4
    assert len({one.id for one in made}) == 1


def test_many_are_made_or_none(store):
    made = records.create_many(store, "consignment", [(GOODS, None), (GOODS, "k")])
    assert len({one.id for one in made}) == 2
    with pytest.raises(InputError):
        records.create_many(store, "consignment", [(GOODS, None), ({**GOODS, "name": "x"}, "k")])
    assert len(records.list_records(store, "consignment").items) == 2


def test_pages_hold_each_record_once_the_newest_first(store):
    made = [records.create(store, "consignment", {**GOODS, "name": f"n{k}"}).id for k in range(5)]
    records.delete(store, "consignment", made[2], 1)
    seen, cursor = [], None
    while True:
        page = records.list_records(store, "consignment", limit=2, cursor=cursor)
        seen += [one.id for one in page.items]
        if (cursor := page.next) is None:
            break
    assert seen == [made[4], made[3], made[1], made[0]]
    assert [one.id for one in records.list_records(store, "consignment", deleted=True).items] == made[::-1]


def test_a_list_is_narrowed_by_fields_and_leaves_out_what_is_large(store):
    plan = records.create(store, "plan", {"name": "p", "answer": ANSWER})
    quote = {"forwarder": "Ó'Neil", "received": "2025-09-20", "currency": "USD", "total": 1}
    mine = records.create(store, "quote", {**quote, "plan": plan.id})
    records.create(store, "quote", {**quote, "forwarder": "B"})
    assert records.list_records(store, "quote", where={"plan": plan.id}).items == (mine,)
    assert records.list_records(store, "quote", where={"forwarder": "Ó'Neil"}).items == (mine,)
    assert records.list_records(store, "quote", where={"forwarder": "x"}).items == ()
    with pytest.raises(InputError, match="narrows no list of quotes"):
        records.list_records(store, "quote", where={"total": "1"})
    assert "answer" not in records.list_records(store, "plan").items[0].body
    assert records.get(store, "plan", plan.id).body["answer"] == ANSWER


@pytest.mark.parametrize("limit", [0, 201])
def test_the_size_of_a_page_has_bounds(store, limit):
    with pytest.raises(InputError, match="limit"):
        records.list_records(store, "consignment", limit=limit)


def test_what_a_record_names_must_be_there(store):
    consignment = records.create(store, "consignment", GOODS)
    body = {"name": "p", "answer": ANSWER, "consignment": consignment.id}
    plan = records.create(store, "plan", body)
    with pytest.raises(InputError, match="plan: there is no plan"):
        records.create(store, "watch", {"name": "w", "plan": consignment.id})
    records.delete(store, "consignment", consignment.id, 1)
    with pytest.raises(InputError, match="there is no consignment"):
        records.create(store, "plan", body)
    # What was named when it stood may go on naming it.
    assert records.update_record(store, "plan", plan.id, {**body, "name": "q"}, 1).version == 2


def test_what_is_not_there_is_told(store):
    with pytest.raises(UnknownIdError, match="of the kind"):
        records.create(store, "thing", {})
    made = records.create(store, "consignment", GOODS)
    for kind, record_id, version in (("consignment", "x", None), ("plan", made.id, None), ("consignment", made.id, 2)):
        with pytest.raises(UnknownIdError):
            records.get(store, kind, record_id, version=version)
    with pytest.raises(UnknownIdError, match="has no version"):
        records.get(store, "consignment", made.id, version=10**30)


def test_a_plan_takes_its_question_and_network_from_its_answer():
    found = check("plan", {"name": "p", "answer": ANSWER, "itinerary": "w1"})
    assert (found["query"], found["network_sha256"], found["network_date"]) == (
        {"origin": "Łódź"}, "a" * 64, "2025-10-01",
    )  # fmt: skip
    assert check("plan", found) == found


def test_a_time_is_kept_in_utc():
    found = check("milestone", {"box": "b", "event": "departed", "place": "p", "at": "2025-10-01T02:00+05:00"})
    assert found["at"] == "2025-09-30T21:00:00Z"


_QUOTE = {"forwarder": "f", "received": "2025-09-20", "currency": "USD", "total": 1}
_TABLE = {"name": "d", "columns": [{"name": "a"}]}
_STONE = {"box": "b", "event": "departed", "place": "p", "at": "2025-10-01T02:00Z"}


@pytest.mark.parametrize(
    ("kind", "body", "told"),
    [
        ("consignment", {"name": "x"}, "query"),
        ("consignment", {**GOODS, "colour": "red"}, "colour"),
        ("consignment", {**GOODS, "query": {"origni": 1}}, "origni"),
        ("consignment", {**GOODS, "name": "a\0b"}, "null character"),
        ("consignment", {**GOODS, "name": "\ud800"}, "half of a character"),
        ("consignment", {**GOODS, "query": {"units": float("nan")}}, "nan is no number"),
        ("consignment", {**GOODS, "query": {"origin": {1, 2}}}, "A set is nothing"),
        ("consignment", {**GOODS, "notes": "x" * 10_001}, "notes"),
        ("plan", {"name": "p", "answer": {**ANSWER, "schema": "plan/0"}}, "no document plan/1"),
        ("plan", {"name": "p", "answer": {}}, "query"),
        ("plan", {"name": "p", "answer": ANSWER, "network_sha256": "b" * 64}, "not that of the answer"),
        ("plan", {"name": "p", "answer": ANSWER, "itinerary": "w2"}, "none of the answer's"),
        ("quote", {**_QUOTE, "received": "2025-02-30"}, "is no day"),
        ("quote", {**_QUOTE, "received": "20250920"}, "received"),
        ("quote", {**_QUOTE, "valid_until": "2025-09-19"}, "before received"),
        ("quote", {**_QUOTE, "transit_days": [3, 2]}, "transit_days"),
        ("quote", {**_QUOTE, "total": float("inf")}, "inf is no number"),
        ("milestone", {**_STONE, "at": "2025-10-01T02:00"}, "no zone"),
        ("milestone", {**_STONE, "at": "2025-10-01T02:00+99:00"}, "at"),
        ("milestone", {**_STONE, "at": "0001-01-01T00:00+05:00"}, "outside the years"),
        ("milestone", {**_STONE, "event": "flew"}, "event"),
        ("dataset", {**_TABLE, "rows": [[1, 2]]}, "rows.0 has 2 cells"),
        ("dataset", {**_TABLE, "columns": [{"name": "a"}] * 2, "rows": []}, "same name"),
        ("dataset", {**_TABLE, "rows": [["x" * 100] for _ in range(20_000)]}, "at most 2 MB"),
        ("entry", {"kind": "party", "title": "x"}, "is none of"),
        ("entry", {"kind": "meeting", "title": "x", "fields": ["games"]}, "is none of"),
        ("entry", {"kind": "meeting", "title": "x", "date": {"from": "2025-02-01", "to": "2025-01-01"}}, "after its"),
        ("watch", {"name": "w", "plan": "x"}, "plan"),
    ],
)  # fmt: skip
def test_a_wrong_body_is_told(kind, body, told):
    with pytest.raises(InputError) as error:
        check(kind, body)
    assert told in str(error.value)


def test_a_body_that_is_nested_too_deep_is_told():
    deep = {}
    for _ in range(5000):
        deep = {"a": deep}
    with pytest.raises(InputError, match="nested"):
        check("consignment", {**GOODS, "query": deep})
    assert BODY_MOST == 2_000_000


@pytest.mark.parametrize("kind", KINDS)
def test_the_example_of_a_kind_is_one(kind):
    (example,) = KINDS[kind].model.model_json_schema()["examples"]
    kept = check(kind, example)
    assert check(kind, kept) == kept
    assert set(KINDS[kind].filters) <= set(kept)


@pytest.mark.parametrize("deed", ["DELETE FROM versions", "UPDATE versions SET author = 'nobody'"])
def test_no_version_is_changed_by_anybody(store, deed):
    made = records.create(store, "consignment", GOODS)
    with pytest.raises(DBAPIError, match="only added"), store.writing() as connection:
        connection.execute(text(deed))
    assert records.history(store, "consignment", made.id) == [made]


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 3) | st.sampled_from([0.0, 1.0, 0.5]) | st.sampled_from(["", "é"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc"), inner, max_size=3),
    max_leaves=8,
)
_BODY = st.dictionaries(st.sampled_from("abc"), _JSON, max_size=3)


def _applied(body, change):
    if not change.path:
        return change.after
    name, rest = change.path[0], type(change)(change.path[1:], change.before, change.after)
    if isinstance(body, dict):
        inner = _applied(body.get(name, MISSING), rest)
        kept = {key: value for key, value in body.items() if key != name}
        return kept if inner is MISSING else {**kept, name: inner}
    inner = _applied(body[name] if name < len(body) else MISSING, rest)
    return [*body[:name], *([] if inner is MISSING else [inner]), *body[name + 1 :]]


def _same(one, other):
    return repr(_sorted(one)) == repr(_sorted(other))


def _sorted(value):
    if isinstance(value, dict):
        return [(key, _sorted(value[key])) for key in sorted(value)]
    return [_sorted(each) for each in value] if isinstance(value, list) else value


@given(before=_BODY, after=_BODY)
def test_the_changes_lead_from_one_body_to_the_other(before, after):
    found = diff(before, after)
    body = before
    for change in sorted(found, key=lambda one: one.after is MISSING):  # what goes from a list goes from its end
        if change.after is not MISSING:
            body = _applied(body, change)
    for change in reversed(found):
        if change.after is MISSING:
            body = _applied(body, change)
    assert _same(body, after)
    assert bool(found) != _same(before, after)
    assert all("path" in change_document(change) for change in found)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(body=st.dictionaries(st.sampled_from(["origin", "units", "via"]), _JSON, max_size=3))
def test_a_store_gives_back_what_it_was_given(store, body):
    made = records.create(store, "consignment", {"name": "x", "query": body})
    assert _same(records.get(store, "consignment", made.id).body["query"], body)
