"""What a validation is: cases that were observed, what the model says of each, and how good it is."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from transcaspia.planning.model import Band

METRICS = ("time", "cost")
BAND_KINDS = ("single", "tracked", "first_run", "tariff", "market")
"""Kinds that are compared with the median, and that should lie in the band four times in five."""
SHOWN_KINDS = ("announced", "claim")
"""Kinds that are shown and not scored."""
KINDS = ("average", *BAND_KINDS, "showcase", *SHOWN_KINDS)
DEFAULT_KIND = {"time": "single", "cost": "market"}
"""Kind of a case that states none."""
DEFAULT_SHIPMENT = {"first_run": "block"}
"""Form of the shipment of a case that states none, by kind; `single` for the others. A first or test train is a train
of its own. A ceremony is held against the P10 of the regular flow, near which it lies, and so asks for that flow."""
POINT = {"average": "mean", "showcase": "p10"}
"""Figure of the model that a kind is compared with; the median for the others."""


@dataclass(frozen=True, slots=True)
class Case:
    """
    One journey or price that somebody observed, read and checked.

    Attributes
    ----------
    depart
        Day of the first departure.
    via, avoid, modes
        As in the file.
    shipment
        Form of the shipment; a `block` is a chartered train, which no other case may take while regular services run.
    observed, low, high
        Days, or USD of `price_year` for one unit; `observed` is the middle of the range where only a range is given.
    per
        What the money is for, as a share of that of one unit: 1 for a unit, else by the TEU or tonne.
    corridor, direction, source, note
        Of the file, where it has such columns.
    """

    id: str
    origin: str
    destination: str
    depart: date
    unit: str
    via: tuple[str, ...]
    avoid: tuple[str, ...]
    modes: tuple[str, ...]
    metric: str
    observed: float
    low: float | None
    high: float | None
    kind: str
    per: str = "unit"
    price_scope: str = ""
    price_year: int | None = None
    corridor: str = ""
    direction: str = ""
    source: str = ""
    note: str = ""
    shipment: str = "single"


@dataclass(frozen=True, slots=True)
class Outcome:
    """
    What the model says of a case.

    Attributes
    ----------
    model
        Band in days or USD; None where nothing can be planned.
    corridor
        That of the case, else that of the itinerary.
    distance_km, way
        Length of the itinerary, and its services in words; 0 and blank without one.
    status
        `regular`, `on_request` or `not_seen_running`; blank without an itinerary.
    reason
        Why there is no itinerary, or what is to be known of it; blank for nothing.
    """

    case: Case
    model: Band | None
    corridor: str
    distance_km: float
    way: str
    status: str
    reason: str

    @property
    def point(self) -> float | None:
        """Figure of the model that is compared with the observation."""
        if self.model is None:
            return None
        value: float = getattr(self.model, POINT.get(self.case.kind, "p50"))
        return value

    @property
    def error_share(self) -> float | None:
        """Model less observed, as a share of the observed."""
        return None if self.point is None else (self.point - self.case.observed) / self.case.observed

    @property
    def inside(self) -> bool | None:
        """True where the observation lies between P10 and P90."""
        return None if self.model is None else self.model.p10 <= self.case.observed <= self.model.p90

    @property
    def scorable(self) -> bool:
        """True for a kind that is scored; a price also needs its scope and year."""
        if self.case.kind in SHOWN_KINDS:
            return False
        return self.case.metric == "time" or (bool(self.case.price_scope) and self.case.price_year is not None)


@dataclass(frozen=True, slots=True)
class Score:
    """
    How good a group of cases is; None where a figure has no case to rest on.

    Attributes
    ----------
    n
        Cases that are scored and planned.
    mdape, bias
        Median of the error without and with its sign, shares.
    inside_share
        Share inside P10-P90 of the kinds that should lie there four times in five.
    band_width_share
        Median over the same of (P90 - P10) / P50.
    interval_score
        Mean over the same of the interval score for 80 %, in units of the observation.
    rank_correlation
        Spearman's, of predicted and observed km a day, or USD a km.
    missed
        Cases that should be scored and cannot be planned.
    """

    n: int
    mdape: float | None
    bias: float | None
    inside_share: float | None
    band_width_share: float | None
    interval_score: float | None
    rank_correlation: float | None
    missed: int


@dataclass(frozen=True, slots=True)
class Rival:
    """
    A naive baseline beside the model, over the cases for which the baseline has an answer.

    Attributes
    ----------
    baseline, model
        Scores of both over the same cases.
    """

    name: str
    baseline: Score
    model: Score


@dataclass(frozen=True, slots=True)
class LeftOut:
    """
    One corridor left out.

    Attributes
    ----------
    model
        Score of the model on the corridor alone.
    baseline
        Score on it of the mean speed (or price a km) of all other corridors.
    without
        Score of the model on the other corridors.
    """

    corridor: str
    model: Score
    baseline: Score
    without: Score


@dataclass(frozen=True, slots=True)
class Scores:
    """Scores of one metric: of all its cases, by kind, by corridor, beside the baselines."""

    whole: Score
    by_kind: dict[str, Score]
    by_corridor: dict[str, Score]
    rivals: tuple[Rival, ...]
    left_out: tuple[LeftOut, ...]


@dataclass(frozen=True, slots=True)
class Validation:
    """
    The result of `validate`, with what made it.

    Attributes
    ----------
    outcomes
        One for each case, in the order of the file.
    scores
        By metric.
    corridor_names
        Names of the network's corridors by id.
    """

    outcomes: tuple[Outcome, ...]
    scores: dict[str, Scores]
    network_id: str
    network_sha256: str
    network_date: date
    seed: int
    draws: int
    version: str
    corridor_names: dict[str, str] = field(default_factory=dict)
    stats: dict[str, float] = field(default_factory=dict, compare=False)
