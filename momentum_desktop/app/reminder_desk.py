"""Where reminders leave the service's loop: to the desktop's notifications, else to the window's thread as signals."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from momentum_desktop.app.desktop_notes import DesktopNotes
from momentum_desktop.app.full_screen import FullScreen
from momentum_desktop.app.reminder_round import LONGEST_WAIT, ReminderRound
from momentum_desktop.gui.note import OPEN, STAYS, Note

if TYPE_CHECKING:
    from momentum_desktop.service.choices import Choices
    from momentum_desktop.service.momentum_service import MomentumService
    from momentum_desktop.service.plan_values import FocusSession


class ReminderDesk(QObject):
    """The voice of one round of reminders.

    `note_left` carries a note that the desktop did not take, `note_gone` the key of one whose matter is settled;
    `open_requested` and `quit_requested` come from clicks on notes; `snooze_shown` carries until when nothing reminds,
    `focus_shown` the focus session that runs, None for none, `failed` what could not be done. Its slots may be called
    from any thread."""

    note_left = Signal(object)
    note_gone = Signal(str)
    open_requested = Signal()
    quit_requested = Signal()
    snooze_shown = Signal(object)
    focus_shown = Signal(object)
    failed = Signal(str)

    def __init__(self, choices: Choices, parent: QObject | None = None, *, longest_wait: float = LONGEST_WAIT) -> None:
        super().__init__(parent)
        self._choices = choices
        self._longest_wait = longest_wait
        self._loop: asyncio.AbstractEventLoop | None = None
        self._round: ReminderRound | None = None
        self._desktop = DesktopNotes(self._on_desktop_answered)
        self._screen = FullScreen()
        self._snoozed_until: datetime | None = None
        self._focus_id: int | None = None
        self._gate = threading.Lock()
        self._early: list[Callable[[], object]] = []
        self._notes: set[asyncio.Task[None]] = set()

    async def run(self, service: MomentumService) -> None:
        """Remind, until it is cancelled."""
        self._round = ReminderRound(service, self._choices, self, longest_wait=self._longest_wait)
        with self._gate:
            self._loop = asyncio.get_running_loop()
            early, self._early = self._early, []
        for act in early:
            act()
        try:
            await self._round.run()
        finally:
            with self._gate:
                self._loop = None
            self._screen.close()
            await self._desktop.close()

    def answer(self, key: str, action: str) -> None:
        """A person chose an action on a note."""
        self._call(lambda: self._on_desktop_answered(key, action))

    def snooze(self, minutes: int) -> None:
        """A person wants no reminders for a while; see `ReminderRound.snooze`."""
        self._ask_round(lambda each: each.snooze(minutes))

    def focus(self, minutes: int) -> None:
        """A person wants to begin a focus session of so many minutes, or (0) to end the one that runs."""
        self._ask_round(lambda each: each.focus(minutes))

    def say(self, note: Note) -> None:
        """Show a note that is no reminder."""
        self._call(lambda: self._keep(asyncio.ensure_future(self.tell(note))))

    async def tell(self, note: Note) -> None:
        if not await self._desktop.show(note):
            self.note_left.emit(note)

    async def take_back(self, key: str) -> None:
        await self._desktop.take_back(key)
        self.note_gone.emit(key)

    async def is_held(self) -> bool:
        if not self._choices["reminders.hold_in_full_screen"]:
            return False
        filled = await asyncio.to_thread(self._screen.is_filled)
        return filled or await self._desktop.is_held_back()

    def open(self) -> None:
        self.open_requested.emit()

    def show_snooze(self, until: datetime | None) -> None:
        if until != self._snoozed_until:
            self._snoozed_until = until
            self.snooze_shown.emit(until)

    def show_focus(self, session: FocusSession | None) -> None:
        number = None if session is None else session.id
        if number != self._focus_id:
            self._focus_id = number
            self.focus_shown.emit(session)

    def fail(self, words: str) -> None:
        self.failed.emit(words)

    def _on_desktop_answered(self, key: str, action: str) -> None:
        if key == STAYS.key and action != OPEN:
            self.quit_requested.emit()
        elif self._round is not None:
            self._round.answer(key, action)

    def _ask_round(self, ask: Callable[[ReminderRound], None]) -> None:
        self._call(lambda: ask(self._round) if self._round is not None else None)

    def _keep(self, task: asyncio.Task[None]) -> None:
        self._notes.add(task)
        task.add_done_callback(self._notes.discard)

    def _call(self, act: Callable[[], object]) -> None:
        with self._gate:
            if self._loop is not None:
                self._loop.call_soon_threadsafe(act)
            else:
                self._early.append(act)
