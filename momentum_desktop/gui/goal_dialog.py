"""The dialogs that write down a goal and its steps."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from momentum_desktop.gui.choice_box import ChoiceBox
from momentum_desktop.gui.plan_dialog import PlanDialog
from momentum_desktop.gui.plan_fields import DayField
from momentum_desktop.gui.theme import GRID, Theme
from momentum_desktop.service.plan_values import Goal, GoalDraft, GoalStep, StepDraft
from momentum_desktop.service.quick_add import COMPLEXITIES


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
