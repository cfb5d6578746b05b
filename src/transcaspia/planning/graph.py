"""One question on one network: what may be used and what it takes, as arrays for the search."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
import numpy.typing as npt

from transcaspia.emissions.leg import refrigeration, road_intensity
from transcaspia.network.tables import MODES
from transcaspia.planning.clock import TENTHS, Clock
from transcaspia.planning.cold import ColdChain
from transcaspia.planning.dangerous import Dangerous
from transcaspia.planning.feasible import Block, Rules
from transcaspia.planning.figures import SPEED_KM, Piece, entity_of
from transcaspia.planning.incoterm import Incoterm, nodes_at, read_incoterm
from transcaspia.planning.law import Law, Rule
from transcaspia.planning.offers import (
    DOOR,
    ROAD,
    Crossing,
    Layout,
    Line,
    Move,
    Offers,
    Ride,
    State,
    crossing_moments,
    offers_of,
    pieces_of,
)
from transcaspia.planning.pay import Charge, Payer
from transcaspia.planning.question import HORIZON_DAYS, End, Question
from transcaspia.planning.sheet import fill, sheet_of
from transcaspia.planning.terminals import moves_between
from transcaspia.units import HOURS_PER_DAY

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

RUN, VARIANCE, COST, CO2E, WAIT, TABLE, STORM_OUT, STORM_IN, STORE, FREE, STAY = range(11)

STORM_DAYS = 60
"""Storage is reckoned with the mean weather of so many days from the ready time, so that the day does not decide it."""


@dataclass(frozen=True, slots=True, eq=False)
class Edge:
    """An edge of the question's graph: a move of the network, or road access at either end (`move` is None)."""

    tail: int
    head: int
    move: Move | None
    node: str = ""
    km: float = 0.0

    @property
    def line(self) -> Line | None:
        """Line that is ridden, if it is a ride."""
        return self.move.ride.line if self.move and self.move.ride else None


