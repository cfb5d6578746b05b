"""What kept records say together: quotes in the band of a plan, bands of own boxes, plans that are watched."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Annotated, Any

from anyio import to_thread
from fastapi import APIRouter, Body, Path, Query, Request, Response
from pydantic import ConfigDict

from transcaspia.server.models import QUERY
from transcaspia.server.models import Body as Asked
from transcaspia.server.models import Query as Question
from transcaspia.server.routes.status import Shared

router = APIRouter(tags=["own"])

_ID = "01a21393-c1c7-7696-b03b-186996568754"
Id = Annotated[str, Path(pattern=r"^[0-9a-f-]{36}$", min_length=36, max_length=36, examples=[_ID])]
_CSV = "box,place,event,at\nMSKU1234565,KZAAU,arrived,2025-10-12T06:30\nMSKU1234565,KZAAU,departed,2025-10-15T18:00\n"


def _told(title: str, example: dict[str, Any]) -> dict[int | str, dict[str, Any]]:
    """Return how a route describes an answer: its fields are those of the example."""
    fields: dict[str, dict[str, Any]] = {name: {} for name in example}
    schema = {"title": title, "type": "object", "properties": fields, "required": list(example)}
    media = {"schema": schema, "example": example}
    return {200: {"description": "The answer.", "content": {"application/json": media}}}


class PrivatePlan(Asked):
    """A question that is to be answered with own boxes."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"query": QUERY}]})

    query: Question
    """The question."""


_WHERE = {"where": "within", "percentile": 41.2}
_COMPARISON = {
    "quote": _ID, "plan": _ID, "usd_rate": 1.0, "unplaced": [], "forwarder": "A forwarder", "itinerary": "i1",
    "quoted_usd": 18400, "like_for_like_usd": {"low": 19100, "high": 19800},
    "band_usd": {"p10": 17000, "p50": 19500, "p90": 23000}, "position": {"low": _WHERE, "high": _WHERE},
    "left_out": [], "not_said": [], "beyond": [], "transit": None, "validity": None,
    "sentences": ["A forwarder quotes 18,400 USD; like for like that is 19,100 to 19,800 USD .."],
}  # fmt: skip
_BANDS = {
    "boxes": 6,
    "pieces": [
        {
            "kind": "run", "from": {"id": "KZAAU", "name": "Aktau"}, "to": {"id": "KZALA", "name": "Almaty"},
            "boxes": 6, "movements": 5, "hours": {"p10": 96.0, "p50": 120.0, "p90": 171.0}, "least_h": 90.0,
            "most_h": 180.0, "first": "2025-09-01", "last": "2025-10-12",
        }
    ],
}  # fmt: skip
_HOURS = {"p10": 400.0, "p50": 520.0, "p90": 700.0, "mean": 535.0}
_PRIVATE = {
    "note": "Bands moved by own boxes, kept apart from the shipped data; without any, those of the plan.",
    "prior": {"movements": 4.0, "freedom": 4.0, "grade": "assumed"},
    "query": {"origin": "PLLOD", "destination": "KZALA"}, "rests_on_own_boxes": True,
    "itineraries": [
        {
            "id": "i1", "corridor_name": "Trans-Caspian by the Black Sea", "boxes": 6,
            "shipped": {"duration_h": _HOURS, "arrival": {}, "on_time_share": 0.4},
            "private": {"duration_h": _HOURS, "arrival": {}, "on_time_share": None}, "pieces": [],
        }
    ],
}  # fmt: skip
_WATCH = {
    "changed": True, "today": "2025-09-20",
    "events": [{"kind": "closure", "what": "PLTER", "text": "Terespol-Brest: shut from 2025-09-12 to 2025-09-24, .."}],
    "way": None, "changes": [], "lost": [], "new": [],
    "network": {"then": "0" * 64, "now": "0" * 64, "known_on": "2025-09-20"},
}  # fmt: skip
_IMPORTED = {
    "lines": 3, "kept": 2, "known": 0, "unread": 1, "boxes": 1, "faults": ["line 4: event 'lost' is not known .."],
}  # fmt: skip


@router.post("/milestones/import", response_class=Response, responses=_told("Imported", _IMPORTED))
async def import_milestones(
    request: Request,
    state: Shared,
    content: Annotated[bytes, Body(media_type="text/csv", examples=[_CSV], description="The file.")],
    source: Annotated[str, Query(max_length=200, pattern=r"^[^\x00]*$", description="Who says so.")] = "",
) -> Response:
    """Keep the milestones of a CSV file (box, place, event, at); what cannot be read is told line by line."""
    from transcaspia.store import own

    author = request.state.caller.name
    told = await to_thread.run_sync(
        lambda: own.import_milestones(state.store, state.network, content, author=author, source=source)
    )
    return _json(told)


@router.get("/quotes/{id}/comparison", response_class=Response, responses=_told("Comparison", _COMPARISON))
def comparison(state: Shared, id: Id) -> Response:  # noqa: A002
    """Set a quote in the band of the plan that it answers, like for like, and name what it leaves out."""
    from transcaspia.store import own

    return _json(own.comparison(state.store, state.network, id))


@router.get("/bands", response_class=Response, responses=_told("Bands", _BANDS))
def bands(state: Shared) -> Response:
    """Tell what own boxes took, run by run and stay by stay, with the number of boxes."""
    from transcaspia.store import own

    return _json(own.bands(state.store, state.network))


@router.post("/bands/plan", response_class=Response, responses=_told("PrivatePlan", _PRIVATE))
async def private_plan(body: PrivatePlan, state: Shared) -> Response:
    """Plan, and move the bands by own boxes; the shipped bands stand beside them, with the boxes they rest on."""
    from transcaspia.store import own

    found = await to_thread.run_sync(lambda: own.plain(own.own_boxes(state.store, state.network)))
    asked = {**body.asked(), "observed": found}
    return Response(await state.run("private_plan", asked), media_type="application/json")


@router.post("/watches/{id}/check", response_class=Response, responses=_told("Watched", _WATCH))
async def check_watch(request: Request, state: Shared, id: Id) -> Response:  # noqa: A002
    """Tell what changed for a watched plan since it was kept, and keep what was found with the watch."""
    from transcaspia.store import own

    _, answer, itinerary = await to_thread.run_sync(lambda: own.watched(state.store, id))
    asked = {"answer": answer, "itinerary": itinerary, "today": datetime.now(UTC).date().isoformat()}
    content = await state.run("watch", asked)
    found, author = json.loads(content), request.state.caller.name
    await to_thread.run_sync(lambda: own.keep_found(state.store, id, found, author=author))
    return Response(content, media_type="application/json")


def _json(told: object) -> Response:
    from transcaspia.server.work import dumped

    return Response(dumped(told), media_type="application/json")
