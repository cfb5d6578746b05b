"""
The one decorator of compiled kernels, and where their machine code is kept.

numba's cache looks only at the file of the compiled function: after an edit of a kernel that it calls in
another file it returns the old answer. The name of the folder therefore holds a hash of every
`*_kernels.py`, the version of numba and the name of the processor. Where nothing can be written, kernels
are compiled anew in each process.

This module imports numba; import it, and any `*_kernels.py`, only inside the function that needs a kernel.
"""

from __future__ import annotations

import hashlib
import os
import platform
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, cast

import numba
from platformdirs import user_cache_path

F = TypeVar("F", bound=Callable[..., Any])


@cache
def cache_folder() -> Path | None:
    """
    Return the folder of compiled kernels, made on demand.

    Returns
    -------
    Path | None
        `NUMBA_CACHE_DIR` or the user's cache folder, with a subfolder by kernels, numba and processor; None
        where it cannot be written.
    """
    digest = hashlib.sha256()
    for source in sorted(Path(__file__).parent.rglob("*_kernels.py")):
        digest.update(source.read_bytes())
    digest.update(f"{numba.__version__} {platform.python_version()} {_processor()}".encode())
    parent = os.environ.get("NUMBA_CACHE_DIR")
    folder = (
        Path(parent) if parent else user_cache_path("transcaspia", "transcaspia")
    ) / f"kernels-{digest.hexdigest()[:16]}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return folder
    except OSError:
        return None


def _processor() -> str:
    from llvmlite import binding  # type: ignore[import-untyped]

    return f"{binding.get_process_triple()} {binding.get_host_cpu_name()}"


def kernel(signature: str | None = None) -> Callable[[F], F]:
    """
    Return a decorator that compiles a kernel for one signature.

    Parameters
    ----------
    signature
        Types of the result and arguments as numba writes them; None for a function that only kernels call.

    Returns
    -------
    Callable
        Decorator. With `NUMBA_DISABLE_JIT=1` the function stays plain Python.
    """

    def decorate(function: F) -> F:
        folder = cache_folder()
        if folder is None:
            return _compiled(function, signature, cached=False)
        config: Any = numba.config  # numba sets its attributes when it reads the environment
        before = config.CACHE_DIR
        config.CACHE_DIR = str(folder)
        try:
            return _compiled(function, signature, cached=True)
        except (OSError, RuntimeError):
            # The disk filled up, or numba finds no place for its files: slower, but right.
            return _compiled(function, signature, cached=False)
        finally:
            config.CACHE_DIR = before

    return decorate


def _compiled(function: F, signature: str | None, *, cached: bool) -> F:
    jit = numba.njit(signature, nogil=True, cache=cached) if signature else numba.njit(nogil=True, cache=cached)
    return cast("F", jit(function))
