"""The heavy answers, each a pure function from a request to the bytes of a JSON document: any process can give them."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from transcaspia.errors import DataError, InputError
from transcaspia.network.load import load_network
from transcaspia.network.model import Network
from transcaspia.planning.close import closed_document, replan
from transcaspia.planning.departures import DAYS, find_departures, latest_departures
from transcaspia.planning.departures_document import departures_document
from transcaspia.planning.document import to_document
from transcaspia.planning.milestones import Observed
from transcaspia.planning.plan import plan
from transcaspia.planning.private import private_document, refit
from transcaspia.planning.query import read_query
from transcaspia.planning.read import read_answer
from transcaspia.planning.skims import skim
from transcaspia.planning.watch import watch
from transcaspia.planning.why_not import why_not, why_not_document
from transcaspia.register.load import load_register
from transcaspia.register.model import Register
from transcaspia.register.reading.draft import draft
from transcaspia.report.brief import agenda_fields, make_brief
from transcaspia.report.brief_page import brief_html, brief_markdown, brief_pdf
from transcaspia.report.brief_plans import plan_typical
from transcaspia.report.geojson import answer_geojson
from transcaspia.report.layers import layer
from transcaspia.report.sheet_facts import way_number
from transcaspia.report.sheet_page import sheet_content
from transcaspia.report.skims import skims_document
from transcaspia.server import progress
from transcaspia.validation.cases import read_cases
from transcaspia.validation.document import to_document as validation_document
from transcaspia.validation.run import validate

Request = Mapping[str, Any]
FORMS = {"estimate": ("html", "pdf"), "request": ("text", "html", "pdf")}
"""Forms of the sheets, the usual one first."""
SHEET_FORMS = {"text": "txt"}


def answer(kind: str, request: Request, folder: str | None = None) -> bytes:
    """
    Return the JSON document that answers a request.

    Parameters
    ----------
    kind
        What is asked, one of `KINDS`.
    request
        The body of the request, of plain JSON values.
    folder
        Folder of the network, which holds still (`State.folder`); None is the shipped network.

    Returns
    -------
    bytes
        A JSON document in UTF-8, without NaN; a brief is the file that was asked for.

    Raises
    ------
    InputError
        If the request is wrong, or the kind is not known.
    UnknownIdError
        If the request names what the network does not have.
    DataError
        If the folder breaks its schema.
    """
    if kind not in KINDS:
        raise InputError(f"There is no work '{kind}': expected one of {', '.join(KINDS)}.")
    made = KINDS[kind](network_of(folder), request)
    return made if isinstance(made, bytes) else dumped(made)


@lru_cache(maxsize=2)
def network_of(folder: str | None = None) -> Network:
    """
    Return the network of a folder, loaded once in each process.

    Parameters
    ----------
    folder
        A folder whose files do not change; None is the shipped network.

    Returns
    -------
    Network
        The network, of all days.

    Raises
    ------
    DataError
        If the folder breaks its schema.
    """
    return load_network(None if folder is None else Path(folder))


@lru_cache(maxsize=1)
def register_of() -> Register:
    """
    Return the shipped register, loaded once in each process.

    Returns
    -------
    Register
        All that it holds.
    """
    return load_register()


def day_of(text: str, name: str) -> date:
    """
    Return the day that a text names.

    Parameters
    ----------
    text
        As 2025-10-01.
    name
        Name of the field, for the message.

    Returns
    -------
    date
        The day.

    Raises
    ------
    InputError
        If no calendar has it.
    """
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InputError(f"--{name} '{text}' is not a day of the calendar: expected one as 2025-10-01.") from None


@lru_cache(maxsize=64)
def layer_of(folder: str | None, name: str, day: date, mode: str | None) -> bytes:
    """
    Return a layer of the map, made once.

    Parameters
    ----------
    folder
        As of `answer`.
    name
        Name of the layer.
    day
        The day.
    mode
        Only what belongs to this mode.

    Returns
    -------
    bytes
        GeoJSON.

    Raises
    ------
    InputError
        If the day lies outside the data.
    """
    return dumped(layer(network_of(folder), name, day, mode))


def dumped(document: object) -> bytes:
    """
    Return a document as JSON.

    Parameters
    ----------
    document
        Numbers, texts, lists and mappings.

    Returns
    -------
    bytes
        UTF-8, without spaces and without NaN.

    Raises
    ------
    ValueError
        If a number is not finite.
    """
    return json.dumps(document, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()


def _plan(network: Network, request: Request) -> dict[str, Any]:
    return to_document(plan(network, *read_query(network, request)))


def _geojson(network: Network, request: Request) -> dict[str, Any]:
    return answer_geojson(plan(network, *read_query(network, request)), network)


def _what_if(network: Network, request: Request) -> dict[str, Any]:
    consignment, params = read_query(network, request["query"])
    return closed_document(replan(network, consignment, params, close=request["close"]))


def _departures(network: Network, request: Request) -> dict[str, Any]:
    query = request["query"]
    look = latest_departures if query.get("depart") is None else find_departures
    consignment, params = read_query(network, query, window=True)
    days = request.get("days") or DAYS
    return departures_document(look(network, consignment, params, days, tell=progress.counted("day")))


def _skims(network: Network, request: Request) -> dict[str, Any]:
    origins, destinations = request["origins"], request["destinations"]
    other = next((place for place in destinations if place != origins[0]), destinations[0])
    query = {**request["query"], "origin": origins[0], "destination": other}
    goods, params = read_query(network, query)
    return skims_document(skim(network, goods, origins, destinations, params))


def _draft(_network: Network, request: Request) -> dict[str, Any]:
    published = request.get("published")
    day = None if published is None else day_of(published, "published")
    try:
        return draft(request["text"], published=day, register=register_of()).document()
    except DataError as error:  # here the data are the caller's
        raise InputError(str(error)) from error


def _brief(network: Network, request: Request) -> bytes:
    register = register_of()
    day = day_of(request["on"], "on") if request.get("on") else register.collected
    body, language = request["body"], request.get("language", "en")
    planned = plan_typical(network, agenda_fields(register, body, day), day)
    brief = make_brief(register, body, day, language=language, planned=planned)
    form = request.get("format", "html")
    if form == "pdf":
        return brief_pdf(brief)[0]
    return (brief_html(brief) if form == "html" else brief_markdown(brief)).encode()


def _estimate(network: Network, request: Request) -> bytes:
    until = request.get("valid_until")
    more = {} if until is None else {"valid_until": day_of(until, "valid-until")}
    return _sheet("estimate", network, request, more)


def _request(network: Network, request: Request) -> bytes:
    due = request.get("answer_by")
    return _sheet("request", network, request, {} if due is None else {"answer_by": day_of(due, "answer-by")})


def _sheet(kind: str, network: Network, request: Request, more: dict[str, date]) -> bytes:
    found = plan(network, *read_query(network, request["query"]))
    form: str = request.get("format", FORMS[kind][0])
    issued = request.get("issued")
    content, _ = sheet_content(
        kind,
        SHEET_FORMS.get(form, form),
        found,
        network,
        issued=datetime.now(UTC).date() if issued is None else day_of(issued, "issued"),
        way=way_number(found, request.get("itinerary")),
        language=request.get("language", "en"),
        reference=request.get("reference", ""),
        **more,
    )
    return content


def _private_plan(network: Network, request: Request) -> dict[str, Any]:
    found = plan(network, *read_query(network, request["query"]))
    own = [Observed(**{**each, "began": datetime.fromisoformat(each["began"])}) for each in request["observed"]]
    return private_document(found, refit(found, own))


def _watch(network: Network, request: Request) -> dict[str, Any]:
    kept, today = read_answer(request["answer"]), day_of(request["today"], "today")
    return watch(network, kept, today=today, itinerary=request.get("itinerary"))


def _validate(network: Network, _request: Request) -> dict[str, Any]:
    cases = read_cases(units=[row.id for row in network.rows("equipment")])
    return validation_document(validate(network, cases, tell=progress.counted("question")))


def _why_not(network: Network, request: Request) -> dict[str, Any]:
    consignment, params = read_query(network, request["query"])
    return why_not_document(why_not(network, consignment, params, via=request["via"]))


KINDS: dict[str, Callable[[Network, Request], dict[str, Any] | bytes]] = {
    "plan": _plan,
    "geojson": _geojson,
    "what_if": _what_if,
    "why_not": _why_not,
    "departures": _departures,
    "skims": _skims,
    "draft": _draft,
    "brief": _brief,
    "estimate": _estimate,
    "request": _request,
    "private_plan": _private_plan,
    "watch": _watch,
    "validate": _validate,
}
"""What can be asked for, and the function that gives it."""
