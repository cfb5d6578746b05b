"""What the kept quotes, milestones and plans say together: quotes in the band, own boxes, plans to be watched."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from transcaspia.errors import ConflictError, InputError
from transcaspia.planning.milestones import Observed, milestone_of, observed, read_milestones
from transcaspia.planning.private import bands_document
from transcaspia.planning.read import read_answer
from transcaspia.report.quotes import Quote, compare_quote, read_quote
from transcaspia.store import records
from transcaspia.store.ids import now

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from transcaspia.network.model import Network
    from transcaspia.planning.model import Itineraries, Itinerary
    from transcaspia.store.database import Store
    from transcaspia.store.records import Record

_WORDS = {
    "customs": "customs duty duties clearance vat cło celn odpraw тамож пошлин ндс",
    "demurrage": "demurrage демередж простой",
    "detention": "detention детеншн przetrzyman",
    "storage": "storage składow хранен",
    "insurance": "insur ubezp страх",
    "guarantee": "guarantee bond gwaranc zabezp обеспеч гарант",
    "surcharges": "surcharge war-risk baf peak dopłat надбав",
    "margin": "fee commission margin prowizj marż вознагражд комисс маржа",
    "equipment": "lease hire drop-off empty genset generator najem agregat аренд порожн генератор",
    "origin": "pre-carriage collection pick-up pickup origin odbiór забор",
    "destination": "delivery on-carriage destination dostaw доставк",
    "main_run": "freight carriage rail sea ocean feeder main handling thc lift border fracht przewóz przeładun перевоз "
    "фрахт обработ",
}
"""Words that betray which price line is meant, the surest first."""
_EVENTS_READ = frozenset({"arrived", "departed", "gate_in", "gate_out", "loaded", "unloaded"})
_SOURCE_LETTERS = 200


def comparison(store: Store, network: Network, quote_id: str) -> dict[str, Any]:
    """
    Return a kept quote set against the kept plan that it answers.

    Parameters
    ----------
    store
        The store.
    network
        The network, for rates of exchange.
    quote_id
        Record of the quote.

    Returns
    -------
    dict
        As `report.quotes.compare_quote`, with the records of quote and plan, the rate, and `unplaced`: what the quote
        names that is no price line by its words.

    Raises
    ------
    InputError
        If the quote names no plan, or its currency has no rate.
    UnknownIdError
        If there is no such quote or plan.
    """
    quote = records.get(store, "quote", quote_id)
    plan_id = quote.body.get("plan")
    if plan_id is None:
        raise InputError("The quote names no plan: give it the record of the plan that it answers, in `plan`.")
    kept = records.get(store, "plan", plan_id)
    answer = read_answer(kept.body["answer"])
    way = _way(answer, quote.body.get("itinerary") or kept.body.get("itinerary"))
    made, rate, unplaced = quote_of(quote.body, answer, network)
    found = compare_quote(made, answer, way)
    return {"quote": quote.id, "plan": kept.id, "usd_rate": rate, "unplaced": unplaced, **found}


def quote_of(body: Mapping[str, Any], answer: Itineraries, network: Network) -> tuple[Quote, float, list[str]]:
    """
    Return a quotation in USD for the whole consignment from what is kept of it.

    Parameters
    ----------
    body
        What the record holds.
    answer
        The plan that it answers, for units and tonnes.
    network
        The network, for rates of exchange.

    Returns
    -------
    tuple[Quote, float, list[str]]
        The quotation, the rate of its currency, and what it names that is no price line by its words.

    Raises
    ------
    InputError
        If its currency has no rate.
    """
    query: Mapping[str, Any] = answer.query
    units, tonnes = float(query["units"]), float(query["units"]) * float(query["payload_t"])
    times = {"consignment": 1.0, "unit": units, "tonne": tonnes}
    currency = body["currency"]
    rate = body.get("usd_rate") or _rate(network, currency, body["received"])
    lines: list[dict[str, Any]] = []
    unplaced: list[str] = []
    for line in body.get("lines") or ():
        kind = line.get("kind") or kind_of_words(line["what"])
        if kind is None:
            unplaced.append(line["what"])
            continue
        own = line.get("currency") or currency
        amount = line.get("amount")
        factor = times.get(line.get("per", "consignment"))
        if amount is not None and factor is not None:
            amount *= factor * (rate if own == currency else _rate(network, own, body["received"]))
        # What is paid by the day or the document has no sum yet.
        included = line.get("included", True)
        lines.append({"kind": kind, "what": line["what"], "included": included, "amount": amount if factor else None})
    for what in body.get("leaves_out") or ():
        kind = kind_of_words(what)
        if kind is None:
            unplaced.append(what)
        else:
            lines.append({"kind": kind, "what": what, "included": False})
    low, high = body.get("transit_days") or (None, None)
    quote = {
        "forwarder": body["forwarder"],
        "total": body["total"] * times[body.get("per", "consignment")] * rate,
        "lines": lines,
        "received": body["received"],
        "valid_until": body.get("valid_until"),
        "transit_days_low": low,
        "transit_days_high": high,
    }
    return read_quote(quote), rate, unplaced


def kind_of_words(text: str) -> str | None:
    """
    Return which price line is meant by words of a quote.

    Parameters
    ----------
    text
        Words in English, Polish or Russian.

    Returns
    -------
    str | None
        Kind of a price line; None where no word betrays it.

    Examples
    --------
    >>> kind_of_words("customs duties at Almaty"), kind_of_words("Carriage Łódź-Almaty"), kind_of_words("flowers")
    ('customs', 'main_run', None)
    """
    plain = text.casefold().replace("war risk", "war-risk")
    parts = [part for part in "".join(c if c.isalnum() or c == "-" else " " for c in plain).split() if part]
    for kind, words in _WORDS.items():
        if any(part.startswith(word) for part in parts for word in words.split()):
            return kind
    return None


def import_milestones(
    store: Store, network: Network, content: bytes, *, author: str, source: str = ""
) -> dict[str, Any]:
    """
    Keep the milestones of a CSV file; a line that is there already is not kept twice.

    Parameters
    ----------
    store
        The store.
    network
        The network whose nodes the places are.
    content
        The file.
    author
        Who gives it.
    source
        Who says so, kept with each milestone.

    Returns
    -------
    dict
        `lines`, `kept`, `known` (there already), `unread`, `boxes`, and `faults`: a sentence for each line that could
        not be read.

    Raises
    ------
    InputError
        If nothing can be read of the file.
    """
    found = read_milestones(content, network)
    began = now()
    bodies: dict[str, dict[str, Any]] = {}
    for each in found.milestones:
        at = each.at.isoformat().replace("+00:00", "Z")
        body = {"box": each.box, "event": each.event, "place": each.place, "at": at}
        bodies[f"{each.box}|{each.place}|{each.event}|{at}"] = body
    said = {"source": source[:_SOURCE_LETTERS]} if source else {}
    made = records.create_many(
        store, "milestone", [({**body, **said}, key) for key, body in bodies.items()], author=author, note="from a file"
    )
    new = sum(record.created_at >= began for record in made)
    return {
        "lines": found.lines,
        "kept": new,
        "known": len(found.milestones) - new,
        "unread": found.unread,
        "boxes": len({each.box for each in found.milestones}),
        "faults": list(found.faults),
    }


def own_boxes(store: Store, network: Network) -> tuple[Observed, ...]:
    """
    Return the runs and stays that the kept milestones tell of; what is only expected does not count.

    Parameters
    ----------
    store
        The store.
    network
        The network whose nodes the places are.

    Returns
    -------
    tuple[Observed, ...]
        By box, in order of time.
    """
    told = []
    for record in _all(store, "milestone"):
        if record.body["event"] not in _EVENTS_READ or record.body.get("estimated"):
            continue
        try:
            told.append(milestone_of(record.body, network))
        except InputError:
            continue  # a place that this network does not know bears on none of its ways
    return observed(told)


def bands(store: Store, network: Network) -> dict[str, Any]:
    """
    Return what own boxes tell, piece by piece, with the number of boxes.

    Parameters
    ----------
    store
        The store.
    network
        The network whose nodes the places are.

    Returns
    -------
    dict
        As `planning.private.bands_document`.
    """
    names = {node.id: node.text("name") for node in network.rows("nodes")}
    return bands_document(own_boxes(store, network), names)


def plain(found: Sequence[Observed]) -> list[dict[str, Any]]:
    """
    Return runs and stays as plain JSON values, for another process.

    Parameters
    ----------
    found
        Runs and stays.

    Returns
    -------
    list[dict]
        Their fields.
    """
    return [{**asdict(each), "began": each.began.isoformat()} for each in found]


def watched(store: Store, watch_id: str) -> tuple[Record, dict[str, Any], str | None]:
    """
    Return a watch with the plan that it is of.

    Parameters
    ----------
    store
        The store.
    watch_id
        Record of the watch.

    Returns
    -------
    tuple
        The watch, the document plan/1 as it was kept, and the id of the way that was chosen.

    Raises
    ------
    UnknownIdError
        If there is no such watch or plan.
    """
    record = records.get(store, "watch", watch_id)
    kept = records.get(store, "plan", record.body["plan"])
    return record, kept.body["answer"], kept.body.get("itinerary")


def keep_found(store: Store, watch_id: str, found: Mapping[str, Any], *, author: str) -> Record:
    """
    Keep what a watch found, in a new version of it.

    Parameters
    ----------
    store
        The store.
    watch_id
        Record of the watch.
    found
        What `planning.watch.watch` gave.
    author
        Who asked.

    Returns
    -------
    Record
        The new version.

    Raises
    ------
    ConflictError
        If others change it without end.
    UnknownIdError
        If it is deleted by now.
    """
    kept = {name: found[name] for name in ("changed", "today", "events", "lost", "new")}
    for attempt in range(3):
        record = records.get(store, "watch", watch_id)
        body = {**record.body, "last_checked": now().isoformat().replace("+00:00", "Z"), "last_found": kept}
        try:
            return records.update_record(store, "watch", watch_id, body, record.version, author=author, note="checked")
        except ConflictError:
            if attempt == 2:
                raise
    raise AssertionError(watch_id)


def _way(answer: Itineraries, itinerary: str | None) -> Itinerary:
    if not answer.itineraries:
        raise InputError("The kept plan found no way, so no quote can be held against it.")
    if itinerary is None:
        return answer.itineraries[0]
    found = next((way for way in answer.itineraries if way.id == itinerary), None)
    if found is None:
        known = ", ".join(way.id for way in answer.itineraries)
        raise InputError(f"The kept plan has no itinerary '{itinerary}': expected one of {known}.")
    return found


def _rate(network: Network, currency: str, day: str) -> float:
    """Return the USD for a unit of a currency in the year of a day, or the newest year before it."""
    if currency == "USD":
        return 1.0
    year = int(day[:4])
    rows = [row for row in network.rows("exchange") if row.text("currency") == currency and row.number("year") <= year]
    if not rows:
        raise InputError(f"usd_rate: the network has no rate of {currency} in {year}; give the USD for one {currency}.")
    return max(rows, key=lambda row: row.number("year")).number("usd")


def _all(store: Store, kind: str) -> Iterator[Record]:
    cursor: str | None = None
    while True:
        page = records.list_records(store, kind, cursor=cursor, limit=records.PAGE_MOST)
        yield from page.items
        if page.next is None:
            return
        cursor = page.next
