"""Files are written whole or not at all."""

import errno
import os
from pathlib import Path

import pytest

from transcaspia.errors import InputError, LimitError
from transcaspia.report.files import check_target, write_whole


def test_a_file_is_written(tmp_path):
    write_whole(tmp_path / "a.png", b"content")
    assert (tmp_path / "a.png").read_bytes() == b"content"
    assert [p.name for p in tmp_path.iterdir()] == ["a.png"]


def test_nothing_is_overwritten_unasked(tmp_path):
    path = tmp_path / "a.png"
    path.write_bytes(b"old")
    with pytest.raises(InputError, match="add --force"):
        write_whole(path, b"new")
    assert path.read_bytes() == b"old"
    write_whole(path, b"new", force=True)
    assert path.read_bytes() == b"new"


def test_an_interrupt_leaves_the_old_file_and_no_other(tmp_path, monkeypatch):
    path = tmp_path / "a.png"
    path.write_bytes(b"old")

    def interrupted(_handle):
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_whole(path, b"new", force=True)
    assert [p.name for p in tmp_path.iterdir()] == ["a.png"]
    assert path.read_bytes() == b"old"


def test_a_full_disk_is_a_sentence(tmp_path, monkeypatch):
    def full(_handle):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(LimitError, match="the disk is full"):
        write_whole(tmp_path / "a.png", b"new")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_does_not_exist_is_named(tmp_path):
    with pytest.raises(InputError, match="there is no folder"):
        check_target(tmp_path / "none" / "a.png")


@pytest.mark.parametrize("path", [Path("/dev/full"), Path()])
def test_only_ordinary_files_are_replaced(path):
    with pytest.raises(InputError, match=r"is not an ordinary file|is a folder"):
        check_target(path, force=True)


def test_a_link_is_followed(tmp_path):
    (tmp_path / "real.png").write_bytes(b"old")
    (tmp_path / "link.png").symlink_to(tmp_path / "real.png")
    write_whole(tmp_path / "link.png", b"new", force=True)
    assert (tmp_path / "real.png").read_bytes() == b"new"
    assert (tmp_path / "link.png").is_symlink()
