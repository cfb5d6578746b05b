"""`register ...`: answers for people, programs and spreadsheets, and what is refused."""

import csv
import io
import json
import subprocess
import sys
import time

import pytest

from register_files import write
from terminal import on_a_terminal
from transcaspia.cli.main import main


def test_due_shows_the_tenth_session_as_overdue_and_the_visa_talks_as_in_progress(capfd):
    assert main(["register", "due", "--on", "2026-11-22"]) == 0
    text = " ".join(capfd.readouterr().out.split())
    overdue = text[text.index("Overdue 10th") : text.index("In progress")]
    assert "10th session of the Intergovernmental Commission" in overdue
    assert "no public record found" in overdue
    progress = text[text.index("In progress EU") if "In progress EU" in text else text.index("In progress ") :]
    assert "EU-Kazakhstan visa talks" in progress[: progress.index("Unknown")]
    assert "not held" not in text


@pytest.mark.parametrize(
    "arguments",
    [
        ["timeline"], ["timeline", "--party", "PL", "--field", "transport", "--from", "2016-01-01"],
        ["due"], ["due", "--on", "2025-09-15", "--days", "30"], ["matrix"], ["matrix", "--party", "EU"],
        ["search", "visa", "talks"], ["show", "igc-kz-pl-10"], ["show", "kt-2023"], ["check"],
        ["trace", "warsaw-2025-05"],
    ],
)  # fmt: skip
def test_each_question_has_text_and_json(capfd, arguments):
    assert main(["register", *arguments]) == 0
    text, err = capfd.readouterr()
    assert text.strip()
    assert "\x1b" not in text
    assert not err
    assert main(["register", *arguments, "--json"]) == 0
    assert json.loads(capfd.readouterr().out)["schema"].startswith("register-")


@pytest.mark.parametrize("arguments", [["timeline"], ["due"], ["matrix"], ["search", "visa"]])
def test_lists_come_as_csv(capfd, arguments):
    assert main(["register", *arguments, "--csv"]) == 0
    rows = list(csv.reader(io.StringIO(capfd.readouterr().out)))
    assert len(rows) > 1
    assert len({len(row) for row in rows}) == 1


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["timeline", "--party", "XX"], 2, "party 'XX'"),
        (["timeline", "--field", "ships"], 2, "not a field of cooperation"),
        (["due", "--on", "soon"], 2, "--on 'soon' is not a day"),
        (["due", "--days", "-1"], 2, "below 0"),
        (["due", "--json", "--csv"], 2, "exclude each other"),
        (["show", "igc-kz-pl-11"], 2, "nearest: igc-kz-pl"),
        (["timeline", "--register", "/nowhere"], 3, "is not a folder"),
        (["search"], 2, "--help"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(capfd, arguments, code, said):
    assert main(["register", *arguments]) == code
    out, err = capfd.readouterr()
    assert not out
    assert said in err


def test_a_true_answer_that_is_empty_is_1(capfd):
    assert main(["register", "search", "atlantis"]) == 1
    assert "No entry holds" in capfd.readouterr().out
    assert main(["register", "timeline", "--from", "2030-01-01"]) == 1


def test_check_of_a_broken_register_tells_all_and_ends_with_3(capfd, tmp_path, broken_files):
    folder = write(tmp_path, broken_files)
    assert main(["register", "check", "--register", str(folder)]) == 3
    text = capfd.readouterr().out
    assert "2 faults in 2 files" in text
    assert "no source has this key" in text
    assert "no entry has this id" in text
    assert main(["register", "check", "--register", str(folder), "--json"]) == 3
    assert len(json.loads(capfd.readouterr().out)["faults"]) == 2
    assert main(["register", "due", "--register", str(folder)]) == 3


@pytest.fixture
def broken_files():
    files = {
        f"{name}.toml": "" for name in ("meetings", "documents", "programmes", "commitments", "indicators", "projects")
    }
    files["register.toml"] = '[register]\ntitle = "x"\ncollected = 2026-01-31\n'
    files["sources.toml"] = ""
    body = '[[body]]\nid = "b"\ntitle = "B"\nform = "company"\ngrade = "published"\n'
    files["bodies.toml"] = body + 'source = ["nowhere"]\n'
    office = '[[office]]\nid = "o"\ntitle = "O"\ngrade = "assumed"\nfollows_from = ["nobody"]\n'
    files["offices.toml"] = office + 'source = ["s"]\n'
    files["sources.toml"] = '[[source]]\nkey = "s"\npublisher = "P"\ntitle = "T"\nconfidence = "low"\n'
    return files


def test_a_narrow_terminal_is_not_overrun_and_no_color_is_honoured():
    text = on_a_terminal("register", "due", columns=60, NO_COLOR="1")
    assert max(len(line) for line in text.splitlines()) <= 60
    assert "\x1b" not in text


def test_a_closed_pipe_is_silent():
    command = f"{sys.executable} -c 'import sys; from transcaspia.cli.main import main; sys.exit(main())'"
    pipe = f"set -o pipefail; {command} register timeline | head -1"
    done = subprocess.run(["bash", "-c", pipe], capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert not done.stderr


def test_questions_load_nothing_heavy():
    code = "import sys; from transcaspia.cli.main import main; main(['register', 'due']); "
    code += "print(sorted({'numpy', 'numba', 'pandas', 'scipy', 'shapely', 'matplotlib'} & set(sys.modules)))"
    begun = time.monotonic()
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.rstrip().endswith("[]")
    assert time.monotonic() - begun < 10, "far above the second that is promised and benchmarked"


def test_export_writes_each_form_and_replaces_nothing_unasked(capfd, tmp_path):
    for form, begins in (("ics", "BEGIN:VCALENDAR"), ("json", "{"), ("csv", "kind,id,title"), ("oc4ids", "{")):
        assert main(["register", "export", "--format", form]) == 0
        assert capfd.readouterr().out.startswith(begins)
    target = tmp_path / "register.ics"
    assert main(["register", "export", "--format", "ics", "--out", str(target)]) == 0
    kept = target.read_bytes()
    assert kept.startswith(b"BEGIN:VCALENDAR\r\n")
    assert main(["register", "export", "--format", "csv", "--out", str(target)]) == 2
    assert target.read_bytes() == kept
    assert main(["register", "export", "--format", "csv", "--out", str(target), "--force"]) == 0
    assert main(["register", "export", "--format", "xls"]) == 2
    assert "use one of ics, json, csv, oc4ids" in capfd.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["--body", "igc-kz-pl", "--out", "brief.doc"], 2, "does not end in"),
        (["--body", "igc-kz-pl", "--out", "brief.md", "--language", "xx"], 2, "use en or pl"),
        (["--body", "nobody", "--out", "brief.md"], 2, "no entry 'nobody'"),
        (["--body", "igc-kz-pl", "--on", "soon", "--out", "brief.md"], 2, "is not a day"),
        (["--body", "igc-kz-pl", "--out", "nowhere/brief.md"], 2, "no folder"),
    ],
)
def test_brief_refuses_before_it_plans(capfd, monkeypatch, tmp_path, arguments, code, said):
    monkeypatch.chdir(tmp_path)
    assert main(["register", "brief", *arguments]) == code
    assert said in capfd.readouterr().err
    assert not list(tmp_path.iterdir())
