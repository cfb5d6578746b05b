"""The cold chain of a drawn way: power on every leg and in every yard, hours without it, and whether the goods hold."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from transcaspia.planning.cold import NONE, UNKNOWN, ColdChain, Place, Stretch, Weather
from transcaspia.planning.model import Cold, Power, Refusal
from transcaspia.units import HOURS_PER_DAY

if TYPE_CHECKING:
    from transcaspia.network.model import Row
    from transcaspia.planning.evaluate import Drawn
    from transcaspia.planning.graph import Builder
    from transcaspia.planning.legs import Draft, Use

WORDS = {
    "diesel_unit": "its own diesel unit",
    "generator_wagon": "a generator wagon",
    "clip_on": "a clip-on generator set",
    "plugs": "plugs of the yard",
    "ship": "plugs of the ship",
    NONE: "none",
    UNKNOWN: "not known",
}
"""Power in words."""

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_WORST_FIRST = (NONE, UNKNOWN, "generator_wagon", "clip_on", "plugs", "ship", "diesel_unit")


@dataclass(frozen=True, slots=True)
class Judged:
    """
    What a way does to goods under a temperature.

    Attributes
    ----------
    stretches
        In the order of the way, with the power that is taken.
    asked
        Legs whose power must be agreed.
    use, unknown_use
        Share of what the goods hold that is taken by hours without power, and by yards of which nothing is known.
    """

    stretches: tuple[Stretch, ...]
    asked: frozenset[int]
    use: float
    unknown_use: float

    @property
    def verdict(self) -> str:
        """`kept`, `unconfirmed` (it hangs on yards of which nothing is known) or `lost`."""
        if self.use > 1.0:
            return "lost"
        return "kept" if self.use + self.unknown_use <= 1.0 else "unconfirmed"


def judged(builder: Builder, chain: ColdChain, drawn: Drawn) -> Judged:
    """
    Return what a way does to the goods, with as little power agreed as they need.

    Parameters
    ----------
    builder
        Builder of the question's graph.
    chain
        Cold chain of the question.
    drawn
        The way.

    Returns
    -------
    Judged
        Power by stretch and what is taken of the hours that the goods hold.
    """
    stretches = [s for k in range(len(drawn.legs)) for s in _held(builder, chain, drawn, k)]
    asked: set[int] = set()
    while sum(s.use for s in stretches if s.bare) > 1.0:
        by_leg: dict[int, float] = {}
        for s in stretches:
            if s.bare and s.on_request:
                by_leg[s.leg] = by_leg.get(s.leg, 0.0) + s.use
        if not by_leg:
            break
        worst = max(by_leg, key=by_leg.__getitem__)
        asked.add(worst)
        stretches = [
            replace(s, means=s.on_request) if s.leg == worst and s.bare and s.on_request else s for s in stretches
        ]
    use = sum(s.use for s in stretches if s.bare)
    unknown = sum(s.use for s in stretches if s.yard and s.means == UNKNOWN)
    return Judged(tuple(stretches), frozenset(asked), use, unknown)


def _held(builder: Builder, chain: ColdChain, drawn: Drawn, k: int) -> list[Stretch]:
    """Return the stretches of a leg; ways that begin alike share the legs of their beginning, as the draws do."""
    times = drawn.times[k]
    held = chain.stretches.get(id(times))
    if held is None:
        held = chain.stretches[id(times)] = (times, _of_leg(builder, chain, drawn, k))
    return held[1]


def _of_leg(builder: Builder, chain: ColdChain, drawn: Drawn, k: int) -> list[Stretch]:
    leg, times = drawn.legs[k], drawn.times[k]
    depart, arrive = float(times.depart_h.mean()), float(times.arrive_h.mean())
    found = []
    if k and leg.terminal is not None:
        found.append(_yard(chain, leg.terminal, k, float(times.before_h.mean()), depart))
    name = f"{_stop(builder, leg.start, first=True)} to {_stop(builder, leg.end, first=False)}"
    pieces = [
        (chain.run_power(run, ride.line.gauge_mm), chain.middle(run), run.piece.mean)
        for ride, _ in leg.rides
        for run in ride.runs
    ]
    if not pieces:
        pieces = [(chain.power(leg.mode, None, tuple(leg.countries), ()), _place(builder, leg), 1.0)]
    total = sum(hours for _, _, hours in pieces)
    now = depart
    for row, place, part in pieces:
        hours = (arrive - depart) * part / total if total > 0.0 else 0.0
        weather = chain.weather(place, chain.month_at(now + hours / 2.0))
        means = row.text("means") if row else UNKNOWN
        found.append(
            Stretch(k, name, hours, means, row.text("on_request") if row else "", row, weather, chain.hold_h(weather))
        )
        now += hours
    return found


def _yard(chain: ColdChain, terminal: Row, k: int, begin_h: float, end_h: float) -> Stretch:
    node = terminal.text("node")
    weather = chain.weather(chain.network.position(node), chain.month_at((begin_h + end_h) / 2.0))
    plugs = terminal.maybe("reefer_plugs")
    means = UNKNOWN if plugs is None else "plugs" if plugs > 0.0 else NONE
    if chain.kind == "trailer":
        means = "diesel_unit"
    name = chain.network.get("nodes", node).text("name")
    return Stretch(k, name, end_h - begin_h, means, "", terminal, weather, chain.hold_h(weather), yard=True)


def _stop(builder: Builder, node: str, *, first: bool) -> str:
    if node:
        return builder.nodes[node].text("name")
    return (builder.question.origin if first else builder.question.destination).stop.name


def _place(builder: Builder, leg: Draft) -> Place:
    ends = (leg.start or None, leg.end or None)
    stop = builder.question.destination.stop if ends[0] else builder.question.origin.stop
    node = next((n for n in ends if n), None)
    return builder.network.position(node) if node else (stop.lon, stop.lat)


# What is shown ---------------------------------------------------------------------------------------------------


def power_of(found: Judged, k: int) -> tuple[Power, Power | None]:
    """
    Return the power on a leg and in the yard before it.

    Parameters
    ----------
    found
        What the way does to the goods.
    k
        Number of the leg.

    Returns
    -------
    tuple[Power, Power | None]
        On the way, by its poorest stretch, and in the yard; None where the goods stand nowhere before the leg.
    """
    way = [s for s in found.stretches if s.leg == k and not s.yard]
    yard = [s for s in found.stretches if s.leg == k and s.yard]
    poorest = min(way, key=lambda s: _WORST_FIRST.index(s.means))
    return _power(poorest, asked=k in found.asked), _power(yard[0], asked=False) if yard else None


def _power(stretch: Stretch, *, asked: bool) -> Power:
    row = stretch.row
    note = WORDS[stretch.means]
    if asked and row is not None:
        lead = row.maybe("lead_days")
        note += f", to be agreed{f' {lead:.0f} days ahead' if lead else ''}"
    elif stretch.means == NONE:
        note = "none: insulation or packing holds"
    if stretch.yard or row is None:
        known = stretch.means == "plugs" and row is not None
        return Power(
            stretch.means,
            note,
            row.items("source") if known and row else (),
            row.text("grade") if known and row else "assumed",
            asked,
        )
    return Power(stretch.means, note, row.items("source"), row.text("grade"), asked)


def cold_of(chain: ColdChain, found: Judged) -> Cold:
    """
    Return what people read on the cold chain of a way.

    Parameters
    ----------
    chain
        Cold chain of the question.
    found
        What the way does to the goods.

    Returns
    -------
    Cold
        Hours without power, what the goods hold, the harshest stretch, what must be agreed and confirmed.
    """
    bare = [s for s in found.stretches if s.bare]
    unknown = [s for s in found.stretches if s.yard and s.means == UNKNOWN]
    coldest = min((s.weather for s in found.stretches), key=lambda w: w.low_c)
    warmest = max((s.weather for s in found.stretches), key=lambda w: w.high_c)
    harshest = min(found.stretches, key=lambda s: s.hold_h)
    hours, unknown_h = sum(s.hours for s in bare), sum(s.hours for s in unknown)
    limit = (
        hours / found.use if found.use > 0.0 else unknown_h / found.unknown_use if found.unknown_use > 0.0 else math.inf
    )
    return Cold(
        temperature=chain.temperature.id if chain.temperature else "",
        low_c=chain.low_c,
        high_c=chain.high_c,
        verdict=found.verdict,
        without_power_h=hours,
        unknown_h=unknown_h,
        limit_h=limit if math.isfinite(limit) else None,
        coldest=in_words(coldest, cold=True),
        warmest=in_words(warmest, cold=False),
        hold_h=harshest.hold_h if math.isfinite(harshest.hold_h) else None,
        hold_where=in_words(harshest.weather, cold=harshest.weather.low_c < chain.low_c),
        agree=tuple(
            dict.fromkeys(
                f"{WORDS[s.means]} from {s.where}"
                for s in found.stretches
                if s.leg in found.asked and not s.yard and not s.bare
            )
        ),
        confirm=tuple(dict.fromkeys(f"power at {s.where} for {s.hours:.0f} h" for s in unknown)),
    )


def in_words(weather: Weather, *, cold: bool) -> str:
    """
    Return the weather of a place in words.

    Parameters
    ----------
    weather
        The weather.
    cold
        Tell the coldest day of ten; else the warmest.

    Returns
    -------
    str
        As "-20 °C near Aqtöbe in January".
    """
    degrees = weather.low_c if cold else weather.high_c
    return f"{degrees:.0f} °C near {weather.place} in {_MONTHS[weather.month - 1]}"


def lead_days(found: Judged, k: int) -> float:
    """
    Return how long before a leg its power must be ordered.

    Parameters
    ----------
    found
        What the way does to the goods.
    k
        Number of the leg.

    Returns
    -------
    float
        Days; 0 where nothing is to be agreed.
    """
    rows = (
        [s.row for s in found.stretches if s.leg == k and not s.yard and s.row is not None] if k in found.asked else []
    )
    return max((row.maybe("lead_days") or 0.0 for row in rows), default=0.0)


def cold_uses(chain: ColdChain, found: Iterable[Judged]) -> set[Use]:
    """
    Return the rows of the tables on which the judgement rests.

    Parameters
    ----------
    chain
        Cold chain of the question.
    found
        What ways do to the goods.

    Returns
    -------
    set[tuple[str, str]]
        Table and key of each row.
    """
    uses: set[Use] = set()
    for one in found:
        for s in one.stretches:
            uses.add(("climate", s.weather.place))
            if s.row is not None:
                uses.add((s.row.table, s.row.id))
    if chain.temperature is not None:
        uses.add(("temperatures", chain.temperature.id))
    return uses


def cold_refusals(
    builder: Builder, chain: ColdChain, lost: Sequence[tuple[Drawn, Judged]], shown: Iterable[str]
) -> list[Refusal]:
    """
    Return the corridors by which the goods would not hold.

    Parameters
    ----------
    builder
        Builder of the question's graph.
    chain
        Cold chain of the question.
    lost
        Ways that spoil the goods.
    shown
        Corridors that are offered all the same.

    Returns
    -------
    list[Refusal]
        One for each corridor, by its way that spoils them least.
    """
    names = {row.id: row.text("name") for row in builder.network.rows("corridors")}
    best: dict[str, tuple[Drawn, Judged]] = {}
    for drawn, found in lost:
        corridor = drawn.way.corridor
        if corridor not in best or found.use < best[corridor][1].use:
            best[corridor] = (drawn, found)
    refused = []
    for corridor, (drawn, found) in best.items():
        if corridor in shown:
            continue
        worst = max((s for s in found.stretches if s.bare), key=lambda s: s.use)
        hours = sum(s.hours for s in found.stretches if s.bare and s.where == worst.where)
        days = float(drawn.duration_h.mean()) / HOURS_PER_DAY
        weather = in_words(worst.weather, cold=worst.weather.low_c < chain.low_c)
        usd = float(f"{float(drawn.cost_usd.mean()):.2g}")
        refused.append(
            Refusal(
                names.get(corridor, "Other"),
                f"no power is known of from {worst.where} for {hours:.0f} h at {weather}, where goods kept at "
                f"{chain.low_c:g} to {chain.high_c:g} °C hold for about {worst.hold_h:.0f} h",
                f"{chain.repair} (then about {days:.0f} days and {usd:,.0f} USD and that power)",
            )
        )
    return refused
