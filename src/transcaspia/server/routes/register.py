"""The register of cooperation: what happened, what is due, what led to what, and what a readout proposes."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Path, Query, Response

from transcaspia.register import document, questions
from transcaspia.register.lists import FIELDS, TABLES
from transcaspia.register.model import Register
from transcaspia.server.models import DayAsked, Readout
from transcaspia.server.openapi import DRAFT, json_of
from transcaspia.server.routes.sent import sent
from transcaspia.server.routes.status import Shared

router = APIRouter(tags=["register"], prefix="/register")

Known = Annotated[DayAsked | None, Query(description="Only what was known on that day; default: all, or the day `on`.")]
On = Annotated[
    DayAsked | None, Query(description="The day that is asked about; default: that of the last search of sources.")
]
Party = Annotated[
    str | None, Query(min_length=2, max_length=2, description="Only entries of this country (ISO 3166), or EU.")
]
FieldOf = Annotated[
    str | None, Query(description="Only this field of cooperation.", json_schema_extra={"enum": list(FIELDS)})
]
Id = Annotated[str, Path(min_length=1, max_length=120, examples=["igc-kz-pl-10"])]
Kind = Literal["body", "office", "meeting", "document", "programme", "commitment", "indicator", "project"]


def known(known_on: Known = None) -> Register:
    """Return the register, or what was known of it on a day."""
    from transcaspia.server.work import register_of

    return register_of() if known_on is None else register_of().as_known_on(known_on)


def known_then(on: On = None, known_on: Known = None) -> tuple[Register, date]:
    """Return the register as it was known on the day that is asked about, and that day."""
    from transcaspia.server.work import register_of

    data = register_of()
    day = data.collected if on is None else on
    return data.as_known_on(day if known_on is None else known_on), day


All = Annotated[Register, Depends(known)]
Then = Annotated[tuple[Register, date], Depends(known_then)]


@router.get("", response_class=Response, responses=json_of("Register"))
def register(data: All) -> Response:
    """Give all of the register: every entry with its claims, and the sources."""
    return sent(document.register_document(data))


@router.get("/timeline", response_class=Response, responses=json_of("RegisterTimeline"))
def timeline(
    data: All,
    party: Party = None,
    field: FieldOf = None,
    body: Annotated[str | None, Query(max_length=120, description="Only meetings of this body, as igc-kz-pl.")] = None,
    first: Annotated[DayAsked | None, Query(alias="from", description="Only from this day on.")] = None,
    last: Annotated[DayAsked | None, Query(alias="to", description="Only up to this day.")] = None,
    kind: Annotated[
        list[Kind] | None, Query(max_length=len(TABLES), description="Kinds; default: meeting and document.")
    ] = None,
) -> Response:
    """List what happened and what is announced, in order of time."""
    entries = questions.timeline(
        data, party=party, field=field, body=body, first=first, last=last, kinds=kind or ("meeting", "document")
    )
    return sent(document.timeline_document(data, entries))


@router.get("/due", response_class=Response, responses=json_of("RegisterDue"))
def due(
    then: Then,
    days: Annotated[int, Query(ge=0, le=36_500, description="What is due within as many days is coming.")] = 90,
    party: Party = None,
    field: FieldOf = None,
) -> Response:
    """List what is overdue, what is coming, what goes on, and what is unknown and for how long."""
    data, day = then
    return sent(document.due_document(data, questions.due(data, day, days=days, party=party, field=field)))


@router.get("/matrix", response_class=Response, responses=json_of("RegisterMatrix"))
def matrix(then: Then, party: Party = None) -> Response:
    """Tell commitments and programmes by field, state, and body that is to act."""
    data, day = then
    return sent(document.matrix_document(data, questions.matrix(data, day, party=party), day))


@router.get("/search", response_class=Response, responses=json_of("RegisterSearch"))
def search(
    data: All,
    q: Annotated[
        str, Query(min_length=1, max_length=200, description="Words; all must stand in it.", examples=["Warsaw"])
    ],
    kind: Annotated[Kind | None, Query(description="Only entries of this kind.")] = None,
) -> Response:
    """Find entries by words of their titles, names, notes, places and people, in any letters."""
    return sent(document.search_document(data, q, questions.search(data, q, kind=kind)))


@router.get("/entries/{id}", response_class=Response, responses=json_of("RegisterShow"))
def entry(then: Then, id: Id) -> Response:  # noqa: A002
    """Show all that the register says of one entry, with its links and sources."""
    data, day = then
    return sent(document.show_document(data, questions.show(data, id, day)))


@router.get("/entries/{id}/trace", response_class=Response, responses=json_of("RegisterTrace"))
def trace(data: All, id: Id) -> Response:  # noqa: A002
    """Show what led to an entry, and what it led to."""
    return sent(document.trace_document(data, questions.trace(data, id)))


@router.get("/sources/{key}", response_class=Response, responses=json_of("RegisterSourceUse"))
def register_source(data: All, key: Id) -> Response:
    """Show a source of the register, and what rests on it."""
    entries = questions.resting_on(data, key)
    return sent(document.source_use_document(data, key, entries))


@router.post("/draft", response_class=Response, responses=json_of(DRAFT))
async def draft(body: Readout, state: Shared) -> Response:
    """Propose entries from the text of a readout, each with its words; nothing is written anywhere."""
    return Response(await state.run("draft", body.asked()), media_type="application/json")


MEDIA = {"html": "text/html; charset=utf-8", "md": "text/markdown; charset=utf-8", "pdf": "application/pdf"}


@router.get(
    "/brief",
    response_class=Response,
    responses={
        200: {
            "description": "The brief.",
            "content": {
                "text/html": {"schema": {"type": "string"}, "example": "<!doctype html><html>...</html>"},
                "text/markdown": {"schema": {"type": "string"}, "example": "# Brief ..."},
                "application/pdf": {"schema": {"type": "string", "format": "binary"}, "example": "%PDF-1.7 ..."},
            },
        }
    },
)
async def brief(
    state: Shared,
    body: Annotated[str, Query(max_length=120, description="Body for whose session it is.", examples=["igc-kz-pl"])],
    on: On = None,
    language: Annotated[Literal["en", "pl"], Query(description="Language of the brief.")] = "en",
    format: Annotated[Literal["html", "md", "pdf"], Query(description="Form of the file.")] = "html",  # noqa: A002
) -> Response:
    """Write the brief for the next session of a body: decisions asked for, promises, trade, plans, sources."""
    asked = {"body": body, "language": language, "format": format} | ({} if on is None else {"on": on.isoformat()})
    return Response(await state.run("brief", asked), media_type=MEDIA[format])
