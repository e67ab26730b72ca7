"""The Insights page: what changed, points over time, where they come from and when, and the best of it all."""

from __future__ import annotations

import sys
import threading
from datetime import date
from importlib import import_module
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QFont, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from momentum_desktop.gui.button_row import ButtonRow
from momentum_desktop.gui.changes_card import ChangesCard
from momentum_desktop.gui.chart_card import ChartCard
from momentum_desktop.gui.figure_tile import FigureTile
from momentum_desktop.gui.hours_heatmap import HoursHeatmap
from momentum_desktop.gui.icons import icon
from momentum_desktop.gui.insight_figures import (
    Grouping,
    Span,
    average_active,
    busiest_day,
    done_sentence,
    events_on_active_day,
    heads_of,
    hour_words,
    hours_sentence,
    kinds,
    kinds_sentence,
    shown_hours,
    span_words,
)
from momentum_desktop.gui.kind_bars import KindBars
from momentum_desktop.gui.page import EmptyState, Page
from momentum_desktop.gui.points_card import PointsCard
from momentum_desktop.gui.records_card import RecordsCard
from momentum_desktop.gui.scroll_column import ScrollColumn
from momentum_desktop.gui.standing_card import StandingCard
from momentum_desktop.gui.theme import GRID, TITLE, Theme, font
from momentum_desktop.gui.wording import WEEKDAYS, counted, day_words, grouped
from momentum_desktop.gui.years_card import YearsCard
from momentum_desktop.service.insight_values import Insights, KindDays
from momentum_desktop.service.values import Leaderboard, Stats
from momentum_desktop.service.why_values import WhyQuestion

if TYPE_CHECKING:
    from momentum_desktop.gui.points_chart import PointsChart

EMPTY = EmptyState(
    "ui-chart", "Your points over time will show here. The first one draws the first line.", "Add a task"
)
WITHOUT_POINTS = "What your days were like will show here."
RANGES = (("30 days", 30), ("90 days", 90), ("365 days", 365), ("All", 0))
CHART_LIBRARY = "pyqtgraph"
NARROW = 112 * GRID
SMALL_HEIGHT = 29 * GRID
Figures = tuple[tuple[str | int, ...], ...]
MOVING_MS = 120
"""While the days in sight are moved along, their sums are asked for when they stand still for so long."""


