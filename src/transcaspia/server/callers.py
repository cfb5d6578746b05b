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
    """

    name: str
    scopes: frozenset[str]


LOCAL = Caller("local", frozenset({"read", "write"}))
