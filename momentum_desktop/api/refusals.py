"""Who is turned away before anything is done: each check in its order, and the first that fails answers.

The API is for programs of this computer's user that hold a token. It is not for web pages, which a browser lets ask any
address, nor for names that point here from elsewhere, nor for whoever guesses."""

from __future__ import annotations

import asyncio
import logging
import re
import time
from collections import deque
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from email.utils import formatdate
from typing import Any

from momentum_desktop.api.problems import Headers, Problem, problem_of
from momentum_desktop.errors import MomentumError
from momentum_desktop.service.token_values import Bearer

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

BODY_SECONDS = 10.0
LARGEST_BODY, LARGEST_BATCH = 64 * 1024, 1024 * 1024
BATCH_PATH = b"/momentum/events"
OPEN_PATH = b"/docs"
"""What may be read without a token: it says nothing about anybody's data."""
PLAIN_PATH = re.compile(rb"(/[a-z0-9_]+)+(\.json)?")
BEARER = re.compile(rb"[Bb][Ee][Aa][Rr][Ee][Rr] +([A-Za-z0-9._~+/=-]+)")
MOST_BAD_TOKENS, BAD_TOKEN_SECONDS = 20, 60.0
RECHECK_AFTER_SECONDS = 0.05
CLOSE: Headers = [(b"connection", b"close")]
SAFE: Headers = [(b"cache-control", b"no-store"), (b"x-content-type-options", b"nosniff")]
log = logging.getLogger(__name__)


class Refusals:
    """ASGI middleware around the whole API. `find_bearer` gives whose token it is, or None."""

    def __init__(self, app: App, port: int, find_bearer: Callable[[str], Awaitable[Bearer | None]]) -> None:
        self._app = app
        self._hosts = {f"{name}:{port}".encode() for name in ("127.0.0.1", "localhost")}
        self._find_bearer = find_bearer
        self._bad_tokens: deque[float] = deque()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = _Headers(scope["headers"])
        answer = _Answer(send, unread=headers.announce_a_body)
        try:
            self._check_host(scope, headers)
            check_not_a_web_page(scope["method"], headers)
            bearer = await self._check_token(scope, headers)
            check_path(scope["raw_path"])
            check_type(headers)
            length = check_length(scope["raw_path"], headers)
            body, took = await read_body(receive, length) if length else (b"", 0.0)
            answer.unread = False
            if took > RECHECK_AFTER_SECONDS:
                bearer = await self._check_token(scope, headers)
            scope["state"]["bearer"] = bearer
            await self._app(scope, _given(body, receive), answer)
        except _Gone:
            return
        except Problem as problem:
            await answer.refuse(problem)
        except MomentumError as error:
            await answer.refuse(problem_of(error))
        except Exception:
            log.exception("a request could not be answered")
            await answer.refuse(Problem("internal", "Something unexpected happened."))

    def _check_host(self, scope: Scope, headers: _Headers) -> None:
        """A name of another host that was made to point here (DNS rebinding) stands in Host, or in the target."""
        hosts = headers.all(b"host")
        if len(hosts) != 1 or hosts[0].lower() not in self._hosts:
            raise Problem("wrong_host", "Host names no address that Momentum answers at.")
        if not scope["target"].startswith(b"/") and scope["method"] != "OPTIONS":
            raise Problem("wrong_host", "Ask for a path, not for a whole address.")

    async def _check_token(self, scope: Scope, headers: _Headers) -> Bearer | None:
        """Only bad tokens are counted and slowed down, so that nobody can lock out who has a good one."""
        if scope["raw_path"] == OPEN_PATH and scope["method"] == "GET":
            return None
        given = headers.all(b"authorization")
        form = BEARER.fullmatch(given[0]) if len(given) == 1 else None
        if form is None:
            raise Problem("no_token", "There is no “Authorization: Bearer TOKEN”.")
        bearer = await self._find_bearer(form[1].decode())
        if bearer is not None:
            return bearer
        now = time.monotonic()
        while self._bad_tokens and now - self._bad_tokens[0] >= BAD_TOKEN_SECONDS:
            self._bad_tokens.popleft()
        if len(self._bad_tokens) >= MOST_BAD_TOKENS:
            wait = int(self._bad_tokens[0] + BAD_TOKEN_SECONDS - now) + 1
            raise Problem("too_many_tries", "Too many bad tokens came.", retry_after=wait)
        self._bad_tokens.append(now)
        raise Problem("unknown_token", "There is no such token; it may have been revoked.")


