"""Long work: asked for, followed while it goes on, called off, and its result kept."""

from __future__ import annotations

import asyncio
import time
import zlib
from collections.abc import AsyncIterator
from datetime import datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Header, Path, Query, Request, Response
from fastapi.responses import StreamingResponse
from pydantic import Field

from transcaspia.errors import LimitError
from transcaspia.server.answers import Answer
from transcaspia.server.callers import LOCAL
from transcaspia.server.errors import problem
from transcaspia.server.models import (
    QUERY,
    Body,
    DeparturesAsked,
    EstimateAsked,
    Readout,
    SkimsAsked,
    WhatIf,
    WhyNotAsked,
)
from transcaspia.server.models import Query as Asked
from transcaspia.server.pool import TooManyError
from transcaspia.server.routes.status import Shared
from transcaspia.server.state import State
from transcaspia.store import jobs as kept

router = APIRouter(tags=["jobs"])

WAITING_MOST = 1_000
"""Jobs that wait at most."""
STREAMS_MOST = 64
LOOK_S = 0.3
ALIVE_S = 15.0
ERROR = {"schema": {"$ref": "#/components/schemas/Error"}}
_ID = "0195c0de-0000-7000-8000-000000000001"


class PlanJob(Body):
    """A plan, as of `POST /plan` or `POST /plan/geojson`."""

    kind: Literal["plan", "geojson"]
    request: Asked


class WhatIfJob(Body):
    """A plan with something shut, as of `POST /plan/what-if`."""

    kind: Literal["what_if"]
    request: WhatIf


class DeparturesJob(Body):
    """Ready days compared, as of `POST /plan/departures`."""

    kind: Literal["departures"]
    request: DeparturesAsked


class WhyNotJob(Body):
    """Why a plan does not go the way that was expected, as of `POST /plan/why-not`."""

    kind: Literal["why_not"]
    request: WhyNotAsked


class SkimsJob(Body):
    """The least of everything between many places, as of `POST /plan/skims`."""

    kind: Literal["skims"]
    request: SkimsAsked


class DraftJob(Body):
    """Entries of a readout, as of `POST /register/draft`."""

    kind: Literal["draft"]
    request: Readout


class EstimateJob(Body):
    """A planning estimate, as of `POST /reports/estimate`."""

    kind: Literal["estimate"]
    request: EstimateAsked


class Nothing(Body):
    """Nothing more to say."""


class ValidateJob(Body):
    """A fresh run of the validation, which takes minutes."""

    kind: Literal["validate"]
    request: Nothing = Nothing()


NewJob = Annotated[
    PlanJob | WhatIfJob | WhyNotJob | DeparturesJob | SkimsJob | DraftJob | EstimateJob | ValidateJob,
    Field(discriminator="kind", examples=[{"kind": "plan", "request": QUERY}]),
]
"""What is to be done: the body of the route of that name."""


class Fault(Answer):
    """Why a job failed."""

    code: str
    message: str
    field: str | None
    details: dict[str, Any] | None


class Job(Answer):
    """A job as it stands."""

    id: str
    kind: str
    request: dict[str, Any]
    author: str
    """Who asked: the shown part of a key, or `local`."""
    state: Literal["queued", "running", "done", "failed", "cancelled"]
    fraction: float
    """How far it is, 0 to 1."""
    sentence: str | None
    """The same in words."""
    cancel_wished: bool
    problem: Fault | None
    """Why it failed."""
    media_type: str | None
    """Of the result, once it is done."""
    attempts: int
    """How often it was taken up; more than once where a server was stopped in the middle."""
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None


class Jobs(Answer):
    """Jobs, the newest first."""

    jobs: list[Job]
    next: str | None = Field(examples=[_ID])
    """To be given as `before` for the page after this one; null on the last."""


JobId = Annotated[str, Path(min_length=1, max_length=64, examples=[_ID])]


def told(job: kept.Job) -> Job:
    """
    Return a job as the interface tells it.

    Parameters
    ----------
    job
        As the store has it.

    Returns
    -------
    Job
        The same.
    """
    problem_ = None if job.problem is None else Fault.model_validate(job.problem)
    return Job(
        id=job.id, kind=job.kind, request=job.request, author=job.author, state=job.state, fraction=job.fraction,
        sentence=job.sentence, cancel_wished=job.cancel_wished, problem=problem_, media_type=job.media_type,
        attempts=job.attempts, created_at=job.created_at, started_at=job.started_at, finished_at=job.finished_at,
    )  # fmt: skip


