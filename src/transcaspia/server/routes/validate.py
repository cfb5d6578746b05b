"""The model held against journeys and prices that were observed."""

from __future__ import annotations

from fastapi import APIRouter, Response

from transcaspia.server.openapi import VALIDATION, json_of

router = APIRouter(tags=["validate"])


@router.get("/validate", response_class=Response, responses=json_of(VALIDATION))
def validate() -> Response:
    """
    Give the answer of `validate --json` that is shipped with this version.

    `network.sha256` says for which data it was made; a fresh run takes a minute and is a job of kind `validate`.
    """
    from transcaspia.validation.document import shipped_answer

    return Response(shipped_answer(), media_type="application/json")
