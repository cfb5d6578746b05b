"""From edges to legs: what is drawn, paid and emitted on each continuous move of a way."""

from __future__ import annotations

from dataclasses import dataclass, field

from transcaspia.emissions.leg import Part, road_intensity
from transcaspia.network.model import Row
from transcaspia.planning.calendars import Ban
from transcaspia.planning.clock import Departures, Gate, Step
from transcaspia.planning.figures import Piece
from transcaspia.planning.graph import Builder, Edge, Graph
from transcaspia.planning.law import Rule
from transcaspia.planning.offers import ROAD, Crossing, Line, Ride, crossing_uses, ride_uses
from transcaspia.planning.pay import Charge

Use = tuple[str, str]


@dataclass(eq=False)
class Draft:
    """
    A leg before it is drawn.

    Attributes
    ----------
    edges
        Indices of its edges, with the change before it.
    terminal
        Where and how the unit is changed before the leg; None at the start.
    steps
        What is met from departure to arrival, in order.
    goes_on
        True where it takes over the boxes of a through train.
    storage
        Price of an hour of storage before the departure, and the free hours.
    handled, moved
        What the change before it and the way itself emit, by factor.
    rides
        Rides of the leg: one, or a road link each.
    """

    mode: str
    stack: str
    line: Line | None
    stop: int
    start: str
    edges: list[int] = field(default_factory=list)
    end: str = ""
    terminal: Row | None = None
    dwell: list[Piece] = field(default_factory=list)
    departures: Departures | None = None
    goes_on: bool = False
    steps: list[Step] = field(default_factory=list)
    charges: list[Charge] = field(default_factory=list)
    storage: tuple[Charge, float] | None = None
    handled: tuple[Part, ...] = ()
    moved: list[Part] = field(default_factory=list)
    km: float = 0.0
    countries: list[str] = field(default_factory=list)
    links: list[tuple[str, bool]] = field(default_factory=list)
    nodes: list[str] = field(default_factory=list)
    crossings: list[Crossing] = field(default_factory=list)
    rides: list[tuple[Ride, Crossing | None]] = field(default_factory=list)
    hauls: list[Edge] = field(default_factory=list)

    @property
    def service(self) -> Row | None:
        """Service of the leg; None for a lorry."""
        return self.line.service if self.line else None


def legs_of(
    builder: Builder, graph: Graph, edges: tuple[int, ...], made: dict[tuple[int, ...], Draft] | None = None
) -> tuple[Draft, ...]:
    """
    Return the legs of a way or of a part of one.

    Parameters
    ----------
    builder
        Builder of the graph.
    graph
        Graph of the question.
    edges
        Edges of a way through it, or of a part of one.
    made
        Legs made before by their edges, to which those of this way are added: ways that share a leg share its draft.

    Returns
    -------
    tuple[Draft, ...]
        Legs; road links and road access in a row are one leg by lorry. The start and end of the first and last leg
        are blank where they are the places asked for.
    """
    made = {} if made is None else made
    parts: list[list[int]] = []
    stack, change_edge = "", -1
    for index in edges:
        edge = graph.edges[index]
        if edge.move is not None and edge.move.terminal is not None:
            change_edge = index
            continue
        by_road = edge.line is None or edge.line.stack == ROAD
        if not (by_road and stack == ROAD and change_edge < 0):
            parts.append([] if change_edge < 0 else [change_edge])
            stack = ROAD if edge.line is None else edge.line.stack
        parts[-1].append(index)
        change_edge = -1
    for part in map(tuple, parts):
        if part not in made:
            made[part] = _leg(builder, graph, part)
    return tuple(made[tuple(part)] for part in parts)


def _leg(builder: Builder, graph: Graph, part: tuple[int, ...]) -> Draft:
    """Return the leg over some edges, of which the first may be a change at a terminal."""
    change = graph.edges[part[0]].move
    terminal = change.terminal if change else None
    rides = part if terminal is None else part[1:]
    leg = _begin(builder, graph, graph.edges[rides[0]])
    if terminal is not None:
        _handle(builder, leg, terminal)
        leg.edges.append(part[0])
    for index in rides:
        _extend(builder, graph, leg, index)
    return leg


def _begin(builder: Builder, graph: Graph, edge: Edge) -> Draft:
    ride = edge.move.ride if edge.move else None
    if ride is not None and ride.line.service is not None:
        line = ride.line
        draft = Draft(line.mode, line.stack, line, ride.i, ride.start)
        draft.goes_on = builder.goes_on(edge)
        draft.departures = builder.clock.departures(line, ride.i, goes_on=draft.goes_on)
        return draft
    start = ride.start if ride else ("" if edge.tail == graph.start else edge.node)
    return Draft(ROAD, ROAD, None, 0, start)


