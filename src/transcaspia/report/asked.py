"""What was asked, in the words of a heading."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, cast
from zoneinfo import ZoneInfo

from transcaspia.report import words

if TYPE_CHECKING:
    from transcaspia.network.model import Network
    from transcaspia.planning.model import Itineraries


@dataclass(frozen=True, slots=True)
class Asked:
    """
    The question of an answer.

    Attributes
    ----------
    ready, deadline
        Instants in the local time of origin and destination.
    known_on
        Day whose knowledge was used.
    ready_text
        Ready time in words.
    cargo
        Units, commodity, payload and value in words.
    """

    ready: datetime
    deadline: datetime | None
    known_on: date
    ready_text: str
    cargo: str


def asked(answer: Itineraries, network: Network) -> Asked:
    q = answer.query
    zone = ZoneInfo("Europe/Warsaw")
    ready = datetime.fromisoformat(cast("str", q["depart"])).astimezone(zone)
    deadline = cast("str | None", q.get("deadline"))
    return Asked(
        ready,
        None if deadline is None else datetime.fromisoformat(deadline).astimezone(zone),
        date.fromisoformat(cast("str", q["known_on"])),
        words.instant(ready, zone),
        f"{q['units']} × {q['unit']} {q['cargo']}, {q['payload_t']:g} t each, worth {q['value_usd']:,.0f} USD",
    )
