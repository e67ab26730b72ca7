"""Two people who do the same things, one of them one thing more: once that is undone, at any age, nothing tells them
apart but the log itself."""

from __future__ import annotations

import asyncio
import random
import tempfile
from collections.abc import Awaitable, Callable
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from momentum_desktop import open_service
from momentum_desktop.service.import_values import Gathered, SourceRecord, SourceTask
from momentum_desktop.service.momentum_service import MomentumService
from momentum_desktop.service.plan_values import GoalDraft, SlotDraft, StepDraft, TaskDraft
from momentum_desktop.service.values import Submission
from momentum_desktop.store import checkpoints, derivation
from momentum_desktop.store.plan_rows import PLAN_TABLES
from momentum_desktop.store.schema import Base
from tests.service.lives import FAST_FOLDER, Clock, connected, shown
from tests.service.other_rules import BOOKWORM, DEARER

NUMBERED = ("events", *PLAN_TABLES)
DERIVED = ("streaks", "ledger", "days", "day_kinds", "day_hours", "withdrawn_events", "unsettled_events")
NAMES = {
    **{"task_id": "tasks", "parent_id": "tasks", "goal_id": "goals"},
    **{"event_id": "events", "completed_event_id": "events"},
}
"""The columns that name a row by its number, and the table it is in."""
STREAK = {"name": "own", "period": "day", "events": ["focus_session"], "needed": 1, "milestones": {"2": 9}}


