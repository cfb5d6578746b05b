"""The table and the sheet of ready days."""

from __future__ import annotations

import csv
import io

import pytest

from transcaspia.network.model import Network
from transcaspia.planning.consignment import make_consignment
from transcaspia.planning.departures import Departures, find_departures, latest_departures
from transcaspia.planning.model import PlanParams
from transcaspia.report.departures import COLUMNS, departures_csv, departures_text
from transcaspia.report.text import Look
from transcaspia.report.words import columns_of


@pytest.fixture(scope="module")
def found(tiny: Network) -> Departures:
    goods = make_consignment(tiny, "PLORI", "KZDST", "2025-09-08", unit="40GP")
    return find_departures(tiny, goods, PlanParams(draws=200), days=6)


@pytest.fixture(scope="module")
def latest(tiny: Network) -> Departures:
    goods = make_consignment(tiny, "PLORI", "KZDST", None, unit="40GP", deadline="2025-11-20")
    return latest_departures(tiny, goods, PlanParams(draws=200), days=6)


@pytest.mark.parametrize("width", [40, 80, 100])
@pytest.mark.parametrize("drawn", [True, False])
def test_no_line_is_wider_than_the_screen(
    tiny: Network, found: Departures, latest: Departures, width: int, *, drawn: bool
) -> None:
    for each in (found, latest):
        text = departures_text(each, tiny, Look(width, drawn))
        assert max(columns_of(line) for line in text.splitlines()) <= width


WEEK = ("Mon ", "Tue ", "Wed ", "Thu ", "Fri ", "Sat ", "Sun ")


def test_every_ready_day_has_its_row_and_its_band(tiny: Network, found: Departures) -> None:
    for width, drawn in ((79, True), (100, False)):
        lines = departures_text(found, tiny, Look(width, drawn=drawn)).splitlines()
        rows = [line for line in lines if line.startswith(WEEK)]
        assert len(rows) == len(found.days)
        assert not drawn or all("●" in row and "├" in row for row in rows)


def test_days_that_look_alike_share_a_row_of_a_screen(tiny: Network) -> None:
    """A row ends where something changes or the next day looks otherwise; together the rows are all days."""
    goods = make_consignment(tiny, "PLORI", "KZDST", "2025-06-02", unit="40GP")
    many = find_departures(tiny, goods, PlanParams(draws=200, avoid=("PLBRD", "road-kz")), days=12)
    lines = departures_text(many, tiny, Look(100, drawn=True)).splitlines()
    rows = [line for line in lines if line.startswith(WEEK)]
    assert len(rows) < len(many.days)
    covered: list[int] = []
    for row in rows:
        first, _, last = row[4:17].strip().partition("–")
        begins, ends = int(first.split()[0]), int((last or first).split()[0])
        covered += range(begins, ends + 1)
    assert covered == [day.day.day for day in many.days]
    begun = {row[4:6].strip() for row in rows}
    assert all(str(day.day.day) in begun for day in many.days if day.turns)


def test_a_pipe_gets_dates_and_no_decoration(tiny: Network, found: Departures) -> None:
    text = departures_text(found, tiny)
    assert text.isascii() or "●" not in text
    assert "\x1b" not in text
    assert "Planning estimate, not an offer." in text


def test_the_latest_ready_day_stands_first(tiny: Network, latest: Departures) -> None:
    text = departures_text(latest, tiny)
    assert "Latest ready day to be there by Thu 20 Nov 2025" in text
    assert "P90" in text
    assert "on time" in text


def test_no_way_says_why(tiny: Network) -> None:
    goods = make_consignment(tiny, "PLORI", "KZDST", "2025-09-08", unit="40GP")
    nothing = find_departures(tiny, goods, PlanParams(draws=200, avoid=("KZ",)), days=2)
    text = departures_text(nothing, tiny)
    assert "No way was found on any of these days. Why:" in text
    assert nothing.days[0].refused[0].what in text
    assert len(list(csv.DictReader(io.StringIO(departures_csv(nothing))))) == 2


def test_the_sheet_has_a_row_for_each_day_and_way(found: Departures) -> None:
    rows = list(csv.DictReader(io.StringIO(departures_csv(found))))
    assert list(rows[0]) == list(COLUMNS)
    assert all(COLUMNS.values())
    assert [(row["day"], row["labels"]) for row in rows] == [
        (day.day.isoformat(), ";".join(offer.labels)) for day in found.days for offer in day.offers
    ]
