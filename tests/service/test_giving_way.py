"""Long transactions give way to clicks: what is interrupted leaves nothing, and is done to the same end afterwards."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from momentum_desktop.exchange.importing import import_source
from momentum_desktop.exchange.source import Source
from momentum_desktop.exchange.sources import loop
from momentum_desktop.service import settler, writer
from momentum_desktop.service.momentum_service import MomentumService
from momentum_desktop.service.uncollected import uncollected
from momentum_desktop.service.values import Submission
from momentum_desktop.store import bringing_in, giving_way, journal, settling
from momentum_desktop.store.chain import GENESIS, chained, chained_long
from momentum_desktop.store.journal import GaveWay, Journal
from tests.exchange.small_parts import loop_database
from tests.service.interrupting import interrupted
from tests.service.lives import Clock, assert_stands_as_its_log_says, connected, in_loop, living

NOW = datetime(2024, 5, 1, 12, tzinfo=UTC)


async def brought(service: MomentumService, path: Path) -> None:
    source = Source(str(path), UTC)
    await import_source(service, loop.read(source), source)


@pytest.fixture(autouse=True)
def looked_at_often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(giving_way, "LOOKED_EVERY", 50)


@in_loop
async def test_an_import_that_gave_way_anywhere_leaves_nothing_and_then_comes_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, data = tmp_path / "loop.db", tmp_path / "data"
    path.write_bytes(loop_database())
    told: list[int] = []
    monkeypatch.setattr(bringing_in, "bring_in", interrupted(bringing_in.bring_in, data, told))
    async with living(data, Clock(NOW)) as service:
        await service.process_event(None, "task_completion")
        await brought(service, path)
        assert told[0] > 5
        await assert_stands_as_its_log_says(service)


@in_loop
async def test_a_settlement_that_gave_way_anywhere_leaves_nothing_and_then_comes_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal, "PATIENCE", 20)
    told: list[int] = []
    monkeypatch.setattr(settler, "settle_down", interrupted(settling.settle_down, tmp_path, told))
    async with living(tmp_path, Clock(NOW)) as service:
        history = [
            Submission("task_completion", NOW - timedelta(hours=5 * back), {}, f"key {back}")
            for back in range(60, 0, -1)
        ]
        await service.process_events(history)
        late = await service.process_event(None, "task_completion", {}, NOW - timedelta(days=12, hours=1))
        assert late.entries
        assert told[0] > 5
        await assert_stands_as_its_log_says(service)


@in_loop
async def test_who_waits_goes_first_even_when_a_long_job_is_about_to_give_way_no_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [0.0]
    monkeypatch.setattr(writer, "time", SimpleNamespace(monotonic=lambda: now[0]))
    this, done = asyncio.get_running_loop(), list[str]()
    clicks: list[asyncio.Future[None]] = []
    async with living(tmp_path, Clock(NOW)) as service:
        pen = service._writer

        def click() -> None:
            clicks.append(asyncio.ensure_future(pen.write(lambda _: done.append("click"))))

        def long(_: Journal, somebody_waits: Callable[[], bool] | None) -> None:
            done.append("in a hurry" if somebody_waits is None else "patient")
            if somebody_waits is not None:
                this.call_soon_threadsafe(click)
                while not somebody_waits():
                    pass
                now[0] += 60
                raise GaveWay

        await pen.write_giving_way(long)
        await asyncio.gather(*clicks)
    assert done == ["patient", "click", "in a hurry"]


@in_loop
async def test_the_log_of_a_long_transaction_is_not_copied_by_commits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, data = tmp_path / "loop.db", tmp_path / "data"
    path.write_bytes(loop_database())
    seen: list[tuple[str, int]] = []

    def pages(pen: Journal, when: str) -> None:
        seen.append((when, pen.connection.exec_driver_sql("PRAGMA wal_autocheckpoint").scalar_one()))

    bring_in = bringing_in.bring_in

    def looking(pen: Journal, *values: Any) -> Any:
        pages(pen, "long")
        return bring_in(pen, *values)

    monkeypatch.setattr(bringing_in, "bring_in", looking)
    async with living(data, Clock(NOW)) as service:
        await brought(service, path)
        await service._writer.write(lambda pen: None)  # by then the copying has begun
        service._writer._log_copying.close()
        await service._writer.write(lambda pen: pages(pen, "short"))
        held_together = "PRAGMA foreign_keys"
        assert await service._writer.write(lambda pen: pen.connection.exec_driver_sql(held_together).scalar_one()) == 1
        assert seen == [("long", 0), ("short", journal.USUAL_LOG_PAGES)]
        with closing(connected(data)) as connection:
            if connection.execute("PRAGMA journal_mode").fetchone() == ("wal",):
                _, there, copied = connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
                assert there == copied


@pytest.fixture
def collector() -> Iterator[None]:
    was_on = gc.isenabled()
    gc.enable()
    yield
    if not was_on:
        gc.disable()


@pytest.mark.usefixtures("collector")
def test_no_cycles_are_looked_for_inside_and_what_was_made_there_is_old() -> None:
    with uncollected():
        with uncollected():
            held = [[] for _ in range(50_000)]
        assert not gc.isenabled()
    assert gc.isenabled()
    assert gc.get_count()[0] < 50_000
    young = {id(each) for each in gc.get_objects(generation=0)}
    assert sum(id(each) in young for each in held) < 100


def test_a_chain_over_pieces_is_the_chain_over_the_whole() -> None:
    pieces = ['[{"title":"a \\" b', "ä\n\\", '"}]']
    before, after = (1, 2, "import", "“words”"), (None, 5, 1, None)
    content = (*before, "".join(pieces), *after)
    assert chained_long(GENESIS, before, pieces, after) == chained(GENESIS, content)
