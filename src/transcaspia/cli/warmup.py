"""`transcaspia warmup`."""

from __future__ import annotations

import time

from transcaspia.cli import output


def warmup() -> None:
    """Compile the kernels once, so that the first plan does not wait for them."""
    started = time.perf_counter()
    with output.working("Compiling"):
        from transcaspia.planning.warmup import warm_up

        folder = warm_up()
    kept = f"kept in {folder}" if folder else "not kept: no cache folder can be written"
    output.say(f"Ready after {time.perf_counter() - started:.1f} s; compiled kernels are {kept}.")
