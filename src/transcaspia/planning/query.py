"""From the `query` of a plan/1 document back to the question: what an answer echoes can be asked again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from transcaspia.errors import InputError
from transcaspia.network.model import Network
from transcaspia.planning.consignment import make_consignment
from transcaspia.planning.model import Consignment, PlanParams
from transcaspia.planning.names import GOODS, HOW, LISTS, NAMES


def read_query(network: Network, query: Mapping[str, Any], *, window: bool = False) -> tuple[Consignment, PlanParams]:
    """
    Return the consignment and the parameters of a query.

    Parameters
    ----------
    network
        A loaded network, of all days.
    query
        The `query` of a plan/1 document, or any part of it that names `origin`, `destination` and `depart`. What is
        left out, or null, takes its default.
    window
        Whether the question is of several ready days (`departures`): with a deadline the first of them may be left out.

    Returns
    -------
    tuple
        What is to be moved, and how to plan: `plan(network, *read_query(network, query))` is the answer.

    Raises
    ------
    InputError
        If a value is wrong, or a name is none of a query's.
    UnknownIdError
        If a place, unit or commodity is not known.

    Examples
    --------
    >>> from transcaspia import load_network
    >>> asked = {"origin": "Łódź", "destination": "Almaty", "depart": "2025-10-01", "max": 3}
    >>> consignment, params = read_query(load_network(), asked)
    >>> consignment.destination, params.max_itineraries
    ('KZALA', 3)
    """
    given = {name: value for name, value in query.items() if value is not None}
    for name in given:
        if name not in NAMES:
            raise InputError(f"A query has no '{name}': expected names of {', '.join(sorted(NAMES))}.")
    needed = ("origin", "destination") if window and "deadline" in given else ("origin", "destination", "depart")
    for name in needed:
        if name not in given:
            raise InputError(f"The query has no '{name}': a plan needs an origin, a destination and a day to depart.")
    goods = {name: given[name] for name in GOODS if name in given}
    if "temp_c" in given:
        low, high = given["temp_c"]
        goods["temp_c"] = (low, high)
    if given.get("carrier_given", True):  # else the carrier is the default of the corridor, not a word of the shipper's
        goods["carrier"] = given.get("carrier")
    params: dict[str, Any] = {to: given[name] for name, to in HOW.items() if name in given}
    params |= {name: tuple(given[name]) for name in LISTS if name in given}
    if "between" in given:
        start, end = given["between"]
        params["between"] = (tuple(start), tuple(end))
    consignment = make_consignment(network, given["origin"], given["destination"], given.get("depart"), **goods)
    return consignment, PlanParams(**params)
