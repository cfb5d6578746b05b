"""
Draws: a pure function of (seed, entity, replication), so that every itinerary meets the same world.

Two itineraries that use the same train on the same day have the same luck with it, whatever else differs, and
the result does not depend on the order in which anything is worked out.
"""

from __future__ import annotations

import hashlib
import itertools
import math
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from transcaspia.network.uncertainty import metalog_quantile
from transcaspia.planning.figures import Figure, Piece
from transcaspia.units import HOURS_PER_DAY

Floats = npt.NDArray[np.float64]

_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_MIX_1, _MIX_2 = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
_EDGE = 1e-12


def uniforms(seed: int, entity: str, draws: int) -> Floats:
    """
    Return uniform draws of an entity.

    Parameters
    ----------
    seed
        Seed of the plan.
    entity
        What the draws belong to.
    draws
        Number of replications.

    Returns
    -------
    Floats
        Shape (draws,), within 0 and 1, ends left out.

    References
    ----------
    .. [1] Steele, Lea, Flood (2014), Fast splittable pseudorandom number generators: splitmix64, started from a hash
       of seed and entity.

    Examples
    --------
    >>> bool((uniforms(1, "a", 5) == uniforms(1, "a", 9)[:5]).all())
    True
    """
    start = int.from_bytes(hashlib.blake2b(f"{seed}|{entity}".encode(), digest_size=8).digest(), "little")
    x = np.uint64(start) + np.arange(1, draws + 1, dtype=np.uint64) * _GOLDEN
    x = (x ^ (x >> np.uint64(30))) * _MIX_1
    x = (x ^ (x >> np.uint64(27))) * _MIX_2
    x ^= x >> np.uint64(31)
    found: Floats = ((x >> np.uint64(11)).astype(np.float64) + 0.5) * 2.0**-53
    return found


def normals(seed: int, entity: str, draws: int) -> Floats:
    """
    Return standard normal draws of an entity.

    Parameters
    ----------
    seed
        Seed of the plan.
    entity
        What the draws belong to.
    draws
        Number of replications.

    Returns
    -------
    Floats
        Shape (draws,).
    """
    from scipy.special import ndtri

    found: Floats = ndtri(uniforms(seed, entity, draws))
    return found


@dataclass(frozen=True, slots=True, eq=False)
class Timeline:
    """
    Closures of one cause in every replication.

    Attributes
    ----------
    start_h, end_h
        Closures in hours from the ready time, shape (draws, n), rising and apart; infinite where there are no more.
    recovery_h
        Hours after each end until flows are normal.
    """

    start_h: Floats
    end_h: Floats
    recovery_h: float = 0.0

    def pass_at(self, time_h: Floats) -> Floats:
        """
        Return when a gate is passed.

        Parameters
        ----------
        time_h
            Arrival at the gate in every replication, shape (draws,).

        Returns
        -------
        Floats
            The arrival itself where the gate is open and flows are normal; else the end of the closure and half the
            recovery, which then falls off evenly.
        """
        _, end = self._last(time_h)
        return opened(time_h, end, self.recovery_h)

    def shut_for(self, time_h: Floats) -> Floats:
        """
        Return for how long a gate has been shut.

        Parameters
        ----------
        time_h
            Instant in every replication, shape (draws,).

        Returns
        -------
        Floats
            Hours since the closure began; negative where the gate is open.
        """
        start, end = self._last(time_h)
        return np.where(time_h < end, time_h - start, -1.0)

    def _last(self, time_h: Floats) -> tuple[Floats, Floats]:
        """Return start and end of the last closure that has begun; minus infinity where none has."""
        from transcaspia.planning import _draw_kernels

        found: tuple[Floats, Floats] = _draw_kernels.last_begun(self.start_h, self.end_h, time_h)
        return found


def opened(time_h: Floats, end_h: Floats | float, recovery_h: float) -> Floats:
    """
    Return when a gate is passed whose last closure ends at a time.

    Parameters
    ----------
    time_h
        Arrival, after the start of that closure.
    end_h
        End of the closure.
    recovery_h
        Hours after the end until flows are normal.

    Returns
    -------
    Floats
        Time of passing; an earlier arrival never passes later.
    """
    # Half the recovery remains right after the reopening and falls off evenly, so that no one overtakes.
    since = np.maximum(time_h - end_h, 0.0)
    rest = 0.5 * np.maximum(recovery_h - since, 0.0) if recovery_h > 0.0 else 0.0
    passed: Floats = np.maximum(time_h, end_h) + rest
    return passed


