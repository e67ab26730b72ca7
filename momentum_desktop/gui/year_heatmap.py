"""A year day by day: a column for each week, a square for each day, the stronger the more points it brought."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import QEvent, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QToolTip, QWidget

from momentum_desktop.gui.rest_mark import Spans, is_off, paint_rest
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
    """The squares; one tells its day and points under the mouse, or where the arrow keys are. `day_chosen` comes with
    the day of the one that is clicked or opened with Enter."""

    day_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("year_heatmap")
        self.setAccessibleName("The last year day by day")
        self._theme = LIGHT
        self._days: tuple[DayTotal, ...] = ()
        self._strong = 0
        self._shows_points = True
        self._current = -1
        self._rests: Spans = ()
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    @property
    def days(self) -> tuple[DayTotal, ...]:
        """What is shown, oldest first."""
        return self._days

    def show_days(self, days: tuple[DayTotal, ...]) -> None:
        """Days in order, at most a year of them; a day as strong as one in twenty takes the full ink."""
        self._days = days
        worked = sorted(row.points for row in days if row.points > 0)
        self._strong = worked[(len(worked) - 1) * 19 // 20] if worked else 0
        self.update()

    def show_points(self, shown: bool) -> None:
        """Whether a day tells its points."""
        self._shows_points = shown

    def show_rests(self, rests: Spans) -> None:
        """The days off."""
        self._rests = rests
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
        place = self.place_at(spot)
        return "" if place is None else self._told(self._days[place])

    def place_at(self, spot: QPoint) -> int | None:
        """The place of the day whose square is under this spot."""
        return next((place for place in range(len(self._days)) if self.square(place).contains(spot)), None)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = self.place_at(event.position().toPoint()) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        place = self.place_at(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and place is not None:
            self.day_chosen.emit(self._days[place].day)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -7, Qt.Key.Key_Right: 7, Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if event.key() in steps and self._days:
            self._go_to(self._current + steps[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and 0 <= self._current < len(self._days):
            self.day_chosen.emit(self._days[self._current].day)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._days:
            self._go_to(self._current if 0 <= self._current < len(self._days) else len(self._days) - 1)

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
            if is_off(row.day, self._rests):
                paint_rest(painter, self.square(place), self._theme, 3)
                painter.setPen(Qt.PenStyle.NoPen)
        if self.hasFocus() and 0 <= self._current < len(self._days):
            painter.setPen(QPen(QColor(self._theme.text), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self.square(self._current), 3, 3)
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

    def _go_to(self, place: int) -> None:
        self._current = min(max(place, 0), len(self._days) - 1)
        why = " Why?" if self._shows_points else ""
        self.setAccessibleName(f"The last year day by day. {self._told(self._days[self._current])}.{why}")
        self.update()

    def _told(self, row: DayTotal) -> str:
        points = f"{counted(row.points, 'point')}, " if self._shows_points else ""
        off = ", a day off" if is_off(row.day, self._rests) else ""
        return f"{day_words(row.day)}{off}: {points}{counted(row.events, 'event')}"
