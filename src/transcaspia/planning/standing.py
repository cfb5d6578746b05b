"""Why an itinerary stands in an answer: what it is best at, what it is against the others, what was left out for it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Difference:
    """
    How much more one way takes than another; below zero it takes less.

    Attributes
    ----------
    p50_h, p90_h
        Hours at P50 and P90.
    cost_p50_usd, cost_p90_usd
        Money for the whole consignment at P50 and P90.
    co2e_kg
        Emissions, well-to-wheel.
    """

    p50_h: float
    p90_h: float
    cost_p50_usd: float
    cost_p90_usd: float
    co2e_kg: float

    @property
    def better(self) -> tuple[str, ...]:
        """Names of the figures in which it takes less."""
        return tuple(name for name in FIGURES if getattr(self, name) < 0.0)


FIGURES = ("p50_h", "p90_h", "cost_p50_usd", "cost_p90_usd", "co2e_kg")
"""Figures that are compared. All but the P90 of the money decide."""


@dataclass(frozen=True, slots=True)
class Win:
    """
    A label that a way carries.

    Attributes
    ----------
    label
        fastest, cheapest, greenest, most reliable or balanced.
    figure, unit
        What decides it, and in which unit.
    value
        Its figure.
    next_id, by
        The way that would carry it else, and how much more that one takes; None where no other may.
    """

    label: str
    figure: str
    unit: str
    value: float
    next_id: str | None
    by: float | None


@dataclass(frozen=True, slots=True)
class Against:
    """
    A way against another that is shown.

    Attributes
    ----------
    id
        The other way.
    more
        What this way takes more than the other.
    """

    id: str
    more: Difference


@dataclass(frozen=True, slots=True)
class LeftOut:
    """
    A way that was found and is not shown.

    Attributes
    ----------
    name
        Its corridor.
    stops
        Places at which it changes, in order.
    reason
        `beaten`: the way shown is no later at P50 and P90, no dearer and no dirtier; `beaten_otherwise`: a way that is
        not shown itself is; `merged`: the way shown stands for it, with the same corridor, crossings and carriers;
        `no_room`: it is best at nothing and its corridor is shown, or the answer is full.
    more
        What it takes more than the way shown.
    """

    name: str
    stops: tuple[str, ...]
    reason: str
    more: Difference


@dataclass(frozen=True, slots=True)
class Why:
    """
    Why a way stands in an answer.

    Attributes
    ----------
    unbeaten
        Whether nothing that was simulated is both as early, as cheap and as clean.
    beaten_by
        The way shown that is; it stays for its corridor alone. None if there is none.
    wins
        Labels that it carries.
    against
        It against each other way that is shown.
    merged, near
        Ways for which it stands, and others that were left out for it, the nearest first.
    merged_count, near_count
        How many of them there are; the nearest few are told.
    """

    unbeaten: bool = True
    beaten_by: str | None = None
    wins: tuple[Win, ...] = ()
    against: tuple[Against, ...] = ()
    merged: tuple[LeftOut, ...] = ()
    near: tuple[LeftOut, ...] = ()
    merged_count: int = 0
    near_count: int = 0
