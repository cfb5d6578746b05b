"""Bodies that a readout names: commissions, councils, working groups and consultations of the parties."""

from __future__ import annotations

import re
from dataclasses import dataclass

from transcaspia.register.reading.lexicon import Named, Span, within
from transcaspia.register.reading.polish import nominative
from transcaspia.register.reading.sentences import Sentence


@dataclass(frozen=True, slots=True)
class Body:
    """
    A body that the text names.

    Attributes
    ----------
    span
        Where its fullest name stands.
    name
        The name; in Polish in the nominative.
    kind
        Kind of body, in English: `commission`, `committee`, `council`, `group`, `chamber`, `consultations`.
    parties
        States whose body it is, as far as the name tells.
    spans
        All places where it is named.
    """

    span: Span
    name: str
    kind: str
    parties: tuple[str, ...]
    spans: tuple[Span, ...]


_EN_HEAD = (
    r"(?:Sub-?[Cc]ommission|[Cc]ommission|[Cc]ommittee|(?:Business|Cooperation|Co-operation|Partnership|Coordination|Investors?|Joint|Trade|Economic"
    r"|Strategic|Investment|Interstate|Intergovernmental|Interparliamentary|business|cooperation)\s+[Cc]ouncil|[Ww]orking\s+[Gg]roup|[Tt]ask\s+[Ff]orce|[Cc]ontact\s+[Gg]roup"
    r"|(?:[Ff]riendship|[Pp]arliamentary)\s+[Gg]roup|[Cc]hamber\s+of\s+(?:[Cc]ommerce|[Ii]ndustry)(?:\s+and\s+[Ii]ndustry)?"
    r"|(?:[Pp]olitical|[Cc]onsular|[Ii]nterministerial)\s+[Cc]onsultations|(?:[Ee]conomic|[Ss]trategic|[Tt]rade|[Hh]igh-[Ll]evel|[Pp]olitical)\s+[Dd]ialogue)"
)
_EN_BEFORE = (
    r"(?:(?:[A-Z][\w’'.–-]+|[a-z]+[–-][A-Za-z–-]+|joint|mixed|intergovernmental|inter-governmental|interparliamentary|bilateral"
    r"|trilateral|political|parliamentary|economic|permanent|consultative|interministerial|governmental|technical|expert"
    r"|trade|and|of|Ministerial)\s+)"
)
_EN_TOPIC = (
    r"(?:\s+(?:on|for|in\s+the\s+[Ff]ields?\s+of|of)\s+(?!the\s+(?:Ministr|[Pp]arliament|two|Republic\s|Foreign)|which|\d|[A-Z]\w+\s+\d{4})"
    r"(?:[A-Za-z][\w’'/-]*)(?:(?:,\s+(?=[A-Za-z-]+(?:,|\s+(?:and|&)\s))|\s+)(?!(?:was|were|is|are|will|has|have|had|took|takes|held|met|to|in|at|on|between|under|which|that|who"
    r"|headed|chaired|co-chaired|by|before|after|during|with|from|hold|holds|as|scheduled|planned|should|would|agreed|signed|opened|began|concluded|discussed|considered|reviewed|noted)\b)[A-Za-z][\w’'/-]*)*)?"
)
_EN_OF_WHOM = (
    r"(?:\s+between\s+(?:the\s+)?(?:[Mm]inistr(?:y|ies)\s+of\s+[A-Z][\w\s]{2,40}?\s+of\s+)?(?:the\s+)?(?:[Gg]overnments?\s+of\s+)?(?:the\s+)?"
    r"[A-Z][\w’'-]*(?:\s+(?:of|the|[A-Z][\w’'-]*))*"
    r"(?:,\s+(?:the\s+)?[A-Z][\w’'-]*(?:\s+(?:of|the|[A-Z][\w’'-]*))*)*\s+and\s+(?:the\s+)?(?:[Gg]overnment\s+of\s+(?:the\s+)?)?[A-Z][\w’'-]*(?:\s+(?:of|[A-Z][\w’'-]*|the\s+(?=[A-Z])))*)?"
)
_EN = re.compile(
    rf"(?P<before>{_EN_BEFORE}{{0,8}})(?P<head>{_EN_HEAD})\b(?!\s+building)(?P<topic>{_EN_TOPIC})(?P<whom>{_EN_OF_WHOM})"
)

