"""Write the table of routes in docs/service.md from the routes themselves: `.venv/bin/python tools/api_page.py`."""

from __future__ import annotations

from pathlib import Path

from transcaspia.server.app import create_app
from transcaspia.server.openapi import TAGS
from transcaspia.server.settings import Settings

PAGE = Path(__file__).resolve().parents[1] / "docs" / "service.md"
BEGIN, END = "<!-- routes: made by tools/api_page.py -->\n", "<!-- end of routes -->\n"


def routes() -> str:
    """Return the table of routes as Markdown."""
    document = create_app(Settings()).openapi()
    lines = []
    for tag, meaning in TAGS.items():
        found = [
            f"| `{verb.upper()} {path}` | {operation['description'].splitlines()[0]} |"
            for path, verbs in document["paths"].items()
            for verb, operation in verbs.items()
            if tag in operation["tags"]
        ]
        if found:
            lines += [f"\n**{tag.capitalize()}.** {meaning}\n", "| route | what it does |", "| --- | --- |", *found]
    return "\n".join(lines) + "\n\n"


def page(text: str) -> str:
    """Return the page with the table made anew."""
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    return before + BEGIN + routes() + END + after


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
