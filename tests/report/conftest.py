# ruff: noqa: E501
"""A hand-made answer, five ways from Łódź to Almaty, and the little of a network that a report asks for."""

import itertools
import math
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from transcaspia.planning.model import Band, Itineraries, Itinerary, Leg, Refusal, Stop, TimeBand

READY = datetime(2025, 9, 30, 22, 0, tzinfo=UTC)  # midnight in Łódź

PLACES = {
    "LODZ": ("Łódź", "PL", 19.46, 51.76),
    "PLOLE": ("Łódź Olechów", "PL", 19.56, 51.74),
    "PLMAL": ("Małaszewicze", "PL", 23.53, 52.02),
    "PLSLA": ("Sławków LHS", "PL", 19.39, 50.30),
    "ROCND": ("Constanța", "RO", 28.65, 44.13),
    "GEPTI": ("Poti", "GE", 41.65, 42.15),
    "AZALA": ("Alat", "AZ", 49.41, 39.95),
    "KZAKT": ("Aktau", "KZ", 51.17, 43.60),
    "KZKUR": ("Kuryk", "KZ", 51.66, 43.18),
    "KZALA": ("Almaty-1", "KZ", 76.93, 43.35),
    "ALM": ("Almaty", "KZ", 76.95, 43.25),
    "TRIST": ("Halkalı", "TR", 28.79, 41.02),
    "TRKAR": ("Kars", "TR", 43.10, 40.60),
    "PLGDN": ("Gdańsk", "PL", 18.66, 54.38),
    "CNLYG": ("Lianyungang", "CN", 119.45, 34.75),
    "KZALT": ("Altynkol", "KZ", 80.33, 44.22),
    "GEBUS": ("Batumi", "GE", 41.64, 41.65),
    "BGVAR": ("Varna", "BG", 27.87, 43.19),
}

# Each link: its ends and what lies between.
LINKS = {
    "lod-mal": ("PLOLE", "PLMAL", [(21.0, 52.23)]),
    "mal-ala": (
        "PLMAL",
        "KZALA",
        [(27.56, 53.9), (32.0, 54.8), (37.6, 55.7), (49.1, 55.8), (61.4, 55.1), (71.4, 51.1), (73.1, 49.8)],
    ),
    "lod-cnd": ("PLOLE", "ROCND", [(19.0, 50.2), (19.1, 47.5), (22.0, 46.2), (26.1, 44.4)]),
    "cnd-pti": ("ROCND", "GEPTI", [(31.0, 43.6), (38.0, 42.6)]),
    "pti-ala": ("GEPTI", "AZALA", [(44.8, 41.7), (46.4, 40.7), (49.0, 40.2)]),
    "ala-akt": ("AZALA", "KZAKT", [(50.6, 40.5), (50.8, 42.8)]),
    "ala-kur": ("AZALA", "KZKUR", [(50.7, 40.4), (51.0, 42.6)]),
    "akt-ala": ("KZAKT", "KZALA", [(55.1, 45.3), (61.1, 46.8), (65.5, 44.85), (69.6, 42.3), (71.4, 42.9)]),
    "kur-ala": (
        "KZKUR",
        "KZALA",
        [(52.5, 43.4), (55.1, 45.3), (61.1, 46.8), (65.5, 44.85), (69.6, 42.3), (71.4, 42.9)],
    ),
    "lod-ist": ("PLOLE", "TRIST", [(19.0, 50.2), (19.1, 47.5), (22.0, 46.2), (25.4, 43.1), (26.5, 41.7)]),
    "ist-kar": ("TRIST", "TRKAR", [(30.5, 40.8), (32.8, 39.9), (37.0, 39.7), (41.2, 39.9)]),
    "kar-ala": ("TRKAR", "AZALA", [(43.5, 41.4), (44.8, 41.7), (46.4, 40.7), (49.0, 40.2)]),
    "lod-gdn": ("PLOLE", "PLGDN", [(18.6, 53.0)]),
    "gdn-lyg": (
        "PLGDN",
        "CNLYG",
        [
            (15, 55),
            (11, 56.5),
            (10.8, 58),
            (7, 57.7),
            (1.5, 51),
            (-5.5, 48.6),
            (-9.8, 43),
            (-9.5, 37),
            (-5.5, 35.95),
            (5, 37.8),
            (11, 37.5),
            (25, 34),
            (32.4, 31.4),
            (32.6, 29.8),
            (34, 27.3),
            (43.2, 12.6),
            (51.5, 12.5),
            (79.8, 5.6),
            (95, 6),
            (100.5, 3),
            (104.2, 1.25),
            (110, 9),
            (119.5, 23.5),
            (122.8, 30.5),
        ],
    ),
    "lyg-ala": ("CNLYG", "KZALA", [(113.6, 34.75), (108.9, 34.3), (103.8, 36.1), (87.6, 43.8), (80.33, 44.22)]),
    "var-bus": ("BGVAR", "GEBUS", [(34.0, 42.7)]),
}


def _stop(key):
    name, country, lon, lat = PLACES[key]
    return Stop(key, name, country, lon, lat)


