"""The chain of papers: each customs territory with its regime, place and paper; documents of carriage; borders."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from planning.asking import ask
from tiny_network import Copy
from transcaspia.network.model import Network
from transcaspia.planning.model import Itinerary, PlanParams

NORTH = PlanParams(draws=200, modes=("rail",), avoid=("AZ",))
SOUTH = PlanParams(draws=200, modes=("rail", "sea", "rail_ferry"), avoid=("PLBRD",))


def chain(way: Itinerary) -> list[tuple[str, str, str, str]]:
    return [(r.regime, " ".join(r.territory), r.start, r.end) for r in way.papers.chain]


def test_the_northern_chain_by_hand(tiny: Network) -> None:
    (way,) = ask(tiny, unit="40GP", params=NORTH).itineraries
    assert chain(way) == [
        ("export and T1", "PL", "Orin", "Brod"),
        ("EAEU transit", "KZ", "Brod", "Dala"),
        ("release for home use", "KZ", "Dala", "Dala"),
    ]
    first, second, _ = way.papers.chain
    assert (first.paper, first.guarantor, first.act) == ("T1", "bank", "convention 1")
    assert first.hours is None
    assert second.hours is not None
    assert second.hours > 1.0


def test_the_southern_chain_has_a_regime_for_each_territory(tiny: Network) -> None:
    ways = ask(tiny, unit="40GP", params=SOUTH).itineraries
    assert ways
    for way in ways:
        assert chain(way) == [
            ("export and T1", "PL", "Orin", "Sinir"),
            ("national transit of Azerbaijan", "AZ", "Sinir", "Liman"),
            ("EAEU transit", "KZ", "Aylaq", "Dala"),
            ("release for home use", "KZ", "Dala", "Dala"),
        ]


def test_a_ship_from_port_to_port_is_in_no_territory(tiny: Network) -> None:
    """The clock of a case begins and ends at the quay: the goods stand under no regime in between."""
    quays = PlanParams(draws=200, modes=("sea",), between=(("AZPRT",), ("KZPRT",)))
    (way,) = ask(tiny, unit="40GP", origin="Liman", destination="Aylaq", params=quays).itineraries
    assert chain(way) == []
    assert [c.document for c in way.papers.carriage] == ["bill of lading"]


def test_one_rail_note_covers_a_wagon_ferry_and_none_covers_a_ship(tiny: Network) -> None:
    by_ship = {}
    for way in ask(tiny, unit="40GP", params=SOUTH).itineraries:
        modes = {leg.mode for leg in way.legs}
        by_ship["sea" in modes] = [(c.document, c.start, c.end, c.reconsigned_at) for c in way.papers.carriage]
    assert by_ship
    if True in by_ship:
        assert [c[0] for c in by_ship[True]][1:4] == ["CIM/SMGS", "bill of lading", "SMGS or a national note"]
        assert by_ship[True][2][1:] == ("Liman", "Aylaq", "Liman")
    if False in by_ship:
        assert [c[0] for c in by_ship[False]][1] == "CIM/SMGS"


def test_every_leg_has_one_document_of_carriage_in_order(tiny: Network) -> None:
    for params in (NORTH, SOUTH, PlanParams(draws=200)):
        for way in ask(tiny, unit="40GP", params=params).itineraries:
            assert [k for c in way.papers.carriage for k in c.legs] == list(range(1, len(way.legs) + 1))
            assert way.papers.carriage[0].reconsigned_at == ""
            assert all(c.reconsigned_at == c.start for c in way.papers.carriage[1:])


def test_a_border_asks_for_its_papers_and_the_goods_for_theirs(tiny: Network) -> None:
    (way,) = ask(tiny, unit="40GP", params=NORTH).itineraries
    (border,) = way.papers.borders
    assert (border.place, border.from_country, border.to_country) == ("Brod", "PL", "KZ")
    assert [(d.document, d.issuer, d.when) for d in border.documents] == [
        ("preliminary information", "carrier", "2 h before")
    ]
    assert [d.document for d in way.papers.goods] == ["invoice"]


def test_a_regime_counts_from_its_first_day(tiny: Network) -> None:
    """The convention of the toy world is in force since 2021."""
    before = ask(tiny, unit="40GP", depart="2020-10-01", params=NORTH).itineraries[0].papers.chain[0]
    assert before.regime == "not known for PL"
    assert before.grade == "assumed"


def test_a_carnet_holds_on_where_a_declaration_ends(tiny_copy: Copy) -> None:
    """A row of a regime that goes on makes one stretch of two territories."""
    rows = tiny_copy.read("regimes")
    carnet = {**rows[0], "id": "tir", "regime": "TIR", "use": "export;transit;import", "modes": "road",
              "countries": "PL;KZ", "goes_on": "land and sea", "from": ""}  # fmt: skip
    tiny_copy.write("regimes", [carnet, *rows])
    (way,) = ask(tiny_copy.load(), unit="trailer", cargo="general", params=PlanParams(draws=200)).itineraries
    assert chain(way)[0] == ("TIR", "PL KZ", "Orin", "Dala")
    box = ask(tiny_copy.load(), unit="40GP", params=NORTH).itineraries[0]
    assert chain(box)[0][0] == "export and T1"


@pytest.mark.parametrize("options", [{"hs": "3004"}, {"un": "1993", "hs": "2710"}])
def test_goods_ask_for_papers_by_code_and_danger(tiny_with: Callable[..., Network], options: dict[str, Any]) -> None:
    network = tiny_with("documents", 5, hs="30", dangerous="")
    danger = tiny_with("documents", 5, hs="", dangerous="yes")
    named = [bool(ask(n, unit="40GP", **options, params=NORTH).itineraries[0].papers.goods) for n in (network, danger)]
    assert named == ["3004" in options.values(), "un" in options]


def test_home_traffic_has_no_customs(tiny_copy: Copy) -> None:
    tiny_copy.add("regimes", id="home", use="inside", regime="home traffic", countries="")
    answer = ask(tiny_copy.load(), unit="40GP", destination="PLBRD", params=PlanParams(draws=200))
    for way in answer.itineraries:
        assert [r.regime for r in way.papers.chain] == ["home traffic"]
        assert way.papers.borders == ()


def test_a_network_without_groups_has_papers_all_the_same(tiny_copy: Copy) -> None:
    """Rows then name their countries one by one."""
    for row, countries in ((0, "PL"), (2, "KZ")):
        tiny_copy.change("regimes", row, countries=countries)
    path = tiny_copy.folder / "network.toml"
    kept = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith(("EU = ", "EAEU = "))]
    path.write_text("\n".join(line for line in kept if line != "[groups]") + "\n", encoding="utf-8")
    (way,) = ask(tiny_copy.load(), unit="40GP", params=NORTH).itineraries
    assert [r.regime for r in way.papers.chain] == ["export and T1", "EAEU transit", "release for home use"]
