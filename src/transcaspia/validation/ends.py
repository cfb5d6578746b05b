"""
What counts as a place from terminal to terminal.

Nodes that bear its name come first, then the nodes within `VIA_KM` by road of the town in the same country, and the
nodes of apart.csv for cities whose port or freight station lies apart. A border station counts with the terminals on
either side where the place is the border itself, else on the side of the place's country. A town without any has its
nearest terminals.
"""

from __future__ import annotations

import csv
import math
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from transcaspia.errors import UnknownIdError
from transcaspia.network.model import Network, Row, calls
from transcaspia.network.places import Place, find_place, fold
from transcaspia.planning.choose import direct_km
from transcaspia.planning.model import Stop
from transcaspia.planning.plan import VIA_KM

BESIDE_KM = 30.0
"""A terminal so near to a border node stands at that border."""

_APART = Path(__file__).parent / "apart.csv"
_BORDER = "border"


@dataclass(frozen=True, slots=True)
class Ends:
    """
    The nodes that count as a place.

    Attributes
    ----------
    nodes
        Node ids; `NODE@CC` for a border node on one side alone.
    far_km
        Road km to the nearest, where it lies so far that it only stands for the place; else 0.
    """

    place: str
    nodes: tuple[str, ...]
    far_km: float = 0.0


@lru_cache(maxsize=512)
def nodes_of(text: str, network: Network, unit: str = "") -> Ends:
    """
    Return the nodes that count as a place.

    Parameters
    ----------
    text
        Name in any spelling, code or node id; `Name, CC` narrows to a country.
    network
        Network of any day.
    unit
        Unit that starts or ends there; blank for any.

    Returns
    -------
    Ends
        The nodes.

    Raises
    ------
    UnknownIdError
        If nothing bears the name, or the place has no terminal within reach.
    InputError
        If the name is blank or ambiguous.
    """
    return _ends(text, network, _served(network, unit), posts=False)


@lru_cache(maxsize=512)
def passed_nodes(text: str, network: Network) -> tuple[str, ...]:
    """
    Return the nodes whose passing counts as passing a place: those of the place, and border posts beside them.

    Parameters
    ----------
    text
        As in `nodes_of`.
    network
        Network of any day.

    Returns
    -------
    tuple[str, ...]
        Node ids.

    Raises
    ------
    UnknownIdError
        If nothing bears the name, or the place has no terminal within reach.
    InputError
        If the name is blank or ambiguous.
    """
    nodes = _nodes(network)
    found = {node.partition("@")[0] for node in _ends(text, network, frozenset(nodes), posts=True).nodes}
    posts = [row for row in nodes.values() if _is_border(row)]
    beside = {p.id for p in posts for n in found if _apart_km(p, nodes[n]) <= BESIDE_KM}
    return tuple(sorted(found | beside))


def _ends(text: str, network: Network, served: frozenset[str], *, posts: bool) -> Ends:
    """Return the nodes that count as a place, at least one of them served, with the border posts near it if asked."""
    nodes = _nodes(network)
    named = _named(text, network)
    whole = [n for n in named if text.strip() == n.id or fold(_bare(text)) in map(fold, _spellings(n))]
    # A name that a border post and a terminal beside it share means the crossing, on either side.
    whole.sort(key=lambda n: n.text("kind") != _BORDER)
    anchor = whole[0] if whole else (named[0] if named else None)
    if anchor is not None:
        place = Place(anchor.id, anchor.text("name"), anchor.text("country"), *_at(anchor), 0, anchor.text("timezone"))
        found = {n.id: n for n in named if _apart_km(n, anchor) <= VIA_KM}
    else:
        place = find_place(text, network)
        found = {}
    coded = anchor is not None and anchor.id == text.strip()
    names = [text, place.name, *(anchor.items("aliases") if coded and anchor is not None else ())]
    found |= {i: nodes[i] for i in _of_city(*names) if i in nodes}
    is_border = anchor is not None and anchor.text("kind") == _BORDER
    if is_border and anchor is not None:
        found |= {n.id: n for n in nodes.values() if _apart_km(n, anchor) <= BESIDE_KM and n.text("kind") != _BORDER}
        return Ends(place.name, tuple(sorted(found)))
    reach = [(n, km) for n, km in _access(text, place, anchor, network) if n in nodes]
    home = place.country
    near = {n: nodes[n] for n, km in reach if km <= VIA_KM and _of(nodes[n], home)}
    if not posts and any(n in served and not _is_border(row) for n, row in (found | near).items()):
        # A border post near a town is not the town where something starts in the town itself.
        near = {n: row for n, row in near.items() if not _is_border(row)}
    found |= near
    if not served.intersection(found):
        reach = [(n, km) for n, km in reach if n in served]
        if not reach:
            raise UnknownIdError(f"no service of the network that takes the unit runs near {place.name}")
        least = reach[0][1]
        most = float(network.settings["planning"].get("access_radius_km", math.inf))
        if least > most:
            raise UnknownIdError(
                f"no service of the network that takes the unit runs within {most:,.0f} km by road of {place.name}"
            )
        found |= {n: nodes[n] for n, km in reach if km <= least + VIA_KM}
        return Ends(place.name, _sided(found, home), least)
    return Ends(place.name, _sided(found, home))


