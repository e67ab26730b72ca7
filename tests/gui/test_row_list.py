"""A list of rows of one height: keys and mouse as in any list, at a cost that does not grow with the rows."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import (
    QAbstractListModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
)
from PySide6.QtGui import QDrag, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from momentum_desktop.gui.row_list import RowList

HEIGHT, ROWS = 20, 100_000
State = QStyle.StateFlag
NO_INDEX = QModelIndex()


class Numbers(QAbstractListModel):
    """Counts what it is asked; every tenth row is a heading."""

    asked = 0
    rows = ROWS

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = NO_INDEX) -> int:
        self.asked += 1
        return self.rows

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = 0) -> Any:
        self.asked += 1
        return str(index.row()) if role == Qt.ItemDataRole.DisplayRole else None

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        heading = index.row() % 10 == 0
        return Qt.ItemFlag.NoItemFlags if heading else super().flags(index) | Qt.ItemFlag.ItemIsDragEnabled


class Noting(QStyledItemDelegate):
    """Keeps which rows were painted in which state."""

    def __init__(self) -> None:
        super().__init__()
        self.painted: dict[int, QStyle.StateFlag] = {}

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Any) -> None:
        self.painted[index.row()] = option.state


class List(RowList):
    def __init__(self) -> None:
        super().__init__(HEIGHT)
        self.numbers, self.noting = Numbers(), Noting()
        self.setModel(self.numbers)
        self.setItemDelegate(self.noting)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)

    def go(self, row: int) -> None:
        self.setCurrentIndex(self.numbers.index(row))

    def press(self, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> int:
        QTest.keyClick(self, key, *modifiers)
        return self.currentIndex().row()

    def chosen(self) -> list[int]:
        return sorted(index.row() for index in self.selectedIndexes())

    def painted(self) -> dict[int, QStyle.StateFlag]:
        self.noting.painted.clear()
        self.viewport().repaint()
        return dict(self.noting.painted)


@pytest.fixture
def rows(qtbot: QtBot) -> List:
    made = List()
    qtbot.addWidget(made)
    made.setFixedSize(200, 10 * HEIGHT + 2 * made.frameWidth())
    made.show()
    made.activateWindow()
    qtbot.waitActive(made)
    made.setFocus()
    return made


def test_a_change_asks_only_about_the_rows_in_sight(rows: List) -> None:
    rows.painted()
    rows.numbers.asked = 0
    rows.numbers.dataChanged.emit(rows.numbers.index(3), rows.numbers.index(3))
    rows.painted()
    rows.numbers.beginInsertRows(QModelIndex(), 5, 5)
    rows.numbers.rows += 1
    rows.numbers.endInsertRows()
    rows.painted()
    assert rows.numbers.asked < 1_000
    assert rows.verticalScrollBar().maximum() == (ROWS + 1 - 10) * HEIGHT


def test_the_arrows_pass_over_headings_and_stop_at_the_ends(rows: List) -> None:
    rows.go(9)
    assert rows.press(Qt.Key.Key_Down) == 11
    assert rows.press(Qt.Key.Key_Up) == 9
    assert rows.press(Qt.Key.Key_Home) == 1
    assert rows.press(Qt.Key.Key_Up) == 1
    assert rows.press(Qt.Key.Key_PageDown) == 9
    assert rows.press(Qt.Key.Key_PageUp) == 1
    assert rows.press(Qt.Key.Key_End) == ROWS - 1
    assert rows.press(Qt.Key.Key_Down) == ROWS - 1
    assert rows.press(Qt.Key.Key_Left) == ROWS - 1
    assert rows.verticalScrollBar().value() == rows.verticalScrollBar().maximum()


def test_shift_chooses_a_stretch_without_its_headings(rows: List) -> None:
    shift, control = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
    rows.go(8)
    rows.press(Qt.Key.Key_Down, shift)
    rows.press(Qt.Key.Key_Down, shift)
    assert rows.chosen() == [8, 9, 11]
    rows.press(Qt.Key.Key_Up, shift)
    assert rows.chosen() == [8, 9]
    for row, keys in ((2, Qt.KeyboardModifier.NoModifier), (6, shift), (4, control)):
        rows.scrollToTop()
        spot = rows.visualRect(rows.numbers.index(row)).center()
        QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, keys, spot)
    assert rows.chosen() == [2, 3, 5, 6]


def test_it_is_scrolled_only_as_far_as_is_needed(rows: List) -> None:
    bar = rows.verticalScrollBar()
    for row, hint, top in (
        (50, QAbstractItemView.ScrollHint.EnsureVisible, 41),
        (45, QAbstractItemView.ScrollHint.EnsureVisible, 41),
        (30, QAbstractItemView.ScrollHint.EnsureVisible, 30),
        (70, QAbstractItemView.ScrollHint.PositionAtTop, 70),
        (70, QAbstractItemView.ScrollHint.PositionAtBottom, 61),
    ):
        rows.scrollTo(rows.numbers.index(row), hint)
        assert bar.value() == top * HEIGHT
    rows.scrollTo(rows.numbers.index(70), QAbstractItemView.ScrollHint.PositionAtCenter)
    assert bar.value() == 65 * HEIGHT + HEIGHT // 2
    assert rows.indexAt(QPoint(5, HEIGHT)).row() == 66
    assert not rows.indexAt(QPoint(-1, HEIGHT)).isValid()


def test_the_heading_of_the_first_row_below_it_comes_to_sight_with_it(rows: List) -> None:
    bar = rows.verticalScrollBar()
    rows.go(5)
    rows.press(Qt.Key.Key_End)
    rows.press(Qt.Key.Key_Home)
    assert bar.value() == 0
    rows.go(50_001)
    rows.go(41)
    assert bar.value() == 40 * HEIGHT


def test_what_is_scrolled_to_is_painted_without_being_asked(rows: List, qtbot: QtBot) -> None:
    rows.painted()
    for row in (1, 7, 5_000, 12):
        rows.noting.painted.clear()
        rows.verticalScrollBar().setValue(row * HEIGHT)
        qtbot.waitUntil(lambda: bool(rows.noting.painted))
        assert set(rows.noting.painted) == set(range(row, row + 10))


def test_each_row_is_painted_as_it_is(rows: List, qtbot: QtBot) -> None:
    rows.go(3)
    rows.press(Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    qtbot.mouseMove(rows.viewport(), rows.visualRect(rows.numbers.index(7)).center())
    qtbot.waitUntil(lambda: bool(rows.painted()[7] & State.State_MouseOver))
    painted = rows.painted()
    assert list(painted) == list(range(10))
    for state, held in (
        (State.State_Selected, [3, 4]),
        (State.State_HasFocus, [4]),
        (State.State_MouseOver, [7]),
    ):
        assert [row for row, found in painted.items() if found & state] == held


def test_below_the_last_row_there_is_none(rows: List) -> None:
    rows.numbers.beginResetModel()
    rows.numbers.rows = 3
    rows.numbers.endResetModel()
    assert not rows.indexAt(QPoint(5, 3 * HEIGHT)).isValid()
    assert list(rows.painted()) == [0, 1, 2]
    assert rows.verticalScrollBar().maximum() == 0


def test_what_is_dragged_is_seen_as_it_stands(rows: List, monkeypatch: pytest.MonkeyPatch) -> None:
    # Without a screen nothing can be dragged for real.
    dragged: list[QDrag] = []
    monkeypatch.setattr(QDrag, "exec", lambda drag, *_: dragged.append(drag))
    for row in (2, 3, 50):
        rows.selectionModel().select(rows.numbers.index(row), QItemSelectionModel.SelectionFlag.Select)
    rows.startDrag(Qt.DropAction.MoveAction)
    assert [drag.pixmap().deviceIndependentSize().toSize().height() for drag in dragged] == [2 * HEIGHT]
    assert rows.noting.painted[2] & QStyle.StateFlag.State_Selected
    assert not rows.noting.painted[2] & (QStyle.StateFlag.State_MouseOver | QStyle.StateFlag.State_HasFocus)
    assert dragged[0].mimeData().formats() == rows.numbers.mimeTypes()
    region = rows.visualRegionForSelection(rows.selectionModel().selection())
    assert region.boundingRect().height() == 2 * HEIGHT
    rows.clearSelection()
    rows.startDrag(Qt.DropAction.MoveAction)
    assert len(dragged) == 1


def test_the_picture_of_what_is_dragged_leaves_the_list_in_sight(
    rows: List, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    dragged: list[QDrag] = []
    monkeypatch.setattr(QDrag, "exec", lambda drag, *_: dragged.append(drag))
    rows.setFixedWidth(900)
    qtbot.waitUntil(lambda: rows.viewport().width() > 800)
    for row in (1, 2, 4, 5, 6):
        rows.selectionModel().select(rows.numbers.index(row), QItemSelectionModel.SelectionFlag.Select)
    rows.startDrag(Qt.DropAction.MoveAction)
    size = dragged[0].pixmap().deviceIndependentSize().toSize()
    assert size.width() < rows.viewport().width() / 2
    assert size.height() == 3 * HEIGHT
    assert QRect(QPoint(), size).contains(dragged[0].hotSpot())
