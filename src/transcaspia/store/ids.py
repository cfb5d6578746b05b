"""Ids that sort by the time they were made, and the time itself."""

from __future__ import annotations

import secrets
import threading
import time
import uuid
from datetime import UTC, datetime

_lock = threading.Lock()
_last = 0
_STEPS = 4096
"""Ids of one millisecond that stay in order."""


def now() -> datetime:
    """
    Return the time now.

    Returns
    -------
    datetime
        In UTC.
    """
    return datetime.now(UTC)


def new_id() -> str:
    """
    Return an id that no other has: a UUID of version 7 (RFC 9562).

    Ids made by one process sort in the order they were made, even when its clock is set back.

    Returns
    -------
    str
        36 characters in lower case.
    """
    global _last  # noqa: PLW0603 - the order holds over the whole process
    with _lock:
        # 48 bits of milliseconds and 12 of its parts, which never stand still.
        stamp = max(time.time_ns() * _STEPS // 1_000_000, _last + 1)
        _last = stamp
    milliseconds, part = divmod(stamp, _STEPS)
    value = milliseconds << 80 | 0x7 << 76 | part << 64 | 0b10 << 62 | secrets.randbits(62)
    return str(uuid.UUID(int=value))