def _served(network: Network, unit: str) -> frozenset[str]:
    """Return the nodes of the services that take a unit, on whatever day, and for a trailer those of the roads."""
    services = [row for row in network.rows("services") if not unit or unit in row.items("units")]
    found = {node for row in services for node, _ in calls(row)}
    rolls = any(row.id == unit and row.text("kind") == "trailer" for row in network.rows("equipment"))
    if rolls or not unit:
        roads = (row for row in network.rows("links") if row.text("mode") == "road")
        found.update(end for row in roads for end in (row.text("from"), row.text("to")))
    return frozenset(found)


def _of(node: Row, country: str) -> bool:
    return node.text("country") == country or node.text("kind") == _BORDER


def _sided(found: dict[str, Row], home: str) -> tuple[str, ...]:
    """Return node ids, with the side of the country for a border node."""
    return tuple(sorted(f"{i}@{home}" if node.text("kind") == _BORDER else i for i, node in found.items()))


def _access(text: str, place: Place, anchor: Row | None, network: Network) -> tuple[tuple[str, float], ...]:
    """Return nodes and km: by road where it was measured, else by the great circle between nodes."""
    measured: tuple[tuple[str, float], ...] = ()
    try:
        measured = network.access(find_place(text, network).id)
    except (LookupError, ValueError):
        measured = ()
    if measured or anchor is None:
        return measured
    near = ((n.id, _apart_km(n, anchor)) for n in network.rows("nodes"))
    return tuple(sorted(((n, km) for n, km in near if km <= VIA_KM / 2.0 or n == place.id), key=lambda x: x[1]))


def _named(text: str, network: Network) -> list[Row]:
    """Return the nodes that bear a name: as their id, whole name or alias first, then as a part of their name."""
    bare, country = _bare(text), _country(text)
    key = fold(bare)
    rows = [n for n in network.rows("nodes") if not country or n.text("country") == country]
    exact = [n for n in rows if n.id == text.strip()]
    whole = [n for n in rows if key in map(fold, _spellings(n))]
    parts = [n for n in rows if key in map(fold, _parts(n))]
    # A terminal or port of the name is the place before a border post of the name.
    ranked = [*exact, *sorted(whole, key=_is_border), *parts]
    return list({n.id: n for n in ranked}.values()) if key else []


def _is_border(node: Row) -> bool:
    return node.text("kind") == _BORDER


def _spellings(node: Row) -> list[str]:
    return [node.text("name"), *node.items("aliases")]


def _parts(node: Row) -> list[str]:
    """Return the names in a name: both of a border post, the town and the yard of `Town (Yard)`."""
    name = node.text("name")
    pieces = re.split(r"\s*[()]\s*", name)
    if _is_border(node):
        pieces += [part for piece in pieces for part in piece.split("-")]
    return [piece for piece in pieces if piece and piece != name]


def _bare(text: str) -> str:
    return re.sub(r"\s*(,\s*[A-Za-z]{2}|\(\s*[A-Za-z]{2}\s*\))$", "", text.strip())


def _country(text: str) -> str:
    found = re.search(r"(?:,\s*([A-Za-z]{2})|\(\s*([A-Za-z]{2})\s*\))$", text.strip())
    return (found[1] or found[2]).upper() if found else ""


def _at(node: Row) -> tuple[float, float]:
    return node.number("lon"), node.number("lat")


def _apart_km(one: Row, other: Row) -> float:
    a, b = (Stop(n.id, "", "", *_at(n)) for n in (one, other))
    return direct_km(a, b)


def _nodes(network: Network) -> dict[str, Row]:
    return {row.id: row for row in network.rows("nodes")}


def _of_city(*names: str) -> list[str]:
    keys = {fold(_bare(name)) for name in names}
    return [node for key, node in _cities() if key in keys]


@lru_cache(maxsize=1)
def _cities() -> tuple[tuple[str, str], ...]:
    with _APART.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return tuple((fold(spelling), row["node"]) for row in rows for spelling in row["place"].split(";"))
