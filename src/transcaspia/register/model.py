"""What the register holds: entries of seven kinds, the claims made about them, and their sources."""

from __future__ import annotations

import difflib
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from transcaspia.errors import UnknownIdError
from transcaspia.register.lists import FIGURES, LINKS, NOT_FOUND, SINGLE
from transcaspia.register.when import When, day, parse_when

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

KEYS_OFFERED = 3


@dataclass(frozen=True, slots=True)
class Source:
    """
    A publication.

    Attributes
    ----------
    key
        Short name by which claims refer to it.
    publisher, title, url
        Who published what, and where it can be read; a source of our own has no address.
    published
        When it came out; None where the page does not say.
    confidence
        `high`, `med` or `low`.
    note
        What a reader must know of it.
    """

    key: str
    publisher: str
    title: str
    url: str = ""
    published: When | None = None
    confidence: str = "high"
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """
    What a source says of an entry.

    Attributes
    ----------
    about
        What it is about, one of `lists.ABOUT`.
    value
        What is said: a state, a time, a place, an id, a number; `not_found` where it was looked for in public sources
        and no record was found.
    when
        When it was true.
    known
        Day on which it became known: when it was published, or recorded.
    source
        Keys of its sources.
    grade
        One of `lists.GRADES`.
    unit
        Unit of a number; empty where the entry has one for all.
    evidence
        Ids of the entries that show it.
    fact
        Id of the published figure in the lists of facts; empty where there is none.
    note, note_pl
        What a reader must know of it, in English and in Polish.
    """

    about: str
    value: str
    when: When
    known: date
    source: tuple[str, ...]
    grade: str
    unit: str = ""
    evidence: tuple[str, ...] = ()
    fact: str = ""
    note: str = ""
    note_pl: str = ""

    @property
    def not_found(self) -> bool:
        """Whether it says that no public record was found."""
        return self.value == NOT_FOUND


@dataclass(frozen=True, slots=True)
class Presence:
    """
    Who was at a meeting: an office, and the person as the source reports.

    Attributes
    ----------
    office
        Id of the office.
    person
        Name as reported; empty where the source gives the office only.
    """

    office: str
    person: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """
    What all entries have; together with `source`, `grade` and `known` it is the first claim about the entry.

    Attributes
    ----------
    id
        Its name in the register, never given to another.
    title, title_pl
        What it is called, in English and in Polish.
    kind
        One of `lists.TABLES`.
    parties
        Countries (ISO 3166) and `EU`.
    fields
        Fields of cooperation, of `lists.FIELDS`.
    date
        When it was, or since when it is; None where no source says.
    known
        Day on which it became known.
    source
        Keys of its sources.
    grade
        One of `lists.GRADES`.
    aliases
        Other names, in any language, by which texts call it.
    note
        What a reader must know of it.
    links
        Ids of the entries that it is tied to, by type of link.
    claims
        What sources say of it beyond the entry itself, in the order of the file.
    """

    id: str
    title: str
    kind: str
    known: date
    source: tuple[str, ...]
    grade: str
    title_pl: str = ""
    parties: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    date: When | None = None
    aliases: tuple[str, ...] = ()
    note: str = ""
    links: dict[str, tuple[str, ...]] = field(default_factory=dict)
    claims: tuple[Claim, ...] = ()

    @property
    def due(self) -> When | None:
        """When it is to be done; None where nobody said."""
        return None

    @property
    def time(self) -> When | None:
        """When it was: its `date`, or else the last that a claim says of it; None where no source says."""
        if self.date is not None:
            return self.date
        said = [claim for claim in self.about("date") if not claim.not_found]
        return parse_when(said[-1].value) if said else None

    def about(self, what: str) -> tuple[Claim, ...]:
        """
        Return the claims about one thing, the oldest first.

        Parameters
        ----------
        what
            One of `lists.ABOUT`.

        Returns
        -------
        tuple[Claim, ...]
            In the order in which they were true, then known.
        """
        found = (claim for claim in self.claims if claim.about == what)
        return tuple(sorted(found, key=lambda claim: (claim.when.first, claim.known)))

    def _announced(self) -> When | None:
        """Return the time last announced in a claim about `planned`."""
        said = sorted((claim for claim in self.about("planned") if not claim.not_found), key=lambda claim: claim.known)
        return parse_when(said[-1].value) if said else None

    def name(self, language: str = "en") -> str:
        """
        Return its title in a language.

        Parameters
        ----------
        language
            `en` or `pl`.

        Returns
        -------
        str
            The English title where there is no other.
        """
        return self.title_pl if language == "pl" and self.title_pl else self.title


