"""What was asked, in the words of a heading."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, tzinfo
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
    origin, destination
        Places with their country, as `Łódź (PL)`.
    ready, deadline
        Instants in the local time of origin and destination.
    zone
        Zone of the destination.
    known_on
        Day whose knowledge was used.
    cargo
        Units, commodity, payload and value in words.
    conditions
        What may not or must be touched, in words; empty without any.
    """

    origin: str
    destination: str
    ready: datetime
    deadline: datetime | None
    zone: tzinfo
    known_on: date
    cargo: str
    conditions: str

    @property
    def ready_text(self) -> str:
        """Ready time in words."""
        return words.instant(self.ready, cast("tzinfo", self.ready.tzinfo))

    @property
    def deadline_text(self) -> str:
        """Deadline in words; empty without one."""
        return "" if self.deadline is None else words.instant(self.deadline, self.zone)

    def there(self, when: datetime) -> datetime:
        """
        Return an instant in the local time of the destination.

        Parameters
        ----------
        when
            Timezone-aware instant.

        Returns
        -------
        datetime
            The same instant.
        """
        return when.astimezone(self.zone)


def asked(answer: Itineraries, network: Network) -> Asked:
    """
    Return the question of an answer.

    Parameters
    ----------
    answer
        The answer.
    network
        Network that it was planned on.

    Returns
    -------
    Asked
        Its question, with times in local time.
    """
    q = answer.query
    here, there = ZoneInfo("Europe/Warsaw"), ZoneInfo("Asia/Almaty")
    deadline = cast("str | None", q.get("deadline"))
    return Asked(
        origin=cast("str", q["origin"]),
        destination=cast("str", q["destination"]),
        ready=datetime.fromisoformat(cast("str", q["depart"])).astimezone(here),
        deadline=None if deadline is None else datetime.fromisoformat(deadline).astimezone(there),
        zone=there,
        known_on=date.fromisoformat(cast("str", q["known_on"])),
        cargo=f"{q['units']} × {q['unit']} {q['cargo']}, {q['payload_t']:g} t each, worth {q['value_usd']:,.0f} USD",
        conditions="",
    )
