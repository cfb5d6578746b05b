"""Questions that a forwarder asks, held against what is published about such journeys."""

from __future__ import annotations

import pytest

from transcaspia.planning.model import Itineraries, Itinerary, PlanParams

from .conftest import Ask

HOURS = 24.0


def days(way: Itinerary) -> float:
    """Return the median days."""
    return way.duration_h.p50 / HOURS


def by(answer: Itineraries, corridor: str) -> Itinerary:
    """Return the quickest way by a corridor."""
    return min((w for w in answer.itineraries if w.corridor == corridor), key=days)


def services(answer: Itineraries) -> set[str]:
    """Return the services of all ways."""
    return {leg.service for way in answer.itineraries for leg in way.legs if leg.service}


def test_warsaw_to_shanghai(ask: Ask) -> None:
    """By rail in three to four weeks, by the Cape in eight to ten; the sea is far cheaper."""
    answer = ask("Warszawa", "Shanghai", "2025-10-01", cargo="machinery", unit="40HC")
    rail, sea = by(answer, "north"), by(answer, "deep_sea")
    assert 16 < days(rail) < 32
    assert 45 < days(sea) < 75
    assert sea.cost_usd.p50 < 0.6 * rail.cost_usd.p50
    assert {leg.service for leg in sea.legs} & {"sea-ne1-cape-e", "sea-ne2-cape-e"}


def test_ships_took_suez_before_december_2023(ask: Ask) -> None:
    """The dated closure sends the lines round the Cape and back again."""
    answer = ask("Warszawa", "Shanghai", "2023-06-01", cargo="machinery", unit="40HC")
    assert services(answer) & {"sea-ne1-suez-e", "sea-ne2-suez-e"}
    assert not services(answer) & {"sea-ne1-cape-e", "sea-ne2-cape-e"}


def test_xian_to_warsaw(ask: Ask) -> None:
    """Single boxes take longer than block trains to Małaszewicze (12-14 days quoted); door to door 20-26 in 2024."""
    north = by(ask("Xi'an", "Warszawa", "2025-10-20", unit="40HC"), "north")
    assert north.duration_h.p10 / HOURS < 20
    assert 14 < days(north) < 28
    assert 4000 < north.cost_usd.p50 < 8500


def test_gdansk_to_tashkent(ask: Ask) -> None:
    """By Russia in two to four weeks, over the Caspian in more."""
    answer = ask("Gdańsk", "Tashkent", "2025-10-01", cargo="food_dry", unit="40HC")
    assert 12 < days(by(answer, "north")) < 28
    assert any("tc" in w.corridor or "caspian" in w.corridor for w in answer.itineraries)


def test_slawkow_to_astana(ask: Ask) -> None:
    """The broad gauge to Sławków no longer leads to Kazakhstan by Ukraine and Russia, and the answer says why."""
    answer = ask("Sławków", "Astana", "2025-10-01", cargo="machinery", unit="40HC", units=2)
    assert not any("lhs-mow" in {leg.service for leg in w.legs} for w in answer.itineraries)
    assert 9 < days(by(answer, "north")) < 20


def test_constanta_to_aktau(ask: Ask) -> None:
    """Over two seas in three to six weeks."""
    way = by(ask("Constanța", "Aktau", "2025-10-01", unit="40HC"), "tc_black_sea")
    assert 18 < days(way) < 42
    assert sum(leg.mode == "sea" for leg in way.legs) == 2


def test_poznan_to_baku(ask: Ask) -> None:
    """By Russia or by the Black Sea or by Türkiye; nothing crosses the Caspian."""
    answer = ask("Poznań", "Baku", "2025-10-01", unit="40HC")
    assert len({w.corridor for w in answer.itineraries}) >= 2
    crossed = {"c-aau-ala", "c-kur-ala", "x-kur-ala", "c-krw-ala"}
    assert not any(link in crossed for w in answer.itineraries for leg in w.legs for link, _ in leg.links)


def test_almaty_to_warsaw_westbound(ask: Ask) -> None:
    """Westbound as well as eastbound."""
    answer = ask("Almaty", "Warszawa", "2025-10-20", unit="40HC")
    assert 8 < days(by(answer, "north")) < 22
    assert any("caspian" in w.corridor or w.corridor.startswith("tc") for w in answer.itineraries)


