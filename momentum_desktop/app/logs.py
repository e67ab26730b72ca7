"""The log beside the data: what the program did, for a report of a fault, and nothing of what a person wrote.

Words that come with a record are left out, and of an error only its kind and its way through the code are told: titles,
names, keys and addresses stand in nothing else."""

from __future__ import annotations

import logging
import os
import platform
import sys
import threading
import traceback
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import Any

from momentum_desktop import __version__

FOLDER_NAME, FILE_NAME = "logs", "momentum.log"
MOST_BYTES, KEPT_FILES = 512 * 1024, 3
OURS = "momentum_desktop"
LEFT_OUT = "…"
MOST_FRAMES = 30
log = logging.getLogger(__name__)


class DiscreetFormatter(logging.Formatter):
    """A record without the words in it. What other libraries say is cut to the first line of their own text."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s", "%Y-%m-%dT%H:%M:%S%z")

    def format(self, record: logging.LogRecord) -> str:
        told = logging.makeLogRecord({**record.__dict__, "exc_text": None})
        told.msg, told.args = _told(record), ()
        return super().format(told)

    def formatException(self, ei: Any) -> str:
        return _way(ei[1])


class _OwnerOnly(RotatingFileHandler):
    """A log that only its owner can read, from its first byte on."""

    def _open(self) -> Any:
        handle = os.open(self.baseFilename, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600)
        return os.fdopen(handle, "a", encoding="utf-8")


def log_path(folder: Path) -> Path:
    """Where the log of the data in a folder lies."""
    return folder / FOLDER_NAME / FILE_NAME


def keep_log(folder: Path) -> None:
    """Log from now on, also what nobody caught; a second call changes nothing. A folder that takes no log has none."""
    if any(isinstance(handler, _OwnerOnly) for handler in logging.getLogger().handlers):
        return
    try:
        path = log_path(folder)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handler = _OwnerOnly(path, maxBytes=MOST_BYTES, backupCount=KEPT_FILES, encoding="utf-8")
    except OSError as fault:
        log.info("no log can be kept (%s)", type(fault))
        return
    handler.setFormatter(DiscreetFormatter())
    handler.setLevel(logging.INFO)
    logging.getLogger().addHandler(handler)
    logging.getLogger(OURS).setLevel(logging.INFO)
    _catch_the_uncaught()
    release, machine = platform.release().split("-")[0], platform.machine()
    log.info(
        f"Momentum {__version__} begins: Python {platform.python_version()}, {platform.system()} {release} {machine}"
    )


def _told(record: logging.LogRecord) -> str:
    template = str(record.msg)
    if not record.name.startswith(OURS):
        return template.splitlines()[0].partition(": ")[0] if template else ""
    arguments = record.args if isinstance(record.args, tuple) else (record.args,) if record.args else ()
    try:
        return template % tuple(map(_discreet, arguments)) if arguments else template
    except (TypeError, ValueError):
        return LEFT_OUT


def _discreet(argument: object) -> object:
    if isinstance(argument, type):
        return argument.__name__
    if isinstance(argument, BaseException):
        return type(argument).__name__
    return argument if isinstance(argument, int | float) else LEFT_OUT


def _way(fault: BaseException | None) -> str:
    """The kinds of an error and of those that led to it, each with the places it came through, innermost last."""
    lines: list[str] = []
    met: set[int] = set()
    while fault is not None and id(fault) not in met:
        met.add(id(fault))
        frames = traceback.extract_tb(fault.__traceback__)[-MOST_FRAMES:]
        places = [f"  {_place(frame.filename)}:{frame.lineno} in {frame.name}" for frame in frames]
        number = f" ({fault.errno})" if isinstance(fault, OSError) and fault.errno else ""
        lines += [f"{type(fault).__module__}.{type(fault).__qualname__}{number}", *places]
        fault = fault.__cause__ or (None if fault.__suppress_context__ else fault.__context__)
    return "\n".join(lines)


def _place(path: str) -> str:
    """A file by its last two names: the folders above may tell who the person is."""
    return "/".join(Path(path).parts[-2:])


def _catch_the_uncaught() -> None:
    """What nobody caught is logged, and told as before."""
    before, before_in_thread = sys.excepthook, threading.excepthook

    def tell(kind: type[BaseException], fault: BaseException, way: TracebackType | None) -> None:
        if not issubclass(kind, KeyboardInterrupt):
            log.critical("nobody caught an error", exc_info=(kind, fault, way))
        before(kind, fault, way)

    def tell_in_thread(told: threading.ExceptHookArgs) -> None:
        if told.exc_value is not None:
            log.critical("nobody caught an error in a thread", exc_info=told.exc_value)
        before_in_thread(told)

    sys.excepthook, threading.excepthook = tell, tell_in_thread
