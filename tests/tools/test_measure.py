"""The script that measures the links, run whole on a toy corridor whose lengths fit on paper."""

import csv
import json
from pathlib import Path

import numpy as np
import pytest
import shapely

import graphs
import measure

DEGREE_KM = 71.0


def run(monkeypatch: pytest.MonkeyPatch, network: Path, toy_graphs: Path, base_map: Path, *flags: str) -> int:
    arguments = ["measure.py", "--network", network, "--graphs", toy_graphs, "--base-map", base_map, *flags]
    monkeypatch.setattr("sys.argv", [str(a) for a in arguments])
    return measure.main()


def rows_of(path: Path) -> dict[str, dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return {row["id"]: row for row in csv.DictReader(file)}


@pytest.fixture
def measured(monkeypatch: pytest.MonkeyPatch, toy_network: Path, toy_graphs: Path, base_map: Path) -> Path:
    assert run(monkeypatch, toy_network, toy_graphs, base_map) == 0
    return toy_network


def test_lengths_are_those_of_the_lines_between_the_stations(measured: Path) -> None:
    rows = rows_of(measured / "odbl" / "measured.csv")
    lengths = {i: float(row["length_km"]) for i, row in rows.items()}
    assert lengths["west"] == pytest.approx(0.8 * DEGREE_KM, abs=0.1)
    assert lengths["east"] == pytest.approx(0.8 * DEGREE_KM, abs=0.1)
    assert lengths["whole"] == pytest.approx(lengths["west"] + lengths["east"], abs=0.2)


def test_a_via_point_forces_the_longer_line(measured: Path) -> None:
    rows = rows_of(measured / "odbl" / "measured.csv")
    assert float(rows["detour"]["length_km"]) > float(rows["west"]["length_km"]) + 20.0
    line = shapely.LineString(json.loads((measured / "odbl" / "geometry.json").read_text(encoding="utf-8"))["detour"])
    assert line.distance(shapely.Point(20.6, 50.8)) < 0.01


def test_km_by_country_add_up_in_the_order_of_travel(measured: Path) -> None:
    row = rows_of(measured / "odbl" / "measured.csv")["whole"]
    shares = [item.split(":") for item in row["countries"].split(";")]
    assert [c for c, _ in shares] == ["PL", "BY"]
    assert [float(km) for _, km in shares] == pytest.approx([0.8 * DEGREE_KM] * 2, abs=2.0)
    assert sum(float(km) for _, km in shares) == pytest.approx(float(row["length_km"]), abs=0.2)


def test_a_terminal_off_the_road_adds_its_distance_and_a_station_off_the_line_does_not(measured: Path) -> None:
    road = rows_of(measured / "odbl" / "measured.csv")["road"]
    off = float(road["snap_from_km"])
    assert off == pytest.approx(11.1, abs=0.1)
    assert float(road["length_km"]) == pytest.approx(1.6 * DEGREE_KM + 2 * 1.3 * off, rel=0.01)


def test_lines_run_from_the_one_node_to_the_other(measured: Path) -> None:
    lines = json.loads((measured / "odbl" / "geometry.json").read_text(encoding="utf-8"))
    lines |= json.loads((measured / "sea_geometry.json").read_text(encoding="utf-8"))
    nodes = rows_of(measured / "nodes.csv")
    for link in rows_of(measured / "links.csv").values():
        for end, at in (("from", 0), ("to", -1)):
            node = nodes[link[end]]
            assert lines[link["id"]][at] == [float(node["lon"]), float(node["lat"])], link["id"]


def test_sea_and_air_stand_in_files_of_their_own(measured: Path) -> None:
    sea, land = rows_of(measured / "sea_measured.csv"), rows_of(measured / "odbl" / "measured.csv")
    assert set(sea) == {"sea", "drawn", "air"}
    assert not set(sea) & set(land)
    assert float(sea["drawn"]["length_km"]) == pytest.approx(
        graphs.line_km(np.array([(20.5, 50.0), (21.0, 49.0), (21.5, 50.0)])), abs=0.1
    )
    assert float(sea["air"]["length_km"]) == pytest.approx(
        float(graphs.great_circle_km(20.2, 50.5, 21.8, 50.5)), abs=0.1
    )


def test_what_a_person_should_look_at_is_said(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    toy_network: Path,
    toy_graphs: Path,
    base_map: Path,
) -> None:
    run(monkeypatch, toy_network, toy_graphs, base_map)
    said = capsys.readouterr().out
    assert "east: published 200 km" in said
    assert "road: nodes lie 11.1 and 11.1 km off the line" in said
    assert "west" not in said


def test_nothing_is_overwritten_without_force(
    monkeypatch: pytest.MonkeyPatch, measured: Path, toy_graphs: Path, base_map: Path
) -> None:
    before = (measured / "odbl" / "measured.csv").read_bytes()
    with pytest.raises(SystemExit, match="--force"):
        run(monkeypatch, measured, toy_graphs, base_map)
    assert (measured / "odbl" / "measured.csv").read_bytes() == before
    assert run(monkeypatch, measured, toy_graphs, base_map, "--force") == 0
    assert (measured / "odbl" / "measured.csv").read_bytes() == before


def test_only_some_links_are_measured_anew_and_the_rest_stays(
    monkeypatch: pytest.MonkeyPatch, measured: Path, toy_graphs: Path, base_map: Path
) -> None:
    path = measured / "odbl" / "measured.csv"
    before = rows_of(path)
    path.write_text(path.read_text(encoding="utf-8").replace(before["west"]["length_km"], "7.0"), encoding="utf-8")
    run(monkeypatch, measured, toy_graphs, base_map, "--force", "--only", "whole", "sea")
    after = rows_of(path)
    assert set(after) == set(before)
    assert after["west"]["length_km"] == "7.0"
    assert after["whole"] == before["whole"]
    with pytest.raises(SystemExit, match="nosuch"):
        run(monkeypatch, measured, toy_graphs, base_map, "--force", "--only", "nosuch")


def test_a_link_that_the_rules_leave_no_way_for_is_named_and_the_rest_measured(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    toy_network: Path,
    toy_graphs: Path,
    base_map: Path,
) -> None:
    links = toy_network / "links.csv"
    links.write_text(links.read_text(encoding="utf-8").replace("west,rail,PLAAA,PLBBB,PL", "west,rail,PLAAA,PLBBB,BY"))
    assert run(monkeypatch, toy_network, toy_graphs, base_map) == 1
    assert "NOT MEASURED west" in capsys.readouterr().out
    assert "east" in rows_of(toy_network / "odbl" / "measured.csv")


def test_a_line_across_land_is_pulled_no_further_than_the_water(base_map: Path, toy_graphs: Path) -> None:
    sea = measure.sea_graph(toy_graphs, base_map)
    across = np.array([(20.5, 49.8), (20.5, 50.5)])
    assert measure.land_km(sea, across) == pytest.approx(55.6, abs=3.0)
    assert measure.land_km(sea, across, ((20.5, 50.0),)) == pytest.approx(55.6 - measure.BERTH_KM, abs=3.0)
    round_about = np.array([(19.5, 50.2), (19.5, 49.9), (20.2, 49.8), (20.8, 49.9), (21.5, 49.9)])
    pulled = measure.pulled(sea, round_about, ())
    assert measure.land_km(sea, pulled) == 0.0
    assert 2 < len(pulled) < len(round_about)


def test_every_shipped_link_is_measured() -> None:
    measures = rows_of(graphs.DATA / "odbl" / "measured.csv") | rows_of(graphs.DATA / "sea_measured.csv")
    assert set(measures) == {link.id for link in measure.read_links(graphs.DATA)}
