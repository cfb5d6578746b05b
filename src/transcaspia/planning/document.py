"""An answer as the JSON document `plan/1`."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from transcaspia.emissions.chain import Element
from transcaspia.emissions.leg import Part as Emission
from transcaspia.network.schema import read_schema
from transcaspia.network.tables import DATA
from transcaspia.planning.model import (
    Carriage,
    Cold,
    Document,
    Itineraries,
    Itinerary,
    Leg,
    Papers,
    PriceLine,
    Regime,
    Restriction,
    Restrictions,
    WeightLimit,
)
from transcaspia.planning.plain import band as _band
from transcaspia.planning.plain import instant as _instant
from transcaspia.planning.plain import instants as _instants
from transcaspia.planning.plain import money as _money
from transcaspia.planning.plain import number as _number
from transcaspia.planning.plain import plain as _plain
from transcaspia.planning.plain import stop as _stop
from transcaspia.planning.recourse_document import recourse_document
from transcaspia.planning.standing import Difference, LeftOut, Why

SCHEMA = "plan/1"
SCHEMA_FILE = "plan-1.schema.json"


def schema() -> dict[str, Any]:
    """
    Return the JSON schema of the document.

    Returns
    -------
    dict
        JSON Schema, draft 2020-12.
    """
    return read_schema("transcaspia.planning", SCHEMA_FILE)


def to_document(answer: Itineraries) -> dict[str, Any]:
    """
    Return an answer as a document of numbers, texts and lists, without NaN.

    Parameters
    ----------
    answer
        What `plan` gave.

    Returns
    -------
    dict
        The document.
    """
    return {
        "schema": SCHEMA,
        "query": {key: _plain(value) for key, value in answer.query.items()},
        "network": {"id": answer.network_id, "sha256": answer.network_sha256, "date": answer.network_date.isoformat()},
        "itineraries": [itinerary_document(i) for i in answer.itineraries],
        "refused": [asdict(r) for r in answer.refused],
        "not_checked": list(answer.not_checked),
        "practices": list(answer.practices),
        "truncated": answer.truncated,
        "bound": answer.bound,
        "seed": answer.seed,
        "version": answer.version,
    }


def itinerary_document(i: Itinerary) -> dict[str, Any]:
    """
    Return an itinerary as a document.

    Parameters
    ----------
    i
        The itinerary.

    Returns
    -------
    dict
        Part of plan/1.
    """
    return {
        "id": i.id,
        "labels": list(i.labels),
        "corridor": i.corridor,
        "corridor_name": i.corridor_name,
        "status": i.status,
        "departure": _instant(i.departure),
        "book_by": i.book_by.isoformat(),
        "arrival": _instants(i.arrival),
        "duration_h": {**_band(i.duration_h), "mean": _number(i.duration_h.mean)},
        "sum_of_typicals_h": _number(i.sum_of_typicals_h),
        "cost_usd": _money(i.cost_usd),
        "generalised_cost_usd": _money(i.generalised_cost_usd),
        "co2e_kg": _number(i.co2e_kg),
        "co2e_ttw_kg": _number(i.co2e_ttw_kg),
        "on_time_share": _number(i.on_time_share, 4),
        "distance_km": _number(i.distance_km),
        "transfers": i.transfers,
        "price_missing": list(i.price_missing),
        "price_held": list(i.price_held),
        "price_lines": [_price_line(line) for line in i.price_lines],
        "assumed_share": {"hours": _number(i.assumed_hours_share, 4), "cost": _number(i.assumed_cost_share, 4)},
        "limited_by": i.limited_by,
        "beaten_by": i.beaten_by,
        "terms": i.terms,
        "drivers": list(i.drivers),
        "dangerous": list(i.dangerous),
        "weight_limit": None if i.weight_limit is None else _weight(i.weight_limit),
        "unit": i.unit,
        "units": i.units,
        "cold_chain": None if i.cold is None else _cold(i.cold),
        "legs": [_leg(leg) for leg in i.legs],
        "restrictions": _restrictions(i.restrictions),
        "papers": _papers(i.papers),
        "emissions": _emissions(i),
        "why": why_document(i.why),
        "recourse": recourse_document(i.recourse),
    }


def _leg(leg: Leg) -> dict[str, Any]:
    return {
        "mode": leg.mode,
        "gauge_mm": leg.gauge_mm,
        "from": _stop(leg.start),
        "to": _stop(leg.end),
        "countries": list(leg.countries),
        "service": leg.service,
        "service_name": leg.service_name,
        "operator": leg.operator,
        "links": [{"id": link, "forward": forward} for link, forward in leg.links],
        "depart": _instants(leg.depart),
        "arrive": _instants(leg.arrive),
        "change": leg.change,
        "change_note": leg.change_note,
        "wait_h": _band(leg.wait_h),
        "run_h": _band(leg.run_h),
        "dwell_h": _band(leg.dwell_h),
        "late_share": _number(leg.late_share, 4),
        "cost_usd": round(leg.cost_usd),
        "co2e_kg": _number(leg.co2e_kg),
        "co2e_ttw_kg": _number(leg.co2e_ttw_kg),
        "distance_km": _number(leg.distance_km),
        "sources": list(leg.sources),
        "grade": leg.grade,
        "borders": list(leg.borders),
        "hazards": list(leg.hazards),
        "status": leg.status or None,
        "sold_as": leg.sold_as or None,
        "min_units": leg.min_units,
        "book_by": leg.book_by.isoformat() if leg.book_by else None,
        "paid_by": leg.paid_by or None,
        "power": leg.power.means if leg.power else None,
        "power_note": leg.power.note if leg.power else None,
        "power_grade": leg.power.grade if leg.power else None,
        "power_sources": list(leg.power.sources) if leg.power else [],
        "power_yard": leg.power_yard.means if leg.power_yard else None,
    }


def _weight(limit: WeightLimit) -> dict[str, Any]:
    return {
        "leg": limit.leg,
        "what": limit.what,
        "payload_t": _number(limit.payload_t),
        "gross_t": _number(limit.gross_t),
        "rule": limit.rule,
        "sources": list(limit.sources),
        "grade": limit.grade,
    }


def _cold(cold: Cold) -> dict[str, Any]:
    return {
        "temperature": cold.temperature,
        "low_c": cold.low_c,
        "high_c": cold.high_c,
        "verdict": cold.verdict,
        "without_power_h": _number(cold.without_power_h, 1),
        "unknown_h": _number(cold.unknown_h, 1),
        "limit_h": None if cold.limit_h is None else _number(cold.limit_h, 1),
        "coldest": cold.coldest,
        "warmest": cold.warmest,
        "hold_h": None if cold.hold_h is None else _number(cold.hold_h, 1),
        "hold_where": cold.hold_where,
        "agree": list(cold.agree),
        "confirm": list(cold.confirm),
    }


def _price_line(line: PriceLine) -> dict[str, Any]:
    return {
        "kind": line.kind,
        "what": line.what,
        "cost_usd": None if line.usd is None else _money(line.usd),
        "mean_usd": None if line.usd is None else round(_number(line.usd.mean)),
        "leg": line.leg,
        "from": line.start,
        "to": line.end,
        "scope": line.scope or None,
        "direction": line.direction or None,
        "tariff_class": line.tariff_class or None,
        "currency": line.currency or None,
        "price_year": line.price_year,
        "index": None if line.index is None else _number(line.index, 4),
        "price": line.price or None,
        "basis": line.basis or None,
        "quantity": None if line.quantity is None else _number(line.quantity, 3),
        "rate_usd": None if line.rate_usd is None else _number(line.rate_usd, 4),
        "sources": list(line.sources),
        "grade": line.grade or None,
        "why": line.why or None,
    }


def _restrictions(found: Restrictions) -> dict[str, Any]:
    return {
        "checked": [_restriction(r) for r in found.checked],
        "not_checked": list(found.not_checked),
        "conditions": [_restriction(r) for r in found.conditions],
        "note": found.note,
    }


def _papers(papers: Papers) -> dict[str, Any]:
    return {
        "chain": [
            {**_made(r), "from": r.start, "to": r.end, "territory": list(r.territory), "modes": list(r.modes)}
            for r in papers.chain
        ],
        "carriage": [{**_made(c), "from": c.start, "to": c.end, "legs": list(c.legs)} for c in papers.carriage],
        "borders": [
            {"place": b.place, "from": b.from_country, "to": b.to_country, "documents": [_made(x) for x in b.documents]}
            for b in papers.borders
        ],
        "goods": [_made(x) for x in papers.goods],
        "note": papers.note,
    }


def _made(paper: Regime | Carriage | Document) -> dict[str, Any]:
    """Return a paper: what is not known is null, never an empty text."""
    found: dict[str, Any] = {}
    for name, value in asdict(paper).items():
        if name not in {"start", "end"}:
            held = _number(value, 4) if isinstance(value, float) else list(value) if isinstance(value, tuple) else value
            found[name] = _plain(held) if held != "" else None
    return found


def _restriction(r: Restriction) -> dict[str, Any]:
    return {
        "id": r.id,
        "what": r.what,
        "effect": r.effect,
        "result": r.result,
        "why": r.why,
        "where": list(r.where),
        "act": r.act or None,
        "since": _plain(r.since),
        "until": _plain(r.until),
        "exceptions": list(r.exceptions),
        "hours": None if r.hours is None else _number(r.hours),
        "cost_usd": None if r.cost_usd is None else _number(r.cost_usd),
        "verify": r.verify or None,
        "sources": list(r.sources),
        "grade": r.grade,
    }


def _emissions(i: Itinerary) -> dict[str, Any]:
    chain = i.chain
    return {
        "standard": "ISO 14083",
        "boundary": {"wtw": "well-to-wheel", "ttw": "tank-to-wheel"},
        "wtw_kg": _number(chain.wtw_kg),
        "ttw_kg": _number(chain.ttw_kg),
        "activity_tkm": _number(chain.activity_tkm, 1),
        "wtw_g_tkm": _number(chain.wtw_g_tkm),
        "ttw_g_tkm": _number(chain.ttw_g_tkm),
        "refrigeration_wtw_kg": _number(chain.refrigeration_wtw_kg),
        "data_share": {data: _number(chain.wtw_share(data=data), 4) for data in DATA},
        "elements": [_element(element) for element in chain.elements],
        "factors": [{**asdict(factor), "sources": list(factor.sources)} for factor in chain.factors],
    }


def _element(e: Element) -> dict[str, Any]:
    return {
        "kind": e.kind,
        "leg": e.leg,
        "mode": e.mode or None,
        "from": e.start,
        "to": e.end,
        "freight_t": _number(e.freight_t, 3),
        "carried_t": _number(e.carried_t, 3),
        "distance_km": _number(e.distance_km, 1),
        "distance_basis": e.distance_basis,
        "great_circle_km": _number(e.great_circle_km, 1),
        "activity_tkm": _number(e.activity_tkm, 1),
        "hours": _number(e.hours),
        "moved": [_part(part) for part in e.moved],
        "refrigeration": [_part(part) for part in e.cooled],
        "refrigeration_kwh": _number(e.refrigeration_kwh, 1),
        "wtw_kg": _number(e.wtw_kg, 3),
        "ttw_kg": _number(e.ttw_kg, 3),
    }


def why_document(why: Why) -> dict[str, Any]:
    """
    Return why a way stands in an answer, as a document.

    Parameters
    ----------
    why
        The reasons.

    Returns
    -------
    dict
        Part of plan/1.
    """
    return {
        "unbeaten": why.unbeaten,
        "beaten_by": why.beaten_by,
        "wins": [
            {**asdict(win), "value": _number(win.value), "by": None if win.by is None else _number(win.by)}
            for win in why.wins
        ],
        "against": [{"id": a.id, "better": list(a.more.better), "more": more_document(a.more)} for a in why.against],
        "merged": [left_out_document(way) for way in why.merged],
        "near": [left_out_document(way) for way in why.near],
        "merged_count": why.merged_count,
        "near_count": why.near_count,
    }


def more_document(more: Difference) -> dict[str, float]:
    """
    Return how much more one way takes than another, as a document.

    Parameters
    ----------
    more
        The difference.

    Returns
    -------
    dict
        Figure by name.
    """
    return {name: _number(value) for name, value in asdict(more).items()}


def left_out_document(way: LeftOut) -> dict[str, Any]:
    """
    Return a way that was left out, as a document.

    Parameters
    ----------
    way
        The way.

    Returns
    -------
    dict
        Part of plan/1.
    """
    return {"name": way.name, "stops": list(way.stops), "reason": way.reason, "more": more_document(way.more)}


def _part(part: Emission) -> dict[str, Any]:
    return {
        "factor": part.factor,
        "amount": _number(part.amount, 3),
        "wtw_kg": _number(part.wtw_kg, 3),
        "ttw_kg": _number(part.ttw_kg, 3),
    }
