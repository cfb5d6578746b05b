"""The contract of the program: exit codes, streams, and a sentence for every fault."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from terminal import RUN, on_a_terminal
from transcaspia import __version__
from transcaspia.cli import main as program
from transcaspia.cli.main import main
from transcaspia.errors import DataError, InputError, LimitError, UnknownIdError

TINY = Path(__file__).parents[1] / "fixtures" / "tiny"
SHOW = ("network", "show", "--network", str(TINY))


def run(*arguments, **options):
    return subprocess.run([*RUN, *arguments], capture_output=True, check=False, timeout=60, **options)


def test_help_lists_the_commands_of_this_edition_and_no_other(capfd):
    assert main(["--help"]) == 0
    out, err = capfd.readouterr()
    assert err == ""
    commands = out[out.index("Commands:") : out.index("Exit codes")]
    names = [line.split()[0] for line in commands.splitlines()[1:] if line[2:3].isalpha()]
    assert sorted(names) == [
        "keys",
        "network",
        "places",
        "plan",
        "register",
        "serve",
        "skims",
        "store",
        "validate",
        "warmup",
    ]


def test_without_arguments_the_help_is_printed(capfd):
    assert main([]) == 0
    assert "Usage: transcaspia" in capfd.readouterr().out


def test_help_is_quick_and_loads_nothing_heavy():
    heavy = {"numpy", "scipy", "numba", "pandas", "pyarrow", "shapely", "matplotlib", "rich.table"}
    code = f"import sys; import transcaspia.cli.main; print(sorted({heavy!r} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout.strip() == b"[]"
    started = time.perf_counter()
    assert run("--help").returncode == 0
    assert time.perf_counter() - started < 1.0


def test_the_version_is_printed(capfd):
    assert main(["--version"]) == 0
    assert capfd.readouterr().out == f"transcaspia {__version__}\n"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["plan", "Łódź"], ["DESTINATION", "transcaspia plan --help"]),
        (["plan", "Łódź", "Almaty"], ["--depart"]),
        (["plan", "Łódź", "Almaty", "--depart", "2025-10-01", "--units", "two"], ["--units 'two'"]),
        (["plan", "Łódź", "Almaty", "--depart", "2025-10-01", "--temp", "2"], ["--temp '2'", "2,8"]),
        (["plan", "Łódź", "Almaty", "--depart", "2025-10-01", "--json", "--csv"], ["--json", "--csv", "one of them"]),
        (["plan", "Łódź", "Almaty", "--depart", "2025-10-01", "--map", "a.jpg"], ["a.jpg", ".png or .svg"]),
        (["plan", "Łódź", "Almaty", "--depart", "2025-10-01", "--force"], ["--force", "--map"]),
        (["plans"], ["plans"]),
        (["network"], ["transcaspia network --help"]),
        (["--nonsense"], ["--nonsense", "transcaspia --help"]),
    ],
)
def test_wrong_usage_is_a_sentence_and_exit_2(capfd, arguments, words):
    assert main(arguments) == 2
    out, err = capfd.readouterr()
    assert out == ""
    for word in words:
        assert word in err
    assert "Traceback" not in err
    assert "Usage:" not in err


@pytest.mark.parametrize("locale", ["C", "C.UTF-8", "POSIX"])
def test_argv_that_is_not_utf8_is_a_sentence_and_exit_2(locale):
    done = run("places", b"\xa3\xf3d\xbc", env={**os.environ, "LC_ALL": locale})
    assert done.returncode == 2
    assert b"not UTF-8" in done.stderr
    assert rb"\xa3\xf3d\xbc" in done.stderr
    assert done.stdout == b""


def test_names_are_read_as_utf8_whatever_the_locale():
    done = run(
        "places", "Łódź".encode(), env={**os.environ, "LC_ALL": "POSIX", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
    )
    assert done.returncode == 0
    assert b"PLLOD" in done.stdout


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (InputError("a sentence"), 2),
        (UnknownIdError("a sentence"), 2),
        (DataError("a sentence"), 3),
        (LimitError("a sentence"), 4),
        (KeyboardInterrupt(), 130),
    ],
)
def test_each_error_has_its_exit_code(capfd, monkeypatch, error, code):
    def fail(*_):
        raise error

    monkeypatch.setattr("transcaspia.network.load.load_network", fail)
    assert main(["network", "show"]) == code
    out, err = capfd.readouterr()
    assert out == ""
    assert len(err.strip().splitlines()) == 1
    assert err.strip() in {"a sentence", "Interrupted; nothing was left half written."}


def test_a_fault_of_ours_is_one_sentence_and_exit_4(capfd, monkeypatch):
    def fail(*_):
        raise ZeroDivisionError("division by zero")

    monkeypatch.setattr("transcaspia.network.load.load_network", fail)
    assert main(["network", "show"]) == 4
    err = capfd.readouterr().err
    assert "a fault of ours" in err
    assert "ZeroDivisionError: division by zero" in err
    assert len(err.splitlines()) == 1
    monkeypatch.setenv("TRANSCASPIA_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        main(["network", "show"])


@pytest.mark.parametrize("reader", ["head -n 1", "head -c 4"])
def test_a_broken_pipe_is_silent(reader):
    command = " ".join(f"'{part}'" for part in [*RUN, "network", "sources"])
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {command} | {reader}; exit ${{PIPESTATUS[0]}}"],
        capture_output=True, check=False, timeout=60,
    )  # fmt: skip
    assert done.stderr == b""
    assert done.stdout.startswith(b"key\t")
    assert done.returncode == 0


def test_a_pipe_that_nobody_reads_is_silent():
    command = " ".join(f"'{part}'" for part in [*RUN, "network", "sources"])
    done = subprocess.run(
        ["bash", "-c", f"{command} | true; exit ${{PIPESTATUS[0]}}"], capture_output=True, check=False, timeout=60
    )
    assert done.stderr == b""
    assert done.returncode == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_a_sentence():
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run([*RUN, "network", "show"], stdout=full, stderr=subprocess.PIPE, check=False, timeout=60)
    assert done.returncode == 4
    assert done.stderr.decode() == "The result was not written whole: the disk is full; make room and run it again.\n"


def test_a_screen_without_the_letters_gets_plain_ones():
    done = run("places", "Łódź", env={**os.environ, "PYTHONIOENCODING": "ascii"})
    assert done.returncode == 0
    assert b"PLLOD\tLodz\tPL" in done.stdout


def test_colour_is_for_terminals_and_honours_no_color():
    assert "\x1b[" in on_a_terminal(*SHOW)
    assert "\x1b[" not in on_a_terminal(*SHOW, NO_COLOR="")
    assert "\x1b[" not in on_a_terminal(*SHOW, NO_COLOR="1")
    assert "\x1b[" not in on_a_terminal(*SHOW, TERM="dumb")
    assert b"\x1b[" not in run(*SHOW).stdout


@pytest.mark.parametrize("columns", [60, 80, 100])
def test_tables_fit_the_terminal(columns):
    shown = on_a_terminal("network", "sources", "--network", str(TINY), columns=columns, NO_COLOR="1")
    assert max(len(line) for line in shown.splitlines()) <= columns


def test_the_program_is_installed_under_its_name():
    script = Path(sys.executable).with_name(program.PROGRAM)
    done = subprocess.run([script, "--version"], capture_output=True, check=False, timeout=60)
    assert done.returncode == 0
    assert done.stdout.decode() == f"transcaspia {__version__}\n"
