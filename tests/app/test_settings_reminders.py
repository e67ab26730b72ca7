"""Each choice about reminders changed in the settings window, and heard at once in what reminds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import QTime
from PySide6.QtWidgets import QSpinBox, QTimeEdit

from momentum_desktop.app.reminder_desk import ReminderDesk
from momentum_desktop.gui.note import Note
from momentum_desktop.service.plan_values import TaskDraft
from tests.app.desk import NOON, Desk

TODAY = NOON.date()


class Evening:
    """Reminders beside a window, on a clock that is set by hand; nothing but the window hears them."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.left: list[Note] = []
        self.reminders = ReminderDesk(desk.window.choices, desk.window, longest_wait=0.02)
        self.reminders.note_left.connect(self.left.append)
        desk.bridge.accompany(self.reminders.run)

    def do(self, wish: Any, *values: Any) -> None:
        with self.desk.qtbot.waitSignal(self.desk.bridge.act_done, timeout=20_000):
            wish(*values)

    def task(self, title: str, at: str) -> None:
        self.do(self.desk.bridge.planner.add_task, TaskDraft(title, due=TODAY, reminder=at))

    def at(self, hour: int, minute: int = 0, *, days: int = 0) -> None:
        self.desk.now = NOON.replace(hour=hour, minute=minute) + timedelta(days=days)
        self.looks()

    def looks(self, times: int = 3) -> None:
        """Lets so many looks at the clock go by."""
        service = self.desk.bridge._service
        told, looked = service.standing_reminders, []

        async def counted(*values: Any, **named: Any) -> Any:
            looked.append(None)
            return await told(*values, **named)

        service.standing_reminders = counted
        self.desk.until(lambda: len(looked) >= times)
        service.standing_reminders = told

    def hears(self, headline: str) -> None:
        self.desk.until(lambda: bool(self.left))
        assert headline in self.left[-1].headline
        self.left.clear()


@pytest.fixture
def evening(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Iterator[Evening]:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS"):
        monkeypatch.delenv(name, raising=False)
    return Evening(desk)


def test_without_notifications_nothing_reminds_and_nothing_comes_later(desk: Desk, evening: Evening) -> None:
    evening.task("Unheard", "18:00")
    desk.toggle("reminders.notifications")
    evening.at(18)
    desk.toggle("reminders.notifications")
    evening.looks()
    assert evening.left == []
    evening.task("Heard", "18:30")
    evening.at(18, 30)
    evening.hears("Heard")


def test_tasks_and_habits_remind_only_while_they_may(desk: Desk, evening: Evening) -> None:
    evening.task("Call home", "18:00")
    desk.toggle("reminders.tasks")
    evening.at(18)
    assert evening.left == []
    desk.toggle("reminders.tasks")
    evening.hears("Call home")


@pytest.mark.parametrize("choice", ["reminders.streaks", "game.streaks"])
def test_a_streak_reminds_only_while_it_may(desk: Desk, evening: Evening, choice: str) -> None:
    evening.do(desk.bridge.planner.record_event, "goal_completion", {})
    desk.toggle(choice)
    evening.at(19, days=1)
    assert evening.left == []
    desk.toggle(choice)
    evening.hears("Daily activity")


def test_a_streak_reminds_at_the_hour_that_is_chosen(desk: Desk, evening: Evening) -> None:
    evening.do(desk.bridge.planner.record_event, "goal_completion", {})
    hour = desk.part(QTimeEdit, "reminders.streaks_at")
    hour.setTime(QTime(20, 15))
    evening.at(19, 30, days=1)
    assert evening.left == []
    hour.setTime(QTime(19, 15))
    evening.hears("Daily activity")
    assert desk.stored()["reminders"] == {"streaks_at": "19:15"}


def test_the_end_of_focus_is_told_only_while_it_may(desk: Desk, evening: Evening) -> None:
    evening.do(desk.bridge.planner.start_focus, 1, None)
    desk.toggle("reminders.focus")
    evening.at(12, 1)
    assert evening.left == []
    desk.toggle("reminders.focus")
    evening.hears("Focus ended")


def test_the_button_puts_off_for_as_long_as_is_chosen(desk: Desk, evening: Evening) -> None:
    desk.part(QSpinBox, "reminders.snooze_minutes").setValue(45)
    evening.task("Call home", "18:00")
    evening.at(18)
    desk.until(lambda: bool(evening.left))
    assert evening.left[-1].actions[-1] == ("snooze", "Snooze 45 min")
    assert desk.stored()["reminders"] == {"snooze_minutes": 45}


def test_full_screen_holds_back_only_if_it_may(desk: Desk, evening: Evening, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evening.reminders._screen, "is_filled", lambda: True)
    evening.task("Call home", "18:00")
    evening.at(18)
    assert evening.left == []
    desk.toggle("reminders.hold_in_full_screen")
    evening.hears("Call home")
