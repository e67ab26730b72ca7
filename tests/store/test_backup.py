"""Backups of data in use: whole, checked, and never half there."""

from __future__ import annotations

import asyncio
import os
import random
import shutil
import signal
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import IO

import pytest

from momentum_desktop import open_service
from momentum_desktop.errors import CannotWrite, DamagedData, MomentumError
from momentum_desktop.service.proving import prove
from momentum_desktop.store.backup import (
    ASKED_FOR,
    DAILY,
    BackupFile,
    backups_in,
    check_backup,
    take_backup,
    thin_backups,
)
from momentum_desktop.store.database import sqlite_module

NOW = datetime(2026, 3, 4, 11, 30, tzinfo=UTC)
LIVE_WRITER = """
import asyncio, sys, threading
from momentum_desktop import open_service

ended = threading.Event()
threading.Thread(target=lambda: (sys.stdin.read(), ended.set()), daemon=True).start()

async def write():
    service = await open_service(sys.argv[1])
    written = 0
    while not ended.is_set():
        await service.process_event(event_type="focus_session", metadata={"minutes": 25})
        written += 1
        print(written, flush=True)
    await service.close()

asyncio.run(write())
"""
KILLED_WHEN = """
import os, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from momentum_desktop.store import backup, copying

module, name = {"copying": (copying.time, "sleep"), "checking": (backup, "check_database"),
                "naming": (backup, "digest_of")}[sys.argv[3]]
copying.STEP_PAGES = 4
setattr(module, name, lambda *_: os.kill(os.getpid(), signal.SIGKILL))
backup.take_backup(Path(sys.argv[1]), Path(sys.argv[2]), datetime.now(UTC), "daily")
"""


async def _lived(folder: Path, events: int) -> None:
    service = await open_service(folder)
    for _ in range(events):
        await service.process_event(event_type="task_completion", metadata={"complexity": "complex"})
    await service.close()


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A database with five events."""
    asyncio.run(_lived(tmp_path / "data", 5))
    return tmp_path / "data" / "momentum.db"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where backups go."""
    return tmp_path / "elsewhere" / "backups"


