"""
The files of a register, each described once.

A register is a folder of TOML files. The loader, the checks, the JSON schema and the docs page all read this; a key
that is not here is refused, and a key that an entry lacks is named.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from transcaspia.register import lists
from transcaspia.register.model import Body, Commitment, Document, Indicator, Meeting, Office, Programme, Project

if TYPE_CHECKING:
    from transcaspia.register.model import Entry

Kind = Literal["text", "integer", "when", "day", "texts", "ids", "id", "sources", "countries", "present"]


@dataclass(frozen=True, slots=True)
class Key:
    """
    One key of an entry, claim or source.

    Attributes
    ----------
    name
        As written in the file.
    kind
        `text`, `integer`, `when` (2025, 2025-05, 2025-05-23, 2025-autumn, or two joined by `/`), `day`, `texts` (list),
        `id` and `ids` (of entries), `sources` (list of keys of sources.toml), `countries` (list of ISO 3166 codes and
        `EU`), or `present` (list of tables with `office` and `person`).
    meaning
        What it holds.
    required
        Whether every entry must have it.
    choices
        The values allowed; empty where any is.
    """

    name: str
    kind: Kind
    meaning: str
    required: bool = False
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class File:
    """
    One file of a register.

    Attributes
    ----------
    name
        As `meetings.toml`.
    table
        Name of its tables, as `meeting`.
    meaning
        What it holds.
    keys
        Keys of an entry, in the order in which they are written.
    made
        Class of its entries.
    """

    name: str
    table: str
    meaning: str
    keys: tuple[Key, ...]
    made: type[Entry] | None = None


_HEAD = (
    Key("id", "text", "Its name in the register, never given to another", required=True),
    Key("title", "text", "What it is called in English", required=True),
    Key("title_pl", "text", "What it is called in Polish"),
)
_TAIL = (
    Key("parties", "countries", "Countries (ISO 3166) and EU"),
    Key("fields", "texts", "Fields of cooperation", choices=lists.FIELDS),
    Key("aliases", "texts", "Other names by which texts call it"),
    *(
        Key(name, "ids", meaning)
        for name, meaning in (
            ("implements", "Entries that it puts into effect"),
            ("follows_from", "Entries that led to it"),
            ("prepares", "Entries that it leads to"),
            ("supersedes", "Entries in whose place it stands"),
            ("evidence_for", "Entries of which it shows what became"),
        )
    ),
    Key("source", "sources", "Keys of its sources", required=True),
    Key("grade", "text", "On what it rests", required=True, choices=lists.GRADES),
    Key("known", "day", "Day on which it became known; by default when the first of its sources came out"),
    Key("note", "text", "What a reader must know of it"),
)

CLAIM = File(
    "", "claim", "What a source says of an entry beyond the entry itself",
    (
        Key("about", "text", "What it is about", required=True, choices=lists.ABOUT),
        Key("value", "text", "What is said; `not_found` where it was looked for and no public record was found", required=True),
        Key("unit", "text", "Unit of a number; an indicator has one for all"),
        Key("when", "when", "When it was true", required=True),
        Key("known", "day", "Day on which it became known; by default when the first of its sources came out"),
        Key("source", "sources", "Keys of its sources", required=True),
        Key("grade", "text", "On what it rests", required=True, choices=lists.GRADES),
        Key("evidence", "ids", "Entries that show it; a state needs one"),
        Key("fact", "text", "Id of the published figure in the lists of facts"),
        Key("note", "text", "What a reader must know of it"),
        Key("note_pl", "text", "The same in Polish"),
    ),
)  # fmt: skip

SOURCES = File(
    "sources.toml", "source", "Publications",
    (
        Key("key", "text", "Short name by which claims refer to it", required=True),
        Key("publisher", "text", "Who published it", required=True),
        Key("title", "text", "Its title", required=True),
        Key("url", "text", "Where it can be read; a source of our own has none"),
        Key("published", "when", "When it came out; blank where the page does not say"),
        Key("confidence", "text", "How far it is to be trusted", required=True, choices=lists.CONFIDENCES),
        Key("note", "text", "What a reader must know of it"),
    ),
)  # fmt: skip

_DATE = Key("date", "when", "When it was, or since when it is; blank where no source says")
_BY = Key("by", "ids", "Bodies or offices that are to act")
_ASK = (
    Key("ask", "text", "Decision that a session could take on it, as a proposal of ours in one sentence"),
    Key("ask_pl", "text", "The same in Polish"),
    Key("ask_by", "ids", "Bodies that would carry it out; by default the co-chairs of the session"),
)

FILES = (
    File("bodies.toml", "body", "Bodies that meet or act; members and chairs are claims",
         (*_HEAD, Key("form", "text", "What kind of body it is", required=True, choices=lists.FORMS["body"]), _DATE, *_TAIL), Body),
    File("offices.toml", "office", "Offices that people hold; who held one is a claim, as reported",
         (*_HEAD, Key("country", "text", "ISO 3166 code, or EU; blank for firms"), *_TAIL), Office),
    File("meetings.toml", "meeting", "Meetings, sessions, visits and calls; one that is only planned has `planned` and no `date`",
         (*_HEAD, Key("form", "text", "What kind of meeting it is", required=True, choices=lists.FORMS["meeting"]), _DATE,
          Key("planned", "when", "When it was to be, as first announced"), Key("place", "text", "Town, or online"),
          Key("body", "id", "Body that met"), Key("session", "integer", "Number of the session or round"),
          Key("present", "present", "Who was there: office, and person as reported"), *_TAIL), Meeting),
    File("documents.toml", "document", "Treaties, declarations, programmes and other papers",
         (*_HEAD, Key("form", "text", "What kind of paper it is", required=True, choices=lists.FORMS["document"]), _DATE,
          Key("place", "text", "Where it was signed"), Key("period", "when", "For which time it holds"),
          Key("reference", "text", "Where its text was promulgated"), *_TAIL), Document),
    File("programmes.toml", "programme", "Works or steps agreed for a time",
         (*_HEAD, _DATE, Key("period", "when", "The time for which it was agreed"), _BY, *_ASK, *_TAIL), Programme),
    File("commitments.toml", "commitment", "What was promised, agreed, supported or asked for",
         (*_HEAD, _DATE, Key("verb", "text", "How firmly it was put", required=True, choices=lists.VERBS), _BY,
          Key("named", "texts", "Firms and institutions named with it"),
          Key("sign", "text", "What one would measure to see that it is met", required=True),
          Key("sign_pl", "text", "The same in Polish"),
          Key("wanted", "when", "By when it is to be done; blank where nobody said"), *_ASK, *_TAIL), Commitment),
    File("indicators.toml", "indicator", "Figures reported time and again; their values are claims about `number`",
         (*_HEAD, Key("unit", "text", "Unit of its values", required=True),
          Key("reporter", "text", "Country whose count it is; blank where the source does not say"),
          Key("flow", "text", "What flows", required=True,
              choices=("turnover", "exports", "imports", "investment", "freight", "students", "containers")),
          Key("origin", "text", "Country from which"), Key("destination", "text", "Country to which"), *_TAIL), Indicator),
    File("projects.toml", "project", "Infrastructure projects; cost, length, capacity and state are claims",
         (*_HEAD, Key("sector", "text", "Sector as OC4IDS codes it", required=True, choices=lists.SECTORS),
          Key("type", "text", "Type as OC4IDS codes it", required=True, choices=lists.PROJECT_TYPES),
          Key("places", "texts", "Nodes of the network at which it lies"),
          Key("period", "when", "From when to when it is built"), *_TAIL), Project),
)  # fmt: skip
