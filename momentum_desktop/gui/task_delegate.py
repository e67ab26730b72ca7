"""Draws the rows of the day's list, and turns a click on the round box into a wish."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from momentum_desktop.gui.day_words import (
    amount_in_words,
    day_in_words,
    day_within,
    minutes_in_words,
    reminder_of,
    start_in_words,
)
from momentum_desktop.gui.icons import icon_pixmap
from momentum_desktop.gui.task_model import DateRole, DepthRole, RowRole, TickedRole, TodayRole, WholeRole
from momentum_desktop.gui.task_sections import Section
from momentum_desktop.gui.theme import BODY, CAPTION, GRID, LIGHT, RADIUS, Theme, figures, font
from momentum_desktop.service.day_sections import OVERDUE
from momentum_desktop.service.quick_add import COMPLEXITIES
from momentum_desktop.service.repeat_words import repeat_in_words
from momentum_desktop.service.values import Task

ROW_HEIGHT = 7 * GRID
BOX = 22
BOX_COLUMN = 6 * GRID
"""The width at the left of a row where a click ticks it."""

WORTH, PIPS = 7 * GRID, 5 * GRID
WORTH_COLUMN = 16 * GRID
"""The width at the right of a row where its complexity stands, and what it would earn."""

INDENT = 4 * GRID
"""How far a subtask stands in from its task."""

MARK = 18
"""How far the words under a title stand from where their icon begins."""

MOVE_ALL = "Move all to today"

AMOUNT, ADDS = "ui-steps", "ui-plus"
"""The icon of an amount, and of one under the mouse, where a click adds to it."""

Index = QModelIndex | QPersistentModelIndex
_VCENTER = Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | _VCENTER
_RIGHT = Qt.AlignmentFlag.AlignRight | _VCENTER


def can_add(task: Task, today: date) -> bool:
    """Whether something can come to a task's amount now."""
    return task.amount is not None and not task.done and (task.due is None or task.due <= today)


def indent_of(index: Index) -> int:
    """How far the row of a task stands in."""
    return INDENT * int(index.data(DepthRole) or 0)


