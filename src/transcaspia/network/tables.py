"""
The tables of a corridor data set, each described once.

Checks, the docs page and the loader all read this; a column that is not here is refused, and a column
here that a file lacks is named. A folder of these CSV files plus `network.toml` is a network.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Dtype = Literal["text", "number", "integer", "date", "list", "flag"]

GRADES = ("observed", "published", "derived", "estimated", "assumed")
WEAK_GRADES = frozenset({"estimated", "assumed"})
"""Grades of figures that nobody published."""

FIELDS = (
    "transport", "energy", "pharmaceuticals", "education", "food", "construction_materials", "agriculture", "machinery",
    "mining", "trade", "investment", "finance", "visas", "environment", "tourism", "culture", "defence", "politics", "other",
)
"""Fields of cooperation: the six of the communique of May 2025 first, then the others of the chain of meetings."""

STATISTICS = ("range", "mean", "median", "norm", "promise", "minimum", "single", "tariff", "estimate")
SPREADS = ("variability", "knowledge")
MODES = ("rail", "road", "sea", "rail_ferry", "ro_ro", "air")
STACKS = ("road", "rail_1435", "rail_1520", "sea", "rail_ferry", "ro_ro", "air")
DIRECTIONS = ("westbound", "eastbound")
"""Endings of the ids of prices that hold for rides in one direction."""
DISTANCES = ("actual", "network", "great_circle")
DATA = ("primary", "modelled", "default")
OWNERS = ("soc", "coc")
"""Of containers: the shipper, the carrier."""
DEPARTURES = ("timetable", "frequency", "when_full", "on_request")
POWER = ("diesel_unit", "generator_wagon", "clip_on", "plugs", "ship", "none", "unknown")
"""What keeps the temperature of a unit: its own diesel unit, a generator wagon, a clip-on generator set, plugs of a yard or
a ship; none: its insulation alone."""
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH_NAMES = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip
EFFECTS = ("forbidden", "transload", "licence", "escort", "document", "notice", "limit", "unchecked")
"""What a restriction does: stops the goods; has them change lorry or tractor; asks for a permit, an escort or a paper; is
a risk to be told of; limits the gross mass of a lorry; may stop them, and the data cannot tell."""


@dataclass(frozen=True, slots=True)
class Column:
    """
    One column of a table.

    `dtype`: text, number (float), integer, date (ISO), list (joined by `;`), flag (yes or blank).
    `choices` limits the values (of each item for a list); `references` names the table whose key the
    value must be; `minimum` is the least number allowed.
    """

    name: str
    dtype: Dtype
    meaning: str
    unit: str = ""
    required: bool = False
    choices: tuple[str, ...] = ()
    references: str = ""
    minimum: float | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """One table: file `<name>.csv`; `key` is the column that must be unique (blank: no single key)."""

    name: str
    meaning: str
    key: str
    columns: tuple[Column, ...]
    triple: tuple[str, str, str] | None = None
    dated_key: bool = False
    """True where rows of one key may repeat with periods of validity that do not overlap."""


_GROUND = (
    Column("source", "list", "Keys of the sources table that the row rests on", required=True, references="sources"),
    Column("grade", "text", "How sure: observed, published, derived, estimated, assumed", required=True, choices=GRADES),
)
_VALID = (
    Column("valid_from", "date", "First day on which the row holds; blank: since the data begin"),
    Column("valid_to", "date", "Last day on which the row holds; blank: until the data end"),
)
_NOTE = (Column("note", "text", "A few words: basis of an estimate, or the formula of a derived figure"),)
_STATISTIC = (
    Column("statistic", "text", "What the source gave; the triple follows by one rule", required=True, choices=STATISTICS),
    Column("spread", "text", "variability: boxes differ; knowledge: we do not know", required=True, choices=SPREADS),
    Column("loads", "list", "Shared factors on which the row loads (network.toml, [factors])"),
)


def _triple(unit: str) -> tuple[Column, ...]:
    return (
        Column("low", "number", "P10, where the source gives it", unit, minimum=0.0),
        Column("typical", "number", "P50, or the one value that the source gives", unit, minimum=0.0),
        Column("high", "number", "P90, where the source gives it", unit, minimum=0.0),
    )


TABLES: tuple[Table, ...] = (
    Table(
        "nodes",
        "Terminals, ports, border crossings, junctions and airports",
        "id",
        (
            Column("id", "text", "Country code and three letters; the UN/LOCODE where there is one", required=True),
            Column("name", "text", "Name in its own Latin spelling", required=True),
            Column("aliases", "list", "Other spellings and scripts"),
            Column("country", "text", "ISO 3166-1 alpha-2", required=True),
            Column("lon", "number", "Longitude", "degree", required=True, minimum=-180.0),
            Column("lat", "number", "Latitude", "degree", required=True, minimum=-90.0),
            Column("kind", "text", "What stands there", required=True, choices=("terminal", "port", "border", "junction", "airport")),
            Column("timezone", "text", "IANA time zone", required=True),
            *_GROUND,
        ),
    ),
    Table(
        "terminals",
        "What can be done at a node: each row is a change from one stack to another, in both directions",
        "",
        (
            Column("node", "text", "Where", required=True, references="nodes"),
            Column("change", "text", "Two stacks joined by `-`, as road-rail_1435 or rail_1520-rail_ferry; twice the same stack: from one service to another (marshalling, transhipment)", required=True),
            Column("units", "list", "Units handled", required=True, references="equipment"),
            Column("handling", "text", "Dwell and handling, door of one stack to door of the other", required=True, references="durations"),
            Column("price", "text", "What the change costs", references="prices"),
            Column("storage", "text", "Price of a day of storage after the free time", references="prices"),
            Column("free_days", "number", "Days of storage free of charge", "day", minimum=0.0),
            Column("hub_factor", "text", "Emission factor of the handling", references="factors"),
            Column("reefer_plugs", "integer", "Plugs for reefers; blank: not known", "plug", minimum=0.0),
            *_VALID, *_GROUND, *_NOTE,
        ),
    ),
    Table(
        "links",
        "What can be travelled, in both directions",
        "id",
        (
            Column("id", "text", "Name of the link", required=True),
            Column("mode", "text", "rail, road, sea, rail_ferry, ro_ro, air", required=True, choices=MODES),
            Column("gauge_mm", "integer", "Track gauge; blank off the rails", "mm", minimum=1000.0),
            Column("from", "text", "One end", required=True, references="nodes"),
            Column("to", "text", "The other end", required=True, references="nodes"),
            Column("countries", "list", "Countries crossed from `from` to `to`; blank at sea and in the air", ),
            Column("length_km", "number", "Published length; blank: the measured one is used", "km", minimum=0.1),
            Column("via", "list", "Points lon lat that keep a measured line on the true alignment", "degree"),
            Column("speed", "text", "Running speed with stops on the way", references="speeds"),
            Column("hours", "text", "Running time where it is known as such", references="durations"),
            Column("electrified_share", "number", "Share of the length under wires", "share", minimum=0.0),
            Column("factor", "text", "Emission factor; blank: by country and traction", references="factors"),
            Column("tags", "list", "What corridors are told by: caspian, black_sea, btk, lhs, suez, cape, marmaray, deep_sea"),
            *_VALID, *_GROUND, *_NOTE,
        ),
    ),
    Table(
        "speeds",
        "Distance covered in a day with the usual stops on the way, by railway or road network and class of traffic",
        "id",
        (
            Column("id", "text", "Name; NAME.block, NAME.regular or NAME.wagon goes before NAME for services of that class of traffic", required=True),
            *_triple("km/day"),
            Column("most", "number", "Physical limit", "km/day", required=True, minimum=1.0),
            *_STATISTIC, *_VALID, *_GROUND, *_NOTE,
        ),
        ("low", "typical", "high"),
        dated_key=True,
    ),
    Table(
        "durations",
        "Hours of one deed: handling, a border, a crossing",
        "id",
        (
            Column("id", "text", "Name", required=True),
            *_triple("h"),
            Column("least", "number", "Physical minimum", "h", required=True, minimum=0.0),
            *_STATISTIC,
            Column("hold_share", "number", "Share of consignments stopped for long (inspection, paper fault)", "share", minimum=0.0),
            Column("hold_h", "number", "Mean length of such a stop", "h", minimum=0.0),
            *_VALID, *_GROUND, *_NOTE,
        ),
        ("low", "typical", "high"),
        dated_key=True,
    ),
    Table(
        "borders",
        "Crossing by direction and mode",
        "",
        (
            Column("node", "text", "Border node; the links on its two sides lie in different countries", required=True, references="nodes"),
            Column("mode", "text", "Mode of the crossing", required=True, choices=MODES),
            Column("from_country", "text", "Country left", required=True),
            Column("to_country", "text", "Country entered", required=True),
            Column("traffic", "text", "Class of traffic: regular, block, wagon; blank: all", choices=("regular", "block", "wagon")),
            Column("duration", "text", "Hours of the crossing", required=True, references="durations"),
            Column("price", "text", "What the crossing costs", references="prices"),
            Column("hazard", "text", "Hazard of a closure", references="hazards"),
            Column("regime_from", "text", "Customs transit regime on the side left"),
            Column("regime_to", "text", "Customs transit regime on the side entered"),
            *_VALID, *_GROUND, *_NOTE,
        ),
    ),
    Table(
        "services",
        "Scheduled or chartered offers over links",
        "id",
        (
            Column("id", "text", "Name", required=True),
            Column("name", "text", "Name for people; rows of one name are periods of one service: on a day on which one of them was seen, the others are not used", required=True),
            Column("operator", "text", "Who sells or runs it", required=True),
            Column("mode", "text", "Mode", required=True, choices=MODES),
            Column("gauge_mm", "integer", "Gauge of a train", "mm"),
            Column("calls", "list", "Nodes in order; one in brackets is passed without a call. Consecutive nodes are joined by a link of the mode", required=True),
            Column("direction", "text", "both or forward", required=True, choices=("both", "forward")),
            Column("traffic", "text", "Class of traffic", required=True, choices=("regular", "block", "wagon")),
            Column("speed_class", "text", "Class of its speed where that is not its class of traffic: a speeds row NAME.CLASS goes before NAME on its links"),
            Column("vehicle", "text", "Vehicle class", required=True, references="vehicles"),
            Column("departures", "text", "timetable, frequency, when_full, on_request", required=True, choices=DEPARTURES),
            Column("timetable", "list", "Days and local time at the first call, as Tue 18:00 (timetable)"),
            Column("per_week", "number", "Departures a week (frequency)", "1/week", minimum=0.01),
            Column("headway_cv", "number", "Coefficient of variation of the headway (frequency)", "share", minimum=0.0),
            Column("fill_units", "number", "Units at which it sails (when_full), TEU, wagons or trailers as the vehicle counts", "unit", minimum=1.0),
            Column("fill_per_day", "number", "Units that arrive a day (when_full)", "1/day", minimum=0.1),
            Column("lead_days", "number", "Days from order to departure (on_request)", "day", minimum=0.0),
            Column("min_units", "number", "Fewest units for which it runs (on_request)", "unit", minimum=1.0),
            Column("cutoff_h", "number", "Hours before departure at which the unit must stand ready", "h", required=True, minimum=0.0),
            Column("book_ahead_days", "number", "Days before departure by which to book", "day", required=True, minimum=0.0),
            Column("units", "list", "Units carried", required=True, references="equipment"),
            Column("power", "flag", "yes: reefers get power or run their own on the way"),
            Column("loads", "list", "Shared factors on which the wait for a departure loads (network.toml, [factors])"),
            Column("through", "list", "Through trains of which it is a part, by name: a box that comes by one part and changes gauge or mode goes on with its train by another, and waits for no departure of its own"),
            Column("forming", "text", "Hours from the handling to its departure with the boxes of a through train (through); blank: it hands over alone, and whoever goes on by it waits for its departure", references="durations"),
            Column("weather", "text", "Weather region whose closures stop departures", references="weather"),
            Column("weather_end", "text", "Weather region whose closures stop arrivals at the other end", references="weather"),
            Column("price", "text", "Price of a ride", required=True, references="prices"),
            Column("sold_as", "text", "block_train, group, single_unit, part_load", required=True, choices=("block_train", "group", "single_unit", "part_load")),
            Column("first_seen", "date", "First day on which it was seen running", required=True),
            Column("last_seen", "date", "Last day on which it was seen or is promised to run", required=True),
            *_GROUND, *_NOTE,
        ),
    ),
    Table(
        "prices",
        "What a leg, lift, border, hire or haul costs",
        "id",
        (
            Column("id", "text", "Name; NAME.westbound or NAME.eastbound goes before NAME for rides in that direction", required=True),
            Column("size", "text", "Size of unit that the row prices", required=True, choices=("20", "40", "45", "trailer", "wagon", "pallet", "any")),
            Column("basis", "text", "per_unit, per_unit_km, per_unit_day, per_unit_h, per_tonne, per_tonne_km, per_consignment, per_value (share of the value of the goods)", required=True, choices=("per_unit", "per_unit_km", "per_unit_day", "per_unit_h", "per_tonne", "per_tonne_km", "per_consignment", "per_value")),
            *_triple("currency"),
            Column("least", "number", "Floor of the price", "currency", required=True, minimum=0.0),
            Column("currency", "text", "ISO 4217", required=True, references="exchange"),
            Column("price_year", "integer", "Year of the price", "year", required=True, minimum=2010.0),
            Column("tariff_class", "text", "member, public or market", required=True, choices=("member", "public", "market")),
            Column("scope", "text", "From where to where, and what is in", required=True),
            Column("reefer_factor", "number", "Multiplier for a refrigerated unit; blank: 1", "ratio", minimum=1.0),
            *_STATISTIC, *_VALID, *_GROUND, *_NOTE,
        ),
        ("low", "typical", "high"),
    ),
    Table(
        "member_tariffs",
        "Where the members of a route charge less than the public: railways, and the price of a km on them",
        "id",
        (
            Column("id", "text", "Name", required=True),
            Column("countries", "list", "Countries whose railways charge it; a link counts where it lies in them alone", required=True),
            Column("price", "text", "Price of tariff class member", required=True, references="prices"),
            Column("wagon", "text", "Hire of the wagon, where the price holds none", references="prices"),
            *_GROUND, *_NOTE,
        ),
    ),
    Table(
        "box_terms",
        "On what terms a container is had: by its owner, where it is picked up empty and where it is given back",
        "id",
        (
            Column("id", "text", "Name", required=True),
            Column("owner", "text", "soc: the shipper's, leased one way; coc: the carrier's", required=True, choices=OWNERS),
            Column("from", "list", "Countries where the goods start", required=True),
            Column("to", "list", "Countries where they end", required=True),
            Column("pickup", "text", "Price of the pick-up; blank: nothing is due", references="prices"),
            Column("back", "text", "Price of the drop-off or of the way home of the empty; blank: nothing is due", references="prices"),
            *_GROUND, *_NOTE,
        ),
    ),
    Table(
        "surcharges",
        "What carriers add to the freight for storm, war risk, peak season, jams and fuel",
        "id",
        (
            Column("id", "text", "Name", required=True),
            Column("what", "text", "In words for people", required=True),
            Column("modes", "list", "Modes that bear it", required=True, choices=MODES),
            Column("tags", "list", "Tags of links: a ride over one of them bears it; blank: any"),
            Column("nodes", "list", "Nodes: a ride that passes or calls at one of them bears it; blank: any", references="nodes"),
            Column("months", "list", "Months 1-12 of the departure; blank: all"),
            Column("price", "text", "What is added; blank: it is charged, and how much is not published", references="prices"),
            *_VALID, *_GROUND, *_NOTE,
        ),
        dated_key=True,
    ),
    Table(
        "exchange",
        "Yearly mean exchange rates",
        "currency",
        (
            Column("currency", "text", "ISO 4217", required=True),
            Column("year", "integer", "Year", "year", required=True, minimum=2010.0),
            Column("usd", "number", "USD for one unit of the currency", "USD", required=True, minimum=0.0),
            *_GROUND, *_NOTE,
        ),
    ),
    Table(
        "price_index",
        "Yearly means of the one index by which prices in USD are moved from their year to that of the departure",
        "id",
        (
            Column("id", "text", "Name of the index", required=True),
            Column("year", "integer", "Year", "year", required=True, minimum=2010.0),
            Column("level", "number", "Level of the index", "points", required=True, minimum=1.0),
            *_GROUND, *_NOTE,
        ),
    ),
    Table(
        "vehicles",
        "Classes of trains, vessels, lorries and aircraft",
        "id",
        (
            Column("id", "text", "Name", required=True),
            Column("mode", "text", "Mode", required=True, choices=MODES),
            Column("counts", "text", "What its capacity counts", required=True, choices=("TEU", "wagon", "trailer", "tonne")),
            Column("capacity", "number", "Capacity in that unit", "unit", required=True, minimum=1.0),
            Column("max_gross_t", "number", "Most gross mass of one unit on it, with tare", "t", minimum=1.0),
            *_GROUND, *_NOTE,
        ),
    ),
    Table(
        "equipment",
        "Boxes, wagons, trailers and pallets",
        "id",
        (
            Column("id", "text", "Unit", required=True),
            Column("kind", "text", "container, trailer, wagon, pallet", required=True, choices=("container", "trailer", "wagon", "pallet")),
            Column("size", "text", "Size class of its prices", required=True, choices=("20", "40", "45", "trailer", "wagon", "pallet")),
            Column("stacks", "list", "Stacks on which it can stand", required=True, choices=STACKS),
            Column("teu", "number", "Room that it takes in a container service", "TEU", required=True, minimum=0.0),
            Column("tare_t", "number", "Mass empty", "t", required=True, minimum=0.0),
            Column("max_payload_t", "number", "Most payload", "t", required=True, minimum=0.1),
            Column("default_payload_t", "number", "Payload where none is given", "t", required=True, minimum=0.1),
            Column("reefer", "flag", "yes: keeps a temperature and needs power"),
            Column("reefer_kw", "number", "Mean power drawn by the refrigeration", "kW", minimum=0.0),
            Column("owner", "text", "Usual owner: soc, the shipper, or coc, the carrier", required=True, choices=OWNERS),
            Column("hire", "text", "Price of a day of hire of the carrier's", references="prices"),
            Column("road_km", "number", "Longest haul by lorry between two changes, or to and from a door, that is sold; blank: no limit", "km", minimum=1.0),
            *_GROUND, *_NOTE,
        ),
    ),
    Table(
        "closures",
        "Closures of a node or link with dates",
        "id",
        (
            Column("id", "text", "Name", required=True),
            Column("what", "list", "Node or link ids that were shut", required=True),
            Column("mode", "list", "Modes that were shut; blank: all", choices=MODES),
            Column("from", "date", "First day closed", required=True),
            Column("to", "date", "Last day closed; blank: without end", ),
            Column("announced", "date", "Day on which it was known", required=True),
            Column("recovery_days", "number", "Days after reopening until flows were normal", "day", minimum=0.0),
            Column("direction", "text", "Country entered, where only one direction was shut"),
            *_GROUND, *_NOTE,
        ),
    ),
    Table(
        "restrictions",
        "What law does to goods, carriers and vehicles, where and since when; not legal advice. A list of countries may name groups of network.toml (EU, EAEU); `!` before an item leaves it out, and a list that only leaves out means all others",
        "id",
        (
            Column("id", "text", "Name", required=True),
            Column("name", "text", "What is restricted, in words for people", required=True),
            Column("effect", "text", "What it does", required=True, choices=EFFECTS),
            Column("countries", "list", "Countries in which it holds; blank: only `places` count"),
            Column("places", "list", "Nodes or links at which it holds; blank: everywhere in `countries`"),
            Column("entered_from", "list", "It holds where one of `countries` is entered from one of these; blank: wherever the way runs in them"),
            Column("use", "text", "transit, import or export: the way neither starts nor ends there, ends there, starts there; blank: any", choices=("transit", "import", "export")),
            Column("modes", "list", "Modes; blank: all", choices=MODES),
            Column("part", "text", "Part of the lorry whose plates count: tractor or trailer; blank: both", choices=("tractor", "trailer")),
            Column("carriers", "list", "Countries in which the lorry is registered; blank: any"),
            Column("origins", "list", "Countries in which the goods set out; blank: any"),
            Column("destinations", "list", "Countries in which they arrive; blank: any"),
            Column("hs", "list", "Prefixes of the HS code; blank: all goods, or those of `commodities`"),
            Column("commodities", "list", "Commodities that it means, whatever their HS code", references="commodities"),
            Column("max_gross_t", "number", "Most gross mass of lorry, trailer and load (limit)", "t", minimum=1.0),
            Column("duration", "text", "Hours that it takes (transload, escort)", references="durations"),
            Column("price", "text", "What it costs (transload, escort)", references="prices"),
            Column("act", "text", "Legal act as the source names it; blank: no source names it"),
            Column("exceptions", "list", "Exceptions in words; HS prefixes in square brackets at the end, as medicines [30] or food [01-24], exempt those goods"),
            Column("verify", "text", "What to verify before the goods leave"),
            Column("from", "date", "First day in force; blank: since the data begin"),
            Column("to", "date", "Last day in force; blank: no end is known"),
            *_GROUND, *_NOTE,
        ),
    ),
    Table(
        "regimes",
        "Customs regimes: of the rows that fit a stretch of the way, the first counts. Lists of countries as in restrictions",
        "id",
        (
            Column("id", "text", "Name", required=True),
            Column("regime", "text", "Regime, in words for people", required=True),
            Column("paper", "text", "Its paper", required=True),
            Column("issuer", "text", "Who makes it out"),
            Column("use", "list", "export, transit, import: the way starts in the customs territory, passes it, ends there; inside: it never leaves it; release: at the destination", required=True, choices=("export", "transit", "import", "inside", "release")),
            Column("modes", "list", "Modes; blank: all", choices=MODES),
            Column("countries", "list", "Countries in which it is in force; blank: any"),
            Column("after_sea", "flag", "yes: only where the goods came by sea or air"),
            Column("goes_on", "text", "Where one paper holds on into the next territory of the regime: land, or land and sea; blank: a new one for each", choices=("land", "land and sea")),
            Column("guarantee", "text", "What secures duties and taxes"),
            Column("guarantor", "text", "Who gives the guarantee"),
            Column("amount", "text", "How its amount is found, as far as a source says"),
            Column("act", "text", "Legal act as the source names it"),
            Column("verify", "text", "What to verify before the goods leave"),
            Column("from", "date", "First day in force; blank: since the data begin"),
            Column("to", "date", "Last day in force; blank: no end is known"),
            *_GROUND, *_NOTE,
        ),
    ),
    Table(
        "documents",
        "Documents: of carriage (of the rows that fit a run of one mode, the first counts), at borders, of the goods. Lists of countries as in restrictions",
        "id",
        (
            Column("id", "text", "Name", required=True),
            Column("name", "text", "Document, in words for people", required=True),
            Column("kind", "text", "carriage, border, goods", required=True, choices=("carriage", "border", "goods")),
            Column("modes", "list", "Modes; blank: all", choices=MODES),
            Column("countries", "list", "carriage: all countries of the run are among them; border: the country entered; goods: one of those on the way; blank: any"),
            Column("entered_from", "list", "border: the country left; blank: any"),
            Column("hs", "list", "Prefixes of the HS code; blank: all goods"),
            Column("dangerous", "flag", "yes: for goods with a UN number only"),
            Column("issuer", "text", "Who issues it", required=True),
            Column("when", "text", "By when"),
            Column("act", "text", "Legal act as the source names it"),
            Column("verify", "text", "What to verify before the goods leave"),
            Column("from", "date", "First day in force; blank: since the data begin"),
            Column("to", "date", "Last day in force; blank: no end is known"),
            *_GROUND, *_NOTE,
        ),
    ),
    Table(
        "weather",
        "Weather closures of a port region by month, an on and off process",
        "id",
        (
            Column("id", "text", "Region", required=True),
            Column("basin", "text", "Sea whose storms shut its regions together; blank: the region has its own"),
            Column("month", "integer", "Month 1-12", "month", required=True, minimum=1.0),
            Column("closed_share", "number", "Share of the time closed", "share", required=True, minimum=0.0),
            Column("spell_days", "number", "Mean length of a closure", "day", required=True, minimum=0.1),
            *_GROUND, *_NOTE,
        ),
    ),
    Table(
        "temperatures",
        "Classes of temperature in which goods are kept",
        "id",
        (
            Column("id", "text", "Class: 2-8, 15-25, frozen; goods without a range have none", required=True),
            Column("low_c", "number", "Lowest temperature of the label", "°C"),
            Column("high_c", "number", "Highest temperature of the label", "°C", required=True),
            Column("from_c", "number", "A range whose highest temperature is above this one belongs to the class", "°C", required=True),
            *_GROUND, *_NOTE,
        ),
    ),
    Table(
        "climate",
        "Monthly mean temperature of places; every node takes those of the nearest one",
        "id",
        (
            Column("id", "text", "Place", required=True),
            Column("lon", "number", "Longitude", "degree", required=True, minimum=-180.0),
            Column("lat", "number", "Latitude", "degree", required=True, minimum=-90.0),
            *(Column(m, "number", f"Mean of {name}", "°C", required=True) for m, name in zip(MONTHS, _MONTH_NAMES, strict=True)),
            Column("swing_c", "number", "How far the coldest and the warmest day of ten lie from the mean of the month", "°C", required=True, minimum=0.0),
            *_GROUND, *_NOTE,
        ),
    ),
    Table(
        "power",
        "What keeps the temperature on the way; of the rows that fit a leg the one that says most decides, without one it is unknown",
        "id",
        (
            Column("id", "text", "Name", required=True),
            Column("mode", "text", "Mode of the leg", required=True, choices=MODES),
            Column("gauge_mm", "integer", "Gauge; blank: any", "mm"),
            Column("kinds", "list", "Kinds of unit; blank: all", choices=("container", "trailer", "pallet")),
            Column("countries", "list", "Countries in which it holds; blank: everywhere"),
            Column("tags", "list", "Tags of the links on which it holds, as caspian; blank: all"),
            Column("means", "text", "What is there without being asked for", required=True, choices=POWER),
            Column("on_request", "text", "What can be had where that is not enough, by agreement", choices=POWER),
            Column("lead_days", "number", "Days before the departure by which to agree it", "day", minimum=0.0),
            *_VALID, *_GROUND, *_NOTE,
        ),
    ),
    Table(
        "practices",
        "What good practice asks those to hold who send goods under a temperature",
        "id",
        (
            Column("id", "text", "Name", required=True),
            Column("commodities", "list", "Goods; blank: all under a temperature", references="commodities"),
            Column("modes", "list", "Modes; blank: all", choices=MODES),
            Column("asks", "text", "What is asked, in words", required=True),
            *_VALID, *_GROUND, *_NOTE,
        ),
    ),
    Table(
        "calendars",
        "Public holidays, and hours in which lorries may not run",
        "id",
        (
            Column("id", "text", "Name", required=True),
            Column("country", "text", "Country in which it holds", required=True),
            Column("kind", "text", "holidays (`days` are dates) or truck_ban (`days` are weekdays, `holiday` or `eve`, the day before one)", required=True, choices=("holidays", "truck_ban")),
            Column("days", "list", "Dates, or days of the week as Sun", required=True),
            Column("from_h", "number", "Local hour at which a ban begins", "h", minimum=0.0),
            Column("to_h", "number", "Hour at which it ends, counted on from that day: 46 is 22:00 on the next", "h", minimum=0.0),
            Column("season_from", "text", "First day of the year on which it holds, as 07-01; blank: all year"),
            Column("season_to", "text", "Last day of the year"),
            Column("not_on", "list", "Days of the year, as 12-24, on which it does not hold"),
            Column("over_t", "number", "Lorries above this gross mass", "t", minimum=0.0),
            Column("spares", "list", "Goods that may run all the same", references="commodities"),
            *_GROUND, *_NOTE,
        ),
    ),
    Table(
        "dangerous_goods",
        "Common UN numbers of dangerous goods",
        "id",
        (
            Column("id", "text", "UN number, four digits", required=True),
            Column("name", "text", "Name in short", required=True),
            Column("classes", "list", "Class or division, then the subsidiary hazards", required=True),
            Column("packing_groups", "list", "Packing groups: I, II, III", choices=("I", "II", "III")),
            *_GROUND, *_NOTE,
        ),
    ),
    Table(
        "dangerous_rules",
        "Legs that refuse dangerous goods, or ask for something",
        "id",
        (
            Column("id", "text", "Name", required=True),
            Column("effect", "text", "refused, or agree: the leg may be used under the rule", required=True, choices=("refused", "agree")),
            Column("modes", "list", "Modes", required=True, choices=MODES),
            Column("classes", "list", "Classes or divisions, 2 for all of 2.1 to 2.3; blank: all"),
            Column("tags", "list", "Tags of the links on which it holds; blank: all"),
            Column("nodes", "list", "Nodes at which a leg must start or end; blank: all", references="nodes"),
            Column("countries", "list", "Countries of which one must be on the leg; blank: all"),
            Column("rule", "text", "The rule in words", required=True),
            *_VALID, *_GROUND, *_NOTE,
        ),
    ),
    Table(
        "levels",
        "Level of a sea by day; between two days it is taken along the straight line that joins them",
        "id",
        (
            Column("id", "text", "Name of the reading", required=True),
            Column("sea", "text", "Sea", required=True),
            Column("day", "date", "Day, or the middle of the days of a mean", required=True),
            Column("level_m", "number", "Level in the Baltic system", "m", required=True),
            *_GROUND, *_NOTE,
        ),
    ),
    Table(
        "drafts",
        "How full ships were loaded where the water is shallow: with the level of the sea the share falls or rises from there",
        "",
        (
            Column("vehicle", "text", "Class of vessel", required=True, references="vehicles"),
            Column("port", "text", "Port whose water binds", required=True, references="nodes"),
            Column("sea", "text", "Sea whose level counts (levels)", required=True),
            Column("day", "date", "Day for which the share was published", required=True),
            Column("loaded_share", "number", "Share of its capacity (of its deadweight where `full_share` is given) that it loaded that day", "share", required=True, minimum=0.0),
            Column("full_share", "number", "Share of its deadweight that all its units weigh; blank: 1", "share", minimum=0.01),
            Column("share_per_m", "number", "Share lost with a metre of level", "1/m", required=True, minimum=0.0),
            *_VALID, *_GROUND, *_NOTE,
        ),
    ),
    Table(
        "hazards",
        "Closures that may come: events a year and how long they last",
        "id",
        (
            Column("id", "text", "Name", required=True),
            Column("per_year", "number", "Events a year", "1/year", required=True, minimum=0.0),
            Column("duration", "text", "How long one lasts", required=True, references="durations"),
            Column("recovery_days", "number", "Days after reopening until flows are normal", "day", minimum=0.0),
            Column("what", "text", "In words for people", required=True),
            *_VALID, *_GROUND, *_NOTE,
        ),
    ),
    Table(
        "factors",
        "Emission factors",
        "id",
        (
            Column("id", "text", "Name; rail_electric_XX (else rail_electric) and rail_diesel are looked up by country and traction, grid_XX by the country of a terminal with plugs", required=True),
            Column("basis", "text", "per_tkm, per_lift, per_kwh", required=True, choices=("per_tkm", "per_lift", "per_kwh")),
            Column("wtw_g", "number", "Well-to-wheel", "g CO2e", required=True, minimum=0.0),
            Column("ttw_g", "number", "Tank-to-wheel", "g CO2e", required=True, minimum=0.0),
            Column("distance", "text", "Kilometres of a tkm: actual, network (shortest feasible) or great_circle; blank off the way", choices=DISTANCES),
            Column("distance_factor", "number", "Kilometres of that kind for one of the network; blank: 1", minimum=0.5),
            Column("data", "text", "As ISO 14083 tells data: primary, modelled, default", required=True, choices=DATA),
            Column("publisher", "text", "Who published the factor", required=True),
            *_GROUND, *_NOTE,
        ),
    ),
    Table(
        "commodities",
        "What is carried",
        "id",
        (
            Column("id", "text", "Name", required=True),
            Column("name", "text", "Name for people", required=True),
            Column("field", "text", "Field of cooperation", required=True, choices=FIELDS),
            Column("hs", "list", "HS chapters or headings"),
            Column("usd_per_t", "number", "Value of a tonne where none is given", "USD/t", required=True, minimum=1.0),
            Column("time_value_share_day", "number", "Share of the value that a day in transit costs", "share/day", required=True, minimum=0.0),
            Column("units", "list", "Units allowed", required=True, references="equipment"),
            Column("default_unit", "text", "Unit where none is given", required=True, references="equipment"),
            Column("temp_low_c", "number", "Lowest temperature, where one must be kept", "°C"),
            Column("temp_high_c", "number", "Highest temperature, where one must be kept", "°C"),
            *_GROUND, *_NOTE,
        ),
    ),
    Table(
        "corridors",
        "Names of corridors; the first row whose tags and countries are all on the way names it",
        "id",
        (
            Column("id", "text", "Name", required=True),
            Column("name", "text", "Name for people", required=True),
            Column("tags", "list", "Tags of links that must all be on the way"),
            Column("countries", "list", "Countries that must all be on the way"),
            Column("without", "list", "Tags and countries that the corridor spares: not on the way; a country may be where the way starts, ends or is asked to pass"),
            Column("crossing", "text", "What two offers of one corridor must share to be one offer, in words"),
        ),
    ),
    Table(
        "sources",
        "Where figures come from",
        "key",
        (
            Column("key", "text", "Key", required=True),
            Column("publisher", "text", "Publisher", required=True),
            Column("title", "text", "Title", required=True),
            Column("date", "text", "Date of the figure"),
            Column("url", "text", "Address"),
            Column("licence", "text", "Licence, or `fact` for a single published figure", required=True),
            Column("confidence", "text", "high, med, low", required=True, choices=("high", "med", "low")),
        ),
    ),
)


def table(name: str) -> Table:
    """
    Return the description of one table.

    Parameters
    ----------
    name
        Name of the table, without `.csv`.

    Returns
    -------
    Table
        Its description.
    """
    return next(t for t in TABLES if t.name == name)
