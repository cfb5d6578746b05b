"""The leg that limits the mass of a unit, and the rule by which it does."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from transcaspia.planning.model import WeightLimit
from transcaspia.planning.offers import ROAD

if TYPE_CHECKING:
    from transcaspia.network.model import Row
    from transcaspia.planning.evaluate import Drawn
    from transcaspia.planning.graph import Builder
    from transcaspia.planning.legs import Draft

SPREAD = frozenset({"wagon", "pallet"})
"""Units whose goods are spread over lorries."""


def weight_limit(builder: Builder, drawn: Drawn) -> WeightLimit:
    """
    Return the least payload that a unit may carry on any leg of a way.

    Parameters
    ----------
    builder
        Builder of the question's graph.
    drawn
        The way.

    Returns
    -------
    WeightLimit
        The weakest leg with its tonnes and rule; the unit itself where nothing on the way takes less.
    """
    equipment = builder.question.equipment
    own = equipment.number("max_payload_t")
    found = WeightLimit(
        None, equipment.id, own, own + equipment.number("tare_t"), f"payload of a {equipment.id}",
        equipment.items("source"), equipment.text("grade"),
    )  # fmt: skip
    for k, leg in enumerate(drawn.legs):
        for limit in _of_leg(builder, leg, k):
            if limit.payload_t < found.payload_t - 1e-9:
                found = limit
    return found


def _of_leg(builder: Builder, leg: Draft, k: int) -> Iterator[WeightLimit]:
    tare = builder.question.equipment.number("tare_t")
    tractor = float(builder.planning.get("tractor_t", 0.0))

    def limit(what: str, gross_t: float, rule: str, row: Row, without_t: float) -> WeightLimit:
        return WeightLimit(k, what, gross_t - without_t, gross_t, rule, row.items("source"), row.text("grade"))

    if leg.service is not None:
        vehicle = builder.clock.vehicles[leg.service.text("vehicle")]
        most = vehicle.maybe("max_gross_t")
        if most is not None:
            rule = f"at most {most:g} t gross for one unit ({vehicle.id.replace('_', ' ')})"
            yield limit(leg.service.text("name"), most, rule, vehicle, tare)
        return
    if leg.stack != ROAD or builder.question.equipment.text("kind") in SPREAD:
        return
    name = f"lorry in {', '.join(leg.countries)}"
    if "truck_vehicle" in builder.planning:
        lorry = builder.clock.vehicles[builder.planning["truck_vehicle"]]
        most = lorry.maybe("max_gross_t")
        if most is not None:
            yield limit(name, most, f"at most {most:g} t gross of lorry, unit and goods", lorry, tare + tractor)
    stretches = [builder.law.of_ride(ride, leaving) for ride, leaving in leg.rides]
    stretches += [builder.law.of_haul(edge.node, builder.access_countries(edge)) for edge in leg.hauls]
    rows = {rule.row.id: rule.row for stretch in stretches for rule in builder.law.lying_on(stretch)}
    for row in rows.values():
        gross_t = row.maybe("max_gross_t") if row.text("effect") == "limit" else None
        if gross_t is not None:
            where = ", ".join(row.items("countries"))
            act = f", {row.text('act')}" if row.text("act") else ""
            yield limit(
                f"lorry in {where}", gross_t, f"{row.text('name')}, {gross_t:g} t in {where}{act}", row, tare + tractor
            )


def limited_by(limit: WeightLimit, unit: str) -> str | None:
    """
    Return the limit in words.

    Parameters
    ----------
    limit
        The limit.
    unit
        Unit of the way.

    Returns
    -------
    str | None
        Words without a full stop; None where only the unit itself limits.
    """
    if limit.leg is None:
        return None
    return f"{limit.what}: at most {limit.payload_t:.1f} t of payload in a {unit}"
