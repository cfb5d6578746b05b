"""The map of an answer: where each itinerary runs, and when it arrives."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from transcaspia.errors import InputError
from transcaspia.report import words
from transcaspia.report.alignment import leg_line
from transcaspia.report.asked import asked
from transcaspia.report.basemap import load_basemap
from transcaspia.report.files import check_target, write_whole
from transcaspia.report.labels import Board, Label
from transcaspia.report.projection import Projection, centred_on, densified

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime
    from pathlib import Path

    import numpy.typing as npt
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from transcaspia.network.model import Network
    from transcaspia.planning.model import Itineraries, Itinerary, Stop

    Floats = npt.NDArray[np.float64]

FORMATS = (".png", ".svg")
ATTRIBUTION = (
    "© OpenStreetMap contributors, ODbL 1.0 (rail and road lines); Natural Earth (base map); searoute, Apache-2.0 (sea lines)"
)

MODE_COLOURS = {
    "rail_1520": "#1f4e9c",
    "rail_1435": "#5aa9e6",
    "road": "#c98a1b",
    "sea": "#1b998b",
    "rail_ferry": "#6a994e",
    "ro_ro": "#6a994e",
    "air": "#8e6bbf",
}
CLOSED_COLOUR = "#d1495b"

# A line style beside each colour, so that a grey print still tells the modes apart.
_DASHES: dict[str, tuple[float, tuple[float, ...] | None]] = {
    "rail_1520": (0, None),
    "rail_1435": (0, None),
    "road": (0, (1.2, 0.9)),
    "sea": (0, (7, 1.2)),
    "rail_ferry": (0, (3, 1.4)),
    "ro_ro": (0, (3, 1.4)),
    "air": (0, (1, 2)),
}
_LEGEND = (
    ("rail_1520", "rail, 1520 mm"),
    ("rail_1435", "rail, 1435 mm"),
    ("road", "road"),
    ("sea", "ship"),
    ("ferry", "rail ferry, ro-ro"),
    ("air", "air"),
)

_WATER, _LAND, _COAST, _BORDER = "#e3eaec", "#f8f6f1", "#b9c4c8", "#d3cdc2"
_INK, _SOFT, _FAINT = "#22282b", "#5b6468", "#a2a69f"
_WATER_INK = "#8fa3aa"

_DPI = 180
_WIDTH_IN = 10.0
_SIDE_IN = 0.3
_ROW_IN = 0.34
_MARGIN_SHARE = 0.07
_LEAST_ASPECT, _MOST_ASPECT = 0.46, 0.82
_FAR_DEGREES = 150.0
_THIN, _THICK = 1.7, 4.2

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
_NAMES = {"Turkey": "Türkiye", "Macedonia": "North Macedonia", "Czechia": "Czechia"}


@dataclass(frozen=True, slots=True)
class _Way:
    """One itinerary on the map: each leg's mode and line, km on the map."""

    number: int
    lines: tuple[tuple[str, Floats], ...]


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
    check_picture(path, force=force)
    if answer.empty:
        raise InputError("No itinerary was found, so there is nothing to draw; the refusals say why.")
    write_whole(path, map_image(network, answer, path.suffix.lower()[1:]), force=force)


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
    import matplotlib as mpl

    settings = {"font.family": "DejaVu Sans", "svg.hashsalt": "transcaspia", "path.simplify": True}
    with mpl.rc_context(settings):
        figure = _figure(network, answer)
        stream = io.BytesIO()
        metadata = {"Date": None} if kind == "svg" else {"Software": None}
        figure.savefig(stream, format=kind, dpi=_DPI, metadata=metadata, facecolor="white")
    return stream.getvalue()


