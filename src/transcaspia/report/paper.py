"""Pages that need nothing else, from templates, and the same as PDF."""

from __future__ import annotations

import io
import logging
import warnings
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from transcaspia.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


def environment() -> Environment:
    """
    Return the templates of the reports.

    Returns
    -------
    Environment
        Escapes in HTML, and refuses a name that is not given.
    """
    return Environment(
        loader=PackageLoader("transcaspia.report"),
        autoescape=select_autoescape(["html", "html.j2"]),
        undefined=StrictUndefined,
        trim_blocks=False,
    )


def weasyprint() -> Any:  # noqa: ANN401
    """
    Return the library that makes PDF.

    Returns
    -------
    Any
        The module.

    Raises
    ------
    InputError
        If it, or a library that it needs, is absent.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # what it will need one day is its own affair
            import weasyprint as made
    except ImportError as error:
        raise InputError(
            "A PDF needs weasyprint, which is not installed: `pip install 'transcaspia[pdf]'`, or write .html."
        ) from error
    except OSError as error:
        raise InputError(
            "A PDF needs the library pango, which this system lacks (on Debian: libpangoft2-1.0-0); write .html."
        ) from error
    # It would tell on every page of the rules that are for screens alone.
    logging.getLogger("weasyprint").setLevel(logging.ERROR)
    return made


def print_pages(
    page: Callable[[float], str],
    sizes_pt: Sequence[float],
    fits: Callable[[Sequence[Any]], bool],
    *,
    otherwise_pt: float | None = None,
) -> tuple[bytes, int]:
    """
    Return a page as PDF in the largest letters that fit, found by halving: what fits in large letters fits in small.

    Parameters
    ----------
    page
        Gives the HTML for letters of a size in points.
    sizes_pt
        Sizes to try, points, the largest first.
    fits
        Says of the laid-out sheets whether they will do.
    otherwise_pt
        Size where none fits; by default the last.

    Returns
    -------
    tuple[bytes, int]
        The file, and the number of its sheets.

    Raises
    ------
    InputError
        If a PDF cannot be made here.
    """
    library = weasyprint()

    def laid_out(size_pt: float) -> Any:  # noqa: ANN401
        return library.HTML(string=page(size_pt), url_fetcher=_fetch_nothing).render()

    document = None
    first, last = 0, len(sizes_pt) - 1
    while first <= last:
        middle = (first + last) // 2
        tried = laid_out(sizes_pt[middle])
        if fits(tried.pages):
            document, last = tried, middle - 1
        else:
            first = middle + 1
    if document is None:
        document = laid_out(sizes_pt[-1] if otherwise_pt is None else otherwise_pt)
    stream = io.BytesIO()
    document.write_pdf(stream)
    return stream.getvalue(), len(document.pages)


def _fetch_nothing(url: str) -> None:
    raise ValueError(f"a report loads nothing from elsewhere, and {url} was asked for")
