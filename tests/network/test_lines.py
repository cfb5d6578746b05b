"""Every link of the shipped network runs where it says: in its countries, at sea over water, as long as published."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable

import numpy as np
import numpy.typing as npt
import pytest
import shapely
from shapely.geometry.base import BaseGeometry

from transcaspia.network.check import compared_lengths
from transcaspia.network.load import load_network
from transcaspia.network.model import Network, Row
from transcaspia.report.alignment import pieces_km
from transcaspia.report.basemap import country_land, load_basemap
from transcaspia.units import EARTH_RADIUS_KM

Floats = npt.NDArray[np.float64]

LAND_MODES, SEA_MODES = ("rail", "road"), ("sea", "rail_ferry", "ro_ro")
BORDER_KM = 4.0
"""The base map draws borders to 3 km (as tools/measure.py has it), and the lines are simplified a little."""
BERTH_KM = 15.0
"""The base map knows no harbours: so far from its ends a ship's line may lie on land."""
MOST_LAND_KM = 5.0
MOST_APART_SHARE = 0.05
RULES = ("border", "land", "length")
STEP_DEGREES = 0.02


@pytest.fixture(scope="module")
def shipped() -> Network:
    return load_network()


@pytest.fixture(scope="module")
def excused(shipped: Network) -> dict[tuple[str, str], float]:
    """Exceptions by link and rule, with the most that each may be off: km, km or share."""
    with (shipped.root / "line_exceptions.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert all(row["rule"] in RULES and row["reason"].strip() for row in rows)
    found = {(row["link"], row["rule"]): float(row["most"]) for row in rows}
    assert len(found) == len(rows), "a link is excused twice from one rule in line_exceptions.csv"
    return found


@pytest.fixture(scope="module")
def land() -> shapely.STRtree:
    """The land of all the world; a ring that the date line cuts (Fiji) would fill a whole parallel and is left out."""
    return shapely.STRtree(
        [
            shapely.make_valid(shapely.Polygon(rings[0], rings[1:]))
            for country in load_basemap().countries
            for rings in country.polygons
            if np.ptp(rings[0][:, 0]) < 180.0 and len(rings[0]) > 3
        ]
    )


def fine(points: Iterable[tuple[float, float]]) -> Floats:
    """Return a line in small steps."""
    return shapely.get_coordinates(shapely.segmentize(shapely.LineString(points), STEP_DEGREES))


def line_of(network: Network, link: Row) -> Floats:
    return fine(network.geometry(link.id))


def farthest_outside_km(line: Floats, own: BaseGeometry) -> tuple[float, Floats]:
    """Return how far beyond a land a line goes, and where."""
    outside = line[~shapely.contains_xy(own, *line.T)]
    if not len(outside):
        return 0.0, line[0]
    shrink = np.array([np.cos(np.radians(line[:, 1].mean())), 1.0])
    near = shapely.box(*line.min(0) - 1.0, *line.max(0) + 1.0)
    flat = shapely.transform(own.intersection(near), lambda c: c * shrink)
    shapely.prepare(flat)
    away = shapely.distance(shapely.points(outside * shrink), flat) * np.pi / 180.0 * EARTH_RADIUS_KM
    return float(away.max()), outside[int(away.argmax())]


def on_land_km(line: Floats, land: shapely.STRtree) -> float:
    """Return the km of a line on land, but for the surroundings of its two ends."""
    size, middle = pieces_km(line), (line[:-1] + line[1:]) / 2.0
    hit = np.unique(land.query(shapely.points(middle), predicate="intersects")[0])
    away = [min(pieces_km(np.array([berth, middle[i]]))[0] for berth in (line[0], line[-1])) for i in hit]
    return float(sum(size[i] for i, km in zip(hit, away, strict=True) if km > BERTH_KM))


def faults_of(
    network: Network,
    modes: tuple[str, ...],
    rule: str,
    excused: dict[tuple[str, str], float],
    usual: float,
    look: Callable[[Row], tuple[float, str]],
) -> list[str]:
    """Return a sentence for each link that breaks a rule, and for each that is excused without need."""
    faults, ids = [], {link.id for link in network.rows("links")}
    for link in network.rows("links"):
        if link.text("mode") in modes:
            off, said = look(link)
            most = excused.get((link.id, rule), usual)
            if off > most:
                faults.append(f"{link.id}: {said}")
            elif off <= usual and (link.id, rule) in excused:
                faults.append(f"{link.id}: keeps the rule `{rule}` now; drop its row from line_exceptions.csv.")
    gone = [link for link, of in excused if of == rule and link not in ids]
    return faults + [f"{link}: is no link any more; drop its row from line_exceptions.csv." for link in gone]


EXCUSE = "or, if it is right as it is, give line_exceptions.csv a row with the reason."


def test_every_link_is_drawn_from_node_to_node(shipped: Network) -> None:
    lines, faults = shipped.measured.lines(), []
    for link in shipped.rows("links"):
        if link.id not in lines:
            faults.append(f"{link.id}: was not measured; run `python tools/measure.py --force --only {link.id}`.")
            continue
        for end, at in (("from", lines[link.id][0]), ("to", lines[link.id][-1])):
            if np.abs(np.array(shipped.position(link.text(end))) - at).max() > 0.002:
                faults.append(f"{link.id}: its line does not reach {link.text(end)}; the node moved: measure it again.")
    assert not faults, "\n".join(faults)


def test_no_line_crosses_a_country_that_its_link_does_not_name(
    shipped: Network, excused: dict[tuple[str, str], float]
) -> None:
    shapes = country_land()

    def look(link: Row) -> tuple[float, str]:
        countries = link.items("countries")
        off, at = farthest_outside_km(line_of(shipped, link), shapely.union_all([shapes[c] for c in countries]))
        where = f"{at[0]:.2f} {at[1]:.2f}"
        return off, (
            f"leaves {', '.join(countries)} by {off:.1f} km at {where}. Name the country in `countries`, or send the "
            f"line round by points in `via` and run `python tools/measure.py --force --only {link.id}`, {EXCUSE}"
        )

    assert not (found := faults_of(shipped, LAND_MODES, "border", excused, BORDER_KM, look)), "\n".join(found)


def test_every_country_named_is_crossed_in_the_order_named(shipped: Network) -> None:
    shapes, faults = country_land(), []
    for link in shipped.rows("links"):
        if link.text("mode") not in LAND_MODES:
            continue
        named = link.items("countries")
        line = shapely.LineString(shipped.geometry(link.id))
        missed = [c for c in named if not line.dwithin(shapes[c], BORDER_KM / 111.2)]
        if missed:
            faults.append(f"{link.id}: never comes to {', '.join(missed)}; drop it from `countries`, or add a `via`.")
        passed = [c for c in shipped.measured.lengths()[link.id][1] if c in named]
        if passed != [c for c in dict.fromkeys(named) if c in passed]:
            faults.append(f"{link.id}: names {';'.join(named)}, its line passes {';'.join(passed)}; mend `countries`.")
    assert not faults, "\n".join(faults)


def test_no_ship_crosses_land(shipped: Network, land: shapely.STRtree, excused: dict[tuple[str, str], float]) -> None:
    def look(link: Row) -> tuple[float, str]:
        off = on_land_km(line_of(shipped, link), land)
        return off, (
            f"{off:.0f} km of its line lie on land beyond {BERTH_KM:.0f} km of its ports. Lead it over water by points "
            f"in `via` and run `python tools/measure.py --force --only {link.id}`, {EXCUSE}"
        )

    assert not (found := faults_of(shipped, SEA_MODES, "land", excused, MOST_LAND_KM, look)), "\n".join(found)


def test_a_measured_length_is_near_the_published_one(shipped: Network, excused: dict[tuple[str, str], float]) -> None:
    """Both stand in their own column: `length_km` of links.csv, and that of the measured tables."""
    lengths = {link.id: (published, measured) for link, published, measured in compared_lengths(shipped)}

    def look(link: Row) -> tuple[float, str]:
        published, model = lengths.get(link.id, (1.0, 1.0))
        return abs(model / published - 1.0), (
            f"{published:.0f} km are published, {model:.0f} km measured ({model / published - 1.0:+.1%}). See if the "
            f"figure means this way and the line runs along it (points in `via`), {EXCUSE}"
        )

    every = (*LAND_MODES, *SEA_MODES, "air")
    assert not (found := faults_of(shipped, every, "length", excused, MOST_APART_SHARE, look)), "\n".join(found)


WHOLE_LINES = {
    "Ankara-Kars (GP197)": (1365.2, ("r-ank-asr", "r-asr-vas", "r-vas-erz", "r-erz-ksy")),
    "Alat-Böyük Kəsik (MC-A003)": (430.0, ("b-bks-kvd", "b-kvd-yev", "b-yev-ala")),
    "Poti-Gardabani (PA301)": (360.0, ("b-kut-pti", "b-tbs-kut", "b-tbs-bks")),
    "Batumi-Gardabani (PA305)": (396.0, ("b-kut-bus", "b-tbs-kut", "b-tbs-bks")),
}
"""Published km of lines that several links make up."""


@pytest.mark.parametrize("line", WHOLE_LINES)
def test_the_parts_of_a_line_add_up_to_its_published_length(shipped: Network, line: str) -> None:
    published_km, parts = WHOLE_LINES[line]
    assert sum(shipped.length_km(part) for part in parts) == pytest.approx(published_km, rel=MOST_APART_SHARE)


def test_the_rules_see_a_line_that_breaks_them(land: shapely.STRtree) -> None:
    """A railway straight from Almaty to Tashkent cuts Kyrgyzstan, a ship from Poti to Alat the Caucasus."""
    assert farthest_outside_km(fine([(76.9, 43.3), (69.3, 41.4)]), country_land()["KZ"])[0] > 50.0
    ship = fine([(41.6, 42.15), (49.41, 39.95)])
    assert 500.0 < on_land_km(ship, land) < pieces_km(ship).sum()
