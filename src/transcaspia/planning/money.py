"""The money of an itinerary line by line: what is paid, from where to where, what is in it, and what has no price."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
import numpy.typing as npt

from transcaspia.costing.tariffs import price_level
from transcaspia.network.tables import DIRECTIONS
from transcaspia.planning.boxes import box_terms
from transcaspia.planning.draws import Draws
from transcaspia.planning.dues import Due
from transcaspia.planning.evaluate import Drawn, Evaluator
from transcaspia.planning.graph import Builder
from transcaspia.planning.model import Band, Itinerary, Leg, PriceLine
from transcaspia.planning.names import LINES

Floats = npt.NDArray[np.float64]

HELD = {
    "ride": "carriage by rail, sea and air",
    "wagon": "hire of wagons",
    "haul": "haulage by lorry with tolls",
    "handling": "lifts and handling",
    "border": "border and transit fees",
    "storage": "storage beyond the free days",
    "hire": "hire of the unit",
    "pickup": "pick-up or one-way lease of the box",
    "back": "return or drop-off of the empty box",
    "surcharge": "surcharges",
    "demurrage": "demurrage",
    "detention": "detention",
    "insurance": "cargo insurance",
}
"""What a price of each kind of charge holds, in words."""

_EMPTIES = {
    "container": (
        ("pick-up of the empty box", "no terms are known between the two countries"),
        ("return of the empty box", "no terms are known between the two countries"),
    ),
    "wagon": (("return of the empty wagon", "none published"),),
    "trailer": (("way home of the empty trailer", "held by the price of a haul where it says so"),),
}
"""What an empty unit costs that no price of the network holds, and why, by kind of unit."""

_AT_AN_END = frozenset({"haul", "handling"})
_OWN_LINE = {
    "hire": "equipment", "wagon": "equipment", "pickup": "equipment", "back": "equipment", "storage": "storage",
    "surcharge": "surcharges", "demurrage": "demurrage", "detention": "detention", "insurance": "insurance",
}  # fmt: skip


def money_of(builder: Builder, evaluator: Evaluator, drawn: Drawn, legs: Sequence[Leg]) -> tuple[PriceLine, ...]:
    """
    Return the price lines of a way, in the order of a sheet.

    Parameters
    ----------
    builder
        Builder of the question's graph.
    evaluator
        What drew the way.
    drawn
        The way.
    legs
        Its legs as they are shown.

    Returns
    -------
    tuple[PriceLine, ...]
        What is paid and what has no price. The means of the lines sum to the mean of the whole; their percentiles do
        not sum to those of the whole.
    """
    ends = _ends(drawn)
    grouped: dict[tuple[object, ...], list[Due]] = {}
    for due in drawn.dues:
        row = due.charge.figure.row if due.charge.figure else None
        kind = _kind(due, ends)
        leg = None if row is None and kind == "surcharges" else due.leg
        key = (kind, leg, due.charge.what, due.charge.where, row.line if row else None)
        grouped.setdefault(key, []).append(due)
    found = [_line(builder, evaluator.draws, str(key[0]), group, legs) for key, group in grouped.items()]
    found += _missing(builder, drawn, legs, {line.kind for line in found})
    return tuple(sorted(found, key=lambda line: LINES.index(line.kind)))


def paid_by_leg(evaluator: Evaluator, drawn: Drawn) -> list[Floats]:
    """
    Return what each leg of a way pays, with the change before it.

    Parameters
    ----------
    evaluator
        What drew the way.
    drawn
        The way.

    Returns
    -------
    list[Floats]
        USD in every replication, for each leg.
    """
    found = [np.zeros(evaluator.draws.draws) for _ in drawn.legs]
    for due in drawn.dues:
        if due.leg is not None and due.charge.figure is not None:
            found[due.leg] = found[due.leg] + due.usd(evaluator.draws)
    return found


def held_of(drawn: Drawn) -> tuple[str, ...]:
    """
    Return what the money of a way holds, in words.

    Parameters
    ----------
    drawn
        The way.

    Returns
    -------
    tuple[str, ...]
        Words, without repeats.
    """
    return tuple(dict.fromkeys(HELD[due.charge.kind] for due in drawn.dues if due.charge.figure is not None))


def missing_of(lines: Iterable[PriceLine]) -> tuple[str, ...]:
    """
    Return what the money of a way lacks, in words.

    Parameters
    ----------
    lines
        Its price lines.

    Returns
    -------
    tuple[str, ...]
        Words, without repeats.
    """
    return tuple(dict.fromkeys(line.what for line in lines if line.usd is None))


def not_of_members(way: Itinerary) -> tuple[str, ...]:
    """
    Return where a way planned by the tariff of members falls back on public or market prices.

    Parameters
    ----------
    way
        The way.

    Returns
    -------
    tuple[str, ...]
        Stretches, as `Alat-Poti`, in the order of the way.
    """
    return tuple(
        f"{line.start}-{line.end}"
        for line in sorted(way.price_lines, key=lambda line: -1 if line.leg is None else line.leg)
        if line.kind == "main_run" and line.start != line.end and line.tariff_class not in {"", "member"}
    )


def band_of(values: Floats) -> Band:
    """
    Return the band of money in every replication.

    Parameters
    ----------
    values
        USD.

    Returns
    -------
    Band
        P10, P50, P90 and mean.
    """
    ranked = np.sort(values)
    at = np.array([0.1, 0.5, 0.9]) * (len(ranked) - 1)
    below = np.floor(at).astype(np.int64)
    above = np.minimum(below + 1, len(ranked) - 1)
    found = ranked[below] + (at - below) * (ranked[above] - ranked[below])
    low, middle, high = found.tolist()
    return Band(low, middle, high, float(values.mean()))


def _ends(drawn: Drawn) -> tuple[int, int]:
    """Return the index of the first leg by a service and of the last; of a way by lorry alone, none lies at an end."""
    served = [k for k, leg in enumerate(drawn.legs) if leg.service is not None]
    return (served[0], served[-1]) if served else (0, len(drawn.legs))


def _kind(due: Due, ends: tuple[int, int]) -> str:
    """Return the line of a due: hauls and handling before the first service and after the last stand apart."""
    first, last = ends
    kind = due.charge.kind
    if kind in _OWN_LINE:
        return _OWN_LINE[kind]
    if kind not in _AT_AN_END or due.leg is None:
        return "main_run"
    # The handling of a leg comes before it: that of the first service is still at the origin.
    if due.leg < first or (due.leg == first and kind == "handling"):
        return "origin"
    return "destination" if due.leg > last else "main_run"


def _line(builder: Builder, draws: Draws, kind: str, group: Sequence[Due], legs: Sequence[Leg]) -> PriceLine:
    charge = group[0].charge
    leg = group[0].leg if len({due.leg for due in group}) == 1 else None
    start, end = (legs[0].start.name, legs[-1].end.name) if leg is None else (legs[leg].start.name, legs[leg].end.name)
    if charge.where:
        start = end = charge.where
    if charge.figure is None:
        why = charge.why or "the network has no such price"
        return PriceLine(kind, charge.what, None, leg, start, end, why=why)
    row = charge.figure.row
    total = group[0].usd(draws)
    for due in group[1:]:
        total = total + due.usd(draws)
    year = int(row.number("price_year"))
    return PriceLine(
        kind=kind,
        what=charge.what,
        usd=band_of(total),
        leg=leg,
        start=start,
        end=end,
        scope=row.text("scope"),
        direction=_direction(builder, group[0], legs),
        tariff_class=row.text("tariff_class"),
        currency=row.text("currency"),
        price_year=year,
        index=1.0
        if row.text("basis") == "per_value"
        else price_level(builder.network, year, builder.question.day.year),
        price=row.text("id"),
        basis=row.text("basis"),
        quantity=sum(due.charge.times * float(np.mean(due.often)) for due in group),
        rate_usd=charge.figure.typical,
        sources=row.items("source"),
        grade=row.text("grade"),
        why="; ".join(text for text in (charge.why, row.text("note")) if text),
    )


def _direction(builder: Builder, due: Due, legs: Sequence[Leg]) -> str:
    """
    Return the direction in which the price of a ride holds.

    One where the table has another price for the other, or where a ship is sold in one direction.
    """
    if due.charge.kind != "ride" or due.leg is None or due.charge.figure is None:
        return ""
    network, leg = builder.network, legs[due.leg]
    price = due.charge.figure.row.text("id")
    base = price.rpartition(".")[0] if price.endswith(DIRECTIONS) else price
    service = network.by_id("services").get(leg.service or "")
    one_way = service is not None and leg.mode != "rail" and service.text("direction") == "forward"
    if one_way or price != base or any(network.all_of("prices", f"{base}.{name}") for name in DIRECTIONS):
        return DIRECTIONS[leg.end.lon >= leg.start.lon]
    return "both"


def _missing(builder: Builder, drawn: Drawn, legs: Sequence[Leg], told: set[str]) -> Iterator[PriceLine]:
    """Yield the lines of which a price is never known, or not on this way; `told` are kinds that stand already."""
    question, nodes = builder.question, builder.nodes
    start, end = legs[0].start.name, legs[-1].end.name

    def lacked(kind: str, what: str, why: str) -> PriceLine:
        return PriceLine(kind, what, None, None, start, end, why=why)

    for k, leg in enumerate(drawn.legs):
        for crossing in leg.crossings:
            if crossing.border is not None and not builder.pay.pays_border(crossing):
                at = nodes[crossing.node].text("name")
                why = "papers and brokers are not the carriers'" if crossing.border.text("price") else "none published"
                yield PriceLine("main_run", f"border fees at {at}", None, k, at, at, why=why)
    for k, one in enumerate(legs):
        if one.power is not None and one.power.on_request:
            what = one.power.note.partition(",")[0]
            yield PriceLine(
                "equipment", what, None, k, one.start.name, one.end.name, why="by agreement; none published"
            )
    doors, kind = question.between is None, question.equipment.text("kind")
    if not doors or kind != "container" or builder.pay.member or box_terms(builder.pay) is None:
        outside = "" if doors and not builder.pay.member else "outside what was asked for"
        yield from (lacked("equipment", what, outside or why) for what, why in _EMPTIES.get(kind, ()))
    if kind == "container" and question.consignment.owner == "coc" and "detention" not in told:
        yield lacked("detention", "detention of the carrier's box", "free days and rates are not in the network")
    if "surcharges" not in told:
        yield lacked("surcharges", "surcharges for storm, war risk and peak season", "not in the network")
    groups = builder.network.settings.get("groups", {})
    unions = {c: name for name in builder.planning.get("customs_unions", ()) for c in groups.get(name, ())}
    if len({unions.get(country, country) for leg in legs for country in leg.countries}) > 1:
        yield lacked("guarantee", "guarantee of the customs transit", "set by the value and duty of the goods")
    if "insurance" not in told:
        why = "the network has no such price" if doors else "from door to door only"
        yield lacked("insurance", "cargo insurance", why)
    yield lacked("margin", "forwarder's margin", "no forwarder publishes it; market prices hold that of their seller")
    yield lacked("customs", "customs clearance and duties", "set by the goods and the law of the day")
