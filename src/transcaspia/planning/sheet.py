"""
The columns of a graph for all moves of a layout at once.

What the rows alone decide is set down once for all questions (`Sheet`); what the question decides is worked out for
each price, service, terminal and rule that occurs, and spread over the moves (`fill`).
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

import numpy as np
import numpy.typing as npt

from transcaspia.network.model import Row
from transcaspia.network.tables import MODES
from transcaspia.planning.clock import TENTHS
from transcaspia.planning.feasible import CARRIES_NOT
from transcaspia.planning.offers import ROAD, Layout, Line, Ride, closures_met, crossing_moments, pieces_of
from transcaspia.units import HOURS_PER_DAY

if TYPE_CHECKING:
    from transcaspia.planning.graph import Builder, Columns

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
Key = TypeVar("Key", bound=Hashable)

MILLIONTH = 1e-6
"""What storage costs in a tenth of an hour is told in so many dollars."""


@dataclass(frozen=True, eq=False)
class Sheet:
    """
    What the moves of a layout are, whoever asks.

    Attributes
    ----------
    rides, changes
        Moves that are rides, and those that are changes at a terminal.
    terminals, terminal
        Terminals that occur, and which of them each change is made at.
    handling
        Mean and variance of the hours of the handling at each terminal, shape (n_terminals, 2).
    stores, store, free_h
        Prices of storage that occur, and for each terminal which it takes and the hours without charge.
    run_h, lead_h, rolling_h, variance
        Hours of each ride, of the crossing with which it begins, of its links alone, and the variance of all.
    km, share, wtw_kg_t
        Length, share of a price for the whole line, and emissions of each ride.
    mode, marks
        Mode of each ride, an index of MODES, and its marks.
    on_road, by_service, lined
        Whether each ride is on a lorry, whether a service runs it, and whether its price holds the hire of the box.
    prices, price
        Prices of services, and which each ride pays (0 for a ride without service, which `by_service` tells).
    border_prices, border
        Prices of borders, and which each ride pays in order: shape (n_rides, most), -1 for none.
    hauled, countries, haul, haul_km
        Rides without service; sets of countries of their links; which set each link has, in order, and its length:
        shape (n_hauled, most), -1 and 0 where there are fewer.
    leavings, leaving
        Kinds of departures, and the kind of each ride.
    kinds, kind
        Kinds of rides by service, stack and mode, one ride of each, and the kind of each ride.
    gated, shut
        Rides that a dated closure may meet, and those that a border stops; positions among the rides.
    touching
        Rides that touch each country, node or link; positions among the rides.
    """

    moves: int
    rides: Ints
    changes: Ints
    terminals: tuple[Row, ...]
    terminal: Ints
    handling: Floats
    stores: tuple[str, ...]
    store: Ints
    free_h: Floats
    run_h: Floats
    lead_h: Floats
    rolling_h: Floats
    variance: Floats
    km: Floats
    share: Floats
    wtw_kg_t: Floats
    mode: Ints
    marks: Ints
    on_road: Bools
    by_service: Bools
    lined: Bools
    prices: tuple[str, ...]
    price: Ints
    border_prices: tuple[str, ...]
    border: Ints
    hauled: Ints
    countries: tuple[tuple[str, ...], ...]
    haul: Ints
    haul_km: Floats
    leavings: tuple[tuple[Line, int, bool], ...]
    leaving: Ints
    kinds: tuple[Ride, ...]
    kind: Ints
    gated: Ints
    shut: Ints
    touching: dict[str, Ints]
    borne: dict[str, Bools] = field(default_factory=dict)
    """Whether each ride bears a surcharge, by its row; found when first asked for."""


def sheet_of(builder: Builder) -> Sheet:
    """
    Return the sheet of a question's layout, made once for all days that have the same rows.

    Parameters
    ----------
    builder
        Builder of the question's graph.

    Returns
    -------
    Sheet
        The sheet.
    """
    return builder.network.kept(("sheet", builder.road_km), lambda: _made(builder))


def _made(builder: Builder) -> Sheet:
    layout, offers, network = builder.layout, builder.offers, builder.network
    numbered = list(enumerate(layout.moves))
    rides = [(k, m.ride, m.leaving) for k, m in numbered if m.ride is not None]
    changes = [(k, m.terminal) for k, m in numbered if m.terminal is not None]
    terminals, terminal = _numbered([row for _, row in changes], lambda row: row)
    pieces = [pieces_of(builder.figures, row.text("handling"), row.text("node")) for row in terminals]
    stores, store = _numbered([row.text("storage") for row in terminals], lambda name: name)
    leads = [crossing_moments(builder.figures, offers.hazards, c) if c else (0.0, 0.0) for _, _, c in rides]
    sold = [ride.line.service for _, ride, _ in rides]
    prices, price = _numbered([builder.pay.ride_price(ride) for _, ride, _ in rides], lambda name: name)
    fees = [[c.border.text("price") for c in (*([on] if on else []), *r.crossings) if c.border] for _, r, on in rides]
    border_prices, border = _numbered([name for names in fees for name in names], lambda name: name)
    hauled = [n for n, (_, ride, _) in enumerate(rides) if ride.line.service is None]
    runs = [rides[n][1].runs for n in hauled]
    countries, haul = _numbered([run.countries for way in runs for run in way], lambda names: names)
    leavings, leaving = _leavings(layout, rides)
    kinds, kind = _numbered([ride for _, ride, _ in rides], _kind)
    met = [
        bool(r.gates) or (on is not None and bool(closures_met(offers.closures, on.node, on.mode, on.to_country)))
        for _, r, on in rides
    ]
    lines = frozenset(network.settings.get("money", {}).get("freight_holds_box", ()))
    return Sheet(
        moves=len(numbered),
        rides=_ints(k for k, _, _ in rides),
        changes=_ints(k for k, _ in changes),
        terminals=terminals,
        terminal=terminal,
        handling=np.array([(sum(p.mean for p in ps), sum(p.variance for p in ps)) for ps in pieces]).reshape(-1, 2),
        stores=stores,
        store=store,
        free_h=_floats(HOURS_PER_DAY * (row.maybe("free_days") or 0.0) for row in terminals),
        run_h=_floats(ride.run_h for _, ride, _ in rides),
        lead_h=_floats(lead for lead, _ in leads),
        rolling_h=_floats(sum(run.piece.mean for run in ride.runs) for _, ride, _ in rides),
        variance=_floats(ride.variance + more for (_, ride, _), (_, more) in zip(rides, leads, strict=True)),
        km=_floats(ride.km for _, ride, _ in rides),
        share=_floats(builder.pay.share(ride) for _, ride, _ in rides),
        wtw_kg_t=_floats(ride.wtw_kg_t for _, ride, _ in rides),
        mode=_ints(MODES.index(ride.line.mode) for _, ride, _ in rides),
        marks=_ints(ride.marks for _, ride, _ in rides),
        on_road=np.array([ride.line.stack == ROAD for _, ride, _ in rides], dtype=np.bool_),
        by_service=np.array([service is not None for service in sold], dtype=np.bool_),
        lined=np.array([s is not None and s.text("price") in lines for s in sold], dtype=np.bool_),
        prices=prices,
        price=price,
        border_prices=border_prices,
        border=_padded(border, [len(names) for names in fees], -1),
        hauled=_ints(hauled),
        countries=countries,
        haul=_padded(haul, [len(way) for way in runs], -1),
        haul_km=_padded(_floats(run.km for way in runs for run in way), [len(way) for way in runs], 0.0),
        leavings=leavings,
        leaving=leaving,
        kinds=kinds,
        kind=kind,
        gated=np.flatnonzero(np.array(met, dtype=np.bool_)),
        shut=_ints(n for n, (_, ride, on) in enumerate(rides) if ride.shut or (on is not None and not on.open)),
        touching=_touching([ride for _, ride, _ in rides]),
    )


def fill(builder: Builder, sheet: Sheet, columns: Columns) -> None:
    """
    Fill in the columns of the moves of a layout, which stand first.

    Parameters
    ----------
    builder
        Builder of the question's graph.
    sheet
        Sheet of its layout.
    columns
        Columns of the graph.
    """
    _fill_changes(builder, sheet, columns)
    slow = _fill_blocks(builder, sheet, columns)
    _fill_rides(builder, sheet, columns, slow)
    _fill_departures(builder, sheet, columns)


def _fill_changes(builder: Builder, sheet: Sheet, columns: Columns) -> None:
    units = builder.question.consignment.units
    pay = builder.pay
    usd = _floats(pay.mean_price(row.text("price"), 0.0, 1.0) for row in sheet.terminals)
    kg = _floats(pay.lifts_kg(row.text("hub_factor"), units) for row in sheet.terminals)
    numbers = np.column_stack([sheet.handling[:, 0] * TENTHS, sheet.handling[:, 1], usd, kg])
    columns.numbers[sheet.changes, :4] = _whole(numbers)[sheet.terminal]
    usd_h = _floats(pay.storage_usd_h(name) for name in sheet.stores)[sheet.store]
    stored = np.column_stack([usd_h / TENTHS / MILLIONTH, sheet.free_h * TENTHS])
    columns.numbers[sheet.changes, 8:10] = _whole(stored)[sheet.terminal]
    blocks = [tuple(builder.rules.terminal_blocks(row)) for row in sheet.terminals]
    for k, n in zip(sheet.changes.tolist(), sheet.terminal.tolist(), strict=True):
        columns.blocks[k] = blocks[n]


def _fill_blocks(builder: Builder, sheet: Sheet, columns: Columns) -> Ints:
    """Fill in why rides may not be used; return those that restrictions may burden."""
    rules, moves = builder.rules, builder.layout.moves
    plain = [rules.kind_blocks(ride) for ride in sheet.kinds]
    for k, n in zip(sheet.rides.tolist(), sheet.kind.tolist(), strict=True):
        columns.blocks[k] = plain[n]
    special = [_under_law(builder, sheet), sheet.shut, sheet.gated, _touched(sheet, rules.avoid)]
    if rules.avoid:
        special.append(np.flatnonzero(np.array([moves[k].leaving is not None for k in sheet.rides.tolist()])))
    if rules.chain is not None:
        # Only rides that could carry the goods can spoil them.
        carried = np.array([not any(b.kind in CARRIES_NOT for b in blocks) for blocks in plain])[sheet.kind]
        able = np.flatnonzero(carried).tolist()
        special.append(_ints(n for n in able if (r := moves[int(sheet.rides[n])].ride) is not None and rules.spoils(r)))
    if rules.dangerous is not None and rules.dangerous.rules:
        special.append(np.arange(len(sheet.rides), dtype=np.int64))
    for k in sheet.rides[np.unique(np.concatenate(special))].tolist():
        ride, leaving = moves[k].ride, moves[k].leaving
        if ride is not None:
            columns.blocks[k] = rules.ride_blocks(ride, leaving)
    for k in sheet.rides[sheet.gated].tolist():
        ride, leaving = moves[k].ride, moves[k].leaving
        found = builder.gates(ride, leaving) if ride is not None else ()
        if found:
            columns.gates[k] = found
    return special[0]


def _under_law(builder: Builder, sheet: Sheet) -> Ints:
    """Return the rides that restrictions stop or burden."""
    law, moves = builder.law, builder.layout.moves
    near = _touched(sheet, law.keys)
    near = near[np.isin(sheet.mode[near], [MODES.index(mode) for mode in law.modes])]
    found = []
    for n, k in zip(near.tolist(), sheet.rides[near].tolist(), strict=True):
        ride = moves[k].ride
        if ride is not None and law.on_ride(ride, moves[k].leaving):
            found.append(n)
    return _ints(found)


def _fill_rides(builder: Builder, sheet: Sheet, columns: Columns, under_law: Ints) -> None:
    hours = sheet.run_h.copy()
    if builder.clock.road_share < 1.0:
        hours[sheet.on_road] -= (1.0 - builder.clock.road_share) * sheet.rolling_h[sheet.on_road]
    hours += sheet.lead_h
    variance, usd = sheet.variance.copy(), _ride_usd(builder, sheet)
    for n in under_law.tolist():
        move = builder.layout.moves[int(sheet.rides[n])]
        if move.ride is not None:
            burden = builder.burden(builder.law.on_ride(move.ride, move.leaving), move.ride.line.key)
            hours[n], variance[n], usd[n] = hours[n] + burden[0], variance[n] + burden[1], usd[n] + burden[2]
    load_t = _floats(builder.load_t[mode] for mode in MODES)
    kg = sheet.wtw_kg_t * load_t[sheet.mode]
    columns.numbers[sheet.rides, :4] = _whole(np.column_stack([hours * TENTHS, variance, usd, kg]))
    columns.marks[sheet.rides] = sheet.marks


def _ride_usd(builder: Builder, sheet: Sheet) -> Floats:
    """Return what `Payer.ride_usd` returns, for each ride: the same sums in the same order."""
    pay, moves = builder.pay, builder.layout.moves
    if pay.member:
        chosen = [moves[k] for k in sheet.rides.tolist()]
        return _floats(pay.ride_usd(m.ride, m.leaving) for m in chosen if m.ride is not None)
    fixed, by_km = _prices(pay.mean_parts(name) for name in sheet.prices)
    usd = fixed[sheet.price] * sheet.share + by_km[sheet.price] * sheet.km
    more = np.zeros(len(usd))
    for row in pay.adding:
        more = more + np.where(_borne(builder, sheet, row), pay.mean_price(row.text("price"), 0.0, 1.0), 0.0)
    usd = usd + more
    usd[sheet.lined] -= pay.hire_usd_h * sheet.run_h[sheet.lined]
    usd[sheet.hauled] = _haul_usd(builder, sheet)
    fees = np.append(_floats(pay.mean_price(name, 0.0, 1.0) for name in sheet.border_prices), 0.0)
    for k in range(sheet.border.shape[1]):
        usd = usd + fees[sheet.border[:, k]]
    return usd


def _haul_usd(builder: Builder, sheet: Sheet) -> Floats:
    pay = builder.pay
    fixed, by_km = _prices((*(pay.mean_parts(pay.truck_price(c)) for c in sheet.countries), (0.0, 0.0)))
    usd = np.zeros(len(sheet.hauled))
    for k in range(sheet.haul.shape[1]):
        usd = usd + (fixed[sheet.haul[:, k]] * 1.0 + by_km[sheet.haul[:, k]] * sheet.haul_km[:, k])
    return usd


def _borne(builder: Builder, sheet: Sheet, row: Row) -> Bools:
    if row.id not in sheet.borne:
        rides = [builder.layout.moves[k].ride for k in sheet.rides.tolist()]
        found = [r is not None and r.line.service is not None and builder.pay.bears(r, row) for r in rides]
        sheet.borne[row.id] = np.array(found, dtype=np.bool_)
    return sheet.borne[row.id]


def _fill_departures(builder: Builder, sheet: Sheet, columns: Columns) -> None:
    found = [columns.departure(builder.clock, *leaving) for leaving in sheet.leavings]
    rows = np.array(found, dtype=np.int64).reshape(-1, 6)[sheet.leaving]
    columns.numbers[sheet.rides, 4:8], columns.numbers[sheet.rides, 10] = rows[:, 1:5], rows[:, 5]
    columns.numbers[sheet.rides, 1] += rows[:, 0]


def _leavings(
    layout: Layout, rides: Sequence[tuple[int, Ride, object]]
) -> tuple[tuple[tuple[Line, int, bool], ...], Ints]:
    found = []
    for k, ride, _ in rides:
        goes_on = bool(layout.states[layout.moves[k].tail].through)
        found.append((ride.line, ride.i, goes_on))
    return _numbered(found, _departure_kind)


def _departure_kind(leaving: tuple[Line, int, bool]) -> Hashable:
    line, stop, goes_on = leaving
    if line.service is None:
        return None
    if line.service.text("departures") == "timetable" and not goes_on:
        return line.key, stop
    return line.service.id, line.reverse, goes_on


def _kind(ride: Ride) -> Hashable:
    return ride.line.service.id if ride.line.service else "", ride.line.stack, ride.line.mode


def _touching(rides: Iterable[Ride]) -> dict[str, Ints]:
    found: dict[str, list[int]] = {}
    for n, ride in enumerate(rides):
        for name in ride.touches:
            found.setdefault(name, []).append(n)
    return {name: _ints(numbers) for name, numbers in found.items()}


def _touched(sheet: Sheet, names: Iterable[str]) -> Ints:
    found = [sheet.touching[name] for name in names if name in sheet.touching]
    return np.unique(np.concatenate(found)) if found else np.zeros(0, dtype=np.int64)


def _numbered(things: Sequence[Key], name: Callable[[Key], Hashable]) -> tuple[tuple[Key, ...], Ints]:
    """Return the first of each kind, and the kind of each."""
    index: dict[Hashable, int] = {}
    first = []
    kinds = []
    for thing in things:
        key = name(thing)
        if key not in index:
            index[key] = len(index)
            first.append(thing)
        kinds.append(index[key])
    return tuple(first), _ints(kinds)


def _padded(values: npt.NDArray[np.generic], lengths: Sequence[int], rest: float) -> npt.NDArray:  # type: ignore[type-arg]
    table = np.full((len(lengths), max(lengths, default=0)), rest, dtype=values.dtype)
    table[np.arange(table.shape[1]) < np.array(lengths, dtype=np.int64)[:, None]] = values
    return table


def _prices(parts: Iterable[tuple[float, float]]) -> tuple[Floats, Floats]:
    table = np.array(list(parts), dtype=np.float64).reshape(-1, 2)
    return table[:, 0], table[:, 1]


def _floats(values: Iterable[float]) -> Floats:
    return np.array(list(values), dtype=np.float64)


def _ints(values: Iterable[int]) -> Ints:
    return np.array(list(values), dtype=np.int64)


def _whole(values: Floats) -> Ints:
    return np.rint(values).astype(np.int64)
