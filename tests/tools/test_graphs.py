"""The graphs behind the measured lengths: hand-made ones, and the real ones where they are at hand."""

from pathlib import Path

import numpy as np
import pytest

import graphs
from graphs import Borders, Lines

REAL = Path(__file__).resolve().parents[3] / "shared" / "data"


def straight(nodes: list[tuple[float, float]], edges: list[tuple[int, int]], factor: float = 1.0) -> Lines:
    """Return a graph whose edges are `factor` times as long as the straight line."""
    lon, lat = np.array(nodes, dtype=float).T
    u, v = np.array(edges, dtype=np.int64).T
    return Lines(lon, lat, u, v, graphs.great_circle_km(lon[u], lat[u], lon[v], lat[v]) * factor)


def way(
    lines: Lines, a: tuple[float, float], b: tuple[float, float], closed: tuple[int, ...] = ()
) -> graphs.Way | None:
    usable = np.ones(len(lines.u), dtype=bool)
    usable[list(closed)] = False
    return graphs.shortest_way(lines, usable, a, b)


def test_a_station_in_the_middle_of_an_edge_splits_it() -> None:
    lines = straight([(20.0, 50.0), (21.0, 50.0)], [(0, 1)], factor=1.2)
    found = way(lines, (20.25, 50.01), (20.75, 49.99))
    assert found is not None
    assert found.km == pytest.approx(lines.length_km[0] / 2, rel=1e-3)
    assert found.from_snap.off_km == pytest.approx(1.11, abs=0.01)


def test_the_way_is_the_shorter_by_length_and_not_by_number_of_edges() -> None:
    nodes = [(20.0, 50.0), (20.5, 50.5), (21.0, 50.0), (20.5, 50.0)]
    lines = straight(nodes, [(0, 1), (1, 2), (0, 3), (3, 2)])
    found = way(lines, nodes[0], nodes[2])
    assert found is not None
    assert found.km == pytest.approx(float(lines.length_km[2:].sum()), rel=1e-6)
    round_about = way(lines, nodes[0], nodes[2], closed=(2, 3))
    assert round_about is not None
    assert round_about.km == pytest.approx(float(lines.length_km[:2].sum()), rel=1e-6)


