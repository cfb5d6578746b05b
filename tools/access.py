"""
Rebuild odbl/access.parquet: the road km from each place to the nodes that a lorry can bring it to.

For each place the nearest ten nodes with a road side (a terminal with a `road-` change, or an end of a road link) and
the nearest node of each kind of change, over the road graph. The way keeps to the country of the place, or to the
customs area of the EU where both ends lie in it. Limit 600 km, 1,200 km where terminals are sparse; a place
with no node so near gets the nearest three within 2,000 km. Within 40 km as the crow flies local roads, which the trunk
graph lacks, keep the way below 1.6 times that. A node that is no place of its own id is a place too.

    python tools/access.py --force
"""

from __future__ import annotations

import argparse
import csv
import io
import sys
import time
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
from pyarrow import parquet
from scipy import sparse
from scipy.sparse import csgraph
from scipy.spatial import cKDTree

import graphs
from graphs import Bools, Borders, Floats, Ints, Lines, great_circle_km
from measure import OFF_LINE_ROAD_FACTOR, refuse_overwriting, write_whole
from places import COVERED

NEAREST = 10
LIMIT_KM = 600.0
LONG_LIMIT_KM = 1200.0
LONG_LIMIT = frozenset({"KZ", "TM", "UZ", "MN", "RU", "CN", "KG"})
NEAREST_BEYOND = 3
BEYOND_KM = 2000.0
LOCAL_KM = 40.0
LOCAL_FACTOR = 1.6
LOCAL_EXTRA_KM = 3.0
"""Within `LOCAL_KM` small roads, which the trunk graph lacks, make the way no longer than this."""
LEAST_KM = 5.0
"""A lorry to a terminal in the same town drives this at least."""
JOIN_KM = 150.0
JOIN_NODES = 4
LEAST_COMPONENT = 300
"""A piece of the road graph with fewer nodes leads nowhere; no place is joined to it."""
EU = (
    "AT", "BE", "BG", "HR", "CY", "CZ", "DK", "EE", "FI", "FR", "DE", "GR", "HU", "IT", "LV", "LT", "LU", "NL", "PL",
    "PT", "RO", "SK", "SI", "ES", "SE",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Spot:
    """A place or a node: where it lies, and for a node the kinds of change there."""

    id: str
    country: str
    lon: float
    lat: float
    changes: frozenset[str] = frozenset()


def area_of(country: str) -> tuple[str, ...]:
    """Return the countries through which a lorry may bring goods of a place in this country to a terminal."""
    return EU if country in EU else (country,)


def read_places(path: Path) -> list[Spot]:
    """Return the places of the covered countries."""
    columns = parquet.read_table(path, columns=["id", "country", "lon", "lat"]).to_pydict()
    rows = zip(columns["id"], columns["country"], columns["lon"], columns["lat"], strict=True)
    return [Spot(*row) for row in rows if row[1] in COVERED]


def read_nodes(folder: Path) -> tuple[list[Spot], list[Spot]]:
    """Return all nodes, and those with a road side and their changes."""
    changes: dict[str, set[str]] = defaultdict(set)
    with (folder / "terminals.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if "road" in row["change"].split("-"):
                changes[row["node"]].add(row["change"])
    with (folder / "links.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["mode"] == "road":
                changes[row["from"]].add("road link")
                changes[row["to"]].add("road link")
    with (folder / "nodes.csv").open(encoding="utf-8", newline="") as file:
        nodes = [
            Spot(r["id"], r["country"], float(r["lon"]), float(r["lat"]), frozenset(changes[r["id"]]))
            for r in csv.DictReader(file)
        ]
    return nodes, [n for n in nodes if n.changes]


@dataclass(frozen=True, slots=True)
class Area:
    """The road graph of one customs area, and how its places are joined to it."""

    matrix: sparse.csr_matrix
    lines: Lines
    usable: Bools
    joints: Ints
    joint_km: Floats


def area_graph(lines: Lines, borders: Borders, countries: tuple[str, ...], places: list[Spot]) -> Area:
    """Return the graph of an area; each place is joined to the nearest nodes of its larger components."""
    usable = borders.allowed(lines, tuple(c for c in countries if c in borders.codes))
    live = np.flatnonzero(usable)
    n = len(lines.lon)
    low, high = np.minimum(lines.u[live], lines.v[live]), np.maximum(lines.u[live], lines.v[live])
    order = np.lexsort((lines.length_km[live], high, low))
    low, high, km = low[order], high[order], lines.length_km[live][order]
    first = np.append(True, (low[1:] != low[:-1]) | (high[1:] != high[:-1])) & (low != high)
    matrix = sparse.csr_matrix((np.maximum(km[first], 1e-6), (low[first], high[first])), shape=(n, n))
    component = csgraph.connected_components(matrix, directed=False)[1]
    open_nodes = np.flatnonzero(np.bincount(component)[component] >= LEAST_COMPONENT)
    if not len(open_nodes):
        return Area(matrix, lines, usable, np.zeros((len(places), 0), dtype=np.int64), np.zeros((len(places), 0)))
    tree = cKDTree(_flat(lines.lon[open_nodes], lines.lat[open_nodes]))
    lon, lat = np.array([p.lon for p in places]), np.array([p.lat for p in places])
    near = open_nodes[tree.query(_flat(lon, lat), k=JOIN_NODES)[1].reshape(len(places), JOIN_NODES)]
    away = great_circle_km(lines.lon[near], lines.lat[near], lon[:, None], lat[:, None])
    return Area(matrix, lines, usable, near, np.where(away <= JOIN_KM, away, np.inf) * OFF_LINE_ROAD_FACTOR)


def _flat(lon: Floats, lat: Floats) -> Floats:
    return np.stack([lon * np.cos(np.radians(lat)), lat], 1)


def km_to_places(area: Area, node: Spot, places: list[Spot], limit_km: float = BEYOND_KM) -> Floats:
    """Return the road km from a node to each place of its area; inf beyond the limit."""
    lon, lat = np.array([p.lon for p in places]), np.array([p.lat for p in places])
    straight = great_circle_km(lon, lat, node.lon, node.lat)
    local = np.where(straight <= LOCAL_KM, straight * LOCAL_FACTOR + LOCAL_EXTRA_KM, np.inf)
    return np.minimum(_km_by_trunk_road(area, node, limit_km), local)


def _km_by_trunk_road(area: Area, node: Spot, limit_km: float) -> Floats:
    lines = area.lines
    found = graphs.snaps(lines, area.usable, (node.lon, node.lat), most=20)
    ends: dict[int, float] = {}
    for snap in found:
        off = snap.off_km * OFF_LINE_ROAD_FACTOR
        for end, along in (
            (lines.u[snap.edge], snap.at_km),
            (lines.v[snap.edge], lines.length_km[snap.edge] - snap.at_km),
        ):
            ends[int(end)] = min(ends.get(int(end), np.inf), off + float(along))
    if not ends or not area.joints.size:
        return np.full(len(area.joints), np.inf)
    n = len(lines.lon)
    rows = np.full(len(ends), n)
    extra = sparse.csr_matrix((np.maximum(list(ends.values()), 1e-6), (rows, list(ends))), shape=(n + 1, n + 1))
    whole = area.matrix.copy()
    whole.resize((n + 1, n + 1))
    far = csgraph.dijkstra(whole + extra, directed=False, indices=n, limit=limit_km)
    return np.min(far[area.joints] + area.joint_km, axis=1)


def access_rows(places: list[Spot], nodes: list[Spot], km: Floats) -> list[tuple[str, str, float]]:
    """Return (place, node, km) of the nodes to keep for each place; `km` has a row per place."""
    rows = []
    for place, to_nodes in zip(places, km, strict=True):
        limit = LONG_LIMIT_KM if place.country in LONG_LIMIT else LIMIT_KM
        order = [int(i) for i in np.argsort(to_nodes, kind="stable") if np.isfinite(to_nodes[i])]
        near = [i for i in order if to_nodes[i] <= limit]
        kept = near[:NEAREST] or [i for i in order if to_nodes[i] <= BEYOND_KM][:NEAREST_BEYOND]
        served = set().union(*(nodes[i].changes for i in kept)) if kept else set()
        for i in near[NEAREST:]:
            if nodes[i].changes - served:
                kept.append(i)
                served |= nodes[i].changes
        rows += [(place.id, nodes[i].id, round(max(float(to_nodes[i]), LEAST_KM), 1)) for i in kept]
    return sorted(rows, key=lambda r: (r[0], r[2], r[1]))


def main() -> int:
    """Write access.parquet."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0].strip())
    parser.add_argument("--graphs", type=Path, metavar="DIR", help="parquet files of the graphs; default: the packages")
    parser.add_argument("--network", type=Path, metavar="DIR", default=graphs.DATA, help="folder of the tables")
    parser.add_argument("--base-map", type=Path, default=graphs.BASE_MAP, help="TopoJSON of the countries")
    parser.add_argument("--force", action="store_true", help="overwrite the file")
    args = parser.parse_args()
    out = args.network / "odbl" / "access.parquet"
    refuse_overwriting([out], force=args.force)
    began = time.monotonic()
    every, nodes = read_nodes(args.network)
    places = read_places(args.network / "places.parquet")
    at = {p.id: p for p in places}
    for node in every:
        if node.id not in at:
            places.append(Spot(node.id, node.country, node.lon, node.lat))
        elif (away := great_circle_km(node.lon, node.lat, at[node.id].lon, at[node.id].lat)) > 100.0:
            print(f"{node.id} is both a node and a place {away:.0f} km away: rename the node")
    lines = graphs.read_lines("road", args.graphs, args.network / "odbl" / "road_gap_links.csv")
    borders = graphs.borders_of(lines, graphs.read_countries(args.base_map))
    rows: list[tuple[str, str, float]] = []
    for countries in sorted({area_of(p.country) for p in places}):
        inside = [p for p in places if area_of(p.country) == countries]
        goals = [n for n in nodes if n.country in countries]
        print(f"{';'.join(countries)}: {len(inside)} places, {len(goals)} nodes", file=sys.stderr)
        if goals:
            area = area_graph(lines, borders, countries, inside)
            km = np.stack([km_to_places(area, node, inside) for node in goals], axis=1)
            rows += access_rows(inside, goals, km)
    rows.sort(key=lambda r: (r[0], r[2], r[1]))
    text = pa.dictionary(pa.int32(), pa.string())
    table = pa.table(
        {
            "place": pa.array([r[0] for r in rows], type=text),
            "node": pa.array([r[1] for r in rows], type=text),
            "km": pa.array([r[2] for r in rows], type=pa.float32()),
        }
    )
    sink = io.BytesIO()
    parquet.write_table(table, sink, compression="zstd", compression_level=15)
    write_whole(out, sink.getvalue())
    reached = len({r[0] for r in rows})
    print(
        f"{len(rows)} rows for {reached} of {len(places)} places, {len(sink.getvalue()) / 1e6:.2f} MB, "
        f"{time.monotonic() - began:.0f} s"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
