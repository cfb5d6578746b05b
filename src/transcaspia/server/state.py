"""What the routes share: the network that is loaded, and whether the kernels are warm."""

from __future__ import annotations

from typing import TYPE_CHECKING

from anyio import CapacityLimiter, to_thread

from transcaspia.errors import DataError
from transcaspia.server.data import Data
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
        self.data = Data(settings.network, self._edited)
        self.pool = Pool(settings.workers, self.folder) if settings.workers else None
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
