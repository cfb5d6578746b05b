"""
The promised speeds of the register.

Run `python benchmarks/register.py`: `register timeline` and `register due` as fresh processes take less than 1 s each.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from pathlib import Path

FRESH_S = 1.0
ROUNDS = 5
PROGRAM = Path(sys.executable).with_name("transcaspia")
ASKED = (["timeline"], ["due"], ["show", "igc-kz-pl-10"], ["trace", "warsaw-2025-05"], ["matrix"], ["search", "visa"],
         ["check"], ["export", "--format", "ics"])  # fmt: skip


def fresh(arguments: list[str]) -> float:
    """Return the median time of the command as a fresh process, seconds."""
    laps = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        subprocess.run([PROGRAM, "register", *arguments], check=True, capture_output=True)  # noqa: S603
        laps.append(time.perf_counter() - began)
    return statistics.median(laps)


def main() -> int:
    """Print each time beside its promise."""
    late = 0
    for arguments in ASKED:
        took = fresh(arguments)
        late += took > FRESH_S
        print(f"register {' '.join(arguments):<24} {took:6.2f} s, promised {FRESH_S:.2f} s")
    return 1 if late else 0


if __name__ == "__main__":
    sys.exit(main())
