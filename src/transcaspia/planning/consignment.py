"""From what a shipper says to a consignment with every default filled in, or a sentence that says what is wrong."""

from __future__ import annotations

import math
import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from transcaspia.errors import InputError, UnknownIdError
from transcaspia.network.model import Network, Row
from transcaspia.network.places import Place, find_place
from transcaspia.network.tables import OWNERS
from transcaspia.planning.incoterm import read_incoterm
from transcaspia.planning.model import Consignment

SHIPMENTS = ("single", "group", "block")
COLDEST_C, HOTTEST_C = -70.0, 70.0
"""No reefer keeps less or more."""

GROSS_ERROR_T = 0.05
"""Gross mass and payload that differ by no more than this agree."""

LAST_CHAPTER = 97
_OTHER_CARRIERS = frozenset(
    {"CH", "DK", "ES", "FI", "FR", "GB", "IE", "LU", "MK", "NO", "PT", "RS", "SE", "SI", "HR", "TJ"}
)
"""Countries of hauliers on these roads in which the network has no node."""


def make_consignment(
    network: Network,
    origin: str,
    destination: str,
    depart: str | date | None,
    *,
    known_on: str | date | None = None,
    cargo: str | None = None,
    hs: str | None = None,
    un: str | None = None,
    temp_c: tuple[float, float] | None = None,
    unit: str | None = None,
    units: int | None = None,
    payload_t: float | None = None,
    value_usd: float | None = None,
    incoterm: str | None = None,
    owner: str | None = None,
    shipment: str | None = None,
    carrier: str | None = None,
    deadline: str | date | None = None,
    gross_t: float | None = None,
    packages: int | None = None,
    drivers: int | None = None,
) -> Consignment:
    """
    Return a consignment with every default filled in and every value checked.

    Parameters
    ----------
    network
        A loaded network.
    origin, destination
        Places in any spelling, or codes.
    depart
        Day or instant on which the goods are ready, ISO text or date. A day is 00:00 at the origin, an instant without
        zone is on the origin's clock. None where `latest_departures` looks for it: the origin's day in which the
        deadline ends stands for it.
    known_on
        Plan with what was known on that day; by default the day of the network's edition.
    cargo
        Commodity; by default that of network.toml.
    hs
        HS code of 2 to 10 digits, with or without dots.
    un
        UN number of dangerous goods, four digits with or without `UN`.
    temp_c
        Temperature range, °C; by default that of the commodity in a refrigerated unit.
    unit, units
        Unit and number; by default that of the commodity and that of network.toml.
    payload_t
        Tonnes of goods in a unit; by default that of the unit.
    value_usd
        Value of the whole consignment; by default tonnes times that of the commodity.
    incoterm
        Term of Incoterms 2020 with its place, as `DAP Almaty`.
    owner, shipment
        Owner of the box, soc (shipper) or coc (carrier), by default the usual one of the unit; form of the shipment
        (single, group, block).
    carrier
        Country in which the carrier is registered, ISO 3166-1 alpha-2.
    deadline
        Latest arrival, as `depart`, on the destination's clock; a day ends at midnight.
    gross_t
        Mass of a loaded unit with its tare, instead of `payload_t`.
    packages
        Number of packages in the whole consignment.
    drivers
        Drivers of each lorry, 1 or 2.

    Returns
    -------
    Consignment
        The consignment.

    Raises
    ------
    InputError
        If a value is wrong; the message names it, its flag, what was expected and the next step.
    UnknownIdError
        If a place, unit or commodity is not known.
    """
    start, end = _place(network, origin, "ORIGIN"), _place(network, destination, "DESTINATION")
    if start.id == end.id:
        raise InputError(
            f"ORIGIN '{origin}' and DESTINATION '{destination}' are the same place, {start.name} ({start.id}): "
            "expected two places. Give another destination."
        )
    latest = None if deadline is None else instant(deadline, end.timezone, "--deadline", ends=True)
    if depart is not None:
        ready = instant(depart, start.timezone, "--depart")
        _within(network, ready.astimezone(ZoneInfo(start.timezone)).date(), "--depart", depart)
    elif latest is not None:
        ready = _last_midnight(latest, start.timezone)
        _within(network, ready.astimezone(ZoneInfo(start.timezone)).date(), "--deadline", deadline)
    else:
        raise InputError(
            "Neither --depart nor --deadline was given: expected the day on which the goods are ready, or the day by "
            "which they must be there. Give one of the two."
        )
    defaults = network.settings.get("defaults", {})
    commodity = _row(network, "commodities", cargo or str(defaults.get("cargo", "general")), "--cargo", "commodity")
    equipment = _equipment(network, commodity, unit)
    number = _units(units if units is not None else int(defaults.get("units", 1)))
    payload = _payload(network, equipment, _net(equipment, payload_t, gross_t))
    if value_usd is not None and not (math.isfinite(value_usd) and value_usd > 0.0):
        raise InputError(
            f"--value-usd {value_usd:g} is no value: expected USD above 0 for the whole consignment. Leave it out for "
            f"{commodity.number('usd_per_t'):,.0f} USD a tonne."
        )
    if latest is not None and latest <= ready:
        raise InputError(
            f"--deadline '{deadline}' is not after --depart '{depart}': expected a later instant. Move one of the two."
        )
    return Consignment(
        origin=start.id,
        destination=end.id,
        depart=ready,
        known_on=network.edition if known_on is None else _known(network, known_on),
        unit=equipment.id,
        units=number,
        payload_t=payload,
        value_usd=value_usd if value_usd is not None else number * payload * commodity.number("usd_per_t"),
        cargo=commodity.id,
        hs=None if hs is None else _hs(hs),
        un=None if un is None else _un(un),
        temp_c=_temperature(temp_c, commodity, equipment),
        incoterm=None if incoterm is None else read_incoterm(incoterm, network).text,
        owner=_choice(owner or equipment.text("owner"), OWNERS, "--owner"),
        shipment=_choice(shipment or str(defaults.get("shipment", "single")), SHIPMENTS, "--shipment"),
        carrier=None if carrier is None else _carrier(carrier, network),
        deadline=latest,
        packages=None if packages is None else _packages(packages, number * payload, equipment),
        drivers=_drivers(int(defaults.get("drivers", 1)) if drivers is None else drivers),
    )


