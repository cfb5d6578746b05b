"""The register and its answers as JSON documents and as rows for a spreadsheet."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any

from transcaspia import __version__
from transcaspia.network.schema import read_schema
from transcaspia.register.lists import LINKS
from transcaspia.register.model import Presence, disagreements
from transcaspia.register.questions import time_of
from transcaspia.register.standing import standings
from transcaspia.register.when import When

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from transcaspia.network.faults import Faults
    from transcaspia.register.model import Claim, Entry, Register, Source
    from transcaspia.register.questions import Cell, Due, Shown, Trace
    from transcaspia.register.standing import Standing

SCHEMA_FILE = "register-1.schema.json"
COLUMNS = (
    "kind", "id", "title", "title_pl", "from", "to", "when", "planned", "place", "parties", "fields", "body", "session",
    "verb", "state", "due", "source", "grade", "known", "note",
)  # fmt: skip
"""Columns of entries as CSV; lists are joined by `;`."""


def schema() -> dict[str, Any]:
    """
    Return the JSON schema of the documents.

    Returns
    -------
    dict
        JSON Schema, draft 2020-12.
    """
    return read_schema("transcaspia.register", SCHEMA_FILE)


def register_document(register: Register) -> dict[str, Any]:
    """
    Return all of a register.

    Parameters
    ----------
    register
        The register.

    Returns
    -------
    dict
        Document `register/1`: every entry with its claims, and the sources.
    """
    return {
        **_head("register/1", register),
        "entries": [entry_document(entry) for entry in register],
        "sources": [source_document(source) for source in register.sources.values()],
    }


def entry_document(entry: Entry) -> dict[str, Any]:
    """
    Return one entry.

    Parameters
    ----------
    entry
        Any entry.

    Returns
    -------
    dict
        Its keys as in the files, times as `{"from", "to", "text"}`, links by type, claims, and where sources disagree.
    """
    told: dict[str, Any] = {}
    for each in fields(entry):
        value = getattr(entry, each.name)
        if each.name in {"links", "claims"} or value in (None, "", (), 0):
            continue
        told[each.name] = _plain(value)
    told["links"] = {kind: list(entry.links[kind]) for kind in LINKS if entry.links.get(kind)}
    told["claims"] = [claim_document(claim) for claim in entry.claims]
    told["disagree"] = [
        {"about": each.about, "values": [claim.value for claim in each.claims]} for each in disagreements(entry)
    ]
    return told


def claim_document(claim: Claim) -> dict[str, Any]:
    """
    Return one claim.

    Parameters
    ----------
    claim
        The claim.

    Returns
    -------
    dict
        Its keys as in the files, with `found` false where no public record was found.
    """
    told = {each.name: _plain(getattr(claim, each.name)) for each in fields(claim)}
    return {**{key: value for key, value in told.items() if value not in ("", [])}, "found": not claim.not_found}


def source_document(source: Source) -> dict[str, Any]:
    """
    Return one source.

    Parameters
    ----------
    source
        The source.

    Returns
    -------
    dict
        Its keys as in the file.
    """
    told = {each.name: _plain(getattr(source, each.name)) for each in fields(source)}
    return {key: value for key, value in told.items() if value not in ("", None)}


def timeline_document(register: Register, entries: Sequence[Entry]) -> dict[str, Any]:
    """
    Return a timeline.

    Parameters
    ----------
    register
        The register that was asked.
    entries
        Entries in order of time.

    Returns
    -------
    dict
        Document `register-timeline/1`.
    """
    return {**_head("register-timeline/1", register), "entries": [_brief(entry) for entry in entries]}


def due_document(register: Register, due: Due) -> dict[str, Any]:
    """
    Return what is due.

    Parameters
    ----------
    register
        The register that was asked.
    due
        What is due.

    Returns
    -------
    dict
        Document `register-due/1`.
    """
    groups = ("overdue", "coming", "in_progress", "waiting", "unknown")
    return {
        **_head("register-due/1", register),
        "on": due.on.isoformat(),
        "days": due.days,
        **{group: [standing_document(each) for each in getattr(due, group)] for group in groups},
    }


def standing_document(standing: Standing) -> dict[str, Any]:
    """
    Return how an entry stands.

    Parameters
    ----------
    standing
        How it stands.

    Returns
    -------
    dict
        Id, titles, state, when it is due, for how long it is overdue or silent, the last claim and the last search.
    """
    return {
        "id": standing.entry.id,
        "kind": standing.entry.kind,
        "title": standing.entry.title,
        "title_pl": standing.entry.title_pl,
        "state": standing.state,
        "due": None if standing.due is None else _plain(standing.due),
        "overdue_days": standing.overdue_days,
        "silent_days": standing.silent_days,
        "last": None if standing.last is None else claim_document(standing.last),
        "searched": None if standing.searched is None else claim_document(standing.searched),
    }


def show_document(register: Register, shown: Shown) -> dict[str, Any]:
    """
    Return all that is said of an entry.

    Parameters
    ----------
    register
        The register that was asked.
    shown
        What it says.

    Returns
    -------
    dict
        Document `register-show/1`.
    """
    return {
        **_head("register-show/1", register),
        "entry": entry_document(shown.entry),
        "standing": None if shown.standing is None else standing_document(shown.standing),
        "links_in": [{"type": kind, **_brief(entry)} for kind, entry in shown.links_in],
        "links_out": [{"type": kind, **_brief(entry)} for kind, entry in shown.links_out],
        "used_by": [_brief(entry) for entry in shown.used_by],
        "sources": [source_document(register.sources[key]) for key in shown.sources],
    }


def source_use_document(register: Register, key: str, entries: Sequence[Entry]) -> dict[str, Any]:
    """
    Return a source and what rests on it.

    Parameters
    ----------
    register
        The register that was asked.
    key
        Key of the source.
    entries
        Entries that rest on it.

    Returns
    -------
    dict
        Document `register-source/1`.
    """
    return {
        **_head("register-source/1", register),
        "source": source_document(register.sources[key]),
        "entries": [_brief(entry) for entry in entries],
    }


def trace_document(register: Register, trace: Trace) -> dict[str, Any]:
    """
    Return what led to an entry and what it led to.

    Parameters
    ----------
    register
        The register that was asked.
    trace
        The steps.

    Returns
    -------
    dict
        Document `register-trace/1`.
    """
    sides = {
        name: [{"depth": step.depth, "link": step.link, "by": step.by, **_brief(step.entry)} for step in steps]
        for name, steps in (("before", trace.before), ("after", trace.after))
    }
    return {**_head("register-trace/1", register), "entry": _brief(trace.entry), **sides}


def matrix_document(register: Register, cells: Sequence[Cell], on: date) -> dict[str, Any]:
    """
    Return fields by bodies and states.

    Parameters
    ----------
    register
        The register that was asked.
    cells
        The cells that hold something.
    on
        The day.

    Returns
    -------
    dict
        Document `register-matrix/1`: the cells, and once each the bodies and the entries that they name.
    """
    told = [{"field": c.field, "body": c.body, "state": c.state, "entries": list(c.entries)} for c in cells]
    bodies = dict.fromkeys(c.body for c in cells if c.body)
    named = {entry for c in cells for entry in c.entries}
    held = [
        {**standing_document(each), "parties": list(each.entry.parties)}
        for each in standings(register, on)
        if each.entry.id in named
    ]
    return {
        **_head("register-matrix/1", register),
        "on": on.isoformat(),
        "cells": told,
        "bodies": [_actor(register[body]) for body in bodies],
        "entries": held,
    }


def _actor(entry: Entry) -> dict[str, Any]:
    """Return who is to act: a body of its parties, or an office of its country; none of both where it is nobody's."""
    country = getattr(entry, "country", "")
    return {
        "id": entry.id,
        "kind": entry.kind,
        "title": entry.title,
        "title_pl": entry.title_pl,
        "parties": list(entry.parties) or ([country] if country else []),
    }


