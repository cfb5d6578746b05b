"""The sheet has one row for each leg and carries no formula."""

import csv
import dataclasses
import io

import pytest

from transcaspia.report.sheets import COLUMNS, answer_csv


def rows_of(answer):
    return list(csv.DictReader(io.StringIO(answer_csv(answer), newline="")))


def test_there_is_a_row_for_each_leg_of_each_itinerary(answer):
    rows = rows_of(answer)
    assert [(row["itinerary"], row["leg"]) for row in rows] == [
        (str(i), str(j)) for i, way in enumerate(answer.itineraries, 1) for j, _ in enumerate(way.legs, 1)
    ]


def test_columns_are_those_described(answer):
    header = next(csv.reader(io.StringIO(answer_csv(answer))))
    assert header == list(COLUMNS)
    assert all(COLUMNS.values())


def test_figures_are_those_of_the_answer(answer):
    row = rows_of(answer)[2]
    leg = answer.itineraries[0].legs[2]
    assert row["from_name"] == "Małaszewicze"
    assert float(row["run_p50_h"]) == leg.run_h.p50
    assert float(row["cost_usd"]) == leg.cost_usd
    assert row["countries"] == "PL;BY;RU;KZ"
    assert row["sources"] == "PL012;GP075"
    assert row["arrival_p50"] == answer.itineraries[0].arrival.p50.strftime("%Y-%m-%dT%H:%MZ")
    assert row["on_time_share"] == "0.31"


def test_an_empty_answer_is_the_header_alone(nothing):
    assert answer_csv(nothing) == ",".join(COLUMNS) + "\n"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r=", " ="])
def test_text_cannot_start_a_formula(make_answer, ways, start):
    leg = dataclasses.replace(ways[0].legs[0], service_name=f"{start}cmd|' /C calc'!A0")
    way = dataclasses.replace(ways[0], legs=(leg,))
    assert rows_of(make_answer((way,)))[0]["service_name"] == f"'{start.strip()}cmd|' /C calc'!A0"
