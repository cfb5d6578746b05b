"""One question on one network: what may be used and what it takes, as arrays for the search."""

from __future__ import annotations

import calendar
import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from weakref import WeakKeyDictionary
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt

from transcaspia.costing.tariffs import times_due
from transcaspia.emissions.leg import lift_co2e_kg, refrigeration_co2e_kg_h, road_intensity
from transcaspia.network.model import Network, Row
from transcaspia.planning.figures import SPEED_KM, Figure, Piece, entity_of
from transcaspia.planning.model import Consignment, PlanParams, Stop
from transcaspia.planning.offers import (
    DOOR,
    ROAD,
    Crossing,
    Hazard,
    Layout,
    Line,
    Move,
    Offers,
    Ride,
    State,
    closures_met,
    crossing_moments,
    crossing_pieces,
    offers_of,
    pieces_of,
)
from transcaspia.units import HOURS_PER_DAY, SECONDS_PER_HOUR

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

TENTHS = 10
"""The search counts time in tenths of an hour."""

HORIZON_DAYS = 240
"""Ways longer than this are not looked for."""

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")

WORDS = {
    "road": "lorry", "rail_1435": "1435 mm wagon", "rail_1520": "1520 mm wagon", "sea": "ship", "rail_ferry": "rail ferry",
    "ro_ro": "lorry ferry", "air": "aircraft",
}  # fmt: skip
"""What stands under the unit, in words."""

RUN, VARIANCE, COST, CO2E, WAIT, TABLE, STORM_OUT, STORM_IN = range(8)


@dataclass(frozen=True, slots=True)
class End:
    """An end of the question: a place, and the nodes that a lorry reaches from it."""

    stop: Stop
    access: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Question:
    """
    A consignment on the network of its day, with every id looked up.

    Attributes
    ----------
    via
        For each place to pass, the nodes that count as it.
    """

    network: Network
    consignment: Consignment
    params: PlanParams
    equipment: Row
    commodity: Row
    origin: End
    destination: End
    via: tuple[frozenset[str], ...]

    @property
    def day(self) -> date:
        """Day of departure on the origin's clock."""
        return self.network.day or self.consignment.depart.date()

    @property
    def reefer(self) -> bool:
        """True for a refrigerated unit."""
        return self.equipment.flag("reefer")

    @property
    def gross_t(self) -> float:
        """Mass of the whole consignment with its units, t."""
        return self.consignment.units * (self.consignment.payload_t + self.equipment.number("tare_t"))

    @property
    def road_t(self) -> float:
        """Mass on the road: that of the goods alone where a wagon's goods are spread over lorries."""
        if self.equipment.text("kind") == "wagon":
            return self.consignment.units * self.consignment.payload_t
        return self.gross_t

    def mass_t(self, mode: str) -> float:
        """
        Return the mass that a mode carries.

        Parameters
        ----------
        mode
            Mode.

        Returns
        -------
        float
            Tonnes of the whole consignment.
        """
        return self.road_t if mode == ROAD else self.gross_t

    def own_units(self, vehicle: Row) -> float:
        """
        Return the consignment as a vehicle counts it.

        Parameters
        ----------
        vehicle
            Row of the vehicles table.

        Returns
        -------
        float
            TEU, wagons, trailers or tonnes.
        """
        units = self.consignment.units
        counts = vehicle.text("counts")
        if counts == "TEU":
            return units * self.equipment.number("teu")
        if counts == "wagon" and self.equipment.text("kind") == "container":
            return math.ceil(units * self.equipment.number("teu") / 2.0)
        if counts == "tonne":
            return self.gross_t
        return float(units)


@dataclass(frozen=True, slots=True)
class Block:
    """
    Why an edge may not be used.

    Attributes
    ----------
    kind
        unit, stack, power, group, unseen, payload, capacity, mode, avoid, border, closed, handling.
    """

    kind: str
    why: str
    repair: str


@dataclass(frozen=True, slots=True)
class Charge:
    """
    A price that is due.

    Attributes
    ----------
    figure
        Price; None where the network has none: the line is missing, not free.
    times
        How many times it is due.
    what
        What it pays, in words.
    """

    figure: Figure | None
    entity: str
    times: float
    what: str
    kind: str


