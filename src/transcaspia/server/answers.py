"""What the smaller answers hold: every field with its meaning. The documents have committed schemas of their own."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

Grade = Literal["observed", "published", "derived", "estimated", "assumed"]


class Answer(BaseModel):
    """A part of an answer."""

    model_config = ConfigDict(use_attribute_docstrings=True, extra="forbid")


class Ground(Answer):
    """How sure something is, on what it rests, and when it holds."""

    grade: Grade | None
    """How sure: observed, published, derived, estimated, assumed."""
    sources: list[str]
    """Keys of its sources."""
    valid_from: str | None
    """First day; null: since the data begin."""
    valid_to: str | None
    """Last day; null: until the data end."""
    note: str | None
    """A few words: basis of an estimate, or the formula of a derived figure."""


class Triple(Answer):
    """P10, P50 and P90."""

    low: float
    typical: float
    high: float


class Attribute(Answer):
    """An attribute: a value, or a figure with its triple."""

    name: str
    meaning: str
    value: Any
    """Text, number, list or the name of the figure; null for a row that is a figure itself."""
    text: str | None
    """In words: name of a node, scope of a price."""
    triple: Triple | None
    """The figure, where it is one."""
    unit: str | None
    statistic: str | None
    """What the source gave: range, mean, norm, promise ..; the triple follows by one rule."""
    spread: str | None
    """variability: boxes differ; knowledge: we do not know."""
    grade: Grade | None
    sources: list[str]
    note: str | None


class Part(Ground):
    """A change from one stack to another, or a crossing, at a node."""

    title: str
    table: str
    attributes: list[Attribute]


class ServiceHere(Answer):
    """A service that calls at a node or runs over a link."""

    id: str
    name: str
    operator: str
    mode: str
    status: Literal["regular", "on_request", "not_seen_running"]
    calls_here: bool
    first_seen: str
    last_seen: str
    grade: Grade
    sources: list[str]


class ClosureHere(Ground):
    """A closure that concerns it."""

    id: str
    name: str
    what: list[str]
    modes: list[str]
    in_force: bool


class RestrictionHere(Ground):
    """A restriction in force that concerns it."""

    id: str
    name: str
    effect: str
    modes: list[str]
    names_it: bool
    """Whether it names this node or link, not only its country."""


class Source(Answer):
    """A source."""

    key: str
    publisher: str
    title: str
    date: str | None
    url: str | None
    licence: str
    confidence: Literal["high", "med", "low"]


class Asset(Ground):
    """Everything that the network says of an id on a day."""

    id: str
    table: str
    name: str
    date: str
    attributes: list[Attribute]
    parts: list[Part]
    services: list[ServiceHere]
    closures: list[ClosureHere]
    restrictions: list[RestrictionHere]
    source_list: list[Source]
    """Every source that this answer names."""


class CountedSource(Source):
    """A source, and how much rests on it."""

    rows: int
    """Rows of the network that rest on it."""


class Sources(Answer):
    """Sources, those that most rows rest on first."""

    sources: list[CountedSource]


class Named(Answer):
    """A row of a table."""

    table: str
    id: str


class UsedSource(Source):
    """A source, and the rows that rest on it."""

    used_by: list[Named]


class Change(Answer):
    """Something that opens, closes, begins or ends."""

    date: str
    event: Literal["closes", "reopens", "begins", "ends", "opens"]
    table: str
    id: str
    name: str
    grade: Grade
    sources: list[str]
    note: str | None


class Changes(Answer):
    """What changes in a period, in order of time."""

    first: str = Field(alias="from")
    last: str = Field(alias="to")
    changes: list[Change]


class Pair(Answer):
    """The least of each figure between two places, each by a way of its own; null where there is no way."""

    origin: str
    destination: str
    hours: float | None
    """Mean hours from the ready time to the door."""
    cost_usd: float | None
    """Mean money for the whole consignment."""
    co2e_kg: float | None
    """Well-to-wheel, for the whole consignment."""
    generalised_cost_usd: float | None
    """Mean money and the value of the time of the goods."""
    proved: bool
    """False where the search was cut short: what stands there is the least found."""


class Skims(Answer):
    """The least figures between places."""

    pairs: list[Pair]
