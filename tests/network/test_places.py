"""Places are found by the names that people write, in any script, and nothing else is taken for them."""

import csv
import time

import pytest
from pyarrow import parquet

from transcaspia.errors import InputError, UnknownIdError
from transcaspia.network.load import load_network
from transcaspia.network.model import Network
from transcaspia.network.places import SHIPPED, find_place, fold, search_places


@pytest.fixture(scope="module")
def network() -> Network:
    return load_network()


@pytest.mark.parametrize(
    ("place_id", "spellings"),
    [
        ("PLLOD", ["Łódź", "Lodz", "LODZ", "łódź", "Лодзь", "PLLOD"]),
        ("PLWAW", ["Warszawa", "Warsaw", "Варшава", "Varşova", "Warschau", "Warszawa, PL", "Warsaw (PL)"]),
        ("PLBIA", ["Białystok", "Bialystok", "Белосток"]),
        ("PLGDN", ["Gdańsk", "Gdansk", "Danzig"]),
        ("KZALA", ["Almaty", "Алматы", "Алма-Ата", "Alma-Ata", "kzala"]),
        ("KZAST", ["Astana", "Астана", "Nur-Sultan", "Нұр-Сұлтан"]),
        ("KZKSN", ["Kostanay", "Костанай", "Қостанай"]),
        ("KZAAU", ["Aktau", "Актау", "Ақтау"]),
        ("TRIST", ["Istanbul", "İstanbul", "ISTANBUL", "Стамбул"]),
        ("UZTAS", ["Tashkent", "Toshkent", "Ташкент"]),
        ("AZBAK", ["Baku", "Bakı", "Баку"]),
        ("ROCND", ["Constanța", "Constanta", "Constanţa"]),
        ("GEPTI", ["Poti", "ფოთი", "Поти"]),
        ("CNXIA", ["Xi'an", "Xian", "Xi’an", "西安"]),
        ("CNSGH", ["Shanghai", "上海", "Шанхай"]),
        ("RUMOW", ["Moscow", "Москва"]),
        ("BYBQT", ["Brest, BY", "Brest (BY)", "Брест"]),
        ("PLSAW", ["Sławków", "Slawkow"]),
        ("PLMAA", ["Małaszewicze", "Malaszewicze"]),
        ("KZDOS", ["Dostyk"]),
        ("KZALT", ["Altynkol"]),
    ],
)
def test_every_spelling_finds_the_place(network: Network, place_id: str, spellings: list[str]) -> None:
    assert {s: find_place(s, network).id for s in spellings} == dict.fromkeys(spellings, place_id)


def test_astana_is_the_capital_and_not_the_village_in_uzbekistan(network: Network) -> None:
    place = find_place("Astana", network)
    assert (place.country, place.population > 1_000_000) == ("KZ", True)
    assert 70 < place.lon < 73
    assert 50 < place.lat < 52


def test_brest_without_a_country_is_the_one_inside_the_network(network: Network) -> None:
    assert find_place("Brest", network).country == "BY"


@pytest.mark.parametrize("text", ["Paris", "Brest (FR)", "Santiago"])
def test_a_known_place_without_a_terminal_in_reach_lies_outside_the_network(network: Network, text: str) -> None:
    with pytest.raises(InputError, match="outside the network"):
        find_place(text, network)


def test_an_ambiguous_name_names_the_candidates_and_how_to_say_which(network: Network) -> None:
    with pytest.raises(InputError) as caught:
        find_place("Neustadt", network)
    message = str(caught.value)
    ids = [c.id for c, _ in search_places("Neustadt", network)]
    assert sum(i in message for i in ids) >= 2
    assert "by country" in message


def test_each_candidate_of_an_ambiguous_name_is_found_by_its_id(network: Network) -> None:
    for place, _ in search_places("Neustadt", network):
        assert find_place(place.id, network).id == place.id


@pytest.mark.parametrize(
    ("typo", "meant"),
    [("Warsw", "PLWAW"), ("Almatty", "KZALA"), ("Małaszewice", "PLMAA"), ("Białystock", "PLBIA"), ("Ташкэнт", "UZTAS")],
)
def test_a_misspelt_name_is_answered_by_the_name_meant(network: Network, typo: str, meant: str) -> None:
    with pytest.raises(UnknownIdError, match=meant):
        find_place(typo, network)


def test_a_name_like_no_other_is_unknown_without_a_guess(network: Network) -> None:
    with pytest.raises(UnknownIdError) as caught:
        find_place("Xqzzyv", network)
    assert "Did you mean" not in str(caught.value)


@pytest.mark.parametrize("text", ["", "   ", "...", "-"])
def test_a_blank_is_refused(network: Network, text: str) -> None:
    with pytest.raises(InputError, match="blank"):
        find_place(text, network)


