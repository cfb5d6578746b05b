"""Yearly means of rates and of the price index, by hand."""

import pytest

import money


def test_a_currency_is_the_mean_of_its_days_in_usd() -> None:
    days = [
        {"Date": "2014-12-31", "USD": "9", "PLN": "9"},
        {"Date": "2024-01-02", "USD": "1.10", "PLN": "4.4"},
        {"Date": "2024-01-03", "USD": "1.20", "PLN": "4.0"},
        {"Date": "2024-01-04", "USD": "N/A", "PLN": "4.0"},
    ]
    usd, first, last = money.yearly_usd(days, "PLN")[2024]
    assert usd == pytest.approx((1.10 / 4.4 + 1.20 / 4.0) / 2)
    assert (first, last) == ("2024-01-02", "2024-01-03")
    assert money.yearly_usd(days, "EUR")[2024][0] == pytest.approx(1.15)
    assert 2014 not in money.yearly_usd(days, "EUR")


def test_the_index_of_a_year_is_the_mean_of_its_months_and_of_nothing_else() -> None:
    values = [
        (2013, "M01", 1.0),
        (2025, "M01", 300.0),
        (2025, "M02", 310.0),
        (2025, "M13", 999.0),
        (2025, "S01", 999.0),
    ]
    assert money.yearly_levels(values) == {2025: (305.0, 2)}
