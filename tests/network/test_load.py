"""A network is loaded whole, or one message says everything that is wrong with its folder."""

import csv
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tiny_network import Copy
from transcaspia.errors import DataError
from transcaspia.network.load import load_network
from transcaspia.network.model import Network
from transcaspia.network.tables import TABLES


def faults_of(copy: Copy) -> str:
    with pytest.raises(DataError) as info:
        copy.load()
    return str(info.value)


def test_every_table_is_there(tiny: Network) -> None:
    assert set(tiny.tables) == {t.name for t in TABLES}
    assert all(tiny.rows(t.name) for t in TABLES)


def test_a_table_may_have_its_header_only(tiny_copy: Copy) -> None:
    path = tiny_copy.path("closures")
    path.write_text(path.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
    assert tiny_copy.load().rows("closures") == ()


def test_the_order_of_columns_and_rows_changes_no_value(tiny: Network, tiny_copy: Copy) -> None:
    rows = [dict(reversed(r.items())) for r in reversed(tiny_copy.read("nodes"))]
    tiny_copy.write("nodes", rows)
    turned = {r.id: dict(r.cells) for r in tiny_copy.load().rows("nodes")}
    assert turned == {r.id: dict(r.cells) for r in tiny.rows("nodes")}


def test_the_mark_that_spreadsheets_put_first_is_ignored(tiny_copy: Copy) -> None:
    path = tiny_copy.path("nodes")
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert tiny_copy.load().get("nodes", "PLORI").text("name") == "Orin"


def test_a_path_that_is_no_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"nowhere is not a folder\. A network is a folder of CSV tables"):
        load_network(tmp_path / "nowhere")


with (Path(__file__).parent / "bad_cells.csv").open(encoding="utf-8", newline="") as _file:
    BAD_CELLS = list(csv.DictReader(_file))
"""Row of the toy network, cells that are set in it (column=value, joined by |), and parts of what is then said."""


@pytest.mark.parametrize("bad", BAD_CELLS, ids=[c["case"] for c in BAD_CELLS])
def test_a_bad_cell_is_told_with_table_column_row_and_remedy(tiny_copy: Copy, bad: dict[str, str]) -> None:
    cells = dict(c.split("=", 1) for c in bad["cells"].split("|"))
    text = faults_of(tiny_copy.change(bad["table"], int(bad["row"]) - 2, **{f"{c}_": v for c, v in cells.items()}))
    for part in bad["said"].split("|"):
        assert part
        assert part in text
    assert_each_line_has_a_remedy(text)


def assert_each_line_has_a_remedy(text: str) -> None:
    """Each fault ends in a second sentence, which tells what to do."""
    for line in text.splitlines()[1:]:
        if line.startswith("  "):
            assert re.search(r"\. [A-Z].*\.$", line), line


def test_a_price_must_know_the_size_of_each_unit_that_may_pay_it(tiny_copy: Copy) -> None:
    text = faults_of(tiny_copy.change("prices", 4, size="20"))
    assert "`price`, row 7 (`feeder`): the price has no row for the size 40 of 40GP" in text


def test_a_service_must_know_the_border_for_its_class_of_traffic(tiny_copy: Copy) -> None:
    """A regular train from PL over AZBRD needs a row for regular traffic or for all."""
    tiny_copy.add("links", 2, id="az-1435", from_="AZBRD", to="AZPRT", countries="AZ")
    tiny_copy.change("services", 3, calls="PLORI;(AZBRD);AZPRT").load()
    text = faults_of(tiny_copy.change("borders", 4, traffic="block"))
    assert "`traffic`, row 5 (`AZBRD PL>AZ`): borders.csv has no row for regular traffic at this crossing" in text


def test_two_links_of_a_kind_between_two_nodes_are_told(tiny_copy: Copy) -> None:
    text = faults_of(tiny_copy.add("links", 0, id="pl-north-2"))
    assert "two links of rail 1435 mm join the two on the same days" in text


def test_an_old_and_a_new_link_may_join_the_same_nodes(tiny_copy: Copy) -> None:
    tiny_copy.change("links", 0, valid_to="2022-12-31").add("links", 0, id="new", valid_from="2023-01-01", valid_to="")
    assert len(tiny_copy.load().joining("PLORI", "PLBRD", "rail", 1435.0)) == 2


@pytest.mark.parametrize("table", [t.name for t in TABLES if t.name not in {"borders", "terminals"}])
def test_duplicate_ids_are_told(tiny_copy: Copy, table: str) -> None:
    text = faults_of(tiny_copy.add(table))
    assert f"{table}.csv:" in text
    assert "the row repeats row 2" in text


