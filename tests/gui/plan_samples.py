"""Goals, slots and a focus session, as the plan shows them."""

from __future__ import annotations

from datetime import timedelta

from momentum_desktop.service.plan_values import FocusSession, Goal, GoalStep, TimeSlot
from tests.gui.samples import NOW, TODAY


def step(number: int, title: str, done: bool = False, goal_id: int = 1) -> GoalStep:
    return GoalStep(number, goal_id, title, "simple", done, NOW if done else None, 0 if done else 15)


def goal(number: int, title: str, *steps: GoalStep, **fields: object) -> Goal:
    known: dict[str, object] = {
        "notes": "",
        "complexity": "complex",
        "due": None,
        "done": False,
        "completed_at": None,
        "steps": steps,
        "tasks_open": 0,
        "tasks_done": 0,
        "worth": 50,
    }
    return Goal(id=number, title=title, **{**known, **fields})  # type: ignore[arg-type]


def goals() -> tuple[Goal, ...]:
    return (
        goal(
            1,
            "Finish the thesis and hand it in before the summer begins",
            step(11, "Outline", done=True),
            step(12, "First draft of chapter 3 with all of its figures and tables"),
            due=TODAY + timedelta(days=60),
            tasks_open=3,
        ),
        goal(2, "Run ten kilometres", step(21, "Run five", done=True, goal_id=2), due=TODAY - timedelta(days=1)),
        goal(3, "Learn to juggle", done=True, completed_at=NOW, completed_day=NOW.date(), worth=0),
    )


def slot(number: int, start: int, minutes: int, title: str = "Write", **fields: object) -> TimeSlot:
    known: dict[str, object] = {"task_id": None, "done": False, "completed_at": None, "on_time": None, "worth": 12}
    return TimeSlot(number, TODAY, start, minutes, title, **{**known, **fields})  # type: ignore[arg-type]


def slots() -> tuple[TimeSlot, ...]:
    return (
        slot(1, 9 * 60, 60, "Deep work", done=True, completed_at=NOW, on_time=False, worth=0),
        slot(2, 10 * 60, 15, "Stand-up"),
        slot(3, 11 * 60, 90, "Review the pull requests of everyone in the team before the release"),
        slot(4, 11 * 60 + 30, 60, "Call with Anna"),
        slot(5, 60, 30, "The night"),
    )


def session(**fields: object) -> FocusSession:
    known: dict[str, object] = {
        "task_id": 3,
        "planned_minutes": 25,
        "started_at": NOW - timedelta(minutes=12),
        "seconds": 720,
        "paused": False,
        "last_seen": NOW,
        "seconds_seen": 720,
        "interrupted": False,
    }
    return FocusSession(id=1, **{**known, **fields})  # type: ignore[arg-type]
