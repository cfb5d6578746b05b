"""`plan`: every flag of the contract, every form of the answer, every refusal of bad input."""

import csv
import io
import json
import os
import re
from pathlib import Path

import jsonschema
import pytest

from transcaspia.cli.main import main
from transcaspia.network.load import load_network
from transcaspia.planning.consignment import make_consignment
from transcaspia.planning.document import schema
from transcaspia.planning.model import PlanParams
from transcaspia.planning.why_not import why_not, why_not_document
from transcaspia.report.sheets import COLUMNS

TINY = str(Path(__file__).parents[1] / "fixtures" / "tiny")
ASK = ["plan", "PLORI", "KZDST", "--depart", "2025-06-02", "--network", TINY]

FLAGS = {
    "--depart", "--known-on", "--cargo", "--hs", "--un", "--temp", "--unit", "--units", "--payload-t", "--value-usd",
    "--gross-t", "--packages", "--drivers",
    "--incoterm", "--owner", "--shipment", "--carrier", "--deadline", "--via", "--avoid", "--modes", "--max", "--exact",
    "--front", "--seed", "--network", "--json", "--csv", "--geojson", "--explain", "--close", "--why-not", "--map",
    "--force", "--own-boxes", "--estimate", "--request", "--way", "--language", "--reference", "--days", "--recourse",
    "--help",
}  # fmt: skip


@pytest.fixture
def asked(capfd):
    """Run a plan on the toy network; give exit code, stdout and stderr."""

    def run(*arguments):
        code = main([*ASK, *arguments])
        out, err = capfd.readouterr()
        return code, out, err

    return run


def test_the_flags_are_those_of_the_contract(capfd):
    assert main(["plan", "--help"]) == 0
    assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", capfd.readouterr().out)) == FLAGS


def test_the_table_is_printed(asked):
    code, out, err = asked()
    assert code == 0
    assert err == ""
    assert out.startswith("Orin to Dala, ready Mon 2 Jun 2025: 1 × ")
    assert "Planning estimate, not an offer." in out
    assert "Legs of each way" in out
    assert "Next: " in out
    assert "\x1b" not in out


def test_json_is_the_contract(asked):
    code, out, _ = asked("--json", "--seed", "7", "--units", "2", "--incoterm", "DAP Dala", "--hs", "3004")
    document = json.loads(out, parse_constant=lambda name: pytest.fail(f"{name} in JSON"))
    assert code == 0
    assert document["schema"] == "plan/1"
    assert document["seed"] == 7
    assert document["bound"] == 0.01
    assert document["query"]["units"] == 2
    assert document["query"]["incoterm"] == "DAP Dala"
    assert document["query"]["hs"] == "3004"
    assert document["itineraries"]


def test_the_chance_to_replan_is_told_where_it_is_asked_for(asked):
    code, out, _ = asked("--recourse")
    assert code == 0
    assert "With the chance to replan" in out
    assert "With the chance to replan" not in asked()[1]
    document = json.loads(asked("--json", "--recourse")[1])
    jsonschema.validate(document, schema())
    assert document["query"]["recourse"] is True
    code, _, err = asked("--recourse", "--csv")
    assert code == 2
    assert "--recourse goes with the table and with --json" in err
    assert all(way["recourse"]["share"] >= 0.0 for way in document["itineraries"])


def test_exact_asks_for_no_bound(asked):
    assert json.loads(asked("--json", "--exact")[1])["bound"] == 0.0


def test_max_limits_the_answer(asked):
    every = json.loads(asked("--json")[1])["itineraries"]
    assert len(every) > 1
    assert len(json.loads(asked("--json", "--max", "1")[1])["itineraries"]) == 1


def test_csv_has_the_legs_of_the_json(asked):
    legs = [leg for way in json.loads(asked("--json")[1])["itineraries"] for leg in way["legs"]]
    rows = list(csv.DictReader(io.StringIO(asked("--csv")[1])))
    assert list(rows[0]) == list(COLUMNS)
    assert [(r["from_id"], r["to_id"], r["mode"]) for r in rows] == [
        (leg["from"]["id"], leg["to"]["id"], leg["mode"]) for leg in legs
    ]


