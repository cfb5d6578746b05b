"""
Places by the names that people write: Latin, Polish, Cyrillic, Turkish, Georgian, Chinese spellings and UN/LOCODE.

A name is looked for among the nodes of the network first (their names and aliases), then among towns of exactly that
name, largest first, then among codes. A name is ambiguous only where the second town is as likely as the first: no node
bears the name and the second has more than a third of the first one's people (a fifth of them counts for a town that
bears the name only among its other names). `Brest, BY` or `Brest (BY)` narrows.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from math import asin, cos, log10, radians, sin, sqrt
from pathlib import Path
from typing import TYPE_CHECKING, Any

from transcaspia.errors import DataError, InputError, UnknownIdError
from transcaspia.units import EARTH_RADIUS_KM

if TYPE_CHECKING:
    import pyarrow as pa

    from transcaspia.network.model import Network, Row

SHIPPED = Path(__file__).parent / "data" / "places.parquet"
AS_LIKELY = 1.0 / 3.0
"""A second town with more than this share of the first one's people is as likely to be meant."""
OTHER_NAME = 0.2
"""A town that bears the name only among its other names counts with this share of its people."""
SAME_PLACE_KM = 100.0
"""A town of a node's name so near to the node is the same place; its road access is that of the town."""
WORST_RATIO = 0.72
"""Names less alike than this (Ratcliff-Obershelp) are not offered for a misspelt one."""
_NAMES_KEPT = 4096

_LETTERS = str.maketrans(
    {
        **dict(zip("łıøəđħŧƶ", "lioedhtz", strict=True)),
        **dict(zip("қңғүұһәіөұҷҳӣӯїєґўѓќђћјљњ", "кнгуухаиоучхиуиегугкдчйлн", strict=True)),
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
        "ъ": "",
        "ь": "",
        "ё": "е",
    }
)
_ADDRESS = re.compile(r"^(?P<name>.+?)\s*(?:,\s*(?P<comma>[A-Za-z]{2})|\(\s*(?P<round>[A-Za-z]{2})\s*\))$")


@dataclass(frozen=True, slots=True)
class Place:
    """
    A town, a UN/LOCODE place or a node of the network where a consignment can start or end.

    Attributes
    ----------
    id
        UN/LOCODE where there is one, else `GN` and the GeoNames number; the node's id for a node that is no town.
    name
        Name in Latin letters.
    country
        ISO 3166-1 alpha-2.
    lon, lat
        Position, degrees (WGS84).
    population
        People; 0 where it is not known.
    timezone
        IANA time zone.
    """

    id: str
    name: str
    country: str
    lon: float
    lat: float
    population: int
    timezone: str


def fold(text: str) -> str:
    """
    Return a name as it is compared: no case, diacritics, spaces or punctuation, one letter for each sound of a script.

    Parameters
    ----------
    text
        Name in any script.

    Returns
    -------
    str
        The folded name; Łódź and Lodz give one key, Қостанай and Костанай another.
    """
    lower = unicodedata.normalize("NFC", text).casefold().translate(_LETTERS)
    plain = unicodedata.normalize("NFKD", lower).translate(_LETTERS)
    return "".join(c for c in plain if c.isalnum())


def find_place(text: str, network: Network) -> Place:
    """
    Return the one place that a name or code means.

    Parameters
    ----------
    text
        Name in any spelling, a UN/LOCODE, a place id or a node id; `Name, CC` narrows to a country.
    network
        The network in which the place must lie.

    Returns
    -------
    Place
        The place.

    Raises
    ------
    UnknownIdError
        If nothing bears the name; the message offers the nearest names.
    InputError
        If the text is blank, if two places are as likely, or if the place lies outside the network.
    """
    name, country = _parts(text)
    if not fold(name):
        raise InputError(f"The place {text!r} is blank: give the name of a town, a port or a terminal, or a UN/LOCODE.")
    gazetteer = _gazetteer(network)
    found = _exact(name, country, network, gazetteer)
    if not found:
        raise UnknownIdError(_unknown(text, name, country, network, gazetteer))
    inside = [p for p in found if _reachable(p, network)]
    if not inside:
        raise InputError(
            f"{found[0].name} ({found[0].country}) lies outside the network: no terminal lies within reach by road. "
            f"The network has terminals in {', '.join(sorted(_terminal_countries(network)))}; plan from or to a place "
            "there."
        )
    best, key = inside[0], fold(name)
    rivals = [p for p in inside[1:] if _weight(p, key) >= AS_LIKELY * _weight(best, key)]
    if rivals and not _is_node(name, country, network) and best.id != name.upper():
        names = "; ".join(f"{p.name} ({p.country}) {p.id}" for p in [best, *rivals][:6])
        raise InputError(
            f"{text!r} may mean {names}. Say which by its id, as {best.id}, or by country, as '{name}, {best.country}'."
        )
    return best


