"""What the routes share: the network that is loaded, and whether the kernels are warm."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from transcaspia.network.load import load_network

if TYPE_CHECKING:
    from transcaspia.network.model import Network
    from transcaspia.server.settings import Settings


class State:
    """
    The network that the server answers from, loaded once.

    Parameters
    ----------
    settings
        How the server is set up.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.warm = False
        self._network: Network | None = None
        self._loading = threading.Lock()

    @property
    def network(self) -> Network:
        """The network, of all days; the first caller loads it."""
        with self._loading:
            if self._network is None:
                self._network = load_network(self.settings.network)
            return self._network

    def warm_up(self) -> None:
        """Load the network and compile the kernels, as the first plan would."""
        import transcaspia

        day = min(self.network.edition, self.network.data_to)
        transcaspia.plan(self.network, transcaspia.make_consignment(self.network, "Łódź", "Almaty", day))
        self.warm = True
