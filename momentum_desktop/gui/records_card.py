"""The card of the best and the longest: each record opens to what it is made of."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from momentum_desktop.gui.click_area import ClickArea
from momentum_desktop.gui.insight_figures import Grouping, Span, span_words
from momentum_desktop.gui.surface import Surface
from momentum_desktop.gui.theme import BODY, CAPTION, GRID, TITLE, Theme, figures, font
from momentum_desktop.gui.wording import counted, day_words
from momentum_desktop.service.insight_values import Insights, SpanTotal
from momentum_desktop.service.values import StreakStanding
from momentum_desktop.service.why_values import WhyQuestion

LEAST_WIDTH, INSET = 23 * GRID, GRID + GRID // 2


class Record(NamedTuple):
    """One record: what it is, its figure, when it was, and the question that it opens to."""

    title: str
    figure: str
    note: str
    question: WhyQuestion


def records_of(insights: Insights, *, points: bool = True) -> tuple[Record, ...]:
    """Those that there are, days before streaks; without `points` those that are of none."""
    kept = insights.records
    made: list[Record] = []
    for title, day, noun in (("Best day", kept.best_day, "point"), ("Busiest day", kept.busiest_day, "event")):
        if day is not None and (points or noun != "point"):
            figure = counted(day.points if noun == "point" else day.events, noun)
            made.append(Record(title, figure, day_words(day.day), WhyQuestion(day=day.day)))
    for title, span, grouping in (
        ("Best week", kept.best_week, Grouping.WEEK),
        ("Best month", kept.best_month, Grouping.MONTH),
    ):
        if span is not None and points:
            made.append(Record(title, counted(span.points, "point"), _when(span, grouping), _asked(span)))
    run = kept.longest_run
    if run is not None:
        days = (run.last - run.first).days + 1
        made.append(Record("Active days in a row", counted(days, "day"), _when(run, Grouping.WEEK), _asked(run)))
    made += [_of_streak(row) for row in kept.streaks if row.longest_count > 0]
    return tuple(made)


def records_sentence(insights: Insights, *, points: bool = True) -> str:
    """The gist in a sentence."""
    best, run = insights.records.best_day, insights.records.longest_run
    if best is None or run is None:
        return "Your records will stand here."
    days = (run.last - run.first).days + 1
    said = f"Your best day brought {counted(best.points, 'point')}, and you" if points else "You"
    held = max((row.longest_count for row in insights.records.streaks if row.period == "day"), default=0)
    if held <= days:
        return f"{said} were active on up to {counted(days, 'day')} in a row."
    return (
        f"{said} were active on up to {counted(days, 'day')} in a row, without a day between. "
        f"Streaks also go on over days that a freeze or a rest holds: up to {counted(held, 'day')}."
    )


class RecordsCard(Surface):
    """Tiles in as many columns as there is room for; `why_requested` comes with the question that one asks."""

    why_requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("insight_records")
        self.setAccessibleName("Best and longest")
        heading = QLabel("Best and longest")
        heading.setFont(font(BODY, QFont.Weight.DemiBold))
        self.sentence = QLabel()
        self.sentence.setObjectName("insight_records_sentence")
        self.sentence.setFont(font(BODY))
        self.sentence.setProperty("ink", "muted")
        self.sentence.setWordWrap(True)
        self.tiles: list[RecordTile] = []
        self._records: tuple[Record, ...] = ()
        self._insights: Insights | None = None
        self._shows_points = True
        self._columns = 0
        self._grid = QGridLayout()
        self._grid.setSpacing(GRID)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID - INSET, GRID + GRID // 2, 2 * GRID - INSET, GRID)
        column.setSpacing(GRID // 2)
        for label in (heading, self.sentence):
            # The words of the tiles stand under these.
            label.setContentsMargins(INSET, 0, INSET, 0)
            column.addWidget(label)
        column.addLayout(self._grid)

    def show_points(self, shown: bool) -> None:
        """Whether records of points are among them."""
        self._shows_points = shown
        if self._insights is not None:
            self.show_insights(self._insights)

    def show_insights(self, insights: Insights) -> None:
        self._insights = insights
        self.sentence.setText(records_sentence(insights, points=self._shows_points))
        records = records_of(insights, points=self._shows_points)
        if records == self._records:
            return
        self._records = records
        for tile in self.tiles:
            self._grid.removeWidget(tile)
            tile.hide()
            tile.deleteLater()
        self.tiles = [RecordTile(record) for record in records]
        for tile in self.tiles:
            tile.apply_theme(self.theme)
            tile.clicked.connect(lambda _=False, tile=tile: self.why_requested.emit(tile.record.question))
        self._columns = 0
        self._arrange()

    def apply_theme(self, theme: Theme) -> None:
        super().apply_theme(theme)
        for tile in self.tiles:
            tile.apply_theme(theme)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        columns = min(max(1, (self.width() - 4 * GRID) // LEAST_WIDTH), max(1, len(self.tiles)))
        if columns == self._columns:
            return
        for column in range(self._columns):
            self._grid.setColumnStretch(column, 0)
        self._columns = columns
        for place, tile in enumerate(self.tiles):
            self._grid.addWidget(tile, *divmod(place, columns))
        for column in range(columns):
            self._grid.setColumnStretch(column, 1)


class RecordTile(ClickArea):
    """One record, as a button."""

    def __init__(self, record: Record, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.record = record
        self.setAccessibleName(f"{record.title}: {record.figure}, {record.note}. Why?")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        column = QVBoxLayout(self)
        column.setContentsMargins(INSET, GRID, INSET, GRID)
        column.setSpacing(2)
        for words, face, ink in (
            (record.title, font(CAPTION, QFont.Weight.Medium), "muted"),
            (record.figure, figures(TITLE, QFont.Weight.DemiBold), ""),
            (record.note, figures(CAPTION), "muted"),
        ):
            label = QLabel(words)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setFont(face)
            if ink:
                label.setProperty("ink", ink)
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            column.addWidget(label)

    def sizeHint(self) -> QSize:
        # A button asks its style for its size; this one is as large as what it holds.
        layout = self.layout()
        return layout.sizeHint() if layout is not None else QSize()

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.underMouse():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self.paint_focus(painter, GRID)


def _when(span: SpanTotal, grouping: Grouping) -> str:
    return span_words(Span(span.first, span.last, span.points, span.events), grouping)


def _asked(span: SpanTotal) -> WhyQuestion:
    return WhyQuestion(day=span.first, last_day=span.last)


def _of_streak(row: StreakStanding) -> Record:
    now = f"now {row.current_count}" if row.current_count else "the longest so far"
    now = "going on now" if row.current_count == row.longest_count else now
    return Record(row.title, counted(row.longest_count, row.period), now, WhyQuestion(streak=row.streak_type))