@pytest.mark.parametrize("table", ["borders", "terminals"])
def test_rows_without_an_id_may_not_repeat_either(tiny_copy: Copy, table: str) -> None:
    assert "the row repeats row 2" in faults_of(tiny_copy.add(table))


def test_a_change_written_the_other_way_round_is_the_same_change(tiny_copy: Copy) -> None:
    text = faults_of(tiny_copy.add("terminals", change="rail_1435-road", units="40RF"))
    assert "the row repeats row 2" in text


def test_a_second_row_for_other_units_is_no_repetition(tiny_copy: Copy) -> None:
    tiny_copy.change("terminals", 0, units="40GP").add("terminals", units="40RF", handling="port")
    assert len(tiny_copy.load().all_of("terminals", "PLORI|road-rail_1435")) == 2


def test_periods_of_one_figure_may_touch_and_not_overlap(tiny_copy: Copy) -> None:
    assert len(tiny_copy.load().all_of("speeds", "rail_kz")) == 2
    text = faults_of(tiny_copy.change("speeds", 2, valid_from="2022-12-31"))
    assert "row 4 (`rail_kz`): the row repeats row 3 on days of its period" in text


@pytest.mark.parametrize("table", [t.name for t in TABLES])
def test_a_missing_file_is_told_and_hides_no_other_fault(tiny_copy: Copy, table: str) -> None:
    tiny_copy.path(table).unlink()
    other = "nodes" if table != "nodes" else "links"
    path = tiny_copy.path(other)
    path.write_bytes(path.read_bytes().replace(b"assumed", b"guessed"))
    text = faults_of(tiny_copy)
    assert f"{table}.csv:\n  the file is missing. Add it" in text
    assert "(`guessed`)" in text


@pytest.mark.parametrize("table", [t.name for t in TABLES])
def test_a_missing_column_is_told(tiny_copy: Copy, table: str) -> None:
    rows = tiny_copy.read(table)
    column = list(rows[0])[-1]
    tiny_copy.write(table, [{k: v for k, v in r.items() if k != column} for r in rows])
    assert f"{table}.csv:\n  column `{column}`: the column is missing. Add it" in faults_of(tiny_copy)


def test_an_unknown_column_is_told_with_those_that_are_known(tiny_copy: Copy) -> None:
    text = faults_of(tiny_copy.replace("speeds.csv", "id,low", "id,lowest"))
    assert "column `low`: the column is missing" in text
    assert "column `lowest`: the column is not known. Remove it; the columns are id, low, typical" in text


def test_a_column_that_stands_twice_is_told(tiny_copy: Copy) -> None:
    assert "column `low`: the column stands twice" in faults_of(
        tiny_copy.replace("speeds.csv", "low,typical", "low,low")
    )


def test_a_file_in_another_encoding_is_told_with_its_line(tiny_copy: Copy) -> None:
    path = tiny_copy.path("nodes")
    path.write_bytes(path.read_text(encoding="utf-8").replace("Орин", "Liman").encode("cp1254", errors="replace"))
    text = faults_of(tiny_copy)
    assert "nodes.csv:\n  row 4: byte 0xFD is not UTF-8. Save the file as UTF-8" in text


def test_a_file_of_two_byte_letters_is_told(tiny_copy: Copy) -> None:
    path = tiny_copy.path("nodes")
    path.write_bytes(path.read_text(encoding="utf-8").encode("utf-16"))
    assert "row 1: byte 0xFF is not UTF-8" in faults_of(tiny_copy)


def test_a_row_of_other_length_than_the_header_is_told(tiny_copy: Copy) -> None:
    text = faults_of(tiny_copy.replace("exchange.csv", "EUR,2024,1.08,TOY,assumed,", "EUR,2024,1,08,TOY,assumed,"))
    assert (
        "row 2 (`7 cells`): the row does not have the 6 cells of the header. Put a text that holds a comma in quotes"
        in text
    )


def test_a_quote_left_open_is_told(tiny_copy: Copy) -> None:
    assert "it is not CSV" in faults_of(tiny_copy.replace("exchange.csv", "EUR,", '"EUR,'))


def test_an_empty_file_misses_its_columns(tiny_copy: Copy) -> None:
    tiny_copy.path("exchange").write_bytes(b"")
    assert "column `currency`: the column is missing" in faults_of(tiny_copy)


