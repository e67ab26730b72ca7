"""`rules.toml` beside the data: a user's own rules, read again whenever the file changed; never applied by itself."""

from __future__ import annotations

import os
import stat
import threading
from pathlib import Path
from typing import Any, NamedTuple

from momentum_desktop.engine.compilation import compile_rules
from momentum_desktop.engine.rules_text import MOST_TOML, RuleFault, read_rules_text
from momentum_desktop.errors import RefusedInput
from momentum_desktop.settings import icon_names

BYTE_ORDER_MARK = b"\xef\xbb\xbf"


class FileRules(NamedTuple):
    """What a file asks for: a whole document with its digest, or its faults."""

    document: dict[str, Any] | None
    digest: str
    faults: tuple[RuleFault, ...]


class RulesFiles:
    """The rules files in the folder of the data."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._gate = threading.Lock()
        self._seen: dict[str, tuple[tuple[int, ...], FileRules]] = {}

    def path(self, user_id: int, first_user: int) -> Path:
        """The file of a user: `rules.toml` for the first, `rules.N.toml` for user N."""
        return self._folder / ("rules.toml" if user_id == first_user else f"rules.{user_id}.toml")

    def read(self, path: Path, taken: str = "") -> FileRules | None:
        """What a file asks for; None if there is none. Rules of the digest `taken` need no judging again."""
        try:
            found = path.stat()
        except OSError:
            return None
        mark = (found.st_ino, found.st_mtime_ns, found.st_size)
        with self._gate:
            held = self._seen.get(path.name)
            if held is None or held[0] != mark:
                held = self._seen[path.name] = (mark, _read(path, found, taken))
            return held[1]


def _read(path: Path, found: os.stat_result, taken: str) -> FileRules:
    try:
        if not stat.S_ISREG(found.st_mode):
            raise RefusedInput("this is no file; move it away", where=path.name)
        with path.open("rb") as stream:
            content = stream.read(MOST_TOML * 4 + 1)
        text = read_rules_text(content.removeprefix(BYTE_ORDER_MARK).decode(), path.name)
    except OSError as fault:
        return _faulty(None, path.name, f"it cannot be read ({fault.strerror}); make it readable")
    except UnicodeDecodeError as fault:
        line = content.count(b"\n", 0, fault.start) + 1
        return _faulty(line, path.name, "no UTF-8 text; save the file as UTF-8")
    except RefusedInput as refusal:
        return _refused(path.name, refusal)
    if taken and text.is_the_one(taken):
        return FileRules(text.document(), taken, ())
    faults = text.faults(icon_names())
    if faults:
        return FileRules(None, "", faults)
    document = text.document()
    return FileRules(document, compile_rules(document).digest, ())


def _refused(name: str, refusal: RefusedInput) -> FileRules:
    """A refusal whose place is “NAME, line N” as a fault on that line."""
    line = (refusal.where or "").rpartition(", line ")[2]
    return _faulty(int(line) if line.isdecimal() else None, name, refusal.what)


def _faulty(line: int | None, where: str, what: str) -> FileRules:
    return FileRules(None, "", (RuleFault(line, where, what),))
