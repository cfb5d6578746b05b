"""Names of a query and of price lines, apart from what plans: a server knows them before numpy is read."""

from __future__ import annotations

GOODS = (
    "known_on", "cargo", "hs", "un", "unit", "units", "payload_t", "gross_t", "value_usd", "incoterm", "owner",
    "shipment", "deadline", "packages", "drivers",
)  # fmt: skip
"""Names that `make_consignment` takes as they are."""
HOW = {
    "max": "max_itineraries", "epsilon": "epsilon", "front": "front", "draws": "draws", "seed": "seed",
    "not_seen_running": "not_seen_running", "factor_strength": "factor_strength", "grouped": "grouped",
    "balanced": "balanced", "tariff_class": "tariff_class", "recourse": "recourse",
}  # fmt: skip
"""Names of parameters, and what `PlanParams` calls them."""
LISTS = ("via", "avoid", "modes")
"""Parameters that are lists."""
ECHOED = ("origin_name", "destination_name", "price_year", "carrier_given")
"""What an answer echoes for the reader only; asked again, it changes nothing but for `carrier_given`."""

NAMES = frozenset({"origin", "destination", "depart", "temp_c", "carrier", "between", *GOODS, *HOW, *LISTS, *ECHOED})
"""Every name of a query."""

LINES = (
    "origin", "main_run", "destination", "surcharges", "equipment", "storage", "demurrage", "detention", "guarantee",
    "insurance", "margin", "customs",
)  # fmt: skip
"""Kinds of price lines, in the order of a sheet."""
