"""The card of the goals: the open ones with their steps, and those that were reached, folded."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from momentum_desktop.gui.goal_dialog import GoalDialog, StepDialog
from momentum_desktop.gui.goal_row import GoalRow
from momentum_desktop.gui.plan_card import PlanCard
from momentum_desktop.gui.theme import CAPTION, GRID, Theme, font
from momentum_desktop.service.plan_values import Goal, GoalStep


class GoalsCard(PlanCard):
    """Shows every Goal. The signals carry drafts and numbers as the planner takes them."""

    add_requested = Signal(object, object)
    edit_requested = Signal(int, object)
    deletion_requested = Signal(int)
    completion_requested = Signal(int)
    reopen_requested = Signal(int)
    step_added = Signal(int, object)
    step_edit_requested = Signal(int, object)
    step_deletion_requested = Signal(int)
    step_completion_requested = Signal(int)
    step_reopen_requested = Signal(int)

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__("goals_card", "Goals", parent)
        self._today = today
        self._goals: tuple[Goal, ...] = ()
        self._shows_worth = True
        self.rows: dict[int, GoalRow] = {}
        self.add = self.tool("ui-plus", "Add a goal")
        self.head.addWidget(self.add)
        self._empty = QLabel("What do you want to reach? A goal stands here with the steps that lead to it.")
        self._empty.setObjectName("goals_empty")
        self._empty.setFont(font(CAPTION))
        self._empty.setProperty("ink", "muted")
        self._empty.setWordWrap(True)
        self.fold = self.button("", "Reached", "Show the goals that were reached", "quiet")
        self.fold.setCheckable(True)
        self._open, self._done = QVBoxLayout(), QVBoxLayout()
        for column in (self._open, self._done):
            column.setSpacing(2 * GRID)
        self.body.addWidget(self._empty)
        self.body.addLayout(self._open)
        self.body.addWidget(self.fold, alignment=Qt.AlignmentFlag.AlignLeft)
        self.body.addLayout(self._done)
        self.add.clicked.connect(self._on_add_clicked)
        self.fold.toggled.connect(self._show)
        self._show()

    def show_goals(self, goals: tuple[Goal, ...]) -> None:
        self._goals = goals
        self._show()

    def show_day(self, today: date) -> None:
        if today != self._today:
            self._today = today
            self._show()

    def show_worth(self, shown: bool) -> None:
        """Whether what goals and steps would earn is in sight."""
        self._shows_worth = shown
        for row in self.rows.values():
            row.show_worth(shown)

    def untick_pending(self) -> None:
        """Takes back the ticks that came to nothing."""
        for row in self.rows.values():
            row.untick_pending()

    def begin_anew(self) -> None:
        """The goals are somebody else's."""
        self.show_goals(())

    def apply_theme(self, theme: Theme) -> None:
        super().apply_theme(theme)
        for row in self.rows.values():
            row.apply_theme(theme)

    def _show(self) -> None:
        done = [goal for goal in self._goals if goal.done]
        self._empty.setVisible(len(done) == len(self._goals))
        self.fold.setVisible(bool(done))
        self.fold.setText(f"Reached: {len(done)}")
        shown = {goal.id: goal for goal in self._goals if not goal.done or self.fold.isChecked()}
        for number in [number for number in self.rows if number not in shown]:
            self._leave(self.rows.pop(number))
        places = {False: 0, True: 0}
        for goal in shown.values():
            column = self._done if goal.done else self._open
            row = self.rows.get(goal.id)
            if row is None:
                row = self.rows[goal.id] = self._made(goal)
            elif (row.goal, self._today) != (goal, row.today):
                row.show_goal(goal, self._today)
            if column.indexOf(row) != places[goal.done]:
                (self._open if column is self._done else self._done).removeWidget(row)
                column.removeWidget(row)
                column.insertWidget(places[goal.done], row)
                row.show()
            places[goal.done] += 1

    def _made(self, goal: Goal) -> GoalRow:
        row = GoalRow(goal, self._today)
        row.show_worth(self._shows_worth)
        row.apply_theme(self.theme)
        row.edit_requested.connect(self._on_row_edit_requested)
        row.step_ticked.connect(self._on_row_step_ticked)
        row.step_edit_requested.connect(self._on_row_step_edit_requested)
        for wish, passed_on in (
            (row.deletion_requested, self.deletion_requested),
            (row.completion_requested, self.completion_requested),
            (row.reopen_requested, self.reopen_requested),
            (row.step_added, self.step_added),
            (row.step_deletion_requested, self.step_deletion_requested),
        ):
            wish.connect(passed_on)
        return row

    def _leave(self, row: GoalRow) -> None:
        for column in (self._open, self._done):
            column.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _on_add_clicked(self) -> None:
        dialog = GoalDialog(None, self._today, self.theme, self)
        dialog.draft_accepted.connect(self.add_requested)
        dialog.open()

    def _on_row_edit_requested(self, goal: Goal) -> None:
        dialog = GoalDialog(goal, self._today, self.theme, self)
        dialog.draft_accepted.connect(lambda draft, _steps: self.edit_requested.emit(goal.id, draft))
        dialog.open()

    def _on_row_step_ticked(self, step_id: int, done: bool) -> None:
        (self.step_completion_requested if done else self.step_reopen_requested).emit(step_id)

    def _on_row_step_edit_requested(self, step: GoalStep) -> None:
        dialog = StepDialog(step, self.theme, self)
        dialog.draft_accepted.connect(lambda draft: self.step_edit_requested.emit(step.id, draft))
        dialog.open()
