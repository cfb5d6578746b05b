"""Writing the JSON schema of the register's documents from the description of its files."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from transcaspia.register.lists import FIELDS, GRADES, LINKS, STATES
from transcaspia.register.shape import CLAIM, FILES, SOURCES

if TYPE_CHECKING:
    from transcaspia.register.shape import File, Key

_TEXT = {"type": "string"}
_DAY = {"type": "string", "format": "date"}
_COUNT = {"type": "integer", "minimum": 0}
_NULL = {"type": "null"}


def build() -> dict[str, Any]:
    """
    Return the JSON schema of every document of the register.

    Returns
    -------
    dict
        JSON Schema, draft 2020-12; one of the documents, told apart by `schema`.
    """
    brief = _object(
        {
            "id": _TEXT, "kind": _choice([file.table for file in FILES]), "title": _TEXT,
            "title_pl": _TEXT, "when": _or_null("#/$defs/when"), "announced": {"type": "boolean"},
            "parties": _list(_TEXT), "fields": _list(_TEXT), "place": _TEXT,
            "session": {"type": ["integer", "null"]}, "body": {"type": ["string", "null"]}, "source": _list(_TEXT),
            "grade": _TEXT,
        },
    )  # fmt: skip
    standing = _object(
        {
            "id": _TEXT, "kind": _TEXT, "title": _TEXT, "title_pl": _TEXT, "state": _choice(STATES),
            "due": _or_null("#/$defs/when"),
            "overdue_days": _COUNT, "silent_days": _COUNT, "last": _or_null("#/$defs/claim"),
            "searched": _or_null("#/$defs/claim"),
        },
    )  # fmt: skip
    definitions = {
        "field": _choice(FIELDS),
        "grade": _choice(GRADES),
        "when": _object({"from": _DAY, "to": {"anyOf": [_DAY, _NULL]}, "text": _TEXT}),
        "claim": _of_keys(CLAIM, {"found": {"type": "boolean"}}),
        "source": _of_keys(SOURCES, {}),
        "entry": {"oneOf": [{"$ref": f"#/$defs/{file.table}"} for file in FILES]},
        **{file.table: _entry(file) for file in FILES},
        "brief": brief,
        "standing": standing,
    }
    entries, standings = _list(_ref("brief")), _list(_ref("standing"))
    linked = _list(_extended(brief, {"type": _choice(LINKS)}))
    step = _list(_extended(brief, {"depth": _COUNT, "link": _choice(LINKS), "by": _TEXT}))
    held = _list(_extended(standing, {"parties": _list(_TEXT)}))
    actor = _object(
        {"id": _TEXT, "kind": _choice(["body", "office"]), "title": _TEXT, "title_pl": _TEXT, "parties": _list(_TEXT)}
    )
    cell = _object({"field": _TEXT, "body": _TEXT, "state": _choice(STATES), "entries": _list(_TEXT)})
    fault = _object({"file": _TEXT, "key": _TEXT, "line": _COUNT, "value": _TEXT, "what": _TEXT, "todo": _TEXT})
    apart = _object({"entry": _TEXT, "about": _TEXT, "when": _TEXT, "claims": _list(_ref("claim"))})
    documents: dict[str, dict[str, Any]] = {
        "register/1": {"entries": _list(_ref("entry")), "sources": _list(_ref("source"))},
        "register-timeline/1": {"entries": entries},
        "register-due/1": {
            "on": _DAY, "days": _COUNT, "overdue": standings, "coming": standings, "in_progress": standings,
            "waiting": standings, "unknown": standings,
        },
        "register-show/1": {
            "entry": _ref("entry"), "standing": _or_null("#/$defs/standing"), "links_in": linked, "links_out": linked,
            "used_by": entries, "sources": _list(_ref("source")),
        },
        "register-source/1": {"source": _ref("source"), "entries": entries},
        "register-trace/1": {"entry": _ref("brief"), "before": step, "after": step},
        "register-matrix/1": {"on": _DAY, "cells": _list(cell), "bodies": _list(actor), "entries": held},
        "register-search/1": {"text": _TEXT, "entries": entries},
        "register-check/1": {
            "entries": _COUNT, "claims": _COUNT, "sources": _COUNT, "not_found": _COUNT, "faults": _list(fault),
            "disagree": _list(apart),
        },
    }  # fmt: skip
    head = {"version": _TEXT, "collected": _DAY, "known_on": {"anyOf": [_DAY, _NULL]}}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Documents of the register of cooperation",
        "oneOf": [_object({"schema": {"const": name}, **head, **held}) for name, held in documents.items()],
        "$defs": definitions,
    }


def _entry(file: File) -> dict[str, Any]:
    links = _object({kind: _list(_TEXT) for kind in LINKS}, required=())
    apart = _object({"about": _TEXT, "values": _list(_TEXT)})
    more = {"kind": {"const": file.table}, "links": links, "claims": _list(_ref("claim")), "disagree": _list(apart)}
    return _of_keys(file, more, leave=LINKS)


def _of_keys(file: File, more: dict[str, Any], leave: tuple[str, ...] = ()) -> dict[str, Any]:
    keys = [key for key in file.keys if key.name not in leave]
    held = {key.name: {**_key(key), "description": key.meaning} for key in keys}
    needed = [key.name for key in keys if key.required or key.name == "known"]
    return {"description": file.meaning, **_object({**held, **more}, required=(*needed, *more))}


def _key(key: Key) -> dict[str, Any]:
    shared = {FIELDS: _ref("field"), GRADES: _ref("grade")}
    one = dict(_TEXT) if not key.choices else shared.get(key.choices, _choice(key.choices))
    presence = _object({"office": _TEXT, "person": _TEXT})
    return {
        "when": _ref("when"),
        "day": _DAY,
        "integer": {"type": "integer", "minimum": 1},
        "present": _list(presence),
    }.get(key.kind, one if key.kind in {"text", "id"} else _list(one))


def _object(held: dict[str, Any], required: tuple[str, ...] | None = None) -> dict[str, Any]:
    needed = list(held) if required is None else list(required)
    return {"type": "object", "properties": held, "required": needed, "additionalProperties": False}


def _extended(brief: dict[str, Any], more: dict[str, Any]) -> dict[str, Any]:
    return _object({**brief["properties"], **more})


def _list(of: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": of}


def _choice(values: tuple[str, ...] | list[str]) -> dict[str, Any]:
    return {"enum": list(values)}


def _ref(name: str) -> dict[str, Any]:
    return {"$ref": f"#/$defs/{name}"}


def _or_null(ref: str) -> dict[str, Any]:
    return {"anyOf": [{"$ref": ref}, _NULL]}


if __name__ == "__main__":
    text = json.dumps(build(), indent=1, ensure_ascii=False, separators=(",", ":"))
    Path(sys.argv[1]).write_text(text + "\n", encoding="utf-8")
