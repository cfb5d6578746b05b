"""What an answer echoes can be asked again, with the same answer."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transcaspia.errors import InputError
from transcaspia.planning.consignment import make_consignment
from transcaspia.planning.document import to_document
from transcaspia.planning.model import PlanParams
from transcaspia.planning.names import ECHOED, NAMES
from transcaspia.planning.plan import plan
from transcaspia.planning.query import read_query

ASKED = {"origin": "PLORI", "destination": "KZDST", "depart": "2025-10-01", "draws": 200}


@settings(max_examples=25)
@given(
    payload_t=st.none() | st.floats(0.1, 20.0),
    units=st.none() | st.integers(1, 3),
    carrier=st.none() | st.just("KZ"),
    deadline=st.none() | st.just("2025-12-01"),
    avoid=st.sampled_from([(), ("AZ",), ("plbrd",)]),
    seed=st.integers(0, 5),
)
def test_an_echo_asks_the_same(tiny, payload_t, units, carrier, deadline, avoid, seed):
    consignment = make_consignment(
        tiny, "PLORI", "KZDST", "2025-10-01", payload_t=payload_t, units=units, carrier=carrier, deadline=deadline
    )
    params = PlanParams(draws=200, avoid=avoid, seed=seed)
    first = to_document(plan(tiny, consignment, params))
    again, how = read_query(tiny, first["query"])
    assert again == consignment
    assert to_document(plan(tiny, again, how)) == first


def test_every_name_of_an_echo_is_one_of_a_query(tiny):
    echoed = to_document(plan(tiny, *read_query(tiny, ASKED)))["query"]
    assert set(echoed) == NAMES
    assert set(ECHOED) <= NAMES


def test_what_is_null_takes_its_default(tiny):
    assert read_query(tiny, {**ASKED, "unit": None, "via": None}) == read_query(tiny, ASKED)


def test_between_is_read_back(tiny):
    asked = {**ASKED, "between": [["PLORI"], ["KZDST"]]}
    assert read_query(tiny, asked)[1].between == (("PLORI",), ("KZDST",))


def test_the_clock_of_an_instant_is_kept(tiny):
    asked = read_query(tiny, {**ASKED, "depart": "2025-09-30T22:00:00+00:00"})
    assert asked[0].depart == read_query(tiny, ASKED)[0].depart


@pytest.mark.parametrize(
    ("query", "named"), [({**ASKED, "unti": "40HC"}, "unti"), ({"origin": "PLORI", "depart": "2025-10-01"}, "destin")]
)
def test_a_wrong_query_is_named(tiny, query, named):
    with pytest.raises(InputError, match=named):
        read_query(tiny, query)
