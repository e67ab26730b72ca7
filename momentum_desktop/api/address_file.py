"""`api.json` beside the data: where the API answers and where saved tokens lie, for programs of the same user alone."""

from __future__ import annotations

import json
import os
import stat
from contextlib import suppress
from pathlib import Path

from momentum_desktop.errors import CannotWrite

FILE_NAME = "api.json"
TOKENS = "tokens"
NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0)


class Untrusted(CannotWrite):
    """A file or folder that somebody else may read or change; the API stays off."""


class AddressFile:
    """Written when the API answers, removed when it ends."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._path = folder / FILE_NAME
        self._written: tuple[int, int] | None = None

    def check(self) -> None:
        """Untrusted if somebody else could read a token, or send clients elsewhere."""
        check_folder(self._folder)
        for path in (self._path, *saved_tokens(self._folder)):
            check_file(path)

    def write(self, address: str) -> None:
        """Say where the API answers."""
        content = {
            "address": address,
            "docs": f"{address}/docs",
            "tokens": str(self._folder / TOKENS),
            "process": os.getpid(),
        }
        self._written = write_privately(self._path, json.dumps(content, indent=2) + "\n")

    def remove(self) -> None:
        """Take it away, unless another program has put its own in the place."""
        try:
            status = self._path.lstat()
        except OSError:
            return
        if (status.st_dev, status.st_ino) == self._written:
            with suppress(OSError):
                self._path.unlink()


def saved_tokens(folder: Path) -> list[Path]:
    """The files with tokens beside the data."""
    tokens = folder / TOKENS
    if not tokens.exists() and not tokens.is_symlink():
        return []
    check_folder(tokens)
    return sorted(tokens.iterdir())


def check_place(folder: Path, name: str) -> None:
    """CannotWrite or Untrusted if no token of that name can be saved."""
    tokens = folder / TOKENS
    try:
        tokens.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as fault:
        raise CannotWrite(f"{tokens} cannot be made ({fault.strerror})") from None
    check_folder(tokens)
    if (tokens / name).parent == tokens:
        check_file(tokens / name)


def save_token(folder: Path, name: str, token: str) -> Path:
    """Keep a token in a file of its own that only this user can read."""
    path = folder / TOKENS / name
    write_privately(path, token + "\n")
    return path


def forget_token(folder: Path, name: str) -> None:
    """Remove the file of a token, if there is one."""
    path = folder / TOKENS / name
    if path.parent == folder / TOKENS and path.is_file():
        path.unlink(missing_ok=True)


def check_folder(folder: Path) -> None:
    """Untrusted if it is a link, another user's, or others can write into it."""
    status = folder.lstat()
    if stat.S_ISLNK(status.st_mode) and folder.name == TOKENS:
        raise Untrusted(f"the API stays off: {folder} is a link; put a folder in its place")
    _check(folder, folder.stat(), 0o022)


def check_file(path: Path) -> None:
    """Untrusted if it is there and is a link, another user's, has a second name, or others can read it."""
    try:
        status = path.lstat()
    except FileNotFoundError:
        return
    if not stat.S_ISREG(status.st_mode) or status.st_nlink > 1:
        raise Untrusted(f"the API stays off: {path} is a link or no plain file; remove it")
    _check(path, status, 0o077)


def _check(path: Path, status: os.stat_result, forbidden: int) -> None:
    if not hasattr(os, "geteuid"):
        return
    if status.st_uid != os.geteuid():
        raise Untrusted(f"the API stays off: {path} belongs to another user; remove it")
    if stat.S_IMODE(status.st_mode) & forbidden:
        mode = "700" if stat.S_ISDIR(status.st_mode) else "600"
        raise Untrusted(f"the API stays off: others may use {path}; “chmod {mode} '{path}'” mends it")


def write_privately(path: Path, content: str) -> tuple[int, int]:
    """Put a file that only this user can read in its place at once; its device and inode."""
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        unfinished.unlink(missing_ok=True)
        handle = os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_WRONLY | NO_FOLLOW, 0o600)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content.encode())
                file.flush()
                os.fsync(file.fileno())
                status = os.fstat(file.fileno())
            unfinished.rename(path)
        except BaseException:
            unfinished.unlink(missing_ok=True)
            raise
    except OSError as fault:
        raise CannotWrite(f"{path} cannot be written ({fault.strerror})") from None
    return status.st_dev, status.st_ino
