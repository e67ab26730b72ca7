"""Acts on a whole long history do not keep others waiting: what they come to is found out beside the writing, and what
is then interrupted, overtaken or killed leaves nothing or comes whole."""

from __future__ import annotations

import asyncio
import multiprocessing
from collections.abc import Awaitable, Callable
from datetime import UTC
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from momentum_desktop.errors import Closed
from momentum_desktop.exchange.importing import import_source
from momentum_desktop.exchange.source import Source
from momentum_desktop.exchange.sources import loop
from momentum_desktop.service import door, undoing
from momentum_desktop.service.momentum_service import MomentumService
from momentum_desktop.store import derivation, giving_way, journal, rule_change, statements
from tests.exchange.small_parts import loop_database
from tests.service.interrupting import interrupted
from tests.service.lives import PLAN, Clock, assert_stands_as_its_log_says, in_loop, living
from tests.service.long_acts import ENDS, IMPORT, NOW, end_at, long_act
from tests.service.other_rules import DEARER, RULES, everything

DERIVED_ELSEWHERE = "UPDATE users SET revision = revision + 1"
"""What another process leaves that derived the past anew."""


@pytest.fixture(autouse=True)
def long_and_looked_at_often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal, "PATIENCE", 1)
    monkeypatch.setattr(undoing, "LONG_CHANGES", 0)
    monkeypatch.setattr(undoing, "LONG_RUN", 0)
    monkeypatch.setattr(undoing, "MANY", 2)
    monkeypatch.setattr(statements, "ROWS_OF_ONE", 3)
    monkeypatch.setattr(giving_way, "LOOKED_EVERY", 50)


async def begin_a_life(service: MomentumService, folder: Path) -> None:
    """An event, and an import of a file beside the data."""
    await service.process_event(None, "task_completion")
    path = folder.parent / "loop.db"
    path.write_bytes(loop_database())
    source = Source(str(path), UTC)
    result = await import_source(service, loop.read(source), source)
    assert result.act_id == IMPORT


