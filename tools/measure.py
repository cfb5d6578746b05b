"""
Rebuild the measured length and line of every link of the network tables.

Rail and road links are the shortest way on the OpenStreetMap graphs that keeps to the rules: lines of the countries
that the link names (3 km of tolerance, for the base map is coarser than the lines), the lines of the gap list added,
the lines of `excluded_lines.csv` left out, the points of `via` passed in order, both ends put on the line itself and
not on its nearest junction. They go to `odbl/measured.csv` and `odbl/geometry.json` (ODbL 1.0).

Links at sea follow the sea graph without the Arctic and the Volga-Don way, by Suez or, where the link bears the tag
`cape`, without it, and not over an excluded line; a link with `via` points goes straight from point to point. Links in
the air are great circles.
They go to `sea_measured.csv` and `sea_geometry.json` (made from searoute, Apache-2.0, and from nothing of OSM).

    python tools/measure.py --force            every link, graphs from the packages of `uv sync --group data`
    python tools/measure.py --force --only r-waw-maa n-ter-bqt
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import os
import sys
import time
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import numpy as np
import shapely

import graphs
from graphs import Borders, Floats, Lines, Point

SIMPLIFY_DEGREE = 0.005
OFF_LINE_ROAD_FACTOR = 1.3
FARTHEST_SNAP_KM = 25.0
"""A node farther than this from every line open to its link is misplaced, or the link names the wrong countries."""
MODES_AT_SEA = ("sea", "rail_ferry", "ro_ro")
PULL_KM = 2000.0
"""A crossing shorter than this is drawn tight between the coasts; longer ones keep the lanes of the graph."""
BERTH_KM = 15.0
"""So far from its berth a ship's line may lie on the land of the base map, which knows no harbours."""
LAND_WEIGHT = 20.0


@dataclass(frozen=True, slots=True)
class Link:
    """
    What this script reads of a row of links.csv, with the positions of its two nodes.

    `off_road` says for each end whether it may lie off the trunk road: a terminal does, a border post does not.
    """

    id: str
    mode: str
    origin: Point
    destination: Point
    off_road: tuple[bool, bool]
    countries: tuple[str, ...]
    published_km: float | None
    via: tuple[Point, ...]
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Measure:
    """The measured length, km by country in order, how far the two nodes lie off the line, and the line."""

    km: float
    by_country: dict[str, float]
    snap_from_km: float
    snap_to_km: float
    graph: str
    line: Floats


