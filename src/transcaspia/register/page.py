"""The docs page of the register's files, written from their description."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from transcaspia.register.shape import CLAIM, FILES, SOURCES

if TYPE_CHECKING:
    from transcaspia.register.shape import File, Key

_HEAD = """\
# The files of a register

A register is a folder of TOML files: `register.toml` and one file for each kind of entry below. `transcaspia register
check --register DIR` tells of every fault at once. A *when* is 2025, 2025-05, 2025-05-23, 2025-autumn, or two of them
joined by a slash (2017-12-12/2017-12-13, 2016-10/..). What an entry says of itself is its first claim; later claims
stand below it as `[[KIND.claim]]`.

This page is made from `src/transcaspia/register/shape.py` by `python -m transcaspia.register.page FILE`.
"""


def files_as_markdown() -> str:
    """
    Return the docs page of all files.

    Returns
    -------
    str
        Markdown: what each file holds, and its keys.
    """
    return "\n".join([_HEAD, *(_section(file) for file in (*FILES, CLAIM, SOURCES))])


def _section(file: File) -> str:
    head = f"## {file.name or '[[KIND.claim]]'}"
    table = ["| key | kind | needed | what it holds |", "| --- | --- | --- | --- |"]
    return "\n".join([head, "", f"{file.meaning}.", "", *table, *(_line(key) for key in file.keys), ""])


def _line(key: Key) -> str:
    choices = f". One of {', '.join(f'`{choice}`' for choice in key.choices)}" if key.choices else ""
    return f"| `{key.name}` | {key.kind} | {'yes' if key.required else ''} | {key.meaning}{choices} |"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(files_as_markdown(), encoding="utf-8")
