"""`register draft --accept`: what a person takes is written, all or none, and nothing of the review is lost."""

from __future__ import annotations

import io
import json
import shutil

import pytest

from transcaspia.cli.main import main
from transcaspia.register.load import SHIPPED, load_register
from transcaspia.register.reading.accept import Decision, _when_text
from transcaspia.register.reading.draft import draft

TEXT = """The 3rd meeting of the Kazakh-Finnish Working Group on Transport was held in Helsinki on 12 March 2026.

The parties agreed to exchange electronic permits by the end of 2026.

The Finnish side called on Kazakh carriers to join the pilot of electronic consignment notes.
"""
COMMISSION = "Kazakh-Polish Intergovernmental Commission on Economic Cooperation"
PUBLICATION = ["mfa-2026-03", "Ministry of Transport", "Working group in Helsinki", "https://ministry.example/3"]


@pytest.fixture
def folder(tmp_path):
    shutil.copytree(SHIPPED, tmp_path / "register")
    return tmp_path / "register"


@pytest.fixture
def answer(folder, tmp_path, monkeypatch, capfd):
    def run(*lines, text=TEXT):
        path = tmp_path / "readout.txt"
        path.write_text(text, encoding="utf-8")
        monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
        code = main(
            ["register", "draft", str(path), "--published", "2026-03-13", "--accept", "--register", str(folder)]
        )
        told = capfd.readouterr()
        return code, told.out, told.err

    return run


def bytes_of(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_what_is_accepted_is_written_and_passes_every_check(answer, folder):
    code, out, _ = answer("a", "a", "a", "a", *PUBLICATION, "y")
    assert code == 0, out
    register = load_register(folder)
    meeting = register["helsinki-2026-03"]
    assert (meeting.place, meeting.session, meeting.date.text) == ("Helsinki", 3, "2026-03-12")
    assert meeting.source == ("mfa-2026-03",)
    assert register[meeting.body].title == "Kazakh-Finnish Working Group on Transport"
    made = [each for each in register if each.kind == "commitment" and "mfa-2026-03" in each.source]
    assert {each.verb for each in made} == {"agreed", "called_on"}
    assert all(each.links["follows_from"] == ("helsinki-2026-03",) for each in made)
    assert next(each for each in made if each.verb == "agreed").wanted.text == "2026-12-31"


def test_what_is_rejected_is_not_written(answer, folder):
    before = bytes_of(folder)
    code, _, err = answer("r", "r", "r", "r")
    assert (code, bytes_of(folder)) == (1, before)
    assert "nothing was written" in err


def test_an_edit_is_written_a_wrong_one_changes_nothing_and_an_undo_brings_back(answer, folder):
    edits = ["e", "place", "Espoo", "e", "date", "2026-02-30", "e", "date", "2026-03-11", "u", "e", "colour", "red"]
    code, _, err = answer(*edits, "a", "r", "r", "r", *PUBLICATION, "y")
    assert code == 0, err
    meeting = load_register(folder)["espoo-2026-03"]
    assert (meeting.place, meeting.date.text) == ("Espoo", "2026-03-12")
    assert "'2026-02-30' is no day" in err
    assert "There is no 'colour' to change" in err


@pytest.mark.parametrize("ending", [[], ["a"], ["a", "a", "a", "a", *PUBLICATION], ["a", "q", *PUBLICATION, "n"]])
def test_a_review_that_is_broken_off_writes_nothing_and_loses_nothing(answer, folder, ending):
    before = bytes_of(folder)
    code, out, err = answer("e", "title", "Third meeting in Helsinki", *ending)
    assert (code, bytes_of(folder)) == (1, before)
    assert json.loads(out)[0]["title"] == "Third meeting in Helsinki"
    assert "ritten" in err


def test_what_cannot_be_must_be_mended_before_it_is_accepted(answer):
    text = f"The 7th session of the {COMMISSION} was held in Astana on 5 March 2026."
    code, _, err = answer("a", "r", "r", text=text)
    assert code == 1
    assert "cannot be accepted as it stands" in err


def test_a_source_that_disagrees_is_kept_beside_the_other(answer, folder):
    text = f"The 9th session of the {COMMISSION} was held in Astana on 5 June 2023."
    code, _, err = answer("a", "r", *PUBLICATION, "y", text=text)
    assert code == 0, err
    session = load_register(folder)["igc-kz-pl-9"]
    assert session.date.text == "2023-07"
    assert [claim.value for claim in session.about("date")] == ["2023-06-05"]


def test_an_entry_that_the_register_has_gains_a_source(answer, folder):
    text = f"The 9th session of the {COMMISSION} took place in July 2023."
    before = load_register(folder)["igc-kz-pl-9"]
    code, _, err = answer("a", "a", *PUBLICATION, "y", text=text)
    assert code == 0, err
    after = load_register(folder)
    assert after["igc-kz-pl-9"].source == (*before.source, "mfa-2026-03")
    assert len(after.entries) == len(load_register().entries)


def test_a_key_that_is_there_needs_no_publication(answer, folder):
    code, _, err = answer("a", "r", "r", "r", "Not A Key", "communique-2025", "y")
    assert code == 0, err
    assert load_register(folder)["helsinki-2026-03"].source == ("communique-2025",)
    assert "small letters" in err


@pytest.mark.parametrize(("extra", "said"), [(["--json"], "drop one"), ([], "--register DIR")])
def test_a_review_needs_a_person_and_a_folder(capfd, tmp_path, extra, said):
    (tmp_path / "readout.txt").write_text(TEXT, encoding="utf-8")
    assert main(["register", "draft", str(tmp_path / "readout.txt"), "--accept", *extra]) == 2
    assert said in capfd.readouterr().err


def test_every_edit_can_be_taken_back():
    decision = Decision(draft(TEXT).entries[0])
    first = decision.item
    decision.edit("parties", "pl, kz")
    decision.edit("fields", "transport trade")
    decision.edit("session", "")
    assert (decision.item["parties"], decision.item["session"]) == (["KZ", "PL"], None)
    assert [decision.undo() for _ in range(4)] == [True, True, True, False]
    assert decision.item == first


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [
        ("2025-05-01", "2025-05-31", "2025-05"),
        ("2025-09-01", "2025-11-30", "2025-autumn"),
        ("2024-12-01", "2025-02-28", "2024-winter"),
        ("2025-01-01", "2025-12-31", "2025"),
        ("2025-01-01", "2027-12-31", "2025/2027"),
        ("2025-01-01", "2025-03-31", "2025-01-01/2025-03-31"),
        ("2025-06-03", "2025-06-05", "2025-06-03/2025-06-05"),
    ],
)
def test_times_are_written_as_the_register_writes_them(first, last, text):
    assert _when_text({"from": first, "to": last}) == text
