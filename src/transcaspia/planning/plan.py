"""`plan`: from a network and a consignment to the itineraries worth choosing between."""

from __future__ import annotations

import time
from dataclasses import replace
from zoneinfo import ZoneInfo

from transcaspia import __version__
from transcaspia.errors import InputError, UnknownIdError
from transcaspia.network.model import Network
from transcaspia.network.places import Place, find_place
from transcaspia.network.tables import MODES
from transcaspia.planning.answer import itinerary_of, not_checked, used_rows
from transcaspia.planning.choose import label
from transcaspia.planning.cold_way import cold_refusals
from transcaspia.planning.model import TARIFF_CLASSES, Consignment, Itineraries, PlanParams, Stop
from transcaspia.planning.others import other_consignments, practices_of
from transcaspia.planning.question import End, Question
from transcaspia.planning.recourse import recourses_of
from transcaspia.planning.refuse import MOST_REFUSALS, refusals
from transcaspia.planning.search import Memory
from transcaspia.planning.solve import Solved, solve
from transcaspia.planning.why import whys

VIA_KM = 60.0
"""A terminal within so many road km of a place counts as the place; else its nearest terminal does."""


def plan(network: Network, consignment: Consignment, params: PlanParams | None = None) -> Itineraries:
    """
    Return the itineraries worth choosing between, and the ways refused.

    Parameters
    ----------
    network
        A loaded network, of all days.
    consignment
        What is to be moved; `make_consignment` fills in its defaults.
    params
        How to plan.

    Returns
    -------
    Itineraries
        The answer; `empty` where nothing can be done, and `refused` then says why.

    Raises
    ------
    InputError
        If a parameter is wrong or the day lies outside the data.
    UnknownIdError
        If a place to pass or something to avoid is not known.
    """
    question = question_of(network, consignment, params or PlanParams())
    return answered(network, question, solve_all(network, question))


def answered(network: Network, question: Question, parts: list[Solved]) -> Itineraries:
    """
    Return what was solved as the answer that people read.

    Parameters
    ----------
    network
        A loaded network, of all days.
    question
        The question.
    parts
        The question solved in its own unit and in others.

    Returns
    -------
    Itineraries
        The answer.
    """
    own, params = parts[0], question.params
    ids = {id(offer): f"i{n}" for n, offer in enumerate((o for part in parts for o in part.offers), start=1)}
    began = time.perf_counter()
    why = whys(parts, ids)
    itineraries = tuple(
        replace(itinerary_of(p.builder, p.evaluator, o, ids), why=why[id(o)]) for p in parts for o in p.offers
    )
    weighed = time.perf_counter()
    if params.recourse:
        itineraries = tuple(
            replace(itinerary, recourse=recourse)
            for itinerary, recourse in zip(itineraries, (r for p in parts for r in recourses_of(p)), strict=True)
        )
    recourse_s = time.perf_counter() - weighed
    refused, needed = refusals(own.builder, own.graph, own.offers)
    if own.chain is not None:
        spoilt = cold_refusals(own.builder, own.chain, own.lost, {o.corridor for o in own.offers})
        refused = (*spoilt, *refused)[:MOST_REFUSALS]
    uses = needed.union(*(used_rows(p.builder, p.graph, p.drawn, p.uses) for p in parts))
    uses = uses.union(*(i.papers.used_rows for i in itineraries))
    practices = practices_of(question) if question.cold else ()
    ended = time.perf_counter()
    return Itineraries(
        query=echo_of(question),
        network_id=network.id,
        network_sha256=network.sha256,
        network_date=network.edition,
        itineraries=itineraries,
        refused=refused,
        not_checked=not_checked(own.builder, own.offers),
        truncated=own.found.truncated,
        bound=params.epsilon,
        seed=params.seed,
        version=__version__,
        practices=tuple(row.text("asks") for row in practices),
        stats={**own.stats, "answer_s": ended - began - recourse_s, "recourse_s": recourse_s},
        used_rows=frozenset(uses | {("practices", row.id) for row in practices}),
    )


