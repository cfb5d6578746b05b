"""What kept records say together: quotes in the band of a plan, bands of own boxes, plans that are watched."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Annotated, Any

from anyio import to_thread
from fastapi import APIRouter, Body, HTTPException, Path, Query, Request, Response
from pydantic import ConfigDict

from transcaspia.server.models import QUERY
from transcaspia.server.models import Body as Asked
from transcaspia.server.models import Query as Question
from transcaspia.server.routes.sent import sent
from transcaspia.server.routes.status import Shared

router = APIRouter(tags=["own"])

_ID = "01a21393-c1c7-7696-b03b-186996568754"
Id = Annotated[str, Path(pattern=r"^[0-9a-f-]{36}$", min_length=36, max_length=36, examples=[_ID])]
_CSV = "box,place,event,at\nMSKU1234565,KZAAU,arrived,2025-10-12T06:30\nMSKU1234565,KZAAU,departed,2025-10-15T18:00\n"


def _told(title: str, example: dict[str, Any], **meanings: str) -> dict[int | str, dict[str, Any]]:
    """Return how a route describes an answer: its fields are those of the example, with their meanings."""
    fields = {name: {"description": meanings[name]} for name in example}
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
    "left_out": [], "not_said": [], "beyond": [],
    "transit": {"days": {"low": 25.0, "high": 30.0}, "band_days": {"p10": 20.0, "p50": 26.0, "p90": 34.0},
                "position": {"low": _WHERE, "high": _WHERE}},
    "validity": {"valid_until": "2025-10-04", "book_by": "2025-09-28", "in_time": True},
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
            "private": {"duration_h": _HOURS, "arrival": {}, "on_time_share": 0.3}, "pieces": [],
        }
    ],
}  # fmt: skip
_WATCH = {
    "changed": True, "today": "2025-09-20",
    "events": [{"kind": "closure", "what": "PLTER", "text": "Terespol-Brest: shut from 2025-09-12 to 2025-09-24, .."}],
    "way": {"id": "i1", "corridor_name": "Northern, by Belarus and Russia", "then": {}, "now": {}},
    "changes": [], "lost": [], "new": [],
    "network": {"then": "0" * 64, "now": "0" * 64, "known_on": "2025-09-20"},
}  # fmt: skip
_IMPORTED = {
    "lines": 3, "kept": 2, "known": 0, "unread": 1, "boxes": 1, "faults": ["line 4: event 'lost' is not known .."],
}  # fmt: skip


@router.post(
    "/milestones/import",
    response_class=Response,
    responses=_told(
        "Imported",
        _IMPORTED,
        lines="Lines that had anything in them.",
        kept="Milestones kept now.",
        known="Milestones that were there already.",
        unread="Lines that could not be read.",
        boxes="Different boxes.",
        faults="A sentence for each line that could not be read, at most 50.",
    ),
)
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
    return sent(told)


@router.api_route("/milestones/import", methods=["GET", "PUT", "PATCH", "DELETE"], include_in_schema=False)
def import_by_another_method() -> None:
    """Refuse what would else be taken for a record of that id."""
    raise HTTPException(405, "Milestones are imported by POST, as text/csv.", {"Allow": "POST"})


@router.get(
    "/quotes/{id}/comparison",
    response_class=Response,
    responses=_told(
        "Comparison",
        _COMPARISON,
        quote="Record of the quote.",
        plan="Record of the plan.",
        usd_rate="USD for one unit of its currency.",
        unplaced="What it names that is no price line by its words.",
        forwarder="Who quotes.",
        itinerary="Id of the way in the kept plan.",
        quoted_usd="The sum as quoted, in USD.",
        like_for_like_usd="With what is left out, without what the plan lacks: what is not said as in, as out.",
        band_usd="Money of the way by the plan.",
        position="Where both lie in that band.",
        left_out="Lines that it leaves out, each with the plan's figures.",
        not_said="Lines that it does not name.",
        beyond="What it holds and the plan has no price for.",
        transit="Its days against those of the plan; or null.",
        validity="Its last day against the day by which to book; or null.",
        sentences="All of it for people.",
    ),
)
def comparison(state: Shared, id: Id) -> Response:  # noqa: A002
    """Set a quote in the band of the plan that it answers, like for like, and name what it leaves out."""
    from transcaspia.store import own

    return sent(own.comparison(state.store, state.network, id))


@router.get(
    "/bands",
    response_class=Response,
    responses=_told(
        "Bands",
        _BANDS,
        boxes="Different boxes.",
        pieces="Runs and stays, those of most boxes first; `hours` has quantiles from five movements on, else null.",
    ),
)
def bands(state: Shared) -> Response:
    """Tell what own boxes took, run by run and stay by stay, with the number of boxes."""
    from transcaspia.store import own

    return sent(own.bands(state.store, state.network))


@router.post(
    "/bands/plan",
    response_class=Response,
    responses=_told(
        "PrivatePlan",
        _PRIVATE,
        note="What this is.",
        prior="As how many movements the shipped band counts.",
        query="Ends of the question.",
        rests_on_own_boxes="Whether any own box bears on a way.",
        itineraries="Each way: its boxes, shipped and private bands, and the pieces they bear on.",
    ),
)
async def private_plan(body: PrivatePlan, state: Shared) -> Response:
    """Plan, and move the bands by own boxes; the shipped bands stand beside them, with the boxes they rest on."""
    from transcaspia.store import own

    found = await to_thread.run_sync(lambda: own.plain(own.own_boxes(state.store, state.network)))
    asked = {**body.asked(), "observed": found}
    return Response(await state.run("private_plan", asked), media_type="application/json")


@router.post(
    "/watches/{id}/check",
    response_class=Response,
    responses=_told(
        "Watched",
        _WATCH,
        changed="Whether anything did.",
        today="The day.",
        events="What changed, by kind, with ids and a sentence.",
        way="The chosen way then and now; `now` is null where it is no longer offered.",
        changes="What becomes of the best of each kind, as of POST /plan/what-if.",
        lost="Corridors no longer offered.",
        new="Corridors offered now.",
        network="Hash of the data then and now, and the day whose knowledge was used.",
    ),
)
async def check_watch(request: Request, state: Shared, id: Id) -> Response:  # noqa: A002
    """Tell what changed for a watched plan since it was kept, and keep what was found with the watch."""
    from transcaspia.store import own

    _, answer, itinerary = await to_thread.run_sync(lambda: own.watched(state.store, id))
    asked = {"answer": answer, "itinerary": itinerary, "today": datetime.now(UTC).date().isoformat()}
    content = await state.run("watch", asked)
    found, author = json.loads(content), request.state.caller.name
    await to_thread.run_sync(lambda: own.keep_found(state.store, id, found, author=author))
    return Response(content, media_type="application/json")
