"""The answers of the register for people: on a screen, or in a pipe."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transcaspia.register.lists import FIELDS as FIELD_ORDER
from transcaspia.register.lists import STATES as STATE_ORDER
from transcaspia.register.model import Commitment, Document, Indicator, Meeting, Office, disagreements
from transcaspia.register.questions import time_of
from transcaspia.report.columns import columns, wrapped
from transcaspia.report.register_words import FIELDS, LINKS, NOT_FOUND, STATES, VERBS, day_words, when_words
from transcaspia.report.words import columns_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from transcaspia.network.faults import Faults
    from transcaspia.register.model import Claim, Disagreement, Entry, Register, Source
    from transcaspia.register.questions import Cell, Due, Shown, Step, Trace
    from transcaspia.register.standing import Standing
    from transcaspia.report.text import Look

_NARROW = 90
_SHORT = {
    "proposed": "prop", "agreed": "agr", "in_progress": "prog", "met": "met", "overdue": "over", "dropped": "drop",
    "unknown": "unkn",
}  # fmt: skip
_BOLD, _RESET = "\x1b[1m", "\x1b[0m"
_STATE = STATES["en"]
_FIELD = FIELDS["en"]
_NONE = NOT_FOUND["en"]


def timeline_text(register: Register, entries: Sequence[Entry], look: Look) -> str:
    """
    Return a timeline.

    Parameters
    ----------
    register
        The register that was asked.
    entries
        Entries in order of time.
    look
        How it is printed.

    Returns
    -------
    str
        Lines no wider than the look allows; in a pipe, tabs between the columns.
    """
    return _list(entries, look, f"{_counted(len(entries), 'entry')}. {_as_of(register)}", "Nothing stands in it.")


def search_text(register: Register, text: str, entries: Sequence[Entry], look: Look) -> str:
    """
    Return what was found.

    Parameters
    ----------
    register
        The register that was asked.
    text
        What was searched for.
    entries
        What was found.
    look
        How it is printed.

    Returns
    -------
    str
        In the manner of a timeline.
    """
    head = f"{_counted(len(entries), 'entry')} with '{text}'. {_as_of(register)}"
    return _list(entries, look, head, f"No entry holds '{text}'; fewer or shorter words find more.")


def due_text(register: Register, due: Due, look: Look) -> str:
    """
    Return what is due.

    Parameters
    ----------
    register
        The register that was asked.
    due
        What is due.
    look
        How it is printed.

    Returns
    -------
    str
        Paragraphs by state, the overdue first.
    """
    groups = (
        ("Overdue", due.overdue),
        (f"Coming within {due.days} days", due.coming),
        ("In progress", due.in_progress),
        ("Proposed or agreed, no day near", due.waiting),
        ("Unknown", due.unknown),
    )
    told = ", ".join(f"{len(found)} {name[0].lower()}{name[1:]}" for name, found in groups if found) or "nothing"
    lines = [*_wrap(f"On {day_words(due.on)}: {told}. {_as_of(register)}", look)]
    for name, found in groups:
        if found:
            lines += ["", _bold(name, look)]
            for each in found:
                lines += _wrap(f"{each.entry.title} ({each.entry.id})", look, "  ")
                lines += wrapped(standing_sentence(register, each), look, "    ", "    ")
    if not due.empty:
        lines += ["", *_wrap("`transcaspia register show ID` tells all of one, with its sources.", look)]
    return "\n".join(lines) + "\n"


def standing_sentence(register: Register, standing: Standing) -> str:
    """
    Return in a sentence how an entry stands.

    Parameters
    ----------
    register
        The register.
    standing
        How it stands.

    Returns
    -------
    str
        When it is due, what was last known and by what, and for how long there was silence.
    """
    parts: list[str] = []
    if standing.state == "overdue" and standing.due is not None:
        parts.append(f"was due {when_words(standing.due)}, {_counted(standing.overdue_days, 'day')} over")
    elif standing.due is not None and standing.state not in {"met", "dropped"}:
        parts.append(f"due {when_words(standing.due)}")
    if standing.searched is not None and standing.state in {"overdue", "unknown"}:
        searched = standing.searched
        what = f" ({searched.note[0].lower()}{searched.note[1:]})" if searched.note else ""
        parts.append(f"{_NONE}{what}, looked for up to {day_words(searched.when.last)}")
    if standing.last is not None and standing.last.value != "unknown":
        parts.append(_last(register, standing.last))
    if standing.state not in {"met", "dropped"}:
        parts.append(f"nothing newer for {_counted(standing.silent_days, 'day')}")
    return "; ".join(parts) + "."


def show_text(register: Register, shown: Shown, look: Look) -> str:
    """
    Return all that is said of an entry.

    Parameters
    ----------
    register
        The register that was asked.
    shown
        What it says.
    look
        How it is printed.

    Returns
    -------
    str
        Its attributes, claims, links and sources.
    """
    entry = shown.entry
    lines = [*(_bold(line, look) for line in wrapped(entry.title, look)), f"{entry.kind} {entry.id}"]
    for name, value in _attributes(register, entry):
        lines += _wrap(f"{name}: {value}", look, "  ")
    if shown.standing is not None:
        state = _STATE[shown.standing.state]
        day = day_words(shown.standing.on)
        lines += _wrap(f"state on {day}: {state}; {standing_sentence(register, shown.standing)}", look, "  ")
    if entry.claims:
        lines += ["", _bold("What sources say", look)]
        for claim in sorted(entry.claims, key=lambda each: (each.when.first, each.known)):
            lines += _wrap(_claim_sentence(register, claim, entry), look, "  ")
    for each in disagreements(entry):
        lines += ["", *_wrap(_disagreement_sentence(each), look)]
    links = [
        *(f"{LINKS[kind]} {_name(other)}" for kind, other in shown.links_out),
        *(f"{_name(other)} {LINKS[kind]} it" for kind, other in shown.links_in),
    ]
    lines += _section("Links", links, look)
    lines += _section("Named by", [_name(other) for other in shown.used_by], look)
    lines += _section("Sources", [source_words(register.sources[key]) for key in shown.sources], look)
    return "\n".join(lines) + "\n"


def source_text(register: Register, key: str, entries: Sequence[Entry], look: Look) -> str:
    """
    Return a source and what rests on it.

    Parameters
    ----------
    register
        The register that was asked.
    key
        Key of the source.
    entries
        Entries that rest on it.
    look
        How it is printed.

    Returns
    -------
    str
        The source as it is cited, then the entries.
    """
    lines = _wrap(source_words(register.sources[key]), look)
    lines += _section("What rests on it", [f"{_time(entry)}: {_name(entry)}" for entry in entries], look)
    return "\n".join(lines) + "\n"


def source_words(source: Source) -> str:
    """
    Return a source as it is cited.

    Parameters
    ----------
    source
        The source.

    Returns
    -------
    str
        Key, publisher, title, day, confidence, address.
    """
    day = "undated" if source.published is None else when_words(source.published)
    parts = [f"[{source.key}] {source.publisher}: {source.title} ({day}, {source.confidence})"]
    return ". ".join([*parts, *([source.note] if source.note else []), *([source.url] if source.url else [])])


def trace_text(trace: Trace, look: Look) -> str:
    """
    Return what led to an entry and what it led to.

    Parameters
    ----------
    trace
        The steps.
    look
        How it is printed.

    Returns
    -------
    str
        Two trees, indented by the number of links.
    """
    lines = [*(_bold(line, look) for line in wrapped(_name(trace.entry), look))]
    for head, steps in (("What led to it", trace.before), ("What it led to", trace.after)):
        lines += ["", _bold(head, look)]
        lines += [line for step in steps for line in _step(step, look)] if steps else ["  nothing in the register"]
    return "\n".join(lines) + "\n"


def matrix_text(register: Register, cells: Sequence[Cell], on: date, look: Look) -> str:
    """
    Return fields by bodies and states.

    Parameters
    ----------
    register
        The register that was asked.
    cells
        The cells that hold something.
    on
        The day.
    look
        How it is printed.

    Returns
    -------
    str
        One row for each field with the number of entries by state, and below it the bodies that are to act.
    """
    if not cells:
        return f"Nothing was promised by {day_words(on)}. {_as_of(register)}\n"
    states = [state for state in STATE_ORDER if any(cell.state == state for cell in cells)]
    rows: list[tuple[str, ...]] = []
    acting: list[str] = []
    for field in FIELD_ORDER:
        here = [cell for cell in cells if cell.field == field]
        if not here:
            continue
        by_state = {s: {e for cell in here if cell.state == s for e in cell.entries} for s in states}
        rows.append((_FIELD[field], *(str(len(by_state[state])) if by_state[state] else "." for state in states)))
        bodies: dict[str, set[str]] = {}
        for cell in here:
            bodies.setdefault(cell.body or "nobody named", set()).update(cell.entries)
        named = ", ".join(f"{body} {len(found)}" for body, found in bodies.items())
        acting += _wrap(f"{_FIELD[field]}: {named}", look, "  ")
    narrow = look.drawn and look.width < _NARROW
    head = tuple(_SHORT[state] if narrow else _STATE[state] for state in states)
    table = columns(("field", *head), rows, look, right=head)
    intro = _wrap(f"Commitments and programmes by field and state on {day_words(on)}. {_as_of(register)}", look)
    return "\n".join([*intro, "", table.rstrip("\n"), "", _bold("Who is to act", look), *acting]) + "\n"


def check_text(register: Register, faults: Faults, unused: Sequence[str], look: Look) -> str:
    """
    Return what is wrong with a register.

    Parameters
    ----------
    register
        The register.
    faults
        What is wrong.
    unused
        Keys of sources on which nothing rests.
    look
        How it is printed.

    Returns
    -------
    str
        All faults, or that there is none; then where sources disagree, and what was looked for in vain.
    """
    claims = sum(1 + len(entry.claims) for entry in register)
    missing = [(entry, claim) for entry in register for claim in entry.claims if claim.not_found]
    if faults:
        lines = faults.message(str(register.folder), "register").split("\n")
    else:
        lines = _wrap(
            f"The register keeps its form: {_counted(len(register.entries), 'entry')}, {_counted(claims, 'claim')}, "
            f"{_counted(len(register.sources), 'source')}. Every claim has its source, no link dangles, numbered "
            "sessions are in order, and every state has its evidence.",
            look,
        )
    apart = [_disagreement_sentence(each) for entry in register for each in disagreements(entry)]
    lines += _section("Sources disagree; both are kept", apart, look)
    told = [f"{entry.title} ({entry.id}): {claim.note or claim.about}" for entry, claim in missing]
    lines += _section(f"Looked for, {_NONE}", told, look)
    lines += _section("Sources on which nothing rests", list(unused), look)
    return "\n".join(lines) + "\n"


def _list(entries: Sequence[Entry], look: Look, head: str, empty: str) -> str:
    if not entries:
        return "\n".join(_wrap(empty, look)) + "\n"
    if not look.drawn:
        rows = [(_time(e), e.id, e.kind, e.title, getattr(e, "place", ""), ";".join(e.parties), ";".join(e.fields))
                for e in entries]  # fmt: skip
        return columns(("when", "id", "kind", "title", "place", "parties", "fields"), rows, look)
    lines = [*_wrap(head, look), ""]
    left = max(columns_of(_time(entry)) for entry in entries) + 2
    for entry in entries:
        when = _time(entry)
        if look.width < _NARROW:
            lines += [*_wrap(when, look), *wrapped(f"{entry.title} ({entry.id})", look, "  ", "  ")]
        else:
            indent = " " * left
            told = wrapped(f"{entry.title} ({entry.id})", look, indent, indent)
            lines += [when + told[0][columns_of(when) :], *told[1:]]
    return "\n".join(lines) + "\n"


def _time(entry: Entry) -> str:
    when = time_of(entry)
    if when is None:
        return "undated"
    return when_words(when) + (" (announced)" if entry.time is None else "")


def _step(step: Step, look: Look) -> list[str]:
    indent = "  " * step.depth
    when = _time(step.entry)
    return wrapped(f"{when}: {step.entry.title} ({step.entry.id}), {LINKS[step.link]}", look, indent, indent + "    ")


def _last(register: Register, claim: Claim) -> str:
    shown = [register.entries[each].title for each in claim.evidence if each in register.entries]
    by = f", shown by {'; '.join(shown)}" if shown else ""
    note = f" ({claim.note[0].lower()}{claim.note[1:]})" if claim.note else ""
    return f"last: {_STATE[claim.value]} {when_words(claim.when)}{by}{note}"


def _claim_sentence(register: Register, claim: Claim, entry: Entry) -> str:
    unit = f" {entry.unit}" if isinstance(entry, Indicator) and claim.about == "number" else f" {claim.unit}".rstrip()
    value = _NONE if claim.not_found else claim.value
    if claim.about in {"member", "co_chair"} and claim.value in register.entries:
        value = register.entries[claim.value].title
    elif claim.about == "state" and not claim.not_found:
        value = _STATE[claim.value]
    about = claim.about.replace("_", " ")
    note = f"; {claim.note}" if claim.note else ""
    fact = f"; {claim.fact}" if claim.fact else ""
    shown = f"; shown by {', '.join(claim.evidence)}" if claim.evidence else ""
    return (
        f"{when_words(claim.when)}: {about} {value}{unit}{note}{shown} "
        f"[{', '.join(claim.source)}; {claim.grade}; known {day_words(claim.known)}{fact}]"
    )


def _disagreement_sentence(apart: Disagreement) -> str:
    about = (
        apart.about if len({c.when.text for c in apart.claims}) > 1 else f"{apart.about} {apart.claims[0].when.text}"
    )
    said = " against ".join(f"{claim.value} [{', '.join(claim.source)}]" for claim in apart.claims)
    return f"Sources disagree on {apart.entry}, {about}: {said}."


def _attributes(register: Register, entry: Entry) -> Iterable[tuple[str, str]]:
    when = time_of(entry)
    yield from ((name, value) for name, value in (
        ("Polish", entry.title_pl),
        ("when", "" if when is None else _time(entry)),
        ("due", "" if entry.due is None else when_words(entry.due)),
        ("parties", ", ".join(entry.parties)),
        ("fields", ", ".join(_FIELD[each] for each in entry.fields)),
    ) if value)  # fmt: skip
    yield from ((name, value) for name, value in _own(register, entry) if value)
    if entry.note:
        yield "note", entry.note
    yield "rests on", f"{', '.join(entry.source)}; {entry.grade}; known {day_words(entry.known)}"


def _own(register: Register, entry: Entry) -> Iterable[tuple[str, str]]:
    """Yield the attributes that only its kind has."""

    def titles(ids: Iterable[str]) -> str:
        return ", ".join(register.entries[each].title if each in register.entries else each for each in ids)

    if isinstance(entry, Meeting):
        yield "place", entry.place
        yield "body", titles([entry.body] if entry.body else [])
        yield "session", str(entry.session or "")
        present = [titles([each.office]) + (f" ({each.person})" if each.person else "") for each in entry.present]
        yield "present, as reported", "; ".join(present)
    elif isinstance(entry, Document):
        yield "signed at", entry.place
        yield "for", "" if entry.period is None else when_words(entry.period)
        yield "text", entry.reference
    elif isinstance(entry, Commitment):
        yield "how firmly", VERBS["en"][entry.verb]
        yield "who is to act", titles(entry.by)
        yield "named", ", ".join(entry.named)
        yield "sign", entry.sign
    elif isinstance(entry, Office):
        yield "country", entry.country
    elif isinstance(entry, Indicator):
        yield "count of", entry.reporter or "not said"
    yield "form", str(getattr(entry, "form", "")).replace("_", " ")


def _section(head: str, told: Sequence[str], look: Look) -> list[str]:
    if not told:
        return []
    return ["", _bold(head, look), *(line for each in told for line in _wrap(each, look, "  "))]


def _name(entry: Entry) -> str:
    return f"{entry.title} ({entry.id})"


def _as_of(register: Register) -> str:
    searched = f"ources searched up to {day_words(register.collected)}."
    if register.known_on is None or register.known_on >= register.collected:
        return f"S{searched}"
    return f"As known on {day_words(register.known_on)}; s{searched}"


def _counted(number: int, noun: str) -> str:
    if number == 1:
        return f"1 {noun}"
    return f"{number} {noun[:-1]}ies" if noun.endswith("ry") else f"{number} {noun}s"


def _bold(text: str, look: Look) -> str:
    return f"{_BOLD}{text}{_RESET}" if look.colour else text


def _wrap(text: str, look: Look, indent: str = "") -> list[str]:
    return wrapped(text, look, indent)
