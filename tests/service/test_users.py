"""Several people share the data and nothing else: each has a log, tasks, streaks and keys of their own."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from momentum_desktop import open_service
from momentum_desktop.errors import CannotWrite, RefusedInput, UnknownThing
from momentum_desktop.service.momentum_service import MomentumService
from momentum_desktop.service.users import LONGEST_NAME
from momentum_desktop.service.values import ActResult, Submission, TaskDraft
from tests.service.lives import Clock, assert_stands_as_its_log_says, connected, in_loop, living, rows

DONE = "task_completion"


async def add(service: MomentumService, name: str) -> int:
    return (await service.add_user(name)).user_id


async def work(service: MomentumService, user_id: int, key: str | None = None, **facts: Any) -> int:
    return (await service.process_event(user_id, DONE, facts, idempotency_key=key)).points_awarded


async def names(service: MomentumService) -> list[str]:
    return [user.name for user in await service.get_users()]


@in_loop
async def test_interleaved_events_of_two_stand_as_each_log_says(data_dir: Path) -> None:
    clock = Clock()
    async with living(data_dir, clock) as service:
        anna = await add(service, "Anna")
        for number in range(12):
            clock.forward(hours=7)
            await work(service, 1 if number % 3 else anna, complexity="complex")
            await service.process_event(anna, "focus_session", {"minutes": 30})
        assert len(await service.export_events(1)) == 8
        assert len(await service.export_events(anna)) == 16
        for user_id in (1, anna):
            await assert_stands_as_its_log_says(service, user_id)


@in_loop
async def test_the_same_key_for_two_users_is_two_events(data_dir: Path) -> None:
    async with living(data_dir) as service:
        anna = await add(service, "Anna")
        first = await service.process_event(1, DONE, {}, idempotency_key="k")
        second = await service.process_event(anna, DONE, {}, idempotency_key="k")
        again = await service.process_event(anna, DONE, {}, idempotency_key="k")
        assert first.event_id != second.event_id == again.event_id
        assert (first.repeated, second.repeated, again.repeated) == (False, False, True)
        batch = await service.process_events([Submission(DONE, idempotency_key="k")], user_id=anna)
        assert (batch.added, batch.unchanged) == (0, 1)
        assert len(await service.export_events(1)) == len(await service.export_events(anna)) == 1


@in_loop
async def test_one_commit_holds_the_acts_of_several(data_dir: Path) -> None:
    statements: list[str] = []
    async with living(data_dir, on_statement=lambda sql, _: statements.append(sql)) as service:
        people = [1, *[await add(service, f"Person {letter}") for letter in "ABCDE"]]
        statements.clear()
        calls = [work(service, people[number % 6], f"k{number // 6}") for number in range(180)]
        refused = [service.process_event(99, DONE), service.process_event(people[2], "no such type")]
        answers = await asyncio.gather(*calls, *refused, return_exceptions=True)
        assert [type(each) for each in answers[180:]] == [UnknownThing, RefusedInput]
        assert not [each for each in answers[:180] if isinstance(each, BaseException)]
        assert sum(sql.startswith("BEGIN IMMEDIATE") for sql in statements) < 20
        for user_id in people:
            assert len(await service.export_events(user_id)) == 30
            await assert_stands_as_its_log_says(service, user_id)


@in_loop
async def test_late_events_and_undo_of_one_never_touch_the_other(data_dir: Path) -> None:
    clock = Clock()
    async with living(data_dir, clock) as service:
        anna = await add(service, "Anna")
        for _ in range(6):
            clock.forward(hours=20)
            await work(service, 1)
            await work(service, anna, complexity="epic")
        task = (await service.add_task(TaskDraft("Only Anna's"), user_id=anna)).task
        assert task is not None
        before = _of(data_dir, 1)
        await service.complete_task(task.id, user_id=anna)
        await service.process_event(anna, DONE, {}, occurred_at="2026-03-01T08:00:00+00:00")
        for _ in range(3):
            await service.undo(user_id=anna)
        await service.redo(user_id=anna)
        assert _of(data_dir, 1) == before
        for user_id in (1, anna):
            await assert_stands_as_its_log_says(service, user_id)


@in_loop
async def test_nobody_reaches_what_is_anothers(data_dir: Path) -> None:
    async with living(data_dir) as service:
        anna = await add(service, "Anna")
        added = await service.add_task(TaskDraft("Mine"), user_id=1)
        assert added.task is not None
        number = added.task.id
        for call in (
            service.complete_task(number, user_id=anna),
            service.reopen_task(number, user_id=anna),
            service.edit_task(number, TaskDraft("Taken"), user_id=anna),
            service.delete_task(number, user_id=anna),
            service.undo(added.act_id, user_id=anna),
        ):
            with pytest.raises(UnknownThing):
                await call
        with pytest.raises(RefusedInput, match="nothing to undo"):
            await service.undo(user_id=anna)
        assert [task.title for task in await service.get_tasks(1)] == ["Mine"]
        assert await service.get_tasks(anna) == ()
        assert [act.kind for act in await service.get_history(anna)] == ["join"]


@pytest.mark.parametrize("user_id", [0, -1, 99, 2**63, 2**80, True, "1", 1.0])
@in_loop
async def test_an_unknown_user_is_refused_and_nothing_stored(data_dir: Path, user_id: Any) -> None:
    async with living(data_dir) as service:
        before = rows(data_dir, "users", "acts", "events", "tasks")
        for call in (
            service.process_event(user_id, DONE),
            service.process_events([Submission(DONE)], user_id=user_id),
            service.add_task(TaskDraft("Nobody's"), user_id=user_id),
            service.undo(user_id=user_id),
            service.get_user_progress(user_id),
            service.get_tasks(user_id),
            service.get_leaderboard(user_id),
        ):
            with pytest.raises(RefusedInput):
                await call
        assert rows(data_dir, "users", "acts", "events", "tasks") == before


@in_loop
async def test_an_unknown_user_has_no_history_and_no_rules(data_dir: Path) -> None:
    async with living(data_dir) as service:
        for call in (
            service.get_levels(7),
            service.get_achievements(7),
            service.get_streaks(7),
            service.get_history(7),
        ):
            with pytest.raises(UnknownThing):
                await call


NAMES = {
    "": "a name is needed",
    " \t\n ": "a name is needed",
    "12": "digits alone",
    "x" * (LONGEST_NAME + 1): "longer than 80",
    "x" * 100_000: "longer than",
    "An\nna": r"U\+000A",
    "An\x1b[31mna": r"U\+001B",
    "An\0na": "NUL",
    "\u202eannA": r"U\+202E",
    "An\u2028na": r"U\+2028",
    "An\ud800na": "surrogate",
    "\u200d\u200c": "seen",
    "\u3164\u2800": "seen",
    "\u0301": "seen",
}


@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
@in_loop
async def test_a_name_that_is_none_is_refused(data_dir: Path, name: str) -> None:
    async with living(data_dir) as service:
        with pytest.raises(RefusedInput, match=NAMES[name]):
            await service.add_user(name)
        with pytest.raises(RefusedInput, match=NAMES[name]):
            await service.rename_user(1, name)
        assert await names(service) == ["Me"]
        assert not (await service.get_history(1))


@pytest.mark.parametrize(
    "name", ["Zoë", "李小龍", "عليّ", "👩‍👩‍👧", "O'Neil; DROP TABLE users", "-x", "7 of 9", "y" * 80, "%s{0}"]
)
@in_loop
async def test_a_sound_name_is_taken_and_found_again(data_dir: Path, name: str) -> None:
    async with living(data_dir) as service:
        user_id = await add(service, f"  {name} ")
        assert await names(service) == ["Me", name]
        await service.act_for(name)
        assert (await service.get_user_progress()).user_id == user_id
        assert (await service.verify()).ok


@pytest.mark.parametrize("other", ["ANNA ß", "anna ss", "Ａnna ß", "Anna  ß", "Anna\u00a0ß", "Anna\u200d ß"])
@in_loop
async def test_neither_case_nor_width_nor_spaces_tell_people_apart(data_dir: Path, other: str) -> None:
    async with living(data_dir) as service:
        await add(service, "Anna ß")
        with pytest.raises(RefusedInput, match="already"):
            await service.add_user(other)
        with pytest.raises(RefusedInput, match="already"):
            await service.rename_user(1, other)
        assert await names(service) == ["Me", "Anna ß"]
        assert (await service.rename_user(2, "anna ß")).summary == "Renamed “Anna ß” to “anna ß”"


@in_loop
async def test_a_renaming_is_undone_at_any_age_but_nobody_is_taken_away(data_dir: Path) -> None:
    async with living(data_dir) as service:
        anna = await add(service, "Anna")
        first = await service.rename_user("Anna", "Anja")
        await service.rename_user(anna, "Anouk")
        await service.undo(first.act_id, user_id=anna)
        assert await names(service) == ["Me", "Anouk"]
        await service.undo(user_id=anna)
        assert await names(service) == ["Me", "Anna"]
        with pytest.raises(RefusedInput, match="nothing to undo"):
            await service.undo(user_id=anna)
        (joined,) = [act for act in await service.get_history(anna) if act.kind == "join"]
        with pytest.raises(RefusedInput, match="nobody's log"):
            await service.undo(joined.id, user_id=anna)
        await service.redo(user_id=anna)
        assert await names(service) == ["Me", "Anouk"]
        await service.rename_user(1, "You")
        await service.undo(user_id=1)
        assert await names(service) == ["Me", "Anouk"]
        assert (await service.verify()).ok


@in_loop
async def test_undo_brings_no_name_back_that_another_has_now(data_dir: Path) -> None:
    async with living(data_dir) as service:
        await service.rename_user(1, "Anna")
        await add(service, "me")
        with pytest.raises(RefusedInput, match="“Me” already"):
            await service.undo(user_id=1)
        assert await names(service) == ["Anna", "me"]
        assert [act.undone for act in await service.get_history(1)] == [False]
        assert (await service.verify()).ok


@in_loop
async def test_verify_finds_a_name_that_no_act_gave(data_dir: Path) -> None:
    async with living(data_dir) as service:
        await add(service, "Anna")
        with closing(connected(data_dir)) as connection:
            connection.execute("UPDATE users SET name = 'Eve' WHERE id = 2")
        verification = await service.verify()
        assert verification.differences == ("users: row 2 is not what its acts made of it",)


@in_loop
async def test_the_user_in_use_is_remembered_and_another_process_follows(data_dir: Path) -> None:
    async with living(data_dir) as here, living(data_dir) as there:
        anna = await add(here, "Anna")
        assert (await there.get_user_progress()).user_id == 1
        await here.use_user("anna")
        assert (await here.get_user_progress()).user_id == anna
        assert (await there.get_user_progress()).user_id == anna
        assert [user.in_use for user in await there.get_users()] == [False, True]
    async with living(data_dir) as later:
        assert (await later.get_user_progress()).name == "Anna"
        await later.act_for(1)
        assert (await later.get_user_progress()).name == "Me"
        assert [user.in_use for user in await later.get_users()] == [False, True]
    with pytest.raises(UnknownThing):
        await open_service(data_dir, user="Eve")


@in_loop
async def test_a_listener_is_told_whose_act_it_was(data_dir: Path) -> None:
    async with living(data_dir) as service:
        heard: list[ActResult] = []
        service.subscribe(heard.append)
        anna = await add(service, "Anna")
        await work(service, 1)
        await service.add_task(TaskDraft("Anna's"), user_id=anna)
        await service.rename_user(anna, "Anja")
        assert [(act.kind, act.user_id) for act in heard] == [
            ("join", anna),
            ("event", 1),
            ("add", anna),
            ("rename", anna),
        ]


ELSEWHERE = """
import asyncio, sys
from momentum_desktop import open_service

