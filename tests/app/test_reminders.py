"""Reminders on a real bus: shown with their buttons, each button does what it says, and another way where none is."""

from __future__ import annotations

import asyncio
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from momentum_desktop.app import desktop_notes
from momentum_desktop.gui.note import STAYS, Note
from momentum_desktop.service.plan_values import TaskDraft
from tests.app.evenings import NOON, TODAY, evening, note, order
from tests.app.session_bus import NotificationDaemon, SessionBus
from tests.service.lives import in_loop

pytestmark = pytest.mark.usefixtures("no_screen", "patience")


@in_loop
async def test_a_task_is_told_with_its_buttons_and_its_words_as_they_are(
    data_dir: Path, daemon: NotificationDaemon
) -> None:
    async with evening(data_dir) as it:
        name, replaced, icon, headline, words, actions, hints, _ = await it.told(daemon, "Read <b>Q&A</b>")
        assert (name, replaced, headline, words) == ("Momentum", 0, "Read <b>Q&A</b>", "Due today.")
        assert icon.startswith("file:///")
        assert actions == ["default", "Open Momentum", "done", "Done", "snooze", "Snooze 30 min"]
        assert hints["desktop-entry"] == ["s", "momentum-desktop"]
        await it.looks()
        assert daemon.notes() == 0


@in_loop
async def test_words_are_escaped_where_they_would_be_read_as_markup(data_dir: Path, daemon: NotificationDaemon) -> None:
    async with evening(data_dir) as it:
        it.desk.say(Note("x", "Head", "<i>1 & 2</i>"))
        assert (await note(daemon))[4] == "&lt;i&gt;1 &amp; 2&lt;/i&gt;"


@in_loop
async def test_words_and_buttons_are_left_out_where_the_service_has_none(data_dir: Path, bus: SessionBus) -> None:
    plain = NotificationDaemon(("body",))
    try:
        async with evening(data_dir) as it:
            it.desk.say(Note("x", "Head", "<i>1 & 2</i>", (("done", "Done"),)))
            shown = await note(plain)
            assert (shown[4], shown[5]) == ("<i>1 & 2</i>", [])
    finally:
        plain.close()


@in_loop
async def test_done_completes_the_task(data_dir: Path, daemon: NotificationDaemon) -> None:
    async with evening(data_dir) as it:
        await it.told(daemon)
        await order(daemon, "invoke", 1, "done")
        await it.until_task(lambda task: task.done)


@in_loop
async def test_done_completes_the_day_of_a_habit_that_was_told_of(data_dir: Path, daemon: NotificationDaemon) -> None:
    async with evening(data_dir) as it:
        assert (await it.told(daemon, "Stretch", repeat="FREQ=DAILY"))[5][-2:] == ["day_off", "Take today off"]
        await order(daemon, "invoke", 1, "done")
        await it.until_task(lambda task: task.done and task.occurrence == TODAY)


@in_loop
async def test_taking_today_off_skips_the_day_of_a_habit(data_dir: Path, daemon: NotificationDaemon) -> None:
    async with evening(data_dir) as it:
        await it.told(daemon, "Stretch", repeat="FREQ=DAILY")
        await order(daemon, "invoke", 1, "day_off")
        await it.until_task(lambda task: task.occurrence == date(2026, 3, 5))
        (habit,) = await it.service.get_habits(days=3)
        assert [day.state for day in habit.days if day.day == TODAY] == ["skipped"]


@in_loop
async def test_snooze_lets_it_come_again_after_a_while(data_dir: Path, daemon: NotificationDaemon) -> None:
    async with evening(data_dir) as it:
        it.choices.choose("reminders.snooze_minutes", 10)
        assert (await it.told(daemon))[5][-2:] == ["snooze", "Snooze 10 min"]
        async with it.snoozed():
            await order(daemon, "invoke", 1, "snooze")
        it.clock.forward(minutes=9)
        await it.looks()
        assert daemon.notes() == 0
        it.clock.forward(minutes=1)
        assert (await note(daemon))[3] == "Call Grandma"


@in_loop
async def test_a_click_on_the_note_opens_the_window(data_dir: Path, daemon: NotificationDaemon) -> None:
    async with evening(data_dir) as it:
        await it.told(daemon)
        await order(daemon, "invoke", 1, "default")
        await it.until(lambda: it.opened)


@in_loop
async def test_a_streak_offers_the_next_task_a_snooze_and_a_day_off(data_dir: Path, daemon: NotificationDaemon) -> None:
    async with evening(data_dir) as it:
        for _ in range(3):
            await it.service.process_event(event_type="task_completion", metadata={})
        await it.service.add_task(TaskDraft("Sort the shelf", due=date(2026, 3, 5)))
        it.clock.moment = datetime(2026, 3, 5, 19, 0, tzinfo=UTC)
        shown = await note(daemon)
        assert shown[3] == "2 streaks are still due"
        titles = {each.streak_type: each.title for each in await it.service.get_streaks()}
        assert shown[4].splitlines() == [
            f"{titles['daily_activity']}: 1 day in a row",
            f"{titles['daily_tasks']}: 1 day in a row",
            "Still due; today ends in 9 h 00.",
            "Next on your list: Sort the shelf",
        ]
        assert shown[5][2::2] == ["done", "snooze", "day_off"]
        await order(daemon, "invoke", 1, "done")
        await it.until_task(lambda task: task.title == "Sort the shelf" and task.done)