def test_all_faults_of_all_tables_stand_in_one_message(tiny_copy: Copy) -> None:
    """Like faults share a line with their rows; faults of one table stand under its name."""
    for index in range(7):
        tiny_copy.change("links", index, length_km="-1")
    tiny_copy.change("links", 8, to="KZXXX").change("links", 7, source="NOPE").change("durations", 0, typical="20")
    text = faults_of(tiny_copy)
    first, *rest = text.splitlines()
    assert re.fullmatch(r"The network in .* has \d+ faults in \d files; nothing was loaded\.", first)
    assert sum(line == "links.csv:" for line in rest) == 1
    alike = next(line for line in rest if "`length_km`" in line)
    assert "rows 2 (`-1`), 3 (`-1`), 4 (`-1`), 5 (`-1`), 6 (`-1`) and 2 more: the number is below 0.1 km" in alike
    assert "`to`, row 10 (`KZXXX`)" in text
    assert "`source`, row 9 (`NOPE`)" in text
    assert "durations.csv:" in text
    assert_each_line_has_a_remedy(text)


def test_a_cell_cannot_break_the_message_into_lines_or_paint_the_terminal(tiny_copy: Copy) -> None:
    text = faults_of(tiny_copy.change("closures", 0, what="a\n\x1b[31mb" + "c" * 100))
    assert r"(`a\n\x1b[31mb" + "c" * 52 + "...`)" in text


def test_a_fault_is_told_at_the_line_of_the_file(tiny_copy: Copy) -> None:
    """Blank lines and quoted line ends do not shift the number."""
    tiny_copy.replace("exchange.csv", "EUR,", "\n\nEUR,").replace("exchange.csv", "1.08", "-1.08")
    assert "row 4 (`-1.08`)" in faults_of(tiny_copy)


TOML: dict[str, tuple[str, str, str]] = {
    "not TOML": ("[lengths]", "[lengths", "it is not TOML"),
    "no id": ('id = "tiny"', 'id = ""', "`network.id`: this must be a text"),
    "no day": ("data_from = 2020-01-01", 'data_from = "soon"', "`network.data_from`, `soon`: this is not a day"),
    "end before start": ("data_to = 2026-12-31", "data_to = 2019-12-31", "the data end before they begin"),
    "length factor": (
        "rail_factor = 1.05",
        "rail_factor = 0",
        "`lengths.rail_factor`, `0`: this must be a number above 0",
    ),
    "statistic left out": (
        "\npromise = ",
        "\npromised = ",
        "`statistic_rule.promise`: p10, p50 and p90 must be numbers",
    ),
    "rule out of order": (
        "{ p10 = 0.6, p50 = 1.2, p90 = 2.4 }",
        "{ p10 = 1.6, p50 = 1.2, p90 = 2.4 }",
        "`statistic_rule.norm`",
    ),
    "strength": ("strength = 0.4", "strength = 1.4", "`factors.congestion`, `1.4`: the strength must lie from 0"),
    "source": ('source = "TOY"', 'source = "NOPE"', "`NOPE`: the source is not in sources.csv"),
    "no knowledge": ("[factors.knowledge]", "[factors.ignorance]", "the family `knowledge` is missing"),
}


@pytest.mark.parametrize("what", TOML)
def test_a_bad_setting_is_told(tiny_copy: Copy, what: str) -> None:
    old, new, said = TOML[what]
    text = faults_of(tiny_copy.replace("network.toml", old, new))
    assert "network.toml:" in text
    assert said in text


def test_days_of_the_settings_may_be_quoted(tiny_copy: Copy) -> None:
    network = tiny_copy.replace("network.toml", "edition = 2025-12-01", 'edition = "2025-12-01"').load()
    assert network.edition.isoformat() == "2025-12-01"


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_text_in_any_cell_is_loaded_or_told(tiny_copy: Copy, data: st.DataObject) -> None:
    """Whatever stands in a cell, loading gives a network or a DataError, never another error."""
    table = data.draw(st.sampled_from(TABLES))
    path = tiny_copy.path(table.name)
    before = path.read_bytes()
    rows = tiny_copy.read(table.name)
    index = data.draw(st.integers(0, len(rows) - 1))
    column = data.draw(st.sampled_from(table.columns)).name
    rows[index][column] = data.draw(
        st.sampled_from(
            ["", "0", "-1", "nan", "1e999", ";", "(", "yes", "2025-01-01", "PLORI", "road-road", "'", "0x1"]
        )
        | st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
    )
    try:
        tiny_copy.write(table.name, rows)
        tiny_copy.load()
    except DataError as err:
        assert_each_line_has_a_remedy(str(err))
    finally:
        path.write_bytes(before)


def test_the_shipped_network_keeps_its_schema() -> None:
    network = load_network()
    assert network.id == "transcaspia"
    assert all(network.length_km(link.id) > 0.0 for link in network.rows("links"))


def test_variants_of_the_toy_network_load(tiny_with: Callable[..., Network]) -> None:
    assert tiny_with("services", 3, per_week="1").get("services", "pl-south").number("per_week") == 1.0
