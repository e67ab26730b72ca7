"""One connection of a client: how many there may be, how long their headers may take and how large they may be. What is
beyond that, or is no HTTP, gets a problem document like everything else."""

from __future__ import annotations

import asyncio
from typing import Any

import httptools
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol, RequestResponseCycle

from momentum_desktop.api.problems import Problem

MOST_CONNECTIONS = 32
MOST_TURNED_AWAY = 32
HEADER_SECONDS = 5.0
LARGEST_HEADERS = 16 * 1024
LINGER_SECONDS = 2.0


class Connection(HttpToolsProtocol):
    """uvicorn's own protocol, with bounds."""

    turned_away = False
    _headers_due: asyncio.TimerHandle | None = None
    _bytes_of_headers = 0
    _bytes_before_body = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(_Lingering(transport, self))  # type: ignore[arg-type]
        away = sum(other.turned_away for other in self.connections if isinstance(other, Connection))
        if away > MOST_TURNED_AWAY:
            transport.abort()
        elif len(self.connections) - away > MOST_CONNECTIONS:
            self._turn_away(Problem("too_many", f"{MOST_CONNECTIONS} connections are open already."))
        else:
            self._await_headers()

    def connection_lost(self, exc: Exception | None) -> None:
        self._headers_came()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if self.turned_away:
            return
        if self._headers_due is None and not self._is_answering:
            self._await_headers()
        if self._headers_due is not None:
            self._bytes_before_body += len(data)
        super().data_received(data)
        if self._headers_due is not None and self._bytes_before_body > LARGEST_HEADERS:
            self._turn_away(Problem("headers_too_large", "The headers do not end."))

    def on_message_begin(self) -> None:
        self._bytes_of_headers = 0
        super().on_message_begin()

    def on_header(self, name: bytes, value: bytes) -> None:
        super().on_header(name, value)
        self._bytes_of_headers += len(name) + len(value)

    def on_headers_complete(self) -> None:
        self._headers_came()
        if self._bytes_of_headers + len(self.url) > LARGEST_HEADERS:
            self._turn_away(Problem("headers_too_large", "The headers are longer than 16 KiB."))
            raise httptools.HttpParserError("turned away")
        self.scope["target"] = self.url  # type: ignore[typeddict-unknown-key]
        super().on_headers_complete()

    def send_400_response(self, msg: str) -> None:
        if self._is_answering:
            # What came before it is answered first, and then no more is listened to.
            self.cycle.keep_alive = False
            self.turned_away = True
        else:
            self._turn_away(Problem("bad_request", "This is no HTTP request."))

    @property
    def _is_answering(self) -> bool:
        cycle: RequestResponseCycle | None = self.cycle
        return cycle is not None and not cycle.response_complete

    @property
    def request_is_whole(self) -> bool:
        """Whether nothing of a request is still to come."""
        cycle: RequestResponseCycle | None = self.cycle
        return cycle is None or not cycle.more_body

    def _await_headers(self) -> None:
        self._bytes_before_body = 0
        self._headers_due = self.loop.call_later(HEADER_SECONDS, self._headers_too_slow)

    def _headers_came(self) -> None:
        if self._headers_due is not None:
            self._headers_due.cancel()
            self._headers_due = None

    def _headers_too_slow(self) -> None:
        self._turn_away(Problem("too_slow", "The headers did not come in time."))

    def _turn_away(self, problem: Problem) -> None:
        """Answer and hang up, whatever else the client sends."""
        if self.turned_away or self.transport.is_closing():
            return
        self._headers_came()
        self._unset_keepalive_if_required()
        lines = [STATUS_LINE[problem.status]]
        lines += [name + b": " + value + b"\r\n" for name, value in problem.all_headers]
        lines += [b"cache-control: no-store\r\nconnection: close\r\n\r\n", problem.content]
        self.transport.write(b"".join(lines))
        self.turned_away = True
        self.transport.close()


class _Lingering:
    """A transport that, told to close while the client may still be sending, first says so and listens on for a while:
    closed at once, the system would throw away an answer that the client has not read yet."""

    def __init__(self, transport: asyncio.Transport, connection: Connection) -> None:
        self._transport = transport
        self._connection = connection
        self._closing = False

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)

    def is_closing(self) -> bool:
        return self._closing or self._transport.is_closing()

    def close(self) -> None:
        if self.is_closing():
            return
        if self._connection.turned_away or not self._connection.request_is_whole:
            self._closing = True
            self._connection.turned_away = True
            self._transport.write_eof()
            self._connection.flow.resume_reading()
            self._connection.loop.call_later(LINGER_SECONDS, self._transport.close)
        else:
            self._transport.close()
