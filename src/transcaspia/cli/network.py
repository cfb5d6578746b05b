"""`transcaspia network check|show|sources`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

import typer

from transcaspia.cli import output
from transcaspia.cli.plan import NetworkFolder
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
    network: NetworkFolder = None,
) -> None:
    """Show the tables of the network, or all that it says of one node, link, service, figure or source."""
    from transcaspia.network.load import load_network
    from transcaspia.report.inventory import describe, overview

    data = load_network(network)
    look = output.screen()
    output.emit(overview(data, look) if row_id is None else describe(data, row_id, look))


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
            units=query.units,
        )  # fmt: skip
        return transcaspia.plan(network, consignment, PlanParams(via=query.via, avoid=query.avoid, modes=query.modes))
    except (InputError, UnknownIdError) as error:
        raise DataError(f"{QUERIES}, row {query.line}, cannot be asked: {error}") from error
