"""Ready days and what they bring, as a table for a terminal or a pipe and as a sheet."""

from __future__ import annotations

import csv
import io
from datetime import datetime
from typing import TYPE_CHECKING, Any, cast
from zoneinfo import ZoneInfo

from transcaspia.network.places import find_place
from transcaspia.report import words
from transcaspia.report.columns import cut, wrapped
from transcaspia.report.text import LEAST_WIDTH, Look
from transcaspia.units import HOURS_PER_DAY

if TYPE_CHECKING:
    from datetime import date, tzinfo

    from transcaspia.network.model import Network
    from transcaspia.planning.departures import Departure, Departures, ReadyDay

_GAP = "  "
_LEAST_BAND, _MOST_BAND = 14, 30
_MOST_CHANGES = 14
"""Days whose changes are told; --json has them all."""

_MOST_LATEST = 6

_TOGETHER = 80
"""On screens of so many columns days that look alike share a row."""

_SPARED = ("cheapest", "fastest", "on time", "USD", "days")
"""Columns that a narrow screen does without, the first ones first."""

COLUMNS: dict[str, str] = {
    "day": "Day on which the goods are ready, on the origin's clock",
    "labels": "What the way is best at on that day, joined by `;`",
    "corridor": "Corridor",
    "unit": "Unit of the way",
    "units": "How many of them",
    "status": "regular, on_request or not_seen_running",
    "book_by": "Last day to book",
    "departure": "First departure, UTC, median",
    "arrival_p10": "Arrival, UTC, P10",
    "arrival_p50": "Arrival, UTC, median",
    "arrival_p90": "Arrival, UTC, P90",
    "duration_p10_h": "Hours from ready to arrival, P10",
    "duration_p50_h": "Hours from ready to arrival, median",
    "duration_p90_h": "Hours from ready to arrival, P90",
    "cost_p10_usd": "Money for the whole consignment, USD, P10",
    "cost_p50_usd": "Money for the whole consignment, USD, median",
    "cost_p90_usd": "Money for the whole consignment, USD, P90",
    "generalised_cost_p50_usd": "Money and the value of the time of the goods, USD, median",
    "co2e_kg": "Well-to-wheel kgCO2e of the whole consignment",
    "on_time_share": "Chance to arrive by the deadline; without one, by the sum of the typical hours of every piece",
    "route": "Modes and ends of the legs",
    "changes": "What is not as on the day before, joined by `;`",
}


def departures_text(found: Departures, network: Network, look: Look | None = None) -> str:
    """
    Return departures as a table with a row for each ready day, and what changes when.

    Parameters
    ----------
    found
        What `find_departures` or `latest_departures` gave.
    network
        Network that they were planned on.
    look
        How it is printed; by default for a pipe.

    Returns
    -------
    str
        Lines no wider than the look allows, ending in a line feed.
    """
    look = look or Look()
    look = Look(max(look.width, LEAST_WIDTH), look.drawn, look.colour)
    q = cast("dict[str, Any]", found.query)
    zone = ZoneInfo(find_place(q["destination"], network).timezone)
    first, last = found.days[0].day, found.days[-1].day
    head = (
        f"{q['origin_name']} to {q['destination_name']}, ready {words.long_day(first)} to {words.long_day(last)}: "
        f"{q['units']} × {q['unit']} {q['cargo']}, {q['payload_t']:g} t each"
    )
    lines = [f"\x1b[1m{line}\x1b[0m" if look.colour else line for line in wrapped(head, look)]
    lines += wrapped(f"Planning estimate, not an offer. {network.title}.", look)
    lines += ["", *_latest(found, zone, look)] if found.latest else [""]
    if found.empty:
        lines += wrapped("No way was found on any of these days. Why:", look)
        for refusal in found.days[0].refused:
            lines += wrapped(f"{refusal.what}: {refusal.why}. {refusal.repair}", look, "  ", "    ")
        return "\n".join(line.rstrip() for line in lines) + "\n"
    lines += [*_table(found, zone, look), "", *_best(found, look), *_changes(found, look)]
    hint = (
        f"Next: --depart {found.best['balanced']} without --days plans that day with its legs; --json gives every band."
    )
    lines += ["", *wrapped(hint, look)]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def departures_csv(found: Departures) -> str:
    """
    Return departures as a sheet: a row for each ready day and way.

    Parameters
    ----------
    found
        What `find_departures` or `latest_departures` gave.

    Returns
    -------
    str
        CSV with a heading; a day without a way has one row.
    """
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(COLUMNS)
    for day in found.days:
        changes = "; ".join(turn.text for turn in day.turns)
        if not day.offers:
            writer.writerow([day.day, *[""] * (len(COLUMNS) - 2), changes])
        writer.writerows([*_cells(day, offer), changes] for offer in day.offers)
    return file.getvalue()


