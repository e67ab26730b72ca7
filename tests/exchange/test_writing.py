"""Files for outside are whole or not there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from momentum_desktop.errors import CannotWrite, RefusedInput
from momentum_desktop.exchange.writing import write_whole


def failing() -> Iterator[str]:
    yield "half"
    raise KeyboardInterrupt


def test_a_file_is_replaced_by_the_whole_new_one(tmp_path: Path) -> None:
    path = tmp_path / "log"
    path.write_text("before, and longer", encoding="utf-8")

    write_whole(str(path), ["é", "\n"])

    assert path.read_bytes() == "é\n".encode()
    assert list(tmp_path.glob(".log*")) == []


def test_a_broken_off_export_leaves_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "log"
    path.write_text("before", encoding="utf-8")

    with pytest.raises(KeyboardInterrupt):
        write_whole(str(path), failing())

    assert path.read_text(encoding="utf-8") == "before"
    assert [file.name for file in tmp_path.iterdir() if file.is_file()] == ["log"]


def test_a_link_is_followed_and_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").write_text("before", encoding="utf-8")
    (tmp_path / "link").symlink_to(tmp_path / "real")

    write_whole(str(tmp_path / "link"), ["after"])

    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_text(encoding="utf-8") == "after"


@pytest.mark.parametrize(("name", "fault"), [(".", "folder"), ("missing/log", "does not exist")])
def test_a_place_that_takes_no_file_is_refused(tmp_path: Path, name: str, fault: str) -> None:
    with pytest.raises(RefusedInput, match=fault):
        write_whole(str(tmp_path / name), ["text"])


def test_a_full_disk_says_so_and_ends_with_its_own_code() -> None:
    if not Path("/dev/full").exists():
        return
    with pytest.raises(CannotWrite, match="No space left"):
        write_whole("/dev/full", ["text" * 100_000])
