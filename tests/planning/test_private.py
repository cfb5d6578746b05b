"""Private bands: the shipped ones without boxes, the user's own with many, and honest in between."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import transcaspia
from transcaspia.planning.milestones import Observed
from transcaspia.planning.model import Band, PlanParams
from transcaspia.planning.private import (
    PRIOR_MOVEMENTS,
    _hours,
    _score,
    bands_document,
    blend,
    private_document,
    refit,
)

BEGIN = datetime(2025, 10, 1, tzinfo=UTC)
SHIPPED = Band(20.0, 40.0, 100.0, 52.0)


def boxes(hours, *, every_days=2.0, key=("run", "A", "B")):
    return [
        Observed(*key, f"X{n}", BEGIN + timedelta(days=n * every_days), float(each)) for n, each in enumerate(hours)
    ]


def drawn(generator, n, shift=0.0):
    """Hours of n movements of a user whose scores lie around `shift`."""
    return _hours(shift + generator.standard_normal(n), SHIPPED)


def test_without_boxes_the_band_is_the_shipped_one():
    assert blend(SHIPPED, []).band == SHIPPED


def test_no_news_is_no_shift():
    """Boxes at the shipped median leave the middle where it is and make the band no wider."""
    found = blend(SHIPPED, boxes([40.0] * 6))
    assert found.band.p50 == pytest.approx(40.0, rel=1e-6)
    assert found.band.p10 > SHIPPED.p10
    assert found.band.p90 < SHIPPED.p90
    assert (found.boxes, found.movements, found.weight) == (6, 6, pytest.approx(0.6))


def test_a_single_box_moves_the_middle_by_its_weight():
    """One box at P90 (score 1.28) of five weights moves the middle to a score of 0.256."""
    found = blend(SHIPPED, boxes([100.0]))
    assert found.weight == pytest.approx(1.0 / (1.0 + PRIOR_MOVEMENTS))
    assert _score(np.array([found.band.p50]), SHIPPED)[0] == pytest.approx(1.2816 / 5.0, abs=1e-3)


def test_many_boxes_rule():
    generator = np.random.default_rng(3)
    own = _hours(0.3 * generator.standard_normal(400) + 1.0, SHIPPED)
    band = blend(SHIPPED, boxes(own)).band
    low, middle, high = np.quantile(own, (0.1, 0.5, 0.9))
    assert band.p50 == pytest.approx(middle, rel=0.05)
    assert band.p10 == pytest.approx(low, rel=0.1)
    assert band.p90 == pytest.approx(high, rel=0.1)


def test_boxes_of_one_train_are_one_witness():
    train = boxes([100.0] * 20, every_days=0.01)
    found = blend(SHIPPED, train)
    assert (found.boxes, found.movements) == (20, 1)
    assert found.band == blend(SHIPPED, boxes([100.0])).band


def test_one_lost_box_does_not_rule():
    calm, lost = [38.0, 41.0, 40.0, 43.0], 3000.0
    assert blend(SHIPPED, boxes([*calm, lost])).band.p50 < 60.0


@given(
    st.lists(st.floats(0.0, 2000.0), min_size=1, max_size=12),
    st.floats(0.0, 50.0),
    st.floats(0.0, 50.0),
    st.floats(0.0, 99.0),
)
def test_a_band_stays_a_band(hours, low, more, most):
    shipped = Band(low, low + more, low + more + most, low + more)
    band = blend(shipped, boxes(hours)).band
    assert 0.0 <= band.p10 <= band.p50 <= band.p90
    assert np.isfinite([band.p90, band.mean]).all()


@given(st.lists(st.floats(1.0, 500.0), min_size=1, max_size=8), st.floats(1.0, 200.0))
def test_slower_boxes_never_make_the_middle_earlier(hours, more):
    before, after = (blend(SHIPPED, boxes(each)).band.p50 for each in (hours, [h + more for h in hours]))
    assert after >= before - 1e-9


@pytest.mark.parametrize("n", [1, 3, 10, 40])
def test_eight_of_ten_new_boxes_fall_into_the_band(n):
    """Users whose mean differs as the prior has it: the next movement of each, held against the band of the first n."""
    generator = np.random.default_rng(n)
    inside = 0
    users = 300
    for _ in range(users):
        spread = 1.0 / np.sqrt(1.0 + 1.0 / PRIOR_MOVEMENTS)
        shift = generator.standard_normal() * spread / np.sqrt(PRIOR_MOVEMENTS)
        own = _hours(shift + spread * generator.standard_normal(n + 1), SHIPPED)
        band = blend(SHIPPED, boxes(own[:n])).band
        inside += band.p10 <= own[-1] <= band.p90
    assert inside / users == pytest.approx(0.8, abs=0.06)


def test_the_blend_beats_both_of_its_parts_for_few_boxes():
    """Mean error of the middle, in scores, of users who differ from the shipped band: blend < own median, shipped."""
    generator = np.random.default_rng(7)
    errors = {"blend": [], "own": [], "shipped": []}
    for _ in range(300):
        shift = generator.standard_normal() * 0.5
        own = drawn(generator, 4, shift)
        middle = blend(SHIPPED, boxes(own)).band.p50
        errors["blend"].append(abs(_score(np.array([middle]), SHIPPED)[0] - shift))
        errors["own"].append(abs(_score(np.array([np.median(own)]), SHIPPED)[0] - shift))
        errors["shipped"].append(abs(shift))
    mean = {name: np.mean(each) for name, each in errors.items()}
    assert mean["blend"] < mean["own"]
    assert mean["blend"] < mean["shipped"]


@pytest.fixture(scope="module")
def answer(tiny):
    consignment = transcaspia.make_consignment(tiny, "Orin", "Dala", "2025-10-06", deadline="2025-12-31")
    return transcaspia.plan(tiny, consignment, PlanParams(draws=400))


def test_a_plan_without_own_boxes_keeps_its_bands(answer):
    for way, itinerary in zip(refit(answer, []), answer.itineraries, strict=True):
        assert way.duration_h == itinerary.duration_h
        assert way.arrival == itinerary.arrival
        assert way.boxes == 0


def test_slow_boxes_make_a_way_later_by_what_its_pieces_move(answer):
    itinerary = next(each for each in answer.itineraries if len(each.legs) > 2)
    leg = itinerary.legs[2]
    slow = leg.run_h.p90 * 1.5
    own = boxes([slow] * 5, key=("run", leg.start.id, leg.end.id))
    way = next(each for each in refit(answer, own) if each.itinerary is itinerary)
    (piece,) = way.pieces
    assert (piece.kind, piece.leg, piece.blend.boxes) == ("run", 2, 5)
    assert way.boxes == 5
    shift = piece.blend.band.mean - leg.run_h.mean
    assert shift > 0.0
    assert way.duration_h.mean == pytest.approx(itinerary.duration_h.mean + shift)
    assert way.duration_h.p50 > itinerary.duration_h.p50
    assert way.arrival.p50 > itinerary.arrival.p50
    assert way.on_time_share is not None
    assert answer.itineraries[0] == refit(answer, own)[0].itinerary


def test_a_stay_is_handling_and_wait_together(answer):
    itinerary = next(each for each in answer.itineraries if len(each.legs) > 2)
    leg = itinerary.legs[2]
    own = boxes([1.0] * 8, key=("stay", leg.start.id, leg.start.id))
    way = next(each for each in refit(answer, own) if each.itinerary is itinerary)
    (piece,) = way.pieces
    assert piece.shipped.mean == pytest.approx(leg.dwell_h.mean + leg.wait_h.mean)
    assert way.duration_h.p50 < itinerary.duration_h.p50


def test_the_document_says_on_how_many_boxes_it_rests(answer):
    itinerary = next(each for each in answer.itineraries if len(each.legs) > 2)
    leg = itinerary.legs[2]
    own = boxes([leg.run_h.p50] * 3, key=("run", leg.start.id, leg.end.id))
    told = private_document(answer, refit(answer, own))
    assert told["rests_on_own_boxes"] is True
    row = next(each for each in told["itineraries"] if each["id"] == itinerary.id)
    assert row["boxes"] == 3
    assert row["pieces"][0]["weight"] == pytest.approx(3 / 7, abs=1e-3)
    assert private_document(answer, refit(answer, []))["rests_on_own_boxes"] is False


def test_bands_of_few_boxes_have_no_quantiles():
    few = bands_document(boxes([10.0, 20.0, 30.0]), {"A": "Alpha"})
    assert few["pieces"][0]["hours"] is None
    assert (few["pieces"][0]["least_h"], few["pieces"][0]["most_h"], few["boxes"]) == (10.0, 30.0, 3)
    assert few["pieces"][0]["from"] == {"id": "A", "name": "Alpha"}
    many = bands_document(boxes(range(1, 12)), {})
    assert many["pieces"][0]["hours"] == {"p10": 2.0, "p50": 6.0, "p90": 10.0}
