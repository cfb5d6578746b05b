"""What requests may hold: every field with its meaning and its limits; nothing else is taken."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from transcaspia.network.tables import MODES

Text = Annotated[str, Field(min_length=1, max_length=200)]
Name = Annotated[str, Field(min_length=1, max_length=80)]
Day = Annotated[str, Field(min_length=10, max_length=40, pattern=r"^\d{4}-\d{2}-\d{2}")]
Mode = Literal["rail", "road", "sea", "rail_ferry", "ro_ro", "air", "road_access"]
Places = Annotated[list[Text], Field(max_length=20)]


def _day(text: object) -> object:
    if isinstance(text, str) and not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        raise ValueError("expected a day as 2025-10-01")
    return text


DayText = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")]
"""A day in a body: 2025-10-01."""
DayAsked = Annotated[date, BeforeValidator(_day)]
"""A day in the address of a request: 2025-10-01, and no other way of writing it."""

QUERY: dict[str, Any] = {
    "origin": "Łódź", "destination": "Almaty", "depart": "2025-10-01", "cargo": "pharmaceuticals", "unit": "40RF",
    "units": 2, "payload_t": 18.0,
}  # fmt: skip
"""The question that the examples ask."""


class Body(BaseModel):
    """A body of a request: strict types, no field that is not described, no NaN."""

    model_config = ConfigDict(extra="forbid", allow_inf_nan=False, strict=True, use_attribute_docstrings=True)

    def asked(self) -> dict[str, Any]:
        """
        Return what was asked for, without what was left out.

        Returns
        -------
        dict
            Plain JSON values.
        """
        return self.model_dump(mode="json", exclude_none=True)


class Query(Body):
    """
    A question to the planner, in the names of the `query` that every plan echoes: an echo can be posted as it is.

    Only origin, destination and depart are needed; what is left out, or null, takes its default.
    """

    model_config = ConfigDict(json_schema_extra={"examples": [QUERY]})

    origin: Text
    """Town, terminal or UN/LOCODE."""
    destination: Text
    """The same."""
    depart: Day
    """Day on which the goods are ready, as 2025-10-01 (00:00 at the origin), or an instant as 2025-10-01T14:00
    (origin's clock)."""
    known_on: Day | None = None
    """Plan with what was known on that day; default: all that the data know."""
    cargo: Name | None = None
    """Commodity, as pharmaceuticals."""
    hs: Name | None = None
    """HS code of 2 to 10 digits."""
    un: Name | None = None
    """UN number of dangerous goods."""
    temp_c: Annotated[list[float], Field(min_length=2, max_length=2)] | None = None
    """Temperature to be kept: the lowest and the highest, °C."""
    unit: Name | None = None
    """20GP 40GP 40HC 45HC 20RF 40RF trailer trailer_reefer wagon_1520 wagon_1435 bulk_wagon air_pallet."""
    units: Annotated[int, Field(ge=1, le=10_000)] | None = None
    """How many units."""
    payload_t: Annotated[float, Field(gt=0.0, le=1_000.0)] | None = None
    """Tonnes of goods in a unit."""
    gross_t: Annotated[float, Field(gt=0.0, le=1_000.0)] | None = None
    """Tonnes of a loaded unit with its tare, instead of payload_t."""
    packages: Annotated[int, Field(ge=1, le=100_000_000)] | None = None
    """Packages in the whole consignment."""
    value_usd: Annotated[float, Field(gt=0.0, le=1e12)] | None = None
    """Value of the whole consignment, USD."""
    incoterm: Text | None = None
    """Term of Incoterms 2020 and its place, as `DAP Almaty`."""
    owner: Literal["soc", "coc"] | None = None
    """Who owns the box: shipper or carrier."""
    shipment: Literal["single", "group", "block"] | None = None
    """Form of the shipment."""
    carrier: Annotated[str, Field(min_length=2, max_length=2)] | None = None
    """Country where the carrier is registered, ISO 3166-1 alpha-2."""
    drivers: Annotated[int, Field(ge=1, le=2)] | None = None
    """Drivers of each lorry."""
    deadline: Day | None = None
    """Latest arrival (destination's clock), for the chance on time."""
    via: Places | None = None
    """Places, nodes, links or countries to pass, in order."""
    avoid: Places | None = None
    """Countries, nodes or links not to touch."""
    modes: Annotated[list[Mode], Field(max_length=len(MODES) + 1)] | None = None
    """Modes allowed; none named: all."""
    max: Annotated[int, Field(ge=1, le=50)] | None = None
    """Most itineraries in the answer."""
    epsilon: Annotated[float, Field(ge=0.0, le=1.0)] | None = None
    """Bound of the search per objective; 0 is exact."""
    front: bool | None = None
    """Give the whole front instead of a small choice."""
    draws: Annotated[int, Field(ge=100, le=20_000)] | None = None
    """Monte Carlo replications."""
    seed: Annotated[int, Field(ge=0, le=2**63 - 1)] | None = None
    """Seed of every draw."""
    not_seen_running: bool | None = None
    """Also offer services that were not seen running near the date."""
    factor_strength: Annotated[float, Field(ge=0.0, le=10.0)] | None = None
    """Multiplier of the shared factors between legs."""
    between: (
        Annotated[list[Annotated[list[Text], Field(min_length=1, max_length=50)]], Field(min_length=2, max_length=2)]
        | None
    ) = None
    """Nodes that count as the origin, and those that count as the destination: plan from terminal to terminal."""
    grouped: bool | None = None
    """Take the consignment as part of a full lot."""
    balanced: bool | None = None
    """Look only for the way of least generalised cost, which is quicker."""
    tariff_class: Literal["market", "member"] | None = None
    """What a shipper pays, or what the members of a route charge under its tariff."""
    recourse: bool | None = None
    """Tell what the chance to replan on the way is worth for each itinerary; takes a second or two."""
    origin_name: str | None = None
    """Echoed by an answer; not read."""
    destination_name: str | None = None
    """Echoed by an answer; not read."""
    price_year: int | None = None
    """Echoed by an answer; not read: prices are of the year of departure."""
    carrier_given: bool | None = None
    """Echoed by an answer: false where `carrier` is the default, which is then found anew."""


class WhatIf(Body):
    """A question, and what is shut."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"query": QUERY, "close": ["PLTER:2025-10-01:2025-10-14"]}]}
    )

    query: Query
    """The question."""
    close: Annotated[list[Text], Field(min_length=1, max_length=20)]
    """Nodes or links, each as ID (shut for good) or ID:FROM:TO (shut on those days)."""


class WhyNotAsked(Body):
    """A question, and the way that was expected."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"query": QUERY, "via": ["Aktau"]}]})

    query: Query
    """The question."""
    via: Annotated[list[Text], Field(min_length=1, max_length=20)]
    """What was expected on the way, in order: places, nodes, links, services, tags of links or countries."""


class WindowQuery(Query):
    """A question of several ready days: with a deadline the first of them may be left out."""

    depart: Day | None = None  # type: ignore[assignment]
    """First ready day; left out, the last days that make the deadline are looked for."""


class DeparturesAsked(Body):
    """A question, and how many ready days to compare."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"query": QUERY, "days": 3}]})

    query: WindowQuery
    """The question; its `depart` is the first ready day."""
    days: Annotated[int, Field(ge=1, le=92)] | None = None
    """How many ready days; default: 30."""


class GoodsQuery(Query):
    """A question without its places: goods, day and how to plan."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"depart": "2025-10-01", "unit": "40HC"}]})

    origin: Text | None = None  # type: ignore[assignment]
    """Not read: `origins` are asked about."""
    destination: Text | None = None  # type: ignore[assignment]
    """Not read: `destinations` are asked about."""


class SkimsAsked(Body):
    """Places between which the least figures are wanted."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "origins": ["Łódź"],
                    "destinations": ["Almaty", "Baku"],
                    "query": {"depart": "2025-10-01", "unit": "40HC"},
                }
            ]
        }
    )

    origins: Annotated[list[Text], Field(min_length=1, max_length=10)]
    """Places in any spelling, or codes."""
    destinations: Annotated[list[Text], Field(min_length=1, max_length=50)]
    """The same."""
    query: GoodsQuery
    """Goods, day and how to plan, without `via` and `between`."""


class Readout(Body):
    """The text of a readout, from which entries of the register are drafted."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "text": "On 10 October 2025 the tenth session of the Kazakh-Polish Intergovernmental Commission "
                    "on Economic Cooperation took place in Warsaw. The sides agreed to develop the Trans-Caspian "
                    "route.",
                    "published": "2025-10-11",
                }
            ]
        }
    )

    text: Annotated[str, Field(min_length=1, max_length=200_000)]
    """The text, in English or Polish; plain, or the HTML of a page."""
    published: Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")] | None = None
    """Day of publication, where the text does not state it."""


