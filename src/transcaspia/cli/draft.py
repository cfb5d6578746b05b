"""`transcaspia register draft`: the entries that a readout proposes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from transcaspia.cli import output
from transcaspia.cli.register import AsJson, Folder
from transcaspia.cli.values import day_of
from transcaspia.errors import InputError

if TYPE_CHECKING:
    from transcaspia.register.reading.draft import Draft


def draft(  # numpydoc ignore=PR01
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="The text of one readout, or its saved page.", show_default=False)
    ],
    published: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="Day of publication. Default: the one that the page states."),
    ] = None,
    accept: Annotated[
        bool,
        typer.Option("--accept", help="Review the entries one by one, and write those accepted into --register DIR."),
    ] = False,
    register: Folder = None,
    as_json: AsJson = False,
) -> int:
    """Propose entries from a readout, each with its words; nothing is written before a person accepts it."""
    from transcaspia.register.load import load_register
    from transcaspia.register.reading.draft import draft as make
    from transcaspia.register.reading.page import read_page

    if accept and as_json:
        raise InputError("--accept asks a person, --json answers a program; drop one of the two.")
    if accept and register is None:
        raise InputError("--accept writes into a register: name its folder by --register DIR.")
    day = None if published is None else day_of("--published", published)
    page = read_page(file)
    data = load_register(register)
    made = make(page, published=day, register=data)
    if accept and made.entries and register is not None:
        from transcaspia.cli.review import review

        for problem in made.problems:
            output.say(problem)
        return review(made, data, register)
    if as_json:
        output.emit_data(json.dumps(made.document(), ensure_ascii=False, allow_nan=False, indent=2))
    else:
        from transcaspia.report.draft_text import draft_text

        output.emit(draft_text(made, output.screen()))
    return _code(made)


def _code(made: Draft) -> int:
    for problem in made.problems:
        output.say(problem)
    if made.problems:
        return output.BAD_DATA
    return output.DONE if made.entries else output.EMPTY