async def work():
    service = await open_service(user=sys.argv[1])
    for number in range(40):
        await service.process_event(None, "task_completion", {"complexity": "moderate"}, idempotency_key=f"k{number}")
    await service.close()

asyncio.run(work())
"""


@in_loop
async def test_two_processes_write_for_two_users_at_once(data_dir: Path) -> None:
    async with living(data_dir) as service:
        anna = await add(service, "Anna")
        others = [subprocess.Popen([sys.executable, "-c", ELSEWHERE, who]) for who in ("Me", "Anna")]
        for number in range(40):
            await work(service, 1 if number % 2 else anna, f"here {number}")
        codes = [await asyncio.to_thread(process.wait, 60) for process in others]
        assert codes == [0, 0]
        for user_id in (1, anna):
            assert len(await service.export_events(user_id)) == 60
            await assert_stands_as_its_log_says(service, user_id)


@in_loop
async def test_the_leaderboard_ranks_everyone_and_knows_the_own_best_weeks(data_dir: Path) -> None:
    clock = Clock()
    async with living(data_dir, clock) as service:
        anna = await add(service, "Anna")
        for week in range(8):
            for _ in range((3, 1, 4, 1, 5, 9, 2, 0)[week]):
                await service.process_event(1, "social_interaction")
            if week < 7:
                clock.forward(days=7)
        await work(service, anna)
        board = await service.get_leaderboard(1, period="week")
        assert [entry.name for entry in board.entries] == ["Anna", "Me"]
        for period in ("week", "month"):
            for entry in (await service.get_leaderboard(1, period=period)).entries:
                assert entry.days is not None
                page = await service.why(entry.user_id, day=entry.days[0], last_day=entry.days[1])
                assert page.heading == f"Why {entry.points}?"
        assert {entry.days for entry in (await service.get_leaderboard(1)).entries} == {None}
        weeks = board.own_weeks
        assert [week.present for week in weeks] == [False] * 5 + [True]
        assert [week.points for week in weeks] == sorted((week.points for week in weeks), reverse=True)
        assert (weeks[-1].rank, weeks[-1].points) == (8, 0)
        assert {week.first_day.weekday() for week in weeks} == {0}
        stats = await service.get_momentum_stats(1, days=0)
        for week in weeks:
            days = [day.points for day in stats.days if 0 <= (day.day - week.first_day).days < 7]
            assert sum(days) == week.points
        (mine,) = (await service.get_leaderboard(anna)).own_weeks
        assert (mine.rank, mine.present) == (1, True)


@in_loop
async def test_weeks_with_as_many_points_share_a_rank(data_dir: Path) -> None:
    clock = Clock()
    async with living(data_dir, clock) as service:
        for _ in range(3):
            await service.process_event(1, "social_interaction")
            clock.forward(days=7)
        await service.process_event(1, "social_interaction", {}, "2026-09-01T10:00:00+00:00")
        weeks = (await service.get_leaderboard(1)).own_weeks
        points = [week.points for week in weeks]
        assert len(weeks) == 4
        assert [week.rank for week in weeks] == [1 + sum(other > each for other in points) for each in points]
        assert weeks[-1].present


def _of(folder: Path, user_id: int) -> str:
    """Everything that is stored of one user."""
    tables = ("users", "streaks", "user_achievements", "ledger", "days", "day_kinds", "day_hours", "events", "tasks")
    key = {"users": "id"}
    return json.dumps(
        {
            table: [row for row in found if row[key.get(table, "user_id")] == user_id]
            for table, found in rows(folder, *tables).items()
        },
        default=str,
    )


@in_loop
async def test_who_is_in_use_cannot_be_changed_where_the_folder_takes_nothing(data_dir: Path) -> None:
    async with living(data_dir) as service:
        await add(service, "Anna")
        (data_dir / "settings.toml").symlink_to(data_dir / "gone" / "settings.toml")
        with pytest.raises(CannotWrite, match="cannot be written"):
            await service.use_user("Anna")
        assert (await service.get_user_progress()).user_id == 1