def _figure(network: Network, answer: Itineraries) -> Figure:
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    raw = [
        (number, [(words.mode_key(leg), densified(leg_line(leg, network))) for leg in itinerary.legs])
        for number, itinerary in enumerate(answer.itineraries, start=1)
    ]
    projection = centred_on([line for _, lines in raw for _, line in lines])
    ways = [_Way(n, tuple((mode, projection.forward(line)) for mode, line in lines)) for n, lines in raw]
    low, high = _extent(ways)
    map_width = _WIDTH_IN - 2 * _SIDE_IN
    map_height = map_width * (high[1] - low[1]) / (high[0] - low[0])

    title = _title(answer)
    head = 0.32 + 0.29 * len(title) + 0.3
    bands = 0.62 + _ROW_IN * len(ways)
    foot = 0.62
    height = head + map_height + bands + foot
    figure = Figure(figsize=(_WIDTH_IN, height), dpi=_DPI)
    FigureCanvasAgg(figure)

    axes = figure.add_axes((_SIDE_IN / _WIDTH_IN, (bands + foot) / height, map_width / _WIDTH_IN, map_height / height))
    axes.set_xlim(low[0], high[0])
    axes.set_ylim(low[1], high[1])
    axes.set_xticks([])
    axes.set_yticks([])
    axes.set_facecolor(_WATER)
    for spine in axes.spines.values():
        spine.set_color(_COAST)
        spine.set_linewidth(0.6)

    countries = _draw_base(axes, projection)
    _draw_ways(axes, ways)
    board = Board(axes, [line for way in ways for _, line in way.lines])
    closed = _draw_closures(axes, network, answer, projection, board)
    _draw_legend(axes, ways, board, closed=closed)
    _draw_badges(axes, ways, board)
    _draw_stops(axes, answer, projection, board)
    _draw_names(axes, countries, projection, board)

    _draw_title(figure, answer, network, title, height)
    _draw_bands(figure, answer, network, foot=foot, height=height)
    _draw_foot(figure, answer, network, height)
    return figure


def _extent(ways: Sequence[_Way]) -> tuple[Floats, Floats]:
    points = np.concatenate([line for way in ways for _, line in way.lines])
    low, high = points.min(axis=0), points.max(axis=0)
    size = np.maximum(high - low, 60.0) * (1.0 + 2.0 * _MARGIN_SHARE)
    size[1] = max(size[1], size[0] * _LEAST_ASPECT)
    size[0] = max(size[0], size[1] / _MOST_ASPECT)
    middle = (low + high) / 2.0
    return middle - size / 2.0, middle + size / 2.0


def _draw_base(axes: Axes, projection: Projection) -> list[tuple[str, Floats, float]]:
    """Draw land and borders; return name, middle and area of the visible part of each country."""
    from matplotlib.collections import LineCollection
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path as Outline
    from shapely import Polygon, box
    from shapely.validation import make_valid

    basemap = load_basemap()
    (left, right), (bottom, top) = axes.get_xlim(), axes.get_ylim()
    view = box(left, bottom, right, top)
    pixel_km = (right - left) / (_WIDTH_IN * _DPI)
    seen: list[tuple[str, Floats, float]] = []
    for country in basemap.countries:
        visible = None
        for polygon in country.polygons:
            if projection.distance_degrees(polygon[0]).max() > _FAR_DEGREES:
                continue
            rings = [_thinned(projection.forward(ring), pixel_km) for ring in polygon]
            outer = rings[0]
            if len(outer) < 3 or not _meets(outer, left, right, bottom, top):
                continue
            rings = [ring for ring in rings if len(ring) > 2]
            outline = Outline.make_compound_path(*(Outline(ring, closed=True) for ring in rings))
            axes.add_patch(PathPatch(outline, facecolor=_LAND, edgecolor=_COAST, linewidth=0.4, zorder=1))
            part = make_valid(Polygon(outer)).intersection(view)
            if visible is None or part.area > visible.area:
                visible = part
        if visible is not None and visible.area > 0.0:
            middle = visible.representative_point()
            seen.append((country.name, np.array([middle.x, middle.y]), visible.area / view.area))
    lines = [
        _thinned(projection.forward(line), pixel_km)
        for line in basemap.borders
        if projection.distance_degrees(line).max() < _FAR_DEGREES
    ]
    axes.add_collection(
        LineCollection([x for x in lines if len(x) > 1], colors=_BORDER, linewidths=0.8, zorder=2), autolim=False
    )
    return seen


def _meets(ring: Floats, left: float, right: float, bottom: float, top: float) -> bool:
    (x0, y0), (x1, y1) = ring.min(axis=0), ring.max(axis=0)
    return bool(x1 > left and x0 < right and y1 > bottom and y0 < top)


def _thinned(line: Floats, pixel_km: float) -> Floats:
    """Return a line without the points that fall on the same half pixel as the one before; ends stay."""
    cells = np.round(line / (0.5 * pixel_km))
    keep = np.ones(len(line), dtype=np.bool_)
    keep[1:] = np.any(np.diff(cells, axis=0) != 0.0, axis=1)
    keep[-1] = True
    return line[keep]


