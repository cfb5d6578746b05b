"""
What a network offers on a day, whoever asks: lines, rides on them, changes at terminals, and the states that they join.

A state is a node with the stack that stands there, split in "arrived" and "ready" (a lorry is both at once); at a
border node it also knows on which side it stands, so that the ride that leaves into the other country pays the
crossing.
"""

from __future__ import annotations

import heapq
import itertools
import math
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from transcaspia.emissions.leg import Intensity, link_intensity
from transcaspia.network.levels import deck_of
from transcaspia.network.model import Network, Row, calls
from transcaspia.network.uncertainty import metalog_quantile
from transcaspia.planning.figures import NETWORKS_KEPT, SPEED_KM, Figure, Figures, Piece, entity_of, figures_of
from transcaspia.planning.through import Handovers
from transcaspia.units import HOURS_PER_DAY

Ints = npt.NDArray[np.int64]

HOURS_PER_YEAR = 365.25 * HOURS_PER_DAY
PARALLEL_MOST = 4
"""Most ways that one service is tried over parallel links."""

ROAD = "road"
DOOR = "door"
"""Stack of a unit that a lorry brought from the door of the origin and may take on to the door of the destination."""


@dataclass(frozen=True, slots=True)
class Crossing:
    """
    The passage of a border node from one country to another by one mode.

    Attributes
    ----------
    border
        Row of the borders table; None where the table has no row for the node at all: the border is open.
    open
        False where the node has rows, but none for this mode, direction and day.
    """

    node: str
    mode: str
    from_country: str
    to_country: str
    border: Row | None
    open: bool


@dataclass(frozen=True, slots=True)
class Hazard:
    """
    A closure that may come, as the search sees it.

    Attributes
    ----------
    rate_h
        Events an hour.
    recovery_h
        Hours after reopening until flows are normal.
    mean, variance
        Of the delay at a random instant, hours.
    """

    row: Row
    duration: Figure
    rate_h: float
    recovery_h: float
    mean: float
    variance: float


@dataclass(frozen=True, slots=True)
class Run:
    """One link run in one direction by a line."""

    link: Row
    forward: bool
    km: float
    countries: tuple[str, ...]
    first_country: str
    last_country: str
    piece: Piece
    intensity: Intensity


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """A service in one direction over one choice of links, or one road link in one direction by lorry."""

    key: str
    service: Row | None
    reverse: bool
    mode: str
    stack: str
    gauge_mm: int | None
    nodes: tuple[str, ...]
    stops: tuple[int, ...]
    runs: tuple[Run, ...]
    crossings: tuple[Crossing | None, ...]
    """At each node but the two ends; None where no border is passed."""

    @property
    def km(self) -> float:
        """Length of the whole line."""
        return sum(r.km for r in self.runs)


@dataclass(frozen=True, slots=True, eq=False)
class Ride:
    """A line from one call to a later one."""

    line: Line
    i: int
    j: int
    run_h: float
    variance: float
    km: float
    wtw_kg_t: float
    marks: int
    touches: frozenset[str]
    """Countries, nodes and links on the way."""
    crossings: tuple[Crossing, ...]
    gates: tuple[tuple[float, Row], ...]
    """Dated closures on the way: mean hours from departure to each, and the row."""
    shut: bool
    """True where a border on the way does not serve the mode on this day."""

    @property
    def runs(self) -> tuple[Run, ...]:
        """Links of the ride."""
        return self.line.runs[self.i : self.j]

    @property
    def passed(self) -> tuple[str, ...]:
        """Nodes and links in the order in which they are passed, from the start to the end."""
        named = [self.start]
        for k in range(self.i, self.j):
            named += [self.line.runs[k].link.id, self.line.nodes[k + 1]]
        return tuple(named)

    @property
    def start(self) -> str:
        """Node at which it starts."""
        return self.line.nodes[self.i]

    @property
    def end(self) -> str:
        """Node at which it ends."""
        return self.line.nodes[self.j]


@dataclass(frozen=True, slots=True)
class State:
    """
    A stack at a node.

    Attributes
    ----------
    ready
        False for one that arrived and was not handled.
    side
        Side of a border on which it stands; blank elsewhere.
    through
        Names of the through trains with which it may go on, joined by `;`; blank for none.
    """

    node: str
    stack: str
    ready: bool
    side: str
    through: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Move:
    """An edge between two states: a ride (with the crossing that it pays when it leaves) or a change at a terminal."""

    tail: int
    head: int
    ride: Ride | None
    leaving: Crossing | None
    terminal: Row | None


