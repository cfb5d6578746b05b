"""The one shape of an error, and which status each error of the library takes."""

from __future__ import annotations

import logging
import re
import uuid
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from transcaspia.errors import ConflictError, DataError, InputError, LimitError, TranscaspiaError, UnknownIdError
from transcaspia.server.pool import TooManyError

_log = logging.getLogger(__name__)

_KINDS: dict[type[TranscaspiaError], tuple[int, str]] = {
    InputError: (422, "wrong_request"),
    UnknownIdError: (404, "not_found"),
    DataError: (500, "bad_data"),
    LimitError: (503, "busy"),
}
_CODES = {
    400: "wrong_request", 401: "not_allowed", 403: "not_allowed", 404: "not_found", 405: "wrong_request",
    408: "wrong_request", 409: "conflict", 413: "too_large", 415: "wrong_request", 422: "wrong_request",
    428: "wrong_request", 429: "too_many", 503: "busy",
}  # fmt: skip
_FLAG = re.compile(r"--([a-z][a-z-]*)|\b(ORIGIN|DESTINATION)\b(?= ')")
_COMMAND = re.compile(r"`transcaspia (places|network show|register search)( [^`]+)?`")
_ROUTES = {"places": "places?q=TEXT", "network show": "network", "register search": "register/search?q=TEXT"}
_FAULTS = {
    "missing": "is missing; add it",
    "extra_forbidden": "is not known here; remove it",
    "json_invalid": "is not JSON",
}


def in_names(text: str) -> tuple[str, str | None]:
    """
    Return a message of the library in the names of the HTTP interface, and the field that it begins with.

    Parameters
    ----------
    text
        The message, which names the flags and commands of the command line.

    Returns
    -------
    tuple[str, str | None]
        The message, and the field; None where it begins with none.

    Examples
    --------
    >>> in_names("--payload-t 99 is more than a 40HC may carry.")
    ('payload_t 99 is more than a 40HC may carry.', 'payload_t')
    """
    first = _FLAG.match(text)
    message = _COMMAND.sub(lambda found: f"`GET /api/v1/{_ROUTES[found[1]]}`", _FLAG.sub(_name, text))
    return message, None if first is None else _name(first)


def _name(flag: re.Match[str]) -> str:
    name = (flag[1] or flag[2]).lower().replace("-", "_")
    return {"temp": "temp_c"}.get(name, name)


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
    body = {
        "code": code or _CODES.get(status, "our_fault"),
        "message": _printable(message),
        "field": None if field is None else _printable(field),
        "details": details,
    }
    return JSONResponse({"error": body}, status_code=status)


def _methods(app: FastAPI, path: str) -> list[str]:
    """Return what can be done at a path; a route knows its own method only."""
    for template, verbs in app.openapi()["paths"].items():
        if re.fullmatch(re.sub(r"\{[^}]+\}", "[^/]+", template), path):
            return sorted(verb.upper() for verb in verbs)
    return []


def _printable(text: str) -> str:
    """Return a text without the halves of letters that JSON can name and UTF-8 cannot hold."""
    return text.encode("utf-8", "replace").decode("utf-8")


def handle_errors(app: FastAPI) -> None:
    """
    Give every error of an application the one shape.

    Parameters
    ----------
    app
        The application.
    """

    @app.exception_handler(TranscaspiaError)
    def ours(request: Request, error: TranscaspiaError) -> JSONResponse:
        from transcaspia.planning.names import NAMES

        status, told = told_of(error, "")
        field = told["field"]
        named = hasattr(error, "field")  # it says where the fault is, in the names of the body
        if field in NAMES and not named and not request.url.path.endswith(("/plan", "/plan/geojson")):
            field = f"query.{field}"  # there the query is a part of the body
        return problem(status, told["message"], code=told["code"], field=field)

    @app.exception_handler(ConflictError)
    def conflict(_request: Request, error: ConflictError) -> JSONResponse:
        return problem(409, str(error), details={"yours": error.yours, "stored": error.stored})

    @app.exception_handler(TooManyError)
    def too_many(_request: Request, error: TooManyError) -> JSONResponse:
        answer = problem(429, str(error))
        answer.headers["Retry-After"] = str(error.retry_after_s)
        return answer

    @app.exception_handler(RequestValidationError)
    def invalid(_request: Request, error: RequestValidationError) -> JSONResponse:
        first = error.errors()[0]
        where = () if first["type"] == "json_invalid" else first["loc"][1:]  # the first part is body, query or path
        field = ".".join(map(str, where))
        told = first["msg"].removeprefix("Value error, ")
        fault = _FAULTS.get(first["type"], f"is wrong: {told[0].lower()}{told[1:]}")
        return problem(422, f"{field or 'The body'} {fault}.", field=field or None)

    @app.exception_handler(HTTPException)
    def http(request: Request, error: HTTPException) -> JSONResponse:
        text = str(error.detail)
        if text == HTTPStatus(error.status_code).phrase:
            text = f"{text}: {request.method} {request.url.path}. /openapi.json lists what can be asked."
        answer = problem(error.status_code, text)
        answer.headers.update(error.headers or {})
        if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED and (allowed := _methods(app, request.url.path)):
            answer.headers["allow"] = ", ".join(allowed)
        return answer

    @app.exception_handler(Exception)
    def unexpected(request: Request, error: Exception) -> JSONResponse:
        return our_fault(request.method, request.url.path, error)


def told_of(error: Exception, work: str) -> tuple[int, dict[str, Any]]:
    """
    Return what is told of an error that ended a work.

    Parameters
    ----------
    error
        The error.
    work
        What was done, for the log.

    Returns
    -------
    tuple[int, dict]
        The status that it would have as an answer, and the error in the one shape.
    """
    if isinstance(error, TranscaspiaError):
        status, code = next((how for kind, how in _KINDS.items() if isinstance(error, kind)), (500, "our_fault"))
        message, field = in_names(str(error))
        field = getattr(error, "field", None) or field
        return status, {"code": code, "message": _printable(message), "field": field, "details": None}
    reference = _logged(work, error)
    told = f"Something failed on our side; tell the maintainers the reference {reference}."
    return 500, {"code": "our_fault", "message": told, "field": None, "details": {"reference": reference}}


def _logged(work: str, error: Exception) -> str:
    """Log an error that nobody raised on purpose, and return its reference."""
    reference = uuid.uuid4().hex[:12]
    _log.error("%s failed, reference %s", work, reference, exc_info=error)
    return reference


def our_fault(method: str, path: str, error: Exception) -> JSONResponse:
    """
    Log an error that nobody raised on purpose, and return the answer to the request that met it.

    Parameters
    ----------
    method, path
        What was asked.
    error
        The error.

    Returns
    -------
    JSONResponse
        The answer, with the reference under which the log tells more.
    """
    _, told = told_of(error, f"{method} {path}")
    return problem(500, told["message"], code="our_fault", details=told["details"])
