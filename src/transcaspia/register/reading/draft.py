"""Drafting: the entries that a readout proposes, each with the words that it came from."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from transcaspia.register.reading.bodies import Body, find_bodies
from transcaspia.register.reading.commitments import Commitment, find_commitments
from transcaspia.register.reading.dates import Days, find_dates
from transcaspia.register.reading.documents import Document, find_documents
from transcaspia.register.reading.fields import fields_in
from transcaspia.register.reading.language import language_of
from transcaspia.register.reading.lexicon import Span, named, state_names, words_of
from transcaspia.register.reading.links import (
    backwards,
    body_in,
    commitments_in,
    disagreements,
    documents_in,
    meeting_in,
)
from transcaspia.register.reading.meetings import Meeting, Reading, find_meetings
from transcaspia.register.reading.ordinals import numbered
from transcaspia.register.reading.page import Page, page_of
from transcaspia.register.reading.parties import offices_in, parties_of
from transcaspia.register.reading.sentences import header_of, sentences_of, speech_of

if TYPE_CHECKING:
    from transcaspia.register.model import Register

SCHEMA = "draft/1"
TITLE_LETTERS = 140
LINES_OF_HEAD, LONGEST_DAY_LINE = 5, 60
_DAY_LINE = re.compile(
    r"(?:\W|\d{1,2}[:.]\d\d(?::\d\d)?|published|posted|updated|date|release|data|publikacji|opublikowano|utworzono|on|at|dnia|godz|r)*",
    re.IGNORECASE,
)
_CONFIDENCE = {"agreed": 0.9, "supports": 0.9, "will": 0.8, "called_on": 0.85, "noted": 0.7}


@dataclass(frozen=True, slots=True)
class Draft:
    """
    What a readout proposes for the register.

    Attributes
    ----------
    text
        The text as read.
    language
        `en` or `pl`.
    published
        Day of publication, as given or as the text states; None where neither tells.
    entries
        The proposals in the order of the text, as in the document `draft/1`.
    problems
        What in the text cannot be: days that no calendar has, numbers of sessions that go backwards.
    """

    text: str
    language: str
    published: date | None
    entries: list[dict[str, Any]] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def document(self) -> dict[str, Any]:
        """
        Return the draft as JSON holds it.

        Returns
        -------
        dict[str, Any]
            The document `draft/1`.
        """
        return {
            "schema": SCHEMA,
            "published": self.published.isoformat() if self.published else None,
            "language": self.language,
            "entries": self.entries,
            "problems": self.problems,
            "text": self.text,
        }


def draft(source: str | bytes | Page, *, published: date | None = None, register: Register | None = None) -> Draft:
    """
    Return what a readout proposes for the register.

    Parameters
    ----------
    source
        The text, the bytes of its file, or a page that was read.
    published
        Day of publication; by default the one that the page or the head of the text states.
    register
        The register to which the entries are linked; None links to nothing.

    Returns
    -------
    Draft
        The entries, each with its span; nothing is written anywhere.

    Raises
    ------
    DataError
        If there is no text, or one in a language that is not read.
    """
    page = (
        source
        if isinstance(source, Page)
        else page_of(source)
        if isinstance(source, bytes)
        else page_of(source.encode("utf-8", "replace"))
    )
    text = page.text
    language = language_of(text)
    start, stated = header_of(text)
    day = published or page.published or stated or _stated(text, language)
    reading = _read(text, language, day, start)
    meetings = find_meetings(reading)
    documents = find_documents(reading, meetings)
    commitments = find_commitments(reading)
    drafted = _Drafting(reading, day, register)
    for meeting in meetings:
        drafted.meeting(meeting)
    for body in reading.bodies:
        if body.kind not in {"consultations", "dialogue"} or any(
            each.body is body and each.session for each in meetings
        ):
            drafted.body(body, meetings)
    for document in documents:
        drafted.document(document)
    for commitment in commitments:
        drafted.commitment(commitment)
    return Draft(text, language, day, drafted.finished(), drafted.problems)


def _stated(text: str, language: str) -> date | None:
    """Return the day of a line near the head of a text that holds nothing else."""
    lines = [line.strip() for line in text.split("\n", 12)[:12] if line.strip()]
    for line in lines[:LINES_OF_HEAD]:
        found = find_dates(line, language, None) if len(line) < LONGEST_DAY_LINE else []
        if len(found) == 1 and found[0].past is not None and found[0].form == "day":
            rest = line[: found[0].span.start] + line[found[0].span.end :]
            if _DAY_LINE.fullmatch(rest):
                return found[0].past[0]
    return None


def _read(text: str, language: str, day: date | None, start: int) -> Reading:
    sentences = sentences_of(text, start)
    names = named(text, words_of(text), language)
    numbers = [each for each in numbered(text, language) if any(sentence.span.holds(each[0]) for sentence in sentences)]
    return Reading(
        text=text,
        language=language,
        sentences=sentences,
        dates=find_dates(text, language, day),
        parties=parties_of(text, names, sentences),
        bodies=find_bodies(text, language, sentences, names, [span for span, _ in numbers]),
        numbers=numbers,
        speech=speech_of(text),
    )


class _Drafting:
    """The entries as they are made, with what the later ones need of the earlier."""

    def __init__(self, reading: Reading, published: date | None, register: Register | None) -> None:
        self.reading, self.published, self.register = reading, published, register
        self.items: list[dict[str, Any]] = []
        self.problems: list[str] = []
        self.met: set[str] = set()

    def meeting(self, meeting: Meeting) -> None:
        fields = fields_in(self.reading.text, self.reading.language, meeting.span)
        item = self._item(
            "meeting", self._meeting_title(meeting), meeting.span, date=_told(meeting.days), place=meeting.place or None,
            parties=list(meeting.parties), bodies=[meeting.body.name] if meeting.body else [], fields=list(fields),
            verb="will" if meeting.planned else None, session=meeting.session, form=meeting.form, told=meeting.told,
            confidence=0.55 + 0.2 * bool(meeting.days) + 0.2 * bool(meeting.place or meeting.session) - 0.05 * meeting.told,
        )  # fmt: skip
        self._impossible(item, impossible=meeting.impossible)
        if self.register is None:
            return
        body = self._known(meeting.body) if meeting.body else None
        if body is not None:
            item["links"].append(body.id)
            if meeting.session:
                problem = backwards(self.register, item, body)
                if problem:
                    item["problems"].append(problem)
                    self.problems.append(problem)
        known = meeting_in(self.register, item, body, None if meeting.told or meeting.planned else self.published)
        if known is not None:
            item["links"].insert(0, known.id)
            item["disagrees"] = disagreements(item, known)
            if not meeting.planned and not meeting.told:
                self.met.add(known.id)

    def body(self, body: Body, meetings: list[Meeting]) -> None:
        of_it = [each for each in meetings if each.body is body and each.session]
        met = [each for each in meetings if each.body is body and not each.planned]
        likely = [each for each in of_it if not each.planned] or ([] if met else of_it)
        near = next((each for each in of_it if each.span.meets(body.span)), likely[0] if likely else None)
        item = self._item(
            "body", body.name, body.span, date=_told(near.days) if near else None, place=(near.place or None) if near else None,
            parties=list(body.parties if len(body.parties) >= 2 else sorted({*body.parties, *self.reading.parties.main})),
            bodies=[body.name], fields=list(fields_in(self.reading.text, self.reading.language, body.span)),
            session=near.session if near else None, form=body.kind, confidence=0.9 if len(body.parties) >= 2 else 0.75,
        )  # fmt: skip
        known = self._known(body) if self.register is not None else None
        if known is not None:
            item["links"].append(known.id)

    def document(self, document: Document) -> None:
        item = self._item(
            "document", _short(document.title), document.span, date=_told(document.days), place=document.place or None,
            parties=list(document.parties), fields=list(fields_in(self.reading.text, self.reading.language, document.span)),
            verb="signed", period=_told(document.period), confidence=0.95 if len(document.title.split()) > 3 else 0.75,
        )  # fmt: skip
        self._impossible(item, impossible=document.impossible)
        if self.register is not None:
            item["links"] += documents_in(self.register, item)

    def commitment(self, commitment: Commitment) -> None:
        text = self.reading.text[commitment.span.start : commitment.span.end]
        item = self._item(
            "commitment", _short(text.rstrip(".")), commitment.span, date=_told(commitment.due), parties=list(commitment.parties),
            bodies=[body.name for body in commitment.bodies], fields=list(commitment.fields), verb=commitment.verb,
            confidence=_CONFIDENCE[commitment.verb],
        )  # fmt: skip
        self._impossible(item, impossible=commitment.impossible)
        if self.register is None:
            return
        bodies = [known.id for known in (self._known(body) for body in commitment.bodies) if known is not None]
        item["_bodies"] = bodies
        item["links"] += [*commitments_in(self.register, item, self.met, self.published), *bodies]
        del item["_bodies"]

    def finished(self) -> list[dict[str, Any]]:
        """Return the entries in the order of the text, with the relations between them."""
        self.items.sort(key=lambda item: (item["span"]["start"], item["span"]["end"]))
        main = next(
            (
                at
                for at, item in enumerate(self.items)
                if item["kind"] == "meeting" and item["verb"] is None and not item["_told"]
            ),
            None,
        )
        for at, item in enumerate(self.items):
            told = item.pop("_told")
            if main is None or at == main:
                continue
            if item["kind"] == "meeting" and item["verb"] is None and told:
                self.items[main]["relations"].append({"type": "follows_from", "entry": at})
            elif item["kind"] == "meeting" and item["verb"] == "will":
                self.items[main]["relations"].append({"type": "prepares", "entry": at})
            elif item["kind"] == "commitment" or (
                item["kind"] == "document" and item["date"] == self.items[main]["date"]
            ):
                item["relations"].append({"type": "follows_from", "entry": main})
        return self.items

    def _item(self, kind: str, title: str, span: Span, *, confidence: float, **cells: Any) -> dict[str, Any]:  # noqa: ANN401
        text = self.reading.text
        item: dict[str, Any] = {
            "kind": kind,
            "title": title,
            "date": cells.get("date"),
            "place": cells.get("place"),
            "parties": cells.get("parties", []),
            "offices": offices_in(text, self.reading.language, self.reading.parties, span)
            if kind in {"meeting", "commitment"}
            else [],
            "bodies": cells.get("bodies", []),
            "fields": cells.get("fields", []),
            "verb": cells.get("verb"),
            "session": cells.get("session"),
            "period": cells.get("period"),
            "form": cells.get("form"),
            "links": [],
            "relations": [],
            "problems": [],
            "disagrees": [],
            "confidence": round(confidence, 2),
            "span": {"start": span.start, "end": span.end, "text": text[span.start : span.end]},
        }
        item["_told"] = cells.get("told", False)
        self.items.append(item)
        return item

    def _impossible(self, item: dict[str, Any], *, impossible: bool) -> None:
        if impossible:
            start, end = item["span"]["start"], item["span"]["end"]
            bad = [each for each in self.reading.dates if each.impossible and start <= each.span.start < end]
            for each in bad:
                problem = f"'{self.reading.text[each.span.start : each.span.end]}' is no day of any calendar."
                item["problems"].append(problem)
                if problem not in self.problems:
                    self.problems.append(problem)

    def _known(self, body: Body) -> Any:  # noqa: ANN401
        if self.register is None:
            return None
        parties = body.parties if len(body.parties) >= 2 else self.reading.parties.main
        return body_in(self.register, body.name, body.kind, tuple(parties))

    def _meeting_title(self, meeting: Meeting) -> str:
        names = state_names(self.reading.language)
        parties = ", ".join(names.get(code, code) for code in meeting.parties)
        what = {"en": _FORMS_EN, "pl": _FORMS_PL}[self.reading.language][meeting.form]
        number = f"{meeting.session}. " if meeting.session and self.reading.language == "pl" else ""
        number = (
            f"{_english_ordinal(meeting.session)} " if meeting.session and self.reading.language == "en" else number
        )
        whose = f": {meeting.body.name}" if meeting.body else f": {parties}"
        return _short(f"{number}{what}{whose}{f', {meeting.place}' if meeting.place else ''}")


_FORMS_EN = {
    "call": "telephone call", "visit": "visit", "consultations": "consultations", "round": "round of talks",
    "session": "session", "forum": "forum", "talks": "meeting", "event": "event",
}  # fmt: skip
_FORMS_PL = {
    "call": "rozmowa telefoniczna", "visit": "wizyta", "consultations": "konsultacje", "round": "runda rozmów",
    "session": "posiedzenie", "forum": "forum", "talks": "spotkanie", "event": "wydarzenie",
}  # fmt: skip


def _english_ordinal(number: int) -> str:
    end = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{end}"


def _told(days: Days | None) -> str | dict[str, str] | None:
    if days is None:
        return None
    first, last = (day.isoformat() for day in days)
    return first if first == last else {"from": first, "to": last}


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= TITLE_LETTERS else words[: TITLE_LETTERS - 1].rsplit(" ", 1)[0] + "…"
