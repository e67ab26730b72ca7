"""The list view of the day's tasks: its keys, its mouse, its menu, and what is dragged."""

from __future__ import annotations

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QAbstractItemView, QMenu, QWidget

from momentum_desktop.gui.row_list import RowList
from momentum_desktop.gui.task_delegate import BOX_COLUMN, ROW_HEIGHT, TaskDelegate, can_add, indent_of
from momentum_desktop.gui.task_menu import task_menu
from momentum_desktop.gui.task_model import TaskModel, TickedRole
from momentum_desktop.gui.task_sections import DONE, Section
from momentum_desktop.gui.theme import GRID, LIGHT, RADIUS, Theme
from momentum_desktop.service.day_sections import OVERDUE
from momentum_desktop.service.plan_values import Task, TaskKey

LINE = 3
"""How thick what shows where something dragged would come is."""

TYPED_WITH = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
"""What a character may be typed with; with another key it is a shortcut."""


class TaskListView(RowList):
    """Shows a TaskModel and says what the hand wishes, for one row or for all that are chosen.

    `tick_requested` carries a task's key and whether it shall be done; `edit_requested` a Task; `more_requested` one of
    whose amount one more is there; `deletion_requested` numbers; `changes_requested` numbers and what is to change in
    all of them; `drop_requested` the tasks that were dragged, the section and the place among its others where they
    were let go."""

    tick_requested = Signal(object, bool)
    completion_of_many_requested = Signal(object)
    edit_requested = Signal(object)
    deletion_requested = Signal(object)
    changes_requested = Signal(object, object)
    skip_requested = Signal(int)
    amount_requested = Signal(object)
    more_requested = Signal(object)
    focus_requested = Signal(int)
    part_requested = Signal(object)
    drop_requested = Signal(object, str, int)
    overdue_requested = Signal()
    left_upwards = Signal()

    def __init__(self, model: TaskModel, parent: QWidget | None = None) -> None:
        super().__init__(ROW_HEIGHT, parent)
        self._theme = LIGHT
        self._pressed_part = ""
        self._pressed_row = QPersistentModelIndex()
        self._drop_row: int | None = None
        self._moved: tuple[TaskKey, ...] = ()
        self._tasks = model
        self._delegate = TaskDelegate(self)
        self.setObjectName("task_list")
        self.setAccessibleName("Tasks")
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.verticalScrollBar().setSingleStep(24)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self._delegate.tick_requested.connect(self._on_delegate_tick_requested)
        self._delegate.overdue_requested.connect(self.overdue_requested)
        self.doubleClicked.connect(self._on_double_clicked)

    @property
    def chosen(self) -> list[Task]:
        """The tasks that are chosen, in their order."""
        rows = sorted(self.selectionModel().selectedIndexes(), key=lambda index: index.row())
        return [task for task in map(self._tasks.task_at, rows) if task is not None]

    def show_worth(self, shown: bool) -> None:
        """Whether each row says what it would earn."""
        self._delegate.shows_worth = shown
        self.viewport().update()

    def show_date(self, words: str) -> None:
        """The date that stands beside the heading of today's tasks."""
        if words != self._tasks.date_words:
            self._tasks.date_words = words
            self.viewport().update()

    def apply_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._delegate.apply_theme(theme)
        self.viewport().update()

    def top_right_of(self, task_key: TaskKey) -> QPoint | None:
        """Where the row of a task ends, in the viewport; None if it is not in sight."""
        place = self._tasks.row_of(task_key)
        rect = self.visualRect(self._tasks.index(place)) if place is not None else None
        return rect.topRight() if rect is not None and self.viewport().rect().intersects(rect) else None

    @property
    def row_at_hand(self) -> QRect:
        """Where the row stands that mouse or keys are at, in the viewport; empty if they are elsewhere."""
        here = self.hasFocus() and self.isVisible()
        return self.visualRect(self.currentIndex()) & self.viewport().rect() if here else QRect()

    def choose_moved(self) -> None:
        """Chooses again what was moved by hand, once it stands where it was put."""
        places = (self._tasks.row_of(task_key) for task_key in self._moved)
        rows = [self._tasks.index(place) for place in places if place is not None]
        chosen = self.selectionModel()
        if all(chosen.isSelected(row) for row in rows):
            return
        self._moved = ()
        again = QItemSelection()
        for row in rows:
            again.select(row, row)
        chosen.setCurrentIndex(rows[0], QItemSelectionModel.SelectionFlag.NoUpdate)
        chosen.select(again, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._moved = ()
        index = self.indexAt(event.position().toPoint())
        if self._press(event):
            # The box ticks, the amount grows; neither changes what is chosen, nor does it begin a drag.
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
            return
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() != Qt.MouseButton.LeftButton:
            return
        part, self._pressed_part = self._pressed_part, ""
        # What was pressed elsewhere and let go over a box, as a drag may be, does not tick it.
        let_go = self._pressed_row == index and self._part_at(index, event.position()) == part
        if let_go and part == "box":
            self._delegate.release_at(index)
        elif let_go and part == "amount":
            self.add_to(index)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if not (self._pressed_part and event.buttons() & Qt.MouseButton.LeftButton):
            super().mouseMoveEvent(event)
        over = self._is_amount(self.indexAt(event.position().toPoint()), event.position())
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        pressed = self._press(event)
        if pressed == "box":
            self._delegate.double_clicked = True
        elif not pressed:  # of an amount each release adds one
            super().mouseDoubleClickEvent(event)

    def enter(self) -> None:
        """Takes the keyboard, at what was chosen or else at the first task."""
        self.setFocus(Qt.FocusReason.TabFocusReason)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        by_key = event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        if by_key and not self.chosen and self._first_task is not None:
            self.setCurrentIndex(self._tasks.index(self._first_task))

    @property
    def _first_task(self) -> int | None:
        rows = range(min(self._tasks.rowCount(), 2))  # a heading stands above it
        return next((row for row in rows if self._tasks.task_at(self._tasks.index(row)) is not None), None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._moved = ()
        index = self.currentIndex()
        wished = index.isValid() and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        moved = event.modifiers() == Qt.KeyboardModifier.AltModifier
        if wished and event.key() == Qt.Key.Key_Space:
            self._tick_chosen(index)
        elif wished and event.key() in (Qt.Key.Key_E, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._ask_to_edit(index)
        elif index.isValid() and event.text() == "+" and not event.modifiers() & ~TYPED_WITH:
            self.add_to(index)
        elif wished and event.matches(QKeySequence.StandardKey.Delete):
            self._ask_to_delete()
        elif wished and event.key() == Qt.Key.Key_Up and index.row() == self._first_task:
            self.left_upwards.emit()
        elif moved and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._move_by(-1 if event.key() == Qt.Key.Key_Up else 1)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        index = self.indexAt(event.pos()) if by_mouse else self.currentIndex()
        if self._tasks.task_at(index) is None:
            return
        place = event.globalPos() if by_mouse else self.viewport().mapToGlobal(self.visualRect(index).center())
        self.menu_for(index).popup(place)

    def menu_for(self, index: QModelIndex) -> QMenu:
        """What can be done with a row, or with all that are chosen if it is one of them."""
        if not self.selectionModel().isSelected(index):
            self.setCurrentIndex(index)
        return task_menu(self, self.chosen, self._tasks.today, self._theme)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        super().dragMoveEvent(event)
        self._drop_row = self._row_at(event.position().toPoint())
        section = self._tasks.section_at(self._drop_row - 1)
        if section is None or section.name == DONE or (section.name == OVERDUE and not self._all_in(OVERDUE)):
            event.ignore()
            self._drop_row = None
        else:
            event.acceptProposedAction()
        self.viewport().update()

    def dragLeaveEvent(self, event: object) -> None:
        super().dragLeaveEvent(event)  # type: ignore[arg-type]
        self._drop_row = None
        self.viewport().update()

    def dropEvent(self, event: QDropEvent) -> None:
        row = self._row_at(event.position().toPoint())
        self._drop_row = None
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()
        self.viewport().update()
        self.drop_at(row)

    def drop_at(self, row: int) -> None:
        """Let go of what is chosen before the row at this place."""
        section = self._tasks.section_at(row - 1)
        dragged = [task for task in self.chosen if not task.done]
        if section is None or not dragged:
            return
        first = self._tasks.place_of(section)
        self._moved = tuple(task.key for task in dragged)
        moved = set(self._moved)
        between = (self._tasks.task_at(self._tasks.index(place)) for place in range(first + 1, row))
        self.drop_requested.emit(
            dragged, section.name, sum(task is not None and task.key not in moved for task in between)
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._drop_row is None:
            return
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.palette().accent().color(), LINE, c=Qt.PenCapStyle.RoundCap))
        section = self._tasks.section_at(self._drop_row - 1)
        if section is not None and not self._all_in(section.name):
            # It changes its day, and stands where its new day has its place for it.
            painter.drawRoundedRect(self._frame_of(section), RADIUS, RADIUS)
            return
        rows = self._tasks.rowCount()
        rect = self.visualRect(self._tasks.index(min(self._drop_row, rows - 1)))
        y = rect.top() if self._drop_row < rows else rect.bottom()
        painter.drawLine(2 * GRID, y, self.viewport().width() - 2 * GRID, y)

    def _frame_of(self, section: Section) -> QRectF:
        """Around the heading and the tasks of a section."""
        first = self._tasks.place_of(section)
        around = self.visualRect(self._tasks.index(first)) | self.visualRect(self._tasks.index(first + section.count))
        return QRectF(around).adjusted(LINE / 2, LINE / 2, -LINE / 2, -LINE / 2)

    @staticmethod
    def _is_box(index: QModelIndex, x: float) -> bool:
        """Whether a row ticks where it is touched."""
        return index.isValid() and x <= BOX_COLUMN + indent_of(index)

    def _is_amount(self, index: QModelIndex, spot: QPointF) -> bool:
        """Whether a row adds to its amount where it is touched."""
        return index.isValid() and self._delegate.amount_box(QRectF(self.visualRect(index)), index).contains(spot)

    def _part_at(self, index: QModelIndex, spot: QPointF) -> str:
        """What of a row acts where it is touched; nothing if it only chooses."""
        return "box" if self._is_box(index, spot.x()) else "amount" if self._is_amount(index, spot) else ""

    def _press(self, event: QMouseEvent) -> str:
        """What a press is on, of that which acts; it is kept until it is let go."""
        index = self.indexAt(event.position().toPoint())
        left = event.button() == Qt.MouseButton.LeftButton
        self._pressed_part = self._part_at(index, event.position()) if left else ""
        self._pressed_row = QPersistentModelIndex(index)
        return self._pressed_part

    def _row_at(self, spot: QPoint) -> int:
        """The row before which something let go here would come."""
        index = self.indexAt(spot)
        if not index.isValid():
            return self._tasks.rowCount() if spot.y() > 0 else 0
        return index.row() + (spot.y() > self.visualRect(index).center().y())

    def _all_in(self, section: str) -> bool:
        """Whether all that is dragged stands in a section already."""
        keys = {task.key for task in self._tasks.tasks_in(section)}
        return all(task.key in keys for task in self.chosen if not task.done)

    def _move_by(self, step: int) -> None:
        rows = [index.row() for index in self.selectionModel().selectedIndexes()]
        if rows:
            self.drop_at(min(rows) - 1 if step < 0 else max(rows) + 2)

    def _ask_to_edit(self, index: QModelIndex) -> None:
        task = self._tasks.task_at(index)
        if task is not None:
            self.edit_requested.emit(task)

    def _ask_to_delete(self) -> None:
        ids = tuple(dict.fromkeys(task.id for task in self.chosen))
        if ids:
            self.deletion_requested.emit(ids)

    def _tick_chosen(self, index: QModelIndex) -> None:
        still_open = [task for task in self.chosen if not task.done]
        if len(self.chosen) > 1 and still_open:
            self.completion_of_many_requested.emit(tuple(task.id for task in still_open))
        else:
            self.tick(index)

    def tick(self, index: QModelIndex) -> None:
        """Fill the box of a row, or empty it."""
        task = self._tasks.task_at(index)
        if task is not None and bool(index.data(TickedRole)) == task.done:
            self.tick_requested.emit(task.key, not task.done)

    def add_to(self, index: QModelIndex) -> None:
        """One more of the amount of a row, if it asks for one."""
        task = self._tasks.task_at(index)
        if task is not None and can_add(task, self._tasks.today) and not index.data(TickedRole):
            self.more_requested.emit(task)

    def _on_delegate_tick_requested(self, index: QModelIndex) -> None:
        self.tick(index)

    def _on_double_clicked(self, index: QModelIndex) -> None:
        self._ask_to_edit(index)