def test_folding_takes_away_what_spellings_differ_in() -> None:
    assert fold("Łódź") == fold("LODZ") == "lodz"
    assert fold("Xi'an") == fold("Xi’an") == fold("xi an") == "xian"
    assert fold("İstanbul") == fold("ISTANBUL") == fold("ıstanbul") == "istanbul"
    assert fold("Қостанай") == fold("Костанай")
    assert fold("Ақтөбе") == fold("Актобе")
    assert fold("Ələt") == "elet"
    assert fold("Neiße") == "neisse"
    assert fold("Київ") == "киив"
    assert fold("上海") == "上海"


def test_folding_keeps_different_names_apart() -> None:
    names = ["Aktau", "Aktobe", "Актау", "Актобе", "Баку", "Бату"]
    assert len({fold(n) for n in names}) == len(names)


def test_search_ranks_the_larger_town_of_the_beginning_first(network: Network) -> None:
    assert search_places("Warsz", network)[0][0].id == "PLWAW"
    assert search_places("Al", network)[0][0].id == "KZALA"
    scores = [s for _, s in search_places("Al", network, limit=25)]
    assert len(scores) == 25
    assert scores == sorted(scores, reverse=True)
    assert all(0 < s <= 1 for s in scores)


def test_search_keeps_to_the_limit_and_the_country(network: Network) -> None:
    assert len(search_places("Ber", network, limit=3)) == 3
    assert {p.country for p, _ in search_places("Ber, DE", network)} == {"DE"}
    assert search_places("Berlin", network, limit=0) == []


def test_every_terminal_is_found_by_its_id_near_where_it_stands(network: Network) -> None:
    for terminal in {row.text("node") for row in network.rows("terminals")}:
        node, place = network.get("nodes", terminal), find_place(terminal, network)
        assert abs(place.lat - node.number("lat")) < 1.0, terminal
        assert abs(place.lon - node.number("lon")) < 2.0, terminal


def test_names_of_nodes_mean_these_nodes_or_their_towns(network: Network) -> None:
    for node in network.rows("nodes"):
        for spelling in (node.text("name"), *node.items("aliases")):
            best = search_places(spelling, network, limit=1)[0][0]
            assert abs(best.lat - node.number("lat")) < 1.0, (node.id, spelling, best)


def test_ids_of_the_shipped_places_are_unique_and_clash_with_no_node_elsewhere(network: Network) -> None:
    columns = parquet.read_table(SHIPPED, columns=["id", "lon", "lat"]).to_pydict()
    assert len(set(columns["id"])) == len(columns["id"])
    at = dict(zip(columns["id"], zip(columns["lon"], columns["lat"], strict=True), strict=True))
    for node in network.rows("nodes"):
        lon, lat = at.get(node.id, (node.number("lon"), node.number("lat")))
        assert abs(lon - node.number("lon")) + abs(lat - node.number("lat")) < 2.0, node.id


def test_the_towns_of_the_corridor_reach_a_terminal(network: Network) -> None:
    for place in ("PLLOD", "KZALA", "KZAST", "UZTAS", "AZBAK", "GEPTI", "CNXIA", "ROCND", "TRIST", "KGFRU"):
        nodes = network.access(place)
        assert nodes, place
        assert nodes[0][1] <= 300.0, place
        assert [km for _, km in nodes] == sorted(km for _, km in nodes)


def test_access_names_only_nodes_and_places_that_there_are(network: Network) -> None:
    columns = parquet.read_table(network.root / "odbl" / "access.parquet").to_pydict()
    nodes = {n.id for n in network.rows("nodes")}
    places = set(parquet.read_table(SHIPPED, columns=["id"]).to_pydict()["id"])
    assert set(columns["node"]) <= nodes
    assert set(columns["place"]) <= places | nodes
    assert min(columns["km"]) >= 5.0
    assert max(columns["km"]) <= 2000.0


def test_a_network_elsewhere_uses_the_shipped_places_and_its_own_nodes(tiny: Network) -> None:
    node = tiny.rows("nodes")[0]
    assert find_place(node.text("name"), tiny).id == node.id
    with pytest.raises(InputError, match="outside the network"):
        find_place("Shanghai", tiny)


def test_a_name_is_found_in_milliseconds_once_the_file_is_read(network: Network) -> None:
    find_place("Łódź", network)
    began = time.perf_counter()
    for _ in range(10):
        find_place("Алматы", network)
    assert (time.perf_counter() - began) / 10 < 0.1


def test_the_places_file_says_where_each_stands() -> None:
    table = parquet.read_table(SHIPPED)
    for column in ("id", "name", "country", "lon", "lat", "timezone", "kind"):
        assert table[column].null_count == 0, column
    assert set(table["kind"].to_pylist()) == {"town", "locode"}
    assert SHIPPED.stat().st_size < 3_000_000


def test_gap_lists_name_a_source_for_each_line() -> None:
    for name in ("rail_gap_links.csv", "road_gap_links.csv"):
        with (SHIPPED.parent / "odbl" / name).open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        assert rows
        for row in rows:
            assert row["source"], (name, row["name"])
            assert row["basis"], (name, row["name"])
            assert float(row["length_km"]) >= 0.999 * float(row["gc_km"]), (name, row["name"])