def _draw_ways(axes: Axes, ways: Sequence[_Way]) -> None:
    """Draw the first way thick above the others; what several share is drawn once."""
    for way in reversed(ways):
        chosen = way.number == 1
        width = _THICK if chosen else _THIN
        level = 6 if chosen else 4
        for mode, line in way.lines:
            axes.plot(*line.T, color="white", linewidth=width + 1.8, solid_capstyle="round", zorder=level, alpha=0.9)
            axes.plot(
                *line.T, color=MODE_COLOURS[mode], linewidth=width, linestyle=_DASHES[mode], zorder=level + 1,
                solid_capstyle="round", dash_capstyle="butt", solid_joinstyle="round",
            )  # fmt: skip


def _draw_closures(
    axes: Axes, network: Network, answer: Itineraries, projection: Projection, board: Board
) -> bool:
    """Mark what was known to be shut on the day of readiness; return whether anything in view was."""
    question = asked(answer, network)
    day = question.ready.date()
    found = False
    for row in network.rows("closures"):
        first, last, announced = row.day("from"), row.day("to"), row.day("announced")
        if first is None or first > day or (last is not None and last < day):
            continue
        if announced is not None and announced > question.known_on:
            continue
        for what in row.items("what"):
            point = _point_of(network, what)
            if point is None:
                continue
            at = projection.forward(np.array([point]))[0]
            if not board.inside(at):
                continue
            axes.plot(*at, marker="X", markersize=11, markerfacecolor=CLOSED_COLOUR, markeredgecolor="white", zorder=12)
            board.block_point(at, 7.0)
            found = True
    return found