def read_links(folder: Path) -> list[Link]:
    """Return the links of a data folder."""
    with (folder / "nodes.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["id"]: row for row in csv.DictReader(file)}
    nodes = {i: (float(row["lon"]), float(row["lat"])) for i, row in rows.items()}
    yards = {i for i, row in rows.items() if row["kind"] in ("terminal", "port", "airport")}
    links = []
    with (folder / "links.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for end in ("from", "to"):
                if row[end] not in nodes:
                    raise SystemExit(f"links.csv, {row['id']}: node {row[end]} is not in nodes.csv")
            via = [tuple(float(n) for n in p.split()) for p in _items(row["via"])]
            if any(len(p) != 2 for p in via):
                raise SystemExit(f"links.csv, {row['id']}: via is `lon lat;lon lat`, not {row['via']!r}")
            links.append(
                Link(
                    row["id"],
                    row["mode"],
                    nodes[row["from"]],
                    nodes[row["to"]],
                    (row["from"] in yards, row["to"] in yards),
                    tuple(_items(row["countries"])),
                    float(row["length_km"]) if row["length_km"] else None,
                    tuple((p[0], p[1]) for p in via),
                    tuple(_items(row["tags"])),
                )
            )
    return links


def _items(cell: str) -> list[str]:
    return [item.strip() for item in cell.split(";") if item.strip()]


# On land ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class LandGraph:
    """The rail or road graph with the places of its vertices and the edges that no link may use."""

    kind: str
    lines: Lines
    borders: Borders
    open: graphs.Bools
    shapes: dict[str, shapely.Geometry]


def land_graph(kind: str, folder: Path | None, data: Path, shapes: dict[str, shapely.Geometry]) -> LandGraph:
    """Return the graph with the gap list added (rail) and the excluded lines taken out."""
    lines = graphs.read_lines(kind, folder, data / "odbl" / f"{kind}_gap_links.csv")
    return LandGraph(kind, lines, graphs.borders_of(lines, shapes), ~graphs.shut_at(lines, kind), shapes)


def measure_on_land(graph: LandGraph, link: Link) -> Measure:
    """Return the measure of a rail or road link; it stops with a sentence where the rules leave no way."""
    if not link.countries:
        raise SystemExit(f"{link.id}: a {link.mode} link must name its countries")
    usable = graph.open & graph.borders.allowed(graph.lines, link.countries)
    parts: list[Floats] = []
    km, at, ways = 0.0, link.origin, []
    for stop in (*link.via, link.destination):
        way = graphs.shortest_way(graph.lines, usable, at, stop)
        if way is None:
            raise LookupError(
                f"{link.id}: no way from {at[0]:.3f} {at[1]:.3f} to {stop[0]} {stop[1]} in {';'.join(link.countries)}"
            )
        parts.append(way.xy)
        km += way.km
        ways.append(way)
        at = way.to_snap.xy
    off_from, off_to = ways[0].from_snap.off_km, ways[-1].to_snap.off_km
    if max(off_from, off_to) > FARTHEST_SNAP_KM:
        raise LookupError(
            f"{link.id}: its nodes lie {off_from:.0f} and {off_to:.0f} km off the lines of {';'.join(link.countries)}"
        )
    if graph.kind == "road":
        km += (off_from * link.off_road[0] + off_to * link.off_road[1]) * OFF_LINE_ROAD_FACTOR
    whole = np.concatenate([[link.origin], *parts, [link.destination]])
    return Measure(
        km, by_country(np.concatenate(parts), km, link.countries, graph.shapes), off_from, off_to, graph.kind, whole
    )


def by_country(
    line: Floats, km: float, countries: tuple[str, ...], shapes: dict[str, shapely.Geometry]
) -> dict[str, float]:
    """
    Return the km of a line in each country, in the order of travel; they add up to `km`.

    A piece on water, or beyond a border of the link's own countries by no more than the tolerance, counts to the
    country of the nearest piece before it.
    """
    size = graphs.great_circle_km(line[:-1, 0], line[:-1, 1], line[1:, 0], line[1:, 1])
    middle = (line[:-1] + line[1:]) / 2
    code = np.full(len(size), "", dtype=object)
    for country in countries:
        code[(code == "") & shapely.contains_xy(shapes[country], *middle.T)] = country
    if (code == "").any():
        box = shapely.box(*line.min(0), *line.max(0))
        own = shapely.union_all([shapes[c] for c in countries]).buffer(
            graphs.BORDER_TOLERANCE_KM * 1.5 / graphs.KM_PER_DEGREE / np.cos(np.radians(middle[:, 1].mean()))
        )
        far = (code == "") & ~shapely.contains_xy(own, *middle.T)
        for country, shape in shapes.items():
            if far.any() and shape.intersects(box):
                code[far & (code == "") & shapely.contains_xy(shape, *middle.T)] = country
    found: dict[str, float] = {}
    last = next((c for c in code if c), countries[0])
    for piece, step in zip(code, size, strict=True):
        last = piece or last
        found[last] = found.get(last, 0.0) + float(step)
    total = sum(found.values())
    if total == 0.0:
        return {countries[0]: km}
    return {c: d * km / total for c, d in found.items()}


# At sea and in the air ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SeaGraph:
    """The sea graph, the passage of each edge, and the land of the base map."""

    lines: Lines
    passage: list[str]
    land: shapely.STRtree


def sea_graph(folder: Path | None, base_map: Path) -> SeaGraph:
    """Return the sea graph and the land."""
    lines, passage = graphs.read_sea(folder)
    pieces = np.array(graphs.read_land(base_map))
    shapely.prepare(pieces)
    return SeaGraph(lines, passage, shapely.STRtree(pieces))


def land_km(graph: SeaGraph, line: Floats, berths: tuple[Point, ...] = ()) -> float:
    """Return the km of a line that lie on land, but for the surroundings of the berths."""
    total = 0.0
    for a, b in pairwise(line):
        steps = max(int(graphs.great_circle_km(*a, *b) / 2.0), 1)
        if not graph.land.query(shapely.LineString([a, b]), predicate="intersects").size:
            continue
        share = (np.arange(steps) + 0.5) / steps
        points = a + share[:, None] * (b - a)
        hit = graph.land.query(shapely.points(points), predicate="intersects")[0]
        on_land = np.zeros(steps, dtype=bool)
        on_land[hit] = True
        for berth in berths:
            on_land &= graphs.great_circle_km(points[:, 0], points[:, 1], *berth) > BERTH_KM
        total += on_land.sum() / steps * float(graphs.great_circle_km(*a, *b))
    return total


def measure_at_sea(graph: SeaGraph, link: Link) -> Measure:
    """Return the measure of a link at sea."""
    if link.via:
        line = np.array([link.origin, *link.via, link.destination])
        return Measure(graphs.line_km(line), {}, 0.0, 0.0, "straight", line)
    shut = {"northwest", "bering", "inland", *({"suez"} if "cape" in link.tags else set())}
    lines = graph.lines
    usable = np.array([p not in shut for p in graph.passage]) & ~graphs.shut_at(lines, "sea")
    n = len(lines.lon)
    joined: list[tuple[int, int, float]] = []
    weight = list(lines.length_km)
    live = np.unique(np.concatenate([lines.u[usable], lines.v[usable]]))
    ends = (link.origin, link.destination)
    for port, at in enumerate(ends):
        far = graphs.great_circle_km(lines.lon[live], lines.lat[live], *at)
        for i in np.argsort(far)[:12]:
            node = int(live[i])
            line = np.array([at, (lines.lon[node], lines.lat[node])])
            joined.append((n + port, node, float(far[i])))
            weight.append(float(far[i]) + LAND_WEIGHT * land_km(graph, line, (at,)))
    both = graphs.Lines(
        np.append(lines.lon, [p[0] for p in ends]), np.append(lines.lat, [p[1] for p in ends]),
        lines.u, lines.v, lines.length_km,
    )  # fmt: skip
    whole = graphs.with_edges(both, joined)
    open_edges = np.concatenate([usable, np.ones(len(joined), dtype=bool)])
    nodes = graphs.shortest_nodes(whole, open_edges, n, n + 1, np.array(weight))
    if nodes is None:
        raise LookupError(f"{link.id}: no way at sea from {link.origin} to {link.destination}")
    line = np.stack([whole.lon[nodes], whole.lat[nodes]], 1)
    if graphs.great_circle_km(*link.origin, *link.destination) < PULL_KM:
        line = pulled(graph, line, ends)
    return Measure(graphs.line_km(line), {}, graphs.line_km(line[:2]), graphs.line_km(line[-2:]), "sea", line)


def pulled(graph: SeaGraph, line: Floats, berths: tuple[Point, ...]) -> Floats:
    """Return the line with every point left out that a straight course over open water does not need."""
    kept = [0]
    allowed = [land_km(graph, line[i : i + 2], berths) for i in range(len(line) - 1)]
    while kept[-1] < len(line) - 1:
        i = kept[-1]
        for j in range(len(line) - 1, i, -1):
            if j == i + 1 or land_km(graph, line[[i, j]], berths) <= sum(allowed[i:j]):
                kept.append(j)
                break
    return line[kept]


def measure_in_the_air(link: Link) -> Measure:
    """Return the great circle between two airports, a point about every 100 km."""
    a, b = (np.radians(p) for p in (link.origin, link.destination))
    km = float(graphs.great_circle_km(*link.origin, *link.destination))
    one, two = (np.array([np.cos(p[1]) * np.cos(p[0]), np.cos(p[1]) * np.sin(p[0]), np.sin(p[1])]) for p in (a, b))
    angle = np.arccos(np.clip(one @ two, -1.0, 1.0))
    share = np.linspace(0.0, 1.0, max(int(km / 100.0), 1) + 1)[:, None]
    points = (np.sin((1 - share) * angle) * one + np.sin(share * angle) * two) / np.sin(angle)
    line = np.degrees(np.stack([np.arctan2(points[:, 1], points[:, 0]), np.arcsin(points[:, 2])], 1))
    return Measure(km, {}, 0.0, 0.0, "great_circle", line)


# Files --------------------------------------------------------------------------------------------------------

HEADER = ("id", "length_km", "countries", "snap_from_km", "snap_to_km", "graph")


@dataclass(slots=True)
class Shelf:
    """A pair of files: measures by link and lines by link, kept in the order of their ids."""

    measured: Path
    geometry: Path
    rows: dict[str, dict[str, str]] = field(default_factory=dict)
    lines: dict[str, list[list[float]]] = field(default_factory=dict)

    def read(self) -> None:
        """Take what the files hold."""
        if self.measured.exists():
            with self.measured.open(encoding="utf-8", newline="") as file:
                self.rows = {row["id"]: row for row in csv.DictReader(file)}
        if self.geometry.exists():
            self.lines = json.loads(self.geometry.read_text(encoding="utf-8"))

    def put(self, link: Link, measure: Measure) -> None:
        """Add or replace one link."""
        shares = ";".join(f"{c}:{km:.1f}" for c, km in measure.by_country.items())
        values = (link.id, f"{measure.km:.1f}", shares, f"{measure.snap_from_km:.1f}", f"{measure.snap_to_km:.1f}")
        self.rows[link.id] = dict(zip(HEADER, (*values, measure.graph), strict=True))
        tolerance = SIMPLIFY_DEGREE if measure.graph in ("rail", "road") else 0.0
        line = shapely.LineString(measure.line).simplify(tolerance)
        self.lines[link.id] = [[round(x, 3), round(y, 3)] for x, y in line.coords]

    def write(self, known: set[str]) -> None:
        """Write both files whole, without the links that the tables no longer have."""
        out = io.StringIO()
        writer = csv.DictWriter(out, HEADER, lineterminator="\n")
        writer.writeheader()
        writer.writerows(self.rows[i] for i in sorted(self.rows) if i in known)
        write_whole(self.measured, out.getvalue().encode())
        items = (
            f"{json.dumps(i)}:{json.dumps(self.lines[i], separators=(',', ':'))}"
            for i in sorted(self.lines)
            if i in known
        )
        write_whole(self.geometry, ("{\n" + ",\n".join(items) + "\n}\n").encode())


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that a break leaves the old one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    try:
        part.write_bytes(content)
        os.replace(part, path)  # noqa: PTH105 - Path.replace says the same, this says atomic
    finally:
        part.unlink(missing_ok=True)


def refuse_overwriting(paths: list[Path], *, force: bool) -> None:
    """Stop with a sentence if a file exists and --force was not given."""
    there = [p.name for p in paths if p.exists()]
    if there and not force:
        raise SystemExit(f"{', '.join(there)} would be overwritten: say --force.")


def report(links: list[Link], measures: dict[str, Measure], graph: SeaGraph | None) -> list[str]:
    """Return what a person should look at."""
    said = []
    for link in links:
        m = measures.get(link.id)
        if m is None:
            continue
        factor = graphs.RAIL_FACTOR if link.mode == "rail" else 1.0
        if link.published_km and abs(m.km * factor / link.published_km - 1) > 0.1:
            said.append(
                f"{link.id}: published {link.published_km:.0f} km, measured x {factor} {m.km * factor:.0f} km "
                f"({m.km * factor / link.published_km - 1:+.0%})"
            )
        if m.graph in ("rail", "road") and max(m.snap_from_km, m.snap_to_km) > 3.0:
            said.append(f"{link.id}: nodes lie {m.snap_from_km:.1f} and {m.snap_to_km:.1f} km off the line")
        other = {c: round(km, 1) for c, km in m.by_country.items() if c not in link.countries and km > 0.5}
        if other:
            said.append(f"{link.id}: km in countries that the row does not name: {other}")
        straight = float(graphs.great_circle_km(*link.origin, *link.destination))
        if m.graph in ("rail", "road") and m.km > 2.0 * straight + 20.0:
            said.append(f"{link.id}: {m.km:.0f} km for {straight:.0f} km straight")
        if graph and m.graph in ("sea", "straight"):
            on_land = land_km(graph, m.line, (link.origin, link.destination))
            if on_land > 10.0:
                said.append(f"{link.id}: {on_land:.0f} km of the line at sea lie on the land of the base map")
    return said


def main() -> int:
    """Measure the links and write the files."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0].strip())
    parser.add_argument("--graphs", type=Path, metavar="DIR", help="parquet files of the graphs; default: the packages")
    parser.add_argument("--network", type=Path, metavar="DIR", default=graphs.DATA, help="folder of the tables")
    parser.add_argument("--base-map", type=Path, default=graphs.BASE_MAP, help="TopoJSON of the countries")
    parser.add_argument("--only", nargs="+", metavar="ID", help="measure these links, keep the rest as it stands")
    parser.add_argument("--force", action="store_true", help="overwrite the files")
    args = parser.parse_args()
    began = time.monotonic()
    land = Shelf(args.network / "odbl" / "measured.csv", args.network / "odbl" / "geometry.json")
    sea = Shelf(args.network / "sea_measured.csv", args.network / "sea_geometry.json")
    refuse_overwriting([land.measured, land.geometry, sea.measured, sea.geometry], force=args.force)
    links = read_links(args.network)
    known = {link.id for link in links}
    if args.only:
        unknown = sorted(set(args.only) - known)
        if unknown:
            raise SystemExit(f"not in links.csv: {', '.join(unknown)}")
        links = [link for link in links if link.id in args.only]
        land.read()
        sea.read()
    shapes = graphs.read_countries(args.base_map)
    measures: dict[str, Measure] = {}
    faults: list[str] = []
    ocean = sea_graph(args.graphs, args.base_map) if any(link.mode in MODES_AT_SEA for link in links) else None
    for kind in ("rail", "road", "water", "air"):
        todo = [link for link in links if link.mode == kind or (kind == "water" and link.mode in MODES_AT_SEA)]
        if not todo:
            continue
        print(f"{kind}: {len(todo)} links", file=sys.stderr)
        ground = land_graph(kind, args.graphs, args.network, shapes) if kind in ("rail", "road") else None
        for link in todo:
            try:
                if ground:
                    measures[link.id] = measure_on_land(ground, link)
                elif ocean and kind == "water":
                    measures[link.id] = measure_at_sea(ocean, link)
                else:
                    measures[link.id] = measure_in_the_air(link)
            except LookupError as err:
                faults.append(str(err))
                continue
            (land if ground else sea).put(link, measures[link.id])
            print(f"  {link.id} {measures[link.id].km:.1f} km", file=sys.stderr)
    land.write(known)
    sea.write(known)
    for line in report(links, measures, ocean):
        print(line)
    for fault in faults:
        print(f"NOT MEASURED {fault}")
    print(f"{len(measures)} links measured in {time.monotonic() - began:.0f} s", file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
