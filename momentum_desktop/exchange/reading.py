"""Files from outside as lines and texts: what cannot be read is refused in words, before anything is stored."""

from __future__ import annotations

import codecs
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedReader, FileIO
from pathlib import Path

from momentum_desktop.errors import RefusedInput

STDIN = "-"
LONGEST_LINE = 256 * 1024
HEAD = 4096
BUFFER = 128 * 1024
_BOM = b"\xef\xbb\xbf"


@contextmanager
def opened(path: str) -> Iterator[BufferedReader]:
    """The file at `path`, or standard input for “-”. RefusedInput if there is none to read."""
    if path == STDIN:
        yield _standard_input()
        return
    with open_file(path) as stream:
        yield stream


def open_file(path: str) -> BufferedReader:
    """The file at `path`, for its reader to close. RefusedInput if there is none to read."""
    try:
        return BufferedReader(FileIO(path), BUFFER)
    except FileNotFoundError:
        raise RefusedInput("there is no such file", where=path) from None
    except IsADirectoryError:
        raise RefusedInput("this is a folder; name a file in it", where=path) from None
    except (OSError, ValueError) as fault:
        raise RefusedInput(f"it cannot be read ({_reason(fault)})", where=repr(path)[1:-1]) from None


def read_text(path: str) -> str:
    """A whole small file as text, without a byte order mark."""
    with opened(path) as stream:
        content = _read(stream, path)
    return decoded(content.removeprefix(_BOM), path)


def read_head(path: str, most: int = HEAD) -> bytes:
    """The first bytes of a file, to tell its format by; standard input keeps them for who reads it next."""
    if path == STDIN:
        return _standard_input().peek(HEAD)[:HEAD]
    with opened(path) as stream:
        try:
            return stream.read(most)
        except OSError as fault:
            raise RefusedInput(f"it cannot be read ({_reason(fault)})", where=path) from None


def plain_head(head: bytes) -> bytes:
    """The first bytes of a text as UTF-8, without a byte order mark and blank lines before the first."""
    if head[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        head = head[: len(head) // 2 * 2].decode("utf-16", "ignore").encode("utf-8", "ignore")
    return head.removeprefix(_BOM).lstrip(b"\r\n")


def raw_lines(stream: BufferedReader, path: str, *, keep_returns: bool = False) -> Iterator[bytes]:
    """The lines of a file, cut at line feeds alone, without their ends and without a byte order mark; with
    `keep_returns` a carriage return stays where it stood.

    A line beyond LONGEST_LINE comes cut to one byte more than that, so that its reader can refuse it."""
    first = True
    while True:
        try:
            if first and b"\0" in stream.peek(HEAD)[:HEAD]:
                raise RefusedInput("this is no text file", where=path)
            line = stream.readline(LONGEST_LINE + 1)
            if len(line) > LONGEST_LINE and not line.endswith(b"\n"):
                _skip_line(stream)
        except OSError as fault:
            raise RefusedInput(f"it cannot be read ({_reason(fault)})", where=path) from None
        if not line:
            return
        if first:
            line, first = line.removeprefix(_BOM), False
        line = line.removesuffix(b"\n")
        yield line if keep_returns else line.removesuffix(b"\r")


def decoded(content: bytes, where: str | None = None) -> str:
    """UTF-8 as text. RefusedInput if it is none, or longer than a line may be."""
    try:
        return content.decode()
    except UnicodeDecodeError as fault:
        raise RefusedInput(f"no UTF-8 text (at byte {fault.start + 1})", where=where) from None


def decoded_line(line: bytes) -> str:
    """One of `raw_lines` as text."""
    if len(line) > LONGEST_LINE:
        raise RefusedInput(f"longer than {LONGEST_LINE // 1024} KiB")
    return decoded(line)


def text_lines(path: str) -> Iterator[str]:
    """The lines of a text file; the first that is no UTF-8 is refused with its number."""
    with opened(path) as stream:
        for number, line in enumerate(raw_lines(stream, path), 1):
            try:
                text = decoded_line(line)
            except RefusedInput as refusal:
                raise RefusedInput(refusal.what, where=f"line {number}") from None
            yield text


def name_of(path: str) -> str:
    """The file as a person calls it, without its folders."""
    return "standard input" if path == STDIN else f"“{Path(path).name}”"


def size_of(path: str) -> int | None:
    """The file's size in bytes, if it has one."""
    try:
        return Path(path).stat().st_size if path != STDIN else None
    except OSError:
        return None


def _standard_input() -> BufferedReader:
    stream = sys.stdin.buffer
    return stream if isinstance(stream, BufferedReader) else BufferedReader(stream)  # type: ignore[arg-type]


def _read(stream: BufferedReader, path: str) -> bytes:
    try:
        return stream.read()
    except OSError as fault:
        raise RefusedInput(f"it cannot be read ({_reason(fault)})", where=path) from None


def _skip_line(stream: BufferedReader) -> None:
    while ahead := stream.peek(1):
        end = ahead.find(b"\n")
        stream.read(end + 1 if end >= 0 else len(ahead))
        if end >= 0:
            return


def _reason(fault: Exception) -> str:
    return getattr(fault, "strerror", None) or str(fault)
