"""`network show|sources`, `places`: what the data hold, with their ground."""

import json
import re

import pytest

from transcaspia.cli.main import main
from transcaspia.network.check import compared_lengths
from transcaspia.network.load import load_network
from transcaspia.network.tables import TABLES


@pytest.fixture(scope="module")
def shipped():
    return load_network()


def joined(text):
    return " ".join(text.split())


def test_the_overview_counts_every_table_and_its_grades(capfd, shipped):
    assert main(["network", "show"]) == 0
    rows = {line.split("\t")[0]: line.split("\t") for line in capfd.readouterr().out.splitlines() if "\t" in line}
    for table in TABLES:
        assert rows[table.name][1] == str(len(shipped.rows(table.name)))
    durations = shipped.rows("durations")
    share = sum(row.text("grade") == "estimated" for row in durations) / len(durations)
    assert rows["durations"][rows["table"].index("estimated")] == f"{share:.0%}"


def test_every_row_of_every_table_can_be_shown(shipped):
    from transcaspia.report.inventory import describe
    from transcaspia.report.text import Look

    for table in TABLES:
        for key in {row.id for row in shipped.rows(table.name)}:
            text = describe(shipped, key, Look(100))
            assert f"{table.name}: {key}" in text


def test_a_figure_is_shown_with_triple_source_and_grade(capfd, shipped):
    row = next(row for row in shipped.rows("durations") if row.text("statistic") in {"range", "estimate"})
    assert main(["network", "show", row.id]) == 0
    text = joined(capfd.readouterr().out)
    assert f"P10 {row.number('low'):.3g}, P50" in text
    assert f"P90 {row.number('high'):.3g} h; {row.text('grade')}" in text
    for key in row.items("source"):
        assert joined(f"source {key}: {shipped.get('sources', key).text('publisher')}") in text


def test_a_node_names_what_stands_and_calls_there(capfd):
    assert main(["network", "show", "KZAAU"]) == 0
    text = capfd.readouterr().out
    assert "name              Aktau" in text
    named = text[text.index("Named by") :]
    for table in ("terminals", "links", "services"):
        assert f"  {table} " in named


def test_a_link_tells_its_length_by_country(capfd, shipped):
    link = next(row for row in shipped.rows("links") if row.text("mode") == "rail" and len(row.items("countries")) > 1)
    assert main(["network", "show", link.id]) == 0
    assert f"{shipped.length_km(link.id):,.0f} km" in capfd.readouterr().out


def test_a_link_tells_both_lengths_and_where_its_course_is_not_known(capfd, shipped):
    compared = compared_lengths(shipped)
    link, published, measured = next(row for row in compared if shipped.measured.excused(row[0].id, "length"))
    assert main(["network", "show", link.id]) == 0
    text = joined(capfd.readouterr().out)
    assert f"length {published:,.0f} km, published" in text
    reason = shipped.measured.excused(link.id, "length")
    assert joined(f"measured {measured:,.0f} km ({measured / published - 1.0:+.1%}); {reason}") in text
    assert main(["network", "show", "k-dzn-sak"]) == 0
    assert re.search(r"line course not known over \d+ km, which are drawn straight", joined(capfd.readouterr().out))


def test_an_unknown_id_is_exit_2_with_the_nearest(capfd):
    assert main(["network", "show", "KZAAA"]) == 2
    out, err = capfd.readouterr()
    assert out == ""
    assert "'KZAAA' is no id" in err
    assert "KZAAU" in err


def test_sources_are_counted_by_the_rows_that_rest_on_them(capfd, shipped):
    assert main(["network", "sources"]) == 0
    lines = [line.split("\t") for line in capfd.readouterr().out.splitlines()]
    counts = {cells[0]: int(cells[1]) for cells in lines[1:]}
    assert set(counts) == {row.id for row in shipped.rows("sources")}
    naming = [t.name for t in TABLES if any(c.name == "source" for c in t.columns)]
    key = lines[1][0]
    assert counts[key] == sum(key in row.items("source") for name in naming for row in shipped.rows(name))
    assert list(counts.values()) == sorted(counts.values(), reverse=True)


@pytest.mark.parametrize("command", [["network", "show"], ["network", "sources"], ["places", "Baku"]])
def test_a_broken_folder_is_exit_3(capfd, tiny_copy, command):
    tiny_copy.change("links", 0, to="NOWHERE")
    assert main([*command, "--network", str(tiny_copy.folder)]) == 3
    out, err = capfd.readouterr()
    assert out == ""
    assert "NOWHERE" in err
    assert "links.csv" in err


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Łódź", "PLLOD"),
        ("lodz", "PLLOD"),
        ("Алматы", "KZALA"),
        ("Қостанай", "KZKSN"),
        ("Баку", "AZBAK"),
        ("PLLOD", "PLLOD"),
    ],
)
def test_places_are_found_in_any_spelling(capfd, text, place):
    assert main(["places", text]) == 0
    lines = capfd.readouterr().out.splitlines()
    assert lines[0].split("\t") == ["id", "name", "country", "population"]
    assert lines[1].split("\t")[0] == place


