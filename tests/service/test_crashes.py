"""A process that is killed loses nothing that it acknowledged, and nothing counts twice when it is tried again."""

from __future__ import annotations

import multiprocessing
import random
from collections import Counter
from pathlib import Path

from tests.service.lives import assert_stands_as_its_log_says, in_loop, living
from tests.service.recorder import kind_of, record_and_send

KILLS = 40


def said_until_killed(folder: Path, groups: list[list[str]], enough: int) -> set[str]:
    """The keys acknowledged by a process of its own that is killed once it acknowledged enough of them."""
    nursery = multiprocessing.get_context("forkserver")
    nursery.set_forkserver_preload(["tests.service.recorder", "momentum_desktop.service.momentum_service"])
    here, there = nursery.Pipe(duplex=False)
    process = nursery.Process(target=record_and_send, args=(folder, groups, there))
    process.start()
    there.close()
    said: set[str] = set()
    with here:
        assert here.recv() == "ready"
        try:
            while True:
                if len(said) == enough:
                    process.kill()
                said.add(here.recv())
        except (EOFError, OSError):
            # What was said before the end is read; a word that was cut off acknowledges nothing.
            process.join()
    assert process.exitcode == -9
    return said


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
        groups = [todo[at : at + size] for at in range(0, len(todo), size)]
        said = said_until_killed(data_dir, groups, chance.randint(0, 20) if kill % 4 else 0)
        acknowledged |= said
        waiting = [key for key in todo if key not in said]

    async with living(data_dir) as service:
        stored = Counter(event.idempotency_key for event in await service.export_events())
        assert acknowledged <= stored.keys()
        assert set(stored.values()) == {1}
        assert (await service.verify()).ok
        for key in waiting:
            await service.process_event(None, kind_of(key), {"minutes": 1}, idempotency_key=key)
        stored = Counter(event.idempotency_key for event in await service.export_events())
        assert stored == Counter(asked)
        await assert_stands_as_its_log_says(service)
    assert len(acknowledged) > KILLS
    assert waiting
