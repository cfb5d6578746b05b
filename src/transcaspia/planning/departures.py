"""The same consignment ready on one day after another: the best of each kind on every day, and what changes when."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from transcaspia import __version__
from transcaspia.errors import InputError
from transcaspia.network.model import Network
from transcaspia.planning.answer import stop_of
from transcaspia.planning.choose import LABELS, Offer
from transcaspia.planning.graph import Builder
from transcaspia.planning.model import Consignment, PlanParams, Refusal, Stop
from transcaspia.planning.outline import Outline, outline_of
from transcaspia.planning.plan import echo_of, question_of, solve_all
from transcaspia.planning.refuse import refusals
from transcaspia.planning.search import Memory, least_hours
from transcaspia.planning.solve import Solved, solve
from transcaspia.planning.turns import Turn, sight_of, turns_between

Tell = Callable[[int, int], None]
"""Called with the number of parts done and of all."""
DAYS = 30
"""Ready days that are looked at."""

MOST_DAYS = 92

ANY = "any"
"""Stands for all corridors together in `Latest`."""


@dataclass(frozen=True, slots=True)
class Hop:
    """A leg in brief; `service` is None for a lorry."""

    mode: str
    gauge_mm: int | None
    start: Stop
    end: Stop
    service: str | None
    service_name: str


@dataclass(frozen=True, slots=True)
class Departure:
    """
    The best of one kind or more on one ready day, with the figures of the plan made for that day alone.

    Attributes
    ----------
    labels
        What it is best at, of `choose.LABELS`.
    figures
        Its bands.
    """

    labels: tuple[str, ...]
    figures: Outline
    unit: str
    units: int
    co2e_kg: float
    hops: tuple[Hop, ...]

    @property
    def route(self) -> tuple[tuple[str, str, str, str | None], ...]:
        """What tells one way from another: mode, ends and service of each leg."""
        return tuple((hop.mode, hop.start.id, hop.end.id, hop.service) for hop in self.hops)


@dataclass(frozen=True, slots=True)
class ReadyDay:
    """
    One day on which the goods may be ready.

    Attributes
    ----------
    day, ready
        Day on the origin's clock, and the instant.
    offers
        The best of each kind, the least generalised cost first; empty where there is no way.
    turns
        What is not as on the day before.
    refused
        Why there is no way, on the first of such days.
    truncated
        The cap of the search was reached.
    """

    day: date
    ready: datetime
    offers: tuple[Departure, ...]
    turns: tuple[Turn, ...]
    refused: tuple[Refusal, ...]
    truncated: bool

    def best(self, label: str) -> Departure | None:
        """
        Return the best of a kind.

        Parameters
        ----------
        label
            Kind, as fastest.

        Returns
        -------
        Departure | None
            It, or None where there is no way.
        """
        return next((offer for offer in self.offers if label in offer.labels), None)


@dataclass(frozen=True, slots=True)
class Latest:
    """
    The latest ready day that still makes the deadline: of all ways, or of one corridor.

    Attributes
    ----------
    corridor, corridor_name
        Corridor; `any` for all of them.
    mean
        By the mean of the search (its proxy), over every way that it found.
    p50, p90
        By the median and by nine in ten of the draws, over every way that was simulated but for detours.
        None where no day does.
    """

    corridor: str
    corridor_name: str
    mean: date | None
    p50: date | None
    p90: date | None


@dataclass(frozen=True, slots=True)
class Departures:
    """
    The ready days of a window with the best of each kind on every one.

    Attributes
    ----------
    query
        Every input after defaults, `depart` being the first ready day, and `days`.
    days
        The ready days in order; fewer than were asked for where the data end.
    best
        For each kind the day on which it is best of all: least median hours, money, CO2e, P90 less P50, generalised
        cost; the earliest of equal days. Empty where there is no way.
    latest
        With a deadline: the latest ready day of all ways, then of each corridor. Empty without one.
    """

    query: dict[str, object]
    network_id: str
    network_sha256: str
    network_date: date
    days: tuple[ReadyDay, ...]
    best: dict[str, date]
    latest: tuple[Latest, ...]
    bound: float
    seed: int
    version: str

    @property
    def empty(self) -> bool:
        """True where no day has a way."""
        return not any(day.offers for day in self.days)


def find_departures(
    network: Network, consignment: Consignment, params: PlanParams | None = None, days: int = DAYS, *,
    tell: Tell | None = None,
) -> Departures:  # fmt: skip
    """
    Return the best of each kind on every ready day from that of the consignment on.

    Parameters
    ----------
    network
        A loaded network, of all days.
    consignment
        What is to be moved. With a deadline the answer tells the latest ready day that still makes it.
    params
        How to plan; from door to door.
    days
        Ready days to look at, 1 to 92.
    tell
        Called with the number of days looked at and of all, after each.

    Returns
    -------
    Departures
        Each day's figures are those of `plan` for that day alone with the same seed.

    Raises
    ------
    InputError
        If a parameter is wrong or the first day lies outside the data.
    UnknownIdError
        If a place to pass or something to avoid is not known.

    Examples
    --------
    >>> from transcaspia import load_network, make_consignment
    >>> network = load_network()
    >>> goods = make_consignment(network, "Łódź", "Almaty", "2025-10-01")
    >>> found = find_departures(network, goods, days=2)
    >>> [str(day.day) for day in found.days], sorted(found.best)[0]
    (['2025-10-01', '2025-10-02'], 'balanced')
    """
    params = _checked(params, days)
    first = question_of(network, consignment, params)
    asked = list(_ready_days(network, consignment, first.zone, days))
    return _gathered(network, first.params, asked, first.zone, tell)


def latest_departures(
    network: Network, consignment: Consignment, params: PlanParams | None = None, days: int = DAYS, *,
    tell: Tell | None = None,
) -> Departures:  # fmt: skip
    """
    Return the ready days up to the last on which some way still makes the deadline.

    Parameters
    ----------
    network
        A loaded network, of all days.
    consignment
        What is to be moved, with a deadline; its ready day is not looked at.
    params
        How to plan; from door to door.
    days
        Ready days to look at, 1 to 92.
    tell
        Called with the number of days looked at and of all, after each.

    Returns
    -------
    Departures
        As `find_departures` gives them; `latest` holds the answer. The window ends with the last day on which the
        least mean time, or the median of the draws, makes the deadline.

    Raises
    ------
    InputError
        If there is no deadline, a parameter is wrong, or all days lie outside the data.
    UnknownIdError
        If a place to pass or something to avoid is not known.
    """
    params = _checked(params, days)
    deadline = consignment.deadline
    if deadline is None:
        raise InputError("There is no day to arrive before: give the consignment a deadline (--deadline DATE).")
    last = _at(network, consignment, deadline)
    question = question_of(network, last, params)
    graph = Builder(question).graph(lean=True)
    least_h = least_hours(graph)
    if least_h is None:
        # No way at all: the days before the deadline tell why.
        return find_departures(network, _moved(last, question.zone, 1 - days), params, days, tell=tell)
    last = _at(network, consignment, deadline - timedelta(hours=least_h))
    # The draws may be faster than the mean: move on while the median makes it.
    while (after := _moved(last, question.zone, 1)).depart < deadline and _within(network, after, question.zone):
        if not _makes(solve(question_of(network, after, params), most=1, lean=True), deadline):
            break
        last = after
    asked = list(_ready_days(network, _moved(last, question.zone, 1 - days), question.zone, days))
    asked = [c for c in asked if _within(network, c, question.zone)]
    return _gathered(network, question.params, asked, question.zone, tell)


def _checked(params: PlanParams | None, days: int) -> PlanParams:
    params = params or PlanParams()
    if isinstance(days, bool) or int(days) != days or not 1 <= days <= MOST_DAYS:
        raise InputError(f"--days {days} is no number of ready days: expected a whole number from 1 to {MOST_DAYS}.")
    if params.between is not None:
        raise InputError("Departures are looked for from door to door: leave `between` out.")
    if params.front or params.max_itineraries < len(LABELS):
        # The best of each kind are found whatever the number of itineraries in an answer.
        params = replace(params, front=False, max_itineraries=max(len(LABELS), params.max_itineraries))
    return params


def _moved(consignment: Consignment, zone: str, days: int) -> Consignment:
    """Return a consignment that is ready some days later, at the same time of the origin's clock."""
    local = consignment.depart.astimezone(ZoneInfo(zone)).replace(tzinfo=None) + timedelta(days=days)
    return replace(consignment, depart=local.replace(tzinfo=ZoneInfo(zone)).astimezone(consignment.depart.tzinfo))


