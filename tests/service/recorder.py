"""A process that records events under the keys it is given, and says each key once the event is stored."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Iterable
from multiprocessing.connection import Connection
from pathlib import Path

from momentum_desktop import open_service
from tests.service.lives import Clock


def kind_of(key: str) -> str:
    """The type of the event that stands under a key."""
    return "task_completion" if int(key.rpartition(" ")[2]) % 3 else "focus_session"


async def record(folder: Path, groups: Iterable[list[str]], say: Callable[[str], None]) -> None:
    """Record group after group, those of a group at once."""
    service = await open_service(folder, clock=Clock())
    say("ready")

    async def one(key: str) -> None:
        await service.process_event(None, kind_of(key), {"minutes": 1}, idempotency_key=key)
        say(key)

    for group in groups:
        await asyncio.gather(*(one(key) for key in group))
    await service.close()


def record_and_send(folder: Path, groups: list[list[str]], to: Connection[str, None]) -> None:
    """What a forked child does."""
    asyncio.run(record(folder, groups, to.send))


def main() -> None:
    """What a child started from nothing does: keys come in by the line, and go out by the line."""
    lines = (line.strip().split(",") for line in sys.stdin)
    asyncio.run(record(Path(sys.argv[1]), lines, lambda key: print(key, flush=True)))


if __name__ == "__main__":
    main()
