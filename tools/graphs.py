"""
Rail, road and sea graphs for the scripts beside this file.

The rail and road graphs are OpenStreetMap lines as the PyPI package `scgraph-data` 2.0.0 carries them; the
sea graph is the one of the PyPI package `searoute` 1.6.0. Two ways to read them give the same graph:

- from the packages themselves (`uv sync --group data`): lines inside the box lon -12..125, lat 20..65 are kept
  and loose ends are joined to the nearest node within 2 km that the graph reaches only by more than 8 km;
- from a folder of parquet files made from them (`rail_nodes`, `rail_edges`, `road_nodes`, `road_edges`,
  `sea_searoute_nodes`, `sea_searoute_edges`), where chains of nodes have been joined to one line each.
"""

from __future__ import annotations

import csv
import heapq
import importlib.util
import json
import re
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely
from pyarrow import parquet
from scipy import sparse
from scipy.sparse import csgraph
from scipy.spatial import cKDTree

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
Point = tuple[float, float]

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / "src" / "transcaspia" / "network" / "data"
BASE_MAP = ROOT / "src" / "transcaspia" / "report" / "data" / "countries-50m.json"
EXCLUDED = Path(__file__).with_name("excluded_lines.csv")
EARTH_RADIUS_KM = 6371.0088
KM_PER_DEGREE = EARTH_RADIUS_KM * np.pi / 180.0
BOX = (-12.0, 20.0, 125.0, 65.0)
VOLGA_DON = (39.2, 45.6, 48.2, 48.7)
BRIDGE_KM = 2.0
DETOUR_KM = 8.0
PIECE_KM = 3.0
BORDER_TOLERANCE_KM = 3.0
"""The base map draws borders and coasts to about this; the lines beside them are truer than it is."""
RAIL_FACTOR = 1.05
"""Published rail lengths are about this much longer than lines drawn through vertices 100 m apart (see docs)."""

COUNTRY_OF_N3 = {
    "008": "AL", "051": "AM", "004": "AF", "040": "AT", "031": "AZ", "056": "BE", "070": "BA", "100": "BG",
    "112": "BY", "156": "CN", "191": "HR", "196": "CY", "203": "CZ", "208": "DK", "233": "EE", "246": "FI",
    "250": "FR", "268": "GE", "276": "DE", "300": "GR", "348": "HU", "364": "IR", "368": "IQ", "376": "IL",
    "380": "IT", "398": "KZ", "417": "KG", "428": "LV", "440": "LT", "442": "LU", "498": "MD", "499": "ME",
    "496": "MN", "528": "NL", "807": "MK", "578": "NO", "586": "PK", "616": "PL", "620": "PT", "642": "RO",
    "643": "RU", "688": "RS", "703": "SK", "705": "SI", "724": "ES", "752": "SE", "756": "CH", "760": "SY",
    "762": "TJ", "792": "TR", "795": "TM", "804": "UA", "818": "EG", "826": "GB", "860": "UZ", "356": "IN",
    "410": "KR", "408": "KP", "400": "JO", "422": "LB", "682": "SA", "414": "KW",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Lines:
    """
    A graph of straight pieces of line: nodes at `lon`, `lat`; edge e joins `u[e]` and `v[e]`.

    `length_km[e]` is the length of the true line, at least that of the straight piece.
    """

    lon: Floats
    lat: Floats
    u: Ints
    v: Ints
    length_km: Floats


def great_circle_km(lon1: Floats | float, lat1: Floats | float, lon2: Floats | float, lat2: Floats | float) -> Floats:
    """Return the great-circle distance, km, of points in degrees (arrays broadcast)."""
    a1, a2 = np.radians(lat1), np.radians(lat2)
    dlon = np.radians(np.asarray(lon2) - np.asarray(lon1))
    h = np.sin((a2 - a1) / 2) ** 2 + np.cos(a1) * np.cos(a2) * np.sin(dlon / 2) ** 2
    return np.asarray(2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.minimum(h, 1.0))))


def line_km(xy: Floats) -> float:
    """Return the length of a line of (lon, lat) points, km."""
    return float(great_circle_km(xy[:-1, 0], xy[:-1, 1], xy[1:, 0], xy[1:, 1]).sum())


