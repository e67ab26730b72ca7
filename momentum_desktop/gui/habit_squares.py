"""Half a year of one habit, a square for each day; a click does that day, or takes it back."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from momentum_desktop.gui.rest_mark import Spans, is_off, paint_rest
from momentum_desktop.gui.shades import shade
from momentum_desktop.gui.theme import CAPTION, LIGHT, Theme, figures
from momentum_desktop.gui.wording import MONTHS, WEEKDAYS, day_words, grouped
from momentum_desktop.service.plan_values import Habit, HabitDay

WEEKS = 26
LEFT, HEAD, GAP = 34, 20, 2
LARGEST = 13.0
LABELLED = (0, 2, 4)
"""The weekdays that have their names beside them."""

NAMES = {"done": "done", "skipped": "skipped", "moved": "moved to another day", "open": "begun"}


class HabitSquares(QWidget):
    """`day_toggled` carries a day, and whether it shall be done."""

    day_toggled = Signal(object, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = LIGHT
        self._habit: Habit | None = None
        self._days: dict[date, HabitDay] = {}
        self._today = date.min
        self._current: date | None = None
        self._rests: Spans = ()
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(round(HEAD + 7 * LARGEST))

    def show_habit(self, habit: Habit, today: date) -> None:
        self._habit, self._today = habit, today
        self._days = {day.day: day for day in habit.days}
        self._say()
        self.update()

    def show_rests(self, rests: Spans) -> None:
        """The days off."""
        self._rests = rests
        self._say()
        self.update()

    def apply_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(round(LEFT + WEEKS * LARGEST), round(HEAD + 7 * LARGEST))

    @property
    def first(self) -> date:
        """The Monday that the first column starts with."""
        return self._today - timedelta(days=self._today.weekday() + 7 * (WEEKS - 1))

    def square(self, day: date) -> QRectF:
        """Where a day is."""
        side = self._side
        column, row = divmod((day - self.first).days, 7)
        return QRectF(LEFT + column * side, HEAD + row * side, side - GAP, side - GAP)

    @property
    def _side(self) -> float:
        return min(LARGEST, (self.width() - LEFT) / WEEKS)

    def day_at(self, spot: QPoint) -> date | None:
        """The day whose square is under a spot; none that lies ahead."""
        day = self.first
        while day <= self._today:
            if self.square(day).contains(spot):
                return day
            day += timedelta(days=1)
        return None

    def words_of(self, day: date) -> str:
        """What the square of a day says."""
        held = self._days.get(day)
        words = f"{WEEKDAYS[day.weekday()]}, {day_words(day)}"
        if is_off(day, self._rests):
            words += ", a day off"
        if held is None:
            return words if is_off(day, self._rests) else f"{words}: not done"
        unit = self._habit.task.unit if self._habit is not None else None
        amount = f", {grouped(held.amount)}{f' {unit}' if unit else ''}" if held.amount is not None else ""
        return f"{words}: {NAMES[held.state]}{amount}"

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        day = self.day_at(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and day is not None:
            self._toggle(day)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = self.day_at(event.position().toPoint()) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -7, Qt.Key.Key_Right: 7, Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        here = self._current or self._today
        if event.key() in steps:
            moved = here + timedelta(days=steps[Qt.Key(event.key())])
            self._current = min(max(moved, self.first), self._today)
            self._say()
            self.update()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._toggle(here)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            day = self.day_at(event.pos())
            QToolTip.showText(event.globalPos(), "" if day is None else self.words_of(day), self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._habit is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        target = float(self._habit.task.amount or 1)
        day = self.first
        while day <= self._today:
            held = self._days.get(day)
            box = self.square(day)
            painter.setPen(Qt.PenStyle.NoPen)
            share = 0.0
            if held is not None and held.state in ("done", "open"):
                whole = 1.0 if held.amount is None else min(1.0, float(held.amount) / target)
                share = max(whole, 0.35) if held.state == "done" else 0.6 * whole
            painter.setBrush(shade(self._theme.track, self._theme.accent, round(share * 100), 100))
            painter.drawRoundedRect(box, 2.5, 2.5)
            if is_off(day, self._rests):
                paint_rest(painter, box, self._theme, 2.5)
            elif held is not None and held.state in ("skipped", "moved"):
                painter.setPen(QPen(QColor(self._theme.muted), 1.5))
                middle = box.center()
                painter.drawLine(middle - QPointF(2.5, 0), middle + QPointF(2.5, 0))
            day += timedelta(days=1)
        if self.hasFocus():
            painter.setPen(QPen(QColor(self._theme.text), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self.square(self._current or self._today), 2.5, 2.5)
        self._paint_words(painter)

    def _paint_words(self, painter: QPainter) -> None:
        """The months over the columns that they begin in, and every other weekday."""
        side = self._side
        painter.setFont(figures(CAPTION))
        painter.setPen(QColor(self._theme.muted))
        for weekday in LABELLED:
            line = QRectF(0, HEAD + weekday * side, LEFT, side - GAP)
            # Higher than the square, so that the name is not cut off.
            line.adjust(0, -side, 0, side)
            painter.drawText(line, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, WEEKDAYS[weekday][:3])
        day = self.first
        while day <= self._today:
            if day.day == 1:
                box = QRectF(self.square(day).left(), 0, 4 * side, HEAD - 4)
                painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, MONTHS[day.month - 1])
            day += timedelta(days=1)

    def _toggle(self, day: date) -> None:
        held = self._days.get(day)
        if held is None or held.state in ("done", "open"):
            self.day_toggled.emit(day, held is None or held.state == "open")

    def _say(self) -> None:
        title = self._habit.task.title if self._habit is not None else ""
        self.setAccessibleName(f"{title}, day by day. {self.words_of(self._current or self._today)}")
