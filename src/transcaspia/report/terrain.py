"""The ground of a map: land, borders, and the few names that help the eye."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from transcaspia.report import looks
from transcaspia.report.basemap import load_basemap
from transcaspia.report.labels import Board, Label

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt
    from matplotlib.axes import Axes
    from shapely.geometry.base import BaseGeometry

    from transcaspia.report.projection import Projection

    Floats = npt.NDArray[np.float64]

_FAR_DEGREES = 150.0
_SEA_DEGREES = 90.0
_LEAST_SHARE = 0.006
_TRIES = 7

_SEAS = (
    ("Black Sea", 34.3, 43.0),
    ("Caspian Sea", 50.9, 41.9),
    ("Mediterranean Sea", 18.2, 34.9),
    ("Baltic Sea", 19.6, 56.9),
    ("North Sea", 3.2, 56.2),
    ("Red Sea", 38.0, 20.5),
    ("Arabian Sea", 63.5, 15.5),
    ("Indian Ocean", 76.0, -12.0),
    ("South Atlantic", -10.0, -18.0),
    ("North Atlantic", -24.0, 34.0),
    ("South China Sea", 114.5, 14.0),
)
_NAMES = {"Turkey": "Türkiye", "Macedonia": "North Macedonia"}


@dataclass(frozen=True, slots=True)
class Visible:
    """The largest part of a country that a map shows: its name, points in it, the best first, its share of the map."""

    name: str
    points: Floats
    share: float


def draw_terrain(axes: Axes, projection: Projection) -> list[Visible]:
    """
    Draw land and borders.

    Parameters
    ----------
    axes
        Axes of the map with its limits set, km on the projection.
    projection
        Projection of the map.

    Returns
    -------
    list[Visible]
        The countries in view.
    """
    from matplotlib.collections import LineCollection
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path
    from shapely import Polygon, box, make_valid

    basemap = load_basemap()
    (left, right), (bottom, top) = axes.get_xlim(), axes.get_ylim()
    view = box(left, bottom, right, top)
    pixel_km = (right - left) / axes.get_window_extent().width
    seen: list[Visible] = []
    for country in basemap.countries:
        largest = None
        for polygon in country.polygons:
            if projection.distance_degrees(polygon[0]).max() > _FAR_DEGREES:
                continue
            rings = [thinned(projection.forward(ring), pixel_km) for ring in polygon]
            outer = rings[0]
            if len(outer) < 4 or not _meets(outer, left, right, bottom, top):
                continue
            outline = Path.make_compound_path(*(Path(ring, closed=True) for ring in rings if len(ring) > 3))
            axes.add_artist(PathPatch(outline, facecolor=looks.LAND, edgecolor=looks.COAST, linewidth=0.4, zorder=1))
            part = make_valid(Polygon(outer)).intersection(view)
            if largest is None or part.area > largest.area:
                largest = part
        if largest is not None and largest.area > 0.0:
            seen.append(Visible(country.name, _points_in(largest), largest.area / view.area))
    near = [line for line in basemap.borders if projection.distance_degrees(line).max() < _FAR_DEGREES]
    lines = [thinned(projection.forward(line), pixel_km) for line in near]
    axes.add_collection(LineCollection(lines, colors=looks.BORDER, linewidths=0.8, zorder=2), autolim=False)
    return seen


def draw_names(countries: Sequence[Visible], projection: Projection, board: Board) -> None:
    """
    Name seas and countries where there is room left.

    Parameters
    ----------
    countries
        As `draw_terrain` found them.
    projection
        Projection of the map.
    board
        What on the map is taken.
    """
    places = np.array([[lon, lat] for _, lon, lat in _SEAS])
    shown = projection.distance_degrees(places) < _SEA_DEGREES
    for (name, _, _), at, near in zip(_SEAS, projection.forward(places), shown, strict=True):
        if near and board.inside(at):
            label = Label(name, at, 8.0, colour=looks.WATER_INK, italic=True, centred=True)
            board.place(label, halo=looks.WATER, zorder=3)
    for country in sorted(countries, key=lambda c: -c.share):
        if country.share > _LEAST_SHARE:
            text = _NAMES.get(country.name, country.name).upper()
            for at in country.points:
                label = Label(text, at, 7.5, colour=looks.FAINT, centred=True)
                if board.place(label, halo=looks.LAND, zorder=3):
                    break


def thinned(line: Floats, pixel_km: float) -> Floats:
    """
    Return a line without the points that fall on the same half pixel as the one before.

    Parameters
    ----------
    line
        Points on the map, km, shape (n, 2).
    pixel_km
        Size of a pixel.

    Returns
    -------
    Floats
        Shape (m, 2), both ends kept.
    """
    cells = np.round(line / (0.5 * pixel_km))
    keep = np.ones(len(line), dtype=np.bool_)
    keep[1:] = np.any(np.diff(cells, axis=0) != 0.0, axis=1)
    keep[-1] = True
    return line[keep]


def _points_in(part: BaseGeometry) -> Floats:
    """Return points in a part of a country where its name may stand, that nearest to its middle first."""
    from shapely import contains_xy

    middle = part.representative_point()
    left, bottom, right, top = part.bounds
    across, along = (np.linspace(low, high, _TRIES + 2)[1:-1] for low, high in ((left, right), (bottom, top)))
    grid = np.array([(x, y) for x in across for y in along])
    inside = grid[contains_xy(part, *grid.T)]
    order = np.argsort(np.hypot(*(inside - (middle.x, middle.y)).T), kind="stable")
    return np.concatenate([[(middle.x, middle.y)], inside[order]])


def _meets(ring: Floats, left: float, right: float, bottom: float, top: float) -> bool:
    (x0, y0), (x1, y1) = ring.min(axis=0), ring.max(axis=0)
    return bool(x1 > left and x0 < right and y1 > bottom and y0 < top)