@dataclass(eq=False)
class Graph:
    """
    The edges that the question may use, sorted by tail, with what the search needs of each.

    Attributes
    ----------
    numbers
        Shape (n_edges, 11): columns RUN to STAY; tenths of an hour, h2, USD, kg. STORE is what a tenth of an hour of
        storage after a change costs, in millionths of USD, FREE the time without charge from the arrival on, STAY the
        variance of what a ride waits for.
    blocks
        Why each edge may not be used; empty for a usable one.
    """

    question: Question
    offers: Offers
    n_states: int
    start: int
    target: int
    edges: list[Edge]
    tail: Ints
    head: Ints
    numbers: Ints
    blocks: list[tuple[Block, ...]]
    marks: Ints
    gate_first: Ints
    gates: Ints
    tables: list[tuple[float, ...]]
    regions: list[str]
    storms: Floats
    node: Ints
    rates: Floats
    """Money and kgCO2e of a tenth of an hour: hire and refrigeration."""
    corridors: tuple[tuple[str, int], ...]
    """Rows of the corridors table in their order, with the marks that each needs."""
    without: tuple[int, ...] = ()
    """Marks that each of the rows spares; empty where none spares any."""

    @cached_property
    def conditions(self) -> tuple[tuple[str, ...], Ints]:
        """Kinds of conditions that block edges, in order, and a bit for each of them that blocks an edge."""
        # Edges that one thing blocks share their reasons.
        reasons = {id(blocks): blocks for blocks in self.blocks}
        shared = {key: frozenset(b.kind for b in blocks) for key, blocks in reasons.items()}
        kinds = tuple(sorted(frozenset().union(*shared.values())))
        bits = {key: sum(1 << kinds.index(kind) for kind in found) for key, found in shared.items()}
        return kinds, np.array([bits[id(blocks)] for blocks in self.blocks], dtype=np.int64)

    @cached_property
    def weights(self) -> Floats:
        """What each edge takes at least: tenths of an hour, USD, kgCO2e, h2; shape (4, n_edges)."""
        numbers = self.numbers.astype(np.float64)
        time = numbers[:, RUN] + numbers[:, WAIT]
        return np.array([time, numbers[:, COST], numbers[:, CO2E], numbers[:, VARIANCE]])

    @cached_property
    def waits(self) -> Floats:
        """Usual wait for a timetable on each edge, tenths of an hour; 0 on those without one."""
        each = [(t[-1] - t[0]) / (len(t) - 1) / 2.0 if len(t) > 1 else 0.0 for t in self.tables]
        # The last is meant by those without a timetable, which is -1.
        return TENTHS * np.array([*each, 0.0])[self.numbers[:, TABLE]]

    @cached_property
    def departures(self) -> tuple[Ints, Ints]:
        """Start of each timetable and all departures, tenths of an hour."""
        first = np.concatenate([[0], np.cumsum([len(table) for table in self.tables])]).astype(np.int64)
        return first, np.array([math.floor(h * TENTHS) for table in self.tables for h in table], dtype=np.int64)

    @cached_property
    def stores(self) -> Ints:
        """Columns STORE to STAY, mean weather at the start, most that storage may cost, what varies: (n_edges, 6)."""
        from transcaspia.planning import _storage_kernels

        first = np.searchsorted(self.tail, np.arange(self.n_states + 1)).astype(np.int64)
        mean = np.append(np.rint(self.storms[:, :STORM_DAYS].mean(axis=1)), 0.0).astype(np.int64)
        edges = np.ascontiguousarray(self.numbers[:, :STORE])
        stores = np.column_stack([self.numbers[:, STORE:], mean[edges[:, STORM_OUT]]])
        found = _storage_kernels.dearest(first, self.head, edges, stores, *self.departures, self.gate_first)
        return np.hstack([stores, found])

    @cached_property
    def reached(self) -> Ints:
        """How many of the things to pass are passed after each edge, by how many were before: (stages, n_edges)."""
        via = self.question.via
        found = np.tile(np.arange(len(via) + 1, dtype=np.int64)[:, None], (1, len(self.edges)))
        wanted = frozenset().union(*via)
        for k, edge in enumerate(self.edges if via else ()):
            ride = edge.move.ride if edge.move else None
            service = edge.line.service if edge.line else None
            ridden = service is not None and service.id in wanted
            if edge.move is not None and (ride is None or (not ridden and wanted.isdisjoint(ride.touches))):
                continue
            names = ride.passed if ride else (edge.node,)
            if service is not None and ridden:
                names = (service.id, *names)
            for stage in range(len(via)):
                at = stage
                for name in names:
                    if at < len(via) and name in via[at]:
                        at += 1
                found[stage, k] = at
        return found


