"""What was asked, in the words of a heading."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import TYPE_CHECKING, Any, cast
from zoneinfo import ZoneInfo

from transcaspia.network.places import find_place
from transcaspia.report import words

if TYPE_CHECKING:
    from transcaspia.network.model import Network
    from transcaspia.planning.model import Itineraries

_OWNERS = {"soc": "the shipper's box", "coc": "the carrier's box"}
_CONDITIONS = {"via": "via", "avoid": "avoiding", "modes": "only by"}


@dataclass(frozen=True, slots=True)
class Asked:
    """
    The question of an answer.

    Attributes
    ----------
    origin, destination
        Names of the places.
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
        """Deadline in words, the day alone where it is the end of the day; empty without one."""
        if self.deadline is None:
            return ""
        ends = (self.deadline.hour, self.deadline.minute) == (23, 59)
        return words.long_day(self.deadline) if ends else words.instant(self.deadline, self.zone)

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
    q = cast("dict[str, Any]", answer.query)
    here, there = (ZoneInfo(find_place(q[end], network).timezone) for end in ("origin", "destination"))
    deadline = q["deadline"]
    return Asked(
        origin=q["origin_name"],
        destination=q["destination_name"],
        ready=datetime.fromisoformat(q["depart"]).astimezone(here),
        deadline=None if deadline is None else datetime.fromisoformat(deadline).astimezone(there),
        zone=there,
        known_on=date.fromisoformat(q["known_on"]),
        cargo=f"{q['units']} × {q['unit']} {q['cargo']}{_owner(q, network)}, {q['payload_t']:g} t each, worth "
        f"{q['value_usd']:,.0f} USD",
        conditions=_conditions(q),
    )


def _owner(query: dict[str, Any], network: Network) -> str:
    """Return whose box it is, for a container."""
    unit = network.by_id("equipment").get(query["unit"])
    return f" in {_OWNERS[query['owner']]}" if unit is not None and unit.text("kind") == "container" else ""


def _conditions(query: dict[str, Any]) -> str:
    parts = [f"{word} {words.listed(query[name])}" for name, word in _CONDITIONS.items() if query[name]]
    return "; ".join(parts)
