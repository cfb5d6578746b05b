"""From chosen offers to the itineraries that people read: bands, words, sources and grades."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, time

import numpy as np
import numpy.typing as npt

from transcaspia.costing.tariffs import price_level
from transcaspia.network.ground import ground_of
from transcaspia.network.model import Row
from transcaspia.network.tables import GRADES
from transcaspia.planning.calendars import Ban
from transcaspia.planning.choose import Offer
from transcaspia.planning.clock import Gate
from transcaspia.planning.cold_way import cold_of, judged, power_of
from transcaspia.planning.drivers import drivers_of
from transcaspia.planning.emitted import emitted_by
from transcaspia.planning.evaluate import Drawn, Evaluator, Times, emissions_of, median_h
from transcaspia.planning.feasible import name_of
from transcaspia.planning.figures import Piece
from transcaspia.planning.graph import Builder, Graph
from transcaspia.planning.incoterm import in_words, payers
from transcaspia.planning.legs import Draft, Use, uses_of
from transcaspia.planning.model import Itinerary, Leg, Stop
from transcaspia.planning.money import held_of, missing_of, money_of, paid_by_leg
from transcaspia.planning.offers import HOURS_PER_YEAR, Hazard
from transcaspia.planning.outline import bands, instants, leg_book_by, outlined
from transcaspia.planning.papers import Clerk
from transcaspia.planning.parts import parts_of
from transcaspia.planning.restricted import not_checked_of, restrictions_of, uses_of_law
from transcaspia.planning.weight import limited_by, weight_limit
from transcaspia.units import HOURS_PER_DAY

Floats = npt.NDArray[np.float64]

LORRY = "Lorry"

_WORD = {
    "road": "lorry",
    "rail_1435": "train",
    "rail_1520": "train",
    "sea": "ship",
    "rail_ferry": "rail ferry",
    "ro_ro": "ferry",
    "air": "aircraft",
}
_GROUND_TABLES = frozenset(
    {
        "terminals", "links", "speeds", "durations", "borders", "services", "weather", "levels", "drafts", "hazards",
        "closures", "factors",
    }
)  # fmt: skip


def itinerary_of(builder: Builder, evaluator: Evaluator, offer: Offer, ids: dict[int, str]) -> Itinerary:
    """
    Return an offer as it is shown.

    Parameters
    ----------
    builder
        Builder of the question's graph.
    evaluator
        What drew the offer.
    offer
        The offer.
    ids
        Id of every shown offer by its `id()`.

    Returns
    -------
    Itinerary
        The itinerary.
    """
    drawn = offer.drawn
    consignment = builder.question.consignment
    late = _late_shares(drawn)
    paid = paid_by_leg(evaluator, drawn)
    legs = tuple(_leg(builder, drawn, k, late[k], paid[k]) for k in range(len(drawn.legs)))
    cold = None if builder.chain is None else judged(builder, builder.chain, drawn)
    outline = outlined(builder, offer, cold)
    if cold is not None:
        powers = [power_of(cold, k) for k in range(len(legs))]
        legs = tuple(replace(leg, power=way, power_yard=yard) for leg, (way, yard) in zip(legs, powers, strict=True))
    legs = tuple(replace(leg, book_by=leg_book_by(builder, drawn, k, cold)) for k, leg in enumerate(legs))
    limit = weight_limit(builder, drawn)
    terms = ""
    if builder.agreed is not None:
        term, near = builder.agreed
        paying = payers(term, [legs[0].start.id, *(leg.end.id for leg in legs)], near, consignment.destination)
        terms = in_words(term, paying)
        legs = tuple(replace(leg, paid_by=who) for leg, who in zip(legs, paying, strict=False)) or legs
    lines = money_of(builder, evaluator, drawn, legs)
    parts = parts_of(builder, drawn)
    hours_share, cost_share = ground_of((parts,)).weak_shares
    return Itinerary(
        id=ids[id(offer)],
        labels=tuple(offer.labels),
        corridor=outline.corridor,
        corridor_name=outline.corridor_name,
        status=outline.status,
        departure=outline.departure,
        book_by=outline.book_by,
        arrival=outline.arrival,
        duration_h=outline.duration_h,
        sum_of_typicals_h=outline.sum_of_typicals_h,
        cost_usd=outline.cost_usd,
        generalised_cost_usd=outline.generalised_cost_usd,
        co2e_kg=drawn.co2e_kg,
        co2e_ttw_kg=drawn.co2e_ttw_kg,
        on_time_share=outline.on_time_share,
        distance_km=sum(leg.km for leg in drawn.legs),
        transfers=len(drawn.legs) - 1,
        price_missing=missing_of(lines),
        price_held=held_of(drawn),
        assumed_hours_share=hours_share,
        assumed_cost_share=cost_share,
        limited_by=limited_by(limit, consignment.unit),
        beaten_by=ids.get(id(offer.beaten_by)) if offer.beaten_by else None,
        legs=legs,
        terms=terms,
        drivers=drivers_of(builder, drawn),
        dangerous=_dangerous(builder, drawn),
        weight_limit=limit,
        unit=consignment.unit,
        units=consignment.units,
        cold=None if cold is None or builder.chain is None else cold_of(builder.chain, cold),
        parts=parts,
        chain=emitted_by(builder, drawn, [(leg.start, leg.end) for leg in legs]),
        price_lines=lines,
        restrictions=restrictions_of(builder, drawn),
        papers=Clerk(builder).papers(drawn),
    )


def not_checked(builder: Builder, offers: list[Offer]) -> tuple[str, ...]:
    """
    Return what the plan could not check, in words.

    Parameters
    ----------
    builder
        Builder of the question's graph.
    offers
        Offers that are shown.

    Returns
    -------
    tuple[str, ...]
        Sentences without a full stop.
    """
    c = builder.question.consignment
    found = not_checked_of(builder, offers)
    if c.shipment == "group":
        found.append(
            "how long a forwarder takes to gather the group: trains on request are offered as if it stood ready"
        )
    if c.un is not None and builder.dangerous.goods is None:
        found.append(f"UN {c.un} is not among the dangerous goods known here: no leg was refused for its class")
    elif c.un is not None:
        found.append(
            f"whether each carrier takes {builder.dangerous.name}; its class and the rules are assumed: verify"
        )
    if builder.question.reefer:
        found.append("whether plugs for refrigerated units are free at each terminal")
    elif builder.question.commodity.maybe("temp_high_c") is not None and c.temp_c is None:
        goods = builder.question.commodity
        low, high = goods.number("temp_low_c"), goods.number("temp_high_c")
        found.append(
            f"the temperature of the goods: {goods.text('name').lower()} are kept at {low:g} to {high:g} °C, and a "
            f"{c.unit} keeps none"
        )
    years = sorted(
        {
            int(x.figure.row.number("price_year"))
            for o in offers
            for leg in o.drawn.legs
            for x in leg.charges
            if x.figure
        }
    )
    year = builder.question.day.year
    years = [y for y in years if price_level(builder.network, y, year) is None]
    if years:
        span = f"{years[0]}" if years[0] == years[-1] else f"{years[0]} to {years[-1]}"
        found.append(f"prices of {span} are not moved to {year}: the price index lacks one of the years")
    for end in (builder.question.origin, builder.question.destination):
        nodes = {e.node for o in offers for leg in o.drawn.legs for e in leg.hauls}
        for node, _ in end.access:
            other = builder.nodes[node].text("country")
            if (
                node in nodes
                and other != end.stop.country
                and not builder.question.union.issuperset((other, end.stop.country))
            ):
                border, name = f"{end.stop.country}-{other}", builder.nodes[node].text("name")
                found.append(f"hours and fees of the border {border} between {end.stop.name} and {name} by lorry")
    return tuple(dict.fromkeys(found))


def used_rows(builder: Builder, graph: Graph, drawn: Sequence[Drawn], more: Iterable[Use]) -> frozenset[Use]:
    """
    Return the rows of the tables on which an answer rests.

    Parameters
    ----------
    builder
        Builder of the question's graph.
    graph
        Graph of the question.
    drawn
        Ways that were weighed.
    more
        Rows on which refusals rest.

    Returns
    -------
    frozenset[tuple[str, str]]
        Table and key of each row.
    """
    uses: set[Use] = set(more)
    # Ways share their legs; what a leg rests on does not depend on how long it takes.
    legs = {leg: times for d in drawn for leg, times in zip(d.legs, d.times, strict=True)}
    for leg, times in legs.items():
        uses |= uses_of(builder, leg) | {("factors", p.factor) for p in emissions_of(builder, leg, times)}
    for d in drawn:
        if d.way.corridor:
            uses.add(("corridors", d.way.corridor))
        for due in d.dues:
            uses |= due.charge.uses
            if due.charge.figure is not None:
                uses |= due.charge.figure.uses
    uses |= uses_of_law(builder, legs)
    if builder.dangerous.goods is not None:
        uses |= {(row.table, row.id) for row in (builder.dangerous.goods, *builder.dangerous.rules)}
    question = graph.question
    uses |= {("equipment", question.consignment.unit), ("commodities", question.consignment.cargo)}
    return frozenset(uses)


def _late_shares(drawn: Drawn) -> list[float]:
    """Return the share of each leg in the variance of the arrival; what absorbs lateness counts as none."""
    centred = drawn.duration_h - drawn.duration_h.mean()
    parts = [max(0.0, float(((t.arrive_h - t.before_h) * centred).mean())) for t in drawn.times]
    total = sum(parts)
    return [part / total if total > 0.0 else 0.0 for part in parts]


# Legs -----------------------------------------------------------------------------------------------------------


def _leg(builder: Builder, drawn: Drawn, k: int, late: float, paid: Floats) -> Leg:
    leg, times, before = drawn.legs[k], drawn.times[k], drawn.legs[:k]
    question = builder.question
    service = leg.service
    change, note = _change(builder, leg, before)
    if leg.goes_on:
        note += ", goes on with its train"
    emitted = emissions_of(builder, leg, times)
    sources, grade = _ground(builder, leg)
    depart, arrive, wait, run, dwell, money = bands(
        [
            times.depart_h, times.arrive_h, times.depart_h - times.ready_h, times.arrive_h - times.depart_h,
            times.ready_h - times.before_h, paid,
        ]
    )  # fmt: skip
    return Leg(
        mode=leg.mode,
        gauge_mm=leg.line.gauge_mm if leg.line else None,
        start=stop_of(builder, leg.start) if leg.start else question.origin.stop,
        end=stop_of(builder, leg.end) if leg.end else question.destination.stop,
        countries=tuple(leg.countries) or _ends_countries(builder, leg),
        service=service.id if service else None,
        service_name=service.text("name") if service else LORRY,
        operator=service.text("operator") if service else "",
        links=tuple(leg.links),
        depart=instants(builder, depart),
        arrive=instants(builder, arrive),
        change=change,
        change_note=note,
        wait_h=wait,
        run_h=run,
        dwell_h=dwell,
        late_share=late,
        cost_usd=money.p50,
        co2e_kg=sum(part.wtw_kg for part in emitted),
        co2e_ttw_kg=sum(part.ttw_kg for part in emitted),
        distance_km=leg.km,
        sources=sources,
        grade=grade,
        borders=tuple(f"{builder.nodes[c.node].text('name')} ({c.from_country}-{c.to_country})" for c in leg.crossings),
        hazards=_hazards(builder, leg, times),
        status=builder.rules.status(service) if service else "",
        sold_as=service.text("sold_as") if service else "",
        min_units=int(least) if (least := service.maybe("min_units") if service else None) else None,
    )


def stop_of(builder: Builder, node_id: str) -> Stop:
    """
    Return a node as an end of a leg.

    Parameters
    ----------
    builder
        Builder of the question's graph.
    node_id
        Id of the node.

    Returns
    -------
    Stop
        The end.
    """
    node = builder.nodes[node_id]
    return Stop(node_id, node.text("name"), node.text("country"), node.number("lon"), node.number("lat"))


def _ends_countries(builder: Builder, leg: Draft) -> tuple[str, ...]:
    return tuple(dict.fromkeys(builder.nodes[n].text("country") for n in (leg.start, leg.end) if n))


def _change(builder: Builder, leg: Draft, before: tuple[Draft, ...]) -> tuple[str | None, str]:
    """Return what happens before a leg; a break of gauge counts as one although a ship or a lorry lies between."""
    if not before:
        return None, ""
    last, now = before[-1].stack, leg.stack
    if last == now:
        return "vehicle", "unit moved to another train" if leg.mode == "rail" else "unit moved to another vessel"
    gauges = [g for g in (draft.line.gauge_mm for draft in before if draft.line and draft.mode == "rail") if g]
    gauge = leg.line.gauge_mm if leg.line and leg.mode == "rail" else None
    broken = gauge is not None and bool(gauges) and gauges[-1] != gauge
    if last.startswith("rail_1") and now.startswith("rail_1"):
        wagon = builder.question.equipment.text("kind") == "wagon"
        what = "goods moved to a wagon of the other gauge" if wagon else "box lifted to another wagon"
        return "gauge", f"{last[5:]} to {now[5:]} mm, {what}"
    what = f"{_WORD[last]} to {_WORD[now]}"
    return ("gauge", f"{gauges[-1]} to {gauge} mm, {what}") if broken else ("mode", what)


def _hazards(builder: Builder, leg: Draft, times: Times) -> tuple[str, ...]:
    found = []
    for step in leg.steps:
        if isinstance(step, Piece | Ban):
            continue
        name = step.closure.id if isinstance(step, Gate) else step.row.id
        lost = times.shut_h.get(name)
        if lost is None:
            continue
        hit = lost > 1.0
        days = float(lost[hit].mean()) / HOURS_PER_DAY if hit.any() else 0.0
        if isinstance(step, Gate):
            if hit.any():
                what = ", ".join(
                    name_of(builder.network, x) for x in step.closure.items("what") if _shown(builder, leg, x)
                )
                last = step.closure.day("to")
                until = f"to {last}" if last else "with no date of reopening"
                wait = f"{float(hit.mean()):.0%} wait, {days:.1f} days on average"
                found.append(f"{what} shut {step.closure.day('from')} {until}: {wait}")
        else:
            found.append(_hazard_words(builder, step, float(hit.mean()), days, median_h(times.depart_h)))
    return tuple(dict.fromkeys(found))


def _shown(builder: Builder, leg: Draft, what: str) -> bool:
    if what in builder.nodes:
        return what in leg.nodes
    return any(what == link for link, _ in leg.links)


def _hazard_words(builder: Builder, hazard: Hazard, share: float, days: float, at_h: float) -> str:
    if days == 0.0:
        # Too rare for the draws: an event since the border was last known to be open, as long as one is felt.
        known = builder.clock.hours_of(datetime.combine(builder.question.consignment.known_on, time(), UTC))
        felt_h = min(max(0.0, at_h - min(0.0, known)), hazard.duration.mean + hazard.recovery_h)
        share = -math.expm1(-hazard.rate_h * felt_h)
        days = hazard.duration.mean / 2.0 / HOURS_PER_DAY
    chance = "less than 0.1%" if share < 0.001 else f"{share:.1%}"
    delay = f"then {days:.1f} days on average ({hazard.rate_h * HOURS_PER_YEAR:.1f} a year)"
    return f"{hazard.row.text('what')}: {chance} chance to be caught by it, {delay}"


# Ground ---------------------------------------------------------------------------------------------------------


def _ground(builder: Builder, leg: Draft) -> tuple[tuple[str, ...], str]:
    sources: dict[str, None] = {}
    worst = 0
    rows: list[Row] = [c.figure.row for c in leg.charges if c.figure is not None]
    for table, key in sorted(uses_of(builder, leg)):
        if table in _GROUND_TABLES:
            rows += builder.network.all_of(table, key)
    for row in rows:
        sources.update(dict.fromkeys(row.items("source")))
        worst = max(worst, GRADES.index(row.text("grade")))
    return tuple(sources), GRADES[worst]


def _dangerous(builder: Builder, drawn: Drawn) -> tuple[str, ...]:
    """Return what the legs of a way ask for dangerous goods."""
    danger = builder.dangerous
    rows = [row for leg in drawn.legs for ride, _ in leg.rides for row in danger.on_ride(ride)]
    rows += [row for leg in drawn.legs if leg.hauls for row in danger.on(leg.mode, (), (), leg.countries)]
    return tuple(dict.fromkeys(row.text("rule") for row in rows))
