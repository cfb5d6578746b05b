"""The program `transcaspia`: parse, call one function of the library, print."""

from __future__ import annotations

import logging
import os
import sys
from typing import Annotated

import typer

from transcaspia import __version__
from transcaspia.cli import output
from transcaspia.cli.draft import draft
from transcaspia.cli.keys import keys_app
from transcaspia.cli.network import network_app
from transcaspia.cli.places import places
from transcaspia.cli.plan import plan
from transcaspia.cli.register import register_app
from transcaspia.cli.serve import serve
from transcaspia.cli.skims import skims
from transcaspia.cli.store import store_app
from transcaspia.cli.validate import validate
from transcaspia.cli.warmup import warmup
from transcaspia.errors import DataError, InputError, LimitError, UnknownIdError

PROGRAM = "transcaspia"
_USAGE_ERROR: type[Exception] = typer.BadParameter.__mro__[1]  # typer keeps its usage error to itself

app = typer.Typer(
    name=PROGRAM,
    help="Plan freight door to door on the Trans-Caspian route between Poland and Kazakhstan and on its rivals.",
    epilog="Exit codes: 0 done, 1 a true answer that is empty, 2 wrong usage, 3 bad input data, 4 our fault, "
    "130 interrupted.",
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
app.command()(plan)
app.command()(places)
app.add_typer(network_app, name="network")
register_app.command()(draft)
app.add_typer(register_app, name="register")
app.command()(skims)
app.command()(validate)
app.command()(serve)
app.add_typer(store_app, name="store")
app.add_typer(keys_app, name="keys")
app.command()(warmup)


def _print_version(wanted: bool) -> None:
    if wanted:
        output.emit(f"{PROGRAM} {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    _version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    """Take the options that stand before a command."""


def main(arguments: list[str] | None = None) -> int:
    """
    Run the program.

    Parameters
    ----------
    arguments
        Arguments after the program's name; by default those of the process.

    Returns
    -------
    int
        Exit code, see `output`.
    """
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr, format="%(levelname)s %(name)s: %(message)s")
    try:
        given = _utf8(sys.argv[1:] if arguments is None else arguments)
        command = typer.main.get_command(app)
        code = command.main(args=given or ["--help"], prog_name=PROGRAM, standalone_mode=False)
    except BrokenPipeError:
        output.silence_stdout()
        return output.DONE
    except (KeyboardInterrupt, typer.Abort):
        code = output.INTERRUPTED
    except Exception as error:  # noqa: BLE001
        return _report(error)
    if code == output.INTERRUPTED:
        output.say("Interrupted; nothing was left half written.")
    return code if isinstance(code, int) else output.DONE


def _report(error: Exception) -> int:
    """Say what went wrong in a sentence and return the exit code that goes with it."""
    if isinstance(error, _USAGE_ERROR):
        output.say(_usage_sentence(error))
        return output.USAGE
    if isinstance(error, DataError):
        output.say(str(error))
        return output.BAD_DATA
    if isinstance(error, (InputError, UnknownIdError)):
        output.say(str(error))
        return output.USAGE
    if os.environ.get("TRANSCASPIA_DEBUG") == "1":
        raise error
    if isinstance(error, LimitError):
        output.say(str(error))
        return output.FAULT
    kind = type(error).__name__
    output.say(
        f"This is a fault of ours, not of your question ({kind}: {error}). Please report it with the command that you "
        "ran; TRANSCASPIA_DEBUG=1 before the command prints the details."
    )
    return output.FAULT


def _usage_sentence(error: Exception) -> str:
    message = str(error.format_message()).strip() if hasattr(error, "format_message") else str(error)
    context = getattr(error, "ctx", None)
    command = context.command_path if context is not None else PROGRAM
    return f"{message.rstrip('.')}. `{command} --help` lists what it takes."


def _utf8(arguments: list[str]) -> list[str]:
    """Return arguments read as UTF-8, whatever the locale made of their bytes."""
    read: list[str] = []
    for place, argument in enumerate(arguments, start=1):
        try:
            read.append(os.fsencode(argument).decode("utf-8"))
        except UnicodeError:
            shown = os.fsencode(argument).decode("ascii", "backslashreplace")
            raise InputError(
                f"Argument {place} ('{shown}') is not UTF-8, so its letters cannot be read; set the terminal to UTF-8 "
                "or write the name in plain letters."
            ) from None
    return read
