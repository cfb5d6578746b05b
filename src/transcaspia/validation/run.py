"""`validate`: plan each case from terminal to terminal as it asks, and hold the answer against what was observed."""

from __future__ import annotations

import multiprocessing
import re
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

from transcaspia import __version__
from transcaspia.costing.tariffs import price_level
from transcaspia.errors import InputError, TranscaspiaError, UnknownIdError
from transcaspia.network.load import load_network
from transcaspia.network.model import Network
from transcaspia.planning.choose import DETOUR, direct_km
from transcaspia.planning.consignment import make_consignment
from transcaspia.planning.model import Band, Consignment, Itineraries, Itinerary, PlanParams
from transcaspia.planning.money import not_of_members
from transcaspia.planning.plan import plan
from transcaspia.planning.search import WORTH
from transcaspia.units import HOURS_PER_DAY
from transcaspia.validation.ends import Ends, nodes_of, passed_nodes
from transcaspia.validation.model import METRICS, Case, Outcome, Validation
from transcaspia.validation.score import scores_of

ROAD_ACCESS = "road_access"
BLOCK = "block"
_SHIPPERS_BOX = re.compile(r"\bSOC\b|\bbox of the shipper\b|\bshipper'?s (own )?box\b|\bown box\b", re.IGNORECASE)
"""What a scope says of a price without the use of the box."""

WORTH_A_POOL = 40
"""Fewer cases than this are planned sooner by one process than by several."""

Asked = tuple[object, ...]
"""What tells the questions of two cases apart."""


@dataclass(frozen=True, slots=True)
class Answered:
    """The way of least generalised cost for a question, or why there is none."""

    way: Itinerary | None
    units: int = 1
    payload_t: float = 0.0
    reason: str = ""


def validate(
    network: Network,
    cases: Sequence[Case],
    params: PlanParams | None = None,
    *,
    workers: int = 1,
    tell: Callable[[int, int], None] | None = None,
) -> Validation:
    """
    Return what the model says of every case, with its scores.

    Parameters
    ----------
    network
        A loaded network, of all days.
    cases
        Cases; `read_cases` reads them from a file.
    params
        How to plan: seed, draws and the like. What each case asks (via, avoid, modes, ends) is set from the case.
    workers
        Processes; the result is the same with any number.
    tell
        Called with the number of questions answered and of all, after each.

    Returns
    -------
    Validation
        Outcomes in the order of the cases, and scores by metric.
    """
    params = params or PlanParams()
    began = time.perf_counter()
    asked: dict[Asked, Case] = {}
    for case in sorted(cases, key=lambda c: c.depart):
        asked.setdefault(question_key(case), case)
    answers: dict[Asked, Answered] = {}
    for number, (key, answer) in enumerate(_answers(network, asked, params, workers), start=1):
        answers[key] = answer
        if tell is not None:
            tell(number, len(asked))
    outcomes = tuple(_outcome(network, case, answers[question_key(case)]) for case in cases)
    return Validation(
        outcomes=outcomes,
        scores={m: scores_of([o for o in outcomes if o.case.metric == m]) for m in METRICS},
        network_id=network.id,
        network_sha256=network.sha256,
        network_date=network.edition,
        seed=params.seed,
        draws=params.draws,
        version=__version__,
        corridor_names={row.id: row.text("name") for row in network.rows("corridors")},
        stats={"seconds": time.perf_counter() - began, "questions": float(len(asked))},
    )


def question_key(case: Case) -> Asked:
    """
    Return what tells the questions of two cases apart: a time and a price of one journey are one question.

    Parameters
    ----------
    case
        A case.

    Returns
    -------
    tuple
        Ends, day, unit, via, avoid, modes, form of the shipment, whether the tariff of members is asked for, and the
        owner of the box where the price says that it is the shipper's.
    """
    return (
        case.origin, case.destination, case.depart, case.unit, case.via, case.avoid, case.modes, case.shipment,
        case.kind == "tariff", _owner(case),
    )  # fmt: skip


