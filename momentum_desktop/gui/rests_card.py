"""The card of days off: today taken off at a click, vacations and pauses planned or past, and given up again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from momentum_desktop.gui.rest_dialog import RestDialog
from momentum_desktop.gui.surface import Surface
from momentum_desktop.gui.theme import BODY, CAPTION, GRID, font
from momentum_desktop.gui.wording import day_words
from momentum_desktop.service.plan_values import Rest

MOST_SHOWN = 6
NOTHING = "A day off breaks no streak. Plan a holiday, pause one streak, or take today off; days past count as well."
Streaks = tuple[tuple[str, str], ...]
"""(name, title) each."""


def rest_in_words(rest: Rest, streaks: Streaks) -> str:
    """When, and of which streak."""
    days = day_words(rest.first)
    if rest.last != rest.first:
        days = f"{day_words(rest.first).removesuffix(f' {rest.last.year}')} to {day_words(rest.last)}"
    title = "all streaks" if rest.streak is None else dict(streaks).get(rest.streak, rest.streak)
    return f"{days} · {title}"


class RestsCard(Surface):
    """`rest_requested` carries first day, last day and streak (None for all); `removal_requested` a rest's number."""

    rest_requested = Signal(object, object, object)
    removal_requested = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = date.min
        self._streaks: Streaks = ()
        self._rests: tuple[Rest, ...] = ()
        self.setObjectName("rests_card")
        self.setAccessibleName("Days off")
        heading = QLabel("Days off")
        heading.setFont(font(BODY, QFont.Weight.DemiBold))
        self.today_button = QPushButton("Take today off")
        self.plan_button = QPushButton("Plan days off…")
        for button in (self.today_button, self.plan_button):
            button.setFont(font(CAPTION, QFont.Weight.Medium))
            button.setAccessibleName(button.text())
        self.today_button.clicked.connect(lambda: self.rest_requested.emit(self._today, self._today, None))
        self.plan_button.clicked.connect(self._on_plan_button_clicked)
        head = QHBoxLayout()
        head.setSpacing(GRID)
        head.addWidget(heading)
        head.addStretch(1)
        head.addWidget(self.today_button)
        head.addWidget(self.plan_button)
        self.sentence = QLabel(NOTHING)
        self.sentence.setFont(font(CAPTION))
        self.sentence.setProperty("ink", "muted")
        self.sentence.setWordWrap(True)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(GRID // 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, GRID + GRID // 2, 2 * GRID, GRID + GRID // 2)
        layout.setSpacing(GRID)
        layout.addLayout(head)
        layout.addWidget(self.sentence)
        layout.addLayout(self._rows)

    def show_rests(self, rests: Sequence[Rest]) -> None:
        self._rests = tuple(rests)
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for rest in self._rests[:MOST_SHOWN]:
            self._rows.addWidget(self._row(rest))
        more = len(self._rests) - MOST_SHOWN
        self.sentence.setText(f"And {more} before these, in the history." if more > 0 else NOTHING)
        self.sentence.setVisible(not self._rests or more > 0)
        self._judge()

    def show_day(self, today: date) -> None:
        self._today = today
        self._judge()

    def show_streaks(self, streaks: Streaks) -> None:
        if streaks != self._streaks:
            self._streaks = streaks
            self.show_rests(self._rests)

    def _judge(self) -> None:
        off = any(rest.streak is None and rest.first <= self._today <= rest.last for rest in self._rests)
        self.today_button.setEnabled(not off and self._today > date.min)
        self.today_button.setText("Today is off" if off else "Take today off")

    def _row(self, rest: Rest) -> QWidget:
        row = QWidget()
        words = rest_in_words(rest, self._streaks)
        label = QLabel(words)
        label.setFont(font(BODY))
        give_up = QPushButton("Give up")
        give_up.setProperty("tone", "quiet")
        give_up.setFont(font(CAPTION, QFont.Weight.Medium))
        give_up.setAccessibleName(f"Give up {words}")
        give_up.clicked.connect(lambda: self.removal_requested.emit(rest.id))
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(label, 1)
        line.addWidget(give_up, alignment=Qt.AlignmentFlag.AlignVCenter)
        return row

    def _on_plan_button_clicked(self) -> None:
        dialog = RestDialog(self._today, self._streaks, self.theme, self)
        dialog.rest_chosen.connect(self.rest_requested)
        dialog.open()
