"""A forwarder's quotation set against a plan: where in the band it lies, and what it leaves out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, Literal, cast

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from transcaspia.errors import InputError
from transcaspia.planning.names import LINES
from transcaspia.report import words
from transcaspia.units import HOURS_PER_DAY

if TYPE_CHECKING:
    from transcaspia.planning.model import Band, Itineraries, Itinerary, PriceLine

_P10, _P50, _P90 = 10.0, 50.0, 90.0
Kind = Literal[
    "origin", "main_run", "destination", "surcharges", "equipment", "storage", "demurrage", "detention", "guarantee",
    "insurance", "margin", "customs",
]  # fmt: skip
Money = Annotated[float, Field(ge=0.0, le=1e12)]


class QuoteLine(BaseModel):
    """One line of a quotation."""

    model_config = ConfigDict(extra="forbid", allow_inf_nan=False, use_attribute_docstrings=True)

    kind: Kind
    """Which line of a price it is, as the price lines of a plan name them."""
    what: Annotated[str, Field(max_length=200)] = ""
    """In the forwarder's words."""
    included: bool
    """Whether the price holds it."""
    amount: Money | None = None
    """Money for it, in the currency of the quotation; null where it is in the total without a figure of its own."""


class Quote(BaseModel):
    """A quotation as it is entered."""

    model_config = ConfigDict(extra="forbid", allow_inf_nan=False, use_attribute_docstrings=True)

    forwarder: Annotated[str, Field(min_length=1, max_length=200)]
    """Who quotes."""
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")] = "USD"
    """Currency of the amounts, ISO 4217."""
    usd_rate: Annotated[float, Field(gt=0.0, le=1e6)] = 1.0
    """USD for one unit of the currency."""
    per_unit: bool = False
    """Whether total and lines are for one unit instead of the whole consignment."""
    total: Money | None = None
    """Sum of what is in the price; null where the lines are to be added up."""
    lines: Annotated[list[QuoteLine], Field(max_length=200)] = []
    """What is in it and what is not; a kind of line that is not named is not said."""
    received: date | None = None
    """Day on which it came."""
    valid_until: date | None = None
    """Last day on which it holds."""
    transit_days_low: Annotated[float, Field(ge=0.0, le=1000.0)] | None = None
    """Shortest transit that the forwarder names, days from ready to arrival."""
    transit_days_high: Annotated[float, Field(ge=0.0, le=1000.0)] | None = None
    """Longest transit that the forwarder names."""
    note: Annotated[str, Field(max_length=5000)] = ""
    """Anything else."""


def read_quote(body: Mapping[str, Any]) -> Quote:
    """
    Return a quotation from plain values.

    Parameters
    ----------
    body
        The fields of `Quote`.

    Returns
    -------
    Quote
        The quotation.

    Raises
    ------
    InputError
        If a field is wrong, or it says no sum at all.
    """
    try:
        quote = Quote.model_validate(dict(body))
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise InputError(f"quote: {where or 'the whole'}: {first['msg'].lower()}; expected a quotation.") from None
    low, high = quote.transit_days_low, quote.transit_days_high
    if low is not None and high is not None and low > high:
        raise InputError(f"quote: transit_days_low {low:g} is more than transit_days_high {high:g}; swap them.")
    if quote.total is None and not any(line.included and line.amount is not None for line in quote.lines):
        raise InputError("quote: it names no sum: give total, or an amount to a line that is included.")
    return quote


