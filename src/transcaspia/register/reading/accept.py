"""Accepting a draft: the entries that a person took, written into the folder of a register, all or none."""

from __future__ import annotations

import calendar
import json
import re
import shutil
import tempfile
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from transcaspia.errors import DataError, InputError
from transcaspia.network.places import fold
from transcaspia.register.lists import FIELDS, FORMS, VERBS
from transcaspia.register.load import read_register
from transcaspia.register.when import SEASONS

if TYPE_CHECKING:
    from collections.abc import Callable

    from transcaspia.register.model import Register

CELLS = ("title", "date", "place", "parties", "fields", "verb", "session", "period", "form", "sign")
"""What of an entry a person can change."""
LEAST_SIGN = "Public report that it was done"
"""What is measured where the person names nothing."""
_BODY_FORMS = {
    "committee": "commission", "group": "working_group", "chamber": "chamber", "consultations": "consultations",
    "commission": "commission", "council": "council", "dialogue": "consultations",
}  # fmt: skip
_PAPERS = (
    ("programme", r"program"), ("protocol", r"protocol|protok|minutes"), ("declaration", r"declar|deklar|statement|oświadcz|communiq"),
    ("convention", r"convention|konwenc"), ("roadmap", r"road\s?map|map\w+\s+drog"), ("letter_of_intent", r"letter|list"),
    ("contract", r"contract|kontrakt"), ("framework", r"memorand|mou|framework|porozum"), ("agreement", r""),
)  # fmt: skip
_FILES = {
    "meeting": "meetings.toml",
    "document": "documents.toml",
    "body": "bodies.toml",
    "commitment": "commitments.toml",
}
_SMALL = frozenset(
    [
        "the",
        "and",
        "for",
        "with",
        "from",
        "that",
        "its",
        "their",
        "his",
        "her",
        "will",
        "has",
        "have",
        "was",
        "were",
        "between",
        "both",
        "also",
        "side",
        "sides",
        "party",
        "parties",
        "ministers",
        "minister",
        "delegation",
        "chairs",
        "agreed",
        "expressed",
        "support",
        "stressed",
        "noted",
        "strony",
        "strona",
        "oraz",
        "przez",
        "dla",
    ]
)
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass
class Decision:
    """
    One proposed entry under review.

    Attributes
    ----------
    item
        The entry, as in the document `draft/1`.
    taken
        Whether it is accepted; None while nobody decided.
    before
        What it was before each edit, the first edit first; an edit never loses anything.
    """

    item: dict[str, Any]
    taken: bool | None = None
    before: list[dict[str, Any]] = field(default_factory=list)

    def edit(self, cell: str, value: str) -> None:
        """
        Change one cell, and keep what it was.

        Parameters
        ----------
        cell
            One of `CELLS`.
        value
            The new value as written; blank clears the cell.

        Raises
        ------
        InputError
            If there is no such cell, or it cannot have this value; then nothing is changed.
        """
        changed = {**self.item, cell: _value(self.item, cell, value.strip())}
        self.before.append(self.item)
        self.item = changed

    def undo(self) -> bool:
        """
        Take back the last edit.

        Returns
        -------
        bool
            Whether there was one.
        """
        if not self.before:
            return False
        self.item = self.before.pop()
        return True


def _value(item: dict[str, Any], cell: str, value: str) -> Any:  # noqa: ANN401
    if cell not in CELLS:
        raise InputError(f"There is no '{cell}' to change; there are {', '.join(CELLS)}.")
    forms = FORMS.get(item["kind"], ())
    readers: dict[str, Callable[[str], Any]] = {
        "date": _days, "period": _days, "parties": _countries, "fields": lambda text: _chosen(text, FIELDS, "field"),
        "session": _number, "verb": lambda text: _chosen(text, VERBS, "verb")[0],
        "form": lambda text: _chosen(text, forms, "form")[0],
    }  # fmt: skip
    if not value:
        if cell == "title":
            raise InputError("An entry needs a title.")
        return [] if cell in {"parties", "fields"} else None
    return readers[cell](value) if cell in readers else value


