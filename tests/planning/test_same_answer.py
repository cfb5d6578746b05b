"""An answer does not depend on what was asked before it."""

from datetime import date

from transcaspia import load_network, make_consignment, plan
from transcaspia.network.model import Network
from transcaspia.planning.document import to_document

QUESTIONS = [
    ("Łódź", "Almaty", date(2025, 10, 2), {"unit": "40HC"}),
    ("Almaty", "Gdańsk", date(2025, 10, 20), {"unit": "40HC", "units": 3}),
    ("Łódź", "Almaty", date(2025, 10, 21), {"cargo": "pharmaceuticals", "unit": "40RF"}),
]
"""Three of one period without a turn of the data: they share rows, prices and lines."""


def test_an_answer_is_the_same_after_other_questions_of_its_period_as_in_a_fresh_network() -> None:
    warm = load_network()
    answers = [to_document(plan(warm, make_consignment(warm, *ends, day, **more))) for *ends, day, more in QUESTIONS]
    again = [to_document(plan(warm, make_consignment(warm, *ends, day, **more))) for *ends, day, more in QUESTIONS]
    assert answers == again
    fresh: Network = load_network()
    *ends, day, more = QUESTIONS[-1]
    assert to_document(plan(fresh, make_consignment(fresh, *ends, day, **more))) == answers[-1]
