"""From a plan/1 document back to an answer: what was kept can be compared with what is planned today."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import date, datetime
from typing import Any

from transcaspia.errors import InputError
from transcaspia.planning.model import (
    Band,
    Itineraries,
    Itinerary,
    Leg,
    PriceLine,
    Refusal,
    Restriction,
    Restrictions,
    Stop,
    TimeBand,
)

Document = Mapping[str, Any]
_SCHEMA = "plan/1"
_TEXTS = (
    "id", "corridor", "corridor_name", "status", "on_time_share", "distance_km", "transfers", "limited_by", "beaten_by",
    "terms", "unit", "units", "co2e_kg", "co2e_ttw_kg", "sum_of_typicals_h",
)  # fmt: skip
_LISTS = ("labels", "price_missing", "price_held", "drivers", "dangerous")


def read_answer(document: Document) -> Itineraries:
    """
    Return the answer that a document tells of.

    What a document holds only in part is not made up: papers, cold chain, chain of emissions and reasons stay empty.
    A mean that it does not hold is 0.3 P10 + 0.4 P50 + 0.3 P90 (Swanson's rule).

    Parameters
    ----------
    document
        A document plan/1.

    Returns
    -------
    Itineraries
        With ways, legs, bands, price lines and restrictions.

    Raises
    ------
    InputError
        If it is no such document.
    """
    if document.get("schema") != _SCHEMA:
        raise InputError("This is no document plan/1: keep what `plan --json` or `POST /api/v1/plan` gave.")
    try:
        network = document["network"]
        return Itineraries(
            query=dict(document["query"]),
            network_id=network["id"],
            network_sha256=network["sha256"],
            network_date=date.fromisoformat(network["date"]),
            itineraries=tuple(_itinerary(each) for each in document["itineraries"]),
            refused=tuple(Refusal(each["what"], each["why"], each["repair"]) for each in document["refused"]),
            not_checked=tuple(document["not_checked"]),
            truncated=document["truncated"],
            bound=document["bound"],
            seed=document["seed"],
            version=document["version"],
            practices=tuple(document.get("practices", ())),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        told = f"{type(error).__name__}: {error}"[:120]
        raise InputError(f"The document plan/1 is not whole ({told}); keep it as it was given.") from None


def _itinerary(told: Document) -> Itinerary:
    plain: dict[str, Any] = {name: told[name] for name in _TEXTS}
    plain |= {name: tuple(told[name]) for name in _LISTS}
    return Itinerary(
        **plain,
        departure=_instant(told["departure"]),
        book_by=date.fromisoformat(told["book_by"]),
        arrival=_times(told["arrival"]),
        duration_h=_band(told["duration_h"]),
        cost_usd=_band(told["cost_usd"]),
        generalised_cost_usd=_band(told["generalised_cost_usd"]),
        assumed_hours_share=told["assumed_share"]["hours"],
        assumed_cost_share=told["assumed_share"]["cost"],
        legs=tuple(_leg(each) for each in told["legs"]),
        price_lines=tuple(_line(each) for each in told["price_lines"]),
        restrictions=_restrictions(told["restrictions"]),
    )


def _leg(told: Document) -> Leg:
    booked = told["book_by"]
    return Leg(
        mode=told["mode"],
        gauge_mm=told["gauge_mm"],
        start=_stop(told["from"]),
        end=_stop(told["to"]),
        countries=tuple(told["countries"]),
        service=told["service"],
        service_name=told["service_name"],
        operator=told["operator"],
        links=tuple((each["id"], each["forward"]) for each in told["links"]),
        depart=_times(told["depart"]),
        arrive=_times(told["arrive"]),
        change=told["change"],
        change_note=told["change_note"],
        wait_h=_band(told["wait_h"]),
        run_h=_band(told["run_h"]),
        dwell_h=_band(told["dwell_h"]),
        late_share=told["late_share"],
        cost_usd=told["cost_usd"],
        co2e_kg=told["co2e_kg"],
        distance_km=told["distance_km"],
        sources=tuple(told["sources"]),
        grade=told["grade"],
        borders=tuple(told["borders"]),
        hazards=tuple(told["hazards"]),
        co2e_ttw_kg=told["co2e_ttw_kg"],
        status=told["status"] or "",
        sold_as=told["sold_as"] or "",
        min_units=told["min_units"],
        book_by=None if booked is None else date.fromisoformat(booked),
        paid_by=told["paid_by"] or "",
    )


def _line(told: Document) -> PriceLine:
    usd = told["cost_usd"]
    mean = told.get("mean_usd")
    return PriceLine(
        kind=told["kind"],
        what=told["what"],
        usd=None if usd is None else _band(usd if mean is None else {**usd, "mean": mean}),
        leg=told["leg"],
        start=told["from"],
        end=told["to"],
        scope=told["scope"] or "",
        direction=told["direction"] or "",
        tariff_class=told["tariff_class"] or "",
        currency=told["currency"] or "",
        price_year=told["price_year"],
        index=told["index"],
        price=told["price"] or "",
        basis=told["basis"] or "",
        quantity=told["quantity"],
        rate_usd=told["rate_usd"],
        sources=tuple(told["sources"]),
        grade=told["grade"] or "",
        why=told["why"] or "",
    )


def _restrictions(told: Document) -> Restrictions:
    names = [each.name for each in fields(Restriction)]

    def rule(each: Document) -> Restriction:
        held = {name: each[name] for name in names}
        for name in ("since", "until"):
            held[name] = None if held[name] is None else date.fromisoformat(held[name])
        for name in ("where", "exceptions", "sources"):
            held[name] = tuple(held[name])
        return Restriction(**held | {"act": held["act"] or "", "verify": held["verify"] or ""})

    return Restrictions(
        tuple(rule(each) for each in told["checked"]),
        tuple(told["not_checked"]),
        tuple(rule(each) for each in told["conditions"]),
        told["note"],
    )


def _stop(told: Document) -> Stop:
    return Stop(told["id"], told["name"], told["country"], told["lon"], told["lat"])


def _band(told: Document) -> Band:
    low, middle, high = float(told["p10"]), float(told["p50"]), float(told["p90"])
    mean = told.get("mean")
    return Band(low, middle, high, 0.3 * low + 0.4 * middle + 0.3 * high if mean is None else float(mean))


def _times(told: Document) -> TimeBand:
    return TimeBand(_instant(told["p10"]), _instant(told["p50"]), _instant(told["p90"]))


def _instant(text: str) -> datetime:
    return datetime.fromisoformat(text)
