"""The column beside the tasks: the focus timer, the plan of the day, and the goals."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from momentum_desktop.gui.day_card import DayCard
from momentum_desktop.gui.edge_fade import fade_edges
from momentum_desktop.gui.focus_card import FocusCard
from momentum_desktop.gui.goals_card import GoalsCard
from momentum_desktop.gui.log_dialog import LogDialog
from momentum_desktop.gui.plan_card import PlanCard
from momentum_desktop.gui.scroll_column import ScrollColumn
from momentum_desktop.gui.task_sections import soonest_first
from momentum_desktop.gui.theme import GRID, Theme
from momentum_desktop.service.plan_values import Goal, Task

SCROLL_BAR = 12
GOALS_HEIGHT = 16 * GRID
"""The heading of the goals and the first of them."""

MOST_CHOICES = 60
"""More tasks than these are no choice but a search."""


class PlanPane(QWidget):
    """Holds the cards, whose wishes are theirs; `log_requested` carries the type of an event written down by hand, and
    its metadata."""

    log_requested = Signal(str, object)

    def __init__(self, clock: Callable[[], datetime], day: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("plan_pane")
        self.setAccessibleName("Plan")
        self.focus_card = FocusCard(clock)
        self.day_card = DayCard(clock, day)
        self.goals_card = GoalsCard(day)
        spoken = "Write down something learned, or done with others"
        self.log = self.focus_card.button("", "Log…", spoken, "quiet")
        self.log.setToolTip(spoken)
        self.log.clicked.connect(self._on_log_clicked)
        self.focus_card.head.addWidget(self.log)
        inside = QWidget()
        self._cards = column = QVBoxLayout(inside)
        column.setContentsMargins(0, 2, SCROLL_BAR, 2 * GRID)
        column.setSpacing(GRID + GRID // 2)
        for card in (self.focus_card, self.day_card, self.goals_card):
            column.addWidget(card)
        column.addStretch(1)
        self.column = ScrollColumn(inside, "Plan")
        fade_edges(self.column, QPalette.ColorRole.Window)
        inside.installEventFilter(self)
        self.column.verticalScrollBar().rangeChanged.connect(self._on_range_changed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.column)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize):
            self._fit()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def show_day(self, day: date, day_ends_at: datetime) -> None:
        self.day_card.show_day(day, day_ends_at)
        self.goals_card.show_day(day)

    def show_tasks(self, tasks: Sequence[Task]) -> None:
        """The tasks that a session or a slot can be for."""
        choices = tuple((task.id, task.title) for task in sorted(_open(tasks), key=soonest_first)[:MOST_CHOICES])
        self.focus_card.show_tasks(choices)
        self.day_card.show_tasks(choices)

    def show_goals(self, goals: tuple[Goal, ...]) -> None:
        self.goals_card.show_goals(goals)

    def show_worth(self, shown: bool) -> None:
        """Whether what is planned says what it would earn."""
        self.day_card.show_worth(shown)
        self.goals_card.show_worth(shown)

    def begin_anew(self) -> None:
        """What is shown is somebody else's."""
        self.focus_card.begin_anew()
        self.day_card.begin_anew()
        self.goals_card.begin_anew()

    def apply_theme(self, theme: Theme) -> None:
        for card in (self.focus_card, self.day_card, self.goals_card):
            card.apply_theme(theme)

    def _fit(self) -> None:
        """The hours get what the other cards leave, so that the first goal is in sight without scrolling."""
        card, column = self.day_card, self._cards
        beside = _height_of(card) - card.view.maximumHeight()  # what it is to be, and not yet what it is
        gaps = 2 * column.spacing() + column.contentsMargins().top()
        goals = min(GOALS_HEIGHT, _height_of(self.goals_card))
        card.view.allow(self.height() - gaps - _height_of(self.focus_card) - beside - goals)

    def _on_range_changed(self, least: int, most: int) -> None:
        """The cards end where the line above them ends, whether or not a scroll bar stands beside them."""
        margins = self._cards.contentsMargins()
        bar = self.column.verticalScrollBar().sizeHint().width() if most > least else 0
        margins.setRight(max(0, SCROLL_BAR - bar))
        self._cards.setContentsMargins(margins)

    def _on_log_clicked(self) -> None:
        dialog = LogDialog(self)
        dialog.event_accepted.connect(self.log_requested)
        dialog.open()


def _height_of(card: PlanCard) -> int:
    """How high a card is going to be at its width."""
    layout = card.column
    layout.activate()  # layouts within it would answer as they were
    return layout.totalHeightForWidth(card.width()) if layout.hasHeightForWidth() else layout.totalSizeHint().height()


def _open(tasks: Sequence[Task]) -> list[Task]:
    return [task for task in tasks if not task.done]
