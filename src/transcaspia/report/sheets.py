"""The answer for a spreadsheet: one row for each leg of each itinerary."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from transcaspia.emissions.chain import HUB

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import datetime

    from transcaspia.emissions.chain import Chain
    from transcaspia.planning.model import Itineraries, Itinerary, Leg

    Cell = str | float | int | None

COLUMNS: dict[str, str] = {
    "itinerary": "Number of the itinerary in the answer, from 1",
    "labels": "What the itinerary is best at, joined by `;`",
    "corridor": "Corridor",
    "unit": "Unit of the itinerary",
    "units": "How many of them",
    "status": "regular, on_request or not_seen_running",
    "book_by": "Last day to book",
    "arrival_p10": "Arrival of the itinerary, UTC, P10",
    "arrival_p50": "Arrival of the itinerary, UTC, median",
    "arrival_p90": "Arrival of the itinerary, UTC, P90",
    "duration_p10_h": "Hours from ready to arrival, P10",
    "duration_p50_h": "Hours from ready to arrival, median",
    "duration_p90_h": "Hours from ready to arrival, P90",
    "itinerary_cost_p10_usd": "Money for the whole consignment, USD, P10",
    "itinerary_cost_p50_usd": "Money for the whole consignment, USD, median",
    "itinerary_cost_p90_usd": "Money for the whole consignment, USD, P90",
    "itinerary_co2e_kg": "Well-to-wheel kgCO2e of the whole consignment",
    "on_time_share": "Chance to arrive by the deadline; without one, by the sum of the typical hours of every piece",
    "transfers": "Changes from one leg to the next",
    "price_missing": "Cost lines that the price lacks, joined by `;`",
    "leg": "Number of the leg in the itinerary, from 1",
    "mode": "Mode of the leg",
    "gauge_mm": "Track gauge of a rail leg",
    "from_id": "Where the leg starts",
    "from_name": "Name of the start",
    "from_country": "Country of the start, ISO 3166-1 alpha-2",
    "to_id": "Where the leg ends",
    "to_name": "Name of the end",
    "to_country": "Country of the end, ISO 3166-1 alpha-2",
    "countries": "Countries crossed, in order, joined by `;`",
    "service": "Service; blank for a truck on demand",
    "service_name": "Name of the service",
    "operator": "Who sells or runs it",
    "power": "What keeps the temperature on the leg; blank for goods without one",
    "power_yard": "The same where the goods stand before the leg",
    "change": "What changes before the leg: gauge, mode, vehicle or nothing",
    "change_note": "The same in words",
    "dwell_p50_h": "Handling before the leg, median hours",
    "wait_p10_h": "Wait for the departure, hours, P10",
    "wait_p50_h": "Wait for the departure, hours, median",
    "wait_p90_h": "Wait for the departure, hours, P90",
    "run_p10_h": "Running with the borders on the way, hours, P10",
    "run_p50_h": "Running with the borders on the way, hours, median",
    "run_p90_h": "Running with the borders on the way, hours, P90",
    "depart_p50": "Departure of the leg, UTC, median",
    "arrive_p50": "Arrival of the leg, UTC, median",
    "late_share": "Share of the variance of the arrival that the leg brings",
    "cost_usd": "Money for the leg, USD",
    "co2e_kg": "Well-to-wheel kgCO2e of the leg and of the hub before it",
    "co2e_ttw_kg": "The same, tank-to-wheel",
    "co2e_hub_kg": "Of it at the hub: handling, and refrigeration while standing there",
    "co2e_cooling_kg": "Of it for refrigeration",
    "distance_km": "Length of the leg",
    "borders": "Borders passed, joined by `;`",
    "hazards": "What may shut a border of the leg, joined by `;`",
    "grade": "Grade of the weakest figure of the leg",
    "sources": "Keys of the sources, joined by `;`",
}
"""Every column with its meaning, in order."""

_FORMULA_STARTS = ("=", "+", "-", "@")


def answer_csv(answer: Itineraries) -> str:
    """
    Return an answer as CSV with the columns of `COLUMNS`; an empty answer is the header alone.

    Parameters
    ----------
    answer
        The answer of `plan`.

    Returns
    -------
    str
        Comma-separated lines. A text that a spreadsheet would take for a formula starts with an apostrophe.
    """
    rows = (
        _of_way(number, way) | _of_leg(place, leg, way.chain)
        for number, way in enumerate(answer.itineraries, start=1)
        for place, leg in enumerate(way.legs, start=1)
    )
    return table_csv(tuple(COLUMNS), ([cells[name] for name in COLUMNS] for cells in rows))


def table_csv(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """
    Return a table as CSV.

    Parameters
    ----------
    columns
        Names of the columns.
    rows
        Cells in their order.

    Returns
    -------
    str
        Comma-separated lines. A text that a spreadsheet would take for a formula starts with an apostrophe.
    """
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([safe(cell) for cell in row] for row in rows)
    return stream.getvalue()


def _of_way(number: int, way: Itinerary) -> dict[str, Cell]:
    return {
        "itinerary": number,
        "labels": ";".join(way.labels),
        "corridor": way.corridor_name,
        "unit": way.unit,
        "units": way.units,
        "status": way.status,
        "book_by": way.book_by.isoformat(),
        "arrival_p10": _stamp(way.arrival.p10),
        "arrival_p50": _stamp(way.arrival.p50),
        "arrival_p90": _stamp(way.arrival.p90),
        "duration_p10_h": round(way.duration_h.p10, 1),
        "duration_p50_h": round(way.duration_h.p50, 1),
        "duration_p90_h": round(way.duration_h.p90, 1),
        "itinerary_cost_p10_usd": round(way.cost_usd.p10),
        "itinerary_cost_p50_usd": round(way.cost_usd.p50),
        "itinerary_cost_p90_usd": round(way.cost_usd.p90),
        "itinerary_co2e_kg": round(way.co2e_kg),
        "on_time_share": round(way.on_time_share, 3),
        "transfers": way.transfers,
        "price_missing": ";".join(way.price_missing),
    }


def _of_leg(place: int, leg: Leg, chain: Chain) -> dict[str, Cell]:
    elements = [element for element in chain.elements if element.leg == place - 1]
    hours: Callable[[float], float] = lambda value: round(value, 1)  # noqa: E731
    return {
        "leg": place,
        "mode": leg.mode,
        "gauge_mm": leg.gauge_mm,
        "from_id": leg.start.id,
        "from_name": leg.start.name,
        "from_country": leg.start.country,
        "to_id": leg.end.id,
        "to_name": leg.end.name,
        "to_country": leg.end.country,
        "countries": ";".join(leg.countries),
        "service": leg.service,
        "service_name": leg.service_name,
        "operator": leg.operator,
        "power": leg.power.means if leg.power else None,
        "power_yard": leg.power_yard.means if leg.power_yard else None,
        "change": leg.change,
        "change_note": leg.change_note,
        "dwell_p50_h": hours(leg.dwell_h.p50),
        "wait_p10_h": hours(leg.wait_h.p10),
        "wait_p50_h": hours(leg.wait_h.p50),
        "wait_p90_h": hours(leg.wait_h.p90),
        "run_p10_h": hours(leg.run_h.p10),
        "run_p50_h": hours(leg.run_h.p50),
        "run_p90_h": hours(leg.run_h.p90),
        "depart_p50": _stamp(leg.depart.p50),
        "arrive_p50": _stamp(leg.arrive.p50),
        "late_share": round(leg.late_share, 3),
        "cost_usd": round(leg.cost_usd),
        "co2e_kg": round(leg.co2e_kg),
        "co2e_ttw_kg": round(leg.co2e_ttw_kg),
        "co2e_hub_kg": round(sum(e.wtw_kg for e in elements if e.kind == HUB)),
        "co2e_cooling_kg": round(sum(part.wtw_kg for e in elements for part in e.cooled)),
        "distance_km": round(leg.distance_km),
        "borders": ";".join(leg.borders),
        "hazards": ";".join(leg.hazards),
        "grade": leg.grade,
        "sources": ";".join(leg.sources),
    }


def _stamp(when: datetime) -> str:
    return when.strftime("%Y-%m-%dT%H:%MZ")


def safe(cell: Cell) -> Cell:
    """
    Return a cell that stays one line and no formula.

    Parameters
    ----------
    cell
        What is to stand in it.

    Returns
    -------
    str | float | int | None
        The same; a text on one line, with an apostrophe where a spreadsheet would take it for a formula.
    """
    if not isinstance(cell, str):
        return cell
    text = " ".join(cell.split())
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text
