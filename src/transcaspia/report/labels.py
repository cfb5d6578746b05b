"""Greedy placing of names on a map: none over another, few over a line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy.typing as npt
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

    Floats = npt.NDArray[np.float64]

_POINTS_PER_INCH = 72.0
_AROUND = ((1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (-1, 1), (1, -1), (-1, -1))
_RINGS = (0.0, 9.0, 19.0, 30.0)
_LINE_COST, _RING_COST, _SIDE_COST = 1.0, 5.0, 0.35
_MOST_COST = 40.0
_CLEAR_PT, _BADGE_PT = 40.0, 9.0
_SPOT_PT, _PAD_PT = 12.0, 2.0


@dataclass(frozen=True, slots=True)
class Label:
    """
    A name to be placed.

    Attributes
    ----------
    text, size, bold, italic, colour
        What is written, and how; size in points.
    at
        Point that it names, in the coordinates of the map.
    clearance
        Distance from the point to the nearest edge of the text, points.
    centred
        Stands on the point itself or not at all, as the name of a country does.
    must
        Is written even where it covers a line; another name it never covers.
    """

    text: str
    at: Floats
    size: float
    bold: bool = False
    italic: bool = False
    colour: str = "black"
    clearance: float = 4.0
    centred: bool = False
    must: bool = False


class Board:
    """
    What on a map is taken: boxes in points from the map's lower left corner.

    Parameters
    ----------
    axes
        Axes of the map, with its limits and place in the figure already set.
    lines
        Lines that names should rather not cover, in the coordinates of the map, each of shape (n, 2).
    """

    def __init__(self, axes: Axes, lines: Iterable[Floats]) -> None:
        self._axes = axes
        figure = axes.get_figure(root=True)
        if figure is None:
            raise ValueError("the axes belong to no figure")
        self._renderer = figure.canvas.get_renderer()  # type: ignore[attr-defined]
        self._scale = _POINTS_PER_INCH / figure.dpi
        box = axes.get_window_extent(self._renderer)
        self._origin = np.array([box.x0, box.y0])
        self._size = np.array([box.width, box.height]) * self._scale
        self._boxes: list[tuple[float, float, float, float]] = []
        self._dots = np.concatenate([self.points(self.resampled(line, 3.0)) for line in lines])

    def points(self, places: Floats) -> Floats:
        """
        Return places of the map in points from its lower left corner.

        Parameters
        ----------
        places
            Coordinates of the map, shape (n, 2).

        Returns
        -------
        Floats
            Points (1/72 inch), shape (n, 2).
        """
        pixels: Floats = self._axes.transData.transform(places)
        points: Floats = (pixels - self._origin) * self._scale
        return points

    def length_pt(self, line: Floats) -> float:
        """
        Return how long a line is on paper.

        Parameters
        ----------
        line
            Coordinates of the map, shape (n, 2).

        Returns
        -------
        float
            Points.
        """
        return float(np.hypot(*np.diff(self.points(line), axis=0).T).sum())

    def resampled(self, line: Floats, step_pt: float) -> Floats:
        """
        Return a line cut into even steps.

        Parameters
        ----------
        line
            Coordinates of the map, shape (n, 2).
        step_pt
            Step, points.

        Returns
        -------
        Floats
            Coordinates of the map, shape (m, 2), m >= 2.
        """
        lengths = np.hypot(*np.diff(self.points(line), axis=0).T)
        along = np.concatenate(([0.0], np.cumsum(lengths)))
        wanted = np.linspace(0.0, along[-1], max(int(along[-1] / step_pt), 1) + 1)
        return np.column_stack([np.interp(wanted, along, line[:, axis]) for axis in (0, 1)])

    def inside(self, place: Floats, edge_pt: float = 8.0) -> bool:
        """
        Return whether a place lies on the map and not at its very edge.

        Parameters
        ----------
        place
            Coordinates of the map, shape (2,).
        edge_pt
            Width of the edge, points.

        Returns
        -------
        bool
            True where it does.
        """
        point = self.points(place[np.newaxis, :])[0]
        return bool(np.all(point > edge_pt) and np.all(point < self._size - edge_pt))

    def distance_pt(self, one: Floats, other: Floats) -> float:
        """
        Return how far two places stand apart on paper.

        Parameters
        ----------
        one, other
            Coordinates of the map, shape (2,).

        Returns
        -------
        float
            Points.
        """
        first, second = self.points(np.array([one, other]))
        return float(np.hypot(*(first - second)))

    def block_point(self, place: Floats, radius_pt: float) -> None:
        """
        Keep names off a mark.

        Parameters
        ----------
        place
            Coordinates of the map, shape (2,).
        radius_pt
            Half the width of the mark, points.
        """
        x, y = self.points(place[np.newaxis, :])[0]
        self._boxes.append((x - radius_pt, y - radius_pt, x + radius_pt, y + radius_pt))

    def size_of(self, artist: Artist) -> Floats:
        """
        Return the size of something already drawn.

        Parameters
        ----------
        artist
            A legend, for one.

        Returns
        -------
        Floats
            Width and height, points, shape (2,).
        """
        box = artist.get_window_extent(self._renderer)
        return np.array([box.width, box.height]) * self._scale

    def take_spot(self, size_pt: Floats, gap_pt: float = 6.0) -> Floats:
        """
        Take the spot along the edge of the map where a box covers least of the lines; corners come first.

        Parameters
        ----------
        size_pt
            Width and height of the box, points.
        gap_pt
            Distance from the edge of the map and from what is taken, points.

        Returns
        -------
        Floats
            Lower left corner of the box, points from that of the map, shape (2,).
        """
        far = np.maximum(self._size - size_pt - gap_pt, gap_pt)
        across, along = (np.linspace(gap_pt, end, max(int((end - gap_pt) / _SPOT_PT), 1) + 1) for end in far)
        spots = [np.array([x, y]) for x in across for y in (gap_pt, far[1])]
        spots += [np.array([x, y]) for x in (gap_pt, far[0]) for y in along]

        def cost(low: Floats) -> float:
            box = (*(low - gap_pt), *(low + size_pt + gap_pt))
            from_corner = np.minimum(low - gap_pt, far - low).sum()
            return self._dots_in(box) + 1000.0 * self._taken(box) + 0.01 * float(from_corner)

        best = min(spots, key=cost)
        self._boxes.append((*(best - gap_pt), *(best + size_pt + gap_pt)))
        return best

    def share(self, place_pt: Floats) -> tuple[float, float]:
        """
        Return a place as shares of the map's width and height.

        Parameters
        ----------
        place_pt
            Points from the lower left corner of the map, shape (2,).

        Returns
        -------
        tuple[float, float]
            As matplotlib's axes coordinates.
        """
        x, y = place_pt / self._size
        return float(x), float(y)

    def loneliest(self, track: Floats, others: Floats) -> Floats | None:
        """
        Return the place on a track that is farthest from other tracks, from what is taken and from the edge.

        Parameters
        ----------
        track, others
            Coordinates of the map, shapes (n, 2) and (m, 2).

        Returns
        -------
        Floats | None
            Coordinates of the map, shape (2,); None where nothing of the track is on the map.
        """
        mine, theirs = self.points(track), self.points(others)
        shown = np.all((mine > _BADGE_PT) & (mine < self._size - _BADGE_PT), axis=1)
        if not shown.any():
            return None
        track, mine = track[shown], mine[shown]
        apart = np.array([np.hypot(*(theirs - point).T).min() for point in mine])
        inner = np.minimum(mine, self._size - mine).min(axis=1)
        middles = np.array([((x0 + x1) / 2.0, (y0 + y1) / 2.0) for x0, y0, x1, y1 in self._boxes]).reshape(-1, 2)
        clear = np.array([np.hypot(*(middles - point).T).min(initial=_CLEAR_PT) for point in mine])
        middle = np.minimum(np.arange(len(mine)), np.arange(len(mine))[::-1]) / len(mine)
        covered = np.array([self._taken((x - _BADGE_PT, y - _BADGE_PT, x + _BADGE_PT, y + _BADGE_PT)) for x, y in mine])
        alone = 5.0 * np.minimum(apart, 10.0) + np.minimum(apart, _CLEAR_PT)
        score = alone + np.minimum(inner, 25.0) + clear + 12.0 * middle - 1000.0 * covered
        best: Floats = track[int(np.argmax(score))]
        return best

    def place(self, label: Label, *, halo: str, zorder: float) -> bool:
        """
        Write a name where it covers nothing, with a thin leader where that is some way off.

        Parameters
        ----------
        label
            The name.
        halo
            Colour of its halo.
        zorder
            Level at which it is drawn.

        Returns
        -------
        bool
            False where there was no room; the name is then left out.
        """
        from matplotlib.patheffects import withStroke

        style: dict[str, Any] = {
            "fontsize": label.size, "fontweight": "bold" if label.bold else "normal",
            "fontstyle": "italic" if label.italic else "normal", "color": label.colour,
        }  # fmt: skip
        x, y = float(label.at[0]), float(label.at[1])
        probe = self._axes.text(x, y, label.text, **style)
        box = probe.get_window_extent(self._renderer)
        probe.remove()
        size = np.array([box.width, box.height]) * self._scale
        here = self.points(label.at[np.newaxis, :])[0]
        spot = self._best_spot(label, here, size)
        if spot is None:
            return False
        corner, ring = spot
        self._boxes.append((*(corner - _PAD_PT), *(corner + size + _PAD_PT)))
        middle = corner + size / 2.0 - here
        leader = {"arrowstyle": "-", "color": label.colour, "linewidth": 0.6, "shrinkA": 0, "shrinkB": label.clearance}
        self._axes.annotate(
            label.text, (x, y), xytext=(float(middle[0]), float(middle[1])), textcoords="offset points", ha="center",
            va="center", zorder=zorder, path_effects=[withStroke(linewidth=2.6, foreground=halo)],
            arrowprops=leader if ring else None, **style,
        )  # fmt: skip
        return True

    def _best_spot(self, label: Label, here: Floats, size: Floats) -> tuple[Floats, int] | None:
        if label.centred:
            corner = here - size / 2.0
            free = self._free(corner, size) and not self._dots_in((*corner, *(corner + size)))
            return (corner, 0) if free else None
        best: tuple[float, Floats, int] | None = None
        for ring, extra in enumerate(_RINGS if label.must else _RINGS[:-1]):
            for order, (dx, dy) in enumerate(_AROUND):
                away = label.clearance + extra
                diagonal = 0.72 if dx and dy else 1.0
                centre = here + np.array(
                    [dx * (away * diagonal + size[0] / 2.0), dy * (away * diagonal + size[1] / 2.0)]
                )
                corner = centre - size / 2.0
                if not self._free(corner, size):
                    continue
                covered = self._dots_in((*corner, *(corner + size)))
                cost = covered * _LINE_COST + ring * _RING_COST + order * _SIDE_COST
                if best is None or cost < best[0]:
                    best = cost, corner, ring
        if best is None or (not label.must and best[0] > _MOST_COST):
            return None
        return best[1], best[2]

    def _free(self, corner: Floats, size: Floats) -> bool:
        if np.any(corner < 2.0) or np.any(corner + size > self._size - 2.0):
            return False
        return not self._taken((*corner, *(corner + size)))

    def _taken(self, box: tuple[float, float, float, float]) -> bool:
        x0, y0, x1, y1 = box
        return any(x0 < b[2] and x1 > b[0] and y0 < b[3] and y1 > b[1] for b in self._boxes)

    def _dots_in(self, box: tuple[float, float, float, float]) -> int:
        x0, y0, x1, y1 = box
        x, y = self._dots.T
        return int(np.count_nonzero((x > x0) & (x < x1) & (y > y0) & (y < y1)))
