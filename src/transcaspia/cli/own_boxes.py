"""Milestones of own boxes, from a file that the user names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transcaspia.cli import output
from transcaspia.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

    from transcaspia.network.model import Network
    from transcaspia.planning.milestones import Readout

_SHOWN = 5


def read_boxes(path: Path, network: Network) -> Readout:
    """
    Return the milestones of a file; what could not be read of it is told on stderr.

    Parameters
    ----------
    path
        The file.
    network
        The network whose nodes the places are.

    Returns
    -------
    Readout
        What could be read.

    Raises
    ------
    InputError
        If the file cannot be opened, or nothing can be read of it.
    """
    from transcaspia.planning.milestones import MOST_BYTES, read_milestones

    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise InputError(f"--own-boxes '{path}' cannot be read ({reason}); name a CSV file.") from error
    found = read_milestones(content, network)
    for sentence in found.faults[:_SHOWN]:
        output.say(f"{path}: {sentence}")
    if found.unread > _SHOWN:
        output.say(f"{path}: and {found.unread - _SHOWN} lines more that could not be read.")
    return found
