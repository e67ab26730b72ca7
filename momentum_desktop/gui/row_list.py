"""A list whose rows are all of one height, so that what it costs does not grow with their number."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QDrag, QHoverEvent, QPainter, QPaintEvent, QPixmap, QRegion
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyleOptionViewItem, QWidget

Index = QModelIndex | QPersistentModelIndex
_Move = QAbstractItemView.CursorAction
_Hint = QAbstractItemView.ScrollHint


PICTURE_WIDTH, MOST_PICTURED = 360, 3
"""How wide the picture of what is dragged may be, and of how many rows it is."""


class RowList(QListView):
    """QListView asks its model about every row at each change. Here a row's place is its number times the height."""

    def __init__(self, row_height: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row_height = row_height
        self._hovered = QPersistentModelIndex()
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def doItemsLayout(self) -> None:
        QAbstractItemView.doItemsLayout(self)

    def updateGeometries(self) -> None:
        QAbstractItemView.updateGeometries(self)
        bar, room = self.verticalScrollBar(), self.viewport().height()
        bar.setPageStep(room)
        bar.setRange(0, max(0, self._rows * self._row_height - room))

    def verticalOffset(self) -> int:
        return self.verticalScrollBar().value()

    def horizontalOffset(self) -> int:
        return 0

    def scrollContentsBy(self, across: int, down: int) -> None:
        # QListView moves only what it has laid out itself, which here is nothing.
        self.viewport().update()

    def visualRect(self, index: Index) -> QRect:
        if not index.isValid():
            return QRect()
        self.executeDelayedItemsLayout()
        top = index.row() * self._row_height - self.verticalOffset()
        return QRect(0, top, self.viewport().width(), self._row_height)

    def indexAt(self, spot: QPoint) -> QModelIndex:
        self.executeDelayedItemsLayout()
        row = (spot.y() + self.verticalOffset()) // self._row_height
        across = 0 <= spot.x() < self.viewport().width()
        return self.model().index(row, 0) if across and 0 <= row < self._rows else QModelIndex()

    def scrollTo(self, index: Index, hint: _Hint = _Hint.EnsureVisible) -> None:
        if not index.isValid():
            return
        bar, room = self.verticalScrollBar(), self.viewport().height()
        self.executeDelayedItemsLayout()
        top = index.row() * self._row_height
        lowest = top + self._row_height - room
        if hint == _Hint.PositionAtTop:
            bar.setValue(top)
        elif hint == _Hint.PositionAtBottom:
            bar.setValue(lowest)
        elif hint == _Hint.PositionAtCenter:
            bar.setValue((top + lowest) // 2)
        else:
            highest = top - self._row_height * self._headings_above(index.row())
            bar.setValue(min(max(bar.value(), lowest), top, max(highest, lowest)))

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        first, last = self._rows_in(rect.normalized())
        chosen = QItemSelection()
        if first <= last:
            chosen.select(self.model().index(first, 0), self.model().index(last, 0))
        self.selectionModel().select(chosen, command)

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        region, seen = QRegion(), self.viewport().rect()
        for place in range(selection.count()):
            each = selection.at(place)
            span = self.visualRect(each.topLeft()) | self.visualRect(each.bottomRight())
            region += span & seen
        return region

    def moveCursor(self, action: _Move, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        here, last = self.currentIndex(), self._rows - 1
        page = max(1, self.viewport().height() // self._row_height - 1)
        ways = {
            _Move.MoveUp: (here.row() - 1, -1),
            _Move.MovePrevious: (here.row() - 1, -1),
            _Move.MoveDown: (here.row() + 1, 1),
            _Move.MoveNext: (here.row() + 1, 1),
            _Move.MovePageUp: (max(0, here.row() - page), 1),
            _Move.MovePageDown: (min(last, here.row() + page), -1),
            _Move.MoveHome: (0, 1),
            _Move.MoveEnd: (last, -1),
        }
        row, step = ways.get(action, (here.row(), 1))
        while 0 <= row <= last:
            index = self.model().index(row, 0)
            if index.flags() & Qt.ItemFlag.ItemIsEnabled:
                return index
            row += step
        return here

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHoverEvent):
            left = event.type() == QEvent.Type.HoverLeave
            under = QModelIndex() if left else self.indexAt(event.position().toPoint())
            self._hovered = QPersistentModelIndex(under)
        return super().viewportEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        self.executeDelayedItemsLayout()
        painter = QPainter(self.viewport())
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        plain, chosen, delegate = option.state, self.selectionModel(), self.itemDelegate()
        focused = self.currentIndex() if self.hasFocus() or self.viewport().hasFocus() else QModelIndex()
        first, last = self._rows_in(event.rect())
        for row in range(first, last + 1):
            index = self.model().index(row, 0)
            option.rect = self.visualRect(index)
            option.state = plain
            for state, holds in (
                (QStyle.StateFlag.State_Selected, chosen.isSelected(index)),
                (QStyle.StateFlag.State_HasFocus, index == focused),
                (QStyle.StateFlag.State_MouseOver, self._hovered == index),
            ):
                option.state = option.state | state if holds else option.state & ~state
            delegate.paint(painter, option, index)

    def startDrag(self, actions: Qt.DropAction) -> None:
        dragged = [index for index in self.selectedIndexes() if index.flags() & Qt.ItemFlag.ItemIsDragEnabled]
        if not dragged:
            return
        seen = self.viewport().rect()
        in_sight = [index for index in dragged if self.visualRect(index).intersects(seen)][:MOST_PICTURED]
        drag = QDrag(self)
        drag.setMimeData(self.model().mimeData(dragged))
        drag.setPixmap(self._picture_of(in_sight))
        if in_sight:
            held = self.viewport().mapFromGlobal(self.cursor().pos()) - self.visualRect(in_sight[0]).topLeft()
            size = drag.pixmap().deviceIndependentSize().toSize()
            drag.setHotSpot(QPoint(max(0, min(held.x(), size.width() - 1)), max(0, min(held.y(), size.height() - 1))))
        drag.exec(actions, self.defaultDropAction())

    def _picture_of(self, dragged: Sequence[QModelIndex]) -> QPixmap:
        """These rows one under the other, narrow enough to leave in sight where they would come."""
        width, ratio = min(self.viewport().width(), PICTURE_WIDTH), self.devicePixelRatioF()
        picture = QPixmap(QSize(width, len(dragged) * self._row_height) * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        option.state |= QStyle.StateFlag.State_Selected
        for place, index in enumerate(dragged):
            option.rect = QRect(0, place * self._row_height, width, self._row_height)
            self.itemDelegate().paint(painter, option, index)
        painter.end()
        return picture

    @property
    def _rows(self) -> int:
        model = cast("QAbstractItemModel | None", self.model())  # none yet, or no more
        return 0 if model is None else model.rowCount()

    def _headings_above(self, row: int) -> int:
        """How many rows right above one cannot be chosen, so that no key ever scrolls to them."""
        first = row
        while first > 0 and not self.model().index(first - 1, 0).flags() & Qt.ItemFlag.ItemIsEnabled:
            first -= 1
        return row - first

    def _rows_in(self, rect: QRect) -> tuple[int, int]:
        """The first and the last row that a part of the viewport touches; the last before the first if none."""
        offset = self.verticalOffset()
        first = (rect.top() + offset) // self._row_height
        return max(0, first), min(self._rows - 1, (rect.bottom() + offset) // self._row_height)
