"""The script that tells what became of every published figure: each has one fate, and the page follows the tables."""

from pathlib import Path

import pytest

import facts
from facts import Left

LISTS = {"a.csv": ["A1", "A2", "A3", "A4", "A5"], "b.csv": ["B1", "B2"]}
LEFT = [
    Left("A3", "demand", "", ""),
    Left("A4", "demand", "", ""),
    Left("A5", "duplicate", "A1", "same press text"),
    Left("B2", "demand", "", "trains in a year"),
]
NETWORK, CASES = {"A1", "ESTIMATE"}, {"A2", "B1"}


def every() -> list[str]:
    return [fact for ids in LISTS.values() for fact in ids]


def test_lists_in_order_have_no_faults() -> None:
    assert facts.faults(every(), NETWORK, CASES, LEFT) == []


@pytest.mark.parametrize(
    ("left", "said"),
    [
        (LEFT[1:], "A3: no row of the network, no case and no claim names it"),
        ([*LEFT, Left("A1", "demand", "", "")], "A1: is used, and has a reason"),
        ([*LEFT, LEFT[0]], "A3: is left aside 2 times"),
        ([*LEFT, Left("C9", "demand", "", "")], "C9: is in no list of figures"),
        ([*LEFT[1:], Left("A3", "because", "", "")], "A3: the reason `because`"),
        ([*LEFT[1:], Left("A3", "superseded", "C9", "")], "A3: `C9` cannot stand in its place"),
        ([*LEFT[1:], Left("A3", "superseded", "A3", "")], "A3: `A3` cannot stand in its place"),
        ([*LEFT[1:], Left("A3", "duplicate", "", "")], "A3: a duplicate names the figure"),
    ],
)
def test_each_figure_has_exactly_one_fate(left: list[Left], said: str) -> None:
    (sentence,) = facts.faults(every(), NETWORK, CASES, left)
    assert sentence.startswith(said)


def test_the_page_counts_by_list_and_joins_neighbours_of_one_reason() -> None:
    text = facts.page(LISTS, NETWORK, CASES, LEFT)
    assert "| a.csv | 5 | 1 | 1 | 0 | 3 |" in text
    assert "| b.csv | 2 | 0 | 1 | 0 | 1 |" in text
    assert "| together | 7 | 1 | 2 | 0 | 4 |" in text
    assert "| [demand](#demand) | volume of trade or traffic: enters with demand | 3 |" in text
    assert (
        "## demand\n\nVolume of trade or traffic: enters with demand.\n\n- A3 to A4\n- B2: trains in a year\n" in text
    )
    assert "- A5: same press text; see A1" in text
    assert "## wrong" not in text


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, ids in LISTS.items():
        (tmp_path / "facts").mkdir(exist_ok=True)
        (tmp_path / "facts" / name).write_text("id,gist\n" + "".join(f"{i},Secret\n" for i in ids), encoding="utf-8")
    (tmp_path / "network").mkdir()
    (tmp_path / "network" / "speeds.csv").write_text("id,source\nx,A1;ESTIMATE\n", encoding="utf-8")
    (tmp_path / "cases.csv").write_text("id,source\nj,A2;B1\n", encoding="utf-8")
    (tmp_path / "left.csv").write_text(facts.left_text(LEFT), encoding="utf-8")
    return tmp_path


def run(monkeypatch: pytest.MonkeyPatch, folder: Path, *more: str) -> int:
    names = {"facts": "facts", "network": "network", "cases": "cases.csv", "left": "left.csv", "page": "page.md"}
    options = [part for flag, name in names.items() for part in (f"--{flag}", str(folder / name))]
    monkeypatch.setattr("sys.argv", ["facts.py", *options, *more])
    return facts.main()


def test_the_page_is_written_without_what_the_figures_say(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    assert run(monkeypatch, folder) == 0
    text = (folder / "page.md").read_text(encoding="utf-8")
    assert text == facts.page(LISTS, NETWORK, CASES, LEFT)
    assert "Secret" not in text


def test_a_figure_that_came_into_use_is_told_and_pruned(
    monkeypatch: pytest.MonkeyPatch, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "network" / "speeds.csv").write_text("id,source\nx,A1;A3\n", encoding="utf-8")
    assert run(monkeypatch, folder) == 1
    assert "A3: is used" in capsys.readouterr().err
    assert not (folder / "page.md").exists()
    assert run(monkeypatch, folder, "--prune") == 0
    assert [row.fact for row in facts.read_left(folder / "left.csv")] == ["A4", "A5", "B2"]


REAL = Path(__file__).resolve().parents[3] / "shared" / "facts"


@pytest.mark.skipif(not REAL.is_dir(), reason="the lists of published figures are not beside the project")
def test_every_published_figure_has_one_fate_and_the_page_is_fresh() -> None:
    """`make facts` writes the page, and drops from facts_left_out.csv what has come into use."""
    lists, left = facts.facts_by_file(REAL), facts.read_left(facts.LEFT_OUT)
    network, cases = set(facts.keys_of_network(facts.DATA)), set(facts.keys_of_table(facts.CASES))
    register = facts.keys_of_register(facts.REGISTER)
    found = facts.faults([fact for ids in lists.values() for fact in ids], network, cases, left, register)
    assert not found, "\n".join(found)
    assert facts.PAGE.read_text(encoding="utf-8") == facts.page(lists, network, cases, left, register), (
        "run `make facts`"
    )
