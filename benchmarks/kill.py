"""
The server killed with -9 in the middle of writes, many times: nothing that it acknowledged may be lost.

    .venv/bin/python benchmarks/kill.py [--rounds 50] [--database-url URL]

Each round starts the server, lets a few clients save and change records and ask for jobs as fast as they can, and kills
it at a random moment. In the end everything that was acknowledged is looked for: each record in its version or a later
one with all versions before it, each job done. It prints one JSON document and ends with 1 where something is lost.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import os
import random
import signal
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from load import PROGRAM, Client, descendants, port_of

TINY = Path(__file__).resolve().parents[1] / "tests" / "fixtures" / "tiny"
ASKED = {"origin": "PLORI", "destination": "KZDST", "depart": "2025-10-01", "draws": 200}
CLIENTS = 4
LONGEST_S = 1.5
JOBS_S = 900.0
JOB_EVERY = 8
CREATED, ACCEPTED, OK = 201, 202, 200


@dataclass
class Kept:
    """What was acknowledged: the body of each version of each record, and the jobs."""

    records: dict[str, dict[int, str]] = field(default_factory=dict)
    jobs: set[str] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)
    starts_s: list[float] = field(default_factory=list)
    cut_off: int = 0
    """Requests that were under way when the server was killed."""
    orphans: int = 0


@contextlib.contextmanager
def server(url: str, folder: Path) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """Start a server, and end it."""
    log = folder / "log.txt"
    log.write_text("")
    command = [PROGRAM, "serve", "--port", "0", "--workers", "1", "--network", TINY, "--database-url", url]
    with log.open("w") as sink, subprocess.Popen(command, stderr=sink) as process:  # noqa: S603
        try:
            yield process, port_of(log)
        finally:
            process.kill()


async def write(port: int, kept: Kept, name: str) -> None:
    """Save, change and ask until the connection ends."""
    client, number = Client(port), 0
    while True:
        number += 1
        body: dict[str, Any] = {"name": f"{name}-{number}", "query": ASKED}
        status, _, answer = await client.ask("POST", "/consignments", body)
        if status != CREATED:
            kept.faults.append(f"POST: {status} {answer[:200]!r}")
            return
        record = json.loads(answer)["id"]
        kept.records[record] = {1: body["name"]}
        for version in (2, 3):
            body["name"] = f"{name}-{number}-{version}"
            changed = {"If-Match": f'"{version - 1}"'}
            status, _, answer = await client.ask("PUT", f"/consignments/{record}", body, changed)
            if status != OK:
                kept.faults.append(f"PUT: {status} {answer[:200]!r}")
                return
            kept.records[record][version] = body["name"]
        if number % JOB_EVERY == 1:
            status, _, answer = await client.ask("POST", "/jobs", {"kind": "plan", "request": ASKED | {"seed": number}})
            if status != ACCEPTED:
                kept.faults.append(f"job: {status} {answer[:200]!r}")
                return
            kept.jobs.add(json.loads(answer)["id"])


async def until_killed(process: subprocess.Popen[bytes], port: int, kept: Kept, name: str, wait_s: float) -> None:
    """Write from several connections, and kill the server in the middle."""
    began = time.perf_counter()
    await Client(port).ask("GET", "/jobs?limit=1")  # the store is open
    kept.starts_s.append(time.perf_counter() - began)
    writers = [asyncio.create_task(write(port, kept, f"{name}-{n}")) for n in range(CLIENTS)]
    before, end = len(kept.records), time.monotonic() + 60.0
    while len(kept.records) == before and not kept.faults and time.monotonic() < end:  # noqa: ASYNC110
        await asyncio.sleep(0.01)  # what is read at the first request of all is read
    await asyncio.sleep(wait_s)
    workers = descendants(process.pid)
    process.send_signal(signal.SIGKILL)
    ended = await asyncio.gather(*writers, return_exceptions=True)
    kept.cut_off += sum(isinstance(end, OSError | EOFError) for end in ended)
    kept.faults += [
        repr(end) for end in ended if isinstance(end, Exception) and not isinstance(end, OSError | EOFError)
    ]
    await asyncio.to_thread(process.wait)
    end = time.monotonic() + 5.0
    while (left := [pid for pid in workers if alive(pid)]) and time.monotonic() < end:  # noqa: ASYNC110
        await asyncio.sleep(0.05)
    kept.orphans += len(left)


def alive(pid: int) -> bool:
    """Return whether a process is there and no mere entry that nobody collected."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


