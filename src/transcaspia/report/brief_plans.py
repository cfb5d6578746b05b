"""Plans of two typical consignments for a brief, made as on its day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from transcaspia.planning.consignment import make_consignment
from transcaspia.planning.model import PlanParams
from transcaspia.planning.plan import plan

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from transcaspia.network.model import Network
    from transcaspia.planning.model import Itineraries

MOST = 2
"""Consignments in a brief."""
WITHOUT = ("RU", "BY")
"""Countries that the second plan of a consignment avoids."""


@dataclass(frozen=True, slots=True)
class Typical:
    """
    A consignment that stands for a field of cooperation.

    Attributes
    ----------
    field
        Field of cooperation.
    origin, destination
        Towns.
    cargo, unit, units
        Commodity, unit and number.
    """

    field: str
    origin: str
    destination: str
    cargo: str
    unit: str
    units: int = 1


TYPICAL = (
    Typical("pharmaceuticals", "Łódź", "Almaty", "pharmaceuticals", "40RF", 2),
    Typical("construction_materials", "Warsaw", "Astana", "construction_materials", "40HC"),
    Typical("machinery", "Białystok", "Astana", "machinery", "40HC"),
    Typical("food", "Poznań", "Almaty", "food_chilled", "40RF"),
    Typical("energy", "Kraków", "Aqtöbe", "energy_equipment", "40HC"),
)
"""One for each field that carries goods, the one most asked for first; sizes are assumptions of ours."""


@dataclass(frozen=True, slots=True)
class Planned:
    """
    A typical consignment and its plans.

    Attributes
    ----------
    typical
        The consignment.
    on
        Day on which the goods are ready, and as known on which it was planned.
    free
        Its plan by all ways.
    without
        Its plan without `WITHOUT`.
    """

    typical: Typical
    on: date
    free: Itineraries
    without: Itineraries


def plan_typical(network: Network, fields: Iterable[str], on: date) -> tuple[Planned, ...]:
    """
    Return plans of typical consignments of the fields concerned.

    Parameters
    ----------
    network
        A loaded network.
    fields
        Fields of cooperation on the agenda.
    on
        Day on which the goods are ready, and as known on which it is planned.

    Returns
    -------
    tuple[Planned, ...]
        At most two; none where no field carries goods.
    """
    wanted = set(fields)
    chosen = [typical for typical in TYPICAL if typical.field in wanted][:MOST]
    return tuple(
        Planned(typical, on, _plan(network, typical, on, ()), _plan(network, typical, on, WITHOUT))
        for typical in chosen
    )


def _plan(network: Network, typical: Typical, on: date, avoid: tuple[str, ...]) -> Itineraries:
    consignment = make_consignment(
        network, typical.origin, typical.destination, on, known_on=on, cargo=typical.cargo, unit=typical.unit,
        units=typical.units,
    )  # fmt: skip
    return plan(network, consignment, PlanParams(avoid=avoid))