def solve_all(
    network: Network, question: Question, *, lean: bool = False, memories: dict[str, Memory] | None = None
) -> list[Solved]:
    """
    Return a question solved in its own unit and in the others in which it is offered, with the labels of the offers.

    Parameters
    ----------
    network
        A loaded network, of all days.
    question
        The question, made from it by `question_of`.
    lean
        As in `solve`: nothing can be told of what was refused.
    memories
        Lower bounds kept from day to day, by unit.

    Returns
    -------
    list[Solved]
        The question as asked first.
    """
    params = question.params
    kept: dict[str, Memory] = {} if memories is None else memories
    # Goods under a temperature are also offered in other units that keep it.
    others = [
        solved
        for other in other_consignments(network, question.consignment)
        if question.cold and question.between is None and (params.max_itineraries > 1 or not params.front)
        for solved in [
            solve(
                question_of(network, other, params),
                most=1,
                balanced=True,
                lean=True,
                memory=kept.setdefault(other.unit, {}),
            )
        ]
        if solved.offers
    ]
    memory = kept.setdefault(question.consignment.unit, {})
    own = solve(question, most=max(1, params.max_itineraries - len(others)), lean=lean, memory=memory)
    if own.offers:
        others = others[: params.max_itineraries - len(own.offers)]
    label([*own.offers, *(offer for other in others for offer in other.offers)])
    return [own, *others]


def question_of(network: Network, consignment: Consignment, params: PlanParams) -> Question:
    """
    Return a consignment on the network of its day, with every id looked up.

    Parameters
    ----------
    network
        A loaded network, of all days.
    consignment
        What is to be moved.
    params
        How to plan.

    Returns
    -------
    Question
        The question.

    Raises
    ------
    InputError
        If a parameter is wrong or the day lies outside the data.
    UnknownIdError
        If a place to pass or something to avoid is not known.
    """
    origin, destination = find_place(consignment.origin, network), find_place(consignment.destination, network)
    day = network.at(consignment.depart.astimezone(ZoneInfo(origin.timezone)).date())
    params = _checked(day, params)
    return Question(
        network=day,
        consignment=consignment,
        params=params,
        equipment=day.get("equipment", consignment.unit),
        commodity=day.get("commodities", consignment.cargo),
        origin=end_of(day, origin),
        destination=end_of(day, destination),
        via=tuple(_via(day, text) for text in params.via),
        between=None if params.between is None else _between(day, params.between),
        zone=origin.timezone,
    )


def _checked(network: Network, params: PlanParams) -> PlanParams:
    modes = {*MODES, "road_access"}
    for mode in params.modes:
        if mode not in modes:
            raise InputError(f"--modes '{mode}' is no mode: expected some of {', '.join(MODES)}.")
    for name, value, least in (
        ("--max", params.max_itineraries, 1), ("--draws", params.draws, 100), ("--seed", params.seed, 0),
        ("the cap of labels", params.max_labels, 1),
    ):  # fmt: skip
        if value < least:
            raise InputError(f"{name} {value} is too small: expected a whole number from {least}.")
    if params.tariff_class not in TARIFF_CLASSES:
        raise InputError(f"The tariff class '{params.tariff_class}' is not known: expected market or member.")
    if not 0.0 <= params.epsilon <= 1.0:
        raise InputError(f"The bound {params.epsilon:g} is no share: expected 0 (exact) to 1, as 0.01.")
    nodes, links = network.by_id("nodes"), network.by_id("links")
    countries = {row.text("country") for row in nodes.values()} | {
        c for row in links.values() for c in row.items("countries")
    }
    avoid = []
    for what in params.avoid:
        known = what if what in nodes or what in links else what.upper()
        if known not in nodes and known not in countries and known not in links:
            known = _node_at(network, what)
        avoid.append(known)
    return replace(params, avoid=tuple(avoid))


def _node_at(network: Network, text: str) -> str:
    """Return the node that a name to be avoided means."""
    try:
        place = find_place(text, network)
    except (InputError, UnknownIdError) as err:
        raise type(err)(
            f"--avoid '{text}': {err} Expected a country (ISO code, as RU), a node or a link of the network."
        ) from None
    near = [node for node, km in network.access(place.id) if km <= VIA_KM]
    if not near:
        raise InputError(
            f"--avoid '{text}': {place.name} is no country, node or link of the network, and no node lies there."
        )
    return near[0]


