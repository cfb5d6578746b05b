"""`transcaspia warmup`."""

from __future__ import annotations

import time

from transcaspia.cli import output


def warmup() -> None:
    """Compile the kernels once, so that the first plan does not wait for them."""
    started = time.perf_counter()
    with output.working("Compiling"):
        import transcaspia
        from transcaspia._jit import cache_folder

        network = transcaspia.load_network()
        day = min(network.edition, network.data_to)
        transcaspia.plan(network, transcaspia.make_consignment(network, "Łódź", "Almaty", day))
    folder = cache_folder()
    kept = f"kept in {folder}" if folder else "not kept, as no cache folder can be written"
    output.say(f"Ready after {time.perf_counter() - started:.1f} s; the compiled kernels are {kept}.")
