"""The map of a network: what runs, what is shut, how thick, and no name over another."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib.text import Annotation, Text

from tiny_network import Copy
from transcaspia.errors import InputError
from transcaspia.network.load import load_network
from transcaspia.network.model import Network
from transcaspia.report import looks
from transcaspia.report import network_map as pictures
from transcaspia.report.alignment import split_at_straights
from transcaspia.report.network_map import draw_network, network_image, traffic_of, width_pt

CALM, SHUT, EARLY = date(2025, 10, 1), date(2025, 9, 15), date(2021, 6, 1)


def texts(figure) -> list[str]:
    return [text.get_text() for text in figure.findobj(Text) if text.get_text()]


@pytest.fixture
def drawn(tiny: Network):
    def draw(day: date, network: Network = tiny):
        with mpl.rc_context({"font.family": ["DejaVu Sans"]}):
            figure = pictures._figure(network.at(day), day)
            figure.canvas.draw()
        return figure

    return draw


def test_departures_a_week_by_hand(tiny: Network) -> None:
    """Two by timetable, 3.5 by frequency with a block train on request, 25 boxes a day for ships of 100."""
    traffic = traffic_of(tiny.at(CALM), CALM)
    assert traffic.weekly == {
        "pl-north": 2.0, "kz-north": 3.5, "pl-south": 2.0, "az-south": 7.0, "feeder": 1.75, "ferry": 3.5,
        "kz-south": 3.5,
    }  # fmt: skip
    assert traffic.calling["AZPRT"] == 7.0 + 1.75 + 3.5
    assert len(traffic.running) == 8
    assert traffic.held == ()


def test_what_passes_a_closure_is_held(tiny: Network) -> None:
    traffic = traffic_of(tiny.at(SHUT), SHUT)
    assert [s.id for s in traffic.held] == ["pl-shuttle", "kz-north", "kz-block"]
    assert set(traffic.weekly) == {"pl-south", "az-south", "feeder", "ferry", "kz-south"}


def test_a_service_not_yet_seen_does_not_run(tiny: Network) -> None:
    assert "feeder" not in traffic_of(tiny.at(EARLY), EARLY).weekly


def test_a_link_used_each_way_by_another_train_counts_one_direction(tiny_copy: Copy) -> None:
    tiny_copy.add("services", like=1, id="more", direction="forward", per_week="10")
    tiny_copy.add("services", like=1, id="back", direction="forward", per_week="2", calls="KZDST;PLBRD")
    assert traffic_of(tiny_copy.load().at(CALM), CALM).weekly["kz-north"] == 3.5 + 10.0


def test_the_title_is_the_finding(drawn) -> None:
    title = " ".join(texts(drawn(CALM)))
    assert "1 Oct 2025: 8 services over" in title
    assert "3 countries and 2 sea crossings; nothing is shut" in title
    found = " ".join(texts(drawn(SHUT)))
    assert "shut: Brod, which holds 3 services" in found
    assert "Brod\nshut to trains and lorries\n12 Sep 2025 to 24 Sep 2025" in found


def test_attribution_and_day_stand_at_the_foot(drawn) -> None:
    every = texts(drawn(CALM))
    assert any("© OpenStreetMap contributors, ODbL 1.0" in text and "Natural Earth" in text for text in every)
    assert any("the network of Wed 1 Oct 2025" in text for text in every)


def test_modes_and_gauges_have_the_colours_of_every_picture(drawn) -> None:
    axes = drawn(CALM).axes[0]
    assert {looks.MODE_COLOURS[m] for m in ("rail_1520", "rail_1435", "road", "sea", "rail_ferry")} <= {
        line.get_color() for line in axes.lines
    }


def test_more_departures_are_a_thicker_line() -> None:
    widths = [width_pt(weekly) for weekly in (0.0, 1.0, 7.0, 28.0)]
    assert widths == sorted(set(widths))
    assert width_pt(10_000.0) == width_pt(5_000.0)


def test_a_long_straight_piece_is_marked_as_such() -> None:
    line = np.array([(50.0, 45.0), (50.1, 45.0), (53.0, 45.0), (53.0, 45.1)])
    parts = split_at_straights(line, 60.0)
    assert [straight for _, straight in parts] == [False, True, False]
    assert np.concatenate([part[:-1] for part, _ in parts] + [line[-1:]]).tolist() == line.tolist()
    assert [straight for _, straight in split_at_straights(line[:2], 60.0)] == [False]


def test_no_name_of_the_shipped_network_covers_another(drawn) -> None:
    figure = drawn(SHUT, load_network())
    renderer = figure.canvas.get_renderer()
    named = 0
    for axes in figure.axes:
        boxes = [Text.get_window_extent(t, renderer) for t in axes.texts if isinstance(t, Annotation)]
        named += len(boxes)
        for i, box in enumerate(boxes):
            assert not any(box.overlaps(other) for other in boxes[i + 1 :])
    assert named > 50


def test_the_same_day_gives_the_same_bytes(tiny: Network) -> None:
    assert network_image(tiny, CALM, "svg") == network_image(tiny, CALM, "svg")


def test_a_file_is_not_replaced_unasked(tiny: Network, tmp_path: Path) -> None:
    path = tmp_path / "map.png"
    draw_network(tiny, CALM, path)
    assert path.read_bytes().startswith(b"\x89PNG")
    with pytest.raises(InputError, match="exists"):
        draw_network(tiny, CALM, path)
    draw_network(tiny, CALM, path, force=True)
