"""Figures as the plain values of a JSON document, rounded and never NaN."""

from __future__ import annotations

import math
from datetime import UTC, date, datetime

from transcaspia.planning.model import Band, Stop, TimeBand


def stop(place: Stop) -> dict[str, str | float]:
    """
    Return an end of a leg.

    Parameters
    ----------
    place
        The end.

    Returns
    -------
    dict
        Id, name, country and position.
    """
    return {"id": place.id, "name": place.name, "country": place.country, "lon": place.lon, "lat": place.lat}


def band(figures: Band) -> dict[str, float]:
    """
    Return the percentiles of a figure.

    Parameters
    ----------
    figures
        The figure.

    Returns
    -------
    dict
        P10, P50 and P90.
    """
    return {"p10": number(figures.p10), "p50": number(figures.p50), "p90": number(figures.p90)}


def money(figures: Band) -> dict[str, int]:
    """
    Return a band of money in whole dollars: no price of a plan is known to the cent.

    Parameters
    ----------
    figures
        The money.

    Returns
    -------
    dict
        P10, P50 and P90.
    """
    return {name: round(number(getattr(figures, name))) for name in ("p10", "p50", "p90")}


def instants(times: TimeBand) -> dict[str, str]:
    """
    Return the percentiles of an instant.

    Parameters
    ----------
    times
        The instant.

    Returns
    -------
    dict
        P10, P50 and P90, UTC.
    """
    return {"p10": instant(times.p10), "p50": instant(times.p50), "p90": instant(times.p90)}


def instant(value: datetime) -> str:
    """
    Return an instant as text.

    Parameters
    ----------
    value
        Timezone-aware.

    Returns
    -------
    str
        UTC, as 2025-10-01T14:00:00Z.
    """
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def number(value: float, digits: int = 2) -> float:
    """
    Return a number rounded.

    Parameters
    ----------
    value
        The number.
    digits
        Digits after the point.

    Returns
    -------
    float
        The number.

    Raises
    ------
    ValueError
        If it is not finite.
    """
    if not math.isfinite(value):
        raise ValueError(f"{value} cannot stand in a document")
    return round(float(value), digits)


def plain(value: object) -> object:
    """
    Return a value of a query.

    Parameters
    ----------
    value
        Day, instant or anything that is plain already.

    Returns
    -------
    object
        Text for a day or an instant, else the value itself.
    """
    if isinstance(value, datetime):
        return instant(value)
    return value.isoformat() if isinstance(value, date) else value
