"""The dialog that edits a task."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from momentum_desktop.gui.choice_box import ChoiceBox
from momentum_desktop.gui.day_words import day_in_words
from momentum_desktop.gui.theme import BODY, CAPTION, GRID, TITLE, Theme, font
from momentum_desktop.gui.wording import WEEKDAYS, day_words
from momentum_desktop.service.quick_add import COMPLEXITIES, parse_day
from momentum_desktop.service.values import Task, TaskDraft

PRIORITIES = ("Highest", "High", "Medium", "Normal")


class DayField(QWidget):
    """A day as words (today, fri, 2026-03-01), read aloud beneath; empty means none."""

    changed = Signal()

    def __init__(self, name: str, day: date | None, today: date) -> None:
        super().__init__()
        self._today = today
        self.line = QLineEdit(day.isoformat() if day else "")
        self.line.setAccessibleName(name)
        self.line.setPlaceholderText("No day")
        self._meaning = QLabel()
        self._meaning.setFont(font(CAPTION))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID // 2)
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(self.line, 1)
        for words, chosen in (("Today", today), ("Tomorrow", today + timedelta(days=1)), ("None", None)):
            button = QPushButton(words)
            button.setAutoDefault(False)
            button.setAccessibleName(f"{name}: {words}")
            button.clicked.connect(lambda _checked=False, day=chosen: self.line.setText(day.isoformat() if day else ""))
            row.addWidget(button)
        layout.addLayout(row)
        layout.addWidget(self._meaning)
        self.line.textChanged.connect(self._on_line_text_changed)
        self._on_line_text_changed()

    @property
    def day(self) -> date | None:
        return parse_day(self.line.text().strip(), self._today)

    @property
    def is_sound(self) -> bool:
        return self.day is not None or not self.line.text().strip()

    def _on_line_text_changed(self) -> None:
        day = self.day
        if day:
            words = f"{WEEKDAYS[day.weekday()]}, {day_words(day)}"
            near = day_in_words(day, self._today)
            meaning = f"{near}: {words}" if near in ("Yesterday", "Today", "Tomorrow") else words
        else:
            meaning = " " if self.is_sound else "Not a day. Try today, fri or 2026-03-01."
        self._meaning.setText(meaning)
        self._meaning.setProperty("ink", "muted" if self.is_sound else "danger")
        self._meaning.style().polish(self._meaning)
        self.changed.emit()


class TaskDialog(QDialog):
    """Shows a task's words for editing; `draft_accepted` carries them as a TaskDraft."""

    draft_accepted = Signal(object)

    def __init__(self, task: Task, today: date, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Edit task")
        self.setAccessibleName("Edit task")
        self.setMinimumWidth(60 * GRID)
        self._title = self._line("Title", task.title)
        self._notes = QPlainTextEdit(task.notes)
        self._notes.setAccessibleName("Notes")
        self._notes.setTabChangesFocus(True)
        self._notes.setFixedHeight(12 * GRID)
        self._due = DayField("Due", task.due, today)
        self._start = DayField("Start", task.start, today)
        self._complexity = ChoiceBox("task_complexity", "Complexity", tuple(name.capitalize() for name in COMPLEXITIES))
        self._complexity.setCurrentIndex(COMPLEXITIES.index(task.complexity) if task.complexity in COMPLEXITIES else 1)
        self._priority = ChoiceBox("task_priority", "Priority", PRIORITIES)
        self._priority.setCurrentIndex(task.priority - 1)
        self._list = self._line("List", task.list or "")
        self._tags = self._line("Tags", " ".join(task.tags))
        self._tags.setPlaceholderText("Words with spaces between them")
        self._save = QPushButton("Save")
        self._cancel = QPushButton("Cancel")
        self._lay_out()
        for changed in (self._title.textChanged, self._due.changed, self._start.changed):
            changed.connect(self._judge)
        self._save.clicked.connect(self.accept)
        self._cancel.clicked.connect(self.reject)
        self._title.setCursorPosition(0)
        self._title.setFocus()

    def draft(self) -> TaskDraft:
        """The words as they stand."""
        tags = dict.fromkeys(tag.lstrip("#") for tag in self._tags.text().replace(",", " ").split())
        return TaskDraft(
            title=self._title.text().strip(),
            notes=self._notes.toPlainText(),
            complexity=COMPLEXITIES[self._complexity.currentIndex()],
            priority=self._priority.currentIndex() + 1,
            list=self._list.text().strip() or None,
            start=self._start.day,
            due=self._due.day,
            tags=tuple(tag for tag in tags if tag),
        )

    def accept(self) -> None:
        if self._save.isEnabled():
            self.draft_accepted.emit(self.draft())
            super().accept()

    def _lay_out(self) -> None:
        heading = QLabel("Edit task")
        heading.setFont(font(TITLE, QFont.Weight.DemiBold))
        form = QFormLayout()
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        form.setHorizontalSpacing(2 * GRID)
        form.setVerticalSpacing(GRID)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for box in (self._complexity, self._priority):
            box.apply_theme(self._theme)
        for words, field in (
            ("&Title", self._title),
            ("&Due", self._due),
            ("St&art", self._start),
            ("&Complexity", self._complexity),
            ("&Priority", self._priority),
            ("&List", self._list),
            ("Ta&gs", self._tags),
            ("&Notes", self._notes),
        ):
            label = QLabel(words)
            label.setFixedHeight(4 * GRID)
            label.setBuddy(field.line if isinstance(field, DayField) else field)
            form.addRow(label, field)
        self._save.setProperty("tone", "accent")
        self._save.setFont(font(BODY, QFont.Weight.DemiBold))
        self._save.setDefault(True)
        self._cancel.setAutoDefault(False)
        for button in (self._save, self._cancel):
            button.setAccessibleName(button.text())
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(self._cancel)
        buttons.addWidget(self._save)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 2 * GRID)
        layout.setSpacing(2 * GRID)
        layout.addWidget(heading)
        layout.addLayout(form)
        layout.addLayout(buttons)

    def _judge(self) -> None:
        self._save.setEnabled(bool(self._title.text().strip()) and self._due.is_sound and self._start.is_sound)

    @staticmethod
    def _line(name: str, text: str) -> QLineEdit:
        line = QLineEdit(text)
        line.setAccessibleName(name)
        return line
