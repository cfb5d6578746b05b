"""Every derived figure of the shipped network is what its formula gives; links are measured, nodes lie on the line."""

import ast
import operator
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from statistics import median

import pytest

from transcaspia.network.load import load_network
from transcaspia.network.model import Network, Row

YEAR_DAYS = 365.0
TRAILER_M = 16.5

FORMULAE: dict[tuple[str, str, str], dict[str, float]] = {
    ("durations", "b_kuk_out", ""): {"typical": median([14, 15, 16, 17, 20, 22, 24, 24, 27, 28])},
    ("durations", "b_kuk_in", ""): {"typical": median([15, 30, 40])},
    ("prices", "ferry_truck_ala_kur", "trailer"): {"typical": 73.0 * TRAILER_M},
    ("prices", "ferry_truck_kur_ala", "trailer"): {"typical": 54.5 * TRAILER_M},
    ("prices", "ferry_truck_krw", "trailer"): {"typical": 60.5 * TRAILER_M},
    ("vehicles", "train_1520", ""): {"capacity": 1704 / 16},
}


@pytest.fixture(scope="module")
def shipped() -> Network:
    return load_network()


def derived(network: Network) -> Iterator[Row]:
    for table, rows in network.tables.items():
        if table not in {"nodes", "links", "exchange", "price_index", "restrictions"}:
            yield from (row for row in rows if row.cells.get("grade") == "derived")


FIGURES = (
    "typical", "per_week", "fill_per_day", "capacity", "length_km", "closed_share", "level_m", "loaded_share", "wtw_g",
)  # fmt: skip
"""Columns that hold the one figure of a row, in the order in which they are looked for."""

_SIGNS: dict[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv,
}  # fmt: skip


def reckoned(note: str) -> float | None:
    """Return what the sum gives with which a note begins, as `= 14 + 69.7: reasons`; None for another note."""
    text, _, _ = note.removeprefix("= ").partition(":")
    return _value(ast.parse(text.strip(), mode="eval").body) if note.startswith("= ") else None


def _value(node: ast.expr) -> float:
    if isinstance(node, ast.BinOp):
        return _SIGNS[type(node.op)](_value(node.left), _value(node.right))
    assert isinstance(node, ast.Constant)
    assert isinstance(node.value, int | float)
    return float(node.value)


AT_THE_WHEEL_H = {"low": 90.0 / 14.0, "typical": 9.0, "high": 2.0 * 9.0 * 24.0 / 30.0}
"""A day of one driver over two weeks, of one driver, and of two in each 30 h (RU117, RU118)."""


def version(row: Row) -> str:
    """Return what tells rows of one id apart here: the size of a price, the first year of a dated speed."""
    if row.table == "prices":
        return row.text("size")
    if row.table == "speeds" and (row.day("valid_from") or row.day("valid_to")):
        first = row.day("valid_from")
        return str(first.year) if first else "2021"
    return ""


def test_every_derived_row_has_its_formula_here_or_in_its_note(shipped: Network) -> None:
    assert {(r.table, r.id, version(r)) for r in derived(shipped) if reckoned(r.text("note")) is None} == set(FORMULAE)


def test_the_ends_of_a_day_on_the_road_are_what_drivers_may_drive(shipped: Network) -> None:
    """One mean speed without delay, or one mean day of nine hours, at the least, usual and most hours at the wheel."""
    days = [row for row in shipped.rows("speeds") if {"RU117", "RU118"} <= set(row.items("source"))]
    assert len(days) >= 9
    for row in days:
        km_h = {column: row.number(column) / hours for column, hours in AT_THE_WHEEL_H.items()}
        assert max(km_h.values()) == pytest.approx(min(km_h.values()), rel=1e-3), row.id


def test_a_derived_figure_is_what_the_sum_in_its_note_gives(shipped: Network) -> None:
    wrong = []
    for row in derived(shipped):
        value = reckoned(row.text("note"))
        if value is not None:
            figure = next(row.number(c) for c in FIGURES if row.cells.get(c) is not None)
            if figure != pytest.approx(value, rel=0.01):
                wrong.append(f"{row.table} {row.id} row {row.line}: {figure} is not {value:g}")
    assert not wrong


@pytest.mark.parametrize("key", FORMULAE, ids=" ".join)
def test_a_derived_figure_is_what_its_formula_gives(shipped: Network, key: tuple[str, str, str]) -> None:
    (row,) = (r for r in derived(shipped) if (r.table, r.id, version(r)) == key and reckoned(r.text("note")) is None)
    for column, value in FORMULAE[key].items():
        assert row.number(column) == pytest.approx(value, rel=0.01)


def test_a_derived_day_is_what_the_sum_in_its_note_gives(shipped: Network) -> None:
    """As `= 2026-02-11 + 180 days`."""
    rows = [row for row in shipped.rows("restrictions") if row.text("grade") == "derived"]
    assert rows
    for row in rows:
        sign, first, plus, days, *_ = row.text("note").replace(";", "").split()
        assert (sign, plus) == ("=", "+")
        assert row.day("from") == date.fromisoformat(first) + timedelta(days=int(days))


def test_a_derived_length_is_measured_or_a_part_of_a_published_one(shipped: Network) -> None:
    """The new line Zhezkazgan-Beyneu is published as 988 km for its two parts together."""
    parts = {"k-dzn-sak", "k-shl-bey"}
    given = {r.id for r in shipped.rows("links") if r.text("grade") == "derived" and r.maybe("length_km") is not None}
    assert given == parts
    assert sum(shipped.length_km(link) for link in parts) == pytest.approx(988.0)
    for link in shipped.rows("links"):
        if link.text("grade") == "derived" and link.id not in parts:
            assert link.id in shipped.measured.lengths(), link.id
