"""Constants and conversions; the only place where such a factor stands."""

from __future__ import annotations

HOURS_PER_DAY = 24.0
SECONDS_PER_HOUR = 3600.0
EARTH_RADIUS_KM = 6371.0088
GRAMS_PER_KG = 1000.0
KG_PER_T = 1000.0
FEU_IN_TEU = 2.0
"""1 FEU = 2 TEU; TEU is the unit of capacity, FEU only a size of box."""
