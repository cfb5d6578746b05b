"""
The server under load: distinct plans a second, how long each takes, and 200 clients at once.

    .venv/bin/python benchmarks/load.py [--seconds 60] [--rate 20] [--workers 2] [--database-url URL]

It starts a server of its own on a free port of this machine, with an empty store, and prints one JSON document:

- `steady`: `--rate` questions a second, each at its appointed time whether the server keeps up or not; the time of an
  answer counts from the appointed time, so that a server that falls behind cannot hide it;
- `full`: as many as a few clients can get that ask again as soon as they are answered;
- `crowd`: 200 clients that ask at the same moment: each is answered or told 429 with Retry-After, none is dropped;
- `records`: consignments that are saved and read back through the same store, a second;
- `cpu_ms_an_answer`: time of the processor that server and workers took for each, which does not depend on what else
  runs on the machine;
- `left_behind`: processes that are still there after the server was stopped.

No two questions are alike: pairs, cargo, units and wishes are those of the standard questions of the network, the days,
numbers and values are drawn. It ends with 1 where a promise is not kept (20 a second for a minute, P95 under 750 ms, no
error, nobody dropped).
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from transcaspia.network.check import QUERIES, read_queries
from transcaspia.network.load import load_network

PROGRAM = Path(sys.executable).with_name("transcaspia")
P95_S, RATE = 0.750, 20.0
CROWD = 200
CLIENTS = 6
WARM_S = 12.0
Answer = tuple[int, dict[str, str], bytes]


def cpu_s(pid: int) -> float:
    """Return the seconds of the processor that a server and its workers took; children that ended count."""
    ticks = 0
    for one in (pid, *descendants(pid)):
        try:
            ticks += sum(
                map(int, Path(f"/proc/{one}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[11:15])
            )
        except OSError:
            continue
    return ticks / os.sysconf("SC_CLK_TCK")


def questions(seed: int) -> Iterator[dict[str, Any]]:
    """Yield questions of which no two are alike."""
    network, draw, seen = load_network(), random.Random(seed), set()  # noqa: S311
    standard = [q for q in read_queries(network.root / QUERIES) if q.depart >= "2024"]
    last = network.data_to - timedelta(days=150)
    while True:
        q = draw.choice(standard)
        day = date.fromisoformat(q.depart) + timedelta(days=draw.randrange(-60, 61))
        asked: dict[str, Any] = {
            "origin": q.origin, "destination": q.destination,
            "depart": min(max(day, network.data_from), last).isoformat(),
            "units": draw.randrange(1, 5), "value_usd": draw.randrange(20_000, 400_000, 500),
        }  # fmt: skip
        more = {"cargo": q.cargo, "unit": q.unit, "hs": q.hs, "carrier": q.carrier}
        more |= {"via": list(q.via), "avoid": list(q.avoid), "modes": list(q.modes)}
        asked |= {name: value for name, value in more.items() if value}
        key = json.dumps(asked)
        if key not in seen:
            seen.add(key)
            yield asked


class Client:
    """A connection that is kept open: a thin client, for it shares the cores with the server."""

    def __init__(self, port: int) -> None:
        self.port = port
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, method: str, path: str, body: object = None, more: dict[str, str] | None = None) -> Answer:
        """Return status, headers and body of an answer."""
        if self._streams is None:
            self._streams = await asyncio.open_connection("127.0.0.1", self.port)
        source, sink = self._streams
        content = b"" if body is None else json.dumps(body).encode()
        head = f"{method} /api/v1{path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
        head += "".join(f"{name}: {value}\r\n" for name, value in (more or {}).items())
        sink.write(f"{head}Content-Length: {len(content)}\r\n\r\n".encode() + content)
        await sink.drain()
        lines = (await source.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        headers = {k.lower(): v.strip() for k, _, v in (line.partition(":") for line in lines[1:] if line)}
        answer = await source.readexactly(int(headers.get("content-length", "0")))
        if headers.get("connection", "").lower() == "close":
            self.close()
        return int(lines[0].split()[1]), headers, answer

    def close(self) -> None:
        """End the connection."""
        if self._streams is not None:
            self._streams[1].close()
            self._streams = None


def figures(times: list[float], seconds: float, faults: list[str]) -> dict[str, Any]:
    """Return rate and percentiles of a phase."""
    found: dict[str, Any] = {"answers": len(times), "seconds": round(seconds, 1)}
    found["rate_a_second"] = round(len(times) / seconds, 1)
    if len(times) > 1:
        cuts = statistics.quantiles(times, n=100, method="inclusive")
        found |= {name: round(cuts[at - 1] * 1e3) for name, at in (("p50_ms", 50), ("p95_ms", 95), ("p99_ms", 99))}
        found["most_ms"] = round(max(times) * 1e3)
    return found | {"errors": len(faults), "first_errors": faults[:3]}


def fault(answer: Answer) -> str | None:
    """Return what is wrong with the answer to a plan; None where it is one."""
    status, _, body = answer
    if status == 200 and body.startswith(b'{"schema":"plan/1"') and body.endswith(b"}"):
        return None
    return f"{status}: {body[:300].decode('utf-8', 'replace')}"


async def steady(port: int, asked: Iterator[dict[str, Any]], rate: float, seconds: float) -> dict[str, Any]:
    """Ask at appointed times."""
    free: list[Client] = []
    times: list[float] = []
    faults: list[str] = []

    async def one(at: float) -> None:
        client = free.pop() if free else Client(port)
        try:
            wrong = fault(await client.ask("POST", "/plan", next(asked)))
            times.append(time.perf_counter() - at)
            free.append(client)
        except (OSError, EOFError) as error:
            wrong = f"dropped: {error!r}"
        if wrong:
            faults.append(wrong)

    began = time.perf_counter()
    tasks = []
    for number in range(int(rate * seconds)):
        at = began + number / rate
        await asyncio.sleep(max(0.0, at - time.perf_counter()))
        tasks.append(asyncio.create_task(one(at)))
    await asyncio.gather(*tasks)
    return {"asked_a_second": rate} | figures(times, time.perf_counter() - began, faults)


async def full(port: int, asked: Iterator[dict[str, Any]], seconds: float, clients: int = CLIENTS) -> dict[str, Any]:
    """Ask again as soon as there is an answer."""
    times: list[float] = []
    faults: list[str] = []
    began = time.perf_counter()

    async def client() -> None:
        one = Client(port)
        while time.perf_counter() - began < seconds:
            lap = time.perf_counter()
            wrong = fault(await one.ask("POST", "/plan", next(asked)))
            times.append(time.perf_counter() - lap)
            if wrong:
                faults.append(wrong)
        one.close()

    await asyncio.gather(*(client() for _ in range(clients)))
    return {"clients": clients} | figures(times, time.perf_counter() - began, faults)


async def crowd(port: int, asked: Iterator[dict[str, Any]]) -> dict[str, Any]:
    """Ask from 200 connections at the same moment."""
    bodies = [next(asked) for _ in range(CROWD)]
    counts = {"clients": CROWD, "served": 0, "told_429": 0, "dropped": 0, "other": 0}
    began = time.perf_counter()

    async def one(body: dict[str, Any]) -> None:
        client = Client(port)
        try:
            answer = await asyncio.wait_for(client.ask("POST", "/plan", body), 120)
        except (OSError, EOFError, TimeoutError):
            counts["dropped"] += 1
            return
        if fault(answer) is None:
            counts["served"] += 1
        elif answer[0] == 429 and int(answer[1].get("retry-after", "0")) >= 1:
            counts["told_429"] += 1
        else:
            counts["other"] += 1
        client.close()

    await asyncio.gather(*(one(body) for body in bodies))
    return counts | {"seconds": round(time.perf_counter() - began, 1)}


async def records(port: int, seconds: float) -> dict[str, Any]:
    """Save consignments and read them back."""
    times: list[float] = []
    faults: list[str] = []
    began = time.perf_counter()

    async def client(name: int) -> None:
        one, number = Client(port), 0
        while time.perf_counter() - began < seconds:
            number += 1
            body = {"name": f"{name}-{number}", "query": {"origin": "Łódź", "destination": "Almaty"}}
            lap = time.perf_counter()
            status, _, answer = await one.ask("POST", "/consignments", body)
            times.append(time.perf_counter() - lap)
            if status != 201:
                faults.append(f"{status}: {answer[:300].decode('utf-8', 'replace')}")
                return
            back = await one.ask("GET", f"/consignments/{json.loads(answer)['id']}")
            if back[0] != 200 or json.loads(back[2])["id"] != json.loads(answer)["id"]:
                faults.append("what was saved was not read back")
        one.close()

    await asyncio.gather(*(client(n) for n in range(CLIENTS)))
    return figures(times, time.perf_counter() - began, faults)


async def until_warm(port: int, workers: int) -> float:
    """Wait until all workers are ready, and return the seconds."""
    began = time.perf_counter()
    while time.perf_counter() - began < 600:
        state = json.loads((await Client(port).ask("GET", "/status"))[2])
        if state["workers"]["ready"] >= workers:
            return time.perf_counter() - began
        await asyncio.sleep(0.2)
    raise TimeoutError("the server is not warm after ten minutes")


async def measure(port: int, pid: int, asked: argparse.Namespace) -> dict[str, Any]:
    """Run all phases."""
    ask = questions(asked.seed)
    found: dict[str, Any] = {"warm_after_s": round(await until_warm(port, asked.workers), 1)}
    await full(port, ask, WARM_S)  # each worker has met the periods of the data
    phases: dict[str, Callable[[], Awaitable[dict[str, Any]]]] = {
        "steady": lambda: steady(port, ask, asked.rate, asked.seconds),
        "full": lambda: full(port, ask, asked.seconds),
        "crowd": lambda: crowd(port, ask),
        "records": lambda: records(port, min(10.0, asked.seconds)),
    }
    for name, phase in phases.items():
        if name in asked.phases.split(","):
            before = cpu_s(pid)
            found[name] = await phase()
            number = found[name].get("answers") or found[name].get("served")
            if number:
                found[name]["cpu_ms_an_answer"] = round(1e3 * (cpu_s(pid) - before) / number)
            print(name, json.dumps(found[name]), file=sys.stderr, flush=True)
    return found


def port_of(log: Path) -> int:
    """Return the port that a server tells in its log."""
    for _ in range(300):
        if told := re.search(r"http://\S+:(\d+)", log.read_text()):
            return int(told[1])
        time.sleep(0.1)
    raise TimeoutError("the server did not start")


def descendants(pid: int) -> list[int]:
    """Return the processes that a process started."""
    try:
        text = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    except OSError:
        return []
    return [int(child) for child in text.split()]


def main() -> None:
    """Print one JSON document; end with 1 where a promise is not kept."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=60.0, help="of each of the two long phases")
    parser.add_argument("--rate", type=float, default=RATE, help="questions a second of the steady phase")
    parser.add_argument("--workers", type=int, default=len(os.sched_getaffinity(0)))
    parser.add_argument(
        "--database-url", default=os.environ.get("TRANSCASPIA_TEST_DATABASE_URL"),
        help="store; by default that of tools/with_postgres.py, else an empty SQLite file",
    )  # fmt: skip
    parser.add_argument("--phases", default="steady,full,crowd,records", help="which, separated by commas")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        url = asked.database_url or f"sqlite:///{Path(folder) / 'store.sqlite'}"
        command = [PROGRAM, "serve", "--port", "0", "--workers", str(asked.workers), "--database-url", url]
        log = Path(folder) / "log.txt"
        with log.open("w") as sink, subprocess.Popen(command, stderr=sink) as server:  # noqa: S603
            try:
                found = asyncio.run(measure(port_of(log), server.pid, asked))
                workers = descendants(server.pid)
                server.send_signal(signal.SIGTERM)
                server.wait(30)
            finally:
                server.kill()
    time.sleep(0.5)
    left = [pid for pid in workers if Path(f"/proc/{pid}").exists()]
    found = {
        "schema": "bench-load/1",
        "store": url.partition(":")[0],
        "workers": asked.workers,
        **found,
        "left_behind": len(left),
    }
    print(json.dumps(found, ensure_ascii=False, indent=1))
    calm, many = found.get("steady"), found.get("crowd")
    kept = not left
    kept &= calm is None or (
        calm["errors"] == 0 and calm["p95_ms"] < P95_S * 1e3 and calm["rate_a_second"] > RATE * 0.97
    )
    kept &= many is None or (many["dropped"] == 0 and many["other"] == 0)
    raise SystemExit(0 if kept else 1)


if __name__ == "__main__":
    main()
