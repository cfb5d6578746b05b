"""The toy network of tests/fixtures/tiny, and copies of it with a few cells changed."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tiny_network import TINY, Copy
from transcaspia.network.load import load_network
from transcaspia.network.model import Network

# The same cases every time and no clock: machines are noisy. `--hypothesis-profile=default` looks for new cases.
settings.register_profile("steady", deadline=None, derandomize=True)
settings.load_profile("steady")


@pytest.fixture(scope="session", autouse=True)
def no_store_of_the_user(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep what a test leaves in the store by default away from that of whoever runs the tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_DATA_HOME", str(tmp_path_factory.mktemp("data")))
        yield


@pytest.fixture(scope="session")
def tiny() -> Network:
    return load_network(TINY)


@pytest.fixture
def tiny_copy(tmp_path: Path) -> Copy:
    shutil.copytree(TINY, tmp_path / "tiny")
    return Copy(tmp_path / "tiny")


@pytest.fixture
def tiny_with(tiny_copy: Copy) -> Callable[..., Network]:
    """Return the toy network with cells of one row changed: `tiny_with("services", 3, per_week="1")`."""

    def load(table: str, index: int, **cells: str) -> Network:
        return tiny_copy.change(table, index, **cells).load()

    return load
