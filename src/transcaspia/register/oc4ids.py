"""The infrastructure projects of a register in the Open Contracting for Infrastructure Data Standard (OC4IDS 0.9)."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Any

from transcaspia.network.load import SHIPPED
from transcaspia.register.model import Project

if TYPE_CHECKING:
    from datetime import date

    from transcaspia.register.model import Claim, Register, Source

VERSION = "0.9"
"""Version of the standard."""
STATUS = {
    "proposed": "identification",
    "agreed": "preparation",
    "in_progress": "implementation",
    "met": "completed",
    "dropped": "cancelled",
}
"""Status as OC4IDS codes it, by state; a state that is not known has none."""

_SCALE = {"bn": 1_000_000_000, "m": 1_000_000}
_PREFIX = "transcaspia"


def project_package(register: Register, on: date) -> dict[str, Any]:
    """
    Return the infrastructure projects as a project package.

    Parameters
    ----------
    register
        The register.
    on
        Day as of which it is written.

    Returns
    -------
    dict
        Project package of OC4IDS 0.9. Ids carry no registered prefix, since this project has none; what the standard
        has no place for (length, capacity, sources that disagree) stands in the description.
    """
    places = _places()
    return {
        "uri": f"urn:{_PREFIX}:register:{on.isoformat()}",
        "publishedDate": _instant(on),
        "publisher": {"name": "The Transcaspia maintainers"},
        "version": VERSION,
        "license": "https://creativecommons.org/licenses/by/4.0/",
        "projects": [_project(register, each, on, places) for each in register.of(Project)],
    }


def _project(
    register: Register, project: Project, on: date, places: dict[str, tuple[str, float, float]]
) -> dict[str, Any]:
    told: dict[str, Any] = {
        "id": f"{_PREFIX}-{project.id}",
        "updated": _instant(max([project.known, *(claim.known for claim in project.claims)])),
        "title": project.title,
        "description": _description(project),
        "sector": [project.sector],
        "type": project.type,
    }
    states = [claim for claim in project.about("state") if claim.when.first <= on and not claim.not_found]
    if states and states[-1].value in STATUS:
        told["status"] = STATUS[states[-1].value]
    if project.period is not None:
        told["period"] = {"startDate": _instant(project.period.first), "endDate": _instant(project.period.last)}
    located = [(node, places[node]) for node in project.places if node in places]
    if located:
        told["locations"] = [
            {"id": node, "description": name, "geometry": {"type": "Point", "coordinates": [lon, lat]}}
            for node, (name, lon, lat) in located
        ]
    amount = _amount(project)
    if amount is not None:
        told["budget"] = {"amount": amount}
    keys = dict.fromkeys(key for keys in (project.source, *(claim.source for claim in project.claims)) for key in keys)
    told["documents"] = [_document(register.sources[key]) for key in keys]
    return told


def _description(project: Project) -> str:
    """Return the published figures in words, each with when it was published and the id of the fact."""
    figures = [
        f"{claim.about.replace('_', ' ')} {claim.value} {claim.unit}".strip()
        + f" ({claim.when.text}; {claim.fact}{'; ' + claim.note if claim.note else ''})"
        for claim in sorted(project.claims, key=lambda claim: claim.when.first)
    ]
    return ". ".join(part for part in (project.note, *figures) if part) + "."


def _amount(project: Project) -> dict[str, Any] | None:
    """Return the cost that was published last, in its currency."""
    costs = [claim for claim in project.about("cost") if not claim.not_found]
    return None if not costs else _money(costs[-1])


def _money(claim: Claim) -> dict[str, Any]:
    currency, _, scale = claim.unit.partition(" ")
    return {"amount": round(float(claim.value) * _SCALE.get(scale, 1)), "currency": currency}


def _document(source: Source) -> dict[str, Any]:
    told: dict[str, Any] = {"id": source.key, "title": f"{source.publisher}: {source.title}"}
    if source.url:
        told["url"] = source.url
    if source.published is not None:
        told["datePublished"] = _instant(source.published.last)
    return told


def _places() -> dict[str, tuple[str, float, float]]:
    with (SHIPPED / "nodes.csv").open(encoding="utf-8", newline="") as file:
        return {row["id"]: (row["name"], float(row["lon"]), float(row["lat"])) for row in csv.DictReader(file)}


def _instant(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"
