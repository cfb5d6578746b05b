"""Goods under a temperature in other units that keep it, and what good practice asks of their shipper."""

from __future__ import annotations

import math
from dataclasses import replace

from transcaspia.network.model import Network, Row
from transcaspia.planning.model import Consignment
from transcaspia.planning.question import Question


def other_consignments(network: Network, consignment: Consignment) -> tuple[Consignment, ...]:
    """
    Return the same goods in the other kinds of unit that keep their temperature.

    Parameters
    ----------
    network
        A loaded network, of all days.
    consignment
        The consignment as asked.

    Returns
    -------
    tuple[Consignment, ...]
        One for each other kind of unit (box, trailer, air pallet) that the commodity allows; empty for goods without a
        temperature.
    """
    if consignment.temp_c is None:
        return ()
    equipment = network.by_id("equipment")
    asked = equipment[consignment.unit]
    found: dict[str, Row] = {}
    for unit in network.get("commodities", consignment.cargo).items("units"):
        row = equipment[unit]
        heavy = consignment.units * consignment.payload_t / (consignment.packages or math.inf) > row.number(
            "max_payload_t"
        )
        if (row.flag("reefer") or row.text("kind") == "pallet") and not heavy:
            best = found.get(row.text("kind"))
            if best is None or row.number("max_payload_t") > best.number("max_payload_t"):
                found[row.text("kind")] = row
    return tuple(in_unit(consignment, asked, row) for kind, row in sorted(found.items()) if kind != asked.text("kind"))


def in_unit(consignment: Consignment, asked: Row, unit: Row) -> Consignment:
    """
    Return a consignment in another unit.

    Parameters
    ----------
    consignment
        The consignment.
    asked, unit
        Rows of the equipment table: its unit, and the other.

    Returns
    -------
    Consignment
        As many units as its mass needs, and no fewer where both are as large.
    """
    total_t = consignment.units * consignment.payload_t
    small = "pallet" in {asked.text("kind"), unit.text("kind")}
    by_mass = total_t / unit.number("default_payload_t" if small else "max_payload_t")
    by_room = 0.0 if small else consignment.units * asked.number("teu") / unit.number("teu")
    number = max(1, math.ceil(max(by_mass, by_room) - 1e-9))
    return replace(consignment, unit=unit.id, units=number, payload_t=total_t / number)


def practices_of(question: Question) -> tuple[Row, ...]:
    """
    Return what good practice asks those to hold who send these goods.

    Parameters
    ----------
    question
        The question.

    Returns
    -------
    tuple[Row, ...]
        Rows of the practices table.
    """
    return tuple(
        row
        for row in question.network.rows("practices")
        if not row.items("commodities") or question.consignment.cargo in row.items("commodities")
    )
