"""The chance to replan as plan/1 tells it."""

from __future__ import annotations

from typing import Any

from transcaspia.planning.model import Diversion, Recourse
from transcaspia.planning.plain import band, number, stop


def recourse_document(recourse: Recourse | None) -> dict[str, Any] | None:
    """
    Return what the chance to replan is worth as numbers, texts and lists.

    Parameters
    ----------
    recourse
        Its worth; None where nobody asked.

    Returns
    -------
    dict | None
        The document; `null` in JSON where nobody asked.
    """
    if recourse is None:
        return None
    return {
        "share": number(recourse.share, 4),
        "asked_share": number(recourse.asked_share, 4),
        "saving": {**_saving(recourse), "generalised_usd_error": number(recourse.error_generalised_usd, 2)},
        "duration_h": {**band(recourse.duration_h), "mean": number(recourse.duration_h.mean)},
        "cost_usd": {**band(recourse.cost_usd), "mean": number(recourse.cost_usd.mean)},
        "generalised_cost_usd": {
            **band(recourse.generalised_cost_usd), "mean": number(recourse.generalised_cost_usd.mean),
        },
        "terms": {
            "late_h": recourse.late_h,
            "papers_h": recourse.papers_h,
            "papers_usd": recourse.papers_usd,
            "unused_share": recourse.unused_share,
        },
        "diversions": [
            {
                "at": stop(d.at),
                "why": d.why,
                "what": d.what,
                "share": number(d.share, 4),
                "saving": _saving(d),
                "corridor": d.corridor,
                "onto": [{"mode": mode, "service": service or None, "to": to} for mode, service, to in d.onto],
            }
            for d in recourse.diversions
        ],
    }  # fmt: skip


def _saving(of: Recourse | Diversion) -> dict[str, float]:
    return {
        "hours": number(of.saving_h, 2),
        "usd": number(of.saving_usd, 2),
        "generalised_usd": number(of.saving_generalised_usd, 2),
    }
