"""The one palette of every picture: quiet ground, and colour for data only."""

from __future__ import annotations

MODE_COLOURS = {
    "rail_1520": "#1f4e9c",
    "rail_1435": "#5aa9e6",
    "road": "#c98a1b",
    "sea": "#1b998b",
    "rail_ferry": "#6a994e",
    "ro_ro": "#6a994e",
    "air": "#8e6bbf",
}
"""Colours that colour-blind eyes tell apart; keys as in `words.MODE_NAMES`."""

DASHES: dict[str, tuple[float, tuple[float, ...]] | str] = {
    "rail_1520": "-",
    "rail_1435": "-",
    "road": (0, (1.2, 0.9)),
    "sea": "-",
    "rail_ferry": (0, (3, 1.4)),
    "ro_ro": (0, (3, 1.4)),
    "air": (0, (1, 2)),
}
"""A line style beside each colour, so that a grey print still tells the modes apart."""

STRAIGHT_DASH: tuple[float, tuple[float, ...]] = (0.0, (1.0, 0.6))
STRAIGHT_ALPHA = 0.5
"""How a line is drawn whose course is not known."""

CLOSED = "#d1495b"
WATER, LAND, COAST, BORDER, GRID = "#e3eaec", "#f8f6f1", "#b9c4c8", "#d3cdc2", "#dcdfde"
INK, SOFT, FAINT, WATER_INK = "#22282b", "#5b6468", "#a2a69f", "#8fa3aa"

DPI = 180
WIDTH_IN = 10.0
SIDE_IN = 0.3
"""Margin at both sides of a picture, inches."""
