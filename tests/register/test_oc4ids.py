"""
The projects as a package of OC4IDS.

No package that can be installed carries the published schema (libcoveoc4ids fetches it from the web), so this holds the
package against the keys, types and codes of OC4IDS 0.9 for what is written here, put down by hand.
"""

from __future__ import annotations

from datetime import date

import jsonschema
import pytest

from transcaspia.network.load import load_network
from transcaspia.register.model import Project
from transcaspia.register.oc4ids import project_package

TEXT = {"type": "string", "minLength": 1}
INSTANT = {"type": "string", "format": "date-time", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"}
VALUE = {"amount": {"type": "number"}, "currency": {"type": "string", "pattern": "^[A-Z]{3}$"}}
POINT = {"type": {"const": "Point"}, "coordinates": {"type": "array", "items": {"type": "number"}, "minItems": 2}}


def thing(held, needed):
    return {"type": "object", "properties": held, "required": needed, "additionalProperties": False}


LOCATION = thing({"id": TEXT, "description": TEXT, "geometry": thing(POINT, [*POINT])}, ["id"])
URI = {"type": "string", "format": "uri"}
DOCUMENT = thing({"id": TEXT, "title": TEXT, "url": URI, "datePublished": INSTANT}, ["id"])
PROJECT = thing(
    {
        "id": TEXT, "updated": INSTANT, "title": TEXT, "description": TEXT,
        "status": {"enum": ["identification", "preparation", "implementation", "completion", "maintenance",
                            "decommissioning", "completed", "cancelled"]},
        "period": thing({"startDate": INSTANT, "endDate": INSTANT}, []),
        "sector": {"type": "array", "minItems": 1, "uniqueItems": True, "items": {"enum": [
            "transport", "transport.air", "transport.water", "transport.rail", "transport.road", "transport.urban"]}},
        "type": {"enum": ["construction", "rehabilitation", "replacement", "expansion"]},
        "locations": {"type": "array", "items": LOCATION},
        "budget": thing({"amount": thing(VALUE, [])}, []),
        "documents": {"type": "array", "items": DOCUMENT},
    },
    ["id"],
)  # fmt: skip
PACKAGE = thing(
    {
        "uri": URI, "publishedDate": INSTANT, "version": {"const": "0.9"},
        "publisher": thing({"name": TEXT}, ["name"]), "license": URI,
        "projects": {"type": "array", "minItems": 1, "uniqueItems": True, "items": PROJECT},
    },
    ["uri", "publishedDate", "publisher", "version", "projects"],
)  # fmt: skip


@pytest.fixture(scope="module")
def package(shipped):
    return project_package(shipped, date(2026, 11, 22))


def test_package_keeps_the_keys_types_and_codes_of_the_standard(package):
    jsonschema.Draft202012Validator(PACKAGE, format_checker=jsonschema.FormatChecker()).validate(package)


def test_every_project_is_there_once_with_its_sources(shipped, package):
    ids = [project["id"] for project in package["projects"]]
    assert ids == [f"transcaspia-{each.id}" for each in shipped.of(Project)]
    for project in package["projects"]:
        assert project["documents"]
        assert project["description"].endswith(".")


def test_status_follows_what_was_known(shipped):
    def status(day):
        then = project_package(shipped.as_known_on(day), day)
        return {project["id"]: project.get("status") for project in then["projects"]}

    assert status(date(2025, 9, 29)).get("transcaspia-pr-dostyk-mointy") is None
    assert status(date(2025, 9, 30))["transcaspia-pr-dostyk-mointy"] == "completed"


def test_money_stands_in_its_own_currency(package):
    budgets = {project["id"]: project["budget"]["amount"] for project in package["projects"] if "budget" in project}
    assert budgets["transcaspia-pr-dostyk-mointy"] == {"amount": 542_900_000_000, "currency": "KZT"}
    assert budgets["transcaspia-pr-kars-dilucu"] == {"amount": 2_400_000_000, "currency": "EUR"}


def test_places_are_nodes_of_the_network(shipped):
    nodes = {row.id for row in load_network().rows("nodes")}
    assert {place for each in shipped.of(Project) for place in each.places} <= nodes