def search_document(register: Register, text: str, entries: Sequence[Entry]) -> dict[str, Any]:
    """
    Return what was found.

    Parameters
    ----------
    register
        The register that was asked.
    text
        What was searched for.
    entries
        What was found.

    Returns
    -------
    dict
        Document `register-search/1`.
    """
    return {**_head("register-search/1", register), "text": text, "entries": [_brief(entry) for entry in entries]}


def check_document(register: Register, faults: Faults) -> dict[str, Any]:
    """
    Return what is wrong with a register, and what its sources disagree on.

    Parameters
    ----------
    register
        The register.
    faults
        What is wrong.

    Returns
    -------
    dict
        Document `register-check/1`.
    """
    told = [
        {"file": file, "key": key, "line": line, "value": value, "what": what, "todo": todo}
        for (file, key, what, todo), places in faults.found.items()
        for line, value in places
    ]
    apart = [
        {"entry": each.entry, "about": each.about, "when": each.claims[0].when.text,
         "claims": [claim_document(claim) for claim in each.claims]}
        for entry in register
        for each in disagreements(entry)
    ]  # fmt: skip
    return {
        **_head("register-check/1", register),
        "entries": len(register.entries),
        "claims": sum(1 + len(entry.claims) for entry in register),
        "sources": len(register.sources),
        "not_found": sum(claim.not_found for entry in register for claim in entry.claims),
        "faults": told,
        "disagree": apart,
    }


