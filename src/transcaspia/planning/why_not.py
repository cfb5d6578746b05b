"""Why not that way: the way that a user expects beside those shown, what beats or refuses it, what would mend it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from transcaspia.errors import InputError, UnknownIdError
from transcaspia.network.model import Network
from transcaspia.planning.answer import itinerary_of
from transcaspia.planning.choose import FIGURES, Offer, direct_km, sift
from transcaspia.planning.document import itinerary_document, left_out_document, more_document, to_document
from transcaspia.planning.feasible import name_of
from transcaspia.planning.graph import Builder
from transcaspia.planning.model import Consignment, Itineraries, Itinerary, PlanParams, Refusal, Stop
from transcaspia.planning.plan import answered, passed, question_of, solve_all
from transcaspia.planning.question import Question
from transcaspia.planning.repairs import Repair, Repairer, free_solve, time_value_usd_h
from transcaspia.planning.solve import Solved, solve
from transcaspia.planning.standing import Against, LeftOut
from transcaspia.planning.why import corridor_name, difference, p90_usd, stops_of

MOST_REPAIRS, MOST_NAMES = 6, 3
NEAREST = 3
"""Ways that beat the one asked for and are not shown: so many are told."""

BEGINS, ENDS = ("valid_from", "first_seen"), ("valid_to", "last_seen")

BACK = 0.05
"""A way that goes away from its destination by more than this share of the direct distance is no way that is meant."""

STEPS = 24
"""Halvings of what must change: to a dollar, a tenth of an hour and a kilogram, of any sum."""


@dataclass(frozen=True, slots=True)
class Need:
    """
    What would have to change, alone, for a way to be chosen.

    Attributes
    ----------
    figure, unit
        `cost_usd`, `hours` (P50 and P90 alike) or `co2e_kg`, and its unit.
    less
        By how much less.
    labels
        What it would then be best at; empty where it would stand for its corridor.
    """

    figure: str
    unit: str
    less: float
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WhyNot:
    """
    Why a way through something is not chosen.

    Attributes
    ----------
    via, meant
        What it was to pass, in order, as asked, and what the network takes each for.
    verdict
        `shown`: a way that is shown passes it; `beaten`: what is shown is no later, no dearer and no dirtier; `merged`,
        `no_room`, `detour`: see `standing.LeftOut`, a detour has too many km by land; `refused`: what may not be used
        keeps it away; `nothing`: the network has no such way on the day.
    answer
        The answer to the question as asked.
    shown
        Ids of the itineraries that pass it.
    way
        The best way through it, of those that go on towards the destination if any does; None where there is none.
    others
        Other ways through it against `way`: the best of each other corridor, the cheapest first.
    against
        The way against each that is shown.
    beaten_by
        Ids of those shown that beat it.
    beaten_unshown
        Where none of those shown does: the nearest that beat it and are not shown.
    needs
        Changes each of which, alone, would have it chosen, the smallest share first.
    refusals
        What keeps the way with the fewest refusals away.
    repairs
        What makes it possible, the cheapest first.
    """

    via: tuple[str, ...]
    meant: tuple[str, ...]
    verdict: str
    answer: Itineraries
    shown: tuple[str, ...] = ()
    way: Itinerary | None = None
    others: tuple[LeftOut, ...] = ()
    against: tuple[Against, ...] = ()
    beaten_by: tuple[str, ...] = ()
    beaten_unshown: tuple[LeftOut, ...] = ()
    needs: tuple[Need, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    repairs: tuple[Mended, ...] = ()


@dataclass(frozen=True, slots=True)
class Mended:
    """
    A change that makes the way possible, and the way then.

    Attributes
    ----------
    kind
        Kind of refusal that it takes away, `unit` or `date`.
    why, repair
        What refuses, and what to do, in words.
    change
        Names of the query that would differ, with their values; empty where a question cannot say it.
    days_later
        How much later it leaves; below zero for a day that is past.
    hours, cost_usd, generalised_usd
        The way then: medians, or means of the search where there is no `way`; the last with the days until it leaves.
    way
        The way then; None where it cannot be simulated.
    """

    kind: str
    why: tuple[str, ...]
    repair: str
    change: dict[str, Any]
    days_later: int
    hours: float
    cost_usd: float
    generalised_usd: float
    way: Itinerary | None


@dataclass(frozen=True, slots=True, eq=False)
class _Found:
    """The question as asked, solved in its own unit and in others."""

    question: Question
    parts: list[Solved]

    @property
    def own(self) -> Solved:
        """The question in its own unit."""
        return self.parts[0]

    @property
    def others(self) -> list[Solved]:
        """The question in other units."""
        return self.parts[1:]

    @property
    def most(self) -> int:
        """Most offers in its own unit."""
        return max(1, self.question.params.max_itineraries - len(self.others))


def why_not(
    network: Network, consignment: Consignment, params: PlanParams | None = None, *, via: Sequence[str]
) -> WhyNot:
    """
    Return why the answer to a question does not go through something, or that it does.

    Parameters
    ----------
    network
        A loaded network, of all days.
    consignment
        What is to be moved.
    params
        How to plan.
    via
        What is to be passed, in order: places, nodes, links, services, tags of links or countries.

    Returns
    -------
    WhyNot
        The best way through it under the same draws against those shown, or what refuses it and what would mend that.

    Raises
    ------
    InputError
        If nothing is named, or no terminal is near a place.
    UnknownIdError
        If something is not known on any day.
    """
    params = params or PlanParams()
    asked = tuple(_known(network, text) for text in via)
    if not asked:
        raise InputError("--why-not names nothing: give a place, node, link, service or country that you expected.")
    meant = tuple(_meant(network, text) for text in asked)
    question = question_of(network, consignment, params)
    found = _Found(question, solve_all(network, question))
    answer = answered(network, question, found.parts)

    def ask(c: Consignment, p: PlanParams) -> Question | None:
        try:
            return question_of(network, c, p)
        except UnknownIdError:
            return None

    orders = [(*params.via[:k], *asked, *params.via[k:]) for k in range(len(params.via) + 1)]
    questions = [q for order in orders if (q := ask(consignment, replace(params, via=order))) is not None]
    best: tuple[Solved, Offer] | None = None
    for asking in questions:
        solved, offer = _best(asking, found)
        if offer is not None and (best is None or _rank(found, offer) < _rank(found, best[1])):
            best = (solved, offer)
    if best is not None:
        return _weighed(asked, meant, found, answer, questions[0].via, *best)
    refused = solve(questions[0], most=1, balanced=True) if questions else None
    repairer = Repairer(network, consignment, replace(params, via=orders[0]), refused, ask)
    repairs = repairer.repairs()
    blocks = repairer.fewest()
    if questions:
        refusals = [Refusal(" ".join(asked), b.why, b.repair) for b in blocks]
    else:
        held = [told for text in asked if (told := _held(network, text))]
        why = f"the network has no {' or '.join(asked)} on {found.question.day}{''.join(held)}"
        refusals = [Refusal(" ".join(asked), why, "ask for another day")]
    return WhyNot(
        asked,
        meant,
        "refused" if blocks or not questions else "nothing",
        answer,
        refusals=tuple(refusals),
        repairs=tuple(_mended(r, n) for n, r in enumerate(repairs[:MOST_REPAIRS], start=1)),
    )


def why_not_document(found: WhyNot) -> dict[str, Any]:
    """
    Return why a way is not chosen as a document of numbers, texts and lists.

    Parameters
    ----------
    found
        What `why_not` gave.

    Returns
    -------
    dict
        `answer` is plan/1, the rest is its `why_not`.
    """
    return {
        "via": list(found.via),
        "meant": list(found.meant),
        "verdict": found.verdict,
        "shown": list(found.shown),
        "way": None if found.way is None else itinerary_document(found.way),
        "others": [left_out_document(w) for w in found.others],
        "against": [{"id": a.id, "better": list(a.more.better), "more": more_document(a.more)} for a in found.against],
        "beaten_by": list(found.beaten_by),
        "beaten_unshown": [left_out_document(w) for w in found.beaten_unshown],
        "needs": [{**asdict(n), "less": round(n.less, 1), "labels": list(n.labels)} for n in found.needs],
        "refusals": [asdict(r) for r in found.refusals],
        "repairs": [
            {
                "kind": r.kind, "why": list(r.why), "repair": r.repair, "change": r.change,
                "days_later": r.days_later, "duration_h": round(r.hours, 2), "cost_usd": round(r.cost_usd),
                "generalised_cost_usd": round(r.generalised_usd),
                "way": None if r.way is None else itinerary_document(r.way),
            }
            for r in found.repairs
        ],
        "answer": to_document(found.answer),
    }  # fmt: skip


def _known(network: Network, text: str) -> str:
    """Return a name as the network writes it, of whatever day; a country may be written small."""
    for name in dict.fromkeys((text, text.upper())):
        try:
            passed(network, name)
        except UnknownIdError:
            continue
        except InputError as err:
            raise InputError(str(err).replace("--via", "--why-not")) from None
        return name
    raise UnknownIdError(
        f"--why-not '{text}': the network has no such place, node, link, service or country. `transcaspia places` and "
        "`transcaspia network show links` find them."
    )


def _meant(network: Network, text: str) -> str:
    """Return what the network takes a name for, in words."""
    ids = sorted(passed(network, text))
    if len(ids) > MOST_NAMES:
        return f"{text}: any of {len(ids)} links"
    services = network.by_id("services")
    return " or ".join(services[x].text("name") if x in services else name_of(network, x) for x in ids)


def _held(network: Network, text: str) -> str:
    """Return when the network has what a name means."""
    rows = [
        row
        for table in ("nodes", "links", "services")
        for name in passed(network, text)
        if name in network.by_id(table)
        for row in network.all_of(table, name)
    ]
    first = min((day for row in rows for name in BEGINS if isinstance(day := row.cells.get(name), date)), default=None)
    last = max((day for row in rows for name in ENDS if isinstance(day := row.cells.get(name), date)), default=None)
    return f"; it is there{f' from {first}' if first else ''}{f' to {last}' if last else ''}" if first or last else ""


def _best(question: Question, found: _Found) -> tuple[Solved, Offer | None]:
    """Return the way through something that is best placed: one that nothing beats before others, a detour last."""
    solved = solve(question, most=found.most, lean=True)
    if not solved.weighed:
        return free_solve(question, lean=True)
    return solved, min(solved.weighed, key=lambda o: _rank(found, o))


def _rank(found: _Found, offer: Offer) -> tuple[bool, bool, bool, float]:
    """Return in which order ways are meant: a spur that calls at a place and goes back comes after the others."""
    beaten = any(o.beats(offer) for part in found.parts for o in part.weighed)
    return offer.dropped == "detour", goes_back(found.own.builder, offer), beaten, offer.generalised_usd


def goes_back(builder: Builder, offer: Offer) -> bool:
    """
    Return whether a way goes away from its destination for long.

    Parameters
    ----------
    builder
        Builder of the question's graph.
    offer
        The way.

    Returns
    -------
    bool
        True where its legs, from end to end, go away by more than `BACK` of the direct distance in all.
    """
    goal, home = builder.question.destination.stop, builder.question.origin.stop
    away = last = direct_km(home, goal)
    back = 0.0
    for leg in offer.drawn.legs:
        if leg.end:
            node = builder.nodes[leg.end]
            now = direct_km(Stop(leg.end, "", "", node.number("lon"), node.number("lat")), goal)
            back, last = back + max(0.0, now - last), now
    return back > BACK * away


def _weighed(
    asked: tuple[str, ...],
    meant: tuple[str, ...],
    found: _Found,
    answer: Itineraries,
    via: tuple[frozenset[str], ...],
    solved: Solved,
    offer: Offer,
) -> WhyNot:
    """Return the way through something beside those shown."""
    ids = [(f"i{n}", o) for n, o in enumerate((o for part in found.parts for o in part.offers), start=1)]
    passing = [(name, o) for name, o in ids if _passes(o, via)]
    if passing:
        name, offer = min(passing, key=lambda x: x[1].generalised_usd)
    beaten_by = tuple(n for n, o in ids if o.beats(offer))
    unshown = [o for p in found.parts for o in p.weighed if o.dropped not in {"", "detour"} and o.beats(offer)]
    unshown = [] if beaten_by else sorted(unshown, key=lambda o: o.generalised_usd)[:NEAREST]
    others = _others(found, solved, offer)
    dear = p90_usd([offer, *(o for _, o in ids), *unshown, *others])
    builder = solved.builder

    def out(other: Offer, reason: str) -> LeftOut:
        return LeftOut(corridor_name(builder, other), stops_of(builder, other), reason, difference(other, offer, dear))

    if passing:
        verdict, way = "shown", next(i for i in answer.itineraries if i.id == name)
    else:
        verdict = _verdict(found, offer, beaten=bool(beaten_by or unshown))
        offer.labels.clear()
        offer.beaten_by = None
        way = itinerary_of(builder, solved.evaluator, offer, {id(offer): "via"})
    return WhyNot(
        asked,
        meant,
        verdict,
        answer,
        shown=tuple(n for n, _ in passing),
        way=way,
        others=tuple(out(o, "beaten" if offer.beats(o) else "no_room") for o in others),
        against=tuple(Against(n, difference(offer, o, dear)) for n, o in ids if o is not offer),
        beaten_by=beaten_by,
        beaten_unshown=tuple(out(o, o.dropped) for o in unshown),
        needs=() if passing or verdict == "detour" else tuple(_needs(found, offer)),
    )


def _others(found: _Found, solved: Solved, offer: Offer) -> list[Offer]:
    """Return the best way of each other corridor through the same, the least generalised cost first."""
    best: dict[tuple[str, bool], Offer] = {}
    for other in sorted(solved.weighed, key=lambda o: (o.generalised_usd, o.drawn.way.edges)):
        if other.drawn.way.edges != offer.drawn.way.edges and other.dropped != "detour":
            best.setdefault((other.corridor, goes_back(found.own.builder, other)), other)
    mine = (offer.corridor, goes_back(found.own.builder, offer))
    return [other for key, other in best.items() if key != mine][:NEAREST]


def _verdict(found: _Found, offer: Offer, *, beaten: bool) -> str:
    """Return why a way would not be quoted beside all that was simulated."""
    mine = _copy(offer)
    kept = sift(found.own.graph, _with(found, mine), found.most, front=found.question.params.front)
    if mine.dropped == "detour" or offer.dropped == "detour":
        return "detour"
    if beaten or mine.dropped == "beaten":
        return "beaten"
    return "no_room" if mine in kept or not mine.dropped else mine.dropped


def _needs(found: _Found, offer: Offer) -> list[Need]:
    """Return by how much each figure alone must fall for a way to be quoted: by asking the choice itself."""
    value = time_value_usd_h(found.question)
    changes: tuple[tuple[str, str, float, Callable[[float], Offer]], ...] = (
        ("cost_usd", "USD", offer.cost_usd, lambda x: _copy(offer, cost_usd=offer.cost_usd - x, less_usd=x)),
        (
            "hours",
            "h",
            offer.p50_h,
            lambda x: _copy(offer, p50_h=offer.p50_h - x, p90_h=offer.p90_h - x, less_usd=value * x),
        ),
        ("co2e_kg", "kg CO2e", offer.co2e_kg, lambda x: _copy(offer, co2e_kg=offer.co2e_kg - x)),
    )
    found_needs = []
    for figure, unit, most, changed in changes:
        least = _least(lambda x, make=changed: _quoted(found, make(x)) is not None, most)  # type: ignore[misc]
        if least is not None:
            labels = _quoted(found, changed(least))
            found_needs.append((least / most, Need(figure, unit, least, labels or ())))
    return [need for _, need in sorted(found_needs, key=lambda x: x[0])]


def _least(holds: Callable[[float], bool], most: float) -> float | None:
    """Return the least amount that holds, found by halving; None where not even the most does."""
    if most <= 0.0 or not holds(most):
        return None
    low, high = 0.0, most
    for _ in range(STEPS):
        if high - low < 0.05:
            break
        middle = 0.5 * (low + high)
        low, high = (low, middle) if holds(middle) else (middle, high)
    return high


def _quoted(found: _Found, offer: Offer) -> tuple[str, ...] | None:
    """Return what a way would be best at beside all that was simulated; None where it would not be quoted."""
    kept = sift(found.own.graph, _with(found, offer), found.most, front=found.question.params.front)
    if offer not in kept:
        return None
    others = [o for part in found.others for o in part.offers]
    if any(o.beats(offer) for o in (*kept, *others) if o is not offer):
        return None
    free = [o for o in (*kept, *others) if o.beaten_by is None]
    return tuple(name for name, figure in FIGURES.items() if min(free, key=figure) is offer)


def _with(found: _Found, offer: Offer) -> list[Offer]:
    """Return fresh copies of all that was simulated in the own unit but the way itself, and the way."""
    edges = offer.drawn.way.edges
    others = [_copy(o) for o in found.own.weighed if o.drawn.way.edges != edges]
    return sorted([*others, offer], key=lambda o: (o.generalised_usd, o.drawn.way.edges))


def _copy(offer: Offer, *, less_usd: float = 0.0, **figures: float) -> Offer:
    return replace(
        offer,
        generalised_usd=offer.generalised_usd - less_usd,
        beaten_by=None,
        labels=[],
        dropped="",
        dropped_for=None,
        **figures,  # type: ignore[arg-type]
    )


def _passes(offer: Offer, via: tuple[frozenset[str], ...]) -> bool:
    """Return whether a way passes things in order."""
    at = 0
    for name in _names(offer):
        if at < len(via) and name in via[at]:
            at += 1
    return at == len(via)


def _names(offer: Offer) -> list[str]:
    names: list[str] = []
    for leg in offer.drawn.legs:
        if leg.service is not None:
            names.append(leg.service.id)
        for ride, _ in leg.rides:
            names += ride.passed
        names += [edge.node for edge in leg.hauls]
    return names


def _mended(repair: Repair, number: int) -> Mended:
    way = None
    if repair.offer is not None and repair.solved is not None:
        offer = replace(repair.offer, labels=[], beaten_by=None)
        way = itinerary_of(repair.solved.builder, repair.solved.evaluator, offer, {id(offer): f"repair{number}"})
    return Mended(
        repair.kind, repair.why, repair.repair, dict(repair.change), repair.days_later, repair.hours, repair.cost_usd,
        repair.generalised_usd, way,
    )  # fmt: skip
