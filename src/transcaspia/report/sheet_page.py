"""An estimate or a request as a page that needs nothing else, as PDF, and a request as the text of an e-mail."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any

from transcaspia.errors import InputError
from transcaspia.report import words
from transcaspia.report.estimate import make_estimate
from transcaspia.report.files import check_target, write_whole
from transcaspia.report.paper import environment, print_pages, weasyprint
from transcaspia.report.request import make_request

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from jinja2 import Environment

    from transcaspia.network.model import Network
    from transcaspia.planning.model import Itineraries
    from transcaspia.report.estimate import Estimate
    from transcaspia.report.request import Request

SHEETS = 2
"""Sheets of paper that an estimate should fit."""
SIZES_PT = (7.6, 7.1, 6.7, 6.4, 6.2, 6.0)
"""Sizes of letters on paper, points: the largest that fits two sheets; where none does, `LONG_PT` and more sheets."""
LONG_PT = 7.1
REQUEST_SHEETS = 4
REQUEST_SIZES_PT = (8.6, 8.0)
FORMS = {"estimate": (".pdf", ".html"), "request": (".txt", ".html", ".pdf")}
"""Endings of the files that each sheet can be."""
MEDIA_TYPES = {"html": "text/html; charset=utf-8", "pdf": "application/pdf", "txt": "text/plain; charset=utf-8"}
COLUMNS = 78
"""Letters of a line of an e-mail."""


def check_sheet(kind: str, path: Path, *, force: bool = False) -> None:
    """
    Check, before any work is done, that a sheet may be written.

    Parameters
    ----------
    kind
        `estimate` or `request`.
    path
        The file to be.
    force
        Allow an existing file to be replaced.

    Raises
    ------
    InputError
        If it has another ending, may not be written, or a PDF cannot be made here.
    """
    forms = FORMS[kind]
    if path.suffix.lower() not in forms:
        raise InputError(f"--{kind} '{path}' does not end in {words.listed(forms, 'or')}; name such a file.")
    check_target(path, force=force)
    if path.suffix.lower() == ".pdf":
        weasyprint()


def estimate_html(estimate: Estimate, size_pt: float = SIZES_PT[0]) -> str:
    """
    Return an estimate as a page.

    Parameters
    ----------
    estimate
        The estimate.
    size_pt
        Size of the letters on paper, points.

    Returns
    -------
    str
        HTML that loads nothing from elsewhere.
    """
    return _templates().get_template("estimate.html.j2").render(e=estimate, size_pt=size_pt)


def estimate_pdf(estimate: Estimate) -> tuple[bytes, int]:
    """
    Return an estimate as PDF, on two sheets where it can be.

    Parameters
    ----------
    estimate
        The estimate.

    Returns
    -------
    tuple[bytes, int]
        The file, and the number of its sheets.

    Raises
    ------
    InputError
        If a PDF cannot be made here.
    """
    return print_pages(
        lambda size_pt: estimate_html(estimate, size_pt), SIZES_PT, lambda p: len(p) <= SHEETS, otherwise_pt=LONG_PT
    )


def request_html(request: Request, size_pt: float = SIZES_PT[0]) -> str:
    """
    Return a request as a page.

    Parameters
    ----------
    request
        The request.
    size_pt
        Size of the letters on paper, points.

    Returns
    -------
    str
        HTML that loads nothing from elsewhere.
    """
    return _templates().get_template("request.html.j2").render(r=request, size_pt=size_pt)


def request_pdf(request: Request) -> tuple[bytes, int]:
    """
    Return a request as PDF.

    Parameters
    ----------
    request
        The request.

    Returns
    -------
    tuple[bytes, int]
        The file, and the number of its sheets.

    Raises
    ------
    InputError
        If a PDF cannot be made here.
    """
    return print_pages(
        lambda size_pt: request_html(request, size_pt), REQUEST_SIZES_PT, lambda p: len(p) <= REQUEST_SHEETS
    )


def request_text(request: Request) -> str:
    """
    Return a request as the text of an e-mail: its first line is the subject.

    Parameters
    ----------
    request
        The request.

    Returns
    -------
    str
        Lines of at most `COLUMNS` letters, but for what has no blank to break at.
    """
    lines = [request.subject, "", *(f"{head}: {text}" for head, text in request.stamps), "", request.hello, ""]
    lines += _wrapped(request.intro)
    for number, section in enumerate(request.sections, start=1):
        heading = f"{number}. {section.title.upper()}"
        lines += ["", heading, "-" * len(heading)]
        lines += _wrapped(section.note)
        for head, text in section.pairs:
            lines += _wrapped(f"{head}: {text}", "  ", "    ")
        for place, item in enumerate(section.items, start=1):
            lines += _wrapped(f"{place}. {item}", "  ", "     ")
        blank = section.columns[len(section.rows[0]) :] if section.rows else ()
        for row in section.rows:
            lines += _wrapped(" | ".join(row), "  ", "    ")
            if blank:
                lines += _wrapped(" ".join(f"{name}: ______" for name in blank), "      ", "      ")
    return "\n".join([*lines, "", *request.closing, "", request.footer]) + "\n"


def write_sheet(
    kind: str,
    answer: Itineraries,
    network: Network,
    path: Path,
    *,
    issued: date,
    way: int = 1,
    language: str = "en",
    reference: str = "",
    force: bool = False,
) -> None:
    """
    Write an estimate or a request in the form of a file's ending.

    Parameters
    ----------
    kind
        `estimate` or `request`.
    answer
        The answer of `plan`.
    network
        The network that it was planned on.
    path
        The file to be.
    issued
        Day of the sheet.
    way
        Number of the way in the answer, from 1.
    language
        `en`, `pl` or `ru`.
    reference
        Reference of the user's; blank for one made from the question.
    force
        Allow an existing file to be replaced.

    Raises
    ------
    InputError
        If there is no such way, the language is not written here, the file may not be written, or a PDF cannot be made.
    LimitError
        If the disk is full.
    """
    check_sheet(kind, path, force=force)
    form = path.suffix.lower().removeprefix(".")
    content, _ = sheet_content(
        kind, form, answer, network, issued=issued, way=way, language=language, reference=reference
    )  # fmt: skip
    write_whole(path, content, force=force)


def sheet_content(
    kind: str,
    form: str,
    answer: Itineraries,
    network: Network,
    *,
    issued: date,
    way: int = 1,
    language: str = "en",
    reference: str = "",
    **more: date,
) -> tuple[bytes, str]:
    """
    Return an estimate or a request in a form.

    Parameters
    ----------
    kind
        `estimate` or `request`.
    form
        `html`, `pdf`, or for a request `txt`.
    answer
        The answer of `plan`.
    network
        The network that it was planned on.
    issued
        Day of the sheet.
    way
        Number of the way in the answer, from 1.
    language
        `en`, `pl` or `ru`.
    reference
        Reference of the user's; blank for one made from the question.
    **more
        `valid_until` of an estimate, `answer_by` of a request.

    Returns
    -------
    tuple[bytes, str]
        The file, and its media type.

    Raises
    ------
    InputError
        If there is no such way or form, the language is not written here, or a PDF cannot be made.
    """
    if f".{form}" not in FORMS[kind]:
        raise InputError(f"'{form}' is no form of the {kind}; it can be {words.listed(FORMS[kind], 'or')}.")
    terms: dict[str, Any] = {"issued": issued, "way": way, "language": language, "reference": reference, **more}
    if kind == "estimate":
        estimate = make_estimate(answer, network, **terms)
        content = estimate_pdf(estimate)[0] if form == "pdf" else estimate_html(estimate).encode()
    else:
        request = make_request(answer, network, **terms)
        text = request_text if form == "txt" else request_html
        content = request_pdf(request)[0] if form == "pdf" else text(request).encode()
    return content, MEDIA_TYPES[form]


def _wrapped(text: str, first: str = "", rest: str = "") -> list[str]:
    return textwrap.wrap(
        text, COLUMNS, initial_indent=first, subsequent_indent=rest, break_long_words=False, break_on_hyphens=False
    )  # fmt: skip


def _templates() -> Environment:
    templates = environment()
    templates.filters["css"] = _css
    return templates


def _css(text: str) -> str:
    """Return a text that may stand between quotes in a style sheet: letters that could end it are written by number."""
    return "".join(mark if mark.isalnum() or mark in " .,:;()-" else f"\\{ord(mark):x} " for mark in text)
