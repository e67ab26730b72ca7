"""The API on a real service and a real socket, in a thread of its own, and clients that speak to it byte by byte."""

from __future__ import annotations

import asyncio
import http.client
import json
import socket
import threading
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

from momentum_desktop import open_service
from momentum_desktop.api.server import ApiServer
from momentum_desktop.service.momentum_service import MomentumService
from tests.service.lives import Clock

NOON = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def code(self) -> str:
        """The code of a problem."""
        assert self.headers["content-type"] == "application/problem+json", self
        return str(self.json["code"])


class Serving:
    """An open service and its API, until the end of `with`. Without a clock it is noon of a Wednesday, when neither the
    hour nor the day earns more."""

    def __init__(self, folder: Path, clock: Callable[[], datetime] | None = None) -> None:
        self.folder = folder
        self._clock = clock or Clock(NOON)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="serving", daemon=True)
        self._clients: list[Client] = []
        self.service: MomentumService
        self.server: ApiServer

    def __enter__(self) -> Self:
        self._thread.start()
        self.run(self._open())
        return self

    def __exit__(self, *_: object) -> None:
        for client in self._clients:
            client.close()
        self.run(self._close())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    @property
    def port(self) -> int:
        return self.server.port

    def run(self, work: Coroutine[Any, Any, Any]) -> Any:
        """What a coroutine gives on the server's loop."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(60)

    def token(self, *scopes: str, name: str = "test", **limits: Any) -> str:
        return str(self.run(self.service.tokens.create(name, scopes or ("write",), **limits)).token)

    def client(self, *scopes: str, **limits: Any) -> Client:
        """A client with a token of its own; it lets go when the server does."""
        made = Client(self.port, self.token(*scopes, name=f"client {len(self._clients)}", **limits))
        self._clients.append(made)
        return made

    async def _open(self) -> None:
        self.service = await open_service(self.folder, clock=self._clock)
        self.server = ApiServer(self.service)
        await self.server.start(0)

    async def _close(self) -> None:
        await self.server.stop()
        await self.service.close()


class Client:
    """A client with a token, on one connection that is kept."""

    def __init__(self, port: int, token: str | None) -> None:
        self.port = port
        self.token = token
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)

    def __call__(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        headers: Mapping[str, str] | None = None,
        key: str | None = None,
    ) -> Answer:
        sent = dict(headers or {})
        if self.token is not None:
            sent.setdefault("Authorization", f"Bearer {self.token}")
        content = body if isinstance(body, bytes) else None if body is None else json.dumps(body).encode()
        if content is not None:
            sent.setdefault("Content-Type", "application/json")
        if key is not None:
            sent["Idempotency-Key"] = key
        self._connection.request(method, path, content, sent)
        got = self._connection.getresponse()
        return Answer(got.status, {name.lower(): value for name, value in got.getheaders()}, got.read())

    def get(self, path: str) -> Any:
        """The document of an answer that must be 200."""
        answer = self("GET", path)
        assert answer.status == 200, answer
        return answer.json

    def post(self, path: str, body: Any = None, **more: Any) -> Answer:
        return self("POST", path, body, **more)

    def close(self) -> None:
        self._connection.close()


class Wire:
    """A bare connection."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=20)

    def send(self, *lines: str, body: bytes = b"") -> None:
        """Lines as a head of a request, and what comes after it."""
        self.socket.sendall("\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body)

    def answer(self) -> Answer:
        """The next answer."""
        response = http.client.HTTPResponse(self.socket)
        response.begin()
        got = Answer(response.status, {name.lower(): value for name, value in response.getheaders()}, response.read())
        return got

    def is_closed(self) -> bool:
        """Whether the other side hangs up, without another byte."""
        try:
            return self.socket.recv(1) == b""
        except ConnectionResetError:
            return True

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.socket.close()


def asked(port: int, *lines: str, body: bytes = b"") -> Answer:
    """What a request on a connection of its own is answered with."""
    with Wire(port) as opened:
        opened.send(*lines, body=body)
        return opened.answer()
