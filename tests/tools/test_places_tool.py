"""The script that makes places.parquet, on a handful of towns and codes."""

from pathlib import Path

import pytest

import places
from places import Code


def city(number: int, name: str, country: str, lon: float, lat: float, people: int, *others: str) -> dict[str, object]:
    return {
        "geonameid": number,
        "name": name,
        "countrycode": country,
        "longitude": lon,
        "latitude": lat,
        "population": people,
        "timezone": "Europe/Warsaw",
        "alternatenames": list(others),
    }


CITIES = [
    city(1, "Łódź", "PL", 19.47, 51.77, 640_000, "Lodz", "LCJ", "lodzi", "Лодзь"),
    city(2, "Warsaw", "PL", 21.01, 52.23, 1_700_000, "Warszawa", "Варшава"),
    city(3, "Mała", "PL", 20.0, 50.0, 16_000),
    city(4, "Xiaocheng", "CN", 110.0, 30.0, 40_000),
    city(5, "Paris", "FR", 2.35, 48.85, 2_100_000, "Lutetia"),
    city(6, "Lens", "FR", 2.83, 50.43, 31_000),
]


def test_towns_are_kept_by_country_and_size() -> None:
    assert [t.name for t in places.towns_of(CITIES)] == ["Łódź", "Warsaw", "Mała", "Paris"]


def test_codes_and_machine_transliterations_are_no_spellings() -> None:
    lodz, warsaw, _, paris = places.towns_of(CITIES)
    assert lodz.names == ["Lodz", "Лодзь"]
    assert warsaw.keys == ["warsaw", "warszawa", "варшава"]
    assert paris.names == []


@pytest.fixture
def joined() -> dict[str, places.Town]:
    codes = [
        Code("PLLOD", "Lodz", "Lodz", "PL", "--3-----", (19.47, 51.75)),
        Code("PLWAW", "Warszawa", "Warszawa", "PL", "-23-----", None),
        Code("PLMLA", "Mala", "Mala", "PL", "1-------", (23.0, 54.0)),  # the same name 400 km away
        Code("PLWIO", "Wioska", "Wioska", "PL", "-2------", None),
        Code("PLDWA", "Dwa", "Dwa", "PL", "-2------", None),
        Code("PLPOC", "Poczta", "Poczta", "PL", "----5---", (20.0, 51.0)),
    ]
    villages = [
        city(11, "Wioska", "PL", 18.0, 53.0, 1_200),
        city(12, "Dwa", "PL", 17.0, 53.0, 1_200),
        city(13, "Dwa", "PL", 22.0, 50.0, 1_200),
    ]
    return {t.id: t for t in places.join(places.towns_of(CITIES), codes, villages)}


def test_a_town_bears_the_code_of_its_name_near_it(joined: dict[str, places.Town]) -> None:
    assert joined["PLLOD"].name == "Łódź"
    assert joined["PLWAW"].population == 1_700_000
    assert joined["GN3"].locode == ""


def test_coded_places_stand_alone_where_no_town_is_meant(joined: dict[str, places.Town]) -> None:
    assert (joined["PLMLA"].kind, joined["PLMLA"].lat) == ("locode", 54.0)
    assert (joined["PLWIO"].lon, joined["PLWIO"].lat) == (18.0, 53.0)  # the one village of the name
    assert "PLDWA" not in joined  # two villages of the name: nobody knows which
    assert "PLPOC" not in joined  # neither port nor rail nor road


def test_an_id_that_a_node_bears_elsewhere_is_not_used_twice(joined: dict[str, places.Town], tmp_path: Path) -> None:
    nodes = tmp_path / "nodes.csv"
    nodes.write_text("id,lon,lat\nPLLOD,19.5,51.7\nPLWAW,30.0,50.0\nPLMLA,20.0,50.0\n", encoding="utf-8")
    kept = {t.id for t in places.without_clashes(list(joined.values()), nodes)}
    assert "PLLOD" in kept
    assert "GN2" in kept
    assert not {"PLWAW", "PLMLA"} & kept


@pytest.mark.parametrize(
    ("text", "degrees"), [("5146N 01928E", (19.4667, 51.7667)), ("3355S 01825W", (-18.4167, -33.9167)), ("", None)]
)
def test_coordinates_of_unlocode(text: str, degrees: tuple[float, float] | None) -> None:
    assert places._degrees(text) == degrees


def test_ascii_names() -> None:
    assert places.ascii_of("Łódź") == "Lodz"
    assert places.ascii_of("Xi’an") == "Xi'an"
    assert places.ascii_of("上海") == ""
