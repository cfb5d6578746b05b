"""Times as the calendar of public affairs has them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transcaspia.register.when import parse_when
from transcaspia.report.register_words import LANGUAGES, day_words, when_words


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2025", "2025-01-01", "2025-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2025-05-23", "2025-05-23", "2025-05-23"),
        ("2025-autumn", "2025-09-01", "2025-11-30"),
        ("2023-winter", "2023-12-01", "2024-02-29"),
        ("2017-12-12/2017-12-13", "2017-12-12", "2017-12-13"),
        ("2025-01/2025-11", "2025-01-01", "2025-11-30"),
        ("2016-10/..", "2016-10-01", "9999-12-31"),
    ],
)
def test_each_way_of_writing_means_its_days(text, first, last):
    when = parse_when(text)
    assert (when.first, when.last) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize("text", ["", "25", "2025-13", "2025-02-30", "2025-fall", "2025/2024", "../2025", "2025-5-1"])
def test_what_is_no_time_is_refused(text):
    with pytest.raises(ValueError, match=r"\w"):
        parse_when(text)


@given(st.dates(date(1990, 1, 1), date(2050, 1, 1)), st.dates(date(1990, 1, 1), date(2050, 1, 1)))
def test_a_day_lies_in_its_month_and_year(one, other):
    day, month, year = (parse_when(one.isoformat()[:size]) for size in (10, 7, 4))
    assert year.contains(month)
    assert month.contains(day)
    first, last = sorted((one, other))
    span = parse_when(f"{first}/{last}")
    assert span.contains(day)
    assert span.overlaps(year)


@pytest.mark.parametrize(
    ("text", "english", "polish"),
    [
        ("2025-05-23", "23 May 2025", "23 maja 2025"),
        ("2025-09", "Sep 2025", "wrzesień 2025"),
        ("2025-autumn", "autumn 2025", "jesień 2025"),
        ("2017-12-12/2017-12-13", "12-13 Dec 2017", "12-13 grudnia 2017"),
        ("2025-01/2025-11", "Jan-Nov 2025", "styczeń-listopad 2025"),
        ("2005/2022", "2005-2022", "2005-2022"),
        ("2016-10/..", "since Oct 2016", "od: październik 2016"),
        ("2019-07-04/2026-11-22", "4 Jul 2019 - 22 Nov 2026", "4 lipca 2019 - 22 listopada 2026"),
    ],
)
def test_times_read_as_people_write_them(text, english, polish):
    assert when_words(parse_when(text)) == english
    assert when_words(parse_when(text), "pl") == polish


def test_days_read_in_every_language():
    assert {day_words(date(2025, 5, 3), language) for language in LANGUAGES} == {"3 May 2025", "3 maja 2025"}
