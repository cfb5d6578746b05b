"""Milestones are read from the sheets that people have, and every line that cannot be read is a sentence."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transcaspia.errors import InputError
from transcaspia.planning.milestones import (
    MOST_BYTES,
    Milestone,
    Observed,
    milestone_of,
    observed,
    read_milestones,
)


def at(day, hour=0, month=10):
    return datetime(2025, month, day, hour, tzinfo=UTC)


def test_a_plain_file_is_read_on_the_clock_of_the_place(tiny):
    """Dala lies five hours east of UTC; a zone that is given holds; a bare day is its noon."""
    text = (
        "box,place,event,at\nTEST 1234567,KZDST,arrived,2025-10-02T10:00\n"
        "TEST1234567,Dala,departed,2025-10-03T10:00+02:00\nTEST1234567,Orin,arrived,2025-10-09\n"
    )
    found = read_milestones(text.encode(), tiny)
    assert found.faults == ()
    assert found.milestones[0] == Milestone("TEST1234567", "KZDST", "arrived", at(2, 5))
    assert found.milestones[1].at == at(3, 8)
    assert found.milestones[2].at == at(9, 10)


@pytest.mark.parametrize(
    ("head", "row"),
    [
        ("Container No.;Location;Milestone;Date", "TEST1;Dala;Gate in;02.10.2025 10:00"),
        ("Контейнер\tСтанция\tСобытие\tДата", "TEST1\tDala\tприбытие\t2025-10-02 10:00"),
        ("kontener;miejsce;zdarzenie;data;uwagi", "TEST1;dala;przybycie;2.10.2025 10:00;nic"),
        ("at,event,place,box", "25/10/2025 10:00,ATA,KZDST,TEST1"),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_sheets_of_other_programs_are_read(tiny, head, row, encoding):
    found = read_milestones(f"{head}\r\n{row}\r\n\r\n".encode(encoding), tiny)
    assert found.faults == ()
    (milestone,) = found.milestones
    assert (milestone.box, milestone.place, milestone.event, milestone.at.hour) == ("TEST1", "KZDST", "arrived", 5)


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("TEST1,Nowhere,arrived,2025-10-02", "line 2: place 'Nowhere' is no node"),
        ("TEST1,Dala,lost,2025-10-02", "event 'lost' is not known"),
        ("TEST1,Dala,arrived,03/04/2025", "can be read in two ways; write it as 2025-04-03"),
        ("TEST1,Dala,arrived,2025-02-30", "is no time"),
        ("TEST1,Dala,arrived,31.02.2025", "is no time"),
        ("TEST1,Dala,arrived,0001-01-01", "lies outside"),
        ("=cmd|' /C calc'!A0,Dala,arrived,2025-10-02", "is no number of a box"),
        (",Dala,arrived,2025-10-02", "box is blank"),
        ("TEST1", "place is blank"),
    ],
)
def test_a_line_that_cannot_be_read_is_a_sentence_and_the_others_count(tiny, row, told):
    found = read_milestones(f"box,place,event,at\n{row}\nTEST2,Dala,arrived,2025-10-02\n".encode(), tiny)
    assert told in found.faults[0]
    assert found.unread == 1
    assert [each.box for each in found.milestones] == ["TEST2"]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "empty"),
        (b"\n\n", "empty"),
        (b"a,b,c\n1,2,3\n", "names no column box, place, event, at"),
        ("box,place,event,at\nTEST1,Łódź,arrived,2025-10-02\n".encode("cp1250"), "line 2: the file is not UTF-8"),
        (b"x" * (MOST_BYTES + 1), "are the most"),
        (b"box,place,event,at\n" + b'"' + b"x" * 200_000, "not CSV"),
    ],
)
def test_a_file_that_cannot_be_read_at_all_is_a_sentence(tiny, content, told):
    with pytest.raises(InputError, match=told):
        read_milestones(content, tiny)


@given(st.binary(max_size=300))
def test_no_file_breaks_the_reader(tiny, content):
    for before in (b"", b"box,place,event,at\n"):
        try:
            read_milestones(before + content, tiny)
        except InputError as error:
            assert str(error)  # noqa: PT017 any sentence will do


def test_runs_and_stays_follow_from_events():
    """Twenty hours from A to B, a day there told twice over, then on; what is missing makes no run."""
    told = [
        Milestone("X", "A", "departed", at(1)), Milestone("X", "B", "arrived", at(1, 20)),
        Milestone("X", "B", "arrived", at(2, 1)), Milestone("X", "B", "departed", at(2, 10)),
        Milestone("X", "B", "departed", at(2, 20)), Milestone("X", "C", "arrived", at(5)),
        Milestone("X", "D", "arrived", at(6)), Milestone("Y", "A", "departed", at(1)),
    ]  # fmt: skip
    assert observed(reversed(told)) == (
        Observed("run", "A", "B", "X", at(1), 20.0),
        Observed("stay", "B", "B", "X", at(1, 20), 24.0),
        Observed("run", "B", "C", "X", at(2, 20), 52.0),
    )


def test_a_box_that_comes_again_months_later_has_begun_another_journey():
    told = [Milestone("X", "A", "departed", at(1, month=1)), Milestone("X", "B", "arrived", at(1, month=6))]
    assert observed(told) == ()


def test_a_milestone_of_plain_values_is_checked(tiny):
    body = {"box": "X1", "place": "Dala", "event": "arrived", "at": "2025-10-02T10:00"}
    assert milestone_of(body, tiny).place == "KZDST"
    with pytest.raises(InputError, match="event is blank"):
        milestone_of({**body, "event": None}, tiny)
