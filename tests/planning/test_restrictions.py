"""A restriction stops, burdens or marks exactly what it means: worked by hand on the toy network."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planning.asking import ask, evaluator_of, graph_of
from planning.restricting import restricted
from tiny_network import TINY, Copy
from transcaspia.errors import DataError
from transcaspia.network.groups import countries_of
from transcaspia.network.model import Network
from transcaspia.planning.model import Itineraries, Itinerary, PlanParams, Restriction
from transcaspia.planning.search import find

FEW = PlanParams(draws=200)
BY_ROAD = PlanParams(draws=200, modes=("road",))
BY_RAIL = PlanParams(draws=200, modes=("rail", "sea", "rail_ferry"))
TRAILER: dict[str, Any] = {"unit": "trailer", "cargo": "general"}


def told(answer: Itineraries) -> str:
    return " / ".join(f"{r.what}: {r.why}. {r.repair}" for r in answer.refused)


def rule(way: Itinerary, row_id: str = "r1") -> Restriction:
    (found,) = [r for r in way.restrictions.checked if r.id == row_id]
    return found


POLISH = {
    "countries": "KZ", "modes": "road", "part": "trailer", "carriers": "PL", "act": "resolution 7",
    "exceptions": "mail;medicines [30]", "from": "2025-09-01", "to": "2026-01-31",
}  # fmt: skip


@pytest.fixture
def polish(tiny_copy: Copy) -> Network:
    """Kazakhstan is barred to Polish trailers in the autumn of 2025, but for mail and medicines."""
    return restricted(tiny_copy, POLISH)


def test_a_barred_trailer_is_refused_by_act_date_and_exception(polish: Network) -> None:
    answer = ask(polish, **TRAILER, carrier="PL", hs="8471", params=FEW)
    assert answer.empty
    assert "rule 1: forbidden, by resolution 7, in force from 2025-09-01 to 2026-01-31" in told(answer)
    assert "exempt: mail, medicines; these goods are not" in told(answer)
    assert "--carrier" in told(answer)
    assert ("restrictions", "r1") in answer.used_rows


def test_a_lorry_is_registered_where_it_sets_out_unless_it_is_said(polish: Network) -> None:
    assert ask(polish, **TRAILER, hs="8471", params=FEW).empty
    answer = ask(polish, **TRAILER, carrier="KZ", hs="8471", params=FEW)
    assert rule(answer.itineraries[0]).result == "other_carrier"
    assert answer.query["carrier"] == "KZ"
    assert ask(polish, **TRAILER, depart="2025-08-01", params=FEW).query["carrier"] == "PL"


def test_an_exempt_code_may_pass_and_says_by_which_exception(polish: Network) -> None:
    (way,) = ask(polish, **TRAILER, hs="3004.90", params=FEW).itineraries
    assert (rule(way).result, rule(way).why) == ("exempt", "exempt: medicines")
    assert way.restrictions.conditions == ()


def test_before_and_after_its_days_it_stops_nothing(polish: Network) -> None:
    assert not ask(polish, **TRAILER, depart="2025-08-20", hs="8471", params=FEW).empty
    assert not ask(polish, **TRAILER, depart="2026-02-01", hs="8471", params=FEW).empty


def test_a_rule_that_begins_while_the_goods_are_on_the_way_is_a_condition(polish: Network) -> None:
    (way,) = ask(polish, **TRAILER, depart="2025-08-31", hs="8471", params=FEW).itineraries
    (condition,) = way.restrictions.conditions
    assert "from 2025-09-01: in force before the goods pass" in condition.why
    (early,) = ask(polish, **TRAILER, depart="2025-08-20", hs="8471", params=FEW).itineraries
    assert early.restrictions.conditions == ()
    # What was decided later was not known.
    (unknown,) = ask(polish, **TRAILER, depart="2025-08-31", known_on="2025-08-25", hs="8471", params=FEW).itineraries
    assert unknown.restrictions.checked == ()


def test_what_lies_behind_the_goods_when_a_rule_begins_is_no_condition(tiny_copy: Copy) -> None:
    """The lorry leaves Poland on its first day and is in Kazakhstan on the third."""
    behind, ahead = {"countries": "PL", "from": "2025-10-03"}, {"countries": "KZ", "from": "2025-10-03"}
    (way,) = ask(restricted(tiny_copy, behind, ahead), **TRAILER, params=FEW).itineraries
    assert way.arrival.p50.date().isoformat() >= "2025-10-03"
    assert [r.id for r in way.restrictions.conditions] == ["r2"]


def test_a_box_is_hauled_at_home_by_a_lorry_of_the_country(polish: Network) -> None:
    """The lorry that fetches the box in Kazakhstan is Kazakh, whoever carries it elsewhere."""
    (way,) = ask(polish, unit="40GP", carrier="PL", params=BY_RAIL).itineraries[:1]
    assert rule(way).result == "other_carrier"


def test_without_a_code_a_rule_by_goods_stops_nothing_and_is_named(tiny_copy: Copy) -> None:
    network = restricted(tiny_copy, {"countries": "KZ", "hs": "84", "act": "order 5"})
    answer = ask(network, **TRAILER, params=FEW)
    assert rule(answer.itineraries[0]).result == "not_checked"
    assert answer.itineraries[0].restrictions.not_checked == ("rule 1 (order 5): no HS code was given",)
    assert any("no HS code was given (--hs)" in s and "rule 1" in s for s in answer.not_checked)
    assert ask(network, **TRAILER, hs="8408", params=FEW).empty
    free = ask(network, **TRAILER, hs="4901", params=FEW)
    assert rule(free.itineraries[0]).result == "other_goods"
    assert not any("rule 1" in s for s in free.not_checked)


def test_a_code_too_short_to_decide_is_told(tiny_copy: Copy) -> None:
    network = restricted(tiny_copy, {"countries": "KZ", "hs": "8408"})
    answer = ask(network, **TRAILER, hs="84", params=FEW)
    assert rule(answer.itineraries[0]).result == "not_checked"
    assert any("whether HS 84 is meant by rule 1" in s for s in answer.not_checked)


def test_a_commodity_stands_for_its_chapters(tiny_copy: Copy) -> None:
    network = restricted(tiny_copy, {"countries": "KZ", "hs": "10", "modes": "rail"}, {"countries": "AZ", "hs": "1001"})
    answer = ask(network, unit="40GP", cargo="grain", params=BY_RAIL)
    assert answer.empty
    assert "rule 1" in told(answer)
    whole = ask(restricted(tiny_copy, {"countries": "KZ", "hs": "1001"}), unit="40GP", cargo="grain", params=FEW)
    assert {rule(way).result for way in whole.itineraries} == {"not_checked"}


def test_a_list_that_is_not_in_the_data_is_never_passed_in_silence(tiny_copy: Copy) -> None:
    network = restricted(tiny_copy, {"countries": "KZ", "hs": "84", "effect": "unchecked", "verify": "annex 3"})
    (way,) = ask(network, **TRAILER, hs="8471", params=FEW).itineraries
    assert way.restrictions.not_checked == ("whether HS 8471 stands on the list of rule 1: annex 3",)


def test_a_rule_that_nobody_published_marks_and_does_not_stop(tiny_copy: Copy) -> None:
    network = restricted(tiny_copy, {"countries": "KZ", "grade": "assumed", "verify": "the act"})
    (way,) = ask(network, **TRAILER, params=FEW).itineraries
    (condition,) = way.restrictions.conditions
    assert "no present publication is at hand: verify it" in condition.why


@pytest.mark.parametrize(("use", "origin", "destination", "stopped"), [
    ("import", "PLORI", "KZDST", True), ("export", "PLORI", "KZDST", False), ("transit", "PLORI", "KZDST", False),
    ("export", "KZDST", "PLORI", True), ("import", "KZDST", "PLORI", False),
])  # fmt: skip
def test_transit_import_and_export_are_told_apart(
    tiny_copy: Copy, use: str, origin: str, destination: str, *, stopped: bool
) -> None:
    network = restricted(tiny_copy, {"countries": "KZ", "use": use})
    assert ask(network, **TRAILER, origin=origin, destination=destination, params=FEW).empty == stopped


def test_origin_and_destination_narrow_a_rule(tiny_copy: Copy) -> None:
    network = restricted(tiny_copy, {"countries": "KZ", "origins": "EU"}, {"countries": "PL", "destinations": "!EU"})
    assert ask(network, **TRAILER, params=FEW).empty
    assert not ask(network, **TRAILER, origin="KZDST", destination="PLORI", params=FEW).empty


def test_a_rule_of_entry_holds_at_the_border_and_not_inside(tiny_copy: Copy) -> None:
    network = restricted(tiny_copy, {"countries": "KZ", "entered_from": "PL", "modes": "rail"})
    ways = ask(network, unit="40GP", params=BY_RAIL).itineraries
    assert ways
    assert all(way.corridor == "south" for way in ways)


def test_goods_landed_by_ship_enter_as_the_rail_takes_them_on(tiny_copy: Copy) -> None:
    network = restricted(tiny_copy, {"countries": "KZ", "entered_from": "AZ", "modes": "rail"})
    ways = ask(network, unit="40GP", params=BY_RAIL).itineraries
    assert ways
    assert all(way.corridor == "north" for way in ways)


def test_a_border_post_counts_only_where_it_is_crossed(tiny_copy: Copy) -> None:
    network = restricted(tiny_copy, {"places": "PLBRD", "modes": "road", "carriers": "!PL"})
    assert ask(network, **TRAILER, carrier="KZ", params=FEW).empty
    assert not ask(network, **TRAILER, carrier="PL", params=FEW).empty
    # The shuttle to Brod does not leave Poland; by rail the post is open to all.
    assert not ask(network, unit="40GP", carrier="KZ", params=BY_RAIL).empty


def test_a_limit_of_mass_says_what_may_be_loaded(tiny_copy: Copy) -> None:
    """20 t of goods, 7 t of trailer and 8 t of tractor stand above 33 t: at most 18 t may be loaded."""
    network = restricted(tiny_copy, {"countries": "KZ", "effect": "limit", "modes": "road", "max_gross_t": "33"})
    answer = ask(network, **TRAILER, params=FEW)
    assert answer.empty
    assert "load at most 18.0 t" in told(answer)
    (way,) = ask(network, **TRAILER, payload_t=18.0, params=FEW).itineraries
    assert (rule(way).result, rule(way).why) == ("within", "33.0 t of 33 t")
    assert way.restrictions.conditions == ()


def test_a_change_of_tractor_takes_its_hours_and_dollars_once(tiny_copy: Copy) -> None:
    """The gauge change of 6 h at P50 and 150 USD a box stands in for the change of tractor here."""
    plain, _ = graph_of(tiny_copy.load(), **TRAILER)
    change = {
        "effect": "transload", "countries": "KZ", "entered_from": "!KZ", "modes": "road", "carriers": "EU",
        "duration": "gauge_change", "price": "lift",
    }  # fmt: skip
    network = restricted(tiny_copy, change)
    builder, graph = graph_of(network, **TRAILER)
    (more,) = find(graph, 0.0, 10_000).ways
    (less,) = find(plain.graph(), 0.0, 10_000).ways
    hours = builder.figures.duration("gauge_change").mean
    usd = builder.pay.charge("lift", "", "", "border")
    assert usd.figure is not None
    assert more.time_h - less.time_h == pytest.approx(hours, abs=0.1)
    assert more.cost_usd - less.cost_usd == pytest.approx(usd.figure.mean * usd.times, abs=1.0)
    drawn, free = evaluator_of(builder, graph).draw(more), evaluator_of(plain, plain.graph()).draw(less)
    assert float(drawn.arrive_h.mean() - free.arrive_h.mean()) == pytest.approx(hours, rel=0.1)
    (way,) = ask(network, **TRAILER, params=FEW).itineraries
    (condition,) = way.restrictions.conditions
    assert condition.hours == pytest.approx(hours)
    assert condition.cost_usd == pytest.approx(usd.figure.mean * usd.times)
    assert condition.where == ("Brod",)
    assert ask(network, **TRAILER, carrier="KZ", params=FEW).itineraries[0].restrictions.conditions == ()


def test_every_answer_says_that_it_is_no_legal_advice(tiny: Network) -> None:
    (way,) = ask(tiny, **TRAILER, params=FEW).itineraries
    assert "not legal advice" in way.restrictions.note


@pytest.mark.parametrize(("cells", "said"), [
    ({"countries": "KZ", "carriers": "Poland"}, "(`Poland`): this is neither a country nor a group"),
    ({"countries": "!KZ"}, "only countries left out are named"),
    ({"countries": "KZ", "hs": "8x"}, "(`8x`): this is no prefix of an HS code"),
    ({"countries": "KZ", "exceptions": "food [1]"}, "(`1`): this is no prefix of an HS code"),
    ({"places": "PLXXX"}, "(`PLXXX`): this is neither a node nor a link"),
    ({}, "the restriction holds nowhere"),
    ({"places": "PLBRD", "entered_from": "PL"}, "no country is said to be entered"),
    ({"countries": "KZ", "effect": "limit"}, "a limit and its tonnes stand together"),
    ({"countries": "KZ", "from": "2025-02-01", "to": "2025-01-01"}, "the day is before `from`"),
])  # fmt: skip
def test_a_faulty_row_is_told(tiny_copy: Copy, cells: dict[str, str], said: str) -> None:
    with pytest.raises(DataError) as caught:
        restricted(tiny_copy, cells)
    assert said in str(caught.value)


def test_lists_of_countries() -> None:
    groups = {"EU": ("PL", "LT")}
    assert "LT" not in countries_of(("EU", "!LT"), groups)
    assert "PL" in countries_of(("EU", "!LT"), groups)
    assert "KZ" in countries_of(("!EU",), groups)
    assert "PL" not in countries_of(("!EU",), groups)


RULES = st.fixed_dictionaries(
    {
        "countries": st.sampled_from(["PL", "KZ", "AZ", "KZ;AZ"]),
        "modes": st.sampled_from(["", "road", "rail", "sea;rail_ferry", "rail;road"]),
        "carriers": st.sampled_from(["", "PL", "KZ", "!PL"]),
        "hs": st.sampled_from(["", "30", "84;85"]),
        "from": st.sampled_from(["", "2025-09-30", "2025-10-02"]),
    }
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(RULES, min_size=1, max_size=2), hs=st.sampled_from(["3004", "8471", "4901"]))
def test_no_itinerary_crosses_a_link_that_is_forbidden_for_it(
    tmp_path_factory: pytest.TempPathFactory, rows: list[dict[str, str]], hs: str
) -> None:
    """Held against the rows as they are written, link by link."""
    folder: Path = tmp_path_factory.mktemp("law") / "tiny"
    shutil.copytree(TINY, folder)
    network = restricted(Copy(folder), *rows)
    for unit, carrier in (("trailer", "PL"), ("trailer", "KZ"), ("40GP", None)):
        answer = ask(network, unit=unit, cargo="general", hs=hs, carrier=carrier, params=PlanParams(draws=100))
        for way in answer.itineraries:
            for leg in way.legs:
                for name, _ in leg.links:
                    lands = network.get("links", name).items("countries")
                    plates = (carrier or lands[0]) if unit == "trailer" or len(set(leg.countries)) > 1 else lands[:1]
                    for row in rows:
                        assert not (
                            set(lands) & set(row["countries"].split(";"))
                            and (not row["modes"] or leg.mode in row["modes"].split(";"))
                            and (not row["hs"] or hs[:2] in row["hs"].split(";"))
                            and row["from"] != "2025-10-02"
                            and _barred(row["carriers"], "".join(plates) if leg.mode == "road" else "")
                        )


def _barred(carriers: str, plates: str) -> bool:
    if not carriers:
        return True
    return bool(plates) and ((plates != carriers[1:]) if carriers.startswith("!") else plates == carriers)
