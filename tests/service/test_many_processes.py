"""Several processes write into one database at once, through the command and through the service."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from momentum_desktop.service.values import Submission
from tests.service.lives import MORNING, assert_stands_as_its_log_says, in_loop, living
from tests.service.starting import ROOT, started

EACH = 60


@in_loop
async def test_four_processes_writing_at_once_lose_and_double_nothing(data_dir: Path) -> None:
    children = [started(data_dir) for _ in range(4)]
    for number, process in enumerate(children):
        keys = [f"{number} {at}" for at in range(EACH)]
        # Every process also sends what all of them send.
        shared = [f"shared {at}" for at in range(10)]
        assert process.stdin is not None
        process.stdin.write("".join(f"{key}\n" for key in [*keys[:30], *shared]) + ",".join(keys[30:]) + "\n")
        process.stdin.close()
    for process in children:
        assert process.stdout is not None
        assert process.stderr is not None
        said = process.stdout.read().splitlines()
        assert (process.wait(60), process.stderr.read()) == (0, "")
        assert len(said) == EACH + 10
        process.stdout.close()
        process.stderr.close()

    async with living(data_dir) as service:
        keys = [event.idempotency_key for event in await service.export_events()]
        assert len(keys) == len(set(keys)) == 4 * EACH + 10
        stats = await service.get_momentum_stats(days=0)
        assert stats.by_event_type == {
            "task_completion": sum(int(str(key).rpartition(" ")[2]) % 3 > 0 for key in keys),
            "focus_session": sum(int(str(key).rpartition(" ")[2]) % 3 == 0 for key in keys),
        }
        await assert_stands_as_its_log_says(service)


@in_loop
async def test_the_command_and_an_open_service_see_each_others_events(data_dir: Path) -> None:
    def momentum(*arguments: str) -> Any:
        command = [sys.executable, "-m", "momentum_desktop.cli", *arguments, "--json", "--data-dir", str(data_dir)]
        ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=True)
        return json.loads(ran.stdout)

    async with living(data_dir) as service:
        await service.process_event(None, "focus_session")
        writing = [
            asyncio.to_thread(momentum, "event", "focus_session", "--key", f"c{number}", "--at", MORNING.isoformat())
            for number in range(3)
        ]
        here = [service.process_event(None, "focus_session", {"n": number}) for number in range(30)]
        answers = await asyncio.gather(*writing, *here)

        total = (await service.get_user_progress()).total_points
        late = await service.process_event(None, "task_completion", {}, "2026-02-01T12:00:00+00:00")
        assert late.total_points == total + late.total_change
        assert momentum("status")["total_points"] == late.total_points
        assert {answer["event_id"] for answer in answers[:3]} <= {event.id for event in await service.export_events()}
        assert len(await service.export_events()) == 35
        await assert_stands_as_its_log_says(service)


@in_loop
async def test_two_open_services_follow_each_other_through_late_events_undos_and_imports(data_dir: Path) -> None:
    async with living(data_dir) as one, living(data_dir) as other:
        pair = (one, other)
        for number in range(12):
            here, there = pair[number % 2], pair[1 - number % 2]
            await here.process_event(None, "task_completion", {"n": number})
            if number % 3 == 1:
                await there.process_event(None, "focus_session", {}, f"2026-02-{number + 1:02}T12:00:00+00:00")
            if number % 4 == 2:
                await here.undo()
            if number % 5 == 4:
                await there.process_events([Submission("goal_completion", "2026-01-05T08:00:00+00:00")])
            seen = [(await service.get_user_progress(), await service.get_achievements()) for service in pair]
            assert seen[0] == seen[1]
            await assert_stands_as_its_log_says(there)
        assert await one.get_history() == await other.get_history()
