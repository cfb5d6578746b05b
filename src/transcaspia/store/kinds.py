"""The kinds of records and what each holds; nothing else is taken."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, JsonValue, model_validator

from transcaspia.network.tables import FIELDS
from transcaspia.planning.names import LINES
from transcaspia.register.lists import TABLES


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise ValueError(f"'{text}' is no day: expected one as 2025-10-01") from None


def _instant(text: str) -> str:
    try:
        moment = datetime.fromisoformat(text)
        if moment.tzinfo is None:
            raise ValueError(f"'{text}' has no zone: expected an instant as 2025-10-01T14:00Z or with +05:00")
        return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")
    except OverflowError:
        raise ValueError(f"'{text}' lies outside the years 1 to 9999") from None


Title = Annotated[str, Field(min_length=1, max_length=200)]
Words = Annotated[str, Field(max_length=10_000)]
Word = Annotated[str, Field(min_length=1, max_length=120)]
Day = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$"), AfterValidator(_day)]
Instant = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}", max_length=40), AfterValidator(_instant)]
RecordId = Annotated[str, Field(min_length=36, max_length=36, pattern=r"^[0-9a-f-]{36}$")]
Money = Annotated[float, Field(ge=0.0, le=1e12)]
Currency = Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
Country = Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
Cell = str | int | float | bool | None

_A_PLAN = "01a21393-c1c7-7696-b03b-186996568754"
_QUERY: dict[str, JsonValue] = {
    "origin": "Łódź", "destination": "Almaty", "depart": "2025-10-01", "cargo": "pharmaceuticals", "unit": "40RF",
    "units": 2, "payload_t": 18.0,
}  # fmt: skip


class Part(BaseModel):
    """A part of a record: strict types, no field that is not described, no NaN."""

    model_config = ConfigDict(extra="forbid", allow_inf_nan=False, strict=True, use_attribute_docstrings=True)


def _shown(taken: tuple[str, ...] = (), **fields: JsonValue) -> ConfigDict:
    """Show an example of a record in its schema, which does not ask for what is taken from elsewhere."""

    def extra(schema: dict[str, Any]) -> None:
        schema["required"] = [name for name in schema["required"] if name not in taken]
        schema["examples"] = [fields]

    return ConfigDict(json_schema_extra=extra)


class ConsignmentBody(Part):
    """A consignment of the user's: what is to be moved, and how far it is."""

    model_config = _shown(name="Medicines to Almaty", reference="PO 4711", query=_QUERY, state="planned")

    name: Title
    """What its owner calls it."""
    reference: Title | None = None
    """Number of an order or a file."""
    query: dict[str, JsonValue]
    """The question, whole or as far as it is known, in the names of the `query` of a plan."""
    state: Literal["draft", "planned", "booked", "under_way", "delivered", "dropped"] = "draft"
    """How far it is."""
    notes: Words | None = None
    """Anything else."""

    @model_validator(mode="after")
    def _asks_what_a_plan_takes(self) -> Self:
        from transcaspia.planning.names import NAMES

        for name in self.query:
            if name not in NAMES:
                raise ValueError(f"query has no '{name[:80]}': expected names of {', '.join(sorted(NAMES))}")
        return self


class PlanBody(Part):
    """A plan that was kept: the question, the whole answer, the network it rests on, and the way that was chosen."""

    model_config = _shown(
        ("query", "network_sha256", "network_date"),
        name="Medicines to Almaty, October",
        answer={
            "schema": "plan/1", "query": _QUERY,
            "network": {"id": "shipped", "sha256": "0" * 64, "date": "2025-10-01"}, "itineraries": [],
        },
        itinerary=None,
    )  # fmt: skip

    name: Title
    """What its owner calls it."""
    query: dict[str, JsonValue]
    """The question; by default that of the answer."""
    answer: dict[str, JsonValue]
    """The answer: a document plan/1."""
    network_sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    """Hash of the network that the answer rests on; by default that of the answer."""
    network_date: Day
    """Day for which the network was read; by default that of the answer."""
    itinerary: Word | None = None
    """Id of the way that was chosen."""
    consignment: RecordId | None = None
    """Record of the consignment."""
    notes: Words | None = None
    """Anything else."""

    @model_validator(mode="before")
    @classmethod
    def _taken_from_the_answer(cls, given: Any) -> Any:  # noqa: ANN401 - whatever the caller sent
        answer = given.get("answer") if isinstance(given, dict) else None
        if not isinstance(answer, dict):
            return given
        network = answer.get("network")
        network = network if isinstance(network, dict) else {}
        taken = {
            "query": answer.get("query"), "network_sha256": network.get("sha256"), "network_date": network.get("date"),
        }  # fmt: skip
        return {**{name: value for name, value in taken.items() if value is not None}, **given}

    @model_validator(mode="after")
    def _is_one_answer(self) -> Self:
        network, ways = self.answer.get("network"), self.answer.get("itineraries")
        if self.answer.get("schema") != "plan/1" or not isinstance(network, dict) or not isinstance(ways, list):
            raise ValueError("answer is no document plan/1: keep what `POST /api/v1/plan` or `plan --json` gave")
        if self.network_sha256 != network.get("sha256"):
            raise ValueError("network_sha256 is not that of the answer: leave it out")
        ids = [way.get("id") for way in ways if isinstance(way, dict)]
        if self.itinerary is not None and self.itinerary not in ids:
            raise ValueError(f"itinerary '{self.itinerary}' is none of the answer's")
        return self


