"""The part of the bridge that brings files in: one is read, looked at, and stored or let go."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from momentum_desktop.errors import MomentumError, RefusedInput, sentence
from momentum_desktop.service.import_values import Stopped

if TYPE_CHECKING:
    from momentum_desktop.app.service_bridge import ServiceBridge
    from momentum_desktop.exchange.bringing import ReadFile
    from momentum_desktop.service.momentum_service import MomentumService

READING, COMPARING, STORING = "Reading the file", "Looking at what is new", "Storing it"
HELD_FROM = 0.6
"""How far storing is when it can be stopped no more: from here on it is one transaction."""
STEP = 0.01
log = logging.getLogger(__name__)


class ImportBridge(QObject):
    """At most one file at a time. `formats_ready` carries (name, title) pairs; `progressed` how far it is, 0 to 1, what
    goes on, and whether it can still be stopped; `looked_at` and `stored` an ImportReport, the former with the format's
    name and title; `refused` a sentence; `stopped` and `taken_back` nothing."""

    formats_ready = Signal(object)
    progressed = Signal(float, str, bool)
    looked_at = Signal(object, str, str)
    stored = Signal(object)
    refused = Signal(str)
    stopped = Signal()
    taken_back = Signal()

    def __init__(self, bridge: ServiceBridge) -> None:
        super().__init__(bridge)
        self._bridge = bridge
        self._read: ReadFile | None = None
        self._for: int | None = None
        self._stop = threading.Event()
        self._shown = 0.0
        self._waits = False
        bridge.failed.connect(self._on_bridge_failed)

    def ask_formats(self) -> None:
        """Ask which formats are read."""
        self._begin(_formats, self.formats_ready.emit)

    def look(self, path: str, name: str, author: str) -> None:
        """Read a file of a format, or of whichever it is (“auto”), and tell what it would bring."""
        self._read = None
        stop = self._stop = threading.Event()

        async def looked(service: MomentumService, user: int | None) -> Any:
            from momentum_desktop.engine.compilation import compile_rules
            from momentum_desktop.exchange.bringing import read_file

            rules = compile_rules(await service.rules_document(user))
            # What counts from today is told before anything is stored.
            today = await service.get_day(user)
            tell = self._teller(stop, READING, stops=True)
            try:
                read = await asyncio.to_thread(
                    lambda: read_file(path, name, rules, author=author, day=today, tell=lambda done: tell(done or 0.0))
                )
            except RefusedInput as refusal:
                # A person knows which file they chose; where it lies is too long for a sentence.
                where = f"“{Path(path).name}”" if refusal.where == path else refusal.where
                raise RefusedInput(refusal.what, where=where) from None
            tell = self._teller(stop, COMPARING, stops=True)
            report = await read.bring(service, user_id=user, dry_run=True, tell=tell)
            self._read, self._for = read, user
            return report, read.format.name, read.format.title

        self._begin(looked, lambda found: self.looked_at.emit(*found))

    def store(self) -> None:
        """Store what was looked at last."""
        read, stop = self._read, self._stop
        if read is not None:
            tell = self._teller(stop, STORING, stops=read.findings is None)
            whose = self._for  # those who looked at it, whoever is in use by now
            self._begin(lambda service, _: read.bring(service, user_id=whose, tell=tell), self._tell_stored)

    def stop(self) -> None:
        """Let it be, as far as it is not stored."""
        self._stop.set()

    def forget(self) -> None:
        """Let go of what was read."""
        self.stop()
        self._read = None

    def take_back(self, act_id: int) -> None:
        """Undo the import."""
        whose = self._for
        self._begin(lambda service, _: service.undo(act_id, user_id=whose), lambda _: self.taken_back.emit())

    def _tell_stored(self, report: Any) -> None:
        self._read = None
        self.stored.emit(report)

    def _begin(
        self, work: Callable[[MomentumService, int | None], Awaitable[Any]], tell: Callable[[Any], None]
    ) -> None:
        """Do something on the service's loop; what goes wrong is told here and not beside everything else."""

        async def tried(service: MomentumService, user: int | None) -> None:
            self._waits = False
            try:
                found = await work(service, user)
            except Stopped:
                self.stopped.emit()
            except MomentumError as error:
                self.refused.emit(sentence(str(error)))
            except Exception as fault:
                log.exception("a file could not be brought in")
                told = f"Something unexpected happened ({type(fault).__name__}); nothing of the file was stored."
                self.refused.emit(told)
            else:
                tell(found)

        self._waits = True
        self._bridge.wish(tried)

    def _on_bridge_failed(self, words: str) -> None:
        """The data may not be open at all."""
        if self._waits:
            self._waits = False
            self.refused.emit(words)

    def _teller(self, stop: threading.Event, words: str, *, stops: bool) -> Callable[[float], None]:
        """What is called on any thread as the work goes on; it ends the work when it was called off."""
        self._shown = 0.0
        self.progressed.emit(0.0, words, stops)
        held = words == STORING

        def tell(done: float) -> None:
            late = held and done >= HELD_FROM
            if stop.is_set() and stops and not late:
                raise Stopped
            if done >= self._shown + STEP or done >= 1 or late:
                self._shown = done
                self.progressed.emit(min(done, 1.0), words, stops and not late)

        return tell


async def _formats(_service: MomentumService, _user: int | None) -> tuple[tuple[str, str], ...]:
    from momentum_desktop.exchange.formats import FORMATS

    return tuple(
        sorted(((each.name, each.title) for each in FORMATS if each.comes_in), key=lambda pair: pair[1].lower())
    )