# Reading ------------------------------------------------------------------------------------------------------


def read_lines(kind: str, folder: Path | None, gaps: Path | None = None) -> Lines:
    """
    Return the `rail` or `road` graph, its lines cut into pieces of at most `PIECE_KM`.

    Parameters
    ----------
    kind
        rail or road.
    folder
        Folder of the parquet files; None reads the packages.
    gaps
        List of missing lines to add.
    """
    lines = _read_package(kind) if folder is None else _read_parquet(kind, folder)
    return chopped(with_gaps(lines, gaps) if gaps else lines)


def _read_parquet(kind: str, folder: Path) -> Lines:
    nodes = parquet.read_table(folder / f"{kind}_nodes.parquet", columns=["node", "lon", "lat"])
    edges = parquet.read_table(folder / f"{kind}_edges.parquet", columns=["u", "v", "length_km", "geometry"])
    number = nodes["node"].to_numpy()
    if not np.array_equal(number, np.arange(len(number))):
        raise SystemExit(f"{kind}_nodes.parquet: nodes are expected to be numbered 0, 1, 2, ... in order")
    xy, owner = shapely.get_coordinates(shapely.from_wkb(edges["geometry"].to_numpy()), return_index=True)
    lon, lat = (nodes[c].to_numpy().astype(np.float64).round(4) for c in ("lon", "lat"))
    ends = {"u": edges["u"].to_numpy().astype(np.int64), "v": edges["v"].to_numpy().astype(np.int64)}
    first = np.flatnonzero(np.diff(owner, prepend=-1))
    last = np.append(first[1:], len(owner)) - 1
    at_u = np.abs(xy[first] - np.stack([lon[ends["u"]], lat[ends["u"]]], 1)).sum(1)
    at_v = np.abs(xy[first] - np.stack([lon[ends["v"]], lat[ends["v"]]], 1)).sum(1)
    turned = at_v < at_u
    node = len(lon) + np.arange(len(owner))
    node[first] = np.where(turned, ends["v"], ends["u"])
    node[last] = np.where(turned, ends["u"], ends["v"])
    step = np.flatnonzero(owner[:-1] == owner[1:])
    size = great_circle_km(xy[step, 0], xy[step, 1], xy[step + 1, 0], xy[step + 1, 1]) + 1e-9
    whole = np.bincount(owner[step], weights=size, minlength=edges.num_rows)
    km = size / whole[owner[step]] * edges["length_km"].to_numpy().astype(np.float64)[owner[step]]
    lon, lat = np.concatenate([lon, xy[:, 0]]), np.concatenate([lat, xy[:, 1]])
    return compact(Lines(lon, lat, node[step], node[step + 1], km))


def compact(lines: Lines) -> Lines:
    """Return the graph without the nodes that no edge touches; the order of nodes is kept."""
    used, number = np.unique(np.concatenate([lines.u, lines.v]), return_inverse=True)
    half = len(lines.u)
    return Lines(lines.lon[used], lines.lat[used], number[:half], number[half:], lines.length_km)


def _package_file(package: str, name: str) -> Path:
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit(f"The package {package} is not installed: run `uv sync --group data`, or give --graphs DIR.")
    return Path(spec.submodule_search_locations[0]) / name


def _read_package(kind: str) -> Lines:
    """Return the graph of scgraph-data in the box; its file is read as text, so that scgraph is not needed."""
    name = {"rail": "world_railways.py", "road": "world_highways.py"}[kind]
    text = _package_file("scgraph_data", name).read_text(encoding="utf-8")
    cut = text.index("\nnodes=")
    graph, nodes = text[text.index("graph=[") + 7 : cut], text[cut + 7 : text.index("\n", cut + 1)]
    latlon = np.array(re.findall(r"-?\d+\.?\d*(?:e-?\d+)?", nodes), dtype=np.float64).reshape(-1, 2)
    rows = graph.strip().removesuffix("]").strip("{}").split("}, {")
    degree = np.array([r.count(":") for r in rows])
    flat = np.array(re.split(r"[:,]\s*", ",".join(r for r in rows if r)), dtype=np.float64).reshape(-1, 2)
    u, v, km = np.repeat(np.arange(len(rows)), degree), flat[:, 0].astype(np.int64), flat[:, 1]
    west, south, east, north = BOX
    inside = (latlon[:, 1] >= west) & (latlon[:, 1] <= east) & (latlon[:, 0] >= south) & (latlon[:, 0] <= north)
    keep = (u < v) & inside[u] & inside[v]
    return bridged(compact(Lines(latlon[:, 1], latlon[:, 0], u[keep], v[keep], km[keep])))


