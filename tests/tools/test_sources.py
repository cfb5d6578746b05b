"""The script that makes sources.csv: a row for each key that tables and cases use, and nothing that a figure says."""

import csv
from pathlib import Path

import pytest

import sources

FACTS = """id,year,source_title,source_url,gist,confidence
MC-A001,2020,TRT World: first train (20 Dec 2020),https://trt.global/a,Secret sentence,high
MC-A002,2021,Record (CARGOTOR; Aug 2021),withheld here,Secret sentence,med
MC-A003,2022,Trend: block trains (2022),https://trend.az/b,Secret sentence,med
"""


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    facts, network = tmp_path / "facts", tmp_path / "network"
    facts.mkdir()
    network.mkdir()
    (facts / "a.csv").write_text(FACTS, encoding="utf-8")
    (network / "speeds.csv").write_text("id,source\nx,MC-A002;ESTIMATE\ny,MC-A001\n", encoding="utf-8")
    (tmp_path / "cases.csv").write_text("id,source\njourney,MC-A003;MC-A001\n", encoding="utf-8")
    (network / "network.toml").write_text('[factors.storm]\nsource = "ESTIMATE"\n', encoding="utf-8")
    return facts, network


def run(monkeypatch: pytest.MonkeyPatch, facts: Path, network: Path) -> int:
    folders = ["--facts", str(facts), "--network", str(network), "--cases", str(network.parent / "cases.csv")]
    monkeypatch.setattr("sys.argv", ["sources.py", *folders, "--force"])
    return sources.main()


def test_each_key_used_gets_a_row(monkeypatch: pytest.MonkeyPatch, folders: tuple[Path, Path]) -> None:
    assert run(monkeypatch, *folders) == 0
    text = (folders[1] / "sources.csv").read_text(encoding="utf-8")
    rows = {r["key"]: r for r in csv.DictReader(text.splitlines())}
    assert list(rows) == ["ESTIMATE", "MC-A001", "MC-A002", "MC-A003"]
    assert rows["MC-A001"]["publisher"] == "TRT World"
    assert rows["MC-A001"]["licence"] == "fact"
    assert rows["MC-A002"]["url"] == ""
    assert "Secret" not in text
    assert "withheld" not in text


def test_a_key_that_nobody_knows_is_named_with_its_place(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], folders: tuple[Path, Path]
) -> None:
    (folders[1] / "prices.csv").write_text("id,source\nx,NOPE\n", encoding="utf-8")
    assert run(monkeypatch, *folders) == 1
    assert "NOPE (prices.csv row 2)" in capsys.readouterr().err
    assert not (folders[1] / "sources.csv").exists()


@pytest.mark.parametrize(
    ("title", "url", "publisher"),
    [
        ("News.az: ADB on Azerbaijan (14 Nov 2019)", "https://news.az/x", "News.az"),
        ("Routing options (Port Economics, Management and Policy)", "https://p.org/x", "Port Economics"),
        ("What is behind it? (copy of RailFreight.com, 2025)", "https://www.vibewire.com.au/x", "vibewire.com.au"),
        ("Trade press on trains (May 2024)", "", "not named"),
    ],
)
def test_the_publisher_is_read_from_the_title_or_the_address(title: str, url: str, publisher: str) -> None:
    assert sources.publisher_of(title, url) == publisher


def test_the_shipped_list_has_every_key_in_use_and_no_other() -> None:
    used = set(sources.keys_used(sources.DATA, sources.CASES))
    with (sources.DATA / "sources.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [r["key"] for r in rows] == sorted(used)
    assert not [r["key"] for r in rows if r["url"] and not r["url"].startswith("http")]