def _within(network: Network, consignment: Consignment, zone: str) -> bool:
    return network.data_from <= consignment.depart.astimezone(ZoneInfo(zone)).date() <= network.data_to


def _ready_days(network: Network, consignment: Consignment, zone: str, days: int) -> Iterator[Consignment]:
    for number in range(days):
        asked = _moved(consignment, zone, number)
        if number == 0 or _within(network, asked, zone):
            yield asked


def _at(network: Network, consignment: Consignment, instant: datetime) -> Consignment:
    """Return a consignment that is ready at the last midnight of the origin before an instant, within the data."""
    from transcaspia.network.places import find_place

    zone = ZoneInfo(find_place(consignment.origin, network).timezone)
    day = min(instant.astimezone(zone).date(), network.data_to)
    if day < network.data_from:
        raise InputError(
            f"--deadline {instant:%Y-%m-%d} asks for ready days before {network.data_from}, where the data of the "
            f"network `{network.id}` begin. Give a later one."
        )
    ready = datetime(day.year, day.month, day.day, tzinfo=zone)
    return replace(consignment, depart=ready.astimezone(consignment.depart.tzinfo))


def _makes(solved: Solved, deadline: datetime) -> bool:
    left_h = solved.builder.clock.hours_of(deadline)
    return any(w.time_h <= left_h for w in solved.found.ways) or any(
        o.p50_h <= left_h and o.dropped != "detour" for o in solved.weighed
    )


