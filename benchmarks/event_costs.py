"""One event, from the call to the answer after the commit: alone, and with many callers at once."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path

from benchmarks.figures import Figure, Samples, ratio
from benchmarks.raw_commits import RawCommits
from benchmarks.work import NOW, kind
from momentum_desktop import open_service
from momentum_desktop.engine.calendar import logical_day
from momentum_desktop.engine.values import Event, Outcome, instant_and_offset
from momentum_desktop.service.momentum_service import MomentumService

CALLERS = 256
ALONE_EACH_ROUND = 20
MINUTES_APART = 7


async def event_costs(folder: Path, rounds: int) -> list[Figure]:
    """One caller, and many, each over raw commits of the same rows measured in the same rounds."""
    raw = RawCommits(folder)
    service = await open_service(folder / "service")
    alone, commits = Samples("one caller"), Samples("raw commit")
    crowd, keyed = Samples(f"{CALLERS} callers"), Samples(f"{CALLERS} callers with keys")
    number = 0
    try:
        for round_number in range(rounds):
            for _ in range(ALONE_EACH_ROUND):
                with alone.timed(round_number):
                    await _record(service, number)
                prepared = raw.prepare(event(number))
                with commits.timed(round_number):
                    raw.commit(prepared)
                number += 1
            for samples, prefix in ((crowd, None), (keyed, "key")):
                callers = [_record(service, each, prefix) for each in range(number, number + CALLERS)]
                with samples.timed(round_number, CALLERS):
                    await asyncio.gather(*callers)
                number += CALLERS
    finally:
        await service.close()
        raw.close()
    return [
        ratio("an event, one caller, to one raw commit", alone, commits, 3.0),
        ratio(f"an event, {CALLERS} callers, to one raw commit", crowd, commits, 0.35),
        ratio(f"an event, {CALLERS} callers with keys, to one raw commit", keyed, commits, 0.35),
    ]


async def _record(service: MomentumService, number: int, key: str | None = None) -> Outcome:
    event_type, metadata = kind(number)
    at = NOW + timedelta(minutes=number * MINUTES_APART)
    return await service.process_event(None, event_type, metadata, at, key and f"{key}-{number}")


def event(number: int) -> Event:
    """An event of the ordinary mixture, in its order."""
    event_type, metadata = kind(number)
    instant, offset = instant_and_offset(NOW + timedelta(minutes=number * MINUTES_APART))
    return Event(number, event_type, instant, offset, logical_day(instant, offset, 240), metadata)
