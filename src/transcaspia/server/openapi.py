"""`/openapi.json`: the routes with the committed schemas of the documents, one shape of errors, an example for each."""

from __future__ import annotations

import json
import re
from copy import deepcopy
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from fastapi.openapi.utils import get_openapi

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fastapi import FastAPI

Schema = dict[str, Any]
_REF = "#/components/schemas/"
_DESCRIPTION = (
    "Door-to-door freight planning on the Trans-Caspian route between Poland and Kazakhstan and on its rivals. Every "
    "answer is a planning estimate, not an offer. Money is USD for the whole consignment, instants are UTC, P10, P50 "
    "and P90 are the day or sum that 10, 50 and 90 of 100 such consignments keep."
)
TAGS = {
    "plan": "From door to door: when it arrives, what it costs, and why not otherwise.",
    "network": "What is there, on any day, with the sources of every figure.",
    "places": "Names in any spelling to the ids that the other routes take.",
    "register": "What was agreed between the states, and what became of it.",
    "reports": "What a forwarder prints and sends: the estimate, and the request for quotation.",
    "own": "What the user's own records say together: quotes in the band, bands of own boxes, plans that are watched.",
    "validate": "The model held against journeys and prices that were observed.",
    "records": "What the user keeps, with every version: who changed what, when, and why.",
    "jobs": "Long work: asked for, followed, called off, its result kept.",
    "status": "Whether the server is ready, and what it answers from.",
}
ERRORS = {
    "400": "The body is not what it says it is.",
    "401": "A key is needed.",
    "403": "The key does not allow it.",
    "404": "Something that the request names is not there.",
    "413": "The body is too large.",
    "422": "A value is wrong; the message says which, and what is expected.",
    "429": "Too many requests: come again after `Retry-After` seconds.",
    "500": "A fault on our side; the message holds a reference.",
    "503": "The server is too busy.",
}
"""The answers that every route may give instead of its own."""

_ERROR_EXAMPLE = {
    "error": {
        "code": "wrong_request",
        "message": "unit '40XX' is no unit of the network: expected one of 20GP, 40GP, 40HC.",
        "field": "unit",
        "details": None,
    }
}
_ERROR: Schema = {
    "title": "Error",
    "description": "The one shape of every error.",
    "type": "object",
    "properties": {
        "error": {
            "title": "Fault",
            "type": "object",
            "properties": {
                "code": {
                    "type": "string",
                    "description": "Word for programs.",
                    "enum": [
                        "wrong_request", "not_allowed", "not_found", "conflict", "too_large", "too_many", "busy",
                        "bad_data", "our_fault",
                    ],
                },
                "message": {"type": "string", "description": "A sentence that says what is wrong and what to do."},
                "field": {"type": ["string", "null"], "description": "Where in the request the fault is."},
                "details": {
                    "type": ["object", "null"],
                    "description": "What else a program can use.",
                    "additionalProperties": True,
                },
            },
            "required": ["code", "message", "field", "details"],
            "additionalProperties": False,
        }
    },
    "required": ["error"],
    "additionalProperties": False,
    "examples": [_ERROR_EXAMPLE],
}  # fmt: skip
_FEATURES: Schema = {
    "title": "FeatureCollection",
    "description": "GeoJSON (RFC 7946).",
    "type": "object",
    "properties": {
        "type": {"const": "FeatureCollection", "type": "string"},
        "features": {
            "type": "array",
            "items": {
                "title": "Feature",
                "type": "object",
                "properties": {
                    "type": {"const": "Feature", "type": "string"},
                    "geometry": {"type": ["object", "null"], "additionalProperties": True},
                    "properties": {"type": "object", "additionalProperties": True},
                },
                "required": ["type", "geometry", "properties"],
            },
        },
        "attribution": {"type": "string"},
    },
    "required": ["type", "features", "attribution"],
    "additionalProperties": True,
}
_WHAT_IF: Schema = {
    "title": "WhatIfAnswer",
    "type": "object",
    "properties": {
        "shut": {
            "type": "array",
            "items": {
                "title": "Shut",
                "type": "object",
                "properties": {
                    "what": {"type": "string", "description": "Node or link."},
                    "from": {"type": ["string", "null"], "description": "First day; null: not touched at all."},
                    "to": {"type": ["string", "null"], "description": "Last day."},
                },
                "required": ["what", "from", "to"],
                "additionalProperties": False,
            },
        },
        "before": {"$ref": f"{_REF}Plan"},
        "after": {"$ref": f"{_REF}Plan"},
        "changes": {
            "type": "array",
            "description": "What becomes of the best of each kind.",
            "items": {
                "title": "Change",
                "type": "object",
                "properties": {
                    "label": {"type": "string"},
                    "before": {"type": "string", "description": "Id of the itinerary in `before`."},
                    "after": {"type": "string", "description": "Id of the itinerary in `after`."},
                    "same_way": {"type": "boolean"},
                    "duration_h": {"type": "number", "description": "How much longer at the median."},
                    "cost_usd": {"type": "integer", "description": "How much dearer at the median."},
                    "co2e_kg": {"type": "number", "description": "How much dirtier."},
                },
                "required": ["label", "before", "after", "same_way", "duration_h", "cost_usd", "co2e_kg"],
                "additionalProperties": False,
            },
        },
        "lost": {"type": "array", "items": {"type": "string"}, "description": "Corridors no longer offered."},
        "new": {"type": "array", "items": {"type": "string"}, "description": "Corridors offered now."},
    },
    "required": ["shut", "before", "after", "changes", "lost", "new"],
    "additionalProperties": False,
}
PLAN, GEOJSON, WHAT_IF, VALIDATION, DRAFT = "Plan", "FeatureCollection", "WhatIfAnswer", "Validation", "Draft"
DEPARTURES, WHY_NOT = "Departures", "WhyNotAnswer"
"""Names of documents among the schemas; those of the register are `Register` and what was asked, as RegisterDue."""