def chopped(lines: Lines, piece_km: float = PIECE_KM) -> Lines:
    """Return the graph with every longer edge cut into equal pieces; the package draws some lines 100 km apart."""
    lon, lat, u, v = lines.lon, lines.lat, lines.u, lines.v
    count = np.maximum(np.ceil(great_circle_km(lon[u], lat[u], lon[v], lat[v]) / piece_km).astype(np.int64), 1)
    edge = np.repeat(np.arange(len(u)), count)
    rank = np.arange(len(edge)) - np.repeat(np.cumsum(count) - count, count)
    inner = rank > 0
    share = (rank / count[edge])[inner]
    at = edge[inner]
    start = np.where(inner, 0, u[edge])
    start[inner] = len(lon) + np.arange(inner.sum())
    end = v[edge]
    end[np.flatnonzero(inner) - 1] = start[inner]
    return Lines(
        np.concatenate([lon, lon[u[at]] + share * (lon[v[at]] - lon[u[at]])]),
        np.concatenate([lat, lat[u[at]] + share * (lat[v[at]] - lat[u[at]])]),
        start,
        end,
        (lines.length_km / count)[edge],
    )


def bridged(lines: Lines, reach_km: float = BRIDGE_KM, detour_km: float = DETOUR_KM) -> Lines:
    """
    Return the graph with its loose ends joined to the nearest node that they should touch.

    That is the nearest node within `reach_km` which the graph itself reaches only by more than `detour_km`, or
    not at all. Short breaks of a line are mended so; parallel tracks are left alone.
    """
    n = len(lines.lon)
    beside: list[list[tuple[int, float]]] = [[] for _ in range(n)]
    for u, v, km in zip(lines.u.tolist(), lines.v.tolist(), lines.length_km.tolist(), strict=True):
        beside[u].append((v, km))
        beside[v].append((u, km))
    loose = np.array([i for i, ways in enumerate(beside) if len({j for j, _ in ways} - {i}) <= 1])
    points = _sphere(lines.lon, lines.lat)
    found = cKDTree(points[loose]).sparse_distance_matrix(
        cKDTree(points), reach_km / EARTH_RADIUS_KM, output_type="coo_matrix"
    )
    near, reached = {}, {}
    joined: list[tuple[int, int, float]] = []
    order = np.argsort(found.data, kind="stable")
    for end, j, chord in zip(
        loose[found.row[order]].tolist(), found.col[order].tolist(), found.data[order], strict=True
    ):
        if end in near or end == j:
            continue
        if end not in reached:
            reached[end] = _within(beside, end, detour_km)
        if j not in reached[end]:
            near[end] = j
            if near.get(j) != end:
                joined.append((end, j, float(chord) * EARTH_RADIUS_KM))
    return with_edges(lines, joined)


def _within(beside: list[list[tuple[int, float]]], start: int, limit_km: float) -> set[int]:
    """Return the nodes that lie at most `limit_km` from `start` by the graph."""
    done: set[int] = set()
    heap = [(0.0, start)]
    while heap:
        far, node = heapq.heappop(heap)
        if node not in done:
            done.add(node)
            for other, km in beside[node]:
                if other not in done and far + km <= limit_km:
                    heapq.heappush(heap, (far + km, other))
    return done


def _sphere(lon: Floats, lat: Floats) -> Floats:
    a, b = np.radians(lat), np.radians(lon)
    return np.stack([np.cos(a) * np.cos(b), np.cos(a) * np.sin(b), np.sin(a)], axis=-1)


