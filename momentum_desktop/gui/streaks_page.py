"""The Streaks page: a card for each streak, in one sentence how they stand, and the last year day by day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtGui import QFont, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from momentum_desktop.gui.chart_card import ChartCard
from momentum_desktop.gui.habit_card import HabitCard
from momentum_desktop.gui.icons import icon
from momentum_desktop.gui.page import EmptyState, Page
from momentum_desktop.gui.rest_mark import RestLegend, Spans, days_off, is_off
from momentum_desktop.gui.rests_card import RestsCard
from momentum_desktop.gui.scroll_column import ScrollColumn
from momentum_desktop.gui.streak_card import StreakCard
from momentum_desktop.gui.task_dialog import TaskDialog
from momentum_desktop.gui.theme import BODY, CAPTION, GRID, TITLE, Theme, font
from momentum_desktop.gui.wording import counted, day_words
from momentum_desktop.gui.year_heatmap import YearHeatmap, height_for, year_of, year_sentence
from momentum_desktop.service.plan_values import Goal, Habit, Rest
from momentum_desktop.service.values import Stats, StreakStanding
from momentum_desktop.service.why_values import WhyQuestion

EMPTY = EmptyState("flame", "Your streaks will glow here. A single thing done lights the first flame.", "Add a task")
LEAST_WIDTH = 43 * GRID
"""What the longest words of a card need."""

ADD_HABIT = "Add a habit"
NO_HABITS = "What repeats is a habit. Each has its days here, to be ticked off, also those that are past."
MARGINS = 6 * GRID
"""The page's own, and the scroll bar."""


def summary(standings: tuple[StreakStanding, ...]) -> tuple[str, str]:
    """How the streaks stand: a headline, and the longest of them."""
    kept = sum(1 for row in standings if row.status == "kept")
    due = sum(1 for row in standings if row.status == "due")
    if due:
        headline = f"{kept} kept, {due} still open" if kept else f"{counted(due, 'streak')} still open"
    elif kept:
        headline = f"{counted(kept, 'streak')} kept"
    else:
        headline = "A quiet day"
    longest = max(standings, key=lambda row: row.longest_count * (7 if row.period == "week" else 1))
    words = f"Longest so far: {longest.title}, {counted(longest.longest_count, longest.period)}."
    if any(row.freezes for row in standings):
        words += " A freeze steps in by itself when a day is missed."
    return headline, words


