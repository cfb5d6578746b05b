"""`transcaspia plan --days N`, and `--deadline` without `--depart`: ready days compared in one run."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import typer

from transcaspia.cli import output
from transcaspia.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def refuse_many(flags: Mapping[str, object]) -> None:
    """
    Refuse what says nothing of many days.

    Parameters
    ----------
    flags
        Flags that belong to the plan of one day, with what was given.

    Raises
    ------
    InputError
        If one of them was given.
    """
    for flag, given in flags.items():
        if given:
            raise InputError(
                f"{flag} belongs to the plan of one day: give --depart without --days, or leave {flag} out."
            )


def print_days(
    folder: Path | None,
    question: tuple[str, str, str | None],
    options: dict[str, Any],
    params: dict[str, Any],
    days: int | None,
    *,
    form: str,
) -> None:
    """
    Print the best of each kind on every ready day.

    Parameters
    ----------
    folder
        Folder of the network; None is the shipped one.
    question
        Origin, destination and first ready day; without a day the last ones that make the deadline are looked for.
    options, params
        What was given of the consignment and of `PlanParams`.
    days
        How many days; None for the default.
    form
        json, csv or text.

    Raises
    ------
    Exit
        With the code of an empty answer where no day has a way.
    """
    import transcaspia
    from transcaspia.planning.departures import DAYS, find_departures, latest_departures
    from transcaspia.planning.model import PlanParams

    network = transcaspia.load_network(folder)
    consignment = transcaspia.make_consignment(network, *question, **options)
    look = latest_departures if question[2] is None else find_departures
    with output.working("Planning every day"):
        found = look(network, consignment, PlanParams(**params), DAYS if days is None else days)
    if form == "json":
        from transcaspia.planning.departures_document import departures_document

        output.emit_data(json.dumps(departures_document(found), ensure_ascii=False, allow_nan=False, indent=2))
    elif form == "csv":
        from transcaspia.report.departures import departures_csv

        output.emit_data(departures_csv(found))
    else:
        from transcaspia.report.departures import departures_text

        output.emit(departures_text(found, network, output.screen()))
    if found.empty:
        raise typer.Exit(output.EMPTY)
