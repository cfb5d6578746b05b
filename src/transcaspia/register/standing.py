"""How an entry stands on a day: met, in progress, overdue, or unknown and for how long."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from transcaspia.register.lists import CLOSED
from transcaspia.register.model import Commitment, Meeting, Programme

if TYPE_CHECKING:
    from datetime import date

    from transcaspia.register.model import Claim, Entry, Register
    from transcaspia.register.when import When


@dataclass(frozen=True, slots=True)
class Standing:
    """
    State of an entry on a day.

    Attributes
    ----------
    entry
        The entry.
    on
        The day.
    state
        One of `lists.STATES`.
    due
        By when it is to be done; None where nobody said.
    last
        The last claim that gives a state; None where there is none.
    searched
        The last claim that no public record was found of its state; None where none was looked for.
    """

    entry: Entry
    on: date
    state: str
    due: When | None
    last: Claim | None
    searched: Claim | None

    @property
    def overdue_days(self) -> int:
        """Days since it was due; 0 where it is not overdue."""
        return (self.on - self.due.last).days if self.state == "overdue" and self.due is not None else 0

    @property
    def silent_days(self) -> int:
        """Days since the last that is known of it."""
        return max(0, (self.on - self.heard).days)

    @property
    def heard(self) -> date:
        """Last day of which something is known of it."""
        told = [self.last.when] if self.last is not None else []
        if self.entry.time is not None:
            told.append(self.entry.time)
        days = [min(when.last, self.on) for when in told if when.first <= self.on]
        return max(days) if days else min(self.entry.known, self.on)


def is_followed(entry: Entry) -> bool:
    """
    Return whether the state of an entry is followed.

    Parameters
    ----------
    entry
        Any entry.

    Returns
    -------
    bool
        True for commitments, programmes and meetings that were announced or have a state.
    """
    return isinstance(entry, (Commitment, Programme)) or (isinstance(entry, Meeting) and bool(_told(entry)))


def standing(entry: Entry, on: date) -> Standing:
    """
    Return how an entry stands on a day.

    Parameters
    ----------
    entry
        An entry whose state is followed.
    on
        The day.

    Returns
    -------
    Standing
        `met` and `dropped` stay; what is past its day is `overdue`; what was looked for without a record since its last
        state is `unknown`; else the last state stands.
    """
    told = [claim for claim in entry.about("state") if claim.when.first <= on]
    last = next((claim for claim in reversed(told) if not claim.not_found), None)
    searched = next((claim for claim in reversed(told) if claim.not_found), None)
    held = isinstance(entry, Meeting) and entry.time is not None and entry.time.first <= on
    due = entry.due
    if held:
        state = "met"
    elif last is not None and last.value in CLOSED:
        state = last.value
    elif due is not None and due.last < on:
        state = "overdue"
    elif last is None or (searched is not None and searched.when.last >= last.when.last):
        state = "unknown"
    else:
        state = last.value
    return Standing(entry, on, state, due, last, searched)


def standings(register: Register, on: date) -> tuple[Standing, ...]:
    """
    Return how everything that is followed stands on a day.

    Parameters
    ----------
    register
        The register.
    on
        The day.

    Returns
    -------
    tuple[Standing, ...]
        Of the entries that were there on the day, in the order of the register.
    """
    return tuple(
        standing(entry, on)
        for entry in register
        if is_followed(entry) and (entry.known <= on or (entry.time is not None and entry.time.first <= on))
    )


def _told(meeting: Meeting) -> bool:
    return meeting.planned is not None or bool(meeting.about("state"))
