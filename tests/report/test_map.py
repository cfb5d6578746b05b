"""The map shows every way, names its terminals without overlap, and says its finding."""

import dataclasses
import struct
from datetime import date
from types import SimpleNamespace
from xml.etree import ElementTree as ET

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib.text import Annotation, Text

from transcaspia.errors import InputError
from transcaspia.report import looks
from transcaspia.report import map as pictures
from transcaspia.report.map import draw_map, map_image


@pytest.fixture(scope="module", autouse=True)
def _font():
    with mpl.rc_context({"font.family": ["DejaVu Sans"]}):
        yield


@pytest.fixture(scope="module")
def figure(answer, network, _font):
    figure = pictures._figure(network, answer)
    figure.canvas.draw()  # puts the texts where they belong
    return figure


def texts(figure):
    return [text.get_text() for text in figure.findobj(Text) if text.get_text()]


def test_a_png_is_drawn_at_twice_the_width_of_a_page(make_answer, ways, network, tmp_path):
    draw_map(network, make_answer(ways[:1]), tmp_path / "map.png")
    content = (tmp_path / "map.png").read_bytes()
    assert content.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", content[16:24])
    assert width == 1800
    assert 700 < height < 2400


def test_an_svg_is_well_formed(make_answer, ways, network, tmp_path):
    draw_map(network, make_answer(ways[:1]), tmp_path / "map.svg")
    root = ET.parse(tmp_path / "map.svg").getroot()  # noqa: S314
    assert root.tag.endswith("svg")


@pytest.mark.parametrize("kind", ["png", "svg"])
def test_the_same_answer_gives_the_same_bytes(make_answer, ways, network, kind):
    answer = make_answer(ways[:1])
    assert map_image(network, answer, kind) == map_image(network, answer, kind)


def test_the_title_is_the_finding(figure):
    title = " ".join(texts(figure))
    assert "Łódź to Almaty: 17 to 66 days by four corridors; fastest: Northern route" in title
    assert "cheapest: Trans-Caspian over Constanța and Poti" in title


def test_source_and_edition_stand_at_the_foot(figure):
    every = texts(figure)
    assert any("© OpenStreetMap contributors, ODbL 1.0" in text and "Natural Earth" in text for text in every)
    assert any("Planning estimate, not an offer" in text and "31 Oct 2026" in text for text in every)


def test_terminals_are_named(figure):
    names = {"Łódź", "Małaszewicze", "Constanța", "Poti", "Alat", "Aktau", "Kuryk", "Kars", "Almaty"}
    assert names <= set(texts(figure))
    assert "Almaty-1" not in texts(figure)  # on this scale it stands on its town


def test_names_do_not_overlap(figure):
    renderer = figure.canvas.get_renderer()
    names = [t for t in figure.axes[0].texts if isinstance(t, Annotation) and not t.get_text().isdigit()]
    boxes = [Text.get_window_extent(name, renderer) for name in names]
    for index, box in enumerate(boxes):
        for other, name in zip(boxes[index + 1 :], names[index + 1 :], strict=True):
            apart = box.x1 <= other.x0 + 1 or other.x1 <= box.x0 + 1 or box.y1 <= other.y0 + 1 or other.y1 <= box.y0 + 1
            assert apart, (names[index].get_text(), name.get_text())


def test_names_stay_on_the_map(figure):
    renderer = figure.canvas.get_renderer()
    frame = figure.axes[0].get_window_extent(renderer)
    for name in figure.axes[0].texts:
        box = Text.get_window_extent(name, renderer)
        assert frame.x0 <= box.x0
        assert box.x1 <= frame.x1
        assert frame.y0 <= box.y0
        assert box.y1 <= frame.y1


def test_legs_have_the_colour_of_their_mode_and_the_first_way_is_thick(figure, answer):
    drawn = {(line.get_color(), line.get_linewidth()) for line in figure.axes[0].lines}
    used = {
        leg.mode if leg.mode != "rail" else f"rail_{leg.gauge_mm}" for way in answer.itineraries for leg in way.legs
    }
    assert {looks.MODE_COLOURS[mode] for mode in used} <= {colour for colour, _ in drawn}
    thick = {colour for colour, width in drawn if width == pictures._THICK}
    assert thick == {looks.MODE_COLOURS[mode] for mode in ("rail_1435", "rail_1520", "road")}


def test_each_way_bears_its_number(figure, answer):
    numbers = [text.get_text() for text in figure.axes[0].texts if text.get_text().isdigit()]
    assert sorted(numbers) == [str(n + 1) for n in range(len(answer.itineraries))]


def test_every_way_lies_within_the_frame(make_answer, ways, network):
    axes = pictures._figure(network, make_answer(ways[:3])).axes[0]
    (left, right), (bottom, top) = axes.get_xlim(), axes.get_ylim()
    for line in axes.lines:
        x, y = np.asarray(line.get_data(), dtype=float)
        assert left < x.min()
        assert x.max() < right
        assert bottom < y.min()
        assert y.max() < top