def with_edges(lines: Lines, new: list[tuple[int, int, float]]) -> Lines:
    """Return the graph with edges (u, v, km) added."""
    return replace(
        lines,
        u=np.append(lines.u, np.array([e[0] for e in new], dtype=np.int64)),
        v=np.append(lines.v, np.array([e[1] for e in new], dtype=np.int64)),
        length_km=np.append(lines.length_km, [e[2] for e in new]),
    )


def with_gaps(lines: Lines, gaps: Path) -> Lines:
    """
    Return the rail graph with the missing lines of the gap list.

    An end whose `from_node` or `to_node` is filled in is the graph's node within 0.3 km of its coordinates (the
    numbers are those of the parquet files); a blank one is a new node, shared by equal coordinates. A length that is
    published is put in without `RAIL_FACTOR`, by which the model multiplies what was measured.
    """
    tree = cKDTree(_sphere(lines.lon, lines.lat))
    lon, lat = list(lines.lon), list(lines.lat)
    made: dict[Point, int] = {}
    new: list[tuple[int, int, float]] = []
    with gaps.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            ends = []
            for end in ("from", "to"):
                at = (float(row[f"{end}_lon"]), float(row[f"{end}_lat"]))
                if row[f"{end}_node"]:
                    away, node = tree.query(_sphere(np.array(at[0]), np.array(at[1])))
                    if away * EARTH_RADIUS_KM > 0.3:
                        raise SystemExit(f"{gaps.name}, {row['name']}: no node within 0.3 km of {at[0]} {at[1]}")
                    ends.append(int(node))
                elif at in made:
                    ends.append(made[at])
                else:
                    made[at] = len(lon)
                    ends.append(len(lon))
                    lon.append(at[0])
                    lat.append(at[1])
            factor = RAIL_FACTOR if "published" in row["basis"] else 1.0
            new.append((ends[0], ends[1], float(row["length_km"]) / factor))
    return with_edges(replace(lines, lon=np.array(lon), lat=np.array(lat)), new)


def shut_at(lines: Lines, kind: str) -> Bools:
    """Return which edges lie at a line of `excluded_lines.csv`, which no link may use."""
    shut = np.zeros(len(lines.u), dtype=bool)
    with EXCLUDED.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["mode"] == kind:
                away = great_circle_km(lines.lon, lines.lat, float(row["lon"]), float(row["lat"]))
                shut |= (away[lines.u] <= float(row["radius_km"])) | (away[lines.v] <= float(row["radius_km"]))
    return shut


def read_sea(folder: Path | None) -> tuple[Lines, list[str]]:
    """Return the sea graph and the passage of each edge (blank: open sea; `inland`: the Volga-Don way)."""
    if folder is not None:
        nodes = parquet.read_table(folder / "sea_searoute_nodes.parquet")
        edges = parquet.read_table(folder / "sea_searoute_edges.parquet")
        lon, lat, u, v = (t[c].to_numpy() for t, c in ((nodes, "lon"), (nodes, "lat"), (edges, "u"), (edges, "v")))
        passage = [p or "" for p in edges["passage"].to_pylist()]
    else:
        text = _package_file("searoute", "data/marnet_searoute.geojson").read_text(encoding="utf-8")
        number: dict[Point, int] = {}
        pairs: dict[tuple[int, int], str] = {}
        for feature in json.loads(text)["features"]:
            shape = feature["geometry"]
            for way in [shape["coordinates"]] if shape["type"] == "LineString" else shape["coordinates"]:
                ends = [number.setdefault((round(p[0], 4), round(p[1], 4)), len(number)) for p in way]
                for pair in pairwise(ends):
                    if pair[0] != pair[1]:
                        pairs[min(pair), max(pair)] = feature["properties"].get("passage") or ""
        lon, lat = np.array(list(number)).T
        u, v = np.array(list(pairs)).T
        passage = list(pairs.values())
    inland = _inside(VOLGA_DON, lon[u], lat[u]) & _inside(VOLGA_DON, lon[v], lat[v])
    lines = Lines(lon, lat, u, v, great_circle_km(lon[u], lat[u], lon[v], lat[v]))
    return lines, ["inland" if i else p for i, p in zip(inland, passage, strict=True)]


