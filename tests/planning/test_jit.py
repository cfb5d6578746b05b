"""The cache of compiled kernels: named by what made them, and done without where nothing can be written."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from transcaspia import _jit


@pytest.fixture(autouse=True)
def forgetful() -> Iterator[None]:
    """Let each test find the folder anew."""
    _jit.cache_folder.cache_clear()
    yield
    _jit.cache_folder.cache_clear()


def test_the_folder_is_named_by_kernels_numba_and_processor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path))
    first = _jit.cache_folder()
    assert first is not None
    assert first.parent == tmp_path
    assert first.is_dir()
    _jit.cache_folder.cache_clear()
    monkeypatch.setattr(_jit.numba, "__version__", "another")
    assert _jit.cache_folder() not in {None, first}


def test_without_a_place_to_write_kernels_still_compile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path / "file"))
    assert _jit.cache_folder() is None

    @_jit.kernel("i8(i8)")
    def twice(x: int) -> int:
        return 2 * x

    assert twice(21) == 42


def test_numba_keeps_its_own_folder_for_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path))
    before = _jit.numba.config.CACHE_DIR

    @_jit.kernel("i8(i8)")
    def thrice(x: int) -> int:
        return 3 * x

    assert thrice(14) == 42
    assert before == _jit.numba.config.CACHE_DIR


def test_the_library_is_imported_without_numba() -> None:
    """Asking for the public names costs neither numba nor scipy."""
    code = (
        "import sys, transcaspia, transcaspia.planning.plan as p; p.plan; "
        "assert not {'numba', 'scipy', 'pandas', 'matplotlib', 'pyarrow'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_every_public_name_is_there() -> None:
    import transcaspia

    assert set(transcaspia.__all__) == {
        "Consignment", "Itineraries", "PlanParams", "Register", "Validation", "load_network", "load_register",
        "make_consignment", "plan", "read_cases", "validate",
    }  # fmt: skip
    for name in transcaspia.__all__:
        assert getattr(transcaspia, name) is not None
        assert name in dir(transcaspia)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = transcaspia.nothing
