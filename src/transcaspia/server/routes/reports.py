"""What a forwarder prints and sends: the planning estimate of an itinerary, and the request for quotation."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Response

from transcaspia.server.models import EstimateAsked, RequestAsked
from transcaspia.server.routes.status import Shared

router = APIRouter(tags=["reports"], prefix="/reports")

MEDIA = {"html": "text/html; charset=utf-8", "pdf": "application/pdf", "text": "text/plain; charset=utf-8"}
_HTML = {"text/html": {"schema": {"type": "string"}, "example": "<!DOCTYPE html><html>...</html>"}}
_PDF = {"application/pdf": {"schema": {"type": "string", "format": "binary"}, "example": "%PDF-1.7 ..."}}
_TEXT = {"text/plain": {"schema": {"type": "string"}, "example": "Request for quotation PO-17: 2 x 40RF ..."}}


def _file(what: str, content: dict[str, Any]) -> dict[int | str, dict[str, Any]]:
    return {200: {"description": what, "content": content}}


@router.post("/estimate", response_class=Response, responses=_file("The estimate.", {**_HTML, **_PDF}))
async def estimate(body: EstimateAsked, state: Shared) -> Response:
    """Write the planning estimate of an itinerary on two sheets: not an offer, with the numbers of the same plan."""
    return Response(await state.run("estimate", body.asked()), media_type=MEDIA[body.format])


@router.post("/request", response_class=Response, responses=_file("The request.", {**_TEXT, **_HTML, **_PDF}))
async def request_for_quotation(body: RequestAsked, state: Shared) -> Response:
    """Write the request for quotation of an itinerary, with all that a desk needs in order to quote."""
    return Response(await state.run("request", body.asked()), media_type=MEDIA[body.format])