class Builder:
    """
    Builds the graph of a question.

    Parameters
    ----------
    question
        The question.

    Attributes
    ----------
    pay, clock, law, rules
        What the question pays, when it meets what, which restrictions it meets, and what it may not use.
    layout
        States and moves as its unit meets them.
    dangerous
        Rules for dangerous goods.
    chain
        Cold chain of the question; None for goods without a temperature.
    road_km, load_t
        Longest haul of its unit, None for no limit, and its mass by mode.
    """

    def __init__(self, question: Question) -> None:
        self.question, self.network, self.planning = question, question.network, question.planning
        self.offers = offers_of(question.network)
        self.figures = self.offers.figures
        self.nodes = question.network.by_id("nodes")
        self.road_km = question.equipment.maybe("road_km")
        self.layout = self.offers.layout(self.road_km)
        self.pay = Payer(question, self.figures)
        self.clock = Clock(question, self.offers)
        self.law = Law(question, self.figures, self.offers.borders)
        self.chain = ColdChain(question) if question.cold else None
        self.dangerous = Dangerous(question)
        self.rules = Rules(question, self.clock, self.law, self.chain, self.dangerous)
        self.load_t = {mode: question.mass_t(mode) for mode in MODES}

    @cached_property
    def agreed(self) -> tuple[Incoterm, frozenset[str]] | None:
        """Incoterm of the consignment, and the nodes that count as its place; None without one."""
        text = self.question.consignment.incoterm
        if text is None:
            return None
        term = read_incoterm(text, self.network)
        return term, frozenset({term.place.id, *nodes_at(term.place, self.network)})

    @property
    def pick_up(self) -> tuple[Piece, ...]:
        """Hours from the ready time until a lorry has loaded the goods; none where the network does not tell."""
        if "pick_up" not in self.planning:
            return ()
        return pieces_of(self.figures, self.planning["pick_up"], self.question.origin.stop.id)

    def access_piece(self, km: float) -> Piece:
        """
        Return the hours of a way by lorry to or from a place.

        Parameters
        ----------
        km
            Its length.

        Returns
        -------
        Piece
            Hours.
        """
        figure = self.figures.speed(self.planning["truck_speed"])
        return Piece(figure, entity_of(figure, ROAD), km / SPEED_KM)

    def access_countries(self, edge: Edge) -> tuple[str, ...]:
        """
        Return the countries of a way by lorry to or from a place.

        Parameters
        ----------
        edge
            Edge of road access.

        Returns
        -------
        tuple[str, ...]
            One country or two, in order.
        """
        at = self.nodes[edge.node].text("country")
        if edge.tail == len(self.layout.states):
            return tuple(dict.fromkeys((self.question.origin.stop.country, at)))
        return tuple(dict.fromkeys((at, self.question.destination.stop.country)))

    def graph(self, *, lean: bool = False) -> Graph:
        """
        Return the graph of the question.

        Parameters
        ----------
        lean
            Leave out what does not take the unit at all: quicker, where nobody asks what was refused.

        Returns
        -------
        Graph
            Its edges with all that the search needs of them.
        """
        states = self.layout.states
        start, target = len(states), len(states) + 1
        edges = [*_edges_of(self.layout), *self._ends(start, target)]
        columns = Columns(len(edges))
        sheet = sheet_of(self)
        fill(self, sheet, columns)
        for k in range(sheet.moves, len(edges)):
            self._fill(columns, k, edges[k])
        tail = np.array([e.tail for e in edges], dtype=np.int64)
        order = np.argsort(tail, kind="stable")
        if lean:
            order = order[np.array([self._takes_unit(edges[k]) for k in order.tolist()], dtype=np.bool_)]
        edges = [edges[k] for k in order.tolist()]
        gates = [columns.gates.get(k, ()) for k in order.tolist()]
        names = {name: n for n, name in enumerate(sorted({s.node for s in states}))}
        return Graph(
            question=self.question,
            offers=self.offers,
            n_states=len(states) + 2,
            start=start,
            target=target,
            edges=edges,
            tail=tail[order],
            head=np.array([e.head for e in edges], dtype=np.int64),
            numbers=columns.numbers[order],
            blocks=[columns.blocks[k] for k in order.tolist()],
            marks=columns.marks[order],
            gate_first=np.cumsum([0, *map(len, gates)]),
            gates=np.array([gate for found in gates for gate in found], dtype=np.int64).reshape(-1, 4),
            tables=list(columns.tables.values()),
            regions=columns.regions,
            storms=self.clock.storms(columns.regions),
            node=np.array([*(names[s.node] for s in states), -1, -1], dtype=np.int64),
            rates=self._rates(),
            corridors=self._corridors(),
            without=self._without(),
        )

    def _takes_unit(self, edge: Edge) -> bool:
        if edge.move is None:
            return True
        row = edge.move.terminal if edge.move.ride is None else edge.move.ride.line.service
        return row is None or self.question.consignment.unit in row.items("units")

    def _fill(self, columns: Columns, k: int, edge: Edge) -> None:
        """Fill in an edge at an end of the way, or any ride: one at a time, where `fill` takes all moves at once."""
        move = edge.move
        if move is None:
            columns.numbers[k, :4] = self._access_numbers(edge)
            columns.blocks[k] = self.rules.haul_blocks(edge.node, self.access_countries(edge))
            for country in self.access_countries(edge):
                columns.marks[k] |= self.offers.marks.get(country, 0)
            return
        if move.ride is not None:
            columns.blocks[k] = self.rules.ride_blocks(move.ride, move.leaving)
            columns.marks[k] = move.ride.marks
            columns.numbers[k, :4] = self._ride_numbers(move.ride, move.leaving)
            self._fill_departure(columns, k, edge, move.ride)
            columns.gates[k] = self.gates(move.ride, move.leaving)

    def gates(self, ride: Ride, leaving: Crossing | None) -> tuple[tuple[int, int, int, int], ...]:
        """
        Return the known closures on a ride as the search sees them.

        Parameters
        ----------
        ride
            The ride.
        leaving
            Crossing with which it begins, if any.

        Returns
        -------
        tuple[tuple[int, int, int, int], ...]
            Time from departure to each, its start, its end and the recovery after it, tenths of an hour.
        """
        found = []
        for offset, gate in self.clock.ride_gates(ride, leaving):
            end = min(gate.end_h, 2.0 * HORIZON_DAYS * HOURS_PER_DAY)
            found.append((_tenths(offset), _tenths(gate.start_h), _tenths(end), _tenths(gate.recovery_h)))
        return tuple(found)

    def goes_on(self, edge: Edge) -> bool:
        """
        Return whether a ride takes over the boxes of a through train.

        Parameters
        ----------
        edge
            Edge of a ride.

        Returns
        -------
        bool
            True where the consignment came with another part of it.
        """
        states = self.layout.states
        return edge.tail < len(states) and bool(states[edge.tail].through)

    def _fill_departure(self, columns: Columns, k: int, edge: Edge, ride: Ride) -> None:
        """Fill in what is waited for at either end of a ride; the first departure of all starts the clock."""
        found = columns.departure(self.clock, ride.line, ride.i, self.goes_on(edge))
        if edge.tail == len(self.layout.states):
            storm_in = found[4]
            spread = self.clock.storm_variance(columns.regions[storm_in]) if storm_in >= 0 else 0
            found = (spread, 0, -1, -1, storm_in, 0)
        columns.numbers[k, VARIANCE] += found[0]
        columns.numbers[k, WAIT:STORE], columns.numbers[k, STAY] = found[1:5], found[5]

    def _corridors(self) -> tuple[tuple[str, int], ...]:
        marks = self.offers.marks
        return tuple(
            (row.id, sum(marks[name] for name in {*row.items("tags"), *row.items("countries")}))
            for row in self.network.rows("corridors")
        )

    def _without(self) -> tuple[int, ...]:
        """Return the marks that each corridor spares; a country where the way starts, ends or must pass is not."""
        question = self.question
        asked = {question.origin.stop.country, question.destination.stop.country}
        asked |= {self.nodes[name].text("country") for names in question.via for name in names if name in self.nodes}
        return tuple(
            sum(self.offers.marks[name] for name in {*row.items("without")} - asked)
            for row in self.network.rows("corridors")
        )

    def _ends(self, start: int, target: int) -> list[Edge]:
        between = self.question.between
        if between is None:
            return [
                *self._access(self.question.origin, start, outbound=True),
                *self._access(self.question.destination, target, outbound=False),
            ]
        moves = moves_between(self.offers, self.layout, between, start, target, by_road=self._starts_by_road)
        return [Edge(move.tail, move.head, move) for move in moves]

    def arrivals(self, end: End, state: int) -> list[tuple[Edge, tuple[int, int, int, int], int]]:
        """
        Return the last edges to another destination in the same country.

        Parameters
        ----------
        end
            The destination.
        state
            State that stands for it.

        Returns
        -------
        list[tuple]
            Each edge that may be used, with its first four numbers and its marks.
        """
        found = []
        for edge in self._access(end, state, outbound=False):
            countries = self.access_countries(edge)
            if not self.rules.haul_blocks(edge.node, countries):
                marks = 0
                for country in countries:
                    marks |= self.offers.marks.get(country, 0)
                found.append((edge, self._access_numbers(edge), marks))
        return found

    @property
    def _starts_by_road(self) -> bool:
        """True where a haul may be the first or last ride between terminals: of what rolls, or where it is asked."""
        return self.question.equipment.text("kind") == "trailer" or ROAD in self.question.params.modes

    def _access(self, end: End, state: int, *, outbound: bool) -> list[Edge]:
        found = []
        radius = float(self.planning.get("access_radius_km", math.inf))
        near, counts = float(self.planning.get("near_km", 0.0)), float(self.planning.get("near_counts_km", 0.0))
        stacks = self.question.equipment.items("stacks")
        for node, km in end.access:
            if km > radius or not self._may_haul(end.stop.country, node, end):
                continue
            length = max(km, counts) if km < near else km
            sides = self.offers.sides.get(node, set()) | {self.nodes[node].text("country")}
            side = end.stop.country if end.stop.country in sides else self.nodes[node].text("country")
            for stack in (ROAD,) if ROAD in stacks else stacks:
                if stack == ROAD or km < near:
                    ends = [
                        a for s in ("", side) for a in self._access_states(node, stack, s, length, outbound=outbound)
                    ]
                    found += [
                        Edge(state, a, None, node, length) if outbound else Edge(a, state, None, node, length)
                        for a in ends
                    ]
        return found

    def _access_states(self, node: str, stack: str, side: str, km: float, *, outbound: bool) -> list[int]:
        """Return the states to which a lorry brings from the origin, or from which it fetches for the destination."""
        # Goods that no lorry carries are loaded at a siding: the wagon stands there as if it had arrived.
        states = [State(node, stack, stack == ROAD, side)]
        if stack == ROAD and self.road_km is not None:
            if km > self.road_km:
                return []
            door = State(node, DOOR, ready=True, side=side)
            if outbound:
                states = [State(node, ROAD, ready=False, side=side), door]
            elif km + dict(self.question.origin.access).get(node, math.inf) <= self.road_km:
                states.append(door)
        return [self.layout.index[s] for s in states if s in self.layout.index]

    def _may_haul(self, country: str, node: str, end: End) -> bool:
        other = self.nodes[node].text("country")
        if (
            other == country
            or self.question.union.issuperset((other, country))
            or country in self.offers.sides.get(node, ())
        ):
            return True
        # A lorry crosses a border on its way to a terminal only where the country has none.
        return not any(self.nodes[n].text("country") == country for n, _ in end.access)

    def _access_numbers(self, edge: Edge) -> tuple[int, int, int, int]:
        pieces = [self.access_piece(edge.km)]
        if edge.tail == len(self.layout.states):
            pieces += self.pick_up
        charge = self.pay.truck_charge(self.access_countries(edge), edge.km, "access")
        kg = road_intensity(self.network, self.planning["truck_factor"], edge.km).wtw_kg_t * self.load_t[ROAD]
        hours, variance, usd = self.burden(self.law.on_haul(edge.node, self.access_countries(edge)), edge.node)
        return (
            _tenths(sum(piece.mean for piece in pieces) + hours),
            round(sum(piece.variance for piece in pieces) + variance),
            round(_mean_usd([charge]) + usd),
            round(kg),
        )

    def burden(self, rules: tuple[Rule, ...], where: str) -> tuple[float, float, float]:
        """
        Return what restrictions take on average.

        Parameters
        ----------
        rules
            Rules that apply.
        where
            Node or line where they do.

        Returns
        -------
        tuple[float, float, float]
            Mean and variance of the hours, and mean USD.
        """
        if not rules:
            return 0.0, 0.0, 0.0
        hours = variance = 0.0
        pieces, charges = self.burdens(rules, where)
        for piece in pieces:
            hours, variance = hours + piece.mean, variance + piece.variance
        return hours, variance, _mean_usd(charges)

    def burdens(self, rules: tuple[Rule, ...], where: str) -> tuple[list[Piece], list[Charge]]:
        """
        Return what restrictions take in hours and money.

        Parameters
        ----------
        rules
            Rules that apply.
        where
            Node or line where they do.

        Returns
        -------
        tuple[list[Piece], list[Charge]]
            Pieces to be drawn, and charges.
        """
        pieces: list[Piece] = []
        charges: list[Charge] = []
        for hours, price, rule in self.law.costs(rules, where):
            pieces += hours
            if price:
                charges.append(self.pay.charge(price, f"{rule.row.id}|{where}", rule.row.text("name"), "border"))
        return pieces, charges

    def _ride_numbers(self, ride: Ride, leaving: Crossing | None) -> tuple[int, int, int, int]:
        average, variance = ride.run_h, ride.variance
        if ride.line.stack == ROAD and self.clock.road_share < 1.0:
            average -= (1.0 - self.clock.road_share) * sum(run.piece.mean for run in ride.runs)
        if leaving is not None:
            more, spread = crossing_moments(self.figures, self.offers.hazards, leaving)
            average, variance = average + more, variance + spread
        hours, wider, usd = self.burden(self.law.on_ride(ride, leaving), ride.line.key)
        return (
            _tenths(average + hours),
            round(variance + wider),
            round(self.pay.ride_usd(ride, leaving) + usd),
            round(ride.wtw_kg_t * self.load_t[ride.line.mode]),
        )

    def _rates(self) -> Floats:
        hire = self.pay.hire()
        usd = hire.figure.mean * hire.times / TENTHS if hire and hire.figure else 0.0
        kg = refrigeration(self.network, self.question.power_kw / TENTHS).wtw_kg if self.question.power_kw else 0.0
        return np.array([usd, kg])


