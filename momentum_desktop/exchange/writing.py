"""Files for outside: written beside their place and moved there whole, so that none is ever half."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import NamedTemporaryFile, mkdtemp
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from momentum_desktop.errors import CannotWrite, RefusedInput
from momentum_desktop.exchange.reading import STDIN

_FULL_OR_READ_ONLY = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM, errno.EIO, errno.EFBIG}
_FIRST_ZIP_YEAR = 1980

Files = Iterable[tuple[str, Iterable[str]]]
"""Names and the texts of each, to be taken in turn."""


def write_whole(path: str, texts: Iterable[str]) -> None:
    """Write the texts in UTF-8 to `path`, replacing what was there only once everything is on the disk."""
    target = _place_for_file(path)
    with _faults_told(path):
        if target.exists() and not target.is_file():
            with target.open("w", encoding="utf-8", newline="\n") as stream:
                stream.writelines(texts)
        else:
            with _replacing(target) as stream:
                stream.writelines(text.encode() for text in texts)


def write_files(path: str, files: Files, moment: datetime) -> None:
    """Write the files in UTF-8 to a folder that is made for them, or, if `path` ends in .zip, into an archive of that
    moment."""
    if path == STDIN:
        raise RefusedInput(
            "these are several files; name a new folder for them, or a file ending in .zip", where="PATH"
        )
    if path.lower().endswith(".zip"):
        _write_archive(path, files, moment)
    else:
        _write_folder(path, files)


def _write_archive(path: str, files: Files, moment: datetime) -> None:
    target = _place_for_file(path)
    date_time = (max(moment.year, _FIRST_ZIP_YEAR), *moment.timetuple()[1:6])
    with _faults_told(path), _replacing(target) as stream, ZipFile(stream, "w") as archive:
        for name, texts in files:
            entry = ZipInfo(name, date_time)
            entry.compress_type = ZIP_DEFLATED
            with archive.open(entry, "w", force_zip64=True) as place:
                for text in texts:
                    place.write(text.encode())


def _write_folder(path: str, files: Files) -> None:
    target = Path(path).resolve()
    if target.exists() and not (target.is_dir() and not any(target.iterdir())):
        raise RefusedInput("it is there already, and not an empty folder; name a new one", where=path)
    _check_parent(target, path)
    with _faults_told(path):
        unfinished = Path(mkdtemp(dir=target.parent, prefix=f".{target.name}."))
        try:
            for name, texts in files:
                with (unfinished / name).open("wb") as stream:
                    stream.writelines(text.encode() for text in texts)
                    _sync(stream)
            if target.exists():
                target.rmdir()
            unfinished.rename(target)
        except BaseException:
            shutil.rmtree(unfinished, ignore_errors=True)
            raise


def _place_for_file(path: str) -> Path:
    target = Path(path).resolve()
    if target.is_dir():
        raise RefusedInput("this is a folder; name a file in it", where=path)
    _check_parent(target, path)
    return target


def _check_parent(target: Path, path: str) -> None:
    if not target.parent.is_dir():
        raise RefusedInput("its folder does not exist; create it first", where=path)


@contextmanager
def _faults_told(path: str) -> Iterator[None]:
    try:
        yield
    except OSError as fault:
        if fault.errno not in _FULL_OR_READ_ONLY:
            raise RefusedInput(f"it cannot be written ({fault.strerror})", where=path) from None
        raise CannotWrite(f"{path}: it cannot be written ({fault.strerror}); what was there is as it was") from None


@contextmanager
def _replacing(target: Path) -> Iterator[IO[bytes]]:
    """A file beside `target` that takes its place when it is whole and durable."""
    with NamedTemporaryFile(dir=target.parent, prefix=f".{target.name}.", delete=False) as stream:
        try:
            yield stream
            _sync(stream)
            os.replace(stream.name, target)
        except BaseException:
            os.unlink(stream.name)
            raise


def _sync(stream: IO[bytes]) -> None:
    stream.flush()
    os.fsync(stream.fileno())
