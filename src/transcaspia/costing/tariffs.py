"""What a price row charges: the row that fits the unit, its currency in USD, and how many times it is due."""

from __future__ import annotations

from transcaspia.errors import DataError
from transcaspia.network.model import Network, Row


def price_row(network: Network, price_id: str, size: str) -> Row | None:
    """
    Return the row of a price for a size of unit.

    Parameters
    ----------
    network
        Network of one day.
    price_id
        Id of the price.
    size
        Size of the unit as the equipment table gives it.

    Returns
    -------
    Row | None
        The row of that size, else the row for any size, else None: a missing price is missing, never zero.
    """
    found = {row.text("size"): row for row in network.all_of("prices", price_id)}
    return found.get(size) or found.get("any")


def usd_per_unit_of_currency(network: Network, price: Row) -> float:
    """
    Return the yearly mean rate that turns a price into USD of its own year.

    Parameters
    ----------
    network
        Network of one day.
    price
        Row of the prices table.

    Returns
    -------
    float
        USD for one unit of the row's currency.

    Raises
    ------
    DataError
        If the exchange table has no rate of that year.
    """
    currency, year = price.text("currency"), int(price.number("price_year"))
    for row in network.rows("exchange"):
        if row.text("currency") == currency and int(row.number("year")) == year:
            return row.number("usd")
    if currency == "USD":
        return 1.0
    raise DataError(
        f"prices.csv, row {price.line} (`{price.id}`): exchange.csv has no rate of {currency} in {year}. Add the row."
    )


def price_level(network: Network, year: int, to_year: int) -> float | None:
    """
    Return what a USD of one year is worth in USD of another.

    Parameters
    ----------
    network
        Network of one day.
    year, to_year
        Year of the price, and the year to which it is moved.

    Returns
    -------
    float | None
        Ratio of the two levels of the price index; None where the table lacks one of them: the price is not moved.
    """
    if year == to_year:
        return 1.0
    levels = {int(row.number("year")): row.number("level") for row in network.rows("price_index")}
    return levels[to_year] / levels[year] if {year, to_year} <= levels.keys() else None


def times_due(
    price: Row, *, units: int, payload_t: float, km: float = 0.0, hours: float = 0.0, value_usd: float = 0.0,
    reefer: bool = False,
) -> float:  # fmt: skip
    """
    Return how many times a price is due for a move.

    Parameters
    ----------
    price
        Row of the prices table.
    units
        Units moved.
    payload_t
        Tonnes of goods in each, without tare.
    km
        Distance, for prices by the km.
    hours
        Duration, for prices by the hour or day.
    value_usd
        Value of the whole consignment, for prices that are a share of it.
    reefer
        Whether the unit is refrigerated; the row's `reefer_factor` then applies.

    Returns
    -------
    float
        Multiplier of the price for the whole consignment.

    Raises
    ------
    DataError
        If the basis is not known.
    """
    factor = (price.maybe("reefer_factor") or 1.0) if reefer else 1.0
    basis = price.text("basis")
    bases = {
        "per_unit": units,
        "per_unit_km": units * km,
        "per_unit_day": units * hours / 24.0,
        "per_unit_h": units * hours,
        "per_tonne": units * payload_t,
        "per_tonne_km": units * payload_t * km,
        "per_consignment": 1.0,
        "per_value": value_usd,
    }
    if basis not in bases:
        raise DataError(
            f"prices.csv, row {price.line} (`{price.id}`): basis `{basis}` is not one of {', '.join(bases)}."
        )
    return factor * bases[basis]
