"""`transcaspia places`."""

from __future__ import annotations

from typing import Annotated

import typer

from transcaspia.cli import output
from transcaspia.cli.plan import NetworkFolder
from transcaspia.errors import UnknownIdError

LEAST_SCORE = 0.6
"""A name less alike than this is offered as a suggestion only."""


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
    table = columns(
        ("id", "name", "country", "population"),
        [(each.id, each.name, each.country, f"{each.population:,}" if each.population else "-") for each, _ in found],
        output.screen(),
        right=("population",),
    )
    if found[0][1] < LEAST_SCORE:
        output.emit(f"No place is called '{text}'. The nearest names:\n\n{table}")
        raise typer.Exit(output.EMPTY)
    output.emit(table)
