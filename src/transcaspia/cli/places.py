"""`transcaspia places`."""

from __future__ import annotations

from typing import Annotated

import typer

from transcaspia.cli import output
from transcaspia.cli.plan import NetworkFolder
from transcaspia.errors import UnknownIdError


def places(  # numpydoc ignore=PR01
    text: Annotated[
        str, typer.Argument(metavar="TEXT", help="A name in any spelling, or a UN/LOCODE.", show_default=False)
    ],
    network: NetworkFolder = None,
) -> None:
    """Find places by name, the likeliest first; the id can stand wherever a place is asked for."""
    from transcaspia.network.load import load_network
    from transcaspia.network.places import find_place, search_places
    from transcaspia.report.columns import columns

    data = load_network(network)
    found = search_places(text, data)
    if not found:
        try:
            find_place(text, data)
        except UnknownIdError as error:
            output.emit(str(error))
        raise typer.Exit(output.EMPTY)
    rows = [
        (place.id, place.name, place.country, f"{place.population:,}" if place.population else "-")
        for place, _ in found
    ]
    output.emit(columns(("id", "name", "country", "population"), rows, output.screen(), right=("population",)))
