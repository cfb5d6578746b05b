"""Figures are worded as finely as their band supports, and no finer."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from transcaspia.planning.model import Band
from transcaspia.report import words


@pytest.mark.parametrize(
    ("low", "high", "step"),
    [(21_340.0, 26_780.0, 500.0), (100.0, 104.0, 1.0), (0.0, 100_000.0, 10_000.0), (1_800.0, 1_999.0, 10.0)],
)
def test_the_step_is_no_finer_than_a_tenth_of_the_band(low, high, step):
    assert words.rounding_step(low, high) == step


def test_money_is_rounded_to_what_the_band_supports():
    assert words.money_band(Band(21_340.0, 23_910.0, 26_780.0, 24_000.0)) == ("21,500", "24,000", "27,000")


def test_money_without_a_band_is_not_given_to_the_dollar():
    assert words.money_band(Band(1847.33, 1847.33, 1847.33, 1847.33)) == ("1,850", "1,850", "1,850")


@pytest.mark.parametrize(
    ("low", "high", "text"),
    [
        (24.0, 144.0, "24 h to 6 days"),
        (72.0, 144.0, "3 to 6 days"),
        (3.0, 18.0, "3 to 18 h"),
        (0.2, 30.0, "up to 30 h"),
        (0.0, 100.0, "up to 4 days"),
        (12.0, 12.0, "12 h"),
    ],
)
def test_hours_are_named_only_under_two_days(low, high, text):
    assert words.span(low, high) == text


def test_days_of_a_band_lose_their_decimal_together():
    assert words.days(74.0, 132.0, 218.0) == ["3.1", "5.5", "9.1"]
    assert words.days(206.0, 288.0, 408.0) == ["9", "12", "17"]
    assert words.days(239.9) == ["10"]


def test_an_instant_is_told_by_the_clock_of_its_place():
    when = datetime(2025, 9, 30, 22, 0, tzinfo=UTC)
    assert words.instant(when, ZoneInfo("Europe/Warsaw")) == "Wed 1 Oct 2025"
    assert words.instant(when, UTC) == "Tue 30 Sep 2025 22:00"


def test_text_survives_a_screen_without_its_letters():
    text = words.encodable("Łódź – Böyük Kəsik → Almatı, 2 × 40RF … Қостанай", "ascii")
    assert text == "Lodz - Boyuk Kasik -> Almati, 2 x 40RF ... ????????"
    assert words.encodable("Łódź", "utf-8") == "Łódź"
    assert words.encodable("Łódź × 2", "iso8859-2") == "Łódź × 2"


def test_columns_count_wide_and_combining_letters_as_a_terminal_does():
    assert words.columns_of("西安") == 4
    assert words.columns_of("e\u0301") == 1


@pytest.mark.parametrize(("count", "text"), [(1, "1 country"), (2, "2 countries"), (3, "3 countries")])
def test_nouns_agree_with_their_count(count, text):
    assert words.counted(count, "country") == text
