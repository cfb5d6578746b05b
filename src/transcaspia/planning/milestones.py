"""Milestones of a user's own boxes: read from CSV, and what they say of runs and stays."""

from __future__ import annotations

import csv
import io
import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from transcaspia.errors import InputError
from transcaspia.network.model import Network, Row
from transcaspia.network.places import fold
from transcaspia.units import SECONDS_PER_HOUR

ARRIVED, DEPARTED = "arrived", "departed"
RUN, STAY = "run", "stay"
COLUMNS: dict[str, str] = {
    "box": "Number of the box, wagon or trailer; boxes are told apart by it alone",
    "place": "Node of the network: its id, its name or one of its aliases",
    "event": "arrived or departed; gate in, discharged, ATA and gate out, loaded, ATD mean the same",
    "at": "When: 2025-10-01T14:30 on the clock of the place, with +05:00 or Z on another; a bare day is its noon",
}
"""Columns of the file with their meaning; others are not read."""
MOST_BYTES = 10_000_000
MOST_ROWS = 100_000
MOST_FAULTS = 50
JOURNEY_DAYS = 60.0
"""A box that is not heard of for longer has begun another journey."""

_HEADS = {
    "box": "box container containerno containernumber unit wagon trailer kontener nrkontenera контейнер "
    "номерконтейнера вагон",
    "place": "place terminal station location node port miejsce stacja место станция терминал порт",
    "event": "event milestone status move zdarzenie событие операция статус",
    "at": "at time date datetime timestamp when data czas datazdarzenia дата время датавремя",
}
_EVENTS = {
    ARRIVED: "arrived arrival arr ata gatein discharged unloaded in przyjazd przybycie прибыл прибытие выгружен",
    DEPARTED: "departed departure dep atd gateout loaded out wyjazd odjazd отправлен отправление погружен",
}
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})(?:[ T](\d{1,2}):(\d{2})(?::\d{2})?)?")
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?:[ T](\d{1,2}):(\d{2})(?::\d{2})?)?")
_BARE = re.compile(r"\d{4}-\d{2}-\d{2}")
_FIRST_YEAR, _LAST_YEAR = 1990, 2100
_DECEMBER = 12
_NOON = 12
_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Milestone:
    """
    An event of a box.

    Attributes
    ----------
    box
        Its number.
    place
        Node.
    event
        `arrived` or `departed`.
    at
        Instant, UTC.
    """

    box: str
    place: str
    event: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Readout:
    """
    What a file holds.

    Attributes
    ----------
    milestones
        In the order of the file.
    faults
        A sentence for each line that could not be read, at most `MOST_FAULTS`.
    lines
        How many lines had anything in them.
    unread
        How many of them could not be read.
    """

    milestones: tuple[Milestone, ...]
    faults: tuple[str, ...]
    lines: int
    unread: int


@dataclass(frozen=True, slots=True)
class Observed:
    """
    A run from node to node, or a stay at a node, that a box made.

    Attributes
    ----------
    kind
        `run` or `stay`.
    start, end
        Nodes; the same twice for a stay.
    box
        Number of the box.
    began
        When it began, UTC.
    hours
        How long it took.
    """

    kind: str
    start: str
    end: str
    box: str
    began: datetime
    hours: float


def read_milestones(content: bytes, network: Network) -> Readout:
    """
    Return the milestones of a CSV file.

    Commas, semicolons and tabs part the cells; the head names the columns in English, Polish or Russian, in any order.

    Parameters
    ----------
    content
        The file.
    network
        The network whose nodes the places are.

    Returns
    -------
    Readout
        What could be read, and a sentence for each line that could not.

    Raises
    ------
    InputError
        If nothing can be read of it: not UTF-8, no head, too large.
    """
    text = _decoded(content)
    head, _, _ = text.lstrip("\r\n").partition("\n")
    mark = max(",;\t", key=head.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=mark)
    found: list[Milestone] = []
    faults: list[str] = []
    lines = 0
    nodes = _named(network)
    columns: dict[str, int] | None = None
    try:
        for row in rows:
            if not any(cell.strip() for cell in row):
                continue
            if columns is None:
                columns = _columns(row)
                continue
            lines += 1
            if lines > MOST_ROWS:
                raise InputError(f"The file has more than {MOST_ROWS:,} lines; give it in parts.")
            made = _milestone(row, columns, nodes, network)
            if isinstance(made, str):
                faults.append(f"line {rows.line_num}: {made}")
            else:
                found.append(made)
    except csv.Error as error:
        raise InputError(f"line {rows.line_num}: this is not CSV ({error}); save the sheet as CSV, UTF-8.") from None
    if columns is None:
        raise InputError(f"The file is empty; its first line names the columns: {', '.join(COLUMNS)}.")
    return Readout(tuple(found), tuple(faults[:MOST_FAULTS]), lines, len(faults))


