"""The line that narrows the list of tasks to those with some words in them."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from momentum_desktop.gui.icons import icon
from momentum_desktop.gui.theme import BODY, GRID, Theme, font


class TaskSearch(QWidget):
    """Hidden until it is begun. `words_changed` says that others are sought, `left` that the list is wanted again."""

    words_changed = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = QLineEdit(placeholderText="Search title, notes, list and tags", clearButtonEnabled=True)
        self.line.setObjectName("task_search")
        self.line.setAccessibleName("Search tasks")
        self._glass = QAction(self.line)
        self.line.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        self._nothing = QLabel(alignment=Qt.AlignmentFlag.AlignHCenter)
        self._nothing.setObjectName("task_search_nothing")
        self._nothing.setFont(font(BODY))
        self._nothing.setProperty("ink", "muted")
        self._nothing.setText("No task here has these words. Esc shows all of them again.")
        self._nothing.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, GRID, 0, 0)
        layout.setSpacing(3 * GRID)
        layout.addWidget(self.line)
        layout.addWidget(self._nothing)
        self.line.textChanged.connect(self.words_changed)
        self.line.returnPressed.connect(self.left)
        self.hide()

    def begin(self) -> None:
        """Shows the line with the cursor in it."""
        self.show()
        self.line.setFocus()
        self.line.selectAll()

    def leave(self) -> None:
        """Hides the line: all tasks are shown."""
        self.hide()
        self.line.clear()

    @property
    def words(self) -> str:
        """What is sought; empty if everything is shown."""
        return self.line.text().strip()

    def show_found(self, any_found: bool) -> None:
        """Says so if nothing has the words."""
        self._nothing.setHidden(any_found)

    def apply_theme(self, theme: Theme) -> None:
        self._glass.setIcon(icon("ui-search", theme.muted))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
            self.left.emit()
        elif event.key() == Qt.Key.Key_Down:
            self.left.emit()
        else:
            super().keyPressEvent(event)
