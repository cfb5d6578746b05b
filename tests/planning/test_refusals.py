"""A way that is refused says why and how to mend it; a place out of reach is an answer."""

from __future__ import annotations

from collections.abc import Callable

from planning.asking import ask
from tiny_network import Copy
from transcaspia.network.model import Network
from transcaspia.planning.model import Itineraries, PlanParams

FEW = PlanParams(draws=200)


def told(answer: Itineraries) -> str:
    return " / ".join(f"{r.what}: {r.why}. {r.repair}" for r in answer.refused)


def test_an_avoided_country_that_cannot_be_avoided_leaves_nothing(tiny: Network) -> None:
    answer = ask(tiny, unit="40GP", params=PlanParams(draws=200, avoid=("KZ",)))
    assert answer.empty
    assert "touches KZ, which is to be avoided" in told(answer)
    assert "leave out --avoid KZ" in told(answer)


def test_a_corridor_closed_by_avoid_is_told_with_its_repair(tiny: Network) -> None:
    answer = ask(tiny, unit="40GP", params=PlanParams(draws=200, avoid=("PLBRD",), modes=("rail", "sea")))
    (north,) = [r for r in answer.refused if r.what == "Over Brod"]
    assert "touches PLBRD" in north.why
    assert north.repair.startswith("leave out --avoid PLBRD (then about ")
    assert "days and " in north.repair


def test_a_mode_left_out_is_told_where_it_would_be_better(tiny: Network) -> None:
    answer = ask(tiny, unit="40RF", cargo="pharmaceuticals", params=PlanParams(draws=200, modes=("rail", "sea")))
    assert "add road to --modes" in told(answer)


def test_a_unit_that_no_train_takes_is_told_with_another_unit(tiny: Network) -> None:
    answer = ask(tiny, unit="trailer", params=PlanParams(draws=200, avoid=("road-kz", "road-pl")))
    assert answer.empty
    assert "trailer" in told(answer)
    assert "--unit 40GP" in told(answer)


def test_a_payload_above_the_limit_of_a_vehicle_is_told(tiny_with: Callable[..., Network]) -> None:
    network = tiny_with("vehicles", 0, max_gross_t="15")
    answer = ask(network, unit="40GP", params=PlanParams(draws=200, modes=("rail", "sea")))
    assert answer.empty
    assert "takes at most 11.2 t of payload in a 40GP" in told(answer)
    assert "load at most 11.2 t" in told(answer)


def test_a_crossing_that_no_longer_serves_a_mode_is_told(tiny_copy: Copy) -> None:
    network = tiny_copy.change("borders", 0, valid_to="2024-12-31").change("borders", 1, valid_to="2024-12-31").load()
    answer = ask(network, unit="40GP", params=PlanParams(draws=200, modes=("rail",)))
    assert answer.empty
    assert "no rail crossing at Brod from PL to KZ on this date" in told(answer)
    assert not ask(network, unit="40GP", depart="2024-10-01", params=PlanParams(draws=200, modes=("rail",))).empty


def test_a_closure_without_end_is_told(tiny_with: Callable[..., Network]) -> None:
    network = tiny_with("closures", 0, to="")
    answer = ask(network, unit="40GP", params=PlanParams(draws=200, modes=("rail",)))
    assert "Brod shut since 2025-09-12 with no date of reopening" in told(answer)


def test_a_service_not_seen_running_is_told(tiny_with: Callable[..., Network]) -> None:
    network = tiny_with("services", 1, last_seen="2022-01-01")
    answer = ask(network, unit="40RF", params=PlanParams(draws=200, modes=("rail",)))
    assert answer.empty
    assert "was seen running from 2020-01-01 to 2022-01-01 only" in told(answer)


def test_rows_in_use_are_named(tiny: Network) -> None:
    used = ask(tiny, unit="40RF", cargo="pharmaceuticals", params=FEW).used_rows
    for row in (
        ("services", "kz-north"), ("terminals", "PLBRD|rail_1435-rail_1520"), ("borders", "PLBRD|rail|PL>KZ|"),
        ("prices", "rail_km"), ("exchange", "EUR|2024"), ("factors", "rail_diesel"), ("factors", "reefer_power"),
        ("equipment", "40RF"), ("commodities", "pharmaceuticals"), ("hazards", "brod_shut"), ("durations", "shut"),
        ("speeds", "truck"), ("corridors", "north"), ("nodes", "PLBRD"),
    ):  # fmt: skip
        assert row in used
