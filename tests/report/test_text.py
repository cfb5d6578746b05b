"""The table says what a forwarder must know, on any screen."""

import dataclasses
import re

import pytest

from transcaspia.planning.model import Refusal
from transcaspia.report.text import Look, answer_text
from transcaspia.report.words import columns_of

WIDTHS = (60, 80, 100)


def plain(text):
    return re.sub(r"\x1b\[[0-9;]*m", "", text)


def joined(text):
    """Undo the breaking of lines."""
    return " ".join(text.split())


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("drawn", [True, False])
@pytest.mark.parametrize("colour", [True, False])
def test_no_line_is_wider_than_the_screen(answer, network, width, drawn, colour):
    text = plain(answer_text(answer, network, Look(width, drawn, colour)))
    assert max(columns_of(line) for line in text.splitlines()) <= width


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("drawn", [True, False])
def test_every_way_has_its_figures(answer, network, width, drawn):
    text = joined(answer_text(answer, network, Look(width, drawn)))
    dash = "–" if drawn else "-"
    for figures in (f"14{dash}17{dash}26", f"19,500{dash}25,500", "3,900", f"58{dash}66{dash}84", "5,600"):
        assert figures in text
    assert "fastest, most reliable: Łódź" in text
    assert "greenest, on request: Łódź" in text


def test_the_route_stands_on_one_line_with_its_modes(answer, network):
    text = answer_text(answer, network, Look(100, drawn=True))
    assert "Łódź Olechów ── (CZ SK HU) Constanța ~~ Poti ══ Alat ~~ Aktau ══ Almaty-1\n    ·· Almaty\n" in text
    assert "══ rail 1520 mm, ── rail 1435 mm, ·· road, ~~ sea, ≈═ rail ferry" in text


def test_bands_share_one_axis(answer, network):
    lines = answer_text(answer, network, Look(100, drawn=True)).splitlines()
    bands = [line for line in lines if "●" in line]
    assert len(bands) == len(answer.itineraries)
    dots = [line.index("●") for line in bands]
    assert dots == sorted(dots)  # the hand-made ways stand in order of their medians
    assert bands[0].index("├") == min(line.index("├") for line in bands)
    assert bands[-1].index("┤") == max(line.index("┤") for line in bands)
    for line in bands:
        assert line.index("├") < line.index("●") < line.index("┤")


def test_a_pipe_gets_dates_and_no_decoration(answer, network):
    text = answer_text(answer, network, Look(100, drawn=False))
    assert "15 Oct-18 Oct-27 Oct" in text
    assert not set(text) & set("─═│┌┐└┘├┤●≈·¦\x1b")


def test_colour_is_never_the_only_carrier(answer, network):
    look = Look(100, drawn=True)
    coloured = answer_text(answer, network, dataclasses.replace(look, colour=True))
    assert "\x1b[" in coloured
    assert plain(coloured) == answer_text(answer, network, look)


def test_each_leg_names_its_sources_and_grade(answer, network):
    text = answer_text(answer, network, Look(100))
    legs = text[text.index("Legs of each way") :]
    assert legs.count("estimated: PL012 GP075") + legs.count("estimated: PL012\n") == sum(
        len(way.legs) for way in answer.itineraries
    )


@pytest.mark.parametrize(
    "sentence",
    [
        "Planning estimate, not an offer.",
        "gauge at Małaszewicze (1435 to 1520 mm, box lifted)",
        "Polish-Belarusian border shut by decree",
        "Kars > Alat by Baku-Tbilisi-Kars; gauge change: 1435 to 1520 mm, box lifted",
        "46% of the hours and 31% of the dollars of way 1",
        "LHS and Chornomorsk: no box service was seen running on 1 Oct 2025. Repair: none until the port reopens.",
        "Not checked: no HS code was given: restrictions by goods.",
        "its price also lacks storage at Alat",
        "Prices hold, where it occurs, rides, lifts and hire of the boxes.",
        "book by Wed 24 Sep 2025",
        "no better than way 2: Łódź",
        "edition 31 Oct 2026",
        "Next: --deadline DATE gives the chance on time by that day; --map map.png draws it",
    ],
)
def test_what_a_reader_needs_to_trust_it_is_said(answer, network, sentence):
    assert sentence in joined(answer_text(answer, network, Look(100)))


def test_the_worst_wait_comes_first(answer, network):
    way = answer.itineraries[1]
    flipped = dataclasses.replace(answer, itineraries=(way,))
    text = joined(answer_text(flipped, network, Look(100)))
    assert text.index("for Black Sea feeder at Constanța") < text.index("for Caspian feeder at Alat")


def test_a_deadline_adds_the_chance_on_time(make_answer, ways, network):
    sure, unsure = (
        dataclasses.replace(way, on_time_share=share) for way, share in zip(ways, (0.93, 0.04), strict=False)
    )
    query = make_answer(ways).query | {"deadline": "2025-11-01T18:59:59+00:00"}
    text = joined(answer_text(make_answer((sure, unsure), query=query), network, Look(100, drawn=True)))
    assert "93%" in text
    assert "4%" in text
    assert "wanted by Sat 1 Nov 2025" in text
    assert "--deadline DATE" not in text


def test_an_empty_answer_says_why_and_how_to_mend_it(nothing, network):
    text = joined(answer_text(nothing, network, Look(80)))
    assert "No way was found. Why: - Northern route: RU is avoided. Repair: drop --avoid RU." in text
    assert "Next: run it again with a repair above" in text
    assert "Legs" not in text


def test_a_cap_is_never_silent(make_answer, ways, network):
    assert "reached its cap" in answer_text(make_answer(ways, truncated=True), network, Look(100))
    assert "reached its cap" not in answer_text(make_answer(ways), network, Look(100))


def test_knowledge_of_an_earlier_day_is_named(make_answer, ways, network):
    query = make_answer(ways).query | {"known_on": "2025-08-20"}
    assert "as known on Wed 20 Aug 2025" in joined(answer_text(make_answer(ways, query=query), network, Look(100)))


def test_refusals_without_a_repair_end_with_the_reason(make_answer, ways, network):
    answer = make_answer(ways, refused=(Refusal("Air", "the unit 40RF does not fly", ""),))
    assert "- Air: the unit 40RF does not fly.\n" in answer_text(answer, network, Look(100))