def compare_quote(quote: Quote, answer: Itineraries, way: Itinerary) -> dict[str, Any]:
    """
    Return a quotation set against a way of a plan, like for like.

    What the forwarder leaves out is added with the mean that the plan reckons for it; what he prices and the plan has
    no price for (duties, guarantee, his fee) is taken off. A kind of line that he does not name is not said to be in or
    out: the sum stands as if it were in (`low`) and as if it were out (`high`).

    Parameters
    ----------
    quote
        The quotation.
    answer
        The answer of `plan`.
    way
        The way of it that was asked for.

    Returns
    -------
    dict
        `quoted_usd`; `like_for_like_usd` with `low` and `high`; `band_usd` of the plan; `position` of both in it;
        `left_out`, `not_said` and `beyond` line by line; `transit`; `validity`; `sentences` for people.
    """
    q = cast("dict[str, Any]", answer.query)
    to_usd = quote.usd_rate * (q["units"] if quote.per_unit else 1)
    amounts = [line.amount for line in quote.lines if line.included and line.amount is not None]
    quoted = (sum(amounts) if quote.total is None else quote.total) * to_usd
    stated: dict[str, bool] = {}
    for line in quote.lines:
        # A kind that is partly in and partly out counts as in; what is out of it stands with its own words.
        stated[line.kind] = stated.get(line.kind, False) or line.included
    due = _due(way)
    left_out = [_lacking(kind, lines) for kind, lines in due.items() if stated.get(kind) is False]
    not_said = [_lacking(kind, lines) for kind, lines in due.items() if kind not in stated]
    beyond = [
        {"kind": line.kind, "what": line.what, "usd": None if line.amount is None else round(line.amount * to_usd)}
        for line in quote.lines
        if line.included and not _priced(due.get(line.kind, ()))
    ]
    low = quoted + _sum(left_out) - _taken_off(beyond)
    high = low + _sum(not_said)
    cost = way.cost_usd
    found = {
        "forwarder": quote.forwarder,
        "itinerary": way.id,
        "quoted_usd": round(quoted),
        "like_for_like_usd": {"low": round(low), "high": round(high)},
        "band_usd": {"p10": round(cost.p10), "p50": round(cost.p50), "p90": round(cost.p90)},
        "position": {"low": position(low, cost), "high": position(high, cost)},
        "left_out": left_out,
        "not_said": not_said,
        "beyond": beyond,
        "transit": _transit(quote, way),
        "validity": _validity(quote, way),
    }
    return {**found, "sentences": _sentences(found)}


def compare_quotes(quotes: Iterable[Quote], answer: Itineraries, way: Itinerary) -> list[dict[str, Any]]:
    """
    Return quotations set against a way, the cheapest like for like first; what is not said counts as left out.

    Parameters
    ----------
    quotes
        The quotations.
    answer
        The answer of `plan`.
    way
        The way.

    Returns
    -------
    list[dict]
        As `compare_quote` gives them.
    """
    found = [compare_quote(quote, answer, way) for quote in quotes]
    return sorted(found, key=lambda each: (each["like_for_like_usd"]["high"], each["forwarder"]))


def position(value: float, band: Band) -> dict[str, Any]:
    """
    Return where a figure lies in a band.

    Parameters
    ----------
    value
        The figure, in the unit of the band.
    band
        P10, P50 and P90.

    Returns
    -------
    dict
        `where`: below P10, within, or above P90; `percentile`: by straight lines between P10, P50 and P90, null outside
        them, for nothing is known of the ends.
    """
    if value < band.p10:
        return {"where": "below", "percentile": None}
    if value > band.p90:
        return {"where": "above", "percentile": None}
    first, second, low, high = (
        (band.p10, band.p50, _P10, _P50) if value <= band.p50 else (band.p50, band.p90, _P50, _P90)
    )
    width = second - first
    share = (value - first) / width if width > 0.0 else 1.0
    return {"where": "within", "percentile": round(low + share * (high - low), 1)}


def _due(way: Itinerary) -> dict[str, list[PriceLine]]:
    """Return the price lines of a way by kind, without what comes to nothing."""
    found: dict[str, list[PriceLine]] = {}
    for kind in LINES:
        lines = [line for line in way.price_lines if line.kind == kind and (line.usd is None or line.usd.p90 >= 1.0)]
        if lines:
            found[kind] = lines
    return found


def _priced(lines: Iterable[PriceLine]) -> bool:
    return any(line.usd is not None for line in lines)


def _lacking(kind: str, lines: list[PriceLine]) -> dict[str, Any]:
    """Return a kind of line that a quotation does not hold, with what the plan reckons for it."""
    priced = [line for line in lines if line.usd is not None]
    return {
        "kind": kind,
        "what": words.distinct(line.what for line in priced) or words.distinct(line.what for line in lines),
        "mean_usd": round(sum(line.usd.mean for line in priced if line.usd is not None)) if priced else None,
        "lines": [
            {
                "what": line.what,
                "usd": None
                if line.usd is None
                else {"p10": round(line.usd.p10), "p50": round(line.usd.p50), "p90": round(line.usd.p90)},
                "why": line.why or None,
            }
            for line in lines
        ],
    }


