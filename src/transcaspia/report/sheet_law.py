"""Papers, liability, restrictions and the cold chain of a way as a sheet shows them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from transcaspia.report import words
from transcaspia.report.liability import liability_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from transcaspia.planning.model import Carriage, Document, Itineraries, Itinerary, Regime, Restriction
    from transcaspia.report.speech import Speech

_NO_PAPER = "none"


@dataclass(frozen=True, slots=True)
class CarriageRow:
    """
    A document of carriage with the liability under it.

    Attributes
    ----------
    legs
        Numbers of its legs, as `2-4, 6`.
    document, ends, issuer
        The paper, from where to where, and who makes it out.
    regime, limit, most, note
        Law, its limit, the limit for these goods, and what else is to be known.
    grade
        Grade of the liability, in words.
    """

    legs: str
    document: str
    ends: str
    issuer: str
    regime: str
    limit: str
    most: str
    note: str
    grade: str


@dataclass(frozen=True, slots=True)
class RegimeRow:
    """
    A customs regime on a stretch of the way.

    Attributes
    ----------
    regime, ends
        The regime with its countries, and from where to where it holds.
    paper, guarantee
        Its paper with issuer; what secures duties, who gives it, and how much. Blank where none is asked for.
    border
        Hours at the border with which it begins; blank where it begins at none.
    """

    regime: str
    ends: str
    paper: str
    guarantee: str
    border: str


def carriage_rows(way: Itinerary, goods_t: float, speech: Speech) -> tuple[CarriageRow, ...]:
    """
    Return the documents of carriage of a way with the liability under each, those of one kind in one row.

    Parameters
    ----------
    way
        The way.
    goods_t
        Goods of the consignment, t.
    speech
        The language.

    Returns
    -------
    tuple[CarriageRow, ...]
        In the order of their first legs.
    """
    groups: dict[str, list[Carriage]] = {}
    for paper in way.papers.carriage:
        groups.setdefault(paper.document, []).append(paper)
    return tuple(_carriage(papers, goods_t, speech) for papers in groups.values())


def regime_rows(way: Itinerary, speech: Speech) -> tuple[RegimeRow, ...]:
    """
    Return the customs regimes of a way.

    Parameters
    ----------
    way
        The way.
    speech
        The language.

    Returns
    -------
    tuple[RegimeRow, ...]
        In the order of the way.
    """
    return tuple(_regime(regime, speech) for regime in way.papers.chain)


def paper_lines(way: Itinerary, speech: Speech) -> list[tuple[str, str]]:
    """
    Return the documents that borders ask for, and those of the goods.

    Parameters
    ----------
    way
        The way.
    speech
        The language.

    Returns
    -------
    list[tuple[str, str]]
        The border with its countries, or the goods, and the documents with issuer and time.
    """
    found, bare = [], []
    for border in way.papers.borders:
        name = f"{speech.name(border.place)} ({border.from_country}-{border.to_country})"
        if border.documents:
            found.append((name, "; ".join(document_words(each, speech) for each in border.documents)))
        else:
            bare.append(name)
    if bare:
        found.append((speech.say("other_borders"), f"{', '.join(bare)}: {speech.say('no_paper_known')}"))
    if way.papers.goods:
        found.append((speech.say("of_goods"), "; ".join(document_words(each, speech) for each in way.papers.goods)))
    return found


def document_words(document: Document, speech: Speech) -> str:
    """
    Return a document with who issues it and when.

    Parameters
    ----------
    document
        The document.
    speech
        The language.

    Returns
    -------
    str
        As `commercial invoice (by exporter)`.
    """
    who = ", ".join(part for part in (speech.term(document.issuer), speech.term(document.when)) if part)
    return f"{speech.term(document.document)}{f' ({who})' if who else ''}"


def law_lines(answer: Itineraries, way: Itinerary, speech: Speech) -> list[tuple[str, str]]:
    """
    Return the restrictions of a way: what holds, what is excepted, kept and not meant, and what was not checked.

    Parameters
    ----------
    answer
        The answer, for what it was asked.
    way
        The way.
    speech
        The language.

    Returns
    -------
    list[tuple[str, str]]
        Result in a word, and the rules; one line at least.
    """
    checked = way.restrictions.checked
    found = []
    for result in ("condition", "exempt"):
        rules = [_rule(rule, speech) for rule in checked if rule.result == result]
        if rules:
            found.append((speech.say(f"law_{result}"), " • ".join(rules)))
    kept = [rule for rule in checked if rule.result == "within"]
    if kept:
        found.append(
            (speech.say("law_within"), "; ".join(f"{_where(rule, speech)}: {speech.term(rule.why)}" for rule in kept))
        )
    other = words.distinct(
        speech.term(rule.what) for rule in checked if rule.result in {"other_goods", "other_carrier"}
    )
    if other:
        found.append((speech.say("law_other"), "; ".join(other)))
    undecided = [
        f"{speech.term(rule.what)}: {_undecided(rule, answer, speech)}"
        for rule in checked
        if rule.result == "not_checked"
    ]
    if undecided:
        found.append((speech.say("law_open"), " • ".join(undecided)))
    if not found:
        found.append((speech.say("law_checked"), speech.say("law_none")))
    return found


def cold_lines(way: Itinerary, speech: Speech) -> list[tuple[str, str]]:
    """
    Return how a way keeps goods under a temperature.

    Parameters
    ----------
    way
        The way.
    speech
        The language.

    Returns
    -------
    list[tuple[str, str]]
        What, and its words; none for goods without a temperature.
    """
    cold = way.cold
    if cold is None:
        return []
    limit = "" if cold.limit_h is None else speech.say("cold_limit", h=speech.number(cold.limit_h))
    hours = speech.say("cold_hours", dark=speech.number(cold.without_power_h), unknown=speech.number(cold.unknown_h))
    weather = (cold.coldest, cold.warmest)
    found = [
        (
            speech.say("cold_range", low=speech.number(cold.low_c, 1), high=speech.number(cold.high_c, 1)),
            "; ".join((speech.say(f"cold_{cold.verdict}"), f"{hours}{limit}", *map(speech.term, weather))),
        )
    ]
    power: dict[str, list[str]] = {}
    for number, leg in enumerate(way.legs, start=1):
        if leg.power is not None:
            power.setdefault(speech.term(leg.power.note), []).append(str(number))
    found.append(
        (
            speech.say("cold_power"),
            "; ".join(f"{speech.say('legs', legs=', '.join(legs))}: {note}" for note, legs in power.items()),
        )
    )
    if cold.agree:
        found.append((speech.say("cold_agree"), "; ".join(speech.term(text) for text in cold.agree)))
    if cold.confirm:
        found.append((speech.say("cold_confirm"), "; ".join(speech.term(text) for text in cold.confirm)))
    return found


def open_points(answer: Itineraries, speech: Speech) -> list[str]:
    """
    Return what a plan could not check, beside the rules of law that stand with them.

    Parameters
    ----------
    answer
        The answer.
    speech
        The language.

    Returns
    -------
    list[str]
        In words.
    """
    query = cast("dict[str, Any]", answer.query)
    found = []
    for text in answer.not_checked:
        if text.startswith("no HS code was given"):
            found.append(speech.say("open_hs"))
        elif text.startswith("no carrier's registration was given"):
            found.append(speech.say("open_carrier"))
        elif text.startswith(f"whether HS {query['hs']} is meant by "):
            found.append(speech.say("open_hs_list", hs=query["hs"]))
        else:
            found.append(speech.term(text))
    return found


def _carriage(papers: Sequence[Carriage], goods_t: float, speech: Speech) -> CarriageRow:
    first = papers[0]
    found = liability_of(first, goods_t)
    legs = [f"{p.legs[0]}" if len(p.legs) == 1 else f"{p.legs[0]}-{p.legs[-1]}" for p in papers]
    ends = "; ".join(f"{speech.name(p.start)} – {speech.name(p.end)}" for p in papers)
    document, issuer = speech.term(first.document), speech.term(first.issuer)
    if found is None:
        regime, grade = speech.say("liability_unknown"), speech.say("grade_assumed")
        return CarriageRow(", ".join(legs), document, ends, issuer, regime, "", "", "", grade)
    most = ""
    if found.most_sdr is not None:
        most = speech.say("sdr_for", sdr=speech.rounded(found.most_sdr), t=speech.number(goods_t, 1))
    return CarriageRow(
        ", ".join(legs),
        document,
        ends,
        issuer,
        speech.term(found.regime),
        speech.term(found.limit),
        most,
        speech.say("liability_national") if found.national else speech.term(found.note),
        speech.say(f"grade_{found.grade}"),
    )


def _regime(regime: Regime, speech: Speech) -> RegimeRow:
    paper = ""
    if regime.paper and regime.paper != _NO_PAPER:
        paper = ", ".join(part for part in (speech.term(regime.paper), speech.term(regime.issuer)) if part)
    guarantee = "; ".join(speech.term(part) for part in (regime.guarantee, regime.guarantor, regime.amount) if part)
    border = ""
    if regime.hours is not None:
        border = speech.say("border_hours", h=speech.number(regime.hours))
        if regime.hold_share:
            border += speech.say("border_held", share=f"{regime.hold_share:.0%}")
    countries = " ".join(regime.territory)
    return RegimeRow(
        f"{speech.term(regime.regime)} ({countries})",
        _ends(speech.name(regime.start), speech.name(regime.end)),
        paper,
        guarantee,
        border,
    )


def _ends(start: str, end: str) -> str:
    return start if start == end else f"{start} – {end}"


def _rule(rule: Restriction, speech: Speech) -> str:
    parts = [f"{speech.term(rule.what)} ({_where(rule, speech)})", speech.say(f"effect_{rule.effect}")]
    if rule.result == "exempt":
        parts[1] = speech.term(rule.why.removeprefix("exempt: "))
    taken = []
    if rule.hours is not None:
        taken.append(f"{speech.number(rule.hours)} {speech.say('unit_h')}")
    if rule.cost_usd is not None:
        taken.append(f"{speech.rounded(rule.cost_usd)} USD")
    if taken:
        parts.append(speech.say("law_takes", what=", ".join(taken)))
    if rule.since is not None:
        parts.append(speech.say("law_since", day=speech.day(rule.since)))
    return "; ".join(parts)


def _where(rule: Restriction, speech: Speech) -> str:
    return ", ".join(speech.name(place) for place in rule.where)


def _undecided(rule: Restriction, answer: Itineraries, speech: Speech) -> str:
    given = cast("dict[str, Any]", answer.query)["hs"]
    if rule.why.startswith("whether "):
        return speech.say("law_on_list")
    return speech.say("law_no_hs") if given is None else speech.say("law_hs_open", hs=given)