def _price_line(text: str) -> str:
    if text not in LINES:
        raise ValueError(f"'{text[:80]}' is no price line: expected one of {', '.join(LINES)}")
    return text


class QuoteLine(Part):
    """A line of a quote."""

    what: Title
    """What is paid for, in the words of the quote."""
    kind: Annotated[str, Field(json_schema_extra={"enum": list(LINES)}), AfterValidator(_price_line)] | None = None
    """Which price line of a plan it is; null: found by its words."""
    amount: Money | None = None
    """Sum; null where the quote names it without one."""
    currency: Currency | None = None
    """Currency, where it is not that of the quote."""
    per: Literal["consignment", "unit", "tonne", "day", "document"] = "consignment"
    """For what the sum is."""
    included: bool = True
    """Whether it is in the total."""
    note: Words | None = None
    """Anything else."""


class QuoteBody(Part):
    """A quote that was received from a forwarder or carrier."""

    model_config = _shown(
        forwarder="A forwarder", received="2025-09-20", valid_until="2025-10-04", currency="USD", total=18400.0,
        per="consignment", incoterm="DAP Almaty", plan=_A_PLAN,
        lines=[{"what": "Carriage Łódź-Almaty", "amount": 17600.0}, {"what": "Terminal handling", "amount": 800.0}],
        leaves_out=["customs duties", "demurrage"],
    )  # fmt: skip

    forwarder: Title
    """Who quotes."""
    received: Day
    """When it came."""
    valid_until: Day | None = None
    """Last day on which it can be taken."""
    reference: Title | None = None
    """Its number."""
    currency: Currency
    """Currency, ISO 4217."""
    usd_rate: Annotated[float, Field(gt=0.0, le=1e6)] | None = None
    """USD for one unit of it; null: by the exchange table of the network."""
    total: Money
    """Sum that is asked for."""
    per: Literal["consignment", "unit", "tonne"] = "consignment"
    """For what the sum is."""
    incoterm: Title | None = None
    """Term and its place."""
    lines: Annotated[list[QuoteLine], Field(max_length=200)] = []
    """What it names one by one."""
    leaves_out: Annotated[list[Title], Field(max_length=100)] = []
    """What it says is not in it."""
    transit_days: (
        Annotated[list[Annotated[float, Field(ge=0.0, le=1000.0)]], Field(min_length=2, max_length=2)] | None
    ) = None
    """Days that it promises, from and to."""
    plan: RecordId | None = None
    """Record of the plan that it answers."""
    itinerary: Word | None = None
    """Id of the way of that plan."""
    consignment: RecordId | None = None
    """Record of the consignment."""
    notes: Words | None = None
    """Anything else."""

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        if self.valid_until is not None and self.valid_until < self.received:
            raise ValueError("valid_until lies before received")
        if self.transit_days is not None and self.transit_days[0] > self.transit_days[1]:
            raise ValueError("transit_days: the first is more than the second")
        return self


class MilestoneBody(Part):
    """Something that happened to a box of the user's own."""

    model_config = _shown(box="MSKU1234565", event="departed", place="PLMAA", at="2025-10-04T06:30:00Z")

    box: Annotated[str, Field(min_length=1, max_length=40)]
    """Number of the container or wagon."""
    event: Literal[
        "ready", "loaded", "departed", "arrived", "unloaded", "border_arrived", "border_left", "gate_in", "gate_out",
        "customs_released", "delivered",
    ]  # fmt: skip
    """What happened."""
    place: Title
    """Where: id of a node, UN/LOCODE or name."""
    at: Instant
    """When, with its zone; kept in UTC."""
    estimated: bool = False
    """True where it is expected, and was not seen."""
    service: Word | None = None
    """Train, ship or lorry."""
    source: Title | None = None
    """Who says so."""
    consignment: RecordId | None = None
    """Record of the consignment."""
    plan: RecordId | None = None
    """Record of the plan that was followed."""
    notes: Words | None = None
    """Anything else."""


class WatchBody(Part):
    """A plan that is watched: what changed for it since."""

    model_config = _shown(name="Medicines to Almaty", plan=_A_PLAN, until="2025-12-31")

    name: Title
    """What its owner calls it."""
    plan: RecordId
    """Record of the plan."""
    until: Day | None = None
    """Last day on which it is worth asking."""
    active: bool = True
    """Whether it is looked at."""
    last_checked: Instant | None = None
    """When it was last looked at."""
    last_found: dict[str, JsonValue] | None = None
    """What was found then."""
    notes: Words | None = None
    """Anything else."""


