"""A process that records events under the keys it reads, and says each key once the event is stored."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from momentum_desktop import open_service
from tests.service.lives import Clock


async def record(folder: Path) -> None:
    service = await open_service(folder, clock=Clock())
    print("ready", flush=True)

    async def one(key: str) -> None:
        kind = "task_completion" if int(key.rpartition(" ")[2]) % 3 else "focus_session"
        await service.process_event(None, kind, {"minutes": 1}, idempotency_key=key)
        print(key, flush=True)

    for line in sys.stdin:
        await asyncio.gather(*(one(key) for key in line.strip().split(",")))
    await service.close()


if __name__ == "__main__":
    asyncio.run(record(Path(sys.argv[1])))
