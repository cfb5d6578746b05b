"""Files are written whole or not at all, and nothing is overwritten unasked."""

from __future__ import annotations

import contextlib
import errno
import os
import tempfile
from pathlib import Path
from typing import IO, TYPE_CHECKING

from transcaspia.errors import InputError, LimitError

if TYPE_CHECKING:
    from collections.abc import Iterator


def check_target(path: Path, *, force: bool = False) -> None:
    """
    Check, before any work is done, that a file may be written.

    Parameters
    ----------
    path
        The file to be.
    force
        Allow an existing file to be replaced.

    Raises
    ------
    InputError
        If the file exists and `force` is false, or its folder does not exist.
    """
    if path.is_dir():
        raise InputError(f"'{path}' is a folder; name a file in it.")
    if path.exists() and not path.is_file():
        raise InputError(f"'{path}' is not an ordinary file; name another one.")
    if path.exists() and not force:
        raise InputError(f"'{path}' exists and is left as it is; name another file or add --force.")
    if not path.parent.is_dir():
        raise InputError(f"'{path}' cannot be written: there is no folder '{path.parent}'; make it first.")


def write_whole(path: Path, content: bytes, *, force: bool = False) -> None:
    """
    Write a file by way of a temporary neighbour, so that it is there whole or not at all.

    Parameters
    ----------
    path
        The file to be.
    content
        All of it.
    force
        Allow an existing file to be replaced.

    Raises
    ------
    InputError
        If the file may not be written.
    LimitError
        If the disk is full.
    """
    with written_whole(path, force=force) as file:
        file.write(content)


@contextlib.contextmanager
def written_whole(path: Path, *, force: bool = False, private: bool = False) -> Iterator[IO[bytes]]:
    """
    Open a file that is there whole when the block ends well, and not at all otherwise.

    Parameters
    ----------
    path
        The file to be.
    force
        Allow an existing file to be replaced.
    private
        Let nobody but its owner read it.

    Yields
    ------
    IO[bytes]
        What is to be written to.

    Raises
    ------
    InputError
        If the file may not be written.
    LimitError
        If the disk is full.
    """
    check_target(path, force=force)
    path = path.resolve()
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            Path(name).chmod(0o600 if private else 0o666 & ~_umask())
            Path(name).replace(path)
        except BaseException:
            with contextlib.suppress(OSError):
                Path(name).unlink()
            raise
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise LimitError(f"'{path}' was not written: the disk is full; make room and run it again.") from error
        reason = error.strerror or str(error)
        raise InputError(f"'{path}' cannot be written ({reason.lower()}); name another file.") from error


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
