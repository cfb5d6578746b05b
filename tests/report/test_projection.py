"""The projection is true where it can be checked by hand, and its inverse undoes it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from transcaspia.report.projection import Projection, centred_on, densified
from transcaspia.units import EARTH_RADIUS_KM

LON = st.floats(-179.9, 179.9)
LAT = st.floats(-85.0, 85.0)


@given(lon0=LON, lat0=LAT, lon=LON, lat=LAT)
def test_the_inverse_undoes_the_projection(lon0, lat0, lon, lat):
    projection = Projection(lon0, lat0)
    point = np.array([[lon, lat]])
    if projection.distance_degrees(point)[0] > 170.0:
        return
    back = projection.inverse(projection.forward(point))[0]
    assert back[1] == pytest.approx(lat, abs=1e-5)
    assert abs((back[0] - lon + 180.0) % 360.0 - 180.0) * np.cos(np.radians(lat)) < 1e-5


def test_a_pole_seen_from_the_other_stands_at_the_rim():
    flat = Projection(0.0, 90.0).forward(np.array([[0.0, 0.0], [90.0, 0.0]]))
    assert np.hypot(*flat.T) == pytest.approx(np.sqrt(2.0) * EARTH_RADIUS_KM)


def test_areas_are_true():
    """One degree cell at 45 N keeps the area of the sphere, however far from the centre."""
    lon, lat = 60.0, 45.0
    cell = np.array([[lon, lat], [lon + 1, lat], [lon + 1, lat + 1], [lon, lat + 1]])
    edges = densified(np.vstack([cell, cell[:1]]), 0.01)
    exact = EARTH_RADIUS_KM**2 * np.radians(1.0) * (np.sin(np.radians(lat + 1)) - np.sin(np.radians(lat)))
    for centre in (Projection(60.0, 45.0), Projection(0.0, 10.0)):
        x, y = centre.forward(edges).T
        area = 0.5 * abs(np.dot(x[:-1], y[1:]) - np.dot(x[1:], y[:-1]))
        assert area == pytest.approx(exact, rel=1e-6)


def test_lines_are_put_in_the_middle():
    lines = [np.array([[19.5, 51.8], [37.6, 55.8], [76.9, 43.3]]), np.array([[28.7, 44.1], [51.2, 43.6]])]
    projection = centred_on(lines)
    flat = projection.forward(np.concatenate(lines))
    assert (flat.min(axis=0) + flat.max(axis=0)) == pytest.approx([0.0, 0.0], abs=2.0)


def test_a_line_over_the_180th_meridian_goes_the_short_way():
    line = densified(np.array([[170.0, 10.0], [-170.0, 20.0]]), 1.0)
    assert np.abs(np.diff(line[:, 0])).max() <= 1.0 + 1e-9
    assert line[-1].tolist() == pytest.approx([190.0, 20.0])
    flat = Projection(180.0, 15.0).forward(line)
    assert np.hypot(*np.diff(flat, axis=0).T).max() < 160.0