def test_a_misspelt_place_is_exit_1_with_suggestions(capfd):
    assert main(["places", "Lodzz"]) == 1
    out = capfd.readouterr().out
    assert "No place is called 'Lodzz'" in out
    assert "PLLOD" in out


def test_a_place_like_no_other_is_exit_1(capfd):
    assert main(["places", "xxyzzyq"]) == 1
    assert "xxyzzyq" in capfd.readouterr().out


def test_a_blank_place_is_exit_2(capfd):
    assert main(["places", "  "]) == 2
    assert "blank" in capfd.readouterr().err


def test_the_check_lists_rows_that_serve_no_question(capfd, tiny_copy):
    tiny_copy.add("vehicles", id="airship")
    path = tiny_copy.folder / "standard_queries.csv"
    path.write_text("\n".join(path.read_text(encoding="utf-8").splitlines()[:2]) + "\n", encoding="utf-8")
    assert main(["network", "check", "--network", str(tiny_copy.folder)]) == 0
    out, err = capfd.readouterr()
    assert err == ""
    assert "keeps its schema" in out
    assert "airship" in out


def test_the_check_tells_programs_on_what_the_answers_rest(capfd, tiny_copy):
    """Every figure of the toy is assumed, so that the grades of its plans are as well."""
    tiny_copy.replace("standard_queries.csv", ";XX", "")
    assert main(["network", "check", "--json", "--network", str(tiny_copy.folder)]) == 0
    report = json.loads(capfd.readouterr().out)
    assert report["schema"] == "check/1"
    ground = report["grounds"]["of all questions"]
    assert ground["itineraries"] > 0
    assert ground["weak"] == ground["by_grade"]["assumed"] == {"hours": 1.0, "usd": 1.0}
    assert report["unused"]["share"] == pytest.approx(report["unused"]["rows"] / report["rows"], abs=1e-4)


def test_a_standard_question_that_cannot_be_asked_is_exit_3(capfd, tiny_copy):
    path = tiny_copy.folder / "standard_queries.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    origin = lines[1].split(",")[0]
    path.write_text("\n".join([lines[0], lines[1].replace(origin, "Atlantis", 1)]) + "\n", encoding="utf-8")
    assert main(["network", "check", "--network", str(tiny_copy.folder)]) == 3
    assert "row 2, cannot be asked: ORIGIN 'Atlantis'" in capfd.readouterr().err


def test_the_network_of_a_day_is_drawn(capfd, tiny_copy, tmp_path):
    path = tmp_path / "map.svg"
    command = ["network", "show", "--map", str(path), "--at", "2025-09-15", "--network", str(tiny_copy.folder)]
    assert main(command) == 0
    out, err = capfd.readouterr()
    assert out == ""
    assert f"The map is in {path}" in err
    assert "15 Sep 2025" in path.read_text(encoding="utf-8")
    assert main(command) == 2
    assert "--force" in capfd.readouterr().err
    assert main([*command, "--force"]) == 0


@pytest.mark.parametrize(
    ("flags", "said"),
    [
        (["--map", "x.gif"], ".png or .svg"),
        (["--force"], "--force lets --map replace a file"),
        (["PLORI", "--map", "x.png"], "drop one of the two"),
        (["--at", "2025-13-01"], "write it as 2025-10-01"),
        (["--at", "1999-01-01"], "lies outside the data"),
        (["--map", "x.png", "--at", "1999-01-01"], "lies outside the data"),
    ],
)
def test_wrong_use_of_the_map_and_the_day_is_exit_2(capfd, tiny_copy, monkeypatch, tmp_path, flags, said):
    monkeypatch.chdir(tmp_path)
    assert main(["network", "show", *flags, "--network", str(tiny_copy.folder)]) == 2
    out, err = capfd.readouterr()
    assert out == ""
    assert said in err
    assert not list(tmp_path.glob("x.*"))


def test_the_tables_of_a_day_hold_only_what_holds_then(capfd, tiny_copy):
    tiny_copy.change("links", 0, valid_from="2026-01-01")
    for day, number in (("2025-10-01", 8), ("2026-10-01", 9)):
        assert main(["network", "show", "--at", day, "--network", str(tiny_copy.folder)]) == 0
        rows = [line.split("\t") for line in capfd.readouterr().out.splitlines()]
        assert ["links", str(number)] in [row[:2] for row in rows]
