"""The map of a network on one day: what runs where, how often, and what is shut."""

from __future__ import annotations

import textwrap
from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from transcaspia.errors import InputError
from transcaspia.network.levels import sails_at
from transcaspia.network.model import calls
from transcaspia.planning.feasible import status_of
from transcaspia.report import canvas, looks, words
from transcaspia.report.alignment import split_at_straights
from transcaspia.report.files import write_whole
from transcaspia.report.labels import Board, Label
from transcaspia.report.projection import densified
from transcaspia.report.terrain import draw_names, draw_terrain

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

    import numpy.typing as npt
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from transcaspia.network.model import Network, Point, Row
    from transcaspia.report.projection import Projection

    Floats = npt.NDArray[np.float64]

WIDTH_IN = 12.0
_FAR_KM = 3000.0
_INSET_IN = 2.6
_FOOT_IN, _GAP_IN = 0.55, 0.12
_CROWD, _DENSE_SHARE, _MOST_OF = 40, 0.45, 0.98
_LAND = ("rail", "road")
_IDLE_PT, _REQUEST_PT = 0.7, 1.1
_FIXED_PT = {"road": 0.9, "air": 1.2}
"""Modes whose width says nothing: lorries keep no departures, and an air way is no ground."""
_FAINT_ALPHA = 0.4
_WEEKLY = (1.0, 7.0, 28.0)
_MOST_PT = 6.0
_MOST_NAMED = 4
_WRAP = 92
_LEGEND_PT = 7.8


@dataclass(frozen=True, slots=True)
class Traffic:
    """
    What runs on a day.

    Attributes
    ----------
    running
        Services that were seen running near the day, regular or on request.
    weekly
        Departures a week by link, in the direction that has more of them; 0 where all is on request. A link that no
        service runs over is missing.
    calling
        Departures a week by node that is called at.
    held
        Services that would run but pass what is shut to their mode in both directions.
    """

    running: tuple[Row, ...]
    weekly: Mapping[str, float]
    calling: Mapping[str, float]
    held: tuple[Row, ...]


def draw_network(network: Network, day: date, path: Path, *, force: bool = False) -> None:
    """
    Draw the map of a network on one day.

    Parameters
    ----------
    network
        The network, of all days.
    day
        The day, within the data.
    path
        File to write, `.png` or `.svg`.
    force
        Allow an existing file to be replaced.

    Raises
    ------
    InputError
        If the day lies outside the data, nothing holds on it, or the file may not be written.
    """
    canvas.check_picture(path, force=force)
    write_whole(path, network_image(network, day, path.suffix.lower()[1:]), force=force)


def network_image(network: Network, day: date, kind: str = "png") -> bytes:
    """
    Return the map of a network on one day as the content of a file.

    Parameters
    ----------
    network
        The network, of all days.
    day
        The day, within the data.
    kind
        `png` or `svg`.

    Returns
    -------
    bytes
        The same bytes for the same network and day.
    """
    return canvas.picture(lambda: _figure(network.at(day), day), kind)