_PL_HEAD = (
    r"(?:[Pp]odkomisj\w+|[Kk]omisj\w+|[Kk]omite\w+|[Rr]ad(?:a|y|zie|ę|ą)\s+(?:[Bb]iznes\w*|[Ww]spółprac\w+|[Gg]ospodarcz\w+|[Pp]rzedsiębiorc\w+|[Ii]nwestor\w+)"
    r"|[Gg]rup(?:a|y|ie|ę|ą)\s+[Rr]obocz\w+|[Gg]rup(?:a|y|ie|ę|ą)\s+(?:[Pp]arlamentarn\w+|[Pp]rzyjaźni)|[Zz]esp(?:ół|ołu|ole|ołem)\s+[Rr]obocz\w+"
    r"|[Ii]zb(?:a|y|ie|ę|ą)\s+(?:[Pp]rzemysłowo-)?[Hh]andlow\w+|[Ii]zb(?:a|y|ie|ę|ą)\s+[Gg]ospodarcz\w+|[Kk]onsultacj\w+\s+(?:politycz|konsular|międzyresort)\w+"
    r"|[Pp]olsko-\w+\s+[Rr]ad(?:a|y|zie|ę|ą)\s+\w+)"
)
_PL_BEFORE = r"(?:(?:[A-ZŁŚŻŹĆ][\w–-]+|[a-z]+o[–-][\w–-]+|wspóln\w+|mieszan\w+|międzyrządow\w+|dwustronn\w+|międzyparlamentarn\w+|parlamentarn\w+|polityczn\w+)\s+)"
_PL_STOP = (
    r"(?:odby\w+|odbęd\w+|został\w*|zostan\w+|jest|są|był\w*|będzie|w|we|na|pod|z|ze|która|które|który|któr\w+|planowan\w+|przewidzian\w+|podpisa\w+|oraz\s+(?:podpis|uzgodn)\w+"
    r"|zebra\w+|spotka\w+|rozpocz\w+|powinn\w+|należy|będ\w+|mia[łl]\w+|omów\w+|zaplanow\w+|obradow\w+|poświęcon\w+|przed|po|przez|od|do(?!\s+(?:spraw|s\.))|uzgodni\w+|dokona\w+|podczas|ma|mają|o)"
)
_PL_TOPIC = (
    rf"(?:\s+(?!{_PL_STOP}\b)(?:[Mm]ieszan\w+|[Mm]iędzyrządow\w+|[Ww]spóln\w+|[Mm]iędzyparlamentarn\w+|[Pp]olsko-\w+|\w+o-\w+))*"
    rf"(?:\s+(?:do\s+[Ss]praw|ds\.|d/s|do\s+s\.|[Ww]spółpracy)(?:(?:,\s+(?=[\w-]+(?:,|\s+(?:i|oraz)\s))|\s+)(?!{_PL_STOP}\b)[\w-]+)*)?"
)
_PL = re.compile(rf"(?P<before>{_PL_BEFORE}{{0,6}})(?P<head>{_PL_HEAD})(?P<topic>{_PL_TOPIC})(?P<whom>)")

_MARKS = re.compile(
    r"\b(?:Working\s+Group\s+(?:on|for)|Grup\w+\s+Robocz\w+\s+(?:ds|do)|[Jj]oint|[Mm]ixed|[Ii]nter-?governmental|[Ii]nter-?parliamentary|[Bb]ilateral|[Tt]rilateral|[Cc]ooperation\s+[Cc]ouncil|[Bb]usiness\s+[Cc]ouncil|[Bb]etween"
    r"|[Ww]spóln|[Mm]ieszan|[Mm]iędzyrządow|[Mm]iędzyparlamentarn|[Dd]wustronn|[Tt]rójstronn|[Rr]ad\w+\s+[Bb]iznes|[Rr]ad\w+\s+[Ww]spółprac)"
)
_FOREIGN = re.compile(
    r"\b(?:European\s+(?:Commission|Council|Economic)|Security\s+Council|Council\s+of\s+(?:Europe|Ministers|the)|Ministerial\s+Council|Federation\s+Council|Supervisory|Organi[sz]ing|Election"
    r"|(?:State|Standing|Senate|Parliamentary|National|Nobel|Olympic|Steering)\s+(?:Commission|Committee)|Eurasian\s+Economic\s+Commission|Economic\s+Commission\s+for\s+(?:Europe|Africa)|UNECE"
    r"|Committee\s+on\s+(?:Foreign|International)|Foreign\s+Affairs\s+Committee|[Kk]omisj\w+\s+(?:Europejsk|Spraw\s+Zagranicznych|Senack|Sejmow)\w*|Rad\w+\s+(?:Europ|Ministr|Bezpiecz)\w*|Komite\w+\s+(?:Rady|Stał)\w*)"
)
_TO_BE_MADE = re.compile(
    r"\b(?:establish\w*|creat\w+|set\s+up|setting\s+up|form|found|launch|powoła\w*|utworz\w+|ustanowi\w*|stworz\w+)\s+(?:\w+\s+){0,2}$",
    re.IGNORECASE,
)
_NEXT_WORDS = 60
_LOWER_OK = re.compile(
    r"^(?:the\s+|a\s+|an\s+)?(?:joint|mixed|intergovernmental|bilateral|trilateral|political|consular|\w+-\w+)"
)
_TRIM = re.compile(
    r"^(?:(?:The|the|Of|of|and|And|That|In|At|A|An|During|Following|After|For|On|For|This|Next|Its|Their|Republic|Session|Meeting|W|Na|Podczas|Po|Przed)\s+)+"
)
_KINDS = (
    ("chamber", "chamber", "izb"), ("consultations", "consultations", "konsultacj"), ("dialogue", "dialogue"),
    ("group", "group", "force", "grup", "zesp"), ("council", "council", "rad"), ("committee", "committee", "komitet", "komite"),
    ("commission", "commission", "komisj", "podkomisj"),
)  # fmt: skip


