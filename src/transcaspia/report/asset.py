"""Everything that a network says of one thing on a day, as a document: attributes, figures, sources, what names it."""

from __future__ import annotations

import difflib
from datetime import date
from typing import TYPE_CHECKING, Any

from transcaspia.errors import DataError, UnknownIdError
from transcaspia.network.groups import countries_of
from transcaspia.network.model import calls
from transcaspia.network.tables import TABLES, Column, table
from transcaspia.network.uncertainty import duration_triple, price_triple, speed_triple
from transcaspia.planning.feasible import status_of
from transcaspia.report.canvas import closures_on
from transcaspia.report.inventory import source_uses
from transcaspia.report.layers import ground_of, name_of, service_links, usual_day
from transcaspia.units import HOURS_PER_DAY

if TYPE_CHECKING:
    from transcaspia.network.model import Network, Row

_SPEED_KM = 1000.0
_FIGURES = frozenset({"durations", "prices", "speeds"})
_GROUND = frozenset(
    {"source", "grade", "note", "valid_from", "valid_to", "low", "typical", "high", "statistic", "spread"}
)
_FIRST = ("nodes", "links", "services")
"""Where one id stands in several tables, these are meant first."""


def asset_document(network: Network, name: str, day: date | None = None) -> dict[str, Any]:
    """
    Return everything that a network says of an id on a day.

    Parameters
    ----------
    network
        The network, of all days.
    name
        Id of a node, link, service, closure, restriction or any other row.
    day
        The day; None for `layers.usual_day`.

    Returns
    -------
    dict[str, Any]
        Its attributes, each with value or triple, unit, grade and sources; for a node also the parts that stand there;
        the services, closures and restrictions that concern it; and the sources that all of this rests on.

    Raises
    ------
    UnknownIdError
        If no row bears the id, or none holds on the day.
    InputError
        If the day lies outside the data.
    """
    day = usual_day(network) if day is None else day
    held = network.at(day)
    row = _row(network, held, name, day)
    parts: list[dict[str, Any]] = []
    if row.table == "nodes":
        parts = [
            {"title": title(other), "table": other.table, "attributes": _attributes(held, other), **ground_of(other)}
            for kind, title in (("terminals", _change), ("borders", _crossing))
            for other in held.rows(kind)
            if other.text("node") == row.id
        ]
    touched = _touched(held, row)
    told = {
        "id": row.id,
        "table": row.table,
        "name": name_of(network, row),
        "date": day.isoformat(),
        **ground_of(row),
        "attributes": _attributes(held, row),
        "parts": parts,
        "services": _services(held, touched, day),
        "closures": [
            {
                "id": c.id, "name": name_of(held, c), "what": list(c.items("what")), "modes": list(c.items("mode")),
                "in_force": c in shut, **ground_of(c),
            }
            for shut in [closures_on(held, day)]
            for c in held.rows("closures")
            if touched & set(c.items("what"))
        ],
        "restrictions": _restrictions(held, row, day),
    }  # fmt: skip
    told["source_list"] = [source_document(held, key) for key in sorted(_keys(told))]
    return told


def source_document(network: Network, key: str) -> dict[str, Any]:
    """
    Return a source.

    Parameters
    ----------
    network
        The network.
    key
        Key of the source.

    Returns
    -------
    dict[str, Any]
        Key, publisher, title, date, url, licence and confidence; None where it is blank.

    Raises
    ------
    UnknownIdError
        If there is no such source.
    """
    row = network.get("sources", key)
    return {name: row.text(name) or None for name in row.cells}


def source_use_document(network: Network, key: str) -> dict[str, Any]:
    """
    Return a source, and the rows that rest on it.

    Parameters
    ----------
    network
        The network, of all days.
    key
        Key of the source.

    Returns
    -------
    dict[str, Any]
        As `source_document`, with `used_by`: table and id of each row.

    Raises
    ------
    UnknownIdError
        If there is no such source.
    """
    used = [
        {"table": row.table, "id": row.id}
        for description in TABLES
        if any(column.name == "source" for column in description.columns)
        for row in network.rows(description.name)
        if key in row.items("source")
    ]
    return {**source_document(network, key), "used_by": used}


def sources_document(network: Network, text: str = "") -> dict[str, Any]:
    """
    Return the sources of a network, those that most rows rest on first.

    Parameters
    ----------
    network
        The network.
    text
        Words that key, publisher or title must all hold.

    Returns
    -------
    dict[str, Any]
        `sources`, each with `rows`, the number of rows that rest on it.
    """
    uses = source_uses(network)
    words = text.casefold().split()
    found = [
        row
        for row in network.rows("sources")
        if all(
            word in f"{row.id} {row.text('publisher')} {row.text('title')} {row.text('url')}".casefold()
            for word in words
        )
    ]
    found.sort(key=lambda row: (-uses[row.id], row.id))
    return {"sources": [{**source_document(network, row.id), "rows": uses[row.id]} for row in found]}