class InsightsPage(Page):
    """`stats_requested` asks for the last days (0 for all), `part_requested` for days up to another, `kinds_requested`
    for the points by kind of the last days, `insights_requested` for the records and the last weeks."""

    stats_requested = Signal(int)
    part_requested = Signal(int, object)
    kinds_requested = Signal(int)
    insights_requested = Signal()
    board_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("page_insights", "Insights", EMPTY, parent)
        self._stats: Stats | None = None
        self._shown: Stats | None = None
        self._stale = True
        self._new_range = True
        self._searched_all = False
        self._columns = 0
        self._shows_points = True
        self.headline = QLabel()
        self.headline.setObjectName("insight_headline")
        self.headline.setFont(font(TITLE, QFont.Weight.DemiBold))
        self.whole = QPushButton("Whole range")
        self.whole.setObjectName("insight_whole")
        self.whole.setProperty("tone", "quiet")
        self.whole.setAccessibleName("Show the whole range again")
        self.whole.clicked.connect(lambda: self._on_view_chosen(None))
        self.whole.hide()
        self.ranges = ButtonRow("insight_ranges", "Range", tuple(words for words, _ in RANGES))
        self.ranges.chosen.connect(self._on_ranges_chosen)
        self.changes = ChangesCard()
        self.total = FigureTile("insight_total", "Points")
        self.average = FigureTile("insight_average", "Average active day")
        self.best = FigureTile("insight_best", "Best day")
        self.active = FigureTile("insight_active", "Active days")
        self.done = FigureTile("insight_done", "Done")
        self.tasks_done = FigureTile("insight_tasks", "Tasks")
        self.busiest = FigureTile("insight_busiest", "Busiest day")
        self._of_points = (self.total, self.average, self.best)
        self._without_points = (self.done, self.tasks_done, self.busiest)
        self.tiles = (*self._of_points, self.active)
        self.points = PointsCard()
        self.points.span_chosen.connect(self._ask_why)
        self.points.view_chosen.connect(self._on_view_chosen)
        self.points.view_moved.connect(self._on_view_moved)
        self.points.kinds_requested.connect(lambda: self.kinds_requested.emit(self.days))
        self.kinds = ChartCard("insight_kinds", "Where they come from", SMALL_HEIGHT)
        self.kind_bars = KindBars()
        self.kinds.set_chart(self.kind_bars)
        self.hours = ChartCard("insight_hours", "When they come", SMALL_HEIGHT)
        self.heatmap = HoursHeatmap()
        self.hours.set_chart(self.heatmap)
        self.records = RecordsCard()
        self.records.why_requested.connect(self.why_requested)
        self.years = YearsCard()
        self.standing = StandingCard()
        self.standing.period_chosen.connect(self._ask_board)
        self._still = QTimer(self, singleShot=True, interval=MOVING_MS)
        self._still.timeout.connect(self._ask_part)
        for card in (self.changes, self.records, *self._without_points):
            card.hide()
        self._let_numbers_open()
        self._lay_out()

    @property
    def chart(self) -> PointsChart | None:
        """The chart of the points over time, once the page has been seen."""
        return self.points.points_chart

    @property
    def days(self) -> int:
        """The range chosen, in days; 0 is all."""
        return RANGES[self.ranges.place][1]

    def make_ready(self) -> None:
        """Brings in what the chart is drawn with, beside the window, so that the first look need not wait for it."""
        if CHART_LIBRARY not in sys.modules:
            threading.Thread(target=import_module, args=(CHART_LIBRARY,), name="momentum-charts", daemon=True).start()

    def tab_shown(self) -> None:
        """The page came into view: makes the chart the first time, and asks for what is not there yet."""
        self.points.make_chart()
        if self._stale:
            self._ask()

    def show_stats(self, stats: Stats) -> None:
        self._stats = stats
        self._stale = False
        if not stats.totals.events and not self._searched_all:
            self._show_nothing()
            return
        self._searched_all = True
        self.points.show_stats(stats, new_range=self._new_range)
        self._new_range = False
        if self.points.view is None:
            self._draw(stats)
        else:
            self._ask_part()
        self._say_range()
        self.show_content()

    def show_part(self, stats: Stats) -> None:
        """What the days that are shown alone amount to; an answer for others comes too late."""
        if self.points.view == (stats.days[0].day, stats.days[-1].day):
            self.points.show_part(stats)
            self._draw(stats)

    def show_kind_days(self, kind_days: KindDays) -> None:
        self.points.show_kind_days(kind_days)

    def show_insights(self, insights: Insights) -> None:
        self.changes.show_insights(insights)
        self.records.show_insights(insights)
        self.changes.setVisible(self._shows_points)
        self.records.show()

    def show_board(self, board: Leaderboard) -> None:
        self.standing.show_board(board)

    def show_points(self, shown: bool) -> None:
        """Without points it tells of what was done on the days, and of the records among them."""
        self._shows_points = shown
        self.records.show_points(shown)
        self.changes.setVisible(shown and not self.records.isHidden())
        for part in (*self._of_points, self.hours, self.standing):
            part.setVisible(shown)
        for tile in self._without_points:
            tile.setVisible(not shown)
        self.points.show_points(shown)
        self.kinds.set_title("Where they come from" if shown else "What you did")
        self._columns = 0
        self._arrange()
        if self._shown is not None:
            self._draw(self._shown)
        self.years.show_points(shown)
        self._empty.set_sentence(EMPTY.sentence if shown else WITHOUT_POINTS)

    def begin_anew(self) -> None:
        super().begin_anew()
        self._stats = self._shown = None
        self._stale = self._new_range = True
        self._searched_all = False
        self.ranges.choose(0)
        self.points.begin_anew()
        self.years.forget()
        for part in (self.changes, self.records, self.whole):
            part.hide()

    def forget(self) -> None:
        """What is shown may no longer be all there is."""
        self._stale = True
        self.years.forget()
        if self.isVisible():
            self._ask()

    def apply_theme(self, theme: Theme) -> None:
        super().apply_theme(theme)
        cards = (self.changes, self.points, self.kinds, self.hours, self.records, self.years, self.standing)
        for part in (*self.tiles, *self._without_points, *cards, self.kind_bars, self.heatmap):
            part.apply_theme(theme)
        self.whole.setIcon(icon("ui-back", theme.accent, size=16))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _ask_why(self, span: Span) -> None:
        self.why_requested.emit(WhyQuestion(day=span.first, last_day=span.last))

    def _let_numbers_open(self) -> None:
        for tile in (self.total, self.average, self.done, self.active):
            tile.clicked.connect(self._on_tile_clicked)
        self.best.clicked.connect(self._on_best_clicked)
        self.tasks_done.clicked.connect(lambda: self._ask_of_shown(kinds=("task_completion",)))
        self.busiest.clicked.connect(self._on_busiest_clicked)
        self.kind_bars.row_chosen.connect(self._on_kinds_row_chosen)
        self.kinds.row_chosen.connect(self._on_kinds_row_chosen)
        self.heatmap.cell_chosen.connect(lambda weekday, hour: self._ask_of_shown(weekday=weekday, hour=hour))
        self.hours.cell_chosen.connect(self._on_hours_cell_chosen)
        self.standing.why_requested.connect(self.why_requested)

    def _ask_of_shown(self, **narrower: Any) -> None:
        """Why the days that are shown gave what they gave."""
        if self._shown is not None:
            first, last = self._shown.days[0].day, self._shown.days[-1].day
            self.why_requested.emit(WhyQuestion(day=first, last_day=last, **narrower))

    def _on_tile_clicked(self) -> None:
        self._ask_of_shown()

    def _on_best_clicked(self) -> None:
        if self._shown is not None and self._shown.best_day is not None:
            self.why_requested.emit(WhyQuestion(day=self._shown.best_day.day))
        else:
            self._ask_of_shown()

    def _on_busiest_clicked(self) -> None:
        busiest = None if self._shown is None else busiest_day(self._shown)
        if busiest is not None:
            self.why_requested.emit(WhyQuestion(day=busiest.day))
        else:
            self._ask_of_shown()

    def _on_kinds_row_chosen(self, place: int) -> None:
        if self._shown is not None:
            by_kind = self._by_kind(self._shown)
            words, _ = kinds(by_kind)[place]
            self._ask_of_shown(kinds=heads_of(words, by_kind))

    def _on_hours_cell_chosen(self, row: int, column: int) -> None:
        if self._shown is not None:
            hour = shown_hours(self._shown)[row][0]
            self._ask_of_shown(weekday=max(0, column - 1), hour=hour)

    def _ask(self) -> None:
        if self._stats is None:
            self.show_loading()
        self.stats_requested.emit(self.days)
        if self.points.by_kind.isChecked():
            self.kinds_requested.emit(self.days)
        self.insights_requested.emit()
        self._ask_board()

    def _ask_part(self) -> None:
        if self.points.view is not None:
            first, last = self.points.view
            self.part_requested.emit((last - first).days + 1, last)

    def _ask_board(self) -> None:
        self.board_requested.emit(self.standing.period)

    def _show_nothing(self) -> None:
        """Nothing in this range: says so, and looks once whether there is something before it."""
        self.show_empty()
        if self.days:
            self.ranges.choose(len(RANGES) - 1)
            self._new_range = True
            self.stats_requested.emit(0)

    def _say_range(self) -> None:
        view = self.points.view
        self.whole.setVisible(view is not None)
        if view is not None:
            self.headline.setText(span_words(Span(*view, 0, 0), Grouping.WEEK))
        elif self._stats is not None:
            length = len(self._stats.days)
            self.headline.setText(f"The last {counted(length, 'day')}" if self.days else "All your days")

    def _draw(self, stats: Stats) -> None:
        """Everything but the points over time, which know what they show."""
        self._shown = stats
        self._draw_tiles(stats)
        rows, noun = kinds(self._by_kind(stats)), "point" if self._shows_points else "event"
        self.kind_bars.show_kinds(rows, noun)
        self.kinds.say(kinds_sentence(stats) if self._shows_points else done_sentence(stats))
        self.kinds.model.show_rows(("Kind", f"{noun.capitalize()}s"), rows)
        self.heatmap.show_grid(stats.by_weekday_hour)
        self.hours.say(hours_sentence(stats))
        figures: Figures = tuple((hour_words(hour), *points) for hour, points in shown_hours(stats))
        self.hours.model.show_rows(("Hour", *(name[:3] for name in WEEKDAYS)), figures)

    def _by_kind(self, stats: Stats) -> dict[str, int]:
        """The points of each kind, or without them the events."""
        return stats.by_kind if self._shows_points else stats.by_event_type

    def _draw_tiles(self, stats: Stats) -> None:
        self.total.show_figure(grouped(stats.totals.points), f"from {counted(stats.totals.events, 'event')}")
        self.average.show_figure(grouped(average_active(stats)), "points a day")
        best = stats.best_day
        note = day_words(best.day) if best else "still to come"
        self.best.show_figure(grouped(best.points if best else 0), note)
        self.done.show_figure(grouped(stats.totals.events), f"{events_on_active_day(stats)} on an active day")
        self.tasks_done.show_figure(grouped(stats.by_event_type.get("task_completion", 0)), "completed")
        busiest = busiest_day(stats)
        self.busiest.show_figure(
            grouped(busiest.events if busiest else 0), day_words(busiest.day) if busiest else "still to come"
        )
        self.active.show_figure(grouped(stats.active_days), f"of {counted(len(stats.days), 'day')}")

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(GRID)
        top.addWidget(self.headline)
        top.addWidget(self.whole)
        top.addStretch(1)
        top.addWidget(self.ranges)
        tiles = QHBoxLayout()
        tiles.setSpacing(2 * GRID)
        for tile in (*self._of_points, *self._without_points, self.active):
            tiles.addWidget(tile, 1)
        self._lower = QGridLayout()
        self._lower.setSpacing(2 * GRID)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        column.setSpacing(2 * GRID)
        column.addLayout(top)
        column.addWidget(self.changes)
        column.addLayout(tiles)
        column.addWidget(self.points)
        column.addLayout(self._lower)
        column.addWidget(self.records)
        column.addWidget(self.years)
        column.addWidget(self.standing)
        column.addStretch(1)
        layout = QVBoxLayout(self.content)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(ScrollColumn(inside, "Insights"))
        self._arrange()

    def _arrange(self) -> None:
        columns = 1 if self.width() < NARROW else 2
        if columns == self._columns:
            return
        self._columns = columns
        # The hours are of points: without them the kinds have the row.
        self._lower.addWidget(self.kinds, 0, 0, 1, 1 if self._shows_points else columns)
        self._lower.addWidget(self.hours, *((0, 1) if columns == 2 else (1, 0)))
        self._lower.setColumnStretch(0, 2)
        self._lower.setColumnStretch(1, 3 if columns == 2 else 0)

    def _on_ranges_chosen(self, place: int) -> None:
        self._new_range = True
        self._ask()

    def _on_view_chosen(self, view: tuple[date, date] | None) -> None:
        self.points.show_view(view)
        self._say_range()
        self._still.stop()
        if view is not None:
            self._ask_part()
        elif self._stats is not None:
            self._draw(self._stats)

    def _on_view_moved(self, view: tuple[date, date]) -> None:
        self._say_range()
        self._still.start()
