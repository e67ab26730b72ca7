"""The small window with nothing but the line that adds a task, for a key of the desktop."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QColor, QGuiApplication, QIcon, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from momentum_desktop.gui.quick_add import QuickAdd
from momentum_desktop.gui.theme import CAPTION, GRID, LIGHT, Theme, font, style_sheet
from momentum_desktop.settings import resource_folder

if TYPE_CHECKING:
    from momentum_desktop.service.values import ActResult

WIDTH = 80 * GRID
HINT = "Enter adds the task · Esc closes"
STORING = "Adding…"


class QuickAddWindow(QWidget):
    """Asks for one task and goes when it is stored; words that could not be stored stay in the line.

    `draft_entered` carries the task, `put_away` comes whenever the window goes."""

    draft_entered = Signal(object)
    put_away = Signal()

    def __init__(self, today: date, theme: Theme = LIGHT) -> None:
        super().__init__(None, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.setObjectName("quick_add_window")
        self.setWindowTitle("Add a task – Momentum")
        self.setAccessibleName("Add a task")
        self.setWindowIcon(QIcon(str(resource_folder() / "icons" / "momentum.svg")))
        self._theme = theme
        self._storing = False
        self.quick_add = QuickAdd(today)
        self.quick_add.setFixedWidth(WIDTH)
        self._hint = QLabel(HINT)
        self._hint.setFont(font(CAPTION))
        self._hint.setWordWrap(True)
        self._hint.setTextFormat(Qt.TextFormat.PlainText)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        layout.setSpacing(GRID)
        layout.addWidget(self.quick_add)
        layout.addWidget(self._hint)
        layout.setSizeConstraint(QVBoxLayout.SizeConstraint.SetMinAndMaxSize)
        self.quick_add.draft_entered.connect(self._on_quick_add_draft_entered)
        self.apply_theme(theme)

    def begin(self, today: date) -> None:
        """Comes to the front with the cursor in the line."""
        self.quick_add.show_day(today)
        if not self.isVisible():
            self._say(HINT)
            screen = QGuiApplication.primaryScreen().availableGeometry()
            self.adjustSize()
            self.move(screen.center().x() - self.width() // 2, screen.top() + screen.height() // 4)
        self.show()
        self.raise_()
        self.activateWindow()
        self.quick_add.begin()

    def begin_anew(self) -> None:
        """Somebody else is in use: nobody tells any more what became of a task of the one before."""
        if self._storing:
            self._storing = False
            self.quick_add.keep()
            self.close()

    def show_act(self, result: ActResult) -> None:
        """The task is stored: nothing is left to do here."""
        if self._storing and result.kind == "add":
            self._storing = False
            self.quick_add.keep()
            self.close()

    def show_failure(self, text: str) -> None:
        """Says why the task could not be stored, and gives its words back."""
        if self._storing:
            self._storing = False
            self.quick_add.setEnabled(True)
            self.quick_add.give_back()
            self._say(text, failed=True)
            self.quick_add.begin()

    def apply_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.setStyleSheet(style_sheet(theme))
        self.quick_add.apply_theme(theme)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.quick_add.setEnabled(True)
        self.quick_add.line.clear()
        self.put_away.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        # Square corners: where nothing composes windows, round ones would stand on black.
        painter = QPainter(self)
        painter.setPen(QColor(self._theme.track))
        painter.setBrush(QColor(self._theme.raised))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def _say(self, words: str, *, failed: bool = False) -> None:
        self._hint.setText(words)
        self._hint.setProperty("ink", "danger" if failed else "muted")
        self._hint.style().polish(self._hint)

    def _on_quick_add_draft_entered(self, draft: object) -> None:
        self._storing = True
        self.quick_add.setEnabled(False)
        self._say(STORING)
        self.draft_entered.emit(draft)
