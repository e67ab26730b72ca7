"""The card with the points over time: its chart, which days and kinds it shows, and the same as a table."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QPushButton, QWidget

from momentum_desktop.gui.button_row import ButtonRow
from momentum_desktop.gui.chart_card import ChartCard
from momentum_desktop.gui.insight_figures import (
    Grouping,
    KindLayer,
    Span,
    events_sentence,
    layers,
    points_sentence,
    span_words,
    spans,
)
from momentum_desktop.gui.legend import Legend
from momentum_desktop.gui.theme import CAPTION, GRID, Theme, font
from momentum_desktop.service.insight_values import KindDays
from momentum_desktop.service.values import Stats

if TYPE_CHECKING:
    from momentum_desktop.gui.points_chart import PointsChart

CHART_HEIGHT = 30 * GRID
A_YEAR, MOST_KIND_DAYS = 366, 92
"""Beyond these many days the points stand week by week: at first, and whenever they stand by kind."""


class PointsCard(ChartCard):
    """Where points are out of sight it counts events. The chart is made by `make_chart`, when it is first to be seen.
    `span_chosen` comes with a span that is asked about, `view_chosen` with the first and last day that are to be seen
    alone (None for all), `view_moved` while they are moved along, and `kinds_requested` when the points of each kind
    are to be shown and not known."""

    span_chosen = Signal(object)
    view_chosen = Signal(object)
    view_moved = Signal(object)
    kinds_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("insight_points", "Points over time", CHART_HEIGHT, parent)
        self.points_chart: PointsChart | None = None
        self._stats: Stats | None = None
        self._part: Stats | None = None
        self._kind_days: KindDays | None = None
        self._shows_points = True
        self._view: tuple[date, date] | None = None
        self._rows: tuple[Span, ...] = ()
        self._listed: list[Span] = []
        self._layers: tuple[KindLayer, ...] = ()
        self.by_kind = QPushButton("By kind")
        self.by_kind.setCheckable(True)
        self.by_kind.setObjectName("insight_by_kind")
        self.by_kind.setAccessibleName("Points by kind")
        self.by_kind.setFont(font(CAPTION, QFont.Weight.Medium))
        self.by_kind.toggled.connect(self._on_by_kind_toggled)
        self.groupings = ButtonRow("insight_groupings", "Points by", tuple(Grouping))
        self.groupings.chosen.connect(self._on_groupings_chosen)
        self.legend = Legend()
        self.legend.hide()
        self.head.insertWidget(1, self.by_kind)
        self.head.insertWidget(2, self.groupings)
        self.under_sentence.addWidget(self.legend)
        self.row_chosen.connect(self._on_row_chosen)

    @property
    def grouping(self) -> Grouping:
        return list(Grouping)[self.groupings.place]

    @property
    def view(self) -> tuple[date, date] | None:
        """The first and the last day that are shown alone."""
        return self._view

    def make_chart(self) -> None:
        """Makes the chart, once."""
        if self.points_chart is None:
            from momentum_desktop.gui.points_chart import PointsChart

            chart = self.points_chart = PointsChart()
            chart.apply_theme(self.theme)
            chart.count("point" if self._shows_points else "event")
            self.set_chart(chart)
            chart.span_chosen.connect(self.span_chosen)
            chart.stretch_chosen.connect(self._on_chart_stretch_chosen)
            chart.view_moved.connect(self._on_chart_view_moved)
            chart.view_cleared.connect(self._on_chart_view_cleared)
            self._draw()
            chart.show_view(self._view)

    def show_points(self, shown: bool) -> None:
        """Whether it counts points, or events."""
        self._shows_points = shown
        self.set_title("Points over time" if shown else "Done over time")
        self.by_kind.setVisible(shown)
        if not shown:
            self.by_kind.setChecked(False)
        if self.points_chart is not None:
            self.points_chart.count("point" if shown else "event")
        self._draw()
        self._show_view()

    def show_stats(self, stats: Stats, *, new_range: bool) -> None:
        """All days of a range. In a new one more than a year stands week by week, and no part of it alone."""
        self._stats, self._part = stats, None
        if new_range:
            self._view = None
            if len(stats.days) > A_YEAR and self.grouping is Grouping.DAY:
                self.groupings.choose(list(Grouping).index(Grouping.WEEK))
        if self.by_kind.isChecked() and not self._kinds_known:
            self.kinds_requested.emit()
        self._draw()
        self._show_view()

    def show_kind_days(self, kind_days: KindDays) -> None:
        self._kind_days = kind_days
        self._draw()

    def show_view(self, view: tuple[date, date] | None) -> None:
        """These days alone, or all; what they amount to comes with `show_part`."""
        self._view, self._part = view, None
        self._show_view()
        self._tell()

    def show_part(self, stats: Stats) -> None:
        """What the days that are shown alone amount to."""
        self._part = stats
        self._tell()

    def begin_anew(self) -> None:
        self._stats = self._part = self._kind_days = self._view = None
        self.groupings.choose(0)
        self.by_kind.setChecked(False)

    def apply_theme(self, theme: Theme) -> None:
        super().apply_theme(theme)
        self.legend.apply_theme(theme)
        if self.points_chart is not None:
            self.points_chart.apply_theme(theme)
        self._draw()

    @property
    def _kinds_known(self) -> bool:
        """Whether the points by kind are those of the days that are shown."""
        known, stats = self._kind_days, self._stats
        if known is None or stats is None:
            return False
        length = max((len(points) for points in known.by_kind.values()), default=0)
        return known.first == stats.days[0].day and length == len(stats.days)

    @property
    def _too_long_by_day(self) -> bool:
        """Whether so many days would be too many bars."""
        days = () if self._stats is None else self._stats.days
        return self.grouping is Grouping.DAY and len(days) > MOST_KIND_DAYS

    def _draw(self) -> None:
        if self._stats is None:
            return
        if self.by_kind.isChecked() and self._too_long_by_day:
            self.groupings.choose(list(Grouping).index(Grouping.WEEK))
        shown = spans(self._stats.days, self.grouping)
        if not self._shows_points:
            shown = tuple(span._replace(points=span.events) for span in shown)
        parts: tuple[KindLayer, ...] = ()
        if self.by_kind.isChecked() and self._kind_days is not None and self._kinds_known:
            parts = layers(self._kind_days, shown)
        self._rows, self._layers = shown, parts
        self.legend.setVisible(bool(parts))
        self.legend.show_entries(tuple((layer.words, layer.colour(self.theme)) for layer in parts))
        if self.points_chart is not None:
            self.points_chart.show_spans(shown, self.grouping, parts)
        self._tell()

    def _show_view(self) -> None:
        if self.points_chart is not None:
            self.points_chart.show_view(self._view)

    def _tell(self) -> None:
        """The sentence and the table, of the days in sight."""
        if self._stats is None:
            return
        said = points_sentence if self._shows_points else events_sentence
        self.say(said(self._part or self._stats))
        view = self._view
        places = [
            place
            for place, span in enumerate(self._rows)
            if view is None or (span.first >= view[0] and span.last <= view[1])
        ]
        self._listed = [self._rows[place] for place in reversed(places)]
        rows: list[tuple[str | int, ...]] = []
        for place in reversed(places):
            span = self._rows[place]
            parts = [layer.points[place] for layer in self._layers]
            amounts = (span.points, span.events) if self._shows_points else (span.events,)
            rows.append((span_words(span, self.grouping), *amounts, *parts))
        nouns = ("Points", "Events") if self._shows_points else ("Events",)
        headers = (self.grouping.value, *nouns, *(layer.words for layer in self._layers))
        self.model.show_rows(headers, tuple(rows))

    def _on_row_chosen(self, row: int) -> None:
        self.span_chosen.emit(self._listed[row])

    def _on_groupings_chosen(self, place: int) -> None:
        if self.by_kind.isChecked() and self._too_long_by_day:
            self.by_kind.setChecked(False)
        self._draw()
        self._show_view()

    def _on_by_kind_toggled(self, on: bool) -> None:
        if on and self._stats is not None and not self._kinds_known:
            self.kinds_requested.emit()
        self._draw()
        self._show_view()

    def _on_chart_stretch_chosen(self, first: date, last: date) -> None:
        self.view_chosen.emit((first, last))

    def _on_chart_view_moved(self, first: date, last: date) -> None:
        self._view = (first, last)
        self.view_moved.emit(self._view)

    def _on_chart_view_cleared(self) -> None:
        self.view_chosen.emit(None)
