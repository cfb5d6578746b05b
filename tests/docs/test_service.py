"""The examples of the HTTP interface work as printed, against a real server; the table of routes is in step."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from api_page import page

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", ROOT / "docs" / "service.md"]
PRINTED = "http://127.0.0.1:8000"
EXAMPLES = [
    re.sub(r"\\\n\s*", "", command)
    for text in PAGES
    for command in re.findall(r"^ *(curl (?:.*\\\n)*.*)$", text.read_text(encoding="utf-8"), flags=re.MULTILINE)
]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory):
    """Start `transcaspia serve` on a free port, and give the address that it prints."""
    home = tmp_path_factory.mktemp("home")
    run = [
        sys.executable,
        "-c",
        "from transcaspia.cli.main import main; main()",
        "serve",
        "--port",
        "0",
        "--workers",
        "1",
    ]
    process = subprocess.Popen(run, stderr=subprocess.PIPE, text=True, env={**os.environ, "XDG_DATA_HOME": str(home)})
    found = re.search(r"http://[\d.:]+", process.stderr.readline())
    assert found is not None
    yield found[0]
    process.terminate()
    process.stderr.close()
    process.wait(timeout=30)


def test_there_are_examples():
    assert len(EXAMPLES) > 8
    assert all(PRINTED in command for command in EXAMPLES)


def test_the_examples_work_as_printed(server):
    """Each answers with what it asked for, not with an error; one test, so that one server serves them all."""
    for command in EXAMPLES:
        done = subprocess.run(
            ["bash", "-c", command.replace(PRINTED, server)], capture_output=True, text=True, timeout=120, check=True
        )
        told = json.loads(done.stdout)
        assert told, command
        assert "error" not in told, command


def test_the_table_of_routes_is_in_step():
    """Run `.venv/bin/python tools/api_page.py` after a change of routes."""
    text = PAGES[1].read_text(encoding="utf-8")
    assert page(text) == text