def json_of(name: str, media: str = "application/json") -> dict[int | str, dict[str, Any]]:
    """
    Return how a route describes an answer that is one of the documents.

    Parameters
    ----------
    name
        Name of the document among the schemas.
    media
        Media type of the answer.

    Returns
    -------
    dict
        For `responses` of a route.
    """
    return {200: {"description": "The answer.", "content": {media: {"schema": {"$ref": f"{_REF}{name}"}}}}}


def describe(app: FastAPI) -> None:
    """
    Give an application its `/openapi.json`, made when it is first asked for.

    Parameters
    ----------
    app
        The application, with all of its routes.
    """

    def made() -> Schema:
        if app.openapi_schema is None:
            app.openapi_schema = _document(app)
        return app.openapi_schema

    app.openapi = made  # type: ignore[method-assign]


def _document(app: FastAPI) -> Schema:
    found = get_openapi(
        title=app.title, version=app.version, description=_DESCRIPTION, routes=app.routes,
        tags=[{"name": name, "description": text} for name, text in TAGS.items()],
    )  # fmt: skip
    schemas = found.setdefault("components", {}).setdefault("schemas", {})
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    schemas |= _documents()
    examples = json.loads(files("transcaspia.server").joinpath("examples.json").read_text(encoding="utf-8"))
    for operation in operations(found):
        if "requestBody" in operation:
            for media in operation["requestBody"]["content"].values():
                if (shown := first_example(found, {"content": {"": media}})) is not None:
                    media.setdefault("example", shown)
        _complete(found, operation, examples.get(operation["operationId"]))
    return found


def operations(document: Schema) -> Iterator[Schema]:
    """
    Return the operations of an OpenAPI document.

    Parameters
    ----------
    document
        The document.

    Yields
    ------
    dict
        Each operation.
    """
    for path in document["paths"].values():
        for verb in ("get", "post", "put", "delete", "patch"):
            if verb in path:
                yield path[verb]


def first_example(document: Schema, holder: Schema) -> Any:  # noqa: ANN401
    """
    Return an example of a body or an answer.

    Parameters
    ----------
    document
        The OpenAPI document.
    holder
        The description of the body or answer, with its `content`.

    Returns
    -------
    Any
        That of its content, else that of its schema; None where there is none.
    """
    for media in holder.get("content", {}).values():
        if "example" in media:
            return media["example"]
        schema = media.get("schema", {})
        named = document["components"]["schemas"].get(str(schema.get("$ref", "")).removeprefix(_REF), schema)
        for shown in (*schema.get("examples", ()), *named.get("examples", ())):
            return shown
    return None


def _complete(document: Schema, operation: Schema, shown: object) -> None:
    """Give an operation its errors, in the one shape, and the example of its answer."""
    replies = operation["responses"]
    if _REF + "HTTPValidationError" in json.dumps(replies.get("422", {})):
        del replies["422"]
    for status, text in ERRORS.items():
        error = {"description": text, "content": {"application/json": {"schema": {"$ref": f"{_REF}Error"}}}}
        replies.setdefault(status, error)
    for status, reply in replies.items():
        if status.startswith("2"):
            for media in reply.get("content", {}).values():
                example = shown if shown is not None else first_example(document, {"content": {"": media}})
                if example is not None:
                    media.setdefault("example", example)


def _documents() -> dict[str, Schema]:
    """Return the committed schemas, their definitions lifted to where OpenAPI looks for them."""
    from transcaspia.planning.departures_document import departures_schema
    from transcaspia.planning.document import schema as plan_schema
    from transcaspia.register.document import schema as register_schema
    from transcaspia.register.reading.document import schema as draft_schema
    from transcaspia.validation.document import schema as validate_schema

    found = {"Error": _ERROR, GEOJSON: _FEATURES, WHAT_IF: _WHAT_IF}
    for name, whole in (
        (PLAN, plan_schema()), (DEPARTURES, departures_schema()), (VALIDATION, validate_schema()),
        (DRAFT, draft_schema()),
    ):  # fmt: skip
        found |= _lifted(name, whole)
    told = found["PlanWhyNot"]  # over HTTP the answer stands within what is told of it
    found[WHY_NOT] = {
        **told, "title": WHY_NOT, "properties": {"answer": {"$ref": f"{_REF}Plan"}, **told["properties"]},
        "required": ["answer", *told["required"]],
    }  # fmt: skip
    register = register_schema()
    parts = register.pop("oneOf")
    lifted = _lifted("Register", {**register, "oneOf": parts})
    for part in lifted.pop("Register")["oneOf"]:
        name = _camel(part["properties"]["schema"]["const"].partition("/")[0])
        found[name + "Use" if name in lifted else name] = part  # a source, and a source with what rests on it
    return found | lifted


def _lifted(name: str, schema: Schema) -> dict[str, Schema]:
    whole = deepcopy(schema)
    for word in ("$schema", "$id"):
        whole.pop(word, None)
    parts = whole.pop("$defs", {})
    found = {name: {**whole, "title": name}, **{name + _camel(part): body for part, body in parts.items()}}
    text = json.dumps(found).replace('{"$ref": "#"}', f'{{"$ref": "{_REF}{name}"}}')
    text = re.sub(r'"#/\$defs/(\w+)"', lambda ref: f'"{_REF}{name}{_camel(ref[1])}"', text)
    lifted: dict[str, Schema] = json.loads(text)
    return lifted


def _camel(name: str) -> str:
    return "".join(part[:1].upper() + part[1:] for part in re.split(r"[_-]", name))