def traffic_of(network: Network, day: date) -> Traffic:
    """
    Return what runs on a day.

    Parameters
    ----------
    network
        Network of the day.
    day
        The day.

    Returns
    -------
    Traffic
        Services, and their departures by link and node.
    """
    running: list[Row] = []
    held: list[Row] = []
    closures = [row for row in canvas.closures_on(network, day) if not row.text("direction")]
    shut = [(set(row.items("what")), row.items("mode")) for row in closures]
    runs: defaultdict[tuple[str, bool], float] = defaultdict(float)
    stops: defaultdict[str, float] = defaultdict(float)
    for service in network.rows("services"):
        if status_of(service, day, network.settings["planning"]) == "not_seen_running":
            continue
        called = calls(service)
        mode, gauge = service.text("mode"), service.maybe("gauge_mm")
        hops = [network.joining(a, b, mode, gauge) for (a, _), (b, _) in pairwise(called)]
        if not all(hops):
            continue  # a link of its way does not hold on this day
        met = {node for node, _ in called} | {hop[0][0].id for hop in hops if len(hop) == 1}
        if any(what & met and (not modes or mode in modes) for what, modes in shut):
            held.append(service)
            continue
        running.append(service)
        weekly = departures_a_week(network, service)
        for link, forward in (found for hop in hops for found in hop):
            for way in (True, False) if service.text("direction") == "both" else (forward,):
                runs[link.id, way] += weekly
        for node in dict.fromkeys(node for node, here in called if here):
            stops[node] += weekly
    ids = dict.fromkeys(link for link, _ in runs)
    weekly_of = {i: max(runs.get((i, way), 0.0) for way in (True, False)) for i in ids}
    return Traffic(tuple(running), weekly_of, dict(stops), tuple(held))


def departures_a_week(network: Network, service: Row) -> float:
    """
    Return how often a service leaves in one direction.

    Parameters
    ----------
    network
        Network of one day.
    service
        Row of the services table.

    Returns
    -------
    float
        Departures a week; 0 on request. One that sails when full leaves as often as it fills.
    """
    kind = service.text("departures")
    if kind == "timetable":
        return float(len(service.items("timetable")))
    if kind == "frequency":
        return service.number("per_week")
    if kind == "when_full":
        return 7.0 * service.number("fill_per_day") / sails_at(network, service)
    return 0.0


def _figure(network: Network, day: date) -> Figure:
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    scene = _scene(network, day)
    title = textwrap.wrap(_title(scene), _WRAP, break_on_hyphens=False)
    wide = WIDTH_IN - 2 * looks.SIDE_IN
    whole = _Window(*canvas.extent([densified(line) for line in scene.near]))
    dense = _dense_window(scene, whole)
    windows = [whole] if dense is None else [whole, dense]
    height = _FOOT_IN + sum(wide * window.aspect for window in windows) + _GAP_IN * (len(windows) - 1)
    figure = Figure(figsize=(WIDTH_IN, 0.62 + 0.29 * len(title) + height), dpi=looks.DPI)
    FigureCanvasAgg(figure)
    for window in windows:
        height -= wide * window.aspect
        _draw_panel(figure, scene, window, (looks.SIDE_IN, height, wide), dense if window is whole else None)
        height -= _GAP_IN

    canvas.draw_title(figure, title, _subtitle(scene))
    edition = f"{words.day(network.edition)} {network.edition.year}"
    origin = f"Data: {network.title}, edition {edition}; the network of {words.long_day(day)}. No timetable."
    canvas.draw_foot(figure, (origin, canvas.ATTRIBUTION_LINE))
    return figure


@dataclass(frozen=True, slots=True)
class _Scene:
    """
    What is drawn.

    Attributes
    ----------
    lines
        Line of each link of the day.
    far
        Links at sea and in the air that run far beyond the map.
    shut
        Closures of the day: the row, the node or link, the point.
    """

    network: Network
    day: date
    traffic: Traffic
    lines: Mapping[str, Floats]
    far: frozenset[str]
    shut: tuple[tuple[Row, str, Point], ...]

    @property
    def near(self) -> list[Floats]:
        """Lines that the map is drawn around."""
        return [line for i, line in self.lines.items() if i not in self.far] or list(self.lines.values())


@dataclass(frozen=True, slots=True)
class _Window:
    """A part of the ground: its projection, lower left and upper right corner."""

    projection: Projection
    low: Floats
    high: Floats

    @property
    def aspect(self) -> float:
        """Height over width."""
        return float((self.high[1] - self.low[1]) / (self.high[0] - self.low[0]))

    def place(self, point: Point) -> Floats:
        """Return a point on the map."""
        place: Floats = self.projection.forward(np.array([point]))[0]
        return place


