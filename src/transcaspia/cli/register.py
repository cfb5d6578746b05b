"""`transcaspia register ...`: the register of cooperation."""

from __future__ import annotations

import json
import logging
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from transcaspia.cli import output
from transcaspia.cli.plan import NetworkFolder
from transcaspia.cli.values import day_of
from transcaspia.errors import InputError

if TYPE_CHECKING:
    from transcaspia.register.model import Register

register_app = typer.Typer(
    help="Follow what was agreed and what became of it: bodies, meetings, documents, commitments.",
    rich_markup_mode=None,
)

Folder = Annotated[
    Path | None,
    typer.Option("--register", metavar="DIR", help="Folder of another register. Default: the shipped one."),
]
KnownOn = Annotated[
    str | None,
    typer.Option(metavar="DATE", help="Only what was known on that day. Default: all, or the day of --on."),
]
On = Annotated[
    str | None,
    typer.Option(metavar="DATE", help="The day that is asked about. Default: the day of the last search of sources."),
]
Party = Annotated[str | None, typer.Option(metavar="CC", help="Only entries of this country (ISO 3166), or EU.")]
FieldOf = Annotated[str | None, typer.Option("--field", metavar="NAME", help="Only this field, as transport.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print a JSON document.")]
AsCsv = Annotated[bool, typer.Option("--csv", help="Print rows for a spreadsheet.")]


