"""The dialog that plans days off."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QDialog, QFormLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from momentum_desktop.gui.choice_box import ChoiceBox
from momentum_desktop.gui.plan_fields import DayField
from momentum_desktop.gui.theme import BODY, GRID, TITLE, Theme, font
from momentum_desktop.service.quick_add import Lean

ALL = "All streaks"


class RestDialog(QDialog):
    """`rest_chosen` carries first day, last day, and the streak's name (None for all)."""

    rest_chosen = Signal(object, object, object)

    def __init__(
        self, today: date, streaks: tuple[tuple[str, str], ...], theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._names = (None, *(name for name, _ in streaks))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Days off")
        self.setAccessibleName("Plan days off")
        self.setMinimumWidth(60 * GRID)
        self.first = DayField("From", today, today, Lean.PLANNED)
        self.last = DayField("To", None, today)
        self.last.line.setPlaceholderText("That one day")
        self.streak = ChoiceBox("rest_streak", "Which streak", (ALL, *(title for _, title in streaks)))
        self.streak.apply_theme(theme)
        heading = QLabel("Days off")
        heading.setFont(font(TITLE, QFont.Weight.DemiBold))
        hint = QLabel("Nothing is broken by them, and days past count as well. They can be given up again.")
        hint.setProperty("ink", "muted")
        hint.setWordWrap(True)
        form = QFormLayout()
        form.setHorizontalSpacing(2 * GRID)
        form.setVerticalSpacing(GRID)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        for words, field in (("&From", self.first), ("&To", self.last), ("&Streak", self.streak)):
            label = QLabel(words)
            label.setFixedHeight(4 * GRID)
            label.setBuddy(field.focusProxy() or field)
            form.addRow(label, field)
        self._save, cancel = QPushButton("Take them off"), QPushButton("Cancel")
        self._save.setProperty("tone", "accent")
        self._save.setFont(font(BODY, QFont.Weight.DemiBold))
        self._save.setDefault(True)
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(cancel)
        buttons.addWidget(self._save)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 2 * GRID)
        layout.setSpacing(2 * GRID)
        for part in (heading, hint):
            layout.addWidget(part)
        layout.addLayout(form)
        layout.addLayout(buttons)
        self.first.changed.connect(self._on_first_changed)
        for field in (self.first, self.last):
            field.changed.connect(self._judge)
        self._save.clicked.connect(self.accept)
        cancel.clicked.connect(self.reject)
        self._judge()
        self.first.line.setFocus()

    def accept(self) -> None:
        if self._save.isEnabled():
            name = self._names[self.streak.currentIndex()]
            self.rest_chosen.emit(self.first.day, self.last.day or self.first.day, name)
            super().accept()

    def _on_first_changed(self) -> None:
        if self.first.day is not None:
            self.last.count_from(self.first.day)

    def _judge(self) -> None:
        first, last = self.first.day, self.last.day
        sound = self.first.is_sound and self.last.is_sound and first is not None
        self._save.setEnabled(sound and (last is None or (first is not None and last >= first)))