def _inside(box: tuple[float, float, float, float], lon: Floats, lat: Floats) -> Bools:
    west, south, east, north = box
    return np.asarray((lon >= west) & (lon <= east) & (lat >= south) & (lat <= north))


# Countries ----------------------------------------------------------------------------------------------------


def read_countries(path: Path = BASE_MAP) -> dict[str, shapely.Geometry]:
    """Return the polygons of the base map (TopoJSON) by ISO 3166-1 alpha-2 code."""
    topology = json.loads(path.read_text(encoding="utf-8"))
    arcs = _arcs(topology)
    items = [i for i in topology["objects"]["countries"]["geometries"] if str(i.get("id", "")) in COUNTRY_OF_N3]
    return {COUNTRY_OF_N3[str(i["id"])]: shapely.union_all(_polygons(i, arcs)) for i in items}


def read_land(path: Path = BASE_MAP) -> list[shapely.Geometry]:
    """Return every polygon of the base map."""
    topology = json.loads(path.read_text(encoding="utf-8"))
    arcs = _arcs(topology)
    return [p for item in topology["objects"]["countries"]["geometries"] for p in _polygons(item, arcs)]


def _arcs(topology: dict[str, Any]) -> list[Floats]:
    scale, shift = topology["transform"]["scale"], topology["transform"]["translate"]
    return [np.cumsum(np.array(arc), axis=0) * scale + shift for arc in topology["arcs"]]


def _polygons(item: dict[str, Any], arcs: list[Floats]) -> list[shapely.Geometry]:
    def ring(numbers: list[int]) -> Floats:
        parts = [arcs[i] if i >= 0 else arcs[~i][::-1] for i in numbers]
        return np.concatenate([parts[0], *(p[1:] for p in parts[1:])])

    groups = item["arcs"] if item["type"] == "MultiPolygon" else [item["arcs"]]
    return [shapely.make_valid(shapely.Polygon(ring(g[0]), [ring(h) for h in g[1:]])) for g in groups]


def _widened(shape: shapely.Geometry, km: float) -> shapely.Geometry:
    """Return the part of a country inside the box, widened by `km` (wider towards the poles; good to 60 N)."""
    part = shapely.clip_by_rect(shape, BOX[0] - 1, BOX[1] - 1, BOX[2] + 1, BOX[3] + 1)
    middle = np.radians(shapely.centroid(part).y) if not part.is_empty else 0.0
    stretch = float(np.cos(middle))
    flat = shapely.transform(part, lambda xy: xy * (stretch, 1.0))
    return shapely.transform(flat.buffer(km / KM_PER_DEGREE, quad_segs=2), lambda xy: xy / (stretch, 1.0))


@dataclass(frozen=True, slots=True)
class Borders:
    """
    Where the nodes of a graph lie.

    `near` has one bit per country of `codes`, set where the node lies in the country or at most
    `BORDER_TOLERANCE_KM` outside it; a node near none (open water) has all bits set.
    """

    codes: tuple[str, ...]
    near: npt.NDArray[np.uint64]

    def allowed(self, lines: Lines, countries: tuple[str, ...]) -> Bools:
        """Return which edges lie in the countries or within the tolerance of their borders."""
        missing = [c for c in countries if c not in self.codes]
        if missing:
            raise SystemExit(f"countries {', '.join(missing)}: not on the base map (see COUNTRY_OF_N3)")
        bits = np.uint64(sum(1 << self.codes.index(c) for c in countries))
        inside = (self.near & bits) != 0
        return np.asarray(inside[lines.u] & inside[lines.v])


def borders_of(lines: Lines, countries: dict[str, shapely.Geometry]) -> Borders:
    """Return which countries each node of the graph lies in or near."""
    x, y = lines.lon, lines.lat
    near = np.zeros(len(x), dtype=np.uint64)
    for bit, shape in enumerate(countries.values()):
        wide = _widened(shape, BORDER_TOLERANCE_KM)
        if wide.is_empty:
            continue
        west, south, east, north = wide.bounds
        at = np.flatnonzero((x >= west) & (x <= east) & (y >= south) & (y <= north))
        shapely.prepare(wide)
        inside = at[shapely.contains_xy(wide, x[at], y[at])]
        near[inside] |= np.uint64(1 << bit)
    near[near == 0] = np.uint64((1 << 64) - 1)
    return Borders(tuple(countries), near)


