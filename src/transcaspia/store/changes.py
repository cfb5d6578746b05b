"""What changed from one version of a record to another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


class Missing:
    """What stands where there was nothing."""

    def __repr__(self) -> str:
        """
        Return how it is shown.

        Returns
        -------
        str
            A word.
        """
        return "MISSING"


MISSING: Final = Missing()


@dataclass(frozen=True)
class Change:
    """
    One change.

    Attributes
    ----------
    path
        Names and numbers that lead to it.
    before, after
        What stood there, and what stands; `MISSING` for nothing.
    """

    path: tuple[str | int, ...]
    before: Any
    after: Any


def diff(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Change]:
    """
    Return what changed between two bodies.

    Parameters
    ----------
    before, after
        The bodies, of plain JSON values.

    Returns
    -------
    list[Change]
        The innermost changes, in the order of the bodies; lists are compared place by place.

    Examples
    --------
    >>> diff({"query": {"units": 2}}, {"query": {"units": 3}})
    [Change(path=('query', 'units'), before=2, after=3)]
    """
    return list(_changes((), dict(before), dict(after)))


def change_document(change: Change) -> dict[str, Any]:
    """
    Return a change as the HTTP interface gives it.

    Parameters
    ----------
    change
        The change.

    Returns
    -------
    dict
        Its `path`, and `before` and `after` where something stood or stands.
    """
    found: dict[str, Any] = {"path": list(change.path)}
    if change.before is not MISSING:
        found["before"] = change.before
    if change.after is not MISSING:
        found["after"] = change.after
    return found


def _changes(path: tuple[str | int, ...], before: object, after: object) -> Iterator[Change]:
    if isinstance(before, dict) and isinstance(after, dict):
        for name in [*before, *(name for name in after if name not in before)]:
            yield from _changes((*path, name), before.get(name, MISSING), after.get(name, MISSING))
    elif isinstance(before, list) and isinstance(after, list):
        for place in range(max(len(before), len(after))):
            yield from _changes((*path, place), _at(before, place), _at(after, place))
    elif type(before) is not type(after) or before != after:
        yield Change(path, before, after)


def _at(values: list[Any], place: int) -> object:
    return values[place] if place < len(values) else MISSING
