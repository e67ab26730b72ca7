"""A process that is killed loses nothing that it acknowledged, and nothing counts twice when it is tried again."""

from __future__ import annotations

import random
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.service.lives import assert_stands_as_its_log_says, in_loop, living

ROOT = Path(__file__).parents[2]
KILLS = 40


def child(folder: Path) -> subprocess.Popen[str]:
    """A recorder, ready."""
    command = [sys.executable, "-m", "tests.service.recorder", str(folder)]
    pipe = subprocess.PIPE
    process = subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, stderr=pipe, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def lived_until_killed(process: Any, chunks: list[list[str]], acknowledged_first: int) -> set[str]:
    """The keys that were acknowledged by a process that is killed after it said so many."""
    process.stdin.write("".join(",".join(chunk) + "\n" for chunk in chunks))
    process.stdin.flush()
    said = {process.stdout.readline().strip() for _ in range(acknowledged_first)}
    process.kill()
    rest, errors = process.communicate(timeout=60)
    assert errors == ""
    # A line that was cut off in the middle acknowledges nothing.
    whole = rest[: rest.rfind("\n") + 1]
    return said | set(whole.splitlines())


@pytest.mark.slow
@in_loop
async def test_what_was_acknowledged_survives_forty_kills_and_counts_once(data_dir: Path) -> None:
    chance = random.Random(11)
    asked: list[str] = []
    waiting: list[str] = []
    acknowledged: set[str] = set()
    for kill in range(KILLS):
        new = [f"key {len(asked) + number}" for number in range(30)]
        asked += new
        todo = waiting + new
        size = chance.choice([1, 1, 4])
        chunks = [todo[at : at + size] for at in range(0, len(todo), size)]
        acknowledged |= lived_until_killed(child(data_dir), chunks, chance.randint(0, 25) if kill % 4 else 0)
        waiting = [key for key in todo if key not in acknowledged]

    async with living(data_dir) as service:
        stored = Counter(event.idempotency_key for event in await service.export_events())
        assert acknowledged <= stored.keys()
        assert set(stored.values()) == {1}
        for key in waiting:
            kind = "task_completion" if int(key.rpartition(" ")[2]) % 3 else "focus_session"
            await service.process_event(None, kind, {"minutes": 1}, idempotency_key=key)
        stored = Counter(event.idempotency_key for event in await service.export_events())
        assert stored == Counter(asked)
        await assert_stands_as_its_log_says(service)
    assert len(acknowledged) > KILLS
    assert waiting
