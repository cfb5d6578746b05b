"""Under which law a carrier answers for goods lost or damaged, and up to how much, by document of carriage."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING

from transcaspia.units import KG_PER_T

if TYPE_CHECKING:
    from transcaspia.planning.model import Carriage

_FILE = "liability.csv"
_NATIONAL = " or a national note"


@dataclass(frozen=True, slots=True)
class Liability:
    """
    The liability of a carrier.

    Attributes
    ----------
    regime
        Convention or rules.
    limit
        Limit in words.
    most_sdr
        Limit for the goods of a consignment, SDR; None where it does not go by the kg.
    national
        True where the law of one country may hold instead, for the stretch does not leave it.
    sources, grade, note
        On what it rests, and what is to be known of it.
    """

    regime: str
    limit: str
    most_sdr: float | None
    national: bool
    sources: tuple[str, ...]
    grade: str
    note: str


def liability_of(carriage: Carriage, goods_t: float) -> Liability | None:
    """
    Return the liability under a document of carriage.

    Parameters
    ----------
    carriage
        The document.
    goods_t
        Goods of the consignment, t.

    Returns
    -------
    Liability | None
        None for a document of which nothing is known here.
    """
    name = carriage.document.removesuffix(_NATIONAL)
    row = _table().get(name)
    if row is None:
        return None
    per_kg = float(row["limit_sdr_kg"]) if row["limit_sdr_kg"] else None
    return Liability(
        row["regime"], row["limit"], None if per_kg is None else per_kg * goods_t * KG_PER_T,
        name != carriage.document, tuple(row["source"].split(";")), row["grade"], row["note"],
    )  # fmt: skip


@lru_cache(maxsize=1)
def _table() -> dict[str, dict[str, str]]:
    text = resources.files("transcaspia.report").joinpath("data", _FILE).read_text(encoding="utf-8")
    return {row["document"]: row for row in csv.DictReader(text.splitlines())}
