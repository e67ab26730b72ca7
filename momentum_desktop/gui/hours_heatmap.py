"""When the points come: weekdays down, hours across, the stronger the more."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QToolTip, QWidget

from momentum_desktop.gui.insight_figures import hour_words
from momentum_desktop.gui.shades import shade
from momentum_desktop.gui.theme import CAPTION, GRID, LIGHT, Theme, figures
from momentum_desktop.gui.wording import WEEKDAYS, counted

HOURS = 24
LEFT, FOOT, GAP = 36, 20, 2


class HoursHeatmap(QWidget):
    """Seven rows of 24 squares; a square tells its points under the mouse."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("hours_heatmap")
        self.setAccessibleName("Points by weekday and hour")
        self.setMouseTracking(True)
        self._theme = LIGHT
        self._grid: tuple[tuple[int, ...], ...] = ()

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
        for weekday, row in enumerate(self._grid):
            for hour, points in enumerate(row):
                if self.cell(weekday, hour).contains(place):
                    return f"{WEEKDAYS[weekday]}, {hour_words(hour)}: {counted(points, 'point')}"
        return ""

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