def changes_document(network: Network, first: date, last: date) -> dict[str, Any]:
    """
    Return what opens, closes, begins and ends in a period.

    Parameters
    ----------
    network
        The network, of all days.
    first, last
        First and last day.

    Returns
    -------
    dict[str, Any]
        `changes` in order of time: `date` (the first day on which it holds, or the day after its last), `event`,
        `table`, `id` and `name`, grade and sources.
    """
    found = []
    for kind, start, end, words in (
        ("closures", "from", "to", ("closes", "reopens")),
        ("restrictions", "from", "to", ("begins", "ends")),
        ("services", "first_seen", "last_seen", ("begins", "ends")),
        ("links", "valid_from", "valid_to", ("opens", "ends")),
        ("borders", "valid_from", "valid_to", ("begins", "ends")),
        ("terminals", "valid_from", "valid_to", ("begins", "ends")),
        ("regimes", "from", "to", ("begins", "ends")),
    ):
        for row in network.rows(kind):
            for column, event, shift in ((start, words[0], 0), (end, words[1], 1)):
                day = row.day(column)
                if day is None or (shift and day >= network.data_to):
                    continue  # what holds to the end of the data is not known to end
                day = date.fromordinal(day.toordinal() + shift)
                if first <= day <= last and (shift or day > network.data_from):
                    ground = ground_of(row)
                    found.append({
                        "date": day.isoformat(), "event": event, "table": kind, "id": row.id,
                        "name": name_of(network, row),
                        **{key: ground[key] for key in ("grade", "sources", "note")},
                    })  # fmt: skip
    found.sort(key=lambda change: (change["date"], change["table"], change["id"]))
    return {"from": first.isoformat(), "to": last.isoformat(), "changes": found}


def _row(network: Network, held: Network, name: str, day: date) -> Row:
    order = sorted(TABLES, key=lambda t: _FIRST.index(t.name) if t.name in _FIRST else len(_FIRST))
    for description in order:
        if rows := held.all_of(description.name, name):
            return rows[0]
    for description in order:
        if rows := network.all_of(description.name, name):
            told = [ground_of(row) for row in rows]
            when = "; ".join(f"{g['valid_from'] or 'the beginning'} to {g['valid_to'] or 'the end'}" for g in told)
            raise UnknownIdError(
                f"'{name}' does not hold on {day.isoformat()}: the table `{description.name}` has it from {when}. "
                "Ask for a day in between."
            )
    every = {row.id for description in TABLES for row in network.rows(description.name)}
    near = difflib.get_close_matches(name, every, n=4, cutoff=0.5)
    hint = f" The nearest: {', '.join(near)}." if near else ""
    raise UnknownIdError(
        f"'{name}' is no id of the network '{network.id}'.{hint} `transcaspia network show` lists what is there."
    )


def _attributes(network: Network, row: Row) -> list[dict[str, Any]]:
    description = table(row.table)
    found = []
    if description.name in _FIGURES:
        found.append({"name": "figure", "meaning": description.meaning, "value": None, **_figure(network, row)})
    for column in description.columns:
        value = row.cells[column.name]
        if value is None or column.name in _GROUND or column.name == description.key:
            continue
        if column.references in _FIGURES:
            for each in network.all_of(column.references, str(value)):
                size = f" ({each.text('size')})" if column.references == "prices" else ""
                found.append({
                    "name": column.name + size, "meaning": column.meaning, "value": value, **_figure(network, each),
                })  # fmt: skip
            continue
        found.append(_plain(network, row, column, value))
    if row.table == "links":
        found += _length(network, row)
    return found


def _plain(network: Network, row: Row, column: Column, value: object) -> dict[str, Any]:
    ground = ground_of(row)
    told = value
    if isinstance(value, tuple):
        told = list(value)
    elif isinstance(value, date):
        told = value.isoformat()
    elif isinstance(value, float) and column.dtype == "integer":
        told = int(value)
    text = None
    if column.references == "nodes" and isinstance(value, str):
        text = network.get("nodes", value).text("name")
    return {
        "name": column.name, "meaning": column.meaning, "value": told, "text": text, "triple": None,
        "unit": column.unit or None, "statistic": None, "spread": None, "grade": ground["grade"],
        "sources": ground["sources"], "note": None,
    }  # fmt: skip


