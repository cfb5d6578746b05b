"""The one shape of an error, and which status each error of the library takes."""

from __future__ import annotations

import logging
import uuid
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from transcaspia.errors import DataError, InputError, LimitError, TranscaspiaError, UnknownIdError

_log = logging.getLogger(__name__)

_KINDS: dict[type[TranscaspiaError], tuple[int, str]] = {
    InputError: (422, "wrong_request"),
    UnknownIdError: (404, "not_found"),
    DataError: (500, "bad_data"),
    LimitError: (503, "busy"),
}
_CODES = {
    400: "wrong_request", 401: "not_allowed", 403: "not_allowed", 404: "not_found", 405: "wrong_request",
    409: "conflict", 413: "too_large", 415: "wrong_request", 422: "wrong_request", 428: "wrong_request",
    429: "too_many", 503: "busy",
}  # fmt: skip


def problem(
    status: int,
    message: str,
    *,
    code: str | None = None,
    field: str | None = None,
    details: dict[str, Any] | None = None,
) -> JSONResponse:
    """
    Return an error as every route answers it.

    Parameters
    ----------
    status
        HTTP status.
    message
        A sentence that says what is wrong and what to do.
    code
        Word for programs; by default that of the status.
    field
        Where in the request the fault is, as `query.unit`.
    details
        What else a program can use.

    Returns
    -------
    JSONResponse
        The answer.
    """
    body = {"code": code or _CODES.get(status, "our_fault"), "message": message, "field": field, "details": details}
    return JSONResponse({"error": body}, status_code=status)


def handle_errors(app: FastAPI) -> None:
    """
    Give every error of an application the one shape.

    Parameters
    ----------
    app
        The application.
    """

    @app.exception_handler(TranscaspiaError)
    def ours(_request: Request, error: TranscaspiaError) -> JSONResponse:
        status, code = next((how for kind, how in _KINDS.items() if isinstance(error, kind)), (500, "our_fault"))
        return problem(status, str(error), code=code)

    @app.exception_handler(RequestValidationError)
    def invalid(_request: Request, error: RequestValidationError) -> JSONResponse:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"] if part != "body")
        return problem(422, f"{field or 'The body'}: {first['msg']}.", field=field or None)

    @app.exception_handler(HTTPException)
    def http(_request: Request, error: HTTPException) -> JSONResponse:
        answer = problem(error.status_code, str(error.detail))
        answer.headers.update(error.headers or {})
        return answer

    @app.exception_handler(Exception)
    def unexpected(request: Request, error: Exception) -> JSONResponse:
        reference = uuid.uuid4().hex[:12]
        _log.error("%s %s failed, reference %s", request.method, request.url.path, reference, exc_info=error)
        return problem(
            500, f"Something failed on our side; tell the maintainers the reference {reference}.", code="our_fault"
        )
