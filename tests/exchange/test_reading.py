"""Files from outside: what cannot be read is refused in one sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from momentum_desktop.errors import RefusedInput
from momentum_desktop.exchange.reading import LONGEST_LINE, decoded_line, opened, raw_lines, read_text, text_lines


def lines_of(path: Path) -> list[bytes]:
    with opened(str(path)) as stream:
        return list(raw_lines(stream, str(path)))


def test_lines_end_at_line_feeds_alone(tmp_path: Path) -> None:
    path = tmp_path / "log"
    path.write_bytes("\ufeffone\u2028still one\r\ntwo\x85\n\nfour".encode())

    assert list(text_lines(str(path))) == ["one\u2028still one", "two\x85", "", "four"]


def test_a_line_that_is_too_long_is_refused_and_the_next_one_is_read(tmp_path: Path) -> None:
    path = tmp_path / "log"
    path.write_bytes(b"x" * (3 * LONGEST_LINE) + b"\nafter\n" + b"y" * LONGEST_LINE + b"\n")

    first, second, third = lines_of(path)

    with pytest.raises(RefusedInput, match="longer than 256 KiB"):
        decoded_line(first)
    assert second == b"after"
    assert decoded_line(third) == "y" * LONGEST_LINE


def test_a_line_that_is_no_utf_8_is_refused_with_its_number(tmp_path: Path) -> None:
    path = tmp_path / "log"
    path.write_bytes(b"fine\nbad \xff\n")

    with pytest.raises(RefusedInput, match=r"^line 2: no UTF-8 text"):
        list(text_lines(str(path)))


@pytest.mark.parametrize(
    ("name", "fault"),
    [("missing", "no such file"), (".", "folder"), ("a\0b", "cannot be read"), ("x" * 300, "cannot be read")],
)
def test_what_is_no_file_is_refused(tmp_path: Path, name: str, fault: str) -> None:
    with pytest.raises(RefusedInput, match=fault) as refusal:
        read_text(str(tmp_path / name))
    assert "\0" not in str(refusal.value)


def test_a_binary_file_is_refused_as_a_whole(tmp_path: Path) -> None:
    path = tmp_path / "picture"
    path.write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")

    with pytest.raises(RefusedInput):
        list(text_lines(str(path)))
