"""The restrictions and the papers of a way, for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transcaspia.report import words
from transcaspia.report.columns import wrapped

if TYPE_CHECKING:
    from transcaspia.planning.model import Carriage, Document, Itineraries, Itinerary, Regime, Restriction
    from transcaspia.report.text import Look

_INSET, _HANGING = "  ", " " * 4


_COUNTED = frozenset({"licence", "document"})
"""Effects that are counted in the short answer; the graver ones are named."""


def law_sentences(answer: Itineraries) -> list[str]:
    """
    Return the graver conditions that the law sets on the ways of an answer.

    Parameters
    ----------
    answer
        The answer of `plan`.

    Returns
    -------
    list[str]
        One sentence with the numbers of the ways under each condition; none where no way has any.
    """
    ways: dict[str, list[str]] = {}
    for number, way in enumerate(answer.itineraries, start=1):
        for rule in way.restrictions.conditions:
            if rule.effect not in _COUNTED:
                ways.setdefault(rule.what, []).append(str(number))
    if not ways:
        return []
    told = [f"{'ways' if len(n) > 1 else 'way'} {words.listed(n)}: {what}" for what, n in ways.items()]
    return [f"Law (not legal advice; --explain): {'; '.join(told)}."]


def law_terms(way: Itinerary) -> list[str]:
    """
    Return what else the law asks of a way, in a few words.

    Parameters
    ----------
    way
        The way.

    Returns
    -------
    list[str]
        Phrases: exceptions used, and how many permits, papers and rules that could not be checked.
    """
    found = way.restrictions
    terms = []
    if exempt := words.distinct(r.why.removeprefix("exempt: ") for r in found.checked if r.result == "exempt"):
        terms.append(f"passes a ban as exempt: {words.listed(exempt)}")
    if permits := sum(r.effect in _COUNTED for r in found.conditions):
        terms.append(f"{'a permit or paper' if permits == 1 else f'{permits} permits or papers'} of law (--explain)")
    if found.not_checked:
        terms.append(f"{words.counted(len(found.not_checked), 'rule')} of law not checked")
    return terms


def restrictions_text(way: Itinerary, look: Look) -> list[str]:
    """
    Return the restrictions of a way in words: conditions, exceptions used, what could not be checked.

    Parameters
    ----------
    way
        The way.
    look
        How it is printed.

    Returns
    -------
    list[str]
        Lines; that none is in force is said as well.
    """
    found = way.restrictions
    lines = wrapped(f"Restrictions: {words.counted(len(found.checked), 'rule')} in force on the way", look)
    shown = [r for r in found.checked if r.result in {"condition", "exempt"}]
    for rule in shown:
        lines += wrapped(_rule(rule), look, _INSET, _HANGING)
    if kept := [r for r in found.checked if r.result == "within"]:
        limits = ", ".join(f"{' '.join(r.where)} {r.why}" for r in kept)
        lines += wrapped(f"gross mass of the lorry: {limits}", look, _INSET, _HANGING)
    if others := [r for r in found.checked if r.result in {"other_goods", "other_carrier"}]:
        names = words.listed(words.distinct(r.what for r in others))
        lines += wrapped(f"checked, not meant: {names}", look, _INSET, _HANGING)
    for sentence in found.not_checked:
        lines += wrapped(f"not checked: {sentence}", look, _INSET, _HANGING)
    return lines + wrapped(f"{found.note}.", look, _INSET, _HANGING)


def papers_text(way: Itinerary, look: Look) -> list[str]:
    """
    Return the chain of papers of a way in words.

    Parameters
    ----------
    way
        The way.
    look
        How it is printed.

    Returns
    -------
    list[str]
        Regimes in order, documents of carriage in order, documents by border and of the goods.
    """
    papers = way.papers
    lines = wrapped(f"Papers: {words.counted(len(papers.chain), 'customs regime')}", look)
    for number, regime in enumerate(papers.chain, start=1):
        lines += wrapped(f"{number} {_regime(regime)}", look, _INSET, _HANGING)
    lines += wrapped("carriage", look, _INSET, _HANGING)
    for carriage in papers.carriage:
        lines += wrapped(_carriage(carriage), look, _HANGING, " " * 6)
    for border in papers.borders:
        if border.documents:
            asked = "; ".join(_document(d) for d in border.documents)
            text = f"border {border.place} ({border.from_country}-{border.to_country}): {asked}"
            lines += wrapped(text, look, _INSET, _HANGING)
    if papers.goods:
        lines += wrapped(f"of the goods: {'; '.join(_document(d) for d in papers.goods)}", look, _INSET, _HANGING)
    return lines + wrapped(f"{papers.note}.", look, _INSET, _HANGING)


def _rule(rule: Restriction) -> str:
    parts = [f"{rule.result}: {rule.what} ({', '.join(rule.where)}): {rule.why.removeprefix('exempt: ')}"]
    taken = []
    if rule.hours is not None:
        taken.append(f"{rule.hours:.0f} h")
    if rule.cost_usd is not None:
        taken.append(f"{words.two_digits(rule.cost_usd)} USD")
    if taken:
        parts.append(f"about {' and '.join(taken)}")
    parts.append(rule.act or "act not named")
    if rule.since:
        parts.append(f"from {rule.since}{f' to {rule.until}' if rule.until else ''}")
    if rule.verify:
        parts.append(f"verify {rule.verify}")
    return "; ".join([*parts, f"{rule.grade}: {' '.join(rule.sources)}"])


def _regime(regime: Regime) -> str:
    parts = [f"{regime.regime} ({' '.join(regime.territory)}), {regime.start} > {regime.end}"]
    if regime.paper and regime.paper != "none":
        parts.append(regime.paper + (f" by {regime.issuer}" if regime.issuer else ""))
    if regime.guarantee:
        parts.append(regime.guarantee + (f", by {regime.guarantor}" if regime.guarantor else ""))
    if regime.hours is not None:
        held = f", {regime.hold_share:.0%} held for long" if regime.hold_share else ""
        parts.append(f"{regime.hours:.0f} h at the border on average{held}")
    if regime.since:
        parts.append(f"from {regime.since}")
    return "; ".join([*parts, f"{regime.grade}: {' '.join(regime.sources)}"])


def _carriage(carriage: Carriage) -> str:
    legs = f"leg {carriage.legs[0]}" if len(carriage.legs) == 1 else f"legs {carriage.legs[0]}-{carriage.legs[-1]}"
    anew = f"; written anew at {carriage.reconsigned_at}" if carriage.reconsigned_at else ""
    return f"{carriage.document}, {legs}, {carriage.start} > {carriage.end}; by {carriage.issuer}{anew}"


def _document(document: Document) -> str:
    return f"{document.document} (by {document.issuer}{f', {document.when}' if document.when else ''})"