def _gathered(
    network: Network, params: PlanParams, asked: list[Consignment], zone: str, tell: Tell | None = None
) -> Departures:
    days: list[ReadyDay] = []
    memories: dict[str, Memory] = {}
    latest: dict[str, dict[str, date]] = {}
    before = None
    query: dict[str, object] = {}
    for consignment in asked:
        question = question_of(network, consignment, params)
        query = query or {**echo_of(question), "days": len(asked)}
        parts = solve_all(network, question, lean=True, memories=memories)
        quoted = [(p, o) for p in parts for o in p.offers if o.labels]
        quoted.sort(key=lambda pair: pair[1].generalised_usd)
        offers = tuple(_departure(p.builder, o) for p, o in quoted)
        day = consignment.depart.astimezone(ZoneInfo(zone)).date()
        sight = sight_of(quoted, day, question.network)
        turns = turns_between(before, sight) if before is not None else ()
        refused: tuple[Refusal, ...] = ()
        if not offers and (not days or days[-1].offers):
            whole = solve(question, most=1)
            refused, _ = refusals(whole.builder, whole.graph, [])
        days.append(ReadyDay(day, consignment.depart, offers, turns, refused, parts[0].found.truncated))
        _note_latest(latest, parts, day)
        before = sight
        if tell is not None:
            tell(len(days), len(asked))
    return Departures(
        query=query,
        network_id=network.id,
        network_sha256=network.sha256,
        network_date=network.edition,
        days=tuple(days),
        best=_best(days),
        latest=_latest(network, latest) if query["deadline"] else (),
        bound=params.epsilon,
        seed=params.seed,
        version=__version__,
    )


def _departure(builder: Builder, offer: Offer) -> Departure:
    consignment, question = builder.question.consignment, builder.question
    hops = tuple(
        Hop(
            leg.mode,
            leg.line.gauge_mm if leg.line else None,
            stop_of(builder, leg.start) if leg.start else question.origin.stop,
            stop_of(builder, leg.end) if leg.end else question.destination.stop,
            leg.service.id if leg.service else None,
            leg.service.text("name") if leg.service else "",
        )
        for leg in offer.drawn.legs
    )
    figures = outline_of(builder, offer)
    return Departure(tuple(offer.labels), figures, consignment.unit, consignment.units, offer.drawn.co2e_kg, hops)


_FIGURE = {
    "fastest": lambda d: d.figures.duration_h.p50,
    "cheapest": lambda d: d.figures.cost_usd.p50,
    "greenest": lambda d: d.co2e_kg,
    "most reliable": lambda d: d.figures.duration_h.p90 - d.figures.duration_h.p50,
    "balanced": lambda d: d.figures.generalised_cost_usd.p50,
}


def _best(days: list[ReadyDay]) -> dict[str, date]:
    found = {}
    for label in LABELS:
        offered = [(_FIGURE[label](offer), day.day) for day in days if (offer := day.best(label)) is not None]
        if offered:
            found[label] = min(offered)[1]
    return found


def _note_latest(latest: dict[str, dict[str, date]], parts: list[Solved], day: date) -> None:
    """Note the corridors that make the deadline on a day; a later day replaces an earlier one."""
    for part in parts:
        deadline = part.builder.question.consignment.deadline
        if deadline is None:
            return
        left_h = part.builder.clock.hours_of(deadline)
        sound = [o for o in part.weighed if o.dropped != "detour"]
        made = [("mean", w.corridor) for w in part.found.ways if w.time_h <= left_h]
        made += [("p50", o.corridor) for o in sound if o.p50_h <= left_h]
        made += [("p90", o.corridor) for o in sound if o.p90_h <= left_h]
        for offer in sound:
            latest.setdefault(offer.corridor or "other", {})
        for measure, corridor in made:
            for name in (corridor or "other", ANY):
                latest.setdefault(name, {})[measure] = day


def _latest(network: Network, found: dict[str, dict[str, date]]) -> tuple[Latest, ...]:
    names = {row.id: row.text("name") for row in network.rows("corridors")} | {ANY: "Any way", "other": "Other"}
    made: dict[str, dict[str, date]] = {ANY: {}, **found}
    rows = [Latest(name, names[name], d.get("mean"), d.get("p50"), d.get("p90")) for name, d in made.items()]
    return tuple(sorted(rows, key=_soonest))


def _soonest(row: Latest) -> tuple[bool, int, int]:
    """Return what puts all ways first, then the corridor with the latest day."""
    late, later = (0 if day is None else -day.toordinal() for day in (row.p90, row.p50))
    return row.corridor != ANY, late, later
