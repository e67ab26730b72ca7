"""Draws the rows of the day's list, and turns a click on the round box into a wish."""

from __future__ import annotations

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

from momentum_desktop.gui.day_words import day_in_words, day_within, minutes_in_words, reminder_of, start_in_words
from momentum_desktop.gui.icons import icon_pixmap
from momentum_desktop.gui.task_model import DateRole, DepthRole, RowRole, TickedRole, TodayRole, WholeRole
from momentum_desktop.gui.task_sections import Section
from momentum_desktop.gui.theme import BODY, CAPTION, GRID, LIGHT, RADIUS, Theme, figures, font
from momentum_desktop.gui.wording import grouped
from momentum_desktop.service.day_sections import OVERDUE
from momentum_desktop.service.quick_add import COMPLEXITIES
from momentum_desktop.service.repeat_words import repeat_in_words
from momentum_desktop.service.values import Task

ROW_HEIGHT = 7 * GRID
BOX = 22
BOX_COLUMN = 6 * GRID
"""The width at the left of a row where a click ticks it."""

WORTH_COLUMN = 16 * GRID
"""The width at the right of a row where its complexity stands, and what it would earn."""

INDENT = 4 * GRID
"""How far a subtask stands in from its task."""

MOVE_ALL = "Move all to today"

Index = QModelIndex | QPersistentModelIndex
_VCENTER = Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | _VCENTER
_RIGHT = Qt.AlignmentFlag.AlignRight | _VCENTER


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
            left = 2 + indent_of(index)
            self._paint_task(painter, rect.adjusted(left, 2, -2, -2), state, row, bool(index.data(TickedRole)), index)
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
        self, painter: QPainter, card: QRectF, state: QStyle.StateFlag, task: Task, ticked: bool, index: Index
    ) -> None:
        theme = self._theme
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        ground = theme.accent_soft if chosen else theme.hover if hovered else theme.surface
        focused = chosen and bool(state & QStyle.StateFlag.State_HasFocus)
        painter.setPen(QPen(QColor(theme.accent), 2) if focused else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(card, RADIUS, RADIUS)
        self._paint_box(painter, card, ticked, hovered)
        right = card.right() - 2 * GRID
        if not ticked:
            right = self._paint_worth(painter, card, right, task)
        meta = self._meta(task, index.data(TodayRole), index.data(WholeRole))
        text = QRectF(card.left() + BOX_COLUMN, card.top(), right - card.left() - BOX_COLUMN, card.height())
        title = text.adjusted(0, 7, 0, -card.height() / 2 + 2) if meta else text
        painter.setFont(self._struck if ticked else self._title)
        painter.setPen(QColor(theme.muted if ticked else theme.text))
        metrics = painter.fontMetrics()
        painter.drawText(title, _LEFT, metrics.elidedText(task.title, Qt.TextElideMode.ElideRight, int(title.width())))
        if meta:
            self._paint_meta(painter, text.adjusted(0, card.height() / 2 + 1, 0, -7), meta)

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

    def _paint_worth(self, painter: QPainter, card: QRectF, right: float, task: Task) -> float:
        """The points it would earn and its complexity as one to five pips; returns where the text must end."""
        theme = self._theme
        if self.shows_worth:
            painter.setFont(self._worth)
            painter.setPen(QColor(theme.accent))
            painter.drawText(QRectF(right - 7 * GRID, card.top(), 7 * GRID, card.height()), _RIGHT, f"+{task.worth}")
        known = task.complexity in COMPLEXITIES
        filled = COMPLEXITIES.index(task.complexity) + 1 if known else 0
        left = right - 7 * GRID - 5 * GRID
        painter.setPen(Qt.PenStyle.NoPen)
        for pip in range(len(COMPLEXITIES)):
            height = 5.0 + 2 * pip
            painter.setBrush(QColor(theme.muted if pip < filled else theme.track))
            painter.drawRoundedRect(QRectF(left + 7 * pip, card.center().y() + 6.5 - height, 4, height), 2, 2)
        return left - 2 * GRID

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
        if task.amount is not None and not task.done:
            unit = f" {task.unit}" if task.unit else ""
            meta.append(("ui-steps", f"{grouped(task.amount_done)} of {grouped(task.amount)}{unit}", theme.muted))
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
        metrics = painter.fontMetrics()
        ratio = painter.device().devicePixelRatioF()
        for name, words, ink in meta:
            room = line.width() - 18
            if room < (3 * GRID if words else 0):
                return
            fitting = metrics.elidedText(words, Qt.TextElideMode.ElideRight, int(room))
            painter.drawPixmap(int(line.left()), round(line.center().y() - 7), icon_pixmap(name, ink, 14, ratio))
            painter.setPen(QColor(ink))
            painter.drawText(line.adjusted(18, 0, 0, 0), _LEFT, fitting)
            width = 18 + metrics.horizontalAdvance(fitting) if words else 14
            line = line.adjusted(width + 1.5 * GRID, 0, 0, 0)
