"""`transcaspia network check|show|sources`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from transcaspia.cli import output
from transcaspia.cli.plan import Force, NetworkFolder, check_force
from transcaspia.cli.values import day_of
from transcaspia.errors import DataError, InputError, UnknownIdError

if TYPE_CHECKING:
    from transcaspia.network.check import StandardQuery
    from transcaspia.network.model import Network
    from transcaspia.planning.model import Itineraries

network_app = typer.Typer(help="Look into the network data.", rich_markup_mode=None)


@network_app.command()
def check(  # numpydoc ignore=PR01
    network: NetworkFolder = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print check/1 JSON.")] = False,
) -> None:
    """Check every table, ask the standard questions, and tell which rows they use and on what their answers rest."""
    from transcaspia.network.check import check_network
    from transcaspia.network.load import load_network

    with output.working("Checking"):
        report = check_network(load_network(network), _answer)
    if as_json:
        output.emit_data(json.dumps(report.document(), ensure_ascii=False, allow_nan=False, indent=2))
    else:
        output.emit(report.text())


@network_app.command()
def show(  # numpydoc ignore=PR01
    row_id: Annotated[
        str | None, typer.Argument(metavar="ID", help="Id of any row; without one, the tables.", show_default=False)
    ] = None,
    at: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="Only what holds on that day. Default: all days; on a map, the edition's."),
    ] = None,
    picture: Annotated[
        Path | None, typer.Option("--map", metavar="FILE.png", help="Draw the network of the day (.png or .svg).")
    ] = None,
    force: Force = False,
    network: NetworkFolder = None,
) -> None:
    """Show the tables of the network, or all that it says of one node, link, service, figure or source."""
    if row_id is not None and picture is not None:
        raise InputError(f"--map draws the whole network, not '{row_id}' alone; drop one of the two.")
    check_force(picture, force=force)
    day = None if at is None else day_of("--at", at)
    from transcaspia.network.load import load_network
    from transcaspia.report.inventory import describe, overview

    data = load_network(network)
    held = data if day is None else data.at(day)
    if picture is not None:
        from transcaspia.report.network_map import draw_network

        with output.working("Drawing the map"):
            draw_network(data, day or data.edition, picture, force=force)
        output.say(f"The map is in {picture}")
        return
    look = output.screen()
    output.emit(overview(held, look) if row_id is None else describe(held, row_id, look))


@network_app.command()
def sources(network: NetworkFolder = None) -> None:  # numpydoc ignore=PR01
    """List the sources, with how many rows rest on each."""
    from transcaspia.network.load import load_network
    from transcaspia.report.inventory import sources_table

    output.emit(sources_table(load_network(network), output.screen()))


def _answer(network: Network, query: StandardQuery) -> Itineraries:
    import transcaspia
    from transcaspia.network.check import QUERIES
    from transcaspia.planning.model import PlanParams

    try:
        consignment = transcaspia.make_consignment(
            network, query.origin, query.destination, query.depart, cargo=query.cargo or None, unit=query.unit or None,
            units=query.units, hs=query.hs or None, carrier=query.carrier or None,
        )  # fmt: skip
        return transcaspia.plan(network, consignment, PlanParams(via=query.via, avoid=query.avoid, modes=query.modes))
    except (InputError, UnknownIdError) as error:
        raise DataError(f"{QUERIES}, row {query.line}, cannot be asked: {error}") from error
