"""Which restrictions a question meets: by date, goods, carrier, origin, destination, mode and place."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Literal

from transcaspia.network.groups import Countries, countries_of, exceptions_of
from transcaspia.network.model import Row
from transcaspia.network.tables import MODES, WEAK_GRADES
from transcaspia.planning.figures import Figures, Piece
from transcaspia.planning.offers import ROAD, Crossing, Ride, pieces_of
from transcaspia.planning.question import HORIZON_DAYS, Question

Match = Literal["yes", "no", "unknown"]
Applies = Literal["applies", "exempt", "within", "other goods", "other carrier", "unknown"]

ASHORE = {"ro_ro": ROAD, "rail_ferry": "rail", "sea": "rail"}
"""How goods that a ship lands go on: what the law asks of that mode at the entry is asked of them."""

STRONG = frozenset({"forbidden", "limit"})
"""Effects that stop the goods; a rule that nobody published stops none, it is told."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A country entered from another, at a border node or (blank) on the way."""

    node: str
    left: str
    entered: str


@dataclass(frozen=True, eq=False)
class Stretch:
    """
    What a restriction looks at: a ride or a haul.

    Attributes
    ----------
    touches
        Countries, nodes and links on it.
    entries
        Countries entered on it, in order.
    carrier
        Country in which the lorry is registered; blank off the road.
    """

    mode: str
    touches: frozenset[str]
    entries: tuple[Entry, ...]
    carrier: str

    @cached_property
    def countries(self) -> list[str]:
        """Countries on it."""
        return sorted(x for x in self.touches if len(x) == len("PL"))

    @cached_property
    def crossed(self) -> frozenset[str]:
        """Border nodes at which a border is crossed on it."""
        return frozenset(e.node for e in self.entries)


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """
    A restriction as one question meets it.

    Attributes
    ----------
    goods, exempt
        Whether it means the goods, and whether an exception frees them.
    exception
        The exception that does, or may.
    begins
        First day in force, where it is not yet in force on the day of departure.
    within
        True for a limit that the lorry keeps.
    """

    row: Row
    modes: frozenset[str]
    places: frozenset[str]
    countries: Countries | None
    entered_from: Countries | None
    carriers: Countries | None
    goods: Match
    exempt: Match
    exception: str = ""
    begins: date | None = None
    within: bool = False

    @property
    def effect(self) -> str:
        """What it does."""
        return self.row.text("effect")

    @property
    def keys(self) -> frozenset[str]:
        """Places or countries one of which a stretch must touch for it to hold there."""
        return self.places or ((self.countries.inside if self.countries else None) or frozenset())

    @property
    def stops(self) -> bool:
        """True where it stops goods that it surely means."""
        sure = self.goods == "yes" and self.exempt != "yes" and self.begins is None and not self.within
        return sure and self.effect in STRONG and self.row.text("grade") not in WEAK_GRADES

    def lies_on(self, stretch: Stretch, borders: frozenset[str]) -> bool:
        """
        Return whether it holds on a stretch, whoever carries the goods.

        Parameters
        ----------
        stretch
            The stretch.
        borders
            Border nodes: at these it holds only where the border is crossed.

        Returns
        -------
        bool
            True where mode and place fit.
        """
        # Goods that a ship lands enter the country as on the mode that takes them on.
        mode = ASHORE.get(stretch.mode, stretch.mode) if self.entered_from is not None else stretch.mode
        return (not self.modes or mode in self.modes) and bool(self.places_on(stretch, borders))

    def places_on(self, stretch: Stretch, borders: frozenset[str]) -> list[str]:
        """
        Return where on a stretch it holds.

        Parameters
        ----------
        stretch
            The stretch.
        borders
            Border nodes.

        Returns
        -------
        list[str]
            Nodes or links, or the countries entered or crossed.
        """
        if self.places:
            return sorted(x for x in self.places & stretch.touches if x not in borders or x in stretch.crossed)
        if self.countries is None:
            return []
        if self.entered_from is not None:
            return [
                e.node or e.entered
                for e in stretch.entries
                if e.entered in self.countries and e.left in self.entered_from
            ]
        return [x for x in stretch.countries if x in self.countries]

    def applies_to(self, stretch: Stretch) -> Applies:
        """
        Return what becomes of goods on a stretch on which it lies.

        Parameters
        ----------
        stretch
            The stretch.

        Returns
        -------
        str
            `applies`, `exempt`, `within` (a limit that is kept), `other goods`, `other carrier` or `unknown`.
        """
        if self.carriers is not None and (not stretch.carrier or stretch.carrier not in self.carriers):
            return "other carrier"
        if self.goods == "no":
            return "other goods"
        if self.exempt == "yes" or self.within:
            return "within" if self.within else "exempt"
        return "applies" if self.goods == "yes" and self.effect != "unchecked" else "unknown"


