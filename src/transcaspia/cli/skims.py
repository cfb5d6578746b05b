"""`transcaspia skims`."""

from __future__ import annotations

from typing import Annotated

import typer

from transcaspia.cli import output
from transcaspia.cli.plan import NetworkFolder
from transcaspia.cli.values import given, modes_of, number, whole


def skims(  # numpydoc ignore=PR01
    origins: Annotated[
        list[str], typer.Option("--from", metavar="PLACE", help="Origin; repeat it for more.", show_default=False)
    ],
    destinations: Annotated[
        list[str], typer.Option("--to", metavar="PLACE", help="Destination; repeat it for more.", show_default=False)
    ],
    depart: Annotated[str, typer.Option(metavar="DATE", help="Day on which the goods are ready.", show_default=False)],
    known_on: Annotated[
        str | None, typer.Option(metavar="DATE", help="With what was known on that day; default: all.")
    ] = None,
    cargo: Annotated[str | None, typer.Option(metavar="NAME", help="Commodity, as pharmaceuticals.")] = None,
    unit: Annotated[str | None, typer.Option(metavar="UNIT", help="Unit, as for `plan`.")] = None,
    units: Annotated[str | None, typer.Option(metavar="N", help="How many units.")] = None,
    payload_t: Annotated[str | None, typer.Option(metavar="T", help="Tonnes of goods in a unit.")] = None,
    value_usd: Annotated[str | None, typer.Option(metavar="USD", help="Value of the whole consignment.")] = None,
    avoid: Annotated[
        list[str] | None, typer.Option(metavar="X", help="Country, node or link not to touch; repeat it.")
    ] = None,
    modes: Annotated[str | None, typer.Option(metavar="LIST", help="Modes allowed, as rail,sea.")] = None,
    network: NetworkFolder = None,
) -> None:
    """Print least mean hours, money, CO2e and generalised cost from every origin to every destination, as CSV."""
    import transcaspia
    from transcaspia.planning.model import PlanParams
    from transcaspia.planning.skims import skim
    from transcaspia.report.skims import skims_csv

    options = {
        "known_on": known_on, "cargo": cargo, "unit": unit, "units": whole(units, "--units"),
        "payload_t": number(payload_t, "--payload-t"), "value_usd": number(value_usd, "--value-usd"),
    }  # fmt: skip
    params = {"avoid": tuple(avoid or ()), "modes": modes_of(modes)}
    data = transcaspia.load_network(network)
    other = next((place for place in destinations if place != origins[0]), destinations[0])
    goods = transcaspia.make_consignment(data, origins[0], other, depart, **given(options))
    with output.working("Searching"):
        found = skim(data, goods, origins, destinations, PlanParams(**given(params)))
    output.emit_data(skims_csv(found))
    if not (found.hours > 0.0).any():
        raise typer.Exit(output.EMPTY)
