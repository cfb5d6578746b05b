"""The document `draft/1` for programs, and its schema."""

from __future__ import annotations

from typing import Any

from transcaspia.register.lists import FIELDS, FORMS, KINDS, LINKS, VERBS

FILE = "draft-1.schema.json"
"""The committed schema, beside this module."""


def schema() -> dict[str, Any]:
    """
    Return the JSON schema of a draft.

    Returns
    -------
    dict[str, Any]
        JSON Schema, draft 2020-12.
    """
    text, count = {"type": "string"}, {"type": "integer", "minimum": 0}
    day = {"type": "string", "format": "date"}
    null = {"type": "null"}
    stretch = _object({"from": day, "to": day})
    texts = {"type": "array", "items": text}
    bodies = ["chamber", "commission", "committee", "consultations", "council", "dialogue", "group"]
    entry = _object(
        {
            "kind": {"enum": list(KINDS)},
            "title": text,
            "date": {"anyOf": [day, stretch, null]},
            "place": {"anyOf": [text, null]},
            "parties": {"type": "array", "items": {"type": "string", "pattern": "^[A-Z]{2}$"}},
            "offices": {"type": "array", "items": _object({"office": text, "party": text, "as_reported": text})},
            "bodies": texts,
            "fields": {"type": "array", "items": {"enum": list(FIELDS)}},
            "verb": {"enum": [*VERBS, None]},
            "session": {"anyOf": [{"type": "integer", "minimum": 1}, null]},
            "period": {"anyOf": [day, stretch, null]},
            "form": {"enum": [*sorted({*FORMS["meeting"], *bodies}), None]},
            "links": texts,
            "relations": {"type": "array", "items": _object({"type": {"enum": list(LINKS)}, "entry": count})},
            "problems": texts,
            "disagrees": texts,
            "confidence": {"type": "number", "minimum": 0, "maximum": 1},
            "span": _object({"start": count, "end": count, "text": text}),
        }
    )
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Entries that a readout proposes for the register",
        **_object(
            {
                "schema": {"const": "draft/1"},
                "published": {"anyOf": [day, null]},
                "language": {"enum": ["en", "pl"]},
                "entries": {"type": "array", "items": entry},
                "problems": texts,
                "text": text,
            }
        ),
    }


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
