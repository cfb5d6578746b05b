"""What the routes share: the network that is loaded, and whether the kernels are warm."""

from __future__ import annotations

import asyncio
import logging
import threading
from typing import TYPE_CHECKING

from anyio import CapacityLimiter, to_thread

from transcaspia.errors import DataError, TranscaspiaError
from transcaspia.server.callers import Caller
from transcaspia.server.data import Data
from transcaspia.server.pool import Pool

if TYPE_CHECKING:
    from transcaspia.network.model import Network
    from transcaspia.server.jobs import Runner
    from transcaspia.server.settings import Settings
    from transcaspia.server.work import Request
    from transcaspia.store.database import Store

# `server.work` is imported where it is used: a server listens before numba is read.

_log = logging.getLogger(__name__)


class State:
    """
    The network that the server answers from, and where its heavy work is done.

    Parameters
    ----------
    settings
        How the server is set up.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.data = Data(settings.network, self._edited)
        self.pool = Pool(settings.workers, self.folder) if settings.workers else None
        self.runner: Runner | None = None
        self.streams = 0
        """Jobs that are followed just now."""
        self.stopping = False
        """True from the moment at which the server is told to stop: what would go on for ever ends."""
        self._store: Store | None = None
        self._opening = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._warm = False
        self._limiter: CapacityLimiter | None = None

    @property
    def warm(self) -> bool:
        """True when the kernels are compiled, in one worker at least."""
        return self._warm if self.pool is None else self.pool.warm

    @property
    def folder(self) -> str:
        """A copy of the data folder, which holds still; another one when an edit was taken up."""
        return self.data.path

    @property
    def network(self) -> Network:
        """The network, of all days; the first caller loads it."""
        return self.data.network

    @property
    def store(self) -> Store:
        """The store of the users' records and jobs, opened when it is first asked for."""
        from transcaspia.store.database import open_store

        with self._opening:
            if self._store is None:
                self._store = open_store(self.settings.database_url)
            return self._store

    @property
    def counted(self) -> dict[str, int] | None:
        """How many jobs are in each state; None where the store was not opened, or does not answer."""
        from transcaspia.store.jobs import count_jobs

        try:
            return None if self._store is None else count_jobs(self._store)
        except TranscaspiaError:
            return None

    def start(self) -> None:
        """Start workers and jobs; only where there are workers, so that an application in a test does neither."""
        if self.pool is None:
            return
        from transcaspia.server.jobs import Runner

        self._loop = asyncio.get_running_loop()
        self.pool.start()
        self.runner = Runner(self)
        self.runner.start()

    async def stop(self) -> None:
        """End what was started, and let go of the store."""
        if self.runner is not None:
            await self.runner.stop()
        if self.pool is not None:
            await self.pool.stop()
        if self._store is not None:
            self._store.close()

    def nudge(self) -> None:
        """Say, from any thread, that there is a new job or that one is to end."""
        if self.runner is not None and self._loop is not None:
            self._loop.call_soon_threadsafe(self.runner.nudge)

    def bearer(self, token: str) -> Caller | None:
        """
        Return who bears a key.

        Parameters
        ----------
        token
            The key as it was sent.

        Returns
        -------
        Caller | None
            The caller; None where no such key stands.
        """
        from transcaspia.store import keys

        key = keys.check(self.store, token)
        return None if key is None else Caller(key.prefix, key.scopes, key.label)

    def audit(self, who: str, client: str, method: str, path: str, status: int) -> None:
        """
        Keep who changed what; where the store takes nothing, the log has it.

        Parameters
        ----------
        who, client
            The key or `local`, and its address.
        method, path, status
            What was asked, and what came of it.
        """
        from transcaspia.store import audit

        try:
            if self._store is not None:
                audit.write(self._store, who, method, details={"client": client, "path": path[:500], "status": status})
        except TranscaspiaError as error:
            _log.warning("audit: %s %s %s %s %d (%s)", who, client, method, path[:500], status, error)

    def _edited(self, folder: str) -> None:
        if self.pool is not None:
            self.pool.folder = folder  # for workers that start from now on

    async def run(self, kind: str, request: Request) -> bytes:
        """
        Return the answer to a heavy request, without holding up the others.

        Parameters
        ----------
        kind
            What is asked, one of `work.KINDS`.
        request
            The body of the request, of plain JSON values.

        Returns
        -------
        bytes
            A JSON document.

        Raises
        ------
        TranscaspiaError
            As `work.answer` does.
        """
        if self.pool is not None:
            return await self.pool.answer(kind, request, self.folder)
        from transcaspia.server import work

        if self._limiter is None:
            self._limiter = CapacityLimiter(2)
        return await to_thread.run_sync(work.answer, kind, request, self.folder, limiter=self._limiter)

    def warm_up(self) -> None:
        """Load the network; where no other process does, compile the kernels too, as the first plan would."""
        from transcaspia.server import work

        try:
            network = self.network
        except DataError:
            return  # the status tells what is wrong
        if self.pool is not None:
            return
        day = min(network.edition, network.data_to)
        work.answer("plan", {"origin": "Łódź", "destination": "Almaty", "depart": day.isoformat()}, self.folder)
        self._warm = True
