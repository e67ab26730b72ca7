"""Backups as the service keeps them: due once a day, proven once a week, each failure told and none costing another."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from momentum_desktop import open_service
from momentum_desktop.engine.compilation import compile_rules
from momentum_desktop.engine.defaults import default_document
from momentum_desktop.errors import CannotWrite, Closed, DamagedData, RefusedInput
from momentum_desktop.exchange.bringing import read_file
from momentum_desktop.service.backup_values import Proof
from momentum_desktop.service.backups import backup_due, make_backup
from momentum_desktop.service.import_values import ImportReport
from momentum_desktop.service.momentum_service import MomentumService
from momentum_desktop.service.proving import NOTE_NAME, last_proof, note_proof
from momentum_desktop.store.backup import DAILY

NOON = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)


class Clock:
    """A clock that moves when it is told to, also for the process of low priority."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._monkeypatch = monkeypatch
        self.set(NOON)

    def __call__(self) -> datetime:
        return self.now

    def set(self, moment: datetime) -> None:
        self.now = moment
        self._monkeypatch.setenv("MOMENTUM_NOW", moment.isoformat())

    def pass_(self, time: timedelta) -> None:
        self.set(self.now + time)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


async def opened(folder: Path, clock: Clock, events: int = 1) -> MomentumService:
    service = await open_service(folder, clock=clock)
    for _ in range(events):
        await service.process_event(event_type="task_completion", metadata={"complexity": "simple"})
    return service


async def bring(service: MomentumService, name: str, path: str) -> ImportReport:
    return await read_file(path, name, compile_rules(default_document())).bring(service)


def test_a_backup_lies_beside_the_data_unless_told_otherwise(data_dir: Path, tmp_path: Path, clock: Clock) -> None:
    async def live() -> None:
        service = await opened(data_dir, clock, 3)
        made = await service.backup()
        other = await service.backup(tmp_path / "stick")

        assert Path(made.path).parent == data_dir / "backups"
        assert (made.events, made.kind, made.at, made.removed) == (3, "asked-for", NOON, ())
        assert made.size == Path(made.path).stat().st_size
        assert [each.path for each in (await service.get_backups()).backups] == [made.path]
        assert [each.path for each in (await service.get_backups(tmp_path / "stick")).backups] == [other.path]
        assert (await service.get_backups(tmp_path / "nowhere")).backups == ()
        await service.close()
        with pytest.raises(Closed):
            await service.backup()

    asyncio.run(live())


def test_a_backup_is_due_after_a_day(data_dir: Path, clock: Clock) -> None:
    async def live() -> None:
        service = await opened(data_dir, clock)
        assert backup_due(data_dir / "backups", NOON)
        await service.backup()
        assert not backup_due(data_dir / "backups", NOON)
        assert not backup_due(data_dir / "backups", NOON + timedelta(hours=23, minutes=59))
        assert backup_due(data_dir / "backups", NOON + timedelta(days=1))
        # One made while the clock stood wrong says nothing about today.
        assert backup_due(data_dir / "backups", NOON - timedelta(days=400))
        await service.close()

    asyncio.run(live())


def test_what_is_due_is_made_and_proven_once(data_dir: Path, clock: Clock) -> None:
    async def live() -> None:
        service = await opened(data_dir, clock, 2)
        first = await service.keep_up_backups()
        again = await service.keep_up_backups()
        clock.pass_(timedelta(days=1))
        next_day = await service.keep_up_backups()
        clock.pass_(timedelta(days=6))
        next_week = await service.keep_up_backups()

        assert first.backup is not None
        assert first.proof is not None
        assert (first.backup.kind, first.backup.events, first.backup.at) == ("daily", 2, NOON)
        assert (first.proof.ok, first.proof.events, first.proof.at) == (True, 2, NOON)
        assert first.proof.backup == Path(first.backup.path).name
        assert (again.backup, again.proof) == (None, None)
        assert next_day.backup is not None
        assert next_day.proof is None
        assert next_week.backup is not None
        assert next_week.proof is not None
        assert (await service.get_backups()).last_proof == next_week.proof
        await service.close()

    asyncio.run(live())
    assert {path.name for path in (data_dir / "backups").iterdir() if path.suffix != ".db"} == {NOTE_NAME}
    assert json.loads((data_dir / "backups" / NOTE_NAME).read_text())["ok"] is True


def test_where_nothing_was_ever_done_nothing_is_kept(data_dir: Path, clock: Clock) -> None:
    async def live() -> None:
        service = await opened(data_dir, clock, 0)
        upkeep = await service.keep_up_backups()
        await service.close()
        assert (upkeep.backup, upkeep.proof) == (None, None)

    asyncio.run(live())
    assert not (data_dir / "backups").exists()


def test_sixty_days_keep_days_weeks_and_a_month(data_dir: Path, clock: Clock) -> None:
    async def live() -> int:
        service = await opened(data_dir, clock)
        for _ in range(60):
            clock.pass_(timedelta(days=1))
            make_backup(data_dir / "momentum.db", data_dir / "backups", clock(), DAILY)
        kept = (await service.get_backups()).backups
        await service.close()
        return len(kept)

    # From the 5th of March to the 3rd of May: the weeks reach back to the 5th of April, before it only March ended.
    assert asyncio.run(live()) == 7 + 4 + 1