# Ways ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Snap:
    """A point put on the line of an edge: `at_km` from its u end (in the edge's own length), `off_km` away."""

    edge: int
    at_km: float
    off_km: float
    xy: Point


def snaps(lines: Lines, usable: Bools, point: Point, most: int = 30) -> list[Snap]:
    """
    Return the nearest edges to a point, nearest first, each with the nearest place on its line.

    The nearest node is not enough: only junctions are nodes, and a station may lie in the middle of an edge.
    """
    for reach_km in (5.0, 25.0, 80.0):
        found = _snaps_within(lines, usable, point, reach_km)
        if len(found) >= most or (found and reach_km > 5.0):
            break
    return found[:most]


def _snaps_within(lines: Lines, usable: Bools, point: Point, reach_km: float) -> list[Snap]:
    stretch = float(np.cos(np.radians(point[1]))) * KM_PER_DEGREE
    reach = reach_km + PIECE_KM
    close = (np.abs(lines.lon - point[0]) * stretch < reach) & (np.abs(lines.lat - point[1]) * KM_PER_DEGREE < reach)
    near = np.flatnonzero(usable & (close[lines.u] | close[lines.v]))
    flat = np.stack([(lines.lon - point[0]) * stretch, (lines.lat - point[1]) * KM_PER_DEGREE], 1)
    start, step = flat[lines.u[near]], flat[lines.v[near]] - flat[lines.u[near]]
    share = np.clip(-(start * step).sum(1) / np.maximum((step**2).sum(1), 1e-12), 0.0, 1.0)
    foot = start + share[:, None] * step
    off = np.hypot(*foot.T)
    order = np.argsort(off, kind="stable")
    return [
        Snap(
            int(near[i]),
            float(share[i] * lines.length_km[near[i]]),
            float(off[i]),
            (point[0] + float(foot[i, 0]) / stretch, point[1] + float(foot[i, 1]) / KM_PER_DEGREE),
        )
        for i in order
        if off[i] <= reach_km
    ]


@dataclass(frozen=True, slots=True)
class Way:
    """A way through a graph: its line and length between the snapped ends, and how far these lie off the points."""

    xy: Floats
    km: float
    from_snap: Snap
    to_snap: Snap


SNAP_WEIGHT = 10.0
"""A km between a point and its line counts as this many km of way: the nearest line wins unless it leads nowhere."""


def shortest_way(
    lines: Lines, usable: Bools, origin: Point, destination: Point, weight: Floats | None = None
) -> Way | None:
    """
    Return the shortest way between two points over the usable edges, or None.

    Both ends are put on the nearest lines and the edges split there. `weight` replaces the length of each edge in
    the search (not in the result).
    """
    cost = lines.length_km if weight is None else weight
    near_from, near_to = snaps(lines, usable, origin), snaps(lines, usable, destination)
    n = len(lines.lon)
    rate = cost / np.maximum(lines.length_km, 1e-9)
    rows: list[tuple[int, int, float]] = []
    for node, found in ((n, near_from), (n + 1, near_to)):
        for s in found:
            off = s.off_km * SNAP_WEIGHT
            rest = max(lines.length_km[s.edge] - s.at_km, 0.0)
            rows.append((node, int(lines.u[s.edge]), off + s.at_km * rate[s.edge]))
            rows.append((node, int(lines.v[s.edge]), off + rest * rate[s.edge]))
    for a in near_from:
        for b in near_to:
            if a.edge == b.edge:
                between = abs(a.at_km - b.at_km) * rate[a.edge]
                rows.append((n, n + 1, (a.off_km + b.off_km) * SNAP_WEIGHT + between))
    if not near_from or not near_to:
        return None
    graph, edge_of = _matrix(lines, np.flatnonzero(usable), cost, rows, n + 2)
    nodes = _nodes_between(graph, n, n + 1)
    return None if nodes is None else _unfold(lines, nodes, edge_of, near_from, near_to, rate)


