"""What the import wizard is laid out of: a place to drop a file on, a row of figures, and a list of what is amiss."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QFont,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from momentum_desktop.gui.icons import icon_pixmap
from momentum_desktop.gui.settings_rows import button, label
from momentum_desktop.gui.surface import Surface
from momentum_desktop.gui.theme import BODY, CAPTION, DISPLAY, GRID, LIGHT, RADIUS, Theme, figures, font
from momentum_desktop.service.import_values import Problem

GLYPH = 4 * GRID
LEAST = 6 * GRID
MOST_PROBLEMS = 1_000
PROGRAMS = "Loop, Todoist, TickTick, Habitica, Org, Obsidian, calendars, Git and more"
INVITATION = "Drop a file, a folder or a zip here"


class DropArea(QWidget):
    """Takes what is dropped on it, or chosen with one of its two buttons. `path_chosen` carries where it lies."""

    path_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = LIGHT
        self._above = False
        self.setAcceptDrops(True)
        self.setAccessibleName(INVITATION)
        self.setMinimumHeight(20 * GRID)
        self._picture = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self._words = label(INVITATION, BODY, QFont.Weight.Medium)
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        programs = label(PROGRAMS, CAPTION, muted=True)
        programs.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.file = button("Choose a file…", "import_choose_file", "Choose a file")
        self.folder = button("Choose a folder…", "import_choose_folder", "Choose a folder")
        buttons = QHBoxLayout()
        buttons.setSpacing(GRID)
        buttons.addStretch()
        buttons.addWidget(self.file)
        buttons.addWidget(self.folder)
        buttons.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        column.setSpacing(GRID)
        column.addStretch()
        column.addWidget(self._picture)
        column.addWidget(self._words)
        column.addWidget(programs)
        column.addSpacing(GRID)
        column.addLayout(buttons)
        column.addStretch()

    def show_path(self, path: str) -> None:
        """What is chosen now."""
        name = Path(path).name or path
        shown = self._words.fontMetrics().elidedText(name, Qt.TextElideMode.ElideMiddle, 60 * GRID)
        self._words.setText(shown if path else INVITATION)
        self._words.setToolTip(path)
        self.setAccessibleName(f"Chosen: {name}" if path else INVITATION)

    def apply_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._picture.setPixmap(icon_pixmap("ui-save", theme.accent, GLYPH, self.devicePixelRatioF()))
        self.update()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _path_in(event.mimeData()):
            event.acceptProposedAction()
            self._above = True
            self.update()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._above = False
        self.update()

    def dropEvent(self, event: QDropEvent) -> None:
        self._above = False
        self.update()
        path = _path_in(event.mimeData())
        if path:
            event.acceptProposedAction()
            self.path_chosen.emit(path)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(QColor(self._theme.accent if self._above else self._theme.muted), 1.5, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(QColor(self._theme.accent_soft if self._above else self._theme.surface))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), RADIUS, RADIUS)


class FigureRow(QWidget):
    """Up to three figures side by side, each with what it counts and a word on it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = LIGHT
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(GRID)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._cards: list[Surface] = []

    def show_figures(self, shown: Sequence[tuple[str, str, str]]) -> None:
        for card in self._cards:
            self._grid.removeWidget(card)
            card.hide()
            card.deleteLater()
        self._cards = [_card(*figure) for figure in shown]
        for place, card in enumerate(self._cards):
            card.apply_theme(self._theme)
            self._grid.addWidget(card, 0, place)
        for place in range(max(len(self._cards), self._grid.columnCount())):
            self._grid.setColumnStretch(place, int(place < len(self._cards)))
        self.setAccessibleName(". ".join(f"{figure} {noun}, {word}".strip(", ") for figure, noun, word in shown))

    def apply_theme(self, theme: Theme) -> None:
        self._theme = theme
        for card in self._cards:
            card.apply_theme(theme)


class ProblemList(QPlainTextEdit):
    """What could not be read, each with its place, to be read through and copied."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("import_problems")
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setFont(font(CAPTION))
        self.setMinimumHeight(LEAST)
        self._held: tuple[Problem, ...] = ()
        self._theme = LIGHT

    def show_problems(self, heading: str, problems: tuple[Problem, ...]) -> None:
        self._held = problems
        self.setVisible(bool(problems))
        self.setAccessibleName(heading)
        self._write()

    def apply_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._write()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """No higher than what stands in it."""
        lines = self.document().size().height()
        self.setMaximumHeight(max(LEAST, round(lines * self.fontMetrics().lineSpacing()) + 3 * GRID))

    def _write(self) -> None:
        place, reason = QTextCharFormat(), QTextCharFormat()
        place.setForeground(QColor(self._theme.text))
        place.setFontWeight(QFont.Weight.DemiBold)
        reason.setForeground(QColor(self._theme.muted))
        self.clear()
        cursor = QTextCursor(self.document())
        for number, problem in enumerate(self._held[:MOST_PROBLEMS]):
            if number:
                cursor.insertBlock()
            cursor.insertText(f"{problem.where}  ", place)
            cursor.insertText(problem.what, reason)
        if len(self._held) > MOST_PROBLEMS:
            cursor.insertBlock()
            cursor.insertText(f"and {len(self._held) - MOST_PROBLEMS:,} more", place)
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self._fit()


def _card(figure: str, noun: str, word: str) -> Surface:
    card = Surface()
    number = label(figure, DISPLAY)
    number.setFont(figures(DISPLAY, QFont.Weight.Bold))
    number.setWordWrap(False)
    column = QVBoxLayout(card)
    column.setContentsMargins(2 * GRID, GRID + GRID // 2, 2 * GRID, GRID + GRID // 2)
    column.setSpacing(2)
    column.addWidget(number)
    column.addWidget(label(noun, BODY, QFont.Weight.Medium))
    column.addWidget(label(word, CAPTION, muted=True))
    column.addStretch()
    return card


def _path_in(data: QMimeData) -> str:
    """Where the first file lies that is dragged; empty if there is none."""
    return next((url.toLocalFile() for url in data.urls() if url.isLocalFile()), "")
