"""A brief as Markdown, as a page that needs nothing else, and as PDF."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from transcaspia.errors import InputError, LimitError
from transcaspia.report.files import check_target, write_whole
from transcaspia.report.paper import environment, print_pages, weasyprint

if TYPE_CHECKING:
    from collections.abc import Sequence

    from transcaspia.report.brief import Brief

FORMS = (".html", ".pdf", ".md")
"""Endings of the files that a brief can be."""
MOST_PAGES = 6
_ABOUT = "about"
SIZES_PT = (8.6, 8.2, 7.8, 7.4)
"""Sizes of letters on paper, points; the first that holds the decisions on one page and all on six is taken."""


def check_brief_target(path: Path, *, force: bool = False) -> None:
    """
    Check, before any work is done, that a brief may be written.

    Parameters
    ----------
    path
        The file to be.
    force
        Allow an existing file to be replaced.

    Raises
    ------
    InputError
        If its ending is not one of `FORMS`, it may not be written, or a PDF cannot be made here.
    """
    if path.suffix.lower() not in FORMS:
        raise InputError(f"'{path}' does not end in {', '.join(FORMS)}; a brief is one of these.")
    check_target(path, force=force)
    if path.suffix.lower() == ".pdf":
        weasyprint()


def brief_markdown(brief: Brief) -> str:
    """
    Return a brief as Markdown.

    Parameters
    ----------
    brief
        The brief.

    Returns
    -------
    str
        Lines of text.
    """
    templates = environment()
    templates.filters["md"] = _md
    templates.filters["refs"] = _refs
    lines = templates.get_template("brief.md.j2").render(b=brief).splitlines()
    kept = [line.rstrip() for place, line in enumerate(lines) if line.strip() or (place and lines[place - 1].strip())]
    return "\n".join(kept).strip() + "\n"


def brief_html(brief: Brief, size_pt: float = SIZES_PT[0]) -> str:
    """
    Return a brief as a page.

    Parameters
    ----------
    brief
        The brief.
    size_pt
        Size of the letters on paper, points.

    Returns
    -------
    str
        HTML that loads nothing from elsewhere.
    """
    return environment().get_template("brief.html.j2").render(b=brief, size_pt=size_pt)


def brief_pdf(brief: Brief) -> tuple[bytes, int]:
    """
    Return a brief as PDF.

    Parameters
    ----------
    brief
        The brief.

    Returns
    -------
    tuple[bytes, int]
        The file, and the number of its pages.

    Raises
    ------
    LimitError
        If it has more than six pages.
    """
    content, pages = print_pages(lambda size_pt: brief_html(brief, size_pt), SIZES_PT, _fits)
    if pages > MOST_PAGES:
        raise LimitError(f"The brief has {pages} pages, and {MOST_PAGES} are the most; write it as .html or .md.")
    return content, pages


def write_brief(brief: Brief, path: Path, *, force: bool = False) -> None:
    """
    Write a brief in the form of a file's ending.

    Parameters
    ----------
    brief
        The brief.
    path
        The file to be, ending in `.html`, `.pdf` or `.md`.
    force
        Allow an existing file to be replaced.

    Raises
    ------
    InputError
        If the file may not be written, or a PDF cannot be made here.
    LimitError
        If the disk is full, or the brief has more than six pages.
    """
    check_brief_target(path, force=force)
    form = path.suffix.lower()
    if form == ".pdf":
        content = brief_pdf(brief)[0]
    else:
        content = (brief_html(brief) if form == ".html" else brief_markdown(brief)).encode("utf-8")
    write_whole(path, content, force=force)


def _fits(pages: Sequence[Any]) -> bool:
    return len(pages) <= MOST_PAGES and _ABOUT in pages[min(1, len(pages) - 1)].anchors


def _md(text: str) -> str:
    return text.replace("|", "\\|").replace("*", "\\*").replace("_", "\\_")


def _refs(numbers: Sequence[int]) -> str:
    return "".join(f"[{number}]" for number in numbers)
