"""What a way pays in every replication: each price that is due, how often, and on which leg."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from transcaspia.planning.boxes import box_dues, lined
from transcaspia.planning.draws import Draws
from transcaspia.planning.legs import Draft
from transcaspia.planning.pay import Charge, Payer

if TYPE_CHECKING:
    from transcaspia.planning.evaluate import Times

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Due:
    """
    A price that a way pays.

    Attributes
    ----------
    charge
        The price, with how many times it is due for the consignment.
    often
        Multiplier of the charge: hours in store or of hire in every replication, else 1.
    leg
        Index of the leg that pays it, with the change before it; None for what the whole way pays.
    """

    charge: Charge
    often: Floats | float = 1.0
    leg: int | None = None

    @property
    def mean_usd(self) -> float:
        """Mean of what is paid, USD; 0 for a price that is missing."""
        figure = self.charge.figure
        return 0.0 if figure is None else figure.mean * self.charge.times * float(np.mean(self.often))

    def usd(self, draws: Draws) -> Floats:
        """
        Return what is paid in every replication.

        Parameters
        ----------
        draws
            Draws of the plan.

        Returns
        -------
        Floats
            USD; 0 for a price that is missing.
        """
        figure = self.charge.figure
        if figure is None:
            return np.zeros(draws.draws)
        paid: Floats = draws.figure(figure, self.charge.entity) * self.charge.times * self.often
        return paid


def dues_of(pay: Payer, legs: Sequence[Draft], times: Sequence[Times], lasts_h: Floats) -> Iterator[Due]:
    """
    Yield all that a way pays, and what it should pay but has no price for.

    Parameters
    ----------
    pay
        Finds the prices.
    legs, times
        Legs of the way and their times.
    lasts_h
        Hours that count, in every replication.

    Yields
    ------
    Due
        In the order of the legs; then what the whole way pays.
    """
    for k, (leg, drawn) in enumerate(zip(legs, times, strict=True)):
        for charge in leg.charges:
            yield Due(charge, leg=k)
        if leg.storage is not None:
            charge, free_h = leg.storage
            yield Due(charge, hours_in_store(drawn, free_h), k)
    hire = pay.hire()
    if hire is not None and not lined(pay, legs):
        yield Due(hire, lasts_h)
    yield from (Due(*due) for due in box_dues(pay, legs, times))
    insurance = pay.insurance(by_air=any(leg.mode == "air" for leg in legs))
    if insurance is not None and pay.question.between is None:
        yield Due(insurance)


def hours_in_store(times: Times, free_h: float) -> Floats:
    """
    Return the hours of storage that are paid before a departure.

    Parameters
    ----------
    times
        Times of the leg.
    free_h
        Hours without charge.

    Returns
    -------
    Floats
        Hours beyond the free ones in every replication.
    """
    return np.maximum(times.depart_h - times.before_h - free_h, 0.0)
