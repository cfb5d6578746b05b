"""What every map has: its file, its frame, its legend, the marks of closures, title and foot."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import numpy as np

from transcaspia.errors import InputError
from transcaspia.report import looks
from transcaspia.report.alignment import ATTRIBUTION
from transcaspia.report.files import check_target
from transcaspia.report.projection import Projection, centred_on

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence
    from datetime import date
    from pathlib import Path

    import numpy.typing as npt
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.lines import Line2D

    from transcaspia.network.model import Network, Point, Row
    from transcaspia.report.labels import Board

    Floats = npt.NDArray[np.float64]

FORMATS = (".png", ".svg")
ATTRIBUTION_LINE = ATTRIBUTION.replace("(c)", "\N{COPYRIGHT SIGN}")
MODES = (
    (("rail_1520",), "rail, 1520 mm"),
    (("rail_1435",), "rail, 1435 mm"),
    (("road",), "road"),
    (("sea",), "ship"),
    (("rail_ferry", "ro_ro"), "rail ferry, ro-ro"),
    (("air",), "air"),
)
"""Modes of a legend, in its order, with their names."""

_MARGIN_SHARE = 0.07
_LEAST_ASPECT, _MOST_ASPECT = 0.46, 0.82


def check_picture(path: Path, *, force: bool = False) -> None:
    """
    Check, before any work is done, that a picture may be written.

    Parameters
    ----------
    path
        The file to be.
    force
        Allow an existing file to be replaced.

    Raises
    ------
    InputError
        If the suffix is not one of `FORMATS`, or the file may not be written.
    """
    if path.suffix.lower() not in FORMATS:
        raise InputError(f"'{path}' names no kind of picture that can be drawn; end it in .png or .svg.")
    check_target(path, force=force)


def picture(draw: Callable[[], Figure], kind: str) -> bytes:
    """
    Return a figure as the content of a file.

    Parameters
    ----------
    draw
        Makes the figure.
    kind
        `png` or `svg`.

    Returns
    -------
    bytes
        The same bytes for the same figure.
    """
    import matplotlib as mpl

    with mpl.rc_context({"font.family": ["DejaVu Sans"], "svg.hashsalt": "transcaspia"}):
        figure = draw()
        stream = io.BytesIO()
        metadata = {"Date": None} if kind == "svg" else {"Software": None}
        figure.savefig(stream, format=kind, dpi=looks.DPI, metadata=metadata, facecolor="white")
    return stream.getvalue()


def extent(lines: Sequence[Floats]) -> tuple[Projection, Floats, Floats]:
    """
    Return the projection centred on lines, and the corners of a frame of good shape around them.

    Parameters
    ----------
    lines
        Longitude and latitude, degrees, each of shape (n, 2).

    Returns
    -------
    tuple[Projection, Floats, Floats]
        Projection, lower left and upper right corner, km, each of shape (2,).
    """
    projection = centred_on(lines)
    points = projection.forward(np.concatenate(lines))
    low, high = points.min(axis=0), points.max(axis=0)
    size = np.maximum(high - low, 60.0) * (1.0 + 2.0 * _MARGIN_SHARE)
    size[1] = max(size[1], size[0] * _LEAST_ASPECT)
    size[0] = max(size[0], size[1] / _MOST_ASPECT)
    middle = (low + high) / 2.0
    return projection, middle - size / 2.0, middle + size / 2.0


def frame(figure: Figure, low: Floats, high: Floats, place_in: tuple[float, float, float]) -> Axes:
    """
    Return axes for a part of the ground.

    Parameters
    ----------
    figure
        Figure that they stand in.
    low, high
        Corners of the ground, km on the projection.
    place_in
        Left edge, lower edge and width, inches.

    Returns
    -------
    Axes
        Water, still without land.
    """
    left, lower, wide = place_in
    width, height = figure.get_size_inches()
    aspect = float((high[1] - low[1]) / (high[0] - low[0]))
    box = (left / width, lower / height, wide / width, wide * aspect / height)
    axes = figure.add_axes(box, facecolor=looks.WATER, xticks=[], yticks=[])
    axes.set_xlim(low[0], high[0])
    axes.set_ylim(low[1], high[1])
    for spine in axes.spines.values():
        spine.set(color=looks.COAST, linewidth=0.6)
    return axes


def closures_on(network: Network, day: date) -> list[Row]:
    """
    Return the closures of a day.

    Parameters
    ----------
    network
        The network.
    day
        The day.

    Returns
    -------
    list[Row]
        Rows of the closures table.
    """
    periods = [(row, row.day("from"), row.day("to")) for row in network.rows("closures")]
    return [row for row, first, last in periods if first and first <= day and (last is None or day <= last)]


def shut_places(network: Network, day: date) -> Iterator[tuple[Row, str, Point]]:
    """
    Yield what is shut on a day and can be marked: a node, or a railway or road half way along.

    Parameters
    ----------
    network
        The network.
    day
        The day.

    Yields
    ------
    tuple[Row, str, Point]
        Row of the closures table, id of the node or link, longitude and latitude.
    """
    nodes, links = network.by_id("nodes"), network.by_id("links")
    for row in closures_on(network, day):
        for what in row.items("what"):
            if what in nodes:
                yield row, what, network.position(what)
            elif what in links and links[what].text("mode") in {"rail", "road"}:
                line = network.geometry(what)
                yield row, what, line[len(line) // 2]


def mark_shut(axes: Axes, at: Floats, board: Board) -> None:
    """
    Mark a closure.

    Parameters
    ----------
    axes
        Axes of the map.
    at
        Its place, km on the projection, shape (2,).
    board
        What on the map is taken.
    """
    axes.plot(*at, marker="X", markersize=11, markerfacecolor=looks.CLOSED, markeredgecolor="white", zorder=13)
    board.block_point(at, 6.0)


def mode_entries(drawn: Collection[str]) -> list[Line2D]:
    """
    Return the entries of a legend for modes.

    Parameters
    ----------
    drawn
        Modes on the map, keys of `looks.MODE_COLOURS`.

    Returns
    -------
    list[Line2D]
        An entry for each kind of line, in the order of `MODES`.
    """
    from matplotlib.lines import Line2D

    entries: list[Line2D] = []
    for modes, name in MODES:
        if mode := next((mode for mode in modes if mode in drawn), None):
            style = {"color": looks.MODE_COLOURS[mode], "linestyle": looks.DASHES[mode], "linewidth": 3.2}
            entries.append(Line2D([], [], label=name, **style))  # type: ignore[arg-type]
    return entries


def straight_entry() -> Line2D:
    """
    Return the entry of a legend for lines whose course is not known.

    Returns
    -------
    Line2D
        The entry.
    """
    from matplotlib.lines import Line2D

    return Line2D(
        [], [], color=looks.INK, linestyle=looks.STRAIGHT_DASH, alpha=looks.STRAIGHT_ALPHA, linewidth=2.4,
        label="course not known",
    )  # fmt: skip


def shut_entry(name: str) -> Line2D:
    """
    Return the entry of a legend for closures.

    Parameters
    ----------
    name
        What it says.

    Returns
    -------
    Line2D
        The entry.
    """
    from matplotlib.lines import Line2D

    mark = {"marker": "X", "markersize": 9, "markerfacecolor": looks.CLOSED, "markeredgecolor": "white"}
    return Line2D([], [], linestyle="none", label=name, **mark)  # type: ignore[arg-type]


def draw_legend(axes: Axes, entries: Sequence[Line2D], board: Board, letters_pt: float = 9.5) -> None:
    """
    Draw a legend where it covers least.

    Parameters
    ----------
    axes
        Axes of the map.
    entries
        Its entries.
    board
        What on the map is taken.
    letters_pt
        Size of its letters.
    """
    legend = axes.legend(
        handles=list(entries), loc="lower left", fontsize=letters_pt, framealpha=0.92, edgecolor=looks.COAST,
        facecolor="white", borderpad=0.6, labelspacing=0.42, handlelength=2.6, fancybox=False, borderaxespad=0.0,
        labelcolor=looks.INK,
    )  # fmt: skip
    legend.get_frame().set_linewidth(0.6)
    legend.set_zorder(20)
    legend.set_bbox_to_anchor(board.share(board.take_spot(board.size_of(legend))), transform=axes.transAxes)


def draw_title(figure: Figure, title: Sequence[str], below: str) -> None:
    """
    Write the finding, and under it what was asked.

    Parameters
    ----------
    figure
        The figure.
    title
        Lines of the finding.
    below
        One line.
    """
    width, height = figure.get_size_inches()
    x, y = looks.SIDE_IN / width, height - 0.19
    for line in title:
        figure.text(x, y / height, line, fontsize=14.5, fontweight="bold", color=looks.INK, va="top")
        y -= 0.29
    figure.text(x, (y - 0.01) / height, below, fontsize=10, color=looks.SOFT, va="top")


def draw_foot(figure: Figure, lines: Sequence[str]) -> None:
    """
    Write where the data are from.

    Parameters
    ----------
    figure
        The figure.
    lines
        Two lines.
    """
    width, height = figure.get_size_inches()
    for index, line in enumerate(lines):
        y = (0.34 - 0.165 * index) / height
        figure.text(looks.SIDE_IN / width, y, line, fontsize=7.8, color=looks.SOFT, va="center")
