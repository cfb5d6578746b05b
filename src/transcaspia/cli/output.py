"""Results on stdout, everything else on stderr."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import sys
from typing import TYPE_CHECKING

from transcaspia.errors import LimitError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from transcaspia.report.text import Look

DONE, EMPTY, USAGE, BAD_DATA, FAULT, INTERRUPTED = 0, 1, 2, 3, 4, 130
"""Exit codes: done; a true answer that is empty; wrong usage; bad input data; our fault; interrupted."""

WIDTH = 100


def emit(text: str) -> None:
    """
    Print a result for people, in letters that the screen can show.

    Parameters
    ----------
    text
        The result.

    Raises
    ------
    LimitError
        If stdout goes to a full disk.
    """
    from transcaspia.report.words import encodable

    encoding = sys.stdout.encoding or "utf-8"
    _write(encodable(text if text.endswith("\n") else text + "\n", encoding).encode(encoding, "replace"))


def emit_data(text: str) -> None:
    """
    Print a result for programs: always UTF-8, whatever the locale.

    Parameters
    ----------
    text
        The result.

    Raises
    ------
    LimitError
        If stdout goes to a full disk.
    """
    _write((text if text.endswith("\n") else text + "\n").encode("utf-8"))


def _write(content: bytes) -> None:
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        silence_stdout()  # whoever read the pipe has enough; typer would end with exit 1
    except OSError as error:
        silence_stdout()
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise LimitError(
                "The result was not written whole: the disk is full; make room and run it again."
            ) from error
        raise


def silence_stdout() -> None:
    """Send what is left of stdout nowhere, so that the end of the process does not complain about it."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def say(sentence: str) -> None:
    """
    Print a sentence on stderr.

    Parameters
    ----------
    sentence
        One or more lines.
    """
    from transcaspia.report.words import encodable

    with contextlib.suppress(OSError):
        sys.stderr.write(encodable(sentence, sys.stderr.encoding or "utf-8") + "\n")
        sys.stderr.flush()


@contextlib.contextmanager
def working(what: str) -> Iterator[None]:
    """
    Show on a terminal what is being done, and wipe it when done; a pipe sees nothing.

    Parameters
    ----------
    what
        What is being done.

    Yields
    ------
    None
        While it is being done.
    """
    if not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield
        return
    sys.stderr.write(f"{what} ...")
    sys.stderr.flush()
    try:
        yield
    finally:
        sys.stderr.write("\r" + " " * (len(what) + 4) + "\r")
        sys.stderr.flush()


@contextlib.contextmanager
def progress(what: str) -> Iterator[Callable[[int, int], None]]:
    """
    Show on a terminal how far a long work is, and wipe it when done; a pipe sees nothing.

    Parameters
    ----------
    what
        What is being done.

    Yields
    ------
    Callable[[int, int], None]
        To be called with how many are done and how many there are.
    """
    shown = sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
    width = 24

    def tell(done: int, all_of_them: int) -> None:
        if shown:
            full = width * done // max(1, all_of_them)
            sys.stderr.write(f"\r{what} [{'#' * full}{'.' * (width - full)}] {done}/{all_of_them}")
            sys.stderr.flush()

    try:
        yield tell
    finally:
        if shown:
            sys.stderr.write("\r" + " " * (len(what) + width + 20) + "\r")
            sys.stderr.flush()


def screen() -> Look:
    """
    Return how tables look on stdout: drawn and coloured on a terminal, plain in a pipe.

    Returns
    -------
    Look
        Width of the terminal, at most `WIDTH`; `COLUMNS` sets it anywhere.
    """
    from transcaspia.report.text import Look

    width = min(shutil.get_terminal_size((WIDTH, 40)).columns, WIDTH)
    terminal = sys.stdout.isatty()
    drawn = terminal and _shows("═─·≈├┤●¦–")
    colour = terminal and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"
    return Look(width=width, drawn=drawn, colour=colour)


def _shows(text: str) -> bool:
    try:
        text.encode(sys.stdout.encoding or "ascii")
    except UnicodeEncodeError:
        return False
    return True