def _band(p50, spread=0.3):
    return Band(p50 * (1 - spread / 2), p50, p50 * (1 + spread), p50 * 1.05)


def _times(hours):
    return TimeBand(*(READY + timedelta(hours=h) for h in (hours * 0.85, hours, hours * 1.3)))


def _km(link):
    start, end, between = LINKS[link]
    line = [PLACES[start][2:], *between, PLACES[end][2:]]
    return sum(math.hypot((a[0] - b[0]) * 71, (a[1] - b[1]) * 111) for a, b in itertools.pairwise(line))


def _leg(mode, gauge, start, end, at_h, *, link=None, service=None, name="", change=None, note="", wait=0.0, run=24.0,
         cost=1000.0, countries=(), hazards=(), borders=(), grade="estimated", sources=("PL012", "GP075")):  # fmt: skip
    forward = link is None or LINKS[link][0] == start
    return Leg(
        mode=mode, gauge_mm=gauge, start=_stop(start), end=_stop(end), countries=countries, service=service,
        service_name=name, operator="", links=() if link is None else ((link, forward),), depart=_times(at_h),
        arrive=_times(at_h + run), change=change, change_note=note, wait_h=_band(wait, 1.6), run_h=_band(run),
        dwell_h=_band(6.0), late_share=0.25, cost_usd=cost, co2e_kg=run * 9.0,
        distance_km=_km(link) if link else 12.0, sources=sources, grade=grade, borders=borders, hazards=hazards,
    )  # fmt: skip


def _itinerary(
    number,
    labels,
    corridor,
    name,
    p10,
    p50,
    p90,
    cost,
    legs,
    *,
    status="regular",
    on_time=0.31,
    co2e=3900.0,
    beaten=None,
):
    return Itinerary(
        id=f"i{number}", labels=labels, corridor=corridor, corridor_name=name, status=status, departure=READY,
        book_by=date(2025, 9, 24), arrival=TimeBand(*(READY + timedelta(days=d) for d in (p10, p50, p90))),
        duration_h=Band(p10 * 24, p50 * 24, p90 * 24, p50 * 25), sum_of_typicals_h=p50 * 22,
        cost_usd=Band(cost * 0.9, cost, cost * 1.2, cost * 1.03),
        generalised_cost_usd=Band(cost * 1.1, cost * 1.3, cost * 1.6, cost * 1.35), co2e_kg=co2e, co2e_ttw_kg=co2e * 0.8,
        on_time_share=on_time, distance_km=sum(leg.distance_km for leg in legs), transfers=len(legs) - 1,
        price_missing=("storage at Alat",) if number == 2 else (), price_held=("rides", "lifts", "hire of the boxes"),
        assumed_hours_share=0.46, assumed_cost_share=0.31, limited_by=None, beaten_by=beaten, legs=tuple(legs),
    )  # fmt: skip


def _truck(start, end, at_h, country):
    return _leg("road", None, start, end, at_h, run=2.0, cost=220.0, countries=(country,), name="truck")