def test_geojson_has_a_line_for_each_leg_and_a_point_for_each_stop(asked):
    legs = [leg for way in json.loads(asked("--json")[1])["itineraries"] for leg in way["legs"]]
    features = json.loads(asked("--geojson")[1])["features"]
    kinds = [feature["geometry"]["type"] for feature in features]
    assert kinds.count("LineString") + kinds.count("MultiPoint") == len(legs)  # the toy countries lie elsewhere
    assert kinds.count("Point") == len({leg[end]["id"] for leg in legs for end in ("from", "to")})


def test_data_are_utf8_whatever_the_screen(asked, capfd):
    main([*ASK, "--json"])
    first = capfd.readouterr().out
    assert json.loads(first)["itineraries"][0]["legs"]
    assert first == asked("--json")[1]


@pytest.mark.parametrize("form", [(), ("--json",), ("--csv",), ("--geojson",)])
def test_a_place_that_cannot_be_reached_is_an_answer(asked, form):
    code, out, err = asked("--avoid", "KZ", *form)
    assert code == 1
    assert "KZ" in out + err
    if not form:
        assert "No way was found. Why:" in out


def test_a_map_is_written_beside_the_answer(asked, tmp_path):
    code, out, err = asked("--map", str(tmp_path / "map.png"), "--json")
    assert code == 0
    assert json.loads(out)["schema"] == "plan/1"
    assert f"The map is in {tmp_path / 'map.png'}" in err
    assert (tmp_path / "map.png").read_bytes().startswith(b"\x89PNG")


def test_no_map_is_drawn_of_an_empty_answer(asked, tmp_path):
    code, _, err = asked("--avoid", "KZ", "--map", str(tmp_path / "map.png"))
    assert code == 1
    assert "was not drawn" in err
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_overwritten_without_force(asked, tmp_path, monkeypatch):
    path = tmp_path / "map.png"
    path.write_bytes(b"mine")
    with monkeypatch.context() as patch:
        patch.setattr("transcaspia.network.load.load_network", lambda *_: pytest.fail("the file is looked at first"))
        code, out, err = asked("--map", str(path))
    assert (code, out) == (2, "")
    assert "--force" in err
    assert path.read_bytes() == b"mine"
    assert asked("--map", str(path), "--force")[0] == 0
    assert path.read_bytes().startswith(b"\x89PNG")


def test_sheets_are_written_beside_the_answer(asked, tmp_path):
    sheet, letter = tmp_path / "estimate.html", tmp_path / "request.txt"
    code, out, err = asked(
        "--estimate", str(sheet), "--request", str(letter), "--way", "2", "--reference", "PO-17", "--json"
    )
    assert code == 0
    assert json.loads(out)["schema"] == "plan/1"
    assert f"The estimate is in {sheet}" in err
    for path in (sheet, letter):
        assert "PO-17" in path.read_text(encoding="utf-8")
    assert asked("--estimate", str(sheet))[0] == 2
    assert asked("--estimate", str(sheet), "--force")[0] == 0


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--language", "pl"], "--estimate or --request"),
        (["--way", "2"], "--estimate or --request"),
        (["--estimate", "a.txt"], ".pdf or .html"),
        (["--request", "a.png"], ".txt, .html or .pdf"),
        (["--estimate", "{}/a.html", "--language", "kk"], "en, pl or ru"),
        (["--estimate", "{}/a.html", "--way", "0"], "no way 0"),
        (["--estimate", "{}/a.html", "--way", "two"], "--way"),
    ],
)
def test_a_sheet_that_cannot_be_is_a_sentence(asked, tmp_path, arguments, told):
    code, _, err = asked(*(each.format(tmp_path) for each in arguments))
    assert code == 2
    assert told in err
    assert list(tmp_path.iterdir()) == []


