"""How many statements and commits an act takes, exactly."""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from momentum_desktop.service.event_pages import page_of
from momentum_desktop.service.values import Submission
from tests.service.lives import MORNING, Clock, in_loop, living


class Statements:
    """What a service says to its database."""

    def __init__(self) -> None:
        self.said: list[tuple[str, int]] = []

    def __call__(self, statement: str, thread: int) -> None:
        self.said.append((statement, thread))

    def taken(self) -> list[str]:
        """The statements since the last time."""
        said, self.said = self.said, []
        return [statement for statement, _ in said]


def verbs(statements: list[str]) -> Counter[str]:
    """How often each kind of statement was said, with its table where it writes."""
    return Counter(
        " ".join(statement.split()[:3] if statement.startswith("INSERT") else statement.split()[:1])
        for statement in statements
    )


@in_loop
async def test_one_event_in_order_takes_a_fixed_number_of_statements_and_one_commit(data_dir: Path) -> None:
    clock, heard = Clock(), Statements()
    async with living(data_dir, clock, heard) as service:
        for _ in range(3):
            await service.process_event(None, "focus_session", {"minutes": 5})
        numbers = []
        for _ in range(20):
            heard.taken()
            await service.process_event(None, "focus_session", {"minutes": 0.1})
            said = heard.taken()
            numbers.append(verbs(said))
        written = ("acts", "events", "ledger", "user_achievements", "days", "day_kinds", "day_hours")
        asked = ("BEGIN", "PRAGMA", *(f"INSERT INTO {table}" for table in written), "UPDATE", "COMMIT")
        assert numbers == [Counter(asked)] * 20


@in_loop
async def test_the_statements_of_an_event_do_not_grow_with_the_history(data_dir: Path) -> None:
    clock, heard = Clock(), Statements()
    async with living(data_dir, clock, heard) as service:
        counts = []
        for events in (10, 1_500):
            many = [Submission("focus_session", clock.moment + timedelta(minutes=n), {"n": n}) for n in range(events)]
            clock.forward(days=3)
            await service.process_events(many)
            await service.process_event(None, "focus_session")
            heard.taken()
            await service.process_event(None, "focus_session")
            counts.append(verbs(heard.taken()))
        assert counts[0] == counts[1]


@pytest.mark.parametrize("question", ["get_user_progress", "get_streaks", "get_achievements", "get_tasks"])
@in_loop
async def test_the_statements_of_a_question_do_not_grow_with_the_history(data_dir: Path, question: str) -> None:
    clock, heard = Clock(), Statements()
    async with living(data_dir, clock, heard) as service:
        ask: Any = getattr(service, question)
        counts = []
        for events in (10, 1_500):
            many = [Submission("focus_session", clock.moment + timedelta(minutes=n), {"n": n}) for n in range(events)]
            clock.forward(days=3)
            await service.process_events(many)
            await ask()
            heard.taken()
            await ask()
            counts.append(len(heard.taken()))
        assert counts[0] == counts[1]
        assert counts[0] <= 12


@in_loop
async def test_a_page_of_the_log_takes_as_many_statements_however_long_it_is(data_dir: Path) -> None:
    heard = Statements()
    async with living(data_dir, None, heard) as service:
        await service.process_events([Submission("focus_session", MORNING - timedelta(hours=n)) for n in range(300)])
        counts = []
        for limit in (1, 300):
            heard.taken()
            page = await service._read(partial(page_of, user_id=1, limit=limit, before=None, event_type=None))
            assert all(event.points == sum(entry.points for entry in event.entries) > 0 for event in page.events)
            assert len(page.events) == limit
            counts.append(len(heard.taken()))
        assert counts[0] == counts[1]


@in_loop
async def test_the_statements_of_the_levels_grow_with_the_levels_reached_only(data_dir: Path) -> None:
    clock, heard = Clock(), Statements()
    async with living(data_dir, clock, heard) as service:
        await service.process_events([Submission("focus_session", MORNING - timedelta(hours=n)) for n in range(1_000)])
        heard.taken()
        levels = await service.get_levels()
        assert len(heard.taken()) <= 8 + sum(level.reached for level in levels)


@in_loop
async def test_many_events_at_once_take_few_commits(data_dir: Path) -> None:
    heard = Statements()
    async with living(data_dir, None, heard) as service:
        await service.get_user_progress()
        await service.process_event(None, "focus_session")
        heard.taken()

        await asyncio.gather(*(service.process_event(None, "focus_session", {"n": number}) for number in range(256)))

        said = heard.taken()
        assert verbs(said)["COMMIT"] <= 16
        assert len(said) <= 16 * verbs(said)["COMMIT"] + 16
        assert len(await service.export_events()) == 257


@in_loop
async def test_a_batch_takes_one_commit_and_few_statements(data_dir: Path) -> None:
    heard = Statements()
    async with living(data_dir, None, heard) as service:
        many = [Submission("focus_session", MORNING - timedelta(hours=number)) for number in range(600)]
        await service.get_user_progress()
        heard.taken()

        await service.process_events(many)

        said = heard.taken()
        assert verbs(said)["COMMIT"] == 1
        assert len(said) <= 40


@in_loop
async def test_all_writing_happens_on_one_thread(data_dir: Path) -> None:
    heard = Statements()
    async with living(data_dir, None, heard) as service:
        await service.get_user_progress()
        heard.taken()
        await asyncio.gather(
            *(service.process_event(None, "focus_session", {"n": number}) for number in range(20)),
            *(service.get_user_progress() for _ in range(20)),
        )
        writing = {thread for statement, thread in heard.said if statement.split()[0] in {"INSERT", "UPDATE", "DELETE"}}
        assert len(writing) == 1
