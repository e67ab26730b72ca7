"""A year day by day: a column for each week, a square for each day, the stronger the more points it brought."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import QEvent, QPoint, QRectF, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QToolTip, QWidget

from momentum_desktop.gui.shades import shade
from momentum_desktop.gui.theme import CAPTION, LIGHT, Theme, figures
from momentum_desktop.gui.wording import MONTHS, WEEKDAYS, counted, day_words, grouped
from momentum_desktop.service.values import DayTotal

WEEKS = 53
LEFT, HEAD, GAP = 36, 22, 3
LARGEST = 22.0


def cell_side(width: int) -> float:
    """The side of a square, gap included, in a heatmap that wide."""
    return min(LARGEST, (width - LEFT) / WEEKS)


def height_for(width: int) -> int:
    return round(HEAD + 7 * cell_side(width))


def year_of(days: tuple[DayTotal, ...]) -> tuple[DayTotal, ...]:
    """The last days that fill at most 53 columns, of which the first and the last may be begun."""
    if not days:
        return ()
    first = days[-1].day - timedelta(days=days[-1].day.weekday() + 7 * (WEEKS - 1))
    return tuple(row for row in days if row.day >= first)


def longest_run(days: tuple[DayTotal, ...]) -> int:
    """The most days in a row with an event in them."""
    longest = run = 0
    for row in days:
        run = run + 1 if row.events else 0
        longest = max(longest, run)
    return longest


def year_sentence(days: tuple[DayTotal, ...]) -> str:
    active = sum(1 for row in days if row.events)
    said = f"{grouped(active)} active days of the last {grouped(len(days))}"
    return f"{said}, at most {counted(longest_run(days), 'day')} in a row."


class YearHeatmap(QWidget):
    """The squares; one tells its day and points under the mouse."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("year_heatmap")
        self.setAccessibleName("The last year day by day")
        self._theme = LIGHT
        self._days: tuple[DayTotal, ...] = ()
        self._strong = 0

    def show_days(self, days: tuple[DayTotal, ...]) -> None:
        """Days in order, at most a year of them; a day as strong as one in twenty takes the full ink."""
        self._days = days
        worked = sorted(row.points for row in days if row.points > 0)
        self._strong = worked[(len(worked) - 1) * 19 // 20] if worked else 0
        self.update()

    def apply_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def square(self, place: int) -> QRectF:
        """Where the day at this place is."""
        side = cell_side(self.width())
        column, row = divmod(self._days[0].day.weekday() + place, 7)
        return QRectF(LEFT + column * side, HEAD + row * side, side - GAP, side - GAP)

    def words_at(self, spot: QPoint) -> str:
        """What the square under this spot says; nothing between them."""
        for place, row in enumerate(self._days):
            if self.square(place).contains(spot):
                return f"{day_words(row.day)}: {counted(row.points, 'point')}, {counted(row.events, 'event')}"
        return ""

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self.words_at(event.pos()), self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._days:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        for place, row in enumerate(self._days):
            painter.setBrush(shade(self._theme.track, self._theme.accent, row.points, self._strong))
            painter.drawRoundedRect(self.square(place), 3, 3)
        painter.setFont(figures(CAPTION))
        painter.setPen(QColor(self._theme.muted))
        side = cell_side(self.width())
        for weekday in (0, 2, 4):
            line = QRectF(0, HEAD + weekday * side, LEFT, side - GAP)
            painter.drawText(line, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, WEEKDAYS[weekday][:3])
        for place, row in enumerate(self._days):
            if row.day.day == 1:
                box = QRectF(self.square(place).left(), 0, 4 * side, HEAD - 4)
                painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, MONTHS[row.day.month - 1])