def test_the_packages_own_text_is_read_within_the_box(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "scgraph_data"
    package.mkdir()
    (package / "__init__.py").touch()
    text = "\nfrom scgraph.core import GeoGraph\ngraph=[{1: 9.5, 0: 0.0}, {0: 9.5, 3: 8000.0}, {}, {1: 8000.0}]\n"
    text += "nodes=[[50.0, 20.0], [50.0, 20.1], [51.0, 20.0], [50.0, 179.5]]\nx_geograph = GeoGraph(graph=graph)\n"
    (package / "world_railways.py").write_text(text, encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    lines = graphs.read_lines("rail", None)
    assert lines.length_km.sum() == pytest.approx(9.5)
    assert (lines.lon.min(), lines.lon.max()) == (20.0, 20.1)


def test_of_parallel_edges_the_shorter_counts() -> None:
    lines = straight([(20.0, 50.0), (21.0, 50.0)], [(0, 1), (1, 0)])
    lines.length_km[0] *= 2
    found = way(lines, (20.0, 50.0), (21.0, 50.0))
    assert found is not None
    assert found.km == pytest.approx(float(lines.length_km[1]), rel=1e-6)


def test_a_siding_that_leads_nowhere_is_not_taken_for_the_line() -> None:
    nodes = [(20.0, 50.0), (21.0, 50.0), (20.0, 50.005), (20.01, 50.005)]
    lines = graphs.chopped(straight(nodes, [(0, 1), (2, 3)]))
    found = way(lines, (20.0, 50.005), (21.0, 50.0))
    assert found is not None
    assert found.from_snap.off_km == pytest.approx(0.56, abs=0.02)


def test_no_way_is_none() -> None:
    lines = straight([(20.0, 50.0), (20.1, 50.0), (30.0, 50.0), (30.1, 50.0)], [(0, 1), (2, 3)])
    assert way(lines, (20.0, 50.0), (30.0, 50.0)) is None
    assert way(lines, (20.0, 50.0), (60.0, 50.0)) is None


def test_chopping_keeps_length_and_ends() -> None:
    lines = straight([(20.0, 50.0), (22.0, 50.0), (22.0, 50.01)], [(0, 1), (1, 2)], factor=1.1)
    pieces = graphs.chopped(lines, piece_km=3.0)
    assert pieces.length_km.sum() == pytest.approx(lines.length_km.sum())
    chord = graphs.great_circle_km(
        pieces.lon[pieces.u], pieces.lat[pieces.u], pieces.lon[pieces.v], pieces.lat[pieces.v]
    )
    assert chord.max() <= 3.01
    found = way(pieces, (20.0, 50.0), (22.0, 50.01))
    assert found is not None
    assert found.km == pytest.approx(float(lines.length_km.sum()), rel=1e-6)


def test_loose_ends_are_joined_across_a_short_break_only() -> None:
    nodes = [(20.0, 50.0), (20.5, 50.0), (20.51, 50.0), (21.0, 50.0), (21.06, 50.0), (22.0, 50.0)]
    lines = graphs.bridged(straight(nodes, [(0, 1), (2, 3), (4, 5)]))
    new = {frozenset(p) for p in zip(lines.u[3:].tolist(), lines.v[3:].tolist(), strict=True)}
    assert new == {frozenset({1, 2})}  # 0.7 km; the other break is 4.3 km wide


def test_ends_that_the_graph_joins_already_are_left_alone() -> None:
    nodes = [(20.0, 50.0), (20.01, 50.0), (20.005, 50.004)]
    lines = straight(nodes, [(0, 2), (2, 1)])
    assert len(graphs.bridged(lines).u) == 2


def test_gap_list_joins_existing_and_new_nodes(tmp_path: Path) -> None:
    lines = straight([(20.0, 50.0), (20.5, 50.0), (22.0, 50.0), (22.5, 50.0)], [(0, 1), (2, 3)])
    header = "name,from_node,from_lon,from_lat,to_node,to_lon,to_lat,gc_km,length_km,basis,source\n"
    gaps = tmp_path / "gaps.csv"
    gaps.write_text(header + "a,7,20.5,50.0,,21.0,50.1,0,40,x,y\nb,,21.0,50.1,8,22.0,50.0,0,80,x,y\n", encoding="utf-8")
    found = way(graphs.with_gaps(lines, gaps), (20.0, 50.0), (22.5, 50.0))
    assert found is not None
    assert found.km == pytest.approx(float(lines.length_km.sum()) + 120.0, rel=1e-6)
    gaps.write_text(header + "a,7,20.5,50.0,8,22.0,50.0,0,105,published,y\n", encoding="utf-8")
    told = way(graphs.with_gaps(lines, gaps), (20.0, 50.0), (22.5, 50.0))
    assert told is not None
    assert told.km == pytest.approx(float(lines.length_km.sum()) + 100.0, rel=1e-6)  # the model gives the 5 km back
    gaps.write_text(header + "a,7,20.6,50.0,,21.0,50.1,0,40,x,y\n", encoding="utf-8")
    with pytest.raises(SystemExit, match=r"no node within 0\.3 km"):
        graphs.with_gaps(lines, gaps)


def test_no_ship_of_the_corridor_takes_the_corinth_canal() -> None:
    lines = straight([(22.9, 37.95), (23.0, 37.9), (25.0, 37.0)], [(0, 1), (1, 2)])
    assert graphs.shut_at(lines, "sea").tolist() == [True, True]
    assert graphs.shut_at(lines, "rail").tolist() == [False, False]


def test_the_base_map_is_read_with_shared_and_reversed_arcs(base_map: Path) -> None:
    shapes = graphs.read_countries(base_map)
    assert {c: s.bounds for c, s in shapes.items()} == {"PL": (20, 50, 21, 51), "BY": (21, 50, 22, 51)}
    assert {c: s.area for c, s in shapes.items()} == pytest.approx({"PL": 1.0, "BY": 1.0})


def test_edges_of_other_countries_are_closed_but_for_the_tolerance(base_map: Path) -> None:
    lines = graphs.chopped(straight([(20.5, 50.5), (21.5, 50.5)], [(0, 1)]))
    borders = graphs.borders_of(lines, graphs.read_countries(base_map))
    in_poland = borders.allowed(lines, ("PL",))
    east = np.maximum(lines.lon[lines.u], lines.lon[lines.v])[in_poland].max()
    beyond_km = float(graphs.great_circle_km(21.0, 50.5, east, 50.5))
    assert 0.0 <= beyond_km <= graphs.BORDER_TOLERANCE_KM + 0.1
    assert borders.allowed(lines, ("PL", "BY")).all()
    assert graphs.shortest_way(lines, in_poland, (20.5, 50.5), (21.5, 50.5)) is not None  # ends at the border, far off
    with pytest.raises(SystemExit, match="ZZ"):
        borders.allowed(lines, ("ZZ",))


def test_open_water_belongs_to_no_country_and_stays_open(base_map: Path) -> None:
    lines = straight([(20.5, 48.0), (20.6, 48.0)], [(0, 1)])
    borders = graphs.borders_of(lines, graphs.read_countries(base_map))
    assert isinstance(borders, Borders)
    assert borders.allowed(lines, ("BY",)).all()


@pytest.fixture(scope="session")
def railways() -> tuple[Lines, Borders]:
    if not (REAL / "rail_edges.parquet").exists():
        pytest.skip(f"the graphs are not at hand: {REAL} is absent")
    lines = graphs.read_lines("rail", REAL, graphs.DATA / "odbl" / "rail_gap_links.csv")
    return lines, graphs.borders_of(lines, graphs.read_countries())


@pytest.mark.parametrize(
    ("origin", "destination", "countries", "published_km", "tolerance"),
    [
        ((21.045, 52.253), (23.61, 52.083), ("PL",), 214.0, 0.05),  # Warszawa Wschodnia - Terespol
        ((77.12, 43.684), (80.28, 44.165), ("KZ",), 293.0, 0.05),  # Zhetygen - Altynkol
        ((19.36, 50.285), (24.034, 50.814), ("PL",), 394.65, 0.08),  # the broad-gauge line Sławków - Hrubieszów border
        ((49.86, 40.38), (45.174, 41.396), ("AZ",), 500.0, 0.08),  # Bakı - Böyük Kəsik
    ],
)
def test_measured_lines_agree_with_published_lengths(
    railways: tuple[Lines, Borders],
    origin: tuple[float, float],
    destination: tuple[float, float],
    countries: tuple[str, ...],
    published_km: float,
    tolerance: float,
) -> None:
    lines, borders = railways
    found = graphs.shortest_way(lines, borders.allowed(lines, countries), origin, destination)
    assert found is not None
    assert found.km * 1.05 == pytest.approx(published_km, rel=tolerance)


def test_the_sea_graph_is_one_by_either_way_of_reading() -> None:
    if not (REAL / "sea_searoute_edges.parquet").exists():
        pytest.skip(f"the graphs are not at hand: {REAL} is absent")
    lines, passage = graphs.read_sea(REAL)
    assert len(lines.u) == len(passage) == 15_917
    assert passage.count("inland") == 57
    assert passage.count("suez") == 5
