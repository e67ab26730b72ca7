"""The card of one habit: how strong it is, how long its streak, and half a year of its days."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from momentum_desktop.gui.habit_squares import HabitSquares
from momentum_desktop.gui.rest_mark import Spans
from momentum_desktop.gui.surface import Surface
from momentum_desktop.gui.theme import BODY, CAPTION, GRID, LIGHT, Theme, figures, font
from momentum_desktop.gui.wording import counted
from momentum_desktop.service.plan_values import Habit
from momentum_desktop.service.repeat_words import repeat_in_words

RING = 7 * GRID
STATUS = {
    "none": "Starts with its first time",
    "kept": "Done",
    "due": "Open",
    "resting": "Resting",
    "broken": "Starts again with its next time",
}


def streak_in_words(habit: Habit) -> str:
    """How many times, or weeks, in a row, and the most so far."""
    weekly = "X-TIMES=" in (habit.task.repeat or "")
    noun = "week" if weekly else "time"
    return f"{counted(habit.current_count, noun)} in a row, longest {habit.longest_count:,}"


class HabitCard(Surface):
    """`day_toggled` carries the task's number, a day, and whether it shall be done."""

    day_toggled = Signal(int, object, bool)

    def __init__(self, habit: Habit, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._ring = _Strength()
        self.title = QLabel()
        self.title.setFont(font(BODY, QFont.Weight.DemiBold))
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.streak = QLabel()
        self.rule = QLabel()
        for label in (self.streak, self.rule):
            label.setFont(figures(CAPTION))
            label.setProperty("ink", "muted")
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.squares = HabitSquares()
        self.squares.day_toggled.connect(lambda day, done: self.day_toggled.emit(self.habit.task.id, day, done))
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addStretch(1)
        for label in (self.title, self.streak, self.rule):
            words.addWidget(label)
        words.addStretch(1)
        top = QHBoxLayout()
        top.setSpacing(2 * GRID)
        top.addWidget(self._ring)
        top.addLayout(words, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        layout.setSpacing(2 * GRID)
        layout.addLayout(top)
        layout.addWidget(self.squares)
        self.show_habit(habit, today)

    def show_habit(self, habit: Habit, today: date) -> None:
        self.habit = habit
        self.setObjectName(f"habit_{habit.task.id}")
        rule = repeat_in_words(habit.task.repeat or "", habit.task.repeat_from)
        status = STATUS[habit.status]
        strength = f"strength {round(habit.strength * 100)} %"
        self.setAccessibleName(f"{habit.task.title}. {streak_in_words(habit)}. {status}. {rule}, {strength}")
        self._ring.show_strength(habit.strength)
        self._show_words()
        self.squares.show_habit(habit, today)

    def show_rests(self, rests: Spans) -> None:
        """The days off."""
        self.squares.show_rests(rests)

    def apply_theme(self, theme: Theme) -> None:
        super().apply_theme(theme)
        self._ring.apply_theme(theme)
        self.squares.apply_theme(theme)

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._show_words()

    def _show_words(self) -> None:
        habit = self.habit
        rule = repeat_in_words(habit.task.repeat or "", habit.task.repeat_from)
        room = max(40, self.width() - RING - 6 * GRID)
        for label, words in (
            (self.title, habit.task.title),
            (self.streak, streak_in_words(habit)),
            (self.rule, f"{STATUS[habit.status]} · {rule}"),
        ):
            label.setText(label.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room))
            label.setToolTip("" if label.text() == words else words)


class _Strength(QWidget):
    """A ring that closes as the habit grows strong, and the percentage in it."""

    def __init__(self) -> None:
        super().__init__()
        self._theme = LIGHT
        self._strength = 0.0
        self._face = figures(BODY, QFont.Weight.Bold)
        self.setFixedSize(RING, RING)
        self.setToolTip("How strong the habit is: each time makes it stronger, a missed one a little weaker.")

    def show_strength(self, strength: float) -> None:
        self._strength = min(1.0, max(0.0, strength))
        self.setAccessibleName(f"Strength {round(self._strength * 100)} percent")
        self.update()

    def apply_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ring = QRectF(self.rect()).adjusted(4, 4, -4, -4)
        painter.setPen(QPen(QColor(self._theme.track), 5))
        painter.drawEllipse(ring)
        if self._strength > 0:
            painter.setPen(QPen(QColor(self._theme.accent), 5, c=Qt.PenCapStyle.RoundCap))
            painter.drawArc(ring, 90 * 16, round(-self._strength * 360 * 16))
        painter.setFont(self._face)
        painter.setPen(QColor(self._theme.text))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, f"{round(self._strength * 100)}%")
