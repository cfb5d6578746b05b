"""How far a long answer has come: the worker process sends it to the server; elsewhere nobody listens."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

tell: Callable[[dict[str, Any]], None] | None = None
"""Who listens in this process."""


def report(done: int, of: int, what: str = "") -> None:
    """
    Say how far the answer has come.

    Parameters
    ----------
    done, of
        Parts that are done, and all parts.
    what
        What is done now, in words.
    """
    if tell is not None:
        tell({"done": done, "of": of, "what": what})


def counted(thing: str) -> Callable[[int, int], None]:
    """
    Return what a long work calls with the number of things done and of all, after each.

    Parameters
    ----------
    thing
        What is counted, in words.

    Returns
    -------
    Callable[[int, int], None]
        To be given to the work.
    """
    return lambda done, of: report(done, of, f"{thing} {done} of {of}")