def test_no_sheet_is_written_of_an_empty_answer(asked, tmp_path):
    code, _, err = asked("--avoid", "KZ", "--request", str(tmp_path / "request.txt"))
    assert code == 1
    assert "not written" in err
    assert list(tmp_path.iterdir()) == []


def test_own_boxes_move_the_bands_beside_the_shipped_ones(asked, tmp_path):
    lines = ["box,place,event,at"]
    for n in range(1, 7):
        lines += [f"B{n},PLBRD,departed,2025-04-0{n}T00:00Z", f"B{n},KZDST,arrived,2025-04-2{n}T00:00Z"]
    path = tmp_path / "own.csv"
    path.write_text("\n".join([*lines, "B9,Nowhere,arrived,2025-04-01"]), encoding="utf-8")
    code, out, err = asked("--own-boxes", str(path))
    assert code == 0
    told = " ".join(out.split())
    assert "With 6 boxes of your own, kept apart from the shipped data:" in told
    assert "run Brod > Dala: " in told
    assert "(6 boxes in 6 movements, weight 60%)" in told
    assert "line 14: place 'Nowhere' is no node" in err
    document = json.loads(asked("--own-boxes", str(path), "--json")[1])
    jsonschema.validate(document, schema())
    assert document["private"]["rests_on_own_boxes"] is True
    assert asked("--own-boxes", str(tmp_path / "none.csv"))[0] == 2
    assert asked("--own-boxes", str(path), "--close", "PLBRD")[0] == 2


def test_an_interrupt_leaves_nothing_half_written(asked, tmp_path, monkeypatch):
    def interrupted(_handle):
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupted)
    code, _, err = asked("--map", str(tmp_path / "map.png"))
    assert code == 130
    assert "Interrupted" in err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--units", "two"], ["--units 'two'"]),
        (["--units", "0"], ["--units 0"]),
        (["--payload-t", "heavy"], ["--payload-t 'heavy'"]),
        (["--payload-t", "99"], ["--payload-t 99"]),
        (["--payload-t", "nan"], ["--payload-t nan"]),
        (["--value-usd", "-1"], ["--value-usd -1"]),
        (["--unit", "60GP"], ["--unit '60GP'", "40GP"]),
        (["--cargo", "moonstone"], ["--cargo 'moonstone'"]),
        (["--temp", "8,2"], ["--temp 8,2"]),
        (["--owner", "me"], ["--owner 'me'", "soc"]),
        (["--shipment", "huge"], ["--shipment 'huge'", "block"]),
        (["--modes", "rail,zeppelin"], ["zeppelin", "rail"]),
        (["--via", "Atlantis"], ["Atlantis"]),
        (["--avoid", "Atlantis"], ["Atlantis"]),
        (["--max", "0"], ["--max 0"]),
        (["--seed", "x"], ["--seed 'x'"]),
        (["--deadline", "2025-06-01"], ["--deadline '2025-06-01'"]),
        (["--known-on", "1999-01-01"], ["--known-on '1999-01-01'"]),
    ],
)
def test_bad_input_is_a_sentence_and_exit_2(asked, arguments, words):
    code, out, err = asked(*arguments)
    assert (code, out) == (2, "")
    for word in words:
        assert word in err
    assert "Traceback" not in err


@pytest.mark.parametrize(
    ("origin", "destination", "depart", "words"),
    [
        ("Atlantis", "KZDST", "2025-06-02", ["ORIGIN 'Atlantis'"]),
        ("PLORI", "Atlantis", "2025-06-02", ["DESTINATION 'Atlantis'"]),
        ("PLORI", "PLORI", "2025-06-02", ["the same place"]),
        ("PLORI", "KZDST", "1999-06-02", ["--depart '1999-06-02'", "outside the data"]),
        ("PLORI", "KZDST", "2025-02-30", ["--depart '2025-02-30'", "calendar"]),
        ("PLORI", "KZDST", "soon", ["--depart 'soon'"]),
    ],
)
def test_a_question_that_makes_no_sense_is_exit_2(capfd, origin, destination, depart, words):
    assert main(["plan", origin, destination, "--depart", depart, "--network", TINY]) == 2
    out, err = capfd.readouterr()
    assert out == ""
    for word in words:
        assert word in err


