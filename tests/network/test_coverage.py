"""Towns of more than 50,000 people lie near a terminal from which something runs."""

from datetime import date

import numpy as np
import pytest
from pyarrow import compute, parquet

from transcaspia.network.load import load_network
from transcaspia.network.model import Network, calls
from transcaspia.network.places import SHIPPED
from transcaspia.units import EARTH_RADIUS_KM

DAY = date(2025, 6, 1)
NEAR_KM = 150.0
LEAST_PEOPLE = 50_000
LEAST_SHARE = 0.95
COUNTRIES = (
    "KZ", "TR", "GE", "AZ", "AM", "UZ", "TM", "KG", "PL", "RO", "HU", "SK", "CZ", "DE", "AT", "NL", "BE", "BG", "LT",
)  # fmt: skip
APART = {"AZ": {"Naxçıvan"}}
"""Towns that no line of the network can reach: an exclave behind shut borders."""


HUBS = (
    "Chongqing", "Chengdu", "Zhengzhou", "Wuhan", "Yiwu", "Xi'an", "Lanzhou", "Ürümqi", "Hefei", "Changsha", "Suzhou",
    "Jinan", "Qingdao", "Beijing", "Tianjin", "Shenyang", "Guangzhou", "Shenzhen", "Lianyungang", "Shanghai",
)  # fmt: skip
"""Chinese cities from which trains run to Europe."""


@pytest.fixture(scope="module")
def shipped() -> Network:
    return load_network().at(DAY)


def served(network: Network, day: date) -> set[str]:
    """Return the nodes with a change to the road at which a service that is seen running on the day calls."""
    called = {
        node
        for service in network.rows("services")
        if (service.day("first_seen") or day) <= day <= (service.day("last_seen") or day)
        for node, stops in calls(service)
        if stops
    }
    return {row.text("node") for row in network.rows("terminals") if row.text("change").startswith("road-")} & called


@pytest.mark.parametrize("country", COUNTRIES)
def test_towns_lie_near_a_terminal_with_a_service(shipped: Network, country: str) -> None:
    """95 % of the towns over 50,000 people lie within 150 km of one that runs in 2025."""
    table = parquet.read_table(SHIPPED, columns=["name", "country", "lon", "lat", "population"])
    large = compute.greater(table["population"], LEAST_PEOPLE)
    towns = table.filter(compute.and_(large, compute.equal(table["country"].cast("string"), country))).to_pylist()
    towns = [town for town in towns if town["name"] not in APART.get(country, set())]
    assert towns
    nodes = np.radians([shipped.position(node) for node in sorted(served(shipped, DAY))])
    far = []
    for town in towns:
        lon, lat = np.radians(town["lon"]), np.radians(town["lat"])
        cosine = np.sin(lat) * np.sin(nodes[:, 1]) + np.cos(lat) * np.cos(nodes[:, 1]) * np.cos(nodes[:, 0] - lon)
        if EARTH_RADIUS_KM * np.arccos(np.clip(cosine, -1.0, 1.0)).min() > NEAR_KM:
            far.append(town["name"])
    assert 1.0 - len(far) / len(towns) >= LEAST_SHARE, far


@pytest.mark.parametrize("city", HUBS)
def test_a_chinese_hub_has_a_terminal_with_a_service(shipped: Network, city: str) -> None:
    named = {
        row.id for row in shipped.rows("nodes") if city in (row.text("name").split(" (")[0], *row.items("aliases"))
    }
    assert named & served(shipped, DAY)
