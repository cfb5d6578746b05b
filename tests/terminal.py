"""The program with its stdout on a terminal, for tests."""

import os
import pty
import subprocess
import sys

RUN = [sys.executable, "-c", "import sys; from transcaspia.cli.main import main; sys.exit(main())"]


def on_a_terminal(*arguments, columns=100, **environment):
    """Run the program with stdout on a terminal and return what it shows."""
    leader, follower = pty.openpty()
    settings = {**os.environ, "COLUMNS": str(columns), "TERM": "xterm", "PYTHONUTF8": "1"} | environment
    settings.pop("NO_COLOR", None) if "NO_COLOR" not in environment else None
    process = subprocess.Popen(
        [*RUN, *arguments], stdout=follower, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL, env=settings
    )
    os.close(follower)
    shown = b""
    while True:
        try:
            part = os.read(leader, 65536)
        except OSError:  # Linux ends a terminal with EIO
            part = b""
        if not part:
            break
        shown += part
    os.close(leader)
    assert process.wait(timeout=60) == 0
    return shown.decode("utf-8").replace("\r\n", "\n")
