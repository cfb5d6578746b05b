"""Text for a screen or a pipe: tables with aligned columns or tabs, wrapped and cut lines."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from transcaspia.report.words import columns_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from transcaspia.report.text import Look

_GAP = 2


def columns(heading: Sequence[str], rows: Sequence[Sequence[str]], look: Look, *, right: Sequence[str] = ()) -> str:
    """
    Return a table; on a screen the last column is cut where the line would be too long, in a pipe nothing is.

    Parameters
    ----------
    heading
        Names of the columns.
    rows
        Cells without line feeds.
    look
        How it is printed.
    right
        Names of columns that stand flush right, as numbers do.

    Returns
    -------
    str
        Lines ending in a line feed.
    """
    if not look.drawn:
        return "".join("\t".join(cells) + "\n" for cells in (heading, *rows))
    widths = [max(columns_of(cells[i]) for cells in (heading, *rows)) for i in range(len(heading))]
    lines: list[str] = []
    for cells in (heading, *rows):
        parts = [
            (" " * (width - columns_of(cell)) + cell) if name in right else cell + " " * (width - columns_of(cell))
            for name, cell, width in zip(heading, cells, widths, strict=True)
        ]
        lines.append(cut((" " * _GAP).join(parts).rstrip(), look.width))
    if look.colour:
        lines[0] = f"\x1b[2m{lines[0]}\x1b[0m"
    return "\n".join(lines) + "\n"


def cut(text: str, width: int) -> str:
    """
    Return a line no wider than a screen.

    Parameters
    ----------
    text
        The line.
    width
        Columns of the screen.

    Returns
    -------
    str
        The line, with `…` in place of what was cut.
    """
    if columns_of(text) <= width:
        return text
    while columns_of(text) > width - 1:
        text = text[:-1]
    return text.rstrip() + "…"


def wrapped(text: str, look: Look, indent: str = "", hanging: str | None = None) -> list[str]:
    """
    Return a paragraph in lines no wider than a screen.

    Parameters
    ----------
    text
        The paragraph.
    look
        How it is printed.
    indent
        What the first line begins with.
    hanging
        What every other line begins with; by default two columns more than the first.

    Returns
    -------
    list[str]
        Lines.
    """
    return textwrap.wrap(
        text, look.width, initial_indent=indent, subsequent_indent=indent + "  " if hanging is None else hanging,
        break_on_hyphens=False, break_long_words=True,
    )  # fmt: skip
