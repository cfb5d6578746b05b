"""Cases files as people write them, and every fault of a file at once."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from transcaspia.errors import DataError
from transcaspia.validation.cases import parse_cases, read_cases
from transcaspia.validation.model import KINDS, Case

HEADER = (
    "id,origin,destination,depart,unit,via,avoid,modes,metric,observed_low,observed,observed_high,unit_of_measure,"
    "note,kind,price_scope,price_year"
)
ROW = "c1,Łódź,Almaty,2024-05-01,40HC,,,,time,,20,,days,,single,,"


def one(row: str, header: str = HEADER) -> Case:
    (found,) = parse_cases(f"{header}\n{row}\n", ("40HC", "40RF", "trailer"))
    return found


def test_a_row_is_read_by_its_columns() -> None:
    found = one(
        'c1,"Brest, BY",Almaty,2024-05-01,40HC,Aktau; Baku ;,RU;,rail;road_access,cost,,20,,USD,,market,rail,2023'
    )
    assert found.origin == "Brest, BY"
    assert found.depart == date(2024, 5, 1)
    assert found.via == ("Aktau", "Baku")
    assert found.avoid == ("RU",)
    assert found.modes == ("rail", "road_access")
    assert (found.kind, found.price_scope, found.price_year) == ("market", "rail", 2023)


@pytest.mark.parametrize("text", [f"\ufeff{HEADER}\n{ROW}", f"{HEADER}\r\n{ROW}\r\n", f"{HEADER}\n\n{ROW}\n,,,\n"])
def test_bom_carriage_returns_and_blank_lines_do_not_matter(tmp_path: Path, text: str) -> None:
    path = tmp_path / "cases.csv"
    path.write_bytes(text.encode("utf-8"))
    assert [c.id for c in read_cases(path)] == ["c1"]


def test_other_columns_are_ignored_and_most_may_be_missing() -> None:
    found = one("c1,Łódź,Almaty,2024-05-01,time,20,who", "ID,origin,destination,depart,metric,observed,asked_by")
    assert (found.unit, found.kind, found.via) == ("40HC", "single", ())


@pytest.mark.parametrize(("given", "unit"), [("40hc", "40HC"), ("40rf", "40RF"), ("TRAILER", "trailer"), ("", "40HC")])
def test_units_are_known_in_any_case(given: str, unit: str) -> None:
    assert one(ROW.replace("40HC", given)).unit == unit


@pytest.mark.parametrize(
    ("given", "day"),
    [("2024", date(2024, 7, 1)), ("2024-02", date(2024, 2, 15)), ("2024-02-29", date(2024, 2, 29))],
)
def test_a_month_or_a_year_stands_for_its_middle(given: str, day: date) -> None:
    assert one(ROW.replace("2024-05-01", given)).depart == day


@pytest.mark.parametrize(
    ("cells", "observed"), [(",20,", 20.0), ("10,,20", 15.0), ("10,12,20", 12.0), ("10,,", 10.0), (",,20", 20.0)]
)
def test_without_an_observation_the_middle_of_the_range_stands(cells: str, observed: float) -> None:
    assert one(ROW.replace(",20,", f"{cells}", 1)).observed == observed


def test_hours_become_days() -> None:
    found = one(ROW.replace(",20,,days", "24,36,48,hours").replace("time,24", "time,24"))
    assert (found.low, found.observed, found.high) == (1.0, 1.5, 2.0)


@pytest.mark.parametrize(
    ("given", "per"),
    [("USD", "unit"), ("USD per unit", "unit"), ("usd/40HC", "unit"), ("USD/TEU", "teu"), ("$/t", "tonne")],
)
def test_money_is_for_a_unit_unless_it_says_otherwise(given: str, per: str) -> None:
    assert one(f"c1,Łódź,Almaty,2024-05-01,40HC,,,,cost,,20,,{given},,market,,").per == per


@pytest.mark.parametrize(("given", "kind"), [("", "single"), ("First run", "first_run"), ("AVERAGE", "average")])
def test_kinds_are_forgiving_and_have_a_default(given: str, kind: str) -> None:
    assert one(ROW.replace("single", given)).kind == kind


@pytest.mark.parametrize(("given", "shipment"), [("", "single"), ("Block", "block"), ("group", "group")])
def test_a_journey_is_of_one_unit_unless_it_says_otherwise(given: str, shipment: str) -> None:
    assert one(f"{ROW},{given}", f"{HEADER},shipment").shipment == shipment


@pytest.mark.parametrize(("kind", "shipment"), [("first_run", "block"), ("showcase", "single"), ("average", "single")])
def test_a_first_run_is_a_train_of_its_own_and_a_ceremony_a_lucky_day_of_the_regular_flow(
    kind: str, shipment: str
) -> None:
    assert one(ROW.replace(",single,", f",{kind},")).shipment == shipment


def test_the_default_kind_of_a_price_is_the_market() -> None:
    assert one("c1,Łódź,Almaty,2024-05-01,40HC,,,,cost,,20,,USD,,,,").kind == "market"


def test_all_faults_are_told_at_once() -> None:
    bad = [
        ",Łódź,Almaty,2024-05-01,40HC,,,,time,,20,,days,,single,,",
        "c2,Łódź,,2024-13-01,45XX,,,,time,,20,,days,,single,,",
        "c3,Łódź,Almaty,2024-05-01,40HC,,,train,speed,,20,,days,,often,,",
        "c4,Łódź,Almaty,2024-05-01,40HC,,,,time,30,nan,20,weeks,,single,,20x3",
        "c5,Łódź,Almaty,2024-05-01,40HC,,,,cost,,,,EUR,,market,,",
        f"{ROW},too,many",
        ROW,
        ROW,
    ]
    with pytest.raises(DataError) as caught:
        parse_cases("\n".join([HEADER, *bad]), ("40HC",))
    message = str(caught.value)
    for words in (
        "row 2, id ''", "row 3 (c2), destination ''", "depart '2024-13-01'", "unit '45XX'", "modes 'train'",
        "metric 'speed'", f"kind 'often': expected one of {', '.join(KINDS)}", "observed 'nan'",
        "up to observed_high 20",
        "unit_of_measure 'weeks'", "price_year '20x3'", "unit_of_measure 'EUR'", "19 cells under 17 columns",
        "id `c1` stands twice for time",
    ):  # fmt: skip
        assert words in message


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "it is empty"),
        (b"\n \n", "it is empty"),
        (f"{HEADER}\n".encode(), "it holds no case"),
        (b"a,b\n1,2\n", "column `id` is missing"),
        (b"id,id,origin\n", "column `id` stands twice"),
        (b"\xff\xfe\x00", "is not UTF-8"),
        (b'id,origin\n"x', "is not a CSV table"),
    ],
)
def test_a_file_that_is_no_table_of_cases_is_a_sentence(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "cases.csv"
    path.write_bytes(content)
    with pytest.raises(DataError, match=r"cases\.csv") as caught:
        read_cases(path)
    assert words in str(caught.value)


def test_a_file_that_is_not_there_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no such file"):
        read_cases(tmp_path / "none.csv")


def test_a_time_and_a_price_may_share_an_id() -> None:
    price = "c1,Łódź,Almaty,2024-05-01,40HC,,,,cost,,20,,USD,,market,,"
    assert [c.metric for c in parse_cases(f"{HEADER}\n{ROW}\n{price}")] == ["time", "cost"]
