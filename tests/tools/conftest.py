"""A toy corridor: two countries side by side, a railway and a road across them, a sea to the south."""

import json
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
import shapely
from pyarrow import parquet

SQUARES = {
    "type": "Topology",
    "transform": {"scale": [1.0, 1.0], "translate": [20.0, 50.0]},
    "arcs": [[[1, 0], [0, 1]], [[1, 1], [-1, 0], [0, -1], [1, 0]], [[1, 0], [1, 0], [0, 1], [-1, 0]]],
    "objects": {
        "countries": {
            "geometries": [
                {"id": "616", "type": "Polygon", "arcs": [[0, 1]]},
                {"id": "112", "type": "MultiPolygon", "arcs": [[[2, -1]]]},
                {"id": "999", "type": "Polygon", "arcs": [[0, 1]]},
            ]
        }
    },
}
"""PL is 20..21 E, BY 21..22 E, both 50..51 N."""

NODES = """id,name,country,lon,lat,kind
PLAAA,West,PL,20.2,50.5,terminal
PLBBB,Border,PL,21.0,50.5,border
BYCCC,East,BY,21.8,50.5,terminal
PLDDD,Port,PL,20.5,50.0,port
BYEEE,Haven,BY,21.5,50.0,port
"""
LINKS = """id,mode,from,to,countries,length_km,via,tags
west,rail,PLAAA,PLBBB,PL,,,
east,rail,PLBBB,BYCCC,BY,200,,
whole,rail,PLAAA,BYCCC,PL;BY,,,
detour,rail,PLAAA,PLBBB,PL,,20.6 50.8,
road,road,PLAAA,BYCCC,PL;BY,,,
sea,sea,PLDDD,BYEEE,,,,
drawn,ro_ro,PLDDD,BYEEE,,,21.0 49.0,
air,air,PLAAA,BYCCC,,,,
"""
GAPS = "name,from_node,from_lon,from_lat,to_node,to_lon,to_lat,gc_km,length_km,basis,source\n"


def write_lines(folder: Path, kind: str, ways: list[tuple[list[tuple[float, float]], float]]) -> None:
    """Write a rail or road graph: one edge per way, `factor` times as long as it is drawn."""
    ends: dict[tuple[float, float], int] = {}
    rows = []
    for way, factor in ways:
        u, v = (ends.setdefault(p, len(ends)) for p in (way[0], way[-1]))
        rows.append((u, v, factor * shapely.LineString(way).length * 71.0, shapely.to_wkb(shapely.LineString(way))))
    nodes = list(ends)
    parquet.write_table(
        pa.table({"node": range(len(nodes)), "lon": [p[0] for p in nodes], "lat": [p[1] for p in nodes]}),
        folder / f"{kind}_nodes.parquet",
    )
    columns = list(zip(*rows, strict=True))
    parquet.write_table(
        pa.table(dict(zip(("u", "v", "length_km", "geometry"), columns, strict=True))), folder / f"{kind}_edges.parquet"
    )


@pytest.fixture
def base_map(tmp_path: Path) -> Path:
    path = tmp_path / "map.json"
    path.write_text(json.dumps(SQUARES), encoding="utf-8")
    return path


@pytest.fixture
def toy_graphs(tmp_path: Path) -> Path:
    """Return a folder of graphs whose lengths are 71 km to the degree."""
    folder = tmp_path / "graphs"
    folder.mkdir()
    level = [(20.0, 50.5), (20.4, 50.5), (21.3, 50.5), (22.0, 50.5)]
    north = [(20.0, 50.5), (20.6, 50.8), (22.0, 50.5)]
    write_lines(folder, "rail", [(level, 1.0), (north, 1.0)])
    write_lines(folder, "road", [([(20.0, 50.6), (22.0, 50.6)], 1.0)])
    sea = {"node": [0, 1, 2], "lon": [20.5, 21.0, 21.5], "lat": [49.8, 49.7, 49.8]}
    parquet.write_table(pa.table(sea), folder / "sea_searoute_nodes.parquet")
    edges = {"u": [0, 1], "v": [1, 2], "length_km": [1.0, 1.0], "passage": [None, None]}
    parquet.write_table(pa.table(edges), folder / "sea_searoute_edges.parquet")
    return folder


@pytest.fixture
def toy_network(tmp_path: Path) -> Path:
    folder = tmp_path / "network"
    (folder / "odbl").mkdir(parents=True)
    for name, text in (
        ("nodes", NODES),
        ("links", LINKS),
        ("odbl/rail_gap_links", GAPS),
        ("odbl/road_gap_links", GAPS),
    ):
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    terminals = "node,change\nPLAAA,road-rail_1435\nBYCCC,road-rail_1520\nPLDDD,sea-rail_1435\n"
    (folder / "terminals.csv").write_text(terminals, encoding="utf-8")
    places = {
        "id": ["PLXXX", "BYYYY", "FRZZZ"],
        "country": ["PL", "BY", "FR"],
        "lon": np.array([20.9, 21.2, 20.5]),
        "lat": np.array([50.6, 50.61, 50.6]),
    }
    parquet.write_table(pa.table(places), folder / "places.parquet")
    return folder
