"""Worker processes that give the heavy answers, so that the server always listens."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from transcaspia import errors
from transcaspia.errors import LimitError, TranscaspiaError
from transcaspia.server.worker import ANSWER, ERROR, HEAD, PROGRESS, READY

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

LIMIT_S = 60.0
"""Longest that one request may be worked on."""
PATIENCE_S = 150.0
"""Longest that a request waits for a worker: the first start of all compiles the kernels."""
WAITING_MOST = 64
"""Requests that wait at most; the next is told to come back later."""
MEMORY_MOST = 1_500_000_000
"""Bytes at which a worker is replaced after its answer."""
GRACE_S = 10.0
"""A worker whose question nobody waits for any more has so long to end it: to start another takes seconds too."""
_START_S = 600.0
_TRIES = 2

_log = logging.getLogger(__name__)


class TooManyError(LimitError):
    """
    More is asked than can be answered soon.

    Parameters
    ----------
    message
        A sentence for people.
    retry_after_s
        Seconds after which to ask again.
    """

    def __init__(self, message: str, retry_after_s: int) -> None:
        super().__init__(message)
        self.retry_after_s = retry_after_s


class WorkerFailedError(RuntimeError):
    """A worker met an error of ours; the text is its traceback."""


@dataclass(eq=False)
class _Task:
    body: bytes
    limit_s: float
    future: asyncio.Future[bytes]
    progress: Callable[[dict[str, Any]], None] | None = None
    tries: int = 0


@dataclass(eq=False)
class _Worker:
    """A process that is ready for the next request."""

    process: asyncio.subprocess.Process
    source: asyncio.StreamReader
    sink: asyncio.StreamWriter

    async def ask(self, task: _Task) -> bytes:
        """Return the answer of the process; errors that it tells are raised here."""
        self.send(task.body)
        await self.sink.drain()
        while True:
            kind, content = await self.frame()
            if kind == ANSWER:
                return content
            if kind == ERROR:
                raise _told(json.loads(content))
            if kind == PROGRESS and task.progress is not None:
                task.progress(json.loads(content))

    def send(self, body: bytes) -> None:
        """Send a request to the process."""
        self.sink.write(HEAD.pack(b"Q", len(body)) + body)

    async def frame(self) -> tuple[bytes, bytes]:
        """Return kind and content of the next frame."""
        kind, length = HEAD.unpack(await self.source.readexactly(HEAD.size))
        return kind, await self.source.readexactly(length)

    async def end(self) -> None:
        """End the process: at once if it is at work, and surely."""
        self.sink.close()
        with contextlib.suppress(ProcessLookupError):
            self.process.kill()
        await self.process.wait()

    @property
    def memory(self) -> int:
        """Bytes that the process holds; 0 where the system does not tell."""
        try:
            pages = int(Path(f"/proc/{self.process.pid}/statm").read_text(encoding="ascii").split()[1])
        except (OSError, IndexError, ValueError):
            return 0
        return pages * os.sysconf("SC_PAGE_SIZE")


class Pool:
    """
    Worker processes and the requests that wait for them.

    A worker that dies is replaced and its request given to the next, once; one that works too long, or whose request is
    called off, is ended and replaced.

    Parameters
    ----------
    size
        Workers, at least 1.
    folder
        Folder of the network with which they warm up; None is the shipped network.
    waiting
        Requests that wait at most.
    nice
        How much the workers stand back for other processes.
    grace_s
        How long a worker has to end what was called off, before it is ended itself.
    """

    def __init__(
        self, size: int, folder: str | None = None, *, waiting: int = WAITING_MOST, nice: int = 0,
        grace_s: float = GRACE_S,
    ) -> None:  # fmt: skip
        self.size, self.folder, self.waiting, self.nice = max(1, size), folder, waiting, nice
        self.grace_s = grace_s
        self._queue: asyncio.Queue[_Task] = asyncio.Queue()
        self._workers: dict[int, _Worker] = {}
        self._slots: list[asyncio.Task[None]] = []
        self._busy: set[int] = set()
        self._held = 0
        """Requests that are worked on or wait."""

    @property
    def warm(self) -> bool:
        """True while at least one worker is ready."""
        return bool(self._workers)

    @property
    def state(self) -> dict[str, int]:
        """How many workers there are, are ready and are at work, and how many requests wait."""
        return {
            "workers": self.size,
            "ready": len(self._workers),
            "busy": len(self._busy),
            "waiting": max(0, self._held - len(self._busy)),
        }

    def start(self) -> None:
        """Start the workers; they are ready some seconds later."""
        self._slots = [asyncio.create_task(self._slot(number), name=f"worker {number}") for number in range(self.size)]

    async def stop(self) -> None:
        """End all workers and answer what waits with an error."""
        for slot in self._slots:
            slot.cancel()
        await asyncio.gather(*self._slots, return_exceptions=True)
        while not self._queue.empty():
            task = self._queue.get_nowait()
            if not task.future.done():
                task.future.set_exception(LimitError("The server is being stopped; ask again when it is back."))

    async def answer(
        self,
        kind: str,
        request: Mapping[str, Any],
        folder: str | None,
        *,
        limit_s: float = LIMIT_S,
        patience_s: float = PATIENCE_S,
        progress: Callable[[dict[str, Any]], None] | None = None,
    ) -> bytes:
        """
        Return the answer to a request, given by the next free worker.

        Parameters
        ----------
        kind
            What is asked, one of `work.KINDS`.
        request
            The body of the request, of plain JSON values.
        folder
            Folder of the network; None is the shipped one.
        limit_s
            Longest that it may be worked on.
        patience_s
            Longest that it may take with the wait for a worker.
        progress
            Is told how far the work has come.

        Returns
        -------
        bytes
            A JSON document.

        Raises
        ------
        TranscaspiaError
            As `work.answer` does.
        TooManyError
            If too many requests wait already.
        LimitError
            If it takes too long.
        """
        if self._held >= self.waiting + self.size:
            told = f"{self.waiting} requests wait already. Ask again in a few seconds."
            raise TooManyError(told, 1 + self.waiting // (8 * self.size))
        body = json.dumps({"kind": kind, "request": dict(request), "folder": folder}, allow_nan=False).encode()
        task = _Task(body, limit_s, asyncio.get_running_loop().create_future(), progress)
        self._queue.put_nowait(task)
        self._held += 1
        try:
            return await asyncio.wait_for(task.future, patience_s)
        except TimeoutError:
            raise LimitError(f"No worker was free within {patience_s:.0f} s. Ask again later.") from None
        finally:
            self._held -= 1

    async def _slot(self, number: int) -> None:
        """Keep one worker alive and at work."""
        worker: _Worker | None = None
        failed = 0
        try:
            while True:
                if worker is None:
                    worker = await self._hired(failed)
                    failed = 0 if worker else failed + 1
                    continue
                self._workers[number] = worker
                task = await self._next(worker)
                if task is None or not await self._done(number, worker, task) or worker.memory > MEMORY_MOST:
                    self._workers.pop(number, None)
                    await worker.end()
                    worker = None
        finally:
            self._workers.pop(number, None)
            if worker is not None:
                await worker.end()

    async def _hired(self, failed: int) -> _Worker | None:
        """Return a process that is warm; None where it did not come up."""
        await asyncio.sleep(0.0 if not failed else min(30.0, 2.0**failed))
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-P", "-m", "transcaspia.server.worker", str(self.nice),
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
        )  # fmt: skip
        if process.stdout is None or process.stdin is None:
            raise AssertionError(process)
        worker = _Worker(process, process.stdout, process.stdin)
        try:
            worker.send(json.dumps({"folder": self.folder}).encode())
            async with asyncio.timeout(_START_S):
                kind, _ = await worker.frame()
        except (EOFError, OSError, TimeoutError) as error:
            _log.warning("a worker did not come up (%s); another is started", error)
            kind = b""
        except BaseException:
            await worker.end()
            raise
        if kind == READY:
            return worker
        await worker.end()
        return None

    async def _next(self, worker: _Worker) -> _Task | None:
        """Return the next request that somebody still waits for; None where the worker died meanwhile."""
        dead = asyncio.ensure_future(worker.process.wait())
        try:
            while True:
                getting = asyncio.ensure_future(self._queue.get())
                try:
                    await asyncio.wait({getting, dead}, return_when=asyncio.FIRST_COMPLETED)
                finally:
                    if not getting.done():
                        getting.cancel()
                if getting.done() and not getting.cancelled():
                    task = getting.result()
                    if not task.future.done():
                        return task
                elif dead.done():
                    return None
        finally:
            dead.cancel()

    async def _done(self, number: int, worker: _Worker, task: _Task) -> bool:
        """Answer a request, and return whether the worker can go on."""
        self._busy.add(number)
        asking = asyncio.ensure_future(worker.ask(task))
        try:
            await asyncio.wait({asking, task.future}, timeout=task.limit_s, return_when=asyncio.FIRST_COMPLETED)
            if task.future.done():  # called off: let it end if it is about to
                await asyncio.wait({asking}, timeout=self.grace_s)
                return asking.done() and _is_answer(asking)
            if not asking.done():
                told = f"The request took more than {task.limit_s:.0f} s and was stopped. Ask for less, or as a job."
                task.future.set_exception(LimitError(told))
                return False
            return self._settle(task, asking)
        finally:
            self._busy.discard(number)
            if not asking.done():
                asking.cancel()
                if not task.future.done():
                    task.future.set_exception(LimitError("The server is being stopped; ask again when it is back."))

    def _settle(self, task: _Task, asking: asyncio.Future[bytes]) -> bool:
        """Hand on what a worker said, and return whether it can go on."""
        error = asking.exception()
        if error is None:
            task.future.set_result(asking.result())
            return True
        if isinstance(error, TranscaspiaError | WorkerFailedError):
            task.future.set_exception(error)
            return True
        self._again(task)
        return False

    def _again(self, task: _Task) -> None:
        """Give a request, whose worker died, to another; one that killed two is not tried a third time."""
        task.tries += 1
        if task.tries < _TRIES:
            self._queue.put_nowait(task)
        else:
            _log.error("a request ended %d workers: %s", task.tries, task.body[:500])
            task.future.set_exception(LimitError("The process that worked on it ended, twice. Ask for less, or later."))


def _is_answer(asking: asyncio.Future[bytes]) -> bool:
    return asking.exception() is None or isinstance(asking.exception(), TranscaspiaError | WorkerFailedError)


def _told(error: Mapping[str, Any]) -> Exception:
    """Return the error that a worker tells of."""
    kind = getattr(errors, error["class"], None) if error["class"] else None
    if kind is None:
        return WorkerFailedError(error["message"])
    found: Exception = kind(error["message"])
    return found
