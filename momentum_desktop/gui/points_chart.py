"""The points over time, to be read, asked and narrowed with the mouse or the keys."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFont, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from momentum_desktop.gui.chart_mouse import ChartMouse
from momentum_desktop.gui.insight_figures import Grouping, KindLayer, Span, layer_words, span_words
from momentum_desktop.gui.points_plot import PointsPlot, middle
from momentum_desktop.gui.range_strip import RangeStrip
from momentum_desktop.gui.theme import CAPTION, GRID, LIGHT, Theme, figures
from momentum_desktop.gui.wording import counted

LEAST_DAYS = 3
"""No fewer days are shown alone."""

ZOOM, STEP = 1.6, 0.25


class PointsChart(QWidget):
    """`span_chosen` comes with the span that is clicked, or opened with Enter; `stretch_chosen` with the first and the
    last day that are dragged over or zoomed to; `view_moved` with those in sight after the chart was moved;
    `view_cleared` when all days are wanted again, by a double click or Esc."""

    span_chosen = Signal(object)
    stretch_chosen = Signal(object, object)
    view_moved = Signal(object, object)
    view_cleared = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = LIGHT
        self._layers: tuple[KindLayer, ...] = ()
        self._grouping = Grouping.DAY
        self._view: tuple[float, float] | None = None
        self._cursor: int | None = None
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._noun = "point"
        self.count("point")
        self.drawing = PointsPlot()
        self.strip = RangeStrip()
        self.strip.hide()
        self.strip.moved.connect(self._move_to)
        self.tip = QLabel(self)
        self.tip.setObjectName("points_chart_tip")
        self.tip.setFont(figures(CAPTION, QFont.Weight.Medium))
        self.tip.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.tip.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2, 2, 2, 2)
        layout.setSpacing(GRID // 2)
        layout.addWidget(self.drawing, 1)
        layout.addWidget(self.strip)
        self.tip.raise_()
        self._mouse = ChartMouse(self.plot.viewport())
        self._mouse.hovered.connect(self._on_mouse_hovered)
        self._mouse.left.connect(self._forget)
        self._mouse.clicked.connect(self._on_mouse_clicked)
        self._mouse.double_clicked.connect(self.view_cleared)
        self._mouse.dragged.connect(self._on_mouse_dragged)
        self._mouse.drag_ended.connect(self._on_mouse_drag_ended)
        self._mouse.panned.connect(self._on_mouse_panned)

    def count(self, noun: str) -> None:
        """What the heights count: points, beside which the events are told, or the events themselves."""
        self._noun = noun
        self.setAccessibleName(self._name)

    @property
    def _name(self) -> str:
        return f"{self._noun.capitalize()}s over time"

    def _amount(self, span: Span) -> str:
        events = counted(span.events, "event")
        return events if self._noun == "event" else f"{counted(span.points, self._noun)}, {events}"

    @property
    def plot(self) -> Any:
        """pyqtgraph's own widget."""
        return self.drawing.plot

    @property
    def series(self) -> tuple[tuple[date, int], ...]:
        """What is drawn: the first day of each span with its points."""
        return tuple((span.first, span.points) for span in self.drawing.spans)

    @property
    def view(self) -> tuple[date, date] | None:
        """The first and the last day in sight, if they are not all."""
        return None if self._view is None else _days(self._view)

    def show_spans(self, spans: tuple[Span, ...], grouping: Grouping, layers: tuple[KindLayer, ...] = ()) -> None:
        """All days, gathered in spans; with layers each span shows what it is made of."""
        self._grouping, self._layers, self._cursor = grouping, layers, None
        self.drawing.show_spans(spans, grouping, layers)
        self.strip.show_spans(spans)
        self._settle()

    def show_view(self, view: tuple[date, date] | None) -> None:
        """Only these days, both within, or all."""
        self._view = None if view is None else (view[0].toordinal() - 0.5, view[1].toordinal() + 0.5)
        # Only where a second click means something is it worth waiting for.
        self._mouse.patient = view is not None
        self.strip.setVisible(view is not None)
        self._settle()

    def setAccessibleDescription(self, description: str) -> None:
        super().setAccessibleDescription(description)
        self.plot.setAccessibleDescription(description)

    def apply_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.tip.setStyleSheet(
            f"background: {theme.text}; color: {theme.window}; border-radius: {GRID}px; padding: 4px 8px;"
        )
        self.strip.apply_theme(theme)
        self.drawing.apply_theme(theme)
        self.update()

    def words_at(self, x: float) -> str:
        """What the chart says at this place of its axis (a day's ordinal)."""
        place = self.drawing.place_at(x)
        return "" if place is None else self._told(place)

    def move_by(self, days: float) -> None:
        """Brings later days in sight, or earlier ones, if not all are."""
        if self._view is not None and days:
            self._move_to(self._view[0] + days)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, held = event.key(), event.modifiers() & Qt.KeyboardModifier.ControlModifier
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(key), 0)
        if step and held and self._view is not None:
            self.move_by(step * STEP * (self._view[1] - self._view[0]))
        elif step:
            self._go_to(len(self.drawing.spans) - 1 if self._cursor is None else self._cursor + step)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._cursor is not None:
            self.span_chosen.emit(self.drawing.spans[self._cursor])
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self._zoom(1 / ZOOM)
        elif key == Qt.Key.Key_Minus:
            self._zoom(ZOOM)
        elif key == Qt.Key.Key_Escape and self._view is not None:
            self.view_cleared.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._go_to(len(self.drawing.spans) - 1 if self._cursor is None else self._cursor)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._forget()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._forget()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(self._theme.accent), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), GRID, GRID)

    def _settle(self) -> None:
        """Shows what is to be in sight."""
        self._forget()
        sight = self._view or self.drawing.ends
        self.drawing.hide_stretch()
        self.drawing.show_sight(*sight)
        self.strip.show_view(*sight)

    def _move_to(self, first: float) -> None:
        if self._view is None:
            return
        length = self._view[1] - self._view[0]
        least, most = self.drawing.ends
        begin = max(least, min(first, most - length))
        if begin != self._view[0]:
            self._view = (begin, begin + length)
            self._settle()
            self.view_moved.emit(*_days(self._view))

    def _zoom(self, by: float) -> None:
        """Around the day under the cursor, or the middle."""
        least, most = self.drawing.ends
        first, last = self._view or (least, most)
        centre = (first + last) / 2 if self._cursor is None else middle(self.drawing.spans[self._cursor])
        length = max(float(LEAST_DAYS), (last - first) * by)
        if length >= most - least:
            self.view_cleared.emit()
            return
        begin = max(least, min(centre - (centre - first) / (last - first) * length, most - length))
        self.stretch_chosen.emit(*_days((begin, begin + length)))

    def _go_to(self, place: int) -> None:
        spans = self.drawing.spans
        if not spans:
            return
        self._cursor = min(max(place, 0), len(spans) - 1)
        at = middle(spans[self._cursor])
        if self._view is not None and not self._view[0] <= at <= self._view[1]:
            self._move_to(at - (self._view[1] - self._view[0]) / 2)
        self._show_place(self._cursor)
        self.setAccessibleName(f"{self._name}. {self._told(self._cursor)}. Why?")
        self.update()

    def _show_place(self, place: int) -> None:
        span = self.drawing.spans[place]
        self.drawing.show_mark(span)
        self._tell(self._told(place), self.drawing.place_of(middle(span), span.points))

    def _forget(self) -> None:
        self.tip.hide()
        self.drawing.show_mark(None)

    def _told(self, place: int) -> str:
        span = self.drawing.spans[place]
        said = f"{span_words(span, self._grouping)}: {self._amount(span)}"
        return said + layer_words(self._layers, place)

    def _tell(self, words: str, at: QPointF) -> None:
        self.tip.setText(words)
        self.tip.adjustSize()
        left = min(max(0.0, at.x() - self.tip.width() / 2), self.width() - self.tip.width())
        above = at.y() - self.tip.height() - GRID
        self.tip.move(round(left), round(above if above >= 0 else at.y() + GRID))
        self.tip.show()

    def _on_mouse_hovered(self, place: QPoint) -> None:
        found = self.drawing.place_at(self.drawing.x_at(place.x())) if self.drawing.over_days(place) else None
        if found is None:
            self._forget()
        else:
            self._show_place(found)

    def _on_mouse_clicked(self, pixel: int) -> None:
        place = self.drawing.place_at(self.drawing.x_at(pixel))
        if place is not None:
            self.span_chosen.emit(self.drawing.spans[place])

    def _on_mouse_dragged(self, begun: int, pixel: int) -> None:
        within = self.drawing.within(self.drawing.x_at(begun), self.drawing.x_at(pixel))
        if not within:
            return
        self.drawing.show_mark(None)
        self.drawing.show_stretch(within[0].first, within[-1].last)
        points, events = sum(span.points for span in within), sum(span.events for span in within)
        whole = Span(within[0].first, within[-1].last, points, events)
        said = f"{span_words(whole, Grouping.WEEK)}: {self._amount(whole)}"
        self._tell(said, self.drawing.place_of(middle(whole)))

    def _on_mouse_drag_ended(self, begun: int, pixel: int) -> None:
        self.drawing.hide_stretch()
        self._forget()
        within = self.drawing.within(self.drawing.x_at(begun), self.drawing.x_at(pixel))
        if within and (within[-1].last - within[0].first).days + 1 >= LEAST_DAYS:
            self.stretch_chosen.emit(within[0].first, within[-1].last)

    def _on_mouse_panned(self, pixels: int) -> None:
        self.move_by(pixels * self.drawing.days_per_pixel())


def _days(view: tuple[float, float]) -> tuple[date, date]:
    """The first and the last whole day of a view."""
    first = round(view[0] + 0.5)
    return date.fromordinal(first), date.fromordinal(max(first, round(view[1] - 0.5)))
