"""`transcaspia serve`."""

from __future__ import annotations

from typing import Annotated

import typer

from transcaspia.cli import output
from transcaspia.cli.plan import NetworkFolder


def serve(  # numpydoc ignore=PR01
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port to listen on; 0 takes a free one.")] = 8000,
    database_url: Annotated[
        str | None,
        typer.Option(metavar="URL", help="Store, as sqlite:///FILE or postgresql://… Default: a file of this user."),
    ] = None,
    network: NetworkFolder = None,
) -> None:
    """Answer over HTTP, and show the page, until interrupted."""
    import uvicorn

    from transcaspia.server.app import create_app
    from transcaspia.server.settings import Settings

    app = create_app(Settings(host=host, port=port, database_url=database_url, network=network))
    output.say(f"Transcaspia listens on http://{host}:{port}; stop it with Ctrl-C.")
    uvicorn.run(app, host=host, port=port, log_level="warning")