async def lost(port: int, kept: Kept) -> dict[str, Any]:
    """Return what of the acknowledged is not there."""
    client, records, versions = Client(port), 0, 0
    for record, held in kept.records.items():
        status, _, answer = await client.ask("GET", f"/consignments/{record}")
        there = json.loads(answer)
        if status != OK or there["version"] < max(held):
            records += 1
            continue
        for version, name in held.items():
            status, _, answer = await client.ask("GET", f"/consignments/{record}?version={version}")
            versions += status != OK or json.loads(answer)["body"]["name"] != name
    end, waiting = time.monotonic() + JOBS_S, set(kept.jobs)
    states: dict[str, int] = {}
    again = 0
    while waiting and time.monotonic() < end:
        for job in sorted(waiting):
            told = json.loads((await client.ask("GET", f"/jobs/{job}"))[2])
            if told.get("state") in {"queued", "running"}:
                await asyncio.sleep(0.1)
                break
            waiting.discard(job)
            state = told.get("state", "lost")
            states[state] = states.get(state, 0) + 1
            again += told.get("attempts", 0) > 1
            if state == "done" and (await client.ask("GET", f"/jobs/{job}/result"))[0] != OK:
                states["without result"] = states.get("without result", 0) + 1
    return {
        "records_lost": records, "versions_lost": versions, "jobs": states, "jobs_not_done": len(waiting),
        "jobs_taken_up_again": again,
    }  # fmt: skip


def main() -> None:
    """Print one JSON document; end with 1 where something is lost."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=50, help="how often the server is killed")
    parser.add_argument(
        "--database-url", default=os.environ.get("TRANSCASPIA_TEST_DATABASE_URL"),
        help="store; by default that of tools/with_postgres.py, else an empty SQLite file",
    )  # fmt: skip
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    draw, kept, began = random.Random(asked.seed), Kept(), time.monotonic()  # noqa: S311
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        url = asked.database_url or f"sqlite:///{folder / 'store.sqlite'}"
        for number in range(asked.rounds):
            with server(url, folder) as (process, port):
                asyncio.run(until_killed(process, port, kept, str(number), draw.uniform(0.05, LONGEST_S)))
            print(f"{number + 1} killed, {len(kept.records)} records, {len(kept.jobs)} jobs", file=sys.stderr)
        with server(url, folder) as (process, port):
            found = asyncio.run(lost(port, kept))
            process.send_signal(signal.SIGTERM)
            process.wait(30)
        sound = True
        if url.startswith("sqlite"):
            with contextlib.closing(sqlite3.connect(folder / "store.sqlite")) as connection:
                sound = connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    found = {
        "schema": "bench-kill/1", "store": url.partition(":")[0], "killed": asked.rounds, "records": len(kept.records),
        "versions": sum(map(len, kept.records.values())), "jobs_asked": len(kept.jobs), "cut_off": kept.cut_off,
        "orphans": kept.orphans, **found, "sound": sound,
        "first_answer_p50_s": round(statistics.median(kept.starts_s), 2),
        "faults": kept.faults[:3], "seconds": round(time.monotonic() - began),
    }  # fmt: skip
    print(json.dumps(found, ensure_ascii=False, indent=1))
    bad = found["records_lost"] or found["versions_lost"] or found["jobs_not_done"] or not sound
    raise SystemExit(1 if bad or kept.faults or kept.orphans or set(found["jobs"]) - {"done"} else 0)


if __name__ == "__main__":
    main()
