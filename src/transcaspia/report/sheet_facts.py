"""What an estimate and a request both say of a plan: the way, its reference, and what is to be moved."""

from __future__ import annotations

import hashlib
import json
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, cast

from transcaspia.errors import InputError, UnknownIdError

if TYPE_CHECKING:
    from transcaspia.network.model import Network
    from transcaspia.planning.model import Itineraries, Itinerary
    from transcaspia.report.speech import Speech

_CONTAINER = "container"
_REFERENCE_LETTERS = 40


def way_of(answer: Itineraries, way: int) -> Itinerary:
    """
    Return a way of an answer by its number.

    Parameters
    ----------
    answer
        The answer of `plan`.
    way
        Number, from 1.

    Returns
    -------
    Itinerary
        The way.

    Raises
    ------
    InputError
        If there is no such way.
    """
    if answer.empty:
        raise InputError("No way was found, so there is nothing to estimate or to ask for; the refusals say why.")
    if not 1 <= way <= len(answer.itineraries):
        raise InputError(f"There is no way {way}: the answer has ways 1 to {len(answer.itineraries)}.")
    return answer.itineraries[way - 1]


def way_number(answer: Itineraries, itinerary: str | None) -> int:
    """
    Return the number of an itinerary in an answer.

    Parameters
    ----------
    answer
        The answer of `plan`.
    itinerary
        Its id; None for the first.

    Returns
    -------
    int
        From 1.

    Raises
    ------
    UnknownIdError
        If the answer has no such itinerary.
    """
    ids = [way.id for way in answer.itineraries]
    if itinerary is None:
        return 1
    if itinerary not in ids:
        raise UnknownIdError(
            f"There is no itinerary '{itinerary}' in the answer: expected one of {', '.join(ids) or 'none'}."
        )
    return ids.index(itinerary) + 1


def reference_of(answer: Itineraries, way: Itinerary, issued: date, given: str = "") -> str:
    """
    Return the reference of a sheet: the one given, or one that the same question always gets on the same day.

    Parameters
    ----------
    answer
        The answer of `plan`.
    way
        The way.
    issued
        Day of the sheet.
    given
        Reference of the user's; blank for none.

    Returns
    -------
    str
        As `TC-251001-3F9A2C`.
    """
    if given.strip():
        return " ".join(given.split())[:_REFERENCE_LETTERS]
    asked = json.dumps([answer.query, way.id, answer.network_sha256, answer.version], sort_keys=True, default=str)
    return f"TC-{issued:%y%m%d}-{hashlib.sha256(asked.encode()).hexdigest()[:6].upper()}"


def unit_words(unit: str, speech: Speech) -> str:
    """
    Return a unit as a heading names it: boxes by their code, which every desk reads, others in words.

    Parameters
    ----------
    unit
        As `40RF` or `trailer`.
    speech
        The language.

    Returns
    -------
    str
        The unit.
    """
    return unit if unit[:1].isdigit() else speech.unit(unit)


def goods_facts(answer: Itineraries, network: Network, way: Itinerary, speech: Speech) -> list[tuple[str, str]]:
    """
    Return what is to be moved: goods, codes, temperature, masses, value, unit and owner.

    Parameters
    ----------
    answer
        The answer.
    network
        Its network.
    way
        The way, which may go in another unit than was asked for.
    speech
        The language.

    Returns
    -------
    list[tuple[str, str]]
        Name and value; codes that were not given are said to be so.
    """
    q = cast("dict[str, Any]", answer.query)
    say = speech.say
    goods = network.by_id("commodities")[q["cargo"]].text("name")
    own = way.unit in {"", q["unit"]}
    found = [(say("goods"), speech.term(goods)), (say("hs"), q["hs"] or say("not_given"))]
    if q["un"]:
        row = network.by_id("dangerous_goods").get(q["un"])
        text = f"UN {q['un']}"
        if row is not None:
            text += ", " + say("dangerous_class", name=row.text("name"), classes=", ".join(row.items("classes")))
            if row.items("packing_groups"):
                text += ", " + say("packing_groups", groups="/".join(row.items("packing_groups")))
        found.append((say("dangerous"), text))
    else:
        found.append((say("dangerous"), say("dangerous_none")))
    if way.cold is not None:
        found.append(
            (say("temperature"), f"{speech.number(way.cold.low_c, 1)} – {speech.number(way.cold.high_c, 1)} °C")
        )
    elif q["temp_c"]:
        low, high = q["temp_c"]
        found.append((say("temperature"), f"{speech.number(low, 1)} – {speech.number(high, 1)} °C"))
    total_t = q["units"] * q["payload_t"]
    unit, units = (q["unit"], q["units"]) if own else (way.unit, way.units)
    row = network.by_id("equipment").get(unit)
    text = f"{units} × {speech.unit(unit)} ({unit})"
    if row is not None and row.text("kind") == _CONTAINER:
        text += f", {say('owner_' + q['owner'])}"
    found.append((say("unit"), text))
    if own:
        mass = say("masses", payload=speech.number(q["payload_t"], 2), gross=speech.number(q["gross_t"], 2))
    else:
        mass = say("masses_other")
    found.append((say("mass"), f"{say('tonnes', n=speech.number(total_t, 2))}; {mass}"))
    found.append((say("packages"), say("not_given") if q["packages"] is None else speech.number(q["packages"])))
    found.append((say("value"), f"{speech.number(q['value_usd'])} USD"))
    found.append((say("shipment"), say(f"shipment_{q['shipment']}")))
    return found


def instant_of(text: str) -> datetime:
    """
    Return an instant from the query of an answer.

    Parameters
    ----------
    text
        ISO 8601 with a zone.

    Returns
    -------
    datetime
        Timezone-aware.
    """
    return datetime.fromisoformat(text)