def _figure(network: Network, row: Row) -> dict[str, Any]:
    """Return the triple of a figure as the one rule makes it from what the source gave."""
    rule = network.settings.get("statistic_rule", {})
    ground = ground_of(row)
    text = None
    try:
        if row.table == "speeds":
            hours = speed_triple(row, rule, _SPEED_KM)
            low, typical, high = (_SPEED_KM / h * HOURS_PER_DAY for h in (hours.high, hours.typical, hours.low))
            unit = "km/day"
        elif row.table == "prices":
            made = price_triple(row, rule)
            low, typical, high = made.low, made.typical, made.high
            unit = f"{row.text('currency')} of {row.number('price_year'):.0f}, {row.text('basis').replace('_', ' ')}"
            text = row.text("scope")
        else:
            made = duration_triple(row, rule)
            low, typical, high, unit = made.low, made.typical, made.high, "h"
        triple = {"low": round(low, 4), "typical": round(typical, 4), "high": round(high, 4)}
    except DataError:  # a figure of a size or class that no curve holds is told without its triple
        triple, unit = None, None
    return {
        "text": text, "triple": triple, "unit": unit, "statistic": row.text("statistic"),
        "spread": row.text("spread"), "grade": ground["grade"], "sources": ground["sources"], "note": ground["note"],
    }  # fmt: skip


def _length(network: Network, row: Row) -> list[dict[str, Any]]:
    if row.maybe("length_km") is not None:
        return []
    try:
        km, split = network.length_km(row.id), network.km_by_country(row.id)
    except DataError:
        return []
    ground = ground_of(row)
    return [{
        "name": "length_km", "meaning": "Length, measured along the line", "value": round(km, 1),
        "text": ", ".join(f"{country} {part:.0f}" for country, part in split.items()) or None, "triple": None,
        "unit": "km", "statistic": None, "spread": None, "grade": ground["grade"], "sources": ground["sources"],
        "note": ground["note"],
    }]  # fmt: skip


def _touched(network: Network, row: Row) -> set[str]:
    """Return the nodes and links of which a row speaks."""
    if row.table == "services":
        links = service_links(network, row) or []
        return {node for node, _ in calls(row)} | {link.id for link, _ in links}
    return {row.id} if row.table in {"nodes", "links"} else set()


def _services(network: Network, touched: set[str], day: date) -> list[dict[str, Any]]:
    if len(touched) != 1:
        return []
    found = []
    for service in network.rows("services"):
        links = service_links(network, service) or []
        if touched & ({node for node, _ in calls(service)} | {link.id for link, _ in links}):
            found.append({
                "id": service.id, "name": service.text("name"), "operator": service.text("operator"),
                "mode": service.text("mode"), "status": status_of(service, day, network.settings["planning"]),
                "calls_here": bool(touched & {node for node, here in calls(service) if here}),
                "first_seen": str(service.day("first_seen")), "last_seen": str(service.day("last_seen")),
                "grade": service.text("grade"), "sources": list(service.items("source")),
            })  # fmt: skip
    return found


def _restrictions(network: Network, row: Row, day: date) -> list[dict[str, Any]]:
    """Return the restrictions in force that name a node or link, or a country that it lies in, for its modes."""
    if row.table not in {"nodes", "links"}:
        return []
    countries = {row.text("country")} if row.table == "nodes" else set(row.items("countries"))
    mode = row.text("mode") if row.table == "links" else None
    groups = network.settings.get("groups", {})
    found = []
    for rule in network.rows("restrictions"):
        first, last = rule.day("from"), rule.day("to")
        named = row.id in rule.items("places")
        inside = countries_of(rule.items("countries"), groups) if rule.items("countries") else ()
        if (
            (first is None or first <= day)
            and (last is None or day <= last)
            and (named or (not rule.items("places") and any(country in inside for country in countries)))
            and (mode is None or not rule.items("modes") or mode in rule.items("modes"))
        ):
            found.append({
                "id": rule.id, "name": rule.text("name"), "effect": rule.text("effect"),
                "modes": list(rule.items("modes")), "names_it": named, **ground_of(rule),
            })  # fmt: skip
    return found


def _change(row: Row) -> str:
    return row.text("change")


def _crossing(row: Row) -> str:
    traffic = f", {row.text('traffic')}" if row.text("traffic") else ""
    return f"{row.text('mode')} {row.text('from_country')}>{row.text('to_country')}{traffic}"


def _keys(told: object) -> set[str]:
    """Return every source key that stands in a document."""
    if isinstance(told, dict):
        own = told.get("sources")
        return set(own if isinstance(own, list) else ()).union(*map(_keys, told.values()))
    return set().union(*map(_keys, told)) if isinstance(told, list) else set()
