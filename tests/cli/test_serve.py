"""`transcaspia serve` listens where it is safe, and stops without a trace."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx2
import pytest

from terminal import RUN
from tiny_network import TINY
from transcaspia.cli.main import main


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "example.org"])  # noqa: S104
def test_a_public_address_is_refused_without_keys(host, capfd):
    assert main(["serve", "--host", host]) == 2
    err = capfd.readouterr().err
    assert "must ask for keys" in err
    assert "--require-key" in err


def test_a_port_that_is_taken_is_a_sentence(capfd):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        assert main(["serve", "--port", str(taken.getsockname()[1])]) == 2
    assert "nothing can listen there" in capfd.readouterr().err


def _children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()]


def _there(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGKILL])
def test_it_answers_at_once_and_leaves_no_process_behind(sent, tmp_path):
    command = [*RUN, "serve", "--port", "0", "--network", str(TINY), "--workers", "1"]
    url = f"sqlite:///{tmp_path / 'store.sqlite'}"
    with subprocess.Popen([*command, "--database-url", url], stderr=subprocess.PIPE, text=True) as server:
        try:
            address = re.search(r"http://\S+:\d+", server.stderr.readline()).group()
            assert httpx2.get(f"{address}/api/v1/status", timeout=10).json()["warm"] is False
            workers = _children(server.pid)
            assert len(workers) == 1
            server.send_signal(sent)
            server.wait(15)
        finally:
            server.kill()
    end = time.monotonic() + 10
    while any(map(_there, workers)) and time.monotonic() < end:
        time.sleep(0.05)
    assert not any(map(_there, workers))