def observed(milestones: Iterable[Milestone]) -> tuple[Observed, ...]:
    """
    Return the runs and stays that milestones tell of.

    A run is a departure followed by the arrival of the same box elsewhere, a stay an arrival followed by its departure.
    An event told twice counts once: the first arrival, the last departure.

    Parameters
    ----------
    milestones
        Milestones of any boxes, in any order.

    Returns
    -------
    tuple[Observed, ...]
        By box, in order of time.
    """
    boxes: dict[str, list[Milestone]] = defaultdict(list)
    for each in milestones:
        boxes[each.box].append(each)
    found: list[Observed] = []
    for box in sorted(boxes):
        events = _without_repeats(sorted(set(boxes[box]), key=lambda m: (m.at, m.event)))
        for before, after in itertools.pairwise(events):
            hours = (after.at - before.at).total_seconds() / SECONDS_PER_HOUR
            if hours <= 0.0 or hours > JOURNEY_DAYS * 24.0:
                continue
            same = before.place == after.place
            if (before.event, after.event) == (DEPARTED, ARRIVED) and not same:
                found.append(Observed(RUN, before.place, after.place, box, before.at, hours))
            elif (before.event, after.event) == (ARRIVED, DEPARTED) and same:
                found.append(Observed(STAY, before.place, before.place, box, before.at, hours))
    return tuple(found)


def milestone_of(body: Mapping[str, object], network: Network) -> Milestone:
    """
    Return a milestone from plain values.

    Parameters
    ----------
    body
        Texts by the names of `COLUMNS`.
    network
        The network whose node the place is.

    Returns
    -------
    Milestone
        The milestone.

    Raises
    ------
    InputError
        If one of them is missing or wrong.
    """
    row = [str(body.get(name) or "") for name in COLUMNS]
    made = _milestone(row, {name: place for place, name in enumerate(COLUMNS)}, _named(network), network)
    if isinstance(made, str):
        raise InputError(f"milestone: {made}")
    return made


