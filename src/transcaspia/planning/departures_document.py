"""The departures of a window as the JSON document `departures/1`."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

from transcaspia.network.schema import read_schema
from transcaspia.planning.departures import Departure, Departures, Latest, ReadyDay
from transcaspia.planning.plain import band, instant, instants, money, number, plain, stop

SCHEMA = "departures/1"
SCHEMA_FILE = "departures-1.schema.json"


def departures_schema() -> dict[str, Any]:
    """
    Return the JSON schema of the document.

    Returns
    -------
    dict
        JSON Schema, draft 2020-12.
    """
    return read_schema("transcaspia.planning", SCHEMA_FILE)


def departures_document(found: Departures) -> dict[str, Any]:
    """
    Return departures as a document of numbers, texts and lists, without NaN.

    Parameters
    ----------
    found
        What `find_departures` or `latest_departures` gave.

    Returns
    -------
    dict
        The document.
    """
    return {
        "schema": SCHEMA,
        "query": {key: plain(value) for key, value in found.query.items()},
        "network": {"id": found.network_id, "sha256": found.network_sha256, "date": found.network_date.isoformat()},
        "days": [_day(day) for day in found.days],
        "best": {label: day.isoformat() for label, day in found.best.items()},
        "latest": [_latest(row) for row in found.latest],
        "bound": found.bound,
        "seed": found.seed,
        "version": found.version,
    }


def _day(day: ReadyDay) -> dict[str, Any]:
    return {
        "day": day.day.isoformat(),
        "ready": instant(day.ready),
        "offers": [_offer(offer) for offer in day.offers],
        "changes": [{"kind": turn.kind, "what": list(turn.what), "text": turn.text} for turn in day.turns],
        "refused": [asdict(refusal) for refusal in day.refused],
        "truncated": day.truncated,
    }


def _offer(offer: Departure) -> dict[str, Any]:
    figures = offer.figures
    return {
        "labels": list(offer.labels),
        "corridor": figures.corridor,
        "corridor_name": figures.corridor_name,
        "status": figures.status,
        "unit": offer.unit,
        "units": offer.units,
        "departure": instant(figures.departure),
        "book_by": figures.book_by.isoformat(),
        "arrival": instants(figures.arrival),
        "duration_h": {**band(figures.duration_h), "mean": number(figures.duration_h.mean)},
        "sum_of_typicals_h": number(figures.sum_of_typicals_h),
        "cost_usd": money(figures.cost_usd),
        "generalised_cost_usd": money(figures.generalised_cost_usd),
        "co2e_kg": number(offer.co2e_kg),
        "on_time_share": number(figures.on_time_share, 4),
        "legs": [
            {
                "mode": hop.mode,
                "gauge_mm": hop.gauge_mm,
                "from": stop(hop.start),
                "to": stop(hop.end),
                "service": hop.service,
                "service_name": hop.service_name,
            }
            for hop in offer.hops
        ],
    }


def _latest(row: Latest) -> dict[str, Any]:
    def told(day: date | None) -> str | None:
        return None if day is None else day.isoformat()

    return {
        "corridor": row.corridor,
        "corridor_name": row.corridor_name,
        "mean": told(row.mean),
        "p50": told(row.p50),
        "p90": told(row.p90),
    }
