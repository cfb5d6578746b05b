"""The same question with something shut: what becomes of the answer."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from transcaspia.errors import InputError, UnknownIdError
from transcaspia.network.model import Network, Row
from transcaspia.planning.choose import LABELS
from transcaspia.planning.document import to_document
from transcaspia.planning.model import Consignment, Itineraries, Itinerary, PlanParams
from transcaspia.planning.plan import plan


@dataclass(frozen=True, slots=True)
class Shut:
    """
    A node or link that is shut.

    Attributes
    ----------
    what
        Id of the node or link.
    first, last
        First and last day; None for one that is not touched at all.
    """

    what: str
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Replanned:
    """
    The answer to a question, and the answer to the same question with something shut.

    Attributes
    ----------
    shut
        What is shut.
    before, after
        The two answers.
    """

    shut: tuple[Shut, ...]
    before: Itineraries
    after: Itineraries

    @property
    def changes(self) -> tuple[Change, ...]:
        """What becomes of the best of each kind, where there is one before and after."""
        found = []
        for label in LABELS:
            old, new = _labelled(self.before, label), _labelled(self.after, label)
            if old is not None and new is not None:
                found.append(Change(label, old, new))
        return tuple(found)

    @property
    def lost(self) -> tuple[str, ...]:
        """Corridors that are no longer offered."""
        return tuple(sorted(_corridors(self.before) - _corridors(self.after)))

    @property
    def new(self) -> tuple[str, ...]:
        """Corridors that are offered only now."""
        return tuple(sorted(_corridors(self.after) - _corridors(self.before)))


@dataclass(frozen=True, slots=True)
class Change:
    """
    What becomes of the best of a kind.

    Attributes
    ----------
    label
        Kind, as fastest.
    before, after
        The best of the kind in either answer.
    """

    label: str
    before: Itinerary
    after: Itinerary

    @property
    def same_way(self) -> bool:
        """Whether it is the same way, by the same services."""
        return _route(self.before) == _route(self.after)

    @property
    def hours(self) -> float:
        """How much longer it takes at the median, h."""
        return self.after.duration_h.p50 - self.before.duration_h.p50

    @property
    def cost_usd(self) -> float:
        """How much dearer it is at the median, USD."""
        return self.after.cost_usd.p50 - self.before.cost_usd.p50

    @property
    def co2e_kg(self) -> float:
        """How much dirtier it is, kg CO2e."""
        return self.after.co2e_kg - self.before.co2e_kg

    @property
    def none(self) -> bool:
        """Whether way and figures are as before."""
        return self.same_way and self.hours == 0.0 and self.cost_usd == 0.0 and self.co2e_kg == 0.0


def corridor_of(itinerary: Itinerary) -> str:
    """
    Return the corridor of a way, in words for people.

    Parameters
    ----------
    itinerary
        The way.

    Returns
    -------
    str
        Name of its corridor, `another way` where it has none.
    """
    return itinerary.corridor_name or itinerary.corridor or "another way"


def shut_of(network: Network, text: str) -> Shut:
    """
    Return what a text says is shut.

    Parameters
    ----------
    network
        A loaded network, of all days.
    text
        Id of a node or link; with `:FROM:TO` from the first to the last day, both ISO dates.

    Returns
    -------
    Shut
        What is shut.

    Raises
    ------
    InputError
        If the dates are not two, in order, as 2025-10-01.
    UnknownIdError
        If the network has no such node or link.

    Examples
    --------
    >>> from transcaspia import load_network
    >>> shut_of(load_network(), "PLTER:2025-10-01:2025-10-14").last
    datetime.date(2025, 10, 14)
    """
    name, *days = text.split(":")
    nodes, links = network.by_id("nodes"), network.by_id("links")
    what = name if name in nodes or name in links else name.upper()
    if what not in nodes and what not in links:
        named = [row.id for row in nodes.values() if row.text("name").casefold() == name.casefold()]
        if len(named) != 1:
            raise UnknownIdError(
                f"--close '{name}': the network has no such node or link. `transcaspia places {name}` finds nodes."
            )
        what = named[0]
    if not days:
        return Shut(what)
    try:
        first, last = (date.fromisoformat(day) for day in days)
    except ValueError:
        raise InputError(f"--close '{text}': expected ID or ID:FROM:TO with days as 2025-10-01.") from None
    if last < first:
        raise InputError(f"--close '{text}': the last day lies before the first.")
    return Shut(what, first, last)


def replan(
    network: Network, consignment: Consignment, params: PlanParams | None = None, *, close: Sequence[str]
) -> Replanned:
    """
    Return the answer to a question as it is and with something shut.

    Parameters
    ----------
    network
        A loaded network, of all days.
    consignment
        What is to be moved.
    params
        How to plan.
    close
        Nodes and links, each as `shut_of` reads it. What is shut without dates is not touched, as with `avoid`; what is
        shut for some days is known to be: goods wait there, or go another way.

    Returns
    -------
    Replanned
        Both answers, under the same draws.
    """
    params = params or PlanParams()
    shut = tuple(shut_of(network, text) for text in close)
    always = tuple(s.what for s in shut if s.first is None)
    dated = [s for s in shut if s.first is not None]
    rows = [
        Row("closures", 0, {
            "id": f"asked-{s.what}-{s.first}", "what": (s.what,), "mode": (), "from": s.first, "to": s.last,
            "announced": consignment.known_on, "recovery_days": None, "direction": None, "source": (),
            "grade": "assumed", "note": "asked for by --close",
        })
        for s in dated
    ]  # fmt: skip
    other = network
    if rows:
        told = "|".join([network.sha256, *(f"{s.what}:{s.first}:{s.last}" for s in dated)])
        other = replace(
            network, tables={**network.tables, "closures": (*network.rows("closures"), *rows)},
            sha256=hashlib.sha256(told.encode()).hexdigest(), _cache={},
        )  # fmt: skip
    before = plan(network, consignment, params)
    after = plan(other, consignment, replace(params, avoid=(*params.avoid, *always)))
    return Replanned(shut, before, after)


def closed_document(both: Replanned) -> dict[str, Any]:
    """
    Return what a closure changes as a document of numbers, texts and lists, for the command line and the service alike.

    Parameters
    ----------
    both
        What `replan` gave.

    Returns
    -------
    dict
        `shut`, the two answers `before` and `after` as plan/1, `changes` of the best of each kind, and the corridors
        `lost` and `new`.
    """
    return {
        "shut": [{"what": s.what, "from": _iso(s.first), "to": _iso(s.last)} for s in both.shut],
        "before": to_document(both.before),
        "after": to_document(both.after),
        "changes": change_rows(both),
        "lost": list(both.lost),
        "new": list(both.new),
    }


def change_rows(both: Replanned) -> list[dict[str, Any]]:
    """
    Return what becomes of the best of each kind as rows of a document.

    Parameters
    ----------
    both
        Two answers to one question.

    Returns
    -------
    list[dict]
        Label, ids, whether it is the same way, and how much longer, dearer and dirtier it is.
    """
    return [
        {
            "label": change.label, "before": change.before.id, "after": change.after.id,
            "same_way": change.same_way, "duration_h": round(change.hours, 2),
            "cost_usd": round(change.cost_usd), "co2e_kg": round(change.co2e_kg, 2),
        }
        for change in both.changes
    ]  # fmt: skip


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _labelled(answer: Itineraries, label: str) -> Itinerary | None:
    return next((i for i in answer.itineraries if label in i.labels), None)


def _corridors(answer: Itineraries) -> set[str]:
    return {corridor_of(i) for i in answer.itineraries}


def _route(itinerary: Itinerary) -> tuple[object, ...]:
    return tuple((leg.mode, leg.start.id, leg.end.id, leg.service) for leg in itinerary.legs)
