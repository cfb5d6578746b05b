"""What a vessel may load at the level of its sea."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from transcaspia.errors import DataError
from transcaspia.network.model import Network, Row, calls


@dataclass(frozen=True, slots=True)
class Deck:
    """
    The units that a vessel takes on a service on a day.

    Attributes
    ----------
    units
        Units as the vehicle counts them, at most its capacity.
    rows
        Rows of the drafts and levels tables that it rests on; none where no draft is known.
    """

    units: float
    rows: tuple[Row, ...]


def deck_of(network: Network, service: Row) -> Deck:
    """
    Return the units that the vessel of a service takes on the day of a network.

    A row of the drafts table says what share of its capacity a class of vessel loaded on a day in a port. On another
    day it is that share, and `share_per_m` for each metre by which the sea stands higher or lower; where the share is
    one of deadweight, all units weigh `full_share` of it. The port of call that allows least decides.

    Parameters
    ----------
    network
        Network of one day.
    service
        Row of the services table.

    Returns
    -------
    Deck
        Units, and the rows behind them.
    """
    vehicle = network.get("vehicles", service.text("vehicle"))
    share, rows = 1.0, []
    for node, _ in calls(service):
        for draft in network.all_of("drafts", f"{vehicle.id}|{node}"):
            sea, observed = draft.text("sea"), draft.day("day")
            then, old = level_m(network, sea, observed)
            now, new = level_m(network, sea, network.day)
            loaded = draft.number("loaded_share") + draft.number("share_per_m") * (now - then)
            share = min(share, max(0.0, loaded) / (draft.maybe("full_share") or 1.0))
            rows += [draft, *old, *new]
    return Deck(share * vehicle.number("capacity"), tuple(dict.fromkeys(rows)))


def sails_at(network: Network, service: Row) -> float:
    """
    Return the units at which a service that fills sails on the day of a network.

    Parameters
    ----------
    network
        Network of one day.
    service
        Row of the services table whose departures are `when_full`.

    Returns
    -------
    float
        What it usually waits for, or all that the water lets it carry if that is less.
    """
    return min(service.number("fill_units"), deck_of(network, service).units)


def level_m(network: Network, sea: str, day: date | None) -> tuple[float, tuple[Row, ...]]:
    """
    Return the level of a sea on a day, along the straight line between the readings before and after.

    Parameters
    ----------
    network
        The network.
    sea
        Sea of the levels table.
    day
        The day.

    Returns
    -------
    tuple[float, tuple[Row, ...]]
        Level in the Baltic system, m, and the one or two readings that it rests on.

    Raises
    ------
    DataError
        If no reading stands before, or none after the day.
    """
    readings = network.kept(("readings", sea), lambda: _readings(network, sea))
    for (first, before), (last, after) in pairwise(readings):
        if day is not None and first <= day <= last:
            along = (day - first) / (last - first)
            level = before.number("level_m") + along * (after.number("level_m") - before.number("level_m"))
            return level, tuple(row for row, weight in ((before, 1.0 - along), (after, along)) if weight > 0.0)
    raise DataError(f"levels.csv: no reading of `{sea}` both before and after {day}. Add one.")


def _readings(network: Network, sea: str) -> list[tuple[date, Row]]:
    found = {reading: row for row in network.rows("levels") if row.text("sea") == sea and (reading := row.day("day"))}
    return sorted(found.items(), key=lambda item: item[0])
