"""Incoterms by hand: up to where the seller pays, and where the risk passes."""

from __future__ import annotations

from typing import Any

import pytest

from transcaspia.network.model import Network
from transcaspia.planning.incoterm import TERMS, in_words, payers, read_incoterm
from transcaspia.planning.model import PlanParams

from .asking import ask

ENDS = ["PLORI", "PLBRD", "KZDST"]


def paid(network: Network, text: str) -> tuple[str, ...]:
    """Return who pays the two legs from Orin by Brod to Dala."""
    term = read_incoterm(text, network)
    return payers(term, ENDS, frozenset({term.place.id}), "KZDST")


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("EXW Orin", ("buyer", "buyer")),
        ("FCA Orin", ("buyer", "buyer")),
        ("FCA Brod", ("seller", "buyer")),
        ("DAP Brod", ("seller", "buyer")),
        ("CPT Dala", ("seller", "seller")),
        ("DDP Dala", ("seller", "seller")),
        ("FOB Liman", ()),
    ],
)
def test_who_pays_which_leg(tiny: Network, text: str, who: tuple[str, ...]) -> None:
    assert paid(tiny, text) == who


def test_a_way_that_does_not_stop_at_the_place_says_so(tiny: Network) -> None:
    term = read_incoterm("FOB Liman", tiny)
    assert "does not pass Liman" in in_words(term, ())


def test_the_eleven_terms() -> None:
    assert len(set(TERMS)) == 11


def test_cip_passes_the_risk_early_and_insures(tiny: Network) -> None:
    words = in_words(read_incoterm("CIP Dala", tiny), ("seller", "seller"))
    assert "risk passes" in words
    assert "first carrier" in words
    assert "insures" in words


def test_the_plan_tells_who_pays(tiny: Network) -> None:
    options: dict[str, Any] = {"unit": "40GP", "incoterm": "FCA Orin"}
    answer = ask(tiny, **options, params=PlanParams(draws=200))
    for way in answer.itineraries:
        assert way.terms.startswith("FCA Orin")
        assert {leg.paid_by for leg in way.legs} == {"buyer"}


def test_a_group_takes_the_trains_on_request(tiny: Network) -> None:
    alone = ask(tiny, unit="40GP", params=PlanParams(draws=200, modes=("rail",)))
    group = ask(tiny, unit="40GP", shipment="group", params=PlanParams(draws=200, modes=("rail",), front=True))
    assert not any(leg.service == "kz-block" for w in alone.itineraries for leg in w.legs)
    assert any("gather the group" in line for line in group.not_checked)
