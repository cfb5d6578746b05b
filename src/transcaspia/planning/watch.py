"""A kept plan held against the data of today: what changed on its way, and what the same question gives now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from transcaspia.errors import UnknownIdError
from transcaspia.network.model import Network, Row
from transcaspia.planning.close import Change, Replanned, change_rows
from transcaspia.planning.model import Band, Itineraries, Itinerary, Leg
from transcaspia.planning.plan import plan
from transcaspia.planning.query import read_query
from transcaspia.units import HOURS_PER_DAY

SOON_DAYS = 7
"""A day by which to book is told when it is no further away than this."""
_LEAST_HOURS = 12.0
_LEAST_SHARE = 0.05


@dataclass(frozen=True, slots=True)
class Event:
    """
    Something that changed for a kept plan.

    Attributes
    ----------
    kind
        booking, data, closure, restriction, service, season, price or way.
    what
        Ids of what changed: nodes, links, rules, services, price lines; blank for the whole.
    text
        A sentence.
    """

    kind: str
    what: str
    text: str


def watch(network: Network, kept: Itineraries, *, today: date, itinerary: str | None = None) -> dict[str, Any]:
    """
    Return what changed for a kept plan: events on its way, and the difference that planning it again makes.

    The question is asked again with all that is known now; the two answers are held against each other by the function
    that tells what a closure changes.

    Parameters
    ----------
    network
        The network of today.
    kept
        The answer as it was kept.
    today
        The day.
    itinerary
        Id of the way that was chosen; None for the first.

    Returns
    -------
    dict
        `changed`; `events` with kind, what and text; `way`, the chosen way then and now; `changes`, `lost` and `new` as
        of `closed_document`; `network` then and now.

    Raises
    ------
    InputError
        If the question cannot be asked today.
    UnknownIdError
        If the answer has no such way, or a place of it is no longer known.
    """
    chosen = _chosen(kept, itinerary)
    query = {name: value for name, value in kept.query.items() if name != "known_on"}
    consignment, params = read_query(network, query)
    # Nothing that was known then is forgotten.
    known_on = max(_known_on(kept), min(today, network.edition))
    now = plan(network, replace(consignment, known_on=known_on), params)
    same = None if chosen is None else next((way for way in now.itineraries if _route(way) == _route(chosen)), None)
    events = list(_events(network, kept, now, chosen, same, today))
    both = Replanned((), kept, now)
    told = zip(both.changes, change_rows(both), strict=True)
    changes = [row for change, row in told if not change.same_way or _moved(change)]
    return {
        "changed": bool(events or changes or both.lost or both.new),
        "today": today.isoformat(),
        "events": [{"kind": event.kind, "what": event.what, "text": event.text} for event in events],
        "way": None if chosen is None else _way(chosen, same),
        "changes": changes,
        "lost": list(both.lost),
        "new": list(both.new),
        "network": {"then": kept.network_sha256, "now": now.network_sha256, "known_on": known_on.isoformat()},
    }


def _chosen(kept: Itineraries, itinerary: str | None) -> Itinerary | None:
    if itinerary is None:
        return kept.itineraries[0] if kept.itineraries else None
    found = next((way for way in kept.itineraries if way.id == itinerary), None)
    if found is None:
        raise UnknownIdError(f"The kept plan has no itinerary '{itinerary}'.")
    return found


def _events(
    network: Network, kept: Itineraries, now: Itineraries, chosen: Itinerary | None, same: Itinerary | None, today: date
) -> Iterator[Event]:
    if kept.network_sha256 != now.network_sha256:
        editions = f"edition {kept.network_date} then, {now.network_date} now"
        yield Event("data", "", f"The data were edited since: {editions}.")
    if chosen is None:
        return
    yield from _booking(chosen, today)
    yield from _closures(network, kept, chosen)
    yield from _services(network, chosen, same)
    if same is None:
        why = "; ".join(f"{each.what}: {each.why}" for each in now.refused[:2])
        told = f"The way by {chosen.corridor_name} is not offered any more"
        yield Event("way", chosen.id, f"{told} ({why})." if why else f"{told}.")
        return
    if same.status != chosen.status:
        yield Event("service", "", f"The way was {_words(chosen.status)} and is {_words(same.status)}.")
    yield from _restrictions(chosen, same)
    yield from _season(chosen, same)
    yield from _prices(chosen, same)


def _known_on(kept: Itineraries) -> date:
    return date.fromisoformat(str(kept.query["known_on"]))


def _booking(chosen: Itinerary, today: date) -> Iterator[Event]:
    left = (chosen.book_by - today).days
    if left < 0:
        yield Event("booking", "", f"The day by which to book, {chosen.book_by}, is over.")
    elif left <= SOON_DAYS:
        yield Event("booking", "", f"Book by {chosen.book_by}: {left} day{'' if left == 1 else 's'} left.")


def _closures(network: Network, kept: Itineraries, chosen: Itinerary) -> Iterator[Event]:
    """Yield closures on the way while the goods are on it, of which the plan did not know."""
    known = _known_on(kept)
    first, last = chosen.departure.date(), chosen.arrival.p90.date()
    touched = {each for leg in chosen.legs for each in (leg.start.id, leg.end.id, *(link for link, _ in leg.links))}
    # A border on the way is a node between the links of a leg.
    touched |= {each for leg in chosen.legs for each in _nodes_between(network, leg)}
    modes = {leg.mode for leg in chosen.legs}
    for row in network.rows("closures"):
        began, ended = row.day("from"), row.day("to")
        announced = row.day("announced") or began
        held = set(row.items("what")) & touched
        others = row.items("mode") and not modes & set(row.items("mode"))
        if not held or others or announced is None or announced <= known:
            continue
        if (began is None or began <= last) and (ended is None or ended >= first):
            names = ", ".join(_name(network, each) for each in sorted(held))
            until = f"to {ended}" if ended else "with no date of reopening"
            told = f"{names}: shut from {began} {until}, announced on {announced}."
            yield Event("closure", ";".join(sorted(held)), told)


def _nodes_between(network: Network, leg: Leg) -> Iterator[str]:
    links = network.by_id("links")
    for link, _ in leg.links:
        row = links.get(link)
        if row is not None:
            yield from (row.text("from"), row.text("to"))


def _services(network: Network, chosen: Itinerary, same: Itinerary | None) -> Iterator[Event]:
    """Yield services of the way that are gone from the data, or were last seen before the goods leave."""
    services = network.by_id("services")
    for leg in chosen.legs:
        if leg.service is None:
            continue
        row = services.get(leg.service)
        if row is None:
            yield Event("service", leg.service, f"{leg.service_name}: the data have no such service any more.")
            continue
        seen = row.day("last_seen")
        if seen is not None and seen < leg.depart.p50.date() and seen < network.data_to:
            told = f"{leg.service_name}: last seen running on {seen}, before it is needed."
            yield Event("service", leg.service, told)
    if same is not None:
        for old, new in zip(chosen.legs, same.legs, strict=True):
            if old.status != new.status and old.service is not None:
                told = f"{old.service_name}: was {_words(old.status)}, is {_words(new.status)}."
                yield Event("service", old.service, told)


def _restrictions(chosen: Itinerary, same: Itinerary) -> Iterator[Event]:
    old, new = ({rule.id: rule for rule in way.restrictions.checked} for way in (chosen, same))
    for key in sorted(new.keys() - old.keys()):
        rule = new[key]
        since = f", in force since {rule.since}" if rule.since else ""
        yield Event("restriction", key, f"New on the way: {rule.what} ({_words(rule.result)}){since}.")
    for key in sorted(old.keys() - new.keys()):
        yield Event("restriction", key, f"No longer on the way: {old[key].what}.")
    for key in sorted(old.keys() & new.keys()):
        if old[key].result != new[key].result:
            before, after = _words(old[key].result), _words(new[key].result)
            yield Event("restriction", key, f"{new[key].what}: was {before}, is {after}.")


def _season(chosen: Itinerary, same: Itinerary) -> Iterator[Event]:
    """Yield waits and runs that take another time now, and hazards that were not told of."""
    for old, new in zip(chosen.legs, same.legs, strict=True):
        for name, before, after in (("wait before", old.wait_h, new.wait_h), ("run of", old.run_h, new.run_h)):
            if _differs(before, after):
                told = f"The {name} {new.start.name}-{new.end.name}: {_hours(before)} then, {_hours(after)} now."
                yield Event("season", new.service or "", told)
        for text in new.hazards:
            if text.partition(":")[0] not in {each.partition(":")[0] for each in old.hazards}:
                yield Event("season", new.service or "", f"{new.start.name}-{new.end.name}: {text}.")


def _prices(chosen: Itinerary, same: Itinerary) -> Iterator[Event]:
    old, new = (
        {(line.kind, line.what, line.start, line.end): line for line in way.price_lines} for way in (chosen, same)
    )
    for key in _in_order(old, new):
        before, after = old.get(key), new.get(key)
        was = None if before is None or before.usd is None else before.usd.p50
        is_ = None if after is None or after.usd is None else after.usd.p50
        if was is None and is_ is None:
            continue
        if was is None or is_ is None:
            yield Event("price", key[0], f"{key[1]}: {_usd(was)} then, {_usd(is_)} now.")
        elif abs(is_ - was) > max(1.0, _LEAST_SHARE * was):
            yield Event("price", key[0], f"{key[1]}: {was:,.0f} USD then, {is_:,.0f} USD now, at the median.")


def _usd(value: float | None) -> str:
    return "no price" if value is None else f"{value:,.0f} USD"


def _in_order(old: Mapping[Any, Any], new: Mapping[Any, Any]) -> Iterable[Any]:
    return dict.fromkeys([*old, *new])


def _way(chosen: Itinerary, same: Itinerary | None) -> dict[str, Any]:
    now = None if same is None else _figures(same)
    return {"id": chosen.id, "corridor_name": chosen.corridor_name, "then": _figures(chosen), "now": now}


def _figures(way: Itinerary) -> dict[str, Any]:
    return {
        "id": way.id,
        "status": way.status,
        "book_by": way.book_by.isoformat(),
        "arrival": {name: f"{getattr(way.arrival, name):%Y-%m-%dT%H:%M:%SZ}" for name in ("p10", "p50", "p90")},
        "duration_h": {name: round(getattr(way.duration_h, name), 2) for name in ("p10", "p50", "p90")},
        "cost_usd": {name: round(getattr(way.cost_usd, name)) for name in ("p10", "p50", "p90")},
        "on_time_share": round(way.on_time_share, 4),
    }


def _moved(change: Change) -> bool:
    """Return whether a best of its kind is another day or sum than then: what a known day more changes is not told."""
    parts = ((change.cost_usd, change.before.cost_usd.p50), (change.co2e_kg, change.before.co2e_kg))
    return abs(change.hours) >= _LEAST_HOURS or any(abs(moved) > _LEAST_SHARE * was for moved, was in parts)


def _differs(old: Band, new: Band) -> bool:
    """Return whether a band moved by half a day or more, or by a twentieth where that is more, at its end."""
    return abs(new.p90 - old.p90) >= max(_LEAST_HOURS, _LEAST_SHARE * old.p90)


def _hours(band: Band) -> str:
    if band.p90 < 2.0 * HOURS_PER_DAY:
        return f"{band.p10:.0f}-{band.p90:.0f} h"
    return f"{band.p10 / HOURS_PER_DAY:.1f}-{band.p90 / HOURS_PER_DAY:.1f} days"


def _route(way: Itinerary) -> tuple[object, ...]:
    return (way.unit, *((leg.mode, leg.start.id, leg.end.id, leg.service) for leg in way.legs))


def _name(network: Network, key: str) -> str:
    nodes: Mapping[str, Row] = network.by_id("nodes")
    return nodes[key].text("name") if key in nodes else key


def _words(code: str) -> str:
    return code.replace("_", " ")
