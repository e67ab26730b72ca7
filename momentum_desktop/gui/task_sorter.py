"""Sorts the tasks into the day's list: a few at once, very many beside the window, which goes on meanwhile."""

from __future__ import annotations

import threading
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime

from PySide6.QtCore import QObject, Signal

from momentum_desktop.gui.task_rows import Change, DayList, Listed, change
from momentum_desktop.service.plan_values import Task

AT_ONCE = 1_500
"""So many tasks are sorted and compared within a frame."""


@dataclass(frozen=True, slots=True)
class Order:
    """Tasks to be sorted for a day and narrowed to `words`; `arrival` is when they came, as the model counts."""

    tasks: tuple[Task, ...]
    today: date
    day_began_at: datetime
    words: str
    arrival: int


@dataclass(frozen=True, slots=True)
class Sorting:
    """What became of an order: how the list that is shown becomes the wished one, and the list of all tasks."""

    order: Order
    whole: Listed
    change: Change


class TaskSorter(QObject):
    """Answers the newest order with `sorted`; orders that another overtook are never answered."""

    sorted = Signal(object)
    _done = Signal(object, int)

    def __init__(self, at_once: int = AT_ONCE, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._at_once = at_once
        self._newest: tuple[Order, Listed, date] | None = None
        self._running = False
        self._round = 0
        self._sorted_tasks: tuple[Task, ...] | None = None
        self._list: DayList | None = None
        self._done.connect(self._on_done)

    @property
    def busy(self) -> bool:
        """Whether an answer is still to come."""
        return self._running

    def sort(self, order: Order, shown: Listed, today: date) -> None:
        """Asks how the list that is shown, of the day `today`, becomes the ordered one."""
        self._round += 1
        self._newest = (order, shown, today)
        if self._running:
            return
        if len(order.tasks) > self._at_once:
            self._begin()
        else:
            self._newest = None
            self.sorted.emit(self._sorting(order, shown, today))

    def forget(self) -> None:
        """What was ordered is not wanted any more."""
        self._round += 1
        self._newest = None

    def _begin(self) -> None:
        assert self._newest is not None
        (order, shown, today), self._newest = self._newest, None
        self._running = True
        asked = (order, shown, today, self._round)
        threading.Thread(target=self._run, args=asked, name="task-sorter", daemon=True).start()

    def _run(self, order: Order, shown: Listed, today: date, number: int) -> None:
        found = self._sorting(order, shown, today)
        with suppress(RuntimeError):  # the window was closed meanwhile
            self._done.emit(found, number)

    def _sorting(self, order: Order, shown: Listed, today: date) -> Sorting:
        if self._list is None or self._sorted_tasks is not order.tasks or self._list.today != order.today:
            self._list = DayList(order.tasks, order.today, order.day_began_at)
            self._sorted_tasks = order.tasks
        wished = self._list.sought(order.words)
        return Sorting(order, self._list.whole, change(shown, wished, today, order.today))

    def _on_done(self, found: Sorting, number: int) -> None:
        self._running = False
        if number == self._round:
            self.sorted.emit(found)
        elif self._newest is not None:
            self._begin()
