"""What counts as a place: its terminals, the port that lies apart, the yards beside a border."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tiny_network import Copy
from transcaspia.errors import UnknownIdError
from transcaspia.network.load import load_network
from transcaspia.network.model import Network
from transcaspia.network.places import find_place
from transcaspia.validation import ends
from transcaspia.validation.ends import nodes_of, passed_nodes


@pytest.fixture(scope="module")
def shipped() -> Network:
    return load_network()


@pytest.mark.parametrize(
    ("text", "nodes"),
    [
        ("Baku", {"AZBAK", "AZALA"}),
        ("Bakı", {"AZBAK", "AZALA"}),
        ("AZBAK", {"AZBAK", "AZALA"}),
        ("Istanbul", {"TRHAL", "TRAMR", "TRIZT"}),
        ("Odesa", {"UAILK"}),
        ("Khorgos", {"CNKHG", "KZALT"}),
        ("Dostyk", {"KZDOS", "CNALS@KZ"}),
        ("Alashankou", {"CNALS", "KZDOS"}),
        ("Brest", {"BYBQT"}),
        ("Małaszewicze", {"PLMAA"}),
        ("Sarakhs", {"IRCKT", "TMSER@IR"}),
        ("Almaty", {"KZALA"}),
    ],
)
def test_a_city_has_all_its_terminals(shipped: Network, text: str, nodes: set[str]) -> None:
    assert nodes <= set(nodes_of(text, shipped).nodes)


@pytest.mark.parametrize(
    ("text", "other"),
    [("Aktau", "KZKUR"), ("Poti", "GEBUS"), ("Alat", "AZBAK"), ("Alat", "TMFAR"), ("Brest", "PLMAA"),
     ("Małaszewicze", "BYBQT"), ("Halkalı", "TRIZT")],
)  # fmt: skip
def test_a_place_is_not_its_neighbour(shipped: Network, text: str, other: str) -> None:
    assert other not in {node.partition("@")[0] for node in nodes_of(text, shipped).nodes}


def test_a_border_post_counts_on_the_side_of_the_town_alone(shipped: Network) -> None:
    """What ends at Małaszewicze has passed the border; what ends at Brest has not."""
    assert all(node.endswith("@PL") or node.startswith("PL") for node in nodes_of("Małaszewicze", shipped).nodes)
    assert "PLTER@BY" in nodes_of("Brest", shipped).nodes


def test_a_lorry_starts_in_the_town_and_not_at_the_post_beside_it(shipped: Network) -> None:
    """Medininkai lies 30 km from Vilnius; it starts what names it, and passes what names Vilnius."""
    assert nodes_of("Vilnius", shipped, "trailer").nodes == ("LTVNO",)
    assert "LTMED" in nodes_of("Medininkai", shipped, "trailer").nodes
    assert "LTMED" in passed_nodes("Vilnius", shipped)


def test_a_town_without_terminal_has_the_nearest_and_says_how_far(shipped: Network) -> None:
    found = nodes_of("Kutno", shipped)
    access = shipped.access(find_place("Kutno", shipped).id)
    if access[0][1] > ends.VIA_KM:
        assert found.far_km == access[0][1]
    assert access[0][0] in found.nodes


@pytest.mark.parametrize("text", ["Atlantis", "PLXXX"])
def test_an_unknown_place_is_an_error(shipped: Network, text: str) -> None:
    with pytest.raises(UnknownIdError):
        nodes_of(text, shipped)


def test_cities_apart_are_places_and_say_why(shipped: Network) -> None:
    with (Path(ends.__file__).parent / "apart.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    nodes = {row.id for row in shipped.rows("nodes")}
    for row in rows:
        assert row["node"] in nodes
        assert row["reason"]
        for spelling in row["place"].split(";"):
            assert row["node"] in nodes_of(spelling, shipped).nodes


def test_names_of_the_toy_network(tiny: Network) -> None:
    assert nodes_of("Дала", tiny).nodes == ("KZDST",)
    assert nodes_of("KZDST", tiny).nodes == ("KZDST",)
    assert "PLBRD" in nodes_of("Brod", tiny).nodes


def test_a_node_without_a_service_for_the_unit_is_no_end(tiny_copy: Copy) -> None:
    """The trains that call at Brod take reefers alone; the road takes trailers."""
    trains = tiny_copy.read("services")
    for row in trains:
        row["units"] = "40RF" if "PLBRD" in row["calls"] else row["units"]
    tiny_copy.write("services", trains)
    network = tiny_copy.load()
    assert "PLBRD" in nodes_of("PLORI", network, "40RF").nodes + nodes_of("PLBRD", network, "40RF").nodes
    assert nodes_of("PLORI", network, "trailer").nodes == ("PLORI",)
    with pytest.raises(UnknownIdError, match="no service"):
        nodes_of("PLORI", network, "wagon_1520")


def test_what_passes_a_border_post_passes_the_town_beside_it(shipped: Network) -> None:
    """The road from Terespol to Minsk passes Kukuryki and not the yard of Brest."""
    assert {"BYBQT", "PLKUK", "PLTER"} <= set(passed_nodes("Brest", shipped))
    assert "KZKUR" not in passed_nodes("Aktau", shipped)


@pytest.mark.parametrize(("text", "node"), [("Cape of Good Hope", "ZACPT"), ("Suez", "EGSUZ"), ("Aktogay", "KZAKG")])
def test_what_nothing_calls_at_may_be_passed(shipped: Network, text: str, node: str) -> None:
    assert node in passed_nodes(text, shipped)
