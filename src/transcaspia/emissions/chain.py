"""The transport chain as ISO 14083 tells it: an element for each leg and hub, with activity, factors and emissions."""

from __future__ import annotations

from dataclasses import dataclass

from transcaspia.emissions.leg import Part, summed
from transcaspia.network.model import Network
from transcaspia.units import GRAMS_PER_KG

HUB, TRANSPORT = "hub", "transport"
NETWORK, GREAT_CIRCLE = "network", "great_circle"
FLYING = "air"


@dataclass(frozen=True, slots=True)
class Element:
    """
    One element of a transport chain: a leg, or what is done and waited for at a hub before it.

    Attributes
    ----------
    kind
        `transport` or `hub`.
    leg
        Number of the leg, from 0; a hub bears that of the leg that leaves it.
    mode
        Mode of the leg; blank for a hub.
    start, end
        Ids of its ends; the same for a hub.
    freight_t
        Mass of the goods, t: what the activity counts.
    carried_t
        Mass that the vehicle carries as load, t: goods and boxes, or trailers on a ferry; what the factors multiply.
    distance_km
        Transport activity distance: the shortest feasible one by the links used, km; 0 for a hub.
    great_circle_km
        Great circle between the ends, km.
    hours
        Mean hours that the goods are in the element.
    moved
        Transport or handling, by factor.
    cooled
        Refrigeration, by factor; the amount is kWh.
    """

    kind: str
    leg: int
    mode: str
    start: str
    end: str
    freight_t: float
    carried_t: float
    distance_km: float
    great_circle_km: float
    hours: float
    moved: tuple[Part, ...]
    cooled: tuple[Part, ...] = ()

    @property
    def distance_basis(self) -> str:
        """What the distance is: the great circle in the air, else along the network."""
        return GREAT_CIRCLE if self.mode == FLYING else NETWORK

    @property
    def activity_tkm(self) -> float:
        """Transport activity, tkm."""
        return self.freight_t * self.distance_km

    @property
    def parts(self) -> tuple[Part, ...]:
        """Every part by factor."""
        return summed([*self.moved, *self.cooled])

    @property
    def refrigeration_kwh(self) -> float:
        """Energy of refrigeration, kWh."""
        return sum(part.amount for part in self.cooled)

    @property
    def wtw_kg(self) -> float:
        """Well-to-wheel, kgCO2e."""
        return sum(part.wtw_kg for part in (*self.moved, *self.cooled))

    @property
    def ttw_kg(self) -> float:
        """Tank-to-wheel, kgCO2e."""
        return sum(part.ttw_kg for part in (*self.moved, *self.cooled))


@dataclass(frozen=True, slots=True)
class Applied:
    """A factor as a report names it: what it is per, its figures, kind of distance, data, publisher and sources."""

    id: str
    basis: str
    wtw_g: float
    ttw_g: float
    distance: str
    distance_factor: float
    data: str
    publisher: str
    sources: tuple[str, ...]
    grade: str


@dataclass(frozen=True, slots=True)
class Chain:
    """
    The emissions of an itinerary.

    Attributes
    ----------
    elements
        In the order of travel: before each leg its hub, where there is one.
    factors
        Every factor used.
    """

    elements: tuple[Element, ...]
    factors: tuple[Applied, ...]

    @property
    def wtw_kg(self) -> float:
        """Well-to-wheel, kgCO2e."""
        return sum(element.wtw_kg for element in self.elements)

    @property
    def ttw_kg(self) -> float:
        """Tank-to-wheel, kgCO2e."""
        return sum(element.ttw_kg for element in self.elements)

    @property
    def activity_tkm(self) -> float:
        """Transport activity of all legs, tkm."""
        return sum(element.activity_tkm for element in self.elements)

    @property
    def wtw_g_tkm(self) -> float:
        """Intensity, g CO2e well-to-wheel for a tkm of goods; 0 where nothing moves."""
        return self.wtw_kg * GRAMS_PER_KG / self.activity_tkm if self.activity_tkm else 0.0

    @property
    def ttw_g_tkm(self) -> float:
        """Intensity, g CO2e tank-to-wheel for a tkm of goods; 0 where nothing moves."""
        return self.ttw_kg * GRAMS_PER_KG / self.activity_tkm if self.activity_tkm else 0.0

    @property
    def refrigeration_wtw_kg(self) -> float:
        """Well-to-wheel of the refrigeration alone, kgCO2e."""
        return sum(part.wtw_kg for element in self.elements for part in element.cooled)

    def wtw_share(self, **wanted: str) -> float:
        """
        Return the share of the well-to-wheel emissions whose factors are of a kind.

        Parameters
        ----------
        **wanted
            Fields of a factor and what they hold, as `data="default"`.

        Returns
        -------
        float
            From 0 to 1; 0 where nothing is emitted.
        """
        ids = {f.id for f in self.factors if all(getattr(f, name) == value for name, value in wanted.items())}
        found = sum(p.wtw_kg for e in self.elements for p in (*e.moved, *e.cooled) if p.factor in ids)
        return found / self.wtw_kg if self.wtw_kg else 0.0


def chain_of(network: Network, elements: tuple[Element, ...]) -> Chain:
    """
    Return elements with the factors that they name.

    Parameters
    ----------
    network
        Network of one day.
    elements
        Elements in the order of travel.

    Returns
    -------
    Chain
        The chain.
    """
    ids = dict.fromkeys(part.factor for element in elements for part in (*element.moved, *element.cooled))
    rows = [network.get("factors", factor) for factor in ids]
    return Chain(
        elements,
        tuple(
            Applied(
                row.id, row.text("basis"), row.number("wtw_g"), row.number("ttw_g"), row.text("distance"),
                row.maybe("distance_factor") or 1.0, row.text("data"), row.text("publisher"), row.items("source"),
                row.text("grade"),
            )
            for row in rows
        ),
    )  # fmt: skip
