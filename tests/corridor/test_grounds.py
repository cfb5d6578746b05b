"""What the standard questions say of the shipped network: used rows, sourced hours and dollars, towns within reach."""

import pytest

from transcaspia.cli.network import _answer
from transcaspia.network.check import check_network
from transcaspia.network.load import load_network

pytestmark = pytest.mark.slow

MOST_UNUSED, MOST_WEAK, MOST_OF_ONE_PUBLICATION, LEAST_TOWNS = 0.05, 0.45, 0.15, 0.95
LEAST_THROUGHOUT = 0.28


def test_the_network_is_used_sourced_and_near_its_towns() -> None:
    report = check_network(load_network(), _answer)
    assert report.queries >= 300
    assert report.unused_count <= MOST_UNUSED * report.rows, report.text()
    ground = report.grounds["between PL and KZ"]
    assert ground.plans >= 100
    assert max(ground.weak_shares) <= MOST_WEAK, report.text()
    assert ground.throughout_shares[0] >= LEAST_THROUGHOUT, report.text()
    assert report.publications[0].share <= MOST_OF_ONE_PUBLICATION
    assert all(country.share >= LEAST_TOWNS for country in report.coverage), report.text()
