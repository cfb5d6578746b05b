"""Which entries of the register a drafted entry is about, and where the two disagree."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

from transcaspia.register import model
from transcaspia.register.reading.dates import Days

if TYPE_CHECKING:
    from collections.abc import Iterable

    from transcaspia.register.model import Register
    from transcaspia.register.when import When

Item = dict[str, Any]

NEAR = timedelta(days=14)
"""A readout tells of a meeting at most so long after it, where it names no day."""
LIKE = 0.3
"""Share of words that two names of one thing have in common, at least."""
SURE = 0.9
"""The same of two names that nothing else ties together."""
_FOLD = str.maketrans("łıøəŁ", "lioeL")
_COMMON = frozenset(
    [
        "the",
        "of",
        "and",
        "on",
        "for",
        "in",
        "with",
        "between",
        "to",
        "a",
        "an",
        "i",
        "o",
        "w",
        "z",
        "na",
        "do",
        "ds",
        "spraw",
        "oraz",
        "republic",
        "republiki",
        "kazakhstan",
        "kazakh",
        "kazach",
        "poland",
        "polish",
        "polska",
        "polsk",
        "polsko",
        "kazachsk",
        "two",
    ]
)
_KINDS = {
    "commission": {"commission"}, "committee": {"commission", "council"}, "council": {"council", "commission"},
    "group": {"working_group", "parliamentary_group"}, "chamber": {"chamber"}, "consultations": {"consultations"},
    "dialogue": {"consultations", "negotiation"},
}  # fmt: skip


@cache
def _words(text: str) -> frozenset[str]:
    plain = unicodedata.normalize("NFKD", text.translate(_FOLD)).encode("ascii", "ignore").decode().lower()
    plain = plain.replace("programme", "program")
    return frozenset(word[:6] for word in re.findall(r"\w+", plain) if word not in _COMMON and word[:7] not in _COMMON)


def likeness(one: str, other: str) -> float:
    """
    Return how many of the words of two names are the same.

    Parameters
    ----------
    one, other
        Names, in any language; their endings do not count.

    Returns
    -------
    float
        Share of the words of the shorter name that the longer one has too, 0 to 1.
    """
    first, second = _words(one), _words(other)
    least = min(len(first), len(second))
    return len(first & second) / least if least else 0.0


def _names(entry: model.Entry) -> Iterable[str]:
    yield entry.title
    if entry.title_pl:
        yield entry.title_pl
    yield from entry.aliases


def _best(text: str, entry: model.Entry) -> float:
    return max(likeness(text, name) for name in _names(entry))


def _days(when: When | None) -> Days | None:
    return None if when is None else (when.first, when.last)


def _overlap(one: Days | None, other: Days | None) -> bool:
    return one is not None and other is not None and one[0] <= other[1] and other[0] <= one[1]


def body_in(register: Register, name: str, kind: str, parties: tuple[str, ...]) -> model.Body | None:
    """
    Return the body of the register that a text names.

    Parameters
    ----------
    register
        The register.
    name
        The name in the text.
    kind
        Kind of body, see `bodies.Body`.
    parties
        States whose body it is, as far as the text tells.

    Returns
    -------
    model.Body | None
        None where the register has none of these parties, this kind and a name like it.
    """
    least = 0.5 if kind == "consultations" else 0.0
    own = [body for body in register.of(model.Body) if body.form in _KINDS.get(kind, set())]
    scored = [(max(_best(name, body), least), body.id) for body in own if parties and set(parties) == set(body.parties)]
    found = [each for each in scored if each[0] >= LIKE]
    best = register[max(found)[1]] if found else None
    return best if isinstance(best, model.Body) else None


def meeting_in(register: Register, item: Item, body: model.Body | None, published: date | None) -> model.Meeting | None:
    """
    Return the meeting of the register that a drafted meeting is.

    Parameters
    ----------
    register
        The register.
    item
        The drafted meeting.
    body
        The body of the register whose session it is.
    published
        Day of publication, by which a meeting without a day is found.

    Returns
    -------
    model.Meeting | None
        None where no meeting fits.
    """
    days = _item_days(item)
    planned = item["verb"] == "will"
    best: tuple[float, str] = (0.0, "")
    for meeting in register.of(model.Meeting):
        if set(meeting.parties) != set(item["parties"]):
            continue
        own = _days(meeting.date) or _days(meeting.due)
        same_body = body is not None and meeting.body == body.id
        score = 0.0
        if same_body and item["session"] and meeting.session == item["session"]:
            score = 5.0
        elif (item["session"] and meeting.session and item["session"] != meeting.session) or (
            meeting.place and item["place"] and meeting.place != item["place"]
        ):
            continue
        elif days is not None and own is not None and own[1] != date.max:
            if not _overlap(days, own) or ((own[1] - own[0]).days > 100 and not same_body):
                continue
            score = 2.0 + same_body + (meeting.place == item["place"]) + (item["form"] == meeting.form) * 0.5
        elif (
            days is None
            and not planned
            and published
            and own
            and published - NEAR <= own[1] <= published
            and item["place"]
        ):
            score = (
                1.0
                + (meeting.place == item["place"])
                + 0.5 * (meeting.form in {"talks", "session"})
                - (published - own[1]).days / 100
            )
        if meeting.date is None and not planned and not same_body:
            score = 0.0
        best = max(best, (score, meeting.id))
    found = register[best[1]] if best[0] > 1.0 else None
    return found if isinstance(found, model.Meeting) else None


def documents_in(register: Register, item: Item) -> list[str]:
    """
    Return the documents and programmes of the register that a drafted document is.

    Parameters
    ----------
    register
        The register.
    item
        The drafted document.

    Returns
    -------
    list[str]
        Their ids.
    """
    days, period = _item_days(item), item.get("period")
    found = []
    for entry in register:
        if not isinstance(entry, (model.Document, model.Programme)) or not set(entry.parties) & set(item["parties"]):
            continue
        likely = _best(item["title"], entry)
        same_period = period is not None and entry.period is not None and period == {
            "from": entry.period.first.isoformat(), "to": entry.period.last.isoformat(),
        }  # fmt: skip
        same_day = _overlap(days, _days(entry.date))
        other_day = days is not None and entry.date is not None and not same_day
        named = days is None and period is None and likely > SURE
        fits = same_period or (not other_day and (named or (same_day and likely >= 2 * LIKE)))
        if fits and likely >= LIKE:
            found.append(entry.id)
    return found


def commitments_in(register: Register, item: Item, meetings: set[str], published: date | None) -> list[str]:
    """
    Return the commitments of the register that a drafted commitment states.

    Parameters
    ----------
    register
        The register.
    item
        The drafted commitment.
    meetings
        Ids of the meetings of the register that the readout reports.
    published
        Day of publication.

    Returns
    -------
    list[str]
        Their ids: of the same verb and of a field that the draft names, made at one of the meetings, or on its days.
    """
    found = []
    for entry in register.of(model.Commitment):
        made_there = bool(meetings & set(entry.links.get("follows_from", ())))
        same_day = entry.date is not None and published is not None and published - NEAR <= entry.date.last <= published
        if entry.verb != item["verb"] or not (made_there or same_day) or not set(entry.parties) & set(item["parties"]):
            continue
        bodies = set(entry.by) & set(item["_bodies"])
        if (
            bodies
            or (entry.fields and entry.fields[0] in item["fields"])
            or _best(item["span"]["text"], entry) > 2 * LIKE
        ):
            found.append(entry.id)
    return found


def _item_days(item: Item) -> Days | None:
    told = item["date"]
    if told is None:
        return None
    if isinstance(told, str):
        return date.fromisoformat(told), date.fromisoformat(told)
    return date.fromisoformat(told["from"]), date.fromisoformat(told["to"])


def disagreements(item: Item, meeting: model.Meeting) -> list[str]:
    """
    Return where a draft and the register tell different things of one meeting.

    Parameters
    ----------
    item
        The drafted meeting.
    meeting
        The meeting of the register.

    Returns
    -------
    list[str]
        A sentence for each; both tellings stand.
    """
    days, own = _item_days(item), _days(meeting.date) or _days(meeting.due)
    source = ", ".join(meeting.source)
    when = meeting.date or meeting.due
    found = []
    if days is not None and own is not None and when is not None and not _overlap(days, own):
        found.append(
            f"The text puts it on {_shown(days)}, the register ({meeting.id}, {source}) on {when.text}; both are kept."
        )
    if item["place"] and meeting.place and item["place"] != meeting.place:
        found.append(
            f"The text puts it in {item['place']}, the register ({meeting.id}, {source}) in {meeting.place}; both are kept."
        )
    return found


def _shown(days: Days) -> str:
    return days[0].isoformat() if days[0] == days[1] else f"{days[0]}/{days[1]}"


def backwards(register: Register, item: Item, body: model.Body) -> str:
    """
    Return a sentence where the number of a session goes backwards.

    Parameters
    ----------
    register
        The register.
    item
        The drafted meeting, with the number of its session.
    body
        The body whose session it is.

    Returns
    -------
    str
        Empty where the numbers are in the order of their days.
    """
    days = _item_days(item)
    if days is None:
        return ""
    for meeting in register.of(model.Meeting):
        own = _days(meeting.date)
        if meeting.body != body.id or not meeting.session or own is None:
            continue
        later = own[0] > days[1]
        earlier = own[1] < days[0]
        if (earlier and meeting.session > item["session"]) or (later and meeting.session < item["session"]):
            return (
                f"Session {item['session']} of {body.id} on {_shown(days)} does not fit session {meeting.session} on "
                f"{_shown(own)} ({meeting.id}): the numbers go backwards."
            )
    return ""
