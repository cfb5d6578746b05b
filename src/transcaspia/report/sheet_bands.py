"""A band as a small picture: a thin line from P10 to P90 and a dot at the median, on an axis."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from transcaspia.report import looks

if TYPE_CHECKING:
    from collections.abc import Sequence

WIDTH, HEIGHT = 380.0, 52.0
_LEFT, _RIGHT = 6.0, 300.0
_LINE_Y, _AXIS_Y = 26.0, 38.0
_END = 3.5
_LETTER = 4.7
"""Rough width of a letter, which keeps the words of the ends from meeting that of the dot."""


def band_svg(
    band: tuple[float, float, float],
    texts: tuple[str, str, str],
    ticks: Sequence[tuple[float, str]],
    *,
    span: tuple[float, float],
    mark: float | None = None,
    told: str = "",
) -> Markup:
    """
    Return a band as SVG.

    Parameters
    ----------
    band
        P10, P50 and P90, in any unit.
    texts
        Their words.
    ticks
        Where the axis has a mark, and its words.
    span
        Ends of the axis, in the unit of the band.
    mark
        Where a dashed line stands, as a deadline; None for none.
    told
        What the picture shows, for those who cannot see it.

    Returns
    -------
    Markup
        An `svg` element that may stand in HTML; every text is escaped.
    """
    first, last = span

    def x(value: float) -> float:
        return _LEFT + (_RIGHT - _LEFT) * (min(max(value, first), last) - first) / max(last - first, 1e-9)

    low, middle, high = (x(value) for value in band)
    parts = [
        _line(_LEFT, _AXIS_Y, _RIGHT, _AXIS_Y, looks.FAINT, 0.6),
        *(_line(x(at), _AXIS_Y, x(at), _AXIS_Y + 2.5, looks.FAINT, 0.6) for at, _ in ticks),
        *(_tick(x(at), name) for at, name in ticks),
        _line(low, _LINE_Y, high, _LINE_Y, looks.INK, 1.6),
        _line(low, _LINE_Y - _END, low, _LINE_Y + _END, looks.INK, 1.2),
        _line(high, _LINE_Y - _END, high, _LINE_Y + _END, looks.INK, 1.2),
    ]
    if mark is not None and first <= mark <= last:
        at = x(mark)
        parts.append(
            Markup('<line x1="{0:.1f}" y1="12" x2="{0:.1f}" y2="{1:.1f}" stroke="{2}" stroke-dasharray="3 2"/>').format(
                at, _AXIS_Y, looks.CLOSED
            )
        )
    parts.append(
        Markup('<circle cx="{:.1f}" cy="{:.1f}" r="4" fill="{}" stroke="#fff"/>').format(middle, _LINE_Y, looks.INK)
    )
    # The word of P10 stands left of the line where there is room, else above its end; that of P90 always right.
    room = low - _LEFT > _LETTER * len(texts[0]) + 6.0
    parts.append(_text(low - 5.0, _LINE_Y + 3.0, texts[0], "end", looks.INK, 8.5) if room else Markup(""))
    half = _LETTER * len(texts[1]) / 2.0
    centre = min(max(middle, half), WIDTH - half)
    above = texts[1] if room else f"{texts[0]} · {texts[1]}"
    parts.append(_text(centre, 15.0, above, "middle", looks.INK, 9.5, weight="600"))
    parts.append(_text(high + 6.0, _LINE_Y + 3.0, texts[2], "start", looks.INK, 8.5))
    return Markup('<svg class="band" viewBox="0 0 {:.0f} {:.0f}" role="img" aria-label="{}">{}</svg>').format(
        WIDTH, HEIGHT, told, Markup("").join(parts)
    )


def _line(x1: float, y1: float, x2: float, y2: float, colour: str, width: float) -> Markup:
    return Markup('<line x1="{:.1f}" y1="{:.1f}" x2="{:.1f}" y2="{:.1f}" stroke="{}" stroke-width="{}"/>').format(
        x1, y1, x2, y2, colour, width
    )


def _tick(x: float, name: str) -> Markup:
    """Return the words of a mark of the axis, which at its beginning do not reach over the edge."""
    if x < _LETTER * len(name) / 2.0:
        return _text(0.0, HEIGHT - 3.0, name, "start", looks.SOFT, 7.0)
    return _text(x, HEIGHT - 3.0, name, "middle", looks.SOFT, 7.0)


def _text(x: float, y: float, text: str, anchor: str, colour: str, size: float, *, weight: str = "400") -> Markup:
    return Markup(
        '<text x="{:.1f}" y="{:.1f}" text-anchor="{}" fill="{}" font-size="{}" font-weight="{}">{}</text>'
    ).format(x, y, anchor, colour, size, weight, text)
