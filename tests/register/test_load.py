"""Reading a register: the shipped one is whole, and every fault of a folder is told."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from register_files import write
from transcaspia.errors import DataError, UnknownIdError
from transcaspia.network.load import SHIPPED as NETWORK
from transcaspia.network.tables import TABLES
from transcaspia.register import lists
from transcaspia.register.load import load_register, read_register
from transcaspia.register.model import Commitment, Entry, Meeting, disagreements

FACTS = Path(__file__).resolve().parents[2].parent / "shared" / "facts"


def test_fields_of_cooperation_are_one_list_with_the_commodities():
    (commodities,) = (table for table in TABLES if table.name == "commodities")
    (column,) = (each for each in commodities.columns if each.name == "field")
    assert column.choices == lists.FIELDS
    with (NETWORK / "commodities.csv").open(encoding="utf-8", newline="") as file:
        assert {row["field"] for row in csv.DictReader(file)} <= set(lists.FIELDS)


def test_shipped_register_has_no_fault():
    _, faults = read_register()
    assert not faults, faults.message("the shipped folder", "register")


def test_every_claim_of_the_shipped_register_has_source_grade_and_time(shipped):
    for entry in shipped:
        assert entry.source, entry.id
        assert entry.grade in lists.GRADES
        for claim in entry.claims:
            assert claim.source
            assert claim.grade in lists.GRADES
            assert claim.when.first <= claim.when.last
            assert claim.known >= claim.when.first


def test_chain_runs_from_1992_to_2026(shipped):
    days = sorted(meeting.time.first for meeting in shipped.of(Meeting) if meeting.time is not None)
    assert days[0] == date(1992, 4, 6)
    assert days[-1] == date(2026, 3, 3)


def test_every_commitment_says_what_one_would_measure_and_in_both_languages(shipped):
    for commitment in shipped.of(Commitment):
        assert commitment.sign
        assert commitment.sign_pl
        assert commitment.title_pl
        assert commitment.about("state")


@pytest.mark.skipif(not FACTS.is_dir(), reason="the facts lie beside the repository only")
def test_figures_are_those_of_the_facts(shipped):
    known: dict[str, dict[str, str]] = {}
    for name in ("rival-corridors-facts.csv", "middle-corridor-facts.csv", "gaps.csv"):
        with (FACTS / name).open(encoding="utf-8", newline="") as file:
            known |= {row["id"]: row for row in csv.DictReader(file)}
    seen = 0
    for entry in shipped:
        for claim in entry.claims:
            if claim.about == "number" and claim.fact:
                assert float(claim.value) == float(known[claim.fact]["value"]), claim.fact
                assert known[claim.fact]["source_url"] == shipped.sources[claim.source[0]].url, claim.fact
                seen += 1
    assert seen > 30


@pytest.mark.skipif(not FACTS.is_dir(), reason="the facts lie beside the repository only")
def test_no_sentence_of_the_facts_is_carried_over(shipped):
    def runs(text: str) -> set[tuple[str, ...]]:
        words = text.lower().split()
        return {tuple(words[at : at + 9]) for at in range(len(words) - 8)}

    theirs: set[tuple[str, ...]] = set()
    for name in ("rival-corridors-facts.csv", "middle-corridor-facts.csv", "gaps.csv"):
        with (FACTS / name).open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                theirs |= runs(row.get("gist") or row.get("quote_gist") or "")
    ours = [text for entry in shipped for text in (entry.title, entry.note, *(claim.note for claim in entry.claims))]
    assert not [text for text in ours if runs(text) & theirs]


def test_what_was_known_on_a_day_leaves_out_what_came_later(shipped):
    then = shipped.as_known_on(date(2025, 9, 15))
    tenth = then["igc-kz-pl-10"]
    assert tenth.due.text == "2025-autumn"
    assert not [claim for claim in tenth.claims if claim.not_found]
    assert shipped.as_known_on(date(2025, 1, 1))["igc-kz-pl-10"].due.text == "2025"
    with pytest.raises(UnknownIdError, match="as known on 2025-09-15"):
        then["visa-round-1"]
    assert all(other in then.entries for _, _, other in then.links())


def test_unknown_id_offers_the_nearest(shipped):
    with pytest.raises(UnknownIdError, match="igc-kz-pl-10"):
        shipped["igc-kz-pl-11"]


def test_sources_that_disagree_are_both_kept(shipped):
    found = {(d.about, tuple(c.value for c in d.claims)) for d in disagreements(shipped["i-turnover-pl"])}
    assert found == {("number", ("2300", "2500")), ("number", ("1300", "1350"))}


def test_a_month_within_a_year_is_no_disagreement(shipped):
    assert not disagreements(shipped["igc-kz-pl-10"])


def swap(file: str, old: str, new: str):
    def change(files: dict[str, str]) -> None:
        assert old in files[file], old
        files[file] = files[file].replace(old, new, 1)

    return change


FAULTS = {
    "a claim without source": (swap("meetings.toml", '  source = ["search"]\n', ""), "source", "it is missing"),
    "a source that is not listed": (
        swap("commitments.toml", 'source = ["gazette"]', 'source = ["hearsay"]'),
        "source",
        "no source has this key",
    ),
    "a state without evidence": (
        swap("commitments.toml", '  evidence = ["session-1"]\n', ""),
        "evidence",
        "it is a state without evidence",
    ),
    "a commitment of which nothing is said": (
        swap("commitments.toml", 'about = "state"', 'about = "place"'),
        "claim",
        "nothing is said of its state",
    ),
    "a dangling link": (
        swap("commitments.toml", 'follows_from = ["session-1"]', 'follows_from = ["session-9"]'),
        "follows_from",
        "no entry has this id",
    ),
    "an entry linked to itself": (
        swap("meetings.toml", 'follows_from = ["session-1"]', 'follows_from = ["session-2"]'),
        "follows_from",
        "it is linked to itself",
    ),
    "a link backwards in time": (
        swap("meetings.toml", "session = 1\n", 'session = 1\nfollows_from = ["session-2"]\n'),
        "follows_from",
        "the link runs backwards in time",
    ),
    "a circle": (
        swap("meetings.toml", "session = 1\n", 'session = 1\nfollows_from = ["session-2"]\n'),
        "follows_from",
        "it follows from itself",
    ),
    "a body named before it was known": (
        swap("bodies.toml", 'form = "commission"\n', 'form = "commission"\nknown = 2025-01-01\n'),
        "body",
        "it is named before it was known",
    ),
    "a session number that goes backwards": (
        swap("meetings.toml", "session = 2\n", "session = 1\n"),
        "session",
        "`session-1` has the same number",
    ),
    "sessions out of order": (
        swap("meetings.toml", "session = 1\n", "session = 3\n"),
        "session",
        "it is earlier than number 2 (`session-2`)",
    ),
    "a number without body": (
        swap("meetings.toml", 'body = "commission"\nsession = 1\n', "session = 1\n"),
        "body",
        "it has a number and no body",
    ),
    "a day that is not in the calendar": (
        swap("meetings.toml", 'date = "2024-03-01"', 'date = "2024-02-30"'),
        "date",
        "day is out of range for month",
    ),
    "a span that ends before it begins": (
        swap("meetings.toml", 'date = "2024-03-01"', 'date = "2024-03-02/2024-03-01"'),
        "date",
        "ends before it begins",
    ),
    "known before it was": (
        swap("commitments.toml", "  when = 2024-03-01\n", "  when = 2024-03-01\n  known = 2024-02-01\n"),
        "known",
        "it was known before it was true",
    ),
    "known before its source came out": (
        swap("commitments.toml", "  when = 2024-03-01\n", "  when = 2024-03-01\n  known = 2024-03-01\n"),
        "known",
        "it was known before any of its sources came out",
    ),
    "known after the last search": (
        swap("register.toml", "2026-01-31", "2025-01-31"),
        "known",
        "it became known after the sources were last searched",
    ),
    "due before it was promised": (
        swap("commitments.toml", 'wanted = "2024-12"', 'wanted = "2023-12"'),
        "wanted",
        "it ends before the entry begins",
    ),
    "evidence younger than what it shows": (
        swap("commitments.toml", "  when = 2024-03-01\n", "  when = 2024-02-01\n"),
        "evidence",
        "the evidence is younger than what it shows",
    ),
    "a state older than the entry": (
        swap("commitments.toml", "  when = 2024-03-01\n", "  when = 2024-02-01\n"),
        "when",
        "the state is older than the entry",
    ),
    "a word that is no state": (
        swap("commitments.toml", 'value = "agreed"', 'value = "done"'),
        "value",
        "it is not a state",
    ),
    "a field off the list": (swap("bodies.toml", '["trade"]', '["shipping"]'), "fields", "shipping is not on the list"),
    "a verb off the list": (
        swap("commitments.toml", 'verb = "agreed"', 'verb = "swore"'),
        "verb",
        "swore is not on the list",
    ),
    "a grade off the list": (
        swap("bodies.toml", 'grade = "published"', 'grade = "sure"'),
        "grade",
        "sure is not on the list",
    ),
    "a key that no entry has": (
        swap("bodies.toml", 'id = "commission"', 'id = "commission"\ncolour = "red"'),
        "colour",
        "no body has this key",
    ),
    "an id given twice": (swap("meetings.toml", 'id = "session-2"', 'id = "session-1"'), "id", "the id is given twice"),
    "an id with a blank": (swap("bodies.toml", 'id = "commission"', 'id = "the commission"'), "id", "it is not an id"),
    "a country that is none": (
        swap("bodies.toml", '["KZ", "PL"]', '["KZ", "Poland"]'),
        "parties",
        "it is not a list of countries",
    ),
    "a meeting of a document": (
        swap("meetings.toml", 'body = "commission"', 'body = "permits"'),
        "body",
        "it is a commitment, not a body",
    ),
    "a meeting without any time": (
        swap("meetings.toml", 'planned = "2025-spring"\n', ""),
        "date",
        "it has neither `date` nor `planned`",
    ),
    "a file that is not TOML": (swap("bodies.toml", "[[body]]", "[[body"), "", "it is not TOML"),
    "the day of the search is missing": (
        swap("register.toml", "collected", "gathered"),
        "collected",
        "the day on which the sources were last searched is missing",
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_each_fault_is_told_with_its_key(tmp_path, small_files, name):
    change, key, what = FAULTS[name]
    change(small_files)
    _, faults = read_register(write(tmp_path, small_files))
    told = [(column, wrong) for _, column, wrong, _ in faults.found]
    assert any(column == key and what in wrong for column, wrong in told), told


def test_small_register_is_whole(small):
    assert list(small.entries) == ["commission", "kz-chair", "session-1", "session-2", "permits"]
    assert all(isinstance(entry, Entry) for entry in small)


def test_all_faults_are_told_at_once_with_their_lines(tmp_path, small_files):
    for name in ("a claim without source", "a dangling link", "a field off the list"):
        FAULTS[name][0](small_files)
    with pytest.raises(DataError) as told:
        load_register(write(tmp_path, small_files))
    text = str(told.value)
    assert "bodies.toml:" in text
    assert "meetings.toml:" in text
    assert "commitments.toml:" in text
    line = small_files["commitments.toml"].split("[[commitment]]")[0].count("\n") + 1
    assert f"key `follows_from`, line {line} (`session-9`)" in text


def test_missing_file_and_missing_folder_are_told(tmp_path, small_files):
    del small_files["bodies.toml"]
    _, faults = read_register(write(tmp_path, small_files))
    assert "bodies.toml" in {file for file, *_ in faults.found}
    with pytest.raises(DataError, match="is not a folder"):
        load_register(tmp_path / "nowhere")


def test_undated_source_leaves_the_day_of_the_event(tmp_path, small_files):
    small_files["sources.toml"] = small_files["sources.toml"].replace("published = 2024-03-02\n", "")
    register = load_register(write(tmp_path, small_files))
    assert register["session-1"].known == date(2024, 3, 1)