@dataclass(frozen=True, eq=False)
class Layout:
    """
    States and moves as one kind of unit meets them.

    A unit without a limit of haulage rolls from road link to road link. One with a limit is hauled once between two
    changes: a haul is one move along the shortest roads, and a unit that has arrived by lorry must be changed.
    """

    states: tuple[State, ...]
    index: dict[State, int]
    moves: tuple[Move, ...]


@dataclass(eq=False)
class Offers:
    """Everything that the network of one day offers."""

    network: Network
    figures: Figures
    lines: tuple[Line, ...]
    rides: tuple[Ride, ...]
    moves: tuple[Move, ...]
    states: tuple[State, ...]
    index: dict[State, int]
    marks: dict[str, int]
    """Bit of each tag and country that names a corridor."""
    hazards: dict[str, Hazard] = field(default_factory=dict)
    closures: dict[str, list[Row]] = field(default_factory=dict)
    sides: dict[str, set[str]] = field(default_factory=dict)
    """Countries from which links reach each node."""
    borders: frozenset[str] = frozenset()
    """Nodes at which a border is passed."""
    hauls: tuple[Ride, ...] = ()
    """Shortest ways by road between terminals, as far as any unit with a limit is hauled."""
    _layouts: dict[float, Layout] = field(default_factory=dict)
    _parts: dict[tuple[str, int, int], Ride] = field(default_factory=dict)

    def part(self, line: Line, i: int, j: int) -> Ride:
        """
        Return the part of a line between two of its nodes, whether it calls there or passes.

        Parameters
        ----------
        line
            The line.
        i, j
            Positions of the nodes on it.

        Returns
        -------
        Ride
            The part.
        """
        key = (line.key, i, j)
        if key not in self._parts:
            builder = _Builder(self.network)
            builder.hazards = self.hazards
            self._parts[key] = builder.ride(line, i, j)
        return self._parts[key]

    def is_border(self, node: str) -> bool:
        """
        Return whether a border is passed at a node.

        Parameters
        ----------
        node
            Node.

        Returns
        -------
        bool
            True for a node of that kind and for any node of the borders table.
        """
        return node in self.borders

    def layout(self, road_km: float | None) -> Layout:
        """
        Return states and moves for a unit.

        Parameters
        ----------
        road_km
            Longest haul by lorry, km; None for no limit.

        Returns
        -------
        Layout
            States, numbered as here with more at the end, and moves.
        """
        key = math.inf if road_km is None else road_km
        if key not in self._layouts:
            whole = Layout(self.states, self.index, self.moves)
            self._layouts[key] = whole if road_km is None else self._limited(road_km)
        return self._layouts[key]

    def _limited(self, road_km: float) -> Layout:
        index = dict(self.index)

        def at(state: State) -> int:
            return index.setdefault(state, len(index))

        moves = []
        for move in self.moves:
            tail = self.states[move.tail]
            if move.ride is None and tail.stack == ROAD:
                at(replace(tail, stack=DOOR))
                moves.append(replace(move, tail=at(replace(tail, ready=False))))
            elif move.ride is None or move.ride.line.stack != ROAD:
                moves.append(move)
        for ride in self.hauls:
            start = State(ride.start, ROAD, ready=True, side="")
            if ride.km <= road_km and start in index:
                moves.append(Move(index[start], at(State(ride.end, ROAD, ready=False, side="")), ride, None, None))
        return Layout(tuple(index), index, tuple(moves))


@lru_cache(maxsize=NETWORKS_KEPT)
def offers_of(network: Network) -> Offers:
    """
    Return what a network offers on its day; that of the days asked for last is kept.

    Parameters
    ----------
    network
        Network of one day.

    Returns
    -------
    Offers
        Lines, rides, changes and states.
    """
    made = network.kept("offers", lambda: _Builder(network).offers())
    return replace(made, network=network, figures=figures_of(network))


def _through(line: Line) -> frozenset[str]:
    """Return the through trains of which a line is a part."""
    return frozenset(line.service.items("through")) if line.service else frozenset()


def _taken(line: Line) -> frozenset[str]:
    """Return the through trains whose boxes it takes over."""
    return _through(line) if line.service and line.service.text("forming") else frozenset()


