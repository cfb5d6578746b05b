"""`transcaspia keys`: who may ask the server."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from transcaspia.cli import output

if TYPE_CHECKING:
    from datetime import datetime

Url = Annotated[
    str | None,
    typer.Option("--database-url", metavar="URL", help="Store, as `serve` takes it. Default: that of this user."),
]

keys_app = typer.Typer(help="Make, list and revoke the keys that a server with --require-key asks for.")


@keys_app.command("create")
def create(  # numpydoc ignore=PR01
    label: Annotated[str, typer.Argument(metavar="LABEL", help="What the key is for.", show_default=False)],
    scopes: Annotated[
        list[str] | None,
        typer.Option("--scope", metavar="read|write", help="What it may do; repeat it. Who may write may read too."),
    ] = None,
    database_url: Url = None,
) -> None:
    """Make a key and print it: it is shown this once, and kept as a hash only."""
    from transcaspia.store import keys
    from transcaspia.store.database import open_store

    with open_store(database_url) as store:
        key, token = keys.create(store, label, scopes or ("read",))
    may = " and ".join(sorted(key.scopes))
    output.say(f"Key {key.prefix} for {key.label}, which may {may}. Keep it: it is not shown again.")
    output.emit(token)


@keys_app.command("list")
def list_(database_url: Url = None) -> None:  # numpydoc ignore=PR01
    """List the keys without their secrets, the oldest first."""
    from transcaspia.store import keys
    from transcaspia.store.database import open_store

    with open_store(database_url) as store:
        found = keys.list_keys(store)
    for key in found:
        used = f"used {_day(key.used_at)}" if key.used_at else "never used"
        state = f"revoked {_day(key.revoked_at)}" if key.revoked_at else used
        may = ",".join(sorted(key.scopes))
        output.emit(f"{key.prefix}  {may:10}  made {_day(key.created_at)}  {state}  {key.label}")
    if not found:
        output.say("There is no key. `transcaspia keys create LABEL` makes one.")
        raise typer.Exit(output.EMPTY)


@keys_app.command("revoke")
def revoke(  # numpydoc ignore=PR01
    which: Annotated[str, typer.Argument(metavar="KEY", help="Its shown part, as tc_1a2b3c4d.", show_default=False)],
    database_url: Url = None,
) -> None:
    """Make a key worthless from now on."""
    from transcaspia.store import keys
    from transcaspia.store.database import open_store

    with open_store(database_url) as store:
        key = keys.revoke(store, which)
    output.say(f"The key {key.prefix} ({key.label}) opens nothing any more.")


def _day(when: datetime | None) -> str:
    return "" if when is None else when.strftime("%Y-%m-%d")
