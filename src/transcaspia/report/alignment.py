"""The line on the ground of each leg, as maps and GeoJSON draw it."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from transcaspia.report.basemap import country_land
from transcaspia.units import EARTH_RADIUS_KM

if TYPE_CHECKING:
    import numpy.typing as npt

    from transcaspia.network.model import Network
    from transcaspia.planning.model import Leg

    Floats = npt.NDArray[np.float64]


ATTRIBUTION = (
    "(c) OpenStreetMap contributors, ODbL 1.0 (rail and road lines); Natural Earth (base map); "
    "searoute, Apache-2.0 (sea lines)"
)

STRAIGHT_KM = 60.0
"""A railway or road that is drawn straight for longer than this has a course that the map does not know."""

_NEAR_DEGREES = 0.001
_STRIP_DEGREES = 0.1
"""How far a straight line may leave the countries of its leg: the base map is coarse along borders."""


def leg_pieces(leg: Leg, network: Network) -> list[tuple[str, Floats]]:
    """
    Return the line of a leg link by link.

    Parameters
    ----------
    leg
        The leg; road access before, after or instead of its links is a straight line.
    network
        Gives the line of each link along its true alignment.

    Returns
    -------
    list[tuple[str, Floats]]
        Id of the link, or both ends of an access, and longitude and latitude, degrees, shape (n, 2), n >= 2.
    """
    start, end = (np.array([stop.lon, stop.lat]) for stop in (leg.start, leg.end))
    if not leg.links:
        return [(_access(leg.start.id, leg.end.id), np.array([start, end]))]
    pieces = [(link, _run(network, link, forward=forward)) for link, forward in leg.links]
    first, last = pieces[0], pieces[-1]
    if np.abs(first[1][0] - start).max() > _NEAR_DEGREES:
        pieces.insert(0, (_access(leg.start.id, first[0]), np.array([start, first[1][0]])))
    if np.abs(last[1][-1] - end).max() > _NEAR_DEGREES:
        pieces.append((_access(leg.end.id, last[0]), np.array([last[1][-1], end])))
    return pieces


def _access(one: str, other: str) -> str:
    return "-".join(sorted((one, other)))


def is_access(leg: Leg, key: str) -> bool:
    """
    Return whether a piece of a leg is road access, and so a straight line.

    Parameters
    ----------
    leg
        The leg.
    key
        Id of the piece, as of `leg_pieces`.

    Returns
    -------
    bool
        True where it is no link.
    """
    return all(key != link for link, _ in leg.links)


def may_be_drawn(leg: Leg, key: str, line: Floats) -> bool:
    """
    Return whether a piece of a leg may be drawn: road access may not cross a country that the leg does not.

    Parameters
    ----------
    leg
        The leg.
    key
        Id of the piece, as of `leg_pieces`.
    line
        The piece.

    Returns
    -------
    bool
        True for every link, and for access that keeps to the countries of its leg.
    """
    if not is_access(leg, key):
        return True
    from shapely.geometry import LineString

    drawn = LineString(line)
    others = (land for code, land in country_land().items() if code not in leg.countries)
    return not any(drawn.intersects(land) and drawn.intersects(land.buffer(-_STRIP_DEGREES)) for land in others)


def leg_line(leg: Leg, network: Network) -> Floats:
    """
    Return the line of a leg from its start to its end.

    Parameters
    ----------
    leg
        The leg.
    network
        As for `leg_pieces`.

    Returns
    -------
    Floats
        Longitude and latitude, degrees, shape (n, 2), n >= 2; no point twice in a row.
    """
    return joined([piece for _, piece in leg_pieces(leg, network)])


def joined(pieces: list[Floats]) -> Floats:
    """
    Return pieces of a line as one.

    Parameters
    ----------
    pieces
        Each of shape (n, 2), in order, at least one.

    Returns
    -------
    Floats
        Shape (n, 2), n >= 2; no point twice in a row.
    """
    line = np.concatenate(pieces)
    keep = np.ones(len(line), dtype=np.bool_)
    keep[1:] = np.any(np.diff(line, axis=0) != 0.0, axis=1)
    return line[keep] if keep.sum() > 1 else line[[0, -1]]


def pieces_km(line: Floats) -> Floats:
    """
    Return the great-circle length of each piece of a line.

    Parameters
    ----------
    line
        Longitude and latitude, degrees, shape (n, 2).

    Returns
    -------
    Floats
        Kilometres, shape (n - 1,).

    Examples
    --------
    >>> pieces_km(np.array([[0.0, 0.0], [1.0, 0.0], [1.0, 2.0]])).round(1)
    array([111.2, 222.4])
    """
    lon, lat = np.radians(line).T
    half = np.sin(np.diff(lat) / 2.0) ** 2 + np.cos(lat[:-1]) * np.cos(lat[1:]) * np.sin(np.diff(lon) / 2.0) ** 2
    km: Floats = 2.0 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(half))
    return km


def split_at_straights(line: Floats, least_km: float = STRAIGHT_KM) -> list[tuple[Floats, bool]]:
    """
    Return a line cut where it runs straight for long, as it does where its course is not known.

    Parameters
    ----------
    line
        Longitude and latitude, degrees, shape (n, 2), n >= 2.
    least_km
        Length from which a straight piece counts.

    Returns
    -------
    list[tuple[Floats, bool]]
        Parts in order, each beginning where the one before ends, and True for one long straight piece.
    """
    long = pieces_km(line) >= least_km
    cuts = sorted({0, *(np.flatnonzero(long[1:] | long[:-1]) + 1).tolist(), len(line) - 1})
    return [(line[a : b + 1], bool(long[a])) for a, b in pairwise(cuts)]


def _run(network: Network, link: str, *, forward: bool) -> Floats:
    line = np.asarray(network.geometry(link), dtype=np.float64)
    return line if forward else line[::-1]
