"""Rows, dates, lengths and lines of a network."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from tiny_network import Copy
from transcaspia.errors import DataError, InputError, UnknownIdError
from transcaspia.network.load import load_network
from transcaspia.network.model import Network, Row, calls, row_key

DAY = date(2025, 10, 1)


def test_cells_are_read_by_the_type_of_their_column(tiny: Network) -> None:
    node = tiny.get("nodes", "PLORI")
    assert node.text("name") == "Orin"
    assert node.items("aliases") == ("Орин", "Oryń")
    assert node.number("lon") == 20.0
    shuttle = tiny.get("services", "pl-shuttle")
    assert shuttle.day("first_seen") == date(2020, 1, 1)
    assert shuttle.flag("power")
    assert shuttle.items("timetable") == ("Tue 18:00", "Fri 18:00")


def test_blank_cells_are_empty_and_never_zero(tiny: Network) -> None:
    ferry = tiny.get("services", "ferry")
    assert ferry.text("note") == ""
    assert ferry.items("timetable") == ()
    assert ferry.maybe("fill_units") is None
    assert not ferry.flag("power")
    with pytest.raises(DataError, match=r"services\.csv, row 8 \(`ferry`\): column `fill_units` is blank"):
        ferry.number("fill_units")


def test_a_column_that_is_not_there_is_our_mistake(tiny: Network) -> None:
    with pytest.raises(KeyError):
        tiny.get("nodes", "PLORI").text("nmae")


def test_row_keys_name_rows_with_and_without_an_id(tiny: Network) -> None:
    assert row_key(tiny.rows("links")[0]) == "pl-north"
    assert row_key(tiny.rows("terminals")[1]) == "PLBRD|rail_1435-rail_1520"
    assert row_key(tiny.rows("borders")[0]) == "PLBRD|rail|PL>KZ|"
    assert row_key(tiny.rows("sources")[0]) == "TOY"
    assert tiny.rows("borders")[0].id == "PLBRD|rail|PL>KZ|"


def test_calls_tell_stops_from_nodes_passed() -> None:
    service = Row("services", 2, {"id": "x", "calls": ("PLORI", "(PLBRD)", "KZDST")})
    assert calls(service) == (("PLORI", True), ("PLBRD", False), ("KZDST", True))


def test_an_unknown_id_names_the_nearest(tiny: Network) -> None:
    with pytest.raises(
        UnknownIdError, match=r"`PLORY` is not in the table `nodes` of the network `tiny`\. The nearest: PLORI"
    ):
        tiny.get("nodes", "PLORY")


def test_a_day_chooses_the_figure_of_its_period(tiny: Network) -> None:
    assert tiny.at(date(2022, 12, 31)).get("speeds", "rail_kz").number("typical") == 300.0
    assert tiny.at(date(2023, 1, 1)).get("speeds", "rail_kz").number("typical") == 500.0


def test_without_a_day_the_figure_is_not_one(tiny: Network) -> None:
    with pytest.raises(InputError, match=r"choose a day first with `network\.at\(day\)`"):
        tiny.get("speeds", "rail_kz")
    with pytest.raises(InputError, match=r"network\.at"):
        tiny.by_id("speeds")


def test_sizes_of_a_price_are_all_given(tiny: Network) -> None:
    assert [r.text("size") for r in tiny.all_of("prices", "rail_km")] == ["40", "wagon"]
    assert tiny.all_of("prices", "nothing") == ()
    with pytest.raises(InputError, match="all_of"):
        tiny.get("prices", "rail_km")


def test_rows_by_id_keep_the_order_of_the_file(tiny: Network) -> None:
    assert list(tiny.by_id("nodes")) == ["PLORI", "PLBRD", "AZBRD", "AZPRT", "KZPRT", "KZDST"]
    assert tiny.at(DAY).by_id("speeds")["rail_kz"].text("note") == "fast years"


def test_services_stay_whenever_they_were_seen(tiny: Network) -> None:
    assert len(tiny.at(date(2021, 1, 1)).rows("services")) == len(tiny.rows("services"))


def test_of_rows_of_one_name_the_one_seen_that_day_is_used(tiny_copy: Copy) -> None:
    """A fleet that changed is a second row; the 180 days of grace are for services of which nothing newer is known."""
    tiny_copy.change("services", 1, last_seen="2022-12-31")
    tiny_copy.add("services", like=1, id="kz-north-new", first_seen="2023-01-01", last_seen="2024-12-31")
    network = tiny_copy.load()

    def rows(day: date) -> set[str]:
        return {r.id for r in network.at(day).rows("services")} & {"kz-north", "kz-north-new"}

    assert rows(date(2022, 12, 31)) == {"kz-north"}
    assert rows(date(2023, 1, 1)) == {"kz-north-new"}
    assert rows(date(2025, 1, 1)) == {"kz-north", "kz-north-new"}


def test_the_network_of_a_day_is_made_once_and_says_its_day(tiny: Network) -> None:
    assert tiny.at(DAY) is tiny.at(DAY)
    assert tiny.at(DAY).day == DAY
    assert tiny.day is None


@pytest.mark.parametrize("day", [date(2019, 12, 31), date(2027, 1, 1)])
def test_a_day_outside_the_data_names_both_ends(tiny: Network, day: date) -> None:
    with pytest.raises(InputError, match="2020-01-01 to 2026-12-31"):
        tiny.at(day)


def test_a_published_length_stands_and_a_measured_one_takes_the_factor(tiny: Network) -> None:
    assert tiny.length_km("pl-north") == 400.0
    assert tiny.length_km("az-south") == pytest.approx(400.0 * 1.05)


def test_km_by_country_are_the_measured_shares_of_the_length(tiny: Network, tiny_copy: Copy) -> None:
    """A road of 380 km published, 360 km measured, of which 270 km lie in PL: 285 km and 95 km."""
    assert tiny.km_by_country("az-south") == {"AZ": pytest.approx(420.0)}
    assert tiny.km_by_country("feeder") == {}
    tiny_copy.replace("odbl/measured.csv", "az-south,", "road-pl,360,PL:200;KZ:90;PL:70\naz-south,")
    shares = tiny_copy.change("links", 7, countries="PL;KZ;PL").load().km_by_country("road-pl")
    assert shares == {"PL": pytest.approx(285.0), "KZ": pytest.approx(95.0)}


def test_a_length_that_nobody_knows_is_named(tiny_copy: Copy) -> None:
    network = tiny_copy.change("links", 0, length_km="").load()
    with pytest.raises(DataError, match=r"row 2 \(`pl-north`\): no published length and no measured one"):
        network.length_km("pl-north")


def test_a_link_over_two_countries_must_be_measured(tiny_copy: Copy) -> None:
    network = tiny_copy.change("links", 7, countries="PL;KZ;PL").load()
    with pytest.raises(DataError, match="crosses PL, KZ, PL"):
        network.km_by_country("road-pl")


def test_lines_run_from_end_to_end(tiny: Network, tiny_copy: Copy) -> None:
    assert tiny.geometry("az-south") == ((26.0, 48.0), (28.5, 47.5), (31.0, 48.0))
    assert tiny.geometry("pl-north") == ((20.0, 52.0), (25.0, 52.0))
    via = tiny_copy.change("links", 0, via="22.5 51.5").load()
    assert via.geometry("pl-north") == ((20.0, 52.0), (22.5, 51.5), (25.0, 52.0))


def test_a_link_ends_in_a_country_at_each_side(tiny: Network) -> None:
    assert tiny.end_country(tiny.get("links", "pl-north"), "PLBRD") == "PL"
    assert tiny.end_country(tiny.get("links", "kz-north"), "PLBRD") == "KZ"
    assert tiny.end_country(tiny.get("links", "feeder"), "AZPRT") == "AZ"
    assert tiny.end_country(tiny.get("links", "feeder"), "KZPRT") == "KZ"


def test_links_that_join_two_nodes_know_their_way_round(tiny: Network) -> None:
    assert [(x.id, way) for x, way in tiny.joining("PLBRD", "PLORI", "rail", 1435.0)] == [("pl-north", False)]
    assert [(x.id, way) for x, way in tiny.joining("PLORI", "PLBRD", "road")] == [("road-pl", True)]
    assert tiny.joining("PLORI", "PLBRD", "rail", 1520.0) == ()


def test_a_node_without_measured_access_reaches_itself(tiny: Network) -> None:
    assert tiny.access("PLORI") == (("PLORI", 0.0),)
    with pytest.raises(UnknownIdError):
        tiny.access("Atlantis")


def test_measured_access_comes_nearest_first(tiny_copy: Copy) -> None:
    pa = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    rows = pa.table({"place": ["t1", "t1", "t2"], "node": ["PLBRD", "PLORI", "KZDST"], "km": [90.0, 12.5, 3.0]})
    parquet.write_table(rows, tiny_copy.folder / "odbl" / "access.parquet")
    network = tiny_copy.load()
    assert network.access("t1") == (("PLORI", 12.5), ("PLBRD", 90.0))
    assert network.access("KZDST") == (("KZDST", 0.0),)


def test_a_broken_file_of_lengths_is_named(tiny_copy: Copy) -> None:
    (tiny_copy.folder / "odbl" / "measured.csv").write_text("id,km\naz-south,400\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"measured\.csv cannot be read"):
        tiny_copy.load().length_km("az-south")


def test_the_hash_follows_every_number_and_nothing_else(tiny: Network, tiny_copy: Copy) -> None:
    assert tiny_copy.load().sha256 == tiny.sha256
    (tiny_copy.folder / "odbl" / "geometry.json").write_text("{}", encoding="utf-8")
    assert tiny_copy.load().sha256 == tiny.sha256
    tiny_copy.replace("odbl/measured.csv", "400,AZ", "401,AZ")
    measured = tiny_copy.load().sha256
    tiny_copy.change("links", 0, length_km="401")
    assert len({tiny.sha256, measured, tiny_copy.load().sha256}) == 3


def test_the_root_is_the_folder(tiny: Network) -> None:
    assert tiny.root == Path(__file__).parents[1] / "fixtures" / "tiny"


def test_days_between_two_turns_share_their_rows_and_no_row_is_out_of_its_period() -> None:
    network = load_network()
    edges = {
        day + timedelta(days=shift)
        for rows in network.tables.values()
        for row in rows
        for column in ("valid_from", "valid_to", "first_seen", "last_seen")
        if column in row.cells and (day := row.day(column)) is not None and day.year in {2020, 2025}
        for shift in (-1, 0, 1)
    }
    for day in sorted(edges):
        of_day = network.at(day)
        for table, rows in network.tables.items():
            held = tuple(r for r in rows if r.holds_on(day))
            if table == "services":
                seen = {r for r in held if (r.day("first_seen") or day) <= day <= (r.day("last_seen") or day)}
                names = {r.text("name") for r in seen}
                held = tuple(r for r in held if r in seen or r.text("name") not in names)
            assert of_day.rows(table) == held
    one, other = network.at(date(2025, 4, 5)), network.at(date(2025, 5, 31))
    assert one.rows("prices") is other.rows("prices")
    assert (one.day, other.day) == (date(2025, 4, 5), date(2025, 5, 31))
