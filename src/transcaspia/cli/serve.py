"""`transcaspia serve`."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from transcaspia.cli import output
from transcaspia.cli.plan import NetworkFolder

SHUTDOWN_S = 10
"""Seconds for which answers under way are waited for when the server is stopped."""


def serve(  # numpydoc ignore=PR01
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port to listen on; 0 takes a free one.")] = 8000,
    database_url: Annotated[
        str | None,
        typer.Option(metavar="URL", help="Store, as sqlite:///FILE or postgresql://… Default: a file of this user."),
    ] = None,
    workers: Annotated[
        int | None, typer.Option(min=1, max=64, help="Processes that plan. Default: one for each core.")
    ] = None,
    network: NetworkFolder = None,
) -> None:
    """Answer over HTTP, and show the page, until interrupted."""
    import uvicorn

    from transcaspia.server.app import create_app
    from transcaspia.server.settings import Settings

    settings = Settings(host=host, port=port, database_url=database_url, network=network, workers=workers or _cores())
    app = create_app(settings)
    output.say(f"Transcaspia listens on http://{host}:{port}; stop it with Ctrl-C.")
    uvicorn.run(app, host=host, port=port, log_level="warning", timeout_graceful_shutdown=SHUTDOWN_S)


def _cores() -> int:
    """Return the cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
