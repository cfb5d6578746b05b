"""Which towns have a terminal with a service near by."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from transcaspia.network.model import Network, calls
from transcaspia.network.places import Place, distance_km, towns

LEAST_PEOPLE = 50_000
"""A place with fewer people is no town here."""

MOST_KM = 150.0
"""A terminal farther away than this, as the crow flies, is not near by."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """
    The towns of a country, and those that no terminal serves.

    Attributes
    ----------
    country
        ISO 3166-1 alpha-2.
    towns
        Number of towns.
    far
        Towns without a terminal near by, the largest first.
    """

    country: str
    towns: int
    far: tuple[Place, ...]

    @property
    def share(self) -> float:
        """Share of the towns that have one; 1 where there are no towns."""
        return 1.0 - len(self.far) / self.towns if self.towns else 1.0


def coverage(
    network: Network,
    countries: Iterable[str],
    year: int,
    *,
    least_people: int = LEAST_PEOPLE,
    most_km: float = MOST_KM,
) -> tuple[Coverage, ...]:
    """
    Return how well the towns of some countries are served.

    Parameters
    ----------
    network
        The network, of all days.
    countries
        ISO 3166-1 alpha-2.
    year
        Year in which a service must have been seen running at the terminal.
    least_people
        Smaller towns are left out.
    most_km
        Greatest distance of a terminal as the crow flies; it may lie in another country.

    Returns
    -------
    tuple[Coverage, ...]
        One for each country in the order asked for.
    """
    served = [network.position(node) for node in sorted(served_terminals(network, year))]
    found = []
    for country in countries:
        all_towns = towns(network, country, least_people)
        far = tuple(t for t in all_towns if all(distance_km(t, lon, lat) > most_km for lon, lat in served))
        found.append(Coverage(country, len(all_towns), far))
    return tuple(found)


def served_terminals(network: Network, year: int) -> set[str]:
    """
    Return the nodes at which a lorry can be loaded from a service of a year, or the other way.

    Parameters
    ----------
    network
        The network, of all days.
    year
        The year.

    Returns
    -------
    set[str]
        Nodes.
    """
    first, last = date(year, 1, 1), date(year, 12, 31)
    called = {
        node
        for service in network.rows("services")
        if (service.day("first_seen") or first) <= last and (service.day("last_seen") or last) >= first
        for node, stops in calls(service)
        if stops
    }
    return called & {row.text("node") for row in network.rows("terminals") if "road" in row.text("change").split("-")}
