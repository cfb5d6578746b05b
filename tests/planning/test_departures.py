"""Ready days in one run: each as its own plan, what changes between them, and the latest that makes a deadline."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from typing import Any

import jsonschema
import pytest

from transcaspia.errors import InputError
from transcaspia.network.model import Network
from transcaspia.planning.choose import LABELS
from transcaspia.planning.consignment import make_consignment
from transcaspia.planning.departures import ANY, Departures, find_departures, latest_departures
from transcaspia.planning.departures_document import departures_document, departures_schema
from transcaspia.planning.model import Consignment, PlanParams
from transcaspia.planning.plan import plan

FEW = PlanParams(draws=300)


def goods(network: Network, depart: str | None = "2025-09-08", **options: Any) -> Consignment:
    return make_consignment(network, "PLORI", "KZDST", depart, **{"unit": "40GP", **options})


@pytest.fixture(scope="module")
def week(tiny: Network) -> Departures:
    """Ready days before and in the closure of the border that is announced on 9 September."""
    return find_departures(tiny, goods(tiny), FEW, days=7)


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"unit": "40RF", "cargo": "pharmaceuticals", "deadline": "2025-10-20"},
        {"units": 3, "known_on": "2025-09-01"},
    ],
    ids=["box", "reefer", "closure not known"],
)
def test_each_day_is_the_plan_of_that_day(tiny: Network, options: dict[str, Any]) -> None:
    """The same ways with the same labels and bit for bit the same figures as a plan made for the day alone."""
    found = find_departures(tiny, goods(tiny, **options), FEW, days=5)
    assert [day.day for day in found.days] == [date(2025, 9, 8) + timedelta(days=n) for n in range(5)]
    for day in found.days:
        alone = plan(tiny, goods(tiny, day.day.isoformat(), **options), FEW)
        quoted = [i for i in alone.itineraries if i.labels]
        assert {o.labels for o in day.offers} == {i.labels for i in quoted}
        for itinerary in quoted:
            offer = next(o for o in day.offers if o.labels == itinerary.labels)
            for name in ("arrival", "duration_h", "cost_usd", "generalised_cost_usd", "departure", "book_by", "status"):
                assert getattr(offer.figures, name) == getattr(itinerary, name)
            assert offer.figures.on_time_share == itinerary.on_time_share
            assert (offer.co2e_kg, offer.unit, offer.units) == (itinerary.co2e_kg, itinerary.unit, itinerary.units)
            assert [h.service for h in offer.hops] == [leg.service for leg in itinerary.legs]


def test_every_kind_has_its_day_of_all(week: Departures) -> None:
    assert set(week.best) == set(LABELS)
    days = {day.day: day for day in week.days}
    fastest = days[week.best["fastest"]].best("fastest")
    assert fastest is not None
    each = [best.figures.duration_h.p50 for day in week.days if (best := day.best("fastest")) is not None]
    assert fastest.figures.duration_h.p50 == min(each)


def test_the_missed_train_of_a_timetable_is_told(week: Departures) -> None:
    """The shuttle leaves on Tuesdays and Fridays at 18:00: goods ready on a later day take the next one."""
    told = {day.day: [t for t in day.turns if t.kind == "departure"] for day in week.days}
    turned = [t for turns in told.values() for t in turns if "pl-shuttle" in t.what]
    assert turned
    for turn in turned:
        leaves = datetime.fromisoformat(turn.text.split("leaves ")[1][:16])
        assert (leaves.strftime("%a"), leaves.hour) in {("Tue", 18), ("Fri", 18)}


def test_a_closure_is_told_when_it_is_met_and_when_it_begins(tiny: Network, week: Departures) -> None:
    turns = [(day.day, turn) for day in week.days for turn in day.turns if turn.kind == "closure"]
    assert any("brod-2025" in turn.what and "Brod" in turn.text for _, turn in turns)
    unknown = find_departures(tiny, goods(tiny, known_on="2025-09-01"), FEW, days=7)
    assert not [turn for day in unknown.days for turn in day.turns if turn.kind == "closure"]


def test_a_holiday_of_the_lorries_is_told(tiny: Network) -> None:
    """A lorry that crosses Germany stands there at Christmas; without one on the way nothing is told."""
    found = find_departures(tiny, goods(tiny, "2025-12-24"), FEW, days=3)
    by_lorry = any(
        "DE" in (hop.start.country, hop.end.country) and hop.service is None
        for day in found.days
        for offer in day.offers
        for hop in offer.hops
    )
    told = [(day.day, turn.what) for day in found.days for turn in day.turns if turn.kind == "holiday"]
    assert told == ([(date(2025, 12, 25), ("DE",))] if by_lorry else [])


def test_the_days_end_with_the_data(tiny: Network) -> None:
    found = find_departures(tiny, goods(tiny, "2026-12-30"), FEW, days=7)
    assert [day.day.day for day in found.days] == [30, 31]
    assert found.query["days"] == 2


def test_a_day_is_a_day_of_the_clock_when_summer_time_ends(tiny: Network) -> None:
    found = find_departures(tiny, goods(tiny, "2025-10-25T09:30"), FEW, days=3)
    zone = "+00:00"
    assert [day.ready.isoformat() for day in found.days] == [
        f"2025-10-25T07:30:00{zone}", f"2025-10-26T08:30:00{zone}", f"2025-10-27T08:30:00{zone}",
    ]  # fmt: skip


def test_the_latest_ready_day_is_the_last_that_makes_the_deadline(tiny: Network) -> None:
    """By plans of single days: the day given is in time, and no later one is."""
    found = latest_departures(tiny, goods(tiny, None, deadline="2025-11-20"), FEW, days=12)
    every = found.latest[0]
    assert every.corridor == ANY
    assert every.p50 is not None
    assert every.p90 is not None
    assert every.p90 <= every.p50 <= found.days[-1].day
    deadline = goods(tiny, None, deadline="2025-11-20").deadline
    assert deadline is not None
    for day in (every.p90 + timedelta(days=n) for n in range(-1, 6)):
        alone = plan(tiny, goods(tiny, day.isoformat()), PlanParams(draws=300, front=True))
        if day == every.p90:
            assert min(i.arrival.p90 for i in alone.itineraries) <= deadline
        elif day > every.p90:
            assert min(i.arrival.p90 for i in alone.itineraries) > deadline
        if day > every.p50:
            assert min(i.arrival.p50 for i in alone.itineraries) > deadline


def test_corridors_have_latest_days_of_their_own(tiny: Network) -> None:
    found = latest_departures(tiny, goods(tiny, None, deadline="2025-11-20"), FEW, days=12)
    every, *corridors = found.latest
    assert corridors
    for measure in ("p50", "p90", "mean"):
        days = [d for row in corridors if (d := getattr(row, measure)) is not None]
        assert getattr(every, measure) == max(days)


def test_without_a_way_the_first_day_says_why(tiny: Network) -> None:
    found = find_departures(tiny, goods(tiny), PlanParams(draws=300, avoid=("KZ",)), days=3)
    assert found.empty
    assert not found.best
    assert found.days[0].refused
    assert not found.days[1].refused
    assert latest_departures(
        tiny, goods(tiny, None, deadline="2025-11-20"), PlanParams(draws=300, avoid=("KZ",)), days=2
    ).empty


@pytest.mark.parametrize(
    ("days", "message"), [(0, "--days 0"), (93, "--days 93"), (True, "--days True")], ids=["none", "too many", "a flag"]
)
def test_a_wrong_number_of_days_is_refused(tiny: Network, days: int, message: str) -> None:
    with pytest.raises(InputError, match=message):
        find_departures(tiny, goods(tiny), FEW, days=days)


def test_arrive_before_needs_a_deadline(tiny: Network) -> None:
    with pytest.raises(InputError, match="--deadline"):
        latest_departures(tiny, goods(tiny), FEW)
    with pytest.raises(InputError, match="Neither --depart nor --deadline"):
        goods(tiny, None)


def test_the_document_keeps_its_schema(tiny: Network, week: Departures) -> None:
    schema = departures_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    nothing = find_departures(tiny, goods(tiny), PlanParams(draws=300, avoid=("KZ",)), days=2)
    latest = latest_departures(tiny, goods(tiny, None, deadline="2025-11-20"), FEW, days=3)
    for found in (week, nothing, latest):
        document = json.loads(json.dumps(departures_document(found), allow_nan=False))
        jsonschema.Draft202012Validator(schema).validate(document)
    assert json.dumps(departures_document(week)) == json.dumps(
        departures_document(find_departures(tiny, goods(tiny), FEW, days=7))
    )
