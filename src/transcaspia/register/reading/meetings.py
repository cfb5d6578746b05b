"""Meetings that a readout reports, tells of or announces."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from transcaspia.register.reading.dates import Dated, Days, dates_within
from transcaspia.register.reading.grammar import GRAMMARS, Grammar
from transcaspia.register.reading.lexicon import Named, Span, capitals, within
from transcaspia.register.reading.parties import Parties, parties_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from transcaspia.register.reading.bodies import Body
    from transcaspia.register.reading.sentences import Sentence


@dataclass(frozen=True, slots=True)
class Meeting:
    """
    A meeting that the text names.

    Attributes
    ----------
    span
        Where.
    form
        `session`, `visit`, `talks`, `consultations`, `round`, `call`, `forum` or `event`.
    planned
        Whether it is to come.
    told
        Whether it is only told of, as one that went before.
    days
        First and last day; None where the text does not tell.
    impossible
        Whether the text gives it a day that no calendar has.
    place
        Town, by its English name; empty where the text does not tell.
    parties
        Codes of the states that take part.
    body
        The body whose session it is.
    session
        Its number.
    """

    span: Span
    form: str
    planned: bool
    told: bool
    days: Days | None
    impossible: bool
    place: str
    parties: tuple[str, ...]
    body: Body | None
    session: int | None


@dataclass(frozen=True, slots=True)
class Reading:
    """
    What has been found in a text before its meetings are.

    Attributes
    ----------
    text, language
        The text and its language.
    sentences
        Its sentences.
    dates
        The times that it names.
    parties
        The states that it is about.
    bodies
        The bodies that it names.
    numbers
        The numbers of sessions that it tells, with their spans.
    speech
        What it quotes.
    """

    text: str
    language: str
    sentences: list[Sentence]
    dates: list[Dated]
    parties: Parties
    bodies: list[Body]
    numbers: list[tuple[Span, int]]
    speech: list[Span]


@dataclass(frozen=True, slots=True)
class _Hit:
    """A verb or noun that makes a meeting, with the noun of the meeting."""

    start: int
    end: int
    noun: str
    tense: str


_FORMS = (
    ("call", r"phone|call|telefon|video|wideo"), ("visit", r"visit|wizyt|trip|przebyw|odwiedz|tour"),
    ("consultations", r"consultation|konsultacj"), ("round", r"round(?!\s?table)|rund|tur[ayzeęą]|negoti|negocj"),
    ("session", r"session|posiedze|sesj|sitting|obrad"),
    ("forum", r"forum|fora|conference|konferencj|summit|szczy|exhibition|targi|seminar|congress|kongres|mission|misj|round\s?table|roadshow"),
    ("talks", r"meeting|talks|met|spotka|rozm|conversation|dialog|received|przyj|gathered|sat\s+down|naradza"),
)  # fmt: skip
_SESSION_FORMS = {"session", "round", "consultations", "talks", "forum"}
_COMMISSION_KINDS = {"commission", "committee", "council", "group"}
_DIFFERENT = re.compile(
    r"\b(?:next|following|previous|last|first|second|third|upcoming|another|kolejn\w+|następn\w+|poprzedni\w*|ostatni\w*|pierwsz\w+|drug\w+)\s+(?:\w+\s+){0,2}$",
    re.IGNORECASE,
)
CITIES = {"LU": "Luxembourg", "SG": "Singapore", "MC": "Monaco", "VA": "Vatican City", "HK": "Hong Kong"}
"""States that are named as their town."""
_DATELINE = re.compile(r"\s*(?:[-–—:.]|\(\w+\)\s*[-–—])")
_SIGNED = re.compile(r"\bsign\w*|podpis\w*", re.IGNORECASE)
_ATTENDED = re.compile(
    r"took\s+part|takes\s+part|attended|participated|chaired|opened|udział|uczestnicz|przewodniczy|otw"
)
_PURPOSE = re.compile(
    r"[^.;]{0,120}\b(?:for|on\s+the\s+occasion\s+of|within(?:\s+the\s+framework\s+of)?|in\s+the\s+framework\s+of|as\s+part\s+of|during|at|in\s+the\s+form(?:at)?\s+of|via|by"
    r"|na|w\s+formie|podczas|w\s+ramach|w\s+trakcie|przy\s+okazji)\s+(?:[\w’'-]+\s+){0,5}"
)
_RELATIVE = re.compile(r"(?:,|^)\s*(?:who|which|where|whose|gdzie|któr\w+)\b[^,]*$", re.IGNORECASE)
_ON_OCCASION = re.compile(
    r",\s+(?:on(?:\s+the\s+occasion\s+of)?|during|as\s+part\s+of|within|podczas|w\s+ramach|przy\s+okazji)\b"
)
_CAPITAL_BEFORE = re.compile(r"\b(?:capital\s+of|stolic[ay])\s+(?:the\s+)?$", re.IGNORECASE)
_CAPITAL_AFTER = re.compile(r"\s+(?:capital|stolicy)\b")
_SETTING = re.compile(
    r"\b(?:within|during|at|in\s+the\s+(?:framework|margins?|course)|on\s+the\s+(?:margins?|sidelines?|fringes?|occasion)|as\s+part|podczas|w\s+ramach|w\s+trakcie|na|przy)\b",
    re.IGNORECASE,
)
_REPORTED = re.compile(
    r"\b(?:reported|reports|announced|informed|said|stated|published|poinformował\w*|podał\w*|ogłosi\w*)\s+(?:on\s+|w\s+dniu\s+|w\s+)?$"
)
_FIRMS = re.compile(r"\b(?:firms|companies|entrepreneurs|businesses|exporters|firm|przedsiębiorc\w+)\b", re.IGNORECASE)
LONGEST_VISIT = 60
"""Days; who visited a town "in 1997" did so in history."""
_COMING = re.compile(
    r"\b(?:next|upcoming|forthcoming|coming|najbliższ\w*|kolejn\w*|następn\w*|nadchodząc\w*)\b", re.IGNORECASE
)
_CONVENE = re.compile(
    r"\b(?:to|will|shall)\s+(?:re)?(?:convene|host|hold)\b|\b(?:convening|hosting|holding)\b|\b(?:zwołać|zwołają|zwoła)\b"
)
_HEAD_OF_SENTENCE = 70
_HOSTS = re.compile(
    r"\b(?:was\s+the\s+(?:venue|host)|is\s+the\s+venue|became\s+the\s+venue|hosts?|hosted|to\s+host|gości|gościł[ay]?|będzie\s+gospodarzem|gospodarzem)\b"
)
_HOST_GAP = 30
_PHRASE = 140
"""Characters between a gathering and its day, at most."""
_LEAD = 64
"""Characters within which a dateline stands."""


def find_meetings(reading: Reading) -> list[Meeting]:
    """
    Return the meetings that a text names, each once.

    Parameters
    ----------
    reading
        What has been found in the text.

    Returns
    -------
    list[Meeting]
        In the order of the text.
    """
    grammar = GRAMMARS[reading.language]
    found: list[tuple[Meeting, bool]] = []
    titles = [each for each in reading.sentences if each.heading]
    rest = [each for each in reading.sentences if not each.heading]
    for sentence in rest:
        found += _in_sentence(reading, grammar, sentence)
    found = _with_dateline(reading, rest, found)
    if not any(not meeting.planned and not meeting.told for meeting, _ in found):
        for title in titles:
            found = _in_sentence(reading, grammar, title) + found
    return _once(found)


def _in_sentence(reading: Reading, grammar: Grammar, sentence: Sentence) -> list[tuple[Meeting, bool]]:
    hits = [
        hit
        for hit in _Hits(reading, grammar, sentence).all()
        if not any(s.start <= hit.start < s.end for s in reading.speech)
    ]
    meetings = []
    for window, hit in _windows(reading, grammar, sentence, hits):
        meeting = _meeting(reading, grammar, sentence, window, hit)
        if meeting is not None:
            meetings.append((meeting, _is_known(reading, grammar, window, hit)))
    return meetings


class _Hits:
    """The verbs and nouns of one sentence that make meetings."""

    def __init__(self, reading: Reading, grammar: Grammar, sentence: Sentence) -> None:
        self.reading, self.grammar = reading, grammar
        self.first, self.last = sentence.span.start, sentence.span.end
        self.nouns = [
            match
            for match in grammar.noun.finditer(reading.text, self.first, self.last)
            if not grammar.aside.search(reading.text, max(self.first, match.start() - 70), match.start())
        ]
        self.taken: list[Span] = []
        self.hits: list[_Hit] = []

    def all(self) -> list[_Hit]:
        """Return them in the order of the sentence."""
        for match in self._found(self.grammar.plans):
            noun = next((each for each in self.nouns if match.start() <= each.start() < match.end() + 110), None)
            body = _body_in(self.reading, Span(self.first, match.start()))
            self._take(match, noun[0] if noun else "session" if body else match[0], "planned", noun)
        for match in self._found(_CONVENE):
            if _body_in(self.reading, Span(match.end(), min(self.last, match.end() + 40))):
                self._take(match, "session", "planned", None)
        gathers = bool(self.nouns) or _body_in(self.reading, Span(self.first, self.last)) is not None
        for match in self._found(self.grammar.planned) if gathers else ():
            self._passive(match, "planned")
        for match in self._found(self.grammar.happened) if gathers else ():
            self._passive(match, "past")
        for match in self._found(self.grammar.did) if gathers else ():
            self._active(match)
        for match in self._found(self.grammar.met):
            self._take(match, match[0], "past", None)
        for match in self._found(self.grammar.told) if self.nouns else ():
            self._told(match)
        for span, _ in self.reading.numbers:
            before = self.reading.text[max(self.first, span.start - 40) : span.start]
            if self.first <= span.start < self.last and self.grammar.this.search(before):
                self.hits = [each for each in self.hits if not each.start <= span.start < each.end]
                self.hits.append(
                    _Hit(span.start, span.end, self.reading.text[span.start : span.end].split()[-1], "this")
                )
        self.hits.sort(key=lambda each: each.start)
        return [hit for at, hit in enumerate(self.hits) if not self._is_setting(hit, self.hits[at + 1 :])]

    def _is_setting(self, hit: _Hit, following: list[_Hit]) -> bool:
        """Return whether a gathering at the head of a sentence only says where the meeting of the sentence was."""
        if hit.tense != "told" or hit.start - self.first > _HEAD_OF_SENTENCE:
            return False
        main = next((each.start for each in following if each.tense == "past"), None)
        signed = _SIGNED.search(self.reading.text, hit.end, self.last)
        if main is None and signed is None:
            return False
        end = main if main is not None else signed.start() if signed else self.last
        lead, between = self.reading.text[self.first : hit.end], self.reading.text[hit.end : end]
        return _SETTING.search(lead) is not None and not re.search(r"[.;]|\bthat\b|\bże\b", between)

    def _found(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        return pattern.finditer(self.reading.text, self.first, self.last)

    def _take(self, match: re.Match[str], name: str, tense: str, noun: re.Match[str] | None) -> None:
        if self.grammar.no.search(self.reading.text, max(self.first, match.start() - 16), match.start()):
            return
        if any(span.start < match.end() and match.start() < span.end for span in self.taken):
            return
        start = min(match.start(), noun.start()) if noun else match.start()
        end = max(match.end(), noun.end()) if noun else match.end()
        self.taken.append(Span(match.start(), match.end()))
        if noun:
            self.taken.append(Span(*noun.span()))
        self.hits.append(_Hit(start, end, name, tense))

    def _passive(self, match: re.Match[str], tense: str) -> None:
        """Take a verb whose subject is a gathering, or a body that gathers."""
        polish = self.reading.language == "pl"
        before = [each for each in self.nouns if each.end() <= match.start() + 1]
        after = [each for each in self.nouns if match.end() <= each.start() + 1] if polish else []
        free = [each for each in before if not any(span.start <= each.start() < span.end for span in self.taken)]
        likely = [*before[-1:], *after[:1]] if tense == "planned" else [*after[:1], *free[:1], *before[-1:]]
        noun = likely[0] if likely else None
        own = next((at for at, hit in enumerate(self.hits) if noun and hit.start <= noun.start() < hit.end), None)
        if own is not None and noun is not None and len(self.reading.text[noun.end() : match.start()]) < _HOST_GAP:
            hit = self.hits[own]
            self.hits[own] = _Hit(
                hit.start, max(hit.end, match.end()), hit.noun, hit.tense if tense == "past" else tense
            )
            return
        around = Span(self.first, self.last if polish else match.start())
        if noun is not None or _body_in(self.reading, around):
            self._take(match, noun[0] if noun else "session", tense, noun)

    def _active(self, match: re.Match[str]) -> None:
        """Take a verb whose object is a gathering, or a body that gathers."""
        text = self.reading.text
        noun = next((each for each in self.nouns if match.start() <= each.start() <= match.end() + 90), None)
        if noun is not None and not re.search(r"[.;]|\bthat\b|\bżeby\b", text[match.end() : noun.start()]):
            own = next((at for at, hit in enumerate(self.hits) if hit.start <= noun.start() < hit.end), None)
            if own is None:
                self._take(match, noun[0], "past", noun)
            else:
                hit = self.hits[own]
                self.hits[own] = _Hit(min(hit.start, match.start()), hit.end, hit.noun, hit.tense)
        elif _ATTENDED.search(match[0]) and _body_in(self.reading, Span(match.end(), min(self.last, match.end() + 40))):
            self._take(match, "session", "past", None)

    def _told(self, match: re.Match[str]) -> None:
        noun = next((each for each in self.nouns if each.end() == match.end()), None)
        if noun is None or any(span.start <= noun.start() < span.end for span in self.taken):
            return
        if any(hit.start <= noun.start() < hit.end for hit in self.hits):
            return
        before = [hit for hit in self.hits if hit.end <= noun.start() and hit.tense == "past"]
        if before and _PURPOSE.fullmatch(self.reading.text[before[-1].end : noun.start()]):
            return
        tense = "planned" if _COMING.search(match[0]) else "told"
        self.hits.append(_Hit(match.start(), match.end(), noun[0], tense))


def _windows(reading: Reading, grammar: Grammar, sentence: Sentence, hits: list[_Hit]) -> list[tuple[Span, _Hit]]:
    """Return the part of the sentence that belongs to each hit."""
    windows = []
    start = sentence.span.start
    for place, hit in enumerate(hits):
        end = sentence.span.end
        if place + 1 < len(hits):
            following = hits[place + 1]
            breaks = [
                match.start()
                for match in grammar.clause.finditer(reading.text, min(hit.end, following.start), following.start + 12)
            ]
            end = breaks[-1] if breaks else max(hit.end, following.start)
        windows.append((Span(start, max(end, hit.end)), hit))
        start = max(end, hit.end)
    return windows


def _meeting(reading: Reading, grammar: Grammar, sentence: Sentence, window: Span, hit: _Hit) -> Meeting | None:
    text = reading.text
    planned = hit.tense == "planned"
    dates = [
        each
        for each in dates_within(reading.dates, window)
        if each.form != "years" and not _REPORTED.search(text, max(window.start, each.span.start - 40), each.span.start)
    ]
    usable = [each for each in dates if not (each.form == "year" and len(dates) > 1)]
    nearest = min(usable, key=lambda each: _distance(each.span, hit), default=None)
    days = nearest.days(planned=planned) if nearest else None
    if hit.tense == "told" and nearest is not None and not _is_near(text, hit, nearest.span):
        days = None
    impossible = any(each.impossible for each in dates)
    place = _place(reading, grammar, window, hit)
    numbers = [(span, number) for span, number in reading.numbers if window.holds(span)]
    nearest_number = min(numbers, key=lambda each: _distance(each[0], hit), default=None)
    session = nearest_number[1] if nearest_number else None
    noun = text[nearest_number[0].start : nearest_number[0].end].split()[-1] if nearest_number else hit.noun
    form = next((name for name, pattern in _FORMS if re.search(pattern, noun, re.IGNORECASE)), "event")
    by_year = nearest is not None and nearest.form == "year" and not planned
    if _is_nothing(text, window, hit, days, place, session) or (by_year and not (place or session)):
        return None
    body = _body_of(reading, sentence, window, hit, form) if form in _SESSION_FORMS else None
    if session is not None and body is None and form not in {"round", "session", "consultations", "forum", "talks"}:
        session = None
    visit = form == "visit" or "visit" in text[window.start : window.end]
    parties = (
        body.parties
        if body is not None and len(body.parties) >= 2
        else parties_in(text, reading.parties, window, places=visit)
    )
    return Meeting(
        _span(window, hit, nearest, text),
        form,
        planned,
        hit.tense == "told",
        days,
        impossible,
        place,
        parties,
        body,
        session,
    )


def _is_nothing(text: str, window: Span, hit: _Hit, days: Days | None, place: str, session: int | None) -> bool:
    """Return whether too little is told of a meeting to file it, or it only tells again of one."""
    if hit.tense == "told":
        return not (days or (place and (session or _stands_at(text, window, hit))))
    if hit.tense == "planned":
        return not (days or place or session or re.search(r"visit|wizyt", hit.noun, re.IGNORECASE))
    if re.search(r"\bvisited\b|\bodwiedzi", hit.noun):
        return days is None or (days[1] - days[0]).days > LONGEST_VISIT
    lead = text[window.start : hit.start]
    return not (days or place or session) and bool(_FIRMS.search(lead) or _RELATIVE.search(lead))


def _span(window: Span, hit: _Hit, date: Dated | None, text: str) -> Span:
    start, end = window.start, window.end
    while start < end and text[start] in " ,;\n\t":
        start += 1
    lead = re.match(r"(?:and|while|which|who|that|oraz|i|a|że|który|która|które)\s+", text[start:end])
    if lead and start + lead.end() < hit.start:
        start += lead.end()
    while end > start and text[end - 1] in " ,;\n\t":
        end -= 1
    del date
    return Span(start, end)


def _is_near(text: str, hit: _Hit, span: Span) -> bool:
    """Return whether a day stands in the phrase of a gathering that is told of."""
    between = text[hit.end : span.start] if span.start >= hit.end else text[span.end : hit.start]
    between = _ON_OCCASION.sub("", between)
    return len(between) < _PHRASE and not re.search(r"[,;:]|\b(?:that|was|were|which|że|który\w*)\b", between)


def _stands_at(text: str, window: Span, hit: _Hit) -> bool:
    """Return whether the place of a gathering follows its name at once: "the talks in Astana"."""
    return re.match(r"\s+(?:in|at|w|we)\s+[A-ZŁŚŻ]", text[hit.end : window.end]) is not None


def _distance(span: Span, hit: _Hit) -> int:
    if span.start >= hit.end:
        return span.start - hit.end
    return hit.start - span.end if span.end <= hit.start else 0


def _place(reading: Reading, grammar: Grammar, window: Span, hit: _Hit) -> str:
    towns = [each for each in within(reading.parties.names, window) if each.form == "town"]
    after = [
        each
        for each in towns
        if grammar.at.search(reading.text, max(window.start, each.span.start - 40), each.span.start)
    ]
    after += [
        each
        for each in within(reading.parties.names, window)
        if each.code in CITIES
        and each.form == "name"
        and grammar.at.search(reading.text, max(window.start, each.span.start - 40), each.span.start)
    ]
    near = min(after, key=lambda each: _distance(each.span, hit), default=None)
    if near is not None:
        return near.town or CITIES[near.code]
    for each in within(reading.parties.names, window):
        before = reading.text[max(window.start, each.span.start - 24) : each.span.start]
        after_it = reading.text[each.span.end : each.span.end + 10]
        if (_CAPITAL_BEFORE.search(before) or _CAPITAL_AFTER.match(after_it)) and each.code in capitals():
            return capitals()[each.code]
    host = _HOSTS.search(reading.text, window.start, window.end)
    if host is None:
        return ""
    return next(
        (each.town for each in towns if host.start() - each.span.end < _HOST_GAP and each.span.end <= host.start()), ""
    )


def _body_in(reading: Reading, inside: Span) -> Body | None:
    return next((body for body in reading.bodies if any(inside.meets(span) for span in body.spans)), None)


def _body_of(reading: Reading, sentence: Sentence, window: Span, hit: _Hit, form: str) -> Body | None:
    body = _body_in(reading, window)
    if body is not None:
        return body
    if form == "consultations":
        return (
            next((each for each in reading.bodies if each.kind == "consultations"), None)
            if not _DIFFERENT.search(reading.text, window.start, hit.start)
            else None
        )
    if re.search(r"of\s+which|której|którego", reading.text[window.start : window.end]):
        before = [
            each
            for each in reading.bodies
            if any(sentence.span.start <= span.start < window.start for span in each.spans)
        ]
        if before:
            return before[-1]
    if form not in {"session", "talks"} or (
        form == "talks" and not re.search(r"meeting|spotkanie", hit.noun, re.IGNORECASE)
    ):
        return None
    own = [each for each in reading.bodies if each.kind in _COMMISSION_KINDS]
    its = re.search(r"\bits\b|\bjej\b|\bjego\b", reading.text[window.start : window.end])
    if form == "talks" and not its:
        return None
    earlier = [each for each in own if each.span.start < window.end]
    return earlier[-1] if earlier and (its or len(own) == 1) else None


def _is_known(reading: Reading, grammar: Grammar, window: Span, hit: _Hit) -> bool:
    """Return whether the meeting may be one that was told of before."""
    if hit.tense == "this":
        return True
    before = reading.text[window.start : hit.start + len(reading.text[hit.start : hit.end].split(hit.noun)[0])]
    if _DIFFERENT.search(before) or grammar.anew.search(reading.text, window.start, window.end):
        return False
    return grammar.known.search(before) is not None


def _with_dateline(
    reading: Reading, rest: list[Sentence], found: list[tuple[Meeting, bool]]
) -> list[tuple[Meeting, bool]]:
    """Give the first meeting the place and day of the dateline, where it has none of its own."""
    lines = [*(each for each in reading.sentences if each.heading), *rest[:1]]
    told = [(sentence, line) for sentence in lines if (line := dateline(reading, sentence)) is not None]
    if not told:
        return _with_heading(reading, found)
    sentence, (town, dated) = told[-1]
    opening = [each.span for each in rest[:2]] if _fills(sentence, town, dated) else [sentence.span]
    for at, (meeting, known) in enumerate(found):
        if not meeting.planned and any(each.meets(meeting.span) for each in opening):
            days = meeting.days or (dated.past if dated else None)
            place = meeting.place or (town.town if town else "")
            found[at] = replace(meeting, days=days, place=place), known
            break
    return found


def _with_heading(reading: Reading, found: list[tuple[Meeting, bool]]) -> list[tuple[Meeting, bool]]:
    """Give the first meeting the place that the heading tells, where the text tells none."""
    grammar = GRAMMARS[reading.language]
    for at, (meeting, known) in enumerate(found):
        if meeting.planned or meeting.told:
            continue
        if not meeting.place and meeting.form != "call":
            for title in (each.span for each in reading.sentences if each.heading):
                hit = _Hit(title.start, title.start, "", "past")
                place = _place(reading, grammar, title, hit)
                if place:
                    found[at] = replace(meeting, place=place), known
                    break
        break
    return found


def _fills(sentence: Sentence, town: Named | None, dated: Dated | None) -> bool:
    """Return whether the dateline stands alone, before the first sentence."""
    end = max(each.span.end for each in (town, dated) if each is not None)
    return sentence.span.end - end <= 2


def dateline(reading: Reading, sentence: Sentence) -> tuple[Named | None, Dated | None] | None:
    """
    Return the place and day that stand at the head of a readout.

    Parameters
    ----------
    reading
        What has been found in the text.
    sentence
        A heading that may hold nothing else, or the first sentence.

    Returns
    -------
    tuple[Named | None, Dated | None] | None
        None where no dateline stands there.
    """
    first = sentence.span
    lead = Span(first.start, min(first.end, first.start + _LEAD))
    towns = [each for each in within(reading.parties.names, lead) if each.form == "town"]
    town = next((each for each in towns if each.span.start == first.start), None)
    if town is None:
        return None
    days = [each for each in dates_within(reading.dates, lead) if each.form == "day"]
    dated = next((each for each in days if each.span.start - town.span.end <= 3), None)
    end = dated.span.end if dated else town.span.end
    if sentence.heading:
        return (town, dated) if dated and end == first.end else None
    return (town, dated) if _DATELINE.match(reading.text, end) else None


def _once(found: list[tuple[Meeting, bool]]) -> list[Meeting]:
    """Return the meetings with those that are told of twice put together."""
    kept: list[Meeting] = []
    for meeting, known in found:
        at = _same_as(kept, meeting, known=known)
        if at is None:
            kept.append(meeting)
            continue
        old = kept[at]
        kept[at] = replace(
            old,
            days=_finer(old.days, meeting.days),
            impossible=old.impossible or meeting.impossible,
            place=old.place or meeting.place,
            parties=old.parties if len(old.parties) >= len(meeting.parties) else meeting.parties,
            body=old.body or meeting.body,
            session=old.session or meeting.session,
            told=old.told and meeting.told,
        )
    return kept


def _finer(one: Days | None, other: Days | None) -> Days | None:
    if one is None or other is None:
        return one or other
    return one if one[1] - one[0] <= other[1] - other[0] else other


def _same_as(kept: list[Meeting], meeting: Meeting, *, known: bool) -> int | None:
    for at in range(len(kept) - 1, -1, -1):
        old = kept[at]
        if old.planned != meeting.planned or not _fits(old, meeting):
            continue
        if (
            old.session is not None
            and old.session == meeting.session
            and (old.body is meeting.body or old.form == meeting.form)
        ):
            return at
        if meeting.planned:
            same = meeting.form == old.form or (meeting.body is not None and meeting.body is old.body)
            if same and meeting.days == old.days and meeting.place == old.place and (meeting.days or meeting.place):
                return at
            continue
        if known and not old.told:
            return at
        if (
            meeting.days is not None
            and meeting.days == old.days
            and meeting.place == old.place
            and meeting.form == old.form
        ):
            return at
    return None


def _fits(old: Meeting, new: Meeting) -> bool:
    """Return whether nothing that is told of two meetings sets them apart."""
    if old.place and new.place and old.place != new.place:
        return False
    if old.session is not None and new.session is not None and old.session != new.session:
        return False
    if old.form == "visit" and new.form != "visit":
        return False
    return not (old.days and new.days and (old.days[1] < new.days[0] or new.days[1] < old.days[0]))
