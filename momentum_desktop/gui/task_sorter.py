"""Sorts the tasks into the day's list: a few at once, very many beside the window, which goes on meanwhile."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from datetime import date, datetime
from queue import Empty, SimpleQueue

from PySide6.QtCore import QObject, QTimer, Signal

from momentum_desktop.gui.task_rows import Change, DayList, Listed, change
from momentum_desktop.gui.task_sections import Row
from momentum_desktop.service.plan_values import Task

AT_ONCE = 1_500
"""So many tasks are sorted and compared within a frame."""

FREED_AT_ONCE, WATCH_MS = 1_000, 10


@dataclass(frozen=True, slots=True)
class Order:
    """Tasks to be sorted for a day and narrowed to `words`; `number` is that of their list."""

    tasks: tuple[Task, ...]
    today: date
    day_began_at: datetime
    words: str
    number: int


@dataclass(frozen=True, slots=True)
class Sorting:
    """What became of an order: how the list that is shown becomes the wished one, and the list of all tasks."""

    order: Order
    whole: Listed
    change: Change


class _Desk:
    """Where orders are carried out, one at a time: keeps what was sorted last, to be narrowed again."""

    def __init__(self) -> None:
        self.answers: SimpleQueue[tuple[Sorting, int]] = SimpleQueue()
        self._tasks: tuple[Task, ...] | None = None
        self._day: tuple[date, datetime] | None = None
        self._list: DayList | None = None

    def carry_out(self, order: Order, shown: Listed, today: date) -> Sorting:
        day = (order.today, order.day_began_at)
        if self._list is None or self._tasks is not order.tasks or self._day != day:
            self._list = DayList(order.tasks, *day)
            self._tasks, self._day = order.tasks, day
        wished = self._list.sought(order.words)
        return Sorting(order, self._list.whole, change(shown, wished, today, order.today))

    def answer(self, order: Order, shown: Listed, today: date, number: int) -> None:
        """The same on another thread, which leaves the window's objects alone: they may be gone by then."""
        self.answers.put((self.carry_out(order, shown, today), number))


class TaskSorter(QObject):
    """Answers the newest order with `sorted`; orders that another overtook are never answered."""

    sorted = Signal(object)

    def __init__(self, at_once: int = AT_ONCE, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._at_once = at_once
        self._newest: tuple[Order, Listed, date] | None = None
        self._round = 0
        self._desk = _Desk()
        self._watch = QTimer(self, interval=WATCH_MS)
        self._watch.timeout.connect(self._on_watch_timeout)

    @property
    def busy(self) -> bool:
        """Whether an answer is still to come."""
        return self._watch.isActive()

    def sort(self, order: Order, shown: Listed, today: date) -> None:
        """Asks how the list that is shown, of the day `today`, becomes the ordered one."""
        self._round += 1
        self._newest = (order, shown, today)
        if self.busy:
            return
        if len(order.tasks) > self._at_once:
            self._begin()
        else:
            self._newest = None
            self.sorted.emit(self._desk.carry_out(order, shown, today))

    def forget(self) -> None:
        """What was ordered is not wanted any more."""
        self._round += 1
        self._newest = None

    def _begin(self) -> None:
        assert self._newest is not None
        (order, shown, today), self._newest = self._newest, None
        self._watch.start()
        asked = (order, shown, today, self._round)
        threading.Thread(target=self._desk.answer, args=asked, name="task-sorter", daemon=True).start()

    def _on_watch_timeout(self) -> None:
        try:
            found, number = self._desk.answers.get_nowait()
        except Empty:
            return
        self._watch.stop()
        if number == self._round:
            self.sorted.emit(found)
            before = found.change.before
            if before is not found.whole and before is not found.change.after:
                threading.Thread(target=_let_go, args=(before.rows,), name="task-sorter", daemon=True).start()
        elif self._newest is not None:
            self._begin()


def _let_go(rows: list[Row]) -> None:
    """Frees what nobody shows any more, a few at a time: all at once, it would hold every thread."""
    while rows:
        del rows[-FREED_AT_ONCE:]
