"""The tables of docs/uncertainty.md, on the toy network and on made-up scores."""

import uncertainty_page as page
from transcaspia.network.check import StandardQuery
from transcaspia.network.model import Network
from transcaspia.planning.model import Band
from transcaspia.validation.model import Score


def score(inside: float | None, width: float | None) -> Score:
    return Score(
        n=3, mdape=0.1, bias=0.0, inside_share=inside, band_width_share=width, interval_score=1.234,
        rank_correlation=None, missed=0,
    )  # fmt: skip


def test_a_band_is_told_in_days() -> None:
    assert page.days(Band(p10=24.0, p50=61.0, p90=120.0, mean=70.0)) == "1-3-5"


def test_the_rule_and_the_factors_are_those_of_the_network(tiny: Network) -> None:
    assert len(page.rule_rows(tiny)) == 2 + len(tiny.settings["statistic_rule"])
    assert len(page.factor_rows(tiny)) == 2 + len(tiny.settings["factors"])


def test_each_corridor_stands_once_with_both_bands(tiny: Network) -> None:
    """The second question adds no corridor that the first has not shown."""
    query = StandardQuery("PLORI", "KZDST", "2025-10-01", unit="40GP")
    found = list(page.pairs(tiny, [query, query]))
    assert found
    assert len({pair.corridor for pair in found}) == len(found)
    assert len(page.route_rows(found)) == 2 + len(found)
    assert all(page.widening(pair) > 0.0 for pair in found)


def test_a_score_without_cases_is_a_dash() -> None:
    lines = page.case_rows([("time", score(0.75, 0.8), score(None, None))])
    assert lines[2] == "| time | as they are | 75% | 0.80 | 1.23 |"
    assert lines[3] == "| time | none | - | - | 1.23 |"