@in_loop
async def test_taking_today_off_lets_the_streak_rest(data_dir: Path, daemon: NotificationDaemon) -> None:
    async with evening(data_dir) as it:
        await it.service.process_event(event_type="goal_completion", metadata={})
        it.clock.moment = datetime(2026, 3, 5, 19, 0, tzinfo=UTC)
        assert (await note(daemon))[3].endswith(": 1 day in a row")
        await order(daemon, "invoke", 1, "day_off")
        async with asyncio.timeout(60):
            while (await it.service.get_streaks())[0].status != "resting":
                await asyncio.sleep(0.005)
        (rest,) = await it.service.get_rests()
        assert (rest.first, rest.last, rest.streak) == (date(2026, 3, 5), date(2026, 3, 5), None)


@in_loop
async def test_a_note_goes_when_its_matter_is_settled_elsewhere(data_dir: Path, daemon: NotificationDaemon) -> None:
    async with evening(data_dir) as it:
        await it.told(daemon)
        await it.service.complete_task(1)
        assert await asyncio.to_thread(daemon.called, "CloseNotification") == [1]
        await it.until(lambda: it.gone == ["task:1:18:00"])


@in_loop
async def test_the_end_of_a_focus_session_is_told_and_ended_from_there(
    data_dir: Path, daemon: NotificationDaemon
) -> None:
    async with evening(data_dir) as it:
        await it.service.start_focus(25)
        for _ in range(25):
            it.clock.forward(minutes=1)
            await it.looks(2)
        shown = await note(daemon)
        assert (shown[3], shown[4]) == ("Focus ended", "25 minutes of focus are done.")
        await order(daemon, "invoke", 1, "done")
        async with asyncio.timeout(60):
            while await it.service.get_focus() is not None:
                await asyncio.sleep(0.005)
        assert (await it.service.get_momentum_stats()).by_event_type == {"focus_session": 1}


@in_loop
async def test_nothing_breaks_into_focus_and_a_digest_comes_after(data_dir: Path, daemon: NotificationDaemon) -> None:
    async with evening(data_dir) as it:
        for title in ("One", "Two"):
            await it.task(title, reminder="12:05")
        await it.service.start_focus()
        it.clock.forward(minutes=2)
        await it.looks()
        it.clock.forward(minutes=2)
        await it.looks()
        it.clock.forward(minutes=2)
        await it.looks()
        assert daemon.notes() == 0
        await it.service.stop_focus()
        shown = await note(daemon)
        assert (shown[3], shown[4]) == ("2 reminders meanwhile", "One\nTwo")
        assert shown[5][2::2] == ["snooze"]
        await it.looks()
        assert daemon.notes() == 0


@in_loop
async def test_what_the_desktop_holds_back_comes_as_a_digest_after(data_dir: Path, daemon: NotificationDaemon) -> None:
    async with evening(data_dir) as it:
        it.desk.say(Note("x", "Head"))
        await note(daemon)
        await order(daemon, "inhibit")
        for title in ("One", "Two"):
            await it.task(title)
        await it.looks(1)
        it.clock.forward(hours=6)
        await it.looks()
        assert daemon.notes() == 0
        await order(daemon, "inhibit")
        assert (await note(daemon))[3] == "2 reminders meanwhile"


@in_loop
async def test_many_at_once_are_one_digest(data_dir: Path, daemon: NotificationDaemon) -> None:
    async with evening(data_dir) as it:
        for number in range(7):
            await it.task(f"Task {number}")
        # A look that is under way may have read the tasks before the last was there.
        await it.looks(1)
        it.clock.forward(hours=6)
        shown = await note(daemon)
        assert shown[3] == "7 reminders meanwhile"
        assert shown[4].splitlines()[-1] == "and 3 more"
        await it.looks()
        assert daemon.notes() == 0


@in_loop
async def test_reminders_that_are_switched_off_do_not_come_later(data_dir: Path, daemon: NotificationDaemon) -> None:
    async with evening(data_dir) as it:
        it.choices.choose("reminders.notifications", False)
        await it.task()
        it.clock.forward(hours=6)
        await it.looks()
        it.choices.choose("reminders.notifications", True)
        await it.looks()
        assert daemon.notes() == 0


@pytest.mark.parametrize("choice", ["reminders.tasks", "reminders.streaks", "game.streaks", "reminders.focus"])
@in_loop
async def test_each_kind_can_be_switched_off(data_dir: Path, daemon: NotificationDaemon, choice: str) -> None:
    async with evening(data_dir) as it:
        it.choices.choose(choice, False)
        if choice == "reminders.tasks":
            await it.task()
        elif choice == "reminders.focus":
            await it.service.start_focus(1)
        else:
            await it.service.process_event(event_type="goal_completion", metadata={})
            it.clock.forward(days=1)
        it.clock.forward(minutes=1)
        await it.looks()
        it.clock.forward(hours=8)
        await it.looks()
        assert daemon.notes() == 0