def end_of(network: Network, place: Place) -> End:
    """
    Return a place as an end of a question.

    Parameters
    ----------
    network
        Network of one day.
    place
        The place.

    Returns
    -------
    End
        It, with the nodes that a lorry reaches from it.
    """
    stop = Stop(place.id, place.name, place.country, place.lon, place.lat)
    try:
        access = network.access(place.id)
    except UnknownIdError:
        access = ()
    return End(stop, access)


def _between(
    network: Network, between: tuple[tuple[str, ...], tuple[str, ...]]
) -> tuple[frozenset[str], frozenset[str]]:
    nodes = network.by_id("nodes")
    for end in between:
        for node in end:
            if node.partition("@")[0] not in nodes:
                raise UnknownIdError(f"`between` names '{node}', which is no node of the network.")
        if not end:
            raise InputError("`between` needs at least one node at either end.")
    return frozenset(between[0]), frozenset(between[1])


def _via(network: Network, text: str) -> frozenset[str]:
    return frozenset().union(*(passed(network, part.strip()) for part in text.split("|")))


def passed(network: Network, text: str) -> frozenset[str]:
    """
    Return the nodes, links and services that count as one thing to pass.

    Parameters
    ----------
    network
        Network of one day.
    text
        Id of a node, link or service, tag of links, country or place.

    Returns
    -------
    frozenset[str]
        Ids.

    Raises
    ------
    InputError
        If no terminal is near the place.
    UnknownIdError
        If it is not known.
    """
    if any(text in network.by_id(table) for table in ("nodes", "links", "services")):
        return frozenset({text})
    links = network.by_id("links")
    tagged = frozenset(link.id for link in links.values() if text in link.items("tags"))
    entered = frozenset(link.id for link in links.values() if text in link.items("countries"))
    if tagged or entered:
        return tagged or entered
    try:
        place = find_place(text, network)
    except (InputError, UnknownIdError) as err:
        raise type(err)(f"--via '{text}': {err}") from None
    access = end_of(network, place).access
    near = frozenset(node for node, km in access if km <= VIA_KM)
    if not near and not access:
        raise InputError(
            f"--via '{text}': no terminal of the network is near {place.name}. Name a node of the network."
        )
    return near or frozenset({access[0][0]})


def echo_of(question: Question) -> dict[str, object]:
    """
    Return every input of a question after defaults, as an answer echoes it.

    Parameters
    ----------
    question
        The question.

    Returns
    -------
    dict
        Values by name; `planning.query.read_query` reads them back.
    """
    c, p = question.consignment, question.params
    return {
        "origin": c.origin, "origin_name": question.origin.stop.name, "destination": c.destination,
        "destination_name": question.destination.stop.name, "depart": c.depart.isoformat(),
        "known_on": c.known_on.isoformat(),
        "cargo": c.cargo, "hs": c.hs, "un": c.un, "temp_c": list(c.temp_c) if c.temp_c else None, "unit": c.unit,
        "units": c.units, "payload_t": c.payload_t, "gross_t": c.payload_t + question.equipment.number("tare_t"),
        "packages": c.packages, "drivers": c.drivers, "value_usd": c.value_usd, "price_year": question.day.year,
        "incoterm": c.incoterm, "owner": c.owner,
        "shipment": c.shipment, "carrier": question.carrier, "carrier_given": c.carrier is not None,
        "deadline": c.deadline.isoformat() if c.deadline else None,
        "via": list(p.via), "avoid": list(p.avoid), "modes": list(p.modes), "max": p.max_itineraries,
        "epsilon": p.epsilon, "front": p.front, "draws": p.draws, "seed": p.seed,
        "not_seen_running": p.not_seen_running, "factor_strength": p.factor_strength,
        "between": [list(end) for end in p.between] if p.between else None, "grouped": p.grouped,
        "balanced": p.balanced, "tariff_class": p.tariff_class,
        "recourse": p.recourse,
    }  # fmt: skip
