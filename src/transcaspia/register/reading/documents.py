"""Documents of which a readout says that they were signed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from transcaspia.register.reading.dates import Days, dates_within
from transcaspia.register.reading.lexicon import Span, within
from transcaspia.register.reading.parties import parties_in

if TYPE_CHECKING:
    from transcaspia.register.reading.meetings import Meeting, Reading
    from transcaspia.register.reading.sentences import Sentence


@dataclass(frozen=True, slots=True)
class Document:
    """
    A document that was signed.

    Attributes
    ----------
    span
        Where it is named.
    title
        Its name as the text has it.
    days
        When it was signed; None where the text does not tell.
    impossible
        Whether the text gives a day that no calendar has.
    period
        The years for which it holds; None where its name has none.
    place
        Town in which it was signed, by its English name; empty where the text does not tell.
    parties
        Codes of the states whose document it is.
    """

    span: Span
    title: str
    days: Days | None
    impossible: bool
    period: Days | None
    place: str
    parties: tuple[str, ...]


_HEAD = {
    "en": re.compile(
        r"\b(?:[Mm]emorand(?:um|ums|a)(?:\s+of\s+(?:[Uu]nderstanding|[Cc]ooperation|[Ii]ntent))?|MoUs?|MOUs?|[Aa]greements?|[Pp]rotocols?|[Dd]eclarations?|[Pp]rogram(?:me)?s?|[Rr]oad\s?[Mm]aps?"
        r"|(?:[Aa]ction|[Ww]ork|[Cc]ooperation|[Cc]onsultation)\s+[Pp]lans?|[Pp]lans?\s+of\s+(?:[Aa]ction|[Cc]ooperation|[Cc]onsultations)|[Tt]reat(?:y|ies)|[Cc]onventions?|[Cc]ontracts?|[Jj]oint\s+[Ss]tatements?|[Cc]ommuniqu[ée]s?"
        r"|[Ll]etters?\s+of\s+[Ii]ntent|[Aa]rrangements?|[Mm]inutes|[Cc]harter|[Aa]ccords?|[Pp]act|[Ff]inal\s+[Aa]ct|[Cc]oncept|[Ss]trategy|(?:[Ww]ork|[Cc]ooperation|[Ff]ramework|[Bb]ilateral)\s+[Dd]ocuments?|[Dd]ocuments)\b"
    ),
    "pl": re.compile(
        r"\b(?:[Mm]emorand(?:um|a|ów)(?:\s+o\s+(?:[Ww]spółpracy|[Pp]orozumieniu|[Zz]rozumieniu))?|[Pp]orozumieni(?:e|a|u|em)|[Pp]orozumień|[Uu]m[oó]w(?:a|y|ę|ą|ie)?|[Pp]rotok(?:ół|ołu|oły|ołem)|[Dd]eklaracj(?:a|i|ę|ą|e)"
        r"|[Pp]rogram(?:u|em|y|ów)?|[Pp]lan(?:u|em|y|ów)?\s+(?:[Dd]ziała\w+|[Ww]spółpracy|[Pp]racy|[Kk]onsultacji)|[Mm]ap(?:a|ę|y|ą)\s+[Dd]rogow(?:a|ą|ej)|[Kk]onwencj(?:a|i|ę|ą)|[Kk]ontrakt(?:u|y|ów|em)?|[Ll]ist(?:u|y|em)?\s+[Ii]ntencyjn\w+"
        r"|[Tt]raktat(?:u|em)?|[Kk]omunikat(?:u)?|[Uu]zgodnieni(?:a|e)|[Oo]świadczeni(?:e|a)|[Dd]okument(?:y|ów))\b"
    ),
}
_SIGNED = {
    "en": re.compile(
        r"\b(?:(?:were|was|has\s+been|have\s+been)\s+(?:\w+ly\s+|also\s+)?(?:signed|initialled|initialed|concluded|adopted|exchanged|sealed|inked|approved)"
        r"|(?:has\s+|have\s+)?(?:\w+ly\s+|also\s+|jointly\s+)?(?:signed|initialled|initialed|inked)|(?:adopted|concluded|approved|exchanged)(?=\s+(?:the|an?|letters|notes|signed|copies|two|three|four|five|several)\b)"
        r"|signing\s+of|signature\s+of|put\s+their\s+signatures\s+(?:to|under)|affixed\s+their\s+signatures|resulted\s+in\s+the\s+signing|signing\s+(?=the|a\b|an\b|two|three|several))",
        re.IGNORECASE,
    ),
    "pl": re.compile(
        r"\b(?:podpisan[aoey]?|podpisano|podpisał[aiy]?|podpisali|podpisani[ae]|podpisaniem|podpisaniu|parafowan\w+|parafowali|parafował[aiy]?|zawart[aoey]|zawarto|zawarli|przyjęto|przyjęli|przyjął|przyjęła|przyjęt[aoey]|zatwierdził[aiy]?|zatwierdzono)\b",
        re.IGNORECASE,
    ),
}
_NOT_YET = {
    "en": re.compile(
        r"\b(?:to\s+be|will\s+be|be|to|will|ready\s+for|preparing|prepare|towards?|before|early|possible|future|upcoming|planned|not|not\s+yet|expedite|accelerate|speed\s+up|for)\s+(?:the\s+)?(?:early\s+|swift\s+|prompt\s+)?$",
        re.IGNORECASE,
    ),
    "pl": re.compile(
        r"\b(?:zostan\w+|będ\w+|nie|do|nad|ku|możliwoś\w+|przygotow\w+(?:\s+do)?|rychł\w+|szybki\w+|planowan\w+|przyszł\w+|gotow\w+\s+do|zamiar\w*|o)\s+(?:szybkie\w*\s+|rychł\w+\s+)?$",
        re.IGNORECASE,
    ),
}
_STOP = {
    "en": re.compile(
        r"\b(?:was|were|is|are|has|have|had|will|would|which|that|who|whose|during|following|after|before|follows?|followed|builds?|replace[sd]?|covers?|envisages?|signed|initialled|exchanged|agreed|discussed|expressed|stressed|noted|provides?|as\s+well\s+as|in\s+the\s+presence|today|yesterday|by|at|when|where|while|took|entered"
        r"|on\s+(?=\d|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:January|February|March|April|May|June|July|August|September|October|November|December)))\b|[.;:()“”„\"\n]|\s[–—-]\s"
    ),
    "pl": re.compile(
        r"\b(?:został\w*|zostan\w+|jest|są|był\w*|który|która|które|którzy|podczas|po|przed|w\s+obecności|dziś|dzisiaj|wczoraj|przez|gdy|podpisan\w+|podpisał\w*|przewiduje|a\s+także|oraz\s+(?=(?:umow|porozumien|protok|memorand|deklarac|program|list)))\b"
        r"|[.;:()“”„\"\n]|\s[–—-]\s"
    ),
}
_NEXT = {
    "en": re.compile(
        r",?\s+(?:and|as\s+well\s+as)\s+(?:(?:an?|the|two|three|four|five|six|several|joint|new)\s+)+|,\s+(?:an?|the)\s+"
    ),
    "pl": re.compile(r",?\s+(?:oraz|i|a\s+także)\s+|,\s+"),
}
_BEFORE = {
    "en": re.compile(
        r"(?:(?>(?:[Tt]he|[Aa]n?|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix|[Ss]even|[Ss]everal|[Ss]ome|[Mm]ore\s+than\s+\w+|[Nn]umber\s+of|[Pp]ackage\s+of|\d+|[Nn]ew|[Jj]oint|[Ff]inal|[Ff]ramework|[Ii]nter\w+|[Ii]nter-\w+|[Bb]ilateral|[Tt]rilateral|[Tt]ripartite|[Ss]eparate|[Cc]ommercial"
        r"|[Mm]ulti-?\w+|[Ll]ong-term|[Cc]oncrete|[Cc]ooperation|[Ii]nvestment|[Ee]xport|[A-Z][\w’-]+|[a-z]+-[a-z]+|and(?=\s+[A-Z])|of)(?![\w’-]))\s+)+$"
    ),
    "pl": re.compile(
        r"(?:(?>(?:\d+|[Dd]w[ai]|[Dd]wie|[Tt]rzy|[Cc]ztery|[Pp]ięć|[Kk]ilka|[Ww]spóln\w+|[Nn]ow\w+|[Mm]iędzy\w+|[Rr]amow\w+|[Dd]wustronn\w+|[Hh]andlow\w+|[Kk]ońcow\w+|[A-Z][\w-]+)(?![\w-]))\s+)+$"
    ),
}
_LATER_DAY = re.compile(
    r"\s+(?:on|in|at|of|for|between|with|and|the|w|na|z|i|oraz|o|from|dnia|w\s+dniu|the\s+city\s+of)$", re.IGNORECASE
)
_GENERIC = re.compile(
    r"^(?:[\w\s-]*\b)?(?:documents?|dokument(?:y|ów)|arrangements?|concept|strategy|plans?|program(?:me)?s?|agreements?|umow[ay]?|porozumieni[ae]|uzgodnieni[ae]|minutes)$",
    re.IGNORECASE,
)
_UNNAMED = re.compile(r"^(?:the|this|these|that|both|an?)\s+\w+$|^\w+$", re.IGNORECASE)
_NONE = re.compile(r"\b(?:[Nn]o|[Nn]either|[Ww]ithout|[Żż]adn\w+)\s")
_FOR = re.compile(r"\b(?:for|na)\s+(?:lata\s+|rok\s+)?$")
_ARTICLE = re.compile(r"(?:(?:The|the|A|a|An|an|of|number\s+of|package\s+of)\s+)+")
_LONGEST = 260


def find_documents(reading: Reading, meetings: list[Meeting]) -> list[Document]:
    """
    Return the documents that were signed, as a text tells.

    Parameters
    ----------
    reading
        What has been found in the text.
    meetings
        Its meetings; a document signed at one has its day and place.

    Returns
    -------
    list[Document]
        In the order of the text, each once.
    """
    found: list[Document] = []
    for sentence in reading.sentences:
        if not sentence.heading:
            found += _in_sentence(reading, sentence, meetings)
    if not found:
        for sentence in reading.sentences:
            if sentence.heading:
                found += _in_sentence(reading, sentence, meetings)
    return _once(found)


def _in_sentence(reading: Reading, sentence: Sentence, meetings: list[Meeting]) -> list[Document]:
    text, language, inside = reading.text, reading.language, sentence.span
    verbs = [
        match
        for match in _SIGNED[language].finditer(text, inside.start, inside.end)
        if not _NOT_YET[language].search(text, max(inside.start, match.start() - 40), match.start())
        and not any(speech.start <= match.start() < speech.end for speech in reading.speech)
    ]
    if not verbs:
        return []
    found = []
    place = inside.start
    while head := _HEAD[language].search(text, place, inside.end):
        span = _whole(reading, head, inside)
        place = max(span.end, head.end())
        verb = _verb_of(text, verbs, span)
        if (
            verb is None
            or _NONE.search(text, max(inside.start, span.start - 8), span.start + 3)
            or _is_other(text, language, head, span, verb)
        ):
            continue
        found.append(_document(reading, sentence, span, verb, meetings))
    return found


def _whole(reading: Reading, head: re.Match[str], inside: Span) -> Span:
    """Return the document's whole name around its noun."""
    text, language = reading.text, reading.language
    lead = text[max(inside.start, head.start() - 90) : head.start()]
    lead = lead[max((verb.end() for verb in _SIGNED[language].finditer(lead)), default=0) :]
    before = _BEFORE[language].search(lead)
    start = head.start() - (len(before[0]) if before else 0)
    for town in within(reading.parties.names, Span(start, head.start())):
        if town.form == "town" and re.search(
            r"\b(?:in|at|w|we)\s+$", text[max(0, town.span.start - 4) : town.span.start]
        ):
            start = town.span.end + 1
    article = _ARTICLE.match(text, start)
    start = article.end() if article and article.end() <= head.start() else start
    limit = min(inside.end, head.end() + _LONGEST)
    end = limit
    place = head.end()
    quoted = re.match(r"\s*(“[^”]+”|„[^”]+”|\"[^\"]+\"|«[^»]+»)", text[head.end() : limit])
    if quoted:
        return Span(start, head.end() + quoted.end())
    stop = _STOP[language].search(text, place, limit)
    while stop and re.fullmatch(r"[.]", stop[0]) and re.match(r"\S", text[stop.end() : stop.end() + 1] or " "):
        stop = _STOP[language].search(text, stop.end(), limit)
    if stop:
        end = stop.start()
    for following in _NEXT[language].finditer(text, place, end):
        rest = text[following.end() : following.end() + 60]
        other = _HEAD[language].search(rest)
        between = rest[: other.start()] if other else ""
        if other and (
            _BEFORE[language].fullmatch(between) or not between.strip() or re.fullmatch(r"(?:[\w’-]+\s+){0,2}", between)
        ):
            end = following.start()
            break
    comma = re.search(r",\s+(?![\w-]+(?:,|\s+(?:and|i|oraz|&)\s))", text[place:end])
    if comma:
        end = place + comma.start()
    towns = [each.span for each in within(reading.parties.names, Span(head.end(), inside.end)) if each.form == "town"]
    return Span(*_trimmed(text, start, end, head.end(), towns))


