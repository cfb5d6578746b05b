"""Who may carry what over Belarus and Russia, and when."""

from __future__ import annotations

from typing import Any

import pytest

from transcaspia.network.model import Network
from transcaspia.planning.model import Itineraries, Itinerary, PlanParams
from transcaspia.report.text import answer_text

from .conftest import Ask

REEFER: dict[str, Any] = {"unit": "trailer_reefer", "carrier": "PL"}
FEW = PlanParams(draws=200)


def over(answer: Itineraries, country: str) -> list[Itinerary]:
    """Return the itineraries in the unit asked for that cross a country."""
    asked = [way for way in answer.itineraries if way.unit == answer.query["unit"]]
    return [way for way in asked if any(country in leg.countries for leg in way.legs)]


def results(way: Itinerary) -> dict[str, str]:
    """Return what each restriction means for a way."""
    return {r.id: r.result for r in way.restrictions.checked}


def test_a_polish_trailer_with_food_does_not_cross_belarus_in_november_2025(ask: Ask) -> None:
    answer = ask("Łódź", "Aktau", "2025-11-10", **REEFER, cargo="food_chilled", params=FEW)
    assert answer.itineraries
    assert not over(answer, "BY")
    assert not over(answer, "RU")
    why = " / ".join(r.why for r in answer.refused)
    assert "resolution 599 of 31 October 2025, in force from 2025-11-04 to 2027-12-31" in why
    assert "medicines and medical goods" in why
    assert "lorries of Polish hauliers in Russia" in why


def test_the_same_trailer_with_medicines_may_and_says_by_which_exception(ask: Ask) -> None:
    answer = ask("Łódź", "Aktau", "2025-11-10", **REEFER, cargo="pharmaceuticals", params=FEW)
    ways = over(answer, "BY")
    assert ways
    for way in ways:
        freed = {r.id: r.why for r in way.restrictions.checked if r.result == "exempt"}
        assert freed["by-pl-lt-trailers-2025"] == "exempt: medicines and medical goods"
        assert freed["by-eu-tractors-2025"] == "exempt: medicines and medical goods"
        assert freed["ru-pl-lorries"].startswith("exempt: critical goods")


def test_before_the_resolution_medicines_had_no_exception(ask: Ask) -> None:
    """The text of 2022 names mail and live animals only; Polish trailers were barred from July 2023."""
    answer = ask("Łódź", "Aktau", "2025-10-10", **REEFER, cargo="pharmaceuticals", params=FEW)
    assert not over(answer, "BY")


@pytest.mark.parametrize("cargo", ["food_chilled", "pharmaceuticals"])
def test_in_march_2022_both_may(ask: Ask, cargo: str) -> None:
    answer = ask("Łódź", "Aktau", "2022-03-07", **REEFER, cargo=cargo, params=FEW)
    assert over(answer, "BY")


def test_in_2023_a_polish_tractor_was_changed_and_its_trailer_went_on(ask: Ask) -> None:
    answer = ask("Łódź", "Aktau", "2023-03-07", **REEFER, cargo="food_dry", hs="1905", params=FEW)
    ways = over(answer, "BY")
    assert ways
    for way in ways:
        (change,) = [r for r in way.restrictions.conditions if r.id == "by-eu-tractors-2022"]
        assert change.hours is not None
        assert change.hours > 1.0
        assert change.cost_usd is not None
        assert change.cost_usd > 100.0


def test_a_kazakh_lorry_leaves_poland_by_lithuania_or_latvia(ask: Ask) -> None:
    """Kukuryki and Bobrowniki are open to plates of the EU, the EEA and Switzerland only."""
    answer = ask("Warszawa", "Astana", "2025-11-25", unit="trailer", carrier="KZ", cargo="food_dry", params=FEW)
    crossed = {border for way in answer.itineraries for leg in way.legs for border in leg.borders}
    assert not any(name.startswith(("Kukuryki", "Bobrowniki")) for name in crossed)
    assert over(answer, "RU")


def test_embargoed_food_goes_over_russia_by_rail_under_seal(ask: Ask) -> None:
    answer = ask("Łódź", "Almaty", "2025-10-01", unit="40RF", cargo="food_chilled", hs="0406", params=FEW)
    ways = over(answer, "RU")
    assert ways
    assert all(results(way)["ru-food-transit"] == "condition" for way in ways)
    assert all("ru-food-transit" not in results(way) for way in answer.itineraries if way not in ways)


def test_computers_from_the_eu_over_russia_are_not_passed_in_silence(ask: Ask) -> None:
    answer = ask("Łódź", "Almaty", "2025-10-01", unit="40HC", cargo="machinery", hs="8471", params=FEW)
    for way in over(answer, "RU"):
        assert any("Annex XXXVII" in text for text in way.restrictions.not_checked)
    back = ask("Almaty", "Łódź", "2025-10-01", unit="40HC", cargo="machinery", hs="8471", params=FEW)
    for way in over(back, "RU"):
        assert not any("Annex XXXVII" in text for text in way.restrictions.not_checked)


def test_road_tractors_from_the_eu_do_not_cross_russia_by_rail(ask: Ask) -> None:
    answer = ask("Łódź", "Almaty", "2025-10-01", unit="40HC", cargo="machinery", hs="8701", params=FEW)
    assert answer.itineraries
    assert not over(answer, "RU")


def test_iran_and_the_war_at_odesa_are_never_passed_without_a_word(ask: Ask, network: Network) -> None:
    iran = ask("Warszawa", "Tashkent", "2025-11-25", unit="trailer", params=PlanParams(draws=200, via=("IRTHR",)))
    assert iran.itineraries
    for way in iran.itineraries:
        assert {"ir-us", "ir-snapback"} <= {r.id for r in way.restrictions.conditions}
    assert "Law (not legal advice; --explain): " in answer_text(iran, network)
    assert "trade with Iran: US sanctions on its sectors" in " ".join(answer_text(iran, network).split())
    odesa = ask("Warszawa", "Tbilisi", "2025-11-25", unit="40HC", params=PlanParams(draws=200, via=("UAILK",)))
    assert odesa.itineraries
    for way in odesa.itineraries:
        assert "war-ua-waters" in {r.id for r in way.restrictions.conditions}
