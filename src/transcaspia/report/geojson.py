"""The answer as GeoJSON (RFC 7946): legs along their true alignment, and the stops between them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from transcaspia.report import words
from transcaspia.report.alignment import ATTRIBUTION, is_access, joined, leg_pieces, may_be_drawn
from transcaspia.report.projection import densified

if TYPE_CHECKING:
    import numpy.typing as npt

    from transcaspia.network.model import Network
    from transcaspia.planning.model import Itineraries, Itinerary, Leg, Stop

    Floats = npt.NDArray[np.float64]

_DECIMALS = 5


def answer_geojson(answer: Itineraries, network: Network) -> dict[str, Any]:
    """
    Return an answer as a FeatureCollection: a line for each leg, then a point for each stop.

    Parameters
    ----------
    answer
        The answer of `plan`; an empty one has no features.
    network
        Network that it was planned on.

    Returns
    -------
    dict[str, Any]
        GeoJSON. A leg over the 180th meridian is a MultiLineString cut there. Road access is a straight line
        (`schematic_access`), left out where it would leave the countries of its leg; a leg of nothing else is then a
        MultiPoint of its ends.
    """
    features = [
        _leg_feature(number, place, way, leg, network)
        for number, way in enumerate(answer.itineraries, start=1)
        for place, leg in enumerate(way.legs, start=1)
    ]
    stops: dict[str, tuple[Stop, list[int]]] = {}
    for number, way in enumerate(answer.itineraries, start=1):
        for stop in (way.legs[0].start, *(leg.end for leg in way.legs)):
            numbers = stops.setdefault(stop.id, (stop, []))[1]
            if number not in numbers:
                numbers.append(number)
    features += [_stop_feature(stop, numbers) for stop, numbers in stops.values()]
    return {
        "type": "FeatureCollection",
        "note": "Planning estimate, not an offer.",
        "attribution": ATTRIBUTION,
        "network": {"id": answer.network_id, "sha256": answer.network_sha256, "date": answer.network_date.isoformat()},
        "features": features,
    }


def _leg_feature(number: int, place: int, way: Itinerary, leg: Leg, network: Network) -> dict[str, Any]:
    pieces = leg_pieces(leg, network)
    return {
        "type": "Feature",
        "geometry": _geometry_of(leg, [line for key, line in pieces if may_be_drawn(leg, key, line)]),
        "properties": {
            "itinerary": number,
            "leg": place,
            "labels": list(way.labels),
            "corridor": way.corridor_name,
            "mode": leg.mode,
            "gauge_mm": leg.gauge_mm,
            "mode_name": words.MODE_NAMES[words.mode_key(leg)],
            "from": leg.start.name,
            "to": leg.end.name,
            "countries": list(leg.countries),
            "service": leg.service,
            "service_name": leg.service_name,
            "change": leg.change,
            "depart_p50": leg.depart.p50.strftime("%Y-%m-%dT%H:%MZ"),
            "arrive_p50": leg.arrive.p50.strftime("%Y-%m-%dT%H:%MZ"),
            "wait_p50_h": round(leg.wait_h.p50, 1),
            "run_p50_h": round(leg.run_h.p50, 1),
            "cost_usd": round(leg.cost_usd),
            "co2e_kg": round(leg.co2e_kg),
            "distance_km": round(leg.distance_km),
            "schematic_access": any(is_access(leg, key) for key, _ in pieces),
            "grade": leg.grade,
            "sources": list(leg.sources),
        },
    }


def _stop_feature(stop: Stop, numbers: list[int]) -> dict[str, Any]:
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [round(stop.lon, _DECIMALS), round(stop.lat, _DECIMALS)]},
        "properties": {"id": stop.id, "name": stop.name, "country": stop.country, "itineraries": numbers},
    }


def _geometry_of(leg: Leg, pieces: list[Floats]) -> dict[str, Any]:
    if pieces:
        return line_geometry(joined(pieces))
    ends = [[round(x, _DECIMALS) for x in (stop.lon, stop.lat)] for stop in (leg.start, leg.end)]
    return {"type": "MultiPoint", "coordinates": ends}


def line_geometry(line: Floats) -> dict[str, Any]:
    """
    Return a line as a GeoJSON geometry.

    Parameters
    ----------
    line
        Longitude and latitude, degrees, shape (n, 2), n >= 2.

    Returns
    -------
    dict[str, Any]
        LineString; MultiLineString where it is cut at the 180th meridian.
    """
    parts = _cut_at_180(line)
    rounded = [[[round(float(x), _DECIMALS), round(float(y), _DECIMALS)] for x, y in part] for part in parts]
    if len(rounded) == 1:
        return {"type": "LineString", "coordinates": rounded[0]}
    return {"type": "MultiLineString", "coordinates": rounded}


def _cut_at_180(line: Floats) -> list[Floats]:
    """Return a line in pieces whose longitudes stay within -180 to 180, as RFC 7946 asks."""
    run_on = densified(line, step_degrees=360.0)  # the points as they are, longitudes unwrapped
    turns = np.floor((run_on[:, 0] + 180.0) / 360.0)
    parts: list[Floats] = []
    part = [run_on[0] - [360.0 * turns[0], 0.0]]
    for before, after, turn, next_turn in zip(run_on, run_on[1:], turns, turns[1:], strict=False):
        if next_turn != turn:
            edge = 360.0 * max(turn, next_turn) - 180.0
            share = (edge - before[0]) / (after[0] - before[0])
            lat = before[1] + share * (after[1] - before[1])
            part.append(np.array([edge - 360.0 * turn, lat]))
            parts.append(np.array(part))
            part = [np.array([edge - 360.0 * next_turn, lat])]
        part.append(after - [360.0 * next_turn, 0.0])
    parts.append(np.array(part))
    return parts
