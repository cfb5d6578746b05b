"""Dates as readouts put them, worked by hand from 24 May 2025."""

from __future__ import annotations

from datetime import date

import pytest

from transcaspia.register.reading.dates import find_dates

PUBLISHED = date(2025, 5, 24)


def one(text, language, *, planned=False):
    (found,) = find_dates(text, language, PUBLISHED)
    days = found.days(planned=planned)
    return None if days is None else (days[0].isoformat(), days[1].isoformat()), found.due


@pytest.mark.parametrize(
    ("language", "text", "first", "last"),
    [
        ("en", "held on 14 February 2025", "2025-02-14", "2025-02-14"),
        ("en", "held on May 23, 2025", "2025-05-23", "2025-05-23"),
        ("en", "held on 5-6 November 2024", "2024-11-05", "2024-11-06"),
        ("en", "from 30 June to 2 July 2024", "2024-06-30", "2024-07-02"),
        ("en", "from 30 December 2024 to 2 January 2025", "2024-12-30", "2025-01-02"),
        ("en", "on 10 September", "2024-09-10", "2024-09-10"),
        ("en", "on Tuesday", "2025-05-20", "2025-05-20"),
        ("en", "yesterday", "2025-05-23", "2025-05-23"),
        ("en", "last month", "2025-04-01", "2025-04-30"),
        ("en", "in October", "2024-10-01", "2024-10-31"),
        ("en", "last March", "2025-03-01", "2025-03-31"),
        ("en", "in winter 2024", "2024-12-01", "2025-02-28"),
        ("en", "late September 2024", "2024-09-21", "2024-09-30"),
        ("pl", "w dniu 18 marca 2025 r.", "2025-03-18", "2025-03-18"),
        ("pl", "w dniach 26-27 listopada 2024 r.", "2024-11-26", "2024-11-27"),
        ("pl", "od 30 czerwca do 2 lipca 2024 roku", "2024-06-30", "2024-07-02"),
        ("pl", "we wrześniu 2024 r.", "2024-09-01", "2024-09-30"),
        ("pl", "We wtorek i środę", "2025-05-20", "2025-05-21"),
        ("pl", "w ubiegłym miesiącu", "2025-04-01", "2025-04-30"),
        ("pl", "24.04.2025 r.", "2025-04-24", "2025-04-24"),
    ],
)
def test_what_was(language, text, first, last):
    assert one(text, language) == ((first, last), False)


@pytest.mark.parametrize(
    ("language", "text", "first", "last"),
    [
        ("en", "the fall of this year", "2025-09-01", "2025-11-30"),
        ("en", "next spring", "2026-03-01", "2026-05-31"),
        ("en", "next year", "2026-01-01", "2026-12-31"),
        ("en", "in November", "2025-11-01", "2025-11-30"),
        ("en", "on Tuesday", "2025-05-27", "2025-05-27"),
        ("en", "the first quarter of 2026", "2026-01-01", "2026-03-31"),
        ("en", "the second half of next year", "2026-07-01", "2026-12-31"),
        ("pl", "jesienią tego roku", "2025-09-01", "2025-11-30"),
        ("pl", "w przyszłym roku", "2026-01-01", "2026-12-31"),
        ("pl", "wiosną przyszłego roku", "2026-03-01", "2026-05-31"),
        ("pl", "w I kwartale 2026 roku", "2026-01-01", "2026-03-31"),
        ("pl", "w drugiej połowie 2026 r.", "2026-07-01", "2026-12-31"),
        ("pl", "w lipcu", "2025-07-01", "2025-07-31"),
    ],
)
def test_what_is_to_come(language, text, first, last):
    assert one(text, language, planned=True) == ((first, last), False)


@pytest.mark.parametrize(
    ("language", "text", "day"),
    [
        ("en", "by the end of 2027", "2027-12-31"),
        ("en", "before the end of the year", "2025-12-31"),
        ("en", "by 1 September 2025", "2025-09-01"),
        ("en", "within three months", "2025-08-24"),
        ("pl", "do końca roku", "2025-12-31"),
        ("pl", "do końca czerwca br.", "2025-06-30"),
        ("pl", "do 1 września 2025 r.", "2025-09-01"),
    ],
)
def test_terms_end_on_their_last_day(language, text, day):
    assert one(text, language, planned=True) == ((day, day), True)


@pytest.mark.parametrize("text", ["on 31 February 2025", "on 32 May 2025", "on 2025-13-01", "on 30.02.2025"])
def test_days_that_no_calendar_has_are_told(text):
    (found,) = find_dates(text, "en", PUBLISHED)
    assert found.impossible
    assert found.days(planned=False) is None


def test_relative_days_need_a_day_to_be_told_from():
    assert [each.past for each in find_dates("It took place last month.", "en", None)] == [None]


def test_the_first_full_date_stands_in_for_the_day_of_publication():
    found = find_dates("It was held on 3 March 2024. The next round will be in May.", "en", None)
    assert found[1].future == (date(2024, 5, 1), date(2024, 5, 31))


@pytest.mark.parametrize(
    "text", ["1,250 million tonnes", "may be held", "33 years of relations", "the 79th session", "5-6 companies"]
)
def test_other_numbers_are_no_dates(text):
    assert not find_dates(text, "en", PUBLISHED)
