"""Finding places by name."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel

from transcaspia.server.routes.status import Shared

router = APIRouter(tags=["places"])


class FoundPlace(BaseModel):
    """A place and how well its name fits."""

    id: str
    name: str
    country: str
    lon: float
    lat: float
    population: int | None
    score: float


@router.get("/places")
def places(
    state: Shared,
    q: Annotated[str, Query(min_length=1, max_length=200, examples=["Łódź"])],
    limit: Annotated[int, Query(ge=1, le=50)] = 10,
) -> list[FoundPlace]:
    """Find places by name in any spelling or by code, the likeliest first."""
    from transcaspia.network.places import search_places

    return [
        FoundPlace(
            id=place.id, name=place.name, country=place.country, lon=place.lon, lat=place.lat,
            population=place.population or None, score=round(score, 3),
        )
        for place, score in search_places(q, state.network, limit)
    ]  # fmt: skip