def _cells(day: ReadyDay, offer: Departure) -> list[object]:
    f = offer.figures
    instants = [f"{t:%Y-%m-%dT%H:%M:%SZ}" for t in (f.departure, f.arrival.p10, f.arrival.p50, f.arrival.p90)]
    route = " ".join([offer.hops[0].start.name, *(f"> {hop.mode} > {hop.end.name}" for hop in offer.hops)])
    return [
        day.day, ";".join(offer.labels), f.corridor, offer.unit, offer.units, f.status, f.book_by, *instants,
        *(round(h, 2) for h in (f.duration_h.p10, f.duration_h.p50, f.duration_h.p90)),
        *(round(usd) for usd in (f.cost_usd.p10, f.cost_usd.p50, f.cost_usd.p90, f.generalised_cost_usd.p50)),
        round(offer.co2e_kg, 2), round(f.on_time_share, 4), route,
    ]  # fmt: skip


def _latest(found: Departures, zone: tzinfo, look: Look) -> list[str]:
    """Return the latest ready day of all ways and of the corridors that can make the deadline."""
    every, *corridors = found.latest
    last = found.days[-1].day
    deadline = words.long_day(datetime.fromisoformat(str(found.query["deadline"])).astimezone(zone))
    told = [
        f"{_when(every.p90, last)} in nine of ten draws (P90)",
        f"{_when(every.p50, last)} at the median (P50)",
        f"{_when(every.mean, last)} at the mean of the search",
    ]
    lines = wrapped(f"Latest ready day to be there by {deadline}: {'; '.join(told)}.", look)
    shown = [row for row in corridors if row.p50 is not None or row.mean is not None][:_MOST_LATEST]
    if len(shown) > 1:
        names = [f"{row.corridor_name} {_when(row.p90, last)} ({_when(row.p50, last)})" for row in shown]
        lines += wrapped(f"By corridor, P90 (P50): {'; '.join(names)}.", look)
    return [*lines, ""]


def _when(day: date | None, last: date) -> str:
    if day is None:
        return "none of these days"
    return words.day(day) + (" or later" if day == last else "")


def _day(day: date) -> str:
    return f"{words.WEEKDAYS[day.weekday()]} {words.day(day)}"


def _table(found: Departures, zone: tzinfo, look: Look) -> list[str]:
    days = [(day, day.best("balanced")) for day in found.days]
    shown = [way for _, way in days if way is not None]
    columns = _columns(found, look)
    together = look.drawn and look.width >= _TOGETHER
    width = max(len(_day(day.day)) for day, _ in days) + (len("–00 Nov") if together else 0)
    low, high = min(w.figures.duration_h.p10 for w in shown), max(w.figures.duration_h.p90 for w in shown)
    for spared in ("", *_SPARED):
        columns.pop(spared, None)
        widths = {name: max(len(name), *(words.columns_of(cell) for cell in cells)) for name, cells in columns.items()}
        room = look.width - width - sum(w + len(_GAP) for w in widths.values()) - 2 * len(_GAP) - len("change")
        if look.drawn and room >= _LEAST_BAND:
            cells = [_band(way, low, high, min(room, _MOST_BAND)) for _, way in days]
            left, right = f"{low / HOURS_PER_DAY:.0f}", f"{high / HOURS_PER_DAY:.0f} days"
            header = left + right.rjust(min(room, _MOST_BAND) - len(left))
        else:
            cells = [_arrival(way, zone) for _, way in days]
            header = "arrival"
        band = max(len(header), *(len(cell) for cell in cells))
        if band <= room:
            break
    head = "ready".ljust(width) + _GAP + header.ljust(band)
    lines = [cut(head + "".join(_GAP + name.rjust(w) for name, w in widths.items()) + _GAP + "change", look.width)]
    if look.colour:
        lines[0] = f"\x1b[2m{lines[0]}\x1b[0m"
    rows: list[tuple[date, date, str, str]] = []
    for k, (day, _) in enumerate(days):
        row = cells[k].ljust(band)
        row += "".join(
            _GAP + " " * (w - words.columns_of(columns[name][k])) + columns[name][k] for name, w in widths.items()
        )
        kinds = ", ".join(words.distinct(turn.kind for turn in day.turns))
        if together and rows and not kinds and rows[-1][2] == row:
            rows[-1] = (rows[-1][0], day.day, row, rows[-1][3])
        else:
            rows.append((day.day, day.day, row, kinds))
    for first, last, row, kinds in rows:
        name = _day(first) if first == last else f"{_day(first)}{look.dash}{words.day(last)}"
        lines.append(cut(name.ljust(width) + _GAP + row + _GAP + kinds, look.width))
    chance = ", chance on time" if "on time" in columns else ""
    legend = (
        f"Band, days (P10{look.dash}P50{look.dash}P90), USD (P10{look.dash}P90){chance}: the balanced way of each day; "
        "fastest, cheapest: median days and USD of these; change: not as on the day before."
    )
    return [*lines, "", *wrapped(legend, look)]


