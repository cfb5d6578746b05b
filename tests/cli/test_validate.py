"""`transcaspia validate`: exit codes, streams and what it prints."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tiny_network import TINY
from transcaspia.cli.main import main

CASES = """id,origin,destination,depart,unit,metric,observed,kind,corridor
a,Orin,Dala,2025-10-01,40gp,time,9,single,north
b,Aylaq,Dala,2025-10-01,40GP,time,2,average,south
c,Nowhere,Dala,2025-10-01,40GP,time,2,single,
"""


@pytest.fixture
def cases(tmp_path: Path) -> Path:
    path = tmp_path / "cases.csv"
    path.write_text(CASES, encoding="utf-8")
    return path


def asked(cases: Path, *more: str) -> list[str]:
    return ["validate", "--network", str(TINY), "--cases", str(cases), *more]


def test_json_goes_to_stdout_alone(capfd: pytest.CaptureFixture[str], cases: Path) -> None:
    assert main(asked(cases, "--json")) == 0
    out, err = capfd.readouterr()
    document = json.loads(out)
    assert err == ""
    assert [c["id"] for c in document["cases"]] == ["a", "b", "c"]
    assert document["time"]["missed"] == 1


def test_people_see_time_by_kind_and_corridor_and_the_worst_misses(
    capfd: pytest.CaptureFixture[str], cases: Path
) -> None:
    assert main(asked(cases)) == 0
    out, err = capfd.readouterr()
    assert err == ""
    assert out.startswith("3 cases held against the network 'tiny'")
    assert "2 scored, 0 only shown, 1 not planned" in out
    for words in ("average\t1", "north\t1", "'Nowhere' is not known", "Orin-Dala"):
        assert words in out
    assert "Cost" not in out


def test_a_bad_cases_file_is_exit_3(capfd: pytest.CaptureFixture[str], cases: Path) -> None:
    cases.write_text(CASES.replace("time,9", "speed,x"), encoding="utf-8")
    assert main(asked(cases, "--json")) == 3
    out, err = capfd.readouterr()
    assert out == ""
    assert "metric 'speed'" in err
    assert "observed 'x'" in err
    assert main(asked(cases.with_name("none.csv"))) == 3


@pytest.mark.parametrize("arguments", [["validate", "--csv"], ["validate", "file.csv"], ["validate", "--cases"]])
def test_wrong_usage_is_exit_2(capfd: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    assert main(arguments) == 2
    assert capfd.readouterr().out == ""