def test_a_folder_that_is_no_network_is_exit_3(capfd, tmp_path):
    assert main(["plan", "PLORI", "KZDST", "--depart", "2025-06-02", "--network", str(tmp_path)]) == 3
    assert "nodes.csv" in capfd.readouterr().err


def test_a_closure_is_told_below_the_answer(asked):
    code, out, err = asked("--close", "PLBRD")
    assert (code, err) == (0, "")
    assert "\nWithout PLBRD:\n" in out
    document = json.loads(asked("--close", "PLBRD", "--json")[1])
    jsonschema.Draft202012Validator(schema()).validate(document)
    told = document.pop("closed")
    assert document == json.loads(asked("--avoid", "PLBRD", "--json")[1])
    assert told["before"] == json.loads(asked("--json")[1])
    assert told["shut"] == [{"what": "PLBRD", "from": None, "to": None}]
    assert [change["label"] for change in told["changes"]]
    code, out, err = asked("--close", "NOPE")
    assert (code, out) == (2, "")
    assert "no such node or link" in err


def test_ready_days_are_compared_in_one_run(asked):
    code, out, err = asked("--days", "3", "--json")
    document = json.loads(out, parse_constant=lambda name: pytest.fail(f"{name} in JSON"))
    assert (code, err) == (0, "")
    assert document["schema"] == "departures/1"
    assert [day["day"] for day in document["days"]] == ["2025-06-02", "2025-06-03", "2025-06-04"]
    assert "What changes, and when:" in asked("--days", "6")[1]
    assert asked("--days", "2", "--csv")[1].startswith("day,labels,")


def test_without_a_ready_day_the_latest_is_looked_for(capfd):
    ask = ["plan", "PLORI", "KZDST", "--network", TINY, "--days", "4"]
    assert main([*ask, "--deadline", "2025-08-01"]) == 0
    assert "Latest ready day to be there by Fri 1 Aug 2025" in capfd.readouterr().out
    assert main(ask) == 2
    assert "--deadline" in capfd.readouterr().err


@pytest.mark.parametrize("flag", [("--geojson",), ("--explain",), ("--front",), ("--max", "2"), ("--close", "PLBRD")])
def test_what_belongs_to_one_day_is_refused_for_many(asked, flag):
    code, _, err = asked("--days", "3", *flag)
    assert code == 2
    assert flag[0] in err


def test_a_way_that_was_expected_is_told_below_the_answer(asked):
    code, out, err = asked("--why-not", "ferry", "--max", "1")
    assert (code, err) == (0, "")
    assert "\nWhy not by ferry (Liman-Aylaq rail ferry)?\n" in out
    assert "To be chosen it would have to be" in out
    document = json.loads(asked("--why-not", "ferry", "--max", "1", "--json")[1])
    jsonschema.Draft202012Validator(schema()).validate(document)
    told = document.pop("why_not")
    assert document == json.loads(asked("--max", "1", "--json")[1])
    network = load_network(Path(TINY))
    consignment = make_consignment(network, "PLORI", "KZDST", "2025-06-02")
    by_python = why_not_document(why_not(network, consignment, PlanParams(max_itineraries=1), via=["ferry"]))
    assert {**told, "answer": document} == json.loads(json.dumps(by_python))


def test_two_other_answers_are_not_told_at_once(asked):
    code, out, err = asked("--why-not", "ferry", "--close", "PLBRD")
    assert (code, out) == (2, "")
    assert "--close and --why-not" in err
    code, out, err = asked("--why-not", "Atlantis")
    assert (code, out) == (2, "")
    assert "--why-not 'Atlantis'" in err