def _handle(builder: Builder, leg: Draft, terminal: Row) -> None:
    change = builder.pay.change(terminal)
    leg.terminal = terminal
    leg.dwell += change.pieces
    leg.charges.append(change.charge)
    leg.handled = change.lifts
    if change.storage is not None:
        leg.storage = (change.storage, change.free_h)


def _extend(builder: Builder, graph: Graph, leg: Draft, index: int) -> None:
    edge = graph.edges[index]
    leg.edges.append(index)
    if edge.move is None:
        _haul(builder, graph, leg, edge)
        leg.end = "" if edge.head == graph.target else edge.node
    elif edge.move.ride is not None:
        _ride(builder, leg, edge.move.ride, edge.move.leaving)
        leg.end = edge.move.ride.end


def _haul(builder: Builder, graph: Graph, leg: Draft, edge: Edge) -> None:
    if edge.tail == graph.start:
        leg.dwell += builder.pick_up
    countries = builder.access_countries(edge)
    shares = [(country, 1.0 / len(countries)) for country in countries]
    leg.steps += builder.clock.road_steps(builder.access_piece(edge.km), shares)
    leg.charges.append(builder.pay.truck_charge(countries, edge.km, "access"))
    mass_t = builder.question.mass_t(ROAD)
    intensity = road_intensity(builder.network, builder.planning["truck_factor"], edge.km)
    leg.moved += [part.times(mass_t) for part in intensity.parts]
    _burden(builder, leg, builder.law.on_haul(edge.node, countries), edge.node)
    leg.km += edge.km
    _pass(leg, countries)
    leg.hauls.append(edge)


def _ride(builder: Builder, leg: Draft, ride: Ride, leaving: Crossing | None) -> None:
    leg.rides.append((ride, leaving))
    leg.steps += builder.clock.run_steps(ride, leaving)
    leg.charges += builder.pay.ride_charges(ride, leaving)
    _burden(builder, leg, builder.law.on_ride(ride, leaving), ride.line.key)
    mass_t = builder.question.mass_t(ride.line.mode)
    leg.moved += [part.times(mass_t) for run in ride.runs for part in run.intensity.parts]
    leg.km += ride.km
    if leaving is not None:
        _pass(leg, (leaving.from_country,))
    crossings = [c for c in (leaving, *ride.crossings) if c is not None]
    leg.crossings += crossings
    leg.nodes += ride.line.nodes[ride.i : ride.j + 1]
    for run in ride.runs:
        _pass(leg, run.countries)
        leg.links.append((run.link.id, run.forward))


def _burden(builder: Builder, leg: Draft, rules: tuple[Rule, ...], where: str) -> None:
    if rules:
        pieces, charges = builder.burdens(rules, where)
        leg.steps += pieces
        leg.charges += charges


def _pass(leg: Draft, countries: tuple[str, ...]) -> None:
    for country in countries:
        if not leg.countries or leg.countries[-1] != country:
            leg.countries.append(country)


def uses_of(builder: Builder, leg: Draft) -> set[Use]:
    """
    Return the rows of the tables on which a leg rests.

    Parameters
    ----------
    builder
        Builder of the graph.
    leg
        A leg.

    Returns
    -------
    set[tuple[str, str]]
        Table and key of each row.
    """
    uses: set[Use] = set()
    for ride, leaving in leg.rides:
        uses |= ride_uses(builder.offers, ride)
        if leaving is not None:
            uses |= crossing_uses(builder.offers.hazards, leaving)
    uses |= {(piece.figure.row.table, piece.figure.row.id) for piece in leg.dwell}
    if leg.goes_on and leg.service is not None:
        uses.add(("durations", leg.service.text("forming")))
    for edge in leg.hauls:
        uses |= {
            ("nodes", edge.node),
            ("speeds", builder.planning["truck_speed"]),
            ("factors", builder.planning["truck_factor"]),
        }
        if "truck_vehicle" in builder.planning:
            uses.add(("vehicles", builder.planning["truck_vehicle"]))
    if leg.terminal is not None:
        node = leg.terminal.text("node")
        uses |= {("terminals", leg.terminal.id), ("durations", leg.terminal.text("handling")), ("nodes", node)}
        if leg.terminal.text("hub_factor"):
            uses.add(("factors", leg.terminal.text("hub_factor")))
    uses |= {("closures", step.closure.id) for step in leg.steps if isinstance(step, Gate)}
    uses |= {("calendars", row.id) for step in leg.steps if isinstance(step, Ban) for row in step.rows}
    for charge in (*leg.charges, *((leg.storage[0],) if leg.storage else ())):
        uses |= charge.uses
        if charge.figure is not None:
            uses |= charge.figure.uses
    return uses