def _trimmed(text: str, start: int, end: int, least: int, towns: list[Span]) -> tuple[int, int]:
    """Leave out the day and the town that follow a name, and the words that lead to them."""
    piece = text[start:end].rstrip(" ,;\n\t")
    last = next((town for town in towns if town.end == start + len(piece) and town.start > least), None)
    if last is not None and re.search(r"\b(?:in|at|w|we)\s+$", text[last.start - 4 : last.start]):
        piece = text[start : last.start].rstrip()
    while shorter := _LATER_DAY.search(piece):
        if start + shorter.start() < least:
            break
        piece = piece[: shorter.start()]
    return start, max(least, start + len(piece))


def _verb_of(text: str, verbs: list[re.Match[str]], span: Span) -> re.Match[str] | None:
    """Return the verb of signing that belongs to a document."""
    passive = [
        verb
        for verb in verbs
        if verb.start() >= span.end
        and verb[0]
        .lower()
        .startswith(
            ("was", "were", "has", "have", "podpisan", "zosta", "zawart", "przyjęt", "parafowan", "signed", "initial")
        )
    ]
    active = [verb for verb in verbs if verb.end() <= span.start + 1]
    near_active = (
        active[-1]
        if active
        and not re.search(
            r"[;]|\b(?:discussed|noted|called|welcomed|recalled|omówi\w+)\b", text[active[-1].end() : span.start]
        )
        else None
    )
    near_passive = (
        passive[0]
        if passive
        and passive[0].start() - span.end < 220
        and not re.search(r"[;]", text[span.end : passive[0].start()])
        else None
    )
    return near_active or near_passive


