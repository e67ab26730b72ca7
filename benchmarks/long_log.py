"""The same acts on a short log and on a very long one: what a person does must not grow slower with the years."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path

from benchmarks.figures import Figure, Samples, plain, ratio
from benchmarks.work import NOW, history, kind
from momentum_desktop import open_service
from momentum_desktop.engine.compilation import compile_rules
from momentum_desktop.engine.defaults import default_document
from momentum_desktop.engine.replay import outcomes
from momentum_desktop.engine.step import initial_state
from momentum_desktop.engine.values import Event, instant_and_offset
from momentum_desktop.service.momentum_service import MomentumService
from momentum_desktop.service.values import Submission, TaskDraft
from momentum_desktop.store.journal import ActDraft
from momentum_desktop.store.store import Store

SHORT = 1_000
AT_ONCE = 5_000
OPEN_TASKS = 40
WARM_UP = 20
LATE = (("a day", timedelta(days=1)), ("a month", timedelta(days=30)))
LATE_TIMES = 3
CLI_TIMES = 5
REPLAYED, REPLAYS = 20_000, 5


def build(folder: Path, count: int) -> Figure:
    """A data folder with a log of `count` events, and how long it took to write."""
    began = time.perf_counter()
    folder.mkdir()
    store = Store(f"sqlite:///{folder / 'momentum.db'}")
    try:
        journal = store.journal()
        events = history(count, compile_rules(default_document()))
        instant, offset = instant_and_offset(NOW)
        for chunk in _chunks(events):
            journal.begin()
            act = journal.open_act(ActDraft(1, "import", instant, offset, summary="Imported events"))
            for event in chunk:
                journal.record(act, event)
            journal.commit()
    finally:
        store.close()
    return Figure(f"writing a log of {count:,} events", None, None, {"": time.perf_counter() - began})


async def long_log_costs(short: Path, long: Path, count: int, rounds: int) -> list[Figure]:
    """Acts on the long log over the same on the short one, measured in turns."""
    few = await open_service(short, clock=_clock)
    many = await open_service(long, clock=_clock)
    names = (f"with {SHORT:,}", f"with {count:,}")
    events, progress, ticks = ((Samples(names[0]), Samples(names[1])) for _ in range(3))
    lates = [Samples(f"an event {words} late, with {count:,}") for words, _ in LATE]
    try:
        for service in (few, many):
            for number in range(OPEN_TASKS):
                await service.add_task(TaskDraft(f"Task {number}", due=NOW.date()))
            for number in range(WARM_UP):
                await _record(service, -number - 1)
                await service.get_user_progress()
        for number in range(rounds):
            for service, event, asked in zip((few, many), events, progress, strict=True):
                with event.timed(number):
                    await _record(service, number)
                with asked.timed(number):
                    await service.get_user_progress()
        tasks = [await service.get_tasks() for service in (few, many)]
        for number in range(OPEN_TASKS // 2):
            for service, tick, listed in zip((few, many), ticks, tasks, strict=True):
                with tick.timed(number):
                    await service.complete_task(listed[number].id)
        for late, (_, back) in zip(lates, LATE, strict=True):
            for number in range(LATE_TIMES):
                with late.timed(number):
                    await _late(many, back, number)
    finally:
        await few.close()
        await many.close()
    return [
        ratio(f"an event after {count:,} to one after {SHORT:,}", events[1], events[0], 1.2),
        ratio(f"the progress after {count:,} to {SHORT:,}", progress[1], progress[0], 1.2),
        ratio(f"completing a task after {count:,} to {SHORT:,}", ticks[1], ticks[0], 1.2),
        *(plain(late) for late in lates),
    ]


def command_line(long: Path, count: int) -> Figure:
    """How long `momentum status` takes, from its start to its end."""
    samples = Samples(f"momentum status, with {count:,}")
    environment = {**os.environ, "MOMENTUM_NOW": _clock().isoformat()}
    environment.pop("MOMENTUM_DATABASE_URL", None)
    command = [sys.executable, "-m", "momentum_desktop.cli", "--data-dir", str(long), "status"]
    for number in range(CLI_TIMES):
        with samples.timed(number):
            subprocess.run(command, env=environment, check=True, capture_output=True)
    return plain(samples)


def replay() -> Figure:
    """How long the rules take for one event of a history."""
    rules = compile_rules(default_document())
    events = list(history(REPLAYED, rules))
    samples = Samples("the rules alone, an event in a replay")
    for number in range(REPLAYS):
        state = initial_state(rules)
        with samples.timed(number, REPLAYED):
            for _ in outcomes(events, rules, state):
                pass
    return plain(samples)


def _clock() -> datetime:
    return NOW + timedelta(hours=3)


async def _record(service: MomentumService, number: int) -> None:
    event_type, metadata = kind(number)
    await service.process_event(None, event_type, metadata, NOW + timedelta(minutes=30, seconds=number))


async def _late(service: MomentumService, back: timedelta, number: int) -> None:
    event_type, metadata = kind(number)
    await service.process_events([Submission(event_type, NOW - back + timedelta(seconds=number), metadata)])


def _chunks(events: Iterator[Event]) -> Iterator[list[Event]]:
    while chunk := list(islice(events, AT_ONCE)):
        yield chunk
