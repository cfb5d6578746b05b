"""Reading a folder of TOML files into a register, with every fault of the folder in one message."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from transcaspia.errors import DataError
from transcaspia.network.faults import Faults
from transcaspia.register.check import Lines, check_entries
from transcaspia.register.lists import LINKS
from transcaspia.register.model import Claim, Entry, Presence, Register, Source
from transcaspia.register.shape import CLAIM, FILES, SOURCES, File, Key
from transcaspia.register.when import When, parse_when

SHIPPED = Path(__file__).parent / "data"
"""Folder of the register that comes with the package."""
SETTINGS = "register.toml"

_HEADER = re.compile(r"^\s*\[\[\s*(\w+)\s*(?:\.\s*(\w+)\s*)?\]\]", re.MULTILINE)
_COUNTRY = re.compile(r"[A-Z]{2}")
_ID = re.compile(r"[a-z0-9][a-z0-9-]*")
_FOUND_ON_NO_DAY = date.min


def load_register(folder: Path | None = None) -> Register:
    """
    Return the register of a folder, after every check.

    Parameters
    ----------
    folder
        Folder with `register.toml` and one TOML file for each kind of entry; None means the shipped register.

    Returns
    -------
    Register
        All that it holds.

    Raises
    ------
    DataError
        If anything is wrong with the folder; the message lists all faults, file by file.
    """
    register, faults = read_register(folder)
    if faults:
        raise DataError(faults.message(str(register.folder), "register"))
    return register


def read_register(folder: Path | None = None) -> tuple[Register, Faults]:
    """
    Return what can be read of a folder, and all its faults.

    Parameters
    ----------
    folder
        Folder of a register; None means the shipped register.

    Returns
    -------
    tuple[Register, Faults]
        The register without the entries that could not be read, and what is wrong; no fault means that all is well.

    Raises
    ------
    DataError
        If it is not a folder.
    """
    root = SHIPPED if folder is None else Path(folder)
    if not root.is_dir():
        raise DataError(
            f"{root} is not a folder. A register is a folder of TOML files with {SETTINGS}: give the path of one, or "
            "leave it out for the shipped register."
        )
    reading = _Reading(root)
    collected = reading.collected()
    sources = reading.sources()
    entries = reading.entries(sources)
    register = Register(entries=entries, sources=sources, folder=root, collected=collected)
    check_entries(register, reading.lines, reading.names, reading.faults)
    return register, reading.faults


@dataclass
class _Reading:
    """A folder as it is read: faults, and on which line each entry begins."""

    root: Path
    faults: Faults = field(default_factory=Faults)
    lines: Lines = field(default_factory=dict)
    names: set[str] = field(default_factory=set)

    def collected(self) -> date:
        told = self._toml(SETTINGS)[0].get("register", {})
        found = told.get("collected") if isinstance(told, dict) else None
        if type(found) is date:
            return found
        self.faults.add(
            SETTINGS, "collected", 0, "", "the day on which the sources were last searched is missing",
            "Write it below [register], as collected = 2026-11-22.",
        )  # fmt: skip
        return date.max

    def sources(self) -> dict[str, Source]:
        found: dict[str, Source] = {}
        for cells, line in self._tables(SOURCES):
            read = self._cells(SOURCES, SOURCES.keys, cells, SOURCES.name, line)
            if read is None:
                continue
            source = Source(**read)
            if source.key in found:
                self.faults.add(
                    SOURCES.name, "key", line, source.key, "the key is given twice", "Give each publication its own."
                )
            found[source.key] = source
        return found

    def entries(self, sources: dict[str, Source]) -> dict[str, Entry]:
        found: dict[str, Entry] = {}
        for file in FILES:
            for cells, line in self._tables(file):
                self.names.add(str(cells.get("id", "")))
                entry = self._entry(file, cells, line, sources)
                if entry is None:
                    continue
                if entry.id in found:
                    self.faults.add(
                        file.name, "id", line, entry.id, "the id is given twice", "Give each entry its own."
                    )
                found[entry.id] = entry
        return found

    def _entry(self, file: File, cells: dict[str, Any], line: int, sources: dict[str, Source]) -> Entry | None:
        raw_claims = cells.pop("claim", [])
        read = self._cells(file, file.keys, cells, file.name, line)
        claim_lines = self.lines.get((file.name, "claim", line), [])
        claims: list[Claim | None] = []
        for place, told in enumerate(raw_claims if isinstance(raw_claims, list) else []):
            at = claim_lines[place] if place < len(claim_lines) else line
            claims.append(self._claim(file.name, told, at, sources))
        if read is None or file.made is None:
            return None
        if not _ID.fullmatch(read["id"]):
            self.faults.add(
                file.name, "id", line, read["id"], "it is not an id", "Use small letters, digits and hyphens only."
            )
        self.lines[read["id"]] = [line, *claim_lines]
        self.lines["file", read["id"]] = file.name
        links = {kind: read.pop(kind) for kind in LINKS if kind in read}
        when = read.get("date") or read.get("planned")
        read.setdefault("known", _known(read["source"], sources, when))
        kept = tuple(claim for claim in claims if claim is not None)
        return file.made(kind=file.table, links=links, claims=kept, **read)

    def _claim(self, name: str, told: object, line: int, sources: dict[str, Source]) -> Claim | None:
        if not isinstance(told, dict):
            self.faults.add(name, "claim", line, "", "it is not a table", "Write [[KIND.claim]] above its keys.")
            return None
        if isinstance(told.get("value"), (date, int, float)) and not isinstance(told.get("value"), bool):
            told["value"] = str(told["value"])
        read = self._cells(CLAIM, CLAIM.keys, told, name, line)
        if read is None:
            return None
        read.setdefault("known", _known(read["source"], sources, read["when"]))
        return Claim(**read)

    def _tables(self, file: File) -> list[tuple[dict[str, Any], int]]:
        told, text = self._toml(file.name)
        starts: list[int] = []
        for header in _HEADER.finditer(text):
            line = text.count("\n", 0, header.end()) + 1
            if header[2] is None:
                starts.append(line)
            elif starts:
                self.lines.setdefault((file.name, "claim", starts[-1]), []).append(line)
        for name in told:
            if name != file.table:
                self.faults.add(file.name, name, 0, "", "it is not a table of this file", f"Write [[{file.table}]].")
        tables = told.get(file.table, [])
        if not isinstance(tables, list) or not all(isinstance(each, dict) for each in tables):
            self.faults.add(file.name, file.table, 0, "", "it is not a list of tables", f"Write [[{file.table}]].")
            return []
        starts += [0] * (len(tables) - len(starts))
        return list(zip(tables, starts, strict=False))

    def _toml(self, name: str) -> tuple[dict[str, Any], str]:
        try:
            text = (self.root / name).read_bytes().decode("utf-8-sig")
            return tomllib.loads(text), text
        except FileNotFoundError:
            self.faults.add(name, "", 0, "", "the file is missing", "Add it; one without entries is empty.")
        except UnicodeDecodeError:
            self.faults.add(name, "", 0, "", "the file is not UTF-8", "Save it as UTF-8.")
        except tomllib.TOMLDecodeError as err:
            self.faults.add(name, "", 0, "", f"it is not TOML ({err})", "Mend the line that it names.")
        except OSError as err:
            self.faults.add(name, "", 0, "", f"the file cannot be read ({err.strerror})", "Make it readable.")
        return {}, ""

    def _cells(
        self, file: File, keys: tuple[Key, ...], cells: dict[str, Any], name: str, line: int
    ) -> dict[str, Any] | None:
        """Return the cells as the model holds them; None where one of them is at fault."""
        known = {key.name: key for key in keys}
        read: dict[str, Any] = {}
        whole = True
        for word in cells:
            if word not in known:
                self.faults.add(
                    name, word, line, "", f"no {file.table} has this key", f"Use one of {', '.join(known)}."
                )
                whole = False
        for key in keys:
            value = cells.get(key.name)
            if value in ("", [], None):
                if key.required:
                    self.faults.add(name, key.name, line, "", "it is missing", f"{key.meaning}: write it.")
                    whole = False
                continue
            wrong, what = _read_value(key, value)
            if wrong:
                self.faults.add(name, key.name, line, str(value), wrong, _todo(key))
                whole = False
            else:
                read[key.name] = what
        return read if whole else None


def _read_value(key: Key, value: object) -> tuple[str, Any]:
    """Return what is wrong with a value, or what it means."""
    wrong, what = "", value
    if key.kind in {"text", "id"}:
        wrong = "" if isinstance(value, str) else "it is not text"
    elif key.kind == "integer":
        wrong = (
            "" if isinstance(value, int) and not isinstance(value, bool) and value > 0 else "it is not a number above 0"
        )
    elif key.kind == "when":
        wrong, what = _when(value)
    elif key.kind == "day":
        wrong = "" if type(value) is date else "it is not a day"
    elif key.kind == "present":
        wrong, what = _presences(value)
    else:
        if not isinstance(value, list) or not all(isinstance(each, str) and each for each in value):
            return "it is not a list of texts", None
        what = tuple(value)
        if key.kind == "countries" and not all(_COUNTRY.fullmatch(each) for each in value):
            wrong = "it is not a list of countries"
    if not wrong and key.choices:
        given = what if isinstance(what, tuple) else (what,)
        strange = [str(each) for each in given if each not in key.choices]
        wrong = f"{', '.join(strange)} is not on the list" if strange else ""
    return wrong, what


def _when(value: object) -> tuple[str, When | None]:
    if not isinstance(value, (str, date)):
        return "it is not a time", None
    try:
        return "", parse_when(str(value))
    except ValueError as err:
        return str(err), None


def _presences(value: object) -> tuple[str, Any]:
    if not isinstance(value, list):
        return "it is not a list", None
    found: list[Presence] = []
    for each in value:
        if (
            not isinstance(each, dict)
            or not set(each) <= {"office", "person"}
            or not isinstance(each.get("office"), str)
        ):
            return "it is not a list of tables with `office` and `person`", None
        found.append(Presence(each["office"], str(each.get("person", ""))))
    return "", tuple(found)


def _todo(key: Key) -> str:
    if key.choices:
        return f"Use {', '.join(key.choices)}."
    return {
        "when": "Write 2025, 2025-05, 2025-05-23 or 2025-autumn, or two of them joined by a slash.",
        "day": "Write it as 2025-05-23, without quotes.",
        "countries": 'Write codes of ISO 3166, or EU, as ["KZ", "PL"].',
        "integer": "Write digits without quotes.",
        "present": 'Write [{ office = "kz-foreign-minister", person = "Nurtleu" }].',
    }.get(key.kind, "Write text in quotes, or a list of such texts where the key takes several.")


def _known(keys: tuple[str, ...], sources: dict[str, Source], when: When | None) -> date:
    """Return when something became known: with the first of its sources; an undated page leaves the event's own day."""
    published = [sources[key].published for key in keys if key in sources]
    days = [each.last for each in published if each is not None]
    if days:
        return min(days)
    if when is None:
        return _FOUND_ON_NO_DAY
    return when.first if when.is_open else when.last