def _days(text: str) -> str | dict[str, str]:
    parts = re.split(r"\s*/\s*|\s+to\s+", text)
    try:
        days = [date.fromisoformat(part).isoformat() for part in parts]
    except ValueError:
        raise InputError(f"'{text}' is no day; write 2025-05-23, or 2025-09-01/2025-11-30 for a stretch.") from None
    if len(days) > 2 or days != sorted(days):
        raise InputError(f"'{text}' is no stretch of days; write the first and the last, as 2025-09-01/2025-11-30.")
    return days[0] if len(days) == 1 or days[0] == days[1] else {"from": days[0], "to": days[1]}


def _countries(text: str) -> list[str]:
    codes = re.split(r"[\s,;]+", text.upper().strip(" ,;"))
    wrong = [code for code in codes if not re.fullmatch(r"[A-Z]{2}", code)]
    if wrong:
        raise InputError(f"'{wrong[0]}' is no country; write codes of ISO 3166, as KZ, PL.")
    return sorted(dict.fromkeys(codes))


def _chosen(text: str, choices: tuple[str, ...], what: str) -> list[str]:
    words = re.split(r"[\s,;]+", text.strip(" ,;"))
    wrong = [word for word in words if word not in choices]
    if wrong:
        raise InputError(f"'{wrong[0]}' is no {what} of the list: {', '.join(choices) or 'none'}.")
    return words


def _number(text: str) -> int:
    if not text.isdigit() or int(text) == 0:
        raise InputError(f"'{text}' is no number of a session.")
    return int(text)


@dataclass(frozen=True, slots=True)
class Publication:
    """
    The publication that the readout is.

    Attributes
    ----------
    key
        Its key in `sources.toml`.
    publisher, title, url
        What a new row of it holds; blank for one that the register has.
    published
        Day of publication.
    """

    key: str
    publisher: str = ""
    title: str = ""
    url: str = ""
    published: date | None = None


def write_entries(folder: Path, register: Register, decisions: list[Decision], source: Publication) -> list[str]:
    """
    Write the accepted entries into the folder of a register, all or none.

    Parameters
    ----------
    folder
        Folder of the register.
    register
        What it holds now.
    decisions
        The entries under review; only those that were taken are written.
    source
        The publication that the readout is.

    Returns
    -------
    list[str]
        Ids of the entries that are new, and of those that got a source or a claim.

    Raises
    ------
    DataError
        If the folder would break its schema; then nothing is written.
    InputError
        If an entry lacks what the register needs.
    """
    writing = _Writing(folder, register, decisions, source)
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch) / "register"
        shutil.copytree(folder, copy)
        for name, text in writing.texts().items():
            (copy / name).write_text(text, encoding="utf-8", newline="\n")
        _, faults = read_register(copy)
        if faults:
            raise DataError(f"Nothing was written. {faults.message(str(folder), 'register')}")
    for name, text in writing.texts().items():
        new = folder / f".{name}.new"
        new.write_text(text, encoding="utf-8", newline="\n")
        new.replace(folder / name)
    return writing.ids


