"""Rows that serve no standard question, what the answers rest on, and lengths that deserve a second look."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field

import jsonschema
import pytest

from tiny_network import Copy
from transcaspia.errors import DataError
from transcaspia.network.check import StandardQuery, Use, check_network, read_queries, with_references
from transcaspia.network.check_report import label, schema
from transcaspia.network.ground import Part
from transcaspia.network.model import Network, row_key
from transcaspia.network.tables import TABLES


@dataclass
class Way:
    parts: Sequence[Part] = ()


@dataclass
class Answer:
    used_rows: frozenset[Use] = field(default_factory=frozenset)
    itineraries: Sequence[Way] = (Way(),)


def all_rows(network: Network) -> frozenset[Use]:
    return frozenset((t.name, row_key(r)) for t in TABLES for r in network.rows(t.name))


def test_questions_are_read_with_their_lists(tiny: Network) -> None:
    first, second, third = read_queries(tiny.root / "standard_queries.csv")
    assert first == StandardQuery("PLORI", "KZDST", "2025-10-01", line=2)
    assert (second.cargo, second.unit, second.units) == ("pharmaceuticals", "40RF", 2)
    assert (second.avoid, second.via) == (("KZDST", "XX"), ("AZPRT",))
    assert (third.modes, third.depart) == (("rail", "sea"), "2022-10-01T08:00")


def test_a_question_may_name_code_and_carrier(tiny_copy: Copy) -> None:
    path = tiny_copy.folder / "standard_queries.csv"
    first, row, *rest = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([f"{first},hs,carrier", f"{row},3004,PL", *rest]) + "\n", encoding="utf-8")
    one, other, *_ = read_queries(path)
    assert (one.hs, one.carrier) == ("3004", "PL")
    assert (other.hs, other.carrier) == ("", "")


def test_each_question_is_asked_once_in_order(tiny: Network) -> None:
    asked: list[StandardQuery] = []

    def plan(network: Network, query: StandardQuery) -> Answer:
        assert network is tiny
        asked.append(query)
        return Answer()

    assert check_network(tiny, plan).queries == 3
    assert asked == list(read_queries(tiny.root / "standard_queries.csv"))


def test_a_network_whose_rows_are_all_used_says_so(tiny: Network) -> None:
    report = check_network(tiny, lambda network, _query: Answer(all_rows(network)))
    assert report.unused == {}
    assert report.unused_count == 0
    assert "Every row serves one of the 3 standard questions." in report.text()


def test_the_one_row_left_out_is_named(tiny: Network) -> None:
    left_out = ("terminals", "AZPRT|rail_1520-sea")
    report = check_network(tiny, lambda network, _query: Answer(all_rows(network) - {left_out}))
    assert report.unused == {"terminals": ("AZPRT|rail_1520-sea",)}
    assert "1 rows serve none" not in report.text()
    assert "One row serves none of the 3 standard questions:\n  terminals: AZPRT|rail_1520-sea" in report.text()


def test_a_source_that_no_row_names_is_not_judged(tiny_copy: Copy) -> None:
    """It stands behind a case of validation, which no plan uses."""
    network = tiny_copy.add("sources", key="JOURNEY").load()
    every = all_rows(network) - {("sources", "JOURNEY")}
    assert check_network(network, lambda _network, _query: Answer(every)).unused == {}


def test_a_row_of_another_period_is_not_used_by_its_name(tiny_copy: Copy) -> None:
    """No question is of 2021 or before: the row of the same id that held until then serves none of them."""
    network = tiny_copy.add("durations", valid_to="2021-12-31").change("durations", 0, valid_from="2022-01-01").load()
    key = network.rows("durations")[0].id
    report = check_network(network, lambda network, _query: Answer(all_rows(network)))
    assert report.unused == {"durations": (f"{key} [..2021-12-31]",)}


def test_grounds_are_told_for_all_questions_and_between_the_two_countries(tiny_copy: Copy) -> None:
    """One question in three lies between Poland and Kazakhstan in this copy; its plan rests on a published row."""
    tiny_copy.change("durations", 0, grade="published").change("durations", 1, grade="estimated")
    tiny_copy.replace("network.toml", "[lengths]", '[check]\nbetween = ["PL", "KZ"]\n\n[lengths]')
    lines = (tiny_copy.folder / "standard_queries.csv").read_text(encoding="utf-8").splitlines()
    asked = [lines[0], "PLORI,KZDST,2025-10-01,,,,,,", "KZDST,PLORI,2025-10-01,,,,,,", "PLORI,AZPRT,2025-10-01,,,,,,"]
    (tiny_copy.folder / "standard_queries.csv").write_text("\n".join(asked) + "\n", encoding="utf-8")
    network = tiny_copy.load()
    sure, weak = network.rows("durations")[:2]
    plans = {2: Part(sure, hours=20.0), 3: Part(weak, hours=10.0), 4: Part(weak, hours=30.0)}
    report = check_network(network, lambda _network, query: Answer(itineraries=(Way((plans[query.line],)),)))
    assert report.grounds["of all questions"].weak_shares[0] == pytest.approx(40.0 / 60.0)
    assert report.grounds["between PL and KZ"].weak_shares[0] == pytest.approx(10.0 / 30.0)
    text = report.text()
    assert "The 2 itineraries between PL and KZ rest on" in text
    assert f"100.0%  durations {weak.id}" not in text
    assert f"33.3%  durations {weak.id} (estimated)" in text
    document = json.loads(json.dumps(report.document(), allow_nan=False))
    jsonschema.Draft202012Validator(schema()).validate(document)
    assert document["grounds"]["between PL and KZ"]["weak"] == {"hours": 0.3333, "usd": 0.0}
    assert document["grounds"]["between PL and KZ"]["heaviest_weak"]["hours"][0]["id"] == weak.id


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())


def test_a_row_is_told_apart_by_size_month_and_period(tiny_copy: Copy) -> None:
    network = tiny_copy.change("prices", 0, valid_from="2022-01-01").load()
    price, storm = network.rows("prices")[0], network.rows("weather")[1]
    assert label(price) == f"{price.text('id')}|{price.text('size')} [2022-01-01..]"
    assert label(storm) == f"{storm.text('id')}|2"
    assert label(network.get("nodes", "PLORI")) == "PLORI"


def test_rows_of_several_answers_count_together(tiny: Network) -> None:
    rows = sorted(all_rows(tiny))
    # A row of one period counts only for a question of that period: each answer names the speeds.
    speeds = [row for row in rows if row[0] == "speeds"]
    thirds = iter([frozenset([*rows[i::3], *speeds]) for i in range(3)])
    assert check_network(tiny, lambda _network, _query: Answer(next(thirds))).unused == {}


def test_a_row_in_use_uses_what_it_names(tiny: Network) -> None:
    """A terminal uses its handling, its prices, its factor, their sources, its node; not every unit it could take."""
    found = with_references(tiny, {("terminals", "PLORI|road-rail_1435")})
    assert {
        ("nodes", "PLORI"), ("durations", "lift"), ("prices", "lift"), ("prices", "storage"), ("factors", "lift"),
        ("sources", "TOY"), ("exchange", "EUR"), ("exchange", "USD"),
    } <= found  # fmt: skip
    assert not {table for table, _ in found} & {"equipment", "services", "links"}


def test_a_railway_in_use_uses_the_factors_of_its_traction(tiny: Network) -> None:
    """Half of az-south is under wires: both factors; pl-north wholly: only the electric one."""
    assert {("factors", "rail_electric_AZ"), ("factors", "rail_diesel")} <= with_references(
        tiny, {("links", "az-south")}
    )
    wired = with_references(tiny, {("links", "pl-north")})
    assert ("factors", "rail_electric_PL") in wired
    assert ("factors", "rail_diesel") not in wired


def test_what_the_settings_name_is_in_use(tiny: Network) -> None:
    found = with_references(tiny, ())
    assert {("speeds", "truck"), ("prices", "truck_km"), ("factors", "truck"), ("vehicles", "lorry")} <= found
    assert ("speeds", "rail_pl") not in found


def test_a_question_without_an_answer_is_named(tiny: Network) -> None:
    report = check_network(tiny, lambda _network, query: Answer(itineraries=() if query.line == 3 else (Way(),)))
    assert report.unanswered == ("PLORI to KZDST on 2025-09-15 (standard_queries.csv, row 3)",)
    assert "Questions without an answer:\n  PLORI to KZDST" in report.text()


def test_a_published_length_far_from_the_measured_one_is_doubtful(tiny_copy: Copy) -> None:
    """Published 1,000 km; measured 800 km x 1.05 = 840 km; the difference is 19 %; pl-north is near enough."""
    tiny_copy.replace("odbl/measured.csv", "az-south,", "kz-north,800,KZ:800\npl-north,375,PL:375\naz-south,")
    report = check_network(tiny_copy.load(), lambda _network, _query: Answer())
    assert report.doubtful == ("kz-north: published 1000 km, measured 840 km (+19%).",)
    assert (report.lengths, report.lengths_near) == (2, 1)


def test_a_length_that_nobody_knows_is_doubtful(tiny_copy: Copy) -> None:
    network = tiny_copy.change("links", 0, length_km="").load()
    (sentence,) = check_network(network, lambda _network, _query: Answer()).doubtful
    assert "`pl-north`): no published length and no measured one" in sentence


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("depart,cargo", "departure,cargo", "the columns are origin, destination, departure"),
        ("2025-09-15", "soon", r"row 3: Invalid isoformat string: 'soon'\. A question needs"),
        ("40RF,2,", "40RF,two,", "row 3: invalid literal"),
        ("PLORI,KZDST,2025-10-01,,,,,,", ",KZDST,2025-10-01,,,,,,", "row 2: the place is blank"),
        ("KZDST;XX,AZPRT", "KZDST;XX,AZPRT,more", "row 3: the row has 10 cells and the header 9"),
        ("pharmaceuticals,40RF,2,,KZDST;XX,AZPRT", "pharmaceuticals", "row 3: the row has 4 cells and the header 9"),
    ],
)
def test_broken_questions_are_told_with_their_row(tiny_copy: Copy, old: str, new: str, said: str) -> None:
    tiny_copy.replace("standard_queries.csv", old, new)
    with pytest.raises(DataError, match=said):
        read_queries(tiny_copy.folder / "standard_queries.csv")


def test_questions_that_are_missing_are_told(tiny_copy: Copy) -> None:
    (tiny_copy.folder / "standard_queries.csv").unlink()
    with pytest.raises(DataError, match=r"standard_queries\.csv cannot be read"):
        check_network(tiny_copy.load(), lambda _network, _query: Answer())
