"""A believable year for people who want to look around: lived day by day through the planner, always the same one."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Coroutine, Iterator, Sequence
from contextvars import ContextVar, copy_context
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from momentum_desktop.service.values import TaskDraft
from momentum_desktop.settings import DATABASE_NAME

if TYPE_CHECKING:
    from momentum_desktop.service.momentum_service import MomentumService

DAYS = 365
SEED = 20_260
CHORES = (
    ("Water the plants", "trivial", "Home"),
    ("Take the bins out", "trivial", "Home"),
    ("Cook something with lentils", "simple", "Home"),
    ("Fold the laundry", "trivial", "Home"),
    ("Call Grandma", "simple", "Family"),
    ("Pay the electricity bill", "simple", "Money"),
    ("Clear the inbox to zero", "moderate", "Work"),
    ("Review the pull requests", "moderate", "Work"),
    ("Draft the release notes", "moderate", "Work"),
    ("Prepare the budget meeting", "complex", "Work"),
    ("Write two pages of the thesis", "complex", "Thesis"),
    ("Read one paper and take notes", "moderate", "Thesis"),
    ("Redraw the figures of chapter 3", "complex", "Thesis"),
    ("Run five kilometres", "moderate", "Health"),
    ("Stretch for ten minutes", "trivial", "Health"),
    ("Book the dentist", "simple", "Health"),
    ("Back up the photos", "simple", "Home"),
    ("Practise the Bach prelude", "moderate", "Music"),
    ("Sort the garage shelf", "complex", "Home"),
    ("Submit the grant proposal", "epic", "Work"),
)
OPEN = (
    ("Renew the passport", "simple", -2, "Home", ("paperwork",)),
    ("Answer the landlord", "trivial", -1, "Home", ()),
    ("Water the plants", "trivial", 0, "Home", ()),
    ("Review the pull requests", "moderate", 0, "Work", ("team",)),
    ("Write two pages of the thesis", "complex", 0, "Thesis", ("writing",)),
    ("Run five kilometres", "moderate", 0, "Health", ()),
    ("Buy a birthday present for Mum", "simple", 1, "Family", ("gift",)),
    ("Prepare the budget meeting", "complex", 3, "Work", ("team", "money")),
    ("Draft the release notes", "moderate", 5, "Work", ()),
    ("Submit the conference abstract", "epic", 12, "Thesis", ("writing", "deadline")),
    ("Learn to bake proper sourdough", "complex", None, "Someday", ()),
    ("Plan the hut-to-hut hike", "moderate", None, "Someday", ("summer",)),
    ("Sort the garage shelf", "complex", None, "Home", ()),
)


Act = TaskDraft | tuple[str, dict[str, object]]

_moment: ContextVar[datetime] = ContextVar("moment")


async def live_a_year(folder: Path, now: datetime) -> None:
    """Fill the database in a folder with the year up to `now`."""
    from momentum_desktop import open_service

    service = await open_service(data_dir=folder, database_url=f"sqlite:///{folder / DATABASE_NAME}", clock=_moment.get)
    try:
        chance = random.Random(SEED)
        for first in range(DAYS, -1, -7):
            planned = [each for day in range(first, max(first - 7, -1), -1) for each in _plan(chance, day, now)]
            await _live_a_week(service, [each for each in sorted(planned, key=_when) if each[0] <= now])
        for title, complexity, due_in, place, tags in OPEN:
            due = None if due_in is None else now.date() + timedelta(days=due_in)
            await _at(now, service.add_task(TaskDraft(title, complexity=complexity, list=place, due=due, tags=tags)))
    finally:
        await service.close()


async def _live_a_week(service: MomentumService, planned: Sequence[tuple[datetime, Act]]) -> None:
    """Write down the week's tasks on its first morning, then do everything in its time."""
    drafts = [act for _, act in planned if isinstance(act, TaskDraft)]
    added = await asyncio.gather(*(_at(planned[0][0], service.add_task(draft)) for draft in drafts))
    ids = iter([result.task.id for result in added if result.task is not None])
    await asyncio.gather(
        *(
            _at(
                moment,
                service.complete_task(next(ids))
                if isinstance(act, TaskDraft)
                else service.process_event(event_type=act[0], metadata=act[1]),
            )
            for moment, act in planned
        )
    )


def _at(moment: datetime, act: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
    """An act that happens at a moment of the year; those begun together go into one commit, in their order."""
    context = copy_context()
    context.run(_moment.set, moment)
    return asyncio.get_running_loop().create_task(act, context=context)


def _when(planned: tuple[datetime, Act]) -> datetime:
    return planned[0]


def _plan(chance: random.Random, days_ago: int, now: datetime) -> Iterator[tuple[datetime, Act]]:
    """What one day holds: more at the end of the year than at its start, less at weekends, nothing when ill or away."""
    day = now.date() - timedelta(days=days_ago)
    season = 0.55 + 0.45 * (DAYS - days_ago) / DAYS
    away = 188 <= days_ago <= 196 or days_ago in (41, 42, 97, 260, 261, 262, 310)
    if away or chance.random() > (0.62 if day.weekday() >= 5 else 0.9) * season + 0.08:
        return

    def at(hour: float) -> datetime:
        minutes = round(hour * 60 + chance.uniform(-40, 40))
        return datetime.combine(day, time(), tzinfo=now.tzinfo) + timedelta(minutes=max(minutes, 4 * 60 + 5))

    for _ in range(chance.choice((1, 1, 2, 2, 3, 3, 4, 5) if day.weekday() < 5 else (1, 2, 2, 3))):
        title, complexity, place = chance.choice(CHORES)
        due = day + timedelta(days=chance.choice((0, 0, 1, 3, -1))) if chance.random() < 0.6 else None
        draft = TaskDraft(title, complexity=complexity, list=place, due=due)
        yield at(chance.choice((6.5, 9, 10, 11, 14, 15, 16, 18, 20, 22.4))), draft
    if day.weekday() < 5 and chance.random() < 0.55 * season:
        for _ in range(chance.choice((1, 1, 2, 3))):
            yield at(chance.choice((9.5, 11, 14.5, 16))), ("focus_session", {"minutes": chance.choice((25, 25, 50))})
    if chance.random() < 0.3:
        yield at(20.5), ("learning_session", {"minutes": chance.choice((15, 20, 30, 45))})
    if chance.random() < 0.25:
        yield at(19), ("social_interaction", {})
    if day.weekday() == 4 and chance.random() < 0.5 * season:
        yield at(17), ("goal_step_completion", {"complexity": chance.choice(("simple", "moderate", "complex"))})
    if day.day == 28 and chance.random() < 0.8:
        yield at(18), ("goal_completion", {"complexity": "complex"})
