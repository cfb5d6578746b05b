"""What a question pays: carriage, haulage, handling, borders, storage and hire."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from transcaspia.costing.tariffs import times_due
from transcaspia.emissions.leg import Part, lifts
from transcaspia.network.model import Row
from transcaspia.network.tables import DIRECTIONS
from transcaspia.planning.figures import Figure, Figures, Piece, entity_of
from transcaspia.planning.offers import Crossing, Ride, pieces_of
from transcaspia.planning.question import Question
from transcaspia.units import HOURS_PER_DAY


@dataclass(frozen=True, slots=True)
class Charge:
    """
    A price that is due.

    Attributes
    ----------
    figure
        Price; None where the network has none: the line is missing, not free.
    times
        How many times it is due.
    what, kind
        What it pays, in words and as a kind, a key of `money.HELD`.
    where
        Name of the place at which it is due; blank for what is due over a way.
    why
        What is to be known of it beside the note of its price.
    uses
        Rows of the tables that say that it is due.
    """

    figure: Figure | None
    entity: str
    times: float
    what: str
    kind: str
    where: str = ""
    why: str = ""
    uses: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Change:
    """
    A change of the stack at a terminal.

    Attributes
    ----------
    pieces
        Hours of the handling.
    charge
        What it costs.
    storage, free_h
        Price of an hour of storage before the next departure, and the hours without charge.
    lifts
        Emissions of the handling.
    """

    terminal: Row
    pieces: tuple[Piece, ...]
    charge: Charge
    storage: Charge | None
    free_h: float
    lifts: tuple[Part, ...]


class Payer:
    """
    Finds the prices that are due for a question, each looked up once.

    Parameters
    ----------
    question
        The question.
    figures
        Figures of its network.
    """

    def __init__(self, question: Question, figures: Figures) -> None:
        self.question, self.figures = question, figures
        self.network, self.planning, self.union = question.network, question.planning, question.union
        self.nodes = question.network.by_id("nodes")
        self.size = question.equipment.text("size")
        self.member = question.params.tariff_class == "member"
        self.settings = dict(question.network.settings.get("money", {}))
        self.lines = frozenset(self.settings.get("freight_holds_box", ()))
        month = str(question.day.month)
        rows = () if self.member else question.network.rows("surcharges")
        self.added = tuple(row for row in rows if month in (row.items("months") or (month,)))
        self.adding = tuple(row for row in self.added if row.text("price"))
        self._prices: dict[str, tuple[float, float]] = {}
        self._lifts: dict[tuple[str, int], float] = {}
        self._changes: dict[Row, Change] = {}
        self._charges: dict[tuple[Ride, Crossing | None], list[Charge]] = {}

    def due(self, figure: Figure, *, km: float = 0.0, hours: float = 0.0) -> float:
        """
        Return how many times a price is due for the consignment.

        Parameters
        ----------
        figure
            The price.
        km, hours
            Distance or duration, for prices by them.

        Returns
        -------
        float
            Multiplier of the price.
        """
        c = self.question.consignment
        return times_due(
            figure.row, units=c.units, payload_t=c.payload_t, km=km, hours=hours, value_usd=c.value_usd,
            reefer=self.question.reefer,
        )  # fmt: skip

    def charge(
        self, price_id: str, where: str, what: str, kind: str, *, km: float = 0.0, share: float = 1.0, at: str = ""
    ) -> Charge:
        """
        Return a price that is due once or by the km.

        Parameters
        ----------
        price_id
            Id of the price.
        where
            Where it is due: its draw belongs there.
        what, kind
            What it pays, in words and as a kind.
        km
            Distance, for a price by the km.
        share
            Share of a price that is not by the km.
        at
            Name of the place at which it is due.

        Returns
        -------
        Charge
            The charge; without a figure where the network has no such price.
        """
        figure = self.figures.price(price_id, self.size)
        if figure is None:
            return Charge(None, "", 0.0, what, kind, at)
        if figure.row.text("basis").endswith("_km"):
            share = 1.0
        return Charge(figure, entity_of(figure, where), self.due(figure, km=km) * share, what, kind, at)

    def truck_charge(self, countries: Sequence[str], km: float, where: str) -> Charge:
        """
        Return the price of a haul by lorry.

        Parameters
        ----------
        countries
            Countries of the haul.
        km
            Its length.
        where
            Where it is due.

        Returns
        -------
        Charge
            The charge.
        """
        return self.charge(self.truck_price(countries), where, "haul by lorry", "haul", km=km)

    def truck_price(self, countries: Sequence[str]) -> str:
        """
        Return the id of the price of a haul by lorry.

        Parameters
        ----------
        countries
            Countries of the haul.

        Returns
        -------
        str
            The price within the customs union or the other one.
        """
        inside = "truck_price_eu" in self.planning and self.union.issuperset(countries)
        price: str = self.planning["truck_price_eu" if inside else "truck_price"]
        return price

    def ride_price(self, ride: Ride) -> str:
        """
        Return the id of the price of a ride by a service.

        Parameters
        ----------
        ride
            A ride of a service.

        Returns
        -------
        str
            The price of its direction, westbound or eastbound, where the table has one; else the one for both.
        """
        price = ride.line.service.text("price") if ride.line.service else ""
        start, end = (self.nodes[node].number("lon") for node in (ride.start, ride.end))
        own = f"{price}.{DIRECTIONS[end >= start]}"
        return own if self.network.all_of("prices", own) else price

    def ride_charges(self, ride: Ride, leaving: Crossing | None) -> list[Charge]:
        """
        Return what a ride costs, with the borders that it pays.

        Parameters
        ----------
        ride
            The ride.
        leaving
            Crossing with which it begins, if any.

        Returns
        -------
        list[Charge]
            The charges.
        """
        key = (ride, leaving)
        if key not in self._charges:
            self._charges[key] = self._ride_charges(ride, leaving)
        return self._charges[key]

    def _ride_charges(self, ride: Ride, leaving: Crossing | None) -> list[Charge]:
        service = ride.line.service
        if service is None:
            charges = [self.truck_charge(run.countries, run.km, run.link.id) for run in ride.runs]
        else:
            charges = self._carriage(ride, service)
            charges += [self._surcharge(row, ride) for row in self.added if self.bears(ride, row)]
        for crossing in ride.crossings if leaving is None else (leaving, *ride.crossings):
            if crossing.border is not None and self.pays_border(crossing):
                where = f"{crossing.node}|{crossing.mode}|{crossing.from_country}"
                at = self.nodes[crossing.node].text("name")
                name = f"border fees at {at}"
                charges.append(self.charge(crossing.border.text("price"), where, name, "border", at=at))
        return charges

    def bears(self, ride: Ride, surcharge: Row) -> bool:
        """
        Return whether a ride bears a surcharge.

        Parameters
        ----------
        ride
            A ride of a service.
        surcharge
            Row of the surcharges table that holds on the day and in its month.

        Returns
        -------
        bool
            True where mode, links and nodes are those of the surcharge.
        """
        tags, nodes = surcharge.items("tags"), surcharge.items("nodes")
        return (
            ride.line.mode in surcharge.items("modes")
            and (not tags or any(not set(tags).isdisjoint(run.link.items("tags")) for run in ride.runs))
            and (not nodes or not ride.touches.isdisjoint(nodes))
        )

    def _surcharge(self, row: Row, ride: Ride) -> Charge:
        where = f"{row.id}|{ride.line.key}"
        charge = self.charge(row.text("price"), where, row.text("what"), "surcharge")
        return replace(charge, why=row.text("note"), uses=frozenset({("surcharges", row.id)}))

    def pays_border(self, crossing: Crossing) -> bool:
        """
        Return whether a border is paid for: papers and brokers are not, where the money is that of the carriers.

        Parameters
        ----------
        crossing
            The crossing.

        Returns
        -------
        bool
            True where a price is due.
        """
        return crossing.border is not None and bool(crossing.border.text("price")) and not self.member

    def _carriage(self, ride: Ride, service: Row) -> list[Charge]:
        """Return what a service charges; among members, those of the railways on the way that are in force."""
        name, share = service.text("name"), self.share(ride)
        km: dict[str, float] = {}
        members = {row.id: row for row in self.network.rows("member_tariffs")} if self.member else {}
        for run in ride.runs if members and ride.line.mode == "rail" else ():
            tariff = next((t for t in members.values() if self._charges_on(t, run.countries)), None)
            if tariff is not None:
                km[tariff.id] = km.get(tariff.id, 0.0) + run.km
        rest = ride.km - sum(km.values())
        found = []
        for tariff_id, length in km.items():
            tariff = members[tariff_id]
            found.append(self.charge(tariff.text("price"), tariff_id, name, "ride", km=length))
            if tariff.text("wagon"):
                figure = self.figures.price(tariff.text("wagon"), self.size)
                times = self.due(figure, hours=ride.run_h * length / ride.km) if figure is not None else 0.0
                entity = entity_of(figure, tariff_id) if figure is not None else ""
                found.append(Charge(figure, entity, times, f"wagon of {name}", "wagon"))
        if rest > 0.5 or not km:
            part = share * rest / ride.km
            found.append(self.charge(self.ride_price(ride), service.id, name, "ride", km=rest, share=part))
        return found

    def _charges_on(self, tariff: Row, countries: Sequence[str]) -> bool:
        return set(tariff.items("countries")).issuperset(countries) and (
            self.figures.price(tariff.text("price"), self.size) is not None
        )

    def change(self, terminal: Row) -> Change:
        """
        Return what a change at a terminal takes, costs and emits.

        Parameters
        ----------
        terminal
            Row of the terminals table.

        Returns
        -------
        Change
            The change.
        """
        if terminal not in self._changes:
            node = terminal.text("node")
            name = self.nodes[node].text("name")
            storage = None
            if terminal.text("storage"):
                figure = self.figures.price(terminal.text("storage"), self.size)
                if figure is not None:
                    hourly = self.due(figure, hours=1.0)
                    free = f"{terminal.maybe('free_days') or 0.0:g} days free"
                    storage = Charge(
                        figure, entity_of(figure, node), hourly, f"storage at {name}", "storage", name, free
                    )
            self._changes[terminal] = Change(
                terminal,
                pieces_of(self.figures, terminal.text("handling"), node),
                self.charge(terminal.text("price"), node, f"handling at {name}", "handling", at=name),
                storage,
                HOURS_PER_DAY * (terminal.maybe("free_days") or 0.0),
                lifts(self.network, terminal.text("hub_factor"), self.question.consignment.units),
            )
        return self._changes[terminal]

    def hire(self) -> Charge | None:
        """
        Return the price of an hour of hire of the units.

        Returns
        -------
        Charge | None
            The charge; None for units of the shipper's own or without hire.
        """
        price = self.question.equipment.text("hire")
        if not price or self.question.consignment.owner == "soc" or self.member:
            return None
        kind = self.question.equipment.text("kind")
        what = "hire of the carrier's box" if kind == "container" else f"hire of the {kind}"
        figure = self.figures.price(price, self.size)
        if figure is None:
            return Charge(None, "", 0.0, what, "hire")
        return Charge(figure, entity_of(figure, "hire"), self.due(figure, hours=1.0), what, "hire")

    def insurance(self, *, by_air: bool) -> Charge | None:
        """
        Return the premium of a cargo insurance.

        Parameters
        ----------
        by_air
            Whether the goods fly.

        Returns
        -------
        Charge | None
            The charge; None where the network has no premium, and where the money is that of the carriers alone.
        """
        premiums = self.settings.get("insurance", {})
        if self.member or not premiums:
            return None
        c = self.question.consignment
        kind = "dangerous" if c.un is not None else "air" if by_air else "reefer" if c.temp_c is not None else c.cargo
        return self.charge(premiums.get(kind, premiums.get("default", "")), "insurance", "cargo insurance", "insurance")

    def ride_usd(self, ride: Ride, leaving: Crossing | None) -> float:
        """
        Return the mean of `ride_charges`, without making them.

        Parameters
        ----------
        ride
            The ride.
        leaving
            Crossing with which it begins, if any.

        Returns
        -------
        float
            USD.
        """
        service = ride.line.service
        if self.member:
            return sum(c.figure.mean * c.times for c in self.ride_charges(ride, leaving) if c.figure is not None)
        if service is None:
            usd = sum(self.mean_price(self.truck_price(run.countries), run.km, 1.0) for run in ride.runs)
        else:
            usd = self.mean_price(self.ride_price(ride), ride.km, self.share(ride))
            usd += sum(self.mean_price(row.text("price"), 0.0, 1.0) for row in self.adding if self.bears(ride, row))
            if service.text("price") in self.lines:
                usd -= self.hire_usd_h * ride.run_h
        for crossing in ride.crossings if leaving is None else (leaving, *ride.crossings):
            if crossing.border is not None:
                usd += self.mean_price(crossing.border.text("price"), 0.0, 1.0)
        return usd

    @cached_property
    def hire_usd_h(self) -> float:
        """Mean price of an hour of hire of the units, USD."""
        hire = self.hire()
        return 0.0 if hire is None or hire.figure is None else hire.figure.mean * hire.times

    def mean_price(self, price_id: str, km: float, share: float) -> float:
        """
        Return the mean of a price that is due once or by the km.

        Parameters
        ----------
        price_id
            Id of the price.
        km
            Distance, for a price by the km.
        share
            Share of a price that is not by the km.

        Returns
        -------
        float
            USD; 0 where the network has no such price.
        """
        fixed, by_km_usd = self.mean_parts(price_id)
        return fixed * share + by_km_usd * km

    def mean_parts(self, price_id: str) -> tuple[float, float]:
        """
        Return the mean of a price, for the consignment.

        Parameters
        ----------
        price_id
            Id of the price.

        Returns
        -------
        tuple[float, float]
            USD that are due once, and USD for each km: one of them is 0.
        """
        found = self._prices.get(price_id)
        if found is None:
            figure = self.figures.price(price_id, self.size)
            by_km = figure is not None and figure.row.text("basis").endswith("_km")
            mean = figure.mean * self.due(figure, km=1.0) if figure is not None else 0.0
            found = self._prices[price_id] = (0.0, mean) if by_km else (mean, 0.0)
        return found

    def storage_usd_h(self, price_id: str) -> float:
        """
        Return the mean of an hour of storage, for the consignment.

        Parameters
        ----------
        price_id
            Id of the price; blank for none.

        Returns
        -------
        float
            USD; 0 where the network has no such price.
        """
        figure = self.figures.price(price_id, self.size) if price_id else None
        return 0.0 if figure is None else figure.mean * self.due(figure, hours=1.0)

    def lifts_kg(self, factor_id: str, units: int) -> float:
        """
        Return the emissions of handling at a terminal.

        Parameters
        ----------
        factor_id
            Factor per lift; blank for none.
        units
            Units handled.

        Returns
        -------
        float
            Kilograms of CO2e, well to wheel.
        """
        key = (factor_id, units)
        if key not in self._lifts:
            self._lifts[key] = sum(part.wtw_kg for part in lifts(self.network, factor_id, units))
        return self._lifts[key]

    def share(self, ride: Ride) -> float:
        """
        Return the share of the price of a whole line that a ride pays.

        Parameters
        ----------
        ride
            The ride.

        Returns
        -------
        float
            The share; 1 for prices by the km, which do not look at it.
        """
        # A price for the whole run of a service is paid by the km where it is left or joined on the way; but lines sell
        # the base ports of a coast alike, and no short hop of an ocean string.
        whole = ride.j - ride.i == len(ride.line.runs)
        by_line = ride.line.service is not None and ride.line.service.text("price") in self.lines
        return 1.0 if whole or by_line else ride.km / ride.line.km
