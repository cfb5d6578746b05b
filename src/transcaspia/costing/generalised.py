"""Generalised cost: money, and what time costs the goods."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from transcaspia.units import HOURS_PER_DAY

Floats = npt.NDArray[np.float64]


def generalised_cost_usd(cost_usd: Floats, duration_h: Floats, value_usd: float, time_value_share_day: float) -> Floats:
    """
    Return money plus the value that the goods lose on the way.

    Parameters
    ----------
    cost_usd
        Money for the whole consignment, USD.
    duration_h
        Hours from ready to arrival, same shape.
    value_usd
        Value of the whole consignment, USD.
    time_value_share_day
        Share of the value that a day in transit costs: capital, stock, and spoilage of what must be kept cold.

    Returns
    -------
    Floats
        USD, same shape.

    Examples
    --------
    >>> generalised_cost_usd(np.array([1000.0]), np.array([48.0]), 100_000.0, 0.001)
    array([1200.])
    """
    total: Floats = cost_usd + value_usd * time_value_share_day * duration_h / HOURS_PER_DAY
    return total
