"""The chance to replan in words."""

from __future__ import annotations

from dataclasses import replace

from planning.asking import ask
from transcaspia.network.model import Network
from transcaspia.planning.model import Band, Diversion, PlanParams, Recourse, Stop
from transcaspia.report.recourse import recourse_text
from transcaspia.report.text import Look

BAND = Band(1.0, 2.0, 3.0, 2.0)
TURN = Diversion(
    Stop("PLBRD", "Brod", "PL", 25.0, 52.0), "shut", "the border at Brod", 0.004, 60.0, -1250.0, 900.0, "south",
    (("road", "", "Sud"), ("rail", "Sud-Dala train", "Dala")),
)  # fmt: skip
WORTH = Recourse(0.004, 0.2, 0.24, -5.0, 3.6, 0.5, BAND, BAND, BAND, 24.0, 24.0, 215.0, 1.0, (TURN,))


def test_it_is_told_for_each_way_with_where_and_onto_what(tiny: Network) -> None:
    answer = ask(tiny, unit="40GP")
    assert recourse_text(answer, Look()) == ""
    ways = tuple(replace(i, recourse=replace(WORTH, diversions=(TURN,) * n)) for n, i in enumerate(answer.itineraries))
    text = " ".join(recourse_text(replace(answer, itineraries=ways), Look()).split())
    assert "24 h and 215 USD for new papers, and 100% of the carriage that was booked next is lost" in text
    assert "no one replans in any of the runs (20% have reason to)" in text
    assert "one replans in 0.4% of the runs" in text
    assert "0.4% at Brod (shut: the border at Brod): by lorry to Sud then Sud-Dala train to Dala" in text
    assert "2.5 days earlier and 1,250 USD dearer" in text


def test_the_terms_are_those_of_the_answer(tiny: Network) -> None:
    answer = ask(tiny, unit="40GP", params=PlanParams(draws=300, recourse=True))
    text = recourse_text(answer, Look())
    assert text.count("Way ") == len(answer.itineraries)
    assert "215 USD" in text
