"""A request for quotation from a plan: all that a forwarder's desk needs in order to quote without asking back."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, cast
from zoneinfo import ZoneInfo

from transcaspia.errors import InputError
from transcaspia.network.places import find_place
from transcaspia.report import words
from transcaspia.report.request_lines import price_lines, question_lines
from transcaspia.report.sheet_facts import goods_facts, instant_of, reference_of, unit_words, way_of
from transcaspia.report.speech import Speech, speech_of
from transcaspia.units import HOURS_PER_DAY

if TYPE_CHECKING:
    from collections.abc import Sequence

    from transcaspia.network.model import Network
    from transcaspia.planning.model import Itineraries, Itinerary, Leg

ANSWER_DAYS = 3
"""Working days that a forwarder is given for the answer."""
BLANK = "[...]"
"""Where the sender writes what a plan does not know."""
_INSURING = frozenset({"CIF", "CIP"})
_WEEKEND = 5
_STANDING_H = 72.0


@dataclass(frozen=True, slots=True)
class Section:
    """
    A section of a request.

    Attributes
    ----------
    title
        Its heading.
    pairs
        Names with values.
    items
        A numbered list.
    columns, rows
        A table; cells of a row that are missing are to be filled in by the forwarder.
    note
        What is said below the heading.
    """

    title: str
    pairs: tuple[tuple[str, str], ...] = ()
    items: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Request:
    """
    A request for quotation, in one language; a page or an e-mail only lays it out.

    Attributes
    ----------
    speech
        The language.
    subject
        Subject of the e-mail, and heading of the page.
    title, stamps
        Title; reference, day and day of the answer.
    hello, intro
        How it begins.
    sections
        What is asked for.
    closing
        How it ends.
    footer
        What made it.
    """

    speech: Speech
    subject: str
    title: str
    stamps: tuple[tuple[str, str], ...]
    hello: str
    intro: str
    sections: tuple[Section, ...]
    closing: tuple[str, ...]
    footer: str


def make_request(
    answer: Itineraries,
    network: Network,
    *,
    issued: date,
    way: int = 1,
    language: str = "en",
    reference: str = "",
    answer_by: date | None = None,
) -> Request:
    """
    Return the request for quotation for one way of an answer; it tells no forwarder what the plan reckons for money.

    Parameters
    ----------
    answer
        The answer of `plan`.
    network
        The network that it was planned on.
    issued
        Day of the request.
    way
        Number of the way in the answer, from 1.
    language
        `en`, `pl` or `ru`.
    reference
        Reference of the user's; by default one made from the question.
    answer_by
        Day of the answer; by default three working days on.

    Returns
    -------
    Request
        Text only.

    Raises
    ------
    InputError
        If there is no such way, the language is not written here, or the answer is due before the request.
    """
    speech = speech_of(language, network)
    chosen = way_of(answer, way)
    due = answer_by or _working_days(issued, ANSWER_DAYS)
    if due < issued:
        raise InputError(f"An answer to the request of {issued} cannot be due on {due}; name a later day.")
    return _Writing(answer, network, chosen, speech).request(issued, due, reference)


class _Writing:
    """A request as it is written."""

    def __init__(self, answer: Itineraries, network: Network, way: Itinerary, speech: Speech) -> None:
        self._answer, self._network, self._way, self._speech = answer, network, way, speech
        self._query = cast("dict[str, Any]", answer.query)
        here, there = (find_place(self._query[end], network).timezone for end in ("origin", "destination"))
        self._here, self._there = ZoneInfo(here), ZoneInfo(there)
        self._ready = instant_of(self._query["depart"])

    def request(self, issued: date, due: date, reference: str) -> Request:
        speech, q, way = self._speech, self._query, self._way
        say = speech.say
        name = reference_of(self._answer, way, issued, reference)
        goods = speech.term(self._network.by_id("commodities")[q["cargo"]].text("name"))
        subject = say(
            "rq_subject", reference=name, units=way.units, unit=unit_words(way.unit, speech), goods=goods,
            origin=speech.name(q["origin_name"]), destination=speech.name(q["destination_name"]),
            ready=speech.day(self._ready.astimezone(self._here)), term=f", {q['incoterm']}" if q["incoterm"] else "",
        )  # fmt: skip
        return Request(
            speech=speech,
            subject=subject,
            title=say("rq_title"),
            stamps=(
                (say("reference"), name),
                (say("issued"), speech.day(issued)),
                (say("rq_answer_by"), speech.day(due, weekday=True)),
            ),
            hello=say("rq_hello"),
            intro=say("rq_intro", blank=BLANK),
            sections=(
                self._goods(),
                self._transport(),
                self._route(),
                self._alternatives(),
                self._price(),
                self._documents(),
                Section(say("rq_s_questions"), items=tuple(question_lines(self._answer, way, speech, self._when()))),
                self._form(),
            ),
            closing=(say("rq_thanks", day=speech.day(due, weekday=True)), f"{say('rq_sign')}: {BLANK}"),
            footer=f"Transcaspia {self._answer.version}, {self._answer.network_id} {self._answer.network_date}",
        )  # fmt: skip

    def _when(self) -> dict[str, str]:
        return {
            "ready": self._speech.day(self._ready.astimezone(self._here)),
            "book_by": self._speech.day(self._way.book_by),
        }

    def _goods(self) -> Section:
        say = self._speech.say
        pairs = [(say("rq_trade_name"), BLANK), *goods_facts(self._answer, self._network, self._way, self._speech)]
        if self._query["un"]:
            pairs.append((say("rq_sds"), BLANK))
        pairs += [(say("rq_dimensions"), BLANK), (say("rq_marks"), BLANK)]
        # What the plan was not told is the sender's to fill in.
        missing = say("not_given")
        return Section(
            say("rq_s_goods"), pairs=tuple((head, BLANK if text == missing else text) for head, text in pairs)
        )

    def _transport(self) -> Section:
        say, speech, q, way = self._speech.say, self._speech, self._query, self._way
        ends = []
        for key, which, leg_end in (
            ("from", "origin", way.legs[0].start),
            ("to", "destination", way.legs[-1].end),
        ):
            place = speech.name(q[f"{which}_name"])
            ends.append((say(key), say("rq_door", place=place, country=speech.country(leg_end.country))))
        latest = say("rq_latest_none")
        if q["deadline"]:
            latest = speech.instant(instant_of(q["deadline"]), self._there)
        term = str(q["incoterm"] or "")
        insured = say("rq_insurance_told")
        if term[:3] in _INSURING:
            insured = say("rq_insurance_seller", term=term[:3])
        pairs = [
            *ends,
            (say("rq_shipper"), BLANK),
            (say("rq_consignee"), BLANK),
            (say("incoterm"), "; ".join(speech.term(part) for part in way.terms.split("; ")) or BLANK),
            (say("ready"), speech.instant(self._ready, self._here)),
            (say("rq_latest"), latest),
            (
                say("rq_transit"),
                say(
                    "rq_transit_told", days=speech.days(way.duration_h),
                    day=speech.day(way.arrival.p50.astimezone(self._there)),
                ),
            ),
            (say("rq_insurance"), insured),
            (say("rq_free"), "; ".join(self._free_time()) or say("rq_free_none")),
            (say("rq_validity"), say("rq_validity_told", day=speech.day(self._ready.astimezone(self._here)))),
            (say("rq_currency"), say("rq_currency_told")),
            (say("rq_liability_wanted"), say("rq_liability_told")),
        ]  # fmt: skip
        if q["carrier_given"]:
            pairs.append((say("carrier"), speech.country(q["carrier"])))
        return Section(say("rq_s_transport"), pairs=tuple(pairs))

    def _free_time(self) -> list[str]:
        """Return the days that nine of ten boxes need where they stand for long."""
        speech = self._speech
        return [
            speech.say(
                "rq_free_told", days=math.ceil(standing_h(leg) / HOURS_PER_DAY), place=speech.name(leg.start.name)
            )
            for leg in self._way.legs[1:]
            if leg.service is not None and standing_h(leg) >= _STANDING_H
        ]

    def _route(self) -> Section:
        say, speech = self._speech.say, self._speech
        rows = []
        for number, leg in enumerate(self._way.legs, start=1):
            service = say("lorry") if leg.service is None else speech.term(leg.service_name)
            if leg.operator:
                service += f" ({speech.term(leg.operator)})"
            borders = ", ".join(speech.border(each) for each in leg.borders)
            ends = f"{speech.name(leg.start.name)} {leg.start.country} – {speech.name(leg.end.name)} {leg.end.country}"
            rows.append((str(number), say(f"mode_{words.mode_key(leg)}"), ends, service, borders or "–"))
        return Section(
            say("rq_s_route"), columns=(say("leg"), say("mode"), say("ends"), say("service"), say("border")),
            rows=tuple(rows), note=say("rq_services"),
        )  # fmt: skip

    def _alternatives(self) -> Section:
        say, speech, q, way = self._speech.say, self._speech, self._query, self._way
        others = [
            each for each in self._answer.itineraries if each is not way and each.corridor_name != way.corridor_name
        ]
        first = {each.corridor_name: each for each in reversed(others)}
        items = []
        for each in sorted(first.values(), key=self._answer.itineraries.index):
            unit = (
                ""
                if each.unit == way.unit
                else ", " + say("rq_other_unit", units=each.units, unit=speech.unit(each.unit))
            )
            stops = words.distinct(
                [speech.name(each.legs[0].start.name), *(speech.name(leg.end.name) for leg in each.legs)]
            )
            days = say(
                "rq_transit_told",
                days=speech.days(each.duration_h),
                day=speech.day(each.arrival.p50.astimezone(self._there)),
            )
            items.append(f"{speech.term(each.corridor_name)}{unit}: {' – '.join(stops)}; {days}")
        pairs = []
        for key, name in (("rq_avoid", "avoid"), ("rq_via", "via")):
            if q[name]:
                pairs.append((say(key), ", ".join(self._named(each) for each in q[name])))
        if q["modes"]:
            pairs.append((say("rq_modes"), ", ".join(self._mode(each) for each in q["modes"])))
        note = say("rq_alternatives_note") if items else say("rq_no_alternatives")
        return Section(say("rq_s_alternatives"), pairs=tuple(pairs), items=tuple(items), note=note)

    def _named(self, what: str) -> str:
        nodes = self._network.by_id("nodes")
        return self._speech.name(nodes[what].text("name")) if what in nodes else self._speech.country(what)

    def _mode(self, mode: str) -> str:
        return self._speech.say("mode_rail" if mode == "rail" else f"mode_{mode}")

    def _price(self) -> Section:
        say = self._speech.say
        names = ("line", "in", "amount", "currency", "remark")
        return Section(
            say("rq_s_price"),
            note=say("rq_price_note"),
            columns=tuple(say(f"rq_c_{name}") for name in names),
            rows=tuple((line,) for line in price_lines(self._answer, self._way, self._speech)),
        )

    def _documents(self) -> Section:
        say, speech, papers = self._speech.say, self._speech, self._way.papers
        found: dict[str, str] = {}
        for carriage in papers.carriage:
            found.setdefault(speech.term(carriage.document), speech.term(carriage.issuer))
        for regime in papers.chain:
            if regime.paper and regime.paper != "none":
                found.setdefault(speech.term(regime.paper), speech.term(regime.issuer))
        for document in (*papers.goods, *(each for border in papers.borders for each in border.documents)):
            found.setdefault(speech.term(document.document), speech.term(document.issuer))
        columns = tuple(say(f"rq_c_{name}") for name in ("document", "by", "who"))
        return Section(say("rq_s_documents"), columns=columns, rows=tuple(found.items()))

    def _form(self) -> Section:
        say = self._speech.say
        rows: Sequence[str] = (
            "total", "valid", "transit", "departures", "cutoff", "free", "out", "payment", "co2e", "contact",
        )  # fmt: skip
        columns = (say("rq_c_item"), say("rq_c_yours"))
        return Section(say("rq_s_answer"), columns=columns, rows=tuple((say(f"rq_a_{row}"),) for row in rows))


def standing_h(leg: Leg) -> float:
    """
    Return the hours that a box stands before a leg in nine cases of ten, handling and waiting together.

    Parameters
    ----------
    leg
        The leg.

    Returns
    -------
    float
        P90 of the wait and of the handling: no less than what nine of ten need.
    """
    return leg.wait_h.p90 + leg.dwell_h.p90


def _working_days(first: date, days: int) -> date:
    day = first
    while days:
        day += timedelta(days=1)
        days -= day.weekday() < _WEEKEND
    return day
