"""What reminds when: streaks that hang on today, tasks at their hour, each once, whatever the wall clock does."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from momentum_desktop.engine.compilation import compile_rules
from momentum_desktop.engine.defaults import default_document
from momentum_desktop.engine.rules import Rules
from momentum_desktop.service.reminder_values import FocusEnd, Reminder, TimedTask
from momentum_desktop.service.reminders import (
    PATIENCE,
    focus_reminder,
    next_task,
    streak_reminders,
    task_reminders,
    to_tell,
)
from momentum_desktop.service.values import StreakStanding
from tests.gui.samples import task

DAY = date(2026, 3, 4)  # a Wednesday
SEVEN = 19 * 60
EVENING = datetime(2026, 3, 4, 19, 0, tzinfo=UTC)


def rules(**other: object) -> Rules:
    return compile_rules({**default_document(), **other})


RULES = rules()


def standing(name: str = "daily_activity", **fields: object) -> StreakStanding:
    known: dict[str, object] = {
        "title": "Daily activity",
        "period": "day",
        "current_count": 12,
        "longest_count": 20,
        "last_activity_date": DAY - timedelta(days=1),
        "freezes": 0,
        "status": "due",
        "next_milestone": 14,
    }
    return StreakStanding(streak_type=name, **{**known, **fields})  # type: ignore[arg-type]


def of_streaks(
    *standings: StreakStanding, now: datetime = EVENING, at: int = SEVEN, by: Rules = RULES, day: date = DAY
) -> list[Reminder]:
    ends = datetime.combine(day, time(4), now.tzinfo) + timedelta(days=1)
    return list(streak_reminders(standings, by, day, ends, now, at))


def told(reminders: list[Reminder], now: datetime, fired: frozenset[tuple[str, int]] = frozenset()) -> list[str]:
    due = to_tell(reminders, now.replace(tzinfo=None), fired, {}, int(now.timestamp() * 1e6))
    return [each.name for each in due]


def test_a_streak_that_is_due_reminds_at_the_users_hour_and_says_how_long_is_left() -> None:
    (reminder,) = of_streaks(standing())
    assert reminder.at == datetime(2026, 3, 4, 19, 0)  # noqa: DTZ001
    assert reminder.headline == "Daily activity: 12 days in a row"
    assert reminder.words == "Still due; today ends in 9 h 00."
    assert told([reminder], EVENING - timedelta(minutes=1)) == []
    assert told([reminder], EVENING) == ["streak:daily_activity"]


@pytest.mark.parametrize("status", ["kept", "resting", "broken", "none"])
def test_a_streak_that_is_not_due_keeps_quiet(status: str) -> None:
    assert of_streaks(standing(status=status)) == []


def test_a_streak_that_a_freeze_holds_reminds_only_on_a_day_that_it_asks_for() -> None:
    assert len(of_streaks(standing(status="frozen"))) == 1
    assert of_streaks(standing(status="frozen"), by=rules(rest_weekdays=["wednesday"])) == []


def test_a_streak_that_has_not_begun_keeps_quiet() -> None:
    assert of_streaks(standing(current_count=0)) == []


def test_an_hour_before_the_days_start_is_that_of_the_night_after() -> None:
    (reminder,) = of_streaks(standing(), at=60)
    assert reminder.at == datetime(2026, 3, 5, 1, 0)  # noqa: DTZ001
    assert reminder.day == DAY


def test_what_can_only_be_done_early_does_not_remind_in_the_evening() -> None:
    early = standing("early_riser", title="Early riser")
    assert of_streaks(early) == []
    assert len(of_streaks(early, now=EVENING.replace(hour=7), at=6 * 60)) == 1


def test_what_can_only_be_done_late_reminds_before_its_hours() -> None:
    document = default_document()
    document["streaks"] = [
        *document["streaks"],
        {"name": "owl", "period": "day", "events": ["focus_session"], "needed": 1, "freezes": False,
         "between": ["22:00", "02:00"], "milestones": {}},
    ]  # fmt: skip
    by = compile_rules(document)
    assert len(of_streaks(standing("owl"), by=by)) == 1
    assert len(of_streaks(standing("owl"), by=by, now=EVENING.replace(hour=23))) == 1
    assert of_streaks(standing("owl"), by=by, now=datetime(2026, 3, 5, 3, 0, tzinfo=UTC)) == []


@pytest.mark.parametrize(("day", "reminds"), [(date(2026, 3, 7), False), (date(2026, 3, 8), True)])
def test_a_weekly_streak_reminds_on_the_weeks_last_day(day: date, reminds: bool) -> None:
    weekly = standing("weekly_goals", title="Weekly goals", period="week")
    now = datetime.combine(day, time(19), UTC)
    found = of_streaks(weekly, now=now, day=day)
    assert bool(found) is reminds
    if reminds:
        assert found[0].words == "Still due; the week ends in 9 h 00."


def test_a_weekly_streak_of_so_many_days_reminds_as_soon_as_each_day_is_needed() -> None:
    document = default_document()
    document["streaks"] = [
        *document["streaks"],
        {"name": "thrice", "period": "week", "events": ["focus_session"], "needed": 3, "distinct_days": True,
         "freezes": False, "milestones": {}},
    ]  # fmt: skip
    by = compile_rules(document)
    thrice = standing("thrice", period="week", needed=3, progress=1)
    days = [day for day in range(2, 9) if of_streaks(thrice, by=by, day=date(2026, 3, day), now=EVENING)]
    assert days == [7, 8]


def test_tasks_and_habits_remind_at_their_own_hour() -> None:
    plants, habit = (
        TimedTask(7, "Water the plants", "-1d 18:30", date(2026, 3, 5)),
        TimedTask(8, "Stretch", "07:00", DAY, occurrence=DAY, habit=True),
    )
    found = list(task_reminders([plants, habit, TimedTask(9, "No day", "09:00", None)], DAY))
    assert [(each.kind, each.at.hour, each.words, each.task_id, each.occurrence) for each in found] == [
        ("task", 18, "Due tomorrow.", 7, None),
        ("habit", 7, "Due today.", 8, DAY),
    ]


def test_nothing_reminds_of_what_was_over_when_it_was_written_down() -> None:
    written = datetime(2026, 3, 4, 10, 0)  # noqa: DTZ001
    tasks = [TimedTask(n, "Call", at, DAY, since=written) for n, at in ((1, "09:00"), (2, "10:30"))]
    assert [each.task_id for each in task_reminders(tasks, DAY)] == [2]


def test_another_hour_is_another_reminder() -> None:
    first, second = (next(task_reminders([TimedTask(1, "Call", at, DAY)], DAY)) for at in ("09:00", "17:00"))
    fired = frozenset({(first.name, first.day.toordinal())})
    assert told([first], EVENING, fired) == []
    assert told([second], EVENING, fired) == [second.name]


def test_a_focus_session_that_has_run_out_is_told() -> None:
    reminder = focus_reminder(FocusEnd(3, DAY, 25, "Report"), EVENING.replace(tzinfo=None))
    assert (reminder.headline, reminder.words) == ("Focus ended: Report", "25 minutes of focus are done.")
    assert told([reminder], EVENING) == ["focus:3"]


def reminders_of_a_week() -> list[Reminder]:
    return [
        each
        for day in range(1, 9)
        for each in task_reminders([TimedTask(day, "Stretch", "09:00", date(2026, 3, day))], DAY)
    ]


class Wall:
    """A clock on the wall, and who was reminded of what while it ran."""

    def __init__(self, zone: str, start: datetime, reminders: list[Reminder]) -> None:
        self.zone = ZoneInfo(zone)
        self.now = start.replace(tzinfo=self.zone).astimezone(UTC)
        self.reminders = reminders
        self.fired: set[tuple[str, int]] = set()
        self.log: list[tuple[str, str]] = []

    def tick(self) -> None:
        here = self.now.astimezone(self.zone)
        due = to_tell(
            self.reminders, here.replace(tzinfo=None), frozenset(self.fired), {}, int(self.now.timestamp() * 1e6)
        )
        for each in due:
            self.fired.add((each.name, each.day.toordinal()))
            self.log.append((each.name, f"{here:%d %H:%M}"))

    def run(self, span: timedelta) -> None:
        for _ in range(span // timedelta(minutes=1)):
            self.now += timedelta(minutes=1)
            self.tick()


def test_nine_hours_forwards_bring_each_missed_reminder_once() -> None:
    wall = Wall("Europe/Berlin", datetime(2026, 3, 4, 1, 0), reminders_of_a_week())  # noqa: DTZ001
    wall.fired = {(each.name, each.day.toordinal()) for each in wall.reminders if each.day < DAY}
    wall.run(timedelta(hours=1))
    wall.now += timedelta(hours=9)
    wall.run(timedelta(hours=20))
    assert wall.log == [("task:4:09:00", "04 11:01")]


def test_nine_hours_backwards_bring_nothing_twice() -> None:
    wall = Wall("Europe/Berlin", datetime(2026, 3, 4, 8, 0), reminders_of_a_week())  # noqa: DTZ001
    wall.fired = {(each.name, each.day.toordinal()) for each in wall.reminders if each.day < DAY}
    wall.run(timedelta(hours=2))
    wall.now -= timedelta(hours=9)
    wall.run(timedelta(hours=12))
    assert wall.log == [("task:4:09:00", "04 09:00")]


@pytest.mark.parametrize(
    ("day", "at"),
    [(date(2026, 3, 29), "02:30"), (date(2026, 10, 25), "02:30"), (date(2026, 10, 25), "03:00")],
    ids=["an hour that is missing", "an hour that comes twice", "the hour after"],
)
def test_a_night_with_another_length_reminds_once(day: date, at: str) -> None:
    reminders = list(task_reminders([TimedTask(1, "Feed the starter", at, day)], day))
    wall = Wall("Europe/Berlin", datetime.combine(day, time(0, 30)), reminders)
    wall.run(timedelta(hours=6))
    expected = {"02:30": "29 03:00" if day.month == 3 else "25 02:30", "03:00": "25 03:00"}[at]
    assert [when for _, when in wall.log] == [expected]


@pytest.mark.parametrize("zone", ["Africa/Cairo", "America/Havana", "Australia/Lord_Howe", "Antarctica/Troll"])
def test_wherever_the_clocks_change_a_year_of_mornings_reminds_each_day_once(zone: str) -> None:
    days = [date(2026, 1, 1) + timedelta(days=number) for number in range(365)]
    of_day = {day: next(task_reminders([TimedTask(1, "Rise", "00:15", day)], day)) for day in days}
    here = ZoneInfo(zone)
    fired: set[tuple[str, int]] = set()
    seen: list[date] = []
    now = datetime(2026, 1, 1, tzinfo=here).astimezone(UTC)
    while now.astimezone(here).year == 2026:
        wall = now.astimezone(here).replace(tzinfo=None)
        near = [of_day[day] for day in (wall.date() - timedelta(days=1), wall.date()) if day in of_day]
        for each in to_tell(near, wall, frozenset(fired), {}, 0):
            fired.add((each.name, each.day.toordinal()))
            seen.append(each.day)
        now += timedelta(minutes=15)
    assert seen == days


def test_what_lies_longer_back_than_patience_lasts_is_over() -> None:
    (reminder,) = task_reminders([TimedTask(1, "Call", "09:00", DAY)], DAY)
    nine = datetime(2026, 3, 4, 9, 0, tzinfo=UTC)
    assert told([reminder], nine + PATIENCE - timedelta(minutes=1)) == [reminder.name]
    assert told([reminder], nine + PATIENCE) == []


def test_a_snoozed_reminder_comes_when_its_time_has_come_and_not_before() -> None:
    (reminder,) = task_reminders([TimedTask(1, "Call", "18:00", DAY)], DAY)
    named = (reminder.name, reminder.day.toordinal())
    wall = EVENING.replace(tzinfo=None)
    assert to_tell([reminder], wall, frozenset({named}), {named: 1_000}, 999) == ()
    assert to_tell([reminder], wall, frozenset({named}), {named: 1_000}, 1_000) == (reminder,)


def test_those_that_waited_longest_come_first() -> None:
    tasks = [TimedTask(1, "B", "12:00", DAY), TimedTask(2, "A", "09:00", DAY)]
    assert told(list(task_reminders(tasks, DAY)), EVENING) == ["task:2:09:00", "task:1:12:00"]


def test_the_next_task_is_what_is_due_else_what_comes_first() -> None:
    someday, today, later = task(1), task(2, due=DAY), task(3, start=DAY + timedelta(days=1), due=DAY)
    assert next_task([later, someday, today], DAY) is today
    assert next_task([later, someday], DAY) is someday
    assert next_task([later], DAY) is None


def test_how_late_and_how_near_a_task_is_stands_in_its_words() -> None:
    words = [
        next(task_reminders([TimedTask(1, "Call", "2026-03-04 09:00", DAY + timedelta(days=days))], DAY)).words
        for days in (-2, -1, 0, 1, 5)
    ]
    assert words == [
        "Was due 2 days ago.",
        "Was due 1 day ago.",
        "Due today.",
        "Due tomorrow.",
        "Due in 5 days.",
    ]
