"""Which towns count as served: a terminal that lorries reach, with a service of that year, within the distance."""

from tiny_network import Copy
from transcaspia.network.coverage import coverage, served_terminals
from transcaspia.network.model import Network
from transcaspia.network.places import distance_km, find_place, towns


def test_a_terminal_counts_when_lorries_and_a_service_of_the_year_meet_there(tiny: Network) -> None:
    """Orin, Brod and Dala have a change with the road; the ports have none, and no service calls in 2019."""
    assert served_terminals(tiny, 2025) == {"PLORI", "PLBRD", "KZDST"}
    assert served_terminals(tiny, 2019) == set()


def test_a_terminal_whose_services_have_ended_is_not_served(tiny_copy: Copy) -> None:
    for row, service in enumerate(tiny_copy.read("services")):
        if "KZDST" in service["calls"]:
            tiny_copy.change("services", row, last_seen="2024-12-31")
    network = tiny_copy.load()
    assert served_terminals(network, 2024) - served_terminals(network, 2025) == {"KZDST"}


def test_towns_are_those_of_the_country_and_size_the_largest_first(tiny: Network) -> None:
    found = towns(tiny, "GE", 100_000)
    assert found[0].name == "Tbilisi"
    assert all(town.country == "GE" and town.population >= 100_000 for town in found)
    assert [t.population for t in found] == sorted((t.population for t in found), reverse=True)
    assert set(found) < set(towns(tiny, "GE", 50_000))


def test_a_town_is_far_beyond_the_distance_only(tiny: Network) -> None:
    """The nearest terminal decides, wherever it lies; a little more distance takes the town in."""
    (everyone,) = coverage(tiny, ["PL"], 2025, least_people=500_000, most_km=1e5)
    assert everyone.towns == len(towns(tiny, "PL", 500_000))
    assert (everyone.far, everyone.share) == ((), 1.0)
    town = find_place("Warszawa", tiny)
    near = min(distance_km(town, *tiny.position(node)) for node in served_terminals(tiny, 2025))
    (short,) = coverage(tiny, ["PL"], 2025, least_people=town.population, most_km=near - 1.0)
    (long,) = coverage(tiny, ["PL"], 2025, least_people=town.population, most_km=near + 1.0)
    assert [t.name for t in short.far] == ["Warsaw"]
    assert long.far == ()
    assert short.share == 0.0


def test_a_country_without_towns_is_not_badly_served(tiny: Network) -> None:
    (nowhere,) = coverage(tiny, ["XX"], 2025)
    assert (nowhere.towns, nowhere.share) == (0, 1.0)