@register_app.command()
def timeline(  # numpydoc ignore=PR01
    party: Party = None,
    field: FieldOf = None,
    body: Annotated[str | None, typer.Option(metavar="ID", help="Only meetings of this body, as igc-kz-pl.")] = None,
    first: Annotated[str | None, typer.Option("--from", metavar="DATE", help="Only from this day on.")] = None,
    last: Annotated[str | None, typer.Option("--to", metavar="DATE", help="Only up to this day.")] = None,
    kind: Annotated[
        list[str] | None,
        typer.Option(metavar="KIND", help="Kinds of entries, repeatable. Default: meeting and document."),
    ] = None,
    known_on: KnownOn = None,
    register: Folder = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> int:
    """List what happened and what is announced, in order of time."""
    from transcaspia.register import document, questions

    _one_form(as_json=as_json, as_csv=as_csv)
    data = _load(register, known_on)
    entries = questions.timeline(
        data,
        party=party,
        field=field,
        body=body,
        first=None if first is None else day_of("--from", first),
        last=None if last is None else day_of("--to", last),
        kinds=kind or ("meeting", "document"),
    )
    if as_json:
        _json(document.timeline_document(data, entries))
    elif as_csv:
        _csv(document.COLUMNS, document.rows(entries, {}))
    else:
        from transcaspia.report.register_text import timeline_text

        output.emit(timeline_text(data, entries, output.screen()))
    return output.DONE if entries else output.EMPTY


@register_app.command()
def due(  # numpydoc ignore=PR01
    on: On = None,
    days: Annotated[int, typer.Option(metavar="N", help="What is due within N days is coming.")] = 90,
    party: Party = None,
    field: FieldOf = None,
    known_on: KnownOn = None,
    register: Folder = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> int:
    """List what is overdue, what is coming, what goes on, and what is unknown and for how long."""
    from transcaspia.register import document, questions

    _one_form(as_json=as_json, as_csv=as_csv)
    data, day = _load_on(register, on, known_on)
    found = questions.due(data, day, days=days, party=party, field=field)
    if as_json:
        _json(document.due_document(data, found))
    elif as_csv:
        groups = (found.overdue, found.coming, found.in_progress, found.waiting, found.unknown)
        states = {each.entry.id: each.state for group in groups for each in group}
        _csv(document.COLUMNS, document.rows((each.entry for group in groups for each in group), states))
    else:
        from transcaspia.report.register_text import due_text

        output.emit(due_text(data, found, output.screen()))
    return output.EMPTY if found.empty else output.DONE


@register_app.command()
def show(  # numpydoc ignore=PR01
    entry_id: Annotated[
        str,
        typer.Argument(metavar="ID", help="Id of an entry, as igc-kz-pl-10, or key of a source.", show_default=False),
    ],
    on: On = None,
    known_on: KnownOn = None,
    register: Folder = None,
    as_json: AsJson = False,
) -> None:
    """Show all that the register says of one entry, with its links and sources."""
    from transcaspia.register import document, questions

    data, day = _load_on(register, on, known_on)
    if entry_id in data.sources and entry_id not in data.entries:
        _show_source(data, entry_id, as_json=as_json)
        return
    shown = questions.show(data, entry_id, day)
    if as_json:
        _json(document.show_document(data, shown))
    else:
        from transcaspia.report.register_text import show_text

        output.emit(show_text(data, shown, output.screen()))


@register_app.command()
def trace(  # numpydoc ignore=PR01
    entry_id: Annotated[str, typer.Argument(metavar="ID", help="Id of an entry.", show_default=False)],
    known_on: KnownOn = None,
    register: Folder = None,
    as_json: AsJson = False,
) -> None:
    """Show what led to an entry, and what it led to."""
    from transcaspia.register import document, questions

    data = _load(register, known_on)
    found = questions.trace(data, entry_id)
    if as_json:
        _json(document.trace_document(data, found))
    else:
        from transcaspia.report.register_text import trace_text

        output.emit(trace_text(found, output.screen()))


@register_app.command()
def matrix(  # numpydoc ignore=PR01
    on: On = None,
    party: Party = None,
    known_on: KnownOn = None,
    register: Folder = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> int:
    """Count commitments and programmes by field, state, and body that is to act."""
    from transcaspia.register import document, questions

    _one_form(as_json=as_json, as_csv=as_csv)
    data, day = _load_on(register, on, known_on)
    cells = questions.matrix(data, day, party=party)
    if as_json:
        _json(document.matrix_document(data, cells, day))
    elif as_csv:
        rows = [[c.field, c.body, c.state, str(len(c.entries)), ";".join(c.entries)] for c in cells]
        _csv(("field", "body", "state", "count", "entries"), rows)
    else:
        from transcaspia.report.register_text import matrix_text

        output.emit(matrix_text(data, cells, day, output.screen()))
    return output.DONE if cells else output.EMPTY


@register_app.command()
def search(  # numpydoc ignore=PR01
    text: Annotated[list[str], typer.Argument(metavar="TEXT", help="Words; all must stand in it.", show_default=False)],
    kind: Annotated[str | None, typer.Option(metavar="KIND", help="Only entries of this kind.")] = None,
    known_on: KnownOn = None,
    register: Folder = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> int:
    """Find entries by words of their titles, names, notes, places and people, in any letters."""
    from transcaspia.register import document, questions

    _one_form(as_json=as_json, as_csv=as_csv)
    data = _load(register, known_on)
    words = " ".join(text)
    entries = questions.search(data, words, kind=kind)
    if as_json:
        _json(document.search_document(data, words, entries))
    elif as_csv:
        _csv(document.COLUMNS, document.rows(entries, {}))
    else:
        from transcaspia.report.register_text import search_text

        output.emit(search_text(data, words, entries, output.screen()))
    return output.DONE if entries else output.EMPTY


@register_app.command()
def check(register: Folder = None, as_json: AsJson = False) -> int:  # numpydoc ignore=PR01
    """Tell every fault of a register at once, where its sources disagree, and what was looked for in vain."""
    from transcaspia.register.check import unused_sources
    from transcaspia.register.document import check_document
    from transcaspia.register.load import read_register

    data, faults = read_register(register)
    if as_json:
        _json(check_document(data, faults))
    else:
        from transcaspia.report.register_text import check_text

        output.emit(check_text(data, faults, unused_sources(data), output.screen()))
    return output.BAD_DATA if faults else output.DONE


@register_app.command()
def brief(  # numpydoc ignore=PR01
    body: Annotated[str, typer.Option(metavar="ID", help="Body for whose session it is written, as igc-kz-pl.")],
    out: Annotated[Path, typer.Option(metavar="FILE", help="File to write: .html, .pdf or .md.")],
    on: On = None,
    language: Annotated[str, typer.Option(metavar="en|pl", help="Language of the brief.")] = "en",
    force: Annotated[bool, typer.Option("--force", help="Let --out replace a file.")] = False,
    register: Folder = None,
    network: NetworkFolder = None,
) -> None:
    """Write the brief for the next session of a body: decisions asked for, promises, trade, plans, sources."""
    from transcaspia.report.brief_page import check_brief_target, write_brief
    from transcaspia.report.register_words import check_language

    check_language(language)
    logging.getLogger("weasyprint").setLevel(logging.ERROR)  # it warns of its own future and of media that paper lacks
    check_brief_target(out, force=force)
    from transcaspia.register.load import load_register
    from transcaspia.report.brief import agenda_fields, make_brief

    data = load_register(register)
    day = data.collected if on is None else day_of("--on", on)
    fields = agenda_fields(data, body, day)
    with output.working("Planning"):
        from transcaspia.network.load import load_network
        from transcaspia.report.brief_plans import plan_typical

        planned = plan_typical(load_network(network), fields, day)
    write_brief(make_brief(data, body, day, language=language, planned=planned), out, force=force)
    output.say(f"The brief is in {out}")


@register_app.command()
def export(  # numpydoc ignore=PR01
    form: Annotated[
        str,
        typer.Option(
            "--format", metavar="ics|json|csv|oc4ids", help="What to write; oc4ids holds the infrastructure projects."
        ),
    ],
    out: Annotated[Path | None, typer.Option(metavar="FILE", help="File to write. Default: stdout.")] = None,
    on: On = None,
    known_on: KnownOn = None,
    force: Annotated[bool, typer.Option("--force", help="Let --out replace a file.")] = False,
    register: Folder = None,
) -> None:
    """Write the register for a calendar, a program or a spreadsheet, or its projects for OC4IDS."""
    forms = {"ics": _as_ics, "json": _as_json, "csv": _as_csv, "oc4ids": _as_oc4ids}
    if form not in forms:
        raise InputError(f"--format '{form}' is not written here; use one of {', '.join(forms)}.")
    if force and out is None:
        raise InputError("--force goes with --out FILE; there is no file to replace.")
    if out is not None:
        from transcaspia.report.files import check_target

        check_target(out, force=force)
    data, day = _load_on(register, on, known_on)
    text = forms[form](data, day)
    if out is None:
        output.emit_data(text)
        return
    from transcaspia.report.files import write_whole

    write_whole(out, text.encode("utf-8"), force=force)
    output.say(f"The register is in {out}")


def _as_ics(register: Register, day: date) -> str:
    from transcaspia.register.ics import calendar

    return calendar(register, day)


def _as_oc4ids(register: Register, day: date) -> str:
    from transcaspia.register.oc4ids import project_package

    return json.dumps(project_package(register, day), ensure_ascii=False, allow_nan=False, indent=2) + "\n"


def _as_json(register: Register, _day: date) -> str:
    from transcaspia.register.document import register_document

    return json.dumps(register_document(register), ensure_ascii=False, allow_nan=False, indent=2) + "\n"


def _as_csv(register: Register, day: date) -> str:
    from transcaspia.register.document import COLUMNS, rows
    from transcaspia.register.standing import standings
    from transcaspia.report.sheets import table_csv

    states = {each.entry.id: each.state for each in standings(register, day)}
    return table_csv(COLUMNS, rows(register, states))


def _show_source(data: Register, key: str, *, as_json: bool) -> None:
    from transcaspia.register import document, questions

    entries = questions.resting_on(data, key)
    if as_json:
        _json(document.source_use_document(data, key, entries))
    else:
        from transcaspia.report.register_text import source_text

        output.emit(source_text(data, key, entries, output.screen()))


def _load(folder: Path | None, known_on: str | None) -> Register:
    from transcaspia.register.load import load_register

    data = load_register(folder)
    return data if known_on is None else data.as_known_on(day_of("--known-on", known_on))


def _load_on(folder: Path | None, on: str | None, known_on: str | None) -> tuple[Register, date]:
    """Return the register as it was known on the day that is asked about, and that day."""
    from transcaspia.register.load import load_register

    data = load_register(folder)
    day = data.collected if on is None else day_of("--on", on)
    return data.as_known_on(day if known_on is None else day_of("--known-on", known_on)), day


def _one_form(*, as_json: bool, as_csv: bool) -> None:
    if as_json and as_csv:
        raise InputError("--json and --csv exclude each other; ask for one of them.")


def _json(document: dict[str, Any]) -> None:
    output.emit_data(json.dumps(document, ensure_ascii=False, allow_nan=False, indent=2))


def _csv(columns: tuple[str, ...], rows: list[list[str]]) -> None:
    from transcaspia.report.sheets import table_csv

    output.emit_data(table_csv(columns, rows).rstrip("\n"))
