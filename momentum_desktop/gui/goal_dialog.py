"""The dialogs that write down a goal and its steps."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
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
from momentum_desktop.gui.dialog_keys import accept_by_keys
from momentum_desktop.gui.plan_fields import DayField
from momentum_desktop.gui.theme import BODY, GRID, TITLE, Theme, font
from momentum_desktop.service.plan_values import Goal, GoalDraft, GoalStep, StepDraft
from momentum_desktop.service.quick_add import COMPLEXITIES


class PlanDialog(QDialog):
    """A heading, labelled fields, and Cancel and a button of its own."""

    def __init__(self, object_name: str, title: str, verb: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName(object_name)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setMinimumWidth(56 * GRID)
        heading = QLabel(title)
        heading.setFont(font(TITLE, QFont.Weight.DemiBold))
        self.save, self.cancel = QPushButton(verb), QPushButton("Cancel")
        self.save.setProperty("tone", "accent")
        self.save.setFont(font(BODY, QFont.Weight.DemiBold))
        self.save.setDefault(True)
        for button in (self.save, self.cancel):
            button.setAccessibleName(button.text())
        self.save.clicked.connect(self.accept)
        self.cancel.clicked.connect(self.reject)
        accept_by_keys(self)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(2 * GRID)
        self._grid.setVerticalSpacing(GRID)
        self._grid.setColumnStretch(1, 1)
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.save)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        layout.setSpacing(GRID)
        layout.addWidget(heading)
        layout.addLayout(self._grid)
        layout.addStretch()
        layout.addSpacing(GRID)
        layout.addLayout(buttons)

    def add_field(self, words: str, field: QWidget) -> QLabel:
        """One more labelled field, in a row of its own."""
        label = QLabel(words)
        label.setFixedHeight(4 * GRID)
        label.setBuddy(field.focusProxy() or field)
        row = self._grid.rowCount()
        self._grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(field, row, 1)
        return label


class GoalDialog(PlanDialog):
    """Shows a goal's words, or asks for a new one's and its first steps; `draft_accepted` carries a GoalDraft and a
    tuple of StepDrafts."""

    draft_accepted = Signal(object, object)

    def __init__(self, goal: Goal | None, today: date, theme: Theme, parent: QWidget | None = None) -> None:
        title, verb = ("New goal", "Add") if goal is None else ("Edit goal", "Save")
        super().__init__("goal_dialog", title, verb, parent)
        self.title = QLineEdit(goal.title if goal else "")
        self.title.setAccessibleName("Title")
        self.title.setPlaceholderText("What you want to reach")
        self.due = DayField("Due", goal.due if goal else None, today)
        self.complexity = _complexity_box(goal.complexity if goal else "complex", theme)
        self.notes = _text("Notes", goal.notes if goal else "", 9 * GRID)
        self.steps = _text("First steps", "", 12 * GRID)
        self.steps.setPlaceholderText("One in each line")
        self.add_field("&Title", self.title)
        self.add_field("&Due", self.due)
        self.add_field("&Complexity", self.complexity)
        steps = self.add_field("First &steps", self.steps)
        self.add_field("&Notes", self.notes)
        for part in (steps, self.steps):
            part.setVisible(goal is None)
        self.title.textChanged.connect(self._judge)
        self.due.changed.connect(self._judge)
        self.title.setFocus()
        self._judge()

    def accept(self) -> None:
        if not self.save.isEnabled():
            return
        draft = GoalDraft(
            title=self.title.text().strip(),
            notes=self.notes.toPlainText(),
            complexity=COMPLEXITIES[self.complexity.currentIndex()],
            due=self.due.day,
        )
        lines = (line.strip() for line in self.steps.toPlainText().splitlines())
        self.draft_accepted.emit(draft, tuple(StepDraft(line) for line in lines if line))
        super().accept()

    def _judge(self) -> None:
        self.save.setEnabled(bool(self.title.text().strip()) and self.due.is_sound)


class StepDialog(PlanDialog):
    """Shows the words of a step, or asks for those of a new part of something; `draft_accepted` carries them as a
    StepDraft."""

    draft_accepted = Signal(object)

    def __init__(
        self,
        step: GoalStep | StepDraft,
        theme: Theme,
        parent: QWidget | None = None,
        heading: str = "Edit step",
        verb: str = "Save",
    ) -> None:
        super().__init__("step_dialog", heading, verb, parent)
        self.title = QLineEdit(step.title)
        self.title.setAccessibleName("Title")
        self.complexity = _complexity_box(step.complexity, theme)
        self.add_field("&Title", self.title)
        self.add_field("&Complexity", self.complexity)
        self.title.textChanged.connect(lambda text: self.save.setEnabled(bool(text.strip())))
        self.save.setEnabled(bool(step.title))
        self.title.selectAll()
        self.title.setFocus()

    def accept(self) -> None:
        if self.save.isEnabled():
            complexity = COMPLEXITIES[self.complexity.currentIndex()]
            self.draft_accepted.emit(StepDraft(self.title.text().strip(), complexity))
            super().accept()


def _complexity_box(chosen: str, theme: Theme) -> ChoiceBox:
    made = ChoiceBox("goal_complexity", "Complexity", tuple(name.capitalize() for name in COMPLEXITIES))
    made.setCurrentIndex(COMPLEXITIES.index(chosen) if chosen in COMPLEXITIES else 1)
    made.apply_theme(theme)
    return made


def _text(name: str, text: str, height: int) -> QPlainTextEdit:
    made = QPlainTextEdit(text)
    made.setAccessibleName(name)
    made.setTabChangesFocus(True)
    made.setFixedHeight(height)
    return made
