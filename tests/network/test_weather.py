"""The storms of the Caspian by month: one curve through the published shares, and its share off Azerbaijan."""

import numpy as np
import pytest

from transcaspia.network.load import load_network

PUBLISHED = {11.5: 0.5, 11.0: 16 / 50.5, 1.0: 10 / 31, 2.0: 4 / 28, 4.0: 3 / 30, 5.0: 4.5 / 31}
"""Share of the time shut, by month: MC-B047, GP164, MC-B050, GP161, GP162, MC-B051."""

WARNED_DAYS = ((1, 3, 31), (2, 4, 28), (2, 2, 28), (4, 3, 30))
"""Month, days of storm warning off Azerbaijan, days of the month: MC-B053, GP161, GP163, GP162."""

SPELLS_DAYS = {"aktau": (4.5, 4, 7, 3, 4, 3, 2), "alat": (3, 4, 3, 2)}


def cosine(month: float) -> float:
    return float(np.cos(np.pi * (month - 12.0) / 6.0))


def curve() -> tuple[float, float]:
    """Return level and swing of the least-squares curve through the published shares."""
    design = np.array([[1.0, cosine(m)] for m in PUBLISHED])
    level, swing = np.linalg.lstsq(design, np.array(list(PUBLISHED.values())), rcond=None)[0]
    return float(level), float(swing)


@pytest.mark.parametrize("region", ["aktau", "kuryk", "alat", "turkmenbashi"])
def test_the_storms_of_the_caspian_lie_on_the_curve_through_the_published_shares(region: str) -> None:
    level, swing = curve()
    off_azerbaijan = sum(d for _, d, _ in WARNED_DAYS) / sum((level + swing * cosine(m)) * n for m, _, n in WARNED_DAYS)
    east = region in {"aktau", "kuryk"}
    rows = load_network().all_of("weather", region)
    assert len(rows) == 12
    for row in rows:
        share = (1.0 if east else off_azerbaijan) * (level + swing * cosine(row.number("month")))
        assert row.number("closed_share") == pytest.approx(share, abs=0.004)
        spells = SPELLS_DAYS["aktau" if east else "alat"]
        assert row.number("spell_days") == pytest.approx(sum(spells) / len(spells), abs=0.05)
