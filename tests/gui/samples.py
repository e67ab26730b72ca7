"""Believable values for the tests of the window."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

from momentum_desktop.engine.values import Changes, Entry, Event, Outcome, StreakState, instant_and_offset
from momentum_desktop.service.values import AchievementStanding, LevelStanding, Progress, StreakStanding, Task

ZONE = timezone(timedelta(hours=1))
NOW = datetime(2026, 3, 4, 22, 48, tzinfo=ZONE)
TODAY = date(2026, 3, 4)
DAY_BEGAN_AT = datetime(2026, 3, 4, 4, 0, tzinfo=ZONE)
DAY_ENDS_AT = datetime(2026, 3, 5, 4, 0, tzinfo=ZONE)


def clock() -> datetime:
    return NOW


def task(number: int, title: str = "Water the plants", **fields: object) -> Task:
    known: dict[str, object] = {
        "notes": "",
        "complexity": "simple",
        "priority": 4,
        "list": None,
        "start": None,
        "due": None,
        "repeat": None,
        "tags": (),
        "done": False,
        "completed_at": None,
        "goal_id": None,
        "worth": 18,
    }
    return Task(id=number, title=title, **{**known, **fields})  # type: ignore[arg-type]


def done(number: int, title: str, hour: int = 10, **fields: object) -> Task:
    return task(number, title, done=True, completed_at=NOW.replace(hour=hour, minute=12), worth=0, **fields)


def full_day() -> tuple[Task, ...]:
    def day(distance: int) -> date:
        return TODAY + timedelta(days=distance)

    return (
        task(1, "Send the invoice to the printers", due=day(-2), complexity="moderate", list="Office", worth=20),
        task(2, "Renew the library card", due=day(-1), complexity="trivial", worth=12),
        task(
            3,
            "Write the quarterly report and send it round before the meeting of the committee on Thursday afternoon",
            due=TODAY,
            complexity="complex",
            list="Office",
            tags=("work", "writing"),
            worth=30,
        ),
        task(
            4,
            "Water the plants",
            due=TODAY,
            repeat="FREQ=DAILY;INTERVAL=3",
            occurrence=TODAY,
            complexity="trivial",
            tags=("home",),
            worth=11,
        ),
        task(5, "Prepare the slides for Friday", due=TODAY, complexity="epic", priority=1, list="Office", worth=44),
        task(6, "Call the dentist", due=day(1), complexity="simple", tags=("phone",)),
        task(7, "Book the train to Kraków", due=day(2), complexity="moderate", list="Travel", worth=23),
        task(8, "File the tax return", due=day(24), complexity="epic", list="Home", tags=("money", "papers"), worth=44),
        task(9, "Sort the photographs of the summer", complexity="complex", worth=30),
        task(10, "Learn to bake rye bread"),
        done(11, "Answer the letters", 9, list="Office"),
        done(12, "Run five kilometres", 7, tags=("health",), complexity="moderate"),
    )


def levels() -> tuple[LevelStanding, ...]:
    titles = ("Newcomer", "Apprentice", "Journeyer", "Achiever", "Specialist")
    titles += ("Expert", "Mentor", "Champion", "Virtuoso", "Legend")
    return tuple(
        LevelStanding(
            number, 100 * (2 ** (number - 1) - 1), title, ("Themes",), number <= 7, NOW if number <= 7 else None
        )
        for number, title in enumerate(titles, 1)
    )


def streak(**fields: object) -> StreakStanding:
    known: dict[str, object] = {
        "streak_type": "daily_activity",
        "title": "Daily activity",
        "period": "day",
        "current_count": 23,
        "longest_count": 61,
        "last_activity_date": TODAY - timedelta(days=1),
        "freezes": 2,
        "status": "due",
        "next_milestone": 30,
    }
    return StreakStanding(**{**known, **fields})  # type: ignore[arg-type]


def progress(**fields: object) -> Progress:
    known: dict[str, object] = {
        "user_id": 1,
        "name": "Me",
        "total_points": 12060,
        "weekly_points": 412,
        "monthly_points": 590,
        "today_points": 145,
        "level": levels()[6],
        "next_level": levels()[7],
        "points_to_next_level": 640,
        "level_progress": 0.9,
        "achievements_completed": 9,
        "achievements_total": 34,
        "streaks": (streak(),),
        "day": TODAY,
        "day_began_at": DAY_BEGAN_AT,
        "day_ends_at": DAY_ENDS_AT,
    }
    return Progress(**{**known, **fields})  # type: ignore[arg-type]


def beginning() -> Progress:
    """Where someone stands who has not done anything yet."""
    return progress(
        total_points=0,
        weekly_points=0,
        monthly_points=0,
        today_points=0,
        level=levels()[0],
        next_level=levels()[1],
        points_to_next_level=100,
        level_progress=0.0,
        achievements_completed=0,
        streaks=(streak(current_count=0, longest_count=0, last_activity_date=None, freezes=0, status="none"),),
    )


def achievements() -> tuple[AchievementStanding, ...]:
    names = (("First Spark", "productivity", "ui-award", 20), ("Four Figures", "growth", "ui-star", 10))
    return tuple(
        AchievementStanding(number, name, f"What {name} takes.", kind, points, icon, "COUNT", 10, 10, True, NOW)
        for number, (name, kind, icon, points) in enumerate(names, 1)
    )


def outcome(*entries: Entry, event_id: int = 7, task_id: int = 4, **fields: object) -> Outcome:
    instant, offset = instant_and_offset(NOW.astimezone(UTC))
    given = entries or (Entry("task_completion", 18),)
    points = sum(entry.points for entry in given)
    known: dict[str, object] = {
        "event": Event(event_id, "task_completion", instant, offset, TODAY.toordinal(), {"task_id": task_id}),
        "entries": given,
        "points_awarded": points,
        "total_change": points,
        "total_points": 12060 + points,
        "level_number": 7,
        "level_up": False,
        "achievements_unlocked": (),
        "streaks_changed": (),
    }
    return Outcome(**{**known, **fields})  # type: ignore[arg-type]


def unlock(*names: str, event_id: int = 7) -> Outcome:
    entries = [Entry("task_completion", 18), *(Entry(f"achievement:{name}", 20) for name in names)]
    return outcome(*entries, event_id=event_id, achievements_unlocked=names)


def milestone(count: int = 30) -> Outcome:
    return outcome(
        Entry("task_completion", 18),
        Entry("streak_milestone:daily_activity", 100),
        streaks_changed=("daily_activity",),
        changes=Changes(streaks={"daily_activity": StreakState(count, 61)}),
    )


def level_up(*names: str) -> Outcome:
    entries = [Entry("task_completion", 640), *(Entry(f"achievement:{name}", 20) for name in names)]
    return outcome(*entries, event_id=8, level_number=8, level_up=True, achievements_unlocked=names)