@dataclass(frozen=True, slots=True, kw_only=True)
class Body(Entry):
    """
    A commission, group, association or other body that meets or acts.

    Attributes
    ----------
    form
        One of `lists.FORMS["body"]`.
    """

    form: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Office(Entry):
    """
    An office that people hold; who held it stands in claims about its `holder`, as reported.

    Attributes
    ----------
    country
        ISO 3166 code, or `EU`; empty for offices of firms.
    """

    country: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting(Entry):
    """
    A meeting, session, visit or call; one that is only planned has no `date`.

    Attributes
    ----------
    form
        One of `lists.FORMS["meeting"]`.
    body
        Id of the body that met; empty where none did.
    session
        Number of the session or round; 0 where it has none.
    place
        Town, or `online`; empty where the source does not say.
    present
        Who was there.
    planned
        When it was to be, as first announced; later announcements are claims about `planned`.
    """

    form: str = ""
    body: str = ""
    session: int = 0
    place: str = ""
    present: tuple[Presence, ...] = ()
    planned: When | None = None

    @property
    def due(self) -> When | None:
        """When it is to be, by the last announcement."""
        return self._announced() or self.planned


@dataclass(frozen=True, slots=True, kw_only=True)
class Document(Entry):
    """
    A treaty, declaration, programme or other paper.

    Attributes
    ----------
    form
        One of `lists.FORMS["document"]`.
    place
        Where it was signed; empty where the source does not say.
    period
        For which time it holds; None where the source does not say.
    reference
        Where its text was promulgated; empty where the source does not say.
    """

    form: str = ""
    place: str = ""
    period: When | None = None
    reference: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme(Entry):
    """
    Works or steps agreed for a time, to which commitments belong.

    Attributes
    ----------
    period
        The time for which it was agreed.
    by
        Ids of the bodies or offices that carry it.
    ask, ask_pl, ask_by
        Decision that a session could take on it, as a proposal of ours, and ids of the bodies that would carry it out.
    """

    period: When | None = None
    by: tuple[str, ...] = ()
    ask: str = ""
    ask_pl: str = ""
    ask_by: tuple[str, ...] = ()

    @property
    def due(self) -> When | None:
        """The end of its period."""
        return None if self.period is None or self.period.is_open else day(self.period.last)


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment(Entry):
    """
    What was promised, agreed, supported or asked for.

    Attributes
    ----------
    verb
        How firmly it was put, one of `lists.VERBS`.
    by
        Ids of the bodies or offices that are to act.
    named
        Firms and institutions named with it.
    sign
        What one would measure to see that it is met.
    sign_pl
        The same in Polish.
    wanted
        By when it is to be done; None where nobody said.
    ask, ask_pl, ask_by
        Decision that a session could take on it, as a proposal of ours, and ids of the bodies that would carry it out.
    """

    verb: str = ""
    by: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    sign: str = ""
    sign_pl: str = ""
    wanted: When | None = None
    ask: str = ""
    ask_pl: str = ""
    ask_by: tuple[str, ...] = ()

    @property
    def due(self) -> When | None:
        """By when it is to be done, by the last announcement."""
        return self._announced() or self.wanted


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator(Entry):
    """
    A figure that is reported time and again; its values are claims about its `number`.

    Attributes
    ----------
    unit
        Unit of its values.
    reporter
        Country whose count it is; empty where the source does not say.
    flow
        `turnover`, `exports`, `imports`, `investment`, `freight` or `students`.
    origin, destination
        Countries from and to; the two parties for a turnover.
    """

    unit: str = ""
    reporter: str = ""
    flow: str = ""
    origin: str = ""
    destination: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Project(Entry):
    """
    An infrastructure project; what it costs, adds and where it stands are claims.

    Attributes
    ----------
    sector, type
        Codes of OC4IDS, of `lists.SECTORS` and `lists.PROJECT_TYPES`.
    places
        Ids of the nodes of the network at which it lies.
    period
        From when to when it is built; None where no source says.
    """

    sector: str = ""
    type: str = ""
    places: tuple[str, ...] = ()
    period: When | None = None


E = TypeVar("E", bound=Entry)


