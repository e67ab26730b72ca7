"""The part of the day's hours that is in sight: those around now, as many as there is room for."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPalette, QResizeEvent, QShowEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from momentum_desktop.gui.day_line import STEP, DayLine
from momentum_desktop.gui.edge_fade import fade_edges
from momentum_desktop.gui.scroll_column import ScrollColumn
from momentum_desktop.gui.theme import GRID

EMPTY_HEIGHT, LEAST_HEIGHT = 15 * GRID, 16 * GRID
"""About three hours: where nothing is planned, and the least where something is."""

HOURS = 5
"""So many hours are to be in sight where something is planned, if they may be so low."""

NEAR = 45
"""So many minutes before and after now are always in sight."""


def start_in_sight(now: int, minutes: int, stretches: Sequence[tuple[int, int]]) -> int:
    """The minute from which on so many minutes are shown: those around now with the most of what is planned, (start,
    end), of which a minute to come counts as much as three gone by; if there is nothing, a third lies before now."""
    usual = now - minutes // 3
    near = min(NEAR, minutes // 3)
    starts = list(range(now + near - minutes, now - near + 1, STEP))

    def planned(start: int) -> int:
        parts = [(max(begin, start), min(end, start + minutes)) for begin, end in stretches]
        return sum(max(0, end - begin) + 2 * max(0, end - max(begin, now)) for begin, end in parts)

    def worth(start: int) -> tuple[int, int]:
        return planned(start), -abs(start - usual)

    return max([usual, *starts], key=worth)


class DayView(ScrollColumn):
    """Holds a DayLine. It follows the present until somebody scrolls, and again on another day."""

    def __init__(self, line: DayLine, parent: QWidget | None = None) -> None:
        super().__init__(line, "Hours of the day", parent)
        self._line = line
        self._allowed = LEAST_HEIGHT
        self._follows = True
        self.setObjectName("day_view")
        fade_edges(self, QPalette.ColorRole.Base)
        line.range_changed.connect(self._fit)
        line.came_to.connect(self._on_line_came_to)
        self.verticalScrollBar().actionTriggered.connect(self._let_be)
        self._fit()

    def allow(self, height: int) -> None:
        """How high it may be at most where something is planned."""
        if height != self._allowed:
            self._allowed = height
            self._fit()

    def follow(self) -> None:
        """Brings the hours around now into sight, on another day the first that is planned, and keeps them there."""
        self._follows = True
        self._go_there()

    def focusNextPrevChild(self, forward: bool) -> bool:
        # QScrollArea would scroll back to the line that is just left.
        card = self.parentWidget()
        return card is not None and card.focusNextPrevChild(forward)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._let_be()
        super().wheelEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.follow()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._go_there()

    def _fit(self) -> None:
        least, most = (LEAST_HEIGHT, self._allowed) if self._line.stretches else (EMPTY_HEIGHT, EMPTY_HEIGHT)
        room = max(least, most)
        self._line.show_hours(HOURS if self._line.stretches else 1, room)
        self.setFixedHeight(min(self._line.height(), room))
        self._go_there()

    def _go_there(self) -> None:
        if not self._follows:
            return
        line, now = self._line, self._line.now
        if now is not None:
            start = start_in_sight(now, (self.height() - 2 * GRID) * 60 // line.hour, line.stretches)
        else:
            start = min((begin for begin, _ in line.stretches), default=line.first)
        self.verticalScrollBar().setValue(round(line.y_of(start)) - GRID)

    def _let_be(self) -> None:
        self._follows = False

    def _on_line_came_to(self, block: QRectF) -> None:
        self._let_be()
        middle = block.center().toPoint()
        self.ensureVisible(middle.x(), middle.y(), 0, round(block.height() / 2) + GRID)