def _is_other(text: str, language: str, head: re.Match[str], span: Span, verb: re.Match[str]) -> bool:
    """Return whether the noun is no document of its own: an agreement reached, a programme discussed."""
    name = text[span.start : span.end]
    if (
        re.search(
            r"\b(?:on|(?<!text )of|for|about|o|w\s+sprawie)\s+(?:the\s+|an?\s+)?$",
            text[max(0, span.start - 14) : span.start],
        )
        and verb.end() <= span.start
        and not verb[0].endswith("of")
    ):
        return True
    lowered = head[0].lower()
    if (
        lowered in {"concept", "strategy", "arrangement", "arrangements", "uzgodnienia", "uzgodnienie", "charter"}
        and not head[0][0].isupper()
    ):
        return True
    adopted = re.search(r"adopted|approved|concluded|exchanged|przyję|zatwierdz", verb[0])
    if adopted and _UNNAMED.match(name) and not head[0][0].isupper():
        return True
    if language == "pl" and re.match(r"przyj", verb[0]) and not head[0][0].isupper() and _GENERIC.match(name):
        return True
    if re.search(r"\ban?\s+$", text[max(0, span.start - 4) : span.start]):
        return False
    return (
        lowered in {"documents", "dokumenty", "dokumentów", "program", "programme", "agreement", "umowa"}
        and _UNNAMED.match(name) is not None
        and not head[0][0].isupper()
    )


