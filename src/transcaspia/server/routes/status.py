"""Whether the server is ready, and what it answers from."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from pydantic import Field

from transcaspia import __version__
from transcaspia.server.answers import Answer
from transcaspia.server.state import State

router = APIRouter(tags=["status"])


async def shared(request: Request) -> State:
    """
    Return what the routes share.

    Parameters
    ----------
    request
        The request.

    Returns
    -------
    State
        What its application holds.
    """
    found: State = request.app.state.shared
    return found


Shared = Annotated[State, Depends(shared)]


class Period(Answer):
    """A period."""

    first: date = Field(alias="from")
    last: date = Field(alias="to")


class NetworkStatus(Answer):
    """The network that the answers rest on."""

    id: str
    title: str
    sha256: str
    """Hash of its tables; every plan names it."""
    date: date
    """Day of its edition."""
    date_range: Period
    """Days that its data cover."""


class Workers(Answer):
    """Processes that plan."""

    workers: int
    ready: int
    """Those that are warm."""
    busy: int
    waiting: int
    """Requests that wait for one."""


class Status(Answer):
    """State of the server."""

    version: str
    ready: bool
    """Whether the network is loaded."""
    warm: bool
    """Whether the kernels are compiled; until then the first plan waits for them."""
    network: NetworkStatus | None
    """Null until it is loaded, or where the data folder was broken from the start."""
    edits: int
    """Edits of the data folder that were taken up since the start."""
    workers: Workers | None
    """Null where plans are made in the process of the server."""
    jobs: dict[str, int] | None
    """How many jobs are in each state; null while the store was not needed yet, or is not to be had."""
    problem: str | None
    """What is wrong with the data folder as it stands; the answers rest on what was good before."""


@router.get("/status")
def status(state: Shared) -> Status:
    """Say whether the server is ready, and what it answers from."""
    held = state.data.loaded
    network = None if held is None else NetworkStatus.model_validate(
        {
            "id": held.id, "title": held.title, "sha256": held.sha256, "date": held.edition,
            "date_range": {"from": held.data_from, "to": held.data_to},
        }
    )  # fmt: skip
    return Status(
        version=__version__, ready=held is not None, warm=state.warm, network=network, edits=state.data.edits,
        problem=state.data.problem, workers=None if state.pool is None else Workers(**state.pool.state),
        jobs=state.counted,
    )  # fmt: skip