def _decoded(content: bytes) -> str:
    if len(content) > MOST_BYTES:
        raise InputError(f"The file has {len(content):,} bytes, and {MOST_BYTES:,} are the most; give it in parts.")
    encoding = "utf-16" if content[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig"
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        where = content[: error.start].count(b"\n") + 1
        raise InputError(f"line {where}: the file is not UTF-8; save the sheet as CSV, UTF-8.") from None


def _columns(row: list[str]) -> dict[str, int]:
    names = {word: column for column, words in _HEADS.items() for word in words.split()}
    found: dict[str, int] = {}
    for place, cell in enumerate(row):
        column = names.get(re.sub(r"[^\w]|_", "", cell.casefold()))
        if column is not None:
            found.setdefault(column, place)
    missing = [column for column in COLUMNS if column not in found]
    if missing:
        raise InputError(
            f"The first line names no column {', '.join(missing)}: expected {', '.join(COLUMNS)}, and found "
            f"{', '.join(_shown(cell) for cell in row[:8]) or 'nothing'}."
        )
    return found


def _milestone(
    row: list[str], columns: Mapping[str, int], nodes: Mapping[str, list[Row]], network: Network
) -> Milestone | str:
    """Return a milestone, or what is wrong with it."""
    cells = {name: row[place].strip() if place < len(row) else "" for name, place in columns.items()}
    for name, cell in cells.items():
        if not cell:
            return f"{name} is blank; give {COLUMNS[name].partition(';')[0].partition(':')[0].lower()}."
    box = re.sub(r"[\s-]", "", cells["box"]).upper()
    if not re.fullmatch(r"[0-9A-ZА-ЯĄĆĘŁŃÓŚŹŻ/.]{1,30}", box):
        return f"box '{_shown(cells['box'])}' is no number of a box: letters and digits, at most 30."
    node = _node(cells["place"], nodes, network)
    if isinstance(node, str):
        return node
    event = _event(cells["event"])
    if event is None:
        return f"event '{_shown(cells['event'])}' is not known: expected arrived or departed."
    at = _instant(cells["at"], ZoneInfo(node.text("timezone")))
    if isinstance(at, str):
        return at
    return Milestone(box, node.id, event, at)


def _named(network: Network) -> dict[str, list[Row]]:
    """Return the nodes by each spelling of their names, folded."""

    def made() -> dict[str, list[Row]]:
        found: dict[str, list[Row]] = defaultdict(list)
        for node in network.rows("nodes"):
            for key in {fold(text) for text in (node.id, node.text("name"), *node.items("aliases"))}:
                found[key].append(node)
        return dict(found)

    return network.kept("nodes of milestones", made)


def _node(text: str, nodes: Mapping[str, list[Row]], network: Network) -> Row | str:
    by_id = network.by_id("nodes").get(text.upper())
    if by_id is not None:
        return by_id
    found = nodes.get(fold(text), [])
    own = [node for node in found if fold(node.text("name")) == fold(text)]
    if len(own or found) == 1:
        return (own or found)[0]
    if not found:
        return (
            f"place '{_shown(text)}' is no node of the network; give its id or name, as `transcaspia places` finds it."
        )
    told = ", ".join(f"{node.id} ({node.text('name')})" for node in found[:5])
    return f"place '{_shown(text)}' may mean {told}; give the id."


def _event(text: str) -> str | None:
    key = re.sub(r"[^\w]|_", "", text.casefold())
    return next((event for event, words in _EVENTS.items() if key in words.split()), None)


def _instant(text: str, zone: tzinfo) -> datetime | str:
    wrong = f"at '{_shown(text)}' is no time; write it as 2025-10-01T14:30."
    slashed = _SLASHED.fullmatch(text)
    parts = slashed or _DOTTED.fullmatch(text)
    try:
        if parts is not None:
            day, month, year = (int(part) for part in parts.groups()[:3])
            hour, minute = (None if part is None else int(part) for part in parts.groups()[3:])
            if slashed and day <= _DECEMBER and day != month:
                return f"at '{_shown(text)}' can be read in two ways; write it as {year}-{month:02d}-{day:02d}."
            when = datetime(year, month, day, _NOON if hour is None else hour, minute or 0, tzinfo=zone)
        else:
            when = datetime.fromisoformat(text)
            if _BARE.fullmatch(text):
                when = when.replace(hour=_NOON)
            if when.tzinfo is None:
                when = when.replace(tzinfo=zone)
        if not _FIRST_YEAR <= when.year <= _LAST_YEAR:
            return f"at '{_shown(text)}' lies outside the years {_FIRST_YEAR} to {_LAST_YEAR}."
        return when.astimezone(UTC)
    except (ValueError, OverflowError):
        return wrong


def _without_repeats(events: list[Milestone]) -> list[Milestone]:
    """Return events without those told twice in a row: of arrivals the first stays, of departures the last."""
    kept: list[Milestone] = []
    for each in events:
        last = kept[-1] if kept else None
        near = last is not None and each.at - last.at <= timedelta(days=JOURNEY_DAYS)
        if last is not None and near and (last.place, last.event) == (each.place, each.event):
            if each.event == DEPARTED:
                kept[-1] = each
            continue
        kept.append(each)
    return kept


def _shown(text: str) -> str:
    printable = "".join(mark if mark.isprintable() else "?" for mark in text)
    return printable if len(printable) <= _SHOWN else printable[:_SHOWN] + "..."
