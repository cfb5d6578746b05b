"""`transcaspia store`: backups of what the user keeps, and whether it is whole."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from transcaspia.cli import output
from transcaspia.cli.keys import Url

store_app = typer.Typer(help="Back the store up, bring a backup in, check it, and export records for a spreadsheet.")


@store_app.command("backup")
def backup(  # numpydoc ignore=PR01
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Backup to be written.", show_default=False)],
    force: Annotated[bool, typer.Option("--force", help="Replace FILE if it is there.")] = False,
    database_url: Url = None,
) -> None:
    """Write all of the store, as it stands at one moment, into one file; a server may go on writing."""
    from transcaspia.report.files import check_target
    from transcaspia.store.backup import write_backup
    from transcaspia.store.database import open_store

    check_target(file, force=force)
    with open_store(database_url) as store, output.working("Writing the backup"):
        told = write_backup(store, file, force=force)
    output.say(f"'{file}' holds {_counted(told.rows)}.")


@store_app.command("restore")
def restore(  # numpydoc ignore=PR01
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Backup of any store.", show_default=False)],
    force: Annotated[bool, typer.Option("--force", help="Replace all that the store holds.")] = False,
    database_url: Url = None,
) -> None:
    """Bring a backup into an empty store, of SQLite or PostgreSQL, all or nothing, and read it back."""
    from transcaspia.store.backup import read_backup
    from transcaspia.store.database import open_store

    with open_store(database_url) as store, output.working("Bringing the backup in"):
        told = read_backup(store, file, force=force)
    moment = f"{told.created_at[:19]}Z"
    output.say(f"The store at {store.name} holds {_counted(told.rows)}, as of {moment}; every row was read back.")


@store_app.command("check")
def check(  # numpydoc ignore=PR01
    as_json: Annotated[bool, typer.Option("--json", help="Print what was found as JSON.")] = False,
    database_url: Url = None,
) -> None:
    """Check that the store is whole: its file, its references, and every record against its versions."""
    from transcaspia.store.database import open_store
    from transcaspia.store.soundness import check_store

    with open_store(database_url) as store:
        found = check_store(store)
    if as_json:
        told = {"store": store.name, "rows": found.rows, "faults": list(found.faults)}
        output.emit_data(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        for fault in found.faults:
            output.emit(fault)
        if not found.faults:
            output.emit(f"The store at {store.name} is whole: {_counted(found.rows)}.")
    if found.faults:
        raise typer.Exit(output.BAD_DATA)


@store_app.command("export")
def export(  # numpydoc ignore=PR01
    kind: Annotated[
        str, typer.Argument(metavar="KIND", help="As quote or milestone; or the id of a dataset.", show_default=False)
    ],
    deleted: Annotated[bool, typer.Option("--deleted", help="Those that are deleted too.")] = False,
    database_url: Url = None,
) -> None:
    """Print records of a kind as CSV, or one data set as the table that it is; no cell can be a formula."""
    from transcaspia.store.database import open_store
    from transcaspia.store.kinds import KINDS
    from transcaspia.store.sheet import dataset_csv, records_csv

    with open_store(database_url) as store:
        table = len(kind) == 36 and kind not in KINDS
        output.emit_data(dataset_csv(store, kind) if table else records_csv(store, kind, deleted=deleted))


_NAMES = {
    "records": ("record", "records"), "versions": ("version", "versions"), "jobs": ("job", "jobs"),
    "keys": ("key", "keys"), "audit": ("line of the audit log", "lines of the audit log"),
}  # fmt: skip


def _counted(rows: dict[str, int]) -> str:
    told = [f"{rows[name]:,} {words[rows[name] != 1]}" for name, words in _NAMES.items()]
    return f"{', '.join(told[:-1])} and {told[-1]}"
