"""Skims as a sheet: a row for each pair of places."""

from __future__ import annotations

import csv
import io
import math
from typing import TYPE_CHECKING, Any

from transcaspia.planning.skims import MEASURES

if TYPE_CHECKING:
    from transcaspia.planning.skims import Skims

_DIGITS = {"hours": 1, "cost_usd": 0, "co2e_kg": 1, "generalised_cost_usd": 0}


def skims_csv(found: Skims) -> str:
    """
    Return skims as a sheet.

    Parameters
    ----------
    found
        What `skim` gave.

    Returns
    -------
    str
        CSV with a heading; the figures of a pair without a way are blank, and a place and itself have no row.
    """
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(["origin", "destination", *MEASURES, "proved"])
    for row, origin in enumerate(found.origins):
        for column, destination in enumerate(found.destinations):
            if origin != destination:
                cells = [_cell(float(getattr(found, name)[row, column]), _DIGITS[name]) for name in MEASURES]
                proved = "yes" if found.proved[row, column] else "no"
                writer.writerow([origin, destination, *cells, proved])
    return file.getvalue()


def skims_document(found: Skims) -> dict[str, Any]:
    """
    Return skims as a document of numbers, texts and lists, without NaN.

    Parameters
    ----------
    found
        What `skim` gave.

    Returns
    -------
    dict
        `pairs` as rows of the sheet; the figures of a pair without a way are null.
    """
    return {
        "pairs": [
            {
                "origin": origin,
                "destination": destination,
                **{name: _figure(float(getattr(found, name)[row, column]), _DIGITS[name]) for name in MEASURES},
                "proved": bool(found.proved[row, column]),
            }
            for row, origin in enumerate(found.origins)
            for column, destination in enumerate(found.destinations)
            if origin != destination
        ]
    }


def _figure(value: float, digits: int) -> float | None:
    return None if math.isnan(value) else round(value, digits)


def _cell(value: float, digits: int) -> str:
    return "" if math.isnan(value) else f"{value:.{digits}f}"
