"""CO2e by factor, well-to-wheel and tank-to-wheel: of a tonne over a link, of lifts, of refrigeration."""

from __future__ import annotations

from dataclasses import dataclass

from transcaspia.errors import DataError
from transcaspia.network.model import Network, Row
from transcaspia.units import GRAMS_PER_KG

ELECTRIC, DIESEL = "rail_electric", "rail_diesel"
GENERATOR, GRID = "reefer_power", "grid"


@dataclass(frozen=True, slots=True)
class Part:
    """
    What one factor emits.

    Attributes
    ----------
    factor
        Id of the factor.
    amount
        What it is multiplied by: km of its own kind for a tonne, tonne-kilometres, lifts or kWh.
    wtw_kg, ttw_kg
        kgCO2e, well-to-wheel and tank-to-wheel.
    """

    factor: str
    amount: float
    wtw_kg: float
    ttw_kg: float

    def times(self, number: float) -> Part:
        """
        Return so many times the part.

        Parameters
        ----------
        number
            Tonnes, hours.

        Returns
        -------
        Part
            Amount and emissions multiplied.
        """
        return Part(self.factor, self.amount * number, self.wtw_kg * number, self.ttw_kg * number)


@dataclass(frozen=True, slots=True)
class Intensity:
    """
    Emissions of a tonne carried over a link.

    Attributes
    ----------
    parts
        By factor: km of its kind of distance, kgCO2e for a tonne.
    """

    parts: tuple[Part, ...]

    @property
    def wtw_kg_t(self) -> float:
        """Well-to-wheel, kgCO2e for a tonne."""
        return sum(part.wtw_kg for part in self.parts)

    @property
    def ttw_kg_t(self) -> float:
        """Tank-to-wheel, kgCO2e for a tonne."""
        return sum(part.ttw_kg for part in self.parts)

    @property
    def factors(self) -> tuple[str, ...]:
        """Ids of the factors used."""
        return tuple(part.factor for part in self.parts)


def link_intensity(network: Network, link: Row) -> Intensity:
    """
    Return what a tonne emits on a link.

    Parameters
    ----------
    network
        Network of one day.
    link
        Row of the links table. Its own `factor` goes first; a railway without one is split by country into the share
        under wires (`rail_electric_<country>`, else `rail_electric`) and the rest (`rail_diesel`).

    Returns
    -------
    Intensity
        kgCO2e per tonne over the whole link.

    Raises
    ------
    DataError
        If no factor is known for the link.
    """
    factors = network.by_id("factors")
    own = link.text("factor")
    if own:
        return Intensity((_over(factors[own], network.length_km(link.id)),))
    if link.text("mode") != "rail":
        raise DataError(
            f"links.csv, row {link.line} (`{link.id}`): mode {link.text('mode')} needs an emission factor. "
            "Fill in `factor`."
        )
    wires = link.maybe("electrified_share") or 0.0
    parts: list[Part] = []
    for country, km in network.km_by_country(link.id).items():
        for name, share in ((f"{ELECTRIC}_{country}", wires), (DIESEL, 1.0 - wires)):
            if share <= 0.0:
                continue
            factor = factors.get(name) or factors.get(ELECTRIC)
            if factor is None:
                raise DataError(
                    f"links.csv, row {link.line} (`{link.id}`): factors.csv has no `{name}`. Add it, or set "
                    "`electrified_share` to 0."
                )
            parts.append(_over(factor, km * share))
    return Intensity(summed(parts))


def road_intensity(network: Network, factor_id: str, km: float) -> Intensity:
    """
    Return what a tonne emits on a way by lorry that is not a link.

    Parameters
    ----------
    network
        Network of one day.
    factor_id
        Emission factor of the lorry.
    km
        Distance.

    Returns
    -------
    Intensity
        kgCO2e per tonne.
    """
    return Intensity((_over(network.get("factors", factor_id), km),))


def lifts(network: Network, factor_id: str, units: int) -> tuple[Part, ...]:
    """
    Return the emissions of handling at a terminal.

    Parameters
    ----------
    network
        Network of one day.
    factor_id
        Factor per lift; blank for none.
    units
        Units handled.

    Returns
    -------
    tuple[Part, ...]
        One part, or none.
    """
    return (_times(network.get("factors", factor_id), float(units)),) if factor_id else ()


def refrigeration(network: Network, kwh: float, country: str = "", *, plugged: bool = False) -> Part:
    """
    Return the emissions of refrigeration.

    Parameters
    ----------
    network
        Network of one day; its factor `reefer_power` is per kWh of a generator, `grid_XX` per kWh of the grid.
    kwh
        Energy that the units draw.
    country
        Where they stand.
    plugged
        Whether they stand at a terminal that is known to have plugs; else, and under way by land or sea, they run
        on a generator.

    Returns
    -------
    Part
        kgCO2e.
    """
    grid = network.by_id("factors").get(f"{GRID}_{country}") if plugged else None
    return _times(grid or network.get("factors", GENERATOR), kwh)


def summed(parts: list[Part]) -> tuple[Part, ...]:
    """
    Return parts with those of one factor added up.

    Parameters
    ----------
    parts
        Parts in any order.

    Returns
    -------
    tuple[Part, ...]
        One for each factor, in the order of their first use.
    """
    found: dict[str, Part] = {}
    for part in parts:
        held = found.get(part.factor, Part(part.factor, 0.0, 0.0, 0.0))
        found[part.factor] = Part(
            part.factor, held.amount + part.amount, held.wtw_kg + part.wtw_kg, held.ttw_kg + part.ttw_kg
        )
    return tuple(found.values())


def _times(factor: Row, number: float) -> Part:
    wtw, ttw = factor.number("wtw_g"), factor.number("ttw_g")
    return Part(factor.id, number, wtw * number / GRAMS_PER_KG, ttw * number / GRAMS_PER_KG)


def _over(factor: Row, km: float) -> Part:
    """Return what a tonne emits over a distance of the network, told in the kilometres that the factor means."""
    return _times(factor, km * (factor.maybe("distance_factor") or 1.0))