def _scene(network: Network, day: date) -> _Scene:
    lines = {link.id: np.array(network.geometry(link.id)) for link in network.rows("links")}
    if not lines:
        raise InputError(f"No link of the network `{network.id}` holds on {day.isoformat()}; there is nothing to draw.")
    far = frozenset(i for i in lines if network.length_km(i) > _FAR_KM and _mode(network, i) not in _LAND)
    return _Scene(network, day, traffic_of(network, day), lines, far, tuple(canvas.shut_places(network, day)))


def _dense_window(scene: _Scene, whole: _Window) -> _Window | None:
    """Return the part in which most nodes crowd, to be drawn again larger; None where the nodes stand apart."""
    ends = {
        link.text(end) for link in scene.network.rows("links") if link.id not in scene.far for end in ("from", "to")
    }
    points = [scene.network.position(node) for node in sorted(ends)]
    if len(points) < _CROWD:
        return None
    places = whole.projection.forward(np.array(points))
    reach = _DENSE_SHARE * (whole.high[0] - whole.low[0])
    x = places[:, 0]
    first = max(np.sort(x), key=lambda left: int(np.count_nonzero((x >= left) & (x <= left + reach))))
    inside = np.flatnonzero((x >= first) & (x <= first + reach))
    if len(inside) <= len(points) / 2:
        return None
    low, high = _shortest(places[inside, 1], _MOST_OF)
    kept = [points[i] for i in inside if low <= places[i, 1] <= high]
    return _Window(*canvas.extent([np.array(kept)]))


def _shortest(values: Floats, share: float) -> tuple[float, float]:
    """Return the shortest interval that holds a share of values."""
    ranked = np.sort(values)
    number = int(np.ceil(share * len(ranked)))
    first = int(np.argmin(ranked[number - 1 :] - ranked[: len(ranked) - number + 1]))
    return float(ranked[first]), float(ranked[first + number - 1])


def _draw_panel(
    figure: Figure, scene: _Scene, window: _Window, place_in: tuple[float, float, float], larger: _Window | None
) -> None:
    """Draw a part of the ground; what is drawn larger elsewhere has its busiest nodes named only."""
    axes = canvas.frame(figure, window.low, window.high, place_in)
    countries = draw_terrain(axes, window.projection)
    board = Board(axes, [window.projection.forward(densified(line)) for line in scene.lines.values()])
    straight = _draw_links(axes, scene, window.projection)
    shut = [(row, what, at) for row, what, point in scene.shut if board.inside(at := window.place(point))]
    for *_, at in shut:
        canvas.mark_shut(axes, at, board)
    if scene.far and larger is not None:
        _draw_inset(figure, scene, board, place_in)
    if larger is not None or not scene.far:
        _draw_legend(axes, scene, board, straight=straight)
    labels = [_shut_label(scene.network, row, what, at) for row, what, at in shut]
    labels += _draw_nodes(axes, scene, window, board, larger)
    for label in labels:
        board.place(label, halo="white", zorder=15)
    draw_names(countries, window.projection, board)


def _mode(network: Network, link_id: str) -> str:
    return network.get("links", link_id).text("mode")


def _key(link: Row) -> str:
    return words.mode_name(link.text("mode"), link.maybe("gauge_mm"))


def width_pt(weekly: float) -> float:
    """
    Return how thick a line is drawn.

    Parameters
    ----------
    weekly
        Departures a week in one direction.

    Returns
    -------
    float
        Points; four times the departures are about twice the width.
    """
    return min(_REQUEST_PT + 0.75 * float(np.sqrt(weekly)), _MOST_PT)


