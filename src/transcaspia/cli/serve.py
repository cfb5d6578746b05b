"""`transcaspia serve`."""

from __future__ import annotations

import os
import socket
from typing import Annotated

import typer

from transcaspia.cli import output
from transcaspia.cli.plan import NetworkFolder
from transcaspia.errors import InputError
from transcaspia.server.address import check_address
from transcaspia.server.settings import Settings

SHUTDOWN_S = 10
"""Seconds for which answers under way are waited for when the server is stopped."""
BACKLOG = 2048
"""Connections that may wait to be taken."""
HEADERS_MOST = 32_768
"""Bytes of the headers of a request."""


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
    require_key: Annotated[
        bool, typer.Option("--require-key", help="Ask every request for data for a key (`transcaspia keys`).")
    ] = False,
    names: Annotated[
        list[str] | None,
        typer.Option("--name", metavar="NAME", help="Name by which others ask for this server; repeat it."),
    ] = None,
    network: NetworkFolder = None,
) -> None:
    """Answer over HTTP, and show the page, until interrupted."""
    settings = Settings(
        host=host, port=port, database_url=database_url, network=network, workers=workers or _cores(),
        names=tuple(names or ()), require_key=require_key,
    )  # fmt: skip
    check_address(settings)
    # Listening comes first: who calls while the rest is read waits a moment and is answered.
    with _listening(host, port) as listener:
        output.say(f"Transcaspia listens on {_address(listener)}; stop it with Ctrl-C.")
        import uvicorn

        from transcaspia.server.app import create_app
        from transcaspia.server.stopping import Server

        app = create_app(settings)
        config = uvicorn.Config(
            app, log_level="warning", timeout_graceful_shutdown=SHUTDOWN_S, server_header=False,
            proxy_headers=False, h11_max_incomplete_event_size=HEADERS_MOST,
        )  # fmt: skip
        server = Server(config, app.state.shared)
        server.run(sockets=[listener])
    if not server.started:
        raise typer.Exit(output.FAULT)


def _listening(host: str, port: int) -> socket.socket:
    """Return a socket that listens on an address."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        return socket.create_server((host, port), family=family, backlog=BACKLOG)
    except OSError as error:
        raise InputError(
            f"--host {host} --port {port}: nothing can listen there ({error.strerror or error}). Is another server "
            "running? --port 0 takes a free port."
        ) from None


def _address(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _cores() -> int:
    """Return the cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
