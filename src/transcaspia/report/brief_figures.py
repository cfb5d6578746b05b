"""The tables of a brief: trade as each side counts it, and plans of typical consignments."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from transcaspia.report import words
from transcaspia.report.brief_words import CARGO_PL, CORRIDORS_PL, COUNTRIES, TOWNS_PL, UNITS_PL, phrase
from transcaspia.report.register_words import day_words, when_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from transcaspia.planning.model import Itineraries, Itinerary
    from transcaspia.register.model import Body, Claim, Indicator, Register
    from transcaspia.report.brief_cite import Citer
    from transcaspia.report.brief_plans import Planned

PERIODS = 9
"""Periods in the table of trade, the newest."""
_WAYS = 2
_MONEY = ("USD million", "EUR million")
_THOUSAND = 10_000


@dataclass(frozen=True, slots=True)
class TradeRow:
    """
    One period of the table of trade.

    Attributes
    ----------
    period
        In words.
    cells
        Figures of each column with their sources: none where no source says, several where sources disagree.
    """

    period: str
    cells: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class TradeTable:
    """
    Trade between two countries as each counts it, side by side.

    Attributes
    ----------
    columns
        Reporting country and flow of each column.
    rows
        Periods, the newest first.
    remark
        Whether the two counts can be compared.
    others
        Other figures: what it is, the figure with period and sources.
    """

    columns: tuple[tuple[str, str], ...]
    rows: tuple[TradeRow, ...]
    remark: str
    others: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class PlanRow:
    """
    One way of a typical consignment.

    Attributes
    ----------
    choice
        Which ways were allowed.
    way
        The corridor.
    days, usd, co2e, weak
        Bands in words, CO2e, and the shares that rest on estimates.
    """

    choice: str
    way: str
    days: str
    usd: str
    co2e: str
    weak: str


@dataclass(frozen=True, slots=True)
class PlanTable:
    """
    Plans of one typical consignment.

    Attributes
    ----------
    title
        The consignment.
    note
        How it was planned.
    rows
        Ways.
    remarks
        What may shut a border, and on what the figures rest.
    refs
        Number of the network among the sources.
    """

    title: str
    note: str
    rows: tuple[PlanRow, ...]
    remarks: tuple[str, ...]
    refs: tuple[int, ...]


def trade_table(register: Register, body: Body, cite: Citer, language: str) -> TradeTable:
    """
    Return trade between the parties of a body, as each side counts it.

    Parameters
    ----------
    register
        The register as known on the day of the brief.
    body
        The body.
    cite
        Gives the numbers of sources.
    language
        `en` or `pl`.

    Returns
    -------
    TradeTable
        Columns for each side's count; figures of one period that disagree stand together.
    """
    from transcaspia.register.model import Indicator

    parties = tuple(body.parties)
    ours = [each for each in register.of(Indicator) if set(each.parties) == set(parties)]
    trade = [each for each in ours if each.unit in _MONEY and each.fields == ("trade",)]
    keys = [(code, flow, other) for code in parties for flow, other in _flows(code, parties)]
    table: dict[str, dict[tuple[str, str, str], list[str]]] = {}
    first: dict[str, tuple[object, str]] = {}
    both: dict[str, set[str]] = {}
    units: dict[str, set[str]] = {}
    for each in trade:
        if not each.reporter:
            continue
        for claim in each.about("number"):
            period = claim.when.text
            first[period] = (claim.when.last, when_words(claim.when, language))
            key = (each.reporter, each.flow, each.destination if each.flow != "turnover" else "")
            table.setdefault(period, {}).setdefault(key, []).append(_figure(each, claim, cite, language))
            both.setdefault(period, set()).add(each.reporter)
            units.setdefault(period, set()).add(each.unit)
    newest = sorted(table, key=lambda period: str(first[period][0]), reverse=True)[:PERIODS]
    rows = tuple(
        TradeRow(first[period][1], tuple(tuple(table[period].get(key, ())) for key in keys)) for period in newest
    )
    mirrored = [period for period in newest if len(both[period]) > 1]
    if not mirrored:
        remark = phrase(language, "no_mirror")
    else:
        same = all(len(units[period]) == 1 for period in mirrored)
        told = ", ".join(first[period][1] for period in mirrored)
        remark = phrase(language, "mirror_same" if same else "mirror", periods=told)
    columns = tuple((phrase(language, "kz_count", country=_country(code, language)), _flow(flow, code, other, language))
                    for code, flow, other in keys)  # fmt: skip
    used = {key for row in table.values() for key in row}
    kept = [place for place, key in enumerate(keys) if key in used]
    others = tuple(_other(each, cite, language) for each in ours if each not in trade and each.about("number"))
    return TradeTable(
        tuple(columns[place] for place in kept),
        tuple(TradeRow(row.period, tuple(row.cells[place] for place in kept)) for row in rows),
        remark,
        others,
    )


def _flows(code: str, parties: tuple[str, ...]) -> list[tuple[str, str]]:
    """Return the flows of a count: exports and imports by their destination, and turnover."""
    others = [each for each in parties if each != code]
    found = [("exports", other) for other in others]
    found += [("imports", code) for _ in others]
    return [*found, ("turnover", "")]


def _flow(flow: str, code: str, destination: str, language: str) -> str:
    if flow == "turnover":
        return phrase(language, "turnover")
    # Codes keep the columns narrow: KZ to PL.
    other = "KZ" if code == "PL" else "PL"
    origin = code if flow == "exports" else other
    return phrase(language, flow, origin=origin, destination=destination)


def _country(code: str, language: str) -> str:
    return COUNTRIES[language].get(code, code)


def _figure(indicator: Indicator, claim: Claim, cite: Citer, language: str) -> str:
    refs = "".join(f"[{number}]" for number in cite(claim.source))
    unit = (
        UNITS_PL.get(indicator.unit, indicator.unit) if language == "pl" else indicator.unit.replace(" million", " m")
    )
    derived = f" ({phrase(language, 'derived')})" if claim.grade == "derived" else ""
    return f"{number(float(claim.value), language)} {unit}{derived} {refs}"


def _other(indicator: Indicator, cite: Citer, language: str) -> tuple[str, str]:
    claims = indicator.about("number")[-2:]
    told = "; ".join(
        f"{_figure(indicator, claim, cite, language)} ({when_words(claim.when, language)})" for claim in claims
    )
    return indicator.name(language), told


def number(value: float, language: str) -> str:
    """
    Return a number as it is written in a language.

    Parameters
    ----------
    value
        The number.
    language
        `en` or `pl`.

    Returns
    -------
    str
        As `1,100` or `496.3` in English; `1100` or `496,3` in Polish, and a narrow blank from five digits on.
    """
    digits = f"{value:,.0f}" if value == int(value) else f"{value:,.1f}"
    if language == "en":
        return digits
    blank = "\u00a0" if abs(value) >= _THOUSAND else ""
    return digits.replace(",", blank).replace(".", ",")


def plan_tables(planned: Sequence[Planned], cite: Citer, language: str) -> tuple[PlanTable, ...]:
    """
    Return the plans of typical consignments.

    Parameters
    ----------
    planned
        Their plans.
    cite
        Gives the numbers of sources.
    language
        `en` or `pl`.

    Returns
    -------
    tuple[PlanTable, ...]
        The ways that are best in the order of generalised cost, with and without the countries avoided.
    """
    return tuple(_plan_table(each, cite, language) for each in planned)


def _plan_table(planned: Planned, cite: Citer, language: str) -> PlanTable:
    typical, free = planned.typical, planned.free
    payload_t = cast("float", free.query["payload_t"])
    cargo = CARGO_PL.get(typical.cargo, typical.cargo) if language == "pl" else typical.cargo.replace("_", " ")
    title = phrase(
        language, "plan_of", units=typical.units, unit=typical.unit, cargo=cargo,
        origin=_town(typical.origin, language), destination=_town(typical.destination, language),
        payload=number(payload_t, language),
    )  # fmt: skip
    rows = [*_rows(free, "all_ways", language), *_rows(planned.without, "without", language)]
    legs = [leg for answer in (free, planned.without) for way in answer.itineraries for leg in way.legs]
    hazards = words.distinct(hazard for way in free.itineraries[:1] for leg in way.legs for hazard in leg.hazards)
    remarks = [phrase(language, "rests", n=len({key for leg in legs for key in leg.sources}))]
    if hazards and language == "en":
        remarks.insert(0, phrase(language, "border", hazards="; ".join(hazards)))
    named = phrase(
        language, "network", id=free.network_id, day=day_words(free.network_date, language),
        sha=free.network_sha256[:12],
    )  # fmt: skip
    refs = cite.other("network", named)
    note = phrase(language, "plans_note", day=day_words(planned.on, language))
    return PlanTable(title, note, tuple(rows), tuple(remarks), refs)


def _town(name: str, language: str) -> str:
    return TOWNS_PL.get(name, name) if language == "pl" else name


def _rows(answer: Itineraries, choice: str, language: str) -> list[PlanRow]:
    told = phrase(language, choice)
    if answer.empty:
        return [PlanRow(told, phrase(language, "no_way"), "", "", "", "")]
    # The best way of each corridor, in the order of generalised cost.
    kept = list({way.corridor_name: way for way in reversed(answer.itineraries)}.values())
    kept = sorted(kept, key=answer.itineraries.index)[:_WAYS]
    return [_row(way, told if place == 0 else "", language) for place, way in enumerate(kept)]


def _row(way: Itinerary, choice: str, language: str) -> PlanRow:
    name = CORRIDORS_PL.get(way.corridor_name, way.corridor_name) if language == "pl" else way.corridor_name
    days = "-".join(words.days(way.duration_h.p10, way.duration_h.p50, way.duration_h.p90))
    usd = " - ".join(words.money_band(way.cost_usd)[::2])
    if language == "pl":
        usd = usd.replace(",", "\u00a0")
    weak = f"{way.assumed_hours_share:.0%}, {way.assumed_cost_share:.0%}"
    co2e = words.two_digits(way.co2e_kg)
    return PlanRow(choice, name, days, usd, co2e.replace(",", "\u00a0") if language == "pl" else co2e, weak)
