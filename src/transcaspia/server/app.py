"""The application: routes over the same functions as the command line."""

from __future__ import annotations

import threading
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from fastapi import FastAPI

from transcaspia import __version__
from transcaspia.server.errors import handle_errors
from transcaspia.server.guard import Guard
from transcaspia.server.openapi import describe
from transcaspia.server.routes import (
    jobs,
    network,
    own,
    page,
    places,
    plan,
    records,
    register,
    reports,
    status,
    validate,
)
from transcaspia.server.state import State

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from transcaspia.server.settings import Settings

PREFIX = "/api/v1"


def create_app(settings: Settings) -> FastAPI:
    """
    Return the application of a server; it answers at once and warms its kernels in the background.

    Parameters
    ----------
    settings
        How the server is set up.

    Returns
    -------
    FastAPI
        The application.
    """
    state = State(settings)

    @asynccontextmanager
    async def life(_app: FastAPI) -> AsyncIterator[None]:
        state.data.start()
        state.start()
        threading.Thread(target=state.warm_up, name="warm-up", daemon=True).start()
        yield
        await state.stop()
        state.data.stop()

    app = FastAPI(
        title="Transcaspia", version=__version__, lifespan=life, docs_url=None, redoc_url=None,
        generate_unique_id_function=lambda route: route.name, separate_input_output_schemas=False,
    )  # fmt: skip
    app.state.shared = state
    handle_errors(app)
    for route in (status, places, network, plan, register, reports, validate, own, records, jobs):
        app.include_router(route.router, prefix=PREFIX)
    app.include_router(page.router)
    describe(app)
    app.add_middleware(
        Guard, names=(settings.host, *settings.names), require_key=settings.require_key, keys=state.bearer,
        audit=state.audit,
    )  # fmt: skip
    return app
