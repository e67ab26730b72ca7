"""What is to be imported: a file, a folder or an archive, read within bounds and never outside its own place."""

from __future__ import annotations

import codecs
import io
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, tzinfo
from fnmatch import fnmatch
from functools import partial
from io import BufferedReader
from pathlib import Path, PurePosixPath

from momentum_desktop.errors import RefusedInput
from momentum_desktop.exchange import packed
from momentum_desktop.exchange.reading import STDIN, decoded, decoded_line, open_file, opened, raw_lines

LARGEST = 256 * 1024 * 1024
MOST_FILES = 20_000
DEEPEST_FOLDER = 16
HEAD = 64 * 1024
TOLD_EVERY = 64 * 1024
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))

Line = tuple[int, str | RefusedInput]
"""A line's number, from 1, and its text, or why it is none."""


def _silent(_done: float) -> None:
    """Nobody listens."""


@dataclass(slots=True)
class Part:
    """One file of a source. `name` is its place inside the source, empty if the source is this one file; `is_read`
    whether anybody read more of it than its head."""

    name: str
    size: int
    open: Callable[[], BufferedReader]
    tell: Callable[[float], None] = _silent
    is_read: bool = False

    def at(self, place: str) -> str:
        """A place inside this file, as a person finds it."""
        return f"{self.name}, {place}" if self.name else place

    def content(self, most: int = LARGEST) -> bytes:
        """All of it. RefusedInput if it is longer than `most`, or cannot be read."""
        too_large = RefusedInput(f"larger than {most // 1024 // 1024} MB", where=self.name or None)
        if self.size > most:
            raise too_large
        self.is_read = True
        with self.stream() as stream:
            pieces, length = [], 0
            while piece := self._read(stream, TOLD_EVERY):
                length += len(piece)
                if length > most:
                    raise too_large
                pieces.append(piece)
                self.tell(length / 2 / self.size if self.size else 0)
            return b"".join(pieces)

    def text(self, most: int = LARGEST) -> str:
        """All of it as text: UTF-8, or UTF-16 if it begins with that mark. RefusedInput if it is none."""
        content = self.content(most)
        for mark, encoding in _MARKS:
            if content.startswith(mark):
                try:
                    return content.decode(encoding)
                except UnicodeDecodeError as fault:
                    raise RefusedInput(f"no {encoding[:6].upper()} text (at byte {fault.start + 1})") from None
        return decoded(content, self.name or None)

    def lines(self, *, keep_returns: bool = False) -> Iterator[Line]:
        """Its lines; one that is too long or no UTF-8 comes as the refusal of it, as does what ends a file early."""
        if self.head(2) in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
            yield from enumerate(self.text().split("\n"), 1)
            return
        done, number, name = 0, 0, self.name or "the file"
        self.is_read = True
        try:
            with self.stream() as stream:
                for number, line in enumerate(raw_lines(stream, name, keep_returns=keep_returns), 1):
                    done += len(line) + 1
                    if number % 500 == 0:
                        self.tell(min(done / self.size, 1) if self.size else 0)
                    try:
                        text: str | RefusedInput = decoded_line(line)
                    except RefusedInput as refusal:
                        text = refusal
                    yield number, text
        except packed.TooMuch:
            raise
        except RefusedInput as refusal:
            if not number:
                raise
            yield number + 1, RefusedInput(refusal.what)

    def head(self, most: int = HEAD) -> bytes:
        """Its first bytes."""
        with self.stream() as stream:
            return self._read(stream, most)

    @contextmanager
    def stream(self) -> Iterator[BufferedReader]:
        """Its bytes, unpacked if they are packed by gzip."""
        with self.open() as raw, packed.faults_told(self.name):
            if raw.peek(2)[:2] == packed.GZIP and raw.seekable():
                yield packed.unpacked(raw)
            else:
                yield raw

    def _read(self, stream: BufferedReader, most: int) -> bytes:
        try:
            return stream.read(most)
        except OSError as fault:
            raise RefusedInput(f"it cannot be read ({fault.strerror or fault})", where=self.name or None) from None


@dataclass(slots=True)
class Source:
    """What a reader is given. `zone` is the clock that times without one were read off (None: this machine's), `author`
    whose work of a shared log is meant (None: who did most), `day` the one that words such as “tomorrow” count from
    (None: nobody knows it, and they stay text)."""

    path: str
    zone: tzinfo | None = None
    author: str | None = None
    day: date | None = None
    tell: Callable[[float], None] = _silent
    _parts: list[Part] | None = field(default=None, init=False)

    @property
    def name(self) -> str:
        """The file's or folder's own name."""
        return "standard input" if self.path == STDIN else Path(self.path).name

    @property
    def told(self) -> str:
        """The same as a sentence names it."""
        return self.name if self.path == STDIN else f"“{self.name}”"

    @property
    def parts(self) -> list[Part]:
        """Every file, in the order of their names. RefusedInput if there is none to read."""
        if self._parts is None:
            self._parts = self._found()
            if not self._parts:
                raise RefusedInput("there is no file in it", where=self.path)
            for part in self._parts:
                part.tell = self.tell
        return self._parts

    def named(self, *patterns: str) -> list[Part]:
        """The files whose own name fits one of the patterns (as in a shell, in small letters); the one file that the
        source is, whatever it is called."""
        if [part.name for part in self.parts] == [""]:
            return self.parts
        return [
            part
            for part in self.parts
            if any(fnmatch(PurePosixPath(part.name).name.lower(), pattern) for pattern in patterns)
        ]

    def only(self, *patterns: str) -> Part:
        """The one file that fits. RefusedInput if none does or several do."""
        found = self.named(*patterns)
        if len(found) != 1:
            told = "none" if not found else f"{len(found)}"
            raise RefusedInput(f"one file ({' or '.join(patterns)}) is expected in it, not {told}", where=self.path)
        return found[0]

    def _found(self) -> list[Part]:
        if self.path != STDIN and Path(self.path).is_dir():
            return _in_folder(Path(self.path))
        if self.path != STDIN:
            with opened(self.path) as stream:
                if stream.peek(4)[:4] in packed.ZIP:
                    return [Part(name, size, opener) for name, size, opener in packed.members(self.path, stream)]
            return [Part("", _size(self.path), lambda: open_file(self.path))]
        with opened(STDIN) as stream:
            content = stream.read(LARGEST + 1)
        return [Part("", len(content), lambda: BufferedReader(io.BytesIO(content)))]


def _in_folder(folder: Path) -> list[Part]:
    """The files of a folder, without hidden ones and without what links lead to."""
    parts: list[Part] = []
    for where, folders, names in os.walk(folder, followlinks=False):
        inner = Path(where).relative_to(folder)
        if len(inner.parts) >= DEEPEST_FOLDER:
            folders.clear()
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(where) / name
            if name.startswith(".") or path.is_symlink() or not path.is_file():
                continue
            if len(parts) == MOST_FILES:
                raise RefusedInput(f"more than {MOST_FILES:,} files are in it", where=str(folder))
            whole = str(path)
            parts.append(Part((inner / name).as_posix(), _size(whole), partial(open_file, whole)))
    return sorted(parts, key=lambda part: part.name)


def _size(path: str) -> int:
    try:
        return Path(path).stat().st_size
    except OSError:
        return 0
