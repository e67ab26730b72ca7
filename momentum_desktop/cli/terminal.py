"""Where the words go: colours only for a terminal that wants them, JSON alone on stdout, a bar for long work."""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from io import FileIO, TextIOWrapper
from typing import TextIO

from momentum_desktop.cli.layout import bar, printable, shortened, signed

POINTS_ARE_OFF = "Points and levels are switched off in the settings (game.points in settings.toml)."
SHOWN_AFTER = 1.0
DRAWN_EVERY = 0.1
_DRAWN = "█▉▊▋▌▍▎▏░▁▂▃▄▅▆▇○✓▶·“”’−…×–■▪→"
_TYPED = str.maketrans(_DRAWN, '#+++++++-1234567ox>.""\'-~x-#+>')


class Terminal:
    """Standard output and error as this program uses them."""

    def __init__(self, out: TextIO, err: TextIO, environ: Mapping[str, str]) -> None:
        self._out = out
        self._err = err
        self._colours = out.isatty() and not environ.get("NO_COLOR") and environ.get("TERM") != "dumb"
        self.shows_points = True
        self._of_points: frozenset[str] = frozenset()
        self.width = min(shutil.get_terminal_size((80, 24)).columns, 110) if out.isatty() else 100

    @classmethod
    def standard(cls, environ: Mapping[str, str]) -> Terminal:
        """The process's own streams; a character that the terminal cannot write becomes “?” and ends nothing, and a
        stream that was closed before takes everything and keeps nothing."""
        for name in ("stdout", "stderr"):
            if getattr(sys, name) is None:
                setattr(sys, name, TextIOWrapper(FileIO(os.devnull, "w"), encoding="utf-8"))
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, TextIOWrapper):
                stream.reconfigure(errors="replace")
        return cls(sys.stdout, sys.stderr, environ)

    def hide_points(self, achievements: Iterable[str]) -> None:
        """Let no figure of points or levels be read from now on, nor those achievements, which count them."""
        self.shows_points, self._of_points = False, frozenset(achievements)

    def shows(self, achievement: str | None) -> bool:
        """Whether an achievement of that name may be read of."""
        return achievement not in self._of_points

    def points(self, points: int) -> str:
        """+11, where points may be read; else nothing."""
        return self.good(signed(points)) if self.shows_points else ""

    def say(self, *lines: str) -> None:
        for line in lines:
            self._out.write(_writable(line, self._out) + "\n")

    def write(self, texts: Iterable[str]) -> None:
        """Texts as they are, in UTF-8: a document for other programs."""
        if isinstance(self._out, TextIOWrapper):
            self._out.reconfigure(encoding="utf-8", errors="strict")
        self._out.writelines(texts)

    def complain(self, sentence: str) -> None:
        """One line on standard error."""
        line = f"momentum: {printable(' '.join(sentence.split()))}"
        self._err.write(_writable(line, self._err) + "\n")

    def remark(self, sentence: str) -> None:
        """One line on standard error that is no fault, where standard output may be a document."""
        self._err.write(_writable(printable(sentence), self._err) + "\n")

    def flush(self) -> None:
        self._out.flush()

    def strong(self, text: str) -> str:
        return self._painted("1", text)

    def soft(self, text: str) -> str:
        return self._painted("2", text)

    def accent(self, text: str) -> str:
        return self._painted("33", text)

    def good(self, text: str) -> str:
        return self._painted("32", text)

    def _painted(self, code: str, text: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self._colours and text else text

    def progress(self, title: str) -> ProgressLine:
        """A line on standard error, for `with`; it shows on a terminal once the work has taken a second."""
        return ProgressLine(title, self._err)


class ProgressLine:
    """One line that tells how far long work has come, and is gone when the work is done."""

    def __init__(self, title: str, err: TextIO, clock: Callable[[], float] = time.monotonic) -> None:
        self._title = title
        self._err = err
        self._clock = clock
        self._shown = err.isatty()
        self._started = clock()
        self._drawn = self._started + SHOWN_AFTER - DRAWN_EVERY
        self._visible = False

    def __enter__(self) -> ProgressLine:
        return self

    def __exit__(self, *_failure: object) -> None:
        if self._visible:
            self._err.write("\r\x1b[K")
            self._err.flush()

    def show(self, fraction: float | None = None, title: str | None = None) -> None:
        """How far it is, from 0 to 1; None when nobody knows, and then the seconds tell that it is alive."""
        self._title = title or self._title
        now = self._clock()
        if not self._shown or now - self._drawn < DRAWN_EVERY:
            return
        self._drawn = now
        self._visible = True
        told = f"{int(now - self._started)} s" if fraction is None else f"{bar(fraction, 30)} {fraction:4.0%}"
        self._err.write(_writable(f"\r\x1b[K{shortened(self._title, 40)}  {told}", self._err))
        self._err.flush()


def _writable(line: str, stream: TextIO) -> str:
    """The line as it is, or with typed characters for the drawn ones where the stream's encoding lacks those."""
    try:
        _DRAWN.encode(stream.encoding or "utf-8")
    except UnicodeEncodeError:
        return line.translate(_TYPED)
    return line
