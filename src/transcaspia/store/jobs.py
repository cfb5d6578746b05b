"""Long work: asked for, taken up by one worker, told of while it goes on, kept when it is done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Literal

from sqlalchemy import func, or_, select, update

from transcaspia.errors import InputError, UnknownIdError
from transcaspia.store import tables
from transcaspia.store.ids import new_id, now

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from sqlalchemy import Connection, Row, Update

    from transcaspia.store.database import Store

State = Literal["queued", "running", "done", "failed", "cancelled"]
STALE_S = 60.0
"""A worker that has not been heard of for so long is lost."""
ATTEMPTS_MOST = 3
"""A job that lost so many workers is given up: it may be what kills them."""


@dataclass(frozen=True)
class Job:
    """
    A job as it stands.

    Attributes
    ----------
    id
        Its id; those made later sort later.
    kind, request
        What is asked.
    author
        Who asked.
    state
        Where it stands; `done`, `failed` and `cancelled` are final.
    cancel_wished
        Whether it is to be ended.
    fraction, sentence
        How far it is, 0 to 1, and in words.
    problem
        Why it failed, in the shape of an error.
    media_type
        Kind of the result.
    attempts
        How often a worker took it up.
    worker, heartbeat_at
        Who does it, and when it was last heard of.
    created_at, started_at, finished_at
        When; in UTC.
    """

    id: str
    kind: str
    request: dict[str, Any]
    author: str
    state: State
    cancel_wished: bool
    fraction: float
    sentence: str | None
    problem: dict[str, Any] | None
    media_type: str | None
    attempts: int
    worker: str | None
    heartbeat_at: datetime | None
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None

    @property
    def final(self) -> bool:
        """True when nothing will change any more."""
        return self.state in {"done", "failed", "cancelled"}


_table = tables.jobs
_columns = tuple(_table.c[name] for name in Job.__dataclass_fields__)
_mine = (_table.c.state == "running",)


def enqueue(store: Store, kind: str, request: Mapping[str, Any], *, author: str = "local") -> Job:
    """
    Ask for a job.

    Parameters
    ----------
    store
        The store.
    kind
        What kind of work.
    request
        What is asked, of plain JSON values.
    author
        Who asks.

    Returns
    -------
    Job
        The job, queued.
    """
    job = Job(
        id=new_id(),
        kind=kind,
        request=dict(request),
        author=author,
        state="queued",
        cancel_wished=False,
        fraction=0.0,
        sentence=None,
        problem=None,
        media_type=None,
        attempts=0,
        worker=None,
        heartbeat_at=None,
        created_at=now(),
        started_at=None,
        finished_at=None,
    )
    with store.writing() as connection:
        connection.execute(_table.insert().values({name: getattr(job, name) for name in Job.__dataclass_fields__}))
    return job


def claim(store: Store, worker: str, kinds: Collection[str] | None = None) -> Job | None:
    """
    Take up the oldest job that waits; no two workers ever get the same.

    Parameters
    ----------
    store
        The store.
    worker
        Name of the worker, its own.
    kinds
        Only of these kinds; None: of any.

    Returns
    -------
    Job | None
        The job, running; None where none waits.
    """
    waiting = select(_table.c.id).where(_table.c.state == "queued").order_by(_table.c.id).limit(1)
    if kinds is not None:
        waiting = waiting.where(_table.c.kind.in_(tuple(kinds)))
    with store.reading() as connection:
        if connection.execute(waiting).first() is None:
            return None  # who looks for work does not hold up those who write
    with store.writing() as connection:
        found = connection.execute(waiting.with_for_update(skip_locked=True)).scalar()
        if found is None:
            return None
        moment = now()
        connection.execute(
            update(_table)
            .where(_table.c.id == found)
            .values(
                state="running",
                worker=worker,
                attempts=_table.c.attempts + 1,
                heartbeat_at=moment,
                started_at=moment,
                fraction=0.0,
                sentence=None,
            )
        )
        return _read(connection, found)


def beat(store: Store, job_id: str, worker: str, fraction: float | None = None, sentence: str | None = None) -> bool:
    """
    Tell that a job goes on, and how far it is.

    Parameters
    ----------
    store
        The store.
    job_id
        The job.
    worker
        Who does it.
    fraction, sentence
        How far, 0 to 1, and in words; None leaves what was told last.

    Returns
    -------
    bool
        True: go on. False: stop, as it is to be cancelled or another worker has it now.
    """
    values: dict[str, Any] = {"heartbeat_at": now()}
    if fraction is not None:
        values["fraction"] = min(max(fraction, 0.0), 1.0)
    if sentence is not None:
        values["sentence"] = sentence
    with store.writing() as connection:
        if not _changed(connection, _of(job_id, worker).values(values)):
            return False
        wished = connection.execute(select(_table.c.cancel_wished).where(_table.c.id == job_id)).scalar()
    return not wished


def finish(store: Store, job_id: str, worker: str, result: bytes, media_type: str = "application/json") -> bool:
    """
    Keep the result of a job.

    Parameters
    ----------
    store
        The store.
    job_id
        The job.
    worker
        Who did it.
    result, media_type
        What came of it.

    Returns
    -------
    bool
        False where another worker has it, or it is over: nothing is kept then.
    """
    return _end(store, job_id, worker, state="done", fraction=1.0, result=result, media_type=media_type)


def fail(store: Store, job_id: str, worker: str, problem: Mapping[str, Any]) -> bool:
    """
    Tell why a job came to nothing.

    Parameters
    ----------
    store
        The store.
    job_id
        The job.
    worker
        Who did it.
    problem
        What is wrong, in the shape of an error: `code`, `message`, ...

    Returns
    -------
    bool
        False where another worker has it, or it is over.
    """
    return _end(store, job_id, worker, state="failed", problem=dict(problem))


def cancelled(store: Store, job_id: str, worker: str) -> bool:
    """
    Tell that a job was stopped as was wished.

    Parameters
    ----------
    store
        The store.
    job_id
        The job.
    worker
        Who did it.

    Returns
    -------
    bool
        False where another worker has it, or it is over.
    """
    return _end(store, job_id, worker, state="cancelled")


def release(store: Store, job_id: str, worker: str) -> bool:
    """
    Give a job back, to be taken up again: the worker is told to stop before it is done.

    Parameters
    ----------
    store
        The store.
    job_id
        The job.
    worker
        Who had it.

    Returns
    -------
    bool
        False where another worker has it, or it is over.
    """
    with store.writing() as connection:
        again = _of(job_id, worker).where(_table.c.cancel_wished.is_(False))
        # Nobody was lost: this time does not count.
        values = {**_QUEUED, "attempts": _table.c.attempts - 1}
        return _changed(connection, again.values(values))


def cancel(store: Store, job_id: str) -> Job:
    """
    Wish that a job ends: one that waits ends at once, one that runs when its worker hears of it.

    Parameters
    ----------
    store
        The store.
    job_id
        The job.

    Returns
    -------
    Job
        The job; one that was over stays as it was.

    Raises
    ------
    UnknownIdError
        If there is no such job.
    """
    with store.writing() as connection:
        waits = update(_table).where(_table.c.id == job_id, _table.c.state == "queued")
        if not _changed(connection, waits.values(state="cancelled", cancel_wished=True, finished_at=now())):
            _changed(connection, update(_table).where(_table.c.id == job_id, *_mine).values(cancel_wished=True))
        return _read(connection, job_id)


def requeue_lost(store: Store, stale_s: float = STALE_S, attempts_most: int = ATTEMPTS_MOST) -> int:
    """
    Put back the jobs whose worker is lost; those that lost too many fail, those to be cancelled end.

    Parameters
    ----------
    store
        The store.
    stale_s
        A worker that has not been heard of for so long is lost; 0: every one is, as when the only server starts.
    attempts_most
        A job that was taken up so often is not taken up again.

    Returns
    -------
    int
        How many wait again.
    """
    moment, age = now(), timedelta(seconds=stale_s)
    lost: tuple[Any, ...] = _mine
    if stale_s > 0:
        # A beat from the future is one of a clock that was set back since.
        lost += (or_(_table.c.heartbeat_at < moment - age, _table.c.heartbeat_at > moment + age),)
    given_up = {
        "code": "our_fault",
        "message": f"This was begun {attempts_most} times, and each time its worker ended. Ask for less at once.",
        "field": None,
        "details": None,
    }
    with store.writing() as connection:
        over = update(_table).where(*lost)
        connection.execute(over.where(_table.c.cancel_wished.is_(True)).values(state="cancelled", finished_at=moment))
        connection.execute(
            over.where(_table.c.attempts >= attempts_most).values(state="failed", problem=given_up, finished_at=moment)
        )
        return connection.execute(over.values(_QUEUED)).rowcount


def get(store: Store, job_id: str) -> Job:
    """
    Return a job as it stands.

    Parameters
    ----------
    store
        The store.
    job_id
        The job.

    Returns
    -------
    Job
        The job, without its result.

    Raises
    ------
    UnknownIdError
        If there is no such job.
    """
    with store.reading() as connection:
        return _read(connection, job_id)


def result_of(store: Store, job_id: str) -> tuple[bytes, str] | None:
    """
    Return what came of a job.

    Parameters
    ----------
    store
        The store.
    job_id
        The job.

    Returns
    -------
    tuple[bytes, str] | None
        The result and its media type; None where there is none.

    Raises
    ------
    UnknownIdError
        If there is no such job.
    """
    with store.reading() as connection:
        asked = select(_table.c.result, _table.c.media_type).where(_table.c.id == job_id)
        found = connection.execute(asked).first()
    if found is None:
        raise _unknown(job_id)
    return None if found.result is None else (bytes(found.result), found.media_type)


def list_jobs(
    store: Store, *, states: Collection[State] | None = None, before: str | None = None, limit: int = 50
) -> list[Job]:
    """
    Return jobs, the newest first.

    Parameters
    ----------
    store
        The store.
    states
        Only in these states; None: in any.
    before
        Only those older than this one: the last of the page before.
    limit
        How many at most.

    Returns
    -------
    list[Job]
        The jobs, without their results.

    Raises
    ------
    InputError
        If the limit is below 1.
    """
    if limit < 1:
        raise InputError(f"limit {limit} is too small: ask for at least one.")
    asked = select(*_columns).order_by(_table.c.id.desc()).limit(limit)
    if states is not None:
        asked = asked.where(_table.c.state.in_(tuple(states)))
    if before is not None:
        asked = asked.where(_table.c.id < before)
    with store.reading() as connection:
        return [_job(row) for row in connection.execute(asked)]


def count_jobs(store: Store) -> dict[str, int]:
    """
    Return how many jobs are in each state.

    Parameters
    ----------
    store
        The store.

    Returns
    -------
    dict[str, int]
        By state; all five are there.
    """
    with store.reading() as connection:
        found = connection.execute(select(_table.c.state, func.count()).group_by(_table.c.state)).all()
    return {"queued": 0, "running": 0, "done": 0, "failed": 0, "cancelled": 0} | {row[0]: row[1] for row in found}


_QUEUED = {"state": "queued", "worker": None, "heartbeat_at": None, "fraction": 0.0, "sentence": None}


def _of(job_id: str, worker: str) -> Update:
    return update(_table).where(_table.c.id == job_id, _table.c.worker == worker, *_mine)


def _end(store: Store, job_id: str, worker: str, **values: object) -> bool:
    with store.writing() as connection:
        return _changed(connection, _of(job_id, worker).values(finished_at=now(), **values))


def _changed(connection: Connection, statement: Update) -> bool:
    return connection.execute(statement).rowcount > 0


def _read(connection: Connection, job_id: str) -> Job:
    row = connection.execute(select(*_columns).where(_table.c.id == job_id)).first()
    if row is None:
        raise _unknown(job_id)
    return _job(row)


def _job(row: Row[Any]) -> Job:
    return Job(**row._asdict())


def _unknown(job_id: str) -> UnknownIdError:
    return UnknownIdError(f"There is no job '{job_id}'.")