def towns(network: Network, country: str, least_people: int) -> tuple[Place, ...]:
    """
    Return the towns of a country, the largest first.

    Parameters
    ----------
    network
        Network whose gazetteer is read.
    country
        ISO 3166-1 alpha-2.
    least_people
        Fewest people.

    Returns
    -------
    tuple[Place, ...]
        Its towns.
    """
    return tuple(_gazetteer(network).towns(country, least_people))


def distance_km(place: Place, lon: float, lat: float) -> float:
    """
    Return the great-circle distance of a place from a point.

    Parameters
    ----------
    place
        The place.
    lon, lat
        The point, degrees (WGS84).

    Returns
    -------
    float
        Kilometres.
    """
    a1, a2 = radians(place.lat), radians(lat)
    h = sin((a2 - a1) / 2) ** 2 + cos(a1) * cos(a2) * sin(radians(lon - place.lon) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * asin(sqrt(h))


def search_places(text: str, network: Network, limit: int = 10) -> list[tuple[Place, float]]:
    """
    Return the places that a text may mean, best first, each with a score from 0 to 1.

    Parameters
    ----------
    text
        Name or part of a name in any spelling, or a code.
    network
        The network whose nodes rank first.
    limit
        Most places to return.

    Returns
    -------
    list[tuple[Place, float]]
        Exact names score 0.9 and more; names that begin with the text 0.45 to 0.9, more for a larger town and for a
        longer match, less outside the countries of the network; where there is neither, similar names come with less.
    """
    name, country = _parts(text)
    key = fold(name)
    if not key or limit < 1:
        return []
    gazetteer = _gazetteer(network)
    found: dict[str, tuple[Place, float]] = {}
    for rank, place in enumerate(_exact(name, country, network, gazetteer)):
        found[place.id] = (place, max(1.0 - 0.01 * rank, 0.9))
    inside = _terminal_countries(network)
    for place, whole in _nodes_beginning(key, network, gazetteer) + gazetteer.beginning(key):
        if _in(place, country) and place.id not in found:
            score = 0.5 + 0.15 * len(key) / len(whole) + 0.15 * min(log10(place.population + 1) / 8.0, 1.0)
            score += 0.1 if fold(place.name).startswith(key) else 0.0
            found[place.id] = (place, score if place.country in inside else 0.9 * score)
    if not found:
        for ratio, place in _similar(key, country, network, gazetteer, limit):
            found.setdefault(place.id, (place, 0.6 * ratio))
    ranked = sorted(((p, round(s, 3)) for p, s in found.values()), key=lambda f: (-f[1], -f[0].population, f[0].id))
    return ranked[:limit]


def _weight(place: Place, key: str) -> float:
    """Return how likely a folded name means a place: its people, or a share of them for one of its other names."""
    return place.population * (1.0 if fold(place.name) == key else OTHER_NAME)


def _reachable(place: Place, network: Network) -> bool:
    """Return whether a terminal can be reached by road; a network without measured access goes by its countries."""
    try:
        return bool(network.access(place.id))
    except UnknownIdError:
        measured = (network.root / "odbl" / "access.parquet").exists()
        return not measured and place.country in _countries(network)


def _parts(text: str) -> tuple[str, str]:
    """Return the name and the country code of `Name, CC`, `Name (CC)` or `Name`."""
    match = _ADDRESS.match(text.strip())
    if match:
        return match["name"], (match["comma"] or match["round"]).upper()
    return text.strip(), ""


def _in(place: Place, country: str) -> bool:
    return not country or place.country == country


# The gazetteer ------------------------------------------------------------------------------------------------


class _Gazetteer:
    """The file of places, and its folded names in one flat column."""

    def __init__(self, path: Path) -> None:
        # A tenth of a second that `--help` need not pay.
        import pyarrow.compute as pc
        from pyarrow import parquet

        columns = ["id", "name", "ascii", "country", "lon", "lat", "population", "timezone", "keys"]
        try:
            self.table = parquet.read_table(path, columns=columns, memory_map=True).combine_chunks()
        except (OSError, KeyError, ValueError) as err:
            raise DataError(f"{path} cannot be read ({err}). Rebuild it with tools/places.py.") from err
        self.pc: Any = pc
        keys = self.table["keys"].chunk(0)
        self.keys = keys.flatten()
        self.owner = pc.list_parent_indices(keys)
        self.ids = self.table["id"].chunk(0)
        # Each looks through the whole column; a plan looks for its two places several times.
        self.named = lru_cache(maxsize=_NAMES_KEPT)(self._named)
        self.coded = lru_cache(maxsize=_NAMES_KEPT)(self._coded)

    def place(self, row: int) -> Place:
        cell = {name: self.table[name][row].as_py() for name in self.table.column_names if name != "keys"}
        return Place(
            cell["id"],
            cell["name"],
            cell["country"],
            round(cell["lon"], 4),
            round(cell["lat"], 4),
            cell["population"],
            cell["timezone"],
        )

    def _places(self, hit: pa.Array) -> list[Place]:
        rows = dict.fromkeys(self.owner.filter(hit).to_pylist())
        return sorted(map(self.place, rows), key=lambda p: (-p.population, p.id))

    def _named(self, key: str) -> tuple[Place, ...]:
        """Return the places of exactly this folded name, the likeliest first."""
        found = self._places(self.pc.equal(self.keys, key))
        return tuple(sorted(found, key=lambda p: (-_weight(p, key), -p.population, p.id)))

    def beginning(self, key: str, most: int = 60) -> list[tuple[Place, str]]:
        """Return places of which a name begins with the folded text, largest first, with the shortest such name."""
        if len(key) < 2:
            return []
        hit = self.pc.starts_with(self.keys, key)
        shortest: dict[int, str] = {}
        for row, whole in zip(self.owner.filter(hit).to_pylist(), self.keys.filter(hit).to_pylist(), strict=True):
            if row not in shortest or len(whole) < len(shortest[row]):
                shortest[row] = whole
        found = [(self.place(row), whole) for row, whole in shortest.items()]
        return sorted(found, key=lambda f: (-f[0].population, f[0].id))[:most]

    def towns(self, country: str, least_people: int) -> list[Place]:
        """Return the towns of a country with at least so many people, largest first."""
        is_there = self.pc.equal(self.table["country"].cast("string"), country)
        hit = self.pc.and_(is_there, self.pc.greater_equal(self.table["population"], least_people))
        rows = self.pc.indices_nonzero(hit).to_pylist()
        return sorted(map(self.place, rows), key=lambda p: (-p.population, p.id))

    def _coded(self, code: str) -> Place | None:
        """Return the place that bears an id."""
        row = self.pc.index(self.ids, code).as_py()
        return self.place(row) if row >= 0 else None

    def alike(self, key: str) -> list[tuple[str, int]]:
        """Return folded names of about the length of this one and of its script, with the row of the place."""
        size = self.pc.utf8_length(self.keys)
        close = self.pc.and_(
            self.pc.and_(self.pc.greater_equal(size, len(key) - 2), self.pc.less_equal(size, len(key) + 2)),
            self.pc.or_(self.pc.starts_with(self.keys, key[0]), self.pc.match_substring(self.keys, key[1:4])),
        )
        return list(zip(self.keys.filter(close).to_pylist(), self.owner.filter(close).to_pylist(), strict=True))


@lru_cache(maxsize=4)
def _read(path: Path) -> _Gazetteer:
    return _Gazetteer(path)


def _gazetteer(network: Network) -> _Gazetteer:
    own = network.root / "places.parquet"
    return _read(own if own.exists() else SHIPPED)


# Nodes --------------------------------------------------------------------------------------------------------


def _countries(network: Network) -> frozenset[str]:
    return frozenset(row.text("country") for row in network.rows("nodes"))


def _terminal_countries(network: Network) -> set[str]:
    served = {row.text("node") for row in network.rows("terminals")}
    return {row.text("country") for row in network.rows("nodes") if row.id in served}


def _spellings(node: Row) -> list[str]:
    return [node.text("name"), *node.items("aliases")]


def _nodes_named(key: str, country: str, network: Network) -> list[Row]:
    named = network.kept("nodes named", lambda: _by_spelling(network)).get(key, ())
    return [node for node in named if not country or node.text("country") == country]


def _by_spelling(network: Network) -> dict[str, list[Row]]:
    """Return the nodes by each folded spelling, in the order of the table."""
    found: dict[str, list[Row]] = {}
    for node in network.rows("nodes"):
        for key in {fold(s) for s in _spellings(node)}:
            found.setdefault(key, []).append(node)
    return found


def _is_node(name: str, country: str, network: Network) -> bool:
    return bool(_nodes_named(fold(name), country, network))


def _node_place(node: Row, gazetteer: _Gazetteer, key: str) -> Place:
    """Return the town of the name beside a node, or the node itself as a place."""
    lon, lat = node.number("lon"), node.number("lat")
    for spelling in [key, *map(fold, _spellings(node))]:
        for town in gazetteer.named(spelling):
            if (
                town.population
                and town.country == node.text("country")
                and distance_km(town, lon, lat) <= SAME_PLACE_KM
            ):
                return town
    return Place(node.id, node.text("name"), node.text("country"), lon, lat, 0, node.text("timezone"))


def _exact(name: str, country: str, network: Network, gazetteer: _Gazetteer) -> list[Place]:
    """Return what a name means exactly: nodes, then towns by people, then codes; each place once."""
    key = fold(name)
    found = [_node_place(node, gazetteer, key) for node in _nodes_named(key, country, network)]
    found += [p for p in gazetteer.named(key) if _in(p, country)]
    code = re.sub(r"\s", "", name).upper()
    node = next(iter(network.all_of("nodes", code)), None)
    coded = _node_place(node, gazetteer, key) if node else gazetteer.coded(code)
    if coded and _in(coded, country):
        found.append(coded)
    once: dict[str, Place] = {}
    for place in found:
        once.setdefault(place.id, place)
    return list(once.values())


def _nodes_beginning(key: str, network: Network, gazetteer: _Gazetteer) -> list[tuple[Place, str]]:
    return [
        (_node_place(node, gazetteer, key), min(whole, key=len))
        for node in network.rows("nodes")
        if (whole := [k for k in map(fold, _spellings(node)) if k.startswith(key)])
    ]


# Misspelt names -----------------------------------------------------------------------------------------------


def _similar(key: str, country: str, network: Network, gazetteer: _Gazetteer, limit: int) -> list[tuple[float, Place]]:
    """Return places of similar names, the most alike first."""
    matcher = difflib.SequenceMatcher(autojunk=False)
    matcher.set_seq2(key)

    def ratio(other: str) -> float:
        matcher.set_seq1(other)
        if matcher.real_quick_ratio() < WORST_RATIO or matcher.quick_ratio() < WORST_RATIO:
            return 0.0
        return matcher.ratio()

    scored = [(ratio(k), row) for k, row in gazetteer.alike(key)]
    best = sorted((s for s in scored if s[0] >= WORST_RATIO), reverse=True)[: 8 * limit]
    found = [
        (r, _node_place(node, gazetteer, key))
        for node in network.rows("nodes")
        if (r := max(ratio(fold(s)) for s in _spellings(node))) >= WORST_RATIO
    ]
    found += [(r, gazetteer.place(row)) for r, row in best]
    inside = _countries(network)
    found = [(r, p) for r, p in found if _in(p, country) and p.country in inside]
    found.sort(key=lambda f: (-round(f[0], 2), -f[1].population, f[1].id))
    return list({p.id: (r, p) for r, p in reversed(found)}.values())[::-1][:limit]


def _unknown(text: str, name: str, country: str, network: Network, gazetteer: _Gazetteer) -> str:
    near = _similar(fold(name), country, network, gazetteer, 3)
    hint = f" Did you mean {', '.join(f'{p.name} ({p.country}) {p.id}' for _, p in near)}?" if near else ""
    return f"The place {text!r} is not known.{hint} `transcaspia places TEXT` searches by name, part of a name or code."
