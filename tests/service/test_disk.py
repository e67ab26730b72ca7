"""A disk that is full or read-only loses nothing, says so, and work goes on when it is writable again."""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from momentum_desktop import open_service
from momentum_desktop.errors import CannotWrite
from momentum_desktop.service.values import Submission, TaskDraft
from tests.service.lives import MORNING, Clock, assert_stands_as_its_log_says, in_loop, living, shown
from tests.service.starting import ROOT, started

FILLED = """
import asyncio, resource, signal, sys
from momentum_desktop.errors import CannotWrite
from tests.service.lives import assert_stands_as_its_log_says, living
from pathlib import Path

async def main():
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    async with living(Path(sys.argv[1])) as service:
        await service.process_event(None, "focus_session", {"n": -1})
        unlimited = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (2_500_000, unlimited[1]))
        stored: list[int] = []
        try:
            for number in range(5_000):
                await service.process_event(None, "focus_session", {"n": number, "note": "x" * 2_000})
                stored.append(number)
        except CannotWrite as fault:
            assert fault.exit_code == 4
        assert 20 < len(stored) < 5_000
        log = [event.metadata["n"] for event in await service.export_events()]
        assert log == [-1, *stored]
        resource.setrlimit(resource.RLIMIT_FSIZE, unlimited)
        await service.process_event(None, "focus_session", {"n": "again"})
        await assert_stands_as_its_log_says(service)
        print(len(stored))

asyncio.run(main())
"""


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of less than two megabytes, where the system lets us have one."""
    place = tmp_path / "disk"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=1900k", "tmpfs", str(place)]
    if not shutil.which("mount") or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("no disk can be mounted here; the limit on files stands in for it")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def remount(place: Path, option: str) -> None:
    subprocess.run(["mount", "-o", f"remount,{option}", str(place)], check=True)


def test_a_process_that_may_write_no_more_loses_nothing_and_goes_on_when_it_may(tmp_path: Path) -> None:
    command = [sys.executable, "-c", FILLED, str(tmp_path / "data")]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=100, check=False)

    assert (ran.returncode, ran.stderr) == (0, "")
    assert int(ran.stdout) > 20


@in_loop
async def test_a_full_disk_stores_nothing_halfway_and_takes_work_again_when_there_is_space(small_disk: Path) -> None:
    async with living(small_disk / "data") as service:
        stored = []
        await service.process_event(None, "focus_session", {"n": -1})

        async def fill() -> None:
            for number in range(5_000):
                await service.process_event(None, "focus_session", {"n": number, "note": "x" * 2_000})
                stored.append(number)

        with pytest.raises(CannotWrite, match="the disk is full") as refused:
            await fill()
        assert refused.value.exit_code == 4
        assert len(stored) > 20

        log = [event.metadata["n"] for event in await service.export_events()]
        assert log == [-1, *stored]
        await assert_stands_as_its_log_says(service)
        many = [Submission("focus_session", MORNING, {"note": "x" * 5_000}) for _ in range(300)]
        with pytest.raises(CannotWrite):
            await service.process_events(many)
        found = await asyncio.gather(
            *(service.process_event(None, "focus_session", {"note": "x" * 20_000}) for _ in range(40)),
            return_exceptions=True,
        )
        kept = [outcome for outcome in found if not isinstance(outcome, BaseException)]
        assert all(isinstance(fault, CannotWrite) for fault in found if isinstance(fault, BaseException))
        assert len(kept) < 40

        remount(small_disk, "size=8m")
        await service.process_event(None, "focus_session", {"n": "again"})
        await service.add_task(TaskDraft("Water the plants"))
        assert len(await service.export_events()) == len(log) + len(kept) + 1
        await assert_stands_as_its_log_says(service)


@in_loop
async def test_no_database_is_made_on_a_full_disk(small_disk: Path) -> None:
    (small_disk / "fill").write_bytes(b"x" * 1_750_000)

    with pytest.raises(CannotWrite):
        await open_service(small_disk / "data", clock=Clock())

    assert {file.name for file in (small_disk / "data").iterdir()} <= {"data.lock"}
    (small_disk / "fill").unlink()
    async with living(small_disk / "data") as service:
        await service.process_event(None, "focus_session")


class Protected:
    """A folder that can be made read-only: by its disk where the system lets us, else by its modes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.mounted = os.geteuid() == 0

    def __enter__(self) -> None:
        if self.mounted:
            subprocess.run(["mount", "--bind", str(self.folder), str(self.folder)], check=True)
            subprocess.run(["mount", "-o", "remount,bind,ro", str(self.folder)], check=True)
        else:
            self._modes(0o400, 0o500)

    def __exit__(self, *_: object) -> None:
        if self.mounted:
            subprocess.run(["umount", str(self.folder)], check=True)
        else:
            self._modes(0o600, 0o700)

    def _modes(self, file: int, folder: int) -> None:
        for path in self.folder.iterdir():
            path.chmod(file)
        self.folder.chmod(folder)


@in_loop
async def test_data_that_is_read_only_is_read_and_not_written(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    async with living(folder) as service:
        await service.process_event(None, "focus_session", {"minutes": 5})
        await service.add_task(TaskDraft("Water the plants"))
        before = await shown(service)
    whole = (folder / "momentum.db").read_bytes()
    with Protected(folder):
        async with living(folder) as service:
            assert service.read_only
            assert await shown(service) == before
            assert [task.title for task in await service.get_tasks()] == ["Water the plants"]
            await assert_stands_as_its_log_says(service)
            for change in (service.process_event(None, "focus_session"), service.undo()):
                with pytest.raises(CannotWrite) as refused:
                    await change
                assert refused.value.exit_code == 4
            assert await shown(service) == before
        assert (folder / "momentum.db").read_bytes() == whole
        with pytest.raises(CannotWrite):
            await open_service(folder / "elsewhere", clock=Clock())
    async with living(folder) as service:
        assert not service.read_only
        await service.process_event(None, "focus_session")


@in_loop
async def test_what_a_killed_process_left_in_its_journal_is_read_from_a_read_only_folder_too(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    process = started(folder)
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write("key 1\nkey 2\n")
    process.stdin.flush()
    assert [process.stdout.readline() for _ in range(2)] == ["key 1\n", "key 2\n"]
    process.kill()
    process.communicate()
    with Protected(folder):
        async with living(folder) as service:
            assert [event.idempotency_key for event in await service.export_events()] == ["key 1", "key 2"]
            await assert_stands_as_its_log_says(service)
