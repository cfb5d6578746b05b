"""Regimes and papers of the chains that a forwarder knows."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Any

import pytest

from transcaspia.network.groups import countries_of
from transcaspia.network.model import Network
from transcaspia.planning.model import Itineraries, Itinerary, PlanParams
from transcaspia.report.explain import explained

from .conftest import Ask

BOX: dict[str, Any] = {"unit": "40HC", "cargo": "food_dry"}
FEW = PlanParams(draws=200)


@pytest.fixture(scope="module", params=[("Łódź", "Almaty"), ("Xi'an", "Łódź")])
def answer(request: pytest.FixtureRequest, ask: Ask) -> Itineraries:
    origin, destination = request.param
    return ask(origin, destination, "2025-10-01", **BOX, params=FEW)


def ways(answer: Itineraries, word: str) -> list[Itinerary]:
    """Return the itineraries by corridors whose id holds a word."""
    return [way for way in answer.itineraries if word in way.corridor]


def test_the_trans_caspian_chain_has_four_regimes_or_more(answer: Itineraries) -> None:
    assert ways(answer, "tc")
    for way in ways(answer, "tc"):
        assert len(way.papers.chain) >= 4


def test_the_northern_chain_has_two_or_three_beside_that_of_china(answer: Itineraries) -> None:
    assert ways(answer, "north")
    for way in ways(answer, "north"):
        assert 2 <= len([r for r in way.papers.chain if r.territory != ("CN",)]) <= 3


def apart(countries: Iterable[str]) -> list[str]:
    """Return countries in order, each once where it follows itself."""
    return [country for country, _ in groupby(countries)]


def test_the_chain_passes_every_country_of_the_way_in_order(answer: Itineraries) -> None:
    """Held against the legs on land, whatever regimes they are cut into."""
    for way in answer.itineraries:
        on_land = [c for leg in way.legs if leg.mode in {"rail", "road"} for c in leg.countries]
        chain = way.papers.chain[:-1]
        assert apart(c for regime in chain for c in regime.territory) == apart(on_land)
        assert way.papers.chain[-1].territory == (way.legs[-1].end.country,)


def test_each_regime_has_its_place_and_paper(answer: Itineraries) -> None:
    for way in answer.itineraries:
        for regime in way.papers.chain:
            assert regime.start
            assert regime.end
            assert regime.paper
            assert regime.territory
            assert regime.sources
        assert [k for c in way.papers.carriage for k in c.legs] == list(range(1, len(way.legs) + 1))
    text = " ".join(explained(answer).split())
    for way in answer.itineraries:
        assert all(r.paper in text and r.regime in text for r in way.papers.chain)
        assert all(c.document in text for c in way.papers.carriage)


def test_georgia_is_in_common_transit_since_february_2025(ask: Ask) -> None:
    def regimes(day: str) -> set[str]:
        answer = ask("Łódź", "Almaty", day, **BOX, params=PlanParams(draws=200, via=("GEPTI",)))
        assert answer.itineraries
        return {r.regime for way in answer.itineraries for r in way.papers.chain if r.territory == ("GE",)}

    assert regimes("2024-10-01") == {"national transit of Georgia"}
    assert regimes("2025-10-01") == {"T1 in NCTS, opened in Georgia"}


def test_ukraine_is_in_common_transit_since_october_2022(ask: Ask) -> None:
    def regimes(day: str) -> set[str]:
        answer = ask("Warszawa", "Kyiv", day, **BOX, params=FEW)
        assert answer.itineraries
        return {r.regime for way in answer.itineraries for r in way.papers.chain if "UA" in r.territory}

    assert "T1 in NCTS" not in regimes("2021-10-01")
    assert "T1 in NCTS" in regimes("2023-10-01")


def test_the_common_note_runs_on_baku_tbilisi_kars_since_september_2021(ask: Ask) -> None:
    def documents(day: str) -> set[str]:
        answer = ask("Ankara", "Baku", day, **BOX, params=PlanParams(draws=200, via=("btk",)))
        assert answer.itineraries
        return {c.document for way in answer.itineraries for c in way.papers.carriage}

    assert "CIM/SMGS common note" not in documents("2020-10-01")
    assert "CIM/SMGS common note" in documents("2022-10-01")


def test_a_lorry_goes_under_one_carnet(ask: Ask) -> None:
    answer = ask("Łódź", "Aktau", "2025-11-25", unit="trailer", cargo="machinery", params=FEW)
    for way in answer.itineraries:
        assert {r.regime for r in way.papers.chain[:-1]} == {"TIR"}
        assert {c.document for c in way.papers.carriage} == {"CMR"}


def test_poland_asks_for_an_entry_declaration_in_ics2_since_june_2026(ask: Ask) -> None:
    def asked(day: str) -> set[str]:
        answer = ask("Almaty", "Łódź", day, **BOX, params=FEW)
        return {
            d.document
            for way in ways(answer, "north")
            for b in way.papers.borders
            if b.to_country == "PL"
            for d in b.documents
        }

    assert asked("2026-07-01") == {"entry summary declaration (ENS) in ICS2"}
    assert asked("2026-01-15") == {"entry summary declaration (ENS)"}


def test_the_regimes_named_at_the_borders_are_rows_of_the_table(network: Network) -> None:
    """Either side of a crossing names a regime that the table has for that country and mode."""
    groups = network.settings["groups"]
    names = {"T1": "T1 in NCTS", "EAEU transit": "EAEU customs transit", "TIR": "TIR"}
    for border in network.rows("borders"):
        for side in ("from", "to"):
            country, regime = border.text(f"{side}_country"), border.text(f"regime_{side}")
            fits = [
                row.text("regime")
                for row in network.rows("regimes")
                if country in countries_of(row.items("countries"), groups)
                and (not row.items("modes") or border.text("mode") in row.items("modes"))
            ]
            assert not regime or any(text.startswith(names.get(regime, regime)) for text in fits), border.id