@in_loop
async def test_the_tray_puts_everything_off_and_back(data_dir: Path, daemon: NotificationDaemon) -> None:
    async with evening(data_dir) as it:
        await it.task()
        await it.looks()
        it.desk.snooze(8 * 60)
        await it.until(lambda: it.snoozes == [NOON + timedelta(hours=8)])
        it.clock.forward(hours=6)
        await it.looks()
        assert daemon.notes() == 0
        it.desk.snooze(-1)
        assert (await note(daemon))[3] == "Call Grandma"
        assert it.snoozes[-1] is None
        it.desk.snooze(0)
        await it.until(lambda: it.snoozes[-1] == datetime(2026, 3, 5, 8, 0, tzinfo=UTC))


@in_loop
async def test_a_stranger_on_the_bus_cannot_answer(data_dir: Path, daemon: NotificationDaemon) -> None:
    async with evening(data_dir) as it:
        await it.told(daemon)
        await order(daemon, "forge", 1, "done")
        await order(daemon, "invoke", 1, "default")
        await it.until(lambda: it.opened)
        assert not (await it.service.get_tasks())[0].done


@in_loop
async def test_an_answer_to_a_note_that_was_closed_does_nothing(data_dir: Path, daemon: NotificationDaemon) -> None:
    async with evening(data_dir) as it:
        await it.told(daemon)
        await order(daemon, "close", 1)
        await order(daemon, "invoke", 1, "done")
        await it.looks()
        assert not (await it.service.get_tasks())[0].done


@in_loop
async def test_a_habit_done_from_its_note_the_day_after_is_work_of_then(
    data_dir: Path, daemon: NotificationDaemon
) -> None:
    async with evening(data_dir) as it:
        await it.told(daemon, repeat="FREQ=WEEKLY;BYDAY=WE")
        it.clock.forward(days=1)
        await it.looks()
        await order(daemon, "invoke", 1, "done")
        await it.until_task(lambda task: task.done)
        (event,) = await it.service.export_events()
        assert (event.occurred_at, event.metadata["on_time"]) == (it.clock.moment, False)


@in_loop
async def test_what_cannot_be_done_any_more_is_told(data_dir: Path, daemon: NotificationDaemon) -> None:
    async with evening(data_dir) as it:
        task_id = await it.task()
        it.clock.forward(hours=6)
        await note(daemon)
        service = it.service
        service.complete_task = lambda task, at, **named: service.reopen_task(task, **named)  # type: ignore
        await order(daemon, "invoke", 1, "done")
        await it.until(lambda: it.failures)
        assert "not done" in it.failures[0] or str(task_id) in it.failures[0]


@pytest.mark.parametrize("kind", ["no bus", "nobody on it", "one that is stuck", "one that has gone"])
def test_without_a_service_that_answers_the_note_goes_another_way(
    data_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    bus = SessionBus(tmp_path) if kind != "no bus" else None
    if bus is not None:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", bus.address)
    daemon = NotificationDaemon() if kind.startswith("one") else None

    async def live() -> None:
        async with evening(data_dir) as it:
            if daemon is not None:
                it.desk.say(Note("x", "Head"))
                await note(daemon)
                monkeypatch.setattr(desktop_notes, "PATIENCE_SECONDS", 0.5)
                if kind == "one that is stuck":
                    await order(daemon, "silent")
                else:
                    await asyncio.to_thread(daemon.close)
            await it.task()
            it.clock.forward(hours=6)
            await it.until(lambda: it.left)
            assert [each.headline for each in it.left] == ["Call Grandma"]
            it.desk.answer(it.left[0].key, "done")
            await it.until_task(lambda task: task.done)

    try:
        asyncio.run(live())
    finally:
        if daemon is not None:
            daemon.close()
        if bus is not None:
            bus.close()


@in_loop
async def test_a_service_that_comes_back_is_used_again(data_dir: Path, bus: SessionBus) -> None:
    async with evening(data_dir) as it:
        it.desk.say(Note("a", "First"))
        await it.until(lambda: it.left)
        daemon = NotificationDaemon()
        try:
            it.desk.say(Note("b", "Second"))
            assert (await note(daemon))[3] == "Second"
        finally:
            await asyncio.to_thread(daemon.close)
        assert [each.headline for each in it.left] == ["First"]


@in_loop
async def test_staying_in_the_tray_is_explained_with_a_way_out(data_dir: Path, daemon: NotificationDaemon) -> None:
    async with evening(data_dir) as it:
        it.desk.say(STAYS)
        assert (await note(daemon))[5][2:] == ["quit", "Quit now"]
        await order(daemon, "invoke", 1, "quit")
        await it.until(lambda: it.opened)
