"""
A process that gives heavy answers, one after the other: frames come in on standard input and go out on standard output.

It ends by itself when its input ends, which it does when the server ends in whatever way, killed or not.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import json
import logging
import os
import signal
import struct
import sys
import threading
import time
import traceback
from typing import TYPE_CHECKING, Any, BinaryIO

from transcaspia.errors import TranscaspiaError
from transcaspia.server import progress

if TYPE_CHECKING:
    from collections.abc import Mapping

HEAD = struct.Struct(">cQ")
"""Before each frame: its kind and the length of what follows."""

READY, PROGRESS, ANSWER, ERROR = b"R", b"P", b"A", b"E"

_YOUNG = 20_000
"""Objects made before the collector looks for rings among the young ones: a plan makes many, and few rings."""
_WATCH_S = 2.0
_DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG of linux/prctl.h

_log = logging.getLogger(__name__)


def main() -> None:
    """Answer until the input ends."""
    logging.basicConfig(level=logging.WARNING, format="%(name)s: %(message)s")
    # Only frames may go where the server reads; whatever prints goes with the log.
    source, sink = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _end_with(os.getppid())
    if len(sys.argv) > 1:
        os.nice(int(sys.argv[1]))
    progress.tell = lambda told: _send(sink, PROGRESS, json.dumps(told).encode())
    first = _read(source)
    if first is None:
        return
    _warm_up(first.get("folder"))
    # What is loaded now stays for good: the collector need not walk it at every plan.
    gc.collect()
    gc.freeze()
    gc.set_threshold(_YOUNG, 20, 100)
    _send(sink, READY, b"")
    while (asked := _read(source)) is not None:
        _send(sink, *_answered(asked))


def _answered(asked: Mapping[str, Any]) -> tuple[bytes, bytes]:
    """Return kind and content of the frame that answers a request."""
    from transcaspia.server import work

    try:
        return ANSWER, work.answer(asked["kind"], asked["request"], asked["folder"])
    except TranscaspiaError as error:
        told: dict[str, str | None] = {"class": type(error).__name__, "message": str(error)}
    except MemoryError:
        told = {"class": "LimitError", "message": "The machine has no memory left for this question; ask for less."}
    except Exception:  # noqa: BLE001 - whatever it is, the server tells it with a reference
        told = {"class": None, "message": traceback.format_exc()}
    return ERROR, json.dumps(told).encode()


def _warm_up(folder: str | None) -> None:
    """Load network and kernels, as the first plan would; a network that is broken shows at the first request."""
    from transcaspia.server import work

    try:
        network = work.network_of(folder)
        day = min(network.edition, network.data_to)
        work.answer("plan", {"origin": "Łódź", "destination": "Almaty", "depart": day.isoformat()}, folder)
    except TranscaspiaError as error:
        _log.warning("not warmed up: %s", error)


def _read(source: BinaryIO) -> dict[str, Any] | None:
    """Return the next request; None at the end of the input."""
    head = source.read(HEAD.size)
    if len(head) < HEAD.size:
        return None
    _, length = HEAD.unpack(head)
    body = source.read(length)
    if len(body) < length:
        return None
    found: dict[str, Any] = json.loads(body)
    return found


def _send(sink: BinaryIO, kind: bytes, content: bytes) -> None:
    sink.write(HEAD.pack(kind, len(content)) + content)
    sink.flush()


def _end_with(parent: int) -> None:
    """End this process when its parent is gone, even in the middle of a long answer."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(_WATCH_S)
        os._exit(0)

    threading.Thread(target=watch, name="parent", daemon=True).start()


if __name__ == "__main__":
    main()
