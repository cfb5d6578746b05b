"""Workers give the answers of the library; what ends one of them harms nobody."""

import asyncio
import json
import os
import signal
from collections.abc import Awaitable, Callable

import pytest

from tiny_network import TINY
from transcaspia.errors import LimitError, UnknownIdError
from transcaspia.server.pool import Pool, TooManyError, WorkerFailedError
from transcaspia.server.work import answer

ASKED = {"origin": "PLORI", "destination": "KZDST", "depart": "2025-10-01", "draws": 200}
SLOW = {**ASKED, "draws": 1_000_000}
FOLDER = str(TINY)


def _with_pool(deed: Callable[[Pool], Awaitable[None]], size: int = 1, waiting: int = 64) -> None:
    async def run() -> None:
        pool = Pool(size, FOLDER, waiting=waiting, grace_s=0.5)
        pool.start()
        try:
            await deed(pool)
        finally:
            await pool.stop()

    asyncio.run(run())


def _pids(pool: Pool) -> list[int]:
    return [worker.process.pid for worker in pool._workers.values()]


async def _until(holds: Callable[[], bool]) -> None:
    for _ in range(2400):
        if holds():
            return
        await asyncio.sleep(0.05)
    raise AssertionError("it did not come about")


def _gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


@pytest.mark.slow
def test_workers_answer_and_err_as_the_library_and_survive_their_deaths() -> None:
    async def deed(pool: Pool) -> None:
        assert not pool.warm
        assert await pool.answer("plan", ASKED, FOLDER) == answer("plan", ASKED, FOLDER)
        assert pool.warm
        with pytest.raises(UnknownIdError, match="99XX"):
            await pool.answer("plan", {**ASKED, "unit": "99XX"}, FOLDER)
        with pytest.raises(WorkerFailedError, match="KeyError"):
            await pool.answer("what_if", {}, FOLDER)  # a fault of ours: the routes check what they pass on
        (first,) = _pids(pool)
        os.kill(first, signal.SIGKILL)
        await _until(lambda: _pids(pool) not in ([], [first]))
        assert json.loads(await pool.answer("plan", ASKED, FOLDER))["itineraries"]
        # Killed at work: the request is given to the next worker.
        (second,) = _pids(pool)
        asking = asyncio.ensure_future(pool.answer("plan", ASKED | {"seed": 2}, FOLDER))
        await asyncio.sleep(0)
        os.kill(second, signal.SIGKILL)
        assert json.loads(await asking)["seed"] == 2

    _with_pool(deed)


@pytest.mark.slow
def test_what_takes_too_long_is_stopped_what_is_called_off_too_and_too_many_are_told() -> None:
    pids: list[int] = []

    async def deed(pool: Pool) -> None:
        await _until(lambda: pool.warm)
        (first,) = _pids(pool)
        with pytest.raises(LimitError, match="took more than"):
            await pool.answer("plan", SLOW, FOLDER, limit_s=0.2)
        await _until(lambda: _gone(first))
        asking = [asyncio.ensure_future(pool.answer("plan", SLOW, FOLDER)) for _ in range(3)]
        await _until(lambda: pool.state["busy"] == 1 and pool.state["waiting"] == 2)
        with pytest.raises(TooManyError, match="Ask again") as told:
            await pool.answer("plan", ASKED, FOLDER)
        assert told.value.retry_after_s >= 1
        (second,) = _pids(pool)
        for one in asking:
            one.cancel()
        await _until(lambda: _gone(second) and pool.state["waiting"] == 0)
        pids.extend(_pids(pool))

    _with_pool(deed, waiting=2)
    assert all(_gone(pid) for pid in pids)