class Sheet(Body):
    """What an estimate and a request for quotation have in common."""

    query: Query
    """The question; what an answer echoes gives the sheet of that answer."""
    itinerary: Annotated[str, Field(min_length=1, max_length=40)] | None = None
    """Id of the itinerary in the answer, as i1; default: the first."""
    language: Literal["en", "pl", "ru"] = "en"
    """Language of the sheet."""
    reference: Annotated[str, Field(max_length=40)] | None = None
    """Reference of your own; default: one made from the question."""
    issued: DayText | None = None
    """Day of the sheet; default: today, UTC."""


class EstimateAsked(Sheet):
    """An itinerary of which the planning estimate is wanted."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"query": QUERY, "itinerary": "i1", "language": "en", "format": "html"}]}
    )

    format: Literal["html", "pdf"] = "html"
    """Form of the file."""
    valid_until: DayText | None = None
    """Last day on which it holds; default: the day by which to book, at most 30 days on."""


class RequestAsked(Sheet):
    """An itinerary for which a quotation is wanted."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"query": QUERY, "itinerary": "i1", "language": "pl", "format": "text"}]}
    )

    format: Literal["text", "html", "pdf"] = "text"
    """Form of the file; text is an e-mail with its subject in the first line."""
    answer_by: DayText | None = None
    """Day by which the answer is wanted; default: three working days on."""
