"""What a quotation must price, line by line, and what a forwarder is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from transcaspia.report import words
from transcaspia.report.sheet_facts import unit_words
from transcaspia.report.sheet_money import place_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from transcaspia.planning.model import Itineraries, Itinerary, Leg
    from transcaspia.report.speech import Speech

_LONG_WAIT_H = 48.0
_MOST_PLACES = 4
_BROAD = frozenset({"licence", "document", "escort", "transload", "notice"})


def price_lines(answer: Itineraries, way: Itinerary, speech: Speech) -> list[str]:
    """
    Return the lines that a price must say to be in it or out of it.

    Parameters
    ----------
    answer
        The answer of `plan`.
    way
        The way.
    speech
        The language.

    Returns
    -------
    list[str]
        Collection, carriage leg by leg, handling, borders, equipment, standing, papers, insurance, surcharges, fee.
    """
    q = cast("dict[str, Any]", answer.query)
    say = speech.say
    served = [leg for leg in way.legs if leg.service is not None]
    lines = [say("rq_l_haul_origin", place=speech.name(q["origin_name"]))]
    lines += [f"{say(f'mode_{words.mode_key(leg)}')}, {_ends(leg, speech)}" for leg in _carried(way)]
    lines.append(say("rq_l_haul_destination", place=speech.name(q["destination_name"])))
    handled = words.distinct(
        speech.name(place_of(line)) for line in way.price_lines if line.what.startswith("handling at ")
    )
    handled = handled or words.distinct(speech.name(leg.start.name) for leg in served)
    if handled:
        lines.append(say("rq_l_handling", places=", ".join(handled)))
    borders = words.distinct(speech.border(each) for leg in way.legs for each in leg.borders)
    if borders:
        lines.append(say("rq_l_border", places=", ".join(borders)))
    if way.unit[:2].isdigit():
        lines.append(say(f"rq_l_empty_{q['owner']}"))
    if way.cold is not None:
        lines.append(say("rq_l_power"))
    if q["un"]:
        lines.append(say("rq_l_dangerous"))
    lines.append(say("rq_l_storage"))
    kinds = {line.kind for line in way.price_lines}
    lines += [say(f"rq_l_{kind}") for kind in ("demurrage", "detention") if kind in kinds]
    lines.append(say("rq_l_surcharges"))
    if any(rule.effect in _BROAD - {"notice"} for rule in way.restrictions.conditions):
        lines.append(say("rq_l_permits"))
    regimes = _regimes(way, speech)
    if regimes:
        lines += [say("rq_l_export"), say("rq_l_guarantee", regimes="; ".join(regimes)), say("rq_l_import")]
    return [*lines, say("rq_l_insurance"), say("rq_l_fee")]


def question_lines(answer: Itineraries, way: Itinerary, speech: Speech, when: Mapping[str, str]) -> list[str]:
    """
    Return the questions to a forwarder.

    Parameters
    ----------
    answer
        The answer of `plan`.
    way
        The way.
    speech
        The language.
    when
        The words `ready` and `book_by`.

    Returns
    -------
    list[str]
        Departures, space, equipment, time, standing, temperature, dangerous goods, mass, papers, law, liability, shut
        borders, carriers.
    """
    q = cast("dict[str, Any]", answer.query)
    say = speech.say
    found = [say("rq_q_cutoff", **when), say("rq_q_space", units=way.units, unit=unit_words(way.unit, speech))]
    for leg in way.legs:
        if leg.status in {"on_request", "not_seen_running"}:
            key = "rq_q_request" if leg.status == "on_request" else "rq_q_seen"
            found.append(say(key, service=speech.term(leg.service_name)))
    box = way.unit[:2].isdigit()
    found += [say(f"rq_q_equipment_{q['owner']}" if box else "rq_q_equipment_other"), say("rq_q_transit")]
    slow = [leg for leg in words.waits(way, least_h=_LONG_WAIT_H) if leg.service is not None][:_MOST_PLACES]
    if slow:
        spans = "; ".join(
            f"{speech.name(leg.start.name)} {speech.hours(leg.wait_h.p10, leg.wait_h.p90)}" for leg in slow
        )
        found.append(say("rq_q_stands", places=", ".join(speech.name(leg.start.name) for leg in slow), spans=spans))
    found += _of_cold(way, speech) if way.cold is not None else [say("rq_q_track")]
    if q["un"]:
        asks = "; ".join(speech.term(text) for text in way.dangerous)
        found.append(say("rq_q_dangerous", goods=f"UN {q['un']}", asks=asks or "ADR, RID, IMDG"))
    limit = way.weight_limit
    if limit is not None and way.unit == q["unit"]:
        most, payload = speech.number(limit.payload_t, 1), speech.number(q["payload_t"], 2)
        what = speech.term(limit.what) if limit.leg is not None else unit_words(way.unit, speech)
        found.append(say("rq_q_weight", payload=payload, most=most, what=what))
    regimes = _regimes(way, speech)
    if regimes:
        found.append(say("rq_q_regime", regimes="; ".join(regimes)))
    rules = words.distinct(
        speech.term(rule.what) for rule in way.restrictions.checked if rule.result in {"condition", "not_checked"}
    )
    if rules:
        found.append(say("rq_q_law", rules="; ".join(rules)))
    if q["hs"] is None:
        found.append(say("rq_q_hs"))
    found.append(say("rq_q_liability"))
    hazards = words.distinct(text.partition(":")[0] for leg in way.legs for text in leg.hazards)
    named = [text for text in hazards if " shut 20" not in text]
    if named:
        found.append(say("rq_q_close", what=", ".join(speech.term(text) for text in named)))
    else:
        found.append(say("rq_q_close_any"))
    # An abbreviation at the end of a sentence brings its own full stop.
    return [text.replace("..", ".") for text in (*found, say("rq_q_carriers"))]


def _carried(way: Itinerary) -> list[Leg]:
    """Return the legs that are priced as carriage: all by a service, and hauls between them or the whole way."""
    last = len(way.legs) - 1
    if not any(leg.service is not None for leg in way.legs):
        return list(way.legs)
    return [leg for k, leg in enumerate(way.legs) if leg.service is not None or 0 < k < last]


def _ends(leg: Leg, speech: Speech) -> str:
    return f"{speech.name(leg.start.name)} – {speech.name(leg.end.name)}"


def _regimes(way: Itinerary, speech: Speech) -> list[str]:
    """Return the regimes that need a guarantee."""
    return words.distinct(speech.term(each.regime) for each in way.papers.chain if each.guarantor)


def _of_cold(way: Itinerary, speech: Speech) -> list[str]:
    cold = way.cold
    if cold is None:
        return []
    low, high = speech.number(cold.low_c, 1), speech.number(cold.high_c, 1)
    unsure = [speech.term(text) for text in (*cold.agree, *cold.confirm)]
    first = speech.say("rq_q_power_sure", low=low, high=high)
    if unsure:
        first = speech.say("rq_q_power", low=low, high=high, what="; ".join(unsure))
    return [first, speech.say("rq_q_monitor"), speech.say("rq_q_pti")]
