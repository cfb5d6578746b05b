"""`register draft`: answers for people and programs, and what is refused with which exit code."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from transcaspia.cli.main import main
from transcaspia.register.reading import document

FIRST = Path(__file__).resolve().parents[1] / "register" / "readouts" / "first"
SESSION = FIRST / "02_session_of_a_commission.txt"


def test_committed_schema_is_that_of_the_document():
    committed = Path(document.__file__).with_name(document.FILE)
    assert json.loads(committed.read_text(encoding="utf-8")) == document.schema()


def test_json_keeps_the_schema(capfd):
    assert main(["register", "draft", str(SESSION), "--published", "2024-11-07", "--json"]) == 0
    made = json.loads(capfd.readouterr().out)
    jsonschema.Draft202012Validator(document.schema()).validate(made)
    assert made["published"] == "2024-11-07"
    text = SESSION.read_text(encoding="utf-8")
    assert all(text[e["span"]["start"] : e["span"]["end"]] == e["span"]["text"] for e in made["entries"])


def test_text_shows_the_words_of_every_entry(capfd):
    assert main(["register", "draft", str(SESSION), "--published", "2024-11-07"]) == 0
    shown = capfd.readouterr().out
    assert "session 9" in shown
    assert '"The parties agreed that the tenth session' in " ".join(shown.split())
    assert "Nothing was written" in shown


def test_a_saved_page_is_read_without_its_menus(capfd):
    page = FIRST.parents[1] / "pages" / "ministry.html"
    assert main(["register", "draft", str(page), "--json"]) == 0
    made = json.loads(capfd.readouterr().out)
    assert made["published"] == "2025-03-05"
    kinds = ["meeting", "body", "commitment", "commitment", "commitment"]
    assert [e["kind"] for e in made["entries"]] == kinds
    assert [e["verb"] for e in made["entries"]] == [None, None, "agreed", "agreed", "supports"]
    for noise in ("cookies", "Paris", "Fish", "rights reserved", "Share"):
        assert noise not in made["text"]


GERMAN = "Der Minister und die Delegation haben in Berlin über die Zusammenarbeit der beiden Länder gesprochen."
RUSSIAN = "Министр иностранных дел провёл переговоры в Варшаве, стороны договорились о сотрудничестве."


@pytest.mark.parametrize(
    ("name", "content", "code", "said"),
    [
        ("empty.txt", b"", 3, "holds no text"),
        ("blank.html", b"<html><body><nav>Home and all the other pages</nav></body></html>", 3, "holds no text"),
        ("paper.txt", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", 3, "is a PDF"),
        ("office.txt", b"PK\x03\x04rest", 3, "office document"),
        ("bytes.txt", bytes(range(256)) * 4, 3, "not text"),
        ("latin.txt", "Spotkanie odbyło się w Łodzi.".encode("cp1250"), 3, "save it as UTF-8"),
        ("deutsch.txt", GERMAN.encode(), 3, "is in German"),
        ("russkij.txt", RUSSIAN.encode(), 3, "Russian"),
        ("nothing.txt", b"The Ministry congratulates the people of the country on the holiday.", 1, ""),
    ],
)
def test_what_cannot_be_read_is_told(capfd, tmp_path, name, content, code, said):
    (tmp_path / name).write_bytes(content)
    assert main(["register", "draft", str(tmp_path / name)]) == code
    told = capfd.readouterr()
    assert said in told.err
    assert "Traceback" not in told.err


def test_a_page_of_fifty_megabytes_is_refused_unread(capfd, tmp_path):
    path = tmp_path / "large.html"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    assert main(["register", "draft", str(path)]) == 3
    assert "50.0 MB" in capfd.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["/nowhere/readout.txt"], "cannot be read"),
        (["/"], "is a folder"),
        ([str(SESSION), "--published", "2025-02-31"], "no day"),
        ([str(SESSION), "--published", "soon"], "not a day"),
        ([], "FILE"),
    ],
)
def test_wrong_usage_ends_with_2(capfd, arguments, said):
    assert main(["register", "draft", *arguments]) == 2
    assert said in capfd.readouterr().err.replace("is not a day of the calendar", "not a day, no day")


def test_a_day_that_cannot_be_is_told_and_has_no_date(capfd, tmp_path):
    path = tmp_path / "readout.txt"
    path.write_text("The talks between Poland and Georgia were held in Tbilisi on 31 February 2025.", encoding="utf-8")
    assert main(["register", "draft", str(path), "--json"]) == 3
    told = capfd.readouterr()
    (entry,) = json.loads(told.out)["entries"]
    assert entry["date"] is None
    assert entry["problems"] == ["'31 February 2025' is no day of any calendar."]
    assert "31 February 2025" in told.err


def test_a_session_whose_number_goes_backwards_is_told(capfd, tmp_path):
    path = tmp_path / "readout.txt"
    body = "Kazakh-Polish Intergovernmental Commission on Economic Cooperation"
    path.write_text(f"The 7th session of the {body} was held in Astana on 5 March 2026.", encoding="utf-8")
    assert main(["register", "draft", str(path), "--json"]) == 3
    told = capfd.readouterr()
    assert "the numbers go backwards" in told.err
    assert "igc-kz-pl-9" in json.loads(told.out)["problems"][0]


def test_two_sources_that_disagree_are_both_kept_and_shown(capfd, tmp_path):
    path = tmp_path / "readout.txt"
    body = "Kazakh-Polish Intergovernmental Commission on Economic Cooperation"
    path.write_text(f"The 9th session of the {body} was held in Astana on 5 June 2023.", encoding="utf-8")
    assert main(["register", "draft", str(path), "--json"]) == 0
    meeting = next(e for e in json.loads(capfd.readouterr().out)["entries"] if e["kind"] == "meeting")
    assert meeting["date"] == "2023-06-05"
    assert meeting["links"][0] == "igc-kz-pl-9"
    assert "2023-06-05" in meeting["disagrees"][0]
    assert "2023-07" in meeting["disagrees"][0]