@in_loop
async def test_turning_an_import_and_the_rules_gives_way_anywhere_and_then_comes_whole(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[int] = []
    async with living(data_dir, Clock(NOW)) as service:
        await service.process_event(None, "task_completion")
        unmoved = everything(data_dir)
    async with living(data_dir, Clock(NOW)) as service:
        path = data_dir.parent / "loop.db"
        path.write_bytes(loop_database())
        source = Source(str(path), UTC)
        await import_source(service, loop.read(source), source)
        imported = everything(data_dir)
        work = interrupted(door.with_foresight, data_dir, told, (*PLAN, *RULES, "act_subjects", "withdrawn_events"), 7)
        monkeypatch.setattr(door, "with_foresight", work)
        await service.undo(IMPORT)
        assert everything(data_dir) == unmoved
        await service.redo(IMPORT)
        assert everything(data_dir) == imported
        taken = await service.take_rules(DEARER)
        await assert_stands_as_its_log_says(service)
        await service.undo(taken.act_id)
        assert everything(data_dir) == imported
        await assert_stands_as_its_log_says(service)
    assert len(told) == 4
    assert min(told) > 5


def clicking(
    service: MomentumService, work: Callable[..., Any], times: list[int], click: Callable[[int], Awaitable[Any]]
) -> Callable[..., Any]:
    """The work, which is done beside the writing, with a click that is stored before it has ended."""
    this = asyncio.get_running_loop()

    def worked(*values: Any, **named: Any) -> Any:
        found = work(*values, **named)
        times.append(len(times))
        asyncio.run_coroutine_threadsafe(click(len(times)), this).result(timeout=30)
        return found

    return worked


@in_loop
async def test_clicks_are_stored_while_the_past_is_derived_by_other_rules(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock, times, derived = Clock(NOW), list[int](), list[int]()

    def noted(*values: Any) -> Any:
        derived.append(1)
        return derivation.derive_anew(*values)

    async with living(data_dir, clock) as service:
        await begin_a_life(service, data_dir)

        async def click(_: int) -> None:
            clock.forward(minutes=1)
            await service.process_event(None, "task_completion")

        monkeypatch.setattr(journal, "derive_anew", noted)
        monkeypatch.setattr(rule_change, "history_under", clicking(service, rule_change.history_under, times, click))
        before = (await service.get_user_progress()).total_points
        taken = await service.take_rules(DEARER)
        after = (await service.get_user_progress()).total_points
        assert after > before + taken.total_change
        await assert_stands_as_its_log_says(service)
        await service.undo(taken.act_id)
        await assert_stands_as_its_log_says(service)
    assert (len(times), derived) == (2, [])


@in_loop
async def test_a_past_that_changes_while_it_is_derived_is_derived_again_and_in_the_end_in_place(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    times: list[int] = []
    async with living(data_dir, Clock(NOW)) as service:
        await begin_a_life(service, data_dir)

        async def click(number: int) -> None:
            if number != 2:
                await service._writer.write(lambda pen: pen.connection.exec_driver_sql(DERIVED_ELSEWHERE))

        monkeypatch.setattr(rule_change, "history_under", clicking(service, rule_change.history_under, times, click))
        taken = await service.take_rules(DEARER)
        assert len(times) == 2
        await assert_stands_as_its_log_says(service)
        await service.undo(taken.act_id)
        # The first of its tries read what the act changed.
        assert len(times) == 2 + door.FORESEEN - 1
        await assert_stands_as_its_log_says(service)


@in_loop
async def test_an_act_that_the_closing_service_does_not_come_to_leaves_nothing(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with living(data_dir, Clock(NOW)) as service:
        await begin_a_life(service, data_dir)
        before = everything(data_dir)
        derive = rule_change.history_under

        def close_and_derive(*values: Any, **named: Any) -> Any:
            service._settler._closing.set()
            return derive(*values, **named)

        monkeypatch.setattr(rule_change, "history_under", close_and_derive)
        with pytest.raises(Closed, match="nothing was stored"):
            await service.take_rules(DEARER)
        assert everything(data_dir) == before


@in_loop
async def test_a_long_act_that_comes_when_nothing_is_found_out_any_more_says_that_it_is_not_stored(
    data_dir: Path,
) -> None:
    async with living(data_dir, Clock(NOW)) as service:
        await begin_a_life(service, data_dir)
        before = everything(data_dir)
        service._settler.close()
        with pytest.raises(Closed, match="nothing was stored"):
            await service.take_rules(DEARER)
        assert everything(data_dir) == before


@pytest.mark.parametrize("end", ENDS)
def test_a_process_that_is_killed_in_the_middle_of_a_long_act_leaves_it_whole_or_not_begun(
    data_dir: Path, tmp_path: Path, end: str
) -> None:
    async def prepared(folder: Path) -> None:
        async with living(folder, Clock(NOW)) as service:
            await begin_a_life(service, folder)

    for folder in (data_dir, tmp_path / "never killed"):
        asyncio.run(prepared(folder))
    nursery = multiprocessing.get_context("forkserver")
    nursery.set_forkserver_preload(["tests.service.long_acts", "momentum_desktop.service.momentum_service"])
    process = nursery.Process(target=partial(end_at, data_dir, end))
    process.start()
    process.join()
    assert process.exitcode == -9

    async def went_on() -> None:
        async with living(data_dir, Clock(NOW)) as service:
            await assert_stands_as_its_log_says(service)
            done = len(await service.get_history()) > IMPORT
            assert done == ("follows" in end)
            if not done:
                await long_act(service, end)
            await assert_stands_as_its_log_says(service)
        async with living(tmp_path / "never killed", Clock(NOW)) as service:
            await long_act(service, end)

    asyncio.run(went_on())
    assert everything(data_dir) == everything(tmp_path / "never killed")
