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
from transcaspia.planning.choose import choose
from transcaspia.planning.draws import draws_of
from transcaspia.planning.evaluate import Evaluator
from transcaspia.planning.graph import Builder
from transcaspia.planning.model import Consignment, Itineraries, PlanParams, Stop
from transcaspia.planning.question import End, Question
from transcaspia.planning.refuse import refusals
from transcaspia.planning.search import find, wide_set
from transcaspia.units import HOURS_PER_DAY

WORTH_BALANCED = 1.4
"""Where only the balanced way is asked for, those are simulated whose mean generalised cost is within so many times."""

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
    params = params or PlanParams()
    began = time.perf_counter()
    question = question_of(network, consignment, params)
    builder = Builder(question)
    graph = builder.graph()
    built = time.perf_counter()
    value_usd_h = consignment.value_usd * question.commodity.number("time_value_share_day") / HOURS_PER_DAY
    if params.balanced:
        found = find(graph, params.epsilon, params.max_labels, worth=WORTH_BALANCED, time_value_usd_h=value_usd_h)
    else:
        found = find(graph, params.epsilon, params.max_labels)
    wide = wide_set(graph, found.ways, value_usd_h)
    searched = time.perf_counter()
    draws = draws_of(builder.figures, params.seed, params.draws, params.factor_strength)
    evaluator = Evaluator(builder, graph, draws, max((w.time_h for w in wide), default=0.0))
    drawn = [evaluator.draw(way) for way in wide]
    evaluated = time.perf_counter()
    offers = choose(graph, drawn, params.max_itineraries, front=params.front)
    ids = {id(offer): f"i{number}" for number, offer in enumerate(offers, start=1)}
    itineraries = tuple(itinerary_of(builder, evaluator, offer, ids) for offer in offers)
    refused, needed = refusals(builder, graph, offers)
    uses = used_rows(builder, graph, drawn, needed)
    ended = time.perf_counter()
    return Itineraries(
        query=_echo(question),
        network_id=network.id,
        network_sha256=network.sha256,
        network_date=network.edition,
        itineraries=itineraries,
        refused=refused,
        not_checked=not_checked(builder, offers),
        truncated=found.truncated,
        bound=params.epsilon,
        seed=params.seed,
        version=__version__,
        stats={
            "graph_s": built - began,
            "search_s": searched - built,
            "evaluate_s": evaluated - searched,
            "answer_s": ended - evaluated,
            "labels": float(found.labels),
            "ways": float(len(found.ways)),
            "simulated": float(len(wide)),
        },
        used_rows=uses,
    )


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
        origin=_end(day, origin),
        destination=_end(day, destination),
        via=tuple(_via(day, text) for text in params.via),
        between=None if params.between is None else _between(day, params.between),
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


def _end(network: Network, place: Place) -> End:
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
    return frozenset().union(*(_passed(network, part.strip()) for part in text.split("|")))


def _passed(network: Network, text: str) -> frozenset[str]:
    """Return the nodes and links that count as one thing to pass."""
    nodes, links = network.by_id("nodes"), network.by_id("links")
    if text in nodes or text in links:
        return frozenset({text})
    tagged = frozenset(link.id for link in links.values() if text in link.items("tags"))
    entered = frozenset(link.id for link in links.values() if text in link.items("countries"))
    if tagged or entered:
        return tagged or entered
    try:
        place = find_place(text, network)
    except (InputError, UnknownIdError) as err:
        raise type(err)(f"--via '{text}': {err}") from None
    access = _end(network, place).access
    near = frozenset(node for node, km in access if km <= VIA_KM)
    if not near and not access:
        raise InputError(
            f"--via '{text}': no terminal of the network is near {place.name}. Name a node of the network."
        )
    return near or frozenset({access[0][0]})


def _echo(question: Question) -> dict[str, object]:
    c, p = question.consignment, question.params
    return {
        "origin": c.origin, "origin_name": question.origin.stop.name, "destination": c.destination,
        "destination_name": question.destination.stop.name, "depart": c.depart.isoformat(),
        "known_on": c.known_on.isoformat(),
        "cargo": c.cargo, "hs": c.hs, "un": c.un, "temp_c": list(c.temp_c) if c.temp_c else None, "unit": c.unit,
        "units": c.units, "payload_t": c.payload_t, "value_usd": c.value_usd, "price_year": question.day.year,
        "incoterm": c.incoterm, "owner": c.owner,
        "shipment": c.shipment, "carrier": c.carrier, "deadline": c.deadline.isoformat() if c.deadline else None,
        "via": list(p.via), "avoid": list(p.avoid), "modes": list(p.modes), "max": p.max_itineraries,
        "epsilon": p.epsilon, "front": p.front, "draws": p.draws, "seed": p.seed,
        "not_seen_running": p.not_seen_running, "factor_strength": p.factor_strength,
        "between": [list(end) for end in p.between] if p.between else None, "grouped": p.grouped,
        "balanced": p.balanced,
    }  # fmt: skip
