"""One call of a client: whose it is, and its answer; with a key the first answer, once for all."""

from __future__ import annotations

import asyncio
import hashlib
import json
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Annotated, Any

from fastapi import Depends, Query, Request, Response

from momentum_desktop.api.act_shapes import plan_shape
from momentum_desktop.api.fields import MOST_ID, as_whole
from momentum_desktop.api.problems import Problem
from momentum_desktop.api.queries import Identity
from momentum_desktop.engine.reading import canonical_json
from momentum_desktop.service.behalf import AnsweredBefore, Reply
from momentum_desktop.service.momentum_service import MomentumService
from momentum_desktop.service.on_behalf import OnBehalf
from momentum_desktop.service.token_values import POST, WRITE, Bearer
from momentum_desktop.service.wire import to_wire

WAIT_SECONDS = 10.0
REPLAYED = {"Idempotent-Replayed": "true"}
Shape = Callable[[Any], Any]

UserId = Annotated[Identity | None, Query(description="The token's own user; no other one can be asked for.")]
KEY = re.compile(r"[!-~]{1,200}")


class Running:
    """The requests with a key that are being worked on."""

    def __init__(self) -> None:
        self._ends: dict[tuple[int, str], asyncio.Event] = {}

    @asynccontextmanager
    async def alone(self, user_id: int, key: str) -> AsyncIterator[None]:
        """Wait until no other request with the key is worked on. Problem if that takes too long."""
        place = (user_id, key)
        try:
            async with asyncio.timeout(WAIT_SECONDS):
                while place in self._ends:
                    await self._ends[place].wait()
        except TimeoutError:
            raise Problem("still_running", "A request with this key is still being worked on.") from None
        end = self._ends[place] = asyncio.Event()
        try:
            yield
        finally:
            del self._ends[place]
            end.set()


class Call:
    """A call that asks. `service` answers for the token's user."""

    def __init__(self, request: Request, user_id: int | None) -> None:
        self.request = request
        self.bearer: Bearer = request.state.bearer
        self._service: MomentumService = request.app.state.service
        self.check_user(user_id)

    @property
    def service(self) -> OnBehalf:
        return OnBehalf(self._service, self.bearer)

    def check_user(self, user_id: Any) -> None:
        """Problem if another user than the token's is meant. What is no user's number is for the shape to refuse."""
        whole = as_whole(user_id)
        if type(whole) is int and 1 <= whole <= MOST_ID and whole != self.bearer.user_id:
            raise Problem("other_user", f"The token is for user {self.bearer.user_id} alone.", field="user_id")

    def may_post(self, event_type: str) -> None:
        """Problem if the token must not record events of a type."""
        if not self.bearer.may((POST + event_type,)):
            raise Problem("scope_missing", f"The token may not record “{event_type}”.", field="event_type")


class ActingCall(Call):
    """A call that does something."""

    def __init__(self, request: Request, user_id: int | None) -> None:
        super().__init__(request, user_id)
        self.key = key_of(request)

    async def act(
        self,
        wish: Callable[[OnBehalf], Awaitable[Any]],
        status: int = 200,
        shape: Shape = plan_shape,
    ) -> Response:
        """Do what is wished, mostly with something planned, and answer with it; with a key, answer again what was
        answered first."""
        key = self.key
        if key is None:
            return answer(shape(await wish(self.service)), status)
        rendered: list[tuple[int, bytes]] = []

        def render(result: Any) -> tuple[int, bytes]:
            rendered[:] = [(status, as_json(shape(result)))]
            return rendered[0]

        reply = Reply(key, await self._fingerprint(), render)
        async with self.request.app.state.running.alone(self.bearer.user_id, key):
            try:
                result = await wish(OnBehalf(self._service, self.bearer, reply))
            except AnsweredBefore as before:
                return json_response(before.body, before.status, REPLAYED)
        again = getattr(getattr(result, "outcome", result), "repeated", False)
        return json_response(rendered[0][1], status, REPLAYED if again else {})

    async def _fingerprint(self) -> bytes:
        """What tells a request with the same key apart: method, path and the meaning of the body."""
        body = await self.request.json() if await self.request.body() else None
        asked = f"{self.request.method} {self.request.url.path}\n{canonical_json(body)}"
        return hashlib.sha256(asked.encode("utf-8", "surrogatepass")).digest()


async def _asking(request: Request, user_id: UserId = None) -> Call:
    return Call(request, user_id)


async def _acting(request: Request, user_id: UserId = None) -> ActingCall:
    call = ActingCall(request, user_id)
    body = await request.json() if await request.body() else None
    if isinstance(body, dict):
        call.check_user(body.get("user_id"))
    return call


Asking = Annotated[Call, Depends(_asking)]
Acting = Annotated[ActingCall, Depends(_acting)]

ANY_SCOPE: dict[str, Any] = {"x-scopes": []}
READS: dict[str, Any] = {"x-scopes": ["read"]}
WRITES: dict[str, Any] = {"x-scopes": [WRITE]}
POSTS: dict[str, Any] = {"x-scopes": [POST]}


def key_of(request: Request) -> str | None:
    """The Idempotency-Key of a request."""
    keys = request.headers.getlist("idempotency-key")
    if not keys:
        return None
    if len(keys) > 1 or not KEY.fullmatch(keys[0]):
        raise Problem("refused", "One key of 1 to 200 signs without spaces is expected.", field="Idempotency-Key")
    return keys[0]


def as_json(value: Any) -> bytes:
    """A value of the wire as a document."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()


def answer(value: Any, status: int = 200) -> Response:
    """A value of the service as an answer."""
    return json_response(as_json(to_wire(value)), status)


def json_response(body: bytes, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    return Response(body, status, headers, media_type="application/json")
