"""The README is true: its Python runs, its commands exist, its links lead somewhere."""

from __future__ import annotations

import contextlib
import io
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md")))


def test_the_python_of_the_readme_runs() -> None:
    """It prints a line for each way, the northern one among them."""
    (code,) = re.findall(r"```python\n(.*?)```", README, flags=re.DOTALL)
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(compile(code, "README.md", "exec"), {})  # noqa: S102 our own page
    lines = out.getvalue().splitlines()
    assert len(lines) >= 3
    assert all("days" in line and "USD" in line for line in lines)
    assert any("Northern" in line for line in lines)


def test_the_commands_of_the_readme_exist() -> None:
    """Each flag that the page shows is one of its command."""
    from typer.testing import CliRunner

    from transcaspia.cli.main import app

    shown = re.findall(r"```sh\n(.*?)```", README, flags=re.DOTALL)
    commands = re.findall(r"^transcaspia ((?:network |register )?[a-z]+)(.*)$", "\n".join(shown), flags=re.MULTILINE)
    assert len(commands) > 3
    for command, rest in commands:
        screen = {"COLUMNS": "200", "TERM": "dumb", "NO_COLOR": "1"}
        page = CliRunner().invoke(app, [*command.split(), "--help"], env=screen).output
        for flag in re.findall(r"(?<=\s)--[a-z-]+", rest):
            assert flag in page


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_links_lead_somewhere(page: Path) -> None:
    """Every relative link and picture of a page is a file."""
    for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), f"{page.name} links {target}"
