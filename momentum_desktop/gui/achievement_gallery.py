"""The gallery of achievement cards: equal columns that fill the width."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from momentum_desktop.gui.achievement_delegate import CARD_HEIGHT, AchievementDelegate
from momentum_desktop.gui.achievement_model import AchievementChoice, AchievementRole
from momentum_desktop.gui.theme import GRID, Theme

LEAST_WIDTH = 28 * GRID


class AchievementGallery(QListView):
    """Achievements as cards, walked by mouse or arrow keys. `card_opened` comes with the standing of the one that is
    clicked or opened with Enter."""

    card_opened = Signal(object)

    def __init__(self, choice: AchievementChoice, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("achievement_gallery")
        self.setAccessibleName("Achievements")
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalScrollBar().setSingleStep(3 * GRID)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # Always there, so that the columns do not change width when it comes and goes.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.delegate = AchievementDelegate(self)
        self.setItemDelegate(self.delegate)
        self.setModel(choice)
        self.clicked.connect(self._open)

    def apply_theme(self, theme: Theme) -> None:
        self.delegate.apply_theme(theme)
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        width = self.viewport().width() - 2
        columns = max(1, width // LEAST_WIDTH)
        cell = QSize(width // columns, CARD_HEIGHT)
        if cell != self.gridSize():
            self.delegate.cell = cell
            self.setGridSize(cell)
        super().resizeEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        over = self.indexAt(event.position().toPoint()).isValid()
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _open(self, index: QModelIndex) -> None:
        self.card_opened.emit(index.data(AchievementRole.STANDING))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        by_key = event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        if by_key and not self.currentIndex().isValid() and self.model().rowCount():
            first = self.model().index(0, 0)
            self.selectionModel().setCurrentIndex(first, QItemSelectionModel.SelectionFlag.ClearAndSelect)