def test_grain_from_kostanay_to_poznan(ask: Ask) -> None:
    """In wagons on 1520 mm to Małaszewicze, moved to 1435 mm there; about 100-200 USD a tonne."""
    answer = ask("Kostanay", "Poznań", "2025-10-20", cargo="grain", unit="bulk_wagon", units=10)
    way = by(answer, "north")
    assert any(leg.change == "gauge" and leg.start.id == "PLMAA" for leg in way.legs)
    assert 60 < way.cost_usd.p50 / (10 * 65) < 220


def test_a_trailer_from_bialystok_to_aktau(ask: Ask) -> None:
    """A German one by Russia in under three weeks; a Polish one, barred there, by ferry over the Caspian as is told."""
    free = ask("Białystok", "Aktau", "2025-10-01", cargo="machinery", unit="trailer", carrier="DE")
    polish = ask("Białystok", "Aktau", "2025-10-01", cargo="machinery", unit="trailer")
    assert not any({"BY", "RU"} & set(leg.countries) for w in polish.itineraries for leg in w.legs)
    kept = ask(
        "Białystok", "Aktau", "2025-10-01", cargo="machinery", unit="trailer", params=PlanParams(avoid=("RU", "BY"))
    )
    assert min(days(w) for w in free.itineraries) < 18
    ferries = {"roro-ala-kur", "roro-boj-bus", "roro-var-bus"}
    assert services(kept) & ferries
    assert all(13 < days(w) < 40 for w in kept.itineraries)


def test_air_is_refused_to_a_box_with_a_repair(ask: Ask) -> None:
    """A 40-foot box does not fly; pallets do."""
    answer = ask("Warszawa", "Almaty", "2025-10-01", cargo="pharmaceuticals", unit="40RF")
    refusal = next(r for r in answer.refused if "ir" in r.what)
    assert "air_pallet" in refusal.repair
    assert any(
        w.corridor == "air"
        for w in ask("Warszawa", "Almaty", "2025-10-01", cargo="pharmaceuticals", unit="air_pallet").itineraries
    )


def test_a_chartered_train_wants_enough_boxes(ask: Ask) -> None:
    """East of the Caspian the trains of Iran and Kazakhstan run for forty boxes, not for two."""
    east = PlanParams(modes=("rail",), avoid=("UZ",))
    few = ask("Tehran", "Almaty", "2025-10-01", unit="40HC", units=2, params=east)
    many = ask("Tehran", "Almaty", "2025-10-01", unit="40HC", units=44, params=east)
    assert few.empty
    assert any("group to 40 units" in r.repair for r in few.refused)
    assert {w.status for w in many.itineraries} == {"on_request"}


def test_a_way_over_the_caspian_spares_russia_unless_it_leads_there(ask: Ask) -> None:
    """Nobody sails the Caspian to go on over Moscow to Germany; a box for Moscow may."""
    over = PlanParams(via=("KZAAU", "AZALA"))
    west = ask("Xi'an", "Duisburg", "2025-06-02", unit="40HC", params=over)
    assert not west.empty
    assert not any("RU" in leg.countries for way in west.itineraries for leg in way.legs)
    moscow = ask("Aktau", "Moscow", "2025-06-02", unit="40HC", params=PlanParams(via=("AZALA",)))
    assert any("RU" in leg.countries for way in moscow.itineraries for leg in way.legs)


@pytest.mark.parametrize("via", ["Aktau", "Kuryk"])
def test_via_is_honoured(ask: Ask, via: str) -> None:
    """Every way passes the place asked for."""
    answer = ask(
        "Łódź", "Almaty", "2025-10-01", unit="40HC", params=PlanParams(via=({"Aktau": "KZAAU", "Kuryk": "KZKUR"}[via],))
    )
    assert not answer.empty
    for way in answer.itineraries:
        assert {"Aktau": "KZAAU", "Kuryk": "KZKUR"}[via] in {leg.start.id for leg in way.legs} | {
            leg.end.id for leg in way.legs
        }
