"""`transcaspia validate`."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from transcaspia.cli import output
from transcaspia.cli.plan import NetworkFolder

if TYPE_CHECKING:
    from transcaspia.validation.model import Validation

WORKERS = 2


def validate(  # numpydoc ignore=PR01
    cases: Annotated[
        Path | None, typer.Option("--cases", metavar="FILE.csv", help="Cases of your own. Default: the shipped ones.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print validate/1 JSON.")] = False,
    network: NetworkFolder = None,
) -> None:
    """Hold the model against journeys and prices that were observed, from terminal to terminal."""
    validation = _validated(cases, network)
    if as_json:
        from transcaspia.validation.document import to_document

        output.emit_data(json.dumps(to_document(validation), ensure_ascii=False, allow_nan=False, indent=2))
    else:
        from transcaspia.report.validation import validation_text

        output.emit(validation_text(validation, output.screen()))


def _validated(path: Path | None, folder: Path | None) -> Validation:
    import transcaspia

    data = transcaspia.load_network(folder)
    read = transcaspia.read_cases(path, [row.id for row in data.rows("equipment")])
    with output.progress("Planning the cases") as tell:
        return transcaspia.validate(data, read, workers=min(WORKERS, os.cpu_count() or 1), tell=tell)