class _Writing:
    """The files of the folder with the accepted entries in them."""

    def __init__(self, folder: Path, register: Register, decisions: list[Decision], source: Publication) -> None:
        self.folder, self.register, self.source = folder, register, source
        self.known = source.published or register.collected
        self.all = [each.item for each in decisions]
        self.taken = [(at, each.item) for at, each in enumerate(decisions) if each.taken]
        self.names = {at: self._known_as(item) for at, item in enumerate(self.all)}
        self.used = set(register.entries)
        self.ids: list[str] = []
        self.files: dict[str, str] = {}
        fresh = [(at, item) for at, item in self.taken if self.names[at] is None]
        for at, item in fresh:
            self.names[at] = self._new_id(item)
        if source.key not in register.sources:
            self._append("sources.toml", "source", self._source_cells())
        for at, item in self.taken:
            entry_id = self.names[at] or ""
            self.ids.append(entry_id)
            if (at, item) in fresh:
                self._append(_FILES[item["kind"]], item["kind"], self._cells(at, item, entry_id))
                if item["kind"] == "commitment":
                    self._state(at, item)
            else:
                self._confirm(item, entry_id)

    def texts(self) -> dict[str, str]:
        """Return the new text of every file that changes."""
        return self.files

    def _state(self, at: int, item: dict[str, Any]) -> None:
        """Say in which state a commitment stands when it is made; the meeting at which it was made is the evidence."""
        evidence = self._ties(at).get("follows_from", [])
        state = "unknown" if not evidence else "agreed" if item["verb"] in {"signed", "agreed", "will"} else "proposed"
        cells = [("about", _quoted("state")), ("value", _quoted(state)), ("when", self._made_on(item) or ""),
                 ("source", _list([self.source.key])), ("grade", _quoted("published")), ("evidence", _list(evidence))]  # fmt: skip
        lines = "\n".join(f"  {key} = {value}" for key, value in cells if value)
        self.files["commitments.toml"] += f"\n  [[commitment.claim]]\n{lines}\n"

    def _text(self, name: str) -> str:
        if name not in self.files:
            path = self.folder / name
            self.files[name] = path.read_text(encoding="utf-8") if path.is_file() else ""
        return self.files[name]

    def _append(self, name: str, table: str, cells: list[tuple[str, str]]) -> None:
        lines = "\n".join(f"{key} = {value}" for key, value in cells)
        before = self._text(name).rstrip("\n")
        self.files[name] = f"{before}\n\n[[{table}]]\n{lines}\n".lstrip("\n")

    def _known_as(self, item: dict[str, Any]) -> str | None:
        for entry_id in item["links"]:
            entry = self.register.entries.get(entry_id)
            if entry is not None and entry.kind == item["kind"]:
                return str(entry_id)
        return None

    def _new_id(self, item: dict[str, Any]) -> str:
        day = None if item["kind"] == "commitment" else _first(item["date"])
        year = (day or self.known.isoformat())[:7]
        words = [fold(word) for word in re.findall(r"\w{3,}", item["title"]) if word.lower() not in _SMALL]
        name = {
            "meeting": f"{fold(item['place'] or item['form'] or 'meeting')}-{year}",
            "body": "-".join(words[:6]),
            "document": "-".join([*words[:4], year[:4]]),
            "commitment": "-".join(["c", year[:4], *words[:4]]),
        }[item["kind"]]
        name = re.sub(r"[^a-z0-9]+", "-", name).strip("-") or item["kind"]
        found, count = name, 2
        while found in self.used:
            found, count = f"{name}-{count}", count + 1
        self.used.add(found)
        return found

    def _source_cells(self) -> list[tuple[str, str]]:
        source = self.source
        cells = [
            ("key", _quoted(source.key)),
            ("publisher", _quoted(source.publisher)),
            ("title", _quoted(source.title)),
        ]
        if source.url:
            cells.append(("url", _quoted(source.url)))
        if source.published:
            cells.append(("published", source.published.isoformat()))
        return [*cells, ("confidence", _quoted("high"))]

    def _cells(self, at: int, item: dict[str, Any], entry_id: str) -> list[tuple[str, str]]:
        when = _when(item["date"])
        cells = [("id", _quoted(entry_id)), ("title", _quoted(item["title"]))]
        own: dict[str, list[tuple[str, str | None]]] = {
            "meeting": [
                ("form", _quoted(item["form"] if item["form"] in FORMS["meeting"] else "event")),
                ("planned" if item["verb"] == "will" else "date", when), ("place", _maybe(item["place"])),
                ("body", self._body(item)), ("session", str(item["session"]) if item["session"] and self._body(item) else None),
            ],
            "body": [("form", _quoted(_BODY_FORMS.get(item["form"] or "", item["form"] or "commission")))],
            "document": [
                ("form", _quoted(next(form for form, words in _PAPERS if re.search(words, item["title"], re.IGNORECASE)))),
                ("date", when), ("place", _maybe(item["place"])), ("period", _when(item["period"])),
            ],
            "commitment": [
                ("date", self._made_on(item)), ("verb", _quoted(item["verb"] or "noted")), ("by", _list(self._by(item))),
                ("sign", _quoted(item.get("sign") or LEAST_SIGN)), ("wanted", when),
            ],
        }  # fmt: skip
        cells += [(key, value) for key, value in own[item["kind"]] if value]
        ties = self._ties(at)
        offices = "; ".join(each["as_reported"] for each in item["offices"])
        shared = [
            ("parties", _list(item["parties"])), ("fields", _list(item["fields"])),
            *((link, _list(ids)) for link, ids in ties.items()), ("source", _list([self.source.key])),
            ("grade", _quoted("published")), ("known", self.known.isoformat()),
            ("note", _quoted(f"Offices as reported: {offices}") if offices else None),
        ]  # fmt: skip
        return cells + [(key, value) for key, value in shared if value]

    def _body(self, item: dict[str, Any]) -> str | None:
        for entry_id in item["links"]:
            entry = self.register.entries.get(entry_id)
            if entry is not None and entry.kind == "body":
                return _quoted(entry_id)
        for at, other in self.taken:
            if other["kind"] == "body" and set(other["bodies"]) & set(item["bodies"]):
                return _quoted(self.names[at] or "")
        return None

    def _by(self, item: dict[str, Any]) -> list[str]:
        body = self._body(item)
        return [json.loads(body)] if body else []

    def _made_on(self, item: dict[str, Any]) -> str | None:
        for tie in item["relations"]:
            if tie["type"] == "follows_from":
                return _when(self.all[tie["entry"]]["date"]) or self.known.isoformat()
        return self.known.isoformat()

    def _ties(self, at: int) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for tie in self.all[at]["relations"]:
            target = self.names[tie["entry"]]
            if target is not None:
                found.setdefault(tie["type"], []).append(target)
        return found

    def _confirm(self, item: dict[str, Any], entry_id: str) -> None:
        """Add the publication to an entry that the register has, and what it tells differently as claims of its own."""
        name, table = _FILES[item["kind"]], item["kind"]
        entry = self.register.entries[entry_id]
        text = self._text(name)
        block = _block(text, table, entry_id)
        head = text[block.start() : block.end()]
        claims: list[tuple[str, str]] = []
        if any("puts it on" in sentence for sentence in item["disagrees"]):
            claims.append(("date", _when_text(item["date"]) or ""))
        if any("puts it in" in sentence for sentence in item["disagrees"]):
            claims.append(("place", item["place"]))
        if not claims and self.source.key not in entry.source:
            keys = _list([*entry.source, self.source.key]) or ""
            head = re.sub(r"(?m)^source = \[[^\]]*\]", lambda _: f"source = {keys}", head, count=1)
        for about, value in claims:
            when = _when(item["date"]) or self.known.isoformat()
            cells = [
                ("about", _quoted(about)), ("value", _quoted(value)), ("when", when), ("known", self.known.isoformat()),
                ("source", _list([self.source.key]) or ""), ("grade", _quoted("published")),
            ]  # fmt: skip
            lines = "\n".join(f"  {key} = {cell}" for key, cell in cells)
            head = f"{head.rstrip()}\n\n  [[{table}.claim]]\n{lines}\n\n"
        self.files[name] = text[: block.start()] + head + text[block.end() :]


