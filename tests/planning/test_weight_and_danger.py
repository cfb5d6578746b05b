"""The weakest leg's mass limit and dangerous goods, by hand."""

from __future__ import annotations

import pytest
from tests.tiny_network import Copy

from transcaspia.network.model import Network
from transcaspia.planning.dangerous import _means
from transcaspia.planning.model import PlanParams
from transcaspia.planning.weight import limited_by

from .asking import ask

QUICK = PlanParams(draws=200, front=True)


def test_the_unit_itself_limits_where_nothing_takes_less(tiny_copy: Copy) -> None:
    rows = tiny_copy.read("vehicles")
    tiny_copy.write("vehicles", [{**row, "max_gross_t": "94"} for row in rows])
    for way in ask(tiny_copy.load(), unit="40GP", params=QUICK).itineraries:
        assert way.weight_limit is not None
        assert (way.weight_limit.leg, way.weight_limit.payload_t) == (None, 26.6)
        assert way.limited_by is None


def test_the_weakest_vehicle_is_named(tiny_copy: Copy) -> None:
    """A feeder that takes 28 t gross leaves 28 - 3.8 = 24.2 t of goods."""
    rows = tiny_copy.read("vehicles")
    most = {"feeder": "28"}
    tiny_copy.write("vehicles", [{**row, "max_gross_t": most.get(row["id"], "94")} for row in rows])
    ways = ask(tiny_copy.load(), unit="40GP", params=PlanParams(draws=200, via=("feeder",))).itineraries
    assert ways
    for way in ways:
        limit = way.weight_limit
        assert limit is not None
        assert limit.leg is not None
        assert way.legs[limit.leg].mode == "sea"
        assert limit.payload_t == pytest.approx(24.2)
        assert "24.2 t" in (limited_by(limit, "40GP") or "")


@pytest.mark.parametrize(
    ("rule", "classes", "means"),
    [
        (("2",), ("2.1",), True), (("2.1",), ("2.2",), False), (("1",), ("1.4S",), True), (("1.1",), ("1.1D",), True),
        (("3",), ("6.1", "3"), True), (("4",), ("4.3",), True), (("1",), ("3",), False), ((), ("9",), True),
    ],
)  # fmt: skip
def test_a_class_holds_its_divisions(rule: tuple[str, ...], classes: tuple[str, ...], *, means: bool) -> None:
    assert _means(rule, classes) is means


def test_a_ship_refuses_what_its_rule_means(tiny: Network) -> None:
    over = PlanParams(draws=200, modes=("rail", "sea"), via=("feeder",))
    assert ask(tiny, unit="40GP", un="1993", params=over).itineraries
    refused = ask(tiny, unit="40GP", un="0081", params=over)
    assert refused.empty
    assert any("ships take none" in r.why and "UN 0081" in r.why for r in refused.refused)


def test_what_a_leg_asks_is_told_and_an_unknown_number_too(tiny: Network) -> None:
    known = ask(tiny, unit="40GP", un="1993", params=QUICK)
    assert all(
        "both entries on the note" in w.dangerous for w in known.itineraries if any(x.mode == "rail" for x in w.legs)
    )
    assert any("UN 1993" in line and "verify" in line for line in known.not_checked)
    unknown = ask(tiny, unit="40GP", un="3999", params=QUICK)
    assert any("UN 3999 is not among" in line for line in unknown.not_checked)
    assert all(w.dangerous == () for w in unknown.itineraries)
