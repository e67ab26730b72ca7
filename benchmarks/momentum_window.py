"""The program as it is, watched from outside: says when its window was first painted and when it could be used."""

from __future__ import annotations

import time
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent

from momentum_desktop.app.desktop import main
from momentum_desktop.gui import main_window

noted: dict[str, int] = {}


class WatchedWindow(main_window.MainWindow):
    """Closes once header and tasks show what is in the data."""

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self.ready.connect(self._watch_tasks)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        noted.setdefault("painted", time.monotonic_ns())

    def show_progress(self, progress: Any) -> None:
        super().show_progress(progress)
        self._note("header")

    def _watch_tasks(self) -> None:
        from momentum_desktop.gui.task_model import TaskModel

        take = TaskModel.take

        def take_and_note(model: TaskModel, *found: Any) -> None:
            take(model, *found)
            self._note("tasks")

        TaskModel.take = take_and_note  # type: ignore[assignment, method-assign]

    def _note(self, what: str) -> None:
        noted.setdefault(what, time.monotonic_ns())
        if len(noted) == 3:
            # After the paint that is now due.
            QTimer.singleShot(0, self._finish)

    def _finish(self) -> None:
        noted.setdefault("usable", time.monotonic_ns())
        self.close()


if __name__ == "__main__":
    main_window.MainWindow = WatchedWindow  # type: ignore[assignment, misc]
    main()
    print(noted["painted"], noted["usable"], flush=True)
