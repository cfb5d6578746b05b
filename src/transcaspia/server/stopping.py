"""A server that tells its application when it is to stop, so that streams without an end do not hold it up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import uvicorn

if TYPE_CHECKING:
    from socket import socket
    from types import FrameType

    from transcaspia.server.state import State


class Server(uvicorn.Server):
    """
    The server of uvicorn.

    Parameters
    ----------
    config
        Its set-up.
    state
        What the routes share.
    """

    def __init__(self, config: uvicorn.Config, state: State) -> None:
        super().__init__(config)
        self.told = state

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """
        Take a signal to stop.

        Parameters
        ----------
        sig, frame
            As the system gives them.
        """
        self.told.stopping = True
        super().handle_exit(sig, frame)

    async def shutdown(self, sockets: list[socket] | None = None) -> None:
        """
        End what is under way, and remove the copies of the data: a signal that ended the process leaves no time to.

        Parameters
        ----------
        sockets
            Sockets that were listened on.
        """
        await super().shutdown(sockets)
        self.told.data.clear()