@router.post("/jobs", status_code=202)
def create_job(body: NewJob, state: Shared, request: Request, response: Response) -> Job:
    """Ask for long work: it goes on without you, is taken up again after a stop of the server, its result is kept."""
    if kept.count_jobs(state.store).get("queued", 0) >= WAITING_MOST:
        raise TooManyError(f"{WAITING_MOST} jobs wait already. Ask again later.", 60)
    author = getattr(request.state, "caller", LOCAL).name
    job = kept.enqueue(state.store, body.kind, body.request.asked(), author=author)
    state.nudge()
    response.headers["Location"] = f"{request.url.path}/{job.id}"
    return told(job)


@router.get("/jobs")
def jobs(
    state: Shared,
    before: Annotated[str | None, Query(max_length=64, description="Only those older than this one.")] = None,
    limit: Annotated[int, Query(ge=1, le=200, description="How many at most.")] = 50,
) -> Jobs:
    """List jobs, the newest first."""
    found = kept.list_jobs(state.store, before=before, limit=limit + 1)
    return Jobs(jobs=[told(job) for job in found[:limit]], next=found[limit - 1].id if len(found) > limit else None)


@router.get("/jobs/{id}")
def job(state: Shared, id: JobId) -> Job:  # noqa: A002 - the name in the address
    """Tell how a job stands."""
    return told(kept.get(state.store, id))


@router.delete("/jobs/{id}")
def cancel_job(state: Shared, id: JobId) -> Job:  # noqa: A002
    """Call a job off: one that waits ends at once, one that runs within seconds; one that is over stays as it is."""
    found = kept.cancel(state.store, id)
    state.nudge()
    return told(found)


@router.get(
    "/jobs/{id}/result",
    response_class=Response,
    responses={
        200: {
            "description": "What came of it, as the route of its kind answers; the job tells its `media_type`.",
            "content": {"application/json": {"schema": {"type": "object"}, "example": {"schema": "plan/1"}}},
        },
        409: {"description": "It is not done; `details` is the job.", "content": {"application/json": ERROR}},
    },
)
def job_result(state: Shared, id: JobId) -> Response:  # noqa: A002
    """Give what came of a job."""
    found = kept.result_of(state.store, id)
    if found is not None:
        content, media = found
        return Response(content, media_type=media)
    now = told(kept.get(state.store, id))
    why = {
        "queued": "The job waits", "running": "The job goes on", "failed": "The job failed", "cancelled":
        "The job was called off", "done": "The job is done",
    }[now.state]  # fmt: skip
    return problem(409, f"{why}: there is no result.", details=now.model_dump(mode="json"))


@router.get(
    "/jobs/{id}/events",
    response_class=StreamingResponse,
    responses={
        200: {
            "description": "Server-sent events: `progress` at each change, then one of `done`, `failed`, `cancelled`, "
            "after which the stream ends. The data of each is the job.",
            "content": {"text/event-stream": {"schema": {"type": "string"}, "example": "event: done\ndata: {}\n\n"}},
        }
    },
)
async def job_events(
    state: Shared,
    id: JobId,  # noqa: A002
    last_event_id: Annotated[
        str | None, Header(max_length=200, description="Of the last event that was received: the next one is sent.")
    ] = None,
) -> StreamingResponse:
    """Follow a job as it goes on."""
    first = await asyncio.to_thread(kept.get, state.store, id)
    if state.streams >= STREAMS_MOST:
        raise TooManyError(f"{STREAMS_MOST} jobs are followed already. Ask for the job itself now and then.", 10)
    return StreamingResponse(_events(state, first, last_event_id or ""), media_type="text/event-stream")


async def _events(state: State, job: kept.Job, last: str) -> AsyncIterator[str]:
    state.streams += 1
    try:
        yield "retry: 2000\n\n"
        spoke = time.monotonic()
        while True:
            now = _mark(job)
            if now != last:
                last, spoke = now, time.monotonic()
                name = job.state if job.final else "progress"
                yield f"id: {now}\nevent: {name}\ndata: {told(job).model_dump_json()}\n\n"
            elif time.monotonic() - spoke > ALIVE_S:
                spoke = time.monotonic()
                yield ": still here\n\n"
            if job.final or state.stopping:  # who follows comes back with the id of the last event
                return
            await asyncio.sleep(LOOK_S)
            try:
                job = await asyncio.to_thread(kept.get, state.store, job.id)
            except LimitError:
                continue  # a store that is busy for a moment ends no stream
    finally:
        state.streams -= 1


def _mark(job: kept.Job) -> str:
    """Return the id of the event that tells a job as it stands."""
    words = zlib.crc32((job.sentence or "").encode())
    return f"{job.attempts}-{job.state}-{job.fraction:.6f}-{words:08x}-{int(job.cancel_wished)}"