class TaskDelegate(QStyledItemDelegate):
    """Paints headings and tasks; `tick_requested` carries the index whose box was clicked."""

    tick_requested = Signal(QModelIndex)
    overdue_requested = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = LIGHT
        self._title = font(BODY, QFont.Weight.Medium)
        self._struck = font(BODY)
        self._struck.setStrikeOut(True)
        self._caption = font(CAPTION)
        self._heading = font(BODY, QFont.Weight.DemiBold)
        self._worth = figures(BODY, QFont.Weight.DemiBold)
        self.shows_worth = True
        self._link = font(CAPTION, QFont.Weight.DemiBold)
        self.double_clicked = False

    def apply_theme(self, theme: Theme) -> None:
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(40 * GRID, ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(RowRole)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(option.rect)
        if isinstance(row, Section):
            self._paint_section(painter, rect, row, index.data(DateRole))
        else:
            state: QStyle.StateFlag = option.state
            self._paint_task(painter, rect, state, row, bool(index.data(TickedRole)), index)
        painter.restore()

    def editorEvent(self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index) -> bool:
        """A release over the word at the right of the overdue moves them all."""
        row = index.data(RowRole)
        if (
            isinstance(row, Section)
            and row.name == OVERDUE
            and isinstance(event, QMouseEvent)
            and event.type() == QEvent.Type.MouseButtonRelease
            and self._overdue_box(QRectF(option.rect)).contains(event.position())
        ):
            self.overdue_requested.emit()
            return True
        return False

    def release_at(self, index: QModelIndex) -> None:
        """A release over a box ticks; the second release of a double click does not tick again."""
        if not self.double_clicked and not isinstance(index.data(RowRole), Section):
            self.tick_requested.emit(index)
        self.double_clicked = False

    def amount_box(self, rect: QRectF, index: Index) -> QRectF:
        """Where in the row at `rect` a click adds to the amount; empty if nothing can be added."""
        task, today = index.data(RowRole), index.data(TodayRole)
        if not isinstance(task, Task) or not can_add(task, today) or index.data(TickedRole):
            return QRectF()
        card = self._card(rect, index)
        line = self._meta_line(card, self._text_of(card, ticked=False))
        meta = self._meta(task, today, index.data(WholeRole))
        place = next((place for place, name, _, _ in self._placed(line, meta) if name == AMOUNT), None)
        return QRectF() if place is None else place.adjusted(-GRID / 2, -3, GRID / 2, 3)

    def _overdue_box(self, rect: QRectF) -> QRectF:
        line = rect.adjusted(2 * GRID, 2 * GRID, -2 * GRID, 0)
        width = QFontMetrics(self._link).horizontalAdvance(MOVE_ALL)
        return QRectF(line.right() - width, line.top(), width, line.height())

    def _paint_section(self, painter: QPainter, rect: QRectF, section: Section, date_words: str) -> None:
        line = rect.adjusted(2 * GRID, 2 * GRID, -2 * GRID, 0)
        painter.setFont(self._heading)
        painter.setPen(QColor(self._theme.text))
        painter.drawText(line, _LEFT, section.name)
        line.setLeft(line.left() + QFontMetrics(self._heading).horizontalAdvance(section.name) + GRID)
        painter.setFont(self._caption)
        painter.setPen(QColor(self._theme.muted))
        painter.drawText(line, _LEFT, " · ".join(part for part in (f"{section.count:,}", date_words) if part))
        if section.name == OVERDUE:
            painter.setFont(self._link)
            painter.setPen(QColor(self._theme.accent))
            painter.drawText(self._overdue_box(rect), _RIGHT, MOVE_ALL)

    def _paint_task(
        self, painter: QPainter, rect: QRectF, state: QStyle.StateFlag, task: Task, ticked: bool, index: Index
    ) -> None:
        theme, card = self._theme, self._card(rect, index)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        ground = theme.accent_soft if chosen else theme.hover if hovered else theme.surface
        focused = chosen and bool(state & QStyle.StateFlag.State_HasFocus)
        painter.setPen(QPen(QColor(theme.accent), 2) if focused else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(card, RADIUS, RADIUS)
        self._paint_box(painter, card, ticked, hovered)
        if not ticked:
            self._paint_worth(painter, card, task)
        meta = self._meta(task, index.data(TodayRole), index.data(WholeRole))
        text = self._text_of(card, ticked)
        title = text.adjusted(0, 7, 0, -card.height() / 2 + 2) if meta else text
        painter.setFont(self._struck if ticked else self._title)
        painter.setPen(QColor(theme.muted if ticked else theme.text))
        metrics = painter.fontMetrics()
        painter.drawText(title, _LEFT, metrics.elidedText(task.title, Qt.TextElideMode.ElideRight, int(title.width())))
        if meta:
            if hovered or focused:
                adds = self.amount_box(rect, index)
                if not adds.isEmpty():
                    meta = [
                        (ADDS, words, theme.accent) if name == AMOUNT else (name, words, ink)
                        for name, words, ink in meta
                    ]
                    painter.setPen(Qt.PenStyle.NoPen)
                    painter.setBrush(QColor(theme.surface if chosen else theme.accent_soft))
                    painter.drawRoundedRect(adds.adjusted(0, 2, 0, -2), RADIUS / 2, RADIUS / 2)
            self._paint_meta(painter, self._meta_line(card, text), meta)

    @staticmethod
    def _card(rect: QRectF, index: Index) -> QRectF:
        return rect.adjusted(2 + indent_of(index), 2, -2, -2)

    @property
    def _worth_width(self) -> int:
        """Of the points and the complexity, or of the complexity alone."""
        return WORTH + PIPS if self.shows_worth else PIPS - GRID

    def _text_of(self, card: QRectF, ticked: bool) -> QRectF:
        """Where title and what stands under it have room."""
        right = card.right() - 2 * GRID - (0 if ticked else self._worth_width + 2 * GRID)
        return QRectF(card.left() + BOX_COLUMN, card.top(), right - card.left() - BOX_COLUMN, card.height())

    @staticmethod
    def _meta_line(card: QRectF, text: QRectF) -> QRectF:
        return text.adjusted(0, card.height() / 2 + 1, 0, -7)

    def _paint_box(self, painter: QPainter, card: QRectF, ticked: bool, hovered: bool) -> None:
        theme = self._theme
        box = QRectF(card.left() + 2 * GRID - 2, card.center().y() - BOX / 2, BOX, BOX)
        painter.setPen(Qt.PenStyle.NoPen if ticked else QPen(QColor(theme.accent if hovered else theme.muted), 1.75))
        painter.setBrush(QColor(theme.accent) if ticked else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(box)
        if ticked or hovered:
            ratio = painter.device().devicePixelRatioF()
            check = icon_pixmap("ui-check", theme.on_accent if ticked else theme.accent, 14, ratio)
            painter.drawPixmap(box.topLeft() + QRectF(0, 0, BOX - 14, BOX - 14).center(), check)

    def _paint_worth(self, painter: QPainter, card: QRectF, task: Task) -> None:
        """The points it would earn and its complexity as one to five pips."""
        theme, right = self._theme, card.right() - 2 * GRID
        if self.shows_worth:
            painter.setFont(self._worth)
            painter.setPen(QColor(theme.accent))
            painter.drawText(QRectF(right - WORTH, card.top(), WORTH, card.height()), _RIGHT, f"+{task.worth}")
        known = task.complexity in COMPLEXITIES
        filled = COMPLEXITIES.index(task.complexity) + 1 if known else 0
        left = right - self._worth_width
        painter.setPen(Qt.PenStyle.NoPen)
        for pip in range(len(COMPLEXITIES)):
            height = 5.0 + 2 * pip
            painter.setBrush(QColor(theme.muted if pip < filled else theme.track))
            painter.drawRoundedRect(QRectF(left + 7 * pip, card.center().y() + 6.5 - height, 4, height), 2, 2)

    def _meta(self, task: Task, today: date, whole: str | None) -> list[tuple[str, str, str]]:
        """What stands under the title: (icon, words, ink) each, first the task that it is a part of."""
        theme = self._theme
        meta = [("ui-part", whole, theme.muted)] if whole else []
        if task.due is not None and not task.done:
            late = task.due < today
            words = f"Since {day_within(task.due, today)}" if late else day_in_words(task.due, today)
            words += f" {task.due_time}" if task.due_time else ""
            meta.append(("ui-calendar", words, theme.flame if late else theme.muted))
        if reminder_of(task):
            meta.append(("ui-bell", "", theme.muted))  # the tooltip says when
        if start := start_in_words(task, today):
            meta.append(("ui-start", start[0].upper() + start[1:], theme.muted))
        if amount := amount_in_words(task):
            meta.append((AMOUNT, amount, theme.muted))
        if task.parts:
            meta.append(("ui-check", f"{task.parts_done} of {task.parts}", theme.muted))
        if task.repeat:
            meta.append(("ui-repeat", repeat_in_words(task.repeat, task.repeat_from), theme.muted))
        if task.minutes:
            meta.append(("ui-clock", minutes_in_words(task.minutes), theme.muted))
        if task.priority < 4 and not task.done:
            meta.append(("ui-flag", f"P{task.priority}", theme.flame if task.priority == 1 else theme.muted))
        if task.list:
            meta.append(("ui-list", task.list, theme.muted))
        return meta + [("ui-tag", tag, theme.muted) for tag in task.tags]

    def _paint_meta(self, painter: QPainter, line: QRectF, meta: list[tuple[str, str, str]]) -> None:
        painter.setFont(self._caption)
        ratio = painter.device().devicePixelRatioF()
        for place, name, words, ink in self._placed(line, meta):
            painter.drawPixmap(int(place.left()), round(place.center().y() - 7), icon_pixmap(name, ink, 14, ratio))
            painter.setPen(QColor(ink))
            painter.drawText(place.adjusted(MARK, 0, 0, 0), _LEFT, words)

    def _placed(self, line: QRectF, meta: list[tuple[str, str, str]]) -> Iterator[tuple[QRectF, str, str, str]]:
        """What of it has room on the line: where, its icon, its words as far as they fit, and its ink."""
        metrics = QFontMetrics(self._caption)
        left = line.left()
        for name, words, ink in meta:
            room = line.right() - left - MARK
            if room < (3 * GRID if words else 0):
                return
            fitting = metrics.elidedText(words, Qt.TextElideMode.ElideRight, int(room))
            width = MARK + metrics.horizontalAdvance(fitting) if words else 14
            yield QRectF(left, line.top(), width, line.height()), name, fitting, ink
            left += width + 1.5 * GRID