class _Builder:
    def __init__(self, network: Network) -> None:
        self.network = network
        self.figures = figures_of(network)
        self.nodes = network.by_id("nodes")
        self.borders: dict[tuple[str, str, str, str], dict[str, Row]] = {}
        self.guarded: set[str] = set()
        for row in network.rows("borders"):
            key = (row.text("node"), row.text("mode"), row.text("from_country"), row.text("to_country"))
            self.borders.setdefault(key, {})[row.text("traffic")] = row
            self.guarded.add(row.text("node"))
        self.closures: dict[str, list[Row]] = {}
        for row in sorted(network.rows("closures"), key=lambda r: r.id):
            for what in row.items("what"):
                self.closures.setdefault(what, []).append(row)
        names = {
            t for c in network.rows("corridors") for t in (*c.items("tags"), *c.items("countries"), *c.items("without"))
        }
        self.marks = {name: 1 << bit for bit, name in enumerate(sorted(names))}
        self.sides: dict[str, set[str]] = {}
        for link in network.rows("links"):
            for end in (link.text("from"), link.text("to")):
                self.sides.setdefault(end, set()).add(network.end_country(link, end))
        self.hazards: dict[str, Hazard] = {}

    def offers(self) -> Offers:
        lines = sorted(self._lines(), key=lambda x: x.key)
        rides = [ride for line in lines for ride in self._rides(line)]
        index: dict[State, int] = {}
        moves: list[Move] = []

        def at(state: State) -> int:
            return index.setdefault(state, len(index))

        order = sorted(self.network.rows("terminals"), key=lambda r: [str(v) for v in r.cells.values()])
        through = Handovers(
            [(ride.end, ride.line.stack, _through(ride.line)) for ride in rides],
            [(ride.start, ride.line.stack, _taken(ride.line)) for ride in rides],
            [(row.text("node"), row.text("change")) for row in order],
        )
        for ride in rides:
            line = ride.line
            first, last = ride.runs[0].first_country, ride.runs[-1].last_country
            side_in = last if self._is_border(ride.end) else ""
            onward = through.after(ride.end, line.stack, _through(line))
            head = State(ride.end, line.stack, line.stack == ROAD, side_in, onward)
            for side in self._sides(ride.start):
                leaving = None
                if side and side != first:
                    leaving = self._crossing(ride.start, line, side, first)
                for came in ("", *through.before(ride.start, line.stack, _taken(line))):
                    tail = State(ride.start, line.stack, ready=True, side=side, through=came)
                    moves.append(Move(at(tail), at(head), ride, leaving, None))
        for row in order:
            one, _, two = row.text("change").partition("-")
            for a, b in dict.fromkeys(((one, two), (two, one))):
                for side in self._sides(row.text("node")):
                    for came, goes in through.changes(row.text("node"), a, b):
                        tail = State(row.text("node"), a, a == ROAD, side, came)
                        head = State(row.text("node"), b, ready=True, side=side, through=goes)
                        if tail != head:
                            moves.append(Move(at(tail), at(head), None, None, row))
        return Offers(
            self.network, self.figures, tuple(lines), tuple(rides), tuple(moves), tuple(index), index, self.marks,
            self.hazards, self.closures, self.sides, frozenset(n for n in self.nodes if self._is_border(n)),
            tuple(self._hauls()),
        )  # fmt: skip

    def _hauls(self) -> Iterator[Ride]:
        most = max((row.maybe("road_km") or 0.0 for row in self.network.rows("equipment")), default=0.0)
        roads: dict[str, list[tuple[float, str, Row, bool]]] = {}
        for link in self.network.rows("links"):
            if link.text("mode") == ROAD:
                km, one, other = self.network.length_km(link.id), link.text("from"), link.text("to")
                roads.setdefault(one, []).append((km, other, link, True))
                roads.setdefault(other, []).append((km, one, link, False))
        ends = {
            row.text("node")
            for row in self.network.rows("terminals")
            if ROAD in row.text("change").split("-") and not self._is_border(row.text("node"))
        }
        for start in sorted(ends & roads.keys()):
            for end, way in sorted(_shortest(roads, start, most).items()):
                if end in ends and end != start:
                    yield self._haul(start, way)

    def _haul(self, start: str, way: tuple[tuple[str, Row, bool], ...]) -> Ride:
        nodes = (start, *(node for node, _, _ in way))
        runs = tuple(self._run(link, forward=forward, where=ROAD) for _, link, forward in way)
        line = Line(
            "..".join(nodes),
            None,
            reverse=False,
            mode=ROAD,
            stack=ROAD,
            gauge_mm=None,
            nodes=nodes,
            stops=(0, len(runs)),
            runs=runs,
            crossings=(),
        )
        line = replace(line, crossings=self._crossings(line))
        return self.ride(line, 0, len(runs))

    def _crossings(self, line: Line) -> tuple[Crossing | None, ...]:
        return tuple(
            self._crossing(node, line, a.last_country, b.first_country)
            if self._is_border(node) and a.last_country != b.first_country
            else None
            for node, (a, b) in zip(line.nodes[1:-1], itertools.pairwise(line.runs), strict=True)
        )

    def _is_border(self, node: str) -> bool:
        return node in self.guarded or self.nodes[node].text("kind") == "border"

    def _sides(self, node: str) -> list[str]:
        if not self._is_border(node):
            return [""]
        return sorted(self.sides.get(node, set()) | {self.nodes[node].text("country")})

    def _lines(self) -> Iterator[Line]:
        for link in self.network.rows("links"):
            if link.text("mode") == ROAD:
                ends = (link.text("from"), link.text("to"))
                for forward in (True, False):
                    way = ends if forward else ends[::-1]
                    run = self._run(link, forward=forward, where=ROAD)
                    arrow = ">" if forward else "<"
                    yield Line(f"{link.id}{arrow}", None, not forward, ROAD, ROAD, None, way, (0, 1), (run,), ())
        for service in self.network.rows("services"):
            called = calls(service)
            yield from self._of_service(service, called, reverse=False)
            if service.text("direction") == "both":
                yield from self._of_service(service, called[::-1], reverse=True)

    def _of_service(self, service: Row, called: tuple[tuple[str, bool], ...], *, reverse: bool) -> Iterator[Line]:
        mode = service.text("mode")
        gauge = service.maybe("gauge_mm")
        stack = f"rail_{int(gauge)}" if mode == "rail" and gauge is not None else mode
        nodes = tuple(node for node, _ in called)
        stops = tuple(k for k, (_, calls_here) in enumerate(called) if calls_here)
        pace = service.text("speed_class") or service.text("traffic")
        choices = [
            sorted(self.network.joining(a, b, mode, gauge), key=lambda found: found[0].id)
            for a, b in itertools.pairwise(nodes)
        ]
        if not all(choices):
            return  # a link of the way does not hold on this day
        for number, way in enumerate(itertools.islice(itertools.product(*choices), PARALLEL_MOST)):
            runs = tuple(self._run(link, forward=forward, where=service.id, traffic=pace) for link, forward in way)
            key = f"{service.id}{'<' if reverse else '>'}{number}"
            bare = Line(key, service, reverse, mode, stack, int(gauge) if gauge else None, nodes, stops, runs, ())
            yield replace(bare, crossings=self._crossings(bare))

    def _run(self, link: Row, *, forward: bool, where: str, traffic: str = "") -> Run:
        network = self.network
        km = network.length_km(link.id)
        if link.text("hours"):
            figure = self.figures.duration(link.text("hours"))
            piece = Piece(figure, entity_of(figure, f"{where}|{link.id}"))
        else:
            figure = self.figures.speed(link.text("speed"), traffic)
            # One draw for all links of a line at one speed row: cutting a link in two must not narrow the band.
            piece = Piece(figure, entity_of(figure, where), km / SPEED_KM)
        start, end = (link.text("from"), link.text("to")) if forward else (link.text("to"), link.text("from"))
        countries = link.items("countries")
        return Run(
            link, forward, km, countries if forward else countries[::-1], network.end_country(link, start),
            network.end_country(link, end), piece, link_intensity(network, link),
        )  # fmt: skip

    def _crossing(self, node: str, line: Line, from_country: str, to_country: str) -> Crossing:
        found = self.borders.get((node, line.mode, from_country, to_country), {})
        traffic = line.service.text("traffic") if line.service else "regular"
        row = found.get(traffic) or found.get("")
        if row is not None and row.text("hazard"):
            self._hazard(row.text("hazard"))
        return Crossing(node, line.mode, from_country, to_country, row, row is not None or node not in self.guarded)

    def _hazard(self, hazard_id: str) -> Hazard | None:
        rows = self.network.all_of("hazards", hazard_id)
        if hazard_id not in self.hazards and rows and rows[0].number("per_year") > 0.0:
            row = rows[0]
            duration = self.figures.duration(row.text("duration"))
            rate = row.number("per_year") / HOURS_PER_YEAR
            recovery = (row.maybe("recovery_days") or 0.0) * HOURS_PER_DAY
            u = (np.arange(200) + 0.5) / 200
            d = np.full(200, duration.typical) if duration.triple.fixed else metalog_quantile(u, duration.triple)
            average = rate * float(np.mean(d**2 / 2.0 + d * recovery / 2.0) + recovery**2 / 4.0)
            variance = max(0.0, rate * float(np.mean(d**3 / 3.0)) - average**2)
            self.hazards[hazard_id] = Hazard(row, duration, rate, recovery, average, variance)
        return self.hazards.get(hazard_id)

    def _rides(self, line: Line) -> Iterator[Ride]:
        for a, i in enumerate(line.stops[:-1]):
            if i == len(line.nodes) - 1:
                continue
            for j in line.stops[a + 1 :]:
                yield self.ride(line, i, j)

    def ride(self, line: Line, i: int, j: int) -> Ride:
        elapsed = variance = km = wtw = 0.0
        marks = 0
        touches: set[str] = {line.nodes[i], line.nodes[j]}
        crossings: list[Crossing] = []
        gates: list[tuple[float, Row]] = []
        deviation: dict[str, float] = {}
        for k in range(i, j):
            run = line.runs[k]
            if k > i:
                node = line.nodes[k]
                touches.add(node)
                crossing = line.crossings[k - 1]
                if crossing is not None:
                    mean_h, var = crossing_moments(self.figures, self.hazards, crossing)
                    gates += self._gates(node, line.mode, elapsed, crossing.to_country)
                    elapsed, variance = elapsed + mean_h, variance + var
                    crossings.append(crossing)
                    touches |= {crossing.from_country, crossing.to_country}
                elif not self._is_border(node):
                    gates += self._gates(node, line.mode, elapsed, None)
            elif not self._is_border(line.nodes[i]):
                gates += self._gates(line.nodes[i], line.mode, 0.0, None)
            gates += self._gates(run.link.id, line.mode, elapsed, run.last_country)
            elapsed += run.piece.mean
            deviation[run.piece.entity] = deviation.get(run.piece.entity, 0.0) + run.piece.figure.std * run.piece.times
            km, wtw = km + run.km, wtw + run.intensity.wtw_kg_t
            touches |= {run.link.id, *run.countries}
            for name in (*run.link.items("tags"), *run.countries):
                marks |= self.marks.get(name, 0)
        if not self._is_border(line.nodes[j]):
            gates += self._gates(line.nodes[j], line.mode, elapsed, None)
        for node in (line.nodes[i], line.nodes[j]):
            if not self._is_border(node):
                touches.add(self.nodes[node].text("country"))
        variance += sum(s**2 for s in deviation.values())
        return Ride(
            line, i, j, elapsed, variance, km, wtw, marks, frozenset(touches), tuple(crossings), tuple(gates),
            any(not c.open for c in crossings),
        )  # fmt: skip

    def _gates(self, what: str, mode: str, elapsed: float, entered: str | None) -> list[tuple[float, Row]]:
        return [(elapsed, row) for row in closures_met(self.closures, what, mode, entered)]


