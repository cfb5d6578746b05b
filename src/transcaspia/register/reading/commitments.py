"""Commitments: what the parties agreed, undertake, support, ask of others, or note about a field."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from transcaspia.register.reading.dates import Days, dates_within
from transcaspia.register.reading.fields import fields_in
from transcaspia.register.reading.grammar import GRAMMARS
from transcaspia.register.reading.lexicon import Span, within
from transcaspia.register.reading.parties import parties_in, roles
from transcaspia.register.reading.promises import PROMISES

if TYPE_CHECKING:
    from transcaspia.register.reading.bodies import Body
    from transcaspia.register.reading.meetings import Reading


@dataclass(frozen=True, slots=True)
class Commitment:
    """
    What a party took upon itself, or asked or noted.

    Attributes
    ----------
    span
        The clause that says it.
    verb
        `agreed`, `will`, `supports`, `called_on` or `noted`.
    parties
        Codes of the states that say it.
    fields
        Fields of cooperation that it touches.
    bodies
        Bodies that it names.
    due
        When it is to be done; None where nobody says.
    impossible
        Whether the text gives a day that no calendar has.
    """

    span: Span
    verb: str
    parties: tuple[str, ...]
    fields: tuple[str, ...]
    bodies: tuple[Body, ...]
    due: Days | None
    impossible: bool


_WHO = {
    "en": re.compile(
        r"\b(?:sides?|part(?:y|ies)|ministers?|ministr(?:y|ies)|delegations?|co-chairs?|chair\w*|interlocutors?|they|both|it|he|she|presidents?|speakers?|ambassadors?|governments?|countries|partners?|commission|committee|council|groups?"
        r"|compan(?:y|ies)|agenc(?:y|ies)|banks?|railways?|participants?|heads?|diplomats?|leaders?|operators?|deput(?:y|ies)|counterparts?|guests?|capitals|states|experts?|representatives?|officials?|secretar\w+|chambers?|authorit(?:y|ies)|hosts?"
        r"|members?|parliament\w*|union|director\w*|premier|mayors?|governors?|university|institut\w+|association|port|ports|administrations?|carriers|businesses|entrepreneurs|firms?|colleagues?|parliaments|presidency|politicians|delegates|forum|marshal|commissioner|envoy|premier|king|emir|lawmakers|regions?|cities|city|republic|kingdom|investors?|universities|rector|academy|centre|center|fund|corporation|holding|enterprise|producers?|exporters|airlines?|manufacturers|diplomat|duo|pair|offices?|teams?)\b",
        re.IGNORECASE,
    ),
    "pl": re.compile(
        r"\b(?:stron\w+|minist\w+|wicemin\w+|delegacj\w+|przewodnicz\w+|współprzewodnicz\w+|rozmówc\w+|prezyden\w+|premier\w*|rząd\w*|kraj\w*|partner\w*|komisj\w+|komitet\w*|grup\w+|firm\w*|spółk\w+|agencj\w+|bank\w*|kolej\w*|uczestni\w+|szef\w*|dyplom\w+"
        r"|marszał\w+|ambasador\w*|państw\w*|ekspert\w*|przedstawiciel\w*|resort\w*|posł\w+|parlamentarzy\w+|zarząd\w*|dyrektor\w*|uczeln\w+|izb\w+|sekretarz\w*|obie|obaj|oba|przedsiębior\w+|politycy|gość|goście|gospodarz\w*|operator\w*|port\w*)\b",
        re.IGNORECASE,
    ),
}
_THING = {
    "en": re.compile(
        r"^(?!(?:Under|According|Within|As\s+part|Through)\b[^,]*$)(?:(?:Under|In|At|On|For|With|According|As|After|During|By|From)\b[^,]*,\s*)?(?:(?:The|the|This|this|These|A|An|Its|Their|Such|New|Both)\s+)?(?:[\w’'-]+\s+){0,3}?(?:agreements?|documents?|memorand\w+|programmes?|programs?|projects?|visits?|events?|meetings?|steps?|measures?|routes?|corridor"
        r"|initiatives?|protocols?|plans?|treaty|convention|roadmap|exhibition|line|opening|launch|turnover|trade|cooperation|use|introduction|construction|development|result|results|funds?|funding|facility|plant|service|services|flights?|training|course|courses|session|forum)\b(?![^,]{0,60}\b(?:sides?|minister|delegation|party|parties)\b)"
    ),
    "pl": re.compile(
        r"^(?:\w+\s+){0,2}?(?:umow\w+|dokument\w*|memorand\w+|program\w*|projekt\w*|wizyt\w+|wydarzeni\w+|spotkani\w+|połączeni\w+|inicjatyw\w+|protok\w+|plan\w*|trakta\w+|obrot\w+|współprac\w+|wymian\w+)\b"
    ),
}
_JOIN = {
    "en": re.compile(
        r"(?:;|,\s*(?:and|while|whereas|but|as\s+well\s+as)?|\band|\bbut|\bwhile|\bwhereas|\bas\s+well\s+as)\s+(?:(?>(?:the|his|her|their|its|[A-Z]\w+|\w+ish|\w+ese|\w+n|side|sides|party|minister|both|also|\w+ly|again|in\s+turn|they|he|she|it|have|has)(?!\w))\s+){0,6}$"
    ),
    "pl": re.compile(
        r"(?:;|,\s*(?:a|zaś|natomiast|oraz)?|\boraz|\bi|\ba|\ba\s+także|\bzaś|\bnatomiast)\s+(?:(?>(?:strona|strony|\w+(?:ska|cka|ski|cki|skiej)|także|również|minister|on|ona|z\s+kolei|jednocześnie)(?!\w))\s+){0,4}$"
    ),
}
_SOMEBODY = re.compile(
    r"^(?:(?:The|Both|All|These|Some|Several|A|An)\s+)[\w’'-]+(?:ers|ors|ists|ants|ives|men|ians)\s+(?:\w+\s+){0,4}$"
    r"|(?:^|[,;]\s+|\band\s+|\boraz\s+|\bi\s+)(?:[A-ZŁŚŻĆ][\w’'-]+\s+){1,3}(?:\w+ly\s+|also\s+|then\s+|także\s+|również\s+|has\s+|have\s+)?$"
)
"""A subject told by its form alone: a plural of persons, or a surname."""
_AT = re.compile(r"\b(?:in|at|to|from|w|we|z|do)\s+$", re.IGNORECASE)
_ANSWERS = re.compile(r"\b(?:proposal|initiative|idea|plan|decision|propozycj|inicjatyw)\w*$", re.IGNORECASE)
_ALONE = re.compile(
    r"^(?!(?:This|That|These|It|There|Trade|Turnover|Demand|Exports|Imports|Work|Works|Construction|Talks|Negotiations|Cooperation|Growth|All|Nothing)\b)(?:[A-Z][\w’'-]+\s+){1,3}$"
)
"""A firm or agency that is named alone: "Frontex will"."""
_NEW_SUBJECT = re.compile(r"\b(?:while|whereas|side|minister|party|delegation|natomiast|zaś|strona)\b", re.IGNORECASE)
_TO_VISIT = re.compile(
    r"^[^.;]{0,140}?\b(?:to\s+(?:pay|visit|come|make\s+a)\b|to\s+[A-Z]\w+\b(?!\s+(?:side|compan))|for\s+a\s+visit|on\s+a\s+(?:return\s+)?visit|do\s+złożenia|z\s+(?:\w+\s+)?(?:re)?wizytą|do\s+odwiedzenia|rewizyt\w*|do\s+(?!udziału)[A-ZŁŚŻ]\w+)"
)
_GATHER = re.compile(
    r"\s*(?:also\s+|next\s+)?(?:(?P<alone>meet|(?:re)?convene(?=\s+(?:in|on|at|again|next|by|for))|visit|travel|pay|take\s+place|be\s+held|gather|spotkać\s+się|złoż\w+\s+wizyt\w+)|hold|host|convene|organi[sz]e|attend|take\s+part\s+in)\b"
)
_IMPERSONAL = {
    "en": re.compile(
        r"(?:it\s+was|agreement|understanding|consensus|arrangement|a\s+decision|importance|need|necessity|potential|prospects?|role)",
        re.IGNORECASE,
    ),
    "pl": re.compile(r"(?:\w+no|osiągnięto|podjęto|zwrócono|zapadła)\b", re.IGNORECASE),
}
_FUTURE = {
    "en": re.compile(r"(?:will|shall|(?:is|are)\s+to)\s", re.IGNORECASE),
    "pl": re.compile(r"(?:będ(?:zie|ą)|ma(?:ją)?)\s", re.IGNORECASE),
}
_INVITES = re.compile(r"\b(?:invit|zapros|zaprasz)", re.IGNORECASE)
_JOINT = re.compile(r"\b(?:both|sides|parties|ministers|obie|strony|ministrowie)\b", re.IGNORECASE)
_POINT = re.compile(r"\s*(?:[-–—•*▪·]|\(?\d{1,2}[.)]|\(?[a-z]\))\s+")
_VAGUE = (
    "bilateral", "mutual", "further", "close", "friend", "tradition", "strateg", "partner", "relation", "cooperat", "co-operat", "ties", "dialogue",
    "contact", "interact", "high", "level", "politic", "develop", "strengthen", "deepen", "expand", "comprehensive", "multifacet", "countr", "state",
    "nation", "people", "between", "vario", "area", "field", "sphere", "import", "need", "potential", "prospect", "role", "signific", "interest", "prior",
    "their", "these", "that", "this", "with", "including", "also", "both", "side", "part", "regular", "continu", "maintain", "enhanc", "express",
    "stress", "noted", "emphas", "underlin", "highlight", "confirm", "reaffirm", "recogni", "acknowledg", "common", "joint", "construct", "existing",
    "great", "broad", "good", "wide", "full", "special", "particular", "within", "framework", "international", "region", "global", "agenda", "issue",
    "dwustronn", "wzajemn", "dalsz", "relacj", "stosunk", "współprac", "współdziała", "rozw", "pogłębi", "wzmocni", "zacieśni", "znaczen", "potrzeb",
    "potencja", "perspektyw", "polity", "kontakt", "kraj", "państw", "między", "obu", "oraz", "podkreśl", "dobr", "przyja", "partner", "dialog",
)  # fmt: skip
"""Beginnings of words that name nothing to be followed up."""
_PROPER = re.compile(r"(?<=\s)[A-ZŁŚŻ][\w’'-]{2,}")
_SOFT = re.compile(
    r"readiness|willingness|intention|commitment|determination|resolve|desire|gotowoś|chę|wolę|zaangażowan|determinacj|interest|zainteresowan",
    re.IGNORECASE,
)


def find_commitments(reading: Reading) -> list[Commitment]:
    """
    Return the commitments of a text.

    Parameters
    ----------
    reading
        What has been found in the text.

    Returns
    -------
    list[Commitment]
        In the order of the text.
    """
    found: list[Commitment] = []
    for at, sentence in enumerate(reading.sentences):
        if not sentence.heading and not any(each.span.meets(sentence.span) for each in found):
            found += _in_sentence(reading, at)
    return found


def _listed(reading: Reading, at: int, verb: str) -> list[Commitment]:
    """Return the points of a list whose heading says "it was agreed to:"."""
    found: list[Commitment] = []
    for sentence in reading.sentences[at + 1 :]:
        text = reading.text[sentence.span.start : sentence.span.end]
        mark = _POINT.match(text)
        if mark is None and not (
            text.endswith((";", ",")) or (found and reading.text[: sentence.span.start].rstrip().endswith((";", ",")))
        ):
            break
        start = sentence.span.start + (mark.end() if mark else 0)
        span = _tidy(reading.text, Span(start, sentence.span.end))
        if span.start < span.end:
            found.append(_made(reading, verb, Span(start, start), start, span))
        if text.endswith("."):
            break
    return found


def _in_sentence(reading: Reading, at: int) -> list[Commitment]:
    sentence = reading.sentences[at]
    text, inside = reading.text, sentence.span
    hits = _hits(reading, inside)
    if hits and text[inside.start : inside.end].endswith(":"):
        points = _listed(reading, at, hits[-1][0].lastgroup or "")
        if points:
            return points
    found = []
    for place, (match, low) in enumerate(hits):
        high = hits[place + 1][1] if place + 1 < len(hits) else inside.end
        span = _tidy(text, Span(low, high))
        rest = text[match.end() : max(match.end(), span.end)]
        subject = Span(sentence.span.start, hits[0][0].start())
        lead = Span(low, match.start())
        commitment = _made(reading, match.lastgroup or "", lead, match.end(), span, subject)
        if not _is_other(reading, match, rest) and not _is_empty(reading, match, rest, commitment):
            found.append(commitment)
    return found


def _hits(reading: Reading, inside: Span) -> list[tuple[re.Match[str], int]]:
    """Return the verbs of a sentence that make commitments of their own, with where the clause of each begins."""
    text, language = reading.text, reading.language
    hits: list[tuple[re.Match[str], int]] = []
    for match in PROMISES[language].finditer(text, inside.start, inside.end):
        if any(speech.start <= match.start() < speech.end for speech in reading.speech):
            continue
        verb = match.lastgroup or ""
        if not hits:
            if _has_subject(reading, Span(inside.start, match.start()), verb, match):
                hits.append((match, inside.start))
            continue
        before = hits[-1][0]
        joint = _JOIN[language].search(text[before.end() : match.start()])
        nested = re.search(r"\b(?:that|which|who|to|że|któr\w+|aby|by)\b", text[before.end() - 4 : match.start()])
        if joint is None or (_FUTURE[language].match(match[0]) and nested and not _NEW_SUBJECT.search(joint[0])):
            continue
        hits.append((match, before.end() + joint.start()))
    return hits


def _has_subject(reading: Reading, before: Span, verb: str, match: re.Match[str]) -> bool:
    """Return whether somebody says it: a side, an office, a body, a firm."""
    text, language = reading.text, reading.language
    lead = text[before.start : before.end]
    if _IMPERSONAL[language].match(match[0]):
        return True
    future = _FUTURE[language].match(match[0]) is not None
    if future:
        lead = re.split(r"\b(?:that|że|iż)\s+", lead)[-1]
    clause = re.split(r",\s+(?=(?:the|a|both|he|she|they|it|under\s+which|in\s+which)\b)", lead)[-1]
    thing = _THING[language].match(lead)
    is_thing = thing is not None and not (clause is not lead and _WHO[language].search(clause))
    if verb == "will" and (is_thing or _THING[language].match(clause)) and future:
        return False
    bare = not _POINT.sub("", lead).strip() and (language == "pl" or _POINT.match(lead) is not None)
    alone = language == "en" and _ALONE.match(lead) is not None
    somebody = not future and _SOMEBODY.search(lead) is not None
    if bare or _WHO[language].search(lead) or (thing is None and (alone or somebody)):
        return True
    return any(each.form in {"name", "people"} or each.capital for each in within(reading.parties.names, before))


def _is_other(reading: Reading, match: re.Match[str], rest: str) -> bool:
    """Return whether the verb says something else: a visit, a session to come, an opinion, a denial."""
    verb, said = match.lastgroup or "", match[0]
    if verb == "called_on" and _INVITES.search(said) and _TO_VISIT.match(rest):
        return True
    if verb == "called_on" and re.match(r"\s*(?:that\s+)?(?:about|when|whether|how|o\s+to)\b", rest):
        return True
    if verb == "will" and _gathers(reading, (said.split()[-1] if _FUTURE[reading.language].match(said) else "") + rest):
        return (
            _FUTURE[reading.language].match(said) is not None
            or re.search(r"\bto$|\b(?:planuj|zamierza)\w*$", said) is not None
        )
    if verb == "agreed" and re.match(r"\s+that\s+[^.;]*?\b(?:is|are|was|were|have|has)\b", rest):
        return re.search(r"\b(?:will|would|should|must|to)\b", rest) is None
    if (
        verb == "will"
        and re.match(r"announced|zapowiedzi", said)
        and GRAMMARS[reading.language].noun.search(f"{said[9:]} {rest[:24]}")
    ):
        return True
    return re.search(r"\b(?:not|never|nie)\s+$", reading.text[max(0, match.start() - 6) : match.start()]) is not None


def _gathers(reading: Reading, rest: str) -> bool:
    """Return whether it is a session or visit to come, which is filed as a meeting."""
    verb = _GATHER.match(rest)
    if verb is None:
        return False
    return (
        verb["alone"] is not None
        or GRAMMARS[reading.language].noun.search(rest[verb.end() : verb.end() + 80]) is not None
    )


def _is_empty(reading: Reading, match: re.Match[str], rest: str, made: Commitment) -> bool:
    """Return whether it commits to nothing that could be followed: a courtesy, "further cooperation"."""
    if not re.search(r"\w{3,}", rest) and not re.search(r"\w{3,}", reading.text[made.span.start : match.start()]):
        return True
    bare = not (set(made.fields) - {"politics"} or made.bodies)
    if (bare and made.verb in {"noted", "supports"}) or (bare and made.verb == "will" and _SOFT.search(match[0])):
        said = match[0] if made.verb == "noted" or _ANSWERS.search(match[0]) else ""
        words = [word for word in re.findall(r"[^\W\d_]{4,}", f"{said} {rest}".lower()) if not word.startswith(_VAGUE)]
        return not words and not _PROPER.search(rest)
    return False


def _speaking(reading: Reading, lead: Span) -> set[str]:
    named = {code for code, role in roles(reading.text, reading.parties.names, lead) if role in {"speaker", "party"}}
    if named:
        return named
    capitals = [each for each in within(reading.parties.names, lead) if each.capital]
    return {
        each.code for each in capitals if not _AT.search(reading.text, max(0, each.span.start - 5), each.span.start)
    }


def _made(reading: Reading, verb: str, lead: Span, after: int, span: Span, subject: Span | None = None) -> Commitment:
    """Return a commitment with who makes it: the subject of its clause, else that of the sentence."""
    text = reading.text
    speaking = _speaking(reading, lead)
    if not speaking and subject is not None and subject.start < lead.start:
        lead = subject
        speaking = _speaking(reading, subject)
    joint = len(speaking) != 1 or _JOINT.search(text, lead.start, lead.end) is not None
    parties = parties_in(text, reading.parties, lead) if joint else tuple(sorted(speaking))
    dates = [each for each in dates_within(reading.dates, Span(after, max(after, span.end))) if each.form != "years"]
    due = next((each for each in dates if each.due), None) or next((each for each in dates if each.future), None)
    return Commitment(
        span=span,
        verb=verb,
        parties=parties,
        fields=fields_in(text, reading.language, span),
        bodies=tuple(body for body in reading.bodies if any(span.meets(each) for each in body.spans)),
        due=due.future if due else None,
        impossible=any(each.impossible for each in dates),
    )


def _tidy(text: str, span: Span) -> Span:
    start, end = span.start, span.end
    lead = re.match(
        r"[\s,;]*(?:(?:and|but|while|whereas|as\s+well\s+as|oraz|a\s+także|i|a|zaś|natomiast)\s+)?", text[start:end]
    )
    if lead:
        start += lead.end()
    while end > start and text[end - 1] in " ,;\n\t":
        end -= 1
    return Span(start, end)
