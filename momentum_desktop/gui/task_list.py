"""The list view of the day's tasks: its keys, its mouse and its menu."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QContextMenuEvent, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QMenu, QWidget

from momentum_desktop.gui.icons import icon
from momentum_desktop.gui.task_delegate import BOX_COLUMN, TaskDelegate
from momentum_desktop.gui.task_model import TaskModel, TickedRole
from momentum_desktop.gui.theme import LIGHT, Theme


class TaskListView(QListView):
    """Shows a TaskModel and says what the hand wishes for a row, by its task's id."""

    tick_requested = Signal(int, bool)
    edit_requested = Signal(int)
    deletion_requested = Signal(int)

    def __init__(self, model: TaskModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = LIGHT
        self._pressed_on_box = False
        self._tasks = model
        self._delegate = TaskDelegate(self)
        self.setObjectName("task_list")
        self.setAccessibleName("Tasks")
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalScrollBar().setSingleStep(24)
        self._delegate.tick_requested.connect(self._on_delegate_tick_requested)
        self.doubleClicked.connect(self._on_double_clicked)

    def apply_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._delegate.apply_theme(theme)
        self.viewport().update()

    def top_right_of(self, task_id: int) -> QPoint | None:
        """Where the row of a task ends, in the viewport; None if it is not in sight."""
        place = self._tasks.row_of(task_id)
        rect = self.visualRect(self._tasks.index(place)) if place is not None else None
        return rect.topRight() if rect is not None and self.viewport().rect().intersects(rect) else None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._pressed_on_box = event.position().x() <= BOX_COLUMN
        super().mouseDoubleClickEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        wished = index.isValid() and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if wished and event.key() == Qt.Key.Key_Space:
            self._tick(index)
        elif wished and event.key() in (Qt.Key.Key_E, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._ask_for(self.edit_requested, index)
        elif wished and event.matches(QKeySequence.StandardKey.Delete):
            self._ask_for(self.deletion_requested, index)
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
        """What can be done with a row."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        ticked = bool(index.data(TickedRole))
        for name, words, key in (
            ("ui-check", "Reopen" if ticked else "Complete", "Space"),
            ("ui-edit", "Edit…", "E"),
            ("ui-trash", "Delete", "Del"),
        ):
            action = QAction(icon(name, self._theme.text, size=16), f"{words}\t{key}", menu)
            menu.addAction(action)
        complete, edit, delete = menu.actions()
        complete.triggered.connect(lambda: self._tick(index))
        edit.triggered.connect(lambda: self._ask_for(self.edit_requested, index))
        delete.triggered.connect(lambda: self._ask_for(self.deletion_requested, index))
        return menu

    def _ask_for(self, signal: object, index: QModelIndex) -> None:
        task = self._tasks.task_at(index)
        if task is not None:
            signal.emit(task.id)  # type: ignore[attr-defined]

    def _tick(self, index: QModelIndex) -> None:
        task = self._tasks.task_at(index)
        if task is not None and bool(index.data(TickedRole)) == task.done:
            self.tick_requested.emit(task.id, not task.done)

    def _on_delegate_tick_requested(self, index: QModelIndex) -> None:
        self._tick(index)

    def _on_double_clicked(self, index: QModelIndex) -> None:
        if not self._pressed_on_box:
            self._ask_for(self.edit_requested, index)
