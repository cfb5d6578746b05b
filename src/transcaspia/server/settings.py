"""How a server is set up."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Settings:
    """What `transcaspia serve` was told."""

    host: str = "127.0.0.1"
    port: int = 8000
    database_url: str | None = None
    """Address of the store; None is the SQLite file of this user."""
    network: Path | None = None
    """Folder of another network; None is the shipped one."""
    workers: int = 0
    """Worker processes for the heavy answers; 0 gives them in threads of this process, as tests do."""
    names: tuple[str, ...] = ()
    """Names of the server beside those of this machine, as browsers send them."""
    require_key: bool = False
    """Whether every request for data needs a key."""
