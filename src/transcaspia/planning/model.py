"""What a plan is: the consignment asked for, the itineraries given, the ways refused."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

import numpy as np
import numpy.typing as npt

from transcaspia.emissions.chain import Chain
from transcaspia.network.ground import Part
from transcaspia.planning.standing import Why

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Consignment:
    """
    What a shipper wants moved, with every default already filled in.

    Attributes
    ----------
    origin, destination
        Place ids (see `network.places.Place`).
    depart
        Ready time, timezone-aware UTC. A bare date is 00:00 at the origin.
    known_on
        Plan with what was known on that day; a closure announced later is only a hazard.
    unit, units
        Unit of the equipment table and how many of them.
    payload_t
        Tonnes of goods per unit, without tare.
    value_usd
        Value of the whole consignment, USD.
    cargo
        Commodity id.
    hs, un, carrier
        HS code, UN number (four digits) and country of the carrier's registration, which the restrictions read.
    incoterm
        Term and place of delivery, which say who pays which leg.
    owner, shipment
        Owner of the box (soc, coc); single, group (part of a lot that a forwarder gathers) or block.
    packages
        Number of packages, or None.
    drivers
        Drivers of each lorry, one or two.
    temp_c
        Temperature range (low, high), °C, or None.
    deadline
        Latest arrival, timezone-aware UTC, or None.
    """

    origin: str
    destination: str
    depart: datetime
    known_on: date
    unit: str
    units: int
    payload_t: float
    value_usd: float
    cargo: str
    hs: str | None = None
    un: str | None = None
    temp_c: tuple[float, float] | None = None
    incoterm: str | None = None
    owner: str = "coc"
    shipment: str = "single"
    carrier: str | None = None
    deadline: datetime | None = None
    packages: int | None = None
    drivers: int = 1


@dataclass(frozen=True, slots=True)
class PlanParams:
    """
    How to plan; each default in its one place.

    Attributes
    ----------
    via
        What to pass, in order: places, node ids, link ids, tags of links (as `btk`) or countries; several joined by
        `|` count as one.
    avoid
        Countries (ISO 3166-1 alpha-2), node ids or link ids that may not be touched.
    modes
        Modes that may be used (rail, road, sea, rail_ferry, ro_ro, air); empty means all. Road access
        to the first and from the last terminal is always allowed.
    max_itineraries
        Most itineraries in the answer.
    epsilon
        Bound of the search per objective; 0 is exact.
    front
        Give the whole simulated front instead of the small diverse set.
    draws
        Monte Carlo replications.
    seed
        Seed of every draw.
    not_seen_running
        Also offer services that were not seen running near the date.
    max_labels
        Cap of the search; reaching it marks the answer `truncated`.
    factor_strength
        Multiplier of the shared factors between legs; 0 draws every figure on its own, as no world does.
    between
        Node ids that count as the origin, and those that count as the destination (`NODE@CC`: a border node on the
        side of one country alone): plan from terminal to terminal instead of from door to door. The clock then runs
        from the first departure to the arrival at the last terminal, and neither hauls to and from the ends nor
        handling there are in the time or the money.
    grouped
        Take the consignment as part of a full lot: services on request do not ask for their least number of units.
    balanced
        Look only for the way of least generalised cost, which is much quicker.
    tariff_class
        `market`: what a shipper pays. `member`: what the carriers of a route charge under its tariff; the prices of its
        members where they are in force, else public and market ones, without what the carriers do not sell: papers and
        brokers at borders, hire of the box. The two never mix unasked.
    recourse
        Tell what the chance to replan is worth for each itinerary; takes a second or two.
    """

    via: tuple[str, ...] = ()
    avoid: tuple[str, ...] = ()
    modes: tuple[str, ...] = ()
    max_itineraries: int = 8
    epsilon: float = 0.01
    front: bool = False
    draws: int = 2000
    seed: int = 1
    not_seen_running: bool = False
    max_labels: int = 200_000
    factor_strength: float = 1.0
    between: tuple[tuple[str, ...], tuple[str, ...]] | None = None
    grouped: bool = False
    balanced: bool = False
    tariff_class: str = "market"
    recourse: bool = False


@dataclass(frozen=True, slots=True)
class Band:
    """P10, P50 and P90 of a figure."""

    p10: float
    p50: float
    p90: float
    mean: float


@dataclass(frozen=True, slots=True)
class TimeBand:
    """P10, P50 and P90 of an instant, UTC."""

    p10: datetime
    p50: datetime
    p90: datetime


@dataclass(frozen=True, slots=True)
class Stop:
    """An end of a leg."""

    id: str
    name: str
    country: str
    lon: float
    lat: float


@dataclass(frozen=True, slots=True)
class Power:
    """
    What keeps the temperature of the goods on a leg or in a yard.

    Attributes
    ----------
    means
        diesel_unit, generator_wagon, clip_on, plugs, ship, none (the insulation alone) or unknown.
    note
        In words for people.
    sources, grade
        On what it rests.
    on_request
        True where it must be agreed.
    """

    means: str
    note: str
    sources: tuple[str, ...]
    grade: str
    on_request: bool = False


@dataclass(frozen=True, slots=True)
class Cold:
    """
    How a way keeps goods under a temperature.

    Attributes
    ----------
    temperature
        Class: 2-8, 15-25 or frozen.
    low_c, high_c
        Range, °C.
    verdict
        `kept`, or `unconfirmed` where it hangs on yards of which nothing is known.
    without_power_h, unknown_h
        Mean hours without power, and hours in yards whose power is not known.
    limit_h
        Hours that the goods would hold over those; None where nothing outside harms them.
    coldest, warmest
        The coldest and the warmest day of ten on the way, in words.
    hold_h, hold_where
        Hours that the goods hold where it is harshest, if power fails there, and where that is.
    agree, confirm
        What must be agreed before booking, and what must be asked.
    """

    temperature: str
    low_c: float
    high_c: float
    verdict: str
    without_power_h: float
    unknown_h: float
    limit_h: float | None
    coldest: str
    warmest: str
    hold_h: float | None
    hold_where: str
    agree: tuple[str, ...]
    confirm: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WeightLimit:
    """
    The leg that limits the mass of a unit.

    Attributes
    ----------
    leg
        Number of the leg from 0; None where nothing on the way takes less than the unit itself.
    what
        The service, lorry or unit.
    payload_t, gross_t
        Most tonnes of goods in a unit, and the gross mass that the rule means.
    rule
        The rule in words.
    sources, grade
        On what it rests.
    """

    leg: int | None
    what: str
    payload_t: float
    gross_t: float
    rule: str
    sources: tuple[str, ...]
    grade: str


@dataclass(frozen=True, slots=True)
class Leg:
    """
    One continuous move by one service (or by truck over the road links between two changes).

    Attributes
    ----------
    links
        Link ids in order with True where the link is run from its `from` to its `to` end; empty for a
        road access leg, which is drawn as a straight line.
    change
        What happens before this leg: None, "gauge", "mode" or "vehicle".
    change_note
        A few words for people ("1435 to 1520 mm, box lifted").
    wait_h, run_h, dwell_h
        Waiting for the departure; running with borders passed on the way; handling before the leg.
    late_share
        Share of the variance of the arrival that this leg brings, 0-1.
    status, sold_as, min_units, book_by
        Of the service: regular, on_request or not_seen_running; block_train, group, single_unit or part_load; the
        fewest units for which it runs; the day by which to book it. Blank and None for a lorry.
    paid_by
        `seller` or `buyer` by the Incoterm; blank without one, or where the way does not pass its place.
    power, power_yard
        What keeps the temperature on the leg, and where the goods stand before it; None for goods without one.
    """

    mode: str
    gauge_mm: int | None
    start: Stop
    end: Stop
    countries: tuple[str, ...]
    service: str | None
    service_name: str
    operator: str
    links: tuple[tuple[str, bool], ...]
    depart: TimeBand
    arrive: TimeBand
    change: str | None
    change_note: str
    wait_h: Band
    run_h: Band
    dwell_h: Band
    late_share: float
    cost_usd: float
    co2e_kg: float
    distance_km: float
    sources: tuple[str, ...]
    grade: str
    borders: tuple[str, ...] = ()
    hazards: tuple[str, ...] = ()
    co2e_ttw_kg: float = 0.0
    status: str = ""
    sold_as: str = ""
    min_units: int | None = None
    book_by: date | None = None
    paid_by: str = ""
    power: Power | None = None
    power_yard: Power | None = None


TARIFF_CLASSES = ("market", "member")
"""Whose prices a plan takes."""


@dataclass(frozen=True, slots=True)
class PriceLine:
    """
    One line of the money of an itinerary.

    Attributes
    ----------
    kind
        One of `names.LINES`.
    what
        What is paid, in words.
    usd
        Money for the whole consignment; None where no price is known: the line is missing, never zero.
    leg
        Index of the leg that pays it, from 0; None for what the whole way pays.
    start, end
        From where to where the price holds; the same place twice for a deed at a place.
    scope
        What is in the price.
    direction
        `westbound` or `eastbound` where the price holds in one direction only, `both` where it holds in either; blank
        where direction has no sense.
    tariff_class
        `member`, `public` or `market`; blank, as all that follows, for a missing line.
    currency, price_year
        Money and year in which the price was stated.
    index
        What the price index makes of a USD of that year in the year of the departure; None where it lacks a year.
    price
        Id of the price.
    basis, quantity, rate_usd
        What one price is for, how many times it is due as a mean, and its median in USD of the departure's year.
    sources, grade
        Ground of the price.
    why
        What is to be known of the line: why it is missing, or why it is what it is.
    """

    kind: str
    what: str
    usd: Band | None
    leg: int | None
    start: str
    end: str
    scope: str = ""
    direction: str = ""
    tariff_class: str = ""
    currency: str = ""
    price_year: int | None = None
    index: float | None = None
    price: str = ""
    basis: str = ""
    quantity: float | None = None
    rate_usd: float | None = None
    sources: tuple[str, ...] = ()
    grade: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Restriction:
    """
    A restriction in force on a way.

    Attributes
    ----------
    effect
        forbidden, transload, licence, escort, document, notice, limit, unchecked.
    result
        What it means for this way: `condition` (it may be used under it), `exempt`, `within` (a limit that is kept),
        `other_goods`, `other_carrier`, or `not_checked`.
    why
        The result in words.
    where
        Places or countries at which it holds.
    act, since, until
        Legal act and days in force, as far as they are known.
    exceptions
        Exceptions in words.
    hours, cost_usd
        What it takes, as means, where the network knows.
    verify
        What to verify before the goods leave.
    """

    id: str
    what: str
    effect: str
    result: str
    why: str
    where: tuple[str, ...]
    act: str
    since: date | None
    until: date | None
    exceptions: tuple[str, ...]
    hours: float | None
    cost_usd: float | None
    verify: str
    sources: tuple[str, ...]
    grade: str


@dataclass(frozen=True, slots=True)
class Restrictions:
    """
    The restrictions of a way.

    Attributes
    ----------
    checked
        Those in force on it.
    not_checked
        What of them could not be decided, in words.
    conditions
        Those of `checked` that apply: the way may be used under them.
    note
        What the check is worth.
    """

    checked: tuple[Restriction, ...] = ()
    not_checked: tuple[str, ...] = ()
    conditions: tuple[Restriction, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Regime:
    """
    A customs regime on a stretch of the way.

    Attributes
    ----------
    territory
        Countries in order.
    start, end
        Where it is opened and where it ends.
    paper, issuer
        Its paper and who makes it out.
    guarantee, guarantor, amount
        What secures duties and taxes, who gives it, and how its amount is found.
    hours, hold_share
        Mean hours at the border with which it begins, and the share held there for long; None where it begins at
        none, or where the data have none.
    since, until
        Days on which the rule is in force, as far as they are known.
    """

    regime: str
    territory: tuple[str, ...]
    start: str
    end: str
    modes: tuple[str, ...]
    paper: str
    issuer: str
    guarantee: str
    guarantor: str
    amount: str
    act: str
    verify: str
    hours: float | None
    hold_share: float | None
    since: date | None
    until: date | None
    sources: tuple[str, ...]
    grade: str


@dataclass(frozen=True, slots=True)
class Carriage:
    """
    A document of carriage.

    Attributes
    ----------
    legs
        Numbers of the legs that it covers, from 1.
    reconsigned_at
        Place at which it takes the place of the one before; blank for the first.
    """

    document: str
    start: str
    end: str
    legs: tuple[int, ...]
    issuer: str
    reconsigned_at: str
    act: str
    verify: str
    sources: tuple[str, ...]
    grade: str


@dataclass(frozen=True, slots=True)
class Document:
    """A document, who issues it and by when."""

    document: str
    issuer: str
    when: str
    act: str
    verify: str
    since: date | None
    until: date | None
    sources: tuple[str, ...]
    grade: str


@dataclass(frozen=True, slots=True)
class BorderPapers:
    """What a border asks for; customs borders only."""

    place: str
    from_country: str
    to_country: str
    documents: tuple[Document, ...]


@dataclass(frozen=True, slots=True)
class Papers:
    """The papers of a way: customs regimes in order, documents of carriage in order, by border, and of the goods."""

    chain: tuple[Regime, ...] = ()
    carriage: tuple[Carriage, ...] = ()
    borders: tuple[BorderPapers, ...] = ()
    goods: tuple[Document, ...] = ()
    note: str = ""
    used_rows: frozenset[tuple[str, str]] = field(default=frozenset(), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Diversion:
    """
    One way of turning away from an itinerary.

    Attributes
    ----------
    at
        Where one turns.
    why
        `missed` or `shut`.
    what
        What was missed or is shut, in words.
    share
        Share of all replications in which one does.
    saving_h, saving_usd, saving_generalised_usd
        Means where one does: hours, money, generalised cost.
    corridor
        Corridor of the way as it is then.
    onto
        Legs from there on: mode, name of the service (blank for a lorry), where it ends.
    """

    at: Stop
    why: str
    what: str
    share: float
    saving_h: float
    saving_usd: float
    saving_generalised_usd: float
    corridor: str
    onto: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Recourse:
    """
    What the chance to replan is worth: means over the same replications as the itinerary, which has none.

    Attributes
    ----------
    share, asked_share
        Share of the replications in which one replans, and in which a connection is missed or something on the way is
        shut where one stands.
    saving_h, saving_usd, saving_generalised_usd
        Hours, money and generalised cost that it spares, on average over all replications.
    error_generalised_usd
        Standard error of the last.
    duration_h, cost_usd, generalised_cost_usd
        The itinerary with the chance to replan.
    late_h, papers_h, papers_usd, unused_share
        Terms under which one replans; the money is that of the whole consignment.
    diversions
        Where, why and onto what, the most frequent first.
    """

    share: float
    asked_share: float
    saving_h: float
    saving_usd: float
    saving_generalised_usd: float
    error_generalised_usd: float
    duration_h: Band
    cost_usd: Band
    generalised_cost_usd: Band
    late_h: float
    papers_h: float
    papers_usd: float
    unused_share: float
    diversions: tuple[Diversion, ...]


@dataclass(frozen=True, slots=True)
class Itinerary:
    """
    One dated way from door to door.

    `duration_h` runs from the ready time, or from the first departure where the plan is from terminal to terminal.
    `cost_usd` is money for the whole consignment; `generalised_cost_usd` adds time, inventory and
    spoilage; `co2e_kg` is well-to-wheel, `co2e_ttw_kg` tank-to-wheel, for the whole consignment.
    `on_time_share` is the chance to arrive by the deadline; without one, by the sum of the typical hours
    of every piece, which is what a promise that adds up timetables would say. `beaten_by` is the id of
    an itinerary by another corridor that is no later at P50 and P90, no dearer and no dirtier; such an
    offer stays only because its corridor would otherwise be missing. `unit` and `units` are those of this itinerary:
    goods under a temperature are also offered in other units. `cold` is None for goods without a temperature;
    `terms` says who pays what by the Incoterm, `drivers` what the way asks of the drivers of its lorries, `dangerous`
    what its legs ask for dangerous goods; `weight_limit` is the leg that limits the mass of a unit.
    `parts` tells which row of the tables states each hour and each dollar, and the assumed shares are summed from
    it; `chain` tells the emissions by leg and hub; `price_lines` what the money is for, and `price_missing` names
    those of them that have no price; `restrictions` which rules of law hold on it,
    and `papers` which regimes and documents; `why` is why it stands in the answer.
    """

    id: str
    labels: tuple[str, ...]
    corridor: str
    corridor_name: str
    status: str
    departure: datetime
    book_by: date
    arrival: TimeBand
    duration_h: Band
    sum_of_typicals_h: float
    cost_usd: Band
    generalised_cost_usd: Band
    co2e_kg: float
    co2e_ttw_kg: float
    on_time_share: float
    distance_km: float
    transfers: int
    price_missing: tuple[str, ...]
    price_held: tuple[str, ...]
    assumed_hours_share: float
    assumed_cost_share: float
    limited_by: str | None
    beaten_by: str | None
    legs: tuple[Leg, ...]
    unit: str = ""
    units: int = 1
    cold: Cold | None = None
    terms: str = ""
    drivers: tuple[str, ...] = ()
    dangerous: tuple[str, ...] = ()
    weight_limit: WeightLimit | None = None
    parts: tuple[Part, ...] = field(default=(), compare=False)
    chain: Chain = field(default_factory=lambda: Chain((), ()))
    price_lines: tuple[PriceLine, ...] = ()
    restrictions: Restrictions = field(default_factory=Restrictions)
    papers: Papers = field(default_factory=Papers)
    why: Why = field(default_factory=Why)
    recourse: Recourse | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """A way that was refused, why, and the cheapest repair."""

    what: str
    why: str
    repair: str


@dataclass(frozen=True, slots=True)
class Itineraries:
    """
    The answer of `plan`, with what made it.

    `query` echoes every input after defaults; `bound` is the epsilon within which the search is exact
    for the proxy; `truncated` says that a cap was reached first; `practices` is what good practice asks the shipper to
    hold; `used_rows` names the rows (table, key) on which itineraries, weighed ways and refusals rest.
    """

    query: dict[str, object]
    network_id: str
    network_sha256: str
    network_date: date
    itineraries: tuple[Itinerary, ...]
    refused: tuple[Refusal, ...]
    not_checked: tuple[str, ...]
    truncated: bool
    bound: float
    seed: int
    version: str
    practices: tuple[str, ...] = ()
    stats: dict[str, float] = field(default_factory=dict, compare=False)
    used_rows: frozenset[tuple[str, str]] = frozenset()

    @property
    def empty(self) -> bool:
        """True when no itinerary was found; `refused` then says why."""
        return not self.itineraries
