"""`settings.toml` beside the data: the choices that every window and every command share. A person may edit it; what is
written here leaves their comments as they are."""

from __future__ import annotations

import json
import os
import re
import stat
import tempfile
import threading
import time
import tomllib
from pathlib import Path
from typing import Any

from momentum_desktop.errors import Busy, CannotWrite
from momentum_desktop.store.workplace import alone_in

FILE_NAME = "settings.toml"
MOST_BYTES = 1_000_000
BEING_WRITTEN_SECONDS = 2.0
FIRST_WORDS = "# Momentum's settings. Comments written here stay as they are.\n"
PATIENCE_SECONDS = 2.0
NO_FILE = (0, 0, 0)


class SettingsFile:
    """Read again whenever it changed; one that cannot be read is set aside, and `take_notices` says so."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE_NAME
        self._gate = threading.RLock()
        self._seen: tuple[int, int, int] | None = None
        self._values: dict[str, Any] = {}
        self._notices: list[str] = []
        self._said: set[str] = set()

    def value(self, name: str) -> Any:
        """What the file says at the top level or, for a name such as `reminders.tasks`, in a table; or None."""
        with self._gate:
            mark = _mark(self.path)
            if mark != self._seen:
                self._read(mark)
            return _found(self._values, name)

    def set(self, name: str, value: Any, *, comment: str = "", patience: float = PATIENCE_SECONDS) -> None:
        """Write one value, under a comment if it is not there yet. Busy if another program holds the folder for longer
        than so many seconds; CannotWrite if the disk does not take it or the file holds something else in that place.
        The file is then as it was."""
        try:
            # The window, the service and every command have an own object over the one file. What one of them changes
            # between another's reading and writing would be lost.
            with self._gate, alone_in(self.path.parent, patience):
                self._set(name, value, comment)
        except Busy:
            raise Busy(f"another program holds {self.path.parent}; nothing was changed; try again") from None
        except OSError as fault:
            raise CannotWrite(f"{self.path} cannot be written ({fault.strerror}); it is as it was") from None

    def notice(self, words: str) -> None:
        """Something about the settings that the person should hear: once, until the file is another one."""
        with self._gate:
            if words not in self._said:
                self._said.add(words)
                self._notices.append(words)

    def take_notices(self) -> tuple[str, ...]:
        """What is to be said, each only once."""
        with self._gate:
            said, self._notices = tuple(self._notices), []
            return said

    def _set(self, name: str, value: Any, comment: str) -> None:
        from tomlkit.exceptions import TOMLKitError

        if self.value(name) == value:
            return
        try:
            text = _text(self.path)
        except FileNotFoundError:
            text = FIRST_WORDS
        try:
            changed = _put(text, name, value, comment)
            if tomllib.loads(changed) != _with(tomllib.loads(text), name, value):
                raise ValueError("it would say something else afterwards")
        except (TOMLKitError, ValueError) as fault:
            words = f"{name} = {json.dumps(value)}"
            raise CannotWrite(f"{self.path} cannot be changed ({fault}); write “{words}” there") from None
        _replace(self.path, changed.encode())
        self._seen = None

    def _read(self, mark: tuple[int, int, int]) -> None:
        self._said.clear()
        try:
            values = {} if mark == NO_FILE else tomllib.loads(_text(self.path))
        except FileNotFoundError:
            values = {}
        except (OSError, ValueError, RecursionError) as fault:
            if self._seen not in (None, NO_FILE) and time.time() - mark[0] / 1e9 < BEING_WRITTEN_SECONDS:
                return  # someone is just writing it; it is read again with the next question
            self._set_aside(fault)
            values = {}
        self._seen, self._values = mark, values

    def _set_aside(self, fault: Exception) -> None:
        reason = " ".join(str(fault).split()) or type(fault).__name__
        told = f"{self.path} could not be read ({reason}); the choices in it do not count"
        stamp = time.strftime("%Y%m%dT%H%M%S", time.gmtime())
        aside = next(
            place
            for number in range(1, 1000)
            if not (place := self.path.with_name(f"settings.broken-{stamp}-{number}.toml")).exists()
        )
        try:
            self.path.rename(aside)
        except OSError:
            self.notice(told)
        else:
            self.notice(f"{told}, it was set aside as {aside.name}")


def _found(values: Any, name: str) -> Any:
    for part in name.split("."):
        values = values.get(part) if isinstance(values, dict) else None
    return values


def _with(values: dict[str, Any], name: str, value: Any) -> dict[str, Any]:
    table, dot, key = name.partition(".")
    return {**values, table: _with(values.get(table, {}), key, value) if dot else value}


def _put(text: str, name: str, value: Any, comment: str) -> str:
    """The text with the value in its place. A new one stands at the end of its table, under its comment."""
    import tomlkit

    place, dot, key = name.partition(".")
    document: Any = tomlkit.parse(text)
    if not dot:
        held = tomlkit.item(value)
        if comment and name not in document:
            held.comment(comment)
        document[name] = held
        return tomlkit.dumps(document)
    held = document.get(place)
    if held is not None and not isinstance(held, dict):
        raise ValueError(f"“{place}” is no table")
    if held is not None and key in held:
        held[key] = value
        return tomlkit.dumps(document)
    lines, end_of_line = text.splitlines(), "\r\n" if "\r\n" in text else "\n"
    new = [*([f"# {comment}"] if comment else []), f"{key} = {tomlkit.item(value).as_string()}"]
    header = re.compile(rf"\s*\[\s*{place}\s*\]\s*(#.*)?")
    start = next((number for number, line in enumerate(lines) if header.fullmatch(line)), None)
    if start is None:
        return end_of_line.join([*lines, *([""] if lines else []), f"[{place}]", *new, ""])
    end = next((n for n in range(start + 1, len(lines)) if lines[n].lstrip().startswith("[")), len(lines))
    while end > start + 1 and not lines[end - 1].strip():
        end -= 1
    return end_of_line.join([*lines[:end], *new, *lines[end:], ""])


def _mark(path: Path) -> tuple[int, int, int]:
    """When and how the file was last changed."""
    try:
        status = path.stat()
    except OSError:
        return NO_FILE
    return status.st_mtime_ns, status.st_size, status.st_ino


def _text(path: Path) -> str:
    if not stat.S_ISREG(path.stat().st_mode):
        raise ValueError("it is no plain file")
    with path.open("rb") as file:
        content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise ValueError("it is too large")
    return content.decode("utf-8-sig")


def _replace(path: Path, content: bytes) -> None:
    """Put the content in the file's place at once, so that a reader meets the old or the new one."""
    place = path.resolve()
    handle, name = tempfile.mkstemp(prefix=f"{FILE_NAME}.new-", dir=place.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if place.exists():
            os.chmod(name, stat.S_IMODE(place.stat().st_mode))
        os.replace(name, place)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
