"""The project's own journeys: readable, whole against the published figures, apart from the inputs."""

from __future__ import annotations

import csv
import re
from datetime import date
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "transcaspia"
NETWORK = PACKAGE / "network" / "data"
FACTS = ROOT.parent / "shared" / "facts"
COLUMNS = [
    "id", "origin", "destination", "depart", "unit", "via", "avoid", "modes", "metric", "observed_low", "observed",
    "observed_high", "unit_of_measure", "note", "kind", "price_scope", "price_year", "corridor", "direction", "source",
    "shipment",
]  # fmt: skip
UNSCORED = {"announced", "claim"}
KINDS = {
    "time": {"average", "tracked", "single", "first_run", "showcase"} | UNSCORED,
    "cost": {"tariff", "market"} | UNSCORED,
}
MODES = {"rail", "road", "sea", "rail_ferry", "ro_ro", "air", "road_access"}
# What a leg's hours and dollars are made of.
INPUTS = ("speeds", "durations", "prices", "borders", "links", "hazards", "closures", "weather")
CORRIDORS = {
    "tc", "tc_black_sea", "tc_btk", "lhs_caspian", "north", "russia", "south", "north_sea", "caucasus_btk", "deep_sea",
    "air", "direct",
}  # fmt: skip


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


CASES = rows(PACKAGE / "validation" / "cases.csv")
LEFT_OUT = rows(ROOT / "docs" / "cases_left_out.csv")


def sources_of(case: dict[str, str]) -> list[str]:
    return case["source"].split(";")


def test_every_case_has_the_columns_of_the_design_and_its_own_id() -> None:
    assert list(CASES[0]) == COLUMNS
    assert len({case["id"] for case in CASES}) == len(CASES)
    assert not [case["id"] for case in CASES if None in case or None in case.values()]


def test_a_place_is_named_at_both_ends_and_every_case_is_explained() -> None:
    needed = ("origin", "destination", "unit", "note", "direction", "source")
    assert not [f"{case['id']}: {column}" for case in CASES for column in needed if not case[column].strip()]
    assert {case["direction"] for case in CASES} == {"west", "east"}
    assert not [case["id"] for case in CASES if not set(filter(None, case["modes"].split(";"))) <= MODES]


def test_units_are_those_of_the_equipment() -> None:
    assert {case["unit"] for case in CASES} <= {row["id"] for row in rows(NETWORK / "equipment.csv")}


def test_departures_lie_in_the_period() -> None:
    days = {case["id"]: date.fromisoformat(case["depart"]) for case in CASES}
    assert not {key: day for key, day in days.items() if not date(2015, 1, 1) <= day <= date(2026, 12, 31)}


def test_the_observed_figure_lies_between_its_bounds() -> None:
    for case in CASES:
        middle = float(case["observed"])
        low, high = float(case["observed_low"] or middle), float(case["observed_high"] or middle)
        assert 0 < low <= middle <= high, case["id"]


def test_kinds_and_units_of_measure_follow_the_metric() -> None:
    assert not [case["id"] for case in CASES if case["kind"] not in KINDS[case["metric"]]]
    measure = {"time": "days", "cost": "USD"}
    assert not [case["id"] for case in CASES if case["unit_of_measure"] != measure[case["metric"]]]


def test_a_cost_says_what_it_covers_and_of_which_year() -> None:
    costs = [case for case in CASES if case["metric"] == "cost"]
    assert not [case["id"] for case in costs if not case["price_scope"] or case["price_year"] != case["depart"][:4]]
    times = [case for case in CASES if case["metric"] == "time"]
    assert not [case["id"] for case in times if case["price_scope"] or case["price_year"]]


def test_every_source_stands_in_sources_csv() -> None:
    known = {row["key"] for row in rows(NETWORK / "sources.csv")}
    assert not [f"{case['id']}: {key}" for case in CASES for key in sources_of(case) if key not in known]


def test_every_corridor_with_a_published_journey_has_a_case_and_most_have_a_scored_one() -> None:
    assert {case["corridor"] for case in CASES} == CORRIDORS
    assert {row["id"] for row in rows(NETWORK / "corridors.csv")} >= CORRIDORS
    scored = {case["corridor"] for case in CASES if case["kind"] not in UNSCORED}
    # What is published of these stands behind a leg, or is a promise.
    assert CORRIDORS - scored <= {"south", "north_sea", "caucasus_btk"}


def test_no_scored_case_rests_on_a_figure_that_a_leg_uses() -> None:
    """A journey proves nothing about a model that was told its length."""
    used = {key: name for name in INPUTS for row in rows(NETWORK / f"{name}.csv") for key in row["source"].split(";")}
    scored = [case for case in CASES if case["kind"] not in UNSCORED]
    assert not [f"{case['id']}: {key} in {used[key]}.csv" for case in scored for key in sources_of(case) if key in used]


def test_a_figure_left_out_has_one_row_and_a_reason() -> None:
    assert len({row["fact"] for row in LEFT_OUT}) == len(LEFT_OUT)
    assert not [row["fact"] for row in LEFT_OUT if not row["reason"].strip()]
    assert not {row["fact"] for row in LEFT_OUT} & {key for case in CASES for key in sources_of(case)}


# The filter: hours or days between two places that are not those of a stop on the way, or money for a unit and not for
# a kilometre, tonne, day or year. In the list of parameters the two places stand in the subject: `Shanghai-Hamburg`.
STOP = re.compile(
    r"clear|wait|handling|reload|processing|delay|standing|standstill|dwell|border time|border work|at port"
    r"|turn of|extra time|interval|stopped|closure"
)
MONEY = re.compile(r"(USD|EUR|GEL|KZT|PLN)(/(?!.*(km|t$|m$|day|year)).*)?$")
PRICE = re.compile(r"price( per (40 ft|container))?$|.*freight")


def reads_like_a_journey(fact: dict[str, str]) -> bool:
    """Say whether a published figure reads like an end-to-end time or a through rate, by the filter above."""
    unit, metric = fact["unit"], fact["metric"]
    if "scope" in fact:
        return bool(re.search(r"\w-\w", fact["subject"]) and PRICE.match(metric) and MONEY.match(unit))
    if not fact["from_place"] or not fact["to_place"] or fact["from_place"] == fact["to_place"]:
        return False
    return bool(MONEY.match(unit)) or (unit in {"days", "hours", "h"} and not STOP.search(metric))


@pytest.mark.skipif(not FACTS.is_dir(), reason="the lists of published figures are not beside the project")
def test_every_published_journey_is_a_case_or_is_left_out_with_a_reason() -> None:
    lists = [path for path in sorted(FACTS.glob("*.csv")) if path.name != "rules.csv"]
    facts = {fact["id"]: fact for path in lists for fact in rows(path)}
    told = {key for case in CASES for key in sources_of(case)} | {row["fact"] for row in LEFT_OUT}
    assert told <= set(facts)
    journeys = [key for key, fact in facts.items() if reads_like_a_journey(fact)]
    assert len(journeys) > len(CASES)
    assert not sorted(set(journeys) - told)
