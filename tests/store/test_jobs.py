"""Jobs: one worker each, taken up again, ended as wished."""

import threading
from datetime import UTC, datetime, timedelta

import pytest

from transcaspia.errors import UnknownIdError
from transcaspia.store import ids, jobs


def test_a_job_goes_from_asked_to_done(store):
    asked = jobs.enqueue(store, "plan", {"origin": "Łódź", "units": 2}, author="desk")
    assert (asked.state, asked.attempts) == ("queued", 0)
    taken = jobs.claim(store, "one")
    assert (taken.id, taken.state, taken.request, taken.attempts) == (asked.id, "running", asked.request, 1)
    assert jobs.beat(store, asked.id, "one", 0.25, "a quarter")
    now = jobs.get(store, asked.id)
    assert (now.fraction, now.sentence, now.author) == (0.25, "a quarter", "desk")
    assert jobs.result_of(store, asked.id) is None
    assert jobs.finish(store, asked.id, "one", b"\x00\xff", "application/pdf")
    done = jobs.get(store, asked.id)
    assert done.final
    assert done.created_at <= done.started_at <= done.finished_at
    assert done.finished_at.tzinfo is UTC
    assert jobs.result_of(store, asked.id) == (b"\x00\xff", "application/pdf")


def test_the_oldest_of_a_kind_is_taken_first(store):
    made = [jobs.enqueue(store, kind, {}) for kind in ("plan", "validate", "plan")]
    assert jobs.claim(store, "w", ("validate",)).id == made[1].id
    assert jobs.claim(store, "w").id == made[0].id
    assert jobs.claim(store, "w", ("validate",)) is None
    assert jobs.claim(store, "w").id == made[2].id
    assert jobs.claim(store, "w") is None


def test_no_two_workers_get_the_same_job(store):
    made = {jobs.enqueue(store, "plan", {"k": k}).id for k in range(24)}
    taken = []

    def work(name):
        while (job := jobs.claim(store, name)) is not None:
            taken.append(job.id)

    workers = [threading.Thread(target=work, args=(f"w{k}",)) for k in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sorted(taken) == sorted(made)


def test_who_lost_a_job_can_neither_end_it_nor_beat(store):
    job = jobs.enqueue(store, "plan", {})
    jobs.claim(store, "one")
    assert jobs.requeue_lost(store, 0) == 1
    jobs.claim(store, "two")
    assert not jobs.beat(store, job.id, "one", 0.9)
    assert not jobs.finish(store, job.id, "one", b"late")
    assert not jobs.fail(store, job.id, "one", {"code": "our_fault"})
    assert not jobs.release(store, job.id, "one")
    assert jobs.finish(store, job.id, "two", b"right")
    assert jobs.result_of(store, job.id)[0] == b"right"


def test_a_job_that_waits_is_cancelled_at_once_and_one_that_runs_when_its_worker_hears(store):
    waits, runs = jobs.enqueue(store, "plan", {}), jobs.enqueue(store, "validate", {})
    jobs.claim(store, "w", ("validate",))
    assert jobs.cancel(store, waits.id).state == "cancelled"
    assert jobs.cancel(store, runs.id).state == "running"
    assert not jobs.beat(store, runs.id, "w")
    assert jobs.cancelled(store, runs.id, "w")
    assert jobs.cancel(store, runs.id).state == "cancelled"
    assert jobs.count_jobs(store) == {"queued": 0, "running": 0, "done": 0, "failed": 0, "cancelled": 2}


def test_only_the_lost_are_taken_up_again(store, monkeypatch):
    fresh, stale, ahead, unwanted = (jobs.enqueue(store, "plan", {}) for _ in range(4))
    for _ in range(4):
        jobs.claim(store, "w")
    jobs.cancel(store, unwanted.id)
    for job, hours in ((stale, -1), (ahead, 1), (unwanted, -1)):  # a clock that was set back leaves beats ahead of it
        monkeypatch.setattr(jobs, "now", lambda hours=hours: datetime.now(UTC) + timedelta(hours=hours))
        jobs.beat(store, job.id, "w", 0.5)
    monkeypatch.undo()
    assert jobs.requeue_lost(store) == 2
    states = [jobs.get(store, job.id).state for job in (fresh, stale, ahead, unwanted)]
    assert states == ["running", "queued", "queued", "cancelled"]
    assert jobs.get(store, stale.id).fraction == 0


def test_a_job_that_loses_every_worker_is_given_up(store):
    job = jobs.enqueue(store, "plan", {})
    for _ in range(jobs.ATTEMPTS_MOST):
        assert jobs.claim(store, "w").id == job.id
        jobs.requeue_lost(store, 0)
    assert jobs.claim(store, "w") is None
    ended = jobs.get(store, job.id)
    assert (ended.state, ended.problem["code"]) == ("failed", "our_fault")


def test_a_job_given_back_counts_no_attempt(store):
    job = jobs.enqueue(store, "plan", {})
    for _ in range(5):
        jobs.claim(store, "w")
        assert jobs.release(store, job.id, "w")
    assert jobs.get(store, job.id).attempts == 0


def test_pages_of_jobs_hold_each_once_the_newest_first(store):
    made = [jobs.enqueue(store, "plan", {"k": k}).id for k in range(5)]
    first = jobs.list_jobs(store, limit=2)
    rest = jobs.list_jobs(store, before=first[-1].id)
    assert [job.id for job in (*first, *rest)] == made[::-1]
    assert jobs.list_jobs(store, states=("done",)) == []


def test_an_unknown_job_is_told(store):
    for ask in (jobs.get, jobs.cancel, jobs.result_of):
        with pytest.raises(UnknownIdError, match="no job 'x'"):
            ask(store, "x")


def test_ids_sort_in_the_order_they_were_made_though_the_clock_is_set_back(monkeypatch):
    first = [ids.new_id() for _ in range(5000)]
    monkeypatch.setattr(ids.time, "time_ns", lambda: 0)
    made = first + [ids.new_id() for _ in range(10)]
    assert made == sorted(set(made))
    assert all(one[14] == "7" and one[19] in "89ab" for one in made)
