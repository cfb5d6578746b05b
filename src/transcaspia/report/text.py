"""The answer as a table for a terminal, or for a pipe."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from transcaspia.network.places import fold
from transcaspia.report import words
from transcaspia.report.asked import asked
from transcaspia.report.cold import cold_sentences, power_words
from transcaspia.report.columns import cut, wrapped
from transcaspia.report.explain_law import law_sentences, law_terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from transcaspia.network.model import Network
    from transcaspia.planning.model import Itineraries, Itinerary, Leg, TimeBand
    from transcaspia.report.asked import Asked

LEAST_WIDTH = 40
_LEAST_BAND, _MOST_BAND = 14, 34
_GAP = "  "

_MARKS = {
    "rail_1520": "══",
    "rail_1435": "──",
    "road": "··",
    "sea": "~~",
    "rail_ferry": "≈═",
    "ro_ro": "≈·",
    "air": "^^",
}
_PLAIN_MARKS = {
    "rail_1520": "==",
    "rail_1435": "--",
    "road": "..",
    "sea": "~~",
    "rail_ferry": "~=",
    "ro_ro": "~.",
    "air": "^^",
}
_COLOURS = {
    "rail_1520": "34",
    "rail_1435": "94",
    "road": "33",
    "sea": "36",
    "rail_ferry": "32",
    "ro_ro": "32",
    "air": "35",
}
_BOLD, _DIM, _RESET = "\x1b[1m", "\x1b[2m", "\x1b[0m"


@dataclass(frozen=True, slots=True)
class Look:
    """
    How the table is printed.

    Attributes
    ----------
    width
        Columns of the screen.
    drawn
        Draw bands and marks with line characters, as a terminal shows them; False for a pipe, which gets
        dates and plain marks.
    colour
        Colour the marks and set the first itinerary bold; nothing is told by colour alone.
    """

    width: int = 100
    drawn: bool = False
    colour: bool = False

    @property
    def marks(self) -> dict[str, str]:
        """Mark of each mode, two columns wide."""
        return _MARKS if self.drawn else _PLAIN_MARKS

    @property
    def dash(self) -> str:
        """What joins the figures of a band."""
        return "–" if self.drawn else "-"


def answer_text(answer: Itineraries, network: Network, look: Look | None = None) -> str:
    """
    Return an answer as a table with what a reader must know to trust it.

    Parameters
    ----------
    answer
        The answer of `plan`.
    network
        Network that it was planned on.
    look
        How it is printed; by default for a pipe.

    Returns
    -------
    str
        Lines no wider than the look allows, ending in a line feed.
    """
    look = look or Look()
    width = max(look.width, LEAST_WIDTH)
    look = Look(width, look.drawn, look.colour)
    question = asked(answer, network)
    lines = _heading(answer, network, question, look)
    if answer.empty:
        lines += ["", *wrapped("No way was found. Why:", look)]
    else:
        lines += ["", *_table(answer, question, look)]
        lines += ["", *_chosen(answer.itineraries[0], look)]
        lines += [line for text in (*law_sentences(answer), *cold_sentences(answer)) for line in wrapped(text, look)]
        lines += _ground(answer, look)
    lines += _refused(answer, look)
    lines += ["", *_legs(answer, look)] if not answer.empty else _ground(answer, look)
    lines += ["", *wrapped(_hint(answer, question), look)]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _heading(answer: Itineraries, network: Network, question: Asked, look: Look) -> list[str]:
    head = f"{question.origin} to {question.destination}, ready {question.ready_text}: {question.cargo}"
    if question.deadline_text:
        head += f"; wanted by {question.deadline_text}"
    if question.conditions:
        head += f"; {question.conditions}"
    first = [f"{_BOLD}{line}{_RESET}" if look.colour else line for line in wrapped(head, look)]
    known = f"; as known on {words.long_day(question.known_on)}" if question.known_on < answer.network_date else ""
    edition = f"{network.title}, edition {words.day(answer.network_date)} {answer.network_date.year}{known}"
    return [*first, *wrapped(f"Planning estimate, not an offer. {edition}.", look)]


@dataclass(frozen=True, slots=True)
class _Axis:
    """The common axis of all arrival bands: first and last instant, and columns."""

    first: datetime
    last: datetime
    columns: int

    def column(self, when: datetime) -> int:
        share = (when - self.first) / (self.last - self.first) if self.last > self.first else 0.0
        return round(min(max(share, 0.0), 1.0) * (self.columns - 1))

    def band(self, arrival: TimeBand, deadline: datetime | None) -> str:
        low, mid, high = (self.column(when) for when in (arrival.p10, arrival.p50, arrival.p90))
        cells = [" "] * self.columns
        if deadline is not None and self.first <= deadline <= self.last:
            cells[self.column(deadline)] = "¦"
        if high > low:
            cells[low : high + 1] = "─" * (high - low + 1)
            cells[low], cells[high] = "├", "┤"
        cells[mid] = "●"
        return "".join(cells)

    def header(self) -> str:
        left, right = words.day(self.first), words.day(self.last)
        middle = words.day(self.first + (self.last - self.first) / 2)
        room = self.columns - len(left) - len(right)
        if room < len(middle) + 2:
            return left + right.rjust(self.columns - len(left))
        before = max((self.columns - len(middle)) // 2 - len(left), 1)
        text = left + " " * before + middle
        return text + right.rjust(self.columns - len(text))


def _table(answer: Itineraries, question: Asked, look: Look) -> list[str]:
    """Return the table: the figures beside the name of a way, below it, or as a list, as the screen has room."""
    ways = answer.itineraries
    columns = _columns(ways, look)
    # A heading of two words stands on two lines.
    widths = {name: max(len(part) for part in (*name.split("/"), *cells)) for name, cells in columns.items()}
    figures = sum(widths.values()) + len(_GAP) * len(widths)
    indent = len(str(len(ways))) + 1
    longest = max(words.columns_of(way.corridor_name) for way in ways)
    room = look.width - figures - indent
    bands, band_header = _bands(ways, question, look, room - longest - len(_GAP))
    beside = room - len(_GAP) - words.columns_of(band_header) >= longest
    if not beside:
        bands, band_header = _bands(ways, question, look, room)
    if words.columns_of(band_header) > room:
        bands, band_header = _bands(ways, question, look, look.width - indent)
        return [*_list(ways, columns, bands, band_header, look), "", *_legend(ways, question, look)]
    name_width = longest + len(_GAP) if beside else 0
    upper, lower = " " * (indent + name_width + len(band_header)), " " * indent + "way".ljust(name_width)[:name_width]
    lower += band_header
    for name, width in widths.items():
        above, _, below = name.rpartition("/")
        upper += _GAP + above.rjust(width)
        lower += _GAP + below.rjust(width)
    lines = [_dimmed(line, look) for line in (upper, lower)]
    for index, way in enumerate(ways):
        name = str(index + 1).ljust(indent) + way.corridor_name
        row = bands[index] + "".join(_GAP + cells[index].rjust(widths[name]) for name, cells in columns.items())
        if beside:
            rows = [name + " " * (indent + name_width - words.columns_of(name)) + row]
        else:
            rows = [name, " " * indent + row]
        lines += [f"{_BOLD}{line}{_RESET}" if look.colour and index == 0 else line for line in rows]
        lines += _route(way, ways, look, " " * indent)
    return [*lines, "", *_legend(ways, question, look)]


def _columns(ways: Sequence[Itinerary], look: Look) -> dict[str, list[str]]:
    """Return the figures of every way by heading; `/` breaks a heading in two lines."""
    columns = {
        "days": [
            look.dash.join(words.days(way.duration_h.p10, way.duration_h.p50, way.duration_h.p90)) for way in ways
        ],
        "USD": [look.dash.join(words.money_band(way.cost_usd)[::2]) for way in ways],
        "kg/CO2e": [words.two_digits(way.co2e_kg) for way in ways],
    }
    columns["on/time"] = [f"{way.on_time_share:.0%}" for way in ways]
    columns["/chg"] = [str(way.transfers) for way in ways]
    return columns


def _list(
    ways: Sequence[Itinerary], columns: dict[str, list[str]], bands: Sequence[str], header: str, look: Look
) -> list[str]:
    """Return the table for a narrow screen: the figures of a way stand in a sentence."""
    lines = [_dimmed("  " + header, look)]
    for index, way in enumerate(ways):
        lines += wrapped(f"{index + 1} {way.corridor_name}", look)
        lines.append("  " + bands[index])
        figures = [f"{cells[index]} {name.replace('-/', '').replace('/', ' ')}" for name, cells in columns.items()]
        lines += wrapped(", ".join(figures), look, "  ", "  ")
        lines += _route(way, ways, look, "  ")
    return lines


def _bands(ways: Sequence[Itinerary], question: Asked, look: Look, room: int) -> tuple[list[str], str]:
    arrivals = [way.arrival for way in ways]
    local = [tuple(question.there(t) for t in (a.p10, a.p50, a.p90)) for a in arrivals]
    if not look.drawn:
        texts = ["-".join(words.day(when) for when in times) for times in local]
        width = max(len(text) for text in texts)
        return [text.ljust(width) for text in texts], "arrival".ljust(width)
    columns = min(max(room, _LEAST_BAND), _MOST_BAND)
    axis = _Axis(question.there(min(a.p10 for a in arrivals)), question.there(max(a.p90 for a in arrivals)), columns)
    return [axis.band(arrival, question.deadline) for arrival in arrivals], axis.header()


def _route(way: Itinerary, ways: Sequence[Itinerary], look: Look, indent: str) -> list[str]:
    unit = [f"in {way.units} × {way.unit}"] if way.unit != ways[0].unit else []
    notes = [*way.labels, *unit, *([way.status.replace("_", " ")] if way.status != "regular" else [])]
    if way.beaten_by:
        notes.append(f"no better than {_number(way.beaten_by, ways)}")
    head = f"{', '.join(notes)}: " if notes else ""
    pieces = [head + way.legs[0].start.name]
    for leg in way.legs:
        if fold(leg.start.name) != fold(leg.end.name):  # from the terminal to the door of one town is no news
            through = [code for code in leg.countries if code not in {leg.start.country, leg.end.country}]
            passing = f"({' '.join(words.distinct(through))}) " if through else ""
            pieces.append(f"{look.marks[words.mode_key(leg)]} {passing}{leg.end.name}")
    return _filled(pieces, look, indent)


def _number(itinerary_id: str, ways: Sequence[Itinerary]) -> str:
    return next((f"way {n}" for n, way in enumerate(ways, start=1) if way.id == itinerary_id), itinerary_id)


def _filled(pieces: Iterable[str], look: Look, indent: str) -> list[str]:
    """Return pieces joined by blanks, broken only between pieces."""
    lines: list[str] = []
    line = ""
    for piece in pieces:
        longer = f"{line} {piece}" if line else indent + piece
        if line and words.columns_of(longer) > look.width:
            lines.append(line)
            longer = f"{indent}  {piece}"
        line = longer
    return [_coloured(text, look) for text in [*lines, line]]


def _legend(ways: Sequence[Itinerary], question: Asked, look: Look) -> list[str]:
    used = {words.mode_key(leg) for way in ways for leg in way.legs}
    marks = ", ".join(f"{look.marks[mode]} {name}" for mode, name in words.MODE_NAMES.items() if mode in used)
    text = (
        f"{marks}. Arrival and days: P10{look.dash}P50{look.dash}P90; USD: P10{look.dash}P90; USD and kg CO2e "
        f"(well-to-wheel) of the whole consignment; on time: chance to arrive {_wanted(question)}; "
        "chg: changes on the way."
    )
    return [_coloured(_dimmed(line, look), look) for line in wrapped(text, look)]


def _wanted(question: Asked) -> str:
    return (
        f"by {question.deadline_text}"
        if question.deadline_text
        else "by the sum of the typical hours, as no deadline is set"
    )


def _chosen(way: Itinerary, look: Look) -> list[str]:
    """Return two paragraphs on the first itinerary: where it waits, and what it changes and risks."""
    waits = [f"{_what_for(leg)} {words.span(leg.wait_h.p10, leg.wait_h.p90)}" for leg in words.waits(way)[:3]]
    first = f"Way 1 waits: {'; '.join(waits)}." if waits else "Way 1 waits nowhere for long."
    gauge = [
        f"{leg.start.name} ({leg.change_note})" if leg.change_note else leg.start.name
        for leg in way.legs
        if leg.change == "gauge"
    ]
    second = f"It changes gauge at {words.listed(gauge)}" if gauge else "It changes no gauge"
    hazards = words.distinct(hazard for leg in way.legs for hazard in leg.hazards)
    second += (
        f"; border hazard: {'; '.join(hazards)}." if hazards else "; no border on it has a known hazard of closing."
    )
    return [*wrapped(first, look), *wrapped(second, look)]


def _what_for(leg: Leg) -> str:
    return f"for {leg.service_name or words.MODE_NAMES[words.mode_key(leg)]} at {leg.start.name}"


def _legs(answer: Itineraries, look: Look) -> list[str]:
    head = "   handling  wait   run  leg; what changes before it; grade and sources of its figures"
    lines = ["Legs of each way; hours are medians", _dimmed(cut(head, look.width), look)]
    common = _lacked_by_all(answer.itineraries)
    for number, way in enumerate(answer.itineraries, start=1):
        lines += wrapped(f"{number} {way.corridor_name}: {_terms(way, common)}", look)
        for leg in way.legs:
            lines += _leg(leg, look)
    return lines


def _terms(way: Itinerary, common: frozenset[str]) -> str:
    terms = [f"book by {words.long_day(way.book_by)}"]
    if own := [line for line in way.price_missing if line not in common]:
        terms.append(f"its price also lacks {words.listed(own)}")
    gauge = [leg.start.name for leg in way.legs if leg.change == "gauge"]
    terms.append(f"changes gauge at {words.listed(gauge)}" if gauge else "changes no gauge")
    if way.limited_by:
        rule = f" ({way.weight_limit.rule})" if way.weight_limit is not None else ""
        terms.append(f"weight limited by {way.limited_by}{rule}")
    terms += [*way.drivers, *way.dangerous]
    if way.terms:
        terms.append(way.terms)
    return "; ".join([*terms, *law_terms(way)])


def _leg(leg: Leg, look: Look) -> list[str]:
    mark = look.marks[words.mode_key(leg)]
    figures = f"{leg.dwell_h.p50:9.0f}{leg.wait_h.p50:6.0f}{leg.run_h.p50:6.0f}"
    carrier = leg.service_name if leg.service else leg.service_name.lower()
    parts = [f"{leg.start.name} > {leg.end.name}" + (f" by {carrier}" if carrier else "")]
    if leg.change:
        parts.append(f"{leg.change} change" + (f": {leg.change_note}" if leg.change_note else ""))
    parts += _sold(leg)
    if leg.borders:
        parts.append(f"borders {', '.join(leg.borders)}")
    if leg.hazards:
        parts.append(f"hazards: {', '.join(leg.hazards)}")
    if power := power_words(leg):
        parts.append(power)
    parts.append(f"{leg.grade}: {' '.join(leg.sources)}")
    return [_coloured(line, look) for line in wrapped("; ".join(parts), look, f"{mark} {figures}  ", " " * 5)]


def _sold(leg: Leg) -> list[str]:
    """Return what is to be known of how a service is sold, where it is not by the unit on any day."""
    sold = {"block_train": "sold as a block train", "group": "sold to groups", "part_load": "sold by the part load"}
    words_of = [sold[leg.sold_as]] if leg.sold_as in sold else []
    if leg.status == "on_request":
        words_of.append("on request" + (f" for at least {leg.min_units} units" if leg.min_units else ""))
    elif leg.status == "not_seen_running":
        words_of.append("not seen running")
    return [", ".join(words_of)] if words_of else []


def _refused(answer: Itineraries, look: Look) -> list[str]:
    if not answer.refused:
        return []
    lines = [] if answer.empty else ["", "Refused:"]
    for refusal in answer.refused:
        repair = f" Repair: {refusal.repair.rstrip('.')}." if refusal.repair else ""
        lines += wrapped(f"- {refusal.what}: {refusal.why.rstrip('.')}.{repair}", look)
    return lines


def _ground(answer: Itineraries, look: Look) -> list[str]:
    lines: list[str] = []
    if not answer.empty:
        lines += wrapped(_price(answer.itineraries), look)
        first = answer.itineraries[0]
        text = (
            f"Rests on estimated or assumed figures: {first.assumed_hours_share:.0%} of the hours and "
            f"{first.assumed_cost_share:.0%} of the dollars of way 1"
        )
        if len(answer.itineraries) > 1:
            shares = [way.assumed_hours_share for way in answer.itineraries]
            text += f"; {min(shares):.0%} to {max(shares):.0%} of the hours of all"
        lines += wrapped(f"{text}.", look)
        lines += wrapped(_emitted(first), look)
    if answer.not_checked:
        lines += wrapped(f"Not checked: {'; '.join(item.rstrip('.') for item in answer.not_checked)}.", look)
    if answer.truncated:
        lines += wrapped("The search reached its cap: there may be better ways.", look)
    return lines


_MOVED_BY = {
    "rail": "trains", "road": "lorries", "sea": "ships", "rail_ferry": "rail ferries", "ro_ro": "ro-ro",
    "air": "aircraft", "": "terminals",
}  # fmt: skip


def _emitted(way: Itinerary) -> str:
    """Return the emissions of a way as ISO 14083 asks for them: boundary, intensity, by whom, and what data."""
    chain = way.chain
    shares: dict[str, float] = {}
    for element in chain.elements:
        name = _MOVED_BY[element.mode]
        shares[name] = shares.get(name, 0.0) + sum(part.wtw_kg for part in element.moved)
    shares["refrigeration"] = chain.refrigeration_wtw_kg
    most = sorted(shares.items(), key=lambda item: -item[1])
    by = ", ".join(f"{name} {kg / chain.wtw_kg:.0%}" for name, kg in most if kg >= 0.005 * chain.wtw_kg > 0.0)
    return (
        f"CO2e of way 1: {words.two_digits(chain.wtw_kg)} kg well-to-wheel, {words.two_digits(chain.ttw_kg)} kg "
        f"tank-to-wheel, {chain.wtw_g_tkm:.0f} g a tkm of goods (ISO 14083){': ' + by if by else ''}; "
        f"{chain.wtw_share(data='default'):.0%} by default factors, {chain.wtw_share(data='modelled'):.0%} modelled."
    )


def _price(ways: Sequence[Itinerary]) -> str:
    """Return what the prices hold, and what none of them does."""
    held = words.distinct(line for way in ways for line in way.price_held)
    lacked = _lacked_by_all(ways)
    text = f"Prices hold, where it occurs, {words.listed(held)}"
    return (
        f"{text}; they lack {words.listed([line for line in ways[0].price_missing if line in lacked])}."
        if lacked
        else f"{text}."
    )


def _lacked_by_all(ways: Sequence[Itinerary]) -> frozenset[str]:
    return frozenset(ways[0].price_missing).intersection(*(way.price_missing for way in ways[1:]))


def _hint(answer: Itineraries, question: Asked) -> str:
    if answer.empty:
        return "Next: run it again with a repair above, or `transcaspia network show` for what the network holds."
    late = "--deadline DATE gives the chance on time by that day; "
    if question.deadline:
        late = "leave --depart out for the latest ready day; "
    more = "--days 30 compares ready days; --explain tells the money; --json gives every leg, band and source."
    return f"Next: {late}--map map.png draws it; {more}"


def _dimmed(line: str, look: Look) -> str:
    return f"{_DIM}{line.rstrip()}{_RESET}" if look.colour else line


def _coloured(line: str, look: Look) -> str:
    if not look.colour:
        return line
    for mode, mark in look.marks.items():
        line = re.sub(rf"(?<!\S){re.escape(mark)}(?!\S)", f"\x1b[{_COLOURS[mode]}m{mark}{_RESET}", line)
    return line
