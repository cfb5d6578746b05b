"""Pages that need nothing else, from templates, and the same as PDF."""

from __future__ import annotations

import io
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
    return made


def print_pages(
    page: Callable[[float], str], sizes_pt: Sequence[float], fits: Callable[[Sequence[Any]], bool]
) -> tuple[bytes, int]:
    """
    Return a page as PDF in the largest letters that fit; in the last of the sizes where none does.

    Parameters
    ----------
    page
        Gives the HTML for letters of a size in points.
    sizes_pt
        Sizes to try, points.
    fits
        Says of the laid-out sheets whether they will do.

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
    for size_pt in sizes_pt:
        document = library.HTML(string=page(size_pt), url_fetcher=_fetch_nothing).render()
        if fits(document.pages):
            break
    stream = io.BytesIO()
    document.write_pdf(stream)
    return stream.getvalue(), len(document.pages)


def _fetch_nothing(url: str) -> None:
    raise ValueError(f"a report loads nothing from elsewhere, and {url} was asked for")
