"""The restrictions of a way: which were checked, which could not be, and under which conditions it may be used."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from transcaspia.network.groups import exceptions_of
from transcaspia.network.tables import WEAK_GRADES
from transcaspia.planning.choose import Offer
from transcaspia.planning.evaluate import Drawn, median_h
from transcaspia.planning.graph import Builder
from transcaspia.planning.law import STRONG, Applies, Rule, Stretch
from transcaspia.planning.legs import Draft, Use
from transcaspia.planning.model import Restriction, Restrictions

NOTE = "Planning aid from public reports, not legal advice: verify each act on its day before the goods leave"

_RANK: tuple[Applies, ...] = ("applies", "unknown", "exempt", "within", "other goods", "other carrier")
"""Of two stretches the graver outcome is told."""


@dataclass(slots=True)
class _Met:
    """A rule on a way: what became of the goods, where, and with what plates."""

    rule: Rule
    outcome: Applies
    where: list[str] = field(default_factory=list)
    carriers: set[str] = field(default_factory=set)
    passed: date | None = None
    hours: float = 0.0
    usd: float = 0.0


def restrictions_of(builder: Builder, drawn: Drawn) -> Restrictions:
    """
    Return the restrictions of a way.

    Parameters
    ----------
    builder
        Builder of the question's graph.
    drawn
        The way as it was drawn.

    Returns
    -------
    Restrictions
        Those in force on the way, whether they apply to the goods and the carrier or not.
    """
    met = _met(builder, drawn)
    told = [_told(builder, each) for each in met]
    return Restrictions(
        checked=tuple(told),
        not_checked=tuple(_open(builder, each.rule) for each in met if each.outcome == "unknown"),
        conditions=tuple(r for r in told if r.result == "condition"),
        note=NOTE,
    )


def not_checked_of(builder: Builder, offers: Sequence[Offer]) -> list[str]:
    """
    Return what could not be checked of the ways at hand, in words.

    Parameters
    ----------
    builder
        Builder of the question's graph.
    offers
        Offers that are shown.

    Returns
    -------
    list[str]
        Sentences without a full stop: restrictions by goods that the given code leaves open, and whose plates were
        taken.
    """
    found: list[str] = []
    question = builder.question
    stretches = [s for o in offers for leg in o.drawn.legs for _, s, _ in _stretches(builder, leg)]
    rules = dict.fromkeys(
        rule
        for stretch in dict.fromkeys(stretches)
        for rule in builder.law.lying_on(stretch)
        if rule.begins is None and rule.applies_to(stretch) == "unknown"
    )
    if rules:
        names = "; ".join(rule.row.text("name") for rule in rules)
        if question.consignment.hs is None:
            found.append(f"no HS code was given (--hs): on the ways at hand it decides on {names}")
        else:
            found.append(f"whether HS {question.consignment.hs} is meant by {names}")
    if question.consignment.carrier is None and any(_is_abroad(leg) for o in offers for leg in o.drawn.legs):
        trailer = question.equipment.text("kind") == "trailer"
        taken = (
            f"lorry and trailer are taken to be registered in {question.carrier}, where the goods set out"
            if trailer
            else "a lorry is taken to be registered where its haul begins"
        )
        found.append(f"no carrier's registration was given (--carrier): {taken}")
    return found


def uses_of_law(builder: Builder, legs: Iterable[Draft]) -> set[Use]:
    """
    Return the restrictions on which an answer rests.

    Parameters
    ----------
    builder
        Builder of the question's graph.
    legs
        Legs of the ways that were weighed.

    Returns
    -------
    set[tuple[str, str]]
        Table and key of each row that lies on one of them.
    """
    stretches = {stretch for leg in legs for _, stretch, _ in _stretches(builder, leg)}
    return {("restrictions", rule.row.id) for stretch in stretches for rule in builder.law.lying_on(stretch)}


def _met(builder: Builder, drawn: Drawn) -> list[_Met]:
    found: dict[str, _Met] = {}
    for leg, times in zip(drawn.legs, drawn.times, strict=True):
        depart_h, arrive_h = median_h(times.depart_h), median_h(times.arrive_h)
        km = 0.0
        for where, stretch, length in _stretches(builder, leg):
            km += length
            behind_h = depart_h + (arrive_h - depart_h) * min(1.0, km / max(leg.km, 1e-9))
            passed = (builder.clock.ready + timedelta(hours=behind_h)).date()
            for rule in builder.law.lying_on(stretch):
                if rule.begins is not None and rule.begins > passed:
                    continue
                outcome = rule.applies_to(stretch)
                each = found.setdefault(rule.row.id, _Met(rule, outcome))
                each.outcome = min(each.outcome, outcome, key=_RANK.index)
                each.where += rule.places_on(stretch, builder.offers.borders)
                each.carriers |= {stretch.carrier} - {""}
                each.passed = each.passed or passed
                if outcome == "applies" and rule.begins is None:
                    pieces, charges = builder.burdens((rule,), where)
                    each.hours += sum(piece.mean for piece in pieces)
                    each.usd += sum(c.figure.mean * c.times for c in charges if c.figure is not None)
    return list(found.values())


def _stretches(builder: Builder, leg: Draft) -> list[tuple[str, Stretch, float]]:
    """Return the rides and hauls of a leg in order, each with where its burdens are drawn, and its km."""
    rides = [(ride.line.key, builder.law.of_ride(ride, leaving), ride.km) for ride, leaving in leg.rides]
    hauls = [(e.node, builder.law.of_haul(e.node, builder.access_countries(e)), e.km) for e in leg.hauls]
    # A haul from the origin comes first; one to the destination comes last.
    before = 0 if leg.start else 1
    return [*hauls[:before], *rides, *hauls[before:]]


def _told(builder: Builder, met: _Met) -> Restriction:
    rule, row = met.rule, met.rule.row
    assumed = row.text("grade") in WEAK_GRADES
    result, why = "other_goods", "it does not mean these goods"
    if met.outcome == "applies":
        result = "condition"
        why = _condition(rule, met, assumed=assumed)
    elif met.outcome == "unknown":
        result, why = "not_checked", _open(builder, rule)
    elif met.outcome == "exempt":
        result, why = "exempt", f"exempt: {rule.exception}"
    elif met.outcome == "within":
        result, why = "within", f"{builder.law.gross_t:.1f} t of {row.number('max_gross_t'):g} t"
    elif met.outcome == "other carrier":
        result = "other_carrier"
        plates = ", ".join(sorted(met.carriers))
        why = f"it does not mean lorries registered in {plates}" if plates else "no lorry goes there"
    names = builder.nodes
    where = tuple(dict.fromkeys(names[x].text("name") if x in names else x for x in met.where))
    return Restriction(
        id=row.id,
        what=row.text("name"),
        effect=rule.effect,
        result=result,
        why=why,
        where=where,
        act=row.text("act"),
        since=row.day("from"),
        until=row.day("to"),
        exceptions=tuple(words for words, _ in exceptions_of(row)),
        hours=met.hours or None,
        cost_usd=met.usd or None,
        verify=row.text("verify"),
        sources=row.items("source"),
        grade=row.text("grade"),
    )


_CONDITIONS = {
    "transload": "the tractor, or the lorry under a box, is changed",
    "licence": "a permit is needed",
    "escort": "under escort or seal",
    "document": "a paper, seal or slot is needed",
    "notice": "a risk to be cleared before the goods leave",
    "forbidden": "forbidden",
    "limit": "above the limit",
}


def _condition(rule: Rule, met: _Met, *, assumed: bool) -> str:
    words = _CONDITIONS[rule.effect]
    if rule.begins is not None:
        return f"{words}, from {rule.begins}: in force before the goods pass on about {met.passed}"
    if rule.exempt == "unknown":
        words += f", unless the goods are exempt ({rule.exception})"
    if assumed and rule.effect in STRONG:
        return f"{words} by a rule of which no present publication is at hand: verify it"
    return words


def _open(builder: Builder, rule: Rule) -> str:
    given = builder.question.consignment.hs
    if rule.goods == "yes":
        what = f"HS {given}" if given else builder.question.commodity.text("name")
        return f"whether {what} stands on the list of {_name(rule)}: {rule.row.text('verify')}"
    lacks = f"HS {given} does not decide" if given else "no HS code was given"
    return f"{_name(rule)}: {lacks}"


def _name(rule: Rule) -> str:
    act = rule.row.text("act")
    return f"{rule.row.text('name')} ({act})" if act else rule.row.text("name")


def _is_abroad(leg: Draft) -> bool:
    return leg.mode == "road" and len(set(leg.countries)) > 1