def _document(
    reading: Reading, sentence: Sentence, span: Span, verb: re.Match[str], meetings: list[Meeting]
) -> Document:
    dates = list(dates_within(reading.dates, sentence.span))
    period = next((each.past for each in dates if each.form == "years" and span.holds(each.span)), None)
    if period is None:
        period = next((each.past for each in dates if each.form == "year" and span.holds(each.span)), None)
    text = reading.text
    told = [each for each in dates if each.form != "years" and not span.holds(each.span) and not each.due]
    own = [
        each for each in told if not (each.form == "year" and _FOR.search(text, each.span.start - 12, each.span.start))
    ]
    near = min(own, key=lambda each: abs(each.span.start - verb.end()), default=None)
    days = near.past if near else None
    meeting = _at(sentence, meetings)
    if days is None and meeting is not None and not any(each.impossible for each in dates):
        days = meeting.days
    towns = [
        each
        for each in within(reading.parties.names, sentence.span)
        if each.form == "town" and not span.holds(each.span)
    ]
    town = next(
        (
            each.town
            for each in towns
            if re.search(r"\b(?:in|at|w|we)\s+$", reading.text[max(0, each.span.start - 5) : each.span.start])
        ),
        "",
    )
    if near is None and not town and meeting is not None:
        town = meeting.place
    title = text[span.start : span.end]
    named = [each.code for each in within(reading.parties.names, span) if each.form != "town"]
    parties = (
        tuple(sorted(set(named))) if len(set(named)) >= 2 else parties_in(reading.text, reading.parties, sentence.span)
    )
    return Document(span, " ".join(title.split()), days, any(each.impossible for each in own), period, town, parties)


def _at(sentence: Sentence, meetings: list[Meeting]) -> Meeting | None:
    """Return the meeting at which a document was signed: the one of its sentence, else the one reported before it."""
    past = [each for each in meetings if not each.planned]
    own = next((each for each in past if sentence.span.meets(each.span)), None)
    if own is not None:
        return own
    earlier = [each for each in past if each.span.end <= sentence.span.start and not each.told]
    dated = [each for each in earlier if each.days]
    if dated:
        return max(dated, key=lambda each: each.days or ())
    return earlier[-1] if earlier else next((each for each in past if not each.told), None)


def _once(found: list[Document]) -> list[Document]:
    kept: list[Document] = []
    for each in found:
        words = set(re.findall(r"\w{4,}", each.title.lower()))
        same = any(
            words <= set(re.findall(r"\w{4,}", old.title.lower())) and (each.days == old.days or each.days is None)
            for old in kept
        )
        if not same:
            kept.append(each)
    return kept
