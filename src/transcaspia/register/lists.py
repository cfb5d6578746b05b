"""The controlled lists of the register, each in one place."""

from __future__ import annotations

from transcaspia.network.tables import FIELDS, GRADES

__all__ = [
    "ABOUT", "CLOSED", "CONFIDENCES", "FIELDS", "FIGURES", "FORMS", "GRADES", "KINDS", "LINKS", "NOT_FOUND", "OPEN",
    "PROJECT_TYPES", "SECTORS", "SINGLE", "STATES", "TABLES", "VERBS",
]  # fmt: skip

KINDS = ("meeting", "document", "body", "commitment")
"""Kinds of entries that a readout can name."""

TABLES = ("body", "office", "meeting", "document", "programme", "commitment", "indicator", "project")
"""Kinds of entries of the register, each in a file of its own."""

VERBS = ("signed", "agreed", "will", "supports", "called_on", "noted")
"""How firmly a commitment was put, from the firmest down."""

STATES = ("proposed", "agreed", "in_progress", "met", "overdue", "dropped", "unknown")
OPEN = frozenset({"proposed", "agreed", "in_progress"})
"""States of what is still to be done: past its day it is overdue."""
CLOSED = frozenset({"met", "dropped"})

LINKS = ("implements", "follows_from", "prepares", "supersedes", "evidence_for")

NOT_FOUND = "not_found"
"""Value of a claim: no public record was found where one was looked for. It never says that nothing happened."""

ABOUT = (
    "state", "date", "planned", "place", "session", "number", "member", "co_chair", "holder", "quota", "text",
    "protocol", "signature", "in_force", "cost", "length", "capacity", "hours_saved",
)  # fmt: skip
"""What a claim can be about."""
SINGLE = frozenset({"date", "place", "session", "number", "quota", "in_force", "cost", "length", "capacity"})
FIGURES = frozenset({"number", "quota", "session", "cost", "length", "capacity", "hours_saved"})
"""What has a number for its value."""
"""What has one true value at a time: two sources with two values disagree."""

CONFIDENCES = ("high", "med", "low")

SECTORS = ("transport", "transport.rail", "transport.road", "transport.water", "transport.air")
PROJECT_TYPES = ("construction", "rehabilitation", "replacement", "expansion")
"""Sectors and types of infrastructure projects, as OC4IDS codes them."""

FORMS: dict[str, tuple[str, ...]] = {
    "body": (
        "commission", "working_group", "consultations", "council", "parliamentary_group", "chamber", "agency",
        "ministry", "association", "joint_venture", "company", "negotiation", "mission",
    ),
    "meeting": ("session", "visit", "talks", "consultations", "round", "call", "forum", "event"),
    "document": (
        "agreement", "convention", "declaration", "programme", "roadmap", "framework", "letter_of_intent", "protocol",
        "contract", "mandate",
    ),
}  # fmt: skip
"""Forms of bodies, meetings and documents."""
