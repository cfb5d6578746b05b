"""What one asks a register: what happened when, what is due, what led to what, where a field stands."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from transcaspia.errors import InputError, UnknownIdError
from transcaspia.network.places import fold
from transcaspia.register.lists import FIELDS, STATES, TABLES
from transcaspia.register.model import Body, Commitment, Document, Entry, Meeting, Programme
from transcaspia.register.standing import Standing, standing, standings

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from transcaspia.register.model import Register
    from transcaspia.register.when import When

COMING_DAYS = 90
"""What is due within as many days is coming."""

_SEASON_DAYS = 92
_FORWARD = frozenset({"prepares", "evidence_for"})


def timeline(
    register: Register,
    *,
    party: str | None = None,
    field: str | None = None,
    body: str | None = None,
    first: date | None = None,
    last: date | None = None,
    kinds: Iterable[str] = ("meeting", "document"),
) -> tuple[Entry, ...]:
    """
    Return what happened and what is announced, in order of time.

    Parameters
    ----------
    register
        The register.
    party
        Only entries of this country, or `EU`.
    field
        Only entries of this field of cooperation.
    body
        Only meetings of this body.
    first, last
        Only what lies at least partly between these days.
    kinds
        Kinds of entries.

    Returns
    -------
    tuple[Entry, ...]
        Entries whose time is known; an announced meeting stands at the time for which it is announced.

    Raises
    ------
    InputError
        If a field, kind or pair of days is not possible.
    UnknownIdError
        If there is no such party or body.
    """
    wanted = set(kinds)
    if strange := sorted(wanted - set(TABLES)):
        raise InputError(f"'{strange[0]}' is not a kind of entry; use one of {', '.join(TABLES)}.")
    _check_field(field)
    if first is not None and last is not None and last < first:
        raise InputError(f"--to {last} lies before --from {first}; swap them.")
    code = _party(register, party)
    if body is not None and not isinstance(register[body], Body):
        raise UnknownIdError(f"'{body}' is a {register[body].kind}, not a body.")
    chosen = []
    for entry in register:
        when = time_of(entry)
        if (
            when is not None
            and entry.kind in wanted
            and (code is None or code in entry.parties)
            and (field is None or field in entry.fields)
            and (body is None or getattr(entry, "body", "") == body)
            and (first is None or when.last >= first)
            and (last is None or when.first <= last)
        ):
            chosen.append((when.first, when.last, entry))
    return tuple(entry for *_, entry in sorted(chosen, key=lambda found: found[:2]))


def time_of(entry: Entry) -> When | None:
    """
    Return where an entry stands in time.

    Parameters
    ----------
    entry
        Any entry.

    Returns
    -------
    When | None
        When it was; for a meeting that is only announced, when it is to be; None where no source says.
    """
    return entry.time or (entry.due if isinstance(entry, Meeting) else None)


@dataclass(frozen=True, slots=True)
class Due:
    """
    What is due on a day.

    Attributes
    ----------
    on
        The day.
    days
        What is due within as many days is coming.
    overdue
        Past its day, the longest first.
    coming
        Due within the days, the nearest first.
    in_progress
        Known to go on, without a day or with a later one.
    waiting
        Proposed or agreed, without a day or with a later one.
    unknown
        Nothing was found on it, the longest silent first.
    """

    on: date
    days: int
    overdue: tuple[Standing, ...]
    coming: tuple[Standing, ...]
    in_progress: tuple[Standing, ...]
    waiting: tuple[Standing, ...]
    unknown: tuple[Standing, ...]

    @property
    def empty(self) -> bool:
        """Whether there is nothing to follow."""
        return not (self.overdue or self.coming or self.in_progress or self.waiting or self.unknown)


def due(
    register: Register,
    on: date,
    *,
    days: int = COMING_DAYS,
    party: str | None = None,
    field: str | None = None,
) -> Due:
    """
    Return what is due, overdue or unknown on a day.

    Parameters
    ----------
    register
        The register.
    on
        The day.
    days
        What is due within as many days is coming.
    party, field
        Only entries of this country (or `EU`), of this field of cooperation.

    Returns
    -------
    Due
        Everything that is not met or dropped.

    Raises
    ------
    InputError
        If the days are below 0 or the field is not on the list.
    """
    if days < 0:
        raise InputError(f"--days {days} is below 0; give a number of days.")
    _check_field(field)
    code = _party(register, party)
    found = [
        each
        for each in standings(register, on)
        if (code is None or code in each.entry.parties) and (field is None or field in each.entry.fields)
    ]
    horizon = on + timedelta(days=days)
    coming = [
        each
        for each in found
        if each.state in {"proposed", "agreed", "in_progress", "unknown"}
        and each.due is not None
        and on <= each.due.last
        and (each.due.last <= horizon or (each.due.first <= horizon and _is_near(each.due)))
    ]
    rest = [each for each in found if each not in coming]
    return Due(
        on,
        days,
        tuple(sorted((e for e in rest if e.state == "overdue"), key=lambda e: -e.overdue_days)),
        tuple(sorted(coming, key=lambda e: (e.due.last, e.due.first) if e.due else (on, on))),
        tuple(e for e in rest if e.state == "in_progress"),
        tuple(e for e in rest if e.state in {"proposed", "agreed"}),
        tuple(sorted((e for e in rest if e.state == "unknown"), key=lambda e: -e.silent_days)),
    )


def _is_near(when: When) -> bool:
    """Return whether a time is put so exactly that its first day counts: a season, not a year."""
    return (when.last - when.first).days <= _SEASON_DAYS


@dataclass(frozen=True, slots=True)
class Step:
    """
    One step of a trace.

    Attributes
    ----------
    depth
        Number of links from the entry that was asked for.
    link
        Type of the link by which it was reached.
    entry
        The entry reached.
    by
        Id of the entry from which it was reached.
    """

    depth: int
    link: str
    entry: Entry
    by: str


@dataclass(frozen=True, slots=True)
class Trace:
    """
    What led to an entry, and what it led to.

    Attributes
    ----------
    entry
        The entry.
    before
        Steps back in time, as a tree written depth first; each entry once, by its shortest way.
    after
        Steps onward, in the same manner.
    """

    entry: Entry
    before: tuple[Step, ...]
    after: tuple[Step, ...]


def trace(register: Register, entry_id: str) -> Trace:
    """
    Return what led to an entry, and what it led to.

    Parameters
    ----------
    register
        The register.
    entry_id
        Id of the entry.

    Returns
    -------
    Trace
        Along the typed links, both ways.
    """
    entry = register[entry_id]
    onward: dict[str, list[tuple[str, str]]] = {}
    back: dict[str, list[tuple[str, str]]] = {}
    for start, kind, end in register.links():
        earlier, later = (start, end) if kind in _FORWARD else (end, start)
        onward.setdefault(earlier, []).append((kind, later))
        back.setdefault(later, []).append((kind, earlier))
    return Trace(entry, _steps(register, entry_id, back), _steps(register, entry_id, onward))


def _steps(register: Register, start: str, ways: dict[str, list[tuple[str, str]]]) -> tuple[Step, ...]:
    """Return the tree of the shortest ways from an entry, depth first."""
    reached: dict[str, tuple[str, str]] = {start: ("", "")}
    layer = [start]
    while layer:
        following: list[str] = []
        for here in layer:
            for kind, there in ways.get(here, ()):
                if there not in reached:
                    reached[there] = (kind, here)
                    following.append(there)
        layer = following
    children: dict[str, list[str]] = {}
    for there, (_, here) in reached.items():
        if here:
            children.setdefault(here, []).append(there)
    steps: list[Step] = []

    def descend(here: str, depth: int) -> None:
        for there in sorted(children.get(here, ()), key=lambda each: _sort_day(register[each])):
            steps.append(Step(depth, reached[there][0], register[there], here))
            descend(there, depth + 1)

    descend(start, 1)
    return tuple(steps)


def _sort_day(entry: Entry) -> tuple[date, str]:
    when = time_of(entry)
    return (when.first if when is not None else entry.known, entry.id)


@dataclass(frozen=True, slots=True)
class Cell:
    """
    What one body has to do in one field.

    Attributes
    ----------
    field
        Field of cooperation.
    body
        Id of the body or office that is to act.
    state
        State of the entries on the day.
    entries
        Ids of commitments and programmes.
    """

    field: str
    body: str
    state: str
    entries: tuple[str, ...]


def matrix(register: Register, on: date, *, party: str | None = None) -> tuple[Cell, ...]:
    """
    Return fields by bodies and states on a day.

    Parameters
    ----------
    register
        The register.
    on
        The day.
    party
        Only commitments of this country, or `EU`.

    Returns
    -------
    tuple[Cell, ...]
        Cells that hold an entry, by field, body and state.
    """
    code = _party(register, party)
    found: dict[tuple[int, str, int], list[str]] = {}
    for each in standings(register, on):
        entry = each.entry
        if not isinstance(entry, (Commitment, Programme)) or (code is not None and code not in entry.parties):
            continue
        for field in entry.fields:
            for body in entry.by or ("",):
                key = (FIELDS.index(field), body, STATES.index(each.state))
                found.setdefault(key, []).append(entry.id)
    return tuple(
        Cell(FIELDS[field], body, STATES[state], tuple(ids)) for (field, body, state), ids in sorted(found.items())
    )


@dataclass(frozen=True, slots=True)
class Shown:
    """
    All that the register says of an entry.

    Attributes
    ----------
    entry
        The entry.
    standing
        How it stands on the day; None where its state is not followed.
    links_in, links_out
        Type of link and entry at its other end.
    used_by
        Meetings of a body, meetings at which an office was present, what a body or office is to do.
    """

    entry: Entry
    standing: Standing | None
    links_in: tuple[tuple[str, Entry], ...]
    links_out: tuple[tuple[str, Entry], ...]
    used_by: tuple[Entry, ...]

    @property
    def sources(self) -> tuple[str, ...]:
        """Keys of the sources of the entry and of its claims, each once."""
        return tuple(
            dict.fromkeys(k for told in (self.entry.source, *(c.source for c in self.entry.claims)) for k in told)
        )


def show(register: Register, entry_id: str, on: date) -> Shown:
    """
    Return all that the register says of an entry.

    Parameters
    ----------
    register
        The register.
    entry_id
        Its id.
    on
        Day on which its state is told.

    Returns
    -------
    Shown
        The entry with its links both ways.
    """
    entry = register[entry_id]
    followed = next((each for each in standings(register, on) if each.entry.id == entry_id), None)
    links = register.linked(entry_id)
    used = [other for other in register if entry_id in _uses(other)]
    return Shown(
        entry,
        followed,
        tuple((kind, register[start]) for start, kind, end in links if end == entry_id and start in register.entries),
        tuple((kind, register[end]) for start, kind, end in links if start == entry_id and end in register.entries),
        tuple(sorted(used, key=_sort_day)),
    )


def resting_on(register: Register, key: str) -> tuple[Entry, ...]:
    """
    Return the entries that rest on a source, wholly or by a claim.

    Parameters
    ----------
    register
        The register.
    key
        Key of a source.

    Returns
    -------
    tuple[Entry, ...]
        In order of time.

    Raises
    ------
    UnknownIdError
        If there is no such source.
    """
    if key not in register.sources:
        near = difflib.get_close_matches(key, register.sources, n=3, cutoff=0.5)
        hint = f" The nearest: {', '.join(near)}." if near else ""
        raise UnknownIdError(f"'{key}' is no source of the register.{hint} Every entry names the keys of its sources.")
    found = (e for e in register if key in e.source or any(key in claim.source for claim in e.claims))
    return tuple(sorted(found, key=_sort_day))


def _uses(entry: Entry) -> set[str]:
    """Return the bodies and offices that an entry names."""
    named = {claim.value for claim in entry.claims if claim.about in {"member", "co_chair"}}
    if isinstance(entry, Meeting):
        named |= {entry.body, *(each.office for each in entry.present)}
    elif isinstance(entry, (Commitment, Programme)):
        named |= set(entry.by)
    return named


def search(register: Register, text: str, *, kind: str | None = None) -> tuple[Entry, ...]:
    """
    Return the entries in which every word of a text stands.

    Parameters
    ----------
    register
        The register.
    text
        Words, in any letters: `Łódź` is found by `lodz`.
    kind
        Only entries of this kind.

    Returns
    -------
    tuple[Entry, ...]
        Those with the words in their id or title first, then the others in order of time.

    Raises
    ------
    InputError
        If there is no word in the text.
    """
    words = _folded(text).split()
    if not words:
        raise InputError("There is no word to search for; give one or more.")
    first: list[Entry] = []
    other: list[Entry] = []
    for entry in register:
        if kind is not None and entry.kind != kind:
            continue
        titles = _folded(" ".join((entry.id, entry.title, entry.title_pl, *entry.aliases)))
        if all(word in titles for word in words):
            first.append(entry)
        elif all(word in titles + " " + _rest(entry) for word in words):
            other.append(entry)
    return tuple(sorted(first, key=_sort_day) + sorted(other, key=_sort_day))


def _rest(entry: Entry) -> str:
    parts = [entry.note, *entry.fields, *entry.parties, *(claim.note for claim in entry.claims)]
    parts += [claim.value for claim in entry.claims if claim.about == "holder"]
    parts += [claim.fact for claim in entry.claims]
    if isinstance(entry, Meeting):
        parts += [entry.place, *(each.person for each in entry.present), *(each.office for each in entry.present)]
    elif isinstance(entry, Commitment):
        parts += [entry.sign, entry.verb, *entry.named]
    elif isinstance(entry, Document):
        parts += [entry.place, entry.reference]
    return _folded(" ".join(part for part in parts if part))


def _folded(text: str) -> str:
    return " ".join(folded for word in text.split() if (folded := fold(word)))


def _check_field(field: str | None) -> None:
    if field is not None and field not in FIELDS:
        raise InputError(f"'{field}' is not a field of cooperation; use one of {', '.join(FIELDS)}.")


def _party(register: Register, party: str | None) -> str | None:
    if party is None:
        return None
    code = party.upper()
    known = sorted({each for entry in register for each in entry.parties})
    if code not in known:
        raise UnknownIdError(f"No entry has the party '{party}'; the register knows {', '.join(known)}.")
    return code


__all__ = [
    "COMING_DAYS", "Cell", "Due", "Shown", "Step", "Trace", "due", "matrix", "resting_on", "search", "show", "standing",
    "time_of", "timeline", "trace",
]  # fmt: skip