@dataclass(frozen=True, slots=True)
class Change:
    """
    A change of the stack at a terminal.

    Attributes
    ----------
    pieces
        Hours of the handling.
    charge
        What it costs.
    storage, free_h
        Price of an hour of storage before the next departure, and the hours without charge.
    wtw_kg, ttw_kg
        Emissions of the handling.
    """

    terminal: Row
    pieces: tuple[Piece, ...]
    charge: Charge
    storage: Charge | None
    free_h: float
    wtw_kg: float
    ttw_kg: float


@dataclass(frozen=True, slots=True)
class Gate:
    """A dated closure on the way, in hours from the ready time."""

    closure: Row
    start_h: float
    end_h: float
    recovery_h: float


@dataclass(frozen=True, slots=True, eq=False)
class Edge:
    """An edge of the question's graph: a move of the network, or road access at either end."""

    tail: int
    head: int
    move: Move | None
    node: str = ""
    km: float = 0.0

    @property
    def line(self) -> Line | None:
        """Line that is ridden, if it is a ride."""
        return self.move.ride.line if self.move and self.move.ride else None


@dataclass(frozen=True, slots=True)
class Departures:
    """
    How a service leaves, as the question meets it.

    Attributes
    ----------
    wait
        Wait of a service without timetable; None where it leaves at once or by timetable.
    table_h
        Departures of a timetable from the ready time on, hours.
    cutoff_h
        Hours before the departure at which the unit must stand ready.
    storm_out, storm_in
        Weather regions at its start and end; blank for none.
    """

    wait: Figure | None
    table_h: tuple[float, ...] | None
    cutoff_h: float
    storm_out: str
    storm_in: str