class DatasetColumn(Part):
    """A column of a data set."""

    name: Word
    """Its name."""
    meaning: Title | None = None
    """What stands in it."""
    unit: Word | None = None
    """Unit of its figures."""


class DatasetBody(Part):
    """A table of the user's own; it is kept apart from the shipped data."""

    model_config = _shown(
        name="Our rates of 2025", columns=[{"name": "lane"}, {"name": "rate", "unit": "USD"}],
        rows=[["Łódź-Almaty", 8900.0]],
    )  # fmt: skip

    name: Title
    """What its owner calls it."""
    about: Words | None = None
    """Where it comes from and what it is good for."""
    licence: Title | None = None
    """Terms on which it was received."""
    columns: Annotated[list[DatasetColumn], Field(min_length=1, max_length=200)]
    """Its columns."""
    rows: Annotated[list[list[Cell]], Field(max_length=100_000)]
    """Its rows, each with a cell for every column."""

    @model_validator(mode="after")
    def _is_a_table(self) -> Self:
        names = [column.name for column in self.columns]
        if len(set(names)) < len(names):
            raise ValueError("columns: two have the same name")
        for number, row in enumerate(self.rows):
            if len(row) != len(names):
                raise ValueError(f"rows.{number} has {len(row)} cells: expected {len(names)}, one for each column")
        return self


class EntrySpan(Part):
    """A period."""

    first: Day = Field(alias="from")
    """First day."""
    last: Day = Field(alias="to")
    """Last day."""


class EntryBody(Part):
    """An entry of the register of the user's own; it is kept apart from the shipped register."""

    model_config = _shown(
        kind="meeting", title="Talks on tariffs of 2026", date="2025-11-14", place="Astana", parties=["KZ", "PL"],
        fields=["transport"], source="Minutes of our own",
    )  # fmt: skip

    kind: Annotated[str, Field(json_schema_extra={"enum": list(TABLES)})]
    """Kind of the entry."""
    title: Title
    """What it is."""
    date: Day | EntrySpan | None = None
    """Day or period."""
    place: Title | None = None
    """Where."""
    parties: Annotated[list[Country], Field(max_length=60)] = []
    """Countries, ISO 3166."""
    bodies: Annotated[list[Title], Field(max_length=60)] = []
    """Bodies: ids or names."""
    fields: Annotated[list[Annotated[str, Field(json_schema_extra={"enum": list(FIELDS)})]], Field(max_length=20)] = []
    """Fields of cooperation."""
    verb: Literal["signed", "agreed", "will", "supports", "called_on", "noted"] | None = None
    """How firmly it was put."""
    session: Annotated[int, Field(ge=1, le=10_000)] | None = None
    """Number of a session."""
    links: Annotated[list[Title], Field(max_length=100)] = []
    """Ids of other entries, as `follows_from:igc-kz-pl-10`."""
    text: Words | None = None
    """The words that it rests on."""
    source: Title | None = None
    """Where they stand."""
    confidence: Annotated[float, Field(ge=0.0, le=1.0)] | None = None
    """How sure it is, 0 to 1."""
    notes: Words | None = None
    """Anything else."""

    @model_validator(mode="after")
    def _is_of_the_lists(self) -> Self:
        if self.kind not in TABLES:
            raise ValueError(f"kind '{self.kind[:80]}' is none of {', '.join(TABLES)}")
        for field in self.fields:
            if field not in FIELDS:
                raise ValueError(f"fields: '{field[:80]}' is none of {', '.join(FIELDS)}")
        if isinstance(self.date, EntrySpan) and self.date.first > self.date.last:
            raise ValueError("date: its first day lies after its last")
        return self


@dataclass(frozen=True)
class Kind:
    """
    A kind of records.

    Attributes
    ----------
    name, plural
        Its name, and the same for many, as in the paths of the HTTP interface.
    model
        What a record of it holds.
    filters
        Fields by which a list can be narrowed.
    refers
        Fields that name a record of another kind, which must be there.
    large
        Fields that a list leaves out.
    """

    name: str
    plural: str
    model: type[Part]
    filters: tuple[str, ...] = ()
    refers: tuple[tuple[str, str], ...] = ()
    large: tuple[str, ...] = ()


KINDS = {
    kind.name: kind
    for kind in (
        Kind("consignment", "consignments", ConsignmentBody, ("state", "reference")),
        Kind("plan", "plans", PlanBody, ("consignment",), (("consignment", "consignment"),), ("answer",)),
        Kind(
            "quote", "quotes", QuoteBody, ("plan", "consignment", "forwarder"),
            (("plan", "plan"), ("consignment", "consignment")),
        ),
        Kind(
            "milestone", "milestones", MilestoneBody, ("box", "plan", "consignment"),
            (("plan", "plan"), ("consignment", "consignment")),
        ),
        Kind("watch", "watches", WatchBody, ("plan",), (("plan", "plan"),)),
        Kind("dataset", "datasets", DatasetBody, ("name",), (), ("rows",)),
        Kind("entry", "entries", EntryBody, ("kind",)),
    )
}  # fmt: skip
"""Every kind by its name."""
