"""Takes up the jobs of the store, one after the other, and keeps what comes of them."""

from __future__ import annotations

import asyncio
import logging
import os
import secrets
import socket
import time
from typing import TYPE_CHECKING, Any

from transcaspia.errors import TranscaspiaError
from transcaspia.server.errors import told_of
from transcaspia.server.pool import Pool
from transcaspia.store import jobs

if TYPE_CHECKING:
    from collections.abc import Callable

    from transcaspia.server.state import State
    from transcaspia.store.database import Store
    from transcaspia.store.jobs import Job

LIMIT_S = 3600.0
"""Longest that a job may take."""
BEAT_S = 0.5
"""A worker tells so often that it goes on, and hears so often whether it is to stop."""
ATTEMPTS_MOST = 100
"""A job is given up when so many servers were lost on it: what kills a worker alone is met by the pool."""
STALE_S = 10.0
"""A job whose worker was not heard of for so long is taken up again."""
LOOK_S = 1.0
"""Another server on the same store is looked for work so often."""
_NICE = 10
_MEDIA = {"geojson": "application/geo+json"}
_FILES = {"html": "text/html; charset=utf-8", "pdf": "application/pdf"}

_log = logging.getLogger(__name__)


class Runner:
    """
    Does the jobs of the store in a worker process that stands back for the questions of people.

    Parameters
    ----------
    state
        What the routes share.
    """

    def __init__(self, state: State) -> None:
        self.state = state
        self.name = f"{socket.gethostname()}-{os.getpid()}-{secrets.token_hex(4)}"
        self.pool: Pool | None = None
        self._news = asyncio.Event()
        self._loop: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Look for work from now on."""
        self._loop = asyncio.create_task(self._run(), name="jobs")

    async def stop(self) -> None:
        """End the work, and give back what is not done."""
        if self._loop is not None:
            self._loop.cancel()
            await asyncio.gather(self._loop, return_exceptions=True)
        if self.pool is not None:
            await self.pool.stop()

    def nudge(self) -> None:
        """Say that there is something new: a job, or the wish that one ends."""
        self._news.set()

    async def _run(self) -> None:
        looked = -STALE_S
        while True:
            try:
                store = await asyncio.to_thread(lambda: self.state.store)
                if time.monotonic() - looked > STALE_S / 2.0:
                    looked = time.monotonic()
                    await asyncio.to_thread(jobs.requeue_lost, store, STALE_S, ATTEMPTS_MOST)
                job = await asyncio.to_thread(jobs.claim, store, self.name)
                if job is None:
                    await self._wait(LOOK_S)
                else:
                    await self._do(store, job)
            except TranscaspiaError as error:
                _log.warning("jobs wait: %s", error)
                await self._wait(5.0)

    async def _wait(self, seconds: float) -> None:
        self._news.clear()
        try:
            async with asyncio.timeout(seconds):
                await self._news.wait()
        except TimeoutError:
            return

    async def _do(self, store: Store, job: Job) -> None:
        """Do a job until it is done, or nobody wants it any more."""
        if self.pool is None:
            self.pool = Pool(1, self.state.folder, nice=_NICE, grace_s=BEAT_S)
            self.pool.start()
        fraction: float | None = None
        sentence: str | None = None

        def heard(told: dict[str, Any]) -> None:
            nonlocal fraction, sentence
            fraction, sentence = told["done"] / max(1, told["of"]), told["what"] or None

        work = asyncio.ensure_future(
            self.pool.answer(
                job.kind, job.request, self.state.folder, limit_s=LIMIT_S, patience_s=2.0 * LIMIT_S, progress=heard
            )
        )
        try:
            while not work.done():
                self._news.clear()
                news = asyncio.ensure_future(self._news.wait())
                await asyncio.wait({work, news}, timeout=BEAT_S, return_when=asyncio.FIRST_COMPLETED)
                news.cancel()
                if not work.done() and not await self._beat(store, job, fraction, sentence):
                    work.cancel()
                    await asyncio.wait({work})
                    await asyncio.to_thread(jobs.cancelled, store, job.id, self.name)
                    return
            await self._end(store, job, work)
        except asyncio.CancelledError:  # the server is being stopped
            work.cancel()
            await asyncio.wait({work})
            jobs.release(store, job.id, self.name)
            raise

    async def _beat(self, store: Store, job: Job, fraction: float | None, sentence: str | None) -> bool:
        try:
            return await asyncio.to_thread(jobs.beat, store, job.id, self.name, fraction, sentence)
        except TranscaspiaError as error:  # a store that is busy or full for a moment stops no work
            _log.warning("job %s: %s", job.id, error)
            return True

    async def _end(self, store: Store, job: Job, work: asyncio.Future[bytes]) -> None:
        error = work.exception()
        if error is None:
            media = media_of(job.kind, job.request)
            await _kept(lambda: jobs.finish(store, job.id, self.name, work.result(), media))
        else:
            if not isinstance(error, Exception):
                raise error
            _, problem = told_of(error, f"job {job.id} ({job.kind})")
            await _kept(lambda: jobs.fail(store, job.id, self.name, problem))


async def _kept(deed: Callable[[], bool]) -> None:
    """Write the end of a job; a store that is full for a while is tried again, for the work is done."""
    for pause in (1.0, 2.0, 4.0, 8.0, 0.0):
        try:
            await asyncio.to_thread(deed)
        except TranscaspiaError as error:
            if not pause:
                raise
            _log.warning("the end of a job is not kept yet: %s", error)
            await asyncio.sleep(pause)
        else:
            return


def media_of(kind: str, request: dict[str, Any]) -> str:
    """
    Return the media type of what comes of a job.

    Parameters
    ----------
    kind, request
        The job.

    Returns
    -------
    str
        Media type.

    Examples
    --------
    >>> media_of("plan", {}), media_of("estimate", {"format": "pdf"})
    ('application/json', 'application/pdf')
    """
    if kind == "estimate":
        return _FILES[request.get("format", "html")]
    return _MEDIA.get(kind, "application/json")
