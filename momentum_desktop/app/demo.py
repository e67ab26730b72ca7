"""A believable year for people who want to look around: lived day by day through the planner, always the same one."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, Coroutine, Sequence
from contextvars import ContextVar, copy_context
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from momentum_desktop.app.demo_days import AWAY, DAYS, GOALS, HABIT_HOURS, Day, days_of_a_year
from momentum_desktop.service.plan_values import GoalDraft, SlotDraft, StepDraft, TaskDraft
from momentum_desktop.settings import DATABASE_NAME

if TYPE_CHECKING:
    from momentum_desktop.service.momentum_service import MomentumService

SEED = 20_260
HABITS = (
    TaskDraft("Stretch for ten minutes", repeat="FREQ=DAILY", complexity="trivial", list="Health", due_minute=450),
    TaskDraft("Read", repeat="FREQ=DAILY", amount=20, unit="pages", list="Home", tags=("calm",)),
    TaskDraft("Run", repeat="FREQ=WEEKLY;BYDAY=MO,WE,SA", complexity="moderate", list="Health", minutes=40),
    TaskDraft("Drink water", repeat="FREQ=DAILY", complexity="trivial", amount=8, unit="glasses", list="Health"),
    TaskDraft("Water the plants", repeat="FREQ=DAILY;INTERVAL=3", repeat_from="completion", complexity="trivial"),
    TaskDraft("Call a friend", repeat="FREQ=WEEKLY;X-TIMES=2", list="Family"),
)
OPEN = (
    ("Renew the passport", "simple", -2, "Home", ("paperwork",), None),
    ("Answer the landlord", "trivial", -1, "Home", (), None),
    ("Review the pull requests", "moderate", 0, "Work", ("team",), 25),
    ("Write two pages of the thesis", "complex", 0, "Thesis", ("writing",), 90),
    ("Buy a birthday present for Mum", "simple", 1, "Family", ("gift",), None),
    ("Prepare the budget meeting", "complex", 3, "Work", ("team", "money"), 60),
    ("Draft the release notes", "moderate", 5, "Work", (), None),
    ("Submit the conference abstract", "epic", 12, "Thesis", ("writing", "deadline"), None),
    ("Learn to bake proper sourdough", "complex", None, "Someday", (), None),
    ("Sort the garage shelf", "complex", None, "Home", (), None),
)
SLOTS = (
    (9 * 60, 90, "Deep work on the thesis"),
    (13 * 60, 45, "Clear the inbox"),
    (16 * 60, 60, "Figures of chapter 3"),
)

Deed = Callable[[], Coroutine[Any, Any, Any]]
_moment: ContextVar[datetime] = ContextVar("moment")


async def live_a_year(folder: Path, now: datetime) -> None:
    """Fill the database in a folder with the year up to `now`."""
    from momentum_desktop import open_service

    service = await open_service(data_dir=folder, database_url=f"sqlite:///{folder / DATABASE_NAME}", clock=_moment.get)
    try:
        await _Year(service, now).live()
    finally:
        await service.close()


class _Year:
    """The year as it is lived, week by week: what is done in a week goes into few commits, in its order."""

    def __init__(self, service: MomentumService, now: datetime) -> None:
        self._service = service
        self._now = now
        self._habits: list[int] = []

    async def live(self) -> None:
        _moment.set(self._now)
        days = list(days_of_a_year(random.Random(SEED), self._now))
        for draft, (ago, *_) in zip(HABITS, HABIT_HOURS, strict=False):
            begun = replace(draft, due=self._day(ago))
            added = await _at(self._now - timedelta(days=DAYS), self._service.add_task(begun))
            self._habits.append(added.task.id)
        for start in range(0, len(days), 7):
            await self._live_a_week(days[start : start + 7])
        await self._plan_ahead()

    async def _live_a_week(self, days: Sequence[Day]) -> None:
        monday = datetime.combine(days[0].day, datetime.min.time(), self._now.tzinfo) + timedelta(hours=5)
        begun = min(monday, self._now)
        service = self._service
        deeds: list[tuple[datetime, Deed]] = []
        added = await asyncio.gather(
            *(
                _at(begun, service.add_task(TaskDraft(title, complexity=complexity, list=place, due=due)))
                for day in days
                for _, title, complexity, place, due in day.tasks
            ),
            *(
                _at(begun, service.add_slot(SlotDraft(day.day, start, minutes, title)))
                for day in days
                for start, minutes, title, _ in day.slots
            ),
        )
        ids = iter([result.row_id for result in added])
        done_slots = [done for day in days for *_, done in day.slots]
        for day in days:
            deeds += [(moment, _bound(service.complete_task, next(ids))) for moment, *_ in day.tasks]
            deeds += [(moment, _bound(service.complete_task, self._habits[place])) for moment, place in day.habits]
            deeds += [(moment, _bound(service.skip_task, self._habits[place])) for moment, place in day.skipped]
            for moment, minutes in day.focus:
                end = moment + timedelta(minutes=minutes)
                if end <= self._now:
                    deeds += [(moment, _bound(service.start_focus, minutes)), (end, service.stop_focus)]
            for moment, minutes in day.learned:
                deeds.append((moment, _bound(service.process_event, None, "learning_session", {"minutes": minutes})))
            deeds += [(moment, _bound(service.process_event, None, "social_interaction", {})) for moment in day.met]
            deeds += await self._towards_goals(day.day)
        for done in done_slots:
            slot_id = next(ids)
            if done is not None:
                deeds.append((done, _bound(service.complete_slot, slot_id)))
        if days[0].day <= self._day(AWAY[0]) <= days[-1].day:
            deeds.append((begun, _bound(service.plan_rest, self._day(AWAY[0]), self._day(AWAY[1]))))
        lived = sorted((each for each in deeds if each[0] <= self._now), key=lambda each: each[0])
        await asyncio.gather(*(_at(moment, deed()) for moment, deed in lived))

    async def _towards_goals(self, day: date) -> list[tuple[datetime, Deed]]:
        """The goals that are set on a day, and the steps and goals that are done on it."""
        noon = datetime.combine(day, datetime.min.time(), self._now.tzinfo) + timedelta(hours=17)
        deeds: list[tuple[datetime, Deed]] = []
        for ago, title, steps, took in GOALS:
            since = (day - self._day(ago)).days
            if since == 0 and noon <= self._now:
                due = None if took is not None else self._now.date() + timedelta(days=24)
                draft = GoalDraft(title, complexity="complex", due=due)
                await _at(noon, self._service.add_goal(draft, [StepDraft(words, "moderate") for words in steps]))
            span = took or ago * 2
            for place in range(len(steps)):
                if since == 1 + span * (place + 1) // (len(steps) + 1):
                    deeds.append((noon, _bound(self._do_step, title, place)))
            if took is not None and since == took:
                deeds.append((noon + timedelta(minutes=20), _bound(self._reach, title)))
        return deeds

    async def _do_step(self, title: str, place: int) -> None:
        goal = next(goal for goal in await self._service.get_goals() if goal.title == title)
        await self._service.complete_step(goal.steps[place].id)

    async def _reach(self, title: str) -> None:
        goal = next(goal for goal in await self._service.get_goals() if goal.title == title)
        await self._service.complete_goal(goal.id)

    async def _plan_ahead(self) -> None:
        """What is still open today, and today's plan."""
        service, now = self._service, self._now
        goals = {goal.title: goal.id for goal in await service.get_goals()}
        for draft in HABITS[len(HABIT_HOURS) :]:
            await _at(now, service.add_task(draft))
        for title, complexity, due_in, place, tags, minutes in OPEN:
            due = None if due_in is None else now.date() + timedelta(days=due_in)
            goal = goals.get("Finish chapter 3") if place == "Thesis" else None
            draft = TaskDraft(
                title, complexity=complexity, list=place, due=due, tags=tags, minutes=minutes, goal_id=goal
            )
            await _at(now, service.add_task(draft))
        for start, minutes, title in SLOTS:
            await _at(now, service.add_slot(SlotDraft(now.date(), start, minutes, title)))

    def _day(self, ago: int) -> date:
        return self._now.date() - timedelta(days=ago)


def _bound(act: Callable[..., Coroutine[Any, Any, Any]], *values: Any) -> Deed:
    return lambda: act(*values)


def _at(moment: datetime, act: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
    """An act that happens at a moment of the year; those begun together go into one commit, in their order."""
    context = copy_context()
    context.run(_moment.set, moment)
    return asyncio.get_running_loop().create_task(act, context=context)