def test_the_scale_is_the_same_in_both_directions(figure):
    for axes in figure.axes[:2]:
        box = axes.get_window_extent()
        wide, high = np.ptp(axes.get_xlim()), np.ptp(axes.get_ylim())
        assert box.width / wide == pytest.approx(box.height / high, rel=1e-3)


def test_a_way_round_the_world_does_not_shrink_the_others(figure, make_answer, ways, network):
    """The map keeps the frame of the land routes; an inset shows the voyage with its number."""
    without = pictures._figure(network, make_answer(ways[:3]))
    assert len(figure.axes) == 3
    assert len(without.axes) == 2
    assert figure.axes[0].get_xlim() == without.axes[0].get_xlim()
    inset = figure.axes[1]
    assert [text.get_text() for text in inset.texts] == ["4"]
    assert np.ptp(inset.get_xlim()) > 2 * np.ptp(figure.axes[0].get_xlim())
    for line in inset.lines:
        x, y = np.asarray(line.get_data(), dtype=float)
        assert inset.get_xlim()[0] < x.min()
        assert x.max() < inset.get_xlim()[1]
        assert inset.get_ylim()[0] < y.min()
        assert y.max() < inset.get_ylim()[1]


class Closure:
    def __init__(self, first, last, announced):
        self.days = {"from": first, "to": last, "announced": announced}

    def day(self, name):
        return self.days[name]

    def items(self, _name):
        return ("PLMAL",)


@pytest.mark.parametrize(
    ("first", "last", "announced", "marked"),
    [
        (date(2025, 9, 12), date(2025, 10, 24), date(2025, 9, 9), True),
        (date(2025, 9, 12), None, date(2025, 9, 9), True),
        (date(2025, 9, 12), date(2025, 9, 24), date(2025, 9, 9), False),
        (date(2025, 9, 12), None, date(2026, 11, 1), False),
    ],
)
def test_what_was_known_to_be_shut_is_marked(make_answer, ways, network, first, last, announced, marked):
    shut = SimpleNamespace(**vars(network))
    shut.rows = lambda _table: (Closure(first, last, announced),)
    shut.by_id = lambda table: {"PLMAL": None} if table == "nodes" else {}
    shut.position = lambda _node: (23.5, 52.0)
    figure = pictures._figure(shut, make_answer(ways[:1]))
    assert ("closed on 1 Oct" in texts(figure)) is marked


def test_one_way_needs_no_number(make_answer, ways, network):
    figure = pictures._figure(network, make_answer(ways[:1]))
    assert not [text for text in figure.axes[0].texts if text.get_text().isdigit()]
    assert "Łódź to Almaty: 17 days by one corridor" in texts(figure)


def test_a_deadline_is_drawn(make_answer, ways, network):
    query = make_answer(ways).query | {"deadline": "2025-11-05T19:00:00+00:00"}
    figure = pictures._figure(network, make_answer(ways[:2], query=query))
    assert any("wanted by Thu 6 Nov 2025" in text for text in texts(figure))
    assert looks.CLOSED in {line.get_color() for line in figure.axes[-1].lines}


def test_a_voyage_of_half_the_world_stays_in_one_piece(make_answer, ways, network):
    """No step of any line jumps over a tenth of the map."""
    far = dataclasses.replace(ways[3])
    figure = pictures._figure(network, make_answer((far,)))
    axes = figure.axes[0]
    for line in axes.lines:
        x, y = np.asarray(line.get_data(), dtype=float)
        if len(x) > 2:
            assert np.hypot(np.diff(x), np.diff(y)).max() < 0.1 * np.ptp(axes.get_xlim())


def test_an_empty_answer_is_not_drawn(nothing, network, tmp_path):
    with pytest.raises(InputError, match="nothing to draw"):
        draw_map(network, nothing, tmp_path / "map.png")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["map.jpg", "map", "map.png.txt"])
def test_other_kinds_of_picture_are_refused(answer, network, tmp_path, name):
    with pytest.raises(InputError, match=r"\.png or \.svg"):
        draw_map(network, answer, tmp_path / name)


def test_a_course_that_is_not_known_is_drawn_otherwise(figure):
    """The hand-made lines are straight over hundreds of kilometres, the lorry to the terminal is not."""
    dashes = {line.get_linestyle() for line in figure.axes[0].lines if line.get_alpha() == looks.STRAIGHT_ALPHA}
    assert dashes
    assert "course not known" in texts(figure)


def test_no_straight_access_is_drawn_over_a_country_that_it_does_not_cross(make_answer, ways, network):
    """From Gdańsk by lorry to Varna the straight line would cut Slovakia, Hungary, Romania: it is left out."""
    truck = dataclasses.replace(ways[0].legs[0], start=ways[3].legs[1].end, end=ways[2].legs[1].end)
    within = dataclasses.replace(ways[0].legs[0], end=ways[3].legs[1].end)
    for leg, drawn in ((truck, 0), (within, 1)):
        answer = make_answer((dataclasses.replace(ways[0], legs=(leg,)),))
        whole, _, _ = pictures._views(answer, network)
        assert len(whole.ways[0].pieces) == drawn
