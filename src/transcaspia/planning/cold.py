"""What keeps the temperature of the goods on each stretch of a way, and how long they hold without it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from transcaspia.network.model import Network, Row
from transcaspia.network.tables import MONTHS
from transcaspia.planning.offers import Ride, Run
from transcaspia.planning.question import Question
from transcaspia.units import KG_PER_T, SECONDS_PER_HOUR

NONE, UNKNOWN = "none", "unknown"
KJ_PER_J = 1e-3

Place = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Weather:
    """
    The coldest and the warmest day of ten at a place in a month, °C.

    Attributes
    ----------
    place
        Name of the nearest place whose climate is known.
    """

    place: str
    month: int
    low_c: float
    mean_c: float
    high_c: float


@dataclass(frozen=True, slots=True)
class Stretch:
    """
    A part of a way under one power and one weather.

    Attributes
    ----------
    leg
        Number of the leg.
    where
        Place, or the two ends of the leg.
    hours
        Mean hours.
    means, on_request
        What is there, and what can be had by agreement; blank for nothing.
    row
        Row of the power table or of the terminals; None where nothing is known.
    weather
        What it is like there in that month.
    hold_h
        Hours that the goods hold there without power.
    yard
        True while the goods stand before the leg.
    """

    leg: int
    where: str
    hours: float
    means: str
    on_request: str
    row: Row | None
    weather: Weather
    hold_h: float
    yard: bool = False

    @property
    def use(self) -> float:
        """Share of what the goods hold that these hours would take without power."""
        return self.hours / self.hold_h

    @property
    def bare(self) -> bool:
        """True where nothing keeps the temperature; under way what is not known counts as nothing."""
        return self.means == NONE or (self.means == UNKNOWN and not self.yard)


class ColdChain:
    """
    Knows what keeps the temperature of a consignment, and how long it holds without.

    Parameters
    ----------
    question
        The question; its consignment has a temperature range.

    Attributes
    ----------
    stretches
        Stretches of each drawn leg by the identity of its times, which are held so that it stays.
    """

    def __init__(self, question: Question) -> None:
        self.network: Network = question.network
        self.question = question
        self.low_c, self.high_c = question.consignment.temp_c or (-math.inf, math.inf)
        self.kind = question.equipment.text("kind")
        self.stretches: dict[int, tuple[object, list[Stretch]]] = {}
        self._rows: dict[tuple[str, int | None, tuple[str, ...], tuple[str, ...]], Row | None] = {}
        self._near: dict[Place, Row] = {}
        self._bare: dict[tuple[str, tuple[str, ...], int | None], bool] = {}
        self._uses: dict[Ride, float] = {}
        self._losses: dict[str, tuple[float, ...]] = {}
        self._middles: dict[str, Place] = {}

    @cached_property
    def temperature(self) -> Row | None:
        """Row of the temperatures table to whose class the range belongs."""
        rows = sorted(self.network.rows("temperatures"), key=lambda r: -r.number("from_c"))
        return next((row for row in rows if self.high_c > row.number("from_c")), None)

    @cached_property
    def tau_h(self) -> float:
        """Hours in which the outer layers of the goods would come near the temperature outside."""
        cold = self.network.settings.get("cold", {})
        size = self.question.equipment.text("size")
        if size not in cold.get("area_m2", {}):
            return 0.0
        mass_kg = self.question.consignment.payload_t * KG_PER_T
        heat_kj_k = float(cold["outer_share"]) * mass_kg * float(cold["heat_kj_kgk"])
        loss_kw_k = float(cold["k_w_m2k"]) * float(cold["area_m2"][size]) * KJ_PER_J
        return heat_kj_k / loss_kw_k / SECONDS_PER_HOUR

    def hold_h(self, weather: Weather) -> float:
        """
        Return how long the goods keep their range without power.

        Parameters
        ----------
        weather
            What it is like outside.

        Returns
        -------
        float
            Hours: the shorter of frost and heat; without end where both lie within the range.
        """
        if self.kind == "pallet":
            return float(self.network.settings.get("cold", {}).get("packing_h", math.inf))
        return min(self._hold_h(weather.low_c), self._hold_h(weather.high_c))

    def _hold_h(self, outside_c: float) -> float:
        middle = (self.low_c + self.high_c) / 2.0
        if self.low_c <= outside_c <= self.high_c or self.tau_h == 0.0:
            return math.inf
        limit = self.low_c if outside_c < self.low_c else self.high_c
        if middle == limit:
            return 1.0  # a range of one temperature leaves no time at all
        return self.tau_h * math.log((outside_c - middle) / (outside_c - limit))

    def weather(self, place: Place, month: int) -> Weather:
        """
        Return what it is like at a place in a month.

        Parameters
        ----------
        place
            Longitude and latitude.
        month
            1 to 12.

        Returns
        -------
        Weather
            From the nearest row of the climate table.
        """
        if place not in self._near:
            rows = self.network.rows("climate")
            self._near[place] = min(rows, key=lambda row: _apart(row, place))
        row = self._near[place]
        mean, swing = row.number(MONTHS[month - 1]), row.number("swing_c")
        return Weather(row.id, month, mean - swing, mean, mean + swing)

    def power(self, mode: str, gauge_mm: int | None, countries: tuple[str, ...], tags: tuple[str, ...]) -> Row | None:
        """
        Return what keeps the temperature on a link or a haul.

        Parameters
        ----------
        mode
            Mode.
        gauge_mm
            Gauge of a railway.
        countries, tags
            Countries of the link and its tags.

        Returns
        -------
        Row | None
            The row of the power table that fits and says most; None where nothing is known.
        """
        key = (mode, gauge_mm, countries, tags)
        if key not in self._rows:
            found = [
                row
                for row in self.network.rows("power")
                if row.text("mode") == mode
                and (not row.items("kinds") or self.kind in row.items("kinds"))
                and row.maybe("gauge_mm") in {None, gauge_mm}
                and (not row.items("countries") or set(row.items("countries")).issuperset(countries))
                and (not row.items("tags") or set(row.items("tags")).intersection(tags))
            ]
            self._rows[key] = max(found, key=_says, default=None)
        return self._rows[key]

    def run_power(self, run: Run, gauge_mm: int | None) -> Row | None:
        """
        Return what keeps the temperature on one link of a ride.

        Parameters
        ----------
        run
            The link as it is run.
        gauge_mm
            Gauge of the ride.

        Returns
        -------
        Row | None
            Row of the power table.
        """
        return self.power(run.link.text("mode"), gauge_mm, tuple(run.countries), tuple(run.link.items("tags")))

    def middle(self, run: Run) -> Place:
        """
        Return where a link lies.

        Parameters
        ----------
        run
            The link as it is run.

        Returns
        -------
        tuple[float, float]
            Longitude and latitude between its two ends.
        """
        link = run.link
        if link.id not in self._middles:
            a, b = self.network.position(link.text("from")), self.network.position(link.text("to"))
            self._middles[link.id] = ((a[0] + b[0]) / 2.0, (a[1] + b[1]) / 2.0)
        return self._middles[link.id]

    def least_use(self, ride: Ride) -> float:
        """
        Return the share of what the goods hold that a ride takes at least, where nothing can be had by agreement.

        Parameters
        ----------
        ride
            The ride.

        Returns
        -------
        float
            The share in the mildest of the coming months; above 1 the ride alone spoils the goods.
        """
        if ride not in self._uses:
            gauge = ride.line.gauge_mm
            bare = [(run.piece.mean, self._loss(run)) for run in ride.runs if self._goes_bare(run, gauge)]
            self._uses[ride] = 0.0
            if bare:
                share = ride.run_h / max(sum(run.piece.mean for run in ride.runs), 1e-9)
                self._uses[ride] = share * min(
                    sum(hours * loss[k] for hours, loss in bare) for k in range(len(self._months))
                )
        return self._uses[ride]

    def _goes_bare(self, run: Run, gauge_mm: int | None) -> bool:
        key = (run.link.id, run.countries, gauge_mm)
        if key not in self._bare:
            self._bare[key] = _is_bare(self.run_power(run, gauge_mm))
        return self._bare[key]

    def _loss(self, run: Run) -> tuple[float, ...]:
        """Return the share of what the goods hold that an hour on a link takes, in each of the coming months."""
        if run.link.id not in self._losses:
            place = self.middle(run)
            self._losses[run.link.id] = tuple(1.0 / self.hold_h(self.weather(place, month)) for month in self._months)
        return self._losses[run.link.id]

    def lost(self, ends: str, ride: Ride, use: float) -> str:
        """
        Return why goods are lost on a ride.

        Parameters
        ----------
        ends
            Its two ends in words.
        ride
            The ride.
        use
            Its share of what the goods hold, above 1.

        Returns
        -------
        str
            Words without a full stop.
        """
        return (
            f"no power is known of from {ends} for {ride.run_h:.0f} h, where goods kept at {self.low_c:g} to "
            f"{self.high_c:g} °C hold for about {ride.run_h / use:.0f} h in the weather of that season"
        )

    @cached_property
    def repair(self) -> str:
        """How power can be had, or gone without, in words."""
        units = [u for u in ("trailer_reefer", "air_pallet") if u in self.question.commodity.items("units")]
        other = f", or ask with --unit {' or '.join(u for u in units if u != self.question.consignment.unit)}"
        return "agree power with the carrier (plugs, a generator wagon or a clip-on set)" + (other if units else "")

    @cached_property
    def _months(self) -> Sequence[int]:
        first = self.question.day.month
        ahead = int(self.network.settings.get("cold", {}).get("mild_months", 0))
        return [(first - 1 + k) % 12 + 1 for k in range(ahead + 1)]

    def month_at(self, hours: float) -> int:
        """
        Return the month in which something is met.

        Parameters
        ----------
        hours
            Hours from the ready time.

        Returns
        -------
        int
            1 to 12.
        """
        return (self.question.consignment.depart + timedelta(hours=hours)).month


def _apart(row: Row, place: Place) -> float:
    """Return a measure of how far a place lies from one whose climate is known."""
    x = (row.number("lon") - place[0]) * math.cos(math.radians((row.number("lat") + place[1]) / 2.0))
    return x * x + (row.number("lat") - place[1]) ** 2


def _says(row: Row) -> tuple[bool, bool, bool, bool]:
    return (
        bool(row.items("tags")),
        bool(row.items("countries")),
        row.maybe("gauge_mm") is not None,
        bool(row.items("kinds")),
    )


def _is_bare(row: Row | None) -> bool:
    return row is None or (row.text("means") in {NONE, UNKNOWN} and not row.text("on_request"))
