"""Scores worked by hand, and what must hold of them for any numbers."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transcaspia.validation.baselines import claim_guesses, left_out_guesses, speed_guesses
from transcaspia.validation.model import Outcome
from transcaspia.validation.score import interval_score, score, scores_of, spearman
from validation.asking import outcome

POSITIVE = st.floats(0.1, 1000.0)


def test_each_kind_is_held_against_its_own_figure() -> None:
    """P10 8, P50 10, P90 14, mean 11 against 10 observed."""
    band = (8.0, 10.0, 14.0, 11.0)
    errors = {k: outcome(10.0, band, kind=k).error_share for k in ("average", "single", "showcase", "claim")}
    assert errors == pytest.approx({"average": 0.1, "single": 0.0, "showcase": -0.2, "claim": 0.0})


def test_scores_by_hand() -> None:
    """Errors +10 % (an average), -50 % (outside), 0 (inside); the average counts for the error alone."""
    found = score(
        [
            outcome(10.0, (8.0, 10.0, 14.0, 11.0), kind="average"),
            outcome(20.0, (8.0, 10.0, 15.0, 11.0), kind="single"),
            outcome(10.0, (8.0, 10.0, 13.0, 11.0), kind="tracked"),
            outcome(10.0, kind="first_run"),
            outcome(1.0, (8.0, 10.0, 12.0, 11.0), kind="claim"),
        ]
    )
    assert (found.n, found.missed) == (3, 1)
    assert found.mdape == pytest.approx(0.1)
    assert found.bias == pytest.approx(0.0)
    assert found.inside_share == pytest.approx(0.5)
    assert found.band_width_share == pytest.approx((0.7 + 0.5) / 2.0)
    assert found.interval_score == pytest.approx(((7.0 + 10.0 * 5.0) / 20.0 + 5.0 / 10.0) / 2.0)


def test_a_price_counts_only_with_its_scope_and_year() -> None:
    band = (900.0, 1000.0, 1100.0, 1000.0)
    prices = [
        outcome(1000.0, band, metric="cost", kind="tariff", price_scope="rail", price_year=2023),
        outcome(1000.0, band, metric="cost", kind="market", price_scope="", price_year=2023),
        outcome(1000.0, band, metric="cost", kind="market", price_scope="rail", price_year=None),
    ]
    found = scores_of(prices)
    assert found.whole.n == 1
    assert set(found.by_kind) == {"tariff"}


def test_an_empty_group_has_no_figures() -> None:
    found = score([])
    assert (found.n, found.missed) == (0, 0)
    assert found.mdape is found.inside_share is found.interval_score is found.rank_correlation is None


def test_rank_correlation_by_hand() -> None:
    """Paces 100, 200, 50 km a day observed against 90, 80, 60 predicted: one pair of three is turned."""
    cases = [
        outcome(10.0, (1.0, 1000.0 / 90.0, 20.0, 11.0)),
        outcome(5.0, (1.0, 1000.0 / 80.0, 20.0, 11.0)),
        outcome(20.0, (1.0, 1000.0 / 60.0, 20.0, 11.0)),
    ]
    assert score(cases).rank_correlation == pytest.approx(0.5)


@given(st.lists(st.tuples(POSITIVE, POSITIVE), min_size=3, max_size=20))
def test_rank_correlation_is_that_of_scipy(pairs: list[tuple[float, float]]) -> None:
    from scipy.stats import rankdata

    one, other = zip(*pairs, strict=True)
    found = spearman(one, other)
    a, b = rankdata(one), rankdata(other)
    a, b = a - a.mean(), b - b.mean()
    size = math.sqrt(float((a * a).sum() * (b * b).sum()))
    assert found is None if size == 0.0 else found == pytest.approx(float((a * b).sum()) / size)


@given(POSITIVE, POSITIVE, POSITIVE)
def test_the_interval_score_is_never_negative_and_grows_outside(low: float, width: float, observed: float) -> None:
    high = low + width
    found = interval_score(low, high, observed)
    assert found >= 0.0
    assert found >= width / observed - 1e-9
    if low <= observed <= high:
        assert found == pytest.approx(width / observed)
    assert interval_score(2.0 * low, 2.0 * high, 2.0 * observed) == pytest.approx(found)


def paces(*observed: float, corridor: str = "a", kind: str = "single") -> list[Outcome]:
    return [outcome(x, (1.0, 2.0, 3.0, 2.0), corridor=corridor, kind=kind) for x in observed]


def test_the_mean_pace_leaves_the_case_itself_out() -> None:
    """1,000 km in 10, 20 and 5 days: the first is guessed from 50 and 200 km a day, 8 days."""
    cases = paces(10.0, 20.0, 5.0)
    guesses = speed_guesses(cases)
    assert [guesses[id(o)].point for o in cases] == pytest.approx([8.0, 1000.0 / 150.0, 1000.0 / 75.0])
    assert guesses[id(cases[0])].low is None  # two errors make no band


def test_a_case_alone_in_its_corridor_takes_the_pace_of_all_others() -> None:
    cases = [*paces(10.0, 20.0), *paces(5.0, corridor="b")]
    assert speed_guesses(cases)[id(cases[2])].point == pytest.approx(1000.0 / 75.0)


def test_the_band_of_the_baseline_is_that_of_the_other_errors() -> None:
    """Four like cases and one slow one: the band of the slow one knows nothing of it."""
    cases = paces(10.0, 10.0, 10.0, 10.0, 40.0)
    last = speed_guesses(cases)[id(cases[4])]
    assert (last.point, last.low, last.high) == pytest.approx((10.0, 8.125, 8.125))


def test_claims_guess_by_their_median_pace_and_are_not_scored() -> None:
    cases = [*paces(10.0, 12.0), *paces(5.0, 8.0, 20.0, kind="claim"), *paces(10.0, corridor="b")]
    guesses = claim_guesses(cases)
    assert {id(o) for o in cases[:2]} == set(guesses)
    assert guesses[id(cases[0])].point == pytest.approx(8.0)
    rival = scores_of(cases).rivals[1]
    assert (rival.name, rival.baseline.n, rival.model.n) == ("official_claim", 2, 2)


def test_a_corridor_left_out_is_guessed_from_the_others() -> None:
    cases = [*paces(10.0, 10.0), *paces(20.0, 20.0, corridor="b")]
    assert left_out_guesses(cases, "b")[id(cases[2])].point == pytest.approx(10.0)
    (a, b) = scores_of(cases).left_out
    assert (a.corridor, a.model.n, a.without.n, a.baseline.n) == ("a", 2, 2, 2)
    assert b.baseline.mdape == pytest.approx(0.5)


@given(st.lists(st.tuples(POSITIVE, POSITIVE, st.sampled_from("ab")), min_size=1, max_size=12))
def test_scores_hold_for_any_numbers(rows: list[tuple[float, float, str]]) -> None:
    cases = [outcome(x, (0.5 * m, m, 2.0 * m, 1.1 * m), corridor=c) for x, m, c in rows]
    found = scores_of(cases)
    assert found.whole.n == len(rows) == sum(s.n for s in found.by_corridor.values())
    assert found.whole.mdape is not None
    assert found.whole.bias is not None
    assert found.whole.mdape >= 0.0
    assert found.whole.inside_share is not None
    assert 0.0 <= found.whole.inside_share <= 1.0
    assert found.whole.interval_score is not None
    assert found.whole.interval_score >= 0.0
