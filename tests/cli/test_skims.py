"""`skims`: least figures for each pair of places, as CSV."""

import csv
import io
from pathlib import Path

from transcaspia.cli.main import main

TINY = str(Path(__file__).parents[1] / "fixtures" / "tiny")
ASK = ["skims", "--depart", "2025-06-02", "--network", TINY, "--unit", "40GP", "--from", "PLORI"]


def test_a_row_stands_for_each_pair(capfd):
    assert main([*ASK, "--to", "KZDST", "--to", "PLBRD", "--to", "AZPRT", "--to", "PLORI"]) == 0
    out, err = capfd.readouterr()
    rows = list(csv.DictReader(io.StringIO(out)))
    assert err == ""
    assert [(row["origin"], row["destination"]) for row in rows] == [
        ("PLORI", "KZDST"), ("PLORI", "PLBRD"), ("PLORI", "AZPRT"),
    ]  # fmt: skip
    assert float(rows[0]["hours"]) > float(rows[1]["hours"]) > 0.0
    assert float(rows[0]["generalised_cost_usd"]) >= float(rows[0]["cost_usd"])
    assert rows[2]["hours"] == ""  # no lorry reaches the port
    assert {row["proved"] for row in rows} == {"yes"}


def test_no_way_at_all_is_an_empty_answer(capfd):
    assert main([*ASK, "--to", "KZDST", "--avoid", "KZ"]) == 1
    assert main([*ASK, "--to", "PLORI"]) == 2
    assert "same place" in capfd.readouterr().err
