"""The chain of papers of a way: customs regimes, documents of carriage, and what each border asks for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import zip_longest

import numpy as np
import numpy.typing as npt

from transcaspia.network.groups import Countries, countries_of
from transcaspia.network.model import Network, Row
from transcaspia.planning.evaluate import Drawn, median_h
from transcaspia.planning.graph import Builder
from transcaspia.planning.legs import Draft, Use
from transcaspia.planning.model import BorderPapers, Carriage, Document, Papers, Regime
from transcaspia.planning.offers import Crossing, crossing_pieces

Floats = npt.NDArray[np.float64]

NOTE = "Regimes and papers as far as they are published, not legal advice: agree them with declarant and carriers"

AFLOAT = frozenset({"sea", "rail_ferry", "ro_ro", "air"})
RAILS = frozenset({"rail", "rail_ferry"})
ROADS = frozenset({"road", "ro_ro"})


@dataclass(slots=True)
class _Stay:
    """Goods in one customs territory: its countries in order, where they came in, by what, and on which legs."""

    zone: str
    start: str
    countries: list[str]
    modes: list[str]
    legs: list[int]
    day: date
    after_sea: bool
    entry: Crossing | None = None
    end: str = ""
    row: Row | None = None
    joined: list[_Stay] = field(default_factory=list)


class Clerk:
    """
    Finds the papers of ways of one question.

    Parameters
    ----------
    builder
        Builder of the question's graph.
    """

    def __init__(self, builder: Builder) -> None:
        self.builder, self.question = builder, builder.question
        network = builder.network
        groups = network.settings.get("groups", {})
        self.unions = {c: name for name in builder.planning.get("customs_unions", ()) for c in groups.get(name, ())}
        self.regimes, self.documents = network.rows("regimes"), network.rows("documents")
        self.codes = builder.law.codes
        self._lands, self._left = _lands(network, "countries"), _lands(network, "entered_from")

    def papers(self, drawn: Drawn) -> Papers:
        """
        Return the papers of a way.

        Parameters
        ----------
        drawn
            The way as it was drawn.

        Returns
        -------
        Papers
            Regimes in order, documents of carriage in order, papers by border, papers of the goods.
        """
        days = [self._day(times.depart_h) for times in drawn.times]
        stays = list(self._stays(drawn.legs, days))
        chain = self._chain(stays)
        carriage = list(self._carriage(drawn.legs, days))
        borders = list(self._borders(drawn.legs, days))
        touched = {c for leg in drawn.legs for c in leg.countries}
        modes = {leg.mode for leg in drawn.legs}
        goods = [
            row
            for row in self._documents("goods", days[0])
            if (not row.items("modes") or modes & set(row.items("modes")))
            and (not row.items("countries") or any(c in self._lands[row] for c in touched))
        ]
        uses: set[Use] = {("regimes", stay.row.id) for stay in chain if stay.row is not None}
        rows = [row for _, row in carriage] + goods + [row for _, found in borders for row in found]
        return Papers(
            tuple(_regime(self, stay, following) for stay, following in zip_longest(chain, chain[1:])),
            tuple(c for c, _ in carriage),
            tuple(BorderPapers(self._name(x.node), x.from_country, x.to_country, _made(r)) for x, r in borders),
            _made(goods),
            NOTE,
            frozenset(uses | {("documents", row.id) for row in rows}),
        )

    # Regimes ----------------------------------------------------------------------------------------------------

    def _stays(self, legs: Sequence[Draft], days: Sequence[date]) -> Iterator[_Stay]:
        stay: _Stay | None = None
        start, afloat = self.question.origin.stop.name, False
        for number, (leg, day) in enumerate(zip(legs, days, strict=True)):
            if leg.mode in AFLOAT:
                if stay is not None:
                    stay.end = self._name(leg.start)
                    yield stay
                stay, start, afloat = None, self._name(leg.end) or self.question.destination.stop.name, True
                continue
            entries = {(c.from_country, c.to_country): c for c in leg.crossings}
            for country in leg.countries or self._ends(leg):
                zone = self.unions.get(country, country)
                if stay is not None and stay.zone == zone:
                    if stay.countries[-1] != country:
                        stay.countries.append(country)
                else:
                    crossing = entries.get((stay.countries[-1], country)) if stay is not None else None
                    if stay is not None:
                        yield stay
                        start = self._name(crossing.node) if crossing else f"border {stay.countries[-1]}-{country}"
                    stay = _Stay(zone, start, [country], [], [], day, afloat, crossing)
                    afloat = False
                if leg.mode not in stay.modes:
                    stay.modes.append(leg.mode)
                if number not in stay.legs:
                    stay.legs.append(number)
        if stay is not None:
            yield stay

    def _chain(self, stays: Sequence[_Stay]) -> list[_Stay]:
        origin, destination = self.question.origin.stop.country, self.question.destination.stop.country
        first, last = self.unions.get(origin, origin), self.unions.get(destination, destination)
        chain: list[_Stay] = []
        for stay in stays:
            if first == last:
                use = "inside" if len(stays) == 1 else "transit"
            else:
                starts, ends = stay is stays[0] and stay.zone == first, stay is stays[-1] and stay.zone == last
                use = "export" if starts else "import" if ends else "transit"
            stay.row = self._regime_row(use, stay)
            before = chain[-1] if chain else None
            if before is not None and stay.row is not None and before.row is not None and _goes_on(before, stay):
                before.countries += stay.countries
                before.modes += [m for m in stay.modes if m not in before.modes]
                before.joined.append(stay)
            else:
                chain.append(stay)
        if first != last and stays:
            end = stays[-1]
            release = _Stay(last, self.question.destination.stop.name, [destination], [], [], end.day, after_sea=False)
            release.row = self._regime_row("release", release)
            if release.row is not None:
                chain.append(release)
        return chain

    def _regime_row(self, use: str, stay: _Stay) -> Row | None:
        for row in self.regimes:
            countries = self._lands[row]
            modes = row.items("modes")
            if (
                use in row.items("use")
                and all(c in countries for c in stay.countries)
                and all(m in modes for m in stay.modes if modes)
                and (stay.after_sea or not row.flag("after_sea"))
                and _in_force(row, stay.day)
                and (row.text("regime") != "TIR" or self._by_lorry(stay))
            ):
                return row
        return None

    def _by_lorry(self, stay: _Stay) -> bool:
        """Return whether a lorry takes the goods over a border: a box brought to a terminal needs no carnet."""
        return self.question.equipment.text("kind") == "trailer" or stay.entry is not None

    # Carriage ---------------------------------------------------------------------------------------------------

    def _carriage(self, legs: Sequence[Draft], days: Sequence[date]) -> Iterator[tuple[Carriage, Row]]:
        first = True
        for run, row, alone in self._covered(legs, days):
            start = self._name(legs[run[0]].start) or self.question.origin.stop.name
            end = self._name(legs[run[-1]].end) or self.question.destination.stop.name
            made = Carriage(
                f"{row.text('name')} or a national note" if alone else row.text("name"),
                start,
                end,
                tuple(k + 1 for k in run),
                row.text("issuer"),
                "" if first else start,
                row.text("act"),
                row.text("verify"),
                row.items("source"),
                row.text("grade"),
            )
            yield made, row
            first = False

    def _covered(self, legs: Sequence[Draft], days: Sequence[date]) -> Iterator[tuple[list[int], Row, bool]]:
        """Yield legs in a row with the document that covers the most of them, and whether they stay in one country."""
        for run in self._runs(legs):
            rest = run
            while rest:
                for most in range(len(rest), 0, -1):
                    part = rest[:most]
                    countries = list(dict.fromkeys(c for k in part for c in legs[k].countries or self._ends(legs[k])))
                    modes = {legs[k].mode for k in part}
                    row = self._carriage_row(modes, countries, days[part[0]], whole=most > 1)
                    if row is not None:
                        yield part, row, len(countries) == 1 and modes <= {"road", "rail"}
                        break
                rest = rest[most:]

    def _runs(self, legs: Sequence[Draft]) -> list[list[int]]:
        """Return legs that one document may cover: rail with wagon ferries, road with ferries, one ship or aircraft."""
        runs: list[list[int]] = []
        for number, leg in enumerate(legs):
            if runs:
                before = {legs[k].mode for k in runs[-1]} | {leg.mode}
                if before <= RAILS or before <= ROADS:
                    runs[-1].append(number)
                    continue
            runs.append([number])
        return runs

    def _carriage_row(self, modes: set[str], countries: Sequence[str], day: date, *, whole: bool) -> Row | None:
        """Return the document of a run; one that knows no countries covers rails leg by leg only."""
        for row in self._documents("carriage", day):
            if whole and modes <= RAILS and not row.items("countries"):
                continue
            held = self._lands[row]
            if modes <= set(row.items("modes") or modes) and all(c in held for c in countries):
                return row
        return None

    # Borders ----------------------------------------------------------------------------------------------------

    def _borders(self, legs: Sequence[Draft], days: Sequence[date]) -> Iterator[tuple[Crossing, list[Row]]]:
        for crossing, mode, day in self._crossed(legs, days):
            zones = [self.unions.get(c, c) for c in (crossing.from_country, crossing.to_country)]
            if zones[0] == zones[1]:
                continue
            found = [
                row
                for row in self._documents("border", day)
                if (not row.items("modes") or mode in row.items("modes"))
                and crossing.to_country in self._lands[row]
                and crossing.from_country in self._left[row]
            ]
            # Of rows that ask for the same paper the first one counts.
            yield crossing, list({row.text("name").split(" in ICS2")[0]: row for row in reversed(found)}.values())[::-1]

    def _crossed(self, legs: Sequence[Draft], days: Sequence[date]) -> Iterator[tuple[Crossing, str, date]]:
        for leg, day in zip(legs, days, strict=True):
            if leg.mode in AFLOAT:
                start, end = self._ends(leg)[0], self._ends(leg)[-1]
                if start != end:
                    yield Crossing(leg.end, leg.mode, start, end, None, open=True), leg.mode, day
            for crossing in leg.crossings:
                yield crossing, leg.mode, day

    def _documents(self, kind: str, day: date) -> Iterator[Row]:
        for row in self.documents:
            if row.text("kind") == kind and _in_force(row, day) and self._means(row):
                yield row

    def _means(self, row: Row) -> bool:
        if row.flag("dangerous") and self.question.consignment.un is None:
            return False
        prefixes = row.items("hs")
        return not prefixes or any(c.startswith(p) for c in self.codes for p in prefixes)

    # ------------------------------------------------------------------------------------------------------------

    def _ends(self, leg: Draft) -> tuple[str, ...]:
        nodes = self.builder.nodes
        start = nodes[leg.start].text("country") if leg.start else self.question.origin.stop.country
        end = nodes[leg.end].text("country") if leg.end else self.question.destination.stop.country
        return tuple(dict.fromkeys((start, end)))

    def _name(self, node: str) -> str:
        return self.builder.nodes[node].text("name") if node else ""

    def _day(self, hours: Floats) -> date:
        return (self.builder.clock.ready + timedelta(hours=median_h(hours))).date()


def _lands(network: Network, column: str) -> dict[Row, Countries]:
    """Return the countries that each row of the tables of papers has in a column."""
    return network.kept(("lands", column), lambda: _read_lands(network, column))


def _read_lands(network: Network, column: str) -> dict[Row, Countries]:
    groups = network.settings.get("groups", {})
    rows = (*network.rows("regimes"), *network.rows("documents"))
    return {row: countries_of(row.items(column), groups) for row in rows if column in row.cells}


def _goes_on(before: _Stay, stay: _Stay) -> bool:
    if before.row is None or stay.row is None or before.row.text("regime") != stay.row.text("regime"):
        return False
    reach = before.row.text("goes_on")
    return reach == "land and sea" or (reach == "land" and not stay.after_sea)


def _regime(clerk: Clerk, stay: _Stay, following: _Stay | None) -> Regime:
    row = stay.row
    hours, share = None, None
    if stay.entry is not None and stay.entry.border is not None:
        hours = sum(piece.mean for piece in crossing_pieces(clerk.builder.figures, stay.entry))
        duration = clerk.builder.network.get("durations", stay.entry.border.text("duration"))
        share = duration.maybe("hold_share")
    last = (stay.joined or [stay])[-1]
    end = last.end or (following.start if following is not None else clerk.question.destination.stop.name)
    if row is None:
        name = f"not known for {', '.join(stay.countries)}"
        return Regime(name, tuple(stay.countries), stay.start, end, tuple(stay.modes), "", "", "", "", "", "", "",
                      hours, share, None, None, (), "assumed")  # fmt: skip
    return Regime(
        regime=row.text("regime"),
        territory=tuple(dict.fromkeys(stay.countries)),
        start=stay.start,
        end=end,
        modes=tuple(stay.modes),
        paper=row.text("paper"),
        issuer=row.text("issuer"),
        guarantee=row.text("guarantee"),
        guarantor=row.text("guarantor"),
        amount=row.text("amount"),
        act=row.text("act"),
        verify=row.text("verify"),
        hours=hours,
        hold_share=share,
        since=row.day("from"),
        until=row.day("to"),
        sources=tuple(dict.fromkeys([*row.items("source"), *(last.row.items("source") if last.row else ())])),
        grade=row.text("grade"),
    )


def _made(rows: Iterable[Row]) -> tuple[Document, ...]:
    return tuple(
        Document(
            r.text("name"), r.text("issuer"), r.text("when"), r.text("act"), r.text("verify"), r.day("from"),
            r.day("to"), r.items("source"), r.text("grade"),
        )
        for r in rows
    )  # fmt: skip


def _in_force(row: Row, day: date) -> bool:
    first, last = row.day("from"), row.day("to")
    return (first is None or first <= day) and (last is None or day <= last)
