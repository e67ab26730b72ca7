"""A long life goes out and comes back in little memory."""

from __future__ import annotations

import asyncio
import json
import re
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from momentum_desktop import open_service
from momentum_desktop.exchange import document, tables
from momentum_desktop.exchange.writing import write_files, write_whole
from momentum_desktop.service.values import Submission
from tests.service.lives import MORNING, Clock, in_loop, living

EVENTS = 100_000
MEGABYTE = 1024 * 1024
STATUS = Path("/proc/self/status")


def most_memory() -> int:
    """The most bytes that this process had in memory at once; what `resource` says counts its parent's too."""
    found = re.search(r"VmHWM:\s+(\d+) kB", STATUS.read_text(encoding="ascii"))
    assert found is not None
    return int(found[1]) * 1024


async def grown(act: str, folder: Path, path: str) -> int:
    """By how many bytes the most memory ever used grows while a service writes or reads a document."""
    service = await open_service(folder)
    try:
        async with service.snapshot() as taken:
            assert list(taken.tasks()) == []  # what all this imports is no part of the growth
        before = most_memory()
        if act == "import":
            await document.bring(service, path, False)
        else:
            async with service.snapshot() as taken:
                if act == "json":
                    write_whole(path, document.write(taken))
                else:
                    write_files(path, tables.write_files(taken), taken.taken_at)
        return most_memory() - before
    finally:
        await service.close()


def in_a_child(act: str, folder: Path, path: Path) -> int:
    done = subprocess.run(
        [sys.executable, "-m", "tests.exchange.test_document_size", act, str(folder), str(path)],
        capture_output=True,
        check=False,
        text=True,
        cwd=Path(__file__).parents[2],
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    return int(json.loads(done.stdout))


@pytest.mark.slow
@pytest.mark.skipif(not STATUS.exists(), reason="only Linux tells the most memory of one process")
@pytest.mark.timeout(600)
@in_loop
async def test_a_hundred_thousand_events_need_little_memory_on_their_way(tmp_path: Path) -> None:
    clock = Clock()
    async with living(tmp_path / "here", clock) as service:
        for part in range(0, EVENTS, 10_000):
            await service.process_events(
                [
                    Submission("focus_session", MORNING + timedelta(minutes=number), {"minutes": number % 50})
                    for number in range(part, part + 10_000)
                ]
            )
    out = tmp_path / "all.json"

    wrote = await asyncio.to_thread(in_a_child, "json", tmp_path / "here", out)
    tabled = await asyncio.to_thread(in_a_child, "csv", tmp_path / "here", tmp_path / "tables.zip")
    read = await asyncio.to_thread(in_a_child, "import", tmp_path / "there", out)

    assert out.stat().st_size > 25 * MEGABYTE
    assert wrote < 10 * MEGABYTE
    assert tabled < 10 * MEGABYTE
    assert read < 20 * MEGABYTE
    async with living(tmp_path / "here", clock) as here, living(tmp_path / "there", clock) as there:
        assert await there.get_user_progress() == await here.get_user_progress()


if __name__ == "__main__":
    print(json.dumps(asyncio.run(grown(sys.argv[1], Path(sys.argv[2]), sys.argv[3]))))
