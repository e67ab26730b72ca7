"""The welcome once more, for those who are no newcomers: habits to begin with, the demo, an import."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from momentum_desktop.gui.theme import GRID, Theme
from momentum_desktop.gui.welcome import GREETING, Welcome
from momentum_desktop.service.plan_values import TaskDraft

SIZE = QSize(66 * GRID, 60 * GRID)


class WelcomeDialog(QDialog):
    """Passes on what the welcome wishes, and is gone with it; `habit_chosen` carries the TaskDraft of each habit."""

    habit_chosen = Signal(object)
    demo_requested = Signal()
    import_requested = Signal()

    def __init__(self, today: date, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(GREETING)
        self.setAccessibleName(GREETING)
        self.welcome = Welcome(today)
        self.welcome.apply_theme(theme)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID, GRID, GRID, GRID)
        layout.addWidget(self.welcome)
        self.resize(SIZE if parent is None else SIZE.boundedTo(parent.size()))
        self.welcome.habits_chosen.connect(self._on_welcome_habits_chosen)
        self.welcome.demo_requested.connect(self.demo_requested)
        self.welcome.import_requested.connect(self.import_requested)
        for wished in (self.welcome.habits_chosen, self.welcome.demo_requested, self.welcome.import_requested):
            wished.connect(self.accept)

    def _on_welcome_habits_chosen(self, drafts: tuple[TaskDraft, ...]) -> None:
        for draft in drafts:
            self.habit_chosen.emit(draft)
