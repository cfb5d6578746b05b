"""`transcaspia plan`."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from transcaspia.cli import output
from transcaspia.cli.departures import print_days, refuse_many
from transcaspia.cli.own_boxes import read_boxes
from transcaspia.cli.sheets import asked_sheets
from transcaspia.cli.values import given, modes_of, number, range_of, whole
from transcaspia.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable

    from transcaspia.network.model import Network
    from transcaspia.planning.model import Itineraries
    from transcaspia.report.text import Look

NetworkFolder = Annotated[
    Path | None, typer.Option("--network", metavar="DIR", help="Folder of another network. Default: the shipped one.")
]
Force = Annotated[bool, typer.Option("--force", help="Let --map replace a file.")]


def plan(  # numpydoc ignore=PR01
    origin: Annotated[str, typer.Argument(metavar="ORIGIN", help="Town, terminal or UN/LOCODE.", show_default=False)],
    destination: Annotated[str, typer.Argument(metavar="DESTINATION", help="The same.", show_default=False)],
    depart: Annotated[
        str | None,
        typer.Option(
            metavar="DATE",
            help="Day on which the goods are ready, or an instant as 2025-10-01T14:00 (origin's clock); left out with "
            "--deadline, the latest such day is looked for.",
            show_default=False,
        ),
    ] = None,
    days: Annotated[
        str | None,
        typer.Option(metavar="N", help="Compare N ready days (of --depart on, or the last ones before --deadline)."),
    ] = None,
    known_on: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="Plan with what was known on that day; default: all that the data know."),
    ] = None,
    cargo: Annotated[str | None, typer.Option(metavar="NAME", help="Commodity, as pharmaceuticals.")] = None,
    hs: Annotated[str | None, typer.Option(metavar="CODE", help="HS code.")] = None,
    un: Annotated[str | None, typer.Option(metavar="NUMBER", help="UN number of dangerous goods.")] = None,
    temp: Annotated[
        str | None, typer.Option(metavar="LOW,HIGH", help="Temperature to be kept, degrees Celsius.")
    ] = None,
    unit: Annotated[
        str | None,
        typer.Option(
            metavar="UNIT",
            help="20GP 40GP 40HC 45HC 20RF 40RF trailer trailer_reefer wagon_1520 wagon_1435 bulk_wagon air_pallet.",
        ),
    ] = None,
    units: Annotated[str | None, typer.Option(metavar="N", help="How many units.")] = None,
    payload_t: Annotated[str | None, typer.Option(metavar="T", help="Tonnes of goods in a unit.")] = None,
    gross_t: Annotated[
        str | None, typer.Option(metavar="T", help="Tonnes of a loaded unit with its tare, instead of --payload-t.")
    ] = None,
    packages: Annotated[str | None, typer.Option(metavar="N", help="Packages in the whole consignment.")] = None,
    value_usd: Annotated[str | None, typer.Option(metavar="USD", help="Value of the whole consignment.")] = None,
    incoterm: Annotated[str | None, typer.Option(metavar="TERM", help='Incoterm and place, as "DAP Almaty".')] = None,
    owner: Annotated[str | None, typer.Option(metavar="soc|coc", help="Who owns the box: shipper or carrier.")] = None,
    shipment: Annotated[str | None, typer.Option(metavar="single|group|block", help="Form of the shipment.")] = None,
    carrier: Annotated[str | None, typer.Option(metavar="CC", help="Country where the carrier is registered.")] = None,
    drivers: Annotated[str | None, typer.Option(metavar="1|2", help="Drivers of each lorry.")] = None,
    deadline: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="Latest arrival (destination's clock): chance on time, latest ready day."),
    ] = None,
    via: Annotated[
        list[str] | None, typer.Option(metavar="X", help="Place or node to pass; repeat it, in order.")
    ] = None,
    avoid: Annotated[
        list[str] | None, typer.Option(metavar="X", help="Country, node or link not to touch; repeat it.")
    ] = None,
    modes: Annotated[str | None, typer.Option(metavar="LIST", help="Modes allowed, as rail,sea.")] = None,
    close: Annotated[
        list[str] | None,
        typer.Option(
            metavar="ID[:FROM:TO]",
            help="Node or link that is shut, for good or from day to day: plan without it, tell the difference.",
        ),
    ] = None,
    why_not: Annotated[
        list[str] | None,
        typer.Option(
            metavar="VIA",
            help="Place, node, link, service or country that you expected: what beats or refuses the way through it, "
            "and what would mend that; repeat it, in order.",
        ),
    ] = None,
    own_boxes: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE.csv",
            help="Milestones of your own boxes (box, place, event, at): bands moved by them, beside the shipped ones.",
        ),
    ] = None,
    most: Annotated[str | None, typer.Option("--max", metavar="N", help="Most itineraries in the answer.")] = None,
    exact: Annotated[bool, typer.Option("--exact", help="Search exactly instead of within 1 %.")] = False,
    recourse: Annotated[
        bool,
        typer.Option("--recourse", help="Tell what the chance to replan on the way is worth; takes a second or two."),
    ] = False,
    front: Annotated[bool, typer.Option("--front", help="Give the whole front instead of a small choice.")] = False,
    seed: Annotated[str | None, typer.Option(metavar="N", help="Seed of every draw.")] = None,
    network: NetworkFolder = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print plan/1 JSON.")] = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print a row for each leg, for a spreadsheet.")] = False,
    as_geojson: Annotated[bool, typer.Option("--geojson", help="Print legs and stops as GeoJSON.")] = False,
    explain: Annotated[
        bool,
        typer.Option("--explain", help="Show what stands behind each way; with --csv, a row for each price line."),
    ] = False,
    picture: Annotated[
        Path | None, typer.Option("--map", metavar="FILE.png", help="Draw the answer as a map (.png or .svg).")
    ] = None,
    estimate: Annotated[
        Path | None,
        typer.Option(metavar="FILE.pdf", help="Write the planning estimate of one way (.pdf or .html)."),
    ] = None,
    request: Annotated[
        Path | None,
        typer.Option(metavar="FILE.txt", help="Write the request for quotation for one way (.txt, .html or .pdf)."),
    ] = None,
    way: Annotated[
        str | None, typer.Option(metavar="N", help="Way that --estimate and --request are for. Default: the first.")
    ] = None,
    language: Annotated[
        str | None, typer.Option(metavar="en|pl|ru", help="Language of --estimate and --request. Default: en.")
    ] = None,
    reference: Annotated[str | None, typer.Option(metavar="TEXT", help="Your reference on them.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Let --map, --estimate and --request replace files.")] = False,
) -> None:
    """Plan a consignment from door to door: when it really arrives, what it costs, and why not otherwise."""
    if as_json + as_csv + as_geojson > 1:
        raise InputError("--json, --csv and --geojson exclude each other; ask for one of them.")
    if explain and as_geojson:
        raise InputError("--explain goes with the table and with --csv; --json holds it always, --geojson never.")
    if recourse and (as_csv or as_geojson):
        raise InputError("--recourse goes with the table and with --json; --csv and --geojson have no place for it.")
    if sum(map(bool, (close, why_not, own_boxes))) > 1:
        raise InputError("--close and --why-not, like --own-boxes, each tell of more; ask for one of them.")
    sheets = asked_sheets(
        estimate, request, way=whole(way, "--way"), language=language, reference=reference, force=force
    )
    check_force(picture, force=force, others=bool(sheets.files))
    options = {
        "known_on": known_on, "cargo": cargo, "hs": hs, "un": un, "temp_c": None if temp is None else range_of(temp),
        "unit": unit, "units": whole(units, "--units"), "payload_t": number(payload_t, "--payload-t"),
        "gross_t": number(gross_t, "--gross-t"), "packages": whole(packages, "--packages"),
        "value_usd": number(value_usd, "--value-usd"), "incoterm": incoterm, "owner": owner, "shipment": shipment,
        "carrier": carrier, "deadline": deadline, "drivers": whole(drivers, "--drivers"),
    }  # fmt: skip
    params = {
        "via": tuple(via or ()), "avoid": tuple(avoid or ()),
        "modes": modes_of(modes),
        "max_itineraries": whole(most, "--max"), "epsilon": 0.0 if exact else None, "front": front,
        "seed": whole(seed, "--seed"), "recourse": recourse or None,
    }  # fmt: skip
    if depart is None or days is not None:
        refuse_many({
            "--geojson": as_geojson, "--explain": explain, "--front": front, "--max": most, "--close": close,
            "--why-not": why_not, "--map": picture, "--estimate": estimate, "--request": request,
            "--recourse": recourse, "--own-boxes": own_boxes,
        })  # fmt: skip
        ask = (origin, destination, depart)
        print_days(network, ask, given(options), given(params), whole(days, "--days"), form="json" if as_json else
                   "csv" if as_csv else "text")  # fmt: skip
        return
    with output.working("Planning"):
        answer, data, more = _planned(
            network, (origin, destination, depart), given(options), given(params), close, why_not, own_boxes
        )
    if as_json and more is not None:
        output.emit_data(_json(more.document()))
    else:
        _print(answer, data, as_json=as_json, as_csv=as_csv, as_geojson=as_geojson, explain=explain)
    if more is not None and not (as_json or as_csv or as_geojson):
        output.emit(more.text(output.screen()))
    if picture is not None:
        _draw(answer, data, picture, force=force)
    sheets.write(answer, data)
    if answer.empty:
        raise typer.Exit(output.EMPTY)


def check_force(picture: Path | None, *, force: bool, others: bool = False) -> None:
    """
    Check, before any work is done, that --map may write its file, and that --force has one.

    Parameters
    ----------
    picture
        File named by --map.
    force
        Whether --force was given.
    others
        Whether another file may be replaced by it.

    Raises
    ------
    InputError
        If either is not so.
    """
    if force and picture is None and not others:
        raise InputError("--force lets --map replace a file; name one with --map or drop --force.")
    if picture is not None:
        from transcaspia.report.canvas import check_picture

        check_picture(picture, force=force)


@dataclass(frozen=True)
class _More:
    """What is told beside the answer: the whole document with it, and the text below the table."""

    document: Callable[[], dict[str, Any]]
    text: Callable[[Look], str]


def _planned(
    folder: Path | None,
    question: tuple[str, str, str],
    options: dict[str, Any],
    params: dict[str, Any],
    close: list[str] | None,
    expected: list[str] | None,
    boxes: Path | None,
) -> tuple[Itineraries, Network, _More | None]:
    """Return the answer, the network, and what is told beside: of a closure, a way that was expected, own boxes."""
    import transcaspia
    from transcaspia.planning.model import PlanParams

    network = transcaspia.load_network(folder)
    consignment = transcaspia.make_consignment(network, *question, **options)
    how = PlanParams(**params)
    if close:
        from transcaspia.planning.close import closed_document, replan
        from transcaspia.report.closed import closed_text

        shut = replan(network, consignment, how, close=close)
        more = _More(lambda: _beside(closed_document(shut), "after", "closed"), lambda look: closed_text(shut, look))
        return shut.after, network, more
    if expected:
        from transcaspia.planning.why_not import why_not, why_not_document
        from transcaspia.report.why_not import why_not_text

        told = why_not(network, consignment, how, via=expected)
        more = _More(
            lambda: _beside(why_not_document(told), "answer", "why_not"), lambda look: why_not_text(told, look)
        )
        return told.answer, network, more
    readout = None if boxes is None else read_boxes(boxes, network)
    answer = transcaspia.plan(network, consignment, how)
    if readout is None:
        return answer, network, None
    from transcaspia.planning.document import to_document
    from transcaspia.planning.milestones import observed
    from transcaspia.planning.private import private_document, refit
    from transcaspia.report.private import private_text

    ways = refit(answer, observed(readout.milestones))
    number_of_boxes = len({each.box for each in readout.milestones})
    more = _More(
        lambda: {**to_document(answer), "private": private_document(answer, ways)},
        lambda look: private_text(ways, number_of_boxes, look),
    )
    return answer, network, more


def _beside(document: dict[str, Any], answer: str, name: str) -> dict[str, Any]:
    """Return the answer in a document with the rest of it below a name."""
    return {**document.pop(answer), name: document}


def _print(
    answer: Itineraries, network: Network, *, as_json: bool, as_csv: bool, as_geojson: bool, explain: bool
) -> None:
    if as_json:
        from transcaspia.planning.document import to_document

        output.emit_data(_json(to_document(answer)))
    elif as_csv and explain:
        from transcaspia.report.explain_money import money_csv

        output.emit_data(money_csv(answer))
    elif as_csv:
        from transcaspia.report.sheets import answer_csv

        output.emit_data(answer_csv(answer))
    elif as_geojson:
        from transcaspia.report.geojson import answer_geojson

        output.emit_data(_json(answer_geojson(answer, network), indent=None))
    else:
        from transcaspia.report.explain import explained
        from transcaspia.report.recourse import recourse_text
        from transcaspia.report.text import answer_text

        look = output.screen()
        more = explained(answer, look) if explain else ""
        output.emit(answer_text(answer, network, look) + more + recourse_text(answer, look))
    if answer.empty and (as_csv or as_geojson):
        for refusal in answer.refused:
            output.say(f"{refusal.what}: {refusal.why}. {refusal.repair}")


def _draw(answer: Itineraries, network: Network, path: Path, *, force: bool) -> None:
    if answer.empty:
        output.say(f"'{path}' was not drawn: there is no way to show.")
        return
    from transcaspia.report.map import draw_map

    with output.working("Drawing the map"):
        draw_map(network, answer, path, force=force)
    output.say(f"The map is in {path}")


def _json(document: dict[str, Any], indent: int | None = 2) -> str:
    return json.dumps(document, ensure_ascii=False, allow_nan=False, indent=indent)
