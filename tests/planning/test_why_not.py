"""Why not that way: what beats it, by how much, what would have it chosen, what refuses it, the cheapest repair."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import pairwise
from typing import Any

import jsonschema
import pytest

from planning.asking import services
from tiny_network import Copy
from transcaspia.errors import InputError, UnknownIdError
from transcaspia.network.model import Network
from transcaspia.planning.consignment import make_consignment
from transcaspia.planning.document import schema
from transcaspia.planning.model import PlanParams
from transcaspia.planning.plan import plan
from transcaspia.planning.why_not import WhyNot, why_not, why_not_document
from transcaspia.report.text import Look
from transcaspia.report.why_not import why_not_text

FEW = PlanParams(draws=200)
BY_RAIL = ("rail", "sea", "rail_ferry")


def asked(network: Network, *via: str, depart: str = "2025-06-02", params: PlanParams = FEW, **goods: Any) -> WhyNot:
    goods = {"unit": "40GP", **goods}
    return why_not(network, make_consignment(network, "PLORI", "KZDST", depart, **goods), params, via=via)


def told(found: WhyNot) -> str:
    return why_not_text(found, Look(width=70))


def test_a_way_that_is_shown_says_which_it_is(tiny: Network) -> None:
    found = asked(tiny, "Brod", params=replace(FEW, modes=("rail",)))
    assert found.verdict == "shown"
    assert found.way is not None
    assert found.way.id in found.shown
    assert found.way in found.answer.itineraries
    assert "way 1 passes it" in told(found)


def test_a_beaten_way_is_told_with_what_beats_it_and_what_would_have_it_chosen(tiny: Network) -> None:
    """With one way in the answer the ferry is not in it; the differences are those of the figures shown."""
    found = asked(tiny, "ferry", params=replace(FEW, max_itineraries=1))
    assert found.verdict in {"beaten", "no_room", "merged"}
    assert found.way is not None
    assert "ferry" in services(found.way)
    (shown,) = found.answer.itineraries
    (against,) = found.against
    assert against.more.p50_h == pytest.approx(found.way.duration_h.p50 - shown.duration_h.p50)
    assert against.more.p90_h == pytest.approx(found.way.duration_h.p90 - shown.duration_h.p90)
    assert against.more.cost_p90_usd == pytest.approx(found.way.cost_usd.p90 - shown.cost_usd.p90)
    assert against.more.co2e_kg == pytest.approx(found.way.co2e_kg - shown.co2e_kg)
    assert found.needs
    by = {need.figure: need.less for need in found.needs}
    assert 0.0 < by["cost_usd"] <= found.way.cost_usd.p50
    assert "To be chosen it would have to be" in told(found)
    assert "USD cheaper" in told(found)


@pytest.mark.parametrize(("more_usd", "chosen"), [(1.0, True), (-1.0, False)])
def test_what_would_have_to_change_is_enough_and_no_more(tiny_copy: Copy, more_usd: float, *, chosen: bool) -> None:
    """The freight of the feeder is cut by what is asked, a dollar more or less: it is chosen, or is not."""
    params = replace(FEW, max_itineraries=1, modes=BY_RAIL, avoid=("PLBRD",))
    freight = {"low": 1000.0, "typical": 1100.0, "high": 1300.0, "least": 900.0}
    number = next(k for k, row in enumerate(tiny_copy.read("prices")) if row["id"] == "feeder")
    dear = {name: str(usd) for name, usd in freight.items()}
    tiny_copy.change("prices", number, statistic="estimate", **dear)
    found = asked(tiny_copy.load(), "feeder", params=params)
    assert found.verdict in {"no_room", "beaten"}
    less = next(n.less for n in found.needs if n.figure == "cost_usd") + more_usd
    cheaper = {name: f"{usd - less:.6f}" for name, usd in freight.items()}
    network = tiny_copy.change("prices", number, **cheaper).load()
    (way,) = plan(network, make_consignment(network, "PLORI", "KZDST", "2025-06-02", unit="40GP"), params).itineraries
    assert ("feeder" in services(way)) is chosen


def test_an_avoided_country_is_refused_and_the_flag_is_the_repair(tiny: Network) -> None:
    found = asked(tiny, "az", params=replace(FEW, avoid=("AZ",)))
    assert found.verdict == "refused"
    assert found.way is None
    assert any("touches AZ" in refusal.why for refusal in found.refusals)
    first = found.repairs[0]
    assert (first.kind, first.change) == ("avoid", {"avoid": []})
    assert first.way is not None
    again = plan(tiny, make_consignment(tiny, "PLORI", "KZDST", "2025-06-02", unit="40GP"), replace(FEW, via=("AZ",)))
    assert first.way.cost_usd == min(again.itineraries, key=lambda i: i.generalised_cost_usd.p50).cost_usd


def test_a_mode_left_out_is_added(tiny: Network) -> None:
    found = asked(tiny, "ferry", params=replace(FEW, modes=("rail", "sea")))
    assert found.verdict == "refused"
    assert found.repairs[0].change == {"modes": ["rail", "sea", "rail_ferry"]}
    assert "cheapest repair: add rail_ferry to --modes (then " in " ".join(told(found).split())


def test_another_unit_is_asked_for_with_its_own_prices(tiny: Network) -> None:
    found = asked(tiny, "feeder", unit="wagon_1520", cargo="grain")
    assert found.verdict in {"refused", "nothing"}
    units = [r for r in found.repairs if r.kind == "unit"]
    for repair in units:
        assert repair.way is not None
        assert repair.way.unit == repair.change["unit"]
        assert "feeder" in services(repair.way)


def test_a_service_that_begins_later_is_told_with_its_first_day(tiny_copy: Copy) -> None:
    network = tiny_copy.change("services", 6, first_seen="2025-09-01").load()
    found = asked(network, "ferry", params=replace(FEW, modes=BY_RAIL))
    assert found.verdict == "refused"
    (unseen,) = [r for r in found.repairs if r.kind == "unseen"]
    assert unseen.change == {"not_seen_running": True}
    (day,) = [r for r in found.repairs if r.kind == "date"]
    assert day.change == {"depart": "2025-08-02"}  # 30 days before it was first seen
    assert day.days_later == 61
    assert "leave on 2025-08-02 or later" in " ".join(told(found).split())
    before = asked(network, "ferry", depart="2025-08-01", params=replace(FEW, modes=BY_RAIL))
    assert before.verdict == "refused"
    assert asked(network, "ferry", depart="2025-08-02", params=replace(FEW, modes=BY_RAIL)).verdict != "refused"


def test_a_link_that_ended_is_told_with_its_last_day(tiny_copy: Copy) -> None:
    number = next(k for k, row in enumerate(tiny_copy.read("links")) if row["id"] == "road-kz")
    network = tiny_copy.change("links", number, valid_to="2025-03-31").load()
    found = asked(network, "road-kz", unit="trailer", cargo="general")
    assert found.verdict == "refused"
    assert "the network has no road-kz on 2025-06-02; it is there to 2025-03-31" in found.refusals[0].why
    (day,) = found.repairs
    assert (day.kind, day.change) == ("date", {"depart": "2025-03-31"})
    assert day.days_later == -63


def test_a_closure_without_end_is_told(tiny_copy: Copy) -> None:
    network = tiny_copy.change("closures", 0, to="", announced="2025-01-01").load()
    found = asked(network, "PLBRD", depart="2025-10-01", params=replace(FEW, modes=BY_RAIL))
    assert found.verdict == "refused"
    assert any("no date of reopening" in refusal.why for refusal in found.refusals)
    closed = next(r for r in found.repairs if r.kind == "closed")
    assert closed.way is None  # nobody knows when
    assert closed.hours > 0.0
    past = next(r for r in found.repairs if r.kind == "date")
    assert past.days_later < 0
    assert found.repairs[-1] is past


def test_repairs_stand_in_the_order_of_what_they_cost(tiny: Network) -> None:
    found = asked(tiny, "kz-block", params=replace(FEW, modes=("road",)))
    kept = [r for r in found.repairs if r.days_later >= 0]
    assert all(a.generalised_usd <= b.generalised_usd for a, b in pairwise(kept))


def test_what_is_not_known_on_any_day_is_an_error(tiny: Network) -> None:
    with pytest.raises(UnknownIdError, match="--why-not 'Atlantis'"):
        asked(tiny, "Atlantis")
    with pytest.raises(InputError, match="names nothing"):
        asked(tiny)


def test_the_document_keeps_the_schema(tiny: Network, tiny_copy: Copy) -> None:
    shut = tiny_copy.change("closures", 0, to="", announced="2025-01-01").load()
    for found in (
        asked(tiny, "Brod"),
        asked(tiny, "ferry", params=replace(FEW, max_itineraries=1)),
        asked(tiny, "AZ", params=replace(FEW, avoid=("AZ",))),
        asked(shut, "PLBRD", depart="2025-10-01", params=replace(FEW, modes=BY_RAIL)),
    ):
        document = json.loads(json.dumps(why_not_document(found), allow_nan=False))
        whole = {**document.pop("answer"), "why_not": document}
        jsonschema.Draft202012Validator(schema()).validate(whole)
        assert all(len(line) <= 70 for line in told(found).splitlines())


def test_the_answer_is_that_of_the_plan(tiny: Network) -> None:
    consignment = make_consignment(tiny, "PLORI", "KZDST", "2025-06-02", unit="40GP")
    found = why_not(tiny, consignment, FEW, via=["ferry"])
    assert found.answer == plan(tiny, consignment, FEW)


def test_the_order_of_flags_does_not_matter_to_what_must_be_passed_before(tiny: Network) -> None:
    """What the question asks to pass already may lie before or behind it."""
    found = asked(tiny, "AZPRT", params=replace(FEW, via=("KZPRT",), max_itineraries=1))
    assert found.way is not None
    stops = [stop for leg in found.way.legs for stop in (leg.start.id, leg.end.id)]
    assert stops.index("AZPRT") < stops.index("KZPRT")
