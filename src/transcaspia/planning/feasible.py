"""What a question may not use, why, and how to mend it."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from transcaspia.network.groups import exceptions_of
from transcaspia.network.levels import deck_of
from transcaspia.network.model import Network, Row
from transcaspia.planning.clock import Clock
from transcaspia.planning.cold import ColdChain
from transcaspia.planning.dangerous import REFUSED, Dangerous
from transcaspia.planning.law import Law, Rule
from transcaspia.planning.offers import ROAD, Crossing, Ride
from transcaspia.planning.question import Question

WORDS = {
    "road": "lorry", "rail_1435": "1435 mm wagon", "rail_1520": "1520 mm wagon", "sea": "ship",
    "rail_ferry": "rail ferry", "ro_ro": "lorry ferry", "air": "aircraft",
}  # fmt: skip
"""What stands under the unit, in words."""


def status_of(service: Row, day: date, planning: Mapping[str, Any]) -> str:
    """
    Return whether a service is regular, on request, or was not seen running near a day.

    Parameters
    ----------
    service
        Row of the services table.
    day
        The day.
    planning
        Settings of the planner in network.toml: how long before it was first seen, and after it was last seen, a
        service still counts as running.

    Returns
    -------
    str
        `regular`, `on_request` or `not_seen_running`.
    """
    before = timedelta(days=float(planning.get("seen_before_days", 30)))
    after = timedelta(days=float(planning.get("seen_after_days", 180)))
    first, last = service.day("first_seen"), service.day("last_seen")
    if (first and day < first - before) or (last and day > last + after):
        return "not_seen_running"
    return "on_request" if service.text("departures") == "on_request" else "regular"


CARRIES_NOT = frozenset({"unit", "stack", "power"})
"""Reasons for which a service cannot carry the goods at all."""


@dataclass(frozen=True, slots=True)
class Block:
    """
    Why an edge may not be used.

    Attributes
    ----------
    kind
        unit, stack, power, group, unseen, payload, capacity, mode, avoid, border, closed, handling, law, dangerous.
    row
        Restriction that forbids it, if one does.
    names
        What of the question it rests on: what is to be avoided, or the mode that is left out.
    """

    kind: str
    why: str
    repair: str
    row: str = ""
    names: tuple[str, ...] = ()


class Rules:
    """
    Finds what stands in the way of each move.

    Parameters
    ----------
    question
        The question.
    clock
        When it meets what.
    law
        Restrictions that it meets.
    chain
        What keeps the temperature of the goods; None for goods without one.
    dangerous
        Rules for dangerous goods.
    """

    def __init__(
        self,
        question: Question,
        clock: Clock,
        law: Law,
        chain: ColdChain | None = None,
        dangerous: Dangerous | None = None,
    ) -> None:
        self.question, self.clock, self.law, self.chain = question, clock, law, chain
        self.dangerous = dangerous
        self.network, self.planning = question.network, question.planning
        self.nodes, self.vehicles = question.network.by_id("nodes"), question.network.by_id("vehicles")
        self.avoid = frozenset(question.params.avoid)
        self.modes = frozenset(question.params.modes) - {"road_access"}
        self.unit = question.consignment.unit
        self._services: dict[str, tuple[Block, ...]] = {}
        self._kinds: dict[tuple[str, str, str], tuple[Block, ...]] = {}
        self._others: dict[tuple[str, ...], str] = {}

    def service_blocks(self, service: Row) -> tuple[Block, ...]:
        """
        Return why a service may not be used, whatever the ride.

        Parameters
        ----------
        service
            Row of the services table.

        Returns
        -------
        tuple[Block, ...]
            Reasons; empty for a usable one.
        """
        if service.id not in self._services:
            self._services[service.id] = tuple(self._service_blocks(service))
        return self._services[service.id]

    def status(self, service: Row) -> str:
        """
        Return whether a service is regular, on request, or was not seen running near the date.

        Parameters
        ----------
        service
            Row of the services table.

        Returns
        -------
        str
            `regular`, `on_request` or `not_seen_running`.
        """
        return status_of(service, self.question.day, self.planning)

    def most_payload_t(self, vehicle: Row) -> float | None:
        """
        Return the most payload of one unit on a vehicle.

        Parameters
        ----------
        vehicle
            Row of the vehicles table.

        Returns
        -------
        float | None
            Tonnes; None where the vehicle sets no limit.
        """
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
        name = service.text("name")
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
                    "unseen",
                    f"{name} was seen running from {seen} only",
                    "ask from Python with `not_seen_running=True`",
                )
            )
        return found

    def _other_unit(self, units: Sequence[str]) -> str:
        """Return the repair of a unit that is not taken: the likest one that is, and that may hold the cargo."""
        key = tuple(units)
        if key not in self._others:
            self._others[key] = self._likest(units)
        return self._others[key]

    def _likest(self, units: Sequence[str]) -> str:
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
        grouped = self.question.params.grouped or c.shipment == "group"
        if least is not None and c.units < least and not grouped:
            why = f"{name} runs on request for at least {least:.0f} units, and this is {c.units}"
            found.append(Block("group", why, f"group to {least:.0f} units (--shipment group)"))
        deck = deck_of(self.network, service)
        if own > deck.units:
            most = int(c.units * deck.units / own)
            low = " at this level of the sea" if deck.units < vehicle.number("capacity") else ""
            why = f"{name} takes at most {most} such units at once{low}"
            found.append(Block("capacity", why, f"split into lots of {most}"))
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

    def haul_blocks(self, node: str, countries: Iterable[str]) -> tuple[Block, ...]:
        """
        Return why a lorry may not bring or fetch the goods.

        Parameters
        ----------
        node
            Node at its end.
        countries
            Countries on its way.

        Returns
        -------
        tuple[Block, ...]
            Reasons; empty for a usable way.
        """
        countries = tuple(countries)
        touched = self.avoid.intersection((node, *countries))
        if touched:
            return (_avoided(touched),)
        return (*self._lorry_blocks(), *self._law_blocks(self.law.on_haul(node, countries)))

    def spoils(self, ride: Ride) -> bool:
        """
        Return whether the goods would be lost on a ride that could carry them.

        Parameters
        ----------
        ride
            The ride.

        Returns
        -------
        bool
            True where nothing keeps the temperature for longer than they hold it.
        """
        if self.chain is None or any(b.kind in CARRIES_NOT for b in self.kind_blocks(ride)):
            return False
        return self.chain.least_use(ride) > 1.0

    def kind_blocks(self, ride: Ride) -> tuple[Block, ...]:
        """
        Return why no ride of a service, stack and mode may be used.

        Parameters
        ----------
        ride
            One of these rides.

        Returns
        -------
        tuple[Block, ...]
            Reasons; empty for a usable kind.
        """
        line = ride.line
        key = (line.service.id if line.service else "", line.stack, line.mode)
        if key not in self._kinds:
            found = list(self.service_blocks(line.service)) if line.service else list(self._lorry_blocks())
            if line.stack not in self.question.equipment.items("stacks") and not any(b.kind == "unit" for b in found):
                why = f"no {self.unit} goes on a {WORDS[line.stack]}"
                found.append(Block("stack", why, f"ask with another unit than {self.unit}"))
            if self.modes and line.mode not in self.modes:
                why = f"{line.mode} is not among the modes asked for"
                found.append(Block("mode", why, f"add {line.mode} to --modes", names=(line.mode,)))
            self._kinds[key] = tuple(found)
        return self._kinds[key]

    def ride_blocks(self, ride: Ride, leaving: Crossing | None) -> tuple[Block, ...]:
        """
        Return why a ride may not be used.

        Parameters
        ----------
        ride
            The ride.
        leaving
            Crossing with which it begins, if any.

        Returns
        -------
        tuple[Block, ...]
            Reasons; empty for a usable one.
        """
        kind = self.kind_blocks(ride)
        found: list[Block] = []
        touched = self.avoid & ride.touches
        if self.avoid and leaving is not None:
            touched |= self.avoid & {leaving.from_country, leaving.to_country}
        if touched:
            found.append(_avoided(touched))
        if ride.shut or (leaving is not None and not leaving.open):
            found += self._border_blocks((*((leaving,) if leaving else ()), *ride.crossings))
        if self.chain is not None and self.spoils(ride):
            ends = f"{self.nodes[ride.start].text('name')} to {self.nodes[ride.end].text('name')}"
            lost = self.chain.lost(ends, ride, self.chain.least_use(ride))
            found.append(Block("power", lost, self.chain.repair))
        if self.dangerous is not None and self.dangerous.rules:
            found += self._dangerous_blocks(self.dangerous, ride)
        found += self._closure_blocks(ride, leaving)
        found += self._law_blocks(self.law.on_ride(ride, leaving))
        return (*kind, *found) if found else kind

    @staticmethod
    def _dangerous_blocks(dangerous: Dangerous, ride: Ride) -> list[Block]:
        name = ride.line.service.text("name") if ride.line.service else "a lorry"
        return [
            Block(
                "dangerous",
                f"{name}: {row.text('rule')}, and this is {dangerous.name}",
                "go by another mode, or ask for approval",
            )
            for row in dangerous.on_ride(ride)
            if row.text("effect") == REFUSED
        ]

    def _law_blocks(self, rules: Iterable[Rule]) -> list[Block]:
        return [self._law_block(rule) for rule in rules if rule.stops]

    def _law_block(self, rule: Rule) -> Block:
        row = rule.row
        if rule.effect == "limit":
            most_t = row.number("max_gross_t")
            why = f"{row.text('name')} at most {most_t:g} t: {in_force(row)}; this one weighs {self.law.gross_t:.1f} t"
            least = self.question.consignment.payload_t - ((self.law.gross_t or 0.0) - most_t)
            return Block("payload", why, f"load at most {least:.1f} t", row.id)
        why = f"{row.text('name')}: forbidden, {in_force(row)}"
        exceptions = [words for words, _ in exceptions_of(row)]
        if exceptions:
            why += f"; exempt: {', '.join(exceptions)}; "
            why += f"these goods may be ({rule.exception})" if rule.exempt == "unknown" else "these goods are not"
        other = "hand the goods over to a lorry that the rule lets pass (--carrier)" if rule.carriers else ""
        return Block("law", why, other or "take another way, or goods that the rule does not mean", row.id)

    def _border_blocks(self, crossings: Iterable[Crossing]) -> list[Block]:
        found = []
        for crossing in crossings:
            if not crossing.open:
                node = self.nodes[crossing.node].text("name")
                way = f"from {crossing.from_country} to {crossing.to_country}"
                why = f"no {crossing.mode} crossing at {node} {way} on this date"
                found.append(Block("border", why, "cross elsewhere or by another mode"))
        return found

    def _closure_blocks(self, ride: Ride, leaving: Crossing | None) -> list[Block]:
        for _, gate in self.clock.ride_gates(ride, leaving):
            if math.isinf(gate.end_h) and gate.start_h <= 0.0:
                what = ", ".join(name_of(self.network, x) for x in gate.closure.items("what"))
                why = f"{what} shut since {gate.closure.day('from')} with no date of reopening"
                return [Block("closed", why, "wait for the reopening")]
        return []

    def terminal_blocks(self, terminal: Row) -> tuple[Block, ...]:
        """
        Return why a terminal may not be used.

        Parameters
        ----------
        terminal
            Row of the terminals table.

        Returns
        -------
        tuple[Block, ...]
            Reasons; empty for a usable one.
        """
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
            found.append(_avoided(touched))
        return tuple(found)


def in_force(row: Row) -> str:
    """
    Return the act of a restriction and the days on which it holds, in words.

    Parameters
    ----------
    row
        Row of the restrictions table.

    Returns
    -------
    str
        As `by resolution 599, in force from 2025-11-04 to 2027-12-31`.
    """
    first, last = row.day("from"), row.day("to")
    act = f"by {row.text('act')}" if row.text("act") else "by an act that the source does not name"
    span = f"in force from {first}" if first else "in force, first day not known"
    return f"{act}, {span}{f' to {last}' if last else ''}"


def name_of(network: Network, what: str) -> str:
    """
    Return the name of a node, or of a link by its ends.

    Parameters
    ----------
    network
        Network of one day.
    what
        Id of a node or link.

    Returns
    -------
    str
        Name for people.
    """
    nodes = network.by_id("nodes")
    if what in nodes:
        return nodes[what].text("name")
    link = network.get("links", what)
    return f"{nodes[link.text('from')].text('name')}-{nodes[link.text('to')].text('name')}"


def _avoided(touched: Collection[str]) -> Block:
    what = min(touched)
    why = f"it touches {what}, which is to be avoided"
    return Block("avoid", why, f"leave out --avoid {what}", names=tuple(sorted(touched)))
