"""
The data folder of a server, watched: an edit is taken up when it is whole and good, a broken one keeps what was.

The server answers from a private copy of the folder, so that neither it nor a worker process ever meets half an edit.
"""

from __future__ import annotations

import contextlib
import logging
import os
import re
import shutil
import tempfile
import threading
import weakref
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs

from transcaspia.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Callable

    from transcaspia.network.model import Network

_log = logging.getLogger(__name__)

SHIPPED = Path(__file__).parents[1] / "network" / "data"
EVERY_S = 1.0
"""Seconds between two looks at the files; an edit is taken up when two looks found the same."""
_NAME = "transcaspia-data-"
_KEPT = 2
"""Copies kept: answers under way may still read the one before."""
_LONGEST = 4_000

Files = tuple[tuple[str, int, int], ...]
"""Name, size and time of change of each file."""


class Data:
    """
    A data folder and the last good network of it.

    Parameters
    ----------
    folder
        The folder; None is that of the shipped network.
    changed
        Called with the new copy after an edit was taken up.
    """

    def __init__(self, folder: Path | None, changed: Callable[[str], None] | None = None) -> None:
        self.source = SHIPPED if folder is None else folder
        self.problem: str | None = None
        self.edits = 0
        self._changed = changed
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        self._copies: list[str] = []
        self._held: Network | None = None
        self._taken = self._looked = self._files()
        _clear_dead()
        self._path = self._copy()

    @property
    def path(self) -> str:
        """Folder from which the network is read, whose files hold still."""
        with self._lock:
            if not (self._path and Path(self._path).is_dir()):  # it was cleared and is used again, or somebody swept
                self._path, self._held = self._copy(), None
            return self._path

    @property
    def loaded(self) -> Network | None:
        """The network, where it is already loaded."""
        return self._held

    @property
    def network(self) -> Network:
        """The network, of all days; the first caller loads it."""
        path = self.path
        with self._lock:
            if self._held is None:
                if self.problem is not None:
                    raise DataError(self.problem)
                try:
                    self._held = _load(path)
                except DataError as error:
                    self.problem = self._told(error, path)
                    raise DataError(self.problem) from None
            return self._held

    @property
    def stamp(self) -> str:
        """What tells this state of the files from any other."""
        return f"{hash(self._taken) & 0xFFFFFFFFFFFF:x}"

    def start(self) -> None:
        """Begin to watch."""
        self._stop.clear()
        self._thread = threading.Thread(target=self._watch, name="data", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Stop to watch."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join(EVERY_S)

    def clear(self) -> None:
        """Remove the copies, as the end of the process does where nobody kills it."""
        with self._lock:
            self._path = ""
            while self._copies:
                shutil.rmtree(self._copies.pop(), ignore_errors=True)

    def look(self) -> bool:
        """
        Look at the files, and take up what two looks found alike.

        Returns
        -------
        bool
            True if an edit was taken up, or found to be broken.
        """
        now = self._files()
        before, self._looked = self._looked, now
        if now in {self._taken, ()} or now != before:
            return False
        self._taken = now
        copy = self._copy()
        try:
            held = _load(copy)
        except DataError as error:
            self.problem = self._told(error, copy)
            _log.warning("an edit of the data is broken; the answers rest on what was before: %s", self.problem)
            return True
        with self._lock:
            self._path, self._held, self.problem = copy, held, None
            self.edits += 1
        if self._changed is not None:
            self._changed(copy)
        self._forget()
        return True

    def _watch(self) -> None:
        while not self._stop.wait(EVERY_S):
            try:
                self.look()
            except Exception:  # noqa: BLE001 - whatever it is, the next look may fare better
                _log.exception("the data folder could not be looked at")

    def _files(self) -> Files:
        """Return the state of the files; nothing where the folder cannot be read."""
        found = []
        try:
            for root, _, names in os.walk(self.source):
                for name in names:
                    path = Path(root) / name
                    state = path.stat()
                    found.append((str(path.relative_to(self.source)), state.st_size, state.st_mtime_ns))
        except OSError:
            return ()
        return tuple(sorted(found))

    def _copy(self) -> str:
        """Return a copy of the folder; the folder itself where there is no room for one."""
        copy = ""
        try:
            copy = tempfile.mkdtemp(prefix=f"{_NAME}{os.getpid()}-", dir=_room())
            shutil.copytree(self.source, copy, dirs_exist_ok=True)
        except (OSError, shutil.Error) as error:
            if copy:
                shutil.rmtree(copy, ignore_errors=True)
            _log.warning("the data are read where they stand, for they cannot be copied: %s", error)
            return str(self.source)
        weakref.finalize(self, shutil.rmtree, copy, ignore_errors=True)
        self._copies.append(copy)
        return copy

    def _forget(self) -> None:
        while len(self._copies) > _KEPT and self._copies[0] != self._path:
            shutil.rmtree(self._copies.pop(0), ignore_errors=True)

    @staticmethod
    def _told(error: DataError, copy: str) -> str:
        text = str(error).replace(copy, "the data folder")
        return text if len(text) <= _LONGEST else f"{text[:_LONGEST]} ..."


def _load(path: str) -> Network:
    from transcaspia.server.work import network_of

    return network_of(path)


def _room() -> Path:
    """Return where copies go: the cache of this user, which nobody sweeps, else where the system keeps what passes."""
    cache = platformdirs.user_cache_path("transcaspia", appauthor=False)
    try:
        cache.mkdir(parents=True, exist_ok=True)
        if os.access(cache, os.W_OK):
            return cache
    except OSError:
        pass
    return Path(tempfile.gettempdir())


def _clear_dead() -> None:
    """Remove the copies of servers that were killed."""
    with contextlib.suppress(OSError):
        for path in _room().glob(f"{_NAME}*"):
            owner = re.match(rf"{_NAME}(\d+)-", path.name)
            if owner is not None and not _lives(int(owner[1])):
                shutil.rmtree(path, ignore_errors=True)


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
