"""A goal in its card: title, how far it is, its steps, and what can be done with it."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QPushButton, QToolButton, QVBoxLayout, QWidget

from momentum_desktop.gui.day_words import day_within
from momentum_desktop.gui.gauges import LevelBar
from momentum_desktop.gui.icons import icon
from momentum_desktop.gui.one_line import OneLine
from momentum_desktop.gui.step_line import StepLine
from momentum_desktop.gui.theme import BODY, CAPTION, GRID, LIGHT, Theme, figures, font
from momentum_desktop.gui.wording import counted
from momentum_desktop.service.plan_values import Goal, StepDraft


class GoalRow(QWidget):
    """Shows one Goal; each wish carries its number, or a step's."""

    edit_requested = Signal(object)
    deletion_requested = Signal(int)
    completion_requested = Signal(int)
    reopen_requested = Signal(int)
    step_added = Signal(int, object)
    step_ticked = Signal(int, bool)
    step_edit_requested = Signal(object)
    step_deletion_requested = Signal(int)

    def __init__(self, goal: Goal, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = LIGHT
        self._shows_worth = True
        self.today = today
        self.goal = goal
        self.lines: list[StepLine] = []
        self.title = OneLine(font(BODY, QFont.Weight.DemiBold))
        self.more = QToolButton()
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu = QMenu(self)
        self.more.setMenu(self._menu)
        self._bar = LevelBar()
        self._told = OneLine(figures(CAPTION), muted=True)
        self._told.setObjectName("goal_words")
        self.complete = QPushButton()
        self.complete.setFont(font(CAPTION, QFont.Weight.DemiBold))
        self.complete.setProperty("tone", "accent")
        self.new_step = QLineEdit()
        self.new_step.setFont(font(CAPTION))
        self.new_step.setPlaceholderText("Add a step")
        self._steps = QVBoxLayout()
        self._steps.setSpacing(0)
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.more)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID // 2)
        layout.addLayout(head)
        layout.addWidget(self._bar)
        layout.addWidget(self._told)
        layout.addLayout(self._steps)
        layout.addWidget(self.complete)
        layout.addWidget(self.new_step)
        self.complete.clicked.connect(lambda: self.completion_requested.emit(self.goal.id))
        self.new_step.returnPressed.connect(self._on_new_step_return_pressed)
        self._menu.aboutToShow.connect(self._fill_menu)
        self.show_goal(goal, today)

    def show_goal(self, goal: Goal, today: date) -> None:
        self.goal, self.today = goal, today
        self.title.show_text(goal.title, struck=goal.done)
        if goal.notes:
            self.title.setToolTip(f"{goal.title}\n{goal.notes[:500]}")
        self.setAccessibleName(f"Goal {goal.title}")
        self.more.setAccessibleName(f"More for {goal.title}")
        self.new_step.setAccessibleName(f"Add a step to {goal.title}")
        self._bar.setVisible(not goal.done)
        self._bar.show_share(goal.progress)
        self._bar.setAccessibleName(f"{round(goal.progress * 100)} percent")
        self._told.show_text(self._words())
        self.new_step.setVisible(not goal.done)
        self.complete.setVisible(goal.ready)
        self.complete.setText(f"Complete the goal{self._worth_words}")
        worth = f", worth {goal.worth} points" if self._shows_worth else ""
        self.complete.setAccessibleName(f"Complete the goal {goal.title}{worth}")
        self._show_steps()

    def show_worth(self, shown: bool) -> None:
        """Whether what the goal and its steps would earn is in sight."""
        if shown != self._shows_worth:
            self._shows_worth = shown
            for line in self.lines:
                line.show_worth(shown)
            self.show_goal(self.goal, self.today)

    @property
    def _worth_words(self) -> str:
        return f"  +{self.goal.worth}" if self._shows_worth else ""

    def untick_pending(self) -> None:
        """Takes back the ticks that came to nothing."""
        for line in self.lines:
            line.untick_pending()

    def apply_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.more.setIcon(icon("ui-more", theme.muted, size=16))
        self._bar.apply_theme(theme)
        for line in self.lines:
            line.apply_theme(theme)

    def menu(self) -> QMenu:
        """What can be done with the goal."""
        self._fill_menu()
        return self._menu

    def _fill_menu(self) -> None:
        self._menu.clear()
        goal = self.goal
        ink = self._theme.text
        if goal.done:
            reopen = self._menu.addAction(icon("ui-undo", ink, size=16), "Reopen")
            reopen.triggered.connect(lambda: self.reopen_requested.emit(goal.id))
        else:
            complete = self._menu.addAction(icon("ui-check", ink, size=16), f"Complete{self._worth_words}")
            complete.triggered.connect(lambda: self.completion_requested.emit(goal.id))
        edit = self._menu.addAction(icon("ui-edit", ink, size=16), "Edit…")
        edit.triggered.connect(lambda: self.edit_requested.emit(goal))
        delete = self._menu.addAction(icon("ui-trash", ink, size=16), "Delete")
        delete.triggered.connect(lambda: self.deletion_requested.emit(goal.id))

    def _show_steps(self) -> None:
        steps = () if self.goal.done else self.goal.steps
        while len(self.lines) > len(steps):
            spare = self.lines.pop()
            self._steps.removeWidget(spare)
            spare.hide()
            spare.deleteLater()
        for line, step in zip(self.lines, steps, strict=False):
            line.show_step(step)
        for step in steps[len(self.lines) :]:
            line = StepLine(step)
            line.show_worth(self._shows_worth)
            line.apply_theme(self._theme)
            line.tick_requested.connect(self.step_ticked)
            line.edit_requested.connect(self.step_edit_requested)
            line.deletion_requested.connect(self.step_deletion_requested)
            self.lines.append(line)
            self._steps.addWidget(line)

    def _words(self) -> str:
        goal = self.goal
        if goal.done:
            day = goal.completed_day
            return "Reached" if day is None else f"Reached {day_within(day, self.today)}"
        words = []
        if goal.steps:
            words.append(f"{sum(step.done for step in goal.steps)} of {counted(len(goal.steps), 'step')}")
        if goal.tasks_open + goal.tasks_done:
            words.append(f"{goal.tasks_done} of {counted(goal.tasks_open + goal.tasks_done, 'task')}")
        if goal.due is not None:
            late = goal.due < self.today
            words.append(f"{'was due' if late else 'due'} {day_within(goal.due, self.today)}")
        if self._shows_worth:
            words.append(f"+{goal.worth}")
        return " · ".join(words)

    def _on_new_step_return_pressed(self) -> None:
        title = self.new_step.text().strip()
        if title:
            self.new_step.clear()
            self.step_added.emit(self.goal.id, StepDraft(title))
