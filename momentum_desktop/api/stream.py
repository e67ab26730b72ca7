"""The live stream: what was done, told as it happens, and taken up again where it broke off.

It follows the acts in the data itself. An act of this process wakes it at once, one of another program is seen within a
second."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import ExitStack
from typing import Annotated, Any

from fastapi import APIRouter, Header
from starlette.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

from momentum_desktop.api.bodies import ScopedRoute
from momentum_desktop.api.calls import READS, Asking, as_json
from momentum_desktop.api.problems import Problem
from momentum_desktop.api.queries import NUMBER
from momentum_desktop.errors import MomentumError
from momentum_desktop.service.event_values import ToldAct
from momentum_desktop.service.on_behalf import OnBehalf
from momentum_desktop.service.values import ActResult
from momentum_desktop.service.wire import to_wire

LOOK_EVERY_SECONDS = 1.0
BEAT_EVERY_SECONDS = 15.0
MOST_STREAMS = 16
AT_ONCE = 100
router = APIRouter(prefix="/momentum", route_class=ScopedRoute)
log = logging.getLogger(__name__)

LastId = Annotated[
    str | None,
    Header(
        alias="Last-Event-ID",
        pattern=NUMBER,
        description="The number of the last act that was heard of; all after it are told first.",
        examples=["17"],
    ),
]


class Pulse:
    """Wakes every stream when something was done. It hears and looks only while somebody listens."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._beat = asyncio.Event()
        self._heeding = ExitStack()
        self._streams = 0
        self.closing = False

    def join(self, service: OnBehalf) -> None:
        """Another stream, that of a service. Problem if there are too many."""
        if self._streams >= MOST_STREAMS or self.closing:
            raise Problem("too_many", f"{MOST_STREAMS} streams are open already.")
        self._streams += 1
        if self._streams == 1:
            self._heeding.callback(service.subscribe(self._on_act))
            self._heeding.callback(asyncio.create_task(self._look(service)).cancel)

    def leave(self) -> None:
        """One stream less."""
        self._streams -= 1
        if not self._streams:
            self._heeding.close()

    async def next_beat(self, seconds: float) -> bool:
        """Wait for something to be done; false if nothing was within that time."""
        try:
            async with asyncio.timeout(seconds):
                return await self._beat.wait()
        except TimeoutError:
            return False

    def close(self) -> None:
        """End every stream."""
        self.closing = True
        self._wake()

    def _on_act(self, _act: ActResult) -> None:
        """On the writer's thread, after the commit."""
        self._loop.call_soon_threadsafe(self._wake)

    def _wake(self) -> None:
        self._beat.set()
        self._beat = asyncio.Event()

    async def _look(self, service: OnBehalf) -> None:
        mark = await service.mark()
        while True:
            await asyncio.sleep(LOOK_EVERY_SECONDS)
            try:
                now = await service.mark()
            except MomentumError as error:
                log.info("what others did cannot be seen now: %s", error)
                continue
            if now != mark:
                mark = now
                self._wake()


class Told(StreamingResponse):
    """The answer that goes on. Its place is taken when it is promised, and free again also if nobody stayed to hear."""

    def __init__(self, service: OnBehalf, pulse: Pulse, told: int) -> None:
        pulse.join(service)
        self._pulse = pulse
        super().__init__(_lines(service, pulse, told), media_type="text/event-stream")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await super().__call__(scope, receive, send)
        finally:
            self._pulse.leave()


@router.get("/stream", openapi_extra=READS, tags=["stream"], response_class=StreamingResponse)
async def stream(call: Asking, last_event_id: LastId = None) -> StreamingResponse:
    """What is done from now on, as server-sent events: `outcome` for an act with an event, `act` for any other."""
    pulse: Pulse = call.request.app.state.pulse
    last = await call.service.last_act()
    told = last if last_event_id is None else min(int(last_event_id), last)
    return Told(call.service, pulse, told)


async def _lines(service: OnBehalf, pulse: Pulse, told: int) -> AsyncIterator[bytes]:
    try:
        yield f"retry: 2000\nid: {told}\n\n".encode()
        while not pulse.closing:
            # It listens before it asks, so that what happens in between is not missed.
            beat = asyncio.ensure_future(pulse.next_beat(BEAT_EVERY_SECONDS))
            try:
                acts = await service.told_since(told, AT_ONCE)
                if not await service.still_good():
                    return
                if acts:
                    told = acts[-1].act_id
                    yield b"".join(map(_event, acts))
                elif not await beat:
                    yield b": still here\n\n"
            finally:
                beat.cancel()
    except MomentumError as error:
        log.info("a stream ended: %s", error)


def _event(act: ToldAct) -> bytes:
    name = "act" if act.outcome is None else "outcome"
    shape: dict[str, Any] = to_wire(act)
    return f"id: {act.act_id}\nevent: {name}\ndata: ".encode() + as_json(shape) + b"\n\n"
