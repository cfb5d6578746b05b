"""The network of a day: layers of a map, any one thing with its ground, sources, and what changed."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query, Request, Response

from transcaspia.errors import InputError
from transcaspia.server.answers import Asset, Changes, Sources, UsedSource
from transcaspia.server.models import DayAsked
from transcaspia.server.openapi import GEOJSON, json_of
from transcaspia.server.routes.status import Shared

router = APIRouter(tags=["network"], prefix="/network")

Layer = Literal["links", "nodes", "borders", "closures", "restrictions", "services"]
Moved = Literal["rail", "road", "sea", "rail_ferry", "ro_ro", "air"]
SourceKey = Annotated[str, Path(min_length=1, max_length=120, examples=["GP306"])]
AssetId = Annotated[
    str,
    Path(
        min_length=1, max_length=120, examples=["PLMAA"],
        description="Node, link, service, closure, restriction or any other row.",
    ),
]  # fmt: skip


@router.get("", response_class=Response, responses=json_of(GEOJSON, "application/geo+json"))
def network(
    state: Shared,
    request: Request,
    layer: Annotated[Layer, Query(description="What to show.", examples=["links"])] = "links",
    date: Annotated[DayAsked | None, Query(description="Day; default: that of the edition.")] = None,
    mode: Annotated[Moved | None, Query(description="Only this mode.")] = None,
) -> Response:
    """Give a layer of the map as it is on a day, every feature with its grade and sources."""
    from transcaspia.report.layers import usual_day
    from transcaspia.server.work import layer_of

    held = state.network
    day = usual_day(held) if date is None else date
    tag = f'"{state.data.stamp}-{layer}-{day}-{mode or "all"}"'
    headers = {"ETag": tag, "Cache-Control": "no-cache"}
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    content = layer_of(state.folder, layer, day, mode)
    return Response(content, media_type="application/geo+json", headers=headers)


@router.get("/assets/{id}")
def asset(
    state: Shared,
    id: AssetId,  # noqa: A002
    date: Annotated[DayAsked | None, Query(description="Day; default: that of the edition.")] = None,
) -> Asset:
    """Tell all that the network says of one thing on a day: attributes, figures, sources, and what concerns it."""
    from transcaspia.report.asset import asset_document

    return Asset.model_validate(asset_document(state.network, id, date))


@router.get("/sources")
def sources(
    state: Shared, q: Annotated[str, Query(max_length=200, description="Words that it must hold.")] = ""
) -> Sources:
    """List the sources of the network, those that most rows rest on first."""
    from transcaspia.report.asset import sources_document

    return Sources.model_validate(sources_document(state.network, q))


@router.get("/sources/{key}")
def source(state: Shared, key: SourceKey) -> UsedSource:
    """Tell a source, and every row that rests on it."""
    from transcaspia.report.asset import source_use_document

    return UsedSource.model_validate(source_use_document(state.network, key))


@router.get("/changes")
def changes(
    state: Shared,
    first: Annotated[DayAsked, Query(alias="from", description="First day.", examples=["2025-09-01"])],
    last: Annotated[DayAsked, Query(alias="to", description="Last day.", examples=["2025-12-31"])],
) -> Changes:
    """List what opens, closes, begins and ends in a period."""
    from transcaspia.report.asset import changes_document

    if last < first:
        raise InputError(f"--to {last} lies before --from {first}: swap the two.")
    return Changes.model_validate(changes_document(state.network, first, last))
