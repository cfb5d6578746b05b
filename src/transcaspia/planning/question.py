"""The question: a consignment on the network of its day, with every id looked up."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from typing import Any

from transcaspia.network.model import Network, Row
from transcaspia.planning.model import Consignment, PlanParams, Stop
from transcaspia.planning.offers import ROAD
from transcaspia.units import FEU_IN_TEU

HORIZON_DAYS = 240
"""Ways longer than this are not looked for."""


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
        For each place to pass, the nodes and links that count as it.
    between
        Nodes that count as the origin and as the destination; None where the plan is from door to door.
    zone
        IANA zone of the origin's clock.
    """

    network: Network
    consignment: Consignment
    params: PlanParams
    equipment: Row
    commodity: Row
    origin: End
    destination: End
    via: tuple[frozenset[str], ...]
    between: tuple[frozenset[str], frozenset[str]] | None = None
    zone: str = "UTC"

    @property
    def day(self) -> date:
        """Day of departure on the origin's clock."""
        return self.network.day or self.consignment.depart.date()

    @property
    def carrier(self) -> str:
        """Country in which the lorry is registered: the one given, else the country from which the goods set out."""
        return self.consignment.carrier or self.origin.stop.country

    @property
    def reefer(self) -> bool:
        """True for a refrigerated unit."""
        return self.equipment.flag("reefer")

    @property
    def cold(self) -> bool:
        """True where a temperature must be kept, and the network tells of power and climate."""
        return self.consignment.temp_c is not None and bool(self.network.rows("power") and self.network.rows("climate"))

    @property
    def gross_t(self) -> float:
        """Mass of the whole consignment with its units, t."""
        return self.consignment.units * (self.consignment.payload_t + self.equipment.number("tare_t"))

    def mass_t(self, mode: str) -> float:
        """
        Return the mass that a vehicle of a mode carries as its load.

        Parameters
        ----------
        mode
            Mode.

        Returns
        -------
        float
            Tonnes of the whole consignment: goods and boxes. A wagon on rails and a trailer on the road are part of
            the vehicle, for which the factors count, and load only where a ferry takes them; the goods of a wagon go
            by road without it.
        """
        rolls = {"wagon": ("rail", ROAD), "trailer": (ROAD,)}.get(self.equipment.text("kind"), ())
        return self.consignment.units * self.consignment.payload_t if mode in rolls else self.gross_t

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
            return math.ceil(units * self.equipment.number("teu") / FEU_IN_TEU)
        if counts == "tonne":
            return self.gross_t
        return float(units)

    @property
    def reefer_kw(self) -> float:
        """Mean power drawn by a unit, kW."""
        return (self.equipment.maybe("reefer_kw") or 0.0) if self.reefer else 0.0

    @property
    def power_kw(self) -> float:
        """Mean power drawn by all units, kW."""
        return self.reefer_kw * self.consignment.units

    @property
    def planning(self) -> dict[str, Any]:
        """Settings of the planner in network.toml."""
        found: dict[str, Any] = self.network.settings["planning"]
        return found

    @property
    def union(self) -> frozenset[str]:
        """Countries between which a lorry crosses no customs border."""
        return frozenset(self.planning.get("eu_countries", ()))
