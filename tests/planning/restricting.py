"""Rows of the restrictions table for the toy network."""

from __future__ import annotations

import csv

from tiny_network import Copy
from transcaspia.network.model import Network
from transcaspia.network.tables import table

COLUMNS = [column.name for column in table("restrictions").columns]


def restricted(copy: Copy, *rows: dict[str, str]) -> Network:
    """Return the toy network with restrictions; a row needs no more than what it tells."""
    given = [
        {"id": f"r{k}", "name": f"rule {k}", "effect": "forbidden", "source": "TOY", "grade": "published", **row}
        for k, row in enumerate(rows, start=1)
    ]
    with copy.path("restrictions").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(given)
    return copy.load()
