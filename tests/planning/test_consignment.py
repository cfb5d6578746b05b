"""Defaults in one place, and a sentence for each bad input: value, place, what was expected, next step."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from transcaspia.errors import InputError, TranscaspiaError, UnknownIdError
from transcaspia.network.model import Network
from transcaspia.planning.consignment import make_consignment
from transcaspia.planning.model import PlanParams
from transcaspia.planning.plan import plan


def make(network: Network, **options: Any) -> Any:
    origin, destination = options.pop("origin", "PLORI"), options.pop("destination", "KZDST")
    return make_consignment(network, origin, destination, options.pop("depart", "2025-10-01"), **options)


def test_defaults_are_filled_in(tiny: Network) -> None:
    c = make(tiny)
    assert (c.cargo, c.unit, c.units, c.payload_t, c.owner, c.shipment) == ("general", "40GP", 1, 20.0, "coc", "single")
    assert c.value_usd == 20.0 * 3000.0
    assert c.known_on == date(2025, 12, 1)
    assert c.temp_c is None


def test_a_bare_day_is_midnight_at_the_origin(tiny: Network) -> None:
    assert make(tiny).depart == datetime(2025, 9, 30, 22, 0, tzinfo=UTC)
    east = make(tiny, origin="KZDST", destination="PLORI", depart=date(2025, 10, 1))
    assert east.depart == datetime(2025, 9, 30, 19, 0, tzinfo=UTC)
    assert make(tiny, depart="2025-10-01T14:00").depart == datetime(2025, 10, 1, 12, 0, tzinfo=UTC)
    assert make(tiny, depart="2025-10-01T14:00+00:00").depart == datetime(2025, 10, 1, 14, 0, tzinfo=UTC)


def test_a_deadline_is_the_end_of_its_day_at_the_destination(tiny: Network) -> None:
    assert make(tiny, deadline="2025-10-20").deadline == datetime(2025, 10, 20, 18, 59, 59, tzinfo=UTC)


def test_the_temperature_of_the_cargo_is_kept_in_a_reefer(tiny: Network) -> None:
    assert make(tiny, cargo="pharmaceuticals").temp_c == (2.0, 8.0)
    assert make(tiny, cargo="pharmaceuticals", temp_c=(15.0, 25.0)).temp_c == (15.0, 25.0)


BAD = [
    ({"origin": "Atlantis XYZ"}, UnknownIdError, ("ORIGIN", "Atlantis XYZ", "places")),
    ({"destination": "PLORI"}, InputError, ("ORIGIN 'PLORI'", "DESTINATION 'PLORI'", "same place", "another")),
    ({"depart": "2025-02-30"}, InputError, ("--depart", "2025-02-30", "2025-10-01", "Give one that exists")),
    ({"depart": "soon"}, InputError, ("--depart", "soon", "2025-10-01")),
    ({"depart": "2019-12-31"}, InputError, ("--depart", "2019-12-31", "2020-01-01", "2026-12-31")),
    ({"depart": "2027-01-01"}, InputError, ("--depart", "2027-01-01", "2020-01-01", "2026-12-31")),
    ({"known_on": "2019-01-01"}, InputError, ("--known-on", "2019-01-01", "2020-01-01", "Leave it out")),
    ({"unit": "53HC"}, UnknownIdError, ("--unit", "53HC", "40GP", "40RF")),
    ({"cargo": "gold"}, UnknownIdError, ("--cargo", "gold", "general", "grain")),
    ({"cargo": "pharmaceuticals", "unit": "40GP"}, InputError, ("--unit '40GP'", "pharmaceuticals", "40RF")),
    ({"hs": "30A4"}, InputError, ("--hs '30A4'", "2, 4, 6, 8 or 10 digits", "invoice")),
    ({"hs": "7701"}, InputError, ("--hs '7701'", "chapters 01 to 97")),
    ({"un": "19"}, InputError, ("--un '19'", "four digits", "section 14")),
    ({"carrier": "XQ"}, InputError, ("--carrier 'XQ'", "two letters", "plates")),
    ({"incoterm": "ABC Brod"}, InputError, ("'ABC' is no Incoterm", "DAP", "EXW")),
    ({"incoterm": "DAP"}, InputError, ("names no place", "who pays which leg")),
    ({"incoterm": "DAT Brod"}, InputError, ("older edition", "DPU")),
    ({"incoterm": "FOB Orin"}, InputError, ("names a port", "FCA Orin")),
    ({"incoterm": "DAP Nowhereville"}, UnknownIdError, ("--incoterm", "Nowhereville")),
    ({"gross_t": 3.0}, InputError, ("--gross-t 3", "tare of 3.8")),
    ({"gross_t": 20.0, "payload_t": 20.0}, InputError, ("do not agree", "one of the two")),
    ({"packages": 0}, InputError, ("--packages 0", "whole number from 1")),
    ({"units": 0}, InputError, ("--units 0", "whole number from 1")),
    ({"units": -3}, InputError, ("--units -3", "whole number from 1")),
    ({"payload_t": 40.0}, InputError, ("--payload-t 40", "26.6", "2 units")),
    ({"payload_t": 0.0}, InputError, ("--payload-t 0", "above 0")),
    ({"payload_t": float("nan")}, InputError, ("--payload-t nan", "above 0")),
    ({"value_usd": -5.0}, InputError, ("--value-usd -5", "above 0")),
    ({"deadline": "2025-09-01"}, InputError, ("--deadline", "2025-09-01", "--depart", "later")),
    ({"deadline": "2025-13-01"}, InputError, ("--deadline", "2025-13-01")),
    ({"cargo": "pharmaceuticals", "temp_c": (8.0, 2.0)}, InputError, ("--temp 8,2", "lower one first")),
    ({"cargo": "pharmaceuticals", "temp_c": (-300.0, 2.0)}, InputError, ("--temp -300,2", "-70")),
    ({"temp_c": (2.0, 8.0)}, InputError, ("--temp 2,8", "40GP", "refrigerated", "40RF")),
    ({"owner": "mine"}, InputError, ("--owner 'mine'", "soc or coc")),
    ({"shipment": "many"}, InputError, ("--shipment 'many'", "single or group or block")),
]  # fmt: skip


@pytest.mark.parametrize(("options", "kind", "words"), BAD)
def test_a_bad_value_is_a_sentence(
    tiny: Network, options: dict[str, Any], kind: type[TranscaspiaError], words: tuple[str, ...]
) -> None:
    with pytest.raises(kind) as caught:
        make(tiny, **options)
    for word in words:
        assert word in str(caught.value)


BAD_PARAMS = [
    (PlanParams(modes=("tram",)), InputError, ("--modes 'tram'", "rail", "air")),
    (PlanParams(max_itineraries=0), InputError, ("--max 0", "from 1")),
    (PlanParams(draws=3), InputError, ("--draws 3", "from 100")),
    (PlanParams(epsilon=-0.5), InputError, ("-0.5", "0 (exact) to 1")),
    (PlanParams(seed=-1), InputError, ("--seed -1", "from 0")),
    (PlanParams(via=("Atlantis XYZ",)), UnknownIdError, ("--via 'Atlantis XYZ'",)),
    (PlanParams(avoid=("Atlantis XYZ",)), UnknownIdError, ("--avoid 'Atlantis XYZ'", "country", "node or a link")),
]  # fmt: skip


@pytest.mark.parametrize(("params", "kind", "words"), BAD_PARAMS)
def test_a_bad_parameter_is_a_sentence(
    tiny: Network, params: PlanParams, kind: type[TranscaspiaError], words: tuple[str, ...]
) -> None:
    with pytest.raises(kind) as caught:
        plan(tiny, make(tiny), params)
    for word in words:
        assert word in str(caught.value)


def test_every_input_is_echoed(tiny: Network) -> None:
    query = plan(tiny, make(tiny, hs="3004", incoterm="DAP Dala"), PlanParams(draws=200)).query
    for key in (
        "origin",
        "destination",
        "depart",
        "known_on",
        "cargo",
        "unit",
        "units",
        "payload_t",
        "value_usd",
        "seed",
    ):
        assert query[key] is not None
    assert (query["hs"], query["incoterm"]) == ("3004", "DAP Dala")


def test_what_was_given_is_read_and_echoed(tiny: Network) -> None:
    c = make(tiny, hs="3004.90", un="UN 1993", carrier="pl", incoterm="dap dala", gross_t=23.8, packages=20)
    assert (c.hs, c.un, c.carrier, c.incoterm) == ("300490", "1993", "PL", "DAP Dala")
    assert c.payload_t == pytest.approx(20.0)
    answer = plan(tiny, c, PlanParams(draws=200))
    assert answer.query["gross_t"] == pytest.approx(23.8)
    assert (answer.query["packages"], answer.query["incoterm"]) == (20, "DAP Dala")


def test_packages_must_fit_a_unit(tiny: Network) -> None:
    with pytest.raises(InputError, match=r"30\.0 t each"):
        make(tiny, units=2, payload_t=15.0, packages=1)