def _owner(case: Case) -> str | None:
    return "soc" if _SHIPPERS_BOX.search(case.price_scope) else None


def _answers(
    network: Network, asked: dict[Asked, Case], params: PlanParams, workers: int
) -> Iterator[tuple[Asked, Answered]]:
    if workers < 2 or len(asked) < WORTH_A_POOL:
        yield from ((key, answer_of(network, case, params)) for key, case in asked.items())
        return
    # Neighbours in time share the network of their day, so each process is given runs of them.
    size = max(1, min(16, len(asked) // (2 * workers)))
    items = list(asked.items())
    parts = [items[k : k + size] for k in range(0, len(items), size)]
    with ProcessPoolExecutor(
        workers, multiprocessing.get_context("spawn"), initializer=_begin, initargs=(network.root, params)
    ) as pool:
        for found in pool.map(_work, parts):
            yield from found


_STATE: dict[str, tuple[Network, PlanParams]] = {}


def _begin(root: Path, params: PlanParams) -> None:
    _STATE["process"] = (load_network(root), params)


def _work(part: list[tuple[Asked, Case]]) -> list[tuple[Asked, Answered]]:
    network, params = _STATE["process"]
    return [(key, answer_of(network, case, params)) for key, case in part]


def answer_of(network: Network, case: Case, params: PlanParams) -> Answered:
    """
    Return the way of least generalised cost that a case asks for.

    Parameters
    ----------
    network
        A loaded network, of all days.
    case
        The case.
    params
        How to plan.

    Returns
    -------
    Answered
        The way; `reason` says where it takes a service on request, or one not seen running then. Such are taken where
        nothing else serves, or nothing but a detour of `WORTH` times their cost; a block may take them at once, with
        the units of a train where that many can go, else with one.
        Without a way `reason` says why.
    """
    notes: list[str] = []
    try:
        consignment, params = _question(network, case, params, notes)
        whole = _whole_train(network, case, consignment)
        answer = plan(network, whole, params)
        way = _best(answer)
        if way is not None:
            consignment = whole
        elif whole is not consignment:
            answer = plan(network, consignment, params)
            way = _best(answer)
        if way is None or way.distance_km > DETOUR * _direct_km(way):
            wider = _best(plan(network, consignment, replace(params, not_seen_running=True, grouped=True)))
            if wider is not None and (way is None or _usd(way) > WORTH * _usd(wider)):
                way = wider
                notes.append(f"planned with a service {_STATUS[wider.status]}")
    except TranscaspiaError as err:
        return Answered(None, reason=str(err))
    if way is None:
        return Answered(None, reason=_refusal(answer))
    if case.shipment == BLOCK and not notes and way.status == "on_request":
        lot = f"a whole train of {consignment.units}" if consignment.units > 1 else "part of a full lot"
        notes.append(f"planned with a service on request, as {lot}")
    if params.tariff_class == "member" and (others := not_of_members(way)):
        notes.append(f"no price of members in force for {', '.join(others)}: public or market ones stand in")
    return Answered(way, consignment.units, consignment.payload_t, "; ".join(notes))


def _whole_train(network: Network, case: Case, one: Consignment) -> Consignment:
    """Return the consignment of a block: as many units as the trains on request of its day ask for at least."""
    if case.shipment != BLOCK:
        return one
    lots = [
        row.number("min_units")
        for row in network.at(case.depart).rows("services")
        if row.text("departures") == "on_request" and case.unit in row.items("units")
    ]
    units = int(max(lots, default=1))
    return one if units == 1 else replace(one, units=units, value_usd=one.value_usd * units)


def _best(answer: Itineraries) -> Itinerary | None:
    return min(answer.itineraries, key=_usd, default=None)


def _usd(way: Itinerary) -> float:
    return way.generalised_cost_usd.p50


def _direct_km(way: Itinerary) -> float:
    return direct_km(way.legs[0].start, way.legs[-1].end)


_STATUS = {
    "regular": "for full lots",
    "on_request": "on request, as part of a full lot",
    "not_seen_running": "not seen running at that date",
}


def _question(network: Network, case: Case, params: PlanParams, notes: list[str]) -> tuple[Consignment, PlanParams]:
    by_road = ROAD_ACCESS in case.modes
    origin, destination, between = case.origin, case.destination, None
    if not by_road:
        first, last = (_end(text, network, case.unit, notes) for text in (origin, destination))
        origin, destination, between = _first(first), _first(last), (first.nodes, last.nodes)
    consignment = make_consignment(
        network, origin, destination, case.depart, cargo=_cargo(network, case.unit), unit=case.unit, units=1,
        shipment=case.shipment, owner=_owner(case),
    )  # fmt: skip
    return consignment, replace(
        params,
        via=tuple(_via(text, network) for text in case.via),
        avoid=case.avoid,
        modes=case.modes,
        between=between,
        max_itineraries=1,
        balanced=True,
        front=False,
        grouped=params.grouped or case.shipment == BLOCK,
        tariff_class="member" if case.kind == "tariff" else "market",
    )


def _end(text: str, network: Network, unit: str, notes: list[str]) -> Ends:
    end = nodes_of(text, network, unit)
    if end.far_km:
        names = {row.id: row.text("name") for row in network.rows("nodes")}
        near = ", ".join(names[node.partition("@")[0]] for node in end.nodes)
        notes.append(f"{near} stands for {end.place}, {end.far_km:,.0f} km away by road")
    return end


def _first(end: Ends) -> str:
    return end.nodes[0].partition("@")[0]


def _via(text: str, network: Network) -> str:
    """Return a thing to pass: a place becomes all nodes that count as it; a tag, country or link stays."""
    known = {row.id for row in network.rows("links")}
    known |= {name for row in network.rows("links") for name in (*row.items("tags"), *row.items("countries"))}
    if text in known:
        return text
    try:
        return "|".join(passed_nodes(text, network))
    except (InputError, UnknownIdError) as err:
        folded = {name.casefold(): name for name in known}
        if text.casefold() in folded:
            return folded[text.casefold()]
        raise type(err)(f"via '{text}': {err}") from None


def _cargo(network: Network, unit: str) -> str | None:
    """Return the default cargo, or the first that may be carried in the unit where the default may not."""
    rows = network.rows("commodities")
    default = str(network.settings.get("defaults", {}).get("cargo", "general"))
    if any(row.id == default and unit in row.items("units") for row in rows):
        return default
    return next((row.id for row in rows if unit in row.items("units")), default)


def _refusal(answer: Itineraries) -> str:
    found = [f"{r.what}: {r.why}" for r in answer.refused[:2]]
    return "; ".join(found) or "no way was found"


def _outcome(network: Network, case: Case, answer: Answered) -> Outcome:
    way = answer.way
    if way is None:
        return Outcome(case, None, case.corridor, 0.0, "", "", answer.reason)
    reason = answer.reason
    if case.metric == "time":
        model = _scaled(way.duration_h, 1.0 / HOURS_PER_DAY)
    else:
        # The plan is in USD of the year of departure.
        level = price_level(network, case.depart.year, case.price_year or case.depart.year)
        if level is None:
            note = f"USD of {case.depart.year} are not moved to {case.price_year}: the price index lacks a year"
            reason = "; ".join(filter(None, (reason, note)))
        model = _scaled(way.cost_usd, (level or 1.0) / (answer.units * _per(network, case, answer.payload_t)))
    return Outcome(case, model, case.corridor or way.corridor, way.distance_km, _told(way), way.status, reason)


def _per(network: Network, case: Case, payload_t: float) -> float:
    if case.per == "tonne":
        return payload_t
    if case.per == "teu":
        row = next(r for r in network.rows("equipment") if r.id == case.unit)
        return row.maybe("teu") or 1.0
    return 1.0


def _scaled(band: Band, times: float) -> Band:
    return Band(band.p10 * times, band.p50 * times, band.p90 * times, band.mean * times)


def _told(way: Itinerary) -> str:
    return " > ".join(leg.service or f"lorry {leg.start.name}-{leg.end.name}" for leg in way.legs)