def test_a_damaged_backup_fails_its_proof_and_another_is_due(data_dir: Path, clock: Clock) -> None:
    async def live() -> None:
        service = await opened(data_dir, clock)
        made = Path((await service.backup()).path)
        content = bytearray(made.read_bytes())
        content[len(content) // 2] ^= 1
        made.write_bytes(content)

        proof = await service.prove_backup(made)

        assert not proof.ok
        assert "damaged" in proof.faults[0]
        assert backup_due(data_dir / "backups", NOON + timedelta(minutes=1))
        clock.pass_(timedelta(minutes=1))
        upkeep = await service.keep_up_backups()
        assert upkeep.backup is not None
        assert upkeep.proof is not None
        assert upkeep.proof.ok
        assert made.exists()
        await service.close()

    asyncio.run(live())


def test_a_folder_that_takes_no_backup_is_told_and_the_data_goes_on(data_dir: Path, clock: Clock) -> None:
    async def live() -> None:
        service = await opened(data_dir, clock)
        (data_dir / "backups").write_text("in the way")
        with pytest.raises(CannotWrite, match="no backup could be made"):
            await service.backup()
        with pytest.raises(CannotWrite, match="no backup could be made"):
            await service.keep_up_backups()
        await service.process_event(event_type="task_completion", metadata={})
        assert (await service.verify()).ok
        await service.close()

    asyncio.run(live())


def test_nothing_is_thinned_when_a_backup_fails(data_dir: Path, clock: Clock) -> None:
    async def live() -> None:
        service = await opened(data_dir, clock)
        for _ in range(5):
            await service.backup()
            clock.pass_(timedelta(minutes=1))
            await service.process_event(event_type="focus_session", metadata={"minutes": 25})
        held = (await service.get_backups()).backups
        await service.close()
        tampered = (
            "from contextlib import closing; import sys; from momentum_desktop.store.database import sqlite_module\n"
            "with closing(sqlite_module().connect(sys.argv[1], isolation_level=None)) as c:\n"
            "    c.execute('DROP TRIGGER acts_never_update'); c.execute('UPDATE acts SET instant = 7 WHERE id = 1')\n"
        )
        subprocess.run([sys.executable, "-c", tampered, str(data_dir / "momentum.db")], check=True)
        service = await opened(data_dir, clock, 0)
        with pytest.raises(DamagedData, match="no backup was made"):
            await service.backup()
        assert (await service.get_backups()).backups == held
        await service.close()

    asyncio.run(live())


def test_closing_does_not_wait_for_the_process_of_low_priority(data_dir: Path, clock: Clock) -> None:
    async def live() -> None:
        service = await opened(data_dir, clock)
        upkeep = asyncio.ensure_future(service.keep_up_backups())
        await service.get_backups()
        upkeep.cancel()
        with pytest.raises(asyncio.CancelledError):
            await upkeep
        await service.close()
        service = await opened(data_dir, clock, 0)
        assert (await service.verify()).ok
        assert (await service.backup()).events == 1
        await service.close()

    asyncio.run(live())


@pytest.mark.parametrize("noted", ["", "{", "[]", "null", '{"backup": 1}', '{"at": "yesterday", "backup": "x"}'])
def test_a_note_that_cannot_be_read_counts_as_none(tmp_path: Path, noted: str) -> None:
    (tmp_path / NOTE_NAME).write_text(noted)

    assert last_proof(tmp_path) is None


def test_a_noted_proof_is_read_as_it_was(tmp_path: Path) -> None:
    proof = Proof("momentum.db", NOON, False, 7, ("“Me”: totals differ", "and more"))
    note_proof(tmp_path, proof)

    assert last_proof(tmp_path) == proof
    assert [path.name for path in tmp_path.glob("*proof*")] == [NOTE_NAME]


def test_imports_cost_no_backup_that_was_asked_for(data_dir: Path, tmp_path: Path, clock: Clock) -> None:
    async def live() -> list[str]:
        service = await opened(data_dir, clock)
        await service.backup()
        for number in range(7):
            clock.pass_(timedelta(minutes=1))
            (tmp_path / "todo.txt").write_text(f"Task {number}\n")
            await bring(service, "todotxt", str(tmp_path / "todo.txt"))
        kinds = [each.kind for each in (await service.get_backups()).backups]
        await service.close()
        return kinds

    assert asyncio.run(live()) == ["before-import"] * 5 + ["asked-for"]


def test_an_import_that_stores_nothing_leaves_no_backup(data_dir: Path, tmp_path: Path, clock: Clock) -> None:
    async def live() -> None:
        service = await opened(data_dir, clock)
        (tmp_path / "todo.txt").write_text("Water the plants\n")
        await bring(service, "todotxt", str(tmp_path / "todo.txt"))
        held = (await service.get_backups()).backups
        clock.pass_(timedelta(minutes=1))
        again = await bring(service, "todotxt", str(tmp_path / "todo.txt"))
        assert (again.added, again.unchanged) == (0, 1)
        assert (await service.get_backups()).backups == held
        (tmp_path / "all.json").write_text('{"format": "momentum", "version": 1}')
        with pytest.raises(RefusedInput):
            await bring(service, "json", str(tmp_path / "all.json"))
        assert (await service.get_backups()).backups == held
        # A daily one is due all the same: those before imports are not there for long.
        assert backup_due(data_dir / "backups", clock.now)
        await service.close()

    asyncio.run(live())
