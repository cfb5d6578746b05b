"""The brief for a session: what is asked for, what was promised, what became of it, on what it rests."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from transcaspia.errors import InputError
from transcaspia.register.lists import FIELDS as FIELD_ORDER
from transcaspia.register.model import Body, Commitment, Meeting, Programme
from transcaspia.register.questions import COMING_DAYS, time_of, timeline
from transcaspia.register.standing import Standing, standings
from transcaspia.report import brief_figures
from transcaspia.report.brief_cite import Citation, Citer
from transcaspia.report.brief_words import ASKS, COUNTRIES, phrase
from transcaspia.report.register_words import FIELDS, NOT_FOUND, STATES, VERBS, check_language, day_words, when_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from transcaspia.register.model import Claim, Entry, Register
    from transcaspia.register.when import When
    from transcaspia.report.brief_figures import PlanTable, TradeTable
    from transcaspia.report.brief_plans import Planned

_STATE_ORDER = {state: place for place, state in enumerate(("overdue", "in_progress", "agreed", "proposed", "unknown"))}
_SHORT_DAYS = 100


@dataclass(frozen=True, slots=True)
class Decision:
    """
    One line of the first page.

    Attributes
    ----------
    number
        Number of the item.
    field
        Field of cooperation, in words.
    ask
        The decision asked for, in one sentence.
    who, by_when
        Who is to act, and by when.
    plan
        Whether the plans of the brief bear on it.
    refs
        Numbers of its sources.
    """

    number: int
    field: str
    ask: str
    who: str
    by_when: str
    plan: bool
    refs: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Promise:
    """
    What was promised and what became of it.

    Attributes
    ----------
    number
        Number of the item on the first page; None where nothing is asked for.
    when, what, verb, who, by_when
        When it was promised, what, how firmly, by whom, and by when.
    state, became
        Its state in a word, and what is known of it.
    refs
        Numbers of its sources.
    """

    number: int | None
    when: str
    what: str
    verb: str
    who: str
    by_when: str
    state: str
    became: str
    refs: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """
    A line with its sources.

    Attributes
    ----------
    head
        What begins it: a day or a name.
    text
        The line.
    refs
        Numbers of its sources.
    """

    head: str
    text: str
    refs: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Brief:
    """
    All that a brief says, in one language; a page only lays it out.

    Attributes
    ----------
    language
        `en` or `pl`.
    title, heading
        Title, and the lines below it.
    decisions
        The first page.
    about
        What the body is.
    since
        From when the promises stand.
    promises, information
        What concerns the body, and what lies around it.
    watch
        What is overdue, coming and unknown.
    chain
        Meetings and documents since the last session.
    trade, plans
        Tables of figures.
    footnote
        What is meant by nothing found.
    sources
        What is cited, in the order of its numbers.
    """

    language: str
    title: str
    heading: tuple[str, ...]
    decisions: tuple[Decision, ...]
    about: tuple[Line, ...]
    since: str
    promises: tuple[Promise, ...]
    information: tuple[Promise, ...]
    watch: tuple[str, ...]
    chain: tuple[Line, ...]
    trade: TradeTable
    plans: tuple[PlanTable, ...]
    footnote: str
    sources: tuple[Citation, ...]

    def say(self, key: str, **parts: object) -> str:
        """
        Return a phrase in the language of the brief.

        Parameters
        ----------
        key
            Key of `brief_words.PHRASES`.
        **parts
            What stands in its braces.

        Returns
        -------
        str
            The phrase.
        """
        return phrase(self.language, key, **parts)


def make_brief(
    register: Register,
    body_id: str,
    on: date,
    *,
    language: str = "en",
    planned: Sequence[Planned] = (),
) -> Brief:
    """
    Return the brief for the next session of a body.

    Parameters
    ----------
    register
        The register, with all that is known; the brief uses what was known on its day.
    body_id
        Id of the body.
    on
        Day of the brief.
    language
        `en` or `pl`.
    planned
        Plans of typical consignments.

    Returns
    -------
    Brief
        Every line with its sources.

    Raises
    ------
    InputError
        If the entry is not a body, or the language is not written here.
    """
    check_language(language)
    return _writing(register, body_id, on, language).brief(planned)


def agenda_fields(register: Register, body_id: str, on: date) -> tuple[str, ...]:
    """
    Return the fields on which something is open before a body.

    Parameters
    ----------
    register
        The register.
    body_id
        Id of the body.
    on
        The day.

    Returns
    -------
    tuple[str, ...]
        Fields of cooperation.

    Raises
    ------
    InputError
        If the entry is not a body.
    """
    writing = _writing(register, body_id, on, "en")
    return tuple(dict.fromkeys(each for standing in writing.own for each in standing.entry.fields))


def _writing(register: Register, body_id: str, on: date, language: str) -> _Writing:
    then = register.as_known_on(on)
    body = then[body_id]
    if not isinstance(body, Body):
        raise InputError(f"'{body_id}' is a {body.kind}, not a body; a brief is written for a body, as igc-kz-pl.")
    return _Writing(then, register, body, on, language)


class _Writing:
    """A brief as it is written."""

    def __init__(self, register: Register, whole: Register, body: Body, on: date, language: str) -> None:
        self._register = register
        self._whole = whole
        self._body = body
        self._on = on
        self._language = language
        self._cite = Citer(whole, language)
        sessions = [each for each in register.of(Meeting) if each.body == body.id]
        held = [each for each in sessions if each.time is not None and each.time.first <= on]
        numbered = [each for each in held if each.session]
        self._held = sorted(numbered or held, key=lambda each: each.time.first if each.time else on)
        ahead = [each for each in sessions if each.time is None and each.due is not None]
        self._next = max(ahead, key=lambda each: each.session, default=None)
        self._since = self._held[-1].time if self._held else None
        fields = {*body.fields, *(self._next.fields if self._next is not None else ())}
        found = [each for each in standings(register, on) if not isinstance(each.entry, Meeting)]
        concerned = [each for each in found if self._recent(each)]
        self.own = sorted(
            (
                each
                for each in concerned
                if set(body.parties) <= set(each.entry.parties) and fields & set(each.entry.fields)
            ),
            key=self._order,
        )
        around = {id(each) for each in self.own}
        self._around = [
            each for each in concerned if id(each) not in around and set(body.parties) & set(each.entry.parties)
        ]
        self._fields = fields

    def brief(self, planned: Sequence[Planned]) -> Brief:
        say = self._say
        asked = [each for each in self.own if each.state not in {"met", "dropped"}]
        # A session whose day has passed without a record is itself the first thing to decide.
        asked = [each for each in self._next_standing() if each.state == "overdue"] + asked
        numbers = {each.entry.id: place for place, each in enumerate(asked, start=1)}
        plan_fields = {each.typical.field for each in planned}
        decisions = tuple(self._decision(numbers[each.entry.id], each, plan_fields) for each in asked)
        about = tuple(self._about())
        promises = tuple(self._promise(each, numbers) for each in self.own)
        information = tuple(self._promise(each, numbers) for each in self._around)
        chain = tuple(self._chain())
        watch = tuple(self._watch())
        trade = brief_figures.trade_table(self._register, self._body, self._cite, self._language)
        plans = brief_figures.plan_tables(planned, self._cite, self._language)
        none = NOT_FOUND[self._language]
        refs = self._cite(["search-2026-11"] if "search-2026-11" in self._whole.sources else [])
        since = say("promises_all") if self._since is None else say("promises_since", when=self._when(self._since))
        return Brief(
            language=self._language,
            title=say("title", body=self._body.name(self._language)),
            heading=(
                say("as_known", day=self._day(self._on), searched=self._day(self._whole.collected)),
                self._next_line(),
            ),
            decisions=decisions,
            about=about,
            since=since,
            promises=promises,
            information=information,
            watch=watch,
            chain=chain,
            trade=trade,
            plans=plans,
            footnote=say("footnote", none=none, ref="".join(f" [{number}]" for number in refs)),
            sources=self._cite.listed(),
        )

    def _recent(self, standing: Standing) -> bool:
        """Return whether a promise is younger than the last session, or still open."""
        when = standing.entry.time
        if standing.state not in {"met", "dropped"} or self._since is None:
            return True
        return when is not None and when.last >= self._since.first

    def _order(self, standing: Standing) -> tuple[int, int, str]:
        state = _STATE_ORDER.get(standing.state, len(_STATE_ORDER))
        return (
            0 if standing.state == "overdue" else 1,
            self._field_place(standing.entry),
            f"{state}{standing.entry.id}",
        )

    def _field_place(self, entry: Entry) -> int:
        return FIELD_ORDER.index(self._own_field(entry))

    def _own_field(self, entry: Entry) -> str:
        """Return the field under which an entry stands before this body."""
        fields = {*self._body.fields, *(self._next.fields if self._next is not None else ())}
        return next((each for each in entry.fields if each in fields), entry.fields[0] if entry.fields else "other")

    def _decision(self, number: int, standing: Standing, plan_fields: set[str]) -> Decision:
        entry = standing.entry
        ask = str(getattr(entry, "ask_pl" if self._language == "pl" else "ask", ""))
        own = self._own_field(entry)
        return Decision(
            number,
            FIELDS[self._language][own],
            ask or ASKS[self._language][standing.state].format(title=entry.name(self._language)),
            self._carried_by(entry),
            self._by_when(standing, settle=True),
            own in plan_fields or (bool(plan_fields) and self._on_a_route(entry)),
            self._cite(self._keys(standing)),
        )

    def _promise(self, standing: Standing, numbers: dict[str, int]) -> Promise:
        entry = standing.entry
        verb = VERBS[self._language][entry.verb] if isinstance(entry, Commitment) else ""
        return Promise(
            numbers.get(entry.id),
            "" if entry.time is None else self._when(entry.time),
            entry.name(self._language),
            verb,
            self._who(entry),
            self._by_when(standing, settle=False),
            STATES[self._language][standing.state],
            self._became(standing),
            self._cite(self._keys(standing)),
        )

    def _on_a_route(self, entry: Entry) -> bool:
        """Return whether an entry speaks of the route of an association, as the Trans-Caspian."""
        routes = [each for each in self._register.of(Body) if each.form == "association" and "transport" in each.fields]
        return any(alias in entry.title for each in routes for alias in each.aliases)

    def _carried_by(self, entry: Entry) -> str:
        """Return who would carry a decision out: the bodies proposed for it, or the co-chairs, with the firms named."""
        asked = entry.ask_by if isinstance(entry, (Commitment, Programme)) else ()
        who = ", ".join(self._whole[each].name(self._language) for each in asked) or self._say("by_co_chairs")
        firms = entry.named if isinstance(entry, Commitment) else ()
        return self._say("with_firms", who=who, firms=", ".join(firms)) if firms else who

    def _who(self, entry: Entry) -> str:
        ids = entry.by if isinstance(entry, (Commitment, Programme)) else ()
        named = ", ".join(self._whole[each].name(self._language) for each in ids)
        firms = ", ".join(entry.named) if isinstance(entry, Commitment) else ""
        return f"{named} ({firms})" if named and firms else named or firms or "-"

    def _by_when(self, standing: Standing, *, settle: bool) -> str:
        entry = standing.entry
        if standing.due is not None:
            anew = settle and standing.state == "overdue"
            when = self._when(standing.due)
            return self._say("set_anew", when=when) if anew else when
        if not settle:
            return "-"
        for other in entry.links.get("implements", ()):
            programme = self._register.entries.get(other)
            if isinstance(programme, Programme) and programme.due is not None:
                return self._say("latest", day=self._day(programme.due.last))
        return self._say("to_set")

    def _became(self, standing: Standing) -> str:
        last, none = standing.last, NOT_FOUND[self._language]
        parts: list[str] = []
        moved = last is not None and last.value in {"met", "in_progress", "dropped"}
        if last is not None and moved:
            names = "; ".join(f"{each.name(self._language)}{self._bracket(each)}" for each in self._shown(last))
            parts += [part for part in (names, self._note(last)) if part]
        elif last is not None and self._note(last):
            parts.append(self._note(last))
        if standing.searched is not None and standing.state not in {"met", "dropped"}:
            what = self._note(standing.searched)
            parts.append(f"{none}: {what}" if what else none)
        elif not moved and standing.state not in {"met", "dropped"}:
            parts.append(self._say("later_step", none=none))
        if standing.state == "overdue":
            parts.append(self._say("days_over", n=standing.overdue_days))
        return "; ".join(parts)

    def _shown(self, claim: Claim) -> list[Entry]:
        return [each for each in (self._register.entries.get(one) for one in claim.evidence) if each is not None]

    def _bracket(self, entry: Entry) -> str:
        when = entry.time
        return "" if when is None else f" ({self._when(when)})"

    def _note(self, claim: Claim) -> str:
        """Return the note of a claim as a part of a sentence."""
        note = claim.note_pl if self._language == "pl" else claim.note
        return note[:1].lower() + note[1:] if note[1:2].islower() or note[1:2] == " " else note

    def _keys(self, standing: Standing) -> tuple[str, ...]:
        claims = [claim for claim in (standing.last, standing.searched) if claim is not None]
        shown = [each for claim in claims for each in self._shown(claim)]
        told = (standing.entry.source, *(claim.source for claim in claims), *(each.source[:2] for each in shown))
        return tuple(dict.fromkeys(key for keys in told for key in keys))

    def _about(self) -> Iterable[Line]:
        say, body = self._say, self._body
        chairs = body.about("co_chair")
        if chairs:
            names = ", ".join(self._whole[claim.value].name(self._language) for claim in chairs)
            yield Line(say("co_chairs"), names, self._cite(key for claim in chairs for key in claim.source))
        members = [claim for claim in body.about("member") if not claim.not_found]
        if members:
            names = ", ".join(self._whole[claim.value].name(self._language) for claim in members)
            yield Line(say("members"), names, self._cite(key for claim in members for key in claim.source))
        parties = ", ".join(COUNTRIES[self._language].get(code, code) for code in body.parties)
        yield Line(say("parties"), parties, self._cite(body.source))
        yield Line(
            say("fields"), ", ".join(FIELDS[self._language][each] for each in body.fields), self._cite(body.source)
        )
        for each in self._held:
            if each.time is not None:
                place = f", {each.place}" if each.place else say("no_place", none=NOT_FOUND[self._language])
                number = each.session or each.name(self._language)
                text = say("session", number=number, when=self._when(each.time), place=place)
                yield Line(say("sessions"), text, self._cite(each.source))
        looked = [claim for entry in (self._whole[body.id], *self._held) for claim in self._whole[entry.id].claims
                  if claim.not_found]  # fmt: skip
        if looked:
            text = "; ".join(self._note(claim) for claim in looked if self._note(claim))
            yield Line(say("missing"), text, self._cite(key for claim in looked for key in claim.source))

    def _chain(self) -> Iterable[Line]:
        first = None if self._since is None else self._since.first
        for entry in timeline(self._register, first=first, last=self._on):
            when = time_of(entry)
            if (
                when is None
                or entry.time is None
                or when.first > self._on
                or not set(self._body.parties) <= set(entry.parties)
            ):
                continue
            place = getattr(entry, "place", "")
            shown = place and place.lower() not in entry.name(self._language).lower() and self._language == "en"
            text = entry.name(self._language) + (f" ({place})" if shown else "")
            yield Line(self._when(when), text, self._cite(entry.source))

    def _watch(self) -> Iterable[str]:
        say, concerned = self._say, [*self.own, *self._next_standing()]
        overdue = [each for each in concerned if each.state == "overdue"]
        if overdue:
            told = "; ".join(f"{self._title(each)} ({say('days_over', n=each.overdue_days)})" for each in overdue)
            yield say("overdue", items=told)
        else:
            yield say("none_overdue")
        coming = [
            each
            for each in concerned
            if each.state not in {"met", "dropped", "overdue"}
            and each.due is not None
            and (each.due.first - self._on).days <= COMING_DAYS
            and (each.due.last - each.due.first).days <= _SHORT_DAYS
        ]
        if coming:
            told = "; ".join(f"{self._title(each)} ({self._when(each.due)})" for each in coming if each.due is not None)
            yield say("coming", days=COMING_DAYS, items=told)
        unknown = [each for each in concerned if each.state == "unknown"]
        if unknown:
            for days in sorted({each.silent_days for each in unknown}, reverse=True):
                told = "; ".join(self._title(each) for each in unknown if each.silent_days == days)
                yield say("unknown", n=days, items=told)

    def _title(self, standing: Standing) -> str:
        refs = "".join(f"[{number}]" for number in self._cite(self._keys(standing)))
        return f"{standing.entry.name(self._language)} {refs}"

    def _next_standing(self) -> list[Standing]:
        if self._next is None:
            return []
        return [each for each in standings(self._register, self._on) if each.entry.id == self._next.id]

    def _next_line(self) -> str:
        found = self._next_standing()
        if self._next is None or not found or found[0].due is None:
            return self._say("next_none")
        refs = "".join(f" [{number}]" for number in self._cite(self._keys(found[0])))
        place = f", {self._next.place}" if self._next.place else ""
        key = "next_overdue" if found[0].state == "overdue" else "next"
        told = self._say(key, number=self._next.session, when=self._when(found[0].due), place=place,
                         none=NOT_FOUND[self._language], day=self._day(self._on))  # fmt: skip
        return told + refs

    def _say(self, key: str, **parts: object) -> str:
        return phrase(self._language, key, **parts)

    def _when(self, when: When) -> str:
        return when_words(when, self._language)

    def _day(self, day: date) -> str:
        return day_words(day, self._language)