class Person:
    """One service with what its own hands touch: things of which the one act more may be about, and nothing else is."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.clock = Clock()
        self.service: Any = None
        self.tasks: list[int] = []
        self.taken: list[Any] = []
        self.acts: list[int] = []
        self.known: dict[str, set[int]] = {table: set() for table in NUMBERED}

    async def begin(self) -> None:
        self.service = await open_service(self.folder, clock=self.clock)
        today, service = self.clock.moment.date(), self.service
        for draft in (
            TaskDraft("Mine to do"),
            TaskDraft("Mine and done", complexity="complex"),
            TaskDraft("Mine each day", repeat="FREQ=DAILY", due=today, amount=3, unit="cups"),
            TaskDraft("A part of that", due=today, parent_id=3),
        ):
            await service.add_task(draft)
        await service.complete_task(2)
        await service.complete_task(4)
        await service.add_goal(GoalDraft("A garden"), [StepDraft("Dig"), StepDraft("Sow")])
        await service.add_slot(SlotDraft(today, 540, 60, "Read"))
        await service.process_event(None, "focus_session", {"minutes": 50})

    def new_ids(self) -> dict[str, list[int]]:
        """The numbers that rows took since the last time."""
        found = {}
        with closing(connected(self.folder)) as connection:
            for table in NUMBERED:
                ids = {row[0] for row in connection.execute(f"SELECT id FROM {table}")}
                found[table] = sorted(ids - self.known[table])
                self.known[table] |= ids
        return found

    def tables(self, names: dict[str, dict[int, int]]) -> dict[str, list[Any]]:
        """Everything that does not follow from who did how many acts; numbers of rows as `names` has them."""
        found: dict[str, list[Any]] = {}
        with closing(connected(self.folder)) as connection:
            for table in (*PLAN_TABLES, *DERIVED):
                columns = list(Base.metadata.tables[table].columns.keys())
                quoted = ", ".join(f'"{column}"' for column in columns)
                found[table] = sorted(
                    (
                        tuple(_named(table, *cell, names) for cell in zip(columns, row, strict=True))
                        for row in connection.execute(f"SELECT {quoted} FROM {table}")
                    ),
                    key=repr,
                )
            for name, sql in RULES.items():
                found[name] = sorted(connection.execute(sql), key=repr)
        return found


RULES = {
    "rule_sets": "SELECT digest, document FROM rule_sets",
    "levels": "SELECT r.digest, l.level_number, l.points_required, l.title, l.perks FROM levels l "
    "JOIN rule_sets r ON r.id = l.rule_set_id",
    "achievements": "SELECT r.digest, a.name, a.points FROM achievements a JOIN rule_sets r ON r.id = a.rule_set_id",
    "users": "SELECT u.id, u.name, r.digest, b.digest, l.level_number, u.total_points, u.weekly_points, "
    "u.monthly_points FROM users u JOIN rule_sets r ON r.id = u.rule_set_id "
    "JOIN rule_sets b ON b.id = u.base_rule_set_id JOIN levels l ON l.id = u.current_level_id",
    "user_achievements": "SELECT u.user_id, a.name, u.progress, u.completed, u.completed_at, u.completed_offset "
    "FROM user_achievements u JOIN achievements a ON a.id = u.achievement_id",
}


def _named(table: str, column: str, value: Any, names: dict[str, dict[int, int]]) -> Any:
    target = table if column == "id" else NAMES.get(column)
    if target is None or value is None or target not in names:
        return value
    return names[target].get(value, f"its own {value}")


Act = Callable[[MomentumService, Clock], Awaitable[Any]]
ONE_MORE: dict[str, Act] = {
    "an event": lambda service, clock: service.process_event(None, "task_completion", {"complexity": "epic"}),
    "a late event": lambda service, clock: service.process_event(
        None, "learning_session", {}, clock.moment - timedelta(days=9)
    ),
    "an import": lambda service, clock: service.process_events(
        [Submission("task_completion", clock.moment - timedelta(days=day), {}, f"more {day}") for day in range(6)]
    ),
    "an import from elsewhere": lambda service, clock: service.import_gathered(
        Gathered(
            "elsewhere",
            tasks=[SourceTask("1", "Theirs")],
            records=[SourceRecord("1", "r", clock.moment.date())],
        ),
        "Imported",
    ),
    "a task": lambda service, clock: service.add_task(TaskDraft("One more", tags=("home",))),
    "a change": lambda service, clock: service.edit_task(1, TaskDraft("Other words", notes="n", priority=1)),
    "a completion": lambda service, clock: service.complete_task(1),
    "a late completion": lambda service, clock: service.complete_task(1, clock.moment - timedelta(days=3)),
    "a deletion": lambda service, clock: service.delete_task(2),
    "a skip": lambda service, clock: service.skip_task(3),
    "an amount": lambda service, clock: service.log_amount(3, 2),
    "a habit's day": lambda service, clock: service.complete_task(3),
    "a goal": lambda service, clock: service.add_goal(GoalDraft("More"), [StepDraft("One")]),
    "a step": lambda service, clock: service.complete_step(1),
    "no goal": lambda service, clock: service.delete_goal(1),
    "a slot kept": lambda service, clock: service.complete_slot(1),
    "no slot": lambda service, clock: service.delete_slot(1),
    "a focus": lambda service, clock: service.start_focus(25),
    "days off": lambda service, clock: service.plan_rest("2026-03-03", "2026-03-08"),
    "a pause": lambda service, clock: service.plan_rest("2026-03-01", "2026-03-04", streak="daily_activity"),
    "an achievement": lambda service, clock: service.add_own_achievement({**BOOKWORM, "name": "Own"}),
    "a streak": lambda service, clock: service.add_own_streak(STREAK),
    "other rules": lambda service, clock: service.take_rules(DEARER),
    "another name": lambda service, clock: service.rename_user(1, "Somebody else"),
}


async def do(person: Person, what: str, number: int) -> None:
    """One of the things that both do."""
    service, clock = person.service, person.clock
    result: Any = None
    if what == "time":
        clock.forward(hours=number)
    elif what == "event":
        result = await service.process_event(None, "focus_session", {"minutes": number})
    elif what == "late":
        await service.process_event(None, "task_completion", {}, clock.moment - timedelta(hours=7 * number))
    elif what == "import":
        many = [Submission("goal_completion", clock.moment - timedelta(hours=hour)) for hour in range(number % 4)]
        await service.process_events(many)
    elif what == "add":
        result = await service.add_task(TaskDraft(f"Task {number}", complexity="complex" if number % 2 else "simple"))
        person.tasks.append(result.task.id)
    elif what == "done" and person.tasks:
        task = await service.get_task(person.tasks[number % len(person.tasks)])
        if not task.done:
            result = await service.complete_task(task.id)
    elif what == "rest":
        result = await service.plan_rest(date(2026, 3, 1 + number), date(2026, 3, 2 + number))
    elif what == "rules":
        document = {"windows": {}, "freezes": {"earned_every": 2 + number, "most": 2}}
        if document not in person.taken:
            await service.take_rules(document)
            person.taken.append(document)
    elif what == "undo" and person.acts:
        await service.undo(person.acts.pop(number % len(person.acts)))
    if result is not None and hasattr(result, "act_id") and what in ("done", "rest"):
        person.acts.append(result.act_id)


WHATS = ["time", "time", "event", "late", "import", "add", "done", "done", "rest", "rules", "undo"]
STEPS = st.lists(st.tuples(st.sampled_from(WHATS), st.integers(1, 20)), max_size=12)


@pytest.mark.parametrize("more", ONE_MORE)
def test_each_kind_of_act_once_undone_is_as_if_it_had_never_been(more: str) -> None:
    chance = random.Random(more)
    before, between = ([(chance.choice(WHATS), chance.randint(1, 20)) for _ in range(length)] for length in (8, 14))
    both_live(more, before, between, again=chance.random() < 0.5)


@settings(max_examples=10, deadline=None)
@given(more=st.sampled_from(sorted(ONE_MORE)), before=STEPS, between=STEPS, again=st.booleans())
def test_whatever_is_undone_is_as_if_it_had_never_been(more: str, before: Any, between: Any, again: bool) -> None:
    both_live(more, before, between, again=again)


def both_live(more: str, before: list[tuple[str, int]], between: list[tuple[str, int]], *, again: bool) -> None:
    """One does one thing more, which is undone at the end; `again`, done once more and undone a second time."""

    async def live(one: Person, other: Person) -> None:
        names: dict[str, dict[int, int]] = {table: {} for table in NUMBERED}

        def meet() -> None:
            mine, theirs = one.new_ids(), other.new_ids()
            for table in NUMBERED:
                names[table] |= dict(zip(mine[table], theirs[table], strict=True))

        for person in (one, other):
            await person.begin()
        meet()
        for step in before:
            for person in (one, other):
                await do(person, *step)
        meet()
        await ONE_MORE[more](one.service, one.clock)
        (act, *_) = await one.service.get_history(limit=1)
        one.new_ids()
        for step in between:
            for person in (one, other):
                await do(person, *step)
            meet()
        await one.service.undo(act.id)
        if again:
            await one.service.redo(act.id)
            await one.service.undo(act.id)

        found, wanted = one.tables(names), other.tables({})
        # The log is for ever: of the events of the act itself it is known that they do not count.
        found["withdrawn_events"] = [row for row in found["withdrawn_events"] if isinstance(row[0], int)]
        assert {table: rows for table, rows in found.items() if rows != wanted[table]} == {
            table: rows for table, rows in wanted.items() if rows != found[table]
        }
        assert await shown(one.service) == await shown(other.service)
        for person in (one, other):
            assert (await person.service.verify()).ok

    async def both(folder: Path) -> None:
        one, other = Person(folder / "one"), Person(folder / "other")
        try:
            await live(one, other)
        finally:
            for person in (one, other):
                if person.service is not None:
                    await person.service.close()

    with pytest.MonkeyPatch.context() as patched, tempfile.TemporaryDirectory(dir=FAST_FOLDER) as folder:
        for module in (checkpoints, derivation):
            patched.setattr(module, "SPACING", 3, raising=False)
        asyncio.run(both(Path(folder)))
