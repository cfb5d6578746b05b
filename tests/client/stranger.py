"""
A stranger's programme: it knows the generated client of /openapi.json and nothing of the code behind it.

`tools/try_client` generates the package `stranger_client` from a running server and runs this against it.
"""

import sys
import time
from datetime import date

from stranger_client import Client
from stranger_client.api.jobs import create_job
from stranger_client.api.jobs import job as get_job
from stranger_client.api.network import asset, changes
from stranger_client.api.places import places
from stranger_client.api.plan import plan, plan_geojson, what_if
from stranger_client.api.records import change_plan, create_plan
from stranger_client.api.register import entry, search, timeline
from stranger_client.api.status import status
from stranger_client.api.validate import validate
from stranger_client.models import Error, FeatureCollection, Plan, PlanBody, PlanJob, PlanJobKind, Query, Status, WhatIf

WAIT_S = 120.0


def main(client):
    until = time.monotonic() + WAIT_S
    while not (told := status.sync(client=client)).warm:
        assert time.monotonic() < until, "the server does not get warm"
        time.sleep(0.2)
    assert isinstance(told, Status)
    print(f"status: version {told.version}, network {told.network.id} of {told.network.date}")

    ends = [places.sync(client=client, q=name, limit=1)[0] for name in ("lodz", "Алматы")]
    print(f"places: {', '.join(f'{place.name} ({place.id})' for place in ends)}")
    query = Query(origin=ends[0].id, destination=ends[1].id, depart="2025-10-01", unit="40HC")
    answer = plan.sync(client=client, body=query)
    assert isinstance(answer, Plan)
    assert answer.itineraries
    for way in answer.itineraries:
        assert way.arrival.p10 <= way.arrival.p50 <= way.arrival.p90
        assert way.cost_usd.p10 <= way.cost_usd.p50 <= way.cost_usd.p90
        assert way.legs[0].from_.id == ends[0].id
        print(f"plan: {way.duration_h.p50 / 24:.1f} days, {way.cost_usd.p50:,} USD, {way.corridor_name}")

    again = plan.sync(client=client, body=Query.from_dict(answer.query.to_dict()))
    assert [way.to_dict() for way in again.itineraries] == [way.to_dict() for way in answer.itineraries]
    print("plan: the echo of the query, posted back, gives the same answer")
    lines = plan_geojson.sync(client=client, body=query)
    assert isinstance(lines, FeatureCollection)
    assert len(lines.features) > len(answer.itineraries)
    first = answer.itineraries[0]
    link = next(leg.links[0].id for leg in first.legs if leg.links)
    shut = what_if.sync(client=client, body=WhatIf(query=query, close=[link]))
    assert shut.before.itineraries
    print(f"what-if: {len(shut.changes)} kinds told with {link} shut")

    found = asset.sync(link, client=client)
    assert found.source_list
    opened = changes.sync(client=client, from_=date(2025, 9, 1), to=date(2025, 12, 31))
    print(f"network: {found.name} rests on {found.source_list[0].title}; {len(opened.changes)} changes in autumn 2025")

    story = timeline.sync(client=client, party="PL")
    shown = entry.sync(story.entries[-1].id, client=client)
    hits = search.sync(client=client, q="Warsaw")
    assert hits.entries
    print(f"register: {len(story.entries)} entries of Poland, the last one '{shown.entry.title}'")
    held = validate.sync(client=client)
    print(f"validate: {len(held.cases)} cases")

    records(client, answer)
    long_work(client, query)
    unknown = Query(origin="Łódź", destination="Almaty", depart="2025-10-01", unit="99XX")
    early = Query(origin="Łódź", destination="Almaty", depart="1825-10-01")
    for wrong, code in ((unknown, "not_found"), (early, "wrong_request")):
        refused = plan.sync(client=client, body=wrong)
        assert isinstance(refused, Error)
        assert refused.error.code == code
        assert refused.error.field
        print(f"error: {refused.error.code} at {refused.error.field}: {refused.error.message}")


def records(client, answer):
    """Keep a plan, change it, and come second with another change."""
    body = PlanBody.from_dict({"name": "Kept by a stranger", "answer": answer.to_dict()})
    kept = create_plan.sync(client=client, body=body)
    assert kept.version == 1
    body.name = "Kept, and named anew"
    changed = change_plan.sync(kept.id, client=client, body=body, if_match='"1"')
    assert (changed.version, changed.body.name) == (2, body.name)
    late = change_plan.sync(kept.id, client=client, body=body, if_match='"1"')
    assert isinstance(late, Error)
    assert late.error.code == "conflict"
    assert set(late.error.details.to_dict()) >= {"yours", "stored"}
    print(f"records: plan {kept.id} in version {changed.version}; the second writer is told: {late.error.message}")


def long_work(client, query):
    """Have a plan made as a job, and take its result."""
    job = create_job.sync(client=client, body=PlanJob(kind=PlanJobKind.PLAN, request=query))
    until = time.monotonic() + WAIT_S
    while (told := get_job.sync(job.id, client=client)).state.value not in {"done", "failed", "cancelled"}:
        assert time.monotonic() < until, "the job does not end"
        time.sleep(0.2)
    assert told.state.value == "done"
    print(f"jobs: {job.id} is {told.state.value}")


if __name__ == "__main__":
    with Client(sys.argv[1], timeout=WAIT_S) as stranger:
        main(stranger)
