"""Whether the server is ready, and what it answers from."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel

from transcaspia import __version__
from transcaspia.server.state import State

router = APIRouter(tags=["status"])


def shared(request: Request) -> State:
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


class Status(BaseModel):
    """State of the server."""

    version: str
    warm: bool
    """Whether the kernels are compiled; until then the first plan waits for them."""


@router.get("/status")
def status(state: Shared) -> Status:
    """Say whether the server is ready."""
    return Status(version=__version__, warm=state.warm)
