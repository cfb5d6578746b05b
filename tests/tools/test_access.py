"""Road access: the nearest terminals by road, inside the customs area of the place."""

from pathlib import Path

import numpy as np
import pytest
from pyarrow import parquet

import access
from access import Spot


def test_places_reach_the_terminals_of_their_own_country(
    monkeypatch: pytest.MonkeyPatch, toy_network: Path, toy_graphs: Path, base_map: Path
) -> None:
    monkeypatch.setattr(access, "LEAST_COMPONENT", 2)
    arguments = ["access.py", "--network", toy_network, "--graphs", toy_graphs, "--base-map", base_map]
    monkeypatch.setattr("sys.argv", [str(a) for a in arguments])
    assert access.main() == 0
    rows = parquet.read_table(toy_network / "odbl" / "access.parquet").to_pylist()
    km = {(r["place"], r["node"]): r["km"] for r in rows}
    assert ("BYYYY", "BYCCC") in km
    assert ("PLXXX", "PLAAA") in km
    assert all(place[:2] == node[:2] for place, node in km)
    assert not any(place == "FRZZZ" for place, _ in km)  # not a covered country
    assert not any(node in ("PLDDD", "BYEEE") for _, node in km)  # no road side
    assert 50.8 < km["PLXXX", "PLAAA"] <= 0.7 * 71.0 + 1.3 * 11.2  # along the road, then to the terminal
    assert km["PLAAA", "PLAAA"] == access.LEAST_KM  # a node is a place too
    with pytest.raises(SystemExit, match="--force"):
        access.main()


def test_the_nearest_ten_and_one_of_each_further_kind_are_kept() -> None:
    nodes = [Spot(f"N{i:02}", "PL", 0.0, 0.0, frozenset({"road-rail_1435"})) for i in range(12)]
    nodes += [
        Spot("FAR", "PL", 0.0, 0.0, frozenset({"road-sea"})),
        Spot("OUT", "PL", 0.0, 0.0, frozenset({"road-air"})),
    ]
    km = np.array([[10.0 * (i + 1) for i in range(12)] + [590.0, 610.0]])
    rows = access.access_rows([Spot("P", "PL", 0.0, 0.0)], nodes, km)
    assert [r[1] for r in rows] == [f"N{i:02}" for i in range(10)] + ["FAR"]
    assert [r[2] for r in rows] == sorted(r[2] for r in rows)


def test_the_limit_is_longer_where_terminals_are_sparse_and_three_are_kept_beyond() -> None:
    nodes = [Spot(f"N{i}", "KZ", 0.0, 0.0, frozenset({"road-rail_1520"})) for i in range(5)]
    km = np.array([[700.0, 900.0, 1300.0, 1400.0, np.inf]])
    assert [r[1] for r in access.access_rows([Spot("P", "KZ", 0.0, 0.0)], nodes, km)] == ["N0", "N1"]
    assert [r[1] for r in access.access_rows([Spot("P", "IT", 0.0, 0.0)], nodes, km)] == ["N0", "N1", "N2"]


def test_customs_areas() -> None:
    assert "PL" in access.area_of("IT")
    assert access.area_of("BY") == ("BY",)
    assert access.area_of("KZ") == ("KZ",)
    assert access.area_of("KG") == ("KG",)
