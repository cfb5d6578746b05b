"""What one asks of the register: worked by hand on a small one, and properties of the shipped one."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from register_files import write
from transcaspia.errors import InputError, UnknownIdError
from transcaspia.register import questions
from transcaspia.register.lists import CLOSED, FIELDS, STATES
from transcaspia.register.load import load_register
from transcaspia.register.model import Meeting
from transcaspia.register.standing import standing, standings
from transcaspia.register.when import parse_when

LAST_SEARCH = date(2026, 11, 22)
DAYS = st.dates(date(1992, 1, 1), date(2027, 12, 31))


def ids(found):
    return [each.entry.id for each in found]


def test_small_session_is_agreed_then_overdue_with_nothing_found(small):
    second = small["session-2"]
    before = standing(second, date(2025, 5, 31))
    assert (before.state, before.overdue_days) == ("agreed", 0)
    after = standing(second, date(2025, 6, 1))
    assert (after.state, after.overdue_days) == ("overdue", 1)
    assert after.searched is None
    found = standing(second, date(2026, 1, 31))
    assert found.state == "overdue"
    assert found.overdue_days == 245
    assert found.searched.not_found


def test_what_was_looked_for_in_vain_and_has_no_day_is_unknown(tmp_path, small_files):
    small_files["meetings.toml"] = small_files["meetings.toml"].replace('"2025-spring"', '"2027"')
    second = load_register(write(tmp_path, small_files))["session-2"]
    found = standing(second, date(2026, 1, 31))
    assert found.state == "unknown"
    assert found.heard == date(2024, 3, 1)
    assert found.silent_days == (date(2026, 1, 31) - date(2024, 3, 1)).days


def test_a_session_that_was_held_is_met(tmp_path, small_files):
    held = '\n  [[meeting.claim]]\n  about = "date"\n  value = 2025-08-01\n  when = 2025-08-01\n'
    held += '  source = ["search"]\n  grade = "published"\n'
    small_files["meetings.toml"] += held
    second = load_register(write(tmp_path, small_files))["session-2"]
    assert standing(second, date(2025, 7, 31)).state == "overdue"
    assert standing(second, date(2025, 8, 1)).state == "met"


def test_small_due_tells_each_once(small):
    found = questions.due(small, date(2024, 11, 1))
    assert ids(found.coming) == ["permits"]
    assert ids(found.waiting) == ["session-2"]
    later = questions.due(small, date(2025, 1, 1))
    assert ids(later.overdue) == ["permits"]


def test_tenth_session_is_overdue_and_the_visa_talks_are_in_progress(shipped):
    found = questions.due(shipped.as_known_on(LAST_SEARCH), LAST_SEARCH)
    (tenth,) = (each for each in found.overdue if each.entry.id == "igc-kz-pl-10")
    assert tenth.overdue_days == (LAST_SEARCH - date(2025, 11, 30)).days
    assert tenth.searched.not_found
    assert "c-2025-visa" in ids(found.in_progress)


def test_in_september_2025_the_tenth_session_is_coming(shipped):
    day = date(2025, 9, 15)
    found = questions.due(shipped.as_known_on(day), day)
    assert "igc-kz-pl-10" in ids(found.coming)
    assert not found.overdue


def test_slip_of_the_second_visa_round(shipped):
    second = shipped["visa-round-2"]
    assert second.planned == parse_when("2026-02")
    assert standing(shipped.as_known_on(date(2026, 3, 2))["visa-round-2"], date(2026, 3, 2)).state == "overdue"
    assert standing(second, date(2026, 3, 3)).state == "met"


@given(day=DAYS)
def test_every_followed_entry_stands_in_one_group(shipped, day):
    then = shipped.as_known_on(day)
    found = questions.due(then, day)
    told = [
        i for group in ("overdue", "coming", "in_progress", "waiting", "unknown") for i in ids(getattr(found, group))
    ]
    open_ = [each.entry.id for each in standings(then, day) if each.state not in CLOSED]
    assert sorted(told) == sorted(open_)
    assert all(each.silent_days >= 0 and each.state in STATES for each in standings(then, day))


@given(first=DAYS, second=DAYS)
def test_what_was_known_only_grows(shipped, first, second):
    early, late = sorted((first, second))
    before, after = shipped.as_known_on(early), shipped.as_known_on(late)
    assert set(before.entries) <= set(after.entries)
    assert set(before.links()) <= set(after.links())
    assert all(len(before[i].claims) <= len(after[i].claims) for i in before.entries)


@given(day=DAYS)
def test_nothing_is_known_before_its_source_came_out(shipped, day):
    for entry in shipped.as_known_on(day):
        for told in (entry, *entry.claims):
            published = [shipped.sources[key].published for key in told.source]
            if all(published):
                assert min(when.first for when in published) <= day


def test_timeline_is_in_order_and_filters(shipped):
    whole = questions.timeline(shipped)
    days = [questions.time_of(entry).first for entry in whole]
    assert days == sorted(days)
    chosen = questions.timeline(shipped, party="pl", field="transport", first=date(2017, 1, 1), last=date(2017, 12, 31))
    assert [entry.id for entry in chosen] == [
        "direct-flight-2017", "air-navigation-2017", "infrastructure-ministers-2017", "ktz-talks-2017",
        "wg-transport-2017",
    ]  # fmt: skip
    sessions = questions.timeline(shipped, body="igc-kz-pl")
    assert [entry.session for entry in sessions if isinstance(entry, Meeting) and entry.session] == [9, 10]


def test_timeline_refuses_what_is_not_there(shipped):
    with pytest.raises(InputError, match="not a field of cooperation"):
        questions.timeline(shipped, field="shipping")
    with pytest.raises(UnknownIdError, match="party 'XX'"):
        questions.timeline(shipped, party="XX")
    with pytest.raises(InputError, match="not a kind"):
        questions.timeline(shipped, kinds=["party"])
    with pytest.raises(InputError, match="lies before"):
        questions.timeline(shipped, first=date(2020, 1, 1), last=date(2019, 1, 1))
    with pytest.raises(UnknownIdError, match="not a body"):
        questions.timeline(shipped, body="igc-kz-pl-9")


def test_trace_goes_both_ways_and_meets_each_entry_once(shipped):
    found = questions.trace(shipped, "warsaw-2025-05")
    assert "new-york-2024-09" in {step.entry.id for step in found.before}
    after = [step.entry.id for step in found.after]
    assert {"programme-2025", "igc-kz-pl-10", "visa-round-2", "c-2025-titr"} <= set(after)
    assert len(after) == len(set(after))
    for step in found.after:
        back = {each.entry.id for each in questions.trace(shipped, step.entry.id).before}
        assert "warsaw-2025-05" in back


def test_matrix_holds_every_commitment_with_a_field(shipped):
    cells = questions.matrix(shipped, LAST_SEARCH)
    assert {"overdue", "unknown", "met", "in_progress"} <= {cell.state for cell in cells}
    assert [FIELDS.index(cell.field) for cell in cells] == sorted(FIELDS.index(cell.field) for cell in cells)
    named = {each for cell in cells for each in cell.entries}
    assert {"c-2025-visa", "p-programme-2025"} <= named


def test_search_finds_in_any_letters(shipped):
    assert "warsaw-2025-05" in {entry.id for entry in questions.search(shipped, "NURTLEU sikorski")}
    assert [entry.id for entry in questions.search(shipped, "chaladaj")] == ["igc-preparation-1997"]
    assert questions.search(shipped, "komisja miedzyrzadowa")[0].id == "igc-kz-pl"
    assert not questions.search(shipped, "atlantis")
    with pytest.raises(InputError, match="no word"):
        questions.search(shipped, " ... ")


def test_what_rests_on_a_source(shipped):
    found = {entry.id for entry in questions.resting_on(shipped, "kt-2023")}
    assert {"igc-kz-pl-9", "i-turnover-kz", "igc-co-chair-kz"} <= found
    assert "i-turnover-pl" not in found


def test_show_names_the_sessions_of_a_body(shipped):
    shown = questions.show(shipped, "igc-kz-pl", LAST_SEARCH)
    assert {"igc-kz-pl-9", "igc-kz-pl-10", "igc-preparation-1997"} <= {entry.id for entry in shown.used_by}
    assert shown.standing is None
    assert questions.show(shipped, "igc-kz-pl-10", LAST_SEARCH).standing.state == "overdue"