class LiveWriter:
    """A process that records one event after the other; `acknowledged` is how many it was told are stored."""

    def __init__(self, folder: Path) -> None:
        self.acknowledged = 0
        self._moved = threading.Condition()
        self._process = subprocess.Popen(
            [sys.executable, "-c", LIVE_WRITER, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert self._process.stdout is not None
        self._thread = threading.Thread(target=self._listen, args=(self._process.stdout,))
        self._thread.start()

    def await_more(self, number: int) -> None:
        """Until that many more events are acknowledged."""
        with self._moved:
            wanted = self.acknowledged + number
            assert self._moved.wait_for(lambda: self.acknowledged >= wanted, timeout=60)

    def end(self) -> None:
        self._process.communicate("", timeout=60)
        self._thread.join()
        assert self._process.returncode == 0

    def _listen(self, lines: IO[str]) -> None:
        for line in lines:
            with self._moved:
                self.acknowledged = int(line)
                self._moved.notify_all()


def test_each_backup_under_a_live_writer_has_all_that_was_acknowledged_before(data: Path, folder: Path) -> None:
    writer = LiveWriter(data.parent)
    try:
        taken = []
        for number in range(20):
            writer.await_more(3)
            acknowledged = writer.acknowledged
            backup = take_backup(data, folder, NOW + timedelta(minutes=number), DAILY)
            taken.append((backup, acknowledged))
        writer.await_more(1)
    finally:
        writer.end()

    for backup, acknowledged in taken:
        assert check_backup(backup.path) == backup.events >= 5 + acknowledged
    for backup, _ in taken[::7]:
        assert prove(backup.path, lambda: NOW).ok
    assert [backup.path for backup, _ in reversed(taken)] == [backup.path for backup in backups_in(folder)]


def test_a_backup_is_one_file_that_only_its_owner_can_read(data: Path, folder: Path) -> None:
    backup = take_backup(data, folder, NOW, ASKED_FOR)

    assert [path.name for path in folder.iterdir()] == [backup.path.name]
    assert backup.path.name.startswith("momentum-20260304T113000Z-5-asked-for-")
    assert stat.S_IMODE(backup.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert backup == backups_in(folder)[0] == BackupFile(backup.path, NOW, 5, ASKED_FOR, backup.digest)


def test_taking_a_backup_changes_nothing_in_the_data(data: Path, folder: Path) -> None:
    before = data.read_bytes()

    take_backup(data, folder, NOW, DAILY)

    assert data.read_bytes() == before
    assert {path.name for path in data.parent.iterdir()} - {"momentum.db-shm", "momentum.db-wal"} == {
        "momentum.db",
        "data.lock",
    }


def test_a_backup_goes_to_folders_with_odd_names(data: Path, tmp_path: Path) -> None:
    odd = tmp_path / "50% of #1? “ü”"

    assert check_backup(take_backup(data, odd, NOW, DAILY).path) == 5


def test_every_flipped_byte_in_a_backup_is_refused(data: Path, folder: Path) -> None:
    backup = take_backup(data, folder, NOW, DAILY)
    whole = backup.path.read_bytes()
    chance = random.Random(7)
    places = [0, 18, 60, 68, len(whole) - 1, *(chance.randrange(len(whole)) for _ in range(60))]

    for place in places:
        backup.path.write_bytes(whole[:place] + bytes([whole[place] ^ 0x10]) + whole[place + 1 :])
        with pytest.raises(DamagedData, match="not the file that was written"):
            check_backup(backup.path)

    backup.path.write_bytes(whole)
    assert check_backup(backup.path) == 5


def test_a_changed_event_is_found_under_any_name(data: Path, tmp_path: Path, folder: Path) -> None:
    renamed = tmp_path / "mine.db"
    shutil.copy(take_backup(data, folder, NOW, DAILY).path, renamed)
    with closing(sqlite_module().connect(renamed, isolation_level=None)) as connection:
        connection.execute("DROP TRIGGER events_never_update")
        connection.execute("UPDATE events SET event_type = 'goal_completion' WHERE id = 3")

    with pytest.raises(DamagedData, match="row 3 is not what was recorded"):
        check_backup(renamed)


def test_damaged_data_gives_no_backup_and_costs_none(data: Path, folder: Path) -> None:
    sound = take_backup(data, folder, NOW, DAILY)
    with closing(sqlite_module().connect(data, isolation_level=None)) as connection:
        connection.execute("DROP TRIGGER events_never_update")
        connection.execute("UPDATE events SET day = day + 1 WHERE id = 2")

    with pytest.raises(DamagedData, match="no backup was made, since the data is not what was recorded") as refused:
        take_backup(data, folder, NOW + timedelta(days=1), DAILY)

    assert refused.value.exit_code == 3
    assert [path.name for path in folder.iterdir()] == [sound.path.name]


@contextmanager
def tiny_disk(place: Path, kilobytes: int) -> Iterator[Path]:
    """A file system of its own that is soon full."""
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", str(place)], capture_output=True, check=False
    )
    if mounted.returncode != 0:
        pytest.skip("no file system can be mounted here")
    try:
        yield place
    finally:
        subprocess.run(["umount", str(place)], check=True)


@pytest.mark.skipif(shutil.which("mount") is None, reason="no mount here")
@pytest.mark.parametrize("share", [0.3, 0.8])
def test_a_full_disk_leaves_no_half_backup_and_the_old_one_whole(data: Path, tmp_path: Path, share: float) -> None:
    size = data.stat().st_size // 1024
    with tiny_disk(tmp_path / "tiny", round(size * (1 + share)) + 8) as folder:
        sound = take_backup(data, folder, NOW, DAILY)
        asyncio.run(_lived(data.parent, 1))

        with pytest.raises(CannotWrite, match="no backup could be made") as refused:
            take_backup(data, folder, NOW + timedelta(days=1), DAILY)

        assert refused.value.exit_code == 4
        assert [path.name for path in folder.iterdir()] == [sound.path.name]
        assert check_backup(sound.path) == 5


@pytest.mark.parametrize("moment", ["copying", "checking", "naming"])
def test_a_kill_amid_a_backup_leaves_data_and_older_backups_sound(data: Path, folder: Path, moment: str) -> None:
    sound = take_backup(data, folder, NOW, DAILY)

    killed = subprocess.run(
        [sys.executable, "-c", KILLED_WHEN, str(data), str(folder), moment], capture_output=True, check=False
    )

    assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert len(list(folder.iterdir())) > 1
    assert [each.path for each in backups_in(folder)] == [sound.path]
    assert check_backup(sound.path) == 5
    asyncio.run(_lived(data.parent, 1))
    newer = take_backup(data, folder, NOW + timedelta(days=1), DAILY)
    assert sorted(path.name for path in folder.iterdir()) == sorted([sound.path.name, newer.path.name])
    assert newer.events == 6


def test_a_folder_that_is_a_file_is_told(data: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(CannotWrite) as refused:
        take_backup(data, tmp_path / "file", NOW, DAILY)

    assert refused.value.exit_code == 4


def test_backups_of_other_data_in_the_same_folder_are_left_alone(data: Path, tmp_path: Path, folder: Path) -> None:
    asyncio.run(_lived(tmp_path / "other", 1))
    theirs = [
        take_backup(tmp_path / "other" / "momentum.db", folder, NOW - timedelta(hours=n), DAILY) for n in range(9)
    ]
    (folder / "notes.db").write_text("mine")
    for number in range(12):
        newest = take_backup(data, folder, NOW + timedelta(minutes=number), DAILY)
    removed = thin_backups(newest)

    assert len(removed) == 7
    assert {each.path for each in theirs} <= {each.path for each in backups_in(folder)}
    assert newest in backups_in(folder)
    assert (folder / "notes.db").exists()


def test_a_damaged_backup_is_not_thinned_away(data: Path, folder: Path) -> None:
    for number in range(12):
        newest = take_backup(data, folder, NOW + timedelta(minutes=number), DAILY)
    broken = backups_in(folder)[-1].path
    broken.write_bytes(b"noise" * 1000)

    thin_backups(newest)

    assert broken.exists()


def test_two_backups_into_one_folder_at_once_both_come_out_whole(data: Path, folder: Path) -> None:
    faults: list[MomentumError] = []

    def take(number: int) -> None:
        try:
            take_backup(data, folder, NOW + timedelta(minutes=number), DAILY)
        except MomentumError as fault:
            faults.append(fault)

    threads = [threading.Thread(target=take, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert faults == []
    assert [check_backup(each.path) for each in backups_in(folder)] == [5] * 4
    assert len(os.listdir(folder)) == 4
