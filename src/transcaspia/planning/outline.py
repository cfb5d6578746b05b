"""The figures of an itinerary that decide between offers: when it leaves and arrives, what it costs, how sure it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt

from transcaspia.planning.choose import Offer
from transcaspia.planning.cold_way import Judged, judged, lead_days
from transcaspia.planning.evaluate import Drawn, median_h, sum_of_typicals_h
from transcaspia.planning.graph import Builder
from transcaspia.planning.model import Band, TimeBand
from transcaspia.units import SECONDS_PER_HOUR

Floats = npt.NDArray[np.float64]

STATUSES = ("regular", "on_request", "not_seen_running")
PERCENTILES = (10.0, 50.0, 90.0)


@dataclass(frozen=True, slots=True)
class Outline:
    """
    The figures of an itinerary that decide between offers.

    Attributes
    ----------
    sum_of_typicals_h
        Sum of the typical hours of every piece.
    on_time_share
        As in `Itinerary`.
    """

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
    on_time_share: float


def outline_of(builder: Builder, offer: Offer) -> Outline:
    """
    Return what decides between offers, without legs, papers and money lines: the figures of its itinerary.

    Parameters
    ----------
    builder
        Builder of the question's graph.
    offer
        The offer.

    Returns
    -------
    Outline
        Its figures.
    """
    cold = None if builder.chain is None else judged(builder, builder.chain, offer.drawn)
    return outlined(builder, offer, cold)


def outlined(builder: Builder, offer: Offer, cold: Judged | None) -> Outline:
    """
    Return what decides between offers, where it is known how the goods stand the way.

    Parameters
    ----------
    builder
        Builder of the question's graph.
    offer
        The offer.
    cold
        How goods under a temperature stand it; None for others.

    Returns
    -------
    Outline
        Its figures.
    """
    drawn = offer.drawn
    corridor = builder.network.by_id("corridors").get(offer.corridor)
    deadline = builder.question.consignment.deadline
    promised_h = sum_of_typicals_h(drawn, from_departure=builder.question.between is not None)
    on_time = drawn.duration_h <= promised_h
    if deadline is not None:
        on_time = drawn.arrive_h <= builder.clock.hours_of(deadline)
    arrival, duration, cost, generalised, departs = bands(
        [drawn.arrive_h, drawn.duration_h, drawn.cost_usd, drawn.generalised_usd, drawn.times[0].depart_h]
    )
    return Outline(
        corridor=offer.corridor or "other",
        corridor_name=corridor.text("name") if corridor else "Other",
        status=_status(builder, drawn, cold),
        departure=instants(builder, departs).p50,
        book_by=_book_by(builder, drawn, cold),
        arrival=instants(builder, arrival),
        duration_h=duration,
        sum_of_typicals_h=promised_h,
        cost_usd=cost,
        generalised_cost_usd=generalised,
        on_time_share=float(on_time.mean()),
    )


def bands(rows: list[Floats]) -> list[Band]:
    """
    Return the bands of many figures at once, which costs less than one by one.

    Parameters
    ----------
    rows
        Draws of each figure.

    Returns
    -------
    list[Band]
        A band for each.
    """
    stacked = np.sort(np.stack(rows), axis=1)
    at = np.array(PERCENTILES) / 100.0 * (stacked.shape[1] - 1)
    low = np.floor(at).astype(np.int64)
    high = np.minimum(low + 1, stacked.shape[1] - 1)
    found = stacked[:, low] + (at - low) * (stacked[:, high] - stacked[:, low])
    return [Band(*row) for row in np.column_stack([found, stacked.mean(axis=1)]).tolist()]


def instants(builder: Builder, hours: Band) -> TimeBand:
    """
    Return hours from the ready time as instants.

    Parameters
    ----------
    builder
        Builder of the question's graph.
    hours
        The hours.

    Returns
    -------
    TimeBand
        The instants, UTC, to the second.
    """
    return TimeBand(
        *(
            builder.clock.ready + timedelta(seconds=round(h * SECONDS_PER_HOUR))
            for h in (hours.p10, hours.p50, hours.p90)
        )
    )


def _status(builder: Builder, drawn: Drawn, cold: Judged | None) -> str:
    worst = STATUSES.index("on_request") if cold is not None and cold.asked else 0
    for leg in drawn.legs:
        if leg.service is not None:
            worst = max(worst, STATUSES.index(builder.rules.status(leg.service)))
    return STATUSES[worst]


def _book_by(builder: Builder, drawn: Drawn, cold: Judged | None) -> date:
    """Return the day by which to book: that of the leg that must be booked first, and no later than the ready day."""
    days = [booked for k in range(len(drawn.legs)) if (booked := leg_book_by(builder, drawn, k, cold)) is not None]
    return min([_local_day(builder, builder.clock.ready), *days])


def leg_book_by(builder: Builder, drawn: Drawn, k: int, cold: Judged | None) -> date | None:
    """
    Return the day by which to book a leg, on the origin's clock.

    Parameters
    ----------
    builder
        Builder of the question's graph.
    drawn
        The way.
    k
        Number of the leg.
    cold
        How goods under a temperature stand it; None for others.

    Returns
    -------
    date | None
        The day; None for a lorry.
    """
    service = drawn.legs[k].service
    if service is None:
        return None
    ahead = max(service.number("book_ahead_days"), service.maybe("lead_days") or 0.0)
    ahead = max(ahead, 0.0 if cold is None else lead_days(cold, k))
    depart = builder.clock.ready + timedelta(hours=median_h(drawn.times[k].depart_h))
    return _local_day(builder, depart - timedelta(days=ahead))


def _local_day(builder: Builder, instant: datetime) -> date:
    return instant.astimezone(ZoneInfo(builder.question.zone)).date()
