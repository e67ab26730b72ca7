"""The hours of a day with its time slots as blocks, which are moved with mouse or keys."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from momentum_desktop.gui.icons import icon_pixmap
from momentum_desktop.gui.theme import CAPTION, GRID, LIGHT, Theme, figures, font
from momentum_desktop.service.plan_values import TimeSlot

HOUR, LOW_HOUR = 5 * GRID, 3 * GRID
"""The height of an hour where there is room, and the least where there is not."""

SCALE = 5 * GRID + GRID // 2
"""The width of the hours' names."""

DAY, STEP = 24 * 60, 15
FIRST, LAST = 8 * 60, 20 * 60
"""The hours that a day without slots has."""

BEFORE, AFTER = 60, 3 * 60
"""So many minutes around now are there however late it is."""

SNAP = 30
LEAST_BLOCK = 20
CORNER = 6
CIRCLE = 14


def lanes(stretches: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """For (start, end) in the order of their starts, the place of each side by side and how many share its width."""
    found: list[tuple[int, int]] = []
    group: list[int] = []
    ends: list[int] = []
    for start, end in stretches:
        if ends and start >= max(ends):
            found += [(place, len(ends)) for place in group]
            group, ends = [], []
        place = next((place for place, last in enumerate(ends) if last <= start), len(ends))
        ends[place : place + 1] = [end]
        group.append(place)
    return [*found, *((place, len(ends)) for place in group)]


def time_words(minute: int) -> str:
    """A minute of the day as HH:MM."""
    return f"{minute // 60 % 24:02}:{minute % 60:02}"


class DayLine(QWidget):
    """An hour scale. `plan_requested` carries the minute of an empty hour that was clicked, `open_requested` a slot,
    `move_requested` a slot and its new start, `tick_requested` a slot and whether it shall be done,
    `deletion_requested` a slot's number, `came_to` the block that keys or mouse are at; `range_changed` says that other
    hours are shown, or others are taken.

    Minutes count from midnight; those before the day's start are the night at its end."""

    plan_requested = Signal(int)
    open_requested = Signal(object)
    move_requested = Signal(object, int)
    tick_requested = Signal(object, bool)
    deletion_requested = Signal(int)
    came_to = Signal(QRectF)
    range_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = LIGHT
        self._slots: tuple[TimeSlot, ...] = ()
        self._now: int | None = None
        self._day_start = 0
        self._lanes: list[tuple[int, int]] = []
        self._current: int | None = None
        self._pressed: tuple[TimeSlot | None, QPointF] | None = None
        self._moved_to: int | None = None
        self._hovered: int | None = None
        self.shows_worth = True
        self.hour = HOUR
        """How high an hour is."""
        self._name, self._caption = font(CAPTION, QFont.Weight.Medium), figures(CAPTION)
        self._struck = font(CAPTION)
        self._struck.setStrikeOut(True)
        self.setObjectName("day_line")
        self.setAccessibleName("The day’s time slots")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._fit()

    @property
    def current(self) -> TimeSlot | None:
        """The slot that the keys act on."""
        return next((slot for slot in self._slots if slot.id == self._current), None)

    @property
    def now(self) -> int | None:
        """The present minute, counted like those of `stretches`; None on another day."""
        return None if self._now is None else self._place(self._now)

    @property
    def first(self) -> int:
        """The minute at the top."""
        return self._first

    @property
    def stretches(self) -> list[tuple[int, int]]:
        """(start, end) of each slot, counted so that the night follows its day."""
        starts = [self._place(slot.start_minute) for slot in self._slots]
        return [(start, start + slot.minutes) for start, slot in zip(starts, self._slots, strict=True)]

    @property
    def next_half_hour(self) -> int:
        """The minute of the day that is planned where no slot and no hour is chosen."""
        return FIRST if self._now is None else (self._now // SNAP * SNAP + SNAP) % DAY

    def show_slots(self, slots: Sequence[TimeSlot], now: int | None, day_start: int) -> None:
        """The slots of one day, the present minute if it is today, and the minute at which a day begins."""
        self._day_start, self._now = day_start, now
        self._slots = tuple(sorted(slots, key=lambda slot: (self._place(slot.start_minute), slot.id)))
        self._put_side_by_side()
        self._pressed, self._moved_to = None, None
        self._fit()
        words = [f"{slot.start_time} {slot.title}{', done' if slot.done else ''}" for slot in self._slots]
        self.setAccessibleDescription("; ".join(words) or "Nothing is planned")
        self.update()

    def show_now(self, now: int | None) -> None:
        """The present minute of the day that is shown; None if it is another day."""
        if now != self._now:
            self._now = now
            self._fit()
            self.update()

    def apply_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def show_hours(self, many: int, height: int) -> None:
        """Makes an hour as high as lets so many be seen in a height, if it may be so low: not too low to be read, nor
        so low that slots that come after one another would stand side by side."""
        after = [later - start for (start, end), (later, _) in pairwise(self.stretches) if later >= end]
        low = max([LOW_HOUR, *(-(-LEAST_BLOCK * 60 // gap) for gap in after)])
        hour = min(HOUR, max(low, (height - 2 * GRID) // many))
        if hour != self.hour:
            self.hour = hour
            self._put_side_by_side()
            self._fit()
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(30 * GRID, self.minimumHeight())

    def block_of(self, slot_id: int) -> QRectF:
        """Where a slot is painted. StopIteration if there is none of that number."""
        place = next(place for place, slot in enumerate(self._slots) if slot.id == slot_id)
        slot, (lane, shared) = self._slots[place], self._lanes[place]
        start = self._place(slot.start_minute)
        if self._moved_to is not None and self._pressed is not None and self._pressed[0] == slot:
            start = self._moved_to
        width = (self.width() - SCALE) / shared
        height = max(LEAST_BLOCK, slot.minutes * self.hour / 60) - 2
        return QRectF(
            SCALE + lane * width, self.y_of(start) + 1, width - 2, min(height, self.height() - self.y_of(start))
        )

    def minute_at(self, y: float, snap: int = SNAP) -> int:
        """The minute at a height, down to the last whole `snap`."""
        minute = self._first + (y - GRID) * 60 / self.hour
        return int(max(self._first, min(minute, self._last - snap)) // snap * snap)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            slot = self._slot_at(event.position())
            self._pressed = (slot, event.position())
            self._current = slot.id if slot else None
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        spot = event.position()
        if self._pressed is None:
            self._hover(spot)
            return
        slot, began = self._pressed
        if slot is None or slot.done:
            return
        if self._moved_to is not None or abs(spot.y() - began.y()) >= GRID // 2:
            start = self._place(slot.start_minute) + (spot.y() - began.y()) * 60 / self.hour
            steps = round(start / STEP) * STEP
            self._moved_to = max(self._first, min(steps, self._last - STEP))
            self.came_to.emit(self.block_of(slot.id))
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None or event.button() != Qt.MouseButton.LeftButton:
            return
        (slot, began), moved_to = self._pressed, self._moved_to
        self._pressed, self._moved_to, self._hovered = None, None, None
        self.unsetCursor()
        self.update()
        if slot is not None and moved_to is not None:
            if moved_to != self._place(slot.start_minute):
                self.move_requested.emit(slot, moved_to % DAY)
        elif slot is not None and self._circle(self.block_of(slot.id)).contains(began):
            self.tick_requested.emit(slot, not slot.done)
        elif slot is not None:
            self.open_requested.emit(slot)
        elif self.rect().contains(event.position().toPoint()):
            self.plan_requested.emit(self.minute_at(began.y()) % DAY)

    def leaveEvent(self, event: object) -> None:
        self._hovered = None
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        by_key = event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        if by_key and self.current is None and self._slots:
            self._choose(self._slots[0])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        slot, code = self.current, event.key()
        upwards = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(code))
        if upwards and slot and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            start = self._place(slot.start_minute) + upwards * STEP
            if self._day_start <= start < self._day_start + DAY and not slot.done:
                self.move_requested.emit(slot, start % DAY)
        elif upwards and self._slots:
            place = self._slots.index(slot) + upwards if slot else 0
            self._choose(self._slots[max(0, min(place, len(self._slots) - 1))])
        elif code == Qt.Key.Key_Space and slot:
            self.tick_requested.emit(slot, not slot.done)
        elif code in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_E):
            if slot:
                self.open_requested.emit(slot)
            else:
                self.plan_requested.emit(self.next_half_hour)
        elif code == Qt.Key.Key_Delete and slot:
            self.deletion_requested.emit(slot.id)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_hours(painter)
        if self._hovered is not None:
            self._paint_hover(painter, self._hovered)
        if self.hasFocus() and self.current is None:
            self._paint_hover(painter, min(self._place(self.next_half_hour), self._last - SNAP), ringed=True)
        for slot in self._slots:
            self._paint_block(painter, slot)
        if self._now is not None:
            self._paint_now(painter, self.y_of(self._place(self._now)))

    def _place(self, minute: int) -> int:
        """A minute of the day, counted so that the night follows its day."""
        return minute if minute >= self._day_start else minute + DAY

    def y_of(self, minute: int) -> float:
        """How far down a minute stands."""
        return GRID + (minute - self._first) * self.hour / 60

    def _put_side_by_side(self) -> None:
        """A short slot is painted taller than it lasts, and takes that room beside others."""
        least = LEAST_BLOCK * 60 // self.hour
        self._lanes = lanes([(start, max(end, start + least)) for start, end in self.stretches])

    def _fit(self) -> None:
        """From the first to the last full hour that is needed."""
        here = [] if self.now is None else [(self.now - BEFORE, self.now + AFTER)]
        needed = [(FIRST, LAST), *self.stretches, *here]
        self._first = max(self._day_start, min(start for start, _ in needed)) // 60 * 60
        self._last = -(-min(max(end for _, end in needed), self._day_start + DAY) // 60) * 60
        self.setFixedHeight(2 * GRID + (self._last - self._first) * self.hour // 60)
        self.range_changed.emit()

    def _slot_at(self, spot: QPointF) -> TimeSlot | None:
        return next((slot for slot in reversed(self._slots) if self.block_of(slot.id).contains(spot)), None)

    def _circle(self, block: QRectF) -> QRectF:
        return QRectF(block.left(), block.top(), 3 * GRID, min(block.height(), 3 * GRID))

    def _choose(self, slot: TimeSlot) -> None:
        self._current = slot.id
        self.came_to.emit(self.block_of(slot.id))
        self.setAccessibleName(f"{slot.start_time} {slot.title}{', done' if slot.done else ''}")
        self.update()

    def _hover(self, spot: QPointF) -> None:
        slot = self._slot_at(spot)
        hovered = self.minute_at(spot.y()) if slot is None and spot.x() >= SCALE else None
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        if slot is not None:
            end = time_words(slot.start_minute + slot.minutes)
            worth = f", worth {slot.worth} points" if self.shows_worth and not slot.done else ""
            words = f"{slot.title}\n{slot.start_time} to {end}{worth}"
            if self.toolTip() != words:
                self.setToolTip(words)
        elif self.toolTip():
            self.setToolTip("")
            QToolTip.hideText()
        if hovered != self._hovered:
            self._hovered = hovered
            self.update()

    def _paint_hours(self, painter: QPainter) -> None:
        theme = self._theme
        painter.setFont(self._caption)
        for minute in range(self._first, self._last + 1, 60):
            y = self.y_of(minute)
            painter.setPen(QPen(QColor(theme.track), 1))
            painter.drawLine(QPointF(SCALE, y), QPointF(self.width(), y))
            painter.setPen(QColor(theme.muted))
            name = QRectF(0, y - GRID, SCALE - GRID, 2 * GRID)
            painter.drawText(name, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, time_words(minute))

    def _paint_hover(self, painter: QPainter, minute: int, *, ringed: bool = False) -> None:
        block = QRectF(SCALE, self.y_of(minute) + 1, self.width() - SCALE, SNAP * self.hour / 60 - 2)
        painter.setPen(QPen(QColor(self._theme.accent), 2) if ringed else Qt.PenStyle.NoPen)
        block.adjust(ringed, ringed, -ringed, -ringed)
        painter.setBrush(QColor(self._theme.hover))
        painter.drawRoundedRect(block, CORNER, CORNER)
        painter.setPen(QColor(self._theme.muted))
        painter.setFont(self._caption)
        words = block.adjusted(GRID, 0, 0, 0)
        painter.drawText(
            words, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, f"Plan {time_words(minute)}"
        )

    def _paint_now(self, painter: QPainter, y: float) -> None:
        painter.setPen(QPen(QColor(self._theme.flame), 2))
        painter.drawLine(QPointF(SCALE - 2, y), QPointF(self.width(), y))
        painter.setBrush(QColor(self._theme.flame))
        painter.drawEllipse(QPointF(SCALE - 2, y), 3, 3)

    def _paint_block(self, painter: QPainter, slot: TimeSlot) -> None:
        theme, block = self._theme, self.block_of(slot.id)
        focused = self.hasFocus() and slot.id == self._current
        painter.setPen(QPen(QColor(theme.accent), 2) if focused else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.hover if slot.done else theme.accent_soft))
        painter.drawRoundedRect(block, CORNER, CORNER)
        box = QRectF(block.left() + 6, block.top() + min(5.0, (block.height() - CIRCLE) / 2), CIRCLE, CIRCLE)
        painter.setPen(Qt.PenStyle.NoPen if slot.done else QPen(QColor(theme.accent), 1.5))
        painter.setBrush(QColor(theme.accent) if slot.done else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(box)
        if slot.done:
            ratio = painter.device().devicePixelRatioF()
            check = icon_pixmap("ui-check", theme.on_accent, 10, ratio)
            painter.drawPixmap(box.topLeft() + QPointF(2, 2), check)
        words = QRectF(box.right() + 6, box.top() - 2, block.right() - box.right() - 12, CIRCLE + 4)
        painter.setPen(QColor(theme.muted if slot.done else theme.text))
        painter.setFont(self._struck if slot.done else self._name)
        metrics = painter.fontMetrics()
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(words, left, metrics.elidedText(slot.title, Qt.TextElideMode.ElideRight, int(words.width())))
        if block.height() >= LEAST_BLOCK + 2 * GRID:
            moving = self._moved_to is not None and self._pressed is not None and self._pressed[0] == slot
            start = self._moved_to if moving and self._moved_to is not None else slot.start_minute
            told = f"{time_words(start)}–{time_words(start + slot.minutes)}"
            if slot.done:
                told += " · on time" if slot.on_time else " · late"
            painter.setPen(QColor(theme.muted))
            painter.setFont(self._caption)
            under = words.translated(0, 2 * GRID)
            shown = painter.fontMetrics().elidedText(told, Qt.TextElideMode.ElideRight, int(under.width()))
            painter.drawText(under, left, shown)
