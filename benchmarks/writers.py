"""
Kill writers of a store with -9 in the middle of their writes, and count what was committed and is not there.

    tools/with_postgres.py .venv/bin/python benchmarks/writers.py [--kills 50] [--json FILE]

`kill.py` does the same to the whole server; here it is the store alone, on whose word all else rests. Two writers
make, change, delete and restore records, and say of each write when it begins and when it is committed. After a random
while both are killed. Then the store is opened anew: every write that was said to be committed must be there, with what
it wrote, and the whole must be sound. On PostgreSQL every second time it is a process of the server, in the middle of
the transaction of a writer, which is killed, so that the server itself recovers. Without
TRANSCASPIA_TEST_DATABASE_URL only SQLite is tried. Ends 1 when anything is lost.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import signal
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from sqlalchemy import text

from transcaspia.errors import LimitError
from transcaspia.store import records
from transcaspia.store.database import Store, open_store
from transcaspia.store.soundness import check_store

VARIABLE = "TRANSCASPIA_TEST_DATABASE_URL"
WRITERS = 2
LONGEST_S = 0.25
RECOVERY_S = 60


@dataclass
class Figures:
    """What came of it."""

    database: str
    kills: int = 0
    server_kills: int = 0
    in_the_middle: int = 0
    """Writers that had begun a write and had not been told that it was committed."""
    committed: int = 0
    kept_unsaid: int = 0
    """Writes that were committed, and whose writer was killed before it could say so."""
    lost: int = 0
    unsound: int = 0
    seconds: float = 0.0


def told_of(record: records.Record) -> str:
    """Return a version of a record as a writer tells it."""
    content = json.dumps([record.body, record.deleted], sort_keys=True).encode()
    return f"{record.id} {record.version} {hashlib.sha256(content).hexdigest()}"


def write(url: str, out: int, seed: int) -> None:
    """Write until killed."""
    chance = random.Random(seed)  # noqa: S311
    store = open_store(url)
    if store.dialect == "postgresql":
        with store.reading() as connection:
            os.write(out, f"server {connection.execute(text('SELECT pg_backend_pid()')).scalar()}\n".encode())
    while True:
        made: records.Record | None = None
        for _ in range(chance.randint(1, 5)):
            os.write(out, b"begin\n")
            if made is None:
                body = {"name": "x", "query": {}, "notes": "x" * chance.randint(0, 9000)}
                made = records.create(store, "consignment", body)
            elif made.deleted:
                made = records.restore(store, "consignment", made.id, made.version, version=1)
            elif chance.random() < 0.3:
                made = records.delete(store, "consignment", made.id, made.version)
            else:
                body = {**made.body, "notes": "y" * chance.randint(0, 9000)}
                made = records.update_record(store, "consignment", made.id, body, made.version)
            os.write(out, f"{told_of(made)}\n".encode())


def start(url: str, seed: int) -> tuple[int, int]:
    """Start a writer, and return its process and where it tells what it does."""
    out_read, out_write = os.pipe()
    process = os.fork()
    if process == 0:
        os.close(out_read)
        with suppress(BaseException):  # its server was killed: that is what is tried
            write(url, out_write, seed)
        os._exit(0)
    os.close(out_write)
    return process, out_read


def read(out: int) -> list[str]:
    """Return all that a writer told, to its last whole line."""
    content = b""
    while part := os.read(out, 65536):
        content += part
    os.close(out)
    return content[: content.rfind(b"\n") + 1].decode().splitlines()


def opened(url: str) -> Store:
    """Open the store anew; a server that recovers is waited for."""
    end = time.monotonic() + RECOVERY_S
    while True:
        try:
            return open_store(url)
        except LimitError:
            if time.monotonic() > end:
                raise
            time.sleep(0.1)


def look(store: Store, told: list[str]) -> tuple[int, int]:
    """Return how many of the writes that were told are not there, and how many there are in all."""
    there = set()
    with store.reading() as connection:
        ids = [row[0] for row in connection.execute(text("SELECT id FROM records"))]
    for record_id in ids:
        there |= {told_of(version) for version in records.history(store, "consignment", record_id)}
    return len(set(told) - there), len(there)


def kill(url: str, kills: int, seed: int) -> Figures:
    """Kill writers of a store so many times, and return what came of it."""
    chance = random.Random(seed)  # noqa: S311
    store = open_store(url)
    figures = Figures(store.dialect)
    store.close()
    told: list[str] = []
    begun = time.monotonic()
    for number in range(kills):
        writers = [start(url, seed + WRITERS * number + k) for k in range(WRITERS)]
        first = [b"" for _ in writers]
        for k, (_, out) in enumerate(writers):  # each has begun
            while b"begin\n" not in first[k]:
                first[k] += os.read(out, 1)
        time.sleep(chance.uniform(0.0, LONGEST_S))
        if figures.database == "postgresql" and number % 2:
            os.kill(int(first[0].split()[1]), signal.SIGKILL)
            figures.server_kills += 1
            time.sleep(0.05)
        for process, _ in writers:
            os.kill(process, signal.SIGKILL)
        for process, _ in writers:
            os.waitpid(process, 0)
        for k, (_, out) in enumerate(writers):
            lines = (first[k].decode().splitlines()) + read(out)
            figures.in_the_middle += lines[-1] == "begin"
            told += [line for line in lines if line[0] in "0123456789abcdef" and line.count(" ") == 2]
        figures.kills += 1
        store = opened(url)
        lost, kept = look(store, told)
        figures.lost, figures.kept_unsaid = lost, kept - (len(told) - lost)
        figures.unsound += len(check_store(store).faults)
        store.close()
    figures.committed = len(told)
    figures.seconds = round(time.monotonic() - begun, 1)
    return figures


def main() -> int:
    """Try what the arguments ask for, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", type=Path, metavar="FILE")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        urls = [f"sqlite:///{folder}/store.sqlite", *filter(None, [os.environ.get(VARIABLE)])]
        found = [kill(url, asked.kills, asked.seed) for url in urls]
    for one in found:
        print(
            f"{one.database}: killed {one.kills} times ({one.server_kills} times the server's process too), "
            f"{one.in_the_middle} of {WRITERS * one.kills} writers in the middle of a write; {one.committed} writes "
            f"committed, {one.kept_unsaid} more kept unsaid, {one.lost} lost, {one.unsound} faults; {one.seconds} s"
        )
    if asked.json is not None:
        asked.json.write_text(json.dumps([asdict(one) for one in found], indent=1) + "\n", encoding="utf-8")
    return int(any(one.lost or one.unsound for one in found))


if __name__ == "__main__":
    sys.exit(main())