class StreaksPage(Page):
    """Every streak as a card, in equal columns, and under them the last year day by day."""

    year_requested = Signal()
    rest_requested = Signal(object, object, object)
    rest_removal_requested = Signal(int)
    day_completion_requested = Signal(int, object)
    day_reopen_requested = Signal(int, object)
    habit_accepted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("page_streaks", "Streaks", EMPTY, parent)
        self.cards: list[StreakCard] = []
        self.habit_cards: list[HabitCard] = []
        self._habits: tuple[Habit, ...] = ()
        self._goals: tuple[tuple[int, str], ...] = ()
        self._rests: Spans = ()
        self._standings: tuple[StreakStanding, ...] = ()
        self._today = date.min + timedelta(days=400)
        self._columns = 0
        self._shows_points = True
        self.headline = QLabel()
        self.headline.setObjectName("streak_summary")
        self.headline.setFont(font(TITLE, QFont.Weight.DemiBold))
        self.sentence = QLabel()
        self.sentence.setFont(font(BODY))
        self.sentence.setProperty("ink", "muted")
        self.sentence.setWordWrap(True)
        self.year = ChartCard("streak_year", "Your year", 20 * GRID)
        self.heatmap = YearHeatmap()
        self.year.set_chart(self.heatmap)
        self.heatmap.day_chosen.connect(self._on_heatmap_day_chosen)
        self.year.row_chosen.connect(self._on_year_table_row_chosen)
        self.year.hide()
        self._grid = QGridLayout()
        self._grid.setSpacing(2 * GRID)
        self.rests = RestsCard()
        self.rests.rest_requested.connect(self.rest_requested)
        self.rests.removal_requested.connect(self.rest_removal_requested)
        self.year_legend, self.habit_legend = RestLegend(), RestLegend()
        self.year.head.insertWidget(1, self.year_legend)
        self.add_habit = QPushButton(ADD_HABIT)
        self.add_habit.setObjectName("add_habit")
        self.add_habit.setAccessibleName(ADD_HABIT)
        self.add_habit.setFont(font(CAPTION, QFont.Weight.Medium))
        self.add_habit.clicked.connect(self.begin_habit)
        self._no_habits = QLabel(NO_HABITS)
        self._no_habits.setFont(font(BODY))
        self._no_habits.setProperty("ink", "muted")
        self._no_habits.setWordWrap(True)
        self._habit_grid = QGridLayout()
        self._habit_grid.setSpacing(2 * GRID)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        column.setSpacing(GRID // 2)
        column.addWidget(self.headline)
        column.addWidget(self.sentence)
        column.addSpacing(GRID + GRID // 2)
        column.addLayout(self._grid)
        column.addSpacing(GRID + GRID // 2)
        column.addWidget(self.rests)
        column.addSpacing(GRID + GRID // 2)
        column.addLayout(self._habit_head())
        column.addWidget(self._no_habits)
        column.addSpacing(GRID // 2)
        column.addLayout(self._habit_grid)
        column.addSpacing(GRID + GRID // 2)
        column.addWidget(self.year)
        column.addStretch(1)
        layout = QVBoxLayout(self.content)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(ScrollColumn(inside, "Streaks"))

    def show_streaks(self, standings: tuple[StreakStanding, ...]) -> None:
        self._standings = standings
        self.rests.show_streaks(tuple((row.streak_type, row.title) for row in standings))
        if all(row.status == "none" for row in standings) and not self._habits:
            self.show_empty()
            return
        if [card.standing.streak_type for card in self.cards] == [row.streak_type for row in standings]:
            for card, row in zip(self.cards, standings, strict=True):
                card.show_standing(row)
        else:
            self._build(standings)
        headline, words = summary(standings)
        self.headline.setText(headline)
        self.sentence.setText(words)
        self.show_content()

    @property
    def today(self) -> date:
        """The logical day in force."""
        return self._today

    def show_day(self, today: date) -> None:
        """The logical day in force."""
        if today != self._today:
            self._today = today
            self.show_habits(self._habits)
        self.rests.show_day(today)

    def show_habits(self, habits: tuple[Habit, ...]) -> None:
        """Each habit with its own streak, its strength and its days."""
        self._habits = habits
        if [card.habit.task.id for card in self.habit_cards] == [habit.task.id for habit in habits]:
            for card, habit in zip(self.habit_cards, habits, strict=True):
                card.show_habit(habit, self._today)
        else:
            for card in self.habit_cards:
                self._habit_grid.removeWidget(card)
                card.hide()
                card.deleteLater()
            self.habit_cards = [HabitCard(habit, self._today) for habit in habits]
            for card in self.habit_cards:
                card.show_rests(self._rests)
                card.apply_theme(self.theme)
                card.day_toggled.connect(self._on_habit_day_toggled)
            self._columns = 0
            self._arrange()
        self._no_habits.setVisible(not habits)
        self._show_legends()
        if habits and self.state == "empty":
            self.show_streaks(self._standings)

    def show_rests(self, rests: tuple[Rest, ...]) -> None:
        """The days off, latest first."""
        self.rests.show_rests(rests)
        self._rests = days_off(rests)
        self.heatmap.show_rests(self._rests)
        for card in self.habit_cards:
            card.show_rests(self._rests)
        self._show_legends()

    def show_goals(self, goals: tuple[Goal, ...]) -> None:
        """What a new habit can serve."""
        self._goals = tuple((goal.id, goal.title) for goal in goals if not goal.done)

    def begin_habit(self) -> None:
        """Asks for a new habit."""
        dialog = TaskDialog.for_a_habit(self._today, self.theme, self.window(), self._goals)
        dialog.draft_accepted.connect(lambda draft, _: self.habit_accepted.emit(draft))
        dialog.open()

    def show_year(self, stats: Stats) -> None:
        """The days of the last year, under the cards."""
        days = year_of(stats.days)
        self.heatmap.show_days(days)
        self.year.say(year_sentence(days))
        self._show_year_table()
        self.year.setVisible(any(row.events for row in days))
        self._show_legends()

    def show_points(self, shown: bool) -> None:
        self._shows_points = shown
        self.heatmap.show_points(shown)
        self._show_year_table()

    def begin_anew(self) -> None:
        super().begin_anew()
        self.year.hide()
        self.show_habits(())
        self.show_rests(())

    def tab_shown(self) -> None:
        """The page came into view: asks for the days of the last year."""
        self.year_requested.emit()

    def apply_theme(self, theme: Theme) -> None:
        super().apply_theme(theme)
        self.year.apply_theme(theme)
        self.heatmap.apply_theme(theme)
        self.year_legend.apply_theme(theme)
        self.habit_legend.apply_theme(theme)
        self.add_habit.setIcon(icon("ui-plus", theme.text, size=16))
        self.rests.apply_theme(theme)
        for card in self.cards:
            card.apply_theme(theme)
        for habit_card in self.habit_cards:
            habit_card.apply_theme(theme)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.year.set_chart_height(height_for(self.width() - 9 * GRID))
        self._arrange()

    def _habit_head(self) -> QHBoxLayout:
        heading = QLabel("Habits")
        heading.setFont(font(TITLE, QFont.Weight.DemiBold))
        head = QHBoxLayout()
        head.setSpacing(2 * GRID)
        head.addWidget(heading)
        head.addStretch(1)
        head.addWidget(self.habit_legend)
        head.addWidget(self.add_habit)
        return head

    def _show_legends(self) -> None:
        """The mark of days off has its word where it is among the squares."""
        year = [row.day for row in self.heatmap.days]
        self.year_legend.setVisible(any(is_off(day, self._rests) for day in year))
        first = self.habit_cards[0].squares.first if self.habit_cards else date.max
        self.habit_legend.setVisible(any(last >= first and start <= self._today for start, last in self._rests))

    def _show_year_table(self) -> None:
        days = tuple(reversed(self.heatmap.days))
        if self._shows_points:
            rows = tuple((day_words(row.day), row.points, row.events) for row in days)
            self.year.model.show_rows(("Day", "Points", "Events"), rows)
        else:
            self.year.model.show_rows(("Day", "Events"), tuple((day_words(row.day), row.events) for row in days))

    def _on_habit_day_toggled(self, task_id: int, day: date, done: bool) -> None:
        (self.day_completion_requested if done else self.day_reopen_requested).emit(task_id, day)

    def _on_card_clicked(self) -> None:
        card = self.sender()
        if isinstance(card, StreakCard):
            self.why_requested.emit(WhyQuestion(streak=card.standing.streak_type))

    def _on_heatmap_day_chosen(self, day: date) -> None:
        self.why_requested.emit(WhyQuestion(day=day))

    def _on_year_table_row_chosen(self, row: int) -> None:
        days = self.heatmap.days
        self.why_requested.emit(WhyQuestion(day=days[len(days) - 1 - row].day))

    def _build(self, standings: tuple[StreakStanding, ...]) -> None:
        for card in self.cards:
            self._grid.removeWidget(card)
            card.deleteLater()
        self.cards = [StreakCard(row) for row in standings]
        for card in self.cards:
            card.apply_theme(self.theme)
            card.clicked.connect(self._on_card_clicked)
        self._columns = 0
        self._arrange()

    def _arrange(self) -> None:
        columns = max(1, (self.width() - MARGINS + 2 * GRID) // (LEAST_WIDTH + 2 * GRID))
        if columns == self._columns:
            return
        grids: tuple[tuple[QGridLayout, Sequence[QWidget]], ...] = (
            (self._grid, self.cards),
            (self._habit_grid, self.habit_cards),
        )
        for grid, cards in grids:
            wide = max(1, min(columns, len(cards)))
            for place in range(max(grid.columnCount(), wide)):
                grid.setColumnStretch(place, 1 if place < wide else 0)
            for place, card in enumerate(cards):
                grid.addWidget(card, place // wide, place % wide)
        self._columns = columns