def _shortest(
    roads: dict[str, list[tuple[float, str, Row, bool]]], start: str, most: float
) -> dict[str, tuple[tuple[str, Row, bool], ...]]:
    """Return the shortest way by road to every node within a distance: node, link and direction of each step."""
    ways: dict[str, tuple[tuple[str, Row, bool], ...]] = {}
    count = itertools.count()
    heap: list[tuple[float, int, str, tuple[tuple[str, Row, bool], ...]]] = [(0.0, next(count), start, ())]
    while heap:
        km, _, node, way = heapq.heappop(heap)
        if node in ways:
            continue
        ways[node] = way
        for more, other, link, forward in roads.get(node, ()):
            if other not in ways and km + more <= most:
                heapq.heappush(heap, (km + more, next(count), other, (*way, (other, link, forward))))
    return ways


def closures_met(closures: dict[str, list[Row]], what: str, mode: str, entered: str | None) -> list[Row]:
    """
    Return the dated closures that can stop a move.

    Parameters
    ----------
    closures
        Closures by what they shut.
    what
        Node or link that is passed.
    mode
        Mode of the move.
    entered
        Country that it enters there; None at a node that is no border.

    Returns
    -------
    list[Row]
        Rows of the closures table, whatever their dates.
    """
    found = []
    for row in closures.get(what, ()):
        modes, direction = row.items("mode"), row.text("direction")
        if (not modes or mode in modes) and (not direction or direction == entered):
            found.append(row)
    return found


