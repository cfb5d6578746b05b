"""The sessions and due dates of a register as a calendar file (iCalendar, RFC 5545)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from transcaspia import __version__
from transcaspia.register.model import Meeting
from transcaspia.register.questions import time_of
from transcaspia.register.standing import standings

if TYPE_CHECKING:
    from collections.abc import Iterable

    from transcaspia.register.model import Entry, Register

SESSIONS = frozenset({"session", "consultations", "round"})
"""Forms of meetings that stand in the calendar."""
_LONGEST = 75
_ESCAPES = {"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"}


def calendar(register: Register, on: date) -> str:
    """
    Return the calendar of a register: sessions and rounds, held or announced, and the days on which things are due.

    Parameters
    ----------
    register
        The register.
    on
        Day as of which it is written: what was met by then is not due any more.

    Returns
    -------
    str
        Lines of iCalendar, ended and folded as RFC 5545 asks, the same for the same register and day. A time that is
        known to the month or season only fills all of it, and the summary says so; an announced session is tentative.
    """
    stamp = f"{on:%Y%m%d}T000000Z"
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//Transcaspia//register {__version__}//EN",
        "CALSCALE:GREGORIAN",
        "X-WR-CALNAME:Register of cooperation",
    ]
    for entry in register:
        if isinstance(entry, Meeting) and entry.form in SESSIONS and time_of(entry) is not None:
            lines += _session(register, entry, stamp)
    for each in standings(register, on):
        if each.due is not None and each.state not in {"met", "dropped"} and not isinstance(each.entry, Meeting):
            text = f"State on {on.isoformat()}: {each.state.replace('_', ' ')}"
            lines += _event(
                each.entry, stamp, f"due-{each.entry.id}", each.due.last, each.due.last, f"Due: {each.entry.title}",
                [text, *_sources(register, each.entry)], "CONFIRMED",
            )  # fmt: skip
    return "".join(line + "\r\n" for line in _folded([*lines, "END:VCALENDAR"]))


def _session(register: Register, entry: Meeting, stamp: str) -> list[str]:
    when = time_of(entry)
    if when is None:
        return []
    exact = when.is_day or when.is_span
    announced = entry.time is None
    title = entry.title + ("" if exact else f" (day not known: {when.text})") + (" (announced)" if announced else "")
    text = [entry.note, *_sources(register, entry)]
    return _event(entry, stamp, entry.id, when.first, when.last, title, text, "TENTATIVE" if announced else "CONFIRMED")


def _event(
    entry: Entry, stamp: str, key: str, first: date, last: date, title: str, text: Iterable[str], status: str
) -> list[str]:
    lines = [
        "BEGIN:VEVENT",
        f"UID:{key}@register.transcaspia",
        f"DTSTAMP:{stamp}",
        f"DTSTART;VALUE=DATE:{first:%Y%m%d}",
        f"DTEND;VALUE=DATE:{last + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{_escaped(title)}",
        f"DESCRIPTION:{_escaped(chr(10).join(part for part in text if part))}",
        f"STATUS:{status}",
        "TRANSP:TRANSPARENT",
    ]
    place = getattr(entry, "place", "")
    if place:
        lines.append(f"LOCATION:{_escaped(place)}")
    if entry.fields:
        lines.append(f"CATEGORIES:{','.join(_escaped(field) for field in entry.fields)}")
    return [*lines, "END:VEVENT"]


def _sources(register: Register, entry: Entry) -> list[str]:
    return [f"{register.sources[key].publisher}: {register.sources[key].url}".rstrip(": ") for key in entry.source]


def _escaped(text: str) -> str:
    return "".join(_ESCAPES.get(letter, letter) for letter in text)


def _folded(lines: Iterable[str]) -> Iterable[str]:
    """Yield lines of at most 75 octets, never broken inside a letter."""
    for line in lines:
        piece, size = "", 0
        for letter in line:
            width = len(letter.encode("utf-8"))
            if size + width > _LONGEST:
                yield piece
                piece, size = " ", 1
            piece += letter
            size += width
        yield piece
