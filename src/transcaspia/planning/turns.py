"""What is not as on the day before: a way, a sailing, a closure, a public holiday, a row of the data."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from transcaspia.network.model import Network, Row
from transcaspia.planning.calendars import HOLIDAYS, Ban
from transcaspia.planning.choose import Offer
from transcaspia.planning.clock import Gate
from transcaspia.planning.evaluate import Times, median_h
from transcaspia.planning.feasible import name_of
from transcaspia.planning.graph import Builder
from transcaspia.planning.legs import Draft, Use, uses_of
from transcaspia.planning.solve import Solved
from transcaspia.units import HOURS_PER_DAY

KINDS = ("way", "departure", "closure", "holiday", "data")
"""Kinds of turns."""

_FELT_H = 1.0
"""A closure that costs less on average is not told."""

_MOST_ROWS = 6
"""Rows of the data that a turn names; the rest is counted."""


@dataclass(frozen=True, slots=True)
class Turn:
    """
    Something that is not as on the day before.

    Attributes
    ----------
    kind
        One of `KINDS`: the best of a kind goes another way; a timetabled service leaves at another time than the day
        before; a closure begins, ends, or is met or no longer met; lorries stand on a public holiday; rows of the data
        begin or end.
    what
        Ids: labels, service and node, closure, country, or tables and rows.
    text
        In words.
    """

    kind: str
    what: tuple[str, ...]
    text: str


@dataclass(eq=False)
class Sight:
    """
    What a day's best ways touch.

    Attributes
    ----------
    ways
        For each label the corridor's name and the legs as (mode, start, end, service).
    sailings
        For each timetabled departure of those ways, by route, service and node: the instant and its name.
    closures
        Mean hours that the ways lose at each dated closure, with its row.
    holidays
        Countries in which lorries of the ways stand on public holidays, with those days.
    uses
        Rows on which the ways rest.
    """

    day: date
    network: Network
    ways: dict[str, tuple[str, tuple[tuple[str, str, str, str], ...]]] = field(default_factory=dict)
    sailings: dict[tuple[object, ...], tuple[datetime, str, str]] = field(default_factory=dict)
    closures: dict[str, tuple[float, Row]] = field(default_factory=dict)
    touched: set[str] = field(default_factory=set)
    holidays: dict[str, frozenset[date]] = field(default_factory=dict)
    uses: set[Use] = field(default_factory=set)
    known_on: date = date.max


def sight_of(quoted: list[tuple[Solved, Offer]], day: date, network: Network) -> Sight:
    """
    Return what the best ways of a day touch.

    Parameters
    ----------
    quoted
        The offers with a label, each with what made it.
    day
        The ready day.
    network
        Network of that day.

    Returns
    -------
    Sight
        What is compared from day to day.
    """
    sight = Sight(day, network)
    names = network.by_id("corridors")
    for solved, offer in quoted:
        builder, drawn = solved.builder, offer.drawn
        sight.known_on = builder.question.consignment.known_on
        route = tuple(
            (leg.mode, leg.start, leg.end, leg.service.id if leg.service is not None else "") for leg in drawn.legs
        )
        name = names[offer.corridor].text("name") if offer.corridor in names else "Other"
        for label in offer.labels:
            sight.ways[label] = (name, route)
        for leg, times in zip(drawn.legs, drawn.times, strict=True):
            _look(sight, builder, route, leg, times)
    return sight


def turns_between(before: Sight, now: Sight) -> tuple[Turn, ...]:
    """
    Return what changes from one ready day to the next.

    Parameters
    ----------
    before, now
        The two days.

    Returns
    -------
    tuple[Turn, ...]
        Data and closures first, then holidays, sailings and ways.
    """
    return (*_data(before, now), *_closures(before, now), *_holidays(now), *_sailings(before, now), *_ways(before, now))


def _look(sight: Sight, builder: Builder, route: tuple[object, ...], leg: Draft, times: Times) -> None:
    sight.uses |= uses_of(builder, leg)
    sight.touched |= {*leg.nodes, *(link for link, _ in leg.links)}
    leaves = leg.departures
    if leaves is not None and leaves.table_h is not None and leg.service is not None:
        hours = median_h(times.depart_h - times.storm_out_h)
        node = builder.nodes[leg.start]
        when = builder.clock.ready + timedelta(hours=hours)
        local = when.astimezone(ZoneInfo(node.text("timezone")))
        sight.sailings[route, leg.service.id, leg.start] = (local, leg.service.text("name"), node.text("name"))
    for step in leg.steps:
        if isinstance(step, Gate):
            lost = float(times.shut_h[step.closure.id].mean()) if step.closure.id in times.shut_h else 0.0
            if lost >= _FELT_H:
                most = max(lost, sight.closures.get(step.closure.id, (0.0, step.closure))[0])
                sight.closures[step.closure.id] = (most, step.closure)
        elif isinstance(step, Ban):
            free = {date.fromisoformat(d) for r in step.rows if r.text("kind") == HOLIDAYS for d in r.items("days")}
            if any("holiday" in row.items("days") for row in step.rows):
                sight.holidays[step.country] = frozenset(free)


def _data(before: Sight, now: Sight) -> list[Turn]:
    """Return the rows of the ways that are other ones from this day on."""
    if before.network.tables is now.network.tables:
        return []
    changed = [
        use
        for use in sorted(before.uses | now.uses)
        if use[0] in now.network.tables and before.network.all_of(*use) != now.network.all_of(*use)
    ]
    if not changed:
        return []
    names = [_row_name(before.network, now.network, use) for use in changed]
    more = f" and {len(names) - _MOST_ROWS} more" if len(names) > _MOST_ROWS else ""
    text = f"other rows of the data hold from this day: {', '.join(names[:_MOST_ROWS])}{more}"
    return [Turn("data", tuple(f"{table}:{key}" for table, key in changed), text)]


def _row_name(before: Network, now: Network, use: Use) -> str:
    table, key = use
    ends, begins = not now.all_of(*use), not before.all_of(*use)
    rows = now.all_of(*use) or before.all_of(*use)
    name = rows[0].text("name") if table == "services" else key
    return f"{table} {name}" + (" (ends)" if ends else " (begins)" if begins else "")


def _closures(before: Sight, now: Sight) -> list[Turn]:
    found = []
    for key, (hours, row) in now.closures.items():
        if key not in before.closures:
            days = hours / HOURS_PER_DAY
            text = f"{_shut(now.network, row)}: the goods wait there, {days:.1f} days on average"
            found.append(Turn("closure", (key,), text))
    for key, (_, row) in before.closures.items():
        if key not in now.closures:
            found.append(Turn("closure", (key,), f"{_shut(now.network, row)}: no longer met"))
    told = {turn.what[0] for turn in found}
    for row in now.network.rows("closures"):
        announced, first, last = row.day("announced"), row.day("from"), row.day("to")
        if row.id in told or announced is None or announced > now.known_on:
            continue
        if not (before.touched | now.touched).intersection(row.items("what")):
            continue
        if first == now.day:
            found.append(Turn("closure", (row.id,), f"{_shut(now.network, row)}: begins"))
        elif last is not None and last + timedelta(days=1) == now.day:
            found.append(Turn("closure", (row.id,), f"{_shut(now.network, row)}: over"))
    return found


def _shut(network: Network, row: Row) -> str:
    known = {**network.by_id("nodes"), **network.by_id("links")}
    what = ", ".join(name_of(network, item) if item in known else item for item in row.items("what"))
    last = row.day("to")
    return f"{what} shut {row.day('from')} " + (f"to {last}" if last else "with no date of reopening")


def _holidays(now: Sight) -> list[Turn]:
    return [
        Turn("holiday", (country,), f"public holiday in {country}: lorries stand there")
        for country, days in sorted(now.holidays.items())
        if now.day in days
    ]


def _sailings(before: Sight, now: Sight) -> list[Turn]:
    """Return the timetabled departures that the same way takes later than it took the day before."""
    found = {}
    for key, (when, service, node) in now.sailings.items():
        if key in before.sailings and before.sailings[key][0] != when:
            told = f"{service} at {node}: leaves {when:%Y-%m-%d %H:%M}"
            missed = before.sailings[key][0]
            text = f"{told}; that of {missed:%Y-%m-%d %H:%M} is missed"
            found[key[1:]] = Turn("departure", (str(key[1]), str(key[2])), text)
    return list(found.values())


def _ways(before: Sight, now: Sight) -> list[Turn]:
    changed: dict[str, list[str]] = {}
    for label, way in now.ways.items():
        old = before.ways.get(label)
        if old is None:
            changed.setdefault(f"there is a way again, by {way[0]}", []).append(label)
        elif old != way:
            changed.setdefault(_instead(now.network, old, way), []).append(label)
    gone = [label for label in before.ways if label not in now.ways]
    if gone and not now.ways:
        return [Turn("way", tuple(gone), "no way is left")]
    return [Turn("way", tuple(labels), f"{', '.join(labels)}: {text}") for text, labels in changed.items()]


def _instead(
    network: Network,
    old: tuple[str, tuple[tuple[str, str, str, str], ...]],
    new: tuple[str, tuple[tuple[str, str, str, str], ...]],
) -> str:
    if old[0] != new[0]:
        return f"{new[0]} instead of {old[0]}"
    came = Counter(_leg(network, leg) for leg in new[1]) - Counter(_leg(network, leg) for leg in old[1])
    went = Counter(_leg(network, leg) for leg in old[1]) - Counter(_leg(network, leg) for leg in new[1])
    if not came:
        return f"{new[0]} without {', '.join(went)}"
    return f"{new[0]} by {', '.join(came)}" + (f" instead of {', '.join(went)}" if went else "")


def _leg(network: Network, leg: tuple[str, str, str, str]) -> str:
    mode, start, end, service = leg
    names = network.by_id("services")
    if service in names:
        return names[service].text("name")
    ends = [name_of(network, x) for x in (start, end) if x]
    return f"lorry {'-'.join(ends)}" if mode == "road" else f"{mode} {'-'.join(ends)}"