class Columns:
    """
    Gathers the columns of the edges.

    Parameters
    ----------
    number
        Number of edges.
    """

    def __init__(self, number: int) -> None:
        self.numbers = np.zeros((number, STAY + 1), dtype=np.int64)
        self.numbers[:, [TABLE, STORM_OUT, STORM_IN]] = -1
        self.blocks: list[tuple[Block, ...]] = [()] * number
        self.marks = np.zeros(number, dtype=np.int64)
        self.gates: dict[int, tuple[tuple[int, int, int, int], ...]] = {}
        self.regions: list[str] = []
        self.tables: dict[tuple[str, int], tuple[float, ...]] = {}

    def departure(self, clock: Clock, line: Line, stop: int, goes_on: bool) -> tuple[int, ...]:  # noqa: FBT001
        """
        Return what is waited for where a line leaves a call.

        Parameters
        ----------
        clock
            When the question meets what.
        line, stop, goes_on
            As `Clock.departures` takes them.

        Returns
        -------
        tuple[int, ...]
            What it adds to the variance, then the columns WAIT, TABLE, STORM_OUT, STORM_IN and STAY.
        """
        leaves = clock.departures(line, stop, goes_on=goes_on)
        variance = round(leaves.wait.std**2) if leaves.wait else 0
        table = -1
        if leaves.table_h is not None:
            key = (line.key, stop)
            self.tables.setdefault(key, leaves.table_h)
            table = list(self.tables).index(key)
        storms, stay = [], variance
        for region in (leaves.storm_out, leaves.storm_in):
            if region and region not in self.regions:
                self.regions.append(region)
            storms.append(self.regions.index(region) if region else -1)
            variance += clock.storm_variance(region) if region else 0
            if len(storms) == 1:
                stay = variance
        wait = _tenths(leaves.cutoff_h + (leaves.wait.mean if leaves.wait else 0.0))
        return variance, wait, table, storms[0], storms[1], stay


@lru_cache(maxsize=8)
def _edges_of(layout: Layout) -> tuple[Edge, ...]:
    """Return an edge for each move, made once for a network."""
    return tuple(Edge(m.tail, m.head, m) for m in layout.moves)


def _tenths(hours: float) -> int:
    return round(hours * TENTHS)


def _mean_usd(charges: Sequence[Charge]) -> float:
    return sum(c.figure.mean * c.times for c in charges if c.figure)
