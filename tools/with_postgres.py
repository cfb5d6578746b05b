#!/usr/bin/env python3
"""
Run a command beside a PostgreSQL of its own, and take that away again.

    tools/with_postgres.py COMMAND [ARGUMENT ...]

The command finds the address of an empty database in TRANSCASPIA_TEST_DATABASE_URL. The cluster lives in a new folder
and is reached through a socket there, never over a network. Debian's package is `postgresql`.
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Iterator

VARIABLE = "TRANSCASPIA_TEST_DATABASE_URL"
USER = "postgres"
START_S = 60


def program(name: str) -> str:
    """Return where a program of PostgreSQL lies, the newest of those that Debian keeps."""
    found = shutil.which(name) or next(
        (str(path) for path in sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), reverse=True)), None
    )
    if found is None:
        sys.exit(f"{name} is not here: install PostgreSQL (Debian: apt-get install postgresql).")
    return found


@contextmanager
def cluster() -> Iterator[str]:
    """Start a cluster, give the address of its database, and stop it whatever happens."""
    folder = Path(tempfile.mkdtemp(prefix="transcaspia-pg-"))
    # PostgreSQL refuses to run as root: there it runs as the user that Debian makes for it.
    as_user: dict[str, str | int] = {"cwd": str(folder)}
    name = pwd.getpwuid(os.getuid()).pw_name
    if os.getuid() == 0:
        owner = pwd.getpwnam(USER)
        os.chown(folder, owner.pw_uid, owner.pw_gid)
        as_user |= {"user": owner.pw_uid, "group": owner.pw_gid}
        name = USER
    server = None
    try:
        data, log = folder / "data", folder / "log"
        subprocess.run(  # noqa: S603
            [program("initdb"), "-D", data, "-U", name, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"],
            check=True, stdout=subprocess.DEVNULL, **as_user,
        )  # fmt: skip
        with log.open("wb") as told:
            server = subprocess.Popen(  # noqa: S603
                [program("postgres"), "-D", data, "-k", folder, "-c", "listen_addresses=", "-c", "max_connections=200"],
                stdout=told, stderr=subprocess.STDOUT, start_new_session=True, **as_user,
            )  # fmt: skip
        _wait(server, folder, log)
        yield f"postgresql://{quote(name)}@/postgres?host={quote(str(folder))}"
    finally:
        if server is not None:
            server.send_signal(signal.SIGINT)  # a fast shutdown
            try:
                server.wait(30)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()
        shutil.rmtree(folder, ignore_errors=True)


def _wait(server: subprocess.Popen[bytes], folder: Path, log: Path) -> None:
    end = time.monotonic() + START_S
    while server.poll() is None and time.monotonic() < end:
        asked = [program("pg_isready"), "-q", "-h", folder]
        if subprocess.run(asked, check=False).returncode == 0:  # noqa: S603
            return
        time.sleep(0.1)
    sys.exit(f"PostgreSQL did not start:\n{log.read_text(errors='replace')}")


def main() -> int:
    """Run the command that the arguments give."""
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with cluster() as url:
        return subprocess.run(sys.argv[1:], env={**os.environ, VARIABLE: url}, check=False).returncode  # noqa: S603


if __name__ == "__main__":
    sys.exit(main())
