"""The day's list as a Qt model: headings and tasks in one column, changed row by row."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from momentum_desktop.gui.day_words import task_in_words
from momentum_desktop.gui.task_sections import Row, Section, depths_of, key, rows_of_day
from momentum_desktop.service.plan_values import Task, TaskKey

RowRole = int(Qt.ItemDataRole.UserRole) + 1
"""The Section or Task itself."""
TickedRole = RowRole + 1
"""Whether the box is filled: as the task stands, or as the hand just left it."""
TodayRole = RowRole + 2
"""The day the list is of."""

DepthRole = RowRole + 3
"""How many tasks it stands under as a part of them."""

MOST_STEPS = 64
"""With more runs of changed rows than this, resetting is quicker than stepping."""

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class TaskModel(QAbstractListModel):
    """The rows of the day's list.

    A tick shows at once (`tick`), before the answer; the next `show_tasks` says how it came out, `untick_pending`
    takes all unanswered ticks back."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Row] = []
        self._depths: dict[TaskKey, int] = {}
        self._pending: dict[TaskKey, bool] = {}
        self.today = date.min

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        row = self._rows[index.row()]
        if isinstance(row, Section):
            return Qt.ItemFlag.ItemNeverHasChildren
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        return flags if row.done else flags | Qt.ItemFlag.ItemIsDragEnabled

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == RowRole:
            return row
        if isinstance(row, Section):
            if role == Qt.ItemDataRole.DisplayRole:
                return row.name
            return f"{row.name}, {row.count}" if role == Qt.ItemDataRole.AccessibleTextRole else None
        if role == TodayRole:
            return self.today
        if role == DepthRole:
            return self._depths.get(row.key, 0)
        if role == TickedRole:
            return self._pending.get(row.key, row.done)
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(part for part in (row.title, row.notes[:500]) if part)
        return task_in_words(row, self.today) if role == Qt.ItemDataRole.AccessibleTextRole else None

    def task_at(self, index: Index) -> Task | None:
        """The task of a row; None for a heading or no row."""
        row = self._rows[index.row()] if index.isValid() else None
        return row if isinstance(row, Task) else None

    def row_of(self, task_key: TaskKey) -> int | None:
        """Where a task stands; None if it is not in the list."""
        return next((place for place, row in enumerate(self._rows) if key(row) == task_key), None)

    def section_at(self, place: int) -> Section | None:
        """The section that a row stands in, or is; None above the first."""
        for row in reversed(self._rows[: max(place, 0) + 1]):
            if isinstance(row, Section):
                return row
        return None

    def tasks_in(self, section: str) -> list[Task]:
        """The tasks of a section, in their order."""
        found: list[Task] = []
        inside = False
        for row in self._rows:
            if isinstance(row, Section):
                inside = row.name == section
            elif inside:
                found.append(row)
        return found

    def tick(self, task_key: TaskKey, done: bool) -> None:
        self._pending[task_key] = done
        self._say_changed(self.row_of(task_key))

    def untick_pending(self) -> None:
        unanswered = list(self._pending)
        self._pending.clear()
        for task_key in unanswered:
            self._say_changed(self.row_of(task_key))

    def show_tasks(self, tasks: Iterable[Task], today: date, day_began_at: datetime) -> None:
        """Takes the tasks as they stand and moves only the rows that changed."""
        after = rows_of_day(tasks, today, day_began_at)
        new_day, self.today = today != self.today, today
        depths_before, self._depths = self._depths, depths_of(after)
        self._pending.clear()
        before_keys, after_keys = [key(row) for row in self._rows], [key(row) for row in after]
        staying = _staying(before_keys, after_keys)
        leaving = list(_runs(before_keys, staying))
        coming = list(_runs(after_keys, staying))
        if len(leaving) + len(coming) > MOST_STEPS:
            self.beginResetModel()
            self._rows = after
            self.endResetModel()
            return
        for first, last in reversed(leaving):
            self.beginRemoveRows(QModelIndex(), first, last)
            del self._rows[first : last + 1]
            self.endRemoveRows()
        for first, last in coming:
            self.beginInsertRows(QModelIndex(), first, last)
            self._rows[first:first] = after[first : last + 1]
            self.endInsertRows()
        anew = new_day or depths_before != self._depths
        changed = [place for place, row in enumerate(after) if anew or row != self._rows[place]]
        self._rows = after
        if changed:
            self.dataChanged.emit(self.index(changed[0]), self.index(changed[-1]))

    def _say_changed(self, place: int | None) -> None:
        if place is not None:
            self.dataChanged.emit(self.index(place), self.index(place))


def _staying(before: list[Any], after: list[Any]) -> set[Any]:
    """The keys that need not move: the longest run of them that stands in both in the same order."""
    head = 0
    while head < min(len(before), len(after)) and before[head] == after[head]:
        head += 1
    place_of = {each: place for place, each in enumerate(after)}
    tops: list[int] = []
    chain: list[tuple[Any, Any]] = []  # the last link of the best chain of each length: (key, link before it)
    for each in before[head:]:
        place = place_of.get(each)
        if place is None:
            continue
        length = len(tops) if not tops or place > tops[-1] else bisect_left(tops, place)
        link = (each, chain[length - 1] if length else None)
        if length == len(tops):
            tops.append(place)
            chain.append(link)
        else:
            tops[length], chain[length] = place, link
    staying = set(before[:head])
    walked: Any = chain[-1] if chain else None
    while walked:
        staying.add(walked[0])
        walked = walked[1]
    return staying


def _runs(keys: list[Any], staying: set[Any]) -> Iterator[tuple[int, int]]:
    """The first and last places of each unbroken run of keys that do not stay."""
    first = None
    for place, each in enumerate([*keys, None]):
        outside = place < len(keys) and each not in staying
        if outside and first is None:
            first = place
        elif not outside and first is not None:
            yield first, place - 1
            first = None
