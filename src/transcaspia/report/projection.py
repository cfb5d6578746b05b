"""The projection of maps: Lambert azimuthal equal-area about the middle of what is shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from transcaspia.units import EARTH_RADIUS_KM

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]

_ROUNDS = 4


@dataclass(frozen=True, slots=True)
class Projection:
    """
    Lambert azimuthal equal-area projection [1]_ of the sphere.

    One formula serves a road of 500 km and a voyage round Africa: areas are true everywhere, shapes are
    good where the way runs, and no meridian is a seam. A conic would need a branch for each of these.

    Attributes
    ----------
    lon, lat
        Centre, degrees; north is up there.

    References
    ----------
    .. [1] Snyder, J. P. (1987), Map Projections: A Working Manual, USGS Professional Paper 1395, p. 182-190.
    """

    lon: float
    lat: float

    def forward(self, points: Floats) -> Floats:
        """
        Return points on the map.

        Parameters
        ----------
        points
            Longitude and latitude, degrees, shape (n, 2).

        Returns
        -------
        Floats
            East and north of the centre, km, shape (n, 2).
        """
        lam = np.radians(points[:, 0] - self.lon)
        phi = np.radians(points[:, 1])
        phi0 = np.radians(self.lat)
        cos_c = np.sin(phi0) * np.sin(phi) + np.cos(phi0) * np.cos(phi) * np.cos(lam)
        k = np.sqrt(2.0 / np.maximum(1.0 + cos_c, 1e-9))
        east = k * np.cos(phi) * np.sin(lam)
        north = k * (np.cos(phi0) * np.sin(phi) - np.sin(phi0) * np.cos(phi) * np.cos(lam))
        flat: Floats = np.column_stack((east, north)) * EARTH_RADIUS_KM
        return flat

    def inverse(self, points: Floats) -> Floats:
        """
        Return the places that stand at points of the map.

        Parameters
        ----------
        points
            East and north of the centre, km, shape (n, 2).

        Returns
        -------
        Floats
            Longitude in (-180, 180] and latitude, degrees, shape (n, 2).
        """
        east, north = points[:, 0] / EARTH_RADIUS_KM, points[:, 1] / EARTH_RADIUS_KM
        rho = np.hypot(east, north)
        c = 2.0 * np.arcsin(np.minimum(rho / 2.0, 1.0))
        phi0 = np.radians(self.lat)
        ratio = np.divide(np.sin(c), rho, out=np.ones_like(rho), where=rho > 0.0)
        lat = np.arcsin(np.clip(np.cos(c) * np.sin(phi0) + north * ratio * np.cos(phi0), -1.0, 1.0))
        lon = np.radians(self.lon) + np.arctan2(east * ratio, np.cos(phi0) * np.cos(c) - north * ratio * np.sin(phi0))
        degrees: Floats = np.degrees(np.column_stack((lon, lat)))
        degrees[:, 0] = 180.0 - (180.0 - degrees[:, 0]) % 360.0
        return degrees

    def distance_degrees(self, points: Floats) -> Floats:
        """
        Return the angle between the centre and points.

        Parameters
        ----------
        points
            Longitude and latitude, degrees, shape (n, 2).

        Returns
        -------
        Floats
            Degrees of arc, shape (n,).
        """
        lam = np.radians(points[:, 0] - self.lon)
        phi, phi0 = np.radians(points[:, 1]), np.radians(self.lat)
        cos_c = np.sin(phi0) * np.sin(phi) + np.cos(phi0) * np.cos(phi) * np.cos(lam)
        degrees: Floats = np.degrees(np.arccos(np.clip(cos_c, -1.0, 1.0)))
        return degrees


def centred_on(lines: Sequence[Floats]) -> Projection:
    """
    Return the projection that puts lines in the middle of the map.

    Parameters
    ----------
    lines
        Lines as longitude and latitude, degrees, each of shape (n, 2); at least one point in all.

    Returns
    -------
    Projection
        Centred on the middle of the lines' box on the map itself.
    """
    points = np.concatenate(lines)
    phi, lam = np.radians(points[:, 1]), np.radians(points[:, 0])
    x, y, z = np.cos(phi) * np.cos(lam), np.cos(phi) * np.sin(lam), np.sin(phi)
    projection = Projection(
        float(np.degrees(np.arctan2(y.mean(), x.mean()))),
        float(np.degrees(np.arctan2(z.mean(), np.hypot(x.mean(), y.mean())))),
    )
    for _ in range(_ROUNDS):
        flat = projection.forward(points)
        middle = (flat.min(axis=0) + flat.max(axis=0)) / 2.0
        lon, lat = projection.inverse(middle[np.newaxis, :])[0]
        projection = Projection(float(lon), float(lat))
    return projection


def densified(points: Floats, step_degrees: float = 1.0) -> Floats:
    """
    Return a line with no step longer than asked, straight in longitude and latitude the short way round.

    Parameters
    ----------
    points
        Longitude and latitude, degrees, shape (n, 2).
    step_degrees
        Longest step, degrees.

    Returns
    -------
    Floats
        Shape (m, 2), m >= n; longitudes run on past 180 rather than jump.
    """
    line = points.copy()
    line[:, 0] = np.degrees(np.unwrap(np.radians(line[:, 0])))
    if len(line) < 2:
        return line
    pieces = np.maximum(np.ceil(np.abs(np.diff(line, axis=0)).max(axis=1) / step_degrees), 1.0)
    at = np.concatenate(([0.0], np.cumsum(pieces)))
    wanted = np.arange(at[-1] + 1.0)
    return np.column_stack((np.interp(wanted, at, line[:, 0]), np.interp(wanted, at, line[:, 1])))