@dataclass(eq=False)
class Graph:
    """
    The edges that the question may use, sorted by tail, with what the search needs of each.

    Attributes
    ----------
    numbers
        Shape (n_edges, 8): columns RUN to STORM_IN; tenths of an hour, h2, USD, kg.
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


class Builder:
    """Builds the graph of a question and answers what an edge is made of."""

    def __init__(self, question: Question) -> None:
        self.question = question
        self.network = question.network
        self.offers = offers_of(question.network)
        self.figures = self.offers.figures
        self.nodes = question.network.by_id("nodes")
        self.vehicles = question.network.by_id("vehicles")
        self.planning = question.network.settings["planning"]
        self.union = frozenset(self.planning.get("eu_countries", ()))
        """Countries between which a lorry crosses no customs border."""
        self.ready = question.consignment.depart
        self.avoid = frozenset(question.params.avoid)
        self.modes = frozenset(question.params.modes) - {"road_access"}
        self.unit = question.consignment.unit
        self.size = question.equipment.text("size")
        self.road_km = question.equipment.maybe("road_km")
        self.layout = self.offers.layout(self.road_km)
        self._services: dict[str, tuple[Block, ...]] = {}
        self._closure_hours: dict[str, Gate | None] = {}
        self._departures: dict[tuple[str, int], Departures] = {}
        self._prices: dict[str, tuple[float, float]] = {}
        self._changes: dict[Row, Change] = {}
        self._gross_t, self._road_t = question.gross_t, question.road_t
        self._weather: dict[str, dict[int, tuple[float, float]]] = {}
        self._charges: dict[tuple[Ride, Crossing | None], list[Charge]] = {}
        self._steps: dict[tuple[Ride, Crossing | None], list[Piece | Gate | Hazard]] = {}

    # What a question pays and emits.

    def due(self, figure: Figure, *, km: float = 0.0, hours: float = 0.0) -> float:
        """Return how many times a price is due for the consignment."""
        c = self.question.consignment
        return times_due(
            figure.row, units=c.units, payload_t=c.payload_t, km=km, hours=hours, reefer=self.question.reefer
        )

    def charge(self, price_id: str, where: str, what: str, kind: str, *, km: float = 0.0, share: float = 1.0) -> Charge:
        """Return a price that is due once or by the km."""
        figure = self.figures.price(price_id, self.size)
        if figure is None:
            return Charge(None, "", 0.0, what, kind)
        if figure.row.text("basis").endswith("_km"):
            share = 1.0
        return Charge(figure, entity_of(figure, where), self.due(figure, km=km) * share, what, kind)

    def truck_charge(self, countries: Sequence[str], km: float, where: str) -> Charge:
        """Return the price of a haul by lorry."""
        return self.charge(self.truck_price(countries), where, "haul by lorry", "haul", km=km)

    def truck_price(self, countries: Sequence[str]) -> str:
        """Return the id of the price of a haul by lorry."""
        inside = "truck_price_eu" in self.planning and self.union.issuperset(countries)
        price: str = self.planning["truck_price_eu" if inside else "truck_price"]
        return price

    def ride_charges(self, ride: Ride, leaving: Crossing | None) -> list[Charge]:
        """Return what a ride costs, with the borders that it pays."""
        key = (ride, leaving)
        if key not in self._charges:
            self._charges[key] = self._ride_charges(ride, leaving)
        return self._charges[key]

    def _ride_charges(self, ride: Ride, leaving: Crossing | None) -> list[Charge]:
        service = ride.line.service
        if service is None:
            charges = [self.truck_charge(run.countries, run.km, run.link.id) for run in ride.runs]
        else:
            name, share = service.text("name"), self._share(ride)
            charges = [self.charge(service.text("price"), service.id, name, "ride", km=ride.km, share=share)]
        for crossing in (leaving, *ride.crossings):
            if crossing is not None and crossing.border is not None and crossing.border.text("price"):
                where = f"{crossing.node}|{crossing.mode}|{crossing.from_country}"
                name = f"border fees at {self.nodes[crossing.node].text('name')}"
                charges.append(self.charge(crossing.border.text("price"), where, name, "border"))
        return charges

    def change(self, terminal: Row) -> Change:
        """Return what a change at a terminal takes, costs and emits."""
        if terminal not in self._changes:
            node = terminal.text("node")
            name = self.nodes[node].text("name")
            storage = None
            if terminal.text("storage"):
                figure = self.figures.price(terminal.text("storage"), self.size)
                if figure is not None:
                    hourly = self.due(figure, hours=1.0)
                    storage = Charge(figure, entity_of(figure, node), hourly, f"storage at {name}", "storage")
            wtw, ttw = lift_co2e_kg(self.network, terminal.text("hub_factor"), self.question.consignment.units)
            self._changes[terminal] = Change(
                terminal,
                pieces_of(self.figures, terminal.text("handling"), node),
                self.charge(terminal.text("price"), node, f"handling at {name}", "handling"),
                storage,
                HOURS_PER_DAY * (terminal.maybe("free_days") or 0.0),
                wtw,
                ttw,
            )
        return self._changes[terminal]

    def access_piece(self, km: float) -> Piece:
        """Return the hours of a way by lorry to or from a place."""
        figure = self.figures.speed(self.planning["truck_speed"])
        return Piece(figure, entity_of(figure, ROAD), km / SPEED_KM)

    def access_countries(self, edge: Edge) -> tuple[str, ...]:
        """Return the countries of a way by lorry to or from a place."""
        end = (
            self.question.origin
            if edge.move is None and edge.tail == len(self.layout.states)
            else self.question.destination
        )
        pair = (end.stop.country, self.nodes[edge.node].text("country"))
        return tuple(dict.fromkeys(pair if end is self.question.origin else pair[::-1]))

    # When a question may board.

    def departures(self, line: Line, stop: int) -> Departures:
        """Return how a line leaves one of its calls."""
        key = (line.key, stop)
        if key not in self._departures:
            service = line.service
            if service is None:
                self._departures[key] = Departures(None, None, 0.0, "", "")
            else:
                vehicle = self.vehicles[service.text("vehicle")]
                table = self._timetable(line, stop) if service.text("departures") == "timetable" else None
                out, end = service.text("weather"), service.text("weather_end")
                if line.reverse:
                    out, end = (end, out) if end else (out, "")
                self._departures[key] = Departures(
                    self.figures.wait(service, self.question.own_units(vehicle)),
                    table,
                    service.number("cutoff_h"),
                    out,
                    end,
                )
        return self._departures[key]

    def _timetable(self, line: Line, stop: int) -> tuple[float, ...]:
        service = line.service
        if service is None:
            raise AssertionError(line.key)
        shift = 0.0
        for k in range(stop):
            crossing = line.crossings[k - 1] if k else None
            shift += line.runs[k].piece.mean
            if crossing is not None:
                shift += crossing_moments(self.figures, self.offers.hazards, crossing)[0]
        zone = ZoneInfo(self.nodes[line.nodes[0]].text("timezone"))
        first = self.ready.astimezone(zone).date() - timedelta(days=math.ceil(shift / HOURS_PER_DAY) + 1)
        times = []
        for item in service.items("timetable"):
            name, clock = item.split()
            day = first + timedelta(days=(WEEKDAYS.index(name) - first.weekday()) % 7)
            hour, minute = (int(x) for x in clock.split(":"))
            while day <= first + timedelta(days=HORIZON_DAYS + 21 + int(shift / HOURS_PER_DAY)):
                times.append(self.hours_of(datetime.combine(day, time(hour, minute), zone)) + shift)
                day += timedelta(days=7)
        return tuple(sorted(t for t in times if t >= 0.0))

    def hours_of(self, instant: datetime) -> float:
        """Return hours from the ready time to an instant."""
        return (instant - self.ready).total_seconds() / SECONDS_PER_HOUR

    # What may not be used.

    def service_blocks(self, service: Row) -> tuple[Block, ...]:
        """Return why a service may not be used, whatever the ride."""
        if service.id not in self._services:
            self._services[service.id] = tuple(self._service_blocks(service))
        return self._services[service.id]

    def status(self, service: Row) -> str:
        """Return whether a service is regular, on request, or was not seen running near the date."""
        before = timedelta(days=float(self.planning.get("seen_before_days", 30)))
        after = timedelta(days=float(self.planning.get("seen_after_days", 180)))
        first, last = service.day("first_seen"), service.day("last_seen")
        if (first and self.question.day < first - before) or (last and self.question.day > last + after):
            return "not_seen_running"
        return "on_request" if service.text("departures") == "on_request" else "regular"

    def most_payload_t(self, vehicle: Row) -> float | None:
        """Return the most payload of one unit on a vehicle; None where the vehicle sets no limit."""
        most = vehicle.maybe("max_gross_t")
        kind = self.question.equipment.text("kind")
        if most is None:
            return None
        if vehicle.text("mode") == ROAD:
            # The goods of a wagon or pallet are spread over lorries, as their prices are.
            if kind in {"wagon", "pallet"}:
                return None
            most -= float(self.planning.get("tractor_t", 0.0))
        return most - self.question.equipment.number("tare_t")

    def _service_blocks(self, service: Row) -> list[Block]:
        c, name = self.question.consignment, service.text("name")
        found = []
        units = service.items("units")
        if self.unit not in units:
            found.append(Block("unit", f"{name} does not carry {self.unit}", self._other_unit(units)))
        elif self.question.reefer and not service.flag("power"):
            found.append(
                Block("power", f"{name} has no power for refrigerated units", "agree a generator set with the operator")
            )
        if self.unit in units:
            found += self._lot_blocks(service)
        if self.status(service) == "not_seen_running" and not self.question.params.not_seen_running:
            seen = f"{service.day('first_seen')} to {service.day('last_seen')}"
            found.append(
                Block(
                    "unseen", f"{name} was seen running from {seen} only", "ask for services that were not seen running"
                )
            )
        return found

    def _other_unit(self, units: Sequence[str]) -> str:
        """Return the repair of a unit that is not taken: the likest one that is, and that may hold the cargo."""
        rows = [self.network.get("equipment", u) for u in units if u in self.question.commodity.items("units")]
        if not rows:
            return "carry another cargo" if not units else f"only {', '.join(units)} would go, and this cargo may not"
        reefer, teu = self.question.reefer, self.question.equipment.number("teu")
        best = min(rows, key=lambda r: (r.flag("reefer") != reefer, abs(r.number("teu") - teu), units.index(r.id)))
        return f"ask with --unit {best.id}"

    def _lot_blocks(self, service: Row) -> list[Block]:
        c, name = self.question.consignment, service.text("name")
        found = []
        least = service.maybe("min_units") if service.text("departures") == "on_request" else None
        vehicle = self.vehicles[service.text("vehicle")]
        own = self.question.own_units(vehicle)
        if least is not None and c.units < least:
            why = f"{name} runs on request for at least {least:.0f} units, and this is {c.units}"
            found.append(Block("group", why, f"group to {least:.0f} units"))
        if own > vehicle.number("capacity"):
            most = int(c.units * vehicle.number("capacity") / own)
            found.append(
                Block("capacity", f"{name} takes at most {most} such units at once", f"split into lots of {most}")
            )
        most_t = self.most_payload_t(vehicle)
        if most_t is not None and c.payload_t > most_t + 1e-9:
            found.append(self._payload_block(name, most_t))
        return found

    def _payload_block(self, name: str, most_t: float) -> Block:
        why = f"{name} takes at most {most_t:.1f} t of payload in a {self.unit}"
        return Block("payload", why, f"load at most {most_t:.1f} t")

    def _lorry_blocks(self) -> tuple[Block, ...]:
        if "truck_vehicle" not in self.planning:
            return ()
        most_t = self.most_payload_t(self.vehicles[self.planning["truck_vehicle"]])
        if most_t is None or self.question.consignment.payload_t <= most_t + 1e-9:
            return ()
        return (self._payload_block("a lorry", most_t),)

    def closure(self, row: Row) -> Gate | None:
        """Return a closure as a gate in hours from the ready time; None where it was not known or is long over."""
        if row.id not in self._closure_hours:
            gate = None
            announced, first, last = row.day("announced"), row.day("from"), row.day("to")
            if announced and first and announced <= self.question.consignment.known_on:
                start = self.hours_of(datetime.combine(first, time(), UTC))
                end = self.hours_of(datetime.combine(last + timedelta(days=1), time(), UTC)) if last else math.inf
                recovery = (row.maybe("recovery_days") or 0.0) * HOURS_PER_DAY
                if end + recovery > 0.0 and start < HORIZON_DAYS * HOURS_PER_DAY:
                    gate = Gate(row, start, end, recovery)
            self._closure_hours[row.id] = gate
        return self._closure_hours[row.id]

    def ride_gates(self, ride: Ride, leaving: Crossing | None) -> list[tuple[float, Gate]]:
        """Return the known closures on a ride with the mean hours from departure to each."""
        if not ride.gates and leaving is None:
            return []
        found = []
        lead = 0.0
        if leaving is not None:
            for row in closures_met(self.offers.closures, leaving.node, leaving.mode, leaving.to_country):
                gate = self.closure(row)
                if gate is not None:
                    found.append((0.0, gate))
            lead = crossing_moments(self.figures, self.offers.hazards, leaving)[0]
        for offset, row in ride.gates:
            gate = self.closure(row)
            if gate is not None:
                found.append((offset + lead, gate))
        return found

    def move_blocks(self, move: Move) -> tuple[Block, ...]:
        """Return why a ride or change may not be used."""
        if move.terminal is not None:
            return tuple(self._terminal_blocks(move.terminal))
        ride = move.ride
        if ride is None:
            raise AssertionError(move)
        line = ride.line
        found = list(self.service_blocks(line.service)) if line.service else []
        if line.service is None:
            found += self._lorry_blocks()
        if line.stack not in self.question.equipment.items("stacks") and not any(b.kind == "unit" for b in found):
            found.append(
                Block(
                    "stack", f"no {self.unit} goes on a {WORDS[line.stack]}", f"ask with another unit than {self.unit}"
                )
            )
        if self.modes and line.mode not in self.modes:
            found.append(Block("mode", f"{line.mode} is not among the modes asked for", f"add {line.mode} to --modes"))
        touched = self.avoid & ride.touches
        if touched or (
            self.avoid and move.leaving and self.avoid & {move.leaving.from_country, move.leaving.to_country}
        ):
            what = sorted(touched or self.avoid)[0]
            found.append(Block("avoid", f"it touches {what}, which is to be avoided", f"leave out --avoid {what}"))
        for crossing in (
            (move.leaving, *ride.crossings) if ride.shut or (move.leaving and not move.leaving.open) else ()
        ):
            if crossing is not None and not crossing.open:
                node = self.nodes[crossing.node].text("name")
                why = f"no {crossing.mode} crossing at {node} from {crossing.from_country} to {crossing.to_country} on this date"
                found.append(Block("border", why, "cross elsewhere or by another mode"))
        for _, gate in self.ride_gates(ride, move.leaving):
            if math.isinf(gate.end_h) and gate.start_h <= 0.0:
                what = ", ".join(self.name_of(x) for x in gate.closure.items("what"))
                why = f"{what} shut since {gate.closure.day('from')} with no date of reopening"
                found.append(Block("closed", why, "wait for the reopening"))
                break
        return tuple(found)

    def _terminal_blocks(self, terminal: Row) -> list[Block]:
        name = self.nodes[terminal.text("node")].text("name")
        found = []
        if self.unit not in terminal.items("units"):
            one, two = (WORDS[stack] for stack in terminal.text("change").split("-"))
            why = f"no {self.unit} is moved from {one} to {two} at {name}"
            found.append(Block("handling", why, self._other_unit(terminal.items("units"))))
        elif self.question.reefer and terminal.maybe("reefer_plugs") == 0.0:
            found.append(
                Block("power", f"{name} has no plugs for refrigerated units", "agree a generator set with the terminal")
            )
        touched = self.avoid & {terminal.text("node"), self.nodes[terminal.text("node")].text("country")}
        if touched:
            what = sorted(touched)[0]
            found.append(Block("avoid", f"it touches {what}, which is to be avoided", f"leave out --avoid {what}"))
        return found

    def name_of(self, what: str) -> str:
        """Return the name of a node, or of a link by its ends."""
        if what in self.nodes:
            return self.nodes[what].text("name")
        link = self.network.get("links", what)
        return f"{self.nodes[link.text('from')].text('name')}-{self.nodes[link.text('to')].text('name')}"

    # The graph itself.

    def graph(self) -> Graph:
        """Return the graph of the question."""
        offers = self.offers
        states = self.layout.states
        start, target = len(states), len(states) + 1
        edges = _edges_of(self.layout)
        edges += self._access(self.question.origin, start, outbound=True)
        edges += self._access(self.question.destination, target, outbound=False)
        tail = np.array([e.tail for e in edges], dtype=np.int64)
        order = np.argsort(tail, kind="stable")
        edges = [edges[k] for k in order]
        regions: list[str] = []
        tables: list[tuple[float, ...]] = []
        table_index: dict[tuple[str, int], int] = {}
        numbers = np.zeros((len(edges), 8), dtype=np.int64)
        numbers[:, [TABLE, STORM_OUT, STORM_IN]] = -1
        blocks: list[tuple[Block, ...]] = []
        marks = np.zeros(len(edges), dtype=np.int64)
        gate_first = np.zeros(len(edges) + 1, dtype=np.int64)
        gates: list[tuple[int, int, int, int]] = []
        for k, edge in enumerate(edges):
            move = edge.move
            if move is None:
                numbers[k, :4] = self._access_numbers(edge)
                blocks.append(self._access_blocks(edge))
                for country in self.access_countries(edge):
                    marks[k] |= offers.marks.get(country, 0)
            elif move.ride is None:
                blocks.append(self.move_blocks(move))
                numbers[k, :4] = self._change_numbers(move.terminal)
            else:
                ride = move.ride
                blocks.append(self.move_blocks(move))
                marks[k] = ride.marks
                numbers[k, :4] = self._ride_numbers(ride, move.leaving)
                leaves = self.departures(ride.line, ride.i)
                average = leaves.wait.mean if leaves.wait else 0.0
                numbers[k, WAIT] = _tenths(leaves.cutoff_h + average)
                if leaves.wait:
                    numbers[k, VARIANCE] += round(leaves.wait.std**2)
                if leaves.table_h is not None:
                    key = (ride.line.key, ride.i)
                    if key not in table_index:
                        table_index[key] = len(tables)
                        tables.append(leaves.table_h)
                    numbers[k, TABLE] = table_index[key]
                for column, region in ((STORM_OUT, leaves.storm_out), (STORM_IN, leaves.storm_in)):
                    if region:
                        if region not in regions:
                            regions.append(region)
                        numbers[k, column] = regions.index(region)
                        numbers[k, VARIANCE] += self._storm_variance(region)
                for offset, gate in self.ride_gates(ride, move.leaving):
                    end = min(gate.end_h, 2.0 * HORIZON_DAYS * HOURS_PER_DAY)
                    gates.append((_tenths(offset), _tenths(gate.start_h), _tenths(end), _tenths(gate.recovery_h)))
            gate_first[k + 1] = len(gates)
        names = {name: n for n, name in enumerate(sorted({s.node for s in states}))}
        node = np.array([*(names[s.node] for s in states), -1, -1], dtype=np.int64)
        return Graph(
            self.question, offers, len(states) + 2, start, target, edges, tail[order],
            np.array([e.head for e in edges], dtype=np.int64), numbers, blocks, marks, gate_first,
            np.array(gates, dtype=np.int64).reshape(-1, 4), tables, regions, self._storms(regions), node, self._rates(),
            self._corridors(),
        )  # fmt: skip

    def _corridors(self) -> tuple[tuple[str, int], ...]:
        marks = self.offers.marks
        return tuple(
            (row.id, sum(marks[name] for name in {*row.items("tags"), *row.items("countries")}))
            for row in self.network.rows("corridors")
        )

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
                for s in ("", side):
                    for at in self._access_states(node, stack, s, length, outbound=outbound):
                        if stack == ROAD or km < near:
                            found.append(
                                Edge(state, at, None, node, length) if outbound else Edge(at, state, None, node, length)
                            )
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
        if other == country or self.union.issuperset((other, country)) or country in self.offers.sides.get(node, ()):
            return True
        # A lorry crosses a border on its way to a terminal only where the country has none.
        return not any(self.nodes[n].text("country") == country for n, _ in end.access)

    def _access_blocks(self, edge: Edge) -> tuple[Block, ...]:
        touched = self.avoid & {edge.node, *self.access_countries(edge)}
        if touched:
            what = sorted(touched)[0]
            return (Block("avoid", f"it touches {what}, which is to be avoided", f"leave out --avoid {what}"),)
        return self._lorry_blocks()

    def _access_numbers(self, edge: Edge) -> tuple[int, int, int, int]:
        piece = self.access_piece(edge.km)
        charge = self.truck_charge(self.access_countries(edge), edge.km, "access")
        kg = road_intensity(self.network, self.planning["truck_factor"], edge.km).wtw_kg_t * self._road_t
        return _tenths(piece.mean), round(piece.variance), round(_mean_usd([charge])), round(kg)

    def _change_numbers(self, terminal: Row | None) -> tuple[int, int, int, int]:
        if terminal is None:
            raise AssertionError
        change = self.change(terminal)
        average = sum(piece.mean for piece in change.pieces)
        variance = sum(piece.variance for piece in change.pieces)
        return _tenths(average), round(variance), round(_mean_usd([change.charge])), round(change.wtw_kg)

    def _ride_numbers(self, ride: Ride, leaving: Crossing | None) -> tuple[int, int, int, int]:
        average, variance = ride.run_h, ride.variance
        if leaving is not None:
            more, spread = crossing_moments(self.figures, self.offers.hazards, leaving)
            average, variance = average + more, variance + spread
        return (
            _tenths(average),
            round(variance),
            round(self._ride_usd(ride, leaving)),
            round(ride.wtw_kg_t * (self._road_t if ride.line.mode == ROAD else self._gross_t)),
        )

    def _ride_usd(self, ride: Ride, leaving: Crossing | None) -> float:
        """Return the mean of `ride_charges`, without making them."""
        service = ride.line.service
        if service is None:
            usd = sum(self._mean_price(self.truck_price(run.countries), run.km, 1.0) for run in ride.runs)
        else:
            usd = self._mean_price(service.text("price"), ride.km, self._share(ride))
        for crossing in ride.crossings if leaving is None else (leaving, *ride.crossings):
            if crossing.border is not None:
                usd += self._mean_price(crossing.border.text("price"), 0.0, 1.0)
        return usd

    def _mean_price(self, price_id: str, km: float, share: float) -> float:
        if price_id not in self._prices:
            figure = self.figures.price(price_id, self.size)
            by_km = figure is not None and figure.row.text("basis").endswith("_km")
            mean = figure.mean * self.due(figure, km=1.0) if figure is not None else 0.0
            self._prices[price_id] = (0.0, mean) if by_km else (mean, 0.0)
        fixed, by_km_usd = self._prices[price_id]
        return fixed * share + by_km_usd * km

    @staticmethod
    def _share(ride: Ride) -> float:
        # A price for the whole run of a service is paid by the km where it is left or joined on the way.
        return ride.km / ride.line.km if len(ride.line.stops) > 2 else 1.0

    def _rates(self) -> Floats:
        hire = self.hire()
        usd = hire.figure.mean * hire.times / TENTHS if hire and hire.figure else 0.0
        kg = refrigeration_co2e_kg_h(self.network, self.reefer_kw, self.question.consignment.units)[0] / TENTHS
        return np.array([usd, kg])

    @property
    def reefer_kw(self) -> float:
        """Mean power drawn by a unit, kW."""
        return (self.question.equipment.maybe("reefer_kw") or 0.0) if self.question.reefer else 0.0

    def hire(self) -> Charge | None:
        """Return the price of an hour of hire of the units; None for units of the shipper's own or without hire."""
        price = self.question.equipment.text("hire")
        if not price or self.question.consignment.owner == "soc":
            return None
        figure = self.figures.price(price, self.size)
        if figure is None:
            return Charge(None, "", 0.0, "hire of the unit", "hire")
        return Charge(figure, entity_of(figure, "hire"), self.due(figure, hours=1.0), "hire of the unit", "hire")

    def weather(self, region: str) -> dict[int, tuple[float, float]]:
        """Return closed share and mean spell in hours by month."""
        if region not in self._weather:
            self._weather[region] = {
                int(r.number("month")): (r.number("closed_share"), r.number("spell_days") * HOURS_PER_DAY)
                for r in self.network.rows("weather")
                if r.text("id") == region
            }
        return self._weather[region]

    def _storms(self, regions: Sequence[str]) -> Floats:
        # Linear between the middles of months, so that a later arrival never leaves earlier.
        days = [self.ready + timedelta(days=day) for day in range(HORIZON_DAYS)]
        month = np.array([day.month for day in days])
        share = np.array([(day.day - 1) / calendar.monthrange(day.year, day.month)[1] - 0.5 for day in days])
        other = np.where(share < 0.0, month - 2, month) % 12 + 1
        storms = np.zeros((max(1, len(regions)), HORIZON_DAYS))
        for row, region in enumerate(regions):
            lost = np.zeros(13)
            for number, (closed, spell) in self.weather(region).items():
                lost[number] = closed * spell
            storms[row] = TENTHS * ((1.0 - np.abs(share)) * lost[month] + np.abs(share) * lost[other])
        return storms

    def _storm_variance(self, region: str) -> int:
        # The worst of the year, so that the spread does not depend on the day and dominance stays exact.
        months = self.weather(region).values()
        return round(max((2.0 * p * s**2 - (p * s) ** 2 for p, s in months), default=0.0))

    # What is drawn on an edge, for the evaluation.

    def run_steps(self, ride: Ride, leaving: Crossing | None) -> list[Piece | Gate | Hazard]:
        """Return what a ride meets from departure to arrival, in order."""
        key = (ride, leaving)
        if key not in self._steps:
            self._steps[key] = self._run_steps(ride, leaving)
        return self._steps[key]

    def _run_steps(self, ride: Ride, leaving: Crossing | None) -> list[Piece | Gate | Hazard]:
        steps: list[Piece | Gate | Hazard] = []
        line = ride.line

        def add_gates(what: str, entered: str | None) -> None:
            for row in closures_met(self.offers.closures, what, line.mode, entered):
                gate = self.closure(row)
                if gate is not None:
                    steps.append(gate)

        def add_crossing(crossing: Crossing) -> None:
            add_gates(crossing.node, crossing.to_country)
            if crossing.border is not None:
                hazard = self.offers.hazards.get(crossing.border.text("hazard"))
                if hazard is not None:
                    steps.append(hazard)
            steps.extend(crossing_pieces(self.figures, crossing))

        if leaving is not None:
            add_crossing(leaving)
        for k in range(ride.i, ride.j):
            run, node = line.runs[k], line.nodes[k]
            crossing = line.crossings[k - 1] if k > ride.i else None
            if crossing is not None:
                add_crossing(crossing)
            elif not self.offers.is_border(node):
                add_gates(node, None)
            add_gates(run.link.id, run.last_country)
            last = steps[-1] if steps else None
            if isinstance(last, Piece) and last.entity == run.piece.entity and last.figure is run.piece.figure:
                steps[-1] = Piece(last.figure, last.entity, last.times + run.piece.times)
            else:
                steps.append(run.piece)
        if not self.offers.is_border(ride.end):
            add_gates(ride.end, None)
        return steps


_BARE: WeakKeyDictionary[Layout, list[Edge]] = WeakKeyDictionary()


def _edges_of(layout: Layout) -> list[Edge]:
    """Return an edge for each move, made once for a network."""
    if layout not in _BARE:
        _BARE[layout] = [Edge(m.tail, m.head, m) for m in layout.moves]
    return list(_BARE[layout])


def _tenths(hours: float) -> int:
    return round(hours * TENTHS)


def _mean_usd(charges: Sequence[Charge]) -> float:
    return sum(c.figure.mean * c.times for c in charges if c.figure)
