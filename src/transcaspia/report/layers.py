"""The network of a day as layers of a map: GeoJSON of links, nodes, borders, closures, restrictions and services."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from transcaspia.errors import DataError, InputError
from transcaspia.network.groups import countries_of
from transcaspia.network.model import calls
from transcaspia.network.tables import MODES
from transcaspia.planning.feasible import status_of
from transcaspia.report.alignment import ATTRIBUTION, joined
from transcaspia.report.canvas import closures_on
from transcaspia.report.geojson import line_geometry
from transcaspia.report.network_map import departures_a_week, traffic_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from transcaspia.network.model import Network, Row

Feature = dict[str, Any]


def layer(network: Network, name: str, day: date | None = None, mode: str | None = None) -> dict[str, Any]:
    """
    Return a layer of the map.

    Parameters
    ----------
    network
        The network, of all days.
    name
        One of `LAYERS`: links, nodes, borders, closures, restrictions, services.
    day
        The day; None for `usual_day`.
    mode
        Only what belongs to this mode.

    Returns
    -------
    dict[str, Any]
        A FeatureCollection with the day. What law says of whole countries has no geometry, but `countries`.

    Raises
    ------
    InputError
        If the day lies outside the data, or the layer or the mode is not known.
    """
    if name not in LAYERS:
        raise InputError(f"--layer '{name}' is not known: expected one of {', '.join(LAYERS)}.")
    if mode is not None and mode not in MODES:
        raise InputError(f"--mode '{mode}' is no mode: expected one of {', '.join(MODES)}.")
    day = usual_day(network) if day is None else day
    held = network.at(day)
    return {
        "type": "FeatureCollection",
        "layer": name,
        "date": day.isoformat(),
        "network": {"id": network.id, "sha256": network.sha256, "date": network.edition.isoformat()},
        "attribution": ATTRIBUTION,
        "features": LAYERS[name](held, day, mode),
    }


def usual_day(network: Network) -> date:
    """
    Return the day that is shown where none is asked for.

    Parameters
    ----------
    network
        The network, of all days.

    Returns
    -------
    date
        The day of its edition, or the last one of its data.
    """
    return min(network.edition, network.data_to)


def ground_of(row: Row) -> dict[str, Any]:
    """
    Return how sure a row is, on what it rests, and when it holds.

    Parameters
    ----------
    row
        Row of any table.

    Returns
    -------
    dict[str, Any]
        Its `grade`, `sources`, `valid_from` and `valid_to`, and `note` where it has one.
    """
    cells = row.cells
    told: dict[str, Any] = {"grade": cells.get("grade"), "sources": list(cells.get("source") or ())}  # type: ignore[call-overload]
    for name, column in (("valid_from", "from"), ("valid_to", "to")):
        value = cells.get(name if name in cells else column)
        told[name] = value.isoformat() if isinstance(value, date) else None
    told["note"] = cells.get("note")
    return told


def name_of(network: Network, row: Row) -> str:
    """
    Return what people call a row.

    Parameters
    ----------
    network
        The network, of one day or of all.
    row
        Row of any table.

    Returns
    -------
    str
        Its name; the ends of a link, what a closure shuts; else its id.
    """
    if "name" in row.cells:
        return row.text("name")
    nodes = network.by_id("nodes")
    if row.table == "links":
        return " - ".join(nodes[row.text(end)].text("name") for end in ("from", "to"))
    if row.table in {"terminals", "borders"}:
        return nodes[row.text("node")].text("name")
    if row.table == "closures":
        return ", ".join(nodes[what].text("name") if what in nodes else what for what in row.items("what"))
    return row.id


def service_links(network: Network, service: Row) -> list[tuple[Row, bool]] | None:
    """
    Return the links that a service runs over.

    Parameters
    ----------
    network
        Network of one day.
    service
        Row of the services table.

    Returns
    -------
    list[tuple[Row, bool]] | None
        Links in order with True where they are run from `from` to `to`; None where one does not hold on the day.
    """
    mode, gauge = service.text("mode"), service.maybe("gauge_mm")
    hops = [network.joining(a, b, mode, gauge) for (a, _), (b, _) in pairwise(calls(service))]
    return [hop[0] for hop in hops] if all(hops) else None


def _links(network: Network, day: date, mode: str | None) -> list[Feature]:
    weekly = traffic_of(network, day).weekly
    shut = {what: row.id for row in closures_on(network, day) for what in row.items("what")}
    found = []
    for row in network.rows("links"):
        if mode is not None and row.text("mode") != mode:
            continue
        properties = {
            "id": row.id, "name": name_of(network, row), "mode": row.text("mode"),
            "gauge_mm": _whole(row.maybe("gauge_mm")),
            "countries": list(row.items("countries")), "from": row.text("from"), "to": row.text("to"),
            "length_km": _length(network, row.id), "electrified_share": row.maybe("electrified_share"),
            "tags": list(row.items("tags")), "used": row.id in weekly,
            "departures_per_week": round(weekly[row.id], 2) if row.id in weekly else None,
            "closed_by": shut.get(row.id), **ground_of(row),
        }  # fmt: skip
        found.append(_feature(line_geometry(np.array(network.geometry(row.id))), properties))
    return found


def _nodes(network: Network, day: date, mode: str | None) -> list[Feature]:
    calling = traffic_of(network, day).calling
    shut = {what: row.id for row in closures_on(network, day) for what in row.items("what")}
    modes: defaultdict[str, set[str]] = defaultdict(set)
    for link in network.rows("links"):
        for end in ("from", "to"):
            modes[link.text(end)].add(link.text("mode"))
    changes: defaultdict[str, list[str]] = defaultdict(list)
    for row in network.rows("terminals"):
        if row.text("change") not in changes[row.text("node")]:
            changes[row.text("node")].append(row.text("change"))
    found = []
    for row in network.rows("nodes"):
        if mode is not None and mode not in modes[row.id]:
            continue
        properties = {
            "id": row.id, "name": row.text("name"), "country": row.text("country"), "kind": row.text("kind"),
            "timezone": row.text("timezone"), "modes": sorted(modes[row.id]), "changes": changes[row.id],
            "departures_per_week": round(calling[row.id], 2) if row.id in calling else None,
            "closed_by": shut.get(row.id), **ground_of(row),
        }  # fmt: skip
        found.append(_feature(_point(network, row.id), properties))
    return found


def _borders(network: Network, day: date, mode: str | None) -> list[Feature]:
    shut = {what: row.id for row in closures_on(network, day) for what in row.items("what")}
    posts: defaultdict[str, list[Row]] = defaultdict(list)
    for row in network.rows("borders"):
        if mode is None or row.text("mode") == mode:
            posts[row.text("node")].append(row)
    found = []
    for node, rows in posts.items():
        crossings = [
            {
                "mode": row.text("mode"), "from": row.text("from_country"), "to": row.text("to_country"),
                "traffic": row.text("traffic") or None, "regime_from": row.text("regime_from") or None,
                "regime_to": row.text("regime_to") or None, **ground_of(row),
            }
            for row in rows
        ]  # fmt: skip
        properties = {
            "id": node, "name": network.get("nodes", node).text("name"),
            "countries": sorted({row.text(end) for row in rows for end in ("from_country", "to_country")}),
            "modes": sorted({row.text("mode") for row in rows}), "crossings": crossings,
            "closed_by": shut.get(node), **ground_of(network.get("nodes", node)),
        }  # fmt: skip
        found.append(_feature(_point(network, node), properties))
    return found


def _closures(network: Network, day: date, mode: str | None) -> list[Feature]:
    found = []
    for row in closures_on(network, day):
        if not _concerns(row.items("mode"), mode):
            continue
        for what in row.items("what"):
            geometry, name = _ground(network, what)
            properties = {
                "id": row.id, "what": what, "name": name, "modes": list(row.items("mode")),
                "direction": row.text("direction") or None, "announced": _iso(row.day("announced")), **ground_of(row),
            }  # fmt: skip
            found.append(_feature(geometry, properties))
    return found


def _restrictions(network: Network, day: date, mode: str | None) -> list[Feature]:
    codes = sorted({row.text("country") for row in network.rows("nodes")})
    groups = network.settings.get("groups", {})
    found = []
    for row in network.rows("restrictions"):
        first, last = row.day("from"), row.day("to")
        in_force = (first is None or first <= day) and (last is None or day <= last)
        if not in_force or not _concerns(row.items("modes"), mode):
            continue
        inside = countries_of(row.items("countries"), groups) if row.items("countries") else ()
        properties = {
            "id": row.id, "name": row.text("name"), "effect": row.text("effect"), "modes": list(row.items("modes")),
            "countries": [code for code in codes if code in inside], "places": list(row.items("places")),
            "entered_from": list(row.items("entered_from")), "use": row.text("use") or None,
            "carriers": list(row.items("carriers")), "origins": list(row.items("origins")),
            "destinations": list(row.items("destinations")), "hs": list(row.items("hs")),
            "commodities": list(row.items("commodities")), "max_gross_t": row.maybe("max_gross_t"),
            "act": row.text("act") or None, "exceptions": list(row.items("exceptions")),
            "verify": row.text("verify") or None, **ground_of(row),
        }  # fmt: skip
        spots = [spot for what in row.items("places") if (spot := _ground(network, what)[0]) is not None]
        geometry = None if not spots else spots[0] if len(spots) == 1 else _collected(spots)
        found.append(_feature(geometry, properties))
    return found


def _services(network: Network, day: date, mode: str | None) -> list[Feature]:
    found = []
    for row in network.rows("services"):
        status = status_of(row, day, network.settings["planning"])
        ways = service_links(network, row)
        if ways is None or status == "not_seen_running" or (mode is not None and row.text("mode") != mode):
            continue
        lines = [np.array(network.geometry(link.id)) for link, _ in ways]
        lines = [line if forward else line[::-1] for line, (_, forward) in zip(lines, ways, strict=True)]
        vehicle = network.get("vehicles", row.text("vehicle"))
        properties = {
            "id": row.id, "name": row.text("name"), "operator": row.text("operator"), "mode": row.text("mode"),
            "gauge_mm": _whole(row.maybe("gauge_mm")), "calls": [node for node, here in calls(row) if here],
            "links": [link.id for link, _ in ways],
            "countries": list(dict.fromkeys(c for link, _ in ways for c in link.items("countries"))),
            "direction": row.text("direction"), "status": status, "departures": row.text("departures"),
            "departures_per_week": round(departures_a_week(network, row), 2) or None,
            "capacity": vehicle.number("capacity"), "capacity_counts": vehicle.text("counts"),
            "sold_as": row.text("sold_as"), "units": list(row.items("units")), **ground_of(row),
            "valid_from": _iso(row.day("first_seen")), "valid_to": _iso(row.day("last_seen")),
        }  # fmt: skip
        found.append(_feature(line_geometry(joined(lines)), properties))
    return found


LAYERS: dict[str, Callable[[Network, date, str | None], list[Feature]]] = {
    "links": _links,
    "nodes": _nodes,
    "borders": _borders,
    "closures": _closures,
    "restrictions": _restrictions,
    "services": _services,
}
"""Every layer."""


def _feature(geometry: dict[str, Any] | None, properties: dict[str, Any]) -> Feature:
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def _point(network: Network, node: str) -> dict[str, Any]:
    return {"type": "Point", "coordinates": [round(x, 5) for x in network.position(node)]}


def _ground(network: Network, what: str) -> tuple[dict[str, Any] | None, str]:
    """Return where a node or link lies, and its name; nowhere where it does not hold on the day."""
    nodes, links = network.by_id("nodes"), network.by_id("links")
    if what in nodes:
        return _point(network, what), nodes[what].text("name")
    if what in links:
        return line_geometry(np.array(network.geometry(what))), what
    return None, what


def _collected(geometries: list[dict[str, Any]]) -> dict[str, Any]:
    if all(geometry["type"] == "Point" for geometry in geometries):
        return {"type": "MultiPoint", "coordinates": [geometry["coordinates"] for geometry in geometries]}
    return {"type": "GeometryCollection", "geometries": geometries}


def _length(network: Network, link: str) -> float | None:
    try:
        return round(network.length_km(link), 1)
    except DataError:
        return None


def _concerns(modes: Iterable[str], mode: str | None) -> bool:
    """Return whether what holds for these modes, or for all where there is none, concerns a mode."""
    listed = tuple(modes)
    return mode is None or not listed or mode in listed


def _whole(value: float | None) -> int | None:
    return None if value is None else int(value)


def _iso(value: date | None) -> str | None:
    return None if value is None else value.isoformat()
