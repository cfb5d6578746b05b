"""The docs page of the tables, written from their description."""

from __future__ import annotations

import sys
from pathlib import Path

from transcaspia.network.model import IDENTITY
from transcaspia.network.tables import TABLES, Column, Table

_HEAD = """\
# The tables of a network

A network is a folder: one CSV file for each table below, and `network.toml`. Every file and every column must be there;
a table without rows has its header only. `transcaspia network check --network DIR` tells of every fault at once.

- Files are UTF-8, with commas between the cells and a dot in numbers. A blank cell means not known, or not applicable.
- *list* is several values joined by `;`. *date* is written 2025-10-01. *flag* is `yes` or blank.
- `source` and `grade` stand behind every figure. A `derived` figure holds its formula in `note`.
- A row with `valid_from` or `valid_to` holds on those days only, both ends included.
- `low`, `typical` and `high` are P10, P50 and P90 once the rule of `network.toml`, `[statistic_rule]`, was applied: for
  the statistics `range` and `estimate` the figures stand as they are (a blank `typical` is the geometric mean of the
  two); for every other the one value stands in `typical`, and the rule multiplies it. A low or high that the
  source gave beside it stands as given. The multipliers speak of hours and money; a speed is divided by them.
- A link, a terminal row and a crossing hold in both directions unless the table has a column for the direction.

This page is made from `src/transcaspia/network/tables.py` by `python -m transcaspia.network.document docs/tables.md`.
"""


def tables_as_markdown() -> str:
    """
    Return the docs page of all tables.

    Returns
    -------
    str
        Markdown: what each table holds, what tells its rows apart, and its columns.
    """
    return "\n".join([_HEAD, *(_section(t) for t in TABLES)])


def _section(table: Table) -> str:
    identity = IDENTITY.get(table.name, (table.key,))
    apart = ", ".join(f"`{c}`" for c in identity)
    dated = any(c.name == "valid_from" for c in table.columns) and (table.dated_key or table.name in IDENTITY)
    note = f"No two rows share {apart}" + (" on the same day." if dated else ".")
    head = ["| column | type | unit | needed | what it holds |", "| --- | --- | --- | --- | --- |"]
    return "\n".join([f"## {table.name}", "", f"{table.meaning}. {note}", "", *head, *map(_line, table.columns), ""])


def _line(column: Column) -> str:
    what = [column.meaning]
    if column.references:
        what.append(f"Key of [{column.references}](#{column.references})")
    if column.choices and any(c not in column.meaning for c in column.choices):
        what.append(f"One of {', '.join(f'`{c}`' for c in column.choices)}")
    if column.minimum is not None:
        what.append(f"At least {column.minimum:g}")
    text = ". ".join(what).replace("|", "\\|")
    return f"| `{column.name}` | {column.dtype} | {column.unit} | {'yes' if column.required else ''} | {text} |"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(tables_as_markdown(), encoding="utf-8")