def ride_uses(offers: Offers, ride: Ride) -> set[tuple[str, str]]:
    """
    Return the rows of the tables on which a ride rests, but for its prices.

    Parameters
    ----------
    offers
        What the network offers.
    ride
        The ride.

    Returns
    -------
    set[tuple[str, str]]
        Table and key of each row.
    """
    line = ride.line
    uses = {("nodes", node) for node in line.nodes[ride.i : ride.j + 1]}
    for run in ride.runs:
        uses |= {("links", run.link.id), (run.piece.figure.row.table, run.piece.figure.row.id)}
        uses |= {("factors", f) for f in run.intensity.factors}
    for crossing in ride.crossings:
        uses |= crossing_uses(offers.hazards, crossing)
    if line.service is not None:
        uses |= {("services", line.service.id), ("vehicles", line.service.text("vehicle"))}
        for region in {line.service.text("weather"), line.service.text("weather_end")} - {""}:
            uses |= {("weather", row.id) for row in offers.network.all_of("weather", region)}
        uses |= {(row.table, row.id) for row in deck_of(offers.network, line.service).rows}
    return uses


def crossing_uses(hazards: dict[str, Hazard], crossing: Crossing) -> set[tuple[str, str]]:
    """
    Return the rows of the tables on which a crossing rests, but for its price.

    Parameters
    ----------
    hazards
        Hazards by id.
    crossing
        The crossing.

    Returns
    -------
    set[tuple[str, str]]
        Table and key of each row.
    """
    if crossing.border is None:
        return set()
    uses = {("borders", crossing.border.id), ("durations", crossing.border.text("duration")), ("nodes", crossing.node)}
    hazard = hazards.get(crossing.border.text("hazard"))
    if hazard is not None:
        uses |= {("hazards", hazard.row.id), ("durations", hazard.duration.row.id)}
    return uses