def _point_of(network: Network, what: str) -> tuple[float, float] | None:
    nodes = network.by_id("nodes")
    if what in nodes:
        return nodes[what].number("lon"), nodes[what].number("lat")
    if what in network.by_id("links"):
        line = network.geometry(what)
        return line[len(line) // 2]
    return None


def _draw_legend(axes: Axes, ways: Sequence[_Way], board: Board, *, closed: bool) -> None:
    from matplotlib.lines import Line2D

    modes = {mode for way in ways for mode, _ in way.lines}
    entries: list[Line2D] = []
    for key, name in _LEGEND:
        drawn = {"rail_ferry", "ro_ro"} & modes if key == "ferry" else {key} & modes
        if drawn:
            mode = min(drawn)
            entries.append(
                Line2D([], [], color=MODE_COLOURS[mode], linestyle=_DASHES[mode], linewidth=3.2, label=name)
            )
    if closed:
        entries.append(
            Line2D(
                [], [], linestyle="none", marker="X", markersize=9, markerfacecolor=CLOSED_COLOUR,
                markeredgecolor="white", label="closed",
            )
        )  # fmt: skip
    corner = board.emptiest_corner(width_pt=118.0, height_pt=14.5 * len(entries) + 10.0)
    legend = axes.legend(
        handles=entries, loc=corner, fontsize=9.5, frameon=True, framealpha=0.92, edgecolor=_COAST, facecolor="white",
        borderpad=0.6, labelspacing=0.42, handlelength=2.6, fancybox=False, borderaxespad=0.6, labelcolor=_INK,
    )  # fmt: skip
    legend.get_frame().set_linewidth(0.6)
    legend.set_zorder(20)
    board.block_artist(legend)


def _draw_badges(axes: Axes, ways: Sequence[_Way], board: Board) -> None:
    """Number each way where it runs alone, as far from the others as it gets."""
    if len(ways) == 1:
        return
    tracks = [np.concatenate([board.resampled(line, 5.0) for _, line in way.lines]) for way in ways]
    for index, way in enumerate(ways):
        others = [track for other, track in enumerate(tracks) if other != index]
        at = board.loneliest(tracks[index], np.concatenate(others))
        chosen = way.number == 1
        axes.annotate(
            str(way.number), at, ha="center", va="center_baseline", fontsize=9.5, fontweight="bold", zorder=16,
            color="white" if chosen else _INK,
            bbox={"boxstyle": "circle,pad=0.28", "facecolor": _INK if chosen else "white", "edgecolor": _INK, "linewidth": 1.0},
        )  # fmt: skip
        board.block_point(at, 9.5)


def _draw_stops(axes: Axes, answer: Itineraries, projection: Projection, board: Board) -> None:
    stops = _stops(answer)
    points = projection.forward(np.array([[stop.lon, stop.lat] for stop, _ in stops]))
    doors = {answer.itineraries[0].legs[0].start.id, answer.itineraries[0].legs[-1].end.id}
    labels: list[Label] = []
    for (stop, on_chosen), at in zip(stops, points, strict=True):
        door = stop.id in doors
        size = 7.0 if door else 5.2 if on_chosen else 3.8
        axes.plot(
            *at, marker="o", markersize=size, markerfacecolor=_INK if door else "white", markeredgecolor=_INK,
            markeredgewidth=1.2 if on_chosen else 0.9, zorder=14, linestyle="none",
        )  # fmt: skip
        board.block_point(at, size / 2.0)
        labels.append(
            Label(
                text=stop.name, at=at, size=11.5 if door else 10.0 if on_chosen else 9.0, bold=door,
                colour=_INK if on_chosen else _SOFT, clearance=size / 2.0 + 1.5, must=on_chosen,
            )
        )  # fmt: skip
    for label in labels:
        board.place(label, halo="white", zorder=15)


def _stops(answer: Itineraries) -> list[tuple[Stop, bool]]:
    """Return the ends of all legs, those of the first itinerary first; a terminal of the door's own name is the door."""
    found: dict[str, tuple[Stop, bool]] = {}
    for index, itinerary in enumerate(answer.itineraries):
        ends = [itinerary.legs[0].start, itinerary.legs[-1].end, *(leg.end for leg in itinerary.legs[:-1])]
        for stop in ends:
            found.setdefault(stop.id, (stop, index == 0))
    return list(found.values())


def _draw_names(
    axes: Axes, countries: Iterable[tuple[str, Floats, float]], projection: Projection, board: Board
) -> None:
    seas = np.array([[lon, lat] for _, lon, lat in _SEAS])
    near = projection.distance_degrees(seas) < 90.0
    for (name, _, _), at, shown in zip(_SEAS, projection.forward(seas), near, strict=True):
        if shown and board.inside(at):
            board.place(Label(name, at, 8.0, colour=_WATER_INK, italic=True, centred=True), halo=_WATER, zorder=3)
    for name, at, share in sorted(countries, key=lambda c: -c[2]):
        if share > 0.006:
            text = _NAMES.get(name, name).upper()
            board.place(Label(text, at, 7.5, colour=_FAINT, centred=True), halo=_LAND, zorder=3)


def _title(answer: Itineraries) -> list[str]:
    import textwrap

    ways = answer.itineraries
    origin, destination = ways[0].legs[0].start.name, ways[0].legs[-1].end.name
    medians = [way.duration_h.p50 for way in ways]
    low, high = words.days(min(medians)), words.days(max(medians))
    took = f"{low} days" if low == high else f"{low} to {high} days"
    corridors = words.distinct(way.corridor for way in ways)
    title = f"{origin} to {destination}: {took} by {_number_word(len(corridors))} corridor{'s' * (len(corridors) > 1)}"
    if len(corridors) > 1:
        fastest = min(ways, key=lambda way: way.duration_h.p50)
        cheapest = min(ways, key=lambda way: way.cost_usd.p50)
        if fastest.corridor == cheapest.corridor:
            title += f"; fastest and cheapest is {fastest.corridor_name}"
        else:
            title += f"; fastest is {fastest.corridor_name}, cheapest {cheapest.corridor_name}"
    return textwrap.wrap(title, 74)


def _number_word(number: int) -> str:
    names = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
    return names[number] if number < len(names) else str(number)


def _draw_title(figure: Figure, answer: Itineraries, network: Network, title: Sequence[str], height: float) -> None:
    x = _SIDE_IN / _WIDTH_IN
    y = height - 0.2
    for line in title:
        figure.text(x, y / height, line, fontsize=14.5, fontweight="bold", color=_INK, va="top")
        y -= 0.29
    question = asked(answer, network)
    figure.text(x, (y - 0.02) / height, f"{question.cargo}; ready {question.ready_text}", fontsize=10, color=_SOFT, va="top")


def _draw_bands(figure: Figure, answer: Itineraries, network: Network, *, foot: float, height: float) -> None:
    """Draw the arrival of every itinerary as a band on one axis, with days, cost and CO2e beside it."""
    ways = answer.itineraries
    question = asked(answer, network)
    left, right = 3.05, 6.55
    columns = {"days": 7.35, "USD": 8.82, "kg CO₂e": _WIDTH_IN - _SIDE_IN}
    top = foot + 0.32 + _ROW_IN * len(ways)
    axes = figure.add_axes(
        (left / _WIDTH_IN, foot / height, (right - left) / _WIDTH_IN, (_ROW_IN * len(ways)) / height)
    )
    first = min(way.arrival.p10 for way in ways)
    last = max(way.arrival.p90 for way in ways)
    ready = question.ready
    spread = [(moment - ready).total_seconds() / 86400.0 for moment in (first, last)]
    margin = max(0.06 * (spread[1] - spread[0]), 0.2)
    axes.set_xlim(spread[0] - margin, spread[1] + margin)
    axes.set_ylim(len(ways) + 0.5, 0.5)
    axes.set_yticks([])
    ticks = _ticks(ready, spread[0] - margin, spread[1] + margin)
    axes.set_xticks([at for at, _ in ticks], [name for _, name in ticks], fontsize=9, color=_SOFT)
    axes.xaxis.tick_top()
    axes.tick_params(length=0, pad=3)
    axes.grid(visible=True, axis="x", color="#dcdfde", linewidth=0.8)
    axes.set_axisbelow(True)
    axes.patch.set_visible(False)
    for spine in axes.spines.values():
        spine.set_visible(False)
    if question.deadline is not None:
        at = (question.deadline - ready).total_seconds() / 86400.0
        axes.axvline(at, color=CLOSED_COLOUR, linewidth=1.2, linestyle=(0, (3, 2)))
    header = (top + 0.03 - 0.32 + 0.055) / height
    side = _SIDE_IN / _WIDTH_IN
    figure.text(side, header, "Arrival: P10, median, P90", fontsize=9, color=_SOFT, va="bottom")
    for name, x in columns.items():
        figure.text(x / _WIDTH_IN, header, name, fontsize=9, color=_SOFT, va="bottom", ha="right")
    for row, way in enumerate(ways, start=1):
        p10, p50, p90 = ((m - ready).total_seconds() / 86400.0 for m in (way.arrival.p10, way.arrival.p50, way.arrival.p90))
        chosen = row == 1
        axes.plot([p10, p90], [row, row], color=_INK if chosen else _SOFT, linewidth=2.6 if chosen else 1.5, solid_capstyle="butt")
        axes.plot([p50], [row], marker="o", markersize=8.5 if chosen else 6.5, color=_INK if chosen else _SOFT, markeredgecolor="white")
        y = (foot + _ROW_IN * (len(ways) - row + 0.5)) / height
        weight = "bold" if chosen else "normal"
        figure.text((_SIDE_IN + 0.1) / _WIDTH_IN, y, str(row), fontsize=9.5, fontweight="bold", ha="center", va="center", color=_INK)
        name, labels = _row_name(way)
        figure.text((_SIDE_IN + 0.27) / _WIDTH_IN, y, name, fontsize=9.5, va="center" if not labels else "bottom", color=_INK, fontweight=weight, linespacing=1.0)
        if labels:
            figure.text((_SIDE_IN + 0.27) / _WIDTH_IN, y, labels, fontsize=8, va="top", color=_SOFT)
        low, mid, high = words.money_band(way.cost_usd)
        texts = (
            f"{words.days(way.duration_h.p10)} – {words.days(way.duration_h.p50)} – {words.days(way.duration_h.p90)}",
            f"{low} – {high}",
            words.two_digits(way.co2e_kg),
        )
        for text, x in zip(texts, columns.values(), strict=True):
            figure.text(x / _WIDTH_IN, y, text, fontsize=9.5, va="center", ha="right", color=_INK, fontweight=weight)


def _row_name(way: Itinerary) -> tuple[str, str]:
    name = way.corridor_name if len(way.corridor_name) <= 36 else way.corridor_name[:35] + "…"
    notes = [*way.labels, *((way.status.replace("_", " "),) if way.status != "regular" else ())]
    return name, ", ".join(notes)


def _ticks(ready: datetime, first: float, last: float) -> list[tuple[float, str]]:
    """Return four to seven days for the axis, as days since readiness, at a step of whole weeks where there is room."""
    from datetime import timedelta

    step = next((s for s in (1, 2, 4, 7, 14, 28, 56) if (last - first) / s <= 5.5), 112)
    start = int(np.ceil(first))
    return [(float(d), words.day(ready + timedelta(days=d))) for d in range(start, int(last) + 1, step)]


def _draw_foot(figure: Figure, answer: Itineraries, network: Network, height: float) -> None:
    lines = (
        f"Planning estimate, not an offer. {network.title}, edition {words.day(answer.network_date)} "
        f"{answer.network_date.year}; first itinerary drawn thick; numbers as in the list.",
        ATTRIBUTION,
    )
    for index, line in enumerate(lines):
        y = (0.33 - 0.16 * index) / height
        figure.text(_SIDE_IN / _WIDTH_IN, y, line, fontsize=7.8, color=_SOFT, va="center")
