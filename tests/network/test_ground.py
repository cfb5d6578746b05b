"""Shares of hours and dollars by grade, and the publications behind the figures, on numbers that fit on paper."""

import pytest

from tiny_network import Copy
from transcaspia.network.ground import Part, ground_of, is_sourced_throughout, publications
from transcaspia.network.model import Network


def test_parts_of_one_row_are_summed_and_shares_are_of_the_whole(tiny_copy: Copy) -> None:
    """Two plans: 30 h on a published row, 10 h on an estimated one, 60 of 80 dollars on an estimated price."""
    tiny_copy.change("durations", 0, grade="published").change("durations", 1, grade="estimated")
    network = tiny_copy.change("prices", 0, grade="observed").change("prices", 1, grade="estimated").load()
    sure, weak = network.rows("durations")[:2]
    cheap, dear = network.rows("prices")[:2]
    one = (Part(sure, hours=10.0), Part(weak, hours=10.0), Part(cheap, usd=20.0))
    two = (Part(sure, hours=20.0), Part(dear, usd=60.0))
    ground = ground_of([one, two])
    assert (ground.plans, ground.hours, ground.usd) == (2, 40.0, 80.0)
    assert ground.by_grade() == {
        "observed": (0.0, 0.25), "published": (0.75, 0.0), "derived": (0.0, 0.0), "estimated": (0.25, 0.75),
        "assumed": (0.0, 0.0),
    }  # fmt: skip
    assert ground.weak_shares == (0.25, 0.75)
    assert ground.heaviest_weak(5, by_usd=False) == [(weak, 0.25)]
    assert ground.heaviest_weak(5, by_usd=True) == [(dear, 0.75)]


def test_plans_without_parts_rest_on_nothing() -> None:
    ground = ground_of([(), ()])
    assert ground.plans == 2
    assert ground.weak_shares == ground.throughout_shares == (0.0, 0.0)


@pytest.mark.parametrize(
    ("cells", "throughout"),
    [
        ({"grade": "published", "statistic": "range", "low": "2", "typical": "", "high": "6"}, True),
        ({"grade": "observed", "statistic": "mean", "low": "2", "typical": "4", "high": "6"}, True),
        ({"grade": "published", "statistic": "mean", "low": "", "typical": "4", "high": ""}, False),
        ({"grade": "published", "statistic": "median", "low": "2", "typical": "4", "high": ""}, False),
        ({"grade": "estimated", "statistic": "estimate", "low": "2", "typical": "4", "high": "6"}, False),
    ],
)
def test_three_points_are_sourced_where_the_source_gave_low_and_high(
    tiny_copy: Copy, cells: dict[str, str], *, throughout: bool
) -> None:
    network = tiny_copy.change("durations", 0, least="0.5", **cells).load()
    assert is_sourced_throughout(network.rows("durations")[0]) is throughout


def test_a_frequency_is_sourced_in_the_middle_only(tiny_copy: Copy) -> None:
    """The wait for a timetable or a filling ship follows from the figure; that for an irregular train does not."""
    for index in range(len(tiny_copy.read("services"))):
        tiny_copy.change("services", index, grade="observed")
    rows = tiny_copy.load().rows("services")
    assert {row.text("departures"): is_sourced_throughout(row) for row in rows} == {
        "timetable": True, "frequency": False, "on_request": False, "when_full": True,
    }  # fmt: skip


def test_facts_of_one_publication_count_together_and_our_estimates_do_not(tiny_copy: Copy) -> None:
    """Two facts of one report serve three rows (one of them twice), the toy source the rest; estimates are left out."""
    sources = tiny_copy.read("sources")
    report = {"publisher": "Office", "title": "Yearbook", "url": "https://example.org/y"}
    sources += [{**sources[0], "key": key, **report} for key in ("F1", "F2")] + [{**sources[0], "key": "ESTIMATE"}]
    tiny_copy.write("sources", sources)
    for row, source in enumerate(("F1", "F2", "F1;F2", "ESTIMATE")):
        tiny_copy.change("durations", row, source=source)
    network = tiny_copy.load()
    found = {p.title: p for p in publications(network)}
    stating = [
        row
        for table in network.tables
        if table not in {"nodes", "terminals", "links", "borders", "sources", "corridors"}
        for row in network.rows(table)
    ]
    assert found["Yearbook"].figures == 3
    assert found["Yearbook"].share == pytest.approx(3 / (len(stating) - 1))
    assert sum(p.figures for p in found.values()) == len(stating) - 1


def test_no_publication_serves_more_than_all_figures(tiny: Network) -> None:
    (only,) = publications(tiny)
    assert only.share == 1.0