@dataclass(frozen=True, slots=True)
class Register:
    """
    All entries by id, and all sources by key.

    Attributes
    ----------
    entries
        In the order of the files.
    sources
        In the order of the file.
    folder
        Where it was read; None for one made in memory.
    collected
        Day on which its sources were last searched.
    known_on
        Day as of which it stands; None for all that is known.
    """

    entries: dict[str, Entry]
    sources: dict[str, Source]
    folder: Path | None = None
    collected: date = date.max
    known_on: date | None = None

    def __iter__(self) -> Iterator[Entry]:
        """Iterate over the entries."""
        return iter(self.entries.values())

    def of(self, kind: type[E]) -> tuple[E, ...]:
        """
        Return the entries of one kind.

        Parameters
        ----------
        kind
            Class of the entries, as `Meeting`.

        Returns
        -------
        tuple
            In the order of the file.
        """
        return tuple(entry for entry in self if isinstance(entry, kind))

    def __getitem__(self, entry_id: str) -> Entry:
        """
        Return an entry.

        Parameters
        ----------
        entry_id
            Its id.

        Returns
        -------
        Entry
            Of any kind.

        Raises
        ------
        UnknownIdError
            If there is none, or none yet on the day as of which the register stands; the text offers the nearest.
        """
        if entry_id in self.entries:
            return self.entries[entry_id]
        near = difflib.get_close_matches(entry_id, self.entries, KEYS_OFFERED, 0.4)
        offer = f"; nearest: {', '.join(near)}" if near else ""
        then = "" if self.known_on is None else f" as known on {self.known_on}"
        raise UnknownIdError(
            f"The register{then} has no entry '{entry_id}'{offer}. `transcaspia register search TEXT` finds ids."
        )

    def as_known_on(self, known_on: date) -> Register:
        """
        Return the register with only what was known on a day.

        Parameters
        ----------
        known_on
            The day.

        Returns
        -------
        Register
            Without the entries and claims that became known later; links to them are left out too.
        """
        kept = {entry.id: entry for entry in self if entry.known <= known_on}
        entries = {
            entry.id: replace(
                entry,
                claims=tuple(claim for claim in entry.claims if claim.known <= known_on),
                links={
                    kind: there
                    for kind, ids in entry.links.items()
                    if (there := tuple(other for other in ids if other in kept))
                },
            )
            for entry in kept.values()
        }
        return replace(self, entries=entries, known_on=known_on)

    def linked(self, entry_id: str) -> tuple[tuple[str, str, str], ...]:
        """
        Return the links that begin or end at an entry.

        Parameters
        ----------
        entry_id
            Its id.

        Returns
        -------
        tuple[tuple[str, str, str], ...]
            Id where the link begins, its type, id where it ends.
        """
        return tuple(link for link in self.links() if entry_id in {link[0], link[2]})

    def links(self) -> tuple[tuple[str, str, str], ...]:
        """
        Return all links, those that evidence makes among them.

        Returns
        -------
        tuple[tuple[str, str, str], ...]
            Id where the link begins, its type, id where it ends; each once.
        """
        found: dict[tuple[str, str, str], None] = {}
        for entry in self:
            for kind in LINKS:
                for other in entry.links.get(kind, ()):
                    found[entry.id, kind, other] = None
            for claim in entry.claims:
                for other in claim.evidence:
                    if other in self.entries:
                        found[other, "evidence_for", entry.id] = None
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Disagreement:
    """
    Sources that say different things of one thing.

    Attributes
    ----------
    entry
        Id of the entry.
    about
        What they disagree on.
    claims
        The claims, in order of their values; the entry's own first statement stands as a claim among them.
    """

    entry: str
    about: str
    claims: tuple[Claim, ...]


_BY_TIME = FIGURES - {"session", "length"}
"""Figures that may change from one time to the next."""


def disagreements(entry: Entry) -> tuple[Disagreement, ...]:
    """
    Return where the sources of an entry disagree.

    Parameters
    ----------
    entry
        Any entry.

    Returns
    -------
    tuple[Disagreement, ...]
        One for each thing, and for each time, of which two sources say different things that cannot both be true.
    """
    found: list[Disagreement] = []
    for what in sorted(SINGLE):
        said = [*_first(entry, what), *(claim for claim in entry.about(what) if not claim.not_found)]
        by_time: dict[str, list[Claim]] = {}
        for claim in said:
            by_time.setdefault(claim.when.text + claim.unit if what in _BY_TIME else "", []).append(claim)
        found.extend(
            Disagreement(entry.id, what, tuple(sorted(claims, key=lambda claim: claim.value)))
            for claims in by_time.values()
            if any(_differ(what, one, other) for one in claims for other in claims)
        )
    return tuple(found)


def _first(entry: Entry, what: str) -> list[Claim]:
    """Return what the entry itself states, as a claim."""
    value = {
        "date": entry.date.text if entry.date is not None else "",
        "place": getattr(entry, "place", ""),
        "session": str(getattr(entry, "session", "") or ""),
    }.get(what, "")
    if not value or entry.date is None:
        return []
    return [
        Claim(about=what, value=value, when=entry.date, known=entry.known, source=entry.source, grade=entry.grade)
    ]  # fmt: skip


def _differ(what: str, one: Claim, other: Claim) -> bool:
    if one.value == other.value:
        return False
    if what in {"date", "in_force"}:
        return not parse_when(one.value).overlaps(parse_when(other.value))
    if what in FIGURES:
        return float(one.value) != float(other.value)
    return True
