"""The figures of a network as distributions: means for the search, curves and shared factors for the draws."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any, Literal

from transcaspia.costing.tariffs import price_level, price_row, usd_per_unit_of_currency
from transcaspia.network.levels import sails_at
from transcaspia.network.model import Network, Row
from transcaspia.network.uncertainty import (
    Triple,
    duration_triple,
    factor_loads,
    mean,
    price_triple,
    speed_triple,
    std,
)
from transcaspia.units import HOURS_PER_DAY

SPEED_KM = 1000.0
"""Speeds become the hours of this length; a run of another length scales them."""

Kind = Literal["curve", "hold", "headway", "filling"]


@dataclass(frozen=True, slots=True)
class Figure:
    """
    One uncertain quantity.

    Attributes
    ----------
    row
        Row that states it.
    kind
        `curve`: the metalog through `triple`. `hold`: with probability `numbers[0]` an exponential stop of mean
        `numbers[1]` h. `headway`: wait for an irregular departure, mean headway `numbers[0]` h, coefficient of
        variation `numbers[1]`. `filling`: wait until `numbers[0]` more units stand there, coming at `numbers[1]` an
        hour, from a uniform point of the filling.
    triple
        P10, P50, P90 and bounds of a curve.
    mean, std, typical
        Moments and median.
    loads
        Shared factors and their strengths.
    name
        What draws of the figure are called, before the place: kind, table and row.
    uses
        Rows of the tables on which it rests.
    """

    row: Row
    kind: Kind
    triple: Triple
    mean: float
    std: float
    typical: float
    loads: tuple[tuple[str, float], ...] = ()
    numbers: tuple[float, float] = (0.0, 0.0)
    name: str = ""
    uses: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Piece:
    """
    A figure as it is met on the way.

    Attributes
    ----------
    figure
        What is drawn.
    entity
        What the draw belongs to: the same entity has the same draw in every itinerary.
    times
        Multiplier of the figure.
    """

    figure: Figure
    entity: str
    times: float = 1.0

    @property
    def mean(self) -> float:
        """Mean of the piece."""
        return self.figure.mean * self.times

    @property
    def variance(self) -> float:
        """Variance of the piece."""
        return (self.figure.std * self.times) ** 2

    @property
    def typical(self) -> float:
        """Median of the piece."""
        return self.figure.typical * self.times


_NO_TRIPLE = Triple(0.0, 0.0, 0.0, 0.0, 0.0)


@dataclass(eq=False)
class Figures:
    """
    Figures of one network on one day, each worked out once for all days on which it is the same.

    Prices turn with the year, the wait for a vessel that fills with the level of its sea; the rest rests on the rows.
    """

    network: Network
    _held: dict[tuple[object, ...], Figure | None] = field(default_factory=dict)
    _fills: dict[Row, float] = field(default_factory=dict)
    """Units at which the vessels that fill sail on this day."""

    @cached_property
    def _rule(self) -> dict[str, Any]:
        return dict(self.network.settings["statistic_rule"])

    @cached_property
    def factors(self) -> dict[str, Any]:
        """Families of shared factors, `[factors]` of network.toml."""
        return dict(self.network.settings["factors"])

    def duration(self, row_id: str) -> Figure:
        """
        Return the hours of a deed.

        Parameters
        ----------
        row_id
            Row of the durations table.

        Returns
        -------
        Figure
            Hours.
        """
        return self._curve("durations", row_id)

    def speed(self, row_id: str, traffic: str = "") -> Figure:
        """
        Return the hours of 1,000 km.

        Parameters
        ----------
        row_id
            Row of the speeds table.
        traffic
            Class of speed or traffic: a row `NAME.block` goes before `NAME` for block trains, and so for the others.

        Returns
        -------
        Figure
            Hours of `SPEED_KM`.
        """
        own = f"{row_id}.{traffic}"
        return self._curve("speeds", own if self.network.all_of("speeds", own) else row_id)

    def hold(self, row_id: str) -> Figure | None:
        """
        Return the rare long stop beside a duration.

        Parameters
        ----------
        row_id
            Row of the durations table.

        Returns
        -------
        Figure | None
            Hours; None where the row states none.
        """
        key = ("hold", row_id)
        if key not in self._held:
            row = self.network.get("durations", row_id)
            share, hours = row.maybe("hold_share") or 0.0, row.maybe("hold_h") or 0.0
            found: Figure | None = None
            if share > 0.0 and hours > 0.0:
                average = share * hours
                spread = math.sqrt(2.0 * share * hours**2 - average**2)
                loads = (("papers", float(self.factors["papers"]["strength"])),) if "papers" in self.factors else ()
                typical = 0.0 if share <= 0.5 else hours * math.log(2.0 * share)
                found = _figure(row, "hold", _NO_TRIPLE, (average, spread, typical), loads, (share, hours))
            self._held[key] = found
        return self._held[key]

    def price(self, price_id: str, size: str) -> Figure | None:
        """
        Return a price in USD per unit of its basis.

        Parameters
        ----------
        price_id
            Id of the rows of the prices table.
        size
            Size of the unit; a row of that size goes before a row for any size.

        Returns
        -------
        Figure | None
            USD of the year of the network's day where the price index reaches it, else of the row's price year; None
            where the table prices no such size.
        """
        key = ("price", price_id, size, self.network.day.year if self.network.day else None)
        if key not in self._held:
            row = price_row(self.network, price_id, size) if price_id else None
            found: Figure | None = None
            if row is not None:
                usd, more = self._usd(row)
                given = price_triple(row, self._rule)
                triple = Triple(*(usd * x for x in (given.low, given.typical, given.high, given.least, given.most)))
                moments = (mean(triple), std(triple), triple.typical)
                found = _figure(row, "curve", triple, moments, factor_loads(row, self.factors), more=more)
            self._held[key] = found
        return self._held[key]

    def _usd(self, price: Row) -> tuple[float, list[tuple[str, str]]]:
        """Return a unit of the price's money in USD of the network's day, and the rows that turn it."""
        currency, year, day = price.text("currency"), int(price.number("price_year")), self.network.day
        usd, rows = usd_per_unit_of_currency(self.network, price), []
        if currency != "USD":
            rows.append(("exchange", f"{currency}|{year}"))
        # A share of the value of the goods is money of no year.
        moved = price_level(self.network, year, day.year) if day and price.text("basis") != "per_value" else None
        if moved is not None:
            usd *= moved
            rows += [("price_index", row.text("id")) for row in self.network.rows("price_index")[:1]]
        return usd, rows

    def wait(self, service: Row, own_units: float) -> Figure | None:
        """
        Return the wait for a departure that keeps no timetable.

        Parameters
        ----------
        service
            Row of the services table.
        own_units
            Units of the consignment as the vehicle counts them.

        Returns
        -------
        Figure | None
            Hours beyond the cut-off; None for a timetable and for a departure on request.
        """
        departures = service.text("departures")
        filled = departures == "when_full"
        left = max(0.0, self._sails_at(service) - own_units) if filled else 0.0
        key = ("wait", service.text("id"), left)
        if key not in self._held:
            self._held[key] = self._wait(service, departures, left)
        return self._held[key]

    def _sails_at(self, service: Row) -> float:
        if service not in self._fills:
            self._fills[service] = sails_at(self.network, service)
        return self._fills[service]

    def _wait(self, service: Row, departures: str, left: float) -> Figure | None:
        loads = factor_loads(service, self.factors)
        if departures == "frequency":
            headway = 7.0 * HOURS_PER_DAY / service.number("per_week")
            cv = service.maybe("headway_cv") or 0.0
            average = headway * (1.0 + cv**2) / 2.0
            spread = math.sqrt(headway**2 * (1.0 + cv**2) ** 3 / 3.0 - average**2)
            typical = _median_wait(headway, cv)
            return _figure(service, "headway", _NO_TRIPLE, (average, spread, typical), loads, (headway, cv))
        if departures == "when_full":
            rate_h = service.number("fill_per_day") / HOURS_PER_DAY
            average = left / (2.0 * rate_h)
            spread = math.sqrt(left**2 / 12.0 + left / 2.0) / rate_h
            return _figure(service, "filling", _NO_TRIPLE, (average, spread, average), loads, (left, rate_h))
        return None

    def _curve(self, table: str, row_id: str) -> Figure:
        key = (table, row_id)
        if key not in self._held:
            row = self.network.get(table, row_id)
            triple = (
                duration_triple(row, self._rule) if table == "durations" else speed_triple(row, self._rule, SPEED_KM)
            )
            moments = (mean(triple), std(triple), triple.typical)
            self._held[key] = _figure(row, "curve", triple, moments, factor_loads(row, self.factors))
        found = self._held[key]
        if found is None:
            raise AssertionError(key)
        return found


NETWORKS_KEPT = 64
"""Days of networks whose figures and offers are kept for the next question."""


@lru_cache(maxsize=NETWORKS_KEPT)
def figures_of(network: Network) -> Figures:
    """
    Return the figures of a network on one day; those of the days asked for last are kept.

    Parameters
    ----------
    network
        Network of one day.

    Returns
    -------
    Figures
        Its figures.
    """
    held: dict[tuple[object, ...], Figure | None] = network.kept("figures", dict)
    return Figures(network, held)


def entity_of(figure: Figure, where: str) -> str:
    """
    Return what a draw of a figure belongs to.

    Parameters
    ----------
    figure
        Figure that is met.
    where
        Place, service or link at which it is met.

    Returns
    -------
    str
        The row alone where the spread is what we do not know, for then every use of the row is off by the same; the
        row at the place where boxes differ.
    """
    if figure.kind == "curve" and figure.row.text("spread") == "knowledge":
        return figure.name
    return f"{figure.name}|{where}"


def _figure(
    row: Row, kind: Kind, triple: Triple, moments: tuple[float, float, float],
    loads: tuple[tuple[str, float], ...] = (), numbers: tuple[float, float] = (0.0, 0.0),
    more: Iterable[tuple[str, str]] = (),
) -> Figure:  # fmt: skip
    key = row.id
    return Figure(
        row, kind, triple, *moments, loads, numbers, f"{kind}|{row.table}|{key}", frozenset({(row.table, key), *more})
    )


@lru_cache(maxsize=1024)
def _median_wait(headway: float, cv: float) -> float:
    """Return the median of U times a length-biased lognormal headway, by bisection of its distribution."""
    if cv == 0.0:
        return headway / 2.0
    sigma = math.sqrt(math.log(1.0 + cv**2))
    mu = math.log(headway) - sigma**2 / 2.0
    low, high = 0.0, headway * (1.0 + cv**2) * 2.0

    def below(x: float) -> float:
        # P(U H* <= x) = P(H* <= x) + x E[1/H*; H* > x], H* length-biased: E[1/H*; H* > x] = P(H > x) / E[H].
        a = (math.log(x) - mu) / sigma
        return _normal_cdf(a - sigma) + x * (1.0 - _normal_cdf(a)) / headway

    for _ in range(40):
        middle = 0.5 * (low + high)
        if below(middle) < 0.5:
            low = middle
        else:
            high = middle
    return 0.5 * (low + high)


def _normal_cdf(x: float) -> float:
    return 0.5 * math.erfc(-x / math.sqrt(2.0))
