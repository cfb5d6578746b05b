"""The sheets that `transcaspia plan` writes: the planning estimate and the request for quotation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from transcaspia.cli import output
from transcaspia.errors import InputError

if TYPE_CHECKING:
    from transcaspia.network.model import Network
    from transcaspia.planning.model import Itineraries


@dataclass(frozen=True, slots=True)
class Sheets:
    """
    The sheets asked for.

    Attributes
    ----------
    files
        File by the name of its flag.
    way, language, reference
        Number of the way, language, and reference; blank for one of its own.
    force
        Whether files may be replaced.
    """

    files: dict[str, Path]
    way: int
    language: str
    reference: str
    force: bool

    def write(self, answer: Itineraries, network: Network) -> None:
        """
        Write each sheet; an empty answer has none.

        Parameters
        ----------
        answer
            The answer of `plan`.
        network
            The network that it was planned on.
        """
        if not self.files:
            return
        if answer.empty:
            output.say(f"{', '.join(f'{path}' for path in self.files.values())}: not written, for there is no way.")
            return
        from transcaspia.report.sheet_page import write_sheet

        for flag, path in self.files.items():
            with output.working("Writing the sheet"):
                write_sheet(
                    flag, answer, network, path, issued=_today(), way=self.way, language=self.language,
                    reference=self.reference, force=self.force,
                )  # fmt: skip
            output.say(f"The {flag} is in {path}")


def asked_sheets(
    estimate: Path | None,
    request: Path | None,
    *,
    way: int | None,
    language: str | None,
    reference: str | None,
    force: bool,
) -> Sheets:
    """
    Return the sheets asked for, checked before any work is done.

    Parameters
    ----------
    estimate, request
        Files of --estimate and --request.
    way, language, reference
        Values of their flags; None where not given.
    force
        Whether files may be replaced.

    Returns
    -------
    Sheets
        None of them where no file was named.

    Raises
    ------
    InputError
        If a file may not be written, the language is not written here, or a flag stands alone.
    """
    files = {name: path for name, path in (("estimate", estimate), ("request", request)) if path is not None}
    if not files and (way is not None or language is not None or reference is not None):
        raise InputError(
            "--way, --language and --reference go with --estimate or --request; name a file with one of them."
        )
    if files:
        from transcaspia.report.sheet_page import check_sheet
        from transcaspia.report.speech import check_sheet_language

        check_sheet_language(language or "en")
        for flag, path in files.items():
            check_sheet(flag, path, force=force)
    return Sheets(files, 1 if way is None else way, language or "en", reference or "", force)


def _today() -> date:
    """Return the day by the clock of this machine: the date of a sheet."""
    return datetime.now().astimezone().date()
