"""The program's place in the desktop beside its window: the tray, the quick-add line, and what later starts ask for."""

from __future__ import annotations

import socket
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from momentum_desktop.app.reminder_desk import ReminderDesk
    from momentum_desktop.app.service_bridge import ServiceBridge
    from momentum_desktop.gui.main_window import MainWindow
    from momentum_desktop.gui.note import Note
    from momentum_desktop.gui.quick_add_window import QuickAddWindow
    from momentum_desktop.gui.tray import Tray
    from momentum_desktop.service.values import Progress


class Presence(QObject):
    """Decides when the program ends: with its window, unless that leaves it in the tray."""

    def __init__(
        self,
        application: QApplication,
        window: MainWindow,
        clock: Callable[[], datetime],
        listener: socket.socket | None = None,
        *,
        may_stay: bool = True,
    ) -> None:
        super().__init__(window)
        self._application = application
        self._window = window
        self._clock = clock
        self._may_stay = may_stay
        self._bridge: ServiceBridge | None = None
        self._quick_add: QuickAddWindow | None = None
        self._only_quick_add = False
        self._today = clock().date()
        self._desk: ReminderDesk | None = None
        self.tray: Tray | None = None
        # The quick-add line closes while the window is put away; the program goes on.
        application.setQuitOnLastWindowClosed(False)
        window.stays_behind = self._stays_behind
        window.closing.connect(self._on_window_closing)
        window.put_away.connect(self._on_window_put_away)
        if listener is not None:
            from momentum_desktop.app.call_listener import CallListener

            calls = CallListener(listener, self)
            calls.raise_requested.connect(self.open_window)
            calls.quick_add_requested.connect(self.open_quick_add)

    def open_window(self) -> None:
        """The window before everyone."""
        self._only_quick_add = False
        self._window.come_forward()

    def open_quick_add(self) -> None:
        """The quick-add line alone."""
        if self._quick_add is None:
            from momentum_desktop.gui.quick_add_window import QuickAddWindow

            self._quick_add = QuickAddWindow(self._today, self._window.theme)
            # A window of its own can be nobody's child: one that stays behind goes with the other, in its thread.
            self._window.destroyed.connect(self._quick_add.deleteLater)
            self._quick_add.put_away.connect(self._on_quick_add_put_away)
            self._window.theme_changed.connect(self._quick_add.apply_theme)
            if self._bridge is not None:
                self._join_quick_add(self._bridge, self._quick_add)
        self._quick_add.begin(self._today)

    def begin_with_quick_add(self) -> None:
        """A start for one task: the window stays away, and the program goes with the line unless there is a tray."""
        self._only_quick_add = True
        self.open_quick_add()
        QTimer.singleShot(0, self._window.begin)

    def begin_put_away(self) -> None:
        """A start that nobody looks at: in the tray if there is one, else minimized."""
        self._show_tray()
        if self._stays_behind():
            QTimer.singleShot(0, self._window.begin)
        else:
            self._window.showMinimized()

    def join(self, bridge: ServiceBridge) -> None:
        """Let tray, reminders and quick-add line ask the service and show its answers."""
        self._bridge = bridge
        bridge.progress_ready.connect(self._on_bridge_progress_ready)
        bridge.person_changed.connect(self._on_bridge_person_changed)
        tray = self._show_tray()
        tray.completion_requested.connect(bridge.planner.complete_task)
        bridge.progress_ready.connect(tray.show_progress)
        bridge.tasks_ready.connect(tray.show_tasks)
        self._window.choices_applied.connect(self._on_window_choices_applied)
        self._on_window_choices_applied()
        if self._quick_add is not None:
            self._join_quick_add(bridge, self._quick_add)
        self._join_reminders(bridge, tray)

    def _join_reminders(self, bridge: ServiceBridge, tray: Tray) -> None:
        from momentum_desktop.app.reminder_desk import ReminderDesk

        desk = self._desk = ReminderDesk(self._window.choices, self)
        banner = self._window.frame.note_banner
        tray.snooze_requested.connect(desk.snooze)
        tray.focus_requested.connect(desk.focus)
        desk.snooze_shown.connect(tray.show_snooze)
        desk.focus_shown.connect(tray.show_focus)
        desk.open_requested.connect(self.open_window)
        desk.quit_requested.connect(self._window.leave)
        desk.note_left.connect(self._on_desk_note_left)
        desk.note_gone.connect(banner.let_go)
        desk.failed.connect(bridge.tell_failure)
        banner.answered.connect(desk.answer)
        bridge.accompany(desk.run)

    def _show_tray(self) -> Tray:
        if self.tray is None:
            from momentum_desktop.gui.tray import Tray

            self.tray = Tray(self._clock, self)
            self.tray.apply_theme(self._window.theme)
            self._window.theme_changed.connect(self.tray.apply_theme)
            self.tray.open_requested.connect(self.open_window)
            self.tray.quick_add_requested.connect(self.open_quick_add)
            self.tray.quit_requested.connect(self._window.leave)
            self.tray.show()
        return self.tray

    def _join_quick_add(self, bridge: ServiceBridge, quick_add: QuickAddWindow) -> None:
        quick_add.draft_entered.connect(bridge.planner.add_task)
        bridge.act_done.connect(quick_add.show_act)
        bridge.failed.connect(quick_add.show_failure)

    def _stays_behind(self) -> bool:
        there = self._may_stay and self.tray is not None and self.tray.is_there
        return there and bool(self._window.choices["window.stay_in_tray"])

    def _on_window_choices_applied(self) -> None:
        if self.tray is not None:
            self.tray.show_points(self._window.choices["game.points"])
            self.tray.show_streaks(self._window.choices["game.streaks"])

    def _on_bridge_progress_ready(self, progress: Progress) -> None:
        self._today = progress.day
        if self._quick_add is not None:
            self._quick_add.quick_add.show_day(progress.day)

    def _on_bridge_person_changed(self) -> None:
        if self._quick_add is not None:
            self._quick_add.begin_anew()

    def _on_window_put_away(self, first_time: bool) -> None:
        from momentum_desktop.gui.note import STAYS

        if first_time and self._desk is not None:
            self._desk.say(STAYS)

    def _on_desk_note_left(self, note: Note) -> None:
        """By the tray where there is one, and with its buttons in the window."""
        from momentum_desktop.gui.note import STAYS

        if self.tray is not None and self.tray.is_there:
            self.tray.tell(note)
        if note.key != STAYS.key:
            self._window.frame.note_banner.show_note(note)

    def _on_quick_add_put_away(self) -> None:
        if self._only_quick_add and not self._window.isVisible() and not self._stays_behind():
            self._window.leave()

    def _on_window_closing(self) -> None:
        if self.tray is not None:
            self.tray.hide()
        if self._quick_add is not None:
            self._quick_add.close()
        self._application.exit(0)