def _block(text: str, table: str, entry_id: str) -> re.Match[str]:
    """Return the text of an entry with its claims."""
    for match in re.finditer(rf"(?ms)^\[\[{table}\]\].*?(?=^\[\[{table}\]\]|\Z)", text):
        if re.search(rf"(?m)^id = \"{re.escape(entry_id)}\"", match[0]):
            return match
    raise DataError(f'Nothing was written: [[{table}]] with id = "{entry_id}" was not found in its file.')


def _first(told: str | dict[str, str] | None) -> str | None:
    return told["from"] if isinstance(told, dict) else told


def _when_text(told: str | dict[str, str] | None) -> str | None:
    """Return a time as the register writes it: a day, a month, a season, a year or a span."""
    if told is None or isinstance(told, str):
        return told
    first, last = date.fromisoformat(told["from"]), date.fromisoformat(told["to"])
    if first.day == 1 and last == date(last.year, last.month, calendar.monthrange(last.year, last.month)[1]):
        if (first.year, first.month) == (last.year, last.month):
            return f"{first:%Y-%m}"
        if first.month == 1 and last.month == 12:
            return f"{first.year}" if first.year == last.year else f"{first.year}/{last.year}"
        season = next((name for name, month in SEASONS.items() if month == first.month), None)
        if season and (last.year * 12 + last.month) - (first.year * 12 + first.month) == 2:
            return f"{first.year}-{season}"
    return f"{first}/{last}"


def _when(told: str | dict[str, str] | None) -> str | None:
    text = _when_text(told)
    return text if text is None or _DAY.fullmatch(text) else _quoted(text)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _maybe(text: str | None) -> str | None:
    return _quoted(text) if text else None


def _list(values: list[str]) -> str | None:
    return "[" + ", ".join(_quoted(value) for value in values) + "]" if values else None
