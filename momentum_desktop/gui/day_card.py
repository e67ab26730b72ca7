"""The card with the plan of a day: its time slots on a line of hours, and other days by arrows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLabel, QWidget

from momentum_desktop.gui.day_line import DayLine
from momentum_desktop.gui.day_view import DayView
from momentum_desktop.gui.day_words import day_in_words
from momentum_desktop.gui.one_line import OneLine
from momentum_desktop.gui.plan_card import PlanCard
from momentum_desktop.gui.slot_dialog import SlotDialog
from momentum_desktop.gui.theme import CAPTION, GRID, Theme, font
from momentum_desktop.gui.wording import WEEKDAYS
from momentum_desktop.service.plan_values import SlotDraft, TimeSlot
from momentum_desktop.service.slot_times import still_to_come
from momentum_desktop.service.today_words import short_date

MINUTE_MS = 60_000
LENGTH = 60
"""The minutes that are offered for a new slot."""


class DayCard(PlanCard):
    """Shows the slots of one day. `slots_requested` carries the first day and how many; the other signals a SlotDraft,
    a slot's number with one, or a number."""

    slots_requested = Signal(object, int)
    add_requested = Signal(object)
    edit_requested = Signal(int, object)
    deletion_requested = Signal(int)
    completion_requested = Signal(int)
    reopen_requested = Signal(int)

    def __init__(self, clock: Callable[[], datetime], today: date, parent: QWidget | None = None) -> None:
        super().__init__("day_card", "Today", parent)
        self._clock = clock
        self._today = self.day = today
        self._day_start = 0
        self._slots: tuple[TimeSlot, ...] = ()
        self._tasks: Sequence[tuple[int, str]] = ()
        self.line = DayLine()
        self.view = DayView(self.line)
        self._empty = QLabel("Nothing is planned. Click an hour to plan it.")
        self._empty.setObjectName("day_empty")
        self._empty.setFont(font(CAPTION))
        self._empty.setProperty("ink", "muted")
        self._empty.setWordWrap(True)
        self.date = OneLine(font(CAPTION), muted=True)
        self.date.setObjectName("day_date")
        self.head.setStretchFactor(self.heading, 0)
        self.head.addSpacing(GRID // 2)
        self.head.addWidget(self.date, 1)
        self.back = self.tool("ui-earlier", "The day before")
        self.to_today = self.tool("ui-calendar", "Today")
        self.forward = self.tool("ui-later", "The day after")
        self.plan = self.tool("ui-plus", "Plan a time slot")
        for button in (self.back, self.to_today, self.forward, self.plan):
            self.head.addWidget(button)
        self.note = QLabel()
        self.note.setObjectName("day_note")
        self.note.setFont(font(CAPTION))
        self.note.setWordWrap(True)
        self.note.hide()
        self.body.addWidget(self._empty)
        self.body.addWidget(self.note)
        self.body.addWidget(self.view)
        self.back.clicked.connect(lambda: self.go_to(self.day - timedelta(days=1)))
        self.forward.clicked.connect(lambda: self.go_to(self.day + timedelta(days=1)))
        self.to_today.clicked.connect(lambda: self.go_to(self._today))
        self.plan.clicked.connect(self._on_plan_clicked)
        self.line.plan_requested.connect(self._plan_at)
        self.line.open_requested.connect(self._on_line_open_requested)
        self.line.move_requested.connect(self._on_line_move_requested)
        self.line.tick_requested.connect(self._on_line_tick_requested)
        self.line.deletion_requested.connect(self.deletion_requested)
        self._minute = QTimer(self, interval=MINUTE_MS)
        self._minute.timeout.connect(self.show_now)
        self._show()

    def go_to(self, day: date) -> None:
        """Shows another day, as soon as its slots are there."""
        if day != self.day:
            self.day, self._slots = day, ()
            self._show()
            self.view.follow()
        self.refresh()

    def refresh(self) -> None:
        """Asks for the slots of the day that is shown."""
        self.slots_requested.emit(self.day, 1)

    def show_day(self, today: date, day_ends_at: datetime) -> None:
        """The logical day in force; whoever looked at today looks at the new one."""
        ends = day_ends_at.astimezone(self._clock().tzinfo)
        day_start = ends.hour * 60 + ends.minute
        if (today, day_start) == (self._today, self._day_start):
            return
        followed, self._today, self._day_start = self.day == self._today, today, day_start
        if followed:
            self.go_to(today)
        self._show()

    def show_slots(self, first: date, slots: Sequence[TimeSlot]) -> None:
        """The answer to `slots_requested`; one for a day that is no longer shown is let go."""
        if first == self.day:
            self._slots = tuple(slot for slot in slots if slot.day == first)
            self._show()

    def show_tasks(self, tasks: Sequence[tuple[int, str]]) -> None:
        """(id, title) of the tasks that a slot can be for."""
        self._tasks = tasks

    def show_worth(self, shown: bool) -> None:
        """Whether what a slot would earn is in sight."""
        self.line.shows_worth = shown

    def show_now(self) -> None:
        """Moves the line of the present."""
        self.line.show_now(self._now)

    def begin_anew(self) -> None:
        """What is planned is somebody else's."""
        self._slots, self._tasks = (), ()
        self._show()
        self.refresh()

    def apply_theme(self, theme: Theme) -> None:
        super().apply_theme(theme)
        self.line.apply_theme(theme)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._minute.start()
        self.show_now()

    @property
    def _now(self) -> int | None:
        now = self._clock()
        return now.hour * 60 + now.minute if self.day == self._today else None

    def _show(self) -> None:
        words = day_in_words(self.day, self._today)
        self.heading.setText(words)
        # The heading says what the date leaves out.
        short, weekday = short_date(self.day), WEEKDAYS[self.day.weekday()]
        self.date.show_text(short[4:] if words == weekday else weekday if words[0].isdecimal() else short)
        self.setAccessibleName(f"Plan of {words}, {short_date(self.day)}")
        self.to_today.setVisible(self.day != self._today)
        self._empty.setVisible(not self._slots)
        self._say("")
        self.line.show_slots(self._slots, self._now, self._day_start)

    def _on_plan_clicked(self) -> None:
        self.show_now()
        self._plan_at(self.line.next_half_hour)

    def _plan_at(self, minute: int) -> None:
        dialog = SlotDialog(SlotDraft(self.day, minute, LENGTH, ""), self._tasks, self.theme, parent=self)
        dialog.draft_accepted.connect(self.add_requested)
        dialog.open()

    def _on_line_open_requested(self, slot: TimeSlot) -> None:
        dialog = SlotDialog(_draft(slot, slot.start_minute), self._tasks, self.theme, known=True, parent=self)
        dialog.draft_accepted.connect(lambda draft: self.edit_requested.emit(slot.id, draft))
        dialog.deletion_requested.connect(lambda: self.deletion_requested.emit(slot.id))
        dialog.open()

    def _on_line_move_requested(self, slot: TimeSlot, start: int) -> None:
        self.edit_requested.emit(slot.id, _draft(slot, start))

    def _on_line_tick_requested(self, slot: TimeSlot, done: bool) -> None:
        waits = still_to_come(slot.day, self._today) if done else ""
        self._say(f"“{slot.title}” {waits}." if waits else "")
        if not waits:
            (self.completion_requested if done else self.reopen_requested).emit(slot.id)

    def _say(self, words: str) -> None:
        self.note.setText(words)
        self.note.setVisible(bool(words))


def _draft(slot: TimeSlot, start: int) -> SlotDraft:
    return SlotDraft(slot.day, start, slot.minutes, slot.title, slot.task_id)
