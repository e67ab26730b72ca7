"""The dialog that edits a task with everything it can hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QGridLayout,
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
from momentum_desktop.gui.dialog_keys import accept_by_keys
from momentum_desktop.gui.plan_fields import AmountField, DayField, MinutesField, ReminderField, RepeatField, TimeField
from momentum_desktop.gui.task_menu import PRIORITIES
from momentum_desktop.gui.theme import BODY, CAPTION, GRID, TITLE, Theme, font
from momentum_desktop.service.plan_values import Task, TaskDraft
from momentum_desktop.service.quick_add import COMPLEXITIES

NO_GOAL = "None"
Goals = Sequence[tuple[int, str]]
EMPTY_HABIT = Task(
    id=0,
    title="",
    notes="",
    complexity="simple",
    priority=4,
    list=None,
    start=None,
    due=None,
    repeat="FREQ=DAILY",
    tags=(),
    done=False,
    completed_at=None,
    goal_id=None,
    worth=0,
)


class TaskDialog(QDialog):
    """Shows a task's words for editing; `draft_accepted` carries them as a TaskDraft, and whether they are for the day
    now due of a repeating task alone. `heading` says what the dialog is for."""

    draft_accepted = Signal(object, bool)

    def __init__(
        self,
        task: Task,
        today: date,
        theme: Theme,
        parent: QWidget | None = None,
        goals: Goals = (),
        heading: str = "Edit task",
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._draft = task.draft()
        self._goals = tuple(goals)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(heading)
        self.setAccessibleName(heading)
        self.setMinimumWidth(84 * GRID)
        self._title = self._line("Title", task.title)
        self._notes = QPlainTextEdit(task.notes)
        self._notes.setAccessibleName("Notes")
        self._notes.setTabChangesFocus(True)
        self._notes.setFixedHeight(9 * GRID)
        self._due = DayField("Due", task.due, today)
        self._time = TimeField("Time", task.due_minute)
        self._repeat = RepeatField(task.repeat, task.repeat_from, today)
        self._start = DayField("Start", task.start, today)
        self._reminder = ReminderField(task.reminder)
        self._minutes = MinutesField(task.minutes)
        self._amount = AmountField(task.amount, task.unit)
        self._complexity = ChoiceBox("task_complexity", "Complexity", tuple(name.capitalize() for name in COMPLEXITIES))
        self._complexity.setCurrentIndex(COMPLEXITIES.index(task.complexity) if task.complexity in COMPLEXITIES else 1)
        self._priority = ChoiceBox("task_priority", "Priority", PRIORITIES)
        self._priority.setCurrentIndex(task.priority - 1)
        self._goal = ChoiceBox("task_goal", "Goal", (NO_GOAL, *(title for _, title in self._goals)))
        numbers = [number for number, _ in self._goals]
        self._goal.setCurrentIndex(numbers.index(task.goal_id) + 1 if task.goal_id in numbers else 0)
        self._list = self._line("List", task.list or "")
        self._tags = self._line("Tags", " ".join(task.tags))
        self._tags.setPlaceholderText("Words with spaces between them")
        self._alone = QCheckBox()
        if task.occurrence is not None:
            self._alone.setText(f"Only this time ({day_in_words(task.occurrence, today)})")
        self._alone.setAccessibleName("Change this one time alone")
        self._alone.setVisible(task.repeat is not None and task.occurrence is not None and not task.done)
        self._save = QPushButton("Save")
        self._cancel = QPushButton("Cancel")
        self._lay_out()
        fields = (self._due, self._time, self._repeat, self._start, self._reminder, self._minutes, self._amount)
        for changed in (self._title.textChanged, *(field.changed for field in fields)):
            changed.connect(self._judge)
        self._alone.toggled.connect(self._repeat.setDisabled)
        self._save.clicked.connect(self.accept)
        self._cancel.clicked.connect(self.reject)
        accept_by_keys(self)
        self._judge()
        self._title.setCursorPosition(0)
        self._title.setFocus()

    def draft(self) -> TaskDraft:
        """The words as they stand."""
        tags = dict.fromkeys(tag.lstrip("#") for tag in self._tags.text().replace(",", " ").split())
        chosen = self._goal.currentIndex()
        rule, repeat_from = self._repeat.rule
        return replace(
            self._draft,
            title=self._title.text().strip(),
            notes=self._notes.toPlainText(),
            complexity=COMPLEXITIES[self._complexity.currentIndex()],
            priority=self._priority.currentIndex() + 1,
            list=self._list.text().strip() or None,
            start=self._start.day,
            due=self._due.day,
            due_minute=self._time.minute,
            reminder=self._reminder.reminder,
            repeat=rule,
            repeat_from=repeat_from,
            minutes=self._minutes.minutes,
            amount=self._amount.amount,
            unit=self._amount.unit,
            goal_id=self._goals[chosen - 1][0] if chosen > 0 else None,
            tags=tuple(tag for tag in tags if tag),
        )

    def accept(self) -> None:
        if self._save.isEnabled():
            self.draft_accepted.emit(self.draft(), self._alone.isChecked())
            super().accept()

    @classmethod
    def for_a_habit(cls, today: date, theme: Theme, parent: QWidget | None = None, goals: Goals = ()) -> TaskDialog:
        """Asks for a new task that repeats every day, unless it is told otherwise."""
        return cls(EMPTY_HABIT, today, theme, parent, goals, "New habit")

    def _lay_out(self) -> None:
        heading = QLabel(self.windowTitle())
        heading.setFont(font(TITLE, QFont.Weight.DemiBold))
        grid = QGridLayout()
        grid.setHorizontalSpacing(2 * GRID)
        grid.setVerticalSpacing(GRID)
        grid.setColumnStretch(1, 3)
        grid.setColumnStretch(3, 2)
        for box in (self._complexity, self._priority, self._goal):
            box.apply_theme(self._theme)
        rows: tuple[tuple[tuple[str, QWidget], ...], ...] = (
            (("&Title", self._title),),
            (("&Due", self._due), ("Ti&me", self._time)),
            (("&Repeat", self._repeat), ("Rem&inder", self._reminder)),
            (("St&art", self._start), ("Ta&kes", self._minutes)),
            (("&List", self._list), ("&Complexity", self._complexity)),
            (("Ta&gs", self._tags), ("&Priority", self._priority)),
            (("G&oal", self._goal), ("Amo&unt", self._amount)),
            (("&Notes", self._notes),),
        )
        for place, row in enumerate(rows):
            for column, (words, field) in enumerate(row):
                label = QLabel(words)
                label.setFixedHeight(4 * GRID)
                label.setBuddy(field.focusProxy() or field)
                grid.addWidget(label, place, 2 * column, Qt.AlignmentFlag.AlignTop)
                grid.addWidget(field, place, 2 * column + 1, 1, 3 if len(row) == 1 else 1)
        self._alone.setFont(font(CAPTION))
        self._save.setProperty("tone", "accent")
        self._save.setFont(font(BODY, QFont.Weight.DemiBold))
        self._save.setDefault(True)
        for button in (self._save, self._cancel):
            button.setAccessibleName(button.text())
        buttons = QHBoxLayout()
        buttons.addWidget(self._alone)
        buttons.addStretch()
        buttons.addWidget(self._cancel)
        buttons.addWidget(self._save)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        layout.setSpacing(GRID)
        layout.addWidget(heading)
        layout.addLayout(grid)
        layout.addLayout(buttons)

    def _judge(self) -> None:
        fields = (self._due, self._time, self._repeat, self._start, self._reminder, self._minutes, self._amount)
        self._save.setEnabled(bool(self._title.text().strip()) and all(field.is_sound for field in fields))

    @staticmethod
    def _line(name: str, text: str) -> QLineEdit:
        line = QLineEdit(text)
        line.setAccessibleName(name)
        return line