def check_not_a_web_page(method: str, headers: _Headers) -> None:
    """A browser says in Origin and Sec-Fetch-Site when a page asks, and asks with OPTIONS what the page may do."""
    if headers.all(b"origin"):
        raise Problem("cross_site", "The request comes from a web page (Origin).")
    if any(site != b"none" for site in headers.all(b"sec-fetch-site")):
        raise Problem("cross_site", "The request comes from a web page (Sec-Fetch-Site).")
    if method == "OPTIONS":
        raise Problem("cross_site", "No page may do anything here (OPTIONS).")


def check_path(path: bytes) -> None:
    """No path has a second spelling: no `//`, no `%2e`, no capitals."""
    if not PLAIN_PATH.fullmatch(path):
        raise Problem("unknown", "There is no such path.")


def check_type(headers: _Headers) -> None:
    """A page can send forms and plain text anywhere without asking, but not JSON."""
    if headers.all(b"content-encoding"):
        raise Problem("wrong_type", "The body is encoded.")
    if not headers.announce_a_body:
        return
    types = headers.all(b"content-type")
    form, _, charset = (types[0] if len(types) == 1 else b"").lower().partition(b";")
    if form.strip() != b"application/json" or charset.strip() not in (b"", b"charset=utf-8", b'charset="utf-8"'):
        raise Problem("wrong_type", "The body is said to be something other than JSON in UTF-8.")


def check_length(path: bytes, headers: _Headers) -> int:
    """The length of the body, which has to be known before the first byte of it is read. A request that names none has
    no body (RFC 9112, section 6.3): `curl -X POST` says nothing of what it does not send."""
    if headers.all(b"transfer-encoding"):
        raise Problem("no_length", "The body comes in pieces (Transfer-Encoding), so that its length is not said.")
    lengths = headers.all(b"content-length")
    if not lengths:
        return 0
    if len(lengths) > 1 or not lengths[0].isdigit() or len(lengths[0]) > 18:
        raise Problem("bad_request", "Content-Length is no number, or stands there twice.")
    length = int(lengths[0])
    if length > (LARGEST_BATCH if path == BATCH_PATH else LARGEST_BODY):
        raise Problem("too_large", f"The body is {length:,} bytes long.")
    return length


async def read_body(receive: Receive, length: int) -> tuple[bytes, float]:
    """The body, and how long it took to come."""
    parts: list[bytes] = []
    began = time.monotonic()
    try:
        async with asyncio.timeout(BODY_SECONDS):
            more = True
            while more:
                message = await receive()
                if message["type"] == "http.disconnect":
                    raise _Gone
                parts.append(message.get("body", b""))
                more = message.get("more_body", False)
    except TimeoutError:
        raise Problem("too_slow", "The body did not come in time.") from None
    body = b"".join(parts)
    if len(body) != length:
        raise Problem("bad_request", "The body is not as long as Content-Length says.")
    return body, time.monotonic() - began


class _Gone(Exception):
    """The client went away before all of its body had come."""


class _Headers:
    """The headers of one request."""

    def __init__(self, pairs: Iterable[tuple[bytes, bytes]]) -> None:
        self._values: dict[bytes, list[bytes]] = {}
        for name, value in pairs:
            self._values.setdefault(name, []).append(value.strip())

    def all(self, name: bytes) -> list[bytes]:
        """Every value of a header; none if it is not there."""
        return self._values.get(name, [])

    @property
    def announce_a_body(self) -> bool:
        return self.all(b"content-length") not in ([], [b"0"]) or bool(self.all(b"transfer-encoding"))


class _Answer:
    """`send` that adds what every answer carries, and knows whether one has begun. While a body is `unread` the
    connection ends with the answer."""

    def __init__(self, send: Send, unread: bool) -> None:
        self._send = send
        self._begun = False
        self.unread = unread

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._begun = True
            date = (b"date", formatdate(usegmt=True).encode())
            close = CLOSE if self.unread else []
            message["headers"] = [*message.get("headers", ()), date, *SAFE, *close]
        await self._send(message)

    async def refuse(self, problem: Problem) -> None:
        """Tell of a problem, unless an answer has begun already."""
        if not self._begun:
            await self({"type": "http.response.start", "status": problem.status, "headers": problem.all_headers})
            await self({"type": "http.response.body", "body": problem.content})


def _given(body: bytes, receive: Receive) -> Receive:
    """A `receive` that gives the whole body at once, and after it what comes."""
    waiting = [body]

    async def once() -> Message:
        if waiting:
            return {"type": "http.request", "body": waiting.pop(), "more_body": False}
        return await receive()

    return once