def find_bodies(
    text: str, language: str, sentences: list[Sentence], names: list[Named], numbers: list[Span]
) -> list[Body]:
    """
    Return the bodies of the parties that a text names, each once.

    Parameters
    ----------
    text
        The text.
    language
        `en` or `pl`.
    sentences
        Its sentences; a heading gives a name only where no sentence does.
    names
        States and towns of the text.
    numbers
        Spans of the numbers of sessions, which mark a body as one that meets.

    Returns
    -------
    list[Body]
        In the order of their fullest names.
    """
    pattern = _EN if language == "en" else _PL
    found: list[Body] = []
    ordered = sorted(sentences, key=lambda each: each.heading)
    for sentence, match in (
        (each, match) for each in ordered for match in pattern.finditer(text, each.span.start, each.span.end)
    ):
        start = match.start() + _dropped(match["before"])
        span = Span(start, match.end())
        written = text[start : span.end]
        whom = within(names, span)
        people = [each for each in whom if each.form != "town"]
        if _FOREIGN.search(text[max(0, start - 12) : span.end]):
            continue
        numbered = any(number.end <= start + 60 and start - 40 <= number.end for number in numbers)
        proper = match["head"][0].isupper() or bool(re.search(r"[A-ZŁŚŻ]", written))
        if not (_MARKS.search(written) or len({each.code for each in people}) >= 2 or (numbered and proper)):
            continue
        if not proper and not _LOWER_OK.match(written) and not people and not _MARKS.search(written):
            continue
        if sentence.heading and not match["head"][0].isupper():
            continue
        made = _TO_BE_MADE.search(text, max(0, start - 50), start)
        meets = any(0 <= number.start - span.end < _NEXT_WORDS for number in numbers)
        if not proper and made and not meets:
            continue
        name = nominative(written) if language == "pl" else " ".join(written.split())
        found.append(Body(span, name, _kind(match["head"]), _codes(people), (span,)))
    titles = [each.span for each in sentences if each.heading]
    return _merged(found, titles)


def _dropped(before: str) -> int:
    match = _TRIM.match(before)
    return match.end() if match else 0


def _codes(names: list[Named]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each.code for each in names))


def _kind(head: str) -> str:
    lowered = head.lower()
    return next(names[0] for names in _KINDS if any(name in lowered for name in names[1:]))


def _merged(found: list[Body], titles: list[Span]) -> list[Body]:
    bodies: list[Body] = []
    for each in found:
        same = next((at for at, body in enumerate(bodies) if _same(body, each)), None)
        if same is None:
            bodies.append(each)
            continue
        old = bodies[same]
        full = old
        if (len(each.parties), len(each.name)) > (len(old.parties), len(old.name)):
            full = old if any(title.holds(each.span) for title in titles) else each
        parties = tuple(dict.fromkeys((*old.parties, *each.parties)))
        bodies[same] = Body(full.span, full.name, full.kind, parties, (*old.spans, each.span))
    return sorted(bodies, key=lambda body: body.span.start)


def _same(one: Body, other: Body) -> bool:
    if one.kind != other.kind:
        return False
    if len(one.parties) >= 2 and len(other.parties) >= 2 and set(one.parties) != set(other.parties):
        return False
    topics = [
        set(re.findall(r"\w{5,}", re.split(r"\b(?:on|for|in|spraw|ds)\b", body.name.lower(), maxsplit=1)[-1]))
        for body in (one, other)
    ]
    known = re.compile(r"\b(?:on|for|in the|spraw|ds)\b")
    if all(known.search(body.name) for body in (one, other)):
        return bool(topics[0] & topics[1])
    return True