@dataclass(eq=False)
class Draws:
    """
    The draws of one plan, each made when first asked for.

    Attributes
    ----------
    seed, draws
        Seed and number of replications.
    strength
        Multiplier of the shared factors; 0 leaves every figure on its own.
    """

    seed: int
    draws: int
    strength: float = 1.0
    _vectors: dict[tuple[object, ...], Floats] = field(default_factory=dict)
    _timelines: dict[tuple[object, ...], Timeline] = field(default_factory=dict)

    @property
    def nbytes(self) -> int:
        """Memory that the draws take, bytes."""
        lines = sum(line.start_h.nbytes + line.end_h.nbytes for line in self._timelines.values())
        return 8 * self.draws * len(self._vectors) + lines

    def factor(self, name: str) -> Floats:
        """
        Return a shared factor.

        Parameters
        ----------
        name
            Instance of a family, as `congestion.kz`.

        Returns
        -------
        Floats
            Standard normal, shape (draws,).
        """
        key = ("factor", name)
        if key not in self._vectors:
            self._vectors[key] = normals(self.seed, f"factor|{name}", self.draws)
        return self._vectors[key]

    def piece(self, piece: Piece) -> Floats:
        """
        Return the draws of a piece.

        Parameters
        ----------
        piece
            A figure at its place.

        Returns
        -------
        Floats
            Shape (draws,), in the unit of the figure.
        """
        return self.figure(piece.figure, piece.entity) * piece.times

    def figure(self, figure: Figure, entity: str) -> Floats:
        """
        Return the draws of a figure for an entity.

        Parameters
        ----------
        figure
            What is drawn.
        entity
            What the draws belong to.

        Returns
        -------
        Floats
            Shape (draws,).
        """
        # Rows of one id by size or period share their luck and not their figures.
        key = (entity, figure.triple, figure.numbers, figure.loads)
        found = self._vectors.get(key)
        if found is None:
            found = self._vectors[key] = self._draw(figure, entity)
        return found

    def _draw(self, figure: Figure, entity: str) -> Floats:
        if figure.kind == "curve":
            if figure.triple.fixed:
                return np.full(self.draws, figure.typical)
            return metalog_quantile(self._loaded(figure, entity), figure.triple)
        first, second = figure.numbers
        if figure.kind == "hold":
            stopped = self._loaded(figure, entity) > 1.0 - first
            return np.where(stopped, -second * np.log(uniforms(self.seed, f"{entity}|length", self.draws)), 0.0)
        waits = self._waits(figure, entity)
        if not figure.loads or self.strength == 0.0:
            return waits
        # The same waits in another order: long ones where the shared factors are high.
        ordered: Floats = np.sort(waits)[np.argsort(np.argsort(self._latent(figure, entity)))]
        return ordered

    def _waits(self, figure: Figure, entity: str) -> Floats:
        first, second = figure.numbers
        part = uniforms(self.seed, f"{entity}|part", self.draws)
        z = normals(self.seed, f"{entity}|length", self.draws)
        if figure.kind == "headway":
            # The headway into which one arrives is longer than the mean one: length-biased lognormal.
            variance = math.log(1.0 + second**2)
            return part * first * np.exp(0.5 * variance + math.sqrt(variance) * z)
        left = np.maximum(first * part, 1e-9)
        # Wilson and Hilferty's cube for the gamma time of `left` arrivals.
        cube = np.maximum(1.0 - 1.0 / (9.0 * left) + z / (3.0 * np.sqrt(left)), 0.0) ** 3
        filled: Floats = left * cube / second
        return filled

    def _loaded(self, figure: Figure, entity: str) -> Floats:
        if not figure.loads or self.strength == 0.0:
            return uniforms(self.seed, entity, self.draws)
        from scipy.special import ndtr

        u: Floats = np.clip(ndtr(self._latent(figure, entity)), _EDGE, 1.0 - _EDGE)
        return u

    def _latent(self, figure: Figure, entity: str) -> Floats:
        """Return standard normal draws of a figure: something of its own and its share of the shared factors."""
        loads = [(name, strength * self.strength) for name, strength in figure.loads]
        own = math.sqrt(max(0.0, 1.0 - sum(s**2 for _, s in loads)))
        z = own * normals(self.seed, entity, self.draws)
        for name, strength in loads:
            z += strength * self.factor(name)
        return z

    def hazard(
        self, name: str, duration: Figure, rate_h: float, window_h: tuple[float, float], recovery_h: float
    ) -> Timeline:
        """
        Return the closures of a hazard: a Poisson process that stands still while a closure lasts.

        Parameters
        ----------
        name
            Row of the hazards table.
        duration
            How long a closure lasts.
        rate_h
            Events an hour while open.
        window_h
            First and last hour in which one may begin.
        recovery_h
            Hours after reopening until flows are normal.

        Returns
        -------
        Timeline
            Closures in each replication, at infinity where no more come.
        """
        key = ("hazard", name, duration.triple, duration.numbers, duration.loads, rate_h, window_h, recovery_h)
        if key not in self._timelines:
            now = np.full(self.draws, window_h[0])
            starts, ends = [], []
            for number in itertools.count():
                begins = now - np.log(uniforms(self.seed, f"hazard|{name}|open|{number}", self.draws)) / rate_h
                begins = np.where(begins < window_h[1], begins, math.inf)
                starts.append(begins)
                ends.append(begins + self.figure(duration, f"hazard|{name}|length|{number}"))
                if not np.isfinite(begins).any():
                    break
                now = ends[-1]
            self._timelines[key] = Timeline(_by_draw(starts), _by_draw(ends), recovery_h)
        return self._timelines[key]

    def weather(self, basin: str, days: tuple[tuple[float, float], ...]) -> Timeline:
        """
        Return the weather closures of a region.

        Parameters
        ----------
        basin
            Sea whose storms they are: regions of one sea share their draws, so that alike regions shut together.
        days
            Closed share and mean length of a closure in hours, for each day from the ready time.

        Returns
        -------
        Timeline
            An on and off process with exponential spells, in its stationary state at the ready time.
        """
        key = ("weather", basin, days)
        if key not in self._timelines:
            self._timelines[key] = self._draw_weather(basin, days)
        return self._timelines[key]

    def _spell(self, entity: str) -> Floats:
        """Return exponential draws of mean 1 of an entity, kept for like weather of another day."""
        key = ("spell", entity)
        if key not in self._vectors:
            self._vectors[key] = -np.log(uniforms(self.seed, entity, self.draws))
        return self._vectors[key]

    def _draw_weather(self, basin: str, days: tuple[tuple[float, float], ...]) -> Timeline:
        from transcaspia.planning import _draw_kernels

        share, spell = np.ascontiguousarray(np.array(days).T)
        # Expected number of closures up to the start of each day; inverted to find the next one.
        rate = share / (spell * np.maximum(1.0 - share, 1e-6))
        grown = np.concatenate([[0.0], np.cumsum(rate * HOURS_PER_DAY)])
        now = np.where(uniforms(self.seed, f"weather|{basin}|first", self.draws) < share[0], -1.0, 0.0)
        starts, ends = [], []
        for number in itertools.count():
            wait, shut = (self._spell(f"weather|{basin}|{what}|{number}") for what in ("open", "shut"))
            start, end, some = _draw_kernels.closures(now, grown, spell, wait, shut)
            if not some:
                break
            starts.append(start)
            ends.append(end)
            now = np.minimum(end, len(share) * HOURS_PER_DAY)
        never = np.full((self.draws, 1), math.inf)
        return Timeline(_by_draw(starts), _by_draw(ends)) if starts else Timeline(never, never)


def _by_draw(columns: list[Floats]) -> Floats:
    """Return columns side by side, one row for each replication."""
    return np.ascontiguousarray(np.array(columns).T)


_KEPT: dict[tuple[int, int, float], Draws] = {}
_KEPT_MOST = 4
_KEPT_BYTES = 200_000_000
"""Once the draws of a seed take more than so much, they are made anew."""


def draws_of(seed: int, draws: int, strength: float) -> Draws:
    """
    Return the draws of a seed, kept for the next question: they are a pure function of their names and figures.

    Parameters
    ----------
    seed, draws, strength
        As in `Draws`.

    Returns
    -------
    Draws
        The draws; the four sets used last are kept, as far as there is room.
    """
    key = (seed, draws, strength)
    found = _KEPT.pop(key, None)
    if found is None or found.nbytes > _KEPT_BYTES:
        found = Draws(seed, draws, strength)
    _KEPT[key] = found
    while len(_KEPT) > _KEPT_MOST:
        del _KEPT[next(iter(_KEPT))]
    return found