def _draw_links(axes: Axes, scene: _Scene, projection: Projection, *, scale: float = 1.0) -> bool:
    """Draw every link, the busiest on top; return whether a course is drawn straight for want of a known one."""
    any_straight = False
    traffic = scene.traffic
    for rank, link in enumerate(sorted(scene.network.rows("links"), key=lambda row: _rank(row, traffic))):
        mode, key = link.text("mode"), _key(link)
        weekly = traffic.weekly.get(link.id)
        idle = weekly is None and mode != "road"
        width = _FIXED_PT.get(mode) or (_IDLE_PT if weekly is None else width_pt(weekly))
        line = scene.lines[link.id]
        level = 4.0 + 0.001 * rank
        for part, straight in split_at_straights(line) if mode in _LAND else [(line, False)]:
            any_straight |= straight
            flat = projection.forward(densified(part))
            if not idle:
                axes.plot(*flat.T, color="white", linewidth=scale * width + 1.2, zorder=level, alpha=0.9)
            axes.plot(
                *flat.T, color=looks.MODE_COLOURS[key], linewidth=scale * width, zorder=level + 0.0005,
                linestyle=looks.STRAIGHT_DASH if straight else looks.DASHES[key],
                alpha=_FAINT_ALPHA if idle else looks.STRAIGHT_ALPHA if straight else 1.0,
                solid_capstyle="round", dash_capstyle="butt", solid_joinstyle="round",
            )  # fmt: skip
    return any_straight


def _rank(link: Row, traffic: Traffic) -> tuple[bool, bool, float, str]:
    return link.text("mode") != "road", link.id in traffic.weekly, traffic.weekly.get(link.id, 0.0), link.id


def _draw_inset(figure: Figure, scene: _Scene, board: Board, place_in: tuple[float, float, float]) -> None:
    """Draw the whole small, with the sea and air ways that run far beyond the map."""
    world = _Window(*canvas.extent([densified(line) for line in scene.lines.values()]))
    left, lower = board.take_spot(np.array([1.0, world.aspect]) * _INSET_IN * 72.0) / 72.0
    axes = canvas.frame(figure, world.low, world.high, (place_in[0] + left, place_in[1] + lower, _INSET_IN))
    axes.set_zorder(5)
    draw_terrain(axes, world.projection)
    _draw_links(axes, scene, world.projection, scale=0.5)


def _draw_legend(axes: Axes, scene: _Scene, board: Board, *, straight: bool) -> None:
    from matplotlib.lines import Line2D

    entries: list[Line2D] = canvas.mode_entries({_key(link) for link in scene.network.rows("links")})
    if scene.traffic.weekly:
        for weekly in _WEEKLY:
            name = f"{words.counted(int(weekly), 'departure')} a week"
            entries.append(Line2D([], [], color=looks.INK, linewidth=width_pt(weekly), label=name))
        entries.append(Line2D([], [], color=looks.INK, linewidth=width_pt(0.0), label="on request only"))
    entries.append(Line2D([], [], color=looks.INK, linewidth=_IDLE_PT, alpha=_FAINT_ALPHA, label="no service known"))
    if straight:
        entries.append(canvas.straight_entry())
    entries.append(
        Line2D([], [], linestyle="none", marker="s", markersize=4.5, markerfacecolor="white",
               markeredgecolor="black", label="border station")
    )  # fmt: skip
    if scene.shut:
        entries.append(canvas.shut_entry("shut on this day"))
    canvas.draw_legend(axes, entries, board, _LEGEND_PT)


