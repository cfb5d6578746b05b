"""What the routes share: the network that is loaded, and whether the kernels are warm."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from anyio import CapacityLimiter, to_thread

from transcaspia.server.pool import Pool

if TYPE_CHECKING:
    from transcaspia.network.model import Network
    from transcaspia.server.settings import Settings
    from transcaspia.server.work import Request

# `server.work` is imported where it is used: a server listens before numba is read.


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
        self.pool = Pool(settings.workers, self.folder) if settings.workers else None
        self._warm = False
        self._loading = threading.Lock()
        self._limiter: CapacityLimiter | None = None

    @property
    def warm(self) -> bool:
        """True when the kernels are compiled, in one worker at least."""
        return self._warm if self.pool is None else self.pool.warm

    @property
    def folder(self) -> str | None:
        """Folder of the network, whose files hold still; None is the shipped one."""
        return None if self.settings.network is None else str(self.settings.network)

    @property
    def network(self) -> Network:
        """The network, of all days; the first caller loads it."""
        from transcaspia.server import work

        with self._loading:
            return work.network_of(self.folder)

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

        if self.pool is not None:
            _ = self.network
            return
        day = min(self.network.edition, self.network.data_to)
        work.answer("plan", {"origin": "Łódź", "destination": "Almaty", "depart": day.isoformat()}, self.folder)
        self._warm = True