def shortest_nodes(lines: Lines, usable: Bools, origin: int, destination: int, weight: Floats) -> list[int] | None:
    """Return the nodes of the way of least weight between two nodes over the usable edges, or None."""
    graph, _ = _matrix(lines, np.flatnonzero(usable), weight, [], len(lines.lon))
    return _nodes_between(graph, origin, destination)


def _nodes_between(graph: sparse.csr_matrix, origin: int, destination: int) -> list[int] | None:
    far, before = csgraph.dijkstra(graph, directed=False, indices=origin, return_predecessors=True)
    if not np.isfinite(far[destination]):
        return None
    nodes = [destination]
    while nodes[-1] != origin:
        nodes.append(int(before[nodes[-1]]))
    return nodes[::-1]


def _matrix(
    lines: Lines, live: Ints, cost: Floats, extra: list[tuple[int, int, float]], size: int
) -> tuple[sparse.csr_matrix, PairIndex]:
    """Return the graph as a matrix (the cheapest of parallel edges) and the edge behind each pair of nodes."""
    low, high = np.minimum(lines.u[live], lines.v[live]), np.maximum(lines.u[live], lines.v[live])
    order = np.lexsort((cost[live], high, low))
    low, high, live = low[order], high[order], live[order]
    first = np.ones(len(live), dtype=bool)
    first[1:] = (low[1:] != low[:-1]) | (high[1:] != high[:-1])
    first &= low != high
    low, high, live = low[first], high[first], live[first]
    cheapest: dict[tuple[int, int], float] = {}
    for a, b, c in extra:
        cheapest[a, b] = min(c, cheapest.get((a, b), np.inf))
    row = np.concatenate([low, np.array([a for a, _ in cheapest], dtype=np.int64)])
    column = np.concatenate([high, np.array([b for _, b in cheapest], dtype=np.int64)])
    value = np.maximum(np.concatenate([cost[live], np.array(list(cheapest.values()))]), 1e-6)
    return sparse.csr_matrix((value, (row, column)), shape=(size, size)), PairIndex(low * size + high, live, size)


@dataclass(frozen=True, slots=True)
class PairIndex:
    """The edge behind a pair of nodes."""

    key: Ints
    edge: Ints
    size: int

    def __getitem__(self, pair: tuple[int, int]) -> int:
        """Return the edge between two nodes, either way round."""
        return int(self.edge[np.searchsorted(self.key, min(pair) * self.size + max(pair))])


def _unfold(
    lines: Lines, nodes: list[int], edge_of: PairIndex, near_from: list[Snap], near_to: list[Snap], rate: Floats
) -> Way:
    """Return the way behind a list of nodes whose first and last are the two snapped points."""
    if len(nodes) == 2:
        a, b = min(
            ((a, b) for a in near_from for b in near_to if a.edge == b.edge),
            key=lambda p: (p[0].off_km + p[1].off_km) * SNAP_WEIGHT + abs(p[0].at_km - p[1].at_km) * rate[p[0].edge],
        )
        return Way(np.array([a.xy, b.xy]), abs(a.at_km - b.at_km), a, b)

    def leaving(found: list[Snap], node: int) -> Snap:
        ends = [s for s in found if node in (lines.u[s.edge], lines.v[s.edge])]
        return min(ends, key=lambda s: s.off_km * SNAP_WEIGHT + _rest_km(lines, s, node) * rate[s.edge])

    a, b = leaving(near_from, nodes[1]), leaving(near_to, nodes[-2])
    km = _rest_km(lines, a, nodes[1]) + _rest_km(lines, b, nodes[-2])
    km += sum(float(lines.length_km[edge_of[pair]]) for pair in pairwise(nodes[1:-1]))
    inner = np.stack([lines.lon[nodes[1:-1]], lines.lat[nodes[1:-1]]], 1)
    return Way(np.concatenate([[a.xy], inner, [b.xy]]), km, a, b)


def _rest_km(lines: Lines, snap: Snap, node: int) -> float:
    """Return the km between a snapped point and an end of its edge."""
    return snap.at_km if lines.u[snap.edge] == node else float(lines.length_km[snap.edge]) - snap.at_km