def crossing_moments(figures: Figures, hazards: dict[str, Hazard], crossing: Crossing) -> tuple[float, float]:
    """
    Return mean and variance of the hours at a border, with its holds and the hazard of a closure.

    Parameters
    ----------
    figures
        Figures of the network.
    hazards
        Hazards by id.
    crossing
        The crossing.

    Returns
    -------
    tuple[float, float]
        Hours and squared hours.
    """
    if crossing.border is None:
        return 0.0, 0.0
    average = variance = 0.0
    for piece in crossing_pieces(figures, crossing):
        average, variance = average + piece.mean, variance + piece.variance
    hazard = hazards.get(crossing.border.text("hazard"))
    if hazard is not None:
        average, variance = average + hazard.mean, variance + hazard.variance
    return average, variance


def crossing_pieces(figures: Figures, crossing: Crossing) -> tuple[Piece, ...]:
    """
    Return what is drawn at a border: the hours of the crossing and the rare long stop.

    Parameters
    ----------
    figures
        Figures of the network.
    crossing
        The crossing.

    Returns
    -------
    tuple[Piece, ...]
        Pieces; empty at an open border.
    """
    if crossing.border is None:
        return ()
    where = f"{crossing.node}|{crossing.mode}|{crossing.from_country}>{crossing.to_country}"
    return pieces_of(figures, crossing.border.text("duration"), where)


def pieces_of(figures: Figures, duration: str, where: str) -> tuple[Piece, ...]:
    """
    Return what is drawn for a duration at a place: its curve and, where the row states one, its long stop.

    Parameters
    ----------
    figures
        Figures of the network.
    duration
        Row of the durations table.
    where
        The place.

    Returns
    -------
    tuple[Piece, ...]
        One or two pieces.
    """
    curve = figures.duration(duration)
    hold = figures.hold(duration)
    pieces = (Piece(curve, entity_of(curve, where)),)
    return pieces if hold is None else (*pieces, Piece(hold, entity_of(hold, where)))