def _sum(lacking: Iterable[Mapping[str, Any]]) -> float:
    return float(sum(each["mean_usd"] or 0 for each in lacking))


def _taken_off(beyond: Iterable[Mapping[str, Any]]) -> float:
    return float(sum(each["usd"] or 0 for each in beyond))


def _transit(quote: Quote, way: Itinerary) -> dict[str, Any] | None:
    ends = [days for days in (quote.transit_days_low, quote.transit_days_high) if days is not None]
    if not ends:
        return None
    band, low, high = way.duration_h, min(ends), max(ends)
    named = {"p10": band.p10, "p50": band.p50, "p90": band.p90}
    return {
        "days": {"low": low, "high": high},
        "band_days": {name: round(hours / HOURS_PER_DAY, 1) for name, hours in named.items()},
        "position": {"low": position(low * HOURS_PER_DAY, band), "high": position(high * HOURS_PER_DAY, band)},
    }


def _validity(quote: Quote, way: Itinerary) -> dict[str, Any] | None:
    if quote.valid_until is None:
        return None
    return {
        "valid_until": quote.valid_until.isoformat(),
        "book_by": way.book_by.isoformat(),
        "in_time": quote.valid_until >= way.book_by,
    }


_WHERE = {"below": "below the band of the plan", "above": "above the band of the plan"}


def _sentences(found: Mapping[str, Any]) -> list[str]:
    like, band = found["like_for_like_usd"], found["band_usd"]
    span = f"{like['low']:,}" if like["low"] == like["high"] else f"{like['low']:,} to {like['high']:,}"
    first = f"{found['forwarder']} quotes {found['quoted_usd']:,} USD; like for like that is {span} USD"
    of_band = f"{band['p10']:,} - {band['p50']:,} - {band['p90']:,}"
    told = [f"{first}, {_told(found['position'])} ({of_band})."]
    for key, verb in (("left_out", "leaves out"), ("not_said", "does not say")):
        if found[key]:
            told.append(f"It {verb}: {'; '.join(_part(each) for each in found[key])}.")
    if found["beyond"]:
        told.append(f"It holds what the plan has no price for: {'; '.join(_beyond(each) for each in found['beyond'])}.")
    if any(each["usd"] is None for each in found["beyond"]):
        told.append("Part of that has no amount of its own, so the quotation looks dearer here than it is.")
    transit = found["transit"]
    if transit is not None:
        days, model = transit["days"], transit["band_days"]
        of_band = f"{model['p10']:g} - {model['p50']:g} - {model['p90']:g}"
        told.append(f"It names {days['low']:g} to {days['high']:g} days, {_told(transit['position'])} ({of_band}).")
    held = found["validity"]
    if held is not None and not held["in_time"]:
        told.append(f"It ends on {held['valid_until']}, before the day to book, {held['book_by']}.")
    return told


def _beyond(each: Mapping[str, Any]) -> str:
    name = each["what"] or each["kind"].replace("_", " ")
    return name if each["usd"] is None else f"{name} ({each['usd']:,} USD)"


def _told(place: Mapping[str, Mapping[str, Any]]) -> str:
    low, high = place["low"], place["high"]
    if low == high:
        return _WHERE.get(low["where"], f"at about P{low['percentile'] or 0:.0f} of the plan")
    return f"from {_short(low)} to {_short(high)} of the plan"


def _short(place: Mapping[str, Any]) -> str:
    return {"below": "below P10", "above": "above P90"}.get(place["where"], f"about P{place['percentile'] or 0:.0f}")


def _part(lacking: Mapping[str, Any]) -> str:
    name = f"{lacking['kind'].replace('_', ' ')} ({words.listed(lacking['what'])})"
    mean = lacking["mean_usd"]
    return f"{name}, no price known" if mean is None else f"{name}, {mean:,} USD by the plan"
