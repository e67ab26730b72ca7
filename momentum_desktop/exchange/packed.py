"""Archives from outside, unpacked in memory within bounds: one that would burst or break out is refused."""

from __future__ import annotations

import gzip
import io
import stat
import struct
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BufferedReader
from pathlib import PurePosixPath
from typing import IO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from momentum_desktop.errors import RefusedInput

GZIP = b"\x1f\x8b"
ZIP = (b"PK\x03\x04", b"PK\x05\x06")
MOST_BYTES = 50 * 1024 * 1024
MOST_TIMES = 100
SURELY_SMALL = 1024 * 1024
"""So much may come out of anything, however small it was."""
MOST_MEMBERS = 20_000


class TooMuch(RefusedInput):
    """An archive that would burst: nothing of it is taken, whatever was read before."""


Member = tuple[str, int, Callable[[], BufferedReader]]


@contextmanager
def faults_told(where: str | None) -> Iterator[None]:
    """Let what is wrong with an archive be a refusal."""
    try:
        yield
    except (BadZipFile, zlib.error, EOFError, NotImplementedError, gzip.BadGzipFile) as fault:
        raise RefusedInput(f"the archive is damaged or cut off ({fault})", where=where or None) from None


@contextmanager
def _misled() -> Iterator[None]:
    """An archive may tell wrongly where its parts lie, which is found out in many ways."""
    try:
        yield
    except (ValueError, RuntimeError, LookupError, ArithmeticError, struct.error, OSError) as fault:
        raise BadZipFile(str(fault)) from None


def unpacked(raw: BufferedReader) -> BufferedReader:
    """What gzip packed, in bounds."""
    size = raw.seek(0, io.SEEK_END)
    raw.seek(0)
    return BufferedReader(_Counted(gzip.GzipFile(fileobj=raw, mode="rb"), _Budget(size)))


def members(path: str, stream: IO[bytes]) -> list[Member]:
    """The files in an archive by name, each with its size and a way to open it.

    RefusedInput for the whole archive if any name leads out of it, or it holds a link or anything locked."""
    with faults_told(path):
        content = stream.read(MOST_BYTES * 2 + 1)
        if len(content) > MOST_BYTES * 2:
            raise RefusedInput(f"an archive of more than {MOST_BYTES * 2 // 1024 // 1024} MB", where=path)
        with _misled():
            archive = ZipFile(io.BytesIO(content))
        infos = [info for info in archive.infolist() if not info.filename.endswith("/")]
        if len(infos) > MOST_MEMBERS:
            raise RefusedInput(f"more than {MOST_MEMBERS:,} files are in it", where=path)
        names = [_checked_name(info, path) for info in infos]
        twice, times = Counter(names).most_common(1)[0] if names else ("", 0)
        if times > 1:
            raise RefusedInput(f"“{twice}” stands twice in it", where=path)
        budget = _Budget(len(content))
        found = []
        for name, info in sorted(zip(names, infos, strict=True), key=lambda pair: pair[0]):
            if any(part.startswith(".") or part == "__MACOSX" for part in PurePosixPath(name).parts):
                continue
            found.append((name, info.file_size, _opener(archive, info, budget)))
        return found


class _Budget:
    """How much may still come out of one archive."""

    def __init__(self, packed_size: int) -> None:
        self._most = min(MOST_BYTES, max(packed_size * MOST_TIMES, SURELY_SMALL))
        self._out: dict[str, int] = {}
        self._sum = 0

    def spend(self, name: str, position: int) -> None:
        """Count what came out of a member up to a position. A member looked at twice counts once."""
        self._sum += max(position - self._out.get(name, 0), 0)
        self._out[name] = max(position, self._out.get(name, 0))
        if self._sum > self._most:
            raise TooMuch(
                f"it unpacks to more than {MOST_TIMES} times its size, or {MOST_BYTES // 1024 // 1024} MB; "
                "nothing of it was taken"
            )


class _Counted(io.RawIOBase):
    """A stream that spends a budget while it is read."""

    def __init__(self, inner: IO[bytes] | gzip.GzipFile, budget: _Budget, name: str = "") -> None:
        self._inner, self._budget, self._name, self._position = inner, budget, name, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]
        piece = self._inner.read(min(len(view), 64 * 1024))
        view[: len(piece)] = piece
        self._position += len(piece)
        self._budget.spend(self._name, self._position)
        return len(piece)


def _opener(archive: ZipFile, info: ZipInfo, budget: _Budget) -> Callable[[], BufferedReader]:
    def open_it() -> BufferedReader:
        with faults_told(info.filename), _misled():
            return BufferedReader(_Counted(archive.open(info), budget, info.filename))

    return open_it


def _checked_name(info: ZipInfo, path: str) -> str:
    name = info.filename
    plain = PurePosixPath(name)
    if not plain.parts:
        raise RefusedInput("a file in it has no name; nothing of it was taken", where=path)
    kind = info.external_attr >> 16
    if plain.is_absolute() or ".." in plain.parts or "\\" in name or ":" in plain.parts[0] or not name.isprintable():
        raise RefusedInput(f"the name {name!a} in it leads elsewhere; nothing of it was taken", where=path)
    if stat.S_IFMT(kind) not in (0, stat.S_IFREG):
        raise RefusedInput(f"“{name}” in it is no plain file; nothing of it was taken", where=path)
    if info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise RefusedInput(f"“{name}” in it is packed in a way that is not read", where=path)
    if info.flag_bits & 1:
        raise RefusedInput(f"“{name}” in it is locked by a password", where=path)
    return name
