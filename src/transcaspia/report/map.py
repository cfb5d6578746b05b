"""The map of an answer: where each itinerary runs, and when it arrives."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from transcaspia.errors import InputError
from transcaspia.report import bands, canvas, looks, words
from transcaspia.report.alignment import leg_line, leg_pieces, may_be_drawn, split_at_straights
from transcaspia.report.asked import Asked, asked
from transcaspia.report.files import write_whole
from transcaspia.report.labels import Board, Label
from transcaspia.report.projection import Projection, densified
from transcaspia.report.terrain import draw_names, draw_terrain

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import numpy.typing as npt
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from transcaspia.network.model import Network
    from transcaspia.planning.model import Itineraries, Itinerary, Stop

    Floats = npt.NDArray[np.float64]

_FAR_RATIO = 2.2
_INSET_IN = 2.5
_THIN, _THICK = 1.7, 4.2
_SAME_SPOT_PT = 11.0
_LEAST_LEGEND_PT = 8.0
_SAME_KM = 1.0


@dataclass(frozen=True, slots=True)
class _Way:
    """One itinerary on a map: the mode and line of each leg, km on the map, and the same link by link."""

    number: int
    lines: tuple[tuple[str, Floats], ...]
    pieces: tuple[_Piece, ...]


@dataclass(frozen=True, slots=True)
class _Piece:
    """A part of a way: its mode, its link or access, its line, and whether its course is not known."""

    mode: str
    key: str
    line: Floats
    straight: bool


@dataclass(frozen=True, slots=True)
class _View:
    """A frame: its projection, its lower left and upper right corner, and the ways in it."""

    projection: Projection
    low: Floats
    high: Floats
    ways: tuple[_Way, ...]

    @property
    def aspect(self) -> float:
        """Height over width."""
        return float((self.high[1] - self.low[1]) / (self.high[0] - self.low[0]))


def draw_map(network: Network, answer: Itineraries, path: Path, *, force: bool = False) -> None:
    """
    Draw the map of an answer: all itineraries thin, the first one thick, and the band of every arrival.

    Parameters
    ----------
    network
        Network that the answer was planned on; gives the lines of the links.
    answer
        At least one itinerary.
    path
        File to write, `.png` or `.svg`.
    force
        Allow an existing file to be replaced.

    Raises
    ------
    InputError
        If the answer is empty, the suffix is another one, or the file may not be written.
    """
    canvas.check_picture(path, force=force)
    if answer.empty:
        raise InputError("No itinerary was found, so there is nothing to draw; the refusals say why.")
    write_whole(path, map_image(network, answer, path.suffix.lower()[1:]), force=force)


def map_image(network: Network, answer: Itineraries, kind: str = "png") -> bytes:
    """
    Return the map of an answer as the content of a file.

    Parameters
    ----------
    network
        Network that the answer was planned on.
    answer
        At least one itinerary.
    kind
        `png` or `svg`.

    Returns
    -------
    bytes
        The same bytes for the same answer.
    """
    return canvas.picture(lambda: _figure(network, answer), kind)


def _figure(network: Network, answer: Itineraries) -> Figure:
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    question = asked(answer, network)
    whole, view, far = _views(answer, network)
    title = _title(answer)
    map_width = looks.WIDTH_IN - 2 * looks.SIDE_IN
    map_height = map_width * view.aspect
    foot = 0.6
    lower = foot + bands.ROW_IN * len(answer.itineraries) + bands.HEAD_IN
    height = 0.62 + 0.29 * len(title) + map_height + lower
    figure = Figure(figsize=(looks.WIDTH_IN, height), dpi=looks.DPI)
    FigureCanvasAgg(figure)

    axes = canvas.frame(figure, view.low, view.high, (looks.SIDE_IN, lower, map_width))
    countries = draw_terrain(axes, view.projection)
    _draw_ways(axes, view.ways, thin=_THIN, thick=_THICK)
    board = Board(axes, [line for way in view.ways for _, line in way.lines])
    closed = _draw_closures(axes, network, question, view.projection, board)
    if far:
        _draw_inset(figure, whole, far, board, (looks.SIDE_IN, lower))
    _draw_legend(axes, view.ways, board, closed=f"closed on {words.day(question.ready)}" if closed else "")
    labels = _draw_stops(axes, answer, view.projection, board)
    _draw_badges(axes, view.ways, board, [way.number for way in view.ways])
    for label in labels:
        board.place(label, halo="white", zorder=15)
    draw_names(countries, view.projection, board)

    canvas.draw_title(figure, title, _subtitle(question))
    bands.draw_bands(figure, answer, question, foot_in=foot)
    canvas.draw_foot(figure, (_foot(answer, network), canvas.ATTRIBUTION_LINE))
    return figure


def _views(answer: Itineraries, network: Network) -> tuple[_View, _View, list[int]]:
    """
    Return the view of all ways, the view of the map, and the numbers of the ways that run far beyond the map.

    A voyage round Africa would shrink the land routes beside it to a stroke, so the map is drawn around the others and
    an inset shows the whole.
    """
    lines = {
        number: np.concatenate([densified(leg_line(leg, network)) for leg in way.legs])
        for number, way in enumerate(answer.itineraries, start=1)
    }

    def area(numbers: Sequence[int]) -> float:
        _, low, high = canvas.extent([lines[number] for number in numbers])
        return float(np.prod(high - low))

    near = list(lines)
    for number in sorted(lines, key=lambda n: -area([n])):
        rest = [other for other in near if other != number]
        if number != 1 and area(near) > _FAR_RATIO * area(rest):
            near = rest
    whole = _view(answer, network, list(lines.values()))
    far = [number for number in lines if number not in near]
    return whole, _view(answer, network, [lines[number] for number in near]) if far else whole, far


def _view(answer: Itineraries, network: Network, around: Sequence[Floats]) -> _View:
    """Return the view around some lines; the other ways run out of it."""
    projection, low, high = canvas.extent(around)
    ways = tuple(_way(number, way, network, projection) for number, way in enumerate(answer.itineraries, start=1))
    return _View(projection, low, high, ways)


def _way(number: int, itinerary: Itinerary, network: Network, projection: Projection) -> _Way:
    def flat(line: Floats) -> Floats:
        return projection.forward(densified(line))

    lines = tuple((words.mode_key(leg), flat(leg_line(leg, network))) for leg in itinerary.legs)
    pieces = tuple(
        _Piece(words.mode_key(leg), key, flat(part), straight)
        for leg in itinerary.legs
        for key, line in leg_pieces(leg, network)
        if may_be_drawn(leg, key, line)
        for part, straight in (split_at_straights(line) if leg.mode in {"rail", "road"} else [(line, False)])
    )
    return _Way(number, lines, pieces)


def _draw_inset(figure: Figure, whole: _View, far: Sequence[int], board: Board, origin_in: tuple[float, float]) -> None:
    """Draw all ways small in the emptiest corner of the map, with the numbers of those that run beyond it."""
    size_pt = np.array([1.0, whole.aspect]) * _INSET_IN * 72.0
    left, lower = board.take_spot(size_pt) / 72.0
    axes = canvas.frame(figure, whole.low, whole.high, (origin_in[0] + left, origin_in[1] + lower, _INSET_IN))
    axes.set_zorder(5)
    draw_terrain(axes, whole.projection)
    _draw_ways(axes, whole.ways, thin=1.0, thick=1.8)
    own = Board(axes, [line for way in whole.ways for _, line in way.lines])
    _draw_badges(axes, whole.ways, own, far)


def _draw_ways(axes: Axes, ways: Sequence[_Way], *, thin: float, thick: float) -> None:
    """Draw the first way thick above the others; a link that several share is drawn once."""
    drawn: set[str] = set()
    for way in ways:
        width, level = (thick, 6) if way.number == 1 else (thin, 4)
        for mode, straight, line in _joined([piece for piece in way.pieces if piece.key not in drawn]):
            axes.plot(*line.T, color="white", linewidth=width + 1.8, solid_capstyle="round", zorder=level, alpha=0.9)
            axes.plot(
                *line.T, color=looks.MODE_COLOURS[mode], linewidth=width,
                linestyle=looks.STRAIGHT_DASH if straight else looks.DASHES[mode],
                alpha=looks.STRAIGHT_ALPHA if straight else 1.0,
                solid_capstyle="round", dash_capstyle="butt", solid_joinstyle="round", zorder=level + 1,
            )  # fmt: skip
        drawn.update(piece.key for piece in way.pieces)


def _joined(pieces: Sequence[_Piece]) -> list[tuple[str, bool, Floats]]:
    """Return pieces that follow each other in one style as one line, so that dashes run on."""
    lines: list[tuple[str, bool, list[Floats]]] = []
    for piece in pieces:
        style = (piece.mode, piece.straight)
        if lines and lines[-1][:2] == style and np.hypot(*(lines[-1][2][-1][-1] - piece.line[0])) < _SAME_KM:
            lines[-1][2].append(piece.line)
        else:
            lines.append((*style, [piece.line]))
    return [(mode, straight, np.concatenate(parts)) for mode, straight, parts in lines]


def _draw_closures(axes: Axes, network: Network, question: Asked, projection: Projection, board: Board) -> bool:
    """Mark the nodes and land links known to be shut on the day of readiness; return whether any is in view."""
    day = question.ready.date()
    found = False
    for row, _, point in canvas.shut_places(network, day):
        announced = row.day("announced")
        at = projection.forward(np.array([point]))[0]
        if (announced is None or announced <= question.known_on) and board.inside(at):
            canvas.mark_shut(axes, at, board)
            found = True
    return found


def _draw_legend(axes: Axes, ways: Sequence[_Way], board: Board, *, closed: str) -> None:
    drawn = {mode for way in ways for mode, line in way.lines if board.length_pt(line) > _LEAST_LEGEND_PT}
    entries = canvas.mode_entries(drawn)
    if any(piece.straight for way in ways for piece in way.pieces):
        entries.append(canvas.straight_entry())
    if closed:
        entries.append(canvas.shut_entry(closed))
    canvas.draw_legend(axes, entries, board)


def _draw_badges(axes: Axes, ways: Sequence[_Way], board: Board, numbers: Sequence[int]) -> None:
    """Write the number of each way where it runs alone, as far from the others as it gets."""
    if len(ways) == 1:
        return
    tracks = [np.concatenate([board.resampled(line, 5.0) for _, line in way.lines]) for way in ways]
    for index, way in enumerate(ways):
        others = np.concatenate([track for other, track in enumerate(tracks) if other != index])
        at = board.loneliest(tracks[index], others) if way.number in numbers else None
        if at is None:
            continue
        chosen = way.number == 1
        ground = {"boxstyle": "circle,pad=0.28", "facecolor": looks.INK if chosen else "white", "edgecolor": looks.INK}
        axes.annotate(
            str(way.number), (at[0], at[1]), ha="center", va="center_baseline", fontsize=9.5, fontweight="bold",
            color="white" if chosen else looks.INK, bbox=ground, zorder=16,
        )  # fmt: skip
        board.block_point(at, 9.5)


def _draw_stops(axes: Axes, answer: Itineraries, projection: Projection, board: Board) -> list[Label]:
    """Mark the ends of all legs; return their names, those of the first itinerary first."""
    doors, stops = _stops(answer)
    points = dict(zip(stops, projection.forward(np.array([[stop.lon, stop.lat] for stop in stops])), strict=True))
    chosen = {stop.id for leg in answer.itineraries[0].legs for stop in (leg.start, leg.end)}
    labels: list[Label] = []
    for stop, at in points.items():
        door, first = stop in doors, stop.id in chosen
        same_spot = not door and any(board.distance_pt(at, points[other]) < _SAME_SPOT_PT for other in doors)
        if same_spot or not board.inside(at, 3.0):
            continue  # a terminal of the same town, on this scale; or beyond the map
        size = 7.0 if door else 5.2 if first else 3.8
        axes.plot(
            *at, marker="o", markersize=size, markerfacecolor=looks.INK if door else "white", zorder=14,
            markeredgecolor=looks.INK, markeredgewidth=1.2 if first else 0.9, linestyle="none",
        )  # fmt: skip
        board.block_point(at, size / 2.0)
        letters = 11.5 if door else 10.0 if first else 9.0
        colour = looks.INK if first else looks.SOFT
        labels.append(Label(stop.name, at, letters, door, colour=colour, clearance=size / 2.0 + 1.5, must=first))
    return labels


def _stops(answer: Itineraries) -> tuple[list[Stop], list[Stop]]:
    """Return origin and destination, then they and the ends of all legs, those of the first itinerary first."""
    first = answer.itineraries[0]
    doors = [first.legs[0].start, first.legs[-1].end]
    ends = [leg.end for itinerary in answer.itineraries for leg in itinerary.legs[:-1]]
    unique = {stop.id: stop for stop in reversed([*doors, *ends])}
    return doors, list(reversed(unique.values()))


def _title(answer: Itineraries) -> list[str]:
    """Return the finding in one or two lines."""
    ways = answer.itineraries
    medians = [way.duration_h.p50 for way in ways]
    low, high = words.days(min(medians), max(medians))
    number = len({way.corridor for way in ways})
    took = f"{low} days" if low == high else f"{low} to {high} days"
    by = "one corridor" if number == 1 else f"{words.number(number)} corridors"
    title = f"{ways[0].legs[0].start.name} to {ways[0].legs[-1].end.name}: {took} by {by}"
    if number > 1:
        fastest = min(ways, key=lambda way: way.duration_h.p50).corridor_name
        cheapest = min(ways, key=lambda way: way.cost_usd.p50).corridor_name
        best = (
            f"fastest and cheapest: {fastest}" if fastest == cheapest else f"fastest: {fastest}; cheapest: {cheapest}"
        )
        title += f"; {best}"
    return textwrap.wrap(title, 76)


def _subtitle(question: Asked) -> str:
    text = f"{question.cargo}; ready {question.ready_text}"
    return f"{text}; wanted by {question.deadline_text}" if question.deadline_text else text


def _foot(answer: Itineraries, network: Network) -> str:
    edition = f"{words.day(answer.network_date)} {answer.network_date.year}"
    return f"Planning estimate, not an offer. Data: {network.title}, edition {edition}. The first way is drawn thick."