class Law:
    """
    Finds the restrictions of a question.

    Parameters
    ----------
    question
        The question.
    figures
        Figures of its network.
    borders
        Border nodes.

    Attributes
    ----------
    modes, keys
        Modes, and places and countries, to which rules that change the search may hold.
    """

    def __init__(self, question: Question, figures: Figures, borders: frozenset[str]) -> None:
        self.question, self.figures, self.borders = question, figures, borders
        self.rules = tuple(self._rules())
        # What changes the search; the rest is told of the ways that are offered.
        self._active = tuple(r for r in self.rules if r.stops or self._costs(r))
        self._active_keys = tuple((r, r.keys) for r in self._active)
        self.modes = frozenset(mode for mode in MODES if any(_may_hold(r, mode) for r in self._active))
        self.keys = frozenset(key for r in self._active for key in r.keys)
        self._found: dict[tuple[Ride, Crossing | None], tuple[Rule, ...]] = {}
        self._rides: dict[tuple[Ride, Crossing | None], Stretch] = {}
        self._ends: dict[tuple[str, tuple[str, ...]], Stretch] = {}
        self._index: dict[str, list[int]] = {}
        for k, rule in enumerate(self.rules):
            for key in rule.keys:
                self._index.setdefault(key, []).append(k)
        self._lying: dict[Stretch, tuple[Rule, ...]] = {}
        self._hauls: dict[tuple[str, tuple[str, ...]], tuple[Rule, ...]] = {}

    @property
    def carrier(self) -> str:
        """Country in which a lorry from the origin is registered: the one given, else the country of the origin."""
        return self.question.carrier

    @cached_property
    def gross_t(self) -> float | None:
        """Mass of a lorry with its unit and goods, t; None for goods that are spread over lorries."""
        if self.question.equipment.text("kind") in {"wagon", "pallet"}:
            return None
        tare = self.question.equipment.number("tare_t") + float(self.question.planning.get("tractor_t", 0.0))
        return self.question.consignment.payload_t + tare

    def on_ride(self, ride: Ride, leaving: Crossing | None) -> tuple[Rule, ...]:
        """
        Return the rules that stop or burden a ride.

        Parameters
        ----------
        ride
            The ride.
        leaving
            Crossing with which it begins, if any.

        Returns
        -------
        tuple[Rule, ...]
            Those in force that apply to the goods and the carrier.
        """
        if ride.line.mode not in self.modes or self.keys.isdisjoint(ride.touches):
            return ()
        key = (ride, leaving)
        if key not in self._found:
            touches = ride.touches | {leaving.node, leaving.to_country} if leaving else ride.touches
            near = [r for r, keys in self._active_keys if not (keys and keys.isdisjoint(touches))]
            self._found[key] = self._active_on(self.of_ride(ride, leaving), near) if near else ()
        return self._found[key]

    def on_haul(self, node: str, countries: Sequence[str]) -> tuple[Rule, ...]:
        """
        Return the rules that stop or burden a haul from or to a place.

        Parameters
        ----------
        node
            Node at its end.
        countries
            Countries on its way, in order.

        Returns
        -------
        tuple[Rule, ...]
            Those in force that apply to the goods and the carrier.
        """
        if ROAD not in self.modes:
            return ()
        key = (node, tuple(countries))
        if key not in self._hauls:
            self._hauls[key] = self._active_on(self.of_haul(node, countries), self._active)
        return self._hauls[key]

    def _active_on(self, stretch: Stretch, rules: Iterable[Rule]) -> tuple[Rule, ...]:
        return tuple(r for r in rules if r.lies_on(stretch, self.borders) and r.applies_to(stretch) == "applies")

    def lying_on(self, stretch: Stretch) -> tuple[Rule, ...]:
        """
        Return the rules that hold on a stretch, whether they apply to its goods and carrier or not.

        Parameters
        ----------
        stretch
            The stretch.

        Returns
        -------
        tuple[Rule, ...]
            In the order of the table.
        """
        if stretch not in self._lying:
            near = sorted({k for key in stretch.touches for k in self._index.get(key, ())})
            self._lying[stretch] = tuple(r for k in near if (r := self.rules[k]).lies_on(stretch, self.borders))
        return self._lying[stretch]

    def of_ride(self, ride: Ride, leaving: Crossing | None) -> Stretch:
        """
        Return a ride as restrictions see it.

        Parameters
        ----------
        ride
            The ride.
        leaving
            Crossing with which it begins, if any.

        Returns
        -------
        Stretch
            The stretch.
        """
        key = (ride, leaving)
        if key not in self._rides:
            self._rides[key] = self._stretch(ride, leaving)
        return self._rides[key]

    def _stretch(self, ride: Ride, leaving: Crossing | None) -> Stretch:
        mode = ride.line.mode
        countries = [c for run in ride.runs for c in run.countries]
        carrier = self._plates(countries) if mode == ROAD else self.carrier if mode == "ro_ro" else ""
        touches = ride.touches | {leaving.node, leaving.to_country} if leaving else ride.touches
        return Stretch(mode, touches, tuple(_entries(ride, leaving)), carrier)

    def of_haul(self, node: str, countries: Sequence[str]) -> Stretch:
        """
        Return a haul from or to a place as restrictions see it.

        Parameters
        ----------
        node
            Node at its end.
        countries
            Countries on its way, in order.

        Returns
        -------
        Stretch
            The stretch.
        """
        key = (node, tuple(countries))
        if key not in self._ends:
            entries = tuple(Entry("", a, b) for a, b in itertools.pairwise(countries) if a != b)
            self._ends[key] = Stretch(ROAD, frozenset((node, *countries)), entries, self._plates(countries))
        return self._ends[key]

    def costs(self, rules: Iterable[Rule], where: str) -> list[tuple[tuple[Piece, ...], str, Rule]]:
        """
        Return what rules take in hours and money.

        Parameters
        ----------
        rules
            Rules that apply.
        where
            Where they do: the draw belongs there.

        Returns
        -------
        list[tuple[tuple[Piece, ...], str, Rule]]
            Pieces to be drawn, id of the price (or blank), and the rule.
        """
        found = []
        for rule in rules:
            if self._costs(rule) and not rule.stops:
                hours = rule.row.text("duration")
                pieces = pieces_of(self.figures, hours, f"{rule.row.id}|{where}") if hours else ()
                found.append((pieces, rule.row.text("price"), rule))
        return found

    def _plates(self, countries: Sequence[str]) -> str:
        """Return the plates of a lorry: a trailer keeps its own, a box goes by a lorry of where the haul begins."""
        if self.question.equipment.text("kind") == "trailer":
            return self.carrier
        begins = countries[0] if countries else ""
        abroad = len(set(countries)) > 1
        return self.question.consignment.carrier or begins if abroad else begins

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """HS code of the goods: the one given, else the chapters of the commodity, of which it may be any."""
        given = "".join(filter(str.isdigit, self.question.consignment.hs or ""))
        return (given,) if given else self.question.commodity.items("hs")

    def _goods(self, row: Row) -> Match:
        prefixes, named = row.items("hs"), row.items("commodities")
        if (not prefixes and not named) or self.question.consignment.cargo in named:
            return "yes"
        return _covered(self.codes, prefixes) if prefixes else "no"

    def _exempt(self, row: Row) -> tuple[Match, str]:
        """Return whether goods are exempt, and the exception that frees them or may free them."""
        best: tuple[Match, str] = ("no", "")
        for words, prefixes in exceptions_of(row):
            found = _covered(self.codes, prefixes) if prefixes else "no"
            if found == "yes":
                return found, words
            if found == "unknown":
                best = (found, words)
        return best

    @staticmethod
    def _costs(rule: Rule) -> bool:
        applies = rule.goods == "yes" and rule.exempt != "yes" and rule.begins is None
        return applies and bool(rule.row.text("duration") or rule.row.text("price"))

    def _rules(self) -> Iterable[Rule]:
        question = self.question
        groups = question.network.settings.get("groups", {})
        day, known = question.day, question.consignment.known_on
        start, end = question.origin.stop.country, question.destination.stop.country

        def listed(row: Row, column: str) -> Countries | None:
            return countries_of(row.items(column), groups) if row.items(column) else None

        for row in question.network.rows("restrictions"):
            first, last = row.day("from"), row.day("to")
            if first is not None and (first > known or first > day + timedelta(days=HORIZON_DAYS)):
                continue
            if last is not None and last < day:
                continue
            countries, origins, ends = (listed(row, c) for c in ("countries", "origins", "destinations"))
            if (origins is not None and start not in origins) or (ends is not None and end not in ends):
                continue
            if row.text("use") and countries is not None:
                use = "transit" if start not in countries and end not in countries else ""
                use = use or ("export" if end not in countries else "import" if start not in countries else "inside")
                if use != row.text("use"):
                    continue
            if row.text("effect") == "limit" and self.gross_t is None:
                continue
            yield Rule(
                row,
                frozenset(row.items("modes")),
                frozenset(row.items("places")),
                countries,
                listed(row, "entered_from"),
                listed(row, "carriers"),
                self._goods(row),
                *self._exempt(row),
                first if first is not None and first > day else None,
                within=row.text("effect") == "limit" and (self.gross_t or 0.0) <= row.number("max_gross_t"),
            )