def instant(value: str | date, zone: str, flag: str, *, ends: bool = False) -> datetime:
    """
    Return an instant in UTC from a day or a time.

    Parameters
    ----------
    value
        ISO text, day or instant.
    zone
        IANA zone of a value that names none.
    flag
        Where the value stands, for the message.
    ends
        Whether a bare day means its end.

    Returns
    -------
    datetime
        Timezone-aware, UTC.

    Raises
    ------
    InputError
        If the text is no day of the calendar.
    """
    if isinstance(value, str):
        text = value.strip()
        try:
            value = date.fromisoformat(text) if len(text) <= len("2025-10-01") else datetime.fromisoformat(text)
        except ValueError:
            raise InputError(
                f"{flag} '{text}' is not a day of the calendar: expected a date as 2025-10-01 or an instant as "
                "2025-10-01T14:00. Give one that exists."
            ) from None
    if not isinstance(value, datetime):
        value = datetime.combine(value, time.max.replace(microsecond=0) if ends else time())
    if value.tzinfo is None:
        value = value.replace(tzinfo=ZoneInfo(zone))
    return value.astimezone(UTC)


def _last_midnight(latest: datetime, zone: str) -> datetime:
    """Return the last midnight of a zone before an instant, UTC."""
    day = (latest - timedelta(microseconds=1)).astimezone(ZoneInfo(zone)).date()
    return datetime.combine(day, time(), ZoneInfo(zone)).astimezone(UTC)


def _place(network: Network, text: str, where: str) -> Place:
    try:
        return find_place(text, network)
    except (InputError, UnknownIdError) as err:
        raise type(err)(f"{where} '{text}': {err}") from None


def _within(network: Network, day: date, flag: str, given: object) -> None:
    if not network.data_from <= day <= network.data_to:
        raise InputError(
            f"{flag} '{given}' lies outside the data of the network `{network.id}`, which cover {network.data_from} to "
            f"{network.data_to}: nothing is guessed beyond them. Give a day between the two."
        )


def _known(network: Network, value: str | date) -> date:
    day = instant(value, "UTC", "--known-on").date() if isinstance(value, (str, datetime)) else value
    if day < network.data_from or day > max(network.edition, network.data_to):
        raise InputError(
            f"--known-on '{value}' lies outside what the network `{network.id}` knows: expected {network.data_from} to "
            f"{max(network.edition, network.data_to)}. Leave it out to plan with everything known on {network.edition}."
        )
    return day


def _row(network: Network, table: str, row_id: str, flag: str, what: str) -> Row:
    rows = network.by_id(table)
    if row_id not in rows:
        raise UnknownIdError(f"{flag} '{row_id}' is no {what} of the network: expected one of {', '.join(rows)}.")
    return rows[row_id]


def _equipment(network: Network, commodity: Row, unit: str | None) -> Row:
    equipment = _row(network, "equipment", unit or commodity.text("default_unit"), "--unit", "unit")
    allowed = commodity.items("units")
    if equipment.id not in allowed:
        raise InputError(
            f"--unit '{equipment.id}' cannot carry --cargo '{commodity.id}': expected one of {', '.join(allowed)}. "
            f"Leave --unit out for {commodity.text('default_unit')}."
        )
    return equipment


def _units(units: int) -> int:
    if isinstance(units, bool) or int(units) != units or units < 1:
        raise InputError(
            f"--units {units} is no number of units: expected a whole number from 1. Give how many there are."
        )
    return int(units)


