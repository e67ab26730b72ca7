"""The Insights page: points over time, where they come from and when, each in a chart, a sentence and a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QFont, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from momentum_desktop.gui.button_row import ButtonRow
from momentum_desktop.gui.chart_card import ChartCard
from momentum_desktop.gui.figure_tile import FigureTile
from momentum_desktop.gui.hours_heatmap import HoursHeatmap
from momentum_desktop.gui.insight_figures import (
    Grouping,
    Span,
    average_active,
    hour_words,
    hours_sentence,
    kinds,
    kinds_sentence,
    points_sentence,
    span_words,
    spans,
)
from momentum_desktop.gui.kind_bars import KindBars
from momentum_desktop.gui.page import EmptyState, Page
from momentum_desktop.gui.scroll_column import ScrollColumn
from momentum_desktop.gui.standing_card import StandingCard
from momentum_desktop.gui.theme import GRID, TITLE, Theme, font
from momentum_desktop.gui.wording import WEEKDAYS, counted, day_words, grouped
from momentum_desktop.service.values import Leaderboard, Stats
from momentum_desktop.service.why_values import WhyQuestion

if TYPE_CHECKING:
    from momentum_desktop.gui.points_chart import PointsChart

EMPTY = EmptyState(
    "ui-chart", "Your points over time will show here. The first one draws the first line.", "Add a task"
)
RANGES = (("30 days", 30), ("90 days", 90), ("365 days", 365), ("All", 0))
A_YEAR = 366
NARROW = 112 * GRID
CHART_HEIGHT, SMALL_HEIGHT = 30 * GRID, 29 * GRID


class InsightsPage(Page):
    """Points over time, by kind, and by weekday and hour. The chart is made when the page is first shown."""

    stats_requested = Signal(int)
    board_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("page_insights", "Insights", EMPTY, parent)
        self.chart: PointsChart | None = None
        self._stats: Stats | None = None
        self._stale = True
        self._new_range = True
        self._searched_all = False
        self._columns = 0
        self.headline = QLabel()
        self.headline.setFont(font(TITLE, QFont.Weight.DemiBold))
        self.ranges = ButtonRow("insight_ranges", "Range", tuple(words for words, _ in RANGES))
        self.ranges.chosen.connect(self._on_ranges_chosen)
        self.groupings = ButtonRow("insight_groupings", "Points by", tuple(Grouping))
        self.groupings.chosen.connect(self._on_groupings_chosen)
        self.total = FigureTile("insight_total", "Points")
        self.average = FigureTile("insight_average", "Average active day")
        self.best = FigureTile("insight_best", "Best day")
        self.active = FigureTile("insight_active", "Active days")
        self.tiles = (self.total, self.average, self.best, self.active)
        self.points = ChartCard("insight_points", "Points over time", CHART_HEIGHT)
        self.points.head.insertWidget(1, self.groupings)
        self.points.row_chosen.connect(self._on_points_row_chosen)
        self.kinds = ChartCard("insight_kinds", "Where they come from", SMALL_HEIGHT)
        self.kind_bars = KindBars()
        self.kinds.set_chart(self.kind_bars)
        self.hours = ChartCard("insight_hours", "When they come", SMALL_HEIGHT)
        self.heatmap = HoursHeatmap()
        self.hours.set_chart(self.heatmap)
        self.standing = StandingCard()
        self.standing.period_chosen.connect(self._ask_board)
        self._lay_out()

    @property
    def days(self) -> int:
        """The range chosen, in days; 0 is all."""
        return RANGES[self.ranges.place][1]

    def tab_shown(self) -> None:
        """The page came into view: makes the chart the first time, and asks for what is not there yet."""
        if self.chart is None:
            from momentum_desktop.gui.points_chart import PointsChart

            self.chart = PointsChart()
            self.chart.apply_theme(self.theme)
            self.points.set_chart(self.chart)
            self.chart.span_chosen.connect(self._ask_why)
            self._draw_points()
        if self._stale:
            self._ask()

    def show_stats(self, stats: Stats) -> None:
        self._stats = stats
        self._stale = False
        if not stats.totals.events and not self._searched_all:
            self._show_nothing()
            return
        self._searched_all = True
        if self._new_range:
            self._new_range = False
            if len(stats.days) > A_YEAR and self.grouping is Grouping.DAY:
                self.groupings.choose(list(Grouping).index(Grouping.WEEK))
        self._draw_tiles()
        self._draw_points()
        self._draw_kinds()
        self._draw_hours()
        self.show_content()

    def show_board(self, board: Leaderboard) -> None:
        self.standing.show_board(board)

    def begin_anew(self) -> None:
        super().begin_anew()
        self._stats = None
        self._stale = self._new_range = True
        self._searched_all = False
        self.ranges.choose(0)
        self.groupings.choose(0)

    def forget(self) -> None:
        """What is shown may no longer be all there is."""
        self._stale = True
        if self.isVisible():
            self._ask()

    @property
    def grouping(self) -> Grouping:
        return list(Grouping)[self.groupings.place]

    def apply_theme(self, theme: Theme) -> None:
        super().apply_theme(theme)
        for part in (*self.tiles, self.points, self.kinds, self.hours, self.kind_bars, self.heatmap, self.standing):
            part.apply_theme(theme)
        if self.chart is not None:
            self.chart.apply_theme(theme)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _ask_why(self, span: Span) -> None:
        self.why_requested.emit(WhyQuestion(day=span.first, last_day=span.last))

    def _on_points_row_chosen(self, row: int) -> None:
        if self._stats is not None:
            shown = spans(self._stats.days, self.grouping)
            self._ask_why(shown[len(shown) - 1 - row])

    def _ask(self) -> None:
        if self._stats is None:
            self.show_loading()
        self.stats_requested.emit(self.days)
        self._ask_board()

    def _ask_board(self) -> None:
        self.board_requested.emit(self.standing.period)

    def _show_nothing(self) -> None:
        """Nothing in this range: says so, and looks once whether there is something before it."""
        self.show_empty()
        if self.days:
            self.ranges.choose(len(RANGES) - 1)
            self._new_range = True
            self.stats_requested.emit(0)

    def _draw_tiles(self) -> None:
        assert self._stats is not None
        stats = self._stats
        length = len(stats.days)
        self.headline.setText(f"The last {counted(length, 'day')}" if self.days else "All your days")
        self.total.show_figure(grouped(stats.totals.points), f"from {counted(stats.totals.events, 'event')}")
        self.average.show_figure(grouped(average_active(stats)), "points a day")
        best = stats.best_day
        note = day_words(best.day) if best else "still to come"
        self.best.show_figure(grouped(best.points if best else 0), note)
        self.active.show_figure(grouped(stats.active_days), f"of {counted(length, 'day')}")

    def _draw_points(self) -> None:
        if self._stats is None:
            return
        shown = spans(self._stats.days, self.grouping)
        self.points.say(points_sentence(self._stats))
        rows = tuple((span_words(span, self.grouping), span.points, span.events) for span in reversed(shown))
        self.points.model.show_rows((self.grouping.value, "Points", "Events"), rows)
        if self.chart is not None:
            self.chart.show_spans(shown, self.grouping)
            self.chart.setAccessibleDescription(self.points.sentence.text())

    def _draw_kinds(self) -> None:
        assert self._stats is not None
        rows = kinds(self._stats.by_kind)
        self.kind_bars.show_kinds(rows)
        self.kinds.say(kinds_sentence(self._stats))
        self.kinds.model.show_rows(("Kind", "Points"), rows)

    def _draw_hours(self) -> None:
        assert self._stats is not None
        self.heatmap.show_grid(self._stats.by_weekday_hour)
        self.hours.say(hours_sentence(self._stats))
        by_hour = enumerate(zip(*self._stats.by_weekday_hour, strict=True))
        rows = tuple((hour_words(hour), *points) for hour, points in by_hour if any(points))
        self.hours.model.show_rows(("Hour", *(name[:3] for name in WEEKDAYS)), rows)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.headline, 1)
        top.addWidget(self.ranges)
        tiles = QHBoxLayout()
        tiles.setSpacing(2 * GRID)
        for tile in self.tiles:
            tiles.addWidget(tile, 1)
        self._lower = QGridLayout()
        self._lower.setSpacing(2 * GRID)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        column.setSpacing(2 * GRID)
        column.addLayout(top)
        column.addLayout(tiles)
        column.addWidget(self.points)
        column.addLayout(self._lower)
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
        self._lower.addWidget(self.kinds, 0, 0)
        self._lower.addWidget(self.hours, *((0, 1) if columns == 2 else (1, 0)))
        self._lower.setColumnStretch(0, 2)
        self._lower.setColumnStretch(1, 3 if columns == 2 else 0)

    def _on_ranges_chosen(self, place: int) -> None:
        self._new_range = True
        self._ask()

    def _on_groupings_chosen(self, place: int) -> None:
        self._draw_points()
