"""What a register must keep beyond the form of its files; all faults are told at once."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from transcaspia.register.lists import FIGURES, LINKS, NOT_FOUND, STATES
from transcaspia.register.model import Body, Commitment, Document, Entry, Meeting, Office, Programme, Project
from transcaspia.register.when import When, parse_when

if TYPE_CHECKING:
    from transcaspia.network.faults import Faults
    from transcaspia.register.model import Claim, Register

Lines = dict[Any, Any]
"""Line on which each entry and each of its claims begins, by id."""

_TIMES = frozenset({"date", "planned", "in_force"})
_ENTRIES = frozenset({"member", "co_chair"})
_WITHOUT_EVIDENCE = frozenset({"unknown", NOT_FOUND})
_AFTER = {"follows_from", "supersedes", "implements"}


def check_entries(register: Register, lines: Lines, names: set[str], faults: Faults) -> None:
    """
    Note everything that is wrong between the entries of a register.

    Parameters
    ----------
    register
        The register.
    lines
        On which line each entry and claim begins.
    names
        Ids of all entries of the files, those that could not be read among them.
    faults
        What was found so far; more is added to it.
    """
    checks = _Checks(register, lines, names, faults)
    for entry in register:
        checks.entry(entry)
    checks.sessions()
    checks.circles()


class _Checks:
    """The checks of one register."""

    def __init__(self, register: Register, lines: Lines, names: set[str], faults: Faults) -> None:
        self._register = register
        self._lines = lines
        self._names = names
        self._faults = faults

    def entry(self, entry: Entry) -> None:
        self._sourced(entry.source, entry, 0)
        self._collected(entry, entry, 0)
        if entry.date is not None and entry.known < entry.date.first:
            self._add(entry, "known", 0, entry.known.isoformat(), "it was known before it was", "Mend the day.")
        self._before_sources(entry, entry, 0)
        self._references(entry)
        self._order(entry)
        for place, claim in enumerate(entry.claims, start=1):
            self._claim(entry, claim, place)
        if isinstance(entry, (Commitment, Programme)) and not entry.about("state"):
            self._add(entry, "claim", 0, entry.id, "nothing is said of its state",
                      'Add a claim about "state"; what nobody reported is "unknown".')  # fmt: skip
        if isinstance(entry, Meeting) and entry.time is None and entry.planned is None:
            self._add(entry, "date", 0, entry.id, "it has neither `date` nor `planned`", "Write one of the two.")
        if isinstance(entry, Meeting) and entry.session and not entry.body:
            self._add(entry, "body", 0, entry.id, "it has a number and no body", "Name the body whose session it was.")

    def sessions(self) -> None:
        """Note numbers of sessions that do not rise with their days."""
        by_body: dict[str, list[Meeting]] = {}
        for meeting in self._register.of(Meeting):
            if meeting.session and meeting.body:
                by_body.setdefault(meeting.body, []).append(meeting)
        for meetings in by_body.values():
            ordered = sorted(meetings, key=lambda m: (m.session, _day_of(m).first))
            for earlier, later in pairwise(ordered):
                if earlier.session == later.session:
                    self._add(later, "session", 0, str(later.session), f"`{earlier.id}` has the same number",
                              "Mend one of the two, or make them one.")  # fmt: skip
                elif _day_of(later).last < _day_of(earlier).first:
                    self._add(later, "session", 0, str(later.session),
                              f"it is earlier than number {earlier.session} (`{earlier.id}`)",
                              "Mend the number or the day.")  # fmt: skip

    def circles(self) -> None:
        """Note entries that follow from themselves."""
        after = {entry.id: [o for kind in _AFTER for o in entry.links.get(kind, ())] for entry in self._register}
        told: set[str] = set()
        for start, before in after.items():
            seen: set[str] = set()
            waiting = list(before)
            while waiting:
                here = waiting.pop()
                if here == start and start not in told:
                    told.add(start)
                    self._add(self._register[start], "follows_from", 0, start, "it follows from itself",
                              "Take the link out that closes the circle.")  # fmt: skip
                if here not in seen:
                    seen.add(here)
                    waiting += after.get(here, [])

    def _claim(self, entry: Entry, claim: Claim, place: int) -> None:
        self._sourced(claim.source, entry, place)
        self._collected(entry, claim, place)
        if claim.known < claim.when.first:
            self._add(
                entry, "known", place, claim.known.isoformat(), "it was known before it was true", "Mend the day."
            )
        self._before_sources(entry, claim, place)
        if entry.date is not None and claim.about == "state" and claim.when.last < entry.date.first:
            self._add(entry, "when", place, claim.when.text, "the state is older than the entry", "Mend the time.")
        self._value(entry, claim, place)
        for other in claim.evidence:
            self._known_id(entry, "evidence", place, other)
            shown = self._register.entries.get(other)
            shown_time = None if shown is None else shown.time
            if shown_time is not None and shown_time.first > claim.when.last:
                self._add(
                    entry, "evidence", place, other, "the evidence is younger than what it shows", "Mend the time."
                )
        evident = bool(claim.evidence) or isinstance(
            entry, Project
        )  # what opened is shown by the report of its opening
        if claim.about == "state" and claim.value not in _WITHOUT_EVIDENCE and not evident:
            self._add(entry, "evidence", place, claim.value, "it is a state without evidence",
                      'Name the entry that shows it, or say "unknown".')  # fmt: skip

    def _value(self, entry: Entry, claim: Claim, place: int) -> None:
        if claim.not_found:
            return
        wrong, todo = "", ""
        if claim.about == "state" and claim.value not in STATES:
            wrong, todo = "it is not a state", f"Use {', '.join((*STATES, NOT_FOUND))}."
        elif claim.about in _TIMES:
            try:
                parse_when(claim.value)
            except ValueError as err:
                wrong, todo = str(err), "Write 2025, 2025-05, 2025-05-23 or 2025-autumn."
        elif claim.about in FIGURES:
            try:
                float(claim.value)
            except ValueError:
                wrong, todo = "it is not a number", "Write digits, with a dot for the fraction."
        elif claim.about in _ENTRIES:
            self._named(entry, "value", place, claim.value, (Body, Office))
        if wrong:
            self._add(entry, "value", place, claim.value, wrong, todo)

    def _sourced(self, keys: tuple[str, ...], entry: Entry, place: int) -> None:
        for key in keys:
            if key not in self._register.sources:
                self._add(entry, "source", place, key, "no source has this key", "Add it to sources.toml first.")

    def _collected(self, entry: Entry, told: Entry | Claim, place: int) -> None:
        if told.known > self._register.collected:
            what = "it became known after the sources were last searched"
            todo = "Mend the day, or `collected` in register.toml."
            self._add(entry, "known", place, told.known.isoformat(), what, todo)

    def _before_sources(self, entry: Entry, told: Entry | Claim, place: int) -> None:
        dated = [s.published for key in told.source if (s := self._register.sources.get(key)) is not None]
        days = [when.first for when in dated if when is not None]
        if days and len(days) == len(dated) and told.known < min(days):
            self._add(entry, "known", place, told.known.isoformat(), "it was known before any of its sources came out",
                      "Mend the day, or add the source that was first.")  # fmt: skip

    def _references(self, entry: Entry) -> None:
        for kind in LINKS:
            for other in entry.links.get(kind, ()):
                self._known_id(entry, kind, 0, other)
                if other == entry.id:
                    self._add(entry, kind, 0, other, "it is linked to itself", "Take the link out.")
        if isinstance(entry, Meeting):
            if entry.body:
                self._named(entry, "body", 0, entry.body, (Body,))
            for each in entry.present:
                self._named(entry, "present", 0, each.office, (Office,))
        if isinstance(entry, (Commitment, Programme)):
            for other in entry.by:
                self._named(entry, "by", 0, other, (Body, Office))
            for other in entry.ask_by:  # a proposal of today
                self._known_id(entry, "ask_by", 0, other, (Body, Office))

    def _named(self, entry: Entry, key: str, place: int, other: str, kinds: tuple[type[Entry], ...]) -> None:
        """Note what is named before it was known."""
        self._known_id(entry, key, place, other, kinds)
        found = self._register.entries.get(other)
        told = entry.claims[place - 1].known if place else entry.known
        if found is not None and isinstance(found, kinds) and found.known > told:
            what, todo = "it is named before it was known", "Mend `known` of one of the two, and its sources."
            self._add(entry, key, place, other, what, todo)

    def _known_id(
        self, entry: Entry, key: str, place: int, other: str, kinds: tuple[type[Entry], ...] | None = None
    ) -> None:
        if other not in self._names:
            self._add(entry, key, place, other, "no entry has this id", "Mend it, or add the entry.")
            return
        found = self._register.entries.get(other)
        if found is not None and kinds is not None and not isinstance(found, kinds):
            wanted = " or ".join(kind.__name__.lower() for kind in kinds)
            self._add(entry, key, place, other, f"it is a {found.kind}, not a {wanted}", "Name another entry.")

    def _order(self, entry: Entry) -> None:
        here = _time_of(entry)
        for later, earlier_key in ((True, "follows_from"), (True, "supersedes"), (False, "prepares")):
            for other_id in entry.links.get(earlier_key, ()):
                other = self._register.entries.get(other_id)
                there = None if other is None else _time_of(other)
                if here is None or there is None:
                    continue
                backwards = there.first > here.last if later else here.first > there.last
                if backwards:
                    self._add(
                        entry, earlier_key, 0, other_id, "the link runs backwards in time", "Mend a day or the link."
                    )
        if entry.date is None:
            return
        until = entry.wanted if isinstance(entry, Commitment) else None
        if isinstance(entry, (Document, Programme)):
            until = entry.period
        if until is not None and until.last < entry.date.first:
            key = "wanted" if isinstance(entry, Commitment) else "period"
            self._add(entry, key, 0, until.text, "it ends before the entry begins", "Mend one of the two.")

    def _add(self, entry: Entry, key: str, place: int, value: str, what: str, todo: str) -> None:
        lines = self._lines.get(entry.id, [0])
        line = lines[place] if place < len(lines) else lines[0]
        self._faults.add(self._lines.get(("file", entry.id), ""), key, line, value, what, todo)


def _day_of(meeting: Meeting) -> When:
    found = _time_of(meeting)
    return found if found is not None else When(meeting.known, meeting.known, meeting.known.isoformat())


def _time_of(entry: Entry) -> When | None:
    return entry.time or (entry.due if isinstance(entry, Meeting) else None)


def unused_sources(register: Register) -> tuple[str, ...]:
    """
    Return the sources on which nothing rests.

    Parameters
    ----------
    register
        The register.

    Returns
    -------
    tuple[str, ...]
        Their keys, in the order of the file.
    """
    used = {key for entry in register for told in (entry.source, *(c.source for c in entry.claims)) for key in told}
    return tuple(key for key in register.sources if key not in used)
