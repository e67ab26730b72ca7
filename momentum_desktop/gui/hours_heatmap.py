"""When the points come: weekdays down, hours across, the stronger the more."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QToolTip, QWidget

from momentum_desktop.gui.insight_figures import hour_words
from momentum_desktop.gui.shades import shade
from momentum_desktop.gui.theme import CAPTION, GRID, LIGHT, Theme, figures
from momentum_desktop.gui.wording import WEEKDAYS, counted

HOURS = 24
LEFT, FOOT, GAP = 36, 20, 2
STEPS = {
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
}
"""How far each key goes down and along."""


class HoursHeatmap(QWidget):
    """Seven rows of 24 squares; a square tells its points under the mouse, or where the arrow keys are. `cell_chosen`
    comes with the weekday and the hour of the one that is clicked or opened with Enter."""

    cell_chosen = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("hours_heatmap")
        self.setAccessibleName("Points by weekday and hour")
        self.setMouseTracking(True)
        self._theme = LIGHT
        self._grid: tuple[tuple[int, ...], ...] = ()
        self._current = (0, 0)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def show_grid(self, grid: tuple[tuple[int, ...], ...]) -> None:
        """Points by weekday, Monday first, and hour."""
        self._grid = grid
        self.update()

    def apply_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(60 * GRID, 28 * GRID)

    def cell(self, weekday: int, hour: int) -> QRectF:
        """Where a square is."""
        wide = (self.width() - LEFT) / HOURS
        high = (self.height() - FOOT) / len(WEEKDAYS)
        return QRectF(LEFT + hour * wide, weekday * high, wide - GAP, high - GAP)

    def words_at(self, place: QPoint) -> str:
        """What the square under this place says; nothing between them."""
        found = self.cell_at(place)
        return "" if found is None else self._told(*found)

    def cell_at(self, place: QPoint) -> tuple[int, int] | None:
        """The weekday and the hour of the square under this place."""
        for weekday, row in enumerate(self._grid):
            for hour in range(len(row)):
                if self.cell(weekday, hour).contains(place):
                    return weekday, hour
        return None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = self.cell_at(event.position().toPoint()) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        found = self.cell_at(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and found is not None:
            self.cell_chosen.emit(*found)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in STEPS and self._grid:
            down, along = STEPS[Qt.Key(event.key())]
            self._go_to(self._current[0] + down, self._current[1] + along)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._grid:
            self.cell_chosen.emit(*self._current)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._grid:
            self._go_to(*self._current)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self.words_at(event.pos()), self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        most = max((points for row in self._grid for points in row), default=0)
        painter.setPen(Qt.PenStyle.NoPen)
        for weekday, row in enumerate(self._grid):
            for hour, points in enumerate(row):
                painter.setBrush(shade(self._theme.track, self._theme.accent, points, most))
                painter.drawRoundedRect(self.cell(weekday, hour), 3, 3)
        if self.hasFocus() and self._grid:
            painter.setPen(QPen(QColor(self._theme.text), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self.cell(*self._current), 3, 3)
        painter.setFont(figures(CAPTION))
        painter.setPen(QColor(self._theme.muted))
        for weekday, name in enumerate(WEEKDAYS):
            box = self.cell(weekday, 0)
            line = QRectF(0, box.top(), LEFT, box.height())
            painter.drawText(line, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, name[:3])
        for hour in range(0, HOURS, 3):
            box = self.cell(len(WEEKDAYS) - 1, hour)
            line = QRectF(box.left(), self.height() - FOOT + 2, 3 * box.width(), FOOT - 2)
            painter.drawText(line, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, f"{hour:02}")

    def _told(self, weekday: int, hour: int) -> str:
        return f"{WEEKDAYS[weekday]}, {hour_words(hour)}: {counted(self._grid[weekday][hour], 'point')}"

    def _go_to(self, weekday: int, hour: int) -> None:
        self._current = min(max(weekday, 0), len(WEEKDAYS) - 1), min(max(hour, 0), HOURS - 1)
        self.setAccessibleName(f"Points by weekday and hour. {self._told(*self._current)}. Why?")
        self.update()
