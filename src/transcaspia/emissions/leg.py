"""CO2e of a leg: mass times distance times the factor of the traction, well-to-wheel and tank-to-wheel."""

from __future__ import annotations

from dataclasses import dataclass

from transcaspia.errors import DataError
from transcaspia.network.model import Network, Row
from transcaspia.units import GRAMS_PER_KG

ELECTRIC, DIESEL = "rail_electric", "rail_diesel"


@dataclass(frozen=True, slots=True)
class Intensity:
    """
    Emissions of a tonne carried over a link.

    Attributes
    ----------
    wtw_kg_t, ttw_kg_t
        kgCO2e per tonne of gross mass, well-to-wheel and tank-to-wheel.
    factors
        Ids of the factors used.
    """

    wtw_kg_t: float
    ttw_kg_t: float
    factors: tuple[str, ...]


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
        return _over(factors[own], network.length_km(link.id))
    if link.text("mode") != "rail":
        raise DataError(
            f"links.csv, row {link.line} (`{link.id}`): mode {link.text('mode')} needs an emission factor. "
            "Fill in `factor`."
        )
    wires = link.maybe("electrified_share") or 0.0
    wtw = ttw = 0.0
    used: list[str] = []
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
            part = _over(factor, km * share)
            wtw, ttw = wtw + part.wtw_kg_t, ttw + part.ttw_kg_t
            used.append(factor.id)
    return Intensity(wtw, ttw, tuple(dict.fromkeys(used)))


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
    return _over(network.get("factors", factor_id), km)


def lift_co2e_kg(network: Network, factor_id: str, units: int) -> tuple[float, float]:
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
    tuple[float, float]
        kgCO2e well-to-wheel and tank-to-wheel.
    """
    return _times(network, factor_id, float(units)) if factor_id else (0.0, 0.0)


def refrigeration_co2e_kg_h(network: Network, reefer_kw: float, units: int) -> tuple[float, float]:
    """
    Return the emissions of an hour of refrigeration.

    Parameters
    ----------
    network
        Network of one day; its factor `reefer_power` is per kWh.
    reefer_kw
        Mean power drawn by a unit.
    units
        Units.

    Returns
    -------
    tuple[float, float]
        kgCO2e per hour, well-to-wheel and tank-to-wheel.
    """
    return _times(network, "reefer_power", reefer_kw * units) if reefer_kw > 0.0 else (0.0, 0.0)


def _times(network: Network, factor_id: str, number: float) -> tuple[float, float]:
    factor = network.get("factors", factor_id)
    return factor.number("wtw_g") * number / GRAMS_PER_KG, factor.number("ttw_g") * number / GRAMS_PER_KG


def _over(factor: Row, km: float) -> Intensity:
    return Intensity(
        factor.number("wtw_g") * km / GRAMS_PER_KG, factor.number("ttw_g") * km / GRAMS_PER_KG, (factor.id,)
    )
