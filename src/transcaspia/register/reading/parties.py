"""Who a readout is about: states, and the offices that spoke for them."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from transcaspia.register.reading.lexicon import Named, Span, within
from transcaspia.register.reading.sentences import Sentence

_PLACE_ROLE = re.compile(
    r"\b(?:in|from|through|across|via|near|into|within|throughout|w|we|z|ze|przez|do)\s+(?:the\s+)?(?:Republic\s+of\s+|Republiki\s+|Republice\s+)?$",
    re.IGNORECASE,
)
_TOPIC_ROLE = re.compile(
    r"\b(?:on|about|regarding|concerning|over|around|against|situation\s+in|developments\s+in|war\s+in|agresj\w+|wobec|sytuacj\w+\s+(?:w|na)|wojn\w+\s+(?:w|na)|import\w*\s+from|imports\s+of)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_SPEAKERS = re.compile(
    r"^\s*(?:side|party|delegation|minister|ministers|government|foreign|deputy|president|partners?|counterparts?|colleagues?|stron\w+|minist\w+|delegacj\w+|rząd\w*|partner\w*)\b",
    re.IGNORECASE,
)


LEAST_SURNAME = 4
_NAME = re.compile(
    r"(?:\s+(?:of|for)\s+(?:the\s+)?[A-Z][^,.;]{2,60}?)?,?\s+(?P<name>[^\W\d_a-z][\w’'-]+(?:\s+[^\W\d_a-z][\w’'-]+){1,2})(?=[\s,.])"
)
_WORDS_OF_OFFICES = frozenset(
    (
        "Minister",
        "Ministers",
        "Affairs",
        "Republic",
        "Delegation",
        "Government",
        "President",
        "Ministry",
        "Trade",
        "Region",
    )
)
_IN_A_ROW = re.compile(r"\s*(?:,|-|–|and|oraz|i|,\s+and)\s*(?:the\s+)?(?:Republic\s+of\s+)?")


@dataclass(frozen=True, slots=True)
class Parties:
    """
    The states that a readout is about.

    Attributes
    ----------
    names
        States, peoples and towns that it names, in the order of the text.
    main
        Codes of the two states that it names most and first; fewer where it names fewer.
    """

    names: list[Named]
    main: tuple[str, ...]


def parties_of(text: str, names: list[Named], sentences: list[Sentence]) -> Parties:
    """
    Return the states that a readout is about.

    Parameters
    ----------
    text
        The text.
    names
        States, peoples and towns that it names.
    sentences
        Its sentences.

    Returns
    -------
    Parties
        All names, and the two that weigh most.
    """
    names = sorted([*names, *_persons(text, names, sentences)], key=lambda each: each.span.start)
    weights: Counter[str] = Counter()
    opening = [each for each in sentences if not each.heading][:2]
    for sentence in sentences:
        weight = 3.0 if sentence.heading else 2.0 if sentence in opening else 1.0
        for code, role in roles(text, names, sentence.span):
            weights[code] += weight * {"speaker": 2.0, "party": 1.0, "place": 0.4, "topic": 0.1, "town": 0.2}[role]  # type: ignore[assignment]
    ranked = sorted(weights, key=lambda code: -weights[code])
    main = [code for code in ranked if weights[code] >= 1.0][:2] or ranked[:1]
    if len(main) == 1 and len(ranked) > 1:
        main = ranked[:2]
    several = next(
        (found for found in (_enumerated(text, names, each.span) for each in [*opening, *sentences[:1]]) if found), None
    )
    return Parties(names, several or tuple(main))


def _enumerated(text: str, names: list[Named], inside: Span) -> tuple[str, ...] | None:
    """Return three or more states that stand in a row: "of Azerbaijan, Georgia and Türkiye"."""
    rows: list[list[Named]] = []
    for each in within(names, inside):
        if each.form == "town":
            continue
        if rows and _IN_A_ROW.fullmatch(text[rows[-1][-1].span.end : each.span.start]):
            rows[-1].append(each)
        else:
            rows.append([each])
    codes = max((tuple(dict.fromkeys(each.code for each in row)) for row in rows), key=len, default=())
    return codes if len(codes) >= 3 else None


def _persons(text: str, names: list[Named], sentences: list[Sentence]) -> list[Named]:
    """Return where a surname stands for the official who was named with office and state before."""
    found: list[Named] = []
    for sentence in sentences:
        for office in _EN_OFFICE.finditer(text, sentence.span.start, sentence.span.end):
            match = _NAME.match(text, office.end(), sentence.span.end)
            if match is None:
                continue
            person = Span(*match.span("name"))
            around = Span(max(sentence.span.start, office.start() - 30), person.start)
            whose = [each for each in within(names, around) if each.form != "town"]
            surname = match["name"].split()[-1]
            known = any(each.span.meets(person) for each in names) or surname in _WORDS_OF_OFFICES
            if not whose or known or len(surname) < LEAST_SURNAME:
                continue
            for again in re.finditer(rf"\b{re.escape(surname)}\b", text):
                span = Span(*again.span())
                if not any(each.span.meets(span) for each in found):
                    found.append(Named(span, whose[-1].code, "person"))
    return found


def roles(text: str, names: list[Named], inside: Span) -> list[tuple[str, str]]:
    """
    Return the states named in a span, each with the part it plays there.

    Parameters
    ----------
    text
        The text.
    names
        States, peoples and towns that it names.
    inside
        The span.

    Returns
    -------
    list[tuple[str, str]]
        Code, and `speaker` (one of its officials or its side), `party`, `place` (something is there), `topic`
        (something is said about it) or `town`.
    """
    found = []
    for each in within(names, inside):
        before = text[max(inside.start, each.span.start - 40) : each.span.start]
        if each.form == "town":
            role = "town"
        elif _TOPIC_ROLE.search(before):
            role = "topic"
        elif each.form == "person":
            role = "speaker"
        elif each.form == "people":
            role = "speaker" if _SPEAKERS.match(text[each.span.end : each.span.end + 24]) else "party"
        elif _PLACE_ROLE.search(before):
            role = "place"
        else:
            role = "party"
        found.append((each.code, role))
    return found


def parties_in(text: str, parties: Parties, inside: Span, *, places: bool = False) -> tuple[str, ...]:
    """
    Return the states that take part in what a span tells.

    Parameters
    ----------
    text
        The text.
    parties
        The states that the readout is about.
    inside
        The span.
    places
        Whether a state in which something happens takes part, as the host of a visit does.

    Returns
    -------
    tuple[str, ...]
        Codes in alphabetical order: those that the span names, filled from those that the readout is about.
    """
    taking = {"speaker", "party", "place"} if places else {"speaker", "party"}
    named = list(dict.fromkeys(code for code, role in roles(text, parties.names, inside) if role in taking))
    if len(named) < 2:
        others = [code for code in parties.main if code not in named]
        named += others if not named or named[0] in parties.main else others[:1]
    return tuple(sorted(named))


_EN_OFFICE = re.compile(
    r"\b(?:(?:First|Acting|Former|Federal|State)\s+)?(?:(?:Deputy|Vice|Assistant)[\s-]+)?(?:Prime\s+Minister(?:\s*[-–]\s*Minister\s+(?:of|for)\s+Foreign\s+Affairs)?"
    r"|(?:Foreign|Economy|Transport|Energy|Finance|Health|Defence|Agriculture|Education)\s+Minister|Minister(?:\s+(?:of|for)\s+(?:the\s+)?[A-Z][\w-]+(?:(?:,\s+|\s+and\s+|\s+)[A-Z][\w-]+)*)?"
    r"|President|Speaker|Chair(?:man|woman|person)?(?:\s+of\s+the\s+[A-Z]\w+(?:\s+[A-Z]\w+)*)?|Ambassador|Secretary\s+of\s+State|State\s+Secretary|Under-?[Ss]ecretary(?:\s+of\s+State)?|Director[\s-]General|Secretary[\s-]General|Chancellor|Governor)\b"
    r"|\b(?:[Ff]oreign|[Dd]eputy|[Pp]rime|[Tt]ransport)\s+[Mm]inisters?\b"
)
_PL_OFFICE = re.compile(
    r"\b(?:(?:[Pp]ierwsz\w+\s+)?(?:[Ww]ice|[Zz]astępc\w+\s+))?(?:[Mm]inist(?:er|ra|rowi|rem|rze|rowie|rów)(?:\s+(?:[Ss]praw\s+[Zz]agranicznych|[Ii]nfrastruktury|[Rr]ozwoju(?:\s+i\s+[Tt]echnologii)?|[Gg]ospodarki|[Tt]ransportu|[Ee]nergii|[Zz]drowia|[Rr]olnictwa|[Ee]dukacji|[Ff]inansów))?"
    r"|[Pp]remier\w*|[Pp]rezyden(?:t|ta|tem|towi)|[Mm]arszał(?:ek|ka|kiem)(?:\s+(?:Sejmu|Senatu))?|[Aa]mbasador\w*|[Ss]ekretarz\w*\s+[Ss]tanu|[Pp]odsekretarz\w*\s+[Ss]tanu|[Pp]rzewodnicząc\w+|[Ss]zef\w*\s+(?:MSZ|dyplomacji|rządu))"
)
_OFFICES = (
    ("deputy_foreign_minister", r"(?:deputy|vice|zastęp|wice).*(?:foreign|zagraniczn|MSZ)"),
    ("foreign_minister", r"foreign|zagraniczn|dyplomacji|MSZ"),
    ("head_of_government", r"^(?!.*(?:deputy|vice|wice|zastęp)).*(?:prime|premier|chancellor)"),
    ("deputy_head_of_government", r"(?:deputy|vice|wice|zastęp).*(?:prime|premier)"),
    ("head_of_state", r"president|prezyden"),
    ("deputy_minister", r"(?:deputy|vice|wice|zastęp|secretary|sekretarz).*"),
    ("minister", r"minist"),
    ("speaker", r"speaker|marszał|chair|przewodnicz"),
    ("ambassador", r"ambasador|ambassador"),
)


def offices_in(text: str, language: str, parties: Parties, inside: Span) -> list[dict[str, str]]:
    """
    Return the offices that a span names.

    Parameters
    ----------
    text
        The text.
    language
        `en` or `pl`.
    parties
        The states that the readout is about.
    inside
        The span.

    Returns
    -------
    list[dict[str, str]]
        Each office once: `office` of a short list, `party` (its state, empty where the text does not tell) and
        `as_reported`.
    """
    found: dict[tuple[str, str], dict[str, str]] = {}
    for match in (_EN_OFFICE if language == "en" else _PL_OFFICE).finditer(text, inside.start, inside.end):
        near = Span(max(inside.start, match.start() - 24), min(inside.end, match.end() + 60))
        states = [each for each in within(parties.names, near) if each.form != "town"]
        after = [each for each in states if match.end() <= each.span.start]
        before = [
            each
            for each in states
            if each.span.end <= match.start() and not text[each.span.end : match.start()].strip()
        ]
        state = (before or after)[:1]
        office = next((name for name, pattern in _OFFICES if re.search(pattern, match[0], re.IGNORECASE)), "other")
        party = state[0].code if state else ""
        reported = text[match.start() : max(match.end(), state[0].span.end if state and state[0] in after else 0)]
        found.setdefault((office, party), {"office": office, "party": party, "as_reported": " ".join(reported.split())})
    return list(found.values())