def _payload(network: Network, equipment: Row, payload_t: float | None) -> float:
    if payload_t is None:
        return equipment.number("default_payload_t")
    most = equipment.number("max_payload_t")
    if not (math.isfinite(payload_t) and payload_t > 0.0):
        raise InputError(
            f"--payload-t {payload_t:g} is no payload: expected tonnes above 0 and up to {most:g} in a {equipment.id}. "
            f"Leave it out for {equipment.number('default_payload_t'):g} t."
        )
    if payload_t > most:
        larger = [e.id for e in network.rows("equipment") if e.number("max_payload_t") >= payload_t]
        hint = f" or take {', '.join(larger)}" if larger else ""
        raise InputError(
            f"--payload-t {payload_t:g} is more than a {equipment.id} may carry: expected up to {most:g} t. Spread the "
            f"goods over {math.ceil(payload_t / most)} units{hint}."
        )
    return float(payload_t)


def _net(equipment: Row, payload_t: float | None, gross_t: float | None) -> float | None:
    """Return the payload of a unit, from its gross mass where that was given."""
    if gross_t is None:
        return payload_t
    tare = equipment.number("tare_t")
    if not (math.isfinite(gross_t) and gross_t > tare):
        raise InputError(
            f"--gross-t {gross_t:g} is no gross mass of a {equipment.id}: expected tonnes above its tare of "
            f"{tare:g}. Give the mass of the loaded unit, or the goods alone with --payload-t."
        )
    if payload_t is not None and abs(gross_t - tare - payload_t) > GROSS_ERROR_T:
        raise InputError(
            f"--gross-t {gross_t:g} and --payload-t {payload_t:g} do not agree: a {equipment.id} weighs {tare:g} t "
            "empty. Give one of the two."
        )
    return gross_t - tare if payload_t is None else payload_t


def _packages(packages: int, total_t: float, equipment: Row) -> int:
    if isinstance(packages, bool) or int(packages) != packages or packages < 1:
        raise InputError(f"--packages {packages} is no number of packages: expected a whole number from 1.")
    each, most = total_t / packages, equipment.number("max_payload_t")
    if each > most + 1e-9:
        raise InputError(
            f"--packages {packages} of {total_t:g} t weigh {each:.1f} t each, and a {equipment.id} carries at most "
            f"{most:g} t: expected packages that fit. Give more of them, or another unit."
        )
    return int(packages)


def _drivers(drivers: int) -> int:
    if drivers not in {1, 2}:
        raise InputError(f"--drivers {drivers} is not known: expected 1, or 2 who take turns at the wheel.")
    return drivers


def _hs(hs: str) -> str:
    digits = re.sub(r"[.\s]", "", hs)
    if not digits.isascii() or not digits.isdigit() or len(digits) not in {2, 4, 6, 8, 10}:
        raise InputError(
            f"--hs '{hs}' is no HS code: expected 2, 4, 6, 8 or 10 digits, as 3004 or 3004.90. The invoice and the "
            "export declaration have it."
        )
    if not 1 <= int(digits[:2]) <= LAST_CHAPTER or digits[:2] == "77":
        raise InputError(f"--hs '{hs}': the HS has chapters 01 to 97 without 77. Look the code up again.")
    return digits


def _un(un: str) -> str:
    digits = re.sub(r"^UN|\s", "", un.strip().upper())
    if not re.fullmatch(r"[0-3]\d{3}", digits, re.ASCII):
        raise InputError(
            f"--un '{un}' is no UN number: expected four digits, as 1993 or UN1993. The safety data sheet has it in "
            "section 14."
        )
    return digits


def _carrier(carrier: str, network: Network) -> str:
    code = carrier.strip().upper()
    known = {row.text("country") for row in network.rows("nodes")} | _OTHER_CARRIERS
    if code not in known:
        raise InputError(
            f"--carrier '{carrier}' is no country of registration that is known here: expected an ISO code of two "
            "letters, as PL. Give that on the plates of the lorry or of the line."
        )
    return code


def _choice(value: str, allowed: tuple[str, ...], flag: str) -> str:
    if value not in allowed:
        raise InputError(f"{flag} '{value}' is not known: expected {' or '.join(allowed)}.")
    return value


def _temperature(temp_c: tuple[float, float] | None, commodity: Row, equipment: Row) -> tuple[float, float] | None:
    if temp_c is None:
        low, high = commodity.maybe("temp_low_c"), commodity.maybe("temp_high_c")
        return (low, high) if low is not None and high is not None and _keeps(equipment) else None
    low, high = temp_c
    if not (math.isfinite(low) and math.isfinite(high) and COLDEST_C <= low <= high <= HOTTEST_C):
        raise InputError(
            f"--temp {low:g},{high:g} is no range: expected two temperatures from {COLDEST_C:g} to {HOTTEST_C:g} °C, "
            "the lower one first, as 2,8."
        )
    if not _keeps(equipment):
        raise InputError(
            f"--temp {low:g},{high:g} cannot be kept in a {equipment.id}: expected a refrigerated unit or air pallets. "
            "Ask with --unit 40RF, 20RF, trailer_reefer or air_pallet, or leave --temp out."
        )
    return (float(low), float(high))


def _keeps(equipment: Row) -> bool:
    """Return whether a unit keeps a temperature: by its own machine, or by the packing that goes on an air pallet."""
    return equipment.flag("reefer") or equipment.text("kind") == "pallet"