def _columns(found: Departures, look: Look) -> dict[str, list[str]]:
    columns: dict[str, list[str]] = {"days": [], "USD": [], "fastest": [], "cheapest": [], "on time": []}
    for day in found.days:
        balanced, fastest, cheapest = (day.best(label) for label in ("balanced", "fastest", "cheapest"))
        if balanced is None or fastest is None or cheapest is None:
            for cells in columns.values():
                cells.append(look.dash)
            continue
        f = balanced.figures
        columns["days"].append(look.dash.join(words.days(f.duration_h.p10, f.duration_h.p50, f.duration_h.p90)))
        columns["USD"].append(look.dash.join(words.money_band(f.cost_usd)[::2]))
        columns["fastest"].append(f"{fastest.figures.duration_h.p50 / HOURS_PER_DAY:.1f}")
        columns["cheapest"].append(words.money_band(cheapest.figures.cost_usd)[1])
        columns["on time"].append(f"{f.on_time_share:.0%}")
    if found.query["deadline"] is None:
        del columns["on time"]
    return columns


def _band(way: Departure | None, low: float, high: float, columns: int) -> str:
    if way is None:
        return ""
    cells = [" "] * columns
    f = way.figures.duration_h
    p10, p50, p90 = (round((h - low) / max(high - low, 1e-9) * (columns - 1)) for h in (f.p10, f.p50, f.p90))
    if p90 > p10:
        cells[p10 : p90 + 1] = "─" * (p90 - p10 + 1)
        cells[p10], cells[p90] = "├", "┤"
    cells[p50] = "●"
    return "".join(cells)


def _arrival(way: Departure | None, zone: tzinfo) -> str:
    if way is None:
        return "no way"
    arrival = way.figures.arrival
    return "-".join(words.day(when.astimezone(zone)) for when in (arrival.p10, arrival.p50, arrival.p90))


def _best(found: Departures, look: Look) -> list[str]:
    """Return the best day of each kind, kinds of one way and day together."""
    days = {day.day: day for day in found.days}
    told: dict[tuple[date, tuple[object, ...]], list[str]] = {}
    ways: dict[tuple[date, tuple[object, ...]], Departure] = {}
    for label, day in found.best.items():
        way = days[day].best(label)
        if way is not None:
            told.setdefault((day, way.route), []).append(label)
            ways[day, way.route] = way
    texts = []
    for (day, route), labels in told.items():
        f = ways[day, route].figures
        in_days = look.dash.join(words.days(f.duration_h.p10, f.duration_h.p50, f.duration_h.p90))
        usd = look.dash.join(words.money_band(f.cost_usd)[::2])
        texts.append(f"{words.listed(labels)} {_day(day)} ({in_days} days, {usd} USD, {f.corridor_name})")
    return wrapped(f"Best ready days: {'; '.join(texts)}.", look)


def _changes(found: Departures, look: Look) -> list[str]:
    changed = [day for day in found.days if day.turns]
    if not changed:
        return ["", *wrapped("Nothing changes from day to day but the figures.", look)]
    lines = ["", "What changes, and when:"]
    for day in changed[:_MOST_CHANGES]:
        texts = "; ".join(turn.text for turn in day.turns)
        lines += wrapped(f"{_day(day.day)}: {texts}", look, "  ", "    ")
    if len(changed) > _MOST_CHANGES:
        more = f"and on {words.counted(len(changed) - _MOST_CHANGES, 'more day')}: --json has them"
        lines += wrapped(more, look, "  ", "    ")
    return lines
