"""Planning: the way of a consignment, as a document or as lines on a map, and what changes when something shuts."""

from __future__ import annotations

from fastapi import APIRouter, Response

from transcaspia.server.answers import Skims
from transcaspia.server.models import DeparturesAsked, Query, SkimsAsked, WhatIf, WhyNotAsked
from transcaspia.server.openapi import DEPARTURES, GEOJSON, PLAN, WHAT_IF, WHY_NOT, json_of
from transcaspia.server.routes.status import Shared

router = APIRouter(tags=["plan"])


@router.post("/plan", response_class=Response, responses=json_of(PLAN))
async def plan(query: Query, state: Shared) -> Response:
    """Plan a consignment from door to door: the document of `plan --json`, with the same numbers."""
    return Response(await state.run("plan", query.asked()), media_type="application/json")


@router.post("/plan/geojson", response_class=Response, responses=json_of(GEOJSON, "application/geo+json"))
async def plan_geojson(query: Query, state: Shared) -> Response:
    """Give the legs and stops of the same answer as GeoJSON, along their true alignment."""
    return Response(await state.run("geojson", query.asked()), media_type="application/geo+json")


@router.post("/plan/what-if", response_class=Response, responses=json_of(WHAT_IF))
async def what_if(body: WhatIf, state: Shared) -> Response:
    """Plan as the world is and with something shut, under the same draws, and tell the difference."""
    return Response(await state.run("what_if", body.asked()), media_type="application/json")


@router.post("/plan/departures", response_class=Response, responses=json_of(DEPARTURES))
async def departures(body: DeparturesAsked, state: Shared) -> Response:
    """Compare ready days in one run: the best of each kind on every one, what changes when, and the latest in time."""
    return Response(await state.run("departures", body.asked()), media_type="application/json")


@router.post("/plan/why-not", response_class=Response, responses=json_of(WHY_NOT))
async def why_not(body: WhyNotAsked, state: Shared) -> Response:
    """Say why the answer does not go the way that was expected: what beats it, refuses it, and would mend that."""
    return Response(await state.run("why_not", body.asked()), media_type="application/json")


@router.post("/plan/skims", response_class=Response, responses={200: {"model": Skims, "description": "The answer."}})
async def skims(body: SkimsAsked, state: Shared) -> Response:
    """Find the least mean hours, money, CO2e and generalised cost from every origin to every destination."""
    return Response(await state.run("skims", body.asked()), media_type="application/json")
