"""Who asks."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Caller:
    """
    Who asks.

    Attributes
    ----------
    name
        Shown part of the key, or `local`.
    scopes
        What may be done: `read`, `write`.
    label
        What the key is for, in the words of its maker.
    """

    name: str
    scopes: frozenset[str]
    label: str | None = None

    @property
    def author(self) -> str:
        """Who is named as the author of what is written."""
        return self.name if self.label is None else f"{self.label} ({self.name})"


LOCAL = Caller("local", frozenset({"read", "write"}))
