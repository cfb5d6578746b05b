"""The planning estimate of one way: what a forwarder's quotation would say, titled as what it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, cast
from zoneinfo import ZoneInfo

from transcaspia.errors import InputError
from transcaspia.network.places import find_place
from transcaspia.report import words
from transcaspia.report.sheet_bands import band_svg
from transcaspia.report.sheet_facts import goods_facts, instant_of, reference_of, unit_words, way_of
from transcaspia.report.sheet_law import carriage_rows, cold_lines, law_lines, open_points, paper_lines, regime_rows
from transcaspia.report.sheet_money import excluded, included, price_rows, standing_terms
from transcaspia.report.speech import Speech, speech_of

if TYPE_CHECKING:
    from markupsafe import Markup

    from transcaspia.network.model import Network
    from transcaspia.planning.model import Itineraries, Itinerary, Leg
    from transcaspia.report.sheet_law import CarriageRow, RegimeRow
    from transcaspia.report.sheet_money import PriceRow

VALID_DAYS = 30
"""An estimate holds no longer than this, and never beyond the day by which to book."""


@dataclass(frozen=True, slots=True)
class Picture:
    """
    A band with its heading.

    Attributes
    ----------
    title, told
        What it shows, and its figures in words.
    svg
        The picture.
    """

    title: str
    told: str
    svg: Markup


@dataclass(frozen=True, slots=True)
class RouteRow:
    """
    A leg of the way.

    Attributes
    ----------
    number
        From 1.
    mode, ends
        Mode in words, and from where to where.
    service
        Service and operator.
    status
        Whether it runs, how it is sold, by when to book it.
    depart, arrive
        Median departure, and the band of the arrival.
    notes
        Break of gauge, borders, wait, who pays.
    """

    number: int
    mode: str
    ends: str
    service: str
    status: str
    depart: str
    arrive: str
    notes: str


@dataclass(frozen=True, slots=True)
class Estimate:
    """
    All that an estimate says, in one language; a page only lays it out.

    Attributes
    ----------
    speech
        The language.
    title, subject
        Title, and the consignment in a line.
    stamps
        Reference, day, validity.
    warnings
        What must be read first.
    facts
        Goods, unit, terms and days.
    pictures
        Bands of the arrival and of the money.
    route, route_note
        Legs, and on which clock their days are.
    prices
        Lines that add up.
    total
        Mean and band of the whole.
    included, excluded
        What the price holds, and what it lacks with the reason.
    standing
        Terms of storage, demurrage and detention.
    carriage, regimes
        Documents of carriage with the liability, and customs regimes.
    papers, law, cold, emissions, assumptions
        Heads with their lines.
    sources
        Publishers with the keys of their figures.
    footer
        What made it.
    """

    speech: Speech
    title: str
    subject: str
    stamps: tuple[tuple[str, str], ...]
    warnings: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    pictures: tuple[Picture, ...]
    route: tuple[RouteRow, ...]
    route_note: str
    prices: tuple[PriceRow, ...]
    total: tuple[str, str]
    included: tuple[str, ...]
    excluded: tuple[tuple[str, str], ...]
    standing: tuple[tuple[str, str], ...]
    carriage: tuple[CarriageRow, ...]
    regimes: tuple[RegimeRow, ...]
    papers: tuple[tuple[str, str], ...]
    law: tuple[tuple[str, str], ...]
    cold: tuple[tuple[str, str], ...]
    emissions: tuple[tuple[str, str], ...]
    assumptions: tuple[tuple[str, str], ...]
    sources: tuple[tuple[str, str], ...]
    footer: str


def make_estimate(
    answer: Itineraries,
    network: Network,
    *,
    issued: date,
    way: int = 1,
    language: str = "en",
    reference: str = "",
    valid_until: date | None = None,
) -> Estimate:
    """
    Return the estimate of one way of an answer.

    Parameters
    ----------
    answer
        The answer of `plan`.
    network
        The network that it was planned on.
    issued
        Day of the sheet.
    way
        Number of the way in the answer, from 1.
    language
        `en`, `pl` or `ru`.
    reference
        Reference of the user's; by default one made from the question.
    valid_until
        Last day on which it holds; by default the day by which to book, at most 30 days on.

    Returns
    -------
    Estimate
        Every figure as the plan has it.

    Raises
    ------
    InputError
        If there is no such way, the language is not written here, or it would be valid until before its day.
    """
    speech = speech_of(language, network)
    chosen = way_of(answer, way)
    if valid_until is not None and valid_until < issued:
        raise InputError(f"The estimate of {issued} cannot be valid until {valid_until}; name a later day.")
    return _Writing(answer, network, chosen, speech).estimate(issued, reference, valid_until)


class _Writing:
    """An estimate as it is written."""

    def __init__(self, answer: Itineraries, network: Network, way: Itinerary, speech: Speech) -> None:
        self._answer, self._network, self._way, self._speech = answer, network, way, speech
        self._query = cast("dict[str, Any]", answer.query)
        self._here, self._there = (
            ZoneInfo(find_place(self._query[end], network).timezone) for end in ("origin", "destination")
        )
        self._ready = instant_of(self._query["depart"])

    def estimate(self, issued: date, reference: str, valid_until: date | None) -> Estimate:
        way, speech, q = self._way, self._speech, self._query
        goods_t = q["units"] * q["payload_t"]
        until = valid_until
        if until is None and way.book_by >= issued:
            until = min(way.book_by, issued + timedelta(days=VALID_DAYS))
        name = reference_of(self._answer, way, issued, reference)
        ends = f"{speech.name(q['origin_name'])} – {speech.name(q['destination_name'])}"
        goods = speech.term(self._network.by_id("commodities")[q["cargo"]].text("name"))
        return Estimate(
            speech=speech,
            title=speech.say("title"),
            subject=f"{way.units} × {unit_words(way.unit, speech)}, {goods}: {ends}",
            stamps=(
                (speech.say("reference"), name),
                (speech.say("issued"), speech.day(issued)),
                (speech.say("valid_until"), speech.say("valid_past") if until is None else speech.day(until)),
            ),
            warnings=tuple(self._warnings(issued)),
            facts=tuple(self._facts()),
            pictures=(self._arrival(), self._money()),
            route=tuple(self._leg(number, leg) for number, leg in enumerate(way.legs, start=1)),
            route_note=speech.say("route_note", draws=speech.number(q["draws"])),
            prices=price_rows(way, speech),
            total=(speech.rounded(way.cost_usd.mean), speech.money_span(way.cost_usd)),
            included=tuple(included(way, speech)),
            excluded=tuple(excluded(way, speech)),
            standing=tuple(standing_terms(way, speech)),
            carriage=carriage_rows(way, goods_t, speech),
            regimes=regime_rows(way, speech),
            papers=tuple(paper_lines(way, speech)),
            law=tuple(law_lines(self._answer, way, speech)),
            cold=tuple(cold_lines(way, speech)),
            emissions=tuple(self._emissions()),
            assumptions=tuple(self._assumptions()),
            sources=tuple(self._sources()),
            footer=speech.say(
                "footer", network=self._answer.network_id, day=speech.day(self._answer.network_date),
                sha=self._answer.network_sha256[:12], version=self._answer.version, seed=self._answer.seed,
                draws=speech.number(q["draws"]), known=speech.day(date.fromisoformat(q["known_on"])),
            ),
        )  # fmt: skip

    def _warnings(self, issued: date) -> list[str]:
        say, way = self._speech.say, self._way
        found = []
        if way.book_by < issued:
            found.append(say("past", day=self._speech.day(way.book_by)))
        if way.status != "regular":
            found.append(say(f"warn_{way.status}"))
        if way.beaten_by is not None:
            better = next((n for n, each in enumerate(self._answer.itineraries, 1) if each.id == way.beaten_by), 0)
            found.append(say("beaten", way=better))
        if self._answer.truncated:
            found.append(say("truncated"))
        return found

    def _facts(self) -> list[tuple[str, str]]:
        q, say, speech, way = self._query, self._speech.say, self._speech, self._way
        deadline = q["deadline"]
        on_time = share_words(way.on_time_share)
        if deadline is None:
            chance = say("on_time_typical", share=on_time)
        else:
            chance = say("on_time", share=on_time, day=speech.instant(instant_of(deadline), self._there))
        facts = [
            (say("from"), f"{speech.name(q['origin_name'])}, {speech.country(way.legs[0].start.country)}"),
            (say("to"), f"{speech.name(q['destination_name'])}, {speech.country(way.legs[-1].end.country)}"),
            (say("incoterm"), self._terms()),
            *goods_facts(self._answer, self._network, way, speech),
            (say("ready"), speech.instant(self._ready, self._here)),
            (say("book_by"), speech.day(way.book_by, weekday=True)),
            (say("corridor"), f"{speech.term(way.corridor_name)}; {say(f'status_{way.status}')}"),
            (say("deadline"), chance),
        ]
        if q["carrier_given"]:
            facts.append((say("carrier"), speech.country(q["carrier"])))
        limit = way.weight_limit
        if limit is not None:
            facts.append(
                (say("weight"), f"{say('tonnes', n=speech.number(limit.payload_t, 1))}: {speech.term(limit.what)}")
            )
        return facts

    def _terms(self) -> str:
        if not self._way.terms:
            return self._speech.say("incoterm_none")
        return "; ".join(self._speech.term(part) for part in self._way.terms.split("; "))

    def _arrival(self) -> Picture:
        speech, way = self._speech, self._way
        start = self._ready
        arrival = way.arrival
        texts = [speech.short_day(when.astimezone(self._there)) for when in (arrival.p10, arrival.p50, arrival.p90)]
        p10, p50, p90 = ((when - start).total_seconds() / 86400.0 for when in (arrival.p10, arrival.p50, arrival.p90))
        end = max(p90, 1.0) * 1.05
        step = next((each for each in (1, 2, 4, 7, 14, 28, 56) if end / each <= 6.0), 112)
        local = start.astimezone(self._here)
        ticks = [(float(at), speech.short_day(local + timedelta(days=at))) for at in range(0, int(end) + 1, step)]
        deadline = self._query["deadline"]
        mark = None if deadline is None else (instant_of(deadline) - start).total_seconds() / 86400.0
        first, middle, last = (
            speech.day(when.astimezone(self._there)) for when in (arrival.p10, arrival.p50, arrival.p90)
        )
        told = speech.say("arrival_told", days=speech.days(way.duration_h), first=first, middle=middle, last=last)
        svg = band_svg((p10, p50, p90), (texts[0], texts[1], texts[2]), ticks, span=(0.0, end), mark=mark, told=told)
        return Picture(speech.say("arrival"), told, svg)

    def _money(self) -> Picture:
        speech, cost = self._speech, self._way.cost_usd
        low, middle, high = speech.money(cost)
        end = cost.p90 * 1.05
        step = words.rounding_step(0.0, end * 2.0)
        ticks = [(step * n, speech.number(step * n)) for n in range(int(end / step) + 1)]
        told = speech.say("cost_told", low=low, middle=middle, high=high, year=self._query["price_year"])
        svg = band_svg((cost.p10, cost.p50, cost.p90), (low, middle, high), ticks, span=(0.0, end), told=told)
        return Picture(speech.say("cost"), told, svg)

    def _leg(self, number: int, leg: Leg) -> RouteRow:
        speech = self._speech
        say = speech.say
        service = say("lorry") if leg.service is None else speech.term(leg.service_name)
        if leg.operator:
            service += f" ({speech.term(leg.operator)})"
        status = say("lorry_status")
        if leg.service is not None:
            parts = [say(f"status_{leg.status}"), say(f"sold_{leg.sold_as}") if leg.sold_as else ""]
            if leg.min_units is not None and leg.min_units > 1:
                parts.append(say("min_units", n=leg.min_units))
            if leg.book_by is not None:
                parts.append(say("book_leg", day=speech.short_day(leg.book_by)))
            status = ", ".join(part for part in parts if part)
        notes = []
        if leg.change == "gauge":
            notes.append(speech.term(leg.change_note.partition(",")[0]))
        if leg.wait_h.p90 >= 12.0:
            notes.append(say("waits", span=speech.hours(leg.wait_h.p10, leg.wait_h.p90)))
        if leg.borders:
            notes.append(say("borders_on", names=", ".join(speech.border(each) for each in leg.borders)))
        if leg.paid_by and len({each.paid_by for each in self._way.legs}) > 1:
            notes.append(say(f"paid_{leg.paid_by}"))
        arrive = f"{speech.short_day(leg.arrive.p50)} ({speech.days_between(leg.arrive.p10, leg.arrive.p90)})"
        return RouteRow(
            number, say(f"mode_{words.mode_key(leg)}"),
            f"{speech.name(leg.start.name)} {leg.start.country} – {speech.name(leg.end.name)} {leg.end.country}",
            service, status, speech.short_day(leg.depart.p50), arrive, "; ".join(notes),
        )  # fmt: skip

    def _emissions(self) -> list[tuple[str, str]]:
        speech, chain, way = self._speech, self._way.chain, self._way
        say = speech.say
        work = say("activity_told", tkm=speech.rounded(chain.activity_tkm), km=speech.number(way.distance_km))
        found = [
            (say("wtw"), say("co2e", kg=speech.rounded(way.co2e_kg), g=speech.number(chain.wtw_g_tkm, 1))),
            (say("ttw"), say("co2e", kg=speech.rounded(way.co2e_ttw_kg), g=speech.number(chain.ttw_g_tkm, 1))),
            (say("activity"), work),
        ]
        if chain.refrigeration_wtw_kg >= 1.0:
            found.append((say("refrigeration"), say("kg_co2e", kg=speech.rounded(chain.refrigeration_wtw_kg))))
        publishers = words.distinct(name for factor in chain.factors for name in factor.publisher.split(", "))
        found.append((say("boundary"), say("boundary_told", publishers=", ".join(publishers))))
        return found

    def _assumptions(self) -> list[tuple[str, str]]:
        speech, way = self._speech, self._way
        say = speech.say
        found = [
            (
                say("weak"),
                say("weak_told", hours=f"{way.assumed_hours_share:.0%}", cost=f"{way.assumed_cost_share:.0%}"),
            ),
            (say("method"), say("method_told", draws=speech.number(self._query["draws"]))),
        ]
        hazards = words.distinct(speech.term(text) for leg in way.legs for text in leg.hazards)
        if hazards:
            found.append((say("hazards"), "; ".join(hazards)))
        if way.dangerous:
            found.append((say("dangerous_asks"), "; ".join(speech.term(text) for text in way.dangerous)))
        if way.drivers:
            found.append((say("drivers"), "; ".join(speech.term(text) for text in way.drivers)))
        points = open_points(self._answer, speech)
        if points:
            found.append((say("open"), "; ".join(points)))
        if self._answer.practices and way.cold is not None:
            found.append((say("practices"), "; ".join(speech.term(text) for text in self._answer.practices)))
        return found

    def _sources(self) -> list[tuple[str, str]]:
        way = self._way
        keys = [key for leg in way.legs for key in leg.sources]
        keys += [key for line in way.price_lines for key in line.sources]
        keys += [key for rule in way.restrictions.checked for key in rule.sources]
        keys += [key for regime in way.papers.chain for key in regime.sources]
        keys += [key for factor in way.chain.factors for key in factor.sources]
        held = self._network.by_id("sources")
        found: dict[str, list[str]] = {}
        for key in words.distinct(keys):
            if key in held:
                found.setdefault(held[key].text("publisher"), []).append(key)
        return [(publisher, ", ".join(sorted(found[publisher]))) for publisher in sorted(found, key=str.casefold)]


def share_words(share: float) -> str:
    """
    Return a chance in words: never a certainty that only rounding made.

    Parameters
    ----------
    share
        From 0 to 1.

    Returns
    -------
    str
        As `87%`, `>99%` or `<1%`.
    """
    if 0.995 <= share < 1.0:
        return ">99%"
    return "<1%" if 0.0 < share < 0.005 else f"{share:.0%}"
