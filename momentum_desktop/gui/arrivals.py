"""Shows where a task went that was entered by hand and has its place out of sight."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from momentum_desktop.gui.tasks_page import TasksPage
from momentum_desktop.service.values import ActResult


class Arrivals(QObject):
    """Waits for the task that the page wished to add, and for the list that has it, whichever comes last."""

    def __init__(self, page: TasksPage) -> None:
        super().__init__(page)
        self._page = page
        self._wished = 0
        self._arriving: int | None = None
        page.quick_add.draft_entered.connect(self._on_quick_add_draft_entered)
        for changed in (page.model.rowsInserted, page.model.modelReset, page.model.layoutChanged):
            changed.connect(self._look_later)

    def show_act(self, result: ActResult) -> None:
        """What became of a wish: an act that adds is taken for the oldest one, whoever did it."""
        if result.kind == "add" and self._wished and result.task is not None:
            self._wished -= 1
            self._arriving = result.task.id
            self._look_later()

    def give_up(self) -> None:
        """What was wished did not come."""
        self._wished, self._arriving = 0, None

    def _on_quick_add_draft_entered(self) -> None:
        self._wished += 1

    def _look_later(self) -> None:
        if self._arriving is not None:
            # Once the list has its height.
            QTimer.singleShot(0, self, self._look)

    def _look(self) -> None:
        page = self._page
        row = None if self._arriving is None else page.model.row_of(self._arriving)
        if row is None:
            return
        self._arriving = None
        index = page.model.index(row)
        if page.list.isVisible() and not page.list.viewport().rect().contains(page.list.visualRect(index)):
            page.list.setCurrentIndex(index)
            page.list.scrollTo(index)