def rows(entries: Iterable[Entry], states: dict[str, str]) -> list[list[str]]:
    """
    Return entries as rows for a spreadsheet.

    Parameters
    ----------
    entries
        The entries.
    states
        State of those that are followed, by id.

    Returns
    -------
    list[list[str]]
        Cells in the order of `COLUMNS`.
    """
    found = []
    for entry in entries:
        when = time_of(entry)
        planned = getattr(entry, "planned", None)
        cells = {
            "from": "" if when is None else when.first.isoformat(),
            "to": "" if when is None or when.is_open else when.last.isoformat(),
            "when": "" if when is None else when.text,
            "planned": "" if planned is None else planned.text,
            "due": "" if entry.due is None else entry.due.text,
            "state": states.get(entry.id, ""),
            "known": entry.known.isoformat(),
        }
        row = []
        for column in COLUMNS:
            value = cells[column] if column in cells else getattr(entry, column, "")
            row.append(";".join(value) if isinstance(value, tuple) else str(value or ""))
        found.append(row)
    return found


def _head(schema_name: str, register: Register) -> dict[str, Any]:
    return {
        "schema": schema_name,
        "version": __version__,
        "collected": register.collected.isoformat(),
        "known_on": None if register.known_on is None else register.known_on.isoformat(),
    }


def _brief(entry: Entry) -> dict[str, Any]:
    """Return what a list says of an entry."""
    when = time_of(entry)
    return {
        "id": entry.id,
        "kind": entry.kind,
        "title": entry.title,
        "title_pl": entry.title_pl,
        "when": None if when is None else _plain(when),
        "announced": entry.time is None and when is not None,
        "parties": list(entry.parties),
        "fields": list(entry.fields),
        "place": getattr(entry, "place", ""),
        "session": getattr(entry, "session", 0) or None,
        "body": getattr(entry, "body", "") or None,
        "source": list(entry.source),
        "grade": entry.grade,
    }


def _plain(value: object) -> Any:  # noqa: ANN401
    """Return a value of the model as JSON holds it."""
    if isinstance(value, When):
        last = None if value.is_open else value.last.isoformat()
        return {"from": value.first.isoformat(), "to": last, "text": value.text}
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if isinstance(value, Presence):
        return {"office": value.office, "person": value.person}
    if isinstance(value, (str, int)) or value is None:
        return value
    return str(value)
