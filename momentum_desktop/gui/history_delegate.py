"""Paints the acts of the history, each with its time, what it earned, Why, and Undo or Redo."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from momentum_desktop.gui.history_model import ROW, Index, turn_words
from momentum_desktop.gui.icons import icon_pixmap
from momentum_desktop.gui.theme import BODY, CAPTION, GRID, LIGHT, Theme, figures, font
from momentum_desktop.service.act_words import act_by_itself, act_figure
from momentum_desktop.service.values import Act

DAY_HEIGHT, ACT_HEIGHT = 5 * GRID, 5 * GRID
GLYPH, INSET, TIME, POINTS, BUTTON = 18, GRID, 6 * GRID, 11 * GRID, 7 * GRID
_RIGHT = Qt.AlignmentFlag.AlignRight
WHY, TURN = "why", "turn"
ICONS = {
    "add": "ui-plus",
    "edit": "ui-edit",
    "delete": "ui-trash",
    "complete": "ui-check",
    "event": "ui-star",
    "import": "ui-list",
    "join": "ui-person",
    "rename": "ui-person",
    "undo": "ui-undo",
    "redo": "ui-redo",
    "reopen": "ui-undo",
}


class HistoryDelegate(QStyledItemDelegate):
    """Paints a row, and knows where its buttons are."""

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._view = view
        self._theme = LIGHT
        self._faces = {"day": font(CAPTION, QFont.Weight.DemiBold), "words": font(BODY), "time": figures(CAPTION)}
        self._faces |= {"points": figures(BODY, QFont.Weight.DemiBold), "button": font(CAPTION, QFont.Weight.DemiBold)}

    def apply_theme(self, theme: Theme) -> None:
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        height = ACT_HEIGHT if isinstance(index.data(ROW), Act) else DAY_HEIGHT
        return QSize(self._view.viewport().width(), height)

    def button_at(self, row: QRect, act: Act, spot: QPoint) -> str | None:
        """The button of an act's row under a spot: WHY, TURN or none."""
        return next((name for name, _, box in self._buttons(row, act) if box.contains(spot)), None)

    def button_box(self, row: QRect, act: Act, name: str) -> QRect | None:
        """Where a button of an act's row is; None if it has none."""
        return next((box for known, _, box in self._buttons(row, act) if known == name), None)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: Act | date = index.data(ROW)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(row, Act):
            self._paint_act(painter, option, row)
        else:
            self._set(painter, "day", self._theme.muted)
            low = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom
            words = str(index.data(Qt.ItemDataRole.DisplayRole))
            painter.drawText(option.rect.adjusted(INSET, 0, -INSET, -GRID // 2), low, words)
        painter.restore()

    def editorEvent(self, event: QEvent, model: object, option: QStyleOptionViewItem, index: Index) -> bool:
        return False

    def _paint_act(self, painter: QPainter, option: QStyleOptionViewItem, act: Act) -> None:
        theme, box = self._theme, option.rect
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        if selected or hovered:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.accent_soft if selected else theme.hover))
            painter.drawRoundedRect(QRectF(box).adjusted(0, 1, 0, -1), GRID, GRID)
        glyph = icon_pixmap(ICONS.get(act.kind, "ui-clock"), theme.muted, GLYPH, painter.device().devicePixelRatioF())
        painter.drawPixmap(box.left() + INSET, box.center().y() - GLYPH // 2 + 1, glyph)
        middle = Qt.AlignmentFlag.AlignVCenter
        left = box.left() + INSET + GLYPH + GRID
        self._set(painter, "time", theme.muted)
        painter.drawText(QRect(left, box.top(), TIME, box.height()), middle, f"{act.at:%H:%M}")
        right = box.right() - INSET - 2 * BUTTON
        self._set(painter, "points", theme.text)
        figure = QRect(right - POINTS, box.top(), POINTS - GRID, box.height())
        if words := act_figure(act):
            if act.moved is None:
                self._set(painter, "time", theme.muted)
            painter.drawText(figure, middle | _RIGHT, words)
        elif act.undone:
            self._set(painter, "time", theme.muted)
            painter.drawText(figure, middle | _RIGHT, "undone")
        self._set(painter, "words", theme.muted if act.undone else theme.text)
        room = QRect(left + TIME, box.top(), right - POINTS - left - TIME - self._hint_width(act), box.height())
        shown = QFontMetrics(painter.font()).elidedText(act.summary, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, middle, shown)
        if hint := act_by_itself(act):
            self._set(painter, "time", theme.muted)
            painter.drawText(QRect(room.right(), box.top(), self._hint_width(act), box.height()), middle | _RIGHT, hint)
        mouse = self._view.viewport().mapFromGlobal(self._view.cursor().pos()) if hovered else QPoint(-1, -1)
        for _, words, place in self._buttons(box, act):
            if place.contains(mouse):
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(theme.accent_soft if not selected else theme.surface))
                painter.drawRoundedRect(place, GRID, GRID)
            self._set(painter, "button", theme.accent)
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, words)

    def _hint_width(self, act: Act) -> int:
        """The room before the figure for what the events of an act give by themselves now."""
        hint = act_by_itself(act)
        return QFontMetrics(self._faces["time"]).horizontalAdvance(hint) + GRID if hint else 0

    def _buttons(self, row: QRect, act: Act) -> list[tuple[str, str, QRect]]:
        found = []
        place = QRect(row.right() - INSET - BUTTON, row.top() + 5, BUTTON, row.height() - 10)
        if turn_words(act):
            found.append((TURN, turn_words(act), place))
        if act.event_count and not act.undone:
            found.append((WHY, "Why", place.translated(-BUTTON, 0)))
        return found

    def _set(self, painter: QPainter, face: str, ink: str) -> None:
        painter.setFont(self._faces[face])
        painter.setPen(QColor(ink))
