"""A kept plan is watched: every change that is made to the data is told, and nothing else."""

from datetime import date, timedelta

import pytest

from transcaspia.errors import UnknownIdError
from transcaspia.planning.document import to_document
from transcaspia.planning.plan import plan
from transcaspia.planning.query import read_query
from transcaspia.planning.read import read_answer
from transcaspia.planning.watch import watch

QUERY = {
    "origin": "Orin", "destination": "Dala", "depart": "2025-06-02", "draws": 200, "known_on": "2025-05-01",
}  # fmt: skip
TODAY = date(2025, 5, 10)


@pytest.fixture(scope="module")
def kept(tiny):
    """An answer as it comes back from a store, and the way of it by trains."""
    answer = plan(tiny, *read_query(tiny, QUERY))
    return read_answer(to_document(answer))


@pytest.fixture(scope="module")
def way(kept):
    return next(each for each in kept.itineraries if sum(leg.service is not None for leg in each.legs) > 1)


@pytest.fixture(scope="module")
def ride(way):
    """The last leg of it by a service."""
    return [leg for leg in way.legs if leg.service is not None][-1]


def kinds(found):
    return {event["kind"] for event in found["events"]}


def test_nothing_changed_is_told_as_nothing(tiny, kept, way):
    found = watch(tiny, kept, today=TODAY, itinerary=way.id)
    assert found["events"] == []
    assert found["changes"] == []
    assert (found["lost"], found["new"], found["changed"]) == ([], [], False)
    assert found["way"]["then"]["cost_usd"] == found["way"]["now"]["cost_usd"]


def test_the_day_by_which_to_book_is_told(tiny, kept, way):
    soon = watch(tiny, kept, today=way.book_by - timedelta(days=1), itinerary=way.id)
    assert [e["text"] for e in soon["events"] if e["kind"] == "booking"] == [f"Book by {way.book_by}: 1 day left."]
    over = watch(tiny, kept, today=way.book_by + timedelta(days=1), itinerary=way.id)
    assert "is over" in over["events"][0]["text"]


def closed(copy, **cells):
    rows = copy.read("closures")
    row = dict.fromkeys(rows[0], "") | {"id": "new", "source": "TOY", "grade": "assumed"} | cells
    copy.write("closures", [*rows, row])
    return copy.load()


def test_a_closure_announced_since_is_told_and_one_that_was_known_is_not(tiny_copy, kept, way, ride):
    node = ride.start
    days = {"from": "2025-06-03", "to": "2025-06-30"}
    network = closed(tiny_copy, what=node.id, announced="2025-05-05", **days)
    found = watch(network, kept, today=TODAY, itinerary=way.id)
    (event,) = [e for e in found["events"] if e["kind"] == "closure"]
    assert event["what"] == node.id
    assert "shut from 2025-06-03 to 2025-06-30" in event["text"]
    assert "data" in kinds(found)
    assert found["changed"]


def test_a_closure_elsewhere_or_at_another_time_is_not_told(tiny_copy, kept, way, ride):
    network = closed(
        tiny_copy, what=ride.start.id, announced="2025-05-05", **{"from": "2027-01-01", "to": "2027-02-01"}
    )
    assert "closure" not in kinds(watch(network, kept, today=TODAY, itinerary=way.id))


def test_a_service_that_was_last_seen_before_it_is_needed_is_told(tiny_copy, kept, way, ride):
    service = ride.service
    rows = tiny_copy.read("services")
    for row in rows:
        if row["id"] == service:
            row["last_seen"] = "2025-05-20"
    tiny_copy.write("services", rows)
    found = watch(tiny_copy.load(), kept, today=TODAY, itinerary=way.id)
    told = [event for event in found["events"] if event["kind"] == "service"]
    assert any(event["what"] == service and "2025-05-20" in event["text"] for event in told)


def test_a_price_that_moved_is_told_line_by_line(tiny_copy, kept, way, ride):
    line = next(each for each in way.price_lines if each.what == ride.service_name and each.usd)
    rows = tiny_copy.read("prices")
    for row in rows:
        if row["id"] == line.price:
            for name in ("low", "typical", "high"):
                row[name] = str(float(row[name]) * 1.5) if row.get(name) else row.get(name, "")
    tiny_copy.write("prices", rows)
    found = watch(tiny_copy.load(), kept, today=TODAY, itinerary=way.id)
    told = [event["text"] for event in found["events"] if event["kind"] == "price"]
    assert any(text.startswith(f"{line.what}: ") and "at the median" in text for text in told)
    assert found["way"]["now"]["cost_usd"]["p50"] > found["way"]["then"]["cost_usd"]["p50"]


def test_a_rule_that_is_new_on_the_way_is_told(tiny_copy, kept, way):
    rows = tiny_copy.read("restrictions")
    tiny_copy.write("restrictions", [*rows, {**rows[0], "id": "new", "name": "a new seal", "from": "2025-05-02"}])
    found = watch(tiny_copy.load(), kept, today=TODAY, itinerary=way.id)
    (event,) = [e for e in found["events"] if e["kind"] == "restriction"]
    assert event["what"] == "new"
    assert event["text"].startswith("New on the way: a new seal")


def test_a_way_that_is_no_longer_offered_is_told(tiny_copy, kept, way, ride):
    rows = [row for row in tiny_copy.read("services") if row["id"] != ride.service]
    tiny_copy.write("services", rows)
    found = watch(tiny_copy.load(), kept, today=TODAY, itinerary=way.id)
    assert found["way"]["now"] is None
    assert {"way", "service"} <= kinds(found)


def test_an_unknown_way_is_a_sentence(tiny, kept):
    with pytest.raises(UnknownIdError, match="no itinerary 'i99'"):
        watch(tiny, kept, today=TODAY, itinerary="i99")