def _draw_nodes(axes: Axes, scene: _Scene, window: _Window, board: Board, larger: _Window | None) -> list[Label]:
    """Mark every node; return the names of those that are open, the busiest first."""
    degree: defaultdict[str, int] = defaultdict(int)
    for link in scene.network.rows("links"):
        degree[link.text("from")] += 1
        degree[link.text("to")] += 1
    nodes = [node for node in scene.network.rows("nodes") if degree[node.id]]
    nodes.sort(key=lambda n: (-scene.traffic.calling.get(n.id, -1.0), -degree[n.id], n.id))
    busy = {node.id for node in nodes[: max(len(nodes) // 4, 12)]}
    shut = {what for _, what, _ in scene.shut}
    labels: list[Label] = []
    for node in nodes:
        point = scene.network.position(node.id)
        at = window.place(point)
        if node.id in shut or not board.inside(at, 3.0):
            continue
        border, first = node.text("kind") == "border", node.id in busy
        size = 4.6 if first else 3.0
        axes.plot(
            *at, marker="s" if border else "o", markersize=size, markerfacecolor="white", zorder=14,
            markeredgecolor="black" if border else looks.INK, markeredgewidth=0.9, linestyle="none",
        )  # fmt: skip
        board.block_point(at, size / 2.0)
        again = larger is not None and _within(larger, point)
        if first or not again:
            letters, colour = (8.2, looks.INK) if first and not again else (7.0, looks.SOFT)
            labels.append(Label(node.text("name"), at, letters, colour=colour, clearance=size / 2.0 + 1.2))
    return labels


def _within(window: _Window, point: Point) -> bool:
    at = window.place(point)
    return bool(np.all(at > window.low) and np.all(at < window.high))


def _shut_label(network: Network, row: Row, what: str, at: Floats) -> Label:
    nodes = network.by_id("nodes")
    name = nodes[what].text("name") if what in nodes else what
    modes = [_MODE_WORDS.get(mode, mode) for mode in row.items("mode")]
    kinds = f" to {words.listed(modes)}" if modes else ""
    return Label(
        f"{name}\nshut{kinds}\n{_span(row)}", at, 7.6, bold=True, colour=looks.CLOSED, clearance=7.0, must=True
    )


_MODE_WORDS = {"rail": "trains", "road": "lorries", "sea": "ships", "rail_ferry": "rail ferries", "ro_ro": "ro-ro"}


def _span(row: Row) -> str:
    first, last = row.day("from"), row.day("to")
    since = f"{words.day(first)} {first.year}" if first else ""
    return f"since {since}" if last is None else f"{since} to {words.day(last)} {last.year}"


def _title(scene: _Scene) -> str:
    """Return the finding: how much runs on that day, and what does not."""
    network, day, weekly = scene.network, scene.day, scene.traffic.weekly
    rails = [i for i in weekly if _mode(network, i) == "rail"]
    crossings = [i for i in weekly if _mode(network, i) not in {*_LAND, "air"}]
    countries = {c for i in weekly for c in network.get("links", i).items("countries")}
    found = (
        f"{words.day(day)} {day.year}: {words.counted(len(scene.traffic.running), 'service')} over "
        f"{words.grouped(sum(map(network.length_km, rails)), 100.0)} km of railway in {len(countries)} countries and "
        f"{words.counted(len(crossings), 'sea crossing')}"
    )
    nodes = network.by_id("nodes")
    names = list(dict.fromkeys(nodes[w].text("name") if w in nodes else w for _, w, _ in scene.shut))
    if not names:
        return f"{found}; nothing is shut"
    more = len(names) - _MOST_NAMED
    listed = names[:_MOST_NAMED] + ([f"{more} more"] if more > 0 else [])
    held = len(scene.traffic.held)
    holding = f", which holds {words.counted(held, 'service')}" if held else ""
    return f"{found}; shut: {words.listed(listed)}{holding}"


def _subtitle(scene: _Scene) -> str:
    network, weekly = scene.network, scene.traffic.weekly
    roads = [row.id for row in network.rows("links") if row.text("mode") == "road"]
    parts = []
    if busiest := max(weekly, key=lambda i: (weekly[i], i), default=None):
        link, nodes = network.get("links", busiest), network.by_id("nodes")
        ends = " - ".join(nodes[link.text(end)].text("name") for end in ("from", "to"))
        parts.append(f"busiest: {ends} with {weekly[busiest]:.0f} departures a week each way")
    if roads:
        parts.append(f"roads for lorries: {words.grouped(sum(map(network.length_km, roads)), 100.0)} km")
    return "; ".join(parts)
