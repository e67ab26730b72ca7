"""A backup put in the place of the data while the window stands: looked into first, and everything shown anew after."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog

from momentum_desktop.errors import MomentumError, sentence

if TYPE_CHECKING:
    from momentum_desktop.app.service_bridge import ServiceBridge
    from momentum_desktop.app.settings_desk import SettingsDesk
    from momentum_desktop.gui.main_window import MainWindow
    from momentum_desktop.gui.restore_dialog import RestoreDialog
    from momentum_desktop.service.backup_values import Holdings, Restoration
    from momentum_desktop.service.momentum_service import MomentumService

log = logging.getLogger(__name__)


class RestoreDesk(QObject):
    """The one who restores backups of the data in a folder, or at a database address. It needs no open data, so that
    damaged data can be replaced too. `backups_ready` carries those beside the data, `restored` that other data is shown
    from now on."""

    backups_ready = Signal(object)
    restored = Signal()
    _seen = Signal(int, object, object)
    _told = Signal(str)
    _done = Signal(object)
    _refused = Signal(int, str)

    def __init__(
        self,
        window: MainWindow,
        bridge: ServiceBridge,
        folder: Path,
        url: str | None,
        clock: Callable[[], datetime],
    ) -> None:
        super().__init__(window)
        self._main = window
        self._bridge = bridge
        self._folder, self._url = folder, url
        self._clock = clock
        self._settings: SettingsDesk | None = None
        self._dialog: RestoreDialog | None = None
        self._turn = 0
        self._seen.connect(self._on_seen)
        self._told.connect(self._on_told)
        self._done.connect(self._on_done)
        self._refused.connect(self._on_refused)

    def join(self, settings: SettingsDesk) -> None:
        """Answer what the settings ask for."""
        self._settings = settings
        settings.restore_requested.connect(self.open)
        settings.backups_requested.connect(self.ask_backups)
        self.backups_ready.connect(settings.show_backups)
        self.restored.connect(settings.refresh)

    def ask_backups(self) -> None:
        """Ask which backups there are."""

        async def asked(_: MomentumService | None, __: int | None) -> None:
            from momentum_desktop.service.restoring import backups_kept

            now = self._clock()
            self.backups_ready.emit(
                await asyncio.to_thread(backups_kept, data_dir=self._folder, url=self._url, now=now)
            )

        self._bridge.aside(asked)

    def open(self, path: str) -> None:
        """Show what a backup holds beside what there is now, and restore it if that is wanted."""
        from momentum_desktop.gui.restore_dialog import RestoreDialog

        self._turn += 1
        over = (self._settings and self._settings.window) or self._main
        dialog = RestoreDialog(path, shows_points=self._main.choices["game.points"], parent=over)
        dialog.apply_theme(self._main.theme)
        dialog.restore_requested.connect(self._restore)
        dialog.finished.connect(self._on_dialog_finished)
        self._dialog = dialog
        dialog.open()
        self._look(path, self._turn)

    def _look(self, path: str, turn: int) -> None:
        async def looked(service: MomentumService | None, user: int | None) -> None:
            from momentum_desktop.service.restoring import look_into

            def look() -> Holdings:
                return look_into(path, data_dir=self._folder, url=self._url, user_id=user)

            try:
                holds = await asyncio.to_thread(look)
                now = None if service is None else await service.get_holdings(user)
            except MomentumError as error:
                self._refused.emit(turn, sentence(str(error)))
            except Exception as fault:
                log.exception("a backup could not be looked into")
                told = f"Something unexpected happened ({type(fault).__name__}); nothing was changed."
                self._refused.emit(turn, told)
            else:
                self._seen.emit(turn, holds, now)

        self._bridge.aside(looked)

    def _restore(self, path: str) -> None:
        turn = self._turn

        async def restored() -> bool:
            from momentum_desktop.service.restoring import restore_backup

            now = self._clock()

            def restore() -> Restoration:
                return restore_backup(path, data_dir=self._folder, url=self._url, now=now, tell=self._told.emit)

            try:
                done = await asyncio.to_thread(restore)
            except MomentumError as error:
                self._refused.emit(turn, sentence(str(error)))
                return False
            except Exception as fault:
                log.exception("a backup could not be restored")
                told = f"Something unexpected happened ({type(fault).__name__}); the data was not replaced."
                self._refused.emit(turn, told)
                return False
            self._done.emit(done)
            return True

        self._bridge.replace_data(restored)

    def _on_dialog_finished(self) -> None:
        self._dialog = None

    def _on_seen(self, turn: int, backup: Holdings, now: Holdings | None) -> None:
        """An answer for a dialog that is closed comes too late."""
        if self._dialog is not None and turn == self._turn:
            self._dialog.show_holdings(backup, now)

    def _on_told(self, words: str) -> None:
        if self._dialog is not None:
            self._dialog.show_progress(words)

    def _on_refused(self, turn: int, words: str) -> None:
        if self._dialog is not None and turn == self._turn:
            self._dialog.show_refusal(words)

    def _on_done(self, done: Restoration) -> None:
        # What else is open is about what is there no more.
        for other in self._main.findChildren(QDialog):
            if other.isModal() and other is not self._dialog:
                other.reject()
        if self._dialog is not None:
            self._dialog.show_restored(done)
        self.restored.emit()