def _ways():
    yield _itinerary(1, ("fastest", "most reliable"), "north", "Northern route over Belarus", 14, 17.2, 26, 21400, [
        _truck("LODZ", "PLOLE", 0, "PL"),
        _leg("rail", 1435, "PLOLE", "PLMAL", 30, link="lod-mal", service="pl-mal", name="Łódź-Małaszewicze shuttle",
             change="mode", note="truck to train", wait=30, run=14, countries=("PL",)),
        _leg("rail", 1520, "PLMAL", "KZALA", 90, link="mal-ala", service="mal-alm", name="Block train to Almaty",
             change="gauge", note="1435 to 1520 mm, box lifted", wait=44, run=220, cost=15000,
             countries=("PL", "BY", "RU", "KZ"), hazards=("Polish-Belarusian border shut by decree",), borders=("Terespol-Brest",)),
        _truck("KZALA", "ALM", 400, "KZ"),
    ])  # fmt: skip
    yield _itinerary(2, ("cheapest",), "trans_caspian", "Trans-Caspian over Constanța and Poti", 26, 33, 47, 18900, [
        _truck("LODZ", "PLOLE", 0, "PL"),
        _leg("rail", 1435, "PLOLE", "ROCND", 30, link="lod-cnd", service="pl-cnd", name="Intermodal train to Constanța",
             change="mode", wait=60, run=90, countries=("PL", "CZ", "SK", "HU", "RO")),
        _leg("sea", None, "ROCND", "GEPTI", 200, link="cnd-pti", service="feeder", name="Black Sea feeder",
             change="mode", note="lifted aboard", wait=90, run=48),
        _leg("rail", 1520, "GEPTI", "AZALA", 330, link="pti-ala", service="ge-az", name="Caucasus container train",
             change="mode", note="ship to 1520 mm wagon", wait=60, run=50, countries=("GE", "AZ")),
        _leg("sea", None, "AZALA", "KZAKT", 440, link="ala-akt", service="caspian", name="Caspian feeder",
             change="mode", wait=80, run=24),
        _leg("rail", 1520, "KZAKT", "KZALA", 560, link="akt-ala", service="kz", name="Container train Aktau-Almaty",
             change="mode", note="ship to 1520 mm wagon", wait=40, run=110, countries=("KZ",)),
        _truck("KZALA", "ALM", 780, "KZ"),
    ], co2e=4300.0)  # fmt: skip
    yield _itinerary(3, ("greenest",), "btk", "Trans-Caspian by rail over Kars", 29, 37, 55, 22600, [
        _truck("LODZ", "PLOLE", 0, "PL"),
        _leg("rail", 1435, "PLOLE", "TRIST", 30, link="lod-ist", service="tr", name="Train to Halkalı", wait=70, run=110,
             countries=("PL", "SK", "HU", "RO", "BG", "TR")),
        _leg("rail", 1435, "TRIST", "TRKAR", 240, link="ist-kar", service="tcdd", name="TCDD container train", wait=60,
             run=72, countries=("TR",)),
        _leg("rail", 1520, "TRKAR", "AZALA", 380, link="kar-ala", service="btk", name="Baku-Tbilisi-Kars",
             change="gauge", note="1435 to 1520 mm, box lifted", wait=60, run=60, countries=("TR", "GE", "AZ")),
        _leg("rail_ferry", None, "AZALA", "KZKUR", 520, link="ala-kur", service="ferry", name="Alat-Kuryk rail ferry",
             wait=90, run=26),
        _leg("rail", 1520, "KZKUR", "KZALA", 640, link="kur-ala", service="kzw", name="Wagon group Kuryk-Almaty",
             wait=30, run=120, countries=("KZ",)),
        _truck("KZALA", "ALM", 860, "KZ"),
    ], status="on_request", co2e=2700.0)  # fmt: skip
    yield _itinerary(4, (), "suez", "Deep sea by Suez and rail from Lianyungang", 58, 66, 84, 19800, [
        _truck("LODZ", "PLOLE", 0, "PL"),
        _leg("rail", 1435, "PLOLE", "PLGDN", 20, link="lod-gdn", service="gd", name="Port shuttle", wait=24, run=12, countries=("PL",)),
        _leg("sea", None, "PLGDN", "CNLYG", 120, link="gdn-lyg", service="deep", name="Deep-sea service", wait=72, run=960),
        _leg("rail", 1435, "CNLYG", "KZALA", 1200, link="lyg-ala", service="lyg", name="Lianyungang-Almaty block train", wait=90,
             run=200, countries=("CN", "KZ")),
        _truck("KZALA", "ALM", 1560, "KZ"),
    ], beaten="i2", co2e=5600.0)  # fmt: skip


def _query(**changes):
    return {
        "origin": "LODZ", "origin_name": "Łódź", "destination": "ALM", "destination_name": "Almaty", "depart": "2025-09-30T22:00:00Z", "known_on": "2026-10-31", "unit": "40RF",
        "units": 2, "payload_t": 18.0, "value_usd": 900000.0, "cargo": "pharmaceuticals", "temp_c": [2.0, 8.0],
        "deadline": None, "via": [], "avoid": [], "modes": [], "draws": 2000, **changes,
    }  # fmt: skip


def _answer(ways, **changes):
    values = {
        "query": _query(), "network_id": "shipped", "network_sha256": "ab" * 32, "network_date": date(2026, 10, 31),
        "itineraries": tuple(ways),
        "refused": (Refusal("LHS and Chornomorsk", "no box service was seen running on 1 Oct 2025", "none until the port reopens"),),
        "not_checked": ("no HS code was given: restrictions by goods",), "truncated": False, "bound": 0.01, "seed": 1,
        "version": "0.1.0",
    }  # fmt: skip
    return Itineraries(**(values | changes))


@pytest.fixture(scope="session")
def answer():
    return _answer(_ways())


@pytest.fixture
def nothing():
    return _answer((), refused=(Refusal("Northern route", "RU is avoided", "drop --avoid RU"),))


@pytest.fixture
def make_answer():
    """Make an answer with other fields."""
    return _answer


@pytest.fixture
def ways():
    return tuple(_ways())


def _geometry(link):
    start, end, between = LINKS[link]
    return (PLACES[start][2:], *((float(x), float(y)) for x, y in between), PLACES[end][2:])


@pytest.fixture(scope="session")
def network():
    """Stand in for the parts of a network that a report asks for: lines, closures, title and day."""
    return SimpleNamespace(
        id="shipped", title="Trans-Caspian corridor and its rivals", edition=date(2026, 10, 31), root=Path(),
        settings={}, geometry=_geometry, rows=lambda _table: (), by_id=lambda _table: {}, sha256="ab" * 32,
    )  # fmt: skip


@pytest.fixture(scope="module", autouse=True)
def _zones():
    """Stand in for the gazetteer, which knows no hand-made place."""
    zones = {"LODZ": SimpleNamespace(timezone="Europe/Warsaw"), "ALM": SimpleNamespace(timezone="Asia/Almaty")}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("transcaspia.report.asked.find_place", lambda place, _network: zones[place])
        yield
