"""The columns made for all moves at once are those of each move made alone."""

import numpy as np
import pytest

from transcaspia.network.load import load_network
from transcaspia.network.model import Network
from transcaspia.planning.clock import TENTHS
from transcaspia.planning.consignment import make_consignment
from transcaspia.planning.graph import FREE, STAY, STORE, Builder, Columns, _edges_of
from transcaspia.planning.model import PlanParams
from transcaspia.planning.plan import question_of
from transcaspia.planning.sheet import fill, sheet_of


@pytest.fixture(scope="module")
def shipped() -> Network:
    return load_network()


QUESTIONS = [
    ({"depart": "2025-10-01", "unit": "40HC", "units": 3}, {}),
    ({"depart": "2025-07-14", "cargo": "pharmaceuticals", "unit": "40RF", "units": 2}, {"avoid": ("RU",)}),
    ({"depart": "2024-02-10", "cargo": "grain", "unit": "20GP", "owner": "soc"}, {"modes": ("rail", "sea")}),
    ({"depart": "2025-09-15", "unit": "trailer", "drivers": 2, "carrier": "PL"}, {}),
    ({"depart": "2025-03-03", "un": "1263", "unit": "20GP"}, {}),
    ({"depart": "2023-05-02", "unit": "40HC"}, {"tariff_class": "member"}),
]


@pytest.mark.parametrize(("options", "params"), QUESTIONS)
def test_all_at_once_is_one_by_one(shipped, options, params):
    consignment = make_consignment(shipped, "Łódź", "Almaty", **options)
    builder = Builder(question_of(shipped, consignment, PlanParams(**params)))
    edges = _edges_of(builder.layout)
    at_once, alone = Columns(len(edges)), Columns(len(edges))
    fill(builder, sheet_of(builder), at_once)
    for k, edge in enumerate(edges):
        if edge.move.terminal is None:
            builder._fill(alone, k, edge)
        else:
            change = builder.pay.change(edge.move.terminal)
            hours, variance = sum(p.mean for p in change.pieces), sum(p.variance for p in change.pieces)
            usd = change.charge.figure.mean * change.charge.times if change.charge.figure else 0.0
            kg = sum(part.wtw_kg for part in change.lifts)
            store, tenths = change.storage, round(change.free_h * TENTHS)
            usd_h = store.figure.mean * store.times if store is not None else 0.0
            alone.numbers[k, STORE:STAY] = round(usd_h / TENTHS * 1e6), tenths
            alone.numbers[k, :4] = round(hours * TENTHS), round(variance), round(usd), round(kg)
            alone.blocks[k] = builder.rules.terminal_blocks(edge.move.terminal)
    # Tables and regions are numbered as they come.
    named = [
        [list(c.tables)[n] if n >= 0 else None for n in c.numbers[:, 5]]
        + [c.regions[n] if n >= 0 else None for n in c.numbers[:, 6:8].ravel()]
        for c in (at_once, alone)
    ]
    assert named[0] == named[1]
    assert np.array_equal(at_once.numbers[:, :5], alone.numbers[:, :5])
    assert np.array_equal(at_once.numbers[:, STORE:], alone.numbers[:, STORE:])
    assert (at_once.numbers[:, [STORE, FREE, STAY]] > 0).any(axis=0).all()
    assert np.array_equal(at_once.marks, alone.marks)
    assert at_once.blocks == alone.blocks
    assert {k: g for k, g in at_once.gates.items() if g} == {k: g for k, g in alone.gates.items() if g}
    assert len({tuple(b.kind for b in blocks) for blocks in at_once.blocks}) > 1
