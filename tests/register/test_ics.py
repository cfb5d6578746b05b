"""The calendar keeps RFC 5545, as a reader of calendars sees it."""

from __future__ import annotations

from datetime import date

import icalendar
import pytest

from transcaspia.register.ics import calendar

DAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def text(shipped):
    return calendar(shipped.as_known_on(DAY), DAY)


@pytest.fixture(scope="module")
def events(text):
    read = icalendar.Calendar.from_ical(text)
    assert not read.errors
    return {str(event["UID"]).partition("@")[0]: event for event in read.walk("VEVENT")}


def test_lines_are_folded_and_ended_as_asked(text):
    assert text.endswith("END:VCALENDAR\r\n")
    lines = text.encode("utf-8").split(b"\r\n")
    assert max(len(line) for line in lines) <= 75
    assert not any(b"\n" in line for line in lines)
    for line in lines:
        line.decode("utf-8")


def test_every_event_has_what_a_calendar_needs(events):
    assert len(events) > 12
    for event in events.values():
        assert not event.errors
        assert event["DTSTAMP"].dt.date() == DAY
        assert event["DTEND"].dt > event["DTSTART"].dt
        assert str(event["SUMMARY"])


def test_announced_session_is_tentative_and_says_that_its_day_is_not_known(events):
    tenth = events["igc-kz-pl-10"]
    assert (tenth["DTSTART"].dt, tenth["DTEND"].dt) == (date(2025, 9, 1), date(2025, 12, 1))
    assert str(tenth["STATUS"]) == "TENTATIVE"
    assert "day not known: 2025-autumn" in str(tenth["SUMMARY"])
    assert str(tenth["LOCATION"]) == "Astana"


def test_dates_of_a_session_are_all_its_days(events):
    group = events["wg-transport-2017"]
    assert (group["DTSTART"].dt, group["DTEND"].dt) == (date(2017, 12, 12), date(2017, 12, 14))
    assert "day not known" not in str(group["SUMMARY"])


def test_due_days_stand_while_they_are_not_met(events):
    assert events["due-c-2022-capacity"]["DTSTART"].dt == date(2027, 12, 31)
    assert "due-c-2025-visa-start" not in events
    assert str(events["due-c-2025-coordination"]["SUMMARY"]).startswith("Due: ")


def test_text_with_commas_and_letters_comes_back_whole(small):
    second = small["session-2"]
    object.__setattr__(second, "title", "Łódź; Ałmaty, a\\b\nc" + "ж" * 60)
    read = icalendar.Calendar.from_ical(calendar(small, date(2025, 1, 1)))
    titles = [str(event["SUMMARY"]) for event in read.walk("VEVENT")]
    assert any(title.startswith(second.title) for title in titles)
