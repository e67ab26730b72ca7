"""The day's list as a Qt model: headings and tasks in one column, changed row by row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from momentum_desktop.gui.day_words import reminder_of, task_in_words
from momentum_desktop.gui.task_rows import Change, DayList, Listed, change
from momentum_desktop.gui.task_sections import Row, Section
from momentum_desktop.service.day_sections import TODAY
from momentum_desktop.service.plan_values import Task, TaskKey

RowRole = int(Qt.ItemDataRole.UserRole) + 1
"""The Section or Task itself."""
TickedRole = RowRole + 1
"""Whether the box is filled: as the task stands, or as the hand just left it."""
TodayRole = RowRole + 2
"""The day the list is of."""

DepthRole = RowRole + 3
"""How many tasks it stands under as a part of them."""

WholeRole = RowRole + 4
"""The title of the task that it is a part of and does not stand under."""

DateRole = RowRole + 5
"""The date beside the heading of today."""

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class TaskModel(QAbstractListModel):
    """The rows of the day's list.

    A tick shows at once (`tick`), before the answer, and until a list that knows of it (`answer_tick`) is shown;
    `untick` takes back what was refused."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Row] = []
        self._listed = Listed()
        self._ticks: dict[TaskKey, tuple[bool, int | None]] = {}
        self._number = 0
        self.today = date.min
        self.shows_worth = True
        self.date_words = ""

    @property
    def listed(self) -> Listed:
        """The rows in their order, with what is known about them."""
        return self._listed

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

    def supportedDropActions(self) -> Qt.DropAction:
        # A list that only moves its own rows takes no drag of a model that says nothing, which means copies.
        return Qt.DropAction.MoveAction

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == RowRole:
            return row
        if isinstance(row, Section):
            if role == Qt.ItemDataRole.DisplayRole:
                return row.name
            if role == DateRole:
                return self.date_words if row.name == TODAY else ""
            date_words = f", {self.date_words}" if row.name == TODAY and self.date_words else ""
            return f"{row.name}, {row.count}{date_words}" if role == Qt.ItemDataRole.AccessibleTextRole else None
        if role == TodayRole:
            return self.today
        if role == DepthRole:
            return self._listed.depths.get(row.key, 0)
        if role == WholeRole:
            return self._listed.wholes.get(row.key)
        if role == TickedRole:
            return self._ticks[row.key][0] if row.key in self._ticks else row.done
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role == Qt.ItemDataRole.ToolTipRole:
            whole = self._listed.wholes.get(row.key)
            part_of = f"Part of “{whole}”" if whole else ""
            reminder = reminder_of(row)
            rings = f"Reminder {reminder}" if reminder else ""
            return "\n".join(part for part in (row.title, part_of, rings, row.notes[:500]) if part)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return task_in_words(row, self.today, self._listed.wholes.get(row.key), worth=self.shows_worth)
        return None

    def task_at(self, index: Index) -> Task | None:
        """The task of a row; None for a heading or no row."""
        row = self._rows[index.row()] if index.isValid() else None
        return row if isinstance(row, Task) else None

    def row_of(self, task_key: TaskKey) -> int | None:
        """Where a task stands; None if it is not in the list."""
        return self._listed.places.get(task_key)

    def section_at(self, place: int) -> Section | None:
        """The section that a row stands in, or is; None above the first."""
        found = [section for first, section in self._sections() if first <= max(place, 0)]
        return found[-1] if found else None

    def place_of(self, section: Section) -> int:
        """The place of a section's heading."""
        return next(first for first, each in self._sections() if each is section)

    def tasks_in(self, section: str) -> list[Task]:
        """The tasks of a section, in their order."""
        for first, each in self._sections():
            if each.name == section:
                return [row for row in self._rows[first + 1 : first + 1 + each.count] if isinstance(row, Task)]
        return []

    def tick(self, task_key: TaskKey, done: bool) -> None:
        """Fills or empties a box before the answer."""
        self._ticks[task_key] = (done, None)
        self._say_changed(self.row_of(task_key))

    def answer_tick(self, task_key: TaskKey, unsure: int) -> None:
        """It is done, and the lists after the number `unsure` know of it."""
        if task_key in self._ticks:
            self._ticks[task_key] = (self._ticks[task_key][0], unsure)
            self._settle_ticks()

    def untick(self, task_key: TaskKey) -> None:
        """It came to nothing: the box is as the task stands."""
        if self._ticks.pop(task_key, None) is not None:
            self._say_changed(self.row_of(task_key))

    def forget_ticks(self) -> None:
        """The tasks that come are somebody else's, or other ones."""
        self._ticks.clear()

    def show_tasks(self, tasks: Iterable[Task], today: date, day_began_at: datetime, number: int = 0) -> None:
        """Takes the tasks as they stood in the list of a number and moves only the rows that changed."""
        after = DayList(tasks, today, day_began_at).whole
        self.take(change(self._listed, after, self.today, today), number)

    def take(self, found: Change, number: int) -> None:
        """Becomes what a change, from the list of a number, leads to."""
        if found.before is not self._listed:
            found = change(self._listed, found.after, self.today, found.today)
        self.today = found.today
        self._number = number
        after = list(found.after.rows)
        if found.anew:
            self.beginResetModel()
            self._rows, self._listed = after, found.after
            self.endResetModel()
            self._settle_ticks()
            return
        for first, last in found.leaving:
            self.beginRemoveRows(QModelIndex(), first, last)
            del self._rows[first : last + 1]
            self.endRemoveRows()
        for first, last in found.coming:
            self.beginInsertRows(QModelIndex(), first, last)
            self._rows[first:first] = after[first : last + 1]
            self.endInsertRows()
        self._rows, self._listed = after, found.after
        if found.changed is not None:
            self.dataChanged.emit(self.index(found.changed[0]), self.index(found.changed[1]))
        self._settle_ticks()

    def _settle_ticks(self) -> None:
        """Lets go of the ticks that the list shown knows of."""
        for task_key, (_, unsure) in tuple(self._ticks.items()):
            if unsure is not None and unsure < self._number:
                self.untick(task_key)

    def _sections(self) -> Iterator[tuple[int, Section]]:
        """Each section with the place of its heading."""
        place = 0
        while place < len(self._rows):
            section = self._rows[place]
            assert isinstance(section, Section)
            yield place, section
            place += 1 + section.count

    def _say_changed(self, place: int | None) -> None:
        if place is not None:
            self.dataChanged.emit(self.index(place), self.index(place))
