"""Short ways to write cases and outcomes."""

from __future__ import annotations

from datetime import date
from typing import Any

from tiny_network import Copy
from transcaspia.planning.model import Band, PlanParams
from transcaspia.validation.model import Case, Outcome

FEW = PlanParams(draws=400)


def case(name: str = "c", **given: Any) -> Case:
    """Return a case of the toy network: from Aylaq to Dala by rail."""
    cells: dict[str, Any] = {
        "origin": "Aylaq", "destination": "Dala", "depart": date(2025, 10, 1), "unit": "40GP", "via": (), "avoid": (),
        "modes": (), "metric": "time", "observed": 2.0, "low": None, "high": None, "kind": "single",
    }  # fmt: skip
    return Case(id=name, **(cells | given))


def outcome(
    observed: float, band: tuple[float, float, float, float] | None = None, *, km: float = 1000.0, **given: Any
) -> Outcome:
    """Return an outcome with a band P10, P50, P90 and mean."""
    corridor = given.pop("corridor", "a")
    model = Band(*band) if band else None
    return Outcome(case(observed=observed, **given), model, corridor, km if band else 0.0, "x", "regular", "")


def fixed(copy: Copy) -> Copy:
    """Leave nothing to chance but the wait for a train: one speed, one price, one duration, no holds and no hazards."""
    for table in ("speeds", "prices", "durations"):
        rows = copy.read(table)
        for row in rows:
            value = row["typical"] or row["high"]
            one = dict.fromkeys(("low", "typical", "high", "least", "most"), value)
            one |= {"statistic": "estimate", "hold_share": "", "hold_h": ""}
            row.update((name, cell) for name, cell in one.items() if name in row)
        copy.write(table, rows)
    return copy.change("hazards", 0, per_year="0")
