"""The heavy answers are those of the library, and can be given by any process."""

import json
import pickle

import pytest

from tiny_network import TINY
from transcaspia.errors import InputError, UnknownIdError
from transcaspia.planning.document import to_document
from transcaspia.planning.plan import plan
from transcaspia.planning.query import read_query
from transcaspia.server.work import KINDS, answer

ASKED = {"origin": "PLORI", "destination": "KZDST", "depart": "2025-10-01", "draws": 200}


def test_a_plan_is_that_of_the_library(tiny):
    assert json.loads(answer("plan", ASKED, str(TINY))) == to_document(plan(tiny, *read_query(tiny, ASKED)))


def test_a_what_if_holds_both_answers():
    told = json.loads(answer("what_if", {"query": ASKED, "close": ["KZPRT"]}, str(TINY)))
    assert told["before"] == json.loads(answer("plan", ASKED, str(TINY)))
    assert told["after"] == json.loads(answer("plan", {**ASKED, "avoid": ["KZPRT"]}, str(TINY)))


def test_errors_cross_the_border_of_a_process():
    for wrong, kind in (({**ASKED, "units": 0}, InputError), ({**ASKED, "unit": "99XX"}, UnknownIdError)):
        with pytest.raises(kind) as found:
            answer("plan", wrong, str(TINY))
        again = pickle.loads(pickle.dumps(found.value))  # noqa: S301 our own
        assert type(again) is kind
        assert str(again) == str(found.value)


def test_an_unknown_kind_names_those_there_are():
    with pytest.raises(InputError) as found:
        answer("plann", ASKED)
    assert all(kind in str(found.value) for kind in KINDS)