def _covered(codes: Sequence[str], prefixes: Sequence[str]) -> Match:
    """Return whether prefixes hold all of the codes; a code that is shorter than its prefix leaves it open."""
    if codes and all(any(c.startswith(p) for p in prefixes) for c in codes):
        return "yes"
    near = not codes or any(c.startswith(p) or p.startswith(c) for c in codes for p in prefixes)
    return "unknown" if near else "no"


def _may_hold(rule: Rule, mode: str) -> bool:
    """Return whether a rule may hold on a ride of a mode: on a ship for what it lands, too."""
    return not rule.modes or mode in rule.modes or ASHORE.get(mode, "") in rule.modes


def _entries(ride: Ride, leaving: Crossing | None) -> Iterable[Entry]:
    """Yield the countries entered on a ride; a ship enters the country of its port from that of the other."""
    if leaving is not None:
        yield Entry(leaving.node, leaving.from_country, leaving.to_country)
    runs = ride.runs
    if not any(run.countries for run in runs):
        left, entered = runs[0].first_country, runs[-1].last_country
        if left != entered:
            yield Entry(ride.end, left, entered)
        return
    last = ""
    for k, run in enumerate(runs):
        for place, country in enumerate(run.countries):
            if last and country != last:
                yield Entry(ride.line.nodes[ride.i + k] if place == 0 else "", last, country)
            last = country
