"""The money of a way line by line, for people and for a spreadsheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transcaspia.network.tables import DIRECTIONS
from transcaspia.planning.names import LINES
from transcaspia.report import words
from transcaspia.report.columns import wrapped
from transcaspia.report.sheets import table_csv

if TYPE_CHECKING:
    from transcaspia.planning.model import Itineraries, Itinerary, PriceLine
    from transcaspia.report.text import Look

NAMES = {
    "origin": "origin",
    "main_run": "main run",
    "destination": "destination",
    "surcharges": "surcharges",
    "equipment": "equipment",
    "storage": "storage",
    "demurrage": "demurrage",
    "detention": "detention",
    "guarantee": "guarantee",
    "insurance": "insurance",
    "margin": "forwarder's margin",
    "customs": "customs",
}

_TELLING = frozenset({"equipment", "surcharges", "storage", "demurrage", "detention"})

COLUMNS: dict[str, str] = {
    "itinerary": "Number of the itinerary in the answer, from 1",
    "corridor": "Corridor",
    "kind": "Line of the money: " + ", ".join(LINES),
    "what": "What is paid",
    "leg": "Number of the leg that pays it, from 1; blank for what the whole way pays",
    "from": "From where the price holds",
    "to": "To where it holds",
    "scope": "What is in the price",
    "direction": "westbound or eastbound where the price holds in one direction only, else both; blank without sense",
    "tariff_class": "member, public or market",
    "currency": "Money in which the price was stated",
    "price_year": "Year in which it was stated",
    "index": "What the price index makes of a USD of that year in the year of the departure; blank where it lacks one",
    "price": "Row of prices.csv",
    "basis": "What one price is for",
    "quantity": "How many times it is due, as a mean",
    "rate_usd": "Median of one price, USD of the year of the departure",
    "cost_p10_usd": "Money for the whole consignment, USD, P10; blank where no price is known: missing, not free",
    "cost_p50_usd": "The same, median",
    "cost_p90_usd": "The same, P90",
    "grade": "Grade of the price",
    "sources": "Keys of the sources, joined by `;`",
    "why": "Why it is missing, or what the price rests on",
}
"""Every column of the sheet of price lines with its meaning, in order."""


def money_text(way: Itinerary, look: Look) -> list[str]:
    """
    Return the price lines of a way in words.

    Parameters
    ----------
    way
        The way.
    look
        How it is printed.

    Returns
    -------
    list[str]
        The sum, each line below its kind, and what has no price.
    """
    total = look.dash.join(words.money_band(way.cost_usd))
    lines = wrapped(
        f"Money {total} USD for the whole consignment, P10{look.dash}P50{look.dash}P90; the bands of its lines do not "
        "add up to that of the sum, their means do",
        look,
    )
    if directed := _by_direction(way):
        lines += wrapped(directed, look, "  ")
    for kind in LINES:
        held = [line for line in way.price_lines if line.kind == kind and line.usd is not None]
        if held:
            lines.append(f"  {NAMES[kind]}")
        due = [line for line in held if _is_due(line)]
        for line in due:
            lines += wrapped(_held(line, look), look, "    ", " " * 6)
        if free := words.distinct(line.what for line in held if line not in due):
            text = f"0  {words.listed(free)}: within the free days in nine cases of ten"
            lines += wrapped(text, look, "    ", " " * 6)
    lacked = [line for line in way.price_lines if line.usd is None]
    if lacked:
        lines.append("  not in the sum, for want of a price")
    for line in lacked:
        why = f": {line.why}" if line.why else ""
        lines += wrapped(f"{line.what}{why}", look, "    ", " " * 6)
    return lines


def money_csv(answer: Itineraries) -> str:
    """
    Return the price lines of an answer as CSV with the columns of `COLUMNS`.

    Parameters
    ----------
    answer
        The answer of `plan`.

    Returns
    -------
    str
        Comma-separated lines; an empty answer is the header alone.
    """
    rows = (
        {"itinerary": number, "corridor": way.corridor_name, **_cells(line)}
        for number, way in enumerate(answer.itineraries, start=1)
        for line in way.price_lines
    )
    return table_csv(tuple(COLUMNS), ([cells[name] for name in COLUMNS] for cells in rows))


def _by_direction(way: Itinerary) -> str:
    """Return which lines hold in the direction of the way alone, so that the other way costs another sum."""
    held = [line for line in way.price_lines if line.usd is not None]
    rides = [f"{line.start}-{line.end}" for line in held if line.direction in DIRECTIONS]
    # A box is had and given back at the price of the country at that end.
    boxes = [line.what for line in held if line.kind == "equipment" and line.leg is None and line.start == line.end]
    if not rides and not boxes:
        return ""
    towards = words.distinct(line.direction for line in held if line.direction in DIRECTIONS)
    head = f"{' and '.join(towards).capitalize()} alone" if towards else "In this direction alone"
    return (
        f"{head} hold the prices of {words.listed(words.distinct([*rides, *boxes]))}; the other way costs another sum."
    )


def _is_due(line: PriceLine) -> bool:
    """Return whether a line comes to a dollar at P90; what runs up after free days may not."""
    return line.usd is not None and (line.usd.p90 >= 1.0 or line.kind not in {"storage", "demurrage", "detention"})


def _held(line: PriceLine, look: Look) -> str:
    """Return a line that has a price: the band, what it pays, and the scope and ground of the price."""
    if line.usd is None:
        raise AssertionError(line)
    where = "" if line.start == line.end or line.what.endswith(line.start) else f", {line.start} > {line.end}"
    year = f"{line.currency} of {line.price_year}"
    if line.index is None:
        year += ", not moved"
    elif line.index != 1.0:
        year += f" moved by {line.index - 1.0:+.0%}"
    terms = [line.tariff_class, line.direction, year, f"{line.grade} {' '.join(line.sources)}"]
    ground = ", ".join(term for term in terms if term)
    # Why a price is what it is counts where another owner or direction would pay another.
    told = line.why and (line.kind in _TELLING or line.direction in DIRECTIONS)
    why = f"; {line.why}" if told else ""
    return f"{look.dash.join(words.money_band(line.usd))}  {line.what}{where}: {line.scope} ({ground}){why}"


def _cells(line: PriceLine) -> dict[str, str | float | int | None]:
    return {
        "kind": line.kind,
        "what": line.what,
        "leg": None if line.leg is None else line.leg + 1,
        "from": line.start,
        "to": line.end,
        "scope": line.scope,
        "direction": line.direction,
        "tariff_class": line.tariff_class,
        "currency": line.currency,
        "price_year": line.price_year,
        "index": None if line.index is None else round(line.index, 4),
        "price": line.price,
        "basis": line.basis,
        "quantity": None if line.quantity is None else round(line.quantity, 2),
        "rate_usd": None if line.rate_usd is None else round(line.rate_usd, 4),
        "cost_p10_usd": None if line.usd is None else round(line.usd.p10),
        "cost_p50_usd": None if line.usd is None else round(line.usd.p50),
        "cost_p90_usd": None if line.usd is None else round(line.usd.p90),
        "grade": line.grade,
        "sources": ";".join(line.sources),
        "why": line.why,
    }
