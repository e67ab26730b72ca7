"""The page of the day's tasks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from momentum_desktop.engine.values import Outcome
from momentum_desktop.gui.amount_dialog import AmountDialog
from momentum_desktop.gui.icons import icon
from momentum_desktop.gui.page import EmptyState, Page
from momentum_desktop.gui.quick_add import QuickAdd
from momentum_desktop.gui.rise import Rise
from momentum_desktop.gui.task_dialog import TaskDialog
from momentum_desktop.gui.task_list import TaskListView
from momentum_desktop.gui.task_model import TaskModel
from momentum_desktop.gui.task_rows import Listed
from momentum_desktop.gui.task_search import TaskSearch
from momentum_desktop.gui.task_sorter import Order, Sorting, TaskSorter
from momentum_desktop.gui.theme import GRID, Theme
from momentum_desktop.service.day_sections import ANYTIME, TODAY, UPCOMING
from momentum_desktop.service.plan_values import Goal, StepDraft, Task, TaskDraft, TaskKey
from momentum_desktop.service.today_words import date_of_today
from momentum_desktop.service.values import SETTING_UP, ActResult

if TYPE_CHECKING:
    from momentum_desktop.gui.plan_pane import PlanPane
    from momentum_desktop.gui.welcome import Welcome

SCROLL_BAR = 12
ROOMY, PANE = 112 * GRID, 41 * GRID
"""From this width on the plan stands beside the list; narrower, it takes its place at the touch of a button."""

EMPTY = EmptyState(
    "ui-tasks",
    "Your tasks will stand here: what is late, what is for today and what comes later.",
    "Add your first task",
)


class TasksPage(Page):
    """The quick-add line and under it the day's list; every wish leaves by a signal with the task's id."""

    add_requested = Signal(object)
    completion_requested = Signal(int)
    completion_of_many_requested = Signal(object)
    reopen_requested = Signal(int, object)
    edit_requested = Signal(int, object)
    edit_one_requested = Signal(int, object, object)
    deletion_requested = Signal(object)
    changes_requested = Signal(object, object)
    order_requested = Signal(object)
    overdue_requested = Signal()
    skip_requested = Signal(int)
    amount_requested = Signal(int, object)
    more_requested = Signal(int, object)
    focus_requested = Signal(int)
    newness_asked = Signal()
    demo_requested = Signal()
    import_requested = Signal()

    def __init__(self, clock: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__("page_tasks", "Tasks", EMPTY, parent)
        now = clock()
        self._day = now.date()
        self._day_began_at = datetime.combine(self._day, datetime.min.time(), now.tzinfo)
        self._day_ends_at = self._day_began_at + timedelta(days=1)
        self._clock = clock
        self._tasks: tuple[Task, ...] | None = None
        self._number = 0
        self._whole = Listed()
        self._goals: tuple[Goal, ...] = ()
        self._pane: PlanPane | None = None
        self._welcome: Welcome | None = None
        self._untouched: bool | None = None
        self._wonders = False
        self._origins: dict[int, QPoint] = {}
        self._animated = True
        self._worth_shown = True
        self.quick_add = QuickAdd(self._day)
        self.model = TaskModel(self)
        self.list = TaskListView(self.model)
        self.search = TaskSearch()
        self._sorter = TaskSorter(parent=self)
        self.plan_toggle = QPushButton("Plan")
        self._lay_out()
        self.plan_toggle.toggled.connect(self._fit)
        self.quick_add.draft_entered.connect(self.add_requested)
        self.start_requested.connect(self.quick_add.begin)
        self.list.tick_requested.connect(self._on_list_tick_requested)
        self.list.edit_requested.connect(self._on_list_edit_requested)
        self.list.part_requested.connect(self._on_list_part_requested)
        self.list.amount_requested.connect(self._on_list_amount_requested)
        self.list.more_requested.connect(self._on_list_more_requested)
        self.list.drop_requested.connect(self._on_list_drop_requested)
        for wish, passed_on in (
            (self.list.deletion_requested, self.deletion_requested),
            (self.list.completion_of_many_requested, self.completion_of_many_requested),
            (self.list.changes_requested, self.changes_requested),
            (self.list.skip_requested, self.skip_requested),
            (self.list.focus_requested, self.focus_requested),
            (self.list.overdue_requested, self.overdue_requested),
        ):
            wish.connect(passed_on)
        self.search.words_changed.connect(self._sort)
        self._sorter.sorted.connect(self._on_sorter_sorted)
        self.search.left.connect(self._on_search_left)
        self.quick_add.left_downwards.connect(self._on_quick_add_left_downwards)
        self.list.left_upwards.connect(self._on_list_left_upwards)
        for keys, act in (("N", self.quick_add.begin), ("Ctrl+F", self.begin_search)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    @property
    def tasks(self) -> tuple[Task, ...]:
        """The tasks that were shown last."""
        return self._tasks or ()

    def choose(self, key: TaskKey) -> None:
        """Brings a task into sight and the keyboard to it, if it is in the list."""
        if self.model.row_of(key) is None:
            self.search.leave()
        place = self.model.row_of(key)
        if place is not None:
            self.plan_toggle.setChecked(False)
            self.list.setCurrentIndex(self.model.index(place))
            self.list.setFocus()

    def begin_search(self) -> None:
        """Puts the cursor into the line that narrows the list, if there is a list."""
        if self.state == "content":
            self.plan_toggle.setChecked(False)
            self.search.begin()

    @property
    def pane(self) -> PlanPane:
        """The plan beside the list, built when it is first asked for."""
        if self._pane is None:
            from momentum_desktop.gui.plan_pane import PlanPane

            self._pane = PlanPane(self._clock, self._day)
            self._pane.apply_theme(self.theme)
            self._pane.show_worth(self._worth_shown)
            self._pane.show_day(self._day, self._day_ends_at)
            self._pane.show_tasks(self._next_tasks)
            self._beside.addWidget(self._pane)
        return self._pane

    @property
    def welcome(self) -> Welcome:
        """What stands here before anything was done, built when it is first asked for."""
        if self._welcome is None:
            from momentum_desktop.gui.welcome import Welcome

            self._welcome = Welcome(self._day)
            self._welcome.apply_theme(self.theme)
            self._welcome.habits_chosen.connect(self._on_welcome_habits_chosen)
            self._welcome.demo_requested.connect(self.demo_requested)
            self._welcome.import_requested.connect(self.import_requested)
            self._states.addWidget(self._welcome)
        return self._welcome

    def show_welcome(self) -> None:
        """What stands here before anything was done, until the next tasks come."""
        self._show(self.welcome)

    def apply_theme(self, theme: Theme) -> None:
        super().apply_theme(theme)
        self.plan_toggle.setIcon(icon("ui-calendar", theme.text, theme.accent, size=16))
        if self._pane is not None:
            self._pane.apply_theme(theme)
        if self._welcome is not None:
            self._welcome.apply_theme(theme)
        self.quick_add.apply_theme(theme)
        self.search.apply_theme(theme)
        self.list.apply_theme(theme)

    def set_animated(self, animated: bool) -> None:
        self._animated = animated

    def show_points(self, shown: bool) -> None:
        """Whether what anything earns is in sight, before and after."""
        self._worth_shown = shown
        self.list.show_worth(shown)
        self.model.shows_worth = shown
        if self._pane is not None:
            self._pane.show_worth(shown)

    def show_day(self, day: date, day_began_at: datetime, day_ends_at: datetime) -> None:
        """The logical day in force, when it began and when it ends."""
        self.list.show_date(date_of_today(day, self._clock(), day_ends_at))
        if (day, day_began_at, day_ends_at) != (self._day, self._day_began_at, self._day_ends_at):
            self._day, self._day_began_at, self._day_ends_at = day, day_began_at, day_ends_at
            self.quick_add.show_day(day)
            if self._welcome is not None:
                self._welcome.show_day(day)
            if self._pane is not None:
                self._pane.show_day(day, day_ends_at)
            self._sort()

    def show_tasks(self, tasks: tuple[Task, ...], number: int = 0) -> None:
        """The tasks of the list of a number; a tick is shown until a list that knows of it."""
        self._tasks, self._number = tasks, number
        self._sort()

    def _sort(self) -> None:
        if self._tasks is not None:
            order = Order(self._tasks, self._day, self._day_began_at, self.search.words, self._number)
            self._sorter.sort(order, self.model.listed, self.model.today)

    def _on_sorter_sorted(self, found: Sorting) -> None:
        self.model.take(found.change, found.order.number)
        self.list.choose_moved()
        any_sought, any_there = bool(self.model.rowCount()), bool(found.order.tasks)
        self.search.show_found(any_sought or not any_there)
        if found.whole is not self._whole:
            self._whole = found.whole
            if self._pane is not None:
                self._pane.show_tasks(self._next_tasks)
        if any_sought or (found.order.words and any_there):
            self._untouched, self._wonders = False, False
            self.show_content()
        elif self._untouched:
            self.show_welcome()
        else:
            self.show_empty()
            if self._untouched is None and not self._wonders:
                self._wonders = True
                self.newness_asked.emit()

    def show_newness(self, untouched: bool) -> None:
        """Whether nothing was ever done: then an empty list is a welcome. What an act overtook comes too late."""
        if self._wonders:
            self._untouched, self._wonders = untouched, False
            self._sort()

    def show_goals(self, goals: tuple[Goal, ...]) -> None:
        """The goals, for their card and for the words of a task."""
        self._goals = goals
        self.pane.show_goals(goals)
        self.quick_add.show_goals(self._goal_titles)

    def show_outcome(self, outcome: Outcome) -> None:
        """Lets the points rise from the row that was completed."""
        task_id = outcome.event.metadata.get("task_id")
        start = self._origins.pop(task_id, None) if isinstance(task_id, int) else None
        if start is not None and self._animated and self._worth_shown and self.isVisible() and not outcome.repeated:
            Rise(outcome.points_awarded, start, self.theme, self)

    def show_act(self, result: ActResult) -> None:
        """A task that was added need not be typed again, and whoever did anything needs no welcome."""
        if result.kind not in SETTING_UP:
            self._untouched, self._wonders = False, False
        if result.kind == "add":
            self.quick_add.keep()

    def show_failure(self, text: str) -> None:
        """Gives back what was entered; without a list yet, says why there is none."""
        self._origins.clear()
        if self._welcome is not None:
            self._welcome.start.setEnabled(True)
        self.quick_add.give_back()
        if self._pane is not None:
            self._pane.goals_card.untick_pending()
        if self._tasks is None:
            super().show_failure(text)

    def begin_anew(self) -> None:
        super().begin_anew()
        self._untouched, self._wonders = None, False
        if self._welcome is not None:
            self._welcome.begin_anew()
        self._origins.clear()
        self._tasks = None
        self.model.forget_ticks()
        self._sorter.forget()
        self.search.leave()
        self.show_goals(())
        self.pane.begin_anew()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @property
    def _next_tasks(self) -> tuple[Task, ...]:
        """The first open tasks of the list: so many as the plan lets choose among."""
        from momentum_desktop.gui.plan_pane import MOST_CHOICES

        still_open = (row for row in self._whole.rows if isinstance(row, Task) and not row.done)
        return tuple(islice(still_open, MOST_CHOICES))

    @property
    def _goal_titles(self) -> tuple[tuple[int, str], ...]:
        return tuple((goal.id, goal.title) for goal in self._goals if not goal.done)

    def _fit(self) -> None:
        """The plan beside the list where there is room, else in its place while the button is down."""
        roomy = self.width() >= ROOMY
        instead = not roomy and self.plan_toggle.isChecked()
        self.plan_toggle.setVisible(not roomy)
        self._states.setVisible(not instead)
        self._side.setVisible(roomy or instead)
        self._side.setMinimumWidth(PANE if roomy else 0)
        self._side.setMaximumWidth(PANE if roomy else ROOMY)

    def _lay_out(self) -> None:
        content = QVBoxLayout(self.content)
        content.setContentsMargins(0, 0, 0, 0)
        content.setSpacing(0)
        content.addWidget(self.search)
        content.addWidget(self.list, 1)
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        # The scroll bar stands outside the cards, so that they end where the quick-add line ends.
        layout.setContentsMargins(2 * GRID, GRID, 2 * GRID - SCROLL_BAR, 0)
        layout.setSpacing(0)
        self.plan_toggle.setObjectName("plan_toggle")
        self.plan_toggle.setAccessibleName("Show the plan in place of the tasks")
        self.plan_toggle.setCheckable(True)
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, SCROLL_BAR, 0)
        head.setSpacing(GRID)
        head.addWidget(self.quick_add, 1)
        head.addWidget(self.plan_toggle, 0, Qt.AlignmentFlag.AlignTop)
        # Its room is kept before it is built, so that the list does not jump.
        self._side = QWidget()
        self._beside = QVBoxLayout(self._side)
        self._beside.setContentsMargins(0, 0, 0, 0)
        under = QHBoxLayout()
        under.setSpacing(GRID + GRID // 2)
        layout.removeWidget(self._states)
        under.addWidget(self._states, 1)
        under.addWidget(self._side, 1)
        layout.addLayout(head)
        layout.addLayout(under, 1)

    def _on_welcome_habits_chosen(self, drafts: tuple[TaskDraft, ...]) -> None:
        for draft in drafts:
            self.add_requested.emit(draft)
        if drafts:
            self.welcome.start.setEnabled(False)  # until the answer is there: once is enough
        else:
            self._untouched = False
            self.show_empty()
        self.quick_add.begin()

    def _on_quick_add_left_downwards(self) -> None:
        if self.list.isVisible():
            self.list.enter()

    def _on_list_left_upwards(self) -> None:
        (self.search.line if self.search.isVisible() else self.quick_add.line).setFocus(
            Qt.FocusReason.BacktabFocusReason
        )

    def _on_search_left(self) -> None:
        """To the list, on what was chosen or else the first task."""
        if not self.list.chosen and self.model.rowCount() > 1:
            self.list.setCurrentIndex(self.model.index(1))
        self.list.setFocus()

    def _on_list_tick_requested(self, key: TaskKey, done: bool) -> None:
        corner = self.list.top_right_of(key)
        task_id, occurrence = key if isinstance(key, tuple) else (key, None)
        if done and corner is not None:
            self._origins[task_id] = self.list.viewport().mapTo(self, corner) - QPoint(2 * GRID, 0)
        self.model.tick(key, done)
        if done:
            self.completion_requested.emit(task_id)
        else:
            self.reopen_requested.emit(task_id, occurrence)

    def _on_list_drop_requested(self, dragged: list[Task], section: str, place: int) -> None:
        """Within a section the order changes; from one to another the day does."""
        here = self.model.tasks_in(section)
        moved = {task.key for task in dragged}
        if moved <= {task.key for task in here}:
            staying = [task.id for task in here if task.key not in moved]
            self.order_requested.emit((*staying[:place], *(task.id for task in dragged), *staying[place:]))
            return
        days = {TODAY: self._day, UPCOMING: self._day + timedelta(days=1), ANYTIME: None}
        if section in days:
            self.changes_requested.emit(tuple(task.id for task in dragged), {"due": days[section]})

    def _on_list_edit_requested(self, task: Task) -> None:
        dialog = TaskDialog(task, self._day, self.theme, self, self._goal_titles)

        def pass_on(draft: TaskDraft, alone: bool) -> None:
            if alone:
                self.edit_one_requested.emit(task.id, draft, task.occurrence)
            else:
                self.edit_requested.emit(task.id, draft)

        dialog.draft_accepted.connect(pass_on)
        dialog.open()

    def _on_list_part_requested(self, task: Task) -> None:
        """A subtask is for the day and the list of its task, until it is told otherwise."""
        from momentum_desktop.gui.goal_dialog import StepDialog

        dialog = StepDialog(StepDraft("", task.complexity), self.theme, self, "Add a subtask", "Add")

        def pass_on(part: StepDraft) -> None:
            draft = TaskDraft(part.title, complexity=part.complexity, due=task.due, list=task.list, parent_id=task.id)
            self.add_requested.emit(draft)

        dialog.draft_accepted.connect(pass_on)
        dialog.open()

    def _on_list_more_requested(self, task: Task) -> None:
        assert task.amount is not None
        self.more_requested.emit(task.id, min(Decimal(1), Decimal(task.amount) - Decimal(task.amount_done)))

    def _on_list_amount_requested(self, task: Task) -> None:
        dialog = AmountDialog(task, self)
        dialog.amount_chosen.connect(lambda amount: self.amount_requested.emit(task.id, amount))
        dialog.open()
